"""The picked items of a brief as a table, one row an item or point: what a spreadsheet gets. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefer.core.blocks import Heading, Paper, Table
from briefer.core.compose import Labels, item_heading
from briefer.core.items import Bilingual, Item, Lang
from briefer.core.outline import Matrix, Pick, QuoteChoice, Tree
from briefer.core.quotes import cited

COLUMNS = (
    "place", "id", "kind", "source", "publisher", "authors", "published", "as_of", "section_path", "label", "page",
    "title", "region", "actor", "side", "shown", "gist_ja", "gist_en", "original", "verified", "status",
    "status_reason", "note",
)  # fmt: skip
"""Names of the columns. ``place`` is where in the brief, as its headings number it; ``shown`` is the user's choice of
gist, quotation or both; the others are the item's own (``core.items``)."""


def listing(tree: Tree, paper: Paper, labels: Labels, words: Labels) -> tuple[tuple[str, ...], ...]:
    """A row of headings, then a row for each item or point in the order of the brief; each row is as ``COLUMNS``.

    ``tree`` is ``Outline.tree()`` and ``paper`` what was composed of it, whose language and numbers hold. ``labels``
    are the words of papers, ``words`` those of this table (``resources/labels``, ``paper`` and ``listing``).
    """
    places = _places(paper)
    rows = (
        tuple(_cells(item, quote, note, place, paper.lang, labels, words)[name] for name in COLUMNS)
        for item, quote, note, place in _picked(tree, (), places, words["path_gap"])
    )
    return (tuple(words[name] for name in COLUMNS), *rows)


def _places(paper: Paper) -> Mapping[int, str]:
    """The heading of each node as it is printed, or the caption of its table."""
    found: dict[int, str] = {}
    for block in paper.blocks:
        if isinstance(block, Heading):
            found[block.node] = block.number + paper.number_gap + block.text if block.number else block.text
        elif isinstance(block, Table) and block.caption:
            found.setdefault(block.node, block.caption)
    return found


def _picked(
    tree: Tree, above: tuple[str, ...], places: Mapping[int, str], gap: str
) -> Iterator[tuple[Item, QuoteChoice, Bilingual, str]]:
    here = (*above, places[tree.id]) if tree.id and tree.id in places else above
    content = tree.content
    if isinstance(content, Pick | Matrix):
        for picked in (content.item,) if isinstance(content, Pick) else dict.fromkeys(content.rows):
            for item in cited(picked):
                if item.status == "current":  # what has come of a row has come of its points
                    item = replace(item, status=picked.status, status_reason=picked.status_reason)
                yield item, content.quote, content.note, gap.join(here)
    for child in tree.children:
        yield from _picked(child, here, places, gap)


def _cells(
    item: Item, quote: QuoteChoice, note: Bilingual, place: str, lang: Lang, labels: Labels, words: Labels
) -> dict[str, str]:
    source = item.source
    verified = "not_attached" if item.original is None else "as_published" if item.verified else "different"
    return {
        "place": place,
        "id": item.id,
        "kind": words[f"kind_{item.kind}"],
        "source": source.title.best(lang),
        "publisher": source.publisher.best(lang),
        "authors": labels["name_gap"].join(item.authors or source.authors),
        "published": source.published,
        "as_of": source.as_of,
        "section_path": words["path_gap"].join(filter(None, (each.best(lang) for each in item.locator.section_path))),
        "label": item.locator.label,
        "page": item.locator.page,
        "title": item_heading(item, lang, labels),
        "region": item.region.name.best(lang) if item.region else "",
        "actor": item.actor.name.best(lang) if item.actor else "",
        "side": labels[item.side] if item.side else "",
        "shown": words[f"shown_{quote}"],
        "gist_ja": item.gist.ja,
        "gist_en": item.gist.en,
        "original": item.original or "",
        "verified": words[verified],
        "status": labels[item.status] or words["current"],
        "status_reason": item.status_reason.best(lang),
        "note": note.best(lang),
    }
