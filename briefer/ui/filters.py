"""What results can be narrowed by: a chip for each field, and what it offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from briefer.core.items import Bilingual
from briefer.ui import wording
from briefer.ui.interface import Interface

if TYPE_CHECKING:
    from briefer.workspace import Workspace

FILTERS = ("source", "year", "region", "actor", "topic", "kind", "status", "is", "tag")
"""What the results can be narrowed by, in the order of the chips."""

Value = tuple[str, Bilingual, int]
"""A value of a field, its name (empty for one that the window names itself) and the number of entries; -1 unknown."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the corpus can be narrowed by: per field the values in order."""

    fields: tuple[tuple[str, tuple[Value, ...]], ...] = ()

    def of(self, field: str) -> tuple[Value, ...]:
        """The values of a field."""
        return dict(self.fields).get(field, ())


def facets_of(workspace: Workspace) -> Facets:
    """What occurs in the corpus, and the user's own tags and marks. On the corpus's thread."""
    found: dict[str, list[Value]] = {field: [] for field in FILTERS}
    for facet in workspace.facets():
        if facet.field in found:
            found[facet.field].append((facet.key, facet.name, facet.count))
    found["tag"] = [(word, Bilingual(word, word), count) for word, count in workspace.tags()]
    marks = workspace.own()
    for mark, count in (
        ("starred", sum(own.starred for own in marks)),
        ("noted", sum(bool(own.note) for own in marks)),
    ):
        if count:
            found["is"].append((mark, Bilingual(), count))
    return Facets(tuple((field, tuple(values)) for field, values in found.items()))


class FilterButton(QToolButton):
    """One field to narrow by: a chip that says what is chosen and opens the list of what there is."""

    chosen = Signal()

    def __init__(self, field: str, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.value = ""
        self._values: tuple[Value, ...] = ()
        self._interface = interface
        self.setObjectName("chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        menu.setToolTipsVisible(True)
        self.setMenu(menu)
        self.retranslate()

    def offer(self, values: tuple[Value, ...]) -> None:
        """Show these values; a chosen one that is gone is let go."""
        self._values = values
        if self.value not in {value for value, _, _ in values}:
            self.value = ""
        self.retranslate()

    @property
    def offered(self) -> int:
        """How many values there are to choose from."""
        return len(self._values)

    def choose(self, value: str) -> None:
        """Narrow by ``value``, or not at all if it is empty."""
        if value != self.value:
            self.value = value
            self.retranslate()
            self.chosen.emit()

    def retranslate(self) -> None:
        """Names in the interface's language."""
        name = wording.say(wording.FIELDS[self.field])
        full = next((self._name(value, words) for value, words, _ in self._values if value == self.value), "")
        short = full if len(full) <= 14 else full[:13] + "…"
        self.setText(f"{name}: {short}" if self.value else f"{name} {len(self._values)}" if self._values else name)
        self.setToolTip(f"{name}: {full}" if self.value else self.tr("Narrow the results"))
        self.setAccessibleName(f"{name} {full}".strip())
        if self.property("chosen") != bool(self.value):
            self.setProperty("chosen", bool(self.value))
            self.style().unpolish(self)
            self.style().polish(self)

    def fill(self) -> None:
        """Put the values into the menu; done when it opens."""
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        entries = [
            ("", self.tr("All"), -1),
            *((value, self._name(value, words), n) for value, words, n in self._values),
        ]
        for value, name, count in entries:
            shown = name if len(name) <= 40 else name[:39] + "…"
            action = QAction(shown.replace("&", "&&") + (f"\t{count}" if count >= 0 else ""), menu)
            if shown != name:
                action.setToolTip(name)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(self._choosing(value))
            group.addAction(action)
            menu.addAction(action)

    def _name(self, value: str, words: Bilingual) -> str:
        if words:
            return words.best(self._interface.lang)
        return wording.say(wording.VALUES.get(value, value))

    def _choosing(self, value: str) -> Callable[..., None]:
        return lambda *_: self.choose(value)
