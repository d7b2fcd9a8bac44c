"""What the index is asked with: made from a question, a plan or a stored report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from nlp.german.ngrams import question_weights
from nlp.german.tokens import tokens
from nlp.query import Query, cleaned, parse, shortened
from nlp.types import Analysis, Vector
from service.index.port import Sparse
from service.ordinary_words import is_ordinary

LONGEST_PLAN = 6000
PLAN_PIECE = 1200
MOST_TERMS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A direction, the words to look for, and the ``terms`` among them to mark (lower case).

    ``meant``: for misspelt words those that may be meant.
    """

    vector: Vector
    words: tuple[str, ...]
    terms: tuple[str, ...]
    meant: Mapping[str, str] = field(default_factory=dict)

    @property
    def sparse(self) -> Sparse:
        """The words' n-grams with their weights."""
        weights = question_weights(self.words, meant=self.meant)
        return Sparse(indices=tuple(weights), values=tuple(weights.values()))


def question_probe(query: Query, vector: Vector) -> Probe:
    """Of a question."""
    return Probe(vector=vector, words=query.words, terms=query.terms, meant=query.meant)


def plan_probe(plan: Query, vectors: Sequence[Vector]) -> Probe:
    """Of a longer text with the vectors of its pieces."""
    return Probe(vector=_middle(vectors), words=plan.words, terms=_nouns(plan.text))


def report_probe(analysis: Analysis, vectors: Sequence[Vector]) -> Probe:
    """Of a report with the vectors of its passages; its title and themes are marked."""
    text = shortened(cleaned(f"{analysis.title} {analysis.text}"), LONGEST_PLAN)
    topic = " ".join((analysis.title, *(theme.label for theme in analysis.themes)))
    words = tuple(token.word for token in tokens(text))
    return Probe(vector=_middle(vectors), words=words, terms=_nouns(topic))


def pieces(text: str) -> list[str]:
    """A text in parts that an encoder reads whole."""
    parts: list[str] = []
    while text:
        parts.append(shortened(text, PLAN_PIECE))
        text = text[len(parts[-1]) :].strip()
    return parts


def _middle(vectors: Sequence[Vector]) -> Vector:
    """The mean direction of vectors of unit length."""
    mean: Vector = np.mean(np.asarray(vectors), axis=0, dtype=np.float32)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def _nouns(text: str) -> tuple[str, ...]:
    """The most frequent words with a capital, without those that say nothing."""
    words = (token.word for token in tokens(text) if text[token.start].isupper())
    counts = Counter(word for word in words if not is_ordinary(word))
    frequent = " ".join(word for word, _ in counts.most_common(2 * MOST_TERMS))
    return parse(frequent).terms[:MOST_TERMS] if frequent else ()
