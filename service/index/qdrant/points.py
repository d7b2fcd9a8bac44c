"""A point of ours as the cluster keeps it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from qdrant_client import models

from nlp.errors import StoreError
from service.index.filters import FIELDS, days_of
from service.index.port import Payload, Point, Sparse
from service.index.qdrant.conditions import FIRST, LAST

MEANING, WORDS = "meaning", "words"
"""Names of the dense and the sparse vector."""


def struct_of(point: Point) -> models.PointStruct:
    """The point under its number, so that writing it again changes nothing."""
    return models.PointStruct(
        id=point.id,
        vector={MEANING: point.vector.tolist()} | _sparse(point.sparse),
        payload=_written(point.payload),
    )


def point_of(record: models.Record) -> Point:
    """StoreError where it is none of ours."""
    try:
        vectors: Any = record.vector
        words = vectors.get(WORDS)
        return Point(
            id=int(record.id),
            vector=np.asarray(vectors[MEANING], dtype=np.float32),
            sparse=Sparse(
                indices=tuple(words.indices) if words else (),
                values=tuple(words.values) if words else (),
            ),
            payload=payload_of(record.payload or {}),
        )
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise StoreError("Im Cluster liegt etwas anderes als ein Suchindex.") from error


def payload_of(written: Mapping[str, Any]) -> Payload:
    """What was given; KeyError, TypeError for something else."""
    return Payload(
        report=written["report"],
        doc_kind=written["doc_kind"],
        start=written.get("start"),
        end=written.get("end"),
        **{name: tuple(written.get(name, ())) for name in FIELDS},
    )


def _sparse(sparse: Sparse) -> dict[str, Any]:
    """Nothing for a passage without words: it counts for no idf then."""
    if not sparse.indices:
        return {}
    return {WORDS: models.SparseVector(indices=list(sparse.indices), values=list(sparse.values))}


def _written(payload: Payload) -> dict[str, Any]:
    """Fields without a value are left out."""
    values: dict[str, Any] = {name: list(getattr(payload, name)) for name in FIELDS}
    values |= {"report": payload.report, "doc_kind": payload.doc_kind}
    values |= {"start": payload.start, "end": payload.end}
    days = days_of(payload)
    if days:
        values |= {FIRST: days[0], LAST: days[1]}
    return {name: value for name, value in values.items() if value not in (None, [])}
