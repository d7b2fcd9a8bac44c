"""What speaks for and against a date being that of the event: its words, line and page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nlp.event_setting import BEGINNING, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan, weekday_of
from nlp.page_dates import beside, is_byline, is_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSpan:
    """A date (or several that make one range) and its features for the choice."""

    span: DateSpan
    features: dict[str, float]

    @property
    def days(self) -> tuple[date, date]:
        """First and last day."""
        return self.span.first, self.span.last


def in_title(span: DateSpan) -> dict[str, float]:
    """Of a date that stands in the title."""
    return {"title": 1.0, "title_day": float(span.precision == "day"), **length(span)}


def of_kind(setting: Setting, features: dict[str, float]) -> dict[str, float]:
    """Each feature once more for announcements, and a bias for other kinds than reports."""
    more = features | {"date": 1.0}
    if setting.doc_kind == "announcement":
        more |= {f"{name}_announced": value for name, value in more.items()}
    return more


def told(setting: Setting, span: DateSpan, stamp: DateSpan | None) -> dict[str, float]:
    """What the words, the line and the page around a date say."""
    return (
        length(span)
        | _position(setting, span)
        | _sentence(setting, span)
        | _before(setting, span)
        | _stamped(span, stamp)
    )


def length(span: DateSpan) -> dict[str, float]:
    """How many days a date stands for, and whether it names months."""
    days = (span.last - span.first).days
    is_month = span.precision == "month"
    return {
        "month": float(is_month),
        "months": float(is_month and days > 31),
        "season": float(is_month and days > 93),
        "range": float(not is_month and days > 0),
        "weeks": float(not is_month and days > 14),
        "long": float(not is_month and days > 120),
    }


def _position(setting: Setting, span: DateSpan) -> dict[str, float]:
    line = setting.line(span.start)
    return {
        "early": max(0.0, 1 - span.start / (2 * BEGINNING)),
        "opening": float(span.start < BEGINNING / 3),
        "end": float(span.start > len(setting.text) - 300),
        "stamp": float(is_stamp(setting, span)),
        "byline": float(is_byline(setting, span)),
        "bare": float(not beside(setting, span)),
        "label": float(_is_labelled(setting, span)),
        "line_start": float(span.start - line.start < 4),
        "short_line": float(line.end - line.start < 60),
    }


def _sentence(setting: Setting, span: DateSpan) -> dict[str, float]:
    around = setting.sentence(span.start).of(setting.text)
    earlier = setting.before(span.start, 120)
    after = setting.text[span.end : span.end + 40]
    titled = set(re.findall(r"\w{6,}", setting.title.lower()))
    named = words.EVENT_NOUN.search(around) is not None
    return {
        "verb": float(bool(words.EVENT_VERB.search(around))),
        "held": float(bool(words.HELD.search(around))),
        "noun": float(named),
        "title_words": float(min(len(titled & set(re.findall(r"\w{6,}", around.lower()))), 3)),
        "clock": float(bool(words.CLOCK.search(after))),
        "term": float(bool(words.TERM.search(around))),
        "later": float(bool(words.LATER.search(around))),
        "later_before": float(bool(words.LATER.search(earlier))),
        "cancelled": float(bool(words.CANCELLED.search(around))),
        "bracket": float(earlier.endswith("(") and after.startswith(")")),
    }


def _before(setting: Setting, span: DateSpan) -> dict[str, float]:
    before = setting.before(span.start, 60).rpartition("\n")[2]
    spelt = setting.text[span.start : span.end]
    return {
        "deadline": float(bool(words.DEADLINE_BEFORE.search(before))),
        "since": float(bool(words.SINCE_BEFORE.search(before))),
        "record": float(bool(words.RECORD_BEFORE.search(before))),
        "am": float(bool(re.search(r"\b[Aa][mM]\s$", before))),
        "from": float(bool(re.search(r"\b[Vv]om\s$", before))),
        "within": float(bool(re.search(r"\b[Ii]m\s$", before))),
        "for": float(bool(re.search(r"\bfür (?:den )?$", before))),
        "weekday": float(weekday_of(re.split(r"[\s,:]", spelt)[0]) is not None),
        "no_year": float(not re.search(r"\d{4}|['’.]\d\d$", spelt)),
    }


def _stamped(span: DateSpan, stamp: DateSpan | None) -> dict[str, float]:
    """How a date lies to that of the page."""
    if stamp is None or span.start == stamp.start:
        return {"dateline": float(stamp is not None)}
    days = (span.first - stamp.first).days
    return {
        "week_before": float(-7 <= days < 0),
        "month_before": float(-45 <= days < -7),
        "same_day": float(days == 0),
        "afterwards": float(days > 0),
        "long_before": float(days < -200),
    }


def _is_labelled(setting: Setting, span: DateSpan) -> bool:
    line = setting.line(span.start)
    above = setting.before(line.start, 40).rstrip().rpartition("\n")[2]
    lead = setting.text[max(line.start, span.start - 40) : span.start]
    return bool(
        words.WHEN_LABEL.search(lead) or (span.start - line.start < 15 and _ends_label(above))
    )


def _ends_label(line: str) -> bool:
    match = words.WHEN_LABEL.search(line)
    return match is not None and match.end() == len(line)
