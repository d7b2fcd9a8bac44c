"""Where an event was: each place of a report is weighed by what stands around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from nlp.event_setting import BEGINNING, MOST_WEIGHED, Setting
from nlp.german import events as words
from nlp.german.dates import DateSpan
from nlp.types import Mention, PlaceKind, Span

PLACE_FLOOR = 1.5
KIND_WEIGHT: dict[PlaceKind, float] = {
    **{"municipality": 0.6, "quarter": -0.6, "district": -0.6, "other": -0.6},
    **{"state": -1.6, "region": -1.6, "river": -2.0, "country": -2.5},
}
_NEXT_LABEL = re.compile(r"\n\w[\w ]{2,30}[:?]")


def place_of_event(
    setting: Setting, when: DateSpan | None, mentions: Sequence[Mention]
) -> str | None:
    """The gazetteer name of the heaviest place, if it is heavy enough."""
    weights = _weights(setting, when, mentions)
    best = max(weights, key=lambda name: weights[name], default=None)
    is_enough = best is not None and weights[best] >= _place_floor(setting, when)
    return best if is_enough else None


def _weights(
    setting: Setting, when: DateSpan | None, mentions: Sequence[Mention]
) -> dict[str, float]:
    """Of each place the weight of its best mention, and a little for every mention."""
    weights: dict[str, float] = {}
    counts: dict[str, int] = defaultdict(int)
    ends = {mention.end for mention in mentions if mention.label == "ORG"}
    places = [(m, m.place.name) for m in mentions if m.label == "PLACE" and m.place is not None]
    for mention, name in places[:MOST_WEIGHED]:
        counts[name] += 1
        weight = _place_weight(setting, when, mention) - 1.2 * _is_seat(mention, ends)
        weights[name] = max(weights.get(name, -9.0), weight)
    return {name: weight + 0.15 * min(counts[name], 6) for name, weight in weights.items()}


def _is_seat(mention: Mention, organisation_ends: set[int]) -> bool:
    """Whether it is where an organisation sits: ``Agentur für Großstädte in Bremen``."""
    return any(mention.start - gap in organisation_ends for gap in (2, 4, 5))


def _place_floor(setting: Setting, when: DateSpan | None) -> float:
    opening = f"{setting.title}\n{setting.text[:300]}"
    is_long = when is not None and when.precision == "month" and when.first.month != when.last.month
    return PLACE_FLOOR + 2.5 * bool(words.ONLINE.search(opening)) + 1.5 * is_long


def _place_weight(setting: Setting, when: DateSpan | None, mention: Mention) -> float:
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


def _sentence_weight(setting: Setting, when: DateSpan | None, sentence: Span, around: str) -> float:
    weight = 1.0 * bool(words.EVENT_VERB.search(around)) + 0.6 * bool(
        words.EVENT_NOUN.search(around)
    )
    if when is None:
        return weight
    same = sentence.start <= when.start < sentence.end
    near = setting.line(when.start).start <= sentence.start <= setting.line(when.start).end
    return weight + (1.5 if same else 0.7 if near else 0.0)


def _title_weight(setting: Setting, mention: Mention) -> float:
    match = re.search(rf"(?:\b(\w+)\s)?\b{re.escape(mention.text)}\b", setting.title)
    if match is None:
        return 0.0
    return 2.0 if (match[1] or "") in ("in", "nach", "auf") else 1.0


def _venue_weight(setting: Setting, mention: Mention, before: str, after: str) -> float:
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


def _is_at_label(setting: Setting, mention: Mention) -> bool:
    block = setting.before(mention.start, 160)
    label = [match.end() for match in words.WHERE_LABEL.finditer(block)]
    between = block[label[-1] :] if label else ""
    return bool(label) and between.count("\n") <= 4 and not _NEXT_LABEL.search(between)


def _elsewhere(setting: Setting, around: str, before: str, after: str) -> float:
    weight = 1.5 * bool(re.search(r"\b(?:aus|von|vom|zwischen)\s(?:dem\s|der\s)?$", before))
    weight += 1.5 * bool(words.EARLIER.search(around))
    weight += 1.5 * (before.endswith("(") and after.startswith(")"))
    if setting.doc_kind == "report":
        weight += 2.0 * bool(words.LATER.search(around))
    return weight + 1.0 * bool(re.search(r"(?:Landkreis|Kreis|Region|Land)\s$", before))
