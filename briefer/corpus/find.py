"""Where the originals of a catalogued report stand in a copy, each with the proof that it is the published one."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefer.core.text import Mapped, fingerprint, fold_for_fingerprint, fold_units
from briefer.corpus.proof import Piece, Stream

Range = tuple[int, int]

_NEAR = 4_000
"""Folded characters within which the next piece is looked for when it does not follow at once."""
_FEW = 50
"""A report with fewer pieces than this is recognised only if its title stands in the copy too."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An item, or a part of one, as the catalogue knows it.

    ``title`` is the piece of its printed title, None without one; ``pieces`` the chain of its text, () for a scenario
    row. ``points`` are those of a row, ``parts`` the sub-items of a recommendation, ``cells`` the fingerprints of a
    table row's cells, by key. ``number`` is 0 for a part.
    """

    number: int
    id: str
    fingerprint: str
    title: Piece | None = None
    pieces: tuple[Piece, ...] = ()
    points: tuple[Expected, ...] = ()
    parts: tuple[Expected, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as published in the words of an item that differs.

    ``spans`` are the ranges of ``text`` that the catalogue does not prove, in order, each about a sentence; an empty
    one marks the place where published words are missing. ``title`` tells whether the printed title differs.
    """

    id: str
    text: str
    spans: tuple[tuple[int, int], ...]
    title: bool = False


@dataclass(frozen=True, slots=True)
class FoundPart:
    """The words of a sub-item or a table cell: ``key`` is the sub-item's id or the column's key."""

    key: str
    title: str
    words: Mapped
    verified: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The words of one item in a copy; ``words`` lead back into the decoded file. ``title`` is '' for none."""

    expected: Expected
    title: str
    words: Mapped
    verified: bool
    parts: tuple[FoundPart, ...] = ()

    @property
    def start(self) -> int:
        """Where the words begin in the decoded file (characters)."""
        return self.words.offsets[0][0] if self.words.offsets else 0

    @property
    def end(self) -> int:
        """Where they end."""
        return self.words.offsets[-1][1] if self.words.offsets else 0

    def difference(self) -> Difference:
        """What is not as published in it."""
        spans = differences(self.expected.pieces, self.words.text)
        title = self.expected.title
        return Difference(self.expected.id, self.words.text, spans, title is not None and not title.is_of(self.title))

    def runs(self) -> list[list[int]]:
        """[at, start, length] of each run of characters that stands unbroken in the file."""
        found: list[list[int]] = []
        for at, (start, end) in enumerate(self.words.offsets):
            if found and found[-1][1] + found[-1][2] == start and found[-1][0] + found[-1][2] == at:
                found[-1][2] += end - start
            elif end == start + 1 or not found:
                found.append([at, start, end - start])
        return found


@dataclass(slots=True)
class _Place:
    """An attempt to read a text: the ranges of each piece, None where the piece did not match.

    ``start`` and ``end`` bound the text in the stream.
    """

    pieces: list[tuple[Range, ...] | None]
    start: int = 0
    end: int = 0

    @property
    def whole(self) -> bool:
        return None not in self.pieces

    def ranges(self) -> list[Range]:
        if not self.whole:
            return [(self.start, self.end)]
        return [one for each in self.pieces for one in each or ()]


class Finder:
    """Looks for the originals of several reports in one copy."""

    def __init__(self, source: str, reports: Iterable[Sequence[Expected]]) -> None:
        self._stream = Stream(source)
        every = [one for report in reports for one in _all(report)]
        anchors = {piece.anchor for one in every for piece in one.pieces}
        self._hits = self._stream.hits(anchors | {one.title.anchor for one in every if one.title is not None})
        self._tried: dict[tuple[int, Piece], tuple[Range, ...]] = {}

    def has(self, words: str) -> bool:
        """Whether some words stand in the copy, however they are laid out."""
        return fold_for_fingerprint(words) in self._stream.text

    def likeness(self, items: Sequence[Expected]) -> tuple[int, int]:
        """How many pieces of a report begin somewhere in the copy, and how many there are."""
        pieces = [piece for one in _all(items) for piece in one.pieces]
        return sum(piece.anchor in self._hits for piece in pieces), len(pieces)

    def find(self, items: Sequence[Expected]) -> list[Found]:
        """The items that stand in the copy, in printed order; points follow their row."""
        flat = [one for item in items for one in (item.points or (item,))]
        places = self._places(flat)
        found: dict[str, Found] = {}
        for one in flat:
            place = places.get(one.id)
            if place is not None:
                found[one.id] = self._found(one, place)
        result: list[Found] = []
        for item in items:
            if not item.points:
                result += [found[item.id]] if item.id in found else []
                continue
            points = [found[point.id] for point in item.points if point.id in found]
            if points:
                good = len(points) == len(item.points) and all(point.verified for point in points)
                result += [Found(item, "", _joined([point.words for point in points]), good), *points]
        return result

    # -- places

    def _places(self, flat: Sequence[Expected]) -> dict[str, _Place]:
        """Where each text stands: first those that are all there, then what is left of the others."""
        places: dict[str, _Place] = {}
        taken: set[int] = set()
        for one in flat:
            best: _Place | None = None
            for at in self._hits.get(one.pieces[0].anchor, ()) if one.pieces else ():
                place = self._followed(one.pieces, at)
                if not place.whole or place.start in taken:
                    continue
                if one.title is None or self._title(place.start, one.title):
                    best = place
                    break
                best = best or place
            if best is not None:
                places[one.id] = best
                taken.add(best.start)
        if len(places) < len(flat):
            self._changed(flat, places)
            self._between(flat, places)
        return places

    def _changed(self, flat: Sequence[Expected], places: dict[str, _Place]) -> None:
        """Texts of which only a part is as published; whatever is part of another text does not count."""
        claimed = sorted((start, end) for place in places.values() for start, end in place.ranges())
        for number, one in enumerate(flat):
            if one.id in places or not one.pieces:
                continue
            low = max((places[each.id].end for each in flat[:number][-2:] if each.id in places), default=-1)
            high = min((places[each.id].start for each in flat[number + 1 :][:2] if each.id in places), default=-1)
            best: tuple[tuple[int, bool, int], _Place] | None = None
            for place in self._parts_of(one, claimed):
                ordered = 0 <= low <= place.start < high
                titled = one.title is not None and self._title(place.start, one.title) != ()
                kept = sum(piece.length for piece, each in zip(one.pieces, place.pieces, strict=True) if each)
                # A few words may be said anywhere: they must stand where the text is expected.
                if ordered or titled or 2 * kept >= _length(one.pieces):
                    value = (kept, ordered, place.start - place.end)
                    if best is None or value > best[0]:
                        best = (value, place)
            if best is not None:
                places[one.id] = best[1]
                claimed = sorted([*claimed, (best[1].start, best[1].end)])

    def _parts_of(self, one: Expected, claimed: Sequence[Range]) -> Iterator[_Place]:
        title = one.title
        for at in self._hits.get(title.anchor, ()) if title is not None else ():
            ranges = self._matched(at, title) if title is not None else ()
            if ranges:
                place = self._followed(one.pieces, self._stream.below(ranges[-1][1]))
                yield self._bounded(place, one.pieces, 0, None)
        before = 0
        for number, piece in enumerate(one.pieces):
            for at in self._hits.get(piece.anchor, ()):
                if _inside(at, claimed) or (number and not self._matched(at, piece)):
                    continue
                place = self._followed(one.pieces[number:], at)
                read = [each if each and not _inside(each[0][0], claimed) else None for each in place.pieces]
                whole: list[tuple[Range, ...] | None] = [None] * number
                yield self._bounded(_Place(whole + read, place.start, place.end), one.pieces, before, one.title)
            before += piece.length

    def _title(self, at: int, piece: Piece) -> tuple[Range, ...]:
        """The ranges of a title whose body begins at a place, () if it is not there."""
        where = self._stream.title_before(at, piece)
        if where is not None:
            return (where,)
        hits = self._hits.get(piece.anchor, [])
        number = bisect_right(hits, at) - 1
        if number < 0 or at - hits[number] > _NEAR:
            return ()
        ranges = self._matched(hits[number], piece)
        return ranges if ranges and ranges[-1][1] <= at else ()

    def _matched(self, at: int, piece: Piece) -> tuple[Range, ...]:
        if (at, piece) not in self._tried:
            self._tried[at, piece] = self._stream.matched(at, piece)
        return self._tried[at, piece]

    def _followed(self, pieces: Sequence[Piece], start: int) -> _Place:
        """As much of a chain as can be read from a place on."""
        at = start
        read: list[tuple[Range, ...] | None] = []
        for piece in pieces:
            ranges = self._matched(at, piece)
            if not ranges:
                # Something may stand between, or the piece before has another length here.
                hits = self._hits.get(piece.anchor, [])
                low = bisect_right(hits, start if read else at)
                near = (hit for hit in itertools.islice(hits, low, low + 3) if hit - at < _NEAR)
                ranges = next((found for hit in near if (found := self._matched(hit, piece))), ())
            read.append(ranges or None)
            at = ranges[-1][1] if ranges else at + piece.length
        return _Place(read, start, at)

    def _bounded(self, place: _Place, pieces: Sequence[Piece], before: int, title: Piece | None) -> _Place:
        """Where a text that was changed begins and ends, as far as can be told: at the nearest likely border."""
        stream = self._stream
        if place.pieces[0] is None and before:
            after_title = stream.after_title(place.start, before, title) if title is not None else None
            place.start = stream.unlabelled(stream.border(place.start, before)) if after_title is None else after_title
            again = self._followed(pieces, place.start)
            if again.whole:
                return again
        if place.pieces[-1] is None:
            last = max((at for at, each in enumerate(place.pieces) if each is not None), default=-1)
            ranges = place.pieces[last] if last >= 0 else None
            at = ranges[-1][1] if ranges else place.start
            place.end = stream.border(at, -sum(piece.length for piece in pieces[last + 1 :]))
        return place

    def _between(self, flat: Sequence[Expected], places: dict[str, _Place]) -> None:
        """An item between two found ones of which nothing is left as it was."""
        for before, one, after in zip(flat, flat[1:], flat[2:], strict=False):
            if one.id in places or before.id not in places or after.id not in places or not one.pieces:
                continue
            start, end = self._stream.unlabelled(places[before.id].end), places[after.id].start
            if after.title is not None and (title := self._title(end, after.title)):
                end = title[0][0]
            end = self._stream.before_label(end)
            if one.title is not None:
                start = self._stream.after_title(end, end - start, one.title) or start
            length = _length(one.pieces)
            if 0.4 * length <= end - start <= 1.6 * length + 20:
                again = self._followed(one.pieces, start)
                places[one.id] = again if again.whole else _Place([None] * len(one.pieces), start, end)

    # -- words

    def _found(self, one: Expected, place: _Place) -> Found:
        stream = self._stream
        words = stream.shown(place.ranges())
        title = ""
        if one.title is not None and (where := self._title(place.start, one.title)):
            title = stream.shown(where).text.replace("\n", "")
        if one.cells and place.whole:
            cells = [stream.shown(list(ranges or ())) for ranges in place.pieces]
            words = _joined(cells)
            parts = tuple(
                FoundPart(key, "", cell, fingerprint("", cell.text) == mark)
                for (key, mark), cell in zip(one.cells, cells, strict=True)
            )
        else:
            parts = tuple(self._parts(one))
        verified = place.whole and fingerprint(title, words.text) == one.fingerprint
        return Found(one, title, words, verified, parts)

    def _parts(self, one: Expected) -> Iterator[FoundPart]:
        places = self._places(one.parts)
        for part in one.parts:
            if part.id in places:
                found = self._found(part, places[part.id])
                yield FoundPart(part.id, found.title, found.words, found.verified)


def recognised(finder: Finder, title: str, items: Sequence[Expected]) -> bool:
    """Whether a copy is one of this report: a passage quoted elsewhere is not, a tenth of its words is."""
    there, every = finder.likeness(items)
    return there * 10 >= every > 0 and there > 0 and (every >= _FEW or finder.has(title))


def _all(items: Iterable[Expected]) -> Iterator[Expected]:
    for item in items:
        yield item
        yield from item.points
        yield from item.parts


def _length(pieces: Sequence[Piece]) -> int:
    return sum(piece.length for piece in pieces)


def _inside(at: int, ranges: Sequence[Range]) -> bool:
    """Whether a place is in one of some ranges, which are in order and do not overlap."""
    number = bisect_right(ranges, (at, 1 << 60)) - 1
    return number >= 0 and at < ranges[number][1]


def _joined(words: Sequence[Mapped]) -> Mapped:
    """Texts one a line."""
    text, offsets = "", []  # type: str, list[tuple[int, int]]
    for each in words:
        if text and each.text:
            offsets.append((offsets[-1][1], each.offsets[0][0]))
            text += "\n"
        text += each.text
        offsets += each.offsets
    return Mapped(text, tuple(offsets))


# -- what differs


def differences(pieces: Sequence[Piece], text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of a text that are not made of the pieces it should be."""
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end, unit in fold_units(text, 0, len(text)):
        for character in unit:
            if character != "-" or not folded or folded[-1] != "-":
                folded.append(character)
                places.append((start, end))
    stream = Stream("".join(folded))
    hits = stream.hits(piece.anchor for piece in pieces)
    good: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        for hit in (at, *(hit for hit in hits.get(piece.anchor, ()) if hit > at)):
            ranges = stream.exactly(hit, piece)
            if ranges is not None:
                good.append(ranges)
                at = ranges[1]
                break
        else:
            good.append((-1, -1))
    spans: list[tuple[int, int]] = []
    at = 0
    failed = False
    for start, end in [*good, (len(folded), len(folded))]:
        if start < 0:
            failed = True
            continue
        if start > at or failed:
            first = places[at][0] if at < len(places) else len(text)
            spans.append((first, places[start - 1][1] if start > at else first))
        at, failed = end, False
    return tuple(spans)
