"""``/v1/search``, ``/v1/facets`` and ``/v1/themes``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query

from nlp.types import DocKind, LessonKind
from nlp.wishes import ResultKind
from service import schemas, search_schemas
from service.api.access import PersonsDep
from service.api.parts import Parts, PartsDep
from service.api.search_shapes import facets_of, page_of
from service.search.choice import filters_of
from service.search.request import Filters, SearchRequest, Sort
from service.search.result import SearchResult

router = APIRouter(prefix="/v1", tags=["Suche"])

Question = Annotated[
    str,
    Query(
        max_length=schemas.MAX_QUESTION,
        description="Frage, Stichwörter oder die Beschreibung eines Vorhabens. Ohne Frage kommt "
        "alles, was zu den Filtern passt, das Neueste zuerst.",
        examples=["Wie erreicht man Eltern, die nicht zu Elternabenden kommen?"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=schemas.MAX_LIMIT, description="So viele Treffer.")]
Value = Annotated[str, Query(min_length=1, max_length=schemas.MAX_ID)]
Values = list[Annotated[str, Query(min_length=1, max_length=schemas.MAX_ID)]]
MOST = search_schemas.MAX_VALUES


def chosen(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    theme: Annotated[
        Values,
        Query(max_length=MOST, description="Thema (Kennung oder Name).", examples=["elternarbeit"]),
    ] = [],  # noqa: B006
    state: Annotated[
        Values, Query(max_length=MOST, description="Bundesland.", examples=["Thüringen"])
    ] = [],  # noqa: B006
    place: Annotated[
        Values,
        Query(
            max_length=MOST,
            description="Ort mit allem, was darin liegt (Name oder Kennung).",
            examples=["Kiel"],
        ),
    ] = [],  # noqa: B006
    programme: Annotated[
        Values, Query(max_length=MOST, description="Förderprogramm.", examples=["XENOS"])
    ] = [],  # noqa: B006
    year: Annotated[
        list[Annotated[int, Query(ge=1900, le=2100)]],
        Query(max_length=MOST, description="Jahr der Veranstaltung.", examples=[2013]),
    ] = [],  # noqa: B006
    lesson_kind: Annotated[
        list[LessonKind], Query(max_length=MOST, description="Art der Erfahrung.")
    ] = [],  # noqa: B006
    doc_kind: Annotated[
        list[DocKind], Query(max_length=MOST, description="Art des Dokuments.")
    ] = [],  # noqa: B006
    since: Annotated[
        str,
        Query(
            max_length=10,
            description="Ab diesem Tag, Monat oder Jahr.",
            examples=["2011", "2011-03-01"],
        ),
    ] = "",
    until: Annotated[
        str, Query(max_length=10, description="Bis zu diesem Tag, Monat oder Jahr.")
    ] = "",
) -> Filters:
    """The filters of a request: each may be given several times, any of its values will do."""
    return filters_of(
        parts.finder.questions,
        parts.finder.themes,
        themes=theme,
        states=state,
        places=place,
        programmes=programme,
        years=year,
        lesson_kinds=lesson_kind,
        doc_kinds=doc_kind,
        since=since,
        until=until,
    )


def asked(
    filters: Annotated[Filters, Depends(chosen)],
    q: Question = "",
    kind: Annotated[
        ResultKind | None,
        Query(
            description="Was gesucht wird: Berichte, Projekte, Erfahrungen oder einzelne Stellen. "
            "Ohne Angabe entscheidet die Frage („Projekte zu …“), sonst sind es Berichte."
        ),
    ] = None,
    without: Annotated[
        Values,
        Query(
            max_length=MOST,
            description="Was an der Frage nicht so verstanden werden soll: „id“ aus „understood“.",
        ),
    ] = [],  # noqa: B006
) -> SearchRequest:
    """The request without what pages it."""
    return SearchRequest(question=q, kind=kind, filters=filters, without=tuple(without))


Asked = Annotated[SearchRequest, Depends(asked)]


@router.get("/search", summary="Finden, was eine Frage beantwortet")
def search(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    later: BackgroundTasks,
    persons: PersonsDep,
    request: Asked,
    sort: Annotated[Sort, Query(description="Reihenfolge.")] = "relevance",
    limit: Limit = 10,
    cursor: Annotated[
        str | None,
        Query(
            max_length=search_schemas.MAX_CURSOR,
            description="Der Wert von „next“ der Seite davor.",
        ),
    ] = None,
    lines: Annotated[
        bool, Query(description="Auch die Zeilen der Absätze („lines“ der Treffer).")
    ] = False,
) -> search_schemas.SearchPage:
    """Berichte mit ihrer besten Fundstelle (oder Projekte, Erfahrungen, Stellen), Zahlen zum
    Eingrenzen und was an der Frage verstanden wurde.

    Eine verstandene Einschränkung („in Thüringen“) gilt nur, solange sie etwas übrig lässt;
    „notices“ sagt, wenn ohne sie gesucht wurde.
    """
    wish = replace(request, sort=sort, limit=limit, cursor=cursor, persons=persons)
    result = parts.finder.search(wish)
    clicks = watched(parts, request.question, result, later)
    return page_of(result, persons=persons, clicks=clicks, lines=lines)


def watched(
    parts: Parts, question: str, result: SearchResult, later: BackgroundTasks
) -> str | None:
    """Keeps a search that shows reports, where that is set; the token for its clicks."""
    if not question.strip() or not result.hits:
        return None
    return parts.watch(question, [hit.report_id for hit in result.hits], later)


@router.get("/facets", summary="Zahlen zum Eingrenzen, ohne Treffer")
def facets(parts: PartsDep, request: Asked) -> search_schemas.FacetPage:
    """Wie viele passende Berichte es zu jedem Thema, Land, Programm und Jahr gibt.

    Die Werte einer Facette sind ohne den Filter auf sie selbst gezählt.
    """
    return facets_of(parts.finder.search(replace(request, limit=1)))


@router.get("/themes", summary="Das Vokabular der Themen")
def themes(parts: PartsDep) -> schemas.ConceptPage:
    """Alle Themen, die ein Bericht haben kann, mit ihren Synonymen."""
    vocabulary = parts.desk.active()
    return schemas.ConceptPage(
        version=vocabulary.version,
        themes=[
            schemas.Concept(
                id=concept.id,
                label=concept.label,
                synonyms=list(concept.synonyms),
                definition=concept.definition,
                broader=list(concept.broader),
            )
            for concept in vocabulary.assignable()
        ],
    )
