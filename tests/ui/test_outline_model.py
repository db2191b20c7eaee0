"""The Qt model is the outline, whatever happens to it."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from briefer.core.errors import EditError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Batch, Edit, Insert, Move, Note, Outline, Pick, Remove, Section, SetField, Tree
from briefer.ui.carry import Carrier
from briefer.ui.outline_model import OutlineModel, Role
from briefer.ui.undo import History
from tests.builders import attached, brief, item, matrix, note, pick, rich_brief, row, section, without_ids

MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction


def model_of(tree: Tree) -> tuple[Outline, OutlineModel, History, Carrier]:
    outline = Outline.from_tree(tree)
    history = History(outline)
    carrier = Carrier()

    def do(edit: Edit, label: str) -> bool:
        try:
            history.do(edit, label)
        except EditError:
            return False
        return True

    return outline, OutlineModel(outline, do, carrier), history, carrier


def nesting(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[Any]:
    parent = parent or QModelIndex()
    found = []
    for place in range(model.rowCount(parent)):
        index = model.index(place, 0, parent)
        assert model.parent(index) == parent
        found.append((index.data(Role.NODE), nesting(model, index)))
    return found


def ids(outline: Outline, node: int = ROOT) -> list[Any]:
    return [(child, ids(outline, child)) for child in outline.children(node)]


class Mirror:
    """Follows the model by its signals alone, as a view does: wrong brackets show here."""

    def __init__(self, model: OutlineModel) -> None:
        self.model = model
        self.tree: list[Any] = nesting(model)
        model.rowsInserted.connect(self.inserted)
        model.rowsAboutToBeRemoved.connect(self.removed)
        model.rowsAboutToBeMoved.connect(self.leaving)
        model.rowsMoved.connect(self.moved)
        self.held: tuple[list[Any], list[Any]] | None = None

    def below(self, parent: QModelIndex) -> list[Any]:
        if not parent.isValid():
            return self.tree
        node = self.model.node_of(parent)
        stack = list(self.tree)
        while stack:
            found, children = stack.pop()
            if found == node:
                return children
            stack.extend(children)
        raise AssertionError(node)

    def inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        indexes = [self.model.index(place, 0, parent) for place in range(first, last + 1)]
        new = [(index.data(Role.NODE), nesting(self.model, index)) for index in indexes]
        self.below(parent)[first:first] = new

    def removed(self, parent: QModelIndex, first: int, last: int) -> None:
        del self.below(parent)[first : last + 1]

    def leaving(self, source: QModelIndex, first: int, last: int, target: QModelIndex, place: int) -> None:
        assert first == last
        self.held = (self.below(source), self.below(target))

    def moved(self, source: QModelIndex, first: int, last: int, target: QModelIndex, place: int) -> None:
        assert self.held is not None
        old, new = self.held
        node = old.pop(first)
        if old is new and place > first:
            place -= 1
        new.insert(place, node)


@st.composite
def edits(draw: st.DrawFn, outline: Outline) -> Edit:
    nodes = [ROOT, *(node for node, _ in outline.walk())]
    any_node = st.sampled_from(nodes)
    kind = draw(st.sampled_from(("insert", "insert", "remove", "move", "move", "field", "batch")))
    if kind == "insert":
        content = draw(st.sampled_from((Section(Bilingual("節")), Note(Bilingual("文")), Pick(item()))))
        children = (Tree(Note(Bilingual("中"))),) if isinstance(content, Section) and draw(st.booleans()) else ()
        return Insert(draw(any_node), draw(st.integers(0, 3)), Tree(content, children))
    if kind == "remove":
        return Remove(draw(any_node))
    if kind == "move":
        return Move(draw(any_node), draw(any_node), draw(st.integers(0, 4)))
    if kind == "field":
        return SetField(draw(any_node), "title", Bilingual(draw(st.sampled_from(("甲", "乙")))))
    return Batch(tuple(draw(edits(outline)) for _ in range(draw(st.integers(1, 3)))))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edits_keep_model_and_outline_equal_and_undo_gives_the_same_brief(
    qapp: object, data: st.DataObject
) -> None:
    start = rich_brief()
    outline, model, history, _ = model_of(start)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    mirror = Mirror(model)
    for _ in range(data.draw(st.integers(1, 12))):
        with contextlib.suppress(EditError):
            history.do(data.draw(edits(outline)), "x")
        assert nesting(model) == ids(outline) == mirror.tree
    end = outline.tree()
    while history.undo_label:
        history.undo()
        assert nesting(model) == ids(outline) == mirror.tree
    assert without_ids(outline.tree()) == start
    while history.redo_label:
        history.redo()
        assert nesting(model) == ids(outline) == mirror.tree
    assert outline.tree() == end
    del tester


def test_titles_and_roles(qapp: object) -> None:
    outline, model, _, _ = model_of(
        brief(
            section("現状", pick(attached(1), "quotation")),
            matrix(row(), row(status="counterfactual")),
            note(" 二行\nの文 "),
        )
    )
    top = [model.index(place, 0) for place in range(3)]
    inner = model.index(0, 0, top[0])
    assert [index.data() for index in top] == ["現状", "北の海 × 赤組の市政", "二行 の文"]
    assert inner.data() == attached(1).printed_title
    assert inner.data(Role.CITATION) == "港湾研究会 2031、灯を守る (1)"
    assert [badge.key for badge in inner.data(Role.BADGES)] == ["as_published"]
    assert [badge.key for badge in top[1].data(Role.BADGES)] == ["gist", "counterfactual"]
    assert top[2].data(Qt.ItemDataRole.ToolTipRole) == " 二行\nの文 "
    assert "港湾研究会" in inner.data(Qt.ItemDataRole.AccessibleTextRole)
    model.set_numbers({outline.child(ROOT, 0): "第１"})
    assert top[0].data(Role.NUMBER) == "第１"


def test_a_title_typed_in_place_is_one_edit(qapp: object) -> None:
    outline, model, history, _ = model_of(brief(section("現状"), pick(item(1))))
    assert model.setData(model.index(0, 0), " 展望 ")
    assert outline.content(outline.child(ROOT, 0)) == Section(Bilingual("展望"))
    assert not model.setData(model.index(0, 0), "展望")
    own = item(1).heading("ja")
    assert not model.setData(model.index(1, 0), own)
    assert model.setData(model.index(1, 0), "自分の見出し")
    assert model.setData(model.index(1, 0), own)  # back to the item's own: no heading of ours
    content = outline.content(outline.child(ROOT, 1))
    assert isinstance(content, Pick)
    assert content.heading == Bilingual()
    assert history.count == 3


def test_notes_are_not_edited_in_place_and_take_no_drops(qapp: object) -> None:
    _, model, _, _ = model_of(brief(note("文"), section("節")))
    flags = [model.flags(model.index(place, 0)) for place in range(2)]
    assert not flags[0] & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled)
    assert flags[1] & Qt.ItemFlag.ItemIsEditable
    assert flags[1] & Qt.ItemFlag.ItemIsDropEnabled


def test_dragging_several_nodes_is_one_step(qapp: object) -> None:
    outline, model, history, _ = model_of(brief(note("a"), note("b"), section("S", note("c"))))
    a, b, s = outline.children()
    data = model.mimeData([model.index_of(a), model.index_of(b)])
    assert data.text() == "a\n\nb"
    target = model.index_of(s)
    assert model.canDropMimeData(data, MOVE, 0, 0, target)
    assert not model.dropMimeData(data, MOVE, 0, 0, target)  # False: the view must not remove anything itself
    assert outline.children(s)[:2] == (a, b)
    assert history.count == 1
    history.undo()
    assert outline.children() == (a, b, s)


def test_illegal_drops_are_refused(qapp: object) -> None:
    outline, model, history, carrier = model_of(brief(section("S", section("T")), note("a")))
    s, a = outline.children()
    t = outline.child(s, 0)
    data = model.mimeData([model.index_of(s)])
    assert not model.canDropMimeData(data, MOVE, 0, 0, model.index_of(t))
    assert not model.canDropMimeData(data, MOVE, 0, 0, model.index_of(s))
    assert not model.canDropMimeData(data, COPY, 0, 0, model.index_of(a))
    assert model.canDropMimeData(data, COPY, 0, 0, model.index_of(t))
    deep: Tree = Tree(Note())
    for _ in range(6):
        deep = Tree(Section(), (deep,))
    packed = carrier.pack([deep], "ja")
    assert model.canDropMimeData(packed, COPY, 0, 0, QModelIndex())
    assert not model.canDropMimeData(packed, COPY, 0, 0, model.index_of(s))
    assert history.count == 0


def test_what_another_program_drags_is_not_taken(qapp: object) -> None:
    outline, model, history, _ = model_of(brief(note("a")))
    foreign = QMimeData()
    foreign.setText("text")
    forged = QMimeData()
    forged.setData("application/x-briefer-nodes", b'["no such ticket", [1]]')
    forged.setData("application/x-briefer-items", b"\xff\xfe")
    broken = QMimeData()
    broken.setData("application/x-briefer-nodes", b"{")
    for data in (foreign, forged, broken):
        assert not model.canDropMimeData(data, MOVE, 0, 0, QModelIndex())
        assert not model.dropMimeData(data, MOVE, 0, 0, QModelIndex())
    assert (len(outline), history.count) == (1, 0)


def test_another_outline_resets_the_model(qapp: object) -> None:
    outline, model, _, _ = model_of(brief(note("a")))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    other = Outline.from_tree(rich_brief())
    model.set_outline(other)
    assert nesting(model) == ids(other)
    outline.apply(Insert(ROOT, 0, Tree(Note())))  # the old one is no longer listened to
    other.apply(Insert(ROOT, 0, Tree(Note())))
    assert nesting(model) == ids(other)
    del tester


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_papers_language_changes_every_title(qapp: object, lang: str) -> None:
    outline, model, _, _ = model_of(brief(section("現状", note("x"), en="Now")))
    changed: list[object] = []
    model.dataChanged.connect(lambda *_: changed.append(True))
    outline.apply(SetField(ROOT, "language", lang))
    assert model.index(0, 0).data() == {"ja": "現状", "en": "Now"}[lang]
    assert changed
