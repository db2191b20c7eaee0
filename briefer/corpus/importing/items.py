"""Marked paragraphs → lists of entries, each with its extent, and entries → title, text and parts.

The level at which bodies hang is the level of the items; what is marked below stays inside.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefer.core.text import Mapped, is_wide
from briefer.corpus.importing.lines import ENDS
from briefer.corpus.importing.marks import plain
from briefer.corpus.importing.paragraphs import Paragraph
from briefer.corpus.importing.sections import Section, Structure, addressed, is_short, is_wide_text
from briefer.corpus.importing.wording import Tone, intro_tone

MAX_PARAGRAPHS = 200
"""Paragraphs of one item."""


@dataclass(slots=True)
class Entry:
    """One entry of a list: paragraphs ``at`` to ``until`` (exclusive)."""

    at: int
    until: int
    section: Section
    run: int
    lost: bool = False
    """Whether its number was lost in conversion."""


@dataclass(slots=True)
class Group:
    """Entries of one list within one section. ``length`` counts all that the list has in the report."""

    entries: list[Entry]
    family: str
    section: Section
    length: int
    intro: Tone = Tone.NEUTRAL
    opened: bool = False
    """Whether the list completes a sentence that asks: We recommend that: …"""
    inside: bool = False
    """Whether the list is part of another one's entries."""


@dataclass(slots=True)
class Draft:
    """An entry as it would be proposed."""

    entry: Entry
    label: str
    title: Mapped
    text: Mapped
    parts: list[tuple[str, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    addressee: str = ""
    titled: str = ""
    """How the title was told from the text: line, bracket, bold, lead, colon, or ''."""

    @property
    def words(self) -> str:
        """Title and text."""
        return f"{self.title.text}\n{self.text.text}" if self.title.text else self.text.text


EMPTY = Mapped("", ())


def cut(words: Mapped, start: int, end: int | None = None) -> Mapped:
    """A part of a passage without blanks around it."""
    end = len(words.text) if end is None else end
    while start < end and words.text[start].isspace():
        start += 1
    while end > start and words.text[end - 1].isspace():
        end -= 1
    return Mapped(words.text[start:end], words.offsets[start:end])


def joined(pieces: Sequence[Mapped], *, lines: bool = True) -> Mapped:
    """Passages as one: each on a line of its own, or joined by script."""
    kept = [piece for piece in pieces if piece.text]
    if not kept:
        return EMPTY
    text, offsets = kept[0].text, list(kept[0].offsets)
    for piece in kept[1:]:
        between = "\n" if lines else "" if is_wide(text[-1]) or is_wide(piece.text[0]) else " "
        offsets += [(offsets[-1][1], piece.offsets[0][0])] * len(between)
        text += between + piece.text
        offsets += piece.offsets
    return Mapped(text, tuple(offsets))


# -- lists


_STOPS = re.compile(
    r"※|[(（]?\s*脱稿日|右(?:決議|要望|宣言)|以上(?:[、。]|$|.{0,6}(?:決議|提言|要望|宣言|勧告)する)|\[\^|▼|©|Copyright|無断転載|"
    r"〒|TEL|電話|Source:|出[所典]"
)
# What those who are asked answered, printed under the item: Ministry response: …
_ANSWER = re.compile(
    r"(?:[A-Z][\w’'&]*(?:\s[\w’'&]+){0,5}\s)?[Rr]esponse\s*:"
    r"|[【〔\[]?(?:(?:政府|府省|省|担当課|市|県|国)の?(?:回答|対応|見解)|回答)[】〕\]]?\s*:"
)
# A sentence that asks and that each entry completes: The Committee recommends that the State party: (a) …
_OPEN_SENTENCE = re.compile(
    r"\b(?:recommends?|proposes?|urges?|requests?|calls? (?:on|upon)|asks?)\b[^.:]{0,100}\b(?:that|to)\s*:$"
    r"|\b(?:should|must)\s*:$"
)
_ADDRESSEE = re.compile(r"[(]?(?:[Ff]or|[Tt]o) (?:the |all )?(?P<to>[A-Z][^.:;]{2,70}?)[)]?")


def groups(paper: Structure) -> list[Group]:
    """The lists of a report, the ones inside others marked so."""
    return list(_Lists(paper).run())


class _Lists:
    def __init__(self, paper: Structure) -> None:
        self._paper = paper
        self._paragraphs = paper.paragraphs
        self._below = self._nesting()
        self._bodies = self._followers()

    def run(self) -> Iterator[Group]:
        at, total = 0, len(self._paragraphs)
        while at < total:
            if at in self._paper.headings:
                at += 1
                continue
            until = at
            while until < total and until not in self._paper.headings:
                until += 1
            yield from self._stretch(at, until)
            at = until

    def _mark_run(self, at: int) -> int | None:
        return self._paper.run_of.get(at)

    def _counts(self, number: int) -> bool:
        """Whether a run is one: two marks in order, a mark that names what it numbers, or a bullet."""
        run = self._paper.runs[number]
        mark = self._paragraphs[run[0]].mark
        return mark is not None and (len(run) >= 2 or mark.is_strong or mark.is_bullet)

    def _nesting(self) -> set[tuple[str, str]]:
        """Pairs of families of which the second was met between two entries of the first."""
        found: set[tuple[str, str]] = set()
        for number, run in enumerate(self._paper.runs):
            family = self._family(number)
            for one, other in itertools.pairwise(run):
                if any(each in self._paper.headings for each in range(one + 1, other)):
                    continue
                for each in range(one + 1, other):
                    inner = self._mark_run(each)
                    if inner is not None and inner != number:
                        found.add((family, self._family(inner)))
        return found

    def _family(self, number: int) -> str:
        mark = self._paragraphs[self._paper.runs[number][0]].mark
        return mark.family if mark else ""

    def _followers(self) -> dict[str, int]:
        """For each family how many unmarked paragraphs follow an entry that another one follows, at most."""
        found: dict[str, int] = {}
        for number, run in enumerate(self._paper.runs):
            family = self._family(number)
            for one, other in itertools.pairwise(run):
                between = range(one + 1, other)
                if any(each in self._paper.headings for each in between):
                    # Up to the heading.
                    stop = next(each for each in between if each in self._paper.headings)
                    if len(run) <= 2:
                        continue
                    between = range(one + 1, stop)
                    count = sum(self._is_body(each) for each in between)
                    found[family] = max(found.get(family, 0), min(count, 1))
                    continue
                found[family] = max(found.get(family, 0), sum(self._is_body(each) for each in between))
        return found

    def _is_body(self, at: int) -> bool:
        paragraph = self._paragraphs[at]
        return paragraph.mark is None and paragraph.table is None and not _STOPS.match(paragraph.flat)

    def _stretch(self, start: int, stop: int) -> Iterator[Group]:
        at = start
        while at < stop:
            number = self._mark_run(at)
            if number is None or not self._counts(number):
                bare = self._bare_leads(at, stop)
                if len(bare) >= 2:
                    section = self._paper.of[at]
                    entries = [Entry(each, each + 1, section, -1, lost=True) for each in bare]
                    yield Group(entries, "lead", section, len(bare), self._intro(at, start))
                at += max(1, len(bare))
                continue
            members = [each for each in self._paper.runs[number] if at <= each < stop]
            family = self._family(number)
            last = members[-1]
            until = self._tail(number, last, stop)
            section = self._paper.of[at]
            entries = []
            for place, each in enumerate(members):
                ahead = members[place + 1] if place + 1 < len(members) else until
                if (
                    ahead - 1 > each
                    and self._paragraphs[ahead - 1].mark is None
                    and re.search(r"[:：]$", self._paragraphs[ahead - 1].flat)
                    and self._paragraphs[ahead - 1].gap
                    and ahead < until
                ):
                    ahead -= 1  # it introduces what follows
                ahead = next(
                    (inner for inner in range(each + 1, ahead) if _ANSWER.match(self._paragraphs[inner].flat)), ahead
                )
                entries += self._split_lost(each, ahead, section, number, members, place)
            group = Group(entries, family, section, len(self._paper.runs[number]), self._intro(at, start))
            group.opened = at > start and _OPEN_SENTENCE.search(self._paragraphs[at - 1].flat) is not None
            yield group
            yield from self._inner(entries, section)
            at = until

    def _bare_leads(self, at: int, stop: int) -> list[int]:
        """Paragraphs in a row that open with a lead phrase, a bold or a bracketed title, without marks."""
        found = []
        while at < stop and self._is_body(at):
            paragraph = self._paragraphs[at]
            bold = paragraph.bold and paragraph.bold <= MAX_LEAD and len(paragraph.flat) > paragraph.bold + 8
            if not (lead_length(paragraph, strict=True) or bold or bracket_length(paragraph.flat)):
                break
            found.append(at)
            at += 1
        return found

    def _intro(self, at: int, start: int) -> Tone:
        for each in range(at - 1, max(start, at - 3) - 1, -1):
            if self._paragraphs[each].mark is None:
                return intro_tone(self._paragraphs[each].flat)
        return Tone.NEUTRAL

    def _split_lost(
        self, at: int, until: int, section: Section, number: int, members: Sequence[int], place: int
    ) -> list[Entry]:
        """An entry, and those after it whose number was lost: they open with a lead, and the numbers have a gap."""
        entries = [Entry(at, until, section, number)]
        here = self._paragraphs[at].mark
        ahead = self._paragraphs[members[place + 1]].mark if place + 1 < len(members) else None
        if here is None or here.is_bullet:
            return entries
        missing = ahead.numbers[-1] - here.numbers[-1] - 1 if ahead and ahead.numbers[:-1] == here.numbers[:-1] else 0
        for each in range(at + 1, until):
            paragraph = self._paragraphs[each]
            if missing > 0 and paragraph.mark is None and lead_length(paragraph, lost=True):
                entries[-1].until = each
                entries.append(Entry(each, until, section, number, lost=True))
                missing -= 1
        return entries

    def _tail(self, number: int, last: int, stop: int) -> int:
        """Where the last entry of a list in this stretch ends."""
        family = self._family(number)
        mark = self._paragraphs[last].mark
        assert mark is not None
        strong = mark.is_strong
        alone = not self._paragraphs[last].body
        allowed = MAX_PARAGRAPHS if strong else max(self._bodies.get(family, 0), int(alone))
        at, bodies = last + 1, 0
        nested: set[int] = set()
        while at < stop and at - last < MAX_PARAGRAPHS:
            paragraph = self._paragraphs[at]
            if paragraph.table is not None or _STOPS.match(paragraph.flat):
                break
            inner = self._mark_run(at)
            if paragraph.mark is not None and inner is not None and self._counts(inner):
                if inner != number and inner not in nested and not self._is_nested(number, inner, last, at):
                    break
                nested.add(inner)
            else:
                unfinished = not self._paragraphs[at - 1].ends and len(self._paragraphs[at - 1].flat) > 45
                if not (unfinished and paragraph.page_break):
                    if paragraph.gap >= 2 and at > last + 1 and not strong:
                        break
                    if paragraph.gap >= 3 and strong and at > last + 1:
                        break
                    # What follows without a blank line belongs where anything does.
                    heads = (
                        not paragraph.gap
                        and at == last + 1
                        and is_short(paragraph)
                        and is_short(self._paragraphs[last])
                    )
                    bodies += (bool(paragraph.gap) or not allowed or not bodies) and not (heads and allowed)
                    if bodies > allowed:
                        break
            at += 1
        return at

    def _is_nested(self, number: int, inner: int, last: int, at: int) -> bool:
        outer_mark, inner_mark = self._paragraphs[last].mark, self._paragraphs[at].mark
        assert outer_mark is not None
        assert inner_mark is not None
        if outer_mark.is_strong:
            return not inner_mark.is_strong
        before = self._paragraphs[at - 1]
        introduced = re.search(r"[:：]$|次の.{0,20}[。:]?$|以下の.{0,20}[。:]?$", before.flat) is not None
        deeper = self._paragraphs[at].indent > self._paragraphs[last].indent + 1
        if inner_mark.is_strong:
            return False
        if inner_mark.family == outer_mark.family and not outer_mark.is_bullet:
            return inner_mark.opens() and (introduced or deeper)
        if (self._family(number), self._family(inner)) in self._below:
            return True
        if (self._family(inner), self._family(number)) in self._below or not inner_mark.opens():
            return False
        if outer_mark.is_bullet and not inner_mark.is_bullet:
            return False
        if outer_mark.is_bullet:
            return self._paragraphs[at].indent > self._paragraphs[last].indent or introduced
        return introduced or at == last + 1 or not self._paragraphs[at].gap

    def _inner(self, entries: Sequence[Entry], section: Section) -> Iterator[Group]:
        """Lists inside entries: the other level at which items may be read."""
        for entry in entries:
            at = entry.at + 1
            while at < entry.until:
                number = self._mark_run(at)
                if number is None or number == entry.run or not self._counts(number):
                    at += 1
                    continue
                members = [each for each in self._paper.runs[number] if at <= each < entry.until]
                ends = [*members[1:], entry.until]
                inner = [Entry(one, other, section, number) for one, other in zip(members, ends, strict=True)]
                yield Group(inner, self._family(number), section, len(members), inside=True)
                at = max(members[-1] + 1, at + 1)


# -- titles and texts


_BRACKETS = {"(": ")", "【": "】", "[": "]", "〔": "〕", "《": "》", "<": ">", "「": "」", "『": "』"}
_LEAD_EN = re.compile(r"(?P<lead>[A-Z“\"'‘][^.!?:。]{2,90}[.!?:])\s+(?=[A-Z“\"'‘(0-9])")
_COLON_JA = re.compile(r"(?P<lead>[^。:、]{2,40}?)\s*[:：]\s*(?=\S)|(?P<dash>[^。:、]{2,40}?)\s*(?:──|――|——)\s*(?=\S)")
_SMALL = {
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "and",
    "or",
    "by",
    "with",
    "from",
    "not",
    "as",
    "is",
    "are",
    "be",
    "but",
    "into",
    "its",
    "their",
    "that",
    "than",
}
MAX_LEAD = 80


def lead_length(paragraph: Paragraph, *, strict: bool = False, lost: bool = False) -> int:
    """Characters after the mark that a lead phrase takes (with its point), 0 if there is none.

    ``strict`` wants capitals as in a title; ``lost`` is for a paragraph that stands where a number is missing.
    """
    body = paragraph.body
    match = _LEAD_EN.match(body)
    if match is None:
        return 0
    words = re.findall(r"[A-Za-z][\w'’-]*", match["lead"])
    if not 1 <= len(words) <= 12:
        return 0
    if lost:
        return match.end("lead")
    if match["lead"].endswith(":"):
        return match.end("lead") if len(words) <= 9 else 0
    capitals = [word for word in words if word.lower() not in _SMALL]
    title_case = sum(word[0].isupper() for word in capitals)
    if len(capitals) >= 2 and title_case * 10 >= 8 * len(capitals):
        return match.end("lead")
    return match.end("lead") if not strict and len(words) <= 6 else 0


def bracket_length(body: str) -> int:
    """Characters of a bracketed title at the start of a text with more behind it, 0 for none."""
    closing = _BRACKETS.get(body[:1])
    if not closing or body[0] in "「『":
        return 0
    depth = 0
    for at, character in enumerate(body[: MAX_LEAD + 2]):
        depth += (character in _BRACKETS) - (character in _BRACKETS.values())
        if depth == 0:
            rest = body[at + 1 :].strip()
            return at + 1 if rest and at > 1 and rest[0] not in "、。,." else 0
    return 0


def drafts(paper: Structure, group: Group) -> list[Draft]:
    """The entries of a list as title, text and parts."""
    paragraphs = paper.paragraphs
    entries = group.entries
    total = len(entries)

    def most(test: list[int | bool]) -> bool:
        return sum(map(bool, test)) * 10 >= 6 * total

    firsts = [paragraphs[_first(paragraphs, entry)] for entry in entries]
    leads = most([lead_length(each) for each in firsts]) and most(
        [lead_length(each, strict=True) or True for each in firsts]
    )
    strict = sum(bool(lead_length(each, strict=True)) for each in firsts)
    leads = leads and strict * 2 >= total
    colons = most([bool(_COLON_JA.match(each.body)) and is_wide_text(each.body) for each in firsts])
    lined = [_has_line_title(paper, entry) for entry in entries]
    by_line = sum(lined) * 2 >= total
    result = []
    for entry, line_title in zip(entries, lined, strict=True):
        found = _draft(paper, entry, leads=leads, colons=colons, lined=line_title and (by_line or not leads))
        if found.words:
            result.append(found)
    return result


def _first(paragraphs: Sequence[Paragraph], entry: Entry) -> int:
    """The paragraph that an entry's words begin in: the next one after a label that stands alone."""
    alone = paragraphs[entry.at].mark is not None and not paragraphs[entry.at].body and entry.at + 1 < entry.until
    return entry.at + 1 if alone else entry.at


def _has_line_title(paper: Structure, entry: Entry) -> bool:
    paragraphs = paper.paragraphs
    first = _first(paragraphs, entry)
    if first + 1 >= entry.until or not _may_head(paragraphs[first]):
        return False
    if re.search(r"[:：]$", paragraphs[first].flat) and paragraphs[first + 1].mark is not None:
        return False  # it introduces its own parts
    return any(
        paragraphs[each].ends or len(paragraphs[each].flat) > 45 or paragraphs[each].mark is not None
        for each in range(first + 1, entry.until)
        if not is_signature(paragraphs[each].flat)
    )


def _may_head(paragraph: Paragraph) -> bool:
    flat = paragraph.body
    return (
        bool(flat)
        and len(flat) <= (100 if is_wide_text(flat) else 160)
        and not re.search(r"[。.;；]$", flat)
        and "。" not in flat
    )


def _draft(paper: Structure, entry: Entry, *, leads: bool, colons: bool, lined: bool) -> Draft:
    paragraphs = paper.paragraphs
    mark = None if entry.lost else paragraphs[entry.at].mark
    label = mark.text if mark and not mark.is_bullet else ""
    first = _first(paragraphs, entry)
    opening = paragraphs[first]
    skip = opening.mark.length if opening.mark and first == entry.at and not entry.lost else 0
    words = cut(opening.words, skip)
    body = opening.flat[skip:].lstrip()
    rest = list(range(first + 1, entry.until))
    title, text, how = EMPTY, words, ""
    addressee = ""
    if lined:
        heads = [words]
        # A title may run over two lines.
        while len(rest) > 1 and _goes_on_as_title(paragraphs, rest):
            heads.append(paragraphs[rest.pop(0)].words)
        title, text, how = joined(heads, lines=False), EMPTY, "line"
        if asked := _ADDRESSEE.fullmatch(plain(title.text)):
            title, addressee = EMPTY, asked["to"]  # Recommendation 3 (to the Ministry of Ports)
    elif length := bracket_length(body):
        title, text, how = cut(words, 1, length - 1), cut(words, length), "bracket"
    elif opening.bold and opening.bold <= MAX_LEAD and len(body) > opening.bold + 8:
        title, text, how = cut(words, 0, opening.bold), cut(words, opening.bold), "bold"
    elif leads and (length := lead_length(opening, lost=entry.lost)):
        title, text, how = cut(words, 0, length), cut(words, length), "lead"
    elif colons and (match := _COLON_JA.match(body)):
        title, text, how = (
            cut(words, 0, match.end("lead" if match["lead"] else "dash")),
            cut(words, match.end()),
            "colon",
        )
    if how == "bold" and title.text.endswith((":", "：")):
        title = cut(title, 0, len(title.text) - 1)
    pieces: list[Mapped] = [text] if text.text else []
    draft = Draft(entry, label, title, EMPTY, titled=how, addressee=addressee)
    for each in rest:
        paragraph = paragraphs[each]
        if is_signature(paragraph.flat):
            draft.authors += names_in(paragraph.flat)
            continue
        if to := addressed(paragraph.flat):
            draft.addressee = to
            continue
        nested = paragraph.mark is not None and each in paper.run_of
        if nested:
            assert paragraph.mark is not None
            draft.parts.append((paragraph.mark.text, cut(paragraph.words, paragraph.mark.length).text))
        if pieces and not nested and not ENDS.search(pieces[-1].text) and len(pieces[-1].text) > 45 and not draft.parts:
            pieces[-1] = joined([pieces[-1], paragraph.words], lines=False)
        else:
            pieces.append(paragraph.words)
    draft.text = joined(pieces)
    if not draft.text.text and draft.title.text:
        draft.title, draft.text, draft.titled = EMPTY, draft.title, ""
    _take_tail(draft)
    return draft


def _goes_on_as_title(paragraphs: Sequence[Paragraph], rest: Sequence[int]) -> bool:
    here, after = paragraphs[rest[0]], paragraphs[rest[1]]
    if here.mark or here.gap or here.ends or not is_short(here) or not is_wide_text(here.flat):
        return False
    return not is_signature(here.flat) and (after.ends or len(after.flat) > 60) and after.mark is None


# -- what stands behind a text

_SIGNATURE = re.compile(
    r"[(（\[]\s*(?!写真|注|※|出[所典])(?P<inside>[^()（）。]{2,90}(?:[(（][^()（）]{1,30}[)）][^()（）。]{0,40})*)\s*[)）\]]$"
)
_PLACES = "北海道|東京都|大阪府|京都府|[一-龥]{2,3}県|[一-龥ぁ-んァ-ヶ]{1,6}[市町村区]"
_PROPOSER = re.compile(
    rf"\s*[(（](?P<who>{_PLACES}|[一-龥]{{1,4}}[ 　][一-龥ぁ-んァ-ヶ]{{1,5}}(?:[ 　・、／/].{{1,30}})?)[)）]\s*[。]?$"
)
_OFFICE = (
    "大学(?:院)?|研究所|研究員|教授|講師|助教|フェロー|フォーラム|センター|機構|協会|財団|委員|理事|会長|代表|主幹|部長|大使|議員|顧問|アドバイザー"
    "|[Uu]niversity|[Ii]nstitute|[Pp]rofessor|[Ff]ellow|[Dd]irector|[Cc]ent(?:re|er)"
)
_BY_LINE = re.compile(
    rf"\s*[(（](?P<by>(?=[^。]{{0,150}}(?:{_OFFICE}))(?:[^()（）。]|[(（][^()（）]{{1,30}}[)）]){{4,150}})[)）]\s*$"
)
"""（氏名・所属） glued to the last sentence."""
_CROSS = re.compile(
    r"\s*[(（\[](?:(?:Paragraphs?|Paras?\.?|Pages?|pp?\.|Sections?|Chapters?|See|段落|本文|第|→|"
    r"参照)\s*[\dIVXivx第 ,、.–—\-and節章頁ページ項]+|(?:\d{1,3}|[^()（）]{1,15})(?:頁|ページ|段落|"
    r"項)(?:参照)?)[)）\]]\s*[.。]?$",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(
    r"\s*[(（\[](?P<label>(?:Recommendation|Proposal|提言|勧告|要望)\s*(?:No\.?\s*)?\d{1,3})[)）\]]\s*[.。]?$",
    re.IGNORECASE,
)


def is_signature(flat: str) -> bool:
    """Whether a paragraph only says who wrote what stands before it: （氏名　所属）."""
    match = _SIGNATURE.match(flat)
    return match is not None and bool(names_in(flat)) and not re.search(r"[るすたう]$", match["inside"])


def names_in(flat: str) -> list[str]:
    """The names in a signature: （氏名　所属、氏名・所属）."""
    inside = re.sub(r"^[(（\[]|[)）\]]$", "", flat.strip())
    inside = re.sub(r"^脱稿日\s*[:：]?\s*\d{4}\s*年\s*\d+\s*月\s*(?:\d+\s*日)?\s*", "", inside)
    found = []
    for part in re.split(r"[、;；]|,\s", re.sub(r"[(（][^()（）]*[)）]", "", inside)):
        words = re.split(r"[\s　／/]+", part.strip())
        if not words or not re.match(r"[一-龥ぁ-んァ-ヶA-Za-z]", words[0]):
            continue
        name, rest = words[0], words[1:]
        if not rest:
            # 氏名・所属: within a name of katakana the dot is part of it.
            before, dot, after = name.partition("・")
            if not dot or not re.search(_OFFICE, after) or re.fullmatch(r"[ァ-ヶー]+", before):
                continue
            name = before
        elif re.fullmatch("[一-龥]{1,3}", name) and len(rest) > 1 and re.fullmatch(r"[一-龥ぁ-んァ-ヶ]{1,4}", rest[0]):
            name = f"{name} {rest[0]}"
        elif name.isascii():
            name = " ".join(word for word in [name, *rest[:1]] if not re.search(_OFFICE, word))
        if 2 <= len(name.replace(" ", "")) <= 24 and not re.search(_OFFICE, name):
            found.append(name)
    return found


def _take_tail(draft: Draft) -> None:
    """Take a label, a cross-reference or a proposer off the end of the words."""
    target = draft.text
    for _ in range(3):
        if match := _AFTER_LABEL.search(target.text):
            draft.label = draft.label or target.text[match.start() : match.end()].strip()
        elif match := _BY_LINE.search(target.text):
            draft.authors = [*names_in(match["by"]), *draft.authors]
        elif not (match := _CROSS.search(target.text)):
            match = _PROPOSER.search(target.text)
            if match:
                draft.authors.insert(0, re.split(r"[ 　](?=.*[／/])|[／/]", match["who"])[0])
        if not match or match.start() == 0:
            break
        kept = cut(target, 0, match.start())
        if target.text[-1] in "。." and kept.text[-1] not in "。.":
            kept = Mapped(kept.text + target.text[-1], (*kept.offsets, target.offsets[-1]))
        target = kept
    draft.text = target


def region_tone(section: Section, group: Group) -> Tone:
    """What governs a list: what is said right before it, else its section."""
    return group.intro if group.intro is not Tone.NEUTRAL else section.tone
