"""The line breaker: every class of JLReq, the rules between them, and what must hold for any text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.core.linebreak import CLASSES, Line, TextRun, Widths, break_lines

SIZE = 10.0
NO_START = [c for name in ("cl-02", "cl-03", "cl-04", "cl-05", "cl-06", "cl-07") for c in CLASSES[name]]
NO_START_STRICT = [c for name in ("cl-09", "cl-10", "cl-11", "cl-13") for c in CLASSES[name]]
SPACES = " \t\n\r\u3000\u200b\u2003"


def width_in_em(char: str) -> float:
    """A fixed-pitch Japanese font: full-width forms one em, the rest half, marks none."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" and ord(char) > 0xA0 else 0.5


def lines_of(text: str, em: float, **options: object) -> list[Line]:
    return break_lines([TextRun(text, Widths(width_in_em), SIZE)], em * SIZE, **options)  # type: ignore[arg-type]


def texts_of(text: str, em: float, **options: object) -> list[str]:
    return [line.text for line in lines_of(text, em, **options)]


# -- every class --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("char", NO_START + NO_START_STRICT)
def test_no_line_begins_with(char: str) -> None:
    for before in range(6, 12):  # put the character on, before and behind the edge of a line of ten
        lines = texts_of("あ" * before + char + "い" * 12, 10)
        assert all(line[0] != char for line in lines), lines
        assert "".join(lines) == "あ" * before + char + "い" * 12


@pytest.mark.parametrize("char", CLASSES["cl-01"])
def test_no_line_ends_with_an_opening_bracket(char: str) -> None:
    for before in range(6, 12):
        lines = texts_of("あ" * before + char + "い" * 12, 10)
        assert all(line[-1] != char for line in lines), lines


@pytest.mark.parametrize("char", CLASSES["cl-08"])
def test_inseparable_pairs_stay_together(char: str) -> None:
    for before in range(6, 12):
        lines = texts_of("あ" * before + char * 2 + "い" * 12, 10)
        assert sum(char * 2 in line for line in lines) == 1, lines


@pytest.mark.parametrize("char", CLASSES["cl-12"])
def test_prefixes_stay_with_their_number(char: str) -> None:
    for before in range(3, 12):
        lines = texts_of("あ" * before + char + "1,234" + "い" * 12, 10)
        assert sum(char + "1,234" in line for line in lines) == 1, lines


@pytest.mark.parametrize("char", CLASSES["cl-13"])
def test_suffixes_stay_with_their_number(char: str) -> None:
    for before in range(3, 12):
        lines = texts_of("あ" * before + "12.5" + char + "い" * 12, 10)
        assert sum("12.5" + char in line for line in lines) == 1, lines


@pytest.mark.parametrize("char", "々ーぁっャ〜")
def test_the_loose_rule_lets_small_kana_and_their_like_begin_a_line(char: str) -> None:
    text = "あ" * 10 + char + "い" * 8
    assert texts_of(text, 10, strict=False)[1][0] == char
    assert texts_of(text, 10)[1][0] == "あ"


@pytest.mark.parametrize(
    "whole",
    [
        "1,234,567.8",
        "2024-10-21",
        "2024/10/21",
        "10:30",
        "12億円",
        "3万人",
        "第2",
        "１２３",
        "１，２３４",
        "35℃",
        "20°C",
        "COVID-19",
        "F-35",
        "T-shirt",
        "don’t",
        "U.S.A",
        "10–12",
        "co\u0301operation",
    ],
)
def test_words_numbers_and_dates_stay_whole(whole: str) -> None:
    for before in range(1, 12):
        lines = texts_of("あ" * before + whole + "い" * 12, 12)
        assert sum(whole in line for line in lines) == 1, lines


@pytest.mark.parametrize("run", ["」。", "』」。", "）」、", "ー。」", "！？」", "ッー。"])
def test_runs_of_marks_move_together(run: str) -> None:
    for before in range(4, 14):
        lines = texts_of("あ" * before + run + "い" * 14, 10)
        assert all(line[0] not in run for line in lines), lines


def test_an_opening_bracket_before_a_space_does_not_end_a_line() -> None:
    for before in range(5, 12):
        assert all(line.rstrip()[-1] != "（" for line in texts_of("あ" * before + "（ 注 ）" + "い" * 12, 10))


# -- Western text ---------------------------------------------------------------------------------------------------


def test_english_breaks_at_spaces_and_after_hyphens() -> None:
    assert texts_of("well-known rules for policy-makers", 6, justify=False) == [
        "well-known",
        "rules for",
        "policy-",
        "makers",
    ]


def test_spaces_at_line_ends_are_dropped_and_told() -> None:
    lines = lines_of("free and  open", 3)
    assert [(line.text, line.dropped) for line in lines] == [("free", " "), ("and", "  "), ("open", "")]


def test_an_ideographic_space_does_not_begin_a_line() -> None:
    first = lines_of("ああああ　いい", 4)[0]
    assert (first.text, first.dropped) == ("ああああ", "　")


def test_urls_break_after_marks_and_keep_the_host() -> None:
    lines = texts_of("参照 https://www.example.org/reports/2023/ferry?lang=ja&page=2 を見よ", 13)
    assert "https://www.example.org/" in "\n".join(lines)
    assert all(line[0] not in "/?&.-=" for line in lines)
    assert any(line.endswith(("/", "?", "&")) for line in lines)


def test_a_word_wider_than_the_line_is_split_where_it_stands() -> None:
    lines = texts_of("あい" + "x" * 50, 10)
    assert lines[0] == "あい" + "x" * 15  # half an em a letter, and a quarter em beside the kana
    assert "".join(lines) == "あい" + "x" * 50


def test_a_no_break_space_holds() -> None:
    assert texts_of("aaaa bb\u00a0cc", 4) == ["aaaa", "bb\u00a0cc"]


# -- space ------------------------------------------------------------------------------------------------------------


def test_a_quarter_em_stands_between_japanese_and_latin() -> None:
    (line,) = lines_of("日本AI力", 20)
    assert [(p.text, p.x) for p in line.pieces] == [("日本", 0.0), ("AI", 22.5), ("力", 35.0)]


def test_no_gap_where_a_space_is_typed_nor_at_a_lines_edge() -> None:
    (line,) = lines_of("日本 AI", 20)
    assert line.width == 35.0
    first, second = lines_of("日本語AI", 3)
    assert (first.width, second.width, second.pieces[0].x) == (30.0, 10.0, 0.0)


def test_marks_that_meet_take_half_an_em() -> None:
    assert lines_of("「あ」、「い」。", 20)[0].width == pytest.approx(
        8 * 10 - 2 * 5 - 5 - 5
    )  # 」、 、「 」。 and the head


def test_an_opening_bracket_at_the_head_stands_flush() -> None:
    assert lines_of("「あ」", 10)[0].pieces[0].x == -5.0


def test_western_quotation_marks_of_a_japanese_font_lose_their_blank() -> None:
    (line,) = lines_of("a “word” b", 20)
    assert line.width == pytest.approx((4 + 2 + 2) * 5 + 2 * 5)


def test_a_full_stop_may_shrink_at_the_end_and_hangs_on_request() -> None:
    text = "あ" * 9 + "い。" + "う" * 5
    assert texts_of(text, 10.5)[0] == "あ" * 9 + "い。"
    assert texts_of(text, 10)[0] != "あ" * 9 + "い。"
    assert texts_of(text, 10, hang=True)[0] == "あ" * 9 + "い。"


def test_commas_shrink_before_a_character_is_pushed_out() -> None:
    text = "ああ、いい、うううう。" + "え" * 8
    first = lines_of(text, 10)[0]
    assert first.text == "ああ、いい、うううう。"
    assert first.pieces[-1].x + first.pieces[-1].width == pytest.approx(105)  # the stop's blank half is outside


def test_ragged_lines_are_not_squeezed() -> None:
    line = lines_of("issues and aims of the paper", 8.9, justify=False)[0]
    assert line.text == "issues and aims"
    assert line.width == pytest.approx(75)


# -- justification ------------------------------------------------------------------------------------------------


def test_slack_is_spread_evenly_and_the_last_line_is_natural() -> None:
    lines = lines_of("あ" * 30, 10.5)
    first = lines[0].pieces
    assert len(first) == 1
    assert first[0].spread == pytest.approx(5 / 9)
    assert first[0].width == pytest.approx(105)
    assert lines[-1].last
    assert lines[-1].pieces[0].spread == 0


def test_slack_does_not_go_into_words() -> None:
    line = lines_of("あああWTO協定いいいいいいいいい", 9)[0]
    inside = [piece for piece in line.pieces if piece.text == "WTO"]
    assert inside
    assert inside[0].spread == 0
    assert line.pieces[-1].x + line.pieces[-1].width == pytest.approx(90)


def test_slack_does_not_part_a_range() -> None:
    line = lines_of("see pp. 10–12 and well—known policies here", 15)[0]
    assert any("10–12" in piece.text for piece in line.pieces)


def test_a_closing_western_quotation_mark_stands_at_the_edge() -> None:
    line = lines_of("the isles’ own ferries", 5.5)[0]
    assert line.text == "the isles’"
    assert line.pieces[-1].x + line.pieces[-1].width == pytest.approx(62)  # its blank is outside


def test_a_paragraph_does_not_end_in_leaders_alone() -> None:
    for length in range(17, 42):
        last = texts_of("あ" * length + "……。", 20)[-1]
        assert "あ" in last


def test_an_apostrophe_is_narrow_in_a_proportional_japanese_font() -> None:
    widths = dict.fromkeys("theisloarbu dcn ", 0.5) | {"’": 0.5}
    (line,) = break_lines([TextRun("the isles’ boats", widths, 10)], 500, justify=False)
    assert line.width == pytest.approx(16 * 5 - 2)
    widths["’"] = 0.33  # as a Latin font has it
    (line,) = break_lines([TextRun("the isles’ boats", widths, 10)], 500, justify=False)
    assert line.width == pytest.approx(15 * 5 + 3.3)


def test_a_paragraph_does_not_end_in_one_or_two_characters() -> None:
    for length in range(21, 60):
        assert len(texts_of("あ" * length, 20)[-1]) > 2


def test_first_line_indent_and_hanging() -> None:
    lines = lines_of("あ" * 25, 10, first=10.0)
    assert (lines[0].pieces[0].x, len(lines[0].text), lines[1].pieces[0].x) == (10.0, 9, 0.0)
    lines = lines_of("あ" * 25, 10, first=-20.0)
    assert (lines[0].pieces[0].x, len(lines[0].text)) == (-20.0, 12)


def test_a_line_feed_ends_a_line() -> None:
    assert [(line.text, line.dropped, line.last) for line in lines_of("あ\n\nい", 10)] == [
        ("あ", "\n", True),
        ("", "\n", True),
        ("い", "", True),
    ]


def test_no_text_no_lines() -> None:
    assert lines_of("", 10) == []


def test_runs_keep_their_number_and_size() -> None:
    widths = Widths(width_in_em)
    (line,) = break_lines([TextRun("要旨", widths, 8.0), TextRun("　本文", widths, 10.0)], 200.0)
    assert [(p.text, p.x, p.width, p.run) for p in line.pieces] == [("要旨", 0.0, 16.0, 0), ("　本文", 16.0, 30.0, 1)]


@pytest.mark.parametrize(
    "cluster", ["が".replace("が", "か\u3099"), "葛\U000e0100", "\U00020bb7", "☎\ufe0e", "e\u0301", "👩\u200d💻"]
)
def test_clusters_are_never_split(cluster: str) -> None:
    for before in range(8, 12):
        lines = texts_of("あ" * before + cluster * 3 + "い" * 5, 10)
        assert sum(line.count(cluster) for line in lines) == 3


# -- numbers of notes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("em", [x / 4 for x in range(8, 60)])
def test_the_number_of_a_note_stays_with_its_word(em: float) -> None:
    """No break before or within it, none of the quarter-em between Japanese and Latin."""
    widths = Widths(lambda char: 0.5 if char.isascii() else 1.0)
    runs = [
        TextRun("海上の航路", widths, SIZE),
        TextRun("12", widths, SIZE / 2, attached=True),
        TextRun("と島。", widths, SIZE),
    ]
    lines = break_lines(runs, em * SIZE, justify=False)
    assert "".join(line.text for line in lines) == "海上の航路12と島。"
    assert any("路12" in line.text for line in lines)
    (line,) = break_lines(runs, 1000, justify=False)
    assert line.width == pytest.approx(SIZE * (5 + 0.5 + 3))


# -- any text -----------------------------------------------------------------------------------------------------

ANY = st.text(
    st.one_of(
        st.sampled_from(
            "あいう亜漢字ァー々ゝッ。、」）』「（『・……――？！　 \n12３aBc%￥.,()'“”’-/§"
            "\u0301\u3099\ufe00\u200d\u200b\u00a0\U00020bb7"
        ),
        st.characters(),
    ),
    max_size=120,
)


@settings(max_examples=300, deadline=None)
@given(ANY, st.floats(1, 40), st.floats(-3, 3), st.booleans(), st.booleans(), st.booleans())
def test_nothing_is_lost_and_no_line_is_too_wide(
    text: str, em: float, first: float, justify: bool, strict: bool, hang: bool
) -> None:
    lines = lines_of(text, em, first=first * SIZE, justify=justify, strict=strict, hang=hang)
    assert "".join(line.text + line.dropped for line in lines) == text
    assert all(
        char in SPACES or not char.isprintable() or unicodedata.category(char) == "Zs"
        for line in lines
        for char in line.dropped
    )
    for line in lines:
        if not line.pieces:
            continue
        right = line.pieces[-1].x + line.pieces[-1].width
        over = SIZE if hang else SIZE / 2  # the blank half of a last mark, or all of it when hanging
        bases = [char for char in line.text.rstrip(SPACES) if width_in_em(char)]
        assert right <= em * SIZE + over + 0.01 or len(bases) <= 1 or _unbreakable(line.text)


def _unbreakable(text: str) -> bool:
    """Held together by joiners or by the spaces that may not begin a line."""
    return any("\U0001f3fb" <= char <= "\U0001f3ff" for char in text) or any(
        unicodedata.category(char) == "Cf" for char in text
    )


SENTENCES = st.lists(
    st.sampled_from(
        [
            "海",
            "の",
            "航路",
            "キャリア",
            "「",
            "」",
            "『",
            "』",
            "（",
            "）",
            "、",
            "。",
            "ー",
            "々",
            "っ",
            "・",
            "？",
            "……",
            "――",
            "WTO",
            "1,234.5",
            "12億",
            "85％",
            "￥500",
            "2024年",
            "well-known ",
            "“",
            "”",
        ]
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(SENTENCES, st.integers(10, 40), st.booleans())
def test_no_forbidden_head_or_end(words: list[str], em: int, justify: bool) -> None:
    text = "".join(words)
    lines = [line for line in lines_of(text, em, justify=justify) if line.text]
    for before, after in pairwise(lines):
        if _forced(before.text + after.text, em):
            continue
        assert after.text[0] not in NO_START + NO_START_STRICT, (before.text, after.text)
        assert before.text[-1] not in CLASSES["cl-01"] + CLASSES["cl-12"], (before.text, after.text)
        assert not (before.text[-1] in "…―" and before.text[-1] == after.text[0])
        assert not (before.text[-1].isdigit() and after.text[0].isdigit())


def _forced(text: str, em: int) -> bool:
    """Whether marks that may not be parted pile up to more than a line."""
    longest = run = 0
    for char in text:
        run = run + 1 if not char.isalpha() or char in "ーっァャ々" or char.isascii() else 0
        longest = max(longest, run)
    return longest >= em - 6


@settings(max_examples=150, deadline=None)
@given(SENTENCES, st.integers(12, 40))
def test_pieces_follow_one_another(words: list[str], em: int) -> None:
    for line in lines_of("".join(words), em):
        for a, b in pairwise(line.pieces):
            assert b.x >= a.x + a.width - SIZE * 0.5 - 0.001
