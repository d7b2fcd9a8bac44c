"""Stems of German words (Porter's Snowball, 2001)."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

_stemming = Lock()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a lower-case word: Väter and Vater share one."""
    with _stemming:  # the stemmer keeps the word at hand in itself
        return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("german")
