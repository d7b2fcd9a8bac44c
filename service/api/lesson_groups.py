"""``/v1/lesson-groups``: the statements of all reports, each once, with how many make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Query

from nlp.types import LessonKind
from service import lesson_schemas, schemas
from service.api.access import READ, PersonsDep
from service.api.lesson_shapes import shared_lessons
from service.api.parts import Parts, PartsDep
from service.lesson_board import BoardField, BoardSort, Wanted
from service.web.words import LESSON_KINDS_PLURAL

MAX_CURSOR = 500
Year = Annotated[int | None, Query(ge=1900, le=2100)]
Wish = Annotated[str, Query(max_length=schemas.MAX_ID)]
Labels = Callable[[str], str]

router = APIRouter(prefix="/v1/lesson-groups", tags=["Erfahrungen"])


@router.get(
    "",
    summary="Aussagen aller Berichte, jede einmal, mit der Zahl der Stimmen",
    dependencies=[READ],
)
def list_groups(  # noqa: PLR0913, PLR0917 - one each
    parts: PartsDep,
    persons: PersonsDep,
    theme: Annotated[
        str, Query(max_length=schemas.MAX_ID, description="Kennung eines Themas.")
    ] = "",
    kind: Annotated[LessonKind | None, Query(description="Art der Erfahrung.")] = None,
    state: Annotated[Wish, Query(description="Land, in dem der Bericht spielt.")] = "",
    programme: Annotated[Wish, Query(description="Förderprogramm.")] = "",
    since: Annotated[Year, Query(description="Ab diesem Jahr.")] = None,
    until: Annotated[Year, Query(description="Bis zu diesem Jahr.")] = None,
    corroborated: Annotated[bool, Query(description="Nur was mehrere Berichte sagen.")] = False,
    sort: Annotated[BoardSort, Query(description="Reihenfolge.")] = "corroboration",
    limit: Annotated[int, Query(ge=1, le=schemas.MAX_LIMIT)] = 20,
    cursor: Annotated[
        str, Query(max_length=MAX_CURSOR, description="Der Wert von „next“ der Seite davor.")
    ] = "",
) -> lesson_schemas.LessonGroupPage:
    """Am häufigsten belegte oder neueste zuerst, jede mit bis zu drei Stimmen.

    `theme` findet auch, was ein engeres Thema hat. Eine Aussage, die selbst kein Thema zeigt,
    hat die ihres Berichts.
    """
    wanted = Wanted(
        themes=themes_below(parts, theme.strip()),
        kind=kind,
        state=state.strip(),
        programme=programme.strip(),
        since=since,
        until=until,
        shared=corroborated,
    )
    page = parts.board.find(wanted, sort=sort, cursor=cursor, limit=limit)
    return lesson_schemas.LessonGroupPage(
        total=page.total,
        groups=shared_lessons(parts.store, page.groups, persons=persons),
        counts=_counts(page.counts, parts.theme_label),
        next=page.next,
    )


def themes_below(parts: Parts, theme: str) -> frozenset[str]:
    """A theme and those that are narrower; itself where the vocabulary does not know it."""
    if not theme:
        return frozenset()
    return parts.theme_browser.stock().below(theme) or frozenset((theme,))


def _counts(
    counts: Mapping[BoardField, Mapping[str, int]], label: Labels
) -> lesson_schemas.LessonCounts:
    kinds: Mapping[str, str] = {str(kind): word for kind, word in LESSON_KINDS_PLURAL.items()}
    return lesson_schemas.LessonCounts(
        theme=_values(counts["theme"], label),
        kind=_values(counts["kind"], lambda kind: kinds.get(kind, kind)),
        state=_values(counts["state"], str),
        programme=_values(counts["programme"], str),
        year=_values(counts["period"], str),
    )


def _values(counts: Mapping[str, int], label: Labels) -> list[lesson_schemas.ValueCount]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        lesson_schemas.ValueCount(value=value, label=label(value), count=count)
        for value, count in ordered
    ]
