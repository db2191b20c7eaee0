"""The outline as an outside judge of undo sees it: ``KIT_ADAPTER=tests.undo_kit:Brief``.

The judge speaks of a flat list with indents; here its words become edits of the tree, as a window would make them.
"""

from __future__ import annotations

from typing import Any

from briefer.brieffile import from_yaml, to_yaml
from briefer.core.errors import EditError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Edit, Insert, Move, Outline, Remove, Section, SetField, Tree


class Brief:
    """An outline with an undo stack."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def snapshot(self) -> list[tuple[int, object]]:
        """Every node's depth and content."""
        return [(depth, self._outline.content(node)) for node, depth in self._outline.walk()]

    def do(self, op: tuple[Any, ...]) -> None:
        """Carry out one of the judge's operations; what cannot be done is left."""
        edit = self._edit(*op)
        if edit is None:
            return
        try:
            self._done.append(self._outline.apply(edit))
        except EditError:
            return
        self._undone.clear()

    def _edit(self, name: str, place: int, *rest: Any) -> Edit | None:
        nodes = [node for node, _ in self._outline.walk()]
        if name == "insert":
            above = ([ROOT, *nodes])[place % (len(nodes) + 1)]
            return Insert(above, place % (self._outline.child_count(above) + 1), Tree(Section(Bilingual(rest[0]))))
        if not nodes:
            return None
        node = nodes[place % len(nodes)]
        parent = self._outline.parent(node) or ROOT
        if name == "delete":
            return Remove(node)
        if name == "edit":
            return SetField(node, "title", Bilingual(rest[0], rest[0]))
        if name == "move":
            return Move(node, nodes[rest[0] % len(nodes)], 0)
        if rest[0] < 0 and parent != ROOT:
            return Move(node, self._outline.parent(parent) or ROOT, self._outline.index(parent) + 1)
        if rest[0] > 0 and self._outline.index(node) > 0:
            above = self._outline.child(parent, self._outline.index(node) - 1)
            return Move(node, above, self._outline.child_count(above))
        return None

    def undo(self) -> bool:
        """Take the last operation back; whether there was one."""
        return self._step(self._done, self._undone)

    def redo(self) -> bool:
        """Do again what was taken back last; whether there was something."""
        return self._step(self._undone, self._done)

    def _step(self, taken: list[Edit], given: list[Edit]) -> bool:
        if not taken:
            return False
        given.append(self._outline.apply(taken.pop()))
        return True

    def save_and_reload(self) -> list[tuple[int, object]]:
        """What a fresh program reads back."""
        again = from_yaml(to_yaml(self._outline.tree()))
        return [(depth, again.content(node)) for node, depth in again.walk()]
