"""Is everything in the corpus still what it was? Pages, references, and every text and copy by its hash."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from dataclasses import dataclass

from briefer.core.text import fingerprint


@dataclass(frozen=True, slots=True)
class Audit:
    """``integrity`` is ``ok`` or what SQLite complains of. ``originals`` and ``copies`` were hashed again.

    ``wrong`` lists the items whose stored verdict (verified or different) is not what their text says, and the copies
    whose content is not what was read.
    """

    integrity: str
    originals: int
    copies: int
    wrong: tuple[str, ...]


def audit(connection: sqlite3.Connection) -> Audit:
    """Look at everything (about 0.1 s per 50 MB), inside the caller's transaction."""
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()
    integrity = str(verdict[0]) if verdict else "?"
    loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    if integrity == "ok" and loose is not None:
        integrity = f"foreign key: {loose[0]}"
    wrong, originals = _originals(connection)
    damaged, copies = _copies(connection)
    return Audit(integrity, originals, copies, (*wrong, *damaged))


def _originals(connection: sqlite3.Connection) -> tuple[list[str], int]:
    good: dict[int, bool] = {}
    said: dict[int, tuple[str, bool]] = {}
    points: dict[int, list[int]] = {}
    parts: list[str] = []
    for number, item, row, mark, title, text, verified, sub_items, columns, stored in connection.execute(
        "SELECT i.number, i.id, i.row, i.fingerprint, o.printed_title, o.text, o.verified, i.sub_items, i.columns, "
        "o.parts FROM original AS o JOIN item AS i ON i.number = o.item"
    ):
        parts += _parts(item, sub_items, columns, stored)
        good[number] = bool(mark) and fingerprint(title or "", text) == mark
        said[number] = item, bool(verified)
        if row is not None:
            points.setdefault(row, []).append(number)
    # A scenario row has no text of its own: it cannot be better than its points.
    wrong = [
        item
        for number, (item, verified) in said.items()
        if verified != (verified and all(good[each] for each in points[number]) if number in points else good[number])
    ]
    return sorted({*wrong, *parts}), len(said)


def _parts(item: str, sub_items: str, columns: str, stored: str) -> list[str]:
    """The item, if the verdict on one of its parts or cells is wrong."""
    marks = {each["id"]: each["proof"][0] for each in json.loads(sub_items or "[]")}
    marks |= {each["key"]: each["fingerprint"] for each in json.loads(columns or "[]")}
    for key, title, text, verified in json.loads(stored):
        if bool(verified) != (fingerprint(title or "", text) == marks.get(key)):
            return [item]
    return []


def _copies(connection: sqlite3.Connection) -> tuple[list[str], int]:
    damaged, count = [], 0
    for name, mark, size, content in connection.execute("SELECT name, sha256, size, content FROM copy"):
        count += 1
        try:
            # A stream that claims to be larger than it said is not unpacked further.
            plain = zlib.decompressobj().decompress(content, size + 1)
        except zlib.error:
            plain = b""
        if len(plain) != size or hashlib.sha256(plain).hexdigest() != mark:
            damaged.append(name)
    return damaged, count
