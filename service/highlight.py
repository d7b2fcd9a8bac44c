"""The words of a passage that answer words of a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from nlp.german.stems import same_stem, shares_part
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
from nlp.types import Span


def highlights(text: str, span: Span, terms: Sequence[str]) -> tuple[Span, ...]:
    """Where the words of ``text[span.start:span.end]`` stand that answer one of the terms.

    A word answers by its stem, or as a part of a compound; stop words never do. Terms are lower
    case; the offsets are those of ``text``.
    """
    return tuple(_answering(span.of(text), tuple(terms), span.start))


def matched_words(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """The distinct words at these places, as they are written there first."""
    first: dict[str, str] = {}
    for span in spans:
        first.setdefault(span.of(text).lower(), span.of(text))
    return tuple(first.values())


def _answering(piece: str, terms: tuple[str, ...], offset: int) -> Iterator[Span]:
    for token in tokens(piece):
        if _answers(terms, token.word):
            yield Span(start=offset + token.start, end=offset + token.end)


@lru_cache(maxsize=50_000)
def _answers(terms: tuple[str, ...], word: str) -> bool:
    if word in STOP_WORDS:
        return False
    asked = (term for term in terms if term not in STOP_WORDS)
    return any(same_stem(term, word) or shares_part(term, word) for term in asked)
