"""Boxes and their flow over pages. A box knows its height and draws itself; this module decides where each one goes.

Lengths in pt; a box is given its upper edge and counts downwards from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.core.linebreak import Line
from briefer.export.pdf.sheets import Element, Ink, Sheet


class Box:
    """A piece of a page that is not cut, or only by ``split``.

    ``before`` is space above it, dropped at the head of a page. ``keep`` binds it to the next box. ``least`` is the
    room it needs to begin on a page. ``head`` is drawn again above it where it begins a page. ``key`` names an anchor.
    """

    __slots__ = ("before", "head", "height", "keep", "key", "least")

    def __init__(self, height: float, before: float = 0.0, *, keep: bool = False) -> None:
        self.height = height
        self.least = height
        self.before = before
        self.keep = keep
        self.head: Box | None = None
        self.key = ""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw with the upper edge at ``top``."""

    def split(self, room: float) -> tuple[Box, Box]:
        """The part that fits in ``room`` (at least ``least``) and the rest. Only for boxes with a smaller ``least``."""
        raise NotImplementedError


class SetLine(NamedTuple):
    """A line by itself: a bullet, a number, a page label."""

    line: Line
    inks: Sequence[Ink]

    @property
    def width(self) -> float:
        """What it takes, in pt."""
        return self.line.width

    def draw(self, element: Element | None, sheet: Sheet, x: float, base: float) -> None:
        """Draw from ``x`` with the base line at ``base``."""
        sheet.text(element, self.line.pieces, self.inks, x, base)


class SetText:
    """One paragraph, broken into lines and dressed: what its line boxes share."""

    __slots__ = ("ascent", "element", "inks", "lead", "lines", "mark", "x")

    def __init__(
        self, element: Element, lines: list[Line], inks: Sequence[Ink], x: float, lead: float, ascent: float
    ) -> None:
        """``lead`` is the height of a line, ``ascent`` the part of it above the base line."""
        self.element = element
        self.lines = lines
        self.inks = inks
        self.x = x
        self.lead = lead
        self.ascent = ascent
        self.mark: tuple[Element, SetLine, float] | None = None
        """A bullet or number that hangs at a position of its own beside the first line."""

    def draw(self, number: int, sheet: Sheet, top: float) -> None:
        """Draw one line with its upper edge at ``top``."""
        base = top - self.ascent
        if number == 0 and self.mark:
            element, line, x = self.mark
            line.draw(element, sheet, x, base)
        sheet.text(self.element, self.lines[number].pieces, self.inks, self.x, base)


class LineBox(Box):
    """One line of a paragraph."""

    __slots__ = ("number", "text")

    def __init__(self, text: SetText, number: int, before: float, *, keep: bool) -> None:
        super().__init__(text.lead, before, keep=keep)
        self.text = text
        self.number = number

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the line."""
        self.text.draw(self.number, sheet, top)


def line_boxes(text: SetText, before: float, *, keep: bool = False) -> Iterator[LineBox]:
    """A paragraph as boxes of which no single one stays alone at a page's foot or head; ``keep``: none at all."""
    last = len(text.lines) - 1
    for number in range(last + 1):
        bound = keep or (last > 0 and number in (0, last - 1))
        yield LineBox(text, number, before if number == 0 else 0.0, keep=bound)


class CellLine(NamedTuple):
    """One line in a table cell. ``after`` is space below it."""

    text: SetText
    number: int
    after: float


class Grid(NamedTuple):
    """What the rows of a table share: edges of the columns, padding beside and above the text, rules."""

    edges: tuple[float, ...]
    beside: float
    above: float
    colour: str
    fill: str
    thickness: float = 0.5


class RowBox(Box):
    """One row of a table. It may be cut between lines; its first cell is then shown again above the rest."""

    __slots__ = ("cells", "grid", "header", "repeated")

    def __init__(
        self, grid: Grid, cells: list[list[CellLine]], *, header: bool = False, repeated: bool = False
    ) -> None:
        super().__init__(max(map(_height, cells), default=0.0) + 2 * grid.above)
        self.grid = grid
        self.cells = cells
        self.header = header
        self.repeated = repeated

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the rules, then the cells from left to right."""
        grid, bottom = self.grid, top - self.height
        left, right = grid.edges[0], grid.edges[-1]
        sheet.fill(left, bottom, (right if self.header else grid.edges[1]) - left, self.height, grid.fill)
        for y in (top, bottom):
            sheet.rule(left, y, right, y, grid.thickness, grid.colour)
        for x in grid.edges:
            sheet.rule(x, top, x, bottom, grid.thickness, grid.colour)
        repeating = sheet.repeating
        for column, cell in enumerate(self.cells):
            sheet.repeating = repeating or (self.repeated and column == 0)
            y = top - grid.above
            for line in cell:
                line.text.draw(line.number, sheet, y)
                y -= line.text.lead + line.after
        sheet.repeating = repeating

    def split(self, room: float) -> tuple[Box, Box]:
        """The row cut between lines of its cells; no cell leaves a single line behind."""
        room -= 2 * self.grid.above
        parts, rests = [], []
        for cell in self.cells:
            count, height = 0, 0.0
            while count < len(cell) and height + cell[count].text.lead <= room:
                height += cell[count].text.lead + cell[count].after
                count += 1
            if count == len(cell) - 1 and count > 1:
                count -= 1  # a line alone on the next page
            parts.append(cell[:count])
            rests.append(cell[count:])
        repeated = not rests[0]
        if repeated:
            rests[0] = self.cells[0]
        part, rest = RowBox(self.grid, parts, repeated=self.repeated), RowBox(self.grid, rests, repeated=repeated)
        rest.head, rest.keep, rest.least = self.head, self.keep, min(self.least, rest.height)
        return part, rest


def _height(cell: Sequence[CellLine]) -> float:
    return sum(line.text.lead + line.after for line in cell)


class Placed(NamedTuple):
    """A box on its page; ``again`` marks a repetition, which is an artifact."""

    box: Box
    top: float
    again: bool


def paginate(boxes: Sequence[Box], top: float, bottom: float) -> list[list[Placed]]:
    """Distribute boxes over pages whose text reaches from ``top`` down to ``bottom``.

    Boxes bound by ``keep`` stay together unless no page could hold them. There is at least one page.
    """
    flow = _Flow(top, bottom)
    start = 0
    while start < len(boxes):
        end = start
        while boxes[end].keep and end + 1 < len(boxes):
            end += 1
        flow.add(boxes[start : end + 1])
        start = end + 1
    return flow.pages


class _Flow:
    def __init__(self, top: float, bottom: float) -> None:
        self.top = top
        self.bottom = bottom
        self.y = top
        self.pages: list[list[Placed]] = [[]]

    def _turn(self, head: Box | None) -> None:
        self.pages.append([])
        self.y = self.top
        if head is not None:
            self._put(head, again=True)

    def _put(self, box: Box, *, again: bool = False) -> None:
        if self.y < self.top and not again:
            self.y -= box.before
        self.pages[-1].append(Placed(box, self.y, again))
        self.y -= box.height

    def add(self, group: Sequence[Box]) -> None:
        need = sum(box.before + box.height for box in group[:-1]) + group[-1].before + group[-1].least
        if self.y - need < self.bottom and self.y < self.top and need <= self.top - self.bottom:
            self._turn(group[0].head)
        for box in group:
            while True:
                before = box.before if self.y < self.top else 0.0
                room = self.y - before - self.bottom
                if box.height <= room:
                    break
                fresh = self.y >= self.top or (len(self.pages[-1]) == 1 and self.pages[-1][0].again)
                if box.least < box.height and (box.least <= room or fresh):
                    part, box = box.split(room)
                    part.before = before
                    self._put(part)
                    self._turn(box.head)
                elif fresh:
                    break  # taller than any page and cannot be cut
                else:
                    self._turn(box.head)
            self._put(box)
