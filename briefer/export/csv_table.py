"""A table as CSV for spreadsheets: RFC 4180 (CRLF, doubled quotes) in UTF-8 with the byte order mark Excel asks for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from briefer.export.words import clean

Progress = Callable[[float], None]

_FORMULA = re.compile(
    r"[=@＝＠]"
    r"|[+-](?![0-9.,]*$)"
    # Full-width signs open lists in Japanese; only before what could be a call or a command are they more.
    r"|[＋－](?=.*(?:[A-Za-zＡ-Ｚａ-ｚ.．_]+[0-9０-９]*[(（]|[|｜!！]))",
    re.DOTALL,
)
"""Beginnings of a cell that a spreadsheet may take for a formula (CWE-1236), in full width too."""


def render(rows: Sequence[Sequence[str]], *, progress: Progress | None = None) -> bytes:
    """The rows as a CSV file; equal rows give equal bytes. ``progress`` as for papers. Any thread.

    Control characters go and line ends in a cell become LF. A cell that would be a formula gets an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for place, row in enumerate(rows):
        if progress is not None and place % 64 == 0:
            progress(place / len(rows))
        writer.writerow([_cell(text) for text in row])
    if progress is not None:
        progress(1.0)
    return stream.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    text = clean(text).strip(" \t\n")
    return f"'{text}" if _FORMULA.match(text) else text
