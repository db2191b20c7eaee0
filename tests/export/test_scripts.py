"""Latin or Japanese: what each character of a text is set as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.items import Lang
from briefer.export.scripts import stretches


def latin(text: str, lang: Lang) -> list[str]:
    return [piece for piece, is_latin in stretches(text, lang) if is_latin]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本語だけ。", []),
        ("NATOやWTOの", ["NATO", "WTO"]),
        ("「Pacific 5」（仮称）", ["Pacific 5"]),
        ("対GDP比2%、2025年に3.5倍", ["GDP"]),  # figures by themselves stay Japanese
        ("2+2+2を開く", []),
        ("AI・5G等", ["AI", "5G"]),
        ("Asia’s future—は", ["Asia’s future"]),
        ("“lifeline”という語", ["lifeline"]),
        ("2010–2015年", []),
        ("Cafe\u0301で", ["Cafe\u0301"]),
        ("見よ https://example.org/a?b=1 を", ["https://example.org/a?b=1"]),
    ],
)
def test_english_words_in_japanese(text: str, expected: list[str]) -> None:
    assert latin(text, "ja") == expected


@pytest.mark.parametrize(
    ("text", "japanese"),
    [
        ("Don’t—“quote” … 2010–2015, 5%", []),
        ("the “島の医療” debate", ["島の医療"]),
        ("Abe (安倍), 2％", ["安倍", "％"]),
        ("葛\U000e0100城 Castle", ["葛\U000e0100城"]),
        ("か\u3099", ["か\u3099"]),
    ],
)
def test_japanese_words_in_english(text: str, japanese: list[str]) -> None:
    assert [piece for piece, is_latin in stretches(text, "en") if not is_latin] == japanese


@given(st.text(alphabet=st.one_of(st.sampled_from("aZ1 ’“”–—…「」、。あ漢①\u0301\u3099\ufe0e\u00a0"), st.characters())))
def test_nothing_is_lost(text: str) -> None:
    for lang in ("ja", "en"):
        assert "".join(piece for piece, _ in stretches(text, lang)) == text  # type: ignore[arg-type]
