"""Words for things of ``core`` as the window shows them, in the interface's language.

Words inside papers come from ``resources/labels``; these here are the window's own and follow its translator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from briefer.core.items import Bilingual, Item, Lang, Source
from briefer.core.outline import Content, Details, Matrix, Note, Pick, Section
from briefer.core.quotes import quote_state
from briefer.ui.marks import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from briefer.corpus.own import Own

CONTEXT = "Words"

KINDS = {
    "recommendation": QT_TRANSLATE_NOOP("Words", "Recommendation"),
    "scenario": QT_TRANSLATE_NOOP("Words", "Scenario"),
    "table_row": QT_TRANSLATE_NOOP("Words", "Table row"),
    "issue": QT_TRANSLATE_NOOP("Words", "Issue"),
}
NODES = {
    "section": QT_TRANSLATE_NOOP("Words", "Section"),
    "item": QT_TRANSLATE_NOOP("Words", "Item"),
    "matrix": QT_TRANSLATE_NOOP("Words", "Scenario matrix"),
    "note": QT_TRANSLATE_NOOP("Words", "Note"),
    "details": QT_TRANSLATE_NOOP("Words", "Brief"),
}
QUOTES = {
    "gist": QT_TRANSLATE_NOOP("Words", "Gist"),
    "quotation": QT_TRANSLATE_NOOP("Words", "Quotation"),
    "both": QT_TRANSLATE_NOOP("Words", "Both"),
}
FIELDS = {
    "source": QT_TRANSLATE_NOOP("Words", "Source"),
    "year": QT_TRANSLATE_NOOP("Words", "Year"),
    "region": QT_TRANSLATE_NOOP("Words", "Region"),
    "actor": QT_TRANSLATE_NOOP("Words", "Actor"),
    "topic": QT_TRANSLATE_NOOP("Words", "Topic"),
    "side": QT_TRANSLATE_NOOP("Words", "Side"),
    "status": QT_TRANSLATE_NOOP("Words", "Status"),
    "kind": QT_TRANSLATE_NOOP("Words", "Kind"),
    "is": QT_TRANSLATE_NOOP("Words", "Mark"),
    "tag": QT_TRANSLATE_NOOP("Words", "Tag"),
    "note": QT_TRANSLATE_NOOP("Words", "Note"),
}
"""Fields a search can be narrowed by."""
MARKS = {
    "starred": QT_TRANSLATE_NOOP("Words", "Starred"),
    "tagged": QT_TRANSLATE_NOOP("Words", "With a tag"),
    "noted": QT_TRANSLATE_NOOP("Words", "With a note"),
}
LINKS = {
    "outline-of": QT_TRANSLATE_NOOP("Words", "Outline and full text"),
    "develops": QT_TRANSLATE_NOOP("Words", "Develops"),
    "same-theme": QT_TRANSLATE_NOOP("Words", "Same theme"),
    "differs": QT_TRANSLATE_NOOP("Words", "Differs"),
    "answers": QT_TRANSLATE_NOOP("Words", "Answers"),
}
"""How items belong together, in the order shown."""
SIDES = {
    "expected_policy": QT_TRANSLATE_NOOP("Words", "Expected policy"),
    "japan_response": QT_TRANSLATE_NOOP("Words", "Meaning for Japan and response"),
}
# Titles in the outline are those of the paper, in its language and not the interface's: these follow
# resources/labels, and a test compares them.
PAPER_SIDES = {
    "expected_policy": Bilingual("想定される政策", "Expected policy"),
    "japan_response": Bilingual("日本への含意と対応", "Meaning for Japan and response"),
}
POINT_HEADING = Bilingual("{region}・{actor}：{side}", "{region}, {actor}: {side}")
STATUSES = {
    "current": QT_TRANSLATE_NOOP("Words", "Current"),
    "past": QT_TRANSLATE_NOOP("Words", "Past"),
    "counterfactual": QT_TRANSLATE_NOOP("Words", "Counterfactual"),
}
STEPS = {
    "add": QT_TRANSLATE_NOOP("Words", "Add %n item(s)"),
    "section": QT_TRANSLATE_NOOP("Words", "New section"),
    "note": QT_TRANSLATE_NOOP("Words", "New note"),
    "matrix": QT_TRANSLATE_NOOP("Words", "New scenario matrix"),
    "move": QT_TRANSLATE_NOOP("Words", "Move %n node(s)"),
    "indent": QT_TRANSLATE_NOOP("Words", "Indent %n node(s)"),
    "outdent": QT_TRANSLATE_NOOP("Words", "Outdent %n node(s)"),
    "delete": QT_TRANSLATE_NOOP("Words", "Delete %n node(s)"),
    "cut": QT_TRANSLATE_NOOP("Words", "Cut %n node(s)"),
    "paste": QT_TRANSLATE_NOOP("Words", "Paste %n node(s)"),
    "duplicate": QT_TRANSLATE_NOOP("Words", "Duplicate %n node(s)"),
    "rename": QT_TRANSLATE_NOOP("Words", "Edit title"),
    "text": QT_TRANSLATE_NOOP("Words", "Edit text"),
    "details": QT_TRANSLATE_NOOP("Words", "Edit details"),
    "quote": QT_TRANSLATE_NOOP("Words", "Choose what is quoted"),
    "refresh": QT_TRANSLATE_NOOP("Words", "Fill in the originals"),
}
"""Names of undo steps by key. A step's label is its key, or ``key:number``."""

VALUES = KINDS | STATUSES | SIDES | MARKS
"""Values of fields that the window names itself."""

BADGES = {
    "starred": (
        "starred",
        "accent",
        QT_TRANSLATE_NOOP("Words", "Starred"),
        QT_TRANSLATE_NOOP("Words", "You have starred it."),
    ),
    "tagged": (
        "tag",
        "accent",
        QT_TRANSLATE_NOOP("Words", "Tags"),
        QT_TRANSLATE_NOOP("Words", "It carries your tags."),
    ),
    "noted": (
        "note",
        "accent",
        QT_TRANSLATE_NOOP("Words", "Note"),
        QT_TRANSLATE_NOOP("Words", "You have written a note."),
    ),
    "as_published": (
        "published",
        "good",
        QT_TRANSLATE_NOOP("Words", "As published"),
        QT_TRANSLATE_NOOP("Words", "The quotation is word for word what was published."),
    ),
    "from_copy": (
        "published",
        "muted",
        QT_TRANSLATE_NOOP("Words", "From your copy"),
        QT_TRANSLATE_NOOP("Words", "The quotation is word for word what your own copy of the report says."),
    ),
    "spacing": (
        "spacing",
        "muted",
        QT_TRANSLATE_NOOP("Words", "Spacing only"),
        QT_TRANSLATE_NOOP("Words", "The quotation differs from the published text only in spacing."),
    ),
    "different": (
        "edited",
        "warn",
        QT_TRANSLATE_NOOP("Words", "Differs"),
        QT_TRANSLATE_NOOP("Words", "The attached text differs from the published one."),
    ),
    "not_attached": (
        "attach",
        "warn",
        QT_TRANSLATE_NOOP("Words", "Not attached"),
        QT_TRANSLATE_NOOP("Words", "The original is not attached; the gist stands in its place."),
    ),
    "gist": (
        "gist",
        "muted",
        QT_TRANSLATE_NOOP("Words", "Gist"),
        QT_TRANSLATE_NOOP("Words", "Our own summary, not the report's words."),
    ),
    "past": (
        "past",
        "warn",
        QT_TRANSLATE_NOOP("Words", "Past"),
        QT_TRANSLATE_NOOP("Words", "Overtaken by events."),
    ),
    "counterfactual": (
        "counterfactual",
        "bad",
        QT_TRANSLATE_NOOP("Words", "Counterfactual"),
        QT_TRANSLATE_NOOP("Words", "What it assumes did not happen."),
    ),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A shape with a word: ``icon`` from the drawn set, ``token`` its colour, ``key`` into ``BADGES``."""

    key: str
    icon: str
    token: str

    @property
    def word(self) -> str:
        """One or two words."""
        return say(BADGES[self.key][2])

    @property
    def meaning(self) -> str:
        """A sentence, for tooltips and screen readers."""
        return say(BADGES[self.key][3])


def say(text: str, count: int = -1) -> str:
    """``text`` (marked with ``QT_TRANSLATE_NOOP``) in the interface's language."""
    return QCoreApplication.translate(CONTEXT, text, None, count)


def step_name(label: str) -> str:
    """An undo label in words."""
    key, _, number = label.partition(":")
    if key not in STEPS:
        return ""
    return say(STEPS[key], int(number) if number else -1)


def badge(key: str) -> Badge:
    """The badge of that name."""
    icon, token, _, _ = BADGES[key]
    return Badge(key, icon, token)


def content_badges(content: Content) -> tuple[Badge, ...]:
    """What a reader of the paper should know of a node: state of the quotation, past or counterfactual items."""
    match content:
        case Pick(item, quote):
            return (badge(quote_state(item, quote)), *_status(item))
        case Matrix(rows, quote):
            states = [quote_state(row, quote) for row in rows]
            order = ("different", "not_attached", "gist", "from_copy", "as_published")
            worst = next((key for key in order if key in states), None)
            marks = dict.fromkeys(mark for row in rows for mark in _status(row))
            return (*((badge(worst),) if worst else ()), *marks)
    return ()


def item_badges(item: Item) -> tuple[Badge, ...]:
    """What to know of an item in the library: whether its original is here and is the published one; its status."""
    originals = [each.original is not None for each in (item.points or (item,))]
    if not all(originals):
        return (badge("gist"), *_status(item))
    return (badge(quote_state(item, "quotation")), *_status(item))


def own_badges(own: Own) -> tuple[Badge, ...]:
    """What the user keeps with an item."""
    there = (("starred", own.starred), ("tagged", bool(own.tags)), ("noted", bool(own.note)))
    return tuple(badge(key) for key, kept in there if kept)


def own_words(own: Own | None) -> list[str]:
    """What the user keeps with an item, in words."""
    if own is None:
        return []
    words = [say(MARKS["starred"])] if own.starred else []
    words += [f"{say(FIELDS['tag'])}: {tag}" for tag in own.tags]
    return words + ([f"{say(FIELDS['note'])}: {own.note}"] if own.note else [])


def point_heading(item: Item, lang: Lang) -> str:
    """What a point of a scenario row is called: region, actor and side; empty for anything else."""
    if item.side is None or item.region is None or item.actor is None:
        return ""
    region, actor, side = item.region.name.best(lang), item.actor.name.best(lang), PAPER_SIDES[item.side].only(lang)
    return POINT_HEADING.only(lang).format(region=region, actor=actor, side=side)


def heading_of(item: Item, lang: Lang) -> str:
    """What an item is called in a paper of that language."""
    return point_heading(item, lang) or item.heading(lang)


def _status(item: Item) -> tuple[Badge, ...]:
    return () if item.status == "current" else (badge(item.status),)


def citation(item: Item, lang: Lang) -> str:
    """Where an item stands, short enough for one line: publisher, year, section, label."""
    section = section_of(item, lang)
    return citation_source(item.source, lang) + (f"{_gap(lang)}{section}" if section else "")


def citation_source(source: Source, lang: Lang) -> str:
    """Publisher and year."""
    parts = [source.publisher.best(lang) or source.title.best(lang), source.published[:4]]
    return " ".join(part for part in parts if part)


def section_of(item: Item, lang: Lang) -> str:
    """The innermost section heading and the printed label."""
    heading = item.locator.section_path[-1].best(lang) if item.locator.section_path else ""
    return " ".join(part for part in (heading, item.locator.label) if part)


def _gap(lang: Lang) -> str:
    return "、" if lang == "ja" else ", "


def title_of(content: Content, lang: Lang) -> str:
    """A node's title as the outline shows it, in the paper's language; empty if the user has yet to write one."""
    match content:
        case Details(title=title) | Section(title=title):
            return title.best(lang)
        case Pick(item=item, heading=heading):
            return heading.best(lang) or heading_of(item, lang)
        case Matrix(rows=rows, title=title):
            return title.best(lang) or matrix_title(rows, lang)
        case Note(text=text):
            return " ".join(text.best(lang).split())


def matrix_title(rows: tuple[Item, ...], lang: Lang) -> str:
    """Regions and actors of a matrix, each named once."""
    regions = dict.fromkeys(row.region.name.best(lang) for row in rows if row.region)
    actors = dict.fromkeys(row.actor.name.best(lang) for row in rows if row.actor)
    comma = "、" if lang == "ja" else ", "
    return " × ".join(comma.join(names) for names in (regions, actors) if names)
