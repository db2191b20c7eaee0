"""The text of a report with the proposals marked in it: behind the words, and in the margin.

Only what is visible is painted, so that a report of hundreds of pages scrolls as a short one does. Offsets count
characters of the decoded text; the view cuts it into lines of its own, since Qt drops some characters and counts others
twice.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from briefer.ui.drawing import utf16_spans
from briefer.ui.fields import LINE_HEIGHT
from briefer.ui.interface import Interface
from briefer.ui.review import Draft, Drafts

LONG_LINE = 4_000
"""Characters after which a line is cut for showing: laying out one line takes longer than its length tells."""
QUICK = 40_000
"""Characters of a text whose lines are broken anew soon after a resize; a longer one waits for the hand to rest."""
MARGIN = 44
"""Width of the margin in pixels."""
MOST_MARKUP = 5_000
_MARKUP = re.compile(r"</?(?:ul|ol|li|p|table|tr|td|th|b|strong|em|i|br)\b[^<>\n]{0,80}>", re.IGNORECASE)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class SourceView(QTextEdit):
    """Read-only, with a cursor for the keyboard. Never changes what it shows; tells which proposal the cursor is in."""

    entered = Signal(int)
    """The cursor has come into a proposal (its place in the list)."""
    toggled = Signal()
    """The user wants to accept or reject the current proposal."""
    wrapped = Signal()
    """Lines have been broken anew."""

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._text = ""
        self._starts: list[int] = [0]
        self._lengths: list[int] = [0]
        self._wide: dict[int, str] = {}
        self._pages: dict[int, int] = {}
        self._drafts: Drafts = ()
        self._begin: list[int] = []
        self._furthest: list[int] = []
        self._lanes: list[int] = []
        self._current = -1
        self._watched = False
        """Whether what is worked on was in view when a resize began: then it is afterwards."""
        self.setObjectName("source")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Lines are broken anew when the hand rests, not at each step of a resize.
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._wrap)
        self.margin = _Margin(self, interface)
        self.setViewportMargins(MARGIN, 0, 0, 0)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.margin.update())
        self.cursorPositionChanged.connect(self._moved)
        interface.dressed.connect(self._redress)

    # -- what is shown

    def show_text(self, text: str, pages: Sequence[int] = ()) -> None:
        """Show a report; ``pages`` are the offsets where its pages begin."""
        self._text = text
        starts, lines, at = [], [], 0
        ends = [(found.start(), found.end()) for found in _BREAK.finditer(text)]
        for end, after in [*ends, (len(text), len(text))]:
            for cut in range(at, max(end, at + 1), LONG_LINE):
                starts.append(cut)
                lines.append(text[cut : min(cut + LONG_LINE, end)])
            at = after
        self._starts, self._lengths = starts, [len(line) for line in lines]
        self._wide = {
            number: line for number, line in enumerate(lines) if not line.isascii() and any(c > "\uffff" for c in line)
        }
        self._pages = {self._line(begin): number for number, begin in enumerate(pages, 1)}
        # Built apart from the view, whose layout would follow each step.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._interface.font)
        document.setDocumentMargin(8)
        cursor = QTextCursor(document)
        look = QTextBlockFormat()
        look.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(look)
        cursor.insertText("\n".join(_shown(line) for line in lines))
        self.setDocument(document)
        self._dress_markup()
        self._wrap()
        self.show_drafts((), -1)

    def show_drafts(self, drafts: Drafts, current: int) -> None:
        """Mark these proposals; ``current`` is the place of the one that is worked on, -1 for none."""
        self._drafts, self._current = drafts, current
        self._begin = [draft.start for draft in drafts]
        furthest, far = [], 0
        for draft in drafts:
            far = max(far, draft.end)
            furthest.append(far)
        self._furthest = furthest
        self._lanes = _lanes(drafts)
        self.viewport().update()
        self.margin.update()

    def set_current(self, current: int) -> None:
        """Another proposal is worked on."""
        if current != self._current:
            self._current = current
            self.viewport().update()
            self.margin.update()

    def reveal(self, start: int, end: int) -> None:
        """Bring a stretch into view and put the cursor at its beginning; a third of the page stays above it."""
        first, last = self._line(start), self._line(max(start, end - 1))
        seen = self.verticalScrollBar().value()
        self.blockSignals(True)
        cursor = self.textCursor()
        cursor.setPosition(self._position(start))
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(seen)  # setting the cursor scrolls no further than it must
        top = self._top(first)
        bottom = self._top(last) + 40
        seen, height = self.verticalScrollBar().value(), self.viewport().height()
        if top < seen + 8 or (bottom > seen + height and top > seen + height // 3):
            self.verticalScrollBar().setValue(int(top - height / 3))
        self.viewport().update()
        self.margin.update()

    def _dress_markup(self) -> None:
        """Markup that stands in cells of tables belongs to the text but is not read: it is set faint."""
        look = QTextCharFormat()
        look.setForeground(self._interface.theme.colour("faint"))
        cursor = QTextCursor(self.document())
        for found in itertools.islice(_MARKUP.finditer(self._text), MOST_MARKUP):
            cursor.setPosition(self._position(found.start()))
            cursor.setPosition(self._position(found.end()), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)

    # -- where things are

    def offset(self) -> int:
        """Where the cursor is."""
        return self._offset(self.textCursor().position())

    def selection(self) -> tuple[int, int] | None:
        """The selected stretch, ``None`` if nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._offset(cursor.selectionStart()), self._offset(cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select a stretch."""
        cursor = self.textCursor()
        cursor.setPosition(self._position(start))
        cursor.setPosition(self._position(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def draft_at(self, offset: int) -> int:
        """The place of the proposal that holds a character: a ticked one first, else the shortest; -1 for none."""
        found = list(self._within(offset, offset + 1))
        if not found:
            return -1
        return min(found, key=lambda at: (not self._drafts[at].ticked, self._drafts[at].end - self._drafts[at].start))

    def _line(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _column(self, line: int, characters: int) -> int:
        """Qt's column of a character of a line: characters beyond the basic plane count twice."""
        wide = self._wide.get(line)
        if wide is None:
            return characters
        return utf16_spans(wide, [(0, characters)])[0][1]

    def _position(self, offset: int) -> int:
        line = self._line(offset)
        block = self.document().findBlockByNumber(line)
        return block.position() + self._column(line, min(offset - self._starts[line], self._lengths[line]))

    def _offset(self, position: int) -> int:
        block = self.document().findBlock(position)
        line, units = block.blockNumber(), position - block.position()
        wide = self._wide.get(line)
        if wide is not None:
            units = len(wide.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "replace"))
        return self._starts[line] + units

    def _within(self, start: int, end: int) -> Iterator[int]:
        """Places of the proposals that share characters with a stretch."""
        at = bisect_right(self._begin, end - 1) - 1
        while at >= 0 and self._furthest[at] > start:
            if self._drafts[at].end > start:
                yield at
            at -= 1

    def visible_lines(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The lines in view, each with its place in the viewport."""
        block = self.cursorForPosition(QPoint(0, 0)).block()
        layout = self.document().documentLayout()
        scrolled = self.verticalScrollBar().value()
        bottom = self.viewport().height()
        while block.isValid():
            place = layout.blockBoundingRect(block).translated(0, -scrolled)
            if place.top() > bottom:
                return
            yield block, place
            block = block.next()

    def _top(self, line: int) -> float:
        return self.document().documentLayout().blockBoundingRect(self.document().findBlockByNumber(line)).top()

    def _in_view(self, offset: int, height: int) -> bool:
        top = self._top(self._line(offset)) - self.verticalScrollBar().value()
        return 0 <= top < height - 20

    def _wrap(self) -> None:
        width, watched = self.viewport().width(), self._watched  # breaking lines may resize again
        if self.lineWrapColumnOrWidth() != width:
            first = self.cursorForPosition(QPoint(0, 0)).blockNumber()
            self.setLineWrapColumnOrWidth(width)
            self.verticalScrollBar().setValue(int(self._top(first)))  # what was at the top stays there
            self.wrapped.emit()
        if watched and 0 <= self._current < len(self._drafts):
            draft = self._drafts[self._current]
            if not self._in_view(draft.start, self.viewport().height()):
                self.reveal(draft.start, draft.end)
        self.viewport().update()
        self.margin.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name; the marks first, the words on top of them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._interface.theme
        taken, left, accent = theme.colour("select"), theme.colour("hover"), theme.colour("accent")
        for block, place in self.visible_lines():
            if not place.intersects(QRectF(event.rect())):
                continue
            number = block.blockNumber()
            start, length = self._starts[number], self._lengths[number]
            if not length:
                continue
            found = sorted(self._within(start, start + length), key=lambda at: (self._drafts[at].ticked, -at))
            for at in found:
                draft = self._drafts[at]
                rects = list(self._rects(block, place, draft.start - start, draft.end - start))
                for rect in rects:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(taken if draft.ticked else left)
                    painter.drawRect(rect)
                    if at == self._current:
                        pen = QPen(accent)
                        pen.setWidthF(1.5)
                        if not draft.ticked:
                            pen.setStyle(Qt.PenStyle.DashLine)
                        painter.setPen(pen)
                        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.end()
        super().paintEvent(event)

    def _rects(self, block: QTextBlock, place: QRectF, begin: int, end: int) -> Iterator[QRectF]:
        """The rectangles behind the characters ``begin`` to ``end`` of a line, one for each line on the screen."""
        number = block.blockNumber()
        first = self._column(number, max(0, begin))
        last = self._column(number, min(end, self._lengths[number]))
        layout = block.layout()
        for row in range(layout.lineCount()):
            line = layout.lineAt(row)
            low, high = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if low >= high:
                continue
            left, right = _x(line.cursorToX(low)), _x(line.cursorToX(high))
            yield QRectF(place.left() + left, place.top() + line.y(), right - left, line.height())

    def _redress(self) -> None:
        self._dress_markup()
        self.viewport().update()
        self.margin.update()

    # -- hands

    def _moved(self) -> None:
        if self.textCursor().hasSelection():
            return
        at = self.draft_at(self.offset())
        if at >= 0 and at != self._current:
            self.entered.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name; Space accepts and rejects, as in the list."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggled.emit()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected words as they stand in the report."""
        chosen = self.selection()
        if chosen:
            QApplication.clipboard().setText(self._text[slice(*chosen)])

    def event(self, event: QEvent) -> bool:
        """Qt's name; undo belongs to the review."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
        ):
            event.ignore()
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name."""
        super().resizeEvent(event)
        if not self._rest.isActive() and 0 <= self._current < len(self._drafts):
            self._watched = self._in_view(self._drafts[self._current].start, event.oldSize().height())
        self._rest.start(30 if len(self._text) < QUICK else 150)
        area = self.contentsRect()
        self.margin.setGeometry(QRect(area.left(), area.top(), MARGIN, area.height()))

    # -- for the margin

    def drafts_on(self, block: QTextBlock) -> list[tuple[int, Draft, int, bool, bool]]:
        """The proposals on a line: place, draft, lane, whether it begins and whether it ends there."""
        number = block.blockNumber()
        start, length = self._starts[number], max(1, self._lengths[number])
        return [
            (
                at,
                self._drafts[at],
                self._lanes[at],
                start <= self._drafts[at].start < start + length,
                self._drafts[at].end <= start + length,
            )
            for at in self._within(start, start + length)
        ]

    def below(self, block: QTextBlock) -> float:
        """Where the next line begins in the viewport."""
        return self._top(block.blockNumber() + 1) - self.verticalScrollBar().value()

    def page_of(self, block: QTextBlock) -> int:
        """The number of the page that begins on a line, 0 if none does."""
        return self._pages.get(block.blockNumber(), 0)

    @property
    def current(self) -> int:
        """The place of the proposal that is worked on, -1 for none."""
        return self._current


class _Margin(QWidget):
    """Bands beside the proposals with their confidence as a shape; page numbers."""

    def __init__(self, view: SourceView, interface: Interface) -> None:
        super().__init__(view)
        self._view, self._interface = view, interface
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Qt's name."""
        return QSize(MARGIN, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._interface.theme
        shapes = []
        for block, place in self._view.visible_lines():
            page = self._view.page_of(block)
            if page:
                painter.setPen(theme.colour("muted"))
                painter.setFont(self._interface.scaled(0.85))
                painter.drawText(
                    QRectF(2, place.top(), MARGIN - 4, 16),
                    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
                    f"p.{page}",
                )
            for at, draft, lane, begins, ends in self._view.drafts_on(block):
                x = MARGIN - 8 - lane * 7
                pen = QPen(theme.colour("accent" if draft.ticked else "muted"))
                pen.setWidthF(4 if at == self._view.current else 2.5 if draft.ticked else 1.5)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                if not draft.ticked:
                    pen.setStyle(Qt.PenStyle.DotLine)
                painter.setPen(pen)
                top = place.top() + (20 if begins and not lane else 2 if begins else 0)
                bottom = place.bottom() - 2 if ends else self._view.below(block) + 1
                if bottom > top:
                    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
                if begins and not lane:
                    shapes.append((draft, place.top()))
        for draft, top in shapes:
            colour = theme.colour("accent" if draft.ticked else "muted")
            draw_confidence(painter, QRectF(MARGIN - 15, top + 3, 13, 13), draft, colour)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's name; the proposal beside the pointer."""
        at = self._at(event.position())
        if at >= 0:
            self._view.entered.emit(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's name; accept or reject."""
        if self._at(event.position()) >= 0:
            self._view.toggled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's name; the margin scrolls with the text."""
        QApplication.sendEvent(self._view.viewport(), event)

    def _at(self, position: QPointF) -> int:
        for block, place in self._view.visible_lines():
            if place.top() <= position.y() < place.bottom():
                found = self._view.drafts_on(block)
                ticked = [at for at, draft, _, _, _ in found if draft.ticked]
                return (ticked or [at for at, *_ in found] or [-1])[0]
        return -1


def draw_confidence(painter: QPainter, rect: QRectF, draft: Draft, colour: QColor) -> None:
    """Confidence as a shape: a disc filled by quarters; an item made or changed by hand is a square."""
    painter.save()
    pen = QPen(colour)
    pen.setWidthF(1.5)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(1, 1, -1, -1)
    if draft.changed:
        painter.drawRect(inner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRect(inner.adjusted(3, 3, -3, -3))
    else:
        painter.drawEllipse(inner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(inner, 90 * 16, -quarters(draft.proposal.confidence) * 90 * 16)
    painter.restore()


def quarters(confidence: float) -> int:
    """How many quarters of the disc are filled: two mean that it comes ticked."""
    return bisect_right((0.3, 0.5, 0.7, 0.85), confidence)


def _lanes(drafts: Drafts) -> list[int]:
    """Bands side by side where proposals overlap: ticked ones next to the text."""
    lanes = [0] * len(drafts)
    kept: list[tuple[int, int]] = []
    for ticked in (True, False):
        busy: list[tuple[int, int]] = []  # (end, lane)
        for at, draft in enumerate(drafts):
            if draft.ticked != ticked:
                continue
            busy = [each for each in busy if each[0] > draft.start]
            taken = {lane for _, lane in busy}
            if not ticked:  # those that are ticked have taken the first lane
                place = bisect_right(kept, (draft.start, len(drafts)))
                near = kept[max(0, place - 1) : place + 1]
                if any(begin < draft.end and draft.start < end for begin, end in near):
                    taken.add(0)
            lanes[at] = min(set(range(4)) - taken, default=3)
            busy.append((draft.end, lanes[at]))
        if ticked:
            kept = [(draft.start, draft.end) for draft in drafts if draft.ticked]
    return lanes


def _shown(line: str) -> str:
    """A line as Qt can show it: one character for another, so that columns stay true."""
    if line.isprintable():
        return line
    return "".join(
        each if each.isprintable() or each in "\t\u3000\xa0" else "\ufffd" if "\ud800" <= each <= "\udfff" else " "
        for each in line
    )


def _x(place: object) -> float:
    """PySide answers a pair where C++ has an argument that is changed."""
    first = place[0] if isinstance(place, tuple) else place
    assert isinstance(first, float | int)
    return float(first)
