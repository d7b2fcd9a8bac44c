"""The years in which a project runs, as a report says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.german.phases import RANGE, SINCE, UNTIL
from nlp.types import Span


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Years(Span):
    """Words that name years; ``since`` and ``until`` are inclusive, None where it is open."""

    since: int | None
    until: int | None


def find_years(text: str, sentences: Iterable[Span]) -> list[Years]:
    """``2012 bis 2014``, ``seit 2011``, ``bis Ende 2013``, in the order of the text."""
    return [years for line in sentences for years in sorted(_in(line.of(text), line.start))]


def _in(sentence: str, offset: int) -> Iterator[Years]:
    taken: list[Span] = []
    for match in RANGE.finditer(sentence):
        since = int(match["since"] or match["since2"])
        until = _whole(match["until"] or match["until2"], since)
        span = Span(start=match.start(), end=match.end())
        if since <= until:
            taken.append(span)
            yield Years(start=span.start + offset, end=span.end + offset, since=since, until=until)
    for pattern, side in ((SINCE, "since"), (UNTIL, "until")):
        for match in pattern.finditer(sentence):
            if not any(span.overlaps(Span(start=match.start(), end=match.end())) for span in taken):
                year = int(match[side])
                yield Years(
                    start=match.start() + offset,
                    end=match.end() + offset,
                    since=year if side == "since" else None,
                    until=year if side == "until" else None,
                )


def _whole(year: str, since: int) -> int:
    """``2012/13`` ends in 2013."""
    return int(year) if len(year) == 4 else since // 100 * 100 + int(year)


def in_words(since: int | None, until: int | None) -> str:
    """„2011 bis 2014“, „seit 2011“, „bis 2014“, „2011“: in German; one of both is known."""
    if since and until:
        return f"{since} bis {until}" if since < until else str(since)
    return f"seit {since}" if since else f"bis {until}"
