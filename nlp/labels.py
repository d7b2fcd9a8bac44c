"""Finds the labels of concepts in German text: inflected, in compounds, word by word.

A label is a set of stems; a sentence shows it as far as it holds them, each stem with the
strength of its match (a word of its own, the head or the modifier of a compound).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from nlp.german.compounds import MIN_PART, follows, precedes
from nlp.german.stems import stem
from nlp.types import Span

EXACT, HEAD, MODIFIER, INSIDE = 1.0, 0.8, 0.7, 0.5
LEAST_STRENGTH = 0.6
NEAR, FAR_FACTOR = 80, 0.6
LONGEST_WORD = 60
FUNCTION_WORDS = frozenset(
    """
    der die das den dem des ein eine einer eines einem einen und oder von vom zu zum zur in im an
    am auf aus bei mit für über um nach durch gegen ohne als auch
    """.split()
)

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LabelHit(Span):
    """Words that show a label of a concept.

    ``label`` is its index among the concept's labels, ``strength`` in (0, 1] says how fully the
    words hold it.
    """

    concept: str
    label: int
    strength: float


def word_stem(word: str) -> str:
    """The stem; acronyms (``ESF``, ``DaZ``) stay as they are, so that case tells them apart."""
    return word if _is_acronym(word) else stem(word.lower())


def label_stems(label: str) -> tuple[str, ...]:
    """The stems of a label without function words."""
    words = (word for word in _WORD.findall(label) if word.lower() not in FUNCTION_WORDS)
    return tuple(dict.fromkeys(word_stem(word) for word in words))


class StemFinder:
    """Known stems in words, also as parts of compounds; safe to share between threads."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._known = frozenset(stems)
        self.parts = lru_cache(maxsize=50_000)(self._parts)

    def _parts(self, word: str) -> Mapping[str, float]:
        """Each known stem in a word with the strength of its match."""
        whole = word_stem(word)
        found = {whole: EXACT} if whole in self._known else {}
        if not _is_acronym(word) and len(word) <= LONGEST_WORD:
            found |= dict(self._compound_parts(word.lower(), whole))
        return MappingProxyType(found)

    def _compound_parts(self, word: str, whole: str) -> Iterator[tuple[str, float]]:
        for start in range(len(word) - MIN_PART + 1):
            for end in range(start + MIN_PART, len(word) + 1):
                part = word[start:end]
                if part in self._known and part != whole:
                    strength = _strength(word, start, end)
                    if strength:
                        yield part, strength


class LabelMatcher:
    """Finds labels in text.

    ``labels``: for each concept its labels, the preferred one first.
    """

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._labels = [
            (concept, index, stems)
            for concept, names in labels.items()
            for index, name in enumerate(names)
            if (stems := label_stems(name))
        ]
        self._by_stem: dict[str, list[int]] = {}
        for number, (_, _, stems) in enumerate(self._labels):
            for part in stems:
                self._by_stem.setdefault(part, []).append(number)
        self._finder = StemFinder(self._by_stem)

    def find(self, text: str, sentences: Iterable[Span]) -> list[LabelHit]:
        """Every label with most of its stems in a sentence, in text order."""
        return [hit for span in sentences for hit in sorted(self._in_sentence(text, span))]

    def _in_sentence(self, text: str, span: Span) -> Iterator[LabelHit]:
        phrases: dict[int, dict[str, tuple[float, int, int]]] = {}
        for word in _WORD.finditer(text, span.start, span.end):
            for part, strength in self._finder.parts(word.group()).items():
                for number in self._by_stem[part]:
                    if len(self._labels[number][2]) == 1:
                        yield self._hit(number, word.start(), word.end(), strength)
                    else:
                        _keep_best(phrases.setdefault(number, {}), part, strength, word)
        yield from self._phrases(phrases)

    def _phrases(
        self, phrases: Mapping[int, Mapping[str, tuple[float, int, int]]]
    ) -> Iterator[LabelHit]:
        for number, parts in phrases.items():
            share = sum(strength for strength, _, _ in parts.values()) / len(
                self._labels[number][2]
            )
            start = min(start for _, start, _ in parts.values())
            end = max(end for _, _, end in parts.values())
            if share >= LEAST_STRENGTH:
                near = 1.0 if end - start < NEAR else FAR_FACTOR
                yield self._hit(number, start, end, share * near)

    def _hit(self, number: int, start: int, end: int, strength: float) -> LabelHit:
        concept, label, _ = self._labels[number]
        return LabelHit(start=start, end=end, concept=concept, label=label, strength=strength)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 6 and sum(map(str.isupper, word)) >= 2


def _keep_best(
    parts: dict[str, tuple[float, int, int]], part: str, strength: float, word: re.Match[str]
) -> None:
    if part not in parts or parts[part][0] < strength:
        parts[part] = (strength, word.start(), word.end())


def _strength(word: str, start: int, end: int) -> float:
    left, right = word[:start], word[end:]
    if not left:
        return MODIFIER if follows(right) else 0.0
    if not precedes(left):
        return 0.0
    if len(right) <= 2 or stem(word[start:]) == word[start:end]:
        return HEAD
    return INSIDE if follows(right) else 0.0
