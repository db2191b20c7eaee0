"""Readers of HTML, Word and PDF: what they make of structure, and that no file does them harm."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.core.errors import Cancelled, SourceFileError
from briefer.corpus.decode import read_copy
from briefer.corpus.media import Medium, docx, html, medium, pdf
from briefer.corpus.media.extract import Extract, page_at
from briefer.corpus.media.layout import Line, Page, parts_of
from briefer.corpus.media.numerals import numeral
from tests.corpus import copies

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(body: str, **parts: str) -> bytes:
    """A Word package; ``parts`` are numbering, styles, footnotes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def lines(extract: Extract) -> list[str]:
    return [line for line in extract.text.split("\n") if line.strip()]


def page(body: str, head: str = "") -> list[str]:
    return lines(html.read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()))


# -- what a file is


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7", "x.txt", "pdf"),
        (b"junk\n%PDF-1.4", "x", "pdf"),
        (b"PK\x03\x04", "x.txt", "docx"),
        (b"<!DOCTYPE html><p>", "x.txt", "html"),
        ("\ufeff <!-- a --><HTML>".encode(), "x.md", "html"),
        ("<html><p>".encode("utf-16"), "x.txt", "html"),
        ("<p>村の話</p>".encode("cp932"), "x.htm", "html"),
        ("<p>村の話</p>".encode(), "x.md", "markdown"),
        (b"words only", "x.html", "text"),
        (b"words only", "x.pdf", "text"),
        (b"", "x.docx", "text"),
    ],
)
def test_the_bytes_say_what_a_file_is(content: bytes, name: str, expected: Medium) -> None:
    assert medium(content, name) == expected


def test_a_wrong_name_is_no_problem(tmp_path: Path) -> None:
    place = tmp_path / "report.txt"
    place.write_bytes(word(p("村は橋を直すべき。")))
    copy = read_copy(place)
    assert copy.text.strip() == "村は橋を直すべき。"
    assert copy.media_type.endswith("wordprocessingml.document")
    assert copy.encoding == ""


# -- HTML


def test_html_lists_print_their_numbers() -> None:
    inner = "<ol type=a><li>甲</ol>"
    assert page(f"<ol start=3><li>橋<li value=7><p>道</p><p>続き</p>{inner}<li>水</ol><ul><li>丸</ul>") == [
        "3. 橋", "7. 道", "   続き", "   a. 甲", "8. 水", "- 丸",
    ]  # fmt: skip


def test_a_label_in_the_text_is_not_doubled() -> None:
    assert page('<ol><li>(1) 橋<li>(2) 道</ol><ol style="list-style:none"><li>水</ol><ul><li>・丸</ul>') == [
        "(1) 橋", "(2) 道", "水", "・丸",
    ]  # fmt: skip


def test_html_lines_of_the_file_are_no_lines_of_the_page() -> None:
    assert page("<h2>橋\nと道</h2><p>村は橋を\n  直すべき。\nIt should\nmend it.<br>次の行</p><p>　別の段落</p>") == [
        "## 橋と道", "村は橋を直すべき。It should mend it.", "次の行", "別の段落",
    ]  # fmt: skip


def test_html_furniture_is_left_out() -> None:
    furniture = """<header><nav><ul><li><a href=/>ホーム</a></ul></nav><h1>村の明日</h1></header>
    <div class="breadcrumb">ホーム &gt; 刊行物</div><script>document.write('悪い')</script><style>p{}</style>
    <p hidden>隠れた段落</p><p style="display: none">隠れた段落</p><p aria-hidden=true>飾り</p>"""
    foot = "<aside>関連記事</aside><form><label>検索</label><button>探す</button></form><footer>住所</footer>"
    found = page(f"{furniture}<main><p>村は橋を直すべきである。</p><p>道も直すべきである。</p></main>{foot}")
    assert found == ["村は橋を直すべきである。", "道も直すべきである。"]


def test_a_list_of_contents_is_left_out_but_linked_words_are_kept() -> None:
    contents = "<ul><li><a href=#a>橋について</a><li><a href=#b>道について</a><li><a href=#c>水について</a></ul>"
    assert page(f'<main>{contents}<p>詳しくは<a href="/x">別の頁</a>を見よ。</p></main>') == ["詳しくは別の頁を見よ。"]


def test_html_notes_are_set_aside() -> None:
    extract = html.read(
        """<html><body><p>橋は古い<sup><a href="#fn1" id="fnref1">1</a></sup>。5km<sup>2</sup>。道<sup>2)</sup>も。</p>
        <section class="footnotes"><ol><li id="fn1"><p>村誌による。<a href="#fnref1">↩</a></p></li></ol></section>
        </body></html>""".encode()
    )
    assert extract.text.strip() == "橋は古い。5km2。道も。"
    assert extract.notes == (("1", "村誌による。"),)


def test_html_tables_keep_their_columns() -> None:
    found = page(
        """<table><tr><th rowspan=2>案</th><th colspan=2>見込み</th></tr><tr><th>村</th><th>町</th></tr>
        <tr><td>現職</td><td><p>橋を直す。</p><ul><li>道は後</li></ul></td><td></td></tr></table>"""
    )
    assert found == ["案\t見込み\t<p></p>", "\t村\t町", "現職\t<p>橋を直す。</p> <ul> <li>道は後</li> </ul>\t<p></p>"]


def test_a_table_for_layout_is_text() -> None:
    assert page("<table><tr><td><h2>橋</h2><p>直すべき。</p></td><td><p>道も。</p></td></tr></table>") == [
        "## 橋", "直すべき。", "道も。",
    ]  # fmt: skip


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_html_in_any_encoding(codec: str, declared: bool) -> None:
    name = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(codec, codec)
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={name}">' if declared else ""
    content = f"<html><head>{head}</head><body><p>村の橋はとても古いので直すべき。</p></body></html>".encode(codec)
    assert html.read(content).text.strip() == "村の橋はとても古いので直すべき。"


def test_what_a_page_says_of_itself() -> None:
    extract = html.read(
        """<html><head><title>村の
        明日</title><meta name=author content="山田 花子"><meta property="article:published_time"
        content="2024-05-06T00:00"></head><body><p>本文。</p></body></html>""".encode()
    )
    assert (extract.title, extract.authors, extract.date) == ("村の 明日", ("山田 花子",), "2024-05-06")


def test_ruby_gives_the_base_alone() -> None:
    assert page("<p><ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>を直す。</p>") == ["橋を直す。"]


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>" + b"<div>" * 100_000 + "橋".encode() + b"</div>" * 100_000,
        b"<html><body>" + b"<b>" * 100_000 + "橋".encode(),
        b"<html><body>" + b"<ol><li>" * 20_000 + "橋".encode(),
        b"<html><body>" + b"<table><tr><td>" * 5_000 + "橋".encode(),
        b"<html><body><table><tr><td colspan=999999 rowspan=999999>" + "橋".encode(),
        b"<html><body>" + b"</td></tr></li></table></ol></main></html>" * 999 + "橋".encode(),
        b"<html><body><!--" * 5_000 + "橋-->橋".encode(),
    ],
    ids=["divs", "bold", "lists", "tables", "spans", "ends", "comments"],
)
def test_broken_and_nested_html_is_read_in_a_moment(content: bytes) -> None:
    began = time.monotonic()
    assert "橋" in html.read(content).text
    assert time.monotonic() - began < 10


def test_a_page_without_words_says_so() -> None:
    with pytest.raises(SourceFileError) as caught:
        html.read(b"<html><body><script>x</script><img src=x></body></html>", name="x.html")
    assert (caught.value.code, caught.value.file) == ("source.no_text", "x.html")


# -- Word

NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="第%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="aiueoFullWidth"/><w:lvlText w:val="%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%4"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xf0b7;"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%1-%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
</w:num></w:numbering>"""
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>
</w:style></w:styles>"""


def listed(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_word_numbers_are_counted_as_word_counts_them() -> None:
    body = "".join(
        [
            p("橋", listed(1, 0)), p("点検", listed(1, 1)), p("毎年", listed(1, 2)), p("春", listed(1, 3)),
            p("秋", listed(1, 3)), p("丸", listed(1, 4)), p("修理", listed(1, 1)), p("道", listed(1, 0)),
            p("一", listed(1, 1)), p("甲", '<w:pStyle w:val="L"/>'), p("小", listed(2, 1)), p("乙", listed(3, 0)),
            p("丙", listed(2, 0)), p("なし", '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        ]
    )  # fmt: skip
    found = [line.strip() for line in lines(docx.read(word(body, numbering=NUMBERING, styles=STYLES)))]
    assert found == [
        "第１ 橋", "(1) 点検", "ア 毎年", "① 春", "② 秋", "- 丸", "(2) 修理", "第２ 道", "(1) 一", "1. 甲", "1-a 小",
        "7. 乙", "8. 丙", "なし",
    ]  # fmt: skip


def test_word_headings_come_from_styles_and_outline() -> None:
    body = (
        p("題", '<w:pStyle w:val="T"/>') + p("章", '<w:pStyle w:val="1"/>' + listed(1, 0))
        + p("節", '<w:pStyle w:val="2"/>') + p("項", '<w:outlineLvl w:val="2"/>')
        + p("目次の行 1", '<w:pStyle w:val="C"/>') + p("本文", "", "<w:b/>")
    )  # fmt: skip
    found = lines(docx.read(word(body, numbering=NUMBERING, styles=STYLES)))
    assert found == ["# 題", "# 第１ 章", "## 節", "### 項", "**本文**"]


def test_tracked_changes_read_as_accepted() -> None:
    extract = docx.read(
        word(
            "<w:p><w:r><w:t>村は</w:t></w:r><w:del><w:r><w:delText>道を</w:delText></w:r></w:del><w:ins><w:r><w:t>橋を"
            "</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>早く</w:t></w:r></w:moveFrom><w:r><w:t>直す</w:t></w:r></w:p>"
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>べき</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>である。</w:t></w:r></w:p>"
        )
    )
    assert lines(extract) == ["村は橋を直す", "べきである。"]
    assert extract.warnings == ("source.deletions_left_out",)


def test_hidden_text_boxes_ruby_fields_and_breaks() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>囲み</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = f"""<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r><w:r><w:ruby>
    <w:rt><w:r><w:t>はし</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>橋</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>を</w:t><w:br/><w:t>直す</w:t></w:r>
    <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>
    <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>（図1）</w:t></w:r>
    <w:r><w:fldChar w:fldCharType="end"/></w:r>
    <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>
    <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>99</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
    <w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>
    <mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    extract = docx.read(word(body))
    assert lines(extract) == ["橋を", "直す（図1）", "囲み"]
    assert extract.warnings == ("source.hidden_left_out",)


def test_word_notes_are_set_aside() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="5">'
        + p(" 村誌。") + "</w:footnote></w:footnotes>"
    )  # fmt: skip
    raised = '<w:vertAlign w:val="superscript"/>'
    body = (
        f'<w:p><w:r><w:t>橋は古い</w:t></w:r><w:r><w:rPr>{raised}</w:rPr><w:footnoteReference w:id="5"/></w:r>'
        f"<w:r><w:t>。5km</w:t></w:r><w:r><w:rPr>{raised}</w:rPr><w:t>2</w:t></w:r><w:r><w:t>の村</w:t></w:r>"
        f"<w:r><w:rPr>{raised}</w:rPr><w:t>3</w:t></w:r></w:p>"
    )
    extract = docx.read(word(body, footnotes=notes))
    assert extract.text.strip() == "橋は古い。5km2の村"
    assert extract.notes == (("1", "村誌。"),)


def test_word_tables_keep_merged_cells_apart() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    body = (
        "<w:tbl><w:tr>" + cell("案", '<w:vMerge w:val="restart"/>') + cell("見込み", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("村") + cell("町") + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + cell("消") + cell("消") + cell("消") + "</w:tr></w:tbl>"
    )  # fmt: skip
    assert lines(docx.read(word(body))) == ["案\t見込み\t<p></p>", "\t村\t町"]


def test_word_pages_are_where_word_last_broke_them() -> None:
    body = (
        p("一頁") + '<w:p><w:r><w:t>二</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>二頁</w:t><w:lastRenderedPageBreak/><w:t>三頁</w:t></w:r></w:p>"
    )  # fmt: skip
    extract = docx.read(word(body))
    assert [extract.page(extract.text.index(words)) for words in ("一頁", "二頁", "三頁")] == [1, 2, 3]
    assert docx.read(word(p("一頁"))).pages == ()


@pytest.mark.parametrize("limit", ["part", "ratio", "lie"])
def test_a_zip_bomb_is_not_unpacked(limit: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        size = docx.MAX_PART + 1 if limit != "ratio" else 8 << 20
        archive.writestr("word/document.xml", b" " * size)
    content = stream.getvalue()
    if limit == "lie":
        # The size the archive states is a lie: both records say 1,000 bytes.
        true = (docx.MAX_PART + 1).to_bytes(4, "little")
        content = content.replace(true, (1000).to_bytes(4, "little"))
    with pytest.raises(SourceFileError) as caught:
        docx.read(content)
    assert caught.value.code in ("source.unpacks_too_large", "source.damaged")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w:document [<!ENTITY a "悪"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_entities_are_refused(declaration: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"{declaration}<w:document {W}><w:body>{p('&a;')}</w:body></w:document>")
    with pytest.raises(SourceFileError) as caught:
        docx.read(stream.getvalue())
    assert caught.value.code == "source.unsafe"


def test_what_lies_outside_is_not_fetched() -> None:
    """A template, styles and a picture on the network: the tests' own hook fails when a socket opens."""
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{kind}" TargetMode="External" Target="http://example.invalid/{kind}" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
            for kind in ("attachedTemplate", "styles", "numbering", "image", "footnotes")
        )
        + "</Relationships>"
    )
    content = word(p("村は橋を直すべき。"), **{"_rels/document.xml": "x"})
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", outside)
    assert docx.read(stream.getvalue()).text.strip() == "村は橋を直すべき。"


def _locked_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(400)


def _zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def _deep_word() -> bytes:
    return word("<w:sdt><w:sdtContent>" * 5_000 + p("橋") + "</w:sdtContent></w:sdt>" * 5_000)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: word(p("橋" * 500))[:-300], "source.damaged"),
        (lambda: word("<w:p>"), "source.damaged"),
        (lambda: word(""), "source.no_text"),
        (_deep_word, "source.damaged"),
        (lambda: _zip("xl/workbook.xml"), "source.other_kind"),
        (lambda: _zip("a.txt", "b.txt"), "source.other_kind"),
        (lambda: _zip(*(f"word/{n}.xml" for n in range(docx.MAX_MEMBERS + 1))), "source.unpacks_too_large"),
        (_locked_office, "source.encrypted"),
    ],
    ids=["cut", "open", "empty", "deep", "excel", "zip", "members", "locked"],
)
def test_bad_word_files_are_said(make: Callable[[], bytes], code: str, tmp_path: Path) -> None:
    place = tmp_path / "悪い.docx"
    place.write_bytes(make())
    with pytest.raises(SourceFileError) as caught:
        read_copy(place)
    assert (caught.value.code, caught.value.file) == (code, str(place))


# -- PDF


def village(count: int = 8) -> copies.Model:
    pieces = [copies.Piece("heading", "川沿いの村の明日", 1)]
    notes: dict[str, list[str]] = {
        "¹": ["村誌の第二巻による。"],
        "²": ["役場の調べによる数字であり、年度の終わりのもの。"],
    }
    for chapter in range(1, 4):
        pieces.append(copies.Piece("heading", f"第{chapter}章 {'橋道水'[chapter - 1]}について", 2))
        mark = {1: "¹", 2: "²"}.get(chapter, "")
        pieces.append(
            copies.Piece(
                "paragraph", f"村の{'橋道水'[chapter - 1]}は古くなり、直すには費用がかかると見込まれる{mark}。" * 1
            )
        )
        for at in range(1, count):
            words = f"村は{chapter}の{at}について隣の町と話し合い、毎年の点検の結果を住民に知らせるべきである。" * (
                2 + at % 3
            )
            pieces.append(copies.Piece("entry", f"**（{'橋道水'[chapter - 1]}{at}）** {words}", 0, f"{at}."))
    rows = [
        [[(False, "")], [(False, "村の見込み")], [(False, "町の見込み")]],
        [
            [(False, "現職")],
            [(True, "橋を直すことを先にする。"), (True, "道は後にする。")],
            [(True, "祭りの補助を続ける。")],
        ],
        [
            [(False, "新人")],
            [(True, "水を先にする。")],
            [(True, "住民の求めに応じて話し合いの場を設ける。"), (True, "続ける。")],
        ],
    ]
    pieces.insert(len(pieces) // 2, copies.Piece("table", rows=rows))
    return copies.Model("川沿いの村の明日", pieces, notes)


def words_of(model: copies.Model) -> list[str]:
    """Each piece as it must stand in one run in the extract."""
    found = []
    for piece in model.pieces:
        texts = [words for row in piece.rows for cell in row for _, words in cell] if piece.rows else [piece.text]
        found += [re.sub(r"[*¹²\s]", "", text) for text in texts if text]
    return found


def squeezed(extract: Extract) -> str:
    return re.sub(r"</?(?:p|li|ul)>|[*\s]", "", extract.text)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_set_pdf_reads_in_order_without_furniture(columns: int) -> None:
    model = village()
    extract = pdf.read(copies.paper(model, columns=columns))
    text = squeezed(extract)
    at = 0
    for words in words_of(model):
        assert words in text, words
        if "見込み" not in words and len(words) > 30:
            at = text.index(words, at)
    assert "研究会報告書" not in text
    assert not re.search(r"-\d+-", text)
    assert [note for _, note in extract.notes] == [
        "村誌の第二巻による。",
        "役場の調べによる数字であり、年度の終わりのもの。",
    ]
    assert "見込まれる。" in text
    headings = [line for line in lines(extract) if line.startswith("#")]
    assert headings[0] == "# 川沿いの村の明日"
    assert [heading.lstrip("# ") for heading in headings[1:]] == [
        "第1章 橋について",
        "第2章 道について",
        "第3章 水について",
    ]
    table = [line.split("\t") for line in lines(extract) if "\t" in line]
    assert [len(row) for row in table] == [3, 3, 3]
    assert table[1][0] == "現職"
    assert "道は後にする。" in table[1][1]


def test_pdf_offsets_lead_to_pages() -> None:
    extract = pdf.read(copies.paper(village(20)))
    assert len(extract.pages) > 3
    assert extract.pages == tuple(sorted(extract.pages))
    assert page_at(extract.pages, 0) == 1
    assert page_at(extract.pages, len(extract.text)) == len(extract.pages)
    first = extract.page(extract.text.index("第1章"))
    last = extract.page(extract.text.index("第3章"))
    assert first == 1
    assert last is not None
    assert 1 < last <= len(extract.pages)


def test_vertical_text_is_joined_again() -> None:
    model = village(4)
    text = squeezed(pdf.read(copies.upright(model)))
    for words in words_of(model):
        assert words in text, words


def set_lines(rows: list[tuple[str, float, float]], size: float = 10.0, number: int = 0) -> Page:
    return Page(number, 600, 800, [Line(text, x, x + size * len(text), y, size, top=y + size) for text, x, y in rows])


def test_one_character_a_line_is_joined_again() -> None:
    words = "村は古い橋を直すべきである。道も直す。"
    page = set_lines([(character, 500 - 20 * (at // 10), 700 - 11 * (at % 10)) for at, character in enumerate(words)])
    parts, _ = parts_of([page])
    assert "".join(part.text for part in parts) == words


def test_a_caption_in_mid_sentence_is_put_after_it() -> None:
    rows = [
        ("村は古い橋を直すべきであるがその費用は国と", 50, 700),
        ("町が分けて持つことになるものと見込まれその", 50, 685),
    ]
    after = [("負担は重いものになると見込まれる。", 50, 610)]
    page = set_lines([*rows, *after])
    page.lines.insert(2, Line("写真 橋の今の姿", 50, 120, 640, 8.0, top=648))
    parts, _ = parts_of([page])
    assert [part.text for part in parts] == ["".join(text for text, _, _ in rows + after), "写真 橋の今の姿"]


def test_a_figure_that_opens_a_line_is_no_mark_inside_a_sentence() -> None:
    page = set_lines([("村は隣の町と話し合い（2+2+", 50, 700), ("2）を開いて橋を直すべきだ。", 50, 685)])
    parts, _ = parts_of([page])
    assert [part.text for part in parts] == ["村は隣の町と話し合い（2+2+2）を開いて橋を直すべきだ。"]


def test_ragged_latin_lines_are_one_paragraph() -> None:
    rows = [("The village should mend its bridge and its", 50, 700), ("road, which is", 50, 685), ("old.", 50, 670)]
    page = set_lines(rows, size=5)
    page.lines.append(Line("Another paragraph.", 50, 200, 640, 5, top=645))
    parts, _ = parts_of([page])
    assert [part.text for part in parts] == [" ".join(text for text, _, _ in rows), "Another paragraph."]


def test_lines_of_a_list_of_contents_stay_apart() -> None:
    rows = [("橋について.........12", 50, 700), ("道について.........14", 50, 685), ("水について………16", 50, 670)]
    parts, _ = parts_of([set_lines(rows)])
    assert [part.text for part in parts] == [text for text, _, _ in rows]


def test_bullets_on_lines_of_their_own_are_joined() -> None:
    page = set_lines([("\uf0b7", 50, 700), ("橋を直す。", 65, 700), ("\uf0b7", 50, 685), ("道を直す。", 65, 685)])
    parts, _ = parts_of([page])
    assert [part.text for part in parts] == ["\uf0b7 橋を直す。", "\uf0b7 道を直す。"]


@pytest.mark.parametrize(
    ("parted", "whole"),
    [
        (("The infra-", "structure of the village."), "The infrastructure of the village."),
        (("See the long-", "term plan; the long-term view."), "See the long-term plan; the long-term view."),
        (("It should", "be mended."), "It should be mended."),
    ],
)
def test_latin_words_are_joined_as_words(parted: tuple[str, str], whole: str) -> None:
    page = set_lines([(parted[0], 50, 700), (parted[1], 50, 685)])
    page.lines[0].right = page.lines[1].right = 300
    parts, _ = parts_of([page])
    assert [part.text for part in parts] == [whole]


def _blank(pages: int) -> bytes:
    import pikepdf

    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _locked_pdf() -> bytes:
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_blank(1))) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


def _no_pages() -> bytes:
    objects = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj"
    return b"%PDF-1.4\n" + objects + b"\ntrailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (_locked_pdf, {"source.encrypted"}),
        (lambda: _blank(3), {"source.only_pictures"}),
        (lambda: _blank(10_000), {"source.too_many_pages"}),
        (_no_pages, {"source.no_pages", "source.damaged"}),
        (lambda: b"%PDF-1.7\nnothing more", {"source.damaged"}),
        (lambda: b"%PDF-1.7\n" + b"[" * 200_000, {"source.damaged"}),
        (lambda: b"%PDF-1.7\n1 0 obj " + b"<</A" * 100_000, {"source.damaged", "source.no_pages"}),
    ],
    ids=["locked", "blank", "many", "none", "stub", "brackets", "nested"],
)
def test_bad_pdfs_are_said(make: Callable[[], bytes], codes: set[str], tmp_path: Path) -> None:
    place = tmp_path / "悪い.pdf"
    place.write_bytes(make())
    with pytest.raises(SourceFileError) as caught:
        read_copy(place)
    assert caught.value.code in codes
    assert caught.value.file == str(place)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_pdf_cut_short_is_read_or_refused(kept: float) -> None:
    whole = copies.paper(village(4))
    try:
        extract = pdf.read(whole[: int(len(whole) * kept)])
    except SourceFileError as error:
        assert error.code in ("source.damaged", "source.only_pictures", "source.no_pages")  # noqa: PT017
    else:
        assert extract.text


def test_a_pdf_with_a_broken_index_is_read() -> None:
    model = village(4)
    broken = re.sub(rb"startxref\s+\d+", b"startxref\n7", copies.paper(model))
    assert words_of(model)[2] in squeezed(pdf.read(broken))


# -- all


@pytest.mark.parametrize(
    "read",
    [
        lambda tell: html.read(b"<html><body>" + b"<p>word" * 50_000, progress=tell),
        lambda tell: docx.read(word(p("橋") * 500), progress=tell),
        lambda tell: pdf.read(copies.paper(village(3)), progress=tell),
    ],
    ids=["html", "docx", "pdf"],
)
def test_reading_tells_and_can_be_cancelled(read: Callable[[Callable[[float], None]], Extract]) -> None:
    told: list[float] = []
    read(told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert all(0 <= part <= 1 for part in told)

    def stop(part: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(stop)


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (12, "japaneseCounting", "十二"), (10, "japaneseCounting", "十"), (100, "japaneseCounting", "百"),
        (20, "ideographDigital", "二〇"), (3, "aiueo", "ウ"), (2, "irohaFullWidth", "ロ"), (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"), (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "㉑"),
        (3, "ideographTraditional", "丙"), (7, "unheardOf", "7"), (0, "upperRoman", "0"), (99, "aiueo", "99"),
        (5, "none", ""), (22, "ordinal", "22nd"), (3, "japaneseLegal", "参"),
    ],
)  # fmt: skip
def test_numerals(number: int, style: str, expected: str) -> None:
    assert numeral(number, style) == expected
