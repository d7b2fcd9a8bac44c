"""Names of places and what they may stand for."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nlp.german.place_forms import (
    ABBREVIATIONS,
    DIRECTIONS,
    adjective_bases,
    inhabitant_bases,
    uninflected,
    weak_first_word,
)
from nlp.types import Place

_FOLD = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe"}
    | dict(zip("éèáłåóíñç", "eealaoinc", strict=True))
)
_SIGNS = re.compile(r"[\s()/.,\-–’'\u00ad]+")
_SINGLE = re.compile(r"(?:^| )(?:[abidv]|opf|vogtl|ol?|westf|oldb|rh|br|sankt)(?: |$)")
_KIND_WORD = re.compile(
    r"(landkreis|kreis|lk|lkr|kr|region|regionalverband|staedteregion|insel|freistaat)e?s? "
)
_DIRECTION_KEYS = frozenset(word.lower().translate(_FOLD) for word in DIRECTIONS)
_SHORT_KIND_WORDS = frozenset({"lk", "lkr", "kr"})
_DISTRICT_WORDS = _SHORT_KIND_WORDS | {"landkreis", "kreis", "regionalverband", "staedteregion"}
MOST_REMEMBERED = 200_000
"""Forms whose reading is kept: those of a large corpus, not all that may ever be typed."""
_KIND_ORDER = {
    "state": 6.5,
    "country": 7.0,
    "region": 5.2,
    "river": 5.0,
    "district": 4.0,
    "municipality": 0.0,
    "quarter": -1.0,
    "other": 3.0,
}  # fmt: skip


def name_key(name: str) -> str:
    """A name without case, umlauts and punctuation, its abbreviations written out."""
    if name.isalpha():
        return name.lower().translate(_FOLD)
    key = _SIGNS.sub(" ", name.lower().translate(_FOLD)).strip()
    if _SINGLE.search(key):
        for short, long in ABBREVIATIONS:
            key = re.sub(rf"\b{short}\b", long, key)
    return weak_first_word(key) if " " in key else key


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place and its names besides ``place.name``."""

    place: Place
    names: tuple[str, ...] = ()


def prominence(place: Place) -> float:
    """How likely a name without context means this place; about 0 to 8."""
    former = 1.5 if place.id.startswith("de:altkreis") else 0.0
    if place.kind in {"municipality", "quarter"}:
        abroad = 0.0 if place.country == "DE" else 1.0
        return math.log10(place.population + 10) - abroad + _KIND_ORDER[place.kind]
    return _KIND_ORDER[place.kind] - former


class Gazetteer:
    """Places by name, with the inflected and derived forms of German."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_key: dict[str, list[Place]] = defaultdict(list)
        self._by_id: dict[str, Place] = {}
        self._longest: dict[str, int] = {}
        self._most: dict[str, int] = {}
        self._found: dict[str, tuple[Place, ...]] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        place = entry.place
        self._by_id[place.id] = place
        for name in (place.name, *entry.names):
            key = name_key(name)
            known = self._by_key[key]
            if not known or known[-1] is not place:
                known.append(place)
            words = key.count(" ") + 1
            if words > 1:
                first = key.split(" ", 1)[0]
                self._longest[first] = max(words, self._longest.get(first, 1))

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_id.values())

    def get(self, id_: str) -> Place | None:
        """The place with this identifier."""
        return self._by_id.get(id_)

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this word."""
        most = self._most.get(word)
        if most is None:
            _bound(self._most)
            key = _SIGNS.sub(" ", word.lower().translate(_FOLD)).strip()
            key = "landkreis" if key in _SHORT_KIND_WORDS else key
            forms = (key, weak_first_word(key + " x")[:-2], *uninflected(key))
            most = self._most[word] = max(self._longest.get(form, 1) for form in forms)
        return most

    def exact(self, name: str) -> tuple[Place, ...]:
        """The places with exactly this name, the most prominent first."""
        return self._sorted(self._by_key.get(name_key(name), []))

    def candidates(self, surface: str) -> tuple[Place, ...]:
        """What a form in a text may stand for, the most prominent first; empty for none.

        Reads inflected (``Thüringer Waldes``), derived (``Kieler``, ``sächsischen``),
        abbreviated (``NRW``, ``Frankfurt a. M.``) and compound (``Leipzig-Grünau``) forms.
        """
        found = self._found.get(surface)
        if found is None:
            _bound(self._found)
            found = self._found[surface] = self._resolve(surface)
        return found

    def _resolve(self, surface: str) -> tuple[Place, ...]:
        if not surface.strip():
            return ()
        key = name_key(surface)
        places = list(self._by_key.get(key, []))
        places += [place for place in self._after_kind_word(key) if place not in places]
        if "-" in surface and not any(name_key(place.name) == key for place in places):
            places = list(self._compound(surface)) or places
        if places:
            return self._sorted([*places, *self._derived(key)])
        for form in (*uninflected(key), *adjective_bases(key)):
            if form in self._by_key:
                return self._sorted(self._by_key[form])
        return self._sorted(self._derived(key))

    def _derived(self, key: str) -> list[Place]:
        """The places whose name with ``-er`` gives this form."""
        forms = (form for form in inhabitant_bases(key) if form in self._by_key)
        return list(dict.fromkeys(place for form in forms for place in self._by_key[form]))

    def _after_kind_word(self, key: str) -> list[Place]:
        word = _KIND_WORD.match(key)
        if word is None:
            return []
        rest = key[word.end() :]
        if rest in _DIRECTION_KEYS:
            return []
        forms = [rest, *uninflected(rest)]
        places = [place for form in forms for place in self._by_key.get(form, [])]
        if word[1] in _DISTRICT_WORDS:
            return [place for place in places if place.kind == "district"]
        if word[1] == "freistaat":
            return [place for place in places if place.kind == "state"]
        return [place for place in places if place.kind not in {"state", "country", "river"}]

    def _compound(self, surface: str) -> tuple[Place, ...]:
        """The quarter that ``Leipzig-Grünau`` or ``Schwerin-Lankow`` names."""
        for sign in re.finditer("-", surface):
            whole, part = surface[: sign.start()], surface[sign.end() :]
            towns = [p for p in self._by_key.get(name_key(whole), []) if p.kind == "municipality"]
            if towns and part:
                quarters = list(self._parts(surface, part, towns))
                if quarters:
                    return self._sorted(quarters)
        return ()

    def _parts(self, surface: str, part: str, towns: list[Place]) -> Iterator[Place]:
        ids = {town.id for town in towns}
        keys = (name_key(surface), name_key(part), *uninflected(name_key(part)),
                *inhabitant_bases(name_key(part)))  # fmt: skip
        for key in keys:
            for place in self._by_key.get(key, []):
                if place.kind == "quarter" and ids & set(place.parents):
                    yield place
        if name_key(surface) not in self._by_key and part in DIRECTIONS:
            yield from towns

    @staticmethod
    def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
        order = sorted(dict.fromkeys(places), key=lambda p: (-prominence(p), p.id))
        return tuple(order)


def _bound(remembered: dict[str, Any]) -> None:
    if len(remembered) >= MOST_REMEMBERED:
        remembered.clear()
