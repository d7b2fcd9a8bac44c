"""Takes reports in with two workers of Ray and tells what became of them, as JSON.

``python -m tests.service.with_ray FOLDER``. In a process of its own: Ray leaves threads behind.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.documents import Document
from nlp.types import Analysis, Report
from service.bulk import Bounds, Pool, Schedule
from service.bulk.ray_pool import ray_pool
from service.ingest import IngestReport, ingest
from service.store import Store
from tests.fakes import FakeAnalyser, document_of
from tests.service.pools import CRASH, HANG

LISTENS, LOOPBACK = "0A", "0100007F"


class Fragile(FakeAnalyser):
    """Some texts are too much for it."""

    def analyse(self, reports: Iterable[Report]) -> Iterator[Analysis]:
        for report in reports:
            if CRASH in report.text:
                os._exit(9)
            while HANG in report.text:
                time.sleep(1)
            yield from super().analyse([report])


def reachable() -> list[str]:
    """Sockets of this process and its children at which others than this machine could ask."""
    own = {link for pid in _family() for link in _links(pid)}
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    asked = [row[1] for row in rows if row[3] == LISTENS and f"socket:[{row[9]}]" in own]
    assert asked
    return [address for address in asked if not address.partition(":")[0].endswith(LOOPBACK)]


def _family() -> set[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    family = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _links(pid: int) -> Iterator[str]:
    with suppress(OSError):
        for path in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                yield str(path.readlink())


def _bulk(pool: Pool, store: Store, given: list[Document], analyser: FakeAnalyser) -> IngestReport:
    schedule = Schedule(pool, bounds=Bounds(batch=3, seconds=1.5))
    return ingest(
        given,
        store=store,
        analyser=analyser,
        reading=lambda documents, _: schedule.results(documents),
    )


def main(folder: str) -> None:
    good = [document_of(f"r{n}", f"Bericht {n} aus Kiel\n\nDer Bus hält.") for n in range(20)]
    given = [*good[:7], document_of("absturz", CRASH), document_of("haengt", HANG), *good[7:]]
    analyser = FakeAnalyser()
    with (
        Store(f"sqlite:///{folder}/a.db") as plain,
        Store(f"sqlite:///{folder}/b.db") as store,
        ray_pool(Fragile, version=analyser.version, size=2) as pool,
    ):
        ingest(good, store=plain, analyser=analyser)
        report = _bulk(pool, store, given, analyser)
        same = [_told(plain, each.id) == _told(store, each.id) for each in good]
        told = {
            "new": report.new,
            "refused": [step.id for step in report.failures],
            "same": all(same),
            "reachable": reachable(),
        }
    print(json.dumps(told))


def _told(store: Store, report: str) -> tuple[Analysis, bytes]:
    found = store.get(report).analysis
    return replace(found, vectors=None), found.vectors.tobytes()  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1])
