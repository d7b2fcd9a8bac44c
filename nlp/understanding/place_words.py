"""Whether a word is a place's name where it stands, and which place it means."""

from __future__ import annotations

import re

from nlp.gazetteer import prominence
from nlp.german import asked_places as german
from nlp.german.given_names import FREQUENT_GIVEN_NAMES, GIVEN_NAMES
from nlp.german.place_homonyms import AMBIGUOUS, COMMON
from nlp.german.places import ORGANISATION_BEFORE, PERSON_WORDS
from nlp.types import Place, Span
from nlp.understanding.leads import FoundPlace, Lead

ALIKE = 0.7
"""Prominence by which places of one name may differ for both to be meant."""
FOREIGN_LEAD = 2.0
"""Prominence that a foreign place must have over a German one of its name."""
_ADJECTIVE = re.compile(r"[a-zäöüß-]{2,30}ische[nrsm]?")
_PERSON_BEFORE = re.compile(rf"\b(?:{'|'.join(PERSON_WORDS)}) $")
_NOUN = re.compile(r" (?:[a-zäöü]+(?:en?|er) )?[A-ZÄÖÜ]")


def may_begin(word: str) -> bool:
    """Whether a small word may begin a place's name or be derived from one."""
    if word in german.SMALL_FIRST_WORD:
        return True
    return any(form.fullmatch(word) for form in (_ADJECTIVE, german.PARTS_OF_GERMANY))


def is_adjective(surface: str, places: tuple[Place, ...]) -> bool:
    if surface[0].islower():
        return True
    return surface.endswith("er") and not any(p.name.endswith("er") for p in places[:1])


def may_be(  # noqa: PLR0911, PLR0913
    text: str, span: Span, places: tuple[Place, ...], lead: Lead, *, small: bool,
    adjective: bool, many: bool,
) -> bool:  # fmt: skip
    surface = span.of(text)
    before = text[max(0, span.start - german.LONGEST_LEAD) : span.start]
    if adjective:
        return _may_be_adjective(text, span, places, small=small)
    if german.NO_NEIGHBOUR.match(text, span.end) or _PERSON_BEFORE.search(before):
        return False
    if small:
        return _may_be_small(surface, places[0], lead)
    if many:
        return lead.any or not german.PART_OF_NAME.search(before)
    if surface in COMMON:
        return False
    common = surface in AMBIGUOUS or surface in FREQUENT_GIVEN_NAMES or surface in GIVEN_NAMES
    if lead.any or lead.joined:
        loose = (lead.article and not lead.kind_word) or lead.weak
        return not (common and loose) or places[0].kind == "region"
    if common or _is_in_name(before):
        return False
    return _is_known(places[0]) or "-" in surface


def _may_be_adjective(text: str, span: Span, places: tuple[Place, ...], *, small: bool) -> bool:
    surface = span.of(text)
    if small:
        return places[0].kind in {"state", "region"} and places[0].country == "DE"
    noun = _NOUN.match(text, span.end)
    if noun is None or surface in COMMON or german.NO_NEIGHBOUR.match(text, span.end):
        return False
    return surface not in AMBIGUOUS and _is_known(places[0])


def _may_be_small(surface: str, place: Place, lead: Lead) -> bool:
    if surface in german.NEVER_SMALL:
        return surface in german.WITH_IN and lead.strong and not lead.article
    word = surface.capitalize()
    if word in COMMON or word in AMBIGUOUS or word in GIVEN_NAMES:
        return False
    return place.kind in {"state", "region", "country"} or (
        place.kind in {"municipality", "district"} and place.population >= german.SMALL_TOWN
    )


def _is_in_name(before: str) -> bool:
    word = before.rstrip().rpartition(" ")[2]
    return (
        word in GIVEN_NAMES
        or german.PART_OF_NAME.search(before) is not None
        or ORGANISATION_BEFORE.search(before) is not None
    )


def _is_known(place: Place) -> bool:
    """Whether a name alone makes one think of the place."""
    least = {"municipality": german.VILLAGE, "quarter": german.BOROUGH}.get(place.kind, 0)
    return place.population >= least


def is_doubtful(text: str, span: Span, place: Place, lead: Lead) -> bool:
    """A word that also means something else, or a town with an article."""
    if span.of(text) in AMBIGUOUS and place.population < german.SMALL_TOWN:
        return True
    before = text[max(0, lead.begin - 40) : lead.begin]
    if lead.from_there and not german.LOCAL_BEFORE.search(before):
        return True
    return lead.article and place.kind in {"municipality", "quarter"} and not lead.kind_word


def meant_by(places: tuple[Place, ...], *, districts: bool, river: bool) -> tuple[Place, ...]:
    """The most prominent place and those of its kind that are about as prominent."""
    if districts and any(place.kind == "district" for place in places):
        places = tuple(place for place in places if place.kind == "district")
    places = _of_here(_dry(places, river=river))
    best = places[0]
    least = prominence(best) - (ALIKE if best.kind in {"municipality", "quarter"} else 0.0)
    return tuple(p for p in places if p.kind == best.kind and prominence(p) >= least)


def _dry(places: tuple[Place, ...], *, river: bool) -> tuple[Place, ...]:
    """Only rivers or none: which of them an article and the size of the town decide."""
    wet = tuple(place for place in places if place.kind == "river")
    dry = tuple(place for place in places if place.kind != "river")
    large = any(p.kind != "municipality" or p.population >= german.TOWN_OF_A_RIVER for p in dry)
    return wet if wet and (river or not large) else dry


def _of_here(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """German places before all but the much better known of other countries."""
    here = tuple(place for place in places if place.country == "DE")
    far = bool(here) and prominence(here[0]) < prominence(places[0]) - FOREIGN_LEAD
    return places if far or not here else here


def inside(places: tuple[Place, ...], before: FoundPlace | None) -> tuple[Place, ...]:
    """Those that lie in the place named before, where there are some."""
    ids = {place.id for place in before.places} if before else set()
    return tuple(place for place in places if ids & set(place.parents)) or places
