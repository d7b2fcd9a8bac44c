"""The words of a German text for search: gender forms joined, inflection and case kept apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_GENDER_MARK = r"(?:[:*_·/]-?|\()"
_ENDING = r"(?:innen|in|nen|en|[ernsm])\)?(?![^\W_])"
_TOKEN = re.compile(
    rf"[^\W_]+(?:\u00ad[^\W_]+)*(?:(?<=\w\w\w){_GENDER_MARK}{_ENDING})?", re.UNICODE
)
_NO_LETTER = re.compile(r"[\W_]+")
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Token(NamedTuple):
    """A word at ``text[start:end]``; ``word`` is lower case, ``Mentor:innen`` is mentorinnen."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """Words and numbers in the order of the text; hyphens part words."""
    for match in _TOKEN.finditer(text):
        word = match[0] if match[0].isalnum() else _NO_LETTER.sub("", match[0])
        yield Token(match.start(), match.end(), word.lower())


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A lower-case word in plain letters: ae for ä, ss for ß, e for é."""
    plain = unicodedata.normalize("NFC", word).translate(_FOLDS)
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
