"""Every action once: its name, its keys, its icon. Menus, tool bar and command list are made from these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from briefer.ui.icons import Icons
from briefer.ui.marks import QT_TRANSLATE_NOOP

CONTEXT = "Actions"


@dataclass(frozen=True, slots=True)
class Spec:
    """An action as data. ``where``: ``window`` keys work everywhere, ``outline`` keys only in the tree; ``hint`` is a
    key that a list handles itself and menus merely show."""

    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    where: str = "window"
    hint: str = ""
    checkable: bool = False


SPECS: dict[str, Spec] = {
    "open": Spec(QT_TRANSLATE_NOOP("Actions", "&Open…"), ("Ctrl+O",), "open"),
    "save": Spec(QT_TRANSLATE_NOOP("Actions", "&Save"), ("Ctrl+S",), "save"),
    "save_as": Spec(QT_TRANSLATE_NOOP("Actions", "Save &as…"), ("Ctrl+Shift+S",)),
    "attach": Spec(QT_TRANSLATE_NOOP("Actions", "A&ttach reports…"), ("Ctrl+Shift+A",), "attach"),
    "import": Spec(QT_TRANSLATE_NOOP("Actions", "&Import reports…"), ("Ctrl+Shift+I",), "import"),
    "corpus": Spec(QT_TRANSLATE_NOOP("Actions", "&Corpus…"), (), "corpus"),
    "export": Spec(QT_TRANSLATE_NOOP("Actions", "&Export…"), ("Ctrl+Shift+E",), "export"),
    "export_again": Spec(QT_TRANSLATE_NOOP("Actions", "Export a&gain as last time"), ("Ctrl+E",), "export"),
    "quit": Spec(QT_TRANSLATE_NOOP("Actions", "&Quit"), ("Ctrl+Q",)),
    "undo": Spec(QT_TRANSLATE_NOOP("Actions", "&Undo"), ("Ctrl+Z",), "undo"),
    "redo": Spec(QT_TRANSLATE_NOOP("Actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    "take_back": Spec(QT_TRANSLATE_NOOP("Actions", "Ta&ke back the last import")),
    "cut": Spec(QT_TRANSLATE_NOOP("Actions", "Cu&t"), ("Ctrl+X",), "cut", "outline"),
    "copy": Spec(QT_TRANSLATE_NOOP("Actions", "&Copy"), ("Ctrl+C",), "copy", "outline"),
    "paste": Spec(QT_TRANSLATE_NOOP("Actions", "&Paste"), ("Ctrl+V",), "paste", "outline"),
    "duplicate": Spec(QT_TRANSLATE_NOOP("Actions", "D&uplicate"), ("Ctrl+D",), "copy", "outline"),
    "delete": Spec(QT_TRANSLATE_NOOP("Actions", "&Delete"), ("Del",), "trash", "outline"),
    "find": Spec(QT_TRANSLATE_NOOP("Actions", "&Search the library"), ("Ctrl+F", "Ctrl+L"), "search"),
    "commands": Spec(QT_TRANSLATE_NOOP("Actions", "&All actions…"), ("Ctrl+K",), "keyboard"),
    "add": Spec(QT_TRANSLATE_NOOP("Actions", "&Add to the outline"), (), "add", hint="Enter"),
    "add_quotation": Spec(QT_TRANSLATE_NOOP("Actions", "Add as &quotation"), (), "quote", hint="Ctrl+Enter"),
    "add_gist": Spec(QT_TRANSLATE_NOOP("Actions", "Add as &gist"), (), "gist", hint="Alt+Enter"),
    "star": Spec(QT_TRANSLATE_NOOP("Actions", "Star or &unstar"), ("Ctrl+Shift+M",), "star"),
    "read": Spec(QT_TRANSLATE_NOOP("Actions", "&Read in full"), (), "library", hint="Space"),
    "show_gist": Spec(QT_TRANSLATE_NOOP("Actions", "Show the g&ist"), ("Ctrl+1",), "gist"),
    "show_quotation": Spec(QT_TRANSLATE_NOOP("Actions", "Show the q&uotation"), ("Ctrl+2",), "quote"),
    "show_both": Spec(QT_TRANSLATE_NOOP("Actions", "Show &both"), ("Ctrl+3",), "both"),
    "section": Spec(QT_TRANSLATE_NOOP("Actions", "New &section"), ("Ctrl+Shift+1",), "section"),
    "note": Spec(QT_TRANSLATE_NOOP("Actions", "New &note"), ("Ctrl+Shift+2",), "note"),
    "matrix": Spec(QT_TRANSLATE_NOOP("Actions", "New scenario &matrix"), ("Ctrl+Shift+3",), "matrix"),
    "rename": Spec(QT_TRANSLATE_NOOP("Actions", "&Edit title"), ("F2",), "rename", "outline"),
    "indent": Spec(QT_TRANSLATE_NOOP("Actions", "&Indent"), ("Tab", "Alt+Right"), "indent", "outline"),
    "outdent": Spec(QT_TRANSLATE_NOOP("Actions", "&Outdent"), ("Shift+Tab", "Alt+Left"), "outdent", "outline"),
    "up": Spec(QT_TRANSLATE_NOOP("Actions", "Move &up"), ("Alt+Up",), "up", "outline"),
    "down": Spec(QT_TRANSLATE_NOOP("Actions", "Move &down"), ("Alt+Down",), "down", "outline"),
    "expand": Spec(QT_TRANSLATE_NOOP("Actions", "Expand a&ll")),
    "collapse": Spec(QT_TRANSLATE_NOOP("Actions", "&Collapse all")),
    "next_finding": Spec(QT_TRANSLATE_NOOP("Actions", "Ne&xt finding"), ("F4",), "finding"),
    "previous_finding": Spec(QT_TRANSLATE_NOOP("Actions", "&Previous finding"), ("Shift+F4",)),
    "library": Spec(QT_TRANSLATE_NOOP("Actions", "&Library"), ("F6",), "library", checkable=True),
    "outline": Spec(QT_TRANSLATE_NOOP("Actions", "&Outline"), ("F7",), "outline", checkable=True),
    "paper": Spec(QT_TRANSLATE_NOOP("Actions", "&Paper"), ("F8",), "paper", checkable=True),
    "scenarios": Spec(QT_TRANSLATE_NOOP("Actions", "&Scenarios"), ("Ctrl+Shift+F",), "scenario"),
    "details": Spec(QT_TRANSLATE_NOOP("Actions", "&Details of what is selected"), (), "rename", hint="Enter"),
    "reset": Spec(QT_TRANSLATE_NOOP("Actions", "&Reset the arrangement")),
    "theme_system": Spec(QT_TRANSLATE_NOOP("Actions", "As the s&ystem"), checkable=True),
    "theme_light": Spec(QT_TRANSLATE_NOOP("Actions", "&Light"), checkable=True),
    "theme_dark": Spec(QT_TRANSLATE_NOOP("Actions", "&Dark"), checkable=True),
    "theme_high-contrast": Spec(QT_TRANSLATE_NOOP("Actions", "&High contrast"), checkable=True),
    "language_system": Spec(QT_TRANSLATE_NOOP("Actions", "Language of the s&ystem"), checkable=True),
    "language_ja": Spec("日本語 (&J)", checkable=True),
    "language_en": Spec("English (&E)", checkable=True),
    "shortcuts": Spec(QT_TRANSLATE_NOOP("Actions", "&Keys"), ("F1",), "keyboard"),
    "about": Spec(QT_TRANSLATE_NOOP("Actions", "&About briefer")),
}


TOOLS = ("open", "save", "undo", "redo", "section", "note", "matrix")
"""What stands in the tool bar."""


def say(text: str) -> str:
    """An action's or menu's name in the interface's language."""
    return QCoreApplication.translate(CONTEXT, text)


def plain(text: str) -> str:
    """A name without its access key: ``(&X)`` at the end as in Japanese, or a bare ``&``."""
    text = text.partition("\t")[0]
    head, mark, tail = text.rpartition("(&")
    if mark and len(tail) >= 2 and tail[1] == ")":
        text = head + tail[2:]
    return text.replace("&", "").strip()


class Actions(QObject):
    """The actions of one window."""

    def __init__(self, window: QWidget, outline: QWidget, icons: Icons) -> None:
        super().__init__(window)
        self._icons = icons
        self._all: dict[str, QAction] = {}
        for name, spec in SPECS.items():
            action = QAction(self)
            action.setObjectName(name)
            action.setCheckable(spec.checkable)
            if spec.keys:
                action.setShortcuts([QKeySequence(key) for key in spec.keys])
            if spec.where == "outline":
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                outline.addAction(action)
            else:
                window.addAction(action)
            self._all[name] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._all.values())

    def on(self, name: str, act: Callable[[], object]) -> None:
        """Say what an action does."""
        self._all[name].triggered.connect(lambda *_: act())

    def redress(self, only: Collection[str] = tuple(SPECS)) -> None:
        """Icons in the theme's colours, those of the tool bar larger."""
        for name in only:
            if SPECS[name].icon:
                self._all[name].setIcon(self._icons.icon(SPECS[name].icon, size=20 if name in TOOLS else 16))

    def retranslate(self) -> None:
        """Names in the interface's language; tool tips carry the keys."""
        for name, spec in SPECS.items():
            action = self._all[name]
            text = say(spec.text)
            action.setText(f"{text}\t{spec.hint}" if spec.hint else text)
            keys = spec.hint or action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            bare = plain(text).rstrip("…")
            action.setToolTip(f"{bare} ({keys})" if keys else bare)
            action.setIconText(bare)


def keys_of(name: str) -> str:
    """All keys of an action, for the list of keys."""
    spec = SPECS[name]
    native = QKeySequence.SequenceFormat.NativeText
    return spec.hint or ", ".join(QKeySequence(key).toString(native) for key in spec.keys)
