"""A time line as its page shows it: bars that choose a period, and what falls into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from nlp.types import Event
from service.index.filters import days_of
from service.index.port import Payload
from service.maps.years import Line, Stretch, months, years
from service.search.matches import Matches
from service.web import dates, words
from service.web.asking import Asking
from service.web.counted import unit_of

PAGE = "/zeitleiste"
MOST_LISTED = 50
FULL = 100

Unit = Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, or the beginnings of their dates; empty where there is no limit."""

    since: str
    until: str

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    @property
    def year(self) -> int | None:
        """The one that it lies in."""
        same = self.since[:4] == self.until[:4]
        return int(self.since[:4]) if same and self.since else None

    @property
    def months(self) -> Period:
        """Where whole years are chosen, no month is."""
        whole = len(self.since) <= 4 and len(self.until) <= 4
        return Period(since="", until="") if whole else self

    def meets(self, stretch: Stretch) -> bool:
        """Whether a year or a month has a day of it."""
        late = bool(self.until) and stretch.since > f"{self.until}~"
        return bool(self) and not late and stretch.until >= self.since

    def holds(self, payload: Payload) -> bool:
        """Whether an event has a day of it."""
        days = days_of(payload)
        low, high = _number(self.since, "00"), _number(self.until, "99")
        return days is not None and days[1] >= low and (not high or days[0] <= high)

    @property
    def in_words(self) -> str:
        """``2015``, ``März 2015 bis 2018``, ``ab 2015``; empty without limits."""
        low, high = dates.in_words(self.since), dates.in_words(self.until)
        if low and high:
            return low if low == high else f"{low} bis {high}"
        return f"ab {low}" if low else f"bis {high}" if high else ""


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

    years: tuple[Bar, ...]
    months: tuple[Bar, ...]
    year: int | None
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    more: int
    named: tuple[int, ...]
    since: str
    until: str
    period: str
    all: str


def timeline_view(asked: Asking, matches: Matches) -> TimelineView:
    """``asked``: on its page, with its period; ``matches``: without one."""
    period, line = _period(asked), years(matches)
    near = months(matches, period.year) if period.year else None
    unit = unit_of(matches.result.kind)
    inside = _inside(matches, period) if period else []
    return TimelineView(
        years=tuple(_bars(asked, line, period, unit)),
        months=tuple(_bars(asked, near, period.months, unit)) if near else (),
        year=period.year,
        notes=tuple(_notes(line, near, period.year, unit)),
        groups=tuple(_groups(inside[:MOST_LISTED])),
        more=max(0, len(inside) - MOST_LISTED),
        named=tuple(stretch.year for stretch in line.stretches),
        since=period.since[:4],
        until=period.until[:4],
        period=period.in_words,
        all=asked.address(von="", bis="", jahr=()),
    )


def timeless(asked: Asking) -> Asking:
    """Without a period: the bars show all years, to choose another."""
    return replace(asked, von="", bis="", jahr=())


def _period(asked: Asking) -> Period:
    """Of single years that were chosen the whole span."""
    if asked.jahr and not (asked.von or asked.bis):
        return Period(since=str(min(asked.jahr)), until=str(max(asked.jahr)))
    return Period(since=asked.von, until=asked.bis)


def _bars(asked: Asking, line: Line, period: Period, unit: Unit) -> Iterator[Bar]:
    for stretch in line.stretches:
        month = words.MONTHS[stretch.month - 1] if stretch.month else ""
        since, until, action = _click(stretch, period)
        named = f"{month} {stretch.year}".strip()
        yield Bar(
            name=month or str(stretch.year),
            number=words.german_number(stretch.count),
            share=round(FULL * stretch.count / line.most) if line.most else 0,
            title=f"{named}: {unit(stretch.count)}, {action}",
            href=asked.address(von=since, bis=until, jahr=()),
            chosen=period.meets(stretch),
        )


def _click(stretch: Stretch, period: Period) -> tuple[str, str, str]:
    """A year outside the period widens it, any other stretch becomes the period."""
    if stretch.month:
        month = f"{stretch.year:04}-{stretch.month:02}"
        return month, month, "diesen Monat wählen"
    year = f"{stretch.year:04}"
    if period.since and period.until and not period.meets(stretch):
        low, high = min(period.since[:4], year), max(period.until[:4], year)
        return low, high, f"Zeitraum auf {low} bis {high} erweitern"
    return year, year, "dieses Jahr wählen"


def _notes(line: Line, near: Line | None, year: int | None, unit: Unit) -> Iterator[str]:
    if line.undated:
        yield f"Ohne Datum und deshalb nicht gezeigt: {unit(line.undated)}."
    if line.lasting:
        yield f"In mehreren Jahren und deshalb mehrfach gezählt: {unit(line.lasting)}."
    if near and near.lasting:
        yield f"{year} in mehreren Monaten und deshalb mehrfach gezählt: {unit(near.lasting)}."
    if near and near.vague:
        yield f"Aus dem Jahr {year}, aber ohne bekannten Monat: {unit(near.vague)}."


def _inside(matches: Matches, period: Period) -> list[tuple[int, str, Event]]:
    """First day, id and event of the reports in the period, the earliest first."""
    found = [
        (days[0], name, Event(start=payload.start, end=payload.end))
        for name, payload in matches.reports.items()
        if period.holds(payload) and (days := days_of(payload))
    ]
    return sorted(found, key=lambda each: each[:2])


def _groups(found: Iterable[tuple[int, str, Event]]) -> Iterator[Group]:
    for number, some in groupby(found, key=lambda each: each[0] // 100):
        year, month = divmod(number, 100)
        title = f"{words.MONTHS[month - 1]} {year}" if 1 <= month <= 12 else str(year)
        reports = (Listed(id=name, period=words.german_period(event)) for _, name, event in some)
        yield Group(title=title, reports=tuple(reports))


def _number(written: str, missing: str) -> int:
    """As ``days_of`` has days; 0 for none."""
    return int("".join([*written.split("-"), missing, missing][:3])) if written else 0
