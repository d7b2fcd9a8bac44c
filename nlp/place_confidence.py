"""How surely a word that may name a place does: the name alone, and what stands around it."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.gazetteer import Gazetteer, name_key
from nlp.german.given_names import FREQUENT_GIVEN_NAMES
from nlp.german.place_homonyms import AMBIGUOUS, COMMON
from nlp.german.places import (
    DETERMINERS,
    FUNCTION_WORDS,
    LOCAL_PREPOSITIONS,
    ORGANISATION_AFTER,
    ORGANISATION_BEFORE,
    PERSON_WORDS,
    PREPOSITIONS,
    STREET_WORDS,
    VENUE,
)
from nlp.place_links import RIVERSIDE, kind_before, stands_in
from nlp.types import Place, Span

_DERIVED = re.compile(r"(?:er|ern|ers|sche[nrsm]?)$")
_OPENING = re.compile(r"(?:[„»]|(?<![\w.!?])[\"“](?=\w|$))[^“”\"«»„.!?]{0,60}$")
_CLOSING = re.compile(r"[^“”\"«»„.!?\n]{0,60}(?:[“”«]|(?<=[\w.!?])\")")
_ODD_CASE = re.compile(r"[A-ZÄÖÜ]{2}[a-zäöü]")
_POSTCODE = re.compile(r"\b\d{5}[ \u00a0]$")
_LAST_WORD = re.compile(r"([\w.„“\"»«]{1,30})[ \u00a0]$")
_NEXT_WORD = re.compile(r"[ \u00a0]([\w-]+)")


def place_confidence(text: str, span: Span, gazetteer: Gazetteer) -> float:
    """How surely a span names a place, 0 to 1; 0 where the gazetteer has no such name."""
    places = gazetteer.candidates(span.of(text))
    if not places or _ODD_CASE.search(span.of(text)):
        return 0.0
    score = _base(places, span.of(text), text, gazetteer) + _context(text, span, gazetteer)
    score -= _person(text, span) + _compound(text, span)
    return min(1.0, max(0.0, score))


def part_of_name(text: str, span: Span, gazetteer: Gazetteer) -> float:
    """Against the place in ``Jobcenter Kiel``, ``Bauernverband Saar e. V.``, ``„Lernweg Lehe“``."""
    last = _word_before(text, span)
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


def _contains(whole: Place, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a state or country holds a place of this name: ``Wurzen Sachsen``."""
    is_large = whole.kind in {"state", "country"}
    return is_large and any(whole.id in p.parents for p in gazetteer.candidates(name))


def _word_before(text: str, span: Span) -> str:
    """The word in front of a span, empty where there is none on its line."""
    before = _LAST_WORD.search(text[max(0, span.start - 30) : span.start])
    return before[1] if before else ""


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
    return score - part_of_name(text, span, gazetteer)


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


def _person(text: str, span: Span) -> float:
    """Against surnames: ``Frau Essen``, ``Katrin Hamm``."""
    before = text[max(0, span.start - 40) : span.start]
    if re.search(rf"\b(?:{'|'.join(PERSON_WORDS)})[ \u00a0]$", before):
        return 1.0
    name = re.search(r"([A-ZÄÖÜ][\w-]{1,40}|[A-ZÄÖÜ]\.)[ \u00a0](?:von[ \u00a0])?$", before)
    if name and (name[1].split("-")[0] in FREQUENT_GIVEN_NAMES or name[1].endswith(".")):
        return 1.0
    prepositional = re.search(r"\b(?:in|nach|aus)[ \u00a0]$", before) is not None
    return 0.6 if span.of(text) in _surnames(text) and not prepositional else 0.0


def _compound(text: str, span: Span) -> float:
    """Against the first half of ``Berlin- und Brandenburg-Tag``."""
    return 0.5 if text[span.end : span.end + 1] == "-" else 0.0
