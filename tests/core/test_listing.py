"""The picked items as a table: one row an item or point, with where it stands in the brief."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from briefer.core.blocks import NumberLevel
from briefer.core.compose import compose
from briefer.core.items import LANGS, Bilingual, Lang
from briefer.core.listing import COLUMNS, listing
from briefer.core.outline import Outline, Tree
from tests import builders as make

LABELS: dict[Lang, Any] = {
    lang: yaml.safe_load(
        (Path(__file__).resolve().parents[2] / "resources" / "labels" / f"{lang}.yaml").read_text(encoding="utf-8")
    )
    for lang in LANGS
}


def table(tree: Tree, lang: Lang = "ja") -> list[dict[str, str]]:
    tree = Outline.from_tree(tree).tree()
    levels = (NumberLevel("decimal", "%1"), NumberLevel("decimal", "%1.%2"))
    words = LABELS[lang]
    paper = compose(tree, lang, words["paper"], levels, " ")
    head, *rows = listing(tree, paper, words["paper"], words["listing"])
    assert head == tuple(words["listing"][name] for name in COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def test_everything_picked_is_there_in_order() -> None:
    rows = table(make.rich_brief())
    points = {
        "lamps-2031/scenario/north.red": 4,
        "lamps-2031/scenario/north.white": 4,
        "lamps-2031/scenario/south.red": 4,
    }
    assert [row["id"] for row in rows[:3]] == [f"lamps-2031/summary/1.{n}" for n in (1, 2, 3)]
    for name, count in points.items():
        assert sum(row["id"].startswith(f"{name}.") for row in rows) == count
    assert [row["id"] for row in rows[-2:]] == ["lamps-2031/scenario/A.red.expected_policy.1", "ferries-2032/1"]
    assert len(rows) == 3 + 4 + 4 + 4 + 2 + 4 + 1 + 1
    assert {row["source"] for row in rows} == {"灯台の未来", "渡し船白書"}


PLACES: dict[Lang, list[str]] = {
    "ja": [
        "1 現状 › 1.1 部品の台帳を一つに　その1",
        "2 見通し › 表1　地域別・政権別のシナリオ",
        "2 見通し › 2.1 海ごとの見通し",
    ],
    "en": [
        "1 Where things stand › 1.1 Share spare parts, 1",
        "2 Outlook › Table 1. Scenarios by region and administration",
        "2 Outlook › 2.1 Outlook by sea",
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_places_are_those_of_the_paper(lang: Lang) -> None:
    rows = table(make.rich_brief(), lang)
    assert [rows[0]["place"], rows[3]["place"], rows[-3]["place"]] == PLACES[lang]


def test_provenance() -> None:
    first, second, third = table(make.rich_brief())[:3]
    assert first["original"].startswith("各港は、部品の台帳を一つにまとめ")
    assert (first["title"], first["label"], first["section_path"]) == (
        "部品の台帳を一つに　その1",
        "(1)",
        "骨子 › 灯を守る",
    )
    assert (first["gist_ja"], first["gist_en"]) == (
        "五つの港で部品の台帳を一つにする。",
        "Five harbours keep one register of parts.",
    )
    assert (first["kind"], first["publisher"], first["authors"]) == ("提言", "港湾研究会", "浜野 一郎、磯村 二葉")
    assert (first["published"], first["as_of"], first["note"]) == ("2031-04-01", "2031-03", "先方も関心あり。")
    assert [each["verified"] for each in (first, second, third)] == ["刊行時と一致", "刊行時と一致", "刊行時と相違"]
    assert [each["shown"] for each in (first, second, third)] == ["要旨と原文", "原文", "要旨と原文"]
    assert first["status"] == "現行"


def test_points_share_what_came_of_their_row() -> None:
    rows = [row for row in table(make.rich_brief()) if row["id"].startswith("lamps-2031/scenario/north.red.")]
    assert {(row["status"], row["status_reason"]) for row in rows} == {("実現しなかった前提", "赤組は選挙に敗れた。")}
    assert [row["side"] for row in rows] == ["想定される政策"] * 2 + ["日本への含意と対応"] * 2
    assert {(row["region"], row["actor"], row["verified"]) for row in rows} == {("北の海", "赤組の市政", "原文なし")}


def test_a_row_set_twice_in_one_table_is_listed_once() -> None:
    assert len(table(make.brief(make.matrix(make.row(), make.row())))) == 4
    assert table(make.brief(make.note("字"))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_value_is_text(lang: Lang) -> None:
    tree = make.brief(*(make.pick(make.item(title=Bilingual(text), gist=Bilingual(text))) for text in make.NASTY))
    assert [row["gist_ja"] for row in table(tree, lang)] == list(make.NASTY)
