"""Questions that only a person can answer: files, and what becomes of unsaved work. Tests bring their own answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from briefer.ui.settings import Settings

SUFFIX = ".brief.yaml"


class Asker(QObject):
    """Asks with the platform's dialogs; remembers the folder."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._window = parent

    def open_brief(self) -> Path | None:
        """An existing brief, ``None`` if the user thinks better of it."""
        kinds = self.tr("Briefs") + f" (*{SUFFIX} *.yaml *.yml)"
        found, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a brief"), self._folder(), kinds)
        return self._remembered(found)

    def save_brief(self, suggested: str) -> Path | None:
        """Where to save; the suffix is added where it is missing."""
        start = str(Path(self._folder()) / suggested)
        kinds = self.tr("Briefs") + f" (*{SUFFIX})"
        found, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the brief"), start, kinds)
        path = self._remembered(found)
        if path is not None and path.suffix not in (".yaml", ".yml"):
            path = path.with_name(path.name + SUFFIX)
        return path

    def reports(self) -> list[Path]:
        """Copies of reports to attach."""
        return self._reports(self.tr("Attach reports"))

    def imports(self) -> list[Path]:
        """Reports to import."""
        return self._reports(self.tr("Import reports"))

    def backup_target(self, suggested: str) -> Path | None:
        """Where to back the corpus up."""
        kinds = self.tr("Backups of the corpus") + " (*.sqlite)"
        start = str(Path(self._folder()) / suggested)
        found, _ = QFileDialog.getSaveFileName(self._window, self.tr("Back up the corpus"), start, kinds)
        return self._remembered(found)

    def backup_source(self) -> Path | None:
        """The backup to restore."""
        kinds = self.tr("Backups of the corpus") + " (*.sqlite)"
        found, _ = QFileDialog.getOpenFileName(self._window, self.tr("Restore the corpus"), self._folder(), kinds)
        return self._remembered(found)

    def _reports(self, title: str) -> list[Path]:
        kinds = self.tr("Reports") + " (*.txt *.md *.markdown *.html *.htm *.docx *.pdf)"
        found, _ = QFileDialog.getOpenFileNames(self._window, title, self._folder(), kinds)
        for each in found[:1]:
            self._remembered(each)
        return [Path(each) for each in found]

    def export_target(self, suggested: Path) -> Path | None:
        """Where to write a paper."""
        names = {".docx": "Word", ".pdf": "PDF", ".html": "HTML", ".md": "Markdown", ".csv": "CSV"}
        kinds = f"{names[suggested.suffix]} (*{suggested.suffix})"
        found, _ = QFileDialog.getSaveFileName(self._window, self.tr("Export the paper"), str(suggested), kinds)
        return Path(found) if found else None

    def unsaved(self, save: Callable[[], None], discard: Callable[[], None]) -> None:
        """Unsaved work is about to be left: save it, let it go, or stay."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("This brief has unsaved changes."))
        box.setInformativeText(self.tr("Save them before going on?"))
        box.setStandardButtons(
            QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel
        )
        box.setDefaultButton(QMessageBox.StandardButton.Save)

        def answered(answer: int) -> None:
            box.deleteLater()
            if answer == QMessageBox.StandardButton.Save.value:
                save()
            elif answer == QMessageBox.StandardButton.Discard.value:
                discard()

        box.finished.connect(answered)
        box.open()

    def _folder(self) -> str:
        return self._settings.text("folder") or str(Path.home())

    def _remembered(self, found: str) -> Path | None:
        if not found:
            return None
        path = Path(found)
        self._settings.set_text("folder", str(path.parent))
        return path
