"""Marks in the shapes real reports use, and what only looks like one."""

from __future__ import annotations

import pytest

from briefer.corpus.importing.marks import Mark, number, plain, read_mark


def mark(text: str) -> Mark | None:
    return read_mark(plain(text), text)


@pytest.mark.parametrize(
    ("text", "family", "numbers", "label", "words"),
    [
        ("提言1：橋", "labelled:提言", (1,), "提言1", "橋"),
        ("提言 12　橋", "labelled:提言", (12,), "提言 12", "橋"),
        ("■提言１：橋", "labelled:提言", (1,), "提言１", "橋"),
        ("提言①　橋", "labelled:提言", (1,), "提言①", "橋"),
        ("提言その２　橋", "labelled:提言", (2,), "提言その２", "橋"),
        ("第３の提言　橋", "labelled:提言", (3,), "第３の提言", "橋"),
        ("提言1-2　橋", "labelled:提言", (1, 2), "提言1-2", "橋"),
        ("提言（４）橋", "labelled:提言", (4,), "提言（４）", "橋"),
        ("勧告一　橋", "labelled:勧告", (1,), "勧告一", "橋"),
        ("【原則3】橋", "bracketed:原則", (3,), "【原則3】", "橋"),
        ("＜提言３＞橋", "bracketed:提言", (3,), "＜提言３＞", "橋"),
        ("Recommendation 4: Bridges", "english:recommendation", (4,), "Recommendation 4", "Bridges"),
        ("RECOMMENDATION No. 4 – Bridges", "english:recommendation", (4,), "RECOMMENDATION No. 4", "Bridges"),
        (
            "Policy Recommendation 2. Bridges",
            "english:policy recommendation",
            (2,),
            "Policy Recommendation 2",
            "Bridges",
        ),
        ("R12. Bridges", "english:r", (12,), "R12", "Bridges"),
        ("1. 橋", "point", (1,), "1.", "橋"),
        ("１．橋", "point", (1,), "１．", "橋"),
        ("12） 橋", "half", (12,), "12）", "橋"),
        ("(3) 橋", "paren", (3,), "(3)", "橋"),
        ("(1-2)　橋", "dotted2(", (1, 2), "(1-2)", "橋"),
        ("1.2 Bridges", "dotted2", (1, 2), "1.2", "Bridges"),
        ("⑫橋", "circled", (12,), "⑫", "橋"),
        ("❸ 橋", "dark", (3,), "❸", "橋"),
        ("三　橋", "kanji", (3,), "三", "橋"),
        ("十二、橋", "kanji", (12,), "十二", "橋"),
        ("ウ　橋", "kana", (3,), "ウ", "橋"),
        ("（ア）橋", "kanaparen", (1,), "（ア）", "橋"),
        ("Ⅳ　橋", "roman", (4,), "Ⅳ", "橋"),
        ("IV. Bridges", "roman", (4,), "IV.", "Bridges"),
        ("(b) bridges", "letter", (2,), "(b)", "bridges"),
        ("Ｂ　橋", "capital", (2,), "Ｂ", "橋"),
        ("第2章　橋", "chapter:章", (2,), "第2章", "橋"),
        ("3　橋", "digit", (3,), "3", "橋"),
        ("1　日本の橋", "digit", (1,), "1", "日本の橋"),
        ("・橋", "bullet:・", (), "・", "橋"),
        ("\uf0b7 橋", "bullet:\uf0b7", (), "\uf0b7", "橋"),
        ("- bridges", "dash:-", (), "-", "bridges"),
        ("**2. Bridges**", "point", (2,), "2.", "Bridges**"),
    ],
)
def test_marks(text: str, family: str, numbers: tuple[int, ...], label: str, words: str) -> None:
    found = mark(text)
    assert found is not None
    assert (found.family, found.numbers, found.text) == (family, numbers, label)
    assert text[found.length :] == words


@pytest.mark.parametrize(
    "text",
    [
        "提言2で述べた橋", "勧告１の資格", "原則3年以内に", "提言について",
        "Recommendation 1 should apply to bridges", "Recommendations 1 and 2",
        "Policy makers should", "第1回　会合", "第1に、橋が", "2024年の橋", "10 年の間", "3.5%", "12:30 開会",
        "A promise", "–10度", "一定の橋",
        "アジアの橋", "橋", "", "1.5倍",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert mark(text) is None


def test_what_follows_what() -> None:
    def follows(one: str, other: str, gap: int = 0) -> bool:
        first, second = mark(one), mark(other)
        assert first is not None
        assert second is not None
        return second.follows(first, gap)

    assert follows("1. a", "2. b")
    assert follows("１．橋", "2. b"), "width is no difference"
    assert not follows("1. a", "3. b")
    assert follows("1. a", "3. b", gap=1)
    assert not follows("1. a", "2) b")
    assert follows("ア 橋", "イ 港")
    assert follows("イ 橋", "ロ 港")
    assert follows("(1-3) 橋", "(2-1) 港")
    assert not follows("(1-3) 橋", "(2-2) 港")
    assert follows("・橋", "・港")
    assert not follows("・橋", "● 港")
    assert not follows("提言1　橋", "勧告2　港")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("⑳", 20),
        ("㉑", 21),
        ("十", 10),
        ("二十三", 23),
        ("Ⅻ", 12),
        ("xiv", 14),
        ("C", 3),
        ("カ", 6),
        ("港", 0),
    ],
)
def test_numbers(text: str, value: int) -> None:
    assert number(text) == value


def test_folding_keeps_places() -> None:
    text = "１．⼤学（⾧）､｢橋｣　ＡＢ"
    assert plain(text) == "1.大学(長)、「橋」 AB"
    assert len(plain(text)) == len(text)
