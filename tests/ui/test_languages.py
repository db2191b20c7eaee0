"""The interface in Japanese: complete, compiled from what is committed, with the same placeholders."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "i18n"
TOOLS = Path(sys.executable).parent


def messages(file: Path) -> dict[tuple[str, str], list[str]]:
    """(context, source) → translations; an unfinished one is ``[]``."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            texts = [each.text or "" for each in translation.iter("numerusform")] or [translation.text or ""]
            found[name, message.findtext("source") or ""] = [] if translation.get("type") else texts
    return found


def run(tool: str, *arguments: str) -> None:
    subprocess.run([TOOLS / tool, *arguments], check=True, capture_output=True, timeout=100)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_compiled_catalogue_is_made_from_the_text(lang: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    run("pyside6-lrelease", str(I18N / f"briefer_{lang}.ts"), "-qm", str(made))
    assert made.read_bytes() == (I18N / f"briefer_{lang}.qm").read_bytes()


def test_every_text_of_the_code_is_in_the_catalogue_and_no_other(tmp_path: Path) -> None:
    made = tmp_path / "made.ts"
    files = sorted(str(file) for file in (ROOT / "briefer" / "ui").glob("*.py"))
    run("pyside6-lupdate", *files, "-ts", str(made), "-locations", "none")
    assert set(messages(made)) == set(messages(I18N / "briefer_ja.ts"))


def test_nothing_is_unfinished_and_placeholders_are_kept() -> None:
    for (context, source), texts in messages(I18N / "briefer_ja.ts").items():
        assert texts, f"{context}: {source}"
        for text in texts:
            assert text, f"{context}: {source}"
            holes = re.findall(r"\{\w+\}|%n", source)
            assert sorted(re.findall(r"\{\w+\}|%n", text)) == sorted(holes), f"{context}: {source} → {text}"
            assert source.endswith("…") == text.endswith("…"), f"{context}: {source} → {text}"
            assert len(re.findall("&[A-Z]", source, re.I)) == len(re.findall("&[A-Z]", text, re.I)), source


def test_english_has_both_plurals() -> None:
    for (context, source), texts in messages(I18N / "briefer_en.ts").items():
        assert len(texts) == 2, f"{context}: {source}"
        assert all(texts), source
        assert "(s)" not in "".join(texts)


def test_no_sentence_is_glued_together_inside_tr() -> None:
    for file in (ROOT / "briefer" / "ui").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\btr\(\s*f[\"']", text), file.name
        # lupdate does not look into f-strings.
        assert not re.search(r"""f(["'])(?:(?!\1).)*\{[^}]*\btr\(""", text), file.name
