"""The corpus at a glance: what is in it, whether it is sound, and its backups. Not modal."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefer.core.errors import BrieferError
from briefer.ui.fields import Choice
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea
from briefer.ui.tasks import Job, Lane

if TYPE_CHECKING:
    from briefer.corpus.backup import Kept
    from briefer.corpus.store import CorpusInfo
    from briefer.ui.asking import Asker
    from briefer.workspace import Workspace


class CorpusDialog(QDialog):
    """Sources with their counts, facts about the file, back up and restore."""

    attach_wanted = Signal()
    import_wanted = Signal()
    restored = Signal()
    """The corpus is another one now."""

    def __init__(self, workspace: Workspace, interface: Interface, lane: Lane, asker: Asker, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._interface, self._lane, self._asker = workspace, interface, lane, asker
        self._info: CorpusInfo | None = None
        self._kept: tuple[Kept, ...] = ()
        self._job: Job[object] | None = None
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.messages = MessageArea(interface.icons, self)
        self.table = QTableWidget(0, 6, self)
        self.table.setObjectName("facts")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setWordWrap(True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.facts = QLabel(self)
        self.facts.setObjectName("muted")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.attach = QPushButton(self)
        self.attach.clicked.connect(self.attach_wanted)
        self.take = QPushButton(self)
        self.take.clicked.connect(self.import_wanted)
        self.back_up = QPushButton(self)
        self.back_up.clicked.connect(lambda *_: self.ask_backup())
        self.restore = QPushButton(self)
        self.restore.clicked.connect(lambda *_: self.ask_restore())
        self.kept_caption = QLabel(self)
        self.kept = Choice(interface.icons, self)
        self.kept_restore = QPushButton(self)
        self.kept_restore.clicked.connect(lambda *_: self._restore_kept())
        self.leave = QPushButton(self)
        self.leave.clicked.connect(self.close)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        for button in (self.attach, self.take, self.back_up, self.restore):
            button.setAutoDefault(False)
            upper.addWidget(button)
        upper.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.kept_caption)
        middle.addWidget(self.kept, 1)
        middle.addWidget(self.kept_restore)
        lower = QHBoxLayout()
        lower.addStretch(1)
        lower.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self.messages)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.facts)
        layout.addLayout(upper)
        layout.addLayout(middle)
        layout.addLayout(lower)
        self.resize(760, 520)
        self.retranslate()
        self.look()

    # -- looking

    def look(self) -> None:
        """Ask the corpus again; the whole file is checked."""

        def look(_: Job[tuple[CorpusInfo, tuple[Kept, ...]]]) -> tuple[CorpusInfo, tuple[Kept, ...]]:
            return self._workspace.corpus_info(), self._workspace.corpus_backups()

        self._lane.run(look, self._looked, self._failed, latest="corpus-info")

    def _looked(self, found: tuple[CorpusInfo, tuple[Kept, ...]]) -> None:
        self._info, self._kept = found
        self._tell()

    @property
    def info(self) -> CorpusInfo | None:
        """What is shown."""
        return self._info

    # -- backups

    def ask_backup(self) -> None:
        """Ask where to, then write the corpus into one file."""
        target = self._asker.backup_target("briefer-corpus.sqlite")
        if target is None:
            return

        def write(job: Job[Path]) -> Path:
            return self._workspace.backup_corpus(target, job.progress)

        def written(path: Path) -> None:
            self.messages.show_message(
                "good", lambda: self.tr("{file} is written.").replace("{file}", str(path)), key="backup"
            )
            self.look()

        self._work(self._lane.run(write, written, self._failed, ended=self._ended))

    def ask_restore(self) -> None:
        """Ask for a backup, then whether it may take the place of the corpus."""
        source = self._asker.backup_source()
        if source is not None:
            self.confirm_restore(source)

    def _restore_kept(self) -> None:
        place = self.kept.currentIndex()
        if 0 <= place < len(self._kept):
            self.confirm_restore(self._kept[place].file)

    def confirm_restore(self, source: Path) -> None:
        """The corpus will be another one: say so, and do it on a click."""
        self.messages.show_message(
            "warning",
            lambda: self.tr(
                "The whole corpus becomes what it was in {file}: imports, stars, tags and notes since then are not in "
                "it. The present corpus is kept beside it."
            ).replace("{file}", source.name),
            [(lambda: self.tr("Restore"), lambda: self.do_restore(source)), (lambda: self.tr("Cancel"), lambda: None)],
            key="restore",
        )

    def do_restore(self, source: Path) -> None:
        """Put a backup in the place of the corpus."""

        def restore(job: Job[Path | None]) -> Path | None:
            return self._workspace.restore_corpus(source, job.progress)

        def restored(aside: Path | None) -> None:
            def text() -> str:
                told = self.tr("The corpus is restored.")
                if aside is not None:
                    told += " " + self.tr("The one before is kept as {file}.").replace("{file}", aside.name)
                return told

            self.messages.show_message("good", text, key="restore")
            self.restored.emit()
            self.look()

        self._work(self._lane.run(restore, restored, self._failed, ended=self._ended))

    def _work(self, job: Job[Path] | Job[Path | None]) -> None:
        for button in (self.back_up, self.restore, self.kept_restore):
            button.setEnabled(False)

    def _ended(self) -> None:
        for button in (self.back_up, self.restore):
            button.setEnabled(True)
        self._tell()

    def _failed(self, error: BrieferError) -> None:
        self.messages.show_message("error", self._worded(error), key="corpus")

    def _worded(self, error: BrieferError) -> Callable[[], str]:
        return lambda: self._workspace.message(error, self._interface.lang)

    # -- words

    def _tell(self) -> None:
        self.kept.clear()
        for each in self._kept:
            made = each.made.astimezone().strftime("%Y-%m-%d %H:%M")
            self.kept.addItem(f"{made}  ·  {_megabytes(each.size)}")
        for widget in (self.kept_caption, self.kept, self.kept_restore):
            widget.setVisible(bool(self._kept))
        self.kept_restore.setEnabled(bool(self._kept))
        info, lang = self._info, self._interface.lang
        if info is None:
            self.facts.setText(self.tr("The corpus is being checked…"))
            return
        self.table.setRowCount(len(info.sources))
        for row, source in enumerate(info.sources):
            title = source.title.best(lang)
            values = [title, source.items, source.originals, source.verified, source.different, source.copy]
            for column, value in enumerate(values):
                cell = QTableWidgetItem(str(value) if value != 0 or column == 1 else "–")
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                cell.setTextAlignment(right if 1 <= column <= 4 else left)
                cell.setToolTip(f"{title}\n{source.key}" if column == 0 else str(value))
                self.table.setItem(row, column, cell)
        self.table.resizeRowsToContents()
        sound = info.integrity == "ok" and not info.wrong
        lines = [
            self.tr("Sound: every original and copy is what its fingerprint says.")
            if sound
            else self.tr("Damaged: {why}").replace("{why}", ", ".join((info.integrity, *info.wrong[:5]))),
            self.tr("Stars: {stars}  ·  tags: {tags}  ·  notes: {notes}")
            .replace("{stars}", str(info.stars))
            .replace("{tags}", str(info.tags))
            .replace("{notes}", str(info.notes)),
            "  ·  ".join(
                part
                for part in (
                    _megabytes(info.size),
                    self.tr("schema {n}").replace("{n}", str(info.schema_version)),
                    self.tr("catalogue {name}").replace("{name}", info.catalogue) if info.catalogue else "",
                    self.tr("as of {date}").replace("{date}", info.as_of) if info.as_of else "",
                    f"SQLite {info.sqlite}",
                )
                if part
            ),
            info.file,
        ]
        self.facts.setText("".join(f'<p style="line-height:150%; margin:0">{escape(line)}</p>' for line in lines))

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.setWindowTitle(self.tr("Corpus"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Report"),
                self.tr("Items"),
                self.tr("Originals"),
                self.tr("Verified"),
                self.tr("Different"),
                self.tr("Copies"),
            ]
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column in (0, 5):
            heading = self.table.horizontalHeaderItem(column)
            if heading is not None:
                heading.setTextAlignment(left)
        self.table.setAccessibleName(self.tr("Reports in the corpus"))
        self.attach.setText(self.tr("Attach reports…"))
        self.take.setText(self.tr("Import reports…"))
        self.back_up.setText(self.tr("Back up…"))
        self.restore.setText(self.tr("Restore…"))
        self.kept_caption.setText(self.tr("Automatic backups"))
        self.kept.setAccessibleName(self.tr("Automatic backups"))
        self.kept_restore.setText(self.tr("Restore this one"))
        self.leave.setText(self.tr("Close"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"
