"""The project's own side: what a search does between question and fused candidates."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from benchmarks.questions import as_tuples, read_passages, read_vectors
from benchmarks.sides import DEPTH
from models.load import load_encoder
from nlp.german.ngrams import gram_counts, passage_weights, question_weights
from nlp.query import parse
from service.fusion import fuse
from service.index.folder import IndexFolder
from service.index.pair import PairSearch
from service.index.place import About
from service.index.port import Filter, Payload, Point, Sparse

BATCH = 1000


class Fundstelle:
    """Index, encoder and fusion, put together as in ``service.find``."""

    value = staticmethod(getattr)

    def __init__(self, work: Path) -> None:
        self._encoder = load_encoder()
        self._work = work

    def build(self, folder: Path) -> None:
        """Through the port, in batches as the applier's."""
        made = self._folder()
        points = _points(folder, self._encoder.dimensions)
        while some := list(islice(points, BATCH)):
            made.index.upsert(some)
        made.complete()
        made.close()

    def open(self) -> None:
        """The index as it was left."""
        folder = self._folder()
        assert not folder.fresh
        self._index = folder.index
        self._pair = PairSearch(folder.index)

    def search(self, text: str, where: Filter) -> tuple[list[int], list[Payload]]:
        """Encode, ask for both, fuse as ``Finder`` does; then the payloads of all candidates."""
        query = parse(text)
        weights = question_weights(query.words)
        near, alike = self._pair.search(
            lambda: self._encoder.encode_queries([query.text])[0],
            Sparse(indices=tuple(weights), values=tuple(weights.values())),
            DEPTH,
            where,
        )
        fused = fuse(near, alike)
        payloads = self._index.payloads(candidate.id for candidate in fused)
        return [id_ for id_, _ in near], list(payloads.values())

    def _folder(self) -> IndexFolder:
        encoder = self._encoder
        about = About(encoder=encoder.name, dimensions=encoder.dimensions, store="made")
        return IndexFolder(self._work / "index", about)

    def versions(self) -> dict[str, str]:
        """Of what does the work."""
        return {name: version(name) for name in ("numpy", "scipy", "onnxruntime")}


def make(_: str, work: Path) -> Fundstelle:
    """For ``benchmarks.sides``."""
    return Fundstelle(work)


def _points(folder: Path, dimensions: int) -> Iterator[Point]:
    vectors = read_vectors(folder, dimensions)
    for number, (text, payload) in enumerate(read_passages(folder)):
        weights = passage_weights(gram_counts(text))
        yield Point(
            id=number,
            vector=vectors[number],
            sparse=Sparse(indices=tuple(weights), values=tuple(weights.values())),
            payload=Payload(**as_tuples(payload)),
        )
