"""Tags stored reports again after the vocabulary or what was learnt has changed.

Only themes are found anew, from the vectors that the store holds: nothing is encoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.pipeline import unmarked
from nlp.themed import retagged
from service.applier import Applies
from service.store import Store

if TYPE_CHECKING:
    from nlp.pipeline import Analyser

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RetagReport:
    """``done``: reports with new themes; ``left``: those that have to be read anew for that."""

    done: int
    left: int


def outdated(store: Store, version: str) -> dict[str, str]:
    """The reports that only another tagger was at, with the versions that they have."""
    base = unmarked(version)
    return {
        report_id: fingerprint.version
        for report_id, fingerprint in store.fingerprints().items()
        if fingerprint.version != version and unmarked(fingerprint.version) == base
    }


def retag(
    store: Store,
    analyser: Analyser,
    *,
    applier: Applies | None = None,
    progress: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> RetagReport:
    """One transaction a report, so that it can be stopped and goes on where it was.

    Where the vectors of the store are another model's, nothing is done.
    """
    waiting = outdated(store, analyser.version)
    if not waiting or not analyser.keeps_vectors:
        return RetagReport(done=0, left=len(waiting))
    done = 0
    try:
        for _ in _each(store, analyser, waiting, stop):
            done += 1
            progress()
            if applier and done % BATCH == 0:
                applier.apply()
    finally:
        if applier:
            applier.apply()
    return RetagReport(done=done, left=len(waiting) - done)


def _each(
    store: Store, analyser: Analyser, waiting: dict[str, str], stop: Callable[[], bool]
) -> Iterator[str]:
    from nlp.errors import NotFoundError

    for report_id, since in waiting.items():
        if stop():
            return
        try:
            read = store.as_read(report_id)
        except NotFoundError:
            continue  # deleted meanwhile
        if store.retag(retagged(read, analyser.themes), version=analyser.version, since=since):
            yield report_id
