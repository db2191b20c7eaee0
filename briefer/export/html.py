"""Papers as one HTML file that stands alone: no script, no web font, no picture, no address of anything outside.

Headings, lists, tables and languages are marked up for screen readers; looks come from the style, for screens of any
width, light and dark, and for A4. A content security policy has the browser keep the promise. Writers choose looks,
never words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from briefer.core.blocks import (
    Block,
    Cell,
    Contents,
    Footnote,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    TitleBlock,
    footnotes,
)
from briefer.core.items import Lang
from briefer.export.css import DEEPEST, style_sheet
from briefer.export.scripts import stretches
from briefer.export.style import Style, justified
from briefer.export.words import clean, joined, one_line

Progress = Callable[[float], None]

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the browser may load for this file: nothing, but for the style sheet inside it."""

_INDENTED = ("body", "gist", "note", "quotation")
"""Roles whose first line starts further in where no label stands before it."""
_ADDRESS = re.compile(r"[a-z]+://[!-;=?-~]+")
_NOTES = ("note", "caveat", "stamp")


def render(paper: Paper, style: Style, *, progress: Progress | None = None) -> bytes:
    """The paper as an HTML file in UTF-8; equal arguments give equal bytes.

    ``progress`` is called with 0.0-1.0 and may raise ``Cancelled``. Any thread.
    """
    return _Page(paper, style).write(progress).encode()


class _Page:
    def __init__(self, paper: Paper, style: Style) -> None:
        self._paper = paper
        self._style = style
        self._language = style.languages[paper.lang]
        self._contents_lists = 0

    def write(self, progress: Progress | None) -> str:
        paper = self._paper
        marking = one_line(paper.marking)
        front = 0
        while front < len(paper.blocks) and isinstance(paper.blocks[front], TitleBlock | Contents):
            front += 1
        out = [self._head(), "<body>\n"]
        if marking:
            out.append(f'<p class="marking"><strong>{_escape(marking)}</strong></p>\n')
        out.append('<div class="sheet">\n')
        done = 0
        for place, (lump, blocks) in enumerate(groupby(enumerate(paper.blocks), lambda each: _lump(*each))):
            if progress is not None and place % 16 == 0:
                progress(done / len(paper.blocks))
            some = [block for _, block in blocks]
            if done == front:
                out.append("<main>\n")
            done += len(some)
            out.append(self._lump(lump[0], some))
        if notes := [note for block in paper.blocks for note in footnotes(block)]:
            out += ['<div class="notes">\n', *map(self._note, notes), "</div>\n"]
        out.append("</main>\n" if done > front else "")
        out.append("</div>\n</body>\n</html>\n")
        if progress is not None:
            progress(1.0)
        return "".join(out)

    def _head(self) -> str:
        paper = self._paper
        named = {
            "author": paper.author,
            "description": paper.subject,
            "keywords": paper.keywords,
            "dcterms.date": paper.date,
        }
        metas = "".join(
            f'<meta name="{name}" content="{_attribute(value)}">\n' for name, value in named.items() if one_line(value)
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{paper.lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_escape(one_line(paper.title))}</title>\n{metas}"
            f"<style>\n{style_sheet(paper, self._style)}</style>\n</head>\n"
        )

    def _lump(self, name: str, blocks: Sequence[Block]) -> str:
        inner = "".join(map(self._block, blocks))
        match name:
            case "quotation" if inner:
                return f"<blockquote>\n{inner}</blockquote>\n"
            case "source" if inner:
                # Without its bullets a list is none for some screen readers, unless it says that it is.
                return f'<ul class="sources" role="list">\n{inner}</ul>\n'
        return inner

    def _block(self, block: Block) -> str:
        match block:
            case TitleBlock():
                return self._title(block)
            case Contents():
                return self._contents(block)
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block)
            case _:
                assert_never(block)

    # -- blocks

    def _title(self, block: TitleBlock) -> str:
        lang = f' lang="{block.lang}"' if block.lang != self._paper.lang else ""
        title = f'<h1 class="title">{self._words(one_line(block.title), block.lang)}</h1>\n'
        if block.subject:
            title += f'<p class="subject">{self._words(one_line(block.subject), block.lang)}</p>\n'
        rows = "".join(
            f"<div><dt>{_escape(one_line(label))}</dt><dd>{self._words(value, block.lang)}</dd></div>\n"
            for label, value in block.rows
        )
        details = f'<dl class="detail">\n{rows}</dl>\n' if rows else ""
        return f"<header{lang}>\n<hgroup>\n{title}</hgroup>\n{details}</header>\n"

    def _contents(self, block: Contents) -> str:
        self._contents_lists += 1
        key = f"contents-{self._contents_lists}"  # the keys of headings have no hyphen
        lines = "".join(
            f'<li class="l{_level(entry.level)}"><a href="#{_attribute(entry.key)}">'
            f"{self._numbered(entry.number, entry.text, self._paper.lang)}</a></li>\n"
            for entry in block.entries
        )
        return (
            f'<nav aria-labelledby="{key}">\n'
            f'<h2 class="contents_title" id="{key}">{self._words(one_line(block.title), self._paper.lang)}</h2>\n'
            f'<ul class="contents" role="list">\n{lines}</ul>\n</nav>\n'
        )

    def _heading(self, block: Heading) -> str:
        level = _level(block.level)
        # The title is h1; below h6 the level is said in another way.
        tag, deep = f"h{min(level + 1, 6)}", f' aria-level="{level + 1}"' if level > 5 else ""
        even = self._even(f"heading{level}", [Run(block.text, block.lang)])
        return (
            f'<{tag} id="{_attribute(block.key)}" class="heading{level} l{level}{even}"{deep}>'
            f"{self._numbered(block.number, block.text, block.lang)}</{tag}>\n"
        )

    def _paragraph(self, block: Paragraph) -> str:
        words, label = self._runs(block.runs), one_line(block.label)
        if not words and not label:
            return ""
        names = f"{block.role}{self._even(block.role, block.runs)}"
        if block.level > 1:
            names += f" l{_level(block.level)}"
        if block.role == "source":
            mark = f'<span class="mark">{_escape(label)}</span> ' if label else ""
            return f'<li class="{names}">{mark}{words}</li>\n'
        if block.role in _INDENTED and not label:
            names += " first"
        role = ' role="note"' if block.role in _NOTES else ""
        return f'<p class="{names}"{role}>{self._label(label)}{words}</p>\n'

    def _note(self, note: Footnote) -> str:
        """A note at the end of the page; its number leads back."""
        number = note.number
        back = f'<a class="mark" href="#reference-{number}" role="doc-backlink">{number}</a> '
        paragraphs = []
        for each in note.paragraphs or (Paragraph("footnote", ()),):
            even = ' class="even"' if self._even("footnote", each.runs) else ""
            paragraphs.append(
                f"<p{even}>{back}{self._label(one_line(each.label))}"
                f"{self._runs([replace(run, note=None) for run in each.runs])}</p>\n"
            )
            back = ""
        return f'<div class="footnote" id="note-{number}" role="doc-footnote">\n{"".join(paragraphs)}</div>\n'

    def _table(self, block: Table) -> str:
        caption = one_line(block.caption)
        name = _attribute(block.description) or _attribute(caption)
        region = f' role="region" aria-label="{name}" tabindex="0"' if name else ""
        columns = len(block.header)
        shares = block.widths if len(block.widths) == columns and sum(block.widths) > 0 else (1.0,) * columns
        grid = "".join(f'<col style="width:{100 * share / sum(shares):.3f}%">' for share in shares)
        rows = "".join(self._row(row, columns, header=False) for row in block.rows)
        return (
            f'<div class="scroll"{region}>\n<table style="--columns:{columns}">\n'
            + (f"<caption>{self._words(caption, self._paper.lang)}</caption>\n" if caption else "")
            + f"<colgroup>{grid}</colgroup>\n<thead>\n{self._row(block.header, columns, header=True)}</thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
        )

    def _row(self, cells: Sequence[Cell], columns: int, *, header: bool) -> str:
        padded = (*cells, *([Cell(())] * (columns - len(cells))))[:columns]
        inner = ""
        for place, cell in enumerate(padded):
            tag, scope = ("th", ' scope="col"') if header else ("th", ' scope="row"') if place == 0 else ("td", "")
            inner += f"<{tag}{scope}>{self._cell(cell)}</{tag}>"
        return f"<tr>{inner}</tr>\n"

    def _cell(self, cell: Cell) -> str:
        tag = "li" if cell.bulleted else "p"
        inner = "".join(
            f"<{tag}>{self._label(one_line(each.label))}{self._runs(each.runs)}</{tag}>" for each in cell.paragraphs
        )
        return f"<ul>{inner}</ul>" if cell.bulleted and inner else inner

    # -- words

    def _label(self, label: str) -> str:
        return f'<b class="label">{_escape(label)}</b>{_escape(self._language.label_gap)}' if label else ""

    def _numbered(self, number: str, text: str, lang: Lang) -> str:
        mark = f'<span class="number">{_escape(number)}</span>{_escape(self._paper.number_gap)}' if number else ""
        return mark + self._runs([Run(one_line(text), lang)])

    def _runs(self, runs: Sequence[Run]) -> str:
        out = ""
        for run in joined(runs):
            words = self._words(clean(run.text), run.lang)
            if run.strong and words:
                words = f"<strong>{words}</strong>"
            if words:
                out += words if run.lang == self._paper.lang else f'<span lang="{run.lang}">{words}</span>'
            if run.note:
                number = run.note.number
                out += f'<sup><a href="#note-{number}" id="reference-{number}" role="doc-noteref">{number}</a></sup>'
        return out

    def _words(self, text: str, lang: Lang) -> str:
        """Text in one language; in Japanese, Latin words are set in a Latin face, as in Word and PDF."""
        if lang != "ja":
            return _breakable(_escape(text))
        return "".join(
            f'<span class="latin">{_breakable(_escape(piece))}</span>' if latin else _escape(piece)
            for piece, latin in stretches(text, lang)
        )

    def _even(self, name: str, runs: Sequence[Run]) -> str:
        """The class of a paragraph whose lines are made equally long."""
        return " even" if self._style.text[name].align == "justify" and justified(runs, self._style) else ""


def _lump(place: int, block: Block) -> tuple[str, int]:
    """What makes blocks one element: a quotation and its further paragraphs, the entries of the list of sources."""
    if isinstance(block, Paragraph) and block.role == "source":
        return "source", -1
    if isinstance(block, Paragraph) and block.role == "quotation":
        return "quotation", block.node
    return "", place


def _level(level: int) -> int:
    return min(max(level, 1), DEEPEST)


def _escape(text: str) -> str:
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\n", "<br>")


def _breakable(text: str) -> str:
    """Escaped text whose addresses may be broken over lines, after the marks in them."""
    if "://" not in text:
        return text
    return _ADDRESS.sub(lambda match: re.sub(r"(?<=[/?=_;-])(?<!://)(?=[^/;<>])", "<wbr>", match[0]), text)


def _attribute(text: str) -> str:
    return _escape(one_line(text)).replace('"', "&quot;")
