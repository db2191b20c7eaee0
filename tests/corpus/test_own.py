"""Stars, tags and notes: found by search, kept through rebuilds, changed all or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core.errors import CorpusError
from briefer.corpus import own
from briefer.corpus.attach import attach
from briefer.corpus.build import build, ensure
from briefer.corpus.store import Corpus
from tests.corpus import village

WATER = "village-2030/outline/1"
BRIDGE = "village-2030/outline/2"
POINT = "village-2030/valley/retained.japan.1"


def found(file: Path, query: str) -> list[str]:
    with Corpus.open(file) as corpus:
        return [hit.item.id for hit in corpus.search(query).hits]


def mine(file: Path) -> dict[str, own.Own]:
    with Corpus.open(file) as corpus:
        return {each.item: each for each in corpus.own()}


def test_marks_are_found_by_search_and_gone_when_taken_back(file: Path) -> None:
    own.change(file, [WATER, POINT], starred=True, tag=["要返答", "Ａ案"], note="会議で確かめる。\n川上さんに聞く。")
    assert found(file, "is:starred") == [WATER, POINT]
    assert found(file, "印:星") == [WATER, POINT]
    assert found(file, "is:tagged") == found(file, "is:noted") == [WATER, POINT]
    assert found(file, "tag:a案") == found(file, "タグ:Ａ案") == [WATER, POINT]
    assert found(file, "tag:案") == [], "a tag is asked for whole"
    assert sorted(found(file, "note:川上さん")) == sorted(found(file, "メモ:川上")) == [WATER, POINT]
    assert sorted(found(file, "川上さん")) == [WATER, POINT], "plain words look in notes as well"
    assert found(file, "note:水道") == [], "the item's own words are no note"
    assert WATER not in found(file, "-is:starred")
    own.change(file, [WATER], starred=False, untag=["a案"], note="")
    assert found(file, "is:starred") == found(file, "tag:a案") == found(file, "note:川上") == [POINT]
    assert found(file, "tag:要返答") == [WATER, POINT]
    own.change(file, [WATER], untag=["要返答"])
    assert set(mine(file)) == {POINT}


def test_a_hit_shows_the_note_that_matched(file: Path) -> None:
    own.change(file, [WATER], note="これは川上さんに聞く。")
    with Corpus.open(file) as corpus:
        (hit,) = corpus.search("川上").hits
    assert hit.snippet.text == "これは川上さんに聞く。"
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["川上"]


def test_the_first_spelling_of_a_tag_stays(file: Path) -> None:
    own.change(file, [WATER], tag=["ＡＢＣ"])
    own.change(file, [WATER, BRIDGE], tag=["abc", "國"])
    with Corpus.open(file) as corpus:
        assert corpus.own([WATER])[0].tags == ("ＡＢＣ", "國")
        assert [(word, count) for word, count in corpus.tags()] == [("abc", 2), ("國", 2)]


def test_all_or_nothing(file: Path) -> None:
    before = file.read_bytes()
    for change, code in (
        ({"starred": True}, "corpus.no_item"),
        ({"tag": [" "]}, "corpus.bad_tag"),
        ({"tag": ["x" * 61]}, "corpus.bad_tag"),
        ({"note": "x" * 20_001}, "corpus.long_note"),
    ):
        with pytest.raises(CorpusError) as caught:
            own.change(file, [WATER, "no/such/item"], **change)  # type: ignore[arg-type]
        assert caught.value.code == code
    assert mine(file) == {}
    assert file.read_bytes() == before


@pytest.mark.parametrize("item", ["", "\ud800", "x\x00y", "' OR 1=1 --"])
def test_odd_ids_are_no_items(file: Path, item: str) -> None:
    with pytest.raises(CorpusError) as caught:
        own.change(file, [item], starred=True)
    assert caught.value.code == "corpus.no_item"


def test_odd_words_become_words(file: Path) -> None:
    own.change(file, [WATER], tag=['a "b"\n\x00 c', "*", "x" * 60], note="\ud800一\x07行\r\n二行")
    (kept,) = mine(file).values()
    assert kept.tags == ("*", 'a "b" c', "x" * 60)
    assert kept.note == "一行\n二行"
    for query in ('tag:"*"', "tag:" + "x" * 60, "note:二行", "一行"):
        assert found(file, query) == [WATER], query


def test_they_outlive_rebuilds_and_lost_items(tmp_path: Path, file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    own.change(file, [WATER, BRIDGE], starred=True, tag=["橋梁"], note="覚え")
    before = mine(file)
    build(file, data)
    assert mine(file) == before
    catalogue = data / "catalogue" / "village-2030.yaml"
    whole = catalogue.read_text("utf-8")
    catalogue.write_text(whole.replace("village-2030/outline/1", "village-2030/outline/1-new"), "utf-8")
    ensure(file, data)
    assert mine(file) == before, "also what belongs to an item that is gone"
    assert found(file, "is:starred") == [BRIDGE]
    own.change(file, [WATER], note="まだ変えられる")
    catalogue.write_text(whole, "utf-8")
    ensure(file, data)
    assert found(file, "is:starred tag:橋梁") == [WATER, BRIDGE]
    assert found(file, "note:まだ変えられる") == [WATER]


def test_attach_leaves_marks_searchable(file: Path, copy: Path) -> None:
    own.change(file, [WATER], tag=["印"], note="聞く")
    attach(file, [copy])
    own.change(file, [WATER], note="もう聞いた")
    assert found(file, "tag:印 note:もう聞いた 積立て") == [WATER]
    own.change(file, [WATER], untag=["印"], note="")
    assert found(file, "note:聞") == found(file, "is:tagged") == []
    index_is_what_a_rebuild_makes(file)


def index_is_what_a_rebuild_makes(file: Path) -> None:
    """The index after any history of changes finds what an index filled anew finds."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO search(search) VALUES ('integrity-check')")
        connection.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, search, instance)")
        now = connection.execute(
            "SELECT term, doc, col, count(*) FROM seen GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ).fetchall()
        from briefer.corpus.index import Index

        connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
        Index(connection).add_all()
        anew = connection.execute(
            "SELECT term, doc, col, count(*) FROM seen GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ).fetchall()
        connection.rollback()
    assert now == anew


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from([WATER, BRIDGE, POINT]),
            st.one_of(st.none(), st.booleans()),
            st.lists(st.text(min_size=1, max_size=5), max_size=2),
            st.lists(st.sampled_from(["a", "橋", "1"]), max_size=2),
            st.one_of(st.none(), st.text(max_size=12)),
        ),
        max_size=6,
    )
)
def test_the_index_keeps_step(
    file: Path, steps: list[tuple[str, bool | None, list[str], list[str], str | None]]
) -> None:
    for item, starred, tag, untag, note in steps:
        with contextlib.suppress(CorpusError):  # a tag of nothing but spaces
            own.change(file, [item], starred=starred, tag=tag, untag=untag, note=note)
    index_is_what_a_rebuild_makes(file)


def test_what_is_damaged_does_not_stop_the_rest(file: Path, data: Path) -> None:
    own.change(file, [WATER], starred=True, note="覚え")
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE star")
        connection.commit()
    assert ensure(file, data) == ("corpus.was_damaged", "corpus.not_all_kept")
    assert [(each.starred, each.note) for each in mine(file).values()] == [(False, "覚え")]


def test_a_corpus_of_the_first_version_is_taken_over(file: Path, data: Path, copy: Path) -> None:
    attach(file, [copy])
    with contextlib.closing(sqlite3.connect(file)) as connection:
        for table in own.TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    assert ensure(file, data) == ("corpus.updated",)
    with Corpus.open(file) as corpus:
        assert corpus.info().sources[0].originals == village.ENTRIES
        assert corpus.own() == ()
