"""Links the names of places in a report to gazetteer entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.gazetteer import Gazetteer, name_key, prominence
from nlp.types import Place, PlaceKind, Span

_JOINED = (
    r"(?:[ \u00a0]?,|[ \u00a0](?:und|sowie|oder|bzw\.|&))[ \u00a0](?:(?:und|der|die|den)[ \u00a0])?"
)
_NAME = (
    r"[A-ZÄÖÜ][\wäöüß.()/-]*(?:[ \u00a0](?:am|an der|im|in der|bei|[A-ZÄÖÜ][\wäöüß.()/-]*)){0,2}"
)
_WORDS_BEFORE: tuple[tuple[str, PlaceKind], ...] = (
    (r"[Ll]andkreis(?:e|en|es|s)?|[Kk]reis(?:e|en|es)?|Regionalverband(?:es)?|Altkreis(?:es)?",
     "district"),
    (r"Stadtteil\w*|Ortsteil\w*|Quartier\w*|(?:Stadt)?[Bb]ezirk\w*|Viertel\w*|Kiez\w*|Siedlung\w*"
     r"|Wohngebiet\w*|Neubaugebiet\w*|Plattenbaugebiet\w*|Soziale Stadt", "quarter"),
    (r"Regierungsbezirk\w*|Region(?:en)?|Raum|Großraum|Wirtschaftsraum", "region"),
    (r"(?:Bundes)?[Ll]and(?:es|e)?|Freistaat\w*|(?:Bundes)?[Ll]änder\w*|Kanton\w*", "state"),
    (r"(?:[A-ZÄÖÜ]\w*)?[Ss]tadt|(?:[A-ZÄÖÜ]\w*)?[Ss]tädte\w*|\w*[Gg]emeinden?|Kommunen?|Ort"
     r"|Oberzentrum|Standorte?n?|Mittelzentrum", "municipality"),
    (r"Fluss(?:es)?|Ufer der|Ufer des", "river"),
)  # fmt: skip
_BEFORE = tuple(
    (re.compile(rf"\b(?:{words})[ \u00a0](?:[a-zäöü]+e[nrs]?[ \u00a0])?$"), kind)
    for words, kind in _WORDS_BEFORE
)
_CHAIN = tuple(
    (re.compile(rf"\b(?:{words})[ \u00a0](?:{_NAME}{_JOINED})+$"), kind)
    for words, kind in (
        (r"[Ll]andkreise[n]?|[Kk]reise[n]?", "district"),
        (r"Stadtteile[n]?|Ortsteile[n]?|Stadtbezirke[n]?|Quartiere[n]?", "quarter"),
        (r"Städte[n]?|Kommunen|Gemeinden", "municipality"),
        (r"(?:Bundes)?[Ll]änder[n]?", "state"),
    )
)
_BRACKET = re.compile(
    r"[ \u00a0]?\(([^()\n]{2,40})\)|,[ \u00a0]((?:Land)?[Kk]reis [^,.;()\n]{2,30})"
)
RIVERSIDE = re.compile(
    r"\b(?:an der|an|am|entlang der|entlang des|jenseits der|über die|beiderseits der|links der"
    r"|rechts der|diesseits der)[ \u00a0]$"
)
_ARTICLE = re.compile(r"\b(?:in der|in die|aus der|der|im|die|das|des|dem|ins|vom|zum)[ \u00a0]$")


def kind_before(text: str, start: int) -> PlaceKind | None:
    """The kind that a word in front asks for: ``Landkreis``, ``die Landkreise A und``."""
    line = text[max(0, start - 160) : start].rsplit("\n", 1)[-1]
    for pattern, kind in _BEFORE:
        if pattern.search(line):
            return kind
    for pattern, chain_kind in _CHAIN:
        if pattern.search(line):
            return chain_kind  # type: ignore[return-value]
    return None


def _local_scores(
    places: Sequence[Place], span: Span, text: str, gazetteer: Gazetteer
) -> list[float]:
    """How well each place fits a mention alone."""
    wanted = kind_before(text, span.start) if places else None
    return [_local_score(place, wanted, span, text, gazetteer) for place in places]


def _local_score(
    place: Place, wanted: PlaceKind | None, span: Span, text: str, gazetteer: Gazetteer
) -> float:
    """``wanted`` is the kind that the words before the mention ask for."""
    surface = span.of(text)
    score = prominence(place)
    if wanted is not None:
        score += 4.0 if place.kind == wanted else -1.0
    if surface == place.name:
        score += 0.6
    before = text[max(0, span.start - 20) : span.start]
    if place.kind == "river":
        score += 2.0 if RIVERSIDE.search(before) else -0.5
    if place.kind == "region" and wanted is None:
        score += 1.0 if _ARTICLE.search(before) else -0.5
    if place.kind == "state" and place.country != "DE" and wanted is None:
        score -= 2.5 if place.name != surface else 0.5
    if place.kind == "quarter" and _of_town(place, span, text, gazetteer):
        score += 5.0
    if (
        place.kind == "state"
        and place.name in {"Berlin", "Hamburg", "Bremen", "Wien"}
        and wanted != "state"
    ):
        score -= 4.0
    return score + _bracket_score(place, span, text)


def _of_town(place: Place, span: Span, text: str, gazetteer: Gazetteer) -> bool:
    """Whether the town stands in front: ``Mainzer Neustadt``, ``Bremen-Lehe``."""
    word = re.search(
        r"([A-ZÄÖÜ][\w-]*er|[A-ZÄÖÜ]\w+(?=-))[ \u00a0-]$",
        text[max(0, span.start - 40) : span.start],
    )
    return word is not None and any(p.id in place.parents for p in gazetteer.candidates(word[1]))


def _bracket_score(place: Place, span: Span, text: str) -> float:
    """What brackets after a name say: ``Neustadt (Dosse)``, ``Lauterbach (Vogelsbergkreis)``."""
    match = _BRACKET.match(text, span.end)
    if match is None:
        return 0.0
    inside = name_key(match[1] or match[2])
    about = {name_key(place.name), name_key(place.state or "-")}
    return 2.0 if any(inside in word or word.endswith(inside) for word in about) else 0.0


@dataclass(frozen=True, slots=True)
class _Context:
    """How much of a report speaks for each place that contains others."""

    weight: dict[str, float]

    def support(self, place: Place, own: dict[str, float]) -> float:
        """Agreement with the report's other names, 0 to about 6."""
        score = 0.0
        for parent in (place.id, *place.parents):
            others = self.weight.get(parent, 0.0) - own.get(parent, 0.0)
            score += _closeness(place, parent) * min(others, 2.0)
        return score


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

    Chooses by kind words and brackets beside the name, by size, and by agreement with the
    report's other places (same municipality, district, state).
    """
    candidates = [gazetteer.candidates(mention.of(text)) for mention in mentions]
    local = [
        _local_scores(places, mention, text, gazetteer)
        for mention, places in zip(mentions, candidates, strict=True)
    ]
    votes = [_votes(p, s) if p else {} for p, s in zip(candidates, local, strict=True)]
    context, own = _gather(mentions, text, votes)
    chosen: list[Place | None] = []
    for mention, places, scores in zip(mentions, candidates, local, strict=True):
        mine = own.get(mention.of(text), {})
        totals = [s + context.support(p, mine) for p, s in zip(places, scores, strict=True)]
        chosen.append(places[totals.index(max(totals))] if totals else None)
    return chosen


def _gather(
    mentions: Sequence[Span], text: str, votes: Sequence[dict[str, float]]
) -> tuple[_Context, dict[str, dict[str, float]]]:
    """The votes of all different surfaces together, and of each."""
    own: dict[str, dict[str, float]] = {}
    for mention, vote in zip(mentions, votes, strict=True):
        known = own.setdefault(mention.of(text), {})
        for id_, share in vote.items():
            known[id_] = max(known.get(id_, 0.0), share)
    weight: Counter[str] = Counter()
    for vote in own.values():
        weight.update(vote)
    return _Context(dict(weight)), own
