"""The things that can be cited, as detached values: safe on any thread, no cursor behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]
ItemKind = Literal["recommendation", "scenario", "table_row", "issue"]
Side = Literal["expected_policy", "japan_response"]
Status = Literal["current", "past", "counterfactual"]

LANGS: tuple[Lang, ...] = ("ja", "en")
SIDES: tuple[Side, ...] = ("expected_policy", "japan_response")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One wording in two languages; either may be empty."""

    ja: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.ja or self.en)

    def only(self, lang: Lang) -> str:
        """The wording in ``lang``, empty if there is none."""
        return self.ja if lang == "ja" else self.en

    def best(self, lang: Lang) -> str:
        """The wording in ``lang``, else the other one: a paper rather shows Japanese than a gap."""
        return self.only(lang) or self.ja or self.en

    def lang_of_best(self, lang: Lang) -> Lang:
        """The language that ``best(lang)`` is in."""
        if self.only(lang):
            return lang
        return "ja" if self.ja else "en"

    def replaced(self, lang: Lang, text: str) -> Bilingual:
        """A copy with the wording of one language changed."""
        return Bilingual(text, self.en) if lang == "ja" else Bilingual(self.ja, text)


@dataclass(frozen=True, slots=True)
class Source:
    """One published report. Dates are ISO 8601, as exact as the report states them (``2024``, ``2024-10-21``)."""

    key: str
    title: Bilingual
    publisher: Bilingual
    authors: tuple[str, ...]
    published: str
    as_of: str
    language: Lang
    caveat: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True)
class Locator:
    """Where an item stands: section headings from the outside in (ja as printed) and the printed label."""

    section_path: tuple[Bilingual, ...] = ()
    label: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the controlled vocabulary (``data/vocabulary.yaml``)."""

    key: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation, a scenario row or point, a table row or an issue, with every text it has.

    ``title`` and ``gist`` are our own words; ``printed_title`` and ``original`` come from the user's copy of the
    report and are ``None`` until it is attached; ``verified`` then tells whether they carry the catalogue's
    fingerprint. A scenario row holds its ``points`` in printed order (a picked row keeps only the picked ones); a
    point has a ``side`` and names its ``row``. An item inside a node of a brief is its snapshot.
    """

    id: str
    kind: ItemKind
    source: Source
    seq: int
    locator: Locator
    title: Bilingual
    gist: Bilingual
    authors: tuple[str, ...] = ()
    addressee: Bilingual = Bilingual()
    region: Term | None = None
    actor: Term | None = None
    side: Side | None = None
    topics: tuple[str, ...] = ()
    status: Status = "current"
    status_reason: Bilingual = Bilingual()
    printed_title: str | None = None
    original: str | None = None
    verified: bool | None = None
    row: str | None = None
    points: tuple[Item, ...] = ()

    def heading(self, lang: Lang) -> str:
        """The printed heading in a Japanese paper where it is known, else our title."""
        if lang == self.source.language and self.printed_title:
            return self.printed_title
        return self.title.best(lang)

    def side_points(self, side: Side) -> tuple[Item, ...]:
        """The points of a scenario row on one side, in printed order."""
        return tuple(point for point in self.points if point.side == side)
