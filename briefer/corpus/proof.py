"""Proof that words of a copy are the published ones, and where in the copy they stand.

The catalogue carries no words, only hashes: for each original a chain of *pieces* (about a sentence each), every one
with its length, the hash of its first characters (its *anchor*) and the hash of the whole. All are taken of folded text
(``core.text.fold_for_fingerprint``), in which spaces, line breaks and markup do not exist; so neither the medium nor
the layout of a copy matters, and no heading or number needs to be found. What stands between two lines of an original
without belonging to it (notes, page numbers, running heads, captions) is stepped over, because the hash tells when the
right lines are left. Which pieces fail tells which sentence of a copy differs.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefer.core.text import Mapped, display, fold_for_fingerprint, fold_units, is_wide

GRAM = 10
"""Folded characters an anchor is made of; an original is at least as long."""
_LONG = 60
"""A piece of so many characters may also end at a comma."""
MAX_SKIP = 40
"""Lines that may stand between two lines of an original."""
_FEW_LINES = 12
_PATIENCE = 400_000
"""Attempts at reading pieces around what does not belong to them, in one copy: about a second's worth."""
MAX_HITS = 200
"""A beginning that stands oftener in a copy is not looked at further."""

_SENTENCE = re.compile(r"[。!?！？][」』）)】》〉]*")
_CLAUSE = re.compile(r"[、,;:：；.][」』）)】》〉]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of folded characters: how many, the hash of the first ``GRAM`` of the original from there, its own hash."""

    length: int
    anchor: int
    mark: bytes

    @classmethod
    def parsed(cls, text: str) -> Piece:
        """From the form in the catalogue."""
        length, anchor, mark = text.split("-")
        return cls(int(length), int(anchor, 16), bytes.fromhex(mark))

    def is_of(self, text: str) -> bool:
        """Whether this is the piece of a text."""
        folded = fold_for_fingerprint(text)
        return len(folded) == self.length and _mark(folded) == self.mark

    def __str__(self) -> str:
        return f"{self.length}-{self.anchor:08x}-{self.mark.hex()}"


def parsed(pieces: str) -> tuple[Piece, ...]:
    """A chain in the form of the catalogue: pieces parted by spaces."""
    return tuple(Piece.parsed(each) for each in pieces.split())


def chain(text: str) -> str:
    """The chain of a text of at least ``GRAM`` folded characters, in the form of the catalogue."""
    folded = fold_for_fingerprint(text)
    return _written(folded, _cuts(folded))


def chain_of_cells(cells: Sequence[str]) -> str:
    """The chain of a table row: one piece a cell."""
    folded = [fold_for_fingerprint(cell) for cell in cells]
    ends = [sum(map(len, folded[: at + 1])) for at in range(len(folded))]
    return _written("".join(folded), ends)


def title_piece(title: str) -> str:
    """The piece of a printed title, '' for none. A title is found by what follows it, so it may be short."""
    folded = fold_for_fingerprint(title)
    return str(Piece(len(folded), _anchor(folded), _mark(folded))) if folded else ""


def _written(folded: str, ends: Iterable[int]) -> str:
    pieces = (
        Piece(end - start, _anchor(folded[start:]), _mark(folded[start:end]))
        for start, end in itertools.pairwise([0, *ends])
    )
    return " ".join(map(str, pieces))


def _anchor(folded: str) -> int:
    return zlib.crc32(folded[:GRAM].encode("utf-32-le"))


def _mark(folded: str) -> bytes:
    return hashlib.blake2b(folded.encode("utf-8"), digest_size=4).digest()


def _cuts(folded: str) -> list[int]:
    """Where pieces end: at sentences, in long ones at commas, none shorter than ``GRAM``."""
    ends: list[int] = []
    at = 0
    sentences = {match.end() for match in _SENTENCE.finditer(folded)}
    clauses = {match.end() for match in _CLAUSE.finditer(folded)}
    for end in sorted(sentences | clauses):
        if len(folded) - end < GRAM:
            break
        if end - at >= (GRAM if end in sentences else _LONG):
            ends.append(end)
            at = end
    return [*ends, len(folded)]


def place_of(text: str, at: int, length: int) -> tuple[int, int] | None:
    """Where some characters of a folded text stand in the text; None if it is shorter."""
    places: list[tuple[int, int]] = []
    last = ""
    for start, end, unit in fold_units(text, 0, len(text)):
        for character in unit:
            if character != "-" or last != "-":
                places.append((start, end))
            last = character
    return (places[at][0], places[at + length - 1][1]) if length > 0 and at + length <= len(places) else None


# -- a copy as one stream of folded characters

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
# What a converter may leave in a line: the mark of a note as plain figures, the address a note gives.
_STRAY = re.compile(r"[\[(]?\d{1,3}[\])]?|<?https?://[!-~]{1,2000}")
_BREAK = re.compile(r"[\r\n\f\v\x85\u2028\u2029]")
_OPENING = re.compile(r"\s*(?:[-+*>]\s+)*")
# Marks of notes: a raised figure that is no exponent of a unit, and the forms of Markdown and HTML; tags.
_DROPPED = re.compile(
    r"(?<![A-Za-z0-9])[¹²³⁰⁴-⁹]{1,3}|<sup>\s*\[?\d{1,3}\]?\s*</sup>|\^\[?\d{1,3}\]?\^|\[\^[^\]\s]{1,20}\]"
    r"|</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,500})?/?>"
)


class Stream:
    """A copy's text, folded, without markup, with a way back.

    ``text`` are the folded characters; ``lines`` the places in it where a line of the copy begins.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        characters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        self.lines: list[int] = []
        dropped = [match.span() for match in _DROPPED.finditer(source)]
        at = 0
        for line in _LINE.finditer(source):
            start, end = line.span()
            begin = len(characters)
            opening = _OPENING.match(source, start, end)
            start = opening.end() if opening else start
            kept: list[tuple[int, int]] = []
            while at < len(dropped) and dropped[at][0] < end:
                kept.append((start, max(start, dropped[at][0])))
                start = max(start, dropped[at][1])
                if dropped[at][1] > end:
                    break
                at += 1
            kept.append((start, max(start, end)))
            for place, until, unit in (each for segment in kept for each in fold_units(source, *segment)):
                for character in unit:
                    if character != "-" or not characters or characters[-1] != "-":
                        characters.append(character)
                        starts.append(place)
                        ends.append(until)
            if len(characters) > begin:
                self.lines.append(begin)
        self.text = "".join(characters)
        self._starts, self._ends = starts, ends
        self._width = _wrap_width(source)
        self._patience = _PATIENCE

    def hits(self, anchors: Iterable[int]) -> dict[int, list[int]]:
        """Where each anchor stands, in order."""
        wanted = {anchor: [] for anchor in anchors}  # type: dict[int, list[int]]
        data = memoryview(self.text.encode("utf-32-le"))
        crc32, size = zlib.crc32, 4 * GRAM
        for at in range(len(self.text) - GRAM + 1):
            found = wanted.get(crc32(data[4 * at : 4 * at + size]))
            if found is not None and len(found) < MAX_HITS:
                found.append(at)
        return {anchor: places for anchor, places in wanted.items() if places}

    def matched(self, at: int, piece: Piece) -> tuple[tuple[int, int], ...]:
        """The ranges from ``at`` on that make up the piece, () if none do."""
        whole = self.exactly(at, piece)
        if whole is not None:
            return (whole,)
        for ranges in self._repairs(at, piece.length):
            self._patience -= 1
            if self._patience < 0:
                break
            if self._is(ranges, piece):
                return ranges
        return ()

    def exactly(self, at: int, piece: Piece) -> tuple[int, int] | None:
        """The range from ``at`` on if it is the piece as it stands."""
        end = at + piece.length
        return (at, end) if end <= len(self.text) and _mark(self.text[at:end]) == piece.mark else None

    def below(self, at: int) -> int:
        """Where the body below a title that ends at a place begins."""
        closing = _CLOSING.match(self.text, at)
        return closing.end() if closing else at

    def title_end(self, at: int, length: int, piece: Piece, floor: int = 0) -> int | None:
        """Where a title ends that stands about ``length`` characters before ``at``, behind ``floor``."""
        low = max(at - 2 * length - 50, floor)
        for end in range(at, low + piece.length - 1, -1):
            if _mark(self.text[end - piece.length : end]) == piece.mark:
                return end
        return None

    def unlabelled(self, at: int) -> int:
        """Behind the printed label at a place, if there is one."""
        end = at
        # A circled figure is a plain one once folded.
        while end < len(self.text) and self.source[self._starts[end]] in _CIRCLED and end < at + 2:
            end += 1
        label = _LABEL.match(self.text, end)
        return label.end() if label and end == at else end

    def before_label(self, at: int) -> int:
        """In front of the printed label that ends at a place, if there is one."""
        label = _LABEL_AT_END.search(self.text, max(at - 8, 0), at)
        start = label.start() if label else at
        while start > 0 and self.source[self._starts[start - 1]] in _CIRCLED and start > at - 4:
            start -= 1
        return start

    # -- blocks of the copy, where hashes say nothing

    def between(self, at: int) -> str:
        """What stands in the copy in front of a place and is no word."""
        return self.source[self._ends[at - 1] : self._starts[at]] if 0 < at < len(self.text) else ""

    def parted(self, at: int) -> bool:
        """Whether a line, a cell or an entry begins at a place."""
        return not 0 < at < len(self.text) or _PARTED.search(self.between(at)) is not None

    def is_entry(self, at: int) -> bool:
        """Whether the line that begins at a place opens with a bullet or a label."""
        return _BULLET.search(self.between(at)) is not None or self.unlabelled(at) > at

    def finished(self, at: int) -> bool:
        """Whether a sentence ends at a place."""
        return _SENTENCE_END.search(self.text, max(at - 8, 0), at) is not None

    def is_block(self, at: int, end: int) -> bool:
        """Whether some words are one paragraph: not a heading, finished, and parted nowhere behind a sentence."""
        inside = (line for line in range(at + 1, end) if self.parted(line))
        headed = at < len(self.text) and _HEADING.search(self.between(at)) is not None
        whole = self.parted(at) and self.finished(end) and not headed
        return whole and not any(self.finished(line) or _HEADING.search(self.between(line)) for line in inside)

    def is_stray(self, at: int, on: int) -> bool:
        """Whether some characters are the mark of a note, an address or one doubled at a page break."""
        return _STRAY.fullmatch(self.text, at, on) is not None or (on - at == 1 and self.text[at] == self.text[at - 1])

    def added_before(self, at: int, floor: int, *, titled: bool) -> int:
        """Where the words begin that stand in one block with those at ``at``, in front of them; ``at`` if none do.

        ``floor`` is where the title ends, or else the text before.
        """
        start = self._line(at, floor)
        if at - start > _BLOCK or (start == floor > 0 and not titled and not self.parted(start)):
            return at
        while self._width and floor < start and at - start < _BLOCK and not self._opens(start):
            start = self._line(start - 1, floor)
        if titled and at - floor <= _BLOCK and self.finished(at) and not self._is_note(floor):
            start = floor
        begin = self.below(start) if titled and start <= floor else self.unlabelled(start)
        words = self.text[begin:at]
        if len(words) < 2 or _BRACKETED.fullmatch(words) or _STRAY.fullmatch(words):
            return at
        inline = titled and start <= floor and not self.parted(floor)
        return begin if inline or self.finished(at) or words[-1] in ",、" else at

    def added_after(self, at: int, ceiling: int) -> int:
        """Where the words end that stand in one block with those before ``at``, behind them; ``at`` if none do.

        ``ceiling`` is where the text behind begins.
        """
        if self.parted(at):
            return at
        ceiling = min(ceiling, len(self.text))
        end = self._next(at, ceiling)
        while self._width and at < end < ceiling and end - at < _BLOCK and not self._opens(end):
            end = self._next(end, ceiling)
        if end == ceiling and not self.parted(end):
            end = max(self.before_label(end), at)
        end = self._before_by_line(at, end)
        words = self.text[at:end].lstrip("。.」』)]】")
        return end if 4 <= len(words) <= _BLOCK and self.finished(end) and not _BRACKETED.fullmatch(words) else at

    def beginning(self, at: int, length: int, floor: int) -> int:
        """Where a text begins of which ``length`` changed characters stood before ``at``, behind ``floor``."""
        label = self.before_label(at)
        if label <= floor or (self.parted(label) and self.is_entry(label)) or (self.parted(at) and self.finished(at)):
            return at
        low = max(at - 2 * length - 80, floor)
        lines = [low] if low == floor else []
        for line in range(at, low, -1):
            if self.parted(line):
                if self.is_entry(line) and at - line >= 0.3 * length:
                    return self.unlabelled(line)
                lines.append(line)
                if _HEADING.search(self.between(line)):
                    break
        lines = lines or [low + match.end() for match in _SENTENCE.finditer(self.text[low:at])]
        return self.unlabelled(min(lines, key=lambda line: abs(at - line - length), default=max(at - length, floor)))

    def ending(self, at: int, length: int, ceiling: int) -> int:
        """Where a text ends of which ``length`` changed characters stood behind ``at``, in front of ``ceiling``."""
        ceiling = max(self.before_label(min(ceiling, len(self.text))), at)
        end = at if self.parted(at) and self.finished(at) else self._next(at, ceiling)
        while end < ceiling and not _HEADING.search(self.between(end)):
            if self._before_by_line(at, end) < end:
                break
            line = self._next(end, ceiling)
            while self._width and line < ceiling and line - end <= 2 * length and not self._opens(line):
                line = self._next(line, ceiling)
            taken = end - at
            if self.unlabelled(end) > end or (self.is_entry(end) and self.finished(end)):
                break
            if self.finished(end):
                likely = 0.3 * (length - taken) <= line - end <= 1.7 * (length - taken) + 20
                said = self._before_by_line(end, line)
                if taken >= 0.5 * length or not likely or said == end or not self.finished(said) or self._is_note(end):
                    break
            elif taken > 3 * length + 100:
                break
            end = line
        names = self._before_by_line(at, end)
        rest = length - (names - at)
        return end if 0.8 * rest <= end - names <= 1.25 * rest else names

    def without_notes(self, at: int, on: int) -> list[tuple[int, int]]:
        """The ranges of some words without the lines that look like notes and page numbers."""
        found: list[tuple[int, int]] = []
        while at < on:
            line = self._next(at, on)
            if not (self.parted(at) and self._is_note(at)):
                found.append((at, line))
            at = line
        return found

    def _before_by_line(self, at: int, end: int) -> int:
        """In front of the names in brackets behind the last sentence, if there are any."""
        names = _BY_LINE.search(self.text, at, end)
        return names.start() if names and self.finished(names.start()) else end

    def _is_note(self, at: int) -> bool:
        """Whether the line at a place is a note, an address or a page number."""
        line = self.text[at : self._next(at, min(at + _BLOCK, len(self.text)))]
        return _NOTE.search(self.between(at)) is not None or _FURNITURE.match(line) is not None

    def _opens(self, at: int) -> bool:
        """Whether a line does not go on with the words of the one before."""
        return self.finished(at) or self.is_entry(at) or _HEADING.search(self.between(at)) is not None

    def _line(self, at: int, floor: int) -> int:
        """The nearest beginning of a line at or before a place, not before ``floor``."""
        while at > floor and not self.parted(at):
            at -= 1
        return at

    def _next(self, at: int, ceiling: int) -> int:
        """The nearest beginning of a line behind a place, not behind ``ceiling``."""
        at = min(at + 1, ceiling)
        while at < ceiling and not self.parted(at):
            at += 1
        return at

    def _is(self, ranges: tuple[tuple[int, int], ...], piece: Piece) -> bool:
        text = "".join(self.text[start:end] for start, end in ranges)
        return len(text) == piece.length and _mark(text) == piece.mark

    def _repairs(self, at: int, length: int) -> Iterator[tuple[tuple[int, int], ...]]:
        """Ways to read ``length`` characters from ``at`` on without one thing or two that may not belong there."""
        for cut, on in self._gaps(at, length, MAX_SKIP):
            yield (at, cut), (on, on + length - (cut - at))
        for cut, on in self._gaps(at, length, _FEW_LINES):
            rest = length - (cut - at)
            for other_cut, other_on in self._gaps(on, rest, _FEW_LINES):
                yield (at, cut), (on, other_cut), (other_on, other_on + rest - (other_cut - on))

    def _gaps(self, at: int, length: int, skip: int) -> Iterator[tuple[int, int]]:
        """Where something may stand that does not belong to the text, and where the text may go on."""
        text, lines = self.text, self.lines
        end = min(at + length, len(text))
        for number in range(bisect_right(lines, at), bisect_left(lines, end)):
            cut = lines[number]
            for on in lines[number + 1 : number + skip + 1]:
                yield cut, on
                if text[on] == text[cut - 1]:
                    yield cut, on + 1
            if text[cut - 1] == "-":
                yield cut - 1, cut
        for match in _STRAY.finditer(text, at + 1):
            if match.start() >= end:
                break
            yield match.span()
        for on in range(at + 1, end):
            if text[on] == text[on - 1]:
                yield on, on + 1

    def title_before(self, at: int, piece: Piece) -> tuple[int, int] | None:
        """The range of a title whose body begins at ``at``: directly before it or a few lines higher."""
        lines = self.lines
        number = bisect_left(lines, at)
        ends = [*range(at, max(at - 9, 0), -1), *reversed(lines[max(number - MAX_SKIP, 0) : number])]
        for end in ends:
            start = end - piece.length
            if start >= 0 and _mark(self.text[start:end]) == piece.mark:
                return start, end
        return None

    def spans(self, ranges: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """The places in the copy of some ranges, by paragraphs."""
        paragraph: list[tuple[int, int]] = []
        for begin, stop in ranges:
            for at in range(begin, min(stop, len(self.text))):
                start, end = self._starts[at], self._ends[at]
                if not paragraph:
                    paragraph.append((start, end))
                    continue
                last = paragraph[-1]
                if start < last[1]:  # the folded form of one character is longer than it
                    continue
                between = self.source[last[1] : start]
                if _BREAK.search(between):
                    if self._ends_paragraph(last[1], start):
                        yield paragraph
                        paragraph = [(start, end)]
                        continue
                    markup = between.strip()
                else:
                    markup = between.strip(_PLAIN)
                if markup:
                    paragraph.append((start, end))
                    continue
                paragraph[-1] = (last[0], end)
        if paragraph:
            yield paragraph

    def shown(self, ranges: Sequence[tuple[int, int]]) -> Mapped:
        """The words of some ranges as display text, a new line for each paragraph; offsets lead into the copy."""
        words = [display(self.source, paragraph) for paragraph in self.spans(ranges)]
        text, offsets = "", []  # type: str, list[tuple[int, int]]
        for each in words:
            if text:
                offsets.append((offsets[-1][1], each.offsets[0][0]))
                text += "\n"
            text += each.text
            offsets += each.offsets
        return Mapped(text, tuple(offsets))

    def _ends_paragraph(self, end: int, start: int) -> bool:
        """Whether a line break after a finished sentence is one between paragraphs, not one of wrapping."""
        if not _FINISHED.search(self.source[max(0, end - 9) : end]):
            return False
        if not self._width:
            return True
        begin = max(self.source.rfind("\n", 0, end), self.source.rfind("\r", 0, end)) + 1
        indented = re.compile(r"[ \t]{2}|\u3000").match(self.source, self.source.rfind("\n", 0, start) + 1)
        return indented is not None or columns(self.source[begin:end].strip()) < self._width * 0.9


_CLOSING = re.compile(r"[)）】］〕\]:：]?")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LABEL = re.compile(r"[(（]?\d{1,2}[.)）．]|提言\d{1,2}[.．:：]?|・")
_LABEL_AT_END = re.compile(r"(?:[(（]?\d{1,2}[.)）．]|提言\d{1,2}[.．:：]?|・)?[(（【［]?$")
_FINISHED = re.compile(r"[。．.！？!?：:][」』）)\]】\"”]*$")
# Folded away but no markup when they stand between two words of a line.
_PLAIN = "#■□●○•◆◇▪ \t\u3000\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


_SENTENCE_END = re.compile(r"[。!?！？][」』）)】》〉]*$")
_PARTED = re.compile(r"[\r\n\f\v\t\x85\u2028\u2029•▪●○]|</?(?:p|li|ul|ol|t[drh]|table|div|br|h[1-6])\b", re.IGNORECASE)
_BULLET = re.compile(r"[•▪●○]|(?:^|\s)[-*+]\s|<li\b", re.IGNORECASE)
_HEADING = re.compile(r"[#◆◇■]|<h[1-6]\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[(（\[【].*[)）\]】]")
_BY_LINE = re.compile(r"[(（\[【](?:[^()（）。]|[(（][^()（）。]*[)）]){2,80}[)）\]】]$")
_NOTE = re.compile(r"[\r\n]\s*[¹²³⁰⁴-⁹]")
_FURNITURE = re.compile(r"-?\d{1,3}-?$|<?https?:")
_BLOCK = 600
"""Folded characters of the longest words that are taken for ones put in at the edge of a text."""


def columns(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if is_wide(character) or unicodedata.east_asian_width(character) in "FW" else 1 for character in text)


def _wrap_width(source: str) -> int:
    """The width at which the lines of a copy are wrapped, in half-width characters; 0 if paragraphs are whole."""
    widths = sorted(width for line in _LINE.finditer(source) if (width := columns(line[0].strip())) > 20)
    if len(widths) < 20:
        return 0
    usual = widths[len(widths) * 3 // 4]
    close = bisect_right(widths, usual + 4) - bisect_left(widths, usual - 4)
    return usual if usual <= 200 and close * 3 >= len(widths) else 0
