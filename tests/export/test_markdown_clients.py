"""Markdown papers as pandoc reads them: the same words in the same places, and no mark-up that is not meant."""

from __future__ import annotations

import json
import random
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from briefer.core.blocks import Cell, Contents, Heading, Paper, Paragraph, Run, Table, TitleBlock
from briefer.export.markdown import render
from briefer.export.style import read_style
from briefer.export.words import clean, one_line
from tests.export import docx_papers, hostile, papers

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]
STYLE = read_style(docx_papers.STYLE_FILE)


def pandoc(data: bytes, form: str) -> str:
    command = ["pandoc", "-f", "gfm", "-t", form, "--wrap=none"]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout.decode()


def squeezed(text: str) -> str:
    """Without white space; pandoc composes combining marks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def inline(parts: list[dict[str, Any]]) -> str:
    """The words; any mark-up but strong text, breaks and addresses that are their own text is a failure."""
    out = ""
    for part in parts:
        match part["t"], part.get("c"):
            case "Str", words:
                out += words
            case "Space", _:
                out += " "
            case "LineBreak" | "SoftBreak", _:
                out += "\n"
            case "Strong", inner:
                out += inline(inner)
            case "RawInline", [_, "<br>"]:
                out += "\n"
            case "RawInline", [_, "<strong>" | "</strong>"]:
                pass
            case "Link", [_, inner, [target, _]]:
                words = inline(inner)
                assert target in (words, f"mailto:{words}"), part
                out += words
            case _:
                raise AssertionError(part)
    return out


def lines(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        match block["t"], block.get("c"):
            case "Para" | "Plain", inner:
                yield from inline(inner).split("\n")
            case "Header", [_, _, inner]:
                yield from inline(inner).split("\n")
            case "BlockQuote", inner:
                yield from lines(inner)
            case "BulletList", items:
                for item in items:
                    yield from lines(item)
            case "Table", [_, _, _, [_, head], bodies, _]:
                for row in (*head, *(row for body in bodies for row in body[3])):
                    for cell in row[1]:
                        yield from lines(cell[4])
            case _:
                raise AssertionError(block)


def read(data: bytes) -> list[str]:
    return [squeezed(line) for line in lines(json.loads(pandoc(data, "json"))["blocks"]) if squeezed(line)]


def expected(paper: Paper) -> list[str]:
    def text(label: str, runs: tuple[Run, ...]) -> str:
        return one_line(label) + " " + clean("".join(run.text for run in runs)).strip(" \t\n")

    def cell(each: Cell) -> Iterator[str]:
        for paragraph in each.paragraphs:
            yield ("• " if each.bulleted else "") + text(paragraph.label, paragraph.runs)

    found: list[str] = [one_line(paper.marking)]
    for block in paper.blocks:
        match block:
            case TitleBlock():
                found += [one_line(block.title), one_line(block.subject)]
                found += [f"{one_line(label)} {one_line(value)}" for label, value in block.rows]
            case Contents():
                pass
            case Heading():
                found.append(f"{one_line(block.number)} {one_line(block.text)}")
            case Paragraph():
                found.append(text(block.label, block.runs))
            case Table():
                found.append(one_line(block.caption))
                for row in (block.header, *block.rows):
                    found += [line for each in row for line in cell(each)]
    found.append(one_line(paper.marking))
    return [squeezed(line) for each in found for line in clean(each).split("\n") if squeezed(line)]


@pytest.mark.parametrize(
    "make", [papers.japanese, papers.english, docx_papers.small, docx_papers.long_japanese, docx_papers.long_english]
)
def test_pandoc_reads_the_words(make: Callable[[], Paper]) -> None:
    paper = make()
    assert read(render(paper, STYLE)) == expected(paper)


def test_plain_text_gives_the_words_back() -> None:
    make = docx_papers.Maker("ja")
    make.h(1, "計画")
    for text in hostile.TEXTS:
        make.p("body", text)
    plain = squeezed(pandoc(render(make.paper("題", "", (), "目次"), STYLE), "plain"))
    assert plain == "題第１計画" + "".join(squeezed(clean(text)) for text in hostile.TEXTS)


@pytest.mark.parametrize("place", range(0, len(hostile.TEXTS), 12))
def test_hostile_words_stay_words(place: int) -> None:
    paper = hostile.paper(("題", "件", "目", "鍵", *hostile.TEXTS[place : place + 12]))
    assert read(render(paper, STYLE)) == expected(paper)


@pytest.mark.parametrize("seed", range(8))
def test_any_words_stay_words(seed: int) -> None:
    chance = random.Random(seed)
    pieces = (
        *"\\`*_~[](){}<>&!|#-+=.:;$1a/ ", "  ", "漢", "　", "。", "「", "」", "**", "](", "&lt;", "<b", "https://",
        "www.", "\n", "1. ", "- ", "---", ":a:", "@", "word", "\\\\",
    )  # fmt: skip
    texts = tuple("".join(chance.choices(pieces, k=chance.randint(1, 12))) for _ in range(40))
    for text in texts:
        paper = hostile.paper(("題", "件", "目", "鍵", text))
        assert read(render(paper, STYLE)) == expected(paper), text
