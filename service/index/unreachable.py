"""What is told where an index lies on another machine that does not answer."""

from __future__ import annotations

from nlp.errors import StoreError


class IndexUnreachableError(StoreError):
    """The index does not answer now; ``retry_after``: seconds until it is worth asking again."""

    code = "index"

    def __init__(self, message: str, *, retry_after: int = 10) -> None:
        super().__init__(message)
        self.retry_after = retry_after
