"""Backups of the corpus: one file each, made from the live corpus, proved sound before it gets its name.

A backup is itself a corpus file, with everything in it: catalogue, copies, originals, stars, tags, notes.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefer.core.errors import BrieferError, CorpusError
from briefer.corpus import swap
from briefer.corpus.connection import (
    BUSY_SECONDS,
    SCHEMA_SHAPE,
    SCHEMA_VERSION,
    alone,
    check_header,
    recover,
    schema_shape,
    settle,
    translating,
    unfinished,
)

Progress = Callable[[float], None]

RECENT, DAILY, WEEKLY, MONTHLY = 5, 12, 10, 9
"""Automatic backups that are kept: the newest ones, and the last one of so many days, weeks and months."""

_NAME = re.compile(r"corpus-(\d{8}T\d{6})Z(?:-(\d+))?-([a-z]+)\.sqlite")
_OWN = ("copy", "star", "tag", "note")
"""Tables of which a row makes a corpus worth an automatic backup: the rest comes from the catalogue."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An automatic backup. ``made`` is UTC; ``before`` is the step it was made before; ``size`` is in bytes."""

    file: Path
    made: datetime.datetime
    before: str
    size: int


def backup(corpus_file: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy the corpus, as it is at one moment, to ``target``, whole or not at all.

    An earlier backup at ``target`` is replaced, any other file is not. Raises ``CorpusError``: backup.not_ours,
    same_file, no_folder, and those of opening a corpus; file.disk_full, file.not_writable … name the target. Lets
    ``Cancelled`` from ``progress`` through. May be called while others use the corpus.
    """
    _may_be_replaced(corpus_file, target)
    with _beside(target) as temporary:
        _copy(corpus_file, temporary, target, progress)
        _place(temporary, target)


def _may_be_replaced(corpus_file: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise CorpusError("file.no_folder", file=str(target))
    if not os.path.lexists(target):
        return
    with contextlib.suppress(OSError):
        if target.samefile(corpus_file):
            raise CorpusError("backup.same_file", file=str(target))
    try:
        check_header(target, older=True)
    except CorpusError as error:
        if error.code != "corpus.newer":
            raise CorpusError("backup.not_ours", file=str(target)) from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A short name in the folder of ``target``; a leftover of a process that is over is removed."""
    folder = Path(os.path.realpath(target)).parent
    for leftover in folder.glob(".backup.*.tmp"):
        with contextlib.suppress(OSError, ValueError):
            if not _alive(int(leftover.name.split(".")[2].partition("-")[0])):
                leftover.unlink()
    temporary = folder / f".backup.{os.getpid()}-{secrets.token_hex(4)}.tmp"
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    if os.name != "posix":
        return True  # there is no harmless question to ask
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _copy(corpus_file: Path, temporary: Path, target: Path, progress: Progress | None) -> None:
    """Copy one state of the corpus and prove the copy sound."""
    with contextlib.closing(open_any(corpus_file)) as source:
        with translating(corpus_file):
            # Held while copying: otherwise each change by another process would begin the copy anew.
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        with _writing_to(target), contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
            temporary.chmod(0o600)
            # Nobody sees this file before it is complete and flushed, so it needs no journal.
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")

            def tell(_: int, remaining: int, total: int) -> None:
                if progress:
                    progress(0.8 * (1 - remaining / max(total, 1)))

            source.backup(copy, pages=2000, progress=tell)
    with contextlib.closing(open_any(temporary)) as copy, translating(temporary):
        verdict = integrity(copy)
    if verdict != "ok":
        raise CorpusError("corpus.damaged", file=str(corpus_file), why=verdict)
    if progress:
        progress(1.0)


def _place(temporary: Path, target: Path) -> None:
    place = Path(os.path.realpath(target))
    try:
        if place.exists():
            temporary.chmod(place.stat().st_mode & 0o777)
        elif os.name == "posix":
            temporary.chmod(0o666 & ~_umask())
        swap.flush(temporary)
        temporary.replace(place)
        swap.flush_folder(place.parent)
    except OSError as error:
        raise _not_written(error, target) from error


def _umask() -> int:
    """The process's mask, which can only be asked for by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _writing_to(target: Path) -> Iterator[None]:
    """Errors of writing a copy, as errors of its target."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        full = name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE")) or "disk is full" in str(error)
        code = "file.disk_full" if full else "file.not_writable" if "CANTOPEN" in name else "file.not_written"
        raise CorpusError(code, file=str(target), why=str(error)) from error
    except OSError as error:
        raise _not_written(error, target) from error


def _not_written(error: OSError, target: Path) -> CorpusError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            code = "file.disk_full"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            code = "file.not_writable"
        case _:
            code = "file.not_written"
    return CorpusError(code, file=str(target), why=error.strerror or str(error))


# -- looking into a file that may be anything


def open_any(path: Path) -> sqlite3.Connection:
    """A read-only connection to a corpus of this or an older version, with nothing foreign in it.

    Raises ``CorpusError``: corpus.missing, damaged, newer, locked, unreadable.
    """
    version = check_header(path, older=True)
    with translating(path):
        try:
            return _open(path, version)
        except sqlite3.OperationalError as error:
            if not unfinished(error):
                raise
    recover(path)
    with translating(path):
        return _open(path, version)


def _open(path: Path, version: int) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        settle(connection, read_only=True)
        strange = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()
        if strange or (version == SCHEMA_VERSION and schema_shape(connection) != SCHEMA_SHAPE):
            raise CorpusError("corpus.damaged", file=str(path), why="schema")
    except BaseException:
        connection.close()
        raise
    return connection


def integrity(connection: sqlite3.Connection) -> str:
    """``ok``, or the first thing that is wrong with any page, index or reference of the file."""
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict is None or verdict[0] != "ok":
        return str(verdict[0]) if verdict else "?"
    loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    return "ok" if loose is None else f"foreign key: {loose[0]}"


def verify(path: Path) -> int:
    """The version of a backup that is whole, sound and readable by this program; raises ``CorpusError`` otherwise."""
    if path.with_name(f"{path.name}-journal").exists() and path.with_name(f"{path.name}-journal").stat().st_size:
        raise CorpusError("corpus.damaged", file=str(path), why="journal")
    with contextlib.closing(open_any(path)) as connection, translating(path):
        verdict = integrity(connection)
        if verdict != "ok":
            raise CorpusError("corpus.damaged", file=str(path), why=verdict)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


# -- restoring


def restore(
    corpus_file: Path, source: Path, *, backups: Path | None = None, progress: Progress | None = None
) -> Path | None:
    """Make the corpus what it was when the backup ``source`` was made.

    The backup is proved sound first; the present corpus, sound or not, is kept beside under a dated name, which is
    returned (``None`` if there was none). Raises ``CorpusError``; whatever happens, the corpus is either the present
    one or the restored one, whole. A backup of an older version still has to be brought up to date (``build.ensure``).
    """
    with _as_backup():
        verify(source)
    with contextlib.suppress(OSError):
        if source.samefile(corpus_file):
            raise CorpusError("backup.same_file", file=str(source))
    try:
        corpus_file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError("corpus.read_only", file=str(corpus_file), why=error.strerror or str(error)) from error
    with alone(corpus_file):
        target = Path(os.path.realpath(corpus_file))
        automatic(target, backups, "restore")
        with swap.temporary_beside(target) as temporary:
            with _as_backup():
                _copy(source, temporary, corpus_file, progress)
            try:
                temporary.chmod(0o666 & ~_umask())
                swap.flush(temporary)
                return swap.replace(temporary, target, "before-restore")
            except OSError as error:
                raise _not_written(error, corpus_file) from error


@contextlib.contextmanager
def _as_backup() -> Iterator[None]:
    """A backup is never rebuilt from anything: what is wrong with it is said in other words than for a corpus."""
    try:
        yield
    except CorpusError as error:
        codes = {"corpus.damaged": "backup.damaged", "corpus.newer": "backup.newer", "corpus.missing": "file.missing"}
        if error.code not in codes:
            raise
        raise CorpusError(codes[error.code], file=error.file, **error.values) from error


# -- automatic backups


def automatic(corpus_file: Path, folder: Path | None, before: str, now: datetime.datetime | None = None) -> Path | None:
    """Make a backup before a risky step (``before`` is its name: a-z) and thin out the older ones.

    Returns its place; ``None`` if there is nothing of the user's in the corpus, if the corpus is damaged (a good backup
    must not give way to a bad one), or if the folder cannot be written: the step itself matters more.
    """
    now = (now or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    if folder is None:
        return None
    try:
        if not _worth_keeping(corpus_file):
            return None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = f"corpus-{now:%Y%m%dT%H%M%S}Z"
        counts = [int(match[2] or 1) for each in folder.glob(f"{stamp}-*") if (match := _NAME.fullmatch(each.name))]
        place = folder / f"{stamp}{f'-{max(counts) + 1}' if counts else ''}-{before}.sqlite"
        with _beside(place) as temporary:
            _copy(corpus_file, temporary, place, None)
            swap.flush(temporary)
            temporary.replace(place)
            swap.flush_folder(folder)
        thin_out(folder)
    except (BrieferError, OSError):
        return None
    return place


def _worth_keeping(corpus_file: Path) -> bool:
    with contextlib.closing(open_any(corpus_file)) as connection, translating(corpus_file):
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return any(
            connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
            for table in _OWN
            if table in there
        )


def kept(folder: Path) -> tuple[Kept, ...]:
    """The automatic backups in a folder, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            match = _NAME.fullmatch(file.name)
            if match is None:
                continue
            with contextlib.suppress(OSError, ValueError):
                made = datetime.datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=datetime.UTC)
                found.append((made, int(match[2] or 1), Kept(file, made, match[3], file.stat().st_size)))
    return tuple(each for *_, each in sorted(found, key=lambda each: each[:2], reverse=True))


def thin_out(folder: Path) -> None:
    """Remove the automatic backups that are not worth keeping any more."""
    found = kept(folder)
    wanted = worth([each.made for each in found])
    for place, each in enumerate(found):
        if place not in wanted:
            with contextlib.suppress(OSError):
                each.file.unlink()


def worth(made: Iterable[datetime.datetime]) -> set[int]:
    """Which of these moments, newest first, are kept: places in the list.

    The newest few, and the last one of each of the latest days, weeks and months that have any. The clock is not asked:
    backups do not vanish because it was set wrong, or because briefer was not used for a year.
    """
    moments = list(made)
    wanted = set(range(min(RECENT, len(moments))))
    for limit, period in ((DAILY, "%Y%m%d"), (WEEKLY, "%G%V"), (MONTHLY, "%Y%m")):
        seen: dict[str, int] = {}
        for place, moment in enumerate(moments):
            seen.setdefault(moment.strftime(period), place)
        wanted |= set(list(seen.values())[:limit])
    return wanted
