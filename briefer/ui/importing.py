"""Importing other reports: read in the background, reviewed one after the other, stored, and taken back in one step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefer.core.errors import BrieferError
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea
from briefer.ui.status import Status
from briefer.ui.tasks import Job, Lane

if TYPE_CHECKING:
    from briefer.corpus.importing.model import Proposal, Reason, SourceDraft
    from briefer.corpus.imports import Stored
    from briefer.ui.review_window import Reading, ReviewWindow
    from briefer.workspace import Workspace


class Imports(QObject):
    """The imports of one window. At most one review is open; further reports wait their turn."""

    changed = Signal()
    """The corpus has other items now."""
    taken_back = Signal()
    see_wanted = Signal(str)
    """The user wants to see an item, by id."""
    source_wanted = Signal(str)
    """The user wants to see what a source holds, by key."""

    def __init__(
        self,
        workspace: Workspace,
        interface: Interface,
        lane: Lane,
        status: Callable[[], Status],
        messages: MessageArea,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._interface, self._lane = workspace, interface, lane
        self._status, self._messages = status, messages
        self._waiting: deque[Reading] = deque()
        self._stored: list[tuple[Stored, str]] = []
        self.window: ReviewWindow | None = None

    # -- reading

    def begin(self, files: Sequence[Path]) -> None:
        """Read reports, each a piece of work of its own that can be cancelled."""
        for file in files:
            self._read(file)

    def _read(self, file: Path) -> None:
        def read(job: Job[Reading]) -> Reading:
            from briefer.ui.review_window import Reading

            offer = self._workspace.propose(file, job.progress)
            return Reading(file, offer.text, offer.pages, offer.found, offer.key, self._workspace.by_hand)

        def name() -> str:
            return self.tr("Reading {file}").replace("{file}", _short(file.name))

        def failed(error: BrieferError) -> None:
            self._messages.show_message("error", self._worded(error))

        work = self._status().begin(name, lambda: job.cancel())
        job = self._lane.run(
            read, self._ready, failed, progressed=work.progress, ended=lambda: self._status().end(work)
        )

    def _ready(self, reading: Reading) -> None:
        self._waiting.append(reading)
        if self.window is None:
            self._open_next()
        else:
            self.window.set_waiting(len(self._waiting))

    def _open_next(self) -> None:
        if not self._waiting:
            return
        from briefer.ui.review_window import ReviewWindow

        window = ReviewWindow(self._waiting.popleft(), self._interface, self._reason, waiting=len(self._waiting))
        window.store_wanted.connect(self._store)
        window.see_wanted.connect(self.see_wanted)
        window.closed.connect(self._closed)
        self.window = window
        window.show()
        window.activateWindow()

    def _closed(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        self._open_next()

    def _reason(self, reason: Reason) -> str:
        return self._workspace.reason(reason, self._interface.lang)

    # -- storing

    def _store(self, source: SourceDraft, key: str, proposals: tuple[Proposal, ...]) -> None:
        window = self.window
        if window is None:
            return
        file = window.reading.file

        def store(job: Job[Stored]) -> Stored:
            return self._workspace.store_import(file, source, proposals, key=key, progress=job.progress)

        def stored(done: Stored) -> None:
            self._stored.append((done, source.title or file.name))
            window.finished()
            self._tell_stored()
            self.changed.emit()

        def failed(error: BrieferError) -> None:
            window.refused(error, self._worded(error))

        self._lane.run(store, stored, failed)

    def _tell_stored(self) -> None:
        done, title = self._stored[-1]

        def text() -> str:
            return self.tr("%n item(s) stored:", None, done.items) + f" {title}"

        self._messages.show_message(
            "good",
            text,
            [
                (lambda: self.tr("Undo"), self.take_back),
                (lambda: self.tr("Show"), lambda: self.source_wanted.emit(done.key)),
            ],
            key="import",
        )

    @property
    def last(self) -> str:
        """Title of the report that ``take_back`` would take back, empty if there is none."""
        return self._stored[-1][1] if self._stored else ""

    def take_back(self) -> None:
        """Remove the last import of this session, as one step."""
        if not self._stored:
            return
        done, title = self._stored.pop()

        def remove(_: Job[None]) -> None:
            self._workspace.remove_import(done.key)

        def removed(_: None) -> None:
            self._messages.show_message(
                "info", lambda: self.tr("The import is taken back:") + f" {title}", key="import"
            )
            self.taken_back.emit()
            self.changed.emit()

        def failed(error: BrieferError) -> None:
            self._stored.append((done, title))
            self._messages.show_message("error", self._worded(error), key="import")

        self._lane.run(remove, removed, failed)

    # -- leaving

    def may_close(self) -> bool:
        """Whether nothing is lost when the window goes; else the review comes to the front and says so."""
        if self.window is not None and self.window.touched:
            self.window.raise_()
            self.window.activateWindow()
            self.window.ask_to_leave()
            return False
        return True

    def close(self) -> None:
        """The window goes: so does the review."""
        self._waiting.clear()
        if self.window is not None:
            self.window.finished()

    def _worded(self, error: BrieferError) -> Callable[[], str]:
        return lambda: self._workspace.message(error, self._interface.lang)


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
