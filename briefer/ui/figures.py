"""How long a paper is, and how long it takes to read aloud. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefer.core.blocks import Heading, Paper, Paragraph, Table, TitleBlock

CHARACTERS_A_MINUTE = 300
WORDS_A_MINUTE = 130


@dataclass(frozen=True, slots=True)
class Length:
    """``count`` characters (Japanese papers) or words (English ones), and ``minutes`` of reading aloud."""

    count: int
    minutes: float
    by_characters: bool


def length_of(paper: Paper) -> Length:
    """Titles, headings, paragraphs and tables count; contents, source list and blanks do not."""
    texts = list(_texts(paper))
    if paper.lang == "ja":
        count = sum(len("".join(text.split())) for text in texts)
        return Length(count, count / CHARACTERS_A_MINUTE, by_characters=True)
    count = sum(len(text.split()) for text in texts)
    return Length(count, count / WORDS_A_MINUTE, by_characters=False)


def numbers_of(paper: Paper) -> dict[int, str]:
    """The printed number of each node's heading."""
    return {block.node: block.number for block in paper.blocks if isinstance(block, Heading) and block.node}


def _texts(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        match block:
            case TitleBlock():
                yield from (block.title, block.subject)
            case Heading():
                yield block.text
            case Paragraph() if block.role != "source":
                yield block.text
            case Table():
                yield block.caption
                for row in (block.header, *block.rows):
                    yield from (paragraph.text for cell in row for paragraph in cell.paragraphs)
