"""The importer measured on the invented reports of tests/files/imports, in every medium, and on the five shipped ones.

The floors stand a little under what is reached, so that a change that loses something shows; the table is printed then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.corpus.decode import read_copy
from briefer.corpus.importing import propose
from tests.corpus import copies
from tests.corpus.proposing import record
from tests.files.imports import score

FOLDER = Path(score.__file__).resolve().parent
UNSEEN = FOLDER.parent / "imports-unseen"
NOTHING = ("20-news-no-items", "32-findings-only")

# Of what is ticked at 0.5: precision and recall; of what is found: the share that is complete.
FLOORS = {
    "main form": (0.98, 0.98, 0.98),
    ".docx": (0.98, 0.98, 0.98),
    ".html": (0.96, 0.96, 0.95),
    ".pdf": (0.95, 0.85, 0.95),
    ".txt": (0.98, 0.98, 0.98),
}


def test_floors() -> None:
    totals: dict[str, Counter[str]] = {}
    lines = [f"{'':48}{''.join(f'{name:>9}' for name in score.COLUMNS)}"]
    for file, counts, details, missed in score.run(FOLDER, lambda path: record(path, propose(read_copy(path)))):
        totals.setdefault("main form" if file.name in score.MAIN else file.suffix, Counter()).update(counts)
        name = f"{file.parent.name}/{file.name}"
        lines += [f"{name:48}{''.join(f'{counts[each]:9}' for each in score.COLUMNS)}{details:6}/5", *missed]
    below = []
    for kind, floors in FLOORS.items():
        precision, recall = score.rates(totals[kind])
        complete = totals[kind]["complete"] / totals[kind]["found"]
        reached = (precision, recall, complete)
        lines.append(f"{kind}: precision {precision:.3f} recall {recall:.3f} complete {complete:.3f}")
        if any(got < floor for got, floor in zip(reached, floors, strict=True)):
            below.append(kind)
    assert not below, f"below the floor: {', '.join(below)}\n" + "\n".join(lines)


def test_floors_of_reports_by_another_hand() -> None:
    total: Counter[str] = Counter()
    table = []
    for file, counts, _, missed in score.run(UNSEEN, lambda path: record(path, propose(read_copy(path)))):
        total.update(counts)
        table += [f"{file.parent.name:32}{''.join(f'{counts[each]:9}' for each in score.COLUMNS)}", *missed]
    assert total["items"] > 80
    precision, recall = score.rates(total)
    complete = total["complete"] / total["found"]
    reached = f"precision {precision:.3f} recall {recall:.3f} complete {complete:.3f}"
    assert min(precision, recall, complete) >= 0.97, "\n".join([reached, *table])
    assert total["section"] >= 0.9 * total["found"], "\n".join(table)


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_where_there_is_nothing(name: str) -> None:
    (path,) = (FOLDER / name).glob("report.*")
    assert not [each for each in propose(read_copy(path)).proposals if each.ticked]


LAYOUTS: dict[str, Callable[[copies.Model], str | bytes]] = {
    "txt": lambda _: "",
    "html": copies.web_page,
    "docx": copies.word_document,
    "pdf": lambda model: copies.paper(model, columns=2),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("npi-2024", {"recommendation": 79, "scenario": 10}),
        ("fuji-2017", {"recommendation": 56}),
        ("jiia-2025", {"recommendation": 44}),
        ("jfir-2026", {"recommendation": 18}),
        ("nakabayashi-2025", {"scenario": 4}),
    ],
)
def test_shipped_reports_read_as_unknown_ones(
    sources: Path, tmp_path: Path, name: str, kinds: dict[str, int], layout: str
) -> None:
    place = sources / f"{name}.txt"
    if layout != "txt":
        made = LAYOUTS[layout](copies.model(name, place.read_text("utf-8")))
        place = tmp_path / f"report.{layout}"
        place.write_bytes(made.encode() if isinstance(made, str) else made)
    found = propose(read_copy(place))
    assert Counter(each.kind for each in found.proposals if each.ticked) == kinds
    points = sum(len(side) for each in found.proposals if each.ticked for side in each.sides)
    assert points == (52 if name == "npi-2024" else 0)
