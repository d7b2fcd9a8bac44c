"""Brings the index up to date with the store. Doing it twice changes nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import RLock
from typing import Protocol

from nlp.german.ngrams import gram_counts, passage_weights
from service.index.port import Index, Point, Sparse
from service.log import told
from service.payload import payload_of
from service.stages import stage
from service.store import Change, Store, StoredPassage, StoredReport
from service.store.erasures import PURGE

BATCH = 50
POINTS = 1000
log = logging.getLogger(__name__)


class Applies(Protocol):
    """Whoever has stored something and wants it found asks this."""

    def apply(self, *, stop: Callable[[], bool] = lambda: False) -> int:
        """Hand on all pending changes; how many there were. ``stop`` is asked between batches:
        what is left waits for the next time."""


class Applier:
    """Feeds one index from one store; safe to share between threads.

    ``heard`` is told the last change that the index has heard of, before the store forgets it.
    """

    def __init__(
        self, store: Store, index: Index, *, heard: Callable[[int], None] = lambda _: None
    ) -> None:
        self._store = store
        self._index = index
        self._heard = heard
        self._lock = RLock()

    @property
    def store(self) -> Store:
        """What it feeds from."""
        return self._store

    def apply(self, *, stop: Callable[[], bool] = lambda: False) -> int:
        """Hand on all pending changes; how many there were. ``stop``: see ``Applies``."""
        done, begun = 0, time.perf_counter()
        with self._lock:
            while not stop() and (changes := self._store.pending(BATCH)):
                with stage("index.apply", changes=len(changes)):
                    self._hand_on(changes)
                    self._heard(changes[-1].id)
                    self._store.settle(changes)
                done += len(changes)
            self._purge()
        if done:
            spent = round(1000 * (time.perf_counter() - begun), 1)
            log.info("index updated", extra=told(changes=done, milliseconds=spent))
        return done

    def fill(self) -> None:
        """Index every report of the store; the index is empty before."""
        with self._lock:
            after: str | None = None
            while reports := self._store.all(limit=BATCH, after=after):
                self._index_anew(reports)
                after = reports[-1].id

    def agrees(self, *, roughly: bool = False) -> bool:
        """Whether the index holds the passages that the store would have it, and no others.

        ``roughly``: whether they are as many.
        """
        if roughly:
            return self._index.count() == self._store.count_searchable()
        return self._index.ids() == self._store.numbers(searchable=True)

    @contextmanager
    def pausing(self) -> Iterator[None]:
        """Meanwhile nothing is handed on."""
        with self._lock:
            yield

    def _purge(self) -> None:
        """After an erasure the index forgets for good."""
        if self._store.note(PURGE):
            self._index.purge()
            self._store.set_note(PURGE, "")

    def _hand_on(self, changes: Sequence[Change]) -> None:
        reports = self._store.find(dict.fromkeys(change.report_id for change in changes))
        self._index.delete({number for change in changes for number in change.removed})
        self._index_anew(reports.values())

    def _index_anew(self, reports: Iterable[StoredReport]) -> None:
        points = self._points(reports)
        while some := list(islice(points, POINTS)):
            self._index.upsert(some)

    def _points(self, reports: Iterable[StoredReport]) -> Iterator[Point]:
        for report in reports:
            for passage in self._store.passages_of(report.id):
                if passage.searchable and passage.vector.shape == (self._index.dimensions,):
                    yield point(report, passage)


def point(report: StoredReport, passage: StoredPassage) -> Point:
    """A passage as the index holds it: its words with those of title and heading."""
    return Point(
        id=passage.id,
        vector=passage.vector,
        sparse=_sparse(report, passage),
        payload=payload_of(report.analysis, passage),
    )


def _sparse(report: StoredReport, passage: StoredPassage) -> Sparse:
    piece = passage.of(report.analysis.text)
    lines = dict.fromkeys((report.title, passage.heading, piece))
    weights = passage_weights(gram_counts("\n".join(lines)))
    return Sparse(indices=tuple(weights), values=tuple(weights.values()))
