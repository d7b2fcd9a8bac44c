"""Ranges of several dates: two days in a row, and the dates that begin the lines of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.date_features import DatedSpan, length
from nlp.event_setting import Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan

SERIES_GAP, LONGEST_SERIES = 1500, 370
"""Characters, and days, that the dates of one series may lie apart."""


def joined(setting: Setting, told: Sequence[DatedSpan]) -> Iterator[DatedSpan]:
    """Two days in a row, and the dates that begin the lines of one list."""
    days = [each for each in told if each.span.precision == "day"]
    for left, right in pairwise(days):
        if (right.span.first - left.span.last).days == 1:
            yield _range(left, right, "pair")
    run: list[DatedSpan] = []
    for each in [each for each in days if _begins_line(setting, each.span)]:
        if run and not _goes_on(run, each):
            yield from _series(run)
            run = []
        run.append(each)
    yield from _series(run)


def _begins_line(setting: Setting, span: DateSpan) -> bool:
    lead = setting.text[setting.line(span.start).start : span.start]
    return len(lead) < 4 or words.ITEM_LEAD.search(lead) is not None


def _goes_on(run: Sequence[DatedSpan], each: DatedSpan) -> bool:
    last = run[-1].span
    return (
        last.last < each.span.first
        and each.span.start - last.end < SERIES_GAP
        and (each.span.last - run[0].span.first).days < LONGEST_SERIES
    )


def _series(run: Sequence[DatedSpan]) -> Iterator[DatedSpan]:
    if len(run) > 1:
        yield _range(run[0], run[-1], "series")


def _range(left: DatedSpan, right: DatedSpan, name: str) -> DatedSpan:
    span = replace(left.span, end=right.span.end, last=right.span.last)
    return DatedSpan(span=span, features=left.features | length(span) | {name: 1.0})
