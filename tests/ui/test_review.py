"""What a user does to proposals: every step answers values, keeps the words and where they stand."""

from __future__ import annotations

import dataclasses
import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.corpus.decode import read_copy
from briefer.corpus.importing import Import, Part, Proposal, Reason, SourceDraft, propose
from briefer.ui import review
from briefer.ui.review import Draft, Drafts, Sheet, Steps
from briefer.workspace import Workspace

IMPORTS = Path(__file__).resolve().parents[1] / "files" / "imports"
TEXT = """地域の足を守る提言

一　乗合の予約を一つにまとめる
受付が町ごとに分かれている。県は
共通の受付を設けるべきである。費用は県と町で折半する。

二　通院の便を優先する
週三回以上の便を保障すべきである。

路線\t現状\t対応
東線\t減便\t県が補う
西線\t廃止\t乗合に替える
"""


def make(kind: str, text: str, start: int, end: int, pieces: tuple[tuple[int, int, int], ...]) -> Proposal:
    return Workspace.by_hand(kind, text, start, end, pieces)  # type: ignore[arg-type]


def proposal(begin: str, end: str, *, label: str = "", title: str = "", confidence: float = 0.8) -> Proposal:
    """A proposal whose text runs from one phrase to the end of another."""
    body = TEXT.index(begin)
    stop = TEXT.index(end) + len(end)
    words = review.words(TEXT, body, stop)
    start = TEXT.index(label + "　" + title) if title else body
    return Proposal(
        "recommendation", label, title, words.text, ("提言",), (), (), "", (Reason("reason.sequence"),), confidence,
        start, stop, review.pieces_of(words, TEXT),
    )  # fmt: skip


@pytest.fixture
def drafts() -> Drafts:
    one = proposal("受付が町", "折半する。", label="一", title="乗合の予約を一つにまとめる")
    two = proposal("週三回", "保障すべきである。", label="二", title="通院の便を優先する")
    return review.drafts_of(Import(SourceDraft(), (one, two)))


def true_to(text: str, draft: Draft) -> None:
    """Every piece stands in the report as it stands in the text, and in order."""
    one = draft.proposal
    assert one.start <= one.end
    at = 0
    for place, start, length in one.pieces:
        assert place >= at
        # The reader of reports lets a blank stand for the end of a line.
        assert one.text[place : place + length].split() == text[start : start + length].split()
        at = place + length


def test_words_join_lines_by_script_and_keep_paragraphs_apart() -> None:
    found = review.words("共通の\n受付を\n\n設ける。\n\n次の段落。\n・一つ目\n・二つ目\none\ntwo", 0, 46)
    assert found.text.startswith("共通の受付を設ける。\n次の段落。\n・一つ目\n・二つ目")
    assert review.words("one\ntwo  three", 0, 14).text == "one two three"
    assert review.words(" \n ", 0, 3).text == ""


def test_merging_makes_one_item_of_two(drafts: Drafts) -> None:
    found = review.merge(drafts, 0, TEXT)
    assert found is not None
    merged, place = found
    assert len(merged) == 1
    assert place == 0
    one = merged[0].proposal
    assert one.label == "一"
    assert "費用は県と町で折半する。\n二　通院の便を優先する\n週三回以上" in one.text
    assert (one.start, one.end) == (drafts[0].start, drafts[1].end)
    true_to(TEXT, merged[0])
    assert review.merge(merged, 0, TEXT) is None
    back = review.split(merged, 0, TEXT.index("二　通院"))
    assert back is not None
    assert [each.proposal.title for each in back[0]] == ["乗合の予約を一つにまとめる", "通院の便を優先する"]
    assert [each.proposal.text for each in back[0]] == [each.proposal.text for each in drafts]


def test_splitting_where_the_cursor_is(drafts: Drafts) -> None:
    offset = TEXT.index("費用は県と町")
    found = review.split(drafts, 0, offset)
    assert found is not None
    parted, place = found
    assert [each.proposal.text for each in parted[:2]] == [
        "受付が町ごとに分かれている。県は共通の受付を設けるべきである。",
        "費用は県と町で折半する。",
    ]
    assert place == 1
    assert parted[1].start == offset
    assert parted[0].end <= offset
    assert [each.proposal.title for each in parted[:2]] == ["乗合の予約を一つにまとめる", ""]
    for each in parted:
        true_to(TEXT, each)
    merged = review.merge(parted, 0, TEXT)
    assert merged is not None
    assert merged[0][0].proposal.text.replace("\n", "") == drafts[0].proposal.text
    for outside in (0, drafts[0].start, drafts[0].start + 1, drafts[0].end, len(TEXT)):
        assert review.split(drafts, 0, outside) is None


def test_the_second_part_takes_its_label() -> None:
    text = "求める事項：第一に備える。(2) 次に支える。"
    whole = review.words(text, 0, len(text))
    drafts = (Draft(make("recommendation", whole.text, 0, len(text), review.pieces_of(whole, text)), ticked=True),)
    found = review.split(drafts, 0, text.index("(2)"))
    assert found is not None
    second = found[0][1].proposal
    assert (second.label, second.text) == ("(2)", "次に支える。")
    assert text[second.start] == "("


def test_accepting_takes_the_tick_from_other_readings() -> None:
    outer = proposal("受付が町", "折半する。")
    inner = proposal("共通の受付", "設けるべきである。", confidence=0.3)
    drafts = review.drafts_of(Import(SourceDraft(), (outer, inner)))
    assert [each.ticked for each in drafts] == [True, False]
    assert review.other_reading(drafts, 0) == (1,)
    other = review.read_otherwise(drafts, 0)
    assert [each.ticked for each in other] == [False, True]
    assert review.read_otherwise(other, 1) == drafts
    assert [each.ticked for each in review.tick(drafts, [0], on=False)] == [False, False]
    assert review.accepted(other) == (inner,)


def test_an_item_by_hand_takes_label_and_section(drafts: Drafts) -> None:
    start = TEXT.index("二　通院")
    found = review.make(drafts, TEXT, start, TEXT.index("保障すべきである。") + 9, make)
    assert found is not None
    new, place = found
    made = new[place].proposal
    assert made.label == "二"
    assert made.text.startswith("通院の便を優先する")
    assert made.section_path == ("提言",)
    assert new[place].ticked
    assert not any(each.ticked for each in new if each.proposal.title == "通院の便を優先する")
    true_to(TEXT, new[place])
    assert review.make(drafts, TEXT, 9, 11, make) is None  # nothing but line ends


def test_an_item_reaches_as_far_as_selected(drafts: Drafts) -> None:
    longer = review.extend(drafts, 0, TEXT, drafts[0].start, TEXT.index("保障すべきである。") + 9)
    assert longer is not None
    one = longer[0][longer[1]]
    assert (one.proposal.label, one.proposal.title) == ("一", "乗合の予約を一つにまとめる")
    assert one.proposal.text.endswith("週三回以上の便を保障すべきである。")
    true_to(TEXT, one)
    shorter = review.extend(drafts, 0, TEXT, TEXT.index("共通の受付"), TEXT.index("設けるべき") + 8)
    assert shorter is not None
    assert shorter[0][shorter[1]].proposal.text == "共通の受付を設けるべきである"
    assert shorter[0][shorter[1]].proposal.title == ""
    true_to(TEXT, shorter[0][shorter[1]])


def test_the_rows_of_a_table(drafts: Drafts) -> None:
    inside = TEXT.index("減便")
    assert len(review.table_at(TEXT, inside)) == 3
    assert review.table_at(TEXT, 3) == []
    found = review.set_rows(drafts, TEXT, inside, "scenario", make)
    assert found is not None
    rows = [each.proposal for each in found[0] if each.proposal.kind == "scenario"]
    assert [row.title for row in rows] == ["東線", "西線"]
    assert rows[0].columns == ("現状", "対応")
    assert rows[0].cells == ("減便", "県が補う")
    again = review.set_rows(found[0], TEXT, inside, "recommendation", make)
    assert again is not None
    assert len(again[0]) == len(found[0])
    assert [each.proposal.kind for each in again[0]][-2:] == ["recommendation"] * 2
    neither = review.set_rows(found[0], TEXT, inside, None, make)
    assert neither is not None
    assert not any(each.ticked for each in neither[0] if each.proposal.cells)
    assert review.set_rows(drafts, TEXT, 3, "scenario", make) is None
    for each in found[0]:
        true_to(TEXT, each)


def test_steps_go_back_and_forth_and_typing_is_one_step(drafts: Drafts) -> None:
    steps = Steps(Sheet(SourceDraft(), "a", drafts))
    first = steps.sheet
    assert not steps.undo()
    assert not steps.do("tick", first)
    for text in ("題", "題名", "題名だ"):
        sheet = Sheet(SourceDraft(title=text), "a", drafts)
        assert steps.do("source", sheet, typing=True)
    assert steps.undo()
    assert steps.sheet == first
    assert steps.redo_label == "source"
    assert steps.redo()
    assert steps.sheet.source.title == "題名だ"
    steps.undo()
    steps.do("merge", Sheet(SourceDraft(), "b", drafts))
    assert steps.redo_label == ""


REPORTS = sorted({path.parent.name for path in IMPORTS.glob("*/report.txt")})


@given(name=st.sampled_from(REPORTS), seed=st.integers(0, 2**31))
def test_any_steps_keep_the_words_where_they_stand(name: str, seed: int) -> None:
    copy = read_copy(IMPORTS / name / "report.txt")
    drafts = review.drafts_of(propose(copy))
    chance = random.Random(seed)
    text = copy.text
    for _ in range(8):
        at = chance.randrange(len(drafts)) if drafts else -1
        span = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        what = chance.choice(["merge", "split", "make", "extend", "level", "tick", "rows"])
        found: tuple[Drafts, int] | None = None
        if what == "make":
            found = review.make(drafts, text, span[0], span[1], make)
        elif what == "rows":
            found = review.set_rows(drafts, text, span[0], chance.choice(["scenario", "recommendation", None]), make)  # type: ignore[arg-type]
        elif at < 0:
            continue
        elif what == "merge":
            found = review.merge(drafts, at, text)
        elif what == "split":
            found = review.split(drafts, at, chance.randint(drafts[at].start, drafts[at].end))
        elif what == "extend":
            found = review.extend(drafts, at, text, span[0], span[1])
        elif what == "level":
            drafts = review.read_otherwise(drafts, at)
        else:
            drafts = review.tick(drafts, [at], on=chance.random() < 0.5)
        if found is not None:
            drafts, place = found
            assert -1 <= place < len(drafts)
        for each in drafts:
            if each.changed:
                true_to(text, each)
                assert each.proposal.text
        taken = sorted((each.start, each.end) for each in drafts if each.ticked and each.changed)
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(taken)), what
    assert all(isinstance(each, Proposal) for each in review.accepted(drafts))


def test_parts_go_with_the_half_that_holds_them() -> None:
    text = "ア 調べる。イ 備える。"
    whole = review.words(text, 0, len(text))
    one = make("recommendation", whole.text, 0, len(text), review.pieces_of(whole, text))
    one = dataclasses.replace(one, sub_items=(Part("ア", "調べる。"), Part("イ", "備える。")))
    found = review.split((Draft(one, ticked=True),), 0, text.index("イ"))
    assert found is not None
    assert [[part.label for part in each.proposal.sub_items] for each in found[0]] == [["ア"], ["イ"]]
