"""Footnotes in Word and PDF: real ones, on the page of their reference, whatever they say and however many."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefer.core.blocks import Block, Cell, Footnote, Heading, Paper, Paragraph, Run, Table, footnotes
from briefer.core.errors import ExportError
from briefer.export.docx import render as render_docx
from briefer.export.docx.pages import estimate
from briefer.export.html import render as render_html
from briefer.export.markdown import render as render_markdown
from briefer.export.missing import Glyphs
from briefer.export.pdf import missing_glyphs
from briefer.export.pdf import render as render_pdf
from briefer.export.pdf.flow import Box, Foot, FootBox, LineBox, Placed, paginate
from briefer.export.pdf.layout import Layout
from briefer.export.pdf.pens import Pens
from briefer.export.style import read_style
from tests.export import papers
from tests.export.test_alike import pdf_lines, squeezed, texts_of_page, word_lines, word_notes

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = read_style(RESOURCES / "styles" / "standard.yaml")
FORMAL = read_style(RESOURCES / "styles" / "formal.yaml")


def of(*blocks: Block) -> Paper:
    return papers.paper(blocks)


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def one(text: str = "本文。", note: str = "注。") -> Paper:
    return of(papers.ja("前。"), Paragraph("body", (Run(text, "ja", note=papers.Notes()(note)), Run("続き。", "ja"))))


# -- blocks


def test_notes_are_found_in_reading_order() -> None:
    paper = papers.noted()
    numbers = [note.number for block in paper.blocks for note in footnotes(block)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 40


# -- Word


def test_word_notes_are_a_part_of_their_own() -> None:
    data = render_docx(one(), STYLE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"footnotes+xml" in archive.read("[Content_Types].xml")
        assert b'/footnotes" Target="footnotes.xml"' in archive.read("word/_rels/document.xml.rels")
    notes = list(part(data, "footnotes"))
    kinds = [(each.get(f"{W}type"), each.get(f"{W}id")) for each in notes]
    assert kinds == [("separator", "-1"), ("continuationSeparator", "0"), (None, "1")]
    settings_ids = [each.get(f"{W}id") for each in part(data, "settings").iter(f"{W}footnote")]
    assert settings_ids == ["-1", "0"]
    paragraph = notes[2].find(f"{W}p")
    assert paragraph is not None
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    assert style is not None
    assert style.get(f"{W}val") == "FootnoteText"
    assert [each.tag.removeprefix(W) for each in paragraph.iter(f"{W}footnoteRef", f"{W}tab", f"{W}t")] == [
        "footnoteRef",
        "tab",
        "t",
    ]


def test_the_reference_stands_behind_its_run() -> None:
    data = render_docx(one(), STYLE)
    assert word_lines(data)[-1] == "本文。1続き。"
    run = next(part(data, "document").iter(f"{W}footnoteReference")).getparent()
    assert run is not None
    style = run.find(f"{W}rPr/{W}rStyle")
    assert style is not None
    assert style.get(f"{W}val") == "FootnoteReference"


def test_without_notes_there_is_no_part() -> None:
    data = render_docx(of(papers.ja("本文。")), STYLE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "word/footnotes.xml" not in archive.namelist()
    assert not list(part(data, "settings").iter(f"{W}footnotePr"))


def test_a_foreign_note_says_so() -> None:
    note = Footnote(1, (Paragraph("footnote", (Run("See p. 12.", "en"),)),))
    data = render_docx(of(Paragraph("body", (Run("本文。", "ja", note=note),))), STYLE)
    langs = [each.get(f"{W}val") for each in part(data, "footnotes").iter(f"{W}lang")]
    assert langs == ["en-US"]


def test_a_run_may_be_a_note_only() -> None:
    paper = of(Paragraph("body", (Run("", "ja", note=papers.Notes()("注。")),)))
    assert word_lines(render_docx(paper, STYLE)) == ["1"]
    assert pdf_lines(render_pdf(paper, STYLE, FONTS)) == ["1"]


def test_the_estimate_leaves_room_for_notes() -> None:
    make = papers.Notes()
    blocks: list[Block] = []
    for n in range(30):
        blocks.append(Heading(1, "", "見出し", f"h{n}", "ja"))
        blocks.append(Paragraph("body", (Run(papers.JA_BODY, "ja", note=make(papers.JA_BODY * 3)),)))
    _, total = estimate(of(*blocks), STYLE)
    bare = [papers.ja(each.text) if isinstance(each, Paragraph) else each for each in blocks]
    _, less = estimate(of(*bare), STYLE)
    with pikepdf.open(io.BytesIO(render_pdf(of(*blocks), STYLE, FONTS))) as pdf:
        assert less < total
        assert abs(total - len(pdf.pages)) <= 1


# -- PDF: structure


def tree(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)  # type: ignore[call-overload]
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.append(node.K)


def pages_of(node: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> list[int]:
    """The pages that hold the marked content of an element."""
    if isinstance(node, pikepdf.Array):
        return [page for kid in node for page in pages_of(kid, numbers)]  # type: ignore[attr-defined]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    if node.get("/Type") == "/MCR":
        return [numbers[node.Pg.objgen]]
    return pages_of(node.K, numbers) if "/K" in node else []


def note_pages(data: bytes) -> list[tuple[int, list[int]]]:
    """The page of each reference and the pages of its note."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for node in tree(pdf):
            if str(node.S) == "/Note":
                assert len(node.Ref) == 1
                reference = node.Ref[0]
                assert str(reference.P.S) == "/Reference"
                assert reference.Ref[0].objgen == node.objgen
                found.append((pages_of(reference, numbers)[0], pages_of(node, numbers)))
    return found


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("style", [STYLE, FORMAL], ids=["standard", "formal"])
def test_notes_begin_on_the_page_of_their_reference(lang: str, style: object) -> None:
    paper = papers.noted(lang)  # type: ignore[arg-type]
    placed = note_pages(render_pdf(paper, style, FONTS))  # type: ignore[arg-type]
    assert len(placed) == sum(1 for block in paper.blocks for _ in footnotes(block))
    for reference, note in placed:
        assert note[0] == reference
        assert note == sorted(note)
    assert any(note[-1] > note[0] for _, note in placed)  # the long one goes on


def test_links_lead_there_and_back() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(one(), STYLE, FONTS))) as pdf:
        links = list(pdf.pages[0].Annots)  # type: ignore[call-overload]
        assert len(links) == 2
        there, back = links
        assert float(there.Dest[3]) < float(back.Rect[3]) + 3  # to the note, whose number leads back
        assert float(there.Rect[1]) < float(back.Dest[3])
        ids = [str(node.ID) for node in tree(pdf) if "/ID" in node]
        names = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
        assert [str(names[n]) for n in range(0, len(names), 2)] == sorted(ids) == ["note-1"]


def test_extracted_text_has_notes_after_the_text_of_their_page() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(one(), STYLE, FONTS))) as pdf:
        text = squeezed("".join(texts_of_page(pdf.pages[0]).values()))
    assert text.endswith("本文。1続き。1注。")


# -- PDF: places


def laid(paper: Paper) -> list[list[Placed]]:
    layout = Layout(paper, STYLE, Pens(STYLE, FONTS))
    layout.add_all(lambda _: None)
    return layout.paginate()


def within(pages: list[list[Placed]]) -> None:
    """Nothing lies on anything else, and nothing beyond the margins."""
    page = STYLE.page
    mm = 72 / 25.4
    top, bottom = (page.height_mm - page.top_mm) * mm, page.bottom_mm * mm
    for placed in pages:
        edge = top
        for each in placed:
            assert each.top <= edge + 0.01
            edge = each.top - each.box.height
        assert edge >= bottom - 0.01
        feet = [each for each in placed if isinstance(each.box, FootBox)]
        assert len(feet) <= 1
        assert not feet or abs(edge - bottom) < 0.01


def test_text_and_notes_share_the_page() -> None:
    within(laid(papers.noted()))
    within(laid(papers.noted("en")))


def test_a_note_longer_than_a_page() -> None:
    text = "".join(f"第{n}段。{papers.JA_BODY}" for n in range(60))
    paper = of(
        papers.ja("前。"), Paragraph("body", (Run("本文。", "ja", note=papers.Notes()(text)),)), papers.ja("後。")
    )
    within(laid(paper))
    data = render_pdf(paper, STYLE, FONTS)
    ((reference, note),) = note_pages(data)
    assert reference == note[0] == 0
    assert sorted(set(note)) == list(range(len(set(note))))
    assert len(set(note)) > 2
    assert pdf_lines(data, notes=True) == [squeezed("1" + text)]
    assert "後。" in pdf_lines(data)


def test_five_hundred_notes_on_few_pages() -> None:
    make = papers.Notes()
    blocks = [
        Paragraph("body", tuple(Run(f"語{n}、", "ja", note=make(f"第{n}の注。")) for n in range(25))) for _ in range(20)
    ]
    paper = of(*blocks)
    within(laid(paper))
    data = render_pdf(paper, STYLE, FONTS)
    placed = note_pages(data)
    assert len(placed) == 500
    assert all(note[0] == reference for reference, note in placed)
    assert len(word_notes(render_docx(paper, STYLE))) == 500


def test_more_notes_in_a_line_than_a_page_holds() -> None:
    make = papers.Notes()
    runs = tuple(Run("", "ja", note=make("注。" * 40)) for _ in range(90))
    paper = of(papers.ja("前。"), Paragraph("body", runs), papers.ja("後。"))
    within(laid(paper))
    data = render_pdf(paper, STYLE, FONTS)
    assert len(pdf_lines(data, notes=True)) == 90


def test_notes_of_cells_stand_on_the_page_of_their_line() -> None:
    """A row is cut where text and notes both fit."""
    make = papers.Notes()
    cells = [
        Cell(tuple(Paragraph("cell", (Run(papers.JA_BODY, "ja", note=make(papers.JA_QUOTE)),)) for _ in range(12)))
        for _ in range(2)
    ]
    head = tuple(papers.cell(f"欄{n}") for n in range(3))
    rows = ((papers.cell("頭"), *cells), (papers.cell("次"), *map(papers.cell, ("甲", "乙"))))
    paper = of(*(papers.ja(papers.JA_BODY) for _ in range(5)), Table("表", "", head, rows, (0.2, 0.4, 0.4)))
    within(laid(paper))
    placed = note_pages(render_pdf(paper, STYLE, FONTS))
    assert len(placed) == 24
    assert all(note[0] == reference for reference, note in placed)
    assert len({reference for reference, _ in placed}) > 1


def test_the_head_of_a_table_stays_with_its_first_row() -> None:
    for fill in range(20, 36):
        make = papers.Notes()
        head = tuple(papers.cell(f"欄{n}") for n in range(2))
        row = (
            Cell((Paragraph("cell", (Run("頭", "ja", note=make(papers.JA_BODY)),)),)),
            papers.cell(*[papers.JA_BODY] * 7),
        )
        paper = of(*(papers.ja(f"第{n}行。") for n in range(fill)), Table("表", "", head, (row,), (0.2, 0.8)))
        for page in laid(paper):
            rows = [each for each in page if not isinstance(each.box, LineBox | FootBox)]
            assert len(rows) != 1


def test_a_reference_stays_with_its_word() -> None:
    make = papers.Notes()
    runs = tuple(Run("海島船港" * (1 + n % 3), "ja", note=make("注。")) for n in range(60))
    for page in laid(of(Paragraph("body", runs))):
        for placed in page:
            if isinstance(placed.box, LineBox):
                line = placed.box.text.lines[placed.box.number]
                assert not re.match(r"\d", line.text)


def test_paginate_ends_whatever_the_boxes() -> None:
    boxes = [Box(500.0), Box(900.0), Box(10.0, keep=True)]
    pages = paginate(boxes, 800.0, 60.0, Foot(0.0, 100.0, "#000000"))
    assert sum(len(page) for page in pages) == 3


# -- any text


TEXT = st.text(st.one_of(st.sampled_from("あ漢、。「」 aB1\n<&>]"), st.characters()), max_size=40)
NOTED = st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=3), st.integers(1, 60)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@example([("", ["\x1f"], 1)], False)
@given(NOTED, st.booleans())
def test_any_text_in_notes(parts: list[tuple[str, list[str], int]], in_table: bool) -> None:
    make = papers.Notes()
    paragraphs = [
        Paragraph("cell" if in_table else "body", (Run(text, "ja", note=make(*(each * times for each in texts))),))
        for text, texts, times in parts
    ]
    if in_table:
        head = (papers.cell("欄"), papers.cell("欄"))
        blocks: tuple[Block, ...] = (
            Table("表", "", head, ((papers.cell("頭"), Cell(tuple(paragraphs))),), (0.3, 0.7)),
        )
    else:
        blocks = tuple(paragraphs)
    paper = of(*blocks)
    within(laid(paper))
    data = render_pdf(paper, STYLE, FONTS)
    assert len(note_pages(data)) == len(parts)
    assert len(word_notes(render_docx(paper, STYLE))) == len(parts)
    assert data == render_pdf(paper, STYLE, FONTS)


# -- HTML and Markdown


def test_html_notes_link_there_and_back() -> None:
    paper = papers.noted()
    page = etree.HTML(render_html(paper, FORMAL).decode())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.xpath("//a[@role='doc-noteref' or @role='doc-backlink']/@href")
    assert len(links) == 2 * sum(1 for block in paper.blocks for _ in footnotes(block))
    assert {link[1:] for link in links} <= set(ids)


def test_markdown_notes_are_only_ours() -> None:
    make = papers.Notes()
    runs = (Run("見よ[^1]と", "ja", note=make("注[^2]", "二段")), Run("(甲)", "ja"), Run("", "ja", note=make("- 箇条")))
    text = render_markdown(papers.paper((Paragraph("body", runs),), marking=""), STYLE).decode()
    assert text == "見よ\\[^1]と[^1]\\(甲)[^2]\n\n[^1]: 注\\[^2]\n\n    二段\n\n[^2]: \\- 箇条\n"


# -- the rest


def test_missing_characters_are_found_in_notes() -> None:
    note = Footnote(1, (Paragraph("footnote", (Run("絵文字😀", "ja"),), 7),))
    paper = of(Paragraph("body", (Run("本文。", "ja", note=note),), 7))
    assert missing_glyphs(paper, STYLE, FONTS) == (("😀", 7),)
    assert Glyphs(STYLE, FONTS).missing(paper) == (("😀", 7),)


def test_a_thousand_noted_items_take_seconds() -> None:
    paper = papers.long(1000, notes=True)
    start = time.perf_counter()
    render_docx(paper, STYLE)
    middle = time.perf_counter()
    render_pdf(paper, STYLE, FONTS)
    assert middle - start < 2
    assert time.perf_counter() - middle < 15


@pytest.mark.parametrize(("key", "value"), [("citation", "margin"), ("dates", "moon")])
def test_a_style_says_where_citations_stand(tmp_path: Path, key: str, value: str) -> None:
    text = (RESOURCES / "styles" / "formal.yaml").read_text(encoding="utf-8")
    assert (FORMAL.citation, FORMAL.dates) == ("footnote", "era")
    assert (STYLE.citation, STYLE.dates) == ("line", "western")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(re.sub(rf"(?m)^{key}: \w+", f"{key}: {value}", text), encoding="utf-8")
    with pytest.raises(ExportError) as told:
        read_style(wrong)
    assert told.value.code == "style.bad_key"
