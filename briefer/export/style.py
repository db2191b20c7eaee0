"""The look of papers as data, read from ``resources/styles/*.yaml`` and shared by every writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml

from briefer.core.blocks import CitationForm, Dates, NumberLevel, Run
from briefer.core.errors import ExportError
from briefer.core.items import Bilingual, Lang

Align = Literal["left", "right", "centre", "justify"]
T = TypeVar("T")
MAX_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Page:
    """Paper size, margins, and the distances of header and footer from the paper's edge, all in mm."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    header_mm: float
    footer_mm: float


@dataclass(frozen=True, slots=True)
class Font:
    """``word_*`` are family names asked of Word; ``pdf*`` are files in ``resources/fonts``: Japanese and Latin, each
    plain and strong. ``pdf_latin_size`` is a share of the text's size."""

    word_ja: str
    word_latin: str
    pdf: str
    pdf_strong: str
    pdf_latin: str
    pdf_latin_strong: str
    pdf_latin_size: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One kind of paragraph. ``line`` is a multiple of the size.

    ``indent_em`` and ``right_em`` count characters of the body, so that edges line up; ``first_em`` counts this size's.
    A negative one is a hanging mark: the first line starts at ``indent_em`` and the others behind it.
    """

    font: str
    strong: bool
    size_pt: float
    line: float
    before_pt: float
    after_pt: float
    align: Align
    indent_em: float = 0
    right_em: float = 0
    first_em: float = 0


@dataclass(frozen=True, slots=True)
class LanguageStyle:
    """What differs between a Japanese and an English paper.

    A heading of level n moves in by ``heading_indent_em`` × (n - 1) characters of the body's size, the text under it by
    ``body_indent_em`` × (n - 1). Without ``justify`` no text in the language is justified.
    """

    first_line_em: float
    number_gap: str
    label_gap: str
    heading_indent_em: float
    body_indent_em: float
    justify: bool
    numbering: tuple[NumberLevel, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """A whole look. ``colours`` are ``#RRGGBB``; ``citation`` is where citations stand, ``dates`` how Japanese papers
    count years."""

    name: Bilingual
    page: Page
    fonts: dict[str, Font]
    text: dict[str, TextStyle]
    languages: dict[Lang, LanguageStyle]
    colours: dict[str, str]
    citation: CitationForm = "line"
    dates: Dates = "western"


def justified(runs: Sequence[Run], style: Style) -> bool:
    """Whether the languages of a paragraph let its lines be justified, where its text style asks for it."""
    return all(style.languages[run.lang].justify for run in runs if run.text)


def read_style(path: Path) -> Style:
    """Read one style file. Raises ``ExportError`` naming the file and the key at fault."""
    try:
        raw = path.read_bytes()
        if len(raw) > MAX_BYTES:
            raise ExportError("style.too_large", file=str(path))
        data = yaml.safe_load(raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ExportError("style.unreadable", file=str(path), why=str(error).splitlines()[0]) from error
    try:
        return Style(
            name=Bilingual(**data["name"]),
            page=_build(Page, data["page"]),
            fonts={key: _build(Font, value) for key, value in data["fonts"].items()},
            text={key: _build(TextStyle, value) for key, value in data["text"].items()},
            languages={
                key: LanguageStyle(
                    first_line_em=value["first_line_em"],
                    number_gap=value["number_gap"],
                    label_gap=value["label_gap"],
                    heading_indent_em=value["heading_indent_em"],
                    body_indent_em=value["body_indent_em"],
                    justify=value["justify"],
                    numbering=tuple(_build(NumberLevel, level) for level in value["numbering"]),
                )
                for key, value in data["languages"].items()
            },
            colours=dict(data["colours"]),
            citation=_one_of(CitationForm, "citation", data["citation"]),
            dates=_one_of(Dates, "dates", data["dates"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ExportError("style.bad_key", file=str(path), key=str(error)) from error


def _one_of(known: Any, key: str, value: Any) -> Any:
    if value not in get_args(known):
        raise ValueError(f"{key}: {value}")
    return value


def _build(cls: type[T], values: dict[str, Any]) -> T:
    unknown = set(values) - {field.name for field in fields(cls)}  # type: ignore[arg-type]
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return cls(**values)
