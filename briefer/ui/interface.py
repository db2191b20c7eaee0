"""How the window speaks and looks: language, theme, icons, fonts. One object, handed to everything that draws."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from briefer.core.items import Lang
from briefer.paths import Places
from briefer.ui import theme as themes
from briefer.ui.icons import Icons
from briefer.ui.settings import Settings


class Interface(QObject):
    """Switching language or theme needs no restart: Qt tells widgets of the one, ``dressed`` of the other."""

    dressed = Signal()

    def __init__(self, app: QApplication, places: Places, settings: Settings) -> None:
        super().__init__(app)
        self._app, self._places, self._settings = app, places, settings
        self._translators: list[QTranslator] = []
        self._papers_ready = False
        self.lang: Lang = "en"
        app.setFont(themes.interface_font(places.fonts))
        self.font: QFont = app.font()
        theme = themes.read_theme(self._theme_file())
        self.icons = Icons(places.resources / "icons", theme, app.devicePixelRatio())
        self.set_language(settings.choice("language"), remember=False)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def dress(self) -> None:
        """Put the theme on. Done once a window is made: dressing widget by widget takes thrice as long."""
        themes.apply(self._app, self.theme, self._places.resources / "themes" / "window.qss")

    @property
    def theme(self) -> themes.Theme:
        """The theme in use."""
        return self.icons.theme

    def set_language(self, choice: str, *, remember: bool = True) -> None:
        """``ja``, ``en`` or ``system``; a missing catalogue leaves English."""
        if remember:
            self._settings.set_choice("language", choice)
        if choice == "system":
            self.lang = "ja" if QLocale.system().language() == QLocale.Language.Japanese else "en"
        else:
            self.lang = "ja" if choice == "ja" else "en"
        QLocale.setDefault(QLocale(QLocale.Language.Japanese if self.lang == "ja" else QLocale.Language.English))
        # The new ones first, so that widgets hear of one change and not of a passage through English.
        wanted = []
        for folder, name in (
            (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{self.lang}"),
            (str(self._places.resources / "i18n"), f"briefer_{self.lang}"),
        ):
            translator = QTranslator(self)
            if translator.load(name, folder):
                wanted.append(translator)
        for translator in self._translators:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        for translator in wanted:
            self._app.installTranslator(translator)
        self._translators = wanted

    def retire(self) -> None:
        """Leave the application as it was found: the window is closed."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._system_changed)
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []

    @property
    def language_choice(self) -> str:
        """What the user has chosen: ``system``, ``ja`` or ``en``."""
        return self._settings.choice("language")

    @property
    def theme_choice(self) -> str:
        """What the user has chosen: ``system`` or a theme's name."""
        return self._settings.choice("theme")

    def set_theme(self, choice: str) -> None:
        """A theme's name or ``system``."""
        self._settings.set_choice("theme", choice)
        self._change_theme()

    def scaled(self, factor: float, *, strong: bool = False) -> QFont:
        """The interface's font, larger by ``factor``."""
        return themes.scaled(self.font, factor, strong=strong)

    def paper_family(self) -> str:
        """The family papers are previewed in, loaded when first asked for."""
        if not self._papers_ready:
            self._papers_ready = True
            themes.add_fonts(
                self._places.fonts, "BIZUDMincho-Regular.ttf", "BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf"
            )
        return themes.PAPER_FAMILY

    def _theme_file(self) -> Path:
        choice = self._settings.choice("theme")
        name = themes.system_theme() if choice == "system" else choice
        return self._places.resources / "themes" / f"{name}.yaml"

    def _change_theme(self) -> None:
        theme = themes.read_theme(self._theme_file())
        if theme.name == self.theme.name:
            return
        self.icons.set_theme(theme)
        self.dress()
        self.dressed.emit()

    def _system_changed(self, _: Qt.ColorScheme) -> None:
        if self.theme_choice == "system":
            self._change_theme()
