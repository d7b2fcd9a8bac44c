"""The encoder with upper layers of their own for questions, trained together with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.manifest import verify
from models.onnx_reader import LOWER, OnnxReader, session
from nlp.errors import ArtefactError
from nlp.types import Matrix

GRAPH = "questions.onnx"


class QuestionEncoder:
    """Implements ``nlp.encoder.Encoder``; safe to share between threads.

    ``name`` is that of the encoder: vectors of passages can be mixed with those it made alone.
    """

    def __init__(self, reader: OnnxReader, graph: Any) -> None:
        self._reader = reader
        self._graph = graph

    @classmethod
    def load(cls, reader: OnnxReader, folder: Path, *, threads: int = 1) -> QuestionEncoder:
        """The layers in ``folder`` above the reader's shared ones.

        Raises ArtefactError where files are missing, damaged or do not belong together.
        """
        manifest = verify(folder, hashes=False)
        if manifest.settings.get("lower_sha256") != reader.files[LOWER].sha256:
            raise ArtefactError(
                "Das Modell für Fragen gehört zu einer anderen Fassung des Sprachmodells; "
                "bitte bauen Sie beide zusammen neu oder installieren Sie Fundstelle neu."
            )
        return cls(reader, session(folder / GRAPH, threads))

    @property
    def name(self) -> str:
        """Name and version of the encoder of passages."""
        return self._reader.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._reader.dimensions

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""
        return self._reader.encode_queries(texts, upper=self._graph)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""
        return self._reader.encode_passages(texts)
