"""``/v1/suggest``: what may be meant by what is being typed."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query

from service.api.parts import Parts, PartsDep
from service.api.project_shapes import link_to_project
from service.schemas import Range
from service.suggest import Name, SuggestionKind
from service.suggest.completion import fitting
from service.suggest_schemas import (
    MAX_SUGGESTIONS,
    MAX_TYPED,
    SuggestedFilter,
    Suggestion,
    SuggestionPage,
)
from service.web.words import SUGGESTION_KINDS

router = APIRouter(prefix="/v1", tags=["Suche"])

FIELDS: dict[SuggestionKind, str] = {
    "theme": "thema",
    "state": "land",
    "place": "ort",
    "programme": "programm",
}
"""Kinds that are filters of a search, and their names in the address of its page."""


Typed = Annotated[
    str,
    Query(
        max_length=MAX_TYPED,
        description="Was bisher getippt ist: Anfänge von Wörtern, in beliebiger Folge.",
        examples=["elternb"],
    ),
]


@router.get("/suggest", summary="Vorschläge beim Tippen")
def suggest(
    parts: PartsDep,
    q: Typed = "",
    limit: Annotated[int, Query(ge=1, le=MAX_SUGGESTIONS, description="So viele höchstens.")] = 8,
) -> SuggestionPage:
    """Themen und ihre Synonyme, Orte, Länder, Programme, Projekte und häufige Wendungen des
    Bestands; auch mit anderer Schreibung der Umlaute, anderer Endung und kleinen Tippfehlern.

    Von jedem Thema, Ort oder Projekt kommt nur der beste Name. Namen von Personen kommen nicht.
    """
    return suggested(parts, q, limit=limit)


def suggested(parts: Parts, typed: str, *, limit: int) -> SuggestionPage:
    """The page of suggestions for what is typed."""
    found = parts.suggester.suggest(typed, limit=limit)
    return SuggestionPage(query=typed, suggestions=[_suggestion(name, typed) for name in found])


def _suggestion(name: Name, typed: str) -> Suggestion:
    return Suggestion(
        text=name.text,
        kind=name.kind,
        id=name.id,
        label=name.label,
        kind_label=name.note or SUGGESTION_KINDS[name.kind],
        reports=name.reports,
        highlights=[Range(start=start, end=end) for start, end in fitting(name.text, typed)],
        filter=_filter(name),
        link=_link(name),
    )


def _filter(name: Name) -> SuggestedFilter | None:
    if name.kind in ("theme", "state", "place", "programme"):
        return SuggestedFilter(name=name.kind, value=name.id)
    return None


def _link(name: Name) -> str:
    if name.kind == "project":
        return link_to_project(name.id)
    if name.kind not in FIELDS:
        return f"/?{urlencode({'q': name.text})}"
    # A page shows the value of a filter as it stands in its address.
    value = name.text if name.kind == "place" else name.id
    return f"/?{urlencode({FIELDS[name.kind]: value})}"
