"""Any text at all: reading it for import never fails, and what is proposed stands in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core.errors import Cancelled
from briefer.corpus.decode import Copy, read_copy
from briefer.corpus.importing import propose
from tests.corpus.proposing import check, read

REPORTS = Path(__file__).resolve().parent.parent / "files" / "imports"
PLAIN = sorted(path for path in REPORTS.glob("*/report*") if path.suffix in (".txt", ".md"))

MARKS = (
    "提言1　", "提言２：", "【原則1】", "① ", "②", "1. ", "2. ", "３．", "1) ", "(2) ", "（1-1）", "一　",
    "ア　", "Ⅰ. ", "(a) ",
    "・", "- ", "* ", "◆ 提言", "○ シナリオA", "Recommendation 1: ", "R1. ", "第1章　", "## ", "# ", "**", "\t",
    "|", "<ul><li>", "</li>",
)  # fmt: skip
WORDS = (
    "国は港を整備すべきである。", "町が橋を直すこと", "The port should be repaired. ", "Build a bridge. ",
    "（北海道）", "目次", "注",
    "(Recommendation 2)", "「提言1:橋を直すこと」、「提言2:港を直すこと」",
    "We recommend that the port be closed. ", "¹", "12", "……3",
    "提出先：国土交通省", "（氏名　所属）", "https://example.invalid/", "\u3000", "%%page 2%%", "[^1]",
    "\ud800", "e\u0301", "⼀", "𠮷", "\x00",
)  # fmt: skip
ENDS = ("\n", "\n\n", "\r\n", "\f", "\n\n\n", " ", "", "\u2028")

pieces = st.one_of(st.sampled_from(MARKS + WORDS + ENDS), st.text(max_size=12))


@given(st.lists(pieces, max_size=60).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(text: str) -> None:
    check(text, read(text))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_reports_with_pieces_torn_out_and_put_in(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from((0, 0, 1, 7, 80, 400)))
        text = text[:at] + data.draw(pieces) * data.draw(st.integers(0, 8)) + text[at + gone :]
    check(text, read(text))


TEXTS = [read_copy(path).text for path in PLAIN]


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*/report*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_report_of_the_set(path: Path) -> None:
    copy = read_copy(path)
    check(copy.text, propose(copy))


@pytest.mark.parametrize(
    "text",
    [
        "1. " * 20_000,
        "(1)" * 30_000,
        "提言1" * 30_000,
        "\n".join(f"{number}. 橋を直すこと" for number in range(1, 4000)),
        "\n\n".join("・港を直すこと。" for _ in range(4000)),
        "# 提言\n" * 5000,
        "\t".join("港" for _ in range(20_000)),
        ("港\t橋\t町\n" * 5000),
        "|" * 50_000 + "\n|-|-|\n|" + "|" * 100,
        "<ul>" * 20_000,
        "**" * 40_000,
        "（" * 50_000,
        "一" * 100_000,
        "港\n" * 50_000,
        "We recommend that " * 5000,
        "「提言1:" * 20_000,
        "A" * 200_000,
        " " * 200_000 + "。",
        "第1章" + "提言" * 50_000,
    ],
    ids=range(19),
)
def test_hostile_texts_take_no_long_time(text: str) -> None:
    begun = time.process_time()
    check(text, read(text))
    assert time.process_time() - begun < 8


def test_cancelling_is_heard_all_along() -> None:
    copy = Copy("long.txt", b"", "\n\n".join(TEXTS) * 3, "utf-8", "text/plain")
    told: list[float] = []
    propose(copy, told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len(told) > 5

    def stop(part: float) -> None:
        if part > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        propose(copy, stop)


def test_a_report_of_three_hundred_pages() -> None:
    """About 1,200 characters a page."""
    text = "\n\n".join(TEXTS)
    text = (text * (360_000 // len(text) + 1))[:360_000]
    begun = time.process_time()
    found = read(text)
    assert time.process_time() - begun < 10
    assert len(found.proposals) > 500
