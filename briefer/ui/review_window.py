"""The import review: a report's text on one side, what it seems to propose on the other, until it is right and stored.

A window of its own beside the main one, which stays free. Everything the user does is a step that can be taken back;
nothing reaches the corpus before it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core.items import ItemKind
from briefer.ui import review, wording
from briefer.ui.actions import plain
from briefer.ui.drawing import OneLine, paragraphs
from briefer.ui.fields import Choice, Line
from briefer.ui.flow import Flow
from briefer.ui.interface import Interface
from briefer.ui.marks import QT_TRANSLATE_NOOP
from briefer.ui.messages import MessageArea
from briefer.ui.review import Drafts, Sheet, Steps
from briefer.ui.review_list import ProposalList, Proposals, title_of
from briefer.ui.source_view import SourceView

if TYPE_CHECKING:
    from briefer.core.errors import BrieferError
    from briefer.corpus.importing.model import Import, Proposal, Reason, SourceDraft

KINDS: tuple[ItemKind, ...] = ("recommendation", "scenario", "table_row", "issue")
FORM = ("title", "publisher", "authors", "date", "key")
"""Fields of the source that are lines of text."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A step of the review as data: its name, its key, its icon."""

    text: str
    key: str = ""
    icon: str = ""


SPECS: dict[str, Spec] = {
    "make": Spec(QT_TRANSLATE_NOOP("Review", "Make an item"), "N", "add"),
    "extend": Spec(QT_TRANSLATE_NOOP("Review", "Set extent"), "E", "extent"),
    "split": Spec(QT_TRANSLATE_NOOP("Review", "Split here"), "S", "cut"),
    "rows": Spec(QT_TRANSLATE_NOOP("Review", "Table rows"), "T", "matrix"),
    "toggle": Spec(QT_TRANSLATE_NOOP("Review", "Accept"), "Space", "check"),
    "merge": Spec(QT_TRANSLATE_NOOP("Review", "Merge with next"), "M", "merge"),
    "level": Spec(QT_TRANSLATE_NOOP("Review", "Other level"), "L", "level"),
    "undo": Spec(QT_TRANSLATE_NOOP("Review", "Undo"), "Ctrl+Z", "undo"),
    "redo": Spec(QT_TRANSLATE_NOOP("Review", "Redo"), "Ctrl+Shift+Z", "redo"),
    "next": Spec(QT_TRANSLATE_NOOP("Review", "Next proposal"), "F4"),
    "previous": Spec(QT_TRANSLATE_NOOP("Review", "Previous proposal"), "Shift+F4"),
    "all": Spec(QT_TRANSLATE_NOOP("Review", "Accept all")),
    "none": Spec(QT_TRANSLATE_NOOP("Review", "Accept none")),
}
TIPS = {
    "make": QT_TRANSLATE_NOOP("Review", "The selected text becomes an item"),
    "extend": QT_TRANSLATE_NOOP("Review", "The chosen item reaches over the selected text, no further"),
    "split": QT_TRANSLATE_NOOP("Review", "Two items of one, parted at the cursor in the text"),
    "rows": QT_TRANSLATE_NOOP("Review", "What the rows of the table at the cursor are"),
    "toggle": QT_TRANSLATE_NOOP("Review", "Whether the item is stored"),
    "merge": QT_TRANSLATE_NOOP("Review", "One item of this one and the next"),
    "level": QT_TRANSLATE_NOOP("Review", "Read this place at the other level: its parts as items, or as one"),
}
STEPS = {
    "tick": QT_TRANSLATE_NOOP("Review", "Accept or reject"),
    "merge": QT_TRANSLATE_NOOP("Review", "Merge"),
    "split": QT_TRANSLATE_NOOP("Review", "Split"),
    "make": QT_TRANSLATE_NOOP("Review", "Make an item"),
    "extend": QT_TRANSLATE_NOOP("Review", "Set extent"),
    "level": QT_TRANSLATE_NOOP("Review", "Other level"),
    "rows": QT_TRANSLATE_NOOP("Review", "Table rows"),
    "kind": QT_TRANSLATE_NOOP("Review", "Kind"),
    "label": QT_TRANSLATE_NOOP("Review", "Label"),
    "title": QT_TRANSLATE_NOOP("Review", "Title"),
    "source": QT_TRANSLATE_NOOP("Review", "Details of the report"),
}
ROW_KINDS: tuple[tuple[str, ItemKind | None], ...] = (
    (QT_TRANSLATE_NOOP("Review", "Rows are &recommendations"), "recommendation"),
    (QT_TRANSLATE_NOOP("Review", "Rows are &scenarios"), "scenario"),
    (QT_TRANSLATE_NOOP("Review", "Rows are &table rows"), "table_row"),
    (QT_TRANSLATE_NOOP("Review", "&Neither"), None),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read for import. ``make`` makes a proposal by hand; ``key`` is the suggested name of the source."""

    file: Path
    text: str
    pages: tuple[int, ...]
    found: Import
    key: str
    make: review.Make


class ReviewWindow(QWidget):
    """One report under review. Not modal."""

    store_wanted = Signal(object, str, object)
    """Source details (``SourceDraft``), key and proposals (a tuple) to store."""
    see_wanted = Signal(str)
    """The user wants to see an item of the corpus, by id."""
    closed = Signal()

    def __init__(
        self, reading: Reading, interface: Interface, reason: Callable[[Reason], str], *, waiting: int = 0
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._reading, self._interface, self._waiting = reading, interface, waiting
        found = reading.found
        self._steps = Steps(Sheet(found.source, reading.key, review.drafts_of(found)))
        self._place = -1
        self._busy = False
        self._may_close = False
        self._shown = False
        self.setObjectName("review")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_parts(reason)
        self._make_actions()
        self._lay_out()
        self._wire()
        self.source.show_text(reading.text, reading.pages)
        self.retranslate()
        self._show()
        first = next((at for at, draft in enumerate(self.drafts) if draft.ticked), 0 if self.drafts else -1)
        self._go(first)
        (self.list if self.drafts else self.source).setFocus()
        interface.dressed.connect(self._redress)
        self.resize(1280, 800)

    # -- making

    def _make_parts(self, reason: Callable[[Reason], str]) -> None:
        interface = self._interface
        self.messages = MessageArea(interface.icons, self)
        self.fields = {name: Line(self) for name in FORM}
        self.captions = {name: QLabel(self) for name in (*FORM, "language", "label", "kind", "heading")}
        for caption in self.captions.values():
            caption.setObjectName("muted")
        self.language = Choice(interface.icons, self)
        self.language.addItems(["", ""])
        self.source = SourceView(interface, self)
        self.model = Proposals(reason, self)
        self.list = ProposalList(interface, self.model, self)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("teach")
        self.nothing.setWordWrap(True)
        self.nothing.setTextFormat(Qt.TextFormat.RichText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.list)
        self.count = OneLine(self)
        self.count.setObjectName("muted")
        self.label = Line(self)
        self.kind = Choice(interface.icons, self)
        self.kind.addItems([""] * len(KINDS))
        self.heading = Line(self)
        self.section = OneLine(self)
        self.section.setObjectName("muted")
        self.twin = QPushButton(self)
        self.leave = QPushButton(self)
        self.store = QPushButton(self)
        self.store.setObjectName("primary")
        self.hint = QLabel(self)
        self.hint.setObjectName("muted")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def _make_actions(self) -> None:
        self.actions_: dict[str, QAction] = {}
        letters = (self.source, self.list)
        for name, spec in SPECS.items():
            action = QAction(self)
            if spec.key and spec.key != "Space":
                action.setShortcut(QKeySequence(spec.key))
                if len(spec.key) == 1:  # a letter belongs to the fields while they have the keyboard
                    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                    for widget in letters:
                        widget.addAction(action)
                else:
                    self.addAction(action)
            self.actions_[name] = action
        self.actions_["toggle"].setCheckable(True)
        self.rows_menu = QMenu(self)
        for _, kind in ROW_KINDS:
            self.rows_menu.addAction("").triggered.connect(self._setting_rows(kind))
        self.store_action = QAction(self)
        self.store_action.setShortcut(QKeySequence("Ctrl+Return"))
        self.addAction(self.store_action)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("adder")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setDefaultAction(self.actions_[name])
        return button

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setContentsMargins(12, 12, 12, 4)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        places = {"title": (0, 0, 3), "publisher": (0, 4, 3), "authors": (1, 0, 1), "date": (1, 2, 1), "key": (1, 6, 1)}
        for name, (row, column, span) in places.items():
            form.addWidget(self.captions[name], row, column)
            form.addWidget(self.fields[name], row, column + 1, 1, span)
        form.addWidget(self.captions["language"], 1, 4)
        form.addWidget(self.language, 1, 5)
        for column, stretch in ((1, 5), (3, 2), (5, 1), (7, 3)):
            form.setColumnStretch(column, stretch)

        left = QWidget(self)
        left.setObjectName("place")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        text = QVBoxLayout(left)
        text.setContentsMargins(1, 1, 1, 1)
        text.setSpacing(0)
        text.addWidget(self._bar("make", "extend", "split", "rows"))
        text.addWidget(_rule(self))
        text.addWidget(self.source, 1)

        right = QWidget(self)
        right.setObjectName("place")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        items = QVBoxLayout(right)
        items.setContentsMargins(1, 1, 1, 1)
        items.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 8, 6)
        top.addWidget(self.count, 1)
        for name in ("undo", "redo"):
            button = self._button(name)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            top.addWidget(button)
        items.addLayout(top)
        items.addWidget(_rule(self))
        items.addWidget(self.pages, 1)
        items.addWidget(_rule(self))
        items.addWidget(self._bar("toggle", "merge", "level"))
        chosen = QGridLayout()
        chosen.setContentsMargins(12, 0, 12, 10)
        chosen.setHorizontalSpacing(8)
        chosen.setVerticalSpacing(6)
        chosen.addWidget(self.captions["label"], 0, 0)
        chosen.addWidget(self.label, 0, 1)
        chosen.addWidget(self.captions["kind"], 0, 2)
        chosen.addWidget(self.kind, 0, 3)
        chosen.addWidget(self.captions["heading"], 1, 0)
        chosen.addWidget(self.heading, 1, 1, 1, 3)
        chosen.addWidget(self.section, 2, 0, 1, 4)
        chosen.addWidget(self.twin, 3, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
        chosen.setColumnStretch(1, 1)
        self.kind.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        items.addLayout(chosen)

        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setObjectName("plain")
        self.split.setHandleWidth(6)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([760, 500])
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.store)
        middle = QVBoxLayout()
        middle.setContentsMargins(8, 4, 8, 4)
        middle.addWidget(self.split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addLayout(form)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)

    def _bar(self, *names: str) -> QWidget:
        holder = QWidget(self)
        bar = Flow(holder, gap=2)
        bar.setContentsMargins(8, 4, 8, 4)
        for name in names:
            bar.addWidget(self._button(name))
        return holder

    def _wire(self) -> None:
        on = {name: action.triggered.connect for name, action in self.actions_.items()}
        on["make"](lambda *_: self.make())
        on["extend"](lambda *_: self.extend())
        on["split"](lambda *_: self.cut())
        on["rows"](lambda *_: self.ask_rows())
        on["toggle"](lambda *_: self.toggle(self.list.rows()))
        on["merge"](lambda *_: self.merge())
        on["level"](lambda *_: self.change_level())
        on["undo"](lambda *_: self._step(self._steps.undo()))
        on["redo"](lambda *_: self._step(self._steps.redo()))
        on["next"](lambda *_: self._walk(1))
        on["previous"](lambda *_: self._walk(-1))
        on["all"](lambda *_: self._tick_all(on=True))
        on["none"](lambda *_: self._tick_all(on=False))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name in ("toggle", "merge", "level", "all", "none"):
            self.list.addAction(self.actions_[name])
        self.list.toggled.connect(self.toggle)
        self.list.entered_row.connect(self._entered)
        self.list.wants_title.connect(self._edit_title)
        self.source.entered.connect(self._go_quietly)
        self.source.wrapped.connect(self._wrapped)
        self.source.toggled.connect(lambda: self.toggle(self.list.rows()))
        self.source.selectionChanged.connect(self._tell_actions)
        self.source.cursorPositionChanged.connect(self._tell_actions)
        for name, field in self.fields.items():
            field.textEdited.connect(self._source_typing(name))
        self.language.activated.connect(self._language_picked)
        self.label.textEdited.connect(lambda text: self._retitle("label", text))
        self.heading.textEdited.connect(lambda text: self._retitle("title", text))
        for line in (self.label, self.heading):
            line.returnPressed.connect(self.list.setFocus)
        self.kind.activated.connect(self._kind_picked)
        self.twin.clicked.connect(lambda *_: self._see_twin())
        self.leave.clicked.connect(self.close)
        self.store.clicked.connect(lambda *_: self.do_store())
        self.store_action.triggered.connect(lambda *_: self.do_store())

    # -- state

    @property
    def reading(self) -> Reading:
        """The report under review."""
        return self._reading

    def set_waiting(self, waiting: int) -> None:
        """So many more reports wait for their review."""
        self._waiting = waiting
        self.retranslate()

    @property
    def drafts(self) -> Drafts:
        """The proposals as they are now."""
        return self._steps.sheet.drafts

    @property
    def details(self) -> SourceDraft:
        """The details of the report as they are now."""
        return self._steps.sheet.source

    @property
    def current(self) -> int:
        """The place of the proposal that is worked on, -1 for none."""
        return self._place

    @property
    def touched(self) -> bool:
        """Whether closing would lose what the user did."""
        return bool(self._steps.undo_label)

    def _do(self, label: str, drafts: Drafts, *, place: int | None = None, typing: bool = False) -> None:
        sheet = replace(self._steps.sheet, drafts=drafts)
        if self._steps.do(label, sheet, typing=typing):
            self._show(typing=typing)
            if place is not None:
                self._go(place)

    def _step(self, done: bool) -> None:
        if done:
            self._show()
            self._go(min(self._place, len(self.drafts) - 1))

    def _show(self, *, typing: bool = False) -> None:
        """Everything as the sheet has it; ``typing`` leaves the fields alone."""
        drafts = self.drafts
        self._place = min(self._place, len(drafts) - 1)
        self.model.show_drafts(drafts)
        self.source.show_drafts(drafts, self._place)
        self.pages.setCurrentWidget(self.list if drafts else self.nothing)
        if not typing:
            self._fill_source()
        self._fill_chosen(typing=typing)
        self._tell_count()
        self._tell_actions()

    def _go(self, place: int) -> None:
        """Work on another proposal; list and text both show it."""
        if not 0 <= place < len(self.drafts):
            self._place = -1
            self.source.set_current(-1)
            self._fill_chosen()
            self._tell_actions()
            return
        self._place = place
        self._select_row(place)
        draft = self.drafts[place]
        self.source.set_current(place)
        self.source.reveal(draft.start, draft.end)
        self._fill_chosen()
        self._tell_actions()

    def _go_quietly(self, place: int) -> None:
        """The cursor is there already: only the list follows."""
        self._place = place
        self.source.set_current(place)
        self._select_row(place)
        self._fill_chosen()
        self._tell_actions()

    def _select_row(self, place: int) -> None:
        self.list.blockSignals(True)
        index = self.model.index(place)
        rows = self.list.rows()
        if place not in rows or len(rows) < 2:
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        self.list.blockSignals(False)

    def _entered(self, row: int) -> None:
        if row == self._place or not 0 <= row < len(self.drafts):
            return
        self._place = row
        draft = self.drafts[row]
        self.source.set_current(row)
        self.source.reveal(draft.start, draft.end)
        self._fill_chosen()
        self._tell_actions()

    def _walk(self, step: int) -> None:
        if self.drafts:
            self._go((self._place + step) % len(self.drafts))

    # -- steps

    def toggle(self, rows: Sequence[int]) -> None:
        """Accept these, or reject them if all are accepted."""
        rows = [row for row in rows if 0 <= row < len(self.drafts)]
        if rows:
            on = not all(self.drafts[row].ticked for row in rows)
            self._do("tick", review.tick(self.drafts, rows, on=on))

    def _tick_all(self, *, on: bool) -> None:
        rows = [at for at, draft in enumerate(self.drafts) if draft.proposal.alternative_of is None or not on]
        self._do("tick", review.tick(self.drafts, rows, on=on))

    def merge(self) -> None:
        """One item of the current and the next."""
        found = review.merge(self.drafts, self._place, self._reading.text) if self._place >= 0 else None
        if found is None:
            self._tell_no(lambda: self.tr("There is no next item to merge with."))
        else:
            self._do("merge", found[0], place=found[1])

    def cut(self) -> None:
        """Split the item that holds the cursor."""
        offset = self.source.offset()
        place = self.source.draft_at(offset)
        found = review.split(self.drafts, place, offset) if place >= 0 else None
        if found is None:
            self._tell_no(lambda: self.tr("Put the cursor into the text of an item, where the second one begins."))
        else:
            self._do("split", found[0], place=found[1])

    def make(self) -> None:
        """An item of the selected text."""
        chosen = self.source.selection()
        found = review.make(self.drafts, self._reading.text, *chosen, self._reading.make) if chosen else None
        if found is None:
            self._tell_no(lambda: self.tr("Select the words of the item in the text first."))
        else:
            self._do("make", found[0], place=found[1])

    def extend(self) -> None:
        """The current item reaches over the selected text."""
        chosen = self.source.selection()
        if chosen is None or self._place < 0:
            self._tell_no(lambda: self.tr("Choose an item, then select in the text how far it reaches."))
            return
        found = review.extend(self.drafts, self._place, self._reading.text, *chosen)
        if found is not None:
            self._do("extend", found[0], place=found[1])

    def change_level(self) -> None:
        """Read the words around the current item at the other level."""
        if self._place < 0 or not review.other_reading(self.drafts, self._place):
            self._tell_no(lambda: self.tr("There is no other level here."))
            return
        taken = review.other_reading(self.drafts, self._place)
        self._do("level", review.read_otherwise(self.drafts, self._place), place=taken[0])

    def ask_rows(self) -> None:
        """Ask what the rows of the table at the cursor are."""
        if not review.table_at(self._reading.text, self.source.offset()):
            self._tell_no(lambda: self.tr("Put the cursor into a table of the text first."))
            return
        self.rows_menu.popup(self.source.mapToGlobal(self.source.cursorRect().bottomLeft()))

    def set_rows(self, kind: ItemKind | None) -> None:
        """Take the rows of the table at the cursor as items of a kind, ``None`` as nothing."""
        offset = self.source.offset()
        found = review.set_rows(self.drafts, self._reading.text, offset, kind, self._reading.make)
        if found is not None:
            self._do("rows", found[0], place=found[1])

    def _setting_rows(self, kind: ItemKind | None) -> Callable[..., None]:
        return lambda *_: self.set_rows(kind)

    def _retitle(self, field: str, text: str) -> None:
        if self._place >= 0:
            self._do(field, review.replaced(self.drafts, self._place, **{field: text}), typing=True)

    def _kind_picked(self, place: int) -> None:
        rows = self.list.rows()
        self._do("kind", review.set_kind(self.drafts, rows, KINDS[place]))

    def _source_typing(self, name: str) -> Callable[[str], None]:
        def typed(text: str) -> None:
            sheet = self._steps.sheet
            if name == "key":
                new = replace(sheet, key=text)
            elif name == "authors":
                names = tuple(
                    part for each in text.replace("、", ",").replace("；", ",").split(",") if (part := each.strip())
                )
                new = replace(sheet, source=replace(sheet.source, authors=names))
            else:
                new = replace(sheet, source=replace(sheet.source, **{name: text}))  # type: ignore[arg-type]
            if self._steps.do("source", new, typing=True):
                self._tell_actions()

        return typed

    def _language_picked(self, place: int) -> None:
        sheet = self._steps.sheet
        new = replace(sheet, source=replace(sheet.source, language="ja" if place == 0 else "en"))
        if self._steps.do("source", new):
            self._tell_actions()

    def _see_twin(self) -> None:
        twin = self.drafts[self._place].proposal.duplicate_of if self._place >= 0 else None
        if twin:
            self.see_wanted.emit(twin)

    def _edit_title(self) -> None:
        self.heading.setFocus()
        self.heading.selectAll()

    def _tell_no(self, text: Callable[[], str]) -> None:
        self.messages.show_message("info", text, key="how")

    # -- storing and leaving

    def do_store(self) -> None:
        """Ask for the accepted items to be stored."""
        taken = review.accepted(self.drafts)
        if not taken or self._busy:
            return
        self._busy = True
        self._tell_actions()
        self.store_wanted.emit(self.details, self._steps.sheet.key.strip(), taken)

    def refused(self, error: BrieferError, text: Callable[[], str]) -> None:
        """It could not be stored; the review goes on."""
        self._busy = False
        self._tell_actions()
        self.messages.show_message("error", text, key=error.code)

    def finished(self) -> None:
        """It is stored: nothing is lost by closing."""
        self._may_close = True
        self.close()

    def ask_to_leave(self) -> None:
        """Say what closing loses, and offer the ways out."""
        count = len(review.accepted(self.drafts))
        actions: list[tuple[Callable[[], str], Callable[[], None]]] = []
        if count:
            actions.append((lambda: self.tr("Store %n item(s)", None, count), self.do_store))
        actions.append((lambda: self.tr("Discard the review"), self.finished))
        self.messages.show_message(
            "warning", lambda: self.tr("Nothing of this report is stored yet."), actions, key="leave"
        )

    def _wrapped(self) -> None:
        """Only when its lines are broken for the first time the text knows how high it is."""
        if self.isVisible() and not self._shown:
            self._shown = True
            self._go(self._place)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's name; work on the review is not thrown away unasked."""
        if self.touched and not self._may_close:
            event.ignore()
            self.ask_to_leave()
            return
        event.accept()
        self.closed.emit()

    # -- words

    def retranslate(self) -> None:
        """Words in the interface's language."""
        say = _say
        title = self.tr("Import review: {file}").replace("{file}", self._reading.file.name)
        if self._waiting:
            title += "  " + self.tr("(%n more waiting)", None, self._waiting)
        self.setWindowTitle(f"{title} — briefer")
        for name, spec in SPECS.items():
            action = self.actions_[name]
            action.setText(say(spec.text))
            keys = QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText)
            tip = say(TIPS[name]) if name in TIPS else say(spec.text)
            action.setToolTip(f"{tip} ({keys})" if keys else tip)
        for action, (text, _) in zip(self.rows_menu.actions(), ROW_KINDS, strict=True):
            action.setText(say(text))
        names = {
            "title": self.tr("Title"),
            "publisher": self.tr("Publisher"),
            "authors": self.tr("Authors"),
            "date": self.tr("Date"),
            "key": self.tr("Key"),
            "language": self.tr("Language"),
            "label": self.tr("Label"),
            "kind": self.tr("Kind"),
            "heading": self.tr("Heading"),
        }
        for name, caption in self.captions.items():
            caption.setText(names[name])
        for name, field in self.fields.items():
            field.setAccessibleName(names[name])
        self.fields["date"].setPlaceholderText(self.tr("2024 or 2024-10-21"))
        self.fields["authors"].setPlaceholderText(self.tr("Names with commas between them"))
        self.fields["key"].setToolTip(self.tr("Short name of the report in identifiers and searches: think-tank-2024"))
        self.language.setItemText(0, self.tr("Japanese"))
        self.language.setItemText(1, self.tr("English"))
        self.language.setAccessibleName(names["language"])
        self.label.setAccessibleName(names["label"])
        self.heading.setAccessibleName(names["heading"])
        self.kind.setAccessibleName(names["kind"])
        for place, kind in enumerate(KINDS):
            self.kind.setItemText(place, wording.say(wording.KINDS[kind]))
        self.source.setAccessibleName(self.tr("Text of the report"))
        self.list.setAccessibleName(self.tr("Proposed items"))
        self.twin.setText(self.tr("Show the same item in the library"))
        self.leave.setText(self.tr("Close"))
        self.store_action.setText(self.tr("Store"))
        self.hint.setText(
            self.tr("Space accept · M merge · S split · L level · N new item · F4 next · Ctrl+Enter store")
        )
        self.nothing.setText(
            paragraphs(
                [
                    self.tr("No recommendation or scenario was recognised in this report."),
                    self.tr("If it has some, mark them by hand: select the words of one in the text and press N."),
                    self.tr("For a table, put the cursor into it and press T: its rows become items at once."),
                ]
            )
        )
        self._redress()
        self.model.whys()
        self._fill_chosen()
        self._tell_count()
        self._tell_actions()

    def _redress(self) -> None:
        icons = self._interface.icons
        for name, spec in SPECS.items():
            if spec.icon:
                self.actions_[name].setIcon(icons.icon(spec.icon))
        self.messages.redress()

    def _fill_source(self) -> None:
        sheet = self._steps.sheet
        source = sheet.source
        comma = "、" if source.language == "ja" else ", "
        values = {
            "title": source.title,
            "publisher": source.publisher,
            "authors": comma.join(source.authors),
            "date": source.date,
            "key": sheet.key,
        }
        for name, value in values.items():
            if self.fields[name].text() != value:
                self.fields[name].setText(value)
                self.fields[name].setCursorPosition(0)
        self.language.setCurrentIndex(0 if source.language == "ja" else 1)

    def _fill_chosen(self, *, typing: bool = False) -> None:
        there = 0 <= self._place < len(self.drafts)
        for field in (self.label, self.heading, self.kind):
            field.setEnabled(there)
        proposal: Proposal | None = self.drafts[self._place].proposal if there else None
        if not typing:
            self.label.setText(proposal.label if proposal else "")
            self.heading.setText(proposal.title if proposal else "")
            self.heading.setCursorPosition(0)
        self.heading.setPlaceholderText(self.tr("The text stands alone") if proposal and not proposal.title else "")
        self.kind.setCurrentIndex(KINDS.index(proposal.kind) if proposal else 0)
        parts: list[str] = []
        if proposal:
            page = self.tr("p. {page}").replace("{page}", str(proposal.page)) if proposal.page else ""
            people = self._people(proposal)
            inner = self.tr("%n part(s)", None, len(proposal.sub_items)) if proposal.sub_items else ""
            parts = [" › ".join(proposal.section_path), page, people, inner]
        self.section.setText("  ·  ".join(part for part in parts if part))
        self.twin.setVisible(bool(proposal and proposal.duplicate_of))

    def _people(self, proposal: Proposal) -> str:
        by = ", ".join(proposal.authors)
        return " → ".join(part for part in (by, proposal.addressee) if part)

    def _tell_count(self) -> None:
        taken = len(review.accepted(self.drafts))
        twins = sum(draft.proposal.duplicate_of is not None for draft in self.drafts)
        told = [self.tr("%n proposal(s)", None, len(self.drafts)), self.tr("%n accepted", None, taken)]
        if twins:
            told.append(self.tr("%n already in the corpus", None, twins))
        self.count.setText("  ·  ".join(told))
        self.store.setText(self.tr("Store %n item(s)", None, taken))

    def _tell_actions(self) -> None:
        there = 0 <= self._place < len(self.drafts)
        chosen = self.source.selection() is not None
        steps = self._steps
        for name, label in (("undo", steps.undo_label), ("redo", steps.redo_label)):
            action = self.actions_[name]
            action.setEnabled(bool(label))
            word = _say(SPECS[name].text)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{plain(word)}: {_say(STEPS[label])} ({keys})" if label else f"{plain(word)} ({keys})")
        self.actions_["toggle"].setEnabled(there)
        self.actions_["toggle"].setChecked(there and self.drafts[self._place].ticked)
        self.actions_["merge"].setEnabled(there)
        self.actions_["level"].setEnabled(there and bool(review.other_reading(self.drafts, self._place)))
        self.actions_["make"].setEnabled(chosen)
        self.actions_["extend"].setEnabled(chosen and there)
        self.store.setEnabled(bool(review.accepted(self.drafts)) and not self._busy)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setObjectName("rule")
    rule.setFixedHeight(1)
    return rule


def _say(text: str) -> str:
    return QCoreApplication.translate("Review", text)


__all__ = ["KINDS", "Reading", "ReviewWindow", "title_of"]
