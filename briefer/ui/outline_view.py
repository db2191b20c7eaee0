"""The outline place: the tree, the hands that work on it, and what an empty one says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Content, Edit, Insert, Note, Section, SetField, Tree
from briefer.ui import moves, wording
from briefer.ui.carry import NODES, Carrier
from briefer.ui.document import Document
from briefer.ui.drawing import OneLine, draw_text, paragraphs
from briefer.ui.fields import Line
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea
from briefer.ui.outline_model import OutlineModel, Role


class NodeDelegate(QStyledItemDelegate):
    """A section on one line; other nodes on two: what it is, and where it comes from."""

    PAD = 6
    ICON = 16

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's name."""
        plain = QFontMetrics(self._interface.font).height()
        kind = index.data(Role.KIND)
        if kind == "section":
            return QSize(120, plain + self.PAD * 2 + 6)
        return QSize(120, int(plain * 2) + self.PAD * 2 + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name."""
        theme, icons = self._interface.theme, self._interface.icons
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        kind: str = index.data(Role.KIND)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour("on_select" if selected else "text")
        quiet = theme.colour("on_select" if selected else "muted")
        area = QRectF(rect).adjusted(2, self.PAD, -10, -self.PAD)
        right = area.right()
        badges: tuple[wording.Badge, ...] = index.data(Role.BADGES)
        for badge in reversed(badges):
            right -= self.ICON
            colour = quiet if selected else theme.colour(badge.token)
            painter.drawPixmap(int(right), int(area.top() + 2), icons.coloured(badge.icon, self.ICON, colour))
            right -= 4
        if kind != "section":
            colour = quiet if selected else theme.colour("accent")
            icon = icons.coloured(index.data(Role.ICON), self.ICON, colour)
            painter.drawPixmap(int(area.left()), int(area.top() + 2), icon)
            area.setLeft(area.left() + self.ICON + 6)
        strong = kind == "section"
        font = self._interface.scaled(1, strong=strong)
        number: str = index.data(Role.NUMBER)
        left = area.left()
        metrics = QFontMetrics(font)
        if number:
            draw_text(painter, QRectF(left, area.top(), 200, area.height()), number, font, ink if strong else quiet)
            left += metrics.horizontalAdvance(number) + metrics.horizontalAdvance("国") * 0.6
        title = QRectF(left, area.top(), right - left - 4, area.height())
        text: str = index.data(Qt.ItemDataRole.DisplayRole)
        if kind == "note":
            draw_text(painter, title, text, font, ink, lines=2, spacing=1.1)
        else:
            draw_text(painter, title, text, font, ink)
            if kind != "section":
                below = QRectF(area.left(), area.top() + metrics.height() * 1.1, area.right() - area.left(), 30)
                draw_text(painter, below, index.data(Role.CITATION), self._interface.font, quiet)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Qt's name; one line that respects the input method."""
        line = Line(parent)
        line.setObjectName("inplace")
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's name."""
        if isinstance(editor, Line):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's name."""
        if isinstance(editor, Line) and isinstance(model, OutlineModel):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name; the title's line only."""
        rect = QRect(option.rect)
        rect.setHeight(max(editor.sizeHint().height(), 24))
        editor.setGeometry(rect.adjusted(0, 1, -6, 1))

    def eventFilter(self, editor: object, event: QEvent) -> bool:
        """Qt's name; Ctrl+Enter commits as Enter does, nothing acts while the input method converts."""
        if isinstance(editor, Line) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if editor.composing:
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                return True
        return super().eventFilter(editor, event)  # type: ignore[arg-type]


class OutlineTree(QTreeView):
    """The tree. A line shows where a drop would land and at which level."""

    chosen = Signal(int)
    """Another node is current; ``ROOT`` when none is."""
    wants_text = Signal(int)
    """A node whose text is edited in the details, not in place."""
    menu_wanted = Signal(QPoint)
    between_wanted = Signal(int, int, QPoint)
    """The plus between two nodes was clicked: parent, index, and where on the screen."""
    NEAR = 5
    """Pixels around the line between two nodes within which the plus shows."""

    def __init__(self, interface: Interface, model: OutlineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._drop: tuple[int, int] | None = None
        self._between: tuple[int, int] | None = None
        self.setObjectName("rows")
        self.setModel(model)
        self.setItemDelegate(NodeDelegate(interface, self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setIndentation(18)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # drawn here, as Qt's own does not show the level
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoExpandDelay(600)
        self.doubleClicked.connect(lambda _: self.edit_current())
        model.rowsInserted.connect(self._expand_new)
        model.rowsMoved.connect(lambda *moved: self.expand(moved[3]))
        model.modelReset.connect(self.expandAll)
        for changed in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            changed.connect(lambda *_: self._forget_between())

    def outline_model(self) -> OutlineModel:
        """The model, typed."""
        model = self.model()
        assert isinstance(model, OutlineModel)
        return model

    def nodes(self) -> list[int]:
        """The selected nodes."""
        model = self.outline_model()
        return [model.node_of(index) for index in self.selectionModel().selectedRows()]

    def current(self) -> int:
        """The current node if it is selected, ``ROOT`` otherwise."""
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isSelected(index):
            return self.outline_model().node_of(index)
        nodes = self.nodes()
        return nodes[-1] if nodes else ROOT

    def select(self, nodes: Iterable[int]) -> None:
        """Select exactly these nodes; the last becomes current and is scrolled into view."""
        model = self.outline_model()
        selection = QItemSelection()
        last = QModelIndex()
        for node in nodes:
            index = model.index_of(node)
            if index.isValid():
                selection.select(index, index)
                last = index
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(last, flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect)
        if last.isValid():
            self.scrollTo(last)

    def edit_current(self) -> None:
        """Edit the current title in place; a note's text in the details."""
        model = self.outline_model()
        node = self.current()
        if node == ROOT:
            return
        if isinstance(model.outline.content(node), Note):
            self.wants_text.emit(node)
        else:
            self.edit(model.index_of(node))

    # -- Qt's events

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Qt's name."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.current())

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name; the ground goes across the whole row, under the branch arrow too."""
        theme = self._interface.theme
        rect: QRect = option.rect
        selected = self.selectionModel().isSelected(index)
        inner = QRectF(rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = rect.contains(self.viewport().mapFromGlobal(self.cursor().pos())) and self.viewport().underMouse()
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select" if selected else "hover"))
            painter.drawRoundedRect(inner, 6, 6)
        if index == self.currentIndex() and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("accent"))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.restore()
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's name; a chevron before sections that hold something."""
        if not self.outline_model().rowCount(index):
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        token = "on_select" if self.selectionModel().isSelected(index) else "muted"
        size = 16
        painter.drawPixmap(
            rect.right() - size,
            rect.top() + (QFontMetrics(self._interface.font).height() + NodeDelegate.PAD * 2 - size) // 2 + 2,
            self._interface.icons.pixmap(name, size, token),
        )

    # -- the plus between nodes

    def between(self, position: QPoint) -> tuple[int, int] | None:
        """Parent and index of the gap between two nodes that a point is in, ``None`` if it is in none."""
        model = self.outline_model()
        index = self.indexAt(position)
        if not index.isValid():
            return None
        rect = self.visualRect(index)
        node = model.node_of(index)
        parent = model.outline.parent(node)
        assert parent is not None
        if position.y() - rect.top() <= self.NEAR:
            return parent, model.outline.index(node)
        if rect.bottom() - position.y() <= self.NEAR:
            if self.isExpanded(index) and model.outline.child_count(node):
                return node, 0
            return parent, model.outline.index(node) + 1
        return None

    def plus_rect(self, place: tuple[int, int]) -> QRectF:
        """Where the plus of a gap is drawn."""
        left, y = self._line_for(*place)
        return QRectF(left - 2, y - 8, 16, 16)

    def _on_plus(self, place: tuple[int, int], position: QPointF) -> bool:
        return self.plus_rect(place).adjusted(-3, -3, 3, 3).contains(position)

    def _forget_between(self) -> None:
        self._between = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's name; the plus follows the pointer from gap to gap."""
        super().mouseMoveEvent(event)
        free = not event.buttons()
        place = self.between(event.position().toPoint()) if free else None
        # Once it shows, the pointer may leave the gap for the plus itself.
        if free and place is None and self._between is not None and self._on_plus(self._between, event.position()):
            place = self._between
        if place != self._between:
            self._between = place
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's name."""
        super().leaveEvent(event)
        if self._between is not None:
            self._between = None
            self.viewport().update()

    def _paint_between(self, painter: QPainter, place: tuple[int, int]) -> None:
        theme = self._interface.theme
        disc = self.plus_rect(place)
        pen = QPen(theme.colour("accent"))
        pen.setWidthF(1)
        painter.setPen(pen)
        painter.drawLine(
            QPointF(disc.right(), disc.center().y()), QPointF(self.viewport().width() - 8, disc.center().y())
        )
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(disc)
        pen.setColor(theme.colour("on_accent"))
        pen.setWidthF(1.5)
        painter.setPen(pen)
        middle = disc.center()
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
        painter.drawLine(middle - QPointF(0, 4), middle + QPointF(0, 4))

    def mousePressEvent(self, event: object) -> None:
        """Qt's name; a click beside the nodes chooses the brief itself, one on the plus adds there."""
        assert isinstance(event, QMouseEvent)
        place = self._between
        if place is not None and event.button() == Qt.MouseButton.LeftButton and self._on_plus(place, event.position()):
            self.between_wanted.emit(*place, event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's name."""
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name; no search by typing, which would fight the input method."""
        if event.text() and event.text().isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            node = self.current()
            if node != ROOT:
                self.wants_text.emit(node)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt's name; Tab indents while a node is selected, else it leaves the tree."""
        return False if self.nodes() else super().focusNextPrevChild(forward)

    # -- dropping

    def drop_place(self, position: QPoint) -> tuple[int, int] | None:
        """Parent and index for something dropped at a point: above, below or into what is there."""
        model = self.outline_model()
        index = self.indexAt(position)
        if not index.isValid():
            return ROOT, model.outline.child_count(ROOT)
        node = model.node_of(index)
        rect = self.visualRect(index)
        parent = model.outline.parent(node)
        assert parent is not None
        place = model.outline.index(node)
        share = (position.y() - rect.top()) / max(1, rect.height())
        if moves.holds(model.outline, node):
            if share < 0.25:
                return parent, place
            if share > 0.75 and not (self.isExpanded(index) and model.outline.child_count(node)):
                return parent, place + 1
            return node, 0 if share > 0.75 else model.outline.child_count(node)
        return parent, place + (share >= 0.5)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt's name."""
        super().dragMoveEvent(event)
        place = self.drop_place(event.position().toPoint())
        action = self._drop_action(event)
        model = self.outline_model()
        self._drop = None
        if place is not None and model.canDropMimeData(event.mimeData(), action, place[1], 0, model.index_of(place[0])):
            self._drop = place
            event.setDropAction(action)
            event.accept()
        else:
            event.ignore()
        self.viewport().update()

    def dragLeaveEvent(self, event: object) -> None:
        """Qt's name."""
        self._drop = None
        super().dragLeaveEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's name; the place shown is the place taken."""
        place = self.drop_place(event.position().toPoint())
        self._drop = None
        self.viewport().update()
        self.setState(QAbstractItemView.State.NoState)
        model = self.outline_model()
        if place is None:
            event.ignore()
            return
        self.drop_at(event.mimeData(), self._drop_action(event), place, model)
        event.setDropAction(Qt.DropAction.CopyAction)  # never Move: the view would remove what has been moved
        event.accept()

    def drop_at(self, data: object, action: Qt.DropAction, place: tuple[int, int], model: OutlineModel) -> None:
        """Carry out a drop and select what it brought."""
        before = {node for node, _ in model.outline.walk()}
        moved = model.dragged(data)  # type: ignore[arg-type]
        if not model.canDropMimeData(data, action, place[1], 0, model.index_of(place[0])):  # type: ignore[arg-type]
            return
        model.dropMimeData(data, action, place[1], 0, model.index_of(place[0]))  # type: ignore[arg-type]
        new = [node for node, _ in model.outline.walk() if node not in before]
        top = moves.topmost(model.outline, new)
        self.select(top or moved)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name; the drop line or the plus on top."""
        super().paintEvent(event)
        if self._drop is None and self._between is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drop is None:
            if self._between is not None and self._between[0] in self.outline_model().outline:
                self._paint_between(painter, self._between)
            return
        pen = QPen(self._interface.theme.colour("accent"))
        pen.setWidthF(2)
        painter.setPen(pen)
        if self._drop[0] != ROOT:  # the section it would go into, which may be longer than the window
            row = self.visualRect(self.outline_model().index_of(self._drop[0]))
            painter.drawRoundedRect(QRectF(row).adjusted(1, 2, -8, -2), 6, 6)
        left, y = self._line_for(*self._drop)
        painter.drawEllipse(QRectF(left, y - 3, 6, 6))
        painter.drawLine(left + 6, y, self.viewport().width() - 8, y)

    def _line_for(self, parent: int, index: int) -> tuple[int, int]:
        model = self.outline_model()
        depth = model.outline.depth(parent)
        left = 8 + depth * self.indentation()
        count = model.outline.child_count(parent)
        if index < count:
            return left, self.visualRect(model.index_of(model.outline.child(parent, index))).top()
        last = parent
        while model.outline.child_count(last) and (last == ROOT or self.isExpanded(model.index_of(last))):
            last = model.outline.child(last, model.outline.child_count(last) - 1)
        if last == ROOT:
            return left, 2
        return left, self.visualRect(model.index_of(last)).bottom() + 1

    @staticmethod
    def _drop_action(event: QDropEvent) -> Qt.DropAction:
        if event.mimeData().hasFormat(NODES) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return Qt.DropAction.MoveAction
        return Qt.DropAction.CopyAction

    def _expand_new(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            self.expand(parent)
        for row in range(first, last + 1):
            self.expandRecursively(self.model().index(row, 0, parent))


class OutlinePanel(QWidget):
    """Title of the brief, messages, the tree, and what can be put into it."""

    details_wanted = Signal()
    """The user wants to write in the details of what is chosen."""
    matrix_wanted = Signal()

    def __init__(self, document: Document, interface: Interface, carrier: Carrier, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._interface, self._carrier = document, interface, carrier
        self.model = OutlineModel(document.outline, document.do, carrier, self)
        self.tree = OutlineTree(interface, self.model, self)
        self.messages = MessageArea(interface.icons, self)
        self.title = QPushButton(self)
        self.title.setObjectName("brief")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.title.clicked.connect(self._choose_brief)
        self.subtitle = OneLine(self)
        self.subtitle.setObjectName("muted")
        self.empty = QLabel(self)
        self.empty.setObjectName("teach")
        self.empty.setWordWrap(True)
        self.empty.setTextFormat(Qt.TextFormat.RichText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.adders = [QToolButton(self) for _ in range(3)]
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.setSpacing(4)
        for button in self.adders:
            button.setObjectName("adder")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            foot.addWidget(button)
        foot.addStretch(1)
        rule = QFrame(self)
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        self._foot_rule = rule
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.messages)
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)
        layout.addWidget(rule)
        layout.addLayout(foot)
        self.empty.setParent(self.tree)
        self.tree.between_wanted.connect(self._ask_between)
        self.tree.wants_text.connect(lambda _: self.details_wanted.emit())
        document.replaced.connect(self._replaced)
        document.changed.connect(lambda _: self._tell())
        interface.dressed.connect(self._redress)
        self.retranslate()

    # -- adding

    def add(self, trees: Sequence[Tree], label: str) -> bool:
        """Add nodes after the selected one, or into the selected section, and select them."""
        parent, index = moves.place_for_new(self._document.outline, self.tree.current())
        return self._insert(trees, parent, index, label)

    def new_section(self) -> None:
        """A section after the selected one, ready to be named; several selected nodes go into it."""
        outline = self._document.outline
        chosen = moves.topmost(outline, self.tree.nodes())
        wrap = len(chosen) > 1 and all(not isinstance(outline.content(node), Section) for node in chosen)
        if wrap:
            parent = outline.parent(chosen[0])
            assert parent is not None
            section = Tree(Section(), tuple(moves.bare(outline.tree(node)) for node in chosen))
            remove = moves.remove(outline, chosen)
            assert remove is not None
            place = outline.index(chosen[0])
            edit = moves.together(remove, Insert(parent, place, section))
            if not self._do_new(edit, "section"):
                return
        else:
            parent, index = moves.place_for_section(outline, self.tree.current())
            if not self._insert([Tree(Section())], parent, index, "section"):
                return
        self.tree.edit_current()

    def new_note(self) -> None:
        """A note after the selected node, with the cursor in its text."""
        if self.add([Tree(Note())], "note"):
            self.details_wanted.emit()

    def add_between(self, content: Section | Note, parent: int, index: int) -> None:
        """A new section or note at one place, ready to be written."""
        kind = "section" if isinstance(content, Section) else "note"
        if self._insert([Tree(content)], parent, index, kind):
            self.tree.edit_current()

    def _ask_between(self, parent: int, index: int, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, content in ((self.tr("Section"), Section()), (self.tr("Note"), Note())):
            action = menu.addAction(self._interface.icons.icon(content.kind), text)
            action.triggered.connect(self._adding_between(content, parent, index))
        menu.popup(position)

    def _adding_between(self, content: Section | Note, parent: int, index: int) -> Callable[..., None]:
        return lambda *_: self.add_between(content, parent, index)

    def _insert(self, trees: Sequence[Tree], parent: int, index: int, label: str) -> bool:
        edit = moves.insert(trees, parent, index)
        return edit is not None and self._do_new(edit, label)

    def _do_new(self, edit: Edit, label: str) -> bool:
        outline = self._document.outline
        before = {node for node, _ in outline.walk()}
        if not self._document.do(edit, label):
            return False
        self.tree.select(moves.topmost(outline, [node for node, _ in outline.walk() if node not in before]))
        return True

    # -- changing what is selected

    def _change(self, edit: Edit | None, key: str) -> None:
        chosen = self.tree.nodes()
        if edit is not None and self._document.do(edit, f"{key}:{len(moves.topmost(self._document.outline, chosen))}"):
            self.tree.select(node for node in chosen if node in self._document.outline)

    def indent(self) -> None:
        """Into the section before."""
        self._change(moves.indent(self._document.outline, self.tree.nodes()), "indent")

    def outdent(self) -> None:
        """Out of the section."""
        self._change(moves.outdent(self._document.outline, self.tree.nodes()), "outdent")

    def shift(self, step: int) -> None:
        """One place up (-1) or down (+1)."""
        self._change(moves.shift(self._document.outline, self.tree.nodes(), step), "move")

    def delete(self, label: str = "delete") -> None:
        """Take the selected nodes out; the next one is selected, so that several can be taken in a row."""
        outline = self._document.outline
        chosen = moves.topmost(outline, self.tree.nodes())
        if not chosen:
            return
        edit = moves.remove(outline, chosen)
        after = self._neighbour(chosen)
        if edit is not None and self._document.do(edit, f"{label}:{len(chosen)}"):
            self.tree.select([after] if after else [])

    def duplicate(self) -> None:
        """A copy behind the selected nodes."""
        chosen = moves.topmost(self._document.outline, self.tree.nodes())
        edit = moves.duplicate(self._document.outline, chosen)
        if edit is not None:
            self._do_new(edit, f"duplicate:{len(chosen)}")

    def copy(self) -> None:
        """The selected nodes to the clipboard; other programs get their text."""
        outline = self._document.outline
        chosen = moves.topmost(outline, self.tree.nodes())
        if chosen:
            data = self._carrier.pack([outline.tree(node) for node in chosen], self.model.lang)
            QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy and delete."""
        self.copy()
        self.delete("cut")

    def paste(self) -> None:
        """What was copied here; a plain text from another program becomes a note."""
        data = QGuiApplication.clipboard().mimeData()
        trees = self._carrier.trees(data)
        if not trees and data.hasText() and data.text().strip():
            trees = (Tree(Note(Bilingual().replaced(self.model.lang, data.text().strip()))),)
        if trees:
            self.add(trees, f"paste:{len(trees)}")

    def quote(self, choice: str) -> None:
        """What the paper shows of the selected items."""
        outline = self._document.outline
        edits = []
        for node in self.tree.nodes():
            content: Content = outline.content(node)
            if hasattr(content, "quote") and content.quote != choice:
                edits.append(SetField(node, "quote", choice))
        if edits:
            self._document.do(moves.together(*edits), "quote")

    def _neighbour(self, chosen: Sequence[int]) -> int | None:
        outline = self._document.outline
        parent = outline.parent(chosen[-1])
        assert parent is not None
        siblings = [node for node in outline.children(parent) if node not in chosen or node == chosen[-1]]
        place = siblings.index(chosen[-1])
        if place + 1 < len(siblings):
            return siblings[place + 1]
        if place > 0:
            return siblings[place - 1]
        return parent if parent != ROOT else None

    # -- looks

    def _choose_brief(self) -> None:
        self.tree.clearSelection()
        self.tree.setCurrentIndex(QModelIndex())
        self.tree.chosen.emit(ROOT)
        self.details_wanted.emit()

    def _replaced(self) -> None:
        self.messages.clear()
        self.model.set_outline(self._document.outline)
        self.tree.expandAll()
        self._tell()
        self.tree.chosen.emit(ROOT)

    def retranslate(self) -> None:
        """Words in the interface's language."""
        self.tree.setAccessibleName(self.tr("Outline"))
        self.title.setToolTip(self.tr("Details of the brief: title, date, from, to, marking"))
        names = (
            (self.tr("Section"), self.tr("New section (Ctrl+Shift+1)")),
            (self.tr("Note"), self.tr("New note (Ctrl+Shift+2)")),
            (self.tr("Matrix"), self.tr("New scenario matrix (Ctrl+Shift+3)")),
        )
        for button, (name, tip) in zip(self.adders, names, strict=True):
            button.setText(name)
            button.setToolTip(tip)
            button.setIcon(self._interface.icons.icon("add"))
            button.setAccessibleName(tip)
        self.empty.setText(
            paragraphs(
                [
                    self.tr("Nothing here yet. Three ways to begin:"),
                    self.tr("1.  Find something in the library and press Enter, or drag it here."),
                    self.tr("2.  Make a section with Ctrl+Shift+1 and fill it."),
                    self.tr("3.  Open the scenarios and drag cells, rows or columns here."),
                ]
            )
        )
        self._tell()

    def _tell(self) -> None:
        details = self._document.outline.details
        lang = details.language
        title = details.title.best(lang) or self.tr("Untitled brief")
        self.title.setFont(self._interface.scaled(1.15, strong=True))
        room = self.title.width() - 12
        shown = self.title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, max(room, 40))
        self.title.setText(shown.replace("&", "&&"))
        self.title.setAccessibleName(self.tr("Details of the brief") + ": " + title)
        people = " → ".join(text for text in (details.sender.best(lang), details.recipient.best(lang)) if text)
        facts = [details.subject.best(lang), details.date, people]
        self.subtitle.setText("  ·  ".join(fact for fact in facts if fact) or self.tr("No date, from or to yet"))
        self.empty.setVisible(not len(self._document.outline))
        self._place_empty()

    def _place_empty(self) -> None:
        self.empty.setGeometry(self.tree.rect().adjusted(20, 16, -20, -16))

    def _redress(self) -> None:
        self.messages.redress()
        self.retranslate()
        self.tree.viewport().update()

    def resizeEvent(self, event: object) -> None:
        """Qt's name."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.model.retitle()
        super().changeEvent(event)
