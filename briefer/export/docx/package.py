"""The package around the parts: python-docx's OPC layer types and relates them, and the zip is the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

from docx.opc.constants import CONTENT_TYPE, NAMESPACE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefer.core.blocks import Paper
from briefer.export.docx.text import escape, one_line

_W = NAMESPACE.WML_MAIN
_R = NAMESPACE.OFC_RELATIONSHIPS
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_DATE = "2000-01-01"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

_KINDS = {
    "styles": ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "numbering": ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "settings": ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "fontTable": ("fonts", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
    "header1": ("hdr", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footnotes": ("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "footer1": ("ftr", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}


def package(paper: Paper, parts: Mapping[str, str], document: Callable[[Mapping[str, str]], str]) -> bytes:
    """The finished file.

    ``parts`` are the insides of the parts beside the document, by name; ``document`` makes the inside of ``w:document``
    from their relationship ids.
    """
    opc = Package()
    main = _Main(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, package=opc)
    ids = {}
    for name, inner in parts.items():
        root, content_type, relationship = _KINDS[name]
        part = Part(PackURI(f"/word/{name}.xml"), content_type, _xml(f"w:{root}", inner, w=_W, r=_R), opc)
        ids[name] = main.relate_to(part, relationship)
    main.content = _xml("w:document", document(ids), w=_W, r=_R)
    opc.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    core = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, _core(paper), opc)
    opc.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    # Nothing but the program's name: other application properties tell of a person's computer.
    app = _xml("ap:Properties", "<ap:Application>briefer</ap:Application>", ap=_APP)
    opc.relate_to(
        Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, app, opc),
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    )
    saved = io.BytesIO()
    opc.save(saved)
    return _same_every_time(saved)


class _Main(Part):
    """document.xml, which can be written only when the ids of the other parts are known."""

    content = b""

    @property
    def blob(self) -> bytes:
        return self.content


def _core(paper: Paper) -> bytes:
    author = escape(one_line(paper.author)) or "briefer"
    when = _moment(paper.date)
    texts = (
        ("dc:title", escape(one_line(paper.title))),
        ("dc:subject", escape(one_line(paper.subject))),
        ("dc:creator", author),
        ("cp:keywords", escape(one_line(paper.keywords))),
        ("cp:lastModifiedBy", author),
        ("cp:revision", "1"),
        ("dc:language", "ja-JP" if paper.lang == "ja" else "en-US"),
    )
    return _xml(
        "cp:coreProperties",
        "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts if text)
        + f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>',
        cp=_CORE,
        dc="http://purl.org/dc/elements/1.1/",
        dcterms="http://purl.org/dc/terms/",
        xsi="http://www.w3.org/2001/XMLSchema-instance",
    )


def _moment(when: str) -> str:
    try:
        day = date.fromisoformat(when[:10]).isoformat()
    except ValueError:
        day = _NO_DATE
    return f"{day}T00:00:00Z"


def _xml(root: str, inner: str, **namespaces: str) -> bytes:
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())
    return f"{_DECLARATION}<{root}{declared}>{inner}</{root}>".encode()


def _same_every_time(saved: io.BytesIO) -> bytes:
    """The zip again with its entries sorted, the list of content types first, and no word of when or where."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return out.getvalue()
