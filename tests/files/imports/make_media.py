"""Make the reports of this folder again in other media, with real tools: pandoc, LibreOffice, python-docx, reportlab.

    make_media.py [NUMBER ...]

The results are committed beside each report; run it after a report or its ``source.md`` (the same words with headings,
lists, tables and foot-notes for pandoc) has changed. Labels of the Word and HTML forms exist only as list numbering.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

HERE = Path(__file__).resolve().parent
FONT = "BIZ UDGothic"

# Word's own numbering in place of "(1)" in source.md: format and text of the label.
NUMBERING = {
    "03": ("decimalEnclosedCircle", "%1"),
    "13": ("japaneseCounting", "%1"),
    "15": ("aiueoFullWidth", "%1"),
    "21": ("decimalFullWidth", "勧告%1"),
}
FURNITURE = {
    "ja": ("ホーム", "提言・報告書", "お問い合わせ", "このページの先頭へ"),
    "en": ("Home", "Publications", "Contact us", "Back to top"),
}


@dataclass(frozen=True)
class Layout:
    """How the pages of a printed form look. ``head`` runs over every page, page numbers stand at the foot.

    A ``plain`` one is the text form set line by line, Japanese in a font that is not embedded.
    """

    head: str = ""
    columns: int = 1
    vertical: bool = False
    plain: bool = False


# number: the files to make; the layout counts for .docx and .pdf
MEDIA: dict[str, dict[str, Layout]] = {
    "01": {"report.docx": Layout(), "report.pdf": Layout("沿岸防災と地域産業の両立に向けて")},
    "03": {"report.docx": Layout(), "report.columns.pdf": Layout("山間地域の交通を守る", columns=2)},
    "05": {"report.docx": Layout()},
    "06": {"report.bom-crlf.txt": Layout()},
    "09": {"report.docx": Layout(), "report.list.html": Layout(), "report.pdf": Layout("第九回宣言", plain=True)},
    "10": {"report.docx": Layout(), "report.pdf": Layout("子どもの学びと食を支える政策集", plain=True)},
    "11": {"report.torn.txt": Layout()},
    "12": {"report.euc-jp.txt": Layout()},
    "13": {
        "report.docx": Layout(),
        "report.vertical.pdf": Layout(vertical=True),
        "report.vertical.txt": Layout(),
        "report.utf-16.txt": Layout(),
    },
    "14": {"report.cp932.txt": Layout()},
    "15": {"report.docx": Layout(), "report.pdf": Layout("港湾の情報保全に関する調査報告")},
    "16": {"report.cp932.txt": Layout()},
    "18": {"report.docx": Layout()},
    "19": {"report.docx": Layout(), "report.table.html": Layout(), "report.pdf": Layout()},
    "21": {"report.docx": Layout()},
    "22": {"report.columns.pdf": Layout("災害に強い金融と物流", columns=2, plain=True), "report.list.html": Layout()},
    "23": {"report.docx": Layout(), "report.notes.html": Layout(), "report.pdf": Layout("Rural Broadband")},
    "24": {"report.pdf": Layout("Clearing the Air")},
    "25": {"report.columns.pdf": Layout("Meridian Policy Brief 41", columns=2, plain=True)},
    "26": {"report.docx": Layout(), "report.pdf": Layout("NOB-24-117  Contract Interpreters")},
    "28": {"report.docx": Layout(), "report.list.html": Layout()},
    "30": {"report.docx": Layout(), "report.utf-16-be.txt": Layout()},
    "31": {
        "report.docx": Layout(),
        "report.table.html": Layout(),
        "report.pdf": Layout("Lodestar Occasional Paper 19"),
    },
}
ENCODINGS = {
    "bom-crlf": ("utf-8-sig", "\r\n"),
    "euc-jp": ("euc_jp", "\n"),
    "cp932": ("cp932", "\r\n"),
    "utf-16": ("utf-16", "\r\n"),
    "utf-16-be": ("utf-16-be", "\n"),
}


def pandoc(source: Path, target: Path, *options: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "946684800"}
    kind = "html" if source.suffix == ".html" else "markdown-smart"
    subprocess.run(["pandoc", "-f", kind, source, "-o", target, *options], check=True, env=environment)


def number_again(document: Document, number: str) -> None:
    """Give the lists that are "(1)" in the source the labels of the report."""
    label_format, label = NUMBERING[number]
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        text, style = level.find(qn("w:lvlText")), level.find(qn("w:numFmt"))
        if level.get(qn("w:ilvl")) == "0" and text is not None and text.get(qn("w:val")) == "(%1)":
            text.set(qn("w:val"), label)
            style.set(qn("w:val"), label_format)


def unmark(document: Document) -> None:
    """Pandoc puts the later paragraphs of an item into list 1000, whose bullet is a blank; people indent them."""
    for paragraph in document.paragraphs:
        for marks in paragraph._p.xpath("w:pPr/w:numPr[w:numId/@w:val='1000']"):
            depth = int(marks.xpath("string(w:ilvl/@w:val)"))
            marks.getparent().remove(marks)
            paragraph.paragraph_format.left_indent = Mm(10 * (depth + 1))


def field(paragraph: WordParagraph, instruction: str) -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    paragraph._p.append(element)


def lay_out(document: Document, layout: Layout) -> None:
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    for section in document.sections:
        section.page_width, section.page_height = Mm(148), Mm(210)
        section.left_margin = section.right_margin = Mm(15)
        if layout.head:
            section.header.paragraphs[0].text = layout.head
            field(section.footer.paragraphs[0], "PAGE")
        if layout.columns > 1:
            columns = OxmlElement("w:cols")
            columns.set(qn("w:num"), str(layout.columns))
            columns.set(qn("w:space"), "400")
            section._sectPr.append(columns)
        if layout.vertical:
            direction = OxmlElement("w:textDirection")
            direction.set(qn("w:val"), "tbRl")
            section._sectPr.append(direction)
    for table in document.tables:
        table.style = "Table Grid" if "Table Grid" in document.styles else table.style


def make_docx(source: Path, target: Path, layout: Layout) -> None:
    pandoc(source, target)
    document = docx.Document(str(target))
    if source.parent.name[:2] in NUMBERING:
        number_again(document, source.parent.name[:2])
    unmark(document)
    lay_out(document, layout)
    document.save(str(target))


def make_pdf(source: Path, target: Path, layout: Layout) -> None:
    with tempfile.TemporaryDirectory() as place:
        word = Path(place) / f"{target.stem}.docx"
        make_docx(source, word, layout)
        office = ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*office, "--outdir", str(target.parent), str(word)], check=True, capture_output=True)


def make_set_pdf(source: Path, target: Path, layout: Layout) -> None:
    text = source.read_text(encoding="utf-8")
    japanese = bool(re.search("[ぁ-ん]", text))
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    font = "HeiseiMin-W3" if japanese else "Times-Roman"

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(Mm(15).pt, A5[1] - Mm(9).pt, layout.head)
        canvas.drawRightString(A5[0] - Mm(15).pt, Mm(8).pt, str(document.page))

    width = (A5[0] - Mm(30).pt) / layout.columns
    height = A5[1] - Mm(30).pt
    frames = [Frame(Mm(15).pt + at * width, Mm(15).pt, width, height) for at in range(layout.columns)]
    style = ParagraphStyle("body", fontName=font, fontSize=9, leading=11, wordWrap="CJK" if japanese else None)
    document = BaseDocTemplate(str(target), pagesize=A5, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    story: list[Flowable] = []
    for block in re.split(r"\n\n+", text):
        story += [Paragraph(block.replace("&", "&amp;").replace("\n", "<br/>"), style), Spacer(0, 5)]
    document.build(story)


def make_html(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        part = Path(place) / "part.html"
        pandoc(source, part, "-t", "html")
        body = part.read_text(encoding="utf-8")
    body = re.sub(r'<div data-custom-style="Title">\s*<p>(.*?)</p>\s*</div>', r"<h1>\1</h1>", body, flags=re.DOTALL)
    lang = "ja" if re.search("[ぁ-ん]", body) else "en"
    *menu, top = FURNITURE[lang]
    links = "\n".join(f'<li><a href="#">{each}</a></li>' for each in menu)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body, flags=re.DOTALL)
    page = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title[1] if title else ''}</title>\n</head>\n<body>\n<nav>\n<ul>\n{links}\n</ul>\n</nav>\n"
        f'<main>\n{body}</main>\n<footer>\n<p><a href="#">{top}</a></p>\n</footer>\n</body>\n</html>\n'
    )
    target.write_text(page, encoding="utf-8")


def make_text(source: Path, target: Path) -> None:
    text = source.read_text(encoding="utf-8")
    kind = target.name.split(".")[1]
    if kind == "vertical":
        # What comes out of pages set vertically: a character a line, blanks gone, an empty line where a column ends.
        text, kind = "\n".join("\n".join("".join(line.split())) + "\n" for line in text.split("\n") if line), ""
    if kind == "torn":  # bullets on lines of their own
        text = re.sub(r"(?m)^([・•●])\s*", r"\1\n", text)
    encoding, line_end = ENCODINGS.get(kind, ("utf-8", "\n"))
    data = text.replace("\n", line_end).encode(encoding)
    target.write_bytes(b"\xfe\xff" + data if encoding == "utf-16-be" else data)


def make(folder: Path, name: str, layout: Layout) -> None:
    main = next(file for file in sorted(folder.glob("report.*")) if re.fullmatch(r"report\.(txt|md|html)", file.name))
    source = folder / "source.md" if (folder / "source.md").exists() else main
    target = folder / name
    if target.suffix == ".txt":
        make_text(main, target)
    elif target.suffix == ".html":
        make_html(source, target)
    elif target.suffix == ".docx":
        make_docx(source, target, layout)
    elif layout.plain:
        make_set_pdf(main, target, layout)
    else:
        make_pdf(source, target, layout)


def main() -> int:
    for number in sys.argv[1:] or MEDIA:
        (folder,) = HERE.glob(f"{number}-*")
        for name, layout in MEDIA[number].items():
            make(folder, name, layout)
            sys.stdout.write(f"{folder.name}/{name} {(folder / name).stat().st_size}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
