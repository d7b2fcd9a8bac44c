"""Character n-grams of German words as sparse vectors: the lexical side of search.

They find inflected forms and the parts of compounds without a dictionary: McNamee and Mayfield,
Character N-Gram Tokenization for European Language Text Retrieval (2004). Weights follow BM25:
Robertson and Zaragoza, The Probabilistic Relevance Framework (2009); the idf is the index's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from zlib import crc32

from nlp.german.tokens import folded, tokens

LENGTH = 4
EDGE = "_"
# Best of a few on the questions of the sample corpus; the average is that of its passages.
SATURATION = 0.9
LENGTH_WEIGHT = 0.4
AVERAGE_GRAMS = 465


def gram_counts(text: str) -> Counter[int]:
    """How often each n-gram occurs; n-grams are unsigned 32-bit hashes."""
    counts: Counter[int] = Counter()
    for word, times in Counter(token.word for token in tokens(text)).items():
        for gram in grams_of(word):
            counts[gram] += times
    return counts


@lru_cache(maxsize=100_000)
def grams_of(word: str) -> tuple[int, ...]:
    """The hashed n-grams of a word with its edges marked; short words are one."""
    marked = f"{EDGE}{folded(word)}{EDGE}"
    last = max(1, len(marked) - LENGTH + 1)
    return tuple(crc32(marked[start : start + LENGTH].encode()) for start in range(last))


def passage_weights(counts: Mapping[int, int]) -> dict[int, float]:
    """BM25 weights of a passage's n-grams, to be multiplied by idf and the question's weights."""
    length = sum(counts.values())
    norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / AVERAGE_GRAMS)
    return {gram: n * (SATURATION + 1) / (n + norm) for gram, n in counts.items()}


def question_weights(words: Iterable[str]) -> dict[int, float]:
    """Each n-gram counts once for each word of the question that has it."""
    return {
        gram: float(n)
        for gram, n in Counter(gram for word in words for gram in grams_of(word)).items()
    }
