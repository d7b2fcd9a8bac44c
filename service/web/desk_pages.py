"""``/redaktion``: where an editor enters reports, looks through what was read, and publishes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from nlp.editing import items_of, progress
from nlp.errors import BadInputError, FundstelleError
from service.api.access import WRITE
from service.api.parts import Parts, PartsDep
from service.api.review_shapes import Named
from service.api.reviews import namer
from service.api.shapes import link_to, link_to_review
from service.api.submissions import FormDep, Submission, entered_document
from service.entering import enter, free_id
from service.prints import nearly_there
from service.problems import Problem, log_failure, problem_of
from service.review_schemas import ReviewState
from service.store import ReviewSummary
from service.web import desk_view
from service.web.rendering import PER_LIST, SEEN, rendered

# As other pages, but for the scripts of this page and their requests.
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-store"}
TABS: dict[str, ReviewState] = {
    "entwurf": "draft",
    "pruefung": "in_review",
    "veroeffentlicht": "published",
}

router = APIRouter(include_in_schema=False, dependencies=[WRITE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list; ``by`` is the name of a key."""

    summary: ReviewSummary
    by: str
    link: str


@router.api_route("/redaktion", methods=SEEN)
def desk_page(
    request: Request,
    parts: PartsDep,
    stand: Annotated[str, Query(max_length=20)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    nach: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """Drafts and reports with their state, and the form for a new one."""
    found = _list(parts, stand=stand, words=q, after=nach)
    return _page(request, "desk_list.html", sent=Submission(data=b""), problem=None, **found)


@router.post("/redaktion")
def new_draft(request: Request, parts: PartsDep, sent: FormDep) -> Response:
    """A draft of a pasted text or a file, and on to its page: for browsers without scripts."""
    try:
        document = free_id(entered_document(replace(sent, id="")), parts.store)
        entry = enter(
            document,
            store=parts.store,
            analyser=parts.analyser,
            turn=parts.turn,
            applier=parts.applier,
            draft=True,
        )
    except FundstelleError as error:
        return _refused(request, parts, sent, error)
    return RedirectResponse(link_to_review(entry.analysis.id), status_code=303)


@router.api_route("/redaktion/{report_id:path}", methods=SEEN)
def review_page(request: Request, parts: PartsDep, report_id: str) -> Response:
    """A report with its proposals; to decide needs scripts."""
    review = parts.store.desk.get(report_id)
    applied = review.applied()
    items = items_of(review.machine, applied, review.decisions)
    text = review.machine.text
    near = nearly_there(review.machine, parts.store, drafts=True)
    return _page(
        request,
        "desk.html",
        review=review,
        title=applied.analysis.title or report_id,
        decided=progress(items)[0],
        resting=[each.value.text or each.key for each in applied.resting],
        items=list(desk_view.shown(items, text)),
        lines=list(desk_view.lines(items, text)),
        near=[(each, _link(each.report, draft=each.draft)) for each in near],
        public=link_to(report_id),
        states=desk_view.REVIEW_STATES,
        by=_name(namer(parts), review.by),
    )


def _list(parts: Parts, *, stand: str, words: str, after: int) -> dict[str, Any]:
    named = namer(parts)
    found = parts.store.desk.page(
        state=TABS.get(stand), words=words, limit=PER_LIST + 1, after=after
    )
    rows = [
        Row(summary=each, by=_name(named, each.by), link=link_to_review(each.report))
        for each in found[:PER_LIST]
    ]
    given = {key: value for key, value in {"stand": stand, "q": words}.items() if value}
    more = {**given, "nach": after + PER_LIST} if len(found) > PER_LIST else {}
    counts = parts.store.desk.counts()
    return {
        "rows": rows,
        "tabs": [
            (name, desk_view.REVIEW_STATES[state], counts[state]) for name, state in TABS.items()
        ],
        "total": sum(counts.values()),
        "stand": stand if stand in TABS else "",
        "asked": words,
        "first": after == 0,
        "next": f"/redaktion?{urlencode(more)}" if more else "",
        "start": f"/redaktion?{urlencode(given)}" if given else "/redaktion",
        "states": desk_view.REVIEW_STATES,
    }


def _refused(request: Request, parts: Parts, sent: Submission, error: FundstelleError) -> Response:
    problem: Problem = problem_of(error)
    if not isinstance(error, BadInputError):
        log_failure(problem, error, request.state.request_id)
    found = _list(parts, stand="", words="", after=0)
    return _page(request, "desk_list.html", problem.status, sent=sent, problem=problem, **found)


def _page(request: Request, name: str, status: int = 200, **context: Any) -> Response:
    page = rendered(request, name, status, **context)
    page.headers.update(HEADERS)
    return page


def _name(named: Named, key_id: str) -> str:
    return named(key_id) or "" if key_id else ""


def _link(report_id: str, *, draft: bool) -> str:
    return link_to_review(report_id) if draft else link_to(report_id)
