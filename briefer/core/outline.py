"""The outline: a brief's details and its tree of nodes, and the edits that change them.

The outline alone owns order. It changes only through ``apply``, which validates first, then mutates, tells its
watchers before and after, and returns the inverse edit. Not thread-safe: one thread owns an outline; hand
``Outline.tree()`` (an immutable value) to others.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from briefer.core.errors import EditError
from briefer.core.items import LANGS, Bilingual, Item, Lang, Locator, Source, Term

QuoteChoice = Literal["gist", "quotation", "both"]
QUOTE_CHOICES: tuple[QuoteChoice, ...] = ("gist", "quotation", "both")

ROOT = 0
MAX_DEPTH = 7
"""Levels of nodes below the root: as many as 第１/１/(1)/ア/(ア)/a/(a) can number (formats.md 1.2)."""
MAX_NODES = 20_000
MAX_TEXT = 200_000
"""Characters in one text a user writes."""


@dataclass(frozen=True, slots=True)
class Details:
    """What the brief says about itself; content of the root. ``date`` is ISO 8601 (``2026-11-20``) or empty."""

    kind: ClassVar[str] = "details"
    title: Bilingual = Bilingual()
    subject: Bilingual = Bilingual()
    date: str = ""
    sender: Bilingual = Bilingual()
    recipient: Bilingual = Bilingual()
    marking: Bilingual = Bilingual()
    language: Lang = "ja"
    style: str = "standard"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that holds other nodes."""

    kind: ClassVar[str] = "section"
    title: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True)
class Pick:
    """A picked item: its snapshot and what the paper shows of it. An empty ``heading`` means the item's own."""

    kind: ClassVar[str] = "item"
    item: Item
    quote: QuoteChoice = "gist"
    heading: Bilingual = Bilingual()
    note: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scenario rows set as one table: regions down, actors across. ``title`` empty means the standard one."""

    kind: ClassVar[str] = "matrix"
    rows: tuple[Item, ...]
    quote: QuoteChoice = "gist"
    title: Bilingual = Bilingual()
    note: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True)
class Note:
    """Paragraphs in the user's own words, one a line."""

    kind: ClassVar[str] = "note"
    text: Bilingual = Bilingual()


Content = Details | Section | Pick | Matrix | Note
FieldValue = str | Bilingual | Item | tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A node and what is below it as a value. ``id`` is ``None`` for a node that was never in an outline."""

    content: Content
    children: tuple[Tree, ...] = ()
    id: int | None = None

    def walk(self) -> Iterator[Tree]:
        """This node and all below it, in reading order."""
        stack = [self]
        while stack:
            tree = stack.pop()
            yield tree
            stack.extend(reversed(tree.children))


@dataclass(frozen=True, slots=True)
class Insert:
    """Put ``tree`` below ``parent`` so that it becomes child number ``index``."""

    parent: int
    index: int
    tree: Tree


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a node and all below it out."""

    node: int


@dataclass(frozen=True, slots=True)
class Move:
    """Put a node below ``parent`` as child number ``index``, counted after it has left its old place."""

    node: int
    parent: int
    index: int


@dataclass(frozen=True, slots=True)
class SetField:
    """Change one field of a node's content; ``ROOT`` holds the details."""

    node: int
    field: str
    value: FieldValue


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits as one step: all or none."""

    edits: tuple[Edit, ...]


Edit = Insert | Remove | Move | SetField | Batch
Step = Insert | Remove | Move | SetField
"""What watchers hear: a batch is announced edit by edit."""


class Watcher(Protocol):
    """Hears of each change twice, so that an item model can bracket it."""

    def about_to(self, step: Step) -> None:
        """The outline is still as it was."""

    def done(self, step: Step) -> None:
        """The outline is as the step left it."""


@dataclass(slots=True)
class _Node:
    content: Content
    parent: int | None
    children: list[int]


class Outline:
    """A brief: details at the root, nodes below. Equal when details and trees are equal, whatever the node ids.

    Raises ``EditError`` for details that no brief can have.
    """

    def __init__(self, details: Details | None = None) -> None:
        details = details or Details()
        _validate_content(details)
        self._nodes: dict[int, _Node] = {ROOT: _Node(details, None, [])}
        self._next = ROOT + 1
        self._watchers: list[Watcher] = []

    @classmethod
    def from_tree(cls, tree: Tree) -> Outline:
        """An outline with the content of ``tree``, whose root holds details. Raises ``EditError``."""
        if not isinstance(tree.content, Details):
            raise EditError("edit.root")
        outline = cls(tree.content)
        for index, child in enumerate(tree.children):
            outline.apply(Insert(ROOT, index, child))
        return outline

    # -- looking

    @property
    def details(self) -> Details:
        """What the brief says about itself."""
        content = self._nodes[ROOT].content
        assert isinstance(content, Details)
        return content

    def __contains__(self, node: int) -> bool:
        return node in self._nodes

    def __len__(self) -> int:
        """Nodes without the root."""
        return len(self._nodes) - 1

    def content(self, node: int) -> Content:
        """The node's content. Raises ``EditError`` for an unknown node, as all look-ups do."""
        return self._node(node).content

    def parent(self, node: int) -> int | None:
        """The node's parent, ``None`` for the root."""
        return self._node(node).parent

    def children(self, node: int = ROOT) -> tuple[int, ...]:
        """Child ids in order."""
        return tuple(self._node(node).children)

    def child(self, node: int, index: int) -> int:
        """Child number ``index``; raises ``IndexError``. Constant time, for item models."""
        return self._node(node).children[index]

    def child_count(self, node: int = ROOT) -> int:
        """How many children the node has; constant time."""
        return len(self._node(node).children)

    def index(self, node: int) -> int:
        """The node's place among its siblings; 0 for the root."""
        parent = self._node(node).parent
        return 0 if parent is None else self._nodes[parent].children.index(node)

    def depth(self, node: int) -> int:
        """Levels below the root: 0 for the root, 1 for its children."""
        depth, parent = 0, self._node(node).parent
        while parent is not None:
            depth, parent = depth + 1, self._nodes[parent].parent
        return depth

    def walk(self) -> Iterator[tuple[int, int]]:
        """``(node, depth)`` of every node but the root, in reading order."""
        stack = [(child, 1) for child in reversed(self._nodes[ROOT].children)]
        while stack:
            node, depth = stack.pop()
            yield node, depth
            stack.extend((child, depth + 1) for child in reversed(self._nodes[node].children))

    def tree(self, node: int = ROOT) -> Tree:
        """The node and all below it as an immutable value that any thread may read."""
        own = self._node(node)
        return Tree(own.content, tuple(self.tree(child) for child in own.children), node)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outline):
            return NotImplemented
        return _without_ids(self.tree()) == _without_ids(other.tree())

    __hash__ = None  # type: ignore[assignment]  # mutable

    # -- watching

    def watch(self, watcher: Watcher) -> None:
        """From now on tell ``watcher`` of each change."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Stop telling ``watcher``."""
        self._watchers.remove(watcher)

    # -- changing

    def allows(self, edit: Edit) -> bool:
        """Whether ``apply`` would accept an edit (views ask this while dragging). A batch is tried on a copy."""
        try:
            if isinstance(edit, Batch):
                Outline.from_tree(self.tree()).apply(edit)
            else:
                self._validate(edit)
        except EditError:
            return False
        return True

    def apply(self, edit: Edit) -> Edit:
        """Carry out an edit and return the edit that takes it back. Raises ``EditError``; then nothing has changed."""
        if isinstance(edit, Batch):
            inverses: list[Edit] = []
            try:
                for part in edit.edits:
                    inverses.append(self.apply(part))
            except EditError:
                for inverse in reversed(inverses):
                    self.apply(inverse)
                raise
            return Batch(tuple(reversed(inverses)))
        self._validate(edit)
        if isinstance(edit, Insert):
            # New ids start above those the tree brings along.
            self._next = max(self._next, *((each.id or 0) + 1 for each in edit.tree.walk()))
            edit = dataclasses.replace(edit, tree=self._numbered(edit.tree))
        for watcher in self._watchers:
            watcher.about_to(edit)
        inverse = self._mutate(edit)
        for watcher in self._watchers:
            watcher.done(edit)
        return inverse

    def _node(self, node: int) -> _Node:
        try:
            return self._nodes[node]
        except KeyError:
            raise EditError("edit.no_node", node=node) from None

    def _validate(self, edit: Step) -> None:
        match edit:
            case Insert(parent, index, tree):
                self._validate_place(parent, index, _height(tree))
                nodes = list(tree.walk())
                if len(self) + len(nodes) > MAX_NODES:
                    raise EditError("edit.too_many", limit=MAX_NODES)
                ids = [each.id for each in nodes if each.id is not None]
                if len(set(ids)) < len(ids) or any(each in self._nodes for each in ids):
                    raise EditError("edit.same_id")
                for each in nodes:
                    if isinstance(each.content, Details):
                        raise EditError("edit.root")
                    if each.children and not isinstance(each.content, Section):
                        raise EditError("edit.not_a_section")
                    _validate_content(each.content)
            case Remove(node):
                self._node(node)
                if node == ROOT:
                    raise EditError("edit.root")
            case Move(node, parent, index):
                self._node(node)
                above: int | None = parent
                while above is not None:
                    if above == node:
                        raise EditError("edit.into_itself")
                    above = self._node(above).parent
                same = self._nodes[node].parent == parent
                self._validate_place(parent, index, _height(self.tree(node)), leaving=same)
            case SetField(node, field, value):
                content = self._node(node).content
                if field not in {each.name for each in dataclasses.fields(content)}:
                    raise EditError("edit.no_field", field=field)
                if not isinstance(value, type(getattr(content, field))):
                    raise EditError("edit.no_field", field=field)
                _validate_value(field, value)

    def _validate_place(self, parent: int, index: int, height: int, *, leaving: bool = False) -> None:
        above = self._node(parent)
        if not isinstance(above.content, Details | Section):
            raise EditError("edit.not_a_section")
        if not 0 <= index <= len(above.children) - leaving:
            raise EditError("edit.no_place", index=index)
        if self.depth(parent) + height > MAX_DEPTH:
            raise EditError("edit.too_deep", limit=MAX_DEPTH)

    def _numbered(self, tree: Tree) -> Tree:
        number = tree.id
        if number is None:
            number, self._next = self._next, self._next + 1
        return Tree(tree.content, tuple(self._numbered(child) for child in tree.children), number)

    def _mutate(self, edit: Step) -> Edit:
        match edit:
            case Insert(parent, index, tree):
                assert tree.id is not None
                self._adopt(tree, parent)
                self._nodes[parent].children.insert(index, tree.id)
                return Remove(tree.id)
            case Remove(node):
                tree, parent_id, index = self.tree(node), self._nodes[node].parent, self.index(node)
                assert parent_id is not None
                self._nodes[parent_id].children.pop(index)
                for each in tree.walk():
                    assert each.id is not None
                    del self._nodes[each.id]
                return Insert(parent_id, index, tree)
            case Move(node, parent, index):
                old_parent, old_index = self._nodes[node].parent, self.index(node)
                assert old_parent is not None
                self._nodes[old_parent].children.pop(old_index)
                self._nodes[parent].children.insert(index, node)
                self._nodes[node].parent = parent
                return Move(node, old_parent, old_index)
            case SetField(node, field, value):
                own = self._nodes[node]
                before: FieldValue = getattr(own.content, field)
                own.content = dataclasses.replace(own.content, **{field: value})  # type: ignore[arg-type]
                return SetField(node, field, before)

    def _adopt(self, tree: Tree, parent: int) -> None:
        assert tree.id is not None
        self._nodes[tree.id] = _Node(tree.content, parent, [])
        for child in tree.children:
            self._adopt(child, tree.id)
            assert child.id is not None
            self._nodes[tree.id].children.append(child.id)


def _height(tree: Tree) -> int:
    """Levels a tree takes up, itself included; stops counting just past the limit, so deep input stays cheap."""
    height, level = 0, [tree]
    while level and height <= MAX_DEPTH:
        height, level = height + 1, [child for each in level for child in each.children]
    return height


def _without_ids(tree: Tree) -> Tree:
    return Tree(tree.content, tuple(_without_ids(child) for child in tree.children))


def is_date(text: str) -> bool:
    """Whether ``text`` is a day as briefs write it: ISO 8601, ``2026-11-20``."""
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _validate_content(content: Content) -> None:
    for field in dataclasses.fields(content):
        _validate_value(field.name, getattr(content, field.name))


def _validate_value(field: str, value: FieldValue) -> None:
    """Whatever an outline accepts, a brief file can hold and give back."""
    if field == "quote" and value not in QUOTE_CHOICES:
        raise EditError("edit.no_field", field=field)
    if (field == "language" and value not in LANGS) or (field == "style" and not value):
        raise EditError("edit.no_field", field=field)
    if field == "date" and not (value == "" or is_date(str(value))):
        raise EditError("edit.not_a_date", value=str(value)[:60])
    if isinstance(value, tuple) and any(getattr(row, "kind", "") != "scenario" for row in value):
        raise EditError("edit.not_a_row")
    if any(len(text) > MAX_TEXT for text in _texts(value)):
        raise EditError("edit.too_long", field=field, limit=MAX_TEXT)


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Bilingual | Item | Locator | Term | Source):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
