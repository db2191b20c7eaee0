"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from briefer.core.errors import BrieferError
from briefer.files import sweep, write_whole

ROOT = Path(__file__).resolve().parent.parent
OLD, NEW = "古い".encode() * 1_000, "新しい".encode() * 1_000


def refused(target: Path, content: bytes = NEW) -> BrieferError:
    """The error; there is nothing left beside what was there."""
    before = sorted(target.parent.iterdir()) if target.parent.is_dir() else []
    with pytest.raises(BrieferError) as caught:
        write_whole(target, content)
    assert caught.value.file == str(target)
    assert caught.value.values["why"]
    assert (sorted(target.parent.iterdir()) if target.parent.is_dir() else []) == before
    return caught.value


def test_new_and_old_files(tmp_path: Path) -> None:
    target = tmp_path / "紙.pdf"
    write_whole(target, OLD)
    write_whole(target, NEW)
    assert target.read_bytes() == NEW
    write_whole(target, b"")
    assert target.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "name",
    ["港の 会合.pdf", "改\n行", "'\"$(x)", "長" * 85, "a" * 255, ".", "..", ".hidden", os.fsdecode(b"\xff\xfe.pdf")],
)
def test_any_name_that_the_disk_takes(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "箱"
    folder.mkdir()
    if name in (".", ".."):
        assert refused(folder / name).code == "file.not_written"
        return
    write_whole(folder / name, NEW)
    assert [each.name for each in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == NEW


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert refused(tmp_path / ("長" * 86)).code == "file.long_name"


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "paper.pdf").code == "file.no_folder"
    (tmp_path / "file").write_bytes(OLD)
    assert refused(tmp_path / "file" / "paper.pdf").code == "file.no_folder"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").mkdir()
    assert refused(tmp_path / "paper.pdf").code == "file.not_written"
    assert refused(Path("/")).code == "file.not_written"


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(pipe).code == "file.not_written"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file.disk_full"),
        (errno.EDQUOT, "file.disk_full"),
        (errno.EFBIG, "file.disk_full"),
        (errno.EACCES, "file.not_writable"),
        (errno.EROFS, "file.not_writable"),
        (errno.EIO, "file.not_written"),
    ],
)
def test_every_call_that_fails_leaves_the_old_file(
    call: str, number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    error = refused(target)
    assert error.code == code
    assert error.values["why"] == os.strerror(number)
    monkeypatch.undo()
    assert target.read_bytes() == OLD


def test_a_limit_of_the_system_leaves_the_old_file(tmp_path: Path) -> None:
    """A real failing write, in a process that may not write files of more than 4 kB."""
    target = tmp_path / "paper.pdf"
    target.write_bytes(OLD)
    script = (
        "import sys; from pathlib import Path; from briefer.files import write_whole\n"
        "from briefer.core.errors import BrieferError\n"
        "try: write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except BrieferError as error: print(error.code)\n"
    )
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limits[1]))
    try:
        command = [sys.executable, "-c", script, str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert done.stdout == "file.disk_full\n"
    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_stopping_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    target = tmp_path / "paper.pdf"
    target.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, NEW)
    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_the_order_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content to disk, then the name, then the folder: each other order loses a file that was reported as saved."""
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def watched_fsync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content"
        if kind == "content":
            assert os.fstat(descriptor).st_size == len(NEW), "not all was written before the flush"
        done.append(kind)
        fsync(descriptor)

    def watched_replace(*paths: object, **options: object) -> None:
        done.append("name")
        replace(*paths, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    write_whole(tmp_path / "paper.pdf", NEW)
    assert done == ["content", "name", "folder"]


# -- modes and links


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_a_new_file_gets_the_users_mode(mask: int, tmp_path: Path) -> None:
    old = os.umask(mask)
    try:
        write_whole(tmp_path / "new", NEW)
        write_whole(tmp_path / "secret", NEW, private=True)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o666 & ~mask
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666, 0o755])
def test_an_old_file_keeps_its_mode(mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(OLD)
    target.chmod(mode)
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        """While it is being written, nobody else can read it."""
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            assert stat.S_IMODE(os.fstat(descriptor).st_mode) == 0o600
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write_whole(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_write_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(OLD)
    target.chmod(0o444)
    access = os.access
    # Tests may run as root, whom nothing stops.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    assert refused(target).code == "file.not_writable"
    assert target.read_bytes() == OLD


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    real, link, twice = tmp_path / "folder" / "real.pdf", tmp_path / "link.pdf", tmp_path / "twice.pdf"
    real.write_bytes(OLD)
    link.symlink_to("folder/real.pdf")
    twice.symlink_to(link)
    write_whole(twice, NEW)
    assert link.is_symlink()
    assert twice.is_symlink()
    assert real.read_bytes() == NEW
    assert list((tmp_path / "folder").iterdir()) == [real]


def test_a_link_to_nothing_is_filled(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later")
    write_whole(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later").read_bytes() == NEW
    (tmp_path / "lost").symlink_to("no/later")
    assert refused(tmp_path / "lost").code == "file.no_folder"


# -- others at the same time


def test_readers_see_the_old_or_the_new(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(OLD)
    stop = threading.Event()
    seen: set[bytes] = set()

    def read() -> None:
        while not stop.is_set():
            seen.add(target.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for content in (NEW, OLD) * 20:
        write_whole(target, content)
    stop.set()
    reader.join()
    assert seen <= {OLD, NEW}


def test_two_writers_leave_one_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    contents = [bytes([number]) * 50_000 for number in range(4)]
    writers = [
        threading.Thread(target=lambda own=content: [write_whole(target, own) for _ in range(10)])  # type: ignore[misc]
        for content in contents
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert target.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [target]


def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """A process that writes without end, killed in the middle of it."""
    target = tmp_path / "paper.pdf"
    script = (
        "import sys; from pathlib import Path; from briefer.files import write_whole\n"
        "number = 0\n"
        "while True:\n"
        "    number += 1\n"
        "    write_whole(Path(sys.argv[1]), (f'{number:08d}' * 20_000).encode())\n"
        "    print(number, flush=True)\n"
    )
    for wanted in range(1, 6):
        command = [sys.executable, "-c", script, str(target)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert writer.stdout is not None
        acknowledged = 0
        for line in writer.stdout:
            acknowledged = int(line)
            if acknowledged >= wanted:
                break
        writer.send_signal(signal.SIGKILL)
        acknowledged = max(acknowledged, *(int(line) for line in writer.stdout.read().split()), 0)
        writer.wait()
        writer.stdout.close()
        content = target.read_bytes()
        assert content == content[:8] * 20_000
        assert int(content[:8]) >= acknowledged


def test_what_a_killed_write_left_is_swept_away_but_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "台湾.brief.yaml"
    old, young = tmp_path / ".台湾.brief.yaml.0a1b2c3d.tmp", tmp_path / ".台湾.brief.yaml.ffffffff.tmp"
    other = tmp_path / ".別の.brief.yaml.0a1b2c3d.tmp"
    for each in (target, old, young, other):
        each.write_bytes(b"x")
    for each in (target, old, other):
        os.utime(each, (1, 1))
    sweep(target)
    assert sorted(tmp_path.iterdir()) == sorted((target, young, other))
