"""txtai: its dense index (Faiss, all vectors) and its sparse index (BM25), as its hybrid has them.

Its own filters run after the search, over a number of candidates: as many are taken as the filters
of the benchmark need. Payloads stay in this process, which is faster than its database.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from txtai.ann import ANNFactory
from txtai.scoring import ScoringFactory

from benchmarks.questions import as_tuples, read_passages, read_vectors
from benchmarks.sides import DEPTH
from models.load import load_encoder
from service.index.filters import passes
from service.index.port import Payload

CANDIDATES = 5000
DENSE = {"backend": "faiss", "faiss": {"components": "IDMap,Flat"}}
SPARSE = {"method": "bm25", "terms": True}


class Txtai:
    """Both indexes in a folder."""

    value = staticmethod(getattr)

    def __init__(self, work: Path) -> None:
        self._encoder = load_encoder()
        self._work = work
        self._pool = ThreadPoolExecutor(1)

    def build(self, folder: Path) -> None:
        """Dense and sparse index; payloads as they are."""
        vectors = np.array(read_vectors(folder, self._encoder.dimensions))
        dense = ANNFactory.create({**DENSE, "dimensions": vectors.shape[1]})
        dense.index(vectors)
        dense.save(str(self._work / "dense"))
        sparse = ScoringFactory.create(dict(SPARSE))
        texts = enumerate(text for text, _ in read_passages(folder))
        sparse.index((number, text, None) for number, text in texts)
        sparse.save(str(self._work / "sparse"))
        (self._work / "folder").write_text(str(folder))

    def open(self) -> None:
        """Both indexes as they were left."""
        self._dense = ANNFactory.create({**DENSE, "dimensions": self._encoder.dimensions})
        self._dense.load(str(self._work / "dense"))
        self._sparse = ScoringFactory.create(dict(SPARSE))
        self._sparse.load(str(self._work / "sparse"))
        rows = read_passages(Path((self._work / "folder").read_text()))
        self._payloads = [_payload(payload) for _, payload in rows]

    def search(self, text: str, where: Any) -> tuple[list[int], list[Payload]]:
        """Words in a second thread while the question is encoded and compared."""
        words = self._pool.submit(self._sparse.search, text, CANDIDATES)
        vector = self._encoder.encode_queries([text])
        near = self._passing(self._dense.search(vector, CANDIDATES)[0], where)
        alike = self._passing(words.result(), where)
        return near, [self._payloads[number] for number in dict.fromkeys((*near, *alike))]

    def versions(self) -> dict[str, str]:
        """Of what does the work."""
        return {name: version(name) for name in ("txtai", "faiss-cpu")}

    def _passing(self, found: list[tuple[int, float]], where: Any) -> list[int]:
        passing = []
        for number, _ in found:
            if passes(self._payloads[number], where):
                passing.append(number)
                if len(passing) == DEPTH:
                    break
        return passing


def make(_: str, work: Path) -> Txtai:
    """For ``benchmarks.sides``."""
    return Txtai(work)


def _payload(fields: dict[str, Any]) -> Payload:
    return Payload(**as_tuples(fields))
