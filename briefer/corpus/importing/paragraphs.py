"""Lines → paragraphs: hard-wrapped lines joined, each with its mark, its kind and its place.

A paragraph says how it is printed (heading sign, mark, bold opening, blank lines around), not what it means.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefer.core.text import Mapped, display, is_wide
from briefer.corpus.document import Span, Table, pipe_table, table_of, without_markup
from briefer.corpus.importing.lines import ENDS, Line, Page
from briefer.corpus.importing.marks import WEAK, Mark, plain, read_mark

MAX_PARAGRAPH = 20_000
"""Characters; what is longer is no part of an item."""


@dataclass(slots=True)
class Paragraph:
    """``words`` are as shown, ``flat`` the same folded for matching; ``mark`` counts in them. ``level`` is that of a
    heading sign (``##``), 0 for none; ``gap`` the blank lines before; ``parts`` the places in ``words`` where a printed
    line that did not fill its width ended."""

    words: Mapped
    flat: str
    mark: Mark | None = None
    level: int = 0
    gap: int = 0
    indent: int = 0
    bold: int = 0
    """Length of the bold passage it opens with (after the mark), 0 for none."""
    lines: int = 1
    page_break: bool = False
    table: Table | None = None
    heading: tuple[str, int] | None = None
    """Its kind as a heading (style, rank of the style), filled in by ``sections``."""
    tail: tuple[Mapped, ...] = field(default=())

    @property
    def body(self) -> str:
        """The folded words after the mark."""
        return self.flat[self.mark.length :] if self.mark else self.flat

    @property
    def start(self) -> int:
        """Where it begins in the copy."""
        return self.words.offsets[0][0] if self.words.offsets else 0

    @property
    def end(self) -> int:
        """Where it ends in the copy."""
        return self.words.offsets[-1][1] if self.words.offsets else 0

    @property
    def ends(self) -> bool:
        """Whether its last sentence is finished."""
        return ENDS.search(self.flat) is not None


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a copy breaks its lines: ``width`` in half-width columns, 0 where every line is a paragraph; ``doubled`` if a
    blank line follows every printed one, ``trailed`` if a blank behind a line tells that its paragraph ends."""

    width: int
    doubled: bool
    trailed: bool = False


_HASH = re.compile(r"(#{1,6})\s+")
_CLOSED = re.compile(r"(?:[。.!?！？:：][」』）)]*|べき|である|せよ|こと|ない|れる|する|よ|られ|め?ろ|べし)\s*$")
_BOLD = re.compile(r"\s*(?:\*\*|__|<(?:b|strong)>)")
_BOLD_END = re.compile(r"\*\*|__|</(?:b|strong)>")


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """How the lines of a copy are broken; where a few long lines hide it, by those that another line follows."""
    found = _wrapping(lines)
    if found.width:
        return found
    inner = sorted(
        line.width
        for line, after in itertools.pairwise(lines)
        if not after.blanks
        and line.width >= 40
        and not ENDS.search(line.flat)
        and not read_mark(after.flat, after.flat)
    )
    if len(inner) < 6:
        return found
    widest = inner[int(len(inner) * 0.9)]
    return _wrapping([line for line in lines if line.width <= widest])


def _wrapping(lines: Sequence[Line]) -> Wrapping:
    prose = [line for line in lines if "\t" not in line.flat and not line.flat.startswith("#")]
    widths = sorted(line.width for line in prose)
    if len(widths) < 6:
        return Wrapping(0, doubled=False)
    widest = widths[min(len(widths) - 1, int(len(widths) * 0.98))]
    if widest > 140 or widest < 16:
        return Wrapping(0, doubled=False)
    near = [line for line in prose if line.width >= widest - 8]
    open_ended = [line for line in near if not ENDS.search(line.flat)]
    if len(open_ended) < 3:
        return Wrapping(0, doubled=False)
    wide = [line for line in near if is_wide(line.flat[-1])]
    same = sum(line.width >= widest - (4 if widest >= 44 else 2) for line in wide)
    if 2 * len(wide) > len(near) and len(near) < 12 and 2 * same < len(wide):
        # Full lines of Japanese end at the same place; those of a list of titles do not.
        return Wrapping(0, doubled=False)
    # Of short lines more must fill the width: they may just be short.
    if len(near) * (6 if widest >= 44 else 3) < len(widths) or len(open_ended) * 2 < len(near):
        return Wrapping(0, doubled=False)
    apart = sum(line.blanks > 0 for line in prose[1:])
    short = [line for line in prose if line.width < widest * 0.8]
    long = [line for line in prose if line.width >= widest * 0.8]
    trailed = sum(line.trailing for line in short) * 10 >= 9 * len(short) and sum(
        line.trailing for line in long
    ) * 3 <= len(long)
    doubled = apart * 10 >= 9 * (len(prose) - 1) and len(open_ended) >= 3
    return Wrapping(widest, doubled, trailed=trailed and bool(short) and any(line.trailing for line in prose))


def paragraphs(text: str, page: Page) -> list[Paragraph]:
    """The paragraphs of a copy in order, tables among them."""
    return _Reader(text, page).run()


class _Reader:
    def __init__(self, text: str, page: Page) -> None:
        self._text = text
        self._page = page
        self._lines = page.lines
        self._wrap = wrapping(page.lines)
        self._found: list[Paragraph] = []
        self._open: list[Line] = []
        self._cut = 0
        self._last: dict[str, Mark] = {}
        self._bulleted = sum(line.flat.startswith(("・", "･")) for line in page.lines) > 1

    def run(self) -> list[Paragraph]:
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            until = self._table(at)
            if until > at:
                self._close()
                at = until
                continue
            if self._open and self._begins(self._open[-1], line, at):
                self._close()
            if not self._open:
                self._note_mark(line)
            self._open.append(line)
            at += 1
        self._close()
        return self._found

    def _table(self, at: int) -> int:
        """The lines of a table that begins at a line are read as one; returns the line after it."""
        until = at
        if self._lines[at].flat.startswith("|"):
            while until < len(self._lines) and self._lines[until].flat.startswith("|"):
                until += 1
            spans = [(line.start, line.end) for line in self._lines[at:until]]
            table = pipe_table(self._text, spans)
            if table is None:
                return at
            self._add_table(at, (spans[0][0], spans[-1][1]), table)
            return until
        if "\t" not in self._lines[at].flat and not (
            at + 1 < len(self._lines) and "<ul" in self._lines[at].flat.lower()
        ):
            return at
        while until < len(self._lines) and (until == at or not self._lines[until].blanks) and until - at < 2000:
            until += 1
        spans = [_whole(self._text, line) for line in self._lines[at:until]]
        while until > at:
            # A caption or a remark may follow without a blank line.
            table = table_of(self._text, spans[: until - at])
            if table is not None or "\t" in self._lines[until - 1].flat:
                break
            until -= 1
        else:
            table = None
        if table is None:
            return at
        self._add_table(at, (spans[0][0], spans[until - at - 1][1]), table)
        return until

    def _add_table(self, at: int, extent: Span, table: Table) -> None:
        self._close()
        self._found.append(Paragraph(Mapped("", (extent,)), "", gap=self._lines[at].blanks, table=table))

    # -- where a paragraph begins

    def _begins(self, before: Line, line: Line, at: int) -> bool:
        if line.flat.startswith("#") and _HASH.match(line.flat):
            return True
        if before.flat.startswith("#") and _HASH.match(before.flat):
            return True
        mark = read_mark(line.flat, self._original(line))
        full = self._is_full(before, line)
        finished = ENDS.search(before.flat) is not None
        if self._gap(line):
            # A page end or a note may part a sentence.
            parted = line.page_break and full and not finished and not (mark and self._expected(mark))
            return not parted or self._heads_page(line, at)
        if mark and not (full and not finished and not self._expected(mark)) and not before.flat.endswith(("、", ",")):
            return True
        if _is_banner(before.flat) or (_is_banner(line.flat) and finished):
            return True
        if self._wrap.width:
            if full:
                return finished and line.indent > before.indent + 1 and line.indent <= 4 and before.indent <= 1
            return not _goes_on(before.flat, line.flat)
        return not _goes_on(before.flat, line.flat)

    def _heads_page(self, line: Line, at: int) -> bool:
        """Whether a short line that opens with a capital stands alone: a heading on top of a page."""
        if not line.flat[:1].isupper():
            return False
        if at + 1 >= len(self._lines):
            return True
        short = line.width < (self._wrap.width or 80) * 0.7
        return short and self._lines[at + 1].blanks > 0 and not ENDS.search(line.flat)

    def _gap(self, line: Line) -> int:
        return max(0, line.blanks - 1) if self._wrap.doubled else line.blanks

    def _is_full(self, line: Line, following: Line) -> bool:
        """Whether a line fills the width: the first word of the next one would not have fitted."""
        if not self._wrap.width:
            return line.width >= 60 and not ENDS.search(line.flat) and following.page_break
        if self._wrap.trailed:
            return not line.trailing
        room = self._wrap.width - line.width - line.indent
        if line.flat and is_wide(line.flat[-1]):
            # A line somewhat short is full too, but not where its words come to an end without a full stop: a title.
            return room <= 6 or (room <= self._wrap.width * 0.1 and not _CLOSED.search(line.flat))
        first = re.match(r"\S+", following.flat)
        return room <= (len(first[0]) if first else 0)

    def _expected(self, mark: Mark) -> bool:
        """Whether a mark counts on from one met before."""
        last = self._last.get(mark.family)
        if mark.is_bullet:
            return self._bulleted or not mark.family.endswith("・")
        return mark.is_strong or (last is not None and mark.follows(last))

    def _note_mark(self, line: Line) -> None:
        mark = read_mark(line.flat, self._original(line))
        if mark:
            self._last[mark.family] = mark

    def _original(self, line: Line) -> str:
        return "".join(self._text[at] for at in line.offsets[:60])

    # -- making one

    def _close(self) -> None:
        if not self._open:
            return
        group, self._open = self._open, []
        first = group[0]
        level = 0
        skip = 0
        if hashes := _HASH.match(first.flat):
            level, skip = len(hashes[1]), hashes.end()
        spans = [span for line in group for span in self._spans(line, skip if line is first else 0)]
        if level and spans:
            printed = self._text[spans[0][0] : spans[-1][1]]
            bare = printed.rstrip("# \t\u3000")
            spans[-1] = (spans[-1][0], max(spans[-1][0], spans[-1][1] - (len(printed) - len(bare))))
        if not spans or spans[-1][1] - spans[0][0] > MAX_PARAGRAPH:
            return
        bold = self._bold(spans)
        kept = without_markup(self._text, self._without_cuts(spans))
        words = display(self._text, kept)
        if not words.text:
            return
        flat = plain(words.text)
        mark = self._mark(kept, words)
        if mark and mark.family in WEAK and mark.length >= len(flat):
            mark = None
        length = 0
        if bold:
            length = sum(1 for start, _ in words.offsets if bold[0] <= start < bold[1])
            first_word = mark.length if mark and mark.length < len(words.offsets) else 0
            if words.offsets[first_word][0] < bold[0]:
                length = 0
            elif mark and words.offsets[0][0] >= bold[0]:  # the mark is bold too
                length = max(0, length - mark.length)
        self._found.append(
            Paragraph(
                words, flat, mark, level, self._gap(first), first.indent, length, len(group), first.page_break
            )
        )  # fmt: skip

    def _mark(self, spans: Sequence[Span], words: Mapped) -> Mark | None:
        """The mark that the words open with, read where the blanks behind it are still there."""
        places = [at for start, end in spans[:4] for at in range(start, min(end, start + 60))]
        raw = "".join(self._text[at] for at in places)
        lead = len(raw) - len(raw.lstrip())
        mark = read_mark(plain(raw[lead:]), raw[lead:])
        if mark is None:
            return None
        until = places[lead + mark.length] if lead + mark.length < len(places) else places[-1] + 1
        length = next((at for at, (start, _) in enumerate(words.offsets) if start >= until), len(words.offsets))
        return Mark(mark.family, mark.numbers, mark.text, length)

    def _spans(self, line: Line, skip: int) -> list[Span]:
        offsets = line.offsets[skip:]
        if not offsets:
            return []
        if isinstance(offsets, range):
            return [(offsets[0], offsets[-1] + 1)]
        found: list[Span] = []
        for at in offsets:
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
        return found

    def _bold(self, spans: list[Span]) -> Span | None:
        """The bold passage that the words open with, before or behind a mark."""
        start, end = spans[0][0], spans[-1][1]
        opening = re.compile(r"[\s\d.．)）(（①-⑳・•-]{0,8}(?:\*\*|__|<(?:b|strong)>)").match(self._text, start, end)
        if not opening:
            return None
        closing = _BOLD_END.search(self._text, opening.end(), end)
        return (opening.end(), closing.start()) if closing else None

    def _without_cuts(self, spans: list[Span]) -> list[Span]:
        """The spans without the figures of foot-notes."""
        cuts = self._page.cuts
        while self._cut < len(cuts) and cuts[self._cut][1] <= spans[0][0]:
            self._cut += 1
        kept: list[Span] = []
        at = self._cut
        for start, end in spans:
            while at < len(cuts) and cuts[at][0] < end:
                if cuts[at][0] >= start:
                    kept.append((start, cuts[at][0]))
                    start = cuts[at][1]
                at += 1
            kept.append((start, end))
        return [span for span in kept if span[1] > span[0]]


def _whole(text: str, line: Line) -> Span:
    """A line with the tabs around it, which are empty cells."""
    start, end = line.start, line.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return start, end


def _is_banner(flat: str) -> bool:
    """A line in brackets that stands for itself: 【背景】."""
    return re.fullmatch(r"[【〔\[<≪《][^】〕\]>≫》]{1,40}[】〕\]>≫》]", flat) is not None


def _goes_on(before: str, after: str) -> bool:
    """Whether a line goes on with the sentence of the one before, by its letters alone."""
    if not before or not after or ENDS.search(before):
        return False
    if is_wide(after[0]) and len(after) <= 6 and after[-1] == "。" and len(before) > 15:
        return True  # the last letters of a sentence
    if before[-1] in ",、-" and not before.endswith(" -"):
        return True
    if len(before) > 30 and is_wide(before[-1]):
        return re.search(r"(?:[はがのやとも]|又は|及び|または|および)$", before) is not None
    return bool(re.search(r"[a-z,]$", before)) and after[0].islower() and len(before) > 25
