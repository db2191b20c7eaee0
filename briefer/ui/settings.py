"""Preferences and the window's arrangement in one INI file. Losing it loses no work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 10
_CHOICES = {
    "language": ("system", "ja", "en"),
    "theme": ("system", "light", "dark", "high-contrast"),
    "export_format": ("docx", "pdf", "html", "md", "csv"),
    "export_language": ("ja", "en"),
}


class Settings:
    """Typed access to the INI file at ``file``; a value that is not one of the choices counts as not set."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def choice(self, name: str) -> str:
        """One of the fixed choices; the first is the default."""
        value = self._store.value(f"preferences/{name}")
        return value if isinstance(value, str) and value in _CHOICES[name] else _CHOICES[name][0]

    def set_choice(self, name: str, value: str) -> None:
        """Remember a choice. Raises ``ValueError`` for one that does not exist."""
        if value not in _CHOICES[name]:
            raise ValueError(value)
        self._store.setValue(f"preferences/{name}", value)

    def text(self, name: str) -> str:
        """A free text, empty if not set."""
        value = self._store.value(f"preferences/{name}")
        return value if isinstance(value, str) else ""

    def set_text(self, name: str, value: str) -> None:
        """Remember a free text."""
        self._store.setValue(f"preferences/{name}", value)

    def recent(self) -> list[Path]:
        """Briefs opened or saved lately, newest first."""
        value = self._store.value("recent/briefs")
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(path) for path in paths if isinstance(path, str) and path][:RECENT]

    def add_recent(self, path: Path) -> None:
        """Put ``path`` at the top of the recent briefs."""
        kept = [path, *(other for other in self.recent() if other != path)]
        self._store.setValue("recent/briefs", [str(other) for other in kept[:RECENT]])

    def markings(self) -> list[str]:
        """Markings the user has typed, newest first."""
        value = self._store.value("preferences/markings")
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [text for text in texts if isinstance(text, str) and text]

    def set_markings(self, markings: Sequence[str]) -> None:
        """Remember typed markings."""
        self._store.setValue("preferences/markings", list(markings)[:RECENT])

    def arrangement(self, name: str) -> QByteArray:
        """Geometry or state as Qt wrote it, empty if not set."""
        value = self._store.value(f"arrangement/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_arrangement(self, name: str, value: QByteArray) -> None:
        """Remember geometry or state."""
        self._store.setValue(f"arrangement/{name}", value)

    def flush(self) -> None:
        """Write to disk now."""
        self._store.sync()
