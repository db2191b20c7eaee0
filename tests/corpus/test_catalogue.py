from __future__ import annotations

from pathlib import Path

import pytest

from briefer.core.errors import CorpusError
from briefer.core.items import Bilingual
from briefer.corpus.catalogue import Catalogue, read_catalogue, read_yaml
from tests.corpus import village


def read(data: Path) -> Catalogue:
    shared = [data / name for name in ("vocabulary.yaml", "facts.yaml", "links.yaml")]
    return read_catalogue(*shared, *sorted((data / "catalogue").glob("*.yaml")))


def test_a_report_is_read_as_written(data: Path) -> None:
    (report,) = read(data).reports
    assert report.source.title.ja == "川沿いの村の明日"
    assert report.source.authors == ("川辺一郎",)
    assert [section.parent for section in report.sections] == ["", "", "paper", "paper"]
    assert [item.label for item in report.items] == [*"123456", "現職", "新人"]
    assert [item.kind for item in report.items][-3:] == ["recommendation", "scenario", "scenario"]
    assert sum(len(item.points) for item in report.items) == village.POINTS
    assert report.items[-1].status == "counterfactual"
    assert {point.status for point in report.items[-1].points} == {"counterfactual"}
    assert report.items[-1].points[0].status_reason.en == "The newcomer lost."
    assert report.items[-2].status == "current"
    assert report.items[-1].points[0].topics == ("finance", "disaster")


def test_a_fact_that_has_ended_makes_an_item_past(data: Path) -> None:
    file = data / "catalogue" / "village-2030.yaml"
    file.write_text(file.read_text("utf-8").replace("facts: [mayor]", "facts: [mayor, old-mayor]"), "utf-8")
    row = read(data).reports[0].items[-2]
    assert (row.status, row.status_reason.ja) == ("past", "前職は退任した。")


def test_a_scenario_that_is_still_open_is_current(data: Path) -> None:
    facts = data / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("as_of: 2030-12-31", "as_of: 2030-04-30"), "utf-8")
    assert read(data).reports[0].items[-1].status == "current"


BROKEN = [
    ("    actor: japan\n", "    actor: mars\n", "unknown_word"),
    ("    region: japan\n", "    region: mars\n", "unknown_word"),
    ("    topics: [governance]\n", "    topics: [governance, gossip]\n", "unknown_word"),
    ("    topics: [governance]\n", "    topics: governance\n", "wrong_kind"),
    ("    strength: should\n", "    strength: ought\n", "unknown_word"),
    ("    strength: should\n", "    strenght: should\n", "unknown_key"),
    ("    strength: should\n", "    strength: should\n    strength: must\n", "repeated"),
    ("    strength: should\n", "    strength: !!str should\n", "tag"),
    ("    section: outline\n", "    section: nowhere\n", "unknown_word"),
    ('    label: "1"\n', "    label: [1]\n", "wrong_kind"),
    ('    label: "1"\n', '    label: "1 "\n', "wrong_kind"),
    ("  - id: village-2030/outline/2\n", "  - id: village-2030/outline/1\n", "repeated"),
    ("  - id: village-2030/outline/2\n", "  - id: other-2030/outline/2\n", "wrong_kind"),
    ("    fingerprint: ", "    fingerprint: x", "wrong_kind"),
    ("    facts: [mayor]\n", "    facts: [king]\n", "unknown_word"),
    ("        side: expected_policy\n", "        side: left\n", "unknown_word"),
    ("format: 1\n", "format: 2\n", "format"),
    ("format: 1\n", "", "missing"),
    ("  language: ja\n", "  language: fr\n", "wrong_kind"),
    ("  published: 2030-04\n", "  published: spring\n", "wrong_kind"),
    ("parent: paper, heading: A.", "parent: later, heading: A.", "unknown_word"),
    ("items: [village-2030/outline/1, village-2030/full/4]", "items: [village-2030/outline/1]", "wrong_kind"),
    ("items: [village-2030/outline/1, ", "items: [village-2030/outline/9, ", "unknown_word"),
    ("    points:\n", "    kind: recommendation\n    points:\n", "wrong_kind"),
    ("sections:\n", "sections: &all\n", None),
    ("links:\n", "links: *all\nx:\n", "alias"),
    ("links:\n", "extra: {}\nlinks:\n", "unknown_key"),
    ("links:\n", "---\nlinks:\n", "not_yaml"),
    ("links:\n", "links: [\n", "not_yaml"),
    ("links:\n", "links: " + "[" * 50 + "]" * 50 + "\nx:\n", "too_deep"),
]


@pytest.mark.parametrize(("old", "new", "code"), BROKEN)
def test_what_is_wrong_is_said_with_file_and_line(data: Path, old: str, new: str, code: str | None) -> None:
    file = data / "catalogue" / "village-2030.yaml"
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new, 1), "utf-8")
    if code is None:
        read(data)
        return
    with pytest.raises(CorpusError) as caught:
        read(data)
    assert caught.value.code == f"catalogue.{code}"
    assert caught.value.file == str(file)
    line = caught.value.values["line"]
    changed = before[: before.index(old)].count("\n") + 1
    assert isinstance(line, int)
    if code not in ("missing", "not_yaml"):
        # The line changed, the one a repeated key is on, or the item that holds it.
        assert changed - 12 <= line <= changed + 2


def test_aliases_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: &x [1]\nb: *x\n", "utf-8")
    with pytest.raises(CorpusError) as caught:
        read_yaml(file)
    assert (caught.value.code, caught.value.values["line"]) == ("catalogue.alias", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"\xff\xfe\x00", "not_text"), (b"a: [\x00]", "not_yaml"), (b"x" * (9 << 20), "too_large")],
)
def test_what_is_no_catalogue_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        read_yaml(file)
    assert caught.value.code == f"catalogue.{code}"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_yaml(tmp_path / "no.yaml")
    assert caught.value.code == "catalogue.unreadable"


def test_the_shipped_catalogue_is_whole() -> None:
    (report,) = [each for each in read(village.ROOT / "data").reports if each.source.key == "npi-2024"]
    per_section: dict[str, int] = {}
    for item in report.items:
        per_section[item.section] = per_section.get(item.section, 0) + 1
    assert [per_section[f"summary-{at}"] for at in range(1, 8)] == [6, 6, 6, 3, 6, 5, 8]
    assert [per_section[key] for key in ["paper-1", *(f"paper-2-{each}" for each in "abcdef")]] == [5, 6, 6, 3, 6, 5, 8]
    assert [per_section[f"scenario-{each}"] for each in "abcde"] == [2] * 5
    points = [point for item in report.items for point in item.points]
    assert [sum(point.side == side for point in points) for side in ("expected_policy", "japan_response")] == [26, 26]
    assert [item.label for item in report.items if item.section == "paper-2-a"] == ["7", "8", "9", "10", "11", "12"]
    assert [item.label for item in report.items if item.section == "paper-2-e"] == ["6", "7", "8", "9", "10"]
    assert report.source.caveat.ja
    assert report.source.caveat.en
    assert all(each.proof.fingerprint for item in report.items for each in (item.points or (item,)))
    for each in (*report.items, *points):
        assert 30 <= len(each.gist.ja) <= 90, each.id
        assert len(each.gist.en.split()) <= 35, each.id
        assert each.region
        assert each.topics
    for item in report.items:
        assert bool(item.strength) == (item.kind == "recommendation")
    stale = {each.id.removeprefix("npi-2024/"): each.status for each in report.items if each.status != "current"}
    rows = {f"scenario/{letter}.harris": "counterfactual" for letter in "ABCDE"}
    assert stale == rows | {"summary/7.6": "counterfactual", "paper/II.F.6": "counterfactual", "paper/II.B.1": "past"}
    past = {point.id.removeprefix("npi-2024/scenario/") for point in points if point.status == "past"}
    assert past == {"B.trump.policy.2", "B.trump.japan.1"}


SHIPPED = {
    "fuji-2017": {
        "a": 7, "b-1": 5, "b-2": 4, "b-3": 2, "c": 5, "d-1": 9, "d-2": 4, "d-3": 6, "e": 10, "f": 4,
    },
    "jiia-2025": {f"ch{at + 2}": count for at, count in enumerate([6, 2, 2, 3, 4, 4, 3, 2, 4, 3, 3, 5, 3])},
    "jfir-2026": {f"chapter-{at + 1}": count for at, count in enumerate([4, 2, 4, 4, 2, 2, 2])},
    "nakabayashi-2025": {"section-2-table-1": 4},
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read(village.ROOT / "data")


@pytest.mark.parametrize("key", SHIPPED)
def test_the_shipped_catalogues_hold_what_the_reports_hold(shipped: Catalogue, key: str) -> None:
    (report,) = [each for each in shipped.reports if each.source.key == key]
    counts: dict[str, int] = {}
    for item in report.items:
        counts[item.section] = counts.get(item.section, 0) + 1
        assert 30 <= len(item.gist.ja) <= 90, item.id
        assert len(item.gist.en.split()) <= 35, item.id
        assert item.gist.ja.endswith("。"), item.id
        assert item.title.ja
        assert item.title.en
        assert item.region
        assert item.topics
        assert item.proof.fingerprint
        # An issue and a row of a table ask nothing of anybody.
        assert bool(item.strength) == (item.kind == "recommendation"), item.id
        assert bool(item.proof.title) == (key in ("fuji-2017", "jfir-2026"))
        for part in item.sub_items:
            assert part.proof.text
            assert part.gist.ja
            assert part.gist.en
        assert all(cell.fingerprint for cell in item.columns)
    assert counts == SHIPPED[key]


def test_authors_stand_where_the_reports_print_them(shipped: Catalogue) -> None:
    reports = {report.source.key: report for report in shipped.reports}
    chapters = {section.id: section.authors for section in reports["jiia-2025"].sections}
    assert [key for key, authors in chapters.items() if not authors] == ["ch6"]
    assert all(len(item.authors) == 1 for item in reports["jfir-2026"].items)
    # A middle dot stands in a name as well as behind it.
    assert {item.authors[0] for item in reports["jfir-2026"].items if "・" in item.authors[0]} == {
        "ザック・クーパー", "クリスティ・ゴベラ", "メアリー・アリス・ハダッド", "ポール・スラシク",
        "チャールズ・マックレーン",
    }  # fmt: skip
    assert [len(item.sub_items) for item in reports["jfir-2026"].items if item.sub_items] == [3, 3]
    assert [item.label for item in reports["jfir-2026"].items if item.kind == "issue"] == ["課題1", "課題2"]
    assert reports["nakabayashi-2025"].source.publisher == Bilingual()


def test_what_is_past_is_really_past(shipped: Catalogue) -> None:
    entries = [each for report in shipped.reports for item in report.items for each in (item, *item.points)]
    assert shipped.as_of == "2026-11-20"
    past = {entry.id for entry in entries if entry.status == "past"}
    assert past == {
        # a government, an office-holder, a deadline or an occasion that has gone
        *(f"fuji-2017/{each}" for each in ("A.1", "A.4", "B.2.2", "D.1.2", "D.3.5")),
        *(f"fuji-2017/D.2.{each}" for each in (1, 2, 3, 4)),
        # an agreement that was left or replaced
        "fuji-2017/C.1", "fuji-2017/E.7",
        "npi-2024/paper/II.B.1", "npi-2024/scenario/B.trump.policy.2", "npi-2024/scenario/B.trump.japan.1",
        "jiia-2025/6.3", "jiia-2025/6.4", "jiia-2025/10.2",
    }  # fmt: skip
    never = {entry.id for entry in entries if entry.status == "counterfactual"}
    assert {each for each in never if "/scenario/" not in each} == {"npi-2024/summary/7.6", "npi-2024/paper/II.F.6"}
    rows = {entry.id for entry in entries if entry.points and entry.id.endswith(".harris")}
    assert len(rows) == 5
    assert {each for each in never if "/scenario/" in each} == {
        entry.id for entry in entries if any(entry.id.startswith(row) for row in rows)
    }
    for entry in entries:
        assert bool(entry.status_reason) == (entry.status != "current")
        assert not entry.status_reason or (entry.status_reason.ja and entry.status_reason.en)


def test_links_lead_from_report_to_report(shipped: Catalogue) -> None:
    kinds: dict[str, int] = {}
    for link in shipped.links:
        kinds[link.kind] = kinds.get(link.kind, 0) + 1
        across = link.one.split("/")[0] != link.other.split("/")[0]
        # An issue may be answered in its own report or in another.
        assert link.kind == "answers" or across == (link.kind != "outline-of"), link
        assert link.reason.ja
        assert link.reason.en
    assert kinds["outline-of"] == 40
    assert sum(kinds.values()) == 149
    assert set(kinds) == {"outline-of", "same-theme", "develops", "differs", "answers"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    proof: ", "    prove: ", "missing"),
        ("    fingerprint: ", "    finger: ", "missing"),
        ('text: "', 'text: "0-', "wrong_kind"),
        ("    strength: should\n", "    strength: should\n    suspected: [{at: 1, ja: 誤, en: Wrong}]\n", "missing"),
        (
            "    strength: should\n",
            "    strength: should\n    suspected: [{at: x, length: 1, ja: 誤, en: W}]\n",
            "wrong_kind",
        ),
        ("    strength: should\n", "    strength: should\n    kind: table_row\n", "wrong_kind"),
        (
            "    strength: should\n",
            "    strength: should\n    columns: [{key: a, heading: {ja: 甲, en: A}, gist: {ja: 乙, en: B}}]\n",
            "wrong_kind",
        ),
    ],
)
def test_a_proof_is_read_strictly(data: Path, old: str, new: str, code: str) -> None:
    file = data / "catalogue" / "village-2030.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CorpusError) as caught:
        read(data)
    assert caught.value.code == f"catalogue.{code}"
    assert caught.value.values["line"]


def test_links_may_stand_in_a_file_of_their_own(data: Path) -> None:
    line = (
        "  - {items: [village-2030/outline/%s, village-2030/full/5], kind: develops, reason: {ja: 続き。, en: More.}}\n"
    )
    links = data / "links.yaml"
    links.write_text("format: 1\nlinks:\n" + line % "2", "utf-8")
    assert [link.kind for link in read(data).links] == ["outline-of", "develops"]
    links.write_text("format: 1\nlinks:\n" + line % "2" * 2, "utf-8")
    with pytest.raises(CorpusError) as caught:
        read(data)
    assert (caught.value.code, caught.value.values["line"]) == ("catalogue.repeated", 4)
    links.write_text("format: 1\nlinks:\n" + line % "9", "utf-8")
    with pytest.raises(CorpusError) as caught:
        read(data)
    assert caught.value.code == "catalogue.unknown_word"
