"""Papers as PDF. ``render`` writes the file, ``missing_glyphs`` tells beforehand what the fonts cannot show.

Own page flow over ``core.linebreak``. Tagged; the structure claims PDF/A-2a and PDF/UA-1. Writers choose looks,
never words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefer.core.blocks import Block, Cell, Contents, ContentsEntry, Heading, Paper, Paragraph, Run, Table, TitleBlock
from briefer.core.linebreak import Line, Piece, TextRun, break_lines
from briefer.export.pdf.faces import Face
from briefer.export.pdf.flow import Box, CellLine, Grid, LineBox, RowBox, SetText, line_boxes, paginate
from briefer.export.pdf.sheets import Anchor, Details, Document, Element, Ink, Sheet
from briefer.export.style import Style, TextStyle

Progress = Callable[[float], None]

_MM = 72 / 25.4
_INDENTED = ("body", "gist", "note", "quotation")  # roles whose unlabelled paragraphs take first_line_em
_QUIET = ("citation",)
_BULLET = "•"
_NUMBER_GAP = 0.7  # of the size: a full em beside a full-width digit reads as two, as the digit has blank sides
_CELL_PAD = 4.0
_WHOLE_ROW = 0.25  # a table row up to this share of the page is not cut
_LEAST_LINES = 3  # lines of a row that are worth beginning a page's foot with
_WORD = re.compile(r"[!-~\u00c0-\u024f’]+")
_WIDEST_WORD = 0.4  # share of the text's width up to which a column gives way to a long word
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def render(paper: Paper, style: Style, fonts: Path, *, progress: Progress | None = None) -> bytes:
    """The paper as a PDF file; equal arguments give equal bytes.

    ``fonts`` is the folder of the TrueType files that ``style`` names. ``progress`` is called with 0.0-1.0 and may
    raise ``Cancelled``. Raises ``ExportError`` if a font cannot be used. Characters that a font lacks come out as 〓.
    """
    tick = progress or _ignore
    layout = _Layout(paper, style, _Faces(style, fonts))
    for number, block in enumerate(paper.blocks):
        tick(0.6 * number / len(paper.blocks))
        layout.add(block)
    return layout.finish(tick)


def missing_glyphs(paper: Paper, style: Style, fonts: Path) -> tuple[tuple[str, int], ...]:
    """Each character that ``render`` cannot show as it is, with the node of the outline it stands in, in printed order.

    A character comes with its combining marks; a lone surrogate is told as U+FFFD. Raises as ``render`` does.
    """
    faces = _Faces(style, fonts)
    found: dict[tuple[str, int], None] = {}
    for text, name, node in _texts(paper):
        found |= dict.fromkeys((cluster, node) for cluster in faces.of(style.text[name]).missing(text))
    return tuple(found)


def _texts(paper: Paper) -> Iterator[tuple[str, str, int]]:
    """Every text of a paper with the name of its text style and its node."""
    yield paper.marking, "marking", 0
    yield paper.page_label, "footer", 0
    for block in paper.blocks:
        if isinstance(block, TitleBlock):
            yield block.title, "title", 0
            yield block.subject, "subject", 0
            yield from ((text, "detail", 0) for row in block.rows for text in row)
        elif isinstance(block, Contents):
            yield block.title, "contents_title", 0
        elif isinstance(block, Heading):
            yield block.number + block.text, f"heading{block.level}", block.node
        elif isinstance(block, Paragraph):
            yield block.label + block.text, block.role, block.node
        else:
            yield block.caption, "caption", block.node
            for row in (block.header, *block.rows):
                yield from ((p.label + p.text, "cell", p.node or block.node) for cell in row for p in cell.paragraphs)


class _Faces:
    """The font files a style asks for, each read when first used."""

    def __init__(self, style: Style, folder: Path) -> None:
        self._style = style
        self._folder = folder
        self._faces: dict[str, Face] = {}

    def of(self, text: TextStyle, *, strong: bool = False) -> Face:
        """The face of a text style."""
        font = self._style.fonts[text.font]
        name = font.pdf_strong if strong or text.strong else font.pdf
        if name not in self._faces:
            self._faces[name] = Face(self._folder / name, f"F{len(self._faces) + 1}")
        return self._faces[name]

    def all(self) -> list[Face]:
        """Every face used so far."""
        return list(self._faces.values())


class _Layout:
    """Turns blocks into boxes, boxes into sheets."""

    def __init__(self, paper: Paper, style: Style, faces: _Faces) -> None:
        self._paper = paper
        self._style = style
        self._faces = faces
        page = style.page
        self._left = page.left_mm * _MM
        self._width = (page.width_mm - page.left_mm - page.right_mm) * _MM
        self._top = (page.height_mm - page.top_mm) * _MM
        self._bottom = page.bottom_mm * _MM
        self._document = Document(page.width_mm * _MM, page.height_mm * _MM)
        self._boxes: list[Box] = []
        self._after = 0.0  # space below the last block
        self._anchors: dict[str, Anchor] = {}  # by key; sheet and top are known after pagination
        self._depth = 0  # of the last heading tag: PDF/UA-1 7.4.2 forbids skipped levels

    # -- text ---------------------------------------------------------------------------------------------------------

    def _ink(
        self, text: TextStyle, *, strong: bool = False, colour: str = "ink", size: float = 0.0, lang: str = ""
    ) -> Ink:
        return Ink(self._faces.of(text, strong=strong), size or text.size_pt, self._style.colours[colour], lang)

    def _set(
        self,
        element: Element,
        runs: Sequence[tuple[str, Ink]],
        text: TextStyle,
        *,
        left: float = 0.0,
        width: float = 0.0,
        first: float = 0.0,
    ) -> SetText | None:
        """Break runs into lines. ``left`` counts from the text block's edge; ``first`` moves the first line."""
        width = width or self._width - left
        fitted = [TextRun(ink.face.fit(words), ink.face.widths, ink.size) for words, ink in runs]
        lines = break_lines(fitted, width, first=first, justify=text.align == "justify")
        if not lines:
            return None
        if text.align in ("right", "centre"):
            lines = [_moved(line, (width - line.width) / (1 if text.align == "right" else 2)) for line in lines]
        return SetText(element, lines, [ink for _, ink in runs], self._left + left, text.size_pt * text.line)

    def _line(self, words: str, ink: Ink) -> Line | None:
        lines = break_lines([TextRun(ink.face.fit(words), ink.face.widths, ink.size)], 1e6, justify=False)
        return lines[0] if lines else None

    def _runs(self, runs: Sequence[Run], text: TextStyle, element: Element, colour: str) -> list[tuple[str, Ink]]:
        """Runs with their inks; the element takes their language if they share one."""
        langs = {run.lang for run in runs if run.text}
        own = self._paper.lang
        if len(langs) == 1 and langs != {own}:
            element.lang = own = langs.pop()
        return [
            (run.text, self._ink(text, strong=run.strong, colour=colour, lang="" if run.lang == own else run.lang))
            for run in runs
        ]

    def _put(self, set_text: SetText | None, text: TextStyle, *, keep: bool = False) -> list[LineBox]:
        """Add a paragraph to the flow; the larger of two neighbouring spaces holds."""
        if set_text is None:
            return []
        boxes = list(line_boxes(set_text, max(self._after, text.before_pt), keep=keep))
        self._boxes += boxes
        self._after = text.after_pt
        return boxes

    # -- blocks -------------------------------------------------------------------------------------------------------

    def add(self, block: Block) -> None:
        """Lay out one block."""
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

    def _title(self, block: TitleBlock) -> None:
        root = self._document.root
        for words, name in ((block.title, "title"), (block.subject, "subject")):
            text = self._style.text[name]
            element = Element("P", root, lang="" if block.lang == self._paper.lang else block.lang)
            self._put(self._set(element, [(words, self._ink(text))], text), text, keep=True)
        text = self._style.text["detail"]
        ink, quiet = self._ink(text), self._ink(self._style.text["contents_title"], size=text.size_pt - 1)
        labels = [self._line(label, quiet) for label, _ in block.rows]
        column = max((label.width for label in labels if label), default=0.0) + text.size_pt * 1.5
        self._after = max(self._after, text.size_pt)
        for (_, value), label in zip(block.rows, labels, strict=True):
            element = Element("P", root)
            row = self._set(element, [(value or "\u3000", ink)], text, left=column)
            if row and label:
                row.mark = (element, label, quiet, self._left)
            self._put(row, text)
        if block.rows:
            self._boxes.append(_RuleBox(self._left, self._width, self._style.colours["rule"], 6.0))
            self._after = 6.0

    def _contents(self, block: Contents) -> None:
        text = self._style.text["contents_title"]
        self._put(self._set(Element("P", self._document.root), [(block.title, self._ink(text))], text), text, keep=True)
        text = self._style.text["contents"]
        ink = self._ink(text)
        toc = Element("TOC", self._document.root)
        em = text.size_pt

        def page_number(key: str) -> Line | None:
            anchor = self._anchors.get(key)
            return self._line(str(anchor.sheet + 1), ink) if anchor else None

        for entry in block.entries:
            link = Element("Link", Element("Reference", Element("TOCI", toc)))
            left = em * (entry.level - 1)
            number, hang = self._number(entry.number, ink)
            set_text = self._set(
                link,
                [*number, (entry.text, ink)],
                text,
                left=left + hang,
                width=self._width - left - hang - 4 * em,
                first=-hang,
            )
            if set_text is None:
                continue
            boxes = self._put(set_text, text)
            right, dots = self._left + self._width, self._style.colours["rule"]
            self._boxes[-1] = _EntryBox(boxes[-1], entry, ink, right, dots, page_number)

    def _number(self, number: str, ink: Ink) -> tuple[list[tuple[str, Ink]], float]:
        """The runs of a heading's number and the gap after it, and their width, by which the text hangs."""
        if not number:
            return [], 0.0
        gap = self._paper.number_gap
        thin = Ink(ink.face, ink.size * _NUMBER_GAP, ink.colour, ink.lang) if "\u3000" in gap else ink
        line = self._line(number, ink)
        width = (line.width if line else 0.0) + sum(thin.face.widths[char] * thin.size for char in thin.face.fit(gap))
        return [(number, ink), (gap, thin)], width

    def _heading(self, block: Heading) -> None:
        text = self._style.text[f"heading{min(max(block.level, 1), 7)}"]
        self._depth = min(block.level, self._depth + 1, 6)
        element = Element(
            f"H{self._depth}", self._document.root, lang="" if block.lang == self._paper.lang else block.lang
        )
        ink = self._ink(text)
        number, hang = self._number(block.number, ink)
        body = self._style.text["body"].size_pt
        left = self._style.languages[self._paper.lang].heading_indent_em * body * (block.level - 1)
        set_text = self._set(element, [*number, (block.text, ink)], text, left=left + hang, first=-hang)
        boxes = self._put(set_text, text, keep=True)
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
        first, left = text.first_em * em, text.indent_em * em
        width = self._width - left - text.right_em * em
        mark: tuple[Line, Ink] | None = None
        if block.label and block.role == "source":
            ink = self._ink(text)
            line = self._line(block.label, ink)
            if line:
                mark = (line, ink)
                first = max(0.0, line.width + em / 2 + first)
        elif block.label:
            strong = self._ink(self._style.text["contents_title"], size=em - 1)
            runs.insert(0, (block.label + "\u3000", strong))
        elif block.role in _INDENTED:
            first += self._style.languages[self._paper.lang].first_line_em * em
        set_text = self._set(element, runs, text, left=left, width=width, first=first)
        if set_text and mark:
            set_text.mark = (element, *mark, self._left + left + text.first_em * em)
        if block.role == "citation" and self._boxes and isinstance(self._boxes[-1], LineBox):
            self._boxes[-1].keep = True  # where an item comes from stays with the item
        self._put(set_text, text)

    def _table(self, block: Table) -> None:
        root = self._document.root
        table = Element("Table", root)
        caption = self._style.text["caption"]
        if block.caption:
            made = self._set(Element("Caption", table), [(block.caption, self._ink(caption))], caption)
            self._put(made, caption, keep=True)
        else:
            self._after = max(self._after, caption.before_pt)
        edges = [self._left]
        for width in self._columns(block):
            edges.append(edges[-1] + width)
        colours = self._style.colours
        grid = Grid(tuple(edges), _CELL_PAD, colours["rule"], colours["header_fill"])
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
                name = "cell_header" if number == 0 else "cell"
                cells.append(self._cell(cell, element, self._style.text[name], grid, column))
            box = RowBox(grid, cells, header=number == 0)
            box.before, self._after = self._after, 0.0
            if head is None:
                head, box.keep = box, True
            else:
                box.head = head
                if box.height > _WHOLE_ROW * page:
                    lead = self._style.text["cell"].size_pt * self._style.text["cell"].line
                    box.least = 2 * grid.pad + _LEAST_LINES * lead + 1
            self._boxes.append(box)
        self._boxes[-1].keep = False
        self._after = 10.0

    def _columns(self, block: Table) -> list[float]:
        """Widths of the columns in pt: the shares asked for, a column widened where its longest word would be cut."""
        widths = [share * self._width for share in block.widths]
        needs = [0.0] * len(widths)
        for number, row in enumerate((block.header, *block.rows)):
            text = self._style.text["cell" if number else "cell_header"]
            ink = self._ink(text)
            for column, cell in enumerate(row[: len(widths)]):
                for paragraph in cell.paragraphs:
                    if word := max(_WORD.findall(paragraph.text), key=len, default=""):
                        indent = text.size_pt if cell.bulleted else 0.0
                        line = self._line(word, ink)
                        needs[column] = max(needs[column], (line.width if line else 0.0) + indent + 2 * _CELL_PAD + 0.1)
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
        left = grid.edges[column] - self._left + grid.pad
        width = grid.edges[column + 1] - grid.edges[column] - 2 * grid.pad
        em = text.size_pt
        lines: list[CellLine] = []
        listing = Element("L", element) if cell.bulleted else None
        bullet = self._ink(text)
        dot = self._line(_BULLET, bullet) if listing else None
        for paragraph in cell.paragraphs:
            entry = Element("LI", listing) if listing else None
            mark = Element("Lbl", entry) if entry else None
            body = Element("LBody", entry) if entry else Element("P", element)
            runs = self._runs(paragraph.runs, text, body, "ink")
            if paragraph.label:
                runs.insert(0, (paragraph.label + "\u3000", self._ink(text, strong=True)))
            hang = em if entry else 0.0
            made = self._set(body, runs, text, left=left + hang, width=width - hang)
            if made is None:
                continue
            if mark and dot:
                made.mark = (mark, dot, bullet, self._left + left)
            last = len(made.lines) - 1
            lines += [CellLine(made, n, text.after_pt if n == last else 0.0) for n in range(last + 1)]
        if lines:
            lines[-1] = lines[-1]._replace(after=0.0)
        return lines

    # -- pages --------------------------------------------------------------------------------------------------------

    def finish(self, tick: Progress) -> bytes:
        """Distribute the boxes over pages, draw them and write the file."""
        document, paper = self._document, self._paper
        pages = paginate(self._boxes, self._top, self._bottom)
        for number, page in enumerate(pages):
            for placed in page:
                if placed.box.key:
                    anchor = self._anchors[placed.box.key]
                    anchor.sheet, anchor.top = number, placed.top + 4
                    document.anchors.append(anchor)
        for number, page in enumerate(pages):
            tick(0.6 + 0.2 * number / len(pages))
            sheet = Sheet(number)
            document.sheets.append(sheet)
            self._running(sheet, len(pages))
            for placed in page:
                sheet.repeating = placed.again
                placed.box.draw(sheet, placed.top)
        date = paper.date if _DATE.fullmatch(paper.date) else "2000-01-01"
        details = Details(paper.title, paper.author, paper.subject, paper.keywords, paper.lang, date)
        return document.write(self._faces.all(), details, lambda share: tick(0.8 + 0.2 * share))

    def _running(self, sheet: Sheet, pages: int) -> None:
        """The marking in its box at the top right and the page number at the foot."""
        page = self._style.page
        text = self._style.text["footer"]
        ink = self._ink(text)
        label = self._paper.page_label.replace("{page}", str(sheet.number + 1)).replace("{pages}", str(pages))
        line = self._line(label, ink)
        if line:
            at = {"left": 0.0, "right": 1.0}.get(text.align, 0.5)
            x = self._left + at * (self._width - line.width)
            sheet.text(None, line.pieces, (ink,), x, page.footer_mm * _MM)
        text = self._style.text["marking"]
        ink = self._ink(text, colour="marking")
        line = self._line(self._paper.marking, ink)
        if line:
            pad = text.size_pt * 0.4
            right = self._left + self._width
            top = (page.height_mm - page.header_mm) * _MM + pad
            bottom = top - text.size_pt - 2 * pad
            x = right - line.width - 2 * pad
            sheet.text(None, line.pieces, (ink,), x + pad, top - pad - ink.face.ascent * text.size_pt)
            for x0, y0, x1, y1 in (
                (x, top, right, top),
                (x, bottom, right, bottom),
                (x, top, x, bottom),
                (right, top, right, bottom),
            ):
                sheet.rule(x0, y0, x1, y1, 1.0, ink.colour)


class _EntryBox(LineBox):
    """The last line of a contents entry: leader dots, page number, and the link over the whole entry."""

    __slots__ = ("_colour", "_entry", "_ink", "_page", "_right")

    def __init__(
        self,
        line: LineBox,
        entry: ContentsEntry,
        ink: Ink,
        right: float,
        colour: str,
        page: Callable[[str], Line | None],
    ) -> None:
        """``page`` gives the set page number of a heading's key; ``colour`` is that of the dots."""
        super().__init__(line.text, line.number, line.before, keep=False)
        self._entry = entry
        self._ink = ink
        self._right = right
        self._colour = colour
        self._page = page

    def draw(self, sheet: Sheet, top: float) -> None:
        super().draw(sheet, top)
        page = self._page(self._entry.key)
        if page is None:
            return
        text, ink = self.text, self._ink
        x = self._right - page.width
        base = top - text.ascent
        piece = text.lines[-1].pieces[-1]
        pitch = ink.face.widths["."] * ink.size
        begin, end = text.x + piece.x + piece.width + pitch, x - pitch
        # Dots stand on one grid on all lines, and are text: a number must not run into the words when copied.
        first, last = math.floor((self._right - begin) / pitch), math.ceil((self._right - end) / pitch) + 1
        if first >= last:
            dots = Piece("." * (first - last + 1), self._right - first * pitch, pitch * (first - last + 1), 0, 0.0)
            sheet.text(None, [dots], [replace(ink, colour=self._colour)], 0.0, base)
        sheet.text(text.element, page.pieces, (ink,), x, base)
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


def _ignore(share: float) -> None:
    """No one asked for progress."""


def _moved(line: Line, by: float) -> Line:
    return line._replace(pieces=tuple(piece._replace(x=piece.x + by) for piece in line.pieces))
