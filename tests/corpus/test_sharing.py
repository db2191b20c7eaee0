"""A second instance: sees changes at once, waits at most five seconds, is never blocked by a dead one.

The others are real processes. Nobody sleeps: they say on a pipe when they are where the test wants them.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.core.errors import CorpusError
from briefer.corpus import own
from briefer.corpus.attach import attach
from briefer.corpus.backup import backup, restore
from briefer.corpus.build import build, ensure
from briefer.corpus.store import Corpus
from tests.corpus import village

WATER = "village-2030/outline/1"
BRIDGE = "village-2030/outline/2"

PRELUDE = """
import contextlib, pathlib, sqlite3, sys
from briefer.corpus import own
from briefer.corpus.connection import alone, changing
from briefer.corpus.store import Corpus
file = pathlib.Path(sys.argv[1])
def here(): print("here", flush=True); sys.stdin.readline()
"""


class Other:
    """Another process; ``until_here`` waits until it calls ``here()``, ``go_on`` lets it continue."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def until_here(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "here\n"

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        self.process.wait()


@contextlib.contextmanager
def other(file: Path, code: str) -> Iterator[Other]:
    with subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, str(file)],
        cwd=village.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield Other(process)
        finally:
            process.kill()


def test_changes_of_another_process_are_seen_without_reopening(file: Path) -> None:
    code = f"own.change(file, [{WATER!r}], note='外から')\nhere()\nown.change(file, [{WATER!r}], note='')\nhere()\n"
    with Corpus.open(file) as corpus, other(file, code) as process:
        process.until_here()
        assert [hit.item.id for hit in corpus.search("note:外から").hits] == [WATER]
        assert corpus.own()[0].note == "外から"
        process.go_on()
        process.until_here()
        assert corpus.search("note:外から").total == 0


def test_a_rebuild_and_a_restore_elsewhere_are_seen_without_reopening(file: Path, data: Path, tmp_path: Path) -> None:
    backup(file, tmp_path / "b")
    with Corpus.open(file) as corpus:
        own.change(file, [WATER], starred=True)
        catalogue = data / "catalogue" / "village-2030.yaml"
        catalogue.write_text(catalogue.read_text("utf-8").replace("橋の手当て", "吊り橋の手当て"), "utf-8")
        assert ensure(file, data) == ("corpus.updated",)
        assert corpus.search("吊り橋").total == 2
        assert corpus.own()[0].starred
        restore(file, tmp_path / "b")
        assert corpus.search("吊り橋").total == 0
        assert corpus.own() == ()
        file.unlink()
        with pytest.raises(CorpusError) as caught:
            corpus.search("橋")
        assert caught.value.code == "corpus.missing"
        build(file, data)
        assert corpus.search("吊り橋").total == 2


def test_both_write_and_nothing_is_lost(file: Path) -> None:
    code = "for n in range(25):\n    own.change(file, [sys.argv[2]], tag=[f'{sys.argv[3]}{n}'])\n"
    command = [sys.executable, "-c", PRELUDE + code, str(file)]
    both = [
        subprocess.Popen([*command, item, name], cwd=village.ROOT)
        for item, name in ((WATER, "a"), (WATER, "b"), (BRIDGE, "c"))
    ]
    assert [each.wait(60) for each in both] == [0, 0, 0]
    with Corpus.open(file) as corpus:
        found = {each.item: set(each.tags) for each in corpus.own()}
        assert found[WATER] == {f"{name}{n}" for name in "ab" for n in range(25)}
        assert found[BRIDGE] == {f"c{n}" for n in range(25)}
        assert corpus.search("tag:b24 tag:a0").total == 1


@pytest.mark.parametrize(
    "hold",
    [
        "with alone(file): here()",
        "with changing(file) as c: c.execute('DELETE FROM note'); here()",
        "c = sqlite3.connect(file, isolation_level=None); c.execute('BEGIN IMMEDIATE'); here()",
        "c = sqlite3.connect(file, isolation_level=None); c.execute('BEGIN EXCLUSIVE'); here()",
        "c = sqlite3.connect(file, isolation_level=None); c.execute('BEGIN'); "
        "c.execute('SELECT * FROM item').fetchone(); here()",
    ],
    ids=["alone", "changing", "reserved", "exclusive", "shared"],
)
def test_a_held_lock_is_waited_for_five_seconds_in_all(
    file: Path, copy: Path, hold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two fifths of a second here; the waits of the steps of one change do not add up."""
    monkeypatch.setattr("briefer.corpus.connection.BUSY_SECONDS", 0.4)
    with other(file, hold) as process:
        process.until_here()
        begun = time.monotonic()
        with pytest.raises(CorpusError) as caught:
            own.change(file, [WATER], starred=True)
        assert caught.value.code == "corpus.locked"
        assert 0.3 < time.monotonic() - begun < 2.0
        process.go_on()
        process.process.wait(10)
    own.change(file, [WATER], starred=True)
    attach(file, [copy])


def test_the_wait_is_five_seconds() -> None:
    from briefer.corpus.connection import BUSY_SECONDS

    assert BUSY_SECONDS == 5.0


def test_reading_goes_on_while_another_prepares_a_change(file: Path) -> None:
    with other(file, "with changing(file) as c: c.execute('DELETE FROM star'); here()") as process:
        process.until_here()
        with Corpus.open(file) as corpus:
            assert corpus.search("橋").total
        process.go_on()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize(
    "hold",
    [
        "with alone(file): here()",
        "with changing(file) as c: c.execute('INSERT INTO star VALUES (?, ?)', ('x', 'y')); here()",
        # A change larger than the page cache has reached the file when its writer dies: the journal must undo it.
        "with changing(file) as c:\n"
        "    c.execute('PRAGMA cache_size=1')\n"
        "    c.execute(\"UPDATE item SET gist_ja = gist_ja || 'x'\")\n"
        "    c.execute(\"UPDATE name SET folded = folded || 'x'\")\n"
        "    here()",
    ],
    ids=["lock", "change", "spilled"],
)
def test_a_dead_instance_blocks_nobody(file: Path, data: Path, hold: str) -> None:
    with Corpus.open(file) as open_before:
        before = list(open_before.records())
        with other(file, hold) as process:
            process.until_here()
            process.kill()
        begun = time.monotonic()
        assert list(open_before.records()) == before, "a window that was open sees the state before"
        with Corpus.open(file) as opened_after:
            assert list(opened_after.records()) == before
        own.change(file, [WATER], starred=True)
        assert ensure(file, data) == ()
        assert time.monotonic() - begun < 4
        assert open_before.own()[0].item == WATER


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_dead_writer_left_is_undone_by_whoever_comes_first(file: Path, data: Path, tmp_path: Path) -> None:
    spill = (
        "with changing(file) as c:\n"
        "    c.execute('PRAGMA cache_size=1')\n"
        "    c.execute(\"UPDATE item SET gist_ja = gist_ja || 'x'\")\n"
        "    here()"
    )
    with Corpus.open(file) as corpus:
        before = list(corpus.records())
    firsts = {
        "change": lambda: own.change(file, [WATER], starred=True),
        "backup": lambda: backup(file, tmp_path / "b"),
        "build": lambda: build(file, data),
        "ensure": lambda: ensure(file, data),
        "restore": lambda: restore(file, tmp_path / "b"),
    }
    for name, first in firsts.items():
        with other(file, spill) as process:
            process.until_here()
            process.kill()
        journal = file.with_name(f"{file.name}-journal")
        assert journal.stat().st_size, "or the test shows nothing"
        first()
        with Corpus.open(file) as corpus:
            assert list(corpus.records()) == before, name
            assert corpus.info().integrity == "ok"


def test_one_look_is_one_state(file: Path) -> None:
    """What another commits between two statements of one answer is not half of it."""
    other_one = sqlite3.connect(file, timeout=0.1, isolation_level=None)
    with contextlib.closing(other_one) as writer, Corpus.open(file) as corpus:
        with corpus._reading():
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO star VALUES ('x', 'y')")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                writer.execute("COMMIT")
            assert corpus._connection.execute("SELECT count(*) FROM star").fetchone()[0] == 0
        writer.execute("COMMIT")
        assert [each.item for each in corpus.own()] == ["x"]
