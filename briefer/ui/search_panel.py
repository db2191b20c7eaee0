"""Search as you type: the box, the filters, the results, and what to say when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core.errors import BrieferError
from briefer.core.items import Item
from briefer.ui import wording
from briefer.ui.carry import Carrier
from briefer.ui.drawing import paragraphs
from briefer.ui.fields import Line
from briefer.ui.flow import Flow
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea
from briefer.ui.results import ResultDelegate, Results
from briefer.ui.tasks import Job, Lane

if TYPE_CHECKING:
    from briefer.corpus.own import Own
    from briefer.corpus.search import Clause, SearchResult, Word
    from briefer.ui.filters import Facets, FilterButton
    from briefer.workspace import Workspace

DEBOUNCE_MS = 80
FIRST, MORE = 50, 200


class ResultList(QListView):
    """The results. Enter, Space and their companions are signals; typing goes back to the box."""

    add = Signal(str)
    """Add what is selected: empty for the default, ``quotation`` or ``gist``."""
    read = Signal()
    to_box = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name."""
        key, with_keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            quote = {
                Qt.KeyboardModifier.ControlModifier: "quotation",
                Qt.KeyboardModifier.AltModifier: "gist",
            }.get(with_keys, "")
            self.add.emit(quote)
        elif key == Qt.Key.Key_Space and not with_keys:
            self.read.emit()
        elif key == Qt.Key.Key_Up and not with_keys and self.currentIndex().row() <= 0:
            self.to_box.emit("")
        elif (
            event.text().isprintable()
            and event.text().strip()
            and with_keys
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
            )
        ):
            self.to_box.emit(event.text())
        else:
            super().keyPressEvent(event)


class SearchPanel(QWidget):
    """Box, filters, results. Searching happens on the corpus lane; older answers are dropped."""

    add_wanted = Signal(object, str)
    """Items to add (a tuple) and how to quote them: empty for the default."""
    read_wanted = Signal(object)

    def __init__(
        self, workspace: Workspace, interface: Interface, lane: Lane, carrier: Carrier, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace, self._interface, self._lane = workspace, interface, lane
        self._ready = False
        self._limit = FIRST
        self._total = 0
        self._parsed: Sequence[Clause] = ()
        self._facets: Facets | None = None
        self._asked: object = None
        self._shown: object = None

        self.box = Line(self, own_undo=True)
        self.box.setObjectName("search")
        self.box.setClearButtonEnabled(True)
        self._glass = self.box.addAction(interface.icons.icon("search", "muted"), Line.ActionPosition.LeadingPosition)
        self.messages = MessageArea(interface.icons, self)

        self.fold = QToolButton(self)
        self.fold.setObjectName("fold")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.toggled.connect(lambda _: self._show_filters())
        self.filters: list[FilterButton] = []
        self._chips = chips = Flow(gap=4)
        chips.addWidget(self.fold)
        self.fold.hide()

        self.reading = QLabel(self)
        self.reading.setObjectName("muted")
        self.reading.setWordWrap(True)
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

        self.results = Results(interface, carrier, self)
        self.list = ResultList(self)
        self.list.setObjectName("rows")
        self.list.setModel(self.results)
        self.list.setItemDelegate(ResultDelegate(interface, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.add.connect(self._add)
        self.list.read.connect(self._read)
        self.list.to_box.connect(self._back_to_box)
        self.list.doubleClicked.connect(lambda _: self._add(""))
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)

        self.nothing = QLabel(self)
        self.nothing.setObjectName("teach")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.nothing.setTextFormat(Qt.TextFormat.RichText)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.list)

        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(8)
        head.addWidget(self.box)
        head.addLayout(chips)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.reading, 1)
        told.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.messages)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)

        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._pause.timeout.connect(self._search)
        self.box.textChanged.connect(lambda _: self._typed())
        self.box.composed.connect(self._typed)
        self.box.installEventFilter(self)
        interface.dressed.connect(self._redress)
        self.retranslate()

    # -- from outside

    def corpus_ready(self, facets: Facets) -> None:
        """The corpus can be searched; it may have changed."""
        self._ready = True
        self._facets = facets
        self.facets_changed(facets)
        self._shown = None
        self._search_anew()

    def facets_changed(self, facets: Facets) -> None:
        """There is more or less to narrow by."""
        self._facets = facets
        if not self.filters:  # before the corpus is ready there is nothing to narrow by
            from briefer.ui.filters import FILTERS, FilterButton

            self.filters = [FilterButton(field, self._interface, self) for field in FILTERS]
            for each in self.filters:
                self._chips.addWidget(each)
                each.chosen.connect(self._narrowed)
            self.fold.show()
        for button in self.filters:
            button.offer(facets.of(button.field))
        self._show_filters()

    def marks_changed(self) -> None:
        """Stars, tags or notes have changed: show what the search finds now, where it was."""
        if isinstance(self._shown, tuple) and self._ready:
            self._ask(self._shown)

    def narrow(self, field: str, value: str) -> None:
        """Search everything that has this value of a field."""
        self.box.clear()
        for button in self.filters:
            button.value = value if button.field == field else ""
            button.retranslate()
        self._show_filters()
        self._search_anew()

    def focus_box(self) -> None:
        """Put the cursor into the box, ready to type over what is there."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def selected(self) -> tuple[Item, ...]:
        """The selected items in the order shown; the current one if none is."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        if not rows and self.list.currentIndex().isValid():
            rows = [self.list.currentIndex().row()]
        return tuple(self.results.hit(row).item for row in rows)

    @property
    def facets(self) -> Facets | None:
        """What there is to narrow by, ``None`` until the corpus is ready."""
        return self._facets

    @property
    def total(self) -> int:
        """How many items match the last search."""
        return self._total

    @property
    def settled(self) -> bool:
        """Whether what is shown answers what is typed."""
        return not self._pause.isActive() and self._lane.idle

    # -- searching

    def _narrowed(self) -> None:
        self._show_filters()
        self._search_anew()

    def _show_filters(self) -> None:
        """Folded away, only those that narrow now are shown."""
        for button in self.filters:
            button.setVisible(bool(button.value) or (self.fold.isChecked() and button.offered > 0))
        self._dress_fold()

    def _dress_fold(self) -> None:
        name = "chevron-down" if self.fold.isChecked() else "chevron-right"
        self.fold.setIcon(self._interface.icons.icon(name, "muted"))

    def _where(self) -> tuple[tuple[str, str], ...]:
        return tuple((button.field, button.value) for button in self.filters if button.value)

    def _typed(self) -> None:
        self._pause.start()

    def _search_anew(self) -> None:
        self._pause.stop()
        self._search()

    def _search(self) -> None:
        if self.box.composing:
            return  # ``composed`` asks again
        asked = (self.box.text().strip(), self._where(), self._interface.lang)
        if asked != self._shown:
            self._limit = FIRST
        self._ask(asked)

    def _ask(self, asked: tuple[str, tuple[tuple[str, str], ...], str]) -> None:
        if not self._ready:
            return
        query, where, _ = asked
        limit, lang = self._limit, self._interface.lang
        self._asked = asked

        def search(_: Job[tuple[SearchResult, tuple[Own, ...]]]) -> tuple[SearchResult, tuple[Own, ...]]:
            result = self._workspace.search(query, where=where, lang=lang, limit=limit)
            return result, self._workspace.own([hit.item.id for hit in result.hits])

        def found(answer: tuple[SearchResult, tuple[Own, ...]]) -> None:
            self._show(asked, *answer)

        self._lane.run(search, found, self._failed, latest="search")

    def _show(self, asked: object, result: SearchResult, own: tuple[Own, ...]) -> None:
        self.messages.drop("search")
        grown = asked == self._shown
        self._shown = asked
        self._total, self._parsed = result.total, result.parsed
        self.results.show_hits(result.hits, {each.item: each for each in own})
        if not grown:
            self.list.scrollToTop()
            if result.hits:
                first = self.results.index(0)
                self.list.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._tell()

    def _failed(self, error: BrieferError) -> None:
        self.messages.show_message("error", lambda: self._workspace.message(error, self._interface.lang), key="search")

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        have = self.results.rowCount()
        if isinstance(self._shown, tuple) and have < self._total and value > bar.maximum() - bar.pageStep():
            wanted = have + MORE
            if wanted > self._limit:
                self._limit = wanted
                self._ask(self._shown)

    # -- words

    def _tell(self) -> None:
        shown = self._shown if isinstance(self._shown, tuple) else None
        self.count.setText(self.tr("%n item(s)", None, self._total) if shown else "")
        self.reading.setText(self._reading(self._parsed) if shown else "")
        if shown and not self._total:
            self.nothing.setText(self._nothing_found(shown[0], bool(shown[1])))
        elif not shown:
            self.nothing.setText(paragraphs([self.tr("The corpus is being made ready…")]))
        self.pages.setCurrentWidget(self.list if self._total else self.nothing)

    def _reading(self, parsed: Sequence[Clause]) -> str:
        """The query as it was understood, clause by clause."""
        parts = []
        for clause in parsed:
            words = self.tr(" or ").join(self._word(word) for word in clause.words)
            told = self.tr("without {words}") if clause.negated else self.tr("with {words}")
            parts.append(told.replace("{words}", words))
        return self.tr(", ").join(parts)

    def _word(self, word: Word) -> str:
        if not word.field:
            return self.tr("“{text}”").replace("{text}", word.text)
        field = wording.say(wording.FIELDS.get(word.field, word.field))
        if not word.keys:
            return self.tr("{field}: {text} (unknown)").replace("{field}", field).replace("{text}", word.text)
        names = self._facets.of(word.field) if self._facets is not None else ()
        known = [name.best(self._interface.lang) for key, name, _ in names if key in word.keys and name]
        if not known:
            known = [wording.say(wording.VALUES[key]) for key in word.keys if key in wording.VALUES]
        return f"{field}: {', '.join(known) or word.text}"

    def _nothing_found(self, query: str, narrowed: bool) -> str:
        lines = [self.tr("Nothing matches “{query}”.").replace("{query}", query)]
        if narrowed:
            lines.append(self.tr("Filters are on: choose “All” in them to search everything."))
        lines += [
            self.tr("Words are joined by AND: fewer words find more."),
            self.tr("One or two characters are enough: 台湾, 核, LNG."),
            self.tr("A report's own wording is searched once it is attached (File menu)."),
        ]
        return paragraphs(lines)

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.box.setPlaceholderText(self.tr('Search: 台湾, taiwan, "phrase", -without'))
        self.box.setAccessibleName(self.tr("Search the library"))
        self.box.setToolTip(self.tr("Search the library (Ctrl+F)"))
        self.list.setAccessibleName(self.tr("Search results"))
        self.fold.setText(self.tr("Narrow"))
        self.fold.setToolTip(self.tr("Show or hide what the results can be narrowed by"))
        self._dress_fold()
        for button in self.filters:
            button.retranslate()
        self._tell()

    def _redress(self) -> None:
        self._glass.setIcon(self._interface.icons.icon("search", "muted"))
        self._dress_fold()
        self.messages.redress()
        self.list.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language: titles are searched and shown in it."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self._ready:
                self._search_anew()
        super().changeEvent(event)

    # -- hands

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt's name; from the box down into the results."""
        if watched is self.box and event.type() == QEvent.Type.KeyPress and not self.box.composing:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.results.rowCount():
                    row = max(0, self.list.currentIndex().row())
                    self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                    self.list.setCurrentIndex(self.results.index(row))
                return True
            if event.key() == Qt.Key.Key_Escape and self.box.text():
                self.box.clear()
                return True
        return False

    def _add(self, quote: str) -> None:
        items = self.selected()
        if items:
            self.add_wanted.emit(items, quote)

    def _read(self) -> None:
        items = self.selected()
        if items:
            self.read_wanted.emit(items[0])

    def _back_to_box(self, text: str) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            self.box.insert(text)
