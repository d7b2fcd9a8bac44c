"""Pairs of lessons with how they stand to each other: same, related, or opposite."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.gold import REPORTS, checked, rows_of
from nlp.types import LESSON_KINDS, LessonKind

PAIRS = REPORTS.with_name("lesson-pairs.jsonl")
PairRelation = Literal["same", "related", "opposite"]
RELATIONS: tuple[PairRelation, ...] = ("same", "related", "opposite")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement:
    """A lesson without its report."""

    text: str
    kind: LessonKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPair:
    """Two lessons; ``related``: of one topic, without saying the same or the opposite."""

    id: str
    relation: PairRelation
    one: GoldStatement
    other: GoldStatement


def read_pairs(path: Path = PAIRS) -> list[GoldPair]:
    """The pairs of a JSON Lines file; ``DamagedFileError`` names the line that is broken."""
    return [checked(_pair, row, where) for row, where in rows_of(path)]


def _pair(row: dict[str, Any]) -> GoldPair:
    if row["relation"] not in RELATIONS:
        raise ValueError(row["relation"])
    return GoldPair(
        id=row["id"],
        relation=row["relation"],
        one=_statement(row["one"]),
        other=_statement(row["other"]),
    )


def _statement(row: dict[str, Any]) -> GoldStatement:
    if row["kind"] not in LESSON_KINDS:
        raise ValueError(row["kind"])
    return GoldStatement(text=row["text"], kind=row["kind"])
