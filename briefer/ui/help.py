"""What the help menu opens: all keys on one page, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefer import __version__
from briefer.ui import actions as act
from briefer.ui.interface import Interface
from briefer.ui.marks import QT_TRANSLATE_NOOP

_ABOUT = (
    QT_TRANSLATE_NOOP("Help", "Version {version}"),
    "",
    QT_TRANSLATE_NOOP("Help", "Briefing papers from policy recommendations and scenarios. Works without a network."),
    QT_TRANSLATE_NOOP(
        "Help", "The corpus holds bibliographic facts and summaries of our own; the reports belong to their publishers."
    ),
)


def keys_dialog(actions: act.Actions, window: QWidget) -> QDialog:
    """All actions that have keys, in two columns."""
    dialog, layout = _dialog(QCoreApplication.translate("Help", "Keys"), window)
    body = QWidget(dialog)
    grid = QGridLayout(body)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    entries = [("Ctrl+N", QCoreApplication.translate("Help", "New brief"))]
    entries += [(act.keys_of(name), act.plain(actions[name].text())) for name in act.SPECS]
    shown = [(keys, name.split(":")[0].rstrip("…")) for keys, name in entries if keys]
    half = (len(shown) + 1) // 2
    for place, (keys, name) in enumerate(shown):
        column = 0 if place < half else 2
        grid.addWidget(QLabel(name, body), place % half, column)
        label = QLabel(keys, body)
        label.setObjectName("muted")
        grid.addWidget(label, place % half, column + 1)
    scroll = QScrollArea(dialog)
    scroll.setObjectName("plain")
    body.setObjectName("plain")
    scroll.setWidgetResizable(True)
    scroll.setWidget(body)
    layout.insertWidget(0, scroll, 1)
    width = body.sizeHint().width() + scroll.verticalScrollBar().sizeHint().width() + 60
    dialog.resize(min(width, window.width()), min(620, window.height()))
    return dialog


def about_dialog(interface: Interface, window: QWidget) -> QDialog:
    """Version and what the program is."""
    dialog, layout = _dialog(QCoreApplication.translate("Help", "About briefer"), window)
    title = QLabel("briefer", dialog)
    title.setFont(interface.scaled(1.4, strong=True))
    told = [
        QCoreApplication.translate("Help", "Version {version}").replace("{version}", __version__) + "\n",
        QCoreApplication.translate(
            "Help", "Briefing papers from policy recommendations and scenarios. Works without a network."
        ),
        QCoreApplication.translate(
            "Help",
            "The corpus holds bibliographic facts and summaries of our own; the reports belong to their publishers.",
        ),
    ]
    text = QLabel("\n".join(told), dialog)
    text.setWordWrap(True)
    layout.insertWidget(0, title)
    layout.insertWidget(1, text)
    dialog.resize(460, dialog.sizeHint().height())
    return dialog


def _dialog(title: str, window: QWidget) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 20, 20, 16)
    layout.setSpacing(12)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return dialog, layout


def _say(text: str) -> str:
    return QCoreApplication.translate("Help", text) if text else ""
