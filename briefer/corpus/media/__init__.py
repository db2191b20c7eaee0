"""Copies of reports in any medium → one plain form: light Markdown, read by ``briefer.corpus.document``."""
