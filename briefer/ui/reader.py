"""The reader: one item in full, opened over the library. It never covers the outline."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from briefer.core.items import SIDES, Item
from briefer.ui import wording
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea
from briefer.ui.own_panel import OwnPanel

if TYPE_CHECKING:
    from briefer.corpus.store import Part, Suspicion
    from briefer.workspace import Beside


class Reader(QWidget):
    """Shows an item: place, label, gist in both languages, original, links, provenance, status; the user's own on it.

    The item shows at once; what the corpus knows besides (``Beside``) follows.
    """

    closed = Signal()
    item_wanted = Signal(str)
    """A link was followed: the id of the other item."""
    back_wanted = Signal()
    """One step back: to the item read before, or to the results."""
    add_wanted = Signal(object, str)
    attach_wanted = Signal()

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self._item: Item | None = None
        self._beside: Beside | None = None
        self._topic_names: dict[str, str] = {}
        self._back = QToolButton(self)
        self._back.setObjectName("quiet")
        self._back.clicked.connect(self.back_wanted)
        self._place = QLabel(self)
        self._place.setObjectName("muted")
        self._place.setWordWrap(True)
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 12, 0)
        head.setSpacing(8)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._place, 1)
        self._text = QTextBrowser(self)
        self._text.setObjectName("reader")
        self._text.setOpenLinks(False)
        self._text.document().setDefaultStyleSheet("p, td { line-height: 145%; }")
        self._text.anchorClicked.connect(self._follow)
        self.messages = MessageArea(interface.icons, self)
        self.own = OwnPanel(interface, self)
        self._text.installEventFilter(self)
        self._add = QPushButton(self)
        self._add.setObjectName("primary")
        self._add.clicked.connect(lambda: self._adding(""))
        self._quote = QPushButton(self)
        self._quote.clicked.connect(lambda: self._adding("quotation"))
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self._add)
        foot.addWidget(self._quote)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.messages)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.own)
        layout.addLayout(foot)
        self.retranslate()
        interface.dressed.connect(self.retranslate)

    @property
    def item(self) -> Item | None:
        """The item shown."""
        return self._item

    def show_item(self, item: Item) -> None:
        """Show ``item`` from its top and take the keyboard."""
        self.own.flush()
        self.messages.clear()
        self._item, self._beside = item, None
        self.own.clear()
        self.retranslate()
        self._text.verticalScrollBar().setValue(0)
        self._text.setFocus()

    def show_beside(self, item_id: str, beside: Beside) -> None:
        """Add what the corpus knows besides, if the item is still the one shown; the place in it stays."""
        if self._item is None or self._item.id != item_id:
            return
        same = self._beside is not None and _without_own(self._beside) == _without_own(beside)
        self._beside = beside
        self.own.show_own(beside.own)
        if not same:
            bar = self._text.verticalScrollBar()
            seen = bar.value()
            self._text.setHtml(self._html(self._item))
            bar.setValue(seen)

    def plain_text(self) -> str:
        """What is shown, for tests and screen readers."""
        return self._text.toPlainText()

    def retranslate(self) -> None:
        """Words in the interface's language, icons in the theme's colours."""
        self._back.setIcon(self._interface.icons.icon("back"))
        self._back.setToolTip(self.tr("Back (Alt+Left); to the results with Esc"))
        self._back.setAccessibleName(self.tr("Back"))
        self.own.retranslate()
        self.messages.redress()
        self._add.setText(self.tr("Add"))
        self._add.setToolTip(self.tr("Add to the outline (Enter)"))
        self._quote.setText(self.tr("Add as quotation"))
        self._quote.setToolTip(self.tr("Add to the outline as a quotation (Ctrl+Enter)"))
        self._text.setAccessibleName(self.tr("Reader"))
        if self._item is not None:
            lang = self._interface.lang
            path = [heading.best(lang) for heading in self._item.locator.section_path]
            self._place.setText(" › ".join([wording.citation_source(self._item.source, lang), *path]))
            self._text.setHtml(self._html(self._item))

    def _html(self, item: Item) -> str:
        theme, lang = self._interface.theme, self._interface.lang
        size = self._interface.font.pointSizeF()
        muted, line = theme.colours["muted"], theme.colours["line"]
        parts = [
            f'<p style="color:{muted}; margin:0 0 4px 0">'
            f"{escape(' '.join(filter(None, [wording.say(wording.KINDS[item.kind]), item.locator.label])))}</p>",
            f'<p style="font-size:{size * 1.4:.1f}pt; font-weight:600; margin:0 0 8px 0">'
            f"{escape(wording.heading_of(item, lang))}</p>",
        ]
        for badge in wording.item_badges(item):
            colour = theme.colours[badge.token]
            parts.append(
                f'<p style="margin:0 0 4px 0"><span style="color:{colour}; font-weight:600">{escape(badge.word)}</span>'
                f' <span style="color:{muted}">{escape(badge.meaning)}</span></p>'
            )
        if item.status_reason:
            parts.append(f'<p style="color:{theme.colours["warn"]}">{escape(item.status_reason.best(lang))}</p>')
        parts += self._texts(item)
        if self._beside is not None:
            parts += self._parts(self._beside.parts)
        for side in SIDES:
            points = item.side_points(side)
            if points:
                parts.append(self._rule(wording.say(wording.SIDES[side])))
                for number, point in enumerate(points, 1):
                    parts.append(f'<p style="margin:8px 0 0 0; color:{muted}">{number}</p>')
                    parts += self._texts(point, small=True)
        facts = [
            (self.tr("Report"), item.source.title.best(lang)),
            (self.tr("Publisher"), item.source.publisher.best(lang)),
            (self.tr("Authors"), ", ".join(item.authors or item.source.authors)),
            (self.tr("Published"), item.source.published),
            (self.tr("As of"), item.source.as_of),
            (self.tr("Addressed to"), item.addressee.best(lang)),
            (self.tr("Region"), item.region.name.best(lang) if item.region else ""),
            (self.tr("Actor"), item.actor.name.best(lang) if item.actor else ""),
            (self.tr("Page"), item.locator.page),
            (self.tr("Topics"), self._topics(item)),
            (self.tr("Identifier"), item.id),
        ]
        if self._beside is not None:
            parts += self._links(self._beside)
            parts += self._doubts(item, self._beside.doubtful)
        parts.append(self._rule(self.tr("Where it comes from")))
        rows = "".join(
            f'<tr><td style="color:{muted}; padding-right:12px; white-space:nowrap">'
            f'<p style="margin:0">{escape(name)}</p></td>'
            f"<td><p style='margin:0'>{escape(value)}</p></td></tr>"
            for name, value in facts
            if value
        )
        parts.append(f'<table cellspacing="0" cellpadding="2">{rows}</table>')
        caveat = item.source.caveat.best(lang)
        if caveat:
            parts.append(f'<p style="color:{muted}; border-top:1px solid {line}; margin-top:12px">{escape(caveat)}</p>')
        return "".join(parts)

    def _texts(self, item: Item, *, small: bool = False) -> list[str]:
        first = self._interface.lang
        parts = []
        if not small:
            parts.append(self._rule(self.tr("Gist (our own words)")))
        for lang in (first, "en" if first == "ja" else "ja"):
            gist = item.gist.only(lang)
            if gist:
                colour = "" if lang == first else f' style="color:{self._interface.theme.colours["muted"]}"'
                parts.append(f"<p{colour}>{escape(gist)}</p>")
        if item.original is not None:
            if not small:
                parts.append(self._rule(self.tr("Original")))
            lines = self._original(item)
            border = self._interface.theme.colours["accent"]
            parts.append(
                f'<table cellspacing="0" cellpadding="6" width="100%"><tr><td width="3" bgcolor="{border}"></td>'
                f"<td><p style='margin:0'>{lines}</p></td></tr></table>"
            )
        elif not small and not item.points:
            parts.append(self._rule(self.tr("Original")))
            told = escape(self.tr("Not attached: the report itself is not part of this program."))
            attach = escape(self.tr("Attach your copy of the report…"))
            parts.append(
                f'<p>{told} <a href="attach" style="color:{self._interface.theme.colours["accent"]}">{attach}</a></p>'
            )
        return parts

    def _original(self, item: Item) -> str:
        """The original; where it is not as published, the words that differ are marked."""
        text = item.original or ""
        difference = self._beside.difference if self._beside is not None else None
        spans = difference.spans if difference is not None and difference.id == item.id else ()
        match, at, html = self._interface.theme.colours["match"], 0, ""
        for start, end in spans:
            html += escape(text[at:start])
            words = escape(text[start:end]) or "‸"
            html += f'<span style="background-color:{match}">{words}</span>'
            at = end
        html += escape(text[at:])
        return html.replace("\n", "<br>")

    def _parts(self, parts: Sequence[Part]) -> list[str]:
        """Sub-items, or the cells of a table row under their columns."""
        if not parts:
            return []
        lang = self._interface.lang
        muted = self._interface.theme.colours["muted"]
        cells = not any(part.label for part in parts)
        html = [self._rule(self.tr("Columns") if cells else self.tr("Parts"))]
        for part in parts:
            title = " ".join(word for word in (part.label, part.printed_title or part.title.best(lang)) if word)
            html.append(f'<p style="margin:8px 0 0 0; font-weight:600">{escape(title)}</p>')
            if part.gist:
                html.append(f'<p style="margin:0">{escape(part.gist.best(lang))}</p>')
            if part.original:
                told = escape(part.original).replace("\n", "<br>")
                html.append(f'<p style="margin:0; color:{muted}">{told}</p>')
        return html

    def _links(self, beside: Beside) -> list[str]:
        """Items that belong with this one, by how they do, each with its reason."""
        if not beside.links:
            return []
        lang = self._interface.lang
        muted, accent = (self._interface.theme.colours[name] for name in ("muted", "accent"))
        html = [self._rule(self.tr("Belongs with"))]
        order = list(wording.LINKS)
        ranked = sorted(beside.links, key=lambda each: order.index(each[0].kind) if each[0].kind in order else 99)
        for link, other in ranked:
            kind = escape(wording.say(wording.LINKS.get(link.kind, link.kind)))
            title = escape(wording.heading_of(other, lang))
            place = escape(wording.citation(other, lang))
            html.append(
                f'<p style="margin:6px 0 0 0"><span style="color:{muted}">{kind}</span>　'
                f'<a href="item:{escape(other.id)}" style="color:{accent}">{title}</a></p>'
                f'<p style="margin:0 0 0 0; color:{muted}">{place}</p>'
                f'<p style="margin:0 0 4px 0">{escape(link.reason.best(lang))}</p>'
            )
        return html

    def _doubts(self, item: Item, doubtful: Sequence[Suspicion]) -> list[str]:
        """Printed words that look mis-converted; they are quoted as they are."""
        if not doubtful:
            return []
        lang = self._interface.lang
        where = {"text": self.tr("text"), "title": self.tr("title"), "authors": self.tr("authors")}
        warn = self._interface.theme.colours["warn"]
        html = [self._rule(self.tr("Perhaps mis-converted (kept as printed)"))]
        for doubt in doubtful:
            source = (item.printed_title if doubt.where == "title" else item.original) or ""
            words = source[slice(*doubt.span)] if doubt.span else ""
            quoted = self.tr("“{text}”").replace("{text}", words) + " " if words else ""
            place = escape(where.get(doubt.where, doubt.where))
            html.append(
                f'<p style="margin:2px 0"><span style="color:{warn}">{place}</span> '
                f"{escape(quoted + doubt.note.best(lang))}</p>"
            )
        return html

    def _topics(self, item: Item) -> str:
        return self.tr(", ").join(self._topic_names.get(topic, topic) for topic in item.topics)

    def set_topics(self, names: dict[str, str]) -> None:
        """Names of the topics in the interface's language."""
        self._topic_names = names

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith("item:"):
            self.item_wanted.emit(target.removeprefix("item:"))
        else:
            self.attach_wanted.emit()

    def _rule(self, title: str) -> str:
        size = self._interface.font.pointSizeF()
        return (
            f'<p style="font-size:{size:.1f}pt; font-weight:600; color:{self._interface.theme.colours["muted"]};'
            f' margin:16px 0 4px 0">{escape(title)}</p>'
        )

    def _adding(self, quote: str) -> None:
        if self._item is not None:
            self.add_wanted.emit((self._item,), quote)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Qt's name; the reader's keys."""
        if watched is self._text and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
                self.closed.emit()
                return True
            if event.key() == Qt.Key.Key_Backspace or (
                event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
            ):
                self.back_wanted.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self._adding("quotation" if control else "")
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _without_own(beside: Beside) -> Beside:
    return dataclasses.replace(beside, own=None)
