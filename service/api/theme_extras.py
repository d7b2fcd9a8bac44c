"""``/v1/themes/…``: terms that are missing, and whether themes need a review."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service import theme_schemas as schemas
from service.api.access import READ, PersonsDep
from service.api.parts import PartsDep
from service.proposed_terms import proposals, with_text
from service.review import review_of
from service.schemas import MAX_LIMIT

router = APIRouter(prefix="/v1/themes", tags=["Themen"])


@router.get("/proposals", summary="Häufige Begriffe, die dem Vokabular fehlen", dependencies=[READ])
def list_proposed_terms(
    parts: PartsDep,
    persons: PersonsDep,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="So viele.")] = 20,
) -> schemas.ProposedTerms:
    """Jeder mit Sätzen, in denen er steht. Namen von Projekten, Orten und Personen sind keine."""
    vocabulary = parts.desk.active()
    found = proposals(parts.store, vocabulary, limit=limit)
    return schemas.ProposedTerms(
        vocabulary=vocabulary.version,
        proposals=[
            schemas.ProposedTerm(**with_text(parts.store, one, persons=persons)) for one in found
        ],
    )


@router.get(
    "/review",
    summary="Können die Themen ungeprüft veröffentlicht werden?",
    dependencies=[READ],
)
def get_review(
    parts: PartsDep,
    report: Annotated[str, Query(min_length=1, max_length=500, description="Der Bericht.")],
) -> schemas.ThemeReview:
    """Wie wahrscheinlich jedes Thema stimmt und kein Hauptthema fehlt."""
    stored = parts.store.get(report, vectors=True)
    return schemas.ThemeReview(
        report=stored.id,
        probability=review_of(stored.analysis, parts.analyser.themes),
        themes=[theme.id for theme in stored.analysis.themes],
    )
