"""The window as a whole: places, actions, languages, themes, messages, ending."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QLabel, QLineEdit, QMenu, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefer.core.errors import BrieferError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Insert, Note, Pick, Section, SetField, Tree
from briefer.ui.actions import SPECS, plain
from briefer.ui.app import catch_bugs
from briefer.ui.drawing import OneLine
from briefer.ui.status import Status
from briefer.workspace import FORMATS
from tests.ui.window import Desk, compose

MakeDesk = Callable[..., Desk]
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def all_actions(menu: QMenu) -> list[QAction]:
    return [each for action in menu.actions() for each in (all_actions(action.menu()) if action.menu() else [action])]


# -- words


@pytest.mark.parametrize("size", [(1366, 768), (1024, 700)])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_label_is_clipped(desk_maker: MakeDesk, sample: Path, lang: str, size: tuple[int, int]) -> None:
    desk = desk_maker(lang=lang, brief=sample, size=size)
    window = desk.window

    def clipped() -> list[str]:
        found = []
        for widget in window.findChildren(QWidget):
            if not widget.isVisible() or isinstance(widget, OneLine) or widget.objectName() == "brief":
                continue
            if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
                wanted, have = widget.sizeHint().width(), widget.width()
            elif isinstance(widget, QLabel) and widget.text():
                wanted, have = widget.heightForWidth(widget.width()), widget.height()
            elif isinstance(widget, QAbstractButton) and widget.text():
                wanted, have = widget.sizeHint().width(), widget.width()
            elif isinstance(widget, QTabBar):
                wanted = max(widget.fontMetrics().horizontalAdvance(widget.tabText(n)) for n in range(widget.count()))
                have = min(widget.tabRect(n).width() for n in range(widget.count()) if widget.tabText(n))
                wanted = min(wanted, have) if widget.count() > 1 else wanted
            else:
                continue
            if wanted > have + 1:
                found.append(f"{type(widget).__name__} {getattr(widget, 'text', str)()!r}: {wanted} > {have}")
        return found

    assert clipped() == []
    outline = window.document.outline
    kinds = {outline.content(node).kind: node for node, _ in outline.walk()}
    for node in kinds.values():
        window.outline.tree.select([node])
        desk.settle()
        assert clipped() == []
    window.library.show_scenarios()
    desk.settle()
    assert clipped() == []
    window.library.show_search()
    window.library.read(window.library.search.results.hit(0).item)
    desk.settle()
    assert clipped() == []


def test_the_language_changes_at_once_and_back(desk_maker: MakeDesk, sample: Path, qtbot: QtBot) -> None:
    desk = desk_maker(lang="ja", brief=sample)
    window = desk.window
    window.library.show_scenarios()

    def words() -> dict[str, str]:
        found = {f"action {name}": window.actions_[name].text() for name in SPECS}
        for number, widget in enumerate(window.findChildren(QWidget)):
            if type(widget).__module__.startswith("PySide6") and isinstance(widget.parent(), QDockWidget | QTabBar):
                continue  # buttons that Qt makes for itself and never shows here
            for get in ("text", "toolTip", "placeholderText", "accessibleName", "title", "windowTitle"):
                call = getattr(widget, get, None)
                if callable(call) and not (isinstance(widget, QLineEdit) and get == "text"):
                    text = call()
                    if isinstance(text, str) and text:
                        found[f"{number} {type(widget).__name__} {get}"] = text
        return found

    desk.do("language_en")
    desk.settle()
    english = words()
    japanese_left = {
        where: text
        for where, text in english.items()
        if any("\u3040" <= each <= "\u30ff" for each in text) and "brief" not in where.lower()
    }
    known = ("日本語 (&J)", "日本語で表示")
    # The brief itself is Japanese: its own texts stay.
    own = str(window.document.outline.tree())
    assert {text for text in japanese_left.values() if text not in known and text.strip() not in own
            and not any(part in own for part in text.split("  ·  "))
            and "台湾" not in text and "…" not in text} == set()  # fmt: skip
    desk.do("language_ja")
    desk.settle()
    assert window.actions_["undo"].text() == "元に戻す(&U)"
    assert window.menuBar().actions()[0].text() == "ファイル(&F)"
    assert window.library.tabs.tabText(0) == "検索"
    assert window.library_dock.windowTitle() == "ライブラリ"
    assert "件" in window.library.search.count.text()


def test_every_action_has_a_name_a_tip_and_a_place_in_a_menu(desk: Desk) -> None:
    window = desk.window
    in_menus = {
        action.objectName() for top in window.menuBar().actions() for action in all_actions(top.menu()) if top.menu()
    }
    for name in SPECS:
        action = window.actions_[name]
        assert plain(action.text()), name
        assert action.toolTip(), name
        assert name in in_menus, name
    keys = [key.toString() for action in window.actions_ for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_everything_that_takes_the_keyboard_has_a_name(desk_maker: MakeDesk, sample: Path) -> None:
    window = desk_maker(brief=sample).window
    window.library.show_scenarios()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
        and type(widget).__module__.startswith("briefer")
    ]
    assert nameless == []


# -- places


def test_places_are_shown_hidden_and_remembered(desk_maker: MakeDesk, qtbot: QtBot) -> None:
    desk = desk_maker()
    window = desk.window
    for key, widget in (
        (Qt.Key.Key_F6, window.library_dock),
        (Qt.Key.Key_F7, window.centre),
        (Qt.Key.Key_F8, window.paper_dock),
    ):
        assert widget.isVisible()
        qtbot.keyClick(window, key)
        assert not widget.isVisible()
        qtbot.keyClick(window, key)
        assert widget.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    window.close()
    again = desk_maker().window
    assert not again.paper_dock.isVisible()
    assert not again.actions_["paper"].isChecked()
    again.actions_["reset"].trigger()
    assert again.paper_dock.isVisible()


def test_a_small_window_needs_no_scrolling_sideways(desk_maker: MakeDesk, sample: Path) -> None:
    window = desk_maker(brief=sample, size=(1366, 768)).window
    assert window.width() == 1366
    assert not window.tabifiedDockWidgets(window.library_dock)
    for view in (window.library.search.list, window.outline.tree, window.paper.sheet):
        assert view.horizontalScrollBar().maximum() == 0
    window.resize(1024, 700)
    assert (window.width(), window.height()) == (1024, 700)
    assert window.tabifiedDockWidgets(window.library_dock) == [window.paper_dock]
    window.resize(1400, 800)
    assert not window.tabifiedDockWidgets(window.library_dock)
    assert window.paper_dock.isVisible()


def test_themes_change_at_once(desk: Desk) -> None:
    window = desk.window
    seen = set()
    for name in ("light", "dark", "high-contrast"):
        desk.do(f"theme_{name}")
        seen.add(window.palette().window().color().name())
        assert window.actions_[f"theme_{name}"].isChecked()
        picture = window.grab().toImage()
        view = window.paper.sheet.viewport()
        assert picture.pixelColor(view.mapTo(window, view.rect().center())).name() == "#ffffff"
        assert picture.pixelColor(4, 4) == window._interface.theme.colour("desk")
    assert len(seen) == 3
    desk.do("theme_light")


def test_commands_are_found_by_a_few_letters(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    commands = window.show_commands()
    assert len(commands.names()) > 25
    desk.type(commands.box, "所見")
    assert commands.names() == ["新しい所見"]
    compose(commands.box, "しょけん")
    qtbot.keyClick(commands.box, Qt.Key.Key_Return)
    assert len(window.document.outline) == 0
    compose(commands.box, "")
    qtbot.keyClick(commands.box, Qt.Key.Key_Return)
    assert len(window.document.outline) == 1
    again = window.show_commands()
    qtbot.keyClicks(again.box, "zzz")
    assert again.names() == []
    qtbot.keyClick(again.box, Qt.Key.Key_Return)
    qtbot.keyClick(again.box, Qt.Key.Key_Escape)
    assert not again.isVisible()


def test_pages_of_help_open_and_close(desk: Desk, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QDialog

    for name in ("shortcuts", "about"):
        desk.do(name)
        dialog = next(each for each in desk.window.findChildren(QDialog) if each.isVisible())
        assert any(label.text() for label in dialog.findChildren(QLabel))
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        QCoreApplication.processEvents()


# -- searching


def test_results_come_while_typing_and_say_how_they_were_read(desk: Desk) -> None:
    search = desk.window.library.search
    everything = search.total
    desk.search("台湾")
    assert 0 < search.total < everything
    hit = search.results.hit(0)
    assert "台湾" in "".join(hit.title.text[a:b] for a, b in hit.title.spans) or hit.snippet.spans
    assert search.reading.text() == "「台湾」 を含む"
    assert search.count.text() == f"{search.total} 件"
    desk.search("台湾 -関税 OR")
    assert "「関税」 を含まない" in search.reading.text()


def test_nothing_found_says_what_would(desk: Desk) -> None:
    search = desk.window.library.search
    desk.search("ありえない<b>語句")
    assert search.total == 0
    assert search.pages.currentWidget() is search.nothing
    assert "ありえない&lt;b&gt;語句" in search.nothing.text()
    assert "絞り込み" not in search.nothing.text()
    search.filters[0].choose("npi-2024")
    desk.settle()
    assert "絞り込み" in search.nothing.text()


def test_a_query_that_cannot_be_read_gets_a_bar_that_goes_away(desk: Desk) -> None:
    desk.search("nofield:x")
    assert any("nofield" in text for text in desk.messages())
    desk.search("台湾")
    assert desk.messages() == []


def test_filters_narrow_and_widen(desk: Desk) -> None:
    search = desk.window.library.search
    everything = search.total
    kinds = next(button for button in search.filters if button.field == "kind")
    kinds.menu().aboutToShow.emit()
    names = {action.text().partition("\t")[0]: action for action in kinds.menu().actions()}
    assert {"すべて", "提言", "シナリオ"} <= set(names)
    names["シナリオ"].trigger()
    desk.settle()
    assert 0 < search.total < everything
    assert {search.results.hit(row).item.kind for row in range(search.results.rowCount())} == {"scenario"}
    assert "シナリオ" in kinds.text()
    kinds.menu().aboutToShow.emit()
    kinds.menu().actions()[0].trigger()  # all of them
    desk.settle()
    assert search.total == everything


def test_nothing_is_searched_while_the_input_method_converts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    search = desk.window._workspace.search
    monkeypatch.setattr(
        desk.window._workspace, "search", lambda query, **rest: asked.append(query) or search(query, **rest)
    )
    box = desk.window.library.search.box
    box.setFocus()
    compose(box, "たいわん")
    compose(box, "", "台")  # one part is settled …
    compose(box, "わん")  # … and the next begins at once
    desk.qtbot.wait(200)
    assert asked == []
    compose(box, "", "湾")
    desk.settle()
    assert asked == ["台湾"]


def test_only_the_last_of_fast_keys_is_shown(desk: Desk) -> None:
    box = desk.window.library.search.box
    for text in ("台", "台湾", "台湾海", "北朝鮮", "台湾海峡"):
        box.setText(text)
        desk.window.library.search._search_anew()
    desk.settle()
    assert desk.window.library.search.reading.text() == "「台湾海峡」 を含む"
    total = desk.window.library.search.total
    assert total == desk.window.library.search.results.rowCount()


def test_more_results_come_when_scrolled_to_the_end(desk: Desk) -> None:
    search = desk.window.library.search
    assert search.results.rowCount() == 50 < search.total
    search.list.setCurrentIndex(search.results.index(3))
    bar = search.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.settle()
    assert search.results.rowCount() > 50
    assert search.list.currentIndex().row() == 3


def test_keys_from_the_box_to_the_outline(desk: Desk, qtbot: QtBot) -> None:
    window, search = desk.window, desk.window.library.search
    desk.search("台湾")
    qtbot.keyClick(search.box, Qt.Key.Key_Return)
    assert search.list.hasFocus()
    assert len(window.document.outline) == 0
    qtbot.keyClick(search.list, Qt.Key.Key_Return)
    qtbot.keyClick(search.list, Qt.Key.Key_Down)
    qtbot.keyClick(search.list, Qt.Key.Key_Return, CONTROL)
    qtbot.keyClick(search.list, Qt.Key.Key_Return, ALT)
    contents = [window.document.outline.content(node) for node, _ in window.document.outline.walk()]
    assert [content.quote for content in contents if isinstance(content, Pick)] == ["gist", "quotation", "gist"]
    assert any("取り込" in text for text in desk.messages())
    assert search.list.hasFocus()
    qtbot.keyClick(search.list, Qt.Key.Key_A)
    assert search.box.hasFocus()
    assert search.box.text() == "台湾a"


def test_the_reader_opens_and_closes(desk: Desk, qtbot: QtBot) -> None:
    window, search = desk.window, desk.window.library.search
    desk.search("台湾")
    qtbot.keyClick(search.box, Qt.Key.Key_Down)
    item = search.selected()[0]
    qtbot.keyClick(search.list, Qt.Key.Key_Space)
    reader = window.library.reader
    assert reader.isVisible()
    assert window.outline.isVisible()
    text = reader.plain_text()
    for part in (item.gist.ja, item.gist.en, item.source.title.ja, item.id):
        assert part in text
    qtbot.keyClick(reader._text, Qt.Key.Key_Return)
    assert len(window.document.outline) == 1
    qtbot.keyClick(reader._text, Qt.Key.Key_Escape)
    assert not reader.isVisible()
    assert search.list.hasFocus()


# -- the outline by hand


def test_keys_of_the_tree(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    tree = window.outline.tree
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL | SHIFT)
    editor = tree.findChild(QLineEdit, "inplace")
    assert editor is not None
    qtbot.keyClicks(editor, "A")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL | SHIFT)
    assert window.details.field("text").input.hasFocus()
    qtbot.keyClicks(window.details.field("text").input, "note")
    assert desk.titles() == [(1, "A"), (2, "note")]
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Backtab, SHIFT)
    assert desk.titles() == [(1, "A"), (1, "note")]
    qtbot.keyClick(tree, Qt.Key.Key_Up, ALT)
    assert desk.titles() == [(1, "note"), (1, "A")]
    qtbot.keyClick(tree, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(tree, Qt.Key.Key_Tab)
    assert desk.titles() == [(1, "A"), (2, "note")]
    qtbot.keyClick(tree, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(tree, Qt.Key.Key_Right, ALT)
    assert desk.titles() == [(1, "A"), (2, "note")]
    qtbot.keyClick(tree, Qt.Key.Key_D, CONTROL)
    assert desk.titles() == [(1, "A"), (2, "note"), (2, "note")]
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert desk.titles() == [(1, "A"), (2, "note")]
    qtbot.keyClick(tree, Qt.Key.Key_X, CONTROL)
    assert desk.titles() == [(1, "A")]
    qtbot.keyClick(tree, Qt.Key.Key_V, CONTROL)
    assert desk.titles() == [(1, "A"), (2, "note")]
    while window.document.history.undo_label:
        qtbot.keyClick(tree, Qt.Key.Key_Z, CONTROL)
    assert desk.titles() == []


def test_a_title_is_edited_in_place(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    window.document.do(Insert(ROOT, 0, Tree(Section(Bilingual("旧")))), "section")
    tree = window.outline.tree
    tree.select([window.document.outline.child(ROOT, 0)])
    tree.setFocus()

    def edit() -> QLineEdit:
        qtbot.keyClick(tree, Qt.Key.Key_F2)
        QCoreApplication.sendPostedEvents(None, 52)  # the last editor goes
        return next(each for each in tree.findChildren(QLineEdit, "inplace") if each.isVisible())

    editor = edit()
    assert editor.text() == "旧"
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.titles() == [(1, "旧")]
    editor = edit()
    editor.clear()
    compose(editor, "しん")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    compose(editor, "", "新")
    qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert desk.titles() == [(1, "新")]


def test_a_refused_edit_is_told_and_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    tree = Tree(Section())
    for _ in range(6):
        tree = Tree(Section(), (tree,))
    window.document.do(Insert(ROOT, 0, tree), "section")
    window.document.do(Insert(ROOT, 1, Tree(Section(Bilingual("下へ")))), "section")
    steps = window.document.history.count
    deepest = next(node for node, depth in window.document.outline.walk() if depth == 7)
    assert not window.document.do(Insert(deepest, 0, Tree(Note())), "note")
    assert any("7 段" in text for text in desk.messages())
    assert window.document.history.count == steps


def test_text_of_another_program_is_pasted_as_a_note(desk: Desk, qtbot: QtBot) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(" よその文 ")
    desk.window.outline.tree.setFocus()
    qtbot.keyClick(desk.window.outline.tree, Qt.Key.Key_V, CONTROL)
    assert desk.titles() == [(1, "よその文")]
    desk.window.outline.tree.setFocus()
    qtbot.keyClick(desk.window.outline.tree, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "よその文"


def test_drop_places_follow_the_mouse(desk_maker: MakeDesk, sample: Path) -> None:
    desk = desk_maker(brief=sample)
    tree, outline = desk.window.outline.tree, desk.window.document.outline
    model = desk.window.outline.model
    section = outline.child(ROOT, 0)
    leaf = outline.child(section, 0)
    over = tree.visualRect(model.index_of(section))
    middle, top = over.center(), QPoint(over.center().x(), over.top() + 1)
    assert tree.drop_place(top) == (ROOT, 0)
    assert tree.drop_place(middle) == (section, outline.child_count(section))
    assert tree.drop_place(QPoint(middle.x(), over.bottom())) == (section, 0)
    leaf_rect = tree.visualRect(model.index_of(leaf))
    assert tree.drop_place(QPoint(middle.x(), leaf_rect.top() + 2)) == (section, 0)
    assert tree.drop_place(QPoint(middle.x(), leaf_rect.bottom() - 2)) == (section, 1)


def test_dragging_shows_a_line_and_drops_where_it_showed(desk_maker: MakeDesk, sample: Path) -> None:
    desk = desk_maker(brief=sample)
    tree, outline, model = desk.window.outline.tree, desk.window.document.outline, desk.window.outline.model
    first, second = outline.children()[:2]
    data = model.mimeData([model.index_of(outline.child(first, 0))])
    before = outline.tree()

    def event(kind: type[QDropEvent], at: QPoint) -> QDropEvent:
        actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        return kind(at if kind is not QDropEvent else at.toPointF(), actions, data, buttons, keys)

    target = tree.visualRect(model.index_of(second))
    tree.dragEnterEvent(event(QDragEnterEvent, target.center()))
    move = event(QDragMoveEvent, target.center())
    tree.dragMoveEvent(move)
    assert move.isAccepted()
    assert tree._drop == (second, outline.child_count(second))
    plain = tree.grab().toImage()
    into_itself = tree.visualRect(model.index_of(first))
    data = model.mimeData([model.index_of(first)])
    refused = event(QDragMoveEvent, into_itself.center())
    tree.dragMoveEvent(refused)
    assert not refused.isAccepted()
    assert tree._drop is None
    assert tree.grab().toImage() != plain
    data = model.mimeData([model.index_of(outline.child(first, 0))])
    tree.dropEvent(event(QDropEvent, target.center()))
    assert outline.child_count(first) == 0
    desk.do("undo")
    assert outline.tree() == before


def test_what_is_folded_stays_folded(desk_maker: MakeDesk, sample: Path) -> None:
    desk = desk_maker(brief=sample)
    tree, outline, model = desk.window.outline.tree, desk.window.document.outline, desk.window.outline.model
    folded, moved = outline.children()[1], outline.children()[-1]
    tree.collapse(model.index_of(folded))
    tree.select([moved])
    desk.do("up")
    assert not tree.isExpanded(model.index_of(folded))
    desk.do("expand")
    assert tree.isExpanded(model.index_of(folded))
    desk.do("collapse")
    assert not tree.isExpanded(model.index_of(folded))


def test_results_dropped_into_a_section_are_selected(desk: Desk) -> None:
    window = desk.window
    window.document.do(Insert(ROOT, 0, Tree(Section(Bilingual("節")))), "section")
    section = window.document.outline.child(ROOT, 0)
    desk.search("台湾")
    results = window.library.search.results
    data = results.mimeData([results.index(2), results.index(0), results.index(1)])
    assert results.hit(0).item.gist.ja in data.text()
    window.outline.tree.drop_at(data, Qt.DropAction.CopyAction, (section, 0), window.outline.model)
    inside = window.document.outline.children(section)
    picked = [window.document.outline.content(node) for node in inside]
    assert [pick.item.id for pick in picked if isinstance(pick, Pick)] == [results.hit(row).item.id for row in range(3)]
    assert sorted(window.outline.tree.nodes()) == sorted(inside)
    assert window.document.history.undo_label == "add:3"


# -- scenarios


def test_scenarios_are_added_whole_by_row_side_or_cell(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    desk.do("scenarios")
    panel = window.library.scenarios
    model = panel.model
    assert (model.rowCount(), model.columnCount()) == (5, 2)
    panel.as_matrix.click()
    panel.table.selectRow(0)
    panel.as_items.click()
    panel.side.setCurrentIndex(2)
    panel.table.clearSelection()
    panel.table.setCurrentIndex(model.index(1, 1))
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    contents = [window.document.outline.content(node) for node, _ in window.document.outline.walk()]
    assert [content.kind for content in contents] == ["matrix", "item", "item", "item"]
    assert len(contents[0].rows) == 10
    assert {point.side for point in contents[3].item.points} == {"japan_response"}
    assert {point.side for point in contents[1].item.points} == {"expected_policy", "japan_response"}
    assert model.headerData(0, Qt.Orientation.Horizontal) == "ハリス政権"


def test_a_matrix_comes_by_key_too(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_3, CONTROL | SHIFT)
    assert [desk.window.document.outline.content(node).kind for node, _ in desk.window.document.outline.walk()] == [
        "matrix"
    ]


# -- details and paper


def test_details_of_the_brief(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    details = window.details
    qtbot.keyClicks(details.field("title").input, "title ja")
    english = details.field("title")._tabs["en"]
    english.click()
    qtbot.keyClicks(details.field("title").input, "title en")
    assert window.document.outline.details.title == Bilingual("title ja", "title en")
    assert details._date is not None
    qtbot.keyClicks(details._date.input, "2026-11-3")
    assert window.document.outline.details.date == ""
    assert details._date.input.property("wrong")
    qtbot.keyClicks(details._date.input, "0")
    assert window.document.outline.details.date == "2026-11-30"
    assert not details._date.input.property("wrong")
    assert details._marking is not None
    details._marking.activated.emit(1)
    assert window.document.outline.details.marking == Bilingual("取扱注意", "Handle with care")
    assert window.marking.text() == "取扱注意"
    details._marking_line.selectAll()
    qtbot.keyClicks(details._marking_line, "mine")
    assert window.document.outline.details.marking.ja == "mine"
    desk.settle()
    assert window.paper.paper is not None
    assert window.paper.paper.marking == "mine"
    assert "title ja" in window.paper.sheet.toPlainText()
    assert details._language is not None
    details._language.activated.emit(1)
    desk.settle()
    assert window.paper.paper.lang == "en"
    assert "title en" in window.paper.sheet.toPlainText()
    while window.document.history.undo_label:
        window.document.history.undo()
    assert window.document.outline.details.title == Bilingual()
    assert details.field("title").input.text() == ""  # type: ignore[union-attr]


def test_details_of_an_item_and_the_paper_follow_each_other(desk_maker: MakeDesk, sample: Path, qtbot: QtBot) -> None:
    desk = desk_maker(brief=sample)
    window, outline = desk.window, desk.window.document.outline
    picks = [node for node, _ in outline.walk() if isinstance(outline.content(node), Pick)]
    window.outline.tree.select([picks[0]])
    window.details._quotes["both"].click()
    content = outline.content(picks[0])
    assert isinstance(content, Pick)
    assert content.quote == "both"
    desk.do("show_quotation")
    assert window.details._quotes["quotation"].isChecked()
    qtbot.keyClicks(window.details.field("heading").input, "My heading")
    desk.settle()
    assert "My heading" in window.paper.sheet.toPlainText()
    block = window.paper.sheet._blocks[picks[1]][0]
    sheet = window.paper.sheet
    window.paper.mark(picks[1])
    from PySide6.QtGui import QTextCursor

    place = sheet.cursorRect(QTextCursor(sheet.document().findBlockByNumber(block))).center()
    qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.outline.tree.nodes() == [picks[1]]
    assert window.details.node == picks[1]


def test_the_status_bar_counts(desk_maker: MakeDesk, sample: Path) -> None:
    desk = desk_maker(brief=sample)
    status: Status = desk.window.status
    assert "字" in status.length.text()
    assert "分" in status.length.text()
    found = desk.window._findings
    assert status.findings.text() == f"指摘 {len(found)} 件"
    desk.do("next_finding")
    assert desk.window.outline.tree.current() == found[0].node
    assert any(found[0].text in text for text in desk.messages())
    desk.do("previous_finding")
    assert desk.window.outline.tree.current() == found[-1].node


# -- files


def test_unsaved_work_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    window, answers = desk.window, desk.answers
    window.document.do(SetField(ROOT, "title", Bilingual("題")), "details")
    assert window.isWindowModified()
    answers.when_unsaved = "stay"
    window.close()
    assert window.isVisible()
    desk.do("open")
    assert "open" not in answers.asked
    answers.when_unsaved, answers.to_save = "save", tmp_path / "x.brief.yaml"
    window.close()
    desk.qtbot.waitUntil(lambda: not window.isVisible())
    assert (tmp_path / "x.brief.yaml").exists()
    assert "save 題.brief.yaml" in answers.asked


def test_a_brief_that_cannot_be_read_leaves_the_open_one(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.brief.yaml"
    bad.write_text("format: 1\nwhat: is this\n", encoding="utf-8")
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("残る")))), "note")
    desk.answers.when_unsaved, desk.answers.to_open = "discard", bad
    desk.do("open")
    desk.settle()
    assert desk.titles() == [(1, "残る")]
    assert any("bad.brief.yaml" in text and "what" in text for text in desk.messages())


@pytest.mark.parametrize("name", ["missing.brief.yaml", "binary.brief.yaml", "empty.brief.yaml"])
def test_bad_files_get_one_line(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.startswith("binary"):
        path.write_bytes(bytes(range(256)))
    elif name.startswith("empty"):
        path.write_bytes(b"")
    desk.window.open_brief(path)
    desk.settle()
    (message,) = desk.messages()
    assert name in message
    assert "\n" not in message
    assert "Traceback" not in message


def test_saving_twice_in_a_row_is_no_conflict(desk: Desk, tmp_path: Path) -> None:
    desk.answers.to_save = tmp_path / "x.brief.yaml"
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("一")))), "note")
    desk.do("save")
    desk.settle()
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("二")))), "note")
    desk.do("save")
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("三")))), "note")
    desk.do("save")
    desk.settle()
    assert desk.messages() == []
    assert desk.window.document.clean
    assert "三" in (tmp_path / "x.brief.yaml").read_text(encoding="utf-8")


def test_what_is_typed_while_a_file_is_read_is_asked_about(desk: Desk, sample: Path) -> None:
    desk.window.open_brief(sample)
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("まだ")))), "note")
    desk.answers.when_unsaved = "stay"
    desk.settle()
    assert "unsaved" in desk.answers.asked
    assert desk.titles() == [(1, "まだ")]


def test_closing_drops_the_recovery_copy_of_what_was_let_go(desk: Desk) -> None:
    folder = desk.window._workspace.places.recovery
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("捨てる")))), "note")
    desk.window.document.keep_now()
    desk.settle()
    assert list(folder.glob("*.json"))
    desk.answers.when_unsaved = "discard"
    desk.window.close()
    desk.qtbot.waitUntil(desk.window.isHidden)
    assert not list(folder.glob("*.json"))


def test_saving_where_it_cannot_be_saved_keeps_it_unsaved(desk: Desk, tmp_path: Path) -> None:
    window = desk.window
    window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("文")))), "note")
    desk.answers.to_save = tmp_path / "no such folder" / "x.brief.yaml"
    desk.do("save")
    desk.settle()
    assert any("no such folder" in text for text in desk.messages())
    assert not window.document.clean
    assert window.document.path is None
    bar = window.outline.messages.bars[0]
    desk.answers.to_save = tmp_path / "x.brief.yaml"
    bar.buttons[0].click()
    desk.settle()
    assert window.document.clean
    assert (tmp_path / "x.brief.yaml").exists()


def test_a_file_changed_by_another_program_is_not_overwritten(desk: Desk, tmp_path: Path) -> None:
    window, path = desk.window, tmp_path / "x.brief.yaml"
    desk.answers.to_save = path
    window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("文")))), "note")
    desk.do("save")
    desk.settle()
    path.write_text(path.read_text(encoding="utf-8") + "# another hand\n", encoding="utf-8")
    window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("新")))), "note")
    desk.do("save")
    desk.settle()
    assert "another hand" in path.read_text(encoding="utf-8")
    assert not window.document.clean
    assert [button.text() for button in window.outline.messages.bars[0].buttons] == ["名前を付けて保存…", "開き直す"]


def test_unsaved_work_survives_a_crash(
    desk_maker: MakeDesk, workspace: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk_maker()
    first.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("消えては困る")))), "note")
    assert first.window.document._recovery.isActive()
    assert first.window.document._recovery.interval() <= 5_000
    first.window.document.keep_now()
    first.settle()
    (kept,) = first.window._workspace.places.recovery.glob("*.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    left = kept.with_name("0000.json")  # the copy of a run that is over, under a name this one does not use
    kept.rename(left)
    second = desk_maker()
    assert any("未保存" in text for text in second.messages())
    second.window.outline.messages.bars[0].buttons[0].click()
    second.settle()
    assert second.titles() == [(1, "消えては困る")]
    assert not second.window.document.clean
    assert not left.exists()


def test_a_saved_brief_leaves_no_recovery_copy(desk: Desk, tmp_path: Path) -> None:
    desk.window.document.do(Insert(ROOT, 0, Tree(Note(Bilingual("文")))), "note")
    desk.window.document.keep_now()
    desk.settle()
    folder = desk.window._workspace.places.recovery
    assert list(folder.glob("*.json"))
    desk.answers.to_save = tmp_path / "x.brief.yaml"
    desk.do("save")
    desk.settle()
    assert not list(folder.glob("*.json"))


def test_new_from_each_template(desk: Desk) -> None:
    menu = desk.window._new_menu
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions()]
    assert len(names) == len(desk.window._workspace.templates())
    menu.actions()[1].trigger()
    desk.settle()
    assert len(desk.titles()) > 1
    assert desk.window.document.clean


def test_recent_briefs(desk_maker: MakeDesk, sample: Path) -> None:
    desk = desk_maker(brief=sample)
    menu = desk.window._recent_menu
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [sample.name]
    menu.actions()[0].trigger()
    desk.settle()
    assert desk.window.document.path == sample.absolute()


# -- export


def test_exporting_where_it_cannot_be_written(desk_maker: MakeDesk, sample: Path, tmp_path: Path) -> None:
    from briefer.ui.export_dialog import ExportWish

    desk = desk_maker(brief=sample)
    desk.window.export(ExportWish(tmp_path / "none" / "x.docx", "ja"))
    desk.settle()
    bar = desk.window.paper_messages.bars[0]
    assert bar.level == "error"
    assert "none" in bar.text
    assert not desk.window.status.works


def test_an_export_can_be_cancelled_and_leaves_nothing(
    desk_maker: MakeDesk, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from briefer.ui.export_dialog import ExportWish

    desk = desk_maker(brief=sample)
    started = threading.Event()
    export = desk.window._workspace.export

    def slow(tree: Tree, target: Path, *, lang: object, progress: Callable[[float], None]) -> Path:
        progress(0.2)
        started.set()
        for _ in range(100_000_000):
            progress(0.2)
        return export(tree, target)

    monkeypatch.setattr(desk.window._workspace, "export", slow)
    desk.window.export(ExportWish(tmp_path / "x.pdf", "ja"))
    assert started.wait(10)
    desk.qtbot.waitUntil(lambda: "20%" in desk.window.status.works[0]._label.text())
    desk.window.export(ExportWish(tmp_path / "y.pdf", "ja"))  # a second one waits for the first
    assert any("途中" in text for text in desk.messages())
    (work,) = desk.window.status.works
    assert work.stop is not None
    work.stop.click()
    desk.settle()
    assert not desk.window.status.works
    assert not list(tmp_path.glob("*.pdf"))


def test_the_export_dialog_keeps_suffix_and_format_together(desk_maker: MakeDesk, sample: Path, tmp_path: Path) -> None:
    from briefer.ui.export_dialog import ExportDialog

    desk = desk_maker(brief=sample)
    desk.do("export")
    dialog = desk.window.findChild(ExportDialog)
    assert dialog is not None
    assert dialog.target.text().endswith("taiwan-strait.docx")
    dialog.format.setCurrentIndex(1)
    assert dialog.target.text().endswith("taiwan-strait.pdf")
    dialog.target.setText("relative.pdf")
    assert not dialog.go.isEnabled()
    dialog.target.setText(str(tmp_path / "x.txt"))
    assert not dialog.go.isEnabled()
    dialog.target.setText(str(tmp_path / "x.docx"))
    assert dialog.go.isEnabled()
    assert dialog.wish().target == tmp_path / "x.docx"
    assert dialog.format.currentIndex() == 0
    desk.answers.to_export = tmp_path / "chosen"
    dialog.choose.click()
    assert dialog.target.text() == str(tmp_path / "chosen.docx")
    dialog.reject()


@pytest.mark.parametrize("place", range(5))
def test_the_export_dialog_writes_every_format(desk_maker: MakeDesk, sample: Path, tmp_path: Path, place: int) -> None:
    from briefer.ui.export_dialog import ExportDialog

    desk = desk_maker(brief=sample)
    desk.do("export")
    dialog = desk.window.findChild(ExportDialog)
    assert dialog is not None
    dialog.target.setText(str(tmp_path / "paper.docx"))
    dialog.format.setCurrentIndex(place)
    target = dialog.wish().target
    dialog.go.click()
    desk.settle()
    assert target.suffix == FORMATS[place]
    assert target.stat().st_size > 1000
    assert not [bar for bar in desk.window.paper_messages.bars if bar.level == "error"]


def test_styles_go_by_their_names_and_are_stored_by_their_keys(desk: Desk) -> None:
    combo = desk.window.details._style
    assert combo is not None
    assert [combo.itemText(place) for place in range(combo.count())] == ["公用文", "標準"]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert desk.window.document.outline.details.style == "formal"


# -- bugs


def test_a_bug_is_written_down_and_told_once(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    log = tmp_path / "briefer.log"
    catch_bugs(desk.window, log)
    for _ in range(3):
        try:
            raise ZeroDivisionError("本当の不具合")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    desk.qtbot.waitUntil(lambda: any("不具合" in text for text in desk.messages()))
    assert len(desk.messages()) == 1
    assert log.read_text(encoding="utf-8").count("ZeroDivisionError: 本当の不具合") == 3


def test_messages_are_worded_anew_in_another_language(desk: Desk) -> None:
    desk.window.show_error(BrieferError("file.missing", file="x"))
    japanese = desk.messages()
    desk.do("language_en")
    desk.settle()
    (label,) = [each for each in desk.window.outline.messages.bars[0].findChildren(QLabel) if each.text()]
    assert label.text() == desk.messages()[0] != japanese[0]
    close = desk.window.outline.messages.bars[0].findChild(QToolButton)
    close.click()
    assert desk.messages() == []
    assert not desk.window.outline.messages.isVisible()
    desk.do("language_ja")
