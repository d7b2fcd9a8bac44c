"""Periods that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nlp.german import periods as german
from nlp.types import Span
from nlp.understanding.moments import Moment, moments
from nlp.understanding.mood import Mood
from nlp.wishes import Period, Understood

FURTHEST = 1
"""Years from today on beyond which a year belongs to a plan's name."""
_DAY = timedelta(days=1)
_JOINING = frozenset({"zwischen", "von", "vom", "ab", "seit", ""})


def periods(text: str, mood: Mood, today: date) -> Iterator[Understood]:
    """Periods in the order of the text; those that only stand there are uncertain."""
    found = moments(text, today)
    at = 0
    while at < len(found):
        lead, used = _lead(text, found[at]), 1
        last = _joined(text, found[at : at + 2], lead)
        if last is not found[at]:
            used = 2
        period = _period(text, found[at], last, lead, mood, today)
        if period:
            yield period
        at += used


def _lead(text: str, moment: Moment) -> re.Match[str] | None:
    start = max(0, moment.start - german.LONGEST_LEAD)
    return german.LEAD.search(text[start : moment.start])


def _word(lead: re.Match[str] | None) -> str:
    return lead["word"].lower() if lead else ""


def _joined(text: str, pair: Sequence[Moment], lead: re.Match[str] | None) -> Moment:
    """The end of ``zwischen 2011 und 2013``: the second moment, or the first's own."""
    first = pair[0]
    short = german.SHORT_END.match(text, first.end) if first.bare else None
    if short and _word(lead) in {"zwischen", "von"}:
        year = first.first.year // 100 * 100 + int(short["last"])
        if year > first.first.year:
            return Moment(
                start=first.end, end=short.end(), first=first.first, last=date(year, 12, 31)
            )
    if len(pair) < 2 or pair[1].start - first.end > german.LONGEST_LEAD:
        return first
    join = german.JOIN.fullmatch(text[first.end : pair[1].start])
    if join is None or _word(lead) not in _JOINING or pair[1].last < first.first:
        return first
    if join["word"] == "und" and _word(lead) != "zwischen":
        return first
    return pair[1]


def _period(  # noqa: PLR0913, PLR0917
    text: str, first: Moment, last: Moment, lead: re.Match[str] | None, mood: Mood, today: date
) -> Understood | None:
    start = _start(first, lead)
    if german.OF_SOMEBODY.match(text, last.end) or _is_named(text, start, first):
        return None
    later = german.AFTERWARDS.match(text, last.end)
    end = later.end() if later else last.end
    wish = _wish(first, last, "ab" if later else _word(lead))
    if wish is None or not mood.asks(first) or (not lead and first.bare and first.first.year > today.year + FURTHEST):
        return None
    asked = lead is not None or not first.bare or last is not first
    certain = asked and mood.restricts(Span(start=start, end=end))
    return Understood(
        start=start,
        end=end,
        id=f"zeit:{_name(first, last, wish, _word(lead))}",
        label=_label(text[start:end], wish, named=lead is not None or not first.bare),
        wish=wish,
        certain=certain,
    )


def _start(moment: Moment, lead: re.Match[str] | None) -> int:
    return moment.start - (len(lead.string) - lead.start()) if lead else moment.start


def _is_named(text: str, start: int, moment: Moment) -> bool:
    around = text[max(0, start - 40) : start], text[max(0, moment.start - 40) : moment.start]
    return any(german.NAMED.search(part) for part in around)


def _wish(first: Moment, last: Moment, word: str) -> Period | None:
    if last is not first:
        begin, end = first.first, last.last
        return Period(since=begin.isoformat(), until=end.isoformat())
    if word == "nach":
        return Period(since=(first.last + _DAY).isoformat())
    if word == "vor":
        return Period(until=(first.first - _DAY).isoformat())
    if word in {"seit", "ab"}:
        return Period(since=first.first.isoformat())
    if word == "bis":
        return Period(until=first.last.isoformat())
    return None if word == "zwischen" else Period(
        since=first.first.isoformat(), until=first.last.isoformat()
    )  # fmt: skip


def _name(first: Moment, last: Moment, wish: Period, word: str) -> str:
    if first.name and last is first:
        return first.name if word in {"", "in", "im", "der"} else f"{word}-{first.name}"
    since, until = _short(wish.since, "-01-01"), _short(wish.until, "-12-31")
    return since if since == until else f"{since}-{until}"


def _short(day: str | None, edge: str) -> str:
    """A year where the day is its edge, else the day without hyphens."""
    if day is None:
        return ""
    return day[:4] if day.endswith(edge) else day.replace("-", "")


def _label(words: str, wish: Period, *, named: bool) -> str:
    """The asker's own words; exact where „nach 2015“ could be read in two ways."""
    if wish.since and wish.until is None and wish.since.endswith("-01-01"):
        return f"ab {wish.since[:4]}"
    if wish.until and wish.since is None and wish.until.endswith("-12-31"):
        return f"bis {wish.until[:4]}"
    return words if named else words.strip()
