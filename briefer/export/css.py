"""A style as the style sheet of one HTML paper: for screens of any width, light and dark, and for paper."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

from briefer.core.blocks import Paper
from briefer.core.items import Lang
from briefer.export.style import LanguageStyle, Style, TextStyle
from briefer.export.words import clean, one_line

DEEPEST = 7
"""Levels of headings that have looks of their own: the classes ``l2`` to ``l7``."""

_FACES = {
    "serif": ("Hiragino Mincho ProN", "Yu Mincho", "YuMincho", "BIZ UDMincho", "Noto Serif CJK JP", "Noto Serif JP"),
    "sans": ("Hiragino Sans", "Yu Gothic", "YuGothic", "BIZ UDGothic", "Noto Sans CJK JP", "Noto Sans JP", "Meiryo"),
}
"""Japanese faces that come with macOS, Windows and Linux; those a style asks Word for stand behind them."""
_COLOURS = {"marking": "marking", "stamp": "stamp", "citation": "quiet"}
"""Kinds of text that have a colour of their own."""
_ALIGN = {"left": "start", "right": "end", "centre": "center", "justify": "start"}


def style_sheet(paper: Paper, style: Style) -> str:
    """The style as CSS for one paper. Sizes are rem, which is the body's size on screen and on paper."""
    return "".join(f"{line}\n" for line in _sheet(paper, style))


def _sheet(paper: Paper, style: Style) -> Iterator[str]:
    language, body, page = style.languages[paper.lang], style.text["body"], style.page
    colours = {name: _colour(value) for name, value in style.colours.items()}
    light = "".join(f"--{name}:{_hex(*colour)};" for name, colour in colours.items())
    dark = "".join(f"--{name}:{_hex(*_for_dark(*colour))};" for name, colour in colours.items())
    faces = "".join(f"--{name}-{lang}:{stack};" for name in style.fonts for lang, stack in _stacks(style, name).items())
    yield f":root{{--paper:white;{light}{faces}--in:0;--step:1rem}}"
    paper_in_dark = _hex(*_for_dark(1.0, 1.0, 1.0))
    yield f"@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;--paper:{paper_in_dark};{dark}}}}}"
    yield "*{box-sizing:border-box}"
    # A language is set in its own face wherever it stands: text rules name one face for each, elements take theirs.
    yield ":lang(ja){font-family:var(--ja)}"
    yield ":lang(en),.latin{font-family:var(--en)}"
    yield (
        "body{margin:0;color:var(--ink);background:var(--paper);line-break:strict;overflow-wrap:anywhere;"
        "text-autospace:normal;-webkit-text-size-adjust:100%;text-size-adjust:100%}"
    )
    for level in range(2, DEEPEST + 1):
        yield f".l{level}{{--in:{level - 1}}}"
    yield from _texts(style, language)
    yield f".first{{text-indent:{language.first_line_em:g}em}}"
    yield ".even{text-align:var(--even,justify);text-wrap:wrap;word-break:normal}"
    yield "blockquote,ul,dl,hgroup{margin:0;padding:0}"
    yield "h1,h2,h3,h4,h5,h6{word-break:auto-phrase;text-wrap:balance;break-after:avoid;scroll-margin-top:3rem}"
    yield "p,li{text-wrap:pretty;orphans:2;widows:2}"
    yield ".citation{break-before:avoid}"
    yield f".label,dt{{{_face(style, 'sans')};font-weight:700}}"
    yield "hgroup+dl{border-bottom:1px solid var(--rule);padding-bottom:.4rem}"
    yield "dl{display:grid;grid-template-columns:max-content 1fr;column-gap:1.5em}"
    yield "dl div{display:contents}"
    yield "dd{margin:0}"
    yield ".contents,.sources{list-style:none}"
    yield ".contents li{padding-inline-start:calc(var(--in)*1em)}"
    yield ".contents a{color:inherit;text-decoration:none}"
    yield ".contents a:hover,.contents a:focus-visible{text-decoration:underline}"
    hang = max(0.0, -style.text["source"].first_em)
    yield f".mark{{display:inline-block;min-width:{hang:g}em;text-indent:0}}"
    yield ".notes{border-top:1px solid var(--rule);margin-top:2rem;padding-top:.5rem}"
    behind = max(0.0, -style.text["footnote"].first_em)
    # The space after a number is there for those who copy it.
    yield f".footnote .mark{{min-width:{behind:g}em;margin-inline-end:-.3em}}"
    yield ".footnote p{margin:0}"
    yield ".footnote p+p{text-indent:0}"
    yield "sup{font-size:.65em;line-height:0}"
    yield "sup a,.footnote .mark{color:inherit;text-decoration:none}"
    yield "sup a:hover,sup a:focus-visible,.footnote .mark:focus-visible{text-decoration:underline}"
    yield f".scroll{{overflow-x:auto;margin-block:{_rem(6, body)} {_rem(8, body)}}}"
    yield "table{border-collapse:collapse;width:100%;min-width:calc(var(--columns)*8rem)}"
    yield "caption{caption-side:top}"
    yield "th,td{border:1px solid var(--rule);padding:.3em .5em;vertical-align:top}"
    yield "th{background:var(--header_fill);overflow-wrap:break-word}"
    yield "tbody th{min-width:5.5em}"
    yield "th p,td p{margin:0}"
    yield "td ul{padding-inline-start:1.1em}"
    yield "td li::marker{content:'• '}"
    yield ".marking{margin:0;padding:.4rem 1rem;position:sticky;top:0;z-index:1;background:var(--paper)}"
    yield ".marking strong{display:inline-block;border:1px solid;padding:.1em .5em;font-weight:inherit}"
    yield ":target{outline:2px solid var(--rule);outline-offset:.2em}"
    yield "@media screen{"
    yield ".sheet{max-width:46rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2rem) 6rem}"
    yield "}"
    # A narrow column has no room for even lines and deep indents.
    yield "@media screen and (max-width:34rem){:root{--step:.4rem;--even:start}}"
    yield "@media screen and (min-width:80rem){"
    yield ".sheet:has(>nav){display:grid;grid-template-columns:18rem minmax(0,44rem);column-gap:4rem;max-width:68rem}"
    yield ".sheet>header,.sheet>main{grid-column:2}"
    yield (
        ".sheet>nav{grid-column:1;grid-row:1/span 2;align-self:start;position:sticky;top:3.5rem;"
        "max-height:calc(100vh - 5rem);overflow-y:auto}"
    )
    yield "}"
    # The marking is a fixed box, which browsers print on every page; the padding under it is kept on every page too.
    room = page.top_mm - page.header_mm if one_line(paper.marking) else 0
    top, bottom = page.top_mm - room, page.bottom_mm
    footer = style.text["footer"]
    box = {"left": "left", "right": "right"}.get(footer.align, "center")
    yield (
        f"@page{{size:{page.width_mm:g}mm {page.height_mm:g}mm;"
        f"margin:{top:g}mm {page.right_mm:g}mm {bottom:g}mm {page.left_mm:g}mm;"
        f"@bottom-{box}{{content:{_page_label(paper.page_label)};font-size:{footer.size_pt:g}pt;"
        f"font-family:{_stacks(style, footer.font)[paper.lang]}}}}}"
    )
    yield "@media print{"
    yield f"html{{font-size:{body.size_pt:g}pt}}"
    yield ".marking{position:fixed;inset:0 0 auto;padding:0;background:none}"
    if room:
        yield f".sheet{{padding-top:{room:g}mm;-webkit-box-decoration-break:clone;box-decoration-break:clone}}"
    yield ".scroll{overflow:visible}"
    yield "table{min-width:0}"
    yield "tr,caption{break-inside:avoid}"
    yield "caption{break-after:avoid}"
    yield ":target{outline:none}"
    yield "}"


def _texts(style: Style, language: LanguageStyle) -> Iterator[str]:
    """One rule for each kind of text."""
    body = style.text["body"]
    elements = {"caption": "caption", "cell": "td", "cell_header": "th", "detail": ".detail"}
    for name, text in style.text.items():
        if name == "footer":
            continue
        heading = name.startswith("heading")
        step = language.heading_indent_em if heading else language.body_indent_em
        hang = max(0.0, -text.first_em)
        declared = [
            _face(style, text.font),
            f"font-weight:{700 if text.strong else 400}",
            f"font-size:{text.size_pt / body.size_pt:.4g}rem",
            f"line-height:{text.line:g}",
            f"text-align:{_ALIGN[text.align]}",
        ]
        if name in ("caption", "cell", "cell_header"):
            declared.append(f"padding-block-end:{_rem(text.after_pt, body)}" if name == "caption" else "")
        elif name != "marking":
            declared += [
                f"margin:{_rem(text.before_pt, body)} {text.right_em:g}rem {_rem(text.after_pt, body)} "
                f"calc(var(--in)*var(--step)*{step:g} + {text.indent_em:g}rem)",
                f"padding-inline-start:{hang:g}em;text-indent:{-hang:g}em" if hang else "",
            ]
        if colour := _COLOURS.get(name):
            declared.append(f"color:var(--{colour})")
        yield f"{elements.get(name, f'.{name}')}{{{';'.join(filter(None, declared))}}}"


def _rem(points: float, body: TextStyle) -> str:
    return f"{points / body.size_pt:.3g}rem"


def _face(style: Style, font: str) -> str:
    """Declares the faces of one font for either language; without one of that name, those there are."""
    name = font if font in style.fonts else next(iter(style.fonts))
    return f"--ja:var(--{name}-ja);--en:var(--{name}-en)"


def _stacks(style: Style, name: str) -> dict[Lang, str]:
    font = style.fonts[name]
    generic = "serif" if name == "serif" else "sans-serif"
    japanese = [*map(_string, (*_FACES.get(name, _FACES["sans"]), font.word_ja)), generic]
    return {"ja": ",".join(japanese), "en": ",".join([_string(font.word_latin), *japanese])}


def _string(text: str) -> str:
    """A CSS string; what could end it, or the style sheet, is written by its code."""
    return '"' + re.sub('["\\\\<>&\n]', lambda match: f"\\{ord(match[0]):x} ", clean(text)) + '"'


def _page_label(pattern: str) -> str:
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    pieces = re.split(r"(\{pages?\})", one_line(pattern))
    return " ".join(counters.get(piece) or _string(piece) for piece in pieces if piece) or '""'


def _colour(text: str) -> tuple[float, float, float]:
    red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _for_dark(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """The colour for a dark screen: light becomes dark and dark light, but neither white on black."""
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    return colorsys.hls_to_rgb(hue, 0.92 - 0.82 * light, min(saturation, 0.8))


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))
