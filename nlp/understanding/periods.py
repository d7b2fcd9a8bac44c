"""Periods that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlp.german import periods as german
from nlp.understanding.moments import Moment, moments
from nlp.understanding.mood import Mood
from nlp.wishes import Period, Understood

FURTHEST = 1
"""Years from today on beyond which a year belongs to a plan's name."""
_DAY = timedelta(days=1)
_OPEN = frozenset({"nach", "vor", "bis", "seit", "ab"})
_ENDING = frozenset({"nach", "vor", "bis"})


def periods(text: str, mood: Mood, today: date) -> Iterator[Understood]:
    """Periods in the order of the text; those that only stand there are uncertain."""
    found = moments(text, today)
    at = 0
    while at < len(found):
        first, lead = found[at], _lead(text, found[at])
        last = _joined(text, found[at : at + 2], lead)
        at += 2 if last in found[at + 1 : at + 2] else 1
        wished = _Wished(text=text, first=first, last=last, lead=lead)
        if mood.asks(first) and not wished.is_otherwise(today):
            yield wished.understood(mood)


def _lead(text: str, moment: Moment) -> re.Match[str] | None:
    start = max(0, moment.start - german.LONGEST_LEAD)
    return german.LEAD.search(text[start : moment.start])


def _word(lead: re.Match[str] | None) -> str:
    return lead["word"].lower() if lead else ""


def _joined(text: str, pair: Sequence[Moment], lead: re.Match[str] | None) -> Moment:
    """The end of ``zwischen 2011 und 2013``: the second moment, or the first's own."""
    first = pair[0]
    if short := _short_end(text, first, lead):
        return short
    if len(pair) < 2 or pair[1].start - first.end > german.LONGEST_LEAD:
        return first
    join = german.JOIN.fullmatch(text[first.end : pair[1].start])
    if join is None or pair[1].last < first.first:
        return first
    both = join["word"] == "und" and _word(lead) in _OPEN
    return first if both or _word(lead) in _ENDING else pair[1]


def _short_end(text: str, first: Moment, lead: re.Match[str] | None) -> Moment | None:
    """``zwischen 2011 und 13``: the last year without its century."""
    match = german.SHORT_END.match(text, first.end) if first.bare else None
    if match is None or _word(lead) not in {"zwischen", "von"}:
        return None
    year = first.first.year // 100 * 100 + int(match["last"])
    if year <= first.first.year:
        return None
    return replace(first, end=match.end(), last=date(year, 12, 31), bare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wished:
    """Moments with the word in front of them."""

    text: str
    first: Moment
    last: Moment
    lead: re.Match[str] | None

    def is_otherwise(self, today: date) -> bool:
        """Whether the words say something else than when it was."""
        if german.OF_SOMEBODY.match(self.text, self.last.end):
            return True
        if _is_named(self.text, self._start(), self.first) or self._wish() is None:
            return True
        bare = self.first.bare and self.lead is None
        return bare and self.first.first.year > today.year + FURTHEST

    def understood(self, mood: Mood) -> Understood:
        """The wish; a bare year is uncertain."""
        start, end = self._start(), self._end()
        wish = self._wish() or Period()
        asked = self.lead is not None or not self.first.bare or self._is_range()
        return Understood(
            start=start,
            end=end,
            id=f"zeit:{_name(self.first, self.last, wish, self._word())}",
            label=_label(self.text[start:end], wish),
            wish=wish,
            certain=asked and mood.restricts(self.first),
        )

    def _is_range(self) -> bool:
        """``2011 bis 2013``, not ``2011 und 2013``."""
        return (
            self.last is not self.first
            and " und " not in self.text[self.first.end : self.last.start]
        )

    def _start(self) -> int:
        length = len(self.lead.string) - self.lead.start() if self.lead else 0
        return self.first.start - length

    def _end(self) -> int:
        later = german.AFTERWARDS.match(self.text, self.last.end)
        return later.end() if later else self.last.end

    def _word(self) -> str:
        return "ab" if self._end() > self.last.end else _word(self.lead)

    def _wish(self) -> Period | None:
        return _wish(self.first, self.last, self._word())


def _is_named(text: str, start: int, moment: Moment) -> bool:
    around = text[max(0, start - 40) : start], text[max(0, moment.start - 40) : moment.start]
    return any(german.NAMED.search(part) for part in around)


def _wish(first: Moment, last: Moment, word: str) -> Period | None:
    if last is first and word in _OPEN:
        return _open(first, word)
    if last is first and word == "zwischen":
        return None
    return Period(since=first.first.isoformat(), until=last.last.isoformat())


def _open(moment: Moment, word: str) -> Period:
    """From or up to a moment; ``nach 2015`` begins when 2015 is over."""
    if word == "nach":
        return Period(since=(moment.last + _DAY).isoformat())
    if word == "vor":
        return Period(until=(moment.first - _DAY).isoformat())
    if word == "bis":
        return Period(until=moment.last.isoformat())
    return Period(since=moment.first.isoformat())


def _name(first: Moment, last: Moment, wish: Period, word: str) -> str:
    if first.name and last is first:
        return first.name if word in {"", "in", "im", "der"} else f"{word}-{first.name}"
    since, until = wish.since or "", wish.until or ""
    if _whole(since, until):
        since, until = since[:4], until[:4]
    since, until = since.replace("-", ""), until.replace("-", "")
    return since if since == until else f"{since}-{until}"


def _whole(since: str, until: str) -> bool:
    """Whether these are edges of years."""
    return since[4:] in {"", "-01-01"} and until[4:] in {"", "-12-31"}


def _label(words: str, wish: Period) -> str:
    """The asker's own words; exact where „nach 2015“ could be read in two ways."""
    if wish.since and wish.until is None and wish.since.endswith("-01-01"):
        return f"ab {wish.since[:4]}"
    if wish.until and wish.since is None and wish.until.endswith("-12-31"):
        return f"bis {wish.until[:4]}"
    return words
