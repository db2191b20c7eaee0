"""Words for the writers of plain files: text that no reader trips over, whatever a paper holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, groupby

from briefer.core.blocks import Run
from briefer.core.compose import printable

_LINE_END = re.compile("[\x85\u2028\u2029]")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef" + "".join(chr(plane << 16 | 0xFFFE) + "-" + chr(plane << 16 | 0xFFFF)
                                                      for plane in range(17)) + "]")  # fmt: skip


def clean(text: str) -> str:
    """``printable`` without non-characters, which HTML forbids (13.2.3.5); every kind of line end is a newline."""
    return _NONCHARACTER.sub("", _LINE_END.sub("\n", printable(text)))


def one_line(text: str) -> str:
    """``clean`` on one line, for titles, headings and labels; full-width spaces stay."""
    return re.sub("[ \t\n]+", " ", clean(text)).strip(" ")


def joined(runs: Sequence[Run]) -> list[Run]:
    """The runs with words or notes, those alike in language and weight as one; a note ends one."""
    pieces = [run for run in runs if run.text or run.note]
    ended = accumulate((run.note is not None for run in pieces), initial=0)  # notes before each
    grouped = groupby(zip(pieces, ended, strict=False), lambda each: (each[0].lang, each[0].strong, each[1]))
    made = []
    for (lang, strong, _), group in grouped:
        alike = [run for run, _ in group]
        made.append(Run("".join(run.text for run in alike), lang, strong, alike[-1].note))
    return made
