"""Attaching copies of catalogued reports: in the background, and what was found in words, down to each difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from briefer.core.errors import BrieferError
from briefer.ui.interface import Interface
from briefer.ui.messages import MessageArea, Text
from briefer.ui.status import Status
from briefer.ui.tasks import Job, Lane

if TYPE_CHECKING:
    from briefer.core.items import Item
    from briefer.corpus.attach import AttachReport
    from briefer.workspace import Workspace

UNKNOWN = "source.not_catalogued"
"""What is no copy of a catalogued report; it can be imported."""
_AROUND = 24
"""Characters shown before and after words that differ."""


class Attachments(QObject):
    """Reads copies on the corpus lane and says per file what became of it."""

    attached = Signal()
    """Originals have come into the corpus."""
    import_wanted = Signal(object)
    """The user wants to import reports that nobody has catalogued (a list of paths)."""

    def __init__(
        self,
        workspace: Workspace,
        interface: Interface,
        lane: Lane,
        status: Callable[[], Status],
        messages: MessageArea,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._interface, self._lane = workspace, interface, lane
        self._status, self._messages = status, messages
        self._window = parent

    def begin(self, files: Sequence[Path]) -> None:
        """Read copies of reports; can be cancelled, then what was read before stays."""

        def read(job: Job[tuple[AttachReport, ...]]) -> tuple[AttachReport, ...]:
            return self._workspace.attach(files, job.progress)

        def failed(error: BrieferError) -> None:
            self._messages.show_message("error", self._worded(error))

        def ended() -> None:
            self._status().end(work)
            if job.cancelled:
                self._messages.show_message("info", lambda: self.tr("Reading was cancelled."), key="attach")
                self.attached.emit()  # files before the one that was stopped are in

        work = self._status().begin(lambda: self.tr("Reading reports"), lambda: job.cancel())
        job = self._lane.run(read, self._told, failed, progressed=work.progress, ended=ended)

    def _told(self, reports: tuple[AttachReport, ...]) -> None:
        good = [report for report in reports if report.error is None]
        unknown = [report for report in reports if report.error is not None and report.error.code == UNKNOWN]
        wrong = [report for report in reports if report.error is not None and report not in unknown]
        if unknown:
            self._tell_unknown([Path(report.file) for report in unknown])
        if len(wrong) == 1:
            error = wrong[0].error
            assert error is not None
            self._messages.show_message("error", self._worded(error), key="attach-wrong")
        elif wrong:
            self._messages.show_message(
                "error",
                lambda: self.tr("%n file(s) could not be read.", None, len(wrong)),
                [self._details(wrong)],
                key="attach-wrong",
            )
        if good:
            self._tell_good(good)
            self.attached.emit()

    def _tell_good(self, good: Sequence[AttachReport]) -> None:
        bad = [report for report in good if report.different or report.missing]

        def text() -> str:
            found, verified = sum(report.found for report in good), sum(report.verified for report in good)
            if len(good) == 1:
                head = self.tr("{file}: recognised.").replace("{file}", Path(good[0].file).name)
            else:
                head = self.tr("%n report(s) recognised.", None, len(good))
            parts = [head, self.tr("%n item(s) found,", None, found) + " " + self.tr("%n verified.", None, verified)]
            different = sum(len(report.different) for report in good)
            missing = sum(len(report.missing) for report in good)
            if different:
                parts.append(self.tr("%n differ(s) from what was published.", None, different))
            if missing:
                parts.append(self.tr("%n not found.", None, missing))
            return " ".join(parts)

        actions = [self._details(good)] if bad or len(good) > 1 else []
        self._messages.show_message("warning" if bad else "good", text, actions, key="attach")

    def _tell_unknown(self, files: list[Path]) -> None:
        names = self.tr(", ").join(file.name for file in files[:3]) + ("…" if len(files) > 3 else "")

        def text() -> str:
            told = self.tr("%n file(s) are no catalogued report:", None, len(files))
            return f"{told} {names}"

        self._messages.show_message(
            "info",
            text,
            [(lambda: self.tr("Import as new…"), lambda: self.import_wanted.emit(files))],
            key="attach-unknown",
        )

    def _details(self, reports: Sequence[AttachReport]) -> tuple[Text, Callable[[], None]]:
        return (lambda: self.tr("Details…"), lambda: self.show_details(reports))

    def show_details(self, reports: Sequence[AttachReport]) -> None:
        """Each file with what was found, and each item that differs with the words in question."""
        ids = [item for report in reports for item in (*report.different, *report.missing)]

        def look(_: Job[dict[str, Item]]) -> dict[str, Item]:
            return {each: self._workspace.item(each) for each in dict.fromkeys(ids)}

        def show(items: dict[str, Item]) -> None:
            Details(self._html(reports, items), self.tr("What was attached"), self._window).open()

        def failed(error: BrieferError) -> None:
            self._messages.show_message("error", self._worded(error))

        self._lane.run(look, show, failed)

    def _html(self, reports: Sequence[AttachReport], items: dict[str, Item]) -> str:
        theme, lang = self._interface.theme, self._interface.lang
        muted, match = theme.colours["muted"], theme.colours["match"]
        html = []
        for report in reports:
            html.append(f'<p style="font-weight:600; margin:12px 0 2px 0">{escape(Path(report.file).name)}</p>')
            if report.error is not None:
                html.append(f"<p>{escape(self._workspace.message(report.error, lang))}</p>")
                continue
            item = next((each for each in items.values() if each.source.key == report.source), None)
            title = item.source.title.best(lang) if item is not None else report.source or ""
            facts = [
                title,
                self.tr("found: {n}").replace("{n}", str(report.found)),
                self.tr("verified: {n}").replace("{n}", str(report.verified)),
                self.tr("different: {n}").replace("{n}", str(len(report.different))),
                self.tr("missing: {n}").replace("{n}", str(len(report.missing))),
            ]
            html.append(f'<p style="color:{muted}; margin:0 0 4px 0">{escape("  ·  ".join(facts))}</p>')
            shown = {difference.id: difference for difference in report.differences}
            for each in report.different:
                html.append(f'<p style="margin:8px 0 0 0">{escape(self._named(items[each]))}</p>')
                difference = shown.get(each)
                if difference is None:
                    continue
                if difference.title:
                    told = self.tr("The printed title differs.")
                    html.append(f'<p style="margin:0 0 0 16px">{escape(told)}</p>')
                for start, end in difference.spans:
                    before = escape(difference.text[max(0, start - _AROUND) : start])
                    after = escape(difference.text[end : end + _AROUND])
                    words = escape(difference.text[start:end])
                    if not words:
                        words = escape(self.tr("[words missing]"))
                    html.append(
                        f'<p style="margin:0 0 0 16px">…{before}<span style="background-color:{match}">{words}</span>'
                        f"{after}…</p>"
                    )
            if report.missing:
                told = self.tr("Not found:")
                html.append(f'<p style="margin:8px 0 0 0; color:{muted}">{escape(told)}</p>')
                for each in report.missing:
                    html.append(f'<p style="margin:0 0 0 16px">{escape(self._named(items[each]))}</p>')
        return "".join(html)

    def _named(self, item: Item) -> str:
        from briefer.ui import wording

        lang = self._interface.lang
        return f"{item.locator.label} {wording.heading_of(item, lang)}".strip() + f"  ({item.id})"

    def _worded(self, error: BrieferError) -> Callable[[], str]:
        return lambda: self._workspace.message(error, self._interface.lang)


class Details(QDialog):
    """A report to read, with a button to close it. Not modal."""

    def __init__(self, html: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(title)
        self.text = QTextBrowser(self)
        self.text.setObjectName("reader")
        self.text.setOpenLinks(False)
        self.text.document().setDefaultStyleSheet("p { line-height: 145%; }")
        self.text.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
        self.resize(640, 480)

    def open(self) -> None:
        """Show it without blocking anything."""
        self.show()
