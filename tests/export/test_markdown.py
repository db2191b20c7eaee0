"""Markdown papers: marks where they are meant and nowhere else. What other programs read is in the clients' tests."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core.blocks import Contents, Paragraph, Role, Run
from briefer.core.errors import Cancelled
from briefer.export.markdown import escape, render, strong
from briefer.export.style import read_style
from tests.export import docx_papers, hostile, papers

ROOT = Path(__file__).resolve().parents[2]
STYLE = read_style(ROOT / "resources" / "styles" / "standard.yaml")


def test_one_of_everything() -> None:
    assert (
        render(docx_papers.small(), STYLE).decode()
        == """\
**取扱注意**

# 五港の灯台台帳

港長会議の資料

- **日付**　2025年3月1日
- **宛先**　港長会議

## 第１　台帳を一つにする

部品は隣の港にある…ことが多い。

### １　費用と効果

**要旨**　年に二十人日で足りる。

> **原文**　Don’t let the lamp go out.

> The keeper’s rule―①灯を守る。

**注**　数字は次の会合で確かめる。

**留意事項**　見込みであり、約束ではない。

**過去の事項**　前提は変わった。

**出典**　［1］第２部「灯台」

**表1　港ごとの棚**

| 港 | 今 | 後 |
| --- | --- | --- |
| 北港 | • 甲 | • 乙<br>• 丙 |

## 出典

- ［1］　灯台課「灯の記録」2024年

**取扱注意**
"""
    )


@pytest.mark.parametrize(
    "text",
    [
        "防衛費2%超、2+2+2（仮称）。", "a < b > c & d", "[1] Part 2, §3", "snake_case", "5 * 3", "－項目 ・項目 ●",
        "C# 3.5", "12:30:45", "$5", "¥1,000", "Pacific 5!", "AT&T", "2024年10月21日", "(1) 一", "#見出し", "-5度",
        "1.5倍", "C:\\Users", "a|b", "「引用」", "~",
    ],
)  # fmt: skip
def test_plain_words_stay_as_they_are(text: str) -> None:
    """But for a tilde, which some readers pair with another over any distance."""
    assert paragraph(text) == text.replace("~", "\\~")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("2024) x", "2024\\) x"),
        ("> x", "\\> x"),
        ("---", "\\---"),
        ("***", "\\*\\*\\*"),
        ("*x*", "\\*x\\*"),
        ("__init__", "\\_\\_init\\_\\_"),
        ("`x`", "\\`x\\`"),
        ("[x](y)", "[x\\](y)"),
        ("[x]: y", "\\[x]: y"),
        ("<b>", "\\<b>"),
        ("&amp;", "\\&amp;"),
        ("\\*", "\\\\\\*"),
        ("x\\", "x\\\\"),
        (":smile:", "\\:smile:"),
        ("$x$", "\\$x$"),
        ("www.example.org。", "www\\.example.org。"),
        ("https://example.org/。", "<https://example.org/>。"),
        ("https://example.org/?a&copy;b", "https\\://example.org/?a\\&copy;b"),
        ("a\n---", "a\\\n\\---"),
        ("  x  ", "x"),
    ],
)
def test_marks_are_escaped(text: str, written: str) -> None:
    assert paragraph(text) == written


def paragraph(text: str, role: Role = "body", label: str = "") -> str:
    block = Paragraph(role, (Run(text, "ja"),), 0, label)
    return render(papers.paper((block,), marking=""), STYLE).decode().removesuffix("\n")


def test_headings_keep_their_number_signs() -> None:
    make = docx_papers.Maker("en")
    make.h(1, "C #")
    make.h(7, "")
    make.h(2, "# ##")
    lines = render(make.paper("#", "", (), "Contents"), STYLE).decode().splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# \\#", "## 1. C \\#", "###### (1)", "### 1.1 # \\##"]


def test_strong_words_are_strong_beside_brackets() -> None:
    runs = (Run("これは", "ja"), Run("「重要」", "ja", strong=True), Run("である", "ja"))
    text = render(papers.paper((Paragraph("body", runs),), marking=""), STYLE).decode()
    assert text == "これは<strong>「重要」</strong>である\n"
    assert strong("重要") == "**重要**"
    assert strong("原文（相違）", after="　") == "**原文（相違）**"


def test_bars_do_not_cut_cells() -> None:
    text = render(hostile.paper(("|", "\\|", "a|b\\", "|---|", "x")), STYLE).decode()
    rows = [line for line in text.splitlines() if line.startswith("| ") and line.endswith(" |")]
    assert len(rows) == 5 * 4
    for row in rows:
        inside = row.replace("\\|", "")
        assert inside.count("|") == 3, row


def test_contents_are_left_to_the_reader() -> None:
    paper = papers.japanese()
    contents = next(each for each in paper.blocks if isinstance(each, Contents))
    assert contents.title not in render(paper, STYLE).decode()


def test_one_kind_of_line_end() -> None:
    data = render(hostile.paper(), STYLE)
    text = data.decode("utf-8")
    assert not set(text) & set("\r\x0b\x0c\x85\u2028\u2029\x00\x1b")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    assert text.startswith('**"\\<b>&取扱 注意**\n')
    assert text.endswith('\n\n**"\\<b>&取扱 注意**\n')


def test_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import sys, hashlib; from tests.export import test_markdown as t; "
        "sys.stdout.write(hashlib.sha256(t.render(t.papers.japanese(), t.STYLE)).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    assert done.stdout == hashlib.sha256(render(papers.japanese(), STYLE)).hexdigest()


def test_progress_and_cancelling() -> None:
    told: list[float] = []
    render(papers.long(50), STYLE, progress=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)

    def stop(done: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render(papers.japanese(), STYLE, progress=stop)


@given(st.text(st.sampled_from("ab 漢　。「\\`*_~[]()<>&!|#-+=.:$1;/w\n")))
def test_escaping_only_adds_backslashes(text: str) -> None:
    escaped = escape(text)
    assert escaped.count("\n") == text.count("\n")
    rest = iter(escaped)
    assert all(character in rest for character in text)
    assert set(escaped) <= set(text) | set("\\<>")
