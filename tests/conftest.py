"""What every test stands on: a home of its own, no network, no leftovers."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# Before anything makes a QApplication: tests have no display, also where a developer has one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from briefer.paths import Places, find_places

if TYPE_CHECKING:
    from briefer.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"


def _no_network(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook sees every socket of this process, however it is opened. It cannot be taken out again."""
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, str | bytes):  # a path: a local socket
            raise RuntimeError(f"the network was used: {event} {address!r}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise RuntimeError(f"a name was looked up: {arguments!r}")


sys.addaudithook(_no_network)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-reference", action="store_true", help="rewrite tests/reference from what comes out now")


def pytest_configure(config: pytest.Config) -> None:
    if IN_CI and config.getoption("--update-reference"):
        raise pytest.UsageError("--update-reference is for a person who reads the difference, not for CI")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "sources" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.reports)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh BRIEFER_HOME, so that no test can reach a developer's own corpus. Not made yet: the program does that."""
    place = tmp_path / "home"
    monkeypatch.setenv("BRIEFER_HOME", str(place))
    for name in ("BRIEFER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture
def places(home: Path) -> Places:
    """The folders of this checkout with the test's own home."""
    return find_places({"BRIEFER_HOME": str(home)})


@pytest.fixture(scope="session")
def built_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as the first start builds it, built once; copy it, never open it for writing."""
    from briefer.corpus.build import build

    file = tmp_path_factory.mktemp("corpus") / "corpus.sqlite"
    build(file, find_places({"BRIEFER_HOME": str(file.parent)}).data)
    return file


@pytest.fixture
def workspace(places: Places, built_corpus: Path) -> Iterator[Workspace]:
    """A workspace whose corpus is a copy of the built one."""
    from briefer.workspace import Workspace

    places.home.mkdir()
    shutil.copyfile(built_corpus, places.corpus_file)
    workspace = Workspace(places)
    yield workspace
    workspace.close()


@pytest.fixture
def sample() -> Path:
    """The sample brief that README, `make run` and CI use."""
    return ROOT / "data" / "examples" / "taiwan-strait.brief.yaml"


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the real reports, which are not ours to ship: named by BRIEFER_SOURCES, else ../shared/sources."""
    named = os.environ.get("BRIEFER_SOURCES")
    folder = Path(named) if named else ROOT.parent / "shared" / "sources"
    if folder.is_dir():
        return folder
    if named or IN_CI:
        pytest.fail(f"the reports are not at {folder}: set BRIEFER_SOURCES")
    pytest.skip("the reports are not here: set BRIEFER_SOURCES to their folder")


@pytest.fixture
def update_reference(request: pytest.FixtureRequest) -> bool:
    """Whether to rewrite the expected output instead of comparing with it."""
    return bool(request.config.getoption("--update-reference"))


@pytest.fixture(autouse=True)
def _no_leftover_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(timeout=2)
    still = [thread.name for thread in left if thread.is_alive()]
    assert not still, f"threads left running: {still}"


@pytest.fixture(autouse=True)
def _no_warnings_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, f"logged and not looked at (caplog.clear() after asserting on it): {loud}"
