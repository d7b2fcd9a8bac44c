"""Forms of project names across reports: their keys, and how much a form tells."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from nlp.german.project_words import ABSTRACT_ENDINGS, COMMON_ENDINGS, COMMON_WORDS
from nlp.german.stopwords import STOP_WORDS
from nlp.project_forms import plain

FormKind = Literal["distinctive", "acronym", "common"]
STRENGTH: dict[FormKind, int] = {"common": 0, "acronym": 1, "distinctive": 2}

LONGEST = 200
"""Longer names are compared by a digest only."""
MOST_WORDS = 12
LONG_WORD = 14
"""Letters from which a word that ends in nothing common is taken for coined."""

FIRM = 16
"""Letters that the telling words of a firm name have together."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ACCENT = re.compile(r"[\u0300-\u036f]")
_GENITIVE = re.compile(r"(?<=\w{4}[^\Ws])s\b")
_PARTS = re.compile(r"\s[-–—]\s|:\s|\s?\(|\)|\s/\s")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")


@lru_cache(maxsize=1 << 16)
def form_key(name: str) -> str:
    """What spellings of one name share: no case, marks, blanks, umlauts or genitive endings."""
    words = _GENITIVE.sub("", plain(unicodedata.normalize("NFC", name[: 10 * LONGEST])))
    key = re.sub(r"[\W_]+", "", plain_letters(words)) or words or name[:LONGEST]
    if len(key) <= LONGEST:
        return key
    return f"{key[:40]}#{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def plain_letters(text: str) -> str:
    """Small letters without umlauts and accents."""
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS)))


@lru_cache(maxsize=1 << 16)
def kind_of(name: str) -> FormKind:
    """How much a form tells: an acronym or common words may name another project elsewhere."""
    if _is_acronym(name):
        return "acronym"
    tokens, telling = _tokens(name), _telling(name)
    if len(tokens) == 1:
        return "distinctive" if telling and _is_coined(name.strip(), telling[0]) else "common"
    letters = sum(map(len, tokens))
    return "distinctive" if telling and letters >= 9 else "common"


@lru_cache(maxsize=1 << 16)
def is_firm(name: str) -> bool:
    """Whether a distinctive name tells so much that hardly two projects will bear it."""
    telling = _telling(name)
    return len(telling) > 1 and sum(map(len, telling)) >= FIRM


def _is_acronym(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if " " in name.strip() or capitals < 2 or len(letters) > 12:
        return False
    if capitals == len(letters):
        return len(letters) <= 8
    return 2 * capitals >= len(letters) or len(letters) <= 6


def _telling(name: str) -> list[str]:
    """Nouns and names that are not common: words in small letters are ordinary ones."""
    return [
        token
        for token in _tokens(name)
        if not _is_common(token.casefold()) and (name.islower() or not token[0].islower())
    ]


def _tokens(name: str) -> list[str]:
    return [
        token
        for token in re.findall(r"\w+", _CAMEL.sub(" ", name[:LONGEST]))
        if len(token) > 2 or token.isdigit()
    ]


def _is_common(token: str) -> bool:
    is_common = token in COMMON_WORDS or token in STOP_WORDS or token.isdigit()
    return is_common or token.endswith(COMMON_ENDINGS)


def _is_coined(name: str, token: str) -> bool:
    if re.search(r"\w[._+@²³\d-]\w", name):
        return len(name) >= 9
    return len(token) >= LONG_WORD and not token.casefold().endswith(ABSTRACT_ENDINGS)


def parts_of(name: str) -> Iterator[str]:
    """Parts that a mark sets off: ``LOTSE`` and ``Lernen ohne Tadel`` of ``LOTSE – Lernen …``."""
    pieces = [piece for piece in _PARTS.split(name[:LONGEST]) if len(piece) > 2]
    yield from pieces if len(pieces) > 1 else ()


def beginnings_of(name: str) -> Iterator[str]:
    """What a name begins with, a word at a time."""
    marks = list(re.finditer(r"[ :–-]+", name[:LONGEST]))[:MOST_WORDS]
    yield from (name[: mark.start()] for mark in marks if mark.start() > 3)


def acronym_keys(name: str) -> set[str]:
    """The initials that an acronym of a name may have: of all its words, or the capital ones."""
    spaced = _CAMEL.sub(" ", name[:LONGEST])
    words = re.findall(r"\w+", spaced)
    if len(words) < 2:
        return set()
    every = "".join(word[0] for word in words).casefold()
    capital = "".join(word[0] for word in words if word[0].isupper()).casefold()
    return {initials for initials in (every, capital) if len(initials) >= 2}


def is_spelt_by(acronym: str, name: str) -> bool:
    """Whether the acronym is made of beginnings of the name's words, in their order.

    ``GruKiTel`` of ``Grundbildung für Kita-Teams im Elbland``: after each capital the small
    letters must go on in the same word.
    """
    syllables = re.findall(r"[A-ZÄÖÜ][a-zäöüß]*", acronym)
    words = iter(re.findall(r"\w+", _CAMEL.sub(" ", name[:LONGEST]).casefold()))
    return len(syllables) > 1 and all(
        any(word.startswith(syllable.casefold()) for word in words) for syllable in syllables
    )
