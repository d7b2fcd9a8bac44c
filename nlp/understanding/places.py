"""Places that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from nlp.gazetteer import Gazetteer
from nlp.german import asked_places as german
from nlp.types import Place, Span
from nlp.understanding.areas import Areas
from nlp.understanding.leads import FoundPlace, Lead
from nlp.understanding.mood import Mood
from nlp.understanding.place_words import (
    inside,
    is_adjective,
    is_doubtful,
    may_be,
    may_begin,
    meant_by,
)
from nlp.wishes import PlaceWish, Understood

MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:[-–’'][^\W\d_]+)*")
_GAP = re.compile(r"[ .(/]{0,3}")


class PlaceReader:
    """Reads places with a preposition, as adjectives, and bare names; safe between threads."""

    def __init__(self, gazetteer: Gazetteer, areas: Areas) -> None:
        self._gazetteer = gazetteer
        self._areas = areas

    def read(self, text: str, mood: Mood, taken: Sequence[Span]) -> Iterator[Understood]:
        """Places in the order of the text outside of what is taken."""
        asked = (each for each in self._found(text, taken) if mood.asks(each))
        found = _outermost(each for each in asked if mood.brief or _is_near(each))
        for _, group in groupby(found, key=_Groups()):
            yield self._understood(text, list(group), mood)

    # Names

    def _found(self, text: str, taken: Sequence[Span]) -> Iterator[FoundPlace]:
        words = [Span(start=m.start(), end=m.end()) for m in _WORD.finditer(text)]
        all_small = text.islower()
        before: FoundPlace | None = None
        at = 0
        while at < len(words):
            found, used = self._at(text, words[at : at + MOST_WORDS], before, all_small=all_small)
            at += used
            if found and not any(found.overlaps(span) for span in taken):
                yield found
                before = found

    def _at(
        self, text: str, words: Sequence[Span], before: FoundPlace | None, *, all_small: bool
    ) -> tuple[FoundPlace | None, int]:
        """The longest name that begins with the first of these words."""
        first = words[0].of(text)
        if not (first[0].isupper() or all_small or may_begin(first)):
            return None, 1
        for count in range(min(self._gazetteer.longest(first), len(words)), 0, -1):
            span = _joined(text, words[:count])
            if (
                span
                and text[span.end : span.end + 1] != "-"
                and (found := self._named(text, span, before, count=count))
            ):
                return found, count
        return None, 1

    def _named(
        self, text: str, span: Span, before: FoundPlace | None, *, count: int
    ) -> FoundPlace | None:
        surface = span.of(text)
        small = surface[0].islower()
        exact = self._gazetteer.exact(surface)
        if small and not exact and not may_begin(surface.partition(" ")[0]):
            return None
        places = exact or self._derived(surface)
        if not places:
            return None
        adjective = not exact and is_adjective(surface, places)
        lead = Lead(text, span, before)
        if not may_be(text, span, places, lead, small=small, adjective=adjective, many=count > 1):
            return None
        return self._judged(text, span, places, lead, adjective=adjective)

    def _derived(self, surface: str) -> tuple[Place, ...]:
        """What an inflected form, an adjective or ``Süd-Thüringen`` stands for."""
        if part := german.PARTS_OF_GERMANY.fullmatch(surface):
            return self._gazetteer.exact(f"{part[1]}land")
        return self._gazetteer.candidates(german.DIRECTION.sub("", surface, count=1))

    def _judged(
        self, text: str, span: Span, places: tuple[Place, ...], lead: Lead, *, adjective: bool
    ) -> FoundPlace | None:
        meant = meant_by(
            inside(places, lead.before_it), districts=lead.districts, river=lead.at_water
        )
        if any(place.id in german.EVERYWHERE for place in meant):
            return None
        end, radius = _surrounding(text, span, meant[0], lead, adjective=adjective)
        foreign = meant[0].country != "DE"
        if foreign and german.ORIGIN.search(text[max(0, span.start - 40) : span.start]):
            return None
        begin = lead.begin if lead.any else span.start
        named = FoundPlace(
            start=span.start,
            end=end,
            places=meant,
            begin=begin,
            joined=lead.joined,
            radius=radius,
            districts=lead.plural_districts,
            adjective=adjective,
        )
        return replace(named, certain=_is_certain(text, span, named, lead))

    # Wishes

    def _understood(self, text: str, found: Sequence[FoundPlace], mood: Mood) -> Understood:
        first, last = found[0], found[-1]
        span = Span(start=first.begin, end=last.end)
        places = list(dict.fromkeys(place for each in found for place in each.places))
        radius = max((each.radius for each in found if each.radius), default=None)
        name = "~".join(sorted(place.id for place in places))
        certain = all(each.certain for each in found) and mood.restricts(span)
        return Understood(
            start=span.start,
            end=span.end,
            id=f"ort:{name}~{radius:g}km" if radius else f"ort:{name}",
            label=_label(text, span, first),
            wish=PlaceWish(ids=self._ids(places, radius), radius=radius),
            certain=certain and not mood.elsewhere(),
        )

    def _ids(self, places: Sequence[Place], radius: float | None) -> tuple[str, ...]:
        if radius is None:
            each = (self._areas.holding(place) for place in places)
        else:
            each = (self._areas.around(place, radius) for place in places)
        return tuple(dict.fromkeys(id_ for ids in each for id_ in ids))


def _is_certain(text: str, span: Span, found: FoundPlace, lead: Lead) -> bool:
    """Whether the words around a name say that it restricts."""
    if found.places[0].kind == "river":
        return False
    if found.radius is not None and (found.adjective or not lead.weak):
        return True
    if found.adjective:
        local = german.LOCAL_NOUN.match(text, span.end) is not None
        return local and (lead.strong or not lead.any)
    return lead.strong and not is_doubtful(text, span, found.places[0], lead)


class _Groups:
    """Numbers names so that those joined by ``und`` share a number."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self, found: FoundPlace) -> int:
        self._number += not found.joined
        return self._number


def _outermost(found: Iterable[FoundPlace]) -> Iterator[FoundPlace]:
    """Without ``Berliner`` in ``im Berliner Bezirk Mitte``."""
    last: FoundPlace | None = None
    for each in found:
        if last and each.begin >= last.end:
            yield last
        last = each
    if last:
        yield last


def _is_near(found: FoundPlace) -> bool:
    """Not a bare name from abroad: in a sentence it says where somebody comes from."""
    return found.certain or found.places[0].country == "DE"


def _joined(text: str, words: Sequence[Span]) -> Span | None:
    """The words as one name with the bracket that it ends in; None where something parts them."""
    for left, right in pairwise(words):
        if not _GAP.fullmatch(text[left.end : right.start]):
            return None
    span = Span(start=words[0].start, end=words[-1].end)
    if "(" in span.of(text):
        return replace(span, end=span.end + 1) if text[span.end : span.end + 1] == ")" else None
    return span


def _surrounding(
    text: str, span: Span, place: Place, lead: Lead, *, adjective: bool
) -> tuple[int, float | None]:
    """Where the wish ends, and the kilometres around the place that it reaches."""
    after = (german.LAND_AROUND if adjective else german.AND_AROUND).match(text, span.end)
    if after and place.kind in {"municipality", "district", "quarter"}:
        return after.end(), max(lead.radius or 0.0, german.AROUND_RADIUS)
    whole = place.kind in {"region", "district", "state", "country"}
    if lead.region and whole and place.id not in german.CITY_STATES:
        return span.end, None
    return span.end, lead.radius


def _label(text: str, span: Span, first: FoundPlace) -> str:
    """The asker's own words; an adjective or a small word as the place is called."""
    place, words = first.places[0], span.of(text)
    bare = first.begin == first.start and span.end == first.end
    if first.adjective and first.radius is None and span.end == first.end:
        return place.name
    return place.name if bare and words[0].islower() else words
