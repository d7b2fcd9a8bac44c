"""Similar initiatives: of a project, of a report, of a described plan."""

from __future__ import annotations

from fastapi import APIRouter

from nlp.errors import BadInputError
from nlp.german.tokens import tokens
from service import initiative_schemas
from service.api.access import READ, TAG, PersonsDep
from service.api.initiative_shapes import compared_hit, initiative_of
from service.api.parts import PartsDep
from service.api.projects import ProjectId
from service.api.reports import ReportId
from service.api.search import Limit
from service.api.submissions import Submission, document_of

router = APIRouter(prefix="/v1", tags=["Ähnliche Vorhaben"])


@router.get(
    "/projects/{project_id:path}/similar",
    summary="Projekte, die einem Projekt ähneln",
    dependencies=[READ],
)
def similar_projects(
    parts: PartsDep, persons: PersonsDep, project_id: ProjectId, limit: Limit = 10
) -> initiative_schemas.SimilarProjects:
    """Jedes mit der Stelle, die es zeigt, und dem, was beiden gemeinsam und was anders ist.

    Verglichen werden Themen, Zielgruppen, Art des Ortes, Land, Phase, Förderprogramm, Zeitraum.
    """
    entry = parts.registry.entry(project_id)
    found = parts.initiatives.like_project(entry.id, limit=limit, persons=persons)
    return initiative_schemas.SimilarProjects(
        project=entry.id, similar=[initiative_of(each) for each in found]
    )


@router.get(
    "/reports/{report_id:path}/similar",
    summary="Ähnliche Berichte und Projekte",
    tags=["Berichte"],
    dependencies=[READ],
)
def similar(
    parts: PartsDep, persons: PersonsDep, report_id: ReportId, limit: Limit = 10
) -> initiative_schemas.SimilarReports:
    """Berichte, die diesem ähnlich sind, die ähnlichsten zuerst, mit einem Vergleich; unter
    „similar“ Projekte anderer Berichte."""
    hits = parts.finder.similar(report_id=report_id, limit=limit, persons=persons)
    compared = parts.initiatives.compared(report_id, [hit.report_id for hit in hits])
    found = parts.initiatives.like_report(report_id, limit=limit, persons=persons)
    return initiative_schemas.SimilarReports(
        report=report_id,
        hits=[
            compared_hit(hit, compared[hit.report_id]) for hit in hits if hit.report_id in compared
        ],
        similar=[initiative_of(each) for each in found],
    )


@router.post(
    "/similar", summary="Projekte, die einem beschriebenen Vorhaben ähneln", dependencies=[TAG]
)
def similar_to_plan(
    parts: PartsDep, persons: PersonsDep, plan: initiative_schemas.Plan
) -> initiative_schemas.SimilarToPlan:
    """Das Vorhaben wird ausgewertet und nicht gespeichert."""
    if not any(tokens(plan.text)):
        raise BadInputError("Bitte beschreiben Sie das Vorhaben mit einigen Wörtern.")
    document = document_of(Submission(data=plan.text.encode(), title=plan.title))
    analysis = parts.analysed(document)
    found = parts.initiatives.like_plan(analysis, limit=plan.limit, persons=persons)
    return initiative_schemas.SimilarToPlan(
        text=analysis.text, similar=[initiative_of(each) for each in found]
    )
