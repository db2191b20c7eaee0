"""Text fields that leave undo to the outline and the keyboard to the input method while it converts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QTextEdit, QWidget

from briefer.ui.icons import Icons

LINE_HEIGHT = 140
"""Per cent; Japanese needs more than Latin text."""

_CONVERTING_KEYS = {
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Escape,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip


class _Composing:
    """Shared by both fields: is there text under conversion, and what that means for keys."""

    composing = False

    def follow(self, event: QInputMethodEvent) -> bool:
        """Note what the input method says; whether conversion has just ended."""
        was, self.composing = self.composing, bool(event.preeditString())
        return was and not self.composing

    def keeps(self, event: QEvent) -> bool:
        """Whether the event must go no further because the input method is at work."""
        if not self.composing or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _CONVERTING_KEYS:
            event.accept()
            return True
        return False


def _is_undo(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
    )


class Line(QLineEdit, _Composing):
    """One line. With ``own_undo`` Ctrl+Z stays inside (a search box); else it reaches the outline."""

    composed = Signal()
    """The input method has finished."""

    def __init__(self, parent: QWidget | None = None, *, own_undo: bool = False) -> None:
        super().__init__(parent)
        self._own_undo = own_undo

    def event(self, event: QEvent) -> bool:
        """Qt's name."""
        if self.keeps(event):
            return True
        if not self._own_undo and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt's name."""
        ended = self.follow(event)
        super().inputMethodEvent(event)
        if ended:
            self.composed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's name; leaving ends the conversion."""
        super().focusOutEvent(event)
        if self.composing:
            self.composing = False
            self.composed.emit()


class Text(QTextEdit, _Composing):
    """Several lines, growing with its text between ``lowest`` and ``highest`` lines. Tab leaves the field."""

    edited = Signal(str)
    """The user has changed the text (never for ``show_text``)."""
    composed = Signal()

    def __init__(self, parent: QWidget | None = None, *, lowest: int = 2, highest: int = 12) -> None:
        super().__init__(parent)
        self._lowest, self._highest = lowest, highest
        self.setObjectName("lines")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        self._told = ""
        self._spaced = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Set the text without telling anyone; the cursor stays where it was."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._told = text
        self._spaced = 0
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Qt's name."""
        if self.keeps(event):
            return True
        if _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt's name."""
        ended = self.follow(event)
        super().inputMethodEvent(event)
        if ended:
            self.composed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's name; leaving ends the conversion."""
        super().focusOutEvent(event)
        self.composing = False

    def sizeHint(self) -> QSize:
        """Qt's name."""
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        """Qt's name."""
        return QSize(80, self._height())

    def resizeEvent(self, event: object) -> None:
        """Qt's name."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100
        wanted = self.document().size().height()
        return int(max(self._lowest * line, min(self._highest * line, wanted))) + 12

    def _fit(self) -> None:
        height = self._height()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _changed(self) -> None:
        if self._spaced != self.document().blockCount():
            self._spaced = self.document().blockCount()
            whole = QTextCursor(self.document())
            whole.select(QTextCursor.SelectionType.Document)
            look = QTextBlockFormat()
            look.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            whole.mergeBlockFormat(look)
        self._fit()
        text = self.toPlainText()
        if text != self._told:  # formats change too
            self._told = text
            self.edited.emit(text)


class Choice(QComboBox):
    """A list to choose from, with an arrow in the theme's colour. The wheel scrolls the form, not the choice."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's name."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = self._icons.pixmap("chevron-down", 16, "muted")
        painter.drawPixmap(self.width() - 22, (self.height() - 16) // 2, arrow)
