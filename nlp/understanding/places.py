"""Places that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nlp.gazetteer import Gazetteer, prominence
from nlp.german import asked_places as german
from nlp.german import places as names
from nlp.german.given_names import GIVEN_NAMES
from nlp.types import Place, Span
from nlp.understanding.areas import Areas
from nlp.understanding.mood import Mood
from nlp.wishes import PlaceWish, Understood

ALIKE = 0.7
"""Prominence by which places of one name may differ for both to be meant."""
FOREIGN_LEAD = 2.0
"""Prominence that a foreign place must have over a German one of its name."""
FURTHEST = 500.0
"""Kilometres."""
MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:[-–’'][^\W\d_]+)*")
_GAP = re.compile(r"[ .(/]{0,3}")
_ADJECTIVE = re.compile(r"[a-zäöüß-]{2,30}ische[nrsm]?")
_PERSON_BEFORE = re.compile(rf"\b(?:{'|'.join(names.PERSON_WORDS)}) $")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found(Span):
    """A name in the text, what it may mean, and where the words begin that make it a wish."""

    places: tuple[Place, ...]
    begin: int
    joined: bool
    radius: float | None
    certain: bool
    districts: bool
    adjective: bool


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

    def _found(self, text: str, taken: Sequence[Span]) -> Iterator[_Found]:
        words = [Span(start=m.start(), end=m.end()) for m in _WORD.finditer(text)]
        all_small = text.islower()
        before: _Found | None = None
        at = 0
        while at < len(words):
            found, used = self._at(text, words[at : at + MOST_WORDS], before, all_small=all_small)
            at += used
            if found and not any(found.overlaps(span) for span in taken):
                yield found
                before = found

    def _at(
        self, text: str, words: Sequence[Span], before: _Found | None, *, all_small: bool
    ) -> tuple[_Found | None, int]:
        """The longest name that begins with the first of these words."""
        first = words[0].of(text)
        if not (first[0].isupper() or all_small or _may_begin(first)):
            return None, 1
        for count in range(min(self._gazetteer.longest(first), len(words)), 0, -1):
            span = _joined(text, words[:count])
            if span and (found := self._named(text, span, before, count=count)):
                return found, count
        return None, 1

    def _named(
        self, text: str, span: Span, before: _Found | None, *, count: int
    ) -> _Found | None:
        surface = span.of(text)
        small = surface[0].islower()
        exact = self._gazetteer.exact(surface)
        if small and not exact and not _may_begin(surface.partition(" ")[0]):
            return None
        places = exact or self._gazetteer.candidates(surface)
        if not places:
            return None
        adjective = not exact and _is_adjective(surface, places)
        lead = _Lead(text, span, before)
        if not _may_be(text, span, places, lead, small=small, adjective=adjective, many=count > 1):
            return None
        return self._judged(text, span, places, lead, adjective=adjective)

    def _judged(
        self, text: str, span: Span, places: tuple[Place, ...], lead: _Lead, *, adjective: bool
    ) -> _Found | None:
        before = lead.before_it
        meant = _meant(_inside(places, before), districts=lead.districts)
        if any(place.id == "country:DE" for place in meant):
            return None
        end, radius = _surrounding(text, span, meant[0], lead, adjective=adjective)
        foreign = meant[0].country != "DE"
        if foreign and german.ORIGIN.search(text[max(0, span.start - 40) : span.start]):
            return None
        local = german.LOCAL_NOUN.match(text, span.end) is not None
        certain = lead.strong or radius is not None and not lead.weak
        if adjective:
            certain = (certain or not lead.any) and local or radius is not None
        if meant[0].kind == "river" or (meant[0].kind == "quarter" and not lead.strong):
            certain = False
        return _Found(
            start=span.start, end=end, places=meant, begin=lead.begin if lead.any else span.start,
            joined=lead.joined, radius=radius, districts=lead.plural_districts,
            adjective=adjective,
            certain=certain and (radius is not None or not _is_doubtful(text, span, meant[0], lead)),
        )  # fmt: skip

    # Wishes

    def _understood(self, text: str, found: Sequence[_Found], mood: Mood) -> Understood:
        first, last = found[0], found[-1]
        span = Span(start=first.begin, end=last.end)
        places = list(dict.fromkeys(place for each in found for place in each.places))
        radius = max((each.radius for each in found if each.radius), default=None)
        name = "~".join(sorted(place.id for place in places))
        return Understood(
            start=span.start, end=span.end,
            id=f"ort:{name}~{radius:g}km" if radius else f"ort:{name}",
            label=_label(text, span, first),
            wish=PlaceWish(ids=self._ids(places, radius), radius=radius),
            certain=all(e.certain for e in found) and mood.restricts(span) and not mood.elsewhere(),
        )  # fmt: skip

    def _ids(self, places: Sequence[Place], radius: float | None) -> tuple[str, ...]:
        if radius is None:
            each = (self._areas.holding(place) for place in places)
        else:
            each = (self._areas.around(place, radius) for place in places)
        return tuple(dict.fromkeys(id_ for ids in each for id_ in ids))


class _Groups:
    """Numbers names so that those joined by ``und`` share a number."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self, found: _Found) -> int:
        self._number += not found.joined
        return self._number


class _Lead:
    """What stands before a name and makes it a wish."""

    def __init__(self, text: str, span: Span, before: _Found | None) -> None:
        start = max(0, span.start - german.LONGEST_LEAD)
        words = text[start : span.start]
        self.joined = _follows(text, span, before)
        self.inside = german.INSIDE.search(words)
        self.around = german.AROUND.search(words)
        self.before_it = before
        self.before = before if self.joined else None
        match = self.around if self.around and not self._is_inside() else self.inside
        self.begin = start + match.start() if match else span.start
        self._match = match
        kreis = re.search(r"[Kk]reis", match[0]) if match else None
        self.districts = bool(kreis or (self.before and self.before.districts))
        self.bei = bool(match and match[0].lower().startswith(("bei ", "um ")))

    def _is_inside(self) -> bool:
        """``in`` where ``Umkreis`` and the like do not follow."""
        return bool(
            self.inside and self.around and self.inside.start() < self.around.start()
            and not self.around[0][:1].isupper()
        )  # fmt: skip

    @property
    def plural_districts(self) -> bool:
        """``in den Landkreisen A und B``: what is joined is a district too."""
        inherited = self.before is not None and self.before.districts
        return inherited or bool(self._match and re.search(r"[Kk]reisen? $", self._match[0]))

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return self._match is not None

    @property
    def strong(self) -> bool:
        """Whether it restricts by itself."""
        if self._match is None:
            return bool(self.before and self.before.certain and self.before.radius is None)
        return self._match is self.inside

    @property
    def weak(self) -> bool:
        """``um`` and ``bei`` say many other things."""
        return self.bei

    @property
    def article(self) -> bool:
        """Whether the name has an article: ``in der``, ``im``, ``am``."""
        if self._match is None or self._match is not self.inside:
            return False
        return bool(self._match["article"] or self._match["contracted"])

    @property
    def from_there(self) -> bool:
        """Whether it is ``aus``: where people, money or things come from."""
        return bool(self._match and self._match[0].lower().startswith("aus "))

    @property
    def kind_word(self) -> bool:
        """Whether a word says what kind of place follows: ``in der Stadt``."""
        return bool(self._match and re.search(r"[A-ZÄÖÜ]\w+ $", self._match[0]))

    @property
    def radius(self) -> float | None:
        """Kilometres that were asked for."""
        if self._match is None or self._match is not self.around:
            return None
        distance = self._match["distance"] or self._match["away"]
        if distance:
            return min(float(distance.replace(",", ".")), FURTHEST) or None
        if self._match["wide"]:
            return german.WIDE_RADIUS
        return german.NEAR_RADIUS if self._match["near"] else german.AROUND_RADIUS

    @property
    def region(self) -> bool:
        """``Region Hannover`` may be the name of what lies there."""
        return bool(self._match and re.search(r"Region $", self._match[0]))


def _may_begin(word: str) -> bool:
    """Whether a small word may begin a place's name or be derived from one."""
    return word in german.SMALL_FIRST_WORD or _ADJECTIVE.fullmatch(word) is not None


def _outermost(found: Iterable[_Found]) -> Iterator[_Found]:
    """Without ``Berliner`` in ``im Berliner Bezirk Mitte``."""
    last: _Found | None = None
    for each in found:
        if last and each.begin >= last.end:
            yield last
        last = each
    if last:
        yield last


def _is_near(found: _Found) -> bool:
    """Not a bare name from abroad: in a sentence it says where somebody comes from."""
    return found.certain or found.places[0].country == "DE"


def _inside(places: tuple[Place, ...], before: _Found | None) -> tuple[Place, ...]:
    """Those that lie in the place named before, where there are some."""
    ids = {place.id for place in before.places} if before else set()
    return tuple(place for place in places if ids & set(place.parents)) or places


def _follows(text: str, span: Span, before: _Found | None) -> bool:
    if before is None or not 0 < span.start - before.end <= 30:
        return False
    return german.AND.fullmatch(text[before.end : span.start]) is not None


def _joined(text: str, words: Sequence[Span]) -> Span | None:
    """The words as one name with the bracket that it ends in; None where something parts them."""
    for left, right in zip(words, words[1:], strict=False):
        if not _GAP.fullmatch(text[left.end : right.start]):
            return None
    span = Span(start=words[0].start, end=words[-1].end)
    if "(" in span.of(text):
        return replace(span, end=span.end + 1) if text[span.end : span.end + 1] == ")" else None
    return span


def _is_adjective(surface: str, places: tuple[Place, ...]) -> bool:
    if surface[0].islower():
        return True
    return surface.endswith("er") and not any(p.name.endswith("er") for p in places[:1])


def _may_be(  # noqa: PLR0911, PLR0913
    text: str, span: Span, places: tuple[Place, ...], lead: _Lead, *, small: bool,
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
    if surface in names.COMMON:
        return False
    common = surface in names.AMBIGUOUS or surface in names.GIVEN_NAMES or surface in GIVEN_NAMES
    if lead.any or lead.joined:
        loose = (lead.article and not lead.kind_word) or lead.weak
        return not (common and loose) or places[0].kind == "region"
    if common or _is_in_name(before):
        return False
    return _is_known(places[0]) or "-" in surface


def _may_be_adjective(
    text: str, span: Span, places: tuple[Place, ...], *, small: bool
) -> bool:
    surface = span.of(text)
    if small:
        return places[0].kind in {"state", "region"} and places[0].country == "DE"
    noun = re.compile(r" (?:[a-zäöü]+(?:en?|er) )?[A-ZÄÖÜ]").match(text, span.end)
    if noun is None or surface in names.COMMON or german.NO_NEIGHBOUR.match(text, span.end):
        return False
    return surface not in names.AMBIGUOUS and _is_known(places[0])


def _may_be_small(surface: str, place: Place, lead: _Lead) -> bool:
    if surface in german.NEVER_SMALL:
        return surface in german.WITH_IN and lead.strong and not lead.article
    word = surface.capitalize()
    if word in names.COMMON or word in names.AMBIGUOUS or word in GIVEN_NAMES:
        return False
    return place.kind in {"state", "region", "country"} or (
        place.kind in {"municipality", "district"} and place.population >= german.SMALL_TOWN
    )


def _is_in_name(before: str) -> bool:
    word = before.rstrip().rpartition(" ")[2]
    return (
        word in GIVEN_NAMES
        or german.PART_OF_NAME.search(before) is not None
        or names.ORGANISATION_BEFORE.search(before) is not None
    )


def _is_known(place: Place) -> bool:
    """Whether a name alone makes one think of the place."""
    if place.kind == "municipality":
        return place.population >= german.VILLAGE
    return place.kind != "quarter"


def _meant(places: tuple[Place, ...], *, districts: bool) -> tuple[Place, ...]:
    """The most prominent place and those of its kind that are about as prominent."""
    if districts and any(place.kind == "district" for place in places):
        places = tuple(place for place in places if place.kind == "district")
    places = _of_here(tuple(place for place in places if place.kind != "river") or places)
    best = places[0]
    least = prominence(best) - (ALIKE if best.kind in {"municipality", "quarter"} else 0.0)
    return tuple(p for p in places if p.kind == best.kind and prominence(p) >= least)


def _of_here(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """German places before all but the much better known of other countries."""
    here = tuple(place for place in places if place.country == "DE")
    far = bool(here) and prominence(here[0]) < prominence(places[0]) - FOREIGN_LEAD
    return places if far or not here else here


def _surrounding(
    text: str, span: Span, place: Place, lead: _Lead, *, adjective: bool
) -> tuple[int, float | None]:
    """Where the wish ends, and the kilometres around the place that it reaches."""
    after = (german.LAND_AROUND if adjective else german.AND_AROUND).match(text, span.end)
    if after and place.kind in {"municipality", "district", "quarter"}:
        return after.end(), max(lead.radius or 0.0, german.AROUND_RADIUS)
    if lead.region and place.kind in {"region", "district", "state"}:
        return span.end, None
    return span.end, lead.radius


def _is_doubtful(text: str, span: Span, place: Place, lead: _Lead) -> bool:
    """A word that also means something else, or a town with an article."""
    if span.of(text) in names.AMBIGUOUS and place.population < german.SMALL_TOWN:
        return True
    if lead.from_there and not german.LOCAL_BEFORE.search(text[max(0, lead.begin - 40):lead.begin]):
        return True
    return lead.article and place.kind in {"municipality", "quarter"} and not lead.kind_word


def _label(text: str, span: Span, first: _Found) -> str:
    """The asker's own words; an adjective or a small word as the place is called."""
    place, words = first.places[0], span.of(text)
    bare = first.begin == first.start and span.end == first.end
    return place.name if bare and (first.adjective or words[0].islower()) else words
