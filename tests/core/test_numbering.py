"""Heading numbers."""

from __future__ import annotations

import pytest

from briefer.core.blocks import NumberFormat, NumberLevel
from briefer.core.numbering import Numberer, numeral

JAPANESE = (
    NumberLevel("decimal_full", "第%1"),
    NumberLevel("decimal_full", "%2"),
    NumberLevel("decimal", "(%3)"),
    NumberLevel("katakana", "%4"),
    NumberLevel("katakana", "(%5)"),
    NumberLevel("lower_letter", "%6"),
    NumberLevel("lower_letter", "(%7)"),
)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", {1: "1", 10: "10", 1999: "1999"}),
        ("decimal_full", {1: "１", 10: "１０", 205: "２０５"}),
        ("katakana", {1: "ア", 5: "オ", 6: "カ", 44: "ワ", 45: "ヲ", 46: "ン", 47: "アア", 93: "アアア"}),
        ("lower_letter", {1: "a", 26: "z", 27: "aa", 52: "zz", 53: "aaa"}),
        ("upper_letter", {1: "A", 28: "BB"}),
        ("lower_roman", {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 90: "xc", 400: "cd", 1994: "mcmxciv"}),
        ("circled", {1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "㊱", 50: "㊿", 51: "(51)"}),
    ],
)
def test_numerals(form: NumberFormat, expected: dict[int, str]) -> None:
    assert {number: numeral(number, form) for number in expected} == expected


@pytest.mark.parametrize(
    "form", ["decimal", "decimal_full", "katakana", "lower_letter", "upper_letter", "lower_roman", "circled"]
)
def test_numerals_differ(form: NumberFormat) -> None:
    assert len({numeral(number, form) for number in range(1, 1_000)}) == 999


def test_levels_count_and_start_again() -> None:
    numberer = Numberer(JAPANESE)
    asked = [1, 2, 2, 3, 3, 4, 5, 6, 7, 7, 2, 3, 1, 2, 3, 4, 4]
    assert [numberer.next(level) for level in asked] == [
        "第１",
        "１",
        "２",
        "(1)",
        "(2)",
        "ア",
        "(ア)",
        "a",
        "(a)",
        "(b)",
        "３",
        "(1)",
        "第２",
        "１",
        "(1)",
        "ア",
        "イ",
    ]


def test_a_level_may_name_those_above() -> None:
    numberer = Numberer(
        [NumberLevel("decimal", "%1."), NumberLevel("decimal", "%1.%2"), NumberLevel("decimal", "%1.%2.%3")]
    )
    assert [numberer.next(level) for level in (1, 2, 3, 3, 2, 1, 2)] == [
        "1.",
        "1.1",
        "1.1.1",
        "1.1.2",
        "1.2",
        "2.",
        "2.1",
    ]
    assert Numberer([NumberLevel("decimal", "%1"), NumberLevel("decimal", "%1.%2")]).next(2) == "1.1"


def test_below_the_deepest_level_there_is_no_number() -> None:
    numberer = Numberer(JAPANESE[:2])
    assert [numberer.next(level) for level in (1, 2, 3, 2)] == ["第１", "１", "", "２"]
