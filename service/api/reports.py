"""``/v1/reports`` and ``/v1/tag``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi import Path as PathValue

from nlp.errors import FundstelleError
from service import schemas
from service.api.initiative_shapes import near_reports
from service.api.parts import KeyDep, PartsDep
from service.api.search import Limit
from service.api.shapes import link_to, report_of, summary_of
from service.api.submissions import ReportDep, Submission, document_of
from service.ingest import ingest
from service.initiative_schemas import Entered, Tagged
from service.prints import nearly_there

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
def add_report(parts: PartsDep, sent: ReportDep, response: Response) -> Entered:
    """Wertet den Bericht aus, speichert ihn und nimmt ihn in die Suche auf.

    Ein Bericht mit derselben Kennung wird ersetzt (Antwort 200, „state“ ist „changed“). Andere
    Berichte, in denen fast dasselbe steht, nennt „nearly_there“.
    """
    document = document_of(sent)
    with parts.turn():
        done = ingest([document], store=parts.store, analyser=parts.analyser, applier=parts.applier)
    for failure in done.failures:
        raise failure.error or FundstelleError(failure.name)
    response.status_code = 201 if done.new else 200
    response.headers["Location"] = link_to(document.id).replace("/berichte/", "/v1/reports/", 1)
    stored = parts.store.get(document.id)
    return Entered(
        id=stored.id,
        state="new" if done.new else "changed" if done.changed else "unchanged",
        link=link_to(stored.id),
        report=report_of(stored.analysis, persons=parts.settings.release_persons),
        nearly_there=near_reports(nearly_there(stored.analysis, parts.store)),
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
def tag(parts: PartsDep, text: schemas.Text) -> Tagged:
    """Themen, Namen, Projekte, Veranstaltung und Erfahrungen eines Textes; „nearly_there“ nennt
    Berichte des Bestands, in denen fast dasselbe steht."""
    analysis = parts.analysed(document_of(Submission(data=text.text.encode(), title=text.title)))
    read = report_of(analysis, persons=parts.settings.release_persons)
    near = near_reports(nearly_there(replace(analysis, id=""), parts.store))
    return Tagged(**read.model_dump(), nearly_there=near)
