"""All actions by name: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from briefer.ui.actions import plain
from briefer.ui.fields import Line

_ACTION = Qt.ItemDataRole.UserRole + 1


class CommandList(QFrame):
    """A small panel over the window. Esc or a click elsewhere closes it."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commands")
        self._actions = actions
        blank = QPixmap(16, 16)
        blank.fill(Qt.GlobalColor.transparent)
        self._none = QIcon(blank)
        self.box = Line(self, own_undo=True)
        self.box.setObjectName("search")
        self.box.setPlaceholderText(self.tr("What do you want to do?"))
        self.box.setAccessibleName(self.tr("All actions"))
        self.list = QTreeWidget(self)
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
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
        self.list.itemClicked.connect(lambda item, _: self._run(item))
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
        return [item.text(0) for item in self._items()]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for action in self._actions:
            name = plain(action.text())
            if action.isEnabled() and name and all(word in name.casefold() for word in words):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                item = QTreeWidgetItem(self.list, [name, keys])
                item.setIcon(0, self._none if action.icon().isNull() else action.icon())
                item.setData(0, _ACTION, action)
        self._go_to(0)

    def _go_to(self, row: int) -> None:
        items = self._items()
        if items:
            self.list.setCurrentItem(items[max(0, min(len(items) - 1, row))])

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _run(self, item: QTreeWidgetItem) -> None:
        action: QAction = item.data(0, _ACTION)
        self.close()
        action.trigger()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt's name; arrows move in the list while typing goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.box.composing:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                current = self.list.currentItem()
                self._go_to((self.list.indexOfTopLevelItem(current) if current else 0) + step)
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
