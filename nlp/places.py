"""Recognises the names of places in German text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.gazetteer import Entry, Gazetteer, name_key
from nlp.german.given_names import FREQUENT_GIVEN_NAMES
from nlp.german.place_homonyms import AMBIGUOUS, COMMON
from nlp.german.places import (
    DETERMINERS,
    FUNCTION_WORDS,
    LOCAL_PREPOSITIONS,
    ORGANISATION_AFTER,
    ORGANISATION_BEFORE,
    OUTSIDE,
    PERSON_WORDS,
    PREPOSITIONS,
    STREET_WORDS,
    VENUE,
)
from nlp.place_links import RIVERSIDE, kind_before, link, stands_in
from nlp.taken import Taken
from nlp.types import Place, Span

__all__ = ["Entry", "Found", "Gazetteer", "find_places", "link", "name_key", "place_confidence"]

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \u00a0]?\(|\.[ \u00a0]?|[/-]|[ \u00a0]")
_ADJECTIVE = re.compile(r"sche[nrsm]?$")
_DERIVED = re.compile(r"(?:er|ern|ers|sche[nrsm]?)$")
_JOINT = re.compile(
    r"(?:,[ \u00a0]|[ \u00a0](?:und|oder|sowie|bzw\.|&|–|-)[ \u00a0]|/)(?:in[ \u00a0])?"
)
_OPENING = re.compile(r"(?:[„»]|(?<![\w.!?])[\"“](?=\w|$))[^“”\"«»„.!?]{0,60}$")
_CLOSING = re.compile(r"[^“”\"«»„.!?\n]{0,60}(?:[“”«]|(?<=[\w.!?])\")")
_ODD_CASE = re.compile(r"[A-ZÄÖÜ]{2}[a-zäöü]")
_POSTCODE = re.compile(r"\b\d{5}[ \u00a0]$")
_LAST_WORD = re.compile(r"([\w.„“\"»«]{1,30})[ \u00a0]$")
_NEXT_WORD = re.compile(r"[ \u00a0]([\w-]+)")
_MOST_WORDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Span):
    """A name that may be a place; ``score`` is 0 to 1, the likeliest candidate first."""

    candidates: tuple[Place, ...]
    score: float


def find_places(
    text: str, gazetteer: Gazetteer, *, excluded: Iterable[Span] = (), at_least: float = 0.5
) -> list[Found]:
    """Places by gazetteer alone, longest match first, in the order of the text.

    Names inside ``excluded`` spans are left out, as are those scored below ``at_least``.
    """
    surnames = _surnames(text)
    matches = list(_matches(text, gazetteer, Taken(excluded)))
    scores = [_confidence(text, match, gazetteer, surnames) for match in matches]
    scores = _agreed(text, matches, scores, gazetteer)
    scores = _agreed(text, matches, scores, gazetteer)
    return [
        Found(start=m.start, end=m.end, candidates=gazetteer.candidates(m.of(text)), score=score)
        for m, score in zip(matches, scores, strict=True)
        if score >= at_least
    ]


def _matches(text: str, gazetteer: Gazetteer, barred: Taken) -> Iterator[Span]:
    """Every longest name of the gazetteer in the text that begins outside the barred spans."""
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end or not barred.is_free(word.start(), word.start() + 1):
            continue
        if word[0] in OUTSIDE:
            continue
        match = _longest(text, word, gazetteer)
        if match is not None:
            yield match
            end = match.end


def _agreed(
    text: str, matches: Sequence[Span], scores: Sequence[float], gazetteer: Gazetteer
) -> list[float]:
    """Scores raised beside a sure place (``in Trier und Konz``) and for a name seen before."""
    sure = {match.of(text) for match, score in zip(matches, scores, strict=True) if score >= 0.75}
    raised = list(scores)
    for at, match in enumerate(matches):
        if scores[at] < 0.1 or _part_of_name(text, match, _word_before(text, match), gazetteer):
            continue
        neighbours = [n for n in (at - 1, at + 1) if 0 <= n < len(matches) and scores[n] >= 0.6]
        raised[at] += 0.2 * (match.of(text) in sure)
        raised[at] += 0.25 * sum(_joined(text, match, matches[n]) for n in neighbours)
    return [min(1.0, score) for score in raised]


def _word_before(text: str, span: Span) -> str:
    """The word in front of a span, empty where there is none on its line."""
    before = _LAST_WORD.search(text[max(0, span.start - 30) : span.start])
    return before[1] if before else ""


def _joined(text: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other))
    return _JOINT.fullmatch(text[first.end : second.start]) is not None


def place_confidence(text: str, span: Span, gazetteer: Gazetteer) -> float:
    """How surely a span names a place, 0 to 1; 0 where the gazetteer has no such name."""
    return _confidence(text, span, gazetteer, _surnames(text))


def _longest(text: str, first: re.Match[str], gazetteer: Gazetteer) -> Span | None:
    """The longest name that begins with this word."""
    if not (first[0][0].isupper() or _ADJECTIVE.search(first[0])) or len(first[0]) < 2:
        return None
    for end in reversed(list(_ends(text, first, gazetteer))):
        span = Span(start=first.start(), end=end)
        if _bounded(text, span) and gazetteer.candidates(span.of(text)):
            return span
    return None


def _ends(text: str, first: re.Match[str], gazetteer: Gazetteer) -> Iterator[int]:
    """Where a name may end that begins with this word, nearest first."""
    yield first.end()
    at = first.end()
    hyphened = text[at : at + 1] == "-"
    most = gazetteer.longest(first[0])
    words = 1
    while words < (_MOST_WORDS if hyphened else most):
        gap = _BETWEEN.match(text, at)
        word = _WORD.match(text, gap.end()) if gap and gap.end() > at else None
        if gap is None or word is None:
            return
        words += 1
        at = word.end()
        opened = text.rfind("(", first.start(), at) > text.rfind(")", first.start(), at)
        yield at + 1 if opened and text[at : at + 1] == ")" else at
        at += opened and text[at : at + 1] == ")"


def _bounded(text: str, span: Span) -> bool:
    """Whether a span is whole words, none of them part of a hyphen compound, brackets closed."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    if before and (before.isalnum() or before in "-@_"):
        return False
    if after and (after[0].isalnum() or after[0] in "_@"):
        return False
    if after[:1] == "-" and after[1:].isalpha():
        return False
    surface = span.of(text)
    return surface.count("(") == surface.count(")")


@lru_cache(maxsize=16)
def _surnames(text: str) -> frozenset[str]:
    """The words that stand after a title or a given name anywhere in the text."""
    pattern = re.compile(
        rf"\b(?:{'|'.join(PERSON_WORDS)})[ \u00a0](?:(?:Dr|Prof)\.[ \u00a0])*"
        r"(?:[A-ZÄÖÜ][\w.-]+[ \u00a0]){0,2}?([A-ZÄÖÜ][a-zäöüß]+)\b"
    )
    named = re.compile(
        r"\b([A-ZÄÖÜ][a-zäöüß]+)(?:-[A-ZÄÖÜ]\w+)?[ \u00a0](?:von[ \u00a0])?([A-ZÄÖÜ][a-zäöüß]+)"
    )
    given = {match[2] for match in named.finditer(text) if match[1] in FREQUENT_GIVEN_NAMES}
    return frozenset({match[1] for match in pattern.finditer(text)} | given)


def _confidence(text: str, span: Span, gazetteer: Gazetteer, surnames: frozenset[str]) -> float:
    places = gazetteer.candidates(span.of(text))
    if not places or _ODD_CASE.search(span.of(text)):
        return 0.0
    score = _base(places, span.of(text), text, gazetteer) + _context(text, span, gazetteer)
    score -= _person(text, span, surnames) + _compound(text, span)
    return min(1.0, max(0.0, score))


def _base(places: tuple[Place, ...], surface: str, text: str, gazetteer: Gazetteer) -> float:
    """How surely a name alone is a place."""
    score = max(_weight(place, text, gazetteer) for place in places)
    exact = any(name_key(surface) == name_key(place.name) for place in places)
    if surface in COMMON or surface.removesuffix("s") in COMMON:
        score -= 1.0
    elif surface in AMBIGUOUS or surface.removesuffix("s") in AMBIGUOUS:
        score -= 0.45
    elif _DERIVED.search(surface) and not gazetteer.exact(surface):
        score = min(score, 0.85) - (0.0 if score >= 0.7 else 0.5)
        score -= 0.5 * all(place.name in AMBIGUOUS | COMMON for place in places)
    elif not exact and not gazetteer.exact(surface) and len(surface) < 6:
        score -= 0.4
    if " " in surface or "-" in surface:
        score += 0.15
    return score


def _weight(place: Place, text: str, gazetteer: Gazetteer) -> float:
    if place.kind in {"state", "country", "district", "region"}:
        return 0.8
    if place.kind in {"river", "other"}:
        return 0.65
    if place.kind == "quarter":
        town = gazetteer.get(place.parents[0])
        is_named = town is not None and stands_in(town.name.split(" (")[0], text)
        return 0.75 if is_named else 0.35
    people = place.population if place.country == "DE" else place.population // 10
    return 0.8 if people >= 50_000 else 0.7 if people >= 10_000 else 0.55 if people >= 3000 else 0.4


def _context(text: str, span: Span, gazetteer: Gazetteer) -> float:
    """What the words around a name say for (positive) or against it."""
    places = gazetteer.candidates(span.of(text))
    after = _NEXT_WORD.match(text, span.end, min(len(text), span.end + 40))
    last, following = _word_before(text, span), (after[1] if after else "")
    score = 0.0
    if _POSTCODE.search(text[max(0, span.start - 7) : span.start]):
        score += 0.4
    if kind_before(text, span.start) is not None or _beside_town_or_river(text, span, places):
        score += 0.5
    elif last.lower() in LOCAL_PREPOSITIONS:
        score += 0.4
    elif last.lower() in PREPOSITIONS:
        score += 0.15
    elif _alone_in_brackets(text, span):
        score += 0.2
    derived = bool(_DERIVED.search(span.of(text)))
    if derived:
        score -= _derived_penalty(span.of(text), following)
    elif last.lower() in DETERMINERS and not _takes_article(places):
        score -= 0.4
    return score - _part_of_name(text, span, last, gazetteer)


def _contains(whole: Place, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a state or country holds a place of this name: ``Wurzen Sachsen``."""
    is_large = whole.kind in {"state", "country"}
    return is_large and any(whole.id in p.parents for p in gazetteer.candidates(name))


def _part_of_name(text: str, span: Span, last: str, gazetteer: Gazetteer) -> float:
    """Against the place in ``Jobcenter Kiel``, ``Bauernverband Saar e. V.``, ``„Lernweg Lehe“``."""
    before = text[max(0, span.start - 90) : span.start].rpartition("\n")[2]
    quoted = 0.6 if _OPENING.search(before) and _CLOSING.match(text, span.end) else 0.0
    surface = span.of(text)
    places = gazetteer.candidates(surface)
    noun = last[:1].isupper() and last.lower() not in FUNCTION_WORDS and not VENUE.search(last)
    noun = noun and not any(_contains(place, last, gazetteer) for place in places)
    if "kreis" in surface.lower() and not noun:
        return 0.0
    if ORGANISATION_BEFORE.search(before) or ORGANISATION_AFTER.match(text, span.end):
        return 0.7
    genitive = surface.endswith("s") and not last.endswith("s")
    if not noun or genitive or last.endswith((".", ":")) or kind_before(text, span.start):
        return quoted
    return max(0.5, quoted)


def _beside_town_or_river(text: str, span: Span, places: tuple[Place, ...]) -> bool:
    """Whether ``am Main`` or ``Mainzer Neustadt`` shows what is meant."""
    before = text[max(0, span.start - 20) : span.start]
    return any(place.kind == "river" for place in places) and RIVERSIDE.search(before) is not None


def _alone_in_brackets(text: str, span: Span) -> bool:
    return text[max(0, span.start - 1) : span.start] == "(" and text[span.end : span.end + 1] == ")"


def _takes_article(places: tuple[Place, ...]) -> bool:
    kinds = {place.kind for place in places}
    return bool(kinds & {"region", "river", "district", "state", "country", "quarter"})


def _derived_penalty(surface: str, following: str) -> float:
    """Against ``Berliner Platz`` and ``die Berliner``, not against ``Berliner Schulen``."""
    if surface[0].islower():
        return 0.0
    if STREET_WORDS.search(following) or surface.endswith(("ische", "ischer", "isches", "ischen")):
        return 0.8
    return 0.0 if following[:1].isupper() else 0.15


def _person(text: str, span: Span, surnames: frozenset[str]) -> float:
    """Against surnames: ``Frau Essen``, ``Katrin Hamm``."""
    before = text[max(0, span.start - 40) : span.start]
    if re.search(rf"\b(?:{'|'.join(PERSON_WORDS)})[ \u00a0]$", before):
        return 1.0
    name = re.search(r"([A-ZÄÖÜ][\w-]{1,40}|[A-ZÄÖÜ]\.)[ \u00a0](?:von[ \u00a0])?$", before)
    if name and (name[1].split("-")[0] in FREQUENT_GIVEN_NAMES or name[1].endswith(".")):
        return 1.0
    prepositional = re.search(r"\b(?:in|nach|aus)[ \u00a0]$", before) is not None
    return 0.6 if span.of(text) in surnames and not prepositional else 0.0


def _compound(text: str, span: Span) -> float:
    """Against the first half of ``Berlin- und Brandenburg-Tag``."""
    return 0.5 if text[span.end : span.end + 1] == "-" else 0.0
