"""``/v1/lessons``: experiences of all reports, and which of them several reports share."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as PathValue

from nlp.types import LessonKind
from service import lesson_schemas, schemas
from service.api.access import READ, PersonsDep
from service.api.lesson_shapes import listed_lessons, voices_of
from service.api.parts import PartsDep

router = APIRouter(prefix="/v1/lessons", tags=["Erfahrungen"])


@router.get(
    "",
    summary="Erfahrungen aller Berichte, jede mit dem, was andere dazu sagen",
    dependencies=[READ],
)
def list_lessons(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    persons: PersonsDep,
    theme: Annotated[
        str, Query(max_length=schemas.MAX_ID, description="Kennung eines Themas.")
    ] = "",
    kind: Annotated[LessonKind | None, Query(description="Art der Erfahrung.")] = None,
    q: Annotated[str, Query(max_length=schemas.MAX_ID, description="Wörter daraus.")] = "",
    limit: Annotated[int, Query(ge=1, le=schemas.MAX_LIMIT)] = 20,
    after: Annotated[
        int, Query(ge=0, le=2**53, description="Der Wert von „next“ der Seite davor.")
    ] = 0,
) -> lesson_schemas.LessonList:
    """Nach Namen von Personen wird nicht gesucht."""
    page = parts.store.lessons.find(theme=theme, kind=kind or "", q=q, after=after, limit=limit)
    return lesson_schemas.LessonList(
        total=page.total,
        lessons=listed_lessons(parts.store, page.lessons, persons=persons),
        next=page.next,
    )


@router.get(
    "/{group}",
    summary="Was Berichte gemeinsam sagen, und wer das Gegenteil sagt",
    dependencies=[READ],
)
def get_group(
    parts: PartsDep,
    persons: PersonsDep,
    group: Annotated[str, PathValue(max_length=64, description="Kennung der Gruppe.")],
) -> lesson_schemas.Voices:
    """Jede Aussage mit ihrer Stelle; Personen erscheinen mit ihrer Rolle."""
    return voices_of(parts.store, group, persons=persons)
