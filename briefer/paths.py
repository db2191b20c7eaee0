"""The only place that knows where things are: checkout, wheel, frozen build, portable folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of one running program. ``shipped`` holds ``resources`` and ``data`` and is only read; everything the
    program writes by itself is below ``home``."""

    shipped: Path
    home: Path

    @property
    def resources(self) -> Path:
        """Styles, labels, fonts, interface texts, themes, icons."""
        return self.shipped / "resources"

    @property
    def data(self) -> Path:
        """Catalogue, vocabulary, dated facts, examples."""
        return self.shipped / "data"

    @property
    def fonts(self) -> Path:
        """The TrueType files that papers embed."""
        return self.resources / "fonts"

    @property
    def corpus_file(self) -> Path:
        """The corpus, built from the catalogue at the first start."""
        return self.home / "corpus.sqlite"

    @property
    def settings_file(self) -> Path:
        """Preferences and the window's arrangement."""
        return self.home / "settings.ini"

    @property
    def recovery(self) -> Path:
        """Journals of edits that were not saved yet."""
        return self.home / "recovery"

    @property
    def backups(self) -> Path:
        """Earlier versions of saved briefs, and of the corpus in ``corpus``."""
        return self.home / "backups"


def find_places(environment: Mapping[str, str] | None = None) -> Places:
    """The folders for this process. ``BRIEFER_HOME`` names the home; else the platform's own folder is used."""
    environment = os.environ if environment is None else environment
    return Places(_shipped(), _home(environment))


def _shipped() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    # A wheel carries both folders inside the package; a checkout has them beside it.
    return package if (package / "resources").is_dir() else package.parent


def _home(environment: Mapping[str, str]) -> Path:
    named = environment.get("BRIEFER_HOME")
    if named:
        return Path(named).absolute()
    try:
        user = Path.home()
    except RuntimeError:  # a user without a home folder, as in some containers
        return Path.cwd() / ".briefer"
    if sys.platform == "win32":
        return Path(environment.get("APPDATA") or user / "AppData" / "Roaming") / "briefer"
    if sys.platform == "darwin":
        return user / "Library" / "Application Support" / "briefer"
    return Path(environment.get("XDG_DATA_HOME") or user / ".local" / "share") / "briefer"
