"""What the hands do to the outline, as edits. No Qt: each function looks at an outline and answers an edit or ``None``.

``None`` means that there is nothing to do (a first child cannot be indented). Whether an edit is legal is the
outline's own decision, made when it is applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefer.core.outline import (
    ROOT,
    Batch,
    Details,
    Edit,
    Insert,
    Move,
    Outline,
    Remove,
    Section,
    Tree,
)


def topmost(outline: Outline, nodes: Iterable[int]) -> list[int]:
    """Those of ``nodes`` that stand below no other of them, in reading order."""
    chosen = {node for node in nodes if node != ROOT and node in outline}
    free = []
    for node in chosen:
        above = outline.parent(node)
        while above is not None and above not in chosen:
            above = outline.parent(above)
        if above is None:
            free.append(node)
    return sorted(free, key=lambda node: path(outline, node))


def path(outline: Outline, node: int) -> tuple[int, ...]:
    """The node's places from the root down; sorts as the outline reads."""
    places: list[int] = []
    above: int | None = node
    while above is not None and above != ROOT:
        places.append(outline.index(above))
        above = outline.parent(above)
    return tuple(reversed(places))


def place_for_new(outline: Outline, current: int | None) -> tuple[int, int]:
    """Parent and index for something new: into a selected section, after any other node, else at the end."""
    if current is None or current == ROOT or current not in outline:
        return ROOT, outline.child_count(ROOT)
    if isinstance(outline.content(current), Section):
        return current, outline.child_count(current)
    parent = outline.parent(current)
    assert parent is not None
    return parent, outline.index(current) + 1


def place_for_section(outline: Outline, current: int | None) -> tuple[int, int]:
    """Parent and index for a new section: after the selected section, or after the section that holds the node."""
    if current is None or current == ROOT or current not in outline:
        return ROOT, outline.child_count(ROOT)
    parent = outline.parent(current)
    assert parent is not None
    if not isinstance(outline.content(current), Section) and parent != ROOT:
        current, parent = parent, outline.parent(parent) or ROOT
    return parent, outline.index(current) + 1


def insert(trees: Sequence[Tree], parent: int, index: int) -> Edit | None:
    """Put ``trees`` in order at one place, as one step."""
    edits = tuple(Insert(parent, index + offset, bare(tree)) for offset, tree in enumerate(trees))
    return _one(edits)


def bare(tree: Tree) -> Tree:
    """The tree without ids, so that the outline gives it new ones."""
    return Tree(tree.content, tuple(bare(child) for child in tree.children))


def remove(outline: Outline, nodes: Iterable[int]) -> Edit | None:
    """Take nodes out, as one step."""
    return _one(tuple(Remove(node) for node in reversed(topmost(outline, nodes))))


def move(outline: Outline, nodes: Iterable[int], parent: int, index: int) -> Edit | None:
    """Bring nodes together below ``parent`` in front of what is child number ``index`` now, as one step."""
    moved = topmost(outline, nodes)
    if parent not in outline:
        return None
    siblings = list(outline.children(parent))
    after = next((each for each in siblings[index:] if each not in moved), None)
    places = {node: (outline.parent(node), outline.index(node)) for node in moved}
    edits: list[Edit] = []
    previous: int | None = None
    for node in moved:
        was = siblings.index(node) if node in siblings else None
        if was is not None:
            siblings.pop(was)
        if previous is not None:
            place = siblings.index(previous) + 1
        else:
            place = len(siblings) if after is None else siblings.index(after)
        siblings.insert(place, node)
        if was != place or places[node][0] != parent:
            edits.append(Move(node, parent, place))
        previous = node
    return _one(tuple(edits))


def indent(outline: Outline, nodes: Iterable[int]) -> Edit | None:
    """Put each node at the end of the section before it."""
    moved = topmost(outline, nodes)
    if not moved:
        return None
    first = moved[0]
    parent, index = outline.parent(first), outline.index(first)
    assert parent is not None
    if index == 0:
        return None
    above = outline.child(parent, index - 1)
    if not isinstance(outline.content(above), Section):
        return None
    return move(outline, moved, above, outline.child_count(above))


def outdent(outline: Outline, nodes: Iterable[int]) -> Edit | None:
    """Put each node behind the section that holds it."""
    moved = topmost(outline, nodes)
    if not moved:
        return None
    parent = outline.parent(moved[0])
    if parent is None or parent == ROOT:
        return None
    above = outline.parent(parent)
    assert above is not None
    return move(outline, [node for node in moved if outline.parent(node) != ROOT], above, outline.index(parent) + 1)


def shift(outline: Outline, nodes: Iterable[int], step: int) -> Edit | None:
    """Move nodes one place up (-1) or down (+1); at the end of their section they pass into the next one."""
    moved = topmost(outline, nodes)
    if not moved:
        return None
    edge = moved[0] if step < 0 else moved[-1]
    parent, index = outline.parent(edge), outline.index(edge)
    assert parent is not None
    if step < 0 and index > 0:
        return move(outline, moved, parent, index - 1)
    if step > 0 and index + 1 < outline.child_count(parent):
        return move(outline, moved, parent, index + 2)
    if parent == ROOT:
        return None
    above = outline.parent(parent)
    assert above is not None
    return move(outline, moved, above, outline.index(parent) + (1 if step > 0 else 0))


def duplicate(outline: Outline, nodes: Iterable[int]) -> Edit | None:
    """Put a copy of each node behind the last of them."""
    chosen = topmost(outline, nodes)
    if not chosen:
        return None
    parent = outline.parent(chosen[-1])
    assert parent is not None
    return insert([outline.tree(node) for node in chosen], parent, outline.index(chosen[-1]) + 1)


def together(*edits: Edit) -> Edit:
    """Several edits as one step."""
    flat = tuple(part for edit in edits for part in (edit.edits if isinstance(edit, Batch) else (edit,)))
    return flat[0] if len(flat) == 1 else Batch(flat)


def holds(outline: Outline, node: int) -> bool:
    """Whether the node may have children."""
    return isinstance(outline.content(node), Details | Section)


def _one(edits: tuple[Edit, ...]) -> Edit | None:
    if not edits:
        return None
    return edits[0] if len(edits) == 1 else Batch(edits)
