"""The search index: pairs of folded characters, one row an item.

A folded text is cut into all its overlapping pairs of characters; a query is the same cut, asked as a phrase. So a
match is exactly a substring, for words of any length, in any script.
"""

from __future__ import annotations

import json
import operator
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from briefer.core.text import folded

END = "\n"
"""Stands between and after texts in a column; folding never yields it, so no phrase reaches across."""

# Every ASCII character but letters and figures would end a token: they are moved to the end of the last private plane.
_PRIVATE = {chr(code): chr(0x10FF00 + code) for code in range(128) if not chr(code).isalnum()}
_ENDS_TOKEN = re.compile(r"[\x00-/:-@\[-`{-\x7f]")

COLUMNS = ("title", "gist", "original", "context", "note", "facet")


def pairs(folded_text: str) -> str:
    """The pairs of characters of a folded text that ends in ``END``, parted by spaces."""
    text = _one_token(folded_text)
    return " ".join(map(operator.add, text, text[1:]))


def _one_token(text: str) -> str:
    # Many times faster than `translate`, which asks the table about every character: a text has few of these.
    for character in set(_ENDS_TOKEN.findall(text)):
        text = text.replace(character, _PRIVATE[character])
    return text


def phrase(folded_word: str) -> str:
    """The FTS5 string that finds a folded word of one or more characters wherever it stands."""
    text = _one_token(folded_word)
    if len(text) == 1:
        return f'"{text}" *'
    return f'"{pairs(text)}"'


def facet(field: str, key: str) -> str:
    """The token under which all items with this value of a field are found."""
    return _one_token(f"{field}={key}")


EVERY = facet("every", "item")


def column(texts: Iterable[str]) -> str:
    """The content of an index column."""
    return pairs("".join(f"{folded(text)}{END}" for text in texts if text))


_TEXTS = """
    SELECT i.number, i.kind, i.source, i.section, i.label, i.title_ja, i.title_en, i.gist_ja, i.gist_en, i.region,
           i.actor, i.side, i.row, i.topics, i.status, i.sub_items, i.columns, o.printed_title, o.text,
           EXISTS (SELECT 1 FROM item AS p WHERE p.row = i.number) AS is_row,
           (SELECT text FROM note WHERE note.item = i.id) AS note,
           EXISTS (SELECT 1 FROM star WHERE star.item = i.id) AS starred,
           (SELECT group_concat(folded, char(10)) FROM (SELECT folded FROM tag WHERE tag.item = i.id ORDER BY folded))
           AS tags
    FROM item AS i LEFT JOIN original AS o ON o.item = i.number
"""


def _listed(stored: str | None) -> list[Any]:
    """A stored list; most are empty."""
    return json.loads(stored) if stored and stored != "[]" else []


def searched_texts(row: sqlite3.Row, headings: tuple[str, ...]) -> tuple[list[str], list[str], list[str], list[str]]:
    """The texts of an item that are searched: titles, gists, original, context.

    A scenario row does not repeat the words of its points: each point is found by itself.
    """
    parts = [*_listed(row["sub_items"]), *_listed(row["columns"])]
    # An imported item goes by its printed title: once is enough.
    titles = list(dict.fromkeys((row["title_ja"], row["title_en"], row["printed_title"])))
    gists = [row["gist_ja"], row["gist_en"]]
    for part in parts:
        gists += [*part.get("title", ()), *part.get("heading", ()), *part.get("gist", ())]
    original = [] if row["is_row"] else [row["text"]]
    return titles, gists, original, [*headings, row["label"]]


def _columns(row: sqlite3.Row, headings: tuple[str, ...]) -> tuple[str, ...]:
    facets = [
        EVERY, facet("kind", row["kind"]), facet("source", row["source"]), facet("status", row["status"]),
        *(facet(field, row[field]) for field in ("region", "actor", "side") if row[field]),
        *(facet("topic", topic) for topic in _listed(row["topics"])),
    ]  # fmt: skip
    tags = (row["tags"] or "").split("\n") if row["tags"] else []
    facets += [facet("tag", tag) for tag in tags]
    marks = {"starred": row["starred"], "tagged": tags, "noted": row["note"]}
    facets += [facet("is", mark) for mark, there in marks.items() if there]
    texts = searched_texts(row, headings)
    return (*(column(each) for each in texts), column([row["note"] or ""]), " ".join(facets))


_GATHERED = 4 << 20
"""Bytes of the index that one change gathers in memory before it writes them: many items at once go twice as fast."""


class Index:
    """The search index of one corpus, for changing it inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._headings = section_headings(connection)

    def add_all(self) -> None:
        """Fill an empty index. How much each later change gathers is kept in the file."""
        self._connection.execute("INSERT INTO search(search, rank) VALUES ('hashsize', ?)", (_GATHERED,))
        self.add_from(0)

    def remove(self, number: int) -> None:
        """Take an item out; to be called before its texts change, since they are what is taken out."""
        self._put(self._rows(f"{_TEXTS} WHERE i.number = ?", (number,)), delete=True)

    def add(self, number: int) -> None:
        """Put an item in, with its texts as they now are."""
        self._put(self._rows(f"{_TEXTS} WHERE i.number = ?", (number,)), delete=False)

    def add_from(self, number: int) -> None:
        """Put in all items from this number on: many at once, few of them in memory."""
        self._put(self._rows(f"{_TEXTS} WHERE i.number >= ? ORDER BY i.number", (number,)), delete=False)

    def refresh(self) -> None:
        """Take notice of sections that were added."""
        self._headings = section_headings(self._connection)

    def add_many(self, numbers: Sequence[int]) -> None:
        """Put items in."""
        for at in range(0, len(numbers), 500):
            part = tuple(numbers[at : at + 500])
            marks = ", ".join("?" * len(part))
            self._put(self._rows(f"{_TEXTS} WHERE i.number IN ({marks})", part), delete=False)

    def remove_source(self, key: str) -> None:
        """Take all items of a source out, before they are deleted."""
        self._put(self._rows(f"{_TEXTS} WHERE i.source = ?", (key,)), delete=True)

    def _rows(self, sql: str, values: tuple[int | str, ...]) -> Iterable[sqlite3.Row]:
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, values)

    def _put(self, rows: Iterable[sqlite3.Row], *, delete: bool) -> None:
        head, command = ("search, ", "'delete', ") if delete else ("", "")
        self._connection.executemany(
            f"INSERT INTO search({head}rowid, {', '.join(COLUMNS)}) VALUES ({command}?, ?, ?, ?, ?, ?, ?)",
            ((row["number"], *_columns(row, self._headings.get(row["section"], ()))) for row in rows),
        )


def section_headings(connection: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """For each section the headings from the outside in, each in ja and in en."""
    found: dict[int, tuple[str, ...]] = {}
    # A section comes after the one around it.
    for number, parent, ja, en in connection.execute(
        "SELECT number, parent, heading_ja, heading_en FROM section ORDER BY number"
    ):
        found[number] = (*found.get(parent, ()), ja, en)
    return found
