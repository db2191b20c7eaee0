"""Putting a whole new corpus file in the place of another, so that a crash at any moment leaves one of the two.

All of it is done under ``connection.alone``.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """A name for the new file while it is written; what bears such a name from earlier runs is removed."""
    for leftover in (*target.parent.glob(_pattern(target)), *target.parent.glob(f"{_pattern(target)}-journal")):
        with contextlib.suppress(OSError):
            leftover.unlink()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def leftovers(target: Path) -> bool:
    """Whether a killed run left something beside ``target``."""
    return any(target.parent.glob(_pattern(target)))


def _pattern(target: Path) -> str:
    # Names may hold what a pattern takes for a wild card.
    return f".{''.join(f'[{each}]' if each in '*?[' else each for each in target.name)}.*.tmp"


def flush(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(temporary: Path, target: Path, aside: str = "") -> Path | None:
    """Put the flushed ``temporary`` in the place of ``target``, which it gets the mode of.

    With ``aside`` the old file is kept under a dated name with this word in it, which is returned. Raises ``OSError``.
    """
    if target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    journal = target.with_name(f"{target.name}-journal")
    place = None
    if aside and target.exists():
        place = _dated(target, aside)
        # A journal belongs to its file: left behind, it would be played into the new one.
        if journal.exists() and journal.stat().st_size:
            journal.replace(place.with_name(f"{place.name}-journal"))
        try:
            # A second name first: a crash between the two steps leaves the old file where it was.
            os.link(target, place)
        except OSError:
            target.replace(place)
    journal.unlink(missing_ok=True)
    temporary.replace(target)
    flush_folder(target.parent)
    return place


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name != "nt":  # which cannot open a folder, and journals the replacement itself
        flush(folder)


def _dated(target: Path, reason: str) -> Path:
    day = datetime.date.today().isoformat()
    for count in range(1, 1000):
        tail = f"-{count}" if count > 1 else ""
        place = target.with_name(f"{target.stem}.{reason}-{day}{tail}{target.suffix}")
        if not place.exists():
            return place
    return target.with_name(f"{target.stem}.{reason}-{day}-{secrets.token_hex(4)}{target.suffix}")
