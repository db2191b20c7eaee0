"""What a search found: the list, and how a result is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefer.core.items import Item, Lang
from briefer.core.outline import Pick, Tree
from briefer.ui import wording
from briefer.ui.carry import TREES, Carrier
from briefer.ui.drawing import draw_text
from briefer.ui.interface import Interface

if TYPE_CHECKING:
    from briefer.corpus.own import Own
    from briefer.corpus.search import Hit

HIT = Qt.ItemDataRole.UserRole + 1
OWN = HIT + 1
_NOWHERE = QModelIndex()


class Results(QAbstractListModel):
    """Hits in the order found. Drags carry the items as nodes with what the outline adds by default."""

    def __init__(self, interface: Interface, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._interface, self._carrier = interface, carrier
        self._hits: tuple[Hit, ...] = ()
        self._own: Mapping[str, Own] = {}

    def show_hits(self, hits: Sequence[Hit], own: Mapping[str, Own] | None = None) -> None:
        """Show other hits and what the user keeps with them; what is still there stays selected."""
        new = tuple(hits)
        self._own = own or {}
        old = [hit.item.id for hit in self._hits]
        if old and [hit.item.id for hit in new] == old:
            self._hits = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        if old and len(new) > len(old) and [hit.item.id for hit in new[: len(old)]] == old:
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._hits = new
            self.endInsertRows()
            return
        self.beginResetModel()
        self._hits = new
        self.endResetModel()

    def own(self, item_id: str) -> Own | None:
        """What the user keeps with an item that is shown."""
        return self._own.get(item_id)

    def hit(self, row: int) -> Hit:
        """The hit in a row."""
        return self._hits[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's name."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._title(hit)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(
                    [self._title(hit), hit.snippet.text, meta(hit.item, self._interface.lang)]
                    + [f"{badge.word}: {badge.meaning}" for badge in wording.item_badges(hit.item)]
                    + wording.own_words(self._own.get(hit.item.id))
                )
            case Qt.ItemDataRole.AccessibleTextRole:
                badges = [badge.word for badge in wording.item_badges(hit.item)]
                badges += wording.own_words(self._own.get(hit.item.id))
                return ". ".join([self._title(hit), meta(hit.item, self._interface.lang), hit.snippet.text, *badges])
            case _ if role == HIT:
                return hit
            case _ if role == OWN:
                return self._own.get(hit.item.id)
        return None

    def _title(self, hit: Hit) -> str:
        return wording.point_heading(hit.item, self._interface.lang) or hit.title.text

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Qt's name."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        """Qt's name."""
        return [TREES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt's name; in the order shown, whatever the order of picking."""
        rows = sorted({index.row() for index in indexes})
        return self._carrier.pack([Tree(Pick(self._hits[row].item)) for row in rows], self._interface.lang)

    def supportedDragActions(self) -> Qt.DropAction:
        """Qt's name."""
        return Qt.DropAction.CopyAction


def place(item: Item, lang: Lang) -> str:
    """Section and label, source: the line under a result."""
    parts = [wording.section_of(item, lang), wording.citation_source(item.source, lang)]
    return "  ·  ".join(part for part in parts if part)


def meta(item: Item, lang: Lang) -> str:
    """Kind and place in words."""
    return f"{wording.say(wording.KINDS[item.kind])}  ·  {place(item, lang)}"


class ResultDelegate(QStyledItemDelegate):
    """Title with badges, two lines of the place that matched, and where it stands."""

    PAD = 12
    GAP = 4
    ICON = 16

    def __init__(self, interface: Interface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._interface = interface

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's name; the same for every row."""
        plain = QFontMetrics(self._interface.font).height()
        strong = QFontMetrics(self._interface.scaled(1, strong=True)).height()
        return QSize(160, int(strong + plain * 1.25 * 2 + plain + self.GAP * 2 + self.PAD * 2 - 4))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name."""
        hit: Hit | None = index.data(HIT)
        if hit is None:
            return
        theme = self._interface.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row(painter, rect, state, self._interface)
        ink = theme.colour("on_select" if selected else "text")
        quiet = theme.colour("on_select" if selected else "muted")
        area = QRectF(rect).adjusted(self.PAD, self.PAD - 2, -self.PAD, -self.PAD)
        badges = wording.item_badges(hit.item)
        own: Own | None = index.data(OWN)
        if own is not None:
            badges = (*wording.own_badges(own), *badges)
        right = area.right()
        for badge in reversed(badges):
            right -= self.ICON
            colour = quiet if selected else theme.colour(badge.token)
            painter.drawPixmap(
                int(right), int(area.top()) + 1, self._interface.icons.coloured(badge.icon, self.ICON, colour)
            )
            right -= 4
        match = theme.colour("match")
        strong = self._interface.scaled(1, strong=True)
        title = QRectF(area.left(), area.top(), right - area.left() - 4, area.height())
        marked = None if selected and theme.name == "high-contrast" else match
        if selected and not theme.dark:
            ink = theme.colour("text")
        name: str = index.data()
        spans = hit.title.spans if name == hit.title.text else ()
        used = draw_text(painter, title, name, strong, ink, spans=spans, match=marked)
        top = area.top() + max(used, self.ICON) + self.GAP
        middle = QRectF(area.left(), top, area.width(), area.height())
        plain = self._interface.font
        draw_text(
            painter, middle, hit.snippet.text, plain, ink, lines=2, spans=hit.snippet.spans, match=marked, spacing=1.25
        )
        line = QFontMetrics(plain).height()
        bottom = QRectF(area.left(), top + line * 1.25 * 2 + self.GAP - 2, area.width(), line)
        icon = "scenario" if hit.item.kind == "scenario" else "item"
        painter.drawPixmap(
            int(bottom.left()), int(bottom.top() + (line - 14) / 2), self._interface.icons.coloured(icon, 14, quiet)
        )
        bottom.setLeft(bottom.left() + 20)
        draw_text(painter, bottom, place(hit.item, self._interface.lang), plain, quiet)
        painter.restore()


def paint_row(painter: QPainter, rect: QRect, state: QStyle.StateFlag, interface: Interface) -> None:
    """The ground of a row: selected, under the mouse, or plain with a thin rule; the focus as a ring."""
    theme = interface.theme
    selected = bool(state & QStyle.StateFlag.State_Selected)
    inner = QRectF(rect).adjusted(4, 1, -4, -2)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("select" if selected else "hover"))
        painter.drawRoundedRect(inner, 6, 6)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("accent"))
        painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    elif not selected:
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.left() + 12, rect.bottom(), rect.right() - 12, rect.bottom())
