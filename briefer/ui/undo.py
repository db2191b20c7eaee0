"""Undo: one command class around an edit and its inverse, and the history that holds them."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from briefer.core.outline import Edit, Outline, SetField

PAUSE_S = 1.5
"""Typing in one field within this pause stays one step."""


class _Step(QUndoCommand):
    """Plain data: never children (PySide frees them too early), never created before the edit was accepted."""

    def __init__(self, outline: Outline, edit: Edit, inverse: Edit, label: str, when: float, *, typing: bool) -> None:
        super().__init__(label)
        self._outline, self.edit, self._inverse = outline, edit, inverse
        self.when = when
        self._typing = typing
        self._fresh = True

    def redo(self) -> None:
        if self._fresh:  # applied before it was pushed, so that a refused edit never reaches the stack
            self._fresh = False
            return
        self._inverse = self._outline.apply(self.edit)

    def undo(self) -> None:
        # What comes back names the ids that later steps rely on.
        self.edit = self._outline.apply(self._inverse)

    def id(self) -> int:
        return 1 if self._typing else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or not isinstance(self.edit, SetField):
            return False
        newer = other.edit
        if not isinstance(newer, SetField) or (newer.node, newer.field) != (self.edit.node, self.edit.field):
            return False
        if other.when - self.when > PAUSE_S:
            return False
        self.edit, self.when = newer, other.when
        return True


class History(QObject):
    """The steps of one outline. Clean means saved. Labels are keys, put into words when they are shown."""

    changed = Signal()

    def __init__(
        self, outline: Outline, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._outline = outline
        self._clock = clock
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self.changed)
        self._stack.cleanChanged.connect(self.changed)

    def do(self, edit: Edit, label: str, *, typing: bool = False) -> Edit:
        """Apply ``edit`` and remember it; answers its inverse. Raises ``EditError``; then nothing has changed."""
        inverse = self._outline.apply(edit)
        self._stack.push(_Step(self._outline, edit, inverse, label, self._clock(), typing=typing))
        return inverse

    def undo(self) -> None:
        """Take the last step back."""
        self._stack.undo()

    def redo(self) -> None:
        """Do the next step again."""
        self._stack.redo()

    @property
    def undo_label(self) -> str:
        """Key of the step that ``undo`` takes back, empty if there is none."""
        return self._stack.undoText() if self._stack.canUndo() else ""

    @property
    def redo_label(self) -> str:
        """Key of the step that ``redo`` does again, empty if there is none."""
        return self._stack.redoText() if self._stack.canRedo() else ""

    @property
    def clean(self) -> bool:
        """Whether everything is saved."""
        return self._stack.isClean()

    @property
    def count(self) -> int:
        """Steps remembered, taken back ones included."""
        return self._stack.count()

    @property
    def position(self) -> int:
        """How many of the steps are carried out now."""
        return self._stack.index()

    def set_clean(self) -> None:
        """The outline as it is now is what the file holds."""
        self._stack.setClean()

    def reset_clean(self) -> None:
        """The file does not hold this after all."""
        self._stack.resetClean()
