"""One normal form for all spellings of a German word; text and question are brought to it."""

from __future__ import annotations

from functools import lru_cache

from nlp.german.spellings import FEMININE, FEMININE_INSIDE, NOT_FEMININE, TELLING, UMLAUT
from nlp.german.tokens import folded


@lru_cache(maxsize=100_000)
def normal(word: str) -> str:
    """A lower-case word without gender and umlauts: Mütter, Muetter and Mutter are one form.

    So are mentorinnen and mentor, lehrerin and lehrer, ärztinnen and arzt. What has no umlaut
    loses a little (israel becomes isral), the same on both sides.
    """
    return distinct(word).lower()


@lru_cache(maxsize=100_000)
def distinct(word: str) -> str:
    """The normal form with a capital where an umlaut makes another word: fOrderung, forderung."""
    told = TELLING.sub(lambda match: match[0][0].upper() + match[0][2:], folded(neutral(word)))
    return UMLAUT.sub(lambda match: match[0][0], told)


def plain(word: str) -> str:
    """A lower-case word without umlauts, its gender kept."""
    return UMLAUT.sub(lambda match: match[0][0], folded(word))


@lru_cache(maxsize=100_000)
def neutral(word: str) -> str:
    """A lower-case word without its feminine ending."""
    if word in NOT_FEMININE:
        return word
    return FEMININE_INSIDE.sub("", FEMININE.sub("", word))
