"""Writing a file whole or not at all.

The order (temporary sibling, flush to disk, replace, flush the folder) is the one that survived every crash state of
the power-cut study in the reliability plan; leaving any step out loses a file that was reported as saved.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from briefer.core.errors import BrieferError

LOCK_SECONDS = 5.0


def write_whole(target: Path, content: bytes, *, private: bool = False) -> None:
    """Replace ``target`` by ``content``; on any failure the old file is intact and nothing is left beside it.

    An existing file keeps its mode and a symbolic link stays one; a new file gets the user's umask, or 0600 if
    ``private``. Raises ``BrieferError`` naming the file and the reason.
    """
    place = Path(os.path.realpath(target))
    # A short name: 255 bytes hold only 85 Japanese characters, and the target may use them all.
    temporary = place.parent / f"{_temporary_stem(place)}{os.urandom(4).hex()}.tmp"
    try:
        old_mode = _mode_of(place)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        first_mode = 0o666 if old_mode is None and not private else 0o600
        with os.fdopen(os.open(temporary, flags, first_mode), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if old_mode is not None:
            temporary.chmod(old_mode)
        temporary.replace(place)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise BrieferError(_code(error), file=str(target), why=error.strerror or str(error)) from error
        raise
    _flush_folder(place.parent)


def sweep(target: Path, *, older_than: float = 3600.0) -> None:
    """Remove what a killed write of ``target`` left beside it. Younger ones (seconds) may belong to another process."""
    place = Path(os.path.realpath(target))
    limit = time.time() - older_than
    with contextlib.suppress(OSError):
        for leftover in place.parent.iterdir():
            name = leftover.name
            if name.startswith(_temporary_stem(place)) and name.endswith(".tmp") and leftover.lstat().st_mtime < limit:
                leftover.unlink(missing_ok=True)


def _temporary_stem(place: Path) -> str:
    return f".{place.name[:20]}."


@contextlib.contextmanager
def one_at_a_time(target: Path) -> Iterator[None]:
    """While this lasts, no other briefer on this machine is inside it for a file in the same folder.

    For looking at a file and then replacing it. The folder itself is locked, so nothing is left behind, and the system
    drops the lock of a process that dies. Waits at most five seconds, then goes on: a folder that cannot be locked (on
    some networks, on Windows) must not keep anyone from saving.
    """
    descriptor = _locked(Path(os.path.realpath(target)).parent)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _locked(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < end:
                time.sleep(0.01)
                continue
        except OSError:
            pass  # a file system without locks
        return descriptor


def _mode_of(place: Path) -> int | None:
    """The mode of the file to be replaced, ``None`` if there is none; raises ``OSError`` where replacing does harm."""
    try:
        status = place.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):  # a device must not be replaced by a file
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(status.st_mode)


def _code(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return "file.disk_full"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "file.not_writable"
        case errno.ENOENT | errno.ENOTDIR:
            return "file.no_folder"
        case errno.ENAMETOOLONG:
            return "file.long_name"
        case _:
            return "file.not_written"


def _flush_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the replacement itself is journalled.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
