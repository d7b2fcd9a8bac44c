"""Vocabularies of themes: SKOS (Turtle, RDF/XML, JSON-LD, N-Triples) or a CSV list of labels.

German labels win; labels without a language and then English ones stand in for them.
SKOS: https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from nlp.concepts import Concept, Vocabulary
from nlp.errors import (
    BadInputError,
    DamagedFileError,
    EmptyDocumentError,
    NotFoundError,
    TooLargeError,
    UnsupportedFormatError,
)

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Concept", "Vocabulary", "default_vocabulary", "read_vocabulary"]

THEMES = Path(__file__).parent / "data" / "themes.ttl"
MAX_BYTES = 50_000_000
RDF_FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
COLUMNS = {
    "id": ("id", "kennung", "notation"),
    "uri": ("uri", "url", "iri"),
    "label": ("label", "begriff", "bezeichnung", "name", "thema", "preflabel"),
    "synonyms": ("synonyms", "synonyme", "synonym", "altlabel", "altlabels"),
    "definition": ("definition", "beschreibung", "description"),
    "scope_note": ("scope_note", "scopenote", "hinweis", "anmerkung"),
    "broader": ("broader", "oberbegriff", "oberthema", "parent"),
}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary that comes with Fundstelle."""
    return read_vocabulary(THEMES)


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary in a file; ``BadInputError`` says in German what is wrong with it."""
    data = _bytes(path)
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv"):
        return _checked(path, path.stem, path.stem, _csv_concepts(path, data))
    if suffix not in RDF_FORMATS:
        raise UnsupportedFormatError(
            f"Das Vokabular „{path.name}“ hat keine bekannte Endung: "
            "Erwartet wird .ttl, .rdf, .xml, .jsonld, .json, .nt oder .csv."
        )
    graph = _graph(path, data, RDF_FORMATS[suffix])
    return _checked(path, *_scheme(graph, path.stem), _skos_concepts(path, graph))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLargeError(f"Das Vokabular „{path.name}“ ist größer als 50 MB.")
        return path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"Das Vokabular „{path.name}“ lässt sich nicht öffnen: Bitte Pfad und Rechte prüfen."
        ) from error


def _checked(path: Path, name: str, title: str, concepts: Iterable[Concept]) -> Vocabulary:
    found = tuple(_with_hierarchy(list(concepts)))
    if not found:
        raise EmptyDocumentError(
            f"Im Vokabular „{path.name}“ steht kein Begriff: "
            "Erwartet werden Einträge der Klasse skos:Concept mit skos:prefLabel."
        )
    seen: dict[str, str] = {}
    for concept in found:
        if concept.id in seen:
            raise BadInputError(
                f"Im Vokabular „{path.name}“ kommt die Kennung „{concept.id}“ zweimal vor: "
                f"{seen[concept.id]} und {concept.uri}."
            )
        seen[concept.id] = concept.uri
    return Vocabulary(id=name, title=title, version=_version(found), concepts=found)


def _version(concepts: Iterable[Concept]) -> str:
    """Twelve hexadecimal digits over every field of every concept, whatever their order."""
    rows = sorted(
        (dataclasses.asdict(concept) for concept in concepts), key=lambda row: str(row["id"])
    )
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:12]


def _with_hierarchy(concepts: list[Concept]) -> Iterator[Concept]:
    """Both directions of the hierarchy; heads are found where the file does not name them."""
    known = {concept.id for concept in concepts}
    pairs = {(c.id, b) for c in concepts for b in c.broader} | {
        (n, c.id) for c in concepts for n in c.narrower
    }
    pairs = {(low, high) for low, high in pairs if low != high and {low, high} <= known}
    marked = any(concept.top for concept in concepts)
    for concept in concepts:
        broader = tuple(sorted(high for low, high in pairs if low == concept.id))
        narrower = tuple(sorted(low for low, high in pairs if high == concept.id))
        is_head = bool(narrower) and (concept.top if marked else not broader)
        yield dataclasses.replace(concept, broader=broader, narrower=narrower, top=is_head)


# SKOS


def _graph(path: Path, data: bytes, rdf_format: str) -> Graph:
    from rdflib import Graph

    _refuse_loading(path, data, rdf_format)
    try:
        with warnings.catch_warnings():  # rdflib's own parser uses what rdflib deprecates
            warnings.simplefilter("ignore", DeprecationWarning)
            return Graph().parse(data=data, format=rdf_format)
    except Exception as error:  # each of the parsers has its own errors
        raise DamagedFileError(
            f"Das Vokabular „{path.name}“ ist kein gültiges {rdf_format.upper()}{_line(error)}."
        ) from error


def _refuse_loading(path: Path, data: bytes, rdf_format: str) -> None:
    """Parsers would fetch external entities and contexts; a vocabulary must be whole."""
    external = {
        "xml": rb"<!ENTITY\s[^>]*\b(SYSTEM|PUBLIC)\b",
        "json-ld": rb'"@(context|import)"\s*:\s*(\[[^\]]*)?"',
    }.get(rdf_format)
    if external and re.search(external, data):
        raise BadInputError(
            f"Das Vokabular „{path.name}“ lädt Teile aus dem Netz nach: "
            "Bitte den Kontext oder die Entitäten in die Datei selbst schreiben."
        )


def _line(error: Exception) -> str:
    """Where a parser stumbled, where it says so."""
    lines = getattr(error, "lines", None)
    if isinstance(lines, int):
        return f" (Zeile {lines + 1})"
    found = re.search(r"(?:line |<unknown>:)(\d+)", str(error))
    return f" (Zeile {found[1]})" if found else ""


def _scheme(graph: Graph, fallback: str) -> tuple[str, str]:
    from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS

    scheme = next(iter(graph.subjects(RDF.type, SKOS.ConceptScheme)), None)
    if scheme is None:
        return fallback, fallback
    titles = (_texts(graph, scheme, p) for p in (DCTERMS.title, SKOS.prefLabel, DC.title))
    title = next((t[0] for t in (*titles, _texts(graph, scheme, RDFS.label)) if t), fallback)
    return _last_part(str(scheme)), title


def _skos_concepts(path: Path, graph: Graph) -> Iterator[Concept]:
    from rdflib.namespace import OWL, RDF, SKOS
    from rdflib.term import Literal

    for node in dict.fromkeys(graph.subjects(RDF.type, SKOS.Concept)):
        if (node, OWL.deprecated, Literal(True)) not in graph:
            yield _skos_concept(path, graph, node)


def _skos_concept(path: Path, graph: Graph, node: Node) -> Concept:
    from rdflib.namespace import SKOS

    labels = _texts(graph, node, SKOS.prefLabel)
    if not labels:
        raise BadInputError(
            f"Im Vokabular „{path.name}“ fehlt dem Begriff „{_last_part(str(node))}“ "
            "die Bezeichnung (skos:prefLabel)."
        )
    alternatives = (*labels[1:], *_texts(graph, node, SKOS.altLabel))
    hidden = _texts(graph, node, SKOS.hiddenLabel)
    is_top = any(graph.objects(node, SKOS.topConceptOf)) or any(
        graph.subjects(SKOS.hasTopConcept, node)
    )
    return Concept(
        id=_last_part(str(node)),
        uri=str(node),
        label=labels[0],
        synonyms=_others(labels[0], (*alternatives, *hidden)),
        definition=" ".join(_texts(graph, node, SKOS.definition)),
        scope_note=" ".join(_texts(graph, node, SKOS.scopeNote)),
        broader=tuple(_last_part(str(other)) for other in graph.objects(node, SKOS.broader)),
        narrower=tuple(_last_part(str(other)) for other in graph.objects(node, SKOS.narrower)),
        top=is_top,
    )


def _texts(graph: Graph, node: Node, predicate: Node) -> tuple[str, ...]:
    """The values in the best language that there is."""
    by_language: dict[str, list[str]] = {}
    for value in graph.objects(node, predicate):
        language = (getattr(value, "language", None) or "").lower().partition("-")[0]
        by_language.setdefault(language, []).append(" ".join(str(value).split()))
    preferred = next((code for code in ("de", "", "en") if code in by_language), None)
    chosen = preferred if preferred is not None else next(iter(sorted(by_language)), "")
    return tuple(text for text in by_language.get(chosen, ()) if text)


def _last_part(uri: str) -> str:
    return unquote(re.split(r"[/#]|:(?=[^/]*$)", uri.rstrip("/#"))[-1])


def _others(label: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name and name != label)


# CSV


def _csv_concepts(path: Path, data: bytes) -> Iterator[Concept]:
    rows = list(csv.reader(io.StringIO(_csv_text(data)), delimiter=_delimiter(data)))
    columns = _columns(rows[0]) if rows else {}
    if "label" not in columns:
        raise BadInputError(
            f"Im Vokabular „{path.name}“ fehlt die Spalte „label“: Die erste Zeile nennt die "
            "Spalten, etwa id, label, synonyme, definition, oberbegriff."
        )
    cells = [
        {name: row[i].strip() if i < len(row) else "" for name, i in columns.items()}
        for row in rows[1:]
    ]
    return _csv_rows([row for row in cells if row["label"]])


def _csv_text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(data: bytes) -> str:
    head = data.partition(b"\n")[0].decode("latin-1")
    return max(",;\t", key=head.count)


def _columns(header: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    return {
        field: names.index(known)
        for field, choices in COLUMNS.items()
        for known in choices[::-1]
        if known in names
    }


def _csv_rows(rows: list[dict[str, Any]]) -> Iterator[Concept]:
    """``broader`` may name the id or the label of the other concept."""
    ids = [row.get("id") or _last_part(row.get("uri") or _slug(row["label"])) for row in rows]
    by_label = {row["label"]: concept_id for row, concept_id in zip(rows, ids, strict=True)}
    for row, concept_id in zip(rows, ids, strict=True):
        broader = _parts(row.get("broader", ""))
        yield Concept(
            id=concept_id,
            uri=row.get("uri") or concept_id,
            label=row["label"],
            synonyms=_others(row["label"], _parts(row.get("synonyms", ""))),
            definition=row.get("definition", ""),
            scope_note=row.get("scope_note", ""),
            broader=tuple(by_label.get(name, name) for name in broader),
        )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[|;]", cell) if part.strip())


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower().translate(UMLAUTS)).strip("-")
