"""Sheets and the file they make: page contents, tags, links, outline, metadata. The only place that writes PDF syntax.

Everything drawn belongs to an element of the structure tree or is an artifact (ISO 32000-1 14.8; PDF/UA-1 7.1).
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Pdf, String

from briefer.core.linebreak import Piece
from briefer.export.pdf.faces import Face

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LANGUAGES = {"ja": "ja-JP", "en": "en-US"}


class Element:
    """An element of the structure tree. ``attributes`` are entries of its attribute object, ``owner`` its /O.

    ``id`` names it in the whole document; ``refers`` is the element that it points to.
    """

    __slots__ = ("attributes", "id", "kids", "lang", "owner", "refers", "tag")

    def __init__(self, tag: str, parent: Element | None = None, *, lang: str = "", owner: str = "", **attributes: str):
        self.tag = tag
        self.lang = lang
        self.owner = owner
        self.attributes = attributes
        self.id = ""
        self.refers: Element | None = None
        self.kids: list[Element | tuple[int, int] | _Link] = []  # (sheet, number of the marked content)
        if parent is not None:
            parent.kids.append(self)


@dataclass(frozen=True, slots=True)
class Ink:
    """How one run of text is drawn. ``lang`` is set where it differs from its element's language."""

    face: Face
    size: float
    colour: str
    lang: str = ""


@dataclass(slots=True)
class _Link:
    rect: tuple[float, float, float, float]
    key: str
    text: str


class Sheet:
    """One page while it is drawn; lengths in pt from its lower left corner."""

    def __init__(self, number: int) -> None:
        self.number = number  # from 0
        self.repeating = False  # text drawn now is a repetition: an artifact
        self.marked: list[Element] = []
        self.links: list[tuple[_Link, Element]] = []
        self.places: dict[str, float] = {}  # tops of what links aim at, by key
        self._code: list[str] = []
        self._open: Element | None = None
        self._inside = False
        self._font: tuple[str, float] = ("", 0.0)
        self._spread = 0.0
        self._fill = self._stroke = ""

    def _enter(self, element: Element | None) -> None:
        """Begin the marked content of ``element`` (an artifact if ``None``) unless it is open already."""
        if self._inside:
            if self._open is element:
                return
            self._code.append("EMC")
        if element is None:
            self._code.append("/Artifact BMC")
        else:
            element.kids.append((self.number, len(self.marked)))
            self._code.append(f"/{element.tag} <</MCID {len(self.marked)}>> BDC")
            self.marked.append(element)
        self._open, self._inside = element, True

    def text(self, element: Element | None, pieces: Sequence[Piece], inks: Sequence[Ink], x: float, y: float) -> None:
        """Draw pieces of one line with the base line at ``y``; ``inks`` is asked by the run of a piece."""
        if not pieces:
            return
        self._enter(None if self.repeating else element)
        code = self._code
        pen = pieces[0].x
        code.append(f"BT 1 0 0 1 {x + pen:.3f} {y:.3f} Tm")
        shown: list[str] = []
        span = ""
        for piece in pieces:
            ink = inks[piece.run]
            digits = ink.face.encode(piece.text)
            if not digits:
                continue
            if (ink.face.label, ink.size) != self._font or piece.spread != self._spread or ink.colour != self._fill:
                shown = self._show(shown)
                self._change(ink, piece.spread)
            if ink.lang != span:
                shown = self._show(shown)
                code.append(
                    ("EMC " if span else "") + (f"/Span <</Lang ({_LANGUAGES[ink.lang]})>> BDC" if ink.lang else "")
                )
                span = ink.lang
            move = piece.x - pen
            if move > 0.004 or move < -0.004:
                shown.append(f"{-1000 * move / ink.size:.0f}")
            shown.append(f"<{digits}>")
            pen = piece.x + piece.width + piece.spread * (len(digits) // 4 - len(piece.text) + 1)
        self._show(shown)
        code.append("EMC ET" if span else "ET")

    def _show(self, shown: list[str]) -> list[str]:
        if shown:
            self._code.append(f"[{''.join(shown)}] TJ")
        return []

    def _change(self, ink: Ink, spread: float) -> None:
        if (ink.face.label, ink.size) != self._font:
            self._font = (ink.face.label, ink.size)
            self._code.append(f"/{ink.face.label} {ink.size:g} Tf")
        if spread != self._spread:
            self._spread = spread
            self._code.append(f"{spread:.4f} Tc")
        if ink.colour != self._fill:
            self._fill = ink.colour
            self._code.append(f"{_rgb(ink.colour)} rg")

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, as an artifact."""
        self._enter(None)
        if colour != self._fill:
            self._fill = colour
            self._code.append(f"{_rgb(colour)} rg")
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, x0: float, y0: float, x1: float, y1: float, thickness: float, colour: str) -> None:
        """A straight rule, as an artifact."""
        self._enter(None)
        if colour != self._stroke:
            self._stroke = colour
            self._code.append(f"{_rgb(colour)} RG")
        self._code.append(f"{thickness:g} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def link(self, element: Element, rect: tuple[float, float, float, float], key: str, text: str) -> None:
        """An active area that leads to the anchor ``key``; ``text`` is what a screen reader says."""
        link = _Link(rect, key, text)
        element.kids.append(link)
        self.links.append((link, element))

    def contents(self) -> bytes:
        """The finished content stream."""
        return ("\n".join([*self._code, "EMC"] if self._inside else self._code) + "\n").encode("ascii")


@dataclass(slots=True)
class Anchor:
    """A heading's place: an outline entry and the aim of links. ``top`` is in pt from the lower edge."""

    key: str
    level: int
    title: str
    sheet: int
    top: float


@dataclass(slots=True)
class Details:
    """What a viewer shows about the file. ``date`` is ISO 8601, at least a year."""

    title: str
    author: str
    subject: str
    keywords: str
    lang: str
    date: str


@dataclass(slots=True)
class Document:
    """Sheets with their tags and anchors, ready to be written."""

    width: float
    height: float
    root: Element = field(default_factory=lambda: Element("Document"))
    sheets: list[Sheet] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    places: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Further aims of links by key: sheet and top. Keys of anchors are not used here."""

    def write(self, faces: Sequence[Face], details: Details, tick: Callable[[float], None]) -> bytes:
        """The PDF file: version 1.7, PDF/A-2a and PDF/UA-1. Equal input gives equal bytes."""
        with pikepdf.new() as pdf:
            fonts = Dictionary({f"/{face.label}": face.embed(pdf) for face in faces if face.used})
            tick(0.3)
            resources = pdf.make_indirect(Dictionary(Font=fonts))
            pages = [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Page,
                        MediaBox=Array([0, 0, round(self.width, 2), round(self.height, 2)]),
                        Resources=resources,
                        Contents=pdf.make_stream(sheet.contents()),
                        StructParents=sheet.number,
                        Tabs=Name.S,
                    )
                )
                for sheet in self.sheets
            ]
            for page in pages:
                pdf.pages.append(pikepdf.Page(page))
            tick(0.5)
            aims = {a.key: Array([pages[a.sheet], Name.XYZ, 0, round(a.top, 2), 0]) for a in self.anchors}
            aims |= {
                key: Array([pages[sheet], Name.XYZ, 0, round(top, 2), 0]) for key, (sheet, top) in self.places.items()
            }
            _Tags(pdf, pages, aims).build(self.root, self.sheets)
            tick(0.7)
            self._outline(pdf, aims)
            _describe(pdf, details)
            out = io.BytesIO()
            pdf.save(
                out,
                min_version="1.7",
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=ObjectStreamMode.generate,
            )
        tick(1.0)
        return out.getvalue()

    def _outline(self, pdf: Pdf, aims: dict[str, Array]) -> None:
        if not self.anchors:
            return
        with pdf.open_outline() as outline:
            stack: list[tuple[int, OutlineItem]] = []
            for anchor in self.anchors:
                item = OutlineItem(plain(anchor.title), aims[anchor.key])
                while stack and stack[-1][0] >= anchor.level:
                    stack.pop()
                (stack[-1][1].children if stack else outline.root).append(item)
                item.is_closed = len(stack) >= 1
                stack.append((anchor.level, item))
        pdf.Root.PageMode = Name.UseOutlines


class _Tags:
    """Turns elements into the structure tree (ISO 32000-1 14.7)."""

    def __init__(self, pdf: Pdf, pages: Sequence[Object], aims: dict[str, Array]) -> None:
        self._pdf = pdf
        self._pages = pages
        self._aims = aims
        self._objects: dict[int, Object] = {}  # by id of the element
        self._annotations: dict[int, Object] = {}  # by id of the link
        self._named: dict[str, Object] = {}  # by /ID
        self._referring: list[Element] = []

    def build(self, root: Element, sheets: Sequence[Sheet]) -> None:
        pdf = self._pdf
        nums: list[Object | int] = []
        key = len(sheets)
        owners: list[Element] = []
        for sheet, page in zip(sheets, self._pages, strict=True):
            annotations = []
            for link, element in sheet.links:
                annotation = pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=Array([round(value, 2) for value in link.rect]),
                        Border=Array([0, 0, 0]),
                        F=4,
                        Dest=self._aims[link.key],
                        Contents=String(plain(link.text)),
                        StructParent=key,
                    )
                )
                key += 1
                owners.append(element)
                self._annotations[id(link)] = annotation
                annotations.append(annotation)
            if annotations:
                page.Annots = Array(annotations)
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._object(root, tree)
        for element in self._referring:
            if element.refers is not None and id(element.refers) in self._objects:
                # PDF 2.0 (ISO 32000-2 14.8.4) ties notes and references in this way; older readers pass over it.
                self._objects[id(element)].Ref = Array([self._objects[id(element.refers)]])
        if self._named:
            names: list[Object | String] = []
            for name in sorted(self._named):
                names += [String(name), self._named[name]]
            tree.IDTree = pdf.make_indirect(
                Dictionary(
                    Kids=Array([pdf.make_indirect(Dictionary(Names=Array(names), Limits=Array([names[0], names[-2]])))])
                )
            )
        for sheet in sheets:
            marked = Array([self._objects[id(element)] for element in sheet.marked])
            nums += [sheet.number, pdf.make_indirect(marked)]
        for number, owner in enumerate(owners, len(sheets)):
            nums += [number, self._objects[id(owner)]]
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(nums)))
        tree.ParentTreeNextKey = key
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _object(self, element: Element, parent: Object) -> Object:
        entry = Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent)
        if element.lang:
            entry.Lang = String(_LANGUAGES[element.lang])
        if element.owner:
            entry.A = Dictionary(
                {"/O": Name("/" + element.owner)} | {"/" + n: Name("/" + v) for n, v in element.attributes.items()}
            )
        made = self._objects[id(element)] = self._pdf.make_indirect(entry)
        if element.id:
            made.ID = String(element.id)
            self._named[element.id] = made
        if element.refers is not None:
            self._referring.append(element)
        kids: list[Object] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                if kid.kids:
                    kids.append(self._object(kid, made))
            elif isinstance(kid, _Link):
                annotation = self._annotations[id(kid)]
                kids.append(Dictionary(Type=Name.OBJR, Obj=annotation))
            else:
                kids.append(Dictionary(Type=Name.MCR, Pg=self._pages[kid[0]], MCID=kid[1]))
        made.K = kids[0] if len(kids) == 1 and "/S" in kids[0] else Array(kids)
        return made


def plain(text: str) -> str:
    """``text`` without characters that neither PDF strings nor XML can hold."""
    return _UNPRINTABLE.sub("", text).encode("utf-8", "replace").decode("utf-8")


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


def _describe(pdf: Pdf, details: Details) -> None:
    """Info dictionary, XMP, language, viewer preferences and output intent (ISO 19005-2 6.2.3, 6.6.2)."""
    parts = [*details.date.split("-"), "01", "01"][:3]
    info = {
        "/Title": details.title,
        "/Author": details.author,
        "/Subject": details.subject,
        "/Keywords": details.keywords,
        "/Creator": "briefer",
        "/Producer": "briefer",
        "/CreationDate": f"D:{''.join(parts)}000000Z",
        "/ModDate": f"D:{''.join(parts)}000000Z",
    }
    for name, value in info.items():
        if plain(value).strip():
            pdf.docinfo[name] = String(plain(value))
    root = pdf.Root
    root.Lang = String(_LANGUAGES[details.lang])
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_stream(_srgb(), N=3),
            )
        ]
    )
    xmp = _xmp(details, "-".join(parts) + "T00:00:00Z")
    root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
{optional}<pdf:Producer>briefer</pdf:Producer><xmp:CreatorTool>briefer</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _xmp(details: Details, date: str) -> bytes:
    optional = ""
    for value, opening, closing in (
        (details.title, '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">', "</rdf:li></rdf:Alt></dc:title>"),
        (details.author, "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>"),
        (
            details.subject,
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">',
            "</rdf:li></rdf:Alt></dc:description>",
        ),
        (details.keywords, "<pdf:Keywords>", "</pdf:Keywords>"),
    ):
        if plain(value).strip():
            optional += opening + escape(plain(value)) + closing + "\n"
    return _XMP.format(lang=_LANGUAGES[details.lang], optional=optional, date=date).encode("utf-8")


def _srgb() -> bytes:
    """A display profile of the sRGB colour space (ICC.1:2004-10; primaries adapted to D50, parametric curve)."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def words(text: str) -> bytes:
        encoded = text.encode("utf-16-be")
        return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded

    curve = b"para\0\0\0\0\0\3\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {
        b"desc": words("sRGB"),
        b"cprt": words("No copyright, use freely"),
        b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642, 1.0, 0.8249),
        b"chad": b"sf32\0\0\0\0"
        + fixed(1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168),
        b"rXYZ": b"XYZ \0\0\0\0" + fixed(0.43607, 0.22249, 0.01392),
        b"gXYZ": b"XYZ \0\0\0\0" + fixed(0.38515, 0.71687, 0.09708),
        b"bXYZ": b"XYZ \0\0\0\0" + fixed(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += struct.pack(">4sII", name, offset + len(data), len(value))
        data += value + b"\0" * (-len(value) % 4)
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI",
        offset + len(data),
        b"\0\0\0\0",
        0x04200000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        2000,
        1,
        1,
        0,
        0,
        0,
        b"acsp",
        b"\0\0\0\0",
        0,
        0,
        0,
        0,
        0,
    )
    header += fixed(0.9642, 1.0, 0.8249)
    return header + b"\0" * (128 - len(header)) + table + data
