"""The scenario matrix of the library: regions down, administrations across; any part of it can be added."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from briefer.core.items import Item, Term
from briefer.core.outline import Content, Matrix, Pick, Tree
from briefer.ui import wording
from briefer.ui.carry import TREES, Carrier
from briefer.ui.drawing import draw_text
from briefer.ui.fields import Choice
from briefer.ui.interface import Interface

ROW = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class ScenarioTable(QAbstractTableModel):
    """One cell a scenario row; a cell may be empty where a report has no row for that pair."""

    def __init__(self, interface: Interface, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._interface, self._carrier = interface, carrier
        self._cells: dict[tuple[str, str], Item] = {}
        self._regions: list[tuple[str, Term | None]] = []
        self._actors: list[tuple[str, Term | None]] = []
        self.side = ""

    def show_rows(self, rows: Sequence[Item]) -> None:
        """Show these scenario rows; regions and actors in the order they come in."""
        self.beginResetModel()
        regions = {self._region_key(row): row.region for row in rows}
        actors = {row.actor.key if row.actor else row.locator.label: row.actor for row in rows}
        self._regions, self._actors = list(regions.items()), list(actors.items())
        self._cells = {(self._region_key(row), row.actor.key if row.actor else row.locator.label): row for row in rows}
        self.endResetModel()

    def retitle(self) -> None:
        """Another language."""
        if self._regions and self._actors:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._actors) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._regions) - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._regions) - 1, len(self._actors) - 1))

    def row_at(self, index: Index) -> Item | None:
        """The scenario row in a cell, with the points of the chosen side only."""
        row = self._cells.get((self._regions[index.row()][0], self._actors[index.column()][0]))
        if row is None or not self.side:
            return row
        return dataclasses.replace(row, points=tuple(point for point in row.points if point.side == self.side))

    def chosen(self, indexes: Sequence[QModelIndex]) -> tuple[Item, ...]:
        """The rows of the cells in reading order; of all cells if none is given."""
        cells = sorted({(each.row(), each.column()) for each in indexes}) or [
            (row, column) for row in range(self.rowCount()) for column in range(self.columnCount())
        ]
        found = (self.row_at(self.index(row, column)) for row, column in cells)
        return tuple(row for row in found if row is not None and (row.points or not self.side))

    @staticmethod
    def _region_key(row: Item) -> str:
        return f"{row.source.key}/{row.region.key if row.region else ''}"

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's name."""
        return 0 if parent.isValid() else len(self._regions)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's name."""
        return 0 if parent.isValid() else len(self._actors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name."""
        row = self.row_at(index) if index.isValid() else None
        if row is None:
            return None
        lang = self._interface.lang
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.heading(lang)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                stamps = [f"{badge.word}: {badge.meaning}" for badge in wording.item_badges(row)]
                return "\n".join([row.heading(lang), row.gist.best(lang), *stamps])
            case _ if role == ROW:
                return row
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name; names of actors and regions."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        key, term = (self._actors if orientation == Qt.Orientation.Horizontal else self._regions)[section]
        return term.name.best(self._interface.lang) if term else key

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt's name."""
        if not index.isValid() or self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Qt's name."""
        return [TREES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt's name; one cell travels as an item, several as one matrix."""
        return self._carrier.pack([Tree(content_of(self.chosen(indexes)))], self._interface.lang)

    def supportedDragActions(self) -> Qt.DropAction:
        """Qt's name."""
        return Qt.DropAction.CopyAction


def content_of(rows: tuple[Item, ...]) -> Content:
    """A single row as an item, several as one matrix."""
    return Pick(rows[0]) if len(rows) == 1 else Matrix(rows)


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, interface: Interface, parent: QObject) -> None:
        super().__init__(parent)
        self._interface = interface

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(self._interface.font).height()
        return QSize(120, int(line * 1.25 * 3 + 24 + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Item | None = index.data(ROW)
        rect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._interface.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(rect).adjusted(3.5, 3.5, -3.5, -3.5)
        painter.setPen(theme.colour("accent" if selected or state & QStyle.StateFlag.State_HasFocus else "line"))
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(theme.colour("select" if selected else "hover" if hovered else "field"))
        if row is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        if row is not None:
            inner = box.adjusted(7, 6, -5, -6)
            ink = theme.colour("on_select" if selected else "text")
            draw_text(
                painter, inner, row.heading(self._interface.lang), self._interface.font, ink, lines=3, spacing=1.25
            )
            left = inner.left()
            top = inner.bottom() - 16
            for badge in sorted(wording.item_badges(row), key=lambda each: each.key not in ("past", "counterfactual")):
                if left + 16 > inner.right():
                    break
                colour = theme.colour("on_select" if selected else badge.token)
                painter.drawPixmap(int(left), int(top), self._interface.icons.coloured(badge.icon, 16, colour))
                left += 20
                if badge.key in ("past", "counterfactual"):
                    width = inner.right() - left
                    draw_text(painter, QRectF(left, top - 1, width, 18), badge.word, self._interface.font, colour)
                    left += QFontMetrics(self._interface.font).horizontalAdvance(badge.word) + 8
        painter.restore()


class _Table(QTableView):
    activated_cell = Signal(str)
    read = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.activated_cell.emit("quotation" if control else "gist" if alt else "")
        elif event.key() == Qt.Key.Key_Space:
            self.read.emit()
        else:
            super().keyPressEvent(event)


class ScenarioPanel(QWidget):
    """The matrix, which side of it is wanted, and the buttons that add it."""

    add_wanted = Signal(object, str)
    """Trees to add (a tuple) and how to quote them: empty for the default."""
    read_wanted = Signal(object)

    def __init__(self, interface: Interface, carrier: Carrier, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self.model = ScenarioTable(interface, carrier, self)
        self.table = _Table(self)
        self.table.setObjectName("matrix")
        self.table.setModel(self.model)
        self.table.setItemDelegate(_CellDelegate(interface, self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setDragEnabled(True)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.table.setShowGrid(False)
        self.table.setMouseTracking(True)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.table.horizontalHeader(), self.table.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(90)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        across.setFixedHeight(QFontMetrics(interface.font).height() * 2 + 14)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        down.setFixedWidth(QFontMetrics(interface.font).horizontalAdvance("国") * 7)
        down.setHighlightSections(False)
        self.table.activated_cell.connect(self._add_cells)
        self.table.read.connect(self._read)
        self.table.doubleClicked.connect(lambda _: self._add_cells(""))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell())

        self.explained = QLabel(self)
        self.explained.setObjectName("muted")
        self.explained.setWordWrap(True)
        self.side = Choice(interface.icons, self)
        for value in ("", "expected_policy", "japan_response"):
            self.side.addItem("", value)
        self.side.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.side.setMinimumContentsLength(10)
        self.side.currentIndexChanged.connect(self._choose_side)
        self.as_matrix = QPushButton(self)
        self.as_matrix.setObjectName("primary")
        self.as_matrix.clicked.connect(lambda: self._add(apart=False))
        self.as_items = QPushButton(self)
        self.as_items.clicked.connect(lambda: self._add(apart=True))
        self.nothing = QLabel(self)
        self.nothing.setObjectName("teach")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.table)

        buttons = QGridLayout()
        buttons.setContentsMargins(12, 4, 12, 12)
        buttons.setSpacing(8)
        buttons.addWidget(self.side, 0, 0, 1, 2)
        buttons.addWidget(self.as_matrix, 1, 0)
        buttons.addWidget(self.as_items, 1, 1)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.addWidget(self.explained)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)
        interface.dressed.connect(self.table.viewport().update)
        self.retranslate()

    def show_rows(self, rows: Sequence[Item]) -> None:
        """The scenario rows of the corpus."""
        self.model.show_rows(rows)
        self.pages.setCurrentWidget(self.table if rows else self.nothing)
        self._tell()

    def chosen(self) -> tuple[Item, ...]:
        """The rows that the buttons would add."""
        return self.model.chosen(self.table.selectionModel().selectedIndexes())

    def matrix(self) -> Matrix | None:
        """The matrix that the button would add, ``None`` if the corpus has no scenario."""
        rows = self.chosen()
        return Matrix(rows) if rows else None

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.table.setAccessibleName(self.tr("Scenario matrix"))
        names = (self.tr("Both sides"), *(wording.say(wording.SIDES[side]) for side in wording.SIDES))
        for place, name in enumerate(names):
            self.side.setItemText(place, name)
        self.side.setToolTip(self.tr("Which side of the scenarios is added"))
        self.side.setAccessibleName(self.tr("Side"))
        self.nothing.setText(self.tr("No scenario rows yet."))
        self.as_matrix.setToolTip(self.tr("One table in the paper (Ctrl+Shift+3)"))
        self.as_items.setToolTip(self.tr("One heading for each row in the paper"))
        self.model.retitle()
        self._tell()

    def _tell(self) -> None:
        cells = len(self.table.selectionModel().selectedIndexes())
        self.explained.setText(
            self.tr("%n cell(s) chosen. A row or column is chosen by its heading.", None, cells)
            if cells
            else self.tr(
                "Choose cells, rows or columns and drag them into the outline; with nothing chosen, all of it."
            )
        )
        self.as_matrix.setText(self.tr("Add as table") if cells else self.tr("Add all as table"))
        self.as_items.setText(self.tr("Add as items") if cells else self.tr("Add all as items"))
        for button in (self.as_matrix, self.as_items):
            button.setEnabled(self.model.rowCount() > 0)

    def _choose_side(self, place: int) -> None:
        self.model.side = str(self.side.itemData(place))

    def _add(self, *, apart: bool) -> None:
        rows = self.chosen()
        if rows:
            trees = tuple(Tree(Pick(row)) for row in rows) if apart else (Tree(Matrix(rows)),)
            self.add_wanted.emit(trees, "")

    def _add_cells(self, quote: str) -> None:
        rows = self.chosen() if self.table.selectionModel().hasSelection() else ()
        if rows:
            self.add_wanted.emit((Tree(content_of(rows)),), quote)

    def _read(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row_at(index) if index.isValid() else None
        if row is not None:
            self.read_wanted.emit(row)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
