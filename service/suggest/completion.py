"""Names by the beginnings of their words: a sorted list of words, each with its names.

What is typed may have umlauts in either spelling, another gender or ending, and one slip of the
hand a word; each word that is typed must begin a word of the name, in whatever order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import log1p

import numpy as np
import numpy.typing as npt

from nlp.german.compounds import INFLECTION
from nlp.german.forms import normal, plain
from nlp.german.spelling import slips
from nlp.german.tokens import tokens
from service.suggest.name import Name, SuggestionKind

WEIGHTS: dict[SuggestionKind, float] = {
    "theme": 3.0,
    "programme": 2.4,
    "state": 2.4,
    "place": 2.2,
    "project": 1.6,
    "question": 1.2,
    "phrase": 1.0,
}
"""What a kind is worth beside the logarithm of how many reports there are."""
FIRST, LATER, INFLECTED, SLIPPED = 1.0, 0.9, 0.7, 0.4
"""How well a word fits: the beginning of the name, of another word, another ending, a slip."""
SHORTEST_SLIPPED, LONGEST_SLIPPED = 4, 24
MOST_SLIPPED = 4
"""So many words are looked at for slips; where more are typed, none is."""
MOST_WORDS = 12
LOOKED_AT = 60
REMEMBERED = 200_000
"""Names of which the words are not read again when the stock has changed."""
LAST = "\U0010ffff"
_HALF_GENDER = re.compile(r"[:*_·/(]-?i?n?n?e?$")

Fit = npt.NDArray[np.float32]


class Completion:
    """Never changes once it is built; safe to share between threads."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)
        entries = sorted(
            (key, at, fit) for at, name in enumerate(self._names) for key, fit in _keys(name.text)
        )
        self._words: list[str] = []
        starts: list[int] = []
        for number, (key, _, _) in enumerate(entries):
            if not self._words or self._words[-1] != key:
                self._words.append(key)
                starts.append(number)
        self._starts = [*starts, len(entries)]
        self._at = np.array([at for _, at, _ in entries], dtype=np.int32)
        self._fit = np.array([fit for _, _, fit in entries], dtype=np.float32)
        self._worth = np.array([_worth(name) for name in self._names], dtype=np.float32)
        self._whole: dict[str, list[int]] = {}
        for at, name in enumerate(self._names):
            self._whole.setdefault(whole(name.text), []).append(at)

    def __len__(self) -> int:
        return len(self._names)

    def complete(self, typed: str, limit: int) -> list[Name]:
        """The names that the words begin, the best first, one of each thing that is meant.

        Where there is none, those of the words written together, then those a slip away.
        """
        words = _typed(typed)
        if not words or not self._names:
            return []
        found = self._best(self._fits(words), limit, typed)
        if not found and len(words) > 1:
            found = self._best(self._fits(["".join(words)]), limit, typed)
        if not found and len(words) <= MOST_SLIPPED:
            found = self._best(self._fits(words, slipped=True), limit, typed)
        return found

    def _best(self, fit: Fit, limit: int, typed: str) -> list[Name]:
        scores = fit * self._worth
        several = min(len(scores), max(LOOKED_AT, 4 * limit))
        some = np.argpartition(-scores, several - 1)[:several].tolist()
        same = self._whole.get(whole(typed), [])
        ranked = sorted(
            {at for at in chain(some, same) if scores[at] > 0},
            key=lambda at: (at not in same, -float(scores[at]), len(self._names[at].text), at),
        )
        found: dict[tuple[str, str], Name] = {}
        for at in ranked:
            name = self._names[at]
            best = found.setdefault((name.kind, name.id), name)
            if best.text != best.label == name.text:
                found[name.kind, name.id] = name
        return list(found.values())[:limit]

    def _fits(self, words: Sequence[str], *, slipped: bool = False) -> Fit:
        """For each name how well it fits; 0 where a word begins none of its words."""
        total = np.ones(len(self._names), dtype=np.float32)
        for word in words:
            total *= self._fit_of(word, slipped=slipped)
        return total

    def _fit_of(self, word: str, *, slipped: bool) -> Fit:
        fit = np.zeros(len(self._names), dtype=np.float32)
        for start, end, factor in self._ranges(word, slipped=slipped):
            first, last = self._starts[start], self._starts[end]
            np.maximum.at(fit, self._at[first:last], self._fit[first:last] * np.float32(factor))
        return fit

    def _ranges(self, word: str, *, slipped: bool) -> Iterator[tuple[int, int, float]]:
        """Words of the list, from one to before another, and how well they fit."""
        key = plain(word)
        for begun in _forms(word):
            yield *self._beginning(begun), 1.0
        for shorter in _uninflected(key):
            at = bisect_left(self._words, shorter)
            if at < len(self._words) and self._words[at] == shorter:
                yield at, at + 1, INFLECTED
        if slipped and _may_be_slipped(key):
            for meant in set(slips(key)):
                yield *self._beginning(meant), SLIPPED

    def _beginning(self, key: str) -> tuple[int, int]:
        start = bisect_left(self._words, key)
        if start == len(self._words) or not self._words[start].startswith(key):
            return start, start
        return start, bisect_left(self._words, key + LAST)


def fitting(text: str, typed: str) -> list[tuple[int, int]]:
    """The words of a name that what is typed begins, as half-open ranges of code points."""
    begun = [_forms(word) for word in _typed(typed)]
    return [
        (token.start, token.end)
        for token in tokens(text)
        if any(key.startswith(own) for key in _forms(token.word) for each in begun for own in each)
    ]


@lru_cache(maxsize=REMEMBERED)
def whole(text: str) -> str:
    """A name as it is told from others: its words without umlauts and case."""
    return " ".join(plain(token.word) for token in tokens(text))


def _typed(typed: str) -> list[str]:
    return [token.word for token in tokens(_HALF_GENDER.sub("", typed))][:MOST_WORDS]


def _forms(word: str) -> set[str]:
    """A word without umlauts, and without its gender too."""
    return {plain(word), normal(word)}


@lru_cache(maxsize=REMEMBERED)
def _keys(text: str) -> tuple[tuple[str, float], ...]:
    """What the words of a name are found by, and how well each speaks for it."""
    keys: dict[str, float] = {}
    for number, token in enumerate(tokens(text)):
        for key in _forms(token.word):
            keys.setdefault(key, LATER if number else FIRST)
    return tuple(keys.items())


def _may_be_slipped(key: str) -> bool:
    return SHORTEST_SLIPPED <= len(key) <= LONGEST_SLIPPED and key.isascii() and key.isalpha()


def _uninflected(key: str) -> Iterator[str]:
    for cut in range(1, 4):
        if len(key) - cut >= SHORTEST_SLIPPED and INFLECTION.fullmatch(key[-cut:]):
            yield key[:-cut]


def _worth(name: Name) -> float:
    return WEIGHTS[name.kind] + log1p(name.reports) / 2
