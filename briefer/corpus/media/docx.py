"""Word documents → the plain form: headings by style, list labels as Word counts them, tables, foot-notes set aside.

Only the parts with words are opened, each with a limit; nothing is resolved, fetched or run. Numbers of rules below
are clauses of ECMA-376 part 1 (5th edition).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from briefer.core.errors import SourceFileError
from briefer.corpus.media.extract import PAGE, Extract, Part, Progress, cleaned, note_mark, write
from briefer.corpus.media.numerals import numeral

MAX_MEMBERS = 10_000
MAX_PART = 64 << 20
"""Bytes of one part when unpacked."""
MAX_RATIO = 250
"""Times a large part may grow when unpacked; text of Word's own making grows some 10 to 40 times."""
MAX_STYLES_DEEP = 20

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
_OTHER_PACKAGES = {
    "xl/workbook.xml": "Excel",
    "ppt/presentation.xml": "PowerPoint",
    "content.xml": "OpenDocument",
    "meta-inf/container.xml": "EPUB",
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN_PART = re.compile(r"/officeDocument$")
_DROPPED = {
    "del", "moveFrom", "delText", "delInstrText", "instrText", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "rt",
    "rubyPr", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    "object", "proofErr", "bookmarkStart", "bookmarkEnd", "sdtPr", "sdtEndPr", "tblGrid", "pgNum", "softHyphen",
    "txbxContent",
}  # fmt: skip
_HEADING_NAME = re.compile(r"(?:heading|見出し)\s*(\d)$", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?:title|表題|タイトル)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目次)\s*\d$|table of figures|図表目次", re.IGNORECASE)
_NOTE_NAME = re.compile(r"(?:footnote|endnote) (?:text|reference)|脚注.*|文末脚注.*", re.IGNORECASE)
_TOGGLE_OFF = {"0", "false", "off", "none"}


def read(content: bytes, *, name: str = "", progress: Progress | None = None) -> Extract:
    """Read a Word document (.docx, .docm, .dotx).

    Raises ``SourceFileError`` source.damaged, source.encrypted, source.other_kind, source.unpacks_too_large,
    source.unsafe, source.no_text, source.too_long.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = _Package(archive, name)
            return _Reader(package, name, progress).document()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError) as error:
        raise SourceFileError("source.damaged", file=name, kind="DOCX", why=str(error)[:100]) from error
    except etree.XMLSyntaxError as error:
        raise SourceFileError("source.damaged", file=name, kind="DOCX", why=str(error.msg)[:100]) from error


class _Package:
    """The parts of the package, read within limits."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS:
            raise SourceFileError("source.unpacks_too_large", file=name)
        # Word itself writes each part once; of two parts of one name the last would win.
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}
        self.main = self._main()

    def part(self, path: str) -> bytes | None:
        """The bytes of a part, None if there is none."""
        entry = self._entries.get(path.lower())
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise SourceFileError("source.encrypted", file=self._name)
        grown = entry.file_size > 1 << 20 and entry.file_size > entry.compress_size * MAX_RATIO
        if entry.file_size > MAX_PART or grown:
            raise SourceFileError("source.unpacks_too_large", file=self._name)
        with self._archive.open(entry) as stream:
            # The size a hostile archive states may be a lie.
            content = stream.read(MAX_PART + 1)
        if len(content) > MAX_PART:
            raise SourceFileError("source.unpacks_too_large", file=self._name)
        if any("<!DOCTYPE".encode(codec) in content for codec in ("ascii", "utf-16-le", "utf-16-be")):
            raise SourceFileError("source.unsafe", file=self._name)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        return content

    def tree(self, path: str) -> etree._Element | None:
        """The parsed part, None if there is none."""
        content = self.part(path)
        return None if content is None else etree.fromstring(content, _parser())

    def beside(self, path: str) -> str:
        """The path of a part in the folder of the main document."""
        return f"{self.main.rpartition('/')[0]}/{path}".lstrip("/")

    def related(self, ending: str, usual: str) -> str:
        """The path of the part that the main document names as its ``ending`` (a type), else the usual one."""
        folder, _, file = self.main.rpartition("/")
        relations = self.tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
        for each in relations if relations is not None else ():
            if str(each.get("Type", "")).endswith(f"/{ending}") and each.get("TargetMode") != "External":
                return _joined(folder, each.get("Target", ""))
        return self.beside(usual)

    def _main(self) -> str:
        relations = self.tree("_rels/.rels")
        for each in relations if relations is not None else ():
            if _MAIN_PART.search(str(each.get("Type", ""))) and each.get("TargetMode") != "External":
                path = _joined("", each.get("Target", ""))
                if path.lower() in self._entries:
                    return path
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise SourceFileError("source.other_kind", file=self._name, kind=self._kind())

    def _kind(self) -> str:
        for path, kind in _OTHER_PACKAGES.items():
            if path in self._entries:
                return kind
        return "ZIP"


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: etree._Element | None, *names: str) -> etree._Element | None:
    if element is None:
        return None
    return element.find("/".join(f"{_W}{name}" for name in names))


def _value(element: etree._Element | None, attribute: str = "val") -> str | None:
    found = None if element is None else element.get(f"{_W}{attribute}")
    return None if found is None else str(found)


def _on(element: etree._Element | None) -> bool | None:
    """A toggle property (17.7.3): None if not set."""
    return None if element is None else (_value(element) or "1").lower() not in _TOGGLE_OFF


def _integer(value: str | None, otherwise: int = 0) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else otherwise


# -- styles and numbering


@dataclass(slots=True)
class _Style:
    """What a paragraph or character style says, its ancestors included. None: nothing."""

    name: str = ""
    level: int | None = None
    number: tuple[str | None, int | None] = (None, None)
    hidden: bool | None = None
    bold: bool | None = None
    raised: bool | None = None
    contents: bool = False


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _Numbering:
    """Lists as Word counts them (17.9): one counter for all lists of one abstract definition."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str | None:
        """The next label of a list ('-' for a bullet, '' for a list that prints none); None if there is no such."""
        levels = self.levels.get(number)
        if levels is None or level not in levels:
            return None
        counters = self.counters.setdefault(self.abstract[number], {})
        own = levels[level]
        key = (number, level)
        if key in self.starts and key not in self.begun:
            counters[level] = self.starts[key]
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = own.start
        self.begun.add(key)
        for deeper in [each for each in counters if each > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and level < restart):
                del counters[deeper]
        if own.style == "bullet":
            return "-"
        if own.style == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            meant = levels.get(at, own)
            number_there = counters.get(at, meant.start)
            return numeral(number_there, "decimal" if own.legal and at != level else meant.style)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def _numbering(root: etree._Element | None) -> _Numbering:
    result = _Numbering()
    if root is None:
        return result
    abstracts: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    homes: dict[str, str] = {}
    styles: dict[str, list[tuple[str, int]]] = {}
    for abstract in root.iterfind(f"{_W}abstractNum"):
        key = _value(abstract, "abstractNumId") or ""
        abstracts[key] = {}
        for level in abstract.iterfind(f"{_W}lvl"):
            at = _integer(_value(level, "ilvl"))
            abstracts[key][at] = _level(level)
            style = _value(_child(level, "pStyle"))
            if style:
                styles.setdefault(key, []).append((style, at))
        home = _value(_child(abstract, "styleLink"))
        if home:
            homes[home] = key
        link = _value(_child(abstract, "numStyleLink"))
        if link:
            linked[key] = link
    for number in root.iterfind(f"{_W}num"):
        key = _value(number, "numId") or ""
        abstract_key = _value(_child(number, "abstractNumId")) or ""
        if abstract_key in linked:
            abstract_key = homes.get(linked[abstract_key], abstract_key)
        levels = dict(abstracts.get(abstract_key, {}))
        for override in number.iterfind(f"{_W}lvlOverride"):
            at = _integer(_value(override, "ilvl"))
            own = _child(override, "lvl")
            if own is not None:
                levels[at] = _level(own)
            start = _value(_child(override, "startOverride"))
            if start is not None:
                result.starts[key, at] = _integer(start, 1)
        result.levels[key] = levels
        result.abstract[key] = abstract_key
        for style, at in styles.get(abstract_key, ()):
            result.by_style.setdefault(style, (key, at))
    return result


def _level(element: etree._Element) -> _Level:
    restart = _value(_child(element, "lvlRestart"))
    style = _value(_child(element, "numFmt"))
    return _Level(
        style or "decimal",
        _value(_child(element, "lvlText")) or "",
        _integer(_value(_child(element, "start")), 0),
        None if restart is None else _integer(restart),
        bool(_on(_child(element, "isLgl"))),
    )


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    if root is None:
        return {}
    elements = {_value(each, "styleId") or "": each for each in root.iterfind(f"{_W}style")}
    result: dict[str, _Style] = {}
    for key in elements:
        style = _Style(name=_value(_child(elements[key], "name")) or key)
        at: str | None = key
        for _ in range(MAX_STYLES_DEEP):
            element = elements.get(at or "")
            if element is None:
                break
            _add_style(style, element)
            at = _value(_child(element, "basedOn"))
        result[key] = style
    for key, element in elements.items():
        if _value(element, "type") == "paragraph" and _on_default(element):
            result.setdefault("", result[key])
    return result


def _on_default(element: etree._Element) -> bool:
    return (_value(element, "default") or "0").lower() not in _TOGGLE_OFF


def _add_style(style: _Style, element: etree._Element) -> None:
    """What an ancestor says, where nothing nearer says otherwise."""
    name = _value(_child(element, "name")) or ""
    if style.level is None:
        outline = _value(_child(element, "pPr", "outlineLvl"))
        heading = _HEADING_NAME.match(name)
        if outline is not None:
            style.level = _integer(outline, 9) + 1
        elif heading:
            style.level = int(heading[1])
        elif _TITLE_NAME.match(name):
            style.level = 1
    number = _child(element, "pPr", "numPr")
    if number is not None:
        level = _value(_child(number, "ilvl"))
        style.number = (
            style.number[0] or _value(_child(number, "numId")),
            style.number[1] if style.number[1] is not None else (None if level is None else _integer(level)),
        )
    run = _child(element, "rPr")
    if style.hidden is None:
        style.hidden = _on(_child(run, "vanish"))
    if style.bold is None:
        style.bold = _on(_child(run, "b"))
    if style.raised is None:
        raised = _value(_child(run, "vertAlign"))
        style.raised = None if raised is None else raised == "superscript"
    style.contents = style.contents or _CONTENTS_NAME.match(name) is not None


# -- the document


@dataclass(slots=True)
class _Field:
    """A complex field (17.16.18): ``shown`` once its result has begun."""

    code: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Words:
    """The words of one paragraph as they are gathered."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    bold: bool = False

    def add(self, text: str, *, bold: bool = False) -> None:
        if bold != self.bold and text.strip():
            self.pieces.append("**")
            self.bold = bold
        self.pieces.append(text)

    def tail(self) -> str:
        return "".join(self.pieces[-3:])

    def text(self) -> str:
        if self.bold:
            self.pieces.append("**")
            self.bold = False
        return "".join(self.pieces).replace("****", "")


class _Reader:
    def __init__(self, package: _Package, name: str, progress: Progress | None) -> None:
        self._package = package
        self._name = name
        self._progress = progress
        self._styles = _styles(package.tree(package.related("styles", "styles.xml")))
        self._numbering = _numbering(package.tree(package.related("numbering", "numbering.xml")))
        self._fields: list[_Field] = []
        self._referred: list[tuple[str, str]] = []
        self._warnings: dict[str, None] = {}
        self._carried: list[str] = []
        """Words of a paragraph whose end was deleted: they open the next one."""
        self._rendered = False
        self._page_open = False
        """A page has begun and nothing stands on it yet: two marks of one page break count once."""

    def document(self) -> Extract:
        """The whole document."""
        parts = list(self._body())
        text, pages = write(parts, paged=self._rendered, name=self._name)
        if not text.strip():
            raise SourceFileError("source.no_text", file=self._name)
        notes = self._notes()
        title, authors, date = self._properties()
        return Extract(text, pages, notes, title, authors, date, tuple(self._warnings))

    def _body(self) -> Iterator[Part]:
        content = self._package.part(self._package.main)
        if content is None:
            raise SourceFileError("source.damaged", file=self._name, kind="DOCX", why=self._package.main)
        stream = io.BytesIO(content)
        depth, seen = 0, 0
        events = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        body: etree._Element | None = None
        for event, element in events:
            if event == "start":
                depth += 1
                if body is None and element.tag == f"{_W}body":
                    body = element
                    body_depth = depth
                continue
            if body is not None and depth == body_depth + 1:
                yield from self._block(element, 0)
                element.clear()
                while element.getprevious() is not None:
                    del body[0]
                seen += 1
                if self._progress and seen % 50 == 0:
                    self._progress(min(1.0, stream.tell() / max(1, len(content))))
            depth -= 1
        if body is None:
            raise SourceFileError("source.damaged", file=self._name, kind="DOCX", why="no body")
        if self._carried:
            yield Part("paragraph", "".join(self._carried))
        if self._progress:
            self._progress(1.0)

    def _block(self, element: etree._Element, depth: int) -> Iterator[Part]:
        if depth > 60:
            return
        name = _local(element)
        if name == "p":
            yield from self._paragraph(element, depth)
        elif name == "tbl":
            yield from self._table(element, depth)
        elif name == "sdt":
            gallery = _child(element, "sdtPr", "docPartObj", "docPartGallery")
            if (_value(gallery) or "").lower() != "table of contents":
                content = _child(element, "sdtContent")
                for child in content if content is not None else ():
                    yield from self._block(child, depth + 1)
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            for child in element:
                yield from self._block(child, depth + 1)
        elif name == "AlternateContent":
            for child in _alternative(element):
                yield from self._block(child, depth + 1)
        elif name in ("del", "moveFrom"):
            self._warnings["source.deletions_left_out"] = None

    # -- paragraphs

    def _paragraph(self, element: etree._Element, depth: int) -> Iterator[Part]:
        properties = _child(element, "pPr")
        style = self._styles.get(_value(_child(properties, "pStyle")) or "") or self._styles.get("") or _Style()
        words = _Words()
        for carried in self._carried:
            words.add(carried)
        self._carried.clear()
        in_contents = bool(self._fields) and any(each.code.lstrip().upper().startswith("TOC") for each in self._fields)
        self._gather(element, words, style, 0)
        text = words.text()
        mark = _child(properties, "rPr")
        hidden_mark = _on(_child(mark, "vanish"))
        if _child(mark, "del") is not None or (_child(mark, "moveFrom") is not None):
            # The end of the paragraph was deleted: what follows goes on in it.
            if text:
                self._carried.append(text)
        elif not text.strip("*" + PAGE + " \u3000\n") and hidden_mark:
            pass
        elif not (style.contents or in_contents):
            yield self._part(properties, style, text)
        for box in words.boxes:
            for child in box:
                yield from self._block(child, depth + 1)

    def _part(self, properties: etree._Element | None, style: _Style, text: str) -> Part:
        outline = _value(_child(properties, "outlineLvl"))
        level = _integer(outline, 9) + 1 if outline is not None else style.level
        empty = not text.strip("*" + PAGE + " \u3000\n")
        label, depth = (None, 0) if empty else self._label(properties)
        if level is not None and level <= 9 and not empty:
            front = f"{label} " if label and label != "-" else ""
            lead = len(text) - len(text.lstrip(PAGE + " \n"))
            return Part("heading", text[:lead] + front + text[lead:], min(level, 6))
        if label is None:
            return Part("paragraph", text)
        return Part("entry", text, depth, label)

    def _label(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The label in front of a numbered paragraph, and its level; None if it has none."""
        style_key = _value(_child(properties, "pStyle")) or ""
        own = _child(properties, "numPr")
        number = _value(_child(own, "numId"))
        level_text = _value(_child(own, "ilvl"))
        level = None if level_text is None else _integer(level_text)
        style = self._styles.get(style_key)
        if number is None and style is not None and style.number[0] is not None:
            number = style.number[0]
            by_style = self._numbering.by_style.get(style_key)
            level = level if level is not None else by_style[1] if by_style else style.number[1]
        if number is None or number == "0":
            return None, 0
        level = min(max(level or 0, 0), 8)
        return self._numbering.label(number, level), level

    def _gather(self, element: etree._Element, words: _Words, style: _Style, depth: int) -> None:
        if depth > 60:
            return
        for child in element:
            name = _local(child)
            if name == "r":
                self._run(child, words, style, depth)
            elif name in ("del", "moveFrom"):
                self._warnings["source.deletions_left_out"] = None
            elif name in _DROPPED or not name:
                continue
            elif name == "fldSimple":
                code = (_value(child, "instr") or "").split()[:1]
                if not code or code[0].upper() not in ("PAGE", "NUMPAGES", "SECTIONPAGES"):
                    self._gather(child, words, style, depth + 1)
            elif name == "ruby":
                base = _child(child, "rubyBase")
                if base is not None:
                    self._gather(base, words, style, depth + 1)
            elif name == "AlternateContent":
                for each in _alternative(child):
                    self._gather_one(each, words, style, depth + 1)
            elif name == "t" and child.tag != f"{_W}t":
                # Mathematics keeps its letters.
                words.add(cleaned(child.text or ""))
            else:
                self._gather(child, words, style, depth + 1)

    def _gather_one(self, element: etree._Element, words: _Words, style: _Style, depth: int) -> None:
        if _local(element) == "r":
            self._run(element, words, style, depth)
        else:
            self._find_boxes(element, words)

    def _run(self, run: etree._Element, words: _Words, style: _Style, depth: int) -> None:
        properties = _child(run, "rPr")
        character = self._styles.get(_value(_child(properties, "rStyle")) or "-") or _Style()
        hidden = _first(_on(_child(properties, "vanish")), character.hidden, style.hidden)
        bold = bool(_first(_on(_child(properties, "b")), character.bold))
        vertical = _value(_child(properties, "vertAlign"))
        raised = vertical == "superscript" if vertical is not None else bool(character.raised)
        for child in run:
            name = _local(child)
            if name == "fldChar":
                self._field(_value(child, "fldCharType") or "")
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code = (self._fields[-1].code + (child.text or ""))[:200]
            elif name == "lastRenderedPageBreak":
                self._new_page(words, rendered=True)
            elif name == "br" and _value(child, "type") == "page":
                self._new_page(words, rendered=False)
            elif name in ("footnoteReference", "endnoteReference"):
                if not hidden:
                    self._referred.append((name[: -len("Reference")], _value(child, "id") or ""))
            elif not self._is_shown():
                continue
            elif hidden:
                if name == "t" and (child.text or "").strip():
                    self._warnings["source.hidden_left_out"] = None
            elif name == "t":
                self._add(words, cleaned(child.text or ""), bold=bold, raised=raised)
            elif name in ("tab", "ptab"):
                words.add(" ")
            elif name == "br":
                words.add("\n" if _value(child, "type") in (None, "textWrapping") else "")
            elif name == "cr":
                words.add("\n")
            elif name == "noBreakHyphen":
                words.add("-", bold=bold)
            elif name == "sym":
                code = _value(child, "char") or ""
                if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not 0xD800 <= int(code, 16) < 0xE000:
                    words.add(cleaned(chr(int(code, 16))))
            elif name == "ruby":
                base = _child(child, "rubyBase")
                if base is not None:
                    self._gather(base, words, style, depth + 1)
            elif name == "AlternateContent":
                for each in _alternative(child):
                    self._gather_one(each, words, style, depth + 1)
            elif name in ("drawing", "pict", "object"):
                self._find_boxes(child, words)

    def _add(self, words: _Words, text: str, *, bold: bool, raised: bool) -> None:
        if not text:
            return
        if raised and note_mark(words.tail().rstrip(PAGE), text):
            # A typed note number; real ones are references.
            return
        if text.strip():
            self._page_open = False
        words.add(text, bold=bold)

    def _new_page(self, words: _Words, *, rendered: bool) -> None:
        self._rendered = self._rendered or rendered
        if not self._page_open:
            words.pieces.append(PAGE)
            self._page_open = True

    def _find_boxes(self, element: etree._Element, words: _Words) -> None:
        for each in element.iter(f"{_W}txbxContent"):
            # A box inside a box is met when the outer one is read.
            above = each.getparent()
            while above is not None and above is not element and above.tag != f"{_W}txbxContent":
                above = above.getparent()
            if above is element:
                words.boxes.append(each)

    # -- fields

    def _field(self, kind: str) -> None:
        if kind == "begin":
            if len(self._fields) < 1000:
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_shown(self) -> bool:
        """Whether words here are printed: not a field's code, nor a page number."""
        for each in self._fields:
            code = each.code.split()[:1]
            if not each.shown or (code and code[0].upper() in ("PAGE", "NUMPAGES", "SECTIONPAGES")):
                return False
        return True

    # -- tables

    def _table(self, table: etree._Element, depth: int) -> Iterator[Part]:
        rows: list[list[list[Part]]] = []
        layout = False
        for row in _within(table, "tr"):
            properties = _child(row, "trPr")
            if _child(properties, "del") is not None:
                self._warnings["source.deletions_left_out"] = None
                continue
            if _on(_child(properties, "hidden")):
                self._warnings["source.hidden_left_out"] = None
                continue
            cells: list[list[Part]] = [[] for _ in range(min(_integer(_value(_child(properties, "gridBefore"))), 60))]
            for cell in _within(row, "tc"):
                own = _child(cell, "tcPr")
                merged = _child(own, "vMerge")
                parts = [part for child in cell for part in self._block(child, depth + 1)]
                layout = layout or any(part.kind in ("heading", "table") and (part.rows or part.text) for part in parts)
                if merged is not None and (_value(merged) or "continue") != "restart":
                    parts = []
                cells.append([part for part in parts if part.text.strip() or part.rows])
                cells += [[] for _ in range(min(_integer(_value(_child(own, "gridSpan")), 1), 60) - 1)]
            rows.append(cells)
        if layout:
            for row_cells in rows:
                for each in row_cells:
                    yield from each
        else:
            yield Part("table", rows=rows)

    # -- notes and properties

    def _notes(self) -> tuple[tuple[str, str], ...]:
        texts: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            if not any(each == kind for each, _ in self._referred):
                continue
            root = self._package.tree(self._package.related(f"{kind}s", f"{kind}s.xml"))
            for note in root if root is not None else ():
                paragraphs = [part.text for child in note for part in self._block(child, 0)]
                words = "\n".join(each.replace("**", "").replace(PAGE, "").strip() for each in paragraphs)
                texts[kind, _value(note, "id") or ""] = words.strip()
        found: list[tuple[str, str]] = []
        counts = {"footnote": 0, "endnote": 0}
        for key in dict.fromkeys(self._referred):
            if key in texts:
                counts[key[0]] += 1
                found.append((str(counts[key[0]]), texts[key]))
        return tuple(found)

    def _properties(self) -> tuple[str, tuple[str, ...], str]:
        try:
            root = self._package.tree("docProps/core.xml")
        except (SourceFileError, etree.XMLSyntaxError):
            return "", (), ""
        values = {_local(each): " ".join((each.text or "").split())[:500] for each in root} if root is not None else {}
        authors = tuple(each.strip() for each in re.split(r"[;；]", values.get("creator", "")) if each.strip())
        date = re.match(r"\d{4}-\d\d-\d\d", values.get("created", "") or values.get("modified", ""))
        return cleaned(values.get("title", "")), authors, date[0] if date else ""


def _first(*values: bool | None) -> bool:
    return next((value for value in values if value is not None), False)


def _alternative(element: etree._Element) -> Iterator[etree._Element]:
    """The content of the first alternative that holds anything: the others say the same in older words."""
    for choice in element:
        if len(choice):
            yield from choice
            return


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, those inside content controls and insertions too."""
    for child in element:
        local = _local(child)
        if local == name:
            yield child
        elif local in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _within(child, name)
