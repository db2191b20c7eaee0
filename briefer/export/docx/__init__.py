"""Papers as Word documents (formats.md sections 1 and 4).

The parts are written as XML text: python-docx's template is unfit for Japanese (formats.md 4.1), and its paragraphs,
made one by one, take quadratic time. Its package layer types and relates the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefer.core.blocks import Paper, TitleBlock
from briefer.export.docx.body import Body, contents_depth, footer_xml, header_xml
from briefer.export.docx.numbering import DEPTH, HeadingLists, numbering_xml
from briefer.export.docx.package import package
from briefer.export.docx.pages import estimate
from briefer.export.docx.styles import Looks
from briefer.export.docx.text import one_line
from briefer.export.style import Style

__all__ = ["render"]


def render(
    paper: Paper,
    style: Style,
    *,
    pages: Mapping[str, int] | None = None,
    progress: Callable[[float], None] | None = None,
) -> bytes:
    """``paper`` as a .docx file.

    Equal arguments give equal bytes in any process, folder, time zone and on any day. ``pages`` are page numbers by
    ``Heading.key`` for the saved table of contents, from a layout that is known; without them they are estimated.
    ``progress`` is called between blocks with 0 to 1 and may raise ``Cancelled``, which passes through. Any thread.
    """
    guessed, total = estimate(paper, style)
    looks = Looks(style, paper.lang, details_em=_details_em(paper), contents_depth=contents_depth(paper))
    lists = HeadingLists(paper.numbering)
    writer = Body(paper, looks, lists, {**guessed, **(pages or {})})
    body, notes = writer.write(progress), writer.footnotes()
    parts = {
        "styles": looks.styles_xml(),
        "numbering": numbering_xml(
            paper.numbering,
            paper.number_gap,
            [looks.heading_indents(level) for level in range(1, DEPTH + 1)],
            looks.bullet_indent(),
            lists.restarts,
            paper.lang,
        ),
        "settings": looks.settings_xml(footnotes=bool(notes)),
        "fontTable": looks.fonts_xml(),
        "footer1": footer_xml(paper.page_label, total),
    }
    if notes:
        parts["footnotes"] = notes
    if one_line(paper.marking):
        parts["header1"] = header_xml(paper.marking, paper.lang)
    data = package(paper, parts, lambda ids: f"<w:body>{body}{looks.section_xml(ids)}</w:body>")
    if progress is not None:
        progress(1.0)
    return data


def _details_em(paper: Paper) -> float:
    """Room for the labels of the title block: the longest one and a gap, in characters."""
    labels = [label for block in paper.blocks if isinstance(block, TitleBlock) for label, _ in block.rows]
    return max((sum(1.0 if ord(mark) > 0x2E7F else 0.6 for mark in label) for label in labels), default=2.0) + 1.5
