"""A report as read so far: what its kind and its event are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.german.dates import DateSpan, find_dates
from nlp.types import Block, Matrix, Mention, Passage, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report in its parts, all in order of the text.

    ``vectors``: (passages, dimensions); ``mentions`` are the linked names; ``dates`` are those of
    ``dates_of``.
    """

    title: str
    text: str
    blocks: Sequence[Block]
    sentences: Sequence[Span]
    passages: Sequence[Passage]
    vectors: Matrix
    mentions: Sequence[Mention]
    dates: Sequence[DateSpan]

    @property
    def heading(self) -> str:
        """The title, else the first line that is not empty."""
        return self.title or self.text[:400].lstrip().partition("\n")[0]

    @property
    def searchable(self) -> Matrix:
        """(rows, dimensions): vectors of the passages that are no navigation, at least one row."""
        chosen = [at for at, passage in enumerate(self.passages) if passage.searchable]
        if not len(self.vectors):
            return np.zeros((1, self.vectors.shape[1]), dtype=np.float32)
        return self.vectors[chosen] if chosen else self.vectors


def dates_of(title: str, text: str) -> list[DateSpan]:
    """The dates of title and text; offsets are into the text, those of the title below zero."""
    head = f"{title}\n\n"
    size = len(head)
    return [
        replace(span, start=span.start - size, end=span.end - size)
        for span in find_dates(head + text)
    ]
