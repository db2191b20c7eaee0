"""Blocks as the body of document.xml, written as XML text once: a thousand items take well under a second."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from briefer.core.blocks import Cell, Contents, Footnote, Heading, Paper, Paragraph, Run, Table, TitleBlock, footnotes
from briefer.core.items import Lang
from briefer.export.docx.numbering import HEADINGS, UNNUMBERED, HeadingLists
from briefer.export.docx.pages import may_break
from briefer.export.docx.styles import LEVELS, ROLE_STYLES, TABLE, Looks
from briefer.export.docx.text import LABEL, REFERENCE, attribute, field, one_line, plain, runs, styled, words

Progress = Callable[[float], None]
CONTENTS_DEPTH = 3


class Body:
    """Writes the body of one paper. ``pages`` are the saved page numbers of headings by key. Not thread-safe."""

    def __init__(self, paper: Paper, looks: Looks, lists: HeadingLists, pages: Mapping[str, int]) -> None:
        self._paper = paper
        self._looks = looks
        self._lists = lists
        self._pages = pages
        self._bookmarks = 0
        self._label_gap = looks.style.languages[paper.lang].label_gap

    def write(self, progress: Progress | None) -> str:
        """The elements of ``w:body`` before the section; ``progress`` goes from 0 to 1 and may raise ``Cancelled``."""
        out: list[str] = []
        blocks = self._paper.blocks
        told = -1.0
        before: object = None
        for place, block in enumerate(blocks):
            if progress is not None and place / len(blocks) >= told + 0.01:
                told = place / len(blocks)
                progress(told)
            match block:
                case TitleBlock():
                    out.append(self._title(block))
                case Contents():
                    out.append(self._contents(block))
                case Heading():
                    out.append(self._heading(block))
                case Paragraph():
                    following = blocks[place + 1] if place + 1 < len(blocks) else None
                    # Where an item comes from stays with the item.
                    keep = isinstance(following, Paragraph) and following.role == "citation"
                    out.append(self._paragraph(block, keep=keep, after_table=isinstance(before, Table)))
                case Table():
                    if isinstance(before, Table) and not block.caption:
                        out.append(_SEPARATOR)  # Word joins tables that touch
                    out.append(self._table(block))
            before = block
        if isinstance(before, Table):
            out.append(_SEPARATOR)  # Word repairs a document that ends with a table
        return "".join(out)

    # -- blocks

    def _title(self, block: TitleBlock) -> str:
        lang = block.lang
        lines = [_paragraph("Title", plain(one_line(block.title), lang))]
        if block.subject:
            lines.append(_paragraph("Subtitle", plain(one_line(block.subject), lang)))
        for place, (label, value) in enumerate(block.rows, 1):
            inner = styled(one_line(label), LABEL) + "<w:r><w:tab/></w:r>" + plain(value, lang)
            lines.append(_paragraph("BrieferDetail", inner, self._looks.rule() if place == len(block.rows) else ""))
        return "".join(lines)

    def _contents(self, block: Contents) -> str:
        depth = contents_depth(self._paper)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
            f'TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lang = self._paper.lang
        lines = []
        for place, entry in enumerate(block.entries):
            gap = self._paper.number_gap if entry.number else ""
            link = (
                f'<w:hyperlink w:anchor="{attribute(entry.key)}" w:history="1">'
                + plain(entry.number + gap + one_line(entry.text), lang)
                + "<w:r><w:tab/></w:r>"
                + field(f"PAGEREF {attribute(entry.key)} \\h", str(self._pages.get(entry.key, 1)))
                + "</w:hyperlink>"
            )
            last = place == len(block.entries) - 1
            lines.append(_paragraph(f"TOC{entry.level}", (begin if place == 0 else "") + link + (end if last else "")))
        if not lines:
            lines.append(_paragraph("TOC1", begin + end))
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{_paragraph('TOCHeading', plain(block.title, lang))}{''.join(lines)}</w:sdtContent></w:sdt>"
        )

    def _heading(self, block: Heading) -> str:
        level = min(block.level, LEVELS)
        number = self._lists.place(block)
        text = one_line(block.text)
        if number is None:  # no list can print it: the paper's words count for more than a live number
            text = block.number + self._paper.number_gap + text
            number = UNNUMBERED
        listed = ""
        if number != HEADINGS:  # which is the list of the heading styles
            listed = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
        self._bookmarks += 1
        mark = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{attribute(block.key)}"/>'
        run = Run(text, block.lang)
        inner = f'{mark}{runs(run, self._paper.lang)}<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        return _paragraph(f"Heading{level}", inner, listed + self._looks.alignment(f"heading{level}", (run,)))

    def _paragraph(self, block: Paragraph, *, keep: bool, after_table: bool) -> str:
        style = ROLE_STYLES[block.role]
        text = "".join(runs(run, self._paper.lang) for run in block.runs)
        if not text and not block.label:
            return ""
        if block.role == "source" and block.label:
            text = plain(block.label, self._paper.lang) + "<w:r><w:tab/></w:r>" + text
        elif block.label:
            text = self._label(block.label) + text
        own = (
            "<w:keepNext/>" if keep else "",
            self._looks.after_table(block.role) if after_table else "",
            self._looks.paragraph_place(block.role, block.level, labelled=bool(block.label)),
            self._looks.alignment(block.role, block.runs),
        )
        return _paragraph(style, text, "".join(own))

    def _label(self, label: str) -> str:
        return styled(label + self._label_gap, LABEL)

    def _table(self, block: Table) -> str:
        lang = self._paper.lang
        widths = self._column_widths(block.widths, len(block.header))
        name = attribute(block.caption) or attribute(block.description)
        caption = _paragraph("Caption", plain(one_line(block.caption), lang)) if block.caption else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [
            self._row(block.header, widths, "<w:cantSplit/><w:tblHeader/>", header=True),
            *(self._row(row, widths, self._breaking(row, widths)) for row in block.rows),
        ]
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{name}"/>'
            f'<w:tblDescription w:val="{attribute(block.description)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(rows)}</w:tbl>"
        )

    def _column_widths(self, shares: Sequence[float], columns: int) -> list[int]:
        if len(shares) != columns or sum(shares) <= 0:
            shares = [1.0] * columns
        whole = sum(shares)
        edges = [0]
        running = 0.0
        for share in shares:
            running += share
            edges.append(round(running / whole * self._looks.text_width))
        return [right - left for left, right in pairwise(edges)]

    def _breaking(self, cells: Sequence[Cell], widths: Sequence[int]) -> str:
        """A short row is easier to read in one piece."""
        shares = [width / self._looks.text_width for width in widths]
        return "" if may_break(cells, shares, self._looks.style) else "<w:cantSplit/>"

    def _row(self, cells: Sequence[Cell], widths: Sequence[int], properties: str, *, header: bool = False) -> str:
        padded = (*cells, *([Cell(())] * (len(widths) - len(cells))))[: len(widths)]
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{self._cell(cell, head=header or place == 0)}</w:tc>"
            for place, (cell, width) in enumerate(zip(padded, widths, strict=True))
        )
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"

    def _cell(self, cell: Cell, *, head: bool) -> str:
        style = "BrieferCellHeader" if head else "BrieferCellBullet" if cell.bulleted else "BrieferCell"
        paragraphs = [
            _paragraph(
                style,
                (self._label(each.label) if each.label else "")
                + "".join(runs(run, self._paper.lang) for run in each.runs),
            )
            for each in cell.paragraphs
        ]
        return "".join(paragraphs) or _paragraph("BrieferCell", "")

    def footnotes(self) -> str:
        """The elements of footnotes.xml, '' for a paper without notes."""
        notes = [note for block in self._paper.blocks for note in footnotes(block)]
        return _SEPARATORS + "".join(map(self._footnote, notes)) if notes else ""

    def _footnote(self, note: Footnote) -> str:
        mark = f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr><w:footnoteRef/></w:r><w:r><w:tab/></w:r>'
        paragraphs: list[str] = []
        for each in note.paragraphs or (Paragraph("footnote", ()),):
            label = self._label(each.label) if each.label else ""
            text = label + "".join(runs(run, self._paper.lang) for run in each.runs)
            # Further paragraphs start where the words of the first do.
            own = self._looks.alignment("footnote", each.runs)
            if paragraphs:
                own = self._looks.behind_number() + own
            paragraphs.append(_paragraph("FootnoteText", mark + text, own))
            mark = ""
        return f'<w:footnote w:id="{note.number}">{"".join(paragraphs)}</w:footnote>'


def contents_depth(paper: Paper) -> int:
    """The heading levels that the paper's contents list: three, unless updating in Word would then list others."""
    listed = {entry.key for block in paper.blocks if isinstance(block, Contents) for entry in block.entries}
    deepest = max((b.level for b in paper.blocks if isinstance(b, Heading) and b.key in listed), default=CONTENTS_DEPTH)
    missing = any(
        isinstance(b, Heading) and deepest < b.level <= CONTENTS_DEPTH and b.key not in listed for b in paper.blocks
    )
    return deepest if missing else max(deepest, CONTENTS_DEPTH)


def header_xml(marking: str, lang: Lang) -> str:
    """The header of every page: the handling marking."""
    # No-break spaces keep the words clear of their box.
    return _paragraph("BrieferMarking", plain(f"\u00a0{one_line(marking)}\u00a0", lang))


def footer_xml(pattern: str, pages: int) -> str:
    """The footer of every page, from a pattern with ``{page}`` and ``{pages}``."""
    fields = {"{page}": field("PAGE", "1"), "{pages}": field("NUMPAGES", str(pages))}
    pieces = re.split(r"(\{pages?\})", one_line(pattern))
    return _paragraph("Footer", "".join(fields.get(each) or f"<w:r>{words(each)}</w:r>" for each in pieces if each))


_SEPARATOR = (
    '<w:p><w:pPr><w:pStyle w:val="BrieferCell"/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    "</w:pPr></w:p>"
)


# Ids below 1 are Word's own lines above the notes of a page, and above what is left of a note from the page before.
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
    f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def _paragraph(style: str, inner: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'
