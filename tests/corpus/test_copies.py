"""The real reports in every medium and layout: each original comes back word for word.

``attach`` is the judge: an original is verified when its fingerprint is the published one. The copies are made while
the tests run. What a copy itself cannot hold is named: characters that an encoding or a face lacks.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.corpus.attach import AttachReport, attach
from briefer.corpus.decode import read_copy
from briefer.corpus.media.extract import Extract
from tests.corpus import copies

REPORTS = ["npi-2024", "fuji-2017", "jiia-2025", "jfir-2026", "nakabayashi-2025"]
LACKING = {"jiia-2025/3.1"}
"""Holds simplified Chinese, which our faces and the Japanese encodings have no characters for."""


def attached(corpus: Path, place: Path) -> AttachReport:
    report = attach(corpus, [place])[0]
    assert report.error is None, report.error
    return report


@pytest.fixture
def corpus(built_corpus: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(built_corpus, tmp_path / "corpus.sqlite"))


@pytest.fixture(scope="session")
def models(sources: Path) -> dict[str, copies.Model]:
    return {key: copies.model(key, (sources / f"{key}.txt").read_text("utf-8")) for key in REPORTS}


def assert_whole(model: copies.Model, extract: Extract, *, lacking: Callable[[str], bool] = lambda _: False) -> None:
    """Every paragraph, entry and cell stands in one run: nothing lost, nothing put in."""
    text = _plain(re.sub(r"</?(?:p|li|ul)>", "", extract.text))
    marks = "".join(model.notes)
    lost = []
    for piece in model.pieces:
        cells = [words for row in piece.rows for cell in row for _, words in cell]
        for words in cells or [piece.text]:
            plain = _plain(words, marks)
            if plain not in text and not lacking(words):
                lost.append(words[:40])
    assert not lost


def _plain(text: str, without: str = "") -> str:
    text = "".join(each for each in text if each not in without)
    return re.sub(r"[\s*_▪●\u0001-\u001f-]|[‐‑‒–—―−]", "", unicodedata.normalize("NFKC", text))


TEXTS: dict[str, Callable[[copies.Model], str | bytes]] = {
    "own.md": copies.markdown,
    "site.html": copies.web_page,
    "breaks.html": lambda model: copies.web_page(model, lists=False, layout="breaks"),
    "lists.docx": copies.word_document,
    "typed.docx": lambda model: copies.word_document(model, lists=False),
    "one-column.pdf": copies.paper,
    "two-columns.pdf": lambda model: copies.paper(model, columns=2),
    "vertical.pdf": copies.upright,
}


@pytest.mark.parametrize("layout", TEXTS)
@pytest.mark.parametrize("key", REPORTS)
def test_every_original_comes_back(
    key: str, layout: str, models: dict[str, copies.Model], corpus: Path, tmp_path: Path
) -> None:
    made = TEXTS[layout](models[key])
    place = tmp_path / f"{key}.{layout}"
    place.write_bytes(made.encode() if isinstance(made, str) else made)
    report = attached(corpus, place)
    assert report.source == key
    assert not report.missing
    assert set(report.different) <= (LACKING if layout.endswith("pdf") else set())
    if not layout.endswith("md"):
        chinese = re.compile("[术对电产业资圳步]")
        copy = read_copy(place)
        assert_whole(models[key], copy.extract, lacking=lambda words: chinese.search(words) is not None)
        assert len(copy.extract.notes) == (0 if layout == "vertical.pdf" else sum(map(len, models[key].notes.values())))
    if layout.endswith("pdf"):
        assert re.search(r"研究会報告書", read_copy(place).text) is None


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("key", REPORTS)
def test_every_original_comes_back_in_any_encoding(
    key: str, codec: str, sources: Path, corpus: Path, tmp_path: Path
) -> None:
    text = (sources / f"{key}.txt").read_text("utf-8")
    place = tmp_path / "report.txt"
    place.write_bytes(_encodable(text, codec).encode(codec))
    report = attached(corpus, place)
    assert report.source == key
    assert not report.missing
    if codec.startswith("utf"):
        assert not report.different
    else:
        assert report.verified >= report.found - 3, report.different


def _encodable(text: str, codec: str) -> str:
    """The text with what the encoding lacks as editors save it: by a like character, else a question mark."""
    found = []
    alike = {"—": "―", "▪": "■", "–": "－"}
    for character in text:
        for each in (character, alike.get(character, ""), unicodedata.normalize("NFKC", character)):
            try:
                each.encode(codec)
            except UnicodeEncodeError:
                continue
            if each:
                found.append(each)
                break
        else:
            found.append("?")
    return "".join(found)


@pytest.mark.clients
@pytest.mark.parametrize("key", REPORTS)
def test_every_original_comes_back_from_other_programs(
    key: str, models: dict[str, copies.Model], built_corpus: Path, tmp_path: Path
) -> None:
    """pandoc's HTML and Word; LibreOffice's PDF, HTML and Word of a Word document."""
    report = models[key]
    source = tmp_path / f"{key}.docx"
    source.write_bytes(copies.word_document(report))
    office = tmp_path / "office"
    text = copies.markdown(report)
    places = [
        copies.by_pandoc(text, "html", target=tmp_path / "pandoc.html"),
        copies.by_pandoc(text, "docx", target=tmp_path / "pandoc.docx"),
        copies.by_office(source, "pdf", office),
        copies.by_office(source, "html", office),
        copies.by_office(copies.by_office(source, "odt", office), "docx", office / "again"),
    ]
    for place in places:
        corpus = Path(shutil.copyfile(built_corpus, tmp_path / "corpus.sqlite"))
        found = attached(corpus, place)
        assert (found.source, found.missing, found.different) == (key, (), ()), place.name
