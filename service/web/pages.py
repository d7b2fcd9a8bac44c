"""The German pages: list, report, analysis, description of the API.

All of it is there without JavaScript; the field for a file has a script that puts its words in
German.

Names of persons are personal data. Unless they are released to whoever reads, a page shows a text
as it was published, but does not list or mark the persons in it, names nobody as the source of a
lesson, and has no names in what stands beside the text: ``service.api.persons``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.responses import Response

from nlp.errors import BadInputError, FundstelleError
from nlp.types import Analysis, Span
from service.api.access import PersonsDep
from service.api.parts import PartsDep
from service.api.persons import for_export, without_persons
from service.api.project_shapes import link_to_project
from service.api.submissions import FormDep, Submission, document_of
from service.prints import nearly_there
from service.problem_kinds import KINDS
from service.problems import Problem, log_failure, problem_of
from service.store.places import places_of
from service.web import api_examples
from service.web.map_view import small_map
from service.web.overview import overview
from service.web.project_view import nobody
from service.web.reading import sections
from service.web.rendering import PER_LIST, SEEN, rendered, scripted
from service.web.shared_voices import SharedVoices

SIMILAR = 5

router = APIRouter(include_in_schema=False)
page = router.api_route
PlacesInText = Annotated[
    list[Annotated[str, Query(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$")]], Query(max_length=10)
]


@page("/berichte", methods=SEEN)
def list_page(request: Request, parts: PartsDep, nach: str | None = None) -> Response:
    """All reports, a page at a time."""
    found = parts.store.all(limit=PER_LIST + 1, after=nach)
    more = found[PER_LIST - 1].id if len(found) > PER_LIST else ""
    return rendered(
        request,
        "reports.html",
        reports=[stored.analysis for stored in found[:PER_LIST]],
        total=parts.store.count(),
        first=nach is None,
        next=f"/berichte?{urlencode({'nach': more})}" if more else "",
    )


@page("/berichte/{report_id:path}", methods=SEEN)
def report_page(
    request: Request,
    parts: PartsDep,
    persons: PersonsDep,
    report_id: str,
    stelle: PlacesInText = [],  # noqa: B006
) -> Response:
    """One report: what was read out of it, its text with marks, and reports like it.

    ``stelle``: places that a link goes to.
    """
    analysis = parts.store.get(report_id).analysis
    similar = parts.finder.similar(report_id=report_id, limit=SIMILAR, persons=persons)
    named = parts.registry.in_reports([report_id])[report_id]
    pages = {record.name: link_to_project(entry.id) for entry, record in named}
    shown = _shown(analysis, _spans(stelle), persons=persons, pages=pages)
    shown["shared_at"] = SharedVoices(parts, [report_id]).at
    shown["small_map"] = small_map(places_of(analysis))
    return rendered(request, "report.html", similar=similar, **shown)


@page("/analyse", methods=SEEN)
def analysis_form(request: Request) -> Response:
    """The empty form."""
    empty = Submission(data=b"")
    return _analyse(request, sent=empty, problem=None, analysis=None, near=())


@page("/analyse", methods=["POST"])
def analysis_page(
    request: Request, parts: PartsDep, persons: PersonsDep, sent: FormDep
) -> Response:
    """What is read out of a pasted text or a file; nothing of it is stored."""
    try:
        analysis = parts.analysed(document_of(sent))
    except FundstelleError as error:
        return _refused(request, sent, error)
    near = nearly_there(replace(analysis, id=""), parts.store)
    shown = _shown(analysis, persons=persons) | {"shared_at": nobody}
    return _analyse(request, sent=sent, problem=None, near=near, **shown)


@page("/docs", methods=SEEN)
def docs_page(request: Request) -> Response:
    """The API described, from the same document as ``/openapi.json``."""
    app: FastAPI = request.app
    base = str(request.base_url).rstrip("/")
    return rendered(
        request, "docs.html", api=app.openapi(), kinds=KINDS, base=base, examples=api_examples
    )


def error_page(request: Request, problem: Problem) -> Response:
    """A refusal as a page."""
    return rendered(request, "error.html", problem.status, problem=problem)


def _shown(
    analysis: Analysis,
    places: Sequence[Span] = (),
    *,
    persons: bool,
    pages: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    beside = analysis if persons else for_export(analysis)
    analysis = analysis if persons else without_persons(analysis)
    return {
        "analysis": analysis,
        "overview": overview(beside, pages=pages),
        "sections": sections(analysis, places=places),
        "persons": persons,
    }


def _spans(places: Sequence[str]) -> list[Span]:
    pairs = (place.split("-") for place in places)
    return [Span(start=int(start), end=int(end)) for start, end in pairs]


def _refused(request: Request, sent: Submission, error: FundstelleError) -> Response:
    problem = problem_of(error)
    if not isinstance(error, BadInputError):
        log_failure(problem, error, request.state.request_id)
    shown = {"sent": sent, "problem": problem, "analysis": None, "near": ()}
    return _analyse(request, problem.status, **shown)


def _analyse(request: Request, status: int = 200, **shown: Any) -> Response:
    return scripted(rendered(request, "analyse.html", status, **shown))
