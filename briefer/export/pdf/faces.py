"""TrueType faces of one paper: advance widths, what to draw for each character, and embedding as subsets.

Each face becomes one composite font (Type0 over CIDFontType2, ISO 32000-1 9.7) with a code of its own for every
character, so that each code leads back to exactly one text, supplementary planes included. reportlab reads the file
and cuts the subset; its own page fonts of 256 codes cannot name a character beyond U+FFFF.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

from briefer.core.errors import ExportError
from briefer.core.linebreak import Widths
from briefer.export.glyphs import character_map

GETA = "〓"
"""What typesetters set for a character they do not have (U+3013)."""

_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_CLUSTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
_MARK = re.compile(f"[{_MARKS}]")
_SELECTOR = re.compile("[\ufe00-\ufe0f]")  # text or emoji look; no other shape of an ideograph
_TWINS = {"\u2011": "-", "\t": " "}
_SYMBOLIC = 4  # ISO 32000-1 table 123


class _File(TTFontFile):
    """A font file as reportlab reads it, but for the three long tables, which it walks entry by entry."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file), charInfo=0)
        self._units = self.get_ushort(self.get_table_pos("head")[0] + 18)  # to the em
        self.charToGlyph = character_map(self._table("cmap"))
        if 0x20 in self.charToGlyph:
            self.charToGlyph[0xA0] = self.charToGlyph[0x20]
        long_ones = self.get_ushort(self.get_table_pos("hhea")[0] + 34)
        table = self._table("hmtx")
        pairs = struct.unpack_from(f">{2 * long_ones}H", table)
        bearings = struct.unpack_from(f">{self.numGlyphs - long_ones}H", table, 4 * long_ones)
        self.hmetrics = [*zip(pairs[::2], pairs[1::2], strict=True), *((pairs[-2], bearing) for bearing in bearings)]
        table, count = self._table("loca"), self.numGlyphs + 1
        if self.get_ushort(self.get_table_pos("head")[0] + 50):
            self.glyphPos = struct.unpack_from(f">{count}L", table)
        else:
            self.glyphPos = [2 * place for place in struct.unpack_from(f">{count}H", table)]

    def width(self, point: int) -> float:
        """The advance of a character that the file has, in thousandths of the em."""
        return float(self.hmetrics[self.charToGlyph[point]][0] * 1000 / self._units)

    def _table(self, tag: str) -> bytes:
        return bytes(self.get_chunk(*self.get_table_pos(tag)))


class _Codes(dict[int, str]):
    """Code point → the character whose number is its code in the font, given out in order of use."""

    def __init__(self, drawn: dict[str, str]) -> None:
        super().__init__()
        self.chars: list[str] = []  # the character of code 1, 2, …
        self._drawn = drawn

    def __missing__(self, point: int) -> str:
        char = chr(point)
        code = ""
        if self._drawn.get(char):
            self.chars.append(char)
            code = chr(len(self.chars))
        self[point] = code
        return code


class Face:
    """One font file. Only text that came out of ``fit`` may be measured or encoded. For one paper and one thread."""

    def __init__(self, file: Path, label: str) -> None:
        """``label`` is the font's name in page contents. Raises ``ExportError`` if the file cannot be read or used."""
        try:
            self._file = _File(file)
        except (TTFError, OSError, struct.error, LookupError) as error:
            raise ExportError("export.bad_font", file=str(file), why=str(error)) from error
        self.label = label
        self._drawn: dict[str, str] = {}  # known character → the character of the file drawn for it, '' for nothing
        self._plain: set[str] = set()  # characters that fit as they are wherever they stand
        self._codes = _Codes(self._drawn)
        self.widths = Widths(self._advance)
        self.ascent: float = self._file.ascent / 1000
        """Part of the em above the base line; the rest is below it."""

    def close(self) -> None:
        """Free what was read of the file, some megabytes; the face can do nothing after that."""
        vars(self._file).clear()

    @property
    def used(self) -> bool:
        """Whether anything was encoded."""
        return bool(self._codes.chars)

    def _advance(self, char: str) -> float:
        drawn = self._draws(char)
        return self._file.width(ord(drawn)) / 1000 if drawn else 0.0

    def _draws(self, char: str) -> str | None:
        """What is drawn for a character: itself, a twin, '' for nothing; ``None`` where the file lacks it."""
        drawn = self._drawn.get(char)
        if drawn is None:
            category = unicodedata.category(char)
            if char in _TWINS:
                drawn = _TWINS[char]
            elif category in ("Cc", "Cf", "Zl", "Zp") or _SELECTOR.match(char):
                drawn = ""
            elif ord(char) in self._file.charToGlyph and category != "Cs":
                drawn = char
            elif category == "Zs":
                drawn = " "
            else:
                return None
            self._drawn[char] = drawn
        return drawn

    def fit(self, text: str) -> str:
        """``text`` as this face can set it: 〓 for what the file lacks, no control characters, marks composed."""
        if self._plain.issuperset(text):
            return text
        return "".join(self._shown(match[0]) for match in _CLUSTER.finditer(text))

    def missing(self, text: str) -> Iterator[str]:
        """The characters, with their marks, that ``text`` loses or gets wrong in this face, in order."""
        if self._plain.issuperset(text):
            return
        for match in _CLUSTER.finditer(text):
            cluster = match[0]
            wanted = _SELECTOR.sub("", unicodedata.normalize("NFC", cluster) if len(cluster) > 1 else cluster)
            if len(wanted) == 1 and (self._shown(cluster) == wanted or unicodedata.category(wanted) == "Cc"):
                continue
            if wanted:
                yield "\ufffd" if unicodedata.category(cluster[0]) == "Cs" else cluster

    def _shown(self, cluster: str) -> str:
        if len(cluster) == 1:
            if unicodedata.category(cluster) == "Cc" and cluster not in "\n\t":
                return ""
            if self._draws(cluster) is None:
                return GETA
            if not _MARK.match(cluster):
                self._plain.add(cluster)
            return cluster
        composed = unicodedata.normalize("NFC", cluster)
        if len(composed) == 1 and self._draws(composed):
            return composed
        marks = "".join(mark for mark in cluster[1:] if self._draws(mark))
        return self._shown(cluster[0]) + marks

    def encode(self, text: str) -> str:
        """``text`` as the hexadecimal digits of a PDF string, four a character."""
        return text.translate(self._codes).encode("utf-16-be").hex()

    def embed(self, pdf: Pdf) -> Object:
        """Put what was used of this face into ``pdf`` and return the font object."""
        file, chars = self._file, self._codes.chars
        points = [ord(self._drawn[char]) for char in chars]
        glyphs: dict[int, int] = {}  # glyph of the file → glyph of the subset, in the order the subset takes them
        order = [glyphs.setdefault(file.charToGlyph[point], len(glyphs) + 1) for point in points]
        subset = bytes(file.makeSubset(points))
        tag, number = "", zlib.crc32("".join(chars).encode())
        for _ in range(6):
            number, letter = divmod(number, 26)
            tag += chr(ord("A") + letter)
        name = Name("/" + tag + "+" + file.name.decode("ascii", "replace"))
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=_SYMBOLIC,
            FontBBox=Array([round(value) for value in file.bbox]),
            ItalicAngle=round(file.italicAngle),
            Ascent=round(file.ascent),
            Descent=round(file.descent),
            CapHeight=round(file.capHeight),
            StemV=round(file.stemV),
            FontFile2=pdf.make_stream(subset, Length1=len(subset)),
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([1, Array([round(file.width(point)) for point in points])]),
            CIDToGIDMap=pdf.make_stream(b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in order)),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode(chars)),
            )
        )


def _to_unicode(chars: list[str]) -> bytes:
    """The CMap that leads from codes back to text (ISO 32000-1 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(chars), 100):  # a CMap block holds at most 100 entries
        part = chars[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{start + n:04x}> <{char.encode('utf-16-be').hex()}>" for n, char in enumerate(part, 1)]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
