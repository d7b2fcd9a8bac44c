"""Any sentence-transformers model as an encoder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp.errors import ArtefactError
from nlp.types import Matrix

WEIGHTS = (".safetensors", ".bin")


class SentenceTransformerEncoder:
    """Implements ``nlp.encoder.Encoder``; uses the prompts that the model's own files name.

    ``name_or_path``: a model directory, or a model's name on a hub that can be reached.
    Raises ArtefactError where the model cannot be loaded.
    """

    def __init__(self, name_or_path: str) -> None:
        self._model = _load(name_or_path)
        self._name = _identity(name_or_path)

    @property
    def name(self) -> str:
        """The model's name; for a directory with a part of its weights' SHA-256."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def _load(name_or_path: str) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(name_or_path, device="cpu")
    except (OSError, ValueError) as error:
        raise ArtefactError(
            f"Das Sprachmodell „{name_or_path}“ lässt sich nicht laden; "
            "bitte prüfen Sie den Namen oder den Pfad."
        ) from error


def _identity(name_or_path: str) -> str:
    folder = Path(name_or_path)
    if not folder.is_dir():
        return name_or_path
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in WEIGHTS:
            digest.update(path.read_bytes())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"
