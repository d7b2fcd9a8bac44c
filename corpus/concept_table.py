"""Concepts out of a table of labels, as spreadsheets write it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.skos import last_part, others
from nlp.concepts import Concept
from nlp.errors import BadInputError, DamagedFileError

COLUMNS = {
    "id": ("id", "kennung", "notation"),
    "uri": ("uri", "url", "iri"),
    "label": ("label", "begriff", "bezeichnung", "name", "thema", "preflabel"),
    "synonyms": ("synonyms", "synonyme", "synonym", "altlabel", "altlabels"),
    "definition": ("definition", "beschreibung", "description"),
    "scope_note": ("scope_note", "scopenote", "hinweis", "anmerkung", "geltungsbereich"),
    "exclusions": ("exclusions", "exclusion", "ausschlüsse", "ausschluss", "nicht gemeint"),
    "broader": ("broader", "oberbegriff", "oberthema", "parent"),
}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


_SEPARATOR = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


def table_concepts(name: str, data: bytes) -> Iterator[Concept]:
    """A concept for each line below the header; BadInputError, DamagedFileError."""
    numbered = _lines(name, data)
    columns = _columns(numbered[0][1]) if numbered else {}
    if "label" not in columns:
        raise BadInputError(
            f"Im Vokabular „{name}“ fehlt die Spalte „label“: Die erste Zeile nennt die "
            "Spalten, etwa id, label, synonyme, definition, oberbegriff."
        )
    rows = [
        {"line": number}
        | {field: line[at].strip() if at < len(line) else "" for field, at in columns.items()}
        for number, line in numbered[1:]
    ]
    return _concepts(name, rows)


def _lines(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, with their numbers; a first line ``sep=;`` is obeyed."""
    text = _text(data)
    told = _SEPARATOR.match(text)
    delimiter = told[1] if told else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = [(reader.line_num, line) for line in reader if any(map(str.strip, line))]
    except csv.Error as error:
        raise DamagedFileError(
            f"Das Vokabular „{name}“ ist ab Zeile {reader.line_num} keine lesbare Tabelle."
        ) from error
    return found[1:] if told else found


def _text(data: bytes) -> str:
    """UTF-8, UTF-16 („Unicode-Text“) or Windows-1252, as spreadsheets write them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    head = _QUOTED.sub("", text.partition("\n")[0])
    return max(",;\t", key=head.count)


def _columns(header: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    return {
        field: names.index(known)
        for field, choices in COLUMNS.items()
        for known in choices[::-1]
        if known in names
    }


def _concepts(name: str, rows: list[dict[str, Any]]) -> Iterator[Concept]:
    """``broader`` may name the id or the label of the other concept."""
    for row in rows:
        if not row["label"]:
            raise BadInputError(
                f"Im Vokabular „{name}“ fehlt in Zeile {row['line']} die Bezeichnung (label)."
            )
    ids = [row.get("id") or last_part(row.get("uri") or _slug(row["label"])) for row in rows]
    known = dict(zip(ids, ids, strict=True))
    known = {row["label"]: own for row, own in zip(rows, ids, strict=True)} | known
    for row, concept_id in zip(rows, ids, strict=True):
        yield Concept(
            id=concept_id,
            uri=row.get("uri") or concept_id,
            label=row["label"],
            synonyms=others(row["label"], _parts(row.get("synonyms", ""))),
            definition=row.get("definition", ""),
            scope_note=row.get("scope_note", ""),
            exclusions=_parts(row.get("exclusions", "")),
            broader=tuple(
                _broader(name, row, other, known) for other in _parts(row.get("broader", ""))
            ),
        )


def _broader(name: str, row: Mapping[str, Any], written: str, known: Mapping[str, str]) -> str:
    if written not in known:
        raise BadInputError(
            f"Im Vokabular „{name}“ nennt Zeile {row['line']} den Oberbegriff „{written}“, "
            "den es nicht gibt."
        )
    return known[written]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[|;]", cell) if part.strip())


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower().translate(UMLAUTS)).strip("-")
