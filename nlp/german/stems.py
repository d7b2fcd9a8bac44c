"""Stems of German words (Porter's Snowball, 2001) and the parts of compounds that they share."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from threading import Lock
from typing import Any

SHORTEST_PART = 5
SHORTEST_REST = 3

_stemming = Lock()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a lower-case word: Väter and Vater share one."""
    with _stemming:  # the stemmer keeps the word at hand in itself
        return str(_stemmer().stemWord(word))


def same_stem(one: str, other: str) -> bool:
    """Whether two lower-case words are forms of one word."""
    return stem(one) == stem(other)


def shares_part(asked: str, found: str) -> bool:
    """Whether one word opens the other, or ``asked`` closes ``found``: both as parts of compounds.

    Elternarbeit is answered by Eltern and by Elterncafé, Beratung by Erstberatung; Elternarbeit
    is not answered by Arbeit. Parts are at least five letters long.
    """
    ask, find = _plain(asked), _plain(found)
    short, long = (ask, find) if len(ask) <= len(find) else (find, ask)
    return long.startswith(_parts(short)) or (
        len(find) >= len(ask) + SHORTEST_REST and find.endswith(_parts(ask))
    )


@lru_cache(maxsize=100_000)
def _parts(word: str) -> tuple[str, ...]:
    """The word and its stem where they are long enough to stand for themselves."""
    return tuple(part for part in (word, stem(word)) if len(part) >= SHORTEST_PART)


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """Without umlauts and accents, as stems are."""
    signs = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("german")
