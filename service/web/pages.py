"""The German pages: search, list, report, analysis, description of the API. No JavaScript.

Names of persons are personal data. Unless the setting ``release_persons`` frees them, a page
shows a text as it was published, but does not list or mark the persons in it, and names nobody
as the source of a lesson ("eine beteiligte Person").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from nlp.errors import BadInputError, FundstelleError
from nlp.types import Analysis
from service.api.parts import Parts, PartsDep
from service.api.persons import SOMEBODY, without_persons
from service.api.shapes import link_to
from service.api.submissions import FormDep, Submission, document_of
from service.hits import Hit
from service.prints import nearly_there
from service.problems import KINDS, Problem, log_failure, problem_of
from service.schemas import MAX_QUESTION
from service.web import words
from service.web.marks import fragment, highlighted_lines
from service.web.overview import overview
from service.web.reading import sections

FOLDER = Path(__file__).parent
PER_PAGE = 10
MOST_PAGES = 10
PER_LIST = 25
SIMILAR = 5
EXAMPLES = (
    "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "Was hilft, wenn eine Projektförderung ausläuft?",
    "Übergang von der Schule in den Beruf im ländlichen Raum",
    "Mentoring für junge Zugewanderte",
    "Warum scheitert die Zusammenarbeit mit Betrieben?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Addresses of the pages around this one; empty where there is none."""

    number: int = 1
    before: str = ""
    after: str = ""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        words=words, link_to=link_to, fragment=fragment, highlighted_lines=highlighted_lines
    )
    return environment


templates = Jinja2Templates(env=_environment())
router = APIRouter(include_in_schema=False)
page = router.api_route
SEEN = ["GET", "HEAD"]
PageNumber = Annotated[int, Query(ge=1, le=MOST_PAGES)]


@page("/", methods=SEEN)
def search_page(request: Request, parts: PartsDep, q: str = "", seite: PageNumber = 1) -> Response:
    """The search field and, for a question, the hits."""
    question = " ".join(q.split())
    shown: dict[str, Any] = {"q": question, "examples": EXAMPLES, "total": parts.store.count()}
    if not question:
        return _page(request, "search.html", **shown, hits=[], paging=Paging(), error="")
    try:
        found = _found(parts, question, seite)
    except BadInputError as error:
        problem = problem_of(error)
        return _page(
            request, "search.html", problem.status, **shown, hits=[], paging=Paging(), error=error
        )
    hits, paging = _cut(question, found, seite)
    return _page(request, "search.html", **shown, hits=hits, paging=paging, error="")


@page("/berichte", methods=SEEN)
def list_page(request: Request, parts: PartsDep, nach: str | None = None) -> Response:
    """All reports, a page at a time."""
    found = parts.store.all(limit=PER_LIST + 1, after=nach)
    more = found[PER_LIST - 1].id if len(found) > PER_LIST else ""
    return _page(
        request,
        "reports.html",
        reports=[stored.analysis for stored in found[:PER_LIST]],
        total=parts.store.count(),
        first=nach is None,
        next=f"/berichte?{urlencode({'nach': more})}" if more else "",
    )


@page("/berichte/{report_id:path}", methods=SEEN)
def report_page(request: Request, parts: PartsDep, report_id: str) -> Response:
    """One report: what was read out of it, its text with marks, and reports like it."""
    analysis = parts.store.get(report_id).analysis
    similar = parts.finder.similar(report_id=report_id, limit=SIMILAR)
    return _page(request, "report.html", similar=similar, **_shown(parts, analysis))


@page("/analyse", methods=SEEN)
def analysis_form(request: Request) -> Response:
    """The empty form."""
    empty = Submission(data=b"")
    return _page(request, "analyse.html", sent=empty, problem=None, analysis=None, near=())


@page("/analyse", methods=["POST"])
def analysis_page(request: Request, parts: PartsDep, sent: FormDep) -> Response:
    """What is read out of a pasted text or a file; nothing of it is stored."""
    try:
        analysis = parts.analysed(document_of(sent))
    except FundstelleError as error:
        return _refused(request, sent, error)
    near = nearly_there(replace(analysis, id=""), parts.store)
    shown = _shown(parts, analysis)
    return _page(request, "analyse.html", sent=sent, problem=None, near=near, **shown)


@page("/docs", methods=SEEN)
def docs_page(request: Request) -> Response:
    """The API described, from the same document as ``/openapi.json``."""
    app: FastAPI = request.app
    base = str(request.base_url).rstrip("/")
    return _page(request, "docs.html", api=app.openapi(), kinds=KINDS, base=base)


def error_page(request: Request, problem: Problem) -> Response:
    """A refusal as a page."""
    return _page(request, "error.html", problem.status, problem=problem)


def _page(request: Request, name: str, status: int = 200, **context: Any) -> Response:
    return templates.TemplateResponse(request, name, context, status_code=status)


def _shown(parts: Parts, analysis: Analysis) -> dict[str, Any]:
    if not parts.settings.release_persons:
        analysis = without_persons(analysis, stand_in=SOMEBODY)
    return {
        "analysis": analysis,
        "overview": overview(analysis),
        "sections": sections(analysis),
        "persons": parts.settings.release_persons,
    }


def _found(parts: Parts, question: str, number: int) -> list[Hit]:
    if len(question) > MAX_QUESTION:
        longest = words.german_number(MAX_QUESTION)
        raise BadInputError(f"Die Frage ist zu lang: höchstens {longest} Zeichen sind möglich.")
    return parts.finder.find(question, limit=PER_PAGE * number + 1)


def _cut(question: str, found: list[Hit], number: int) -> tuple[list[Hit], Paging]:
    """The hits of one page, and the addresses of its neighbours."""
    start = PER_PAGE * (number - 1)
    more = len(found) > start + PER_PAGE and number < MOST_PAGES
    return found[start : start + PER_PAGE], Paging(
        number=number,
        before=_numbered(question, number - 1) if number > 1 else "",
        after=_numbered(question, number + 1) if more else "",
    )


def _numbered(question: str, number: int) -> str:
    return f"/?{urlencode({'q': question, 'seite': number})}"


def _refused(request: Request, sent: Submission, error: FundstelleError) -> Response:
    problem = problem_of(error)
    if not isinstance(error, BadInputError):
        log_failure(problem, error, request.state.request_id)
    shown = {"sent": sent, "problem": problem, "analysis": None, "near": ()}
    return _page(request, "analyse.html", problem.status, **shown)
