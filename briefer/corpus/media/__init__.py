"""Copies of reports in any medium → one plain form: light Markdown, read by ``briefer.corpus.document``.

What a file is, its first bytes say; its name decides only between kinds of text. The readers and their libraries are
imported by the call that needs them.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from briefer.core.errors import SourceFileError
from briefer.corpus.media.extract import Extract, Progress

Medium = Literal["pdf", "docx", "html", "markdown", "text"]

MEDIA_TYPES: dict[Medium, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "markdown": "text/markdown",
    "text": "text/plain",
}
_HTML = re.compile(
    r"(?:\ufeff|\s|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"</?(?:p|div|table|h[1-6]|ul|ol|li|br|span|meta|title)\b[^<>]{0,500}>", re.IGNORECASE)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def medium(content: bytes, name: str) -> Medium:
    """The medium of a file's bytes; ``name`` is its name, right or wrong."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    suffix = name.lower().rpartition(".")[2]
    opening = _opening(content)
    if _HTML.match(opening) or (suffix in ("html", "htm", "xhtml") and _ANY_TAG.search(opening)):
        return "html"
    return "markdown" if suffix in ("md", "markdown") else "text"


def read(content: bytes, kind: Medium, *, name: str = "", progress: Progress | None = None) -> Extract:
    """What a PDF, Word document or web page says. Text and Markdown are their own plain form: see ``decode``.

    ``name`` is the file errors name. Raises ``SourceFileError`` saying what is wrong with the file; lets what
    ``progress`` raises through.
    """
    if kind == "pdf":
        from briefer.corpus.media import pdf

        return pdf.read(content, name=name, progress=progress)
    if kind == "docx":
        from briefer.corpus.media import docx

        return docx.read(content, name=name, progress=progress)
    if kind == "html":
        from briefer.corpus.media import html

        return html.read(content, name=name, progress=progress)
    raise ValueError(f"{kind} is its own plain form")


def refuse_locked(content: bytes, name: str) -> None:
    """Raise ``SourceFileError`` source.encrypted for an Office document behind a password ([MS-OFFCRYPTO] 2.2)."""
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_PACKAGE in content:
        raise SourceFileError("source.encrypted", file=name)


def _opening(content: bytes) -> str:
    sample = content[:8192]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return sample.decode("utf-16", "ignore")
    # Tags are ASCII in all the other encodings of pages.
    return sample.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").decode("latin-1")
