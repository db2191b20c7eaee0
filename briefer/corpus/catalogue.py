"""Reading the shipped catalogue: ``data/catalogue/*.yaml``, vocabulary, dated facts and links of ``data``.

Strict: an unknown or missing key, a repeated id, a word outside the vocabulary or a value of the wrong kind is a
``CorpusError`` that names file and line. The form is described in ``docs/catalogue.md``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import yaml

from briefer.core.errors import CorpusError
from briefer.core.items import SIDES, Bilingual, ItemKind, Lang, Side, Source, Status, Term

FORMAT = 1
MAX_BYTES = 8 << 20
MAX_DEPTH = 12
_NOTHING = Bilingual()
STRENGTHS = ("must", "should", "need", "desirable", "consider")

_ID = re.compile(r"[a-z0-9][A-Za-z0-9._/-]{0,119}")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_WHERE = re.compile("title|text|authors")
_COUNT = re.compile(r"\d{1,5}")
_PIECE = re.compile(r"[1-9]\d{0,4}-[0-9a-f]{8}-[0-9a-f]{8}")
_CHAIN = re.compile(rf"{_PIECE.pattern}(?: {_PIECE.pattern}){{0,999}}")


@dataclass(frozen=True, slots=True)
class Section:
    """A printed heading. ``parent`` is the id of the section around it ('' for none)."""

    id: str
    parent: str
    heading: Bilingual
    authors: tuple[str, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves the words of an original: its fingerprint, the piece of its printed title ('' for none) and the chain
    of its text, as ``proof.py`` writes them; all '' for what cannot be attached."""

    fingerprint: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Characters of an original that seem wrong, mostly changed when the published file was converted; they are kept.

    ``at`` and ``length`` count characters of the printed title or the text as folded for the fingerprint; both are 0
    for the by-line.
    """

    where: str
    at: int
    length: int
    note: Bilingual


@dataclass(frozen=True, slots=True)
class SubItem:
    """A numbered part inside a recommendation; it is cited with the recommendation."""

    id: str
    label: str
    title: Bilingual
    gist: Bilingual
    proof: Proof = Proof()


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a table row: the column's heading and our gist of the cell."""

    key: str
    heading: Bilingual
    gist: Bilingual
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the catalogue; points of a scenario row are entries of their own inside ``points``."""

    id: str
    kind: ItemKind
    section: str
    label: str
    title: Bilingual
    gist: Bilingual
    authors: tuple[str, ...] = ()
    addressee: Bilingual = _NOTHING
    actor: str = ""
    region: str = ""
    side: Side | None = None
    topics: tuple[str, ...] = ()
    strength: str = ""
    status: Status = "current"
    status_reason: Bilingual = _NOTHING
    proof: Proof = Proof()
    suspected: tuple[Suspicion, ...] = ()
    sub_items: tuple[SubItem, ...] = ()
    columns: tuple[Column, ...] = ()
    points: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueLink:
    """Two items that belong together, and why."""

    one: str
    other: str
    kind: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Report:
    """The catalogue of one source, items in printed order."""

    source: Source
    sections: tuple[Section, ...]
    items: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact: what it makes of the items that rest on it, and why."""

    status: Status
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The controlled words, and for each (field, key) the other spellings a user may type."""

    terms: Mapping[str, Mapping[str, Term]]
    also: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the program ships about reports."""

    reports: tuple[Report, ...]
    vocabulary: Vocabulary
    links: tuple[CatalogueLink, ...]
    as_of: str
    """The day of which the statuses are."""


def read_catalogue(vocabulary_file: Path, facts_file: Path, links_file: Path, *report_files: Path) -> Catalogue:
    """Read and check the vocabulary, the dated facts, the links across reports and one file a report.

    A missing links file is an empty one. Raises ``CorpusError``.

    Reports come oldest first, so that the corpus numbers the newest ones last.
    """
    vocabulary = _read_vocabulary(read_yaml(vocabulary_file))
    facts, as_of = _read_facts(read_yaml(facts_file))
    readers = [_ReportReader(read_yaml(file), vocabulary, facts) for file in report_files]
    reports = [reader.report() for reader in readers]
    across = _read_links(read_yaml(links_file)) if links_file.exists() else []
    known = {each for reader in readers for each in reader.ids}
    links: dict[tuple[str, str, str], CatalogueLink] = {}
    for link, nodes in (pair for pairs in (*(reader.links for reader in readers), across) for pair in pairs):
        # Links may lead into another report, so they wait until all are read.
        for node in nodes:
            if node.value not in known:
                node.fail("catalogue.unknown_word", field="items", value=node.value)
        one, other = sorted((link.one, link.other))
        if (one, other, link.kind) in links:
            nodes[0].fail("catalogue.repeated", value=f"{link.one}, {link.other}")
        links[one, other, link.kind] = link
    seen: dict[str, str] = {}
    for report, file in zip(reports, report_files, strict=True):
        if report.source.key in seen:
            raise CorpusError("catalogue.repeated", file=str(file), line=1, value=report.source.key)
        seen[report.source.key] = str(file)
    reports.sort(key=lambda report: (report.source.published, report.source.key))
    return Catalogue(tuple(reports), vocabulary, tuple(links.values()), as_of)


# -- YAML as a tree that knows its lines


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value with the file and line it stands on; ``value`` is text, entries, or pairs of key and node."""

    file: str
    line: int
    value: str | list[Node] | dict[str, Node]
    plain: bool = False

    def fail(self, code: str, **values: object) -> NoReturn:
        """Raise ``CorpusError`` for this place."""
        raise CorpusError(code, file=self.file, line=self.line, **values)


def read_yaml(path: Path) -> Node:
    """The content of a YAML file: no aliases, tags or repeated keys, bounded in size. Raises ``CorpusError``."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CorpusError("catalogue.unreadable", file=str(path), line=0, why=error.strerror or str(error)) from error
    if len(raw) > MAX_BYTES:
        raise CorpusError("catalogue.too_large", file=str(path), line=0, limit=MAX_BYTES >> 20)
    try:
        node = _build(str(path), raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CorpusError("catalogue.not_text", file=str(path), line=0, byte=error.start) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise CorpusError("catalogue.not_yaml", file=str(path), line=line, why=error.problem or "") from error
    except yaml.YAMLError as error:
        raise CorpusError("catalogue.not_yaml", file=str(path), line=0, why=str(error)) from error
    return node


def _build(file: str, text: str) -> Node:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stack: list[tuple[Node, list[Node]]] = []
    root: Node | None = None
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise CorpusError("catalogue.alias", file=file, line=line)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise CorpusError("catalogue.tag", file=file, line=line)
        if isinstance(event, yaml.ScalarEvent):
            done = Node(file, line, event.value, plain=event.implicit[0])
        elif isinstance(event, yaml.SequenceStartEvent):
            stack.append((Node(file, line, []), []))
            if len(stack) > MAX_DEPTH:
                raise CorpusError("catalogue.too_deep", file=file, line=line, limit=MAX_DEPTH)
            continue
        elif isinstance(event, yaml.MappingStartEvent):
            stack.append((Node(file, line, {}), []))
            if len(stack) > MAX_DEPTH:
                raise CorpusError("catalogue.too_deep", file=file, line=line, limit=MAX_DEPTH)
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            done, parts = stack.pop()
            if isinstance(done.value, list):
                done.value.extend(parts)
            elif isinstance(done.value, dict):
                for key, value in zip(parts[::2], parts[1::2], strict=True):
                    if not isinstance(key.value, str):
                        key.fail("catalogue.wrong_kind", key="?")
                    if key.value in done.value:
                        key.fail("catalogue.repeated", value=key.value)
                    done.value[key.value] = value
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise CorpusError("catalogue.not_yaml", file=file, line=line, why="---")
        else:
            continue
        if stack:
            stack[-1][1].append(done)
        else:
            root = done
    if root is None:
        raise CorpusError("catalogue.empty", file=file, line=0)
    return root


class _Fields:
    """The keys of one mapping: each is asked for once, and none may be left over."""

    def __init__(self, node: Node) -> None:
        if not isinstance(node.value, dict):
            node.fail("catalogue.wrong_kind", key="")
        self.node = node
        self._left: dict[str, Node] = dict(node.value)

    def take(self, key: str) -> Node | None:
        """The node under ``key``; none if it is missing or ``null``."""
        node = self._left.pop(key, None)
        return None if node is not None and node.plain and node.value in ("null", "~", "") else node

    def need(self, key: str) -> Node:
        return self.take(key) or self.node.fail("catalogue.missing", key=key)

    def text(self, key: str, pattern: re.Pattern[str] | None = None, *, default: str | None = None) -> str:
        node = self.take(key) if default is not None else self.need(key)
        return default or "" if node is None else _text(node, key, pattern)

    def both(self, key: str, *, required: bool = True) -> Bilingual:
        node = self.need(key) if required else self.take(key)
        if node is None:
            return Bilingual()
        fields = _Fields(node)
        result = Bilingual(fields.text("ja"), fields.text("en"))
        fields.end()
        return result

    def list(self, key: str) -> list[Node]:
        node = self.take(key)
        if node is None:
            return []
        if not isinstance(node.value, list):
            node.fail("catalogue.wrong_kind", key=key)
        return node.value

    def end(self) -> None:
        for key, node in self._left.items():
            node.fail("catalogue.unknown_key", key=key)


def _text(node: Node, key: str, pattern: re.Pattern[str] | None = None) -> str:
    value = node.value
    if not isinstance(value, str) or (pattern and not pattern.fullmatch(value)) or value != value.strip():
        node.fail("catalogue.wrong_kind", key=key)
    return value


def _format(fields: _Fields) -> None:
    node = fields.need("format")
    if node.value != str(FORMAT):
        node.fail("catalogue.format", value=node.value, known=FORMAT)


# -- vocabulary and facts


def _read_vocabulary(node: Node) -> Vocabulary:
    fields = _Fields(node)
    _format(fields)
    terms: dict[str, dict[str, Term]] = {}
    also: dict[tuple[str, str], tuple[str, ...]] = {}
    for field, plural in (("region", "regions"), ("actor", "actors"), ("topic", "topics")):
        words = terms.setdefault(field, {})
        for key, entry in _pairs(fields.need(plural)):
            one = _Fields(entry)
            words[key] = Term(key, Bilingual(one.text("ja"), one.text("en")))
            also[field, key] = tuple(_text(each, "also") for each in one.list("also"))
            one.end()
    fields.end()
    return Vocabulary(terms, also)


def _pairs(node: Node) -> Iterator[tuple[str, Node]]:
    if not isinstance(node.value, dict):
        node.fail("catalogue.wrong_kind", key="")
    for key, value in node.value.items():
        if not _KEY.fullmatch(key):
            value.fail("catalogue.wrong_kind", key=key)
        yield key, value


def _read_facts(node: Node) -> tuple[dict[str, Fact], str]:
    """The facts, and the day up to which they were checked."""
    fields = _Fields(node)
    _format(fields)
    as_of = _date(fields.need("as_of"), "as_of")
    facts: dict[str, Fact] = {}
    for key, entry in _pairs(fields.need("facts")):
        one = _Fields(entry)
        start, end, never = one.take("from"), one.take("to"), one.take("never")
        reason = one.both("reason")
        one.end()
        status: Status = "current"
        if never is not None:
            if start is not None or end is not None:
                entry.fail("catalogue.wrong_kind", key="never")
            # `never` is the day on which it was settled; until then the scenario is open.
            status = "counterfactual" if _date(never, "never") <= as_of else "current"
        elif start is None and end is None:
            entry.fail("catalogue.missing", key="from")
        else:
            if start is not None:
                _date(start, "from")
            if end is not None and _date(end, "to") <= as_of:
                status = "past"
        facts[key] = Fact(status, reason)
    fields.end()
    return facts, as_of


def _date(node: Node, key: str) -> str:
    value = _text(node, key)
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        node.fail("catalogue.wrong_kind", key=key)


# -- one report


class _ReportReader:
    def __init__(self, node: Node, vocabulary: Vocabulary, facts: Mapping[str, Fact]) -> None:
        self._fields = _Fields(node)
        self._vocabulary = vocabulary
        self._facts = facts
        self.ids: set[str] = set()
        self.links: list[tuple[CatalogueLink, list[Node]]] = []
        self._sections: dict[str, Section] = {}

    def report(self) -> Report:
        fields = self._fields
        _format(fields)
        source = _read_source(fields.need("source"))
        for node in fields.list("sections"):
            self._read_section(node)
        items = tuple(self._read_item(node, source.key) for node in fields.list("items"))
        self.links = [_read_link(node) for node in fields.list("links")]
        fields.end()
        return Report(source, tuple(self._sections.values()), items)

    def _read_section(self, node: Node) -> None:
        one = _Fields(node)
        key = one.text("id", _KEY)
        if key in self._sections:
            node.fail("catalogue.repeated", value=key)
        parent = one.text("parent", _KEY, default="")
        if parent and parent not in self._sections:
            node.fail("catalogue.unknown_word", field="section", value=parent)
        heading = Bilingual(one.text("heading"), one.text("en"))
        authors = _authors(one)
        as_of = one.text("as_of", _DATE, default="")
        one.end()
        self._sections[key] = Section(key, parent, heading, authors, as_of)

    def _id(self, fields: _Fields, below: str) -> str:
        node = fields.need("id")
        value = _text(node, "id", _ID)
        if not value.startswith(below):
            node.fail("catalogue.wrong_kind", key="id")
        if value in self.ids:
            node.fail("catalogue.repeated", value=value)
        self.ids.add(value)
        return value

    def _word(self, fields: _Fields, field: str) -> str:
        node = fields.take(field)
        return "" if node is None else self._known(node, field)

    def _known(self, node: Node, field: str) -> str:
        value = _text(node, field)
        if value not in self._vocabulary.terms[field]:
            node.fail("catalogue.unknown_word", field=field, value=value)
        return value

    def _topics(self, fields: _Fields) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._known(node, "topic") for node in fields.list("topics")))

    def _fact_keys(self, fields: _Fields) -> tuple[str, ...]:
        keys = []
        for node in fields.list("facts"):
            key = _text(node, "facts", _KEY)
            if key not in self._facts:
                node.fail("catalogue.unknown_word", field="facts", value=key)
            keys.append(key)
        return tuple(keys)

    def _status(self, keys: tuple[str, ...]) -> tuple[Status, Bilingual]:
        facts = [self._facts[key] for key in dict.fromkeys(keys)]
        kinds: tuple[Status, ...] = ("counterfactual", "past")
        for status in kinds:
            reasons = [fact.reason for fact in facts if fact.status == status]
            if reasons:
                return status, Bilingual("".join(each.ja for each in reasons), " ".join(each.en for each in reasons))
        return "current", Bilingual()

    def _read_item(self, node: Node, source: str) -> Entry:
        one = _Fields(node)
        own = self._id(one, f"{source}/")
        points = one.list("points")
        kind = _kind(one, default="scenario" if points else "recommendation")
        section = one.text("section", _KEY)
        if section not in self._sections:
            node.fail("catalogue.unknown_word", field="section", value=section)
        label = one.text("label", default="")
        title, gist = one.both("title"), one.both("gist")
        authors, addressee = _authors(one), one.both("addressee", required=False)
        actor, region, topics = self._word(one, "actor"), self._word(one, "region"), self._topics(one)
        strength = one.text("strength", default="")
        if strength and strength not in STRENGTHS:
            node.fail("catalogue.unknown_word", field="strength", value=strength)
        facts = self._fact_keys(one)
        status, reason = self._status(facts)
        proof, suspected = _read_proof(one), tuple(_read_suspicion(each) for each in one.list("suspected"))
        sub_items = tuple(self._read_sub_item(each, own) for each in one.list("sub_items"))
        columns = tuple(_read_column(each) for each in one.list("columns"))
        if bool(points) != (kind == "scenario"):
            node.fail("catalogue.wrong_kind", key="points")
        one_each = not proof.text or len(proof.text.split()) == len(columns)
        if bool(columns) != (kind == "table_row") or (columns and not one_each):
            node.fail("catalogue.wrong_kind", key="columns")
        if points and proof.text:
            node.fail("catalogue.wrong_kind", key="proof")
        one.end()
        row = Entry(
            own, kind, section, label, title, gist, authors, addressee, actor, region, None, topics, strength, status,
            reason, proof, suspected, sub_items, columns,
        )  # fmt: skip
        if not points:
            return row
        return replace(row, points=tuple(self._read_point(each, row, facts) for each in points))

    def _read_point(self, node: Node, row: Entry, facts: tuple[str, ...]) -> Entry:
        one = _Fields(node)
        own = self._id(one, f"{row.id}.")
        side_node = one.need("side")
        side = next((each for each in SIDES if each == side_node.value), None)
        if side is None:
            side_node.fail("catalogue.unknown_word", field="side", value=side_node.value)
        gist, topics = one.both("gist"), self._topics(one)
        status, reason = self._status((*facts, *self._fact_keys(one)))
        proof, suspected = _read_proof(one), tuple(_read_suspicion(each) for each in one.list("suspected"))
        one.end()
        return Entry(
            own, "scenario", row.section, row.label, Bilingual(), gist, row.authors, row.addressee, row.actor,
            row.region, side, topics or row.topics, "", status, reason, proof, suspected,
        )  # fmt: skip

    def _read_sub_item(self, node: Node, item: str) -> SubItem:
        one = _Fields(node)
        own = self._id(one, f"{item}.")
        result = SubItem(own, one.text("label"), one.both("title"), one.both("gist"), _read_proof(one))
        one.end()
        return result


def _read_link(node: Node) -> tuple[CatalogueLink, list[Node]]:
    """A link, and the nodes that name its items."""
    one = _Fields(node)
    items = one.list("items")
    ids = tuple(_text(each, "items", _ID) for each in items)
    if len(set(ids)) != 2 or len(ids) != 2:
        node.fail("catalogue.wrong_kind", key="items")
    result = CatalogueLink(ids[0], ids[1], one.text("kind", _KEY), one.both("reason"))
    one.end()
    return result, items


def _read_links(node: Node) -> list[tuple[CatalogueLink, list[Node]]]:
    """The links across reports."""
    fields = _Fields(node)
    _format(fields)
    links = [_read_link(each) for each in fields.list("links")]
    fields.end()
    return links


def _read_proof(fields: _Fields) -> Proof:
    """Fingerprint and proof go together."""
    fingerprint = fields.text("fingerprint", _FINGERPRINT, default="")
    node = fields.take("proof")
    if node is None:
        if fingerprint:
            fields.node.fail("catalogue.missing", key="proof")
        return Proof()
    if not fingerprint:
        fields.node.fail("catalogue.missing", key="fingerprint")
    one = _Fields(node)
    result = Proof(fingerprint, one.text("title", _PIECE, default=""), one.text("text", _CHAIN))
    one.end()
    return result


def _read_suspicion(node: Node) -> Suspicion:
    one = _Fields(node)
    where = one.text("in", _WHERE, default="text")
    at, length = (0, 0) if where == "authors" else (int(one.text(key, _COUNT)) for key in ("at", "length"))
    result = Suspicion(where, at, length, Bilingual(one.text("ja"), one.text("en")))
    one.end()
    return result


def _read_source(node: Node) -> Source:
    one = _Fields(node)
    key, title = one.text("key", _KEY), one.both("title")
    publisher, authors = one.both("publisher", required=False), _authors(one)
    published = one.text("published", _DATE)
    as_of = one.text("as_of", _DATE, default=published)
    language_node = one.need("language")
    languages: dict[str, Lang] = {"ja": "ja", "en": "en"}
    language = languages.get(_text(language_node, "language"))
    if language is None:
        language_node.fail("catalogue.wrong_kind", key="language")
    caveat = one.both("caveat", required=False)
    one.end()
    return Source(key, title, publisher, authors, published, as_of, language, caveat)


def _authors(fields: _Fields) -> tuple[str, ...]:
    """Names; the affiliations are facts for people who read the catalogue."""
    names = []
    for node in fields.list("authors"):
        one = _Fields(node)
        names.append(one.text("name"))
        one.text("affiliation", default="")
        one.end()
    return tuple(names)


def _kind(fields: _Fields, default: ItemKind) -> ItemKind:
    node = fields.take("kind")
    kinds: tuple[ItemKind, ...] = ("recommendation", "scenario", "table_row", "issue")
    kind = default if node is None else next((each for each in kinds if each == node.value), None)
    if kind is None:
        fields.node.fail("catalogue.unknown_word", field="kind", value="?" if node is None else node.value)
    return kind


def _read_column(node: Node) -> Column:
    one = _Fields(node)
    key, heading, gist = one.text("key", _KEY), one.both("heading"), one.both("gist")
    result = Column(key, heading, gist, one.text("fingerprint", _FINGERPRINT, default=""))
    one.end()
    return result
