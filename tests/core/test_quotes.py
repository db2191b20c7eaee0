"""What a reader may believe of the words of a picked item."""

from __future__ import annotations

import dataclasses

import pytest

from briefer.core.items import Bilingual, Item
from briefer.core.outline import QuoteChoice
from briefer.core.quotes import QuoteState, cited, quote_state
from tests import builders as make

VERIFIED = make.attached()
DIFFERENT = make.attached(verified=False)
UNCHECKED = make.attached(verified=None)
MISSING = make.item()


def row_of(*texts: Item) -> Item:
    """A row whose points have the originals of ``texts``."""
    points = (
        make.point(number=place, original=each.original, verified=each.verified) for place, each in enumerate(texts)
    )
    return dataclasses.replace(make.row(), points=tuple(points))


@pytest.mark.parametrize("quote", ["quotation", "both"])
@pytest.mark.parametrize(
    ("item", "state"),
    [
        (VERIFIED, "as_published"),
        (DIFFERENT, "different"),
        (UNCHECKED, "from_copy"),
        (row_of(VERIFIED, UNCHECKED), "from_copy"),
        (row_of(UNCHECKED, DIFFERENT), "different"),
        (MISSING, "not_attached"),
        (row_of(VERIFIED, VERIFIED), "as_published"),
        (row_of(VERIFIED, DIFFERENT), "different"),
        (row_of(VERIFIED, MISSING), "not_attached"),
        (row_of(DIFFERENT, MISSING, VERIFIED), "not_attached"),
    ],
)
def test_the_weakest_word_counts(item: Item, quote: QuoteChoice, state: QuoteState) -> None:
    assert quote_state(item, quote) == state
    assert quote_state(item, "gist") == "gist"


def test_without_a_gist_the_original_is_what_is_shown() -> None:
    bare = dataclasses.replace(UNCHECKED, gist=Bilingual())
    assert quote_state(bare, "gist") == "from_copy"


def test_a_row_is_cited_by_its_points() -> None:
    row = make.row()
    assert tuple(cited(row)) == row.points
    assert tuple(cited(VERIFIED)) == (VERIFIED,)
