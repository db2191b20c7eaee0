"""The corpus for readers: items as detached values, search, facts about the file.

Standard library only, so that opening and searching stay quick; building and attaching live in their own modules.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefer.core.errors import CorpusError
from briefer.core.items import Bilingual, Item, Lang, Locator, Source, Term
from briefer.core.text import folded
from briefer.corpus import own
from briefer.corpus.audit import audit
from briefer.corpus.connection import (
    JOURNAL_MODE,
    SCHEMA_VERSION,
    connect,
    recover,
    time_limit,
    translating,
    unfinished,
)
from briefer.corpus.find import Difference, differences
from briefer.corpus.index import END, searched_texts
from briefer.corpus.own import Own
from briefer.corpus.proof import parsed, place_of
from briefer.corpus.search import Search, SearchResult

SEARCH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Link:
    """Another item that belongs with one, and why."""

    kind: str
    other: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that a search can be narrowed by: ``field`` of the query language or ``year``; ``count`` of entries."""

    field: str
    key: str
    name: Bilingual
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a recommendation (``key`` is its id), or a cell of a table row (``key`` is its column's).

    ``title`` is ours for a part and the column's printed heading for a cell. ``printed_title``, ``original`` and
    ``verified`` are None until a copy is attached.
    """

    key: str
    label: str
    title: Bilingual
    gist: Bilingual
    printed_title: str | None = None
    original: str | None = None
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Printed characters that seem wrong, most of them changed when the published file was converted; they are kept.

    ``where`` is ``text``, ``title`` or ``authors``; ``span`` are character offsets into the original or the printed
    title, None for the by-line and until a verified copy is attached.
    """

    where: str
    span: tuple[int, int] | None
    note: Bilingual


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """How much of a source is there. Counts are of entries: recommendations, scenario rows and their points alike."""

    key: str
    title: Bilingual
    items: int
    originals: int
    verified: int
    different: int
    copy: str
    """Names of the attached files, '' for none."""
    imported: str = ""
    """When the user imported it (UTC, ISO 8601), '' for a catalogued source. Nothing of an import is verified."""


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """Facts about a corpus file.

    Sizes are in bytes. ``integrity`` is ``ok`` or what SQLite complains of; ``wrong`` names items and copies that are
    not what their hashes say, of ``originals`` and ``copies`` hashed again. ``sqlite`` is the library's version.
    ``catalogue`` names the state of the shipped data it was built from (twelve hexadecimal digits), ``as_of`` the day
    of which the statuses are (ISO).
    """

    sources: tuple[SourceInfo, ...]
    size: int
    schema_version: int
    integrity: str
    file: str = ""
    copies_size: int = 0
    originals: int = 0
    copies: int = 0
    wrong: tuple[str, ...] = ()
    stars: int = 0
    tags: int = 0
    notes: int = 0
    sqlite: str = ""
    journal_mode: str = ""
    catalogue: str = ""
    as_of: str = ""


class Corpus:
    """One corpus file, open for reading. To be used by the thread that opened it; what it returns is detached."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        self._path = path
        self._read_only = read_only
        self._sources: dict[str, Source] = {}
        self._sections: dict[int, _Section] = {}
        self._terms: dict[tuple[str, str], Term] = {}
        self._imported: dict[str, str] = {}
        self._connect()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = True) -> Corpus:
        """Open and check a corpus. Raises ``CorpusError`` corpus.missing, damaged, newer, older, locked, unreadable."""
        return cls(path, read_only=read_only)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- items

    def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        with self._reading():
            return tuple(self._sources.values())

    def terms(self, field: str) -> tuple[Term, ...]:
        """The vocabulary of ``region``, ``actor`` or ``topic``, in the order of its file."""
        with self._reading():
            return tuple(term for (of, _), term in self._terms.items() if of == field)

    def item(self, item_id: str) -> Item:
        """One item; a scenario row carries its points. Raises ``CorpusError`` corpus.no_item."""
        with self._reading():
            row = self._connection.execute("SELECT number FROM item WHERE id = ?", (_utf8(item_id),)).fetchone()
            if row is None:
                raise CorpusError("corpus.no_item", id=item_id)
            return self._load([row[0]])[0]

    def items(self, source: str | None = None) -> Iterator[Item]:
        """Items in printed order, source by source; scenario rows carry their points, which are not repeated."""
        with self._reading():
            numbers = [
                row[0]
                for row in self._connection.execute(
                    "SELECT i.number FROM item AS i JOIN source AS s ON s.key = i.source "
                    "WHERE i.row IS NULL AND (?1 IS NULL OR i.source = ?1) ORDER BY s.seq, i.seq",
                    (source,),
                )
            ]
        for at in range(0, len(numbers), 200):
            with self._reading():
                batch = self._load(numbers[at : at + 200])
            yield from batch

    def links(self, item_id: str) -> tuple[Link, ...]:
        """What belongs with an item. Raises ``CorpusError`` corpus.no_item."""
        with self._reading():
            row = self._connection.execute("SELECT number FROM item WHERE id = ?", (_utf8(item_id),)).fetchone()
            if row is None:
                raise CorpusError("corpus.no_item", id=item_id)
            rows = self._connection.execute(
                "SELECT l.kind, i.id, l.reason_ja, l.reason_en FROM link AS l "
                "JOIN item AS i ON i.number = CASE l.one WHEN ?1 THEN l.other ELSE l.one END "
                "WHERE l.one = ?1 OR l.other = ?1 ORDER BY i.number, l.kind",
                (row[0],),
            )
            return tuple(Link(kind, other, Bilingual(ja, en)) for kind, other, ja, en in rows)

    def search(
        self, query: str, *, where: Sequence[tuple[str, str]] = (), lang: Lang = "ja", limit: int = 50
    ) -> SearchResult:
        """Items and points that match (see ``search.py`` for the language).

        Any text is a query; without words everything the filters leave is found, in printed order. Raises
        ``CorpusError`` search.unknown_field for a field that does not exist, corpus.too_slow after ten seconds.
        """
        with self._reading(), time_limit(self._connection, SEARCH_SECONDS):
            return self._search.run(query, where, lang, limit)

    def facets(self) -> tuple[Facet, ...]:
        """What occurs, field by field: sources oldest first, years newest first, words in the vocabulary's order."""
        with self._reading():
            execute = self._connection.execute
            found = [
                Facet("source", key, self._sources[key].title, count)
                for key, count in execute(
                    "SELECT s.key, count(i.number) FROM source AS s JOIN item AS i ON i.source = s.key "
                    "GROUP BY s.key ORDER BY s.seq"
                )
                if key in self._sources
            ]
            found += [
                Facet("year", year, Bilingual(year, year), count)
                for year, count in execute(
                    "SELECT substr(s.published, 1, 4) AS year, count(*) FROM item AS i JOIN source AS s "
                    "ON s.key = i.source WHERE year <> '' GROUP BY year ORDER BY year DESC"
                )
            ]
            for field in ("region", "actor"):
                counts = dict(execute(f"SELECT {field}, count(*) FROM item WHERE {field} IS NOT NULL GROUP BY {field}"))
                found += self._counted(field, counts)
            topics = execute("SELECT value, count(*) FROM item, json_each(item.topics) GROUP BY value")
            found += self._counted("topic", dict(topics))
            for field in ("kind", "status"):
                rows = execute(f"SELECT {field}, count(*) FROM item GROUP BY {field} ORDER BY count(*) DESC, {field}")
                found += [Facet(field, key, Bilingual(), count) for key, count in rows]
            return tuple(found)

    def _counted(self, field: str, counts: dict[str, int]) -> list[Facet]:
        known = [(key, term.name) for (of, key), term in self._terms.items() if of == field]
        return [Facet(field, key, name, counts[key]) for key, name in known if key in counts]

    # -- the file

    def info(self) -> CorpusInfo:
        """What is in the file, with a full integrity check (about 0.1 s per 50 MB)."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT s.key, s.title_ja, s.title_en, count(i.number), count(o.item), ifnull(sum(o.verified), 0), "
                "ifnull((SELECT group_concat(name, ', ') FROM (SELECT name FROM copy WHERE copy.source = s.key "
                "ORDER BY name)), '') "
                "FROM source AS s LEFT JOIN item AS i ON i.source = s.key LEFT JOIN original AS o ON o.item = i.number "
                "GROUP BY s.key ORDER BY s.seq"
            ).fetchall()
            sources = tuple(
                SourceInfo(key, Bilingual(ja, en), items, originals, 0, 0, copy, self._imported[key])
                if key in self._imported
                else SourceInfo(key, Bilingual(ja, en), items, originals, good, originals - good, copy)
                for key, ja, en, items, originals, good, copy in rows
            )
            found = audit(self._connection)
            meta: dict[str, str] = dict(map(tuple, self._connection.execute("SELECT key, value FROM meta")))
            (copies_size,) = self._connection.execute("SELECT ifnull(sum(length(content)), 0) FROM copy").fetchone()
            stars, tags, notes = (
                self._connection.execute(f"SELECT count({what}) FROM {table}").fetchone()[0]
                for what, table in (("*", "star"), ("DISTINCT folded", "tag"), ("*", "note"))
            )
            return CorpusInfo(
                sources=sources,
                size=self._path.stat().st_size,
                schema_version=SCHEMA_VERSION,
                integrity=found.integrity,
                file=str(self._path),
                copies_size=copies_size,
                originals=found.originals,
                copies=found.copies,
                wrong=found.wrong,
                stars=stars,
                tags=tags,
                notes=notes,
                sqlite=sqlite3.sqlite_version,
                journal_mode=JOURNAL_MODE,
                catalogue=meta.get("catalogue", "")[:12],
                as_of=meta.get("as_of", ""),
            )

    # -- more about one item

    def parts(self, item_id: str) -> tuple[Part, ...]:
        """Numbered parts of a recommendation, or cells of a table row. Raises ``CorpusError`` corpus.no_item."""
        with self._reading():
            return self._parts(self._extra(item_id))

    def suspected(self, item_id: str) -> tuple[Suspicion, ...]:
        """What seems wrong in the printed words of an item. Raises ``CorpusError`` corpus.no_item."""
        with self._reading():
            return _suspected(self._extra(item_id))

    def difference(self, item_id: str) -> Difference | None:
        """Where an attached original is not as published; None if it is, or nothing is attached.

        Raises ``CorpusError`` corpus.no_item.
        """
        with self._reading():
            row = self._extra(item_id)
            if row["text"] is None or row["verified"] or not row["proof"]:
                return None
            title = next(iter(parsed(row["proof_title"])), None)
            other = title is not None and not title.is_of(row["printed_title"] or "")
            return Difference(item_id, row["text"], differences(parsed(row["proof"]), row["text"]), other)

    def _parts(self, row: sqlite3.Row) -> tuple[Part, ...]:
        parts = _parts(row)
        return tuple(replace(part, verified=None) for part in parts) if row["source"] in self._imported else parts

    def _extra(self, item_id: str) -> sqlite3.Row:
        row: sqlite3.Row | None = self._connection.execute(
            "SELECT i.source, i.sub_items, i.columns, i.section, i.suspected, i.proof, i.proof_title, "
            "o.printed_title, o.text, o.verified, o.start, o.end, o.parts FROM item AS i "
            "LEFT JOIN original AS o ON o.item = i.number "
            "WHERE i.id = ?",
            (_utf8(item_id),),
        ).fetchone()
        if row is None:
            raise CorpusError("corpus.no_item", id=item_id)
        return row

    # -- the user's own

    def own(self, ids: Sequence[str] | None = None) -> tuple[Own, ...]:
        """The user's stars, tags and notes, for these items or for all, in the order of the ids."""
        with self._reading():
            return own.load(self._connection, ids)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag in use, as first spelled, with the number of items that carry it."""
        with self._reading():
            return tuple(
                (word, count)
                for word, count in self._connection.execute(
                    "SELECT min(word), count(*) FROM tag GROUP BY folded ORDER BY folded"
                )
            )

    def records(self) -> Iterator[dict[str, object]]:
        """Every entry as in the JSON contract: recommendations, scenario rows (side null) and one record a point."""
        for item in self.items():
            for each in (item, *item.points):
                yield self.record(each)

    def record(self, item: Item) -> dict[str, object]:
        """One entry as JSON values."""
        with self._reading():
            extra = self._extra(item.id)
            section = self._sections.get(extra["section"])
        lang = item.source.language
        parts = self._parts(extra)
        # What stands above a scenario row and its points in print is the row's label.
        printed = item.locator.label if item.kind == "scenario" and item.original is not None else item.printed_title
        where: dict[str, object] = {"label": item.locator.label, "page": item.locator.page or None}
        where |= {"start": extra["start"], "end": extra["end"]}
        where["suspected"] = [
            {
                "where": each.where, "start": each.span[0] if each.span else None,
                "end": each.span[1] if each.span else None, "note": each.note.best(lang),
            }
            for each in _suspected(extra)
        ]  # fmt: skip
        return {
            "id": item.id,
            "kind": item.kind,
            "source": item.source.key,
            "source_title": item.source.title.best(lang),
            "seq": item.seq,
            "section_path": [heading.best(lang) for heading in item.locator.section_path],
            "label": item.locator.label,
            "title": printed or item.title.best(lang),
            "text": item.original,
            "gist_ja": item.gist.ja,
            "gist_en": item.gist.en,
            "authors": list(item.authors),
            "addressee": item.addressee.best(lang) or None,
            "region": item.region.key if item.region else None,
            "actor": item.actor.key if item.actor else None,
            "side": item.side,
            "topics": list(item.topics),
            "as_of": (section.as_of if section else "") or item.source.as_of,
            "status": item.status,
            "verified": item.verified,
            "sub_items": [_sub_item(part, lang) for part in parts] if item.kind != "table_row" else [],
            "columns": {part.title.best(lang): part.original or part.gist.best(lang) for part in parts}
            if item.kind == "table_row"
            else {},
            "locator": where,
        }

    # -- reading rows

    def _connect(self) -> None:
        self._file = _identity(self._path)
        self._connection = connect(self._path, read_only=self._read_only)
        self._connection.row_factory = sqlite3.Row
        self._search = Search(self._connection, self._load, self._folded_texts, self._notes)
        self._seen = -1

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """One look at the file: all statements inside see the same state of it."""
        # A rebuild or a restore, here or in another process, puts another file in this one's place.
        if _identity(self._path) != self._file:
            self._connection.close()
            self._connect()
        with translating(self._path):
            try:
                self._begin()
            except sqlite3.OperationalError as error:
                if not unfinished(error):
                    raise
                recover(self._path)
                self._begin()
            try:
                self._refresh()
                yield
            finally:
                self._connection.rollback()

    def _begin(self) -> None:
        self._connection.execute("BEGIN")
        try:
            self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except BaseException:
            self._connection.rollback()
            raise

    def _refresh(self) -> None:
        """Read sources, sections and words again when another connection has changed the file."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if version == self._seen:
            return
        execute = self._connection.execute
        self._sources = {row["key"]: _source(row) for row in execute("SELECT * FROM source ORDER BY seq")}
        self._terms = {
            (row["field"], row["key"]): Term(row["key"], Bilingual(row["name_ja"], row["name_en"]))
            for row in execute("SELECT * FROM term ORDER BY rowid")
        }
        self._imported = {row["source"]: row["at"] for row in execute("SELECT * FROM imported")}
        self._sections = {}
        for row in execute("SELECT * FROM section ORDER BY number"):
            around = self._sections.get(row["parent"]) or _Section((), (), "")
            # What stands under no heading in an imported report is kept in a section without one.
            heading = Bilingual(row["heading_ja"], row["heading_en"])
            path = (*around.path, heading) if heading else around.path
            authors = tuple(json.loads(row["authors"])) or around.authors
            self._sections[row["number"]] = _Section(path, authors, row["as_of"] or around.as_of)
        self._seen = version

    def _load(self, numbers: Sequence[int]) -> list[Item]:
        """Items by number, in the order asked for; scenario rows with their points."""
        rows = self._rows("i.number", numbers)
        points: dict[int, list[Item]] = {}
        heads = {row["number"]: row for row in rows}
        titles = self._rows("i.number", [row["row"] for row in rows if row["row"] is not None])
        parents = {row["number"]: row for row in titles}
        for point in self._rows("i.row", [row["number"] for row in rows if row["kind"] == "scenario"]):
            points.setdefault(point["row"], []).append(self._item(point, heads[point["row"]]))
        loaded = {row["number"]: self._item(row, parents.get(row["row"])) for row in rows}
        return [
            replace(loaded[number], points=tuple(points[number])) if number in points else loaded[number]
            for number in numbers
            if number in loaded
        ]

    def _rows(self, key: str, numbers: Sequence[int]) -> list[sqlite3.Row]:
        found: list[sqlite3.Row] = []
        for at in range(0, len(numbers), 500):
            part = numbers[at : at + 500]
            found += self._connection.execute(
                "SELECT i.*, o.printed_title, o.text, o.verified, o.page FROM item AS i "
                f"LEFT JOIN original AS o ON o.item = i.number WHERE {key} IN ({', '.join('?' * len(part))}) "
                "ORDER BY i.number",
                tuple(part),
            ).fetchall()
        return found

    def _item(self, row: sqlite3.Row, head: sqlite3.Row | None) -> Item:
        """An item; ``head`` is the row a point belongs to, whose title it goes by."""
        source, section = self._sources.get(row["source"]), self._sections.get(row["section"])
        if source is None or section is None:
            raise CorpusError("corpus.damaged", file=str(self._path), why=f"foreign key: {row['id']}")
        titled = head if head is not None and not row["title_ja"] and not row["title_en"] else row
        return Item(
            id=row["id"],
            kind=row["kind"],
            source=source,
            seq=row["seq"],
            locator=Locator(section.path, row["label"], row["page"] or ""),
            title=Bilingual(titled["title_ja"], titled["title_en"]),
            gist=Bilingual(row["gist_ja"], row["gist_en"]),
            authors=tuple(json.loads(row["authors"])) or section.authors or source.authors,
            addressee=Bilingual(row["addressee_ja"], row["addressee_en"]),
            region=self._terms.get(("region", row["region"])),
            actor=self._terms.get(("actor", row["actor"])),
            side=row["side"],
            topics=tuple(json.loads(row["topics"])),
            status=row["status"],
            status_reason=Bilingual(row["reason_ja"], row["reason_en"]),
            printed_title=row["printed_title"],
            original=row["text"],
            verified=None if row["verified"] is None or source.key in self._imported else bool(row["verified"]),
            row=head["id"] if head is not None else None,
        )

    def _folded_texts(self, numbers: Sequence[int]) -> list[tuple[int, str]]:
        """The searched texts of items, folded, as one string each."""
        result = []
        for row in self._connection.execute(
            "SELECT i.*, o.printed_title, o.text, n.text AS note, "
            "EXISTS (SELECT 1 FROM item AS p WHERE p.row = i.number) AS is_row FROM item AS i "
            "LEFT JOIN original AS o ON o.item = i.number LEFT JOIN note AS n ON n.item = i.id "
            f"WHERE i.number IN ({', '.join('?' * len(numbers))}) ORDER BY i.number",
            tuple(numbers),
        ):
            section = self._sections.get(row["section"])
            headings = [text for each in (section.path if section else ()) for text in (each.ja, each.en)]
            columns = (*searched_texts(row, tuple(headings)), [row["note"]])
            result.append((row["number"], END.join(folded(text) for texts in columns for text in texts if text)))
        return result

    def _notes(self, ids: Sequence[str]) -> dict[str, str]:
        """The user's notes on items, by id."""
        found: dict[str, str] = {}
        for at in range(0, len(ids), 500):
            part = tuple(ids[at : at + 500])
            marks = ", ".join("?" * len(part))
            rows = self._connection.execute(f"SELECT item, text FROM note WHERE item IN ({marks})", part)
            found |= dict(rows.fetchall())
        return found


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[Bilingual, ...]
    authors: tuple[str, ...]
    as_of: str


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise CorpusError("corpus.missing", file=str(path)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CorpusError("corpus.unreadable", file=str(path), why=why) from error
    return status.st_dev, status.st_ino


def _source(row: sqlite3.Row) -> Source:
    return Source(
        key=row["key"],
        title=Bilingual(row["title_ja"], row["title_en"]),
        publisher=Bilingual(row["publisher_ja"], row["publisher_en"]),
        authors=tuple(json.loads(row["authors"])),
        published=row["published"],
        as_of=row["as_of"],
        language=row["language"],
        caveat=Bilingual(row["caveat_ja"], row["caveat_en"]),
    )


def _parts(row: sqlite3.Row) -> tuple[Part, ...]:
    found = {key: (title or None, text, bool(good)) for key, title, text, good in json.loads(row["parts"] or "[]")}
    parts = [
        Part(each["id"], each["label"], Bilingual(*each["title"]), Bilingual(*each["gist"]))
        for each in json.loads(row["sub_items"])
    ]
    parts += [
        Part(each["key"], "", Bilingual(*each["heading"]), Bilingual(*each["gist"]))
        for each in json.loads(row["columns"])
    ]
    return tuple(
        Part(part.key, part.label, part.title, part.gist, *found.get(part.key, (None, None, None))) for part in parts
    )


def _sub_item(part: Part, lang: Lang) -> dict[str, object]:
    return {
        "id": part.key, "label": part.label, "title": part.printed_title or part.title.best(lang),
        "text": part.original, "gist_ja": part.gist.ja, "gist_en": part.gist.en, "verified": part.verified,
    }  # fmt: skip


def _suspected(row: sqlite3.Row) -> tuple[Suspicion, ...]:
    # The places are those of the published wording.
    printed = {"text": row["text"], "title": row["printed_title"]} if row["verified"] else {}
    return tuple(
        Suspicion(where, place_of(printed.get(where) or "", at, length), Bilingual(ja, en))
        for where, at, length, ja, en in json.loads(row["suspected"] or "[]")
    )


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
