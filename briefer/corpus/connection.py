"""Opening a corpus file safely: what it claims to be is checked before anything in it is used."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from briefer.core.errors import CorpusError

APPLICATION_ID = 0x62726670
"""``brfp`` in the header of every corpus file."""
SCHEMA_VERSION = 4
"""``PRAGMA user_version``; counts the migrations in ``schema.py`` and the form of the search index."""
SCHEMA_SHAPE = "4e7e2c5394b93bdc8e71175b138e767e5654b1147e7f531165899382aaa4cac4"
"""``schema_shape`` of a corpus of this version: to be changed with each migration (a test says to what)."""

JOURNAL_MODE = "truncate"
"""How writers keep a change undoable; never a write-ahead log, which a file from elsewhere might ask for."""

BUSY_SECONDS = 5.0
CHECKED_BYTES = 64 << 20
"""Files up to this size are checked whole at each opening; larger ones when asked (``Corpus.info``)."""

CHECK_SECONDS = 60.0
"""How long the check at opening may take."""

_MAGIC = b"SQLite format 3\x00"
_LIMITS = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 16,
    sqlite3.SQLITE_LIMIT_LENGTH: 256 << 20,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1 << 20,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 1000,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""A corpus may come from anywhere: no statement of ours needs more (sqlite.org/security.html)."""


class Patience:
    """How long locks are still waited for: five seconds for the whole of a change, not for each of its steps."""

    def __init__(self) -> None:
        self._end = time.monotonic() + BUSY_SECONDS

    @property
    def left(self) -> float:
        """Seconds, 0.0 if there are none left."""
        return max(0.0, self._end - time.monotonic())


def connect(path: Path, *, read_only: bool, whole: bool = True, patience: Patience | None = None) -> sqlite3.Connection:
    """A connection to the corpus at ``path``, in autocommit mode, for the calling thread.

    ``whole`` also reads every page of a file of ordinary size. What a killed writer left is rolled back first. Connect
    for writing only while ``alone`` holds the lock. Not while another connection of this process is in a transaction:
    the look at the header ends with a ``close``, which drops all POSIX locks this process has on the file.

    Raises ``CorpusError``: corpus.missing, damaged, newer, older, locked, unreadable.
    """
    patience = patience or Patience()
    check_header(path)
    with translating(path):
        try:
            return _connect(path, read_only, whole, patience)
        except sqlite3.OperationalError as error:
            if not (read_only and unfinished(error)):
                raise
    recover(path, patience)
    with translating(path):
        return _connect(path, read_only, whole, patience)


def _connect(path: Path, read_only: bool, whole: bool, patience: Patience) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        timeout=patience.left,
        isolation_level=None,
    )
    try:
        settle(connection, read_only=read_only)
        with time_limit(connection, CHECK_SECONDS):
            _check_content(connection, path, whole=whole)
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
    except BaseException:
        connection.close()
        raise
    return connection


def unfinished(error: sqlite3.Error) -> bool:
    """Whether a read-only connection met a transaction that its writer did not live to finish."""
    return getattr(error, "sqlite_errorname", "") in ("SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY")


def recover(path: Path, patience: Patience | None = None) -> None:
    """Roll back what a killed writer left half done, as its journal says. Raises ``CorpusError``."""
    with alone(path, patience), translating(path):
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


@contextlib.contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """End what the database does after so many seconds: a file made for it can keep a query busy for ever."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, 20_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


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
    elif name == "SQLITE_INTERRUPT":
        code = "corpus.too_slow"
    elif name.startswith("SQLITE_FULL") or "disk is full" in str(error):
        code = "corpus.disk_full"
    elif name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        code = "corpus.read_only"
    elif name.startswith(
        ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_TRUNCATE")
    ):
        code = "corpus.not_written"
    elif name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        code = "corpus.unreadable"
    else:
        code = "corpus.damaged"
    return CorpusError(code, file=str(path), why=str(error))


def check_header(path: Path, *, older: bool = False) -> int:
    """The version of the corpus at ``path``, from its first bytes, before anything else is done with it.

    Raises ``CorpusError``: corpus.missing, unreadable, damaged, newer, and (unless ``older`` ones will do) older.
    """
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
    if header[18:20] != b"\x01\x01":
        raise CorpusError("corpus.damaged", file=str(path), why="journal")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise CorpusError("corpus.newer", file=str(path), version=version, known=SCHEMA_VERSION)
    if version < SCHEMA_VERSION and not older:
        raise CorpusError("corpus.older", file=str(path), version=version, known=SCHEMA_VERSION)
    return version


def _no_attach(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


def settle(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Every connection to a file that may come from anywhere is set up like this, before anything is read."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(_no_attach)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA mmap_size=0")
    connection.execute("PRAGMA foreign_keys=ON")
    if read_only:
        connection.execute("PRAGMA query_only=ON")
    else:
        # No write-ahead log: one file, readable on read-only media, not subject to the WAL-reset bug before 3.51.3.
        connection.execute(f"PRAGMA journal_mode={JOURNAL_MODE}")
        connection.execute("PRAGMA synchronous=EXTRA")


def _check_content(connection: sqlite3.Connection, path: Path, *, whole: bool) -> None:
    # Before anything is read from the tables: a foreign view or trigger runs when they are used.
    if schema_shape(connection) != SCHEMA_SHAPE:
        raise CorpusError("corpus.damaged", file=str(path), why="schema")
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row is None or row[0] != schema_print(connection):
        raise CorpusError("corpus.damaged", file=str(path), why="schema")
    if whole and path.stat().st_size <= CHECKED_BYTES:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict is None or verdict[0] != "ok":
            raise CorpusError("corpus.damaged", file=str(path), why=str(verdict[0] if verdict else ""))


def schema_shape(connection: sqlite3.Connection) -> str:
    """A hash of the whole schema as it must be, whichever version of SQLite or sqlite-utils wrote it.

    Quotes and spaces do not count; of tables that others define (the index's own, the list of migrations) only the
    name does.
    """
    result = hashlib.sha256()
    for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    ):
        if kind == "table" and name in ("sqlite_stat1", "sqlite_stat4"):
            continue
        others = kind == "table" and (name.startswith("search_") or name == "_sqlite_migrations")
        words = "" if others else " ".join(re.sub(r'[\[\]"`]', "", sql or "").split()).casefold()
        result.update(f"{kind}\n{name}\n{table}\n{words}\n".encode())
    return result.hexdigest()


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
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """The one way to change a corpus in place: alone, in one transaction that is on the disk when the block ends.

    Raises ``CorpusError``; corpus.locked after at most five seconds. An error inside leaves everything as it was.
    """
    patience = Patience()
    with (
        alone(path, patience),
        contextlib.closing(connect(path, read_only=False, whole=False, patience=patience)) as connection,
    ):
        connection.execute(f"PRAGMA busy_timeout={patience.left * 1000:.0f}")
        with writing(connection, path):
            yield connection


@contextlib.contextmanager
def alone(path: Path, patience: Patience | None = None) -> Iterator[None]:
    """Hold the lock beside ``path`` under which a corpus is replaced or the user's material in it changed.

    The system drops the lock of a process that dies. Raises ``CorpusError`` corpus.locked after five seconds.
    """
    patience = patience or Patience()
    path = Path(os.path.realpath(path))
    lock = path.with_name(f"{path.name}.lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise CorpusError("corpus.read_only", file=str(path), why=error.strerror or str(error)) from error
    try:
        while not _try_lock(descriptor):
            if not patience.left:
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
