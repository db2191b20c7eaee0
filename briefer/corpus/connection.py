"""Opening a corpus file safely: what it claims to be is checked before anything in it is used."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from briefer.core.errors import CorpusError

APPLICATION_ID = 0x62726670
"""``brfp`` in the header of every corpus file."""
SCHEMA_VERSION = 1
"""``PRAGMA user_version``; counts the migrations in ``schema.py`` and the form of the search index."""

BUSY_SECONDS = 5.0
CHECKED_BYTES = 64 << 20
"""Files up to this size are checked whole at each opening; larger ones when asked (``Corpus.info``)."""

_MAGIC = b"SQLite format 3\x00"
_TABLES = {
    "meta", "source", "section", "name", "term", "item", "original", "copy", "link", "_sqlite_migrations",
    "search", "search_config", "search_data", "search_docsize", "search_idx",
}  # fmt: skip


def connect(path: Path, *, read_only: bool, check: bool = True) -> sqlite3.Connection:
    """A connection to the corpus at ``path``, in autocommit mode, for the calling thread.

    Raises ``CorpusError``: corpus.missing, damaged, newer, older, locked, unreadable.
    """
    _check_header(path)
    with translating(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
        )
        try:
            _settle(connection, read_only=read_only)
            if check:
                _check_content(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def translating(path: Path) -> Iterator[None]:
    """Errors of the database inside this block come out as ``CorpusError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        # A damaged file may hold bytes that are no text, also in the names SQLite complains about.
        raise CorpusError("corpus.damaged", file=str(path), why=str(error)) from error


def _translated(error: sqlite3.Error, path: Path) -> CorpusError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        code = "corpus.locked"
    elif name.startswith("SQLITE_FULL") or "disk is full" in str(error):
        code = "corpus.disk_full"
    elif name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        code = "corpus.read_only"
    elif name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        code = "corpus.unreadable"
    else:
        code = "corpus.damaged"
    return CorpusError(code, file=str(path), why=str(error))


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            header = stream.read(100)
    except FileNotFoundError:
        raise CorpusError("corpus.missing", file=str(path)) from None
    except OSError as error:
        raise CorpusError("corpus.unreadable", file=str(path), why=error.strerror or str(error)) from error
    except ValueError as error:  # a NUL in the path
        raise CorpusError("corpus.missing", file=str(path)) from error
    if len(header) < 100 or not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise CorpusError("corpus.damaged", file=str(path), why="header")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise CorpusError("corpus.newer", file=str(path), version=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION:
        raise CorpusError("corpus.older", file=str(path), version=version, known=SCHEMA_VERSION)


def _settle(connection: sqlite3.Connection, *, read_only: bool) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA mmap_size=0")
    connection.execute("PRAGMA foreign_keys=ON")
    if not read_only:
        # No write-ahead log: one file, readable on read-only media, not subject to the WAL-reset bug before 3.51.3.
        connection.execute("PRAGMA journal_mode=TRUNCATE")
        connection.execute("PRAGMA synchronous=EXTRA")


def _check_content(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    strange = [name for kind, name in found if kind in ("trigger", "view")]
    tables = {name for kind, name in found if kind == "table"}
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() if "meta" in tables else None
    if strange or not tables.issuperset(_TABLES) or row is None or row[0] != schema_print(connection):
        raise CorpusError("corpus.damaged", file=str(path), why="schema")
    if path.stat().st_size <= CHECKED_BYTES:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict is None or verdict[0] != "ok":
            raise CorpusError("corpus.damaged", file=str(path), why=str(verdict[0] if verdict else ""))


def schema_print(connection: sqlite3.Connection) -> str:
    """A hash of all table definitions, which the corpus also keeps as a value: a bit that flips in one shows."""
    result = hashlib.sha256()
    for (sql,) in connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name"
    ):
        result.update(f"{sql}\n".encode())
    return result.hexdigest()


@contextlib.contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction: all of it is on the disk when the block ends, or none of it. Raises ``CorpusError``."""
    with translating(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock beside ``path`` under which a corpus is replaced or the user's material in it changed.

    The system drops the lock of a process that dies. Raises ``CorpusError`` corpus.locked after five seconds.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise CorpusError("corpus.read_only", file=str(path), why=error.strerror or str(error)) from error
    try:
        deadline = time.monotonic() + BUSY_SECONDS
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise CorpusError("corpus.locked", file=str(path))
            time.sleep(0.02)
        yield
    finally:
        # Closing releases; the file stays, because removing it would let two processes lock different files.
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
