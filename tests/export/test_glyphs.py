"""What the fonts can show: the quick answer agrees with the writer's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile

from briefer.core.blocks import Heading, Table
from briefer.core.errors import ExportError
from briefer.export.missing import Glyphs, characters
from briefer.export.pdf import missing_glyphs
from briefer.export.style import read_style
from tests.export import papers

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
STYLE = read_style(RESOURCES / "styles" / "standard.yaml")
GLYPHS = Glyphs(STYLE, FONTS)


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.ttf")), ids=lambda file: file.stem)
def test_characters_are_those_of_the_file(file: Path) -> None:
    glyphs = TTFontFile(str(file)).charToGlyph
    assert characters(file) == {point for point, glyph in glyphs.items() if glyph}


def test_sound_papers_miss_nothing() -> None:
    assert GLYPHS.missing(papers.japanese()) == ()
    assert GLYPHS.missing(papers.english()) == ()


def test_missing_characters_are_found_wherever_they_stand() -> None:
    blocks = (
        Heading(1, "１", "𠮷田", "h", "ja", 3),
        papers.en("a 😀 face", node=4),
        papers.ja("文", label="葛\U000e0100", node=5),
        Table("😀", "", (papers.cell("甲"),), ((papers.cell("か\u3099き\u309a"),),), (1.0,), 6),
    )
    found = GLYPHS.missing(papers.paper(blocks))
    assert found == (("𠮷", 3), ("😀", 4), ("葛\U000e0100", 5), ("😀", 6), ("き\u309a", 6))
    assert found == missing_glyphs(papers.paper(blocks), STYLE, FONTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=3))
def test_the_quick_answer_is_the_writers(texts: list[str]) -> None:
    paper = papers.paper(tuple(papers.ja(text, node=n) for n, text in enumerate(texts)))
    assert GLYPHS.missing(paper) == missing_glyphs(paper, STYLE, FONTS)


@pytest.mark.parametrize("content", [b"", b"no font at all", b"\0\1\0\0\0\x02" + b"\0" * 40])
def test_a_font_that_is_none_is_told(content: bytes, tmp_path: Path) -> None:
    for font in STYLE.fonts.values():
        for name in (font.pdf, font.pdf_strong, font.pdf_latin, font.pdf_latin_strong):
            (tmp_path / name).write_bytes(content)
    with pytest.raises(ExportError) as caught:
        Glyphs(replace(STYLE), tmp_path).missing(papers.japanese())
    assert caught.value.code == "export.bad_font"
