"""Folding, joining and fingerprints: nothing is lost, and every character leads back."""

from __future__ import annotations

import itertools
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import text as text_module
from briefer.core.text import Mapped, display, fingerprint, fold_for_fingerprint, fold_for_search, folded

TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "日本台湾ー〜—－・、。（）「」　 \n\tABCabc012①ｶﾞｱﾞ゛゜が國戰⾧⻑﨑㈱…´¨각ᄀ"
            "\u3099\u309a\u0301\u200b\ufe0f\u1161"
        ),
        st.characters(),
    ),
    max_size=60,
)


def _leads_back(mapped: Mapped, source: str) -> None:
    assert len(mapped.offsets) == len(mapped.text)
    last = (0, 0)
    for start, end in mapped.offsets:
        assert 0 <= start < end <= len(source)
        assert start >= last[0]
        assert end >= last[1]
        last = (start, end)


@given(TEXTS)
def test_folding_for_search_leads_back_and_is_idempotent(source: str) -> None:
    mapped = fold_for_search(source)
    _leads_back(mapped, source)
    assert folded(source) == mapped.text
    assert folded(mapped.text) == mapped.text
    assert fold_for_search(mapped.text).text == mapped.text


@given(TEXTS, st.data())
def test_a_found_word_maps_to_a_place_that_folds_to_it(source: str, data: st.DataObject) -> None:
    mapped = fold_for_search(source)
    start = data.draw(st.integers(0, len(mapped.text)))
    end = data.draw(st.integers(start, len(mapped.text)))
    begin, stop = mapped.span(start, end)
    assert 0 <= begin <= stop <= len(source)
    assert mapped.text[start:end].strip() in folded(source[begin:stop])


@given(TEXTS)
def test_folding_for_fingerprints_is_idempotent_and_blind_to_space(source: str) -> None:
    once = fold_for_fingerprint(source)
    assert fold_for_fingerprint(once) == once
    assert not re.search(r"\s", once)


@given(TEXTS)
def test_display_leads_back_and_keeps_every_visible_character(source: str) -> None:
    mapped = display(source)
    _leads_back(mapped, source)
    assert [each for each in mapped.text if not each.isspace()] == [each for each in source if not each.isspace()]
    assert display(mapped.text).text == mapped.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("國際關係", "国際関係"),
        ("中曾根", "中曽根"),
        ("惠", "恵"),
        ("海上自衞隊", "海上自衛隊"),
        ("成⾧", "成長"),
        ("⻑期", "長期"),
        ("髙橋", "高橋"),
        ("ｱｼﾞｱ", "アジア"),
        ("か゛", "が"),
        ("ＧＤＰ２％", "gdp2%"),
        ("Taiwan", "TAIWAN"),
        ("G7 諸国", "G7諸国"),
        ("安全\n保障", "安全保障"),
        ("2023年—2025年", "2023年-2025年"),
        ("2023年〜2025年", "2023年～2025年"),
        ("Japan’s", "Japan's"),
        ("like\u00adminded", "likeminded"),
        ("葛\U000e0100城", "葛城"),
        ("free  and\nopen", "free and open"),
    ],
)
def test_these_are_the_same_for_search(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("free and", "freeand"), ("米", "来"), ("サイバー", "サイバ"), ("2+2", "22")]
)
def test_these_are_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_offsets_point_at_the_characters_a_match_came_from() -> None:
    source = "日本と㈱東亞の\n関係"
    mapped = fold_for_search(source)
    at = mapped.text.index("(株)")
    assert source[slice(*mapped.span(at, at + 3))] == "㈱"
    at = mapped.text.index("の関係")
    assert source[slice(*mapped.span(at, at + 3))] == "の\n関係"


def test_every_variant_kanji_folds_to_one_that_stays() -> None:
    table = text_module._FOLDS
    assert not {chr(old) for old in table} & set(table.values())
    for new in set(table.values()):
        assert folded(new) == new


def test_texts_may_be_cut_where_folding_cuts_them() -> None:
    """None of these characters may join with what stands before it, or folding by units would differ from the whole."""
    joining = {chr(each) for each in itertools.chain(range(0x1161, 0x1176), range(0x11A8, 0x11C3))}
    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            joining.add(chr(int(parts[1], 16)))
    cut = re.compile(f"[{text_module._CUT}]")
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if cut.match(character):
            for form in (character, unicodedata.normalize("NFKD", character), folded(character)):
                assert not form or (not unicodedata.combining(form[0]) and form[0] not in joining), hex(code)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("防衛\n力の強化", "防衛力の強化"),
        ("free and\nopen", "free and open"),
        ("CPTPP\nを軸に", "CPTPPを軸に"),
        ("第 2 次", "第2次"),
        ("対GDP比 2 %超", "対GDP比2 %超"),
        ("Pacific 5（仮称）", "Pacific 5（仮称）"),
        ("協力、 対話", "協力、対話"),
        ("山田 太郎", "山田 太郎"),
        ("（仮称 Pacific 5）", "（仮称Pacific 5）"),
        ("  前後  ", "前後"),
        ("氏名　所属", "氏名　所属"),
        ("a \r\n b", "a b"),
    ],
)
def test_display_joins_by_script(source: str, shown: str) -> None:
    assert display(source).text == shown


def test_display_of_spans_leaves_markup_out_but_hears_its_line_breaks() -> None:
    source = "**題** 本文の問題解\n\n- 決を図る"
    spans = [(2, 3), (5, 12), (16, len(source))]
    mapped = display(source, spans)
    assert mapped.text == "題 本文の問題解決を図る"
    assert source[slice(*mapped.span(6, 10))] == "題解\n\n- 決を"


def test_a_fingerprint_is_of_the_words_not_of_their_dress() -> None:
    one = fingerprint("海洋", "力による現状変更に反対すべき。")
    assert one == fingerprint("海洋", "**力による現状\n変更に**　反対すべき。")
    assert one == fingerprint("海洋", "- 力による現状変更に反対すべき。")
    assert one != fingerprint("海洋", "力による現状変更に反対する。")
    assert one != fingerprint("", "海洋力による現状変更に反対すべき。")
    assert re.fullmatch("[0-9a-f]{64}", one)


def test_folding_a_report_is_quick_enough_to_type_against() -> None:
    import time

    source = "日米韓は、防衛力を強化し Pacific 5 のような枠組みを検討すべき。" * 1000
    started = time.process_time()
    folded(source)
    assert time.process_time() - started < 0.5
