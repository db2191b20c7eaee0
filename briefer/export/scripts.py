"""Which characters of a text are set as Latin and which as Japanese: one answer for Word and PDF.

Quotation marks, dashes and apostrophes have a Latin and a full-width form under one code (formats.md 4.2); the language
of the text and the words beside them decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefer.core.items import Lang

_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
_WORD = f"[!-~{_LETTERS}{_MARKS}]"
# English words in Japanese, with the spaces, apostrophes and dashes between them.
_WORDS = re.compile(f"(?=[!-~{_LETTERS}]){_WORD}+(?:[ \u00a0]*[ \u00a0‘’‐‑–]{_WORD}+)*")
_LETTER = re.compile(f"[{_LETTERS}]")
# Scripts and forms that only an East Asian font has: kana, ideographs, Hangul, full-width forms.
_EAST = re.compile(
    "(?:[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00016fe0-\U00018fff"
    f"\U0001aff0-\U0001b2ff\U00020000-\U0003ffff][{_MARKS}]*)+"
)


def stretches(text: str, lang: Lang) -> Iterator[tuple[str, bool]]:
    """``text`` cut where the script changes; ``True`` marks Latin. The pieces add up to the text.

    Japanese: words with a Latin letter are Latin; figures by themselves are Japanese, in half-width digits. English:
    all is Latin but kana, ideographs and the like.
    """
    japanese = lang == "ja"
    done = 0
    for match in (_WORDS if japanese else _EAST).finditer(text):
        if japanese and not _LETTER.search(match[0]):
            continue
        if match.start() > done:
            yield text[done : match.start()], not japanese
        yield match[0], japanese
        done = match.end()
    if done < len(text):
        yield text[done:], not japanese
