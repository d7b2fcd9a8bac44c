"""``/v1/projects/{id}/card``: a project at a glance, in the words of the reports."""

from __future__ import annotations

from fastapi import APIRouter

from service import lesson_schemas
from service.api.access import READ, PersonsDep
from service.api.lesson_shapes import card_of
from service.api.parts import PartsDep
from service.api.projects import ProjectId
from service.cards import project_card

router = APIRouter(prefix="/v1/projects", tags=["Projekte"])


@router.get("/{project_id:path}/card", summary="Praxiskarte eines Projekts", dependencies=[READ])
def get_card(
    parts: PartsDep, persons: PersonsDep, project_id: ProjectId
) -> lesson_schemas.PracticeCard:
    """Ausgangslage, Vorgehen, Ergebnisse, Gelingensbedingungen, Hürden, Empfehlungen und Hinweise
    zur Übertragung: Sätze der Berichte mit ihren Stellen; leer, wo die Berichte nichts sagen."""
    entry = parts.registry.entry(project_id)
    return card_of(entry, *project_card(parts.store, entry, persons=persons))
