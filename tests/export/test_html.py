"""HTML papers: one file that stands alone, well formed whatever it holds, and says in marks what each thing is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from briefer.core.blocks import Heading, Paper, Paragraph, Run, Table
from briefer.core.errors import Cancelled
from briefer.core.items import LANGS, Lang
from briefer.export.html import POLICY, render
from briefer.export.style import Style, read_style
from tests.export import docx_papers, hostile, papers

ROOT = Path(__file__).resolve().parents[2]
STYLE = read_style(ROOT / "resources" / "styles" / "standard.yaml")
MADE = {
    "japanese": papers.japanese,
    "english": papers.english,
    "small": docx_papers.small,
    "levels": docx_papers.long_japanese,
    "hostile": hostile.paper,
}


def strict(data: bytes) -> etree._Element:
    """The page by the rules of XML, which know no mercy: our elements without content are the only difference."""
    text = data.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>\n")
    closed = re.sub(r"<(meta|br|wbr|col)\b([^<>]*)>", r"<\1\2/>", text.partition("\n")[2])
    return etree.fromstring(closed.encode())


def words(element: etree._Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


@pytest.mark.parametrize("name", MADE)
def test_well_formed_and_alone(name: str) -> None:
    page = strict(render(MADE[name](), STYLE))
    allowed = {
        "html", "head", "meta", "title", "style", "body", "div", "header", "hgroup", "nav", "main", "h1", "h2", "h3",
        "h4", "h5", "h6", "p", "blockquote", "ul", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col",
        "thead", "tbody", "tr", "th", "td", "a", "b", "strong", "span", "br", "wbr",
    }  # fmt: skip
    assert {each.tag for each in page.iter()} <= allowed
    attributes = {name for each in page.iter() for name in each.attrib}
    assert attributes <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "role", "aria-label",
        "aria-labelledby", "aria-level", "tabindex", "scope", "style",
    }  # fmt: skip
    assert [each.get("content") for each in page.iter("meta") if each.get("http-equiv")] == [POLICY]
    keys = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(set(keys)) == len(keys)
    assert all(each.get("href").startswith("#") and each.get("href")[1:] in keys for each in page.iter("a"))
    assert all(each.get("aria-labelledby", keys[0]) in keys for each in page.iter())


@pytest.mark.parametrize("name", MADE)
def test_the_style_sheet_loads_and_ends_nothing(name: str) -> None:
    sheet = strict(render(MADE[name](), STYLE)).findtext(".//style")
    assert sheet is not None
    assert not re.search(r"url\(|@import|@font-face|expression|[<&]|//", sheet)
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", sheet)
    assert '"' not in bare
    assert "\\" not in bare
    assert bare.count("{") == bare.count("}") > 30
    assert re.search(r"@page\{size:210mm 297mm;margin:12mm 25mm 22mm 25mm;@bottom-center\{content:", bare)


def test_parts_are_marked_up() -> None:
    page = strict(render(docx_papers.small(), STYLE))
    assert page.get("lang") == "ja"
    assert page.findtext(".//title") == "五港の灯台台帳"
    body = page.find("body")
    assert body is not None
    assert [each.tag for each in body] == ["p", "div"]
    assert [each.tag for each in body[1]] == ["header", "nav", "main"]
    assert words(body[0]) == "取扱注意"
    assert [words(each) for each in page.findall(".//dt")] == ["日付", "宛先"]
    nav = page.find(".//nav")
    assert nav is not None
    assert words(page.xpath(f"//*[@id='{nav.get('aria-labelledby')}']")[0]) == "目次"
    assert [(each.get("href"), words(each)) for each in nav.iter("a")] == [
        ("#h1", "第１ 台帳を一つにする"), ("#h2", "１ 費用と効果"), ("#h3", "出典"),
    ]  # fmt: skip
    main = page.find(".//main")
    assert main is not None
    assert [(each.tag, words(each)) for each in main if each.tag[0] == "h"] == [
        ("h2", "第１ 台帳を一つにする"), ("h3", "１ 費用と効果"), ("h2", "出典"),
    ]  # fmt: skip
    quoted = main.findall("blockquote/p")
    assert [words(each) for each in quoted] == ["原文 Don’t let the lamp go out.", "The keeper’s rule―①灯を守る。"]
    assert len(main.findall("blockquote")) == 1
    assert [(each.get("lang"), each.text) for each in main.iter("span") if each.get("lang")] == [
        ("en", "Don’t let the lamp go out.")
    ]
    assert [each.text for each in quoted[1].iter("span")] == ["The keeper’s rule"]
    assert {each.get("role") for each in main.findall("p")} == {None, "note"}
    assert [words(each) for each in main.findall("ul[@class='sources']/li")] == ["［1］ 灯台課「灯の記録」2024年"]


def test_tables_are_marked_up() -> None:
    page = strict(render(docx_papers.small(), STYLE))
    region = page.find(".//div[@class='scroll']")
    assert region is not None
    assert region.get("aria-label") == "港ごとに今と後を比べる表"
    assert words(region.find("table/caption")) == "表1 港ごとの棚"
    assert [(each.get("scope"), words(each)) for each in region.iter("th")] == [
        ("col", "港"), ("col", "今"), ("col", "後"), ("row", "北港"),
    ]  # fmt: skip
    assert [[words(each) for each in cell.findall("ul/li")] for cell in region.iter("td")] == [["甲"], ["乙", "丙"]]


def test_headings_go_down_to_seven() -> None:
    make = docx_papers.Maker("en")
    for level in range(1, 8):
        make.h(level, f"Level {level}")
    main = strict(render(make.paper("Levels", "", (), "Contents"), STYLE)).find(".//main")
    assert main is not None
    found = [(each.tag, each.get("aria-level")) for each in main]
    assert found == [("h2", None), ("h3", None), ("h4", None), ("h5", None), ("h6", None), ("h6", "7"), ("h6", "8")]


def test_hostile_words_stay_words() -> None:
    page = strict(render(hostile.paper(), STYLE))
    found = [words(each) for each in page.iter("p", "li") if each.get("class", "").split(" ")[0] == "caveat"]
    for text in (
        "<script>alert(1)</script>",
        "]]>",
        "&amp; &copy; &#65; & AT&T",
        "שלום עולם 123 مرحبا",
        "|---|",
        "〓片",
    ):
        assert any(each.endswith(text) for each in found), text
    assert page.xpath("//meta[@name='keywords']/@content") == ["<a href=x>y</a>"]
    assert words(page.find("body/p")) == '"<b>&取扱 注意'


def test_papers_may_have_nothing() -> None:
    for blocks in ((), (Paragraph("body", (Run("", "ja"),)),), (Table("", "", (), (), ()),)):
        page = strict(render(papers.paper(blocks, marking="", subject="", keywords=""), STYLE))
        assert words(page.find("body")) == ""
        assert "position:fixed" in page.findtext(".//style", "")
        assert "margin:25mm 25mm 22mm 25mm" in page.findtext(".//style", "")


def test_addresses_break_at_their_marks() -> None:
    text = "（https://www.example.org/a-b?c=d&e=f）https://x"
    for lang in LANGS:
        page = strict(render(papers.paper((Paragraph("body", (Run(text, lang),)),), lang), STYLE))
        paragraph = page.find(".//main/p")
        assert paragraph is not None
        assert words(paragraph) == text
        pieces = "".join(paragraph.itertext()).split("/")
        assert len(pieces) == 6
        assert [each.tail for each in paragraph.iter("wbr")] == [
            "a-",
            "b?",
            "c=",
            "d&",
            "e=",
            "f" + ("" if lang == "ja" else "）https://x"),
        ]


@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_even_as_the_languages_ask(lang: Lang) -> None:
    runs = {each: (Run("文。Words.", each),) for each in LANGS}
    paper = papers.paper(tuple(Paragraph("body", each) for each in (*runs.values(), runs["ja"] + runs["en"])), lang)
    found = strict(render(paper, STYLE)).findall(".//main/p")
    assert ["even" in each.get("class", "").split() for each in found] == [True, False, False]


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_both_palettes_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: text has a contrast of 4.5 to 1."""
    sheet = strict(render(papers.english(), STYLE)).findtext(".//style", "")
    light, dark = (dict(re.findall(r"--(\w+):(#[0-9a-f]{6}|white)", line)) for line in sheet.strip().splitlines()[:2])
    assert set(light) == set(dark) >= {"paper", "ink", "quiet", "marking", "stamp", "header_fill"}
    for colours in (light, dark):
        backs = [luminance(colours[each].replace("white", "#ffffff")) for each in ("paper", "header_fill")]
        for name in ("ink", "quiet", "marking", "stamp"):
            for back in backs:
                low, high = sorted((luminance(colours[name]), back))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (name, colours)


def test_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import sys, hashlib; from tests.export import test_html as t; "
        "sys.stdout.write(hashlib.sha256(t.render(t.papers.japanese(), t.STYLE)).hexdigest())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [ sys. executable,  "-c",  code], cwd= ROOT, env={ "PYTHONHASHSEED": seed,  "TZ": "Asia/Tokyo"},
            capture_output= True, text= True, check= True,
        )  # fmt: skip
        from hashlib import sha256

        assert done.stdout == sha256(render(papers.japanese(), STYLE)).hexdigest()


def test_progress_and_cancelling() -> None:
    told: list[float] = []
    render(papers.japanese(), STYLE, progress=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len(told) > 3

    def stop(done: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render(papers.japanese(), STYLE, progress=stop)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_well_formed(text: str, label: str) -> None:
    style: Style = STYLE
    blocks = (
        Heading(1, label, text, "h1", "ja"),
        Paragraph("quotation", (Run(text, "en", strong=True), Run(label, "ja")), 0, label),
        Table(text, label, (papers.cell(text),), ((papers.cell(label, bulleted=True),),), (1.0,)),
    )
    paper: Paper = papers.paper(blocks, marking=text, page_label=label, title=label)
    strict(render(paper, style))
