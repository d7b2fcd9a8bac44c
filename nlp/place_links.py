"""Links the names of places in a report to gazetteer entries."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from nlp.gazetteer import Gazetteer
from nlp.place_evidence import RIVERSIDE, kind_before, local_scores
from nlp.types import Place, Span

__all__ = ["RIVERSIDE", "kind_before", "link", "stands_in"]

NEAR = 25.0
"""Kilometres within which places of one report speak for each other."""
MOST_ANCHORS = 40
_ANCHOR_SHARE = 0.75
_ANCHOR_KINDS = frozenset({"municipality", "quarter", "district"})
_SMALL = frozenset({"municipality", "quarter"})
_SAME_NAME = 0.5
"""Share of what is said around one mention that counts for others of the same name."""
_SHARED_KINDS = frozenset({"region", "river", "quarter"})
"""Kinds that a name keeps through a report; towns and their districts take turns."""


@dataclass(frozen=True, slots=True)
class _Context:
    """How much of a report speaks for each place that contains others.

    ``anchors`` are places that are all but sure, by the surface that names them.
    """

    text: str
    gazetteer: Gazetteer
    weight: dict[str, float]
    anchors: Mapping[str, Place]
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def support(self, place: Place, surface: str, own: dict[str, float]) -> float:
        """Agreement with the report's other names, 0 to about 8; reckoned once for a name."""
        key = (surface, place.id)
        if key not in self.known:
            self.known[key] = self._support(place, surface, own)
        return self.known[key]

    def _support(self, place: Place, surface: str, own: dict[str, float]) -> float:
        score = 0.0
        for parent in (place.id, *place.parents):
            others = self.weight.get(parent, 0.0) - own.get(parent, 0.0)
            score += _closeness(place, parent) * min(others, 2.0)
        return score + self._neighbours(place, surface) + self._town(place, own)

    def _town(self, place: Place, own: dict[str, float]) -> float:
        """For a quarter whose town the text has, if only within other names."""
        town = self.gazetteer.get(place.parents[0]) if place.kind == "quarter" else None
        if town is None or self.weight.get(town.id, 0.0) - own.get(town.id, 0.0) >= 1.0:
            return 0.0
        return 2.5 * stands_in(town.name.partition(" (")[0], self.text)

    def _neighbours(self, place: Place, surface: str) -> float:
        """Half a point for each sure place near by, three at most."""
        if place.kind not in _SMALL and not (place.kind == "region" and place.state):
            return 0.0
        near = sum(
            other.id != place.id and other.id not in place.parents and _is_near(place, other)
            for name, other in self.anchors.items()
            if name != surface
        )
        return 0.5 * min(near, 3)


@lru_cache(maxsize=1024)
def stands_in(name: str, text: str) -> bool:
    """Remembered: a long report asks for the same few towns again and again."""
    return name in text


def _is_near(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(one.lat - other.lat, east) * 111.0 <= NEAR


def _closeness(place: Place, parent: str) -> float:
    if parent.startswith("country:"):
        return 0.3 if parent != "country:DE" else 0.1
    if parent.startswith("de:land:"):
        return 0.7
    if place.kind == "quarter" and parent == place.parents[0]:
        return 2.0
    return 1.0


def _shares(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [float(4.0 ** (score - top)) for score in scores]
    return [power / sum(powers) for power in powers]


def _votes(places: Sequence[Place], scores: Sequence[float]) -> dict[str, float]:
    """Each place's share, given to it and to all that contain it."""
    votes: Counter[str] = Counter()
    for place, share in zip(places, _shares(scores), strict=True):
        for id_ in (place.id, *place.parents):
            votes[id_] += share  # type: ignore[assignment]
    return dict(votes)


def link(mentions: Sequence[Span], text: str, gazetteer: Gazetteer) -> list[Place | None]:
    """The gazetteer entry of each PLACE mention, or None where no name fits.

    Chooses by kind words, articles and brackets beside the name, by size, and by agreement with
    the report's other places: same municipality, district, state, or near by.
    """
    candidates = [_candidates(mention.of(text), gazetteer) for mention in mentions]
    local = _agreeing(
        mentions,
        text,
        candidates,
        [
            local_scores(places, mention, text, gazetteer)
            for mention, places in zip(mentions, candidates, strict=True)
        ],
    )
    votes = [_votes(p, s) if p else {} for p, s in zip(candidates, local, strict=True)]
    own, weight = _gather(mentions, text, votes)
    anchors = _anchors(mentions, text, candidates, local)
    context = _Context(text, gazetteer, weight, anchors)
    chosen: list[Place | None] = []
    for mention, places, scores in zip(mentions, candidates, local, strict=True):
        surface = mention.of(text)
        totals = [
            score + context.support(place, surface, own.get(surface, {}))
            for place, score in zip(places, scores, strict=True)
        ]
        chosen.append(places[totals.index(max(totals))] if totals else None)
    return chosen


def _candidates(surface: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The entries of a name; of a quarter that is not listed the town's: ``Delbrück-Bentfeld``."""
    found = gazetteer.candidates(surface)
    town = surface.partition("-")[0]
    if found or town == surface:
        return found
    return tuple(p for p in gazetteer.exact(town) if p.kind == "municipality")


def _agreeing(
    mentions: Sequence[Span],
    text: str,
    candidates: Sequence[Sequence[Place]],
    local: Sequence[Sequence[float]],
) -> list[list[float]]:
    """The scores, those of some kinds moved towards the best that the name gets elsewhere."""
    best: dict[tuple[str, str], float] = {}
    for mention, places, scores in zip(mentions, candidates, local, strict=True):
        for place, score in zip(places, scores, strict=True):
            key = (mention.of(text), place.id)
            best[key] = max(best.get(key, score), score)

    def moved(surface: str, place: Place, score: float) -> float:
        share = _SAME_NAME if place.kind in _SHARED_KINDS else 0.0
        return score + share * (best[surface, place.id] - score)

    return [
        [moved(mention.of(text), place, score) for place, score in zip(places, scores, strict=True)]
        for mention, places, scores in zip(mentions, candidates, local, strict=True)
    ]


def _anchors(
    mentions: Sequence[Span],
    text: str,
    candidates: Sequence[Sequence[Place]],
    local: Sequence[Sequence[float]],
) -> dict[str, Place]:
    """The first places that are all but sure without a look at the others, by their names."""
    anchors: dict[str, Place] = {}
    for mention, places, scores in zip(mentions, candidates, local, strict=True):
        if len(anchors) == MOST_ANCHORS:
            break
        if not places or mention.of(text) in anchors:
            continue
        shares = _shares(scores)
        first = places[shares.index(max(shares))]
        if max(shares) >= _ANCHOR_SHARE and first.kind in _ANCHOR_KINDS:
            anchors[mention.of(text)] = first
    return anchors


def _gather(
    mentions: Sequence[Span], text: str, votes: Sequence[dict[str, float]]
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """The votes of each different surface, and of all of them together."""
    own: dict[str, dict[str, float]] = {}
    for mention, vote in zip(mentions, votes, strict=True):
        known = own.setdefault(mention.of(text), {})
        for id_, share in vote.items():
            known[id_] = max(known.get(id_, 0.0), share)
    weight: Counter[str] = Counter()
    for vote in own.values():
        weight.update(vote)
    return own, dict(weight)
