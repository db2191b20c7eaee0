"""A paper's blocks as a text document for the preview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from briefer.core.blocks import Contents, Heading, Paper, Paragraph, Table, TitleBlock
from briefer.core.items import Lang
from briefer.ui.interface import Interface

_SERIF_LATIN = ("Times New Roman", "Liberation Serif", "DejaVu Serif")


class PaperText:
    """Makes a text document from blocks; the only reader of ``Paper`` in the window."""

    def __init__(self, paper: Paper, interface: Interface) -> None:
        theme = self._theme = interface.theme
        self._ink, self._quiet = theme.colour("ink"), theme.colour("ink_muted")
        self._family = interface.paper_family()
        self._strong = "BIZ UDGothic"
        self._size = interface.font.pointSizeF()
        self._lang: Lang = paper.lang
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        font = self.document.defaultFont()
        font.setFamilies([self._family, *_SERIF_LATIN])
        font.setPointSizeF(self._size)
        self.document.setDefaultFont(font)
        frame = QTextFrameFormat()
        for set_margin in (frame.setLeftMargin, frame.setRightMargin):
            set_margin(26)
        frame.setTopMargin(22)
        frame.setBottomMargin(30)
        self.blocks: dict[int, list[int]] = {}
        self._fresh = True
        self.document.rootFrame().setFrameFormat(frame)
        self._cursor = QTextCursor(self.document)
        self._cursor.beginEditBlock()
        if paper.marking:
            self._line(paper.marking, strong=True, align=Qt.AlignmentFlag.AlignRight, colour=self._ink)
        for block in paper.blocks:
            match block:
                case TitleBlock():
                    self._title(block)
                case Contents():
                    self._contents(block)
                case Heading():
                    self._heading(block, paper.number_gap)
                case Paragraph():
                    self._paragraph(block)
                case Table():
                    self._table(block)
        self._cursor.endEditBlock()

    def _block(self, look: QTextBlockFormat, node: int | None = None) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(look)
            self._fresh = False
        else:
            self._cursor.insertBlock(look)
        if node:
            self.blocks.setdefault(node, []).append(self._cursor.blockNumber())

    def _chars(self, *, strong: bool = False, size: float = 1.0, colour: QColor | None = None) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFontFamilies([self._strong if strong else self._family, *_SERIF_LATIN])
        look.setFontPointSize(self._size * size)
        if strong:
            look.setFontWeight(700)
        look.setForeground(colour or self._ink)
        return look

    def _look(
        self, *, before: float = 0, after: float = 4, left: float = 0, first: float = 0, line: int = 150
    ) -> QTextBlockFormat:
        look = QTextBlockFormat()
        look.setTopMargin(before)
        look.setBottomMargin(after)
        look.setLeftMargin(left)
        look.setTextIndent(first)
        look.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return look

    def _line(
        self,
        text: str,
        *,
        strong: bool = False,
        size: float = 1.0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        colour: QColor | None = None,
        after: float = 4,
        before: float = 0,
        left: float = 0,
    ) -> None:
        look = self._look(after=after, before=before, left=left)
        look.setAlignment(align)
        self._block(look)
        self._cursor.insertText(text, self._chars(strong=strong, size=size, colour=colour))

    def _title(self, block: TitleBlock) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        for name, value in block.rows:
            gap = "：" if block.lang == "ja" else ": "
            self._line(f"{name}{gap}{value}", align=Qt.AlignmentFlag.AlignRight, colour=self._quiet, after=0)
        self._line(block.title, strong=True, size=1.4, align=centre, before=12, after=6)
        if block.subject:
            self._line(block.subject, size=1.0, align=centre, after=12)

    def _contents(self, block: Contents) -> None:
        self._line(block.title, strong=True, before=8, after=2)
        for entry in block.entries:
            text = f"{entry.number}  {entry.text}" if entry.number else entry.text
            self._line(text, left=(entry.level - 1) * self._size * 1.3, colour=self._quiet, after=0)

    def _heading(self, block: Heading, gap: str) -> None:
        size = {1: 1.15, 2: 1.05}.get(block.level, 1.0)
        look = self._look(before=14 if block.level == 1 else 9, after=3, left=(block.level - 1) * self._size * 0.9)
        self._block(look, block.node)
        text = f"{block.number}{gap}{block.text}" if block.number else block.text
        self._cursor.insertText(text, self._chars(strong=True, size=size))

    def _paragraph(self, block: Paragraph) -> None:
        quiet = block.role in ("citation", "source", "caveat")
        left = {"quotation": 22.0, "note": 12.0, "citation": 12.0, "caveat": 12.0, "stamp": 12.0}.get(block.role, 12.0)
        look = self._look(left=left, after=5 if block.role != "citation" else 8)
        if block.role == "citation":
            look.setAlignment(Qt.AlignmentFlag.AlignRight)
        if block.role in ("source", "body"):
            look.setLeftMargin(0 if block.role == "source" else 12.0)
        if block.role == "body" and self._lang == "ja":
            look.setTextIndent(self._size * 1.33)
        self._block(look, block.node)
        colour = self._quiet if quiet else self._ink
        size = 0.92 if quiet else 1.0
        if block.label:
            self._cursor.insertText(f"{block.label}　", self._chars(strong=True, size=size, colour=self._quiet))
        stamp = block.role == "stamp"
        for run in block.runs:
            self._cursor.insertText(run.text, self._chars(strong=run.strong or stamp, size=size, colour=colour))

    def _table(self, block: Table) -> None:
        self._block(self._look(before=8, after=2), block.node)
        self._cursor.insertText(block.caption, self._chars(strong=True, size=0.95))
        look = QTextTableFormat()
        look.setBorder(0.5)
        look.setBorderBrush(QBrush(self._theme.colour("paper_line")))
        look.setBorderCollapse(True)
        look.setCellPadding(4)
        look.setCellSpacing(0)
        look.setHeaderRowCount(1)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width * 100) for width in block.widths]
        )
        table = self._cursor.insertTable(1 + len(block.rows), len(block.header), look)
        for row, cells in enumerate((block.header, *block.rows)):
            for column, cell in enumerate(cells):
                target = table.cellAt(row, column)
                cursor = target.firstCursorPosition()
                if row == 0:
                    shade = target.format()
                    shade.setBackground(self._theme.colour("paper_shade"))
                    target.setFormat(shade)
                for number, paragraph in enumerate(cell.paragraphs):
                    if number:
                        cursor.insertBlock()
                    cursor.setBlockFormat(self._look(after=2, line=125))
                    self.blocks.setdefault(paragraph.node or block.node, []).append(cursor.blockNumber())
                    strong = row == 0 or column == 0
                    text = ("・" if self._lang == "ja" else "• ") + paragraph.text if cell.bulleted else paragraph.text
                    cursor.insertText(text, self._chars(strong=strong, size=0.85))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._look(after=0, line=60))
