from __future__ import annotations

import itertools
import json
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.core.errors import Cancelled, CorpusError, SourceFileError
from briefer.corpus import attach as attach_module
from briefer.corpus.attach import AttachReport, attach
from briefer.corpus.decode import MAX_BYTES, MAX_CHARACTERS, read_copy
from briefer.corpus.encoding import decoded
from briefer.corpus.proof import chain
from briefer.corpus.store import Corpus
from tests.corpus import village


def attach_text(file: Path, text: str, encoding: str = "utf-8") -> AttachReport:
    place = file.parent / "report.txt"
    place.write_bytes(text.encode(encoding))
    (report,) = attach(file, [place])
    return report


def test_the_originals_are_exact(file: Path, copy: Path) -> None:
    (report,) = attach(file, [copy])
    assert report == AttachReport(str(copy), "village-2030", village.ENTRIES, village.ENTRIES)
    with Corpus.open(file) as corpus:
        for (section, label, title, words), item in zip(village.ITEMS, corpus.items(), strict=False):
            assert (item.original, item.printed_title, item.verified) == (words, title, True)
            assert item.heading("ja") == title
            assert item.id == f"village-2030/{section}/{label}"
        for (_, _, key, policies, responses), row in zip(village.ROWS, list(corpus.items())[-2:], strict=True):
            assert [point.original for point in row.points] == [*policies, *responses]
            assert row.original == "\n".join([*policies, *responses])
            assert row.verified
            assert row.id.endswith(key)
            assert row.printed_title is None


def test_offsets_lead_back_into_the_copy(file: Path, copy: Path) -> None:
    attach(file, [copy])
    source = copy.read_text("utf-8")
    connection = sqlite3.connect(file)
    rows = connection.execute("SELECT text, start, end, pieces FROM original WHERE pieces IS NOT NULL").fetchall()
    connection.close()
    assert len(rows) == len(village.ITEMS) + village.POINTS
    for text, start, end, pieces in rows:
        shown = dict(enumerate(text))
        for at, where, length in json.loads(pieces):
            assert start <= where
            assert where + length <= end
            for offset in range(length):
                if not shown[at + offset].isspace():
                    assert source[where + offset] == shown[at + offset]
        assert len(re.sub(r"\s", "", text)) <= sum(length for _, _, length in json.loads(pieces))


TEXT = village.text()
LAYOUTS: dict[str, str] = {
    "windows lines": TEXT.replace("\n", "\r\n"),
    "old lines": TEXT.replace("\n", "\r"),
    "one level": re.sub("^#+", "#", TEXT, flags=re.M),
    "deep levels": re.sub("^#+", "#####", TEXT, flags=re.M),
    "no bold": TEXT.replace("**", ""),
    "all numbered one": re.sub(r"^( *)\d\. ", r"\g<1>1. ", TEXT, flags=re.M),
    "bullets for numbers": re.sub(r"^( *)\d\. ", r"\g<1>- ", TEXT, flags=re.M),
    "no numbers": re.sub(r"^ *\d\. ", "", TEXT, flags=re.M),
    "bracketed numbers": re.sub(r"^( *)(\d)\. ", r"\g<1>（\2）", TEXT, flags=re.M),
    "circled numbers": re.sub(r"^( *)(\d)\. ", lambda m: f"{m[1]}{'①②③④⑤⑥'[int(m[2]) - 1]} ", TEXT, flags=re.M),
    "bold numbers": re.sub(r"^( *)(\d)\. ", r"\g<1>**\2.** ", TEXT, flags=re.M),
    "spaced numbers": re.sub(r"(\d)", r" \1 ", TEXT),
    "indented": re.sub(r"^(?=\d)", "        ", TEXT, flags=re.M),
    "no blank lines": re.sub(r"\n\n+", "\n", TEXT),
    "plain headings": re.sub("^#+ ", "", TEXT, flags=re.M),
    "other brackets": TEXT.replace("（", "(").replace("）", ")"),
    "half-width": TEXT.replace("カ所", "ｶ所"),
    "other bullets": TEXT.replace("▪", "•").replace("●", "○"),
    "page marks": TEXT.replace("\n\n- ", "\n\n\f\n- "),
}


def hard_wrapped(width: int) -> str:
    lines = []
    for line in TEXT.split("\n"):
        whole = "<" in line or line.startswith("#") or "\t" in line
        lines += [line] if whole else [line[at : at + width] for at in range(0, len(line), width)] or [""]
    return "\n".join(lines)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_every_original(file: Path, layout: str) -> None:
    report = attach_text(file, LAYOUTS[layout])
    assert (report.found, report.different, report.missing) == (village.ENTRIES, (), ())


@pytest.mark.parametrize("width", [13, 20, 31, 40])
def test_hard_wrapped_lines_are_joined(file: Path, width: int) -> None:
    report = attach_text(file, hard_wrapped(width))
    assert (report.found, report.different, report.missing) == (village.ENTRIES, (), ())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp"]
)
def test_every_encoding_gives_every_original(file: Path, encoding: str) -> None:
    text = TEXT.replace("▪", "■") if encoding in ("cp932", "euc_jp") else TEXT
    report = attach_text(file, text, encoding)
    assert (report.found, report.verified) == (village.ENTRIES, village.ENTRIES)


def test_changed_words_are_told_apart(file: Path) -> None:
    changed = TEXT.replace("橋の点検を毎年行い", "橋の点検を隔年で行い").replace("補助金は今のまま", "補助金は")
    report = attach_text(file, changed)
    assert report.found == village.ENTRIES
    assert set(report.different) == {
        "village-2030/outline/2", "village-2030/full/5", "village-2030/valley/retained",
        "village-2030/valley/retained.expec.2",
    }  # fmt: skip
    with Corpus.open(file) as corpus:
        item = corpus.item("village-2030/outline/2")
        assert item.verified is False
        assert item.original
        assert "隔年" in item.original


def test_half_a_report_gives_half_its_originals(file: Path) -> None:
    report = attach_text(file, HALF)
    assert (report.found, report.verified) == (3, 3)
    assert len(report.missing) == village.ENTRIES - 3


def test_a_lost_point_is_missing_and_its_row_different(file: Path) -> None:
    report = attach_text(file, TEXT.replace("<li>● 隣の町との協議を続ける。</li>", ""))
    assert report.missing == ("village-2030/valley/elected.japan.2",)
    assert report.different == ("village-2030/valley/elected",)


CHANGED = TEXT.replace("橋の点検を毎年行い", "橋の点検を隔年で行い")
HALF = TEXT[: TEXT.index("## 本文")]


def state(file: Path) -> list[object]:
    """All that a reader sees of a corpus."""
    with Corpus.open(file) as corpus:
        assert corpus.info().integrity == "ok"
        assert corpus.search("").total == village.ENTRIES
        return [*corpus.records(), corpus.info().sources, corpus.search("毎年").total, corpus.search("隔年").total]


def words(file: Path) -> list[object]:
    with Corpus.open(file) as corpus:
        return [(item.id, item.original, item.verified, item.printed_title) for item in corpus.items()]


def test_the_best_of_several_copies_is_kept(file: Path) -> None:
    attach_text(file, CHANGED)
    with Corpus.open(file) as corpus:
        assert corpus.search("毎年").total == 0
        assert corpus.info().sources[0].different == 2
    attach_text(file, TEXT)
    whole = words(file)
    with Corpus.open(file) as corpus:
        assert corpus.search("毎年").total == 2
        assert corpus.search("隔年").total == 0
        assert corpus.info().sources[0].verified == village.ENTRIES
    # A copy that is worse or holds less takes nothing away.
    attach_text(file, CHANGED)
    attach_text(file, HALF)
    assert words(file) == whole


def test_order_and_repetition_of_files_do_not_matter(file: Path, tmp_path: Path) -> None:
    copies = {"whole": TEXT, "changed": CHANGED, "half": HALF, "other lines": TEXT.replace("\n", "\r\n")}
    for name, text in copies.items():
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
    orders = [*list(itertools.permutations(copies))[::5], (*copies, *copies), ("whole", "whole", *copies)]
    states = []
    for number, order in enumerate(orders):
        fresh = tmp_path / f"{number}.sqlite"
        fresh.write_bytes(file.read_bytes())
        reports = attach(fresh, [tmp_path / f"{name}.txt" for name in order])
        whole = next(report for report in reports if "whole" in report.file)
        assert (whole.found, whole.verified) == (village.ENTRIES, village.ENTRIES)
        states.append(state(fresh))
    assert all(each == states[0] for each in states)


def test_the_copy_is_kept_as_it_was(file: Path, copy: Path) -> None:
    import hashlib
    import zlib

    attach(file, [copy])
    connection = sqlite3.connect(file)
    (row,) = connection.execute("SELECT name, sha256, size, media_type, encoding, content FROM copy").fetchall()
    connection.close()
    raw = copy.read_bytes()
    expected = ("report.txt", hashlib.sha256(raw).hexdigest(), len(raw), "text/plain", "utf-8")
    assert row[:5] == expected
    assert zlib.decompress(row[5]) == raw


# -- bad input


def huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)


def make_folder(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.exists, "source.missing"),
    "folder": (make_folder, "source.is_folder"),
    "pipe": (fifo, "source.not_a_file"),
    "loop": (lambda path: path.symlink_to(path), "source.not_readable"),
    "empty": (lambda path: path.write_bytes(b""), "source.empty"),
    "only a mark": (lambda path: path.write_bytes(b"\xef\xbb\xbf"), "source.empty"),
    "blank": (lambda path: path.write_bytes(b" \r\n\t\n" * 100), "source.empty"),
    "huge": (huge, "source.too_large"),
    "long": (lambda path: path.write_bytes(b"a" * (MAX_CHARACTERS + 1)), "source.too_long"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 50), "source.not_text"),
    "noise": (lambda path: path.write_bytes(b"\x81\xff\xfe" * 999), "source.not_text"),
    "zeros": (lambda path: path.write_bytes(bytes(5000)), "source.not_text"),
    "pdf": (lambda path: path.write_bytes(b"%PDF-1.7\n..."), "source.damaged"),
    "docx": (lambda path: path.write_bytes(b"PK\x03\x04..."), "source.damaged"),
    "latin": (lambda path: path.write_bytes("café\n".encode("latin-1") * 9), "source.not_text"),
    "another report": (lambda path: path.write_text("1. （町）町は道を直すべき。\n", "utf-8"), "source.not_catalogued"),
    "one long line": (lambda path: path.write_text("水" * 900_000, "utf-8"), "source.not_catalogued"),
    "marks only": (lambda path: path.write_text("1. \n2. \n# \n\t\n<li>\n" * 99, "utf-8"), "source.not_catalogued"),
    "a quotation": (
        lambda path: path.write_text(f"# 書評\n\n1. （水道）{village.ITEMS[0][3]}\n2. （他）別の話。\n", "utf-8"),
        "source.not_catalogued",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_said_and_the_others_go_on(file: Path, copy: Path, tmp_path: Path, kind: str) -> None:
    make, code = BAD[kind]
    bad = tmp_path / "悪い 'file'.txt"
    make(bad)
    if kind == "a quotation":
        # One item of twelve is more than a tenth: make the catalogue larger than the quotation.
        file, copy = _larger(tmp_path)
    first, second = attach(file, [bad, copy])
    assert isinstance(first.error, SourceFileError)
    assert first.error.code == code
    assert first.error.file == str(bad)
    assert (first.found, first.source) == (0, None)
    assert second.error is None
    assert second.verified == second.found > 0


def _larger(tmp_path: Path) -> tuple[Path, Path]:
    """The shipped catalogue beside the village's, so that one item is a small part, and a copy of the village's."""
    from briefer.corpus.build import build

    data = village.write_data(tmp_path / "larger")
    words = village.catalogue()
    at = words.index("  - id: village-2030/outline/2")
    extra = "".join(
        f"  - id: village-2030/outline/x{number}\n    fingerprint: {number:064d}\n"
        f'    proof: {{text: "{chain(f"これは{number}番目の別の話である。" * 2)}"}}\n    section: outline\n'
        f'    label: "x{number}"\n    title: {{ja: 別{number}, en: Other}}\n    gist: {{ja: 別。, en: Other.}}\n'
        for number in range(20)
    )
    (data / "catalogue" / "village-2030.yaml").write_text(words[:at] + extra + words[at:], "utf-8")
    build(tmp_path / "larger.sqlite", data)
    copy = tmp_path / "whole.txt"
    copy.write_text(TEXT, "utf-8")
    return tmp_path / "larger.sqlite", copy


def test_a_file_without_permission_is_said(file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        # Not by its mode: a test may run as root, who may read everything.
        if path == copy:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    (report,) = attach(file, [copy])
    assert report.error is not None
    assert report.error.code == "source.not_readable"


def test_no_corpus_is_an_error_of_the_whole_call(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        attach(tmp_path / "none.sqlite", [copy])
    assert caught.value.code == "corpus.missing"


def test_a_failure_while_storing_leaves_what_was_there(file: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attach_text(file, HALF)

    class Breaking(attach_module.Index):
        def add(self, number: int) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(attach_module, "Index", Breaking)
        with pytest.raises(CorpusError) as caught:
            attach_text(file, TEXT)
    assert caught.value.code == "corpus.disk_full"
    with Corpus.open(file) as corpus:
        assert corpus.info().sources[0].originals == 3
        assert corpus.search("水道 五年", limit=9).total == 1
        assert corpus.info().integrity == "ok"


def test_cancelling_keeps_the_files_before(file: Path, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "half.txt"
    other.write_text(TEXT[: TEXT.index("## 本文")], "utf-8")

    def progress(part: float) -> None:
        if part > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        attach(file, [copy, other], progress)
    with Corpus.open(file) as corpus:
        assert corpus.info().sources[0].originals == village.ENTRIES


def test_progress_goes_forward(file: Path, copy: Path) -> None:
    steps: list[float] = []
    attach(file, [copy, copy], steps.append)
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0.0, 1.0)


# -- reading in itself


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_text_or_an_error(content: bytes) -> None:
    try:
        text, encoding = decoded(content, "x")
    except SourceFileError as error:
        assert error.code in ("source.empty", "source.not_text", "source.other_kind")  # noqa: PT017
        return
    assert content.decode(encoding) == text


def test_a_name_that_is_no_text_can_be_kept(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    try:
        place.write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system wants UTF-8 names")
    assert read_copy(place).name.encode("utf-8")


def test_circled_figures_in_euc_jp_are_read() -> None:
    text = "提言\n① 港の備えを厚くする。\n② 海図を新しくする。\n"
    assert decoded(text.encode("euc_jis_2004"), "x.txt")[0] == text
