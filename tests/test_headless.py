"""The program's main job needs neither Qt nor a network: a clean interpreter that has neither does it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

DRIVER = """
import sys

class Barred:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def listen(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"the network was used: {event}")

sys.meta_path.insert(0, Barred())
sys.addaudithook(listen)
from briefer.cli import main
sys.exit(main())
"""


def briefer(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment |= {"BRIEFER_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-c", DRIVER, *arguments],
        cwd=home.parent, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("suffix", "magic"),
    [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>"), ("md", b"**"), ("csv", b"\xef\xbb\xbf")],
    ids=["docx", "pdf", "html", "md", "csv"],
)
def test_exports_without_qt_and_network(
    tmp_path: Path, home: Path, sample: Path, suffix: str, magic: bytes, lang: str
) -> None:
    target = tmp_path / f"paper.{suffix}"
    done = briefer("export", str(sample), "-o", str(target), "--lang", lang, home=home)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(magic)


def test_builds_and_searches_without_qt_and_network(home: Path) -> None:
    done = briefer("search", "台湾", "--count", home=home)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0


def test_the_window_without_qt_is_one_clear_line(home: Path) -> None:
    done = briefer(home=home)
    assert done.returncode == 1
    assert done.stderr.startswith("briefer: ")
    assert done.stderr.count("\n") == 1
