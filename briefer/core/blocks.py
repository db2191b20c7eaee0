"""Blocks: the finished, format-neutral document. One language, all numbers and words final.

Writers choose looks, never words. Equal briefs give equal blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefer.core.items import Lang

Role = Literal["body", "gist", "quotation", "note", "caveat", "stamp", "citation", "source", "cell", "footnote"]
"""What a paragraph is: the user's note (body), our gist, the report's words, a note on an item, the source's standing
caveat, a warning that an item is past or counterfactual, where an item comes from, an entry of the source list, the
text of a table cell, the text of a footnote."""

CitationForm = Literal["line", "footnote"]
"""Where citations stand: on a line under what they belong to, or in notes at the page's foot."""

Dates = Literal["western", "era"]
"""Years in Japanese papers: 2024年 or 令和6年."""

NumberFormat = Literal["decimal", "decimal_full", "katakana", "lower_letter", "upper_letter", "lower_roman", "circled"]


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """One level of heading numbers. ``pattern`` holds ``%1`` … ``%7``, the levels' numbers (ECMA-376 lvlText)."""

    format: NumberFormat
    pattern: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one language and weight. The raised number of ``note`` stands right after it."""

    text: str
    lang: Lang
    strong: bool = False
    note: Footnote | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``label`` is a short word set before the text (要旨, 原文), empty for none; ``node`` is the
    outline node it comes from (0: the brief itself); ``level`` is that of the heading it stands under (0: none, and in
    cells)."""

    role: Role
    runs: tuple[Run, ...]
    node: int = 0
    label: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The paragraph's words without its label."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page: paragraphs of role ``footnote`` whose runs have no notes of their own.

    Numbers count from 1 in reading order through the whole paper, as Word counts; each note is referred to once.
    """

    number: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1-7. ``number`` is the printed number ('' for an unnumbered heading); ``key`` is unique in the
    document: a letter, then letters, digits or ``_``, at most 40 characters (a Word bookmark, a PDF destination)."""

    level: int
    number: str
    text: str
    key: str
    lang: Lang
    node: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: paragraphs of role ``cell``; ``bulleted`` where each is an entry of a list."""

    paragraphs: tuple[Paragraph, ...]
    bulleted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the first column holds row headers. ``widths`` are shares that add up to 1."""

    caption: str
    description: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    node: int = 0


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """Title, subject and the labelled details (date, from, to) in printed order."""

    title: str
    subject: str
    rows: tuple[tuple[str, str], ...]
    lang: Lang


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the table of contents; the page number is the writer's, as only it knows the pages."""

    level: int
    number: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents."""

    title: str
    entries: tuple[ContentsEntry, ...]


Block = TitleBlock | Contents | Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document.

    ``page_label`` is the footer's pattern with ``{page}`` and ``{pages}``; ``marking`` goes on every page ('' for
    none); ``date`` is ISO 8601 or ''; ``numbering`` tells writers of live numbers what ``Heading.number`` was made
    from; ``number_gap`` stands between a number and its heading.
    """

    lang: Lang
    title: str
    subject: str
    author: str
    keywords: str
    date: str
    marking: str
    page_label: str
    numbering: tuple[NumberLevel, ...]
    number_gap: str
    blocks: tuple[Block, ...]


def footnotes(block: Block) -> Iterator[Footnote]:
    """The footnotes that a block refers to, in reading order."""
    paragraphs: tuple[Paragraph, ...] = ()
    if isinstance(block, Paragraph):
        paragraphs = (block,)
    elif isinstance(block, Table):
        paragraphs = tuple(each for row in (block.header, *block.rows) for cell in row for each in cell.paragraphs)
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.note is not None:
                yield run.note
