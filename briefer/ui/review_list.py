"""The proposals of a report as a list: tick-box, confidence, label, title, kind, and the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefer.ui import wording
from briefer.ui.drawing import draw_text
from briefer.ui.interface import Interface
from briefer.ui.results import paint_row
from briefer.ui.review import Draft, Drafts
from briefer.ui.source_view import draw_confidence

if TYPE_CHECKING:
    from briefer.corpus.importing.model import Reason

DRAFT = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class Proposals(QAbstractListModel):
    """The drafts in printed order. ``reason`` puts a reason into the interface's words."""

    def __init__(self, reason: Callable[[Reason], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reason = reason
        self._drafts: Drafts = ()

    def show_drafts(self, drafts: Drafts) -> None:
        """Show these; where only their contents changed, the selection stays."""
        if len(drafts) == len(self._drafts):
            changed = [at for at, (new, old) in enumerate(zip(drafts, self._drafts, strict=True)) if new is not old]
            self._drafts = drafts
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self._drafts = drafts
        self.endResetModel()

    def draft(self, row: int) -> Draft:
        """The draft in a row."""
        return self._drafts[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's name."""
        return 0 if parent.isValid() else len(self._drafts)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name."""
        if not index.isValid():
            return None
        draft = self._drafts[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(draft)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if draft.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(line for line in (title_of(draft), draft.proposal.text, self.why(draft)) if line)
            case Qt.ItemDataRole.AccessibleTextRole:
                state = self.tr("accepted") if draft.ticked else self.tr("not accepted")
                kind = wording.say(wording.KINDS[draft.proposal.kind])
                return ". ".join((title_of(draft), kind, state, self.why(draft), draft.proposal.text[:200]))
            case _ if role == DRAFT:
                return draft
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Qt's name."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def why(self, draft: Draft) -> str:
        """Confidence and reasons in words."""
        proposal = draft.proposal
        if draft.changed:
            return self.tr("By hand")
        reasons = self.tr(", ").join(dict.fromkeys(self._reason(reason) for reason in proposal.reasons))
        return f"{proposal.confidence:.0%}  {reasons}"

    def whys(self) -> None:
        """Words may have changed: another language."""
        if self._drafts:
            self.dataChanged.emit(self.index(0), self.index(len(self._drafts) - 1))


def title_of(draft: Draft) -> str:
    """Label and title of a draft; the beginning of its text where it has no title."""
    proposal = draft.proposal
    title = proposal.title or " ".join(proposal.text.split())
    return " ".join(part for part in (proposal.label, title) if part)


class ProposalDelegate(QStyledItemDelegate):
    """Tick-box and confidence, title and kind, one line of the text, one of the reason."""

    PAD = 8
    BOX = 16

    def __init__(self, interface: Interface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._interface = interface

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's name; the same for every row."""
        line = QFontMetrics(self._interface.scaled(1, strong=True)).height()
        return QSize(200, line * 3 + self.PAD * 2 + 6)

    def indent(self, draft: Draft) -> int:
        """How far a row is moved in: another reading of words stands below the one it would replace."""
        return 0 if draft.proposal.alternative_of is None else 20

    def box(self, rect: QRect) -> QRect:
        """Where the tick-box is."""
        line = QFontMetrics(self._interface.font).height()
        return QRect(rect.left() + 14, rect.top() + self.PAD + max(0, (line - self.BOX) // 2), self.BOX, self.BOX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name."""
        draft: Draft | None = index.data(DRAFT)
        model = index.model()
        if draft is None or not isinstance(model, Proposals):
            return
        theme, icons = self._interface.theme, self._interface.icons
        rect: QRect = QRect(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row(painter, rect, state, self._interface)
        rect.setLeft(rect.left() + self.indent(draft))
        ink = theme.colour("on_select" if selected else "text")
        quiet = theme.colour("on_select" if selected else "muted")
        strong = ink if draft.ticked else quiet
        box = self.box(rect)
        self._paint_box(painter, QRectF(box), ticked=draft.ticked)
        line = QFontMetrics(self._interface.font).height()
        top = rect.top() + self.PAD
        shape = QRectF(box.right() + 8, top + (line - 13) / 2, 13, 13)
        colour = theme.colour("on_select" if selected else "accent" if draft.ticked else "muted")
        draw_confidence(painter, shape, draft, colour)
        left = shape.right() + 8
        right = rect.right() - 14
        proposal = draft.proposal
        kind = wording.say(wording.KINDS[proposal.kind])
        metrics = QFontMetrics(self._interface.font)
        width = metrics.horizontalAdvance(kind)
        draw_text(painter, QRectF(right - width, top, width + 2, line), kind, self._interface.font, quiet)
        right_title = right - width - 8
        if proposal.duplicate_of is not None:
            right_title -= self.BOX + 4
            colour = quiet if selected else theme.colour("warn")
            painter.drawPixmap(int(right_title + 4), int(top), icons.coloured("copy", self.BOX, colour))
        font = self._interface.scaled(1, strong=draft.ticked)
        draw_text(painter, QRectF(left, top, right_title - left, line), title_of(draft), font, strong)
        step = line + 3
        text = " ".join(proposal.text.split()) if proposal.title else " › ".join(proposal.section_path)
        draw_text(painter, QRectF(left, top + step, right - left, line), text, self._interface.font, strong)
        draw_text(
            painter, QRectF(left, top + step * 2, right - left, line), model.why(draft), self._interface.font, quiet
        )
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, *, ticked: bool) -> None:
        theme = self._interface.theme
        painter.setPen(QPen(theme.colour("accent" if ticked else "muted"), 1.5))
        painter.setBrush(theme.colour("accent" if ticked else "field"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)
        if ticked:
            pen = QPen(theme.colour("on_accent"), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            path = QPainterPath(QPointF(box.left() + 4, box.center().y()))
            path.lineTo(box.left() + 7, box.bottom() - 4.5)
            path.lineTo(box.right() - 4, box.top() + 5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Qt's name; a click on the box is the list's business."""
        return False


class ProposalList(QListView):
    """The list. Space and a click on a box toggle."""

    toggled = Signal(object)
    """Rows whose tick the user changes."""
    entered_row = Signal(int)
    wants_title = Signal()

    def __init__(self, interface: Interface, model: Proposals, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = ProposalDelegate(interface, self)
        self.setObjectName("rows")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        interface.dressed.connect(self.viewport().update)

    def rows(self) -> list[int]:
        """The selected rows; the current one if none is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return rows

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.entered_row.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name; what is worked on stays in view."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's name."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            rect = self.visualRect(index)
            rect.setLeft(rect.left() + self._delegate.indent(index.data(DRAFT)))
            near = self._delegate.box(rect).adjusted(-6, -6, 6, 6)
            if near.contains(event.position().toPoint()):
                rows = self.rows()
                if index.row() not in rows:
                    self.setCurrentIndex(index)
                    rows = [index.row()]
                self.toggled.emit(rows)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name; no search by typing: letters are keys of the review."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggled.emit(self.rows())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.wants_title.emit()
        elif (
            event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
