"""Attach: the user's copy of a catalogued report fills in the originals, each compared with its fingerprint."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.core.errors import BrieferError, CorpusError, SourceFileError
from briefer.core.text import folded
from briefer.corpus.align import Expected, Found, align, relevance
from briefer.corpus.connection import alone, connect, translating, writing
from briefer.corpus.decode import Copy, read_copy
from briefer.corpus.index import Index
from briefer.corpus.recognise import Contents, Reading, recognise

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class AttachReport:
    """What became of one file. Counts and ids are of entries: recommendations, scenario rows and points.

    ``different`` were found but their words are not the published ones (kept, and marked so); ``missing`` were not
    found. With an ``error`` nothing of the file was stored.
    """

    file: str
    source: str | None = None
    found: int = 0
    verified: int = 0
    different: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    error: BrieferError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A catalogued report as it must be known to recognise a copy of it."""

    key: str
    title: str
    items: tuple[Expected, ...]


def attach(corpus_file: Path, files: Sequence[Path], progress: Progress | None = None) -> tuple[AttachReport, ...]:
    """Read copies of catalogued reports, recognised by content, and store their originals; one report a file.

    Each file is one transaction and replaces what was attached of its source before. A file that cannot be used does
    not stop the others. Raises ``CorpusError`` if the corpus itself cannot be used; lets ``Cancelled`` from
    ``progress`` through, with the files before it stored.
    """
    reports: list[AttachReport] = []
    known, mark = _known(corpus_file)
    for at, file in enumerate(files):

        def tell(part: float, at: int = at) -> None:
            if progress:
                progress((at + part) / len(files))

        tell(0.0)
        try:
            copy = read_copy(file)
            tell(0.2)
            relevant = relevance(item for report in known for item in report.items)

            def keep(reading: Reading, relevant: Callable[[Reading], bool] = relevant) -> bool:
                tell(0.4)  # so that a cancel is heard
                return relevant(reading)

            report, found = _recognised(copy, recognise(copy.text, keep), known, str(file))
            tell(0.8)
        except SourceFileError as error:
            reports.append(AttachReport(str(file), error=error))
            continue
        with alone(corpus_file), contextlib.closing(connect(corpus_file, read_only=False)) as connection:
            if _mark(connection) != mark:
                # Rebuilt by another process while the file was read: its items have other numbers now.
                raise CorpusError("corpus.locked", file=str(corpus_file))
            with writing(connection, corpus_file):
                _store(connection, copy, report, found)
        reports.append(_reported(str(file), report, found))
        tell(1.0)
    return tuple(reports)


def _known(corpus_file: Path) -> tuple[tuple[Report, ...], str]:
    with contextlib.closing(connect(corpus_file, read_only=True)) as connection, translating(corpus_file):
        return catalogued(connection), _mark(connection)


def _mark(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'catalogue'").fetchone()
    return str(row[0]) if row else ""


def catalogued(connection: sqlite3.Connection) -> tuple[Report, ...]:
    """What the corpus expects of each source, in printed order."""
    points: dict[int, list[Expected]] = {}
    items: dict[str, list[Expected]] = {}
    rows = connection.execute(
        "SELECT i.number, i.id, i.source, i.label, i.fingerprint, i.side, i.row, "
        "CASE r.language WHEN 'ja' THEN s.heading_ja ELSE s.heading_en END "
        "FROM item AS i JOIN section AS s ON s.number = i.section JOIN source AS r ON r.key = i.source "
        "ORDER BY i.number"
    ).fetchall()
    for number, item_id, _, label, mark, side, row, heading in rows:
        if row is not None:
            points.setdefault(row, []).append(Expected(number, item_id, heading, label, mark, side))
    for number, item_id, source, label, mark, _, row, heading in rows:
        if row is None:
            own = tuple(points.get(number, ()))
            items.setdefault(source, []).append(Expected(number, item_id, heading, label, mark, None, own))
    sources = connection.execute("SELECT key, title_ja, title_en, language FROM source ORDER BY seq").fetchall()
    return tuple(
        Report(key, ja if language == "ja" else en, tuple(items.get(key, ()))) for key, ja, en, language in sources
    )


def _recognised(copy: Copy, contents: Contents, known: Sequence[Report], name: str) -> tuple[Report, list[Found]]:
    """The report a copy is of, and its items there. Raises ``SourceFileError`` source.not_catalogued."""
    best: tuple[int, Report, list[Found]] | None = None
    text = folded(copy.text)
    headings = {folded(heading) for heading in contents.headings}
    for report in known:
        found = align(report.items, contents)
        verified = sum(each.verified for each in found)
        total = sum(1 + len(item.points) for item in report.items)
        expected = {folded(item.heading) for item in report.items}
        # A passage quoted elsewhere is not a copy: a tenth of the report, or its title over half of its headings.
        by_words = total > 0 and verified * 10 >= total
        by_headings = folded(report.title) in text and len(headings & expected) * 2 >= len(expected)
        if found and (by_words or by_headings) and (best is None or verified > best[0]):
            best = (verified, report, found)
    if best is None:
        raise SourceFileError("source.not_catalogued", file=name)
    return best[1], best[2]


def _store(connection: sqlite3.Connection, copy: Copy, report: Report, found: Sequence[Found]) -> None:
    execute = connection.execute
    index = Index(connection)
    changed = {each.expected.number for each in found}
    changed |= {
        number
        for (number,) in execute(
            "SELECT o.item FROM original AS o JOIN item AS i ON i.number = o.item WHERE i.source = ?", (report.key,)
        )
    }
    for number in sorted(changed):
        index.remove(number)
    execute("DELETE FROM original WHERE item IN (SELECT number FROM item WHERE source = ?)", (report.key,))
    execute("DELETE FROM copy WHERE source = ?", (report.key,))
    cursor = execute(
        "INSERT INTO copy(source, name, sha256, size, media_type, encoding, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            report.key, copy.name, hashlib.sha256(copy.content).hexdigest(), len(copy.content), copy.media_type,
            copy.encoding, zlib.compress(copy.content, 6),
        ),
    )  # fmt: skip
    texts = {each.expected.id: each.body.text for each in found}
    for each in found:
        item, body = each.expected, each.body
        # A row's words are those of its points, one a line.
        text = "\n".join(texts[point.id] for point in item.points if point.id in texts) if item.points else body.text
        pieces = None if item.points else json.dumps(body.pieces(), separators=(",", ":"))
        # The header of a row is its label, not a title: ten rows would share two.
        title = None if item.points else each.title or None
        execute(
            "INSERT INTO original VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (item.number, cursor.lastrowid, title, text, int(each.verified), body.start, body.end, pieces),
        )
    for number in sorted(changed):
        index.add(number)


def _reported(name: str, report: Report, found: Sequence[Found]) -> AttachReport:
    there = {each.expected.id for each in found}
    expected = [one.id for item in report.items for one in (item, *item.points)]
    return AttachReport(
        name,
        report.key,
        len(found),
        sum(each.verified for each in found),
        tuple(each.expected.id for each in found if not each.verified),
        tuple(each for each in expected if each not in there),
    )
