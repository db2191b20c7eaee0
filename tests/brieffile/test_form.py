"""The form of brief files: what is written can be read, by us and by people."""

from __future__ import annotations

import dataclasses
import difflib
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.brieffile import MAX_BYTES, MAX_ENTRIES, MAX_NESTING, from_yaml, to_yaml
from briefer.core.errors import BriefFileError, CorpusError
from briefer.core.items import Bilingual, Item, Locator
from briefer.core.outline import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_TEXT,
    ROOT,
    Insert,
    Matrix,
    Move,
    Note,
    Outline,
    Pick,
    Remove,
    Section,
    SetField,
    Tree,
)
from tests import builders as make
from tests import strategies as some


def through(tree: Tree) -> Tree:
    """What comes back from a file."""
    return make.without_ids(from_yaml(to_yaml(tree)).tree())


# -- round trips


@settings(max_examples=300, deadline=None)
@given(some.briefs | some.deep_briefs())
def test_any_brief_comes_back(tree: Tree) -> None:
    content = to_yaml(tree)
    again = from_yaml(content)
    assert make.without_ids(again.tree()) == tree
    assert to_yaml(again.tree()) == content


@pytest.mark.parametrize("text", make.NASTY, ids=lambda text: ascii(text[:12]))
def test_nasty_texts_come_back_from_everywhere(text: str) -> None:
    both = Bilingual(text, text)
    item = make.item(
        id=text or "x",
        title=both,
        gist=Bilingual("", text),
        original=text,
        printed_title=text,
        authors=(text, text),
        locator=Locator((both,), text, text),
        source=make.source(text or "x", title=both, authors=(text,), published=text),
    )
    tree = make.brief(
        make.section(text, make.note(text), make.note("", text), make.pick(item, note=both)),
        title=both,
        marking=Bilingual(text),
    )
    assert through(tree) == tree


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_back(text: str) -> None:
    for indent in (
        make.brief(make.note(text)),
        make.brief(make.section("上", make.section("中", make.note(text, text)))),
    ):
        assert through(indent) == indent


@given(st.text(st.characters(categories=("Cs", "Lu")), min_size=1, max_size=10))
def test_half_a_surrogate_pair_is_saved_as_a_replacement(text: str) -> None:
    """No encoding of a file can hold it; the brief around it must not be lost."""
    whole = re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert through(make.brief(make.note(text))) == make.brief(make.note(whole))
    keyed = make.brief(make.pick(make.item(id=text)))
    assert through(keyed) == make.brief(make.pick(make.item(id=whole)))


def test_node_ids_leave_no_trace() -> None:
    plain = Outline.from_tree(make.rich_brief())
    edited = Outline.from_tree(make.rich_brief())
    for _ in range(3):
        edited.apply(edited.apply(Insert(ROOT, 0, make.note("一時"))))
    first = edited.children()[0]
    copy = make.without_ids(edited.tree(first))
    edited.apply(Remove(first))
    edited.apply(Insert(ROOT, 0, copy))
    assert plain.tree() != edited.tree()
    assert to_yaml(plain.tree()) == to_yaml(edited.tree()) == to_yaml(make.rich_brief())


def test_two_texts_of_one_item_are_both_kept() -> None:
    then, now = make.item(), make.item(gist=Bilingual("改めた要旨"))
    part = make.row(points=1)
    tree = make.brief(make.pick(then), make.pick(now), make.pick(then), make.matrix(make.row(), part))
    assert through(tree) == tree
    content = to_yaml(tree).decode()
    assert "lamps-2031/summary/1.1#2:" in content
    assert "#3" not in content


def test_two_descriptions_of_one_source_are_both_kept() -> None:
    """The catalogue may correct a source between two picks; that must not stop a save."""
    corrected = make.source(title=Bilingual("灯台の未来（訂正版）"))
    tree = make.brief(make.pick(make.item(1)), make.pick(make.item(2, source=corrected)), make.pick(make.item(3)))
    assert through(tree) == tree


@pytest.mark.parametrize("name", ["a#2", "#", "a#b#3", "a#2#2", "#2"])
def test_a_number_sign_in_an_id_is_part_of_it(name: str) -> None:
    first, second, third = make.item(id=name), make.item(id=name, seq=2), make.item(id=name.partition("#")[0] or "a")
    tree = make.brief(*(make.pick(each) for each in (third, first, second, dataclasses.replace(third, seq=9))))
    assert through(tree) == tree


def test_points_are_shared_not_repeated() -> None:
    row = make.row()
    content = to_yaml(make.brief(make.matrix(row), make.pick(row.points[0]), make.pick(row))).decode()
    assert content.count("渡し船を増やす（expected_policy 1）") == 1


# -- for people


def test_a_snapshot_of_the_form() -> None:
    tree = make.brief(make.section("現状", make.note("一行目\n二行目"), make.pick(make.item())), date="2031-05-07")
    assert to_yaml(tree).decode() == (
        """\
format: 1
language: ja
style: standard
title:
  ja: 灯台をめぐる論点
  en: Points on lighthouses
date: '2031-05-07'
outline:
- section: 現状
  nodes:
  - note: |-
      一行目
      二行目
  - item: lamps-2031/summary/1.1
    quote: gist
snapshots:
  lamps-2031/summary/1.1:
    kind: recommendation
    source: lamps-2031
    seq: 1
    section_path:
    - ja: 骨子
      en: Summary
    - ja: 灯を守る
      en: Keeping the lamps
    label: (1)
    title:
      ja: 灯台の部品を分け合う その1
      en: Share spare parts, 1
    gist:
      ja: 五つの港で部品の台帳を一つにする。
      en: Five harbours keep one register of parts.
    topics:
    - maritime
sources:
  lamps-2031:
    title:
      ja: 灯台の未来
      en: The Future of Lighthouses
    publisher:
      ja: 港湾研究会
      en: Harbour Study Group
    authors:
    - 浜野 一郎
    - 磯村 二葉
    published: '2031-04-01'
    as_of: 2031-03
    language: ja
    caveat:
      ja: ここに描く将来は選択肢であり、予測ではない。
      en: These futures are options, not forecasts.
"""
    )


def changed_lines(before: Outline, after: Outline) -> int:
    old, new = (to_yaml(each.tree()).decode().splitlines() for each in (before, after))
    return sum(line[:2] in ("+ ", "- ") for line in difflib.ndiff(old, new))


def test_a_small_edit_is_a_small_difference() -> None:
    def edited(*edits: object) -> int:
        before, after = Outline.from_tree(make.rich_brief()), Outline.from_tree(make.rich_brief())
        for edit in edits:
            after.apply(edit)  # type: ignore[arg-type]
        return changed_lines(before, after)

    rich = Outline.from_tree(make.rich_brief())
    section = rich.children()[0]
    note, pick, _ = rich.children(section)
    assert (
        edited(
            SetField(
                note,
                "text",
                Bilingual(
                    "灯台の修理が遅れている。\n春までに直したい。",
                    "Repairs are late.\nThey should be done before winter.",
                ),
            )
        )
        == 2
    )
    assert edited(SetField(pick, "quote", "gist")) == 2
    assert edited(SetField(ROOT, "date", "2031-05-08")) == 2
    assert edited(Insert(section, 1, make.note("新しい一行"))) == 1
    assert edited(Move(rich.children()[-1], ROOT, 0)) == 2
    # A picked item again: the reference only. One that is new: its snapshot too, in one place.
    assert edited(Insert(ROOT, 0, make.pick(make.attached(1)))) == 2
    assert edited(Insert(ROOT, 4, make.pick(make.item(9)))) <= 25


def test_other_yaml_programs_read_the_same() -> None:
    """Text stays text for them: no date, number or truth value is guessed out of it."""
    tree = make.brief(*map(make.note, make.NASTY), make.section("節", make.pick(make.attached())), date="2031-05-07")
    loaded = yaml.safe_load(to_yaml(tree))
    assert [node["note"] for node in loaded["outline"][:-1]] == list(make.NASTY)
    assert loaded["date"] == "2031-05-07"
    assert loaded["sources"]["lamps-2031"]["published"] == "2031-04-01"


def test_a_brief_by_hand() -> None:
    """Comments, other quotes, other order, flow style, no snapshots, a byte order mark, line ends of other systems."""
    by_hand = """\
# 会合用
outline:
  - {note: 手で書いた}
  -   section: "見通し"   # 節
      nodes:
        - item: 'lamps-2031/summary/1.1'
        - section:
format: "1"
subject: {en: Lamps}
title: 件名
date: 2031-05-07
"""

    def lookup(name: str) -> Item:
        assert name == "lamps-2031/summary/1.1"
        return make.item()

    expected = make.brief(
        make.note("手で書いた"),
        make.section("見通し", make.pick(make.item()), make.section("")),
        title=Bilingual("件名"),
        subject=Bilingual("", "Lamps"),
        date="2031-05-07",
    )
    for text in (by_hand, by_hand.replace("\n", "\r\n"), "\ufeff" + by_hand, "---\n" + by_hand + "...\n"):
        assert make.without_ids(from_yaml(text.encode(), lookup).tree()) == expected


def test_numbers_and_words_stay_as_they_are_written() -> None:
    text = "format: 1\ntitle: 012\nsubject: yes\nfrom: 1e3\nto: 2031-04-01\nmarking: 'null'\n"
    details = from_yaml(text.encode()).details
    assert [details.title.ja, details.subject.ja, details.sender.ja, details.recipient.ja, details.marking.ja] == [
        "012",
        "yes",
        "1e3",
        "2031-04-01",
        "null",
    ]
    assert from_yaml(b"format: 1\ntitle: ~\nsubject: null\nfrom:\n").details.title == Bilingual()


def test_a_plain_text_is_in_the_language_of_the_brief() -> None:
    outline = from_yaml(b"format: 1\nlanguage: en\ntitle: Lamps\noutline:\n- note: Late\n")
    assert outline.details.title == Bilingual("", "Lamps")
    assert outline.content(outline.children()[0]).text == Bilingual("", "Late")  # type: ignore[union-attr]


def test_the_deepest_brief_is_written_and_read() -> None:
    tree = make.pick(make.row())
    for level in range(MAX_DEPTH - 1):
        tree = make.section(f"{level}", tree)
    assert through(make.brief(tree)) == make.brief(tree)


def test_items_are_looked_up_once() -> None:
    asked = []

    def lookup(name: str) -> Item:
        asked.append(name)
        return make.item(id=name)

    from_yaml(b"format: 1\noutline:\n- item: a\n- item: a\n- item: b\n", lookup)
    assert asked == ["a", "b"]


def test_a_broken_corpus_is_not_called_an_unknown_item() -> None:
    def lookup(name: str) -> Item:
        raise CorpusError("corpus.damaged", file="c")

    with pytest.raises(CorpusError):
        from_yaml(b"format: 1\noutline:\n- item: a\n", lookup)


def test_a_thousand_items_are_written_and_read_quickly() -> None:
    tree = make.brief(*(make.pick(make.attached(number)) for number in range(1_000)))
    assert through(tree) == tree


def test_what_could_not_be_opened_again_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefer.brieffile.MAX_BYTES", 2_000_000)
    with pytest.raises(BriefFileError, match=r"brief\.too_large"):
        to_yaml(make.brief(*(make.note("長" * 100_000) for _ in range(7))))
    with pytest.raises(BriefFileError, match=r"brief\.not_a_brief"):
        to_yaml(make.note("根ではない"))


# -- the description


def described() -> str:
    return (Path(__file__).parents[2] / "docs" / "brief-file.md").read_text(encoding="utf-8")


def test_the_example_of_the_description_is_a_brief() -> None:
    example = re.search(r"```yaml\n(.*?)```", described(), re.DOTALL)
    assert example is not None
    outline = from_yaml(example[1].encode())
    contents = {type(content): content for node, _ in outline.walk() if (content := outline.content(node))}
    assert set(contents) == {Section, Pick, Matrix, Note}
    empty = {
        (type(content).__name__, field.name)
        for content in (outline.details, *contents.values())
        for field in dataclasses.fields(content)
        if not getattr(content, field.name)
    }
    assert not empty, "the example should show every key"
    assert through(outline.tree()) == make.without_ids(outline.tree())


def test_the_limits_of_the_description_are_the_limits() -> None:
    stated = re.search(r"Limits: (.*?)\. A file", described(), re.DOTALL)
    assert stated is not None
    numbers = [int(each.replace(",", "")) for each in re.findall(r"[0-9,]+\b", stated[1])]
    assert numbers == [MAX_BYTES // 1_000_000, MAX_ENTRIES, MAX_NESTING, MAX_NODES, MAX_DEPTH, MAX_TEXT]


def test_every_key_that_can_be_written_is_described() -> None:
    """Collected from what is written of briefs with everything in them."""
    found: set[str] = set()

    def collect(entry: object, named: bool = False) -> None:
        if isinstance(entry, dict):
            for key, value in entry.items():
                if not named:
                    found.add(str(key))
                collect(value, named=key in ("snapshots", "sources") and not named)
        elif isinstance(entry, list):
            for value in entry:
                collect(value)

    twice = make.brief(
        make.pick(make.item(), note=Bilingual("注")),
        make.pick(make.item(source=make.source(published="2030"))),
        make.matrix(make.row(), title=Bilingual("表")),
    )
    extra = dataclasses.replace(make.attached(), authors=("甲",), addressee=Bilingual("各港"))
    page = dataclasses.replace(extra, locator=Locator(extra.locator.section_path, "1", "12"))
    for tree in (make.rich_brief(), twice, make.brief(make.pick(page))):
        collect(yaml.safe_load(to_yaml(tree)))
    assert len(found) > 40
    text = described().partition("## Every key")[2]
    assert not {key for key in found if f"`{key}`" not in text and f"{key}: …" not in text}
