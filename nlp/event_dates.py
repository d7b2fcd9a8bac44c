"""When an event was: each date of a report is weighed by what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nlp.event_setting import BEGINNING, MOST_WEIGHED, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan, find_dates, weekday_of

DATE_FLOOR = 2.0
REPORT_FLOOR = 0.5
"""Lower than for announcements: nearly every report tells of an event."""


def date_of_event(setting: Setting) -> DateSpan | None:
    """The heaviest date, if it is heavy enough."""
    weights: dict[tuple[date, date], float] = defaultdict(float)
    spans: dict[tuple[date, date], DateSpan] = {}
    for span, weight in _weighed_dates(setting):
        key = (span.first, span.last)
        weights[key] = max(weights[key], weight) + (0.3 if key in spans else 0.0)
        spans.setdefault(key, span)
    if not weights:
        return None
    best = max(weights, key=lambda key: weights[key])
    return spans[best] if weights[best] >= _date_floor(setting) else None


def _date_floor(setting: Setting) -> float:
    if setting.doc_kind == "report":
        return REPORT_FLOOR
    return DATE_FLOOR + (2.0 if words.CALL.search(setting.title) else 0.0)


def _weighed_dates(setting: Setting) -> Iterator[tuple[DateSpan, float]]:
    head = f"{setting.title}\n\n"
    spans = find_dates(head + setting.text)
    inside = [_moved(span, -len(head)) for span in spans if span.start >= len(head)]
    for span in spans:
        if span.start < len(head):
            yield _moved(span, -len(head)), 4.5 if span.precision == "day" else 1.5
    for span in inside[:MOST_WEIGHED]:
        yield span, _date_weight(setting, span)
    yield from _relative_dates(setting, inside)


def _moved(span: DateSpan, by: int) -> DateSpan:
    return DateSpan(
        start=span.start + by,
        end=span.end + by,
        first=span.first,
        last=span.last,
        precision=span.precision,
    )


def _date_weight(setting: Setting, span: DateSpan) -> float:
    sentence = setting.sentence(span.start)
    around = sentence.of(setting.text)
    before = setting.before(span.start, 60).rpartition("\n")[2]
    weight = 2.0 * max(0.0, 1 - span.start / (2 * BEGINNING))
    weight += 2.0 * bool(words.EVENT_VERB.search(around))
    weight += 1.2 * bool(words.EVENT_NOUN.search(around))
    weight += 0.8 * bool(words.CLOCK.search(setting.text[span.end : span.end + 40]))
    weight += 0.5 * bool(re.search(r"\b[Aa][mM]\s$|\b[Vv]om\s$", before))
    weight += 2.5 * _is_labelled(setting, span)
    weight += 0.8 * (span.start < 2 * BEGINNING / 4 and not _is_stamp(setting, span))
    weight -= _length_penalty(span)
    return weight - _disqualified(setting, span, around, before)


def _length_penalty(span: DateSpan) -> float:
    days = (span.last - span.first).days
    if span.precision == "month":
        return 1.2 if days <= 93 else 4.0
    return 0.0 if days <= 14 else 1.0 if days <= 120 else 4.0


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


def _disqualified(setting: Setting, span: DateSpan, around: str, before: str) -> float:
    weight = 3.5 * bool(words.DEADLINE_BEFORE.search(before))
    weight += 2.5 * bool(words.SINCE_BEFORE.search(before))
    weight += 3.5 * bool(words.RECORD_BEFORE.search(before))
    weight += 1.5 * bool(words.TERM.search(around))
    if setting.doc_kind == "report":
        weight += 2.0 * bool(words.LATER.search(around))
        weight += 1.0 * bool(words.LATER.search(setting.before(span.start, 120)))
    return weight + 0.8 * _is_stamp(setting, span)


def _is_stamp(setting: Setting, span: DateSpan) -> bool:
    """Whether the date stands alone, as that of a page or of a piece of news."""
    line = setting.line(span.start)
    rest = setting.text[line.start : span.start] + setting.text[span.end : line.end]
    is_said = re.search(r"\b[Aa]m\s$|\b[Vv]om\s$", setting.before(span.start, 5))
    is_event = words.EVENT_NOUN.search(rest) or words.CLOCK.search(rest) or is_said
    return len(rest) < 60 and span.first == span.last and not is_event


def _relative_dates(
    setting: Setting, spans: Sequence[DateSpan]
) -> Iterator[tuple[DateSpan, float]]:
    """``am Donnerstag``, ``gestern``: counted from the date at the head or foot of the page."""
    stamp = next((span for span in spans if _is_dateline(setting, span)), None)
    if stamp is None:
        return
    for match in words.RELATIVE_DAY.finditer(setting.text, 0, 2 * BEGINNING):
        sentence = setting.sentence(match.start()).of(setting.text)
        if not _is_of_event(sentence) or _is_dated(match.end(), spans):
            continue
        day = _counted_back(stamp.first, match)
        span = DateSpan(start=match.start(), end=match.end(), first=day, last=day, precision="day")
        yield span, _date_weight(setting, span) + 1.0


def _is_of_event(sentence: str) -> bool:
    return bool(words.EVENT_VERB.search(sentence) or words.EVENT_NOUN.search(sentence))


def _is_dateline(setting: Setting, span: DateSpan) -> bool:
    line = setting.line(span.start)
    is_edge = span.start < BEGINNING or span.start > len(setting.text) - 300
    short = _is_stamp(setting, span) or span.start - line.start < 40
    return is_edge and short and span.precision == "day" and span.first == span.last


def _is_dated(at: int, spans: Sequence[DateSpan]) -> bool:
    return any(span.start <= at < span.end or 0 <= span.start - at <= 8 for span in spans)


def _counted_back(stamp: date, match: re.Match[str]) -> date:
    word = (match["word"] or "").lower()
    if word:
        return stamp - timedelta(days={"heute": 0, "gestern": 1, "vorgestern": 2}[word])
    weekday = weekday_of(match["weekday"]) or 0
    return stamp - timedelta(days=(stamp.weekday() - weekday) % 7)
