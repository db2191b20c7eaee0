"""Drawing text in few lines with marked places; the rest of a long text shows as an ellipsis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Spans = Sequence[tuple[int, int]]


def utf16_spans(text: str, spans: Spans) -> list[tuple[int, int]]:
    """Character offsets as Qt counts them: characters beyond the basic plane (𠮷) are two."""
    if text.isascii() or all(ord(each) <= 0xFFFF for each in text):
        return list(spans)
    places = [0]
    for each in text:
        places.append(places[-1] + (2 if ord(each) > 0xFFFF else 1))
    last = len(text)
    return [(places[min(start, last)], places[min(end, last)]) for start, end in spans]


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    lines: int = 1,
    spans: Spans = (),
    match: QColor | None = None,
    spacing: float = 1.0,
) -> float:
    """Draw ``text`` from the top of ``rect`` in at most ``lines`` lines; answers the height used, in logical pixels."""
    width = rect.width()
    if width <= 0 or not text:
        return 0.0
    if any(not each.isprintable() for each in text):
        text = "".join(each if each.isprintable() else " " for each in text)  # one for one: the spans stay true
    layout = _laid_out(text, font, width, lines + 1, spans, match)
    if layout.lineCount() > lines:
        start = layout.lineAt(lines - 1).textStart()
        head = _cut(text, start)
        shown = head + QFontMetricsF(font).elidedText(text[len(head) :], Qt.TextElideMode.ElideRight, width)
        kept = len(shown) - 1
        clipped = [(first, min(end, kept)) for first, end in spans if first < kept]
        layout = _laid_out(shown, font, width, lines, clipped, match)
    painter.setPen(colour)
    top = rect.top()
    for number in range(min(lines, layout.lineCount())):
        line = layout.lineAt(number)
        line.setPosition(QPointF(0, top - rect.top()))
        top += line.height() * spacing
    layout.draw(painter, rect.topLeft())
    return top - rect.top()


def paragraphs(lines: Sequence[str]) -> str:
    """Rich text for labels that explain: one paragraph a line, at the line height that Japanese needs."""
    return "".join(f'<p style="line-height:150%; margin:0 0 8px 0">{escape(line)}</p>' for line in lines)


def escape(text: str) -> str:
    """For rich text; the library's own brings a table of all entities, a tenth of what the window's modules cost."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _laid_out(text: str, font: QFont, width: float, lines: int, spans: Spans, match: QColor | None) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if spans and match is not None:
        formats = []
        for start, end in utf16_spans(text, spans):
            each = QTextLayout.FormatRange()
            look = QTextCharFormat()
            look.setBackground(match)
            each.start, each.length, each.format = start, end - start, look
            formats.append(each)
        layout.setFormats(formats)
    layout.beginLayout()
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
    layout.endLayout()
    return layout


def _cut(text: str, utf16: int) -> str:
    """The beginning of ``text`` that is ``utf16`` units long."""
    return text.encode("utf-16-le", "surrogatepass")[: utf16 * 2].decode("utf-16-le", "replace")


class OneLine(QLabel):
    """A label on one line: what does not fit shows as an ellipsis, the whole on hover."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Qt's name."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
