"""What an entry opens with, in all the shapes real reports use (import-patterns.md section 1), and which follows which.

Works on text as ``plain`` leaves it: every character replaced by at most one other, so that places stay the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.core.text import folded

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_DARK = "❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴"
_PAREN = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SMALL_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_KANJI = "一二三四五六七八九十"
BULLETS = "・･•●○◎◯◦‣▪■□◆◇▶▷►▼▽★☆✓✔➢➤➡※\uf000-\uf0ff"

_FOLDS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDS |= {ord(one): ord(other) for one, other in zip("｡｢｣､･　\u00a0‐‑−‒", "。「」、・  ----", strict=True)}
# Radicals that extractors put in place of whole kanji.
_FOLDS |= {code: ord(folded(chr(code))) for code in range(0x2E80, 0x2FD6) if len(folded(chr(code))) == 1}


def plain(text: str) -> str:
    """The text for matching: full-width ASCII, half-width marks and radicals folded, one character for one."""
    return text.translate(_FOLDS)


# Words that number what a report asks for. What other words number (図, 表, 第1回, 課題, Finding) is no item.
LABEL_WORDS = (
    "政策提言|基本方針|基本原則|施策の柱|政策|提言|提案|勧告|建議|要望事項|要望|要請|原則|宣言|決議|推奨事項|推奨|施策|アクション|"
    "行動|取り?組み?|方策|対策|処方箋|柱|重点"
)
LABEL_WORDS_EN = (
    "(?:Policy |Key |Main )?Recommendation|Rec|(?:Policy )?Proposal|Action|Principle|Priority|Measure|Policy|Ask|Step"
)
_NUMBER = rf"(?:\d{{1,3}}|[{_KANJI}]{{1,3}}|[{_CIRCLED}]|[{_ROMAN}])"
# 提言2で述べた, 原則3年以内: a label that a sentence speaks of.
_PARTICLE = (
    r"[のをにはがでともへやかしなだ、。)）」件つ個項人年月日点本番種分章節部回]|から|まで|より|について|[・~-]\d"
)

_FAMILIES: dict[str, tuple[str, str]] = {
    "bracketed": (
        # "(Recommendation 4)" stands behind what it labels.
        rf"[【〔\[<《≪〈「『(]\s*(?:第\s*)?(?P<bword>{LABEL_WORDS}|(?<!\()(?i:{LABEL_WORDS_EN}))\s*"
        rf"(?P<bn>{_NUMBER})(?:\s*[-.]\s*(?P<bm>\d{{1,2}}))?\s*[】〕\]>》≫〉」』)]",
        "",
    ),
    "labelled": (
        rf"[■◆●▼□◇○▶]?\s*(?:第\s*)?(?P<lword>{LABEL_WORDS})\s*(?:その|[(<〈《【\[])?\s*"
        rf"(?P<ln>{_NUMBER})(?:\s*[-.・]\s*(?P<lm>\d{{1,2}}))?[)>〉》】\]]?"
        rf"|第\s*(?P<on>{_NUMBER})\s*の(?P<oword>{LABEL_WORDS})(?=[\s:。、は]|$)",
        rf"(?:\s*[:.】]|[\s—―–-]|$|(?<![{_KANJI}])(?!{_PARTICLE})(?=[^\d]))",
    ),
    "english": (
        rf"(?P<eword>(?i:{LABEL_WORDS_EN})\.?(?=\s)|R(?=\d{{1,2}}(?:[.:)]|\s+[A-Z])))\s*(?:[Nn]o\.?\s*|#\s*)?"
        r"(?P<en>\d{1,3}|[IVX]{1,5}|[A-Z])(?:\s*[-.]\s*(?P<em>\d{1,2}|[a-z]))?",
        r"(?:\s*[:.—–)]|\s*-\s|\s+(?=[A-Z“\"‘'(])|\s*$)",
    ),
    "chapter": (
        rf"第\s*(?P<cn>\d{{1,3}}|[{_KANJI}]{{1,3}}|[{_ROMAN}])\s*(?P<cunit>[章部編節])"
        r"|(?P<eunit>(?i:Chapter|Part|Section|Annex|Appendix))\s+(?P<ecn>\d{1,3}|[IVXLC]{1,6}|[A-Z])(?=[\s:.—–-]|$)",
        "",
    ),
    "dai": (rf"第\s*(?P<dn>\d{{1,3}}|[{_KANJI}]{{1,3}})", r"(?=\s|[:.])"),
    "dotted": (
        r"[(\[]?\s?(?P<d1>\d{1,3})[-.](?P<d2>\d{1,3})(?:[-.](?P<d3>\d{1,3}))?\s?[)\].]?",
        r"(?=[^\d%A-Za-z,/-]|$)(?!\s?[年月日円億兆万件人倍度時つか個点回本社割])",
    ),
    "point": (r"(?P<n1>\d{1,3})\s?\.", r"(?!\d)"),
    "half": (r"(?P<n2>\d{1,3})\s?\)", ""),
    "paren": (r"[(\[<〈〔]\s?(?P<n3>\d{1,3})\s?[)\]>〉〕]", ""),
    "comma": (r"(?P<n4>\d{1,2})[、,](?!\d)|(?P<n4b>\d{1,2}):(?!\d)", ""),
    "circled": (f"[{_CIRCLED}]", ""),
    "dark": (f"[{_DARK}]", ""),
    "parened": (f"[{_PAREN}]", ""),
    "kanji": (rf"(?P<k1>[{_KANJI}]{{1,3}})(?:[、.:]|(?=\s))", ""),
    "kparen": (rf"\(\s?(?P<k2>[{_KANJI}]{{1,3}})\s?\)", ""),
    "kana": (rf"(?P<a1>[{_KANA}])(?:[、.:)]|(?=\s))", ""),
    "kanaparen": (rf"\(\s?(?P<a2>[{_KANA}])\s?\)", ""),
    "roman": (rf"(?P<r1>[{_ROMAN}])[.、:)]?|(?P<r2>[IVX]{{1,5}})[.:)](?=\s|[^\x00-\x7f]|$)", ""),
    "sroman": (rf"(?P<r3>[{_SMALL_ROMAN}])[.、)]?|\(?(?P<r4>[ivx]{{1,5}})\)", ""),
    "letter": (r"\(?(?P<l1>[a-z])\)|(?P<l2>[a-z])\.(?=\s)|(?P<l3>[a-z])(?=\s[^\x00-\x7f])", ""),
    "capital": (r"\(?(?P<c1>[A-Z])\)|(?P<c2>[A-Z])\.(?=\s)|(?P<c3>[A-Z])(?=\s[^\x00-\x7f])", ""),
    "digit": (r"(?P<n5>\d{1,2})", r"(?=\s)"),
    "dash": (r"[-*+–—]", r"(?=\s)"),
    "bullet": (f"[{BULLETS}]", ""),
}
"""Each family of marks: what it looks like, and what must follow. The first that fits counts."""
_MARKS = re.compile("|".join(f"(?P<{family}>{mark}){then}" for family, (mark, then) in _FAMILIES.items()))
_FIGURES = {
    family: tuple(name for name in re.findall(r"\(\?P<(\w+)>", mark) if not name.endswith(("word", "unit")))
    for family, (mark, _) in _FAMILIES.items()
}
STRONG = {"bracketed", "labelled", "english"}
"""Families that say what they number."""
HEADINGS = {"chapter", "dai", "roman"}
"""Families that more often number sections than items."""
WEAK = {"digit", "kanji", "kana", "letter", "capital", "comma", "dai"}
"""Families whose marks also open ordinary sentences: only a sequence counts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the start of an entry. ``numbers`` is () for a bullet; ``text`` as printed; ``length`` counts the
    characters up to the words, from the start of the entry."""

    family: str
    numbers: tuple[int, ...]
    text: str
    length: int

    @property
    def is_bullet(self) -> bool:
        """Whether it has no number."""
        return not self.numbers

    @property
    def is_strong(self) -> bool:
        """Whether it says by a word what it numbers."""
        return self.family.partition(":")[0] in STRONG

    def opens(self) -> bool:
        """Whether it is the first of its kind."""
        return not self.numbers or self.numbers[-1] == 1 or (self.family in ("kana", "kanaparen") and self.text == "イ")

    def follows(self, other: Mark, gap: int = 0) -> bool:
        """Whether it comes right after ``other``, or with up to ``gap`` numbers lost between."""
        if self.family != other.family:
            return False
        if not self.numbers:
            return True
        if len(self.numbers) != len(other.numbers):
            return False
        step = self.numbers[-1] - other.numbers[-1]
        if self.numbers[:-1] == other.numbers[:-1]:
            if 1 <= step <= 1 + gap:
                return True
            one, two = _letter(self.text), _letter(other.text)
            return bool(one and two) and _IROHA.find(one) == _IROHA.find(two) + 1 > 0
        # 1-3 → 2-1
        return self.numbers[:-1] > other.numbers[:-1] and self.numbers[-1] == 1


def _letter(text: str) -> str:
    return next((each for each in text if each in _KANA), "")


def kanji_number(text: str) -> int:
    """一 … 九十九 as a number, 0 for anything else."""
    tens, found, ones = text.rpartition("十")
    value = (_KANJI.find(tens) + 1 or 1) * 10 if found else 0
    return value + (_KANJI.find(ones) + 1 if ones else 0)


def roman_number(text: str) -> int:
    """I … XXXIX as a number."""
    if text.upper() in _ROMAN or text in _SMALL_ROMAN:
        return (_ROMAN.find(text) + 1) or (_SMALL_ROMAN.find(text) + 1)
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for at, each in enumerate(text.upper()):
        value = values.get(each, 0)
        total += -value if any(values.get(later, 0) > value for later in text.upper()[at + 1 :]) else value
    return total


def number(text: str) -> int:
    """The number a figure of any script stands for; a letter counts from A = 1; 0 if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    for row in (_CIRCLED, _DARK, _PAREN, _KANA):
        if len(text) == 1 and text in row:
            return row.index(text) + 1
    if text and all(each in _KANJI for each in text):
        return kanji_number(text)
    if len(text) == 1 and text.isascii() and text.upper() not in "IVX":
        return ord(text.upper()) - 64
    return roman_number(text)


def read_mark(flat: str, original: str) -> Mark | None:
    """The mark that an entry opens with; ``flat`` is ``plain(original)``, and both begin with the entry."""
    if flat[:1] in "*_" and (bold := re.match(r"(?:\*\*|__)\s*", flat)):
        inner = read_mark(flat[bold.end() :], original[bold.end() :])
        return inner and Mark(inner.family, inner.numbers, inner.text, inner.length + bold.end())
    match = _MARKS.match(flat)
    if match is None:
        return None
    family = next(name for name in _FAMILIES if match[name] is not None)
    groups = [match[name] for name in _FIGURES[family] if match[name] is not None]
    if family in ("circled", "dark", "parened"):
        groups = [match[family]]
    end = match.end(family)
    if family == "capital" and match["c3"] and original[:1].isascii():
        return None  # "A promise": only a full-width letter stands alone
    if family == "digit" and re.match(
        r"[0-9]+ (?:[年月円億兆万件つ箇カヶ%]|日(?!本)|人(?![材口権事の類間])|か[月所国年])", original
    ):
        return None  # extractors put a blank between figures and kanji
    if family in ("labelled", "english"):
        family = f"{family}:{(match['lword'] or match['oword'] or match['eword'] or '').casefold()}"
    elif family == "bracketed":
        family = f"{family}:{match['bword'].casefold()}"
    elif family == "chapter":
        family = f"{family}:{(match['cunit'] or match['eunit']).casefold()}"
    elif family == "dotted":
        family = f"{family}{len(groups)}{'(' if flat[0] in '([' else ''}"
    elif family == "bullet":
        family = f"bullet:{flat[0]}"
    elif family == "dash":
        family = f"dash:{flat[0]}"
    numbers = tuple(number(each) for each in groups)
    if numbers and (min(numbers) < 1 or (family == "dotted2" and max(numbers) > 40)):
        return None
    text = original[:end].strip().strip("*_").rstrip("、")
    if match.lastgroup and family.startswith(("labelled", "english")):
        # The colon or blank after it is no part of the label.
        text = text.lstrip("■◆●▼□◇○▶").strip()
        end = match.end(family.partition(":")[0])
        rest = re.match(r"\s*[:.】—–)]?\s*|\s+-\s+", flat[end:])
        end += rest.end() if rest else 0
    length = end + len(flat[end:]) - len(flat[end:].lstrip())
    return Mark(family, numbers, text, length)
