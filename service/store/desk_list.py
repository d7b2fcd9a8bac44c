"""Lists of reviews: drafts, and published reports with a review or without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, literal, null, select, union_all

from service.store.tables import reports, reviews

State = Literal["draft", "published"]
ShownState = Literal["draft", "in_review", "published"]
DRAFT: State = "draft"
PUBLISHED: State = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """A review in a list; ``is_ahead``: something was decided since it was published."""

    report: str
    title: str
    state: ShownState
    decided: int
    items: int | None
    updated: datetime
    published: datetime | None
    by: str
    is_ahead: bool


def listed(state: ShownState | None, words: str) -> Any:
    """A query for all in a state whose titles have all of the words; columns: ``_columns``."""
    parts = [*_unpublished(state), *_published(state)]
    fitting = [_with_words(query, title, words) for query, title in parts]
    return union_all(*fitting) if len(fitting) > 1 else fitting[0]


def _unpublished(state: ShownState | None) -> Iterator[tuple[Select[Any], ColumnElement[str]]]:
    for shown, begun in (("draft", False), ("in_review", True)):
        if state in (None, shown):
            own = reviews.c.last > 0 if begun else reviews.c.last == 0
            yield (
                _columns(literal(0), shown).select_from(reviews)
                .where(reviews.c.state == DRAFT, own),
                reviews.c.shown,
            )  # fmt: skip


def _published(state: ShownState | None) -> Iterator[tuple[Select[Any], ColumnElement[str]]]:
    if state not in (None, "published"):
        return
    reviewed = _columns(literal(1), "published").select_from(reviews)
    yield reviewed.where(reviews.c.state == PUBLISHED), reviews.c.shown
    columns: list[ColumnElement[Any]] = [
        literal(1).label("rank"),
        reports.c.id.label("report_id"),
        reports.c.title.label("shown"),
        literal("published").label("state"),
        literal(0).label("decided"),
        null().label("items"),
        reports.c.updated.label("updated"),
        reports.c.created.label("published"),
        literal("").label("by"),
        literal(0).label("ahead"),
    ]
    known = select(reviews.c.report_id)
    yield select(*columns).where(reports.c.id.not_in(known)), reports.c.title


def _columns(rank: ColumnElement[int], state: str) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [
        rank.label("rank"),
        reviews.c.report_id,
        reviews.c.shown,
        literal(state).label("state"),
        reviews.c.decided,
        reviews.c["items"],
        reviews.c.updated,
        reviews.c.published,
        reviews.c.by,
        (reviews.c.last - reviews.c.through).label("ahead"),
    ]
    return select(*columns)


def _with_words(query: Select[Any], title: ColumnElement[str], words: str) -> Select[Any]:
    for word in words.split():
        query = query.where(func.lower(title).contains(word.lower(), autoescape=True))
    return query


def summary(row: Row[Any]) -> ReviewSummary:
    """A row of such a list."""
    return ReviewSummary(
        report=row.report_id,
        title=row.shown,
        state=row.state,
        decided=row.decided,
        items=row.items,
        updated=moment(row.updated),
        published=row.published and moment(row.published),
        by=row.by,
        is_ahead=row.state == "published" and row.ahead > 0,
    )


def moment(value: datetime) -> datetime:
    """A time of the database, which may have lost its zone: UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
