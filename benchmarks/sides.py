"""One side of the search benchmark in a process of its own: builds an index, answers, measures.

``python -m benchmarks.sides SIDE FOLDER WORK QUESTIONS`` prints one JSON object. Each side does the
same: encodes the question with the shipped encoder, finds the 200 nearest by meaning and the 200
best by words, both under the question's filter, joins them and counts facets over the payloads of
all of them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

DEPTH = 200
WARM_UP = 10
MANY = ("themes", "states", "programmes", "lesson_kinds")
Facets = dict[str, Counter[str]]
SIDES = {
    "fundstelle": "benchmarks.side_fundstelle",
    "lancedb": "benchmarks.side_lancedb",
    "lancedb-ivf": "benchmarks.side_lancedb",
    "txtai": "benchmarks.side_txtai",
}


class Side(Protocol):
    """What each of them has to do; ``value`` reads a field of one of its payloads."""

    value: Callable[[Any, str], Any]

    def build(self, folder: Path) -> None:
        """Index all passages of a folder."""

    def open(self) -> None:
        """Make ready for questions, as after a restart."""

    def search(self, text: str, where: Any) -> tuple[list[int], list[Any]]:
        """The nearest by meaning, best first, and the payloads of all candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Seconds, MB; ``seconds`` and ``nearest`` have one item for each question."""

    build: float
    disk: float
    memory: float
    seconds: list[float]
    nearest: list[list[int]]
    versions: dict[str, str]


def count_facets(payloads: Sequence[Any], value: Callable[[Any, str], Any]) -> Facets:
    """How many of the candidates have each value; ``value`` reads a field of a payload."""
    facets = {name: Counter(chain.from_iterable(value(p, name) for p in payloads)) for name in MANY}
    facets["doc_kind"] = Counter(value(payload, "doc_kind") for payload in payloads)
    facets["year"] = Counter((value(payload, "start") or "")[:4] for payload in payloads)
    return facets


def measure(side: Side, folder: Path, work: Path, questions: int) -> Outcome:
    """Build where nothing is there, then ask."""
    from benchmarks.questions import read_questions

    built = _built(side, folder, work)
    side.open()
    asked = read_questions(folder)[: questions + WARM_UP]
    seconds, nearest = [], []
    for question in asked:
        began = time.perf_counter()
        ids, payloads = side.search(question.text, question.where)
        count_facets(payloads, side.value)
        seconds.append(time.perf_counter() - began)
        nearest.append(ids[:10])
    return Outcome(
        build=built,
        disk=sum(path.stat().st_size for path in work.rglob("*") if path.is_file()) / 1e6,
        memory=memory(),
        seconds=seconds[WARM_UP:],
        nearest=nearest[WARM_UP:],
        versions=getattr(side, "versions", dict)(),
    )


def memory() -> float:
    """Resident memory of this process in MB, mapped files included."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6


def _built(side: Side, folder: Path, work: Path) -> float:
    told = work / "built.json"
    if not told.is_file():
        began = time.perf_counter()
        work.mkdir(parents=True, exist_ok=True)
        side.build(folder)
        told.write_text(json.dumps(time.perf_counter() - began))
    return float(json.loads(told.read_text()))


def main() -> None:
    """Run in two steps: the memory of building is not that of answering."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("side", choices=SIDES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("questions", type=int)
    parser.add_argument("--build-only", action="store_true")
    options = parser.parse_args()
    side = import_module(SIDES[options.side]).make(options.side, options.work)
    if options.build_only:
        _built(side, options.folder, options.work)
    else:
        print(json.dumps(asdict(measure(side, options.folder, options.work, options.questions))))


if __name__ == "__main__":
    main()
