"""Small factories for items and briefs. Every text here was made up for the tests: harbours, lamps and ferries."""

from __future__ import annotations

import dataclasses
from typing import Any

from briefer.core.items import Bilingual, Item, Locator, Side, Source, Term
from briefer.core.outline import Details, Matrix, Note, Pick, QuoteChoice, Section, Tree

NORTH = Term("north", Bilingual("北の海", "Northern Sea"))
SOUTH = Term("south", Bilingual("南の海", "Southern Sea"))
RED = Term("red", Bilingual("赤組の市政", "Red administration"))
WHITE = Term("white", Bilingual("白組の市政", "White administration"))

NASTY = (
    "",
    " ",
    "　",
    "\n",
    "\n\n\n",
    "\t",
    " 前に空白",
    "後ろに空白 ",
    "\n先頭が改行",
    "末尾が改行\n\n",
    " \n字下げ\n  さらに\n",
    "\t字下げ\n\t\t二段",
    "途中\n \n空白だけの行",
    "~",
    "null",
    "Null",
    "yes",
    "No",
    "true",
    "1e3",
    "0x1F",
    "012",
    "2031-04-01",
    "1:30",
    "# 見出しではない",
    "値 # 注釈ではない",
    ": ",
    "キー: 値",
    "- 項目",
    "? 問い",
    "| 縦棒",
    "> 山括弧",
    "{a: b}",
    "[a, b]",
    "&anchor",
    "*alias",
    "!tag",
    "%percent",
    "@at",
    "`tick",
    "---",
    "...",
    "<<",
    "=",
    "\"引用\" '引用'",
    "\\u0041 \\n",
    "行末の\\",
    "\x00\x01\x1b[31m\x7f",
    "次行\x85の字",
    "行区切り\u2028段落区切り\u2029",
    "\ufeff先頭の印",
    "途中の\ufeff印",
    "復帰\rだけ",
    "復帰\r\n改行",
    "縦\x0b改頁\x0c",
    "か\u3099と\U00020bb7野家",
    "👩‍👩‍👧‍👦 🇯🇵",
    "\u202e逆向き\u202c",
    "\ufffe\uffff\U0010ffff",
    "<b>&amp;</b>",
    "{percent} %s {0}",
    "長" * 5_000,
    "long words " * 500,
)
"""Texts that a careless writer of YAML, XML or PDF breaks."""


def source(key: str = "lamps-2031", **changes: Any) -> Source:
    """A report on harbour lamps."""
    made = Source(
        key=key,
        title=Bilingual("灯台の未来", "The Future of Lighthouses"),
        publisher=Bilingual("港湾研究会", "Harbour Study Group"),
        authors=("浜野 一郎", "磯村 二葉"),
        published="2031-04-01",
        as_of="2031-03",
        language="ja",
        caveat=Bilingual("ここに描く将来は選択肢であり、予測ではない。", "These futures are options, not forecasts."),
    )
    return dataclasses.replace(made, **changes)


def item(number: int = 1, **changes: Any) -> Item:
    """A recommendation, whose original is not attached."""
    made = Item(
        id=f"lamps-2031/summary/1.{number}",
        kind="recommendation",
        source=source(),
        seq=number,
        locator=Locator((Bilingual("骨子", "Summary"), Bilingual("灯を守る", "Keeping the lamps")), f"({number})"),
        title=Bilingual(f"灯台の部品を分け合う その{number}", f"Share spare parts, {number}"),
        gist=Bilingual("五つの港で部品の台帳を一つにする。", "Five harbours keep one register of parts."),
        topics=("maritime",),
    )
    return dataclasses.replace(made, **changes)


def attached(number: int = 1, **changes: Any) -> Item:
    """A recommendation with its original, as published."""
    known = {
        "printed_title": f"部品の台帳を一つに　その{number}",
        "original": "各港は、部品の台帳を一つにまとめ、当番を替えるべきである。\n台帳は誰でも見られるようにする。",
        "verified": True,
    }
    return item(number, **(known | changes))


def point(side: Side = "expected_policy", number: int = 1, **changes: Any) -> Item:
    """One point of a scenario row."""
    made = Item(
        id=f"lamps-2031/scenario/A.red.{side}.{number}",
        kind="scenario",
        source=source(),
        seq=number,
        locator=Locator((Bilingual("シナリオ", "Scenarios"), Bilingual("北の海", "Northern Sea")), f"{number}"),
        title=Bilingual(),
        gist=Bilingual(f"渡し船を増やす（{side} {number}）。", f"More ferries ({side} {number})."),
        region=NORTH,
        actor=RED,
        side=side,
        row="lamps-2031/scenario/A.red",
    )
    return dataclasses.replace(made, **changes)


def row(region: Term | None = NORTH, actor: Term | None = RED, points: int = 2, **changes: Any) -> Item:
    """A scenario row with ``points`` points a side."""
    name = f"lamps-2031/scenario/{region.key if region else 'none'}.{actor.key if actor else 'none'}"
    sides: tuple[Side, ...] = ("expected_policy", "japan_response")
    made = Item(
        id=name,
        kind="scenario",
        source=source(),
        seq=1,
        locator=Locator((Bilingual("シナリオ", "Scenarios"), region.name if region else Bilingual("海")), "A"),
        title=Bilingual("海ごとの見通し", "Outlook by sea"),
        gist=Bilingual("市政が替わった場合の見通し。", "What a change at the town hall would mean."),
        region=region,
        actor=actor,
        points=tuple(
            point(side, number, id=f"{name}.{side}.{number}", region=region, actor=actor, row=name)
            for side in sides
            for number in range(1, points + 1)
        ),
    )
    return dataclasses.replace(made, **changes)


def section(title: str, *children: Tree, en: str = "") -> Tree:
    """A section with what is in it."""
    return Tree(Section(Bilingual(title, en)), children)


def note(text: str, en: str = "") -> Tree:
    """A note."""
    return Tree(Note(Bilingual(text, en)))


def pick(picked: Item | None = None, quote: QuoteChoice = "gist", **changes: Any) -> Tree:
    """A picked item."""
    return Tree(Pick(picked or item(), quote, **changes))


def matrix(*rows: Item, quote: QuoteChoice = "gist", **changes: Any) -> Tree:
    """A table of scenario rows."""
    return Tree(Matrix(rows, quote, **changes))


def brief(*children: Tree, **details: Any) -> Tree:
    """A whole brief with a Japanese title."""
    known: dict[str, Any] = {"title": Bilingual("灯台をめぐる論点", "Points on lighthouses")}
    return Tree(Details(**(known | details)), children)


def rich_brief() -> Tree:
    """A brief with every kind of node, quotation and warning, in both languages where the other tests have one."""
    other = source("ferries-2032", title=Bilingual("渡し船白書"), caveat=Bilingual(), authors=(), published="2032")
    over = {"status": "past", "status_reason": Bilingual("市長選は終わった。", "The election is over.")}
    never = {"status": "counterfactual", "status_reason": Bilingual("赤組は選挙に敗れた。", "Red lost the election.")}
    return brief(
        section(
            "現状",
            note(
                "灯台の修理が遅れている。\n冬までに直したい。", "Repairs are late.\nThey should be done before winter."
            ),
            pick(attached(1), "both", note=Bilingual("先方も関心あり。", "They are interested too.")),
            section("部品", pick(attached(2), "quotation"), pick(attached(3, verified=False), "both"), en="Parts"),
            en="Where things stand",
        ),
        section(
            "見通し",
            matrix(
                row(NORTH, RED, **never),
                row(NORTH, WHITE),
                row(SOUTH, RED, **never),
                row(SOUTH, WHITE, points=1),
                quote="both",
            ),
            pick(row(SOUTH, WHITE, **over)),
            pick(point(), heading=Bilingual("とくに渡し船", "Ferries above all")),
            en="Outlook",
        ),
        pick(item(4, source=other, id="ferries-2032/1", **over), "quotation"),
        note("以上"),
        subject=Bilingual("港の会合に向けて", "For the harbour meeting"),
        date="2031-05-07",
        sender=Bilingual("港湾課", "Harbour Office"),
        recipient=Bilingual("市長"),
        marking=Bilingual("取扱注意", "Handle with care"),
    )


def without_ids(tree: Tree) -> Tree:
    """The tree as it was before an outline numbered it."""
    return Tree(tree.content, tuple(without_ids(child) for child in tree.children))
