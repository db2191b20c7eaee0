"""Edits of a copy, one at a time: what a person does to a report, and what must be said about it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefer.core.text import fold_for_fingerprint
from briefer.corpus.find import Expected, Finder, Found

PUT_IN = "これは後から書き加えられた文である。"
WORD = "別の語"
KINDS = (
    "change first", "change middle", "change last", "drop first", "drop middle", "drop last",
    "put in first", "put in middle", "put in last", "delete", "swap", "duplicate", "merge",
)  # fmt: skip
_SENTENCE = re.compile(r"[^。\n]*。[）」)』]*|[^。\n]+$", re.M)


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited copy. ``text`` is the item as it stands there (None: it is not there, '': as it was); ``span`` the
    characters of it that are others."""

    kind: str
    id: str
    copy: str
    text: str | None
    span: tuple[int, int] = (0, 0)


def leaves(found: Sequence[Found]) -> list[Found]:
    """Those with words of their own."""
    return [each for each in found if not each.expected.points]


def edit(copy: str, found: Sequence[Found], at: int, kind: str, chance: random.Random) -> Edit | None:
    """One edit of a copy in which everything is verified; None if it cannot be made there."""
    item = found[at]
    words, offsets = item.words.text, item.words.offsets
    verb, _, where = kind.rpartition(" ")
    if verb:
        if item.expected.cells:
            return None
        sentences = [match.span() for match in _SENTENCE.finditer(words)]
        if len(sentences) < {"change": 1, "drop": 2, "put in": 1}[verb] or (where == "middle" and len(sentences) < 3):
            return None
        start, end = sentences[{"first": 0, "middle": len(sentences) // 2, "last": -1}[where]]
        if verb == "change":
            places = [each for each in range(start, end - 5) if offsets[each + 2][1] - offsets[each][0] == 3]
            if not places:
                return None
            cut = chance.choice(places)
            edited = copy[: offsets[cut][0]] + WORD + copy[offsets[cut + 2][1] :]
            return Edit(kind, item.expected.id, edited, words[:cut] + WORD + words[cut + 3 :], (cut, cut + 3))
        if verb == "drop":
            edited = copy[: offsets[start][0]] + copy[offsets[end - 1][1] :]
            return Edit(kind, item.expected.id, edited, words[:start] + words[end:], (start, start))
        cut = end if where == "last" else start
        place = offsets[cut][0] if where == "first" else offsets[cut - 1][1]
        edited = copy[:place] + PUT_IN + copy[place:]
        return Edit(kind, item.expected.id, edited, words[:cut] + PUT_IN + words[cut:], (cut, cut + len(PUT_IN)))
    opening = _opening(copy, found, at)
    other = found[at + 1] if at + 1 < len(found) else None
    if kind == "delete":
        return Edit(kind, item.expected.id, copy[:opening] + copy[item.end :], None)
    if kind == "swap":
        if other is None or (opening_of_other := _opening(copy, found, at + 1)) < item.end or _tags(copy, item, other):
            return None
        one, two = copy[opening : item.end], copy[opening_of_other : other.end]
        edited = copy[:opening] + two + copy[item.end : opening_of_other] + one + copy[other.end :]
        return Edit(kind, item.expected.id, edited, "")
    if kind == "duplicate":
        if item.expected.cells:
            return None
        again = copy[opening : item.end]
        return Edit(kind, item.expected.id, f"{copy[: item.end]}\n\n{again}{copy[item.end :]}", "")
    gap = re.compile(r"\s*\n\s*").match(copy, item.end)
    if other is None or gap is None or re.search("[#◆]", copy[item.end : _opening(copy, found, at + 1)]):
        return None
    return Edit(kind, item.expected.id, copy[: item.end] + copy[gap.end() :], "")


def _tags(copy: str, one: Found, other: Found) -> bool:
    return re.search(r"</?(?:ul|p)", copy[one.end : other.start]) is not None


def _opening(copy: str, found: Sequence[Found], at: int) -> int:
    """Where the label, bullet or title of an item begins."""
    item = found[at]
    floor = max((each.end for each in found if each.end <= item.start), default=0)
    title = fold_for_fingerprint(item.title)
    start = item.start
    while title and start > floor and title not in fold_for_fingerprint(copy[start : item.start]):
        start -= 1
    label = re.search(r"(?:<li> ?[▪●]|\n(?: *\d+\.|- |[①-⑳]|提言 ?\d+|課題 ?\d+\.)?)[\s*（(]*$", copy[floor:start])
    return floor + label.start() + (label[0][0] == "\n") if label else start


def faults(edited: Edit, report: Sequence[Expected]) -> list[str]:
    """What is wrong in what is said about an edited copy; nothing should be."""
    found = leaves(Finder(edited.copy, [report]).find(report))
    every = [one.id for item in report for one in (item.points or (item,)) if one.pieces]
    missing = set(every) - {each.expected.id for each in found}
    different = {each.expected.id: each for each in found if not each.verified}
    wanted = {edited.id} if edited.text else set()
    wrong = [f"different: {each}" for each in sorted(set(different) ^ wanted)]
    wrong += [f"missing: {each}" for each in sorted(missing ^ ({edited.id} if edited.text is None else set()))]
    if edited.text and edited.id in different:
        difference = different[edited.id].difference()
        if fold_for_fingerprint(difference.text) != fold_for_fingerprint(edited.text):
            wrong.append("another text")
        elif len(difference.spans) != 1 or difference.title:
            wrong.append(f"spans {difference.spans}, title {difference.title}")
        else:
            wrong += list(_misplaced(difference.text, difference.spans[0], edited))
    return [f"{edited.kind} {edited.id}: {each}" for each in wrong]


def _misplaced(text: str, span: tuple[int, int], edited: Edit) -> Iterator[str]:
    """Offsets are compared by the words before them: paragraphs may be parted otherwise than in the item as it was."""
    assert edited.text is not None
    before = [len(fold_for_fingerprint(text[:at])) for at in span]
    wanted = [len(fold_for_fingerprint(edited.text[:at])) for at in edited.span]
    if not before[0] <= wanted[0] <= wanted[1] <= before[1]:
        yield f"span {before} does not hold {wanted}"
    if edited.kind.startswith("put in") and before[1] - before[0] != wanted[1] - wanted[0]:
        yield f"span {before} is not just {wanted}"
