"""Message bars: what happened and the way out, inside the place that it concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from briefer.ui.icons import Icons

Text = Callable[[], str]
"""Words are asked for again when the language changes."""

_LOOK = {
    "info": ("info", "accent"),
    "good": ("check", "good"),
    "warning": ("warning", "warn"),
    "error": ("error", "bad"),
}


class MessageBar(QFrame):
    """One message: icon, text, buttons, close."""

    dismissed = Signal()

    def __init__(
        self, level: str, text: Text, actions: Sequence[tuple[Text, Callable[[], None]]], icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setProperty("level", level)
        self.level = level
        self._text, self._actions, self._icons = text, list(actions), icons
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label.setMinimumWidth(60)
        self._close = QToolButton(self)
        self._close.setObjectName("quiet")
        self._close.clicked.connect(self.dismiss)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        upper.addWidget(self._label, 1)
        upper.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(upper)
        self._buttons: list[QPushButton] = []
        if self._actions:
            lower = QHBoxLayout()
            lower.setContentsMargins(24, 0, 0, 0)
            lower.setSpacing(8)
            for _, act in self._actions:
                button = QPushButton(self)
                button.clicked.connect(self._acting(act))
                lower.addWidget(button)
                self._buttons.append(button)
            lower.addStretch(1)
            layout.addLayout(lower)
        self.retranslate()
        self.redress()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The ways out, in order."""
        return tuple(self._buttons)

    def retranslate(self) -> None:
        """Ask for the words again."""
        self._label.setText(self._text())
        self.setAccessibleName(self._text())
        for button, (name, _) in zip(self._buttons, self._actions, strict=True):
            button.setText(name())
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))

    def redress(self) -> None:
        """Take icons in the theme's colours."""
        name, token = _LOOK[self.level]
        self._icon.setPixmap(self._icons.pixmap(name, 20, token))
        self._close.setIcon(self._icons.icon("close", "muted"))

    def dismiss(self) -> None:
        """Take the bar away."""
        self.hide()
        self.dismissed.emit()
        self.deleteLater()

    def _acting(self, act: Callable[[], None]) -> Callable[[], None]:
        def clicked() -> None:
            self.dismiss()
            act()

        return clicked


class MessageArea(QWidget):
    """The message bars of one place, newest at the top; at most three."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._bars: dict[str, MessageBar] = {}
        self._count = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 8, 0)
        self._layout.setSpacing(4)
        self.hide()

    @property
    def bars(self) -> tuple[MessageBar, ...]:
        """The bars shown, oldest first."""
        return tuple(self._bars.values())

    def show_message(
        self,
        level: str,
        text: Text,
        actions: Sequence[tuple[Text, Callable[[], None]]] = (),
        *,
        key: str = "",
    ) -> MessageBar:
        """Show a bar (``info``, ``good``, ``warning``, ``error``); it takes the place of one with the same ``key``."""
        self._count += 1
        key = key or f"message-{self._count}"
        self.drop(key)
        while len(self._bars) >= 3:
            self.drop(next(iter(self._bars)))
        bar = MessageBar(level, text, actions, self._icons, self)
        self._bars[key] = bar
        bar.dismissed.connect(lambda: self._forget(key, bar))
        self._layout.insertWidget(0, bar)
        self._layout.setContentsMargins(8, 8, 8, 0)
        self.show()
        return bar

    def drop(self, key: str) -> None:
        """Take the bar with that key away, if it is there."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            bar.dismiss()
        self._settle()

    def clear(self) -> None:
        """Take every bar away."""
        for key in list(self._bars):
            self.drop(key)

    def redress(self) -> None:
        """Take icons in the theme's colours."""
        for bar in self._bars.values():
            bar.redress()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            for bar in self._bars.values():
                bar.retranslate()
        super().changeEvent(event)

    def _forget(self, key: str, bar: MessageBar) -> None:
        if self._bars.get(key) is bar:
            del self._bars[key]
        self._settle()

    def _settle(self) -> None:
        if not self._bars:
            self._layout.setContentsMargins(8, 0, 8, 0)
            self.hide()
