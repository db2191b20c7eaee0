"""The use cases: the program's own API. The command line and the window are two faces of it.

Two sides, two thread rules. The corpus side (``ensure_corpus`` … ``refresh``, and reading a brief, which may look items
up) keeps one database connection and belongs to one thread. The brief side works on values and files and may be called
from any thread. Slow libraries are imported by the call that needs them, so that a window can be painted before.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.core.errors import BrieferError, BriefFileError, CorpusError, ExportError
from briefer.core.items import Bilingual, Item, ItemKind, Lang
from briefer.core.outline import Batch, Details, Edit, Insert, Matrix, Outline, Pick, Section, SetField, Tree
from briefer.core.quotes import quote_state
from briefer.files import sweep, write_whole

if TYPE_CHECKING:
    from briefer.core.blocks import Paper
    from briefer.corpus.attach import AttachReport
    from briefer.corpus.backup import Kept
    from briefer.corpus.find import Difference
    from briefer.corpus.importing import Import, Proposal, Reason, SourceDraft
    from briefer.corpus.imports import Stored
    from briefer.corpus.own import Own
    from briefer.corpus.search import SearchResult
    from briefer.corpus.store import Corpus, CorpusInfo, Facet, Link, Part, Suspicion
    from briefer.export.citations import Format
    from briefer.export.missing import Glyphs
    from briefer.export.style import Style
    from briefer.paths import Places

Progress = Callable[[float], None]
"""Told how much is done, 0.0 to 1.0, on the working thread; raises ``Cancelled`` to stop the work."""

_Writer = Callable[["Tree", "Paper", "Style", Progress | None], bytes]

FORMATS = (".docx", ".pdf", ".html", ".md", ".csv")
"""Suffixes of what a brief is exported as: papers, and as .csv a table of the picked items."""

BLANK = "blank"
"""The template with nothing in it."""

_NOT_KEPT_BY_US = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What comes of reading a file that only claims to be a recovery copy."""
_MOST_GLYPHS = 100
"""Missing characters worth naming one by one."""
_PAGES_KNOWN = 200
"""Blocks up to which a Word paper's contents get their page numbers from a layout of the whole paper."""
_LATEST = 32503680000.0
"""The year 3000 in seconds; calendars cannot show what lies far beyond it."""


@dataclass(frozen=True, slots=True)
class LoadedBrief:
    """A brief as read, and the stamp of the file, to notice later that another program changed it."""

    outline: Outline
    stamp: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A report as read for import: its text and where its pages begin, what it seems to hold, and a free key."""

    text: str
    pages: tuple[int, ...]
    found: Import
    key: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a brief worth a look before it is handed over; ``text`` is in the language asked for."""

    code: str
    node: int
    text: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """Unsaved work left by a run that did not end well.

    ``brief`` is the file it belongs to, if it had one, and ``stamp`` what that file was when the work on it began: save
    with it, so that what others have put there since is not overwritten unasked.
    """

    file: Path
    brief: Path | None
    kept_at: float
    title: str
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What the corpus knows about one item besides the item itself, for showing it in full.

    ``links`` lead to other items, each with its reason; ``doubtful`` are characters that look mis-converted;
    ``difference`` shows where an attached original is not as published, None if it is.
    """

    links: tuple[tuple[Link, Item], ...] = ()
    parts: tuple[Part, ...] = ()
    doubtful: tuple[Suspicion, ...] = ()
    difference: Difference | None = None
    own: Own | None = None


class Workspace:
    """One running program's work: the corpus, briefs, papers."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._corpus: Corpus | None = None
        self._labels: dict[Lang, dict[str, dict[str, str]]] = {}
        self._styles: dict[str, Style] = {}
        self._glyphs: dict[str, Glyphs] = {}
        self._run = secrets.token_hex(4)
        self.news: list[CorpusError] = []
        """What happened to the corpus while it was opened for another call, for a face to tell the user."""

    # -- the corpus: one thread

    def ensure_corpus(self, progress: Progress | None = None) -> tuple[str, ...]:
        """Build the corpus if it is missing, out of date or damaged; returns codes of what the user should know."""
        from briefer.corpus.build import ensure

        self.close()
        return ensure(self.places.corpus_file, self.places.data, progress, backups=self._corpus_backups)

    def build_corpus(self, progress: Progress | None = None) -> None:
        """Build the corpus anew from the shipped catalogue; the user's additions stay."""
        from briefer.corpus.build import build

        self.close()
        build(self.places.corpus_file, self.places.data, progress, backups=self._corpus_backups)

    def close(self) -> None:
        """Let go of the corpus file; the next call opens it again."""
        if self._corpus is not None:
            self._corpus.close()
            self._corpus = None

    def search(
        self, query: str, *, where: Sequence[tuple[str, str]] = (), lang: Lang = "ja", limit: int = 50
    ) -> SearchResult:
        """Items that match; ``where`` narrows by (field, value). Raises ``CorpusError``."""
        return self._open().search(query, where=where, lang=lang, limit=limit)

    def item(self, item_id: str) -> Item:
        """One item by its id. Raises ``CorpusError`` ``corpus.no_item``."""
        return self._open().item(item_id)

    def items(self) -> Iterator[Item]:
        """Every item in printed order; scenario rows carry their points."""
        return self._open().items()

    def scenario_rows(self) -> tuple[Item, ...]:
        """All scenario rows with their points."""
        return tuple(item for item in self._open().items() if item.kind == "scenario")

    def beside(self, item_id: str) -> Beside:
        """What belongs with an item: links, parts, doubts, differences, the user's own. Raises ``CorpusError``."""
        corpus = self._open()
        own = corpus.own([item_id])
        return Beside(
            links=tuple((link, corpus.item(link.other)) for link in corpus.links(item_id)),
            parts=corpus.parts(item_id),
            doubtful=corpus.suspected(item_id),
            difference=corpus.difference(item_id),
            own=own[0] if own else None,
        )

    def facets(self) -> tuple[Facet, ...]:
        """What a search can be narrowed by, with the number of entries each."""
        return self._open().facets()

    def corpus_info(self) -> CorpusInfo:
        """Sources, counts, versions and integrity."""
        return self._open().info()

    def records(self) -> Iterator[dict[str, object]]:
        """Every item as one JSON object (``docs/corpus-export.md``)."""
        return self._open().records()

    def attach(self, files: Sequence[Path], progress: Progress | None = None) -> tuple[AttachReport, ...]:
        """Read copies of catalogued reports and fill in the originals; one report a file, errors inside."""
        from briefer.corpus.attach import attach

        self._open()
        self.close()
        return attach(self.places.corpus_file, files, progress)

    def propose(self, file: Path, progress: Progress | None = None) -> Offer:
        """Read any report and propose what it holds, without storing anything; duplicates are pointed out.

        Raises ``SourceFileError`` saying what is wrong with the file; lets ``Cancelled`` through.
        """
        from briefer.corpus.decode import read_copy
        from briefer.corpus.importing import propose
        from briefer.corpus.imports import find_duplicates, proposed_key

        copy = read_copy(file, (lambda part: progress(0.4 * part)) if progress else None)
        found = propose(copy, (lambda part: progress(0.4 + 0.5 * part)) if progress else None)
        corpus = self._open()
        same = find_duplicates(corpus, found.proposals)
        proposals = tuple(
            dataclasses.replace(each, duplicate_of=same.get(at)) for at, each in enumerate(found.proposals)
        )
        key = proposed_key(corpus, copy, found.source)
        if progress:
            progress(1.0)
        return Offer(copy.text, copy.pages, dataclasses.replace(found, proposals=proposals), key)

    def store_import(
        self,
        file: Path,
        source: SourceDraft,
        proposals: Sequence[Proposal],
        *,
        key: str = "",
        progress: Progress | None = None,
    ) -> Stored:
        """Store a report with the proposals that were accepted, as one step; ``remove_import`` undoes it.

        ``key`` names the source ('' for one made of the file's name). Raises ``SourceFileError``, ``CorpusError``.
        """
        from briefer.corpus.backup import automatic
        from briefer.corpus.decode import read_copy
        from briefer.corpus.imports import import_report, proposed_key

        copy = read_copy(file)
        key = key or proposed_key(self._open(), copy, source)
        self.close()
        automatic(self.places.corpus_file, self._corpus_backups, "import")
        return import_report(self.places.corpus_file, copy, source, proposals, key=key, progress=progress)

    def remove_import(self, key: str) -> None:
        """Take an imported report out of the corpus again. Raises ``CorpusError`` ``import.unknown``."""
        from briefer.corpus.imports import remove_import

        self._open()
        self.close()
        remove_import(self.places.corpus_file, key)

    @staticmethod
    def by_hand(kind: ItemKind, text: str, start: int, end: int, pieces: tuple[tuple[int, int, int], ...]) -> Proposal:
        """A proposal that the user made, not the reader of reports."""
        from briefer.corpus.importing import Proposal, Reason

        reasons = (Reason("reason.by_hand"),)
        return Proposal(kind, "", "", text, (), (), (), "", reasons, 1.0, start, end, pieces)

    def reason(self, reason: Reason, lang: Lang) -> str:
        """Why something is proposed, in words."""
        return self._text("reasons", reason.code, lang, **reason.values)

    def mark(
        self,
        ids: Sequence[str],
        *,
        starred: bool | None = None,
        tag: Sequence[str] = (),
        untag: Sequence[str] = (),
        note: str | None = None,
    ) -> None:
        """Star, tag and annotate items, all of them or none; what is not named stays. On the disk when it returns.

        An empty note removes the note. Raises ``CorpusError`` (``corpus.own.change``).
        """
        from briefer.corpus.own import change

        self._open()
        change(self.places.corpus_file, ids, starred=starred, tag=tag, untag=untag, note=note)

    def own(self, ids: Sequence[str] | None = None) -> tuple[Own, ...]:
        """The user's stars, tags and notes, for these items or all."""
        return self._open().own(ids)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag in use, with the number of items that carry it."""
        return self._open().tags()

    def backup_corpus(self, target: Path, progress: Progress | None = None) -> Path:
        """Write the whole corpus into one file, proved sound. Raises ``CorpusError``."""
        from briefer.corpus.backup import backup

        self._open()
        backup(self.places.corpus_file, target, progress)
        return target

    def restore_corpus(self, source: Path, progress: Progress | None = None) -> Path | None:
        """Make the corpus what it was when ``source`` was made; returns where the one before is kept, if there was one.

        A backup made with an older catalogue is brought up to date at once. Raises ``CorpusError``; the corpus is then
        what it was.
        """
        from briefer.corpus.backup import restore

        self.close()
        aside = restore(self.places.corpus_file, source, backups=self._corpus_backups, progress=progress)
        self.news += [CorpusError(code) for code in self.ensure_corpus()]
        return aside

    def corpus_backups(self) -> tuple[Kept, ...]:
        """The automatic backups of the corpus, newest first."""
        from briefer.corpus.backup import kept

        return kept(self._corpus_backups)

    @property
    def _corpus_backups(self) -> Path:
        return self.places.backups / "corpus"

    def citations(self, names: Sequence[str], form: Format) -> bytes:
        """Entries for a reference manager: of the sources and items named, of all sources if none is.

        Raises ``CorpusError`` corpus.no_item.
        """
        from briefer.export.citations import reference_to_item, reference_to_source, render

        sources = {source.key: source for source in self._open().sources()}
        entries = [
            reference_to_source(sources[name]) if name in sources else reference_to_item(self.item(name))
            for name in dict.fromkeys(names or sources)
        ]
        return render(entries, form)

    def refresh(self, tree: Tree) -> Batch | None:
        """The edits that bring a brief's snapshots up to what the corpus has now; ``None`` if they are."""
        edits: list[Edit] = []
        for each in tree.walk():
            node = each.id or 0
            match each.content:
                case Pick(item=item):
                    if (now := self._current(item)) != item:
                        edits.append(SetField(node, "item", now))
                case Matrix(rows=rows):
                    if (current := tuple(map(self._current, rows))) != rows:
                        edits.append(SetField(node, "rows", current))
        return Batch(tuple(edits)) if edits else None

    def _current(self, item: Item) -> Item:
        """The item as the corpus has it; a picked row keeps the points it was picked with."""
        try:
            now = self._open().item(item.id)
        except CorpusError as error:
            if error.code == "corpus.no_item":
                return item
            raise
        kept = {point.id for point in item.points}
        points = tuple(point for point in now.points if point.id in kept)
        if kept and not points:  # the corpus has the row but none of what was picked: better old words than none
            return item
        return dataclasses.replace(now, points=points)

    def _open(self) -> Corpus:
        if self._corpus is None:
            from briefer.corpus.store import Corpus

            self.news += [CorpusError(code) for code in self.ensure_corpus()]
            self._corpus = Corpus.open(self.places.corpus_file)
        return self._corpus

    # -- briefs

    def templates(self) -> tuple[str, ...]:
        """Names of the templates a brief can start from."""
        found = sorted(path.stem for path in (self.places.resources / "templates").glob("*.yaml"))
        return (BLANK, *found)

    def template_name(self, template: str, lang: Lang) -> str:
        """A template's name for menus."""
        if template == BLANK:
            return self.label("blank", lang)
        return str(self._template(template)["name"][lang])

    def new_brief(self, template: str, lang: Lang) -> Outline:
        """A brief with a template's sections, in both languages. Raises ``BriefFileError`` for an unknown template."""
        outline = Outline(Details(language=lang))
        if template != BLANK:
            for place, title in enumerate(self._template(template)["sections"]):
                outline.apply(Insert(0, place, Tree(Section(Bilingual(title["ja"], title["en"])))))
        return outline

    def load_brief(self, path: Path) -> LoadedBrief:
        """Read a brief; items it names without a snapshot come from the corpus (so: the corpus's thread)."""
        from briefer.brieffile import read_brief

        sweep(path)
        outline, stamp = read_brief(path, self.item)
        return LoadedBrief(outline, stamp)

    def save_brief(self, path: Path, tree: Tree, *, stamp: str | None) -> str:
        """Save a brief whole or not at all; see ``brieffile.save_brief``. Returns the file's new stamp."""
        from briefer.brieffile import save_brief

        return save_brief(path, tree, stamp=stamp, backups=self.places.backups)

    def keep_recovery(self, brief: Path | None, tree: Tree, stamp: str | None = None) -> None:
        """Keep a copy of unsaved work, for the next start to offer after a crash. Never touches the brief itself.

        Raises ``BrieferError`` naming the place that cannot be written.
        """
        from briefer.brieffile import to_yaml

        with contextlib.suppress(OSError):  # writing below says what is wrong with the place
            self.places.recovery.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = {
            "brief": str(brief.absolute()) if brief else None,
            "stamp": stamp,
            "kept_at": time.time(),
            "process": os.getpid(),
            "title": tree.content.title.best(tree.content.language) if isinstance(tree.content, Details) else "",
            "yaml": to_yaml(tree).decode(),
        }
        write_whole(self._recovery_file, json.dumps(kept).encode(), private=True)

    def drop_recovery(self, recovery: Recovery | None = None) -> None:
        """Forget kept work: that of an earlier run, or this run's own after a save."""
        (recovery.file if recovery else self._recovery_file).unlink(missing_ok=True)

    def recoveries(self) -> tuple[Recovery, ...]:
        """Unsaved work of runs that are over, newest first; files that cannot be read are left alone."""
        found = []
        for file in self.places.recovery.glob("*.json"):
            try:
                kept = json.loads(file.read_bytes())
                brief = Path(kept["brief"]) if kept["brief"] else None
                stamp = str(kept["stamp"]) if kept.get("stamp") else None
                recovery = Recovery(file, brief, float(kept["kept_at"]), str(kept["title"]), stamp)
                over = file != self._recovery_file and not _alive(int(kept["process"]))
                if over and 0 <= recovery.kept_at < _LATEST:
                    found.append(recovery)
            except _NOT_KEPT_BY_US:
                continue
        return tuple(sorted(found, key=lambda each: -each.kept_at))

    def load_recovery(self, recovery: Recovery) -> Outline:
        """The brief that was kept. Raises ``BriefFileError``."""
        from briefer.brieffile import from_yaml

        try:
            kept = json.loads(recovery.file.read_bytes())
            text = str(kept["yaml"])
        except _NOT_KEPT_BY_US as error:
            raise BriefFileError("file.not_readable", file=str(recovery.file), why=str(error)) from error
        try:
            return from_yaml(text.encode("utf-8", "surrogatepass"))
        except BriefFileError as error:
            error.file = str(recovery.file)
            raise

    @property
    def _recovery_file(self) -> Path:
        return self.places.recovery / f"{self._run}.json"

    def check(self, tree: Tree, lang: Lang) -> tuple[Finding, ...]:
        """What a careful reader would ask about before the paper goes out."""
        found: list[tuple[str, int]] = []
        details = tree.content
        assert isinstance(details, Details)
        if not details.title:
            found.append(("finding.no_title", 0))
        seen: set[str] = set()
        for each in tree.walk():
            node = each.id or 0
            match each.content:
                case Section(title):
                    if not title:
                        found.append(("finding.no_heading", node))
                    if not each.children:
                        found.append(("finding.empty_section", node))
                case Pick(item=item, quote=quote):
                    found += [(code, node) for code in _item_findings((item,), quote)]
                    if item.id in seen:
                        found.append(("finding.twice", node))
                    seen.add(item.id)
                case Matrix(rows=rows, quote=quote):
                    found += [(code, node) for code in _item_findings(rows, quote)]
        findings = [Finding(code, node, self._text("findings", code, lang)) for code, node in found]
        for character, node in self._missing_glyphs(tree, details):
            point = " ".join(f"U+{ord(each):04X}" for each in character)
            text = self._text("findings", "finding.missing_glyph", lang, character=character, point=point)
            findings.append(Finding("finding.missing_glyph", node, text))
        return tuple(findings)

    def _missing_glyphs(self, tree: Tree, details: Details) -> tuple[tuple[str, int], ...]:
        """Characters that the paper in the brief's own language has and the fonts of PDF papers lack."""
        try:
            paper, style = self.paper(tree), self.style(details.style)
            if details.style not in self._glyphs:
                from briefer.export.missing import Glyphs

                self._glyphs[details.style] = Glyphs(style, self.places.fonts)
            return self._glyphs[details.style].missing(paper)[:_MOST_GLYPHS]
        except ExportError:  # a style or font that cannot be used: the export says so
            return ()

    # -- papers

    def styles(self) -> tuple[str, ...]:
        """Names of the styles a brief can ask for."""
        return tuple(sorted(path.stem for path in (self.places.resources / "styles").glob("*.yaml")))

    def style_name(self, name: str, lang: Lang) -> str:
        """A style's name for menus; that of an unknown one as it is."""
        try:
            return self.style(name).name.best(lang) or name
        except ExportError:
            return name

    def paper(self, tree: Tree, lang: Lang | None = None) -> Paper:
        """The finished paper as blocks, in the brief's language unless another is asked for."""
        details = tree.content
        assert isinstance(details, Details)
        lang = lang or details.language
        from briefer.core.compose import compose

        style = self.style(details.style)
        own = style.languages[lang]
        return compose(
            tree,
            lang,
            self._all_labels(lang)["paper"],
            own.numbering,
            own.number_gap,
            citation=style.citation,
            dates=style.dates,
        )

    def style(self, name: str) -> Style:
        """A style by name. Raises ``ExportError`` for an unknown one, as names come from brief files."""
        if name not in self._styles:
            from briefer.export.style import read_style

            if name not in self.styles():
                raise ExportError("style.unknown", name=name[:60], known=", ".join(self.styles()))
            self._styles[name] = read_style(self.places.resources / "styles" / f"{name}.yaml")
        return self._styles[name]

    def export(self, tree: Tree, target: Path, *, lang: Lang | None = None, progress: Progress | None = None) -> Path:
        """Write ``target``, whole or not at all, in the format that its suffix names (``FORMATS``).

        ``progress`` is called with 0.0-1.0. Raises ``ExportError``, ``Cancelled``.
        """
        details = tree.content
        assert isinstance(details, Details)
        kind = target.suffix.lower()
        if kind not in FORMATS:
            raise ExportError("export.unknown_format", file=str(target), known=", ".join(FORMATS))
        if not target.parent.is_dir():
            raise ExportError("file.no_folder", file=str(target))
        writers: dict[str, _Writer] = {
            ".docx": self._docx,
            ".pdf": self._pdf,
            ".html": self._html,
            ".md": self._markdown,
            ".csv": self._csv,
        }
        content = writers[kind](tree, self.paper(tree, lang), self.style(details.style), progress)
        if progress is not None:
            progress(1.0)
        write_whole(target, content)
        return target

    def _docx(self, _: Tree, paper: Paper, style: Style, progress: Progress | None) -> bytes:
        from briefer.export.docx import render

        pages = None
        if len(paper.blocks) <= _PAGES_KNOWN:
            from briefer.export.pdf import page_numbers

            pages = page_numbers(paper, style, self.places.fonts)
        return render(paper, style, pages=pages, progress=progress)

    def _pdf(self, _: Tree, paper: Paper, style: Style, progress: Progress | None) -> bytes:
        from briefer.export.pdf import render

        return render(paper, style, self.places.fonts, progress=progress)

    def _html(self, _: Tree, paper: Paper, style: Style, progress: Progress | None) -> bytes:
        from briefer.export.html import render

        return render(paper, style, progress=progress)

    def _markdown(self, _: Tree, paper: Paper, style: Style, progress: Progress | None) -> bytes:
        from briefer.export.markdown import render

        return render(paper, style, progress=progress)

    def _csv(self, tree: Tree, paper: Paper, _: Style, progress: Progress | None) -> bytes:
        """The picked items as a table."""
        from briefer.core.listing import listing
        from briefer.export.csv_table import render

        labels = self._all_labels(paper.lang)
        # A tree that was never in an outline lacks the ids by which headings are found.
        tree = Outline.from_tree(tree).tree()
        rows = listing(tree, self.paper(tree, paper.lang), labels["paper"], labels["listing"])
        return render(rows, progress=progress)

    # -- words

    def message(self, error: BrieferError, lang: Lang) -> str:
        """One line: the file, what is wrong with it and what to do."""
        text = self._text("errors", error.code, lang, **error.values)
        line = f"{error.file}: {text}" if error.file else text
        # Names of files may hold anything; a message is one line and never moves the cursor.
        return " ".join("".join(each if each.isprintable() or each.isspace() else "\ufffd" for each in line).split())

    def label(self, key: str, lang: Lang) -> str:
        """A fixed word shared by both faces of the program (section ``program`` of the labels), not filled in yet."""
        return self._all_labels(lang)["program"].get(key, key)

    def paper_labels(self, lang: Lang) -> dict[str, str]:
        """The fixed words of papers."""
        return self._all_labels(lang)["paper"]

    def _text(self, section: str, key: str, lang: Lang, /, **values: object) -> str:
        pattern = self._all_labels(lang).get(section, {}).get(key)
        if pattern is None:
            return " ".join((key, *(f"{name}={value}" for name, value in values.items())))
        return pattern.format(**values)

    def _all_labels(self, lang: Lang) -> dict[str, dict[str, str]]:
        if lang not in self._labels:
            self._labels[lang] = self._shipped_yaml(self.places.resources / "labels" / f"{lang}.yaml")
        return self._labels[lang]

    def _template(self, name: str) -> dict[str, Any]:
        if name not in self.templates():
            raise BriefFileError("brief.no_template", name=name[:60], known=", ".join(self.templates()))
        return self._shipped_yaml(self.places.resources / "templates" / f"{name}.yaml")

    @staticmethod
    def _shipped_yaml(path: Path) -> dict[str, Any]:
        import yaml

        loaded: dict[str, Any] = yaml.safe_load(path.read_bytes())
        return loaded


def _item_findings(items: Sequence[Item], quote: Any) -> list[str]:
    found = []
    states = {quote_state(item, quote) for item in items}
    if "not_attached" in states:
        found.append("finding.not_attached")
    if "different" in states:
        found.append("finding.different")
    statuses = {each.status for item in items for each in (item, *item.points)}
    if "past" in statuses:
        found.append("finding.past")
    if "counterfactual" in statuses:
        found.append("finding.counterfactual")
    return found


def _alive(process: int) -> bool:
    """Whether another running program has this number. Ours can only be that of an earlier run: numbers come round
    again, in a sandbox at every start."""
    if process == os.getpid() or process <= 0:
        return False
    if os.name != "posix":
        return (
            False  # there is no harmless question to ask; a second window offers the work, and refusing loses nothing
        )
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
