"""Where a text stands in a copy in which some of its words are others: from its label or title to its end.

Only words that belong to no other text count, and only those that stand together: a text is never put together from
several places, and what another text is proved by is never its.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefer.corpus.proof import GRAM, Piece, Stream

Range = tuple[int, int]
Ranges = tuple[Range, ...]

_MAX_MARKS = 200
"""Places of its pieces that are looked at for one text."""
_BETWEEN = 1_500
"""Folded characters of notes that may stand between two pieces of a text, besides what was changed."""

_NEARBY = 200
"""The same in front of the beginning of a piece: so few characters may be found elsewhere too."""

_HEADER = 30
"""Folded characters of a row's header between two entries."""


@dataclass(slots=True)
class Place:
    """An attempt to read a text: the ranges of each piece, None where the piece is not proved.

    ``start`` and ``end`` bound the text in the stream; ``added`` tells that words were put in between its pieces or
    around them. ``title`` are the ranges of its title if it is not to be looked for.
    """

    pieces: Sequence[Ranges | None]
    start: int = 0
    end: int = 0
    added: bool = False
    title: Ranges = ()

    @property
    def whole(self) -> bool:
        """Whether every piece is proved and nothing was put in."""
        return None not in self.pieces and not self.added

    def ranges(self, stream: Stream | None = None) -> list[Range]:
        """The text: its proved pieces and, with the stream, what was changed or put in."""
        if stream is None or self.whole:
            return [one for each in self.pieces for one in each or ()]
        found: list[Range] = []
        at, sure = self.start, False
        for each in self.pieces:
            if each is None:
                sure = False
                continue
            if each[0][0] > at and (not sure or _put_in(stream, at, each[0][0])):
                found += stream.without_notes(at, each[0][0])
            found += each
            at, sure = each[-1][1], True
        return [*found, *stream.without_notes(at, self.end)] if self.end > at else found

    def opened(self, stream: Stream) -> bool:
        """Whether words were put in between its pieces."""
        read = [each for each in self.pieces if each is not None]
        return any(_put_in(stream, one[-1][1], other[0][0]) for one, other in itertools.pairwise(read))


def _put_in(stream: Stream, at: int, on: int) -> bool:
    """Whether what stands between two pieces was put into the text, and is no note or page number."""
    if on > at and stream.text[on - 1] == stream.text[at - 1] and stream.parted(on - 1):  # doubled at a page break
        on -= 1
    if on - at < 2 or stream.is_stray(at, on):
        return False
    before, behind = stream.parted(at), stream.parted(on)
    return not (before or behind) or (not (before and behind) and stream.finished(on))


class Claims:
    """The ranges that belong to found texts."""

    def __init__(self) -> None:
        self._ranges: list[Range] = []

    def add(self, ranges: Sequence[Range]) -> None:
        """Claim some ranges."""
        for each in ranges:
            insort(self._ranges, each)

    def overlap(self, ranges: Sequence[Range]) -> bool:
        """Whether any of some ranges is claimed in part."""
        return any(self.before(end) > start for start, end in ranges)

    def before(self, at: int) -> int:
        """Where the last claimed range that begins before a place ends; 0 if there is none."""
        number = bisect_left(self._ranges, (at, -1))
        return max((end for _, end in self._ranges[max(number - 3, 0) : number]), default=0)

    def after(self, at: int) -> int:
        """Where the first claimed range at or behind a place begins; a great number if there is none."""
        number = bisect_left(self._ranges, (at, -1))
        return self._ranges[number][0] if number < len(self._ranges) else 1 << 60


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be found: its chain, its title and where it stands if that is known."""

    pieces: tuple[Piece, ...]
    title: Piece | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A piece or, if ``ranges`` is empty, the beginning of one."""

    at: int
    number: int
    ranges: Ranges

    @property
    def end(self) -> int:
        return self.ranges[-1][1] if self.ranges else self.at + GRAM


@dataclass(slots=True)
class _Chain:
    marks: list[_Mark] = field(default_factory=list)
    kept: int = 0
    weight: int = 0


class Edited:
    """Looks for the texts that are not all there."""

    def __init__(
        self,
        stream: Stream,
        hits: Mapping[int, Sequence[int]],
        matched: Callable[[int, Piece], Ranges],
        title: Callable[[int, Piece], Ranges],
        claims: Claims,
    ) -> None:
        self._stream = stream
        self._hits = hits
        self._matched = matched
        self._title = title
        self._claims = claims

    def places(self, texts: Sequence[Text], within: Range | None = None) -> dict[int, Place]:
        """Places by the number of the text, of those without one; texts are in printed order."""
        low, high = within or (0, len(self._stream.text))
        lost = [number for number, text in enumerate(texts) if text.place is None and text.pieces]
        chains: dict[int, _Chain] = {}
        waiting = {number: self._chain(texts, number, low, high) for number in lost}
        while waiting:
            number = max(waiting, key=lambda number: (waiting[number].kept, waiting[number].weight, -number))
            chain = waiting.pop(number)
            if not chain.marks:
                break
            if self._claims.overlap([one for mark in chain.marks for one in mark.ranges or ((mark.at, mark.end),)]):
                waiting[number] = self._chain(texts, number, low, high)
                continue
            chains[number] = chain
            self._claims.add([one for mark in chain.marks for one in mark.ranges or ((mark.at, mark.end),)])
            title = texts[number].title
            if title is not None:
                self._claims.add(self._title_above(chain.marks[0].at, texts[number], chain.marks[0].number))
        found = {number: self._bounded(texts[number], chain, low, high) for number, chain in chains.items()}
        for place in found.values():
            self._claims.add([(place.start, place.end)])
        return found | self._between(texts, found, low, high)

    # -- what is left of a text

    def _chain(self, texts: Sequence[Text], number: int, low: int, high: int) -> _Chain:
        """The best run of pieces that stand together and belong to nobody else."""
        text = texts[number]
        marks: list[_Mark] = []
        for place, piece in enumerate(text.pieces):
            for at in self._hits.get(piece.anchor, ()):
                if low <= at < high and len(marks) < _MAX_MARKS and not self._claims.overlap([(at, at + GRAM)]):
                    ranges = self._matched(at, piece)
                    if not ranges and text.title is not None and self._in_title(at, text.title):
                        continue
                    marks.append(_Mark(at, place, () if self._claims.overlap(ranges) else ranges))
        marks.sort(key=lambda mark: (mark.at, mark.number))
        before = [0]
        for piece in text.pieces:
            before.append(before[-1] + piece.length)
        best: list[_Chain] = []
        for at, mark in enumerate(marks):
            kept = text.pieces[mark.number].length if mark.ranges else 0
            joined = _Chain()
            for other, chain in zip(reversed(marks[:at]), reversed(best), strict=True):
                if mark.at - other.at > 2 * before[-1] + _BETWEEN:
                    break
                gap = before[mark.number] - before[other.number + 1]
                if (
                    other.number < mark.number
                    and other.end <= mark.at <= other.end + 2 * gap + (_BETWEEN if mark.ranges else _NEARBY)
                    and chain.weight > joined.weight
                    and self._claims.after(other.end) >= mark.at
                ):
                    joined = chain
            best.append(_Chain([*joined.marks, mark], joined.kept + kept, joined.weight + (kept or GRAM // 2)))
        length = before[-1]
        chosen = _Chain()
        for chain in best:
            first = chain.marks[0]
            ordered = self._expected(texts, number, first.at)
            titled = bool(self._title_above(first.at, text, first.number))
            likely = ordered or 2 * chain.kept >= length or titled
            if not chain.kept and not titled:
                likely = ordered and not first.number and self._is_opening(first.at)
            # A few words may be said anywhere: they must stand where the text is expected.
            if likely and (chain.weight + 3 * GRAM * ordered) > chosen.weight:
                chosen = _Chain(chain.marks, chain.kept, chain.weight + 3 * GRAM * ordered)
        return chosen

    def _in_title(self, at: int, title: Piece) -> bool:
        """Whether a place is in the title, where the same words may stand as in the text."""
        starts = range(max(at - title.length + 1, 0), at + 1)
        return any(self._stream.exactly(start, title) for start in starts)

    def _is_opening(self, at: int) -> bool:
        """Whether a text may begin at a place: behind a bullet or a label, or directly behind another text."""
        line = self._stream.before_label(at)
        return (self._stream.parted(line) and self._stream.is_entry(line)) or 0 < line == self._claims.before(line)

    def _expected(self, texts: Sequence[Text], number: int, at: int) -> bool:
        """Whether a place lies between the nearest found texts that are printed before and behind a text."""
        before = next((each.place.end for each in reversed(texts[:number]) if each.place), 0)
        behind = next((each.place.start for each in texts[number + 1 :] if each.place), len(self._stream.text))
        return before <= at < behind

    def _title_above(self, at: int, text: Text, number: int, floor: int | None = None) -> Ranges:
        """The ranges of the title of a text of which a piece stands at a place."""
        if text.title is None:
            return ()
        floor = self._claims.before(at) if floor is None else floor
        length = sum(piece.length for piece in text.pieces[:number])
        end = self._stream.title_end(at, length, text.title, floor)
        if end is not None:
            return ((end - text.title.length, end),)
        title = self._title(at, text.title)
        return title if title and title[0][0] >= max(floor, at - 2 * length - 100) else ()

    # -- where it begins and ends

    def _bounded(self, text: Text, chain: _Chain, low: int, high: int) -> Place:
        stream = self._stream
        first, last = chain.marks[0], chain.marks[-1]
        pieces: list[Ranges | None] = [None] * len(text.pieces)
        for mark in chain.marks:
            pieces[mark.number] = mark.ranges or None
        for number in range(1, len(pieces)):
            before = pieces[number - 1]
            if before and pieces[number] is None:
                # The beginning that it is found by may be torn.
                pieces[number] = self._matched(before[-1][1], text.pieces[number]) or None
        floor = max(low, self._claims.before(first.at))
        ceiling = min(high, self._claims.after(last.end))
        length = sum(piece.length for piece in text.pieces[: first.number])
        title = self._title(first.at, text.title) if text.title is not None and not first.number else ()
        if title and title[-1][1] > floor:
            floor = title[-1][1]
        above = self._title_above(first.at, text, first.number, low) if first.number else ()
        if above:
            start = stream.below(above[-1][1])
        elif first.number == 0:
            start = stream.added_before(first.at, floor, titled=bool(title))
        else:
            start = stream.beginning(first.at, length, floor)
        length = sum(piece.length for piece in text.pieces[last.number + 1 :])
        if not last.ranges:
            length += text.pieces[last.number].length - GRAM
        end = stream.added_after(last.end, ceiling) if length <= 0 else stream.ending(last.end, length, ceiling)
        return Place(pieces, min(start, first.at), max(end, last.end), added=True)

    # -- nothing left

    def _between(self, texts: Sequence[Text], found: Mapping[int, Place], low: int, high: int) -> dict[int, Place]:
        """Texts of which nothing is left as it was: entries between two found ones that belong to nobody else."""
        known = {number: text.place for number, text in enumerate(texts) if text.place} | dict(found)
        result: dict[int, Place] = {}
        run: list[int] = []
        for number in range(len(texts) + 1):
            if number < len(texts) and number not in known:
                run.append(number)
                continue
            if run and all(texts[each].pieces for each in run):
                before, behind = known.get(run[0] - 1), known.get(number)
                start = before.end if before else None
                end = behind.start if behind else None
                if behind and (title := self._title_above(behind.start, texts[number], 0, low)):
                    end = title[0][0]
                entries: list[Range] = []
                if len(run) == 1:
                    entries = self._below_title(texts[run[0]], start or low, high if end is None else end)
                if start is not None and not entries:
                    entries = self._entries(start, min(self._claims.after(start), high), texts[run[0]], len(run), True)
                if end is not None and len(entries) != len(run):
                    entries = self._entries(max(self._claims.before(end), low), end, texts[run[-1]], len(run), False)
                if not entries and len(run) == 1 and start is not None and end is not None:
                    entries = self._rest(start, end, texts[run[0]])
                if len(entries) == len(run):
                    for each, (at, until) in zip(run, entries, strict=True):
                        result[each] = self._entry(texts[each], at, until)
            run = []
        for number in [number for number, place in result.items() if place.end <= place.start]:
            del result[number]
        return result

    def _below_title(self, text: Text, start: int, end: int) -> list[Range]:
        """The words below the title of a text, if that stands where it should."""
        stream = self._stream
        where = stream.title_end(end, (end - start) // 2, text.title, start) if text.title is not None else None
        if where is None:
            return []
        length = sum(piece.length for piece in text.pieces)
        begin = stream.below(where)
        until = stream.ending(begin + 1, length - 1, min(end, self._claims.after(begin))) if begin < end else begin
        return [(begin, until)] if 0.3 * length <= until - begin <= 3 * length + 20 else []

    def _rest(self, start: int, end: int, text: Text) -> list[Range]:
        """All that stands between two texts, if it is about as long as the one that is missing there."""
        length = sum(piece.length for piece in text.pieces)
        end = self._stream.before_label(end)
        alone = self._claims.after(start) >= end and self._stream.is_block(start, end)
        return [(start, end)] if alone and 0.6 * length <= end - start <= 1.4 * length + 10 else []

    def _entries(self, start: int, end: int, text: Text, count: int, down: bool) -> list[Range]:
        """The entries in a part of the copy that nobody claims: those next to where it begins, or to where it ends."""
        stream = self._stream
        length = sum(piece.length for piece in text.pieces)
        reach = count * (3 * length + 100)
        start, end = (start, min(end, start + reach)) if down else (max(start, end - reach), end)
        end = stream.before_label(end)
        opens = [at for at in range(start, end) if stream.parted(at) and stream.is_entry(at)]
        opens = opens[:count] if down else opens[-count:]
        found: list[Range] = []
        for at, on in itertools.pairwise([*opens, end]):
            begin = stream.unlabelled(at)
            until = stream.ending(begin + 1, length - 1, on)
            if 0.3 * length <= until - begin <= 3 * length + 20 and (down or on - until <= _HEADER):
                found.append((begin, until))
        return found

    def _entry(self, text: Text, start: int, end: int) -> Place:
        if text.title is not None:
            below = self._stream.title_end(end, end - start, text.title, start)
            start = self._stream.below(below) if below is not None else start
        return Place([None] * len(text.pieces), start, end)
