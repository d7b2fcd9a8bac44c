"""The port to those who analyse in other processes, each one batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from corpus.documents import Document
from nlp.errors import FundstelleError
from nlp.types import Analysis

Found = Analysis | FundstelleError
Cause = Literal["crash", "memory", "time"]


class BulkError(FundstelleError):
    """The processes that analyse cannot be used; what is stored stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A worker is through with its batch: one result a document, or why it broke.

    A worker that broke takes no other batch until it is replaced.
    """

    worker: str
    found: Sequence[Found] | Cause


class Pool(Protocol):
    """Workers that analyse, by names of their own; for one thread."""

    size: int

    def free(self) -> Sequence[str]:
        """Those that are ready and have nothing to do."""

    def begin(self, worker: str, documents: Sequence[Document]) -> None:
        """Give a batch to a free one. It needs no originals."""

    def ended(self, seconds: float) -> Sequence[Ended]:
        """What has ended since the last call; waits up to so long for the first.

        BulkError where none works any more.
        """

    def replace(self, worker: str) -> None:
        """End a worker, whatever it does, and start another in its place."""
