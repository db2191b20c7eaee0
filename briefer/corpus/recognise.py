"""Blocks → the items a report seems to hold, with their exact words.

What follows a numbered entry belongs to it until the next one, because converters break items at page ends; where the
text breaks off in mid-sentence, even a bullet is taken for its rest. How much of it belongs is left open: ``Reading``
offers every length, and a fingerprint decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefer.core.text import Mapped, display, is_wide
from briefer.corpus.document import SENTENCE_END, Block, Cell, Mark, blocks

MAX_LEAD = 80
"""Characters of a bracketed title in front of an item's body."""

MAX_ITEM = 20_000
"""Characters of one heading, entry or paragraph; what is longer is no part of an item."""
MAX_GROUP = 2_000
"""Blocks between two headings that are looked at together."""
MAX_LENGTHS = 12
"""Versions of one item that differ in how many of the following blocks belong to it."""

_BRACKETS = {"（": "）", "(": ")", "【": "】", "［": "］"}
_ANY_BRACKET = {**dict.fromkeys("（(【［「『", 1), **dict.fromkeys("）)】］」』", -1)}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the copy: display text whose offsets lead back into the decoded file."""

    words: Mapped

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text

    @property
    def start(self) -> int:
        """Where they begin in the decoded file (characters)."""
        return self.words.offsets[0][0] if self.words.offsets else 0

    @property
    def end(self) -> int:
        """Where they end in the decoded file."""
        return self.words.offsets[-1][1] if self.words.offsets else 0

    def pieces(self) -> list[list[int]]:
        """[at, start, length] of each run of characters that stands unbroken in the file."""
        found: list[list[int]] = []
        for at, (start, end) in enumerate(self.words.offsets):
            if end != start + 1:
                continue  # a blank that stands for more than one character
            if found and found[-1][1] + found[-1][2] == start and found[-1][0] + found[-1][2] == at:
                found[-1][2] += 1
            else:
                found.append([at, start, 1])
        return found


@dataclass(frozen=True, slots=True)
class Version:
    """One way to read an item: with or without a title of its own, and with so much of what follows it."""

    title: str
    body: Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """Something that looks like an item. ``versions`` holds the likeliest first; a scenario row has ``sides``, the
    entries of its cells in printed order, and its header as the only version's title."""

    section: str
    mark: Mark | None
    versions: tuple[Version, ...]
    sides: tuple[tuple[Passage, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a text holds: its headings in order, and its items."""

    headings: tuple[str, ...]
    readings: tuple[Reading, ...]


def recognise(text: str, keep: Callable[[Reading], bool] = lambda _: True) -> Contents:
    """Headings and items of a decoded copy, of the items those that ``keep`` wants."""
    headings: list[str] = []
    readings: list[Reading] = []
    section = ""
    group: list[Block] = []

    def close() -> None:
        readings.extend(filter(keep, _items(text, section, group)))
        group.clear()

    for block in blocks(text):
        start, end = block.piece.extent
        too_long = end - start > MAX_ITEM
        if block.kind in ("heading", "table") or too_long or len(group) >= MAX_GROUP:
            close()
        if block.kind == "table":
            readings.extend(filter(keep, _rows(text, section, block)))
        elif too_long:
            continue
        elif block.kind == "heading":
            section = block.piece.words(text).text
            headings.append(section)
        else:
            group.append(block)
    close()
    return Contents(tuple(headings), tuple(readings))


# -- numbered and titled entries


def _items(text: str, section: str, group: Sequence[Block]) -> Iterator[Reading]:
    """The items between two headings."""
    words = [block.piece.words(text) for block in group]
    leads = [_lead(block, each) for block, each in zip(group, words, strict=True)]
    starts = sorted(_in_sequence(group) | _titled(leads))
    for at, first in enumerate(starts):
        last = starts[at + 1] if at + 1 < len(starts) else len(group)
        following = [block.piece.continuing(text) for block in group[first + 1 : last]]
        yield Reading(section, group[first].piece.mark, tuple(_versions([words[first], *following], leads[first])))


def _in_sequence(group: Sequence[Block]) -> set[int]:
    """Blocks whose figure counts on from the one before, at least two in a row, all in the style of the first."""
    found: set[int] = set()
    last: dict[str, tuple[int, int]] = {}
    level: str | None = None
    for at, block in enumerate(group):
        mark = block.piece.mark
        if mark is None or mark.number is None:
            continue
        before = last.get(mark.family)
        if before is not None and mark.number == before[1] + 1 and level in (None, mark.family):
            # Another style of figures inside is a list within an item.
            level = mark.family
            found |= {before[0], at}
        last[mark.family] = (at, mark.number)
    return found


def _titled(leads: Sequence[_Lead | None]) -> set[int]:
    """Blocks that open with a bracketed title, if several do: numbering may have been lost in conversion."""
    found = {at for at, lead in enumerate(leads) if lead is not None and lead.bracketed}
    return found if len(found) > 1 else set()


@dataclass(frozen=True, slots=True)
class _Lead:
    """A title in front of a body: character ranges in the display text of a block."""

    title: tuple[int, int]
    body: int
    bracketed: bool


def _lead(block: Block, words: Mapped) -> _Lead | None:
    shown = words.text
    closing = _BRACKETS.get(shown[:1])
    if closing:
        depth = 0
        for at, character in enumerate(shown[: MAX_LEAD + 2]):
            depth += _ANY_BRACKET.get(character, 0)
            if depth == 0:
                return _with_body(shown, (1, at), at + 1, bracketed=True)
        return None
    if block.piece.bold:
        start, end = block.piece.bold
        inside = [at for at, (a, b) in enumerate(words.offsets) if start <= a and b <= end]
        if inside and inside[0] == 0 and len(inside) <= MAX_LEAD:
            return _with_body(shown, (0, inside[-1] + 1), inside[-1] + 1, bracketed=False)
    return None


def _with_body(shown: str, title: tuple[int, int], body: int, *, bracketed: bool) -> _Lead | None:
    body += len(shown[body:]) - len(shown[body:].lstrip(" \u3000"))
    return _Lead(title, body, bracketed) if shown[body:] and title[1] > title[0] else None


def _versions(words: Sequence[Mapped], lead: _Lead | None) -> Iterator[Version]:
    # What breaks off in mid-sentence goes on in the next block.
    likeliest = 1
    while likeliest < len(words) and not SENTENCE_END.search(words[likeliest - 1].text):
        likeliest += 1
    lengths = [likeliest, *(length for length in range(1, len(words) + 1) if length != likeliest)][:MAX_LENGTHS]
    wholes = [_together(words[:length]) for length in lengths]
    if lead:
        for whole in wholes:
            title = whole.text[lead.title[0] : lead.title[1]].strip()
            yield Version(title, Passage(Mapped(whole.text[lead.body :], whole.offsets[lead.body :])))
    for whole in wholes:
        yield Version("", Passage(whole))


def _together(words: Sequence[Mapped]) -> Mapped:
    """Pieces as one text: a new line after a finished sentence, else joined by script."""
    text, offsets = words[0].text, list(words[0].offsets)
    for piece in words[1:]:
        if not piece.text:
            continue
        if text:
            between = "\n" if SENTENCE_END.search(text) else "" if is_wide(text[-1]) or is_wide(piece.text[0]) else " "
            offsets += [(offsets[-1][1], piece.offsets[0][0])] * len(between)
            text += between
        text += piece.text
        offsets += piece.offsets
    return Mapped(text, tuple(offsets))


# -- scenario tables


def _rows(text: str, section: str, table: Block) -> Iterator[Reading]:
    """Rows with a header and lists in their cells."""
    for row in table.rows:
        header, sides = _header(text, row[0]), []
        for cell in row:
            entries = tuple(
                Passage(piece.words(text))
                for piece in cell.pieces
                if piece.mark is not None and piece.extent[1] - piece.extent[0] <= MAX_ITEM
            )
            if entries:
                sides.append(entries)
        if header is not None and sides:
            yield Reading(section, None, (Version(header.text, header),), tuple(sides))


def _header(text: str, cell: Cell) -> Passage | None:
    spans: list[tuple[int, int]] = []
    for piece in cell.pieces:
        if piece.mark is not None:
            break
        spans.extend(piece.spans)
    return Passage(display(text, spans)) if spans else None
