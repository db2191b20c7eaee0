"""What a report says of itself on its first page: title, publisher, date, authors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.core.items import Lang
from briefer.corpus.importing.lines import Line
from briefer.corpus.importing.marks import kanji_number, plain, read_mark
from briefer.corpus.importing.model import SourceDraft
from briefer.corpus.importing.sections import addressed
from briefer.corpus.importing.wording import is_section_word

_FRONT = 30
"""Lines that are looked at."""

_ORG_JA = re.compile(
    r"(?P<org>(?:(?:公益|一般)?(?:社団|財団)法人\s*|(?:独立行政|国立研究開発|特定非営利活動|"
    r"(?:認定)?NPO)法人\s*)?[^\s、。：:「」（）()|｜]{2,30}"
    r"(?:研究会|研究所|機構|研究機関|協議会|連盟|連合会?|フォーラム|学院|センター|"
    r"ネットワーク|会議所?|財団|法人|委員会|協会|学会|調査会|交流会|連絡会|懇話会|審議会|同友会|経団連|考える会|の会|対話|日報|新聞社?|"
    r"大学(?:院)?|シンクタンク|"
    r"総研|研究室|知事会|市長会|議会|省|庁|局))"
    r"(?P<after>(?:[\s　]+(?:報告書?|研究報告|提言書?|編著?|著|発行|調査報告|政策提言|ニュース|"
    r".{0,16}第\d+号|ポリシー.{0,12}|\d{4}.*|.{0,12}面))?)$"
)
_ORG_EN = re.compile(
    r"(?:^|\b(?:by|of|from)\s+)(?P<org>(?:the\s+)?[A-Z][\w’'&.-]*(?:\s+(?:[A-Z][\w’'&.-]*|of|on|for|the|and|in))*)$"
)
_ORG_WORD = re.compile(
    r"\b(?:Institute|Institution|Centre|Center|Committee|Bureau|Office|Lab|Laboratory|Alliance|"
    r"Group|Commission|Council|Foundation|Forum|University|Association|Agency|Ministry|Department|"
    r"Society|Trust|Network|Board|Union|Federation|Panel|Academy|College|Project|Initiative|"
    r"Partnership|Fund|Authority|Service)s?\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:(?:政策)?提言書?|報告書?|調査報告書?|決議|声明|要望書?|宣言|政策集|意見書)$|(?:(?:A|An|The)\s+)?(?:Final|Interim|"
    r"Annual|Special|First|Second|Third|Fourth|Fifth|Sixth|\w+th)?\s*(?:Report|Statement|"
    r"Policy Brief|Policy Paper|Working Paper|Occasional Paper|Discussion Paper|White Paper|"
    r"Briefing|Memorandum)\b.*$",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(r"[|｜＞>»]|^[［\[].*[］\]]$|文字サイズ|印刷する|Skip to|^(?:Home|ホーム|トップ)\b")
_NAME_JA = re.compile(
    r"(?!場所|日時|議題|附則|序|.*[のをは])[一-龥々ヶ]{1,4}[\s　]?[一-龥々ぁ-んァ-ヶ]{1,4}(?<![のをにはがとへ])"
)
_NAME_EN = re.compile(
    r"(?:(?:Dr|Prof|Professor|Commissioner|Sir|Dame|Lord|Captain|Ambassador|Mr|Ms|"
    r"Mrs)\.?\s+)?[A-Z][a-z’'-]+(?:\s+(?:[A-Z]\.?|van|de|der|von|bin|"
    r"al))*(?:\s+[A-Z][A-Za-zà-ÿ’'-]+){1,2}"
)
_NOT_NAME = re.compile(
    r"\b(?:Report|Paper|Brief|Session|Policy|Final|Occasional|Summary|Abstract|Overview|Background|"
    r"Contents|Introduction|Executive|Recommendations?|The|A|For|And|Of|Page|Table|Purpose|Working|"
    r"Chapter|Part|Key|In|New|Press|Release)\b"
)
_DATED = re.compile(r"\W*(?:公表|発行|発表|作成|於.*|採択.*|.{0,4}面|.{0,12}(?:委員会|議会|総会))\W*")
_ABOUT = re.compile(
    r"(?:提言|勧告|要望|意見書|決議|報告|戦略|政策|アピール|宣言|原則)|に関する|について|をめぐる|に向けて|のための"
)
_MONTHS = {
    name: at + 1
    for at, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ]
    )
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_FIGURE = r"\d〇零元一二三四五六七八九十"
_DATE_JA = re.compile(
    rf"(?:(?P<era>令和|平成|昭和)\s*(?P<ey>[{_FIGURE}]{{1,4}})|(?P<y>(?:19|20)\d\d|"
    rf"[一二]〇?[{_FIGURE}]{{3}}))\s*年(?:\s*\((?:令和|平成|昭和)\S{{1,3}}年\))?"
    rf"(?:\s*(?P<m>[{_FIGURE}]{{1,3}})\s*月(?:\s*(?P<d>[{_FIGURE}]{{1,3}})\s*日)?)?"
)
_DATE_EN = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m1>{'|'.join(_MONTHS)})\s*(?:(?P<d2>\d{{1,2}})(?:st|"
    rf"nd|rd|th)?\s*,\s*)?\s*(?P<y1>(?:19|20)\d\d)\b"
    r"|\b(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>\d{1,2})(?:[-/.](?P<d3>\d{1,2}))?\b",
    re.IGNORECASE,
)


def details(
    lines: Sequence[Line], text: str, language: Lang, *, title: str = "", authors: Sequence[str] = (), date: str = ""
) -> SourceDraft:
    """What the first lines say. ``title``, ``authors`` and ``date`` are what the file says of itself, used where its
    pages say nothing."""
    front: list[tuple[str, str]] = []
    heads: list[str] = []
    for line in lines[:_FRONT]:
        shown = "".join(text[at] for at in line.offsets)
        flat = line.flat
        if flat.startswith("# "):
            heads.append(re.sub(r"[*_]{2}", "", shown[2:]).strip())
        mark = read_mark(flat, shown)
        if front and re.match(r"[【〔\[<≪《][^】〕\]>≫》]{1,40}[】〕\]>≫》]$", flat) and not _NAVIGATION.search(flat):
            break
        if front and mark and not mark.is_bullet and mark.family not in ("digit", "dotted2", "dotted3"):
            break
        if re.match(r"##+ ", flat) or (len(flat) > 90 and re.search(r"[。.]$", flat)):
            break
        bare = re.sub(r"^[#\s*_■◆●]+|[*_\s■◆●]+$", "", shown)
        if bare:
            front.append((bare, plain(bare)))
    # The first of the most exact dates: a day before a year.
    found_date = max((iso for _, flat in front if (iso := date_in(flat))), key=len, default="")
    publisher = ""
    names: list[str] = []
    titles: list[str] = list(heads)
    after_authors = False
    for at, (shown, flat) in enumerate(front):
        if _NAVIGATION.search(flat) or len(flat) > 120:
            continue
        if re.fullmatch(
            r"[【〔]?(?:目次|もくじ|Contents|Foreword|Preface|Executive summary|はじめに|Overview|Background|Summary|"
            r"Abstract|要旨|序論)[】〕]?",
            flat,
            re.IGNORECASE,
        ):
            break
        if re.fullmatch(r"執筆者|著者|報告者|執筆", flat):
            after_authors = True
            continue
        people = names_of(shown, language)
        org = organisation(flat, shown, language)
        # A title comes before the names of those who wrote it.
        if flat in map(plain, heads):
            continue
        named = people and (after_authors or titles or heads or language == "ja" or re.match(r"[Bb]y ", flat))
        if named and not org and (after_authors or not names):
            names += people
        elif org and not publisher:
            publisher = org
            if language == "ja" and len(org) + 4 < len(flat) and not re.search(r"編$|著$|報告書?$|面$|提言書?$", flat):
                titles.append(shown)
        elif at < 14 and not (
            _is_date_line(flat, language) or _KIND.fullmatch(flat) or org or addressed(flat) or flat[-1] in "。、."
        ):
            titles.append(shown)
    likely = [each for each in titles if len(each) >= 4 and not (len(each) <= 8 and is_section_word(plain(each)))]
    likely = likely or titles
    best = heads[0] if heads else next((each for each in likely if _ABOUT.search(plain(each))), "")
    best = best or (likely[0] if likely else "")
    if not best and front:
        best = title or front[0][0]
    if not publisher:
        publisher = _publisher_elsewhere(front, best, language)
    return SourceDraft(
        best or title, publisher, found_date or date, tuple(dict.fromkeys(names)) or tuple(authors), language
    )


def _is_date_line(flat: str, language: str) -> bool:
    """Whether a line says little more than a day."""
    if not date_in(flat):
        return False
    if re.search(r"年度(?!末)", flat):
        return False  # a title that names a budget year
    rest = (_DATE_JA if language == "ja" else _DATE_EN).sub("", flat).strip(" (（)）、,・付於")
    return len(rest) <= 5 or _DATED.fullmatch(rest) is not None


def organisation(flat: str, shown: str, language: str) -> str:
    """The organisation that a line names, '' if it is none."""
    if language == "ja":
        match = _ORG_JA.search(re.sub(r"[\s　]*(?:19|20)\d\d年.*$", "", flat)) or _ORG_JA.search(flat)
        return shown[match.start("org") : match.end("org")] if match and match.start("org") == 0 else ""
    if not _ORG_WORD.search(flat) or len(flat) > 80 or ":" in flat or re.match(r"(?i)report to\b", flat):
        return ""
    match = _ORG_EN.search(flat)
    if match is None:
        return ""
    org = re.sub(r"^[Tt]he\s+", "", match["org"])
    return org if _ORG_WORD.search(org) else ""


def names_of(shown: str, language: str) -> list[str]:
    """The people that a line consists of, [] if it holds anything else."""
    if language == "ja":
        bare = re.sub(r"[(（][^()（）]*[)）]", "", shown).strip()
        parts = [part.strip() for part in re.split(r"[・、,]|\s{2,}", bare) if part.strip()]
        if parts and all(_NAME_JA.fullmatch(part) for part in parts) and len(bare) <= 40:
            return (
                [part.replace("　", " ") for part in parts]
                if not re.search(r"目次|要旨|概要|提言|報告|決議|序章|結論|背景", bare)
                else []
            )
        return []
    parts = [
        part.strip()
        for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*|;", re.sub(r"^[Bb]y\s+", "", shown))
        if part.strip()
    ]
    ok = parts and all(
        _NAME_EN.fullmatch(part) and not _NOT_NAME.search(part) and not _ORG_WORD.search(part) for part in parts
    )
    return parts if ok else []


def date_in(flat: str) -> str:
    """The first date of a line in ISO 8601, '' if there is none."""
    if match := _DATE_JA.search(flat):
        year = _ERAS[match["era"]] + _figure(match["ey"]) if match["era"] else _figure(match["y"])
        return _iso(year, _figure(match["m"] or ""), _figure(match["d"] or ""))
    if match := _DATE_EN.search(flat):
        if match["m1"]:
            return _iso(int(match["y1"]), _MONTHS[match["m1"].lower()], int(match["d1"] or match["d2"] or 0))
        return _iso(int(match["y2"]), int(match["m2"]), int(match["d3"] or 0))
    return ""


def _figure(text: str) -> int:
    if text == "元":
        return 1
    if text.isascii():
        return int(text or 0)
    if "十" in text:
        return kanji_number(text)
    digits = "〇一二三四五六七八九"
    value = "".join(str(digits.find(each)) for each in text.replace("零", "〇") if each in digits)
    return int(value or 0)


def _iso(year: int, month: int, day: int) -> str:
    if not 1900 <= year <= 2200:
        return ""
    if not 1 <= month <= 12:
        return f"{year}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def _publisher_elsewhere(front: Sequence[tuple[str, str]], title: str, language: str) -> str:
    """The line beside the date, if it is short and no title."""
    for at, (_, flat) in enumerate(front):
        if date_in(flat) and len(flat) <= 24:
            for near in (at - 1, at + 1):
                if 0 <= near < len(front):
                    shown, other = front[near]
                    if (
                        shown != title
                        and not is_section_word(other)
                        and len(other) <= 20
                        and not names_of(shown, language)
                        and not _KIND.fullmatch(other)
                    ):
                        return shown if not re.search(r"[。、]$", other) else ""
    return ""
