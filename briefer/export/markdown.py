"""Papers as Markdown: CommonMark with the tables (GFM 0.29) and footnotes of GitHub, in UTF-8 with LF.

Numbers are words of the headings. The table of contents is left out: every reader's tool makes one from the headings,
and links to headings mean something else in each of them. Writers choose looks, never words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from briefer.core.blocks import (
    Block,
    Cell,
    Contents,
    Footnote,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    TitleBlock,
    footnotes,
)
from briefer.export.style import Style
from briefer.export.words import clean, joined, one_line

Progress = Callable[[float], None]


def render(paper: Paper, style: Style, *, progress: Progress | None = None) -> bytes:
    """The paper as a Markdown file; equal arguments give equal bytes.

    ``progress`` is called with 0.0-1.0 and may raise ``Cancelled``. Any thread.
    """
    gap = style.languages[paper.lang].label_gap
    marking = [strong(one_line(paper.marking))] if one_line(paper.marking) else []
    parts = [*marking]
    for place, block in enumerate(paper.blocks):
        if progress is not None and place % 64 == 0:
            progress(place / len(paper.blocks))
        parts += _block(block, paper.number_gap, gap)
    parts += (_note(note, gap) for block in paper.blocks for note in footnotes(block))
    parts += marking
    if progress is not None:
        progress(1.0)
    # Entries of one list stand on lines that follow each other, everything else apart.
    text = "".join(
        f"{part}\n" if part.startswith("- ") and after.startswith("- ") else f"{part}\n\n"
        for part, after in pairwise([*parts, ""])
    )
    return (text.rstrip("\n") + "\n").encode()


def _block(block: Block, number_gap: str, label_gap: str) -> list[str]:
    match block:
        case TitleBlock():
            lines = [_heading(1, one_line(block.title))]
            if subject := one_line(block.subject):
                lines.append(_opening(escape(subject)))
            rows = ((one_line(label), one_line(value)) for label, value in block.rows)
            return lines + [f"- {_labelled(label, label_gap, escape(value))}" for label, value in rows]
        case Contents():
            return []
        case Heading():
            text = one_line(block.text)
            return [_heading(block.level + 1, block.number + number_gap + text if block.number else text)]
        case Paragraph():
            return _paragraph(block, label_gap)
        case Table():
            return _table(block, label_gap)
        case _:
            assert_never(block)


def _heading(level: int, text: str) -> str:
    # A number sign at the end would be taken for the heading's own.
    words = re.sub(r"(?<!\S)#(?=#*$)", r"\\#", escape(one_line(text)))
    return f"{'#' * min(level, 6)} {words}".rstrip(" ")


def _paragraph(block: Paragraph, gap: str) -> list[str]:
    label, words = one_line(block.label), _runs(block.runs)
    if not words and not label:
        return []
    if block.role == "source":
        return [f"- {_opening(escape(label) + (gap if label and words else '') + _line(words))}"]
    text = _labelled(label, gap, words)
    text = "\\\n".join(map(str.rstrip, text.split("\n")))
    return ["> " + text.replace("\n", "\n> ") if block.role == "quotation" else text]


def _note(note: Footnote, gap: str) -> str:
    """A definition; what belongs to it is moved in."""
    paragraphs = []
    for each in note.paragraphs:
        words = _labelled(one_line(each.label), gap, _runs([replace(run, note=None) for run in each.runs]))
        paragraphs.append("\\\n".join(map(str.rstrip, words.split("\n"))))
    inner = "\n\n".join(filter(None, paragraphs))
    return f"[^{note.number}]: " + re.sub("\n(?!\n)", "\n    ", inner)


def _labelled(label: str, gap: str, words: str) -> str:
    return _opening(words, strong(label, after=gap) + gap if label else "")


def _table(block: Table, gap: str) -> list[str]:
    columns = len(block.header)
    caption = one_line(block.caption)
    rows = [_row(block.header, columns, gap), "|" + " --- |" * columns]
    rows += (_row(row, columns, gap) for row in block.rows)
    return [*([strong(caption)] if caption else []), "\n".join(rows)]


def _row(cells: Sequence[Cell], columns: int, gap: str) -> str:
    padded = (*cells, *([Cell(())] * (columns - len(cells))))[:columns]
    return "|" + "".join(f" {_cell(cell, gap)} |".replace("  |", " |") for cell in padded)


def _cell(cell: Cell, gap: str) -> str:
    """The paragraphs of a cell on one line, as tables need; Markdown has no lists in them, so entries get a bullet."""
    lines = []
    for each in cell.paragraphs:
        label, words = one_line(each.label), _line(_runs(each.runs))
        text = strong(label, after=gap) + gap + words if label else words
        lines.append(f"• {text}" if cell.bulleted else text)
    # Cells are cut before anything else is read: every bar, and no backslash of ours before it, is the text's own.
    return "<br>".join(lines).replace("|", "\\|")


def _line(words: str) -> str:
    return "<br>".join(map(str.strip, words.split("\n")))


# -- words

_URL = re.compile(r"https?://[!-;=?-~]+")
_URL_END = ".,;:!?'\")]*_~"
_ENTITY = r"&(?=#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;)"
_SPECIAL = re.compile(
    "|".join(
        (
            r"\\(?=[!-/:-@\[-`{-~]|$)",  # a backslash that would escape what follows, or end the line
            r"`|~",
            r"(?<!\s)\*|\*(?!\s)",
            r"(?<![^\W_])_|_(?![^\W_])",  # inside a word it is itself
            r"\](?=[(\[])",  # a link
            r"\[(?=\^)",  # a footnote
            r"<(?=[A-Za-z/!?])",  # a tag
            _ENTITY,
            r":(?=[A-Za-z0-9_+-]*[A-Za-z+][A-Za-z0-9_+-]*:|100:|1234:)",  # a named emoji
            r"(?<=[A-Za-z])://|(?<=[Ww]{3})\.(?=\S)",  # a bare address: links reach too far in Japanese
            r"\$(?=[^$]*\$)",  # a formula
        )
    ),
    re.MULTILINE,
)
_OPENING = re.compile(
    r"#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|-(?=[ \t-]*$)"  # the last may be a rule, alone or behind the mark of a list
    r"|\[(?=[ xX]\]\s|!|[^\]]+\]:)"  # a task, an alert, a definition
)
_UNDERLINE = re.compile(r"=(?==*[ \t]*$)|[-:|](?=[-:| \t]*$)")
"""What makes the line before it a heading or the head of a table."""
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Text as Markdown that reads as these words, wherever in a line it stands; ``_opening`` sees to its beginning.

    Addresses become links to what they say.
    """
    out, done = "", 0
    for match in _URL.finditer(text):
        address = match[0].rstrip(_URL_END)
        if re.search(_ENTITY + r"|[\\|]", address) or not address.partition("//")[2]:
            continue
        out += _escaped(text[done : match.start()]) + f"<{address}>"
        done = match.start() + len(address)
    return out + _escaped(text[done:])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _opening(text: str, lead: str = "") -> str:
    """Escaped text so that no line of it opens a list, a heading, a quotation, a table or a definition.

    ``lead`` is mark-up that stands before it.
    """
    first, *others = (line.strip(" \t") for line in text.split("\n"))
    opened = (f"\\{line}" if _UNDERLINE.match(line) else _open(line) for line in others)
    return "\n".join((lead + first if lead else _open(first), *opened))


def _open(line: str) -> str:
    if match := _NUMBERED.match(line):
        return f"{match[1]}\\{line[match.start(2) :]}"
    return f"\\{line}" if _OPENING.match(line) else line


def _runs(runs: Sequence[Run]) -> str:
    """The words of runs, strong ones marked; line ends stay newlines."""
    pieces: list[tuple[str, bool]] = []
    for run in joined([Run(clean(run.text), "ja", run.strong, run.note) for run in runs]):  # there are no languages
        text = escape(run.text)
        # Right behind the mark of a note a bracket would make a link of it, a colon a definition.
        text = "\\" + text if pieces and pieces[-1][0].startswith("[^") and text[:1] in ("(", "[", ":") else text
        pieces += [(text, run.strong)] if text else []
        pieces += [(f"[^{run.note.number}]", False)] if run.note else []
    out = ""
    for place, (text, heavy) in enumerate(pieces):
        after = pieces[place + 1][0] if place + 1 < len(pieces) else ""
        out += _marked(text, out, after) if heavy else text
    return out.strip(" \t\n")


def strong(words: str, *, after: str = "") -> str:
    """Words of one line as strong text; ``after`` is what follows them."""
    return _marked(escape(words), "", after) if words else ""


def _marked(text: str, before: str, after: str) -> str:
    """Asterisks count only where the characters around let them (CommonMark 6.2, delimiter runs).

    Beside Japanese brackets and full stops they often do not, and a tag takes their place.
    """
    if "\n" in text or not _flanks(before[-1:], text[:1]) or not _flanks(after[:1], text[-1:]):
        return f"<strong>{text}</strong>"
    return f"**{text}**"


def _flanks(outside: str, inside: str) -> bool:
    """Whether asterisks between two characters belong to the one inside."""
    if inside.isspace():
        return False
    if unicodedata.category(inside)[0] in "LN":
        return True
    # What else is punctuation differs between versions and programs; the strict reading holds in all.
    return not outside or outside.isspace() or unicodedata.category(outside)[0] == "P" or outside in "$+<=>^`|~"
