"""Measure proposals against the reports of this folder.

    score.py PROPOSALS.jsonl [--folder DIR] [--missed]

reads what ``briefer corpus import --dry-run --json`` prints (one object a file; the folder a file lies in names its
report) and prints a line a file and totals a medium. From Python: ``measure(folder, file, answer)`` and
``run(folder, propose)``. What counts as right is said in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

Record = dict[str, Any]
TICKED, FOUND, COMPLETE = 0.5, 0.9, 0.98  # a proposal at or above the first is stored unless the user says otherwise
COLUMNS = ("items", "found", "ticked", "complete", "joined", "label", "title", "section", "parts", "extra", "trap")
MAIN = ("report.txt", "report.md", "report.html")
BULLET = r"[-*+•・●◆■○\uf0b7]"


def fold(text: str) -> str:
    """Letters and punctuation without white space, bullets, Markdown marks and differences of width."""
    text = re.sub(rf"(?m)^\s*(?:{BULLET}\s*)+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s*#|`]+", "", text)


def bare(text: str) -> str:
    """Letters and figures only: for labels, titles and headings."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def spaced(text: str) -> str:
    """Like ``fold`` but with the blanks between letters, which tell how lines were joined."""
    text = re.sub(rf"(?m)^\s*(?:{BULLET}\s*)+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<![^\W\d_]) | (?![^\W\d_])", "", re.sub(r"[\s#|`]+", " ", text.replace("**", "")))


def wording(item: Record, columns: Sequence[str] = ()) -> str:
    """Title and text as one; heads of columns, which a row may or may not repeat, are left out."""
    text = item.get("text") or ""
    for head in columns:
        text = re.sub(rf"(?m)(^|(?<=[\s;；／/]))【?{re.escape(head)}】?\s*[:：]\s*", "", text)
    title = fold(item.get("title") or "")
    return fold(text) if title in fold(text)[: len(title) + 8] else title + fold(text)


def title_of(item: Record) -> str:
    """The title, empty for an item that is nothing but its title."""
    return bare(item.get("title") or "") if bare(item.get("text") or "") else ""


def likeness(one: str, other: str) -> float:
    """Ratio of matching characters, or 0 below ``FOUND``."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < FOUND or matcher.quick_ratio() < FOUND:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= FOUND else 0.0


def align(items: Sequence[Record], proposals: Sequence[Record]) -> list[tuple[int, int, float]]:
    """Pairs in order of both lists with the highest sum of likeness and confidence."""
    score = [[0.0] * len(items) for _ in proposals]
    for column, item in enumerate(items):
        heads = item.get("columns", ())
        want = wording(item, heads)
        for row, proposal in enumerate(proposals):
            if proposal["kind"] == item["kind"]:
                score[row][column] = likeness(want, wording(proposal, heads))
    best = [[0.0] * (len(items) + 1) for _ in range(len(proposals) + 1)]
    for row, proposal in enumerate(proposals):
        for column, ratio in enumerate(score[row]):
            step = best[row][column] + ratio + (proposal["confidence"] if ratio else 0.0)
            best[row + 1][column + 1] = max(step, best[row][column + 1], best[row + 1][column])
    pairs, row, column = [], len(proposals), len(items)
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((column, row, score[row][column]))
    return pairs[::-1]


def same_section(item: Record, proposal: Record, title: str) -> bool:
    """Whether the headings agree; the report's own title and the addressee may be among them."""
    want = [bare(head) for head in item["section_path"]]
    have = [bare(head) for head in proposal.get("section_path") or [] if bare(head) != bare(title)]
    return have in (want, [*want, bare(item["addressee"])])


def compare(items: Sequence[Record], expected: Record, proposals: Sequence[Record], missed: list[str]) -> Counter[str]:
    """The counts of one reading of one report."""
    pairs, counts = align(items, proposals), Counter({"items": len(items)})
    for column, row, ratio in pairs:
        item, proposal = items[column], proposals[row]
        counts["found"] += 1
        counts["ticked"] += proposal["confidence"] >= TICKED
        counts["complete"] += ratio >= COMPLETE
        counts["joined"] += spaced(item["text"]) == spaced(proposal.get("text") or "")
        counts["label"] += bare(item["label"]) == bare(proposal.get("label") or "")
        counts["title"] += title_of(item) == title_of(proposal)
        counts["section"] += same_section(item, proposal, expected["source"]["title"])
        counts["parts"] += len(item["sub_items"]) == len(proposal.get("sub_items") or [])
    taken, traps = {row for _, row, _ in pairs}, [fold(trap) for trap in expected["not_items"]]
    for row, proposal in enumerate(proposals):
        if row not in taken and proposal["confidence"] >= TICKED:
            words = wording(proposal)
            counts["extra"] += 1
            trapped = any(trap in words or words in trap or likeness(trap, words) for trap in traps if words)
            counts["trap"] += trapped
            missed.append(f"  {'trap ' if trapped else 'extra'} {proposal.get('label') or '-'} {words[:70]}")
    found = {column for column, _, _ in pairs}
    lost = [item for column, item in enumerate(items) if column not in found]
    missed += [f"  lost  {item['label'] or '-'} {wording(item)[:70]}" for item in lost]
    return counts


def measure(folder: Path, file: Path, answer: Record) -> tuple[Counter[str], int, list[str]]:
    """Counts for one file by the reading that suits the answer best, right details of the source (of 5), what is wrong.

    The file belongs to the report in ``folder`` that is called like the folder it lies in.
    """
    expected: Record = json.loads((folder / file.parent.name / "expected.json").read_text(encoding="utf-8"))
    proposals = answer.get("proposals") or []
    readings: list[tuple[Counter[str], list[str]]] = []
    for items in (expected["items"], *expected["acceptable"]):
        missed: list[str] = []
        readings.append((compare(items, expected, proposals, missed), missed))

    def quality(reading: tuple[Counter[str], list[str]]) -> tuple[float, int]:
        counts = reading[0]
        return 2 * counts["ticked"] / (counts["items"] + counts["ticked"] + counts["extra"] or 1), counts["complete"]

    counts, missed = max(readings, key=quality)
    want, have = expected["source"], answer.get("source") or {}
    details = sum(bare(have.get(key) or "") == bare(want[key]) for key in ("title", "publisher", "date", "language"))
    details += [bare(each) for each in have.get("authors") or []] == [bare(each) for each in want["authors"]]
    return counts, details, missed


def run(folder: Path, propose: Callable[[Path], Record]) -> Iterator[tuple[Path, Counter[str], int, list[str]]]:
    """Measure ``propose`` (a file to the object the command line prints) on every report in every medium."""
    for file in sorted(folder.glob("[0-9][0-9]-*/report.*")):
        yield (file, *measure(folder, file, propose(file)))


def rates(counts: Counter[str]) -> tuple[float, float]:
    """Precision and recall of what is ticked; 1 where nothing was to be found or nothing was proposed."""
    proposed = counts["ticked"] + counts["extra"]
    precision = counts["ticked"] / proposed if proposed else 1.0
    return precision, counts["ticked"] / counts["items"] if counts["items"] else 1.0


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proposals", type=Path)
    parser.add_argument("--folder", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--missed", action="store_true", help="also list what was lost and what was proposed wrongly")
    args = parser.parse_args()
    totals: dict[str, Counter[str]] = {}
    out = sys.stdout.write
    out(f"{'file':52}{''.join(f'{name:>9}' for name in (*COLUMNS, 'source'))}\n")
    for line in args.proposals.read_text(encoding="utf-8").splitlines():
        answer: Record = json.loads(line)
        file = Path(answer["file"])
        counts, details, missed = measure(args.folder, file, answer)
        for key in ("all", "main form" if file.name in MAIN else f"other {file.suffix}"):
            totals.setdefault(key, Counter()).update(counts)
        out(f"{file.parent.name + '/' + file.name:52}{''.join(f'{counts[name]:9}' for name in COLUMNS)}{details:7}/5\n")
        out("".join(f"{each}\n" for each in missed) if args.missed else "")
    for key in sorted(totals):
        precision, recall = rates(totals[key])
        out(f"{key:52}{''.join(f'{totals[key][name]:9}' for name in COLUMNS)}")
        out(f"  precision {precision:.3f} recall {recall:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
