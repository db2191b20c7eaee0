from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.corpus.build import build
from briefer.corpus.store import Corpus
from tests.corpus import village


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the invented report."""
    return village.write_data(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path, data: Path) -> Path:
    """A corpus of the invented report."""
    target = tmp_path / "corpus.sqlite"
    build(target, data)
    return target


@pytest.fixture
def corpus(file: Path) -> Iterator[Corpus]:
    with Corpus.open(file) as opened:
        yield opened


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The invented report as a file."""
    place = tmp_path / "report.txt"
    place.write_text(village.text(), "utf-8")
    return place
