"""``/v1/themes/…``: the vocabulary in use, with what the stock holds of each theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as PathValue

from nlp.concepts import Concept
from service import theme_schemas as schemas
from service.api.access import READ
from service.api.parts import PartsDep
from service.api.project_shapes import link_to_project
from service.api.shapes import link_to
from service.lesson_board import LessonBoard, Wanted
from service.proposal_words import short_name
from service.schemas import MAX_ID, MAX_LIMIT
from service.search.restrictions import years_of
from service.store import Card
from service.theme_browser import ThemeStock, sort_key

FIRST = 20
"""So many reports and projects come with a theme."""

router = APIRouter(prefix="/v1/themes", tags=["Themen"])


@router.get("/stock", summary="Themen mit ihrem Bestand, auch als Baum", dependencies=[READ])
def list_themes(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    q: Annotated[
        str,
        Query(
            max_length=MAX_ID, description="Steht in Bezeichnung oder Synonym.", examples=["Eltern"]
        ),
    ] = "",
    parent: Annotated[
        str, Query(max_length=MAX_ID, description="Nur die engeren dieses Themas.")
    ] = "",
    used: Annotated[bool, Query(description="Nur was im Bestand vorkommt.")] = False,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
    after: Annotated[
        int, Query(ge=0, le=2**53, description="Der Wert von „next“ der Seite davor.")
    ] = 0,
) -> schemas.ThemeList:
    """Auch Oberbegriffe. Gezählt werden Berichte, Aussagen und Projekte, die das Thema oder ein
    engeres haben."""
    stock = parts.theme_browser.stock()
    found = [
        (concept, synonym)
        for concept, synonym in _wanted(stock, q, parent)
        if not used or stock.count(concept.id).anything
    ]
    some = found[after : after + limit]
    return schemas.ThemeList(
        vocabulary=stock.vocabulary.version,
        title=stock.vocabulary.title,
        total=len(found),
        themes=[listed_theme(stock, *each) for each in some],
        next=after + limit if after + limit < len(found) else None,
    )


@router.get("/{theme_id:path}", summary="Ein Thema mit seinem Bestand", dependencies=[READ])
def get_theme(
    parts: PartsDep,
    theme_id: Annotated[str, PathValue(max_length=MAX_ID, description="Kennung des Themas.")],
) -> schemas.ThemeDetail:
    """Mit Berichten, Projekten und Aussagen zu engeren Themen; Länder und Jahre der Berichte."""
    stock = parts.theme_browser.stock()
    concept = stock.concept(theme_id)
    cards, entries = stock.cards.get(theme_id, ()), stock.entries.get(theme_id, ())
    return schemas.ThemeDetail(
        **listed_theme(stock, concept).model_dump(),
        uri=concept.uri,
        definition=concept.definition,
        scope_note=concept.scope_note,
        synonyms=list(concept.synonyms),
        above=_refs(stock.named(concept.broader)),
        below=_refs(stock.children(concept)),
        related=_refs(stock.named(concept.related)),
        states=_values(states_in(cards)),
        years=_values(years_in(cards)),
        lesson_kinds=_values(lesson_kinds_in(parts.board, stock, theme_id)),
        latest=[_report(card) for card in cards[:FIRST]],
        top_projects=[
            schemas.ThemeProject(
                id=entry.id,
                name=short_name(entry.name),
                reports=len(entry.reports),
                link=link_to_project(entry.id),
            )
            for entry in entries[:FIRST]
        ],
    )


def listed_theme(stock: ThemeStock, concept: Concept, found: str = "") -> schemas.ListedTheme:
    """A theme in a list; ``found``: the synonym that was looked for."""
    count = stock.count(concept.id)
    return schemas.ListedTheme(
        id=concept.id,
        label=concept.label,
        assignable=not concept.top,
        broader=list(concept.broader),
        narrower=list(concept.narrower),
        reports=count.reports,
        lessons=count.lessons,
        projects=count.projects,
        found=found or None,
    )


def states_in(cards: Iterable[Card]) -> list[tuple[str, int]]:
    """How many reports name a place in each state, the most first."""
    counts = Counter(state for card in cards for state in card.payload.states)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def years_in(cards: Iterable[Card]) -> list[tuple[str, int]]:
    """How many reports there are of each year, the first year first."""
    counts = Counter(str(year) for card in cards for year in years_of(card.payload))
    return sorted(counts.items())


def lesson_kinds_in(board: LessonBoard, stock: ThemeStock, theme_id: str) -> list[tuple[str, int]]:
    """How many statements of each kind there are of a theme and of narrower ones."""
    wanted = Wanted(themes=stock.below(theme_id))
    counts = board.find(wanted, sort="newest", limit=1).counts["kind"]
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _wanted(stock: ThemeStock, q: str, parent: str) -> list[tuple[Concept, str]]:
    found = stock.find(q) if q.strip() else [(one, "") for one in stock.vocabulary.concepts]
    if parent:
        own = set(stock.concept(parent).narrower)
        found = [pair for pair in found if pair[0].id in own]
    return found if q.strip() else sorted(found, key=lambda pair: sort_key(pair[0]))


def _refs(concepts: Iterable[Concept]) -> list[schemas.ThemeRef]:
    return [schemas.ThemeRef(id=concept.id, label=concept.label) for concept in concepts]


def _values(counts: Iterable[tuple[str, int]]) -> list[schemas.ThemeValue]:
    return [schemas.ThemeValue(value=value, count=count) for value, count in counts]


def _report(card: Card) -> schemas.ThemeReport:
    return schemas.ThemeReport(
        id=card.report,
        title=card.title,
        day=card.payload.start or card.payload.end,
        link=link_to(card.report),
    )
