"""The outline as Qt sees it: a translation, with no order of its own.

Indexes carry the node's integer id. Each step of the outline is bracketed by the matching begin and end call, the
steps of a batch one by one. Drops become edits that are handed to ``do``; nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from briefer.core.items import Bilingual, Lang
from briefer.core.outline import (
    ROOT,
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
)
from briefer.ui import moves, wording
from briefer.ui.carry import NODES, TREES, Carrier

Index = QModelIndex | QPersistentModelIndex
Do = Callable[[Edit, str], bool]
"""Carries out an edit under an undo label; whether it was accepted."""

_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What a node has besides its display text."""

    NODE = Qt.ItemDataRole.UserRole + 1
    KIND = NODE + 1
    NUMBER = NODE + 2
    CITATION = NODE + 3
    BADGES = NODE + 4
    ICON = NODE + 5


_TITLE_FIELDS = {"section": "title", "item": "heading", "matrix": "title", "note": "text"}


class OutlineModel(QAbstractItemModel):
    """One column. Roles: ``DisplayRole`` the title, ``Role`` for the rest."""

    def __init__(self, outline: Outline, do: Do, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outline = outline
        self._do = do
        self._carrier = carrier
        self._numbers: Mapping[int, str] = {}
        self._bracket: str | None = None
        outline.watch(self)

    @property
    def outline(self) -> Outline:
        """The outline shown."""
        return self._outline

    def set_outline(self, outline: Outline) -> None:
        """Show another outline."""
        self.beginResetModel()
        self._outline.unwatch(self)
        self._outline = outline
        self._numbers = {}
        outline.watch(self)
        self.endResetModel()

    def set_numbers(self, numbers: Mapping[int, str]) -> None:
        """Heading numbers as the paper prints them, by node."""
        changed = [
            node for node in self._numbers.keys() | numbers.keys() if self._numbers.get(node) != numbers.get(node)
        ]
        self._numbers = dict(numbers)
        for node in changed:
            if node in self._outline:
                index = self.index_of(node)
                self.dataChanged.emit(index, index, [Role.NUMBER])

    @property
    def lang(self) -> Lang:
        """The paper's language, which titles are shown in."""
        return self._outline.details.language

    def retitle(self) -> None:
        """Every text may have changed: another language."""
        self._tell_below(ROOT)

    # -- finding

    def index_of(self, node: int) -> QModelIndex:
        """The index of a node, invalid for the root."""
        if node == ROOT or node not in self._outline:
            return QModelIndex()
        return self.createIndex(self._outline.index(node), 0, node)

    def node_of(self, index: Index) -> int:
        """The node at an index, the root for an invalid one."""
        return int(index.internalId()) if index.isValid() else ROOT

    # -- Qt's questions

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Qt's name; children in the outline's order."""
        above = self.node_of(parent)
        if column != 0 or parent.column() > 0 or not 0 <= row < self._outline.child_count(above):
            return QModelIndex()
        return self.createIndex(row, 0, self._outline.child(above, row))

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Qt's name; invalid for a node at the top."""
        node = self.node_of(index)
        above = self._outline.parent(node) if node != ROOT else None
        return self.index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's name."""
        return 0 if parent.column() > 0 else self._outline.child_count(self.node_of(parent))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's name; always one."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name."""
        if not index.isValid():
            return None
        node = self.node_of(index)
        content = self._outline.content(node)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return wording.title_of(content, self.lang) or self._untitled(content.kind)
            case Qt.ItemDataRole.EditRole:
                return self._own_title(node)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tool_tip(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                badges = [badge.word for badge in wording.content_badges(content)]
                parts = [self._numbers.get(node, ""), wording.title_of(content, self.lang), self._citation(node)]
                return ", ".join(part for part in (wording.say(wording.NODES[content.kind]), *parts, *badges) if part)
            case Role.NODE:
                return node
            case Role.KIND:
                return content.kind
            case Role.ICON:
                scenario = isinstance(content, Pick) and content.item.kind == "scenario"
                return "scenario" if scenario else content.kind
            case Role.NUMBER:
                return self._numbers.get(node, "")
            case Role.CITATION:
                return self._citation(node)
            case Role.BADGES:
                return wording.content_badges(content)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt's name; a title typed in place becomes an edit."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        node = self.node_of(index)
        content = self._outline.content(node)
        field = _TITLE_FIELDS[content.kind]
        text = str(value).strip()
        if text == self._own_title(node):
            return False
        if isinstance(content, Pick) and text == wording.heading_of(content.item, self.lang):
            text = ""
        old: Bilingual = getattr(content, field)
        return self._do(SetField(node, field, old.replaced(self.lang, text)), "rename")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt's name; only sections and the brief itself take drops."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        content = self._outline.content(self.node_of(index))
        if isinstance(content, Section):
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        else:
            flags |= Qt.ItemFlag.ItemNeverHasChildren
        if not isinstance(content, Note):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # -- carrying

    def supportedDropActions(self) -> Qt.DropAction:
        """Qt's name."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Qt's name."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Qt's name."""
        return [NODES, TREES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt's name; the topmost of the nodes, in reading order."""
        nodes = moves.topmost(self._outline, [self.node_of(index) for index in indexes])
        return self._carrier.pack([self._outline.tree(node) for node in nodes], self.lang, nodes)

    def dragged(self, data: QMimeData) -> list[int]:
        """The nodes that a drag within the outline moves, empty for anything else."""
        return self._carrier.nodes(data)

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Qt's name; asks the outline, so that an illegal place shows no drop line."""
        above = self.node_of(parent)
        index = row if row >= 0 else self._outline.child_count(above)
        nodes = self._carrier.nodes(data)
        if nodes and action != Qt.DropAction.CopyAction:
            edit = moves.move(self._outline, nodes, above, index)
            if edit is None:
                return moves.holds(self._outline, above)
            return all(self._outline.allows(Move(node, above, 0)) for node in nodes)
        trees = self._carrier.trees(data)
        return bool(trees) and all(
            self._outline.allows(Insert(above, min(index, self._outline.child_count(above)), moves.bare(tree)))
            for tree in trees
        )

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Qt's name. Answers ``False`` for a move: the view must not remove what the outline has already moved."""
        above = self.node_of(parent)
        index = row if row >= 0 else self._outline.child_count(above)
        nodes = self._carrier.nodes(data)
        if nodes and action != Qt.DropAction.CopyAction:
            edit = moves.move(self._outline, nodes, above, index)
            if edit is not None:
                self._do(edit, f"move:{len(nodes)}")
            return False
        trees = self._carrier.trees(data)
        edit = moves.insert(trees, above, index)
        return edit is not None and self._do(edit, f"add:{len(trees)}")

    # -- the outline's news

    def about_to(self, step: Step) -> None:
        """The outline tells: begin."""
        match step:
            case Insert(parent, index, _):
                self.beginInsertRows(self.index_of(parent), index, index)
                self._bracket = "insert"
            case Remove(node):
                row = self._outline.index(node)
                above = self._outline.parent(node)
                assert above is not None
                self.beginRemoveRows(self.index_of(above), row, row)
                self._bracket = "remove"
            case Move(node, parent, index):
                above, row = self._outline.parent(node), self._outline.index(node)
                assert above is not None
                # Qt counts the target before the node has left; the outline counts after.
                target = index + 1 if above == parent and index > row else index
                moving = not (above == parent and index == row)
                if moving and self.beginMoveRows(self.index_of(above), row, row, self.index_of(parent), target):
                    self._bracket = "move"
            case SetField():
                self._bracket = None

    def done(self, step: Step) -> None:
        """The outline tells: end."""
        bracket, self._bracket = self._bracket, None
        match bracket:
            case "insert":
                self.endInsertRows()
            case "remove":
                self.endRemoveRows()
            case "move":
                self.endMoveRows()
        if isinstance(step, SetField):
            if step.node == ROOT:
                if step.field == "language":
                    self._tell_below(ROOT)
            else:
                index = self.index_of(step.node)
                self.dataChanged.emit(index, index)

    def _tell_below(self, node: int) -> None:
        count = self._outline.child_count(node)
        if count == 0:
            return
        self.dataChanged.emit(
            self.index_of(self._outline.child(node, 0)), self.index_of(self._outline.child(node, count - 1))
        )
        for child in self._outline.children(node):
            self._tell_below(child)

    # -- words

    def _own_title(self, node: int) -> str:
        content = self._outline.content(node)
        title: Bilingual = getattr(content, _TITLE_FIELDS[content.kind])
        own = title.only(self.lang)
        return own if own or isinstance(content, Section | Note) else wording.title_of(content, self.lang)

    def _untitled(self, kind: str) -> str:
        return {
            "section": self.tr("Untitled section"),
            "note": self.tr("Empty note"),
            "matrix": self.tr("Empty matrix"),
        }.get(kind, self.tr("Untitled"))

    def _citation(self, node: int) -> str:
        content = self._outline.content(node)
        match content:
            case Pick(item=item):
                return wording.citation(item, self.lang)
            case Matrix(rows=rows):
                sources = dict.fromkeys(wording.citation_source(row.source, self.lang) for row in rows)
                return " / ".join(sources)
        return ""

    def _tool_tip(self, node: int) -> str:
        content = self._outline.content(node)
        lines = [wording.title_of(content, self.lang) or self._untitled(content.kind)]
        if isinstance(content, Note):
            lines = [content.text.best(self.lang)]
        lines.append(self._citation(node))
        lines += [f"{badge.word}: {badge.meaning}" for badge in wording.content_badges(content)]
        return "\n".join(line for line in lines if line)
