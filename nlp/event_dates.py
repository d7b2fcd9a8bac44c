"""When an event was: the dates of a report with what speaks for and against each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from nlp.choices import Choice
from nlp.event_setting import BEGINNING, MOST_WEIGHED, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan, weekday_of
from nlp.types import Span

SERIES_GAP, LONGEST_SERIES = 1500, 370
"""Characters, and days, that the dates of one series may lie apart."""
LONGEST_BYLINE, SAID = 140, 18
"""Characters of a line that only says who wrote it and when, and letters of it that say more."""
LONG_AGO = 60
"""Days before the date of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSpan:
    """A date (or several that make one range) and its features for the choice."""

    span: DateSpan
    features: dict[str, float]

    @property
    def days(self) -> tuple[date, date]:
        """First and last day."""
        return self.span.first, self.span.last


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
    stamp = next((span for span in inside if _is_page_date(setting, span)), None)
    for span in setting.dates:
        if span.start < 0:
            yield DatedSpan(span=span, features=_of_kind(setting, _in_title(span)))
    told = [
        DatedSpan(span=span, features=_told(setting, span, stamp) | {"first": float(at == 0)})
        for at, span in enumerate(inside)
    ]
    counted = [
        DatedSpan(span=span, features=_told(setting, span, stamp) | {"counted": 1.0})
        for span in _counted_days(setting, stamp, inside)
    ]
    later = [
        replace(each, span=_a_year_later(each.span), features=each.features | {"year_later": 1.0})
        for each in told
        if _may_be_next_year(setting, each, stamp)
    ]
    for each in (*told, *counted, *later, *_joined(setting, told)):
        yield replace(each, features=_of_kind(setting, each.features))


def _in_title(span: DateSpan) -> dict[str, float]:
    return {"title": 1.0, "title_day": float(span.precision == "day"), **_length(span)}


def _of_kind(setting: Setting, features: dict[str, float]) -> dict[str, float]:
    """Each feature once more for announcements, and a bias for other kinds than reports."""
    told = features | {"date": 1.0}
    if setting.doc_kind == "announcement":
        told |= {f"{name}_announced": value for name, value in told.items()}
    return told


def _told(setting: Setting, span: DateSpan, stamp: DateSpan | None) -> dict[str, float]:
    """What the words, the line and the page around a date say."""
    return (
        _length(span)
        | _position(setting, span)
        | _sentence(setting, span)
        | _before(setting, span)
        | _stamped(span, stamp)
    )


def _length(span: DateSpan) -> dict[str, float]:
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
        "stamp": float(_is_stamp(setting, span)),
        "byline": float(_is_byline(setting, span)),
        "bare": float(not _beside(setting, span)),
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


def _is_stamp(setting: Setting, span: DateSpan) -> bool:
    """Whether the date stands alone, as that of a page or of a piece of news."""
    line = setting.line(span.start)
    rest = setting.text[line.start : span.start] + setting.text[span.end : line.end]
    is_said = re.search(r"\b[Aa]m\s$|\b[Vv]om\s$", setting.before(span.start, 5))
    is_event = words.EVENT_NOUN.search(rest) or words.CLOCK.search(rest) or is_said
    return len(rest) < 60 and span.first == span.last and not is_event


def _is_page_date(setting: Setting, span: DateSpan) -> bool:
    return _is_byline(setting, span) or _is_dateline(setting, span)


def _is_byline(setting: Setting, span: DateSpan) -> bool:
    """Whether the line says nothing but who wrote the page and when."""
    is_edge = span.start < BEGINNING or span.start > len(setting.text) - BEGINNING
    if not is_edge or span.first != span.last or span.precision != "day":
        return False
    line, rest = setting.line(span.start), _beside(setting, span)
    if words.EVENT_NOUN.search(rest) or words.NOT_SIGNED.search(rest):
        return False
    is_signed = bool(setting.persons_in(line)) or words.BYLINE_SIGN.search(rest) is not None
    said = words.BYLINE_SIGN.sub("", _without(setting, line, span))
    said = _letters(words.BYLINE_FILLER.sub("", said))
    return is_signed and line.end - line.start < LONGEST_BYLINE and len(said) < SAID


def _without(setting: Setting, line: Span, span: DateSpan) -> str:
    """The line without the date and the names of persons."""
    left, at = "", line.start
    date_ = Span(start=span.start, end=span.end)
    for gone in sorted([*setting.persons_in(line), date_], key=lambda each: each.start):
        left += setting.text[at : gone.start] + " "
        at = max(at, gone.end)
    return left + setting.text[at : line.end]


def _beside(setting: Setting, span: DateSpan) -> str:
    """What the line of a date holds beside it, where that has letters."""
    line = setting.line(span.start)
    rest = f"{setting.text[line.start : span.start]} {setting.text[span.end : line.end]}"
    return rest if _letters(rest) else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_dateline(setting: Setting, span: DateSpan) -> bool:
    line = setting.line(span.start)
    is_edge = span.start < BEGINNING or span.start > len(setting.text) - 300
    short = _is_stamp(setting, span) or span.start - line.start < 40
    return is_edge and short and span.precision == "day" and span.first == span.last


def _counted_days(
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


def _joined(setting: Setting, told: Sequence[DatedSpan]) -> Iterator[DatedSpan]:
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
    return DatedSpan(span=span, features=left.features | _length(span) | {name: 1.0})
