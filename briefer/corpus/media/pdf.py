"""PDF → the plain form: pdfium gives lines and where they stand, ``layout`` makes paragraphs of them.

pdfium serves one thread at a time in a process; the corpus lane is that thread.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from briefer.core.errors import SourceFileError
from briefer.corpus.media.extract import MAX_PAGES, MAX_TEXT, Extract, Progress, cleaned, note_mark, write
from briefer.corpus.media.layout import Line, Page, parts_of

SOFT_HYPHEN = "\ufffe"
"""What pdfium puts for a hyphen at the end of a line; it then goes on with the next line without a break."""

_DIGITS = re.compile(r"(?<=[^\s\d.,．，/:：%+\-–—~〜第約#$€£¥(（])\d{1,3}(?![\d.,]?\d|%)")
_SPACE = re.compile(r"(?<=\S) +(?=\S)")
_NONE: tuple[str, ...] = ()
_NOTE_OPENINGS = frozenset("0123456789[(（*＊†‡※注")


def read(content: bytes, *, name: str = "", progress: Progress | None = None) -> Extract:
    """Read a PDF.

    Raises ``SourceFileError`` source.encrypted, source.damaged, source.no_pages, source.too_many_pages,
    source.only_pictures, source.too_long.
    """
    document = _opened(content, name)
    try:
        count = len(document)
        if count == 0:
            raise SourceFileError("source.no_pages", file=name)
        if count > MAX_PAGES:
            raise SourceFileError("source.too_many_pages", file=name, limit=MAX_PAGES)
        reader = _Reader(document)
        pages: list[Page] = []
        characters = 0
        for number in range(count):
            page = reader.page(number)
            pages.append(page)
            characters += sum(len(line.text) for line in page.lines)
            if characters > MAX_TEXT:
                raise SourceFileError("source.too_long", file=name, limit=MAX_TEXT // 1_000_000)
            if progress:
                progress(0.9 * (number + 1) / count)
        facts = {key: cleaned(value).strip() for key, value in document.get_metadata_dict().items()}
    finally:
        document.close()
    empty = sum(not page.lines for page in pages)
    if empty == count:
        raise SourceFileError("source.only_pictures", file=name)
    parts, notes = parts_of(pages)
    text, starts = write(parts, paged=True, name=name)
    if not text.strip():
        raise SourceFileError("source.only_pictures", file=name)
    if progress:
        progress(1.0)
    warnings = []
    if empty * 5 > count > 1:
        warnings.append("source.pages_without_text")
    if text.count("\ufffd") * 50 > len(text):
        warnings.append("source.some_characters_lost")
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", facts.get("CreationDate", ""))
    authors = tuple(each.strip() for each in re.split(r"[;；]", facts.get("Author", "")) if each.strip())
    return Extract(
        text, starts, notes, facts.get("Title", ""), authors, "-".join(date.groups()) if date else "", tuple(warnings)
    )


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise SourceFileError("source.encrypted", file=name) from error
        raise SourceFileError("source.damaged", file=name, kind="PDF", why=str(error)[:100]) from error


class _Reader:
    """Reads page after page into one buffer, by raw calls: the library's own objects cost time on every page."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._buffer = (pdfium.c_ushort * 32_768)()
        self._bytes = memoryview(self._buffer).cast("B")

    def page(self, number: int) -> Page:
        """The lines of one page; none where the page cannot be read, as in a file that was cut short."""
        page = pdfium.FPDF_LoadPage(self._document.raw, number)
        if not page:
            return Page(number, 0.0, 0.0, [])
        try:
            width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
            if pdfium.FPDFPage_GetRotation(page) % 2:
                width, height = height, width
            raw = pdfium.FPDFText_LoadPage(page)
            if not raw:
                return Page(number, width, height, [])
            try:
                count = max(0, pdfium.FPDFText_CountChars(raw))
                text = self._text(raw, count)
                return Page(number, width, height, _lines(_Characters(raw, text, count), text) if text else [])
            finally:
                pdfium.FPDFText_ClosePage(raw)
        finally:
            pdfium.FPDF_ClosePage(page)

    def _text(self, raw: Any, count: int) -> str:
        if 2 * count + 2 > len(self._buffer):
            # A character outside the basic plane takes two units.
            self._buffer = (pdfium.c_ushort * (4 * count + 2))()
            self._bytes = memoryview(self._buffer).cast("B")
        # Characters without a glyph at the beginning would stop pdfium short.
        start = 0
        while start < count and pdfium.FPDFText_GetTextIndexFromCharIndex(raw, start) < 0:
            start += 1
        if start == count:
            return ""
        written = pdfium.FPDFText_GetText(raw, start, count - start, self._buffer)
        return bytes(self._bytes[: 2 * max(0, written - 1)]).decode("utf-16-le", "ignore")


class _Characters:
    """What pdfium knows of the characters of a page, asked for by their offsets in its text.

    ``box``: left, bottom, right, top; ``size``: of the type before it is scaled; ``scale``: by how much the page scales
    it; ``heavy``: whether it is bold. Plain closures: they are called some two hundred times a page.
    """

    def __init__(self, raw: Any, text: str, count: int) -> None:
        rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        box_of, size_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize
        matrix_of, weight_of = pdfium.FPDFText_GetMatrix, pdfium.FPDFText_GetFontWeight

        def box(offset: int) -> tuple[float, float, float, float]:
            box_of(raw, offset, rect)
            return rect.left, rect.bottom, rect.right, rect.top

        def size(offset: int) -> float:
            found: float = size_of(raw, offset)
            return found

        def scale(offset: int) -> float:
            matrix_of(raw, offset, matrix)
            found: float = (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5
            return found or 1.0

        def heavy(offset: int) -> bool:
            found: int = weight_of(raw, offset)
            return found >= 600

        self.box, self.size, self.scale, self.heavy = box, size, scale, heavy
        if len(text) != count:
            # pdfium leaves some characters out of the text (tabs without a glyph), and counts some twice.
            units = list(accumulate((1 + (each > "\uffff") for each in text), initial=0))

            def at(offset: int) -> int:
                found: int = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, units[offset])
                return max(0, found)

            self.box = lambda offset: box(at(offset))
            self.size = lambda offset: size(at(offset))
            self.scale = lambda offset: scale(at(offset))
            self.heavy = lambda offset: heavy(at(offset))


def _lines(page: _Characters, text: str) -> list[Line]:
    """The printed lines in the order of the file."""
    lines: list[Line] = []
    middles: list[int] = []
    scales: dict[tuple[float, int], float] = {}
    box, size_of = page.box, page.size
    at = 0
    for printed in text.split("\n"):
        pieces = printed.split(SOFT_HYPHEN) if SOFT_HYPHEN in printed else (printed,)
        for order, piece in enumerate(pieces):
            start = at
            at += len(piece) + 1
            words = piece.strip(" \r\t")
            if not words:
                continue
            if words[0] != piece[0]:
                start += len(piece) - len(piece.lstrip(" \r\t"))
            end = start + len(words)
            middle = start + len(words) // 2
            while text[middle : middle + 1] == " ":
                middle -= 1
            left, bottom, first_right, top = box(start)
            last_left, last_bottom, right, _ = box(end - 1) if end - 1 > start else (left, bottom, first_right, top)
            type_size = size_of(middle)
            key = (type_size, int(top - bottom))
            scale = scales.get(key)
            if scale is None:
                scale = scales[key] = page.scale(middle)
            size = type_size * scale
            if size <= 0:
                size = top - bottom or 1.0
            upright = abs(left - last_left) < size * 0.8 and size * 1.2 < top - last_bottom
            raised, refers = False, _NONE
            if not upright:
                if words[0] in _NOTE_OPENINGS and len(words) > 3:
                    raised = size_of(start) < type_size * 0.8
                if _DIGITS.search(words):
                    words, refers = _without_note_marks(page, words, start, type_size)
            if order < len(pieces) - 1:
                words += SOFT_HYPHEN
            line = Line(
                words, left, right, last_bottom if upright else bottom, size, False, raised, refers, upright, top
            )
            if not upright and " " in words and _is_wider(line):
                cells = _cells(page, line, text, start, end)
                lines += cells
                middles += [middle] * len(cells)
            else:
                lines.append(line)
                middles.append(middle)
    # Only a line that ends early can be a heading by its weight alone.
    edge = max((line.right for line in lines), default=0.0)
    for line, middle in zip(lines, middles, strict=True):
        if line.right < edge - line.size and len(line.text) <= 60:
            line.heavy = page.heavy(middle)
    return lines


def _without_note_marks(page: _Characters, words: str, start: int, size: float) -> tuple[str, tuple[str, ...]]:
    """The line without raised note numbers, and these."""
    kept: list[str] = []
    taken: list[str] = []
    done = 0
    for match in _DIGITS.finditer(words):
        if match.start() < 1 or page.size(start + match.start()) > size * 0.8:
            continue
        opening, closing = match.start(), match.end()
        if closing < len(words) and words[closing] in ")）]" and page.size(start + closing) <= size * 0.8:
            closing += 1
            while opening > done and words[opening - 1] in "（([注 " and page.size(start + opening - 1) <= size * 0.8:
                opening -= 1
        if note_mark(words[:opening], match[0]):
            kept.append(words[done:opening])
            taken.append(match[0])
            done = closing
    kept.append(words[done:])
    return "".join(kept), tuple(taken)


def _is_wider(line: Line) -> bool:
    """Whether a line takes more room than its characters need: it may be several, side by side."""
    wide = (len(line.text.encode("utf-8")) - len(line.text)) / 2
    return line.right - line.left > line.size * (wide + 0.55 * (len(line.text) - wide) + 0.6)


def _cells(page: _Characters, line: Line, text: str, start: int, end: int) -> list[Line]:
    """A line cut where a gap shows that its parts stand in columns."""
    cuts: list[tuple[int, int, float, float]] = []
    for match in _SPACE.finditer(text, start, end):
        _, _, ended, _ = page.box(match.start() - 1)
        resumed, _, _, _ = page.box(match.end())
        if resumed - ended > line.size * 0.9 or resumed < line.left:
            cuts.append((match.start(), match.end(), ended, resumed))
    if not cuts or len(line.text) != end - start:
        return [line]
    found: list[Line] = []
    at, left = start, line.left
    for cut, next_at, right, next_left in [*cuts, (end, end, line.right, 0.0)]:
        raised = line.raised and at == start
        found.append(Line(text[at:cut], left, right, line.bottom, line.size, False, raised, top=line.top))
        at, left = next_at, next_left
    return found
