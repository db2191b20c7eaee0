"""Where the originals of a catalogued report stand in a copy, each with the proof that it is the published one."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefer.core.text import Mapped, fingerprint, fold_for_fingerprint, fold_units
from briefer.corpus.edited import Claims, Edited, Place, Range, Text
from briefer.corpus.proof import Piece, Stream

_NEAR = 4_000
"""Folded characters within which the next piece is looked for when it does not follow at once."""
_MORE = 300
"""Folded characters put in below a title, half of them."""
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
    """The words of one item in a copy; ``words`` lead back into the decoded file. ``title`` is '' for none.

    A scenario row's words are those of its ``points``, one a line.
    """

    expected: Expected
    title: str
    words: Mapped
    verified: bool
    parts: tuple[FoundPart, ...] = ()
    points: tuple[Found, ...] = ()

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
        if self.expected.points:
            return Difference(self.expected.id, self.words.text, tuple(self._spans_of_points()))
        spans = differences(self.expected.pieces, self.words.text)
        title = self.expected.title
        return Difference(self.expected.id, self.words.text, spans, title is not None and not title.is_of(self.title))

    def _spans_of_points(self) -> Iterator[tuple[int, int]]:
        found = {point.expected.id: point for point in self.points}
        at = 0
        for expected in self.expected.points:
            point = found.get(expected.id)
            if point is None:
                where = min(at, len(self.words.text))
                yield where, where
                continue
            if not point.verified:
                yield from ((at + start, at + end) for start, end in point.difference().spans)
            at += len(point.words.text) + 1

    def runs(self) -> list[list[int]]:
        """[at, start, length] of each run of characters that stands unbroken in the file."""
        found: list[list[int]] = []
        for at, (start, end) in enumerate(self.words.offsets):
            if found and found[-1][1] + found[-1][2] == start and found[-1][0] + found[-1][2] == at:
                found[-1][2] += end - start
            elif end == start + 1 or not found:
                found.append([at, start, end - start])
        return found


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
                result += [Found(item, "", _joined([each.words for each in points]), good, (), tuple(points)), *points]
        return result

    # -- places

    def _places(self, flat: Sequence[Expected], within: Range | None = None) -> dict[str, Place]:
        """Where each text stands: first those that are all there, then what is left of the others."""
        claims = Claims()
        places, others = self._whole(flat, claims, within)
        lost = [number for number, one in enumerate(flat) if one.id not in places]
        for number, one in enumerate(flat):
            if one.id in places and one.title is not None:
                claims.add(self._title(places[one.id].start, one.title))
            for place in others.get(number, ()) if len(places) < len(flat) else ():
                # The same words once more are nobody else's, if they stand there by themselves.
                if (
                    self._stream.parted(place.end)
                    and self._opens(place.start, one.title)
                    and not any(_in_order(flat, places, each, place.start) for each in lost)
                ):
                    claims.add(place.ranges())
        if within is None:
            self._added(flat, places, claims)
        if len(places) < len(flat):
            texts = [Text(one.pieces, one.title, places.get(one.id)) for one in flat]
            edited = Edited(self._stream, self._hits, self._matched, self._title, claims)
            for number, place in edited.places(texts, within).items():
                again = self._followed(flat[number].pieces, place.start)
                places[flat[number].id] = again if again.whole and again.end <= place.end else place
        return places

    def _whole(
        self, flat: Sequence[Expected], claims: Claims, within: Range | None
    ) -> tuple[dict[str, Place], dict[int, list[Place]]]:
        """The texts that are all there, and by number of the text the other places where its words stand."""
        places: dict[str, Place] = {}
        several: dict[int, list[Place]] = {}
        chains = Counter(one.pieces for one in flat)
        # A longer text first: a shorter one that stands inside it has a place of its own.
        for number in sorted(range(len(flat)), key=lambda number: -_length(flat[number].pieces)):
            one = flat[number]
            found: list[Place] = []
            for at in self._hits.get(one.pieces[0].anchor, ()) if one.pieces else ():
                if (within is None or within[0] <= at < within[1]) and self._matched(at, one.pieces[0]):
                    place = self._followed(one.pieces, at)
                    if place.whole and not claims.overlap(place.ranges()):
                        found.append(place)
            titled = [place for place in found if one.title is not None and self._title(place.start, one.title)]
            sure = titled if titled else found
            if len(sure) == 1 and chains[one.pieces] == 1:
                places[one.id] = sure[0]
                claims.add(sure[0].ranges())
            if len(found) > 1 or (found and one.id not in places):
                several[number] = [*titled, *(place for place in found if place not in titled)]
        for in_order in (True, False):
            for number in sorted(several):
                one = flat[number]
                free = [each for each in several[number] if not claims.overlap(each.ranges())]
                for place in free if one.id not in places else ():
                    if in_order and not _in_order(flat, places, number, place.start):
                        continue
                    # Among places in order the titled ones come first.
                    places[one.id] = place
                    claims.add(place.ranges())
                    break
        others = {
            number: [each for each in found if each is not places.get(flat[number].id)]
            for number, found in several.items()
        }
        return places, others

    def _opens(self, at: int, title: Piece | None) -> bool:
        """Whether a place is at the beginning of a block, behind a label and a title at most."""
        where = self._title(at, title) if title is not None else ()
        return self._stream.parted(self._stream.before_label(where[0][0] if where else at))

    def _added(self, flat: Sequence[Expected], places: dict[str, Place], claims: Claims) -> None:
        """Words put in before, behind or between those of a text that is all there make it another text."""
        more: dict[str, Place] = {}
        for one in flat:
            place = places.get(one.id)
            if place is None or one.cells:
                continue
            title = self._title(place.start, one.title) if one.title is not None else ()
            floor = claims.before(place.start)
            if one.title is not None and (not title or place.start - title[-1][1] > 1):
                end = self._stream.title_end(place.start, _MORE, one.title, floor)
                title = ((end - one.title.length, end),) if end is not None else title
            floor = title[-1][1] if title else floor
            start = self._stream.added_before(place.start, floor, titled=bool(title))
            end = self._stream.added_after(place.end, claims.after(place.end))
            if (start, end) != (place.start, place.end) or place.opened(self._stream):
                more[one.id] = Place(place.pieces, start, end, True, title)
        # Where that is so everywhere, it is how the copy is laid out.
        if len(more) <= max(2, len(places) // 4):
            places.update(more)

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

    def _followed(self, pieces: Sequence[Piece], start: int) -> Place:
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
            if not ranges:
                break
            read.append(ranges)
            at = ranges[-1][1]
        return Place([*read, *[None] * (len(pieces) - len(read))], start, at)

    # -- words

    def _found(self, one: Expected, place: Place) -> Found:
        stream = self._stream
        words = stream.shown(place.ranges(stream))
        title = ""
        if one.title is not None and (where := place.title or self._title(place.start, one.title)):
            title = stream.shown(where).text.replace("\n", "")
        if one.cells and place.whole:
            cells = [stream.shown(list(ranges or ())) for ranges in place.pieces]
            words = _joined(cells)
            parts = tuple(
                FoundPart(key, "", cell, fingerprint("", cell.text) == mark)
                for (key, mark), cell in zip(one.cells, cells, strict=True)
            )
        else:
            parts = tuple(self._parts(one, place))
        verified = place.whole and fingerprint(title, words.text) == one.fingerprint
        return Found(one, title, words, verified, parts)

    def _parts(self, one: Expected, place: Place) -> Iterator[FoundPart]:
        places = self._places(one.parts, (place.start, place.end)) if one.parts else {}
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


def _in_order(flat: Sequence[Expected], places: dict[str, Place], number: int, at: int) -> bool:
    """Whether a place lies between the nearest found texts that are printed before and behind a text."""
    before = next((places[each.id].end for each in reversed(flat[:number]) if each.id in places), 0)
    behind = next((places[each.id].start for each in flat[number + 1 :] if each.id in places), None)
    return before <= at and (behind is None or at < behind)


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
