"""Background lanes: plain functions over plain data, answers on the window's thread.

A lane is an executor with one worker, so that work on it keeps its order and an SQLite connection keeps its thread.
Nothing here pumps events: the window stays alive because it never waits.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from briefer.core.errors import BrieferError, Cancelled

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Job(Generic[T]):
    """One piece of work. ``progress`` is what the work calls; everything else belongs to the window's thread."""

    def __init__(
        self,
        lane: Lane,
        done: Callable[[T], None] | None,
        failed: Callable[[BrieferError], None] | None,
        progressed: Callable[[float], None] | None,
        ended: Callable[[], None] | None,
    ) -> None:
        self._lane = lane
        self._stop = threading.Event()
        self._shown = -1.0
        self.dropped = False
        self.done, self.failed, self.progressed, self.ended = done, failed, progressed, ended

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked it to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next ``progress``. Harmless when it has ended."""
        self._stop.set()

    def progress(self, fraction: float) -> None:
        """Report from the working thread how much is done, 0.0 to 1.0. Raises ``Cancelled`` after ``cancel``."""
        if self._stop.is_set():
            raise Cancelled
        if fraction - self._shown >= 0.01 or fraction >= 1:
            self._shown = fraction
            self._lane.told.emit(self, fraction)


class Lane(QObject):
    """One worker and the way back to the window's thread."""

    told = Signal(object, float)
    _answered = Signal(object, object, object)
    became_idle = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._made: ThreadPoolExecutor | None = None
        self._open = 0
        self._latest: dict[str, tuple[Job[Any], Future[None]]] = {}
        self._waiting: dict[Future[None], Job[Any]] = {}
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def _executor(self) -> ThreadPoolExecutor:
        """Made when first used: nothing runs before the first paint."""
        if self._made is None:
            from concurrent.futures import ThreadPoolExecutor

            self._made = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"briefer-{self._name}")
        return self._made

    @property
    def idle(self) -> bool:
        """Whether every job has been answered."""
        return self._open == 0

    def run(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BrieferError], None] | None = None,
        *,
        progressed: Callable[[float], None] | None = None,
        ended: Callable[[], None] | None = None,
        latest: str | None = None,
    ) -> Job[T]:
        """Put ``work`` at the end of the lane.

        Exactly one of ``done`` (its answer) and ``failed`` (a problem the user can fix) is called on the window's
        thread; neither after ``cancel``, and neither when a newer job with the same ``latest`` has taken its place.
        ``ended`` is always called last. Any other exception reaches ``sys.excepthook``. A closed lane does nothing.
        """
        job: Job[T] = Job(self, done, failed, progressed, ended)
        if self._closed:  # a window that is going away still hears of a new language
            job.dropped = True
            return job
        if latest is not None:
            self._supersede(latest)
        self._open += 1
        future = self._executor.submit(self._work, job, work)
        self._waiting = {each: its for each, its in self._waiting.items() if not each.done()}
        self._waiting[future] = job
        if latest is not None:
            self._latest[latest] = (job, future)
        return job

    def drop(self, latest: str) -> None:
        """Forget the newest job with that ticket: its answer is no longer wanted."""
        self._supersede(latest)

    def wait_idle(self, timeout_ms: int = 30_000) -> bool:
        """Run the event loop until every job has been answered; for tests and for closing."""
        if self.idle:
            return True
        loop = QEventLoop()
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        self.became_idle.connect(loop.quit)
        timer.start(timeout_ms)
        loop.exec()
        self.became_idle.disconnect(loop.quit)
        return self.idle

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Stop the running job, forget the waiting ones, run ``last`` on the worker, and end its thread."""
        if self._closed:
            return
        self._closed = True
        for future, job in self._waiting.items():
            job.dropped = True
            job.cancel()
            future.cancel()
        if self._made is not None:  # else nothing was ever begun
            if last is not None:
                self._made.submit(last)
            self._made.shutdown(wait=True)
        self._open = 0  # nobody is left to be answered

    def _supersede(self, ticket: str) -> None:
        older = self._latest.pop(ticket, None)
        if older is None:
            return
        job, future = older
        job.dropped = True
        job.cancel()
        if future.cancel():
            self._finish(job)

    def _work(self, job: Job[T], work: Callable[[Job[T]], T]) -> None:
        answer: object = None
        error: BaseException | None = None
        try:
            answer = work(job)
        except BaseException as raised:  # noqa: BLE001 - everything is answered on the window's thread
            error = raised
        if not self._closed:
            self._answered.emit(job, answer, error)

    def _tell(self, job: Job[Any], fraction: float) -> None:
        if job.progressed is not None and not job.dropped:
            job.progressed(fraction)

    def _deliver(self, job: Job[Any], answer: object, error: BaseException | None) -> None:
        try:
            if isinstance(error, BrieferError):
                if not job.dropped and job.failed is not None:
                    job.failed(error)
            elif isinstance(error, Cancelled):
                pass
            elif error is not None:
                sys.excepthook(type(error), error, error.__traceback__)
            elif not job.dropped and job.done is not None:
                job.done(answer)
        finally:
            self._finish(job)

    def _finish(self, job: Job[Any]) -> None:
        try:
            if job.ended is not None:
                job.ended()
        finally:
            self._open -= 1
            if self._open == 0:
                self.became_idle.emit()
