"""The places that there are: by id, and as suggestions for what somebody types."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import takewhile
from threading import RLock
from typing import TYPE_CHECKING

from nlp.gazetteer import name_key, prominence

if TYPE_CHECKING:
    from nlp.gazetteer import Gazetteer
    from nlp.types import Place


_LOCK = RLock()


def gazetteer() -> Gazetteer:
    """The one that comes along, read once; ArtefactError where it is damaged."""
    with _LOCK:
        return _read()


def suggestions(words: str, *, limit: int) -> tuple[Place, ...]:
    """Places that these words name, in any form, then those whose names begin so.

    Each of the two the most prominent first.
    """
    key = name_key(words)
    if not key:
        return ()
    named = gazetteer().candidates(words)
    begun = _beginning(key)
    ordered = sorted(begun, key=lambda place: (-prominence(place), place.id))
    return tuple(dict.fromkeys([*named, *ordered]))[:limit]


def _beginning(key: str) -> list[Place]:
    with _LOCK:
        known = _by_name()
    first = bisect_left(known, key, key=lambda pair: pair[0])
    return [place for _, place in takewhile(lambda pair: pair[0].startswith(key), known[first:])]


@lru_cache(maxsize=1)
def _read() -> Gazetteer:
    from corpus.gazetteer import load_gazetteer

    return load_gazetteer()


@lru_cache(maxsize=1)
def _by_name() -> list[tuple[str, Place]]:
    pairs = ((name_key(place.name), place) for place in gazetteer())
    return sorted(pairs, key=lambda pair: (pair[0], pair[1].id))
