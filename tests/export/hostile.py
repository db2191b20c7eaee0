"""Texts that a careless writer of HTML or Markdown takes for mark-up, and a paper that has each in every place."""

from __future__ import annotations

from briefer.core.blocks import (
    Block,
    Cell,
    Contents,
    ContentsEntry,
    Heading,
    Paper,
    Paragraph,
    Role,
    Run,
    Table,
    TitleBlock,
)
from briefer.core.items import Lang
from tests import builders
from tests.export import papers

ROLES: tuple[Role, ...] = ("body", "gist", "quotation", "note", "caveat", "stamp", "citation", "source")

TEXTS = (
    "<script>alert(1)</script>", "</style></title><b>x</b>", "<!-- x", "<a href=x>y</a>", "&amp; &copy; &#65; & AT&T",
    "]]>", "\"'><img src=x>", "a < b > c", "a<b", "<https://example.org/>", "a | b | c", "|---|", "\\|", "a\\|b",
    "行末の\\", "`code` and `` ` ``", "``` fence", "~~~ fence", "~~gone~~ 10~20、30~40",
    "*em* **strong** a * b * c *", "* 項目", "***", "* * *", "_em_ __strong__ snake_case _", "___", "# heading",
    "####### seven", "#", "C# #", "## ##", "#見出し", "- 項目", "-", "---", "- - -", "-5", "+ 項目", "+", "1. 一",
    "1) 一", "12.", "1.5倍", "2024. 年", "> quote", ">", "===", "[x] task", "[ ] task", "[text](address)",
    "![alt](address)", "[text][1]", "[1]: https://example.org/", "[1]", "[^1]", "[^1]: note", "[!NOTE]",
    "[!NOTE] text", ":smile: 12:30:45 :100: :+1:", "$x$ と $y$、$5", "$$", "@user #12", "www.example.org、を見る",
    "https://example.org/a_b*c。を見る", "（https://example.org/?a=1&b=2）。", "http://", "https:// x",
    "https://example.org/?a=1&copy;b", "https://example.org/a|b", "HTTPS://EXAMPLE.ORG/を", "ftp://example.org/を",
    "a@example.org、宛て", "    indented", "\ttab\ttab", "a  b", "two\nlines", "a | b\n--- | ---", "text\n===",
    "text\n---", "a\n# b\n- c", "\x00\x07\x1b[31m制御\x7f\x9f", "\ud800片", "\ufdd0\ufffe\U0001ffff",
    "שלום עולם 123 مرحبا", "\u202e逆\u202c", "👩‍👩‍👧‍👦 🇯🇵 か\u3099 \U00020bb7", "{attribute=x} {#id}", "<?xml x?>",
    "<br>", "%3Cb%3E", "--", "'single' \"double\" ... --", "a^b^ H~2~O", "term\n: definition", "\\# \\* \\\\ \\",
    "+++", "｜", "－", "　全角の空白　", "***太字***", "**「括弧」**", "&#x110000;",
)  # fmt: skip


def paper(texts: tuple[str, ...] = (*TEXTS, *builders.NASTY), lang: Lang = "ja") -> Paper:
    """Each text as heading, paragraph of every role, label, strong run among others, cell, caption and detail."""
    blocks: list[Block] = []
    for place, text in enumerate(texts):
        blocks.append(Heading(place % 7 + 1, text if place % 3 else "", text, f"k{place}", lang, place))
        for role in ROLES:
            label = text if place % 2 else "注"
            blocks.append(Paragraph(role, (Run(text, "ja"),), place, label if place % 3 else "", place % 8))
        runs = (Run("前", "ja"), Run(text, "en", strong=True), Run("後", "ja"), Run(text, "ja"), Run(text, "en"))
        blocks.append(Paragraph("body", runs, place))
        blocks.append(
            Table(
                text,
                text,
                (papers.cell(text), papers.cell("頭")),
                (
                    (papers.cell(text), papers.cell(text, text, bulleted=True)),
                    (papers.cell("一", text), Cell((Paragraph("cell", (Run(text, lang),), 0, text),))),
                ),
                (0.4, 0.6),
            )
        )
    entries = tuple(ContentsEntry(b.level, b.number, b.text, b.key) for b in blocks if isinstance(b, Heading))
    details = tuple((text, text) for text in texts)
    front = (TitleBlock(texts[0], texts[1], details, lang), Contents(texts[2], entries))
    return papers.paper(
        (*front, *blocks), lang, title=texts[0], subject=texts[1], author=texts[2], keywords=texts[3],
        marking='"<b>&取扱\n注意', page_label='</style>"{page}"\\ {pages}', number_gap="　",
    )  # fmt: skip
