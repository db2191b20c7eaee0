"""Boxes and their flow over pages. A box knows its height and draws itself; this module decides where each one goes.

Lengths in pt; a box is given its upper edge and counts downwards from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from briefer.core.linebreak import Line, Piece
from briefer.export.pdf.sheets import Element, Ink, Sheet


class Box:
    """A piece of a page that is not cut, or only by ``split``.

    ``before`` is space above it, dropped at the head of a page. ``keep`` binds it to the next box. ``least`` is the
    room it needs to begin on a page. ``head`` is drawn again above it where it begins a page. ``key`` names an anchor.
    ``notes`` are the footnotes it refers to, which begin at the foot of its page.
    """

    __slots__ = ("before", "head", "height", "keep", "key", "least", "notes")

    def __init__(self, height: float, before: float = 0.0, *, keep: bool = False) -> None:
        self.height = height
        self.least = height
        self.before = before
        self.keep = keep
        self.head: Box | None = None
        self.key = ""
        self.notes: Sequence[SetNote] = ()

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


class SetNote:
    """A footnote, set. ``reference`` is the element of its number in the text, ``text`` the words of a link to it."""

    __slots__ = ("back", "element", "key", "lines", "reference", "text")

    def __init__(self, key: str, element: Element, reference: Element, text: str, back: str) -> None:
        """``key`` and ``back`` name the places of the note and of its reference."""
        self.key = key
        self.back = back
        self.element = element
        self.reference = reference
        self.text = text
        self.lines: list[CellLine] = []

    @property
    def height(self) -> float:
        """All of it, in pt."""
        return _height(self.lines)

    @property
    def least(self) -> float:
        """What of it must stand on the page of its reference: two lines, or all of up to three."""
        return _height(self.lines if len(self.lines) < 4 else self.lines[:2])


class SetText:
    """One paragraph, broken into lines and dressed: what its line boxes share."""

    __slots__ = ("ascent", "element", "inks", "lead", "lift", "lines", "mark", "notes", "rise", "x")

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
        self.lift = 0.0
        """How far the mark stands above the base line."""
        self.notes: Mapping[int, SetNote] = {}
        """By the run that is the number of a note."""
        self.rise = 0.0
        """How far such numbers stand above the base line."""

    def notes_of(self, number: int) -> list[SetNote]:
        """The notes that one line refers to."""
        if not self.notes:
            return []
        found = dict.fromkeys(piece.run for piece in self.lines[number].pieces if piece.run in self.notes)
        return [self.notes[run] for run in found]

    def draw(self, number: int, sheet: Sheet, top: float) -> None:
        """Draw one line with its upper edge at ``top``."""
        base = top - self.ascent
        if number == 0 and self.mark:
            element, line, x = self.mark
            line.draw(element, sheet, x, base + self.lift)
        pieces = self.lines[number].pieces
        if not self.notes:
            sheet.text(self.element, pieces, self.inks, self.x, base)
            return
        for run, group in groupby(pieces, lambda piece: piece.run if piece.run in self.notes else -1):
            if run < 0:
                sheet.text(self.element, list(group), self.inks, self.x, base)
            else:
                self._refer(self.notes[run], list(group), sheet, base)

    def _refer(self, note: SetNote, pieces: list[Piece], sheet: Sheet, base: float) -> None:
        """Draw the raised number of a note and link it to the note."""
        base += self.rise
        link = note.reference
        if sheet.repeating:
            sheet.text(None, pieces, self.inks, self.x, base)
            return
        if not link.kids:
            reference = Element("Reference", self.element)
            reference.kids.append(link)
        sheet.text(link, pieces, self.inks, self.x, base)
        size = self.inks[pieces[0].run].size
        left, right = self.x + pieces[0].x, self.x + pieces[-1].x + pieces[-1].width
        sheet.link(link, (left, base - 0.2 * size, right, base + size), note.key, note.text)
        sheet.places.setdefault(note.back, base + size + 2)


class LineBox(Box):
    """One line of a paragraph."""

    __slots__ = ("number", "text")

    def __init__(self, text: SetText, number: int, before: float, *, keep: bool) -> None:
        super().__init__(text.lead, before, keep=keep)
        self.notes = text.notes_of(number)
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
        # What is repeated in the first cell has its notes where it stood first.
        fresh = cells[1:] if repeated else cells
        self.notes = [note for cell in fresh for line in cell for note in line.text.notes_of(line.number)]

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


class FootBox(Box):
    """The notes at the foot of one page, under a rule; a long one where a note goes on from the page before."""

    __slots__ = ("_colour", "_left", "_lines", "_rule")

    GAP = 10.0
    """Space above the notes; the rule stands in it."""

    def __init__(self, lines: Sequence[NoteLine], height: float, left: float, rule: float, colour: str) -> None:
        super().__init__(height)
        self._lines = lines
        self._left = left
        self._rule = rule
        self._colour = colour

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the rule, then the notes one under the other."""
        y = top - 0.5 * self.GAP
        sheet.rule(self._left, y, self._left + self._rule, y, 0.5, self._colour)
        y = top - self.GAP
        for note, number in self._lines:
            text, line, after = note.lines[number]
            if number == 0:
                sheet.places[note.key] = y + 2
            text.draw(line, sheet, y)
            if number == 0 and text.mark:
                element, mark, x = text.mark
                sheet.link(element, (x, y - text.lead, x + mark.width, y), note.back, note.text)
            y -= text.lead + after


class NoteLine(NamedTuple):
    """One line of a note."""

    note: SetNote
    number: int

    @property
    def height(self) -> float:
        """With the space below it, in pt."""
        line = self.note.lines[self.number]
        return line.text.lead + line.after


def _height(cell: Sequence[CellLine]) -> float:
    return sum(line.text.lead + line.after for line in cell)


class Placed(NamedTuple):
    """A box on its page; ``again`` marks a repetition, which is an artifact."""

    box: Box
    top: float
    again: bool


class Foot(NamedTuple):
    """Where notes stand: left edge and width of the text, colour of the rule."""

    left: float
    width: float
    colour: str


def paginate(boxes: Sequence[Box], top: float, bottom: float, foot: Foot) -> list[list[Placed]]:
    """Distribute boxes over pages whose text reaches from ``top`` down to ``bottom``.

    Boxes bound by ``keep`` stay together unless no page could hold them. Notes begin on the page of their reference and
    go on over the next pages where they must. There is at least one page.
    """
    flow = _Flow(top, bottom, foot)
    start = 0
    while start < len(boxes):
        end = start
        while boxes[end].keep and end + 1 < len(boxes):
            end += 1
        flow.add(boxes[start : end + 1])
        start = end + 1
    flow.finish()
    return flow.pages


class _Flow:
    def __init__(self, top: float, bottom: float, foot: Foot) -> None:
        self.top = top
        self.bottom = bottom
        self.y = top
        self.pages: list[list[Placed]] = [[]]
        self._foot = foot
        self._lines: list[NoteLine] = []  # of the notes on this page
        self._taken = 0.0  # height of those lines
        self._going_on = False  # whether the first of them is the rest of a note
        self._waiting: deque[NoteLine] = deque()  # for the next page

    def _turn(self, head: Box | None) -> None:
        self._close()
        self.pages.append([])
        self.y = self.top
        self._going_on = bool(self._waiting) and self._waiting[0].number > 0
        self._fill()
        if head is not None:
            self._put(head, again=True)

    def _close(self) -> None:
        """Put the notes of the page under its text."""
        if self._lines:
            height = self._taken + FootBox.GAP
            rule = self._foot.width * (1.0 if self._going_on else 1 / 3)
            box = FootBox(self._lines, height, self._foot.left, rule, self._foot.colour)
            self.pages[-1].append(Placed(box, self.bottom + height, False))
        self._lines, self._taken = [], 0.0

    def finish(self) -> None:
        """Put what is left of notes on pages of their own."""
        while self._waiting:
            self._turn(None)
        self._close()

    def _fill(self) -> None:
        """Take waiting lines of notes onto the page as far as they fit; a note does not leave one line behind."""
        room = self._room(0.0) - (0.0 if self._lines else FootBox.GAP)
        while self._waiting:
            line = self._waiting[0]
            count = len(line.note.lines)
            # The last line but one needs room for the last one, unless it is the first thing on its page.
            need = line.height
            if line.number == count - 2 and len(self._waiting) > 1 and (line.number or count == 2):
                need += self._waiting[1].height
            if need > room and (line.height > room or self._lines) and (self._lines or self.y < self.top):
                break
            self._waiting.popleft()
            self._lines.append(line)
            self._taken += line.height
            room -= line.height

    def _room(self, before: float) -> float:
        """What is left of the page between its text and its notes."""
        return self.y - before - self.bottom - (self._taken + FootBox.GAP if self._lines else 0.0)

    def _needed(self, notes: Sequence[SetNote]) -> float:
        """What ``notes`` need at the foot of this page at least: all but the last stand there wholly."""
        if not notes:
            return 0.0
        gap = 0.0 if self._lines else FootBox.GAP
        return gap + sum(note.height for note in notes[:-1]) + notes[-1].least

    def _put(self, box: Box, *, again: bool = False) -> None:
        if self.y < self.top and not again:
            self.y -= box.before
        self.pages[-1].append(Placed(box, self.y, again))
        self.y -= box.height
        if box.notes and not again:
            self._waiting.extend(NoteLine(note, n) for note in box.notes for n in range(len(note.lines)))
            self._fill()

    @property
    def _fresh(self) -> bool:
        """Whether no page could have more room than this one."""
        bare = self.y >= self.top or (len(self.pages[-1]) == 1 and self.pages[-1][0].again)
        return bare and not self._lines

    def add(self, group: Sequence[Box]) -> None:
        need = sum(box.before + box.height for box in group[:-1]) + group[-1].before + group[-1].least
        notes = [note for box in group[:-1] for note in box.notes]
        last = group[-1]
        if last.notes:
            notes += (last.split(last.least)[0] if last.least < last.height else last).notes
        need += self._needed(notes)
        used = self.y < self.top or bool(self._lines)
        if used and need > self._room(0.0) and need <= self.top - self.bottom:
            self._turn(group[0].head)
        for box in group:
            while True:
                before = box.before if self.y < self.top else 0.0
                room = self._room(before)
                # A note begins only where those before it have ended.
                if box.height + self._needed(box.notes) <= room and not (box.notes and self._waiting):
                    break
                fresh = self._fresh
                if box.least < box.height and (box.least <= room or fresh):
                    part, rest = box.split(min(room, box.height))
                    lack = part.height + self._needed(part.notes) - room
                    if lack > 0 and part.notes:
                        part, rest = box.split(max(box.least, room - self._needed(part.notes)))
                        lack = part.height + self._needed(part.notes) - room
                    if (lack <= 0 and not (part.notes and self._waiting)) or fresh:
                        part.before = before
                        self._put(part)
                        box = rest
                        self._turn(box.head)
                        continue
                if fresh:
                    break  # taller than any page and cannot be cut, or with more notes than a page holds
                self._turn(box.head)
            self._put(box)
