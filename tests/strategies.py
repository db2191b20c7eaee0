"""What hypothesis may make of items, briefs and edits."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

from briefer.core.items import SIDES, Bilingual, Item, ItemKind, Locator, Source, Term
from briefer.core.outline import MAX_DEPTH, QUOTE_CHOICES, Details, Matrix, Note, Pick, Section, Tree
from tests.builders import NASTY

T = TypeVar("T")


def _nasty(place: int) -> str:
    return NASTY[place]


# By number, as hypothesis would print all of them with every strategy.
nasty = st.integers(0, len(NASTY) - 1).map(_nasty)
texts = st.text(max_size=30) | nasty
names = st.text(min_size=1, max_size=20) | nasty.filter(bool)
langs = st.sampled_from(("ja", "en"))
bilinguals = st.builds(Bilingual, texts, texts)
terms = st.builds(Term, texts, bilinguals)
dates = st.just("") | st.dates().map(lambda date: date.isoformat())

sources = st.builds(
    Source,
    key=names,
    title=bilinguals,
    publisher=bilinguals,
    authors=st.lists(texts, max_size=2).map(tuple),
    published=texts,
    as_of=texts,
    language=langs,
    caveat=bilinguals,
)


@st.composite
def _items(draw: st.DrawFn, kinds: tuple[ItemKind, ...], point: bool = False, row: bool = False) -> Item:
    return Item(
        id=draw(names),
        kind=draw(st.sampled_from(kinds)),
        source=draw(sources),
        seq=draw(st.integers(0, 99_999)),
        locator=Locator(draw(_several(bilinguals)), draw(texts), draw(texts)),
        title=draw(bilinguals),
        gist=draw(bilinguals),
        authors=draw(_several(texts)),
        addressee=draw(bilinguals),
        region=draw(st.none() | terms),
        actor=draw(st.none() | terms),
        side=draw(st.sampled_from(SIDES) if point else st.none() | st.sampled_from(SIDES)),
        topics=draw(_several(texts)),
        status=draw(st.sampled_from(("current", "past", "counterfactual"))),
        status_reason=draw(bilinguals),
        printed_title=draw(st.none() | texts),
        original=draw(st.none() | texts),
        verified=draw(st.none() | st.booleans()),
        row=draw(st.none() | names),
        points=draw(_several(points)) if row else (),
    )


def _several(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


points = _items(("scenario",), point=True)
rows = _items(("scenario",), row=True)
items = _items(("recommendation", "table_row", "issue")) | rows

quotes = st.sampled_from(QUOTE_CHOICES)
details = st.builds(
    Details,
    title=bilinguals,
    subject=bilinguals,
    date=dates,
    sender=bilinguals,
    recipient=bilinguals,
    marking=bilinguals,
    language=langs,
    style=names,
)
leaves = st.one_of(
    st.builds(Note, bilinguals),
    st.builds(Pick, items, quotes, bilinguals, bilinguals),
    st.builds(Matrix, _several(rows), quotes, bilinguals, bilinguals),
)
sections = st.builds(Section, bilinguals)


@st.composite
def subtrees(draw: st.DrawFn, height: int = 3) -> Tree:
    """Trees of at most ``height`` levels."""
    if height == 1 or draw(st.booleans()):
        return Tree(draw(leaves | sections))
    return Tree(draw(sections), tuple(draw(subtrees(height - 1)) for _ in range(draw(st.integers(0, 3)))))


briefs = st.builds(Tree, details, st.lists(subtrees(), max_size=3).map(tuple))


@st.composite
def deep_briefs(draw: st.DrawFn) -> Tree:
    """Briefs as deep as they may be."""
    tree = Tree(draw(leaves))
    for _ in range(draw(st.integers(1, MAX_DEPTH - 1))):
        tree = Tree(draw(sections), (tree,))
    return Tree(draw(details), (tree,))
