"""The frame of a place: a dock with a title bar of our own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from briefer.ui.interface import Interface


class TitleBar(QWidget):
    """Name of the place, and buttons to float and hide it."""

    def __init__(self, name: Callable[[], str], icon: str, interface: Interface, dock: QDockWidget | None) -> None:
        super().__init__(dock)
        self._name, self._icon_name, self._interface, self._dock = name, icon, interface, dock
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setObjectName("muted")
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 6, 2)
        layout.setSpacing(6)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        self._buttons: list[QToolButton] = []
        if dock is not None:
            for act in (lambda: dock.setFloating(not dock.isFloating()), dock.close):
                button = QToolButton(self)
                button.setObjectName("quiet")
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(act)
                layout.addWidget(button)
                self._buttons.append(button)
        self._height = max(32, self.fontMetrics().height() + 14)
        self.setMinimumHeight(self._height)
        self.retranslate()
        interface.dressed.connect(self.retranslate)

    def set_compact(self, *, compact: bool) -> None:
        """Take no room, where a tab already says the name."""
        for child in (self._icon, self._label, *self._buttons):
            child.setVisible(not compact)
        self.setMaximumHeight(0 if compact else 16_777_215)
        margins = (0, 0, 0, 0) if compact else (12, 4, 6, 2)
        self._layout.setContentsMargins(*margins)
        self.setMinimumHeight(0 if compact else self._height)

    def retranslate(self) -> None:
        """Words and icons anew."""
        self._label.setText(self._name())
        self._icon.setPixmap(self._interface.icons.pixmap(self._icon_name, 16, "muted"))
        looks = (("float", self.tr("Float")), ("close", self.tr("Hide")))
        for button, (icon, tip) in zip(self._buttons, looks, strict=False):
            button.setIcon(self._interface.icons.icon(icon, "muted"))
            button.setToolTip(tip)
            button.setAccessibleName(f"{tip}: {self._name()}")
        if self._dock is not None:
            self._dock.setWindowTitle(self._name())

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def framed(content: QWidget, parent: QWidget) -> QWidget:
    """A rounded panel around a place."""
    frame = QWidget(parent)
    frame.setObjectName("place")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(content)
    return frame


def titled(content: QWidget, title: QWidget, parent: QWidget) -> QWidget:
    """A title above a panel, as a dock has it."""
    both = QWidget(parent)
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(title)
    layout.addWidget(content, 1)
    return both
