"""A report as read so far: what its kind and its event are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.types import Block, Matrix, Mention, Passage, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report in its parts, all in order of the text.

    ``vectors``: (passages, dimensions); ``mentions`` are the linked names.
    """

    title: str
    text: str
    blocks: Sequence[Block]
    sentences: Sequence[Span]
    passages: Sequence[Passage]
    vectors: Matrix
    mentions: Sequence[Mention]

    @property
    def heading(self) -> str:
        """The title, else the first line that is not empty."""
        return self.title or self.text[:400].lstrip().partition("\n")[0]

    @property
    def searchable(self) -> Matrix:
        """(rows, dimensions): vectors of the passages that are no navigation, at least one row."""
        chosen = [at for at, passage in enumerate(self.passages) if passage.searchable]
        if not len(self.vectors):
            return self.vectors.sum(axis=0, keepdims=True)
        return self.vectors[chosen or slice(None)]
