"""Imported reports in the corpus: stored whole, found, kept through rebuilds, removed in one step."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefer.core.errors import BrieferError, Cancelled
from briefer.core.quotes import quote_state
from briefer.corpus.attach import attach
from briefer.corpus.build import build
from briefer.corpus.decode import Copy, read_copy
from briefer.corpus.importing import Import, Part, Point, Proposal, Reason, SourceDraft, propose
from briefer.corpus.imports import Stored, find_duplicates, import_report, proposed_key, remove_import
from briefer.corpus.own import change
from briefer.corpus.store import Corpus
from tests.corpus import village

TEXT = (
    "港町研究会　報告書\n\n海辺の町の提言\n\n2024年3月14日\n\n"
    "第1章　橋\n\n提言1　橋を直す\n町は橋を直すべきである。\n"
    "(1) 点検を毎年行う。\n"
    "(2) 費用を積み立てる。\n\n提言2　橋を測る\n県は橋を測るべきである。\n\n"
    "第2章　港\n\n次のことを提言する。\n\n・港を広げるべきである。\n"
    "・港を開くべきである。\n"
)  # fmt: skip
KEY = "umibe-2024"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    place = tmp_path / "umibe.txt"
    place.write_text(TEXT, "utf-8")
    return place


@pytest.fixture
def found(report: Path) -> Import:
    return propose(read_copy(report))


def store(file: Path, report: Path, key: str = KEY) -> Stored:
    copy = read_copy(report)
    read = propose(copy)
    return import_report(file, copy, read.source, [each for each in read.proposals if each.ticked], key=key)


@contextlib.contextmanager
def tables(file: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def content(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the file but row numbers' gaps: what removing must leave as it was."""
    with tables(file) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(("search", "sqlite_", "_sqlite"))]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in kept}


def code(error: pytest.ExceptionInfo[BrieferError]) -> str:
    return error.value.code


# -- storing


def test_what_is_stored(file: Path, report: Path) -> None:
    assert store(file, report) == Stored(KEY, 4)
    with Corpus.open(file) as corpus:
        source = next(each for each in corpus.sources() if each.key == KEY)
        items = list(corpus.items(KEY))
        records = [record for record in corpus.records() if record["source"] == KEY]
        info = corpus.info()
    assert (source.title.ja, source.publisher.ja, source.published, source.language) == (
        "海辺の町の提言", "港町研究会", "2024-03-14", "ja",
    )  # fmt: skip
    assert [item.id for item in items] == [f"{KEY}/1", f"{KEY}/2", f"{KEY}/2.1", f"{KEY}/2.2"]
    first, *_, last = items
    assert (first.locator.label, first.printed_title, first.title.ja) == ("提言1", "橋を直す", "橋を直す")
    assert first.original == "町は橋を直すべきである。\n(1)点検を毎年行う。\n(2)費用を積み立てる。"
    assert [heading.ja for heading in last.locator.section_path] == ["第2章　港"]
    assert (last.printed_title, last.title.ja) == (None, "港を開くべきである。")
    assert not first.gist
    assert first.verified is None
    assert {quote_state(item, quote) for item in items for quote in ("gist", "quotation", "both")} == {"from_copy"}
    assert [part["text"] for part in records[0]["sub_items"]] == ["点検を毎年行う。", "費用を積み立てる。"]  # type: ignore[union-attr, call-overload, attr-defined]
    assert records[0]["verified"] is None
    start, end = records[0]["locator"]["start"], records[0]["locator"]["end"]  # type: ignore[index, call-overload]
    assert TEXT[start:end].startswith("提言1")
    assert TEXT[start:end].endswith("積み立てる。")
    (about,) = [each for each in info.sources if each.imported]
    assert (about.items, about.originals, about.verified, about.different, about.copy) == (4, 4, 0, 0, "umibe.txt")
    assert (info.integrity, info.wrong) == ("ok", ())


def test_it_is_found_like_everything_else(file: Path, report: Path) -> None:
    store(file, report)
    with Corpus.open(file) as corpus:
        assert corpus.search("橋を測る").hits[0].item.id == f"{KEY}/2"
        assert corpus.search("港", where=[("source", KEY)]).total == 2
        assert corpus.search("source:港町研究会").total == 4
        assert "積み立てる" in corpus.search("積み立てる").hits[0].snippet.text
    change(file, [f"{KEY}/1"], starred=True, tag=["橋"])
    with Corpus.open(file) as corpus:
        assert corpus.search("is:starred").hits[0].item.id == f"{KEY}/1"


def test_places_lead_to_the_words(file: Path, report: Path) -> None:
    store(file, report)
    text = read_copy(report).text
    with tables(file) as connection:
        rows = connection.execute(
            "SELECT o.text, o.pieces FROM original AS o JOIN item AS i ON i.number = o.item WHERE i.source = ?", (KEY,)
        )
        for words, pieces in rows:
            for at, start, length in json.loads(pieces):
                assert words[at : at + length] == text[start : start + length]


def test_a_scenario_row_with_two_sides(file: Path, report: Path) -> None:
    sides = tuple(tuple(Point(f"{side}{at}", at, at + 2, ((0, at, 2),)) for at in range(2)) for side in ("甲", "乙"))
    row = Proposal(
        "scenario",
        "",
        "現職",
        "甲0\n甲1\n乙0\n乙1",
        (),
        (),
        (),
        "",
        (Reason("reason.by_hand"),),
        1.0,
        0,
        9,
        sides=sides,
    )
    import_report(file, read_copy(report), SourceDraft("表"), [row], key=KEY)
    with Corpus.open(file) as corpus:
        (item,) = corpus.items(KEY)
        assert [point.id for point in item.points] == [
            f"{KEY}/0.1.policy.1", f"{KEY}/0.1.policy.2", f"{KEY}/0.1.japan.1", f"{KEY}/0.1.japan.2",
        ]  # fmt: skip
        assert [point.original for point in item.side_points("japan_response")] == ["乙0", "乙1"]
        assert item.locator.section_path == ()
        assert corpus.info().wrong == ()


def test_cells_of_a_table_row(file: Path, report: Path) -> None:
    row = Proposal(
        "table_row",
        "",
        "修繕",
        "安い\n速い",
        ("第1表",),
        (),
        (),
        "",
        (Reason("reason.table"),),
        1.0,
        0,
        9,
        columns=("費用", "期間"),
        cells=("安い", "速い"),
    )
    import_report(file, read_copy(report), SourceDraft("表"), [row], key=KEY)
    with Corpus.open(file) as corpus:
        (record,) = [record for record in corpus.records() if record["source"] == KEY]
    assert record["columns"] == {"費用": "安い", "期間": "速い"}
    assert (record["label"], record["title"]) == ("修繕", "修繕")


def test_hostile_words_are_stored_harmlessly(file: Path, report: Path) -> None:
    nasty = "<b>\x00\x1b[2J\ud800'; DROP TABLE item;--\u202e" + "長" * 5000
    proposal = Proposal(
        "recommendation", nasty, nasty, nasty, (nasty,) * 3, (Part(nasty, nasty),), (nasty,), nasty, (), 1.0, 0, 5
    )
    import_report(file, read_copy(report), SourceDraft(nasty, nasty, nasty, (nasty,), "en"), [proposal], key=KEY)
    with Corpus.open(file) as corpus:
        (item,) = corpus.items(KEY)
        assert item.original is not None
        assert "\x00" not in item.original
        assert "\x1b" not in item.original
        assert corpus.search("DROP TABLE").total == 1
        assert corpus.info().integrity == "ok"


# -- refusals: nothing is half stored


@pytest.mark.parametrize("key", ["", "A", "a b", "a/b", "-a", "a" * 41, "港", "../x", "a\n"])
def test_keys_that_are_none(file: Path, report: Path, key: str) -> None:
    before = content(file)
    with pytest.raises(BrieferError) as error:
        store(file, report, key)
    assert code(error) == "import.bad_key"
    assert content(file) == before


def test_refusals(file: Path, report: Path, found: Import, tmp_path: Path) -> None:
    with pytest.raises(BrieferError) as error:
        store(file, report, "village-2030")
    assert code(error) == "import.key_taken"
    before = content(file)
    with pytest.raises(BrieferError) as error:
        import_report(file, read_copy(report), found.source, [], key=KEY)
    assert code(error) == "import.nothing"
    assert content(file) == before
    store(file, report)
    with pytest.raises(BrieferError) as error:
        store(file, report, "other")
    assert (code(error), error.value.values["source"]) == ("import.already", KEY)
    with pytest.raises(BrieferError) as error:
        remove_import(file, "village-2030")
    assert code(error) == "import.unknown"


def test_cancelling_leaves_nothing(file: Path, report: Path, found: Import) -> None:
    before = content(file)

    def stop(part: float) -> None:
        if part > 0:
            raise Cancelled

    many = [replace(each, label="") for each in found.proposals if each.ticked] * 300
    with pytest.raises(Cancelled):
        import_report(file, read_copy(report), found.source, many, key=KEY, progress=stop)
    assert content(file) == before
    with Corpus.open(file) as corpus:
        assert corpus.info().integrity == "ok"


def test_a_failure_in_the_middle_leaves_nothing(file: Path, report: Path, found: Import) -> None:
    before = content(file)

    def proposals() -> Iterator[Proposal]:
        yield from found.proposals
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        import_report(file, read_copy(report), found.source, proposals(), key=KEY)
    assert content(file) == before


# -- removing


def test_removing_is_as_if_it_had_never_been(file: Path, report: Path) -> None:
    before = content(file)
    store(file, report)
    change(file, [f"{KEY}/1"], note="残る")
    remove_import(file, KEY)
    after = content(file)
    assert after.pop("note")
    assert after == {name: rows for name, rows in before.items() if name != "note"}
    with Corpus.open(file) as corpus:
        assert corpus.search("橋を測る").total == 0
        assert corpus.info().integrity == "ok"
    store(file, report)
    with Corpus.open(file) as corpus:
        assert corpus.own([f"{KEY}/1"])[0].note == "残る"


def test_several_imports_do_not_touch_each_other(file: Path, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("橋", "道"), "utf-8")
    store(file, report)
    store(file, other, "michi-2024")
    remove_import(file, KEY)
    with Corpus.open(file) as corpus:
        assert [item.id for item in corpus.items("michi-2024")][:2] == ["michi-2024/1", "michi-2024/2"]
        assert corpus.search("道を直す").total == 1
        assert (corpus.info().integrity, corpus.info().wrong) == ("ok", ())


# -- rebuilds


def test_imports_survive_a_rebuild(file: Path, data: Path, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("橋", "道"), "utf-8")
    store(file, report)
    store(file, other, "michi-2024")
    change(file, [f"{KEY}/2"], starred=True)
    with Corpus.open(file) as corpus:
        before = list(corpus.records())
    for _ in range(2):
        build(file, data)
        with Corpus.open(file) as corpus:
            assert list(corpus.records()) == before
            assert (corpus.info().integrity, corpus.info().wrong) == ("ok", ())
            assert corpus.search("is:starred").hits[0].item.id == f"{KEY}/2"
            assert corpus.search(f"source:{KEY}").total == 4
    remove_import(file, KEY)


def test_a_key_that_the_catalogue_takes_later(file: Path, data: Path, report: Path) -> None:
    store(file, report)
    build(file, village.write_data(data.parent / "later"))
    catalogue = data.parent / "later" / "catalogue" / "village-2030.yaml"
    catalogue.rename(catalogue.with_name(f"{KEY}.yaml"))
    moved = catalogue.with_name(f"{KEY}.yaml")
    moved.write_text(moved.read_text("utf-8").replace("village-2030", KEY), "utf-8")
    build(file, data.parent / "later")
    with Corpus.open(file) as corpus:
        assert [source.key for source in corpus.sources()] == [KEY, f"my-{KEY}"]
        assert next(item.id for item in corpus.items(f"my-{KEY}")) == f"my-{KEY}/1"
        assert corpus.info().integrity == "ok"


def test_attach_leaves_imports_alone(file: Path, report: Path, copy: Path) -> None:
    store(file, report)
    first, second = attach(file, [copy, report])
    assert first.source == "village-2030"
    assert second.error is not None
    assert second.error.code == "source.not_catalogued"
    with Corpus.open(file) as corpus:
        assert len(list(corpus.items(KEY))) == 4


# -- keys and duplicates


@pytest.mark.parametrize(
    ("name", "date", "key"),
    [
        ("Ports & Bridges (final).pdf", "2024-03", "my-ports-bridges-final-2024"),
        ("提言書.docx", "2023", "my-report-2023"),
        ("提言書.docx", "", "my-report"),
        ("report-2021.txt", "2021-01-01", "my-report-2021"),
        ("Über Häfen.txt", "", "my-uber-hafen"),
        ("x" * 90 + ".txt", "", "my-" + "x" * 24),
        ("..txt", "", "my-report"),
    ],
)
def test_proposed_keys(corpus: Corpus, name: str, date: str, key: str) -> None:
    copy = Copy(name, b"", "", "", "text/plain")
    assert proposed_key(corpus, copy, SourceDraft(date=date)) == key


def test_proposed_keys_are_free(file: Path, report: Path) -> None:
    copy = read_copy(report)
    for wanted in ("my-umibe-2024", "my-umibe-2024-2", "my-umibe-2024-3"):
        with Corpus.open(file) as corpus:
            key = proposed_key(corpus, copy, propose(copy).source)
        assert key == wanted
        report.write_text(report.read_text("utf-8") + "\n追記\n", "utf-8")
        copy = read_copy(report)
        store(file, report, key)


def test_duplicates_are_pointed_out(file: Path, report: Path, copy: Path) -> None:
    attach(file, [copy])
    store(file, report)
    again = propose(
        Copy(
            "again.txt",
            b"",
            TEXT.replace("県は橋を測るべきである。", "これは新しい提言であり、どこにもない。"),
            "utf-8",
            "text/plain",
        )
    )
    known = propose(read_copy(copy))
    with Corpus.open(file) as corpus:
        same = find_duplicates(corpus, again.proposals)
        assert same == {0: f"{KEY}/1"}, "what is very short, or new, is no duplicate"
        ids = find_duplicates(corpus, known.proposals)
    assert set(ids.values()) >= {"village-2030/full/5", "village-2030/full/4"} or len(ids) >= 4


def test_many_items_take_no_more_memory_than_few(file: Path, report: Path, found: Import) -> None:
    """Proposals are taken one by one: only those of one batch are alive."""
    alive = most = 0

    class Counted(str):
        def __new__(cls, text: str) -> Counted:
            nonlocal alive, most
            alive += 1
            most = max(most, alive)
            return super().__new__(cls, text)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    some = next(each for each in found.proposals if each.ticked)
    proposals = (replace(some, label="", text=Counted(f"{some.text} {at}")) for at in range(3000))
    assert import_report(file, read_copy(report), found.source, proposals, key=KEY).items == 3000
    assert most < 20
