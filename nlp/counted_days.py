"""Days that are counted back from the date of a page: ``am Donnerstag``, ``gestern``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nlp.event_setting import BEGINNING, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan, weekday_of


def counted_days(
    setting: Setting, stamp: DateSpan | None, spans: Sequence[DateSpan]
) -> Iterator[DateSpan]:
    """``am Donnerstag``, ``gestern``: counted from the date at the head or foot of the page."""
    if stamp is None:
        return
    for match in words.RELATIVE_DAY.finditer(setting.text, 0, 2 * BEGINNING):
        if not _is_dated(match.end(), spans):
            first, last = _counted_back(stamp.first, match)
            yield DateSpan(
                start=match.start(), end=match.end(), first=first, last=last, precision="day"
            )


def _is_dated(at: int, spans: Sequence[DateSpan]) -> bool:
    return any(span.start <= at < span.end or 0 <= span.start - at <= 8 for span in spans)


def _counted_back(stamp: date, match: re.Match[str]) -> tuple[date, date]:
    """First and last day."""
    if match["weekend"]:
        # On a Saturday or Sunday the weekend before is meant.
        saturday = stamp - timedelta(days=stamp.weekday() + 2)
        return saturday, saturday + timedelta(days=1)
    day = _day_back(stamp, match)
    return day, day


def _day_back(stamp: date, match: re.Match[str]) -> date:
    word = (match["word"] or "").lower()
    if word:
        return stamp - timedelta(days={"heute": 0, "gestern": 1, "vorgestern": 2}[word])
    if of_last_week := match["day_after"] or match["day_before"]:
        return stamp - timedelta(days=stamp.weekday() + 7 - (weekday_of(of_last_week) or 0))
    weekday = weekday_of(match["weekday"]) or 0
    back = (stamp.weekday() - weekday) % 7
    is_past = re.search(r"vergangen|letzt", match[0], re.IGNORECASE) and back == 0
    return stamp - timedelta(days=7 if is_past else back)
