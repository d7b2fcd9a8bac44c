"""The words of a German text for search: gender forms joined, inflection and case kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ACCENT = r"[\u0300-\u036f]"
_UNSEEN = r"[\u00ad\u200b-\u200d\u2060\ufeff]"
_LETTERS = rf"[^\W_]+(?:{_ACCENT}+[^\W_]*|{_UNSEEN}[^\W_]+)*"
_LONG_ENOUGH = r"(?<=[\w\u0300-\u036f][\w\u0300-\u036f][\w\u0300-\u036f])"
_GENDER_MARK = r"(?:[:*_·/]-?|\()"
_ENDING = r"(?:inn(?:en)?\)en|(?:innen|in|nen|en|[ernsm])\)?)(?![^\W_])"
_IN_COMPOUND = rf"[:*_·]innen{_LETTERS}"
_TOKEN = re.compile(
    rf"{_LETTERS}(?:(?=[:*_·/(]){_LONG_ENOUGH}(?i:{_GENDER_MARK}{_ENDING}|{_IN_COMPOUND}))?"
)
_BOTH_PLURALS = re.compile(rf"(?<=\w\w\w)(?:en?|(?<=r)n){_GENDER_MARK}(?=innen\)?$)")
_NO_LETTER = re.compile(r"[^\w\u0300-\u036f]|_")
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Token(NamedTuple):
    """A word at ``text[start:end]``; ``word`` is lower case, ``Mentor:innen`` is mentorinnen."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """Words and numbers in the order of the text; hyphens part words."""
    for match in _TOKEN.finditer(text):
        yield Token(match.start(), match.end(), _word(match[0]))


def _word(written: str) -> str:
    word = written.lower()
    if word.isalnum():
        return word
    plain = _NO_LETTER.sub("", _BOTH_PLURALS.sub("", word))
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A lower-case word in plain letters: ae for ä, ss for ß, e for é."""
    plain = unicodedata.normalize("NFC", word).translate(_FOLDS)
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).lower()
