"""Attach: the user's copies of catalogued reports fill in the originals, each compared with its fingerprint."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.core.errors import BrieferError, CorpusError, SourceFileError
from briefer.corpus.connection import changing, connect, translating
from briefer.corpus.decode import Copy, read_copy
from briefer.corpus.find import Difference, Expected, Finder, Found, differences, recognised
from briefer.corpus.index import Index
from briefer.corpus.proof import Piece, parsed

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class AttachReport:
    """What became of one file. Counts and ids are of entries: recommendations, issues, table rows, scenario rows and
    points; a sub-item counts with its recommendation.

    ``different`` were found but their words are not the published ones (kept, and marked so), ``differences`` shows
    where; ``missing`` were not found. With an ``error`` nothing of the file was stored.
    """

    file: str
    source: str | None = None
    found: int = 0
    verified: int = 0
    different: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    error: BrieferError | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A catalogued report as it must be known to recognise a copy of it."""

    key: str
    title: str
    items: tuple[Expected, ...]


def attach(corpus_file: Path, files: Sequence[Path], progress: Progress | None = None) -> tuple[AttachReport, ...]:
    """Read copies of catalogued reports, recognised by content, and store their originals; one report a file.

    Each file is one transaction. Of several copies of an item the best is kept, whatever their order: verified above
    different, fewer changed words above more, one with a page number above one without. A file that cannot be used
    does not stop the others. Raises ``CorpusError`` if the corpus itself cannot be used; lets ``Cancelled`` from
    ``progress`` through, with the files before it stored.
    """
    reports: list[AttachReport] = []
    known, mark = _known(corpus_file)
    for at, file in enumerate(files):

        def tell(part: float, at: int = at) -> None:
            if progress:
                progress((at + part) / len(files))

        def reading(part: float, at: int = at) -> None:
            tell(0.4 * part, at)

        tell(0.0)
        try:
            copy = read_copy(file, reading)
            tell(0.4)
            report, found = _recognised(copy, known, str(file))
            tell(0.8)
        except SourceFileError as error:
            reports.append(AttachReport(str(file), error=error))
            continue
        with changing(corpus_file) as connection:
            if _mark(connection) != mark:
                # Rebuilt by another process while the file was read: its items have other numbers now.
                raise CorpusError("corpus.locked", file=str(corpus_file))
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
        "SELECT number, id, source, row, fingerprint, proof_title, proof, sub_items, columns FROM item "
        "ORDER BY row IS NULL, number"
    )
    for number, item_id, source, row, mark, title, text, sub_items, columns in rows:
        expected = Expected(
            number=number,
            id=item_id,
            fingerprint=mark,
            title=next(iter(parsed(title)), None),
            pieces=parsed(text),
            points=tuple(points.get(number, ())),
            parts=tuple(_part(part["id"], *part["proof"]) for part in json.loads(sub_items or "[]")),
            cells=tuple((cell["key"], cell["fingerprint"]) for cell in json.loads(columns or "[]")),
        )
        if row is not None:
            points.setdefault(row, []).append(expected)
        else:
            items.setdefault(source, []).append(expected)
    sources = connection.execute(
        "SELECT key, title_ja, title_en, language FROM source "
        "WHERE key NOT IN (SELECT source FROM imported) ORDER BY seq"
    ).fetchall()
    return tuple(
        Report(key, ja if language == "ja" else en, tuple(items.get(key, ()))) for key, ja, en, language in sources
    )


def _part(part_id: str, mark: str, title: str, text: str) -> Expected:
    return Expected(0, part_id, mark, next(iter(parsed(title)), None), parsed(text))


def _recognised(copy: Copy, known: Sequence[Report], name: str) -> tuple[Report, list[Found]]:
    """The report a copy is of, and its items there. Raises ``SourceFileError`` source.not_catalogued."""
    finder = Finder(copy.text, [report.items for report in known])
    likely = [report for report in known if recognised(finder, report.title, report.items)]
    best: tuple[int, Report, list[Found]] | None = None
    for report in likely:
        found = finder.find(report.items)
        verified = sum(each.verified for each in found)
        if found and (best is None or verified > best[0]):
            best = (verified, report, found)
    if best is None:
        raise SourceFileError("source.not_catalogued", file=name)
    return best[1], best[2]


# -- storing


def _store(connection: sqlite3.Connection, copy: Copy, report: Report, found: Sequence[Found]) -> None:
    execute = connection.execute
    sha256 = hashlib.sha256(copy.content).hexdigest()
    rows = {each.number: each for each in report.items if each.points}
    held = {
        number: (bool(verified), -changed, bool(page), sha)
        for number, verified, changed, page, sha in _held(connection, report)
    }
    better = [
        each
        for each in found
        if each.expected.number not in rows
        and held.get(each.expected.number, _NOTHING) < (each.verified, -_changed(each), bool(copy.pages), sha256)
    ]
    numbers = {each.expected.number for each in better}
    numbers |= {number for number, row in rows.items() if numbers.intersection(point.number for point in row.points)}
    index = Index(connection)
    for number in sorted(numbers):
        index.remove(number)
    copy_number = _keep(connection, copy, report, sha256) if numbers else 0
    for each in better:
        page = bisect_right(copy.pages, each.start)
        values = (
            each.expected.number, copy_number, each.title or None, each.words.text, int(each.verified), each.start,
            each.end, _json(each.runs()), str(max(page, 1)) if copy.pages else "",
            _json([(part.key, part.title, part.words.text, int(part.verified)) for part in each.parts]),
        )  # fmt: skip
        execute("INSERT OR REPLACE INTO original VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    for number in sorted(numbers & rows.keys()):
        _store_row(connection, rows[number])
    execute(
        "DELETE FROM copy WHERE source = ? AND NOT EXISTS (SELECT 1 FROM original WHERE original.copy = copy.number)",
        (report.key,),
    )
    for number in sorted(numbers):
        index.add(number)


_NOTHING = (False, -(1 << 30), False, "")


def _held(connection: sqlite3.Connection, report: Report) -> list[tuple[int, int, int, str, str]]:
    """The originals there are: number, verified, characters changed, page, hash of the copy they are from."""
    chains = {one.number: one.pieces for item in report.items for one in (item, *item.points)}
    return [
        (number, verified, 0 if verified else _unproved(chains.get(number, ()), text), page, sha256)
        for number, text, verified, page, sha256 in connection.execute(
            "SELECT o.item, o.text, o.verified, o.page, c.sha256 FROM original AS o "
            "JOIN copy AS c ON c.number = o.copy WHERE c.source = ?",
            (report.key,),
        ).fetchall()
    ]


def _changed(found: Found) -> int:
    return 0 if found.verified else _unproved(found.expected.pieces, found.words.text)


def _unproved(pieces: Sequence[Piece], text: str) -> int:
    return sum(max(end - start, 1) for start, end in differences(pieces, text))


def _keep(connection: sqlite3.Connection, copy: Copy, report: Report, sha256: str) -> int:
    """The number under which a copy is kept, byte for byte."""
    values = (report.key, sha256)
    row = connection.execute("SELECT number FROM copy WHERE source = ? AND sha256 = ?", values).fetchone()
    if row is not None:
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO copy(source, name, sha256, size, media_type, encoding, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            report.key, copy.name, sha256, len(copy.content), copy.media_type, copy.encoding,
            zlib.compress(copy.content, 6),
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def _store_row(connection: sqlite3.Connection, row: Expected) -> None:
    """A scenario row's words are those of its points, one a line."""
    marks = ", ".join("?" * len(row.points))
    points = connection.execute(
        f"SELECT copy, text, verified, start, end, page FROM original WHERE item IN ({marks}) ORDER BY item",
        [point.number for point in row.points],
    ).fetchall()
    good = len(points) == len(row.points) and all(point[2] for point in points)
    one_copy = len({point[0] for point in points}) == 1
    start, end = (points[0][3], max(point[4] for point in points)) if one_copy else (None, None)
    connection.execute(
        "INSERT OR REPLACE INTO original VALUES (?, ?, NULL, ?, ?, ?, ?, NULL, ?, '[]')",
        (row.number, points[0][0], "\n".join(point[1] for point in points), int(good), start, end, points[0][5]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _reported(name: str, report: Report, found: Sequence[Found]) -> AttachReport:
    there = {each.expected.id for each in found}
    expected = [one.id for item in report.items for one in (item, *item.points) if one.pieces or one.points]
    different = [each for each in found if not each.verified]
    return AttachReport(
        name,
        report.key,
        len(found),
        sum(each.verified for each in found),
        tuple(each.expected.id for each in different),
        tuple(each for each in expected if each not in there),
        differences=tuple(each.difference() for each in different),
    )
