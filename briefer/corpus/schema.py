"""The tables of a corpus file, as migrations: append-only, names never change.

``source`` … ``link`` are rebuilt from the catalogue; ``copy``, ``original``, ``star``, ``tag`` and ``note`` are the
user's and survive every rebuild; ``search`` is derived from both.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("briefer")


@migrations()
def m001_first(db: Database) -> None:
    """Sources, sections, items, the user's copies and originals, links, words, and the search index."""
    db.table("meta").create({"key": str, "value": str}, pk="key", not_null={"value"}, strict=True)
    db.table("source").create(
        {
            "key": str, "seq": int, "title_ja": str, "title_en": str, "publisher_ja": str, "publisher_en": str,
            "authors": str, "published": str, "as_of": str, "language": str, "caveat_ja": str, "caveat_en": str,
        },
        pk="key", strict=True,
    )  # fmt: skip
    db.table("section").create(
        {
            "number": int, "source": str, "key": str, "parent": int, "heading_ja": str, "heading_en": str,
            "authors": str, "as_of": str,
        },
        pk="number", foreign_keys=[("source", "source", "key"), ("parent", "section", "number")], strict=True,
    )  # fmt: skip
    db.table("term").create(
        {"field": str, "key": str, "name_ja": str, "name_en": str}, pk=("field", "key"), strict=True
    )
    # Every spelling under which a field's value may be asked for, folded for search.
    db.table("name").create({"field": str, "folded": str, "key": str}, pk=("field", "folded", "key"), strict=True)
    db.table("item").create(
        {
            "number": int, "id": str, "source": str, "seq": int, "kind": str, "section": int, "label": str,
            "title_ja": str, "title_en": str, "gist_ja": str, "gist_en": str, "authors": str, "addressee_ja": str,
            "addressee_en": str, "region": str, "actor": str, "side": str, "row": int, "topics": str,
            "strength": str, "status": str, "reason_ja": str, "reason_en": str, "fingerprint": str,
            "sub_items": str, "columns": str,
        },
        pk="number", not_null={"id", "source", "seq", "kind"},
        foreign_keys=[("source", "source", "key"), ("section", "section", "number"), ("row", "item", "number")],
        strict=True,
    )  # fmt: skip
    db.table("item").create_index(["id"], unique=True)
    db.table("item").create_index(["source", "seq"], unique=True)
    db.table("item").create_index(["row"])
    db.table("link").create(
        {"one": int, "other": int, "kind": str, "reason_ja": str, "reason_en": str},
        pk=("one", "other", "kind"), foreign_keys=[("one", "item", "number"), ("other", "item", "number")], strict=True,
    )  # fmt: skip
    db.table("link").create_index(["other"])
    db.table("copy").create(
        {
            "number": int, "source": str, "name": str, "sha256": str, "size": int, "media_type": str, "encoding": str,
            "content": bytes,
        },
        pk="number", foreign_keys=[("source", "source", "key")], strict=True,
    )  # fmt: skip
    db.table("copy").create_index(["source"], unique=True)
    # `start` and `end` are character offsets into the decoded copy; `pieces` lists [at, start, length] for each run of
    # characters of `text` that stands unbroken in it.
    db.table("original").create(
        {
            "item": int, "copy": int, "printed_title": str, "text": str, "verified": int, "start": int, "end": int,
            "pieces": str,
        },
        pk="item", not_null={"text", "verified"},
        foreign_keys=[("item", "item", "number"), ("copy", "copy", "number")], strict=True,
    )  # fmt: skip
    # Contentless: the texts stand in `item` and `original`. The `ascii` tokenizer takes every non-ASCII character as
    # part of a token, so tokens are exactly the character pairs that `index.py` cut.
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, gist, original, context, facet, "
        "content='', prefix='1', tokenize='ascii')"
    )


@migrations()
def m002_own_material(db: Database) -> None:
    """The user's stars, tags and notes, searched like the rest.

    They name their item by its id, without a foreign key: row numbers change with each rebuild, and what was written
    about an item outlives it.
    """
    db.table("star").create({"item": str, "at": str}, pk="item", not_null={"at"}, strict=True)
    db.table("tag").create(
        {"item": str, "folded": str, "word": str, "at": str},
        pk=("item", "folded"), not_null={"word", "at"}, strict=True,
    )  # fmt: skip
    db.table("tag").create_index(["folded"])
    db.table("note").create({"item": str, "text": str, "at": str}, pk="item", not_null={"text", "at"}, strict=True)
    db.execute("DROP TABLE search")
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5(title, gist, original, context, note, facet, "
        "content='', prefix='1', tokenize='ascii')"
    )


@migrations()
def m003_proofs(db: Database) -> None:
    """What proves an original sentence by sentence; the originals of sub-items and cells; several copies of a source.

    ``original.parts`` lists [key, title, text, verified] for each sub-item (by id) or cell (by column key).
    """
    for column in ("proof_title", "proof", "suspected"):
        db.execute(f"ALTER TABLE item ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE original ADD COLUMN page TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE original ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'")
    db.execute("DROP INDEX idx_copy_source")
    db.table("copy").create_index(["source", "sha256"], unique=True)
    db.table("original").create_index(["copy"])


@migrations()
def m004_imports(db: Database) -> None:
    """Which sources the user imported, and when (UTC, ISO 8601): they are carried through every rebuild."""
    db.table("imported").create(
        {"source": str, "at": str}, pk="source", not_null={"at"},
        foreign_keys=[("source", "source", "key")], strict=True,
    )  # fmt: skip


def migrate(db: Database) -> None:
    """Bring a database to the newest schema."""
    migrations.apply(db)
