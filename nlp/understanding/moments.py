"""Points and stretches of time that a question names, as first and last days."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.german import periods as german
from nlp.german.dates import MONTHS, SHORT_MONTHS
from nlp.types import Span

DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Span):
    """From the first to the last day; ``bare`` is a year alone, or some years.

    ``name`` is set where the days hang on today: an id that stays the same tomorrow.
    """

    first: date
    last: date
    bare: bool = False
    name: str = ""


def moments(text: str, today: date) -> list[Moment]:
    """All moments in order, without overlaps; what no calendar has is left out."""
    found: list[Moment] = []
    for one in (_days(text), _relative(text, today), _decades(text), _years(text)):
        taken = sorted(found, key=lambda moment: moment.start)
        found += [moment for moment in one if not _overlaps(taken, moment)]
    return sorted(found, key=lambda moment: moment.start)


def _overlaps(taken: list[Moment], moment: Moment) -> bool:
    at = bisect_left(taken, moment.end, key=lambda other: other.start)
    return at > 0 and taken[at - 1].end > moment.start


def _days(text: str) -> Iterator[Moment]:
    for match in german.DAY.finditer(text):
        month = int(match["number"]) if match["number"] else _month(match["month"])
        try:
            day = date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            continue
        yield Moment(start=match.start(), end=match.end(), first=day, last=day)


def _years(text: str) -> Iterator[Moment]:
    for match in german.YEAR.finditer(text):
        if german.NOT_A_YEAR.match(text, match.end()):
            continue
        year = int(match["year"])
        first, last, width = _months(match)
        final = _final(year, match["last"]) if match["last"] else year
        if final is None:
            continue
        yield Moment(
            start=match.start(),
            end=match.end(),
            first=_first_of(year, first),
            last=_last_of(final if width else year, last),
            bare=match[0].strip() == match["year"],
        )


def _months(match: re.Match[str]) -> tuple[int, int, bool]:
    """First and last month, and whether it is the year's whole width."""
    if match["month"]:
        month = _month(match["month"])
        return month, month, False
    if match["season"]:
        return (*german.SEASONS[match["season"].lower()], False)
    if match["unit"]:
        size = 3 if match["unit"].lower() == "quartal" else 6
        count = min(int(match["count"]), DECEMBER // size)
        return (count - 1) * size + 1, count * size, False
    if match["part"]:
        return (*german.PARTS[match["part"].lower()], False)
    return 1, DECEMBER, True


def _final(year: int, written: str) -> int | None:
    """The last year of ``2011/12`` and ``2011-2013``; None where it is no range."""
    last = int(written) if len(written) == 4 else year // 100 * 100 + int(written)
    return last if year < last <= year + 40 else None


def _decades(text: str) -> Iterator[Moment]:
    for match in german.DECADE.finditer(text):
        if match["word"]:
            year = german.DECADE_WORDS[match["word"].lower()]
        else:
            tens = int(match["tens"])
            century = int(match["century"] or (19 if tens >= 50 else 20))
            year = century * 100 + tens
        yield Moment(
            start=match.start(), end=match.end(), first=_first_of(year, 1),
            last=_last_of(year + 9, DECEMBER),
        )  # fmt: skip


def _relative(text: str, today: date) -> Iterator[Moment]:
    for match in german.THIS_YEAR.finditer(text):
        yield Moment(
            start=match.start(), end=match.end(), first=_first_of(today.year, 1),
            last=_last_of(today.year, DECEMBER), name="dieses-jahr",
        )  # fmt: skip
    for match in german.RELATIVE.finditer(text):
        if moment := _recent(match, today):
            yield moment


def _recent(match: re.Match[str], today: date) -> Moment | None:
    """The last calendar year, or so many years or months up to today."""
    months = match["unit"].lower().startswith("monat")
    plural = match["unit"].lower() in {"jahre", "jahren", "monate", "monaten"}
    if match["number"] is None and not plural:
        return _before(today, match, months=months)
    count = _number(match["number"]) if match["number"] else (6 if months else 5)
    if not 1 <= count <= 50:
        return None
    unit = "monate" if months else "jahre"
    first = _earlier(today, count if months else 12 * count)
    name = f"letzte-{count}-{unit}"
    return Moment(
        start=match.start(),
        end=match.end(),
        first=first,
        last=today,
        bare=match["number"] is None,
        name=name,
    )


def _before(today: date, match: re.Match[str], *, months: bool) -> Moment:
    """The calendar year or month before today's."""
    if months:
        last = today.replace(day=1) - timedelta(days=1)
        first, name = last.replace(day=1), "letzter-monat"
    else:
        first, last = _first_of(today.year - 1, 1), _last_of(today.year - 1, DECEMBER)
        name = "letztes-jahr"
    return Moment(start=match.start(), end=match.end(), first=first, last=last, name=name)


def _earlier(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else german.NUMBERS[word.lower()]


def _month(word: str) -> int:
    key = word.lower().rstrip(".")
    return MONTHS.get(key) or SHORT_MONTHS[key]


def _first_of(year: int, month: int) -> date:
    return date(year, month, 1)


def _last_of(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])
