"""Themes, icons, drawing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from briefer.paths import Places
from briefer.ui.actions import SPECS
from briefer.ui.drawing import draw_text, paragraphs, utf16_spans
from briefer.ui.icons import Icons
from briefer.ui.theme import NAMES, TOKENS, palette, read_theme, style_sheet
from briefer.ui.wording import BADGES

ROOT = Path(__file__).resolve().parents[2]
THEMES = ROOT / "resources" / "themes"
ICONS = ROOT / "resources" / "icons"

PAIRS = [
    ("text", "panel"), ("text", "field"), ("text", "desk"), ("text", "hover"), ("text", "match"), ("muted", "panel"),
    ("muted", "desk"), ("muted", "field"), ("on_accent", "accent"), ("on_select", "select"), ("accent", "panel"),
    ("good", "panel"), ("warn", "panel"), ("bad", "panel"), ("bad", "desk"), ("ink", "paper"), ("ink_muted", "paper"),
    ("ink", "paper_mark"), ("ink", "paper_shade"), ("ink", "paper_select"),
]  # fmt: skip
"""Every pair of text and what is behind it."""


def luminance(colour: QColor) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_read(name: str) -> None:
    theme = read_theme(THEMES / f"{name}.yaml")
    least = 7.0 if name == "high-contrast" else 4.5
    weak = {
        pair: round(found, 2)
        for pair in PAIRS
        if (found := contrast(theme.colour(pair[0]), theme.colour(pair[1]))) < least
    }
    assert not weak


@pytest.mark.parametrize("name", NAMES)
def test_a_theme_is_yaml_too_and_complete(name: str) -> None:
    file = THEMES / f"{name}.yaml"
    theme = read_theme(file)
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == theme.colours
    assert set(theme.colours) == set(TOKENS)
    assert theme.dark == (name != "light")
    assert theme.colour("paper") == QColor("#ffffff")


def test_a_wrong_theme_is_a_bug(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    for text in ('desk: "#ffffff"\n', "desk: blue\n", (THEMES / "dark.yaml").read_text() + 'more: "#000000"\n'):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=r"x\.yaml"):
            read_theme(file)


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_uses_only_tokens(name: str, qapp: object) -> None:
    template = (THEMES / "window.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b\s*;", template)
    theme = read_theme(THEMES / f"{name}.yaml")
    assert "@" not in style_sheet(theme, THEMES / "window.qss").replace("at sign", "")
    assert palette(theme).window().color() == theme.colour("panel")


def test_no_colour_is_written_into_code() -> None:
    for file in (ROOT / "briefer" / "ui").glob("*.py"):
        assert not re.search(r"""["']#[0-9a-fA-F]{3,8}["']""", file.read_text(encoding="utf-8")), file.name


def test_icons_are_one_set() -> None:
    for file in ICONS.glob("*.svg"):
        text = file.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in text, file.name
        assert 'stroke-width="1.5"' in text, file.name
        assert 'viewBox="0 0 24 24"' in text, file.name
        assert not re.search(r'(fill|stroke)="(?!none|currentColor)', text), file.name


def test_every_icon_asked_for_is_there_and_every_icon_is_asked_for() -> None:
    asked = {spec.icon for spec in SPECS.values() if spec.icon} | {badge[0] for badge in BADGES.values()}
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "briefer" / "ui").glob("*.py"))
    have = {file.stem for file in ICONS.glob("*.svg")}
    assert asked <= have
    unused = {name for name in have if f'"{name}"' not in code}
    assert not unused


def test_icons_take_the_themes_colour(qapp: object, places: Places) -> None:
    for name in ("light", "dark"):
        theme = read_theme(THEMES / f"{name}.yaml")
        image = Icons(ICONS, theme).pixmap("stop", 24).toImage()
        seen = {
            image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250
        }
        assert theme.colours["text"] in seen


def test_an_icon_is_sharp_on_a_fine_screen(qapp: object) -> None:
    pixmap = Icons(ICONS, read_theme(THEMES / "light.yaml"), 2.0).pixmap("search", 20)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)


def painted(text: str, width: int, lines: int, spans: tuple[tuple[int, int], ...] = ()) -> tuple[QImage, float]:
    image = QImage(width, 120, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    used = draw_text(
        painter,
        QRectF(0, 0, width, 120),
        text,
        QFont(),
        QColor("black"),
        lines=lines,
        spans=spans,
        match=QColor("yellow"),
    )
    painter.end()
    return image, used


def columns_of(image: QImage, colour: str) -> list[int]:
    wanted = QColor(colour)
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == wanted for y in range(image.height()))]


def test_long_text_stays_in_its_lines(qapp: object) -> None:
    _, one = painted("長い文" * 60, 200, 1)
    _, two = painted("長い文" * 60, 200, 2)
    assert 0 < one < two < one * 2.6
    assert painted("", 200, 2)[1] == 0


def test_marks_stand_under_their_characters_beyond_the_basic_plane_too(qapp: object) -> None:
    plain = columns_of(painted("かき台湾くけ", 400, 1, ((2, 4),))[0], "yellow")
    shifted = columns_of(painted("𠮷𠮷台湾くけ", 400, 1, ((2, 4),))[0], "yellow")
    assert plain
    assert shifted
    assert abs(len(plain) - len(shifted)) <= 2
    assert utf16_spans("𠮷a台", ((0, 1), (1, 2), (2, 3))) == [(0, 2), (2, 3), (3, 4)]


def test_marks_that_are_cut_off_do_no_harm(qapp: object) -> None:
    image, _ = painted("あ" * 300, 120, 2, ((290, 299),))
    assert not columns_of(image, "yellow")
    painted("あ\u2028い\x00\ud800う" * 20, 120, 2, ((0, 5), (90, 99)))


def test_explanations_are_escaped() -> None:
    assert "&lt;b&gt;" in paragraphs(["<b>"])
