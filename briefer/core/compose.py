"""From a brief to blocks: numbers, citations, tables and every word a paper prints are decided here.

Pure: the same tree, language, labels and numbering give equal papers. Any thread may call it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefer.core.blocks import (
    Block,
    Cell,
    CitationForm,
    Contents,
    ContentsEntry,
    Dates,
    Footnote,
    Heading,
    NumberLevel,
    Paper,
    Paragraph,
    Role,
    Run,
    Table,
    TitleBlock,
)
from briefer.core.items import SIDES, Bilingual, Item, Lang, Side, Source, Status
from briefer.core.numbering import Numberer
from briefer.core.outline import Details, Matrix, Note, Pick, QuoteChoice, Section, Tree

CONTENTS_DEPTH = 3
"""Heading levels that the table of contents lists, as Word's own does."""

Labels = Mapping[str, str]
"""The fixed words of papers in one language: ``resources/labels/{ja,en}.yaml``, section ``paper``."""

_LINE_END = re.compile("\r\n?|[\x0b\x0c]")
"""Word's own line and page breaks arrive as vertical tab and form feed."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_GAP = re.compile("[ \t\n\x85\u2028\u2029]+")
"""What folds into one space; the full-width space of a printed heading stays."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """``text`` without what no paper can carry: control characters go, lone surrogates become 〓 (XML 1.0 Char)."""
    return _LONE_SURROGATE.sub("〓", _UNPRINTABLE.sub("", _LINE_END.sub("\n", text)))


def one_line(text: str) -> str:
    """``printable`` on one line, for titles and headings."""
    return _GAP.sub(" ", printable(text)).strip()


def long_date(date: str, lang: Lang, dates: Dates = "western") -> str:
    """An ISO 8601 date as papers print it: 2024年10月21日 or 令和6年10月21日, 21 October 2024; anything else as it is.

    A month or a year in which one era gave way to another keeps its western year: it belongs to neither wholly.
    """
    match = re.fullmatch("([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?", date)
    if match is None:
        return one_line(date)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if lang == "ja":
        counted = _era_year(year, month, day) if dates == "era" else str(year)
        return f"{counted}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join(filter(None, (str(day) if day else "", _MONTHS[month - 1] if month else "", str(year))))


_ERAS = (
    (datetime.date(2019, 5, 1), "令和"),
    (datetime.date(1989, 1, 8), "平成"),
    (datetime.date(1926, 12, 25), "昭和"),
    (datetime.date(1912, 7, 30), "大正"),
    (datetime.date(1873, 1, 1), "明治"),  # which began in 1868, before the calendar of today
)
"""First days, the newest first."""


def _era_year(year: int, month: int, day: int) -> str:
    """令和6, 平成元; the western year where no one era holds the whole day, month or year."""
    for first, name in _ERAS:
        if (year, month or 1, day or 1) >= (first.year, first.month, first.day):
            count = year - (1867 if name == "明治" else first.year - 1)
            return f"{name}{'元' if count == 1 else count}"
        if (year, month or 12, day or 31) >= (first.year, first.month, first.day):
            break
    return str(year)


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def item_heading(item: Item, lang: Lang, labels: Labels) -> str:
    """What an item is called: its printed heading or our title, else its id; a point by region, actor and side."""
    if item.side is not None and item.region and item.actor:
        region, actor = (one_line(term.name.best(lang)) for term in (item.region, item.actor))
        return labels["point_heading"].format(region=region, actor=actor, side=labels[item.side])
    return one_line(item.heading(lang)) or one_line(item.id) or labels["untitled_section"]


def place_in_source(items: Sequence[Item], lang: Lang, labels: Labels) -> str:
    """Where items of one source stand in it, in the words of a citation: part, innermost heading and printed label.

    Of several items the part is said once and labels are left out: their headings find them.
    """
    parts: dict[str, list[str]] = {}
    for item in items:
        path = [heading for each in item.locator.section_path if (heading := one_line(each.best(lang)))]
        inner = labels["section_title"].format(title=path[-1]) if path else ""
        page = labels["page"].format(page=one_line(item.locator.page)) if item.locator.page else ""
        label = _label(item, lang) if len(items) == 1 else ""
        places = parts.setdefault(path[0] if len(path) > 1 else "", [])
        place = labels["place_gap"].join(filter(None, (inner, label, page)))
        if place not in places:
            places.append(place)
    gap = labels["list_gap"]
    return gap.join(
        labels["place_gap"].join(filter(None, (part, gap.join(filter(None, places))))) for part, places in parts.items()
    )


def _label(item: Item, lang: Lang) -> str:
    """The printed label; a scenario's label is a name, so another language has its own."""
    if item.kind == "scenario" and lang != item.source.language and item.actor:
        return one_line(item.actor.name.best(lang))
    return one_line(item.locator.label)


def source_line(source: Source, lang: Lang, labels: Labels, dates: Dates = "western") -> str:
    """A source as the list of sources names it (formats.md 6.1)."""
    title = one_line(source.title.best(lang))
    return labels["source_line"].format(
        by=_makers(source, lang, labels), title=title, date=long_date(source.published, lang, dates)
    )


def _makers(source: Source, lang: Lang, labels: Labels) -> str:
    names = (*map(one_line, source.authors), one_line(source.publisher.best(lang)))
    return labels["name_gap"].join(filter(None, names))


def compose(
    tree: Tree,
    lang: Lang,
    labels: Labels,
    numbering: Sequence[NumberLevel],
    number_gap: str,
    *,
    citation: CitationForm = "line",
    dates: Dates = "western",
) -> Paper:
    """The finished paper of a brief. ``tree`` is ``Outline.tree()``; its root holds the details."""
    details = tree.content
    assert isinstance(details, Details)
    return _Composer(lang, labels, numbering, citation, dates).paper(tree, details, number_gap)


@dataclass(slots=True)
class _Cited:
    """The sources in the order in which they were first cited."""

    order: list[Source]

    def mark(self, source: Source) -> int:
        for place, known in enumerate(self.order, 1):
            if known.key == source.key:
                return place
        self.order.append(source)
        return len(self.order)


@dataclass(slots=True)
class _Noted:
    """What the footnotes so far have cited: a source is named in full once (formats.md 6.1)."""

    first: dict[str, int] = field(default_factory=dict)  # number of the first note, by key of the source
    last: tuple[str, str] = ("", "")  # source and place of the note before, if it cites one source only
    count: int = 0


class _Composer:
    def __init__(
        self, lang: Lang, labels: Labels, numbering: Sequence[NumberLevel], citation: CitationForm, dates: Dates
    ) -> None:
        self._lang = lang
        self._labels = labels
        self._in_notes = citation == "footnote"
        self._dates = dates
        self._noted = _Noted()
        self._levels = tuple(numbering)
        self._numberer = Numberer(numbering)
        self._blocks: list[Block] = []
        self._headings: list[Heading] = []
        self._cited = _Cited([])
        self._tables = 0
        self._level = 0  # of the heading that what comes next stands under
        self._warned: set[str] = set()

    def paper(self, tree: Tree, details: Details, number_gap: str) -> Paper:
        for child in tree.children:
            # The standing caveat travels with its items, once in every part of the paper.
            self._warned.clear()
            self._node(child, 1)
        self._source_list()
        title = self._words(details.title) or self._labels["untitled"]
        sender = self._words(details.sender)
        front: list[Block] = [self._title_block(details, title, sender)]
        entries = tuple(
            ContentsEntry(each.level, each.number, each.text, each.key)
            for each in self._headings
            if each.level <= CONTENTS_DEPTH
        )
        if entries:
            front.append(Contents(self._labels["contents"], entries))
        return Paper(
            lang=self._lang,
            title=title,
            subject=self._words(details.subject),
            author=sender,
            keywords=self._labels["name_gap"].join(
                filter(None, dict.fromkeys(one_line(each.publisher.best(self._lang)) for each in self._cited.order))
            ),
            date=details.date,
            marking=self._words(details.marking),
            page_label=self._labels["page_label"],
            numbering=self._levels,
            number_gap=number_gap,
            blocks=(*front, *self._blocks),
        )

    # -- words

    def _words(self, text: Bilingual) -> str:
        return one_line(text.best(self._lang))

    def _heading_words(self, text: Bilingual, otherwise: str, lang: Lang) -> tuple[str, Lang]:
        """A heading and its language: the brief's own, else ``otherwise``, which is in ``lang``."""
        own = self._words(text)
        return (own, text.lang_of_best(self._lang)) if own else (otherwise, lang)

    def _paragraph(self, role: Role, text: Bilingual | str, node: int, label: str = "") -> list[Paragraph]:
        """One paragraph a line of ``text``, under the heading at hand; the label stands before the first."""
        words, lang = (
            (text, self._lang) if isinstance(text, str) else (text.best(self._lang), text.lang_of_best(self._lang))
        )
        lines = [line.strip() for line in printable(words).splitlines() if line.strip()]
        level = 0 if role in ("cell", "footnote") else self._level
        return [
            Paragraph(role, (Run(line, lang),), node, label if place == 0 else "", level)
            for place, line in enumerate(lines)
        ]

    # -- front and back

    def _title_block(self, details: Details, title: str, sender: str) -> TitleBlock:
        rows = (
            ("date", long_date(details.date, self._lang, self._dates)),
            ("to", self._words(details.recipient)),
            ("from", sender),
        )
        shown = tuple((self._labels[key], value) for key, value in rows if value)
        return TitleBlock(title, self._words(details.subject), shown, self._lang)

    def _heading(self, level: int, text: str, lang: Lang, node: int, *, numbered: bool = True) -> None:
        number = self._numberer.next(level) if numbered else ""
        # Keys count headings, not nodes: the same brief gives the same bytes however it was edited.
        heading = Heading(level, number, text, f"h{len(self._headings) + 1}", lang, node)
        self._headings.append(heading)
        self._blocks.append(heading)
        self._level = level

    def _source_list(self) -> None:
        if not self._cited.order:
            return
        self._heading(1, self._labels["sources"], self._lang, 0, numbered=False)
        for place, source in enumerate(self._cited.order, 1):
            # Notes name the sources themselves: only citations on lines refer to the list by number.
            mark = "" if self._in_notes else self._labels["source_mark"].format(number=place)
            line = source_line(source, self._lang, self._labels, self._dates)
            self._blocks += self._paragraph("source", line, 0, mark)

    # -- nodes

    def _node(self, tree: Tree, level: int) -> None:
        node = tree.id or 0
        self._level = level - 1  # also after a deeper section: its end shows
        match tree.content:
            case Section(title):
                self._heading(level, *self._heading_words(title, self._labels["untitled_section"], self._lang), node)
                for child in tree.children:
                    self._node(child, level + 1)
            case Pick():
                self._pick(tree.content, node, level)
            case Matrix(rows, quote, title, note):
                self._matrix(rows, quote, self._words(title) or self._labels["matrix_title"], node)
                self._blocks += self._paragraph("note", note, node)
            case Note(text):
                self._blocks += self._paragraph("body", text, node)
            case Details():
                raise AssertionError("details stand at the root only")

    def _pick(self, pick: Pick, node: int, level: int) -> None:
        item = pick.item
        printed = self._lang == item.source.language and bool(item.printed_title)
        own_lang = item.title.lang_of_best(self._lang) if item.title and not printed else self._lang
        own = item_heading(item, self._lang, self._labels)
        self._heading(level, *self._heading_words(pick.heading, own, own_lang), node)
        if item.points:
            self._matrix((item,), pick.quote, "", node)
            self._blocks += self._paragraph("note", pick.note, node, self._labels["note"])
            return
        self._caveat(item, node)
        self._stamp(item.status, item.status_reason, node)
        texts = [
            paragraph
            for text, role, label in self._shown(item, pick.quote)
            for paragraph in self._paragraph(role, text, node, label)
        ]
        noted = self._in_notes and bool(texts)  # a note needs words to stand at
        self._blocks += self._with_note(texts, (item,), node) if noted else texts
        self._blocks += self._paragraph("note", pick.note, node, self._labels["note"])
        if not noted:
            self._citation((item,), node)

    def _shown(self, item: Item, quote: QuoteChoice) -> list[tuple[Bilingual, Role, str]]:
        """The texts a paper shows of one item; the gist stands in where a quotation is not to be had."""
        shown: list[tuple[Bilingual, Role, str]] = []
        if (quote != "quotation" and item.gist) or item.original is None:
            shown.append((item.gist, "gist", self._labels["gist"]))
        if (quote != "gist" or not item.gist) and item.original is not None:
            original = Bilingual().replaced(item.source.language, item.original)
            label = self._labels["quotation_different" if item.verified is False else "quotation"]
            shown.append((original, "quotation", label))
        return shown

    def _caveat(self, item: Item, node: int) -> None:
        if item.kind == "scenario" and item.source.caveat and item.source.key not in self._warned:
            self._warned.add(item.source.key)
            self._blocks += self._paragraph("caveat", item.source.caveat, node, self._labels["caveat"])

    def _stamp(self, status: Status, reason: Bilingual, node: int) -> None:
        if status == "current":
            return
        word = self._labels[status]
        # Without a reason the word itself is the warning; it must never go missing.
        self._blocks += self._paragraph("stamp", reason, node, word) or self._paragraph("stamp", word, node)

    def _citation(self, items: Sequence[Item], node: int) -> None:
        cited: dict[int, list[Item]] = {}
        for item in items:
            cited.setdefault(self._cited.mark(item.source), []).append(item)
        mark_of = self._labels["source_mark"] + self._labels["mark_gap"]
        text = self._labels["list_gap"].join(
            mark_of.format(number=mark) + place_in_source(of_source, self._lang, self._labels)
            for mark, of_source in cited.items()
        )
        self._blocks += self._paragraph("citation", text, node, self._labels["citation"])

    def _with_note(self, paragraphs: Sequence[Paragraph], items: Sequence[Item], node: int) -> tuple[Paragraph, ...]:
        """Paragraphs, of which the last ends with the number of a footnote that cites ``items``."""
        *rest, last = paragraphs
        run = replace(last.runs[-1], note=self._footnote(items, node))
        return (*rest, replace(last, runs=(*last.runs[:-1], run)))

    def _footnote(self, items: Sequence[Item], node: int) -> Footnote:
        noted, labels = self._noted, self._labels
        noted.count += 1
        cited: dict[str, list[Item]] = {}
        for item in items:
            self._cited.mark(item.source)
            cited.setdefault(item.source.key, []).append(item)
        before, noted.last = noted.last, ("", "")
        mentions = []
        for key, of_source in cited.items():
            source, place = of_source[0].source, place_in_source(of_source, self._lang, labels)
            if key not in noted.first:
                noted.first[key] = noted.count
                name = source_line(source, self._lang, labels, self._dates)
            elif key == before[0]:
                name = labels["same_source"]
            else:
                name = labels["earlier_source"].format(by=_makers(source, self._lang, labels), number=noted.first[key])
            told = place if (key, place) != before else ""
            mention = labels["mention_gap"].join(filter(None, (name, told)))
            mentions.append(mention.removesuffix(labels["mention_end"].strip()) + labels["mention_end"])
            if len(cited) == 1:
                noted.last = (key, place)
        return Footnote(noted.count, tuple(self._paragraph("footnote", "".join(mentions), node)))

    # -- scenario tables

    def _matrix(self, rows: Sequence[Item], quote: QuoteChoice, title: str, node: int) -> None:
        """Scenario rows as one table: actors across and region × side down, or, for one actor, the sides across."""
        rows = tuple(dict.fromkeys(rows))
        if not rows:
            return
        for row in rows:
            self._caveat(row, node)
        for status, reason in dict.fromkeys((row.status, row.status_reason) for row in rows):
            self._stamp(status, reason, node)
        actors = _distinct(rows, self._actor_name)
        sides = [side for side in SIDES if any(_on_side(row, side) for row in rows)] or SIDES
        caption = ""
        if title:
            self._tables += 1
            caption = self._labels["table_caption"].format(number=self._tables, title=title)
        if len(actors) == 1:
            table = self._sides_across(rows, sides, quote, node)
        else:
            table = self._actors_across(rows, actors, sides, quote, node)
        header, body = table
        shares = (0.18, *([0.82 / (len(header) - 1)] * (len(header) - 1)))
        described = self._labels["table_description"].format(
            regions=self._labels["list_gap"].join(_distinct(rows, self._region_name)),
            actors=self._labels["list_gap"].join(actors),
        )
        self._blocks.append(Table(caption, described, header, body, shares, node))
        if not self._in_notes:
            self._citation(rows, node)

    def _sides_across(
        self, rows: Sequence[Item], sides: Sequence[Side], quote: QuoteChoice, node: int
    ) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
        header = (
            self._cell(self._labels["region_actor"], node),
            *(self._cell(self._labels[each], node) for each in sides),
        )
        body = tuple(
            (
                self._head(
                    self._labels["region_and_actor"].format(region=self._region_name(row), actor=self._actor_name(row)),
                    (row,),
                    node,
                ),
                *(self._points(_on_side(row, side), quote, node) for side in sides),
            )
            for row in rows
        )
        return header, body

    def _actors_across(
        self, rows: Sequence[Item], actors: Sequence[str], sides: Sequence[Side], quote: QuoteChoice, node: int
    ) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
        header = (self._cell(self._labels["region_side"], node), *(self._cell(actor, node) for actor in actors))
        body: list[tuple[Cell, ...]] = []
        for region in _distinct(rows, self._region_name):
            of_region = [row for row in rows if self._region_name(row) == region]
            lines: list[tuple[Cell, ...]] = []
            for side in sides:
                # Two reports may speak of one region and actor: their points share a cell.
                points = [
                    [point for row in of_region if self._actor_name(row) == actor for point in _on_side(row, side)]
                    for actor in actors
                ]
                if any(points):
                    head = self._labels["region_and_side"].format(region=region, side=self._labels[side])
                    # The note at a region's first line cites all that is said of the region.
                    first = self._cell(head, node) if lines else self._head(head, of_region, node)
                    lines.append((first, *(self._points(each, quote, node) for each in points)))
            body += lines or [(self._head(region, of_region, node), *(self._points((), quote, node) for _ in actors))]
        return header, tuple(body)

    def _cell(self, text: str, node: int) -> Cell:
        return Cell(tuple(self._paragraph("cell", text, node)))

    def _head(self, text: str, rows: Sequence[Item], node: int) -> Cell:
        """The head of table lines that show ``rows``: with their citation where citations are notes."""
        cell = self._cell(text, node)
        return Cell(self._with_note(cell.paragraphs, rows, node)) if self._in_notes else cell

    def _points(self, points: Sequence[Item], quote: QuoteChoice, node: int) -> Cell:
        if not points:
            return self._cell(self._labels["nothing"], node)
        paragraphs: list[Paragraph] = []
        for point in points:
            for text, _, label in self._shown(point, quote):
                paragraphs += self._paragraph("cell", text, node, label if quote == "both" else "")
        return Cell(tuple(paragraphs), bulleted=True)

    def _region_name(self, row: Item) -> str:
        return (one_line(row.region.name.best(self._lang)) if row.region else "") or self._labels["nothing"]

    def _actor_name(self, row: Item) -> str:
        return (one_line(row.actor.name.best(self._lang)) if row.actor else "") or self._labels["nothing"]


def _on_side(row: Item, side: Side) -> tuple[Item, ...]:
    """A row's points on one side; a point picked by itself stands for its row."""
    return row.side_points(side) or ((row,) if row.side == side else ())


def _distinct(rows: Sequence[Item], name: Callable[[Item], str]) -> list[str]:
    return list(dict.fromkeys(name(row) for row in rows))
