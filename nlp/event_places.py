"""Where an event was: the places of a report with what speaks for and against each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from nlp.choices import Choice
from nlp.event_setting import BEGINNING, MOST_WEIGHED, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan
from nlp.types import Mention, Span

LEAST = 0.45
"""Share that a place must have: towns that share the odds are those of guests or projects."""
_NEXT_LABEL = re.compile(r"\n\w[\w ]{2,30}[:?]")
_OUT_OF = re.compile(r"\baus\s(?:(?:dem|der|den|ganz)\s)?(?:\w{1,20}\s)?$")
_EVENT_IN = re.compile(r"(?P<words>[\w-]{4,40}(?:\s\w{2,20}){0,2})\s(?:in|nach)\s$")
_TAKEN_UP = re.compile(r"\s?(?:statt|ein\b|eingeladen|getroffen|zusammen)")
_DATELINE = re.compile(r"\.\s|,\s\d|,\sden|\s\(|:\s|\s[–-]\s|/")


def place_of_event(
    setting: Setting, when: DateSpan | None, mentions: Sequence[Mention], choice: Choice
) -> Mention | None:
    """A mention of the place that is most probably the event's, summed over its mentions."""
    candidates = list(places_of(setting, when, mentions))
    rows = [none_of(setting, when), *(features for _, features in candidates)]
    none, *shares = choice.shares(rows)
    totals: dict[str, float] = defaultdict(float)
    for (mention, _), share in zip(candidates, shares, strict=True):
        totals[_name(mention)] += share
    best = max(totals, key=lambda name: totals[name], default=None)
    if best is None or totals[best] <= max(none, LEAST):
        return None
    own = [(s, m) for (m, _), s in zip(candidates, shares, strict=True) if _name(m) == best]
    return max(own, key=lambda pair: pair[0])[1]


def none_of(setting: Setting, when: DateSpan | None) -> dict[str, float]:
    """Features of the choice that none of the places is the event's."""
    opening = f"{setting.title}\n{setting.text[:300]}"
    is_month = when is not None and when.precision == "month"
    return {
        "none": 1.0,
        "none_odds": setting.odds,
        "none_report": float(setting.doc_kind == "report"),
        "none_online": float(bool(words.ONLINE.search(opening))),
        "none_online_titled": float(bool(words.ONLINE.search(setting.title))),
        "none_undated": float(when is None),
        "none_month": float(is_month),
        "none_weeks": float(when is not None and (when.last - when.first).days > 14),
    }


def places_of(
    setting: Setting, when: DateSpan | None, mentions: Sequence[Mention]
) -> Iterator[tuple[Mention, dict[str, float]]]:
    """The candidates: linked places, each with its features."""
    ends = {mention.end for mention in mentions if mention.label == "ORG"}
    places = [mention for mention in mentions if mention.label == "PLACE" and mention.place]
    counts = Counter(_name(mention) for mention in places)
    for at, mention in enumerate(places[:MOST_WEIGHED]):
        told = {
            "first": float(at == 0),
            "repeated": min(counts[_name(mention)], 6) / 6,
            "seat": float(any(mention.start - gap in ends for gap in (2, 4, 5))),
        }
        yield mention, told | _features(setting, when, mention)


def _name(mention: Mention) -> str:
    return mention.place.name if mention.place else ""


def _features(setting: Setting, when: DateSpan | None, mention: Mention) -> dict[str, float]:
    before = setting.before(mention.start, 40).rpartition("\n")[2]
    after = setting.text[mention.end : mention.end + 50].partition("\n")[0]
    kind = mention.place.kind if mention.place else "other"
    return (
        {"place": 1.0, f"kind_{kind}": 1.0}
        | _sentence(setting, when, mention)
        | _title(setting, mention)
        | _position(setting, mention, after)
        | _around(setting, mention, before, after)
    )


def _sentence(setting: Setting, when: DateSpan | None, mention: Mention) -> dict[str, float]:
    sentence = setting.sentence(mention.start)
    around = sentence.of(setting.text)
    return {
        "verb": float(bool(words.EVENT_VERB.search(around))),
        "held": float(bool(words.HELD.search(around))),
        "noun": float(bool(words.EVENT_NOUN.search(around))),
        "earlier": float(bool(words.EARLIER.search(around))),
        "later": float(bool(words.LATER.search(around))),
        **_to_date(setting, when, sentence),
    }


def _to_date(setting: Setting, when: DateSpan | None, sentence: Span) -> dict[str, float]:
    """How a sentence lies to the date of the event."""
    if when is None or when.start < 0:
        return {}
    line = setting.line(when.start)
    gap = max(sentence.start - when.end, when.start - sentence.end)
    return {
        "dated": float(sentence.start <= when.start < sentence.end),
        "dated_line": float(line.start <= sentence.start <= line.end),
        "dated_near": float(gap < 200),
    }


def _title(setting: Setting, mention: Mention) -> dict[str, float]:
    match = re.search(rf"(?:\b(\w+)\s)?\b{re.escape(mention.text)}\b", setting.title)
    if match is None:
        return {}
    within = (match[1] or "") in ("in", "nach", "auf")
    return {"title": 1.0, "title_in": float(within)}


def _position(setting: Setting, mention: Mention, after: str) -> dict[str, float]:
    line = setting.line(mention.start)
    is_alone = mention.end - mention.start == line.end - line.start
    starts = mention.start - line.start < 3
    return {
        "early": max(0.0, 1 - mention.start / (2 * BEGINNING)),
        "opening": float(mention.start < BEGINNING / 3),
        "end": float(mention.start > len(setting.text) - 300),
        "dateline": float(starts and bool(_DATELINE.match(after))),
        "early_dateline": float(starts and line.start < BEGINNING and bool(_DATELINE.match(after))),
        "alone": float(is_alone and line.start < BEGINNING),
        "line_end": float(mention.end == line.end),
        "short_line": float(line.end - line.start < 60),
    }


def _around(setting: Setting, mention: Mention, before: str, after: str) -> dict[str, float]:
    return {
        "in": float(bool(re.search(r"\b(?:in|nach|im|auf)\s(?:der\s\w+\s)?$", before))),
        "to": float(bool(re.search(r"\bnach\s$", before))),
        "out_of": float(bool(_OUT_OF.search(before))),
        "from": float(bool(re.search(r"\b(?:von|vom|zwischen)\s(?:dem\s|der\s)?$", before))),
        "event_in": float(_is_event_in(before)),
        "postcode": float(bool(words.POSTCODE.search(before))),
        "label": float(_is_at_label(setting, mention)),
        "venue_after": float(bool(words.VENUE_WORD.match(after.lstrip()))),
        "venue": float(_venue_near(before, after)),
        "taken_up": float(bool(_TAKEN_UP.match(after))),
        "bracket": float(before.endswith("(") and after.startswith(")")),
        "area": float(bool(re.search(r"(?:Landkreis|Kreis|Region|Land)\s$", before))),
        "town": float(
            bool(re.search(r"\b(?:Stadt|Gemeinde|Universitätsstadt|Bürger\w+)\s$", before))
        ),
        "listed": float(
            bool(re.match(r",|\sund\s", after) and re.search(r"(?:,|\bund)\s$", before))
        ),
        "adjective": float(mention.text.endswith("er") and not _name(mention).endswith("er")),
        "street": float(bool(words.STREET.search(before))),
    }


def _is_event_in(before: str) -> bool:
    """Whether the words before are ``Fachtag in`` or ``Sitzung des Beirats in``."""
    match = _EVENT_IN.search(before)
    return match is not None and words.EVENT_NOUN.search(match["words"]) is not None


def _venue_near(before: str, after: str) -> bool:
    following = after.lstrip().split(" ")[:1]
    preceding = before.split()[-3:]
    return any(words.VENUE_WORD.search(word) for word in [*following, *preceding])


def _is_at_label(setting: Setting, mention: Mention) -> bool:
    block = setting.before(mention.start, 160)
    label = [match.end() for match in words.WHERE_LABEL.finditer(block)]
    between = block[label[-1] :] if label else ""
    return bool(label) and between.count("\n") <= 4 and not _NEXT_LABEL.search(between)
