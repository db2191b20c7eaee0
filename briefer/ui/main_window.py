"""The window: three places, the actions, and the wiring between them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDockWidget,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core.errors import BrieferError, CorpusError
from briefer.core.items import Item
from briefer.core.outline import ROOT, Batch, Details, Matrix, Outline, Pick, QuoteChoice, SetField, Tree
from briefer.ui import actions as act
from briefer.ui import wording
from briefer.ui.actions import Actions
from briefer.ui.carry import Carrier
from briefer.ui.document import Document
from briefer.ui.interface import Interface
from briefer.ui.library import Library
from briefer.ui.marks import QT_TRANSLATE_NOOP
from briefer.ui.messages import MessageArea
from briefer.ui.outline_view import OutlinePanel
from briefer.ui.paper_view import PaperView
from briefer.ui.places import TitleBar, framed, titled
from briefer.ui.settings import Settings
from briefer.ui.status import Status
from briefer.ui.tasks import Job, Lane

if TYPE_CHECKING:
    from briefer.core.blocks import Paper
    from briefer.ui.asking import Asker
    from briefer.ui.attaching import Attachments
    from briefer.ui.command_list import CommandList
    from briefer.ui.corpus_dialog import CorpusDialog
    from briefer.ui.details import DetailsPanel
    from briefer.ui.export_dialog import ExportWish
    from briefer.ui.figures import Length
    from briefer.ui.filters import Facets
    from briefer.ui.importing import Imports
    from briefer.workspace import Finding, Recovery, Workspace

PAPER_MS = 120
"""After an edit the paper is composed anew when the hands have rested this long."""
NARROW = 1180
"""Below this width (logical pixels) the paper is a tab of the library's column."""


class MainWindow(QMainWindow):
    """One brief. Constructed with everything it uses; ``start`` begins the work that may wait for the first paint."""

    def __init__(
        self, workspace: Workspace, interface: Interface, settings: Settings, asker: Asker | None = None
    ) -> None:
        super().__init__()
        self._workspace, self._interface, self._settings = workspace, interface, settings
        self._given_asker = asker
        self.corpus = Lane("corpus", self)
        self.briefs = Lane("brief", self)
        self.exports = Lane("export", self)
        self._carrier = Carrier()
        self.document = Document(workspace, Outline(Details(language=interface.lang)), self.corpus, self.briefs, self)
        self._findings: tuple[Finding, ...] = ()
        self._finding_at = -1
        self._last_export: ExportWish | None = None
        self._closing = False
        self._narrow = False
        self._wide_state = QByteArray()
        self._export_job: Job[Path] | None = None
        self._details: DetailsPanel | None = None
        self._attachments: Attachments | None = None
        self._imports: Imports | None = None
        self._recovery_list: tuple[Recovery, ...] = ()

        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.LeftDockWidgetArea, QTabWidget.TabPosition.North)
        self.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._make_places()
        self.actions_ = Actions(self, self.outline.tree, interface.icons)
        self._make_menus()
        self._make_tool_bar()
        self.status = Status(interface, self)
        self.setStatusBar(self.status)
        self._paper_pause = QTimer(self)
        self._paper_pause.setSingleShot(True)
        self._paper_pause.setInterval(PAPER_MS)
        self._paper_pause.timeout.connect(self._compose)
        self._wire()
        self._arrange()
        self.retranslate()
        self.library.search.box.setFocus()

    @property
    def _asker(self) -> Asker:
        if self._given_asker is None:
            from briefer.ui.asking import Asker

            self._given_asker = Asker(self._settings, self)
        return self._given_asker

    @property
    def details(self) -> DetailsPanel:
        """The details below the paper, made once the window is painted."""
        if self._details is None:
            from briefer.ui.details import DetailsPanel

            self._details = DetailsPanel(self._workspace, self.document, self._interface, self._settings, self)
            self.split.addWidget(self._details)
            self.split.setStretchFactor(0, 3)
            self.split.setStretchFactor(1, 2)
            self.split.setCollapsible(1, False)
            self._split_places()
        return self._details

    def _split_places(self) -> None:
        split = self._settings.arrangement("split")
        if split.isEmpty() or not self.split.restoreState(split):
            self.split.setSizes([380, 280])

    @property
    def attachments(self) -> Attachments:
        """What attaches copies, made when first asked for."""
        if self._attachments is None:
            from briefer.ui.attaching import Attachments

            messages = self.library.search.messages
            self._attachments = Attachments(
                self._workspace, self._interface, self.corpus, lambda: self.status, messages, self
            )
            self._attachments.attached.connect(self._attached)
            self._attachments.import_wanted.connect(self.import_reports)
        return self._attachments

    @property
    def imports(self) -> Imports:
        """What imports other reports, made when first asked for."""
        if self._imports is None:
            from briefer.ui.importing import Imports

            messages = self.library.search.messages
            self._imports = Imports(self._workspace, self._interface, self.corpus, lambda: self.status, messages, self)
            self._imports.changed.connect(self._imports_changed)
            self._imports.see_wanted.connect(self._show_item)
            self._imports.source_wanted.connect(self._show_source)
        return self._imports

    # -- making

    def _make_places(self) -> None:
        interface = self._interface
        self.library = Library(self._workspace, interface, self.corpus, self._carrier, self)
        self.outline = OutlinePanel(self.document, interface, self._carrier, self)
        self.paper = PaperView(interface, self)
        self.paper_messages = MessageArea(interface.icons, self)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setObjectName("plain")
        self.split.setHandleWidth(6)
        self.split.addWidget(self.paper)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.paper_messages)
        column.addWidget(self.split, 1)

        self._title_bars: list[TitleBar] = []
        self.library_dock = self._dock("library", lambda: self.tr("Library"), self.library)
        self.paper_dock = self._dock("paper", lambda: self.tr("Paper"), right)
        title = TitleBar(lambda: self.tr("Outline"), "outline", interface, None)
        self.centre = titled(framed(self.outline, self), title, self)
        self.centre.setMinimumWidth(260)
        self.library_dock.setMinimumWidth(280)
        self.paper_dock.setMinimumWidth(290)
        self.setCentralWidget(self.centre)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.library_dock)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.paper_dock)

    def _dock(self, name: str, title: Callable[[], str], content: QWidget) -> QDockWidget:
        dock = QDockWidget(self)
        dock.setObjectName(name)
        bar = TitleBar(title, name, self._interface, dock)
        self._title_bars.append(bar)
        dock.setTitleBarWidget(bar)
        dock.setWidget(framed(content, self))
        dock.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        return dock

    def _make_menus(self) -> None:
        made = self.actions_
        bar = self.menuBar()
        self._menus: list[tuple[QMenu, str]] = []

        def menu(text: str, entries: Sequence[str | QMenu | None], into: QMenu | None = None) -> QMenu:
            new = QMenu(self)
            self._menus.append((new, text))
            for entry in entries:
                if entry is None:
                    new.addSeparator()
                elif isinstance(entry, QMenu):
                    new.addMenu(entry)
                else:
                    new.addAction(made[entry])
            if into is None and text in _TOP:
                bar.addMenu(new)
            return new

        self._new_menu = menu(_NEW, [])
        self._new_menu.aboutToShow.connect(self._fill_new)
        self._recent_menu = menu(_RECENT, [])
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        themes = menu(_THEME, [f"theme_{name}" for name in ("system", "light", "dark", "high-contrast")])
        languages = menu(_LANGUAGE, [f"language_{name}" for name in ("system", "ja", "en")])
        for each in (themes, languages):
            group = QActionGroup(each)
            for action in each.actions():
                group.addAction(action)
        menu(
            _FILE,
            [
                self._new_menu, "open", self._recent_menu, None, "save", "save_as", None, "attach", "import",
                "corpus", None, "export", "export_again", None, "quit",
            ],
        )  # fmt: skip
        menu(
            _EDIT,
            [
                "undo",
                "redo",
                "take_back",
                None,
                "cut",
                "copy",
                "paste",
                "duplicate",
                "delete",
                None,
                "find",
                "commands",
            ],
        )
        menu(
            _ITEM,
            ["add", "add_quotation", "add_gist", "read", "star", None, "show_gist", "show_quotation", "show_both"],
        )
        menu(
            _OUTLINE,
            [
                "section", "note", "matrix", None, "rename", "details", None, "indent", "outdent", "up", "down", None,
                "expand", "collapse", None, "next_finding", "previous_finding",
            ],
        )  # fmt: skip
        menu(_VIEW, ["library", "outline", "paper", "scenarios", None, themes, languages, None, "reset"])
        menu(_HELP, ["shortcuts", "about"])
        # An action of its own for the command list: a new brief without looking for the submenu.
        self.new_action = QAction(self)
        self.new_action.setShortcut(QKeySequence("Ctrl+N"))
        self.new_action.triggered.connect(lambda *_: self.new_brief(_BLANK))
        self.addAction(self.new_action)

    def _make_tool_bar(self) -> None:
        bar = QToolBar(self)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        self.addToolBar(bar)
        for name in act.TOOLS:
            if name in ("undo", "section"):
                bar.addSeparator()
            bar.addAction(self.actions_[name])
        bar.addWidget(_spring(self))
        self.palette_button = QToolButton(self)
        self.palette_button.setObjectName("palette")
        self.palette_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.palette_button.clicked.connect(lambda *_: self.show_commands())
        bar.addWidget(self.palette_button)
        bar.addWidget(_spring(self))
        self.marking = QToolButton(self)
        self.marking.setObjectName("marking")
        self.marking.clicked.connect(lambda *_: self._edit_brief())
        self._marking_action = bar.addWidget(self.marking)
        self.export_button = QToolButton(self)
        self.export_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.export_button.clicked.connect(lambda *_: self.ask_export())
        bar.addWidget(self.export_button)
        bar.addSeparator()
        self.language_buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for lang in ("ja", "en"):
            button = QToolButton(self)
            button.setObjectName("lang")
            button.setCheckable(True)
            button.setText(lang.upper())
            button.clicked.connect(self._speaking(lang))
            group.addButton(button)
            bar.addWidget(button)
            self.language_buttons[lang] = button

    # -- wiring

    def _wire(self) -> None:
        on = self.actions_.on
        document, outline, library = self.document, self.outline, self.library
        on("open", lambda: self._leave(self._open_asked))
        on("save", self.save)
        on("save_as", self.save_as)
        on("attach", self.ask_attach)
        on("import", self.ask_import)
        on("corpus", self.show_corpus)
        on("take_back", lambda: self.imports.take_back())
        self.actions_["take_back"].setEnabled(False)
        on("star", library.star)
        on("export", self.ask_export)
        on("export_again", self.export_again)
        on("quit", self.close)
        on("undo", lambda: self.document.history.undo())
        on("redo", lambda: self.document.history.redo())
        on("cut", lambda: self._clip("cut"))
        on("copy", lambda: self._clip("copy"))
        on("paste", lambda: self._clip("paste"))
        on("duplicate", outline.duplicate)
        on("delete", outline.delete)
        on("find", self._find)
        on("commands", self.show_commands)
        on("add", lambda: self._add_items(library.search.selected(), ""))
        on("add_quotation", lambda: self._add_items(library.search.selected(), "quotation"))
        on("add_gist", lambda: self._add_items(library.search.selected(), "gist"))
        on("read", self._read)
        for choice in ("gist", "quotation", "both"):
            on(f"show_{choice}", self._quoting(choice))
        on("section", lambda: self._with_outline(outline.new_section))
        on("note", lambda: self._with_outline(outline.new_note))
        on("matrix", self._add_matrix)
        on("rename", outline.tree.edit_current)
        on("details", self._focus_details)
        on("indent", outline.indent)
        on("outdent", outline.outdent)
        on("up", lambda: outline.shift(-1))
        on("down", lambda: outline.shift(1))
        on("expand", outline.tree.expandAll)
        on("collapse", outline.tree.collapseAll)
        on("next_finding", lambda: self._show_finding(1))
        on("previous_finding", lambda: self._show_finding(-1))
        on("scenarios", self._show_scenarios)
        on("reset", self._reset_arrangement)
        on("shortcuts", self.show_keys)
        on("about", self.show_about)
        for name in ("system", "light", "dark", "high-contrast"):
            on(f"theme_{name}", self._dressing(name))
        for name in ("system", "ja", "en"):
            on(f"language_{name}", self._speaking(name))
        for name, dock in (("library", self.library_dock), ("paper", self.paper_dock)):
            on(name, self._toggling(dock))
            dock.visibilityChanged.connect(lambda _: self._tell_places())
        on("outline", lambda: self.centre.setVisible(self.actions_["outline"].isChecked()))
        self.actions_["outline"].setChecked(True)

        library.items_wanted.connect(self._add_items)
        library.trees_wanted.connect(self._add_trees)
        library.attach_wanted.connect(self.ask_attach)
        library.files_dropped.connect(self.attach)
        library.own_changed.connect(self._load_facets)
        outline.tree.chosen.connect(self._node_chosen)
        outline.tree.menu_wanted.connect(self._show_node_menu)
        outline.details_wanted.connect(self._focus_details)
        for button, name in zip(outline.adders, ("section", "note", "matrix"), strict=True):
            button.clicked.connect(self.actions_[name].trigger)
        self.paper.node_clicked.connect(self._paper_clicked)
        document.changed.connect(self._changed)
        document.replaced.connect(self._replaced)
        document.state_changed.connect(self._tell_state)
        document.refused.connect(self.show_error)
        document.saved.connect(self._saved)
        self.status.next_finding.connect(lambda: self._show_finding(1))
        self._interface.dressed.connect(self._redress)

    # -- starting

    def start(self, brief: Path | None = None) -> None:
        """What may wait for the first paint: the corpus, unsaved work of earlier runs, the brief asked for."""
        self._interface.icons.hurried = False
        self.details.show_node(ROOT)
        self._redress_own()
        self.outline.retranslate()
        self.setWindowIcon(self._interface.icons.icon("brief", "accent", size=64))
        self._ready_corpus()
        if brief is not None:
            self.open_brief(brief)
        self._compose()

        def look(_: Job[tuple[Recovery, ...]]) -> tuple[Recovery, ...]:
            return self._workspace.recoveries()

        self.briefs.run(look, self._offer_recoveries, self.show_error)

    def _ready_corpus(self) -> None:
        work = self.status.begin(lambda: self.tr("Making the corpus ready"))

        def ensure(job: Job[tuple[str, ...]]) -> tuple[str, ...]:
            return self._workspace.ensure_corpus(job.progress)

        def ready(codes: tuple[str, ...]) -> None:
            for code in codes:
                error = CorpusError(code)
                self.library.search.messages.show_message("info", self._worded(error), key=code)
            self._load_corpus()

        self.corpus.run(
            ensure,
            ready,
            self._corpus_failed,
            progressed=work.progress,
            ended=lambda: self.status.end(work),
        )

    def _load_corpus(self) -> None:
        def load(_: Job[tuple[Facets, tuple[Item, ...]]]) -> tuple[Facets, tuple[Item, ...]]:
            from briefer.ui.filters import facets_of

            return facets_of(self._workspace), self._workspace.scenario_rows()

        def loaded(found: tuple[Facets, tuple[Item, ...]]) -> None:
            facets, rows = found
            self.library.search.corpus_ready(facets)
            self.library.scenarios.show_rows(rows)

        self.corpus.run(load, loaded, self._corpus_failed, latest="load")

    def _load_facets(self) -> None:
        def load(_: Job[Facets]) -> Facets:
            from briefer.ui.filters import facets_of

            return facets_of(self._workspace)

        self.corpus.run(load, self.library.search.facets_changed, self._corpus_failed, latest="facets")

    def _corpus_failed(self, error: BrieferError) -> None:
        self.library.search.messages.show_message(
            "error", self._worded(error), [(lambda: self.tr("Try again"), self._ready_corpus)], key="corpus"
        )

    def _offer_recoveries(self, found: tuple[Recovery, ...]) -> None:
        for number, recovery in enumerate(found[:3]):
            self._offer_recovery(recovery, f"recovery-{number}")

    def _offer_recovery(self, recovery: Recovery, key: str) -> None:
        kept = time.strftime("%Y-%m-%d %H:%M", time.localtime(recovery.kept_at))
        name = recovery.title or (recovery.brief.name if recovery.brief else "")

        def text() -> str:
            told = self.tr("Unsaved work of {time} was kept: {name}")
            return told.replace("{time}", kept).replace("{name}", name or self.tr("Untitled brief"))

        def restore() -> None:
            self._leave(lambda: self.document.recover(recovery, lambda: None))

        def discard() -> None:
            def drop(_: Job[None]) -> None:
                self._workspace.drop_recovery(recovery)

            self.briefs.run(drop)

        self.outline.messages.show_message(
            "warning",
            text,
            [(lambda: self.tr("Restore"), restore), (lambda: self.tr("Discard"), discard)],
            key=key,
        )

    # -- briefs

    def new_brief(self, template: str) -> None:
        """A brief from a template, once unsaved work is settled."""

        def start() -> None:
            try:
                self.document.start(self._workspace.new_brief(template, self._interface.lang))
            except BrieferError as error:
                self.show_error(error)

        self._leave(start)

    def open_brief(self, path: Path) -> None:
        """Open a brief, once unsaved work is settled."""
        self._leave(lambda: self.document.open(path, lambda: self._remember(path), self._leave))

    def save(self) -> None:
        """Save, asking for a file where there is none."""
        if self.document.path is None:
            self.save_as()
        else:
            self.document.save(self.document.path)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Save under a name that is asked for."""
        path = self._asker.save_brief(self._suggested_name() + SUFFIX)
        if path is not None:
            self.document.save(path, lambda: self._saved_as(path, then))

    def _saved_as(self, path: Path, then: Callable[[], None] | None) -> None:
        self._remember(path)
        if then is not None:
            then()

    def _open_asked(self) -> None:
        path = self._asker.open_brief()
        if path is not None:
            self.document.open(path, lambda: self._remember(path), self._leave)

    def _leave(self, then: Callable[[], None]) -> None:
        """Go on with ``then`` when nothing unsaved is lost by it."""
        if self.document.clean:
            then()
            return

        def save() -> None:
            if self.document.path is None:
                self.save_as(then)
            else:
                self.document.save(self.document.path, then)

        def discard() -> None:
            self.document.forget()
            then()

        self._asker.unsaved(save, discard)

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(path.absolute())

    def _suggested_name(self) -> str:
        details = self.document.outline.details
        title = details.title.best(details.language) or self.tr("Untitled brief")
        return "".join("_" if each in '\\/:*?"<>|' or not each.isprintable() else each for each in title)[:80]

    def _fill_new(self) -> None:
        self._new_menu.clear()
        for template in self._workspace.templates():
            action = QAction(self._workspace.template_name(template, self._interface.lang), self._new_menu)
            if template == _BLANK:
                action.setText(f"{action.text()}\tCtrl+N")
            action.triggered.connect(self._making(template))
            self._new_menu.addAction(action)

    def _making(self, template: str) -> Callable[[], None]:
        return lambda *_: self.new_brief(template)

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self._settings.recent():
            action = QAction(path.name.replace("&", "&&"), self._recent_menu)
            action.setToolTip(str(path))
            action.triggered.connect(self._opening(path))
            self._recent_menu.addAction(action)
        self._recent_menu.setToolTipsVisible(True)
        if self._recent_menu.isEmpty():
            none = QAction(self.tr("No briefs yet"), self._recent_menu)
            none.setEnabled(False)
            self._recent_menu.addAction(none)

    def _opening(self, path: Path) -> Callable[[], None]:
        return lambda *_: self.open_brief(path)

    def _changed(self, step: object) -> None:
        self._paper_pause.start()
        if isinstance(step, SetField) and step.node == ROOT:
            self._tell_marking()

    def _replaced(self) -> None:
        self._tell_marking()
        self._findings, self._finding_at = (), -1
        self.status.forget_saved()
        self._paper_pause.stop()
        self._compose()

    def _saved(self) -> None:
        self.status.show_state(clean=self.document.clean, has_file=True, saving=False, just_saved=True)

    # -- adding

    def _add_items(self, items: Sequence[Item], quote: str) -> None:
        choice: QuoteChoice = "quotation" if quote == "quotation" else "gist"
        trees = tuple(Tree(Pick(item, choice)) for item in items)
        if self._add_trees(trees, "") and choice == "quotation" and any(not _has_original(item) for item in items):
            self.outline.messages.show_message(
                "info",
                lambda: self.tr("The original is not attached yet; the paper shows the gist until it is."),
                [(lambda: self.tr("Attach reports…"), self.ask_attach)],
                key="not-attached",
            )

    def _add_trees(self, trees: Sequence[Tree], quote: str) -> bool:
        if quote:
            choice: QuoteChoice = "quotation" if quote == "quotation" else "gist"
            trees = [_quoted(tree, choice) for tree in trees]
        return self.outline.add(trees, f"add:{len(trees)}") if trees else False

    def _add_matrix(self) -> None:
        matrix = self.library.scenarios.matrix()
        if matrix is None:
            self._show_scenarios()
        else:
            self._with_outline(lambda: self.outline.add([Tree(matrix)], "matrix"))

    def _with_outline(self, act_: Callable[[], object]) -> None:
        """New nodes are named at once, so the tree must be there and have the keyboard."""
        self.centre.show()
        self._tell_places()
        self.outline.tree.setFocus()
        act_()

    def _quoting(self, choice: str) -> Callable[[], None]:
        return lambda: self.outline.quote(choice)

    # -- places

    def _find(self) -> None:
        self._raise(self.library_dock)
        self.library.show_search()

    def _show_scenarios(self) -> None:
        self._raise(self.library_dock)
        self.library.show_scenarios()

    def _read(self) -> None:
        items = self.library.search.selected()
        if items:
            self._raise(self.library_dock)
            self.library.read(items[0])

    def _raise(self, dock: QDockWidget) -> None:
        dock.show()
        dock.raise_()

    def _toggling(self, dock: QDockWidget) -> Callable[[], None]:
        def toggle() -> None:
            # A tab that is covered is not hidden: the key brings it to the front first.
            if dock.isHidden() or (self.tabifiedDockWidgets(dock) and not _is_front(dock)):
                self._raise(dock)
            else:
                dock.hide()
            self._tell_places()

        return toggle

    def _tell_places(self) -> None:
        self.actions_["library"].setChecked(not self.library_dock.isHidden())
        self.actions_["paper"].setChecked(not self.paper_dock.isHidden())
        self.actions_["outline"].setChecked(not self.centre.isHidden())

    def _node_chosen(self, node: int) -> None:
        if self._details is not None:
            self._details.show_node(node)
        self.paper.mark(node)
        chosen = bool(self.outline.tree.nodes())
        for name in ("cut", "copy", "duplicate", "delete", "indent", "outdent", "up", "down", "rename"):
            self.actions_[name].setEnabled(chosen)
        quotable = any(
            isinstance(self.document.outline.content(each), Pick | Matrix) for each in self.outline.tree.nodes()
        )
        for name in ("show_gist", "show_quotation", "show_both"):
            self.actions_[name].setEnabled(quotable)

    def _paper_clicked(self, node: int) -> None:
        if node in self.document.outline:
            self.outline.tree.select([node] if node != ROOT else [])
            self.details.show_node(node)

    def _focus_details(self) -> None:
        self._raise(self.paper_dock)
        self.details.show_node(self.outline.tree.current())
        self.details.focus_first()

    def _edit_brief(self) -> None:
        self.outline.tree.select([])
        self._focus_details()

    def _show_node_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = [
            "section", "note", "matrix", None, "rename", "details", "show_gist", "show_quotation", "show_both", None,
            "indent", "outdent", "up", "down", None, "cut", "copy", "paste", "duplicate", "delete",
        ]  # fmt: skip
        for name in names:
            if name is None:
                menu.addSeparator()
            elif self.actions_[name].isEnabled():
                menu.addAction(self.actions_[name])
        menu.popup(position)

    def _clip(self, what: str) -> None:
        """Cut, copy or paste in the text field that has the keyboard, else in the outline."""
        from PySide6.QtWidgets import QLineEdit, QTextEdit

        field = QApplication.focusWidget()
        getattr(field if isinstance(field, QLineEdit | QTextEdit) else self.outline, what)()

    # -- the paper

    def _compose(self) -> None:
        tree, lang = self.document.outline.tree(), self._interface.lang

        def compose(_: Job[tuple[Paper, tuple[Finding, ...], Length]]) -> tuple[Paper, tuple[Finding, ...], Length]:
            from briefer.ui.figures import length_of

            paper = self._workspace.paper(tree)
            return paper, self._workspace.check(tree, lang), length_of(paper)

        self.briefs.run(compose, self._composed, self._paper_failed, latest="paper")

    def _composed(self, made: tuple[Paper, tuple[Finding, ...], Length]) -> None:
        from briefer.ui.figures import numbers_of

        paper, findings, length = made
        self.paper_messages.drop("paper")
        self.paper.show_paper(paper)
        self.paper.mark(self.outline.tree.current())
        self.outline.model.set_numbers(numbers_of(paper))
        self._findings = findings
        self.status.show_findings(len(findings))
        self.status.show_length(length.count, length.minutes, by_characters=length.by_characters)

    def _paper_failed(self, error: BrieferError) -> None:
        self.paper_messages.show_message("error", self._worded(error), key="paper")

    def _show_finding(self, step: int) -> None:
        known = [finding for finding in self._findings if finding.node in self.document.outline]
        if not known:
            self.outline.messages.show_message("good", lambda: self.tr("No findings."), key="finding")
            return
        self._finding_at = (self._finding_at + step) % len(known)
        finding = known[self._finding_at]
        self.outline.tree.select([finding.node] if finding.node != ROOT else [])
        self.details.show_node(finding.node)
        place, count = self._finding_at + 1, len(known)
        title = wording.title_of(self.document.outline.content(finding.node), self.document.outline.details.language)
        self.outline.messages.show_message(
            "warning",
            lambda: f"{place}/{count}  {f'{title}: ' if title else ''}{finding.text}",
            [(lambda: self.tr("Next"), lambda: self._show_finding(1))] if count > 1 else [],
            key="finding",
        )

    # -- attaching

    def ask_attach(self) -> None:
        """Ask for copies of reports and read them."""
        files = self._asker.reports()
        if files:
            self.attach(files)

    def attach(self, files: Sequence[Path]) -> None:
        """Read copies of reports in the background; a bar says what was found."""
        self._raise(self.library_dock)
        self.attachments.begin(files)

    def _attached(self) -> None:
        self._load_corpus()
        self._look_for_refresh()

    # -- importing

    def ask_import(self) -> None:
        """Ask for reports that nobody has catalogued and read them for review."""
        files = self._asker.imports()
        if files:
            self.import_reports(files)

    def import_reports(self, files: Sequence[Path]) -> None:
        """Read reports in the background; their reviews open one after the other."""
        self._raise(self.library_dock)
        self.imports.begin(files)

    def _imports_changed(self) -> None:
        self._load_corpus()
        self._tell_imports()

    def _tell_imports(self) -> None:
        action = self.actions_["take_back"]
        title = self.imports.last
        text = act.say(act.SPECS["take_back"].text)
        action.setText(f"{text}: {_short(title)}".replace("&&", "&") if title else text)
        action.setEnabled(bool(title))

    def _show_source(self, key: str) -> None:
        self._find()
        self.library.search.narrow("source", key)

    def _show_item(self, item_id: str) -> None:
        self._raise(self.library_dock)
        self.library.read_id(item_id)
        self.activateWindow()

    def show_corpus(self) -> CorpusDialog:
        """What is in the corpus, and its backups."""
        from briefer.ui.corpus_dialog import CorpusDialog

        dialog = CorpusDialog(self._workspace, self._interface, self.corpus, self._asker, self)
        dialog.attach_wanted.connect(self.ask_attach)
        dialog.import_wanted.connect(self.ask_import)
        dialog.restored.connect(self._attached)
        dialog.show()
        return dialog

    def _look_for_refresh(self) -> None:
        tree = self.document.outline.tree()

        def look(_: Job[Batch | None]) -> Batch | None:
            return self._workspace.refresh(tree)

        def looked(batch: Batch | None) -> None:
            if batch is None:
                return
            count = len(batch.edits)
            self.outline.messages.show_message(
                "info",
                lambda: self.tr("%n node(s) of this brief can take over the originals.", None, count),
                [(lambda: self.tr("Fill in the originals"), self._refresh)],
                key="refresh",
            )

        self.corpus.run(look, looked, self.show_error, latest="refresh")

    def _refresh(self) -> None:
        tree, document = self.document.outline.tree(), self.document.outline

        def look(_: Job[Batch | None]) -> Batch | None:
            return self._workspace.refresh(tree)

        def do(batch: Batch | None) -> None:
            if batch is not None and document is self.document.outline:
                self.document.do(batch, "refresh")

        self.corpus.run(look, do, self.show_error, latest="refresh")

    # -- exporting

    def ask_export(self) -> None:
        """Ask for format, language and file, then export."""
        from briefer.ui.export_dialog import ExportDialog

        dialog = ExportDialog(self._export_suggestion(), self._asker.export_target, self._interface, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wished.connect(self.export)
        dialog.open()

    def export_again(self) -> None:
        """Export with the same wishes as last time; ask where there was none."""
        if self._last_export is None:
            self.ask_export()
        else:
            self.export(self._last_export)

    def export(self, wish: ExportWish) -> None:
        """Write a paper in the background."""
        if self._export_job is not None:
            self.paper_messages.show_message(
                "info", lambda: self.tr("An export is under way; cancel it or wait."), key="export"
            )
            return
        self._last_export = wish
        self._settings.set_choice("export_format", wish.target.suffix.lower()[1:])
        self._settings.set_text("export_folder", str(wish.target.parent))
        tree = self.document.outline.tree()

        def write(job: Job[Path]) -> Path:
            return self._workspace.export(tree, wish.target, lang=wish.lang, progress=job.progress)

        def ended() -> None:
            self._export_job = None
            self.status.end(work)

        def name() -> str:
            return self.tr("Exporting {file}").replace("{file}", _short(wish.target.name))

        work = self.status.begin(name, lambda: job.cancel())
        job = self.exports.run(write, self._exported, self._export_failed, progressed=work.progress, ended=ended)
        self._export_job = job

    def _exported(self, target: Path) -> None:
        self.paper_messages.show_message(
            "good",
            lambda: self.tr("{file} is written.").replace("{file}", target.name),
            [
                (lambda: self.tr("Open"), lambda: _open(target)),
                (lambda: self.tr("Show in folder"), lambda: _show_in_folder(target)),
            ],
            key="export",
        )
        self._raise_paper_for_message()

    def _export_failed(self, error: BrieferError) -> None:
        self.paper_messages.show_message(
            "error", self._worded(error), [(lambda: self.tr("Export elsewhere…"), self.ask_export)], key="export"
        )
        self._raise_paper_for_message()

    def _raise_paper_for_message(self) -> None:
        if self.paper_dock.isHidden():
            self.paper_dock.show()

    def _export_suggestion(self) -> ExportWish:
        from briefer.ui.export_dialog import ExportWish

        if self._last_export is not None:
            return self._last_export
        suffix = self._settings.choice("export_format")
        folder = self._settings.text("export_folder")
        if self.document.path is not None:
            name = self.document.path.name.removesuffix(SUFFIX)
            place = Path(folder) if folder else self.document.path.parent
        else:
            name, place = self._suggested_name(), Path(folder) if folder else Path.home()
        return ExportWish(place / f"{name}.{suffix}", self.document.outline.details.language)

    # -- messages

    def show_error(self, error: BrieferError) -> None:
        """A problem the user can fix, in the outline's message area."""
        actions: list[tuple[Callable[[], str], Callable[[], None]]] = []
        if error.code == "brief.changed_on_disk":
            actions.append((lambda: self.tr("Save as…"), self.save_as))
            path = self.document.path
            if path is not None:
                actions.append((lambda: self.tr("Open again"), lambda: self.open_brief(path)))
        elif error.code.startswith("file.") and not self.document.clean:
            actions.append((lambda: self.tr("Save as…"), self.save_as))
        self.outline.messages.show_message("error", self._worded(error), actions, key=error.code)

    def show_bug(self, log: Path) -> None:
        """Something is wrong with the program itself; the way out is to save."""
        self.outline.messages.show_message(
            "error",
            lambda: self.tr("Something went wrong in the program itself. It is written down in {file}.").replace(
                "{file}", str(log)
            ),
            [
                (lambda: self.tr("Save as…"), self.save_as),
                (lambda: self.tr("Show the record"), lambda: _open(log)),
            ],
            key="bug",
        )

    def _tell_error(self, area: MessageArea, error: BrieferError) -> None:
        area.show_message("error", self._worded(error))

    def _worded(self, error: BrieferError) -> Callable[[], str]:
        return lambda: self._workspace.message(error, self._interface.lang)

    # -- looks and words

    def _tell_state(self) -> None:
        document = self.document
        history = document.history
        for name, label in (("undo", history.undo_label), ("redo", history.redo_label)):
            action = self.actions_[name]
            text = act.say(act.SPECS[name].text)
            step = wording.step_name(label)
            action.setEnabled(bool(label))
            action.setText(f"{text}: {step}" if step else text)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{act.plain(action.text())} ({keys})")
        title = document.path.name if document.path else self._untitled()
        self.setWindowTitle(f"{title}[*] — briefer")
        self.setWindowModified(not document.clean)
        self.setWindowFilePath(str(document.path) if document.path else "")
        self.status.show_state(clean=document.clean, has_file=document.path is not None, saving=document.saving)

    def _untitled(self) -> str:
        details = self.document.outline.details
        return details.title.best(details.language) or self.tr("Untitled brief")

    def _tell_marking(self) -> None:
        details = self.document.outline.details
        marking = details.marking.best(details.language)
        self.marking.setText(_short(marking))
        self.marking.setToolTip(self.tr("Marking on every page: {marking}").replace("{marking}", marking))
        self._marking_action.setVisible(bool(marking))

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.actions_.retranslate()
        for menu, text in self._menus:
            menu.setTitle(act.say(text))
        self.new_action.setText(self.tr("New brief"))
        self.palette_button.setText(self.tr("Search all actions…") + "   Ctrl+K")
        self.palette_button.setAccessibleName(self.tr("Search all actions"))
        self.export_button.setText(self.tr("Export"))
        self.export_button.setToolTip(self.actions_["export"].toolTip())
        tips = {"ja": "日本語で表示", "en": "Show in English"}
        for lang, button in self.language_buttons.items():
            button.setChecked(lang == self._interface.lang)
            button.setToolTip(tips[lang])
            button.setAccessibleName(tips[lang])
        self.actions_[f"theme_{self._interface.theme_choice}"].setChecked(True)
        self.actions_[f"language_{self._interface.language_choice}"].setChecked(True)
        self._redress_own(act.TOOLS)  # menus follow after the first paint
        self._tell_marking()
        self._tell_state()
        if self._imports is not None:
            self._tell_imports()
        self._node_chosen(self.outline.tree.current())

    def _redress_own(self, names: Collection[str] = tuple(act.SPECS)) -> None:
        self.actions_.redress(names)
        icons = self._interface.icons
        self.palette_button.setIcon(icons.icon("search", "muted"))
        self.export_button.setIcon(icons.icon("export", size=20))
        self.new_action.setIcon(icons.icon("new"))

    def _redress(self) -> None:
        self._redress_own()
        self.paper_messages.redress()

    def _dressing(self, name: str) -> Callable[[], None]:
        return lambda: self._interface.set_theme(name)

    def _speaking(self, name: str) -> Callable[[], None]:
        return lambda *_: self._interface.set_language(name)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language: the checks speak it too."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._compose()
        super().changeEvent(event)

    # -- help

    def show_commands(self) -> CommandList:
        """All actions by name."""
        from briefer.ui.command_list import CommandList

        listed = [self.new_action, *(action for action in self.actions_ if action.objectName() != "commands")]
        commands = CommandList(listed, self)
        commands.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        commands.open_over(self)
        return commands

    def show_keys(self) -> None:
        """All keys on one page."""
        from briefer.ui.help import keys_dialog

        keys_dialog(self.actions_, self).open()

    def show_about(self) -> None:
        """Version and what the program is."""
        from briefer.ui.help import about_dialog

        about_dialog(self._interface, self).open()

    # -- arrangement

    def _arrange(self) -> None:
        self.resize(1366, 768)
        self.resizeDocks([self.library_dock, self.paper_dock], [412, 450], Qt.Orientation.Horizontal)
        self._first_state = self.saveState()
        geometry, state = self._settings.arrangement("geometry"), self._settings.arrangement("state")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        if not state.isEmpty():
            self.restoreState(state)
        self._tell_places()

    def _reset_arrangement(self) -> None:
        self._narrow = False
        self.restoreState(self._first_state)
        self.centre.show()
        self.split.setSizes([380, 280])
        self._fit_places()
        self._tell_places()

    def _fit_places(self) -> None:
        """On a narrow window the paper shares the library's column as a tab."""
        narrow = self.width() < NARROW
        if narrow == self._narrow or self.paper_dock.isFloating() or self.library_dock.isFloating():
            return
        self._narrow = narrow
        for bar in self._title_bars:
            bar.set_compact(compact=narrow)
        if narrow:
            self._wide_state = self.saveState()
            self.tabifyDockWidget(self.library_dock, self.paper_dock)
            self.library_dock.raise_()
            self.resizeDocks([self.library_dock], [max(360, self.width() * 2 // 5)], Qt.Orientation.Horizontal)
        elif not self._wide_state.isEmpty():
            self.restoreState(self._wide_state)
        else:
            self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.paper_dock)
            self.resizeDocks([self.library_dock, self.paper_dock], [412, 450], Qt.Orientation.Horizontal)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name."""
        super().resizeEvent(event)
        self._fit_places()

    # -- ending

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's name; unsaved work is asked about, background work is stopped."""
        if self._imports is not None and not self._imports.may_close():
            event.ignore()
            return
        if not self._closing and (not self.document.clean or self.document.saving):
            event.ignore()
            if self.document.saving:
                self.document.saved.connect(self.close, Qt.ConnectionType.SingleShotConnection)
            else:
                self._leave(self._close_now)
            return
        self._settings.set_arrangement("geometry", self.saveGeometry())
        self._settings.set_arrangement("state", self._wide_state if self._narrow else self.saveState())
        if self._details is not None:
            self._settings.set_arrangement("split", self.split.saveState())
        self._settings.flush()
        if self._imports is not None:
            self._imports.close()
        self.exports.close()
        self.briefs.close(self._workspace.drop_recovery)
        self.corpus.close(self._workspace.close)
        self._carrier.let_go(QGuiApplication.clipboard())
        self._interface.retire()
        event.accept()

    def _close_now(self) -> None:
        self._closing = True
        QTimer.singleShot(0, self, self.close)  # Qt ignores a close within a close

    def wait_idle(self, timeout_ms: int = 30_000) -> bool:
        """Wait until nothing runs in the background; for tests and pictures."""
        lanes = (self.corpus, self.briefs, self.exports)
        until = time.monotonic() + timeout_ms / 1000
        while not all(lane.idle for lane in lanes):
            for lane in lanes:
                lane.wait_idle(max(1, int((until - time.monotonic()) * 1000)))
            if time.monotonic() > until:
                return False
        return True


SUFFIX = ".brief.yaml"
_BLANK = "blank"
_FILE = QT_TRANSLATE_NOOP("Actions", "&File")
_EDIT = QT_TRANSLATE_NOOP("Actions", "&Edit")
_ITEM = QT_TRANSLATE_NOOP("Actions", "&Item")
_OUTLINE = QT_TRANSLATE_NOOP("Actions", "&Outline")
_VIEW = QT_TRANSLATE_NOOP("Actions", "&View")
_HELP = QT_TRANSLATE_NOOP("Actions", "&Help")
_NEW = QT_TRANSLATE_NOOP("Actions", "&New")
_RECENT = QT_TRANSLATE_NOOP("Actions", "Open &recent")
_THEME = QT_TRANSLATE_NOOP("Actions", "&Theme")
_LANGUAGE = QT_TRANSLATE_NOOP("Actions", "La&nguage of the interface")
_TOP = (_FILE, _EDIT, _ITEM, _OUTLINE, _VIEW, _HELP)


def _spring(parent: QWidget) -> QWidget:
    spring = QWidget(parent)
    spring.setObjectName("plain")
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spring


def _is_front(dock: QDockWidget) -> bool:
    return not dock.visibleRegion().isEmpty()


def _has_original(item: Item) -> bool:
    return all(each.original is not None for each in (item.points or (item,)))


def _quoted(tree: Tree, choice: QuoteChoice) -> Tree:
    match tree.content:
        case Pick(item=item):
            return Tree(Pick(item, choice))
        case Matrix(rows=rows):
            return Tree(Matrix(rows, choice))
    return tree


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def _open(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _show_in_folder(path: Path) -> None:
    from PySide6.QtCore import QProcess

    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        _open(path.parent)
