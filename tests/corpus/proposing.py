"""Proposals for a text, and what must hold of them whatever the text."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

from briefer.corpus.decode import Copy
from briefer.corpus.importing import Import, Proposal, propose


def read(text: str) -> Import:
    """What is proposed for a plain text."""
    return propose(Copy("report.txt", b"", text, "utf-8", "text/plain"))


def ticked(text: str) -> list[Proposal]:
    """The proposals that would be stored."""
    return [each for each in read(text).proposals if each.ticked]


def brief(proposals: list[Proposal]) -> list[tuple[str, str, str]]:
    """Label, title and text of each."""
    return [(each.label, each.title, each.text) for each in proposals]


def record(file: Path, found: Import) -> dict[str, Any]:
    """The object that ``corpus import --dry-run --json`` prints, as far as the scorer looks at it."""
    names = ("kind", "label", "title", "text", "section_path", "sub_items", "authors", "addressee", "confidence")
    source = {name: getattr(found.source, name) for name in ("title", "publisher", "date", "authors", "language")}
    proposals = [{name: getattr(each, name) for name in names} for each in found.proposals]
    return {"file": str(file), "source": source, "proposals": proposals}


def check(text: str, found: Import) -> None:
    """Places lie in the text, words are those that stand there, no word is ticked twice, reasons are given."""
    spans = []
    for place, each in enumerate(found.proposals):
        assert 0 <= each.start < each.end <= len(text)
        assert 0.0 <= each.confidence <= 1.0
        assert each.reasons
        assert each.text.strip()
        _check_words(text, each.text, each.pieces, each.start, each.end)
        for side in each.sides:
            for point in side:
                _check_words(text, point.text, point.pieces, point.start, point.end)
        if each.alternative_of is not None:
            assert each.alternative_of != place
            assert found.proposals[each.alternative_of].alternative_of is None
            assert not each.ticked
        if each.ticked:
            spans.append((each.start, each.end))
    spans.sort()
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


def _check_words(text: str, words: str, pieces: tuple[tuple[int, int, int], ...], start: int, end: int) -> None:
    covered = [False] * len(words)
    for at, place, length in pieces:
        assert start <= place
        assert place + length <= end
        assert _bare(words[at : at + length]) == _bare(text[place : place + length])
        covered[at : at + length] = [True] * length
    assert all(there or words[at].isspace() for at, there in enumerate(covered)), words


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
