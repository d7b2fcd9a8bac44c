"""The lessons board: what reports learnt, brought together, and one statement with all voices."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Path as PathValue
from starlette.responses import Response

from nlp.errors import BadInputError
from service.api.access import PersonsDep
from service.api.lesson_groups import themes_below
from service.api.lesson_shapes import shared_lessons, voices_of
from service.api.parts import Parts, PartsDep
from service.lesson_board import BoardPage
from service.problems import problem_of
from service.web.lesson_asking import SORTS, LessonAsking, lesson_asking
from service.web.lesson_view import (
    FIELDS,
    Voicing,
    chips,
    kind_choices,
    options,
    sort_choices,
)
from service.web.rendering import SEEN, rendered

PER_PAGE = 20
MOST_VOICES = 200

router = APIRouter(include_in_schema=False)
AskingDep = Annotated[LessonAsking, Depends(lesson_asking)]
EMPTY = BoardPage(
    total=0,
    groups=(),
    next=None,
    counts={"theme": {}, "kind": {}, "state": {}, "programme": {}, "period": {}},
)


@router.api_route("/erfahrungen", methods=SEEN)
def lessons_page(
    request: Request, parts: PartsDep, persons: PersonsDep, asked: AskingDep
) -> Response:
    """All statements, or those that fit, a page at a time."""
    status, error, wrong = 200, "", ""
    try:
        wrong = "filter"
        wanted = asked.wanted(themes_below(parts, asked.thema))
        wrong = "weiter"
        found = parts.board.find(
            wanted, sort=SORTS[asked.sortierung], cursor=asked.weiter, limit=PER_PAGE
        )
    except BadInputError as refused:
        found, error, status = EMPTY, str(refused), problem_of(refused).status
    shown = _shown(parts, asked, found, persons=persons)
    return rendered(request, "lessons.html", status, error=error, wrong=wrong, **shown)


@router.api_route("/erfahrungen/{group}", methods=SEEN)
def lesson_page(
    request: Request,
    parts: PartsDep,
    persons: PersonsDep,
    group: Annotated[str, PathValue(max_length=64)],
) -> Response:
    """One statement: every report that makes it, beside those that say the opposite."""
    found = voices_of(parts.store, group, persons=persons)
    voicing = Voicing(parts.store, parts.theme_label, persons=persons)
    own, against = voicing.voices(found)
    return rendered(
        request,
        "lesson.html",
        group=found,
        own=own[:MOST_VOICES],
        against=against[:MOST_VOICES],
        left=max(0, len(own) - MOST_VOICES) + max(0, len(against) - MOST_VOICES),
    )


def _shown(parts: Parts, asked: LessonAsking, found: BoardPage, *, persons: bool) -> dict[str, Any]:
    voicing = Voicing(parts.store, parts.theme_label, persons=persons)
    groups = shared_lessons(parts.store, found.groups, persons=persons)
    labels = {"thema": parts.theme_label}
    return {
        "asking": asked,
        "total": found.total,
        "statements": voicing.statements(groups),
        "next": asked.address(weiter=found.next) if found.next else "",
        "kinds": kind_choices(asked, found.counts["kind"], found.total),
        "sorts": sort_choices(asked),
        "chips": chips(asked, parts.theme_label),
        "options": {
            name: options(found.counts[own], getattr(asked, name), labels.get(name, str))
            for name, own in FIELDS.items()
        },
        "reports": parts.store.count(),
        "waiting": not parts.board.groups() and parts.store.count() > 0,
    }
