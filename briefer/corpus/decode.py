"""A copy of a report, of any medium, as text. Its bytes are never changed."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from briefer.core.errors import SourceFileError
from briefer.corpus.encoding import decoded
from briefer.corpus.media import MEDIA_TYPES, medium, read, refuse_locked
from briefer.corpus.media.extract import Extract, Progress

MAX_BYTES = 100 << 20
MAX_CHARACTERS = 2_000_000
"""More than any report; reading goes on character by character."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file as it was read: its text in the plain form of ``briefer.corpus.media``.

    ``encoding`` is a Python codec name, '' where the medium has none; offsets elsewhere count characters of ``text``.
    ``pages`` holds where each page begins in ``text``, () where the medium has no pages; ``extract`` is all that was
    read of the file, foot-notes and what it says of itself included.
    """

    name: str
    content: bytes
    text: str
    encoding: str
    media_type: str
    pages: tuple[int, ...] = ()
    extract: Extract = field(default_factory=lambda: Extract(""))


def read_copy(path: Path, progress: Progress | None = None) -> Copy:
    """Read a file of any medium: text, Markdown, HTML, Word or PDF.

    Raises ``SourceFileError`` saying what is wrong with it; lets what ``progress`` raises through.
    """
    content = _content(path)
    kind = medium(content, path.name)
    encoding = ""
    if kind in ("text", "markdown"):
        refuse_locked(content, str(path))
        text, encoding = decoded(content, str(path))
        extract = Extract(text)
    else:
        extract = read(content, kind, name=str(path), progress=progress)
    if len(extract.text) > MAX_CHARACTERS:
        raise SourceFileError("source.too_long", file=str(path), limit=MAX_CHARACTERS // 1_000_000)
    # The name may hold bytes that are no text; it is only shown.
    name = path.name.encode("utf-8", "replace").decode()
    return Copy(name, content, extract.text, encoding, MEDIA_TYPES[kind], extract.pages, extract)


def _content(path: Path) -> bytes:
    name = str(path)
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise SourceFileError("source.is_folder", file=name)
        if not stat.S_ISREG(facts.st_mode):
            raise SourceFileError("source.not_a_file", file=name)
        if facts.st_size > MAX_BYTES:
            raise SourceFileError("source.too_large", file=name, limit=MAX_BYTES >> 20)
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourceFileError("source.missing", file=name) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SourceFileError("source.not_readable", file=name, why=why) from error
    if len(content) > MAX_BYTES:
        raise SourceFileError("source.too_large", file=name, limit=MAX_BYTES >> 20)
    return content
