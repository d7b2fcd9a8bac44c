"""What was found by years and months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from nlp.registry import Entry
from service.index.filters import days_of
from service.index.port import Payload
from service.search.matches import Matches
from service.search.restrictions import years_of

MOST_EMPTY = 30
"""Years without anything that are shown in a row; longer gaps are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A year or a month; ``items``: what falls into it, at least for a day."""

    year: int
    month: int | None
    items: frozenset[str]
    count: int

    @property
    def since(self) -> str:
        """First day."""
        return f"{self.year:04}-{self.month or 1:02}-01"

    @property
    def until(self) -> str:
        """Last day."""
        month = self.month or 12
        return f"{self.year:04}-{month:02}-{monthrange(self.year, month)[1]:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``stretches`` in order of time, empty ones between them; ``undated``: without a date,
    ``lasting``: in several stretches, ``vague``: of this year, but of no known month."""

    stretches: tuple[Stretch, ...]
    undated: int
    lasting: int
    vague: int = 0

    @property
    def most(self) -> int:
        """The largest count."""
        return max((stretch.count for stretch in self.stretches), default=0)


def years(matches: Matches) -> Line:
    """By the years of the events; one that lasts over New Year counts in each."""
    own = _payloads(matches)
    known = {name: frozenset(years_of(payload)) for name, payload in matches.reports.items()}
    dated = {item: _together(known, payloads) for item, payloads in own.items()}
    weights = _weights(matches, own)
    found = _by(dated)
    stretches = (_stretch(year, None, found.get(year, ()), weights) for year in _filled(found))
    return Line(
        stretches=tuple(stretches),
        undated=sum(weights[item] for item, some in dated.items() if not some),
        lasting=sum(weights[item] for item, some in dated.items() if len(some) > 1),
    )


def months(matches: Matches, year: int) -> Line:
    """By the months of a year."""
    reports = {name for name, payload in matches.reports.items() if year in years_of(payload)}
    own = {
        item: payloads
        for item, payloads in _payloads(matches).items()
        if not reports.isdisjoint([payload.report for payload in payloads])
    }
    dated = {item: _months(payloads, year) for item, payloads in own.items()}
    weights = _weights(matches, own)
    found = _by(dated)
    return Line(
        stretches=tuple(_stretch(year, m, found.get(m, ()), weights) for m in range(1, 13)),
        undated=0,
        lasting=sum(weights[item] for item, some in dated.items() if len(some) > 1),
        vague=sum(weights[item] for item, some in dated.items() if not some),
    )


def _payloads(matches: Matches) -> Mapping[str, list[Payload]]:
    """What is known of each item's dates."""
    if matches.result.kind == "projects":
        return {entry.id: list(_of_entry(entry, matches)) for entry in matches.entries}
    items = matches.lessons if matches.result.kind == "lessons" else matches.reports
    return {item: [matches.reports[item]] for item in items}


def _of_entry(entry: Entry, matches: Matches) -> Iterator[Payload]:
    return (matches.reports[name] for name in entry.reports if name in matches.reports)


def _weights(matches: Matches, items: Iterable[str]) -> Mapping[str, int]:
    if matches.result.kind == "lessons":
        return matches.lessons
    return dict.fromkeys(items, 1)


def _together(known: Mapping[str, frozenset[int]], payloads: Sequence[Payload]) -> Set[int]:
    if len(payloads) == 1:
        return known[payloads[0].report]
    return {year for payload in payloads for year in known[payload.report]}


def _months(payloads: Iterable[Payload], year: int) -> set[int]:
    return {month for payload in payloads for month in _months_of(payload, year)}


def _months_of(payload: Payload, year: int) -> Iterable[int]:
    days = days_of(payload)
    if days is None or year not in years_of(payload):
        return ()
    first, last = ((day // 10_000, day // 100 % 100) for day in days)
    if first[1] == 0 and last[1] == 99:
        return ()
    low = first[1] if first[0] == year else 1
    high = last[1] if last[0] == year else 12
    return range(max(low, 1), min(high, 12) + 1)


def _by(dated: Mapping[str, Set[int]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for item, numbers in dated.items():
        for number in numbers:
            found.setdefault(number, []).append(item)
    return found


def _filled(found: Mapping[int, object]) -> Iterator[int]:
    before: int | None = None
    for year in sorted(found):
        if before is not None and year - before <= MOST_EMPTY:
            yield from range(before + 1, year)
        yield year
        before = year


def _stretch(
    year: int, month: int | None, items: Iterable[str], weights: Mapping[str, int]
) -> Stretch:
    own = frozenset(items)
    return Stretch(year=year, month=month, items=own, count=sum(weights[i] for i in own))
