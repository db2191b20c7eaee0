"""Words for the writers of plain files: text that no reader trips over, whatever a paper holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

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
    """The runs with words, those alike in language and weight as one."""
    grouped = groupby((run for run in runs if run.text), lambda run: (run.lang, run.strong))
    return [Run("".join(run.text for run in alike), lang, strong) for (lang, strong), alike in grouped]
