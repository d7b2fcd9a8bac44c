"""The pages of the registry: all projects, and one with every place that names it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from nlp.errors import BadInputError, NotFoundError
from service.api.access import PersonsDep
from service.api.parts import Parts, PartsDep
from service.api.project_shapes import link_to_project
from service.cards import project_card
from service.problems import problem_of
from service.project_years import project_years
from service.registry_pages import EntryPage
from service.schemas import MAX_ID
from service.web.alike import AlikeBox, alike_box
from service.web.map_view import small_map
from service.web.project_view import (
    card_boxes,
    proposal_boxes,
    report_boxes,
    reports_of,
    year_rows,
)
from service.web.rendering import PER_LIST, SEEN, rendered
from service.web.shared_voices import SharedVoices

MOST_SIMILAR = 3

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
    shared = SharedVoices(parts, detail.entry.reports)
    return rendered(
        request,
        "project.html",
        similar=_similar(parts, detail.entry.id, persons=persons),
        card=card_boxes(card, titles, shared.at),
        entry=detail.entry,
        reports=report_boxes(detail.mentions),
        count=len(detail.mentions),
        proposals=proposal_boxes(detail, parts.store.found.titles(reports_of(detail.proposals))),
        themes=_labels(parts, detail.entry.themes),
        small_map=small_map(detail.entry.places),
        years=year_rows(project_years(parts.store, detail.entry)),
    )


def _similar(parts: Parts, project_id: str, *, persons: bool) -> list[AlikeBox]:
    try:
        found = parts.initiatives.like_project(project_id, limit=MOST_SIMILAR, persons=persons)
    except NotFoundError:  # its last report went meanwhile
        return []
    return [alike_box(each) for each in found]


def _address(query: dict[str, str]) -> str:
    return f"/projekte?{urlencode(query)}" if query else "/projekte"


def _labels(parts: Parts, themes: tuple[str, ...]) -> list[str]:
    vocabulary = parts.desk.active()
    return [vocabulary[theme].label for theme in themes if theme in vocabulary]
