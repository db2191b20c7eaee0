"""What a user does to the proposals of a report, as plain values. No Qt: each function answers a new list of drafts.

A draft is a proposal with its tick. Offsets count characters of the report's text as it was decoded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefer.core.items import ItemKind
from briefer.core.text import Mapped, display, is_wide

if TYPE_CHECKING:
    from briefer.corpus.importing.model import Import, Proposal, SourceDraft

Drafts = tuple["Draft", ...]
Make = Callable[[ItemKind, str, int, int, "tuple[Piece, ...]"], "Proposal"]
"""Makes a proposal by hand: kind, text, start, end and pieces."""
Piece = tuple[int, int, int]

_SENTENCE_ENDS = "。．.!?！？」』）)】］]:："
_ENTRY = re.compile(
    r"[-・•●▪■◆○◇▶]|[①-⑳]|[(（]?(?:\d{1,3}|[０-９]{1,3}|[a-zA-Z]|[ア-ン]|[一二三四五六七八九十]{1,3})[)）.．、]|第[0-9０-９一二三四五六七八九十]+|#"
)
_LABEL = re.compile(
    r"(?:【[^】\n]{1,20}】|[(（][^)）\s]{1,6}[)）]|[①-⑳]|(?:提言|勧告|原則|Recommendation|Proposal)\s*[\d０-９一二三四五六七八九十IVX]{1,4}[:：.．]?"
    r"|[\d０-９]{1,3}[)）.．、]|[一二三四五六七八九十]{1,3}[\s\u3000、．.]|[ア-ン][\s\u3000、．.)）]|[a-zA-Z][.)])[\s\u3000]*"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as the user has it now; ``changed`` tells whether its words or extent are the user's."""

    proposal: Proposal
    ticked: bool
    changed: bool = False

    @property
    def start(self) -> int:
        """The first character of its label."""
        return self.proposal.start

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.proposal.end


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a step of the review may change."""

    source: SourceDraft
    key: str
    drafts: Drafts


class Steps:
    """The steps of one review: sheets are values, so undo is a matter of remembering them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheets: list[tuple[str, Sheet]] = [("", sheet)]
        self._at = 0

    @property
    def sheet(self) -> Sheet:
        """The sheet as it is now."""
        return self._sheets[self._at][1]

    @property
    def undo_label(self) -> str:
        """Key of the step that ``undo`` takes back, empty if there is none."""
        return self._sheets[self._at][0]

    @property
    def redo_label(self) -> str:
        """Key of the step that ``redo`` does again, empty if there is none."""
        return self._sheets[self._at + 1][0] if self._at + 1 < len(self._sheets) else ""

    def do(self, label: str, sheet: Sheet, *, typing: bool = False) -> bool:
        """Remember a step; while typing, a step of the same label grows. Whether anything has changed."""
        if sheet == self.sheet:
            return False
        if typing and label and label == self.undo_label:
            self._sheets[self._at] = (label, sheet)
            del self._sheets[self._at + 1 :]
            return True
        del self._sheets[self._at + 1 :]
        self._sheets.append((label, sheet))
        self._at += 1
        return True

    def undo(self) -> bool:
        """One step back, if there is one."""
        if self._at == 0:
            return False
        self._at -= 1
        return True

    def redo(self) -> bool:
        """One step forward again, if there is one."""
        if self._at + 1 >= len(self._sheets):
            return False
        self._at += 1
        return True


def drafts_of(found: Import) -> Drafts:
    """The proposals with the ticks they come with."""
    return tuple(Draft(each, each.ticked) for each in found.proposals)


def accepted(drafts: Iterable[Draft]) -> tuple[Proposal, ...]:
    """What would be stored. The places of alternatives no longer hold and are dropped."""
    return tuple(replace(each.proposal, alternative_of=None) for each in drafts if each.ticked)


def overlapping(drafts: Sequence[Draft], at: int) -> list[int]:
    """The other drafts that share words with this one."""
    one = drafts[at]
    return [
        place for place, other in enumerate(drafts) if place != at and other.start < one.end and one.start < other.end
    ]


def tick(drafts: Drafts, places: Iterable[int], *, on: bool) -> Drafts:
    """Accept or reject. Each word belongs to one item: accepting takes the tick from other readings of the words."""
    result = list(drafts)
    for at in places:
        result[at] = replace(result[at], ticked=on)
        if on:
            for other in overlapping(result, at):
                result[other] = replace(result[other], ticked=False)
    return tuple(result)


def other_reading(drafts: Drafts, at: int) -> tuple[int, ...]:
    """The drafts that read the words around ``at`` at another level than those ticked now; () if there is none."""
    cluster, waiting = {at}, [at]
    while waiting:
        for other in overlapping(drafts, waiting.pop()):
            if other not in cluster:
                cluster.add(other)
                waiting.append(other)
    if len(cluster) == 1:
        return ()
    now = [each for each in cluster if drafts[each].ticked]
    taken: list[int] = []
    for each in sorted(cluster - set(now), key=lambda place: (drafts[place].start, drafts[place].end)):
        if all(drafts[each].start >= drafts[other].end for other in taken):
            taken.append(each)
    return tuple(taken)


def read_otherwise(drafts: Drafts, at: int) -> Drafts:
    """Change the level of the words around ``at``."""
    return tick(drafts, other_reading(drafts, at), on=True)


def replaced(drafts: Drafts, at: int, **fields: object) -> Drafts:
    """Change fields of one proposal by hand."""
    draft = drafts[at]
    return _with(drafts, at, replace(draft, proposal=replace(draft.proposal, **fields), changed=True))  # type: ignore[arg-type]


def set_kind(drafts: Drafts, places: Iterable[int], kind: ItemKind) -> Drafts:
    """Make items of another kind."""
    result = list(drafts)
    for at in places:
        result[at] = replace(result[at], proposal=replace(result[at].proposal, kind=kind))
    return tuple(result)


def remove(drafts: Drafts, at: int) -> Drafts:
    """Take a proposal off the list."""
    return drafts[:at] + drafts[at + 1 :]


# -- merging and splitting


def next_of(drafts: Drafts, at: int) -> int | None:
    """The proposal that follows the words of this one, other readings of the same words left out."""
    after = [place for place, each in enumerate(drafts) if place != at and each.start >= drafts[at].end]
    ticked = [place for place in after if drafts[place].ticked]
    if not after:
        return None
    first = min(after, key=lambda place: (drafts[place].start, not drafts[place].ticked))
    if ticked and drafts[ticked[0]].start <= drafts[first].end:
        return ticked[0]
    return first


def merge(drafts: Drafts, at: int, text: str) -> tuple[Drafts, int] | None:
    """One item of this and the next; its place. ``None`` if there is nothing to merge with.

    Label and title of the next one become a line of the text, as they stand in the report.
    """
    other = next_of(drafts, at)
    if other is None:
        return None
    one, two = drafts[at].proposal, drafts[other].proposal
    head = words(text, two.start, two.pieces[0][1]) if (two.label or two.title) and two.pieces else Mapped("", ())
    goes_on = not head.text and bool(one.text) and one.text[-1] not in _SENTENCE_ENDS
    between = ""
    if one.text:
        between = _glue(one.text, two.text) if goes_on else "\n"
    whole, pieces = one.text + between, list(one.pieces)
    if head.text:
        pieces += [(place + len(whole), start, length) for place, start, length in pieces_of(head, text)]
        whole += head.text + "\n"
    pieces += [(place + len(whole), start, length) for place, start, length in two.pieces]
    whole += two.text
    merged = replace(
        one,
        text=whole,
        pieces=tuple(pieces),
        end=max(one.end, two.end),
        sub_items=(*one.sub_items, *two.sub_items),
        cells=(),
        columns=(),
        sides=(),
        confidence=max(one.confidence, two.confidence),
    )
    result = [replace(drafts[at], proposal=merged, changed=True)]
    kept = [each for place, each in enumerate(drafts) if place not in (at, other)]
    return _ordered([*result, *kept], result[0], tick_it=drafts[at].ticked or drafts[other].ticked)


def _glue(before: str, after: str) -> str:
    return "" if is_wide(before[-1]) or (after and is_wide(after[0])) else " "


def split(drafts: Drafts, at: int, offset: int) -> tuple[Drafts, int] | None:
    """Two items of one, parted at an offset of the report's text; the place of the second.

    ``None`` if the offset is not inside the item's text. A label at the beginning of the second part becomes its own,
    and the rest of that line its title where it is no sentence.
    """
    one = drafts[at].proposal
    cut = place_in_text(one, offset)
    if cut is None:
        return None
    first, second = one.text[:cut].rstrip(), one.text[cut:]
    skipped = len(second) - len(second.lstrip())
    label = _LABEL.match(second.lstrip())
    word = label[0].strip() if label and label.end() < len(second.lstrip()) else ""
    begin = cut + skipped
    body = begin + (label.end() if label and word else 0)
    line, more, _ = one.text[body:].partition("\n")
    title = line.strip() if word and more and line.strip() and line.rstrip()[-1] not in _SENTENCE_ENDS[:8] else ""
    if title:
        body += len(line) + 1
    start = offset_of(one, begin)
    head_end = offset_of(one, len(first) - 1) if first else None
    if not first or start is None or head_end is None:
        return None
    upper = replace(
        one, text=first, end=head_end + 1, pieces=_pieces(one.pieces, 0, len(first)), cells=(), columns=(), sides=(),
        sub_items=tuple(part for part in one.sub_items if part.text and part.text in first),
    )  # fmt: skip
    lower = replace(
        one, label=word, title=title, text=one.text[body:], start=start,
        pieces=_pieces(one.pieces, body, len(one.text)), cells=(), columns=(), sides=(), duplicate_of=None,
        sub_items=tuple(part for part in one.sub_items if part.text and part.text not in first),
    )  # fmt: skip
    new = Draft(lower, drafts[at].ticked, changed=True)
    result = [*drafts[:at], replace(drafts[at], proposal=upper, changed=True), new, *drafts[at + 1 :]]
    return _ordered(result, new, tick_it=new.ticked)


def place_in_text(proposal: Proposal, offset: int) -> int | None:
    """Where in the item's text the character at an offset of the report stands; ``None`` if it is not inside."""
    if not proposal.pieces or not proposal.start < offset < proposal.end:
        return None
    after = [
        (max(start, offset) - start + place) for place, start, length in proposal.pieces if start + length > offset
    ]
    cut = min(after, default=None)
    return cut if cut else None


def offset_of(proposal: Proposal, place: int) -> int | None:
    """Where in the report a character of the item's text stands, or the next one that stands there."""
    for at, start, length in proposal.pieces:
        if place < at + length:
            return start + max(0, place - at)
    return None


def _pieces(pieces: Sequence[Piece], begin: int, end: int) -> tuple[Piece, ...]:
    result = []
    for at, start, length in pieces:
        low, high = max(at, begin), min(at + length, end)
        if low < high:
            result.append((low - begin, start + low - at, high - low))
    return tuple(result)


# -- by hand


def words(text: str, start: int, end: int) -> Mapped:
    """A stretch of the report as an item's text: lines joined by script, paragraphs and list entries apart."""
    parts: list[Mapped] = []
    begin, last = start, start
    for line in re.finditer(r"[^\n]*\n?", text[start:end]):
        at = start + line.start()
        body = line[0].strip()
        if not body:
            continue
        before = text[begin:last].rstrip()
        if before and (_ENTRY.match(body) or (before[-1] in _SENTENCE_ENDS[:8] and "\n\n" in text[last - 1 : at + 1])):
            parts.append(display(text, [(begin, last)]))
            begin = at
        last = start + line.end()
    parts.append(display(text, [(begin, min(last, end))]))
    kept = [part for part in parts if part.text]
    if not kept:
        return Mapped("", ())
    joined, offsets = kept[0].text, list(kept[0].offsets)
    for part in kept[1:]:
        offsets.append((offsets[-1][1], part.offsets[0][0]))
        offsets += part.offsets
        joined += "\n" + part.text
    return Mapped(joined, tuple(offsets))


def pieces_of(mapped: Mapped, text: str) -> tuple[Piece, ...]:
    """(at, start, length) for each run of characters that stands unbroken in the report's ``text``."""
    pieces: list[list[int]] = []
    for at, (start, end) in enumerate(mapped.offsets):
        if end - start != 1 or mapped.text[at] != text[start]:  # a blank may stand for the end of a line
            continue
        last = pieces[-1] if pieces else None
        if last and last[0] + last[2] == at and last[1] + last[2] == start:
            last[2] += 1
        else:
            pieces.append([at, start, 1])
    return tuple((at, start, length) for at, start, length in pieces)


def make(drafts: Drafts, text: str, start: int, end: int, maker: Make) -> tuple[Drafts, int] | None:
    """A new item from a stretch of the report; its place. ``None`` if there are no words in it."""
    found = words(text, start, end)
    if not found.text:
        return None
    label = _LABEL.match(found.text)
    skip = label.end() if label and label.end() < len(found.text) else 0
    body = Mapped(found.text[skip:], found.offsets[skip:])
    proposal = maker("recommendation", body.text, found.offsets[0][0], found.offsets[-1][1], pieces_of(body, text))
    if skip and label:
        proposal = replace(proposal, label=label[0].strip())
    section = next((each.proposal.section_path for each in reversed(drafts) if each.start <= start), ())
    new = Draft(replace(proposal, section_path=section), ticked=True, changed=True)
    return _ordered([*drafts, new], new, tick_it=True)


def extend(drafts: Drafts, at: int, text: str, start: int, end: int) -> tuple[Drafts, int] | None:
    """Let an item reach from ``start`` to ``end``; label and title stay where the stretch still holds them."""
    one = drafts[at].proposal
    body = one.pieces[0][1] if one.pieces else one.start
    keeps_head = start <= one.start and body < end
    found = words(text, body if keeps_head else start, end)
    if not found.text:
        return None
    new = replace(
        one,
        label=one.label if keeps_head else "",
        title=one.title if keeps_head else "",
        text=found.text,
        start=one.start if keeps_head else found.offsets[0][0],
        end=found.offsets[-1][1],
        pieces=pieces_of(found, text),
        sub_items=(),
        cells=(),
        columns=(),
        sides=(),
    )
    draft = replace(drafts[at], proposal=new, changed=True)
    return _ordered([*drafts[:at], draft, *drafts[at + 1 :]], draft, tick_it=draft.ticked)


# -- tables


def table_at(text: str, offset: int) -> list[tuple[int, int]]:
    """The rows (start, end) of the table of tab-separated cells around an offset, without rows that are empty."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    at = bisect_right(starts, offset) - 1

    def line(number: int) -> tuple[int, int]:
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
        return starts[number], end

    def tabbed(number: int) -> bool:
        begin, end = line(number)
        return "\t" in text[begin:end].strip("\r\n")

    if not tabbed(at):
        return []
    first = last = at
    while first > 0 and tabbed(first - 1):
        first -= 1
    while last + 1 < len(starts) and tabbed(last + 1):
        last += 1
    rows = [line(number) for number in range(first, last + 1)]
    return [row for row in rows if text[slice(*row)].strip()]


def set_rows(drafts: Drafts, text: str, offset: int, kind: ItemKind | None, maker: Make) -> tuple[Drafts, int] | None:
    """Take the rows of the table around an offset as items of a kind, ``None`` as nothing; the place of the first.

    The first row gives the heads of the columns. ``None`` if there is no table there.
    """
    rows = table_at(text, offset)
    if not rows:
        return None
    begin, end = rows[0][0], rows[-1][1]
    inside = [at for at, each in enumerate(drafts) if begin <= each.start < end]
    if kind is None:
        return (tick(drafts, inside, on=False), inside[0] if inside else -1)
    whole = [at for at in inside if drafts[at].proposal.cells]
    if whole:
        taken = tick(set_kind(drafts, whole, kind), whole, on=True)
        return taken, whole[0]
    result: list[Draft] = [replace(each, ticked=False) if at in inside else each for at, each in enumerate(drafts)]
    heads = [cell.text for cell in _cells(text, *rows[0])]
    first: Draft | None = None
    for row in rows[1:] if len(rows) > 1 else rows:
        cells = _cells(text, *row)
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        named = len(filled) > 1 and kind != "recommendation"
        body = filled[1:] if named else filled
        joined, offsets = body[0].text, list(body[0].offsets)
        for cell in body[1:]:
            offsets.append((offsets[-1][1], cell.offsets[0][0]))
            joined, offsets = joined + "\n" + cell.text, offsets + list(cell.offsets)
        mapped = Mapped(joined, tuple(offsets))
        proposal = maker(kind, joined, filled[0].offsets[0][0], filled[-1].offsets[-1][1], pieces_of(mapped, text))
        if named:
            columns = tuple(heads[1:]) if len(heads) == len(cells) else ()
            values = tuple(cell.text for cell in cells[1:])
            proposal = replace(proposal, title=filled[0].text, columns=columns, cells=values if columns else ())
        new = Draft(proposal, ticked=True, changed=True)
        first = first or new
        result.append(new)
    if first is None:
        return None
    return _ordered(result, first, tick_it=True)


def _cells(text: str, start: int, end: int) -> list[Mapped]:
    cells, at = [], start
    for cell in text[start:end].split("\t"):
        cells.append(display(text, [(at, at + len(cell))]))
        at += len(cell) + 1
    return cells


# -- keeping order


def _with(drafts: Drafts, at: int, draft: Draft) -> Drafts:
    return (*drafts[:at], draft, *drafts[at + 1 :])


def _ordered(drafts: Sequence[Draft], one: Draft, *, tick_it: bool) -> tuple[Drafts, int]:
    """In printed order; the place of ``one``, which takes the tick from other readings of its words."""
    ordered = tuple(sorted(drafts, key=lambda each: (each.start, each.proposal.alternative_of is not None, -each.end)))
    at = next(place for place, each in enumerate(ordered) if each is one)
    return (tick(ordered, [at], on=True) if tick_it else ordered), at
