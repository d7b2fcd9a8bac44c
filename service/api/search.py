"""``/v1/search`` and ``/v1/themes``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query

from service import schemas
from service.api.parts import PartsDep
from service.api.shapes import hit_of

router = APIRouter(prefix="/v1", tags=["Suche"])

Question = Annotated[
    str,
    Query(
        min_length=1,
        max_length=schemas.MAX_QUESTION,
        description="Frage, Stichwörter oder die Beschreibung eines Vorhabens.",
        examples=["Wie erreicht man Eltern, die nicht zu Elternabenden kommen?"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=schemas.MAX_LIMIT, description="So viele Berichte.")]


@router.get("/search", summary="Berichte finden, die eine Frage beantworten")
def search(
    parts: PartsDep, later: BackgroundTasks, q: Question, limit: Limit = 10
) -> schemas.SearchPage:
    """Berichte mit ihrer besten Fundstelle, die beste zuerst."""
    hits = parts.finder.find(q, limit=limit)
    clicks = parts.watch(q, [hit.report_id for hit in hits], later)
    return schemas.SearchPage(query=q, hits=[hit_of(hit) for hit in hits], clicks=clicks)


@router.get("/themes", summary="Das Vokabular der Themen")
def themes() -> schemas.ConceptPage:
    """Alle Themen, die ein Bericht haben kann, mit ihren Synonymen."""
    from corpus.vocabulary import default_vocabulary

    vocabulary = default_vocabulary()
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
