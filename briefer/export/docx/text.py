"""Text as WordprocessingML: always well formed, whatever the text holds."""

from __future__ import annotations

import re

from briefer.core.blocks import Run
from briefer.core.items import Lang
from briefer.export.scripts import stretches

LABEL = "BrieferLabel"
STRONG = "Strong"
REFERENCE = "FootnoteReference"
"""Ids of the character styles: the word before a paragraph, strong text, the raised number of a footnote."""

# XML 1.0 Char without tab and newline; C1 controls and non-characters are allowed there but no reader wants them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNREADABLE = "〓"  # the geta mark: Japanese printers' sign for a character they cannot set

# Characters that Word sets in the Latin font unless the run hints otherwise (ECMA-376 part 1, 17.3.2.26).
_AMBIGUOUS = re.compile("[¡¤§¨ª¯-´¶-º¼-¿×÷ʰ-ӿ‐-⯿]")
_BREAK = re.compile("([\n\t])")


def clean(text: str) -> str:
    """``text`` without what XML cannot carry: line ends become newlines, lone surrogates 〓, control characters go."""
    text = _NEWLINE.sub("\n", text)
    return _SURROGATE.sub(_UNREADABLE, _UNPRINTABLE.sub("", text))


def escape(text: str) -> str:
    """``text`` cleaned and escaped for element content."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """``text`` on one line, cleaned and escaped for a double-quoted attribute."""
    return " ".join(escape(text).split()).replace('"', "&quot;")


def one_line(text: str) -> str:
    """``text`` cleaned, on one line, not escaped."""
    return " ".join(re.split("[\n\t]+", clean(text))).strip(" ")


def words(text: str) -> str:
    """The ``w:t``, ``w:br`` and ``w:tab`` elements of a run."""
    text = escape(text)
    if "\n" not in text and "\t" not in text:
        return _text(text)
    special = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}
    return "".join(special.get(piece) or _text(piece) for piece in _BREAK.split(text) if piece)


def runs(run: Run, paper: Lang) -> str:
    """A run of a paper written in ``paper``, with the reference to its footnote."""
    if run.note is None:
        return _words(run, paper) if run.text else ""
    reference = (
        f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr><w:footnoteReference w:id="{run.note.number}"/></w:r>'
    )
    return (_words(run, paper) if run.text else "") + reference


def _words(run: Run, paper: Lang) -> str:
    """The words of a run; the other language says so, to spelling checkers and screen readers."""
    properties = f'<w:rStyle w:val="{STRONG}"/>' if run.strong else ""
    foreign = run.lang != paper
    if run.lang == "en":
        return _run(run.text, properties, '<w:lang w:val="en-US"/>' if foreign else "")
    lang = '<w:lang w:val="en-US" w:eastAsia="ja-JP"/>' if foreign else ""
    if not _AMBIGUOUS.search(run.text):
        return _run(run.text, properties, lang)
    # The hint would make the apostrophe of an English word full-width: such words stand in runs without it.
    pieces = [""]
    for piece, latin in stretches(run.text, "ja"):
        if latin and _AMBIGUOUS.search(piece):
            pieces += [piece, ""]
        else:
            pieces[-1] += piece
    hint = '<w:rFonts w:hint="eastAsia"/>'
    return "".join(
        _run(piece, properties + (hint if place % 2 == 0 and _AMBIGUOUS.search(piece) else ""), lang)
        for place, piece in enumerate(pieces)
        if piece
    )


def plain(text: str, lang: Lang) -> str:
    """A run in the paper's own language."""
    return runs(Run(text, lang), lang)


def styled(text: str, style: str) -> str:
    """A run in a character style."""
    return _run(text, f'<w:rStyle w:val="{style}"/>', "")


def field(instruction: str, shown: str) -> str:
    """A complex field (ECMA-376 part 1, 17.16.18) with its last result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{words(shown)}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _run(text: str, properties: str, lang: str) -> str:
    inner = properties + lang
    return f"<w:r>{f'<w:rPr>{inner}</w:rPr>' if inner else ''}{words(text)}</w:r>"


def _text(text: str) -> str:
    if text[:1].isspace() or text[-1:].isspace() or "  " in text:
        return f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:t>{text}</w:t>"
