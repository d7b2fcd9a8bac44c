"""What must hold of points before any is written: the engine keeps half of a failing batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.errors import StoreError
from nlp.types import Vector
from service.index.port import Payload, Point, Sparse

LARGEST_TERM = 2**32 - 1
LARGEST_ID = 2**63 - 1


def check_points(points: Sequence[Point], dimensions: int) -> None:
    """StoreError where one of the points does not fit the index."""
    for point in points:
        if not isinstance(point.id, int) or not 0 <= point.id <= LARGEST_ID:
            raise StoreError("Eine Passage hat keine gültige Nummer; bitte neu einlesen.")
        check_vector(point.vector, dimensions)
        _check_terms(point.sparse)
        _check_words(point.payload)


def is_text(value: str) -> bool:
    """Whether it can be written at all: a lone surrogate cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_vector(vector: Vector, dimensions: int) -> None:
    """StoreError where the vector is not of this length or holds no numbers."""
    if vector.shape != (dimensions,) or not np.isfinite(vector).all():
        raise StoreError(
            "Ein Vektor passt nicht zum Suchindex; stammt er von einem anderen Modell? "
            "Bitte die Berichte neu einlesen."
        )


def _check_terms(sparse: Sparse) -> None:
    distinct = len(set(sparse.indices)) == len(sparse.indices) == len(sparse.values)
    if not distinct or not all(0 <= term <= LARGEST_TERM for term in sparse.indices):
        raise StoreError("Die Wortgewichte einer Passage sind ungültig; bitte neu einlesen.")


def _check_words(payload: Payload) -> None:
    words = (*payload.themes, *payload.places, *payload.states, *payload.programmes)
    if not all(map(is_text, (payload.report, payload.start or "", payload.end or "", *words))):
        raise StoreError("Ein Name in einem Bericht ist kein lesbarer Text; bitte neu einlesen.")
