"""briefer: briefing papers from policy recommendations and scenario rows, fully offline."""

__version__ = "0.1.0"
