"""Which item of a catalogued report is which passage of a copy.

Both run in printed order, so the pairing is the best one that keeps the order: a fingerprint that matches counts more
than a heading and a label together, which count when the words were changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from briefer.core.items import SIDES, Side
from briefer.core.text import fingerprint, folded
from briefer.corpus.recognise import Contents, Passage, Reading, Version


@dataclass(frozen=True, slots=True)
class Expected:
    """An item as the catalogue knows it; ``heading`` is its section's, as printed."""

    number: int
    id: str
    heading: str
    label: str
    fingerprint: str
    side: Side | None = None
    points: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The words of one item in a copy. ``title`` is its printed heading ('' for none)."""

    expected: Expected
    title: str
    body: Passage
    verified: bool


_SAME_WORDS = 100
_SAME_HEADING = 4
_SAME_LABEL = 3
_NUMBER = re.compile(r"^[\s\W]*(?:[0-9ivx]+|[a-z])[.．、)）]\s*")


def align(expected: Sequence[Expected], contents: Contents) -> list[Found]:
    """The items of one report that stand in a copy, in printed order; points follow their row."""
    relevant = relevance(expected)
    readings = [reading for reading in contents.readings if relevant(reading)]
    versions = [_fingerprints(reading) for reading in readings]
    headings = [_plain(reading.section) for reading in readings]
    wanted = [_plain(each.heading) for each in expected]

    def likeness(one: int, other: int) -> int:
        item, reading = expected[one], readings[other]
        if bool(item.points) != bool(reading.sides):
            return 0
        same = _SAME_HEADING if wanted[one] == headings[other] else 0
        if item.points:
            if not same or not _same(item.label, reading.versions[0].title):
                # A row found under another heading must prove itself by its points.
                same = 0
            return same + _SAME_WORDS * sum(point.fingerprint in versions[other] for point in item.points)
        if item.fingerprint and item.fingerprint in versions[other]:
            return _SAME_WORDS + same
        if same and reading.mark is not None and _same(item.label, reading.mark.text):
            return same + _SAME_LABEL
        return 0

    found: list[Found] = []
    for one, other in in_order(len(expected), len(readings), likeness):
        item, reading = expected[one], readings[other]
        if item.points:
            found.extend(_row(item, reading))
        else:
            version = versions[other].get(item.fingerprint) if item.fingerprint else None
            best = version or reading.versions[0]
            found.append(Found(item, best.title, best.body, version is not None))
    return found


def relevance(expected: Iterable[Expected]) -> Callable[[Reading], bool]:
    """Tells whether a passage may be one of these items: by its heading or by its words.

    The rest of a long text is not worth keeping, and pairing all with all would take long.
    """
    expected = tuple(expected)
    headings = {_plain(each.heading) for each in expected}
    prints = {one.fingerprint for each in expected for one in (each, *each.points)} - {""}

    def relevant(reading: Reading) -> bool:
        return _plain(reading.section) in headings or not prints.isdisjoint(_fingerprints(reading))

    return relevant


def _fingerprints(reading: Reading) -> dict[str, Version]:
    """All fingerprints a reading can have, each with the version that has it; for a row, those of its entries."""
    result: dict[str, Version] = {}
    for version in reading.versions:
        result.setdefault(fingerprint(version.title, version.body.text), version)
    for entry in (entry for side in reading.sides for entry in side):
        result.setdefault(fingerprint("", entry.text), Version("", entry))
    return result


def _plain(heading: str) -> str:
    return _NUMBER.sub("", folded(heading))


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def _row(item: Expected, reading: Reading) -> list[Found]:
    """A scenario row and its points. The row's words are those of its points, one a line."""
    points: list[Found] = []
    complete = True
    for side, entries in zip(SIDES, reading.sides, strict=False):
        wanted = [point for point in item.points if point.side == side]
        prints = [fingerprint("", entry.text) for entry in entries]

        def likeness(one: int, other: int, wanted: list[Expected] = wanted, prints: list[str] = prints) -> int:
            # Printed order pairs the rest when words were changed.
            return _SAME_WORDS if wanted[one].fingerprint == prints[other] else 1

        for one, other in in_order(len(wanted), len(entries), likeness):
            same = wanted[one].fingerprint == prints[other]
            points.append(Found(wanted[one], "", entries[other], same))
        complete = complete and len(wanted) == len(entries)
    header = reading.versions[0]
    complete = complete and len(points) == len(item.points) and _same(item.label, header.title)
    complete = complete and all(point.verified for point in points)
    return [Found(item, header.title, header.body, complete), *points]


def in_order(rows: int, columns: int, likeness: Callable[[int, int], int]) -> list[tuple[int, int]]:
    """Pairs (row, column) that keep both orders and add up to the greatest likeness; 0 means no pair."""
    value = [[likeness(row, column) for column in range(columns)] for row in range(rows)]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = value[row][column] and best[row + 1][column + 1] + value[row][column]
            best[row][column] = max(best[row + 1][column], best[row][column + 1], pair)
    pairs = []
    row = column = 0
    while row < rows and column < columns:
        if value[row][column] and best[row][column] == best[row + 1][column + 1] + value[row][column]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
