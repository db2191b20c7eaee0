"""Write the fingerprints and proofs of a catalogue file from originals that you trust.

usage: python packaging/fingerprint_catalogue.py ORIGINALS data/catalogue/KEY.yaml

ORIGINALS is a corpus with verified originals (after a change to the folding) or, for a new report, a file of JSON
lines: objects with ``id``, ``printed_title`` (null for none) and ``text``, and where the item has them ``sub_items``
(objects of the same kind) and ``columns`` (an object of the cells by key, in printed order). Other items are left
without proof. Read the originals against the report before you commit; what is written are hashes, no word of it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from pathlib import Path

from briefer.core.text import fingerprint
from briefer.corpus.proof import chain, chain_of_cells, title_piece


def main(originals: Path, catalogue: Path) -> int:
    proofs = _proofs(_from_corpus(originals, catalogue.stem) if _is_corpus(originals) else _from_lines(originals))
    bare = re.sub(r"^ *(?:fingerprint|proof): .*\n", "", catalogue.read_text("utf-8"), flags=re.MULTILINE)
    missing: list[str] = []

    def with_proof(match: re.Match[str]) -> str:
        lines = proofs.get(match["id"], ())
        if not lines:
            missing.append(match["id"])
        return match[0] + "".join(f"{' ' * len(match['lead'])}{line}\n" for line in lines)

    text = re.sub(r"^(?P<lead> *- )id: (?P<id>\S+/\S+)\n", with_proof, bare, flags=re.MULTILINE)
    item = ""

    def with_cell(match: re.Match[str]) -> str:
        nonlocal item
        if match["id"]:
            item = match["id"]
            return match[0]
        lines = proofs.get(f"{item} {match['key']}", ())
        return match[0] + "".join(f"{' ' * len(match['lead'])}{line}\n" for line in lines)

    text = re.sub(r"^(?P<lead> *- )(?:id: (?P<id>\S+/\S+)|key: (?P<key>\S+))\n", with_cell, text, flags=re.MULTILINE)
    catalogue.write_text(text, "utf-8", newline="\n")
    print(f"{catalogue.name}: {len(proofs)} originals; without one: {', '.join(missing) or 'none'}")
    return 0


def _is_corpus(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\x00"


def _from_lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _from_corpus(file: Path, source: str) -> list[dict[str, object]]:
    connection = sqlite3.connect(file)
    records: list[dict[str, object]] = []
    for identity, title, text, columns, parts in connection.execute(
        "SELECT i.id, o.printed_title, o.text, i.columns, o.parts FROM item AS i JOIN original AS o "
        "ON o.item = i.number WHERE i.source = ? AND o.verified AND o.pieces IS NOT NULL ORDER BY i.number",
        (source,),
    ):
        words = {key: (part_title, part_text) for key, part_title, part_text, _ in json.loads(parts)}
        cells = [cell["key"] for cell in json.loads(columns)]
        subs = [
            {"id": key, "printed_title": part[0], "text": part[1]} for key, part in words.items() if key not in cells
        ]
        records.append(
            {
                "id": identity, "printed_title": title, "text": text, "sub_items": subs,
                "columns": {key: words[key][1] for key in cells},
            }
        )  # fmt: skip
    connection.close()
    return records


def _proofs(records: list[dict[str, object]]) -> dict[str, tuple[str, ...]]:
    """The YAML lines of each original, by id; those of a cell under ``ID KEY``."""
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        identity, text, title = str(record["id"]), record.get("text"), str(record.get("printed_title") or "")
        columns, parts = record.get("columns") or {}, record.get("sub_items") or []
        if not isinstance(text, str) or not isinstance(columns, dict) or not isinstance(parts, list):
            continue
        pieces = chain_of_cells([str(cell) for cell in columns.values()]) if columns else chain(text)
        mark = title_piece(title)
        proof = f'{{title: "{mark}", text: "{pieces}"}}' if mark else f'{{text: "{pieces}"}}'
        found[identity] = (f"fingerprint: {fingerprint(title, text)}", f"proof: {proof}")
        for key, cell in columns.items():
            found[f"{identity} {key}"] = (f"fingerprint: {fingerprint('', str(cell))}",)
        found |= _proofs(parts)
    return found


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
