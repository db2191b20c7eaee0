"""Edits, undo, watchers, limits."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from briefer.brieffile import from_yaml, to_yaml
from briefer.core.errors import EditError
from briefer.core.items import Bilingual
from briefer.core.outline import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_TEXT,
    ROOT,
    Batch,
    Details,
    Edit,
    Insert,
    Matrix,
    Move,
    Note,
    Outline,
    Pick,
    Remove,
    Section,
    SetField,
    Step,
    Tree,
)
from tests import builders as make
from tests import strategies as some


class Mirror:
    """Knows the outline only by what it hears, as an item model does."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.children: dict[int, list[int]] = {ROOT: []}
        self.parents: dict[int, int] = {}
        self.contents: dict[int, Any] = {ROOT: outline.details}
        self.open: Step | None = None
        self.before: Tree | None = None
        self.heard = 0
        for index, node in enumerate(outline.children()):
            self._insert(ROOT, index, outline.tree(node))
        outline.watch(self)

    def about_to(self, step: Step) -> None:
        assert self.open is None, "two steps at once"
        assert not isinstance(step, Batch)
        assert self.tree() == self.outline.tree(), "told too late"
        self.open = step

    def done(self, step: Step) -> None:
        assert step is self.open, "an end without its beginning"
        self.open = None
        self.heard += 1
        match step:
            case Insert(parent, index, tree):
                self._insert(parent, index, tree)
            case Remove(node):
                self.children[self.parents[node]].remove(node)
                self._forget(node)
            case Move(node, parent, index):
                self.children[self.parents[node]].remove(node)
                self.children[parent].insert(index, node)
                self.parents[node] = parent
            case SetField(node, field, value):
                self.contents[node] = dataclasses.replace(self.contents[node], **{field: value})
        assert self.tree() == self.outline.tree(), "not what was announced"

    def tree(self, node: int = ROOT) -> Tree:
        return Tree(self.contents[node], tuple(self.tree(child) for child in self.children[node]), node)

    def _insert(self, parent: int, index: int, tree: Tree) -> None:
        assert tree.id is not None, "announced without an id"
        assert tree.id not in self.contents
        self.children[parent].insert(index, tree.id)
        self.parents[tree.id] = parent
        self.children[tree.id] = []
        self.contents[tree.id] = tree.content
        for place, child in enumerate(tree.children):
            self._insert(tree.id, place, child)

    def _forget(self, node: int) -> None:
        for child in self.children.pop(node):
            self._forget(child)
        del self.parents[node], self.contents[node]


def consistent(outline: Outline) -> None:
    """Every way of looking at an outline tells the same."""
    seen = 0
    for node, depth in outline.walk():
        seen += 1
        parent = outline.parent(node)
        assert parent is not None
        assert outline.child(parent, outline.index(node)) == node
        assert outline.depth(node) == depth == outline.depth(parent) + 1 <= MAX_DEPTH
        assert outline.child_count(node) == len(outline.children(node))
        assert node in outline
    assert seen == len(outline)
    assert [tree.id for tree in outline.tree().walk()] == [ROOT, *(node for node, _ in outline.walk())]


PLACES = st.integers(0, 60)
FIELDS = st.sampled_from(
    [
        ("title", some.bilinguals),
        ("note", some.bilinguals),
        ("heading", some.bilinguals),
        ("text", some.bilinguals),
        ("quote", st.sampled_from(("gist", "quotation", "both", "loud"))),
        ("item", some.items),
        ("rows", st.lists(some.rows, max_size=2).map(tuple)),
        ("date", some.dates | st.sampled_from(("2031-02-30", "morgen"))),
        ("language", st.sampled_from(("ja", "en", "fr"))),
        ("kind", st.just("section")),
        ("marking", some.bilinguals),
    ]
).flatmap(lambda pair: st.tuples(st.just(pair[0]), pair[1]))


class Undo(RuleBasedStateMachine):
    """A window's undo stack driven by anyone: what was done can always be taken back and done again."""

    @initialize(tree=some.briefs)
    def start(self, tree: Tree) -> None:
        self.outline = Outline.from_tree(tree)
        self.first = self.outline.tree()
        self.mirror = Mirror(self.outline)
        self.undo: list[Edit] = []
        self.redo: list[Edit] = []

    def _node(self, place: int, *, root: bool = True) -> int:
        nodes = ([ROOT] if root else []) + [node for node, _ in self.outline.walk()]
        return nodes[place % len(nodes)] if nodes else ROOT

    def _do(self, edit: Edit) -> None:
        before, allowed, heard = self.outline.tree(), self.outline.allows(edit), self.mirror.heard
        assert self.outline.tree() == before, "asking changed something"
        assert self.mirror.heard == heard, "asking was announced"
        try:
            inverse = self.outline.apply(edit)
        except EditError:
            assert not allowed
            assert self.outline.tree() == before, "refused, and yet changed"
            return
        assert allowed
        self.undo.append(inverse)
        self.redo.clear()

    @rule(place=PLACES, index=st.integers(-1, 4), tree=some.subtrees())
    def insert(self, place: int, index: int, tree: Tree) -> None:
        self._do(Insert(self._node(place), index, tree))

    @rule(place=PLACES)
    def remove(self, place: int) -> None:
        self._do(Remove(self._node(place)))

    @rule(place=PLACES, to=PLACES, index=st.integers(-1, 4))
    def move(self, place: int, to: int, index: int) -> None:
        self._do(Move(self._node(place), self._node(to), index))

    @rule(place=PLACES, change=FIELDS)
    def set_field(self, place: int, change: tuple[str, Any]) -> None:
        self._do(SetField(self._node(place), *change))

    @rule(places=st.lists(st.tuples(PLACES, PLACES, st.integers(0, 3)), max_size=4), tree=some.subtrees(2), end=PLACES)
    def batch(self, places: list[tuple[int, int, int]], tree: Tree, end: int) -> None:
        edits: list[Edit] = [Move(self._node(a), self._node(b), index) for a, b, index in places]
        self._do(Batch((Insert(ROOT, 0, tree), Batch(tuple(edits)), Remove(self._node(end)))))

    @rule(place=PLACES)
    def batch_that_fails_late(self, place: int) -> None:
        first = Remove(self._node(place, root=False)) if len(self.outline) else SetField(ROOT, "date", "2031-01-01")
        before = self.outline.tree()
        self._do(Batch((first, Insert(ROOT, 0, make.note("仮")), SetField(ROOT, "no such field", "x"))))
        assert self.outline.tree() == before

    @rule(times=st.integers(1, 4))
    def back_and_forth(self, times: int) -> None:
        last = self.outline.tree()
        done = 0
        while done < times and self.undo:
            self.redo.append(self.outline.apply(self.undo.pop()))
            done += 1
        for _ in range(done):
            self.undo.append(self.outline.apply(self.redo.pop()))
        assert self.outline.tree() == last

    @rule()
    def stay_back(self) -> None:
        if self.undo:
            self.redo.append(self.outline.apply(self.undo.pop()))

    @rule()
    def all_the_way(self) -> None:
        last, steps = self.outline.tree(), len(self.undo)
        for _ in range(steps):
            self.redo.append(self.outline.apply(self.undo.pop()))
        assert self.outline.tree() == self.first, "undo all did not give back the first brief"
        for _ in range(steps):
            self.undo.append(self.outline.apply(self.redo.pop()))
        assert self.outline.tree() == last, "redo all did not give back the last brief"

    @rule()
    def save(self) -> None:
        before = self.outline.tree()
        assert from_yaml(to_yaml(before)) == self.outline
        assert self.outline.tree() == before

    @invariant()
    def all_agree(self) -> None:
        consistent(self.outline)
        assert self.mirror.tree() == self.outline.tree()
        assert self.mirror.open is None


TestUndo = Undo.TestCase
TestUndo.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


# -- what is refused


def refused(outline: Outline, edit: Edit) -> str:
    """The code of the refusal; nothing has changed and nobody was told."""
    before, mirror = outline.tree(), Mirror(outline)
    assert not outline.allows(edit)
    with pytest.raises(EditError) as caught:
        outline.apply(edit)
    assert outline.tree() == before
    assert mirror.heard == 0
    outline.unwatch(mirror)
    return caught.value.code


def outline_of(*children: Tree) -> Outline:
    return Outline.from_tree(make.brief(*children))


def test_only_sections_hold_nodes() -> None:
    outline = outline_of(make.note("一"), make.pick(), make.matrix(make.row()), make.section("節"))
    note, pick, matrix, section = outline.children()
    for node in (note, pick, matrix):
        assert refused(outline, Insert(node, 0, make.note("下"))) == "edit.not_a_section"
        assert refused(outline, Move(section, node, 0)) == "edit.not_a_section"
    tree = Tree(Note(Bilingual("上")), (make.note("下"),))
    assert refused(outline, Insert(section, 0, tree)) == "edit.not_a_section"
    outline.apply(Insert(section, 0, make.note("下")))


def test_depth_is_limited() -> None:
    outline = outline_of()
    above = ROOT
    for level in range(1, MAX_DEPTH + 1):
        outline.apply(Insert(above, 0, make.section(f"{level}段")))
        above = outline.children(above)[0]
    assert outline.depth(above) == MAX_DEPTH
    assert refused(outline, Insert(above, 0, make.note("八段"))) == "edit.too_deep"
    outline.apply(Insert(ROOT, 1, make.section("二段の", make.section("節"))))
    tall = outline.children()[1]
    sixth = outline.parent(above)
    assert sixth is not None
    assert refused(outline, Move(tall, sixth, 0)) == "edit.too_deep"
    fifth = outline.parent(sixth)
    assert fifth is not None
    outline.apply(Move(tall, fifth, 0))


def test_a_tower_is_refused_quickly_and_whole() -> None:
    tower = make.note("頂")
    for _ in range(5_000):
        tower = Tree(Section(), (tower,))
    assert refused(outline_of(), Insert(ROOT, 0, tower)) == "edit.too_deep"


def test_the_number_of_nodes_is_limited() -> None:
    one = make.note("点")
    outline = outline_of(*[make.section("節", *[one] * 1_999)] * 9, make.section("節", *[one] * 1_998))
    assert len(outline) == MAX_NODES - 1
    outline.apply(Insert(ROOT, 0, one))
    assert len(outline) == MAX_NODES
    assert refused(outline, Insert(ROOT, 0, one)) == "edit.too_many"
    outline.apply(Move(outline.children()[0], ROOT, 3))


def test_places_outside_are_refused() -> None:
    outline = outline_of(make.note("一"), make.note("二"))
    first = outline.children()[0]
    assert refused(outline, Insert(ROOT, -1, make.note("三"))) == "edit.no_place"
    assert refused(outline, Insert(ROOT, 3, make.note("三"))) == "edit.no_place"
    assert refused(outline, Move(first, ROOT, 2)) == "edit.no_place"
    assert refused(outline, Move(first, ROOT, -1)) == "edit.no_place"
    outline.apply(Move(first, ROOT, 1))
    assert outline.children()[1] == first


def test_unknown_nodes_are_refused() -> None:
    outline = outline_of(make.note("一"))
    for edit in (
        Remove(99),
        Move(99, ROOT, 0),
        Move(1, 99, 0),
        Insert(99, 0, make.note("")),
        SetField(99, "text", Bilingual()),
    ):
        assert refused(outline, edit) == "edit.no_node"
    for look in (outline.content, outline.parent, outline.children, outline.index, outline.depth, outline.tree):
        with pytest.raises(EditError, match=r"edit\.no_node"):
            look(99)


def test_the_root_stays() -> None:
    outline = outline_of(make.section("節"))
    assert refused(outline, Remove(ROOT)) == "edit.root"
    assert refused(outline, Move(ROOT, 1, 0)) == "edit.into_itself"
    assert refused(outline, Insert(ROOT, 0, Tree(Details()))) == "edit.root"
    assert refused(outline, Insert(ROOT, 0, make.section("節", Tree(Details())))) == "edit.root"
    with pytest.raises(EditError, match=r"edit\.root"):
        Outline.from_tree(make.note("根ではない"))


def test_a_node_cannot_go_into_itself() -> None:
    outline = outline_of(make.section("外", make.section("中", make.section("内"))))
    outer, middle, inner = (node for node, _ in outline.walk())
    for target in (outer, middle, inner):
        assert refused(outline, Move(outer, target, 0)) == "edit.into_itself"
    outline.apply(Move(inner, outer, 0))


def test_ids_are_never_given_twice() -> None:
    outline = outline_of(make.note("一"))
    known = outline.children()[0]
    assert refused(outline, Insert(ROOT, 0, Tree(Note(), id=known))) == "edit.same_id"
    assert refused(outline, Insert(ROOT, 0, Tree(Note(), id=ROOT))) == "edit.same_id"
    twins = Tree(Section(), (Tree(Note(), id=7), Tree(Note(), id=7)))
    assert refused(outline, Insert(ROOT, 0, twins)) == "edit.same_id"


def test_a_tree_may_bring_some_ids_of_its_own() -> None:
    """A new section around kept nodes: the new id must not be one that a child brings along."""
    outline = outline_of()
    outline.apply(Insert(ROOT, 0, Tree(Section(), (Tree(Note(Bilingual("子")), id=1), Tree(Note(Bilingual("孫")))))))
    consistent(outline)
    assert len(outline) == 3


def test_a_removed_id_comes_back_and_is_not_given_to_another() -> None:
    outline = outline_of(make.note("一"), make.note("二"))
    gone = outline.children()[1]
    back = outline.apply(Remove(gone))
    outline.apply(Insert(ROOT, 0, make.note("新")))
    outline.apply(back)
    consistent(outline)
    assert outline.content(gone) == Note(Bilingual("二"))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "section", "edit.no_field"),
        ("nothing", "x", "edit.no_field"),
        ("__class__", "x", "edit.no_field"),
        ("title", "a plain string", "edit.no_field"),
        ("date", Bilingual("二〇三一"), "edit.no_field"),
        ("language", "fr", "edit.no_field"),
        ("style", "", "edit.no_field"),
        ("date", "2031-02-29", "edit.not_a_date"),
        ("date", "2031-4-1", "edit.not_a_date"),
        ("date", "20310401", "edit.not_a_date"),
        ("date", "２０３１-０４-０１", "edit.not_a_date"),
        ("date", "0000-01-01", "edit.not_a_date"),
        ("title", Bilingual("長" * (MAX_TEXT + 1)), "edit.too_long"),
        ("title", Bilingual("", "x" * (MAX_TEXT + 1)), "edit.too_long"),
        ("style", "x" * (MAX_TEXT + 1), "edit.too_long"),
    ],
)
def test_details_take_only_what_a_file_can_hold(field: str, value: Any, code: str) -> None:
    assert refused(outline_of(), SetField(ROOT, field, value)) == code


def test_an_outline_does_not_start_with_what_it_would_refuse() -> None:
    with pytest.raises(EditError, match=r"edit\.not_a_date"):
        Outline(Details(date="2031-02-29"))
    with pytest.raises(EditError, match=r"edit\.too_long"):
        Outline.from_tree(make.brief(title=Bilingual("長" * (MAX_TEXT + 1))))


def test_nodes_take_only_what_a_file_can_hold() -> None:
    outline = outline_of(make.pick(), make.matrix(make.row()), make.note("字"))
    pick, matrix, _ = outline.children()
    too_long = make.attached(original="長" * (MAX_TEXT + 1))
    assert refused(outline, SetField(pick, "item", too_long)) == "edit.too_long"
    assert refused(outline, SetField(pick, "quote", "loud")) == "edit.no_field"
    assert refused(outline, SetField(matrix, "rows", (make.item(),))) == "edit.not_a_row"
    assert refused(outline, SetField(matrix, "rows", make.row())) == "edit.no_field"
    for content in (
        Note(Bilingual("長" * (MAX_TEXT + 1))),
        Pick(too_long),
        Pick(make.item(), "loud"),  # type: ignore[arg-type]
        Matrix((make.item(),)),
        Section(Bilingual("", "x" * (MAX_TEXT + 1))),
    ):
        assert refused(outline, Insert(ROOT, 0, Tree(content))).startswith("edit.")
        assert refused(outline, Insert(ROOT, 0, make.section("上", Tree(content)))).startswith("edit.")


# -- smaller promises


def test_the_longest_text_is_accepted() -> None:
    outline = outline_of(make.note(""))
    outline.apply(SetField(outline.children()[0], "text", Bilingual("長" * MAX_TEXT)))
    assert from_yaml(to_yaml(outline.tree())) == outline


def test_equality_is_of_content_not_ids() -> None:
    one, other = Outline.from_tree(make.rich_brief()), Outline.from_tree(make.rich_brief())
    inverse = other.apply(Insert(ROOT, 0, make.note("一時")))
    other.apply(inverse)
    other.apply(Insert(ROOT, other.child_count(), make.without_ids(other.tree(other.children()[0]))))
    other.apply(Remove(other.children()[0]))
    other.apply(Move(other.children()[-1], ROOT, 0))
    assert one == other
    assert one.tree() != other.tree()
    other.apply(SetField(ROOT, "style", "other"))
    assert one != other
    assert one != "something else"


def test_a_tree_taken_out_does_not_change_later() -> None:
    outline = Outline.from_tree(make.rich_brief())
    kept = outline.tree()
    copy = make.without_ids(kept)
    for node in outline.children():
        outline.apply(Remove(node))
    assert make.without_ids(kept) == copy == make.rich_brief()


def test_watchers_can_leave() -> None:
    outline = outline_of()
    stays, leaves = Mirror(outline), Mirror(outline)
    outline.unwatch(leaves)
    outline.apply(Insert(ROOT, 0, make.note("一")))
    assert (stays.heard, leaves.heard) == (1, 0)


def test_a_failing_batch_is_announced_there_and_back() -> None:
    outline = outline_of(make.note("一"))
    mirror = Mirror(outline)
    with pytest.raises(EditError):
        outline.apply(Batch((Insert(ROOT, 0, make.note("零")), Remove(1), Remove(1))))
    assert mirror.heard == 4
    assert mirror.tree() == outline.tree()


def test_an_empty_batch_does_nothing() -> None:
    outline = outline_of(make.note("一"))
    assert outline.allows(Batch(()))
    assert outline.apply(Batch(())) == Batch(())


@settings(max_examples=50, deadline=None)
@given(some.deep_briefs())
def test_walks_read_from_top_to_bottom(tree: Tree) -> None:
    outline = Outline.from_tree(tree)
    consistent(outline)
    assert [each.content for each in tree.walk()] == [each.content for each in outline.tree().walk()]
