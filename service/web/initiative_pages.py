"""The page of similar initiatives: to a described plan, to a project, to a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from nlp.errors import BadInputError, FundstelleError
from nlp.german.tokens import tokens
from service.api.access import PersonsDep
from service.api.parts import Parts, PartsDep
from service.api.project_shapes import link_to_project
from service.api.shapes import link_to
from service.api.submissions import FormDep, Submission, document_of
from service.initiative_schemas import MAX_PLAN
from service.initiatives import Initiative
from service.problems import log_failure, problem_of
from service.proposal_words import short_name
from service.schemas import MAX_ID
from service.web import words
from service.web.alike import Said, alike_box
from service.web.rendering import SEEN, rendered

PER_PAGE = 10

router = APIRouter(include_in_schema=False)
page = router.api_route
Id = Annotated[str, Query(max_length=MAX_ID)]


@page("/aehnlich", methods=SEEN)
def form_page(
    request: Request, parts: PartsDep, persons: PersonsDep, projekt: Id = "", bericht: Id = ""
) -> Response:
    """The empty form; or what is like a project or a report."""
    if projekt:
        entry = parts.registry.entry(projekt)
        to = Said(text=short_name(entry.name), href=link_to_project(entry.id))
        found = parts.initiatives.like_project(entry.id, limit=PER_PAGE, persons=persons)
        return _page(request, kind="Projekt", to=to, found=found)
    if bericht:
        title = parts.store.get(bericht).title
        to = Said(text=title or bericht, href=link_to(bericht))
        found = parts.initiatives.like_report(bericht, limit=PER_PAGE, persons=persons)
        return _page(request, kind="Bericht", to=to, found=found)
    return _page(request)


@page("/aehnlich", methods=["POST"])
def plan_page(request: Request, parts: PartsDep, persons: PersonsDep, sent: FormDep) -> Response:
    """What is like a described plan; nothing of it is stored."""
    try:
        found = _like(parts, sent, persons=persons)
    except FundstelleError as error:
        problem = problem_of(error)
        if not isinstance(error, BadInputError):
            log_failure(problem, error, request.state.request_id)
        return _page(request, problem.status, sent=sent, problem=problem)
    return _page(request, sent=sent, found=found)


def _like(parts: Parts, sent: Submission, *, persons: bool) -> list[Initiative]:
    if len(sent.text) > MAX_PLAN:
        longest = words.german_number(MAX_PLAN)
        raise BadInputError(f"Die Beschreibung ist zu lang: höchstens {longest} Zeichen.")
    if not any(tokens(sent.text)):
        raise BadInputError("Bitte beschreiben Sie das Vorhaben mit einigen Wörtern.")
    plan = parts.analysed(document_of(sent))
    return parts.initiatives.like_plan(plan, limit=PER_PAGE, persons=persons)


def _page(  # noqa: PLR0913 - one each
    request: Request,
    status: int = 200,
    *,
    sent: Submission | None = None,
    problem: Any = None,
    kind: str = "",
    to: Said | None = None,
    found: Sequence[Initiative] | None = None,
) -> Response:
    """``kind`` and ``to`` name what was asked with, where it is not a plan."""
    return rendered(
        request,
        "alike.html",
        status,
        sent=sent or Submission(data=b""),
        problem=problem,
        kind=kind,
        to=to,
        found=None if found is None else [alike_box(each) for each in found],
        longest=MAX_PLAN,
    )
