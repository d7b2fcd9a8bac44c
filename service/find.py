"""Answers a question, or a description of a plan, with passages of reports."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.encoder import Encoder
from service.hits import Hit, PassageHit, Why
from service.index.port import Index
from service.store import Store

__all__ = ["Finder", "Hit", "PassageHit", "Why"]


class Finder:
    """Hybrid search over a store and its index."""

    def __init__(self, store: Store, index: Index, encoder: Encoder) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder

    def find(self, question: str, *, limit: int = 10) -> list[Hit]:
        """Reports that answer, best first; BadInputError where the question is empty."""
        raise NotImplementedError

    def find_all(self, questions: Sequence[str], *, limit: int = 10) -> list[list[Hit]]:
        """The same for several questions, encoded together."""
        raise NotImplementedError

    def similar(
        self, *, report_id: str | None = None, text: str | None = None, limit: int = 10
    ) -> list[Hit]:
        """Reports like a stored one or like a described plan; NotFoundError, BadInputError."""
        raise NotImplementedError
