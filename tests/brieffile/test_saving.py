"""Saving a brief: whole or not at all, never over another's work, with the versions before."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from briefer import brieffile
from briefer.brieffile import backups_of, from_yaml, read_brief, save_brief, stamp_of, to_yaml
from briefer.core.errors import BrieferError, BriefFileError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Outline, SetField, Tree
from tests import builders as make


def version(number: int) -> Tree:
    return make.brief(make.note(f"第{number}版"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "会合 資料"
    folder.mkdir()
    return folder / "港の 会合.brief.yaml"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "home" / "backups"


def test_saved_and_read_back(path: Path) -> None:
    stamp = save_brief(path, make.rich_brief(), stamp=None)
    outline, read_stamp = read_brief(path)
    assert make.without_ids(outline.tree()) == make.rich_brief()
    assert stamp == read_stamp == stamp_of(path.read_bytes())
    assert list(path.parent.iterdir()) == [path]
    outline.apply(SetField(ROOT, "title", Bilingual("改題")))
    second = save_brief(path, outline.tree(), stamp=stamp)
    assert second != stamp
    assert read_brief(path)[0] == outline
    assert save_brief(path, outline.tree(), stamp=second) == second


def test_a_file_changed_by_another_is_not_overwritten(path: Path, backups: Path) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    for theirs in (b"theirs", b"", path.read_bytes() + b"\n"):
        path.write_bytes(theirs)
        with pytest.raises(BriefFileError, match=r"brief\.changed_on_disk") as caught:
            save_brief(path, version(2), stamp=stamp, backups=backups)
        assert caught.value.file == str(path)
        assert path.read_bytes() == theirs
    assert not backups.exists()
    save_brief(path, version(2), stamp=None, backups=backups)
    assert path.read_bytes() == to_yaml(version(2))
    assert [kept.read_bytes() for kept in backups_of(path, backups)] == [theirs]


def test_the_same_size_and_time_do_not_hide_a_change(path: Path) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    before = path.stat()
    path.write_bytes(to_yaml(version(2)))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    with pytest.raises(BriefFileError, match=r"brief\.changed_on_disk"):
        save_brief(path, version(3), stamp=stamp)


def test_a_touched_file_is_not_a_changed_one(path: Path) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    os.utime(path, (0, 0))
    save_brief(path, version(2), stamp=stamp)


def test_a_file_that_is_gone_is_written_again(path: Path) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    path.unlink()
    save_brief(path, version(2), stamp=stamp)
    assert path.read_bytes() == to_yaml(version(2))


def test_a_folder_that_is_gone(path: Path) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    shutil.rmtree(path.parent)
    with pytest.raises(BrieferError, match=r"file\.no_folder") as caught:
        save_brief(path, version(2), stamp=stamp)
    assert caught.value.file == str(path)


def test_a_folder_in_place_of_the_file(path: Path) -> None:
    path.mkdir()
    with pytest.raises(BrieferError) as caught:
        save_brief(path, version(1), stamp=None)
    assert (caught.value.code, caught.value.file) == ("file.not_readable", str(path))
    assert path.is_dir()
    assert list(path.parent.iterdir()) == [path]


def test_an_error_in_the_brief_names_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_brief(path, version(1), stamp=None)
    monkeypatch.setattr(brieffile, "MAX_BYTES", 50)
    with pytest.raises(BriefFileError, match=r"brief\.too_large") as caught:
        save_brief(path, version(2), stamp=None)
    assert caught.value.file == str(path)
    monkeypatch.undo()
    assert path.read_bytes() == to_yaml(version(1))


@pytest.mark.parametrize("call", ["open", "fsync", "replace", "write"])
def test_a_full_disk_leaves_the_old_file(call: str, path: Path, backups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    fails_with(monkeypatch, call, errno.ENOSPC)
    with pytest.raises(BrieferError, match=r"file\.disk_full") as caught:
        save_brief(path, version(2), stamp=stamp, backups=backups)
    assert caught.value.file == str(path)
    monkeypatch.undo()
    assert path.read_bytes() == to_yaml(version(1))
    assert list(path.parent.iterdir()) == [path]
    assert backups_of(path, backups) == [], "half a backup"
    save_brief(path, version(2), stamp=stamp, backups=backups)
    assert path.read_bytes() == to_yaml(version(2))


def fails_with(monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    """From now on one operating system call fails."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    if call == "write":
        real = os.fdopen

        def fdopen(*arguments: object, **options: object) -> object:
            stream = real(*arguments, **options)  # type: ignore[call-overload]

            class Full:
                write = staticmethod(fail)

                def __enter__(self) -> Full:
                    return self

                def __exit__(self, *_: object) -> None:
                    stream.close()

            return Full()

        monkeypatch.setattr(os, "fdopen", fdopen)
    else:
        monkeypatch.setattr(os, call, fail)


# -- versions before


def test_ten_versions_are_kept_newest_first(path: Path, backups: Path) -> None:
    stamp = None
    for number in range(15):
        stamp = save_brief(path, version(number), stamp=stamp, backups=backups)
    kept = backups_of(path, backups)
    assert [each.read_bytes() for each in kept] == [to_yaml(version(number)) for number in range(13, 3, -1)]
    for each, number in zip(kept, range(13, 3, -1), strict=True):
        assert read_brief(each)[0] == Outline.from_tree(version(number))
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
        assert stat.S_IMODE(each.parent.stat().st_mode) == 0o700


def test_saving_what_is_there_already_uses_up_no_version(path: Path, backups: Path) -> None:
    save_brief(path, version(1), stamp=None, backups=backups)
    stamp = save_brief(path, version(2), stamp=None, backups=backups)
    for _ in range(20):
        save_brief(path, version(2), stamp=stamp, backups=backups)
    assert [each.read_bytes() for each in backups_of(path, backups)] == [to_yaml(version(1))]


def test_briefs_of_one_name_do_not_share_versions(tmp_path: Path, backups: Path) -> None:
    paths = [tmp_path / folder / "会合.brief.yaml" for folder in ("甲", "乙")]
    for path in paths:
        path.parent.mkdir()
        save_brief(path, version(0), stamp=None, backups=backups)
        save_brief(path, make.brief(make.note(path.parent.name)), stamp=None, backups=backups)
        save_brief(path, version(1), stamp=None, backups=backups)
    for path in paths:
        newest = backups_of(path, backups)[0]
        assert from_yaml(newest.read_bytes()) == Outline.from_tree(make.brief(make.note(path.parent.name)))


def test_foreign_files_among_the_versions_are_left_alone(path: Path, backups: Path) -> None:
    save_brief(path, version(1), stamp=None, backups=backups)
    save_brief(path, version(2), stamp=None, backups=backups)
    folder = backups_of(path, backups)[0].parent
    foreign = [folder / "notes.txt", folder / "mine.brief.yaml", folder / ".000009.brief.yaml.tmp"]
    for each in foreign:
        each.write_text("mine")
    for number in range(3, 20):
        save_brief(path, version(number), stamp=None, backups=backups)
    assert len(backups_of(path, backups)) == 10
    assert all(each.read_text() == "mine" for each in foreign)


@pytest.mark.parametrize("what", ["file in the way", "full"])
def test_versions_that_cannot_be_kept_do_not_stop_the_save(
    what: str, path: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = save_brief(path, version(1), stamp=None)
    if what == "full":

        def full(*_: object) -> None:
            raise BrieferError("file.disk_full", file="backup", why="No space left on device")

        monkeypatch.setattr(brieffile, "_back_up", full)
    else:
        backups.parent.mkdir()
        backups.write_text("a file where the folder should be")
    save_brief(path, version(2), stamp=stamp, backups=backups)
    assert path.read_bytes() == to_yaml(version(2))


def test_odd_names_have_versions(tmp_path: Path, backups: Path) -> None:
    for name in ("改\n行.brief.yaml", "長" * 81 + ".yaml", ".brief.yaml", "..brief.yaml", os.fsdecode(b"\xff\xfe")):
        path = tmp_path / name
        save_brief(path, version(1), stamp=None, backups=backups)
        save_brief(path, version(2), stamp=None, backups=backups)
        assert read_brief(path)[0] == Outline.from_tree(version(2))
        assert len(backups_of(path, backups)) == 1, name
