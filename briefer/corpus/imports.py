"""Reports that the user brought in: stored beside the catalogued ones, removed in one step, kept through every rebuild.

Their words are read from the user's own copy, and no catalogue proves them: readers get ``verified`` None with the
original (docs/adr). Inside the file the fingerprint of the words as stored stands with them, so that damage shows.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import re
import sqlite3
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.core.errors import CorpusError, SourceFileError
from briefer.core.items import SIDES, Lang
from briefer.core.text import fingerprint, folded
from briefer.corpus.connection import changing, settle
from briefer.corpus.importing.model import Point, Proposal, SourceDraft
from briefer.corpus.index import Index
from briefer.corpus.media.extract import page_at

if TYPE_CHECKING:
    from briefer.corpus.decode import Copy
    from briefer.corpus.store import Corpus

Progress = Callable[[float], None]

MAX_WORDS = 2_000
"""Characters of a title, heading, label or name; longer ones are cut."""
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_SHOWN = {"ja": 40, "en": 80}
"""Characters of its text that an item without a title goes by."""
_LABELLED = re.compile(
    r"(?:提言|勧告|原則|提案|要望|recommendation|proposal|principle)\D{0,4}(\d{1,4})\W*$", re.IGNORECASE
)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import put into the corpus: the key of its source, and how many entries (points of rows included)."""

    key: str
    items: int


# -- keys


def proposed_key(corpus: Corpus, copy: Copy, source: SourceDraft) -> str:
    """A free key for a report: the name of its file in Latin letters, and its year."""
    stem = unicodedata.normalize("NFKD", Path(copy.name).stem).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:24].strip("-") or "report"
    year = source.date[:4]
    base = f"my-{words}" if not year or year in words else f"my-{words}-{year}"
    taken = {each.key for each in corpus.sources()}
    names = (base if count == 1 else f"{base}-{count}" for count in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


# -- storing


def import_report(
    corpus_file: Path,
    copy: Copy,
    source: SourceDraft,
    proposals: Iterable[Proposal],
    *,
    key: str,
    progress: Progress | None = None,
) -> Stored:
    """Store a report with the proposals that were accepted, all or nothing; the index follows.

    Memory does not grow with the number of proposals. Raises ``CorpusError`` import.bad_key, import.key_taken,
    import.already (``source`` says under which key), import.nothing and what writing may raise; lets ``Cancelled``
    from ``progress`` through.
    """
    if not _KEY.fullmatch(key):
        raise CorpusError("import.bad_key", key=key[:60])
    tell = progress or (lambda _: None)
    tell(0.0)
    total = len(proposals) if isinstance(proposals, Sequence) else 0
    with changing(corpus_file) as connection:
        sha256 = hashlib.sha256(copy.content).hexdigest()
        _refuse_known(connection, key, sha256)
        writer = _Writer(connection, key, source, copy, sha256)
        batch: list[int] = []
        index = Index(connection)
        for count, proposal in enumerate(proposals):
            batch += writer.item(proposal)
            if len(batch) >= _BATCH:
                index.refresh()
                index.add_many(batch)
                batch = []
                tell(0.95 * (count + 1) / total if total else 0.5)
        index.refresh()
        index.add_many(batch)
        if not writer.count:
            raise SourceFileError("import.nothing")
    tell(1.0)
    return Stored(key, writer.count)


def _refuse_known(connection: sqlite3.Connection, key: str, sha256: str) -> None:
    known = connection.execute(
        "SELECT c.source FROM copy AS c JOIN imported AS i ON i.source = c.source WHERE c.sha256 = ?", (sha256,)
    ).fetchone()
    if known:
        raise CorpusError("import.already", source=known[0])
    if connection.execute("SELECT 1 FROM source WHERE key = ?", (key,)).fetchone():
        raise CorpusError("import.key_taken", key=key)


class _Writer:
    """Writes one report row by row; numbers go on from those in the file."""

    def __init__(self, connection: sqlite3.Connection, key: str, source: SourceDraft, copy: Copy, sha256: str) -> None:
        self._connection = connection
        self._key = key
        self._lang: Lang = source.language
        self._pages = copy.pages
        self.count = 0
        self._number = _highest(connection, "item", "number")
        self._section = _highest(connection, "section", "number")
        self._sections: dict[tuple[str, ...], tuple[int, int]] = {}
        self._filled: dict[int, int] = {}
        self._labels: set[int] = set()
        title = _clean(source.title) or _clean(copy.name)
        publisher = _clean(source.publisher)
        self._insert(
            "source",
            (
                key, _highest(connection, "source", "seq") + 1, *self._both(title), *self._both(publisher),
                _json([_clean(each) for each in source.authors]), _clean(source.date), "", self._lang, "", "",
            ),
        )  # fmt: skip
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._insert("imported", (key, now))
        for word in sorted({folded(word) for word in (key, title, publisher)} - {""}):
            self._insert("name", ("source", word, key))
        self._copy = _highest(connection, "copy", "number") + 1
        self._insert(
            "copy",
            (
                self._copy, key, copy.name, sha256, len(copy.content), copy.media_type, copy.encoding,
                zlib.compress(copy.content, 6),
            ),
        )  # fmt: skip

    def item(self, proposal: Proposal) -> list[int]:
        """Write one item, with the points of a row; returns their numbers."""
        section, place = self._place(proposal.section_path)
        self._filled[place] = self._filled.get(place, 0) + 1
        identity = self._id(proposal, place)
        sides = proposal.sides if proposal.kind == "scenario" and len(proposal.sides) == len(SIDES) else ()
        text = "\n".join(point.text for side in sides for point in side) if sides else proposal.text
        title, text = _clean(proposal.title), _lines(text)
        if not text:
            title, text = "", title
        label = _clean(proposal.label)
        if proposal.kind in ("scenario", "table_row") and not label:
            label = title
        parts = self._parts(identity, proposal)
        number = self._write(
            identity, proposal.kind, section, label, title, text, parts, proposal, (proposal.start, proposal.end),
            None if sides else proposal.pieces,
        )  # fmt: skip
        numbers = [number]
        for name, side, points in zip(("policy", "japan"), SIDES, sides, strict=False):
            for at, point in enumerate(points):
                numbers.append(self._point(f"{identity}.{name}.{at + 1}", section, label, number, side, point))
        return numbers

    def _write(
        self, identity: str, kind: str, section: int, label: str, title: str, text: str,
        parts: tuple[str, str, str], proposal: Proposal, extent: tuple[int, int],
        pieces: Sequence[tuple[int, int, int]] | None,
    ) -> int:  # fmt: skip
        self._number += 1
        self.count += 1
        shown = title or _beginning(text, self._lang)
        mark = fingerprint(title, text)
        self._insert(
            "item",
            (
                self._number, identity, self._key, self.count, kind, section, label, *self._both(shown), "", "",
                _json([_clean(each) for each in proposal.authors]), *self._both(_clean(proposal.addressee)), None,
                None, None, None, "[]", "", "current", "", "", mark, parts[0], parts[1], "", "", "[]",
            ),
        )  # fmt: skip
        page = page_at(self._pages, extent[0])
        self._insert(
            "original",
            (
                self._number, self._copy, title or None, text, 1, *extent,
                None if pieces is None else _json(pieces), "" if page is None else str(page), parts[2],
            ),
        )  # fmt: skip
        return self._number

    def _point(self, identity: str, section: int, label: str, row: int, side: str, point: Point) -> int:
        self._number += 1
        self.count += 1
        text = _lines(point.text)
        self._insert(
            "item",
            (
                self._number, identity, self._key, self.count, "scenario", section, label, "", "", "", "", "[]", "",
                "", None, None, side, row, "[]", "", "current", "", "", fingerprint("", text), "[]", "[]", "", "",
                "[]",
            ),
        )  # fmt: skip
        page = page_at(self._pages, point.start)
        self._insert(
            "original",
            (
                self._number, self._copy, None, text, 1, point.start, point.end, _json(point.pieces),
                "" if page is None else str(page), "[]",
            ),
        )  # fmt: skip
        return self._number

    def _parts(self, identity: str, proposal: Proposal) -> tuple[str, str, str]:
        """Numbered parts, cells, and the words of both, as stored."""
        sub_items, columns, words = [], [], []
        for at, part in enumerate(proposal.sub_items):
            name, text = f"{identity}.{at + 1}", _lines(part.text)
            if text:
                proof = (fingerprint("", text), "", "")
                sub_items.append(
                    {"id": name, "label": _clean(part.label), "title": ("", ""), "gist": ("", ""), "proof": proof}
                )
                words.append((name, "", text, 1))
        for at, (heading, cell) in enumerate(zip(proposal.columns, proposal.cells, strict=False)):
            name, text = str(at + 1), _lines(cell)
            if text:
                columns.append(
                    {
                        "key": name,
                        "heading": self._both(_clean(heading)),
                        "gist": ("", ""),
                        "fingerprint": fingerprint("", text),
                    }
                )
                words.append((name, "", text, 1))
        return _json(sub_items), _json(columns), _json(words)

    def _id(self, proposal: Proposal, place: int) -> str:
        """``key/3`` for 提言3, else the number of the section and the place in it: ``key/2.4``."""
        match = _LABELLED.search(unicodedata.normalize("NFKC", proposal.label))
        if match and int(match[1]) not in self._labels:
            self._labels.add(int(match[1]))
            return f"{self._key}/{int(match[1])}"
        return f"{self._key}/{place}.{self._filled[place]}"

    def _place(self, path: Sequence[str]) -> tuple[int, int]:
        """The row of a section, and its number in the report (0 for none)."""
        headings = tuple(filter(None, map(_clean, path)))
        known = self._sections.get(headings)
        if known is not None:
            return known
        # An item must stand in a section; what stands in none is put into one without a heading.
        parent = self._place(headings[:-1])[0] if len(headings) > 1 else None
        self._section += 1
        place = len(self._sections) + 1 if headings else 0
        self._sections[headings] = self._section, place
        heading = headings[-1] if headings else ""
        self._insert("section", (self._section, self._key, str(place), parent, *self._both(heading), "[]", ""))
        return self._sections[headings]

    def _both(self, text: str) -> tuple[str, str]:
        return (text, "") if self._lang == "ja" else ("", text)

    def _insert(self, table: str, values: tuple[object, ...]) -> None:
        _insert(self._connection, table, values)


def _insert(connection: sqlite3.Connection, table: str, values: Sequence[object]) -> None:
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", tuple(values))


def _highest(connection: sqlite3.Connection, table: str, column: str) -> int:
    return int(connection.execute(f"SELECT ifnull(max({column}), 0) FROM {table}").fetchone()[0])


def _beginning(text: str, lang: Lang) -> str:
    """What an item without a title goes by: the beginning of its words."""
    line = text.split("\n", 1)[0]
    return line if len(line) <= _SHOWN[lang] else f"{line[: _SHOWN[lang] - 1].rstrip('、。,. ')}…"


def _clean(text: str) -> str:
    """One line without control characters, of bounded length; blanks as printed."""
    if not text.replace("\u3000", "").isprintable():
        text = "".join(each if each.isprintable() or each == "\u3000" else " " for each in _utf8(text[: 4 * MAX_WORDS]))
        text = re.sub(" {2,}", " ", text)
    return text.strip()[:MAX_WORDS]


def _lines(text: str) -> str:
    """Lines as they are, without control characters and lone surrogates."""
    if not text.replace("\u3000", "").isprintable():
        text = "".join(each if each.isprintable() or each in "\n\u3000" else " " for each in _utf8(text))
    return text.strip()


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- removing


def remove_import(corpus_file: Path, key: str) -> None:
    """Take a report that was imported out of the corpus again, with all its items. Stars, tags and notes on them stay.

    Raises ``CorpusError`` import.unknown for a key that is no import.
    """
    with changing(corpus_file) as connection:
        execute = connection.execute
        if execute("SELECT 1 FROM imported WHERE source = ?", (key,)).fetchone() is None:
            raise CorpusError("import.unknown", key=key[:60])
        Index(connection).remove_source(key)
        items = "SELECT number FROM item WHERE source = ?"
        execute(f"DELETE FROM original WHERE item IN ({items})", (key,))
        execute(f"DELETE FROM link WHERE one IN ({items}) OR other IN ({items})", (key, key))
        # Points before their rows.
        execute("DELETE FROM item WHERE source = ? AND row IS NOT NULL", (key,))
        execute("DELETE FROM item WHERE source = ?", (key,))
        execute("DELETE FROM copy WHERE source = ?", (key,))
        numbers = [
            row[0] for row in execute("SELECT number FROM section WHERE source = ? ORDER BY number DESC", (key,))
        ]
        connection.executemany("DELETE FROM section WHERE number = ?", ((each,) for each in numbers))
        execute("DELETE FROM name WHERE field = 'source' AND key = ?", (key,))
        execute("DELETE FROM imported WHERE source = ?", (key,))
        execute("DELETE FROM source WHERE key = ?", (key,))


# -- keeping imports through a rebuild

_KEPT = ("source", "section", "copy", "item", "original")


def carry_over(old_file: Path, new: sqlite3.Connection) -> bool:
    """Copy all imports of an older corpus into one that is being built; false if something could not be read.

    Row by row, so that memory does not grow. A key that the catalogue now uses gets ``my-`` in front.
    """
    if not old_file.exists():
        return True
    try:
        with contextlib.closing(sqlite3.connect(f"{old_file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as old:
            settle(old, read_only=True)
            if old.execute("SELECT 1 FROM sqlite_master WHERE name = 'imported'").fetchone() is None:
                return True
            rows = old.execute(
                "SELECT i.source, i.at FROM imported AS i JOIN source AS s ON s.key = i.source ORDER BY s.seq"
            ).fetchall()
            kept = [_carried(old, new, str(key), str(at)) for key, at in rows]
            return all(kept)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _carried(old: sqlite3.Connection, new: sqlite3.Connection, key: str, at: str) -> bool:
    new.execute("SAVEPOINT import")
    try:
        now = key
        while new.execute("SELECT 1 FROM source WHERE key = ?", (now,)).fetchone():
            now = f"my-{now}"
        maps: dict[str, dict[int, int]] = {"section": {}, "copy": {}, "item": {}}
        for table in _KEPT:
            for row in _rows_of(old, new, table, key):
                _renumber(new, table, row, maps, now)
                columns = ", ".join(row)
                values = tuple(row.values())
                new.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", values)
        _insert(new, "imported", (now, at))
        words = new.execute("SELECT title_ja, title_en, publisher_ja, publisher_en FROM source WHERE key = ?", (now,))
        for word in sorted({folded(word) for word in (now, *words.fetchone())} - {""}):
            _insert(new, "name", ("source", word, now))
    except (sqlite3.Error, UnicodeDecodeError, KeyError, TypeError):
        new.execute("ROLLBACK TO import")
        return False
    finally:
        new.execute("RELEASE import")
    return True


def _rows_of(old: sqlite3.Connection, new: sqlite3.Connection, table: str, key: str) -> Iterator[dict[str, object]]:
    """The rows of one import in a table, with the columns that both files have."""
    known = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    columns = [column for column in known if column in there]
    of, order = ("source = ?", "number") if table in ("section", "copy", "item") else ("key = ?", "key")
    if table == "original":
        of, order = "item IN (SELECT number FROM item WHERE source = ?)", "item"
    quoted = ", ".join(f'"{column}"' for column in columns)
    for row in old.execute(f"SELECT {quoted} FROM {table} WHERE {of} ORDER BY {order}", (key,)):
        yield dict(zip(columns, row, strict=True))


def _renumber(
    new: sqlite3.Connection, table: str, row: dict[str, object], maps: dict[str, dict[int, int]], key: str
) -> None:
    """Give a row the next free number, and lead its references to where they are now."""

    def now(of: str, number: object) -> object:
        return None if number is None else maps[of][int(str(number))]

    if table == "source":
        row["key"], row["seq"] = key, _highest(new, "source", "seq") + 1
        return
    if table == "original":
        row["item"], row["copy"] = now("item", row["item"]), now("copy", row["copy"])
        return
    old_number = int(str(row["number"]))
    row["number"] = maps[table][old_number] = _highest(new, table, "number") + 1
    row["source"] = key
    if table == "section":
        row["parent"] = now("section", row["parent"])
    if table == "item":
        row["section"], row["row"] = now("section", row["section"]), now("item", row["row"])
        row["id"] = f"{key}/{str(row['id']).partition('/')[2]}"


# -- duplicates

_PROBE = 16
"""Characters of a passage that are looked for."""
_ALIKE = 0.8


def find_duplicates(corpus: Corpus, proposals: Sequence[Proposal]) -> dict[int, str]:
    """For the places of proposals whose words stand in the corpus already: the id of the item there.

    Three short probes of each text ask the search index; what they find is compared by pairs of characters.
    """
    found: dict[int, str] = {}
    for at, proposal in enumerate(proposals):
        text = folded(proposal.text)
        if len(text) < 2 * _PROBE:
            continue
        wanted = _pairs(folded(proposal.title) + text)
        seen: set[str] = set()
        for start in (0, len(text) // 2, len(text) - _PROBE):
            probe = text[start : start + _PROBE].replace('"', " ")
            for hit in corpus.search(f'"{probe}"', limit=3).hits:
                if hit.item.id in seen or not hit.item.original:
                    continue
                seen.add(hit.item.id)
                there = _pairs(folded(hit.item.printed_title or "") + folded(hit.item.original))
                if len(wanted & there) >= _ALIKE * min(len(wanted), len(there)):
                    found[at] = hit.item.id
            if at in found:
                break
    return found


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
