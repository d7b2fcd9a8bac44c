"""``/v1/imports`` and ``/v1/jobs``: many reports at once, read in the background."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathValue
from starlette.concurrency import run_in_threadpool

from nlp.errors import BadInputError
from service import job_schemas, schemas
from service.api.access import WRITE
from service.api.guard import LEAST_PACE
from service.api.parts import PartsDep
from service.imports import Incoming
from service.store.jobs import DocumentOutcome, Job, JobDocument, job_to_dict

UPLOAD_PAGE = "/auftraege/neu"
OWN_LIMIT = frozenset({"/v1/imports", UPLOAD_PAGE})
"""Paths whose bodies are not held in memory and may be larger than others."""
STALL = 60.0
"""Seconds that a sender may pause; after so many the body must come at the pace of others."""

router = APIRouter(prefix="/v1", tags=["Einfuhr"])

JobId = Annotated[str, PathValue(description="Kennung des Auftrags.", max_length=64)]
Limit = Annotated[int, Query(ge=1, le=schemas.MAX_LIMIT, description="So viele Einträge.")]
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/x-ndjson": BINARY, "application/zip": BINARY},
    }
}


@router.post(
    "/imports",
    summary="Viele Berichte auf einmal aufnehmen",
    status_code=202,
    dependencies=[WRITE],
    openapi_extra=FILE,
)
async def import_documents(
    parts: PartsDep,
    request: Request,
    response: Response,
    name: Annotated[
        str, Query(max_length=schemas.MAX_ID, description="Name der Datei, zur Anzeige.")
    ] = "",
) -> job_schemas.Job:
    """Die Datei selbst als Inhalt: NDJSON (ein Objekt mit `text`, auch `id` und `title`, je
    Zeile) oder ein ZIP-Archiv von Dateien.

    Ausgewertet wird im Hintergrund; der Auftrag übersteht einen Neustart. Einträge ohne `id`
    bekommen eine aus ihrem Inhalt, Dateien ihren Namen. Dieselben Dokumente noch einmal ändern
    nichts.
    """
    await run_in_threadpool(parts.imports.check_room)
    incoming = await run_in_threadpool(parts.imports.inbox.open)
    try:
        await _receive(request, incoming)
    except BaseException:
        incoming.discard()
        raise
    job = await run_in_threadpool(parts.imports.accept, incoming, name=" ".join(name.split()))
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return _shown(job)


@router.get("/jobs", summary="Aufträge, der neueste zuerst", dependencies=[WRITE])
def list_jobs(
    parts: PartsDep,
    limit: Limit = 20,
    before: Annotated[
        int | None, Query(ge=0, description="Der Wert von „next“ der Seite davor.")
    ] = None,
) -> job_schemas.JobPage:
    """Mit Stand und Zahlen."""
    found = parts.store.jobs.all(limit=limit + 1, before=before)
    return job_schemas.JobPage(
        jobs=[_shown(job) for job in found[:limit]],
        next=found[limit - 1].number if len(found) > limit else None,
    )


@router.get("/jobs/{job_id}", summary="Stand eines Auftrags", dependencies=[WRITE])
def get_job(parts: PartsDep, job_id: JobId) -> job_schemas.Job:
    """Wie weit er ist und was aus den Dokumenten wurde."""
    return _shown(parts.store.jobs.get(job_id))


@router.get(
    "/jobs/{job_id}/documents",
    summary="Was aus den Dokumenten eines Auftrags wurde",
    dependencies=[WRITE],
)
def list_job_documents(
    parts: PartsDep,
    job_id: JobId,
    outcome: Annotated[
        DocumentOutcome | None, Query(description="Nur diese, etwa „refused“.")
    ] = None,
    limit: Limit = 20,
    after: Annotated[int, Query(ge=0, description="Der Wert von „next“ der Seite davor.")] = 0,
) -> job_schemas.JobDocumentPage:
    """Je Dokument: aufgenommen, geändert, unverändert oder abgewiesen und warum."""
    found = parts.store.jobs.documents(job_id, limit=limit + 1, after=after, outcome=outcome)
    return job_schemas.JobDocumentPage(
        documents=[_document(each) for each in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )


@router.post("/jobs/{job_id}/cancel", summary="Einen Auftrag abbrechen", dependencies=[WRITE])
def cancel_job(parts: PartsDep, job_id: JobId) -> job_schemas.Job:
    """Die Dokumente in Arbeit werden noch fertig; was aufgenommen ist, bleibt."""
    return _shown(parts.imports.cancel(job_id))


@router.post("/jobs/{job_id}/resume", summary="Einen Auftrag fortsetzen", dependencies=[WRITE])
def resume_job(parts: PartsDep, job_id: JobId) -> job_schemas.Job:
    """Geht nach Abbruch oder Fehler dort weiter, wo er aufgehört hat."""
    return _shown(parts.imports.resume(job_id))


@router.delete(
    "/jobs/{job_id}",
    summary="Einen beendeten Auftrag vergessen",
    status_code=204,
    dependencies=[WRITE],
)
def delete_job(parts: PartsDep, job_id: JobId) -> None:
    """Löscht Auftrag, Datei und die Liste der Dokumente; die Berichte bleiben."""
    parts.imports.remove(job_id)


async def _receive(request: Request, incoming: Incoming) -> None:
    """Writes the body to disk as it comes, without holding it in memory."""
    chunks = request.stream().__aiter__()
    begun, seen = time.monotonic(), 0
    while True:
        late = begun + STALL + seen / LEAST_PACE - time.monotonic()
        try:
            async with asyncio.timeout(min(STALL, max(late, 0.0))):
                chunk = await anext(chunks, None)
        except TimeoutError as error:
            raise BadInputError("Die Übertragung ist stehen geblieben.") from error
        if chunk is None:
            return
        seen += len(chunk)
        await run_in_threadpool(incoming.write, chunk)


def _shown(job: Job) -> job_schemas.Job:
    return job_schemas.Job.model_validate(job_to_dict(job))


def _document(document: JobDocument) -> job_schemas.JobDocument:
    return job_schemas.JobDocument(
        name=document.name,
        outcome=document.outcome,
        report=document.report_id or None,
        code=document.code or None,
        detail=document.detail or None,
        nearly_there=list(document.near),
    )
