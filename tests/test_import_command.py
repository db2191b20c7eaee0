"""``briefer corpus import``: what is printed, what is stored, what is said of files that cannot be used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefer.cli import main
from briefer.corpus.importing import Reason
from briefer.workspace import Workspace

GOOD = (
    "海辺の町の提言\n\n2024年3月\n\n提言1　橋を直す\n町は橋を直すべきである。\n\n"
    "提言2　橋を測る\n県は橋を測るべきである。\n"
)
NOTHING = "海辺の町の話\n\n橋は古い。港は狭い。\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    place = tmp_path / "umi be.txt"
    place.write_text(GOOD, "utf-8")
    return place


def test_dry_run_prints_one_object_a_file_and_stores_nothing(
    workspace: Workspace, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text(NOTHING, "utf-8")
    assert main(["corpus", "import", "--dry-run", "--json", str(good), str(nothing)]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["file"] == str(good)
    assert first["source"] == {
        "title": "海辺の町の提言", "publisher": "", "date": "2024-03", "authors": [], "language": "ja",
    }  # fmt: skip
    wanted = {
        "kind", "label", "title", "text", "section_path", "sub_items", "authors", "addressee", "reason",
        "confidence", "start", "end",
    }  # fmt: skip
    assert [(each["label"], each["title"]) for each in first["proposals"]] == [
        ("提言1", "橋を直す"),
        ("提言2", "橋を測る"),
    ]
    assert all(set(each) >= wanted for each in first["proposals"])
    assert all(GOOD[each["start"] : each["end"]].startswith(each["label"]) for each in first["proposals"])
    assert all(isinstance(each["reason"], str) and "reason." not in each["reason"] for each in first["proposals"])
    assert second["proposals"] == []
    assert not [source for source in workspace.corpus_info().sources if source.imported]


def test_storing_with_details_of_ones_own(workspace: Workspace, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--key", "umi", "--title", "橋の本", "--publisher", "橋の会", "--date", "2024-05"]
    assert main(["corpus", "import", *options, str(good)]) == 0
    assert "umi" in capsys.readouterr().out
    item = workspace.item("umi/2")
    assert (item.source.title.ja, item.source.publisher.ja, item.source.published) == ("橋の本", "橋の会", "2024-05")
    assert item.original == "県は橋を測るべきである。"


def test_one_bad_file_does_not_stop_the_others(
    workspace: Workspace, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing, picture = tmp_path / "nothing.txt", tmp_path / "picture.pdf"
    nothing.write_text(NOTHING, "utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    files = [tmp_path / "missing.txt", nothing, good, picture, tmp_path]
    assert main(["corpus", "import", "--json", *map(str, files)]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["stored"] for line in out.splitlines()] == [2]
    lines = err.splitlines()
    assert len(lines) == 4
    for line, file in zip(lines, [files[0], nothing, picture, tmp_path], strict=True):
        assert line.startswith(f"briefer: {file}: ")
    assert [source.items for source in workspace.corpus_info().sources if source.imported] == [2]


def test_the_same_report_twice(workspace: Workspace, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "import", str(good)]) == 0
    capsys.readouterr()
    assert main(["corpus", "import", str(good)]) == 1
    assert "my-umi-be-2024" in capsys.readouterr().err


def test_confidence_draws_the_line(workspace: Workspace, good: Path) -> None:
    assert main(["corpus", "import", "--min-confidence", "1", str(good)]) == 1
    assert main(["corpus", "import", "--min-confidence", "0", str(good)]) == 0


@pytest.mark.parametrize(
    "options",
    [["--min-confidence", "2"], ["--min-confidence", "x"], ["--date", "May"], ["--date", "2024-13"], ["--bogus"], []],
)
def test_wrong_usage(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["corpus", "import", *options, *(["a.txt"] if options else [])])
    assert stop.value.code == 2


def test_a_key_is_for_one_file(workspace: Workspace, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "import", "--key", "umi", str(good), str(good)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["corpus", "import", "--key", "../umi", str(good)]) == 1


def test_taking_back_is_one_step(workspace: Workspace, good: Path) -> None:
    offer = workspace.propose(good)
    told: list[float] = []
    before = list(workspace.records())
    stored = workspace.store_import(good, offer.found.source, offer.found.proposals, progress=told.append)
    assert (stored.key, stored.items) == (offer.key, 2)
    assert told[-1] == 1.0
    again = workspace.propose(good)
    assert [each.duplicate_of for each in again.found.proposals] == [None, None], "too short to tell"
    workspace.remove_import(stored.key)
    assert list(workspace.records()) == before


def test_every_reason_has_words_in_both_languages(workspace: Workspace) -> None:
    folder = Path(__file__).resolve().parents[1] / "briefer"
    codes = {
        code
        for file in [*folder.glob("corpus/importing/*.py"), folder / "workspace.py"]
        for code in re.findall(r'"(reason\.[a-z_]+)"', file.read_text("utf-8"))
    }
    values = {"mark": "①", "found": 1, "of": 2, "share": 50}
    assert len(codes) > 20
    for code in codes:
        for lang in ("ja", "en"):
            words = workspace.reason(Reason(code, values), lang)  # type: ignore[arg-type]
            assert not words.startswith("reason."), code
