"""Making a corpus file from the shipped catalogue, whole or not at all, and keeping the user's material through it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.core.errors import CorpusError
from briefer.core.text import fingerprint, folded
from briefer.corpus import own, swap
from briefer.corpus.backup import automatic
from briefer.corpus.connection import APPLICATION_ID, SCHEMA_VERSION, alone, connect, schema_print, settle, translating

if TYPE_CHECKING:
    from briefer.corpus.catalogue import Catalogue, Entry, Report

Progress = Callable[[float], None]

_FORM = "3"
"""Raised when folding or the index changes, so that every corpus is built anew."""

# Words for values that are not in the vocabulary; keys themselves are always accepted.
_OTHER_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {
        "recommendation": ("提言", "recommendations"),
        "scenario": ("シナリオ", "scenarios"),
        "table_row": ("表", "表の行", "table", "table row"),
        "issue": ("課題", "issues"),
    },
    "side": {
        "expected_policy": ("想定される政策", "想定", "policy", "expected policy"),
        "japan_response": ("日本の対応", "日本", "japan", "response", "japan's response"),
    },
    "status": {"current": ("現行", "有効"), "past": ("過去", "失効"), "counterfactual": ("反実仮想", "不成立")},
    "is": {"starred": ("星", "star", "starred"), "tagged": ("タグ", "tag"), "noted": ("メモ", "note")},
}


def build(target: Path, data: Path, progress: Progress | None = None, *, backups: Path | None = None) -> None:
    """Build the corpus at ``target`` from ``data/catalogue``, vocabulary and facts.

    Whole or not at all; what the user brought into an older corpus at ``target`` is kept, and a copy of that corpus in
    ``backups``. Raises ``CorpusError``, and lets ``Cancelled`` from ``progress`` through; either leaves the old file as
    it was.
    """
    _make_folder(target)
    with alone(target):
        _replace(Path(os.path.realpath(target)), data, progress or _silent, backups)


def ensure(
    target: Path, data: Path, progress: Progress | None = None, *, backups: Path | None = None
) -> tuple[str, ...]:
    """Make sure that ``target`` is a sound corpus of the catalogue in ``data``; cheap if it already is.

    A damaged file, or one of a newer program, is moved aside under a dated name and what can be read of the user's
    material is carried over. Returns the codes of messages for the user. Safe when several processes start at once.
    """
    target = Path(os.path.realpath(target))
    if _state(target, data) == "sound" and not swap.leftovers(target):
        return ()
    _make_folder(target)
    with alone(target):
        state = _state(target, data, recovering=True)
        if state == "sound":
            with swap.temporary_beside(target):  # which removes what a killed run left
                return ()
        aside = state if state in ("damaged", "newer") else ""
        return _replace(target, data, progress or _silent, backups, aside=aside)


def digest(data: Path) -> str:
    """What a corpus remembers of the files it was built from."""
    result = hashlib.sha256(f"{_FORM} {SCHEMA_VERSION}\n".encode())
    for file in _data_files(data):
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            if file.name != "links.yaml":
                raise CorpusError("catalogue.unreadable", file=str(file), line=0, why="") from None
            content = b""
        except OSError as error:
            why = error.strerror or str(error)
            raise CorpusError("catalogue.unreadable", file=str(file), line=0, why=why) from error
        result.update(f"{file.name} {len(content)}\n".encode())
        result.update(content)
    return result.hexdigest()


def _data_files(data: Path) -> tuple[Path, ...]:
    """The files a catalogue is read from, in a fixed order."""
    return (
        data / "vocabulary.yaml",
        data / "facts.yaml",
        data / "links.yaml",
        *sorted((data / "catalogue").glob("*.yaml")),
    )


def _silent(_: float) -> None:
    pass


def _state(target: Path, data: Path, *, recovering: bool = False) -> str:
    """``sound``, ``missing``, ``outdated``, ``damaged`` or ``newer``.

    ``recovering`` (under the lock) opens for writing, which rolls back what a killed writer left.
    """
    try:
        with contextlib.closing(connect(target, read_only=not recovering)) as connection, translating(target):
            row = connection.execute("SELECT value FROM meta WHERE key = 'catalogue'").fetchone()
    except CorpusError as error:
        states = {"corpus.missing": "missing", "corpus.older": "outdated"}
        states |= {"corpus.damaged": "damaged", "corpus.newer": "newer"}
        if error.code in states:
            return states[error.code]
        raise
    return "sound" if row is not None and row[0] == digest(data) else "outdated"


_SET_ASIDE = {"damaged": "corpus.was_damaged", "newer": "corpus.was_newer"}


def _make_folder(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CorpusError("corpus.read_only", file=str(target), why=error.strerror or str(error)) from error


def _replace(target: Path, data: Path, progress: Progress, backups: Path | None, *, aside: str = "") -> tuple[str, ...]:
    from briefer.corpus.catalogue import read_catalogue

    progress(0.0)
    catalogue = read_catalogue(*_data_files(data))
    mark = digest(data)
    progress(0.1)
    if not aside:
        automatic(target, backups, "update")
    kept = _user_material(target)
    try:
        with swap.temporary_beside(target) as temporary:
            with translating(target):
                lost = _write(temporary, target, catalogue, mark, kept, progress) or not kept.complete
            swap.flush(temporary)
            messages = [_SET_ASIDE[aside]] if aside else ["corpus.updated"] if target.exists() else []
            if lost:
                messages.append("corpus.not_all_kept")
            swap.replace(temporary, target, aside or ("old" if lost else ""))
    except OSError as error:
        raise CorpusError("corpus.not_written", file=str(target), why=error.strerror or str(error)) from error
    progress(1.0)
    return tuple(messages)


# -- what the user brought in


_Original = tuple[str, int | None, str | None, str, int | None, int | None, str | None, str, str]


@dataclass(frozen=True, slots=True)
class _Material:
    """Copies by source, originals by item id, stars, tags and notes; ``complete`` unless something was not readable."""

    copies: tuple[tuple[int, str, str, str, int, str, str, bytes], ...] = ()
    originals: tuple[_Original, ...] = ()
    own: tuple[tuple[str, list[tuple[str, ...]]], ...] = ()
    complete: bool = True


_COPIES = "SELECT number, source, name, sha256, size, media_type, encoding, content FROM copy"
_ORIGINALS = """
    SELECT i.id, o.copy, o.printed_title, o.text, o.start, o.end, o.pieces, {parts}
    FROM original AS o JOIN item AS i ON i.number = o.item
"""


def _user_material(path: Path) -> _Material:
    if not path.exists():
        return _Material()
    complete = True
    found: list[list[tuple[object, ...]]] = [[], []]
    mine: own.Rows = {}
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5)) as old:
            settle(old, read_only=False)
            kept_apart = old.execute("SELECT 1 FROM sqlite_master WHERE name = 'imported'").fetchone()
            of_catalogue = " WHERE {} NOT IN (SELECT source FROM imported)" if kept_apart else ""
            newer = {row[1] for row in old.execute("PRAGMA table_info(original)")} >= {"page", "parts"}
            originals_sql = _ORIGINALS.format(parts="o.page, o.parts" if newer else "'', '[]'")
            statements = (_COPIES + of_catalogue.format("source"), originals_sql + of_catalogue.format("i.source"))
            for rows, sql in zip(found, statements, strict=True):
                try:
                    rows.extend(old.execute(sql))
                except (sqlite3.Error, UnicodeDecodeError):
                    complete = False
            mine, all_read = own.read_rows(old)
            complete = complete and all_read
    except (sqlite3.Error, UnicodeDecodeError):
        complete = False
    copies = [row for row in found[0] if _typed(row, (int, str, str, str, int, str, str, bytes))]
    text, number = (str, type(None)), (int, type(None))
    optional = (str, number, text, str, number, number, text, str, str)
    originals = [row for row in found[1] if _typed(row, optional)]
    complete = complete and len(copies) == len(found[0]) and len(originals) == len(found[1])
    return _Material(tuple(copies), tuple(originals), tuple(mine.items()), complete)  # type: ignore[arg-type]


def _typed(row: tuple[object, ...], types: tuple[type | tuple[type, ...], ...]) -> bool:
    return all(isinstance(value, kind) for value, kind in zip(row, types, strict=True))


# -- writing


def _write(path: Path, target: Path, catalogue: Catalogue, mark: str, kept: _Material, progress: Progress) -> bool:
    """Write everything; true if some of the user's originals belong to no item any more."""
    from sqlite_utils import Database

    from briefer.corpus.imports import carry_over
    from briefer.corpus.index import Index
    from briefer.corpus.schema import migrate

    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody sees this file before it is complete and flushed, so it needs no journal.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN")
        migrate(Database(connection))
        progress(0.3)
        writer = _Writer(connection)
        writer.words(catalogue)
        for at, report in enumerate(catalogue.reports):
            writer.report(at + 1, report)
            progress(0.3 + 0.3 * (at + 1) / len(catalogue.reports))
        writer.links(catalogue)
        lost = writer.material(kept)
        lost = not carry_over(target, connection) or lost
        own.write_rows(connection, dict(kept.own))
        progress(0.7)
        Index(connection).add_all()
        marks = [("as_of", catalogue.as_of), ("catalogue", mark), ("schema", schema_print(connection))]
        connection.executemany("INSERT INTO meta(key, value) VALUES (?, ?)", marks)
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("COMMIT")
        progress(0.9)
        connection.execute("PRAGMA optimize")
    return lost


class _Writer:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._fingerprints: dict[str, str] = {}
        self._parts: dict[str, dict[str, str]] = {}
        self._points: dict[str, tuple[str, ...]] = {}
        self._sources: set[str] = set()
        self._sections = 0

    def words(self, catalogue: Catalogue) -> None:
        """Vocabulary, and every spelling of a field's values."""
        spellings: dict[tuple[str, str], tuple[str, ...]] = {}
        for field, terms in catalogue.vocabulary.terms.items():
            for key, term in terms.items():
                self._insert("term", (field, key, term.name.ja, term.name.en))
                spellings[field, key] = (key, term.name.ja, term.name.en, *catalogue.vocabulary.also[field, key])
        for field, keys in _OTHER_NAMES.items():
            for key, names in keys.items():
                spellings[field, key] = (key, *names)
        for report in catalogue.reports:
            source = report.source
            spellings["source", source.key] = (
                source.key, source.title.ja, source.title.en, source.publisher.ja, source.publisher.en,
            )  # fmt: skip
        for (field, key), words in spellings.items():
            for word in sorted({folded(word) for word in words} - {""}):
                self._insert("name", (field, word, key))

    def report(self, seq: int, report: Report) -> None:
        """A source with its sections and items."""
        source = report.source
        self._sources.add(source.key)
        self._insert(
            "source",
            (
                source.key, seq, source.title.ja, source.title.en, source.publisher.ja, source.publisher.en,
                _json(source.authors), source.published, source.as_of, source.language, source.caveat.ja,
                source.caveat.en,
            ),
        )  # fmt: skip
        places: dict[str, int] = {}
        for section in report.sections:
            self._sections += 1
            places[section.id] = self._sections
            self._insert(
                "section",
                (
                    self._sections, source.key, section.id, places.get(section.parent), section.heading.ja,
                    section.heading.en, _json(section.authors), section.as_of,
                ),
            )  # fmt: skip
        for at, (entry, row) in enumerate(_in_order(report.items)):
            self._entry(source.key, at + 1, entry, places[entry.section], row)

    def _entry(self, source: str, seq: int, entry: Entry, section: int, row: str) -> None:
        number = len(self._numbers) + 1
        self._numbers[entry.id] = number
        self._fingerprints[entry.id] = entry.proof.fingerprint
        self._parts[entry.id] = {each.id: each.proof.fingerprint for each in entry.sub_items}
        self._parts[entry.id] |= {each.key: each.fingerprint for each in entry.columns}
        self._points[entry.id] = tuple(point.id for point in entry.points)
        sub_items = [
            {
                "id": each.id, "label": each.label, "title": astuple(each.title), "gist": astuple(each.gist),
                "proof": astuple(each.proof),
            }
            for each in entry.sub_items
        ]  # fmt: skip
        columns = [
            {
                "key": each.key, "heading": astuple(each.heading), "gist": astuple(each.gist),
                "fingerprint": each.fingerprint,
            }
            for each in entry.columns
        ]  # fmt: skip
        suspected = [(each.where, each.at, each.length, each.note.ja, each.note.en) for each in entry.suspected]
        self._insert(
            "item",
            (
                number, entry.id, source, seq, entry.kind, section, entry.label, entry.title.ja, entry.title.en,
                entry.gist.ja, entry.gist.en, _json(entry.authors), entry.addressee.ja, entry.addressee.en,
                entry.region or None, entry.actor or None, entry.side, self._numbers.get(row), _json(entry.topics),
                entry.strength, entry.status, entry.status_reason.ja, entry.status_reason.en, entry.proof.fingerprint,
                _json(sub_items), _json(columns), entry.proof.title, entry.proof.text, _json(suspected),
            ),
        )  # fmt: skip

    def links(self, catalogue: Catalogue) -> None:
        """Links between items, of one report or of several."""
        for link in catalogue.links:
            one, other = self._numbers[link.one], self._numbers[link.other]
            self._insert("link", (one, other, link.kind, link.reason.ja, link.reason.en))

    def material(self, kept: _Material) -> bool:
        """Copies and originals of an older corpus, verified against this catalogue."""
        lost = False
        copies: dict[int, int] = {}
        for old, *copy in kept.copies:
            if copy[0] in self._sources and old not in copies:
                copies[old] = len(copies) + 1
                self._insert("copy", (copies[old], *copy))
            else:
                lost = True
        verified: dict[str, bool] = {}
        for item, _, title, text, *_ in kept.originals:
            verified[item] = fingerprint(title or "", text) == self._fingerprints.get(item)
        for item, copy_number, title, text, start, end, pieces, page, parts in kept.originals:
            if item not in self._numbers or copy_number not in copies:
                lost = True
                continue
            points = self._points[item]
            good = all(verified.get(point) for point in points) if points else verified[item]
            marks = self._parts[item]
            again = [
                (key, part_title, part_text, int(fingerprint(part_title, part_text) == marks[key]))
                for key, part_title, part_text, _ in _read_parts(parts)
                if key in marks
            ]
            number, copy_now = self._numbers[item], copies[copy_number]
            self._insert("original", (number, copy_now, title, text, int(good), start, end, pieces, page, _json(again)))
        return lost

    def _insert(self, table: str, values: tuple[object, ...]) -> None:
        marks = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)


def _read_parts(stored: str) -> list[tuple[str, str, str, int]]:
    """The sub-items or cells of an original as stored, none if they are not what they should be."""
    try:
        parts = [tuple(part) for part in json.loads(stored)]
    except (ValueError, TypeError):
        return []
    return [part for part in parts if len(part) == 4 and _typed(part, (str, str, str, int))]


def _in_order(items: tuple[Entry, ...]) -> Iterator[tuple[Entry, str]]:
    """Items as printed, each scenario row followed by its points; with the id of the row a point belongs to."""
    for item in items:
        yield item, ""
        for point in item.points:
            yield point, item.id


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
