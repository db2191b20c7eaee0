"""Where everything of the window is made and put together, once."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from briefer.ui.interface import Interface
from briefer.ui.main_window import MainWindow
from briefer.ui.settings import Settings

if TYPE_CHECKING:
    from briefer.ui.asking import Asker
    from briefer.workspace import Workspace

MAX_LOG = 1_000_000
"""Bytes after which the log of bugs is begun anew."""


def run(workspace: Workspace, brief: Path | None = None, *, environment: Mapping[str, str] | None = None) -> int:
    """Open the window on ``brief`` and stay until it is closed; answers the exit status.

    ``BRIEFER_FIRST_PAINT`` names a file that gets the time (seconds since 1970) of the first paint; the start-up
    benchmark asks for it, and the window closes at once.
    """
    environment = os.environ if environment is None else environment
    gc.disable()  # nothing is given back before the window is there
    app = make_app(sys.argv[:1])
    window = make_window(app, workspace)
    catch_bugs(window, workspace.places.home / "briefer.log")
    report = environment.get("BRIEFER_FIRST_PAINT")
    first = FirstPaint(window, lambda: _painted(window, brief, Path(report) if report else None))
    window.installEventFilter(first)
    window.show()
    return app.exec()


def make_app(arguments: Sequence[str]) -> QApplication:
    """The one application object, dressed in a style that looks the same everywhere."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(arguments))
    app.setApplicationName("briefer")
    app.setStyle("Fusion")
    return app


def make_window(app: QApplication, workspace: Workspace, asker: Asker | None = None) -> MainWindow:
    """A window with everything it uses, dressed, not shown yet."""
    settings = Settings(workspace.places.settings_file)
    interface = Interface(app, workspace.places, settings)
    window = MainWindow(workspace, interface, settings, asker)
    interface.dress()
    return window


class FirstPaint(QObject):
    """Calls back once, when the window has been painted for the first time."""

    def __init__(self, window: QObject, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's name."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def catch_bugs(window: MainWindow, log: Path) -> None:
    """From now on an exception that nobody handles is written to ``log`` and told in a message bar, once at a time."""
    told = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal told
        import traceback

        with contextlib.suppress(OSError):
            log.parent.mkdir(parents=True, exist_ok=True)
            mode = "w" if log.exists() and log.stat().st_size > MAX_LOG else "a"
            with log.open(mode, encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(time.strftime("%Y-%m-%d %H:%M:%S\n"))
                traceback.print_exception(kind, error, trace, file=stream)
        if told:
            return  # a bug in showing the message must not show another message

        def show() -> None:
            nonlocal told
            window.show_bug(log)
            told = False

        told = True
        QTimer.singleShot(0, window, show)

    sys.excepthook = hook


def _painted(window: MainWindow, brief: Path | None, report: Path | None) -> None:
    if report is not None:
        report.write_text(f"{time.time():.4f}\n", encoding="ascii")
        QTimer.singleShot(0, window.close)
        return
    gc.enable()
    window.start(brief)
