"""How fast many reports are taken in: `python -m benchmarks.bulk [--reports N] [--write]`.

``fundstelle ingest`` (one process, as a user calls it) against ``fundstelle bulk`` with one and
two workers of Ray on the same machine, one after the other, each into an empty data folder; their
stores must be the same. How long the start takes (program, models, Ray, until the first report
is stored) is told apart from the pace after it. In the last row a worker is killed in the middle
of a run: what a restart costs, beside the same run undisturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.page import add_write, publish, table, versions_of
from benchmarks.search import ROOT
from corpus.gold import GoldReport, read_annotated

HEAD = ("", "all, s", "start, s", "reports a minute after it", "/ ingest", "killed workers")
LOOK = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Seconds of a whole call and of its start; reports a minute from the first to the last."""

    seconds: float
    start: float
    pace: float
    killed: int = 0

    def row(self, name: str, peer: Taken) -> list[str]:
        """Beside the pace of another."""
        return [
            name,
            f"{self.seconds:.1f}",
            f"{self.start:.1f}",
            f"{self.pace:.0f}",
            f"{self.pace / peer.pace:.2f}",
            f"{self.killed}",
        ]


def take(source: Path, data: Path, *how: str, kill_at: int | None = None) -> Taken:
    """One call. ``kill_at``: after so many reports one of its workers is killed."""
    command = [sys.executable, "-m", "service.cli", how[0], str(source), "--data", str(data)]
    began = time.perf_counter()
    with subprocess.Popen([*command, *how[1:]], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        first = _reached(data, 1, process.poll) - began
        if kill_at is not None:
            _reached(data, kill_at, process.poll)
            os.kill(_workers(process.pid)[0], signal.SIGKILL)
        total = _count(source)
        last = _reached(data, total, process.poll) - began
    if process.returncode:
        raise RuntimeError(f"{how} ended with {process.returncode}")
    spent = time.perf_counter() - began
    pace = 60 * (total - 1) / (last - first)
    return Taken(seconds=spent, start=first, pace=pace, killed=int(kill_at is not None))


def _reached(data: Path, count: int, ended: Callable[[], int | None]) -> float:
    while _stored(data) < count and ended() is None:
        time.sleep(LOOK)
    return time.perf_counter()


def _stored(data: Path) -> int:
    path = data / "fundstelle.db"
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def _count(source: Path) -> int:
    return len(source.read_text(encoding="utf-8").splitlines())


def _workers(driver: int) -> list[int]:
    """The workers of Ray below a process."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], check=True, capture_output=True)
    rows = [line.split(None, 2) for line in listed.stdout.decode().splitlines()[1:]]
    parents = {int(pid): int(parent) for pid, parent, _ in rows}
    return [
        int(pid)
        for pid, _, called in rows
        if called.startswith("ray::RayWorker") and driver in _above(int(pid), parents)
    ]


def _above(pid: int, parents: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while pid := parents.get(pid, 0):
        found.add(pid)
    return found


def exported(data: Path) -> bytes:
    """All analyses of a store."""
    command = [sys.executable, "-m", "service.cli", "export", "--data", str(data)]
    return subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout


def measure(reports: Sequence[GoldReport], folder: Path) -> list[str]:
    """A row for each way, and what the restart cost."""
    source = folder / "reports.jsonl"
    lines = ({"id": each.id, "title": each.title, "text": each.text} for each in reports)
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    ways = {
        "`ingest`": (("ingest",), None),
        "`bulk --workers 1`": (("bulk", "--workers", "1"), None),
        "`bulk --workers 2`": (("bulk", "--workers", "2"), None),
        "`bulk --workers 2`, one killed": (("bulk", "--workers", "2"), len(reports) // 3),
    }
    taken, stores = {}, set[bytes]()
    for number, (name, (how, kill_at)) in enumerate(ways.items()):
        taken[name] = take(source, folder / str(number), *how, kill_at=kill_at)
        stores.add(exported(folder / str(number)))
    if len(stores) > 1:
        raise RuntimeError("the stores are not the same")
    rows = [each.row(name, taken["`ingest`"]) for name, each in taken.items()]
    undisturbed, disturbed = list(taken.values())[-2:]
    lost = 60 * (len(reports) - 1) * (1 / disturbed.pace - 1 / undisturbed.pace)
    return [*table(HEAD, rows), "", f"The killed worker cost {lost:.1f} s."]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=240)
    add_write(parser)
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        lines = measure(read_annotated()[: options.reports], Path(folder))
    versions = versions_of("onnxruntime", "ray")
    publish("bulk", lines, write=options.write, versions=versions)


if __name__ == "__main__":
    main()
