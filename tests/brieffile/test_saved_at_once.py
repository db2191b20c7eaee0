"""Two windows that save the same brief: the second one is told, whatever the moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefer.brieffile import read_brief, save_brief
from briefer.core.errors import BriefFileError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Details, Insert, Note, Outline, Tree
from briefer.files import one_at_a_time

ROOT_FOLDER = Path(__file__).resolve().parents[2]

COUNT = """
import sys
from pathlib import Path
from briefer.brieffile import read_brief, save_brief
from briefer.core.errors import BriefFileError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Insert, Note, Tree
path = Path(sys.argv[1])
for n in range(25):
    while True:
        outline, stamp = read_brief(path, None)
        outline.apply(Insert(ROOT, 0, Tree(Note(Bilingual(f"{sys.argv[2]}{n}")))))
        try:
            save_brief(path, outline.tree(), stamp=stamp)
        except BriefFileError as error:
            assert error.code == "brief.changed_on_disk", error
            continue
        break
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot lock a folder")
def test_no_save_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "会合.brief.yaml"
    save_brief(path, Outline(Details(title=Bilingual("会合"))).tree(), stamp=None)
    both = [subprocess.Popen([sys.executable, "-c", COUNT, str(path), name], cwd=ROOT_FOLDER) for name in "ab"]
    assert [each.wait(90) for each in both] == [0, 0]
    outline, _ = read_brief(path)
    contents = [outline.content(node) for node in outline.children()]
    assert {each.text.ja for each in contents if isinstance(each, Note)} == {
        f"{name}{n}" for name in "ab" for n in range(25)
    }
    assert [each.name for each in tmp_path.iterdir()] == [path.name], "nothing is left behind"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot lock a folder")
def test_a_held_folder_delays_but_does_not_stop_a_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefer.files.LOCK_SECONDS", 0.1)
    path = tmp_path / "x.brief.yaml"
    outline = Outline(Details(title=Bilingual("会合")))
    with one_at_a_time(path):
        stamp = save_brief(path, outline.tree(), stamp=None)
    outline.apply(Insert(ROOT, 0, Tree(Note(Bilingual("後")))))
    save_brief(path, outline.tree(), stamp=stamp)
    with pytest.raises(BriefFileError) as caught:
        save_brief(path, outline.tree(), stamp=stamp)
    assert caught.value.code == "brief.changed_on_disk"


def test_leftovers_among_the_backups_go_with_the_next_save(tmp_path: Path) -> None:
    path, backups = tmp_path / "x.brief.yaml", tmp_path / "backups"
    outline = Outline(Details(title=Bilingual("会合")))
    save_brief(path, outline.tree(), stamp=None, backups=backups)
    for n in range(3):
        outline.apply(Insert(ROOT, 0, Tree(Note(Bilingual(f"{n}")))))
        save_brief(path, outline.tree(), stamp=None, backups=backups)
        (folder,) = backups.iterdir()
        assert [each.name for each in folder.iterdir() if each.name.endswith(".tmp")] == []
        (folder / f".00000{n}.brief.yaml.0badcaf{n}.tmp").write_bytes(b"half")
