"""What tests of the window stand on: a window with an asker that answers by itself, closed again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefer.ui.app import make_window
from briefer.ui.main_window import MainWindow
from briefer.ui.settings import Settings
from briefer.workspace import Workspace

# What the offscreen platform says of itself; nothing a user would see.
OFFSCREEN = [
    "This plugin does not support propagateSizeHints",
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    "This plugin does not support grabbing the mouse",
]


class Answers:
    """Stands in for a person: answers are set by the test, a question nobody expected fails it."""

    def __init__(self) -> None:
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.to_attach: list[Path] = []
        self.to_import: list[Path] = []
        self.to_back_up: Path | None = None
        self.to_restore: Path | None = None
        self.to_export: Path | None = None
        self.when_unsaved: str | None = None
        self.asked: list[str] = []

    def open_brief(self) -> Path | None:
        self.asked.append("open")
        return self.to_open

    def save_brief(self, suggested: str) -> Path | None:
        self.asked.append(f"save {suggested}")
        return self.to_save

    def reports(self) -> list[Path]:
        self.asked.append("reports")
        return self.to_attach

    def imports(self) -> list[Path]:
        self.asked.append("imports")
        return self.to_import

    def backup_target(self, suggested: str) -> Path | None:
        self.asked.append(f"backup {suggested}")
        return self.to_back_up

    def backup_source(self) -> Path | None:
        self.asked.append("restore")
        return self.to_restore

    def export_target(self, suggested: Path) -> Path | None:
        self.asked.append(f"export {suggested.name}")
        return self.to_export

    def unsaved(self, save: Callable[[], None], discard: Callable[[], None]) -> None:
        self.asked.append("unsaved")
        assert self.when_unsaved is not None, "nobody expected to be asked about unsaved work"
        if self.when_unsaved == "save":
            save()
        elif self.when_unsaved == "discard":
            discard()


class Desk:
    """A window and the person before it."""

    def __init__(self, window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
        self.window, self.answers, self.qtbot = window, answers, qtbot

    def settle(self) -> None:
        """Until everything typed is searched and composed and nothing runs in the background."""

        def quiet() -> bool:
            window = self.window
            return (
                window.wait_idle()
                and window.library.search.settled
                and not window._paper_pause.isActive()
                and all(lane.idle for lane in (window.corpus, window.briefs, window.exports))
            )

        self.qtbot.waitUntil(quiet, timeout=20_000)
        QApplication.processEvents()  # what has been answered is laid out and painted

    def search(self, text: str) -> None:
        """Type into the search box."""
        box = self.window.library.search.box
        box.setFocus()
        box.clear()
        self.type(box, text)
        self.settle()

    def type(self, field: QWidget, text: str) -> None:
        """Type, by way of the input method where the text is not ASCII."""
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:
            compose(field, text)
            compose(field, "", text)

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(widget, key, modifier)

    def do(self, action: str) -> None:
        """Trigger an action by name; it must be enabled."""
        assert self.window.actions_[action].isEnabled(), action
        self.window.actions_[action].trigger()

    def messages(self) -> list[str]:
        """What all message bars say."""
        areas = (
            self.window.outline.messages,
            self.window.library.search.messages,
            self.window.paper_messages,
            self.window.details.messages,
        )
        return [bar.text for area in areas for bar in area.bars]

    def titles(self) -> list[tuple[int, str]]:
        """The outline as the tree shows it: depth and title."""
        model = self.window.outline.model
        return [(depth, str(model.index_of(node).data())) for node, depth in self.window.document.outline.walk()]


@pytest.fixture
def desk_maker(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[..., Desk]]:
    """Makes windows on the test's workspace; each is closed at the end, losing what is unsaved."""
    made: list[Desk] = []
    before = set(QApplication.topLevelWidgets())

    def make(
        *, lang: str = "ja", theme: str = "light", brief: Path | None = None, size: tuple[int, int] = (1366, 768)
    ) -> Desk:
        settings = Settings(workspace.places.settings_file)
        settings.set_choice("language", lang)
        settings.set_choice("theme", theme)
        settings.flush()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyle("Fusion")
        answers = Answers()
        # A workspace of its own: its corpus belongs to the thread of its window.
        window = make_window(app, Workspace(workspace.places), answers)  # type: ignore[arg-type]
        window.resize(*size)
        desk = Desk(window, answers, qtbot)
        made.append(desk)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.start(brief)
        desk.settle()
        return desk

    yield make
    for desk in made:
        if desk.window.isVisible():
            desk.window.wait_idle()
            desk.answers.when_unsaved = "discard"
            if desk.window._imports is not None:
                desk.window._imports.close()
            desk.window.close()
            qtbot.waitUntil(desk.window.isHidden)
        desk.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before and widget.isVisible()]
    assert not left, f"windows left open: {left}"


@pytest.fixture
def desk(desk_maker: Callable[..., Desk]) -> Desk:
    """A Japanese window with an empty brief."""
    return desk_maker()


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends: text under conversion, or its end."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)
