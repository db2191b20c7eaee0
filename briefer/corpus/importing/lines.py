"""A copy's text → its lines, without what pages and converters put between them.

Page numbers, running heads, foot-notes in the middle of a text, contents lists and captions go; text set vertically
(one character a line) is joined again. The text itself is never changed: a line keeps the places of its characters.
"""

from __future__ import annotations

import bisect
import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefer.core.text import is_wide
from briefer.corpus.importing.marks import plain


@dataclass(slots=True)
class Line:
    """A printed line. ``flat`` is its folded text without blanks around it, ``offsets`` the place of each of its
    characters; ``blanks`` counts the blank lines before it, ``indent`` and ``width`` are in half-width columns."""

    flat: str
    offsets: Sequence[int]
    blanks: int
    indent: int
    width: int
    page_break: bool = False
    """Whether a page ended before it."""
    trailing: bool = False
    """Whether a blank stands behind it, as some converters write at the end of a paragraph only."""

    @property
    def start(self) -> int:
        """Its first character."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """After its last character."""
        return self.offsets[-1] + 1


@dataclass(slots=True)
class Page:
    """The lines of a copy, and what was learnt on the way."""

    lines: list[Line]
    cuts: list[tuple[int, int]] = field(default_factory=list)
    """Places of foot-note figures that stick to words."""
    contents: list[Line] = field(default_factory=list)
    vertical: bool = False


_BREAKS = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]|\f")
_RULE = re.compile(r"(?:[-*_=－―─━~・*＊※☆★◇◆○●□■=]\s*){3,}$")
_PAGE_MARK = re.compile(r"%%\s*page.*%%$|<!--.*-->$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—‐~<\[(|]\s*\d{1,4}\s*[-–—‐~>\])|]|(?:Page|p\.?|P\.)\s*\d{1,4}(?:\s*(?:of|"
    r"/)\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}|\d{1,4}(?:\s*(?:ページ|頁))?"
    r"|[ivxlc]{1,6})$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"[(（]?\s*(?:写真|撮影|Photo(?:graph)?\s*(?:by|:|credit))|.{0,80}[(（]\s*\d{4}\s*年.{0,20}写真\s*[:/].{0,40}[)）]?$"
    r"|.{0,60}[(（]写真\s*[:/]|.{0,60}\s写真\s*[:/].{0,40}[)）]$|\(?(?:出所|出典|資料|Source)\)?\s*[:：)].{0,200}$",
    re.IGNORECASE,
)
_URL = re.compile(r"[(（<]?\s*(?:URL|URI)?\s*[)）]?\s*<?https?://\S+>?\s*$|<https?://[^>]*>?\s*$", re.IGNORECASE)
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTER = "ぁ-んァ-ヶー一-龥々〇"
_STUCK = re.compile(
    rf"(?<=[{_LETTER}」』）)\]])(?P<ja>\d{{1,3}})(?=[。、])"
    r"|(?<=[a-z][.,;:”\"’')])(?P<en>\d{1,3})(?=\s|$)|(?<=[a-z)][”\"’'])(?P<quoted>\d{1,3})(?=\s|$)"
    r"|(?<=[a-z]{4})(?P<inner>\d{1,2})(?=[.,;:]?(?:\s|$))"
)
_NOTE = re.compile(rf"(?:(?:注|註)?\s*(?P<n>\d{{1,3}})[)）.．]?\s+|(?P<s>[{_SUPER}]{{1,3}})\s*|[*＊]\d{{1,2}}\s+)")
_LONE_NOTE = re.compile(r"(?:注|註)?(?P<n>\d{1,3})\s+\S")
_MARKDOWN_SIGN = re.compile(r"(?<=\S)\[\^[\w-]{1,12}\](?!:)")
_LEADERS = re.compile(r"(?:[.…‥・]{3,}|\s[.…‥・\s]{5,})\s*\d{1,4}(?!\d)")
_TOC_WORD = re.compile(
    r"[【〔\[<≪■◆●○\s]*(?:目\s*次|もくじ|Table of contents|Contents|CONTENTS|主な内容|本書の構成)[】〕\]>≫\s]*$"
)
_TOC_LINE = re.compile(
    r"(?:[.…‥・･\s]{3,}|[.…‥]{2,}\s*|\t\s*|\s{2,}|\s[pP]\.?\s?|\s*…+\s*)\s*(?:p\.?\s?)?[(]?\d{1,4}[)]?$"
)
ENDS = re.compile(r"[。.!?！？:：;；][」』）)\]】*\"”’]*\s*$")
"""A line that ends so is finished."""


def read_lines(text: str) -> Page:
    """The lines of a text."""
    flat = plain(text)
    raw = _raw(text, flat)
    page = Page(raw)
    if _is_vertical(raw):
        page.vertical = True
        page.lines = _joined_columns(raw)
    _drop_page_marks(page)
    _drop_notes(page)
    _drop_contents(page)
    page.lines = [line for line in page.lines if not _CAPTION.match(line.flat) and not _URL.match(line.flat)]
    return page


def columns(text: str) -> int:
    """The width of a text in half-width columns."""
    return len(text) + sum(map(is_wide, text))


def _raw(text: str, flat: str) -> list[Line]:
    found: list[Line] = []
    blanks, page_break, at = 0, False, 0
    places = [*((match.start(), match.end(), match[0]) for match in _BREAKS.finditer(text)), (len(text), len(text), "")]
    for end, after, sign in places:
        line = flat[at:end]
        stripped = line.strip(" \t\ufeff")
        if stripped and not _RULE.match(stripped) and not _PAGE_MARK.match(stripped):
            start = at + len(line) - len(line.lstrip(" \t\ufeff"))
            body = flat[start : start + len(line[start - at :].rstrip())]
            offsets = range(start, start + len(body))
            found.append(
                Line(
                    body,
                    offsets,
                    blanks,
                    columns(text[at:start]),
                    columns(text[start : start + len(body)]),
                    page_break,
                    len(body) < end - start,
                )
            )
            blanks, page_break = 0, False
        else:
            blanks += 1
            page_break = page_break or _PAGE_MARK.match(stripped) is not None
        if sign == "\f":
            page_break = True
        at = after
    return found


def _is_vertical(lines: Sequence[Line]) -> bool:
    """Whether the text was set vertically: one character a line."""
    if len(lines) < 40:
        return False
    return statistics.median(len(line.flat) for line in lines) <= 1


def _joined_columns(lines: Sequence[Line]) -> list[Line]:
    """Characters of one column as one line; an empty line ends a column."""
    found: list[Line] = []
    group: list[Line] = []

    def close() -> None:
        if group:
            flat = "".join(line.flat for line in group)
            offsets = tuple(place for line in group for place in line.offsets)
            found.append(Line(flat, offsets, 1, 0, 2 * len(flat), group[0].page_break))
            group.clear()

    for line in lines:
        if line.blanks:
            close()
        group.append(line)
    close()
    return found


# -- pages


def _drop_page_marks(page: Page) -> None:
    """Take out page numbers and running heads; what a page parted is closed up."""
    lines = page.lines
    numbers = {at for at, line in enumerate(lines) if _PAGE_NUMBER.match(line.flat) and _is_page_number(lines, at)}
    # A running head is a short line that comes again and again beside page ends.
    shapes = Counter(_shape(line) for line in lines if len(line.flat) <= 80)
    beside = {at for at, line in enumerate(lines) if line.page_break or at - 1 in numbers or at + 1 in numbers}
    again = Counter(_shape(lines[at]) for at in beside if at not in numbers)
    heads = {
        at
        for at in beside - numbers
        if (len(lines[at].flat) <= 80 and again[_shape(lines[at])] >= 2 and shapes[_shape(lines[at])] >= 3)
        or (len(lines[at].flat) <= 80 and again[_shape(lines[at])] >= 1 and at and _is_title_again(lines, at))
    }  # fmt: skip
    dropped = numbers | heads
    dropped |= {foot for at in numbers for foot in (at - 1, at + 1) if _parts_a_sentence(lines, at, foot)}
    kept: list[Line] = []
    broken = False
    blanks = 0
    for at, line in enumerate(lines):
        if at in dropped:
            broken, blanks = True, max(blanks, line.blanks)
            continue
        if broken:
            line.page_break = True
            line.blanks = max(line.blanks, blanks)
        kept.append(line)
        broken, blanks = False, 0
    page.lines = kept


def _parts_a_sentence(lines: Sequence[Line], number: int, foot: int) -> bool:
    """Whether a short line beside a page number lies between two halves of an English sentence: a running foot."""
    first, last = min(number, foot), max(number, foot)
    if first < 1 or last + 1 >= len(lines) or len(lines[foot].flat) > 80 or ENDS.search(lines[foot].flat):
        return False
    before, after = lines[first - 1].flat, lines[last + 1].flat
    apart = lines[last + 1].blanks > 0 if foot > number else lines[foot].blanks > 0
    return apart and len(before) > 40 and before[-1].islower() and after[:1].islower()


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.flat).strip("-|– ")


def _is_title_again(lines: Sequence[Line], at: int) -> bool:
    """Whether a line beside a page end repeats one of the first ten."""
    return len(lines[at].flat) >= 4 and any(lines[at].flat == line.flat for line in lines[: min(10, at)])


def _is_page_number(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    bare = re.fullmatch(r"\d{1,4}|[ivxlcIVXLC]{1,6}", line.flat)
    if bare is None:
        # "(3)" may be a label whose text stands on the next line: others of its kind are near then.
        shape = re.sub(r"\d+", "#", line.flat)
        return not re.fullmatch(r"[(\[<]\s*#\s*[)\]>]", shape)
    alone = line.blanks > 0 or line.page_break
    after = at + 1 >= len(lines) or lines[at + 1].blanks > 0 or lines[at + 1].page_break
    return alone or after


# -- foot-notes


def _drop_notes(page: Page) -> None:
    """Take out foot-notes that stand in the middle of the text, and note the figures that refer to them."""
    lines = page.lines
    stuck: list[tuple[int, int, int, bool]] = []
    raised: set[int] = set()
    for line in lines:
        for sign in re.finditer(rf"[{_SUPER}]{{1,3}}", line.flat):
            before = line.flat[: sign.start()]
            if before and (is_wide(before[-1]) or before[-1] in ".,;:)]”\"’'" or re.search(r"[A-Za-z]{4}$", before)):
                raised.add(int("".join(str(_SUPER.index(each)) for each in sign[0])))
                page.cuts.append((line.offsets[sign.start()], line.offsets[sign.end() - 1] + 1))
        for sign in _MARKDOWN_SIGN.finditer(line.flat):
            page.cuts.append((line.offsets[sign.start()], line.offsets[sign.end() - 1] + 1))
        for match in _STUCK.finditer(line.flat):
            digits = match[match.lastgroup or 0]
            wide = match.lastgroup == "ja"
            if digits and int(digits):
                stuck.append((int(digits), line.offsets[match.start()], line.offsets[match.end() - 1] + 1, wide))
    openings = {int(found["n"]) for line in lines if (found := _NOTE.match(line.flat)) and found["n"]}
    single = _single(lines, stuck)
    known = raised | single | _counted([number for number, *_ in stuck], openings)
    page.cuts += [(start, end) for number, start, end, _ in stuck if number in known]
    page.cuts.sort()
    kept: list[Line] = []
    inside = False
    for at, line in enumerate(lines):
        opening = _NOTE.match(line.flat)
        if opening:
            value = int(opening["n"]) if opening["n"] else 0
            torn = bool(kept) and not line.blanks and not ENDS.search(kept[-1].flat) and kept[-1].width >= 30
            if opening["s"] or (value in known and (torn or value >= 100 or (value in single and line.blanks > 0))):
                inside = not ENDS.search(line.flat)
                _close_up(lines, at)
                continue
        if inside:
            if not line.blanks:
                inside = not ENDS.search(line.flat)
                _close_up(lines, at)
                continue
            inside = False
        kept.append(line)
    page.lines = kept


def _close_up(lines: list[Line], at: int) -> None:
    """A sentence that a note interrupted goes on after it."""
    if at + 1 < len(lines) and lines[at].blanks == 0:
        lines[at + 1].page_break = True


def _single(lines: Sequence[Line], stuck: Sequence[tuple[int, int, int, bool]]) -> set[int]:
    """The numbers whose note is the first line behind them that opens with a figure, and stands apart."""
    notes = [
        (line.start, at, int(match["n"]))
        for at, line in enumerate(lines)
        if line.indent <= 3 and (match := _LONE_NOTE.match(line.flat))
    ]
    starts = [start for start, _, _ in notes]
    found: set[int] = set()
    for number, start, _, _ in stuck:
        place = bisect.bisect_right(starts, start)
        if place == len(notes) or notes[place][2] != number:
            continue
        at = notes[place][1]
        line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        ends = after is None or after.blanks > 0 or after.page_break or _NOTE.match(after.flat)
        if (line.blanks > 0 or line.page_break) and (ends or not ENDS.search(line.flat)) and len(line.flat) > 12:
            found.add(number)
    return found


def _counted(numbers: Sequence[int], openings: set[int]) -> set[int]:
    """The numbers that count on from one to the next, two at least, or that some line opens with."""
    found: set[int] = set()
    for one, other in itertools.pairwise(numbers):
        if 1 <= other - one <= 2 or (other == one and other in found):
            found |= {one, other}
    return found | ({each for each in numbers if each in openings and each >= 100})


# -- contents


def _drop_contents(page: Page) -> None:
    """Take out lists of contents: what stands under their heading, and runs of lines that end in page numbers."""
    lines = page.lines
    # A converter may have run several lines of contents into one.
    dropped_whole = [at for at, line in enumerate(lines) if len(_LEADERS.findall(line.flat)) >= 2]
    listed = [
        bool(_TOC_LINE.search(line.flat)) and "\t" not in line.flat.rstrip("0123456789 ").rstrip("\t") for line in lines
    ]
    dropped: set[int] = set(dropped_whole)
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and listed[at]:
            run.append(at)
        elif (
            run
            and at < len(lines)
            and at - run[-1] <= 2
            and len(lines[at].flat) <= 80
            and not lines[at].flat.endswith("。")
        ):
            continue
        else:
            if len(run) >= 3 and len(run) * 3 >= run[-1] - run[0] + 1:
                dropped |= set(range(run[0], run[-1] + 1))
            run = []
    for at, line in enumerate(lines):
        if _TOC_WORD.match(line.flat.lstrip("#").strip("* ")):
            dropped |= {at} | _contents_below(lines, at, dropped)
    page.contents = [line for at, line in enumerate(lines) if at in dropped]
    if dropped:
        page.lines = [line for at, line in enumerate(lines) if at not in dropped]
        for at in sorted(dropped):
            if at + 1 < len(lines):
                lines[at + 1].blanks = max(1, lines[at + 1].blanks)


def _bare(text: str) -> str:
    """A line's words, to know them again: without page numbers, leaders, marks and counts."""
    text = _TOC_LINE.sub("", text.lstrip("#-*・ "))
    return re.sub(r"[\W_]+|\d+件", "", text).casefold()


def _contents_below(lines: Sequence[Line], heading: int, dropped: set[int]) -> set[int]:
    """Lines of a contents list: until one of them comes again, a heading of the same medium, or whole sentences."""
    found: set[int] = set()
    seen: dict[str, int] = {}
    hashed = lines[heading].flat.startswith("#")
    for at in range(heading + 1, min(len(lines), heading + 400)):
        line = lines[at]
        bare = _bare(line.flat)
        # One heading may stand under every chapter; the first ones come again where the text begins.
        again = bool(bare) and bare in seen and (seen[bare] < 3 or (line.blanks > 0 and len(bare) >= 6))
        if again or (hashed and line.flat.startswith("#")) or (line.flat.endswith("。") and len(line.flat) > 30):
            break
        if len(line.flat) > 130 or (line.width > 60 and re.search(r"[a-z]\.$", line.flat)):
            break
        found.add(at)
        seen.setdefault(bare, len(seen))
    else:
        # Nothing came again: only what looks like contents.
        return {at for at in found if at in dropped}
    if not again:
        # What stands right above the break may be a heading of the text: it has no page number where others have.
        listed = [at for at in found if _TOC_LINE.search(lines[at].flat)]
        if listed:
            return {at for at in found if at <= max(listed)}
        if not hashed:
            gap = [at for at in found if lines[at].blanks]
            return {at for at in found if at < gap[1]} if len(gap) > 1 else found
    return found
