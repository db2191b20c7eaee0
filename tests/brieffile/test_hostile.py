"""Brief files that no one should have made: one clear error with its line, quickly, and nothing else happens."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefer.brieffile import FORMAT, MAX_BYTES, from_yaml, read_brief, to_yaml
from briefer.core.errors import BriefFileError, CorpusError
from briefer.core.items import Item
from briefer.core.outline import MAX_NODES, MAX_TEXT, Outline
from tests import builders as make


def nothing_known(name: str) -> Item:
    raise CorpusError("corpus.no_item", id=name)


SNAPSHOT = "snapshots:\n  a: {source: s, kind: scenario}\nsources:\n  s: {}\n"
POINTS = (
    "format: 1\noutline:\n- item: a\nsources:\n  s: {}\nsnapshots:\n"
    "  a:\n    source: s\n    points: [b]\n  b:\n    source: s\n    side: expected_policy\n"
)

BAD: dict[str, tuple[str, str, int | None]] = {
    # what: (the file, the code of the error, the line it names)
    "empty": ("", "brief.empty", None),
    "blank": (" \n\n\t\n", "brief.not_yaml", 3),
    "comment only": ("# nothing\n", "brief.empty", None),
    "a list": ("- a\n", "brief.not_a_mapping", 1),
    "a word": ("brief\n", "brief.not_a_mapping", 1),
    "no format": ("title: a\n", "brief.not_a_brief", None),
    "format of words": ("format: one\n", "brief.not_a_brief", None),
    "format nought": ("format: 0\n", "brief.not_a_brief", None),
    "negative format": ("format: -1\n", "brief.not_a_brief", None),
    "endless format": (f"format: {'9' * 5_000}\n", "brief.not_a_brief", None),
    "newer format": (f"format: {FORMAT + 1}\nwholly: new\n", "brief.newer", None),
    "broken yaml": ("format: 1\ntitle: 'a\nb\n", "brief.not_yaml", 4),
    "broken flow": ("format: 1\ntitle: {ja: a\noutline: []\n", "brief.not_yaml", 3),
    "tab indent": ("format: 1\noutline:\n\t- note: a\n", "brief.not_yaml", 3),
    "bad escape": ('format: 1\ntitle: "\\q"\n', "brief.not_yaml", 2),
    "escaped surrogate": ('format: 1\ntitle: "\\ud800"\n', "brief.not_yaml", 2),
    "control character": ("format: 1\ntitle: a\nsubject: \x07\n", "brief.control_character", 3),
    "nul": ("format: 1\n\x00", "brief.control_character", 2),
    "noncharacter": ("format: 1\ntitle: \uffff\n", "brief.control_character", 2),
    "two documents": ("format: 1\n---\nformat: 1\n", "brief.two_documents", 2),
    "unknown key": ("format: 1\nauthor: a\n", "brief.unknown_key", 2),
    "unknown key with a block": ("format: 1\nauthor:\n\n  name: a\n", "brief.unknown_key", 2),
    "merge key": ("format: 1\n<<: {title: a}\n", "brief.unknown_key", 2),
    "unknown key of a node": ("format: 1\noutline:\n- note: a\n  colour: red\n", "brief.unknown_key", 4),
    "two kinds of node": ("format: 1\noutline:\n- section: a\n  note: b\n", "brief.unknown_key", 4),
    "children of a note": ("format: 1\noutline:\n- note: a\n  nodes: []\n", "brief.unknown_key", 4),
    "unknown key of a snapshot": (
        "format: 1\noutline:\n- item: a\n" + SNAPSHOT.replace("kind", "kin"),
        "brief.unknown_key",
        5,
    ),
    "unknown key of a source": ("format: 1\nsources:\n  s:\n    isbn: 1\n", "brief.unknown_key", 4),
    "unknown language": ("format: 1\ntitle: {fr: a}\n", "brief.unknown_key", 2),
    "repeated key": ("format: 1\ntitle: a\nsubject: b\ntitle: c\n", "brief.repeated_key", 4),
    "repeated key in other words": ('format: 1\ntitle: a\n"\\x74itle": c\n', "brief.repeated_key", 3),
    "repeated snapshot": ("format: 1\nsnapshots:\n  a: {}\n  b: {}\n  a: {}\n", "brief.repeated_key", 5),
    "a list as key": ("format: 1\n? [a]\n: b\n", "brief.key_not_text", 2),
    "anchor": ("format: 1\ntitle: &a b\n", "brief.alias", 2),
    "alias": ("format: 1\ntitle: *a\n", "brief.alias", 2),
    "anchored key": ("format: 1\n&a title: b\n", "brief.alias", 2),
    "object": ("format: 1\ntitle: !!python/object/apply:os.system ['true']\n", "brief.tag", 2),
    "name": ("format: 1\ntitle: !!python/name:os.system\n", "brief.tag", 2),
    "harmless tag": ("format: 1\ntitle: !!str a\n", "brief.tag", 2),
    "binary": ("format: 1\ntitle: !!binary aGVsbG8=\n", "brief.tag", 2),
    "tagged list": ("format: 1\noutline: !mine []\n", "brief.tag", 2),
    "list for text": ("format: 1\ntitle: [a]\n", "brief.not_a_mapping", 2),
    "mapping for a choice": ("format: 1\nlanguage: {ja: a}\n", "brief.not_text", 2),
    "other language": ("format: 1\nlanguage: fr\n", "brief.not_a_choice", 2),
    "other quote": ("format: 1\noutline:\n- item: a\n  quote: loud\n" + SNAPSHOT, "brief.not_a_choice", 4),
    "text for nodes": ("format: 1\noutline: a\n", "brief.not_a_list", 2),
    "mapping for nodes": ("format: 1\noutline: {a: b}\n", "brief.not_a_list", 2),
    "word for a node": ("format: 1\noutline:\n- a\n", "brief.not_a_mapping", 3),
    "empty node": ("format: 1\noutline:\n- {}\n", "brief.not_a_node", 3),
    "unknown node": ("format: 1\noutline:\n- heading: a\n", "brief.not_a_node", 3),
    "item without a name": ("format: 1\noutline:\n- quote: gist\n  item:\n", "brief.missing_key", 3),
    "no day": ("format: 1\ntitle: a\ndate: 2031-02-29\n", "brief.not_a_date", 3),
    "other date": ("format: 1\ndate: 令和13年\n", "brief.not_a_date", 2),
    "full-width date": ("format: 1\ndate: ２０３１-０５-０７\n", "brief.not_a_date", 2),
    "unknown item": ("format: 1\noutline:\n- note: a\n- item: nope\n", "brief.unknown_item", 4),
    "unknown row": ("format: 1\noutline:\n- matrix: [a,\n  nope]\n" + SNAPSHOT, "brief.unknown_item", 4),
    "unknown source": ("format: 1\noutline:\n- item: a\nsnapshots:\n  a:\n    source: s\n", "brief.unknown_source", 6),
    "no source": ("format: 1\noutline:\n- item: a\nsnapshots:\n  a: {kind: issue}\n", "brief.missing_key", 5),
    "other kind": ("format: 1\noutline:\n- item: a\n" + SNAPSHOT.replace("scenario", "poem"), "brief.not_a_choice", 5),
    "no scenario row": (
        "format: 1\noutline:\n- matrix:\n  - a\n" + SNAPSHOT.replace("scenario", "issue"),
        "brief.not_a_row",
        4,
    ),
    "number of words": (
        "format: 1\noutline:\n- item: a\n" + SNAPSHOT.replace("s,", "s, seq: one,"),
        "brief.not_a_number",
        5,
    ),
    "negative number": (
        "format: 1\noutline:\n- item: a\n" + SNAPSHOT.replace("s,", "s, seq: -1,"),
        "brief.not_a_number",
        5,
    ),
    "not verified": (
        "format: 1\noutline:\n- item: a\n" + SNAPSHOT.replace("s,", "s, verified: maybe,"),
        "brief.not_a_choice",
        5,
    ),
    "region without key": (
        "format: 1\noutline:\n- item: a\n" + SNAPSHOT.replace("s,", "s, region: {ja: 海},"),
        "brief.missing_key",
        5,
    ),
    "row in itself": (POINTS.replace("[b]", "[a]"), "brief.nested_points", 9),
    "rows in a circle": (POINTS + "    points: [a]\n", "brief.nested_points", 13),
    "row in a row": (POINTS + "    points: [c]\n  c: {source: s}\n", "brief.nested_points", 13),
    "row in a row, seen before": (
        POINTS.replace("- item: a", "- item: b\n- item: a")
        + "    points: [c]\n  c: {source: s, side: japan_response}\n",
        "brief.nested_points",
        10,
    ),
    "point of no side": (POINTS.replace("    side: expected_policy\n", ""), "brief.missing_key", 9),
    "too deep": (
        "format: 1\noutline:\n"
        + "".join(f"{'  ' * level}- section: a\n{'  ' * level}  nodes:\n" for level in range(7))
        + "              - note: a\n",
        "brief.too_deep",
        17,
    ),
    "long text": (f"format: 1\ntitle: {'a' * (MAX_TEXT + 1)}\n", "brief.long_text", 2),
    "long id": (f"format: 1\noutline:\n- item: {'a' * (MAX_TEXT + 1)}\n", "brief.long_text", 3),
    "nested mappings": ("".join(f"{' ' * level}a:\n" for level in range(3_000)), "brief.nested", 25),
    "nested lists": ("format: 1\noutline: " + "[" * 10_000 + "]" * 10_000, "brief.nested", 2),
    "nested braces": ("{a: " * 10_000 + "}" * 10_000, "brief.nested", 1),
    "nested keys": ("? " * 10_000, "brief.nested", 1),
    "too many nodes": ("format: 1\noutline:\n" + "- note: a\n" * (MAX_NODES + 1), "edit.too_many", None),
}


@pytest.mark.parametrize(("text", "code", "line"), BAD.values(), ids=BAD)
def test_each_is_refused_with_its_line(text: str, code: str, line: int | None, tmp_path: Path) -> None:
    path = tmp_path / "悪い 手本.brief.yaml"
    path.write_bytes(text.encode())
    with pytest.raises(BriefFileError) as caught:
        read_brief(path, nothing_known)
    assert (caught.value.code, caught.value.values.get("line")) == (code, line)
    assert caught.value.file == str(path)
    assert path.read_bytes() == text.encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["format: 1", "a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    with pytest.raises(BriefFileError, match=r"brief\.alias") as caught:
        from_yaml("\n".join(lines).encode())
    assert caught.value.values["line"] == 2


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis", "euc-jp", "iso2022_jp"]
)
def test_other_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(BriefFileError) as caught:
        from_yaml("format: 1\ntitle: 灯台\n".encode(encoding))
    assert caught.value.code in ("brief.not_utf8", "brief.control_character")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n",
        b"SQLite format 3\x00",
        b"\xff",
    ],
)
def test_binary_files_are_refused(content: bytes) -> None:
    with pytest.raises(BriefFileError) as caught:
        from_yaml(content + random.Random(1).randbytes(2_000))
    assert caught.value.code in ("brief.not_utf8", "brief.control_character", "brief.not_yaml")


def test_files_that_are_none(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path, "file.not_readable"),
        (tmp_path / "no", "file.missing"),
        (tmp_path / "no" / "no", "file.missing"),
        (tmp_path / ("長" * 200), "file.long_name"),
    ):
        with pytest.raises(BriefFileError) as caught:
            read_brief(path)
        assert (caught.value.code, caught.value.file) == (code, str(path))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"format: 1\ntitle: " + b"a" * 30_000_000, "brief.long_text"),
        (b"format: 1\noutline: " + b"[" * 30_000_000, "brief.nested"),
        (b"format: 1\noutline: [" + b"a," * 15_000_000, "brief.too_many_entries"),
        (b"#" * 30_000_000, "brief.empty"),
        (b"format: 1\ntitle: '" + b"\n" * 30_000_000, "brief.not_yaml"),
        (b"a" * (MAX_BYTES + 1), "brief.too_large"),
    ],
    ids=["one text", "brackets", "entries", "comment", "line ends", "over the limit"],
)
def test_giants_are_refused_in_seconds(content: bytes, code: str) -> None:
    with pytest.raises(BriefFileError) as caught:
        from_yaml(content)
    assert caught.value.code == code


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "giant.brief.yaml"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES * 1_000)  # sparse
    with pytest.raises(BriefFileError, match=r"brief\.too_large"):
        read_brief(path)


def test_what_a_message_repeats_is_short_and_printable() -> None:
    with pytest.raises(BriefFileError) as caught:
        from_yaml(b'format: 1\n"' + b"k" * 900 + b'\\e[31m": a\n')
    assert len(str(caught.value.values["key"])) <= 61
    with pytest.raises(BriefFileError) as caught:
        from_yaml(b'format: 1\n"\\e]0;owned\\a": a\n')
    assert str(caught.value.values["key"]).isprintable()


# -- damage at random: either a brief or a BriefFileError, never anything else


RICH = to_yaml(make.rich_brief())


def opens_or_says_why(content: bytes) -> None:
    with contextlib.suppress(BriefFileError):
        outline = from_yaml(content, nothing_known)
        assert isinstance(outline, Outline)
        assert from_yaml(to_yaml(outline.tree())) == outline


@pytest.mark.parametrize("seed", range(150))
def test_flipped_bytes(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(RICH)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    opens_or_says_why(bytes(content))


@pytest.mark.parametrize("seed", range(60))
def test_lines_lost_doubled_and_cut(seed: int) -> None:
    chance = random.Random(seed)
    lines = RICH.split(b"\n")
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[chance.randrange(len(lines))])
            case 2:
                lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]
            case 3:
                del lines[place:]
                lines.append(b"")
    opens_or_says_why(b"\n".join(lines))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet="format: 1\noutline-[]{}'\"|>&*!?#,%@`~<\t\\abcé灯", max_size=80).map(str.encode)
    | st.binary(max_size=60)
)
@example(b"\xef\xbb\xbf")
@example(b"format: 1\n...\n---\n")
@example(b"%YAML 9.9\n---\nformat: 1\n")
@example(b"%TAG ! tag:x,2000:\n---\nformat: 1\n")
def test_any_bytes(content: bytes) -> None:
    opens_or_says_why(content)
    opens_or_says_why(b"format: 1\n" + content)
    opens_or_says_why(b"format: 1\noutline:\n- note: " + content)
