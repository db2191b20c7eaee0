"""The use cases: briefs, papers, checks, recovery, words."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.blocks import Heading
from briefer.core.errors import BrieferError, BriefFileError, Cancelled, CorpusError, ExportError
from briefer.core.items import LANGS, Bilingual, Lang
from briefer.core.outline import Details, Outline, Pick, Section, Tree
from briefer.export.pdf import page_numbers
from briefer.paths import Places, find_places
from briefer.workspace import BLANK, FORMATS, Workspace
from tests import builders as make

KINDS = {"docx": b"PK", "pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "md": b"**Handle", "csv": b"\xef\xbb\xbfPlace"}
"""How an English export of the rich brief begins, by its suffix."""
SHIPPED = find_places({"BRIEFER_HOME": os.devnull})


@pytest.fixture
def bare(places: Places) -> Workspace:
    """A workspace whose corpus must not be touched: a folder stands in its place."""
    places.corpus_file.mkdir(parents=True)
    return Workspace(places)


# -- briefs


@pytest.mark.parametrize("lang", LANGS)
def test_each_template_is_a_brief(lang: Lang, bare: Workspace, tmp_path: Path) -> None:
    assert bare.templates()[0] == BLANK
    assert {"discussion-points", "one-page"} <= set(bare.templates())
    for template in bare.templates():
        outline = bare.new_brief(template, lang)
        assert outline.details == Details(language=lang)
        assert bare.template_name(template, lang) not in ("", template)
        titles = [outline.content(node) for node in outline.children()]
        assert all(isinstance(each, Section) and each.title.ja and each.title.en for each in titles)
        assert (template == BLANK) == (not titles)
        bare.save_brief(tmp_path / f"{template}.brief.yaml", outline.tree(), stamp=None)
        assert bare.load_brief(tmp_path / f"{template}.brief.yaml").outline == outline


@pytest.mark.parametrize("name", ["nope", "", "../labels/ja", "blank.yaml", "/etc/passwd", "x" * 500])
def test_unknown_templates_are_refused(name: str, bare: Workspace) -> None:
    for use in (bare.new_brief, bare.template_name):
        with pytest.raises(BriefFileError) as caught:
            use(name, "ja")
        assert caught.value.code == "brief.no_template"
        assert len(bare.message(caught.value, "ja")) < 300


def test_a_brief_opens_without_the_corpus(bare: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "会合.brief.yaml"
    stamp = bare.save_brief(path, make.rich_brief(), stamp=None)
    loaded = bare.load_brief(path)
    assert loaded.outline == Outline.from_tree(make.rich_brief())
    assert loaded.stamp == stamp


def test_a_brief_by_hand_takes_its_items_from_the_corpus(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "手書き.brief.yaml"
    known = next(workspace.items())
    path.write_text(f"format: 1\noutline:\n- item: {known.id}\n", encoding="utf-8")
    outline = workspace.load_brief(path).outline
    assert outline.content(outline.children()[0]) == Pick(known)
    path.write_text("format: 1\noutline:\n- item: nobody/knows\n", encoding="utf-8")
    with pytest.raises(BriefFileError, match=r"brief\.unknown_item") as caught:
        workspace.load_brief(path)
    assert caught.value.values["line"] == 3


def test_saving_keeps_versions_in_the_home(bare: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "会合.brief.yaml"
    stamp = None
    for number in range(3):
        stamp = bare.save_brief(path, make.brief(make.note(str(number))), stamp=stamp)
    kept = list(bare.places.backups.rglob("*.brief.yaml"))
    assert len(kept) == 2
    path.write_bytes(b"theirs")
    with pytest.raises(BriefFileError, match=r"brief\.changed_on_disk"):
        bare.save_brief(path, make.brief(), stamp=stamp)


# -- up to date


def test_refreshing_takes_over_what_the_corpus_has(workspace: Workspace) -> None:
    recommendation = next(item for item in workspace.items() if item.kind == "recommendation")
    row = workspace.scenario_rows()[0]
    assert len(row.points) > 2
    part = dataclasses.replace(row, points=row.points[:2])
    current = make.brief(make.section("節", make.pick(recommendation)), make.matrix(row, part), make.pick(part))
    assert workspace.refresh(Outline.from_tree(current).tree()) is None

    old = Bilingual("古い要旨")
    stale_row = dataclasses.replace(part, points=tuple(dataclasses.replace(each, gist=old) for each in part.points))
    outline = Outline.from_tree(
        make.brief(
            make.section("節", make.pick(dataclasses.replace(recommendation, gist=old), note=Bilingual("注"))),
            make.matrix(row, stale_row, quote="both"),
            make.pick(stale_row),
            make.pick(make.item()),
        )
    )
    before = make.without_ids(outline.tree())
    edit = workspace.refresh(outline.tree())
    assert edit is not None
    assert len(edit.edits) == 3
    back = outline.apply(edit)
    assert make.without_ids(outline.tree()) == make.brief(
        make.section("節", make.pick(recommendation, note=Bilingual("注"))),
        make.matrix(row, part, quote="both"),
        make.pick(part),
        make.pick(make.item()),
    ), "the words are new; what was picked, the choices and unknown items stay"
    assert workspace.refresh(outline.tree()) is None
    outline.apply(back)
    assert make.without_ids(outline.tree()) == before


def test_refreshing_never_empties_a_row(workspace: Workspace) -> None:
    row = workspace.scenario_rows()[0]
    renamed = dataclasses.replace(row, points=tuple(dataclasses.replace(each, id=f"{each.id}x") for each in row.points))
    assert workspace.refresh(Outline.from_tree(make.brief(make.pick(renamed))).tree()) is None


# -- checks


def findings(workspace: Workspace, tree: Tree) -> list[tuple[str, int]]:
    return [(each.code, each.node) for each in workspace.check(Outline.from_tree(tree).tree(), "ja")]


def test_what_a_careful_reader_would_ask(bare: Workspace) -> None:
    assert findings(bare, make.brief(make.section("節", make.pick(make.attached(), "both"), make.note("字")))) == []
    assert findings(bare, Tree(Details())) == [("finding.no_title", 0)]
    assert findings(bare, make.brief(make.section("", make.note("字")), make.section("節"))) == [
        ("finding.no_heading", 1),
        ("finding.empty_section", 3),
    ]
    assert findings(bare, make.brief(make.pick(make.item(), "both"))) == [("finding.not_attached", 1)]
    assert findings(bare, make.brief(make.pick(make.attached(verified=False), "quotation"))) == [
        ("finding.different", 1)
    ]
    assert findings(bare, make.brief(make.pick(make.item(status="past")), make.pick(make.item()))) == [
        ("finding.past", 1),
        ("finding.twice", 2),
    ]
    over = make.point(status="counterfactual")
    row = dataclasses.replace(make.row(), points=(over,))
    assert findings(bare, make.brief(make.matrix(row, make.row(make.SOUTH), quote="both"))) == [
        ("finding.not_attached", 1),
        ("finding.counterfactual", 1),
    ]


def test_characters_that_pdf_papers_lack_are_named(bare: Workspace) -> None:
    tree = Outline.from_tree(make.brief(make.section("節", make.note("吉は𠮷、\u8fbb\U000e0100は辻")))).tree()
    (first, second) = bare.check(tree, "en")
    assert (first.code, first.node) == ("finding.missing_glyph", 2)
    assert "𠮷" in first.text
    assert "U+20BB7" in first.text
    assert "U+8FBB U+E0100" in second.text
    many = "".join(map(chr, range(0x20000, 0x20400)))
    assert len(bare.check(Outline.from_tree(make.brief(make.note(many))).tree(), "ja")) == 100


def test_a_style_that_is_none_is_no_finding(bare: Workspace) -> None:
    assert bare.check(make.brief(make.note("字"), style="none"), "ja") == ()


@pytest.mark.parametrize("lang", LANGS)
def test_findings_are_worded(lang: Lang, bare: Workspace) -> None:
    tree = Outline.from_tree(make.rich_brief()).tree()
    found = bare.check(tree, lang)
    assert found
    assert all(each.text and each.text != each.code for each in found)


# -- papers


def test_word_papers_know_their_pages(bare: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to a length; beyond it a quick estimate stands in the contents until Word updates them."""
    notes = [make.note("長い文。" * 400) for _ in range(12)]
    tree = Outline.from_tree(make.brief(*notes, make.section("後ろの節", make.note("字")))).tree()
    known = page_numbers(bare.paper(tree), bare.style("standard"), bare.places.fonts)
    assert known["h1"] > 8
    monkeypatch.setattr("briefer.export.docx.estimate", lambda *_: ({"h1": 1}, 1))

    def saved() -> str:
        with zipfile.ZipFile(bare.export(tree, tmp_path / "paper.docx")) as archive:
            text = archive.read("word/document.xml").decode()
        return re.sub("<[^>]+>", "", text.partition("PAGEREF h1")[2])

    assert saved().startswith(f" \\h {known['h1']}")
    monkeypatch.setattr("briefer.workspace._PAGES_KNOWN", 5)
    assert saved().startswith(" \\h 1")


@pytest.mark.parametrize("kind", KINDS)
def test_exported_whole_and_over_an_older_one(kind: str, bare: Workspace, tmp_path: Path) -> None:
    target = tmp_path / f"港の 会合.{kind.upper()}"
    target.write_bytes(b"older")
    told: list[float] = []
    assert bare.export(make.rich_brief(), target, lang="en", progress=told.append) == target
    first = target.read_bytes()
    assert first.startswith(KINDS[kind])
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert list(tmp_path.glob("*.*")) == [target]
    bare.export(Outline.from_tree(make.rich_brief()).tree(), target, lang="en")
    assert target.read_bytes() == first
    bare.export(make.rich_brief(), target)
    assert target.read_bytes() != first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("date", ["", "0001-01-01", "1979-12-31", "2107-12-31", "9999-12-31"])
def test_any_day_can_be_exported(kind: str, date: str, bare: Workspace, tmp_path: Path) -> None:
    """A ZIP file knows no year before 1980 nor after 2107."""
    bare.export(make.brief(make.note("字"), date=date), tmp_path / f"paper.{kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_nasty_texts_can_be_exported(kind: str, bare: Workspace, tmp_path: Path) -> None:
    nodes = [
        make.section(text, make.note(text), make.pick(make.item(title=Bilingual(text)), note=Bilingual(text)))
        for text in make.NASTY
    ]
    tree = make.brief(*nodes, make.pick(make.row()), title=Bilingual("\ud800\x07"), marking=Bilingual("&<\x00"))
    for lang in LANGS:
        bare.export(Outline.from_tree(tree).tree(), tmp_path / f"{lang}.{kind}", lang=lang)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("after", [0.0, 0.3, 1.0])
def test_a_cancelled_export_leaves_the_older_file(kind: str, after: float, bare: Workspace, tmp_path: Path) -> None:
    def stop(done: float) -> None:
        if done >= after:
            raise Cancelled

    target = tmp_path / f"paper.{kind}"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        bare.export(make.rich_brief(), target, progress=stop)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.glob("*.*")) == [target]


def test_each_format_is_tried() -> None:
    assert tuple(f".{kind}" for kind in KINDS) == FORMATS


def test_exports_that_cannot_be(bare: Workspace, tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    for name, code in (
        ("paper.odt", "export.unknown_format"),
        ("paper", "export.unknown_format"),
        (".docx", "export.unknown_format"),
        ("no/paper.docx", "file.no_folder"),
        ("folder.pdf", "file.not_written"),
        ("長" * 90 + ".docx", "file.long_name"),
    ):
        with pytest.raises(BrieferError) as caught:
            bare.export(make.brief(), tmp_path / name)
        assert (caught.value.code, caught.value.file) == (code, str(tmp_path / name))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.pdf", "home"]


@pytest.mark.parametrize("name", ["nope", "../labels/ja", "standard.yaml", "/etc/passwd", "長" * 500])
def test_unknown_styles_are_refused(name: str, bare: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        bare.export(make.brief(style=name), tmp_path / "paper.docx")
    assert caught.value.code == "style.unknown"
    assert len(bare.message(caught.value, "en")) < 300
    assert not (tmp_path / "paper.docx").exists()


def test_a_paper_is_in_the_language_of_its_brief(bare: Workspace) -> None:
    tree = Outline.from_tree(make.rich_brief()).tree()
    assert (bare.paper(tree).lang, bare.paper(tree, "en").lang) == ("ja", "en")
    english = Tree(dataclasses.replace(tree.content, language="en"), tree.children)  # type: ignore[type-var]
    assert bare.paper(english).lang == "en"
    assert any(isinstance(block, Heading) and block.text == "Outlook" for block in bare.paper(english).blocks)


# -- recovery


@pytest.fixture
def gone() -> int:
    """The number of a process that is over."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def kept_by(places: Places, process: int, name: str = "other", **changes: Any) -> Path:
    """A recovery copy as another run would have left it."""
    run = Workspace(places)
    run.keep_recovery(Path("/資料/会合.brief.yaml"), make.rich_brief())
    (file,) = (each for each in places.recovery.glob("*.json") if each.stem == run._run)
    content = json.loads(file.read_bytes()) | {"process": process} | changes
    file.unlink()
    target = places.recovery / f"{name}.json"
    target.write_text(json.dumps(content), encoding="utf-8")
    return target


def test_work_is_kept_offered_and_forgotten(bare: Workspace, gone: int) -> None:
    file = kept_by(bare.places, gone)
    (offer,) = bare.recoveries()
    assert (offer.file, offer.brief, offer.title) == (file, Path("/資料/会合.brief.yaml"), "灯台をめぐる論点")
    assert offer.kept_at > 1_700_000_000
    assert bare.load_recovery(offer) == Outline.from_tree(make.rich_brief())
    assert bare.recoveries() == (offer,), "looking at it does not take it away"
    bare.drop_recovery(offer)
    assert bare.recoveries() == ()
    bare.drop_recovery(offer)


def test_own_work_is_not_offered_to_oneself(bare: Workspace) -> None:
    bare.keep_recovery(None, make.brief())
    bare.keep_recovery(None, make.brief(make.note("後")))
    assert bare.recoveries() == ()
    assert len(list(bare.places.recovery.iterdir())) == 1
    bare.drop_recovery()
    assert list(bare.places.recovery.iterdir()) == []
    bare.drop_recovery()


def test_work_of_another_window_is_left_to_it(bare: Workspace) -> None:
    """As long as the other process runs, its copy is its own."""
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        file = kept_by(bare.places, other.pid)
        assert bare.recoveries() == ()
    finally:
        other.communicate()
    assert [each.file for each in bare.recoveries()] == [file]


def test_a_process_number_that_came_round_again(bare: Workspace) -> None:
    """In a sandbox every run has the same number: an earlier run is over, whatever its number."""
    file = kept_by(bare.places, os.getpid())
    assert [each.file for each in bare.recoveries()] == [file]


def test_work_that_had_no_file_yet(bare: Workspace, gone: int) -> None:
    kept_by(bare.places, gone, brief=None)
    assert bare.recoveries()[0].brief is None


def test_recovered_work_does_not_overwrite_what_others_saved_since(places: Places, tmp_path: Path, gone: int) -> None:
    path = tmp_path / "会合.brief.yaml"
    crashed = Workspace(places)
    stamp = crashed.save_brief(path, make.brief(), stamp=None)
    crashed.keep_recovery(path, make.brief(make.note("未保存")), stamp)
    (file,) = places.recovery.iterdir()
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"process": gone}), encoding="utf-8")
    path.write_bytes(b"theirs")

    after = Workspace(places)
    (offer,) = after.recoveries()
    tree = after.load_recovery(offer).tree()
    with pytest.raises(BriefFileError, match=r"brief\.changed_on_disk"):
        after.save_brief(path, tree, stamp=offer.stamp)
    assert path.read_bytes() == b"theirs"


def test_the_newest_work_is_offered_first(bare: Workspace, gone: int) -> None:
    for name, at in (("a", 30.0), ("b", 50.0), ("c", 40.0)):
        kept_by(bare.places, gone, name, kept_at=at)
    assert [each.file.stem for each in bare.recoveries()] == ["b", "c", "a"]


def test_kept_work_is_private(bare: Workspace) -> None:
    bare.keep_recovery(None, make.brief())
    assert stat.S_IMODE(bare.places.recovery.stat().st_mode) == 0o700
    assert [stat.S_IMODE(each.stat().st_mode) for each in bare.places.recovery.iterdir()] == [0o600]


BROKEN: dict[str, bytes] = {
    "empty": b"",
    "half": b'{"brief": null, "kept_at": 1, "process": 99',
    "list": b"[]",
    "word": b'"brief"',
    "number": b"7",
    "null": b"null",
    "deep": b"[" * 200_000,
    "binary": b"\xff\xfe\x00",
    "no keys": b"{}",
    "no time": b'{"brief": null, "kept_at": null, "process": 1, "title": ""}',
    "endless time": b'{"brief": null, "kept_at": 1e999, "process": 1, "title": ""}',
    "no number time": b'{"brief": null, "kept_at": NaN, "process": 1, "title": ""}',
    "time before time": b'{"brief": null, "kept_at": -5, "process": 0, "title": ""}',
    "huge process": b'{"brief": null, "kept_at": 1, "process": 99999999999999999999999, "title": ""}',
    "many digits": b'{"brief": null, "kept_at": 1, "process": ' + b"9" * 5_000 + b', "title": ""}',
    "endless process": b'{"brief": null, "kept_at": 1, "process": Infinity, "title": ""}',
    "odd brief": b'{"brief": 7, "kept_at": 1, "process": 1, "title": ""}',
}


def test_broken_copies_are_passed_over_and_left_alone(bare: Workspace, gone: int) -> None:
    good = kept_by(bare.places, gone)
    for name, content in BROKEN.items():
        (bare.places.recovery / f"{name}.json").write_bytes(content)
    (bare.places.recovery / "folder.json").mkdir()
    (bare.places.recovery / "notes.txt").write_text("mine")
    assert [each.file for each in bare.recoveries()] == [good]
    assert all((bare.places.recovery / f"{name}.json").read_bytes() == content for name, content in BROKEN.items())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.not_readable"),
        (b"{}", "file.not_readable"),
        (b"[" * 200_000, "file.not_readable"),
        (b'{"yaml": "not a brief"}', "brief.not_a_mapping"),
        (b'{"yaml": "format: 1\\ntitle: \\ud800"}', "brief.not_utf8"),
        (b'{"yaml": "format: 1\\noutline:\\n- item: a"}', "brief.unknown_item"),
    ],
)
def test_a_copy_that_cannot_be_loaded_says_why(content: bytes, code: str, bare: Workspace, gone: int) -> None:
    kept_by(bare.places, gone)
    (offer,) = bare.recoveries()
    offer.file.write_bytes(content)
    with pytest.raises(BriefFileError) as caught:
        bare.load_recovery(offer)
    assert (caught.value.code, caught.value.file) == (code, str(offer.file))
    assert offer.file.read_bytes() == content


def test_a_home_that_cannot_be_written_is_an_error_with_a_file(places: Places) -> None:
    places.home.parent.mkdir(exist_ok=True)
    places.home.write_text("a file where the folder should be")
    with pytest.raises(BrieferError) as caught:
        Workspace(places).keep_recovery(None, make.brief())
    assert caught.value.code == "file.no_folder"
    assert str(caught.value.file).startswith(str(places.recovery))


# -- words


@pytest.mark.parametrize("lang", LANGS)
def test_messages_name_the_file_first(lang: Lang, bare: Workspace) -> None:
    line = bare.message(BriefFileError("brief.unknown_key", file="会合.brief.yaml", line=7, key="titel"), lang)
    assert line.startswith("会合.brief.yaml: ")
    assert "7" in line
    assert "titel" in line


def test_a_value_may_have_any_name_and_any_text(bare: Workspace) -> None:
    error = BriefFileError(
        "brief.not_a_choice", file="{line}", line=1, key="{0}", value="{key.__class__}", choices="%s"
    )
    assert "{key.__class__}" in bare.message(error, "en")
    assert bare.message(CorpusError("nothing.known", lang="x", section="y", key="z"), "ja") == (
        "nothing.known lang=x section=y key=z"
    )


@given(st.text(st.characters(), max_size=40))
def test_a_message_is_one_printable_line(name: str) -> None:
    line = Workspace(SHIPPED).message(BrieferError("file.missing", file=f"a{name}b"), "ja")
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert line.startswith("a")


def test_paper_labels_are_of_their_language(bare: Workspace) -> None:
    assert bare.paper_labels("ja")["sources"] == "出典"
    assert bare.paper_labels("en")["sources"] == "Sources"
    assert bare.label("blank", "ja") == "白紙"
