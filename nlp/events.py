"""The event a report is about: when, what kind, where.

Every date and every place of a report is weighed by what stands around it (a verb of meeting,
a label such as ``Ort:``, a deadline, the next meeting); the heaviest wins if it is heavy enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.german import events as words
from nlp.german.dates import DateSpan, find_dates, weekday_of
from nlp.types import DocKind, Event, EventKind, Mention, PlaceKind, Span

BEGINNING = 700
"""Characters in which a report usually says when and where it was."""
WINDOW = 400
"""Characters around a name that are read at most, so that endless lines cost no more."""
MOST_WEIGHED = 400
"""Dates, and places, of a report that are weighed: an event is told of early."""
DATE_FLOOR = 2.0
REPORT_FLOOR = 0.5
"""Lower than for announcements: nearly every report tells of an event."""
PLACE_FLOOR = 1.5
KIND_WEIGHT: dict[PlaceKind, float] = {
    **{"municipality": 0.6, "quarter": -0.6, "district": -0.6, "other": -0.6},
    **{"state": -1.6, "region": -1.6, "river": -2.0, "country": -2.5},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """A report with what its dates and places are read against."""

    text: str
    title: str
    doc_kind: DocKind
    sentences: tuple[Span, ...]

    def sentence(self, at: int) -> Span:
        """The sentence around ``at``, never more than its line, nor than ``WINDOW`` either way."""
        line = self.line(at)
        place = bisect_right(self.sentences, at, key=lambda span: span.start) - 1
        if place < 0 or self.sentences[place].end < at:
            return line
        span = self.sentences[place]
        return Span(start=max(span.start, line.start), end=min(span.end, line.end))

    def line(self, at: int) -> Span:
        low, high = max(0, at - WINDOW), min(len(self.text), at + WINDOW)
        start, end = self.text.rfind("\n", low, at), self.text.find("\n", at, high)
        return Span(start=start + 1 if start >= 0 else low, end=end if end >= 0 else high)

    def before(self, at: int, size: int) -> str:
        return self.text[max(0, at - size) : at]


def read_event(
    text: str,
    *,
    title: str | None,
    doc_kind: DocKind,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
) -> Event:
    """The event of a report; profiles, measures and newsletters have none.

    ``sentences`` lie in order; ``mentions`` are the linked names (only PLACE is read).
    """
    setting = _Setting(text=text, title=title or "", doc_kind=doc_kind, sentences=tuple(sentences))
    if not _may_have_event(setting):
        return Event()
    when = _when(setting)
    if when is None and not _is_dateless_event(setting):
        return Event()
    return Event(
        start=when.first.isoformat() if when else None,
        end=when.last.isoformat() if when else None,
        kind=event_kind(title or "", text),
        place=_where(setting, when, mentions),
    )


def event_kind(title: str, text: str) -> EventKind:
    """By the words of the title, else of the first lines, else of the text."""
    opening = text[:BEGINNING]
    for part in (_unquoted(title), title, opening[:300], opening):
        kind = _kind_of(part)
        if kind is not None:
            return kind
    return next((k for k, stem in words.BODY_STEMS if re.search(stem, text, re.I)), "other")


def _kind_of(part: str) -> EventKind | None:
    """The kind whose word comes first; of two at one place the one listed first."""
    found = [
        (match.start(), order, kind)
        for order, (kind, stem) in enumerate(words.KIND_STEMS)
        if (match := re.search(stem, part, re.I))
    ]
    return min(found)[2] if found else None


def _unquoted(title: str) -> str:
    return re.sub(r"[„“\"»‚][^„“”\"»«]{0,200}[“”\"«‘]", " ", title)


def _may_have_event(setting: _Setting) -> bool:
    if setting.doc_kind in ("profile", "measure"):
        return False
    opening = setting.text[:200]
    return not words.COLLECTION.search(setting.title or opening)


def _is_dateless_event(setting: _Setting) -> bool:
    named = words.EVENT_NOUN.search(setting.title) is not None
    often = len(words.EVENT_NOUN.findall(setting.text)) >= 4
    return (setting.doc_kind == "report" and named and often) or (not setting.title and often)


_NEXT_LABEL = re.compile(r"\n\w[\w ]{2,30}[:?]")


# When


def _when(setting: _Setting) -> DateSpan | None:
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


def _date_floor(setting: _Setting) -> float:
    if setting.doc_kind == "report":
        return REPORT_FLOOR
    return DATE_FLOOR + (2.0 if words.CALL.search(setting.title) else 0.0)


def _weighed_dates(setting: _Setting) -> Iterator[tuple[DateSpan, float]]:
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


def _date_weight(setting: _Setting, span: DateSpan) -> float:
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


def _is_labelled(setting: _Setting, span: DateSpan) -> bool:
    line = setting.line(span.start)
    above = setting.before(line.start, 40).rstrip().rpartition("\n")[2]
    lead = setting.text[max(line.start, span.start - 40) : span.start]
    return bool(
        words.WHEN_LABEL.search(lead) or (span.start - line.start < 15 and _ends_label(above))
    )


def _ends_label(line: str) -> bool:
    match = words.WHEN_LABEL.search(line)
    return match is not None and match.end() == len(line)


def _disqualified(setting: _Setting, span: DateSpan, around: str, before: str) -> float:
    weight = 3.5 * bool(words.DEADLINE_BEFORE.search(before))
    weight += 2.5 * bool(words.SINCE_BEFORE.search(before))
    weight += 3.5 * bool(words.RECORD_BEFORE.search(before))
    weight += 1.5 * bool(words.TERM.search(around))
    if setting.doc_kind == "report":
        weight += 2.0 * bool(words.LATER.search(around))
        weight += 1.0 * bool(words.LATER.search(setting.before(span.start, 120)))
    return weight + 0.8 * _is_stamp(setting, span)


def _is_stamp(setting: _Setting, span: DateSpan) -> bool:
    """Whether the date stands alone, as that of a page or of a piece of news."""
    line = setting.line(span.start)
    rest = setting.text[line.start : span.start] + setting.text[span.end : line.end]
    is_said = re.search(r"\b[Aa]m\s$|\b[Vv]om\s$", setting.before(span.start, 5))
    is_event = words.EVENT_NOUN.search(rest) or words.CLOCK.search(rest) or is_said
    return len(rest) < 60 and span.first == span.last and not is_event


def _relative_dates(
    setting: _Setting, spans: Sequence[DateSpan]
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


def _is_dateline(setting: _Setting, span: DateSpan) -> bool:
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


# Where


def _where(setting: _Setting, when: DateSpan | None, mentions: Sequence[Mention]) -> str | None:
    weights: dict[str, float] = {}
    counts: dict[str, int] = defaultdict(int)
    ends = {mention.end for mention in mentions if mention.label == "ORG"}
    places = [m for m in mentions if m.label == "PLACE" and m.place is not None]
    for mention in places[:MOST_WEIGHED]:
        if mention.place is not None:
            name = mention.place.name
            counts[name] += 1
            weight = _place_weight(setting, when, mention) - 1.2 * _is_seat(mention, ends)
            weights[name] = max(weights.get(name, -9.0), weight)
    if not weights:
        return None
    scored = {name: weight + 0.15 * min(counts[name], 6) for name, weight in weights.items()}
    best = max(scored, key=lambda name: scored[name])
    return best if scored[best] >= _place_floor(setting, when) else None


def _is_seat(mention: Mention, organisation_ends: set[int]) -> bool:
    """Whether it is where an organisation sits: ``Agentur für Großstädte in Bremen``."""
    return any(mention.start - gap in organisation_ends for gap in (2, 4, 5))


def _place_floor(setting: _Setting, when: DateSpan | None) -> float:
    opening = f"{setting.title}\n{setting.text[:300]}"
    is_long = when is not None and when.precision == "month" and when.first.month != when.last.month
    return PLACE_FLOOR + 2.5 * bool(words.ONLINE.search(opening)) + 1.5 * is_long


def _place_weight(setting: _Setting, when: DateSpan | None, mention: Mention) -> float:
    sentence = setting.sentence(mention.start)
    around = sentence.of(setting.text)
    before = setting.before(mention.start, 40).rpartition("\n")[2]
    after = setting.text[mention.end : mention.end + 50].partition("\n")[0]
    weight = KIND_WEIGHT.get(mention.place.kind, -1.0) if mention.place else -2.0
    weight += 1.5 * max(0.0, 1 - mention.start / (2 * BEGINNING))
    weight += _sentence_weight(setting, when, sentence, around)
    weight += _title_weight(setting, mention)
    weight += _venue_weight(setting, mention, before, after)
    return weight - _elsewhere(setting, around, before, after)


def _sentence_weight(
    setting: _Setting, when: DateSpan | None, sentence: Span, around: str
) -> float:
    weight = 1.0 * bool(words.EVENT_VERB.search(around)) + 0.6 * bool(
        words.EVENT_NOUN.search(around)
    )
    if when is None:
        return weight
    same = sentence.start <= when.start < sentence.end
    near = setting.line(when.start).start <= sentence.start <= setting.line(when.start).end
    return weight + (1.5 if same else 0.7 if near else 0.0)


def _title_weight(setting: _Setting, mention: Mention) -> float:
    match = re.search(rf"(?:\b(\w+)\s)?\b{re.escape(mention.text)}\b", setting.title)
    if match is None:
        return 0.0
    return 2.0 if (match[1] or "") in ("in", "nach", "auf") else 1.0


def _venue_weight(setting: _Setting, mention: Mention, before: str, after: str) -> float:
    line = setting.line(mention.start)
    weight = 1.0 * bool(re.search(r"\b(?:in|nach|im|auf)\s(?:der\s\w+\s)?$", before))
    weight += 3.0 * bool(words.POSTCODE.search(before))
    weight += 3.0 * _is_at_label(setting, mention)
    weight += 1.0 * bool(words.VENUE_WORD.match(after.lstrip()) or _venue_near(before, after))
    weight += 1.2 * bool(re.match(r"\s?(?:statt|ein\b|eingeladen|getroffen|zusammen)", after))
    is_dateline = mention.start - line.start < 3 and re.match(r"\.\s|,\s\d|,\sden|\s\(|:\s", after)
    is_alone = mention.end - mention.start == line.end - line.start and line.start < BEGINNING
    return weight + 1.2 * bool(is_dateline or is_alone)


def _venue_near(before: str, after: str) -> bool:
    following = after.lstrip().split(" ")[:1]
    preceding = before.split()[-3:]
    return any(words.VENUE_WORD.search(word) for word in [*following, *preceding])


def _is_at_label(setting: _Setting, mention: Mention) -> bool:
    block = setting.before(mention.start, 160)
    label = [match.end() for match in words.WHERE_LABEL.finditer(block)]
    between = block[label[-1] :] if label else ""
    return bool(label) and between.count("\n") <= 4 and not _NEXT_LABEL.search(between)


def _elsewhere(setting: _Setting, around: str, before: str, after: str) -> float:
    weight = 1.5 * bool(re.search(r"\b(?:aus|von|vom|zwischen)\s(?:dem\s|der\s)?$", before))
    weight += 1.5 * bool(words.EARLIER.search(around))
    weight += 1.5 * (before.endswith("(") and after.startswith(")"))
    if setting.doc_kind == "report":
        weight += 2.0 * bool(words.LATER.search(around))
    return weight + 1.0 * bool(re.search(r"(?:Landkreis|Kreis|Region|Land)\s$", before))
