"""The German encoder on ONNX Runtime: one pass through shared layers, a branch for each use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.manifest import FileEntry, Manifest, verify
from models.tokens import PASSAGE, QUERY, Splitter, Tokens, batches, pad
from nlp.encoder import Encoding, Window
from nlp.errors import ArtefactError
from nlp.types import Matrix

LOWER, RETRIEVAL, NAMES, TOKENIZER = "lower.onnx", "retrieval.onnx", "names.onnx", "tokenizer.json"
_ALLOWED = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0]
WORKERS = min(4, int(_ALLOWED) if _ALLOWED.isdecimal() and int(_ALLOWED) else os.cpu_count() or 1)
FEW = 8
"""Groups of texts up to which the caller's own thread encodes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphs:
    """ONNX Runtime sessions; ``names`` is None where that branch was not built."""

    lower: Any
    retrieval: Any
    names: Any = None
    tags: tuple[str, ...] = ()


class OnnxReader:
    """Implements ``nlp.encoder.Reader``; safe to share between threads.

    ``threads``: processor threads for one pass; a second one makes passes many times slower as
    soon as the machine has other work. ``workers``: passes at a time, one thread each.
    ``batch_tokens``: padded tokens of a batch. Activations are quantised over a batch, so a
    vector depends a little on the texts that share it; 0 encodes each text alone.
    """

    def __init__(
        self,
        *,
        manifest: Manifest,
        splitter: Splitter,
        graphs: Graphs,
        batch_tokens: int = 0,
        workers: int = WORKERS,
    ) -> None:
        self._manifest = manifest
        self._splitter = splitter
        self._graphs = graphs
        self._batch_tokens = batch_tokens
        self._workers = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="encoder")

    @classmethod
    def load(
        cls,
        artefact_dir: Path,
        names_dir: Path | None = None,
        *,
        threads: int = 1,
        batch_tokens: int = 0,
        check_hashes: bool = False,
    ) -> OnnxReader:
        """Read the artefact, and the names branch where ``names_dir`` holds one.

        Raises ArtefactError where files are missing, damaged or do not belong together.
        """
        manifest = verify(artefact_dir, hashes=check_hashes)
        names, tags = _load_names(names_dir, manifest, threads=threads, hashes=check_hashes)
        return cls(
            manifest=manifest,
            splitter=Splitter.load(
                artefact_dir / TOKENIZER, max_tokens=manifest.settings["max_tokens"]
            ),
            graphs=Graphs(
                lower=session(artefact_dir / LOWER, threads),
                retrieval=session(artefact_dir / RETRIEVAL, threads),
                names=names,
                tags=tags,
            ),
            batch_tokens=batch_tokens,
        )

    @property
    def name(self) -> str:
        """Name and version of the artefact."""
        return self._manifest.id

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._manifest.settings["dimensions"])

    @property
    def tags(self) -> tuple[str, ...]:
        """BIO tags in the order of the logits; empty without a names branch."""
        return self._graphs.tags

    @property
    def files(self) -> Mapping[str, FileEntry]:
        """The encoder's files, for those that build upon them."""
        return self._manifest.files

    def encode_queries(self, texts: Sequence[str], *, upper: Any = None) -> Matrix:
        """(texts, dimensions), unit length; ``upper``: a graph above the shared layers."""
        return self._encode([self._splitter.text(text, QUERY) for text in texts], upper)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """(texts, dimensions), unit length."""
        return self._encode([self._splitter.text(text, PASSAGE) for text in texts])

    def read(self, windows: Sequence[Window]) -> list[Encoding]:
        """One encoding for each window, in order; see ``Splitter.window`` for the limit."""
        tokens = [self._splitter.window(window) for window in windows]
        groups = self._groups([one.ids for one in tokens])
        encodings: dict[int, Encoding] = {}
        for read in self._workers.map(lambda group: self._read_group(group, tokens), groups):
            encodings |= read
        return [encodings[position] for position in range(len(windows))]

    def self_check(self) -> float:
        """Lowest cosine between this machine's vectors and the stored ones; 1.0 without any."""
        checks = self._manifest.checks
        if not checks:
            return 1.0
        found = self.encode_passages([check.text for check in checks])
        stored = np.array([check.vector for check in checks], dtype=np.float32)
        stored /= np.linalg.norm(stored, axis=1, keepdims=True)
        return float((found * stored).sum(axis=1).min())

    def _encode(self, inputs: Sequence[list[int]], upper: Any = None) -> Matrix:
        vectors = np.zeros((len(inputs), self.dimensions), dtype=np.float32)
        groups = self._groups(inputs)
        # A few texts do not wait behind the long work of others.
        run = map if len(groups) <= FEW else self._workers.map
        encoded = run(lambda g: self._encode_group([inputs[at] for at in g], upper), groups)
        for group, rows in zip(groups, encoded, strict=True):
            vectors[group] = rows
        return vectors

    def _encode_group(self, inputs: Sequence[list[int]], upper: Any) -> Matrix:
        graph = upper or self._graphs.retrieval
        rows: Matrix = graph.run(["vector"], self._shared(inputs))[0]
        return rows

    def _groups(self, inputs: Sequence[list[int]]) -> list[list[int]]:
        return batches([len(ids) for ids in inputs], self._batch_tokens)

    def _shared(self, inputs: Sequence[list[int]]) -> dict[str, Any]:
        ids, mask = pad(inputs)
        (hidden,) = self._graphs.lower.run(["hidden"], {"input_ids": ids, "attention_mask": mask})
        return {"hidden": hidden, "attention_mask": mask}

    def _read_group(self, group: Sequence[int], tokens: Sequence[Tokens]) -> dict[int, Encoding]:
        feed = self._shared([tokens[position].ids for position in group])
        states, vectors = self._graphs.retrieval.run(["states", "vector"], feed)
        features, tags = self._run_names(feed)
        return {
            position: _encoding(
                tokens[position], vectors[row], states[row], tags[row], features[row]
            )
            for row, position in enumerate(group)
        }

    def _run_names(self, feed: dict[str, Any]) -> tuple[Matrix, Matrix]:
        if self._graphs.names is None:
            nothing = np.zeros((*feed["attention_mask"].shape, 0), dtype=np.float32)
            return nothing, nothing
        features, tags = self._graphs.names.run(["features", "tags"], feed)
        return features, tags


def _encoding(
    tokens: Tokens, vector: Any, states: Matrix, tags: Matrix, features: Matrix
) -> Encoding:
    rows = tokens.rows
    return Encoding(
        vector=vector.copy(),
        offsets=tokens.offsets,
        states=states[rows],
        tags=tags[rows],
        features=features[rows],
    )


def _load_names(
    names_dir: Path | None, encoder: Manifest, *, threads: int, hashes: bool
) -> tuple[Any, tuple[str, ...]]:
    if names_dir is None or not names_dir.is_dir():
        return None, ()
    manifest = verify(names_dir, hashes=hashes)
    if manifest.settings.get("lower_sha256") != encoder.files[LOWER].sha256:
        raise ArtefactError(
            "Das Modell für Namen gehört zu einer anderen Fassung des Sprachmodells; "
            "bitte bauen Sie beide zusammen neu oder installieren Sie Fundstelle neu."
        )
    return session(names_dir / NAMES, threads), tuple(manifest.settings["tags"])


def session(graph: Path | bytes, threads: int) -> Any:
    """An ONNX Runtime session of a graph; ArtefactError where the file is unreadable."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    try:
        source = graph if isinstance(graph, bytes) else str(graph)
        return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own classes derive from Exception only
        raise ArtefactError(
            f"Die Modelldatei {graph.name if isinstance(graph, Path) else LOWER} ist nicht lesbar; "
            "bitte installieren Sie Fundstelle neu."
        ) from error
