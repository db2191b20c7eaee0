"""Sources and items as entries for reference managers: CSL-JSON, BibTeX, RIS.

Pure functions over references. Forms: the CSL data schema (csl-data.json 1.0.2), BibTeX as JabRef and pBibTeX read it
(@techreport, names and titles in double braces so that nothing splits or lower-cases them, ``yomi`` to sort by), RIS as
EndNote and Zotero read it (CRLF). All are UTF-8 without a byte order mark. See formats.md 6.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefer.core.items import Item, Lang, Source

Format = Literal["csl-json", "bibtex", "ris"]
FORMATS: tuple[Format, ...] = ("csl-json", "bibtex", "ris")

_GENRE = {"ja": "政策提言", "en": "Policy recommendations"}
_LANGUAGE = {"ja": "ja-JP", "en": "en"}
_LANGID = {"ja": "japanese", "en": "english"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_KANA = re.compile(r"[\u3041-\u309f\u30a0-\u30ff\s・]+")
_LATIN = re.compile(r"[\w.'’-]+(?: [\w.'’-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry. ``container`` is the report an item stands in ('' for a report itself), ``section`` where in it.

    ``readings`` gives the kana of authors' names where they are known.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: str
    language: Lang
    container: str = ""
    section: str = ""
    readings: Mapping[str, str] = field(default_factory=dict)


def reference_to_source(source: Source) -> Reference:
    """The entry for a whole report, in its own language."""
    lang = source.language
    title, publisher = source.title.best(lang), source.publisher.best(lang)
    return Reference(source.key, title, source.authors, publisher, source.published, lang)


def reference_to_item(item: Item) -> Reference:
    """The entry for one item.

    Its heading is quoted where it is known as printed; a title of our own stands in square brackets, as supplied titles
    do in bibliographies.
    """
    source = item.source
    lang = source.language
    supplied = item.title.best(lang)
    title = item.printed_title or (f"[{supplied}]" if supplied else item.locator.label)
    path = [heading.best(lang) for heading in item.locator.section_path]
    section = " › ".join(filter(None, (*path, item.locator.label)))
    return Reference(
        id=item.id,
        title=title,
        authors=item.authors,
        publisher=source.publisher.best(lang),
        issued=source.published,
        language=lang,
        container=source.title.best(lang),
        section=section,
    )


def render(references: Sequence[Reference], form: Format) -> bytes:
    """The entries in one of the formats; nothing of one is lost because two have the same key."""
    if form == "csl-json":
        return csl_json(references).encode()
    return (bibtex(references) if form == "bibtex" else ris(references)).encode()


# -- CSL-JSON


def csl_json(references: Iterable[Reference]) -> str:
    """A JSON array of CSL items."""
    return json.dumps([_csl(each) for each in references], ensure_ascii=False, indent=2) + "\n"


def _csl(reference: Reference) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": _clean(reference.id),
        "type": "chapter" if reference.container else "report",
        "title": _clean(reference.title),
        "author": [_csl_name(name) for name in _authors(reference)],
        "container-title": _clean(reference.container),
        "publisher": _clean(reference.publisher),
        "section": _clean(reference.section),
        "genre": _GENRE[reference.language],
        "language": _LANGUAGE[reference.language],
    }
    date = _date(reference.issued)
    if date:
        entry["issued"] = {"date-parts": [date]}
    elif reference.issued:
        entry["issued"] = {"literal": _clean(reference.issued)}
    return {name: value for name, value in entry.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    family, given = _parted(name)
    return {"family": family, "given": given} if given else {"literal": family}


# -- BibTeX


def bibtex(references: Iterable[Reference]) -> str:
    """A .bib file; each entry has its own key."""
    keys: set[str] = set()
    return "\n".join(_bibtex(each, keys) for each in references)


def _bibtex(reference: Reference, keys: set[str]) -> str:
    key = base = re.sub(r"[^A-Za-z0-9.:+-]+", "-", reference.id).strip("-") or "entry"
    count = 1
    while key.casefold() in keys:
        count += 1
        key = f"{base}-{count}"
    keys.add(key.casefold())
    names = []
    for name in _authors(reference):
        family, given = _parted(name)
        names.append(f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}")
    readings = [_reading(reference, name) for name in _authors(reference)]
    fields = [("author", "{" + " and ".join(names) + "}"), ("title", f"{{{{{_tex(reference.title)}}}}}")]
    if reference.container:
        fields.append(("booktitle", f"{{{{{_tex(reference.container)}}}}}"))
        fields.append(("publisher", f"{{{{{_tex(reference.publisher)}}}}}"))
        fields.append(("chapter", f"{{{_tex(reference.section)}}}"))
    else:
        fields.append(("institution", f"{{{{{_tex(reference.publisher)}}}}}"))
        fields.append(("type", f"{{{_GENRE[reference.language]}}}"))
    date = _date(reference.issued)
    fields.append(("year", f"{{{date[0] if date else _tex(reference.issued)}}}"))
    if len(date) > 1:
        fields.append(("month", _MONTHS[date[1] - 1]))
    if len(date) > 2:
        fields.append(("day", f"{{{date[2]}}}"))
    fields.append(("langid", f"{{{_LANGID[reference.language]}}}"))
    if all(readings):
        fields.append(("yomi", "{" + " and ".join(map(_tex, readings)) + "}"))
    lines = [f"  {name} = {value}," for name, value in fields if value.strip("{}")]
    # A @techreport must name an institution.
    kind = "incollection" if reference.container else "techreport" if _clean(reference.publisher) else "misc"
    return "\n".join((f"@{kind}{{{key},", *lines, "}", ""))


def _tex(text: str) -> str:
    return "".join(_TEX.get(each, each) for each in _clean(text))


# -- RIS


def ris(references: Iterable[Reference]) -> str:
    """A .ris file, with CRLF."""
    lines: list[str] = []
    for each in references:
        date = _date(each.issued)
        fields = [("TY", "CHAP" if each.container else "RPRT"), ("ID", each.id)]
        for name in _authors(each):
            family, given = _parted(name)
            fields.append(("AU", f"{family}, {given}" if given else family))
        fields += [("TI", each.title), ("T2", each.container), ("SE", each.section), ("PB", each.publisher)]
        fields += [("PY", f"{date[0]:04d}" if date else each.issued), ("M3", _GENRE[each.language])]
        if len(date) > 1:
            day = f"{date[2]:02d}" if len(date) > 2 else ""
            fields.append(("DA", f"{date[0]:04d}/{date[1]:02d}/{day}/"))
        fields.append(("LA", _LANGUAGE[each.language]))
        lines += [f"{tag}  - {_clean(value)}" for tag, value in fields if _clean(value)]
        lines += ["ER  - ", ""]
    return "".join(f"{line}\r\n" for line in lines)


# -- parts of an entry


def _authors(reference: Reference) -> tuple[str, ...]:
    """Where nobody signs, the institution that publishes is the author."""
    return tuple(filter(None, map(_clean, reference.authors))) or tuple(filter(None, (_clean(reference.publisher),)))


def _parted(name: str) -> tuple[str, str]:
    """(family, given), where the name itself shows the parts; a Japanese name or an institution stays in one piece."""
    if _LATIN.fullmatch(name) and len(name.split()) <= 4 and not re.search(r"(?i)\b(of|for|and|the|institute)\b", name):
        given, _, family = name.rpartition(" ")
        return family, given
    return name, ""


def _reading(reference: Reference, name: str) -> str:
    return reference.readings.get(name, "") or (name if _KANA.fullmatch(name) else "")


def _date(issued: str) -> list[int]:
    """Year, month, day as far as they are stated; [] if it is no date."""
    match = re.fullmatch(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?", issued)
    return [int(part) for part in match.groups() if part] if match else []


def _clean(text: str) -> str:
    """One line, without characters that would end a field or that no file takes."""
    return " ".join("".join(each if each.isprintable() or each.isspace() else "" for each in text).split())
