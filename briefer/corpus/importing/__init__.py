"""Reading any other report for import: what it holds is proposed, reviewed, then stored."""

from briefer.corpus.importing.model import TICKED, Import, Part, Point, Proposal, Reason, SourceDraft
from briefer.corpus.importing.propose import propose

__all__ = ["TICKED", "Import", "Part", "Point", "Proposal", "Reason", "SourceDraft", "propose"]
