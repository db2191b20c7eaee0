"""The plain form that every medium is brought into, and how it is put together.

Headings open with ``#``; list entries stand on lines of their own behind the label a reader sees (``1.``, ``(2)``,
``ア``, ``-``); a table is a run of lines of tab-separated cells; blocks are parted by blank lines; bold is ``**``.
Nothing of the copy is reworded, so that its words can be quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefer.core.errors import SourceFileError
from briefer.core.text import is_wide

Progress = Callable[[float], None]

MAX_PAGES = 5_000
MAX_TEXT = 20_000_000
"""Characters of one copy; far more than any report."""
MAX_CELLS = 400_000

PAGE = "\f"
"""Stands in the words of a part where a page begins; no medium has it in its text."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a copy says. Offsets count characters of ``text``.

    ``pages`` holds where each page begins, () where the medium has no pages; ``notes`` are the foot-notes, (label,
    text) in printed order, which are not in ``text``, nor are their marks. ``title``, ``authors`` and ``date`` (ISO,
    '' if unknown) are what the file says of itself, often wrongly. ``warnings`` are message codes without values.
    """

    text: str
    pages: tuple[int, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    warnings: tuple[str, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page (from 1) that a character stands on; None where there are no pages."""
        return page_at(self.pages, offset)


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """The page (from 1) of a character, given where the pages begin; None without pages."""
    return max(1, bisect_right(pages, offset)) if pages else None


@dataclass(slots=True)
class Part:
    """One block before it is written down. ``level`` is 1–6 for a heading, else the depth of the list around it;
    ``rows`` are the cells of a table, each a list of parts."""

    kind: Literal["heading", "entry", "paragraph", "table"]
    text: str = ""
    level: int = 0
    label: str = ""
    rows: list[list[list[Part]]] = field(default_factory=list)


# A label that a paragraph brings itself, however its list is numbered.
_OWN_MARK = re.compile(
    r"\s*(?:\*\*)?\s*(?:[-・•●▪■◆○◦‣･·◇▶➢✓\uf000-\uf0ff]|[①-⑳]|[(（]?(?:\d{1,3}|[０-９]{1,3}|[a-zA-Zア-ン一二三四五六七八九十])[)）.．、](?!\d)|第[0-9０-９一二三四五六七八九十]+)"
)
_BULLET = re.compile(r"\s*[-・•●▪■◆○◦‣･·◇▶➢✓\uf000-\uf0ff]")
NOTE_LABEL = re.compile(r"[\[(（［]?\s*((?:注|註|note\s?)?\d{1,3}|[*＊†‡※a-z])\s*[\])）］.]?", re.IGNORECASE)
_BLANK = " \t\r\n\u3000\xa0"
"""White space that may go at the ends of a line; a page's mark may not."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


def brings_own_mark(label: str, text: str) -> bool:
    """Whether an entry's words open with a label already, so that the computed one is not what a reader sees."""
    return (_BULLET if label == "-" else _OWN_MARK).match(text) is not None or (
        label == "-" and _OWN_MARK.match(text) is not None
    )


def one_line(text: str) -> str:
    """Lines joined by script: nothing between Japanese characters, one space between Latin words."""
    lines = [line for line in (line.strip(_BLANK) for line in text.split("\n")) if line]
    joined = ""
    for line in lines:
        bare_end, bare_start = joined.rstrip("*" + PAGE), line.lstrip("*" + PAGE)
        if bare_end and bare_start and not (is_wide(bare_end[-1]) or is_wide(bare_start[0])):
            joined += " "
        joined += line
    return joined


def cleaned(text: str) -> str:
    """Without control characters and lone surrogates, which no reader sees."""
    return _CONTROL.sub("", text).encode("utf-8", "replace").decode("utf-8")


def note_mark(before: str, raised: str) -> bool:
    """Whether raised characters after ``before`` are a note's number and not a power or a unit."""
    mark = raised.strip()
    if not NOTE_LABEL.fullmatch(mark) or len(mark) > 8:
        return False
    before = before.rstrip("*")
    if not before or not mark.strip("[]()（）").isdigit():
        return bool(before) and not mark.isalpha()
    last = before[-1]
    # km2, 10の3乗, CO2; a word of four letters or more is no unit.
    return not (last.isdigit() or (last.isascii() and last.isalpha() and not re.search(r"[A-Za-z]{4}$", before)))


def write(parts: Iterable[Part], *, paged: bool, name: str = "") -> tuple[str, tuple[int, ...]]:
    """The parts as text, and where its pages begin (() unless ``paged``).

    Raises ``SourceFileError`` source.too_long.
    """
    pieces: list[str] = []
    length = 0
    for part in parts:
        piece = _written(part)
        if not piece.strip(_BLANK + PAGE):
            if PAGE in piece:
                pieces.append(PAGE * piece.count(PAGE))
            continue
        length += len(piece) + 2
        if length > MAX_TEXT:
            raise SourceFileError("source.too_long", file=name, limit=MAX_TEXT // 1_000_000)
        pieces.append(piece + "\n\n")
    marked = "".join(pieces)
    if PAGE not in marked:
        return marked, (0,) if paged and marked else ()
    runs = marked.split(PAGE)
    pages, at = [0], 0
    for run in runs[:-1]:
        at += len(run)
        pages.append(at)
    return "".join(runs), tuple(pages) if paged else ()


def _written(part: Part) -> str:
    if part.kind == "table":
        return _table(part)
    if part.kind == "heading":
        # Bold says nothing in a heading.
        words = one_line(part.text).replace("**", "")
        return "#" * min(max(part.level, 1), 6) + " " + words if words.strip(PAGE) else words
    indent = "   " * min(part.level, 8)
    lines = [line.strip(_BLANK) for line in part.text.split("\n")]
    body = f"\n{indent}".join(line for line in lines if line)
    if not body.strip("*" + PAGE):
        return PAGE * body.count(PAGE)
    if part.kind == "entry" and part.label and not brings_own_mark(part.label, body.lstrip(PAGE)):
        body = f"{part.label} {body}"
    return indent + body


def _table(part: Part) -> str:
    width = max((len(row) for row in part.rows), default=0)
    rows = [row + [[] for _ in range(width - len(row))] for row in part.rows if any(row)]
    filled = [at for at in range(width) if any(row[at] for row in rows)]
    if len(filled) < 2 or len(rows) < 2:
        return "\n\n".join(filter(None, (_written(each) for row in rows for cell in row for each in cell)))
    lines = []
    for row in rows:
        # An empty cell is written as an empty paragraph, so that the row keeps its width.
        lines.append("\t".join(_cell(row[at]) or ("<p></p>" if at else "") for at in filled))
    return "\n".join(lines)


def _cell(parts: list[Part]) -> str:
    pieces: list[str] = []
    plain: list[Part] = []
    for part in parts:
        if part.kind == "table":
            plain.extend(each for row in part.rows for cell in row for each in cell)
        else:
            plain.append(part)
    split: list[tuple[bool, str]] = []
    for part in plain:
        lines = [line.strip(_BLANK) for line in part.text.split("\n") if line.strip(_BLANK)]
        groups: list[list[str]] = []
        for line in lines:
            if not groups or _OWN_MARK.match(line.lstrip(PAGE)):
                groups.append([])
            groups[-1].append(line)
        for at, group in enumerate(groups):
            words = one_line("\n".join(group)).replace("\t", " ")
            label = part.label if part.kind == "entry" and at == 0 else ""
            listed = bool(label) or _OWN_MARK.match(words.lstrip(PAGE)) is not None
            if label and label != "-" and not brings_own_mark(label, words.lstrip(PAGE)):
                words = f"{label} {words}"
            split.append((listed, words))
    if len(split) == 1 and not split[0][0]:
        return split[0][1]
    open_list = False
    for listed, words in split:
        if listed and not open_list:
            pieces.append("<ul>")
        elif open_list and not listed:
            pieces.append("</ul>")
        open_list = listed
        pieces.append(f"<li>{words}</li>" if listed else f"<p>{words}</p>")
    if open_list:
        pieces.append("</ul>")
    return " ".join(pieces)
