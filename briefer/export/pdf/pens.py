"""Pens: what a text style writes with, Japanese and Latin side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from briefer.core.items import Lang
from briefer.export.pdf.faces import Face
from briefer.export.pdf.sheets import Ink
from briefer.export.scripts import stretches
from briefer.export.style import Style, TextStyle


@dataclass(frozen=True, slots=True)
class Pen:
    """The inks of one kind of text in one language."""

    japanese: Ink
    latin: Ink
    lang: Lang

    def runs(self, text: str) -> Iterator[tuple[str, Ink]]:
        """``text``, fitted to the faces, cut where the face changes."""
        for piece, latin in stretches(text, self.lang):
            ink = self.latin if latin else self.japanese
            yield ink.face.fit(piece), ink

    def missing(self, text: str) -> Iterator[str]:
        """The characters that ``text`` loses in these faces."""
        for piece, latin in stretches(text, self.lang):
            yield from (self.latin if latin else self.japanese).face.missing(piece)

    def sized(self, share: float) -> Pen:
        """The same pen in another size."""
        return Pen(
            replace(self.japanese, size=self.japanese.size * share),
            replace(self.latin, size=self.latin.size * share),
            self.lang,
        )

    def spaced(self, em: float) -> Pen:
        """A pen whose space between words is ``em`` of this one's characters."""
        ink = self.latin if self.lang == "en" else self.japanese
        return self.sized(em / ink.face.widths[" "] * self.japanese.size / ink.size)

    def coloured(self, colour: str) -> Pen:
        """The same pen in another colour (``#RRGGBB``)."""
        return Pen(replace(self.japanese, colour=colour), replace(self.latin, colour=colour), self.lang)


class Pens:
    """The font files a style asks for, each read when first used. For one paper and one thread; ``with`` frees them."""

    def __init__(self, style: Style, folder: Path) -> None:
        self._style = style
        self._folder = folder
        self._faces: dict[str, Face] = {}
        self._pens: dict[tuple[object, ...], Pen] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the files. A laid-out paper holds them in cycles, and the collector comes by much later."""
        for face in self._faces.values():
            face.close()

    def of(
        self, text: TextStyle, lang: Lang, *, font: str = "", strong: bool = False, colour: str = "ink", tag: str = ""
    ) -> Pen:
        """The pen of a text style, or of ``font`` in its size, for words in ``lang``.

        ``tag`` is a language that differs from the element's. Raises ``ExportError`` if a font cannot be used.
        """
        strong = strong or text.strong
        key = (font or text.font, text.size_pt, strong, lang, colour, tag)
        if key not in self._pens:
            files, ink = self._style.fonts[font or text.font], self._style.colours[colour]
            japanese = self._face(files.pdf_strong if strong else files.pdf)
            latin = self._face(files.pdf_latin_strong if strong else files.pdf_latin)
            size = text.size_pt * files.pdf_latin_size
            self._pens[key] = Pen(Ink(japanese, text.size_pt, ink, tag), Ink(latin, size, ink, tag), lang)
        return self._pens[key]

    def all(self) -> list[Face]:
        """Every face used so far."""
        return list(self._faces.values())

    def _face(self, name: str) -> Face:
        if name not in self._faces:
            self._faces[name] = Face(self._folder / name, f"F{len(self._faces) + 1}")
        return self._faces[name]
