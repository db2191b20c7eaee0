"""Word papers in a real program: LibreOffice counts, lays out and repeats for itself."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.core.blocks import Heading, Paper
from briefer.export.docx import render
from briefer.export.docx.pages import estimate
from tests.export.docx_papers import Maker, long_english, long_japanese, style

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]


def convert(paper: Paper, folder: Path, form: str) -> Path:
    """The paper as LibreOffice saves it in another format, by a fresh profile."""
    source = folder / "paper.docx"
    source.write_bytes(render(paper, style()))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", folder, source],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / f"paper.{form.split(':')[0]}"


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def restarting() -> Paper:
    """Numbers that start again in a second part, and a part without a number."""
    make = Maker("ja")
    for part in ("前の部", "後の部"):
        make.h(1, part, numbered=False)
        make.numberer = type(make.numberer)(make.levels)
        for chapter in ("灯", "港"):
            make.h(1, f"{part}の{chapter}")
            for place in range(1, 4):
                make.h(2, f"{part}の{chapter}の{place}番")
    return make.paper("番号を改める", "", (), "目次")


@pytest.mark.parametrize("make", [long_japanese, long_english, restarting])
def test_libreoffice_counts_the_same_numbers(make: Callable[[], Paper], tmp_path: Path) -> None:
    paper = make()
    text = convert(paper, tmp_path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    lines = [squeezed(line) for line in text.splitlines()]
    # The contents come first, as saved; the headings after them carry the numbers that were counted.
    contents_end = max(place for place, line in enumerate(text.splitlines()) if re.search(r"\t\d+$", line))
    expected = [squeezed(each.number + each.text) for each in paper.blocks if isinstance(each, Heading)]
    found = [line for line in lines[contents_end + 1 :] if line in expected]
    assert found == expected


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return [unicodedata.normalize("NFKC", page) for page in text.split("\f")[:-1]]


def test_every_page_has_marking_number_and_the_tables_head(tmp_path: Path) -> None:
    paper = long_japanese()
    pages = pages_of(convert(paper, tmp_path, "pdf"))
    assert len(pages) >= 6
    for place, page in enumerate(pages, 1):
        assert "取扱注意" in page, place
        assert squeezed(page).endswith(f"{place}/{len(pages)}"), place
    with_table = [page for page in pages if "想定される動き" in page]
    assert len(with_table) >= 2
    assert all("港・区分" in page for page in with_table)


@pytest.mark.parametrize("make", [long_japanese, long_english])
def test_estimated_pages_are_near(make: Callable[[], Paper], tmp_path: Path) -> None:
    """Within a page of where LibreOffice puts the top headings; the reader's Word differs as much from both."""
    paper = make()
    guessed, total = estimate(paper, style())
    pages = pages_of(convert(paper, tmp_path, "pdf"))
    assert abs(total - len(pages)) <= 1
    squeezed_pages = [squeezed(page) for page in pages]
    for heading in paper.blocks:
        if isinstance(heading, Heading) and heading.level == 1:
            wanted = squeezed(unicodedata.normalize("NFKC", heading.number + heading.text))
            found = [place for place, page in enumerate(squeezed_pages, 1) if wanted in page]
            assert any(abs(place - guessed[heading.key]) <= 1 for place in found), heading.text
