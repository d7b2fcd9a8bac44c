"""The pages of the registry: all projects, and one with every place that names it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from nlp.errors import BadInputError
from service.api.access import PersonsDep
from service.api.parts import PartsDep
from service.api.project_shapes import link_to_project
from service.cards import project_card
from service.problems import problem_of
from service.registry import EntryPage
from service.schemas import MAX_ID
from service.web.project_view import card_boxes, proposal_boxes, report_boxes
from service.web.rendering import PER_LIST, SEEN, rendered

router = APIRouter(include_in_schema=False)
Wanted = Annotated[str, Query(max_length=MAX_ID)]


@router.api_route("/projekte", methods=SEEN)
def projects_page(  # noqa: PLR0913, PLR0917 - one each
    request: Request,
    parts: PartsDep,
    name: Wanted = "",
    ort: Wanted = "",
    programm: Wanted = "",
    nach: Annotated[str | None, Query(max_length=1_000)] = None,
) -> Response:
    """All projects by name, or those that fit, a page at a time."""
    filters = {"name": name.strip(), "ort": ort.strip(), "programm": programm.strip()}
    found, error = EntryPage(total=0, entries=(), next=None), None
    try:
        found = parts.registry.find(
            name=name, place=ort, programme=programm, after=nach, limit=PER_LIST
        )
    except BadInputError as refused:
        error = refused
    given = {key: value for key, value in filters.items() if value}
    return rendered(
        request,
        "projects.html",
        problem_of(error).status if error else 200,
        found=found,
        filters=filters,
        filtered=bool(given),
        first=nach is None,
        start=_address(given),
        next=_address(given | {"nach": found.next}) if found.next else "",
        error=error,
    )


@router.api_route("/projekte/{project_id:path}", methods=SEEN)
def project_page(
    request: Request, parts: PartsDep, persons: PersonsDep, project_id: str
) -> Response:
    """One project; a former address leads to the present one."""
    detail = parts.registry.detail(project_id, persons=persons)
    if detail.entry.id != project_id:
        return RedirectResponse(link_to_project(detail.entry.id), status_code=307)
    card, titles = project_card(parts.store, detail.entry, persons=persons)
    return rendered(
        request,
        "project.html",
        card=card_boxes(card, titles),
        entry=detail.entry,
        reports=report_boxes(detail.mentions),
        count=len(detail.mentions),
        proposals=proposal_boxes(detail),
        themes=_labels(detail.entry.themes),
    )


def _address(query: dict[str, str]) -> str:
    return f"/projekte?{urlencode(query)}" if query else "/projekte"


def _labels(themes: tuple[str, ...]) -> list[str]:
    from corpus.vocabulary import default_vocabulary

    known = {concept.id: concept.label for concept in default_vocabulary().assignable()}
    return [known[theme] for theme in themes if theme in known]
