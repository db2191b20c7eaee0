"""The user's own on one item: a star, tags, a note. Below the reader; what is typed is kept when the field is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from briefer.ui.fields import Line, Text
from briefer.ui.interface import Interface

if TYPE_CHECKING:
    from briefer.corpus.own import Own

PAUSE_MS = 1_200
"""What is typed is kept when the hands have rested this long."""


class OwnPanel(QWidget):
    """Star, tags, note. Tells only what has changed."""

    starred = Signal(bool)
    tagged = Signal(object, object)
    """Tags to add and tags to take away (tuples)."""
    noted = Signal(str)

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._tags: tuple[str, ...] = ()
        self._note = ""
        self.star = QToolButton(self)
        self.star.setObjectName("quiet")
        self.star.setCheckable(True)
        self.star.toggled.connect(lambda _: self._dress())
        self.star.clicked.connect(self.starred)
        self.tags = Line(self)
        self.tags.editingFinished.connect(self.flush)
        self.note = Text(self, lowest=1, highest=5)
        self._captions = (QLabel(self), QLabel(self))
        for caption in self._captions:
            caption.setObjectName("muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._captions[0], 0, 0)
        grid.addWidget(self.tags, 0, 1)
        grid.addWidget(self.star, 0, 2)
        grid.addWidget(self._captions[1], 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._flush_note)
        self.note.edited.connect(lambda _: self._pause.start())
        self.note.installEventFilter(self)
        self.retranslate()

    def show_own(self, own: Own | None) -> None:
        """Show what is kept; a field that has the keyboard is left alone."""
        self.star.setChecked(own is not None and own.starred)
        self._tags = own.tags if own is not None else ()
        self._note = own.note if own is not None else ""
        if not self.tags.hasFocus():
            self.tags.setText(self._comma().join(self._tags))
        if not self.note.hasFocus():
            self.note.show_text(self._note)

    def clear(self) -> None:
        """Another item: nothing of the last one stays."""
        self._pause.stop()
        self._tags, self._note = (), ""
        self.star.setChecked(False)
        self.tags.clear()
        self.note.show_text("")

    def flush(self) -> None:
        """Keep what has been typed."""
        written = tuple(
            dict.fromkeys(part for each in self.tags.text().replace("、", ",").split(",") if (part := each.strip()))
        )
        added = tuple(word for word in written if word not in self._tags)
        gone = tuple(word for word in self._tags if word not in written)
        if added or gone:
            self._tags = written
            self.tagged.emit(added, gone)
        self._flush_note()

    def _flush_note(self) -> None:
        self._pause.stop()
        text = self.note.toPlainText().strip()
        if text != self._note and not self.note.composing:
            self._note = text
            self.noted.emit(text)

    def _comma(self) -> str:
        return "、" if self._interface.lang == "ja" else ", "

    def retranslate(self) -> None:
        """Words in the interface's language."""
        for caption, text in zip(self._captions, (self.tr("Tags"), self.tr("Note")), strict=True):
            caption.setText(text)
        self.tags.setAccessibleName(self.tr("Tags"))
        self.tags.setPlaceholderText(self.tr("Your words for it, with commas between them"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Your note; it is searched too and stays with you"))
        self._dress()

    def _dress(self) -> None:
        on = self.star.isChecked()
        icons = self._interface.icons
        self.star.setIcon(icons.icon("starred" if on else "star", "accent" if on else "muted", 20))
        tip = self.tr("Take the star away (Ctrl+Shift+M)") if on else self.tr("Star it (Ctrl+Shift+M)")
        self.star.setToolTip(tip)
        self.star.setAccessibleName(self.tr("Star"))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt's name; a field that is left is kept."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self._flush_note()
        return False
