"""Backups: made from the live file, proved sound, thinned; a restore that is whole or did not happen."""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.errors import BrieferError, Cancelled, CorpusError
from briefer.corpus import backup as backup_module
from briefer.corpus import own
from briefer.corpus.attach import attach
from briefer.corpus.backup import DAILY, MONTHLY, RECENT, WEEKLY, automatic, backup, kept, restore, verify, worth
from briefer.corpus.build import build, ensure
from briefer.corpus.connection import SCHEMA_VERSION, alone
from briefer.corpus.store import Corpus
from tests.corpus import village

WATER = "village-2030/outline/1"


def everything(file: Path) -> tuple[object, ...]:
    with Corpus.open(file) as corpus:
        return list(corpus.records()), corpus.own(), corpus.info().integrity


def test_a_backup_holds_everything(file: Path, copy: Path, tmp_path: Path) -> None:
    attach(file, [copy])
    own.change(file, [WATER], starred=True, note="覚え")
    target = tmp_path / "控え"
    steps: list[float] = []
    backup(file, target, steps.append)
    assert everything(target) == everything(file)
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    own.change(file, [WATER], note="後")
    backup(file, target)
    assert everything(target) == everything(file), "an earlier backup is replaced"
    assert not list(tmp_path.glob(".backup*"))


@pytest.mark.skipif(os.name == "nt", reason="modes are another matter on Windows")
def test_modes(file: Path, tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        backup(file, tmp_path / "b")
        assert (tmp_path / "b").stat().st_mode & 0o777 == 0o640
        (tmp_path / "b").chmod(0o604)
        backup(file, tmp_path / "b")
        assert (tmp_path / "b").stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(old)
    own.change(file, [WATER], starred=True)
    made = automatic(file, tmp_path / "backups", "test")
    assert made is not None
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_made_while_another_process_writes(file: Path, tmp_path: Path) -> None:
    """The writer tells of each change; backups made between are sound and hold all that was told before."""
    code = (
        "import sys, pathlib; from briefer.corpus import own\n"
        "for n in range(10_000):\n"
        f"    own.change(pathlib.Path(sys.argv[1]), [{WATER!r}], tag=[f't{{n}}'])\n"
        "    print(n, flush=True)\n"
        "    if n == 40: break\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)], cwd=village.ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) % 10 == 0:
                target = tmp_path / f"b{line.strip()}"
                backup(file, target)
                with Corpus.open(target) as corpus:
                    tags = {word for word, _ in corpus.tags()}
                assert tags >= {f"t{n}" for n in range(int(line) + 1)}
    assert writer.returncode == 0


def test_what_is_not_a_backup_is_never_overwritten(file: Path, tmp_path: Path) -> None:
    brief = tmp_path / "x.brief.yaml"
    brief.write_text("format: 1")
    empty = tmp_path / "empty"
    empty.touch()
    for target in (brief, empty, tmp_path):
        with pytest.raises(CorpusError) as caught:
            backup(file, target)
        assert caught.value.code == "backup.not_ours"
    assert brief.read_text() == "format: 1"
    for target in (file, tmp_path / "." / file.name):
        with pytest.raises(CorpusError) as caught:
            backup(file, target)
        assert caught.value.code == "backup.same_file"
    with pytest.raises(CorpusError) as caught:
        backup(file, tmp_path / "none" / "b")
    assert caught.value.code == "file.no_folder"


def test_a_damaged_corpus_is_not_backed_up(file: Path, copy: Path, tmp_path: Path) -> None:
    attach(file, [copy])
    own.change(file, [WATER], starred=True)
    good = tmp_path / "good"
    backup(file, good)
    before = good.read_bytes()
    chance = random.Random(5)
    content = bytearray(file.read_bytes())
    for _ in range(40):
        content[chance.randrange(4096 * 3, len(content))] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        backup(file, good)
    assert caught.value.code == "corpus.damaged"
    assert good.read_bytes() == before
    assert automatic(file, tmp_path / "backups", "test") is None
    assert kept(tmp_path / "backups") == ()
    assert not list(tmp_path.rglob("*.tmp"))


def test_cancelling_a_backup_leaves_the_earlier_one(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "b"
    backup(file, target)
    before = target.read_bytes()

    def stop(_: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backup(file, target, stop)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".backup*"))


def test_leftovers_of_dead_processes_are_removed(file: Path, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    gone, alive = tmp_path / f".backup.{dead.pid}-0.tmp", tmp_path / f".backup.{os.getpid()}-0.tmp"
    strange = tmp_path / ".backup.x.tmp"
    for each in (gone, alive, strange):
        each.touch()
    backup(file, tmp_path / "b")
    assert [each.exists() for each in (gone, alive, strange)] == [False, True, True]


# -- restoring


def test_restore(file: Path, copy: Path, tmp_path: Path) -> None:
    attach(file, [copy])
    own.change(file, [WATER], note="前")
    backup(file, tmp_path / "b")
    before = everything(file)
    own.change(file, [WATER], note="後")
    after = everything(file)
    with Corpus.open(file) as reader:
        assert reader.own()[0].note == "後"
        aside = restore(file, tmp_path / "b", backups=tmp_path / "backups")
        assert reader.own()[0].note == "前", "a reader goes on with the new file"
    assert everything(file) == before
    assert aside is not None
    assert everything(aside) == after
    (automatic_one,) = kept(tmp_path / "backups")
    assert everything(automatic_one.file) == after
    assert automatic_one.before == "restore"
    assert verify(tmp_path / "b") == SCHEMA_VERSION


def _newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _foreign(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes(x)")


def _trigger(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON star BEGIN DELETE FROM note; END")


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _loose(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE item SET source = 'nowhere'")
        connection.commit()


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(content), 4096):
        content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_newer, "backup.newer"), (_foreign, "backup.damaged"), (_trigger, "backup.damaged"), (_cut, "backup.damaged"),
        (_loose, "backup.damaged"), (_flipped, "backup.damaged"),
        (lambda path: path.write_bytes(b""), "backup.damaged"),
        (lambda path: path.write_bytes(b"PK\x03\x04" * 100), "backup.damaged"),
        (lambda path: path.unlink(), "file.missing"),
        (lambda path: path.with_name(f"{path.name}-journal").write_bytes(b"x" * 512), "backup.damaged"),
    ],
    ids=["newer", "foreign", "trigger", "cut", "loose", "flipped", "empty", "zip", "missing", "journal"],
)  # fmt: skip
def test_a_bad_backup_changes_nothing(
    file: Path, copy: Path, tmp_path: Path, damage: Callable[[Path], None], code: str
) -> None:
    attach(file, [copy])
    backup(file, tmp_path / "b")
    before = file.read_bytes()
    damage(tmp_path / "b")
    names = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(CorpusError) as caught:
        restore(file, tmp_path / "b")
    assert caught.value.code == code
    assert file.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir()} == names


def test_a_backup_of_an_older_version_is_brought_up_to_date(file: Path, data: Path, copy: Path, tmp_path: Path) -> None:
    attach(file, [copy])
    backup(file, tmp_path / "b")
    with contextlib.closing(sqlite3.connect(tmp_path / "b")) as connection:
        for table in own.TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    restore(file, tmp_path / "b")
    assert ensure(file, data, backups=tmp_path / "backups") == ("corpus.updated",)
    assert [each.before for each in kept(tmp_path / "backups")] == ["update"]
    with Corpus.open(file) as corpus:
        assert corpus.info().sources[0].originals == village.ENTRIES


def test_restore_waits_for_the_lock_and_says_so(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup(file, tmp_path / "b")
    monkeypatch.setattr("briefer.corpus.connection.BUSY_SECONDS", 0.1)
    with alone(file), pytest.raises(CorpusError) as caught:
        restore(file, tmp_path / "b")
    assert caught.value.code == "corpus.locked"


def test_a_failure_while_restoring_leaves_the_corpus(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(file, tmp_path / "b")
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_module.swap, "flush", full)
    with pytest.raises(BrieferError) as caught:
        restore(file, tmp_path / "b")
    assert caught.value.code == "file.disk_full"
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(".corpus*"))


# -- automatic backups


def test_nothing_of_the_users_is_not_worth_a_backup(file: Path, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert automatic(file, folder, "test") is None
    build(file, data, backups=folder)
    assert kept(folder) == ()
    own.change(file, [WATER], starred=True)
    build(file, data, backups=folder)
    assert [each.before for each in kept(folder)] == ["update"]
    assert everything(kept(folder)[0].file)[1] == everything(file)[1]


def test_a_folder_that_cannot_be_written_stops_nothing(file: Path, data: Path, tmp_path: Path) -> None:
    own.change(file, [WATER], starred=True)
    (tmp_path / "backups").write_text("a file")
    assert automatic(file, tmp_path / "backups", "test") is None
    build(file, data, backups=tmp_path / "backups")


def test_sixty_days(file: Path, tmp_path: Path) -> None:
    """R17: backups of sixty days of work, one to four a day; each that is kept opens and is sound."""
    folder = tmp_path / "backups"
    chance = random.Random(17)
    day = datetime.datetime(2030, 1, 1, 8, tzinfo=datetime.UTC)
    last: dict[str, str] = {}
    for n in range(60):
        for hour in range(chance.randint(1, 4)):
            moment = day + datetime.timedelta(days=n, hours=hour * 2)
            own.change(file, [WATER], note=f"{moment:%Y%m%d %H}")
            assert automatic(file, folder, "import", moment) is not None
            last[f"{moment:%Y%m%d}"] = f"{moment:%Y%m%d %H}"
    found = kept(folder)
    days = [f"{each.made:%Y%m%d}" for each in found]
    newest = sorted(last, reverse=True)
    assert set(newest[:DAILY]) <= set(days)
    weeks = {f"{each.made:%G%V}" for each in found}
    assert len(weeks) >= 9  # of sixty days
    assert {f"{each.made:%Y%m}" for each in found} == {"203001", "203002", "203003"}
    assert len(found) <= RECENT + DAILY + WEEKLY + MONTHLY
    for each in found[RECENT:]:
        assert everything(each.file)[2] == "ok"
        with Corpus.open(each.file) as corpus:
            assert corpus.own()[0].note == last[f"{each.made:%Y%m%d}"], "the last one of its day"
    assert not [each for each in folder.iterdir() if each not in {one.file for one in found}]


def test_two_backups_of_one_second(file: Path, tmp_path: Path) -> None:
    own.change(file, [WATER], starred=True)
    now = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    made = [automatic(file, tmp_path / "backups", before, now) for before in ("import", "import", "restore")]
    assert len(set(made)) == 3
    assert [each.file for each in kept(tmp_path / "backups")] == made[::-1]


@given(st.lists(st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2040, 1, 1)), max_size=80))
def test_thinning(made: list[datetime.datetime]) -> None:
    made = sorted(made, reverse=True)
    wanted = worth(made)
    assert set(range(min(RECENT, len(made)))) <= wanted
    assert len(wanted) <= RECENT + DAILY + WEEKLY + MONTHLY
    assert len({f"{made[place]:%Y%m}" for place in wanted}) >= min(MONTHLY, len({f"{each:%Y%m}" for each in made}))
    again = [made[place] for place in sorted(wanted)]
    assert len(worth(again)) == len(again), "what was kept stays worth keeping"
