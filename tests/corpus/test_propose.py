"""What a report is read as, mechanism by mechanism, on small invented texts."""

from __future__ import annotations

import pytest

from briefer.corpus.importing import Import, Proposal
from tests.corpus.proposing import brief, check, read, ticked

DO = ("町は橋を直すべきである。", "県は港を広げるべきである。", "国は道を結ぶべきである。")


def only(text: str) -> list[tuple[str, str, str]]:
    check(text, read(text))
    return brief(ticked(text))


# -- marks and levels


@pytest.mark.parametrize(
    "labels",
    [
        ("1.", "2.", "3."), ("１）", "２）", "３）"), ("(1)", "(2)", "(3)"), ("（１）", "（２）", "（３）"),
        ("①", "②", "③"), ("一", "二", "三"),
        ("ア", "イ", "ウ"), ("(1-1)", "(1-2)", "(1-3)"), ("Ⅰ．", "Ⅱ．", "Ⅲ．"), ("提言1", "提言２", "提言 3"),
        ("【提言1】", "【提言2】", "【提言3】"),
    ],
)  # fmt: skip
def test_each_family(labels: tuple[str, ...]) -> None:
    text = "提言\n\n" + "\n\n".join(f"{label}　{words}" for label, words in zip(labels, DO, strict=True))
    assert only(text) == [(label, "", words) for label, words in zip(labels, DO, strict=True)]


@pytest.mark.parametrize("bullet", ["・", "- ", "* ", "• ", "● ", "○ ", "\uf0b7 "])
def test_bullets_have_no_label(bullet: str) -> None:
    assert only("３．提言\n\n" + "\n".join(bullet + words for words in DO)) == [("", "", words) for words in DO]


def test_label_alone_on_its_line() -> None:
    text = "要望事項\n\n" + "\n\n".join(f"({at + 1})\n{words}" for at, words in enumerate(DO))
    assert only(text) == [(f"({at + 1})", "", words) for at, words in enumerate(DO)]


def test_parts_stay_inside_and_are_listed() -> None:
    text = (
        "提言\n\n1. 橋の修繕\n次のことを進めるべきである。\n(1) 点検を毎年行う。\n(2) 費用を積み立てる。\n\n"
        "2. 港の拡張\n・岸壁を延ばすこと。\n・倉庫を建てること。\n\n3. 道の接続\n国は道を結ぶべきである。\n"
    )
    first, second, third = ticked(text)
    assert [(part.label, part.text) for part in first.sub_items] == [
        ("(1)", "点検を毎年行う。"),
        ("(2)", "費用を積み立てる。"),
    ]
    assert first.text == "次のことを進めるべきである。\n(1)点検を毎年行う。\n(2)費用を積み立てる。"
    assert [part.label for part in second.sub_items] == ["・", "・"]
    assert third.text == "国は道を結ぶべきである。"
    check(text, read(text))


def test_numbers_that_run_on_and_numbers_that_restart() -> None:
    on = (
        "Ⅰ．橋についての提言\n\n1．町は橋を直すべきです。\n2．県は橋を測るべきです。\n\n"
        "Ⅱ．港についての提言\n\n3．国は港を広げるべきです。\n"
    )
    again = on.replace("3．", "1．")
    assert [each.label for each in ticked(on)] == ["1．", "2．", "3．"]
    assert [each.section_path for each in ticked(on)][-1] == ("Ⅱ．港についての提言",)
    assert [each.label for each in ticked(again)] == ["1．", "2．"], "one entry is no sequence"
    assert [each.label for each in ticked(again + "2．国は港を守るべきです。\n")] == ["1．", "2．", "1．", "2．"]


def test_the_other_level_is_offered() -> None:
    text = (
        "橋と港についての提言\n\n1　橋\n\n(1) 橋を直すこと\n"
        "(2) 橋を測ること\n\n2　港\n\n(1) 港を広げること\n(2) 港を守ること\n"
    )
    found = read(text)
    assert [each.text for each in found.proposals if each.ticked] == [
        "橋を直すこと",
        "橋を測ること",
        "港を広げること",
        "港を守ること",
    ]
    others = [each for each in found.proposals if each.alternative_of is not None]
    assert [(each.label, each.title, len(each.sub_items)) for each in others] == [("1", "橋", 2), ("2", "港", 2)]
    assert all(not each.ticked and each.reasons[0].code == "reason.other_level" for each in others)


def test_a_number_lost_in_conversion() -> None:
    text = (
        "## Recommendations\n\n1. Mend the Bridge. The town should mend it soon.\n\n## Widen the\n\n"
        "## Harbour mouth. The county should widen it.\n\n3. Join the Roads. The state should join them.\n"
    )
    assert only(text) == [
        ("1.", "Mend the Bridge.", "The town should mend it soon."),
        ("", "Widen the Harbour mouth.", "The county should widen it."),
        ("3.", "Join the Roads.", "The state should join them."),
    ]


def test_entries_run_into_one_paragraph() -> None:
    text = (
        "## Recommendations\n\n1. The town should mend the bridge. 2. The county should widen the "
        "harbour. 3. The state must pay.\n"
    )
    assert [label for label, *_ in only(text)] == ["1.", "2.", "3."]


# -- titles


@pytest.mark.parametrize(
    ("entries", "titles"),
    [
        (["1. 橋の修繕\n町は橋を直すべきである。", "2. 港の拡張\n県は港を広げるべきである。"], ["橋の修繕",
        "港の拡張"]),
        (["1. （橋）町は橋を直すべきである。", "2. （港）県は港を広げるべきである。"], ["橋", "港"]),
        (["1. **橋**　町は橋を直すべきである。", "2. **港**　県は港を広げるべきである。"], ["橋", "港"]),
        (["1. 橋の修繕：町は橋を直すべきである。", "2. 港の拡張：県は港を広げるべきである。"], ["橋の修繕",
        "港の拡張"]),
        (["1. 町は橋を直すべきである。", "2. 県は港を広げるべきである。"], ["", ""]),
        (["1. 橋を直すこと", "2. 港を広げること"], ["", ""]),
    ],
)  # fmt: skip
def test_titles(entries: list[str], titles: list[str]) -> None:
    assert [title for _, title, _ in only("提言\n\n" + "\n\n".join(entries))] == titles


def test_a_title_over_two_lines() -> None:
    body = (
        "町の橋は古く、毎年の点検が追いつかない。町は橋を順に直し、県は費用の半分を\n"
        "負担するべきである。国は、点検に当たる者の資格を定め、その数を十年のうちに倍\nにする。"
    )
    text = f"提言\n\n① 町の橋を十年のうちに\nすべて直す\n{body}\n\n② 県の港を広げる\n{body}\n"
    assert [title for _, title, _ in only(text)] == ["町の橋を十年のうちにすべて直す", "県の港を広げる"]


def test_lead_phrases_without_marks() -> None:
    text = (
        "Key findings\n\nBridges Are Old. Half of them were built before the war.\n\n"
        "Roads Are Few. There are two of them.\n\n"
        "Policy recommendations\n\nMend the Bridges. The town should mend two a year.\n\n"
        "Build the Roads. The county should build one road to each village.\n\nConclusion\n\nThat is all.\n"
    )
    assert [title for _, title, _ in only(text)] == ["Mend the Bridges.", "Build the Roads."]


def test_headings_as_titles() -> None:
    text = (
        "# Bridges\n\n## The problem\n\n### Old age\n\nBridges were built long ago.\n\n"
        "### No money\n\nThe fund was spent.\n\n"
        "## Recommendations\n\n### Mend them\n\nThe town should mend two bridges a year.\n\n"
        "### Pay for it\n\nThe county should pay half.\n\n## Conclusion\n\nBridges matter.\n"
    )
    assert [(title, text) for _, title, text in only(text)] == [
        ("Mend them", "The town should mend two bridges a year."),
        ("Pay for it", "The county should pay half."),
    ]


# -- what stands around


def test_metadata() -> None:
    text = (
        "提言\n\n提出先：国土交通省\n\n1. 橋の修繕\n町は橋を直すべきである（12頁）。\n"
        "（橋本架　橋梁工学）\n\n2. 港の拡張\n県は港を広げるべきである。\n"
        "（港川渡　港湾経済）\n\n（脱稿日　2024年5月1日）\n"
    )
    first, second = ticked(text)
    assert (first.authors, second.authors) == (("橋本架",), ("港川渡",))
    assert first.addressee == second.addressee == "国土交通省"
    assert second.text == "県は港を広げるべきである。"


def test_proposers_behind_their_words() -> None:
    text = "宣言\n\n次のとおり採択する。\n\n(1) 橋を毎年点検する（北海道）\n\n(2) 港を町に開く（沖縄県）\n"
    assert [(each.text, each.authors) for each in ticked(text)] == [
        ("橋を毎年点検する", ("北海道",)),
        ("港を町に開く", ("沖縄県",)),
    ]


def test_labels_and_cross_references_behind() -> None:
    text = (
        "Recommendations for Executive Action\n\nThe Director of Bridges should mend the bridge\n"
        "within a year. (Recommendation 1)\n\n"
        "The Director of Roads should join the roads. (Recommendation 2)\n\nConclusions and recommendations\n\n"
        "1. The Department should count its bridges. (Paragraph 12)\n\n"
        "2. No one could say how many there are. (Paragraph 13)\n\n"
        "3. Ministers must publish the count. (Paragraph 15)\n"
    )
    assert only(text) == [
        ("(Recommendation 1)", "", "The Director of Bridges should mend the bridge within a year."),
        ("(Recommendation 2)", "", "The Director of Roads should join the roads."),
        ("1.", "", "The Department should count its bridges."),
        ("3.", "", "Ministers must publish the count."),
    ]


def test_notes_and_page_furniture_inside_a_text() -> None:
    text = (
        "町の橋に関する提言\n\n提言\n\n1. 町は橋を順に直し、県は費用の半分を負担するべきである¹。直"
        "した橋は毎年点検し、\n"
        "1　費用は三億円と見込まれる。\n－ 3 －\n町の橋に関する提言\n結果を公表するものとする。\n\n"
        "2. 県は港の岸壁を延ばし、倉庫を建てるべきである2。町は道を広げ、港との間を結ぶこと\n"
        "2　岸壁は百メートル延びる。\nを検討すべきである3。\n"
        "－ 4 －\n町の橋に関する提言\n"
    )
    first, second = ticked(text)
    assert first.text.endswith("直した橋は毎年点検し、結果を公表するものとする。")
    assert "三億円" not in first.text
    assert (
        second.text
        == "県は港の岸壁を延ばし、倉庫を建てるべきである。町は道を広げ、港との間を結ぶことを検討すべきである。"
    )


def test_text_set_vertically() -> None:
    lines = [
        "港町の会",
        "橋を守る緊急提言",
        "次のとおり求める。",
        "一橋を毎年点検すること",
        "二港を町に開くこと",
        "三道を広げること",
    ]
    text = "\n\n".join("\n".join(line) for line in lines)
    assert [(label, text) for label, _, text in only(text)] == [
        ("一", "橋を毎年点検すること"), ("二", "港を町に開くこと"), ("三", "道を広げること"),
    ]  # fmt: skip


# -- what is left out


@pytest.mark.parametrize(
    "heading",
    ["調査の結果", "現状と課題", "問題意識", "ビジョン", "参考文献", "目次", "脚注", "用語", "執筆者紹介",
    "これまでの経緯", "提案理由", "前回の提言"],
)  # fmt: skip
def test_headings_that_announce_something_else(heading: str) -> None:
    text = f"橋の話\n\n{heading}\n\n" + "\n".join(f"{at + 1}. {words}" for at, words in enumerate(DO))
    assert only(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "橋の話\n\n1. 橋は古い。\n2. 港は狭い。\n3. 道は遠い。\n",
        "How to mend a kettle\n\n1. Fill the kettle.\n2. Boil the water.\n3. Pour it out.\n",
        "町の条例\n\n第1条　橋について定める。\n第2条　次のことを行う。\n"
        "(1) 橋を直すこと。\n(2) 橋を測ること。\n第3条　橋を壊してはならない。\n",
        "Fishers told us\n\nThis report offers no recommendations.\n\n"
        "1. Nets should be mended.\n2. Boats must be painted.\n",
        "新聞\n\n議員は「橋を直すことを提言する」と述べた。①橋、②港、③道の三つを挙げた。\n",
        "Questions\n\n1. What should be done?\n2. Who must pay?\n",
        "橋の歴史\n\n第1に、橋を直すべきであるという声があった。第2に、港を広げるべきであるとされた。\n",
    ],
)
def test_nothing_where_there_is_nothing(text: str) -> None:
    assert only(text) == []


def test_contents_and_summaries_are_not_proposed_twice() -> None:
    text = (
        "橋と港の提言\n\n目次\nはじめに ……… 1\n提言1　橋を直す ……… 2\n"
        "提言2　港を広げる ……… 4\n\nはじめに\n\n二つの提言を述べる。\n\n"
        "提言の概要\n\n・橋を直す\n・港を広げる\n\n提言1　橋を五年のうちに直す\n"
        "町は橋を直すべきである。\n\n提言2　港を十年のうちに広げる\n"
        "県は港を広げるべきである。\n"
    )
    assert [(label, title) for label, title, _ in only(text)] == [
        ("提言1", "橋を五年のうちに直す"), ("提言2", "港を十年のうちに広げる"),
    ]  # fmt: skip


# -- prose


def test_quoted_in_prose() -> None:
    text = "会合では、「提言1:橋を直すこと」、「提言2:港を広げること」が採択された。提言2については異論もあった。\n"
    assert only(text) == [("提言1", "", "橋を直すこと"), ("提言2", "", "港を広げること")]
    assert all(each.confidence < 0.7 for each in ticked(text))


def test_counted_in_one_sentence() -> None:
    asks = "参加者は両国に対し、(1)橋を直すこと、(2)港を広げること、(3)道を結ぶことの三つを提案する。\n"
    fears = asks.replace("の三つを提案する", "の三つが懸念として示された")
    assert only(asks) == [("(1)", "", "橋を直すこと"), ("(2)", "", "港を広げること"), ("(3)", "", "道を結ぶこと")]
    assert only(fears) == []


def test_performed_in_prose() -> None:
    text = (
        "Finding 1\n\nBridges were not inspected. We therefore recommend that the Agency inspect e"
        "very bridge once a year.\n\n"
        "Status of earlier recommendations\n\nIn 2018 we recommended that the Agency sell its boats. It did.\n\n"
        "A skipper said: “We recommend that they ask us first.”\n"
    )
    assert only(text) == [("", "", "We therefore recommend that the Agency inspect every bridge once a year.")]


# -- tables and scenarios


def rows(found: Import) -> list[Proposal]:
    return [each for each in found.proposals if each.ticked]


def test_a_table_of_cases() -> None:
    text = (
        "第1表　橋の三つのシナリオ\n\n型\t目的\t期間\n修繕型\t橋を長く使う\t十年以上\n"
        "架替型\t橋を新しくする\t五年\n撤去型\t橋をなくす\t三年\n\n"
        "第2表　橋の数\n\n年\t数\t費用\n2020\t12\t3.5\n2021\t11\t4.0\n"
    )
    found = rows(read(text))
    assert [(each.kind, each.title, each.cells) for each in found] == [
        ("scenario", "修繕型", ("橋を長く使う", "十年以上")),
        ("scenario", "架替型", ("橋を新しくする", "五年")),
        ("scenario", "撤去型", ("橋をなくす", "三年")),
    ]
    assert found[0].columns == ("目的", "期間")
    assert found[0].section_path == ("第1表　橋の三つのシナリオ",)


def test_cells_with_lists_are_split() -> None:
    text = (
        "政策一覧\n\n分野\t目標\t政策\n橋\t長く使う\t<ul><li>1)点検を毎年行う</li> <li>2)費用を積み立てる</li></ul>\n"
        "港\t広く開く\t<ul><li>1)岸壁を延ばす</li> <li>2)倉庫を建てる</li></ul>\n"
    )
    found = rows(read(text))
    assert [(each.label, each.text, each.section_path) for each in found] == [
        ("1)", "点検を毎年行う", ("橋", "長く使う")),
        ("2)", "費用を積み立てる", ("橋", "長く使う")),
        ("1)", "岸壁を延ばす", ("港", "広く開く")),
        ("2)", "倉庫を建てる", ("港", "広く開く")),
    ]


def test_measures_taken_are_no_recommendations() -> None:
    text = (
        "これまでに講じられた措置\n\n記号\t措置\t実施した町\n"
        "a\t橋を直した。\t北町\nb\t港を広げた。\t南町\nc\t道を結んだ。\t東町\n"
    )
    assert only(text) == []


def test_markdown_tables() -> None:
    text = (
        "## Scenarios\n\n| Case | Bridges | Ports |\n|---|---|---|\n"
        "| Calm | stay open | grow slowly |\n| Storm | are closed | move inland |\n"
    )
    assert [(each.kind, each.title) for each in rows(read(text))] == [("scenario", "Calm"), ("scenario", "Storm")]


def test_scenarios_by_name() -> None:
    text = "The futures\n\n* In CALM, bridges stay open and ports grow.\n\n* In STORM, bridges are closed.\n"
    assert [(each.kind, each.title) for each in rows(read(text))] == [("scenario", "CALM"), ("scenario", "STORM")]
    nested = (
        "三つのシナリオ\n\n○ シナリオA「凪」\n・社会の変化\n"
        "- 橋が残る。\n\n○ シナリオB「嵐」\n・社会の変化\n- 橋が落ちる。\n"
    )
    found = rows(read(nested))
    assert [(each.kind, each.title, len(each.sub_items)) for each in found] == [
        ("scenario", "シナリオA「凪」", 2), ("scenario", "シナリオB「嵐」", 2),
    ]  # fmt: skip


# -- the source


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            "港町研究会　報告書\n\n橋の修繕について\n\n2024年3月14日\n\n執筆者\n橋本架\n\nはじめに\n\n橋は古い。\n",
            ("橋の修繕について", "港町研究会", "2024-03-14", ("橋本架",)),
        ),
        (
            "橋の修繕に関する決議\n\n令和四年五月十九日\n橋を守る議員連盟\n\n橋は古い。\n",
            ("橋の修繕に関する決議", "橋を守る議員連盟", "2022-05-19", ()),
        ),
        (
            "# Mending Bridges\n\nAda Bridge and Cy Port\n\nInstitute for Bridges\n\n"
            "2 October 2023\n\n## Introduction\n\nText.\n",
            ("Mending Bridges", "Institute for Bridges", "2023-10-02", ("Ada Bridge", "Cy Port")),
        ),
        (
            "INSTITUTE FOR BRIDGES\nPolicy Brief 7\n\nMending Bridges\n\nMay 2025\n\nBridges are old.\n",
            ("Mending Bridges", "INSTITUTE FOR BRIDGES", "2025-05", ()),
        ),
    ],
)
def test_what_a_report_says_of_itself(front: str, expected: tuple[str, str, str, tuple[str, ...]]) -> None:
    source = read(front).source
    assert (source.title, source.publisher, source.date, source.authors) == expected
