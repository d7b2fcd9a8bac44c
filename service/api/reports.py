"""``/v1/reports``: the reports that are stored."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathValue

from nlp.errors import BadInputError
from service import schemas
from service.api.access import READ, PersonsDep, caller_of
from service.api.conditions import IfChanged, IfMatch, IfNoneMatch, check, etag_of, is_unchanged
from service.api.initiative_shapes import near_reports
from service.api.parts import KeyDep, Parts, PartsDep
from service.api.retrying import IdempotencyKey, once
from service.api.search import Limit
from service.api.shapes import link_to, link_to_review, report_of, summary_of
from service.api.submissions import ReplacementDep, ReportDep, Submission, entered_document
from service.entering import Entry, State, enter, entry_of, free_id
from service.erased_names import ErasedNames
from service.initiative_schemas import Entered
from service.store import StoredReport

router = APIRouter(prefix="/v1", tags=["Berichte"])

ReportId = Annotated[str, PathValue(description="Kennung des Berichts.", max_length=500)]
AsDraft = Annotated[
    bool, Query(description="Als Entwurf: bis zur Veröffentlichung findet ihn niemand.")
]
ETAG: dict[str, Any] = {
    "ETag": {
        "description": "Der Stand des Berichts, für „If-Match“ und „If-None-Match“.",
        "schema": {"type": "string"},
    }
}
ETAG_200: dict[int | str, dict[str, Any]] = {200: {"headers": ETAG}}
_ENTERED = {"description": "Gespeichert", "model": Entered, "headers": ETAG}
ENTERED: dict[int | str, dict[str, Any]] = {200: _ENTERED, 201: _ENTERED}


def _body(schema: str) -> dict[str, Any]:
    """What may be sent: JSON of this schema, or a file."""
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {
                            "file": {
                                "type": "string",
                                "format": "binary",
                                "description": "Text, HTML, PDF, DOCX oder ODT.",
                            },
                            "title": {
                                "type": "string",
                                "maxLength": schemas.MAX_TITLE,
                                "description": "Titel; leer für den, der im Text steht.",
                            },
                        },
                    }
                },
            },
        }
    }


NEW_REPORT, REPLACEMENT = _body("NewReport"), _body("Replacement")


@router.get("/reports", summary="Alle Berichte, seitenweise", dependencies=[READ])
def list_reports(
    parts: PartsDep,
    limit: Limit = 20,
    after: Annotated[
        str | None, Query(max_length=500, description="Der Wert von „next“ der Seite davor.")
    ] = None,
) -> schemas.ReportPage:
    """Berichte in der Reihenfolge ihrer Kennungen."""
    found = parts.store.all(limit=limit + 1, after=after)
    return schemas.ReportPage(
        total=parts.store.count(),
        reports=[summary_of(stored) for stored in found[:limit]],
        next=found[limit - 1].id if len(found) > limit else None,
    )


@router.get(
    "/reports/{report_id:path}",
    summary="Ein Bericht mit seiner Auswertung",
    dependencies=[READ],
    response_model=schemas.Report,
    responses=ETAG_200 | {304: {"description": "Unverändert", "headers": ETAG}},
)
def get_report(
    parts: PartsDep,
    persons: PersonsDep,
    report_id: ReportId,
    response: Response,
    if_none_match: IfChanged = None,
) -> schemas.Report | Response:
    """Text, Themen, Namen, Projekte und Erfahrungen; Stellen zählen in Codepunkten."""
    report = report_of(parts.store.get(report_id).analysis, persons=persons)
    response.headers["ETag"] = etag_of(report)
    if is_unchanged(etag_of(report), if_none_match):
        return Response(status_code=304, headers=dict(response.headers))
    return report


@router.post(
    "/reports",
    summary="Einen Bericht aufnehmen",
    status_code=201,
    dependencies=[KeyDep],
    openapi_extra=NEW_REPORT,
    responses=ENTERED,
)
def add_report(  # noqa: PLR0913, PLR0917 - one each
    request: Request,
    parts: PartsDep,
    persons: PersonsDep,
    sent: ReportDep,
    response: Response,
    idempotency_key: IdempotencyKey = None,
    if_none_match: IfNoneMatch = None,
    draft: AsDraft = False,
) -> Entered:
    """Wertet den Bericht aus, speichert ihn und nimmt ihn in die Suche auf.

    Ein Bericht mit derselben Kennung wird ersetzt (Antwort 200, „state“ ist „changed“); derselbe
    Bericht noch einmal ändert nichts („unchanged“). Andere Berichte, in denen fast dasselbe steht,
    nennt „nearly_there“. Wer eine Anfrage mit demselben „Idempotency-Key“ wiederholt, bekommt
    gesagt, was aus der ersten wurde, mit dem jetzigen Stand des Berichts. Mit „draft“ bleibt der
    Bericht ein Entwurf, bis er veröffentlicht wird; ohne eigene Kennung ersetzt er keinen anderen.
    """
    entry, before = once(
        partial(_enter, parts, sent, if_none_match=if_none_match, draft=draft),
        partial(_entered_before, parts),
        retries=parts.store.retries,
        caller=caller_of(request),
        key=idempotency_key,
        sent=sent,
    )
    if before:
        response.headers["Idempotent-Replayed"] = "true"
    return _answer(entry, response, persons=persons)


@router.put(
    "/reports/{report_id:path}",
    summary="Einen Bericht ersetzen oder unter dieser Kennung aufnehmen",
    dependencies=[KeyDep],
    openapi_extra=REPLACEMENT,
    responses=ENTERED,
)
def put_report(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    persons: PersonsDep,
    report_id: ReportId,
    sent: ReplacementDep,
    response: Response,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
    draft: AsDraft = False,
) -> Entered:
    """201 für einen neuen Bericht, sonst 200; derselbe Bericht noch einmal ändert nichts.

    Mit „If-Match“ überschreibt niemand, was er nicht gesehen hat. Ein Entwurf bleibt einer, und
    was die Redaktion entschieden hat, bleibt, wo der neue Text dieselben Stellen hat.
    """
    if sent.id not in ("", report_id):
        raise BadInputError("Die Kennung im Inhalt ist eine andere als in der Adresse.")
    named = replace(sent, id=report_id)
    entry = _enter(
        parts,
        replace(named, chosen=True),
        if_match=if_match,
        if_none_match=if_none_match,
        draft=draft,
    )
    return _answer(entry, response, persons=persons)


@router.delete(
    "/reports/{report_id:path}",
    summary="Einen Bericht löschen",
    status_code=204,
    dependencies=[KeyDep],
)
def delete_report(parts: PartsDep, report_id: ReportId, if_match: IfMatch = None) -> None:
    """Löscht Bericht, Auswertung und Fundstellen; mit „If-Match“ nur den, der gemeint ist."""
    expected = check(_stored(parts, report_id), if_match=if_match)
    parts.store.delete(report_id, expected=expected)
    parts.apply()


def _enter(
    parts: Parts,
    sent: Submission,
    *,
    if_match: str | None = None,
    if_none_match: str | None = None,
    draft: bool = False,
) -> Entry:
    document = ErasedNames(parts.store).without(entered_document(sent))
    if draft and not sent.chosen:
        document = free_id(document, parts.store)
    current = _stored(parts, document.id)
    expected = check(current, if_match=if_match, if_none_match=if_none_match)
    if current is None:
        _check_new_id(document.id)
    return enter(
        document,
        store=parts.store,
        analyser=parts.analyser,
        turn=parts.turn,
        applier=parts.applier,
        expected=expected,
        draft=draft,
    )


def _entered_before(parts: Parts, report_id: str, state: State) -> Entry:
    return entry_of(report_id, state, parts.store)


def _answer(entry: Entry, response: Response, *, persons: bool) -> Entered:
    report = report_of(entry.analysis, persons=persons)
    link = link_to_review(report.id) if entry.draft else link_to(report.id)
    address = link_to(report.id).replace("/berichte/", "/v1/reports/", 1)
    response.status_code = 201 if entry.state == "new" else 200
    response.headers["Location"] = f"{address}/review" if entry.draft else address
    if not entry.draft:
        response.headers["ETag"] = etag_of(report)
    return Entered(
        id=report.id,
        state=entry.state,
        link=link,
        report=report,
        nearly_there=near_reports(entry.near),
        draft=entry.draft,
    )


def _stored(parts: Parts, report_id: str) -> StoredReport | None:
    return parts.store.find([report_id]).get(report_id)


def _check_new_id(report_id: str) -> None:
    """What is stored already may be named otherwise; a new id must fit into any address."""
    if len(report_id) > schemas.MAX_ID or not report_id.isprintable() or "/" in report_id:
        raise BadInputError(
            f"Eine Kennung hat höchstens {schemas.MAX_ID} Zeichen, ohne Schrägstriche und "
            "Steuerzeichen."
        )
