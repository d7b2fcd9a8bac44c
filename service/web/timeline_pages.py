"""The time line: what was found, over the years."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from service.api.parts import PartsDep
from service.problems import problem_of
from service.web.asking import Asking, asking
from service.web.counted import Wrong, matches_of
from service.web.found import around, chosen
from service.web.rendering import SEEN, rendered
from service.web.timeline_view import PAGE, timeless, timeline_view

router = APIRouter(include_in_schema=False)
AskingDep = Annotated[Asking, Depends(asking)]


@router.api_route(PAGE, methods=SEEN)
def timeline_page(request: Request, parts: PartsDep, asked: AskingDep) -> Response:
    """Bars by year, and the reports of the period that was chosen."""
    here = asked.on(PAGE)
    shown: dict[str, Any] = {
        "asking": here,
        "filters": chosen(here, parts.finder.themes),
        "search": asked.address(),
        "map_address": asked.on("/karte").address(),
        "wrong": None,
        "line": None,
        "total": parts.store.count(),
    }
    checked = matches_of(parts, asked)
    matches = checked if isinstance(checked, Wrong) else matches_of(parts, timeless(asked))
    if isinstance(matches, Wrong):
        status = problem_of(matches.error).status
        return rendered(request, "timeline.html", status, **shown | {"wrong": matches})
    line = timeline_view(here, matches)
    listed = [report.id for group in line.groups for report in group.reports]
    found = {
        "around": around(here, matches.result),
        "line": line,
        "titles": parts.store.found.titles(listed),
    }
    return rendered(request, "timeline.html", **shown | found)
