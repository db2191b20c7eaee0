"""Papers made by hand, for tests of the writers. Own texts; nothing of any report."""

from __future__ import annotations

from briefer.core.blocks import (
    Block,
    Cell,
    Contents,
    ContentsEntry,
    Footnote,
    Heading,
    NumberLevel,
    Paper,
    Paragraph,
    Role,
    Run,
    Table,
    TitleBlock,
    footnotes,
)
from briefer.core.items import Lang

JA_BODY = (
    "離島航路の維持は、住民の暮らしを支えるだけでなく、地域の産業を守る上でも欠かせない。"
    "本稿は「海の公共交通」を基本的な公共サービスと位置づけ、国・自治体・事業者が協働する仕組みを提案する。"
    "とりわけ、貨客混載（旅客船で小口の荷物を運ぶこと）と予約制の増便は、費用対効果が高い。"
)
JA_MIXED = (
    "2023年度の試算では、年間12億円（1人当たり約4,800円）の追加支出により、航路の85％で週3便以上を確保できる。"
    "OECD加盟国のうち、同様の制度――いわゆる「生活航路基金」――を設けた国は7か国であり、"
    "その評価は https://www.example.org/reports/2023/ferry?lang=ja&page=2 に公表されている。"
    "気温が35℃を超える日の欠航率は1.8%、$1＝150円で換算した燃料費は1,234,567.8円である……。"
)
JA_QUOTE = (
    "「島の医療は、船が止まれば止まる」。そう語る医師の言葉を、私たちは重く受け止めなければならない（検討会・第3回会合）。"
    "だからこそ、『航路白書』の数字を並べるだけでは足りず、キャリアやチャーター便も含めた総合的なダイヤを、"
    "住民とともに作っていく必要がある。"
)
EN_BODY = (
    "Ferry services keep remote islands alive: they carry patients, pupils, parcels and post. This paper proposes a "
    "fund, shared by the state, the prefectures and the operators, that pays for results rather than for sailings. "
    "Fragmented budgets raise unit costs; pooled budgets lower them, as experience in well-run services shows "
    "(see pp. 10–12). The operators’ own figures suggest savings of ¥1.2 billion—about 8% of today’s spending."
)
EN_SHORT = "Each operator would publish one timetable, one fare table and one report a year."


def ja(text: str, role: Role = "body", label: str = "", node: int = 0) -> Paragraph:
    """A Japanese paragraph."""
    return Paragraph(role, (Run(text, "ja"),), node, label)


def en(text: str, role: Role = "body", label: str = "", node: int = 0) -> Paragraph:
    """An English paragraph."""
    return Paragraph(role, (Run(text, "en"),), node, label)


def cell(*texts: str, lang: Lang = "ja", bulleted: bool = False) -> Cell:
    """A table cell with one paragraph a text."""
    return Cell(tuple(Paragraph("cell", (Run(text, lang),)) for text in texts), bulleted)


def paper(blocks: tuple[Block, ...], lang: Lang = "ja", **changes: object) -> Paper:
    """A paper around some blocks."""
    values: dict[str, object] = {
        "lang": lang,
        "title": "離島航路の再設計に関する提言" if lang == "ja" else "Redesigning Island Ferry Services",
        "subject": "第3回航路検討会合" if lang == "ja" else "Third meeting on ferry services",
        "author": "航路政策課" if lang == "ja" else "Ferry Policy Division",
        "keywords": "離島, 航路" if lang == "ja" else "islands, ferries",
        "date": "2024-06-03",
        "marking": "取扱注意" if lang == "ja" else "OFFICIAL USE ONLY",
        "page_label": "{page} / {pages}",
        "numbering": (NumberLevel("decimal_full", "第%1"),),
        "number_gap": "　" if lang == "ja" else " ",
    }
    return Paper(**{**values, "blocks": blocks, **changes})  # type: ignore[arg-type]


def with_contents(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The blocks with a table of contents after the title block."""
    entries = tuple(ContentsEntry(b.level, b.number, b.text, b.key) for b in blocks if isinstance(b, Heading))
    return (blocks[0], Contents(title, entries), *blocks[1:])


def japanese() -> Paper:
    """About seven pages: deep headings, every role, a table over several pages with a cell longer than most."""
    h = _numbered(
        "ja",
        (1, "趣旨"),
        (1, "現状と課題"),
        (2, "利用者から見た航路"),
        (3, "通院と通学"),
        (4, "本土の病院までの所要時間"),
        (5, "天候による欠航"),
        (6, "代替手段"),
        (7, "ヘリコプターの利用条件と、夜間における運航の可否について定めた申合せ（案）の位置づけ"),
        (2, "International evidence"),
        (1, "提言"),
        (2, "生活航路基金の創設"),
        (2, "「貨客混載」の全国展開"),
        (1, "シナリオ別の対応"),
        (1, "出典"),
    )
    rows = [
        (
            cell(f"{region}・{case}"),
            cell(*(f"{region}では、{text}" for text in policies), bulleted=True),
            cell(*(f"{text}（{case}の場合）。" for text in replies), bulleted=True),
        )
        for region, case in (
            ("北部離島", "増便案"),
            ("北部離島", "現状維持案"),
            ("中部離島", "増便案"),
            ("中部離島", "現状維持案"),
            ("南部離島", "増便案"),
            ("南部離島", "現状維持案"),
        )
        for policies, replies in (
            (
                (
                    "運賃を3割引き下げ、差額を基金が補塡する。対象は島民と「島留学」の生徒に限る",
                    "小口貨物の混載を認め、1便当たり2.5トンまでとする",
                    "冬季（12月～2月）の欠航時には、チャーター便を2時間以内に手配する",
                ),
                (
                    "事業者の収支を毎年公表し、住民の理解を得る",
                    "港の荷役設備を更新し、混載に必要な冷蔵庫・フォークリフトを備える",
                ),
            ),
        )
    ]
    long_row = (
        cell("全域・長期"),
        cell(*(f"{n}年目：" + JA_BODY for n in range(1, 7)), bulleted=True),
        cell(*(f"{n}年目：" + JA_QUOTE for n in range(1, 5)), bulleted=True),
    )
    blocks: tuple[Block, ...] = (
        TitleBlock(
            "離島航路の再設計に関する提言",
            "第3回航路検討会合",
            (("日付", "令和6年6月3日"), ("宛先", "海上交通局長"), ("発信", "航路政策課・離島振興室（内線1234）")),
            "ja",
        ),
        h[0],
        *(ja(text) for text in (JA_BODY, JA_MIXED, JA_QUOTE + JA_MIXED, JA_BODY + JA_QUOTE)),
        *(ja("航路は" + "島" * n + "を結ぶ。" + JA_QUOTE + JA_MIXED) for n in range(12)),
        h[1],
        ja(JA_QUOTE + JA_BODY),
        h[2],
        ja(JA_MIXED + JA_BODY),
        h[3],
        ja(JA_QUOTE),
        h[4],
        ja(JA_BODY),
        h[5],
        ja("欠航は年間42日に及ぶ。"),
        h[6],
        ja(JA_QUOTE + JA_MIXED),
        h[7],
        ja(JA_BODY),
        h[8],
        en(EN_BODY),
        Paragraph(
            "body",
            (
                Run("英国の例では、", "ja"),
                Run("“lifeline ferry services”", "en"),
                Run("という語が法律にあり、", "ja"),
                Run("重要な航路", "ja", strong=True),
                Run("として扱われている。", "ja"),
            ),
        ),
        h[9],
        h[10],
        ja("国・自治体・事業者が出資する基金を設け、成果に応じて配分すべきである。", "gist", "要旨", 11),
        ja(JA_QUOTE, "quotation", "原文", 11),
        ja("航路検討会『生活航路の将来像』（航路研究所、2024年3月1日）、Ⅲ-A、提言９", "citation", "", 11),
        ja("この提言は2025年の法改正により前提が変わっている。", "stamp", "", 11),
        ja("数値は試算であり、実際の政策とは異なる可能性がある。", "caveat", "", 11),
        ja("自治体の負担割合については、財政当局との調整が続いている。" + JA_BODY, "note", "", 11),
        h[11],
        ja("小口貨物の混載を全国の航路で認める。", "gist", "要旨", 12),
        ja(JA_BODY, "quotation", "", 12),
        h[12],
        ja(JA_BODY),
        Table(
            "表1　地域別のシナリオと対応",
            "地域と案ごとに、見込まれる政策と我が方の対応を示す。",
            (cell("地域・案"), cell("見込まれる政策"), cell("我が方の対応")),
            (*rows, long_row, rows[0]),
            (0.16, 0.44, 0.40),
        ),
        ja(JA_MIXED),
        h[13],
        *(
            ja(
                f"航路検討会『生活航路の将来像――第{n}分冊』航路研究所、2024年3月{n}日。https://www.example.org/reports/{n}/",
                "source",
                f"[{n}]",
            )
            for n in range(1, 12)
        ),
    )
    return paper(with_contents(blocks, "目次"))


def english() -> Paper:
    """An English paper with Japanese quotations."""
    h = _numbered(
        "en",
        (1, "Purpose"),
        (1, "Background"),
        (2, "What passengers see"),
        (3, "Hospitals and schools"),
        (2, "What operators see"),
        (1, "Recommendations"),
        (1, "Sources"),
    )
    blocks: tuple[Block, ...] = (
        TitleBlock(
            "Redesigning Island Ferry Services",
            "Third meeting on ferry services",
            (
                ("Date", "3 June 2024"),
                ("To", "Director-General, Maritime Transport"),
                ("From", "Ferry Policy Division"),
            ),
            "en",
        ),
        h[0],
        *(en("A" + "h" * n + "! " + EN_BODY + " " + EN_SHORT) for n in range(12)),
        h[1],
        en(EN_BODY + " " + EN_SHORT),
        h[2],
        en(EN_SHORT + " " + EN_BODY),
        h[3],
        en(EN_BODY),
        h[4],
        en(EN_BODY),
        h[5],
        en("Set up a ferry fund that pays for results.", "gist", "Gist", 5),
        ja(JA_QUOTE, "quotation", "Original", 5),
        en(
            "Ferry Panel, The Future of Lifeline Routes (Ferry Institute, 1 March 2024), III-A, recommendation 9",
            "citation",
            "",
            5,
        ),
        en(EN_BODY, "note", "", 5),
        Table(
            "Table 1. Options by region",
            "Options and replies by region.",
            (cell("Region", lang="en"), cell("Expected policy", lang="en"), cell("Our response", lang="en")),
            tuple(
                (
                    cell(f"{region} {n}", lang="en"),
                    cell(
                        "Cut fares by 30% for residents.",
                        "Allow small freight of up to 2.5 tonnes a sailing.",
                        lang="en",
                        bulleted=True,
                    ),
                    cell(
                        "Publish the operators’ accounts each year and explain them to residents.",
                        lang="en",
                        bulleted=True,
                    ),
                )
                for region in ("North", "Centre", "South")
                for n in range(1, 9)
            ),
            (0.18, 0.42, 0.40),
        ),
        h[6],
        *(
            en(
                f"Ferry Panel, The Future of Lifeline Routes, part {n}, Ferry Institute, {n} March 2024.",
                "source",
                f"[{n}]",
            )
            for n in range(1, 6)
        ),
    )
    return paper(with_contents(blocks, "Contents"), "en")


class Notes:
    """Footnotes with rising numbers."""

    def __init__(self, lang: Lang = "ja") -> None:
        self.lang = lang
        self.count = 0

    def __call__(self, *texts: str) -> Footnote:
        """The next note, with one paragraph a text."""
        self.count += 1
        return Footnote(self.count, tuple(Paragraph("footnote", (Run(text, self.lang),)) for text in texts))


def noted(lang: Lang = "ja") -> Paper:
    """About six pages with notes: within a line, in headed and labelled paragraphs, in table cells, over pages."""
    japanese = lang == "ja"
    body, quote = (JA_BODY, JA_QUOTE) if japanese else (EN_BODY, EN_SHORT)
    names = "灯浜港岬礁湾潮舵帆錨櫂艫" if japanese else "abcdefghijkl"
    make = Notes(lang)

    def short() -> Footnote:
        mark = names[make.count % 12] * (1 + make.count // 12)
        title = f"航路検討会『{mark}の将来像』2024年、12頁。"
        return make(title if japanese else f"Ferry Panel, The Future of Lifeline Routes {mark}, p. 12.")

    title = "注のある文書" if japanese else "A paper with notes"
    h = _numbered(lang, (1, "現状" if japanese else "Background"), (1, "表" if japanese else "Table"))
    blocks: list[Block] = [TitleBlock(title, "", (), lang), h[0]]
    for n in range(14):
        gap = "、" if japanese else ", "
        runs = [
            Run(word + gap, lang, n == 3, short() if k % 3 == 1 else None) for k, word in enumerate(body.split(gap))
        ]
        runs[-1] = Run(runs[-1].text.removesuffix(gap), lang, note=make(quote, body) if n % 4 == 0 else short())
        blocks.append(Paragraph("gist" if n % 2 else "body", tuple(runs), n, "要旨" if n % 2 and japanese else ""))
        blocks.append(Paragraph("body", (Run(body + ("" if japanese else " ") + quote, lang),), n))
    blocks.append(Paragraph("quotation", (Run(quote, lang, note=make(*[body + quote] * 9)), Run(body, lang)), 20))
    blocks += [h[1], Paragraph("body", (Run(quote, lang, note=short()),), 21)]
    rows = tuple(
        (
            Cell((Paragraph("cell", (Run(f"{n}", lang, note=short()),)),)),
            Cell(tuple(Paragraph("cell", (Run(body, lang, note=short()),)) for _ in range(1 + n % 3)), bulleted=True),
        )
        for n in range(9)
    )
    head = Cell((Paragraph("cell", (Run("1", lang),)),)), Cell((Paragraph("cell", (Run("2", lang),)),))
    blocks.append(Table("表1" if japanese else "Table 1", "", head, rows, (0.2, 0.8)))
    blocks.append(Paragraph("body", (Run(quote, lang),)))
    numbering = (NumberLevel("decimal_full", "第%1") if japanese else NumberLevel("decimal", "%1."),)
    front = with_contents(tuple(blocks), "目次" if japanese else "Contents")
    return paper(front, lang, title=title, numbering=numbering)


def long(items: int, *, notes: bool = False) -> Paper:
    """A paper of many items: a heading, gist, quotation and citation each, a table for every twenty.

    With ``notes`` each citation is a footnote.
    """
    make = Notes()
    blocks: list[Block] = [TitleBlock("長い文書", "", (("日付", "令和6年6月3日"),), "ja")]
    for n in range(items):
        if n % 20 == 0:
            blocks.append(Heading(1, f"第{n // 20 + 1}", "航路の分野", f"s{n}", "ja"))
            blocks.append(
                Table(
                    "表",
                    "",
                    tuple(cell(f"欄{c}") for c in range(4)),
                    tuple(tuple(cell(JA_BODY[r * 10 : r * 10 + 40]) for _ in range(4)) for r in range(4)),
                    (0.25, 0.25, 0.25, 0.25),
                )
            )
        blocks.append(Heading(2, str(n % 20 + 1), f"航路に関する提言その{n}", f"i{n}", "ja", n + 1))
        blocks.append(ja(JA_BODY[:80], "gist", "要旨", n + 1))
        quotation, citation = (JA_MIXED + JA_QUOTE)[:240], f"航路検討会『将来像』（2024年）、提言{n}"
        if notes:
            blocks.append(Paragraph("quotation", (Run(quotation, "ja", note=make(citation)),), n + 1, "原文"))
            continue
        blocks.append(ja(quotation, "quotation", "原文", n + 1))
        blocks.append(ja(citation, "citation", "", n + 1))
    return paper(with_contents(tuple(blocks), "目次"))


def words(subject: Paper) -> list[str]:
    """Each text of a paper as one line, for ``check_pdf.py --expect``."""
    lines: list[str] = []
    for block in subject.blocks:
        if isinstance(block, TitleBlock):
            lines += [block.title, block.subject, *(text for row in block.rows for text in row)]
        elif isinstance(block, Contents):
            lines += [block.title]
        elif isinstance(block, Heading):
            lines += [f"{block.number} {block.text}"]
        elif isinstance(block, Paragraph):
            lines += [f"{block.label} {block.text}"]
        else:
            lines += [block.caption]
            lines += [p.text for row in (block.header, *block.rows) for c in row for p in c.paragraphs]
        lines += [paragraph.text for note in footnotes(block) for paragraph in note.paragraphs]
    return [line.strip() for line in lines if line.strip()]


def _numbered(lang: Lang, *headings: tuple[int, str]) -> list[Heading]:
    counters = [0] * 7
    kana = "アイウエオカキクケコ"
    made = []
    for number, (level, text) in enumerate(headings):
        counters[level - 1] += 1
        counters[level:] = [0] * (7 - level)
        c = counters[level - 1]
        if lang == "ja":
            full = str(c).translate({48 + d: 0xFF10 + d for d in range(10)})
            mark = (f"第{full}", full, f"({c})", kana[c - 1], f"({kana[c - 1]})", chr(96 + c), f"({chr(96 + c)})")[
                level - 1
            ]
        else:
            mark = ".".join(map(str, counters[:level])) + ("." if level == 1 else "")
        text_lang: Lang = "en" if text.isascii() else "ja"
        made.append(Heading(level, mark, text, f"h{number}", text_lang, number))
    return made
