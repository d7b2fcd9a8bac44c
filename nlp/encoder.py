"""The encoder as the rest of Fundstelle sees it: one pass serves vectors, names and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from nlp.types import Matrix, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A passage to encode with the words that put it in context (title, heading)."""

    context: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """What one pass gives for a window.

    ``vector``: (dimensions,), unit length, over context and text.
    ``offsets``: (tokens, 2), half-open code points into ``Window.text``; tokens of the context
    and special tokens are left out. The remaining arrays have one row for each of these tokens.
    ``states``: (tokens, dimensions), last hidden states of the retrieval encoder.
    ``tags``: (tokens, tags) logits of the names head, in the order of ``Reader.tags``.
    ``features``: (tokens, dimensions), last hidden states of the names branch.
    """

    vector: Vector
    offsets: npt.NDArray[np.int32]
    states: Matrix
    tags: Matrix
    features: Matrix


class Encoder(Protocol):
    """Text to vectors, for retrieval."""

    @property
    def name(self) -> str:
        """Identifies model and version: vectors of different names never mix."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""


class Reader(Encoder, Protocol):
    """An encoder whose pass over a window also serves names and sentences."""

    @property
    def tags(self) -> tuple[str, ...]:
        """BIO tags in the order of the logits, ``O`` first."""

    def read(self, windows: Sequence[Window]) -> list[Encoding]:
        """One encoding for each window, in order; long windows are cut at 512 tokens."""
