"""The library place: search, scenarios, and the reader over both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from briefer.core.errors import BrieferError
from briefer.core.items import Item
from briefer.ui.carry import Carrier
from briefer.ui.interface import Interface
from briefer.ui.search_panel import SearchPanel
from briefer.ui.tasks import Job, Lane

if TYPE_CHECKING:
    from briefer.ui.reader import Reader
    from briefer.ui.scenarios import ScenarioPanel
    from briefer.workspace import Beside, Workspace


class Library(QWidget):
    """Two tabs and the reader, of which only the search is made before the first paint."""

    items_wanted = Signal(object, str)
    """Items to add (a tuple) and how to quote them: empty for the default."""
    trees_wanted = Signal(object, str)
    """Nodes to add, from the scenarios."""
    attach_wanted = Signal()
    """The user wants to attach a copy of a report."""
    files_dropped = Signal(object)
    """Files were dropped here (a list of paths)."""
    own_changed = Signal()
    """A star, a tag or a note has changed."""

    def __init__(
        self, workspace: Workspace, interface: Interface, lane: Lane, carrier: Carrier, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace, self._lane = workspace, lane
        self._interface, self._carrier = interface, carrier
        self._read_before: list[Item] = []
        self.setAcceptDrops(True)
        self._reader: Reader | None = None
        self._scenarios: ScenarioPanel | None = None
        self._home: QWidget | None = None
        self._drop_sign: _DropSign | None = None
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
            self._reader.back_wanted.connect(self.read_back)
            self._reader.item_wanted.connect(self.read_id)
            self._reader.own.starred.connect(lambda on: self._mark(starred=on))
            self._reader.own.tagged.connect(lambda added, gone: self._mark(tag=added, untag=gone))
            self._reader.own.noted.connect(lambda note: self._mark(note=note))
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
        if not self.reading:
            self._home = self.focusWidget()
            self._read_before.clear()
        elif self.reader.item is not None and self.reader.item.id != item.id:
            self._read_before.append(self.reader.item)
        self._show_item(item)

    def _show_item(self, item: Item) -> None:
        self.pages.setCurrentWidget(self.reader)
        topics = self.search.facets.of("topic") if self.search.facets is not None else ()
        self.reader.set_topics({key: name.best(self._interface.lang) for key, name, _ in topics})
        self.reader.show_item(item)
        self._look_beside()

    def _look_beside(self) -> None:
        """Ask the corpus what it knows besides of the item that is read."""
        item = self.reader.item
        if item is None:
            return
        item_id = item.id

        def look(_: Job[Beside]) -> Beside:
            return self._workspace.beside(item_id)

        self._lane.run(look, lambda beside: self.reader.show_beside(item_id, beside), latest="beside")

    def read_id(self, item_id: str) -> None:
        """Open the reader on an item of the corpus."""

        def look(_: Job[Item]) -> Item:
            return self._workspace.item(item_id)

        self._lane.run(look, self.read, self._failed, latest="read")

    def read_back(self) -> None:
        """The item read before, else back to where the reader was opened from."""
        if self._read_before:
            self._show_item(self._read_before.pop())
        else:
            self.close_reader()

    @property
    def reading(self) -> bool:
        """Whether the reader is open."""
        return self._reader is not None and self.pages.currentWidget() is self._reader

    def star(self) -> None:
        """Star what is read or selected; if all of it is starred, take the stars away."""
        if self.reading:
            self.reader.own.star.click()
            return
        ids = [item.id for item in self.search.selected()]
        if ids:
            on = not all(own is not None and own.starred for own in map(self.search.results.own, ids))
            self._change(ids, starred=on)

    def _mark(self, **what: object) -> None:
        if self.reader.item is not None:
            self._change([self.reader.item.id], **what)

    def _change(self, ids: list[str], **what: object) -> None:
        def change(_: Job[None]) -> None:
            self._workspace.mark(ids, **what)  # type: ignore[arg-type]

        def changed(_: None) -> None:
            self.search.marks_changed()
            self.own_changed.emit()
            if self.reading:
                self._look_beside()

        def failed(error: BrieferError) -> None:
            self._failed(error)
            if self.reading:
                self._look_beside()  # shows again what is kept

        self._lane.run(change, changed, failed)

    def _failed(self, error: BrieferError) -> None:
        area = self.reader.messages if self.reading else self.search.messages
        area.show_message("error", lambda: self._workspace.message(error, self._interface.lang))

    def close_reader(self) -> None:
        """Back to where the reader was opened from."""
        self.reader.own.flush()
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

    # -- files dropped here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's name; only files on this machine."""
        if _files(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_dropping(on=True)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt's name."""
        self._show_dropping(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's name."""
        self._show_dropping(on=False)
        files = _files(event)
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(files)

    def _show_dropping(self, *, on: bool) -> None:
        if self._drop_sign is None:
            self._drop_sign = _DropSign(self._interface, self._drop_words, self)
        self._drop_sign.setGeometry(self.rect())
        self._drop_sign.setVisible(on)
        self._drop_sign.raise_()

    def _drop_words(self) -> str:
        return self.tr("Drop reports here:\ncatalogued ones are attached, others can be imported")

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _DropSign(QWidget):
    """Says what dropping here does, over everything, while files are dragged."""

    def __init__(self, interface: Interface, words: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._interface, self._words = interface, words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name."""
        theme = self._interface.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.colour("panel")
        ground.setAlphaF(0.92)
        painter.fillRect(self.rect(), ground)
        pen = QPen(theme.colour("accent"))
        pen.setWidthF(2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(8, 8, -8, -8), 8, 8)
        painter.setPen(theme.colour("text"))
        painter.setFont(self._interface.scaled(1.15))
        painter.drawText(
            self.rect().adjusted(24, 24, -24, -24),
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            self._words(),
        )


def _files(event: QDropEvent) -> list[Path]:
    """The local files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
