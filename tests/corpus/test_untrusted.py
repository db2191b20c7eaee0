"""A corpus file that someone made to do harm: refused before anything in it runs, never written to, kept aside."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path

import pytest

from briefer.core.errors import CorpusError
from briefer.corpus import connection as connection_module
from briefer.corpus import own
from briefer.corpus.build import build, ensure
from briefer.corpus.connection import SCHEMA_SHAPE, connect, schema_print, schema_shape
from briefer.corpus.schema import migrations
from briefer.corpus.store import Corpus
from tests.corpus import village

WATER = "village-2030/outline/1"

# Each leaves the file sound as SQLite sees it, and ours in header and version.
ADDED = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON star BEGIN DELETE FROM note; END",
    "view": "CREATE VIEW evil AS SELECT * FROM item",
    "table": "CREATE TABLE evil(x)",
    "index": "CREATE INDEX evil ON item(lower(gist_ja))",
    "view in a table's place": "ALTER TABLE note RENAME TO old; CREATE VIEW note AS SELECT 'x' item, 'y' text, 'z' at",
    "computed column": "ALTER TABLE item ADD COLUMN evil TEXT AS (hex(zeroblob(1000000000)))",
    "column": "ALTER TABLE note ADD COLUMN evil TEXT",
    "dropped": "DROP TABLE link",
    "virtual": "CREATE VIRTUAL TABLE evil USING fts5(x)",
    "renamed": "ALTER TABLE star RENAME TO stars",
}


@pytest.mark.parametrize("sql", ADDED.values(), ids=ADDED)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_foreign_schema_is_refused(file: Path, data: Path, sql: str, read_only: bool) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript(sql)
        # The value by which flipped bits are noticed is no secret.
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (schema_print(connection),))
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(CorpusError) as caught:
        connect(file, read_only=read_only)
    assert (caught.value.code, caught.value.values["why"]) == ("corpus.damaged", "schema")
    assert file.read_bytes() == before
    assert "corpus.was_damaged" in ensure(file, data)
    (aside,) = file.parent.glob("corpus.damaged-*.sqlite")
    assert aside.read_bytes() == before


def test_the_expected_schema_is_the_one_that_is_built(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert schema_shape(connection) == SCHEMA_SHAPE, (
            f"after a migration SCHEMA_SHAPE in connection.py becomes {schema_shape(connection)!r}"
        )


def test_quotes_and_spaces_do_not_count(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, '\"', '') WHERE name = 'link'")
        assert schema_shape(connection) == SCHEMA_SHAPE
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'TEXT', 'BLOB') WHERE name = 'link'")
        assert schema_shape(connection) != SCHEMA_SHAPE


def test_a_write_ahead_log_is_not_opened(file: Path, data: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    with pytest.raises(CorpusError) as caught:
        Corpus.open(file)
    assert caught.value.code == "corpus.damaged"
    assert "corpus.was_damaged" in ensure(file, data)


def test_every_connection_is_set_up_the_same(file: Path) -> None:
    for read_only in (True, False):
        with contextlib.closing(connect(file, read_only=read_only)) as connection:
            asked = ("trusted_schema", "cell_size_check", "mmap_size", "foreign_keys", "busy_timeout", "query_only")
            found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
            assert found == {
                "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "foreign_keys": 1, "busy_timeout": 5000,
                "query_only": int(read_only),
            }  # fmt: skip
            for limit, value in connection_module._LIMITS.items():
                assert connection.getlimit(limit) == value
            with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
                connection.execute(f"ATTACH '{file}' AS other")


def test_a_search_without_end_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefer.corpus.store.SEARCH_SECONDS", 0.2)
    with Corpus.open(file) as corpus:

        def endless(*_: object) -> object:
            return corpus._connection.execute(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
            ).fetchone()

        monkeypatch.setattr(corpus._search, "_numbers", endless)
        begun = time.monotonic()
        with pytest.raises(CorpusError) as caught:
            corpus.search("橋")
        assert caught.value.code == "corpus.too_slow"
        assert time.monotonic() - begun < 5
        monkeypatch.undo()
        assert corpus.search("橋").total, "the next search is as ever"


def test_a_copy_that_unpacks_without_end_is_only_said(file: Path, copy: Path) -> None:
    import zlib

    from briefer.corpus.attach import attach

    attach(file, [copy])
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE copy SET content = ?", (zlib.compress(b"\0" * 200_000_000, 9),))
        connection.commit()
    with Corpus.open(file) as corpus:
        assert corpus.info().wrong == ("report.txt",)


def test_texts_changed_behind_our_back_are_found(file: Path, copy: Path) -> None:
    from briefer.corpus.attach import attach

    attach(file, [copy])
    with Corpus.open(file) as corpus:
        info = corpus.info()
        assert (info.wrong, info.originals, info.copies) == ((), village.ENTRIES, 1)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "UPDATE original SET text = text || '。' WHERE item = (SELECT number FROM item WHERE id = ?)", (WATER,)
        )
        connection.execute(
            "UPDATE original SET text = '別の言葉' WHERE item = (SELECT number FROM item WHERE id = ?)",
            ("village-2030/valley/retained.japan.1",),
        )
        connection.commit()
    with Corpus.open(file) as corpus:
        wrong = set(corpus.info().wrong)
    assert {"village-2030/valley/retained.japan.1", "village-2030/valley/retained"} <= wrong


def test_an_owner_of_another_file_is_not_touched(tmp_path: Path, data: Path) -> None:
    """A database of another program at our place is kept, byte for byte."""
    place = tmp_path / "corpus.sqlite"
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE theirs(x)")
        connection.execute("PRAGMA application_id=7")
        connection.commit()
    before = place.read_bytes()
    assert "corpus.was_damaged" in ensure(place, data)
    (aside,) = tmp_path.glob("corpus.damaged-*.sqlite")
    assert aside.read_bytes() == before


def test_material_of_a_hostile_file_is_data_only(file: Path, data: Path) -> None:
    """Carried over: words, as words. A view in the place of the notes is not asked."""
    own.change(file, [WATER], tag=["残る"])
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "DROP TABLE note; CREATE VIEW note AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
            "SELECT 'i' || x AS item, 't' AS text, 'z' AS at FROM n"
        )
        connection.commit()
    begun = time.monotonic()
    assert "corpus.not_all_kept" in ensure(file, data)
    assert time.monotonic() - begun < 30
    with Corpus.open(file) as corpus:
        assert [each.tags for each in corpus.own()] == [("残る",)]


def test_migrations_are_append_only() -> None:
    names = [each.name for each in migrations._migrations]
    assert names[:3] == ["m001_first", "m002_own_material", "m003_proofs"]
    assert names == sorted(names)


def test_a_symbolic_link_stays_one(tmp_path: Path, file: Path, data: Path) -> None:
    link = tmp_path / "linked" / "corpus.sqlite"
    link.parent.mkdir()
    link.symlink_to(file)
    own.change(link, [WATER], starred=True)
    build(link, data)
    assert link.is_symlink()
    with Corpus.open(file) as corpus:
        assert corpus.own()[0].starred
