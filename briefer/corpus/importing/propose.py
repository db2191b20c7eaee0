"""A copy of any report → what would be stored of it: the source's details and proposals, with reasons.

Reading runs in one direction: lines → paragraphs → sections and runs of marks → lists → drafts → judged proposals.
What is not sure is still offered, below the threshold; what contradicts the report is not offered at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefer.core.items import ItemKind
from briefer.core.text import Mapped, folded
from briefer.corpus.decode import Copy
from briefer.corpus.importing.details import details
from briefer.corpus.importing.items import Draft, Group, cut, drafts, groups, joined, names_in
from briefer.corpus.importing.judge import About, asks, judge
from briefer.corpus.importing.lines import read_lines
from briefer.corpus.importing.marks import plain
from briefer.corpus.importing.model import Import, Part, Point, Proposal, Reason
from briefer.corpus.importing.paragraphs import Paragraph, paragraphs, wrapping
from briefer.corpus.importing.passage import Passage
from briefer.corpus.importing.prose import plain_paragraphs, prose, titled_sections
from briefer.corpus.importing.sections import Structure, addressed, structure
from briefer.corpus.importing.tables import table_rows
from briefer.corpus.importing.wording import DECLARES, DENIES, Tone, asking, is_law, language_of
from briefer.corpus.media.extract import page_at

Progress = Callable[[float], None]

OFFERED = 0.25
"""What is less sure than this is not offered."""
_ALTERNATIVE = 0.3
_CASE = re.compile(
    r"(?:シナリオ|ケース|未来|Scenario|Case|Future|Path|World)\s*(?:その)?\s*(?:[A-Z](?![a-z])|[\dⅠ-Ⅻ①-⑳一二三四五六七八九十])"
)
_NAMED = re.compile(
    r"In\s+(?P<name>(?:[A-Z][A-Z’'&-]+)(?:\s+[A-Z][A-Z’'&-]+)*)\s*,|"
    r"In\s+[“\"'‘](?P<quoted>[^”\"'’]{2,40})[”\"'’]\s*,|(?P<lead>[A-Z][A-Z’'& -]{3,40})[:.]\s"
)


@dataclass(slots=True)
class _Offer:
    """A proposal before the places of the others are known."""

    proposal: Proposal
    group: int = -1
    paragraphs: range = range(0)
    of_group: int = -1
    """The group whose words it reads otherwise."""
    near: int = -1


def propose(copy: Copy, progress: Progress | None = None) -> Import:
    """Read a report for import. Lets ``Cancelled`` from ``progress`` through."""
    tell = progress or (lambda _: None)
    tell(0.0)
    page = read_lines(copy.text)
    tell(0.2)
    found = paragraphs(copy.text, page)
    tell(0.5)
    language = language_of(copy.text)
    told = copy.extract
    source = details(page.lines, copy.text, language, title=told.title, authors=told.authors, date=told.date)
    paper = structure(found, doubled=wrapping(page.lines).doubled, title=source.title, publisher=source.publisher)
    tell(0.6)
    everything = "\n".join(paragraph.flat for paragraph in paper.paragraphs)
    about = About(
        language, _declares(source.title, paper.paragraphs), DENIES.search(everything) is not None or is_law(everything)
    )
    reader = _Proposer(copy.text, paper, about)
    offers = reader.run(tell)
    proposals = (replace(each, page=page_at(copy.pages, each.start)) for each in _numbered(offers))
    return Import(source, tuple(proposals))


def _declares(title: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the title, or a short line above the first words of the report, says that it makes recommendations."""
    front = [title]
    for paragraph in paragraphs[:8]:
        if len(paragraph.flat) > 60 or paragraph.table is not None:
            break
        front.append(paragraph.flat)
    return any(DECLARES.search(plain(line)) for line in front)


_SAID_AGAIN = 12  # so often a report may say one thing; a label that comes more often is none


def _said(words: str) -> str:
    return folded(words).rstrip("。.")


def _holder(group: Group) -> int:
    """The heading that a list stands under, -1 if none."""
    return group.section.path[-1] if group.section.path else -1


class _Proposer:
    def __init__(self, text: str, paper: Structure, about: About) -> None:
        self._text = text
        self._paper = paper
        self._about = about
        self._offers: list[_Offer] = []
        self._taken: set[int] = set()

    def run(self, tell: Progress) -> list[_Offer]:
        self._cases()
        lists = groups(self._paper)
        made = [drafts(self._paper, group) for group in lists]
        wholes: dict[int, list[float]] = {}
        for group, each in zip(lists, made, strict=True):
            if each and not group.inside and group.entries[0].run >= 0:
                wholes.setdefault(group.entries[0].run, []).extend(asks(each, self._about.language))
        inner: list[tuple[int, Group]] = []
        last = -1
        for number, group in enumerate(lists):
            if number % 50 == 0:
                tell(0.6 + 0.3 * number / len(lists))
            if group.inside:
                inner.append((last, group))
            else:
                last = number
                self._list(number, group, made[number], wholes.get(group.entries[0].run, []))
        for number, group in inner:
            self._inside(number, group)
        self._headings()
        for at, paragraph in enumerate(self._paper.paragraphs):
            if paragraph.table is not None:
                self._table(at)
        tell(0.92)
        self._titled_sections()
        self._prose()
        self._plain()
        self._restated(lists)
        tell(1.0)
        kept = [each for each in self._offers if each.proposal.confidence >= OFFERED]
        return _without_overlaps(kept)

    # -- lists

    def _list(self, number: int, group: Group, made: list[Draft], whole: Sequence[float]) -> None:
        if not made:
            return
        if group.entries[0].at in self._taken:
            return
        if self._scenarios(number, group, made):
            return
        verdict = judge(group, made, self._about, whole)
        path = self._path(group.section.path)
        addressee = self._addressee(group.entries[0].at)
        authors = self._authors(group)
        for draft, confidence in zip(made, verdict.confidences, strict=True):
            self._offer(
                "recommendation", draft, path, confidence, verdict.reasons, number,
                addressee=draft.addressee or addressee, authors=tuple(draft.authors) or authors,
            )  # fmt: skip

    def _scenarios(self, number: int, group: Group, made: Sequence[Draft]) -> bool:
        """Entries that are scenarios by their names: シナリオA …, “In NAME, …”."""
        if group.section.tone is not Tone.SCENARIO and not sum(
            bool(_CASE.match(draft.words)) for draft in made
        ) * 2 > len(made):
            return False
        named = [_NAMED.match(draft.words) for draft in made]
        cased = [_CASE.match(draft.words) for draft in made]
        if sum(map(bool, named)) * 2 <= len(made) and sum(map(bool, cased)) * 2 <= len(made):
            return False
        reasons = (Reason("reason.scenario_names", {"found": len(made)}),)
        path = self._path(group.section.path)
        for draft, match in zip(made, named, strict=True):
            if match and not draft.title.text:
                name = match.lastgroup or "name"
                draft.title = cut(draft.text, *match.span(name))
            self._offer("scenario", draft, path, 0.75 if len(made) > 1 else 0.4, reasons, number)
        return True

    def _offer(
        self, kind: ItemKind, draft: Draft, path: Sequence[str], confidence: float, reasons: tuple[Reason, ...],
        group: int, *, addressee: str = "", authors: tuple[str, ...] = (), of_group: int = -1,
    ) -> None:  # fmt: skip
        entry = draft.entry
        mark = self._paper.paragraphs[entry.at].mark
        start = self._paper.paragraphs[entry.at].start if mark and not entry.lost else None
        proposal = _proposal(
            kind, draft.label, draft.title, draft.text, path, [Part(*each) for each in draft.parts], authors,
            addressee, reasons, confidence, start,
        )  # fmt: skip
        self._offers.append(_Offer(proposal, group, range(entry.at, entry.until), of_group))
        if confidence >= 0.5:
            self._taken |= set(range(entry.at, entry.until))

    def _inside(self, number: int, group: Group) -> None:
        """Numbered parts of items that are offered: the other level at which they may be read."""
        outer = [each for each in self._offers if each.group == number and each.proposal.ticked]
        if not outer and self._labels_inside(group):
            return
        if not outer or len(group.entries) < 2 or group.family.startswith(("bullet", "dash")):
            return
        holder = next((each for each in outer if group.entries[0].at in each.paragraphs), None)
        if holder is None:
            return
        path = [*holder.proposal.section_path, f"{holder.proposal.label}　{holder.proposal.title}".strip("　 ")]
        for draft in drafts(self._paper, group):
            self._offer(
                "recommendation", draft, path, _ALTERNATIVE, (Reason("reason.other_level"),), -2, of_group=number
            )
            self._offers[-1].near = holder.proposal.start

    def _labels_inside(self, group: Group) -> bool:
        """Offer entries whose labels say what they are inside a list that is not offered itself."""
        strong = group.family.startswith(("labelled", "english", "bracketed"))
        if not strong or len(group.entries) < 2:
            return False
        if not self._taken.isdisjoint(range(group.entries[0].at, group.entries[-1].until)):
            return False
        made = drafts(self._paper, group)
        if not made:
            return False
        verdict = judge(group, made, self._about)
        if min(verdict.confidences) < 0.6:
            return False
        path = self._path(group.section.path)
        for draft, confidence in zip(made, verdict.confidences, strict=True):
            self._offer(
                "recommendation", draft, path, confidence, verdict.reasons, -3, addressee=draft.addressee
            )  # fmt: skip
        return True

    def _headings(self) -> None:
        """Headings with marks over bare entries: the other level."""
        for run in self._paper.ranked.values():
            held: list[tuple[int, list[_Offer]]] = []
            for at in run:
                inside = [
                    each
                    for each in self._offers
                    if each.proposal.ticked and each.paragraphs and at in self._paper.of[each.paragraphs[0]].path
                    and self._paper.of[each.paragraphs[0]].path[-1] == at
                ]  # fmt: skip
                if inside:
                    held.append((at, inside))
            offers = [each for _, inside in held for each in inside]
            bare = [each for each in offers if not each.proposal.title]
            if len(held) < 2 or len(bare) * 2 < len(offers):
                continue
            for at, inside in held:
                heading = self._paper.paragraphs[at]
                mark = heading.mark
                assert mark is not None
                lines = [self._paper.paragraphs[each].words for offer in inside for each in offer.paragraphs]
                parts = [Part(each.proposal.label, each.proposal.text) for each in inside]
                proposal = _proposal(
                    "recommendation", mark.text, cut(heading.words, mark.length), joined(lines),
                    self._path(self._paper.of[at].path[:-1]), parts, (), "", (Reason("reason.other_level"),),
                    _ALTERNATIVE, heading.start,
                )  # fmt: skip
                self._offers.append(_Offer(proposal, -2, near=inside[0].proposal.start, of_group=inside[0].group))

    def _cases(self) -> None:
        """Sections that are scenarios by their headings: シナリオA with what is expected and what to do."""
        paper = self._paper
        found: list[tuple[int, int]] = []
        for at in sorted(paper.headings):
            heading = paper.paragraphs[at]
            if not _CASE.search(heading.body[:24]) or heading.level == 1:
                continue
            until = at + 1
            while until < len(paper.paragraphs) and (until not in paper.headings or at in paper.of[until].path):
                until += 1
            if until > at + 1:
                found.append((at, until))
        if len(found) < 2:
            return
        for at, until in found:
            heading = paper.paragraphs[at]
            inside = [each for each in range(at + 1, until) if paper.paragraphs[each].table is None]
            text = joined([paper.paragraphs[each].words for each in inside])
            if not text.text or len(text.text) > 3000:
                continue
            parts = [
                Part(mark.text, paper.paragraphs[each].body) for each in inside if (mark := paper.paragraphs[each].mark)
            ]
            bullet = heading.mark is not None and heading.mark.is_bullet
            title = cut(heading.words, heading.mark.length if heading.mark and bullet else 0)
            path = self._path(paper.of[at].path[:-1])
            proposal = _proposal(
                "scenario", "", title, text, path, parts, (), "",
                (Reason("reason.scenario_names", {"found": len(found)}),), 0.75, heading.start,
            )  # fmt: skip
            self._offers.append(_Offer(proposal, -3, range(at, until)))
            self._taken |= set(range(at, until))

    # -- tables and prose

    def _table(self, at: int) -> None:
        section = self._paper.of[at]
        path = self._path(section.path)
        for row in table_rows(self._paper, at, self._text, self._about.language):
            if self._about.denies and row.kind == "recommendation":
                continue
            heads: Sequence[str] = row.heads
            if row.kind != "recommendation":
                heads = [row.caption] if row.caption else path
            elif row.addressee or not heads:
                heads = path
            proposal = _proposal(
                row.kind, row.label, row.title, row.text, tuple(heads), [Part(*each) for each in row.parts], (),
                row.addressee, (row.reason,), row.confidence, None,
            )  # fmt: skip
            sides = tuple(tuple(_point(words) for words in side) for side in row.sides)
            columns = tuple(row.columns) if row.kind != "recommendation" else ()
            cells = tuple(cell.text for cell in row.cells)
            self._offers.append(_Offer(replace(proposal, columns=columns, cells=cells, sides=sides), -4 - at))

    def _titled_sections(self) -> None:
        """Headings under one that announces recommendations, each with plain words that ask for something."""
        paragraphs = self._paper.paragraphs
        covered = {each for offer in self._offers if offer.proposal.ticked for each in offer.paragraphs}
        for group in titled_sections(self._paper, covered):
            said = [
                asking("\n".join(paragraphs[each].flat for each in range(at + 1, until)), self._about.language)
                for at, until in group
            ]
            if sum(ask >= 0.7 for ask in said) * 10 < 6 * len(group) or self._about.denies:
                continue
            reason = (Reason("reason.titled_section", {"found": len(group)}),)
            for (at, until), ask in zip(group, said, strict=True):
                heading = paragraphs[at]
                title = cut(heading.words, heading.mark.length if heading.mark else 0)
                text = joined([paragraphs[each].words for each in range(at + 1, until)])
                label = heading.mark.text if heading.mark and not heading.mark.is_bullet else ""
                proposal = _proposal(
                    "recommendation", label, title, text, self._path(self._paper.of[at].path[:-1]), [], (), "",
                    reason, 0.7 if ask > 0.5 else 0.45, heading.start,
                )  # fmt: skip
                self._offers.append(_Offer(proposal, -3, range(at, until)))
                self._taken |= set(range(at, until))

    def _prose(self) -> None:
        covered = {each for offer in self._offers if offer.proposal.ticked for each in offer.paragraphs}
        for found in prose(self._paper, set(covered)):
            section = self._paper.of[found.at]
            confidence = found.confidence
            if self._about.denies:
                confidence -= 0.3
            if found.reason.code == "reason.performed" and any(
                offer.proposal.ticked and offer.group >= 0 for offer in self._offers
            ):
                confidence = min(confidence, 0.4)  # where items are set apart, the prose repeats them
            proposal = _proposal(
                "recommendation", found.label, Mapped("", ()), found.text, self._path(section.path), [], (), "",
                (found.reason,), round(confidence, 2), None,
            )  # fmt: skip
            self._offers.append(_Offer(proposal, -3, range(found.at, found.until)))

    def _plain(self) -> None:
        """Paragraphs without marks under a heading that announces recommendations."""
        covered = {each for offer in self._offers if offer.proposal.ticked for each in offer.paragraphs}
        for inside in plain_paragraphs(self._paper, covered):
            said = [asking(self._paper.paragraphs[at].flat, self._about.language) for at in inside]
            good = [
                at
                for at, ask in zip(inside, said, strict=True)
                if ask >= 0.9 and len(self._paper.paragraphs[at].flat) >= 12
            ]
            if len(good) < 2:
                continue
            sure = 0.4 if covered or len(good) * 3 < 2 * len(inside) else 0.55
            for at in good:
                paragraph = self._paper.paragraphs[at]
                proposal = _proposal(
                    "recommendation", "", Mapped("", ()), paragraph.words, self._path(self._paper.of[at].path), [],
                    (), "", (Reason("reason.paragraph"),), sure if not self._about.denies else 0.2, None,
                )  # fmt: skip
                self._offers.append(_Offer(proposal, -3, range(at, at + 1)))

    # -- restatements

    def _restated(self, lists: Sequence[Group]) -> None:
        """Summaries and contents that say again what the report says elsewhere in full."""
        sure = [each for each in self._offers if each.proposal.ticked and each.proposal.kind == "recommendation"]
        full = [
            each
            for each in sure
            if each.group < 0
            or lists[each.group].section.tone is not Tone.SUMS_UP
            or (each.proposal.title and _is_labelled(lists[each.group]))
        ]
        for at, offer in enumerate(self._offers):
            if offer.group < 0 or not offer.proposal.ticked:
                continue
            group = lists[offer.group]
            words = offer.proposal.title + offer.proposal.text
            sums_up = (
                group.section.tone is Tone.SUMS_UP
                and len(full) * 10 >= 6 * len(group.entries)
                and full
                and offer not in full
            )
            again = any(
                other is not offer and other.group != offer.group and offer.proposal.label
                and other.proposal.label == offer.proposal.label and _same_family(lists, offer, other)
                and not offer.proposal.title and len(other.proposal.title + other.proposal.text) >= 2 * len(words)
                and other.proposal.title
                for other in full
            )  # fmt: skip
            if (sums_up and len(words) <= 160) or again:
                demoted = replace(offer.proposal, confidence=_ALTERNATIVE, reasons=(Reason("reason.restated"),))
                self._offers[at] = replace(offer, proposal=demoted, of_group=offer.group)
        self._labelled_again(lists)
        self._contained(lists)
        seen: dict[str, int] = {}
        for at, offer in enumerate(self._offers):
            if not offer.proposal.ticked or offer.proposal.kind != "recommendation":
                continue
            key = folded(offer.proposal.title + offer.proposal.text)
            if len(key) >= 20 and key in seen:
                demoted = replace(offer.proposal, confidence=_ALTERNATIVE, reasons=(Reason("reason.restated"),))
                self._offers[at] = replace(offer, proposal=demoted)
            else:
                seen[key] = at

    def _labelled_again(self, lists: Sequence[Group]) -> None:
        """Sections that say again, no longer, what stands under the same labels elsewhere."""
        by_label: dict[tuple[str, str], list[int]] = {}
        entries: Counter[int] = Counter()
        for at, offer in enumerate(self._offers):
            if offer.proposal.ticked and offer.group >= 0 and _is_labelled(lists[offer.group]):
                by_label.setdefault((lists[offer.group].family, folded(offer.proposal.label)), []).append(at)
                entries[_holder(lists[offer.group])] += 1
        again: dict[int, list[int]] = {}
        for places in by_label.values():
            if not 1 < len(places) <= _SAID_AGAIN:
                continue
            words = {at: _said(self._offers[at].proposal.title + self._offers[at].proposal.text) for at in places}
            # The fullest first; of equals a summary comes last, else the later one.
            order = {at: (-len(words[at]), self._sums_up(lists, at), at) for at in places}
            for at in places:
                group = lists[self._offers[at].group]
                if any(
                    order[other] < order[at]
                    and words[at] in words[other]
                    and lists[self._offers[other].group].section.path != group.section.path
                    for other in places
                ):
                    again.setdefault(_holder(group), []).append(at)
        for holder, places in again.items():
            if len(places) * 10 >= 8 * entries[holder]:
                self._demote(places)

    def _sums_up(self, lists: Sequence[Group], at: int) -> bool:
        return lists[self._offers[at].group].section.tone is Tone.SUMS_UP

    def _contained(self, lists: Sequence[Group]) -> None:
        """Entries whose words stand, with more, under the same title elsewhere."""
        by_title: dict[str, list[int]] = {}
        for at, offer in enumerate(self._offers):
            if offer.proposal.ticked and offer.group >= 0 and offer.proposal.title:
                by_title.setdefault(folded(offer.proposal.title), []).append(at)
        contained: dict[int, list[int]] = {}
        shortened: set[int] = set()
        for places in by_title.values():
            words = {at: _said(self._offers[at].proposal.text) for at in places}
            for at in places:
                group = self._offers[at].group
                others = [words[each] for each in places if self._offers[each].group != group]
                shorter = any(len(words[at]) < 0.75 * len(other) and words[at] in other for other in others)
                if shorter:
                    shortened.add(group)
                if shorter or words[at] in others:
                    contained.setdefault(group, []).append(at)
        for group, places in contained.items():
            # A list that is said again as a whole; single entries may well be asked for twice.
            if group in shortened and len(places) * 10 >= 8 * len(lists[group].entries):
                self._demote(places)

    def _demote(self, places: Sequence[int]) -> None:
        for at in places:
            demoted = replace(
                self._offers[at].proposal, confidence=_ALTERNATIVE, reasons=(Reason("reason.restated"),)
            )  # fmt: skip
            self._offers[at] = replace(self._offers[at], proposal=demoted)

    # -- what stands around

    def _path(self, path: Sequence[int]) -> tuple[str, ...]:
        """The headings above, without the report's own title."""
        heads = [at for at in path if at not in self._paper.front]
        return tuple(self._paper.paragraphs[at].words.text for at in heads)

    def _addressee(self, at: int) -> str:
        """Whom the lines between a heading and its list name."""
        for each in range(at - 1, max(-1, at - 4), -1):
            if to := addressed(self._paper.paragraphs[each].flat):
                return to
            if each in self._paper.headings:
                break
        return ""

    def _authors(self, group: Group) -> tuple[str, ...]:
        """Who signed the section: （脱稿日 … 氏名／所属） behind its list."""
        until = group.entries[-1].until
        for at in range(until, min(until + 2, len(self._paper.paragraphs))):
            flat = self._paper.paragraphs[at].flat
            if re.match(r"[(（]\s*脱稿日", flat) and (names := names_in(flat)):
                return tuple(names)
        return ()


def _same_family(lists: Sequence[Group], one: _Offer, other: _Offer) -> bool:
    return other.group >= 0 and lists[one.group].family == lists[other.group].family and _is_labelled(lists[one.group])


def _is_labelled(group: Group) -> bool:
    return group.family.startswith(("labelled", "english", "bracketed"))


def _proposal(
    kind: ItemKind, label: str, title: Mapped, text: Mapped, path: Sequence[str], parts: Sequence[Part],
    authors: Sequence[str], addressee: str, reasons: tuple[Reason, ...], confidence: float, start: int | None,
) -> Proposal:  # fmt: skip
    spans = [words.offsets for words in (title, text) if words.offsets]
    first = min(each[0][0] for each in spans)
    last = max(each[-1][1] for each in spans)
    pieces = tuple((at, place, length) for at, place, length in Passage(text).pieces())
    return Proposal(
        kind, label, title.text, text.text, tuple(path), tuple(parts), tuple(authors), addressee, reasons,
        min(0.98, confidence), first if start is None else min(start, first), last, pieces,
    )  # fmt: skip


def _point(words: Mapped) -> Point:
    passage = Passage(words)
    return Point(
        words.text, passage.start, passage.end, tuple((at, place, length) for at, place, length in passage.pieces())
    )


def _without_overlaps(offers: list[_Offer]) -> list[_Offer]:
    """Each word in one proposal that is ticked; the surer reading stays, the other is offered as its alternative."""
    order = sorted(range(len(offers)), key=lambda at: (-offers[at].proposal.confidence, offers[at].proposal.start))
    kept: list[_Offer] = []
    taken: list[tuple[int, int, _Offer]] = []
    for at in order:
        offer = offers[at]
        start, end = offer.proposal.start, offer.proposal.end
        clash = next((other for one, two, other in taken if start < two and one < end), None)
        if clash is None:
            taken.append((start, end, offer))
        elif offer.proposal.ticked:
            offer = replace(offer, proposal=replace(offer.proposal, confidence=_ALTERNATIVE), near=clash.proposal.start)
        else:
            offer = replace(offer, near=clash.proposal.start)
        kept.append(offer)
    return kept


def _numbered(offers: Sequence[_Offer]) -> tuple[Proposal, ...]:
    """In printed order, alternatives right behind what they read otherwise."""
    ordered = sorted(offers, key=lambda each: (each.proposal.start, each.near >= 0, -each.proposal.end))
    places = {each.proposal.start: at for at, each in reversed(list(enumerate(ordered))) if each.near < 0}
    return tuple(
        replace(each.proposal, alternative_of=places.get(each.near)) if each.near >= 0 else each.proposal
        for each in ordered
    )
