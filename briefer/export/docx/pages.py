"""On which page will Word put each heading? A quick estimate for the saved table of contents.

Lines are counted from the widths of the characters; the reader's Word lays out for itself and replaces the numbers when
the contents are updated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefer.core.blocks import Block, Cell, Contents, Heading, Paper, Paragraph, Table, TitleBlock, footnotes
from briefer.export.style import Style, TextStyle

AFTER_TABLE_PT = 6.0
LONG_ROW = 400
"""Characters from which a table row may break between pages in any case."""

_LATIN_EM = 0.46
_MM = 72 / 25.4
_CELL_PAD_PT = 9.0
_ROW_PAD_PT = 6.5
_NOTE_GAP_PT = 12.0


@dataclass(slots=True)
class _Gauge:
    """The place reached so far, in pt below the top margin of ``page``."""

    whole: float
    room: float  # without what footnotes take
    page: int = 1
    at: float = 0.0
    after: float = 0.0  # space below the last line; the larger of two neighbouring spaces holds
    headings: dict[str, int] = field(default_factory=dict)

    def lines(self, count: int, pitch: float, before: float = 0.0, after: float = 0.0, keep: float = 0.0) -> None:
        """Lay ``count`` lines; ``keep`` pt of what follows must fit on the same page as the last one."""
        self.at += max(before, self.after) if self.at else 0.0
        whole = keep > 0 or count < 4  # widow control: up to three lines stay together
        if whole and self.at + count * pitch + keep > self.room:
            self.turn()
        while count:
            fit = min(count, max(0, int((self.room - self.at + 0.5) / pitch)))
            self.at += fit * pitch
            count -= fit
            if count:
                self.turn()
        self.after = after

    def note(self, height: float) -> None:
        """Take the foot of the page for a footnote; what does not fit goes on over the next pages."""
        self.room -= height + (0.0 if self.room < self.whole else _NOTE_GAP_PT)
        over = self.at - self.room
        while over > 0:
            self.turn()
            self.room -= min(over, self.whole)
            over -= self.whole

    def turn(self) -> None:
        self.page += 1
        self.at = self.after = 0.0
        self.room = self.whole


def estimate(paper: Paper, style: Style) -> tuple[dict[str, int], int]:
    """Page numbers by ``Heading.key``, and the number of pages."""
    page = style.page
    room = (page.height_mm - page.top_mm - page.bottom_mm) * _MM
    gauge = _Gauge(room, room)
    width = (page.width_mm - page.left_mm - page.right_mm) * _MM
    step = style.languages[paper.lang].body_indent_em * style.text["body"].size_pt
    for block in paper.blocks:
        level = block.level if isinstance(block, Paragraph) else 0
        _lay(gauge, block, style, width - step * max(0, level - 1))
        for note in footnotes(block):
            gauge.note(sum(_height(each.label + each.text, "footnote", style, width) for each in note.paragraphs))
    return gauge.headings, gauge.page


def may_break(row: Sequence[Cell], shares: Sequence[float], style: Style) -> bool:
    """Whether a table row may break between pages; one taller than a page must, or Word cuts it off."""
    if sum(len(each.text) for cell in row for each in cell.paragraphs) >= LONG_ROW:
        return True
    page = style.page
    width = (page.width_mm - page.left_mm - page.right_mm) * _MM
    room = (page.height_mm - page.top_mm - page.bottom_mm) * _MM
    return _row_height(row, shares, style.text["cell"], width) > room / 2


def _lay(gauge: _Gauge, block: Block, style: Style, width: float) -> None:
    match block:
        case TitleBlock():
            _text(gauge, block.title, "title", style, width)
            if block.subject:
                _text(gauge, block.subject, "subject", style, width)
            for label, value in block.rows:
                _text(gauge, label + "　　" + value, "detail", style, width)
        case Contents():
            _text(gauge, block.title, "contents_title", style, width)
            for entry in block.entries:
                _text(gauge, entry.number + entry.text + "……00", "contents", style, width)
        case Heading():
            name, body = f"heading{min(block.level, 7)}", style.text["body"]
            _text(gauge, block.number + "　" + block.text, name, style, width, keep=2 * body.line * body.size_pt)
            gauge.headings[block.key] = gauge.page
        case Paragraph():
            _text(gauge, block.label + block.text, block.role, style, width)
        case Table():
            _table(gauge, block, style, width)


def _text(gauge: _Gauge, text: str, name: str, style: Style, width: float, keep: float = 0.0) -> None:
    looks = style.text[name]
    hang = max(0.0, -looks.first_em) * looks.size_pt
    room = width - (looks.indent_em + looks.right_em) * style.text["body"].size_pt - hang
    gauge.lines(_line_count(text, looks, room), looks.line * looks.size_pt, looks.before_pt, looks.after_pt, keep)


def _height(text: str, name: str, style: Style, width: float) -> float:
    looks = style.text[name]
    return _line_count(text, looks, width) * looks.line * looks.size_pt + looks.after_pt


def _line_count(text: str, looks: TextStyle, room: float) -> int:
    narrow = len(text.encode("ascii", "ignore"))
    ems = len(text) - narrow + narrow * _LATIN_EM
    return max(1, math.ceil(ems * looks.size_pt / max(room, looks.size_pt)))


def _table(gauge: _Gauge, table: Table, style: Style, width: float) -> None:
    looks = style.text["cell"]
    pitch = looks.line * looks.size_pt
    header = _row_height(table.header, table.widths, looks, width)
    heights = [_row_height(row, table.widths, looks, width) for row in table.rows]
    if table.caption:
        _text(gauge, table.caption, "caption", style, width, keep=header + (heights[0] if heights else 0))
    gauge.at += header
    gauge.after = 0.0
    for row, height in zip(table.rows, heights, strict=True):
        if gauge.at + height > gauge.room and not may_break(row, table.widths, style):
            gauge.turn()
            gauge.at = header
        while gauge.at + height > gauge.room and gauge.room - header > pitch:
            height -= max(0.0, gauge.room - gauge.at)
            gauge.turn()
            gauge.at = header
        gauge.at += height
    gauge.after = AFTER_TABLE_PT


def _row_height(row: Sequence[Cell], widths: Sequence[float], looks: TextStyle, width: float) -> float:
    pitch = looks.line * looks.size_pt
    heights = [0.0]
    for cell, share in zip(row, widths, strict=False):
        room = share * width - _CELL_PAD_PT - (looks.size_pt if cell.bulleted else 0)
        heights.append(
            sum(
                _line_count(each.label + each.text, looks, room) * pitch + looks.after_pt + looks.before_pt
                for each in cell.paragraphs
            )
        )
    return max(heights) + _ROW_PAD_PT
