"""``/v1/reviews`` and ``/v1/reports/{id}/review``: drafts, decisions of editors, publishing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Header, Query, Request, Response
from starlette.responses import StreamingResponse

from nlp.errors import BadInputError, ChangedError
from nlp.types import Analysis
from service import review_schemas as schemas
from service.api.access import ADMIN, READ, WRITE, PersonsDep, caller_of
from service.api.example_values import LINKED
from service.api.parts import Parts, PartsDep
from service.api.persons import for_export
from service.api.reports import ETAG_200, ReportId
from service.api.review_shapes import (
    entry_of,
    etag_of,
    place_of,
    progress_of,
    review_of,
    wish_of,
)
from service.api.shapes import report_of
from service.exports import csv, gold, linked
from service.gazetteer import gazetteer, suggestions
from service.learn import waiting_votes
from service.prints import nearly_there
from service.refusals import UnconditionalError
from service.reviewing import Desk
from service.schemas import MAX_LIMIT
from service.store import StoredReview

router = APIRouter(prefix="/v1", tags=["Redaktion"])

ExportFormat = Literal["json", "jsonld", "csv", "gold"]
FORMATS: dict[ExportFormat, tuple[str, str]] = {
    "json": ("application/json", "json"),
    "jsonld": ("application/ld+json", "jsonld"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "gold": ("application/x-ndjson", "jsonl"),
}
FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Die Datei",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Report"}},
            "application/ld+json": {"schema": {"type": "object"}, "example": LINKED},
            "text/csv": {"schema": {"type": "string"}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}

IfMatch = Annotated[
    str | None,
    Header(
        max_length=2_000,
        description="Das „ETag“ der Prüfung, die gelesen wurde; „*“ für jeden Stand. Ohne: 428, "
        "bei einem anderen Stand: 412.",
        examples=['"r3"'],
    ),
]


@router.get("/reviews", summary="Entwürfe und Berichte mit ihrem Stand", dependencies=[WRITE])
def list_reviews(
    parts: PartsDep,
    state: Annotated[schemas.ReviewState | None, Query(description="Nur in diesem Stand.")] = None,
    q: Annotated[
        str, Query(max_length=200, description="Wörter des Titels.", examples=["Elternarbeit"])
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="So viele.")] = 20,
    after: Annotated[
        int, Query(ge=0, le=10**9, description="Der Wert von „next“ der Seite davor.")
    ] = 0,
) -> schemas.ReviewPage:
    """Entwürfe („draft“), was in Prüfung ist („in_review“), dann Veröffentlichtes („published“);
    je das zuletzt Geänderte zuerst."""
    found = parts.store.desk.page(state=state, words=q, limit=limit + 1, after=after)
    named = namer(parts)
    return schemas.ReviewPage(
        counts=schemas.ReviewCounts(**parts.store.desk.counts()),
        reviews=[entry_of(each, named) for each in found[:limit]],
        next=after + limit if len(found) > limit else None,
    )


@router.get(
    "/reviews/export",
    summary="Alles vollständig Geprüfte für ein späteres Training (JSON Lines)",
    dependencies=[ADMIN],
    response_class=StreamingResponse,
)
def export_reviews(parts: PartsDep, persons: PersonsDep) -> StreamingResponse:
    """Berichte, in denen über jeden Vorschlag entschieden ist, als Annotation: eine Zeile je
    Bericht, mit Text, Namen, Themen, Erfahrungen und ihren Stellen.

    Namen von Personen fehlen, soweit dieser Server sie nicht freigibt: Wer Namen lernen lassen
    will, braucht das Recht `persons`."""
    lines = gold.written(_released(each, persons) for each in _reviewed(parts))
    return StreamingResponse(lines, media_type="application/x-ndjson")


@router.get(
    "/gazetteer", summary="Orte, die mit diesen Wörtern gemeint sein können", dependencies=[READ]
)
def list_places_named(
    q: Annotated[str, Query(min_length=1, max_length=100, examples=["Neust"])],
    limit: Annotated[int, Query(ge=1, le=50, description="So viele.")] = 10,
) -> schemas.PlaceChoices:
    """Auch gebeugte Formen („Kieler“) und Anfänge; der wahrscheinlichste Ort zuerst."""
    return schemas.PlaceChoices(places=[place_of(each) for each in suggestions(q, limit=limit)])


@router.get(
    "/reports/{report_id:path}/review/export",
    summary="Einen geprüften Bericht ausführen",
    dependencies=[WRITE],
    response_class=Response,
    responses=FILES,
)
def export_review(
    parts: PartsDep,
    request: Request,
    persons: PersonsDep,
    report_id: ReportId,
    file_format: Annotated[
        ExportFormat, Query(alias="format", description="Format der Datei.", examples=["json"])
    ] = "json",
) -> Response:
    """Wie der Bericht nach allen Entscheidungen veröffentlicht würde, auch aus einem Entwurf:
    JSON (wie in der Ausfuhr), JSON-LD, CSV oder Annotation für ein Training („gold“).

    Namen von Personen fehlen, soweit dieser Server sie nicht freigibt."""
    analysis = parts.store.desk.decided(report_id)
    base = str(request.base_url).rstrip("/")
    media_type, suffix = FORMATS[file_format]
    name = re.sub(r"[^\w.-]+", "-", report_id, flags=re.ASCII).strip("-") or "bericht"
    return Response(
        _written(parts, _released(analysis, persons), file_format, base),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{suffix}"'},
    )


@router.post(
    "/reports/{report_id:path}/review/publish",
    summary="Einen Bericht veröffentlichen",
    dependencies=[WRITE],
    responses=ETAG_200,
)
def publish_report(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    request: Request,
    persons: PersonsDep,
    report_id: ReportId,
    response: Response,
    later: BackgroundTasks,
    if_match: IfMatch = None,
) -> schemas.ReviewProgress:
    """Mit allem, was entschieden ist: Suche, Listen und Ausfuhr zeigen den berichtigten Bericht.

    Was über Themen entschieden ist, geht auch in die Rückmeldungen ein, aus denen gelernt wird.
    """
    review = _seen(parts, report_id, if_match)
    caller = caller_of(request)
    _desk(parts).publish(review, by=caller.id, name=caller.name)
    parts.apply()
    if 0 < parts.settings.learn_after <= waiting_votes(parts.store):
        later.add_task(parts.learn_later)
    return _answer(parts, parts.store.desk.get(report_id), response, persons=persons)


@router.post(
    "/reports/{report_id:path}/review/withdraw",
    summary="Einen Bericht zurückziehen",
    dependencies=[WRITE],
    responses=ETAG_200,
)
def withdraw_report(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    request: Request,
    persons: PersonsDep,
    report_id: ReportId,
    response: Response,
    if_match: IfMatch = None,
) -> schemas.ReviewProgress:
    """Er ist wieder ein Entwurf, mit allem, was entschieden ist; Suche und Listen kennen ihn nicht
    mehr."""
    review = _seen(parts, report_id, if_match)
    _desk(parts).withdraw(review, by=caller_of(request).id)
    parts.apply()
    return _answer(parts, parts.store.desk.get(report_id), response, persons=persons)


@router.get(
    "/reports/{report_id:path}/review",
    summary="Vorschläge und Entscheidungen zu einem Bericht",
    dependencies=[WRITE],
    responses=ETAG_200,
)
def get_report_review(
    parts: PartsDep, persons: PersonsDep, report_id: ReportId, response: Response
) -> schemas.ReportReview:
    """Auch zu einem Entwurf; in der Reihenfolge, in der geprüft wird, mit den Stellen im Text."""
    review = parts.store.desk.get(report_id)
    near = nearly_there(review.machine, parts.store, drafts=True)
    response.headers["ETag"] = etag_of(review)
    return review_of(review, namer(parts), near, persons=persons)


@router.patch(
    "/reports/{report_id:path}/review",
    summary="Über Vorschläge entscheiden",
    dependencies=[WRITE],
    responses=ETAG_200,
)
def change_review(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    request: Request,
    persons: PersonsDep,
    report_id: ReportId,
    change: schemas.ReviewChange,
    response: Response,
    if_match: IfMatch = None,
) -> schemas.ReviewProgress:
    """Annehmen, ablehnen, berichtigen, ergänzen und zurücknehmen, alles oder nichts.

    Veröffentlicht ist davon noch nichts. Keine Entscheidung wird überschrieben: zu jedem Vorschlag
    gilt die letzte, die nicht zurückgenommen ist.
    """
    review = _seen(parts, report_id, if_match)
    wishes = [wish_of(said) for said in change.decisions]
    changed = _desk(parts).decide(review, wishes, change.undo, by=caller_of(request).id)
    made = [each.id for each in changed.decisions if each.id > review.last]
    return _answer(parts, changed, response, persons=persons, made=made)


def namer(parts: Parts) -> Callable[[str], str | None]:
    """Finds the name of a key by its id; None where nobody is named."""

    @cache
    def named(key_id: str) -> str | None:
        return parts.keyring.name_of(key_id) if key_id else None

    return named


def _desk(parts: Parts) -> Desk:
    return Desk(
        store=parts.store, vocabulary=parts.desk.active(), places=lambda id_: gazetteer().get(id_)
    )


def _seen(parts: Parts, report_id: str, if_match: str | None) -> StoredReview:
    """The review in the state that somebody has read."""
    if if_match is None:
        raise UnconditionalError(
            "Bitte senden Sie mit „If-Match“ den Stand, den Sie gelesen haben."
        )
    review = parts.store.desk.get(report_id)
    wanted = {tag.strip() for tag in if_match.split(",")}
    if not all(tag == "*" or re.fullmatch(r'(W/)?"[^"]*"', tag) for tag in wanted):
        raise BadInputError("„If-Match“ nennt ein „ETag“ oder „*“.")
    if wanted.isdisjoint({"*", etag_of(review)}):
        raise ChangedError("An diesem Bericht hat inzwischen jemand anderes gearbeitet.")
    return review


def _answer(
    parts: Parts,
    review: StoredReview,
    response: Response,
    *,
    persons: bool,
    made: list[int] | None = None,
) -> schemas.ReviewProgress:
    response.headers["ETag"] = etag_of(review)
    return progress_of(review, namer(parts), persons=persons, made=made or [])


def _released(analysis: Analysis, persons: bool) -> Analysis:
    return analysis if persons else for_export(analysis)


def _written(parts: Parts, analysis: Analysis, file_format: ExportFormat, base: str) -> str:
    if file_format == "json":
        return report_of(analysis, persons=True).model_dump_json()
    if file_format == "csv":
        return "".join(csv.written([analysis]))
    if file_format == "gold":
        return "".join(gold.written([analysis]))
    vocabulary = parts.desk.active()
    return "".join(
        linked.written([analysis], registry=parts.registry, vocabulary=vocabulary, base=base)
    )


def _reviewed(parts: Parts) -> Iterator[Analysis]:
    """Reports of which everything is decided."""
    for report_id in parts.store.desk.complete():
        yield parts.store.desk.decided(report_id)
