"""Bytes → text: which encoding a file is in. Nothing is guessed silently."""

from __future__ import annotations

import codecs
import re

from briefer.core.errors import SourceFileError

# Openings of files that hold no plain text, however they are named.
_OTHER_KINDS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "DOCX / ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "SQLite"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_JAPANESE = re.compile("[\u3000-\u3002\u3041-\u3096\u30a1-\u30fc]")


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the codec it is in: by its byte order mark, else UTF-8, UTF-16, CP932 or EUC-JP.

    Raises ``SourceFileError`` source.empty, source.other_kind or source.not_text.
    """
    if not content:
        raise SourceFileError("source.empty", file=name)
    for magic, kind in _OTHER_KINDS:
        if content.startswith(magic):
            raise SourceFileError("source.other_kind", file=name, kind=kind)
    first_bad = 0
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            first_bad = max(first_bad, error.start)
            continue
        if _is_text(text):
            if not text.strip("\ufeff \t\r\n\f\u3000"):
                raise SourceFileError("source.empty", file=name)
            return text, encoding
        first_bad = max(first_bad, _first_control(text, encoding))
    raise SourceFileError("source.not_text", file=name, byte=first_bad)


def _candidates(content: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    sample = content[: 1 << 16]
    if b"\x00" in sample:
        # Japanese and Latin UTF-16 alike have many bytes 00 or 30 in one of the two places.
        big, little = (sum(byte in (0, 0x30) for byte in sample[at::2]) for at in (0, 1))
        return ["utf-16-be", "utf-16-le"] if big > little else ["utf-16-le", "utf-16-be"]
    legacy = ["cp932", "euc_jp", "euc_jis_2004"]
    # All often decode without error; the right one yields kana. The last knows ① and the like, which other programs
    # write into EUC-JP as well.
    legacy.sort(key=lambda encoding: -len(_JAPANESE.findall(sample.decode(encoding, "ignore"))))
    return ["utf-8", *legacy]


def _is_text(text: str) -> bool:
    return len(_CONTROL.findall(text)) <= len(text) // 1000 and "\x00" not in text


def _first_control(text: str, encoding: str) -> int:
    match = _CONTROL.search(text)
    return len(text[: match.start()].encode(encoding, "replace")) if match else 0
