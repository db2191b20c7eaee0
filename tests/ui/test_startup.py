"""Nothing slow is imported before the window is painted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLOW = (
    "docx", "lxml", "reportlab", "pikepdf", "yaml", "sqlite_utils", "sqlite3", "PIL", "concurrent.futures",
    "briefer.corpus.store", "briefer.export.docx", "briefer.export.pdf", "briefer.brieffile", "briefer.ui.reader",
    "briefer.ui.scenarios", "briefer.ui.export_dialog", "briefer.ui.command_list", "briefer.ui.asking",
    "briefer.ui.details", "briefer.ui.filters", "briefer.ui.help", "briefer.ui.paper_text", "briefer.ui.figures",
    "briefer.ui.attaching", "briefer.ui.importing", "briefer.ui.review_window", "briefer.ui.corpus_dialog",
    "briefer.core.blocks", "briefer.core.compose",
)  # fmt: skip

PROGRAM = """
import sys
from pathlib import Path
import briefer.cli
from briefer.ui import app
from briefer.workspace import Workspace
from briefer.paths import find_places

seen = []
def painted(window, brief, report):
    seen.extend(sys.modules)
    window.close()
app._painted = painted
status = app.run(Workspace(find_places()))
print(status, *seen, sep="\\n")
"""


def test_what_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    environment = {**os.environ, "BRIEFER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    status, *modules = done.stdout.splitlines()
    assert status == "0"
    assert "briefer.ui.main_window" in modules
    assert sorted(set(SLOW) & set(modules)) == []


def test_the_first_paint_can_be_timed(tmp_path: Path) -> None:
    report = tmp_path / "paint"
    environment = {
        **os.environ,
        "BRIEFER_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "BRIEFER_FIRST_PAINT": str(report),
    }
    subprocess.run([sys.executable, "-m", "briefer"], env=environment, cwd=ROOT, check=True, timeout=60)
    assert float(report.read_text()) > 1.7e9


COPYING = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Insert, Note, Tree
from briefer.paths import find_places
from briefer.ui import app
from briefer.workspace import Workspace

def painted(window, brief, report):
    window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("写し")))), "note")
    window.outline.tree.select([window.document.outline.child(ROOT, 0)])
    window.outline.copy()
    window._closing = True
    window.close()
    print(QGuiApplication.clipboard().text())
app._painted = painted
print(app.run(Workspace(find_places())))
"""


def test_a_copy_on_the_clipboard_outlives_the_window(tmp_path: Path) -> None:
    environment = {**os.environ, "BRIEFER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", COPYING], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.split()) == (0, ["写し", "0"]), done.stderr
