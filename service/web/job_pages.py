"""The pages of jobs: bulk imports, how far they are, and what became of each document."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as PathValue
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from nlp.errors import BadInputError, EmptyDocumentError, FundstelleError
from service.api.access import WRITE
from service.api.guard import Counted
from service.api.jobs import STALL, UPLOAD_PAGE
from service.api.origin import is_foreign
from service.api.parts import Parts, PartsDep
from service.imports.inbox import too_large
from service.problems import log_failure, problem_of
from service.refusals import ForbiddenError
from service.store.jobs import Job
from service.web.job_view import (
    OUTCOME_WORDS,
    document_box,
    job_box,
    link_to_job,
    named_in,
    outcome_choices,
)
from service.web.rendering import PER_LIST, SEEN, rendered, scripted

PER_PAGE = 50
PIECE = 1_000_000
AROUND = 1_000_000
"""So many bytes of a form are no file."""
Number = Annotated[int | None, Query(ge=0, le=2**53)]
JobId = Annotated[str, PathValue(max_length=64)]


def _from_here(request: Request) -> None:
    """A browser sends a login (Basic) along with what other sites make it ask for."""
    if is_foreign(request.scope):
        raise ForbiddenError("Aufträge lassen sich nur von den Seiten dieses Dienstes aus ändern.")


router = APIRouter(include_in_schema=False, dependencies=[WRITE])
HERE = [Depends(_from_here)]


@router.api_route("/auftraege", methods=SEEN)
def jobs_page(request: Request, parts: PartsDep, vor: Number = None) -> Response:
    """All jobs, the latest first, a page at a time; the form for another one."""
    return _jobs_page(request, parts, before=vor)


@router.post(UPLOAD_PAGE, dependencies=HERE)
async def import_page(request: Request, parts: PartsDep) -> Response:
    """Takes a file in as a job; it is written to disk as it comes."""
    try:
        await run_in_threadpool(parts.imports.check_room)
        job = await _received(request, parts)
    except FundstelleError as error:
        return await run_in_threadpool(_jobs_page, request, parts, error=error)
    return RedirectResponse(link_to_job(job.id), status_code=303)


@router.api_route("/auftraege/{job_id}", methods=SEEN)
def job_page(
    request: Request,
    parts: PartsDep,
    job_id: JobId,
    nur: Literal["", "neu", "geaendert", "unveraendert", "abgewiesen"] = "",
    nach: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """One job with its documents; a script keeps its numbers up to date."""
    return _job_page(request, parts, job_id, only=nur, after=nach)


@router.post("/auftraege/{job_id}/{action}", dependencies=HERE)
def change_job(
    request: Request,
    parts: PartsDep,
    job_id: JobId,
    action: Literal["abbrechen", "fortsetzen", "vergessen"],
) -> Response:
    """Stops a job, puts it back in the queue, or forgets it."""
    change = {
        "abbrechen": parts.imports.cancel,
        "fortsetzen": parts.imports.resume,
        "vergessen": parts.imports.remove,
    }[action]
    parts.store.jobs.get(job_id)
    try:
        change(job_id)
    except FundstelleError as error:
        return _job_page(request, parts, job_id, error=error)
    back = "/auftraege" if action == "vergessen" else link_to_job(job_id)
    return RedirectResponse(back, status_code=303)


async def _received(request: Request, parts: Parts) -> Job:
    most = parts.settings.max_import_bytes
    body = Counted(request.receive, most=most + AROUND, stall=STALL)
    try:
        async with Request(request.scope, body).form(max_files=1, max_fields=8) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                raise EmptyDocumentError("Bitte wählen Sie eine Datei: NDJSON oder ZIP.")
            return await run_in_threadpool(_accepted, parts, file)
    except HTTPException as error:
        if error.status_code == 413:
            raise too_large(most) from error
        raise BadInputError("Die Übertragung ist nicht lesbar: Bitte noch einmal.") from error


def _accepted(parts: Parts, file: UploadFile) -> Job:
    incoming = parts.imports.inbox.open()
    try:
        while piece := file.file.read(PIECE):
            incoming.write(piece)
    except BaseException:
        incoming.discard()
        raise
    return parts.imports.accept(incoming, name=" ".join((file.filename or "").split())[:200])


def _jobs_page(
    request: Request,
    parts: Parts,
    *,
    before: int | None = None,
    error: FundstelleError | None = None,
) -> Response:
    found = parts.store.jobs.all(limit=PER_LIST + 1, before=before)
    more = found[PER_LIST - 1].number if len(found) > PER_LIST else None
    return _rendered(
        request,
        "jobs.html",
        error,
        jobs=[job_box(job) for job in found[:PER_LIST]],
        first=before is None,
        next=f"/auftraege?vor={more}" if more else "",
        most=parts.settings.max_import,
        upload=UPLOAD_PAGE,
    )


def _job_page(  # noqa: PLR0913 - one each
    request: Request,
    parts: Parts,
    job_id: str,
    *,
    only: str = "",
    after: int = 0,
    error: FundstelleError | None = None,
) -> Response:
    job = parts.store.jobs.get(job_id)
    outcome = OUTCOME_WORDS.get(only)
    found = parts.store.jobs.documents(job_id, limit=PER_PAGE + 1, after=after, outcome=outcome)
    shown = found[:PER_PAGE]
    titles = parts.store.found.titles(named_in(shown))
    own = f"?nur={only}&nach=" if only else "?nach="
    return _rendered(
        request,
        "job.html",
        error,
        job=job_box(job),
        choices=outcome_choices(job, only),
        documents=[document_box(each, titles) for each in shown],
        first=after == 0,
        start=f"{link_to_job(job_id)}{f'?nur={only}' if only else ''}",
        next=f"{link_to_job(job_id)}{own}{found[PER_PAGE - 1].id}" if len(found) > PER_PAGE else "",
    )


def _rendered(
    request: Request, name: str, error: FundstelleError | None, **context: Any
) -> Response:
    problem = problem_of(error) if error else None
    if problem and error and not isinstance(error, BadInputError):
        log_failure(problem, error, request.state.request_id)
    status = problem.status if problem else 200
    return scripted(rendered(request, name, status, problem=problem, **context))
