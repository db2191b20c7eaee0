"""The brief file: YAML that a person can read, merge and repair; written in one stable order, read strictly.

The form is described in ``docs/brief-file.md``. A brief carries the texts its items had when they were picked (its
snapshots), so it opens without the corpus. Functions are pure or touch only the files named; any thread may call them.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from briefer.core.errors import BrieferError, BriefFileError, EditError
from briefer.core.items import (
    LANGS,
    Bilingual,
    Item,
    ItemKind,
    Lang,
    Locator,
    Side,
    Source,
    Status,
    Term,
)
from briefer.core.outline import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_TEXT,
    Content,
    Details,
    Matrix,
    Note,
    Outline,
    Pick,
    QuoteChoice,
    Section,
    Tree,
    is_date,
)
from briefer.files import one_at_a_time, write_whole

FORMAT = 1
SUFFIX = ".brief.yaml"
MAX_BYTES = 40_000_000
MAX_NESTING = 24
"""Levels of mappings and lists; the deepest outline needs 2 a level and a few more."""
MAX_ENTRIES = 2_000_000
"""Texts, lists and mappings in one file; the largest outline needs about 1.3 million."""

Lookup = Callable[[str], Item]
"""Finds an item by id; raises ``BrieferError`` for an unknown one."""


def stamp_of(content: bytes) -> str:
    """What a file's content is known by, to notice that another program changed it."""
    return hashlib.sha256(content).hexdigest()


# -- writing


def to_yaml(tree: Tree) -> bytes:
    """A whole brief as UTF-8 YAML. The same tree gives the same bytes, whatever its node ids.

    Half a surrogate pair is no text and becomes U+FFFD. Raises ``BriefFileError`` ``brief.too_large`` for a brief that
    could not be opened again.
    """
    details = tree.content
    if not isinstance(details, Details):
        raise BriefFileError("brief.not_a_brief")
    writer = _Writer(details.language)
    data = writer.brief(tree, details)
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2)
    content = text.encode()
    if len(content) > MAX_BYTES:
        raise BriefFileError("brief.too_large", limit=MAX_BYTES // 1_000_000)
    return content


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class _Dumper(yaml.SafeDumper):
    """Paragraphs as literal blocks, everything else as YAML's own shortest form; never an alias."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    text = _LONE_SURROGATE.sub("\ufffd", text)
    if re.search("[\x85\u2028\u2029\ufeff\r]", text):
        style = '"'  # other forms read these back as plain line breaks
    elif "\n" in text:
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


class _Writer:
    def __init__(self, language: Lang) -> None:
        self._language = language
        self._snapshots: dict[str, dict[str, object]] = {}
        self._keys: dict[Item, str] = {}
        self._sources: dict[str, dict[str, object]] = {}
        self._source_keys: dict[Source, str] = {}

    def brief(self, tree: Tree, details: Details) -> dict[str, object]:
        outline = [self._node(child) for child in tree.children]
        front = {
            "format": FORMAT,
            "language": details.language,
            "style": details.style,
            "title": self._words(details.title),
            "subject": self._words(details.subject),
            "date": details.date,
            "from": self._words(details.sender),
            "to": self._words(details.recipient),
            "marking": self._words(details.marking),
        }
        return {
            **{key: value for key, value in front.items() if value},
            "outline": outline,
            "snapshots": self._snapshots,
            "sources": self._sources,
        }

    def _words(self, text: Bilingual) -> object:
        """Plain text in the brief's language; a mapping where the other language has a wording."""
        other: Lang = "en" if self._language == "ja" else "ja"
        if text.only(other):
            return {lang: words for lang in LANGS if (words := text.only(lang))}
        return text.only(self._language)

    def _node(self, tree: Tree) -> dict[str, object]:
        node: dict[str, object]
        match tree.content:
            case Section(title):
                node = {"section": self._words(title)}
                if tree.children:
                    node["nodes"] = [self._node(child) for child in tree.children]
            case Pick(item, quote, heading, note):
                node = {"item": self._key(item), "quote": quote}
                node |= self._filled(heading=heading, note=note)
            case Matrix(rows, quote, title, note):
                node = {"matrix": [self._key(row) for row in rows], "quote": quote}
                node |= self._filled(title=title, note=note)
            case Note(text):
                node = {"note": self._words(text)}
            case Details():
                raise BriefFileError("brief.not_a_brief")
        return node

    def _filled(self, **texts: Bilingual) -> dict[str, object]:
        return {key: self._words(text) for key, text in texts.items() if text}

    def _key(self, item: Item) -> str:
        """The snapshot's key: the item's id, with ``#2`` … where the brief holds other texts of the same item."""
        known = self._keys.get(item)
        if known is not None:
            return known
        key = _free_key(item.id, self._snapshots)
        self._keys[item] = key
        self._snapshots[key] = {} if key == item.id else {"id": item.id}  # keeps its place before the points
        self._snapshots[key].update(self._snapshot(item))
        return key

    def _source_key(self, source: Source) -> str:
        """Likewise for a source, whose description in the catalogue may change between two picks."""
        if source not in self._source_keys:
            key = _free_key(source.key, self._sources)
            self._source_keys[source] = key
            self._sources[key] = ({} if key == source.key else {"key": source.key}) | _source(source)
        return self._source_keys[source]

    def _snapshot(self, item: Item) -> dict[str, object]:
        place = item.locator
        found: dict[str, object] = {
            "kind": item.kind,
            "source": self._source_key(item.source),
            "seq": item.seq,
            "section_path": [_bilingual(each) for each in place.section_path],
            "label": place.label,
            "page": place.page,
            "title": _bilingual(item.title),
            "gist": _bilingual(item.gist),
            "authors": list(item.authors),
            "addressee": _bilingual(item.addressee),
            "region": _term(item.region),
            "actor": _term(item.actor),
            "side": item.side,
            "topics": list(item.topics),
            "status": item.status if item.status != "current" else None,
            "status_reason": _bilingual(item.status_reason),
            "printed_title": item.printed_title,
            "original": item.original,
            "verified": item.verified,
            "row": item.row,
            "points": [self._key(point) for point in item.points],
        }
        kept = {"printed_title", "original", "verified"}
        return {
            key: value for key, value in found.items() if value or (key in kept and value is not None) or value == 0
        }


def _free_key(name: str, taken: Container[str]) -> str:
    key, version = name, 1
    while key in taken:
        version += 1
        key = f"{name}#{version}"
    return key


def _bilingual(text: Bilingual) -> dict[str, str]:
    return {lang: words for lang, words in (("ja", text.ja), ("en", text.en)) if words}


def _term(term: Term | None) -> dict[str, str] | None:
    return {"key": term.key, **_bilingual(term.name)} if term else None


def _source(source: Source) -> dict[str, object]:
    found = {
        "title": _bilingual(source.title),
        "publisher": _bilingual(source.publisher),
        "authors": list(source.authors),
        "published": source.published,
        "as_of": source.as_of,
        "language": source.language,
        "caveat": _bilingual(source.caveat),
    }
    return {key: value for key, value in found.items() if value}


# -- reading


def from_yaml(content: bytes, lookup: Lookup | None = None) -> Outline:
    """The brief in ``content``. ``lookup`` finds items that the file names without a snapshot (written by hand).

    Raises ``BriefFileError`` with the line at fault; nothing in the file is executed, expanded or fetched.
    """
    if len(content) > MAX_BYTES:
        raise BriefFileError("brief.too_large", limit=MAX_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefFileError("brief.not_utf8", byte=error.start) from error
    root = _Parser(text).document()
    return _Reader(root, lookup).outline()


@dataclass(slots=True)
class _Entry:
    """A piece of the file: text, list or mapping, its line (from 1) and that of its key."""

    value: str | list[_Entry] | dict[str, _Entry]
    line: int
    quoted: bool = False
    key_line: int = 0


_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no YAML stream may hold as it is (YAML 1.2, c-printable); in quotes it can be written as an escape."""


class _Parser:
    """YAML events to plain entries: no tags, no anchors, no aliases, no repeated keys, bounded nesting."""

    def __init__(self, text: str) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._text = text
        self._events: Iterator[Any] = yaml.parse(text, Loader=loader)
        self._count = 0

    def document(self) -> _Entry:
        control = _NOT_YAML.search(self._text)
        if control is not None:
            line = self._text.count("\n", 0, control.start()) + 1
            raise BriefFileError("brief.control_character", line=line, character=f"U+{ord(control[0]):04X}")
        try:
            for event in self._events:
                if isinstance(event, yaml.DocumentStartEvent):
                    entry = self._entry(next(self._events), 0)
                    break
            else:
                raise BriefFileError("brief.empty")
            next(self._events)  # the end of the document
            after = next(self._events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise BriefFileError(
                "brief.not_yaml", line=mark.line + 1 if mark else 1, why=error.problem or error.context or ""
            ) from error
        except yaml.YAMLError as error:
            raise BriefFileError("brief.not_yaml", line=1, why=str(error).splitlines()[0]) from error
        if not isinstance(after, yaml.StreamEndEvent):
            raise BriefFileError("brief.two_documents", line=after.start_mark.line + 1)
        return entry

    def _entry(self, event: Any, depth: int) -> _Entry:
        line = event.start_mark.line + 1
        self._count += 1
        if self._count > MAX_ENTRIES:
            raise BriefFileError("brief.too_many_entries", line=line, limit=MAX_ENTRIES)
        if depth > MAX_NESTING:
            raise BriefFileError("brief.nested", line=line, limit=MAX_NESTING)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BriefFileError("brief.alias", line=line)
        if getattr(event, "tag", None) not in (None, "!"):
            raise BriefFileError("brief.tag", line=line)
        if isinstance(event, yaml.ScalarEvent):
            return _Entry(event.value, line, quoted=event.style in ("'", '"', "|", ">"))
        if isinstance(event, yaml.SequenceStartEvent):
            entries = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                entries.append(self._entry(inner, depth + 1))
            return _Entry(entries, line)
        mapping: dict[str, _Entry] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._entry(inner, depth + 1)
            if not isinstance(key.value, str):
                raise BriefFileError("brief.key_not_text", line=key.line)
            if key.value in mapping:
                raise BriefFileError("brief.repeated_key", line=key.line, key=_short(key.value))
            mapping[key.value] = self._entry(next(self._events), depth + 1)
            mapping[key.value].key_line = key.line
        return _Entry(mapping, line)


class _Fields:
    """A mapping of the file; every key must be asked for before ``done``."""

    def __init__(self, entry: _Entry, what: str) -> None:
        if not isinstance(entry.value, dict):
            raise BriefFileError("brief.not_a_mapping", line=entry.line, what=what)
        self._left = dict(entry.value)
        self.line = entry.line
        self._what = what

    def done(self) -> None:
        for key, entry in self._left.items():
            raise BriefFileError("brief.unknown_key", line=entry.key_line, key=_short(key))

    def has(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str) -> _Entry | None:
        entry = self._left.pop(key, None)
        # An empty plain scalar, `~` and `null` all mean that nothing is there.
        if entry is not None and not entry.quoted and entry.value in ("", "~", "null"):
            return None
        return entry

    def need(self, key: str) -> _Entry:
        entry = self.take(key)
        if entry is None:
            raise BriefFileError("brief.missing_key", line=self.line, key=key, what=self._what)
        return entry

    def text(self, key: str) -> str:
        entry = self.take(key)
        return _text(entry, key) if entry else ""

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(_text(each, key) for each in self.entries(key))

    def entries(self, key: str) -> list[_Entry]:
        entry = self.take(key)
        if entry is None:
            return []
        if not isinstance(entry.value, list):
            raise BriefFileError("brief.not_a_list", line=entry.line, key=key)
        return entry.value

    def words(self, key: str, language: Lang | None = None) -> Bilingual:
        """A mapping of languages, or plain text in ``language`` where one is given."""
        entry = self.take(key)
        if entry is None:
            return Bilingual()
        if isinstance(entry.value, str) and language:
            return Bilingual().replaced(language, _text(entry, key))
        fields = _Fields(entry, key)
        words = Bilingual(fields.text("ja"), fields.text("en"))
        fields.done()
        return words

    def one_of(self, key: str, allowed: Iterable[str], default: str = "") -> str:
        entry = self.take(key)
        if entry is None:
            return default
        value = _text(entry, key)
        choices = tuple(allowed)
        if value not in choices:
            raise BriefFileError(
                "brief.not_a_choice", line=entry.line, key=key, value=_short(value), choices=", ".join(choices)
            )
        return value


class _Reader:
    def __init__(self, root: _Entry, lookup: Lookup | None) -> None:
        self._fields = _Fields(root, "brief")
        self._lookup = lookup
        self._language: Lang = "ja"
        self._snapshots: dict[str, _Entry] = {}
        self._sources: dict[str, Source] = {}
        self._items: dict[str, Item] = {}
        self._count = 0

    def outline(self) -> Outline:
        fields = self._fields
        version = fields.text("format")
        if not version.isdecimal() or len(version) > 6:
            raise BriefFileError("brief.not_a_brief")
        if int(version) < 1:
            raise BriefFileError("brief.not_a_brief")
        if int(version) > FORMAT:
            raise BriefFileError("brief.newer", found=int(version), known=FORMAT)
        self._language = cast("Lang", fields.one_of("language", get_args(Lang), "ja"))
        details = Details(
            title=fields.words("title", self._language),
            subject=fields.words("subject", self._language),
            date=self._date(),
            sender=fields.words("from", self._language),
            recipient=fields.words("to", self._language),
            marking=fields.words("marking", self._language),
            language=self._language,
            style=fields.text("style") or "standard",
        )
        nodes = fields.entries("outline")
        for key, target in (("snapshots", self._snapshots), ("sources", None)):
            entry = fields.take(key)
            if entry is None:
                continue
            if not isinstance(entry.value, dict):
                raise BriefFileError("brief.not_a_mapping", line=entry.line, what=key)
            if target is None:
                self._sources = {name: self._source(name, each) for name, each in entry.value.items()}
            else:
                target.update(entry.value)
        fields.done()
        try:
            return Outline.from_tree(Tree(details, tuple(self._node(entry, 1) for entry in nodes)))
        except EditError as error:
            refused = BriefFileError(error.code)
            refused.values = error.values
            raise refused from error

    def _date(self) -> str:
        entry = self._fields.take("date")
        if entry is None:
            return ""
        date = _text(entry, "date")
        if not is_date(date):
            raise BriefFileError("brief.not_a_date", line=entry.line, value=_short(date))
        return date

    # -- nodes

    def _node(self, entry: _Entry, depth: int) -> Tree:
        self._count += 1
        if depth > MAX_DEPTH:
            raise BriefFileError("brief.too_deep", line=entry.line, limit=MAX_DEPTH)
        if self._count > MAX_NODES:
            raise BriefFileError("edit.too_many", limit=MAX_NODES)
        fields = _Fields(entry, "outline")
        children: tuple[Tree, ...] = ()
        content: Content
        if fields.has("section"):
            content = Section(fields.words("section", self._language))
            children = tuple(self._node(each, depth + 1) for each in fields.entries("nodes"))
        elif fields.has("item"):
            key = fields.need("item")
            content = Pick(
                item=self._item(_text(key, "item"), key.line),
                quote=self._quote(fields),
                heading=fields.words("heading", self._language),
                note=fields.words("note", self._language),
            )
        elif fields.has("matrix"):
            rows = fields.entries("matrix")
            content = Matrix(
                rows=tuple(map(self._row, rows)),
                quote=self._quote(fields),
                title=fields.words("title", self._language),
                note=fields.words("note", self._language),
            )
        elif fields.has("note"):
            content = Note(fields.words("note", self._language))
        else:
            raise BriefFileError("brief.not_a_node", line=fields.line)
        fields.done()
        return Tree(content, children)

    def _quote(self, fields: _Fields) -> QuoteChoice:
        return cast("QuoteChoice", fields.one_of("quote", get_args(QuoteChoice), "gist"))

    # -- snapshots

    def _item(self, key: str, line: int, *, point: bool = False) -> Item:
        item = self._items.get(key)
        if item is None:
            entry = self._snapshots.get(key)
            item = self._found(key, line) if entry is None else self._snapshot(key, entry, point)
            self._items[key] = item
        if point and item.points:
            raise BriefFileError("brief.nested_points", line=line)
        if point and item.side is None:
            raise BriefFileError("brief.missing_key", line=line, key="side", what=_short(key))
        return item

    def _row(self, entry: _Entry) -> Item:
        item = self._item(_text(entry, "matrix"), entry.line)
        if item.kind != "scenario":
            raise BriefFileError("brief.not_a_row", line=entry.line, id=_short(item.id))
        return item

    def _found(self, key: str, line: int) -> Item:
        if self._lookup is not None:
            try:
                return self._lookup(key)
            except BrieferError as error:
                if error.code != "corpus.no_item":
                    raise
        raise BriefFileError("brief.unknown_item", line=line, id=_short(key))

    def _snapshot(self, key: str, entry: _Entry, point: bool) -> Item:
        fields = _Fields(entry, "snapshots")
        source_entry = fields.need("source")
        source = self._sources.get(_text(source_entry, "source"))
        if source is None:
            raise BriefFileError(
                "brief.unknown_source", line=source_entry.line, key=_short(_text(source_entry, "source"))
            )
        verified = fields.one_of("verified", ("true", "false"))
        sequence = fields.text("seq") or "0"
        if not sequence.isdecimal() or len(sequence) > 9:
            raise BriefFileError("brief.not_a_number", line=fields.line, key="seq")
        points = fields.entries("points")
        if point and points:  # also the way out of rows that hold each other
            raise BriefFileError("brief.nested_points", line=points[0].line)
        item = Item(
            id=fields.text("id") or key,
            kind=cast("ItemKind", fields.one_of("kind", get_args(ItemKind), "recommendation")),
            source=source,
            seq=int(sequence),
            locator=Locator(
                tuple(self._heading(each) for each in fields.entries("section_path")),
                fields.text("label"),
                fields.text("page"),
            ),
            title=fields.words("title"),
            gist=fields.words("gist"),
            authors=fields.texts("authors"),
            addressee=fields.words("addressee"),
            region=self._term(fields.take("region")),
            actor=self._term(fields.take("actor")),
            side=cast("Side | None", fields.one_of("side", get_args(Side)) or None),
            topics=fields.texts("topics"),
            status=cast("Status", fields.one_of("status", get_args(Status), "current")),
            status_reason=fields.words("status_reason"),
            printed_title=_optional(fields, "printed_title"),
            original=_optional(fields, "original"),
            verified=None if not verified else verified == "true",
            row=_optional(fields, "row"),
            points=tuple(self._item(_text(each, "points"), each.line, point=True) for each in points),
        )
        fields.done()
        return item

    def _heading(self, entry: _Entry) -> Bilingual:
        fields = _Fields(entry, "section_path")
        words = Bilingual(fields.text("ja"), fields.text("en"))
        fields.done()
        return words

    def _term(self, entry: _Entry | None) -> Term | None:
        if entry is None:
            return None
        fields = _Fields(entry, "term")
        term = Term(_text(fields.need("key"), "key"), Bilingual(fields.text("ja"), fields.text("en")))
        fields.done()
        return term

    def _source(self, key: str, entry: _Entry) -> Source:
        fields = _Fields(entry, "sources")
        source = Source(
            key=fields.text("key") or key,
            title=fields.words("title"),
            publisher=fields.words("publisher"),
            authors=fields.texts("authors"),
            published=fields.text("published"),
            as_of=fields.text("as_of"),
            language=cast("Lang", fields.one_of("language", get_args(Lang), "ja")),
            caveat=fields.words("caveat"),
        )
        fields.done()
        return source


def _text(entry: _Entry, key: str) -> str:
    if not isinstance(entry.value, str):
        raise BriefFileError("brief.not_text", line=entry.line, key=key)
    if len(entry.value) > MAX_TEXT:
        raise BriefFileError("brief.long_text", line=entry.line, key=key, limit=MAX_TEXT)
    return entry.value


def _optional(fields: _Fields, key: str) -> str | None:
    entry = fields.take(key)
    return None if entry is None else _text(entry, key)


def _short(text: str) -> str:
    """A piece of an unknown text that is safe to show in a message."""
    clean = "".join(character if character.isprintable() else "�" for character in text)
    return clean if len(clean) <= 60 else clean[:60] + "…"


# -- files


def read_brief(path: Path, lookup: Lookup | None = None) -> tuple[Outline, str]:
    """The brief in a file and the file's stamp. Raises ``BriefFileError`` naming the file."""
    content = _content(path)
    try:
        return from_yaml(content, lookup), stamp_of(content)
    except BriefFileError as error:
        error.file = str(path)
        raise


def save_brief(path: Path, tree: Tree, *, stamp: str | None, backups: Path | None = None, keep: int = 10) -> str:
    """Write a brief whole or not at all and return its new stamp.

    ``stamp`` is what the file was when it was read or last saved; if it is something else by now, the save is refused
    with ``brief.changed_on_disk`` and the file left alone. ``None`` overwrites. The version before is kept in
    ``backups`` if that can be written, ``keep`` of them a file.
    """
    try:
        content = to_yaml(tree)
    except BriefFileError as error:
        error.file = str(path)
        raise
    # Otherwise another window could save between our look and our replacing, and its save would be lost.
    with one_at_a_time(path):
        before = _content_if_any(path)
        if stamp is not None and before is not None and stamp_of(before) != stamp:
            raise BriefFileError("brief.changed_on_disk", file=str(path))
        if backups is not None and before is not None and before != content:
            # Saving matters more than the version before it: a full or read-only home must not stand in the way.
            with contextlib.suppress(OSError, BrieferError):
                _back_up(path, before, backups, keep)
        write_whole(path, content)
    return stamp_of(content)


def backups_of(path: Path, backups: Path) -> list[Path]:
    """The kept earlier versions of a brief, newest first."""
    return sorted((backups / _backup_folder(path)).glob(f"{'[0-9]' * 6}{SUFFIX}"), reverse=True)


def _back_up(path: Path, content: bytes, backups: Path, keep: int) -> None:
    folder = backups / _backup_folder(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = backups_of(path, backups)
    number = int(known[0].name.split(".")[0]) + 1 if known else 1
    write_whole(folder / f"{number:06d}{SUFFIX}", content, private=True)
    # Only saves of this brief write here, one at a time: what else is there was left by one that was killed.
    for old in (*known[keep - 1 :], *folder.glob(f".{'[0-9]' * 6}{SUFFIX}.{'[0-9a-f]' * 8}.tmp")):
        old.unlink(missing_ok=True)


def _backup_folder(path: Path) -> str:
    """Briefs of the same name in different folders never share backups."""
    absolute = path.absolute()
    place = hashlib.sha256(str(absolute).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{absolute.name.removesuffix(SUFFIX)[:40]}-{place[:12]}"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        match error.errno:
            case errno.ENOENT:
                code = "file.missing"
            case errno.ENAMETOOLONG:
                code = "file.long_name"
            case _:
                code = "file.not_readable"
        raise BriefFileError(code, file=str(path), why=error.strerror or str(error)) from error


def _content_if_any(path: Path) -> bytes | None:
    try:
        return _content(path)
    except BriefFileError as error:
        if error.code == "file.missing":
            return None
        raise
