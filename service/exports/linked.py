"""JSON-LD: reports and their events and projects in schema.org's terms, themes in SKOS.

https://schema.org/Event, https://schema.org/Project, https://www.w3.org/TR/skos-reference/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nlp.concepts import Concept, Vocabulary
from nlp.types import Analysis, Place

if TYPE_CHECKING:
    from nlp.registry import Entry
    from service.registry import ProjectRegistry

Node = dict[str, Any]
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "startDate": {"@type": "Date"},
    "endDate": {"@type": "Date"},
    "prefLabel": {"@id": "skos:prefLabel", "@language": "de"},
    "altLabel": {"@id": "skos:altLabel", "@language": "de"},
    "definition": {"@id": "skos:definition", "@language": "de"},
    "scopeNote": {"@id": "skos:scopeNote", "@language": "de"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
}


def written(
    reports: Iterable[Analysis],
    *,
    registry: ProjectRegistry,
    vocabulary: Vocabulary,
    base: str = "",
) -> Iterator[str]:
    """One document: every report and event, then the projects and themes that they name.

    Themes that ``vocabulary`` does not know are left out.
    """
    context = CONTEXT | ({"@base": f"{base}/"} if base else {})
    yield f'{{"@context":{json.dumps(context)},"@graph":[\n'
    yield from _joined(_nodes(reports, registry, vocabulary))
    yield "\n]}\n"


def concept_node(concept: Concept) -> Node:
    """A theme with its labels and relations."""
    return _without_empty(
        {
            "@id": concept.uri,
            "@type": "skos:Concept",
            "prefLabel": concept.label,
            "altLabel": list(concept.synonyms),
            "definition": concept.definition,
            "scopeNote": concept.scope_note,
        }
    )


def vocabulary_document(vocabulary: Vocabulary) -> Node:
    """The whole vocabulary as SKOS."""
    scheme = _scheme_of(vocabulary)
    tops = [concept.uri for concept in vocabulary.concepts if concept.top]
    head: Node = {
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "dct:title": {"@value": vocabulary.title, "@language": "de"},
        "dct:hasVersion": vocabulary.version,
        "hasTopConcept": tops,
    }
    concepts = (
        concept_node(concept)
        | _without_empty(
            {
                "broader": _uris(vocabulary, concept.broader),
                "narrower": _uris(vocabulary, concept.narrower),
                "inScheme": scheme,
                "topConceptOf": scheme if concept.top else "",
            }
        )
        for concept in vocabulary.concepts
    )
    return {"@context": CONTEXT, "@graph": [head, *concepts]}


def _nodes(
    reports: Iterable[Analysis], registry: ProjectRegistry, vocabulary: Vocabulary
) -> Iterator[Node]:
    themes: dict[str, None] = {}
    entries: dict[str, Entry] = {}
    for report in reports:
        named = [entry for entry, _ in registry.in_reports([report.id])[report.id]]
        entries |= {entry.id: entry for entry in named}
        themes |= dict.fromkeys(theme.id for theme in report.themes)
        yield from _report_nodes(report, named, vocabulary)
    for entry in entries.values():
        themes |= dict.fromkeys(entry.themes)
        yield _project_node(entry, vocabulary)
    yield from (concept_node(vocabulary[name]) for name in themes if name in vocabulary)


def _report_nodes(
    report: Analysis, entries: Iterable[Entry], vocabulary: Vocabulary
) -> Iterator[Node]:
    address = f"berichte/{quote(report.id, safe='')}"
    about = _about((theme.id for theme in report.themes), vocabulary)
    has_event = any((report.event.start, report.event.kind, report.event.place))
    yield _without_empty(
        {
            "@id": address,
            "@type": "Report",
            "name": report.title,
            "inLanguage": "de",
            "about": about + ([{"@id": f"{address}#veranstaltung"}] if has_event else []),
            "mentions": [{"@id": _project_address(entry)} for entry in entries],
        }
    )
    if has_event:
        yield _event_node(report, address, about)


def _event_node(report: Analysis, address: str, about: list[Node]) -> Node:
    event = report.event
    linked = {m.place.name: m.place for m in reversed(report.mentions) if m.place}
    return _without_empty(
        {
            "@id": f"{address}#veranstaltung",
            "@type": "Event",
            "name": report.title,
            "startDate": event.start,
            "endDate": event.end,
            "additionalType": event.kind,
            "location": _location(event.place, event.venue, linked.get(event.place or "")),
            "about": about,
            "subjectOf": {"@id": address},
        }
    )


def _location(name: str | None, venue: str | None, place: Place | None) -> Node:
    town = _place_node(place) if place else {"@type": "Place", "name": name} if name else {}
    if not venue:
        return town
    return _without_empty({"@type": "Place", "name": venue, "containedInPlace": town})


def _project_node(entry: Entry, vocabulary: Vocabulary) -> Node:
    return _without_empty(
        {
            "@id": _project_address(entry),
            "@type": "Project",
            "name": entry.name,
            "alternateName": [v.form for v in entry.variants if v.form != entry.name],
            "location": [_place_node(place) for place in entry.places],
            "funding": [{"@type": "Grant", "name": name} for name in entry.programmes],
            "knowsAbout": _about(entry.themes, vocabulary),
            "subjectOf": [{"@id": f"berichte/{quote(r, safe='')}"} for r in entry.reports],
        }
    )


def _place_node(place: Place) -> Node:
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return _without_empty(
        {
            "@type": "Place",
            "name": place.name,
            "identifier": place.ags,
            "geo": {} if place.lat is None or place.lon is None else geo,
        }
    )


def _about(themes: Iterable[str], vocabulary: Vocabulary) -> list[Node]:
    return [{"@id": vocabulary[name].uri} for name in themes if name in vocabulary]


def _project_address(entry: Entry) -> str:
    return f"projekte/{quote(entry.id, safe='')}"


def _uris(vocabulary: Vocabulary, ids: Iterable[str]) -> list[str]:
    return [vocabulary[name].uri for name in ids if name in vocabulary]


def _scheme_of(vocabulary: Vocabulary) -> str:
    """The scheme's URI: what stands before the ids of its concepts."""
    first = vocabulary.concepts[0]
    return first.uri.removesuffix(first.id)


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _joined(nodes: Iterable[Node]) -> Iterator[str]:
    for number, node in enumerate(nodes):
        yield (",\n" if number else "") + json.dumps(node, ensure_ascii=False, allow_nan=False)
