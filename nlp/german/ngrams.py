"""Character n-grams of German words as sparse vectors: the lexical side of search.

They find inflected forms and the parts of compounds without a dictionary: McNamee and Mayfield,
Character N-Gram Tokenization for European Language Text Retrieval (2004). Weights follow BM25:
Robertson and Zaragoza, The Probabilistic Relevance Framework (2009); the idf is the index's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

from nlp.german.forms import normal
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens

LENGTH = 4
EDGE = "_"
# Best of a few on the questions of the sample corpus; the average is that of its passages.
SATURATION = 0.9
LENGTH_WEIGHT = 0.4
AVERAGE_GRAMS = 442
# What a word of a question weighs: one that says little, how fast further n-grams of a long word
# fade, and its beginning, which inflection and compounds leave alone. Tuned in the same way.
STOP_WEIGHT = 0.5
FADING = 0.3
BEGINNING = 1.5
MAYBE_MEANT = 0.5
NOTHING_ELSE: Mapping[str, str] = MappingProxyType({})


def gram_counts(text: str) -> Counter[int]:
    """How often each n-gram occurs; n-grams are unsigned 32-bit hashes."""
    counts: Counter[int] = Counter()
    for word, times in Counter(token.word for token in tokens(text)).items():
        for gram in grams_of(word):
            counts[gram] += times
    return counts


@lru_cache(maxsize=100_000)
def grams_of(word: str) -> tuple[int, ...]:
    """The hashed n-grams of a word's normal form with its edges marked; short words are one."""
    marked = f"{EDGE}{normal(word)}{EDGE}"
    last = max(1, len(marked) - LENGTH + 1)
    return tuple(crc32(marked[start : start + LENGTH].encode()) for start in range(last))


def passage_weights(counts: Mapping[int, int]) -> dict[int, float]:
    """BM25 weights of a passage's n-grams, to be multiplied by idf and the question's weights."""
    length = sum(counts.values())
    norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / AVERAGE_GRAMS)
    return {gram: n * (SATURATION + 1) / (n + norm) for gram, n in counts.items()}


def question_weights(
    words: Iterable[str], *, meant: Mapping[str, str] = NOTHING_ELSE
) -> dict[int, float]:
    """The n-grams of a question; each occurrence of a word adds its own.

    ``meant``: for misspelt words those that may be meant; both share the weight.
    """
    weights: dict[int, float] = {}
    for word, times in Counter(words).items():
        other = meant.get(word)
        share = MAYBE_MEANT if other else 1.0
        _add(weights, word, times * share)
        if other:
            _add(weights, other, times * (1 - share))
    return weights


def _add(weights: dict[int, float], word: str, times: float) -> None:
    grams = grams_of(word)
    each = times * (STOP_WEIGHT if word in STOP_WORDS else 1.0) / len(grams) ** FADING
    for position, gram in enumerate(grams):
        factor = 1.0 if position else BEGINNING
        weights[gram] = weights.get(gram, 0.0) + each * factor
