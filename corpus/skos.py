"""Concepts out of SKOS: Turtle, RDF/XML, JSON-LD, N-Triples. Nothing is fetched, no bomb goes off.

German labels win; labels without a language and then English ones stand in for them. What a
concept leaves out is read from ``xkos:exclusionNote`` (https://rdf-vocabulary.ddialliance.org/xkos).
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote
from xml.parsers import expat

from nlp.concepts import Concept
from nlp.errors import BadInputError, DamagedFileError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

RDF_FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
EXCLUSION_NOTE = "http://rdf-vocabulary.ddialliance.org/xkos#exclusionNote"
LONGEST_ENTITY, MOST_ENTITIES = 300, 100


def read_graph(name: str, data: bytes, rdf_format: str) -> Graph:
    """The statements in a file; BadInputError, DamagedFileError."""
    from rdflib import Graph

    _refuse_loading(name, data, rdf_format)
    try:
        with warnings.catch_warnings():  # rdflib's own parser uses what rdflib deprecates
            warnings.simplefilter("ignore", DeprecationWarning)
            return Graph().parse(data=data, format=rdf_format)
    except Exception as error:  # each of the parsers has its own errors
        raise DamagedFileError(
            f"Das Vokabular „{name}“ ist kein gültiges {rdf_format.upper()}{_line(error)}."
        ) from error


def _refuse_loading(name: str, data: bytes, rdf_format: str) -> None:
    """Parsers would fetch external entities and contexts; a vocabulary must be whole."""
    if rdf_format == "xml":
        _check_entities(name, data)
    elif rdf_format == "json-ld" and _has_remote_context(name, data):
        _refuse_remote(name)


def _check_entities(name: str, data: bytes) -> None:
    """Short entities stand for namespaces; external, nested, long or very many ones are refused."""
    count = 0

    def declared(*entity: Any) -> None:
        nonlocal count
        count += 1
        value, system, public = entity[2], entity[4], entity[5]
        if system or public or value is None:
            _refuse_remote(name)
        if count > MOST_ENTITIES or len(value) > LONGEST_ENTITY or "&" in value or "%" in value:
            raise BadInputError(
                f"Das Vokabular „{name}“ enthält verschachtelte, sehr lange oder sehr viele "
                "XML-Entitäten: Bitte ohne sie speichern."
            )

    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DamagedFileError(
            f"Das Vokabular „{name}“ ist kein gültiges XML (Zeile {error.lineno})."
        ) from error


def _has_remote_context(name: str, data: bytes) -> bool:
    """Whether a context is named by its address, wherever it stands and however it is written."""
    try:
        waiting = [json.loads(data)]
    except (ValueError, RecursionError) as error:
        raise DamagedFileError(f"Das Vokabular „{name}“ ist kein gültiges JSON-LD.") from error
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if any(_is_remote(value.get(key)) for key in ("@context", "@import")):
                return True
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return False


def _is_remote(context: Any) -> bool:
    if isinstance(context, list):
        return any(isinstance(part, (str, list)) for part in context)
    return isinstance(context, str)


def _refuse_remote(name: str) -> NoReturn:
    raise BadInputError(
        f"Das Vokabular „{name}“ lädt Teile aus dem Netz nach: "
        "Bitte den Kontext oder die Entitäten in die Datei selbst schreiben."
    )


def _line(error: Exception) -> str:
    """Where a parser stumbled, where it says so."""
    lines = getattr(error, "lines", None)
    if isinstance(lines, int):
        return f" (Zeile {lines + 1})"
    found = re.search(r"(?:line |<unknown>:)(\d+)", str(error))
    return f" (Zeile {found[1]})" if found else ""


def scheme_of(graph: Graph, fallback: str) -> tuple[str, str]:
    """Id and title of the vocabulary."""
    from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS

    scheme = next(iter(graph.subjects(RDF.type, SKOS.ConceptScheme)), None)
    if scheme is None:
        return fallback, fallback
    titles = (_texts(graph, scheme, p) for p in (DCTERMS.title, SKOS.prefLabel, DC.title))
    title = next((t[0] for t in (*titles, _texts(graph, scheme, RDFS.label)) if t), fallback)
    return last_part(str(scheme)), title


def skos_concepts(name: str, graph: Graph) -> Iterator[Concept]:
    """Every concept that is not deprecated; BadInputError where one has no label."""
    from rdflib.namespace import OWL, RDF, SKOS
    from rdflib.term import Literal

    for node in dict.fromkeys(graph.subjects(RDF.type, SKOS.Concept)):
        if (node, OWL.deprecated, Literal(True)) not in graph:
            yield _skos_concept(name, graph, node)


def _skos_concept(name: str, graph: Graph, node: Node) -> Concept:
    from rdflib.namespace import SKOS

    labels = _texts(graph, node, SKOS.prefLabel)
    if not labels:
        raise BadInputError(
            f"Im Vokabular „{name}“ fehlt dem Begriff „{last_part(str(node))}“ "
            "die Bezeichnung (skos:prefLabel)."
        )
    alternatives = (*labels[1:], *_texts(graph, node, SKOS.altLabel))
    hidden = _texts(graph, node, SKOS.hiddenLabel)
    is_top = any(graph.objects(node, SKOS.topConceptOf)) or any(
        graph.subjects(SKOS.hasTopConcept, node)
    )
    return Concept(
        id=last_part(str(node)),
        uri=str(node),
        label=labels[0],
        synonyms=others(labels[0], (*alternatives, *hidden)),
        definition=" ".join(_texts(graph, node, SKOS.definition)),
        scope_note=" ".join(_texts(graph, node, SKOS.scopeNote)),
        exclusions=_exclusions(graph, node),
        broader=tuple(last_part(str(other)) for other in graph.objects(node, SKOS.broader)),
        narrower=tuple(last_part(str(other)) for other in graph.objects(node, SKOS.narrower)),
        related=tuple(last_part(str(other)) for other in graph.objects(node, SKOS.related)),
        top=is_top,
    )


def has_german(graph: Graph) -> bool:
    """Whether a label is German, or says no language."""
    from rdflib.namespace import SKOS

    languages = (
        getattr(label, "language", None) or "" for label in graph.objects(None, SKOS.prefLabel)
    )
    return any(not one or one.lower().partition("-")[0] == "de" for one in languages)


def _exclusions(graph: Graph, node: Node) -> tuple[str, ...]:
    from rdflib.term import URIRef

    notes = _texts(graph, node, URIRef(EXCLUSION_NOTE))
    return tuple(part.strip() for note in notes for part in re.split(r"[;|]", note) if part.strip())


def _texts(graph: Graph, node: Node, predicate: Node) -> tuple[str, ...]:
    """The values in the best language that there is."""
    by_language: dict[str, list[str]] = {}
    for value in graph.objects(node, predicate):
        language = (getattr(value, "language", None) or "").lower().partition("-")[0]
        by_language.setdefault(language, []).append(" ".join(str(value).split()))
    preferred = next((code for code in ("de", "", "en") if code in by_language), None)
    chosen = preferred if preferred is not None else next(iter(sorted(by_language)), "")
    return tuple(text for text in by_language.get(chosen, ()) if text)


def last_part(uri: str) -> str:
    """What a concept is called by: the end of its URI."""
    return unquote(re.split(r"[/#]|:(?=[^/]*$)", uri.rstrip("/#"))[-1])


def others(label: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names beside the label, each once."""
    return tuple(name for name in dict.fromkeys(names) if name and name != label)
