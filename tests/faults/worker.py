"""The program as a fault injector sees it: work that says when it is safe, and a check that finds it again.

    python -m tests.faults.worker work MODE DIR [N]    does N rounds of MODE in DIR (default: until stopped), printing
                                                       'ACK token' when, and only when, a user would be told "done"
    python -m tests.faults.worker check DIR            reads tokens from standard input; exit 0 if everything in DIR is
                                                       whole and every token is there
    python -m tests.faults.worker soak DIR [N]         N mixed operations (10,000), printing 'RSS' after every 500

MODE: edit (stars, tags, notes), save (a brief), export (Word and PDF), attach, import, backup, restore, migrate (an
older corpus), mix (some of each), short (a few). The same code as behind the window does the work; the reports are
invented.
"""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from briefer.core.errors import BrieferError
from briefer.core.items import Bilingual
from briefer.core.outline import ROOT, Details, Insert, Note, Outline, Pick, SetField, Tree
from briefer.corpus.importing import Proposal, Reason, SourceDraft
from briefer.corpus.store import SourceInfo
from briefer.paths import Places
from briefer.workspace import Workspace
from tests.corpus import village

COPIES = 600
IMPORTED = 20
"""Items of one import."""
REPOSITORY = Path(__file__).resolve().parents[2]


def shipped() -> Path:
    """A folder with our resources, the invented catalogue and copies of its report, each with a greater hash than the
    one before: attaching them in turn replaces all originals each time. Made once, outside of any store."""
    mark = sha256((village.catalogue() + village.FACTS + str(COPIES)).encode()).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"briefer-faults-{os.getuid()}-{mark}"
    if place.is_dir():
        return place
    making = Path(tempfile.mkdtemp(prefix="briefer-faults-making-"))
    village.write_data(making / "data")
    (making / "resources").symlink_to(REPOSITORY / "resources")
    (making / "copies").mkdir()
    contents = [f"{village.text()}\n終わり{n}\n".encode() for n in range(COPIES)]
    for rank, content in enumerate(sorted(contents, key=lambda each: sha256(each).hexdigest())):
        (making / "copies" / f"{rank:04d}.txt").write_bytes(content)
    try:
        making.rename(place)
    except OSError:  # another process was first
        shutil.rmtree(making)
    return place


class Worker:
    """One process at work in ``folder``. Each method does one thing and yields the tokens of what is then safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = Workspace(Places(shipped(), folder / "home"))
        self.twin = os.environ.get("KIT_TWIN", "")
        self.chance = random.Random()
        self.ids: list[str] = []
        self._paper: Tree | None = None

    def token(self, mode: str) -> str:
        return f"{mode}.{self.twin}{secrets.token_hex(5)}"

    def edit(self) -> Iterator[str]:
        self.ids = self.ids or [item.id for item in self.workspace.items()]
        ids = self.chance.sample(self.ids, self.chance.randint(1, 3))
        token = self.token("edit")
        note = f"覚え {token}" if self.chance.random() < 0.3 else None
        self.workspace.mark(ids, starred=self.chance.choice([None, True, False]), tag=[token], note=note)
        yield token

    def save(self) -> Iterator[str]:
        """The brief counts the saves of each twin, each in its own note."""
        path = self.folder / "会合.brief.yaml"
        while True:
            if path.exists():
                loaded = self.workspace.load_brief(path)
                outline, stamp = loaded.outline, loaded.stamp
            else:
                outline, stamp = Outline(Details(title=Bilingual("会合"))), ""
            counts = read_counts(outline)
            counts[self.twin] = counts.get(self.twin, 0) + 1
            write_count(outline, self.twin, counts[self.twin])
            try:
                self.workspace.save_brief(path, outline.tree(), stamp=stamp)
            except BrieferError as error:
                if error.code != "brief.changed_on_disk":
                    raise
                continue
            yield f"save.{self.twin or 'one'}.{counts[self.twin]}"
            return

    def export(self) -> Iterator[str]:
        if self._paper is None:
            outline = Outline(Details(title=Bilingual("会合")))
            for place, item in enumerate(list(self.workspace.items())[:3]):
                outline.apply(Insert(ROOT, place, Tree(Pick(item))))
            self._paper = outline.tree()
        token = self.token("export")
        kind = self.chance.choice(["docx", "pdf"])
        target = self.folder / f"paper{self.twin}{self.chance.randrange(2)}.{kind}"
        outline = Outline.from_tree(self._paper)
        outline.apply(SetField(ROOT, "title", Bilingual(token)))
        self.workspace.export(outline.tree(), target)
        yield f"{token}@{target.name}"

    def attach(self) -> Iterator[str]:
        copy = village_of(self.workspace).copy
        rank = int(copy.split(".")[0]) + 1 if copy else 0
        if rank >= COPIES:
            return
        (report,) = self.workspace.attach([self.workspace.places.shipped / "copies" / f"{rank:04d}.txt"])
        if report.error:
            raise report.error
        yield f"attach.{rank}"

    def import_(self) -> Iterator[str]:
        """A report of twenty items, as one step; a store holds eighty of them at most."""
        if len(self.workspace.corpus_info().sources) > 80:
            yield from self.edit()
            return
        key = f"my-{self.twin}{secrets.token_hex(5)}"
        texts = [f"村は {key} の {n} 番目の橋を直すべき。" for n in range(IMPORTED)]
        reasons = (Reason("reason.by_hand"),)
        proposals = [
            Proposal("recommendation", str(n), "", text, (f"第{n // 5}章",), (), (), "", reasons, 1.0, n, n + 1)
            for n, text in enumerate(texts)
        ]
        with tempfile.TemporaryDirectory() as outside:
            file = Path(outside) / "report.txt"
            file.write_text("\n".join(texts), "utf-8")
            self.workspace.store_import(file, SourceDraft(title=key), proposals, key=key)
        self.ids = []
        yield f"import.{key}"

    def backup(self) -> Iterator[str]:
        (token,) = self.edit()
        yield token
        name = f"backup{self.twin}{self.chance.randrange(2)}.sqlite"
        self.workspace.backup_corpus(self.folder / name)
        yield f"backup.{token}@{name}"

    def restore(self) -> Iterator[str]:
        (token,) = self.edit()
        yield token
        name = f"restored{self.twin}.sqlite"
        self.workspace.backup_corpus(self.folder / name)
        if not self.twin:  # it would undo what the other did meanwhile, as asked
            self.workspace.restore_corpus(self.folder / name)
            for aside in self.workspace.places.home.glob("corpus.before-restore-*"):
                aside.unlink()
        yield f"backup.{token}@{name}"

    def migrate(self) -> Iterator[str]:
        (token,) = self.edit()
        yield token
        self.workspace.close()
        file = self.workspace.places.corpus_file
        with contextlib.closing(sqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=TRUNCATE")
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("PRAGMA user_version=1")
        (token,) = self.edit()
        yield token

    def mix(self) -> Iterator[str]:
        for mode in ("edit", "edit", "edit", "save", "attach", "import", "export", "backup", "migrate", "edit"):
            yield from self.do(mode)

    def short(self) -> Iterator[str]:
        for mode in ("edit", "save", "save"):
            yield from self.do(mode)

    def do(self, mode: str) -> Iterator[str]:
        step: Callable[[], Iterator[str]] = getattr(self, "import_" if mode == "import" else mode)
        return step()


def village_of(workspace: Workspace) -> SourceInfo:
    return next(each for each in workspace.corpus_info().sources if each.key == "village-2030")


def read_counts(outline: Outline) -> dict[str, int]:
    counts = {}
    for node in outline.children():
        content = outline.content(node)
        if isinstance(content, Note):
            twin, _, count = content.text.ja.partition("=")
            counts[twin] = int(count)
    return counts


def write_count(outline: Outline, twin: str, count: int) -> None:
    for node in outline.children():
        content = outline.content(node)
        if isinstance(content, Note) and content.text.ja.startswith(f"{twin}="):
            outline.apply(SetField(node, "text", Bilingual(f"{twin}={count}")))
            return
    outline.apply(Insert(ROOT, outline.child_count(ROOT), Tree(Note(Bilingual(f"{twin}={count}")))))


def acknowledge(token: str) -> None:
    os.write(1, f"ACK {token}\n".encode())


def work(mode: str, folder: Path, rounds: int) -> None:
    worker = Worker(folder)
    for _ in range(rounds):
        for token in worker.do(mode):
            acknowledge(token)


def soak(folder: Path, rounds: int) -> None:
    worker = Worker(folder)
    modes = ["edit"] * 30 + ["save"] * 30 + ["search"] * 33 + ["attach"] * 3 + ["export"] * 2 + ["backup", "migrate"]
    for n in range(1, rounds + 1):
        mode = worker.chance.choice(modes)
        if mode == "search":
            worker.workspace.search(worker.chance.choice(["橋", "水道 -祭り", "is:tagged", "note:覚え", "village"]))
        else:
            for _ in worker.do(mode):
                pass
        if n % 500 == 0:
            # The tags of so many edits are not what is measured.
            worker.workspace.mark(worker.ids, untag=[word for word, _ in worker.workspace.tags()], note="")
            os.write(1, b"RSS\n")


# -- looking for what was promised


def check(folder: Path, tokens: list[str]) -> list[str]:
    """What is wrong with a store; nothing if all is well."""
    workspace = Workspace(Places(shipped(), folder / "home"))
    wrong = []
    asked = [token.partition(".") for token in tokens]
    if (folder / "home").exists():
        wrong += _check_corpus(workspace, tokens)
    elif any(mode in ("edit", "attach", "backup", "import") for mode, *_ in asked):
        wrong.append("no corpus")
    wrong += _check_brief(workspace, folder, tokens)
    wrong += _check_papers(folder, tokens)
    wrong += _check_backups(folder, tokens)
    workspace.close()
    return wrong


def _check_corpus(workspace: Workspace, tokens: list[str]) -> list[str]:
    tags = {word for word, _ in workspace.tags()}
    wrong = [f"lost {token}" for token in tokens if token.startswith("edit.") and token not in tags]
    info = workspace.corpus_info()
    if info.integrity != "ok" or info.wrong:
        wrong.append(f"integrity: {info.integrity} {info.wrong}")
    if workspace.news:
        codes = {error.code for error in workspace.news}
        wrong += [code for code in codes if code != "corpus.updated"]
    own = workspace.own()
    for query, count in (
        ("is:tagged", sum(bool(each.tags) for each in own)),
        ("is:starred", sum(each.starred for each in own)),
        ("is:noted", sum(bool(each.note) for each in own)),
        *((f"tag:{token}", None) for token in tokens[-3:] if token.startswith("edit.")),
    ):
        total = workspace.search(query, limit=0).total
        if total != count if count is not None else not total:
            wrong.append(f"search {query}: {total} instead of {count}")
    source = village_of(workspace)
    stored = {each.key: each for each in info.sources if each.key.startswith("my-")}
    wrong += [f"lost {token}" for token in tokens if token.startswith("import.") and token[7:] not in stored]
    wrong += [f"half an import: {each}" for each in stored.values() if (each.items, each.originals) != (IMPORTED,) * 2]
    if source.originals not in (0, village.ENTRIES) or source.verified != source.originals:
        wrong.append(f"originals {source.originals}, verified {source.verified}")
    ranks = [int(token.split(".")[1]) for token in tokens if token.startswith("attach.")]
    if ranks and (not source.copy or int(source.copy.split(".")[0]) < max(ranks)):
        wrong.append(f"lost attach {max(ranks)}: {source.copy}")
    left = [each.name for each in workspace.places.home.iterdir() if each.name.endswith(".tmp")]
    if left:
        wrong.append(f"left over: {left}")
    for kept in workspace.corpus_backups():
        wrong += _sound(kept.file)
    return wrong


def _check_brief(workspace: Workspace, folder: Path, tokens: list[str]) -> list[str]:
    wanted: dict[str, int] = {}
    for token in tokens:
        if token.startswith("save."):
            _, twin, count = token.split(".")
            twin = "" if twin == "one" else twin
            wanted[twin] = max(wanted.get(twin, 0), int(count))
    counts: dict[str, int] = {}
    for path in folder.glob("*.brief.yaml"):
        counts = read_counts(workspace.load_brief(path).outline)
    return [f"lost save {count} of {twin!r}: {counts}" for twin, count in wanted.items() if counts.get(twin, 0) < count]


def _check_papers(folder: Path, tokens: list[str]) -> list[str]:
    import pikepdf

    last = {token.partition("@")[2]: token.partition("@")[0] for token in tokens if token.startswith("export.")}
    wrong = [f"lost {name}" for name in last if not (folder / name).exists()]
    for path in (*folder.glob("*.docx"), *folder.glob("*.pdf")):
        try:
            if path.suffix == ".docx":
                with zipfile.ZipFile(path) as package:
                    package.testzip()
                    package.read("word/document.xml")
            else:
                with pikepdf.open(path) as document:
                    assert len(document.pages) > 0
        except (OSError, zipfile.BadZipFile, KeyError, pikepdf.PdfError, AssertionError) as error:
            wrong.append(f"half a file: {path.name}: {error}")
    return wrong


def _check_backups(folder: Path, tokens: list[str]) -> list[str]:
    last = {token.partition("@")[2]: token.partition("@")[0] for token in tokens if token.startswith("backup.")}
    wrong = [f"lost {name}" for name in last if not (folder / name).exists()]
    for path in folder.glob("*.sqlite"):
        wrong += _sound(path)
        token = last.get(path.name, "").removeprefix("backup.")
        with contextlib.closing(sqlite3.connect(path)) as connection:
            found = {word for (word,) in connection.execute("SELECT word FROM tag")}
        if token and token not in found:
            wrong.append(f"{path.name} lacks {token}")
    return wrong


def _sound(path: Path) -> list[str]:
    from briefer.corpus.backup import verify

    try:
        verify(path)
    except BrieferError as error:
        return [str(error)]
    return []


def main(arguments: list[str]) -> int:
    what, *rest = arguments
    try:
        match what, rest:
            case "work", [mode, folder, *count]:
                work(mode, Path(folder), int(count[0]) if count else 1_000_000)
            case "soak", [folder, *count]:
                soak(Path(folder), int(count[0]) if count else 10_000)
            case "check", [folder]:
                wrong = check(Path(folder), sys.stdin.read().split())
                sys.stdout.write("; ".join(wrong[:5]) + "\n")
                return int(bool(wrong))
            case _:
                sys.stderr.write(__doc__ or "")
                return 2
    except BrieferError as error:
        sys.stderr.write(f"{error.file}: {error.code} {error.values.get('why', '')}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
