"""The command line: exit status, one line for what a user can put right, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefer import __version__, cli
from briefer.brieffile import from_yaml, read_brief, save_brief, to_yaml
from briefer.cli import has_display, interface_language, main
from briefer.core.items import Bilingual
from briefer.core.outline import Outline, Pick
from briefer.workspace import Workspace
from tests import builders as make

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs commands in this process, with a corpus that is built already."""

    def briefer(*arguments: object) -> Done:
        try:
            status = main([str(each) for each in arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        if status == 1:
            assert err.startswith("briefer: ")
            assert err.count("\n") == 1
            assert err.endswith("\n")
            assert err[:-1].isprintable()
        return Done(status, out, err)

    return briefer


def shell(command: str, home: Path, **environment: str) -> Done:
    """Runs a line of shell in which ``$briefer`` is the program."""
    known = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    known |= {"BRIEFER_HOME": str(home), "PYTHONPATH": str(ROOT), "briefer": f"{sys.executable} -W error -m briefer"}
    done = subprocess.run(
        ["/bin/bash", "-c", f"set -o pipefail; {command}"],
        env=known | environment,
        cwd=home.parent,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "港の 会合.brief.yaml"


@pytest.fixture
def an_id(workspace: Workspace) -> str:
    return next(item.id for item in workspace.items() if item.status == "current" and not item.points)


# -- usage


VERBS = (
    ("corpus",),
    ("corpus", "build"),
    ("corpus", "info"),
    ("corpus", "attach"),
    ("corpus", "import"),
    ("corpus", "export"),
    ("corpus", "mark"),
    ("corpus", "backup"),
    ("corpus", "restore"),
    ("corpus", "cite"),
    ("search",),
    ("brief",),
    ("brief", "new"),
    ("brief", "add"),
    ("brief", "check"),
    ("brief", "refresh"),
    ("export",),
)


@pytest.mark.parametrize("verb", [(), *VERBS], ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(verb: tuple[str, ...], option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*verb, option])
    out, err = capsys.readouterr()
    assert stop.value.code == 0
    assert out.startswith(f"usage: {' '.join(('briefer', *verb))}")
    assert err == ""


def test_every_verb_is_tried_here() -> None:
    found = set()
    for name, parser in _inner(cli._parser()):
        found.add((name,))
        found |= {(name, inner) for inner, _ in _inner(parser)}
    assert found == set(VERBS)
    assert {name for name, *_ in VERBS} == set(cli.VERBS)


def _inner(parser: object) -> list[tuple[str, object]]:
    for action in parser._actions:  # type: ignore[attr-defined]
        if isinstance(action.choices, dict):
            return list(action.choices.items())
    return []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert (stop.value.code, capsys.readouterr().out) == (0, f"briefer {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["corpus"],
        ["corpus", "nothing"],
        ["corpus", "attach"],
        ["search"],
        ["search", "a", "b"],
        ["search", "a", "--limit", "-1"],
        ["search", "a", "--limit", "many"],
        ["search", "a", "--limit", "9" * 30],
        ["search", "a", "--where", "region"],
        ["search", "a", "--where", "=japan"],
        ["search", "a", "--lang", "fr"],
        ["brief"],
        ["brief", "new", "blank"],
        ["brief", "add", "x"],
        ["brief", "add", "x", "y", "--quote", "loud"],
        ["export", "x"],
        ["export", "x", "-o"],
        ["export", "x", "-o", "y", "--unknown"],
        ["one", "two"],
        ["--unknown"],
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: list[str], run: Run) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert done.err.startswith("usage: ")
    assert done.out == ""


# -- briefs


def test_new_add_check_refresh_export(run: Run, path: Path, an_id: str, tmp_path: Path) -> None:
    assert run("brief", "new", "one-page", path, "--title", "灯台", "--lang", "ja").status == 0
    outline, _ = read_brief(path)
    assert outline.details.title == Bilingual("灯台")
    sections = outline.children()
    assert len(sections) > 2

    assert run("brief", "add", path, an_id, "--section", 2).status == 0
    assert run("brief", "add", path, an_id, an_id, "--quote", "both").status == 0
    outline, _ = read_brief(path)
    found = [[outline.content(child) for child in outline.children(node)] for node in outline.children()]
    assert [len(each) for each in found] == [0, 1, *[0] * (len(sections) - 3), 2]
    assert [each.quote for each in found[-1] if isinstance(each, Pick)] == ["both", "both"]
    assert [each.item.id for each in found[1] if isinstance(each, Pick)] == [an_id]

    checked = run("brief", "check", path)
    assert checked.status == 0
    assert "twice" in checked.out
    assert {record["code"] for record in run("brief", "check", path, "--json").records} == {
        "finding.empty_section",
        "finding.twice",
        "finding.not_attached",
    }
    before = path.read_bytes()
    assert "up to date" in run("brief", "refresh", path).out
    assert path.read_bytes() == before

    for target in (tmp_path / "紙 一.docx", tmp_path / "紙 一.pdf"):
        for lang in ("ja", "en"):
            assert run("export", path, "-o", target, "--lang", lang).status == 0
        assert target.stat().st_size > 5_000
    assert path.read_bytes() == before


def test_add_goes_to_the_top_where_there_are_no_sections(run: Run, path: Path, an_id: str) -> None:
    run("brief", "new", "blank", path)
    assert run("brief", "add", path, an_id).status == 0
    outline, _ = read_brief(path)
    assert [type(outline.content(node)) for node in outline.children()] == [Pick]


def test_refresh_writes_what_the_corpus_has(run: Run, path: Path, an_id: str, workspace: Workspace) -> None:
    current = workspace.item(an_id)
    stale = make.brief(make.pick(make.item(id=an_id)))
    save_brief(path, stale, stamp=None)
    assert "brief refresh" in run("brief", "check", path).out
    assert path.read_bytes() == to_yaml(stale)
    assert run("brief", "refresh", path).status == 0
    outline, _ = read_brief(path)
    assert outline.content(1) == Pick(current)


def test_nothing_is_written_over_by_new(run: Run, path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"mine")
    (tmp_path / "link").symlink_to("nowhere")
    for target in (path, tmp_path, tmp_path / "link"):
        done = run("brief", "new", "blank", target)
        assert done.status == 1
        assert "already" in done.err
    assert path.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_failed_add_leaves_the_brief(run: Run, path: Path, an_id: str) -> None:
    run("brief", "new", "one-page", path)
    before = path.read_bytes()
    for arguments in ((an_id, "nobody/knows"), (an_id, "--section", "0"), (an_id, "--section", "99"), ("\udcff",)):
        assert run("brief", "add", path, *arguments).status == 1
        assert path.read_bytes() == before


BAD_BRIEFS = {
    "missing": None,
    "empty": b"",
    "binary": b"\x89PNG\r\n\x1a\n\x00\xff",
    "sixteen": "format: 1\n".encode("utf-16"),
    "unknown key": b"format: 1\ntitel: a\n",
    "alias": b"format: 1\ntitle: *a\n",
    "bomb": b"format: 1\na: &a [x, x]\nb: [*a, *a]\n",
    "object": b"format: 1\ntitle: !!python/object/apply:os.system [x]\n",
    "newer": b"format: 99\n",
    "unknown item": b"format: 1\noutline:\n- item: nobody/knows\n",
    "escape": b'format: 1\n"\\e]0;owned\\a": x\n',
}


@pytest.mark.parametrize("what", BAD_BRIEFS)
def test_bad_briefs_are_one_line_everywhere(what: str, run: Run, path: Path, tmp_path: Path, an_id: str) -> None:
    content = BAD_BRIEFS[what]
    if content is not None:
        path.write_bytes(content)
    target = tmp_path / "paper.docx"
    for arguments in (
        ("brief", "add", path, an_id),
        ("brief", "check", path),
        ("brief", "check", path, "--json"),
        ("brief", "refresh", path),
        ("export", path, "-o", target),
    ):
        done = run(*arguments)
        assert done.status == 1
        assert done.out == ""
        assert done.err.startswith(f"briefer: {path}: ")
    assert (path.read_bytes() if path.exists() else None) == content
    assert not target.exists()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_messages_are_in_the_language_asked_for(
    lang: str, run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFER_LANG", lang)
    assert ("ファイルがありません" in run("brief", "check", path).err) == (lang == "ja")


def test_targets_that_cannot_be(run: Run, path: Path, tmp_path: Path) -> None:
    run("brief", "new", "blank", path)
    (tmp_path / "folder.pdf").mkdir()
    before = sorted(tmp_path.iterdir())
    for target in ("paper.odt", "no/paper.pdf", "folder.pdf", "長" * 90 + ".docx", "."):
        assert run("export", path, "-o", tmp_path / target).status == 1
    for target in ("no/new.brief.yaml", "長" * 90):
        assert run("brief", "new", "blank", tmp_path / target).status == 1
    assert run("brief", "new", "nope", tmp_path / "new.brief.yaml").status == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "name",
    [
        "会合 資料.brief.yaml",
        "改\n行.brief.yaml",
        "-dash.brief.yaml",
        "'\"$(x).yaml",
        os.fsdecode(b"\xff\xfe.yaml"),
        "\x1b[31m",
    ],
)
def test_odd_names(name: str, run: Run, tmp_path: Path, an_id: str) -> None:
    path = tmp_path / name
    assert run("brief", "check", path).status == 1
    assert run("brief", "new", "blank", path).status == 0
    assert run("brief", "add", path, an_id).status == 0
    assert run("export", path, "-o", tmp_path / f"{name}.docx").status == 0
    path.write_bytes(b"nonsense")
    assert run("brief", "check", path).status == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(["home", name, f"{name}.docx"])


def test_a_brief_changed_meanwhile_is_not_overwritten(
    run: Run, path: Path, an_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("brief", "new", "blank", path)
    item = Workspace.item

    def slow_item(self: Workspace, name: str) -> object:
        path.write_bytes(b"theirs")
        return item(self, name)

    monkeypatch.setattr(Workspace, "item", slow_item)
    done = run("brief", "add", path, an_id)
    assert done.status == 1
    assert "another program" in done.err
    assert path.read_bytes() == b"theirs"


# -- the corpus


def test_search(run: Run) -> None:
    total = int(run("search", "台湾", "--count").out)
    assert total > 3
    lines = run("search", "台湾", "--limit", 2).out.splitlines()
    assert len(lines) == 3
    assert all(line.count("\t") == 2 for line in lines[:2])
    assert lines[2] == f"2 of {total}"
    assert run("search", "台湾", "--count", "--json").records == [{"total": total}]
    records = run("search", "台湾", "--json", "--limit", 3).records
    assert [record["id"] for record in records] == [
        line.split("\t")[0] for line in run("search", "台湾", "--limit", 3).out.splitlines()[:3]
    ]
    assert int(run("search", "台湾", "--count", "--where", "kind=scenario").out) < total
    assert run("search", "台湾", "--where", "colour=red").status == 1
    assert run("search", "存在しない語句である", "--json").out == ""


@pytest.mark.parametrize(
    "query", ["", " ", '"', "-", "OR", "a:b:c", "'; DROP TABLE item; --", "%", "*", "\x00", "\ud800", "台" * 5_000]
)
def test_any_query(query: str, run: Run) -> None:
    for more in ((), ("--json",), ("--count",)):
        assert run("search", query, *more).status in (0, 1)


def test_corpus_as_json(run: Run) -> None:
    (info,) = run("corpus", "info", "--json").records
    records = run("corpus", "export").records
    assert len(records) == sum(source["items"] for source in info["sources"])  # type: ignore[attr-defined]
    assert run("corpus", "export", "--json").records == records
    assert len({record["id"] for record in records}) == len(records)


def test_info_and_build(run: Run, workspace: Workspace) -> None:
    lines = run("corpus", "info").out.splitlines()
    assert [line.partition("\t")[0] for line in lines if "\t" in line] == [
        source.key for source in workspace.corpus_info().sources
    ]
    (record,) = run("corpus", "info", "--json").records
    assert (record["integrity"], record["wrong"], record["backups"]) == ("ok", [], [])
    assert (record["briefer"], record["journal_mode"], record["size"]) == (
        __version__, "truncate", workspace.places.corpus_file.stat().st_size,
    )  # fmt: skip
    assert run("corpus", "build").status == 0


def test_mark(run: Run, an_id: str) -> None:
    assert run("corpus", "mark", an_id, "--star", "--tag", "要返答", "--note", "川上さんに聞く").status == 0
    assert [record["id"] for record in run("search", "is:starred note:川上 tag:要返答", "--json").records] == [an_id]
    (own,) = run("corpus", "export", "--mine").records
    assert {name: own[name] for name in ("item", "starred", "tags", "note")} == {
        "item": an_id, "starred": True, "tags": ["要返答"], "note": "川上さんに聞く",
    }  # fmt: skip
    assert run("corpus", "mark", an_id, "--unstar", "--untag", "要返答", "--note", "").status == 0
    assert run("corpus", "export", "--mine").out == ""
    assert run("corpus", "mark", an_id).status == 1
    assert run("corpus", "mark", "no/such/item", "--star").status == 1
    assert run("corpus", "mark", an_id, "--star", "--unstar").status == 2
    assert run("corpus", "mark", an_id, "--tag", "\u3000").status == 1


def test_backup_and_restore(run: Run, an_id: str, tmp_path: Path, workspace: Workspace) -> None:
    file = tmp_path / "控え.sqlite"
    assert run("corpus", "mark", an_id, "--note", "前").status == 0
    assert run("corpus", "backup", file).status == 0
    assert run("corpus", "mark", an_id, "--note", "後").status == 0
    assert run("corpus", "restore", file).status == 0
    assert [own["note"] for own in run("corpus", "export", "--mine").records] == ["前"]
    assert [each.name for each in workspace.places.home.glob("corpus.before-restore-*.sqlite")]
    (record,) = run("corpus", "info", "--json").records
    assert [each["before"] for each in record["backups"]] == ["restore"]
    assert run("corpus", "backup", workspace.places.corpus_file).status == 1
    assert run("corpus", "backup", tmp_path / "no" / "folder").status == 1
    other = tmp_path / "other.txt"
    other.write_text("mine")
    assert run("corpus", "backup", other).status == 1
    for bad in (other, tmp_path / "missing", tmp_path):
        assert run("corpus", "restore", bad).status == 1
    assert other.read_text() == "mine"
    assert [own["note"] for own in run("corpus", "export", "--mine").records] == ["前"]


def test_restore_needs_no_sound_corpus(run: Run, an_id: str, tmp_path: Path, workspace: Workspace) -> None:
    file = tmp_path / "backup"
    assert run("corpus", "mark", an_id, "--star").status == 0
    assert run("corpus", "backup", file).status == 0
    workspace.close()
    workspace.places.corpus_file.write_bytes(b"nothing")
    assert run("corpus", "restore", file).status == 0
    assert [own["item"] for own in run("corpus", "export", "--mine").records] == [an_id]
    (aside,) = workspace.places.home.glob("corpus.before-restore-*.sqlite")
    assert aside.read_bytes() == b"nothing"
    workspace.places.corpus_file.unlink()
    assert run("corpus", "restore", file).status == 0
    assert [own["item"] for own in run("corpus", "export", "--mine").records] == [an_id]


def test_cite(run: Run, an_id: str, tmp_path: Path, workspace: Workspace) -> None:
    sources = [source.key for source in workspace.corpus_info().sources]
    assert [each["id"] for each in json.loads(run("corpus", "cite").out)] == sources
    assert [each["id"] for each in json.loads(run("corpus", "cite", an_id, sources[0]).out)] == [an_id, sources[0]]
    assert run("corpus", "cite", "--format", "bibtex", sources[0]).out.startswith(f"@techreport{{{sources[0]},")
    file = tmp_path / "out.ris"
    assert run("corpus", "cite", "--format", "ris", "-o", file).status == 0
    assert file.read_bytes().startswith(b"TY  - RPRT\r\n")
    assert run("corpus", "cite", "nothing").status == 1
    assert run("corpus", "cite", "--format", "word").status == 2
    done = shell("$briefer corpus cite --format ris", workspace.places.home, PYTHONIOENCODING="latin-1")
    assert (done.status, "ER  - \n" in done.out.replace("\r", "")) == (0, True)


def test_bad_copies_are_one_line_each(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contents = {"空.txt": b"", "png.txt": b"\x89PNG\r\n\x1a\n\x00", "other.md": "灯台の話。\n".encode() * 50}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    names = [*contents, "missing.txt", "home"]
    status = main(["corpus", "attach", *(str(tmp_path / name) for name in names)])
    out, err = capsys.readouterr()
    assert (status, out) == (1, "")
    lines = err.splitlines()
    assert [line.startswith(f"briefer: {tmp_path / name}: ") for line, name in zip(lines, names, strict=True)] == [
        True
    ] * 5
    status = main(["corpus", "attach", "--json", str(tmp_path / "missing.txt"), str(tmp_path / "空.txt")])
    out, err = capsys.readouterr()
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [record["file"] for record in records] == [str(tmp_path / "missing.txt"), str(tmp_path / "空.txt")]
    assert all(record["error"] for record in records)
    assert {name: (tmp_path / name).read_bytes() for name in contents} == contents


def test_a_damaged_corpus_is_made_anew_and_said(run: Run, workspace: Workspace) -> None:
    workspace.places.corpus_file.write_bytes(b"not a database" * 1_000)
    done = run("search", "台湾", "--count")
    assert (done.status, int(done.out) > 0) == (0, True)
    assert done.err.startswith("briefer: ")
    kept = [each for each in workspace.places.home.iterdir() if each.read_bytes().startswith(b"not a database")]
    assert len(kept) == 1, "the damaged file is kept aside"
    assert run("search", "台湾", "--count").err == ""


# -- surroundings


def test_a_home_that_is_a_file(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    home.write_text("a file where the folder should be")
    assert main(["search", "台湾"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"briefer: {home}")
    assert err.count("\n") == 1
    assert home.read_text() == "a file where the folder should be"


def test_a_bug_is_logged_not_shown(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("secret detail")

    monkeypatch.setattr(Workspace, "search", broken)
    assert main(["search", "台湾"]) == 70
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "secret" not in err
    assert str(home / "briefer.log") in err
    assert "secret detail" in (home / "briefer.log").read_text()


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied", "/some/place"), OSError(28, "No space left on device")]
)
def test_trouble_with_files_is_never_a_bug(
    error: OSError, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Workspace, "search", broken)
    assert main(["search", "台湾"]) == 1
    err = capsys.readouterr().err
    assert str(error.strerror) in err
    assert str(error.filename or "") in err
    assert not (home / "briefer.log").exists()


def test_stopping_by_hand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "search", stopped)
    assert main(["search", "台湾"]) == 130
    assert capsys.readouterr().err == ""


def test_without_a_display_there_is_no_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    for arguments in ([], ["会合.brief.yaml"]):
        assert main(arguments) == 1
        err = capsys.readouterr().err
        assert err.startswith("briefer: ")
        assert err.count("\n") == 1


def test_displays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_display({})
    assert not has_display({"DISPLAY": ""})
    assert has_display({"DISPLAY": ":0"})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert has_display({})


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja"}, "ja"),
        ({"LANG": "en_GB.UTF-8", "BRIEFER_LANG": "ja"}, "ja"),
        ({"LC_ALL": "", "LANG": "ja_JP"}, "ja"),
    ],
)
def test_the_language_of_messages(environment: dict[str, str], lang: str) -> None:
    assert interface_language(environment) == lang


# -- a real shell


@pytest.fixture
def real_home(workspace: Workspace) -> Path:
    return workspace.places.home


def test_pipes_that_close(real_home: Path) -> None:
    for command in (
        "$briefer corpus export | head -n 1 >/dev/null",
        "$briefer corpus info | true",
        "$briefer search 台湾 --count | true",
        "$briefer --help | true",
    ):
        done = shell(command, real_home)
        assert (done.status, done.err) == (0, ""), command


def test_nowhere_to_print(real_home: Path) -> None:
    assert shell("$briefer corpus info >&-", real_home) == Done(0, "", "")
    full = shell("$briefer corpus info >/dev/full", real_home)
    assert (full.status, full.err.count("\n")) == (1, 1)
    assert full.err.startswith("briefer: ")
    assert shell("$briefer brief check nope 2>&-", real_home) == Done(1, "", "")


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp932"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_terminals_of_other_encodings(environment: dict[str, str], real_home: Path) -> None:
    done = shell(
        "$briefer corpus export && $briefer search 台湾 >/dev/null && $briefer corpus info >/dev/null",
        real_home,
        **environment,
    )
    assert (done.status, done.err) == (0, "")
    if environment.get("PYTHONIOENCODING") != "cp932":
        expected = shell("$briefer corpus export", real_home, PYTHONUTF8="1")
        assert done.records == expected.records
    missing = shell("$briefer brief check 会合.brief.yaml", real_home, **environment, BRIEFER_LANG="ja")
    assert (missing.status, missing.err.count("\n")) == (1, 1)


def test_japanese_names_under_lang_c(real_home: Path) -> None:
    done = shell(
        "$briefer brief new blank '会合 資料.brief.yaml' && $briefer export '会合 資料.brief.yaml' -o '紙.pdf'",
        real_home,
        LANG="C",
    )
    assert (done.status, done.err) == (0, "")
    assert (real_home.parent / "会合 資料.brief.yaml").exists()
    assert (real_home.parent / "紙.pdf").read_bytes().startswith(b"%PDF-")


def test_relative_names_and_no_home_variable(real_home: Path) -> None:
    done = shell("unset BRIEFER_HOME HOME; $briefer brief new blank a.brief.yaml && $briefer --version", real_home)
    assert (done.status, done.err) == (0, "")
    assert from_yaml((real_home.parent / "a.brief.yaml").read_bytes()) == Outline()
