"""A time line as its page shows it: bars that choose a period, and what falls into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from nlp.types import Event
from service.index.filters import days_of
from service.maps.years import Line, Stretch, months, years
from service.search.matches import Matches
from service.web import words
from service.web.asking import Asking
from service.web.counted import unit_of

PAGE = "/zeitleiste"
MOST_LISTED = 50
FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``share``: of the longest, in per cent; ``title`` is what is heard; ``chosen``: it lies in
    the period."""

    name: str
    number: str
    share: int
    title: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A report of the period."""

    id: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The reports of a month, or of a year where the month is not known."""

    title: str
    reports: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """``named``: years to choose from; ``more``: how many reports the list leaves out."""

    total: str
    years: tuple[Bar, ...]
    months: tuple[Bar, ...]
    year: int | None
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    more: int
    named: tuple[int, ...]
    period: str
    all: str


def timeline_view(asked: Asking, matches: Matches) -> TimelineView:
    """``asked``: on its page, with its period; ``matches``: without one."""
    line = years(matches)
    since, until = _period(asked)
    year = int(since[:4]) if since and since[:4] == until[:4] else None
    near = months(matches, year) if year else None
    unit = unit_of(matches.result.kind)
    inside = list(_inside(matches, since, until)) if since or until else []
    return TimelineView(
        total=unit(sum(s.count for s in line.stretches)),
        years=tuple(_bar(asked, s, line, unit, since, until) for s in line.stretches),
        months=tuple(_bar(asked, s, near, unit, since, until) for s in near.stretches)
        if near
        else (),
        year=year,
        notes=tuple(_notes(line, near, year, unit)),
        groups=tuple(_groups(inside[:MOST_LISTED])),
        more=max(0, len(inside) - MOST_LISTED),
        named=tuple(stretch.year for stretch in line.stretches),
        period=_in_words(since, until),
        all=asked.address(von="", bis="", jahr=()),
    )


def timeless(asked: Asking) -> Asking:
    """Without a period: the bars show all years, to choose another."""
    return replace(asked, von="", bis="", jahr=())


def _period(asked: Asking) -> tuple[str, str]:
    """Of single years that were chosen the whole span."""
    if asked.jahr and not (asked.von or asked.bis):
        return f"{min(asked.jahr)}", f"{max(asked.jahr)}"
    return asked.von, asked.bis


def _bar(
    asked: Asking, stretch: Stretch, line: Line, unit: object, since: str, until: str
) -> Bar:
    assert callable(unit)
    month = words.MONTHS[stretch.month - 1] if stretch.month else ""
    name = month or str(stretch.year)
    low, high, action = _click(stretch, since, until)
    return Bar(
        name=name,
        number=words.german_number(stretch.count),
        share=round(FULL * stretch.count / line.most) if line.most else 0,
        title=f"{name}{f' {stretch.year}' if month else ''}: {unit(stretch.count)}, {action}",
        href=asked.address(von=low, bis=high, jahr=()),
        chosen=bool(since or until) and _overlaps(stretch, since, until),
    )


def _click(stretch: Stretch, since: str, until: str) -> tuple[str, str, str]:
    """A year outside the period widens it, any other stretch becomes the period."""
    if stretch.month:
        month = f"{stretch.year:04}-{stretch.month:02}"
        return month, month, "diesen Monat wählen"
    year = f"{stretch.year:04}"
    if since and until and not _overlaps(stretch, since, until):
        low, high = min(since[:4], year), max(until[:4], year)
        return low, high, f"Zeitraum auf {low} bis {high} erweitern"
    return year, year, "dieses Jahr wählen"


def _overlaps(stretch: Stretch, since: str, until: str) -> bool:
    return (not until or stretch.since <= f"{until}~") and (not since or stretch.until >= since)


def _notes(line: Line, near: Line | None, year: int | None, unit: object) -> Iterator[str]:
    assert callable(unit)
    if line.undated:
        yield f"Ohne Datum und deshalb nicht gezeigt: {unit(line.undated)}."
    if line.lasting:
        yield f"Über einen Jahreswechsel hinweg und in jedem Jahr gezählt: {unit(line.lasting)}."
    if near and near.lasting:
        yield f"Über mehrere Monate und in jedem gezählt: {unit(near.lasting)}."
    if near and near.vague:
        yield f"Aus dem Jahr {year}, aber ohne bekannten Monat: {unit(near.vague)}."


def _inside(matches: Matches, since: str, until: str) -> Iterator[tuple[int, str, Event]]:
    """Day, id and event of the reports in the period, the earliest first."""
    low, high = _number(since, "00"), _number(until, "99")
    found = []
    for name, payload in matches.reports.items():
        days = days_of(payload)
        if days and (not low or days[1] >= low) and (not high or days[0] <= high):
            found.append((days[0], name, Event(start=payload.start, end=payload.end)))
    yield from sorted(found, key=lambda each: each[:2])


def _number(written: str, missing: str) -> int:
    parts = written.split("-") if written else []
    return int("".join([*parts, missing, missing][:3])) if parts else 0


def _groups(found: Iterable[tuple[int, str, Event]]) -> Iterator[Group]:
    for number, some in groupby(found, key=lambda each: each[0] // 100):
        year, month = divmod(number, 100)
        title = f"{words.MONTHS[month - 1]} {year}" if 1 <= month <= 12 else str(year)
        reports = (Listed(id=name, period=words.german_period(event)) for _, name, event in some)
        yield Group(title=title, reports=tuple(reports))


def _in_words(since: str, until: str) -> str:
    low, high = _written(since), _written(until)
    if low and high:
        return low if low == high else f"{low} bis {high}"
    return f"ab {low}" if low else f"bis {high}" if high else ""


def _written(date: str) -> str:
    """``2015``, ``März 2015``, ``1. März 2015``."""
    parts = [int(part) for part in date.split("-")] if date else []
    if not parts:
        return ""
    month = f"{words.MONTHS[parts[1] - 1]} " if len(parts) > 1 else ""
    return f"{f'{parts[2]}. ' if len(parts) > 2 else ''}{month}{parts[0]}"


