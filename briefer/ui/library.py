"""The library place: search, scenarios, and the reader over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefer.core.items import Item
from briefer.ui.carry import Carrier
from briefer.ui.interface import Interface
from briefer.ui.search_panel import SearchPanel
from briefer.ui.tasks import Lane

if TYPE_CHECKING:
    from briefer.ui.reader import Reader
    from briefer.ui.scenarios import ScenarioPanel
    from briefer.workspace import Workspace


class Library(QWidget):
    """Two tabs and the reader, of which only the search is made before the first paint."""

    items_wanted = Signal(object, str)
    """Items to add (a tuple) and how to quote them: empty for the default."""
    trees_wanted = Signal(object, str)
    """Nodes to add, from the scenarios."""
    attach_wanted = Signal()
    """The user wants to attach a copy of a report."""

    def __init__(
        self, workspace: Workspace, interface: Interface, lane: Lane, carrier: Carrier, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._interface, self._carrier = interface, carrier
        self._reader: Reader | None = None
        self._scenarios: ScenarioPanel | None = None
        self._home: QWidget | None = None
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.search = SearchPanel(workspace, interface, lane, carrier, self)
        self.panels = QStackedWidget(self)
        self.panels.addWidget(self.search)
        self.tabs.currentChanged.connect(self._show_tab)
        both = QWidget(self)
        inner = QVBoxLayout(both)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs)
        inner.addWidget(self.panels, 1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.search.read_wanted.connect(self.read)
        self.search.add_wanted.connect(self.items_wanted)
        self.retranslate()

    @property
    def reader(self) -> Reader:
        """The reader, made when first asked for."""
        if self._reader is None:
            from briefer.ui.reader import Reader

            self._reader = Reader(self._interface, self)
            self.pages.addWidget(self._reader)
            self._reader.closed.connect(self.close_reader)
            self._reader.add_wanted.connect(self.items_wanted)
            self._reader.attach_wanted.connect(self.attach_wanted)
        return self._reader

    @property
    def scenarios(self) -> ScenarioPanel:
        """The scenarios, made when first asked for."""
        if self._scenarios is None:
            from briefer.ui.scenarios import ScenarioPanel

            self._scenarios = ScenarioPanel(self._interface, self._carrier, self)
            self.panels.addWidget(self._scenarios)
            self._scenarios.read_wanted.connect(self.read)
            self._scenarios.add_wanted.connect(self.trees_wanted)
        return self._scenarios

    def read(self, item: Item) -> None:
        """Open the reader on ``item``."""
        self._home = self.focusWidget()
        self.pages.setCurrentWidget(self.reader)
        self.reader.show_item(item)

    def close_reader(self) -> None:
        """Back to where the reader was opened from."""
        self.pages.setCurrentIndex(0)
        if self._home is not None:
            self._home.setFocus()

    def _show_tab(self, tab: int) -> None:
        self.panels.setCurrentWidget(self.scenarios if tab else self.search)

    def show_search(self) -> None:
        """The search tab, ready to type."""
        self.pages.setCurrentIndex(0)
        self.tabs.setCurrentIndex(0)
        self.search.focus_box()

    def show_scenarios(self) -> None:
        """The scenarios tab."""
        self.pages.setCurrentIndex(0)
        self.tabs.setCurrentIndex(1)
        self.scenarios.table.setFocus()

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.tabs.setTabText(0, self.tr("Search"))
        self.tabs.setTabText(1, self.tr("Scenarios"))
        self.tabs.setAccessibleName(self.tr("Views of the library"))

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
