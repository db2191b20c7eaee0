"""The status bar: saved or not, work in the background, findings, length."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from briefer.ui.interface import Interface

Text = Callable[[], str]


class Work(QWidget):
    """One piece of background work: its name, how far it is, and a way to stop it."""

    def __init__(self, name: Text, cancel: Callable[[], None] | None, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._fraction: float | None = None
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(96)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        self.stop: QToolButton | None = None
        if cancel is not None:
            self.stop = QToolButton(self)
            self.stop.setObjectName("quiet")
            self.stop.setIcon(interface.icons.icon("stop", "muted"))
            self.stop.clicked.connect(cancel)
            layout.addWidget(self.stop)
        self.retranslate()

    def progress(self, fraction: float) -> None:
        """How much is done, 0.0 to 1.0."""
        self._fraction = fraction
        self._bar.setRange(0, 100)
        self._bar.setValue(round(fraction * 100))
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the interface's language."""
        name = self._name()
        self._label.setText(name if self._fraction is None else f"{name} {self._fraction:.0%}")
        self._bar.setAccessibleName(name)
        if self.stop is not None:
            self.stop.setToolTip(self.tr("Cancel"))
            self.stop.setAccessibleName(self.tr("Cancel: {work}").replace("{work}", name))

    def end(self) -> None:
        """The work has ended, one way or another."""
        self.hide()
        self.deleteLater()


class Status(QStatusBar):
    """Left: state and work. Right: findings and length."""

    next_finding = Signal()

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._saved_at = ""
        self._clean = True
        self._has_file = False
        self._saving = False
        self._findings = 0
        self._length = (0, 0.0, True)
        self._works: list[Work] = []
        self.setSizeGripEnabled(False)
        self.state = QLabel(self)
        self.findings = QPushButton(self)
        self.findings.setObjectName("status")
        self.findings.clicked.connect(self.next_finding)
        self.length = QLabel(self)
        self.addWidget(self.state)
        self.addPermanentWidget(self.findings)
        self.addPermanentWidget(self.length)
        self.retranslate()

    def begin(self, name: Text, cancel: Callable[[], None] | None = None) -> Work:
        """Show that something is being done."""
        work = Work(name, cancel, self._interface, self)
        self._works.append(work)
        self.insertWidget(1, work)
        work.show()
        return work

    def end(self, work: Work) -> None:
        """It is done."""
        if work in self._works:
            self._works.remove(work)
            self.removeWidget(work)
            work.end()

    @property
    def works(self) -> tuple[Work, ...]:
        """What is being done now."""
        return tuple(self._works)

    def show_state(self, *, clean: bool, has_file: bool, saving: bool, just_saved: bool = False) -> None:
        """Saved, unsaved, being saved."""
        if just_saved:
            self._saved_at = time.strftime("%H:%M")
        self._clean, self._has_file, self._saving = clean, has_file, saving
        self._tell()

    def forget_saved(self) -> None:
        """Another brief: the time of saving belongs to the old one."""
        self._saved_at = ""

    def show_findings(self, count: int) -> None:
        """How many findings the checks have."""
        self._findings = count
        self._tell()

    def show_length(self, characters: int, minutes: float, *, by_characters: bool) -> None:
        """Characters or words of the paper, and minutes it takes to read aloud."""
        self._length = (characters, minutes, by_characters)
        self._tell()

    def retranslate(self) -> None:
        """Words in the interface's language."""
        for work in self._works:
            work.retranslate()
        self._tell()

    def _tell(self) -> None:
        if self._saving:
            text = self.tr("Saving…")
        elif not self._clean:
            text = "● " + self.tr("Unsaved changes")
        elif self._saved_at:
            text = "✓ " + self.tr("Saved {time}").replace("{time}", self._saved_at)
        elif self._has_file:
            text = "✓ " + self.tr("Saved")
        else:
            text = self.tr("New brief")
        self.state.setText(text)
        self.findings.setText(self.tr("%n finding(s)", None, self._findings))
        self.findings.setToolTip(self.tr("Show the next finding (F4)"))
        self.findings.setVisible(self._findings > 0)
        count, minutes, by_characters = self._length
        unit = (
            self.tr("{n} characters").replace("{n}", f"{count:,}")
            if by_characters
            else self.tr("{n} words").replace("{n}", f"{count:,}")
        )
        rounded = max(1, round(minutes)) if count else 0
        self.length.setText(f"{unit}   " + self.tr("about %n min", None, rounded))
        self.length.setToolTip(self.tr("Time to read the paper aloud: 300 characters or 130 words a minute"))

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
