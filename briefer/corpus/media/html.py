"""HTML → the plain form. Nothing is run and nothing is fetched; what a page shows around a report is left out.

The parser streams, so no depth of nesting and no size costs more than its text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from lxml import etree

from briefer.core.errors import SourceFileError
from briefer.core.text import is_wide
from briefer.corpus.encoding import decoded
from briefer.corpus.media.extract import MAX_CELLS, NOTE_LABEL, Extract, Part, Progress, cleaned, note_mark, write
from briefer.corpus.media.numerals import numeral

CHUNK = 1 << 16
"""Characters given to the parser at a time; progress is told after each."""

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# Pages say Shift_JIS and mean Microsoft's superset of it.
_CODECS = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
           "ms_kanji": "cp932", "x-euc-jp": "euc_jp", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
           "ascii": "cp1252"}  # fmt: skip

_SKIPPED = {
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas", "audio",
    "video", "map", "nav", "select", "button", "textarea", "datalist", "dialog", "rt", "rp", "rtc", "frameset",
    "noframes",
}  # fmt: skip
_BLOCKS = {
    "html", "body", "main", "article", "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
    "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "pre", "figure",
    "figcaption", "address", "header", "footer", "aside", "hr", "form", "fieldset", "legend", "details", "summary",
    "center", "hgroup", "search", "menu", "dir", "title",
}  # fmt: skip
_FURNITURE = re.compile(
    r"(?:(?:g|global|site|local|side|main|head|header|foot|footer|sub|sp|pc)[-_]?)?(?:nav|navi|navigation|menu)"
    r"|breadcrumbs?|topic-?path|pankuzu|side-?bar|site-?(?:header|footer)|(?:page|global|g)-?footer|page-?top|to-?top"
    r"|sns(?:-.*)?|share(?:-.*)?|social(?:-.*)?|cookie-?(?:banner|consent|notice)|skip-?link|pager|pagination|copyright"
)
_FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|fn|note|footnote|endnote|cite_note|脚注|注|註)[^/]*$", re.IGNORECASE)
_BACK_LINK = re.compile(r"#_?(?:ftnref|ednref|fnref|noteref|footnote-?ref|cite_ref|ref-?fn)[^/]*$", re.IGNORECASE)
_NOTE_BOX = re.compile(r"footnotes?|endnotes?|foot-notes?|doc-(?:foot|end)notes?")
_NOTE_ID = re.compile(r"_?(?:ftn|edn|fn|footnote|endnote)[-:_]?\d{1,3}", re.IGNORECASE)
_STYLES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "japaneseCounting",
    "japanese-informal": "japaneseCounting", "cjk-decimal": "japaneseDigitalTenThousand",
    "katakana": "aiueoFullWidth", "katakana-iroha": "irohaFullWidth", "disc": "", "circle": "", "square": "",
}  # fmt: skip
_BREAK = "\v"
_SPACES = re.compile(r"[ \t\r\n\x0c]+")


def read(content: bytes, *, name: str = "", progress: Progress | None = None) -> Extract:
    """Read a page. Raises ``SourceFileError`` source.empty, source.not_text, source.no_text, source.too_long."""
    text, warnings = _decoded(content, name)
    reader = _Reader(name)
    target = cast("Any", reader)  # the stubs ask for methods that lxml does without
    parser = etree.HTMLParser(target=target, recover=True, huge_tree=False, no_network=True, remove_comments=True)
    for at in range(0, len(text), CHUNK):
        parser.feed(text[at : at + CHUNK])
        if progress:
            progress(min(1.0, (at + CHUNK) / len(text)))
    try:
        parser.close()
    except etree.XMLSyntaxError:
        # An empty document; what was read before an error stands.
        reader.close()
    body, _ = write(reader.contents(), paged=False, name=name)
    if not body.strip():
        raise SourceFileError("source.no_text", file=name)
    return Extract(
        body, (), tuple(reader.notes), reader.title, tuple(dict.fromkeys(reader.authors)), reader.date, warnings
    )


def _decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    if not content:
        raise SourceFileError("source.empty", file=name)
    declared = None if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) else _META.search(content[:8192])
    if declared:
        encoding = declared[1].decode("ascii").lower()
        try:
            codec = codecs.lookup(_CODECS.get(encoding, encoding))
            text = content.decode(codec.name)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            return cleaned(text), ()
    try:
        return cleaned(decoded(content, name)[0].removeprefix("\ufeff")), ()
    except SourceFileError as error:
        if error.code != "source.not_text" or b"\0" in content[:CHUNK]:
            raise
    # A page of which a few bytes are broken is still worth reading, and says so.
    candidates = [content.decode(codec, "replace") for codec in ("utf-8", "cp932", "euc_jp")]
    text = min(candidates, key=lambda each: each.count("\ufffd"))
    if text.count("\ufffd") * 200 > len(text):
        raise SourceFileError("source.not_text", file=name, byte=0)
    return cleaned(text), ("source.some_characters_lost",)


@dataclass(slots=True)
class _Open:
    """An element that has been opened, and what its end must undo."""

    tag: str
    undo: str = ""
    at: int = 0
    href: str = ""


@dataclass(slots=True)
class _List:
    style: str
    number: int
    at: int
    letters: int
    links: int
    entries: int = 0
    fragments: bool = True


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Part]]] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    """Column → rows below that a cell above reaches into."""
    span: tuple[int, int] = (1, 1)
    layout: bool = False
    cells: int = 0


class _Reader:
    """Takes the parser's events. ``title``, ``authors``, ``date``, ``notes`` and ``contents()`` are what it found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.title = ""
        self.authors: list[str] = []
        self.date = ""
        self.notes: list[tuple[str, str]] = []
        self._open: list[_Open] = []
        self._skip = 0
        self._words: list[str] = []
        self._last = ""
        self._heading = 0
        self._bold = 0
        self._label: str | None = None
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._out: list[Part] = []
        self._sinks: list[list[Part]] = []
        self._main = 0
        self._articles = 0
        self._article = 0
        self._inside: list[tuple[int, bool, bool]] = []
        """(index in the top-level parts, in main, in an article), where that changes."""
        self._letters = 0
        self._links = 0
        self._link = 0
        self._pre = 0
        self._in_title = False
        self._in_notes = False

    # -- events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if self._skip:
            self._skip += 1
            return
        if self._is_skipped(tag, attributes):
            self._skip = 1
            if tag in _BLOCKS:
                self._flush()
            return
        opened = _Open(tag)
        self._open.append(opened)
        if tag in _BLOCKS:
            self._flush()
        if self._is_note_box(tag, attributes):
            opened.undo = "notes"
            self._in_notes = True
            self._sinks.append(self._out)
            self._out = []
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading = int(tag[1])
                if self._tables:
                    self._tables[-1].layout = True
            case "title":
                self._in_title = not self._open or any(each.tag == "head" for each in self._open[:4])
            case "meta":
                self._meta(attributes)
            case "br":
                self._words.append(_BREAK)
            case "b" | "strong":
                self._mark_bold(1)
            case "sup":
                opened.at, opened.undo = len(self._words), "sup"
            case "a":
                self._anchor(opened, attributes)
            case "ul" | "ol" | "menu" | "dir":
                self._open_list(tag, attributes)
            case "li":
                self._open_entry(attributes)
            case "table":
                self._tables.append(_Table(layout=attributes.get("role") in ("presentation", "none")))
            case "tr":
                self._open_row()
            case "td" | "th":
                self._open_cell(opened, attributes)
            case "pre":
                self._pre += 1
            case "main":
                self._main += 1
                self._moved()
            case "article":
                self._article += 1
                self._articles += self._article == 1
                self._moved()
            case "header":
                opened.at = len(self._out)
            case _:
                pass

    def end(self, tag: str) -> None:
        """An element closes."""
        if self._skip:
            self._skip -= 1
            return
        if not self._open:
            return
        opened = self._open.pop()
        if tag in _BLOCKS:
            self._flush()
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading = 0
            case "title":
                self._in_title = False
            case "b" | "strong":
                self._mark_bold(-1)
            case "sup":
                if opened.undo == "sup":
                    self._drop_note_mark(opened.at, linked=False)
            case "a":
                self._close_anchor(opened)
            case "ul" | "ol" | "menu" | "dir":
                self._close_list()
            case "li":
                self._label = None
            case "table":
                self._close_table()
            case "td" | "th":
                self._close_cell(opened)
            case "pre":
                self._pre -= 1
            case "main":
                self._main -= 1
                self._moved()
            case "article":
                self._article -= 1
                self._moved()
            case "header":
                self._close_header(opened.at)
            case _:
                pass
        if opened.undo == "notes":
            self._close_notes()

    def data(self, text: str) -> None:
        """Characters."""
        if self._skip or not text:
            return
        if self._in_title:
            self.title = (self.title + text)[:500]
            return
        if self._pre:
            text = text.replace("\r\n", "\n").replace("\n", _BREAK)
        self._words.append(text)
        if self._link:
            self._links += len(text.strip())

    def close(self) -> None:
        """The document ends; what is still open counts as closed."""
        while self._open:
            self.end(self._open[-1].tag)
        self._flush()
        self.title = " ".join(self.title.split())

    def contents(self) -> list[Part]:
        """The parts in order: those of the main part of the page alone, where it names one that holds most of it."""
        parts = self._out
        edges = [*self._inside, (len(parts), False, False)]
        ranges = [(a[0], b[0], a[1], a[2]) for a, b in pairwise(edges)]
        total = _size(parts)
        for which in (2, 3):
            chosen = [part for each in ranges if each[which] for part in parts[each[0] : each[1]]]
            if which == 3 and self._articles != 1:
                break
            if _size(chosen) * 2 >= total > 0:
                return chosen
        return parts

    # -- what is left out

    def _is_skipped(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag in _SKIPPED:
            return True
        if tag in ("html", "body", "main", "article", "head"):
            return False
        role = attributes.get("role", "")
        if role in _FURNITURE_ROLES or "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        if _HIDDEN.search(attributes.get("style", "")):
            return True
        if tag == "footer":
            return not (self._article or self._main) or not self._is_note_box(tag, attributes)
        if tag == "aside":
            return not self._is_note_box(tag, attributes)
        if tag in ("div", "ul", "ol", "section", "p", "span", "table"):
            names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
            return any(_FURNITURE.fullmatch(each) for each in names)
        return False

    def _is_note_box(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag not in ("section", "div", "ol", "ul", "aside", "footer", "p", "li", "dl", "table"):
            return False
        if self._in_notes:
            return False
        names = f"{attributes.get('class', '')} {attributes.get('role', '')}".lower().split()
        if tag not in ("p", "li") and any(_NOTE_BOX.fullmatch(each) for each in names):
            return True
        return _NOTE_ID.fullmatch(attributes.get("id", "")) is not None or "doc-footnote" in names

    def _close_header(self, at: int) -> None:
        """A page's head holds its name and furniture; a document's head its title."""
        if not (self._main or self._article):
            self._out[at:] = [part for part in self._out[at:] if part.kind in ("heading", "paragraph") and part.text]

    # -- words

    def _flush(self) -> None:
        if not self._words:
            return
        words = "".join(self._words)
        self._words.clear()
        bold = self._bold > 0
        if words.count("**") % 2:
            words += "**"
        paragraphs = re.split(rf"{_BREAK}\s*{_BREAK}[\s{_BREAK}]*", words)
        for paragraph in paragraphs:
            self._emit(_collapsed(paragraph))
        if bold:
            self._words.append("**")

    def _emit(self, text: str) -> None:
        if not text.replace("*", "").strip():
            return
        self._letters += len(text)
        if self._heading:
            self._add(Part("heading", text.replace("\n", " ") if not self._tables else text, self._heading))
        elif self._label is not None:
            label, self._label = self._label, None
            self._add(Part("entry", text, max(0, len(self._lists) - 1), label))
        else:
            self._add(Part("paragraph", text, len(self._lists)))

    def _add(self, part: Part) -> None:
        self._out.append(part)

    def _mark_bold(self, step: int) -> None:
        self._bold = max(0, self._bold + step)
        if (self._bold, step) in ((1, 1), (0, -1)):
            self._words.append("**")

    def _moved(self) -> None:
        if not self._sinks:
            self._inside.append((len(self._out), self._main > 0, self._article > 0))

    # -- notes and links

    def _anchor(self, opened: _Open, attributes: Mapping[str, str]) -> None:
        opened.at, opened.href = len(self._words), attributes.get("href", "")
        names = f"{attributes.get('class', '')} {attributes.get('role', '')}".lower()
        if "backlink" in names or "footnote-back" in names or _BACK_LINK.search(opened.href):
            opened.undo = "back"
        elif "noteref" in names or "footnote-ref" in names or _NOTE_LINK.search(opened.href):
            opened.undo = "noteref"
        if opened.href:
            self._link += 1
            if self._lists and not opened.href.startswith("#"):
                self._lists[-1].fragments = False

    def _close_anchor(self, opened: _Open) -> None:
        if opened.href:
            self._link = max(0, self._link - 1)
        if opened.undo == "back":
            # Word's way back is the note's own number.
            kept = NOTE_LABEL.fullmatch("".join(self._words[opened.at :]).strip()) is not None
            if not kept:
                del self._words[opened.at :]
        elif opened.undo == "noteref":
            self._drop_note_mark(opened.at, linked=True)

    def _drop_note_mark(self, at: int, *, linked: bool) -> None:
        raised = "".join(self._words[at:])
        if not raised.strip():
            return
        before = "".join(self._words[max(0, at - 8) : at])
        if (linked and NOTE_LABEL.fullmatch(raised.strip())) or note_mark(before, raised):
            del self._words[at:]

    def _close_notes(self) -> None:
        self._flush()
        found, self._out = self._out, self._sinks.pop()
        self._in_notes = False
        for part in found:
            text = part.text.replace("**", "").strip()
            if part.kind == "entry" and part.label != "-":
                self.notes.append((part.label.strip(".()"), text))
                continue
            mark = NOTE_LABEL.match(text)
            if mark and text[mark.end() :].strip() and (part.kind != "paragraph" or not part.level):
                self.notes.append((mark[1], text[mark.end() :].strip()))
            elif self.notes and (part.level or len(found) > 1):
                label, words = self.notes[-1]
                self.notes[-1] = (label, f"{words}\n{text}")
            else:
                self.notes.append(("", text))

    # -- lists

    def _open_list(self, tag: str, attributes: Mapping[str, str]) -> None:
        style = "decimal" if tag == "ol" else ""
        style = _STYLES.get(attributes.get("type", ""), style)
        named = _LIST_STYLE.search(attributes.get("style", ""))
        if named:
            style = "none" if named[1].lower() == "none" else _STYLES.get(named[1].lower(), style)
        first = _number(attributes.get("start"), 1)
        self._lists.append(_List(style, first, len(self._out), self._letters, self._links))

    def _open_entry(self, attributes: Mapping[str, str]) -> None:
        if not self._lists:
            self._label = "-"
            return
        current = self._lists[-1]
        current.entries += 1
        current.number = _number(attributes.get("value"), current.number)
        style = _STYLES.get(attributes.get("type", ""), current.style)
        self._label = "" if style == "none" else f"{numeral(current.number, style)}." if style else "-"
        current.number += 1

    def _close_list(self) -> None:
        if not self._lists:
            return
        done = self._lists.pop()
        self._label = None
        letters, links = self._letters - done.letters, self._links - done.links
        elsewhere = not (self._main or self._article)
        if done.entries >= 3 and links * 10 >= letters * 9 and (elsewhere or done.fragments) and not self._lists:
            # Nothing but links: a menu or a list of contents.
            del self._out[done.at :]

    # -- tables

    def _open_row(self) -> None:
        if self._tables:
            table = self._tables[-1]
            table.rows.append([])
            self._skip_covered(table)

    def _skip_covered(self, table: _Table) -> None:
        """Blank cells where cells of rows above reach down."""
        row = table.rows[-1]
        while table.covered.get(len(row), 0) > 0:
            table.covered[len(row)] -= 1
            row.append([])

    def _open_cell(self, opened: _Open, attributes: Mapping[str, str]) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        table.span = (
            min(max(_number(attributes.get("colspan"), 1), 1), 100),
            min(max(_number(attributes.get("rowspan"), 1), 1), 1000),
        )
        opened.undo, opened.at = "cell", table.span[0] * 1000 + table.span[1] - 1
        table.cells += table.span[0]
        if table.cells > MAX_CELLS:
            raise SourceFileError("source.too_long", file=self.name, limit=20)
        self._sinks.append(self._out)
        self._out = []
        # A list around a table does not number its cells.
        self._label = None

    def _close_cell(self, opened: _Open) -> None:
        if opened.undo != "cell" or not self._tables or not self._sinks:
            return
        table = self._tables[-1]
        cell, self._out = self._out, self._sinks.pop()
        wide, down = divmod(opened.at, 1000)
        row = table.rows[-1]
        for extra in range(wide):
            if down:
                table.covered[len(row)] = down
            row.append([] if extra else cell)
        self._skip_covered(table)

    def _close_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        # A table in a cell of a table: either the outer one only places things on the page, or the inner one does.
        nested = bool(self._tables)
        if nested and len(table.rows) > 1:
            self._tables[-1].layout = True
        if table.layout or (nested and len(table.rows) <= 1):
            self._out.extend(part for row in table.rows for cell in row for part in cell)
        else:
            self._add(Part("table", rows=table.rows))

    # -- what the page says of itself

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        value = " ".join(attributes.get("content", "").split())[:300]
        if not value:
            return
        if name in ("author", "citation_author", "dc.creator", "dcterms.creator"):
            self.authors.append(value)
        elif name in ("date", "dc.date", "dcterms.date", "dcterms.issued", "article:published_time",
                      "citation_publication_date"):  # fmt: skip
            found = re.match(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?", value)
            if found:
                self.date = "-".join(each.zfill(2) for each in found.groups() if each)


def _collapsed(text: str) -> str:
    """White space as it is shown: lines of the file are no lines of the page."""

    def space(match: re.Match[str]) -> str:
        before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if "\n" in match[0] and before and after and (is_wide(before) or is_wide(after)):
            return ""
        return " "

    text = text.replace("****", "")
    text = _SPACES.sub(space, text)
    lines = (line.strip(" \u3000\xa0") for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line).replace("\t", " ")


def _number(value: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", value or "")
    return int(match[1]) if match else otherwise


def _size(parts: list[Part]) -> int:
    return sum(
        len(part.text) + sum(len(each.text) for row in part.rows for cell in row for each in cell) for part in parts
    )
