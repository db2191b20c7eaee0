"""Which paragraphs are headings, how they nest, and what they announce.

Reports head their sections in many styles at once (``##``, 第1章, Ⅰ., １　, 【 】, ◆, a short line alone). What rank a
style has is learnt from the report: a style met under another one lies below it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefer.core.text import Mapped
from briefer.corpus.importing.lines import ENDS
from briefer.corpus.importing.marks import HEADINGS, LABEL_WORDS, Mark, number, plain, read_mark
from briefer.corpus.importing.paragraphs import Paragraph
from briefer.corpus.importing.wording import CLOSES, Tone, asking, heading_tone, intro_tone, is_section_word

_BANNER = re.compile(r"[【〔\[<≪《][^】〕\]>≫》]{1,40}[】〕\]>≫》]$")
_ROUND = re.compile(r"\((?!注|写真|以上|続|資料|出典|Paragraph)[^()\d\s]{1,16}\)$")
"""（担い手） over a list, which is no signature: that has a blank or an office in it."""
_LETTER_FRAME = re.compile(r"記|以\s*上")
_HEADING_BULLETS = "■◆●▼□◇○◎▶★☆▪"
_ADDRESSED = re.compile(
    r"[【\[(〔]?(?:提出先|宛先|あて先|要望先|提言先|対象|担当(?:省庁|部局)?|Addressed to|For|"
    r"To)[】\])〕]?\s*[:：】]\s*(?P<after>\S.{0,80})$"
    r"|(?P<before>\S.{0,40}?)(?:あて|宛て?|殿|(?<=[\s ])様|御中|各位|閣下)$"
)
_DATE = re.compile(r"(?:19|20)\d\d\s*年|(?:令和|平成)|\d{1,2}\s*月\s*\d{1,2}\s*日|\b(?:19|20)\d\d\b")
MAX_JA, MAX_EN = 45, 100


@dataclass(slots=True)
class Section:
    """What stands under one heading. ``path`` are the headings from the outside in; ``tone`` is what governs the
    paragraphs in it, ``closing`` whether it says so itself."""

    path: tuple[int, ...]
    tone: Tone
    own: Tone


@dataclass(slots=True)
class Structure:
    """Paragraphs with their sections: ``of[i]`` is the section of paragraph ``i``; headings open their own."""

    paragraphs: list[Paragraph]
    headings: set[int]
    of: list[Section]
    runs: list[list[int]]
    """Marks that follow each other in order (indices of paragraphs); bullets that follow each other."""
    run_of: dict[int, int]
    front: set[int]
    """Headings of the first page, which name the report."""
    ranked: dict[int, list[int]]
    """Runs of marked headings, by number of the run: the other level at which items may be read."""


def is_wide_text(flat: str) -> bool:
    """Whether a text is mostly Japanese."""
    return bool(re.search(r"[ぁ-んァ-ヶ一-龥]", flat))


def is_short(paragraph: Paragraph) -> bool:
    """Whether a paragraph may be a title: one line or two, no full sentence."""
    flat = paragraph.body
    if not flat or paragraph.ends or paragraph.lines > 2 or flat.endswith(("、", ",")):
        return False
    if re.search(r"[a-z)][.!?]\s+\S", flat):
        return False
    return len(flat) <= (MAX_JA if is_wide_text(flat) else MAX_EN) and "。" not in flat[:-1]


def addressed(flat: str) -> str:
    """Whom a line says what follows is put to, '' if it says nothing of the kind."""
    match = _ADDRESSED.match(flat)
    return (match["after"] or match["before"] or "").strip() if match else ""


def structure(paragraphs: list[Paragraph], *, doubled: bool = False, title: str = "", publisher: str = "") -> Structure:
    """Find headings, runs of marks, and sections. The report's own title and its publisher govern no list."""
    paragraphs = _tight(_parted(_mended(_chaptered(paragraphs))))
    headings: dict[int, str] = {}
    for at in range(len(paragraphs)):
        style = _sure_style(paragraphs, at)
        if style:
            headings[at] = style
    runs = _runs(paragraphs, set(headings))
    ranked: dict[int, list[int]] = {}
    for place, run in enumerate(runs):
        if _heads_sections(paragraphs, run, headings):
            family = paragraphs[run[0]].mark
            for at in run:
                headings[at] = f"mark:{family.family if family else ''}"
            ranked[place] = run
    for at, paragraph in enumerate(paragraphs):
        if at not in headings and _is_plain_heading(paragraphs, at, doubled=doubled):
            headings[at] = "plain"
        elif (
            at not in headings
            and _is_lone_heading(paragraphs, at)
            and not _is_inside_labelled(paragraphs, [at], headings)
        ):
            headings[at] = f"mark:{paragraph.mark.family if paragraph.mark else ''}"
    # Bullets do not run on over headings.
    runs, run_of = _cut(paragraphs, runs, headings)
    front = _front(paragraphs, title, publisher)
    sections = _sections(paragraphs, headings, front)
    return Structure(paragraphs, set(headings), sections, runs, run_of, front, ranked)


def _chaptered(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Join the number of a chapter and its title on the next line: Chapter 7 / Ports."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if not found or not _is_chapter_number(found[-1]) or not _may_name_chapter(paragraph):
            found.append(paragraph)
            continue
        before = found[-1]
        space = "\u3000" if is_wide_text(before.flat) else " "
        words = Mapped(
            before.words.text + space + paragraph.words.text,
            (*before.words.offsets, (before.end, paragraph.start), *paragraph.words.offsets),
        )
        flat = plain(words.text)
        found[-1] = replace(before, words=words, flat=flat, mark=read_mark(flat, words.text))
    return found


def _is_chapter_number(paragraph: Paragraph) -> bool:
    mark = paragraph.mark
    return mark is not None and mark.family.startswith("chapter") and not paragraph.body and paragraph.lines == 1


def _may_name_chapter(paragraph: Paragraph) -> bool:
    bare = paragraph.mark is None and not paragraph.level and paragraph.table is None
    return bare and paragraph.lines == 1 and paragraph.gap <= 1 and is_short(paragraph)


_OPEN = re.compile(r"\b(?:the|of|from|and|to|in|for|a)$")


def _mended(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs whose beginning a converter took for a heading are put together again."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        before = found[-1] if found else None
        if (
            before is not None
            and (before.level or (_OPEN.search(before.flat) and is_short(before)))
            and paragraph.level in (before.level, 0)
            and before.mark is None
            and not before.ends
            and _is_sentence(paragraph.flat)
            and (
                paragraph.flat[0].islower()
                or (is_wide_text(paragraph.flat) and paragraph.level)
                or _OPEN.search(before.flat)
            )
        ):  # fmt: skip
            space = "" if is_wide_text(before.flat[-1:] + paragraph.flat[:1]) else " "
            offsets = (*before.words.offsets, *([(before.end, paragraph.start)] * len(space)), *paragraph.words.offsets)
            words = Mapped(before.words.text + space + paragraph.words.text, offsets)
            found[-1] = Paragraph(
                words, before.flat + space + paragraph.flat, before.mark, 0, before.gap, before.indent
            )
        else:
            if paragraph.level and _is_sentence(paragraph.flat) and not paragraph.mark:
                paragraph.level = 0
            found.append(paragraph)
    return found


def _parted(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Several entries that a converter ran into one paragraph are parted: 1. … 2. … 3. …"""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        mark = paragraph.mark
        starts = [0]
        if (mark and not mark.is_bullet and mark.family in ("point", "half", "paren", "circled", "kparen")) or (
            mark and mark.is_strong
        ):
            last = mark
            for match in re.finditer(r"(?<=[.!?。)”\"])\s*(?=[\d(①-⑳提勧RP])", paragraph.flat):
                rest = paragraph.flat[match.end() :]
                following = read_mark(rest, paragraph.words.text[match.end() :])
                if (
                    following
                    and following.follows(last)
                    and re.match(r"[A-Z“(（【「『\u3040-\u9fff]", rest[following.length :])
                ):
                    starts.append(match.end())
                    last = following
        if len(starts) == 1:
            found.append(paragraph)
            continue
        for start, end in zip(starts, [*starts[1:], len(paragraph.flat)], strict=True):
            words = Mapped(
                paragraph.words.text[start:end].rstrip(),
                paragraph.words.offsets[start : start + len(paragraph.words.text[start:end].rstrip())],
            )
            flat = paragraph.flat[start : start + len(words.text)]
            found.append(
                replace(
                    paragraph,
                    words=words,
                    flat=flat,
                    mark=read_mark(flat, words.text),
                    bold=paragraph.bold if not start else 0,
                    gap=paragraph.gap if not start else 0,
                )
            )
    return found


_TIGHT = {
    "kanji": re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})(?=[^一二三四五六七八九十\s、.:つ人年月日回])"),
    "digit": re.compile(r"(?P<n>\d{1,2})(?=[^\d\s.,、:/%()つ人年月日回件度時億万円\x21-\x7e])"),
    "kana": re.compile(r"(?P<n>[アイウエオカキクケコ])(?=[一-龥ぁ-ん])"),
}


_TIGHT_LABEL = re.compile(rf"(?P<label>(?P<word>{LABEL_WORDS})\s*(?P<n>\d{{1,2}}))(?=[^\d\s])")
_TIGHT_DASH = re.compile(r"[-–](?=[ぁ-んァ-ヶ一-龥「])")


def _tight(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Marks that lost the blank behind them (as in text set vertically): neighbours that count on from one, dashes in
    a row, and labels that count on from the one before (提言7日米…)."""
    for family, pattern in _TIGHT.items():
        run: list[tuple[Paragraph, Mark]] = []
        for paragraph in [*paragraphs, None]:
            match = pattern.match(paragraph.flat) if paragraph is not None and paragraph.mark is None else None
            if match and paragraph is not None:
                mark = Mark(family, (number(match["n"]),), match["n"], match.end())
                if (run and mark.numbers[0] == run[-1][1].numbers[0] + 1) or (not run and mark.numbers[0] == 1):
                    run.append((paragraph, mark))
                    continue
            if len(run) >= 2:
                for each, mark in run:
                    each.mark = mark
            run = []
    for before, after in itertools.pairwise(paragraphs):
        pair = [each for each in (before, after) if _TIGHT_DASH.match(each.flat)]
        if len(pair) == 2:
            for each in pair:
                each.mark = each.mark or Mark(f"dash:{each.flat[0]}", (), each.words.text[0], 1)
    last: dict[str, int] = {}
    for paragraph in paragraphs:
        if paragraph.mark is None and (match := _TIGHT_LABEL.match(paragraph.flat)) and is_short(paragraph):
            word, value = match["word"], int(match["n"])
            if last.get(word) == value - 1:
                label = paragraph.words.text[: match.end("label")]
                paragraph.mark = Mark(f"labelled:{word}", (value,), label, match.end("label"))
        if paragraph.mark is not None and paragraph.mark.family.startswith("labelled:"):
            last[paragraph.mark.family.partition(":")[2]] = paragraph.mark.numbers[-1]
    return paragraphs


def _is_sentence(flat: str) -> bool:
    return len(flat) > 25 and re.search(r"[。.!?]\s*\S{3}", flat) is not None and ENDS.search(flat) is not None


def _sure_style(paragraphs: Sequence[Paragraph], at: int) -> str:
    """The style of a paragraph that is a heading by its looks alone, else ''."""
    paragraph = paragraphs[at]
    if paragraph.table is not None:
        return ""
    mark = paragraph.mark
    if mark is None and CLOSES.fullmatch(paragraph.flat):
        return "plain"  # 以上: what a letter asks for ends here
    if mark and mark.is_strong:
        return ""
    if paragraph.level:
        return f"#{paragraph.level}"
    if mark and mark.family.startswith("chapter") and len(paragraph.flat) <= 120 and not paragraph.flat.endswith("。"):
        return mark.family
    if mark is None and _BANNER.match(paragraph.flat) and paragraph.lines == 1:
        return f"banner:{paragraph.flat[0]}"
    if mark is None and _ROUND.match(paragraph.flat) and (paragraph.gap or at == 0):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        if following is not None and following.mark is not None:
            return "banner:("
    if mark and mark.is_bullet and mark.text in _HEADING_BULLETS and is_short(paragraph) and paragraph.lines == 1:
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        if following is None:
            return ""
        same = following.mark is not None and following.mark.family == mark.family
        if heading_tone(paragraph.body) in (Tone.ASKS, Tone.SCENARIO) and not same:
            return mark.family
        if not same and (paragraph.gap or at == 0) and (following.gap or following.mark or following.table):
            return mark.family
    return ""


# -- runs of marks


def _runs(paragraphs: Sequence[Paragraph], headings: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    open_runs: dict[str, list[int]] = {}
    heading = -1
    for at, paragraph in enumerate(paragraphs):
        mark = paragraph.mark
        if mark is None or (at in headings and not mark.is_strong):
            if at in headings:
                heading = at
                for family in [family for family in open_runs if family.startswith(("bullet", "dash"))]:
                    del open_runs[family]
            continue
        chosen = _run_for(paragraphs, runs, open_runs.get(mark.family, []), mark, at, heading)
        if chosen is None and not mark.opens():
            # A number out of order right behind its like: the counting slipped in conversion.
            near = open_runs.get(mark.family, [])
            if near and runs[near[-1]][-1] > max(heading, at - 3) and len(runs[near[-1]]) >= 2:
                chosen = near[-1]
        if chosen is None:
            runs.append([at])
            open_runs.setdefault(mark.family, []).append(len(runs) - 1)
        else:
            runs[chosen].append(at)
            stack = open_runs[mark.family]
            del stack[stack.index(chosen) + 1 :]
    return runs


def _run_for(
    paragraphs: Sequence[Paragraph], runs: Sequence[list[int]], stack: Sequence[int], mark: Mark, at: int, heading: int
) -> int | None:
    """The run that a mark goes on with: the one met last. Numbers may be lost only within one section."""
    found: int | None = None
    for number_of in reversed(stack):
        last_at = runs[number_of][-1]
        last = paragraphs[last_at].mark
        if last is None or (found is not None and last_at < runs[found][-1]):
            continue
        if not mark.follows(last, 2 if last_at > heading and not mark.opens() else 0):
            continue
        if mark.is_bullet and abs(paragraphs[at].indent - paragraphs[last_at].indent) >= 2:
            continue  # one level of bullets inside another
        found = number_of
    return found


def _cut(
    paragraphs: Sequence[Paragraph], runs: Sequence[list[int]], headings: dict[int, str]
) -> tuple[list[list[int]], dict[int, int]]:
    found: list[list[int]] = []
    run_of: dict[int, int] = {}
    for run in runs:
        part: list[int] = []
        for at in run:
            if at in headings and not (paragraphs[at].mark and paragraphs[at].mark.is_strong):  # type: ignore[union-attr]
                continue
            mark = paragraphs[at].mark
            if part and mark and mark.is_bullet and any(each in headings for each in range(part[-1], at)):
                found.append(part)
                part = []
            part.append(at)
        if part:
            found.append(part)
    for place, run in enumerate(found):
        run_of |= dict.fromkeys(run, place)
    return found, run_of


def _heads_sections(paragraphs: Sequence[Paragraph], run: Sequence[int], headings: dict[int, str]) -> bool:
    """Whether the marks of a run number sections: short lines with something under them, mostly other lists."""
    mark = paragraphs[run[0]].mark
    if mark is None or mark.is_strong or mark.is_bullet:
        return False
    titles = [at for at in run if is_short(paragraphs[at])]
    if _is_inside_labelled(paragraphs, run, headings):
        return False
    if len(titles) * 10 < 7 * len(run) or any(at in headings for at in run):
        return False
    nested = bodies = filled = mixed = bare_children = children = 0
    for place, at in enumerate(run):
        until = run[place + 1] if place + 1 < len(run) else _extent(paragraphs, at, headings, run)
        inside = range(at + 1, until)
        others = [each for each in inside if (m := paragraphs[each].mark) is not None and m.family != mark.family]
        listed = (len(others) >= 2 and others[0] <= at + 3) or (
            until > at + 1 and (at + 1 in headings or paragraphs[at + 1].table is not None)
        )
        own = until > at + 1 and paragraphs[at + 1].mark is None and at + 1 not in headings
        filled += until > at + 1
        nested += listed
        bodies += own
        mixed += own and not listed
        numbered = [each for each in others if not paragraphs[each].mark.is_bullet]  # type: ignore[union-attr]
        children += len(numbered)
        bare_children += sum(
            not is_short(paragraphs[each])
            or each + 1 >= until
            or paragraphs[each + 1].mark is not None
            or each + 1 in headings
            for each in numbered
        )
    if filled * 2 < len(run):
        return False
    stop = _extent(paragraphs, run[-1], headings, run)
    if len(run) >= 2 and any(
        (inner := paragraphs[each].mark) is not None and inner.is_strong and not inner.family.startswith("bracketed")
        for each in range(run[0], stop)
    ):
        return True  # 提言1 stands under them
    if len(run) >= 2 and (_OPENING.fullmatch(paragraphs[run[0]].body) or _CLOSING.fullmatch(paragraphs[run[-1]].body)):
        return True
    words = sum(is_section_word(paragraphs[at].body) for at in run)
    if mark.family in HEADINGS and len(run) >= 2:
        return True
    if len(run) >= 2 and (words * 2 >= len(run) or (words >= 2 and nested)):
        return True
    if len(run) < 2 or nested * 10 < 6 * len(run):
        return False
    if not children and _ask_in_points(paragraphs, run, headings):
        return False
    # Titles of which some carry their words themselves, while the lists under others are bare: the titles are items.
    return not (mixed and children and bare_children * 10 >= 9 * children)


_OPENING = re.compile(r"はじめに|序論|まえがき|背景|現状|(?i:introduction|background)")
_CLOSING = re.compile(r"おわりに|終わりに|結論|結語|むすび|まとめ|今後の(?:課題|展望)|(?i:conclusions?)")
_FRAME = re.compile(
    r"はじめに|おわりに|背景|結論|まとめ|参考|資料|現状|(?i:introduction|conclusion|background|references|annex)"
)


def _is_inside_labelled(paragraphs: Sequence[Paragraph], run: Sequence[int], headings: dict[int, str]) -> bool:
    """Whether a run stands inside an entry whose label says what it is (提言1), and so numbers its parts."""
    for at in range(run[0] - 1, -1, -1):
        mark = paragraphs[at].mark
        if mark is not None and mark.is_strong:
            break
        if at in headings:
            return False
    else:
        return False
    after = any(
        mark.is_strong and each not in headings
        for each in range(run[-1] + 1, len(paragraphs))
        if (mark := paragraphs[each].mark) is not None
    )
    return after or not any(_FRAME.search(paragraphs[at].body) for at in run)


def _ask_in_points(paragraphs: Sequence[Paragraph], run: Sequence[int], headings: dict[int, str]) -> bool:
    """Whether titles that ask for something stand over points in catchwords: the titles are the items."""
    asks = [asking(paragraphs[at].body, "ja" if is_wide_text(paragraphs[at].body) else "en") for at in run]
    until = _extent(paragraphs, run[-1], headings)
    points = [each for each in range(run[0], until) if (m := paragraphs[each].mark) is not None and m.is_bullet]
    loose = sum(not paragraphs[each].ends for each in points)
    return sum(ask > 0.5 for ask in asks) * 2 >= len(asks) and loose * 10 >= 6 * len(points)


def _extent(paragraphs: Sequence[Paragraph], at: int, headings: dict[int, str], run: Sequence[int] = ()) -> int:
    """Where the last section of a run ends at the latest."""
    outer = _outer(paragraphs, run) if run else {}
    for each in range(at + 1, min(len(paragraphs), at + 60)):
        mark = paragraphs[each].mark
        if mark and mark.family in outer and mark.follows(outer[mark.family]):
            return each  # the list outside goes on
        if headings.get(each, "").startswith(("#", "chapter")):
            return each
        if paragraphs[each].gap >= 2:
            return each
    return min(len(paragraphs), at + 60)


def _outer(paragraphs: Sequence[Paragraph], run: Sequence[int]) -> dict[str, Mark]:
    """The last mark of each other family before a run: lists that it may lie in."""
    found: dict[str, Mark] = {}
    own = paragraphs[run[0]].mark
    for each in range(run[0] - 1, max(-1, run[0] - 60), -1):
        mark = paragraphs[each].mark
        if mark is None or own is None:
            continue
        if mark.family == own.family:
            break
        if not mark.is_bullet:
            found.setdefault(mark.family, mark)
    return found


def _is_lone_heading(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """A marked short line that names what follows: 4　提言."""
    paragraph = paragraphs[at]
    mark = paragraph.mark
    if mark is None or mark.is_strong or mark.is_bullet or not is_short(paragraph) or len(paragraph.body) > 20:
        return False
    if at + 1 >= len(paragraphs) or heading_tone(paragraph.body) is Tone.NEUTRAL:
        return False
    following = paragraphs[at + 1].mark
    return (following is None or following.family != mark.family) and is_section_word(paragraph.body)


def _is_plain_heading(paragraphs: Sequence[Paragraph], at: int, *, doubled: bool) -> bool:
    paragraph = paragraphs[at]
    if paragraph.mark or paragraph.level or paragraph.table or paragraph.lines > 1 or not is_short(paragraph):
        return False
    flat = paragraph.flat
    before = paragraphs[at - 1] if at else None
    after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if after is None:
        return False
    if before is not None and not paragraph.gap:
        return doubled and before.ends and len(flat) <= 24
    if before is not None and before.mark and not before.body:
        return False  # the words of a label that stands alone
    if re.match(r"[(（].*[)）]$", flat) or re.match(r"[「『“\"※*†<]", flat) or addressed(flat):
        return False
    if is_wide_text(flat):
        # A line that a page cut off is no heading: it is long, or what follows goes on with it.
        if "、" in flat and len(flat) > 25:
            return False
        if len(flat) > 25 and re.match(r"[ぁ-ん]", after.flat) and re.search(r"[ぁ-ん一-龥」]$", flat):
            return False
    else:
        words = flat.split()
        if len(words) > 14 or flat[0].islower() or flat.endswith((",", "-")) or (len(words) > 1 and "  " in flat):
            return False
    return not (_DATE.search(flat) and len(flat) <= 24)


# -- sections


def _rank(style: str) -> int:
    """How high a style stands in most reports, where the report itself has not shown it yet."""
    kind = style.removeprefix("mark:").partition(":")[0]
    if kind.startswith("#"):
        return 0
    if kind in ("chapter", "dai"):
        return 1
    return 2 if kind in ("roman", "capital") else 3


def _front(paragraphs: Sequence[Paragraph], title: str, publisher: str) -> set[int]:
    """Headings on the first page that name the report, not a part of it."""
    dated = next(
        (at for at, each in enumerate(paragraphs[:12]) if _DATE.search(each.flat) and len(each.flat) <= 60), -1
    )
    # 提言 or “Recommendations” alone heads what follows, also where it is all the title there is.
    telling = len(title) > (10 if is_wide_text(title) else 20)
    named = {at for at, each in enumerate(paragraphs) if telling and each.flat == plain(title)}
    if dated >= 0 and publisher:
        # Who signs may stand under the date.
        named |= {
            at for at in range(dated + 1, min(dated + 5, len(paragraphs))) if paragraphs[at].flat == plain(publisher)
        }
    named |= {at for at, each in enumerate(paragraphs) if _LETTER_FRAME.fullmatch(each.flat)}
    return named | set(range(dated))


def _sections(paragraphs: Sequence[Paragraph], headings: dict[int, str], front: set[int]) -> list[Section]:
    found: list[Section] = []
    stack: list[tuple[str, int, Tone]] = []
    below: set[tuple[str, str]] = set()
    often = Counter(each.flat for each in paragraphs)
    carried = Tone.NEUTRAL  # what a heading of the lowest kind, or an introduction, announced last
    for at, paragraph in enumerate(paragraphs):
        style = headings.get(at)
        if style:
            silent = at in front and not CLOSES.fullmatch(paragraph.flat)
            own = Tone.NEUTRAL if silent else heading_tone(paragraph.flat)
            carried = _open(stack, below, style, at, own, carried)
        elif _leaves_banner(paragraphs, at, stack, often):
            stack.pop()
        elif paragraph.table is None and not paragraph.mark:
            tone = intro_tone(paragraph.flat)
            if tone is Tone.ASKS and carried is not Tone.OTHER:
                carried = Tone.ASKS
        own = stack[-1][2] if stack else Tone.NEUTRAL
        governing = own
        if governing is Tone.NEUTRAL:
            governing = carried if not stack or stack[-1][0] in ("plain",) or carried is Tone.ASKS else Tone.NEUTRAL
        if governing is Tone.NEUTRAL:
            governing = next((tone for _, _, tone in reversed(stack) if tone is not Tone.NEUTRAL), Tone.NEUTRAL)
        found.append(Section(tuple(each for _, each, _ in stack), governing, own))
    return found


def _leaves_banner(
    paragraphs: Sequence[Paragraph], at: int, stack: Sequence[tuple[str, int, Tone]], often: Counter[str]
) -> bool:
    """Whether a number goes on from one before the open banner, which comes again and again in such entries."""
    mark = paragraphs[at].mark
    if mark is None or mark.is_bullet or mark.opens() or not paragraphs[at].gap or not stack:
        return False
    style, banner, _ = stack[-1]
    if not style.startswith("banner") or often[paragraphs[banner].flat] < 2:
        return False
    for each in range(at - 1, max(-1, at - 40), -1):
        before = paragraphs[each].mark
        if before is not None and before.family == mark.family:
            return each < banner and mark.follows(before)
    return False


def _open(
    stack: list[tuple[str, int, Tone]], below: set[tuple[str, str]], style: str, at: int, own: Tone, carried: Tone
) -> Tone:
    """Put a heading on the stack of open ones; returns what it announces to the plain headings after it."""
    while stack and stack[-1][0] == "plain":
        stack.pop()
    closed: list[tuple[str, int, Tone]] = []
    if style == "plain":
        # A line alone has no rank that could be read off: it heads what follows until the next one.
        pass
    elif style.startswith("#"):
        while stack and (not stack[-1][0].startswith("#") or stack[-1][0] >= style):
            closed.append(stack.pop())
    elif any(each == style for each, _, _ in stack):
        while stack[-1][0] != style:
            closed.append(stack.pop())
        closed.append(stack.pop())
    else:
        while stack and ((style, stack[-1][0]) in below or _rank(style) < _rank(stack[-1][0])):
            closed.append(stack.pop())
    if style != "plain":
        below |= {(above, style) for above, _, _ in stack}
        stack.append((style, at, own))
        if own is not Tone.NEUTRAL:
            return own
        return Tone.NEUTRAL if any(tone is not Tone.NEUTRAL for _, _, tone in closed) or not stack[:-1] else carried
    if stack and own is Tone.NEUTRAL and carried is Tone.OTHER:
        carried = Tone.NEUTRAL
    stack.append((style, at, own))
    if own is Tone.NEUTRAL:
        return Tone.NEUTRAL if carried is Tone.OTHER else carried
    return own
