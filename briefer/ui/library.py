"""The library place: search, scenarios, and the reader over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefer.core.items import Item
from briefer.ui.carry import Carrier
from briefer.ui.interface import Interface
from briefer.ui.reader import Reader
from briefer.ui.scenarios import ScenarioPanel
from briefer.ui.search_panel import SearchPanel
from briefer.ui.tasks import Lane

if TYPE_CHECKING:
    from briefer.workspace import Workspace


class Library(QWidget):
    """Two tabs and the reader. The tabs' panels say what to add; this place passes it on."""

    reading = Signal(bool)
    """The reader has been opened or closed."""

    def __init__(
        self, workspace: Workspace, interface: Interface, lane: Lane, carrier: Carrier, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._interface = interface
        self._home: QWidget | None = None
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.search = SearchPanel(workspace, interface, lane, carrier, self)
        self.scenarios = ScenarioPanel(interface, carrier, self)
        self.panels = QStackedWidget(self)
        self.panels.addWidget(self.search)
        self.panels.addWidget(self.scenarios)
        self.tabs.currentChanged.connect(self.panels.setCurrentIndex)
        both = QWidget(self)
        inner = QVBoxLayout(both)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs)
        inner.addWidget(self.panels, 1)
        self.reader = Reader(interface, self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(both)
        self.pages.addWidget(self.reader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self.search.read_wanted.connect(self.read)
        self.scenarios.read_wanted.connect(self.read)
        self.reader.closed.connect(self.close_reader)
        self.retranslate()

    def read(self, item: Item) -> None:
        """Open the reader on ``item``."""
        self._home = self.focusWidget()
        self.pages.setCurrentWidget(self.reader)
        self.reader.show_item(item)
        self.reading.emit(True)

    def close_reader(self) -> None:
        """Back to where the reader was opened from."""
        self.pages.setCurrentIndex(0)
        if self._home is not None:
            self._home.setFocus()
        self.reading.emit(False)

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
