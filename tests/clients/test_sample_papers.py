"""The sample brief's papers, opened in the programs that people open them in."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from briefer.core.items import LANGS, Lang
from briefer.core.outline import Details, Pick, Section, Tree
from briefer.paths import Places
from briefer.workspace import Workspace

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]


def program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is needed here: .ci/run installs it"
    return found


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False)
    assert done.returncode == 0, (command, done.stderr[-1000:])
    return done.stdout


def folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def to_pdf(document: Path, folder: Path) -> Path:
    """As LibreOffice lays it out, with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document)
    return folder / f"{document.stem}.pdf"


def words_to_find(tree: Tree, lang: Lang) -> list[str]:
    found = []
    for node in tree.walk():
        match node.content:
            case Details(title=title, marking=marking):
                found += [title.best(lang), marking.best(lang)]
            case Section(title=title):
                found.append(title.best(lang))
            case Pick(item=item, heading=heading):
                found.append(heading.best(lang) or item.heading(lang))
    return [each for each in found if each]


@pytest.fixture
def brief(places: Places, sample: Path) -> Tree:
    return Workspace(places).load_brief(sample).outline.tree()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_everything_can_be_read_there(places: Places, brief: Tree, tmp_path: Path, lang: Lang, suffix: str) -> None:
    paper = Workspace(places).export(brief, tmp_path / f"paper.{suffix}", lang=lang)
    if suffix == "docx":
        (tmp_path / "office").mkdir()
        paper = to_pdf(paper, tmp_path / "office")
    text = folded(run(program("pdftotext"), "-layout", "-enc", "UTF-8", paper, "-"))
    raw = folded(run(program("pdftotext"), "-raw", "-enc", "UTF-8", paper, "-"))
    expected = words_to_find(brief, lang)
    assert len(expected) > 8
    missing = [words for words in expected if folded(words) not in text and folded(words) not in raw]
    assert not missing, missing


@pytest.mark.parametrize("lang", LANGS)
def test_the_marking_is_on_every_page(places: Places, brief: Tree, tmp_path: Path, lang: Lang) -> None:
    assert isinstance(brief.content, Details)
    marking = folded(brief.content.marking.best(lang))
    assert marking
    workspace = Workspace(places)
    (tmp_path / "office").mkdir()
    for paper in (
        workspace.export(brief, tmp_path / "paper.pdf", lang=lang),
        to_pdf(workspace.export(brief, tmp_path / "paper.docx", lang=lang), tmp_path / "office"),
    ):
        pages = run(program("pdftotext"), "-enc", "UTF-8", paper, "-").split("\f")[:-1]
        assert pages
        assert all(marking in folded(page) for page in pages), paper


@pytest.mark.parametrize("lang", LANGS)
def test_word_papers_survive_pandoc(places: Places, brief: Tree, tmp_path: Path, lang: Lang) -> None:
    paper = Workspace(places).export(brief, tmp_path / "paper.docx", lang=lang)
    text = run(program("pandoc"), "--to", "markdown", "--wrap", "none", paper)
    sections = [node.content.title.best(lang) for node in brief.walk() if isinstance(node.content, Section)]
    headings = [folded(line) for line in text.splitlines() if line.startswith("#")]
    assert sections
    for title in sections:
        assert any(folded(title) in heading for heading in headings), (title, headings)


def test_pdf_passes_qpdf(places: Places, brief: Tree, tmp_path: Path) -> None:
    for lang in LANGS:
        run(program("qpdf"), "--check", Workspace(places).export(brief, tmp_path / "paper.pdf", lang=lang))
