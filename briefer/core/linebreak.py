"""Japanese line breaking and justification (JLReq, strict kinsoku), one measure for PDF, page gauge and preview.

Text goes in as runs of one font and size; lines come out as pieces with positions in points. Nothing here knows a
font: a run brings a mapping from a character to its advance width in em.

Sources: W3C "Requirements for Japanese Text Layout" (JLReq): character classes appendix A, line breaking 3.1.7-3.1.10,
spacing 3.1.2-3.1.6 and 3.2, adjustment 3.8.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

CLASSES: Mapping[str, str] = {
    "cl-01": "‘“（〔［｛〈《「『【⦅｟〘〖«〝｢",
    "cl-02": "’”）〕］｝〉》」』】⦆｠〙〗»〟〞｣",
    "cl-03": "‐〜゠–～",
    "cl-04": "！？‼⁇⁈⁉",
    "cl-05": "・：；･",
    "cl-06": "。．｡",
    "cl-07": "、，､",
    "cl-08": "—―…‥〳〴〵",
    "cl-09": "ヽヾゝゞ々〻",
    "cl-10": "ーｰ",
    "cl-11": "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯﾞﾟ゛゜",
    "cl-12": "￥¥＄$￡£＃#€№",
    "cl-13": "°′″℃¢￠%％‰㏋ℓ㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㏄",
}
"""The classes with special behaviour, by their JLReq number; half-width forms stand with their full-width ones."""

# One letter a class, so that a paragraph's classes are a string that regular expressions can search.
_LETTERS = dict(zip(CLASSES, "OCHDMSTERLKXY", strict=True))
_SPECIAL = {char: letter for name, letter in _LETTERS.items() for char in CLASSES[name]}
_SPECIAL |= dict.fromkeys("([{", "o") | dict.fromkeys(")]}", "c") | dict.fromkeys(".,:;!?", "p") | {'"': "q"}
_SPECIAL |= (
    dict.fromkeys("0123456789", "n") | dict.fromkeys("０１２３４５６７８９", "N") | {"-": "h", "/": "/", "第": "Z"}
)
_SPECIAL |= dict.fromkeys(
    "万億兆年月日時分秒円人名件回度個国頁章条項号歳位割倍点", "U"
)  # counters stay with their number
_SPECIAL |= dict.fromkeys(" \t\u2002\u2003\u2009\u200a\r", " ") | {"\u3000": "J", "\u200b": "v"}
_SPECIAL |= dict.fromkeys("\n\x0b\x0c\u2028\u2029\x85", "\n")
_SPECIAL |= dict.fromkeys("\u00a0\u202f\u2007\u2011", "b") | dict.fromkeys("\u200d\u2060\ufeff", "z") | {"\u00ad": "m"}

_SPACES = " Jv\n"
_NO_START = frozenset("CcHDMSTpRLKYh/")
_LOOSE_START = frozenset("HRLK")  # JLReq 3.1.7 note: looser levels let these begin a line
_NO_END = frozenset("OoX")
_JAPANESE = "IUZRLK"
_WESTERN = "wnphocqXYmzb/F"

_NEVER, _LAST_RESORT, _INSIDE_WORD, _LEGAL = range(4)

_URL = re.compile(r"(?:https?://|www\.)[!-~]+")
_TOKEN = re.compile(
    rf"[^{_WESTERN}E mz]+(?![mz])|(?:[{_WESTERN}]|(?<=[wn])[HE](?=[wn]))+ *| +|E+[mz]*|.[mz]*", re.DOTALL
)
_GAP = re.compile(rf"(?<=[{_JAPANESE}])(?=[wnXq])|(?<=[wnpYq])(?=[{_JAPANESE}])")
_MEETING = re.compile(r"[CTS](?=[CTSOM])|[OM](?=O)")
_WESTERN_QUOTES = re.compile(r"[‘“]+(?=[!-~\u00c0-\u024f])|(?<=[!-~\u00c0-\u024f])[’”]+")
_AFTER_OPENING = re.compile(r"[OoX]m*[ Jvb]+(?=.)")
_MARKED = re.compile(r"([^m])m+(?=([^m]))")
_COUNTERS = re.compile(r"[nN]U(U+)")
_ONE_LETTER_HYPHEN = re.compile(r"(?<![wm])wm*h(?=w)")
_FULL_WIDTH_NUMBER = re.compile(r"N[TS](?=N)")

_EPSILON = 0.001
_VISIBLE_STRETCH = 0.02  # em a gap: below this a line looks set solid, so nothing is pushed in to avoid it
_MOST_STRETCH = 0.34  # em a gap between Japanese characters; beyond it a ragged line reads better
_MOST_WORD_STRETCH = 0.8
_APOSTROPHE = 0.3  # em a single Western quotation mark needs; Japanese fonts give it half an em or a whole one,
_WIDE_APOSTROPHE = 0.4  # Latin fonts less than this
_LEAST_SPACE = 1 / 3  # em: what JLReq 3.2.6 gives a word space; fixed-pitch fonts have half an em
_FEW, _NO_WORDS = 6, "CSTE"  # as a last line, so few leaders and closing marks look lost
_SHORTEST_LAST = 3  # characters a paragraph's last line should have, and what the line before may lose to it:
_SHORTEST_KEPT, _SHORTEST_RAGGED = 0.8, 0.55  # shares of the room, justified and not


class _ClassOf(dict[int, str]):
    """Code point → class letter; the rest of Unicode is looked up once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category[0] == "M" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x1F3FB <= code <= 0x1F3FF:
            letter = "m"
        elif 0x1F1E6 <= code <= 0x1F1FF:
            letter = "F"
        elif category == "Cf":
            letter = "z"
        elif unicodedata.east_asian_width(char) in "WFH" or (category[0] != "L" and code > 0xFF):
            letter = "I"  # ideographs, kana, ①, Ⅲ, symbols
        else:
            letter = "w"
        self[code] = letter
        return letter


_CLASS_OF = _ClassOf({ord(char): letter for char, letter in _SPECIAL.items()})


def _level(a: str, b: str, strict: bool) -> int:
    """How readily a line may break between classes ``a`` and ``b`` (JLReq table of 3.1.7-3.1.10)."""
    if b in "mz" or a == "z" or b in _SPACES:
        return _NEVER  # spaces belong to the line before the break
    if "b" in (a, b):
        return _LAST_RESORT
    if b in _NO_START and (strict or b not in _LOOSE_START):
        return _LAST_RESORT
    if a in _SPACES:
        return _LEGAL
    if a in _NO_END or "q" in (a, b) or a == b == "E" or a == b == "F":
        return _LAST_RESORT
    word = (a in "wnpcY" and b in "wn") or (a in "wnc" and b in "oX") or (a in "wn" and b == "E")
    number = (a in "h/HENZ" and b == "n") or (a in "NnHZ" and b == "N") or (a in "nN" and b == "U")
    return _INSIDE_WORD if word or number else _LEGAL


def _pairs(strict: bool) -> dict[str, int]:
    letters = sorted(set(_SPECIAL.values()) | set("wImF"))
    return {a + b: _level(a, b, strict) for a in letters for b in letters}


_LEVELS = {True: _pairs(strict=True), False: _pairs(strict=False)}


class Widths(dict[str, float]):
    """Advance widths in em, asked of ``measure`` once a character."""

    def __init__(self, measure: Callable[[str], float]) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, char: str) -> float:
        width = self[char] = self._measure(char)
        return width


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one font and ``size`` in pt. ``widths`` gives the advance of each of its characters in em.

    An ``attached`` run, such as the raised number of a note, is a mark on what stands before it: no line breaks between
    them and no space is set there (JLReq 4.2.3).
    """

    text: str
    widths: Mapping[str, float]
    size: float
    attached: bool = False


class Piece(NamedTuple):
    """Text to be set from ``x`` (pt from the left edge of the measure) with ``spread`` pt after each character but the
    last; ``width`` includes the spread. ``run`` counts the runs given from 0."""

    text: str
    x: float
    width: float
    run: int
    spread: float


class Line(NamedTuple):
    """One line. ``width`` is what it takes of the measure before justification, from the line's own start; ``dropped``
    are the spaces and the line end typed after it, which are not set; ``last`` tells the end of a paragraph."""

    pieces: tuple[Piece, ...]
    width: float
    dropped: str
    last: bool

    @property
    def text(self) -> str:
        """The characters set."""
        return "".join(piece.text for piece in self.pieces)


def break_lines(
    runs: Sequence[TextRun],
    width: float,
    *,
    first: float = 0.0,
    justify: bool = True,
    strict: bool = True,
    hang: bool = False,
) -> list[Line]:
    """Break one paragraph into lines no wider than ``width`` pt; the first begins at ``first`` (may be negative).

    Lines are filled greedily: marks that may shrink are pushed in before characters are pushed out, and a paragraph
    does not end in one or two characters. The texts of the pieces and ``dropped`` add up to the input. A cluster wider
    than the measure stands alone. ``strict`` keeps small kana, ー, 々 and hyphens from a line's head; ``hang`` lets 、
    and 。 stand beyond the right edge (JLReq 3.8.2 note). A line feed in the text ends a line.
    """
    if not any(run.text for run in runs):
        return []
    return list(_Paragraph(runs, strict, hang).lines(width, first, justify))


class _Paragraph:
    """A measured paragraph: every per-character pass is done once here, in C loops."""

    def __init__(self, runs: Sequence[TextRun], strict: bool, hang: bool) -> None:
        self.text = text = "".join(run.text for run in runs)
        self.hang = hang
        self._levels = _LEVELS[strict]
        self.classes = classes = self._classes(runs)
        self.advance: list[float] = []
        self.starts: list[int] = []  # index at which each run begins
        self.sizes: list[float] = []
        for run in runs:
            self.starts.append(len(self.advance))
            self.sizes.append(run.size)
            get, size = run.widths.__getitem__, run.size
            self.advance += [size * em for em in map(get, run.text)]
        self.shift = self._shifts(classes)
        steps = self.advance
        if self.shift:
            steps = steps.copy()
            for index, amount in self.shift.items():
                steps[index] += amount
        self.ends = [0.0, *accumulate(steps)]  # where each character ends, counted from the text's beginning
        self.levels = self._exceptions(classes, text)
        self.cuts = sorted({*self.shift, *self.starts})

    def _classes(self, runs: Sequence[TextRun]) -> str:
        classes = self.text.translate(_CLASS_OF)
        if any(quote in self.text for quote in "‘“’”"):
            letters = list(classes)
            for match in _WESTERN_QUOTES.finditer(self.text):
                letters[match.start() : match.end()] = ("o" if match[0][0] in "‘“" else "c") * len(match[0])
            classes = "".join(letters)
        if any(run.attached for run in runs):
            end = 0
            for run in runs:
                start, end = end, end + len(run.text)
                if run.attached:
                    classes = classes[:start] + "m" * (end - start) + classes[end:]
        return classes

    def _size(self, index: int) -> float:
        return self.sizes[bisect_right(self.starts, index) - 1]

    def _blank(self, index: int) -> float:
        """The blank half of a bracket, comma or stop (JLReq 3.1.2); none where the font sets them narrow."""
        size, advance = self._size(index), self.advance[index]
        if self.text[index] in "‘’" and self.classes[index] in "oc":
            return max(0.0, advance - _APOSTROPHE * size) if advance > _WIDE_APOSTROPHE * size else 0.0
        return max(0.0, advance - size / 2) if advance > 0.8 * size else 0.0

    def _shifts(self, classes: str) -> dict[int, float]:
        """Space added (+) or taken (-) before a character: gaps to Latin (3.2.6), marks that meet (3.1.4)."""
        shift: dict[int, float] = {}
        last = len(classes)
        for match in _GAP.finditer(classes):
            index = match.start()
            pair = classes[index - 1 : index + 1]
            wide = (pair[0] == "Y" and self._blank(index - 1)) or (pair[1] == "X" and self._blank(index))
            if not wide:
                shift[index] = self._size(index) / 4
        for match in _MEETING.finditer(classes):
            index = match.end()
            blank = self._blank(index - 1 if match[0] in "CTS" else index)
            if blank:
                shift[index] = shift.get(index, 0.0) - blank
        if "o" in classes or "c" in classes:
            for match in re.finditer("[oc]", classes):
                index = match.start()
                blank = self._blank(index)
                at = index if match[0] == "o" else index + 1
                if blank and at < last:  # a Western quotation mark in a Japanese font is half blank or more
                    shift[at] = shift.get(at, 0.0) - blank
        shift.pop(0, None)
        return shift

    def _exceptions(self, classes: str, text: str) -> dict[int, int]:
        """Break levels that two neighbours alone do not tell, by the index of the second."""
        levels: dict[int, int] = {}
        if "://" in text or "www." in text:
            for match in _URL.finditer(text):
                for index in range(match.start() + 1, match.end()):
                    before, after = text[index - 1], text[index]
                    if before in "/?&.-" and after.isalnum():
                        path = text.find("/", match.start() + 8, index) >= 0  # a host stays whole while it can
                        number = before in ".-" and after.isdigit() and text[index - 2].isdigit()
                        levels[index] = _LEGAL if path and not number else _INSIDE_WORD
        for match in _ONE_LETTER_HYPHEN.finditer(classes):
            levels.setdefault(match.end(), _INSIDE_WORD)
        for match in _FULL_WIDTH_NUMBER.finditer(classes):
            levels[match.end()] = _INSIDE_WORD
        for match in _COUNTERS.finditer(classes):
            levels.update(dict.fromkeys(range(match.start(1), match.end(1)), _INSIDE_WORD))
        if "m" in classes:
            for match in _MARKED.finditer(classes):  # a mark behaves as the character it stands on
                levels[match.end()] = self._levels[match[1] + match[2]]
        for match in _AFTER_OPENING.finditer(classes):
            levels[match.end()] = _LAST_RESORT
        return levels

    @cached_property
    def _shrinks(self) -> tuple[list[int], list[float]]:
        """Where space can be taken when a line is a little too long, and how much (JLReq 3.8.3)."""
        shrink: dict[int, float] = {i: s / 2 for i, s in self.shift.items() if s > 0}
        for match in re.finditer("[TCO ]", self.classes):
            index, letter = match.start(), match[0]
            at = index if letter == "O" else index + 1
            if self.shift.get(at, 0.0) < 0:
                continue
            if letter == " ":
                amount = max(0.0, self.advance[index] - _LEAST_SPACE * self._size(index))
            else:
                amount = self._blank(index)
            if amount:
                shrink[at] = shrink.get(at, 0.0) + amount
        places = sorted(shrink)
        return places, [shrink[place] for place in places]

    def _capacity(self, start: int, end: int) -> float:
        places, amounts = self._shrinks
        return sum(amounts[bisect_right(places, start) : bisect_left(places, end)])

    def level(self, index: int) -> int:
        """How readily a line may break before the character at ``index``."""
        found = self.levels.get(index)
        return self._levels[self.classes[index - 1 : index + 1]] if found is None else found

    def _seen(self, start: int, end: int) -> int:
        """The end of the line without the spaces typed there."""
        while end > start and self.classes[end - 1] in _SPACES:
            end -= 1
        return end

    def _base(self, start: int) -> float:
        """Where the line's left edge lies: an opening bracket stands flush (JLReq 3.1.5)."""
        head = self._blank(start) if start < len(self.classes) and self.classes[start] in "Oo" else 0.0
        return self.ends[start] + self.shift.get(start, 0.0) + head

    def _tail(self, end: int) -> float:
        """What the last character may give up at the line's end (JLReq 3.1.9), or stick out if it hangs."""
        letter = self.classes[end - 1]
        if self.hang and letter in "ST":
            return self.advance[end - 1]
        return self._blank(end - 1) if letter in "CSTc" else 0.0

    def lines(self, width: float, first: float, justify: bool) -> Iterator[Line]:
        """The lines in order. Ragged lines are not squeezed, but for the blank of a mark at their end."""
        if not justify:
            self._shrinks = ([], [])
        start, x = 0, first
        length = len(self.classes)
        while start < length:
            feed = self.classes.find("\n", start)
            end = length if feed < 0 else feed + 1
            while start < end:
                stop = self._stop(start, end, width - x, _SHORTEST_KEPT if justify else _SHORTEST_RAGGED)
                yield self._line(start, stop, end, x, width - x, justify)
                start, x = stop, 0.0

    def _stop(self, start: int, end: int, room: float, least: float) -> int:
        """Where the line that begins at ``start`` ends; ``least`` is the share to which a last line may shorten it."""
        base = self._base(start)
        limit = base + room + _EPSILON
        seen_end = self._seen(start, end)
        if seen_end <= start + 1 or self.ends[seen_end] - self._tail(seen_end) <= limit:
            return end
        natural = bisect_right(self.ends, limit, start + 1, seen_end) - 1
        fits = natural
        while self.classes[fits] in _SPACES:
            fits += 1
        stop = fits
        while stop > start and self.level(stop) != _LEGAL:
            stop -= 1
        pushed = self._pushed_in(start, fits, seen_end, limit)
        if stop <= start:
            return pushed or self._forced(start, natural)
        if pushed:
            seen = self._seen(start, stop)
            slack = limit - self.ends[seen]
            if slack > _VISIBLE_STRETCH * self._size(start) * (seen - start):
                stop = pushed
        elif limit - self.ends[self._seen(start, stop)] > room / 2:
            following = stop + 1
            while following < seen_end and self.level(following) != _LEGAL:
                following += 1
            if self.ends[following] - self.ends[stop] > room:  # a word that no line can hold: begin it here
                forced = self._forced(start, natural)
                stop = forced if forced > stop else stop
        rest = seen_end - stop
        bare = 0 < rest < _FEW and not self.classes[stop:seen_end].strip(_NO_WORDS)
        if bare or 0 < rest < _SHORTEST_LAST:
            return self._not_too_short(start, stop, end, seen_end, limit, base + least * room)
        return stop

    def _pushed_in(self, start: int, fits: int, end: int, limit: float) -> int:
        """The next legal end of line beyond ``fits`` that shrinking brings within the limit, or 0."""
        index = fits + 1
        most = 2 * self._size(start)
        while index <= end:
            seen = self._seen(start, index)
            excess = self.ends[seen] - limit
            if excess > most + self._tail(seen):
                return 0
            if index == end or self.level(index) == _LEGAL:
                if excess <= self._tail(seen) or excess <= self._tail(seen) + self._capacity(start, seen):
                    return index
                if excess > most:
                    return 0
            index += 1
        return 0

    def _forced(self, start: int, natural: int) -> int:
        """The end of a line without a legal break: inside a word, else anywhere between clusters."""
        for wanted in (_INSIDE_WORD, _LAST_RESORT):
            stop = natural
            while stop > start and self.level(stop) < wanted:
                stop -= 1
            if stop > start:
                return stop
        stop = start + 1
        while stop < len(self.classes) and self.level(stop) == _NEVER:
            stop += 1
        return stop

    def _not_too_short(self, start: int, stop: int, end: int, seen_end: int, limit: float, least: float) -> int:
        """Keep one or two characters from being a paragraph's last line: pull them in or send more after them."""
        if self.ends[seen_end] - self._tail(seen_end) - limit <= self._capacity(start, seen_end):
            return end
        earlier = stop - 1
        while earlier > start and (seen_end - earlier < _SHORTEST_LAST or self.level(earlier) != _LEGAL):
            earlier -= 1
        return earlier if earlier > start and self.ends[earlier] > least else stop

    def _line(self, start: int, stop: int, end: int, x: float, room: float, justify: bool) -> Line:
        seen = self._seen(start, stop)
        dropped = self.text[seen:stop]
        if seen == start:
            return Line((), 0.0, dropped, stop == end)
        base = self._base(start)
        natural, tail = self.ends[seen] - base, self._tail(seen)
        if self.classes[seen - 1] == "c":  # its blank is no part of a Western text
            natural, tail = natural - tail, 0.0
        slack = room - natural
        shrunk = 0.0
        if slack < -_EPSILON:
            over = -slack - tail
            capacity = self._capacity(start, seen) if over > _EPSILON else 0.0
            shrunk = min(1.0, over / capacity) if capacity else 0.0
            slack = 0.0
        if shrunk:
            pieces = self._shrunk(start, seen, x - base, shrunk)
        elif justify and slack > _EPSILON and stop < end:
            pieces = self._spread(start, seen, x - base, slack)
        else:
            pieces = self._set(start, seen, x - base)
        return Line(tuple(pieces), natural, dropped, stop == end)

    def _inner(self, places: list[int], start: int, end: int) -> list[int]:
        return places[bisect_right(places, start) : bisect_left(places, end)]

    def _piece(self, start: int, end: int, origin: float, spread: float = 0.0) -> Piece:
        left = self.ends[start] + self.shift.get(start, 0.0)
        run = bisect_right(self.starts, start) - 1
        width = self.ends[end] - left + spread * (end - start - 1)
        return Piece(self.text[start:end], origin + left, width, run, spread)

    def _set(self, start: int, end: int, origin: float) -> list[Piece]:
        places = [start, *self._inner(self.cuts, start, end), end]
        return [self._piece(a, b, origin) for a, b in pairwise(places)]

    def _shrunk(self, start: int, end: int, origin: float, share: float) -> list[Piece]:
        places, amounts = self._shrinks
        taken = dict(zip(places, amounts, strict=True))
        cuts = sorted({*self._inner(self.cuts, start, end), *self._inner(places, start, end)})
        pieces, cuts = [], [start, *cuts, end]
        for a, b in pairwise(cuts):
            if a > start:
                origin -= share * taken.get(a, 0.0)
            pieces.append(self._piece(a, b, origin))
        return pieces

    def _spread(self, start: int, end: int, origin: float, slack: float) -> list[Piece]:
        """Justify: the same space in every gap but those inside Western words, numbers and pairs (JLReq 3.8.4)."""
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(self.classes, start, end)]
        loose = [self.classes[a] not in "E " + _WESTERN and self.classes[b - 1] not in "mz" for a, b in tokens]
        gaps = len(tokens) - 1 + sum(b - a - 1 for (a, b), free in zip(tokens, loose, strict=True) if free)
        most = _MOST_STRETCH if any(loose) else _MOST_WORD_STRETCH
        if not gaps or slack / gaps > most * self._size(start):
            return self._set(start, end, origin)
        step = slack / gaps
        pieces: list[Piece] = []
        for (a, b), free in zip(tokens, loose, strict=True):
            spread = step if free else 0.0
            places = [a, *self._inner(self.cuts, a, b), b]
            for left, right in pairwise(places):
                pieces.append(self._piece(left, right, origin, spread))
                if free:
                    origin += step * (right - left)
            if not free:
                origin += step
        return pieces
