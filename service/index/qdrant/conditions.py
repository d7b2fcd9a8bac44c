"""A filter of ours in the words of Qdrant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qdrant_client import models

from service.index.checks import is_text
from service.index.filters import FIELDS, is_open, period_of
from service.index.port import Filter

FIRST, LAST = "first", "last"
"""The days of the event as numbers."""
WORDS = ("doc_kind", *FIELDS)


class NothingPassesError(Exception):
    """A condition that no point can meet."""


def conditions_of(where: Filter | None) -> models.Filter | None:
    """None where every point passes; BadInputError for a period that is none.

    NothingPassesError where it is plain that no point passes.
    """
    if where is None or is_open(where):
        return None
    return models.Filter(must=[*_words(where), *_period(where)])


def _words(where: Filter) -> Iterator[models.FieldCondition]:
    wanted: dict[str, Sequence[str]] = {name: getattr(where, name) for name in FIELDS}
    for name, values in {"doc_kind": where.doc_kinds, **wanted}.items():
        if values:
            yield _any_of(name, values)


def _any_of(name: str, values: Sequence[str]) -> models.FieldCondition:
    known = [value for value in dict.fromkeys(values) if is_text(value)]
    if not known:
        raise NothingPassesError
    return models.FieldCondition(key=name, match=models.MatchAny(any=known))


def _period(where: Filter) -> Iterator[models.FieldCondition]:
    since, until = period_of(where)
    if since is not None:
        yield models.FieldCondition(key=LAST, range=models.Range(gte=since))
    if until is not None:
        yield models.FieldCondition(key=FIRST, range=models.Range(lte=until))
