"""German dates: a small grammar of single dates, months and ranges.

The grammar has two levels: atoms (``14. November 2013``, ``17.6. 2013``, ``3./4. Mai``,
``im Mai``) and joins of neighbouring atoms (``30. September bis 1. Oktober 2013``). Repetitions
in the patterns are bounded, so reading takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Precision = Literal["day", "month"]

MONTHS: dict[str, int] = {
    **{"januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "maerz": 3, "april": 4},
    **{"mai": 5, "juni": 6, "juno": 6, "juli": 7, "august": 8, "september": 9, "oktober": 10},
    **{"november": 11, "dezember": 12},
}
SHORT_MONTHS: dict[str, int] = {
    **{"jan": 1, "jän": 1, "feb": 2, "febr": 2, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7},
    **{"aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12},
}
WEEKDAYS: dict[str, int] = {
    **{"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4},
    **{"samstag": 5, "sonnabend": 5, "sonntag": 6},
}
SHORT_WEEKDAYS: dict[str, int] = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}

FIRST_YEAR, LAST_YEAR = 1900, 2099
LONGEST_LIST = 45
"""Days that dates joined by ``und`` may lie apart."""
LONGEST_MONTHS = 100
"""Days that a list of months (``im Mai/Juni``) may take."""
HEAD = 250
"""Characters at the start of a page whose year (a stamp, a title) goes for the whole page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """Where a date or range stands in a text, its first and its last day."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class _Atom:
    start: int
    end: int
    days: tuple[int, ...]
    month: int
    year: int | None
    weekday: int | None = None
    complete: bool = True
    """Whether it is a date by itself, not only as one end of a range."""


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_GAP = r"[^\S\n]{0,3}(?:\n[^\S\n]{0,3})?"
_FULL = _any([*(name.capitalize() for name in MONTHS), *(name.upper() for name in MONTHS)])
_SHORT = _any([name.capitalize() for name in SHORT_MONTHS])
_MONTH = rf"(?P<month>(?:{_FULL})|(?:{_SHORT})\b\.?)"
_ANY_WEEKDAY = (
    rf"(?:{_any([name.capitalize() for name in WEEKDAYS])}|"
    rf"(?:{_any([name.capitalize() for name in SHORT_WEEKDAYS])})\b\.?)"
)
# Looked for before the days, not with them: patterns that begin with a digit are fast.
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<weekday>{_ANY_WEEKDAY})[,:]?{_GAP}(?:de[nmr]{_GAP})?$")
_LONGEST_WEEKDAY = 26
_YEAR = r"(?P<year>(?:19|20)\d\d(?!\d)|['’]\d\d(?!\d))"
_LIST_SEPARATOR = (
    rf"(?:(?<=\.){_GAP}(?:,{_GAP})?"
    rf"(?:bis(?:{_GAP}zum)?|Bis zum|und|u\.|sowie|auf{_GAP}den|[,/&+–—-])"
    rf"{_GAP}(?:am{_GAP})?(?:{_ANY_WEEKDAY},?{_GAP})?(?:de[nm]{_GAP})?|(?<!\.)[/–—-])"
)
_DAYS = rf"(?<![\d.,§])(?P<days>\d{{1,2}}(?:\.?{_LIST_SEPARATOR}\d{{1,2}}){{0,7}})\."
_DAY_NOUN = (
    r"wochenende|tage?n?|woche|abend|(?:sams|sonn|mon|diens|donners|frei)tag|mittwoch|sonnabend"
)
_ATOMS: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<days>\d\d)(?![\d-])"),
    re.compile(rf"{_DAYS}{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?"),
    re.compile(rf"(?<![\d.,/–-])\b(?P<days>\d{{1,2}}) (?P<month>{_FULL}) {_YEAR}"),
    re.compile(
        rf"{_DAYS}[^\S\n]?(?P<month>\d{{1,2}})\."
        rf"(?P<year>[^\S\n]?(?:19|20)\d\d|['’]?\d\d)(?!\.?\d)"
    ),
    re.compile(r"(?<![\d/])(?P<days>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"{_DAYS}[^\S\n]?(?P<month>\d{{1,2}})\.(?!\d)"),
    re.compile(rf"\b{_MONTH}{_GAP}{_YEAR}"),
    re.compile(rf"\b(?P<month>{_FULL})(?:{_DAY_NOUN}){_GAP}{_YEAR}"),
    re.compile(rf"\b(?P<month>{_FULL})\b"),
)
_SHORT_NUMERIC, _MONTH_ALONE = _ATOMS[5], _ATOMS[8]
_LEAD = re.compile(r"(?:\b(?:am|vom|zum|bis|de[nm]|der|ab|und)|[:(|])\s{0,2}$", re.IGNORECASE)
_MONTH_LEAD = re.compile(
    r"\b(?:im|seit|ab|von|vom|bis|anfang|mitte|ende|monat|zwischen)\s{1,2}$", re.IGNORECASE
)
_JOIN = re.compile(
    r"^(?:\s{0,2}\([^()\n]{0,20}\))?"
    r"(?:\s{0,2}[,|]?\s{0,2}(?:um\s|ab\s|von\s)?\d{1,2}(?:[.:]\d\d)?(?:\s?(?:Uhr|h))?)?"
    r"(?:\s{0,2},)?\s{0,2}"
    r"(?P<word>bis(?:\s(?:zum|einschließlich))?|und|sowie|u\.|[/&–—-]|\|?\s?Ende:)"
    r"\s{0,2}(?:(?:de[nm]|zum|am)\s)?$"
)
_BARE_YEAR = re.compile(
    r"(?<!\bbis )(?<!\bbis Ende )(?<!\bab )(?<!\b[Ss]eit )(?<!\bfür )"
    r"(?<![\d.,–-])(?:19|20)\d\d(?![\d.,]?\d)"
)


def find_dates(text: str, *, year: int | None = None) -> list[DateSpan]:
    """Dates and ranges of a text, in order, without overlaps.

    A date without a year takes that of a near date of the text (the one that its weekday
    fits), else ``year``; without either, and where no calendar has it, it is dropped.
    """
    atoms = _years_filled(_atoms(text), text, year)
    spans = [span for group in _groups(atoms, text) if (span := _span(group)) is not None]
    return sorted(spans, key=lambda span: span.start)


def weekday_of(name: str) -> int | None:
    """0 (Monday) to 6, from a full or short German name."""
    key = name.lower().rstrip(".")
    return WEEKDAYS.get(key, SHORT_WEEKDAYS.get(key))


def _atoms(text: str) -> list[_Atom]:
    taken: list[tuple[int, int]] = []
    found: list[_Atom] = []
    for pattern in _ATOMS:
        fresh = [
            atom
            for match in pattern.finditer(text)
            if not _is_taken(taken, match.start(), match.end())
            and (atom := _atom(match, pattern)) is not None
        ]
        found += fresh
        taken = sorted([*taken, *((atom.start, atom.end) for atom in fresh)])
    return sorted(found, key=lambda atom: atom.start)


def _is_taken(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(taken, (end,))
    return place > 0 and taken[place - 1][1] > start


def _atom(match: re.Match[str], pattern: re.Pattern[str]) -> _Atom | None:
    groups = match.groupdict()
    month = _month(groups["month"])
    days = tuple(int(day) for day in re.findall(r"\d+", groups.get("days") or ""))
    if month is None or not all(1 <= day <= 31 for day in days):
        return None
    before = match.string[max(0, match.start() - _LONGEST_WEEKDAY) : match.start()]
    weekday = _WEEKDAY_BEFORE.search(before) if days else None
    start = match.start() - (len(weekday[0]) if weekday else 0)
    lead = match.string[max(0, start - 12) : start]
    return _Atom(
        start=start,
        end=match.end(),
        days=days,
        month=month,
        year=_year(groups.get("year")),
        weekday=weekday_of(weekday["weekday"]) if weekday else None,
        complete=_is_complete(pattern, lead, named=weekday is not None or len(days) > 1),
    )


def _is_complete(pattern: re.Pattern[str], lead: str, *, named: bool) -> bool:
    if pattern is _SHORT_NUMERIC:
        return named or _LEAD.search(lead) is not None
    return pattern is not _MONTH_ALONE or _MONTH_LEAD.search(lead) is not None


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else None
    key = word.lower().rstrip(".")
    return MONTHS.get(key, SHORT_MONTHS.get(key))


def _year(word: str | None) -> int | None:
    digits = (word or "").strip(" '’\t\u00a0\u202f")
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _years_filled(atoms: Sequence[_Atom], text: str, default: int | None) -> list[_Atom]:
    handed_on = _years_handed_on(atoms, text)
    dated = [(atom.start, atom.year) for atom in handed_on if atom.year and atom.days]
    vague = [(match.start(), int(match[0])) for match in _BARE_YEAR.finditer(text)]
    fallback = [default] if default else []
    head = [year for at, year in sorted([*dated, *vague]) if at < HEAD]

    same = {(atom.month, atom.days): atom.year for atom in handed_on if atom.year and atom.days}

    def years(atom: _Atom) -> list[int]:
        spelt = same.get((atom.month, atom.days))
        first = [spelt] if spelt else []
        return [*first, *head, *_near(dated, atom), *_near(vague, atom), *fallback]

    return [
        atom if atom.year else replace(atom, year=_fitting(atom, years(atom))) for atom in handed_on
    ]


def _years_handed_on(atoms: Sequence[_Atom], text: str) -> list[_Atom]:
    """The first part of a range takes the year of its last part."""
    filled: list[_Atom] = []
    for atom in reversed(atoms):
        after = filled[-1] if filled else None
        if after and after.year and not atom.year and _joint(atom, after, text):
            filled.append(replace(atom, year=after.year - (atom.month > after.month)))
        else:
            filled.append(atom)
    return filled[::-1]


def _near(years: Sequence[tuple[int, int]], atom: _Atom) -> list[int]:
    place = bisect_left(years, (atom.start, 0))
    around = years[max(0, place - 3) : place + 3]
    return [year for _, year in sorted(around, key=lambda pair: abs(pair[0] - atom.start))]


def _fitting(atom: _Atom, years: Sequence[int]) -> int | None:
    for year in years:
        day = _date(year, atom.month, atom.days[0]) if atom.days else None
        if atom.weekday is not None and day and day.weekday() == atom.weekday:
            return year
    return years[0] if years else None


def _joint(left: _Atom, right: _Atom, text: str) -> str | None:
    """The word that makes one range of two neighbours, if there is one."""
    gap = text[left.end : right.start]
    match = _JOIN.match(gap) if len(gap) <= 60 else None
    if match is None or bool(left.days) != bool(right.days):
        return None
    return match["word"]


def _groups(atoms: Sequence[_Atom], text: str) -> Iterator[list[_Atom]]:
    group: list[_Atom] = []
    for atom in atoms:
        if group and not _continues(group[-1], atom, text):
            yield group
            group = []
        group.append(atom)
    if group:
        yield group


def _continues(left: _Atom, right: _Atom, text: str) -> bool:
    word = _joint(left, right, text)
    if word is None:
        return False
    begin, end = _span([replace(left, complete=True)]), _span([replace(right, complete=True)])
    if begin is None or end is None or begin.first > end.last:
        return False
    is_list = word in ("und", "sowie", "u.", "&", "/")
    longest = LONGEST_LIST if left.days else LONGEST_MONTHS
    return not is_list or (end.last - begin.first).days <= longest


def _span(group: Sequence[_Atom]) -> DateSpan | None:
    first, last = group[0], group[-1]
    if len(group) == 1 and not first.complete:
        return None
    begin, end = _first_day(first), _last_day(last)
    if begin is None or end is None:
        return None
    return DateSpan(
        start=first.start,
        end=last.end,
        first=min(begin, end),
        last=end,
        precision="day" if first.days else "month",
    )


def _first_day(atom: _Atom) -> date | None:
    days = atom.days or (1,)
    # "TOP 12 - 5. Mai" is no range: the first number must not be later than the last.
    return _date(atom.year, atom.month, days[0] if days[0] <= days[-1] else days[-1])


def _last_day(atom: _Atom) -> date | None:
    if atom.days or atom.year is None:
        return _date(atom.year, atom.month, (atom.days or (1,))[-1])
    return _date(atom.year, atom.month, monthrange(atom.year, atom.month)[1])


def _date(year: int | None, month: int, day: int) -> date | None:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
