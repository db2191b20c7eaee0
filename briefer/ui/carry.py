"""What is dragged or copied: detached values kept here, a ticket for them in the MIME data."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard

from briefer.core.items import Item, Lang
from briefer.core.outline import Content, Matrix, Note, Pick, Section, Tree
from briefer.ui import wording

NODES = "application/x-briefer-nodes"
"""Nodes of the open outline on the move: a ticket and their ids."""
TREES = "application/x-briefer-items"
"""Something new for an outline: a ticket for values kept by the window."""


class Carrier:
    """Keeps what the last drag and the last copy carry. Other programs get ``text/plain``; other windows nothing."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Tree, ...]] = {}

    def pack(self, trees: Sequence[Tree], lang: Lang, nodes: Sequence[int] = ()) -> QMimeData:
        """MIME data for ``trees``; with ``nodes`` it can also be dropped as a move within the outline."""
        ticket = os.urandom(8).hex()
        self._kept[ticket] = tuple(trees)
        while len(self._kept) > 4:
            del self._kept[next(iter(self._kept))]
        data = QMimeData()
        data.setData(TREES, ticket.encode())
        if nodes:
            data.setData(NODES, json.dumps([ticket, list(nodes)]).encode())
        data.setText("\n\n".join(plain_text(each.content, lang) for tree in trees for each in tree.walk()))
        return data

    def let_go(self, clipboard: QClipboard) -> None:
        """The window closes: what was copied stays on the clipboard as text.

        Qt frees the clipboard after Python has ended, and data that Python made crashes the process then.
        """
        data: QMimeData | None = clipboard.mimeData()  # none while nothing was ever copied
        if data is not None and self.trees(data):
            clipboard.setText(data.text())

    def trees(self, data: QMimeData) -> tuple[Tree, ...]:
        """What was packed, empty if it is not from this window."""
        if not data.hasFormat(TREES):
            return ()
        return self._kept.get(bytes(data.data(TREES).data()).decode("ascii", "replace"), ())

    def nodes(self, data: QMimeData) -> list[int]:
        """Ids of the nodes on the move, empty if it is something else."""
        if not data.hasFormat(NODES):
            return []
        try:
            ticket, nodes = json.loads(bytes(data.data(NODES).data()))
        except (ValueError, TypeError):
            return []
        return [node for node in nodes if isinstance(node, int)] if ticket in self._kept else []


def plain_text(content: Content, lang: Lang) -> str:
    """A node's words for other programs: the title, then what it says."""
    lines = [wording.title_of(content, lang)]
    match content:
        case Section():
            pass
        case Pick(item=item, quote=quote):
            lines += item_text(item, lang, quotation=quote != "gist")
            lines.append(f"({wording.citation(item, lang)})")
        case Matrix(rows=rows, quote=quote):
            for row in rows:
                lines += [row.heading(lang), *item_text(row, lang, quotation=quote != "gist")]
        case Note(text=text):
            lines = [text.best(lang)]
    return "\n".join(line for line in lines if line)


def item_text(item: Item, lang: Lang, *, quotation: bool) -> list[str]:
    """The item's words, or those of its points."""
    parts = item.points or (item,)
    return [(quotation and part.original) or part.gist.best(lang) for part in parts]
