"""Papers say the same in every format: the same words, numbers and cells in the same order; Word and PDF on the same
pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from briefer.core.blocks import Contents, Heading, NumberFormat, Paper, Paragraph, TitleBlock
from briefer.core.items import LANGS, Lang
from briefer.core.numbering import numeral
from briefer.core.outline import Details
from briefer.export.docx import render as render_docx
from briefer.export.html import render as render_html
from briefer.export.markdown import render as render_markdown
from briefer.export.pdf import page_numbers
from briefer.export.pdf import render as render_pdf
from briefer.export.style import Style, read_style
from briefer.paths import Places
from briefer.workspace import Workspace
from tests.export import docx_papers, hostile, papers

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = read_style(RESOURCES / "styles" / "standard.yaml")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


# -- Word, read as Word counts and prints ------------------------------------------------------------------------------

FORMATS: dict[str, NumberFormat] = {
    "decimal": "decimal",
    "decimalFullWidth": "decimal_full",
    "aiueoFullWidth": "katakana",
    "lowerLetter": "lower_letter",
    "upperLetter": "upper_letter",
    "lowerRoman": "lower_roman",
}


def value(element: etree._Element | None) -> str:
    assert element is not None
    return str(element.get(f"{W}val"))


class Counter:
    """The numbers that Word prints before paragraphs."""

    def __init__(self, styles: etree._Element, numbering: etree._Element) -> None:
        self.lists = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
        self.of_number = {
            each.get(f"{W}numId"): value(each.find(f"{W}abstractNumId")) for each in numbering.iter(f"{W}num")
        }
        self.of_style = {
            each.get(f"{W}styleId"): each.find(f"{W}pPr/{W}numPr")
            for each in styles.iter(f"{W}style")
            if each.find(f"{W}pPr/{W}numPr") is not None
        }
        self.counts: dict[str, list[int]] = {}

    def number(self, paragraph: etree._Element, style: str) -> str:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        listed = own if own is not None else self.of_style.get(style)
        if listed is None:
            return ""
        abstract = self.of_number[value(listed.find(f"{W}numId"))]
        place = int(value(listed.find(f"{W}ilvl")))
        levels = self.lists[abstract].findall(f"{W}lvl")
        form = value(levels[place].find(f"{W}numFmt"))
        text = value(levels[place].find(f"{W}lvlText"))
        if form in ("bullet", "none"):
            return text
        counts = self.counts.setdefault(abstract, [0] * len(levels))
        counts[place] += 1
        counts[place + 1 :] = [0] * (len(levels) - place - 1)
        for n, count in enumerate(counts[: place + 1], 1):
            text = text.replace(f"%{n}", numeral(count, FORMATS[value(levels[n - 1].find(f"{W}numFmt"))]))
        return text


def word_lines(data: bytes, *, pages: bool = True) -> list[str]:
    """Each paragraph; without ``pages`` the contents lack their page numbers, which only paper has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document, styles, numbering = (
            etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles", "numbering")
        )
    counter = Counter(styles, numbering)
    lines = []
    for paragraph in document.iter(f"{W}p"):
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        found = paragraph.iter(f"{W}t", f"{W}footnoteReference")
        texts = [str(each.text or each.get(f"{W}id", "")) for each in found]
        text = "".join(texts[:-1] if not pages and re.fullmatch("TOC[0-9]", style) else texts)
        if text:
            lines.append(squeezed(counter.number(paragraph, style) + text))
    return lines


def word_notes(data: bytes) -> list[str]:
    """Each footnote after its number, which Word counts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/footnotes.xml" not in archive.namelist():
            return []
        part = etree.fromstring(archive.read("word/footnotes.xml"))
    notes = [each for each in part.iter(f"{W}footnote") if each.get(f"{W}type") is None]
    return [
        squeezed(str(count) + "".join(each.text or "" for each in note.iter(f"{W}t")))
        for count, note in enumerate(notes, 1)
    ]


# -- PDF, read as a screen reader reads it -----------------------------------------------------------------------------

BLOCKS = {"P", "Caption", "TOCI", "LI", *(f"H{n}" for n in range(1, 7))}


def texts_of_page(page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content; artifacts have none."""
    fonts = {}
    for name, font in page.Resources.Font.items():
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", cmap.split("begincodespacerange")[1])
        fonts[name] = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    found: dict[int, str] = {}
    open_ones: list[int | None] = []
    codes: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                open_ones.append(None)
            case "BDC":
                number = operands[1].get("/MCID")
                open_ones.append(open_ones[-1] if number is None else int(number))
            case "EMC":
                open_ones.pop()
            case "Tf":
                codes = fonts[str(operands[0])]
            case "TJ":
                if open_ones[-1] is not None:
                    shown = b"".join(bytes(each) for each in operands[0] if isinstance(each, pikepdf.String))
                    text = "".join(codes[int.from_bytes(shown[n : n + 2], "big")] for n in range(0, len(shown), 2))
                    found[open_ones[-1]] = found.get(open_ones[-1], "") + text
    return found


def pdf_lines(data: bytes, *, notes: bool = False) -> list[str]:
    """What each paragraph, heading, list entry and caption says, or each note."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: texts_of_page(page) for page in pdf.pages}

        def text(node: pikepdf.Object) -> str:
            if isinstance(node, pikepdf.Array):
                return "".join(text(kid) for kid in node)  # type: ignore[attr-defined]
            if node.get("/Type") == "/MCR":
                return pages[node.Pg.objgen][int(node.MCID)]
            return text(node.K) if "/K" in node else ""

        def walk(node: pikepdf.Object) -> Iterator[str]:
            if isinstance(node, pikepdf.Array):
                for kid in node:  # type: ignore[attr-defined]
                    yield from walk(kid)
            elif "/S" in node and (str(node.S) == "/Note" or str(node.S)[1:] in BLOCKS):
                if (str(node.S) == "/Note") == notes:
                    yield text(node)
            elif "/S" in node and "/K" in node:
                yield from walk(node.K)

        return [squeezed(line) for line in walk(pdf.Root.StructTreeRoot.K)]


# -- HTML, read as a browser shows it, and Markdown, read without its marks --------------------------------------------

NOTE = "*[@role='doc-footnote']"
LINES = (
    f"//p[not(@class='marking' or ancestor::{NOTE})] | //li | //dl/div"
    " | //h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //caption"
)


def html_lines(data: bytes) -> list[str]:
    page = etree.HTML(data.decode())
    lines = []
    for each in page.xpath(LINES):
        bullet = "•" if each.tag == "li" and each.getparent().getparent().tag == "td" else ""
        lines.append(bullet + squeezed("".join(each.itertext())))
    return lines


def html_notes(data: bytes) -> list[str]:
    return [squeezed("".join(each.itertext())) for each in etree.HTML(data.decode()).xpath(f"//{NOTE}")]


def markdown_lines(data: bytes) -> list[str]:
    lines: list[str] = []
    for line in re.sub(r"(?<!\\)\[\^([0-9]+)\]:?", r"\1", data.decode()).split("\n"):
        if set(line) <= set("|- "):  # nothing, or the line under a table's head
            continue
        cells = re.split(r" \| |<br>", line[2:-2]) if line.startswith("|") else [line]
        for cell in cells:
            words = re.sub(r"^(#+|>|-) |</?strong>|(?<!\\)\*\*|<(?=https?:)|(?<=[!-;=?-~])>", "", cell)
            lines.append(squeezed(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words)))
    return [line for line in lines if line]


# -- together ----------------------------------------------------------------------------------------------------------


def same_lines(paper: Paper, style: Style = STYLE) -> None:
    pages = page_numbers(paper, style, FONTS)
    word_file, pdf_file = render_docx(paper, style, pages=pages), render_pdf(paper, style, FONTS)
    assert word_notes(word_file) == pdf_lines(pdf_file, notes=True)
    in_word, in_pdf = word_lines(word_file), pdf_lines(pdf_file)
    assert len(in_word) > 20
    for word, pdf in zip(in_word, in_pdf, strict=False):
        assert word == pdf
    assert len(in_word) == len(in_pdf)
    in_word, notes = word_lines(render_docx(paper, style), pages=False), word_notes(word_file)
    html_file = render_html(paper, style)
    assert html_lines(html_file) == in_word
    assert html_notes(html_file) == notes
    listed = next((len(each.entries) + 1 for each in paper.blocks if isinstance(each, Contents)), 0)
    title = paper.blocks[0]
    assert isinstance(title, TitleBlock)
    front = 1 + bool(title.subject) + len(title.rows)
    marking = [squeezed(paper.marking)] if paper.marking else []
    in_markdown = markdown_lines(render_markdown(paper, style))
    words = [*marking, *in_word[:front], *in_word[front + listed :]]
    assert in_markdown[: len(words)] == words
    assert "".join(in_markdown[len(words) :]) == "".join([*notes, *marking])


@pytest.mark.parametrize(
    "make",
    [
        papers.japanese,
        papers.english,
        docx_papers.long_japanese,
        docx_papers.long_english,
        papers.noted,
        lambda: papers.noted("en"),
    ],
    ids=["japanese", "english", "long_japanese", "long_english", "noted", "noted_english"],
)
def test_papers_say_the_same(make: Callable[[], Paper]) -> None:
    same_lines(make())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("style", ["standard", "formal"])
def test_the_sample_says_the_same(lang: Lang, style: str, places: Places, sample: Path) -> None:
    places.home.mkdir()
    workspace = Workspace(places)
    tree = workspace.load_brief(sample).outline.tree()
    assert isinstance(tree.content, Details)
    tree = replace(tree, content=replace(tree.content, style=style))
    same_lines(workspace.paper(tree, lang), workspace.style(style))


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_are_the_same_in_html(lang: Lang) -> None:
    def heard(lines: list[str]) -> list[str]:
        """Without what is in neither: Word may keep non-characters that HTML forbids, and paragraphs of nothing."""
        return [words for line in lines if (words := re.sub("[\U0001ffff\U0010ffff]", "", line).strip("•"))]

    paper = hostile.paper(lang=lang)
    in_html = heard(html_lines(render_html(paper, STYLE)))
    assert in_html == heard(word_lines(render_docx(paper, STYLE), pages=False))
    assert len(in_html) > 3_000


@pytest.mark.parametrize("lang", LANGS)
def test_seven_levels_say_and_stand_the_same(lang: Lang) -> None:
    """Text stands under its heading, in both writers."""
    make = docx_papers.Maker(lang)
    for level in range(1, 8):
        make.h(level, f"Level {level}" if lang == "en" else f"段{level}")
        for role in ("body", "gist", "quotation", "note", "caveat", "stamp", "citation"):
            text = f"{role} {level}" if lang == "en" else f"{role}、{level}段。"
            make.p(role, text, "" if role == "body" else "注")  # type: ignore[arg-type]
            assert isinstance(make.blocks[-1], Paragraph)
            make.blocks[-1] = Paragraph(role, make.blocks[-1].runs, 0, make.blocks[-1].label, level)  # type: ignore[arg-type]
    paper = make.paper("Levels", "", (), "Contents")
    same_lines(paper)
    step = STYLE.languages[lang].body_indent_em * STYLE.text["body"].size_pt
    starts = pdf_starts(render_pdf(paper, STYLE, FONTS))
    assert sorted(starts) == list(range(1, 8))
    for level, start in starts.items():
        assert start - starts[1] == pytest.approx(step * (level - 1), abs=0.1)
    with zipfile.ZipFile(io.BytesIO(render_docx(paper, STYLE))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    gists = [each for each in document.iter(f"{W}p") if value(each.find(f"{W}pPr/{W}pStyle")) == "BrieferGist"]
    found = [each.find(f"{W}pPr/{W}ind") for each in gists]
    lefts = [0 if each is None else int(each.get(f"{W}left", "0")) for each in found]
    assert lefts == [round(20 * step * (level - 1)) for level in range(1, 8)]


def pdf_starts(data: bytes) -> dict[int, float]:
    """Where the gist of each level starts, in pt: its label."""
    starts: dict[int, float] = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text_page = page.get_textpage()
            for match in re.finditer(r"注\s*gist\D{0,2}(\d)", text_page.get_text_range()):
                starts[int(match[1])] = text_page.get_charbox(match.start())[0]
            text_page.close()
            page.close()
    finally:
        document.close()
    return starts


def test_the_saved_contents_are_those_of_the_pdf() -> None:
    paper = papers.japanese()
    pages = page_numbers(paper, STYLE, FONTS)
    assert set(pages) == {block.key for block in paper.blocks if isinstance(block, Heading)}
    with pikepdf.open(io.BytesIO(render_pdf(paper, STYLE, FONTS))) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_outline() as outline:
            found: list[int] = []

            def walk(items: list[pikepdf.OutlineItem]) -> None:
                for item in items:
                    found.append(numbers[item.destination[0].objgen])
                    walk(item.children)

            walk(outline.root)
    assert list(pages.values()) == found
