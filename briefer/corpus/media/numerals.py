"""Numbers as list labels print them: the formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat) that Japanese and
English papers use."""

from __future__ import annotations

_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def numeral(number: int, style: str) -> str:
    """``number`` in a ST_NumberFormat ``style``; decimal for styles not known and numbers out of a style's range."""
    found = _numeral(number, style) if 0 < number < 4000 else ""
    return found or ("" if style == "none" else str(number))


def _numeral(number: int, style: str) -> str:
    match style:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_FULL_WIDTH)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerLetter":
            return _letters(number)
        case "aiueo" | "aiueoFullWidth":
            return _nth(_AIUEO, number)
        case "iroha" | "irohaFullWidth":
            return _nth(_IROHA, number)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x245F + number) if number <= 20 else chr(0x323C + number) if number <= 35 else f"({number})"
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "japaneseCounting" | "chineseCounting" | "chineseCountingThousand" | "ideographTraditionalDigital":
            return _kanji(number, "一二三四五六七八九", ("", "十", "百", "千"))
        case "japaneseLegal":
            return _kanji(number, "壱弐参四五六七八九", ("", "拾", "百", "千"))
        case "japaneseDigitalTenThousand" | "ideographDigital" | "taiwaneseDigital" | "koreanDigital":
            return "".join("〇一二三四五六七八九"[int(each)] for each in str(number))
        case "ideographTraditional":
            return _nth(_STEMS, number)
        case "ideographZodiac":
            return _nth(_BRANCHES, number)
        case "ideographEnclosedCircle":
            return chr(0x327F + number) if number <= 10 else ""
        case "ordinal":
            ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            return f"{number}{ending}"
        case _:
            return ""


def _nth(letters: str, number: int) -> str:
    return letters[number - 1] if number <= len(letters) else ""


def _letters(number: int) -> str:
    # Word doubles the letter after z: aa, bb.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 260 else ""


def _roman(number: int) -> str:
    found = ""
    for value, letters in _ROMAN:
        found += letters * (number // value)
        number %= value
    return found


def _kanji(number: int, digits: str, places: tuple[str, ...]) -> str:
    found = ""
    for place, digit in enumerate(map(int, reversed(str(number)))):
        if digit:
            found = ("" if digit == 1 and place else digits[digit - 1]) + places[place] + found
    return found
