"""What the hands do to the outline, stated as data: before, hand, after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Edit, Note, Outline, Section, Tree
from briefer.ui import moves
from tests.builders import brief, note, section

Shape = list["str | tuple[str, Shape]"]


def outline_of(shape: Shape) -> Outline:
    """Letters are notes, (letter, children) sections."""

    def tree(each: str | tuple[str, Shape]) -> Tree:
        return note(each) if isinstance(each, str) else section(each[0], *map(tree, each[1]))

    return Outline.from_tree(brief(*map(tree, shape)))


def name(outline: Outline, node: int) -> str:
    content = outline.content(node)
    assert isinstance(content, Section | Note)
    return content.title.ja if isinstance(content, Section) else content.text.ja


def shape_of(outline: Outline, node: int = ROOT) -> Shape:
    return [
        (name(outline, child), shape_of(outline, child))
        if isinstance(outline.content(child), Section)
        else name(outline, child)
        for child in outline.children(node)
    ]


def nodes(outline: Outline, letters: str) -> list[int]:
    known = {name(outline, node): node for node, _ in outline.walk()}
    return [known[letter] for letter in letters]


START: Shape = [("A", ["b", "c", ("D", ["e"])]), "f", ("G", []), "h"]

CASES: list[tuple[str, str, Callable[[Outline, list[int]], Edit | None], Shape | None]] = [
    ("up", "c", lambda o, n: moves.shift(o, n, -1), [("A", ["c", "b", ("D", ["e"])]), "f", ("G", []), "h"]),
    ("two up", "cD", lambda o, n: moves.shift(o, n, -1), [("A", ["c", ("D", ["e"]), "b"]), "f", ("G", []), "h"]),
    ("down", "b", lambda o, n: moves.shift(o, n, 1), [("A", ["c", "b", ("D", ["e"])]), "f", ("G", []), "h"]),
    ("up and out", "b", lambda o, n: moves.shift(o, n, -1), ["b", ("A", ["c", ("D", ["e"])]), "f", ("G", []), "h"]),
    ("down and out", "D", lambda o, n: moves.shift(o, n, 1), [("A", ["b", "c"]), ("D", ["e"]), "f", ("G", []), "h"]),
    ("first up", "A", lambda o, n: moves.shift(o, n, -1), None),
    ("last down", "h", lambda o, n: moves.shift(o, n, 1), None),
    ("indent", "h", moves.indent, [("A", ["b", "c", ("D", ["e"])]), "f", ("G", ["h"])]),
    ("indent under a note", "G", moves.indent, None),
    ("indent the first", "b", moves.indent, None),
    ("indent a section", "G", moves.indent, None),
    ("indent two", "fG", moves.indent, [("A", ["b", "c", ("D", ["e"]), "f", ("G", [])]), "h"]),
    ("outdent", "e", moves.outdent, [("A", ["b", "c", ("D", []), "e"]), "f", ("G", []), "h"]),
    ("outdent two", "bc", moves.outdent, [("A", [("D", ["e"])]), "b", "c", "f", ("G", []), "h"]),
    ("outdent at the top", "f", moves.outdent, None),
    ("a child of a chosen section comes along once", "De", moves.outdent,
     [("A", ["b", "c"]), ("D", ["e"]), "f", ("G", []), "h"]),
    ("delete", "Ah", moves.remove, ["f", ("G", [])]),
    ("duplicate", "b", moves.duplicate, [("A", ["b", "b", "c", ("D", ["e"])]), "f", ("G", []), "h"]),
]  # fmt: skip


@pytest.mark.parametrize(("letters", "hand", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_hands(letters: str, hand: Callable[[Outline, list[int]], Edit | None], after: Shape | None) -> None:
    outline = outline_of(START)
    edit = hand(outline, nodes(outline, letters))
    if after is None:
        assert edit is None
        return
    assert edit is not None
    inverse = outline.apply(edit)
    assert shape_of(outline) == after
    outline.apply(inverse)
    assert shape_of(outline) == START


flat = st.integers(1, 7)


@given(flat, st.data())
def test_move_puts_the_chosen_together_in_front_of_what_was_there(count: int, data: st.DataObject) -> None:
    letters = "abcdefg"[:count]
    outline = outline_of(list(letters))
    chosen = data.draw(st.sets(st.sampled_from(letters)))
    index = data.draw(st.integers(0, count))
    edit = moves.move(outline, nodes(outline, "".join(chosen)), ROOT, index)
    kept = [each for each in letters[:index] if each not in chosen]
    after = [each for each in letters[index:] if each not in chosen]
    if edit is not None:
        outline.apply(edit)
    assert shape_of(outline) == [*kept, *sorted(chosen), *after]


def test_new_things_go_into_a_section_or_behind_a_node() -> None:
    outline = outline_of(START)
    a, c, e = nodes(outline, "Ace")
    assert moves.place_for_new(outline, None) == (ROOT, 4)
    assert moves.place_for_new(outline, ROOT) == (ROOT, 4)
    assert moves.place_for_new(outline, a) == (a, 3)
    assert moves.place_for_new(outline, c) == (a, 2)
    assert moves.place_for_section(outline, a) == (ROOT, 1)
    assert moves.place_for_section(outline, c) == (ROOT, 1)
    assert moves.place_for_section(outline, e) == (a, 3)
    assert moves.place_for_new(outline, 99) == (ROOT, 4)


def test_inserting_forgets_ids() -> None:
    outline = outline_of(START)
    tree = outline.tree(nodes(outline, "A")[0])
    edit = moves.insert([tree], ROOT, 4)
    assert edit is not None
    outline.apply(edit)
    assert shape_of(outline)[4] == START[0]
    assert moves.insert([], ROOT, 0) is None


def test_together_flattens() -> None:
    outline = Outline.from_tree(brief(note("x"), note("y")))
    first, second = outline.children()
    remove = moves.remove(outline, [first, second])
    insert = moves.insert([Tree(Section(Bilingual("S")))], ROOT, 0)
    assert remove is not None
    assert insert is not None
    outline.apply(moves.together(remove, insert))
    assert shape_of(outline) == [("S", [])]
