"""Search: what a user typed → clauses → one full-text query → hits with true positions.

Words are joined by AND; ``OR`` between two words takes either; ``-word`` excludes; ``"two words"`` is one phrase;
``field:value`` filters (source, year, region, actor, topic, side, status, kind, tag, is); ``note:word`` looks in the
user's notes alone. Every other word is looked for as a substring of the folded texts of an item: titles, gists,
original, section headings, label, and the user's note on it.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefer.core.errors import CorpusError
from briefer.core.items import Item, Lang
from briefer.core.text import fold_for_search, folded
from briefer.corpus.index import EVERY, facet, phrase

FIELDS = ("source", "year", "region", "actor", "topic", "side", "status", "kind", "tag", "is", "note")
SNIPPET = 60
"""Japanese characters of context shown around the first match; of Latin text twice as many."""
RANKED = 5000
"""Up to this many hits are ordered by relevance; more are shown newest first, since ranking them is the cost."""
MAX_QUERY = 10_000
"""Characters of a query that are looked at."""

_FIELD_NAMES = {
    **{field: field for field in FIELDS},
    "出典": "source", "年": "year", "地域": "region", "主体": "actor", "論点": "topic", "側": "side", "状態": "status",
    "種別": "kind", "タグ": "tag", "印": "is", "メモ": "note",
}  # fmt: skip
_QUOTES = '"＂“”„'
_MINUS = "-－−‐‑–"
_FIELD = re.compile(r"([A-Za-z_]+|出典|年|地域|主体|論点|側|状態|種別|タグ|印|メモ)[:：]")
_TEXT_COLUMNS = "{title gist original context note}"
# Words longer than this, and words beyond so many, are left out of the full-text query and looked for in the texts of
# the items it finds: the answer is the same, and a pasted page cannot make the query too large for the engine.
_LONG_WORD = 64
_MANY_WORDS = 24
# A title counts above a gist, a gist above an original, those above a heading, whatever the frequencies.
_WEIGHTS = "1000000.0, 1000.0, 1.0, 0.001, 1.0, 0.0"


@dataclass(frozen=True, slots=True)
class Word:
    """One condition: ``text`` as typed, and the field it was asked of ('' for the item's texts).

    ``keys`` are the values of the field that the text names; none means that nothing can match.
    """

    text: str
    field: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """Alternatives of which one must match or, ``negated``, none may. A query is all its clauses together."""

    words: tuple[Word, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the (start, end) character offsets of the matches in it, in order, not overlapping."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that matches, its heading and the passage that shows why."""

    item: Item
    title: Marked
    snippet: Marked


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``total`` counts all matches; ``hits`` holds the first of them; ``parsed`` is how the query was understood."""

    total: int
    hits: tuple[Hit, ...]
    parsed: tuple[Clause, ...] = ()


# -- reading a query


def parse(query: str, keys_of: Callable[[str, str], tuple[str, ...]]) -> tuple[Clause, ...]:
    """The clauses of a query; ``keys_of(field, text)`` names the values a text stands for.

    Anything is a query. Raises ``CorpusError`` search.unknown_field only.
    """
    clauses: list[Clause] = []
    either = False
    for negated, field, text, quoted in _tokens(query[:MAX_QUERY]):
        if text == "OR" and not (negated or field or quoted):
            either = True
            continue
        word = field_word(field, text, keys_of) if field else Word(text)
        if not folded(text):
            continue
        if either and clauses and not negated and not clauses[-1].negated:
            if word not in clauses[-1].words:
                clauses[-1] = Clause((*clauses[-1].words, word))
        else:
            clauses.append(Clause((word,), negated))
        either = False
    return tuple(dict.fromkeys(clauses))


def field_word(field: str, text: str, keys_of: Callable[[str, str], tuple[str, ...]]) -> Word:
    """The condition that a field has a value. Raises ``CorpusError`` search.unknown_field."""
    name = _FIELD_NAMES.get(field.casefold())
    if name is None:
        raise CorpusError("search.unknown_field", field=field, known=", ".join(FIELDS))
    return Word(text, name, () if name == "note" else keys_of(name, text))


def _tokens(query: str) -> list[tuple[bool, str, str, bool]]:
    """(negated, field, text, quoted) of each token."""
    tokens = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        negated = query[at] in _MINUS and at + 1 < len(query) and not query[at + 1].isspace()
        if query[at] in _MINUS:
            at += 1
            if not negated:
                continue
        match = _FIELD.match(query, at)
        field = ""
        if match:
            field, at = match[1], match.end()
        if at < len(query) and query[at] in _QUOTES:
            end = next((i for i in range(at + 1, len(query)) if query[i] in _QUOTES), len(query))
            tokens.append((negated, field, query[at + 1 : end], True))
            at = end + 1
            continue
        end = next((i for i in range(at, len(query)) if query[i].isspace() or query[i] in _QUOTES), len(query))
        text = query[at:end]
        tokens.append((negated, field, "OR" if unicodedata.normalize("NFKC", text) == "OR" else text, False))
        at = end
    return tokens


# -- asking


class Search:
    """Answers queries on one connection; ``load`` turns item numbers into items, ``texts`` into all searched text.

    ``notes`` gives the user's notes by item id.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        load: Callable[[Sequence[int]], list[Item]],
        texts: Callable[[Sequence[int]], list[tuple[int, str]]],
        notes: Callable[[Sequence[str]], dict[str, str]],
    ) -> None:
        self._connection = connection
        self._load = load
        self._texts = texts
        self._notes = notes

    def run(self, query: str, where: Sequence[tuple[str, str]], lang: Lang, limit: int) -> SearchResult:
        """All that match ``query`` and every (field, value) of ``where``. Raises ``CorpusError``."""
        asked = [Clause((field_word(field, value, self.keys_of),)) for field, value in where]
        clauses = tuple(dict.fromkeys((*parse(query, self.keys_of), *asked)))
        plan = _plan(clauses)
        total, numbers = (0, []) if plan is None else self._numbers(plan, max(limit, 0))
        marker = _Marker(
            [
                word.text
                for clause in clauses
                if not clause.negated
                for word in clause.words
                if word.field in ("", "note")
            ]
        )
        items = self._load(numbers)
        notes = self._notes([item.id for item in items])
        hits = tuple(marker.hit(item, lang, notes.get(item.id, "")) for item in items)
        return SearchResult(total, hits, clauses)

    def keys_of(self, field: str, text: str) -> tuple[str, ...]:
        """The values of a field that go by this name, else those whose name contains it; a tag only by its own name.

        The values of a year are the sources of that year.
        """
        wanted = folded(text)
        if field == "tag":
            return (wanted,) if wanted else ()
        if field == "year":
            rows = self._connection.execute(
                "SELECT key FROM source WHERE substr(published, 1, 4) = ? ORDER BY key", (wanted,)
            ).fetchall()
            return tuple(row[0] for row in rows)
        for condition in ("folded = ?", "instr(folded, ?) > 0"):
            rows = self._connection.execute(
                f"SELECT DISTINCT key FROM name WHERE field = ? AND {condition} ORDER BY key", (field, wanted)
            ).fetchall()
            if rows and wanted:
                return tuple(row[0] for row in rows)
        return ()

    def _numbers(self, plan: _Plan, limit: int) -> tuple[int, list[int]]:
        execute = self._connection.execute
        if plan.rest:
            return self._checked(plan, limit)
        (total,) = execute("SELECT count(*) FROM search WHERE search MATCH ?", (plan.match,)).fetchone()
        if not limit or not total:
            return total, []
        rows = execute(
            f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY {self._order(plan, total)} LIMIT ?",
            (plan.match, limit),
        )
        return total, [number for (number,) in rows]

    @staticmethod
    def _order(plan: _Plan, total: int) -> str:
        if not plan.ranked:
            return "rowid"
        return f"bm25(search, {_WEIGHTS}), rowid" if total <= RANKED else "rowid DESC"

    def _checked(self, plan: _Plan, limit: int) -> tuple[int, list[int]]:
        """As ``_numbers``, for a query of which a part is looked for in the texts themselves."""
        rows = self._connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (plan.match,))
        candidates = [number for (number,) in rows]
        good = []
        for at in range(0, len(candidates), 500):
            for number, text in self._texts(candidates[at : at + 500]):
                if all(any(word in text for word in words) != negated for negated, words in plan.rest):
                    good.append(number)
        return len(good), good[:limit]


@dataclass(frozen=True, slots=True)
class _Plan:
    """``match`` is the full-text query; ``rest`` (negated, alternatives) is checked in the folded texts."""

    match: str
    ranked: bool
    rest: tuple[tuple[bool, tuple[str, ...]], ...] = ()


def _plan(clauses: Sequence[Clause]) -> _Plan | None:
    """How to ask; none if nothing can match."""
    wanted: list[str] = []
    unwanted: list[str] = []
    rest: list[tuple[bool, tuple[str, ...]]] = []
    words_asked = 0
    ranked = False
    for clause in clauses:
        texts = tuple(folded(word.text) for word in clause.words if not word.field)
        words_asked += len(texts)
        oversize = words_asked > _MANY_WORDS or any(len(text) > _LONG_WORD for text in texts)
        if texts and oversize and len(texts) == len(clause.words):
            rest.append((clause.negated, texts))
            if not clause.negated and words_asked <= _MANY_WORDS:
                wanted.append(_either([f"{_TEXT_COLUMNS} : {phrase(text[:_LONG_WORD])}" for text in texts]))
            continue
        parts = [f"{_TEXT_COLUMNS} : {phrase(text)}" for text in texts]
        notes = [folded(word.text)[:_LONG_WORD] for word in clause.words if word.field == "note"]
        parts += [f"note : {phrase(text)}" for text in notes]
        # A year is asked for as the sources of that year.
        fields = [("source" if word.field == "year" else word.field, word) for word in clause.words]
        parts += [f'facet : "{facet(field, key)}"' for field, word in fields for key in word.keys]
        if clause.negated:
            unwanted += parts
        elif not parts:
            return None
        else:
            wanted.append(_either(parts))
            ranked = ranked or bool(texts or notes)
    match = " AND ".join(wanted) if wanted else f'facet : "{EVERY}"'
    if unwanted:
        match = f"({match}) NOT ({_either(unwanted)})"
    return _Plan(match, ranked, tuple(rest))


def _either(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"


# -- showing


class _Marker:
    """Marks the words of one query in the texts of its hits."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(dict.fromkeys(folded(word) for word in words))

    def hit(self, item: Item, lang: Lang, note: str) -> Hit:
        title, in_title = self._mark(item.heading(lang))
        return Hit(item, title, self._snippet(item, lang, in_title, note))

    def _mark(self, text: str) -> tuple[Marked, frozenset[str]]:
        """The text with all matches, and the words that were found in it."""
        if not text or not self._words:
            return Marked(text), frozenset()
        plain = folded(text)
        present = [word for word in self._words if word in plain]
        if not present:
            return Marked(text), frozenset()
        mapped = fold_for_search(text)
        spans = []
        for word in present:
            at = mapped.text.find(word)
            while at >= 0:
                spans.append(mapped.span(at, at + len(word)))
                at = mapped.text.find(word, at + 1)
        return Marked(text, _merged(spans)), frozenset(present)

    def _snippet(self, item: Item, lang: Lang, in_title: frozenset[str], note: str) -> Marked:
        other: Lang = "en" if lang == "ja" else "ja"
        original = item.original or ""
        home = original if item.source.language == lang else ""
        first, found = self._mark(item.gist.best(lang))
        if not found and home:
            marked, words = self._mark(home)
            if words:
                first, found = marked, words
        # Texts in the language asked for come first; the others only if they explain a word that is shown nowhere yet.
        missing = set(self._words) - in_title - found
        if missing:
            headings = [" › ".join(each.best(to) for each in item.locator.section_path) for to in (lang, other)]
            for text in (
                home, item.gist.only(other), original, item.title.only(lang), item.title.only(other),
                item.printed_title or "", headings[0], headings[1], item.locator.label, note,
            ):  # fmt: skip
                marked, words = self._mark(text)
                if len(words & missing) > len(found & missing) or (words & missing and not found):
                    first, found = marked, words
                    if missing <= found:
                        break
        return _cut(first)


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _cut(marked: Marked) -> Marked:
    """About ``SNIPPET`` characters around the first match, with … where something is left out."""
    text = marked.text
    length = SNIPPET * 2 if text.isascii() or sum(map(str.isascii, text)) > len(text) * 0.8 else SNIPPET
    if len(text) <= length + 10:
        return _one_line(text, marked.spans, 0)
    first, last = marked.spans[0] if marked.spans else (0, 0)
    start = min(first, max(0, min(first - (length - (last - first)) // 3, len(text) - length)))
    end = min(len(text), max(start + length, min(last, start + 2 * length)))
    # Not inside a Latin word, nor before a combining mark.
    for _ in range(12):
        if 0 < start < first and (_within_word(text, start) or unicodedata.combining(text[start])):
            start += 1
        if end < len(text) and (_within_word(text, end) or unicodedata.combining(text[end])):
            end += 1
    lead, tail = ("…" if start else ""), ("…" if end < len(text) else "")
    spans = [(max(a, start) - start, min(b, end) - start) for a, b in marked.spans if a < end and b > start]
    return _one_line(lead + text[start:end] + tail, tuple(spans), len(lead))


def _one_line(text: str, spans: tuple[tuple[int, int], ...], by: int) -> Marked:
    # One character for another, so that the spans stay true.
    return Marked(re.sub(r"\s", " ", text), tuple((start + by, end + by) for start, end in spans))


def _within_word(text: str, at: int) -> bool:
    return text[at - 1].isascii() and text[at].isascii() and text[at - 1].isalnum() and text[at].isalnum()
