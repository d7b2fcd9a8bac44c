"""Documents to workers and their results back in order: bounded, and whatever breaks a worker.

A batch whose worker breaks is divided: each of its documents goes alone to another worker, twice
at most. So one document that breaks whatever reads it costs its neighbours a repetition, and is
named itself.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Document, Refusal
from nlp.errors import FundstelleError
from service.analyse import Result
from service.bulk.pool import BulkError, Cause, Found, Pool

LOOK = 0.2
"""Seconds between two looks at whether to stop and who takes too long."""
TRIES = 3
MOST_BREAKS = 30
"""So many breaks in a row are no document's fault."""
REASONS: dict[Cause, str] = {
    "crash": "der Arbeitsprozess ist dabei abgestürzt",
    "memory": "der Arbeitsspeicher hat nicht gereicht",
    "time": "sie wurde nicht rechtzeitig fertig",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much is under way at once.

    ``batch`` documents of ``characters`` together go to a worker; for each worker ``batches`` are
    read ahead of what is stored, and ``size`` bytes for all. A batch may take ``seconds``, and
    ``seconds_a_thousand`` for a thousand characters.
    """

    batch: int = 4
    characters: int = 60_000
    batches: int = 4
    size: int = 200_000_000
    seconds: float = 60.0
    seconds_a_thousand: float = 2.0

    def allowance(self, documents: Sequence[Document]) -> float:
        """Seconds after which a batch counts as stuck."""
        thousands = sum(len(document.text) for document in documents) / 1000
        return self.seconds + self.seconds_a_thousand * thousands


@dataclass(slots=True, kw_only=True)
class _Slot:
    """A document on its way, in its place among the others; ``found``: what became of it."""

    item: Document | Refusal
    found: Found | Refusal | None = None
    tries: int = 0

    @property
    def document(self) -> Document:
        assert isinstance(self.item, Document)
        return self.item

    @property
    def size(self) -> int:
        item = self.item
        return len(item.original) + len(item.text) if isinstance(item, Document) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    slots: Sequence[_Slot]
    until: float


class Schedule:
    """For one run. ``stop`` ends it soon, with what is under way left."""

    def __init__(
        self,
        pool: Pool,
        *,
        bounds: Bounds | None = None,
        stop: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pool = pool
        self._bounds = bounds or Bounds()
        self._stop = stop
        self._clock = clock
        self._line: deque[_Slot] = deque()
        self._ready: deque[list[_Slot]] = deque()
        self._running: dict[str, _Batch] = {}
        self._size = 0
        self._breaks = 0

    def results(self, documents: Iterable[Document | Refusal]) -> Iterator[Result | Refusal]:
        """What ``analysed`` gives for them, in their order; BulkError where no worker works."""
        stream = iter(documents)
        while True:
            self._draw(stream)
            self._send()
            if not self._line or self._stop():
                return
            if self._line[0].found is None:
                self._collect(LOOK)
            else:
                yield self._first()
                self._collect(0.0)

    def _draw(self, stream: Iterator[Document | Refusal]) -> None:
        """The next batch, where there is room and a worker may soon want it."""
        if len(self._ready) >= self._pool.size:
            return
        batch: list[_Slot] = []
        characters = 0
        while self._has_room() and (item := next(stream, None)) is not None:
            slot = _Slot(item=item, found=item if isinstance(item, Refusal) else None)
            self._line.append(slot)
            self._size += slot.size
            if isinstance(item, Document):
                batch.append(slot)
                characters += len(item.text)
            if len(batch) == self._bounds.batch or characters >= self._bounds.characters:
                break
        if batch:
            self._ready.append(batch)

    def _has_room(self) -> bool:
        most = self._bounds.batch * self._bounds.batches * self._pool.size
        return len(self._line) < most and self._size < self._bounds.size

    def _send(self) -> None:
        for worker in self._pool.free():
            if not self._ready:
                return
            slots = self._ready.popleft()
            documents = [slot.document for slot in slots]
            until = self._clock() + self._bounds.allowance(documents)
            self._running[worker] = _Batch(slots=slots, until=until)
            self._pool.begin(worker, documents)

    def _first(self) -> Result | Refusal:
        slot = self._line.popleft()
        self._size -= slot.size
        if isinstance(slot.found, Refusal):
            return slot.found
        assert slot.found is not None
        return slot.document, slot.found

    def _collect(self, seconds: float) -> None:
        for ended in self._pool.ended(seconds):
            batch = self._running.pop(ended.worker, None)
            if isinstance(ended.found, str):
                self._broken(ended.worker, batch, ended.found)
            elif batch:
                self._breaks = 0
                for slot, found in zip(batch.slots, ended.found, strict=True):
                    slot.found = found
        for worker, batch in list(self._running.items()):
            if self._clock() > batch.until:
                self._broken(worker, self._running.pop(worker), "time")

    def _broken(self, worker: str, batch: _Batch | None, cause: Cause) -> None:
        self._pool.replace(worker)
        self._breaks += 1
        if self._breaks >= MOST_BREAKS:
            raise BulkError(
                "Die Arbeitsprozesse brechen immer wieder ab; was gespeichert ist, bleibt."
            )
        again = []
        for slot in batch.slots if batch else ():
            slot.tries += 1
            if slot.tries < TRIES:
                again.append([slot])
            else:
                slot.found = _given_up(cause)
        self._ready.extendleft(reversed(again))


def _given_up(cause: Cause) -> FundstelleError:
    return FundstelleError(
        f"Die Auswertung ist {TRIES}-mal abgebrochen, zuletzt: {REASONS[cause]}. "
        "Ein neuer Aufruf versucht es wieder."
    )
