"""Tags of words to names: the best legal sequence of BIO tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from nlp.encoder import Encoding
from nlp.types import Label, Matrix, Mention, Span
from nlp.words import words

SIDE_BY_SIDE = -2.0
"""Log-odds of two names of one label with nothing between: mostly one name, wrongly parted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What the tagger says of a window: its best names, and how probable each tag of a word is.

    ``words`` carry offsets into the report; ``scores`` are (words, tags) log-probabilities.
    """

    mentions: list[Mention]
    words: list[Span]
    scores: Matrix


def tagged(text: str, encoding: Encoding, tags: Sequence[str], *, offset: int = 0) -> Tagged:
    """Names in a window with the words that they were read from.

    ``offset`` is where the window begins in the report.

    The score of a name is the mean probability of its tags.
    """
    spans = words(text)
    scores = word_scores(spans, encoding)
    path = best_tags(scores, tags)
    found = [
        Mention(
            start=offset + spans[first].start,
            end=offset + spans[last].end,
            text=text[spans[first].start : spans[last].end],
            label=cast("Label", tags[path[first]][2:]),
            score=float(np.exp(scores[range(first, last + 1), path[first : last + 1]]).mean()),
        )
        for first, last in _runs(path, tags)
    ]
    moved = [Span(start=offset + s.start, end=offset + s.end) for s in spans]
    return Tagged(mentions=found, words=moved, scores=scores)


def word_scores(spans: Sequence[Span], encoding: Encoding) -> Matrix:
    """(words, tags) log-probabilities: the mean of the tokens that begin in a word.

    A word in which no token begins goes by the token that covers it; words past the encoder's
    limit get certain ``O``.
    """
    logits = encoding.tags
    outside = np.full((len(spans), logits.shape[1]), -30.0, dtype=np.float32)
    outside[:, 0] = 0.0
    if not len(logits) or not spans:
        return outside
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    sums = np.concatenate([np.zeros_like(logs[:1]), logs.cumsum(axis=0)])
    first = np.searchsorted(encoding.offsets[:, 0], [span.start for span in spans])
    last = np.searchsorted(encoding.offsets[:, 0], [span.end for span in spans])
    first = np.where(last > first, first, np.maximum(first - 1, 0))
    last = np.maximum(last, first + 1)
    seen = np.array([span.start for span in spans]) < encoding.offsets[-1, 1]
    means = (sums[last] - sums[first]) / (last - first)[:, None]
    return np.where(seen[:, None], means, outside).astype(np.float32)


CERTAIN = -0.01
"""Log-probability of ``O`` from which a word parts what stands before it from what follows."""


def best_tags(scores: Matrix, tags: Sequence[str]) -> npt.NDArray[np.intp]:
    """``viterbi`` over the stretches between words that are certainly outside of names."""
    path = np.zeros(len(scores), dtype=np.intp)
    open_ = np.flatnonzero(scores[:, 0] < CERTAIN)
    for stretch in np.split(open_, np.flatnonzero(np.diff(open_) > 1) + 1):
        if len(stretch):
            path[stretch] = viterbi(scores[stretch], tags)
    return path


def viterbi(scores: Matrix, tags: Sequence[str]) -> npt.NDArray[np.intp]:
    """The most probable sequence in which ``I-X`` follows ``B-X`` or ``I-X`` only."""
    if not len(scores):
        return np.zeros(0, dtype=np.intp)
    allowed = _transitions(tags)
    best = scores[0] + np.where([tag.startswith("I-") for tag in tags], -np.inf, 0.0)
    back = np.zeros(scores.shape, dtype=np.intp)
    for row in range(1, len(scores)):
        paths = best[:, None] + allowed
        back[row] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[row]
    path = [int(best.argmax())]
    for row in range(len(scores) - 1, 0, -1):
        path.append(int(back[row, path[-1]]))
    return np.array(path[::-1], dtype=np.intp)


def _transitions(tags: Sequence[str]) -> Matrix:
    allowed = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            allowed[:, column] = -np.inf
            allowed[[tags.index("B-" + tag[2:]), column], column] = 0.0
        elif tag.startswith("B-"):
            allowed[[column, tags.index("I-" + tag[2:])], column] = SIDE_BY_SIDE
    return allowed


def _runs(path: npt.NDArray[np.intp], tags: Sequence[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at, tag in enumerate(tags[i] for i in path):
        if tag.startswith("B-"):
            runs.append((at, at))
        elif tag.startswith("I-"):
            runs[-1] = (runs[-1][0], at)
    return runs
