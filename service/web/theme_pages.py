"""The pages of themes: the vocabulary in use as a tree, and one theme with its stock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi import Path as PathValue
from starlette.responses import Response

from nlp.concepts import Concept
from service.api.access import PersonsDep
from service.api.lesson_shapes import shared_lessons
from service.api.parts import Parts, PartsDep
from service.api.shapes import link_to_theme
from service.api.themes import states_in, years_in
from service.lesson_board import Wanted
from service.schemas import MAX_ID
from service.theme_browser import ThemeStock
from service.web import words
from service.web.asking import LESSONS
from service.web.lesson_asking import LessonAsking
from service.web.lesson_view import StatementBox, Voicing
from service.web.project_view import Link
from service.web.rendering import PER_LIST, SEEN, rendered
from service.web.theme_view import (
    OPEN_NODES,
    ThemeNode,
    bars,
    branches,
    count_in_words,
    node_of,
    search_address,
)

PER_TREE = 100
"""So many heads, or finds, stand on one page."""
LESSONS_OF_KIND = 3
MOST_PROJECTS = 12

router = APIRouter(include_in_schema=False)
From = Annotated[int, Query(ge=0, le=1_000_000)]


@router.api_route("/themen", methods=SEEN)
def themes_page(
    request: Request,
    parts: PartsDep,
    q: Annotated[str, Query(max_length=MAX_ID)] = "",
    nur: Annotated[str, Query(max_length=20)] = "",
    ab: From = 0,
) -> Response:
    """The tree, or the themes whose names hold some words; ``ab``: how many stand before."""
    stock, asked, used = parts.theme_browser.stock(), " ".join(q.split()), bool(nur)
    found = stock.find(asked) if asked else [(concept, "") for concept in stock.roots]
    if used:
        found = [pair for pair in found if stock.count(pair[0].id).anything]
    some = found[ab : ab + PER_TREE]
    return rendered(
        request,
        "themes.html",
        vocabulary=stock.vocabulary,
        q=asked,
        used=used,
        nodes=_nodes(stock, some, asked=asked, used=used),
        unfolded=len(stock.vocabulary.concepts) <= OPEN_NODES,
        total=len(found),
        first=ab == 0,
        reports=parts.store.count(),
        foreign=stock.foreign,
        start=_address(asked, used, 0),
        switch=_address(asked, not used, 0),
        next=_address(asked, used, ab + PER_TREE) if len(found) > ab + PER_TREE else "",
    )


@router.api_route("/themen/{theme_id:path}", methods=SEEN)
def theme_page(
    request: Request,
    parts: PartsDep,
    persons: PersonsDep,
    theme_id: Annotated[str, PathValue(max_length=MAX_ID)],
    ab: From = 0,
) -> Response:
    """One theme; ``ab``: how many of its reports stand on pages before."""
    stock = parts.theme_browser.stock()
    concept = stock.concept(theme_id)
    cards = stock.cards.get(theme_id, ())
    shown = [card.report for card in cards[ab : ab + PER_LIST]]
    found = parts.store.find(shown)
    here = link_to_theme(theme_id)
    return rendered(
        request,
        "theme.html",
        concept=concept,
        count=count_in_words(stock.count(theme_id)),
        path=_links(stock.path(concept)),
        broader=_links(stock.named(concept.broader)),
        narrower=branches(stock, stock.children(concept), used=False)[0],
        unfolded=len(stock.below(theme_id)) <= OPEN_NODES,
        related=_links(stock.named(concept.related)),
        search=search_address(stock, concept),
        reports=[found[name].analysis for name in shown if name in found],
        reports_total=len(cards),
        first=ab == 0,
        start=here,
        next=f"{here}?ab={ab + PER_LIST}" if len(cards) > ab + PER_LIST else "",
        entries=sorted(stock.entries.get(theme_id, ()), key=lambda e: -len(e.reports)),
        most_projects=MOST_PROJECTS,
        states=bars((s, n, _in_state(concept, s)) for s, n in states_in(cards)),
        years=bars((year, n, "") for year, n in years_in(cards)),
        lessons=_lessons(parts, stock, concept, persons=persons),
    )


def _in_state(concept: Concept, state: str) -> str:
    """Heads are searched by their many narrower themes: no such link for them."""
    return "" if concept.top else f"/?{urlencode({'thema': concept.id, 'land': state})}"


def _nodes(
    stock: ThemeStock, some: Sequence[tuple[Concept, str]], *, asked: str, used: bool
) -> list[ThemeNode]:
    if asked:
        return [node_of(stock, concept, synonym=name, path=True) for concept, name in some]
    return branches(stock, [concept for concept, _ in some], used=used)[0]


def _lessons(
    parts: Parts, stock: ThemeStock, concept: Concept, *, persons: bool
) -> list[dict[str, Any]]:
    """For each kind the statements that are told most often, and how many more there are."""
    themes = stock.below(concept.id)
    voicing = Voicing(parts.store, parts.theme_label, persons=persons)
    told: list[dict[str, Any]] = []
    for word, kind in LESSONS.items():
        wanted = Wanted(themes=themes, kind=kind)
        page = parts.board.find(wanted, sort="corroboration", limit=LESSONS_OF_KIND)
        groups = shared_lessons(parts.store, page.groups, persons=persons)
        boxes: list[StatementBox] = voicing.statements(groups)
        if boxes:
            told.append(
                {
                    "kind": kind,
                    "title": words.LESSON_KINDS_PLURAL[kind],
                    "boxes": boxes,
                    "total": page.total,
                    "href": LessonAsking(thema=concept.id, art=word).address(),
                }
            )
    return told


def _links(concepts: Sequence[Concept]) -> list[Link]:
    return [Link(text=concept.label, href=link_to_theme(concept.id)) for concept in concepts]


def _address(q: str, used: bool, start: int) -> str:
    given = (("q", q), ("nur", "belegt" if used else ""), ("ab", str(start) if start else ""))
    pairs = [pair for pair in given if pair[1]]
    return f"/themen?{urlencode(pairs)}" if pairs else "/themen"
