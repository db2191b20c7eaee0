"""The lanes: order, tickets, progress, cancelling, errors, ending."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from briefer.core.errors import BrieferError
from briefer.ui.tasks import Job, Lane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    lane.close()


def test_answers_come_in_order_and_on_the_windows_thread(lane: Lane) -> None:
    got: list[tuple[int, bool]] = []
    worker: set[str] = set()

    def work(number: int) -> int:
        worker.add(threading.current_thread().name)
        return number

    for number in range(20):
        lane.run(
            lambda _, number=number: work(number),
            lambda answer: got.append((answer, threading.current_thread() is threading.main_thread())),
        )
    assert lane.wait_idle()
    assert got == [(number, True) for number in range(20)]
    assert len(worker) == 1
    assert threading.current_thread().name not in worker


def test_only_the_newest_of_a_ticket_is_answered(lane: Lane) -> None:
    gate, got, ended = threading.Event(), [], []
    lane.run(lambda _: gate.wait(10))
    for number in range(5):
        lane.run(lambda _, n=number: n, got.append, latest="search", ended=lambda n=number: ended.append(n))
    gate.set()
    assert lane.wait_idle()
    assert got == [4]
    assert sorted(ended) == [0, 1, 2, 3, 4]


def test_a_running_job_of_an_older_ticket_is_told_to_stop_and_not_answered(lane: Lane) -> None:
    started, go, got = threading.Event(), threading.Event(), []

    def slow(job: Job[str]) -> str:
        started.set()
        go.wait(10)
        return "old"

    lane.run(slow, got.append, latest="search")
    assert started.wait(10)
    lane.run(lambda _: "new", got.append, latest="search")
    go.set()
    assert lane.wait_idle()
    assert got == ["new"]


def test_cancel_stops_at_the_next_progress_and_answers_nothing(lane: Lane) -> None:
    started, got, failed, ended, told = threading.Event(), [], [], [], []

    def work(job: Job[str]) -> str:
        job.progress(0.1)
        started.set()
        for step in range(100_000_000):
            job.progress(0.1 + step * 1e-9)
        return "never"

    job = lane.run(work, got.append, failed.append, progressed=told.append, ended=lambda: ended.append(True))
    assert started.wait(10)
    job.cancel()
    assert lane.wait_idle()
    assert (got, failed, ended) == ([], [], [True])
    assert told[0] == 0.1


def test_a_users_problem_goes_to_failed(lane: Lane) -> None:
    def work(_: Job[None]) -> None:
        raise BrieferError("file.missing", file="x")

    failed: list[BrieferError] = []
    lane.run(work, None, failed.append)
    assert lane.wait_idle()
    assert [error.code for error in failed] == ["file.missing"]


def test_a_bug_reaches_the_last_hook(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))

    def work(_: Job[None]) -> None:
        raise ZeroDivisionError

    lane.run(work)
    assert lane.wait_idle()
    assert seen == [ZeroDivisionError]


def test_closing_drops_what_waits_and_runs_the_last_thing_on_the_worker(qtbot: QtBot) -> None:
    lane = Lane("test")
    gate, ran, names = threading.Event(), [], []
    lane.run(lambda _: (names.append(threading.current_thread().name), gate.wait(10)))
    lane.run(lambda _: ran.append("waiting"))
    threading.Timer(0.05, gate.set).start()
    lane.close(lambda: names.append(threading.current_thread().name))
    assert ran == []
    assert len(names) == 2
    assert names[0] == names[1]
    assert not any(thread.name.startswith("briefer-test") for thread in threading.enumerate())


def test_wait_idle_gives_up(lane: Lane) -> None:
    gate = threading.Event()
    lane.run(lambda _: gate.wait(10))
    assert not lane.wait_idle(20)
    gate.set()
    assert lane.wait_idle()


def test_a_closed_lane_does_nothing(qtbot: QtBot) -> None:
    lane = Lane("test")
    lane.close()
    ran: list[int] = []
    lane.run(lambda _: ran.append(1), latest="x")
    lane.drop("x")
    lane.close()
    assert lane.wait_idle()
    assert ran == []
