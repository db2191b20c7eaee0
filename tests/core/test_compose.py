"""From briefs to blocks."""

from __future__ import annotations

import dataclasses
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core.blocks import (
    Cell,
    CitationForm,
    Contents,
    ContentsEntry,
    Dates,
    Heading,
    NumberLevel,
    Paper,
    Paragraph,
    Run,
    Table,
    TitleBlock,
    footnotes,
)
from briefer.core.compose import CONTENTS_DEPTH, compose, item_heading, long_date, one_line, place_in_source, printable
from briefer.core.items import LANGS, Bilingual, Item, Lang, Locator, Term
from briefer.core.outline import ROOT, Insert, Matrix, Outline, Pick, Remove, Tree
from briefer.export.style import read_style
from tests import builders as make
from tests import strategies as some

ROOT_FOLDER = Path(__file__).resolve().parents[2]
STYLE = read_style(ROOT_FOLDER / "resources" / "styles" / "standard.yaml")
LABELS: dict[Lang, dict[str, str]] = {
    lang: yaml.safe_load((ROOT_FOLDER / "resources" / "labels" / f"{lang}.yaml").read_bytes())["paper"]
    for lang in LANGS
}


def paper(tree: Tree, lang: Lang = "ja", citation: CitationForm = "line", dates: Dates = "western") -> Paper:
    style = STYLE.languages[lang]
    return compose(tree, lang, LABELS[lang], style.numbering, style.number_gap, citation=citation, dates=dates)


def noted(tree: Tree, lang: Lang = "ja") -> list[str]:
    """The footnotes of a paper that cites in notes."""
    notes = [note for block in paper(tree, lang, "footnote").blocks for note in footnotes(block)]
    assert [note.number for note in notes] == list(range(1, len(notes) + 1))
    assert all(each.role == "footnote" and each.level == 0 for note in notes for each in note.paragraphs)
    return ["/".join(each.text for each in note.paragraphs) for note in notes]


def of(tree: Tree, lang: Lang = "ja") -> list[Any]:
    """The blocks between the front matter and the source list."""
    blocks = [block for block in paper(tree, lang).blocks if not isinstance(block, TitleBlock | Contents)]
    sources = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and not block.number]
    return blocks[: sources[-1]] if sources else blocks


def told(tree: Tree, lang: Lang = "ja") -> list[tuple[str, str, str]]:
    """Role, label and text of each paragraph outside tables, without the source list."""
    return [(each.role, each.label, each.text) for each in of(tree, lang) if isinstance(each, Paragraph)]


def tables(tree: Tree, lang: Lang = "ja") -> list[list[list[str]]]:
    """The texts of each table, line by line."""
    return [
        [[cell_text(cell) for cell in line] for line in (table.header, *table.rows)]
        for table in paper(tree, lang).blocks
        if isinstance(table, Table)
    ]


def cell_text(cell: Cell) -> str:
    return "/".join(each.label + each.text for each in cell.paragraphs)


def texts(value: object) -> Iterator[str]:
    """Every text anywhere in a paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


# -- reference


def readable(value: object) -> object:
    """Blocks as JSON that reads well in a difference: what is at its default is left out."""
    match value:
        case Run(text, lang, strong, note):
            mark = f" [{note.number}: {readable(note.paragraphs)}]" if note else ""
            return f"{lang}{'!' if strong else ''}: {text}{mark}"
        case Paragraph(role, runs, node, label, level):
            name = f"{role} [{label}]" if label else role
            words = " + ".join(str(readable(run)) for run in runs)
            return f"{'>' * level} {name} | {words} | {node}"
        case Heading(level, number, text, key, lang, node):
            return f"{'#' * level} {number} | {lang}: {text} | {key} | {node}"
        case ContentsEntry(level, number, text, key):
            return f"{'.' * level} {number} | {text} | {key}"
        case NumberLevel(form, pattern):
            return f"{form}: {pattern}"
        case Cell(paragraphs, bulleted):
            lines = [f"{'- ' if bulleted else ''}{each.label}|{readable(each.runs[0])}" for each in paragraphs]
            return lines[0] if len(lines) == 1 else lines
        case tuple():
            return [readable(each) for each in value]
        case _ if dataclasses.is_dataclass(value):
            fields = {field.name: readable(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return {"is": type(value).__name__, **fields}
    return value


@pytest.mark.parametrize("lang", LANGS)
def test_the_rich_brief_gives_the_expected_blocks(lang: Lang, update_reference: bool) -> None:
    """A difference here is a change of what papers say: read it, then run with --update-reference."""
    tree = Outline.from_tree(make.rich_brief()).tree()
    got = json.dumps(readable(paper(tree, lang)), ensure_ascii=False, indent=1) + "\n"
    file = ROOT_FOLDER / "tests" / "reference" / f"rich-brief.{lang}.json"
    if update_reference:
        file.write_text(got, encoding="utf-8")
    assert got == file.read_text(encoding="utf-8")


# -- front matter


def test_title_block_and_properties() -> None:
    composed = paper(make.rich_brief())
    assert composed.blocks[0] == TitleBlock(
        "灯台をめぐる論点",
        "港の会合に向けて",
        (("日付", "2031年5月7日"), ("宛先", "市長"), ("作成", "港湾課")),
        "ja",
    )
    assert (composed.title, composed.subject, composed.author) == ("灯台をめぐる論点", "港の会合に向けて", "港湾課")
    assert (composed.date, composed.marking, composed.lang) == ("2031-05-07", "取扱注意", "ja")
    assert composed.keywords == "港湾研究会"


def test_an_empty_brief_is_a_paper() -> None:
    for lang, title in (("ja", "無題のブリーフ"), ("en", "Untitled brief")):
        composed = paper(Tree(Outline().details), lang)  # type: ignore[arg-type]
        assert composed.blocks == (TitleBlock(title, "", (), lang),)  # type: ignore[arg-type]


def test_contents_list_the_headings_in_order() -> None:
    tree = make.brief(make.section("一", make.section("二", make.section("三", make.section("四", make.note("五"))))))
    contents = paper(tree).blocks[1]
    assert isinstance(contents, Contents)
    assert [(each.level, each.number, each.text) for each in contents.entries] == [
        (1, "第１", "一"),
        (2, "１", "二"),
        (3, "(1)", "三"),
    ]
    assert max(each.level for each in contents.entries) == CONTENTS_DEPTH
    headings = {block.key: block for block in paper(make.rich_brief()).blocks if isinstance(block, Heading)}
    contents = paper(make.rich_brief()).blocks[1]
    assert isinstance(contents, Contents)
    assert [headings[each.key].text for each in contents.entries] == [each.text for each in contents.entries]


def test_without_headings_there_are_no_contents() -> None:
    assert not any(isinstance(block, Contents) for block in paper(make.brief(make.note("一言"))).blocks)


# -- nodes


def test_numbers_start_again_in_each_section() -> None:
    tree = make.brief(
        make.section(
            "甲", make.section("い", make.pick(make.item(1)), make.pick(make.item(2))), make.pick(make.item(3))
        ),
        make.section("乙", make.note("字"), make.pick(make.item(4))),
        make.pick(make.item(5)),
    )
    numbers = [block.number for block in paper(tree).blocks if isinstance(block, Heading)]
    assert numbers == ["第１", "１", "(1)", "(2)", "２", "第２", "１", "第３", ""]
    english = [block.number for block in paper(tree, "en").blocks if isinstance(block, Heading)]
    assert english == ["1.", "1.1", "1.1.1", "1.1.2", "1.2", "2.", "2.1", "3.", ""]


def test_headings_go_seven_levels_down() -> None:
    tree = make.pick(make.item())
    for level in range(6, 0, -1):
        tree = make.section(f"{level}段", tree)
    numbers = [block.number for block in paper(make.brief(tree)).blocks if isinstance(block, Heading)]
    assert numbers == ["第１", "１", "(1)", "ア", "(ア)", "a", "(a)", ""]


def test_a_note_is_one_paragraph_a_line() -> None:
    assert told(make.brief(make.note("一\n\n　二　\r\n三\x0b四\u2028五"))) == [
        ("body", "", "一"),
        ("body", "", "二"),
        ("body", "", "三"),
        ("body", "", "四"),
        ("body", "", "五"),
    ]
    assert told(make.brief(make.note(""), make.note(" \n\t\n　"))) == []


def test_an_untitled_section_says_so() -> None:
    assert [
        block.text for block in of(make.brief(make.section("", make.note("字")))) if isinstance(block, Heading)
    ] == ["（見出しなし）"]


@pytest.mark.parametrize(
    ("item", "quote", "expected"),
    [
        (make.item(), "gist", [("gist", "要旨")]),
        (make.item(), "quotation", [("gist", "要旨")]),
        (make.item(), "both", [("gist", "要旨")]),
        (make.attached(), "gist", [("gist", "要旨")]),
        (make.attached(), "quotation", [("quotation", "原文"), ("quotation", "")]),
        (make.attached(), "both", [("gist", "要旨"), ("quotation", "原文"), ("quotation", "")]),
        (make.attached(verified=False, original="違う"), "quotation", [("quotation", "原文（刊行時の文言と相違）")]),
        (
            # read from a copy of a report that no catalogue knows: neither proved nor disproved
            make.attached(verified=None, original="違う"),
            "both",
            [("gist", "要旨"), ("quotation", "原文")],
        ),
        (
            dataclasses.replace(make.attached(verified=None, original="文"), gist=Bilingual()),
            "gist",
            [("quotation", "原文")],
        ),
    ],
)
def test_quote_choices(item: Item, quote: Any, expected: list[tuple[str, str]]) -> None:
    shown = told(make.brief(make.pick(item, quote)))
    assert [(role, label) for role, label, _ in shown[:-1]] == expected
    assert shown[-1][0] == "citation"


def test_a_quotation_keeps_its_own_language() -> None:
    blocks = of(make.brief(make.pick(make.attached(), "both")), "en")
    by_role = {block.role: block.runs[0] for block in blocks if isinstance(block, Paragraph)}
    assert by_role["gist"] == Run("Five harbours keep one register of parts.", "en")
    assert by_role["quotation"].lang == "ja"


def test_headings_of_items() -> None:
    def headings(tree: Tree, lang: Lang) -> list[tuple[str, Lang]]:
        return [(block.text, block.lang) for block in of(tree, lang) if isinstance(block, Heading)]

    own = make.brief(make.pick(make.attached(), heading=Bilingual("手製")))
    assert headings(own, "ja") == [("手製", "ja")]
    assert headings(own, "en") == [("手製", "ja")], "rather the other language than a gap, and marked as such"
    printed = make.brief(make.pick(make.attached(printed_title="Ⅱ　部品を　一つに")))
    assert headings(printed, "ja") == [("Ⅱ　部品を　一つに", "ja")], "a printed heading keeps its spaces"
    assert headings(printed, "en") == [("Share spare parts, 1", "en")]
    assert headings(make.brief(make.pick(make.item(title=Bilingual("題")))), "en") == [("題", "ja")]
    assert headings(make.brief(make.pick(make.point())), "ja") == [("北の海・赤組の市政：想定される政策", "ja")]
    assert headings(make.brief(make.pick(make.point("japan_response"))), "en") == [
        ("Northern Sea, Red administration: Meaning for Japan and response", "en")
    ]
    assert headings(make.brief(make.pick(make.item(title=Bilingual(), gist=Bilingual()))), "ja") == [
        ("lamps-2031/summary/1.1", "ja")
    ], "a heading is never empty"


def test_notes_on_items_are_labelled() -> None:
    shown = told(make.brief(make.pick(make.item(), note=Bilingual("一\n二"))))
    assert shown[1:3] == [("note", "注", "一"), ("note", "", "二")]


def test_paragraphs_know_the_heading_they_stand_under() -> None:
    tree = make.brief(
        make.note("前文"),
        make.section(
            "一",
            make.note("甲"),
            make.section("二", make.pick(), make.note("乙")),
            make.note("丙"),
            make.matrix(make.row()),
        ),
        make.note("結び"),
    )
    assert [
        (each.text[:2], each.level) for each in of(tree) if isinstance(each, Paragraph) and each.role == "body"
    ] == [
        ("前文", 0),
        ("甲", 1),
        ("乙", 2),
        ("丙", 1),
        ("結び", 0),
    ]
    under_item = {each.level for each in of(tree) if isinstance(each, Paragraph) and each.role == "gist"}
    assert under_item == {3}
    (table,) = (each for each in of(tree) if isinstance(each, Table))
    assert {each.level for line in table.rows for cell in line for each in cell.paragraphs} == {0}


# -- warnings


def test_the_caveat_stands_once_in_each_part() -> None:
    def caveats(*children: Tree) -> list[int]:
        outline = Outline.from_tree(make.brief(*children))
        return [block.node for block in of(outline.tree()) if isinstance(block, Paragraph) and block.role == "caveat"]

    point, matrix = make.pick(make.point()), make.matrix(make.row(), make.row(SOUTH))
    assert caveats(make.section("節", point, make.section("下", matrix), matrix)) == [2]
    assert len(caveats(make.section("節", point), make.section("節", point, matrix), matrix)) == 3
    assert caveats(make.section("節", make.pick(make.item()), make.note("字"))) == []
    other = make.source("other", caveat=Bilingual("別の留意事項"))
    assert len(caveats(make.section("節", point, make.pick(make.point(source=other)), point))) == 2
    assert caveats(make.pick(make.point(source=make.source(caveat=Bilingual())))) == []


SOUTH = make.SOUTH


def test_overtaken_items_are_stamped() -> None:
    reason = Bilingual("赤組は敗れた。", "Red lost.")

    def stamps(tree: Tree, lang: Lang = "ja") -> list[tuple[str, str]]:
        return [(label, text) for role, label, text in told(tree, lang) if role == "stamp"]

    for status, ja, en in (
        ("past", "過去の事項", "Overtaken by events"),
        ("counterfactual", "実現しなかった前提", "Premise did not come about"),
    ):
        over = {"status": status, "status_reason": reason}
        assert stamps(make.brief(make.pick(make.item(**over)))) == [(ja, "赤組は敗れた。")]
        assert stamps(make.brief(make.pick(make.point(**over))), "en") == [(en, "Red lost.")]
        assert stamps(make.brief(make.pick(make.row(**over)))) == [(ja, "赤組は敗れた。")]
        assert stamps(make.brief(make.matrix(make.row(**over), make.row(SOUTH, **over)))) == [(ja, "赤組は敗れた。")]
        silent = {"status": status}
        assert stamps(make.brief(make.pick(make.item(**silent)))) == [("", ja)], "the warning stands without a reason"
        assert stamps(make.brief(make.matrix(make.row(), make.row(SOUTH, **silent)))) == [("", ja)]
    assert stamps(make.brief(make.pick(make.item()), make.matrix(make.row()))) == []


def test_each_kind_of_warning_stands_above_a_table_in_order() -> None:
    rows = (
        make.row(make.NORTH, make.RED, status="counterfactual", status_reason=Bilingual("", "Red lost.")),
        make.row(make.NORTH, make.WHITE),
        make.row(make.SOUTH, make.RED, status="past", status_reason=Bilingual("終わった。")),
        make.row(make.SOUTH, make.WHITE, status="past", status_reason=Bilingual("過ぎた。")),
    )
    blocks = of(make.brief(make.matrix(*rows)))
    assert [(each.label, each.text) for each in blocks if isinstance(each, Paragraph) and each.role == "stamp"] == [
        ("実現しなかった前提", "Red lost."),
        ("過去の事項", "終わった。"),
        ("過去の事項", "過ぎた。"),
    ]
    kinds = [block.role if isinstance(block, Paragraph) else type(block).__name__ for block in blocks]
    assert kinds == ["caveat", "stamp", "stamp", "stamp", "Table", "citation"]


# -- sources


def test_sources_are_listed_in_the_order_of_first_mention() -> None:
    first, second = make.source("b"), make.source("a", title=Bilingual("別の報告"), authors=(), published="2030-12")
    tree = make.brief(
        make.section("節", make.pick(make.item(1, source=first)), make.pick(make.item(2, source=second))),
        make.pick(make.item(3, source=first)),
    )
    listed = [
        (block.label, block.text)
        for block in paper(tree).blocks
        if isinstance(block, Paragraph) and block.role == "source"
    ]
    assert listed == [
        ("［1］", "浜野 一郎、磯村 二葉、港湾研究会「灯台の未来」2031年4月1日"),
        ("［2］", "港湾研究会「別の報告」2030年12月"),
    ]
    marks = [text[:3] for role, _, text in told(tree) if role == "citation"]
    assert marks == ["［1］", "［2］", "［1］"]
    english = [
        block.text for block in paper(tree, "en").blocks if isinstance(block, Paragraph) and block.role == "source"
    ]
    assert english[0] == "浜野 一郎, 磯村 二葉, Harbour Study Group, “The Future of Lighthouses”, 1 April 2031"


def test_without_items_there_is_no_source_list() -> None:
    assert not any(
        isinstance(block, Paragraph) and block.role == "source" for block in paper(make.brief(make.note("字"))).blocks
    )


def test_a_citation_says_where() -> None:
    assert told(make.brief(make.pick()))[-1] == ("citation", "出典", "［1］骨子 「灯を守る」 (1)")
    assert told(make.brief(make.pick()), "en")[-1] == ("citation", "Source", "[1] Summary, “Keeping the lamps”, (1)")


def test_a_table_cites_each_source_once_and_each_place_once() -> None:
    other = make.source("other")
    rows = (
        make.row(),
        make.row(make.SOUTH),
        make.row(make.NORTH, make.WHITE),
        make.row(make.SOUTH, make.WHITE, source=other),
    )
    citation = told(make.brief(make.matrix(*rows)))[-1]
    assert citation == (
        "citation",
        "出典",
        "［1］シナリオ 「北の海」、「南の海」、［2］シナリオ 「南の海」 A",
    )


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        (Locator(), ""),
        (Locator((Bilingual("章"),), "7"), "「章」 7"),
        (Locator((Bilingual("部"), Bilingual("章"), Bilingual("節")), "", "12"), "部 「節」 12頁"),
        (Locator((Bilingual(), Bilingual("章"), Bilingual()), "(3)"), "「章」 (3)"),
    ],
)
def test_places(locator: Locator, expected: str) -> None:
    assert place_in_source([make.item(locator=locator)], "ja", LABELS["ja"]) == expected


def test_a_scenario_has_its_own_name_in_the_other_language() -> None:
    """The printed label of a scenario is a Japanese name; elsewhere a label is a number and stays."""
    for item, lang, expected in (
        (make.row(), "ja", "シナリオ 「北の海」 A"),
        (make.row(), "en", "Scenarios, “Northern Sea”, Red administration"),
        (make.row(actor=None), "en", "Scenarios, “Northern Sea”, A"),
        (make.item(), "en", "Summary, “Keeping the lamps”, (1)"),
    ):
        assert place_in_source([item], lang, LABELS[lang]) == expected  # type: ignore[arg-type, index]


def test_several_places_of_one_report_are_said_briefly() -> None:
    items = [make.row(), make.row(make.SOUTH), make.row(make.NORTH, make.WHITE), make.item(), make.item(2)]
    assert place_in_source(items, "ja", LABELS["ja"]) == "シナリオ 「北の海」、「南の海」、骨子 「灯を守る」"


# -- citations in footnotes


def test_a_source_is_named_in_full_once() -> None:
    first, second = make.source("b"), make.source("a", title=Bilingual("別の報告", "Another report"), authors=())
    tree = make.brief(
        make.pick(make.item(1, source=first)),
        make.pick(make.item(2, source=first)),
        make.pick(make.item(2, source=first)),
        make.pick(make.item(1, source=second)),
        make.pick(make.item(1, source=first)),
        make.pick(make.item(3, source=second)),
    )
    assert noted(tree) == [
        "浜野 一郎、磯村 二葉、港湾研究会「灯台の未来」2031年4月1日、骨子 「灯を守る」 (1)。",
        "同上、骨子 「灯を守る」 (2)。",
        "同上。",
        "港湾研究会「別の報告」2031年4月1日、骨子 「灯を守る」 (1)。",
        "浜野 一郎、磯村 二葉、港湾研究会・前掲注（1）、骨子 「灯を守る」 (1)。",
        "港湾研究会・前掲注（4）、骨子 「灯を守る」 (3)。",
    ]
    assert noted(tree, "en") == [
        "浜野 一郎, 磯村 二葉, Harbour Study Group, “The Future of Lighthouses”, 1 April 2031,"
        " Summary, “Keeping the lamps”, (1).",
        "Ibid., Summary, “Keeping the lamps”, (2).",
        "Ibid.",
        "Harbour Study Group, “Another report”, 1 April 2031, Summary, “Keeping the lamps”, (1).",
        "浜野 一郎, 磯村 二葉, Harbour Study Group, n. 1 above, Summary, “Keeping the lamps”, (1).",
        "Harbour Study Group, n. 4 above, Summary, “Keeping the lamps”, (3).",
    ]


def test_a_note_stands_at_the_last_words_of_its_item() -> None:
    tree = make.brief(make.pick(make.attached(), "both", note=Bilingual("一言。")))
    blocks = [each for each in paper(tree, citation="footnote").blocks if isinstance(each, Paragraph)]
    assert [(each.role, [run.note is not None for run in each.runs]) for each in blocks] == [
        ("gist", [False]),
        ("quotation", [False]),
        ("quotation", [True]),
        ("note", [False]),
        ("source", [False]),
    ]
    assert blocks[-1].label == ""  # nothing refers to the list by number


def test_an_item_without_words_keeps_its_line() -> None:
    tree = make.brief(make.pick(make.item(gist=Bilingual())))
    blocks = [each for each in paper(tree, citation="footnote").blocks if isinstance(each, Paragraph)]
    assert [each.role for each in blocks] == ["citation", "source"]


def test_heads_of_table_lines_carry_the_notes() -> None:
    other = make.source("other", title=Bilingual("別の報告"))
    rows = (
        make.row(),
        make.row(make.NORTH, make.WHITE, source=other),
        make.row(make.SOUTH),
        make.row(make.SOUTH, make.WHITE),
    )
    name = "浜野 一郎、磯村 二葉、港湾研究会"
    assert noted(make.brief(make.matrix(*rows))) == [
        f"{name}「灯台の未来」2031年4月1日、シナリオ 「北の海」 A。"
        f"{name}「別の報告」2031年4月1日、シナリオ 「北の海」 A。",
        # After a note on two sources, "the same" would not say which.
        f"{name}・前掲注（1）、シナリオ 「南の海」。",
    ]
    assert len(noted(make.brief(make.matrix(make.row(), make.row(make.SOUTH))))) == 2
    table = next(
        each for each in paper(make.brief(make.matrix(*rows)), citation="footnote").blocks if isinstance(each, Table)
    )
    places = [
        (line, column)
        for line, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        for each in cell.paragraphs
        if each.runs[-1].note
    ]
    assert places == [(0, 0), (2, 0)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.briefs | some.deep_briefs(), st.sampled_from(LANGS))
def test_any_brief_may_cite_in_notes(tree: Tree, lang: Lang) -> None:
    cited = paper(tree, lang)
    for note in noted(tree, lang):
        assert note.endswith(LABELS[lang]["mention_end"].strip())
    lines, notes = (
        [
            each.text
            for each in made.blocks
            if isinstance(each, Heading | Paragraph) and getattr(each, "role", "") != "citation"
        ]
        for made in (cited, paper(tree, lang, "footnote"))
    )
    assert lines == notes


# -- tables


def test_two_actors_stand_side_by_side() -> None:
    rows = [
        make.row(region, actor, points=1) for region in (make.NORTH, make.SOUTH) for actor in (make.RED, make.WHITE)
    ]
    assert tables(make.brief(make.matrix(*rows))) == [
        [
            ["地域・区分", "赤組の市政", "白組の市政"],
            ["北の海/想定される政策", *["渡し船を増やす（expected_policy 1）。"] * 2],
            ["北の海/日本への含意と対応", *["渡し船を増やす（japan_response 1）。"] * 2],
            ["南の海/想定される政策", *["渡し船を増やす（expected_policy 1）。"] * 2],
            ["南の海/日本への含意と対応", *["渡し船を増やす（japan_response 1）。"] * 2],
        ]
    ]


def test_one_actor_has_its_sides_side_by_side() -> None:
    rows = [make.row(region, make.RED, points=1) for region in (make.NORTH, make.SOUTH)]
    assert tables(make.brief(make.matrix(*rows)), "en") == [
        [
            ["Region (administration)", "Expected policy", "Meaning for Japan and response"],
            [
                "Northern Sea/(Red administration)",
                "More ferries (expected_policy 1).",
                "More ferries (japan_response 1).",
            ],
            [
                "Southern Sea/(Red administration)",
                "More ferries (expected_policy 1).",
                "More ferries (japan_response 1).",
            ],
        ]
    ]


def test_cells_without_points_show_it() -> None:
    only_policy = dataclasses.replace(make.row(points=1), points=make.row(points=1).side_points("expected_policy"))
    (table,) = tables(make.brief(make.matrix(only_policy, make.row(make.SOUTH, make.WHITE, points=1))))
    assert [line[0] for line in table] == [
        "地域・区分",
        "北の海/想定される政策",
        "南の海/想定される政策",
        "南の海/日本への含意と対応",
    ]
    assert [line[1:] for line in table[1:]] == [
        ["渡し船を増やす（expected_policy 1）。", "－"],
        ["－", "渡し船を増やす（expected_policy 1）。"],
        ["－", "渡し船を増やす（japan_response 1）。"],
    ]
    (one_side,) = tables(make.brief(make.pick(only_policy)))
    assert one_side == [
        ["地域（政権）", "想定される政策"],
        ["北の海/（赤組の市政）", "渡し船を増やす（expected_policy 1）。"],
    ]


def test_nothing_that_was_picked_is_hidden() -> None:
    """Two reports may speak of one region and actor, and a point may be picked without its row."""
    theirs = make.row(source=make.source("other"), points=1)
    theirs = dataclasses.replace(
        theirs,
        id="other/1",
        points=tuple(dataclasses.replace(each, gist=Bilingual("別の報告")) for each in theirs.points),
    )
    (table,) = tables(make.brief(make.matrix(make.row(points=1), theirs, make.row(make.NORTH, make.WHITE, points=1))))
    assert table[1][1] == "渡し船を増やす（expected_policy 1）。/別の報告"
    (table,) = tables(make.brief(make.matrix(make.point(), make.row(make.SOUTH, make.WHITE, points=1))))
    assert table[1] == ["北の海/想定される政策", "渡し船を増やす（expected_policy 1）。", "－"]
    (table,) = tables(make.brief(make.matrix(make.point())))
    assert table[1] == ["北の海/（赤組の市政）", "渡し船を増やす（expected_policy 1）。"]


def test_a_row_named_twice_is_set_once() -> None:
    row = make.row(points=1)
    assert tables(make.brief(make.matrix(row, row))) == tables(make.brief(make.matrix(row)))


def test_rows_without_points_are_a_table_all_the_same() -> None:
    bare = make.row(points=0)
    assert tables(make.brief(make.matrix(bare))) == [
        [["地域（政権）", "想定される政策", "日本への含意と対応"], ["北の海/（赤組の市政）", "－", "－"]]
    ]
    (table,) = tables(make.brief(make.matrix(bare, make.row(make.NORTH, make.WHITE, points=0))))
    assert table == [["地域・区分", "赤組の市政", "白組の市政"], ["北の海", "－", "－"]]
    (table,) = tables(make.brief(make.matrix(make.row(None, None, points=1))))
    assert table[1][0] == "－/（－）"


def test_an_empty_matrix_says_nothing() -> None:
    assert of(make.brief(Tree(Matrix(()))), "ja") == []


def test_tables_are_numbered_and_described() -> None:
    tree = make.brief(
        make.matrix(make.row()),
        make.pick(make.row()),
        make.matrix(make.row(), make.row(SOUTH), title=Bilingual("海の表")),
    )
    found = [block for block in paper(tree).blocks if isinstance(block, Table)]
    assert [table.caption for table in found] == ["表1　地域別・政権別のシナリオ", "", "表2　海の表"]
    assert found[2].description == "シナリオの比較表。地域：北の海、南の海。政権：赤組の市政。"
    for table in found:
        assert sum(table.widths) == pytest.approx(1)
        assert {len(line) for line in (table.header, *table.rows)} == {len(table.widths)}


def test_quote_choices_in_tables() -> None:
    row = make.row(points=1)
    quoted = dataclasses.replace(
        row, points=(dataclasses.replace(row.points[0], original="船を増やす。", verified=True), row.points[1])
    )
    for quote, expected in (
        ("gist", ["渡し船を増やす（expected_policy 1）。", "渡し船を増やす（japan_response 1）。"]),
        ("quotation", ["船を増やす。", "渡し船を増やす（japan_response 1）。"]),
        (
            "both",
            ["要旨渡し船を増やす（expected_policy 1）。/原文船を増やす。", "要旨渡し船を増やす（japan_response 1）。"],
        ),
    ):
        (table,) = tables(make.brief(make.matrix(quoted, quote=quote)))  # type: ignore[arg-type]
        assert table[1][1:] == expected


# -- for any brief


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.briefs | some.deep_briefs(), st.sampled_from(LANGS))
def test_any_brief_is_a_sound_paper(tree: Tree, lang: Lang) -> None:
    composed = paper(Outline.from_tree(tree).tree(), lang)
    for text in texts(composed):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", text), ascii(text)
    headings = [block for block in composed.blocks if isinstance(block, Heading)]
    keys = [each.key for each in headings]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", key) for key in keys)
    for heading in headings:
        assert heading.text.strip()
        assert "\n" not in heading.text
        assert 1 <= heading.level <= 7
    assert composed.title
    for block in composed.blocks:
        if isinstance(block, Paragraph):
            assert block.text.strip()
            assert "\n" not in block.text
        if isinstance(block, Table):
            assert block.rows
            assert len(block.widths) == len(block.header) >= 2
            assert all(len(line) == len(block.header) for line in block.rows)
    wanted = {each.content.item.source.key for each in tree.walk() if isinstance(each.content, Pick)}
    listed = [block for block in composed.blocks if isinstance(block, Paragraph) and block.role == "source"]
    assert len({block.label for block in listed}) >= len(wanted)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.briefs)
def test_the_same_brief_is_the_same_paper_however_it_was_made(tree: Tree) -> None:
    plain, edited = Outline.from_tree(tree), Outline()
    edited = Outline.from_tree(Tree(tree.content))
    for child in tree.children:
        edited.apply(edited.apply(Insert(ROOT, 0, make.note("一時"))))
        edited.apply(Insert(ROOT, edited.child_count(), child))
    if len(edited):
        last = edited.children()[-1]
        again = make.without_ids(edited.tree(last))
        edited.apply(Remove(last))
        edited.apply(Insert(ROOT, edited.child_count(), again))
    assert bare(paper(plain.tree())) == bare(paper(edited.tree()))


def bare(value: Any) -> Any:
    """Blocks without the nodes they came from, which no writer prints."""
    if isinstance(value, tuple):
        return tuple(bare(each) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: bare(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **(kept | ({"node": 0} if "node" in kept else {})))
    return value


def test_blocks_name_the_nodes_they_come_from() -> None:
    outline = Outline.from_tree(make.rich_brief())
    named = {block.node for block in of(outline.tree()) if isinstance(block, Heading | Paragraph | Table)}
    assert named == {node for node, _ in outline.walk()}


def test_a_thousand_items_are_composed_quickly() -> None:
    sections = [
        make.section(f"節{part}", *(make.pick(make.attached(number), "both") for number in range(50)))
        for part in range(20)
    ]
    tree = Outline.from_tree(make.brief(*sections)).tree()
    start = time.perf_counter()
    composed = paper(tree)
    assert time.perf_counter() - start < 1
    assert sum(isinstance(block, Heading) for block in composed.blocks) == 1_021


# -- words


@pytest.mark.parametrize(
    ("date", "ja", "en"),
    [
        ("2031-05-07", "2031年5月7日", "7 May 2031"),
        ("2031-12", "2031年12月", "December 2031"),
        ("2031", "2031年", "2031"),
        ("", "", ""),
        ("2031-13", "2031-13", "2031-13"),
        ("2031-00", "2031-00", "2031-00"),
        ("2031-05-32", "2031-05-32", "2031-05-32"),
        ("令和13年\n5月", "令和13年 5月", "令和13年 5月"),
        ("２０３１", "２０３１", "２０３１"),
    ],
)
def test_long_dates(date: str, ja: str, en: str) -> None:
    assert (long_date(date, "ja"), long_date(date, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-10-21", "令和6年10月21日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("2019-05", "令和元年5月"),
        ("2019-04", "平成31年4月"),
        ("2019", "2019年"),
        ("2020", "令和2年"),
        ("1989-01-08", "平成元年1月8日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1989-01", "1989年1月"),
        ("1989-02", "平成元年2月"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1873-01-01", "明治6年1月1日"),
        ("1872-12-31", "1872年12月31日"),
        ("0001", "1年"),
        ("来春", "来春"),
    ],
)
def test_dates_by_era(date: str, expected: str) -> None:
    assert long_date(date, "ja", "era") == expected
    assert long_date(date, "en", "era") == long_date(date, "en")


def test_a_paper_counts_years_as_its_style_says() -> None:
    tree = make.brief(make.pick(), date="2031-05-06")
    text = json.dumps(readable(paper(tree, "ja", "footnote", "era")), ensure_ascii=False)
    assert "令和13年5月6日" in text
    assert "令和13年4月1日" in text
    assert "2031年" not in text
    assert "令和" not in json.dumps(readable(paper(tree, "en", "footnote", "era")), ensure_ascii=False)


@pytest.mark.parametrize("text", make.NASTY, ids=lambda text: ascii(text[:12]))
def test_printable_text(text: str) -> None:
    clean = printable(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", clean)
    assert printable(clean) == clean
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(one_line(text)) == one_line(text)


def test_a_braced_name_is_not_filled_in() -> None:
    """Texts of briefs are values of patterns, never patterns."""
    braces = Term("b", Bilingual("{actor}{0}", "{region.__class__}"))
    source = make.source(title=Bilingual("{date}{by}"), authors=("{title}",))
    for lang in LANGS:
        row = make.row(braces, make.RED, source=source)
        composed = paper(
            make.brief(make.matrix(row, title=Bilingual("{number}")), make.pick(make.point(region=braces))), lang
        )
        assert "class 'str'" not in str(composed)
        assert any("{number}" in text for text in texts(composed))
    assert item_heading(make.point(region=braces), "ja", LABELS["ja"]) == "{actor}{0}・赤組の市政：想定される政策"


# -- levels


def test_text_knows_the_level_of_its_heading() -> None:
    tree = make.brief(
        make.section(
            "甲",
            make.note("甲の文"),
            make.section("乙", make.note("乙の文"), make.pick(note=Bilingual("項目の注")), make.matrix(make.row())),
            make.note("甲に戻る文"),
        )
    )
    found = {block.text: block.level for block in of(tree) if isinstance(block, Paragraph)}
    assert found["甲の文"] == 1
    assert found["乙の文"] == 2
    assert found["項目の注"] == 3
    assert found["甲に戻る文"] == 1  # though a deeper heading came last
    citations = [block.level for block in of(tree) if isinstance(block, Paragraph) and block.role == "citation"]
    assert citations == [3, 2]  # of the item under its own heading, of the table under the section's
    sources = [block.level for block in paper(tree).blocks if isinstance(block, Paragraph) and block.role == "source"]
    assert set(sources) == {1}
    cells = [each for block in of(tree) if isinstance(block, Table) for row in block.rows for cell in row
             for each in cell.paragraphs]  # fmt: skip
    assert {each.level for each in cells} == {0}
