"""Printed lines with their places → paragraphs, headings, tables, foot-notes.

Made for papers and reports: one or two columns, running heads, notes at the foot, rows of cells; vertical setting is
turned so that the same rules serve. Sizes are in points, distances between lines in ems of the type they part.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from briefer.core.text import is_wide
from briefer.corpus.media.extract import PAGE, Part

Notes = tuple[tuple[str, str], ...]

_SOFT = "\ufffe"
_BULLET = "-・•●▪■◆○◦‣･·◇▶➢✓□★☆◎►❖\uf000-\uf0ff"
_MARK = re.compile(
    rf"\s*(?:[{_BULLET}](?!\s*\d)|[①-⑳㈠-㈩]|[(（][\dア-ンa-zA-Z０-９一二三四五六七八九十]{{1,3}}[)）]"
    r"|(?:\d{1,3}|[０-９]{1,3}|[A-Za-z]|[IVXivx]{1,5}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\s?[.．)）](?=\D|$)|\d{1,3}、|[【◆■]"
    r"|第[\d０-９一二三四五六七八九十]{1,3}[\s章節条]|(?:提言|課題|勧告|原則)\s?[\d０-９]{1,2})"
)
_LONE_MARK = re.compile(
    rf"(?:[{_BULLET}]|[①-⑳]|[(（]?(?:\d{{1,3}}|[０-９]{{1,3}}|[ア-ンa-zA-Z一二三四五六七八九十])[)）.．、]?"
    r"|第[\d０-９]{1,3})$"
)
_NOTE = re.compile(r"\s*[\[(（]?\s*((?:注|註)?\s?\d{1,3}|[*＊※†‡]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*[\])）.．:：]?\s*")
_NUMBER = re.compile(
    r"[\s\-–—‐―・.|/P()p第頁ページage of]*(?:\d{1,4}|[ivxlcIVXLC]{1,7})(?:\s*[/／]\s*\d{1,4})?[\s\-–—‐―・.|頁ページ)]*$"
)
_CAPTION = re.compile(
    r"\s*(?:[（(]?(?:写真|図|表|出所|出典|資料|注)[:：\s\d０-９第）)]|第\d+[図表]|(?:Fig(?:ure)?|Table|Source|Photo)\b)",
    re.IGNORECASE,
)
_MARK_OPENINGS = frozenset(
    "-・•●▪■◆○◦‣･·◇▶➢✓□★☆◎►❖①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "(（0123456789０１２３４５６７８９【第提課勧原 \u3000"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
).union(map(chr, range(0xF000, 0xF100)))
_LEADER = re.compile(r"(?:[.．・]\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_FIGURES = re.compile(r"\d+")
_WIDE_FROM = "\u2e80"
_ENDS = frozenset("。．.！？!?：:")
_NEVER_FIRST = "、。）」』】，．！？・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"
_WORD = re.compile(r"[A-Za-z0-9.,'’“”()\[\]:;/_%+\-]+")


@dataclass(eq=False)
class Line:
    """A printed line: ``left`` to ``right``, ``bottom`` to ``top`` from the lower left corner; ``raised``: it opens
    with a small raised mark; ``upright``: its characters stand one below the other."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    heavy: bool = False
    raised: bool = False
    refers: tuple[str, ...] = ()
    """Raised note numbers that were taken out of the text."""
    upright: bool = False
    top: float = 0.0
    page: int = field(default=0, init=False)
    opens: bool = field(default=False, init=False)
    """The first line of a page or column."""
    frame: tuple[float, float] = field(default=(0.0, 0.0), init=False)
    """Left and right edge of the column it stands in."""


@dataclass(slots=True)
class Page:
    """One page: ``number`` counts from 0; width and height in points."""

    number: int
    width: float
    height: float
    lines: list[Line]
    gutter: float | None = None
    """Where two columns part, once measured."""


@dataclass(slots=True, eq=False)
class _Table:
    """Side by side on a page: columns with their edges, rows of cells of lines."""

    edges: list[tuple[float, float]]
    rows: list[list[list[Line]]]
    page: int
    left: float
    """Edge of the column of the page it stands in; ``opens``: nothing stands above it there."""
    opens: bool = False

    def moved(self, left: float) -> list[tuple[float, float]]:
        """Its edges, had it stood in a column with another left edge."""
        return [(one - self.left + left, two - self.left + left) for one, two in self.edges]


@dataclass(slots=True)
class _Measures:
    """What is usual in a document."""

    pages: Sequence[Page] = ()
    size: float = 10.0
    pitch: dict[int, float] = field(default_factory=dict)
    two_columns: bool = False
    gutter: float = 0.0
    indented: bool = False
    levels: dict[float, int] = field(default_factory=dict)
    words: str = ""

    def line_pitch(self, size: float) -> float:
        """The usual distance of two lines of one size."""
        return self.pitch.get(round(size * 2), size * 1.7)

    def has(self, word: str) -> bool:
        """Whether the document has a word on one line somewhere."""
        if not self.words:
            self.words = "\n".join(line.text for page in self.pages for line in page.lines)
        return word in self.words


def parts_of(pages: Sequence[Page]) -> tuple[list[Part], Notes]:
    """The parts of a document in reading order, and its foot-notes."""
    _drop_furniture(pages)
    for page in pages:
        _turn(page)
        _join_marks(page)
        for line in page.lines:
            line.page = page.number
    measures = _measured(pages)
    flow: list[Line | _Table] = []
    notes = _NoteBook()
    for page in pages:
        for column in _columns(page, measures):
            body = notes.taken_from(column, measures)
            if body:
                body[0].opens = True
                flow.extend(_with_tables(body, flow, measures))
    return list(_Composer(measures).parts(flow)), tuple(notes.found)


# -- running heads, page numbers


@dataclass(slots=True, eq=False)
class _Row:
    """Lines side by side near an edge of a page; ``key`` is what repeats from page to page: side, height, words."""

    lines: list[Line]
    key: tuple[int, int, str] = (0, 0, "")


def _drop_furniture(pages: Sequence[Page]) -> None:
    """Take out lines at the edges of pages that repeat from page to page, but for their numbers."""
    filled = [page for page in pages if page.lines]
    enough = 2 if len(filled) <= 5 else 3
    edges = [(_edge(page, -1), _edge(page, 1)) for page in filled]
    seen = Counter(key for both in edges for rows in both for key in {row.key for row in rows})

    def often(row: _Row) -> bool:
        side, at, words = row.key
        return seen[side, at, words] + seen[side, at - 1, words] + seen[side, at + 1, words] >= enough

    heads: Counter[tuple[int, int]] = Counter()
    for both in edges:
        for rows in both:
            for row in rows:
                if not often(row):
                    break
                heads[row.key[:2]] += 1
    for page, both in zip(filled, edges, strict=True):
        gone: set[int] = set()
        for rows in both:
            for order, row in enumerate(rows):
                side, at, _ = row.key
                first = row.lines[0]
                usual = (heads[side, at] + heads[side, at - 1] + heads[side, at + 1]) * 3 >= len(filled) > 3
                apart = order + 1 >= len(rows) or abs(first.bottom - rows[order + 1].lines[0].bottom) > 1.6 * first.size
                alone = len(filled) < 3 and len(row.lines) == 1 and apart and _NUMBER.match(first.text) is not None
                outermost = order == 0 and apart and (usual or _is_small_head(page, first))
                if not (often(row) or outermost or alone):
                    break
                gone.update(map(id, row.lines))
        if gone:
            page.lines = [line for line in page.lines if id(line) not in gone]


def _is_small_head(page: Page, line: Line) -> bool:
    """Whether a line at the edge of a later page is in smaller type than its text: the head of a short document
    does not repeat often enough to be known by that."""
    sizes = sorted(each.size for each in page.lines)
    return page.number > 0 and line.size < 0.92 * sizes[len(sizes) // 2] and not _ended(line.text)


def _edge(page: Page, side: int) -> list[_Row]:
    """The outermost rows of lines at the head (side 1) or the foot (-1), from the edge inwards."""
    rows: list[_Row] = []
    limit = page.height * 0.15
    if side < 0:
        near = [line for line in page.lines if line.bottom < limit and not line.upright]
    else:
        limit = page.height - limit
        near = [line for line in page.lines if line.bottom > limit and not line.upright]
    for line in sorted(near, key=lambda each: -side * each.bottom):
        if rows and abs(rows[-1].lines[0].bottom - line.bottom) < line.size * 0.5:
            rows[-1].lines.append(line)
        elif len(rows) == 3:
            break
        else:
            rows.append(_Row([line]))
    for row in rows:
        row.key = (side, round(row.lines[0].bottom / 4), _pattern(page, row.lines))
    return rows


def _pattern(page: Page, row: Sequence[Line]) -> str:
    """The words of a row, figures as one: what is the same on every page."""
    text = row[0].text if len(row) == 1 else "".join(line.text for line in sorted(row, key=lambda each: each.left))
    if len(text) < 20 and _NUMBER.match(text):
        return "#"
    if not any(map(str.isalnum, text)):
        # A closing mark at the foot of a vertical line.
        return f"{page.number} {id(row)}"
    return _FIGURES.sub("#", unicodedata.normalize("NFKC", text)).replace(" ", "")


# -- vertical setting, torn lines


def _turn(page: Page) -> None:
    """Turn a page set vertically, so that its lines run from left to right and follow each other downwards."""
    lines = page.lines
    letters = sum(len(line.text) for line in lines)
    upright = sum(len(line.text) for line in lines if line.upright)
    # One character a line: pdfium has not seen the column.
    torn = sum(len(line.text) for line in lines if len(line.text) <= 2)
    if not letters or (upright * 2 < letters and (torn * 2 < letters or torn < 12)):
        return
    if upright * 2 < letters and not _stacked(lines):
        return
    joined: list[Line] = []
    for line in lines:
        centre = (line.left + min(line.right, line.left + line.size)) / 2
        top, bottom = line.top, line.bottom
        turned = Line(line.text, -top, -bottom, centre, line.size, line.heavy, top=centre + line.size)
        # pdfium may put a character of the next column between two of one column.
        for before in joined[-1:-5:-1]:
            ahead = (turned.left - before.right) / line.size
            if abs(before.bottom - centre) < line.size * 0.6 and -0.5 < ahead < (2 if before is joined[-1] else 0.5):
                before.text += turned.text
                before.right = max(before.right, turned.right)
                break
        else:
            at = len(joined)
            while len(turned.text) <= 2 and at and joined[at - 1].bottom < centre - line.size * 0.6:
                at -= 1
            joined.insert(at, turned)
    page.lines = joined
    page.width, page.height = page.height, page.width


def _stacked(lines: Sequence[Line]) -> bool:
    """Whether most lines stand right below the one before them, at the same place across the page."""
    pairs = pairwise(lines)
    below = sum(
        abs(one.left - two.left) < one.size * 0.8 and 0.5 < (one.bottom - two.bottom) / one.size < 2.2
        for one, two in pairs
    )
    return below * 3 > len(lines) * 2


def _join_marks(page: Page) -> None:
    """Put a bullet or number that stands on a line of its own before the words beside it, and raised words back."""
    lines: list[Line] = []
    for line in page.lines:
        before = lines[-1] if lines else None
        if before is not None and abs(before.bottom - line.bottom) < 0.45 * max(before.size, line.size):
            gap = line.left - before.right
            if _LONE_MARK.match(before.text) and 0 <= gap < 5 * line.size and len(line.text) > 1:
                line.text = f"{before.text} {line.text}"
                line.left = before.left
                line.opens = before.opens
                lines[-1] = line
                continue
            if -0.3 * line.size < gap < 0.5 * line.size and not before.text.endswith(_SOFT):
                before.text += line.text
                before.right = line.right
                continue
        lines.append(line)
    page.lines = lines


# -- what is usual


def _measured(pages: Sequence[Page]) -> _Measures:
    sizes: Counter[float] = Counter()
    gaps: Counter[tuple[int, float]] = Counter()
    beside = full = ended = indents = 0
    gutters: Counter[int] = Counter()
    for page in pages:
        lines = page.lines
        if not lines:
            continue
        left = _left_edge(lines)
        one = lines[0]
        for two in lines[1:]:
            size = two.size
            if -0.3 < one.size - size < 0.3 and one.bottom > two.bottom:
                if abs(one.left - two.left) < 3 * size:
                    gaps[round(size * 2), round((one.bottom - two.bottom) * 2) / 2] += 1
                if one.text[-1] in _ENDS:
                    ended += 1
                    inset = (two.left - left) / size + (two.text[0] == "\u3000")
                    indents += 0.7 < inset < 3 and not _marked(two.text)
            one = two
        for line in lines:
            # The dots of a list of contents are no letters.
            sizes[round(line.size * 5)] += len(line.text) if ".." not in line.text else len(line.text.replace(".", ""))
        page.gutter = _gutter(page)
        if len(lines) >= 10:
            full += 1
            if page.gutter is not None:
                beside += 1
                gutters[round(page.gutter)] += 1
    measures = _Measures(pages)
    letters = sum(sizes.values())
    if sizes:
        # Notes and references may outweigh the text, but they are smaller.
        often = [fifths for fifths, count in sizes.items() if count * 4 >= letters]
        measures.size = max(often, default=sizes.most_common(1)[0][0]) / 5
    for half in {half for half, _ in gaps}:
        counted = {gap: times for (one_half, gap), times in gaps.items() if one_half == half}
        most = max(counted.values())
        usual = [gap for gap, times in counted.items() if times * 4 >= most and gap > half * 0.45]
        measures.pitch[half] = min(usual, default=half * 0.85)
    measures.two_columns = beside * 2 > full
    if gutters:
        measures.gutter = gutters.most_common(1)[0][0]
    large = [fifths / 5 for fifths, count in sizes.items() if count < letters / 10]
    merged: list[float] = []
    for size in sorted((size for size in large if size > measures.size * 1.04), reverse=True):
        if not merged or merged[-1] - size > 0.3:
            merged.append(size)
    measures.levels = {size: min(at + 1, 5) for at, size in enumerate(merged)}
    measures.indented = indents * 8 > ended
    return measures


def _left_edge(lines: Sequence[Line]) -> float:
    if not lines:
        return 0.0
    return Counter(round(line.left) for line in lines).most_common(1)[0][0]


def _gutter(page: Page) -> float | None:
    """Where a strip down the middle of the page parts its lines into two columns, if one does."""
    lines = [line for line in page.lines if len(line.text) > 3]
    if len(lines) < 10:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    steps = 100 / max(right - left, 1.0)
    # How many lines open less close before each hundredth of the width.
    opened = [0] * 103
    for line in lines:
        opened[int((line.left + 1 - left) * steps) + 1] += 1
        opened[max(int((line.right - 1 - left) * steps), 0)] -= 1
    crossing = list(accumulate(opened))
    at_best = min(range(35, 66), key=crossing.__getitem__)
    if crossing[at_best] * 8 > len(lines):
        return None
    # The middle of the strip, not its edge.
    at = left + at_best / steps
    before = [line for line in lines if line.right <= at + 1]
    after = [line for line in lines if line.left >= at - 1]
    if len(before) * 4 < len(lines) or len(after) * 4 < len(lines):
        return None
    return (max(line.right for line in before) + min(line.left for line in after)) / 2


def _columns(page: Page, measures: _Measures) -> Iterator[list[Line]]:
    """The columns of a page in reading order; lines across both part the page above from the page below."""
    lines = _in_order(page.lines)
    gutter = measures.gutter if measures.two_columns else None
    if gutter is not None and page.gutter is not None and abs(page.gutter - gutter) < page.width * 0.06:
        gutter = page.gutter
    starting = [line.bottom for line in lines if gutter is not None and line.left >= gutter - 1]
    if gutter is None or not starting:
        yield _framed(lines)
        return
    # A line that runs over the gutter beside a line of the other column only hangs over (a long address).
    across = [
        line
        for line in lines
        if line.left < gutter - 1 and line.right > gutter + line.size
        and not any(abs(other - line.bottom) < 0.5 * line.size for other in starting)
    ]  # fmt: skip
    across.sort(key=lambda line: -line.bottom)
    ceilings = [line.bottom for line in across]
    bands: dict[int, tuple[list[Line], list[Line]]] = {}
    for line in lines:
        if line in across:
            continue
        band = sum(ceiling > line.bottom for ceiling in ceilings)
        sides = bands.setdefault(band, ([], []))
        sides[line.left >= gutter - 1].append(line)
    for band in range(len(across) + 1):
        for side in bands.get(band, ((), ())):
            if side:
                yield _framed(list(side))
        if band < len(across):
            yield _framed([across[band]])


def _framed(lines: list[Line]) -> list[Line]:
    if not lines:
        return lines
    left = min((line.left for line in lines), default=0.0)
    rights = sorted(line.right for line in lines)
    # One line that hangs over does not move the edge.
    right = rights[min(len(rights) - 1, int(len(rights) * 0.85))]
    for line in lines:
        line.frame = (left, right)
    return lines


def _in_order(lines: list[Line]) -> list[Line]:
    """The lines as the file has them, unless it has them in no order at all."""
    jumps = sum(two.bottom > one.bottom + one.size for one, two in pairwise(lines))
    if jumps * 4 <= len(lines) or len(lines) < 4:
        return lines
    return sorted(lines, key=lambda line: (-round(line.bottom / max(line.size, 1) * 2), line.left))


# -- foot-notes


class _NoteBook:
    """Notes as they are met; one may go on at the foot of the next page."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._last_page = -2

    def taken_from(self, column: list[Line], measures: _Measures) -> list[Line]:
        """The column without the notes at its foot."""
        order = sorted(column, key=lambda line: -line.bottom)
        start = self._start(order, measures)
        if start is None:
            return column
        zone = order[start:]
        for line in zone:
            mark = _NOTE.match(line.text)
            follows = mark is not None and (line.raised or self._follows(mark[1]) or line is zone[0])
            if mark and follows and line.text[mark.end() :].strip():
                self.found.append((mark[1], line.text[mark.end() :].strip()))
            elif self.found:
                label, words = self.found[-1]
                self.found[-1] = (label, _joined(words, line.text, measures))
        self._last_page = column[0].page
        gone = set(map(id, zone))
        return [line for line in column if id(line) not in gone]

    def _follows(self, label: str) -> bool:
        if not self.found or not label.isdigit():
            return True
        last = self.found[-1][0]
        return not last.isdigit() or int(label) in (int(last) + 1, 1)

    def _start(self, order: list[Line], measures: _Measures) -> int | None:
        """Where the notes begin, lines counted from the top; None without notes."""
        small = len(order)
        while small and order[small - 1].size <= measures.size * 0.92:
            small -= 1
        for at in range(small, len(order)):
            if _NOTE.match(order[at].text):
                # What stands above the first mark goes on from the page before, or is no note.
                return small if self._last_page == order[0].page - 1 and self.found and at - small < 8 else at
        referred = {label for line in order for label in line.refers}
        for at in range(max(1, len(order) * 2 // 5), len(order)):
            line, above = order[at], order[at - 1]
            mark = _NOTE.match(line.text)
            if mark is None or line.size > measures.size * 1.02:
                continue
            apart = above.bottom - line.bottom > 1.12 * measures.line_pitch(line.size)
            if apart and (line.raised or mark[1] in referred):
                return at
        return None


# -- tables


def _with_tables(lines: list[Line], before: Sequence[Line | _Table], measures: _Measures) -> Iterator[Line | _Table]:
    """The lines of a column, those of tables gathered in rows of cells."""
    ordered = sorted(lines, key=lambda line: -line.bottom)
    beside = _beside(ordered)
    last = before[-1] if before else None
    carried = None
    if isinstance(last, _Table) and 0 <= ordered[0].page - last.page <= 1:
        carried = last.moved(ordered[0].frame[0])
    if not beside and carried is None:
        yield from lines
        return
    bands: list[tuple[list[tuple[float, float]], list[Line]]] = []
    at = 0
    while at < len(ordered):
        goes_on = carried is not None and at == 0 and _fits(ordered[at], carried) is not None
        starts = id(ordered[at]) in beside or goes_on
        if not starts:
            at += 1
            continue
        end = _band_end(ordered, at, beside, measures)
        band = ordered[at:end]
        edges: list[tuple[float, float]] | None = _edges([line for line in band if id(line) in beside])
        if edges is None or len(edges) < 2 or (goes_on and carried and len(edges) < len(carried)):
            edges = carried if goes_on else None
        if edges is not None and len(edges) >= 2:
            while at > 0 and _is_head(ordered[at - 1], band[0], edges, measures):
                at -= 1
                band.insert(0, ordered[at])
            bands.append((list(edges), band))
        at = max(end, at + 1)
    inside: dict[int, int] = {id(line): number for number, (_, band) in enumerate(bands) for line in band}
    done: set[int] = set()
    for line in lines:
        number = inside.get(id(line))
        if number is None:
            yield line
        elif number not in done:
            done.add(number)
            edges, band = bands[number]
            drawn = [each for each in lines if inside.get(id(each)) == number]
            opens = band[0] is ordered[0]
            goes_on = opens and carried is not None and _same_edges(carried, edges)
            yield from _as_table(edges, drawn, measures, opens=opens, goes_on=goes_on)


def _beside(ordered: Sequence[Line]) -> set[int]:
    """The lines that have another at their side."""
    found: set[int] = set()
    count = len(ordered)
    for at, line in enumerate(ordered):
        floor = line.bottom - 0.5 * line.size
        for next_at in range(at + 1, count):
            other = ordered[next_at]
            if other.bottom < floor or other.bottom < line.bottom - 0.5 * other.size:
                break
            if other.left >= line.right - 1 or line.left >= other.right - 1:
                found.add(id(line))
                found.add(id(other))
    return found


def _fits(line: Line, edges: Sequence[tuple[float, float]]) -> int | None:
    for at, (left, right) in enumerate(edges):
        if line.left >= left - 0.6 * line.size and line.right <= right + 1.2 * line.size:
            return at
    return None


def _band_end(ordered: Sequence[Line], start: int, beside: set[int], measures: _Measures) -> int:
    """Where a table ends: at the first line that stands alone and fits none of its columns."""
    end = start + 1
    size = ordered[start].size
    while end < len(ordered):
        line = ordered[end]
        gap = ordered[end - 1].bottom - line.bottom
        if id(line) in beside:
            if gap > 4 * measures.line_pitch(line.size):
                break
            end += 1
            continue
        edges = _edges([each for each in ordered[start:end] if id(each) in beside] or list(ordered[start:end]))
        near = gap < 1.9 * measures.line_pitch(line.size) and abs(line.size - size) < 0.06 * size
        if not near or _fits(line, edges) is None or _CAPTION.match(line.text):
            break
        end += 1
    return end


def _is_head(line: Line, below: Line, edges: Sequence[tuple[float, float]], measures: _Measures) -> bool:
    """Whether a lone line above a table is its head: it stands in a column that is not the first."""
    near = line.bottom - below.bottom < 2.5 * measures.line_pitch(line.size)
    return near and abs(line.size - below.size) < 0.06 * line.size and bool(_fits(line, edges))


def _edges(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns that lines stand in, from left to right."""
    columns: list[list[float]] = []
    for line in sorted(lines, key=lambda each: each.right - each.left):
        over = [column for column in columns if min(column[1], line.right) - max(column[0], line.left) > 1]
        if len(over) > 1:
            continue
        if over:
            over[0][0] = min(over[0][0], line.left)
            over[0][1] = max(over[0][1], line.right)
        else:
            columns.append([line.left, line.right])
    columns.sort()
    # A cell may fill its column to the last point; the next one begins where it begins.
    return [
        (left, max(right, columns[at + 1][0] - 6) if at + 1 < len(columns) else right)
        for at, (left, right) in enumerate(columns)
    ]


def _as_table(
    edges: list[tuple[float, float]], band: list[Line], measures: _Measures, *, opens: bool, goes_on: bool
) -> Iterator[Line | _Table]:
    """A table of the lines of ``band``, given in the order of the file; plain columns of text are given back."""
    left_edge = band[0].frame[0]
    columns: list[list[Line]] = [[] for _ in edges]
    places: list[int] = []
    for line in band:
        fit = _fits(line, edges)
        if fit is None:
            middle = (line.left + line.right) / 2
            fit = min(range(len(edges)), key=lambda at: abs((edges[at][0] + edges[at][1]) / 2 - middle))
        columns[fit].append(line)
        places.append(fit)
    for column in columns:
        left, right = min((line.left for line in column), default=0), max((line.right for line in column), default=0)
        for line in column:
            line.frame = (left, right)
    rows = _rows_as_drawn(band, places, len(edges))
    if len(rows) == 1:
        rows = _rows_by_gaps(columns, measures)
    rows = _whole_rows(rows, measures)
    if len(rows) == 1 and min(map(len, columns)) > 12 and not goes_on:
        # No row but one, and long: columns of text.
        for column in columns:
            if column:
                column[0].opens = True
            yield from column
        return
    yield _Table(edges, rows, band[0].page, left_edge, opens)


def _rows_as_drawn(band: Sequence[Line], places: Sequence[int], width: int) -> list[list[list[Line]]]:
    """Rows by the order in which nearly all programs draw them: cell after cell, row after row."""
    rows: list[list[list[Line]]] = []
    before = width
    for line, place in zip(band, places, strict=True):
        if place < before:
            rows.append([[] for _ in range(width)])
        rows[-1][place].append(line)
        before = place
    return rows


def _whole_rows(rows: list[list[list[Line]]], measures: _Measures) -> list[list[list[Line]]]:
    """The rows of a table drawn line after line across its cells: a row goes on where a cell is full."""
    if any(len(cell) > 1 for row in rows for cell in row):
        return rows
    result: list[list[list[Line]]] = []
    for row in rows:
        pairs = zip(result[-1], row, strict=True) if result else ()
        if any(above and cell and _runs_on(above[-1], cell[0], measures) for above, cell in pairs):
            for above, cell in zip(result[-1], row, strict=True):
                above.extend(cell)
        else:
            result.append(row)
    return result


def _runs_on(line: Line, below: Line, measures: _Measures) -> bool:
    gap = line.bottom - below.bottom
    near = 0 < gap < 1.2 * min(measures.line_pitch(line.size), 1.9 * line.size)
    return near and _room(line, below) <= 0 and not _ended(line.text) and not _marked(below.text)


def _rows_by_gaps(columns: Sequence[Sequence[Line]], measures: _Measures) -> list[list[list[Line]]]:
    """Rows of a table that was drawn column by column: they begin where every column has a gap."""
    filled = [column for column in columns if column]
    levels: list[float] = []
    for height in sorted({round(line.bottom, 1) for column in filled for line in column}, reverse=True):
        if not levels or levels[-1] - height > 0.4 * measures.size:
            levels.append(height)
    size = filled[0][0].size

    def standing(level: float) -> list[Sequence[Line]]:
        return [column for column in filled if any(abs(line.bottom - level) < 0.4 * size for line in column)]

    pitch = min((one - two for one, two in pairwise(levels)), default=size * 1.5)
    starts = [levels[0]]
    for above, level in pairwise(levels):
        here = standing(level)
        if (len(here) >= 2 and min(_gap_above(column, level, size) for column in here) > 1.2 * pitch) or (
            above - level > 1.35 * pitch
        ):
            starts.append(level)
    longest = max(len(line.text) for column in filled for line in column)
    if len(starts) == 1 and longest < 40 and all(len(standing(level)) >= 2 for level in levels):
        starts = levels
    edges = [start + 0.4 * size for start in starts]
    return [
        [[line for line in column if top >= line.bottom > bottom] for column in columns]
        for top, bottom in pairwise([*edges, float("-inf")])
    ]


def _gap_above(column: Sequence[Line], level: float, size: float) -> float:
    above = [line.bottom for line in column if line.bottom > level + 0.4 * size]
    return min(above) - level if above else float("inf")


# -- paragraphs


@dataclass(slots=True, eq=False)
class _Paragraph:
    lines: list[Line]
    heading: int = 0
    small: bool = False

    @property
    def last(self) -> Line:
        return self.lines[-1]


class _Composer:
    """Joins lines to paragraphs over columns and pages."""

    def __init__(self, measures: _Measures) -> None:
        self._measures = measures
        self._page = 0

    def parts(self, flow: Sequence[Line | _Table]) -> Iterator[Part]:
        """The parts, with ``PAGE`` where pages begin."""
        blocks: list[_Paragraph | _Table] = []
        for each in flow:
            if isinstance(each, _Table):
                self._add_table(blocks, each)
            else:
                self._add_line(blocks, each)
        yield from map(self._part, self._without_floats(blocks))

    def _part(self, block: _Paragraph | _Table) -> Part:
        if isinstance(block, _Table):
            rows = []
            for row in block.rows:
                rows.append([[self._part(each) for each in self._cell(cell)] for cell in row])
            return Part("table", rows=rows)
        if block.heading:
            return Part("heading", self._paged(block), block.heading)
        return Part("paragraph", self._paged(block))

    def _paged(self, block: _Paragraph) -> str:
        """The words with a mark for each page begun."""
        pieces: list[str] = []
        for line in block.lines:
            more = line.text
            if pieces:
                last = pieces[-1]
                if last[-1] < _WIDE_FROM or more[0] < _WIDE_FROM:
                    last = pieces[-1] = _before(last, more, self._measures)
                    more = more.strip(" \u3000")
            if line.page > self._page:
                pieces.append(PAGE * (line.page - self._page))
                self._page = line.page
            pieces.append(more)
        return "".join(pieces).replace(_SOFT, "-")

    def _cell(self, lines: list[Line]) -> list[_Paragraph]:
        blocks: list[_Paragraph | _Table] = []
        for line in lines:
            self._add_line(blocks, line)
        return [block for block in blocks if isinstance(block, _Paragraph)]

    def _add_line(self, blocks: list[_Paragraph | _Table], line: Line) -> None:
        before = blocks[-1] if blocks else None
        heading = self._heading(line)
        if isinstance(before, _Paragraph) and self._goes_on(before, line, heading):
            before.lines.append(line)
            return
        small = line.size <= self._measures.size * 0.92
        blocks.append(_Paragraph([line], heading, small))

    def _heading(self, line: Line) -> int:
        """The level of a heading, 0 for running text."""
        if not line.heavy and line.size <= self._measures.size * 1.04:
            return 0
        if line.text[-1].isdigit() and _LEADER.search(line.text):
            return 0
        levels = self._measures.levels
        large = [level for size, level in levels.items() if abs(size - line.size) <= 0.3]
        if large:
            return large[0]
        bold = line.heavy and line.size > self._measures.size * 0.95
        if bold and len(line.text) <= 60 and not _ended(line.text):
            return min(max(levels.values(), default=0) + 1, 6)
        return 0

    def _goes_on(self, before: _Paragraph, line: Line, heading: int) -> bool:
        last = before.lines[-1]
        size = last.size
        if before.heading != heading or abs(size - line.size) > 0.08 * size:
            return False
        if last.text[-1].isdigit() and _LEADER.search(last.text):
            # A line of a list of contents.
            return False
        new_place = line.opens or line.page != last.page
        gap = last.bottom - line.bottom
        pitch = self._measures.line_pitch(line.size)
        full = last.right > last.frame[1] - size and line.left < line.frame[0] + 0.5 * size
        if full and not new_place and not heading and 0 < gap <= 1.35 * pitch and line.text[0] not in _MARK_OPENINGS:
            # A full line and one that begins at the edge: by far the most.
            return True
        ended = _ended(last.text)
        if heading:
            full = _room(last, line) <= 0
            near = full if new_place else gap < 1.25 * max(pitch, line.size * 1.2)
            return near and (full or not _marked(line.text))
        if not new_place and (gap > 1.35 * pitch or gap < -0.5 * size):
            return not ended and gap < -0.5 * size and not _marked(line.text) and _room(last, line) <= 0
        room = _room(last, line)
        if _marked(line.text) and (ended or room > 0 or self._is_mark_column(before, line)):
            return False
        if not ended and not new_place and line.text[0].islower():
            # Whatever room there was, a sentence goes on.
            return True
        inset, last_inset = _inset(line), _inset(last)
        hanging = len(before.lines) == 1 and _marked(last.text)
        if new_place:
            if not ended:
                return room <= 0 or (room < 2 and not line.heavy)
            return room <= 0 and self._measures.indented and inset < 0.6
        if inset - last_inset > 0.6 and not hanging and (ended or room > 0):
            return False
        # An unfinished sentence is rather a loosely set line than the end of a paragraph.
        if room > (0 if ended else 2) and (ended or not hanging or room > 3):
            return False
        # A first line without indent after a full one: only its indent could tell.
        return not (ended and inset > 0.6 and self._measures.indented and not hanging and last_inset < 0.4)

    def _is_mark_column(self, before: _Paragraph, line: Line) -> bool:
        """Whether the mark stands where the marks of a hanging list stand, left of its words."""
        first = before.lines[0]
        if len(before.lines) < 2 or not _marked(first.text) or first.page != line.page:
            return False
        return abs(first.left - line.left) < 0.4 * line.size and before.lines[1].left - first.left > 0.6 * line.size

    def _add_table(self, blocks: list[_Paragraph | _Table], table: _Table) -> None:
        before = blocks[-1] if blocks else None
        goes_on = isinstance(before, _Table) and table.opens and table.page - before.page <= 1
        if not isinstance(before, _Table) or not goes_on or not _as_wide(before, table):
            blocks.append(table)
            return
        rows = table.rows
        if len(rows) > 1 and [_said(cell) for cell in rows[0]] == [_said(cell) for cell in before.rows[0]]:
            rows = rows[1:]
        ends = [cell[-1] for cell in before.rows[-1] if cell]
        cut = any(not _ended(line.text) for line in ends) and any(len(line.text) > 8 for line in ends)
        # A row's head is no list entry where the others have none.
        inside = bool(rows and rows[0][0]) and _marked(rows[0][0][0].text)
        heads = [row[0][0].text for row in before.rows if row[0]]
        inside = inside and bool(heads) and not any(_marked(head) for head in heads)
        if rows and before.rows and (cut or inside or not rows[0][0]):
            for at, cell in enumerate(rows[0]):
                before.rows[-1][at].extend(cell)
            rows = rows[1:]
        before.rows.extend(rows)
        before.page, before.left, before.edges = table.page, table.left, table.edges

    def _without_floats(self, blocks: list[_Paragraph | _Table]) -> list[_Paragraph | _Table]:
        """The blocks with what was set into the middle of a sentence (a picture's caption, a table) after it."""
        result: list[_Paragraph | _Table] = []
        at = 0
        while at < len(blocks):
            block = blocks[at]
            result.append(block)
            at += 1
            if not isinstance(block, _Paragraph) or block.heading or block.small:
                continue
            while not _ended(block.last.text) and len(block.lines) > 1:
                end = at
                while end < len(blocks) and end - at < 4 and self._is_float(blocks[end]):
                    end += 1
                after = blocks[end] if end < len(blocks) else None
                if end == at or not isinstance(after, _Paragraph) or not self._resumes(block, after):
                    break
                block.lines.extend(after.lines)
                blocks[at : end + 1] = blocks[at:end]
        return result

    def _is_float(self, block: _Paragraph | _Table) -> bool:
        if isinstance(block, _Table):
            return True
        return (
            len(block.lines) <= 4
            and not block.heading
            and (block.small or _CAPTION.match(block.lines[0].text) is not None)
        )

    def _resumes(self, block: _Paragraph, after: _Paragraph) -> bool:
        line = after.lines[0]
        same = abs(line.size - block.last.size) < 0.08 * line.size and not after.heading
        return same and not _marked(line.text) and _inset(line) < 0.6 and _room(block.last, line) < 1.5


def _room(last: Line, line: Line) -> float:
    """Ems left at the end of ``last`` had the first word of ``line`` been set there; > 0: the line was ended on
    purpose."""
    right = max(last.frame[1], line.right if line.frame == last.frame else 0.0)
    slack = (right - last.right) / max(last.size, 1.0)
    text = line.text.lstrip("\u3000 ")
    word = _WORD.match(text)
    if word:
        return slack - (0.55 * len(word[0]) + 0.3)
    first = 1.6
    # Characters that may not open a line pull the one before them over.
    while first < 5 and len(text) > int(first) and text[int(first)] in _NEVER_FIRST:
        first += 1
    return slack - first


def _ended(text: str) -> bool:
    """Whether a sentence ends with the line."""
    return text.rstrip("」』）)]】*\u3000 ")[-1:] in _ENDS


def _marked(text: str) -> bool:
    """Whether a line opens with the mark of a list entry."""
    return text[:1] in _MARK_OPENINGS and _MARK.match(text) is not None


def _inset(line: Line) -> float:
    """Ems between the edge of the column and the first character."""
    blank = len(line.text) - len(line.text.lstrip("\u3000"))
    return (line.left - line.frame[0]) / max(line.size, 1.0) + blank


def _said(cell: Iterable[Line]) -> str:
    return "".join(line.text for line in cell)


def _as_wide(before: _Table, table: _Table) -> bool:
    """Whether two pieces are of one table; columns that are empty in one of them are added to it."""
    one, other = before.moved(table.left), table.edges
    if len(one) > len(other):
        one, other = other, one
    places = [next((at for at, edge in enumerate(other) if abs(edge[0] - left) < 8), -1) for left, _ in one]
    if -1 in places or places != sorted(set(places)):
        return False
    fewer = before if len(before.edges) < len(other) else table
    if len(fewer.edges) < len(other):
        wide = len(other)
        for at, row in enumerate(fewer.rows):
            cells: list[list[Line]] = [[] for _ in range(wide)]
            for place, cell in zip(places, row, strict=True):
                cells[place] = cell
            fewer.rows[at] = cells
        fewer.edges = other
    return True


def _same_edges(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    return len(one) == len(other) and all(abs(a[0] - b[0]) < 8 for a, b in zip(one, other, strict=True))


def _joined(text: str, more: str, measures: _Measures) -> str:
    """Two lines as one, by script."""
    more = more.strip(" \u3000")
    return _before(text, more, measures) + more if text and more else text or more


def _before(text: str, more: str, measures: _Measures) -> str:
    """What a line becomes before the next one: with a space between Latin words, without the hyphen of a word that
    was parted at the line's end, where the document has it whole or nothing speaks for the hyphen."""
    more = more.lstrip(" \u3000")
    if not more:
        return text
    if text.endswith(_SOFT) or (text.endswith("-") and len(text) > 1 and text[-2].isalpha()):
        head = re.search(r"[A-Za-z]+$", text[:-1])
        tail = re.match(r"[a-z]+", more)
        if head and tail:
            known = measures.has(f"{head[0]}-{tail[0]}") or re.search(r"[/.@]\S*$", text)
            if not known or measures.has(head[0] + tail[0]):
                return text[:-1]
        return text[:-1] + "-"
    if is_wide(text[-1]) or is_wide(more[0]) or text[-1] in "/+(":
        return text
    return text + " "
