"""What to export: format, language, file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefer.core.items import Lang
from briefer.ui.fields import Choice, Line
from briefer.ui.interface import Interface
from briefer.workspace import FORMATS


@dataclass(frozen=True, slots=True)
class ExportWish:
    """A paper to write; the target's suffix names the format."""

    target: Path
    lang: Lang


class ExportDialog(QDialog):
    """Modal to its window, as it asks where to write."""

    wished = Signal(object)

    def __init__(
        self, first: ExportWish, browse: Callable[[Path], Path | None], interface: Interface, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._browse = browse
        self.setWindowTitle(self.tr("Export"))
        self.format = Choice(interface.icons, self)
        names = {
            ".docx": self.tr("Word document (.docx)"),
            ".pdf": self.tr("PDF document (.pdf)"),
            ".html": self.tr("Web page (.html)"),
            ".md": self.tr("Markdown (.md)"),
            ".csv": self.tr("Table of the items (.csv)"),
        }
        for suffix in FORMATS:
            self.format.addItem(names[suffix], suffix)
        self.language = Choice(interface.icons, self)
        for name, value in ((self.tr("Japanese"), "ja"), (self.tr("English"), "en")):
            self.language.addItem(name, value)
        self.target = Line(self, own_undo=True)
        self.target.setMinimumWidth(340)
        self.choose = QPushButton(self.tr("Choose…"), self)
        self.choose.clicked.connect(self._choose)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.target, 1)
        where.addWidget(self.choose)
        self.warning = QLabel(self)
        self.warning.setObjectName("muted")
        self.warning.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for name, widget in ((self.tr("Format"), self.format), (self.tr("Language"), self.language)):
            form.addRow(name, widget)
            widget.setAccessibleName(name)
        form.addRow(self.tr("File"), where)
        self.target.setAccessibleName(self.tr("File"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self.warning)
        layout.addWidget(self.buttons)
        self.format.setCurrentIndex(FORMATS.index(first.target.suffix.lower()))
        self.language.setCurrentIndex(0 if first.lang == "ja" else 1)
        self.target.setText(str(first.target))
        self.format.currentIndexChanged.connect(lambda _: self._suit())
        self.target.textChanged.connect(lambda _: self._check())
        self._check()

    def wish(self) -> ExportWish:
        """What is asked for now."""
        lang: Lang = "ja" if self.language.currentIndex() == 0 else "en"
        return ExportWish(Path(self.target.text().strip()), lang)

    def _suit(self) -> None:
        """The suffix follows the format."""
        path = Path(self.target.text().strip())
        if path.suffix.lower() in FORMATS:
            self.target.setText(str(path.with_suffix(str(self.format.currentData()))))

    def _check(self) -> None:
        path = self.wish().target
        ready = path.suffix.lower() in FORMATS and path.is_absolute()
        self.go.setEnabled(ready)
        if not ready:
            self.warning.setText(
                self.tr("Give the file's full name, ending in {endings}.").format(endings=", ".join(FORMATS))
            )
        elif path.exists():
            self.warning.setText(self.tr("The file exists and will be replaced."))
        else:
            self.warning.setText("")
        if ready and str(self.format.currentData()) != path.suffix.lower():
            self.format.setCurrentIndex(FORMATS.index(path.suffix.lower()))

    def _choose(self) -> None:
        path = self._browse(Path(self.target.text().strip()).with_suffix(str(self.format.currentData())))
        if path is not None:
            suffix = path.suffix.lower()
            self.target.setText(
                str(path if suffix in FORMATS else path.with_name(f"{path.name}{self.format.currentData()}"))
            )

    def _accept(self) -> None:
        wish = self.wish()
        self.accept()
        self.wished.emit(wish)
