"""Finding originals by their hashes: whatever a converter did between the words, and nothing else."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.core.text import fingerprint, fold_for_fingerprint
from briefer.corpus import attach as attach_module
from briefer.corpus.attach import attach
from briefer.corpus.decode import Copy, read_copy
from briefer.corpus.find import Expected, Finder, Found, differences, recognised
from briefer.corpus.proof import GRAM, Stream, chain, chain_of_cells, parsed, place_of, title_piece
from briefer.corpus.store import Corpus
from tests.corpus import village

BODY = (
    "村は古い水道管を五年のうちに取り替えるべきであり、3カ所の浄水場も改めるべきである。"
    "そのためには、隣の町との間で費用の分け方を話し合い、住民に見通しを示さなければならない。"
    "「水の将来」（第2版）が指摘したとおり、漏水が続けば使用料を上げざるをえない。"
)
TITLE = "古い水道管を取り替え、隣の町と費用を分け合うことが求められる"


def item(title: str = TITLE, text: str = BODY, name: str = "v/1", number: int = 1) -> Expected:
    pieces = parsed(title_piece(title))
    return Expected(number, name, fingerprint(title, text), pieces[0] if pieces else None, parsed(chain(text)))


def find(source: str, *items: Expected) -> list[Found]:
    return Finder(source, [items]).find(items)


def wrapped(text: str, width: int, between: str = "\n") -> str:
    return between.join(text[at : at + width] for at in range(0, len(text), width))


INTERRUPTED = {
    "a page number": "\n\n12\n\n",
    "a running head": "\n- 12 -\n\f村の研究所 2030\n",
    "a caption": "\n\n（写真：村の役場）\n\n",
    "notes and their addresses": "\n¹ 村の記録。\n<https://example.org/村>\n² 同上。\n",
    "twenty lines of notes": "\n" + "注の文がここに長く続く。\n" * 20,
}


@pytest.mark.parametrize("width", [10, 17, 24, 40])
@pytest.mark.parametrize("kind", INTERRUPTED)
def test_what_stands_between_two_lines_is_stepped_over(kind: str, width: int) -> None:
    lines = wrapped(BODY, width).split("\n")
    for cut in range(1, len(lines)):
        source = f"① {TITLE}\n" + "\n".join(lines[:cut]) + INTERRUPTED[kind] + "\n".join(lines[cut:]) + "\n② 次\n"
        (found,) = find(source, item())
        assert (found.verified, found.title) == (True, TITLE), cut
        assert found.words.text.replace("\n", "") == BODY, cut


@pytest.mark.parametrize("between", ["\n", "\n\n", " \r\n\r\n　", "\r", "\u2028", "\n> ", "\n- "])
def test_lines_are_joined_however_they_are_parted(between: str) -> None:
    (found,) = find(f"1. （{wrapped(TITLE, 13, between)}）{wrapped(BODY, 19, between)}", item())
    assert (found.verified, found.title) == (True, TITLE)
    assert found.words.text.replace("\n", "") == BODY


def test_a_title_torn_by_a_page_is_put_together() -> None:
    source = f"① {TITLE[:12]}\n\n- 3 -\n村の研究所\n{TITLE[12:]}\n{BODY}\n"
    (found,) = find(source, item())
    assert (found.verified, found.title) == (True, TITLE)


def test_a_character_doubled_at_a_page_break_is_dropped() -> None:
    for cut in (5, 30, 70):
        for between in ("\n", "\n\n4\n\n", ""):
            (found,) = find(f"① {TITLE}\n{BODY[:cut]}{between}{BODY[cut - 1]}{BODY[cut:]}", item())
            assert found.verified
            assert found.words.text == BODY


@pytest.mark.parametrize(
    "mark", ["¹", "²³", "1", "[12]", "(3)", "<sup>4</sup>", "^5^", "[^a]", " <https://example.org/a?b=1>"]
)
def test_marks_of_notes_are_no_words(mark: str) -> None:
    ends = [at + 1 for at, character in enumerate(BODY) if character in "、。"]
    for end in ends:
        # The note stands before the mark of punctuation.
        (found,) = find(f"{BODY[: end - 1]}{mark}{BODY[end - 1 :]}", item(""))
        assert found.verified, (mark, end)
        assert found.words.text == BODY


def test_an_exponent_is_no_note() -> None:
    text = "浄水場の広さは45m²から60m²に広げるべきであり、その費用は村が負担すべきである。"
    (found,) = find(f"- {text}", item("", text))
    assert found.verified
    assert found.words.text == text


def test_words_are_never_made_up_or_left_out() -> None:
    for at in range(0, len(BODY), 3):
        changed = f"{BODY[:at]}甲{BODY[at + 1 :]}"
        found = find(f"① {TITLE}\n{changed}\n", item())
        assert not any(each.verified for each in found), at
        dropped = f"{BODY[:at]}{BODY[at + 1 :]}"
        assert not any(each.verified for each in find(f"① {TITLE}\n{dropped}\n", item())), at


def test_a_difference_is_shown_to_the_sentence() -> None:
    sentences = [f"{each}。" for each in BODY.split("。") if each]
    changed = "".join([sentences[0], sentences[1].replace("話し合い", "相談し"), sentences[2]])
    (found,) = find(f"① {TITLE}\n{changed}\n", item())
    assert not found.verified
    assert found.words.text == changed
    ((start, end),) = found.difference().spans
    assert "相談し" in changed[start:end]
    assert changed[start:end] in changed[len(sentences[0]) : len(sentences[0]) + len(sentences[1])]
    assert not found.difference().title


def test_a_sentence_left_out_or_put_in_is_marked() -> None:
    sentences = [f"{each}。" for each in BODY.split("。") if each]
    pieces = parsed(chain(BODY))
    assert differences(pieces, BODY) == ()
    assert differences(pieces, sentences[0] + sentences[2]) == ((len(sentences[0]), len(sentences[0])),)
    more = sentences[0] + "これは書かれていなかった。" + "".join(sentences[1:])
    ((start, end),) = differences(pieces, more)
    assert more[start:end] == "これは書かれていなかった。"
    ((start, end),) = differences(pieces, BODY[: BODY.index("漏水")])
    assert start >= len(sentences[0]) + len(sentences[1])


def test_another_title_is_a_difference() -> None:
    (found,) = find(f"① 別の題\n{BODY}\n", item())
    assert not found.verified
    assert found.difference().title
    assert found.difference().spans == ()


def test_items_with_the_same_words_keep_their_order() -> None:
    one, other = item("", BODY, "v/1", 1), item("", BODY, "v/2", 2)
    found = find(f"- {BODY}\n\n# 全文\n\n- {BODY}\n", one, other)
    assert [each.expected.id for each in found] == ["v/1", "v/2"]
    assert found[0].end < found[1].start
    assert all(each.verified for each in found)


def test_a_title_tells_items_with_the_same_words_apart() -> None:
    one, other = item("水道管について村がなすべきこと", BODY, "v/1", 1), item("水", BODY, "v/2", 2)
    found = find(f"1. （水）{BODY}\n2. （水道管について村がなすべきこと）{BODY}\n", one, other)
    assert all(each.verified for each in found)
    assert found[0].start > found[1].start


def test_cells_are_read_one_by_one() -> None:
    cells = ["交付金", "一年から三年", "村の全域", "10%以下", "橋、水道、学校"]
    text = "\n".join(cells)
    row = Expected(
        1, "v/t", fingerprint("", text), None, parsed(chain_of_cells(cells)),
        cells=tuple((str(at), fingerprint("", cell)) for at, cell in enumerate(cells)),
    )  # fmt: skip
    for source in ("\t".join(cells), f"| {' | '.join(cells)} |", "<tr><td>" + "</td><td>".join(cells) + "</td></tr>"):
        (found,) = find(f"# 表\n\n{source}\n", row)
        assert found.verified
        assert [part.words.text for part in found.parts] == cells
        assert all(part.verified for part in found.parts)
        assert found.words.text == text


def test_parts_have_words_of_their_own() -> None:
    first = "村は費用の見通しを三月までに住民へ示すべきである。"
    second = "隣の町との協議の場を毎年設け、結果を公にすべきである。"
    text = f"村は次のことを行うべきである。\n1. 見通し：{first}\n2. 協議の場：{second}"
    parts = tuple(
        Expected(0, f"v/1.{at}", fingerprint(name, words), parsed(title_piece(name))[0], parsed(chain(words)))
        for at, name, words in ((1, "見通し", first), (2, "協議の場", second))
    )
    whole = Expected(1, "v/1", fingerprint("", text), None, parsed(chain(text)), parts=parts)
    (found,) = find(text, whole)
    assert found.verified
    assert [(part.key, part.title, part.words.text, part.verified) for part in found.parts] == [
        ("v/1.1", "見通し", first, True),
        ("v/1.2", "協議の場", second, True),
    ]


def test_paragraphs_stay_and_wrapped_lines_do_not() -> None:
    paragraphs = [BODY, BODY.replace("村", "町"), BODY.replace("水", "湯")]
    text = "\n".join(paragraphs)
    assert find("\n\n".join(paragraphs), item("", text))[0].words.text == text
    width = 40
    lines = [line for each in paragraphs for line in wrapped(f"　{each}", width).split("\n")]
    noise = [f"{number:02}" + "あ" * (width - 2) for number in range(30)]
    for gap in ("\n", "\n\n"):
        (found,) = find(gap.join([*lines, *noise]), item("", text))
        assert found.verified
        assert found.words.text == text


def test_a_report_is_recognised_by_its_words_not_by_a_quotation() -> None:
    sentences = [f"これは村の報告の{number}番目の文であり、ほかのどの報告にもない。" for number in range(100)]
    items = [item("", "".join(sentences[at : at + 2]), f"v/{at}", at + 1) for at in range(0, 100, 2)]
    quotation = "ある人がこう書いた。" + "".join(sentences[:6])
    assert not recognised(Finder(quotation, [items]), "村の報告", items)
    assert recognised(Finder("".join(sentences[:30]), [items]), "村の報告", items)
    # Of a report with little to prove it, the title must be there too.
    few = items[:4]
    assert not recognised(Finder("".join(sentences[:8]), [few]), "村の報告 2030", few)
    assert recognised(Finder("# 村の報告\n2030\n" + "".join(sentences[:8]), [few]), "村の報告 2030", few)


def test_the_corpus_shows_what_differs(file: Path) -> None:
    place = file.parent / "copy.txt"
    place.write_text(village.text().replace("五年のうちに", "六年のうちに"), "utf-8")
    (report,) = attach(file, [place])
    (difference,) = report.differences
    assert difference.id == "village-2030/full/4"
    ((start, end),) = difference.spans
    assert "六年のうちに" in difference.text[start:end]
    assert "漏水" not in difference.text[start:end]
    with Corpus.open(file) as corpus:
        assert corpus.difference(difference.id) == difference
        assert corpus.difference("village-2030/full/5") is None


def test_page_numbers_enter_the_locator(file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attach(file, [copy])
    with Corpus.open(file) as corpus:
        assert {item.locator.page for item in corpus.items()} == {""}
        plain = [item.original for item in corpus.items()]

    def paged(path: Path, *progress: Callable[[float], None]) -> Copy:
        read = read_copy(path, *progress)
        places = [read.text.index(each) for each in ("### 概要", "## 本文", "## B. 谷筋")]
        return replace(read, content=read.content + b"\n", pages=(0, *places))

    monkeypatch.setattr(attach_module, "read_copy", paged)
    # The same words from a copy that has pages are worth more, whichever comes last.
    attach(file, [copy])
    monkeypatch.undo()
    attach(file, [copy])
    with Corpus.open(file) as corpus:
        assert [item.locator.page for item in corpus.items()] == ["2"] * 3 + ["3"] * 3 + ["4"] * 2
        assert [item.original for item in corpus.items()] == plain
        pages = [record["locator"]["page"] for record in corpus.records()]  # type: ignore[index]
        assert pages == ["2"] * 3 + ["3"] * 3 + ["4"] * (2 + village.POINTS)


# -- the pieces themselves

TEXTS = st.text(
    alphabet=st.sampled_from("村は水道。、！?「」()1２aB -—―~〜“”㍿ｶﾞか゛\u3000\n①²"), min_size=GRAM * 2, max_size=300
)


@given(TEXTS)
@settings(deadline=None)
def test_a_chain_is_as_long_as_its_text_and_proves_it(text: str) -> None:
    folded = fold_for_fingerprint(text)
    if len(folded) < GRAM:
        return
    pieces = parsed(chain(text))
    assert sum(piece.length for piece in pieces) == len(folded)
    assert all(piece.length >= GRAM for piece in pieces)
    assert [str(piece) for piece in pieces] == chain(text).split()
    assert differences(pieces, folded) == ()


@given(st.text(max_size=400))
@settings(deadline=None)
def test_every_character_of_a_stream_leads_back(source: str) -> None:
    stream = Stream(source)
    assert list(stream.lines) == sorted(set(stream.lines))
    shown = stream.shown([(0, len(stream.text))])
    assert all(0 <= start <= end <= len(source) for start, end in shown.offsets)
    for character, (start, end) in zip(shown.text, shown.offsets, strict=True):
        assert character.isspace() or character in source[start:end]


@given(st.text(max_size=200), st.integers(0, 50), st.integers(1, 20))
def test_a_place_in_the_folded_text_leads_back(text: str, at: int, length: int) -> None:
    where = place_of(text, at, length)
    if where is not None:
        assert 0 <= where[0] < where[1] <= len(text)
        assert fold_for_fingerprint(text[slice(*where)])


def test_hostile_copies_do_not_keep_it_busy() -> None:
    """Every line begins as an item does, and none goes on as one: far more attempts than any report asks for."""
    generator = random.Random(1)
    items = [item("", BODY.replace("村", each), f"v/{each}", at + 1) for at, each in enumerate("甲乙丙丁戊")]
    openings = [BODY.replace("村", each)[:GRAM] for each in "甲乙丙丁戊"]
    lines = [generator.choice(openings) + "11" * generator.randrange(9) for _ in range(20_000)]
    finder = Finder("\n".join(lines), [items])
    assert not any(found.verified for found in finder.find(items))


def test_orders_of_lines_are_not_guessed() -> None:
    """Columns read across are not put right by trying: what is proved must stand in the copy in this order."""
    lines = wrapped(BODY, 20).split("\n")
    for one, other in itertools.combinations(range(len(lines)), 2):
        mixed = list(lines)
        mixed[one], mixed[other] = mixed[other], mixed[one]
        assert not any(each.verified for each in find("\n".join(mixed), item("")))
