"""What reading a report for import yields: values, worded later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefer.core.items import ItemKind, Lang

TICKED = 0.5
"""A proposal at or above this confidence is accepted unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is proposed: a code of the labels (section ``reasons``) and what fills its placeholders."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What a report says of itself. ``date`` is ISO 8601, as exact as printed; '' and () for what was not found."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    language: Lang = "ja"


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered or bulleted part inside an item."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One entry of a cell of a scenario row."""

    text: str
    start: int
    end: int
    pieces: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that looks like an item of the report.

    ``start`` and ``end`` are character offsets into the decoded file, from the first character of the label to the
    last of the text; ``pieces`` are (at, start, length) for each run of characters of ``text`` that stands unbroken in
    it. ``reasons`` come with the weightiest first. ``columns`` are the heads of a table row's cells and ``cells`` what
    stands in them; a scenario row whose cells hold lists has ``sides``. ``alternative_of`` is the place, in the list of
    proposals, of one that reads the same words otherwise; ``duplicate_of`` the id of an item of the corpus.
    """

    kind: ItemKind
    label: str
    title: str
    text: str
    section_path: tuple[str, ...]
    sub_items: tuple[Part, ...]
    authors: tuple[str, ...]
    addressee: str
    reasons: tuple[Reason, ...]
    confidence: float
    start: int
    end: int
    pieces: tuple[tuple[int, int, int], ...] = ()
    page: int | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    sides: tuple[tuple[Point, ...], ...] = ()
    alternative_of: int | None = None
    duplicate_of: str | None = None

    @property
    def ticked(self) -> bool:
        """Whether it is accepted unless the user says otherwise."""
        return self.confidence >= TICKED


@dataclass(frozen=True, slots=True)
class Import:
    """A report as it would be stored."""

    source: SourceDraft
    proposals: tuple[Proposal, ...]
