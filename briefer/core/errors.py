"""Things a user can put right. Every other exception is a bug."""

from __future__ import annotations


class BrieferError(Exception):
    """A problem a user can fix, as data: the wording lives in ``resources/labels/{ja,en}.yaml``.

    ``code`` names the message (section ``errors``); ``values`` fill its placeholders. ``file`` is the path the
    message opens with, where a file is at fault. Both faces of the program word it in the user's language.
    """

    def __init__(self, code: str, *, file: str | None = None, **values: object) -> None:
        super().__init__(code, file, values)
        self.code = code
        self.file = file
        self.values: dict[str, object] = values

    def __str__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.file or '-'}: {self.code}({inner})"


class CorpusError(BrieferError):
    """The corpus, the catalogue or a search cannot be used as asked."""


class SourceFileError(BrieferError):
    """A copy of a report cannot be read or is not what it should be."""


class BriefFileError(BrieferError):
    """A brief file cannot be read or written."""


class EditError(BrieferError):
    """An edit that the outline refuses; nothing was changed."""


class ExportError(BrieferError):
    """A paper could not be written; no file was left behind."""


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Work stopped because the user asked for it; nothing was left behind."""
