"""An invented report about an invented village, in the layouts real reports have, and its catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefer.core.text import fingerprint
from briefer.corpus.proof import chain, title_piece

ROOT = Path(__file__).resolve().parents[2]

# (section, label, printed title, words)
ITEMS = [
    ("outline", "1", "水道", "村は古い水道管を五年で取り替えるべき。そのための積立てを始めるべき。"),
    ("outline", "2", "橋", "村は隣の町とともに橋の点検を毎年行い、結果を住民に知らせるべき。"),
    ("outline", "3", "祭り", "夏祭りの実行委員会に若い世代を加えることが望ましい。"),
    ("full", "4", "水道",
     "漏水が続けば使用料を上げざるをえない。"
     "村は古い水道管を五年のうちに取り替えるべきであり、3カ所の浄水場も改めるべき。"),
    ("full", "5", "橋",
     "橋の老朽化は隣の町と共通の課題である。"
     "村は隣の町とともに橋の点検を毎年行い、結果を住民に知らせるべき。"),
    ("full", "6", "祭り", "夏祭りは村の宝であり、実行委員会に若い世代を加えることが望ましい。"),
]  # fmt: skip
ROWS = [
    ("valley", "現職", "retained",
     ["現職は水道の更新を優先し、橋の架け替えを先に延ばす。", "祭りの補助金は今のまま続ける。"],
     ["村議会は更新の順番を公表するよう求めるべき。"]),
    ("valley", "新人", "elected",
     ["新人は橋の架け替えを急ぎ、水道の更新を遅らせる。"],
     ["住民は使用料の見通しを示すよう求めるべき。", "隣の町との協議を続ける。"]),
]  # fmt: skip
POINTS = sum(len(row[3]) + len(row[4]) for row in ROWS)
ENTRIES = len(ITEMS) + len(ROWS) + POINTS


def text() -> str:
    """The report as a converter might leave it: broken levels, a page break inside a word, a list of HTML in tabs."""
    outline = [item for item in ITEMS if item[0] == "outline"]
    full = [item for item in ITEMS if item[0] == "full"]
    lines = ["# 川沿いの村の明日", "", "### 概要", ""]
    for _, label, title, words in outline:
        if label == "2":
            # The page ends inside 結果, and the rest looks like a bullet.
            head, tail = words.split("果", 1)[0], "果" + words.split("果", 1)[1]
            lines += [f"{label}. **（{title}）** {head}", "", f"- {tail}"]
        else:
            lines.append(f"{label}. **（{title}）** {words}")
    lines += ["", "## 本文", "", "村の明日について次のとおり述べる。", "", "#### A. 提言の全文", ""]
    for _, label, title, words in full:
        half = len(words) // 2
        if label == "5":
            lines += [f"  {label}. ({title}) {words[:half]}", "", words[half:]]
        else:
            lines.append(f"  {label}. ({title}) {words.replace('3カ所', '3 カ所')}")
    lines += ["", "## B. 谷筋", "", "\t村にとっての意味、 村の対応"]
    for _, header, _, policies, responses in ROWS:
        lines.append(f"<p><b>{header}</b></p>")
        lines.append("<ul> " + "\n".join(f"<li>▪ {each}</li>" for each in policies))
        lines.append("</ul>\t<ul> " + "\n".join(f"<li>● {each}</li>" for each in responses) + " </ul>")
    return "\n".join(lines) + "\n"


def catalogue() -> str:
    """The report's YAML."""
    out = [
        "format: 1",
        "source:",
        "  key: village-2030",
        "  title: {ja: 川沿いの村の明日, en: Tomorrow in a village by the river}",
        "  publisher: {ja: 村の研究所, en: Village Institute}",
        "  authors: [{name: 川辺一郎, affiliation: 所長}]",
        "  published: 2030-04",
        "  as_of: 2030-03-31",
        "  language: ja",
        "  caveat: {ja: 見通しは一例である。, en: These are examples.}",
        "sections:",
        "  - {id: outline, heading: 概要, en: Outline}",
        "  - {id: paper, heading: 本文, en: Full text}",
        "  - {id: full, parent: paper, heading: A. 提言の全文, en: A. All recommendations, as_of: 2030-02-01}",
        "  - {id: valley, parent: paper, heading: B. 谷筋, en: B. The valley}",
        "items:",
    ]
    for at, (section, label, title, words) in enumerate(ITEMS):
        out += [
            f"  - id: village-2030/{section}/{label}",
            f"    fingerprint: {fingerprint(title, words)}",
            f'    proof: {{title: "{title_piece(title)}", text: "{chain(words)}"}}',
            f"    section: {section}",
            f'    label: "{label}"',
            f"    title: {{ja: {title}の手当て {at}, en: Care for matter {at}}}",
            f"    gist: {{ja: {title}について村が動くよう求める{at}。, en: The village should act on matter {at}.}}",
            "    actor: japan",
            "    region: japan",
            "    topics: [governance]",
            "    strength: should",
        ]
    for section, label, key, policies, responses in ROWS:
        out += [
            f"  - id: village-2030/{section}/{key}",
            f"    section: {section}",
            f"    label: {label}",
            f"    title: {{ja: {label}が勝つ場合, en: If the {key} candidate wins}}",
            f"    gist: {{ja: {label}の場合の見通し。, en: Outlook for the {key} candidate.}}",
            "    actor: trump",
            "    region: japan",
            "    topics: [finance, disaster]",
            f"    facts: [{'candidate-lost' if key == 'elected' else 'mayor'}]",
            "    points:",
        ]
        for side, texts in (("expected_policy", policies), ("japan_response", responses)):
            for at, words in enumerate(texts):
                out += [
                    f"      - id: village-2030/{section}/{key}.{side[:5]}.{at + 1}",
                    f"        fingerprint: {fingerprint('', words)}",
                    f'        proof: {{text: "{chain(words)}"}}',
                    f"        side: {side}",
                    f"        gist: {{ja: {label}の{side[:2]}要点{at + 1}。, en: Point {at + 1} on the {key} one.}}",
                ]
    out += [
        "links:",
        "  - {items: [village-2030/outline/1, village-2030/full/4], kind: outline-of, reason: {ja: 同じ。, en: Same.}}",
    ]
    return "\n".join(out) + "\n"


FACTS = """\
format: 1
as_of: 2030-12-31
facts:
  candidate-lost: {never: 2030-05-01, reason: {ja: 新人は落選した。, en: The newcomer lost.}}
  mayor: {from: 2026-05-01, reason: {ja: 現職は在任中である。, en: The mayor is in office.}}
  old-mayor: {from: 2018-05-01, to: 2026-04-30, reason: {ja: 前職は退任した。, en: The former mayor left.}}
"""


def write_data(folder: Path) -> Path:
    """A data folder with this report alone."""
    (folder / "catalogue").mkdir(parents=True)
    shutil.copyfile(ROOT / "data" / "vocabulary.yaml", folder / "vocabulary.yaml")
    (folder / "facts.yaml").write_text(FACTS, "utf-8")
    (folder / "catalogue" / "village-2030.yaml").write_text(catalogue(), "utf-8")
    return folder
