"""All that a search finds, without its texts: what maps and time lines count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlp.registry import Entry
from service.index.port import Filter, Payload
from service.search.restrictions import Restrictions
from service.search.result import SearchResult
from service.search.units import Unit
from service.store import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """``result``: as a page of the search has it, without hits.

    ``reports``: what filters know of each report, in the order of the search; ``entries``: the
    projects where those are asked for; ``lessons``: how many there are in each report where those
    are asked for. ``where``: what restricts.
    """

    result: SearchResult
    reports: Mapping[str, Payload]
    entries: tuple[Entry, ...]
    lessons: Mapping[str, int]
    where: Filter


def listed_matches(
    result: SearchResult,
    cards: Sequence[Card],
    restrictions: Restrictions,
    entries: Iterable[Entry],
) -> Matches:
    """Of a search without a topic: ``cards`` are those that pass."""
    reports = {card.report: card.payload for card in cards}
    where = restrictions.where()
    kinds = where.lesson_kinds
    counts = {
        card.report: sum(n for kind, n in card.lessons.items() if not kinds or kind in kinds)
        for card in cards
    }
    return Matches(
        result=result,
        reports=reports,
        entries=tuple(e for e in entries if any(r.report in reports for r in e.records)),
        lessons={report: number for report, number in counts.items() if number},
        where=where,
    )


def ranked_matches(
    result: SearchResult, units: Sequence[Unit], restrictions: Restrictions
) -> Matches:
    """Of a search with a topic."""
    reports: dict[str, Payload] = {}
    lessons: dict[str, int] = {}
    for unit in units:
        for candidate in unit.candidates:
            reports.setdefault(candidate.report, candidate.payload)
        if unit.lesson:
            lessons[unit.report] = lessons.get(unit.report, 0) + 1
    return Matches(
        result=result,
        reports=reports,
        entries=tuple(unit.entry for unit in units if unit.entry),
        lessons=lessons,
        where=restrictions.where(),
    )
