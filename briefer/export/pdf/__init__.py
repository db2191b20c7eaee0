"""Papers as PDF. ``render`` writes the file; ``page_numbers`` and ``missing_glyphs`` tell beforehand what comes.

Own page flow over ``core.linebreak``. Tagged; the structure claims PDF/A-2a and PDF/UA-1. Writers choose looks,
never words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from briefer.core.blocks import Paper
from briefer.core.items import Lang
from briefer.export.glyphs import texts
from briefer.export.pdf.layout import Layout
from briefer.export.pdf.pens import Pen, Pens
from briefer.export.style import Style

Progress = Callable[[float], None]


def render(paper: Paper, style: Style, fonts: Path, *, progress: Progress | None = None) -> bytes:
    """The paper as a PDF file; equal arguments give equal bytes.

    ``fonts`` is the folder of the TrueType files that ``style`` names. ``progress`` is called with 0.0-1.0 and may
    raise ``Cancelled``. Raises ``ExportError`` if a font cannot be used. Characters that a font lacks come out as 〓.
    """
    tick = progress or _ignore
    with Pens(style, fonts) as pens:
        layout = Layout(paper, style, pens)
        layout.add_all(lambda share: tick(0.6 * share))
        return layout.write(lambda share: tick(0.6 + 0.4 * share))


def page_numbers(paper: Paper, style: Style, fonts: Path) -> Mapping[str, int]:
    """The page of each heading, by its key, as ``render`` would print it. Raises as ``render`` does."""
    with Pens(style, fonts) as pens:
        layout = Layout(paper, style, pens)
        layout.add_all(_ignore)
        layout.paginate()
        return layout.page_numbers


def missing_glyphs(paper: Paper, style: Style, fonts: Path) -> tuple[tuple[str, int], ...]:
    """Each character that ``render`` cannot show as it is, with the node of the outline it stands in, in printed order.

    A character comes with its combining marks; a lone surrogate is told as U+FFFD. Raises as ``render`` does.
    """
    found: dict[tuple[str, int], None] = {}
    known: dict[tuple[str, Lang], Pen] = {}
    with Pens(style, fonts) as pens:
        for text, name, lang, node in texts(paper):
            pen = known.get((name, lang)) or known.setdefault((name, lang), pens.of(style.text[name], lang))
            found |= dict.fromkeys((cluster, node) for cluster in pen.missing(text))
    return tuple(found)


def _ignore(share: float) -> None:
    """No one asked for progress."""
