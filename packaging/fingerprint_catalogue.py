"""Write the fingerprints of a catalogue file from a copy of its report that you trust.

usage: python packaging/fingerprint_catalogue.py COPY.txt data/catalogue/KEY.yaml

Items are found by heading and printed label; read the list it prints before you commit. Fingerprints are hashes: no
word of the report enters the catalogue.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from briefer.core.errors import BrieferError
from briefer.core.text import fingerprint
from briefer.corpus.align import align
from briefer.corpus.attach import catalogued
from briefer.corpus.build import build
from briefer.corpus.connection import connect
from briefer.corpus.decode import read_copy
from briefer.corpus.recognise import recognise


def main(copy: Path, catalogue: Path) -> int:
    data = catalogue.resolve().parent.parent
    bare = re.sub(r"^ *fingerprint: .*\n", "", catalogue.read_text("utf-8"), flags=re.MULTILINE)
    contents = recognise(read_copy(copy).text)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.sqlite"
        build(corpus, data)
        connection = connect(corpus, read_only=True)
        report = next(each for each in catalogued(connection) if each.key == catalogue.stem)
        connection.close()
    prints = {}
    for each in align(report.items, contents):
        if not each.expected.points:
            prints[each.expected.id] = fingerprint(each.title, each.body.text)
            print(f"{each.expected.id}: {each.title} | {each.body.text[:12]} … {each.body.text[-8:]}")
    wanted = [one.id for item in report.items for one in (item.points or (item,))]
    missing = [each for each in wanted if each not in prints]

    def with_print(match: re.Match[str]) -> str:
        mark = prints.get(match["id"])
        return match[0] + (f"{' ' * (len(match['lead']))}fingerprint: {mark}\n" if mark else "")

    text = re.sub(r"^(?P<lead> *- )id: (?P<id>\S+)\n", with_print, bare, flags=re.MULTILINE)
    catalogue.write_text(text, "utf-8", newline="\n")
    print(f"{len(prints)} fingerprints written; not found: {', '.join(missing) or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
    except BrieferError as error:
        sys.exit(str(error))
