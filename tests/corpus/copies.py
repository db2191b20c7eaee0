"""Copies of a report in other media and layouts, made while the tests run: the repository holds no text of a report.

``model`` reads one of the five texts as its publisher meant it (paragraphs whole, lists as lists, notes as notes);
the makers below set that as Markdown, HTML, Word or PDF.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"

_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"
_ENDED = re.compile(r"[。．.！？!?：:][」』）)\]】*¹²³⁴⁵⁶⁷⁸⁹]*\s*$")


@dataclass
class Piece:
    """A block: ``label`` is what stands in front of an entry; ``rows`` of a table are its cells, each paragraphs."""

    kind: Literal["heading", "entry", "paragraph", "table"]
    text: str = ""
    level: int = 0
    label: str = ""
    rows: list[list[list[tuple[bool, str]]]] = field(default_factory=list)


@dataclass
class Model:
    title: str
    pieces: list[Piece]
    notes: dict[str, list[str]]
    """Superscript → the notes it stands for, in order (two authors may both begin at 1)."""


def model(key: str, text: str) -> Model:
    """The report ``key`` from its text, without the damage that conversion did to it."""
    lines = _fuji_lines(text) if key.startswith("fuji") else text.replace("\r\n", "\n").split("\n")
    pieces: list[Piece] = []
    notes: dict[str, list[str]] = {}
    table: list[str] = []
    in_note = False

    def close_table() -> None:
        if len(table) > 1:
            pieces.append(_table("\n".join(table)))
        elif table:
            pieces.append(Piece("paragraph", table[0]))
        table.clear()

    for line in lines:
        bare = line.strip(" 　")
        if not bare:
            if table and "\n".join(table).count("<ul") > "\n".join(table).count("</ul"):
                continue
            close_table()
            continue
        if ("\t" in line and not re.search(r"\t\d+\s*$", line)) or table:
            table.append(line.strip(" "))
            continue
        if bare[0] in _SUPERSCRIPTS and bare[1:2] == " ":
            notes.setdefault(bare[0], []).append(bare[2:])
            in_note = True
            continue
        if notes and (in_note or bare.endswith(">")) and bare.startswith("<http"):
            last = next(reversed(notes))
            notes[last][-1] += f" {bare}"
            continue
        in_note = False
        heading = re.match(r"(#{1,6})\s+(.*)", bare)
        entry = re.match(r"(\d{1,2}\.|-)\s+(.*)", bare)
        if heading:
            pieces.append(Piece("heading", heading[2].replace("**", ""), len(heading[1])))
        elif _heading_level(key, bare):
            pieces.append(Piece("heading", bare, _heading_level(key, bare)))
        elif entry and pieces and not _goes_on(pieces[-1]):
            pieces.append(Piece("entry", entry[2], 0, entry[1]))
        elif pieces and _goes_on(pieces[-1]):
            pieces[-1].text += ("" if ord(bare[0]) > 0x2E00 or ord(pieces[-1].text[-1]) > 0x2E00 else " ") + (
                entry[2] if entry and entry[1] == "-" else bare
            )
        else:
            pieces.append(Piece("paragraph", bare))
    close_table()
    title = next((p.text for p in pieces if p.kind == "heading"), pieces[0].text)
    return Model(title, pieces, notes)


def _goes_on(before: Piece) -> bool:
    return before.kind in ("paragraph", "entry") and len(before.text) > 40 and not _ENDED.search(before.text)


def _heading_level(key: str, line: str) -> int:
    if len(line) > 70 or _ENDED.search(line):
        return 0
    if re.match(r"(第[0-9一二三四五六七八九十]+章|はじめに|まえがき|おわりに|目次)", line) and not re.search(
        r"\d$", line
    ):
        return 1
    if re.match(r"(提言\s?\d+|課題\s?\d|◆|[A-FＡ-Ｆ]\s|[0-9１-９]\s)", line) and not re.search(r"(\.\.|\s)\d+$", line):
        return 2
    return 0


def _fuji_lines(text: str) -> list[str]:
    """Paragraphs of the text of which every printed line stands apart: a paragraph ends where a line is short."""
    result: list[str] = []
    opened = ""
    for line in text.split("\n"):
        # An emptied line ends nothing: each printed line is followed by one.
        bare = line.strip()
        if not bare:
            continue
        starts = re.match(r"[ 　]|[①-⑳【■◆]|[Ａ-Ｆ１-９A-F]\s", line)
        if opened and (starts or _heading_level("fuji", bare)):
            result.append(opened)
            opened = ""
        opened += (" " if opened and opened[-1].isascii() and bare[0].isascii() else "") + bare
        width = sum(1 if ord(c) > 0x2E00 else 0.5 for c in bare)
        if (width < 36 and (_ENDED.search(bare) or re.match(r"[①-⑳【■◆]|[Ａ-Ｆ１-９A-F]\s", line))) or _heading_level(
            "fuji", bare
        ):
            result.append(opened)
            opened = ""
    return [*result, opened]


def _table(text: str) -> Piece:
    """Rows of tab-separated cells, in which an open list keeps its lines."""
    rows: list[list[str]] = []
    pending = ""
    width = text.split("\n")[0].count("\t") + 1
    for line in text.split("\n"):
        pending += ("\n" if pending else "") + line
        if pending.count("<ul") <= pending.count("</ul") and pending.count("\t") >= width - 1:
            rows.append(pending.split("\t"))
            pending = ""
    if pending:
        rows.append(pending.split("\t"))
    return Piece("table", rows=[[_cell(cell) for cell in row] for row in rows])


def _cell(text: str) -> list[tuple[bool, str]]:
    found: list[tuple[bool, str]] = []
    for part in re.split(r"(?=<li>|<p>)|</li>|</p>|</?ul[^>]*>", text):
        words = re.sub(r"\s*\n\s*", "", re.sub(r"<[^>]+>", "", part)).strip()
        if words:
            found.append((part.lstrip().startswith("<li>"), words))
    return found or [(False, "")]


def _runs(text: str) -> list[tuple[str, str]]:
    """(kind, words) with kind '', 'bold' or 'note'."""
    found: list[tuple[str, str]] = []
    for at, part in enumerate(re.split(r"\*\*", text)):
        for piece in re.split(rf"([{_SUPERSCRIPTS}])", part):
            if piece:
                found.append(("note" if piece in _SUPERSCRIPTS else "bold" if at % 2 else "", piece))
    return found


# -- Markdown and HTML


def markdown(report: Model) -> str:
    """Markdown as a writer would type it, foot-notes and a table included."""
    lines: list[str] = []
    for piece in report.pieces:
        if piece.kind == "heading":
            lines += ["#" * piece.level + " " + piece.text, ""]
        elif piece.kind == "entry":
            lines += [f"{piece.label} {piece.text}", ""]
        elif piece.kind == "table":
            cells = ["\t".join(_cell_html(cell) for cell in row) for row in piece.rows]
            lines += [*cells, ""]
        else:
            lines += [piece.text, ""]
    return "\n".join(lines)


def _cell_html(cell: Sequence[tuple[bool, str]]) -> str:
    if len(cell) == 1 and not cell[0][0]:
        return cell[0][1]
    return " ".join(f"<li>{words}</li>" if listed else f"<p>{words}</p>" for listed, words in cell)


def web_page(report: Model, *, lists: bool = True, layout: str = "plain") -> str:
    """A page of a site: menus, a list of contents, side notes and a foot around the report.

    ``lists``: numbers come from ``<ol>``, not from text. ``layout`` "breaks": paragraphs parted by ``<br>`` in ``div``.
    """
    out: list[str] = []
    numbered: list[str] = []
    open_list = ""
    note_order: list[str] = []
    used: dict[str, int] = {}

    def inline(text: str) -> str:
        found = ""
        for kind, words in _runs(text):
            if kind == "bold":
                found += f"<strong>{html.escape(words)}</strong>"
            elif kind == "note" and used.get(words, 0) < len(report.notes.get(words, [])):
                note_order.append(report.notes[words][used.get(words, 0)])
                used[words] = used.get(words, 0) + 1
                number = len(note_order)
                found += f'<sup><a href="#fn{number}" id="fnref{number}">{number}</a></sup>'
            else:
                found += html.escape(words)
        return found

    def close() -> None:
        nonlocal open_list
        if open_list:
            out.append(f"</{open_list}>")
            open_list = ""

    for piece in report.pieces:
        if piece.kind == "entry" and lists:
            tag = "ul" if piece.label == "-" else "ol"
            number = piece.label.rstrip(".")
            if open_list != tag or (tag == "ol" and numbered and int(number) != int(numbered[-1]) + 1):
                close()
                out.append(f'<ol start="{number}">' if tag == "ol" else "<ul>")
                open_list = tag
            if tag == "ol":
                numbered.append(number)
            out.append(f"<li><p>{inline(piece.text)}</p></li>")
            continue
        close()
        if piece.kind == "heading":
            out.append(f"<h{piece.level + 1}>{inline(piece.text)}</h{piece.level + 1}>")
        elif piece.kind == "table":
            out.append("<table>")
            for at, row in enumerate(piece.rows):
                tag = "th" if at == 0 else "td"
                out.append("<tr>" + "".join(f"<{tag}>{_cell_list(cell)}</{tag}>" for cell in row) + "</tr>")
            out.append("</table>")
        else:
            words = f"{piece.label} {inline(piece.text)}" if piece.label else inline(piece.text)
            out.append(f"{words}<br><br>" if layout == "breaks" else f"<p>{words}</p>")
    close()
    notes = "".join(
        f'<li id="fn{at}"><p>{html.escape(words)} <a href="#fnref{at}">↩</a></p></li>'
        for at, words in enumerate(note_order, 1)
    )
    contents = "".join(
        f'<li><a href="#h{at}">{html.escape(p.text)}</a></li>'
        for at, p in enumerate(report.pieces)
        if p.kind == "heading"
    )
    body = "\n".join(out)
    opened, closed = ("<main><article>", "</article></main>") if layout == "plain" else ('<div class="body">', "</div>")
    return f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(report.title)}</title>
<style>p {{ color: #333 }}</style><script>document.write("<p>書き込み</p>")</script></head><body>
<header><div class="logo">研究所</div><nav><ul><li><a href="/">ホーム</a></li></ul></nav></header>
<ul class="breadcrumb"><li><a href="/">ホーム</a></li><li>提言</li></ul>
{opened}<ul class="contents">{contents}</ul>
{body}
<section class="footnotes"><ol>{notes}</ol></section>{closed}
<aside><h2>関連記事</h2><p>ほかの刊行物もご覧ください。</p></aside>
<footer><p>© 研究所 東京都千代田区</p></footer></body></html>"""


def _cell_list(cell: Sequence[tuple[bool, str]]) -> str:
    out, listed = "", False
    for entry, words in cell:
        out += "<ul>" if entry and not listed else "</ul>" if listed and not entry else ""
        listed = entry
        escaped = html.escape(re.sub(r"^[▪●]\s*", "", words) if entry else words.replace("**", ""))
        out += f"<li>{escaped}</li>" if entry else f"<p>{escaped}</p>"
    return out + ("</ul>" if listed else "")


# -- Word


_NOTES_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_document(report: Model, *, lists: bool = True) -> bytes:
    """A Word document with headings, tables and foot-notes; ``lists``: numbers by list numbering, else typed."""
    import docx
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn

    document: Any = docx.Document()
    notes: list[str] = []
    used: dict[str, int] = {}
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum xmlns:w="{_W}" w:abstractNumId="900"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    current = {"number": 0, "last": -1}

    def start_list(at: int) -> None:
        current["number"] += 1
        numbering.append(
            parse_xml(
                f'<w:num xmlns:w="{_W}" w:numId="{900 + current["number"]}"><w:abstractNumId w:val="900"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{at}"/></w:lvlOverride></w:num>'
            )
        )

    def fill(paragraph: Any, text: str) -> None:
        for kind, words in _runs(text):
            if kind == "note" and used.get(words, 0) < len(report.notes.get(words, [])):
                notes.append(report.notes[words][used.get(words, 0)])
                used[words] = used.get(words, 0) + 1
                run = paragraph.add_run()
                run.font.superscript = True
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(len(notes)))
                run._r.append(reference)
            else:
                run = paragraph.add_run(words)
                run.bold = kind == "bold" or None

    for piece in report.pieces:
        if piece.kind == "heading":
            fill(document.add_heading(level=min(piece.level, 9)), piece.text)
        elif piece.kind == "table":
            _word_table(document, piece)
        elif piece.kind == "entry" and lists and piece.label == "-":
            fill(document.add_paragraph(style="List Bullet"), piece.text)
        elif piece.kind == "entry" and lists:
            number = int(piece.label.rstrip("."))
            if number != current["last"] + 1:
                start_list(number)
            current["last"] = number
            paragraph = document.add_paragraph()
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr xmlns:w="{_W}"><w:ilvl w:val="0"/><w:numId w:val="{900 + current["number"]}"/></w:numPr>'
                )
            )
            fill(paragraph, piece.text)
        else:
            if piece.kind == "heading":
                current["last"] = -1
            fill(document.add_paragraph(), f"{piece.label} {piece.text}" if piece.label else piece.text)
    if notes:
        body = "".join(
            f'<w:footnote w:id="{at}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {html.escape(words)}</w:t></w:r></w:p></w:footnote>'
            for at, words in enumerate(notes, 1)
        )
        special = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in (("separator", -1), ("continuationSeparator", 0))
        )
        content = f'<w:footnotes xmlns:w="{_W}">{special}{body}</w:footnotes>'.encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, content, document.part.package)
        document.part.relate_to(part, _NOTES_TYPE)
    for section in document.sections:
        section.header.paragraphs[0].text = f"{report.title}　研究会報告"
        footer = section.footer.paragraphs[0]
        for kind in ("begin", "PAGE", "end"):
            run = footer.add_run()
            element = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
            if kind == "PAGE":
                element.text = "PAGE"
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)
    fonts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    names = fonts.find(qn("w:rFonts"))
    names.attrib.clear()
    for side in ("ascii", "hAnsi", "eastAsia", "cs"):
        names.set(qn(f"w:{side}"), "BIZ UDPMincho")
    for style in document.styles.element.iter(qn("w:rFonts")):
        style.attrib.clear()
        for side in ("ascii", "hAnsi", "eastAsia", "cs"):
            style.set(qn(f"w:{side}"), "BIZ UDPMincho")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(document: Any, piece: Piece) -> None:
    width = max(len(row) for row in piece.rows)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for row in piece.rows:
        cells = table.add_row().cells
        for at, cell in enumerate(row):
            for order, (listed, words) in enumerate(cell):
                target = cells[at].paragraphs[0] if order == 0 else cells[at].add_paragraph()
                if listed:
                    target.style = "List Bullet"
                    words = re.sub(r"^[▪●]\s*", "", words)
                target.add_run(words.replace("**", ""))


# -- PDF


def _register_fonts() -> None:
    """Our two faces; what they lack (simplified Chinese in a Japanese report) stays blank."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = pdfmetrics.getRegisteredFontNames()
    for name, file in (("body", "BIZUDMincho-Regular.ttf"), ("head", "BIZUDGothic-Bold.ttf")):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(next(FONTS.rglob(file)))))


def paper(report: Model, *, columns: int = 1, heads: bool = True, notes: bool = True) -> bytes:
    """A set PDF: running heads, page numbers, foot-notes at the foot of the page; one or two columns."""
    from reportlab.lib import pagesizes
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    stream = io.BytesIO()
    width, height = pagesizes.A4
    canvas = Canvas(stream, pagesize=pagesizes.A4, pageCompression=1)
    canvas.setTitle(report.title)
    gap, left, top, bottom = 24.0, 62.0, height - 80, 80.0
    column_width = (width - 2 * left - gap * (columns - 1)) / columns
    state = {"page": 1, "column": 0, "y": top, "used": 0}
    waiting: list[tuple[str, str]] = []
    used: dict[str, int] = {}
    rank = 0

    def break_lines(text: str, font: str, size: float, room: float, first: float = 0) -> list[str]:
        lines, line, length = [], "", first
        for token in re.findall(r"[A-Za-z0-9.,'’“”:/_-]+\s?|.", text):
            step = pdfmetrics.stringWidth(token, font, size)
            closing = token[0] in "、。）」』】，．,."
            if line and length + step > room and not closing:
                lines.append(line.rstrip())
                line, length = "", 0.0
            line += token
            length += step
        return [*lines, line]

    def note_lines() -> list[str]:
        return [line for label, words in waiting for line in break_lines(f"{label} {words}", "body", 7.5, column_width)]

    def finish_page() -> None:
        if heads:
            canvas.setFont("body", 8)
            name = report.title if state["page"] % 2 else "研究会報告書"
            canvas.drawString(left, height - 45, name)
        canvas.setFont("body", 9)
        canvas.drawCentredString(width / 2, 40, f"- {state['page']} -" if heads else str(state["page"]))
        canvas.showPage()
        state["page"] += 1

    def finish_column() -> None:
        lines = note_lines()
        if lines:
            x = left + state["column"] * (column_width + gap)
            y = bottom + 10 * len(lines) - 4
            canvas.line(x, y + 9, x + 120, y + 9)
            for line in lines:
                canvas.setFont("body", 7.5)
                canvas.drawString(x, y, line)
                y -= 10
            waiting.clear()
        state["column"] += 1
        if state["column"] == columns:
            finish_page()
            state["column"] = 0
        state["y"] = top

    def draw(text: str, font: str, size: float, indent: float = 0, hang: float = 0, pitch: float = 1.65) -> None:
        nonlocal rank
        plain = ""
        marks: dict[int, str] = {}
        for kind, words in _runs(text):
            if kind == "note" and notes and used.get(words, 0) < len(report.notes.get(words, [])):
                rank += 1
                marks[len(plain)] = f"{rank}"
                plain += "\u0001"
                waiting_note = report.notes[words][used.get(words, 0)]
                used[words] = used.get(words, 0) + 1
                marks[-len(plain)] = waiting_note
            elif kind != "note" or not report.notes.get(words):
                plain += words
        at = 0
        for order, line in enumerate(break_lines(plain, font, size, column_width - hang, indent)):
            labels = [marks[at + i] for i, c in enumerate(line) if c == "\u0001"]
            texts = [marks[-(at + i + 1)] for i, c in enumerate(line) if c == "\u0001"]
            coming = [*waiting, *zip(labels, texts, strict=True)]
            need = sum(10 * len(break_lines(f"{label} {words}", "body", 7.5, column_width)) for label, words in coming)
            if state["y"] - size < bottom + need + (16 if need else 0):
                finish_column()
            waiting.extend(zip(labels, texts, strict=True))
            x = left + state["column"] * (column_width + gap) + hang + (indent if order == 0 else 0)
            label = iter(labels)
            for run in re.split("(\u0001)", line):
                if run == "\u0001":
                    canvas.setFont("body", size * 0.6)
                    mark = next(label)
                    canvas.drawString(x, state["y"] + size * 0.35, mark)
                    x += pdfmetrics.stringWidth(mark, "body", size * 0.6)
                elif run:
                    canvas.setFont(font, size)
                    canvas.drawString(x, state["y"], run)
                    x += pdfmetrics.stringWidth(run, font, size)
            state["y"] -= size * pitch
            at += len(line)
            while plain[at : at + 1] == " " and not line.endswith(" "):
                at += 1

    def table(piece: Piece) -> None:
        count = max(len(row) for row in piece.rows)
        room = column_width / count
        for row in piece.rows:
            cells = []
            for cell in row:
                lines = []
                for listed, words in cell:
                    words = words.replace("**", "")
                    if listed:
                        words = "• " + re.sub(r"^[▪●]\s*", "", words)
                    lines += break_lines(words, "body", 8, room - 10)
                cells.append(lines)
            at = 0
            tallest = max(map(len, cells))
            while at < tallest:
                fits = int((state["y"] - bottom - 8) / 12)
                if fits < min(3, tallest - at):
                    finish_column()
                    continue
                upto = min(tallest, at + fits)
                x0 = left + state["column"] * (column_width + gap)
                high = 12 * (upto - at) + 6
                for order, lines in enumerate(cells):
                    canvas.rect(x0 + order * room, state["y"] - high + 10, room, high)
                    y = state["y"]
                    for line in lines[at:upto]:
                        canvas.setFont("body", 8)
                        canvas.drawString(x0 + order * room + 4, y - 2, line)
                        y -= 12
                state["y"] -= high
                at = upto
        state["y"] -= 14

    for piece in report.pieces:
        if piece.kind == "heading":
            if state["y"] < bottom + 60:
                finish_column()
            state["y"] -= 8
            draw(piece.text, "head", {1: 15, 2: 12.5}.get(piece.level, 11.5))
            state["y"] -= 4
        elif piece.kind == "table":
            table(piece)
        elif piece.kind == "entry":
            label = "•" if piece.label == "-" else piece.label
            draw(f"{label} {piece.text}", "body", 10)
            state["y"] -= 4
        else:
            draw(piece.text, "body", 10, indent=10)
    while state["column"] or waiting or state["y"] != top:
        finish_column()
    canvas.save()
    return stream.getvalue()


def upright(report: Model) -> bytes:
    """A PDF set vertically: characters one below the other, columns from right to left, page numbers at the foot."""
    from reportlab.lib import pagesizes
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    stream = io.BytesIO()
    width, height = pagesizes.A4
    canvas = Canvas(stream, pagesize=pagesizes.A4)
    page, x, y = 1, width - 70, height - 70
    for piece in report.pieces:
        words = f"{piece.label} {piece.text}" if piece.label else piece.text
        if piece.kind == "table":
            words = "".join(w for row in piece.rows for cell in row for _, w in cell)
        words = re.sub(rf"\*\*|[{_SUPERSCRIPTS}]", "", words)
        if piece.kind == "paragraph":
            y -= 11
        for character in words:
            if y < 80:
                x, y = x - 18, height - 70
            if x < 60:
                canvas.setFont("body", 9)
                canvas.drawCentredString(width / 2, 40, str(page))
                canvas.showPage()
                page, x, y = page + 1, width - 70, height - 70
            if character.strip():
                canvas.setFont("body", 11)
                canvas.drawString(x, y, character)
            y -= 11
        x, y = x - (30 if piece.kind == "heading" else 18), height - 70
    canvas.setFont("body", 9)
    canvas.drawCentredString(width / 2, 40, str(page))
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


# -- other programs


def by_pandoc(text: str, to: str, *options: str, target: Path) -> Path:
    """Markdown → ``target`` by pandoc."""
    subprocess.run(
        ["pandoc", "-f", "markdown-yaml_metadata_block", "-t", to, "-s", "-o", str(target), *options],
        input=text, text=True, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target


def by_office(source: Path, to: str, folder: Path) -> Path:
    """A file → another format by LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", to, "--outdir",
         str(folder), str(source)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder / f"{source.stem}.{to.partition(':')[0]}"
