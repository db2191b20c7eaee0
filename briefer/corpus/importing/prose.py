"""Recommendations that are not set as entries: quoted, counted inside one sentence, performed (“we recommend that”), or
labelled behind their words. The last resort: such proposals are of low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefer.core.text import Mapped
from briefer.corpus.importing.items import cut, joined
from briefer.corpus.importing.marks import LABEL_WORDS, Mark, number
from briefer.corpus.importing.model import Reason
from briefer.corpus.importing.paragraphs import Paragraph
from briefer.corpus.importing.sections import Structure, is_wide_text
from briefer.corpus.importing.wording import Tone, is_explicit, sentences


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of prose that asks for something."""

    at: int
    until: int
    label: str
    text: Mapped
    confidence: float
    reason: Reason


def prose(paper: Structure, taken: set[int]) -> list[Found]:
    """What prose asks for, outside the paragraphs that are ``taken``."""
    found: list[Found] = []
    for at, paragraph in enumerate(paper.paragraphs):
        if at in taken or at in paper.headings or paragraph.table is not None:
            continue
        for each in _in_paragraph(paper, at, paragraph):
            found.append(each)
            if each.until > at + 1:
                taken |= set(range(at, each.until))
    labels = [each for each in found if each.reason.code == "reason.after_label"]
    return [each for each in found if each not in labels or len(labels) >= 2]


def _in_paragraph(paper: Structure, at: int, paragraph: Paragraph) -> Iterator[Found]:
    tone = paper.of[at].tone
    quoted = list(_quoted(paragraph))
    if len(quoted) >= 2:
        yield from (
            Found(at, at + 1, label, text, 0.62, Reason("reason.quoted", {"found": len(quoted)}))
            for label, text in quoted
        )
        return
    counted = list(_counted(paragraph))
    if len(counted) >= 2:
        yield from (
            Found(at, at + 1, label, text, 0.6, Reason("reason.in_sentence", {"found": len(counted)}))
            for label, text in counted
        )
        return
    labelled = _labelled(paragraph)
    if labelled:
        label, text = labelled
        yield Found(at, at + 1, label, text, 0.9, Reason("reason.after_label", {"mark": label}))
        return
    performed = _performed(paragraph)
    if (performed is not None and tone is not Tone.OTHER) or (
        performed is not None and _own_tone(paper, at) is not Tone.OTHER
    ):
        until, text = _with_rest(paper, at, performed)
        sure = 0.62 if not is_wide_text(text.text) else 0.45
        yield Found(at, until, "", text, sure, Reason("reason.performed"))


def _own_tone(paper: Structure, at: int) -> Tone:
    """A finding may end in a recommendation; a summary or a report on earlier ones may not."""
    section = paper.of[at]
    words = " ".join(paper.paragraphs[each].flat for each in section.path)
    return (
        Tone.OTHER if re.search(r"(?i)status of|earlier|previous|summary|in brief|前回|過去", words) else Tone.NEUTRAL
    )


# 「提言1:…」、「提言2:…」
_QUOTED = re.compile(
    rf"[「『“\"](?P<label>(?:{LABEL_WORDS}|Recommendation|Proposal)\s*(?P<n>\d{{1,2}}|[一二三四五六七八九十]+|"
    rf"[①-⑳]))\s*[:.、]?\s*(?P<text>[^「」『』“”\"]{{4,600}})[」』”\"]"
)


def _quoted(paragraph: Paragraph) -> Iterator[tuple[str, Mapped]]:
    last = 0
    for match in _QUOTED.finditer(paragraph.flat):
        value = number(match["n"])
        if value == last + 1:
            last = value
            yield (
                paragraph.words.text[match.start("label") : match.end("label")],
                cut(paragraph.words, *match.span("text")),
            )


_INLINE = re.compile(
    r"[(（]\s?(?P<n>\d{1,2})\s?[)）]|(?P<c>[①-⑳])|(?<![\w.])(?P<h>\d{1,2})[)）]|[(（](?P<l>[a-hivx]{1,4})[)）]"
)
_DONE_JA = re.compile(
    r"(?:こと)?(?:の(?:[\d一二三四五六七八九十]+(?:つ|点|項目))?)?を?(?:、)?.{0,30}?(?:提案|提言|勧告|要望|要請|求め|訴え|申し入れ|"
    r"呼び?かけ|建議)(?:する|します|した|したい|る|ます|た)"
)
_DONE_EN = re.compile(
    r"\b(?:recommends?|proposes?|urges?|calls? (?:on|upon|for)|asks?|advises?|suggests?) (?!\w+ed\b)", re.IGNORECASE
)


def _counted(paragraph: Paragraph) -> Iterator[tuple[str, Mapped]]:
    """(1)…、(2)…、(3)…の三つを提案する: parts of one sentence that performs."""
    flat = paragraph.flat
    for start, end in _sentence_spans(flat):
        sentence = flat[start:end]
        marks = list(_INLINE.finditer(sentence))
        numbers = [number(match[match.lastgroup or 0]) for match in marks]
        if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)):
            continue
        tail = sentence[marks[-1].end() :]
        ja = is_wide_text(sentence)
        if "「" in sentence[: marks[0].start()] and "」" in tail:
            continue
        done = _DONE_JA.search(tail) if ja else _DONE_EN.search(sentence[: marks[0].start()])
        if not done or re.search(r"(?:懸念|課題|論点|問題|理由)(?:として|を)", tail):
            continue
        for place, match in enumerate(marks):
            to = marks[place + 1].start() if place + 1 < len(marks) else len(sentence)
            part = sentence[match.end() : to]
            if place + 1 == len(marks) and ja:
                stop = re.search(
                    r"こと(?=(?:[、,]?\s*(?:の|を|以上|など|等|という)))|(?=の[\d一二三四五六七八九十]+(?:つ|点|項目))|(?=[、。](?:以上|の))",
                    part,
                )
                part = part[: stop.end()] if stop and stop.end() > 2 else part
            part = re.sub(r"[、,;；。.]?\s*(?:および|及び|並びに|また|and|or)?\s*$", "", part)
            label = paragraph.words.text[start + match.start() : start + match.end()]
            yield label, cut(paragraph.words, start + match.end(), start + match.end() + len(part))


def _sentence_spans(flat: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in re.finditer(r"。|(?<=[a-z)])[.](?=\s+[A-Z]|\s*$)|$", flat):
        if match.end() > at:
            yield at, match.end()
        at = match.end()


_AFTER = re.compile(
    r"\s*(?P<label>[(（\[](?:Recommendation|Proposal|提言|勧告|要望)\s*(?:No\.?\s*)?\d{1,3}[)）\]])\s*[.。]?$",
    re.IGNORECASE,
)


def _labelled(paragraph: Paragraph) -> tuple[str, Mapped] | None:
    match = _AFTER.search(paragraph.flat)
    if match is None or match.start() < 20 or (paragraph.mark is not None and paragraph.mark.is_strong):
        return None
    label = paragraph.words.text[match.start("label") : match.end("label")]
    return label, cut(paragraph.words, paragraph.mark.length if paragraph.mark else 0, match.start())


_WE = re.compile(
    r"\b(?:we|I|the (?:committee|commission|panel|task force|group|authors?|board|council|"
    r"inspector|auditors?)|this (?:paper|report|brief))\s+(?:\w+ly\s+|also\s+|further\s+|"
    r"therefore\s+|thus\s+|again\s+|strongly\s+)*recommends?,?\s+(?:\w+,\s+)?(?:that\b|\w+ing\b|"
    r"the following)",
    re.IGNORECASE,
)
_JA = re.compile(
    r"(?:こと|よう(?:に)?|べきこと)を?(?:、)?(?:強く|改めて|ここに|併せて|合わせて)?(?:提言|提案|勧告|要望|建議)(?:する|します|したい)(?:。|$)"
)


def _performed(paragraph: Paragraph) -> Mapped | None:
    """The sentences of a paragraph from the one that says “we recommend that” on."""
    flat = paragraph.flat
    if paragraph.mark is not None:
        return None
    language = "ja" if is_wide_text(flat) else "en"
    at = 0
    for sentence in sentences(flat, language):
        start = flat.find(sentence, at)
        at = start + len(sentence)
        match = (_JA if language == "ja" else _WE).search(sentence)
        if match is None or _is_quoted(flat, start + match.start()):
            continue
        return cut(paragraph.words, start, len(flat) if language == "en" else at)
    return None


def _is_quoted(flat: str, at: int) -> bool:
    before = flat[:at]
    return (
        before.count("「") > before.count("」") or before.count("“") > before.count("”") or before.count('"') % 2 == 1
    )


def _with_rest(paper: Structure, at: int, text: Mapped) -> tuple[int, Mapped]:
    """The passage with a paragraph that goes on with it: its margin heading lies between (“The count should …”)."""
    paragraphs = paper.paragraphs
    if at + 2 >= len(paragraphs) or at + 1 not in paper.headings or at + 2 in paper.headings:
        return at + 1, text
    margin, rest = paragraphs[at + 1], paragraphs[at + 2]
    if margin.level or margin.mark or len(margin.flat.split()) > 3 or rest.mark or rest.table is not None:
        return at + 1, text
    if not re.match(r"(?:The|This|These|Those|It|They|Such)\s", rest.flat) or not re.search(
        r"\b(?:should|must)\b", rest.flat
    ):
        return at + 1, text
    if len(sentences(rest.flat, "en")) > 2:
        return at + 1, text
    return at + 3, joined([text, rest.words], lines=False)


def plain_paragraphs(paper: Structure, taken: set[int]) -> Iterator[list[int]]:
    """Paragraphs without marks right under a heading that announces recommendations, section by section."""
    at, total = 0, len(paper.paragraphs)
    while at < total:
        until = at + 1
        if at in paper.headings:
            while until < total and until not in paper.headings:
                until += 1
            inside = range(at + 1, until)
            own = paper.of[at].own
            if (
                own is Tone.ASKS
                and inside
                and not any(each in taken or paper.paragraphs[each].table for each in inside)
            ):
                marks: list[Mark] = [mark for each in inside if (mark := paper.paragraphs[each].mark)]
                if not marks:
                    yield list(inside)
        at = until


def titled_sections(paper: Structure, taken: set[int]) -> list[list[tuple[int, int]]]:
    """Headings with nothing but plain paragraphs under one that announces recommendations: each is a title.

    Lists of (heading, paragraph after the last), one list for each announcing heading; two titles at least.
    """
    found: list[list[tuple[int, int]]] = []
    current: list[tuple[int, int]] = []
    announced = False
    total = len(paper.paragraphs)
    order = sorted(paper.headings)
    for at, until in zip(order, [*order[1:], total][: len(order)], strict=True):
        section = paper.of[at]
        inside = range(at + 1, until)
        plain_text = inside and not any(
            each in taken or paper.paragraphs[each].table or paper.paragraphs[each].mark for each in inside
        )
        if section.own is not Tone.NEUTRAL:
            announced = section.own is Tone.ASKS and is_explicit(paper.paragraphs[at].flat)
        if (
            announced
            and section.own is Tone.NEUTRAL
            and section.tone is Tone.ASKS
            and at not in paper.front
            and plain_text
        ):
            current.append((at, until))
            continue
        if len(current) > 1:
            found.append(current)
        current = []
    return [*found, current] if len(current) > 1 else found
