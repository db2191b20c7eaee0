"""Text in its layers: source bytes → display text → folded text, each with a way back.

Display text is what people read: hard-wrapped lines joined by script, stray typed spaces gone. Folded text is a private
copy for comparing; it is never shown and never quoted. Both come as ``Mapped``, which leads every character back to
where it stood.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and, for each of its characters, the (start, end) it stands for in the text it was made from.

    Offsets count characters; starts and ends never decrease.
    """

    text: str
    offsets: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters ``start:end`` of this text come from; an empty range maps to an empty one."""
        if start >= end or not self.offsets:
            at = self.offsets[start][0] if start < len(self.offsets) else self.offsets[-1][1] if self.offsets else 0
            return at, at
        return self.offsets[start][0], self.offsets[end - 1][1]


# -- folding for search

# Old and variant forms of kanji, each followed by the form in common use (常用漢字表 appendix, and name variants).
# Compatibility ideographs and the Kangxi radicals need no entry: NFKC folds them.
_VARIANTS = (
    "亞亜惡悪壓圧圍囲醫医爲為壹壱稻稲飮飲隱隠營営榮栄衞衛驛駅悅悦閱閲圓円緣縁鹽塩奧奥應応歐欧橫横毆殴櫻桜鷗鴎溫温"
    "穩穏假仮價価畫画會会繪絵囘回懷懐壞壊槪概擴拡殼殻覺覚學学斈学嶽岳樂楽勸勧卷巻寬寛歡歓罐缶觀観關関陷陥舘館巖巌"
    "顏顔歸帰氣気龜亀僞偽戲戯犧犠卻却舊旧據拠擧挙峽峡挾挟敎教强強狹狭鄕郷堯尭曉暁勳勲薰薫羣群徑径惠恵揭掲攜携溪渓"
    "經経繼継莖茎螢蛍輕軽鷄鶏藝芸擊撃缺欠儉倹劍剣圈圏檢検權権獻献縣県硏研險険顯顕驗験嚴厳效効廣広恆恒鑛鉱號号國国"
    "黑黒濟済碎砕齋斎劑剤册冊雜雑產産參参慘惨棧桟蠶蚕贊賛殘残絲糸齒歯兒児辭辞濕湿實実舍舎寫写釋釈壽寿收収從従澁渋"
    "獸獣縱縦肅粛處処緖緒敍叙奬奨將将牀床涉渉燒焼稱称證証乘乗剩剰壤壌孃嬢條条淨浄疊畳穰穣讓譲釀醸囑嘱觸触寢寝愼慎"
    "晉晋眞真盡尽圖図粹粋醉酔隨随髓髄數数樞枢聲声靜静齊斉攝摂竊窃專専戰戦淺浅潛潜纖繊踐践錢銭禪禅曾曽雙双瘦痩遲遅"
    "搜捜揷挿插挿巢巣爭争總総聰聡莊荘裝装騷騒增増臟臓藏蔵屬属續続墮堕體体對対帶帯滯滞臺台瀧滝擇択澤沢單単擔担膽胆"
    "團団彈弾斷断癡痴晝昼蟲虫鑄鋳廳庁徵徴聽聴敕勅鎭鎮脫脱遞逓鐵鉄轉転點点傳伝黨党盜盗燈灯當当鬪闘德徳獨独讀読屆届"
    "繩縄貳弐惱悩腦脳霸覇廢廃拜拝賣売麥麦發発髮髪拔抜蠻蛮祕秘彥彦濱浜濵浜甁瓶拂払佛仏竝並變変邊辺邉辺辨弁瓣弁辯弁"
    "寶宝豐豊襃褒飜翻每毎萬万滿満麵麺默黙譯訳藥薬與与豫予餘余搖揺樣様謠謡來来賴頼亂乱覽覧龍竜兩両獵猟綠緑淚涙壘塁"
    "勵励禮礼隸隷靈霊齡齢曆暦歷歴戀恋爐炉勞労樓楼錄録灣湾髙高﨑崎嵜崎冨富峯峰桒桑栁柳渕淵渊淵𠮷吉埜野凉涼况況决決"
    "减減靑青淸清旣既卽即瀨瀬內内吳呉娛娯俱倶值値黃黄戶戸戾戻步歩穗穂絕絶說説稅税銳鋭蔣蒋搔掻摑掴頰頬顚顛塡填剝剥"
    "噓嘘繫繋屛屏倂併幷并餠餅祿禄虛虚姬姫潑溌瀆涜禱祷蠟蝋鹼鹸麴麹驒騨蟬蝉軀躯嚙噛俠侠嶌島嶋島鋪舗"
)
# The radicals of the supplement that extractors put in place of whole kanji; NFKC leaves them alone.
_RADICALS = (
    "⺁厂⺌小⺎尢⺒巳⺝月⺟母⺠民⺡水⺩王⺫目⺬示⺮竹⺱网⺹老⺼月⻁虎⻄西⻅見⻆角⻉貝⻋車⻌辶"
    "⻑長⻒長⻓長⻖阝⻘青⻝食⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀"
)
_DASHES = "‐‑‒–—―−─━﹘⁃"
_WAVES = "〜∼∿〰"


def _pairs(text: str) -> dict[int, str]:
    characters = list(text)
    return {ord(old): new for old, new in zip(characters[::2], characters[1::2], strict=True)}


_FOLDS: dict[int, str] = {
    **_pairs(_VARIANTS),
    **_pairs(_RADICALS),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WAVES), "~"),
    **dict.fromkeys(map(ord, "‘’‛′"), "'"),
    **dict.fromkeys(map(ord, "“”‟″"), '"'),
    ord("·"): "・",
}
# Soft hyphen, zero-width characters, directional marks, variation selectors: invisible, so nobody can type them.
_INVISIBLE = (0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
              *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0))  # fmt: skip
_BEFORE: dict[int, str | None] = {
    **dict.fromkeys(_INVISIBLE),
    # Spaced voicing marks are how damaged text writes が as か゛.
    0x309B: "\u3099",
    0x309C: "\u309a",
}
_LONE = re.compile("[\ud800-\udfff]")

# Before any of these characters a text may be cut without changing its NFKC form: none composes with what precedes it.
# Left out on purpose: combining marks, half-width voicing marks, Hangul vowels and finals, and the spacing accents,
# which NFKC turns into a space and a combining mark.
_CUT = (
    "\x00-\xa7\xa9-\xac\xae\xb0-\xb3\xb5-\xb7\xb9-\u02af\u0370-\u0373\u0376\u0377\u037b-\u037f\u0386-\u0482\u048a-\u052f"
    "\u1e00-\u1eff\u2000-\u200a\u2010-\u2016\u2018-\u2029\u202f-\u203d\u203f-\u205f\u2070-\u209c\u20a0-\u20bf\u2100-\u2bff"
    "\u2e80-\u3029\u3030-\u3096\u309d-\u3130\u3190-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe48\ufe4d-\ufe4f\uff01-\uff9d\uffe0-\uffe2"
    "\uffe4-\uffee\U00020000-\U0003fffd"
)
_UNIT = re.compile(f"(?s:.)[^{_CUT}]*")
_UNCUT = re.compile(f"[^{_CUT}]")
_SPACE = re.compile(r"\s+")
_WIDE = (
    "\u2e80-\u303f\u3041-\u30ff\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee"
    "\U00020000-\U0003fffd"
)
_WIDE_CHARACTER = re.compile(f"[{_WIDE}]")
_SPACE_BY_WIDE = re.compile(f"(?<=[{_WIDE}]) | (?=[{_WIDE}])")


class _UnitFolds(dict[str, str]):
    """Folds of the units met so far: a text is mostly the same few hundred characters."""

    def __missing__(self, unit: str) -> str:
        result = _fold_unit(unit)
        if len(unit) == 1:
            self[unit] = result
        return result


def _fold_unit(unit: str) -> str:
    text = _LONE.sub("\ufffd", unit).translate(_BEFORE)
    for _ in range(5):
        again = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_FOLDS)
        if again == text:
            break
        text = again
    if len(text) > 1:
        text = _without_loose_marks(text)
    return text


def _without_loose_marks(text: str) -> str:
    """Without combining marks that follow a space: the space may go, and they must not land on another letter."""
    kept: list[str] = []
    for character in text:
        if kept and kept[-1].isspace() and unicodedata.category(character)[0] == "M":
            continue
        kept.append(character)
    return "".join(kept)


_unit_folds = _UnitFolds()


def folded(text: str) -> str:
    """``fold_for_search(text).text`` without the way back; several times faster."""
    if _UNCUT.search(text) is None:
        result = unicodedata.normalize("NFKC", text).casefold()
        result = unicodedata.normalize("NFKC", result).translate(_FOLDS)
        result = " ".join(result.split())
        return result if result.isascii() else _SPACE_BY_WIDE.sub("", result)
    return fold_for_search(text).text


def fold_for_search(text: str) -> Mapped:
    """The form in which texts and queries are compared, idempotent.

    NFKC, case, dashes and wave dashes, quotation marks, old and variant kanji, radicals. White space becomes one space
    between two Latin words and nothing beside a Japanese character; invisible characters go.
    """
    characters: list[str] = []
    offsets: list[tuple[int, int]] = []
    space: tuple[int, int] | None = None
    wide = True  # as at the start of a text, where a space says nothing
    for match in _UNIT.finditer(text):
        start, end = match.span()
        unit = match.group()
        result = _unit_folds[unit]
        places = [(start, end)] * len(result)
        if end - start > 1:
            singly = [_unit_folds[character] for character in unit]
            if "".join(singly) == result:
                places = [(start + at, start + at + 1) for at, part in enumerate(singly) for _ in part]
        for character, place in zip(result, places, strict=True):
            if character.isspace():
                space = (space[0] if space else place[0], place[1])
                continue
            is_wide = _WIDE_CHARACTER.match(character) is not None
            if space and characters and not wide and not is_wide:
                characters.append(" ")
                offsets.append(space)
            space, wide = None, is_wide
            characters.append(character)
            offsets.append(place)
    return Mapped("".join(characters), tuple(offsets))


# -- folding for fingerprints

_MARKUP = re.compile(r"^[^\S\n]*[-+]\s+|[\s\u00ad\u200b-\u200f\u2060\ufeff*_#|`\\▪■□●○•◆◇]+", re.MULTILINE)


# What a change of encoding or medium alone swaps: CP932 has no em dash and another wave dash; Markdown writes straight
# quotation marks, and a dash as two or three hyphens.
_SWAPPED = {
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WAVES), "~"),
    **dict.fromkeys(map(ord, "‘’‛′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
}
_DASH_RUN = re.compile("-{2,}")


def fold_for_fingerprint(text: str) -> str:
    """The form that is hashed: NFKC, dashes and quotation marks as one, no white space, Markdown marks or bullets.

    Idempotent.
    """
    while True:
        result = unicodedata.normalize("NFKC", _LONE.sub("\ufffd", text)).translate(_SWAPPED)
        result = _DASH_RUN.sub("-", _MARKUP.sub("", result))
        if result == text:
            return result
        text = result


class _UnitPrints(dict[str, str]):
    """Folded forms of the units met so far."""

    def __missing__(self, unit: str) -> str:
        result = fold_for_fingerprint(unit)
        if len(unit) == 1:
            self[unit] = result
        return result


_unit_prints = _UnitPrints()


def fold_units(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The smallest parts of ``text[start:end]`` that fold by themselves: where each stands, and its folded form.

    Together they are ``fold_for_fingerprint`` of a text without list marks and runs of dashes.
    """
    if _UNCUT.search(text, start, end) is None:
        for at in range(start, end):
            folded_unit = _unit_prints[text[at]]
            if folded_unit:
                yield at, at + 1, folded_unit
        return
    for match in _UNIT.finditer(text, start, end):
        folded_unit = _unit_prints[match.group()]
        if folded_unit:
            yield match.start(), match.end(), folded_unit


def fingerprint(title: str, text: str) -> str:
    """SHA-256 (64 hexadecimal digits) of an original: its printed title ('' for none) and its text, folded."""
    whole = f"{fold_for_fingerprint(title)}\n{fold_for_fingerprint(text)}"
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


# -- display text

_NARROW_WORD = re.compile(r"[0-9A-Za-z%$(+\-]")
_WIDE_MARK = re.compile(
    "[\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)


def is_wide(character: str) -> bool:
    """Whether a character is kana, kanji or full-width: such characters are set without spaces between them."""
    return _WIDE_CHARACTER.match(character) is not None


def display(text: str, spans: Sequence[tuple[int, int]] | None = None) -> Mapped:
    """The words of ``spans`` (all of ``text`` if None) as one paragraph, its offsets leading back into ``text``.

    Lines are joined by script: nothing beside a Japanese character, one space between Latin words. A typed space
    between a Japanese character and a figure or Latin word, or beside a Japanese mark, goes; other runs of white space
    become one space. Whatever stands between two spans (markup) is dropped; a line break or a space there counts.
    """
    characters: list[str] = []
    offsets: list[tuple[int, int]] = []
    gap: tuple[int, int] | None = None
    broken = False
    last = None
    for start, end in [(0, len(text))] if spans is None else spans:
        if last is not None and _SPACE.search(text, last, start):
            gap = (gap[0] if gap else last, start)
            broken = broken or "\n" in text[last:start]
        for at in range(start, end):
            character = text[at]
            if character.isspace():
                gap = (gap[0] if gap else at, at + 1)
                broken = broken or character in "\n\r\f\x0b\u2028\u2029"
                continue
            if gap and characters and _keeps_space(characters[-1], character, broken):
                characters.append("\u3000" if not broken and "\u3000" in text[gap[0] : gap[1]] else " ")
                offsets.append(gap)
            gap, broken = None, False
            characters.append(character)
            offsets.append((at, at + 1))
        last = end
    return Mapped("".join(characters), tuple(offsets))


def _keeps_space(before: str, after: str, broken: bool) -> bool:
    wide_before, wide_after = is_wide(before), is_wide(after)
    if not wide_before and not wide_after:
        return True
    if broken or _WIDE_MARK.match(before) or _WIDE_MARK.match(after):
        return False
    if wide_before and wide_after:
        return True
    return not (_NARROW_WORD.match(after) if wide_before else re.match(r"[0-9A-Za-z%)+\-]", before))
