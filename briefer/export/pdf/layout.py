"""Blocks laid out as boxes, boxes distributed over pages, pages drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefer.core.blocks import (
    Block,
    Cell,
    Contents,
    ContentsEntry,
    Footnote,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    TitleBlock,
)
from briefer.core.items import Lang
from briefer.core.linebreak import Line, Piece, TextRun, break_lines
from briefer.export.glyphs import heading_style
from briefer.export.pdf.flow import (
    Box,
    CellLine,
    Foot,
    Grid,
    LineBox,
    Placed,
    RowBox,
    SetLine,
    SetNote,
    SetText,
    line_boxes,
    paginate,
)
from briefer.export.pdf.pens import Pen, Pens
from briefer.export.pdf.sheets import Anchor, Details, Document, Element, Ink, Sheet
from briefer.export.style import Style, TextStyle, justified

Progress = Callable[[float], None]

_MM = 72 / 25.4
_INDENTED = ("body", "gist", "note", "quotation")  # roles whose unlabelled paragraphs take first_line_em
_QUIET = ("citation",)
_LEADING = ("caveat", "stamp")  # warnings, which stay with what they warn of
_BULLET = "•"
_WIDE_GAP = 0.7  # of the size: a full-width space beside a full-width digit or bracket reads as two
_SPACES = {"\u2002": 0.5, "\u2003": 1.0}  # em: spaces that the fonts do not have
_CELL_PAD = (4.5, 3.0)  # beside and above the text
_AFTER_TABLE = 6.0
_WHOLE_ROW = 0.25  # a table row up to this share of the page is not cut
_LEAST_LINES = 3  # lines of a row that are worth beginning a page's foot with
_WORD = re.compile(r"[!-~\u00c0-\u024f’]+")
_WIDEST_WORD = 0.4  # share of the text's width up to which a column gives way to a long word
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_RAISED, _RISE = 0.62, 0.36  # size and height of a note's number, in shares of the text's size
_SMALLEST = 5.6  # pt: what can still be read


class Words(NamedTuple):
    """Text and the pen it is written with, or the number of a note."""

    text: str
    pen: Pen
    note: SetNote | None = None


class Layout:
    """Turns blocks into boxes, boxes into pages. For one paper and one thread."""

    def __init__(self, paper: Paper, style: Style, pens: Pens) -> None:
        self._paper = paper
        self._style = style
        self._language = style.languages[paper.lang]
        self._pens = pens
        page = style.page
        self._left = page.left_mm * _MM
        self._width = (page.width_mm - page.left_mm - page.right_mm) * _MM
        self._top = (page.height_mm - page.top_mm) * _MM
        self._bottom = page.bottom_mm * _MM
        self._body_em = style.text["body"].size_pt
        self._document = Document(page.width_mm * _MM, page.height_mm * _MM)
        self._boxes: list[Box] = []
        self._after = 0.0  # space below the last block
        self._anchors: dict[str, Anchor] = {}  # by key; sheet and top are known after pagination
        self._depth = 0  # of the last heading tag: PDF/UA-1 7.4.2 forbids skipped levels
        self._notes: list[SetNote] = []  # of the block at hand

    # -- text ---------------------------------------------------------------------------------------------------------

    def _pen(
        self,
        text: TextStyle,
        lang: Lang | None = None,
        *,
        strong: bool = False,
        colour: str = "ink",
        tag: str = "",
    ) -> Pen:
        return self._pens.of(text, lang or self._paper.lang, strong=strong, colour=colour, tag=tag)

    def _set(
        self,
        element: Element,
        runs: Sequence[tuple[str, Pen] | Words],
        text: TextStyle,
        *,
        left: float = 0.0,
        width: float = 0.0,
        first: float = 0.0,
        justify: bool = True,
    ) -> SetText | None:
        """Break runs into lines. ``left`` counts from the text block's edge; ``first`` moves the first line;
        ``justify`` may forbid what the style asks for."""
        width = width or self._width - left
        pieces: list[tuple[str, Ink]] = []
        notes: dict[int, SetNote] = {}
        for words, pen, *note in runs:
            if note and note[0] is not None:
                notes[len(pieces)] = note[0]
                pieces.append((words, _raised(pen, text)))
            else:
                pieces += pen.runs(words)
        lines = break_lines(
            [TextRun(words, ink.face.widths, ink.size, place in notes) for place, (words, ink) in enumerate(pieces)],
            width,
            first=first,
            justify=justify and text.align == "justify",
        )
        if not lines:
            return None
        if text.align in ("right", "centre"):
            lines = [_moved(line, (width - line.width) / (1 if text.align == "right" else 2)) for line in lines]
        lead, ascent = text.size_pt * text.line, self._pen(text).japanese.face.ascent
        ascent = (lead - text.size_pt) / 2 + ascent * text.size_pt
        made = SetText(element, lines, [ink for _, ink in pieces], self._left + left, lead, ascent)
        made.notes, made.rise = notes, _RISE * text.size_pt
        return made

    def _line(self, words: str, pen: Pen) -> SetLine | None:
        pieces = list(pen.runs(words))
        lines = break_lines([TextRun(text, ink.face.widths, ink.size) for text, ink in pieces], 1e6, justify=False)
        return SetLine(lines[0], [ink for _, ink in pieces]) if lines else None

    def _runs(self, runs: Sequence[Run], text: TextStyle, element: Element, colour: str) -> list[Words]:
        """Runs with their pens; the element takes their language if they share one."""
        langs = {run.lang for run in runs if run.text}
        own = self._paper.lang
        if len(langs) == 1 and langs != {own}:
            element.lang = own = langs.pop()
        made = []
        for run in runs:
            tag = "" if run.lang == own else run.lang
            made.append(Words(run.text, self._pen(text, run.lang, strong=run.strong, colour=colour, tag=tag)))
            if run.note is not None:
                made.append(Words(str(run.note.number), self._pen(text, colour=colour), self._note(run.note)))
        return made

    def _note(self, note: Footnote) -> SetNote:
        """A footnote, set; its element waits for the end of the block."""
        text = self._style.text["footnote"]
        number = str(note.number)
        element, link = Element("Note"), Element("Link")
        element.id = f"note-{number}"
        back = Element("Link", Element("Lbl", element))
        element.refers, link.refers = link, element
        made = SetNote(f"note {number}", element, link, number, f"reference {number}")
        pen = self._pen(text)
        ink = _raised(pen, text)
        mark = SetLine(break_lines([TextRun(number, ink.face.widths, ink.size)], 1e6, justify=False)[0], [ink])
        hang = max(0.0, -text.first_em) * text.size_pt
        start = text.indent_em * self._body_em
        width = self._width - start - hang - text.right_em * self._body_em
        for place, paragraph in enumerate(note.paragraphs or (Paragraph("footnote", ()),)):
            body = Element("P", element)
            runs = self._runs(tuple(replace(run, note=None) for run in paragraph.runs), text, body, "ink")
            if paragraph.label:
                runs[:0] = self._label(paragraph.label, text, "ink")
            first = 0.0 if place else max(0.0, mark.width + text.size_pt / 3 - hang)
            justify = justified(paragraph.runs, self._style)
            set_text = self._set(body, runs, text, left=start + hang, width=width, first=first, justify=justify)
            if set_text is None and place == 0:  # nothing that can be shown: the number stands all the same
                set_text = self._set(body, [Words("\u3000", pen)], text, left=start + hang, width=width)
            if set_text is None:
                continue
            if place == 0:
                set_text.mark = (back, mark, self._left + start)
                set_text.lift = _RISE * text.size_pt
            last = len(set_text.lines) - 1
            made.lines += [CellLine(set_text, n, text.after_pt if n == last else 0.0) for n in range(last + 1)]
        self._notes.append(made)
        return made

    def _put(self, set_text: SetText | None, text: TextStyle, *, keep: bool = False) -> list[LineBox]:
        """Add a paragraph to the flow; the larger of two neighbouring spaces holds, as in Word."""
        if set_text is None:
            return []
        boxes = list(line_boxes(set_text, max(self._after, text.before_pt), keep=keep))
        self._boxes += boxes
        self._after = text.after_pt
        return boxes

    # -- blocks -------------------------------------------------------------------------------------------------------

    def add_all(self, tick: Progress) -> None:
        """Lay out the whole paper."""
        blocks = self._paper.blocks
        for number, block in enumerate(blocks):
            tick(number / len(blocks))
            self._add(block)
            # A note is read out after the paragraph or table that refers to it.
            self._document.root.kids += [note.element for note in self._notes]
            self._notes.clear()

    def _add(self, block: Block) -> None:
        if isinstance(block, TitleBlock):
            self._title(block)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        else:
            self._table(block)

    def _foreign(self, lang: Lang) -> str:
        return "" if lang == self._paper.lang else lang

    def _title(self, block: TitleBlock) -> None:
        root = self._document.root
        for words, name in ((block.title, "title"), (block.subject, "subject")):
            text = self._style.text[name]
            element = Element("P", root, lang=self._foreign(block.lang))
            self._put(self._set(element, [(words, self._pen(text, block.lang))], text), text, keep=True)
        text = self._style.text["detail"]
        pen, strong = self._pen(text), self._label_pen(text)
        labels = [self._line(label, strong) for label, _ in block.rows]
        column = max((label.width for label in labels if label), default=0.0) + text.size_pt * 1.5
        for (_, value), label in zip(block.rows, labels, strict=True):
            element = Element("P", root)
            row = self._set(element, [(value or "\u3000", pen)], text, left=column)
            if row and label:
                row.mark = (element, label, self._left)
            self._put(row, text)
        if block.rows:
            self._boxes.append(_RuleBox(self._left, self._width, self._style.colours["rule"], self._after + 4.0))
            self._after = 0.0

    def _label(self, label: str, text: TextStyle, colour: str) -> list[Words]:
        """The runs of a label and the gap after it."""
        pen, gap = self._label_pen(text, colour), self._language.label_gap
        if gap in _SPACES:
            return [Words(label, pen), Words(" ", pen.spaced(_SPACES[gap]))]
        return [Words(label, pen), Words(gap, pen.sized(_WIDE_GAP) if "\u3000" in gap else pen)]

    def _label_pen(self, text: TextStyle, colour: str = "ink") -> Pen:
        """The pen of a word set before text."""
        return self._pens.of(text, self._paper.lang, font="sans", strong=True, colour=colour)

    def _contents(self, block: Contents) -> None:
        text = self._style.text["contents_title"]
        self._put(self._set(Element("P", self._document.root), [(block.title, self._pen(text))], text), text, keep=True)
        text = self._style.text["contents"]
        pen = self._pen(text)
        toc = Element("TOC", self._document.root)
        em = text.size_pt

        def page_number(key: str) -> SetLine | None:
            anchor = self._anchors.get(key)
            return self._line(str(anchor.sheet + 1), pen) if anchor else None

        for entry in block.entries:
            link = Element("Link", Element("Reference", Element("TOCI", toc)))
            left = em * (entry.level - 1)
            number, hang = self._number(entry.number, pen)
            set_text = self._set(
                link,
                [*number, (entry.text, pen)],
                text,
                left=left + hang,
                width=self._width - left - hang - 4 * em,
                first=-hang,
            )
            if set_text is None:
                continue
            boxes = self._put(set_text, text)
            right, dots = self._left + self._width, pen.coloured(self._style.colours["rule"])
            self._boxes[-1] = _EntryBox(boxes[-1], entry, dots, right, page_number)

    def _number(self, number: str, pen: Pen) -> tuple[list[tuple[str, Pen]], float]:
        """The runs of a heading's number and the gap after it, and their width, by which the text hangs."""
        if not number:
            return [], 0.0
        gap = self._paper.number_gap
        thin = pen.sized(_WIDE_GAP) if "\u3000" in gap else pen
        line = self._line(number, pen)
        width = line.width if line else 0.0
        width += sum(ink.face.widths[char] * ink.size for words, ink in thin.runs(gap) for char in words)
        return [(number, pen), (gap, thin)], width

    def _heading(self, block: Heading) -> None:
        text = self._style.text[heading_style(block.level)]
        self._depth = min(block.level, self._depth + 1, 6)
        element = Element(f"H{self._depth}", self._document.root, lang=self._foreign(block.lang))
        number, hang = self._number(block.number, self._pen(text))
        left = self._language.heading_indent_em * self._body_em * (block.level - 1)
        runs = [*number, (block.text, self._pen(text, block.lang))]
        justify = self._style.languages[block.lang].justify
        made = self._set(element, runs, text, left=left + hang, first=-hang, justify=justify)
        boxes = self._put(made, text, keep=True)
        title = block.number + self._paper.number_gap + block.text if block.number else block.text
        self._anchors[block.key] = Anchor(block.key, block.level, title, 0, 0.0)
        if boxes:
            boxes[0].key = block.key

    def _paragraph(self, block: Paragraph) -> None:
        text = self._style.text[block.role]
        element = Element("P", self._document.root)
        colour = "stamp" if block.role == "stamp" else "quiet" if block.role in _QUIET else "ink"
        runs = self._runs(block.runs, text, element, colour)
        em = text.size_pt
        hang, first = max(0.0, -text.first_em) * em, text.first_em * em
        start = (text.indent_em + self._language.body_indent_em * max(0, block.level - 1)) * self._body_em
        left = start + hang
        width = self._width - left - text.right_em * self._body_em
        mark: SetLine | None = None
        if block.label and block.role == "source":
            mark = self._line(block.label, self._pen(text))
            if mark:
                first = max(0.0, mark.width + em / 2 - hang)
        elif block.label:
            runs[:0] = self._label(block.label, text, colour)
        elif block.role in _INDENTED:
            first += self._language.first_line_em * em
        justify = justified(block.runs, self._style)
        set_text = self._set(element, runs, text, left=left, width=width, first=first, justify=justify)
        if set_text and mark:
            set_text.mark = (element, mark, self._left + start)
        if block.role == "citation" and self._boxes and isinstance(self._boxes[-1], LineBox):
            self._boxes[-1].keep = True  # where an item comes from stays with the item
        self._put(set_text, text, keep=block.role in _LEADING)

    def _table(self, block: Table) -> None:
        root = self._document.root
        table = Element("Table", root)
        caption = self._style.text["caption"]
        if block.caption:
            made = self._set(Element("Caption", table), [(block.caption, self._pen(caption))], caption)
            self._put(made, caption, keep=True)
        else:
            self._after = max(self._after, caption.before_pt)
        edges = [self._left]
        for width in self._columns(block):
            edges.append(edges[-1] + width)
        colours = self._style.colours
        grid = Grid(tuple(edges), *_CELL_PAD, colours["rule"], colours["header_fill"])
        head: RowBox | None = None
        page = self._top - self._bottom
        for number, row in enumerate((block.header, *block.rows)):
            line = Element("TR", table)
            cells = []
            for column, cell in enumerate(row):
                if number == 0:
                    element = Element("TH", line, owner="Table", Scope="Column")
                elif column == 0:
                    element = Element("TH", line, owner="Table", Scope="Row")
                else:
                    element = Element("TD", line)
                cells.append(self._cell(cell, element, self._cell_style(number, column), grid, column))
            box = RowBox(grid, cells, header=number == 0)
            box.before, self._after = self._after, 0.0
            if head is None:
                head, box.keep = box, True
            else:
                box.head = head
                if box.height > _WHOLE_ROW * page:
                    lead = self._style.text["cell"].size_pt * self._style.text["cell"].line
                    box.least = 2 * grid.above + _LEAST_LINES * lead + 1
            self._boxes.append(box)
        self._boxes[-1].keep = False
        self._after = _AFTER_TABLE

    def _cell_style(self, row: int, column: int) -> TextStyle:
        return self._style.text["cell" if row and column else "cell_header"]

    def _columns(self, block: Table) -> list[float]:
        """Widths of the columns in pt: the shares asked for, a column widened where its longest word would be cut."""
        widths = [share * self._width for share in block.widths]
        needs = [0.0] * len(widths)
        for number, row in enumerate((block.header, *block.rows)):
            for column, cell in enumerate(row[: len(widths)]):
                text = self._cell_style(number, column)
                for paragraph in cell.paragraphs:
                    if word := max(_WORD.findall(paragraph.text), key=len, default=""):
                        indent = text.size_pt if cell.bulleted else 0.0
                        if any(run.note for run in paragraph.runs):
                            indent += 2 * _RAISED * text.size_pt  # a note's number stays with its word
                        line = self._line(word, self._pen(text))
                        need = (line.width if line else 0.0) + indent + 2 * _CELL_PAD[0] + 0.1
                        needs[column] = max(needs[column], need)
        needs = [min(need, self._width * _WIDEST_WORD) for need in needs]
        lack = sum(max(0.0, need - width) for need, width in zip(needs, widths, strict=True))
        spare = sum(max(0.0, width - need) for need, width in zip(needs, widths, strict=True))
        if not 0 < lack <= spare:
            return widths
        return [
            need if need > width else width - (width - need) * lack / spare
            for need, width in zip(needs, widths, strict=True)
        ]

    def _cell(self, cell: Cell, element: Element, text: TextStyle, grid: Grid, column: int) -> list[CellLine]:
        left = grid.edges[column] - self._left + grid.beside
        width = grid.edges[column + 1] - grid.edges[column] - 2 * grid.beside
        em = text.size_pt
        lines: list[CellLine] = []
        listing = Element("L", element) if cell.bulleted else None
        dot = self._line(_BULLET, self._pen(text, "en")) if listing else None
        for paragraph in cell.paragraphs:
            entry = Element("LI", listing) if listing else None
            mark = Element("Lbl", entry) if entry else None
            body = Element("LBody", entry) if entry else Element("P", element)
            runs = self._runs(paragraph.runs, text, body, "ink")
            if paragraph.label:
                runs[:0] = self._label(paragraph.label, text, "ink")
            hang = em if entry else 0.0
            made = self._set(body, runs, text, left=left + hang, width=width - hang)
            if made is None:
                continue
            if mark and dot:
                made.mark = (mark, dot, self._left + left)
            last = len(made.lines) - 1
            lines += [CellLine(made, n, text.after_pt if n == last else 0.0) for n in range(last + 1)]
        if lines:
            lines[-1] = lines[-1]._replace(after=0.0)
        return lines

    # -- pages --------------------------------------------------------------------------------------------------------

    @property
    def page_numbers(self) -> dict[str, int]:
        """The page of each heading by its key, counted from 1; known after ``paginate``."""
        return {anchor.key: anchor.sheet + 1 for anchor in self._document.anchors}

    def paginate(self) -> list[list[Placed]]:
        """Distribute the boxes over pages and find each heading's place."""
        foot = Foot(self._left, self._width, self._style.colours["rule"])
        pages = paginate(self._boxes, self._top, self._bottom, foot)
        for number, page in enumerate(pages):
            for placed in page:
                if placed.box.key:
                    anchor = self._anchors[placed.box.key]
                    anchor.sheet, anchor.top = number, placed.top + 4
                    self._document.anchors.append(anchor)
        return pages

    def write(self, tick: Progress) -> bytes:
        """Paginate, draw and make the file."""
        document, paper = self._document, self._paper
        pages = self.paginate()
        for number, page in enumerate(pages):
            tick(number / len(pages) / 2)
            sheet = Sheet(number)
            document.sheets.append(sheet)
            self._running(sheet, len(pages))
            for placed in page:
                sheet.repeating = placed.again
                placed.box.draw(sheet, placed.top)
            document.places |= {key: (number, top) for key, top in sheet.places.items()}
        date = paper.date if _DATE.fullmatch(paper.date) else "2000-01-01"
        details = Details(paper.title, paper.author, paper.subject, paper.keywords, paper.lang, date)
        return document.write(self._pens.all(), details, lambda share: tick(0.5 + share / 2))

    def _running(self, sheet: Sheet, pages: int) -> None:
        """The marking in its box at the top right and the page number at the foot."""
        page = self._style.page
        text = self._style.text["footer"]
        label = self._paper.page_label.replace("{page}", str(sheet.number + 1)).replace("{pages}", str(pages))
        line = self._line(label, self._pen(text))
        if line:
            at = {"left": 0.0, "right": 1.0}.get(text.align, 0.5)
            line.draw(None, sheet, self._left + at * (self._width - line.width), page.footer_mm * _MM)
        text = self._style.text["marking"]
        pen = self._pen(text, colour="marking")
        line = self._line(self._paper.marking, pen)
        if line:
            beside, above = text.size_pt * 0.4, text.size_pt * 0.25
            right = self._left + self._width
            top = (page.height_mm - page.header_mm) * _MM + above
            bottom = top - text.size_pt - 2 * above
            x = right - line.width - 2 * beside
            line.draw(None, sheet, x + beside, top - above - pen.japanese.face.ascent * text.size_pt)
            for x0, y0, x1, y1 in (
                (x, top, right, top),
                (x, bottom, right, bottom),
                (x, top, x, bottom),
                (right, top, right, bottom),
            ):
                sheet.rule(x0, y0, x1, y1, 1.0, pen.japanese.colour)


class _EntryBox(LineBox):
    """The last line of a contents entry: leader dots, page number, and the link over the whole entry."""

    __slots__ = ("_dots", "_entry", "_page", "_right")

    def __init__(
        self, line: LineBox, entry: ContentsEntry, dots: Pen, right: float, page: Callable[[str], SetLine | None]
    ) -> None:
        """``page`` gives the set page number of a heading's key; ``dots`` is what the leader is drawn with."""
        super().__init__(line.text, line.number, line.before, keep=False)
        self._entry = entry
        self._dots = dots
        self._right = right
        self._page = page

    def draw(self, sheet: Sheet, top: float) -> None:
        super().draw(sheet, top)
        page = self._page(self._entry.key)
        if page is None:
            return
        text, ink = self.text, self._dots.latin
        x = self._right - page.width
        base = top - text.ascent
        piece = text.lines[-1].pieces[-1]
        pitch = ink.face.widths["."] * ink.size
        begin, end = text.x + piece.x + piece.width + pitch, x - pitch
        # Dots stand on one grid on all lines, and are text: a number must not run into the words when copied.
        first, last = math.floor((self._right - begin) / pitch), math.ceil((self._right - end) / pitch) + 1
        if first >= last:
            dots = Piece("." * (first - last + 1), self._right - first * pitch, pitch * (first - last + 1), 0, 0.0)
            sheet.text(None, [dots], [ink], 0.0, base)
        page.draw(text.element, sheet, x, base)
        bottom = top - text.lead
        upper = bottom + text.lead * len(text.lines)
        words = f"{self._entry.number} {self._entry.text}".strip()
        left = min(line.pieces[0].x for line in text.lines if line.pieces)
        sheet.link(text.element, (text.x + left, bottom, self._right, upper), self._entry.key, words)


class _RuleBox(Box):
    """A thin rule across the text block with ``space`` above it."""

    __slots__ = ("_colour", "_left", "_width")

    def __init__(self, left: float, width: float, colour: str, space: float) -> None:
        super().__init__(space)
        self._left = left
        self._width = width
        self._colour = colour

    def draw(self, sheet: Sheet, top: float) -> None:
        y = top - self.height
        sheet.rule(self._left, y, self._left + self._width, y, 0.5, self._colour)


def _raised(pen: Pen, text: TextStyle) -> Ink:
    """What the number of a note is written with: proportional digits, smaller than the text."""
    return replace(pen.latin, size=max(_SMALLEST, _RAISED * text.size_pt), lang="")


def _moved(line: Line, by: float) -> Line:
    return line._replace(pieces=tuple(piece._replace(x=piece.x + by) for piece in line.pieces))
