"""How fast briefer is, beside a peer in the same run. Prints a table; nothing is asserted.

Figures of one machine and one moment mean little; the ratio to a peer that did comparable work in the same run means
more. Peers: a bare PySide6 window (start-up), pandoc (Word), LibreOffice (PDF), a LIKE scan (search). A peer that is
not installed is left out.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefer.core.blocks import Heading, Paragraph, Table  # noqa: E402
from briefer.core.items import Bilingual  # noqa: E402
from briefer.core.outline import Details, Note, Outline, Pick, Section, Tree  # noqa: E402
from briefer.paths import find_places  # noqa: E402
from briefer.workspace import Workspace  # noqa: E402

SAMPLE = ROOT / "data" / "examples" / "taiwan-strait.brief.yaml"
TYPED = ("台湾", "台湾海峡", "関税", "防衛力", "抑止", "日米同盟", "taiwan", "tariff", "alliance")

# Both windows are timed by the same watch: from the start of the process to the moment after the first paint event of a
# top-level window was handled.
WATCH = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    seen = False
    def eventFilter(self, thing, event):
        if not self.seen and event.type() == QEvent.Type.Paint and isinstance(thing, QMainWindow):
            self.seen = True
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print(f"painted {time.monotonic()}", flush=True)
        import os
        os._exit(0)

run_loop = QApplication.exec
def watched(*arguments):
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    QApplication.instance().watch = watch
    return run_loop()
QApplication.exec = watched
"""
BARE = "app = QApplication([]); window = QMainWindow(); window.resize(1200, 800); window.show(); QApplication.exec()"
OURS = "from briefer.cli import main; sys.argv = ['briefer']; main()"


@dataclass
class Row:
    """One line of the table; times in seconds."""

    what: str
    times: list[float]
    peer: str = ""
    peer_times: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        median = statistics.median(self.times)
        cells = [self.what, _ms(median), f"{_ms(min(self.times))}–{_ms(max(self.times))}"]
        if not self.peer_times:
            return [*cells, "", "", ""]
        peer = statistics.median(self.peer_times)
        return [*cells, self.peer, _ms(peer), f"{median / peer:.2f}"]


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:,.0f}" if milliseconds >= 10 else f"{milliseconds:.2f}"


def timed(runs: int, work: Callable[..., object], *arguments: object) -> list[float]:
    """Seconds of each run; one more run before them warms up."""
    work(*arguments)
    return [_once(work, *arguments) for _ in range(runs)]


def _once(work: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def _run(home: Path, *command: str | Path) -> None:
    environment = os.environ | {"BRIEFER_HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=home)


def start_up(workspace: Workspace, runs: int) -> Iterator[Row]:
    def first_paint(code: str) -> float:
        environment = os.environ | {"BRIEFER_HOME": str(workspace.places.home), "PYTHONPATH": str(ROOT)}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", WATCH + code],
            env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        for line in done.stdout.splitlines():
            if line.startswith("painted "):
                return float(line.split()[1]) - begun
        raise RuntimeError(f"no window was painted: {done.stderr[-500:]}")

    ours, bare = [], []
    for number in range(runs + 1):
        pair = first_paint(OURS), first_paint(BARE)
        if number:  # the first pair warms the disk cache
            ours.append(pair[0])
            bare.append(pair[1])
    yield Row("start-up to first painted window", ours, "bare PySide6 window", bare)


def exports(workspace: Workspace, runs: int) -> Iterator[Row]:
    yield from _exports_of(workspace, "sample brief", workspace.load_brief(SAMPLE).outline.tree(), runs)
    yield from _exports_of(workspace, "1,000 items", thousand_items(workspace), max(1, runs // 2))


def _exports_of(workspace: Workspace, name: str, tree: Tree, runs: int) -> Iterator[Row]:
    home = workspace.places.home
    file, markdown, ours = home / "bench.brief.yaml", home / "peer.md", home / "ours.docx"

    def save() -> None:
        workspace.save_brief(file, tree, stamp=None)

    yield Row(f"saving the brief, {name}", timed(runs, save))
    yield Row(f"reading the brief, {name}", timed(runs, workspace.load_brief, file))
    for suffix in ("docx", "pdf"):
        target = ours.with_suffix(f".{suffix}")
        yield Row(f"{suffix}, {name}, in the program", timed(runs, workspace.export, tree, target))
        command = (sys.executable, "-m", "briefer", "export", file, "-o", target)
        row = Row(f"{suffix}, {name}, command line", timed(runs, _run, home, *command))
        if suffix == "docx" and shutil.which("pandoc"):
            markdown.write_text(as_markdown(workspace, tree), encoding="utf-8")
            row.peer = "pandoc, same text"
            row.peer_times = timed(runs, _run, home, "pandoc", markdown, "-o", home / "peer.docx")
        if suffix == "pdf" and shutil.which("soffice"):
            row.peer = "LibreOffice, our docx"
            profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
            row.peer_times = timed(1, _run, home, "soffice", profile, "--headless", "--convert-to", "pdf", ours)
        yield row


def thousand_items(workspace: Workspace) -> Tree:
    items = [item for item in workspace.items() if item.kind == "recommendation"]
    sections = tuple(
        Tree(
            Section(Bilingual(f"第{place + 1}部", f"Part {place + 1}")),
            (
                Tree(Note(Bilingual("この部の要点を述べる。" * 8, "The points of this part. " * 8))),
                *(Tree(Pick(items[(place * 20 + number) % len(items)])) for number in range(20)),
            ),
        )
        for place in range(50)
    )
    details = Details(title=Bilingual("千項目", "A thousand items"), marking=Bilingual("取扱注意", "Official use only"))
    return Outline.from_tree(Tree(details, sections)).tree()


def as_markdown(workspace: Workspace, tree: Tree) -> str:
    """The paper's own words, for a peer that reads Markdown."""
    lines: list[str] = []
    for block in workspace.paper(tree).blocks:
        match block:
            case Heading():
                lines.append(f"{'#' * min(block.level, 6)} {block.number} {block.text}")
            case Paragraph():
                lines.append(block.text)
            case Table():
                lines.append("\n".join(p.text for row in block.rows for cell in row for p in cell.paragraphs))
    return "\n\n".join(lines)


def corpus(workspace: Workspace, runs: int) -> Iterator[Row]:
    yield Row("building the corpus", timed(max(1, runs // 2), workspace.build_corpus))


def importing(_: Workspace, runs: int) -> Iterator[Row]:
    """Reading reports for import: three hundred pages of about 1,200 characters, of all layouts."""
    from briefer.corpus.decode import Copy, read_copy
    from briefer.corpus.importing import propose

    reports = sorted((ROOT / "tests" / "files" / "imports").glob("*/report.txt"))
    text = "\n\n".join(read_copy(report).text for report in reports)
    text = (text * (360_000 // len(text) + 1))[:360_000]
    copy = Copy("long.txt", b"", text, "utf-8", "text/plain")
    yield Row(f"proposals of 300 pages ({len(propose(copy).proposals):,})", timed(max(1, runs // 2), propose, copy))


def search(workspace: Workspace, runs: int) -> Iterator[Row]:
    scan = sqlite3.connect(":memory:")
    scan.execute("CREATE TABLE item (id TEXT, title TEXT, gist_ja TEXT, gist_en TEXT, text TEXT)")
    names = ("id", "title", "gist_ja", "gist_en", "text")
    rows = [tuple(record[name] for name in names) for record in workspace.records()]
    scan.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?)", rows)
    keys = [word[: end + 1] for word in TYPED for end in range(len(word))]

    def like(query: str) -> list[tuple[str, ...]]:
        columns = " OR ".join(f"{name} LIKE ?1" for name in names[1:])
        return scan.execute(f"SELECT * FROM item WHERE {columns} LIMIT 50", (f"%{query}%",)).fetchall()

    def each(work: Callable[[str], object]) -> list[float]:
        return [statistics.median(timed(runs, work, query)) for query in keys]

    yield Row(f"search at each of {len(keys)} keys, {len(rows)} rows", each(workspace.search), "LIKE scan", each(like))
    scan.close()


def store(workspace: Workspace, runs: int) -> Iterator[Row]:
    """A hundred thousand imported items (printed title and text), recombined from the gists."""
    from briefer.corpus.decode import Copy
    from briefer.corpus.importing import Proposal, Reason, SourceDraft
    from briefer.corpus.imports import import_report

    count = 100_000
    words = [(item.title.ja, item.gist.ja) for item in workspace.items() if item.title.ja and item.gist.ja]

    def texts() -> Iterator[tuple[str, str]]:
        chance = random.Random(1)
        for _ in range(count):
            yield chance.choice(words)[0], chance.choice(words)[1] + chance.choice(words)[1]

    def proposals() -> Iterator[Proposal]:
        reasons = (Reason("reason.by_hand"),)
        for title, text in texts():
            yield Proposal("recommendation", "", title, text, (), (), (), "", reasons, 1.0, 0, 1)

    place = workspace.places.home / "large"
    place.mkdir()
    shutil.copyfile(workspace.places.corpus_file, place / "corpus.sqlite")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    copy = Copy("large.txt", b"large", "large", "utf-8", "text/plain")
    import_report(place / "corpus.sqlite", copy, SourceDraft("large"), proposals(), key="large")
    taken = time.perf_counter() - begun
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    begun = time.perf_counter()
    with contextlib.closing(sqlite3.connect(place / "peer.sqlite")) as peer:
        peer.execute("CREATE TABLE item(id TEXT PRIMARY KEY, title TEXT, text TEXT)")
        peer.execute("CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='trigram')")
        peer.executemany("INSERT INTO item VALUES (?, ?, ?)", ((f"large/{n}", *each) for n, each in enumerate(texts())))
        peer.executemany("INSERT INTO search(title, text) VALUES (?, ?)", texts())
        peer.commit()
    peer_taken = time.perf_counter() - begun
    name = f"import {count:,} items ({count / taken:,.0f}/s, memory +{grown:.0f} MB)"
    yield Row(name, [taken], "FTS5 trigram, same texts", [peer_taken])

    keys = [word[: end + 1] for word in TYPED for end in range(len(word))]
    large = Workspace(dataclasses.replace(workspace.places, home=place))
    scan = sqlite3.connect(place / "peer.sqlite")

    def like(query: str) -> list[tuple[str, ...]]:
        return scan.execute(
            "SELECT * FROM item WHERE title LIKE ?1 OR text LIKE ?1 ORDER BY id DESC LIMIT 50", (f"%{query}%",)
        ).fetchall()

    def p95(work: Callable[[str], object]) -> float:
        times = sorted(each for query in keys for each in timed(runs, work, query))
        return times[int(len(times) * 0.95)]

    yield Row(f"search, 95th of 100, {count:,} items", [p95(large.search)], "LIKE scan", [p95(like)])
    yield Row(f"one star, {count:,} items", timed(runs, lambda: large.mark(["large/0.7"], starred=True)))
    scan.close()
    large.close()


PARTS = {
    "startup": start_up,
    "exports": exports,
    "corpus": corpus,
    "importing": importing,
    "search": search,
    "store": store,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=PARTS, action="append")
    options = parser.parse_args()
    titles = ["what", "median ms", "range", "peer", "median ms", "ratio"]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(find_places({"BRIEFER_HOME": folder}))
        workspace.ensure_corpus()
        table = [titles]
        for name in options.only or PARTS:
            for row in PARTS[name](workspace, options.runs):
                table.append(row.cells())
                print(".", end="", file=sys.stderr, flush=True)
        workspace.close()
    print(file=sys.stderr)
    widths = [max(len(row[place]) for row in table) for place in range(len(titles))]
    for cells in table:
        what, *numbers = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        print("  ".join((what.strip().ljust(widths[0]), *numbers)))


if __name__ == "__main__":
    main()
