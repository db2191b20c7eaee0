"""The real reports: every original found, exact, and proved. Needs the texts, which are not ours to ship."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefer.core.text import fold_for_fingerprint
from briefer.corpus.attach import AttachReport, attach
from briefer.corpus.store import Corpus


@pytest.fixture
def attached(sources: Path, built_corpus: Path, tmp_path: Path) -> tuple[Path, AttachReport]:
    corpus = tmp_path / "corpus.sqlite"
    corpus.write_bytes(built_corpus.read_bytes())
    (report,) = attach(corpus, [sources / "npi-2024.txt"])
    return corpus, report


def test_all_79_recommendations_and_52_points_are_verified(attached: tuple[Path, AttachReport]) -> None:
    file, report = attached
    assert (report.source, report.found, report.verified) == ("npi-2024", 141, 141)
    assert (report.different, report.missing, report.error) == ((), (), None)
    with Corpus.open(file) as corpus:
        items = list(corpus.items("npi-2024"))
    recommendations = [item for item in items if item.kind == "recommendation"]
    points = [point for item in items for point in item.points]
    assert (len(recommendations), len(points), len(items)) == (79, 52, 89)
    assert all(item.verified and item.original and item.printed_title for item in recommendations)
    assert all(point.verified and point.original for point in points)


def test_each_original_stands_in_the_report(attached: tuple[Path, AttachReport], sources: Path) -> None:
    source = (sources / "npi-2024.txt").read_text("utf-8")
    whole = fold_for_fingerprint(re.sub(r"(?m)^\s*- ", "", source))
    with Corpus.open(attached[0]) as corpus:
        for item in corpus.items("npi-2024"):
            for each in item.points or (item,):
                assert each.original
                assert fold_for_fingerprint(each.original) in whole, each.id
                assert not re.search(r"[*#<>\n▪●]|^\s|\s$|^[（(]", each.original), each.id
                if not each.row:
                    assert each.printed_title
                    lead = fold_for_fingerprint(f"({each.printed_title})")
                    assert lead + fold_for_fingerprint(each.original)[:20] in whole, each.id


def test_what_the_conversion_broke_is_whole_again(attached: tuple[Path, AttachReport]) -> None:
    with Corpus.open(attached[0]) as corpus:
        assert corpus.item("npi-2024/summary/2.3").original is not None
        # Words that stood on two pages, one of them behind what looks like a bullet.
        for item, words in {
            "summary/2.3": "問題解決", "summary/4.2": "展開すべき", "paper/I.2": "日米協力を遅滞",
            "paper/II.B.1": "協議枠組み",
            "paper/II.F.1": "日米間の",
        }.items():  # fmt: skip
            original = corpus.item(f"npi-2024/{item}").original
            assert original
            assert words in original
        # The same item is found by the joined word, and shown with it.
        (hit,) = corpus.search("問題解決の重要性").hits
        (span,) = hit.snippet.spans
        assert hit.snippet.text[slice(*span)] == "問題解決の重要性"


def test_no_typed_space_stands_beside_a_figure(attached: tuple[Path, AttachReport]) -> None:
    with Corpus.open(attached[0]) as corpus:
        for item in corpus.items("npi-2024"):
            for each in item.points or (item,):
                assert not re.search(
                    r"[ぁ-んァ-ヶ一-龠] [0-9A-Za-z]|[0-9A-Za-z] [ぁ-んァ-ヶ一-龠]", each.original or ""
                ), each.id


def test_reports_that_are_not_catalogued_yet_are_not_mistaken_for_it(
    sources: Path, built_corpus: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus.sqlite"
    corpus.write_bytes(built_corpus.read_bytes())
    with Corpus.open(corpus) as opened:
        known = {source.key for source in opened.sources()}
    others = [path for path in sorted(sources.glob("*.txt")) if path.stem not in known]
    for report in attach(corpus, others):
        assert report.error is not None
        assert report.error.code == "source.not_catalogued"
