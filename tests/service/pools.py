"""A pool without processes: its workers answer when and how a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from corpus.documents import Document
from service.analyse import ReportReader, analysed
from service.bulk.pool import Ended

CRASH, HANG = "☠", "∞"


class FakePool:
    """A text that holds CRASH breaks its worker, one that holds HANG never ends.

    ``seed``: who ends first. ``gone`` workers were replaced; ``given`` holds what was begun, by
    ids. ``passes``: what is called when nobody has ended yet.
    """

    def __init__(
        self,
        analyser: ReportReader,
        *,
        size: int = 2,
        seed: int = 0,
        passes: Callable[[float], None] = lambda _: None,
    ) -> None:
        self.size = size
        self.gone = 0
        self.given: list[list[str]] = []
        self._analyser = analyser
        self._chance = Random(seed)
        self._passes = passes
        self._busy: dict[str, Sequence[Document]] = {}
        self._names = [str(n) for n in range(size)]

    def free(self) -> Sequence[str]:
        return [name for name in self._names if name not in self._busy]

    def begin(self, worker: str, documents: Sequence[Document]) -> None:
        assert worker in self.free() and documents
        self._busy[worker] = documents
        self.given.append([document.id for document in documents])

    def ended(self, seconds: float) -> Sequence[Ended]:
        able = [name for name in self._busy if not self._holds(name, HANG)]
        if not able:
            self._passes(seconds)
            return []
        worker = self._chance.choice(able)
        if self._holds(worker, CRASH):
            return [Ended(worker=worker, found="crash")]
        documents = self._busy.pop(worker)
        found = [each[1] for each in analysed(documents, self._analyser) if isinstance(each, tuple)]
        return [Ended(worker=worker, found=found)]

    def replace(self, worker: str) -> None:
        self.gone += 1
        self._busy.pop(worker, None)
        self._names.remove(worker)
        self._names.append(f"{worker}+")

    def _holds(self, worker: str, mark: str) -> bool:
        return any(mark in document.text for document in self._busy[worker])
