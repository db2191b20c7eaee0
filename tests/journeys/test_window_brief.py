"""From an empty window to two papers, with keyboard and mouse."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from briefer.core.outline import Pick
from briefer.ui.export_dialog import ExportDialog, ExportWish
from tests.ui import window as windows
from tests.ui.window import OFFSCREEN, Desk

desk_maker = windows.desk_maker
pytestmark = pytest.mark.qt_log_ignore(*OFFSCREEN)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_search_pick_arrange_undo_save_reopen_export(
    desk_maker: Callable[..., Desk],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    desk = desk_maker()
    window, search, tree = desk.window, desk.window.library.search, desk.window.outline.tree
    outline = window.document.outline

    # Find 台湾 and pick three: two by keys, one by double-click.
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    desk.search("台湾")
    assert search.total >= 3
    qtbot.keyClick(search.box, Qt.Key.Key_Return)
    for _ in range(2):
        qtbot.keyClick(search.list, Qt.Key.Key_Return)
        qtbot.keyClick(search.list, Qt.Key.Key_Down)
    third = search.list.visualRect(search.results.index(2)).center()
    qtbot.mouseClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=third)
    qtbot.mouseDClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=third)
    wanted = [search.results.hit(row).item.id for row in range(3)]
    picked = [outline.content(node) for node in outline.children()]
    assert [pick.item.id for pick in picked if isinstance(pick, Pick)] == wanted

    # All three into a section of their own.
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL | SHIFT)
    qtbot.keyClicks(tree.findChild(QLineEdit, "inplace"), "Strait")
    qtbot.keyClick(tree.findChild(QLineEdit, "inplace"), Qt.Key.Key_Return)
    assert [depth for depth, _ in desk.titles()] == [1, 2, 2, 2]
    assert desk.titles()[0] == (1, "Strait")

    # A second section, put below the first, moved out again, and a note in it.
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL | SHIFT)
    editor = next(each for each in tree.findChildren(QLineEdit, "inplace") if each.isVisible())
    qtbot.keyClicks(editor, "Next")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Tab)
    assert desk.titles()[-1] == (2, "Next")
    qtbot.keyClick(tree, Qt.Key.Key_Backtab, SHIFT)
    assert desk.titles()[-1] == (1, "Next")
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL | SHIFT)
    qtbot.keyClicks(window.details.field("text").input, "Watch the strait.")

    # Details by way of the title above the tree.
    window.outline.title.click()
    qtbot.keyClicks(window.details.field("title").input, "Brief")
    window.outline.adders[2].click()  # the scenarios, too
    desk.settle()
    assert "第１" in window.paper.sheet.toPlainText()
    assert window.outline.model.index(0, 0).data(window_role()) == "第１"

    # Everything back, everything again.
    full = outline.tree()
    steps = 0
    while window.document.history.undo_label:
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
        steps += 1
    assert steps >= 8
    assert desk.titles() == []
    while window.document.history.redo_label:
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert outline.tree() == full

    # Saved, closed, opened again: the same.
    file = tmp_path / "旅.brief.yaml"
    desk.answers.to_save = file
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    desk.settle()
    assert window.document.clean
    assert window.windowTitle().startswith("旅.brief.yaml")
    saved = file.read_bytes()
    window.close()
    again = desk_maker(brief=file)
    assert again.window.document.outline == outline
    again.answers.to_save = tmp_path / "copy.brief.yaml"
    again.do("save_as")
    again.settle()
    assert (tmp_path / "copy.brief.yaml").read_bytes() == saved

    # Word by the dialog, PDF in English, and Word once more as last time.
    word, pdf = tmp_path / "paper.docx", tmp_path / "paper.pdf"
    qtbot.keyClick(again.window, Qt.Key.Key_E, CONTROL | SHIFT)
    dialog = again.window.findChild(ExportDialog)
    assert dialog is not None
    dialog.target.setText(str(word))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    again.settle()
    assert any("paper.docx" in text for text in again.messages())
    assert "word/document.xml" in zipfile.ZipFile(word).namelist()
    first = word.read_bytes()
    word.unlink()
    again.window.activateWindow()
    qtbot.waitUntil(again.window.isActiveWindow)
    qtbot.keyClick(again.window, Qt.Key.Key_E, CONTROL)
    again.settle()
    assert word.read_bytes() == first
    again.window.export(ExportWish(pdf, "en"))
    again.settle()
    assert pdf.read_bytes().startswith(b"%PDF-")
    bar = again.window.paper_messages.bars[-1]
    assert [button.text() for button in bar.buttons] == ["開く", "フォルダーで表示"]


def window_role() -> int:
    from briefer.ui.outline_model import Role

    return Role.NUMBER


def test_attach_a_report_and_fill_in_the_originals(
    desk_maker: Callable[..., Desk],
    qtbot: QtBot,
    tmp_path: Path,
    sample: Path,
    sources: Path,
) -> None:
    desk = desk_maker(brief=sample)
    window, outline = desk.window, desk.window.document.outline
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("何の報告書でもない。\n", encoding="utf-8")
    desk.answers.to_attach = [sources / "npi-2024.txt", stranger]
    qtbot.keyClick(window, Qt.Key.Key_A, CONTROL | SHIFT)
    desk.settle()
    told = desk.messages()
    assert any("npi-2024.txt" in text and "一致" in text for text in told)
    assert any("stranger.txt" in text for text in told)
    before = outline.tree()
    picks = [node for node, _ in outline.walk() if isinstance(outline.content(node), Pick)]
    assert all(outline.content(node).item.original is None for node in picks if not outline.content(node).item.points)  # type: ignore[union-attr]
    bar = next(bar for bar in window.outline.messages.bars if bar.buttons and bar.buttons[0].text() == "原文を反映")
    bar.buttons[0].click()
    desk.settle()
    assert window.document.history.undo_label == "refresh"
    for node in picks:
        content = outline.content(node)
        assert isinstance(content, Pick)
        assert all(each.original for each in (content.item.points or (content.item,)))
    desk.do("undo")
    assert outline.tree() == before


def test_a_first_start_builds_the_corpus_behind_a_painted_window(qtbot: QtBot, places: object) -> None:
    from PySide6.QtWidgets import QApplication

    from briefer.ui.app import make_window
    from briefer.workspace import Workspace

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = make_window(app, Workspace(places))  # type: ignore[arg-type]
    with qtbot.waitExposed(window):
        window.show()
    assert window.library.search.total == 0
    window.start()
    assert len(window.status.works) == 1
    qtbot.waitUntil(lambda: window.library.search.total > 100, timeout=20_000)
    assert window.status.works == ()
    assert window.wait_idle()
    window.close()
    window.deleteLater()
