"""The user's own material on items: stars, tags, notes.

It names items by their ids, so it outlives every rebuild and every new catalogue, also while an item is not there.
"""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.core.errors import CorpusError
from briefer.core.text import folded
from briefer.corpus.connection import changing
from briefer.corpus.index import Index

Rows = dict[str, list[tuple[str, ...]]]
"""The rows of each table as they stand in the file."""

TABLES = {"star": ("item", "at"), "tag": ("item", "folded", "word", "at"), "note": ("item", "text", "at")}
"""The columns of each table; all hold text."""

_SINCE = 2
"""The version of the schema that brought these tables."""

MAX_TAG = 60
"""Characters of a tag."""
MAX_NOTE = 20_000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class Own:
    """What the user keeps with one item. ``changed`` is UTC, ISO 8601, to the second: the latest of all."""

    item: str
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    changed: str = ""


def change(
    corpus_file: Path,
    ids: Sequence[str],
    *,
    starred: bool | None = None,
    tag: Sequence[str] = (),
    untag: Sequence[str] = (),
    note: str | None = None,
) -> None:
    """Star, tag and annotate items, all of them or none; what is not named stays as it is. An empty note removes it.

    Tags are compared as search does (width, case, old kanji); the spelling first used stays. When this returns, it is
    on the disk. Raises ``CorpusError``: corpus.no_item, bad_tag, long_note, locked, read_only, disk_full.
    """
    added = [_tag(word) for word in tag]
    removed = [folded(_tag(word)) for word in untag]
    text = None if note is None else _note(note)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    with changing(corpus_file) as connection:
        index = Index(connection)
        execute = connection.execute
        for item in dict.fromkeys(ids):
            with _indexed(connection, index, item):
                if starred is False:
                    execute("DELETE FROM star WHERE item = ?", (item,))
                elif starred:
                    execute("INSERT OR IGNORE INTO star VALUES (?, ?)", (item, now))
                for word in removed:
                    execute("DELETE FROM tag WHERE item = ? AND folded = ?", (item, word))
                for word in added:
                    execute("INSERT OR IGNORE INTO tag VALUES (?, ?, ?, ?)", (item, folded(word), word, now))
                if text is not None:
                    execute("DELETE FROM note WHERE item = ?", (item,))
                    if text:
                        execute("INSERT INTO note VALUES (?, ?, ?)", (item, text, now))


@contextlib.contextmanager
def _indexed(connection: sqlite3.Connection, index: Index, item: str) -> Iterator[None]:
    """Take an item out of the index and put it in again as it then is. What belongs to a lost item may change too."""
    plain = item.encode("utf-8", "replace").decode()
    row = connection.execute("SELECT number FROM item WHERE id = ?", (plain,)).fetchone()
    if row is None:
        if plain != item or not load(connection, [item]):
            raise CorpusError("corpus.no_item", id=item)
        yield
        return
    index.remove(row[0])
    yield
    index.add(row[0])


def _tag(word: str) -> str:
    tag = " ".join(_printable(word, keep="").split())
    if not folded(tag) or len(tag) > MAX_TAG:
        raise CorpusError("corpus.bad_tag", tag=tag[:MAX_TAG], limit=MAX_TAG)
    return tag


def _note(text: str) -> str:
    note = _printable(text, keep="\n\t").strip()
    if len(note) > MAX_NOTE:
        raise CorpusError("corpus.long_note", limit=MAX_NOTE)
    return note


def _printable(text: str, *, keep: str) -> str:
    """Without control characters and halves of surrogate pairs, which no file format takes; composed (NFC)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    good = (
        each if each in keep or unicodedata.category(each) not in ("Cc", "Cs") else " " if each in "\n\t" else ""
        for each in lines
    )
    return unicodedata.normalize("NFC", "".join(good))


def load(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> tuple[Own, ...]:
    """What the user keeps, for these items or (``None``) for all, in the order of the ids."""
    wanted = None if ids is None else set(ids)
    stars = dict(connection.execute("SELECT item, at FROM star").fetchall())
    notes = {item: (text, at) for item, text, at in connection.execute("SELECT item, text, at FROM note")}
    tags: dict[str, list[tuple[str, str]]] = {}
    for item, word, at in connection.execute("SELECT item, word, at FROM tag ORDER BY item, folded"):
        tags.setdefault(item, []).append((word, at))
    found = []
    for item in sorted({*stars, *notes, *tags}):
        if wanted is not None and item not in wanted:
            continue
        words = tags.get(item, [])
        text, written = notes.get(item, ("", ""))
        changed = max((stars.get(item, ""), written, *(at for _, at in words)))
        found.append(Own(item, item in stars, tuple(word for word, _ in words), text, changed))
    return tuple(found)


def read_rows(connection: sqlite3.Connection) -> tuple[Rows, bool]:
    """All rows of a corpus of any version, as far as they can be read; and whether that was everything."""
    rows: Rows = {}
    complete = True
    try:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return {}, False
    for table, columns in TABLES.items():
        if table not in there:
            complete = complete and version < _SINCE
            continue
        found: list[tuple[str, ...]] = []
        try:
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                if all(isinstance(value, str) for value in row):
                    found.append(tuple(row))
                else:
                    complete = False
        except (sqlite3.Error, UnicodeDecodeError):
            complete = False
        rows[table] = found
    return rows, complete


def write_rows(connection: sqlite3.Connection, rows: Rows) -> None:
    """Put rows of an older corpus into a new one; its index is to be filled afterwards."""
    for table, columns in TABLES.items():
        marks = ", ".join("?" * len(columns))
        found: Iterable[tuple[str, ...]] = rows.get(table, ())
        if table == "tag":  # folding may have changed since
            found = ((item, folded(word), word, at) for item, _, word, at in found)
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", found)
