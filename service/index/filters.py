"""Whether a point passes a filter, said once for every index."""

from __future__ import annotations

from nlp.errors import BadInputError
from service.index.port import Filter, Payload

FIELDS = ("themes", "places", "states", "programmes", "lesson_kinds")
"""Fields of several values, named alike in payload and filter."""
_EARLIEST, _LATEST = "00", "99"


def passes(payload: Payload, where: Filter) -> bool:
    """Whether every condition that is given holds by any of its values."""
    if where.doc_kinds and payload.doc_kind not in where.doc_kinds:
        return False
    if not all(_shares(payload, where, name) for name in FIELDS):
        return False
    days = days_of(payload)
    since, until = period_of(where)
    return (since is None or (days is not None and days[1] >= since)) and (
        until is None or (days is not None and days[0] <= until)
    )


def days_of(payload: Payload) -> tuple[int, int] | None:
    """First and last day of the event as the number YYYYMMDD; None where it has no date."""
    start, end = payload.start or payload.end, payload.end or payload.start
    first, last = _day(start, _EARLIEST), _day(end, _LATEST)
    return None if first is None or last is None else (min(first, last), max(first, last))


def period_of(where: Filter) -> tuple[int | None, int | None]:
    """The days that a filter asks for, as ``days_of``; BadInputError where one is no date."""
    since, until = _day(where.since, _EARLIEST), _day(where.until, _LATEST)
    if (since is None and where.since) or (until is None and where.until):
        raise BadInputError("Ein Zeitraum braucht Daten wie 2015-03-01.")
    return since, until


def is_open(where: Filter | None) -> bool:
    """Whether every point passes."""
    return where is None or (
        not where.doc_kinds
        and not any(getattr(where, name) for name in FIELDS)
        and period_of(where) == (None, None)
    )


def _shares(payload: Payload, where: Filter, name: str) -> bool:
    wanted: tuple[str, ...] = getattr(where, name)
    return not wanted or not set(wanted).isdisjoint(getattr(payload, name))


def _day(iso: str | None, missing: str) -> int | None:
    """``2013-11-14`` or the beginning of it as a number; ``missing`` stands for what it lacks."""
    year, month, day = (*(iso or "").split("-"), "", "", "")[:3]
    digits = year + (month or missing) + (day or missing)
    return int(digits) if len(digits) == 8 and digits.isascii() and digits.isdigit() else None
