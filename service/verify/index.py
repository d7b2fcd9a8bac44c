"""Whether the search index holds exactly what the store would have it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice

import numpy as np
import numpy.typing as npt

from nlp.errors import StoreError
from service.applier import point
from service.index.place import About, Place, WholeIndex
from service.index.port import Point
from service.index.unreachable import IndexUnreachableError
from service.store import Store
from service.verify.findings import REINDEX, Finding, counted

BATCH = 500
MOST_PENDING = 1_000_000
TRIES, PAUSE = 4, 1.5
"""While a service runs, store and index are never looked at in the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Numbers of passages."""

    missing: set[int] = field(default_factory=set)
    surplus: set[int] = field(default_factory=set)
    other: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.other)

    def and_still(self, later: Differences) -> Differences:
        """What was so and is so."""
        return Differences(
            missing=self.missing & later.missing,
            surplus=self.surplus & later.surplus,
            other=self.other & later.other,
        )


def check_index(store: Store, place: Place, about: About) -> Iterator[Finding]:
    """What is pending for the index is no difference."""
    written = place.written()
    if written is None:
        yield Finding(
            what="Es gibt keinen fertigen Suchindex.",
            advice=f"Er wird beim nächsten Start gebaut, oder: {REINDEX}",
            fault=False,
        )
        return
    if written != asdict(about):
        yield Finding(
            what="Der Suchindex ist von einem anderen Sprachmodell, Bestand oder Programm.",
            advice=REINDEX,
        )
        return
    try:
        found = lasting_differences(store, place, about)
    except IndexUnreachableError:
        raise
    except StoreError:
        yield Finding(what="Der Suchindex ist beschädigt (Prüfsummen).", advice=REINDEX)
        return
    yield from _told(found)


def _told(found: Differences) -> Iterator[Finding]:
    kinds = (
        (found.missing, "Passage fehlt im Suchindex", "Passagen fehlen im Suchindex"),
        (
            found.surplus,
            "Passage steht im Suchindex, die es nicht mehr gibt",
            "Passagen stehen im Suchindex, die es nicht mehr gibt",
        ),
        (
            found.other,
            "Passage steht anders im Suchindex als im Bestand",
            "Passagen stehen anders im Suchindex als im Bestand",
        ),
    )
    for numbers, one, many in kinds:
        if numbers:
            yield Finding(what=f"{counted(len(numbers), one, many)}.", advice=REINDEX)


def lasting_differences(store: Store, place: Place, about: About) -> Differences:
    """Those that are there each time; StoreError where the index is damaged."""
    found: Differences | None = None
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        with place.looked_at(about) as index:
            now = differences(store, index)
        found = found.and_still(now) if found is not None else now
        if not found:
            break
    return found or Differences()


def differences(store: Store, index: WholeIndex) -> Differences:
    """Between what the store holds and what the index does, but for what is pending."""
    pending = store.pending(MOST_PENDING)
    excused = {number for change in pending for number in change.removed}
    for name in {change.report_id for change in pending}:
        excused |= {passage.id for passage in store.passages_of(name)}
    other: set[int] = set()
    points = index.points()
    while some := list(islice(points, BATCH)):
        other |= set(_others(store, some))
    held = index.ids()
    should = store.numbers(searchable=True)
    return Differences(
        missing=should - held - excused, surplus=held - should - excused, other=other - excused
    )


def _others(store: Store, some: Sequence[Point]) -> Iterator[int]:
    """Those of the points that would be others if they were made now."""
    own = {passage.id: passage for passage in store.passages(each.id for each in some)}
    reports = store.find(dict.fromkeys(passage.report_id for passage in own.values()))
    for each in some:
        passage = own.get(each.id)
        report = reports.get(passage.report_id) if passage else None
        if passage and report and not alike(point(report, passage), each):
            yield each.id


def alike(one: Point, other: Point) -> bool:
    """Whether a search would find them the same."""
    terms, weights = _words(one)
    others, other_weights = _words(other)
    return (
        one.payload == other.payload
        and np.allclose(one.vector, other.vector, atol=1e-5)
        and np.array_equal(terms, others)
        and np.allclose(weights, other_weights, rtol=1e-5)
    )


def _words(each: Point) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float32]]:
    """Terms in order with their weights."""
    terms = np.asarray(each.sparse.indices, dtype=np.uint32)
    order = np.argsort(terms)
    return terms[order], np.asarray(each.sparse.values, dtype=np.float32)[order]
