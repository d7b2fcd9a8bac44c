"""Vocabularies of themes: SKOS (Turtle, RDF/XML, JSON-LD, N-Triples) or a CSV list of labels.

German labels win; labels without a language and then English ones stand in for them.
SKOS: https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from corpus.concept_checks import check_concepts, hierarchy_of, related_of
from corpus.concept_table import table_concepts
from corpus.ready_vocabulary import ready_vocabulary
from corpus.skos import RDF_FORMATS, has_german, read_graph, scheme_of, skos_concepts
from nlp.concepts import Concept, Vocabulary
from nlp.errors import (
    BadInputError,
    EmptyDocumentError,
    NotFoundError,
    TooLargeError,
    UnsupportedFormatError,
)

__all__ = ["Concept", "Vocabulary", "default_vocabulary", "parse_vocabulary", "read_vocabulary"]

THEMES = Path(__file__).parent / "data" / "themes.ttl"
MAX_BYTES = 50_000_000


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary that comes with Fundstelle."""
    return ready_vocabulary(THEMES) or read_vocabulary(THEMES)


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary in a file; ``BadInputError`` says in German what is wrong with it."""
    return parse_vocabulary(read_bytes(path), name=path.name)


def parse_vocabulary(data: bytes, *, name: str) -> Vocabulary:
    """The vocabulary in the bytes of a file of that name; ``BadInputError``."""
    suffix, stem = Path(name).suffix.lower(), Path(name).stem
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"Das Vokabular „{name}“ ist größer als 50 MB.")
    if suffix in (".csv", ".tsv"):
        return _checked(name, stem, stem, table_concepts(name, data))
    if suffix not in RDF_FORMATS:
        raise UnsupportedFormatError(
            f"Das Vokabular „{name}“ hat keine bekannte Endung: "
            "Erwartet wird .ttl, .rdf, .xml, .jsonld, .json, .nt oder .csv."
        )
    graph = read_graph(name, data, RDF_FORMATS[suffix])
    found = _checked(name, *scheme_of(graph, stem), skos_concepts(name, graph))
    if not has_german(graph):
        raise BadInputError(
            f"Im Vokabular „{name}“ ist keine Bezeichnung deutsch: "
            "Erwartet wird skos:prefLabel mit der Sprache „de“."
        )
    return found


def read_bytes(path: Path) -> bytes:
    """The bytes of a vocabulary's file; NotFoundError, TooLargeError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLargeError(f"Das Vokabular „{path.name}“ ist größer als 50 MB.")
        return path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"Das Vokabular „{path.name}“ lässt sich nicht öffnen: Bitte Pfad und Rechte prüfen."
        ) from error


def _checked(name: str, own_id: str, title: str, concepts: Iterable[Concept]) -> Vocabulary:
    read = list(concepts)
    if not read:
        raise EmptyDocumentError(
            f"Im Vokabular „{name}“ steht kein Begriff: "
            "Erwartet werden Einträge der Klasse skos:Concept mit skos:prefLabel."
        )
    check_concepts(name, read)
    found = tuple(_with_hierarchy(read))
    return Vocabulary(id=own_id, title=title, version=_version(found), concepts=found)


def _version(concepts: Iterable[Concept]) -> str:
    """Twelve hexadecimal digits over every field of every concept, whatever their order."""
    rows = sorted(map(_fields, concepts), key=lambda row: str(row["id"]))
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:12]


def _fields(concept: Concept) -> dict[str, Any]:
    row = dataclasses.asdict(concept)
    if not concept.exclusions:  # vocabularies without any keep the version that they had before
        del row["exclusions"]
    del row["related"]  # for readers only: nothing is assigned by it
    return row


def _with_hierarchy(concepts: list[Concept]) -> Iterator[Concept]:
    """Both directions of the hierarchy; heads are found where the file does not name them."""
    above, below = hierarchy_of(concepts)
    beside = related_of(concepts)
    marked = any(concept.top for concept in concepts)
    for concept in concepts:
        broader = tuple(sorted(above.get(concept.id, ())))
        narrower = tuple(sorted(below.get(concept.id, ())))
        is_head = bool(narrower) and (concept.top if marked else not broader)
        yield dataclasses.replace(
            concept,
            broader=broader,
            narrower=narrower,
            related=tuple(sorted(beside.get(concept.id, ()))),
            top=is_head,
        )
