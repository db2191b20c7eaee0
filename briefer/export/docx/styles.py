"""The base document, made from scratch: styles, fonts and settings. Word's own template plays no part.

Lengths in the output are twips (1/20 pt). Sources: formats.md 4.2 (fonts, language), 4.3 (grid), 4.4 (line breaking),
4.5 (indents), 4.9 (order of elements).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefer.core.blocks import Role, Run
from briefer.core.items import Lang
from briefer.export.docx.numbering import BULLETS, HEADINGS
from briefer.export.docx.pages import AFTER_TABLE_PT
from briefer.export.docx.text import LABEL, REFERENCE, STRONG, attribute
from briefer.export.style import Font, Style, TextStyle, justified

LEVELS = 7
TABLE = "BrieferTable"
ROLE_STYLES: dict[Role, str] = {
    "body": "BodyText",
    "gist": "BrieferGist",
    "quotation": "Quote",
    "note": "BrieferNote",
    "caveat": "BrieferCaveat",
    "stamp": "BrieferStamp",
    "citation": "BrieferCitation",
    "source": "Bibliography",
    "cell": "BrieferCell",
    "footnote": "FootnoteText",
}
"""Paragraph style ids of the roles; those that Word knows by itself are shown under its own name for them."""

_FIRST_LINE_ROLES = {"body", "gist", "note", "quotation"}
_TWIPS_PER_MM = 1440 / 25.4

# ECMA-376 part 1, 17.3.1.26: Word calls a file corrupt whose paragraph properties stand in another order.
_PARAGRAPH_ORDER = (
    "keepNext", "keepLines", "widowControl", "numPr", "pBdr", "tabs", "kinsoku", "wordWrap", "overflowPunct",
    "topLinePunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kind:
    """A paragraph style: id, key of its looks in ``Style.text``, name (Word's own, or ours in Japanese and English)."""

    id: str
    key: str
    name: str | tuple[str, str]
    based_on: str = "Normal"
    following: str = ""
    keep_next: bool = False
    colour: str = ""
    outline: int | None = None
    on_grid: bool = False
    numbering: tuple[int, int] | None = None


_KINDS = (
    _Kind("Title", "title", "Title", following="BodyText", keep_next=True),
    _Kind("Subtitle", "subject", "Subtitle", following="BodyText"),
    _Kind("BrieferDetail", "detail", ("文書情報", "Paper Details")),
    _Kind("TOCHeading", "contents_title", "TOC Heading", following="Normal", keep_next=True),
    *(
        _Kind(
            f"Heading{level}",
            f"heading{level}",
            f"heading {level}",
            following="BodyText",
            keep_next=True,
            outline=level - 1,
            numbering=(HEADINGS, level - 1),
        )
        for level in range(1, LEVELS + 1)
    ),
    _Kind("BodyText", "body", "Body Text", on_grid=True),
    _Kind("BrieferGist", "gist", ("要旨", "Gist"), on_grid=True),
    _Kind("Quote", "quotation", "Quote", on_grid=True),
    _Kind("BrieferNote", "note", ("注記", "Item Note"), on_grid=True),
    _Kind("BrieferCaveat", "caveat", ("留意書き", "Caveat"), keep_next=True),
    _Kind("BrieferStamp", "stamp", ("状態表示", "Status Stamp"), keep_next=True, colour="stamp"),
    _Kind("BrieferCitation", "citation", ("出典表示", "Source Citation"), colour="quiet"),
    _Kind("Bibliography", "source", "Bibliography"),
    _Kind("Caption", "caption", "caption", following="Normal", keep_next=True),
    _Kind("BrieferCell", "cell", ("表の文字", "Table Text")),
    _Kind("BrieferCellBullet", "cell", ("表の箇条書き", "Table Bullet"), "BrieferCell", numbering=(BULLETS, 0)),
    _Kind("BrieferCellHeader", "cell_header", ("表の見出し", "Table Head"), "BrieferCell"),
    _Kind("FootnoteText", "footnote", "footnote text"),
    _Kind("Header", "marking", "header"),
    _Kind("BrieferMarking", "marking", ("取扱区分", "Marking"), "Header", colour="marking"),
    _Kind("Footer", "footer", "footer"),
)


class Looks:
    """The base document of one style in one language.

    ``text_width`` is the width between the margins, in twips; ``details_em`` the room for the labels of the title
    block, in characters; ``contents_depth`` the levels of the table of contents.
    """

    def __init__(self, style: Style, lang: Lang, *, details_em: float, contents_depth: int) -> None:
        self.style = style
        self._lang = lang
        self._language = style.languages[lang]
        self._details_em = details_em
        self._contents_depth = contents_depth
        self.text_width = round((style.page.width_mm - style.page.left_mm - style.page.right_mm) * _TWIPS_PER_MM)

    @property
    def line_pitch(self) -> int:
        """Twips between the lines of the body, which is the pitch of the page's grid."""
        return _line(self.style.text["body"])

    def colour(self, key: str) -> str:
        """A colour as Word writes it."""
        return self.style.colours[key].lstrip("#").upper()

    # -- indents

    def heading_indents(self, level: int) -> tuple[str, str]:
        """``w:ind`` of a numbered and of an unnumbered heading of ``level``.

        A level moves in by one character of the body; further lines hang one character behind the number's first
        (formats.md 1.2).
        """
        step = self._language.heading_indent_em
        looks = self.style.text[f"heading{min(level, LEVELS)}"]
        left = step * (level - 1)
        return self._indent(left, looks, first_em=-step), self._indent(left, looks)

    def bullet_indent(self) -> str:
        """``w:ind`` of a bulleted table cell."""
        return self._indent(0, self.style.text["cell"], first_em=-1)

    def paragraph_place(self, role: Role, level: int, *, labelled: bool) -> str:
        """``w:ind`` of a paragraph where its style's does not do: under a deep heading, or behind a label."""
        looks = self.style.text[role]
        moved = self._language.body_indent_em * max(0, level - 1)
        first = looks.first_em
        if role in _FIRST_LINE_ROLES and not labelled:
            first += self._language.first_line_em
        if not moved and (role not in _FIRST_LINE_ROLES or not labelled or not self._language.first_line_em):
            return ""
        return self._indent(looks.indent_em + moved, looks, first_em=first, right=looks.right_em)

    def alignment(self, name: str, runs: Sequence[Run]) -> str:
        """``w:jc`` of a paragraph whose language is justified otherwise than the paper's; ``name``: its text style."""
        looks, wanted = self.style.text[name], justified(runs, self.style)
        if looks.align != "justify" or wanted == self._language.justify:
            return ""
        return _justification(looks, wanted)

    def after_table(self, role: Role) -> str:
        """``w:spacing`` of a paragraph that comes after a table, which has no space of its own."""
        looks = self.style.text[role]
        return _spacing(looks.line * looks.size_pt, max(looks.before_pt, AFTER_TABLE_PT), looks.after_pt)

    def behind_number(self) -> str:
        """``w:ind`` of a footnote's further paragraphs: where the words behind its number start."""
        looks = self.style.text["footnote"]
        left = round(
            (looks.indent_em * self.style.text["body"].size_pt + max(0.0, -looks.first_em) * looks.size_pt) * 20
        )
        return f'<w:ind w:left="{left}" w:leftChars="0" w:firstLineChars="0" w:firstLine="0"/>'

    def rule(self) -> str:
        """``w:pBdr``: a thin rule under a paragraph."""
        return f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{self.colour("rule")}"/></w:pBdr>'

    def _indent(self, left: float, looks: TextStyle, *, first_em: float = 0, right: float = 0) -> str:
        """``w:ind``; ``left`` and ``right`` count characters of the body, ``first_em`` characters of the paragraph.

        That is how Word takes its character units, and ``leftChars`` is where the outermost line starts while ``left``
        is where the lines after a hanging mark start.
        """
        body = self.style.text["body"].size_pt
        hanging = max(0.0, -first_em)
        attributes = [
            f'w:leftChars="{round(left * 100)}" w:left="{round((left * body + hanging * looks.size_pt) * 20)}"'
        ]
        if right:
            attributes.append(f'w:rightChars="{round(right * 100)}" w:right="{round(right * body * 20)}"')
        if hanging:
            attributes.append(
                f'w:hangingChars="{round(hanging * 100)}" w:hanging="{round(hanging * looks.size_pt * 20)}"'
            )
        else:
            attributes.append(
                f'w:firstLineChars="{round(first_em * 100)}" w:firstLine="{round(first_em * looks.size_pt * 20)}"'
            )
        return f"<w:ind {' '.join(attributes)}/>"

    # -- parts

    def styles_xml(self) -> str:
        """The elements of styles.xml."""
        body = self.style.text["body"]
        defaults = (
            "<w:docDefaults><w:rPrDefault><w:rPr>"
            + _fonts(self.style.fonts[body.font])
            + f'<w:kern w:val="2"/>{_size(body)}<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
            + "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        )
        # Everything else in Word's long list of styles stays out of sight until it is used.
        latent = (
            '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
            'w:defQFormat="0" w:count="376"/>'
        )
        return (
            defaults
            + latent
            + self._defaults()
            + "".join(self._paragraph(kind, priority) for priority, kind in enumerate(_KINDS, 1))
            + "".join(self._contents_style(level) for level in range(1, self._contents_depth + 1))
            + self._characters()
            + self._table()
        )

    def fonts_xml(self) -> str:
        """The elements of fontTable.xml: stand-ins are named for computers that lack a font."""
        fonts: dict[str, str] = {}
        for key, font in sorted(self.style.fonts.items()):
            sans = key == "sans"
            family = "swiss" if sans else "roman"
            stand_ins = _SANS if sans else _SERIF
            fonts[font.word_ja] = (
                f'<w:altName w:val="{attribute(",".join(each for each in stand_ins if each != font.word_ja))}"/>'
                f'<w:charset w:val="80"/><w:family w:val="{family}"/><w:pitch w:val="fixed"/>'
            )
            fonts[font.word_latin] = f'<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/>'
        return "".join(f'<w:font w:name="{attribute(name)}">{inner}</w:font>' for name, inner in fonts.items())

    def settings_xml(self, *, footnotes: bool) -> str:
        """The elements of settings.xml; ``footnotes``: the paper has any.

        ``updateFields`` is left out on purpose: it makes Word open every paper with a question, while the table of
        contents is complete as saved and page fields are always live.
        """
        modern = "".join(
            f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
            for name, value in (
                ("compatibilityMode", 15),
                ("overrideTableStyleFontSizeAndJustification", 1),
                ("enableOpenTypeFeatures", 1),
                ("doNotFlipMirrorIndents", 1),
                ("differentiateMultirowTableHeaders", 1),
            )
        )
        notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if footnotes else ""
        return (
            '<w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/><w:strictFirstAndLastChars/>'
            f"{notes}<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/><w:useFELayout/>"
            f"{modern}</w:compat>"
            '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/>'
            '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        )

    def section_xml(self, ids: Mapping[str, str]) -> str:
        """The section: paper, margins and grid; ``ids`` are the relationship ids of its header, if any, and footer."""
        page = self.style.page
        references = "".join(
            f'<w:{kind}Reference w:type="default" r:id="{ids[kind + "1"]}"/>'
            for kind in ("header", "footer")
            if f"{kind}1" in ids
        )
        mm = {name: round(getattr(page, f"{name}_mm") * _TWIPS_PER_MM) for name in
              ("width", "height", "top", "right", "bottom", "left", "header", "footer")}  # fmt: skip
        return (
            f'<w:sectPr>{references}<w:pgSz w:w="{mm["width"]}" w:h="{mm["height"]}"/>'
            f'<w:pgMar w:top="{mm["top"]}" w:right="{mm["right"]}" w:bottom="{mm["bottom"]}" w:left="{mm["left"]}" '
            f'w:header="{mm["header"]}" w:footer="{mm["footer"]}" w:gutter="0"/>'
            f'<w:docGrid w:type="lines" w:linePitch="{self.line_pitch}"/></w:sectPr>'
        )

    # -- styles

    def _defaults(self) -> str:
        body = self.style.text["body"]
        properties = _in_order(
            {
                "widowControl": "<w:widowControl/>",
                "kinsoku": "<w:kinsoku/>",
                "wordWrap": "<w:wordWrap/>",
                "overflowPunct": "<w:overflowPunct/>",
                "topLinePunct": '<w:topLinePunct w:val="0"/>',
                "autoSpaceDE": "<w:autoSpaceDE/>",
                "autoSpaceDN": "<w:autoSpaceDN/>",
                "spacing": _spacing(body.line * body.size_pt, 0, 0),
                "jc": self._align(body),
            }
        )
        return (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f'<w:uiPriority w:val="0"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
            f"<w:rPr>{_fonts(self.style.fonts[body.font])}{_size(body)}</w:rPr></w:style>"
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>'
            "</w:style>"
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            f"{_cell_margins(0, 108)}</w:tblPr></w:style>"
            '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        )

    def _paragraph(self, kind: _Kind, priority: int) -> str:
        looks = self.style.text[kind.key]
        parts = {
            "spacing": _spacing(looks.line * looks.size_pt, looks.before_pt, looks.after_pt),
            "jc": self._align(looks),
        }
        if kind.keep_next:
            parts["keepNext"] = "<w:keepNext/>"
            parts["keepLines"] = "<w:keepLines/>"
        if kind.numbering:
            number, level = kind.numbering
            # The list's levels hold the indents of numbered styles, where Word's own dialogs look for them.
            parts["numPr"] = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        else:
            parts["ind"] = self._style_indent(kind, looks)
        if kind.id == "BrieferDetail":
            position = round(self._details_em * looks.size_pt * 20)
            parts["tabs"] = f'<w:tabs><w:tab w:val="left" w:pos="{position}"/></w:tabs>'
        if kind.outline is not None:
            parts["outlineLvl"] = f'<w:outlineLvl w:val="{kind.outline}"/>'
        if not kind.on_grid:
            parts["snapToGrid"] = '<w:snapToGrid w:val="0"/>'
        return self._style_xml(kind, priority, _in_order(parts), self._run_properties(looks, kind.colour, kind.id))

    def _style_indent(self, kind: _Kind, looks: TextStyle) -> str:
        if kind.id == "BrieferDetail":
            return self._indent(0, looks, first_em=-self._details_em)
        first = looks.first_em + (self._language.first_line_em if kind.key in _FIRST_LINE_ROLES else 0)
        left, right = looks.indent_em, looks.right_em
        return self._indent(left, looks, first_em=first, right=right) if left or right or first else ""

    def _style_xml(self, kind: _Kind, priority: int, paragraph: str, run: str) -> str:
        own = "" if isinstance(kind.name, str) else 'w:customStyle="1" '
        name = kind.name if isinstance(kind.name, str) else kind.name[0 if self._lang == "ja" else 1]
        return (
            f'<w:style w:type="paragraph" {own}w:styleId="{kind.id}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{kind.based_on}"/>'
            + (f'<w:next w:val="{kind.following}"/>' if kind.following else "")
            + f'<w:uiPriority w:val="{priority}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        )

    def _run_properties(self, looks: TextStyle, colour: str, style_id: str) -> str:
        weight = "<w:b/><w:bCs/>" if looks.strong else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        ink = f'<w:color w:val="{self.colour(colour)}"/>' if colour else ""
        # A marking stands in a box (formats.md 1.6).
        box = (
            f'<w:bdr w:val="single" w:sz="8" w:space="0" w:color="{self.colour("marking")}"/>'
            if style_id == "BrieferMarking"
            else ""
        )
        return _fonts(self.style.fonts[looks.font]) + weight + ink + _size(looks) + box

    def _contents_style(self, level: int) -> str:
        looks = self.style.text["contents"]
        parts = {
            "tabs": f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self.text_width}"/></w:tabs>',
            "spacing": _spacing(looks.line * looks.size_pt, looks.before_pt, looks.after_pt),
            # A long entry hangs behind its number. No right indent: LibreOffice then loses the page numbers beyond it.
            "ind": self._indent(level - 1, looks, first_em=-1),
            "jc": self._align(looks),
            "snapToGrid": '<w:snapToGrid w:val="0"/>',
        }
        return (
            f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
            '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/>'
            f"<w:pPr>{_in_order(parts)}</w:pPr><w:rPr>{self._run_properties(looks, '', '')}</w:rPr></w:style>"
        )

    def _characters(self) -> str:
        strong = f"{_fonts(self.style.fonts['sans'])}<w:b/><w:bCs/>" if self._lang == "ja" else "<w:b/><w:bCs/>"
        label = "ラベル" if self._lang == "ja" else "Label"
        return (
            f'<w:style w:type="character" w:styleId="{STRONG}"><w:name w:val="Strong"/><w:uiPriority w:val="40"/>'
            f"<w:qFormat/><w:rPr>{strong}</w:rPr></w:style>"
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{LABEL}"><w:name w:val="{label}"/>'
            '<w:uiPriority w:val="41"/><w:qFormat/>'
            f"<w:rPr>{_fonts(self.style.fonts['sans'])}<w:b/><w:bCs/></w:rPr></w:style>"
            f'<w:style w:type="character" w:styleId="{REFERENCE}"><w:name w:val="footnote reference"/>'
            '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        )

    def _table(self) -> str:
        rule = self.colour("rule")
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{rule}"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        fill = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{self.colour("header_fill")}"/></w:tcPr>'
        name = "比較表" if self._lang == "ja" else "Comparison Table"
        return (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="{name}"/>'
            '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="42"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{_cell_margins(60, 90)}</w:tblPr>"
            f'<w:tblStylePr w:type="firstRow"><w:tblPr/>{fill}</w:tblStylePr>'
            f'<w:tblStylePr w:type="firstCol"><w:tblPr/>{fill}</w:tblStylePr></w:style>'
        )

    def _align(self, looks: TextStyle) -> str:
        return _justification(looks, self._language.justify)


_SERIF = ("ＭＳ 明朝", "MS Mincho", "游明朝", "Yu Mincho", "BIZ UDMincho", "Hiragino Mincho ProN", "Noto Serif CJK JP")
_SANS = ("ＭＳ ゴシック", "MS Gothic", "游ゴシック", "Yu Gothic", "BIZ UDGothic", "Hiragino Sans", "Noto Sans CJK JP")


def _justification(looks: TextStyle, justify: bool) -> str:
    word = {"justify": "both" if justify else "left", "centre": "center"}.get(looks.align, looks.align)
    return f'<w:jc w:val="{word}"/>'


def _line(looks: TextStyle) -> int:
    return round(looks.line * looks.size_pt * 20)


def _spacing(line_pt: float, before_pt: float, after_pt: float) -> str:
    # "At least": the stated pitch in every font that fits it, and no clipped characters in one that does not.
    return (
        f'<w:spacing w:before="{round(before_pt * 20)}" w:after="{round(after_pt * 20)}" '
        f'w:line="{round(line_pt * 20)}" w:lineRule="atLeast"/>'
    )


def _cell_margins(across: int, along: int) -> str:
    sides = (("top", across), ("left", along), ("bottom", across), ("right", along))
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{inner}</w:tblCellMar>"


def _size(looks: TextStyle) -> str:
    half_points = round(looks.size_pt * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _fonts(font: Font) -> str:
    latin, east = attribute(font.word_latin), attribute(font.word_ja)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _in_order(parts: dict[str, str]) -> str:
    return "".join(parts[name] for name in _PARAGRAPH_ORDER if name in parts)
