"""Pictures of the window, to be looked at: ``python -m tests.ui.grab OUTDIR [--only TEXT]``.

Each combination of language, theme and scale runs in a process of its own, as the scale is fixed at the start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefer.ui.main_window import MainWindow

LANGUAGES = ("ja", "en")
THEMES = ("light", "dark")
SCALES = ("1", "2")
EXTRA = (("ja", "high-contrast", "1"),)
IMPORTS = Path(__file__).resolve().parents[1] / "files" / "imports"
REPORTS = (
    "14-kanji-nested/report.txt", "18-policy-index-table/report.html", "03-maru-wrapped/report.columns.pdf",
    "20-news-no-items/report.txt", "31-tab-scenarios-and-recs/report.txt",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] == "--one":
        one(Path(arguments[1]), *arguments[2:])
        return 0
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    only = arguments[2] if len(arguments) > 2 else ""
    for lang, theme, scale in [(a, b, c) for a in LANGUAGES for b in THEMES for c in SCALES] + list(EXTRA):
        name = f"{lang}-{theme}-{scale}00"
        if only not in name:
            continue
        with tempfile.TemporaryDirectory() as home:
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
                "QT_SCALE_FACTOR": scale,
                "BRIEFER_HOME": home,
            }
            command = [sys.executable, "-m", "tests.ui.grab", "--one", str(out / name), lang, theme]
            subprocess.run(command, env=environment, check=True)
    return 0


def one(target: Path, lang: str, theme: str) -> None:
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QWidget

    from briefer.paths import find_places
    from briefer.ui.app import make_app, make_window
    from briefer.ui.settings import Settings
    from briefer.workspace import Workspace

    places = find_places()
    app = make_app(["briefer"])
    settings = Settings(places.settings_file)
    settings.set_choice("language", lang)
    settings.set_choice("theme", theme)
    settings.flush()
    window = make_window(app, Workspace(places))

    def settle(milliseconds: int = 250) -> None:
        window.wait_idle()
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        window.wait_idle()

    def take(name: str, widget: QWidget = window) -> None:
        settle()
        widget.grab().save(f"{target}-{name}.png")

    window.resize(1366, 768)
    window.show()
    window.start(places.data / "examples" / "taiwan-strait.brief.yaml")
    settle()
    search = window.library.search
    search.box.setText("台湾" if lang == "ja" else "taiwan")
    settle()
    search.list.setCurrentIndex(search.results.index(1))
    sections = window.document.outline.children()
    first = next(node for node, _ in window.document.outline.walk() if node not in sections)
    window.outline.tree.select([first])
    window.outline.tree.setFocus()
    take("window")
    window.outline.tree.select([])
    window.library.show_scenarios()
    window.library.scenarios.table.selectColumn(0)
    take("scenarios")
    window.library.show_search()
    window.library.read(search.results.hit(1).item)
    take("reader")
    window.library.read_id("npi-2024/summary/2.4")
    settle()
    window.library.reader.own.star.click()
    window.library.reader.own.tags.setText("急ぎ、台湾" if lang == "ja" else "urgent, Taiwan")
    window.library.reader.own.note.setPlainText("次官説明に使う" if lang == "ja" else "For the vice-minister")
    window.library.reader.own.flush()
    settle()
    window.library.reader._text.verticalScrollBar().setValue(260)
    take("reader-links")
    window.library.read_id("jfir-2026/4")
    settle()
    window.library.reader._text.verticalScrollBar().setValue(200)
    take("reader-doubts")
    window.library.close_reader()
    search.box.clear()
    search.narrow("topic", "tariffs")
    settle()
    take("filters")
    search.filters[4].fill()
    take("filter-menu", search.filters[4].menu())
    search.narrow("source", "")
    window.library._show_dropping(on=True)
    take("drop")
    window.library._show_dropping(on=False)
    corpus = window.show_corpus()
    take("corpus", corpus)
    corpus.close()
    imports(window, take)
    window.outline.messages.show_message(
        "warning", lambda: "未保存の内容" if lang == "ja" else "Unsaved work was kept", [(lambda: "OK", lambda: None)]
    )
    search.box.setText("ありえない語句xyz")
    take("messages")
    window.outline.messages.clear()
    search.box.clear()
    commands = window.show_commands()
    take("commands", commands)
    commands.close()
    window.ask_export()
    from PySide6.QtWidgets import QDialog

    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    take("export", dialog)
    dialog.reject()
    window.show_keys()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    take("keys", dialog)
    dialog.reject()
    window.resize(1024, 700)
    take("narrow")
    window.document.forget()
    window.document.history.set_clean()
    window.close()


def imports(window: MainWindow, take: Callable[..., None]) -> None:
    """The review of reports of several layouts, one after the other, then what is said when one is stored."""
    from PySide6.QtWidgets import QApplication

    for name in REPORTS:
        window.import_reports([IMPORTS / name])
        window.wait_idle()
        QApplication.processEvents()
        review = window.imports.window
        assert review is not None
        review.resize(1280, 800)
        place = name.split("-")[0]
        if place == "14":
            review.merge()
        take(f"review-{place}", review)
        if place == "31":
            review.resize(1024, 700)
            review.source.select(1600, 1660)
            review.make()
            review.close()  # asks
            take("review-asks", review)
            review.do_store()
            window.wait_idle()
            take("import-stored")
        else:
            review.finished()
    window.imports.take_back()
    window.library.search.narrow("source", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
