"""Heading numbers: 第１, １, (1), ア, (ア), a, (a) and the other schemes a style may ask for (formats.md 1.2)."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.core.blocks import NumberFormat, NumberLevel

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(number: int, form: NumberFormat) -> str:
    """``number`` (1 or more) in one format, as Word's formats of the same kind print it (ECMA-376 ST_NumberFormat)."""
    match form:
        case "decimal_full":
            return str(number).translate(_FULL)
        case "katakana":
            return _repeated(number, _KATAKANA)
        case "lower_letter":
            return _repeated(number, _LETTERS)
        case "upper_letter":
            return _repeated(number, _LETTERS).upper()
        case "lower_roman":
            return _roman(number)
        case "circled":
            return _circled(number)
        case "decimal":
            return str(number)


class Numberer:
    """Counts headings; each level starts again below a new heading of a higher level. Not thread-safe."""

    def __init__(self, levels: Sequence[NumberLevel]) -> None:
        self._levels = tuple(levels)
        self._counts = [0] * len(self._levels)

    def next(self, level: int) -> str:
        """The number of the next heading of ``level`` (1 = highest); '' below the deepest numbered level."""
        if level > len(self._levels):
            return ""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        text = self._levels[level - 1].pattern
        for place, (count, each) in enumerate(zip(self._counts, self._levels, strict=True), 1):
            # A level that was skipped counts as its first, as word processors count it.
            text = text.replace(f"%{place}", numeral(max(count, 1), each.format))
        return text


def _repeated(number: int, alphabet: str) -> str:
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        times, number = divmod(number, value)
        text += letters * times
    return text


def _circled(number: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(start + number - first)
    return f"({number})"
