"""When an event was: the dates of a report of which one is chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from nlp.choices import Choice
from nlp.counted_days import counted_days
from nlp.date_features import DatedSpan, in_title, of_kind, told
from nlp.date_series import joined
from nlp.event_setting import MOST_WEIGHED, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan
from nlp.page_dates import page_date

LONG_AGO = 60
"""Days before the date of the page."""


def date_of_event(setting: Setting, choice: Choice) -> DateSpan | None:
    """The range that is most probably the event's, each summed over where it stands."""
    candidates = list(dates_of(setting))
    rows = [none_of(setting, len(candidates)), *(each.features for each in candidates)]
    none, *shares = choice.shares(rows)
    totals: dict[tuple[date, date], float] = defaultdict(float)
    for candidate, share in zip(candidates, shares, strict=True):
        totals[candidate.days] += share
    best = max(totals, key=lambda days: totals[days], default=None)
    if best is None or totals[best] <= none:
        return None
    own = [(s, c.span) for c, s in zip(candidates, shares, strict=True) if c.days == best]
    return max(own, key=lambda pair: pair[0])[1]


def none_of(setting: Setting, candidates: int) -> dict[str, float]:
    """Features of the choice that none of the dates is the event's."""
    named = setting.title or setting.text[:200]
    return {
        "none": 1.0,
        f"none_{setting.doc_kind}": 1.0,
        "none_odds": setting.odds,
        "none_collection": float(bool(words.COLLECTION.search(named))),
        "none_call": float(bool(words.CALL.search(named))),
        "none_single": float(candidates == 1),
        "none_many": float(candidates > 8),
    }


def dates_of(setting: Setting) -> Iterator[DatedSpan]:
    """The candidates: dates of the title and of the text, counted weekdays, pairs and series."""
    inside = [span for span in setting.dates if span.start >= 0][:MOST_WEIGHED]
    stamp = page_date(setting, inside)
    own = list(_of_text(setting, stamp, inside))
    counted = _counted(setting, stamp, inside)
    later = _next_year(setting, stamp, own)
    for each in (*_of_title(setting), *own, *counted, *later, *joined(setting, own)):
        yield replace(each, features=of_kind(setting, each.features))


def _of_title(setting: Setting) -> Iterator[DatedSpan]:
    for span in setting.dates:
        if span.start < 0:
            yield DatedSpan(span=span, features=in_title(span))


def _of_text(
    setting: Setting, stamp: DateSpan | None, inside: Sequence[DateSpan]
) -> Iterator[DatedSpan]:
    for at, span in enumerate(inside):
        yield DatedSpan(span=span, features=told(setting, span, stamp) | {"first": float(at == 0)})


def _counted(
    setting: Setting, stamp: DateSpan | None, inside: Sequence[DateSpan]
) -> Iterator[DatedSpan]:
    for span in counted_days(setting, stamp, inside):
        yield DatedSpan(span=span, features=told(setting, span, stamp) | {"counted": 1.0})


def _next_year(
    setting: Setting, stamp: DateSpan | None, own: Sequence[DatedSpan]
) -> Iterator[DatedSpan]:
    for each in own:
        if _may_be_next_year(setting, each, stamp):
            features = each.features | {"year_later": 1.0}
            yield replace(each, span=_a_year_later(each.span), features=features)


def _may_be_next_year(setting: Setting, each: DatedSpan, stamp: DateSpan | None) -> bool:
    """An announcement in autumn of a day in spring, without a year."""
    return (
        setting.doc_kind == "announcement"
        and stamp is not None
        and each.features["no_year"] > 0
        and each.span.precision == "day"
        and (stamp.first - each.span.last).days > LONG_AGO
    )


def _a_year_later(span: DateSpan) -> DateSpan:
    return replace(span, first=_later(span.first), last=_later(span.last))


def _later(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
