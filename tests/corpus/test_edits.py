"""An edited copy: exactly the item that was edited is said to differ, with all its words, or to be missing."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from briefer.core.text import fingerprint
from briefer.corpus.attach import attach, catalogued
from briefer.corpus.connection import connect
from briefer.corpus.find import Expected, Finder
from briefer.corpus.proof import chain, parsed, title_piece
from briefer.corpus.store import Corpus
from tests.corpus import edits, village

# -- an invented report in the layouts that reports have

_WHO = ["村長", "議会", "学校", "役場", "農家", "漁協", "商店", "消防", "診療所", "図書館", "寺", "駅", "宿", "酒蔵"]
_WHAT = ["水道", "橋", "祭り", "道路", "森林", "用水", "病院", "港", "畑", "市場", "温泉", "集会所", "鉄道", "電線"]
_HOW = [
    "修理",
    "点検",
    "拡充",
    "移転",
    "記録",
    "公開",
    "清掃",
    "共有",
    "登録",
    "見直し",
    "保存",
    "測量",
    "募集",
    "貸出し",
]


def words(number: int, sentences: int) -> str:
    """Sentences that no other number has."""
    who, what, how = _WHO[number % 14], _WHAT[number * 3 % 14], _HOW[number * 5 % 14]
    made = [
        f"{who}は{what}の{how}を第{number}期の計画に入れ、住民に知らせるべきである。",
        f"そのため{what}に詳しい{who}の者を{number + 20}人まで集め、{how}の費用を見積もることとする。",
        f"{how}が遅れれば{what}は使えなくなり、{who}の仕事にも{number + 40}日の遅れが生じるであろう。",
        f"隣の町の{what}とも{how}の時期を合わせ、{who}どうしで年に{number + 2}回は話し合うことが望ましい。",
    ]
    return "".join((made[number % 4 :] + made)[:sentences])


def titled(number: int) -> str:
    return f"{_WHAT[number * 3 % 14]}の{_HOW[number * 5 % 14]}について{_WHO[number % 14]}がなすべきこと"


def expected(number: int, title: str, text: str) -> Expected:
    pieces = parsed(title_piece(title))
    return Expected(number, f"v/{number}", fingerprint(title, text), pieces[0] if pieces else None, parsed(chain(text)))


PROSE = "この章では村の暮らしを支えるものについて述べる。長い年月のうちに傷んだところは多く、手当ては容易でない。"


def made(layout: str) -> tuple[str, list[Expected]]:
    """A copy and what the catalogue knows of it: three sections of five items, one to four sentences long."""
    lines, items = ["# 村の明日", "", PROSE, ""], []
    for number in range(15):
        if number % 5 == 0:
            lines += ["", f"## {'甲乙丙'[number // 5]} 章の見出し", "", PROSE.replace("村", "甲乙丙"[number // 5]), ""]
        text = words(number, number % 4 + 1)
        label, title = number % 5 + 1, titled(number)
        if layout == "numbered":
            lines.append(f"{label}. **（{title}）** {text}")
        elif layout == "bullets":
            title = ""
            lines.append(f"- {text}")
        elif layout == "cells":
            title = ""
            lines.append(f"<p><b>役場</b></p> <ul> <li>▪ {text}</li> </ul>" if number % 5 else f"<li>▪ {text}</li>")
        elif layout == "wrapped":
            lines += [f"{'①②③④⑤'[label - 1]} {title}", ""]
            for at in range(0, len(text), 30):
                lines += [text[at : at + 30], ""]
            lines += [" ", ""]
        else:
            text = "\n".join(re.findall("[^。]*。", text))
            lines += [f"提言{label} {title}", "", *(line for each in text.split("\n") for line in (each, ""))]
            lines[-2] += "（川辺一郎・村の大学教授）"
        items.append(expected(number + 1, title, text))
    return "\n".join([*lines, "", "# 付録", "", PROSE.replace("村", "付録"), ""]), items


LAYOUTS = ["numbered", "bullets", "cells", "wrapped", "paragraphs"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_exactly_the_edited_item_differs(layout: str) -> None:
    copy, items = made(layout)
    found = edits.leaves(Finder(copy, [items]).find(items))
    assert len(found) == 15
    assert all(each.verified for each in found)
    chance = random.Random(layout)
    faults, kinds = [], Counter[str]()
    for kind in edits.KINDS:
        for at in range(len(found)):
            edited = edits.edit(copy, found, at, kind, chance)
            if edited is not None:
                kinds[kind] += 1
                faults += edits.faults(edited, items)
    assert not faults
    assert sum(kinds.values()) > 120
    assert len(kinds) >= 11


def test_a_report_row_carries_the_differences_of_its_points(file: Path) -> None:
    copy = village.text().replace("祭りの補助金は今のまま続ける", "祭りの補助金は半分にする")
    place = file.parent / "copy.txt"
    place.write_text(copy.replace("<li>● 隣の町との協議を続ける。</li>", ""), "utf-8")
    (report,) = attach(file, [place])
    assert set(report.different) == {
        "village-2030/valley/retained", "village-2030/valley/retained.expec.2", "village-2030/valley/elected",
    }  # fmt: skip
    assert tuple(each.id for each in report.differences) == report.different
    shown = {
        each.id.rpartition("/")[2]: [each.text[slice(*span)] for span in each.spans] for each in report.differences
    }
    assert shown == {
        "retained": ["祭りの補助金は半分にする。"], "retained.expec.2": ["祭りの補助金は半分にする。"], "elected": [""],
    }  # fmt: skip


def test_words_of_one_item_never_stand_for_another() -> None:
    shared, own = words(1, 1), words(2, 2)
    one, other = expected(1, "祭り", shared), expected(2, "祭り", shared + own)
    whole = f"# 概要\n\n1. （祭り）{shared}\n\n# 全文\n\n1. （祭り）{shared}{own}\n\n# 付録\n"
    assert [each.verified for each in Finder(whole, [[one, other]]).find([one, other])] == [True, True]
    (found,) = Finder(whole.replace(f"1. （祭り）{shared}{own}", ""), [[one, other]]).find([one, other])
    assert (found.expected.id, found.verified) == ("v/1", True)
    cut = Finder(whole.replace(own, ""), [[one, other]]).find([one, other])
    assert [(each.expected.id, each.verified, each.words.text) for each in cut] == [
        ("v/1", True, shared), ("v/2", False, shared),
    ]  # fmt: skip
    assert cut[0].end < cut[1].start


def test_an_item_is_not_put_together_from_several_places() -> None:
    text = words(3, 4)
    sentences = re.findall("[^。]*。", text)
    far = "\n\n".join(f"{number}という別の話がここに長々と書かれている。" * 4 for number in range(60))
    item = expected(1, "", text)
    (found,) = Finder(f"- {sentences[0]}{sentences[1]}\n\n{far}\n\n- {sentences[2]}{sentences[3]}\n", [[item]]).find(
        [item]
    )
    assert not found.verified
    assert found.words.text in (sentences[0] + sentences[1], sentences[2] + sentences[3])


def test_copies_full_of_edits_do_not_keep_it_busy() -> None:
    copy, items = made("numbered")
    chance = random.Random(1)
    lines = [line.replace(chance.choice(line), "異") if len(line) > 9 else line for line in copy.split("\n")]
    source = "\n".join(line for _ in range(200) for line in chance.sample(lines, len(lines)))
    start = time.process_time()
    Finder(source, [items]).find(items)
    assert time.process_time() - start < 20


# -- the real reports

EDITS = {"npi-2024": 60, "fuji-2017": 60, "jiia-2025": 60, "jfir-2026": 60, "nakabayashi-2025": 10}
"""How many edits of each report are tried: a sample; of the last, whose table has four rows, all that can be made."""


@pytest.mark.parametrize("key", EDITS)
def test_exactly_the_edited_item_of_a_report_differs(key: str, sources: Path, built_corpus: Path) -> None:
    connection = connect(built_corpus, read_only=True)
    report = next(each.items for each in catalogued(connection) if each.key == key)
    connection.close()
    copy = (sources / f"{key}.txt").read_text("utf-8")
    found = sorted(edits.leaves(Finder(copy, [report]).find(report)), key=lambda each: each.start)
    chance = random.Random(key)
    jobs = [(kind, at) for kind in edits.KINDS for at in range(len(found))]
    chance.shuffle(jobs)
    made_there, faults = 0, []
    for kind, at in jobs:
        edited = edits.edit(copy, found, at, kind, chance)
        if edited is not None and made_there < EDITS[key]:
            made_there += 1
            faults += edits.faults(edited, report)
    assert not faults
    assert made_there == EDITS[key]


def test_the_corpus_says_what_an_edited_report_holds(sources: Path, built_corpus: Path, tmp_path: Path) -> None:
    """One item loses words in its first sentence, another is taken out, which has its like in the outline."""
    corpus = tmp_path / "corpus.sqlite"
    corpus.write_bytes(built_corpus.read_bytes())
    copy = (sources / "npi-2024.txt").read_text("utf-8")
    attach(corpus, [sources / "npi-2024.txt"])
    with Corpus.open(corpus) as opened:
        texts = {each: opened.item(f"npi-2024/paper/{each}").original or "" for each in ("II.A.10", "II.D.3")}
    corpus.write_bytes(built_corpus.read_bytes())
    start = copy.rindex(texts["II.A.10"][:20])
    lost = copy.rindex(texts["II.D.3"][:40])
    line = copy.rindex("\n", 0, lost), copy.index("\n", lost)
    edited = copy[: line[0]] + copy[line[1] :]
    edited = edited[: start + 25] + edited[start + 30 :]
    place = tmp_path / "edited.txt"
    place.write_text(edited, "utf-8")
    (report,) = attach(corpus, [place])
    assert report.different == ("npi-2024/paper/II.A.10",)
    assert report.missing == ("npi-2024/paper/II.D.3",)
    (difference,) = report.differences
    assert difference.text == texts["II.A.10"][:25] + texts["II.A.10"][30:]
    assert len(difference.spans) == 1
    assert difference.spans[0][0] == 0
