"""Themes: a token file gives the palette and the style sheet; icons take the text colour from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TOKENS = (
    "desk", "panel", "field", "hover", "line", "text", "muted", "faint", "accent", "on_accent", "select", "on_select",
    "match", "good", "warn", "bad", "paper", "ink", "ink_muted", "paper_mark", "paper_select", "paper_shade",
    "paper_line", "shadow",
)  # fmt: skip
"""desk: behind everything; panel: the places; field: what can be typed into; line: borders; faint: disabled; select:
the selected row; match: behind a found word; paper, ink and their kin: the sheet, which is always paper."""

NAMES = ("light", "dark", "high-contrast")
_LINE = re.compile(r'([a-z_]+): "(#[0-9a-f]{6})"')

_FAMILIES = (
    "Yu Gothic UI", "Meiryo UI", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans CJK JP", "Noto Sans JP",
    "Source Han Sans JP",
)  # fmt: skip
OUR_FAMILY = "BIZ UDPGothic"
PAPER_FAMILY = "BIZ UDMincho"


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours, each ``#rrggbb``."""

    name: str
    colours: Mapping[str, str]

    def colour(self, token: str) -> QColor:
        """One of ``TOKENS`` as a colour."""
        return QColor(self.colours[token])

    @property
    def dark(self) -> bool:
        """Whether text is lighter than what is behind it."""
        return self.colour("text").lightness() > self.colour("panel").lightness()


def read_theme(file: Path) -> Theme:
    """Read a token file: ``name: "#rrggbb"`` lines, which any YAML reader understands too.

    The general reader costs as much as a tenth of the start, so it is not used. Raises ``ValueError`` when a token is
    missing, unknown or no colour: the files are ours, so that is a bug.
    """
    colours: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"{file.name}: {line}")
        colours[found[1]] = found[2]
    if set(colours) != set(TOKENS):
        raise ValueError(f"{file.name}: {sorted(set(colours) ^ set(TOKENS))}")
    return Theme(file.stem, colours)


def system_theme() -> str:
    """The name of the theme that the platform asks for."""
    from PySide6.QtCore import Qt

    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def palette(theme: Theme) -> QPalette:
    """Qt's colour roles from the tokens."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    pairs = {
        role.Window: "panel", role.WindowText: "text", role.Base: "field", role.AlternateBase: "panel",
        role.Text: "text", role.Button: "panel", role.ButtonText: "text", role.BrightText: "on_accent",
        role.Highlight: "accent", role.HighlightedText: "on_accent", role.ToolTipBase: "field",
        role.ToolTipText: "text", role.Link: "accent", role.LinkVisited: "accent", role.PlaceholderText: "muted",
        role.Light: "panel", role.Midlight: "hover", role.Mid: "line", role.Dark: "line", role.Shadow: "desk",
        role.Accent: "accent",
    }  # fmt: skip
    for each, token in pairs.items():
        made.setColor(each, theme.colour(token))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, each, theme.colour("faint"))
    return made


def style_sheet(theme: Theme, template: Path) -> str:
    """The style sheet ``template`` with ``@token`` replaced."""
    text = template.read_text(encoding="utf-8")
    return re.sub(r"@([a-z_]+)", lambda found: theme.colours[found[1]], text)


def interface_font(fonts: Path) -> QFont:
    """The platform's family with good Japanese, else the one we carry; 1.0 of the platform's size."""
    font = QGuiApplication.font()
    have = set(QFontDatabase.families())
    family = next((name for name in _FAMILIES if name in have), None)
    if family is None:
        family = OUR_FAMILY
        if family not in have:
            add_fonts(fonts, "BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
    font.setFamilies([family, OUR_FAMILY])
    if font.pointSizeF() < 9.5:
        font.setPointSizeF(9.5)
    return font


def add_fonts(fonts: Path, *files: str) -> None:
    """Make font files that we carry known to this process."""
    for file in files:
        QFontDatabase.addApplicationFont(str(fonts / file))


def scaled(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """A copy of ``font``, larger by ``factor`` (1, 1.15 and 1.4 are the sizes in use)."""
    copy = QFont(font)
    copy.setPointSizeF(font.pointSizeF() * factor)
    if strong:
        copy.setWeight(QFont.Weight.DemiBold)
    return copy


def apply(app: QApplication, theme: Theme, template: Path) -> None:
    """Dress the program."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme, template))
