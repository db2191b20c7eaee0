"""Tables → rows that are scenarios, rows or cells that are recommendations, or neither.

A cell may hold a numbered list, which is split; heads of rows and columns become section and tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefer.core.items import ItemKind
from briefer.core.text import Mapped
from briefer.corpus.document import Cell, Piece
from briefer.corpus.importing.items import EMPTY, cut, joined
from briefer.corpus.importing.marks import plain, read_mark
from briefer.corpus.importing.model import Reason
from briefer.corpus.importing.sections import Structure
from briefer.corpus.importing.wording import Tone, asking, heading_tone


@dataclass(slots=True)
class Row:
    """Something a table may say; like a draft of an item."""

    kind: ItemKind
    label: str
    title: Mapped
    text: Mapped
    heads: list[str]
    confidence: float
    reason: Reason
    columns: list[str] = field(default_factory=list)
    cells: list[Mapped] = field(default_factory=list)
    sides: list[list[Mapped]] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    addressee: str = ""
    caption: str = ""
    alternative: bool = False


@dataclass(slots=True)
class _Cell:
    whole: Mapped
    flat: str
    entries: list[tuple[str, Mapped]]
    """Label and words of each entry of a list in it."""
    head: Mapped
    """What stands before the list."""


_NUMERIC = re.compile(
    r"[\d,.%％〇一二三四五六七八九十百千万億兆円人件年月日か所台隻校社戸本回倍約~～\-−–—+±＋△▲()（）\s/:]*[A-Za-z]{0,3}$"
)
_CASES = re.compile(
    r"シナリオ|ケース|[一-龥ぁ-んァ-ヶ]型|類型|パターン|政権|未来|(?:つ|個)の(?:型|道|世界|将来)|想定|(?i:scenario|\bpaths?\b|pathway|"
    r"\bcases?\b|futures?\b|outcomes?\b|administration|\bworlds?\b|\bbehaviou?r of\b)"
)
_TYPES = re.compile(r"別の?|類型|区分|分類|比較|選択肢|(?i:\bby \w+|types? of|comparison|options|typolog)")
_ASKED = re.compile(
    r"政策|提言|勧告|提案|要望|施策|対策|取り?組み?|具体策|方策|アクション|対応(?!状況)|(?i:recommend|action|proposal|measure|"
    r"polic(?:y|ies)|commitment)"
)
_TAKEN = re.compile(r"措置|実施(?:した|済|状況)|実績|進捗|(?i:status|progress|implemented|response)")
_CAPTION = re.compile(r"(?:第\s*[\d一二三四五六七八九十]+\s*表|表\s*[\d一二三四五六七八九十]+|(?i:Table)\s*[\dIVX]+)")


def table_rows(paper: Structure, at: int, text: str, language: str) -> list[Row]:
    """What the table at a paragraph may say."""
    block = paper.paragraphs[at].table
    assert block is not None
    rows = [[_cell(text, cell) for cell in row] for row in block.rows]
    if len(rows) < 2:
        return []
    caption = _caption(paper, at)
    section = paper.of[at]
    cue = " ".join(filter(None, (caption.text, _before(paper, at))))
    tone = Tone.NEUTRAL if caption.text and heading_tone(plain(caption.text)) is Tone.NEUTRAL else section.tone
    header = rows[0] if _is_header(rows) else None
    body = rows[1:] if header else rows
    heads = [cell.whole.text for cell in header] if header else []
    listed = sum(len(cell.entries) >= 2 for row in body for cell in row)
    found: list[Row]
    if listed * 2 >= len(body) and any(
        sum(len(row[at].entries) >= 2 for row in body) * 2 >= len(body) for at in range(len(rows[0]))
    ):
        found = list(_lists(body, heads, cue, section.tone, language))
    else:
        found = list(_plain_rows(body, heads, cue, tone, language))
    for row in found:
        row.caption = caption.text
    return found


def _cell(text: str, cell: Cell) -> _Cell:
    pieces = [_split(text, piece) for piece in cell.pieces]
    flatted = [words for group in pieces for _, words in group]
    whole = joined([_with_label(text, label, words) for group in pieces for label, words in group])
    entries = [(label.strip(), words) for group in pieces for label, words in group if label]
    head = joined([words for group in pieces for label, words in group if not label][:1])
    if not entries:
        whole = joined(flatted, lines=False) if len(flatted) == 1 else joined(flatted)
    return _Cell(whole, plain(whole.text), entries, head)


def _with_label(text: str, label: str, words: Mapped) -> Mapped:
    """An entry with its printed label, as part of a longer text."""
    if not label.strip() or label == "item" or not words.offsets:
        return words
    start = words.offsets[0][0] - len(label)
    back = text.rfind(label.strip(), max(0, start - 4), words.offsets[0][0])
    if back < 0:
        return words
    offsets = [(at, at + 1) for at in range(back, back + len(label.strip()))]
    return Mapped(label.strip() + " " + words.text, (*offsets, (offsets[-1][1], words.offsets[0][0]), *words.offsets))


def _split(text: str, piece: Piece) -> list[tuple[str, Mapped]]:
    """A paragraph of a cell as (label, words): several where a list runs on in one line."""
    words = piece.words(text)
    if piece.mark is not None and piece.mark.family == "item":
        mark = read_mark(plain(words.text), words.text)
        if mark:
            return [(mark.text, cut(words, mark.length))]
        return [("item", words)]
    if piece.mark is not None:
        return [(piece.mark.text if piece.mark.number is None else text[slice(*piece.mark.span)].strip(), words)]
    flat = plain(words.text)
    mark = read_mark(flat, words.text)
    if mark is None:
        return [("", words)]
    starts = [0]
    last = mark
    for match in re.finditer(r"(?<=[\s。、;])|(?<=[^\d\s])(?=\d{1,2}\))|(?=[①-⑳])", flat):
        if match.end() == 0:
            continue
        following = read_mark(flat[match.end() :], words.text[match.end() :])
        if following and not following.is_bullet and following.follows(last) and following.family == last.family:
            starts.append(match.end())
            last = following
    if len(starts) < 2 and mark.family not in ("half", "paren", "point", "circled") and not mark.is_bullet:
        return [("", words)]
    result = []
    for start, end in zip(starts, [*starts[1:], len(flat)], strict=True):
        part = cut(words, start, end)
        own = read_mark(plain(part.text), part.text)
        result.append((own.text, cut(part, own.length)) if own else ("", part))
    return result


def _is_header(rows: Sequence[Sequence[_Cell]]) -> bool:
    first = rows[0]
    if any(len(cell.flat) > 40 or cell.flat.endswith("。") or len(cell.entries) > 1 for cell in first):
        return False
    if any(_NUMERIC.match(cell.flat) and cell.flat and re.search(r"\d", cell.flat) for cell in first[1:]):
        return False
    longest = max((len(cell.flat) for row in rows[1:] for cell in row), default=0)
    return len(rows) > 2 or longest > max(len(cell.flat) for cell in first) or not first[0].flat


def _caption(paper: Structure, at: int) -> Mapped:
    """The line above a table that names it."""
    for each in (at - 1, at - 2):
        if each >= 0 and paper.paragraphs[each].table is None and _CAPTION.match(paper.paragraphs[each].flat):
            return paper.paragraphs[each].words
    return EMPTY


def _before(paper: Structure, at: int) -> str:
    words = [paper.paragraphs[each].flat for each in paper.of[at].path[-2:]]
    if at and paper.paragraphs[at - 1].table is None:
        words.append(paper.paragraphs[at - 1].flat[-120:])
    return " ".join(words)


def _lists(rows: Sequence[Sequence[_Cell]], heads: Sequence[str], cue: str, tone: Tone, language: str) -> Iterator[Row]:
    """Rows whose cells hold lists."""
    columns = [at for at in range(len(rows[0])) if sum(len(row[at].entries) >= 2 for row in rows) * 2 >= len(rows)]
    titles = [row[0].head.text or row[0].whole.text for row in rows]
    named = sum(bool(_CASES.search(title)) for title in titles) * 2 >= len(titles)
    cases = named or _CASES.search(" ".join((cue, *heads))) is not None
    asked = _ASKED.search(" ".join(heads[at] for at in columns if at < len(heads))) is not None
    if cases or (len(columns) >= 2 and not asked):
        sure = 0.8 if cases and len(columns) >= 2 else 0.62 if cases else 0.45
        for row in rows:
            sides = [[words for _, words in cell.entries] for cell in row if cell.entries]
            title = row[0].head if row[0].entries else row[0].whole
            text = joined([words for side in sides for words in side])
            yield Row(
                "scenario", "", title, text, [], sure, Reason("reason.scenario_table"), list(heads[1:]), [], sides
            )
        return
    words = [entry.text for row in rows for at in columns for _, entry in row[at].entries]
    mean = sum(asking(each, language) for each in words) / max(1, len(words))
    sure = 0.45 + 0.2 * asked + 0.2 * (tone is Tone.ASKS) + 0.15 * mean - 0.35 * (tone is Tone.OTHER)
    sure -= 0.3 * (_TAKEN.search(" ".join(heads)) is not None)
    above: list[str] = []
    for row in rows:
        own = [cell.whole.text for at, cell in enumerate(row) if at not in columns and at < min(columns)]
        # A head that reaches over several rows stands in the first of them.
        own = [text or (above[at] if at < len(above) else "") for at, text in enumerate(own)]
        above = own
        addressee = next(
            (match[1] for text in own if (match := re.fullmatch(r"[【\[]([^】\]]{1,30})[】\]]", plain(text)))), ""
        )
        heads_of = [text for text in own if text]
        for at in columns:
            for label, entry in row[at].entries:
                shown = "" if label == "item" else label
                yield Row(
                    "recommendation",
                    shown,
                    EMPTY,
                    entry,
                    heads_of,
                    round(min(0.9, max(0.05, sure)), 2),
                    Reason("reason.table_list"),
                    list(heads),
                    addressee=addressee,
                )
        parts = [(label, entry.text) for at in columns for label, entry in row[at].entries]
        if heads_of and len(parts) > 1:
            title = next(
                (cell.whole for at, cell in reversed(list(enumerate(row))) if at < min(columns) and cell.whole.text),
                EMPTY,
            )
            body = joined([row[at].whole for at in columns])
            yield Row(
                "recommendation",
                "",
                title,
                body,
                heads_of[:-1],
                0.3,
                Reason("reason.other_level"),
                list(heads),
                parts=parts,
                addressee=addressee,
                alternative=True,
            )


def _plain_rows(
    rows: Sequence[Sequence[_Cell]], heads: Sequence[str], cue: str, tone: Tone, language: str
) -> Iterator[Row]:
    """Rows of plain cells: scenarios if the first column names cases, recommendations if a column is headed so."""
    width = len(rows[0])
    others = [cell.flat for row in rows for cell in row[1:]]
    numeric = sum(bool(_NUMERIC.match(cell)) for cell in others)
    if not others or numeric * 2 >= len(others) or any(len(row[0].flat) > 60 for row in rows):
        return
    asks = [asking(cell, language) for cell in others if len(cell) > 4]
    mean = sum(asks) / max(1, len(asks))
    column = next(
        (
            at
            for at in range(len(heads) - 1, 0, -1)
            if _ASKED.search(plain(heads[at])) and not _TAKEN.search(plain(heads[at]))
        ),
        None,
    )
    past = sum(ask <= -0.5 for ask in asks) * 2 > len(asks)
    # One row that speaks of a scenario makes no table of scenarios.
    named = sum(bool(_CASES.search(row[0].flat)) for row in rows) * 2 >= len(rows)
    if (named or _CASES.search(cue)) and width >= 3 and len(rows) >= 2 and not past:
        kind, sure = "scenario", 0.72
    elif _TYPES.search(cue) and width >= 4 and len(rows) >= 2 and not past:
        kind, sure = "table_row", 0.6
    elif column is not None and not past and tone is not Tone.OTHER:
        for row in rows:
            if row[column].flat:
                sure = round(min(0.85, 0.4 + 0.25 * (tone is Tone.ASKS) + 0.2 * max(0.0, mean)), 2)
                own = [cell.whole.text for cell in row[:column] if cell.whole.text]
                yield Row(
                    "recommendation",
                    "",
                    EMPTY,
                    row[column].whole,
                    own,
                    sure,
                    Reason("reason.table_column"),
                    list(heads),
                )
        return
    elif width >= 3 and len(rows) >= 2 and not past:
        kind, sure = "table_row", 0.35
    else:
        return
    if tone is Tone.OTHER and kind == "table_row":
        sure = 0.25
    for row in rows:
        cells = [cell.whole for cell in row[1:]]
        yield Row(
            kind, "", row[0].whole, joined(cells), [], sure,  # type: ignore[arg-type]
            Reason("reason.scenario_table" if kind == "scenario" else "reason.table"), list(heads[1:]), cells,
        )  # fmt: skip
