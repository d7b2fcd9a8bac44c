"""Which group a lesson belongs to: those that say the same, and none that says the opposite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.corroboration.relations import likeness, relation
from nlp.corroboration.statements import Statement
from nlp.types import Vector


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heard:
    """A lesson as it is grouped; ``vector`` has unit length, ``group`` is empty for a new one."""

    id: int
    report: str
    statement: Statement
    vector: Vector
    group: str = ""


def opposed(lesson: Heard, others: Iterable[Heard]) -> list[Heard]:
    """Those of other reports that say the opposite."""
    return [
        other
        for other in others
        if other.report != lesson.report and _relation(lesson, other) == "opposite"
    ]


def group_for(lesson: Heard, near: Sequence[Heard], members: Iterable[Heard]) -> str | None:
    """The group with the nearest lesson that says the same and no member that says the opposite.

    ``near``: lessons with close vectors; ``members``: all lessons of their groups.
    """
    by_group: dict[str, list[Heard]] = {}
    for member in members:
        by_group.setdefault(member.group, []).append(member)
    same = [other for other in near if _relation(lesson, other) == "same"]
    for other in sorted(same, key=lambda each: (-_likeness(lesson, each), each.id)):
        own = by_group.get(other.group, [])
        if other.group and not any(_relation(lesson, each) == "opposite" for each in own):
            return other.group
    return None


def regrouped(members: Iterable[Heard]) -> list[list[Heard]]:
    """What is left of a group, parted where the lesson that held it together is gone; the part
    with the oldest lesson first."""
    parts: list[list[Heard]] = []
    for member in sorted(members, key=lambda each: each.id):
        held, rest = list[Heard](), list[list[Heard]]()
        for part in parts:
            if any(_relation(member, each) == "same" for each in part):
                held += part
            else:
                rest.append(part)
        parts = [*rest, [*held, member]]
    return sorted(parts, key=lambda part: min(each.id for each in part))


def _relation(one: Heard, other: Heard) -> str:
    return relation(one.statement, other.statement, _cosine(one, other))


def _likeness(one: Heard, other: Heard) -> float:
    return likeness(one.statement, other.statement, _cosine(one, other))


def _cosine(one: Heard, other: Heard) -> float:
    return float(one.vector @ other.vector)
