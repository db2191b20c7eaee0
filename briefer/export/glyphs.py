"""What a paper sets in which style, and what a font file has, told without a library of fonts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from briefer.core.blocks import Contents, Heading, Paper, Paragraph, TitleBlock, footnotes
from briefer.core.errors import ExportError
from briefer.core.items import Lang


def texts(paper: Paper) -> Iterator[tuple[str, str, Lang, int]]:
    """Every text of a paper with the name of its text style, its language and its node."""
    own = paper.lang
    yield paper.marking, "marking", own, 0
    yield paper.page_label, "footer", own, 0
    for block in paper.blocks:
        if isinstance(block, TitleBlock):
            yield block.title, "title", block.lang, 0
            yield block.subject, "subject", block.lang, 0
            yield from ((text, "detail", own, 0) for row in block.rows for text in row)
        elif isinstance(block, Contents):
            yield block.title, "contents_title", own, 0
        elif isinstance(block, Heading):
            yield block.number, heading_style(block.level), own, block.node
            yield block.text, heading_style(block.level), block.lang, block.node
        elif isinstance(block, Paragraph):
            yield block.label, block.role, own, block.node
            yield from ((run.text, block.role, run.lang, block.node) for run in block.runs)
        else:
            yield block.caption, "caption", own, block.node
            for row in (block.header, *block.rows):
                for each in (each for cell in row for each in cell.paragraphs):
                    yield each.label, "cell", own, each.node or block.node
                    yield from ((run.text, "cell", run.lang, each.node or block.node) for run in each.runs)
        for note in footnotes(block):
            for each in note.paragraphs:
                yield each.label, "footnote", own, each.node
                yield from ((run.text, "footnote", run.lang, each.node) for run in each.runs)


def heading_style(level: int) -> str:
    """The name of the text style of a heading."""
    return f"heading{min(max(level, 1), 7)}"


def characters(file: Path) -> frozenset[int]:
    """The code points that a TrueType file has glyphs for. Raises ``ExportError``."""
    try:
        with file.open("rb") as font:
            for _ in range(struct.unpack(">4xH6x", font.read(12))[0]):
                tag, start, length = struct.unpack(">4s4xLL", font.read(16))
                if tag == b"cmap":
                    font.seek(start)
                    return frozenset(character_map(font.read(length)))
        raise LookupError("no cmap")
    except (OSError, struct.error, LookupError) as error:
        raise ExportError("export.bad_font", file=str(file), why=str(error)) from error


def character_map(table: bytes) -> dict[int, int]:
    """Glyphs by code point, from a cmap table (OpenType 1.9): a subtable of format 12 holds all that others have.

    Raises ``LookupError`` if none is of Unicode, ``struct.error`` if the table is cut short.
    """
    found: dict[int, int] = {}
    for place in range(struct.unpack_from(">H", table, 2)[0]):
        platform, _, start = struct.unpack_from(">HHL", table, 4 + 8 * place)
        form = struct.unpack_from(">H", table, start)[0]
        if platform in (0, 3) and form in (4, 12):
            found[form] = start
    if not found:
        raise LookupError("no Unicode cmap")
    form, start = max(found.items())
    return (_segments if form == 4 else _groups)(table, start)


def _segments(table: bytes, start: int) -> dict[int, int]:
    count = struct.unpack_from(">H", table, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, start + 14)
    starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", table, start + 16 + 2 * count * (1 + n)) for n in range(3)
    )
    rest = start + 16 + 6 * count
    glyphs: dict[int, int] = {}
    for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if offset:
            ids = struct.unpack_from(f">{last - first + 1}H", table, rest + 2 * n + offset)
            glyphs.update((first + place, (glyph + delta) & 0xFFFF) for place, glyph in enumerate(ids) if glyph)
        else:
            glyphs.update((point, (point + delta) & 0xFFFF) for point in range(first, last + 1))
    return {point: glyph for point, glyph in glyphs.items() if glyph}


def _groups(table: bytes, start: int) -> dict[int, int]:
    count = struct.unpack_from(">L", table, start + 12)[0]
    groups = struct.iter_unpack(">LLL", table[start + 16 : start + 16 + 12 * count])
    return {point: glyph + point - first for first, last, glyph in groups for point in range(first, last + 1)}
