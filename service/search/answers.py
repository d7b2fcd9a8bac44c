"""The sentence of a passage that answers a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log

from nlp.german.stems import stem
from nlp.segment import blocks, sentences
from nlp.types import Span

Weigh = Callable[[str], float]


def answering_sentence(
    text: str, lines: Sequence[Span], marks: Sequence[Span], *, weight: Weigh
) -> Span | None:
    """The one of ``lines`` whose marked words weigh most, each stem once; the first of equals.

    ``marks``: the words that answer words of the question. None where no line has any.
    """
    if not marks:
        return None
    scored = [(sum(map(weight, _stems(text, line, marks))), line) for line in lines]
    score, best = max(scored, key=lambda pair: (pair[0], -pair[1].start), default=(0.0, None))
    return best if score > 0 else None


def rarity(found: Iterable[tuple[str, Sequence[Span], Sequence[Span]]]) -> Weigh:
    """Weights of words by how few of the sentences name them: (text, sentences, marks) each.

    Spärck Jones, A statistical interpretation of term specificity (1972).
    """
    counts: Counter[str] = Counter()
    total = 0
    for text, lines, marks in found:
        total += len(lines)
        for line in lines:
            counts.update(_stems(text, line, marks))
    return lambda word: log(1 + (total + 1) / (counts[word] + 0.5))


def sentences_in(text: str, passage: Span, known: Sequence[Span] | None) -> tuple[Span, ...]:
    """The sentences of a passage in ``text``; ``known`` ones are counted from its start."""
    piece = passage.of(text)
    inner = known if known is not None else sentences(piece, blocks(piece))
    return tuple(
        Span(start=passage.start + line.start, end=passage.start + line.end)
        for line in inner
        if line.end <= len(piece)
    )


def _stems(text: str, line: Span, marks: Sequence[Span]) -> set[str]:
    return {stem(mark.of(text).lower()) for mark in marks if mark.overlaps(line)}
