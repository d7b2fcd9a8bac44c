"""``/v1/projects``: the registry of projects and what editors decide about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query
from fastapi import Path as PathValue

from nlp.errors import BadInputError
from service import project_schemas, schemas
from service.api.access import READ, PersonsDep
from service.api.parts import KeyDep, PartsDep
from service.api.project_shapes import (
    decision_of,
    detail_of,
    entry_of,
    outcome_of,
    proposal_of,
)

router = APIRouter(prefix="/v1/projects", tags=["Projekte"])
T = TypeVar("T")

ProjectId = Annotated[str, PathValue(description="Kennung des Projekts.", max_length=500)]
Limit = Annotated[int, Query(ge=1, le=schemas.MAX_LIMIT, description="So viele Einträge.")]
After = Annotated[
    str | None, Query(max_length=1_000, description="Der Wert von „next“ der Seite davor.")
]


@router.get("", summary="Projekte aller Berichte, nach Namen", dependencies=[READ])
def list_projects(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    q: Annotated[
        str,
        Query(
            max_length=schemas.MAX_ID,
            description="Teil des Namens, auch einer Kurzform.",
            examples=["Brückenbau"],
        ),
    ] = "",
    place: Annotated[
        str, Query(max_length=schemas.MAX_ID, description="Ort oder Land, in dem es arbeitet.")
    ] = "",
    programme: Annotated[str, Query(max_length=schemas.MAX_ID, description="Förderprogramm.")] = "",
    limit: Limit = 20,
    after: After = None,
) -> project_schemas.ProjectPage:
    """Ein Projekt, das mehrere Berichte nennen, ist ein Eintrag."""
    page = parts.registry.find(name=q, place=place, programme=programme, after=after, limit=limit)
    return project_schemas.ProjectPage(
        total=page.total, projects=[entry_of(entry) for entry in page.entries], next=page.next
    )


@router.get("/proposals", summary="Einträge, die dasselbe Projekt sein können", dependencies=[READ])
def list_proposals(
    parts: PartsDep, limit: Limit = 20, after: After = None
) -> project_schemas.ProposalPage:
    """Unsichere Zusammenlegungen mit Grund und Belegen; entscheiden kann die Redaktion."""
    page = parts.registry.proposed(after=after, limit=limit)
    return project_schemas.ProposalPage(
        total=page.total,
        proposals=[proposal_of(proposal, entries) for proposal, entries in page.proposals],
        next=page.next,
    )


@router.get(
    "/decisions", summary="Entscheidungen der Redaktion, die letzte zuerst", dependencies=[READ]
)
def list_decisions(
    parts: PartsDep, persons: PersonsDep, limit: Limit = 20, after: After = None
) -> project_schemas.DecisionPage:
    """Keine Entscheidung wird gelöscht; „in_force“ sagt, ob sie noch gilt."""
    found = parts.registry.decisions()
    shown, following = _page([(str(d.id), (d, valid)) for d, valid in found], limit, after)
    return project_schemas.DecisionPage(
        total=len(found),
        decisions=[decision_of(d, in_force=valid, persons=persons) for d, valid in shown],
        next=following,
    )


@router.post("/merge", summary="Einträge zusammenlegen", dependencies=[KeyDep])
def merge_projects(
    parts: PartsDep, persons: PersonsDep, wish: project_schemas.Entries
) -> project_schemas.Decided:
    """Gilt auch nach neuer Auswertung und für Berichte, die wieder aufgenommen werden."""
    outcome = parts.registry.merge(wish.entries, by=wish.by)
    return outcome_of(outcome, persons=persons)


@router.post("/split", summary="Nennungen aus einem Eintrag lösen", dependencies=[KeyDep])
def split_project(
    parts: PartsDep, persons: PersonsDep, wish: project_schemas.Split
) -> project_schemas.Decided:
    """Die genannten Projekte der Berichte werden ein eigener Eintrag und bleiben es."""
    members = [(member.report, member.project) for member in wish.members]
    outcome = parts.registry.split(wish.entry, members, by=wish.by)
    return outcome_of(outcome, persons=persons)


@router.post("/keep-apart", summary="Einträge als verschieden festhalten", dependencies=[KeyDep])
def keep_apart(
    parts: PartsDep, persons: PersonsDep, wish: project_schemas.Entries
) -> project_schemas.Decided:
    """Sie werden nicht mehr zur Zusammenlegung vorgeschlagen."""
    outcome = parts.registry.keep_apart(wish.entries, by=wish.by)
    return outcome_of(outcome, persons=persons)


@router.post("/undo", summary="Eine Entscheidung zurücknehmen", dependencies=[KeyDep])
def undo_decision(
    parts: PartsDep, persons: PersonsDep, wish: project_schemas.Undo
) -> project_schemas.Decided:
    """Auch eine Rücknahme lässt sich zurücknehmen."""
    outcome = parts.registry.undo(wish.decision, by=wish.by)
    return outcome_of(outcome, persons=persons)


@router.get("/{project_id:path}", summary="Ein Projekt mit allen Nennungen", dependencies=[READ])
def get_project(
    parts: PartsDep, persons: PersonsDep, project_id: ProjectId
) -> project_schemas.ProjectDetail:
    """Schreibweisen, Orte, Jahre, Förderprogramm und jede Nennung mit ihrer Stelle."""
    return detail_of(parts.registry.detail(project_id, persons=persons), persons=persons)


def _page(
    items: Sequence[tuple[str, T]], limit: int, after: str | None
) -> tuple[list[T], str | None]:
    """The items behind ``after``, and the key of the last where there are more."""
    start = 0
    if after:
        keys = [key for key, _ in items]
        if after not in keys:
            raise BadInputError("„after“ ist kein Wert von „next“ einer Seite davor.")
        start = keys.index(after) + 1
    some = items[start : start + limit]
    more = len(items) > start + limit
    return [item for _, item in some], some[-1][0] if more else None
