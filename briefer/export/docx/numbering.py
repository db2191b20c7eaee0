"""Live numbers: numbering.xml, and which of its lists each heading belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.core.blocks import Heading, NumberFormat, NumberLevel
from briefer.core.items import Lang
from briefer.core.numbering import numeral
from briefer.export.docx.text import attribute

HEADINGS, BULLETS, UNNUMBERED = 1, 2, 3
"""``w:numId`` of the paper's heading numbers, of bullets in table cells, and of headings without a number."""

DEPTH = 9
"""Levels a Word list has."""

_FORMATS: dict[NumberFormat, str] = {
    "decimal": "decimal",
    "decimal_full": "decimalFullWidth",
    "katakana": "aiueoFullWidth",
    "lower_letter": "lowerLetter",
    "upper_letter": "upperLetter",
    "lower_roman": "lowerRoman",
    "circled": "decimalEnclosedCircle",
}
_MOST = 500


class HeadingLists:
    """Follows the headings of a paper as Word will count them and finds the list that prints each one's number.

    Word counts by itself, so a number that does not follow from the headings before it needs a list of its own that
    starts there (``w:lvlOverride``). Not thread-safe.
    """

    def __init__(self, levels: Sequence[NumberLevel]) -> None:
        self._levels = tuple(levels)
        self._counts = [0] * len(self._levels)
        self._starts = [1] * len(self._levels)
        self._current = HEADINGS
        self._restarts: list[tuple[int, int, int]] = []

    @property
    def restarts(self) -> tuple[tuple[int, int, int], ...]:
        """The lists that start anew, as (numId, level, first number); level 0 is the highest."""
        return tuple(self._restarts)

    def place(self, heading: Heading) -> int | None:
        """The ``w:numId`` that prints ``heading.number``; None if no list can print it."""
        if not heading.number:
            return UNNUMBERED
        level = heading.level - 1
        if level >= len(self._levels):
            return None
        following = self._counts[level] + 1 if self._counts[level] else self._starts[level]
        if self._label(level, following) != heading.number:
            first = next((n for n in range(1, _MOST) if self._label(level, n) == heading.number), None)
            if first is None:
                return None
            self._current = UNNUMBERED + 1 + len(self._restarts)
            self._restarts.append((self._current, level, first))
            self._starts = [1] * len(self._levels)
            self._starts[level] = following = first
        self._counts[level] = following
        self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
        return self._current

    def _label(self, level: int, count: int) -> str:
        text = self._levels[level].pattern
        counts = [*self._counts[:level], count]
        for place, (number, start, form) in enumerate(zip(counts, self._starts, self._levels, strict=False), 1):
            text = text.replace(f"%{place}", numeral(number or start, form.format))
        return text


def numbering_xml(
    levels: Sequence[NumberLevel],
    gap: str,
    indents: Sequence[tuple[str, str]],
    bullet_indent: str,
    restarts: Sequence[tuple[int, int, int]],
    lang: Lang,
) -> str:
    """The elements of numbering.xml; ``indents`` holds, by level, ``w:ind`` of numbered and unnumbered headings."""
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' if lang == "ja" else ""
    numbered, bare = [], []
    for place in range(DEPTH):
        with_number, without = indents[min(place, len(indents) - 1)]
        if place < len(levels):
            level = levels[place]
            # Word offers a space or a tab after a number; any other gap is part of the number's text.
            suffix, text = ("space", level.pattern) if gap == " " else ("nothing", level.pattern + gap)
            style = f"Heading{place + 1}"
            numbered.append(_level(place, _FORMATS[level.format], style, suffix, text, with_number, hint))
        else:
            numbered.append(_level(place, "none", "", "nothing", "", without, ""))
        bare.append(_level(place, "none", "", "nothing", "", without, ""))
    bullets = _level(0, "bullet", "BrieferCellBullet", "tab", "•", bullet_indent, "")
    return (
        _abstract(0, "multilevel", "".join(numbered))
        + _abstract(1, "singleLevel", bullets)
        + _abstract(2, "multilevel", "".join(bare))
        + "".join(_num(number, number - 1, "") for number in (HEADINGS, BULLETS, UNNUMBERED))
        + "".join(
            _num(
                number,
                HEADINGS - 1,
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>',
            )
            for number, level, first in restarts
        )
    )


def _level(place: int, form: str, style: str, suffix: str, text: str, indent: str, hint: str) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{_keep_spaces(text)}"/><w:lvlJc w:val="left"/>'
        + f"<w:pPr>{indent}</w:pPr>{hint}</w:lvl>"
    )


def _keep_spaces(text: str) -> str:
    """``attribute`` without losing a gap at the end."""
    bare = text.rstrip()
    return attribute(bare) + text[len(bare) :]


def _abstract(number: int, kind: str, levels: str) -> str:
    # Word tells lists apart by nsid; equal papers have equal ones, so that text pasted between them shares its list.
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x62726600 + number:08X}"/>'
        f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
    )


def _num(number: int, abstract: int, override: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
