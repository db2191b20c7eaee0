"""The paper as it will read: white in every theme, a click on a paragraph chooses its node.

This is the paper's text, not its pages: line and page breaks are the writers'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from briefer.core.outline import ROOT
from briefer.ui.interface import Interface

if TYPE_CHECKING:
    from briefer.core.blocks import Paper


class Sheet(QTextEdit):
    """The white sheet itself."""

    node_clicked = Signal(int)

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._own: QTextDocument | None = None
        self._blocks: dict[int, list[int]] = {}
        self._current = ROOT
        self.setObjectName("sheet")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_document(self, document: QTextDocument, blocks: dict[int, list[int]]) -> None:
        """Show another text, scrolled where the old one was."""
        bar = self.verticalScrollBar()
        place = bar.value()
        document.setParent(self)
        document.setTextWidth(self.viewport().width())  # else it is laid out unwrapped first
        self.setDocument(document)  # frees the empty one that Qt made, but none of ours
        if self._own is not None:
            self._own.deleteLater()
        self._own = document
        self._blocks = blocks
        bar.setValue(place)
        self.mark(self._current, follow=False)

    def mark(self, node: int, *, follow: bool = True) -> None:
        """Tint the paragraphs of a node and bring them into view."""
        self._current = node
        selections = []
        for number in self._blocks.get(node, []) if node != ROOT else []:
            block = self.document().findBlockByNumber(number)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(block)
            look = QTextCharFormat()
            look.setBackground(self._interface.theme.colour("paper_mark"))
            look.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
            selection.format = look
            selections.append(selection)
        self.setExtraSelections(selections)
        if follow and self._blocks.get(node):
            first = QTextCursor(self.document().findBlockByNumber(self._blocks[node][0]))
            rect = self.cursorRect(first)
            if rect.top() < 0 or rect.bottom() > self.viewport().height():
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + rect.top() - self.viewport().height() // 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's name; a click, not the end of a selection."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            number = self.cursorForPosition(event.position().toPoint()).block().blockNumber()
            node = next((node for node, blocks in self._blocks.items() if number in blocks), ROOT)
            self.node_clicked.emit(node)


class PaperView(QWidget):
    """The sheet on its desk."""

    node_clicked = Signal(int)

    MARGIN = 14

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._paper: Paper | None = None
        self.sheet = Sheet(interface, self)
        self.sheet.node_clicked.connect(self.node_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self.MARGIN, self.MARGIN - 2, 4, self.MARGIN)
        layout.addWidget(self.sheet)
        self._dress()
        interface.dressed.connect(self._dress)
        self.retranslate()

    @property
    def paper(self) -> Paper | None:
        """The paper shown."""
        return self._paper

    def show_paper(self, paper: Paper) -> None:
        """Show a paper; equal papers cost nothing."""
        if paper == self._paper:
            return
        self._paper = paper
        from briefer.ui.paper_text import PaperText

        writer = PaperText(paper, self._interface)
        self.sheet.show_document(writer.document, writer.blocks)

    def mark(self, node: int) -> None:
        """Bring a node's paragraphs into view."""
        self.sheet.mark(node)

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.sheet.setAccessibleName(self.tr("Paper"))

    def _dress(self) -> None:
        theme = self._interface.theme
        look = QPalette(self.sheet.palette())
        look.setColor(QPalette.ColorRole.Base, theme.colour("paper"))
        look.setColor(QPalette.ColorRole.Text, theme.colour("ink"))
        look.setColor(QPalette.ColorRole.Highlight, theme.colour("paper_select"))
        look.setColor(QPalette.ColorRole.HighlightedText, theme.colour("ink"))
        self.sheet.setPalette(look)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name; the desk, and the shadow under the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._interface.theme
        painter.fillRect(self.rect(), theme.colour("desk"))
        view = self.sheet.viewport()
        sheet = QRectF(view.rect()).translated(view.mapTo(self, view.rect().topLeft()).toPointF())
        painter.setPen(Qt.PenStyle.NoPen)
        for grow, strength in ((8, 5), (5, 9), (3, 14), (1, 24)):
            shade = theme.colour("shadow")
            shade.setAlpha(strength * (3 if theme.dark else 1))
            painter.setBrush(shade)
            painter.drawRoundedRect(sheet.adjusted(-grow, -grow + 2, grow, grow + 2), 4, 4)
        painter.setBrush(theme.colour("paper"))
        painter.drawRect(sheet)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
