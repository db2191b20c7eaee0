from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefer.core.errors import Cancelled, CorpusError
from briefer.corpus import build as build_module
from briefer.corpus.attach import attach
from briefer.corpus.build import build, ensure
from briefer.corpus.connection import APPLICATION_ID, SCHEMA_VERSION, alone, connect
from briefer.corpus.store import Corpus
from tests.corpus import village


def originals(file: Path) -> dict[str, tuple[str | None, bool | None]]:
    with Corpus.open(file) as corpus:
        return {each.id: (each.original, each.verified) for item in corpus.items() for each in (item, *item.points)}


def beside(file: Path) -> set[str]:
    """What stands beside a corpus, apart from the files that belong to it."""
    own = {file.name, f"{file.name}.lock", f"{file.name}-journal", "data", "report.txt", "home"}
    return {each.name for each in file.parent.iterdir()} - own


def test_a_corpus_holds_the_catalogue(corpus: Corpus) -> None:
    items = list(corpus.items())
    assert len(items) == len(village.ITEMS) + len(village.ROWS)
    assert [item.seq for item in items] == sorted(item.seq for item in items)
    row = items[-1]
    assert row.id == "village-2030/valley/elected"
    assert [point.side for point in row.points] == ["expected_policy", "japan_response", "japan_response"]
    assert row.points[0].row == row.id
    assert row.points[0].title == row.title
    assert row.points[0].locator.label == "新人"
    assert [each.ja for each in row.locator.section_path] == ["本文", "B. 谷筋"]
    assert items[0].authors == ("川辺一郎",)
    assert items[0].original is None
    assert items[0].verified is None
    assert [source.key for source in corpus.sources()] == ["village-2030"]
    assert corpus.item("village-2030/valley/elected") == row
    assert corpus.item(row.points[1].id) == row.points[1]
    assert list(corpus.items("nothing")) == []
    assert [link.other for link in corpus.links("village-2030/full/4")] == ["village-2030/outline/1"]
    assert [link.other for link in corpus.links("village-2030/outline/1")] == ["village-2030/full/4"]
    assert "governance" in [term.key for term in corpus.terms("topic")]


@pytest.mark.parametrize("name", ["", "village-2030/outline/9", "x' OR 1=1", "\ud800", "\x00"])
def test_an_unknown_item_is_an_error(corpus: Corpus, name: str) -> None:
    for ask in (corpus.item, corpus.links):
        with pytest.raises(CorpusError) as caught:
            ask(name)
        assert caught.value.code == "corpus.no_item"


def test_records_have_exactly_the_promised_keys(corpus: Corpus) -> None:
    records = list(corpus.records())
    assert len(records) == village.ENTRIES
    assert {" ".join(record) for record in records} == {
        "id kind source source_title seq section_path label title text gist_ja gist_en authors addressee region actor "
        "side topics as_of status verified sub_items columns locator"
    }
    assert [record["seq"] for record in records] == list(range(1, len(records) + 1))
    first = records[0]
    assert first["text"] is None
    assert first["verified"] is None
    assert first["section_path"] == ["概要"]
    assert (first["as_of"], records[3]["as_of"]) == ("2030-03-31", "2030-02-01")
    assert [record["side"] for record in records[-4:]] == [None, "expected_policy", "japan_response", "japan_response"]


def test_building_is_quick(tmp_path: Path) -> None:
    build(tmp_path / "warm.sqlite", village.ROOT / "data")  # so that imports are not counted
    started = time.perf_counter()
    build(tmp_path / "corpus.sqlite", village.ROOT / "data")
    assert time.perf_counter() - started < 1.0


def test_reading_needs_neither_yaml_nor_sqlite_utils(file: Path) -> None:
    code = (
        "import sys, pathlib; from briefer.corpus.store import Corpus; "
        f"assert Corpus.open(pathlib.Path({str(file)!r})).search('橋').total; "
        "assert not {'yaml', 'sqlite_utils'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=village.ROOT)


def test_ensure_builds_once_and_then_when_the_catalogue_changes(tmp_path: Path, data: Path, copy: Path) -> None:
    target = tmp_path / "new" / "folder" / "corpus.sqlite"
    assert ensure(target, data) == ()
    made = target.stat().st_ino
    assert ensure(target, data) == ()
    assert target.stat().st_ino == made
    attach(target, [copy])
    catalogue = data / "catalogue" / "village-2030.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("Care for matter 0", "Care for pipes"), "utf-8")
    assert ensure(target, data) == ("corpus.updated",)
    with Corpus.open(target) as corpus:
        assert corpus.item("village-2030/outline/1").title.en == "Care for pipes"
        assert corpus.search("浄水場").total == 1
    assert all(verified for _, verified in originals(target).values())


def test_originals_are_verified_again_by_a_new_catalogue(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    before = originals(file)
    catalogue = data / "catalogue" / "village-2030.yaml"
    words = catalogue.read_text("utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(words) if "retained.expec.1" in line) + 1
    words[at] = f"        fingerprint: {'0' * 64}\n"
    catalogue.write_text("".join(words), "utf-8")
    assert ensure(file, data) == ("corpus.updated",)
    after = originals(file)
    assert {key for key in after if after[key] != before[key]} == {
        "village-2030/valley/retained", "village-2030/valley/retained.expec.1",
    }  # fmt: skip
    assert after["village-2030/valley/retained"] == (before["village-2030/valley/retained"][0], False)


def test_originals_of_an_item_that_is_gone_are_kept_aside(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    catalogue = data / "catalogue" / "village-2030.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("outline/2", "outline/9"), "utf-8")
    assert ensure(file, data) == ("corpus.updated", "corpus.not_all_kept")
    (aside,) = beside(file)
    assert aside.startswith("corpus.old-")
    assert originals(file)["village-2030/outline/9"] == (None, None)
    assert originals(file)["village-2030/outline/1"][1]


def garbage(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 100)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def zeroed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    file.write_bytes(content)


def foreign(file: Path) -> None:
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes(name)")


def triggered(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as inside:
        inside.execute("CREATE TRIGGER t AFTER DELETE ON copy BEGIN DELETE FROM original; END")


def viewed(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as inside:
        inside.execute("ALTER TABLE term RENAME TO words")
        inside.execute("CREATE VIEW term AS SELECT * FROM words")


@pytest.mark.parametrize("damage", [garbage, empty, cut, zeroed, foreign, triggered, viewed])
def test_a_damaged_file_is_named_then_moved_aside_and_rebuilt(file: Path, data: Path, damage: object) -> None:
    assert callable(damage)
    damage(file)
    content = file.read_bytes()
    with pytest.raises(CorpusError) as caught:
        Corpus.open(file)
    assert caught.value.code == "corpus.damaged"
    assert caught.value.file == str(file)
    assert file.read_bytes() == content
    messages = ensure(file, data)
    assert messages[0] == "corpus.was_damaged"
    (aside,) = beside(file)
    assert aside.startswith("corpus.damaged-")
    assert (file.parent / aside).read_bytes() == content
    assert len(originals(file)) == village.ENTRIES


def test_what_can_be_read_of_a_damaged_file_is_carried_over(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    before = originals(file)
    triggered(file)
    assert ensure(file, data) == ("corpus.was_damaged",)
    assert originals(file) == before


def test_a_newer_file_is_refused_then_kept_aside(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    before = originals(file)
    with contextlib.closing(sqlite3.connect(file)) as newer:
        newer.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(CorpusError) as caught:
        Corpus.open(file)
    assert caught.value.code == "corpus.newer"
    assert ensure(file, data) == ("corpus.was_newer",)
    assert originals(file) == before
    (aside,) = beside(file)
    assert aside.startswith("corpus.newer-")


def test_an_older_file_is_rebuilt_with_what_the_user_attached(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    before = originals(file)
    with contextlib.closing(sqlite3.connect(file)) as older:
        older.execute("PRAGMA user_version=0")
    with pytest.raises(CorpusError) as caught:
        Corpus.open(file)
    assert caught.value.code == "corpus.older"
    assert ensure(file, data) == ("corpus.updated",)
    assert originals(file) == before


def test_two_damaged_files_of_one_day_both_stay(file: Path, data: Path) -> None:
    for _ in range(2):
        garbage(file)
        ensure(file, data)
    assert len(beside(file)) == 2


def test_a_broken_catalogue_leaves_the_corpus_alone(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    before = originals(file)
    (data / "facts.yaml").write_text("format: 1\n", "utf-8")
    for attempt in (build, ensure):
        with pytest.raises(CorpusError) as caught:
            attempt(file, data)
        assert caught.value.code == "catalogue.missing"
    assert originals(file) == before
    assert not beside(file)


def test_cancelling_leaves_nothing_behind(file: Path, data: Path) -> None:
    before = file.read_bytes()
    steps: list[float] = []

    def progress(part: float) -> None:
        steps.append(part)
        if part >= 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        build(file, data, progress)
    assert steps == sorted(steps)
    assert file.read_bytes() == before
    assert not beside(file)


def test_what_a_killed_build_left_is_cleared_away(file: Path, data: Path) -> None:
    (file.parent / f".{file.name}.0badcafe.tmp").write_bytes(b"half")
    build(file, data)
    assert not beside(file)


def test_a_missing_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        Corpus.open(tmp_path / "none.sqlite")
    assert caught.value.code == "corpus.missing"
    assert not (tmp_path / "none.sqlite").exists()


def test_a_stray_journal_is_not_played_into_a_new_corpus(file: Path, data: Path) -> None:
    """A transaction cut short leaves a journal; with its database gone it must not reach the next one."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE item SET gist_ja = gist_ja || 'x'")
        connection.execute("UPDATE name SET folded = folded || 'x'")
        journal = file.with_name(f"{file.name}-journal")
        hot = journal.read_bytes()
        assert hot
        connection.execute("ROLLBACK")
    file.unlink()
    journal.write_bytes(hot)
    ensure(file, data)
    assert len(originals(file)) == village.ENTRIES
    with Corpus.open(file) as corpus:
        assert corpus.info().integrity == "ok"


def test_the_file_is_set_up_as_the_reliability_plan_asks(file: Path) -> None:
    with contextlib.closing(connect(file, read_only=False)) as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
                         "application_id", "user_version", "mmap_size")
        }  # fmt: skip
        assert settings == {
            "journal_mode": "truncate", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
            "application_id": APPLICATION_ID, "user_version": SCHEMA_VERSION, "mmap_size": 0,
        }  # fmt: skip
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            connection.execute("ATTACH ':memory:' AS other")
    with contextlib.closing(connect(file, read_only=True)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM item")


def test_the_schema_version_counts_the_migrations(file: Path) -> None:
    from briefer.corpus.schema import migrations

    with contextlib.closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == [each.name for each in migrations._migrations]
    assert len(names) == SCHEMA_VERSION


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter on Windows")
def test_a_read_only_folder_is_readable_and_says_why_it_is_not_writable(file: Path, data: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        # Root may write anywhere: what it cannot make is a folder below a file.
        with pytest.raises(CorpusError) as caught:
            ensure(file / "below" / "corpus.sqlite", data)
        assert caught.value.code in ("corpus.read_only", "corpus.unreadable")
        return
    folder = tmp_path / "fixed"
    folder.mkdir()
    shutil.copyfile(file, folder / "corpus.sqlite")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Corpus.open(folder / "corpus.sqlite") as corpus:
            assert corpus.search("橋").total
        with pytest.raises(CorpusError) as caught:
            build(folder / "corpus.sqlite", data)
        assert caught.value.code == "corpus.read_only"
    finally:
        folder.chmod(stat.S_IRWXU)


def test_several_first_starts_at_once_agree(tmp_path: Path, data: Path) -> None:
    target = tmp_path / "corpus.sqlite"
    code = (
        "import sys, pathlib; from briefer.corpus.build import ensure; from briefer.corpus.store import Corpus; "
        "target, data = map(pathlib.Path, sys.argv[1:]); print(ensure(target, data)); "
        "print(sum(1 for _ in Corpus.open(target).records()))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(target), str(data)], cwd=village.ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [(each.communicate(timeout=60)[0], each.returncode) for each in started] == [
        (f"()\n{village.ENTRIES}\n", 0)
    ] * 4
    assert not beside(target)


def test_a_held_lock_is_waited_for_and_then_said(
    file: Path, data: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.corpus.connection.BUSY_SECONDS", 0.1)
    with alone(file):
        for attempt in (lambda: build(file, data), lambda: attach(file, [copy])):
            with pytest.raises(CorpusError) as caught:
                attempt()
            assert caught.value.code == "corpus.locked"
    attach(file, [copy])
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CorpusError) as caught:
            Corpus.open(file)
        assert caught.value.code == "corpus.locked"


def test_a_full_disk_leaves_the_old_corpus(file: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()

    def full(*_: object) -> bool:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(build_module, "_write", full)
    with pytest.raises(CorpusError) as caught:
        build(file, data)
    assert caught.value.code == "corpus.disk_full"
    assert file.read_bytes() == before
    assert not beside(file)


def test_info_counts_entries_and_checks_the_file(file: Path, copy: Path) -> None:
    attach(file, [copy])
    with Corpus.open(file) as corpus:
        info = corpus.info()
    (source,) = info.sources
    assert (source.items, source.originals, source.verified, source.different) == (village.ENTRIES,) * 3 + (0,)
    assert source.copy == "report.txt"
    assert (info.integrity, info.schema_version, info.size) == ("ok", SCHEMA_VERSION, file.stat().st_size)


def test_a_reader_sees_what_another_process_attached(file: Path, copy: Path) -> None:
    with Corpus.open(file) as corpus:
        assert corpus.search("浄水場").total == 0
        attach(file, [copy])
        assert corpus.search("浄水場").total == 1


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_are_harmless_or_said(file: Path, data: Path, copy: Path, seed: int) -> None:
    import random

    attach(file, [copy])
    chance = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 4, 16, 64])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content)
    with contextlib.suppress(CorpusError), Corpus.open(file) as corpus:
        list(corpus.records())
        for query in ("水道", "橋 -祭り", "region:日本", ""):
            corpus.search(query)
        corpus.info()
    with contextlib.suppress(CorpusError):
        ensure(file, data)
        assert len(originals(file)) == village.ENTRIES
