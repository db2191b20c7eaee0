"""CSV as spreadsheets read it: every cell comes back, and none of them does anything."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.errors import Cancelled
from briefer.export.csv_table import render
from briefer.export.words import clean
from tests import builders
from tests.export import hostile


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_the_form() -> None:
    rows = (("名", "値"), ("一", "a,b"), ('"二"', "行\n行"))
    assert render(rows) == b"\xef\xbb\xbf" + '名,値\r\n一,"a,b"\r\n"""二""","行\n行"\r\n'.encode()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "- 項目", "@SUM(A1)", " =1+1", "\t=1+1", "\r\n=1+1", "\x00=1+1",
        "＝1+1", "＠SUM(A1)", "＋SUM(A1)", "－cmd｜’/C calc’！A0", "=", "－１＋HYPERLINK（A1）", "-2+3", "+81-3",
        '=HYPERLINK("x")',
    ],
)  # fmt: skip
def test_formulas_are_words(text: str) -> None:
    [[cell, other]] = read(render([(text, "x")]))
    assert cell == "'" + clean(text).strip(" \t\n")
    assert other == "x"


@pytest.mark.parametrize(
    "text",
    [
        "－項目", "－ 台湾政策の継続（骨子）", "＋αの支援", "・項目", "●項目", "―項目", "–", "－", "-", "+", "(1) 一",
        "1-2", "A=B", "-5", "-1,234.5", "+3", "2031-04-01", "※注", "→次", "'quoted", "第１ 結論 › １ 台湾",
        "a@example.org",
    ],
)  # fmt: skip
def test_other_words_stay_as_they_are(text: str) -> None:
    assert read(render([(text,)])) == [[text]]


def test_hostile_words_come_back() -> None:
    texts = (*hostile.TEXTS, *builders.NASTY)
    found = read(render([(str(place), text, "end") for place, text in enumerate(texts)]))
    assert [row[0] for row in found] == [str(place) for place in range(len(texts))]
    for row, text in zip(found, texts, strict=True):
        assert row[1].removeprefix("'") == clean(text).strip(" \t\n").removeprefix("'")
        assert row[2] == "end"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_table_comes_back(rows: list[list[str]]) -> None:
    found = read(render(rows))
    assert [len(row) for row in found] == [len(row) for row in rows]
    assert all(cell[:1] not in ("=", "@", "\t", "\r") for row in found for cell in row)


def test_progress_and_cancelling() -> None:
    told: list[float] = []
    render([("a", "b")] * 200, progress=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)

    def stop(done: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render([("a",)], progress=stop)
