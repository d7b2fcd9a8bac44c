"""The words of a passage that answer words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.german.answers import Asked, asked
from nlp.german.stopwords import ACADEMIC_TITLES, STOP_WORDS
from nlp.german.tokens import Token, tokens
from nlp.types import Span

# Words so close together may be what a compound says: Arbeit mit den Eltern.
NEAR = 3
UNMARKED = STOP_WORDS | ACADEMIC_TITLES
_PAUSE = re.compile(r"[^\w\s-]|\n")


def highlights(text: str, span: Span, terms: Sequence[str]) -> tuple[Span, ...]:
    """Where the words of ``text[span.start:span.end]`` stand that answer one of the terms.

    A word answers in any form and spelling, as a compound with the word asked for or as the
    first part of one asked for; both parts of one where they stand together. Whole words are
    marked, stop words and academic titles never. Terms are lower case; the offsets are those of
    ``text``.
    """
    wanted = asked(tuple(dict.fromkeys(term for term in terms if term not in UNMARKED)))
    piece = span.of(text)
    found = [token for token in tokens(piece) if token.word not in UNMARKED]
    chosen = {token for token in found if wanted.answered_by(token.word)}
    chosen |= _in_pairs(piece, found, wanted)
    return tuple(
        Span(start=span.start + token.start, end=span.start + token.end) for token in sorted(chosen)
    )


def matched_words(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """The distinct words at these places, as they are written there first."""
    first: dict[str, str] = {}
    for span in spans:
        first.setdefault(span.of(text).lower(), span.of(text))
    return tuple(first.values())


def _in_pairs(piece: str, found: Sequence[Token], wanted: Asked) -> set[Token]:
    """Both parts of a compound that was asked for, said with two words."""
    heads = [number for number, token in enumerate(found) if wanted.lefts(token.word)]
    return {
        token
        for number in heads
        for other in _neighbours(piece, found, number)
        if wanted.composed_of(found[number].word, other.word)
        for token in (found[number], other)
    }


def _neighbours(piece: str, found: Sequence[Token], number: int) -> Iterator[Token]:
    """The next words on both sides, as far as nothing parts them from this one."""
    here = found[number]
    for other in found[number + 1 : number + 1 + NEAR]:
        if _PAUSE.search(piece, here.end, other.start):
            break
        yield other
    for other in reversed(found[max(0, number - NEAR) : number]):
        if _PAUSE.search(piece, other.end, here.start):
            break
        yield other
