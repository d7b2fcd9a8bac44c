"""What a misspelt word may mean: a word of the reports that one slip of the hand turns into it.

Candidates are made from the word asked for (Norvig, How to Write a Spelling Corrector, 2007), so
the vocabulary needs no further index; a word that could be right is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from nlp.german.compounds import INFLECTION, LINKING, PREFIXES
from nlp.german.forms import normal, plain
from nlp.german.keyboard import ALPHABET, NEIGHBOURS
from nlp.german.stems import stem
from nlp.german.stopwords import STOP_WORDS

SHORTEST, LONGEST = 5, 40
SHORTEST_MEANT = 4
LINKS = ("", *LINKING)
_PREFIXES = PREFIXES | frozenset("hin her weiter wieder zusammen rein raus fort unter".split())


class Speller:
    """Knows words by how often they are written; lower case. Safe to share between threads."""

    def __init__(self, words: Mapping[str, int] | None = None) -> None:
        self._counts: dict[str, int] = {}
        self._written: dict[str, str] = {}
        self.meant = lru_cache(maxsize=10_000)(self._meant)
        self.learn(words or {})

    def learn(self, words: Mapping[str, int]) -> None:
        """Count more words; of several spellings of one the most frequent is remembered."""
        for word, times in sorted(words.items(), key=lambda item: (-item[1], item[0])):
            key = plain(word)
            self._counts[key] = self._counts.get(key, 0) + times
            self._written.setdefault(key, word)
        self.meant.cache_clear()

    def __len__(self) -> int:
        return len(self._counts)

    def knows(self, word: str) -> bool:
        """Whether the word occurs, in whatever spelling or gender."""
        return plain(word) in self._counts or normal(word) in self._counts

    def _meant(self, word: str) -> str | None:
        """The most frequent word one slip away; None for words that occur or may be right."""
        key = plain(word)
        if not _doubtful(key) or word in STOP_WORDS or self.knows(word) or self._composed(key):
            return None
        candidates = sorted(self._known(chain(slips(key), _slips_in_digraphs(word, key))))
        if any(_forms_of_one(candidate, key) for candidate in candidates):
            return None
        best = max(candidates, key=lambda one: self._counts[one], default=None)
        return None if best is None else self._written[best]

    def _known(self, words: Iterable[str]) -> set[str]:
        return {w for w in words if w in self._counts and len(w) >= SHORTEST_MEANT}

    def _composed(self, key: str) -> bool:
        """Whether the word falls into two that occur: a compound that nobody has written yet."""
        return any(
            key[at:] in self._counts and self._may_open(key[:at])
            for at in range(2, len(key) - SHORTEST_MEANT + 1)
        )

    def _may_open(self, left: str) -> bool:
        if len(left) < SHORTEST_MEANT:
            return left in _PREFIXES
        bare = (left.removesuffix(link) for link in LINKS)
        known = any(len(one) >= 3 and one in self._counts for one in bare)
        return known or left in _PREFIXES or f"{left}e" in self._counts


def _forms_of_one(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    ending = long.removeprefix(short)
    return stem(word) == stem(other) or INFLECTION.fullmatch(ending) is not None


def _doubtful(key: str) -> bool:
    return SHORTEST <= len(key) <= LONGEST and key.isalpha() and key.isascii()


def _slips_in_digraphs(word: str, key: str) -> Iterator[str]:
    """Where a slip made an ae, oe or ue that is no umlaut: vertruaen for vertrauen."""
    if word != key and word.isascii():
        yield from map(plain, slips(word))


def slips(word: str) -> Iterator[str]:
    """Every word that a slip turns into this one: a letter lost, added, swapped or mistaken."""
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        yield from (f"{left}{letter}{right}" for letter in ALPHABET)
        if right:
            yield left + right[1:]
            yield from (f"{left}{letter}{right[1:]}" for letter in NEIGHBOURS[right[0]])
        if len(right) > 1:
            yield f"{left}{right[1]}{right[0]}{right[2:]}"
