"""Payloads and filters as the engine has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import qdrant_edge as engine

from nlp.types import DocKind, LessonKind
from service.index.checks import is_text
from service.index.filters import FIELDS, days_of, is_open, period_of
from service.index.port import Filter, Payload

KEYWORDS = ("doc_kind", *FIELDS)
FIRST, LAST = NUMBERS = ("first", "last")
"""The event's days as numbers."""


def to_engine(payload: Payload) -> dict[str, object]:
    """What is stored; empty fields are left out."""
    first, last = days_of(payload) or (None, None)
    fields = {name: list(getattr(payload, name)) for name in FIELDS}
    own = {"report": payload.report, "doc_kind": payload.doc_kind}
    dates = {"start": payload.start, "end": payload.end, FIRST: first, LAST: last}
    return {name: value for name, value in (own | fields | dates).items() if value}


def from_engine(stored: Mapping[str, Any]) -> Payload:
    """The inverse of ``to_engine``."""
    return Payload(
        report=stored["report"],
        doc_kind=cast("DocKind", stored["doc_kind"]),
        themes=tuple(stored.get("themes", ())),
        places=tuple(stored.get("places", ())),
        states=tuple(stored.get("states", ())),
        programmes=tuple(stored.get("programmes", ())),
        lesson_kinds=cast("tuple[LessonKind, ...]", tuple(stored.get("lesson_kinds", ()))),
        start=stored.get("start"),
        end=stored.get("end"),
    )


def engine_filter(where: Filter | None) -> engine.Filter | None:
    """None where every point passes."""
    if where is None or is_open(where):
        return None
    return engine.Filter(must=list(_conditions(where)))


def _conditions(where: Filter) -> Iterator[engine.FieldCondition]:
    kinds = {"doc_kind": where.doc_kinds}
    for name, wanted in (kinds | {name: getattr(where, name) for name in FIELDS}).items():
        if wanted:
            # An empty list passes nothing, as it should: no point holds what cannot be written.
            known = engine.MatchAny(list(filter(is_text, wanted)))
            yield engine.FieldCondition(name, match=known)
    since, until = period_of(where)
    if since is not None:
        yield engine.FieldCondition(LAST, range=engine.RangeFloat(gte=float(since)))
    if until is not None:
        yield engine.FieldCondition(FIRST, range=engine.RangeFloat(lte=float(until)))
