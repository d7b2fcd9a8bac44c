"""Groups of lessons that say the same, and which lessons say the opposite, as they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from nlp.corroboration import Heard, group_for, opposed, regrouped
from service.store.lesson_rows import heard_in, searched
from service.store.passage_rows import in_batches
from service.store.tables import lesson_opposites, lesson_reads, lesson_statements


def write_lesson(connection: Connection, row: dict[str, Any], near: Sequence[int]) -> int:
    """Write a lesson into the group that says the same, or into one of its own."""
    known, against = compared(connection, row, near)
    group = known or _new_group(connection, row)
    written = connection.execute(insert(lesson_statements).values(row | {"group": group}))
    number = int(written.inserted_primary_key[0]) if written.inserted_primary_key else 0
    pairs = [(number, each.id) for each in against]
    if pairs:
        both = [
            {"one": a, "other": b} for one, other in pairs for a, b in ((one, other), (other, one))
        ]
        connection.execute(insert(lesson_opposites), both)
    return number


def compared(
    connection: Connection, row: Mapping[str, Any], near: Sequence[int]
) -> tuple[str | None, list[Heard]]:
    """The group that says the same as a lesson, and the lessons that say the opposite."""
    if not near:
        return None, []
    heard = heard_in(row)
    others = _heard(connection, lesson_statements.c.id.in_(near))
    members = _heard(connection, lesson_statements.c.group.in_({each.group for each in others}))
    return group_for(heard, others, members), opposed(heard, others)


def remove_lessons(connection: Connection, report_id: str) -> None:
    """Forget the lessons of a report, and group anew what they held together."""
    own = lesson_statements.c.report_id == report_id
    groups = list(
        connection.execute(select(lesson_statements.c.group).where(own).distinct()).scalars()
    )
    connection.execute(delete(lesson_statements).where(own))
    connection.execute(delete(lesson_reads).where(lesson_reads.c.report_id == report_id))
    for some in in_batches(groups):
        _regroup(connection, some)


def _new_group(connection: Connection, row: Mapping[str, Any]) -> str:
    """An id made of report and words: the same again for a lesson that comes back alone."""
    for number in range(1_000):
        words = f"{row['report_id']}\n{searched(row['text'])}\n{number or ''}"
        name = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
        query = select(lesson_statements.c.id).where(lesson_statements.c.group == name).limit(1)
        if connection.execute(query).first() is None:
            return name
    raise AssertionError("a thousand groups of one sentence")


def _regroup(connection: Connection, groups: Sequence[str]) -> None:
    left: dict[str, list[Heard]] = {}
    for each in _heard(connection, lesson_statements.c.group.in_(groups)):
        left.setdefault(each.group, []).append(each)
    for members in left.values():
        for part in regrouped(members)[1:]:
            _move(connection, part)


def _move(connection: Connection, part: Sequence[Heard]) -> None:
    """Give a part of a group an id of its own."""
    ids = [each.id for each in part]
    query = select(lesson_statements.c.report_id, lesson_statements.c.text).where(
        lesson_statements.c.id == min(ids)
    )
    row = dict(connection.execute(query).mappings().one())
    name = _new_group(connection, row)
    connection.execute(
        update(lesson_statements).where(lesson_statements.c.id.in_(ids)).values(group=name)
    )


def _heard(connection: Connection, which: ColumnElement[bool]) -> list[Heard]:
    columns = ("id", "report_id", "kind", "text", "vector", "group")
    query = select(*(lesson_statements.c[name] for name in columns)).where(which)
    query = query.order_by(lesson_statements.c.id)
    return [heard_in(dict(row)) for row in connection.execute(query).mappings()]
