"""Entries for reference managers, held against the published rules of each format."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.items import Bilingual, Item, Locator, Source
from briefer.export.citations import (
    FORMATS,
    Reference,
    bibtex,
    csl_json,
    reference_to_item,
    reference_to_source,
    render,
    ris,
)

VILLAGE = Source(
    "village-2030", Bilingual("川沿いの村の明日", "Tomorrow in a village"),
    Bilingual("村の研究所", "Village Institute"), (), "2030-04-02", "2030-03-31", "ja",
)  # fmt: skip
SIGNED = Source(
    "mill-2029", Bilingual("", "Mills & rivers: 100% of {them}"), Bilingual("", "River_Press"),
    ("Ada B. Miller", "川辺一郎"),
    "2029-11", "2029", "en",
)  # fmt: skip
ITEM = Item(
    "village-2030/full/4", "recommendation", VILLAGE, 4,
    Locator((Bilingual("本文"), Bilingual("A. 提言の全文")), "提言4"),
    Bilingual("水道の手当て", "Water"), Bilingual("要旨", "Gist"), authors=("かわべいちろう",),
)  # fmt: skip

# Of csl-data.json 1.0.2, as far as it concerns what is written here; everything else is forbidden there too.
CSL_TEXT = {"id", "type", "title", "container-title", "publisher", "section", "genre", "language"}
CSL_NAME = {"family", "given", "literal"}


def entries() -> list[Reference]:
    return [reference_to_source(VILLAGE), reference_to_source(SIGNED), reference_to_item(ITEM)]


def test_csl_json_keeps_to_the_schema() -> None:
    found = json.loads(csl_json(entries()))
    for each in found:
        assert {"id", "type"} <= set(each) <= CSL_TEXT | {"author", "issued"}
        assert each["type"] in ("report", "chapter")
        assert all(isinstance(each[name], str) and each[name] for name in CSL_TEXT & set(each))
        assert all(set(name) <= CSL_NAME and name for name in each["author"])
        assert all(1 <= len(parts) <= 3 for parts in each["issued"]["date-parts"])
    assert found[0] == {
        "id": "village-2030", "type": "report", "title": "川沿いの村の明日", "author": [{"literal": "村の研究所"}],
        "publisher": "村の研究所", "genre": "政策提言", "language": "ja-JP", "issued": {"date-parts": [[2030, 4, 2]]},
    }  # fmt: skip
    assert found[1]["author"] == [{"family": "Miller", "given": "Ada B."}, {"literal": "川辺一郎"}]
    assert found[1]["issued"] == {"date-parts": [[2029, 11]]}
    assert found[2]["title"] == "[水道の手当て]", "a title of our own is marked as supplied"
    assert found[2]["container-title"] == "川沿いの村の明日"
    assert found[2]["section"] == "本文 › A. 提言の全文 › 提言4"


def test_bibtex_braces_names_and_titles() -> None:
    text = bibtex(entries())
    first, second, third = re.split(r"\n(?=@)", text)
    assert first.startswith("@techreport{village-2030,\n")
    assert "author = {{村の研究所}}," in first
    assert "title = {{川沿いの村の明日}}," in first
    assert "institution = {{村の研究所}}," in first
    assert "year = {2030}," in first
    assert "month = apr," in first
    assert "yomi" not in first
    assert "author = {Miller, Ada B. and {川辺一郎}}," in second
    assert r"title = {{Mills \& rivers: 100\% of \textbraceleft{}them\textbraceright{}}}," in second
    assert third.startswith("@incollection{village-2030-full-4,")
    assert "yomi = {かわべいちろう}," in third


def test_a_report_of_no_institution_is_no_techreport() -> None:
    text = bibtex([Reference("x", "題", ("川辺一郎",), "", "2030", "ja")])
    assert text.startswith("@misc{x,\n")
    assert "institution" not in text


def test_known_readings_sort_bibtex() -> None:
    entry = Reference("x", "題", ("川辺一郎",), "村", "2030", "ja", readings={"川辺一郎": "かわべ いちろう"})
    assert "yomi = {かわべ いちろう}," in bibtex([entry])


def test_keys_are_ascii_and_never_shared() -> None:
    text = bibtex([Reference(each, "t", (), "p", "2030", "ja") for each in ("a/b", "a b", "A-B", "村", "里", "")])
    keys = re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE)
    assert len({key.casefold() for key in keys}) == 6
    assert all(re.fullmatch(r"[A-Za-z0-9.:+-]+", key) for key in keys)


def test_ris_lines() -> None:
    text = ris(entries())
    assert text.replace("\r\n", "").count("\n") == 0
    lines = text.split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines.count("ER  - ") == 3
    assert "AU  - Miller, Ada B." in lines
    assert "PY  - 2030" in lines
    assert "DA  - 2030/04/02/" in lines
    assert "DA  - 2029/11//" in lines
    assert "T2  - 川沿いの村の明日" in lines
    assert all(re.fullmatch(r"([A-Z][A-Z0-9]  - .*)?", line) for line in lines)


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_utf8_without_a_mark(form: str) -> None:
    content = render(entries(), form)  # type: ignore[arg-type]
    assert not content.startswith(b"\xef\xbb\xbf")
    assert "川沿いの村の明日" in content.decode("utf-8")
    assert (b"\r\n" in content) == (form == "ris")


WORDS = st.text(st.characters(exclude_categories=()), max_size=30)


@given(st.lists(st.builds(Reference, WORDS, WORDS, st.lists(WORDS, max_size=3).map(tuple), WORDS, WORDS,
                          st.sampled_from(["ja", "en"]), WORDS, WORDS), max_size=3))  # fmt: skip
def test_any_words_keep_the_forms_whole(references: list[Reference]) -> None:
    assert len(json.loads(render(references, "csl-json"))) == len(references)
    text = render(references, "ris").decode()
    assert text.count("ER  - \r\n") >= len(references)
    assert all(re.fullmatch(r"([A-Z][A-Z0-9]  - .*)?", line) for line in text.split("\r\n"))
    depth = 0
    for each in render(references, "bibtex").decode():
        depth += (each == "{") - (each == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.clients
@pytest.mark.parametrize(("form", "reader"), [("bibtex", "bibtex"), ("csl-json", "csljson")])
def test_pandoc_reads_them(tmp_path: Path, form: str, reader: str) -> None:
    pandoc = shutil.which("pandoc")
    assert pandoc, "pandoc is not installed"
    file = tmp_path / "references"
    file.write_bytes(render(entries(), form))  # type: ignore[arg-type]
    done = subprocess.run([pandoc, "-f", reader, "-t", "csljson", file], capture_output=True, text=True, check=True)
    found = {each["id"]: each for each in json.loads(done.stdout)}
    whole = found["village-2030"]
    assert whole["type"] == "report"
    assert whole["title"].replace('<span class="nocase">', "").replace("</span>", "") == "川沿いの村の明日"
    assert whole["author"] == [{"literal": "村の研究所"}]
    assert whole["issued"]["date-parts"] in ([[2030, 4, 2]], [[2030, 4]], [["2030", "4", "2"]])
    assert found["mill-2029"]["author"][0]["family"] == "Miller"
