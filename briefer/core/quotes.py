"""What a reader may believe of the words that a picked item puts into a paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefer.core.items import Item
from briefer.core.outline import QuoteChoice

QuoteState = Literal["as_published", "from_copy", "different", "not_attached", "gist"]
"""Verified against the catalogue's fingerprint; read from the user's own copy of a report that no catalogue knows;
taken from a copy that differs from the fingerprint; wanted as a quotation while no copy is attached (the gist stands
in); our own words."""


def cited(item: Item) -> Iterator[Item]:
    """The items whose words a paper shows for a picked one: a scenario row's points, else the item itself."""
    yield from item.points or (item,)


def quote_state(item: Item, quote: QuoteChoice) -> QuoteState:
    """The weakest state among all the words shown for ``item``."""
    if quote == "gist" and any(each.gist or each.original is None for each in cited(item)):
        return "gist"
    if any(each.original is None for each in cited(item)):
        return "not_attached"
    if any(each.verified is False for each in cited(item)):
        return "different"
    if any(each.verified is None for each in cited(item)):
        return "from_copy"
    return "as_published"
