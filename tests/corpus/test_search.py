from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core.errors import CorpusError
from briefer.core.items import Item
from briefer.core.text import folded
from briefer.corpus import search as search_module
from briefer.corpus.attach import attach
from briefer.corpus.build import build
from briefer.corpus.search import Clause, Marked, SearchResult, Word
from briefer.corpus.store import Corpus
from tests.corpus import village


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with the originals of the invented report."""
    folder = tmp_path_factory.mktemp("filled")
    build(folder / "corpus.sqlite", village.write_data(folder / "data"))
    (folder / "report.txt").write_text(village.text(), "utf-8")
    (report,) = attach(folder / "corpus.sqlite", [folder / "report.txt"])
    assert report.verified == village.ENTRIES
    return folder / "corpus.sqlite"


@pytest.fixture
def corpus(filled: Path) -> Iterator[Corpus]:
    with Corpus.open(filled) as opened:
        yield opened


def ids(result: SearchResult) -> list[str]:
    return [hit.item.id.removeprefix("village-2030/") for hit in result.hits]


def searched(item: Item) -> str:
    """What a plain scan would look through."""
    point = item.row is not None
    texts = ["" if point else item.title.ja, "" if point else item.title.en, item.printed_title, item.gist.ja]
    texts += [item.gist.en, "" if item.points else item.original, item.locator.label]
    texts += [each for heading in item.locator.section_path for each in (heading.ja, heading.en)]
    return "\n".join(folded(each) for each in texts if each)


def scan(corpus: Corpus, word: str) -> set[str]:
    entries = [each for item in corpus.items() for each in (item, *item.points)]
    return {each.id.removeprefix("village-2030/") for each in entries if folded(word) in searched(each)}


@pytest.mark.parametrize(
    "word",
    ["水", "水道", "水道管", "古い水道管を五年", "橋", "カ", "3カ所", "3 カ所", "結果", "べき。", "、", "matter",
     "MATT", "t", "ｍａｔｔｅｒ 1", "谷筋", "現職", "新人", "4", "無い言葉",
     "隣の町とともに橋の点検を毎年行い、結果を住民に知らせるべき"],
)  # fmt: skip
def test_a_word_is_found_wherever_it_stands(corpus: Corpus, word: str) -> None:
    result = corpus.search(f'"{word}"', limit=1000)
    assert set(ids(result)) == scan(corpus, word)
    assert result.total == len(result.hits)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_piece_of_any_text_is_found_as_by_a_scan(corpus: Corpus, data: st.DataObject) -> None:
    entries = [each for item in corpus.items() for each in (item, *item.points)]
    text = data.draw(st.sampled_from(entries).flatmap(lambda each: st.sampled_from(searched(each).split("\n"))))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    word = text[start : start + data.draw(st.integers(1, 90))].replace('"', "").strip()
    if not folded(word):
        return
    result = corpus.search(f'"{word}"', limit=1000)
    assert set(ids(result)) == scan(corpus, word)
    for hit in result.hits:
        check_marks(hit.title, [word])
        check_marks(hit.snippet, [word])


def check_marks(marked: Marked, words: list[str]) -> None:
    last = 0
    for start, end in marked.spans:
        assert last <= start < end <= len(marked.text)
        last = end
        piece = folded(marked.text[start:end])
        # Whole words, or what the cut left of one, or several that overlap.
        assert any(piece in folded(word) or folded(word) in piece for word in words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(st.one_of(st.sampled_from("水道橋 \"-－OR:：*()^{}'\\　あa1。「」region"), st.characters()), max_size=40)
)
def test_no_query_fails(corpus: Corpus, query: str) -> None:
    try:
        result = corpus.search(query)
    except CorpusError as error:
        assert error.code == "search.unknown_field"  # noqa: PT017 - the only error there is
        assert re.search("[A-Za-z_]+[:：]", query)
        return
    assert 0 <= len(result.hits) <= result.total
    for hit in result.hits:
        for marked in (hit.title, hit.snippet):
            assert all(0 <= start < end <= len(marked.text) for start, end in marked.spans)


def test_words_are_joined_by_and(corpus: Corpus) -> None:
    both = set(ids(corpus.search("水道 橋", limit=99)))
    assert both == set(ids(corpus.search("水道", limit=99))) & set(ids(corpus.search("橋", limit=99)))
    assert both


def test_the_query_language(corpus: Corpus) -> None:
    every = set(ids(corpus.search("", limit=99)))
    water, bridge = (scan(corpus, word) for word in ("水道", "橋"))
    cases = {
        "水道 OR 橋": water | bridge,
        "水道　橋": water & bridge,
        "水道 -橋": water - bridge,
        "水道 －橋": water - bridge,
        "-橋": every - bridge,
        "-水道 -橋": every - water - bridge,
        "水道 OR 橋 祭り": (water | bridge) & scan(corpus, "祭り"),
        '"橋の点検"': scan(corpus, "橋の点検"),
        "“橋の点検”": scan(corpus, "橋の点検"),
        '"橋の点検': scan(corpus, "橋の点検"),
        '-"橋の点検" 橋': bridge - scan(corpus, "橋の点検"),
        "OR 橋": bridge,
        "橋 OR": bridge,
        "橋 - 水道": water & bridge,
        "橋 橋": bridge,
        "橋 region:": bridge,
        '"OR"': scan(corpus, "or"),
    }
    for query, expected in cases.items():
        assert set(ids(corpus.search(query, limit=99))) == expected, query


def test_fields_take_names_and_synonyms(corpus: Corpus) -> None:
    rows = {each for each in ids(corpus.search("", limit=99)) if each.startswith("valley")}
    cases = {
        "actor:トランプ": rows,
        "actor:trump": rows,
        "主体：トランプ政権": rows,
        "actor:Trump -side:policy": {each for each in rows if ".expec" not in each},
        "side:日本の対応": {each for each in rows if ".japan" in each},
        "kind:scenario": rows,
        "kind:提言": set(ids(corpus.search("", limit=99))) - rows,
        "status:counterfactual": {each for each in rows if "elected" in each},
        "topic:防災": rows,
        "topic:防災 OR 橋": rows | scan(corpus, "橋"),
        "source:village-2030 kind:scenario": rows,
        "source:村の研究所 kind:scenario": rows,
        "region:火星": set(),
        "-region:火星 kind:scenario": rows,
    }
    for query, expected in cases.items():
        assert set(ids(corpus.search(query, limit=99))) == expected, query
    assert set(ids(corpus.search("橋", where=[("kind", "scenario"), ("side", "japan_response")], limit=99))) == {
        each for each in scan(corpus, "橋") if ".japan" in each
    }


def test_an_unknown_field_is_the_only_error(corpus: Corpus) -> None:
    for ask in (lambda: corpus.search("planet:mars"), lambda: corpus.search("", where=[("planet", "mars")])):
        with pytest.raises(CorpusError) as caught:
            ask()
        assert caught.value.code == "search.unknown_field"
        assert caught.value.values["field"] == "planet"
    assert corpus.search('"planet:mars"').total == 0
    assert corpus.search("2+2:橋").total == 0


def test_the_query_is_handed_back_as_understood(corpus: Corpus) -> None:
    parsed = corpus.search("水道 OR 橋 -祭り region:日本", where=[("kind", "提言")]).parsed
    assert parsed == (
        Clause((Word("水道"), Word("橋"))),
        Clause((Word("祭り"),), negated=True),
        Clause((Word("日本", "region", ("japan",)),)),
        Clause((Word("提言", "kind", ("recommendation",)),)),
    )


def test_a_title_counts_above_a_gist_and_a_gist_above_an_original(corpus: Corpus) -> None:
    found = ids(corpus.search("橋", limit=99))
    titled = [found.index(each) for each in ("outline/2", "full/5")]
    assert max(titled) == 1
    only_original = [found.index(each) for each in found if "expec" in each]
    assert min(only_original) > max(titled)


def test_points_are_hits_of_their_own(corpus: Corpus) -> None:
    """補助金 stands in one point only; the row is not found for the words of its points."""
    result = corpus.search("補助金")
    assert ids(result) == ["valley/retained.expec.2"]
    assert result.hits[0].item.side == "expected_policy"
    assert result.hits[0].item.row == "village-2030/valley/retained"
    assert result.hits[0].title.text == "現職が勝つ場合"
    row = next(hit.item for hit in corpus.search("現職が勝つ場合").hits if not hit.item.side)
    assert [point.side for point in row.points] == ["expected_policy", "expected_policy", "japan_response"]


def test_a_hit_shows_the_language_asked_for_if_the_match_is_there(corpus: Corpus) -> None:
    hit = corpus.search("matter 1", lang="en").hits[0]
    assert hit.title == Marked("Care for matter 1", ((9, 15), (16, 17)))
    assert hit.snippet == Marked("The village should act on matter 1.", ((26, 32), (33, 34)))
    hit = corpus.search("village", lang="ja").hits[0]
    assert hit.snippet.text.startswith("The village")
    hit = corpus.search("谷筋", lang="en").hits[0]
    assert hit.snippet == Marked("本文 › B. 谷筋", ((8, 10),))


def test_a_long_text_is_cut_around_the_match() -> None:
    text = "は" * 100 + "水道" + "ろ" * 100 + "水道"
    cut = search_module._cut(Marked(text, ((100, 102), (202, 204))))
    assert cut.text.startswith("…はは")
    assert cut.text.endswith("ろろ…")
    assert [cut.text[start:end] for start, end in cut.spans] == ["水道"]
    assert len(cut.text) <= search_module.SNIPPET + 2
    latin = "word " * 60 + "water " + "more " * 60
    cut = search_module._cut(Marked(latin, ((300, 305),)))
    assert [cut.text[start:end] for start, end in cut.spans] == ["water"]
    assert re.fullmatch(r"…(?:word| |water|more)*…", cut.text)


def test_spans_are_true_in_texts_that_folding_changes(tmp_path: Path) -> None:
    data = village.write_data(tmp_path / "data")
    file = data / "catalogue" / "village-2030.yaml"
    changed = file.read_text("utf-8").replace("水道の手当て 0", "㈱東亞と國際ＡＩ 研究")
    file.write_text(changed, "utf-8")
    build(tmp_path / "corpus.sqlite", data)
    with Corpus.open(tmp_path / "corpus.sqlite") as corpus:
        for query, shown in {"国際ai研究": "國際ＡＩ 研究", "(株)東亜": "㈱東亞", "際AI": "際ＡＩ"}.items():
            (hit,) = corpus.search(query).hits
            assert [hit.title.text[start:end] for start, end in hit.title.spans] == [shown]


def test_a_pasted_page_is_a_query_like_any_other(corpus: Corpus) -> None:
    words = village.ITEMS[4][3]
    assert ids(corpus.search(f'"{words}"')) == ["full/5"]
    assert ids(corpus.search(f'"{words}" 橋')) == ["full/5"]
    assert corpus.search(f'"{words}x"').total == 0
    assert "full/5" not in ids(corpus.search(f'-"{words}"', limit=99))
    many = " ".join(folded(words)[at : at + 3] for at in range(60))
    assert ids(corpus.search(many)) == ["full/5"]
    started = time.perf_counter()
    for query in ("水" * 10_000, "水 " * 5_000, "-水 " * 3_000, "水 OR " * 2_000, '"' * 10_000, "region:水 OR " * 900):
        corpus.search(query)
    assert time.perf_counter() - started < 5


def test_limits(corpus: Corpus) -> None:
    assert corpus.search("", limit=0).total == village.ENTRIES
    assert corpus.search("", limit=0).hits == ()
    assert corpus.search("", limit=-5).hits == ()
    assert len(corpus.search("", limit=3).hits) == 3
    in_order = [hit.item.seq for hit in corpus.search("", limit=99).hits]
    assert in_order == sorted(in_order)


def test_beyond_the_ranked_the_newest_come_first(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "RANKED", 2)
    seqs = [hit.item.seq for hit in corpus.search("橋", limit=99).hits]
    assert seqs == sorted(seqs, reverse=True)


def test_marks_do_not_depend_on_normal_form(corpus: Corpus) -> None:
    query = unicodedata.normalize("NFD", "べき")
    assert set(ids(corpus.search(query, limit=99))) == scan(corpus, "べき")


def test_search_is_quick(corpus: Corpus) -> None:
    corpus.search("水道")
    started = time.perf_counter()
    for _ in range(20):
        corpus.search("水道 OR 橋 OR べき")
    assert (time.perf_counter() - started) / 20 < 0.05
