"""``/v1/reports`` and ``/v1/tag``."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi import Path as PathValue

from nlp.errors import FundstelleError
from service import schemas, search_schemas
from service.api.parts import KeyDep, PartsDep
from service.api.search import Limit
from service.api.search_shapes import hit_of
from service.api.shapes import link_to, report_of, summary_of
from service.api.submissions import ReportDep, Submission, document_of
from service.ingest import ingest

router = APIRouter(prefix="/v1", tags=["Berichte"])

ReportId = Annotated[str, PathValue(description="Kennung des Berichts.", max_length=500)]
NEW_REPORT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/NewReport"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "title": {"type": "string", "maxLength": schemas.MAX_TITLE},
                    },
                }
            },
        },
    }
}


@router.get("/reports", summary="Alle Berichte, seitenweise")
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


@router.get("/reports/{report_id:path}/similar", summary="Ähnliche Berichte")
def similar(parts: PartsDep, report_id: ReportId, limit: Limit = 10) -> search_schemas.SimilarPage:
    """Berichte, die diesem ähnlich sind, die ähnlichsten zuerst."""
    hits = parts.finder.similar(report_id=report_id, limit=limit)
    return search_schemas.SimilarPage(report=report_id, hits=[hit_of(hit) for hit in hits])


@router.get("/reports/{report_id:path}", summary="Ein Bericht mit seiner Auswertung")
def get_report(parts: PartsDep, report_id: ReportId) -> schemas.Report:
    """Text, Themen, Namen, Projekte und Erfahrungen; Stellen zählen in Codepunkten."""
    stored = parts.store.get(report_id)
    return report_of(stored.analysis, persons=parts.settings.release_persons)


@router.post(
    "/reports",
    summary="Einen Bericht aufnehmen",
    status_code=201,
    dependencies=[KeyDep],
    openapi_extra=NEW_REPORT,
)
def add_report(parts: PartsDep, sent: ReportDep, response: Response) -> schemas.Stored:
    """Wertet den Bericht aus, speichert ihn und nimmt ihn in die Suche auf.

    Ein Bericht mit derselben Kennung wird ersetzt (Antwort 200, „state“ ist „changed“).
    """
    document = document_of(sent)
    with parts.turn():
        done = ingest([document], store=parts.store, analyser=parts.analyser, applier=parts.applier)
    for failure in done.failures:
        raise failure.error or FundstelleError(failure.name)
    response.status_code = 201 if done.new else 200
    response.headers["Location"] = link_to(document.id).replace("/berichte/", "/v1/reports/", 1)
    stored = parts.store.get(document.id)
    return schemas.Stored(
        id=stored.id,
        state="new" if done.new else "changed" if done.changed else "unchanged",
        link=link_to(stored.id),
        report=report_of(stored.analysis, persons=parts.settings.release_persons),
    )


@router.delete(
    "/reports/{report_id:path}",
    summary="Einen Bericht löschen",
    status_code=204,
    dependencies=[KeyDep],
)
def delete_report(parts: PartsDep, report_id: ReportId) -> None:
    """Löscht Bericht, Auswertung und Fundstellen."""
    parts.store.delete(report_id)
    parts.apply()


@router.post("/tag", summary="Einen Text auswerten, ohne ihn zu speichern", tags=["Auswertung"])
def tag(parts: PartsDep, text: schemas.Text) -> schemas.Report:
    """Themen, Namen, Projekte, Veranstaltung und Erfahrungen eines Textes."""
    document = document_of(Submission(data=text.text.encode(), title=text.title))
    return report_of(parts.analysed(document), persons=parts.settings.release_persons)
