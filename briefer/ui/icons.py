"""The drawn icon set, in the colours of the theme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from briefer.ui.theme import Theme


class Icons:
    """Icons by file name below ``folder``. One stroke colour, so that they follow the text; cached for each theme."""

    def __init__(self, folder: Path, theme: Theme, ratio: float = 1.0) -> None:
        self._folder = folder
        self._ratio = ratio
        self._drawings: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int], QPixmap] = {}
        self.hurried = True
        """Until the window is painted: icons come without their faint form, which Qt then makes up."""
        self.theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of ``theme`` from now on; icons handed out before keep theirs."""
        self.theme = theme
        self._pixmaps.clear()

    def icon(self, name: str, token: str = "text", size: int = 16) -> QIcon:
        """The icon in a theme colour, faint when disabled; for ``size`` and below."""
        icon = QIcon()
        icon.addPixmap(self.pixmap(name, size, token))
        if not self.hurried:
            icon.addPixmap(self.pixmap(name, size, "faint"), QIcon.Mode.Disabled)
        return icon

    def pixmap(self, name: str, size: int, token: str = "text") -> QPixmap:
        """The drawing at ``size`` logical pixels, sharp on the screen's own pixels."""
        return self.coloured(name, size, self.theme.colour(token))

    def coloured(self, name: str, size: int, colour: QColor) -> QPixmap:
        """The drawing in any colour."""
        key = (name, colour.name(), size)
        found = self._pixmaps.get(key)
        if found is not None:
            return found
        if name not in self._drawings:
            self._drawings[name] = (self._folder / f"{name}.svg").read_bytes()
        drawing = QByteArray(self._drawings[name].replace(b"currentColor", colour.name().encode()))
        pixmap = QPixmap(QSize(size, size) * self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(drawing).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(self._ratio)
        self._pixmaps[key] = pixmap
        return pixmap
