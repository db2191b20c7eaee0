"""What a line of plain or Markdown text holds: marks, words apart from markup, the cells of tables.

Text that came out of a converter is not trusted to be well formed: lists break off, tables hold HTML.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from briefer.core.text import Mapped, display

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What an entry opens with. ``family`` tells marks of one kind (``1.`` and ``2.``) from others; ``number`` is None
    for a bullet; ``text`` is as printed, without brackets and points; ``span`` is its place with them."""

    family: str
    number: int | None
    text: str
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``spans`` of the text that belong to it, markup left out. ``bold`` is the bold passage it opens
    with, if any; ``mark`` the mark in front of it."""

    spans: tuple[Span, ...]
    mark: Mark | None = None
    bold: Span | None = None

    @property
    def extent(self) -> Span:
        """From the first character to the last."""
        return (self.spans[0][0], self.spans[-1][1]) if self.spans else (0, 0)

    def words(self, text: str) -> Mapped:
        """The words as display text."""
        return display(text, self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its paragraphs and list entries in order."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table (rows of cells) and its place in the text."""

    piece: Piece
    rows: tuple[tuple[Cell, ...], ...] = ()


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(
    r"\s*(?:"
    r"(?P<point>\d{1,3})\s?[.．](?!\d)|(?P<half>\d{1,3})[)）]|(?P<comma>\d{1,3})、|[(（](?P<full>\d{1,3})[)）]"
    rf"|(?P<circled>[{_CIRCLED}])"
    r"|(?P<dash>[-*+])(?=\s)|(?P<bullet>[•●▪■◆○◦‣･·\uf000-\uf0ff])"
    r")\s*"
)
_TAG = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>]{0,500})?/?>")
_INLINE = re.compile(rf"\*\*|__|{_TAG.pattern}")
_BOLD_OPEN = re.compile(r"\s*(?:\*\*|__|<(?:b|strong)>)")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_LIST_TAGS = ("ul", "ol", "table", "tr", "td")


def _piece(text: str, spans: list[Span]) -> Piece:
    """The words of some lines, apart from the mark they open with."""
    start, end = spans[0]
    mark = None
    # Bold may open before the figure: **1.** or **1. Title**.
    bold_first = re.compile(r"[\s>]*(?:\*\*|__)?").match(text, start, end)
    at = bold_first.end() if bold_first else start
    match = _MARK.match(text, at, end) or _MARK.match(text, start, end)
    if match:
        mark = _mark(match)
        start = match.end()
    opening = _BOLD_OPEN.match(text, start, end)
    bold = None
    if opening:
        closing = re.compile(r"\*\*|__|</(?:b|strong)>").search(text, opening.end(), spans[-1][1])
        if closing:
            bold = (opening.end(), closing.start())
    return Piece(without_markup(text, [(start, end), *spans[1:]]), mark, bold)


def _mark(match: re.Match[str]) -> Mark:
    family = match.lastgroup or ""
    text = match[family]
    if family in ("dash", "bullet"):
        return Mark(text if family == "bullet" else "dash", None, text, match.span())
    number = _CIRCLED.index(text) + 1 if family == "circled" else int(text)
    return Mark(family, number, text, (match.start(), match.start() + len(match[0].rstrip())))


def without_markup(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """The spans without tags and the signs of bold type."""
    kept: list[Span] = []
    for start, end in spans:
        at = start
        for match in _INLINE.finditer(text, start, end):
            if match.start() > at:
                kept.append((at, match.start()))
            at = match.end()
        if end > at:
            kept.append((at, end))
    return tuple(kept)


# -- tables


def table_of(text: str, run: list[Span]) -> Table | None:
    """The lines as a table, if tabs part them into rows of the same number of cells, two or more."""
    first = text[run[0][0] : run[0][1]]
    width = first.rstrip().count("\t") + 1 if first.strip() else 1
    if width < 2 or len(run) < 2:
        return None
    rows: list[tuple[Cell, ...]] = []
    cells: list[list[Span]] = [[]]
    depth = 0
    for start, end in run:
        at = start
        for match in re.compile(rf"\t|{_TAG.pattern}").finditer(text, start, end):
            if match[0] != "\t":
                if match["name"].lower() in _LIST_TAGS:
                    depth += -1 if match[0].startswith("</") else 1
            elif depth <= 0:
                cells[-1].append((at, match.start()))
                cells.append([])
                at = match.end()
        cells[-1].append((at, end))
        # A line break ends a row only when no list is open and all cells are there.
        if depth <= 0 and len(cells) >= width:
            rows.append(tuple(cell_of(text, spans) for spans in cells))
            cells, depth = [[]], 0
    if any(cells[0]) or len(rows) < 2 or any(len(row) != width for row in rows):
        return None
    return Table(Piece(((run[0][0], run[-1][1]),)), tuple(rows))


def pipe_table(text: str, run: list[Span]) -> Table | None:
    """The lines as a Markdown table: cells between upright bars, a line of dashes below the first."""
    rows = [(start, end) for start, end in run if text[start:end].strip().startswith("|")]
    if len(rows) < 3 or len(rows) != len(run) or not _PIPE_RULE.fullmatch(text[rows[1][0] : rows[1][1]]):
        return None
    found: list[tuple[Cell, ...]] = []
    for start, end in (rows[0], *rows[2:]):
        bars = [
            start + at
            for at, each in enumerate(text[start:end])
            if each == "|" and text[start + at - 1 : start + at] != "\\"
        ]
        edges = [*bars, end] if text[bars[-1] + 1 : end].strip() else bars
        found.append(tuple(cell_of(text, [(one + 1, other)]) for one, other in itertools.pairwise(edges)))
    width = len(found[0])
    if width < 2 or any(len(row) != width for row in found):
        return None
    return Table(Piece(((run[0][0], run[-1][1]),)), tuple(found))


def cell_of(text: str, spans: list[Span]) -> Cell:
    """Paragraphs and list entries of a cell, parted by tags or by lines."""
    pieces: list[Piece] = []
    for start, end in spans:
        at, listed = start, False
        for match in re.compile(r"</?(?:p|li|ul|ol|div|br)(?:\s[^<>]*)?/?>", re.IGNORECASE).finditer(text, start, end):
            _add(text, pieces, at, match.start(), listed)
            listed = match[0].lower().startswith("<li")
            at = match.end()
        _add(text, pieces, at, end, listed)
    return Cell(tuple(pieces))


def _add(text: str, pieces: list[Piece], start: int, end: int, listed: bool) -> None:
    if not text[start:end].strip():
        return
    piece = _piece(text, [(start, end)])
    if listed and piece.mark is None:
        piece = Piece(piece.spans, Mark("item", None, ""), piece.bold)
    if piece.spans:
        pieces.append(piece)
