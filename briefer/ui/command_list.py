"""All actions by name: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from briefer.ui.actions import plain
from briefer.ui.fields import Line

_ACTION = Qt.ItemDataRole.UserRole + 1


class CommandList(QFrame):
    """A small panel over the window. Esc or a click elsewhere closes it."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commands")
        self._actions = actions
        self.box = Line(self, own_undo=True)
        self.box.setObjectName("search")
        self.box.setPlaceholderText(self.tr("What do you want to do?"))
        self.box.setAccessibleName(self.tr("All actions"))
        self.list = QListWidget(self)
        self.list.setObjectName("commands")
        self.list.setAccessibleName(self.tr("Matching actions"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.box)
        layout.addWidget(self.list)
        self.box.textChanged.connect(self._filter)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self._filter("")

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of ``window``."""
        width = min(520, window.width() - 40)
        self.setFixedSize(width, min(420, window.height() - 80))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 48)))
        self.show()
        self.box.setFocus()

    def names(self) -> list[str]:
        """What is listed now."""
        return [self.list.item(row).text().split("\t")[0] for row in range(self.list.count())]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for action in self._actions:
            name = plain(action.text())
            if action.isEnabled() and name and all(word in name.casefold() for word in words):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                item = QListWidgetItem(action.icon(), f"{name}    {keys}" if keys else name, self.list)
                item.setData(_ACTION, action)
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem) -> None:
        action: QAction = item.data(_ACTION)
        self.close()
        action.trigger()

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's name; arrows move in the list while typing goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.box.composing:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None and self.list.count():
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._run(item)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return False
