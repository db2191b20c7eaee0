"""The open brief: its outline, its history, its file, and the copy that survives a crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefer.core.errors import BrieferError, EditError
from briefer.core.outline import Edit, Outline, SetField, Step
from briefer.ui.tasks import Job, Lane
from briefer.ui.undo import History

if TYPE_CHECKING:
    from briefer.workspace import LoadedBrief, Recovery, Workspace

RECOVERY_MS = 3_000
"""After an edit a recovery copy is written this much later at the latest: well within the five seconds promised."""


class Document(QObject):
    """What the window shows and changes. Owned by the window's thread; files are written on the brief lane."""

    replaced = Signal()
    """Another brief is open."""
    changed = Signal(object)
    """A step has been carried out (``Step``)."""
    state_changed = Signal()
    """Saved or unsaved, the file, the labels of undo and redo."""
    refused = Signal(object)
    """An edit or a file was refused (``BrieferError``)."""
    saved = Signal()

    def __init__(
        self, workspace: Workspace, outline: Outline, corpus: Lane, briefs: Lane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._corpus, self._briefs = corpus, briefs
        self._stamp: str | None = None
        self._kept = False
        self._after_keeping: list[Callable[[], None]] = []
        self.saving = False
        self._next_save: tuple[Path, Callable[[], None] | None] | None = None
        self.path: Path | None = None
        self.outline = outline
        self._recovered = False
        self.history = History(outline, self)
        self.history.changed.connect(self.state_changed)
        outline.watch(self)
        self._recovery = QTimer(self)
        self._recovery.setSingleShot(True)
        self._recovery.setInterval(RECOVERY_MS)
        self._recovery.timeout.connect(self._keep)

    # -- editing

    def do(self, edit: Edit, label: str, *, typing: bool = False) -> bool:
        """Carry out an edit as one step; a refusal is announced by ``refused``."""
        try:
            self.history.do(edit, label, typing=typing)
        except EditError as error:
            self.refused.emit(error)
            return False
        return True

    @property
    def clean(self) -> bool:
        """Whether the file holds what the outline holds."""
        return self.history.clean and not self._recovered

    def about_to(self, step: Step) -> None:
        """The outline tells: begin. Nothing to prepare."""

    def done(self, step: Step) -> None:
        """The outline tells: end."""
        self.changed.emit(step)
        if not self._recovery.isActive():
            self._recovery.start()

    # -- opening

    def start(self, outline: Outline, path: Path | None = None, stamp: str | None = None) -> None:
        """Put another brief in the place of the open one, whose recovery copy is dropped."""
        self.outline.unwatch(self)
        self._forget_recovery()
        self.outline, self.path, self._stamp = outline, path, stamp
        self._recovered = False
        old = self.history
        self.history = History(outline, self)
        old.deleteLater()
        self.history.changed.connect(self.state_changed)
        outline.watch(self)
        self.replaced.emit()
        self.state_changed.emit()

    def open(self, path: Path, taken: Callable[[], None], leave: Callable[[Callable[[], None]], None]) -> None:
        """Read a brief; it takes the open one's place when it could be read, else ``refused`` tells why.

        ``leave`` is asked, with what to do next, if the open one was changed while the file was read.
        """
        history, position = self.history, self.history.position

        def loaded(brief: LoadedBrief) -> None:
            def take() -> None:
                self.start(brief.outline, path, brief.stamp)
                taken()

            if (self.history, self.history.position) == (history, position):
                take()
            else:
                leave(take)

        def load(_: Job[LoadedBrief]) -> LoadedBrief:
            return self._workspace.load_brief(path)

        # Reading may look items up, so it belongs to the corpus's thread.
        self._corpus.run(load, loaded, self.refused.emit, latest="open")

    def recover(self, recovery: Recovery, done: Callable[[], None]) -> None:
        """Open work that an earlier run left; it counts as unsaved."""

        def loaded(outline: Outline) -> None:
            self.start(outline, recovery.brief, recovery.stamp)
            self._recovered = True
            # The old copy goes only when the new one is on the disk: a crash in between loses nothing.
            self._keep(lambda: self._workspace.drop_recovery(recovery))
            self.state_changed.emit()
            done()

        self._briefs.run(lambda _: self._workspace.load_recovery(recovery), loaded, self.refused.emit)

    # -- saving

    def save(self, path: Path, done: Callable[[], None] | None = None) -> None:
        """Write the brief on the brief lane; ``saved`` or ``refused`` follows. One at a time: a second wish waits."""
        if self.saving:
            self._next_save = (path, done)
            return
        tree = self.outline.tree()
        history = self.history
        stamp = self._stamp if path == self.path else None
        replacing = path != self.path
        self.saving = True
        was_clean = history.clean
        history.set_clean()  # what is typed from here on is unsaved again
        self.state_changed.emit()

        def write(_: Job[str]) -> str:
            return self._workspace.save_brief(path, tree, stamp=None if replacing else stamp)

        def written(new_stamp: str) -> None:
            if history is not self.history:
                self.saving = False
                return
            self.path, self._stamp = path, new_stamp
            self._recovered = False
            self.saving = False
            if self.clean:
                self._forget_recovery()
            self.state_changed.emit()
            self.saved.emit()
            if done is not None:
                done()
            self._save_next()

        def failed(error: BrieferError) -> None:
            self.saving = False
            if history is self.history and not was_clean:
                history.reset_clean()
            self.state_changed.emit()
            self.refused.emit(error)
            self._next_save = None

        self._briefs.run(write, written, failed)

    def _save_next(self) -> None:
        wish, self._next_save = self._next_save, None
        if wish is not None:
            self.save(*wish)

    # -- surviving

    def keep_now(self) -> None:
        """Write the recovery copy without waiting for the timer."""
        if self._recovery.isActive():
            self._recovery.stop()
            self._keep()

    def forget(self) -> None:
        """The user has let the unsaved work go, or saved it: drop the recovery copy."""
        self._forget_recovery()

    def _keep(self, then: Callable[[], None] | None = None) -> None:
        """Write the recovery copy on the brief lane, and ``then`` do something there once it is written."""
        if self.clean:
            return
        tree, path, stamp = self.outline.tree(), self.path, self._stamp
        self._kept = True
        if then is not None:
            self._after_keeping.append(then)

        def keep(_: Job[None]) -> None:
            self._workspace.keep_recovery(path, tree, stamp)
            while self._after_keeping:  # of this job and of those that it has taken the place of
                self._after_keeping.pop()()

        self._briefs.run(keep, None, self.refused.emit, latest="recovery")

    def _forget_recovery(self) -> None:
        self._recovery.stop()
        if self._kept:
            self._kept = False
            self._briefs.drop("recovery")

            def drop(_: Job[None]) -> None:
                self._workspace.drop_recovery()
                while self._after_keeping:
                    self._after_keeping.pop()()

            self._briefs.run(drop)


def field_edit(outline: Outline, node: int, field: str, value: object) -> SetField | None:
    """The edit that sets a field, ``None`` if it holds that value already."""
    if getattr(outline.content(node), field) == value:
        return None
    return SetField(node, field, value)  # type: ignore[arg-type]  # the outline checks the type
