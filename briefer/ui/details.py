"""Details of what is chosen: the brief itself, or a node. Every change is an edit of the outline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from briefer.core.items import Bilingual, Lang
from briefer.core.outline import QUOTE_CHOICES, ROOT, Details, Matrix, Note, Outline, Pick, Section, SetField
from briefer.ui import wording
from briefer.ui.document import Document, field_edit
from briefer.ui.drawing import OneLine
from briefer.ui.fields import Choice, Line, Text
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea
from briefer.ui.settings import Settings

if TYPE_CHECKING:
    from briefer.workspace import Workspace

MARKINGS: tuple[Bilingual, ...] = (
    Bilingual("取扱注意", "Handle with care"),
    Bilingual("部外秘", "Internal use only"),
    Bilingual("機密性２", "Confidentiality 2"),
    Bilingual("機密性３", "Confidentiality 3"),
    Bilingual("秘", "Secret"),
)


class WordingField(QWidget):
    """One text in the paper's language, the other language's wording behind the other tab."""

    edited = Signal(str, str)
    """The field's name and ``lang:text``: what the user has written."""

    def __init__(self, field: str, parent: QWidget, *, lines: bool = False) -> None:
        super().__init__(parent)
        self.field = field
        self.lang: Lang = "ja"
        self._value = Bilingual()
        self._home: Lang = "ja"
        self.input: Line | Text = Text(self) if lines else Line(self)
        self._tabs: dict[Lang, QToolButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        side = QHBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        for lang in ("ja", "en"):
            button = QToolButton(self)
            button.setObjectName("lang")
            button.setCheckable(True)
            button.setText(lang.upper())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._showing(lang))
            group.addButton(button)
            side.addWidget(button)
            self._tabs[lang] = button
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.input, 1)
        layout.addLayout(side)
        layout.setAlignment(side, Qt.AlignmentFlag.AlignTop)
        if isinstance(self.input, Text):
            self.input.edited.connect(self._typed)
        else:
            self.input.textEdited.connect(self._typed)
        self.setFocusProxy(self.input)

    def show_value(self, value: Bilingual, home: Lang, *, fresh: bool) -> None:
        """Show a wording; ``fresh`` starts on the tab of ``home``, the paper's language."""
        self._value = value
        if fresh or home != self._home:
            self.lang = home
        self._home = home
        self._show()

    def retranslate(self, name: str, hint: str = "") -> None:
        """Words in the interface's language; ``hint`` is what the paper shows if nothing is written."""
        self.input.setAccessibleName(name)
        self.input.setPlaceholderText(hint)
        tips = {"ja": self.tr("Japanese wording"), "en": self.tr("English wording")}
        for lang, button in self._tabs.items():
            button.setToolTip(tips[lang])
            button.setAccessibleName(f"{name}: {tips[lang]}")

    def _show(self) -> None:
        text = self._value.only(self.lang)
        if isinstance(self.input, Text):
            self.input.show_text(text)
        elif self.input.text() != text and not self.input.composing:
            place = self.input.cursorPosition()
            self.input.setText(text)
            self.input.setCursorPosition(min(place, len(text)))
        for lang, button in self._tabs.items():
            button.setChecked(lang == self.lang)
            button.setProperty("filled", bool(self._value.only(lang)))

    def _showing(self, lang: Lang) -> Callable[[], None]:
        def show() -> None:
            self.lang = lang
            self._show()
            self.input.setFocus()

        return show

    def _typed(self, text: str) -> None:
        self._value = self._value.replaced(self.lang, text)
        self.edited.emit(self.field, f"{self.lang}:{text}")


class DateField(QWidget):
    """An ISO date typed or picked from a calendar; what is no date is shown as such and not taken."""

    edited = Signal(str)

    def __init__(self, interface: Interface, parent: QWidget) -> None:
        super().__init__(parent)
        self._interface = interface
        self.input = Line(self)
        self.input.setMaxLength(10)
        self.pick = QToolButton(self)
        self.pick.setObjectName("quiet")
        self.pick.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pick.setMenu(QMenu(self))
        self.pick.menu().aboutToShow.connect(self._open)
        self.calendar: QCalendarWidget | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.input, 1)
        layout.addWidget(self.pick)
        self.input.textEdited.connect(self._typed)
        self.setFocusProxy(self.input)

    def show_value(self, date: str) -> None:
        """Show a date; an unfinished one stays as long as the user is typing it."""
        if self.input.text() != date and not (self.input.hasFocus() and not _is_date(self.input.text())):
            self.input.setText(date)
        self._mark()

    def retranslate(self, name: str) -> None:
        """Words in the interface's language."""
        self.input.setAccessibleName(name)
        self.input.setPlaceholderText(self.tr("2026-11-20"))
        self.pick.setToolTip(self.tr("Choose from the calendar"))
        self.pick.setAccessibleName(self.tr("Choose from the calendar"))
        self.pick.setIcon(self._interface.icons.icon("calendar"))

    def _open(self) -> None:
        menu = self.pick.menu()
        if self.calendar is None:
            self.calendar = QCalendarWidget(menu)
            self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self.calendar.clicked.connect(self._picked)
            action = QWidgetAction(menu)
            action.setDefaultWidget(self.calendar)
            menu.addAction(action)
        self.calendar.setLocale(QLocale())
        ink = QTextCharFormat()
        ink.setForeground(self._interface.theme.colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, ink)
        shown = QDate.fromString(self.input.text(), Qt.DateFormat.ISODate)
        self.calendar.setSelectedDate(shown if shown.isValid() else QDate.currentDate())

    def _picked(self, date: QDate) -> None:
        self.pick.menu().close()
        text = date.toString(Qt.DateFormat.ISODate)
        self.input.setText(text)
        self._mark()
        self.edited.emit(text)

    def _typed(self, text: str) -> None:
        self._mark()
        if not text or _is_date(text):
            self.edited.emit(text)

    def _mark(self) -> None:
        wrong = bool(self.input.text()) and not _is_date(self.input.text())
        self.input.setToolTip(self.tr("A date looks like 2026-11-20.") if wrong else "")
        if self.input.property("wrong") != wrong:
            self.input.setProperty("wrong", wrong)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)


class DetailsPanel(QWidget):
    """A form for the chosen node. Built anew when another kind is chosen, refreshed when its content changes."""

    export_language = Signal(str)

    def __init__(
        self, workspace: Workspace, document: Document, interface: Interface, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace, self._document = workspace, document
        self._interface, self._settings = interface, settings
        self._node = ROOT
        self._kind = ""
        self._fields: dict[str, WordingField] = {}
        self._labels: dict[str, QLabel] = {}
        self._quotes: dict[str, QPushButton] = {}
        self._date: DateField | None = None
        self._marking_line: Line
        self._marking: QComboBox | None = None
        self._language: QComboBox | None = None
        self._style: QComboBox | None = None
        self._styles_known = False
        self.messages = MessageArea(interface.icons, self)
        self.heading = OneLine(self)
        self.heading.setObjectName("heading")
        self.form = QScrollArea(self)
        self.form.setObjectName("plain")
        self.form.setWidgetResizable(True)
        self.form.setFrameShape(QFrame.Shape.NoFrame)
        self.form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.messages)
        layout.addWidget(self.heading)
        layout.addWidget(self.form, 1)
        self.heading.setContentsMargins(12, 8, 12, 0)
        document.changed.connect(self._changed)
        document.replaced.connect(lambda: self.show_node(ROOT))
        interface.dressed.connect(self._redress)
        self.show_node(ROOT)

    def show_node(self, node: int) -> None:
        """Show the details of a node; ``ROOT`` is the brief."""
        if node not in self._document.outline:
            node = ROOT
        fresh = node != self._node
        self._node = node
        kind = self._document.outline.content(node).kind
        if kind != self._kind:
            self._build(kind)
            fresh = True
        self._fill(fresh=fresh)

    @property
    def node(self) -> int:
        """The node shown."""
        return self._node

    def field(self, name: str) -> WordingField:
        """The field of that name in the form shown."""
        return self._fields[name]

    def focus_first(self) -> None:
        """Put the cursor into the first text."""
        order = ("text", "title", "heading", "note")
        first = next((self._fields[name] for name in order if name in self._fields), None)
        if first is not None:
            first.input.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building

    def _build(self, kind: str) -> None:
        self._kind = kind
        self._fields, self._labels, self._quotes = {}, {}, {}
        self._date = self._marking = self._language = self._style = None
        body = QWidget(self.form)
        body.setObjectName("plain")
        form = QFormLayout(body)
        form.setContentsMargins(12, 6, 12, 12)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        match kind:
            case "details":
                for name in ("title", "subject"):
                    self._row(form, name, self._wording(name, body))
                self._date = DateField(self._interface, body)
                self._date.edited.connect(self._date_typed)
                self._row(form, "date", self._date)
                for name in ("sender", "recipient"):
                    self._row(form, name, self._wording(name, body))
                self._marking = Choice(self._interface.icons, body)
                line = self._marking_line = Line(self._marking)
                self._marking.setEditable(True)
                self._marking.setLineEdit(line)
                self._marking.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
                self._marking.setCompleter(None)  # type: ignore[arg-type]
                self._marking.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                line.textEdited.connect(lambda text: self._marking_typed(text, typing=True))
                line.editingFinished.connect(self._remember_marking)
                self._marking.activated.connect(self._marking_picked)
                self._row(form, "marking", self._marking)
                self._language = Choice(self._interface.icons, body)
                for value in ("ja", "en"):
                    self._language.addItem("", value)
                self._language.activated.connect(self._language_picked)
                self._row(form, "language", self._language)
                self._style = Choice(self._interface.icons, body)
                self._style.activated.connect(self._style_picked)
                self._row(form, "style", self._style)
            case "section":
                self._row(form, "title", self._wording("title", body))
            case "item":
                self._row(form, "quote", self._choices(body))
                self._row(form, "heading", self._wording("heading", body))
                self._row(form, "note", self._wording("note", body, lines=True))
            case "matrix":
                self._row(form, "quote", self._choices(body))
                self._row(form, "title", self._wording("title", body))
                self._row(form, "note", self._wording("note", body, lines=True))
            case "note":
                field = self._wording("text", body, lines=True)
                form.addRow(field)
        old = self.form.takeWidget()
        if old is not None:
            old.deleteLater()
        self.form.setWidget(body)
        self._name()

    def _row(self, form: QFormLayout, name: str, widget: QWidget) -> None:
        label = QLabel(self)
        label.setObjectName("muted")
        label.setContentsMargins(0, 5, 0, 0)
        label.setBuddy(widget)
        self._labels[name] = label
        form.addRow(label, widget)

    def _wording(self, name: str, parent: QWidget, *, lines: bool = False) -> WordingField:
        field = WordingField(name, parent, lines=lines)
        field.edited.connect(self._wording_typed)
        self._fields[name] = field
        return field

    def _choices(self, parent: QWidget) -> QWidget:
        holder = QWidget(parent)
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        group = QButtonGroup(holder)
        group.setExclusive(True)
        for place, choice in enumerate(QUOTE_CHOICES):
            button = QPushButton(holder)
            button.setObjectName("segment")
            button.setProperty("place", ("first", "middle", "last")[place])
            button.setCheckable(True)
            button.clicked.connect(self._quoting(choice))
            group.addButton(button)
            layout.addWidget(button)
            self._quotes[choice] = button
        layout.addStretch(1)
        return holder

    # -- words

    def _name(self) -> None:
        names = {
            "title": self.tr("Title"),
            "subject": self.tr("Subject"),
            "date": self.tr("Date"),
            "sender": self.tr("From"),
            "recipient": self.tr("To"),
            "marking": self.tr("Marking"),
            "language": self.tr("Language"),
            "style": self.tr("Style"),
            "quote": self.tr("Quote"),
            "heading": self.tr("Heading"),
            "note": self.tr("Note"),
            "text": self.tr("Text"),
        }
        for name, label in self._labels.items():
            label.setText(names[name])
        for name, field in self._fields.items():
            field.retranslate(names[name], self._hint(name))
        for choice, button in self._quotes.items():
            button.setText(wording.say(wording.QUOTES[choice]))
        if self._quotes:
            self._quotes["gist"].setToolTip(self.tr("The paper shows our own summary"))
            self._quotes["quotation"].setToolTip(self.tr("The paper shows the report's own words"))
            self._quotes["both"].setToolTip(self.tr("The paper shows the summary and the report's own words"))
        if self._date is not None:
            self._date.retranslate(names["date"])
        if self._marking is not None:
            self._marking_line.setPlaceholderText(self.tr("None"))
            self._marking.setAccessibleName(names["marking"])
            self._marking.setToolTip(self.tr("Printed on every page; choose one or write your own"))
        if self._language is not None:
            self._language.setItemText(0, self.tr("Japanese"))
            self._language.setItemText(1, self.tr("English"))
            self._language.setAccessibleName(names["language"])
            self._language.setToolTip(self.tr("The language of the paper"))
        if self._style is not None:
            self._style.setAccessibleName(names["style"])

    def _hint(self, name: str) -> str:
        content = self._document.outline.content(self._node)
        lang = self._document.outline.details.language
        match content:
            case Pick(item=item) if name == "heading":
                return wording.heading_of(item, lang)
            case Matrix(rows=rows) if name == "title":
                return wording.matrix_title(rows, lang)
            case Pick() | Matrix() if name == "note":
                return self.tr("A remark printed below")
            case Note():
                return self.tr("Write here; each line becomes a paragraph")
        return ""

    def _fill(self, *, fresh: bool) -> None:
        outline = self._document.outline
        content = outline.content(self._node)
        lang = outline.details.language
        for name, field in self._fields.items():
            field.show_value(getattr(content, name), lang, fresh=fresh)
            if fresh:
                field.input.setPlaceholderText(self._hint(name))
        kind = wording.say(wording.NODES[content.kind])
        title = "" if isinstance(content, Note) else wording.title_of(content, lang)
        self.heading.setText(f"{kind}   {title}" if title else kind)
        match content:
            case Pick(quote=quote) | Matrix(quote=quote):
                self._quotes[quote].setChecked(True)
            case Details():
                self._fill_details(content)
            case Section() | Note():
                pass

    def _fill_details(self, details: Details) -> None:
        assert self._date is not None
        assert self._marking is not None
        assert self._language is not None
        assert self._style is not None
        self._date.show_value(details.date)
        marking = details.marking.best(details.language)
        line = self._marking_line
        choices = ["", *(each.only(details.language) for each in MARKINGS)]
        choices += [each for each in self._settings.markings() if each not in choices]
        if [self._marking.itemText(place) for place in range(self._marking.count())] != choices:
            self._marking.clear()
            self._marking.addItems(choices)
        if line.text() != marking:
            line.setText(marking)
        self._language.setCurrentIndex(0 if details.language == "ja" else 1)
        # A brief may ask for a style that is not there; it stays what it is until the user chooses another.
        keys = list(dict.fromkeys([*self._workspace.styles(), details.style]))
        self._style.clear()
        for key in keys:
            self._style.addItem(self._workspace.style_name(key, self._interface.lang), key)
        self._style.setCurrentIndex(keys.index(details.style))

    # -- what the user does

    def _set(self, field: str, value: object, label: str, *, typing: bool = False) -> None:
        edit = field_edit(self._document.outline, self._node, field, value)
        if edit is not None and not self._document.do(edit, label, typing=typing):
            self._fill(fresh=False)

    def _wording_typed(self, field: str, told: str) -> None:
        lang, _, text = told.partition(":")
        old: Bilingual = getattr(self._document.outline.content(self._node), field)
        label = "details" if self._node == ROOT else "rename" if field in ("title", "heading") else "text"
        self._set(field, old.replaced(lang, text), label, typing=True)  # type: ignore[arg-type]

    def _quoting(self, choice: str) -> Callable[[], None]:
        return lambda: self._set("quote", choice, "quote")

    def _date_typed(self, date: str) -> None:
        self._set("date", date, "details", typing=True)

    def _marking_picked(self, place: int) -> None:
        text = self._marking.itemText(place) if self._marking is not None else ""
        known = next((each for each in MARKINGS if text and text in (each.ja, each.en)), None)
        if not text:
            self._set("marking", Bilingual(), "details")
        elif known is not None:
            self._set("marking", known, "details")
        else:
            self._marking_typed(text, typing=False)

    def _marking_typed(self, text: str, *, typing: bool) -> None:
        details = self._document.outline.details
        self._set("marking", details.marking.replaced(details.language, text), "details", typing=typing)

    def _remember_marking(self) -> None:
        details = self._document.outline.details
        text = details.marking.only(details.language)
        known = {word for each in MARKINGS for word in (each.ja, each.en)}
        if text and text not in known and text not in self._settings.markings():
            self._settings.set_markings([text, *self._settings.markings()])

    def _language_picked(self, place: int) -> None:
        self._set("language", "ja" if place == 0 else "en", "details")

    def _style_picked(self, place: int) -> None:
        assert self._style is not None
        self._set("style", str(self._style.itemData(place)), "details")

    def _changed(self, step: object) -> None:
        outline: Outline = self._document.outline
        if self._node not in outline:
            self.show_node(ROOT)
        elif isinstance(step, SetField) and step.node in (self._node, ROOT):
            self._fill(fresh=False)

    def _redress(self) -> None:
        self.messages.redress()
        self._name()

    def changeEvent(self, event: QEvent) -> None:
        """Qt's name; another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._fill(fresh=False)
        super().changeEvent(event)


def _is_date(text: str) -> bool:
    return len(text) == 10 and QDate.fromString(text, Qt.DateFormat.ISODate).isValid()
