"""What a search can be narrowed by is what occurs, counted as the search counts."""

from __future__ import annotations

from pathlib import Path

from briefer.corpus.store import Corpus
from briefer.workspace import Workspace


def test_each_count_is_what_the_search_finds(built_corpus: Path) -> None:
    with Corpus.open(built_corpus) as corpus:
        facets = corpus.facets()
        assert {facet.field for facet in facets} == {"source", "year", "region", "actor", "topic", "kind", "status"}
        total = corpus.search("", limit=0).total
        for facet in facets:
            assert corpus.search("", where=((facet.field, facet.key),), limit=0).total == facet.count, facet
        assert corpus.search("年:2017", limit=0).total == corpus.search("year:2017", limit=0).total > 0
        assert corpus.search("year:1066", limit=0).total == 0
        for field in ("source", "year", "kind", "status"):
            assert sum(facet.count for facet in facets if facet.field == field) == total
        years = [facet.key for facet in facets if facet.field == "year"]
        assert years == sorted(years, reverse=True)


def test_what_belongs_with_an_item_comes_with_it(workspace: Workspace) -> None:
    linked = workspace.beside("npi-2024/summary/2.4")
    assert linked.links
    assert all(item.id == link.other and link.reason for link, item in linked.links)
    assert linked.own is None
    workspace.mark(["npi-2024/summary/2.4"], starred=True, tag=["急ぎ"])
    own = workspace.beside("npi-2024/summary/2.4").own
    assert own is not None
    assert own.starred
    assert own.tags == ("急ぎ",)
    assert workspace.beside("jfir-2026/16").parts
    assert workspace.beside("jfir-2026/1").doubtful
