"""The review of an import by hand: keys, mouse, both languages, nothing lost unasked, large reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from briefer.corpus.decode import read_copy
from briefer.corpus.importing import Import, Proposal, SourceDraft, propose
from briefer.ui import review
from briefer.ui.interface import Interface
from briefer.ui.review_window import STEPS, Reading, ReviewWindow
from briefer.ui.settings import Settings
from briefer.ui.source_view import SourceView, quarters
from briefer.workspace import Workspace
from tests.ui.window import compose

IMPORTS = Path(__file__).resolve().parents[1] / "files" / "imports"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(qtbot: QtBot, workspace: Workspace) -> Iterator[Callable[..., ReviewWindow]]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(workspace.places.settings_file)
    settings.set_choice("language", "ja")
    settings.set_choice("theme", "light")
    interface = Interface(app, workspace.places, settings)
    made: list[ReviewWindow] = []

    def open_(name: str = "14-kanji-nested/report.txt", *, text: str | None = None) -> ReviewWindow:
        if text is None:
            copy = read_copy(IMPORTS / name)
            reading = Reading(IMPORTS / name, copy.text, copy.pages, propose(copy), "test-2024", workspace.by_hand)
        else:
            reading = Reading(Path(name), text, (), Import(SourceDraft(), ()), "test", workspace.by_hand)
        window = ReviewWindow(reading, interface, lambda reason: workspace.reason(reason, interface.lang))
        interface.dress()
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.processEvents()
        made.append(window)
        return window

    yield open_
    for window in made:
        window.finished()
        window.deleteLater()
    interface.retire()


def rows(window: ReviewWindow) -> list[tuple[str, bool]]:
    return [(draft.proposal.label, draft.ticked) for draft in window.drafts]


def test_every_step_with_the_keyboard_and_back(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened()
    first = window.drafts
    assert window.list.hasFocus()
    assert [label for label, ticked in rows(window) if ticked] == ["一", "二", "三", "四", "五"]
    key = qtbot.keyClick
    key(window.list, Qt.Key.Key_Space)
    assert rows(window)[0] == ("一", False)
    key(window.list, Qt.Key.Key_Space)
    assert window.drafts == first
    key(window.list, Qt.Key.Key_L)  # its parts as items
    assert [label for label, ticked in rows(window) if ticked] == ["1", "2", "3", "二", "三", "四", "五"]
    key(window.list, Qt.Key.Key_L)
    assert window.drafts == first
    key(window.list, Qt.Key.Key_M)
    assert len(window.drafts) == len(first) - 1
    assert "木材の利用の拡大" in window.drafts[0].proposal.text
    window.source.setFocus()
    cursor = window.reading.text.index("二 木材")
    window.source.reveal(cursor, cursor + 1)
    key(window.source, Qt.Key.Key_S)
    assert len(window.drafts) == len(first)
    lower = window.drafts[window.current].proposal
    assert (lower.label, lower.title) == ("二", "木材の利用の拡大")
    at = window.reading.text.index("よって本交流会")
    window.source.select(at, at + 30)
    key(window.source, Qt.Key.Key_N)
    assert window.drafts[0].proposal.text.startswith("よって本交流会")
    assert window.current == 0
    window.source.select(at, at + 10)
    key(window.source, Qt.Key.Key_E)
    assert len(window.drafts[0].proposal.text) == 10
    while window.actions_["undo"].isEnabled():
        key(window, Qt.Key.Key_Z, CONTROL)
    assert window.drafts == first
    steps = 0
    while window.actions_["redo"].isEnabled():
        key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
        steps += 1
    assert steps == 8
    assert len(window.drafts[0].proposal.text) == 10
    key(window, Qt.Key.Key_F4)
    assert window.current == 1


def test_list_and_text_follow_each_other(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened("03-maru-wrapped/report.txt")
    last = len(window.drafts) - 1
    window.list.setCurrentIndex(window.model.index(last))
    assert window.current == last
    assert window.source.current == last
    shown = [block.text() for block, place in window.source.visible_lines() if place.top() >= 0]
    assert any(window.drafts[last].proposal.title[:12] in line for line in shown)
    # A click into the text chooses its proposal.
    window.source.verticalScrollBar().setValue(0)
    wanted = next(at for at, draft in enumerate(window.drafts) if draft.ticked)
    window.source.reveal(window.drafts[wanted].start, window.drafts[wanted].end)
    place = window.source.cursorRect().center() + QPoint(30, 0)
    window.list.setCurrentIndex(window.model.index(last))
    window.source.reveal(window.drafts[wanted].start, window.drafts[wanted].end)
    qtbot.mouseClick(window.source.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.current == wanted
    assert window.list.rows() == [wanted]


def test_what_is_worked_on_stays_in_view_at_any_width(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened("31-tab-scenarios-and-recs/report.txt")
    for place in (0, len(window.drafts) - 1):
        window._go(place)
        for width, height in ((1024, 700), (1280, 800), (900, 600)):
            window.resize(width, height)
            qtbot.waitUntil(lambda: not window.source._rest.isActive())
            qtbot.waitUntil(lambda: window.source.lineWrapColumnOrWidth() == window.source.viewport().width())
            shown = window.source.viewport().height()
            assert window.source._in_view(window.drafts[place].start, shown), (place, width)


def test_a_click_on_the_box_and_on_the_margin(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened()
    row = window.list.visualRect(window.model.index(0))
    qtbot.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(22, 16))
    assert not window.drafts[0].ticked
    other = next(at for at, draft in enumerate(window.drafts) if draft.proposal.label == "二")
    window.source.reveal(window.drafts[other].start, window.drafts[other].end)
    y = window.source.cursorRect().center().y()
    window.list.setCurrentIndex(window.model.index(0))
    window.source.reveal(window.drafts[other].start, window.drafts[other].end)
    qtbot.mouseClick(window.source.margin, Qt.MouseButton.LeftButton, pos=QPoint(30, y))
    assert window.current == other
    qtbot.mouseDClick(window.source.margin, Qt.MouseButton.LeftButton, pos=QPoint(30, y))
    assert not window.drafts[other].ticked


def test_several_at_once(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened()
    window.list.selectAll()
    qtbot.keyClick(window.list, Qt.Key.Key_Space)
    for at, draft in enumerate(window.drafts):
        assert not draft.ticked or not any(
            window.drafts[other].ticked for other in review.overlapping(window.drafts, at)
        )
    window.actions_["none"].trigger()
    assert not review.accepted(window.drafts)
    assert not window.store.isEnabled()
    window.actions_["all"].trigger()
    assert len(review.accepted(window.drafts)) >= 5
    window.list.selectAll()
    window.kind.setCurrentIndex(1)
    window.kind.activated.emit(1)
    assert {draft.proposal.kind for draft in window.drafts} == {"scenario"}


def test_typing_in_the_fields_and_the_input_method(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened()
    window.fields["title"].setFocus()
    window.fields["title"].selectAll()
    compose(window.fields["title"], "もり")
    qtbot.keyClick(window.fields["title"], Qt.Key.Key_Return)  # belongs to the input method
    compose(window.fields["title"], "", "森の決議")
    assert window.details.title == "森の決議"
    window.fields["authors"].setText("")
    compose(window.fields["authors"], "", "山田、海野 渚")
    assert window.details.authors == ("山田", "海野 渚")
    window.heading.setFocus()
    window.heading.clear()
    qtbot.keyClicks(window.heading, "msnlt")  # letters are text here
    assert window.drafts[0].proposal.title == "msnlt"
    assert len(window.drafts) == len(propose(read_copy(IMPORTS / "14-kanji-nested/report.txt")).proposals)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.drafts[0].proposal.title == "再造林の推進"
    assert window.heading.text() == "再造林の推進"


def test_nothing_is_thrown_away_unasked(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    untouched = opened()
    untouched.close()
    assert not untouched.isVisible()
    window = opened()
    window.merge()
    window.close()
    assert window.isVisible()
    (bar,) = window.messages.bars
    assert len(bar.buttons) == 2
    told: list[object] = []
    window.store_wanted.connect(lambda *what: told.append(what))
    bar.buttons[0].click()
    assert len(told) == 1
    assert not window.store.isEnabled()  # until it is answered
    window.do_store()
    assert len(told) == 1
    window.close()
    window.messages.bars[-1].buttons[-1].click()
    assert not window.isVisible()


def test_a_report_without_recommendations_says_so_and_what_to_do(
    opened: Callable[..., ReviewWindow], qtbot: QtBot
) -> None:
    window = opened("20-news-no-items/report.txt")
    assert window.drafts == ()
    assert window.pages.currentWidget() is window.nothing
    assert "見つかりません" in window.nothing.text()
    assert "N" in window.nothing.text()
    assert window.source.hasFocus()
    window.actions_["merge"].trigger()
    window.cut()
    window.extend()
    window.change_level()
    window.set_rows("scenario")
    assert window.drafts == ()
    for _ in range(6):
        qtbot.keyClick(window.source, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(window.source, Qt.Key.Key_N)
    assert len(window.drafts) == 1
    assert window.pages.currentWidget() is window.list


def test_rows_of_a_table_by_key(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened("31-tab-scenarios-and-recs/report.txt")
    at = window.reading.text.index("2,377")
    window.source.setFocus()
    window.source.reveal(at, at + 1)
    qtbot.keyClick(window.source, Qt.Key.Key_T)
    assert window.rows_menu.isVisible()
    window.rows_menu.actions()[2].trigger()
    window.rows_menu.hide()
    taken = [draft.proposal for draft in window.drafts if draft.proposal.kind == "table_row"]
    assert [row.title for row in taken] == ["2021", "2022", "2023", "2024"]
    window.set_rows(None)
    assert not any(draft.ticked for draft in window.drafts if draft.proposal.kind == "table_row")


def test_duplicates_are_pointed_out(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    import dataclasses

    window = opened()
    twin = dataclasses.replace(window.drafts[0].proposal, duplicate_of="npi-2024/summary/2.4")
    drafts = (dataclasses.replace(window.drafts[0], proposal=twin), *window.drafts[1:])
    window._do("tick", drafts)
    assert window.twin.isVisible()
    assert "1" in window.count.text()
    wanted: list[str] = []
    window.see_wanted.connect(wanted.append)
    qtbot.mouseClick(window.twin, Qt.MouseButton.LeftButton)
    assert wanted == ["npi-2024/summary/2.4"]
    window._go(1)
    assert not window.twin.isVisible()


def test_words_have_room_in_both_languages(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    window = opened()
    for lang in ("ja", "en"):
        window._interface.set_language(lang)
        window.resize(1024, 700)
        for _ in range(5):  # layouts inside layouts
            QApplication.processEvents()
        elided = {window.hint, window.count, window.section}
        for each in {*window.findChildren(QAbstractButton), *window.findChildren(QLabel)} - elided:
            if each.isVisible() and each.text():
                needed = min(each.sizeHint().width(), each.fontMetrics().horizontalAdvance(each.text()))
                assert each.width() >= needed, (lang, each.text())
        assert window.windowTitle().endswith("— briefer")
        assert "(s)" not in window.store.text() + window.count.text()


def test_every_step_has_a_name(opened: Callable[..., ReviewWindow]) -> None:
    window = opened()
    window.toggle([0])
    window.merge()
    window._kind_picked(1)
    assert window._steps.undo_label in STEPS
    assert all(action.toolTip() for action in window.actions_.values())


def test_a_report_of_three_hundred_pages_stays_quick(opened: Callable[..., ReviewWindow], qtbot: QtBot) -> None:
    page = "".join(
        f"{line}行目の本文は四十字ほどで折り返されていて、読みやすいとは言えないが長い。\n" for line in range(40)
    )
    text = "".join(f"{page}\n({number}) この{number}番目の事項を速やかに行うべきである。\n\n" for number in range(300))
    window = opened("long.txt", text=text)
    assert len(text) > 400_000
    proposals = []
    at = 0
    for number in range(300):
        at = text.index(f"({number}) この", at)
        end = text.index("。\n\n", at) + 1
        found = review.words(text, at, end)
        proposals.append(Workspace.by_hand("recommendation", found.text, at, end, review.pieces_of(found, text)))
    window._do("make", tuple(review.Draft(each, ticked=True) for each in proposals))
    window._go(299)  # lays out everything once
    QApplication.processEvents()
    begun = time.process_time()
    for number in range(0, 300, 10):
        window._go(number)
        window.toggle([number])
        window.source.viewport().repaint()
    spent = (time.process_time() - begun) / 30
    assert spent < 0.25, spent  # a step, with the machine busy; about 10 ms alone


def test_the_source_view_counts_characters_as_python_does(opened: Callable[..., ReviewWindow]) -> None:
    text = "一行目\r\n𠮷野家の\t𠮷の字\r\n\x0c二頁\u2028三行\x00目 \ud800 終\n" + "長" * 9000 + "\n末尾"
    view = opened("odd.txt", text=text).source
    for offset, each in enumerate(text):
        if each in "\r\n\x0c\u2028":
            continue
        view.reveal(offset, offset + 1)
        assert view.offset() == offset
    view.select(text.index("𠮷"), text.index("家"))
    assert view.selection() == (text.index("𠮷"), text.index("家"))
    view.copy()
    assert QApplication.clipboard().text() == "𠮷野"
    assert isinstance(view, SourceView)
    assert view.isReadOnly()


def test_confidence_has_a_shape() -> None:
    assert [quarters(each) for each in (0.1, 0.3, 0.49, 0.5, 0.7, 0.9, 1.0)] == [0, 1, 1, 2, 3, 4, 4]


def test_proposals_without_words_do_no_harm(opened: Callable[..., ReviewWindow]) -> None:
    window = opened("empty.txt", text="")
    empty = Proposal("recommendation", "", "", "", (), (), (), "", (), 0.9, 0, 0)
    window._do("make", (review.Draft(empty, ticked=True),))
    window._go(0)
    window.merge()
    window.cut()
    window.change_level()
    assert QFont(window.font())
