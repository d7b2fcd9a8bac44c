"""Both searches of a question at once: words are looked up while it is still being encoded."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from nlp.types import Vector
from service.index.port import Filter, Index, Scored, Sparse

THREADS = 4


class PairSearch:
    """Asks one index; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="words")

    def search(
        self,
        encode: Callable[[], Vector],
        sparse: Sparse,
        limit: int,
        where: Filter | None = None,
    ) -> tuple[Scored, Scored]:
        """What is nearest by meaning, and what is best by words."""
        alike = self._pool.submit(self._index.lexical, sparse, limit, where)
        near = self._index.dense(encode(), limit, where)
        return near, alike.result()
