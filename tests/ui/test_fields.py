"""Text fields: the input method comes first, undo belongs to the outline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefer.ui.fields import Line, Text
from tests.ui.window import compose


class Form(QWidget):
    def __init__(self, field: Line | Text) -> None:
        super().__init__()
        self.field, self.fired = field, []
        layout = QVBoxLayout(self)
        layout.addWidget(field)
        layout.addWidget(Line(self))
        for keys in ("Ctrl+Z", "Ctrl+S", "F2", "Esc", "Return"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda keys=keys: self.fired.append(keys))


@pytest.fixture(params=[Line, Text])
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> Form:
    form = Form(request.param())
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    form.field.setFocus()
    qtbot.waitUntil(form.field.hasFocus)
    return form


def content(field: Line | Text) -> str:
    return field.text() if isinstance(field, Line) else field.toPlainText()


KEYS = [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Down]


@pytest.mark.parametrize("key", KEYS)
def test_keys_belong_to_the_input_method_while_it_converts(form: Form, key: Qt.Key, qtbot: QtBot) -> None:
    compose(form.field, "たいわん")
    qtbot.keyClick(form.field, key)
    assert form.field.hasFocus()
    assert content(form.field) == ""
    assert form.fired == []
    compose(form.field, "", "台湾")
    assert content(form.field) == "台湾"


def test_no_shortcut_fires_while_the_input_method_converts(form: Form, qtbot: QtBot) -> None:
    compose(form.field, "たいわん")
    qtbot.keyClick(form.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(form.field, Qt.Key.Key_F2)
    assert form.fired == []
    compose(form.field, "", "台湾")
    qtbot.keyClick(form.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.fired == ["Ctrl+S"]


def test_the_end_of_conversion_is_told_once(form: Form, qtbot: QtBot) -> None:
    told = []
    form.field.composed.connect(lambda: told.append(True))
    compose(form.field, "た")
    compose(form.field, "たい")
    assert (form.field.composing, told) == (True, [])
    compose(form.field, "", "台")
    assert (form.field.composing, told) == (False, [True])


def test_undo_reaches_the_window(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.field, "abc")
    qtbot.keyClick(form.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.fired == ["Ctrl+Z"]
    assert content(form.field) == "abc"


def test_a_search_box_keeps_its_own_undo(qtbot: QtBot) -> None:
    form = Form(Line(own_undo=True))
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    form.field.setFocus()
    qtbot.keyClicks(form.field, "abc")
    qtbot.keyClick(form.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.fired == []
    assert content(form.field) == ""


def test_several_lines_grow_and_tell_only_what_the_user_did(qtbot: QtBot) -> None:
    field = Text(lowest=2, highest=4)
    form = Form(field)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    told: list[str] = []
    field.edited.connect(told.append)
    low = field.height()
    field.show_text("一\n二\n三")
    assert told == []
    assert field.height() > low
    middle = field.height()
    field.show_text("\n".join("一二三四五六七"))
    assert middle < field.height() < low * 3
    field.setFocus()
    qtbot.keyClicks(field, "x")
    assert told == ["x" + "\n".join("一二三四五六七")]


def test_showing_the_same_text_leaves_the_cursor(qtbot: QtBot) -> None:
    field = Text()
    qtbot.addWidget(field)
    field.show_text("abcdef")
    cursor = field.textCursor()
    cursor.setPosition(3)
    field.setTextCursor(cursor)
    field.show_text("abcdef")
    assert field.textCursor().position() == 3
    field.show_text("abcdefgh")
    assert field.textCursor().position() == 3


def test_rich_text_is_pasted_as_plain_text(qtbot: QtBot) -> None:
    field = Text()
    qtbot.addWidget(field)
    field.insertHtml("<b>太字</b>")
    assert field.toPlainText() == "太字"
    assert not field.acceptRichText()
