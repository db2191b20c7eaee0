"""The history around one outline."""

from __future__ import annotations

import pytest

from briefer.core.errors import EditError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Batch, Insert, Move, Note, Outline, Remove, Section, SetField, Tree
from briefer.ui.undo import PAUSE_S, History
from tests.builders import without_ids


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def history(qapp: object) -> tuple[Outline, History, Clock]:
    outline, clock = Outline(), Clock()
    return outline, History(outline, clock=clock), clock


def title(text: str, node: int = ROOT) -> SetField:
    return SetField(node, "title", Bilingual(text))


def test_undo_and_redo_bring_back_the_same_nodes(qapp: object) -> None:
    outline, steps, _ = history(qapp)
    steps.do(Insert(ROOT, 0, Tree(Section(Bilingual("一")))), "section")
    node = outline.child(ROOT, 0)
    steps.do(Insert(node, 0, Tree(Note(Bilingual("所見")))), "note")
    steps.do(title("改", node), "rename")
    full = outline.tree()
    for _ in range(3):
        steps.undo()
    assert len(outline) == 0
    for _ in range(3):
        steps.redo()
    assert outline.tree() == full


def test_a_batch_is_one_step(qapp: object) -> None:
    outline, steps, _ = history(qapp)
    steps.do(Batch(tuple(Insert(ROOT, n, Tree(Section())) for n in range(3))), "add:3")
    first, second, third = outline.children()
    steps.do(Batch((Move(third, ROOT, 0), Remove(first), title("二", second))), "move:1")
    before_last = without_ids(outline.tree())
    steps.undo()
    assert outline.children() == (first, second, third)
    steps.redo()
    assert without_ids(outline.tree()) == before_last
    steps.undo()
    steps.undo()
    assert len(outline) == 0
    assert (steps.undo_label, steps.redo_label) == ("", "add:3")


def test_typing_in_one_field_is_one_step_until_a_pause(qapp: object) -> None:
    outline, steps, clock = history(qapp)
    for text in ("a", "ab", "abc"):
        steps.do(title(text), "details", typing=True)
        clock.now += PAUSE_S / 2
    assert steps.count == 1
    clock.now += PAUSE_S * 2
    steps.do(title("abcd"), "details", typing=True)
    assert steps.count == 2
    steps.do(SetField(ROOT, "subject", Bilingual("x")), "details", typing=True)
    assert steps.count == 3
    steps.do(title("choice"), "details")
    assert steps.count == 4
    for _ in range(3):
        steps.undo()
    assert outline.details.title == Bilingual("abc")
    steps.undo()
    assert outline.details.title == Bilingual()
    steps.redo()
    assert outline.details.title == Bilingual("abc")


def test_typing_does_not_merge_across_a_save(qapp: object) -> None:
    outline, steps, _ = history(qapp)
    steps.do(title("a"), "details", typing=True)
    steps.set_clean()
    steps.do(title("ab"), "details", typing=True)
    assert not steps.clean
    steps.undo()
    assert steps.clean
    assert outline.details.title == Bilingual("a")


def test_a_refused_edit_never_reaches_the_stack(qapp: object) -> None:
    outline, steps, _ = history(qapp)
    with pytest.raises(EditError):
        steps.do(Remove(99), "delete")
    with pytest.raises(EditError):
        steps.do(Batch((Insert(ROOT, 0, Tree(Section())), Remove(99))), "delete")
    assert steps.count == 0
    assert len(outline) == 0
    assert steps.clean
