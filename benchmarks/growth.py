"""How the service grows: `python -m benchmarks.growth --data DIR [--reports N…] [--write]`.

Stores of different sizes out of one of the sample corpus (`fundstelle ingest
corpus/data/reports.jsonl --data DIR`): each report varied as in ``benchmarks.stock``, stored and
indexed as an ingest does, without analysing it or comparing its lessons anew. Of each size, in a
process of its own: opening, whole searches as the service does them, similar reports, lists, the
registry of projects. How an analysis grows is measured with whole reports, one after the other.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from benchmarks.encoding import sample_questions
from benchmarks.page import add_write, publish, table, versions_of
from benchmarks.sides import memory
from benchmarks.stock import Variation, document_of
from corpus.gold import REPORTS, read_gold
from models.load import load_analyser, load_encoder
from nlp.types import Analysis, Report
from service.applier import BATCH
from service.find import Finder
from service.search.request import Filters, SearchRequest
from service.settings import Settings
from service.store import Store, StoredReport
from service.workspace import Workspace, open_workspace

MADE = Path("data") / "benchmarks" / "growth"
QUESTIONS, LISTS = 60, 10
FILTERS = (
    Filters(),
    Filters(states=("Thüringen",)),
    Filters(doc_kinds=("report",), states=("Sachsen", "Hessen")),
    Filters(since="2011-01-01", until="2014-12-31"),
)
"""They take turns."""


@dataclass(slots=True, kw_only=True)
class Grown:
    """Counts, seconds by what was done, MB."""

    reports: int
    passages: int
    disk: float
    memory: float = 0.0
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def milliseconds(self, name: str, share: int = 50) -> float:
        """A percentile."""
        return float(np.percentile(self.seconds[name], share)) * 1000


def measure(folder: Path) -> Grown:
    """All that is asked of a store, in a process of its own."""
    began = time.perf_counter()
    with open_workspace(Settings(data=folder), load_encoder(), purpose="ingest") as space:
        opened = time.perf_counter() - began
        grown = Grown(
            reports=space.store.count(),
            passages=space.finder.passages(),
            disk=sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6,
            seconds={"open": [opened]},
        )
        for name, tasks in _tasks(space).items():
            grown.seconds[name] = [_spent(task) for task in tasks]
        grown.memory = memory()
    return grown


def _tasks(space: Workspace) -> dict[str, list[Callable[[], object]]]:
    finder, store = space.finder, space.store
    ids = [stored.id for stored in store.all(limit=LISTS)]
    where = cycle(FILTERS)
    requests = [SearchRequest(question=q, filters=next(where)) for q in sample_questions()]
    return {
        "projects": [finder.registry.all],
        "first search": [_searching(finder, requests[0])],
        "search": [_searching(finder, one) for one in requests[1 : QUESTIONS + 1]],
        "similar": [_similar(finder, each) for each in ids],
        "list": [_searching(finder, SearchRequest(filters=one)) for one in FILTERS],
    }


def _searching(finder: Finder, request: SearchRequest) -> Callable[[], object]:
    return lambda: finder.search(request)


def _similar(finder: Finder, report: str) -> Callable[[], object]:
    return lambda: finder.similar(report_id=report)


def _spent(task: Callable[[], object]) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def measured(sample: Path, folder: Path, sizes: Sequence[int]) -> Iterator[Grown]:
    """Grows one store from size to size."""
    for size in sizes:
        stored = grow(sample, folder, size)
        command = [sys.executable, "-m", "benchmarks.growth", "--measure", str(folder)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        grown = Grown(**json.loads(told.stdout.splitlines()[-1]))
        grown.seconds["store"] = [stored]
        yield grown


def grow(sample: Path, folder: Path, reports: int) -> float:
    """Fills a store up to so many reports; seconds for each that was added."""
    varied = _varied(sample)
    with open_workspace(Settings(data=folder), load_encoder(), purpose="ingest") as space:
        before = space.store.count()
        began = time.perf_counter()
        for count, analysis in enumerate(islice(varied, before, reports), start=1):
            space.store.put(analysis, document_of(analysis), version="varied")
            if space.applier and count % BATCH == 0:
                space.applier.apply()
        if space.applier:
            space.applier.apply()
    return (time.perf_counter() - began) / max(1, reports - before)


def _varied(sample: Path) -> Iterator[Analysis]:
    with open_workspace(Settings(data=sample), load_encoder(), purpose="search") as space:
        ids = [stored.id for stored in _all(space.store)]
        known = [space.store.as_read(each) for each in ids]
    vary = Variation(known)
    return (vary.analysis(of, number) for number, of in enumerate(cycle(known)))


def _all(store: Store) -> Iterator[StoredReport]:
    after: str | None = None
    while reports := store.all(limit=BATCH, after=after):
        yield from reports
        after = reports[-1].id


def analysed(sizes: Sequence[int]) -> dict[int, float]:
    """Seconds a report, for each number of reports of the sample corpus one after the other."""
    analyser = load_analyser()
    golds = [Report(id=g.id, title=g.title or "", text=g.text) for g in read_gold(REPORTS)]
    list(analyser.analyse(golds[:5]))
    seconds = {}
    for size in sizes:
        found = analyser.analyse(islice(cycle(golds), size))
        seconds[size] = _spent(partial(deque, found, maxlen=0)) / size
    return seconds


HEAD = (
    "reports",
    "passages",
    "store and index, ms a report",
    "open, s",
    "registry of projects, s",
    "search, ms: median, p95",
    "similar, ms",
    "list, ms",
    "memory, MB",
    "on disk, MB",
)


def rows(steps: Sequence[Grown]) -> list[list[str]]:
    """Of the table, one for each size."""
    return [
        [
            f"{one.reports:,}",
            f"{one.passages:,}",
            f"{one.milliseconds('store'):.1f}",
            f"{one.milliseconds('open') / 1000:.1f}",
            f"{one.milliseconds('projects') / 1000:.1f}",
            f"{one.milliseconds('search'):.0f}, {one.milliseconds('search', 95):.0f}",
            f"{one.milliseconds('similar'):.0f}",
            f"{one.milliseconds('list'):.0f}",
            f"{one.memory:.0f}",
            f"{one.disk:.0f}",
        ]
        for one in steps
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a store of the sample corpus")
    parser.add_argument("--reports", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--analysed", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--folder", type=Path, default=MADE, help="for the stores")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    add_write(parser)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(asdict(measure(options.measure))))
        return
    shutil.rmtree(options.folder, ignore_errors=True)
    steps = list(measured(options.data, options.folder, options.reports))
    alone = ", ".join(f"{n:,}: {s * 1000:.0f} ms" for n, s in analysed(options.analysed).items())
    lines = [
        *table(HEAD, rows(steps)),
        "",
        f"Analysis, each report, by the number of them: {alone}.",
    ]
    publish("growth", lines, write=options.write, versions=versions_of("numpy", "onnxruntime"))


if __name__ == "__main__":
    main()
