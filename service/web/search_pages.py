"""The search page: a question with its hits, or the way to ask one."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from starlette.responses import Response

from nlp.errors import BadInputError
from nlp.wishes import Understood
from service.api.access import PersonsDep
from service.api.parts import Parts, PartsDep
from service.api.search import watched
from service.api.suggest import Typed, suggested
from service.problems import problem_of
from service.search.request import SearchRequest
from service.search.result import LessonHit, SearchResult
from service.suggest_schemas import SuggestionPage
from service.web.asking import Asking, asking
from service.web.counted import check_question
from service.web.found import around, chosen
from service.web.rendering import SEEN, rendered, scripted
from service.web.shared_voices import SharedVoices

PER_PAGE = 10
SUGGESTIONS = 8
EXAMPLES = (
    "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "Woran scheitert die Zusammenarbeit mit Betrieben?",
    "Projekte zum Übergang von der Schule in den Beruf im Ruhrgebiet",
    "Empfehlungen für Mentoring mit jungen Zugewanderten",
    "Was hilft, wenn eine Projektförderung ausläuft?",
)
GONE = "Diese Seite der Treffer gibt es nicht (mehr): Bitte beginnen Sie von vorn."

router = APIRouter(include_in_schema=False)
AskingDep = Annotated[Asking, Depends(asking)]


@router.api_route("/", methods=SEEN)
def search_page(
    request: Request,
    parts: PartsDep,
    persons: PersonsDep,
    asked: AskingDep,
    later: BackgroundTasks,
) -> Response:
    """The search field and, for a question or filters, what they find."""
    shown: dict[str, Any] = {
        "asking": asked,
        "examples": EXAMPLES,
        "total": parts.store.count(),
        "filters": chosen(asked, parts.finder.themes),
        "found": None,
        "error": None,
        "wrong": "",
        "clicks": None,
        "map_address": asked.on("/karte").address(),
        "timeline_address": asked.on("/zeitleiste").address(),
    }
    if not asked.anything:
        return _page(request, shown)
    try:
        shown["wrong"] = "filter"
        wish = asked.request(parts.finder.questions, parts.finder.themes, limit=PER_PAGE)
        shown["wrong"] = "weiter" if asked.weiter else "q"
        found = _found(parts, replace(wish, persons=persons))
    except BadInputError as error:
        said = GONE if shown["wrong"] == "weiter" else str(error)
        return _page(request, shown | {"error": said}, problem_of(error).status)
    shown["clicks"] = watched(parts, asked.q, found, later)
    page = _page(request, shown | _shown(parts, asked, found, persons=persons))
    page.background = later
    return page


@router.api_route("/vorschlaege", methods=SEEN)
def suggestions(parts: PartsDep, q: Typed = "") -> SuggestionPage:
    """What the search field suggests: as ``/v1/suggest``, for whoever has logged in to pages."""
    return suggested(parts, q, limit=SUGGESTIONS)


def _page(request: Request, shown: dict[str, Any], status: int = 200) -> Response:
    return scripted(rendered(request, "search.html", status, **shown))


def _found(parts: Parts, wish: SearchRequest) -> SearchResult:
    check_question(wish.question)
    return parts.finder.search(wish)


def _shown(parts: Parts, asked: Asking, found: SearchResult, *, persons: bool) -> dict[str, Any]:
    return {
        "found": found,
        "around": around(asked, found, taken_back=_taken_back(parts, asked)),
        "source_of": lambda hit: _source(hit, persons=persons),
        "theme_label": parts.finder.themes.label,
        "shared_at": SharedVoices(parts, {hit.hit.report_id for hit in found.lessons}).at,
    }


def _taken_back(parts: Parts, asked: Asking) -> list[Understood]:
    if not asked.ohne or not asked.q:
        return []
    understood = parts.finder.questions.read(asked.q).understood
    return [part for part in understood if part.id in asked.ohne]


def _source(hit: LessonHit, *, persons: bool) -> str:
    """Who says so: a person's name only where names are released."""
    return (hit.lesson.source if persons else hit.source) or ""
