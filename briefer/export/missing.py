"""Characters that the fonts of PDF papers lack, told while a brief is written: quick where there is nothing to tell."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from briefer.core.blocks import Paper
from briefer.export.glyphs import characters, texts
from briefer.export.style import Style

_MARKS = (
    (0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xD800, 0xDFFF),
)  # fmt: skip
_COMBINING = frozenset(point for first, last in _MARKS for point in range(first, last + 1))
"""Marks are shown together with what stands before them; lone surrogates not at all."""


class Glyphs:
    """The characters that the fonts of one style have. Any thread."""

    def __init__(self, style: Style, folder: Path) -> None:
        """``folder`` holds the font files that ``style`` names."""
        self._style = style
        self._folder = folder

    @cached_property
    def _sound(self) -> frozenset[str]:
        """Characters that every face shows as they are."""
        fonts = self._style.fonts.values()
        names = {name for each in fonts for name in (each.pdf, each.pdf_strong, each.pdf_latin, each.pdf_latin_strong)}
        points = frozenset.intersection(*(characters(self._folder / name) for name in names)) - _COMBINING
        return frozenset(map(chr, points)) | {"\n", "\t"}

    def missing(self, paper: Paper) -> tuple[tuple[str, int], ...]:
        """Each character that a PDF cannot show as it is, with its node, in printed order.

        See ``briefer.export.pdf.missing_glyphs``, which is asked only where there may be something to report. Raises
        ``ExportError`` if a font cannot be used.
        """
        used: set[str] = set()
        for text, _, _, _ in texts(paper):
            used.update(text)
        if used <= self._sound:
            return ()
        from briefer.export.pdf import missing_glyphs

        return missing_glyphs(paper, self._style, self._folder)
