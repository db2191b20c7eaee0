"""Papers as PDF, read back with PDFium and pikepdf."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from briefer.core.blocks import Contents, Heading, Paper, Paragraph, Run, Table, TitleBlock
from briefer.core.errors import Cancelled, ExportError
from briefer.export.pdf import missing_glyphs, render
from briefer.export.style import Style, read_style
from tests.export import papers

RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"
CANNOT_BEGIN = "」』）、。，．・！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々ゝ％℃"
CANNOT_END = "「『（￥"


@pytest.fixture(scope="module")
def style() -> Style:
    return read_style(RESOURCES / "styles" / "standard.yaml")


@pytest.fixture(scope="module")
def japanese(style: Style) -> bytes:
    return render(papers.japanese(), style, FONTS)


@pytest.fixture(scope="module")
def english(style: Style) -> bytes:
    return render(papers.english(), style, FONTS)


def page_texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without spaces, line ends and the running marking and page number."""
    text = re.sub(r"(取扱注意|OFFICIAL USE ONLY)|^\d+ / \d+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def one_page(style: Style, *texts: str) -> bytes:
    return render(papers.paper(tuple(papers.ja(text) for text in texts)), style, FONTS)


# -- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["japanese", "english"])
def test_every_text_comes_back_in_order(name: str, request: pytest.FixtureRequest) -> None:
    data: bytes = request.getfixturevalue(name)
    paper: Paper = getattr(papers, name)()
    whole = squeezed("\n".join(page_texts(data)))
    place = 0
    for block in paper.blocks:
        if isinstance(block, (Table, Contents, TitleBlock)):
            continue  # rows are read cell by cell and may cross pages
        wanted = squeezed(f"{block.number}{block.text}" if isinstance(block, Heading) else block.label + block.text)
        found = whole.find(wanted, place)
        assert found >= 0, wanted
        place = found + len(wanted)


def test_no_space_stands_between_kanji(style: Style) -> None:
    data = one_page(style, *("島" * n + papers.JA_BODY + papers.JA_QUOTE for n in range(20)))
    text = "\n".join(page_texts(data))
    assert not re.findall(r"[ぁ-んァ-ー一-龥、。] +[ぁ-んァ-ー一-龥]", text)


def test_lines_obey_kinsoku(style: Style) -> None:
    text = "「島の医療」は、（定期）船が『止まれば』止まる。キャリアー・チャーター便も、佐々木ヶ丘へ。"
    data = one_page(style, *("あ" * n + text * 3 for n in range(44)))
    for page in page_texts(data):
        for line in page.split("\n"):
            assert not line or line[0] not in CANNOT_BEGIN, line
            assert not line or line[-1] not in CANNOT_END, line


def test_text_beyond_the_basic_plane_is_extracted(style: Style) -> None:
    text = "𠀋と𡈽の字"
    data = one_page(style, text)
    assert text in page_texts(data)[0].replace(" ", "")


# -- characters that cannot be set ---------------------------------------------------------------------------------


def test_missing_characters_are_named_with_their_node(style: Style) -> None:
    blocks = (
        Heading(1, "１", "𠮷田案", "a", "ja", 3),
        papers.ja("山田と𠮷田、そして😀", node=4),
        papers.ja("葛\U000e0100城市", node=5),
        papers.ja("か\u3099く、☎\ufe0e、タブ\t、\x07、e\u0301", node=6),
        papers.ja("ab\ud800c", node=7),
    )
    found = missing_glyphs(papers.paper(blocks), style, FONTS)
    assert ("𠮷", 3) in found
    assert ("𠮷", 4) in found
    assert ("😀", 4) in found
    assert ("葛\U000e0100", 5) in found
    assert ("\ufffd", 7) in found
    assert not [char for char, node in found if node == 6 and char != "☎\ufe0e"]


def test_a_sound_paper_misses_nothing(style: Style) -> None:
    assert missing_glyphs(papers.japanese(), style, FONTS) == ()
    assert missing_glyphs(papers.english(), style, FONTS) == ()


def test_a_missing_character_leaves_a_mark(style: Style) -> None:
    assert "山田と〓田" in page_texts(one_page(style, "山田と𠮷田"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1b",
        "a\ud800b",
        "\udfff",
        "<b>&amp;</b>",
        "(\\)",
        "]]>",
        "\u202e逆",
        "\ufffe",
        "replaced \ufffd here",
        "\t\r\n",
        "{page}",
        "あ\u0301",
    ],
)
def test_hostile_text_never_breaks_the_file(style: Style, text: str) -> None:
    blocks = (
        TitleBlock(text, text, ((text, text),), "ja"),
        Contents(text, ()),
        Heading(1, text, text, "h", "ja"),
        papers.ja(text + "末尾", label=text),
        Table(text, text, (papers.cell(text),), ((papers.cell(text, bulleted=True),),), (1.0,)),
    )
    paper = papers.paper(
        blocks, title=text, subject=text, author=text, keywords=text, marking=text, page_label=text, date=text
    )
    data = render(paper, style, FONTS)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax()
    assert "末尾" in page_texts(data)[0]


# -- the file -----------------------------------------------------------------------------------------------------


def test_equal_papers_give_equal_bytes_anywhere(style: Style, japanese: bytes, tmp_path: Path) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path; from tests.export import papers;"
        "from briefer.export.pdf import render; from briefer.export.style import read_style; r = Path(sys.argv[1]);"
        "style = read_style(r / 'styles' / 'standard.yaml');"
        "print(hashlib.sha256(render(papers.japanese(), style, r / 'fonts')).hexdigest())"
    )
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(RESOURCES.parent)}
        made = subprocess.run(
            [sys.executable, "-c", program, str(RESOURCES)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert made.stdout.strip() == hashlib.sha256(japanese).hexdigest()


def test_details_language_and_viewer(japanese: bytes, english: bytes) -> None:
    with pikepdf.open(io.BytesIO(japanese)) as pdf:
        info = {name: str(value) for name, value in pdf.docinfo.items()}
        assert info["/Title"] == "離島航路の再設計に関する提言"
        assert info["/Author"] == "航路政策課"
        assert info["/Subject"] == "第3回航路検討会合"
        assert info["/Keywords"] == "離島, 航路"
        assert info["/Creator"] == "briefer"
        assert info["/CreationDate"] == "D:20240603000000Z"
        assert str(pdf.Root.Lang) == "ja-JP"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.PageMode == "/UseOutlines"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "離島航路の再設計に関する提言"
            assert xmp["pdfaid:part"] == "2"
    with pikepdf.open(io.BytesIO(english)) as pdf:
        assert str(pdf.Root.Lang) == "en-US"


def test_only_embedded_subsets(japanese: bytes) -> None:
    with pikepdf.open(io.BytesIO(japanese)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        names = {str(font.BaseFont) for font in fonts.values()}
        assert {name[8:] for name in names} == {
            "BIZUDMincho-Regular",
            "BIZUDPMincho-Regular",
            "BIZUDGothic-Regular",
            "BIZUDGothic-Bold",
            "BIZUDPGothic-Bold",
        }
        assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
        for font in fonts.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font
    assert len(japanese) < 400_000


def test_the_outline_is_the_headings(japanese: bytes) -> None:
    headings = [block for block in papers.japanese().blocks if isinstance(block, Heading)]
    found: list[tuple[int, str, int]] = []
    with pikepdf.open(io.BytesIO(japanese)) as pdf, pdf.open_outline() as outline:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}

        def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
            for item in items:
                found.append((depth, item.title, pages[item.destination[0].objgen]))
                walk(item.children, depth + 1)

        walk(outline.root, 1)
    assert [(depth, title) for depth, title, _ in found] == [(h.level, f"{h.number}　{h.text}") for h in headings]
    texts = page_texts(japanese)
    for heading, (_, _, page) in zip(headings, found, strict=True):
        assert squeezed(heading.text)[:12] in squeezed(texts[page])


def test_contents_lead_to_the_printed_page(japanese: bytes) -> None:
    paper = papers.japanese()
    contents = next(block for block in paper.blocks if isinstance(block, Contents))
    with pikepdf.open(io.BytesIO(japanese)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        aims = [pages[link.Dest[0].objgen] for link in links]
    assert len(aims) == len(contents.entries)
    first = re.sub(r"\.{3,}", "", squeezed(page_texts(japanese)[0]))
    for entry, aim in zip(contents.entries, aims, strict=True):
        assert squeezed(f"{entry.number}{entry.text}") + str(aim) in first


@pytest.mark.parametrize(("name", "marking"), [("japanese", "取扱注意"), ("english", "OFFICIAL USE ONLY")])
def test_marking_and_page_number_on_every_page(name: str, marking: str, request: pytest.FixtureRequest) -> None:
    texts = page_texts(request.getfixturevalue(name))
    assert len(texts) > 4
    for number, text in enumerate(texts, 1):
        assert marking in text
        assert f"{number} / {len(texts)}" in text


def test_an_empty_paper_is_one_page(style: Style) -> None:
    data = render(papers.paper((), marking="", page_label="", author=""), style, FONTS)
    assert len(page_texts(data)) == 1


def test_a_font_that_is_none_is_told(style: Style, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        render(papers.japanese(), style, tmp_path)
    assert caught.value.code == "export.bad_font"
    for name in {font.pdf for font in style.fonts.values()} | {font.pdf_strong for font in style.fonts.values()}:
        (tmp_path / name).write_bytes(b"no font")
    with pytest.raises(ExportError):
        render(papers.japanese(), style, tmp_path)


# -- pages --------------------------------------------------------------------------------------------------------


def headings_and_followers(style: Style) -> bytes:
    """Paragraphs of every height push a heading through every place of a page."""
    blocks: list[Heading | Paragraph] = []
    for n in range(40):
        blocks.append(papers.ja("本文。" * (n * 7 % 90 + 1)))
        blocks.append(Heading(2, "１", f"見出し{n}番", f"k{n}", "ja"))
        blocks.append(papers.ja("続く文。" * 20))
    return render(papers.paper(tuple(blocks)), style, FONTS)


def test_no_heading_is_last_on_a_page(style: Style) -> None:
    for page in page_texts(headings_and_followers(style)):
        lines = [line for line in page.split("\n") if line.strip() and " / " not in line and "取扱" not in line]
        assert "見出し" not in lines[-1]
        assert "見出し" not in lines[-2]  # nor with a single line after it


def test_no_line_of_a_paragraph_stands_alone(style: Style) -> None:
    # 42 characters a line, so each paragraph has a known number of lines, told by its marks.
    paper = papers.paper(tuple(papers.ja(f"頭{'本' * (43 * (n % 5 + 1))}尾。") for n in range(60)))
    for page in page_texts(render(paper, style, FONTS)):
        lines = [line.strip() for line in page.split("\n") if "本" in line]
        assert "頭" not in lines[-1] or "尾" in lines[-1]
        assert "尾" not in lines[0] or "頭" in lines[0]


def test_the_head_of_a_table_is_repeated_and_no_cell_is_lost(style: Style) -> None:
    rows = tuple(
        tuple(
            papers.cell(f"第{row}行{column}列の記事" + "資料" * (row % 9), bulleted=column > 0) for column in range(3)
        )
        for row in range(60)
    )
    header = tuple(papers.cell(text) for text in ("見出甲", "見出乙", "見出丙"))
    table = Table("表1", "説明", header, rows, (0.2, 0.4, 0.4))
    texts = page_texts(render(papers.paper((papers.ja("前文。"), table)), style, FONTS))
    assert len(texts) > 2
    for text in texts:
        assert squeezed(text).count("見出甲") == 1
    whole = squeezed("\n".join(texts))
    for row in range(60):
        for column in range(3):
            assert whole.count(f"第{row}行{column}列の記事") == 1


def test_a_cell_longer_than_a_page_is_cut_and_keeps_its_words(style: Style) -> None:
    sentences = [f"第{n}文である。" for n in range(700)]
    table = Table(
        "表",
        "",
        (papers.cell("甲"), papers.cell("乙")),
        ((papers.cell("行の名"), papers.cell("".join(sentences))),),
        (0.3, 0.7),
    )
    texts = page_texts(render(papers.paper((table,)), style, FONTS))
    assert len(texts) > 2
    assert all(squeezed(text).count("行の名") == 1 for text in texts)  # shown again above the rest
    whole = squeezed("\n".join(texts)).replace("行の名", "").replace("甲乙", "")
    assert not [s for s in sentences if s not in whole]


def test_a_column_gives_way_to_a_long_word(style: Style) -> None:
    word = "internationalisation"
    table = Table(
        "T",
        "",
        (papers.cell("A", lang="en"), papers.cell("B", lang="en")),
        ((papers.cell(word, lang="en"), papers.cell(papers.EN_BODY, lang="en")),),
        (0.1, 0.9),
    )
    assert word in page_texts(render(papers.paper((table,), "en"), style, FONTS))[0]


def test_where_an_item_comes_from_stays_with_it(style: Style) -> None:
    blocks = []
    for n in range(60):
        blocks += [papers.ja(papers.JA_BODY * (n % 3 + 1)), papers.ja(f"出どころ{n}。", "citation")]
    for page in page_texts(render(papers.paper(tuple(blocks)), style, FONTS)):
        lines = [line for line in page.split("\n") if line.strip() and " / " not in line and "取扱" not in line]
        assert not lines[0].startswith("出どころ")


def test_progress_rises_and_cancelling_passes_through(style: Style) -> None:
    shares: list[float] = []
    render(papers.english(), style, FONTS, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0

    def stop(share: float) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        render(papers.english(), style, FONTS, progress=stop)


def test_a_thousand_items_take_seconds(style: Style) -> None:
    paper = papers.long(1000)
    begun = time.perf_counter()
    data = render(paper, style, FONTS)
    assert time.perf_counter() - begun < 15  # about one on a quiet machine; a quadratic step takes minutes
    assert len(data) < 3_000_000


# -- tags ---------------------------------------------------------------------------------------------------------


def tags(data: bytes) -> list[tuple[str, pikepdf.Object]]:
    found: list[tuple[str, pikepdf.Object]] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:

        def walk(node: pikepdf.Object) -> None:
            if isinstance(node, pikepdf.Array):
                for kid in node:  # type: ignore[attr-defined]
                    walk(kid)
            elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
                found.append((str(node.S)[1:], str(node.get("/Lang", ""))))
                walk(node.get("/K", pikepdf.Array()))

        walk(pdf.Root.StructTreeRoot.K)
        assert pdf.Root.MarkInfo.Marked
    return found


def test_headings_are_tagged_without_gaps(style: Style) -> None:
    blocks = tuple(Heading(level, "", f"題{level}", f"t{n}", "ja") for n, level in enumerate((1, 3, 7, 7, 2, 6)))
    names = [
        name for name, _ in tags(render(papers.paper((*blocks, papers.ja("文。"))), style, FONTS)) if name[0] == "H"
    ]
    assert names == ["H1", "H2", "H3", "H4", "H2", "H3"]


def test_tables_are_tagged_with_heads(japanese: bytes) -> None:
    names = [name for name, _ in tags(japanese)]
    table = next(block for block in papers.japanese().blocks if isinstance(block, Table))
    assert names.count("TR") == len(table.rows) + 1
    assert names.count("TH") == len(table.header) + len(table.rows)
    assert names.count("LI") == sum(len(c.paragraphs) for row in table.rows for c in row if c.bulleted)


def test_foreign_paragraphs_carry_their_language(english: bytes) -> None:
    assert ("P", "ja-JP") in tags(english)


def test_a_strong_run_and_a_foreign_run_share_a_line(style: Style) -> None:
    runs = (Run("英国の", "ja"), Run("“lifeline”", "en"), Run("重要", "ja", strong=True), Run("航路。", "ja"))
    data = render(papers.paper((Paragraph("body", runs),)), style, FONTS)
    assert "英国の“lifeline”重要航路。" in page_texts(data)[0].replace(" ", "")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"/Span <</Lang (en-US)>> BDC" in pdf.pages[0].Contents.read_bytes()


def test_the_label_is_part_of_its_paragraph(style: Style) -> None:
    data = render(papers.paper((papers.ja("基金を設ける。", "gist", "要旨"),)), style, FONTS)
    assert "要旨基金を設ける。" in squeezed(page_texts(data)[0])


def test_a_style_may_set_any_size(style: Style) -> None:
    text = {name: replace(kind, size_pt=kind.size_pt * 2) for name, kind in style.text.items()}
    data = render(papers.japanese(), replace(style, text=text), FONTS)
    assert "生活航路基金の創設" in squeezed("".join(page_texts(data)))
