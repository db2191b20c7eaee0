"""The same work without a window. The only room that prints.

Exit status: 0 done; 1 something a user can fix, said in one line on standard error; 2 wrong usage; 70 a bug.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import io
import json
import os
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefer import __version__
from briefer.core.errors import BrieferError
from briefer.core.items import LANGS, Item, Lang
from briefer.core.outline import QUOTE_CHOICES, ROOT, Insert, Pick, Section, SetField, Tree
from briefer.files import write_whole
from briefer.paths import find_places
from briefer.workspace import Workspace

if TYPE_CHECKING:
    from briefer.corpus.attach import AttachReport
    from briefer.corpus.importing import Proposal

VERBS = ("corpus", "search", "brief", "export")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, io.StringIO())
    workspace = Workspace(find_places())
    lang = interface_language(os.environ)
    for stream in (sys.stdout, sys.stderr):
        # A name or text that the terminal's encoding lacks must not end the command.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        if arguments and arguments[0] in (*VERBS, "-h", "--help", "--version"):
            options = _parser().parse_args(arguments)
            _Commands(workspace, lang).run(options)
            sys.stdout.flush()
            for news in workspace.news:
                print(f"briefer: {workspace.message(news, lang)}", file=sys.stderr)
            return 0
        return _window(workspace, arguments)
    except BrieferError as error:
        print(f"briefer: {workspace.message(error, lang)}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing to say to anyone.
        _say_no_more()
        return 0
    except OSError as error:
        # Not foreseen where it happened, but still a matter of files and disks, which the user can put right.
        _say_no_more()
        trouble = BrieferError(
            "file.unusable", file=error.filename and str(error.filename), why=error.strerror or str(error)
        )
        print(f"briefer: {workspace.message(trouble, lang)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - the last hook: a bug is logged, never shown as a traceback
        return _bug(workspace, lang)
    finally:
        workspace.close()
        try:
            sys.stdout.flush()
        except OSError:
            _say_no_more()


def _say_no_more() -> None:
    """What still waits to be printed has nowhere to go; without this the interpreter would try again at its end."""
    with contextlib.suppress(OSError, ValueError):  # no descriptor: a test's or a window's own stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def interface_language(environment: Mapping[str, str]) -> Lang:
    """``BRIEFER_LANG``, else the locale's language where it is Japanese, else English."""
    for name in ("BRIEFER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def _bug(workspace: Workspace, lang: Lang) -> int:
    log = workspace.places.home / "briefer.log"
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            traceback.print_exc(file=stream)
    print(f"briefer: {workspace.label('bug', lang).format(log=log)}", file=sys.stderr)
    return 70


def _window(workspace: Workspace, arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="briefer", description="Open the window.", epilog=f"verbs: {', '.join(VERBS)}"
    )
    parser.add_argument("brief", nargs="?", type=Path, metavar="BRIEF")
    options = parser.parse_args(arguments)
    if not has_display(os.environ):
        raise BrieferError("window.no_display")
    try:
        from briefer.ui.app import run
    except ImportError as error:
        raise BrieferError("window.no_qt", why=str(error)) from error
    return run(workspace, options.brief)


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display or Qt platform is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefer",
        description="Briefing papers from policy recommendations and scenario rows. Without a verb: open the window.",
    )
    parser.add_argument("--version", action="version", version=f"briefer {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    corpus = verbs.add_parser("corpus", help="the reports and their items").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    corpus.add_parser("build", help="(re)build the corpus from the shipped catalogue")
    _json(corpus.add_parser("info", help="sources, items, originals attached and verified"))
    attach = corpus.add_parser("attach", help="read your own copies of catalogued reports")
    attach.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _json(attach)
    imported = corpus.add_parser("import", help="read other reports and store the recommendations found in them")
    imported.add_argument("files", nargs="+", type=Path, metavar="FILE")
    imported.add_argument("--key", default="", help="short name of the report, in the ids of its items; for one FILE")
    imported.add_argument("--title", help="instead of what the report says of itself; for one FILE")
    imported.add_argument("--publisher")
    imported.add_argument("--date", type=_date, metavar="YYYY[-MM[-DD]]")
    imported.add_argument("--dry-run", action="store_true", help="show what is found, store nothing")
    imported.add_argument(
        "--min-confidence", type=_share, default=0.5, metavar="X", help="store what is as sure as this (0 to 1)"
    )
    _json(imported)
    records = corpus.add_parser("export", help="every item as one JSON line")
    records.add_argument("--mine", action="store_true", help="your stars, tags and notes instead")
    _json(records, always=True)
    mark = corpus.add_parser("mark", help="star, tag and annotate items")
    mark.add_argument("ids", nargs="+", metavar="ID")
    stars = mark.add_mutually_exclusive_group()
    stars.add_argument("--star", dest="starred", action="store_true", default=None)
    stars.add_argument("--unstar", dest="starred", action="store_false")
    mark.add_argument("--tag", action="append", default=[], metavar="TAG")
    mark.add_argument("--untag", action="append", default=[], metavar="TAG")
    mark.add_argument("--note", metavar="TEXT", help="replaces the note; '' removes it")
    backup = corpus.add_parser("backup", help="write the whole corpus, with all you added, into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = corpus.add_parser("restore", help="go back to a backup; the present corpus is kept beside")
    restore.add_argument("file", type=Path, metavar="FILE")
    cite = corpus.add_parser("cite", help="entries for reference managers, of all sources or of those named")
    cite.add_argument("names", nargs="*", metavar="ID|SOURCE")
    cite.add_argument("--format", dest="form", choices=("csl-json", "bibtex", "ris"), default="csl-json")
    cite.add_argument("-o", "--output", type=Path, metavar="FILE")

    search = verbs.add_parser("search", help="find items")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", type=_pair)
    search.add_argument("--limit", type=_count, default=50, metavar="N")
    search.add_argument("--count", action="store_true", help="print the number of items only")
    search.add_argument("--lang", choices=LANGS)
    _json(search)

    brief = verbs.add_parser("brief", help="make and check briefs").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    new = brief.add_parser("new", help="start a brief from a template")
    new.add_argument("template", metavar="TEMPLATE")
    new.add_argument("target", type=Path, metavar="OUT.brief.yaml")
    new.add_argument("--title", default="")
    new.add_argument("--lang", choices=LANGS, default="ja")
    add = brief.add_parser("add", help="add items to a brief")
    add.add_argument("brief", type=Path, metavar="BRIEF")
    add.add_argument("ids", nargs="+", metavar="ID")
    add.add_argument("--quote", choices=QUOTE_CHOICES, default="gist")
    add.add_argument("--section", type=_count, metavar="N", help="into the Nth top-level section (default: the last)")
    check = brief.add_parser("check", help="what to look at before the paper goes out")
    check.add_argument("brief", type=Path, metavar="BRIEF")
    _json(check)
    refresh = brief.add_parser("refresh", help="take over the texts that the corpus has now")
    refresh.add_argument("brief", type=Path, metavar="BRIEF")

    export = verbs.add_parser("export", help="write the paper as Word, PDF, HTML or Markdown, or its items as CSV")
    export.add_argument("brief", type=Path, metavar="BRIEF")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.docx|.pdf|.html|.md|.csv")
    export.add_argument("--lang", choices=LANGS)
    return parser


def _print_json(record: object) -> None:
    """One line of JSON, whatever the terminal's encoding."""
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    print(json.dumps(record, ensure_ascii=not unicode, default=str))


def _json(parser: argparse.ArgumentParser, *, always: bool = False) -> None:
    parser.add_argument("--json", action="store_true", default=always, help="print JSON")


def _pair(text: str) -> tuple[str, str]:
    field, found, value = text.partition("=")
    if not found or not field:
        raise argparse.ArgumentTypeError(f"not FIELD=VALUE: {text}")
    return field, value


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise argparse.ArgumentTypeError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {text}")
    return text


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"not a number from 0 to 1: {text}")
    return value


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    return int(text)


class _Commands:
    def __init__(self, workspace: Workspace, lang: Lang) -> None:
        self._workspace = workspace
        self._lang = lang

    def run(self, options: argparse.Namespace) -> None:
        name = "_".join(filter(None, (options.verb, getattr(options, "action", None))))
        getattr(self, f"_{name}")(options)

    def _say(self, label: str, /, **values: object) -> None:
        print(self._workspace.label(label, self._lang).format(**values))

    def _corpus_build(self, _: argparse.Namespace) -> None:
        self._workspace.build_corpus()
        self._say("corpus_built", file=self._workspace.places.corpus_file)

    def _corpus_info(self, options: argparse.Namespace) -> None:
        info = self._workspace.corpus_info()
        backups = self._workspace.corpus_backups()
        values = dataclasses.asdict(info) | {"briefer": __version__}
        if options.json:
            _print_json(values | {"backups": [dataclasses.asdict(each) for each in backups]})
            return
        for source in info.sources:
            self._say(
                "corpus_source",
                key=source.key,
                title=source.title.best(self._lang),
                items=source.items,
                originals=source.originals,
                verified=source.verified,
                different=source.different,
            )
        self._say("corpus_file", **values)
        self._say("corpus_own", **values)
        sound = info.integrity == "ok" and not info.wrong
        self._say("corpus_sound" if sound else "corpus_unsound", why="; ".join((info.integrity, *info.wrong)), **values)
        if backups:
            self._say("corpus_backups", number=len(backups), newest=backups[0].file)

    def _corpus_mark(self, options: argparse.Namespace) -> None:
        changes = {"starred": options.starred, "tag": options.tag, "untag": options.untag, "note": options.note}
        if not any(value or value in (False, "") for value in changes.values()):
            raise BrieferError("corpus.no_mark")
        self._workspace.mark(options.ids, **changes)
        self._say("marked", number=len(dict.fromkeys(options.ids)))

    def _corpus_backup(self, options: argparse.Namespace) -> None:
        self._say("backed_up", file=self._workspace.backup_corpus(options.file))

    def _corpus_restore(self, options: argparse.Namespace) -> None:
        aside = self._workspace.restore_corpus(options.file)
        self._say("restored", file=options.file)
        if aside is not None:
            self._say("restored_aside", file=aside)

    def _corpus_cite(self, options: argparse.Namespace) -> None:
        content = self._workspace.citations(options.names, options.form)
        if options.output is not None:
            write_whole(options.output, content)
            self._say("written", file=options.output)
        elif (raw := getattr(sys.stdout, "buffer", None)) is not None:
            # Bytes: RIS ends its lines with CR LF, and all three are UTF-8, whatever the terminal's encoding.
            sys.stdout.flush()
            raw.write(content)
        else:
            print(content.decode(), end="")

    def _corpus_attach(self, options: argparse.Namespace) -> None:
        reports = self._workspace.attach(options.files)
        for report in reports:
            if options.json:
                _print_json(self._attach_record(report))
            elif report.error is None:
                self._say(
                    "attached",
                    file=report.file,
                    source=report.source,
                    found=report.found,
                    verified=report.verified,
                    different=len(report.different),
                    missing=len(report.missing),
                )
                self._print_differences(report)
        failed = [report.error for report in reports if report.error is not None]
        # Every bad file gets its line; the last one through the common way out, which also sets the exit status.
        for error in failed[:-1]:
            print(f"briefer: {self._workspace.message(error, self._lang)}", file=sys.stderr)
        if failed:
            raise failed[-1]

    def _print_differences(self, report: AttachReport) -> None:
        """What a person wants to compare with the printed report: the sentences that differ, and what is missing."""
        for difference in report.differences:
            for start, end in difference.spans or ((0, 0),):
                words = difference.text[start:end] if end > start else ""
                key = "differs" if words else "differs_title" if difference.title else "differs_gap"
                before = difference.text[max(0, start - 20) : start]
                self._say(key, id=difference.id, words=words, before=before)
        for item_id in report.missing:
            self._say("not_found", id=item_id)

    def _attach_record(self, report: AttachReport) -> dict[str, object]:
        return {
            "file": report.file,
            "source": report.source,
            "found": report.found,
            "verified": report.verified,
            "different": list(report.different),
            "differences": [dataclasses.asdict(difference) for difference in report.differences],
            "missing": list(report.missing),
            "error": self._workspace.message(report.error, self._lang) if report.error else None,
        }

    def _corpus_import(self, options: argparse.Namespace) -> None:
        failed: list[BrieferError] = []
        if options.key and len(options.files) > 1:
            raise BrieferError("import.one_key", key=options.key)
        for file in options.files:
            try:
                self._import_one(file, options)
            except BrieferError as trouble:
                trouble.file = trouble.file or str(file)
                failed.append(trouble)
        # As with attach: every bad file gets its line, the last one through the common way out.
        for error in failed[:-1]:
            print(f"briefer: {self._workspace.message(error, self._lang)}", file=sys.stderr)
        if failed:
            raise failed[-1]

    def _import_one(self, file: Path, options: argparse.Namespace) -> None:
        offer = self._workspace.propose(file)
        said = {"title": options.title, "publisher": options.publisher, "date": options.date}
        source = dataclasses.replace(offer.found.source, **{name: text for name, text in said.items() if text})
        proposals = offer.found.proposals
        record: dict[str, object] = {
            "file": str(file),
            "source": dataclasses.asdict(source),
            "proposals": [self._proposal_record(each) for each in proposals],
        }
        if not options.dry_run:
            # Of two readings of the same words the first is stored.
            sure = [each for each in proposals if each.confidence >= options.min_confidence]
            wanted = [each for each in sure if each.alternative_of is None]
            stored = self._workspace.store_import(file, source, wanted, key=options.key or offer.key)
            record |= {"key": stored.key, "stored": stored.items}
        if options.json:
            _print_json(record)
        elif options.dry_run:
            for each in proposals:
                words = each.title or each.text.split("\n", 1)[0]
                print(f"{file}\t{each.kind}\t{each.confidence:.2f}\t{each.label}\t{words[:80]}")
        else:
            self._say("imported", file=file, key=record["key"], stored=record["stored"], found=len(proposals))

    def _proposal_record(self, proposal: Proposal) -> dict[str, object]:
        record = {
            name: value
            for name, value in dataclasses.asdict(proposal).items()
            if name not in ("reasons", "pieces", "sides")
        }
        record["sides"] = [[point.text for point in side] for side in proposal.sides]
        record["reason"] = "; ".join(self._workspace.reason(each, self._lang) for each in proposal.reasons)
        return record

    def _corpus_export(self, options: argparse.Namespace) -> None:
        if options.mine:
            for own in self._workspace.own():
                _print_json(dataclasses.asdict(own))
            return
        for record in self._workspace.records():
            _print_json(record)

    def _search(self, options: argparse.Namespace) -> None:
        lang = options.lang or self._lang
        limit = 0 if options.count else options.limit
        result = self._workspace.search(options.query, where=options.where, lang=lang, limit=limit)
        if options.count:
            print(json.dumps({"total": result.total}) if options.json else result.total)
            return
        if options.json:
            wanted = {hit.item.id: place for place, hit in enumerate(result.hits)}
            found = [record for record in self._workspace.records() if record["id"] in wanted]
            for record in sorted(found, key=lambda each: wanted[str(each["id"])]):
                _print_json(record)
            return
        for hit in result.hits:
            print(f"{hit.item.id}\t{hit.title.text}\t{hit.snippet.text}")
        self._say("search_total", shown=len(result.hits), total=result.total)

    def _brief_new(self, options: argparse.Namespace) -> None:
        outline = self._workspace.new_brief(options.template, options.lang)
        if options.title:
            title = outline.details.title.replaced(options.lang, options.title)
            outline.apply(SetField(ROOT, "title", title))
        if os.path.lexists(options.target):
            raise BrieferError("file.exists", file=str(options.target))
        self._workspace.save_brief(options.target, outline.tree(), stamp=None)
        self._say("written", file=options.target)

    def _brief_add(self, options: argparse.Namespace) -> None:
        loaded = self._workspace.load_brief(options.brief)
        outline = loaded.outline
        items: list[Item] = [self._workspace.item(each) for each in options.ids]
        sections = [node for node in outline.children() if isinstance(outline.content(node), Section)]
        if options.section is not None and not 1 <= options.section <= len(sections):
            raise BrieferError("brief.no_section", file=str(options.brief), section=options.section, last=len(sections))
        into = sections[(options.section or len(sections)) - 1] if sections else ROOT
        for item in items:
            outline.apply(Insert(into, outline.child_count(into), Tree(Pick(item, options.quote))))
        self._workspace.save_brief(options.brief, outline.tree(), stamp=loaded.stamp)
        self._say("added", file=options.brief, number=len(items))

    def _brief_check(self, options: argparse.Namespace) -> None:
        tree = self._workspace.load_brief(options.brief).outline.tree()
        for finding in self._workspace.check(tree, self._lang):
            if options.json:
                _print_json(dataclasses.asdict(finding))
            else:
                print(f"{finding.node}\t{finding.text}")
        if not options.json:
            self._say("stale" if self._workspace.refresh(tree) else "up_to_date", file=options.brief)

    def _brief_refresh(self, options: argparse.Namespace) -> None:
        loaded = self._workspace.load_brief(options.brief)
        edit = self._workspace.refresh(loaded.outline.tree())
        if edit is None:
            self._say("up_to_date", file=options.brief)
            return
        loaded.outline.apply(edit)
        self._workspace.save_brief(options.brief, loaded.outline.tree(), stamp=loaded.stamp)
        self._say("refreshed", file=options.brief, number=len(edit.edits))

    def _export(self, options: argparse.Namespace) -> None:
        tree = self._workspace.load_brief(options.brief).outline.tree()
        self._say("written", file=self._workspace.export(tree, options.output, lang=options.lang))
