"""The search page: a question with its hits, or the way to ask one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from starlette.responses import Response

from nlp.errors import BadInputError
from nlp.wishes import Understood
from service.api.parts import Parts, PartsDep
from service.api.persons import SOMEBODY
from service.api.search import watched
from service.api.suggest import Typed, suggested
from service.problems import problem_of
from service.schemas import MAX_QUESTION
from service.search.request import SearchRequest
from service.search.result import LessonHit, SearchResult
from service.suggest_schemas import SuggestionPage
from service.web import words
from service.web.asking import Asking, asking
from service.web.found import around, chosen
from service.web.rendering import SEEN, rendered, scripted

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
    request: Request, parts: PartsDep, asked: AskingDep, later: BackgroundTasks
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
    }
    if not asked.anything:
        return _page(request, shown)
    try:
        shown["wrong"] = "filter"
        wish = asked.request(parts.finder.questions, parts.finder.themes, limit=PER_PAGE)
        shown["wrong"] = "weiter" if asked.weiter else "q"
        found = _found(parts, wish)
    except BadInputError as error:
        said = GONE if shown["wrong"] == "weiter" else str(error)
        return _page(request, shown | {"error": said}, problem_of(error).status)
    shown["clicks"] = watched(parts, asked.q, found, later)
    page = _page(request, shown | _shown(parts, asked, found))
    page.background = later
    return page


@router.api_route("/vorschlaege", methods=SEEN)
def suggestions(parts: PartsDep, q: Typed = "") -> SuggestionPage:
    """What the search field suggests: as ``/v1/suggest``, for whoever has logged in to pages."""
    return suggested(parts, q, limit=SUGGESTIONS)


def _page(request: Request, shown: dict[str, Any], status: int = 200) -> Response:
    return scripted(rendered(request, "search.html", status, **shown))


def _found(parts: Parts, wish: SearchRequest) -> SearchResult:
    if len(wish.question) > MAX_QUESTION:
        longest = words.german_number(MAX_QUESTION)
        raise BadInputError(f"Die Frage ist zu lang: höchstens {longest} Zeichen sind möglich.")
    return parts.finder.search(wish)


def _shown(parts: Parts, asked: Asking, found: SearchResult) -> dict[str, Any]:
    return {
        "found": found,
        "around": around(asked, found, taken_back=_taken_back(parts, asked)),
        "source_of": lambda hit: _source(hit, persons=parts.settings.release_persons),
        "theme_label": parts.finder.themes.label,
    }


def _taken_back(parts: Parts, asked: Asking) -> list[Understood]:
    if not asked.ohne or not asked.q:
        return []
    understood = parts.finder.questions.read(asked.q).understood
    return [part for part in understood if part.id in asked.ohne]


def _source(hit: LessonHit, *, persons: bool) -> str:
    """Who says so: a person's name only where names are released."""
    return SOMEBODY if hit.person and not persons else hit.lesson.source or ""
