"""How long it takes to take reports in: `python -m benchmarks.ingest [--reports N…] [--write]`.

``fundstelle ingest`` as a user calls it, into an empty data folder, against txtai (hybrid index
with its contents, the same checkpoint in torch) taking the same passages in; txtai gets them cut
already and finds neither names nor themes nor lessons in them. A second call of ``ingest`` shows
what a repetition costs. Peers run in ``benchmarks/.venv`` (`make benchmarks/.venv`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.analysis import passages_of
from benchmarks.page import add_write, publish, table, versions_of
from benchmarks.search import PEERS, ROOT
from corpus.gold import GoldReport, read_annotated
from models.recipes.encoder import CHECKPOINT, build_checkpoint
from nlp.types import Report

HEAD = (
    "reports",
    "passages",
    "ingest, s",
    "reports a minute",
    "again, s",
    "on disk, MB",
    "txtai, s",
    "txtai / ingest",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Seconds with all that a user waits for, those of a second call, MB on disk."""

    first: float
    again: float
    disk: float


def take(reports: Sequence[GoldReport], folder: Path) -> Taken:
    """``fundstelle ingest`` twice."""
    source, data = folder / "reports.jsonl", folder / "data"
    rows = ({"id": each.id, "title": each.title, "text": each.text} for each in reports)
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "service.cli", "ingest", str(source), "--data", str(data)]
    first, again = (_spent(command) for _ in range(2))
    files = (path for path in data.rglob("*") if path.is_file())
    return Taken(first=first, again=again, disk=sum(each.stat().st_size for each in files) / 1e6)


def _spent(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def take_by_txtai(texts: Sequence[str], folder: Path, python: Path) -> dict[str, Any]:
    """What its side tells."""
    source = folder / "passages.json"
    source.write_text(json.dumps(texts), encoding="utf-8")
    side = [str(python), "-m", "benchmarks.side_txtai_ingest", str(CHECKPOINT.resolve())]
    told = subprocess.run(
        [*side, str(source), str(folder / "txtai")],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10, 100, 980])
    parser.add_argument("--python", type=Path, default=PEERS, help="txtai's interpreter")
    add_write(parser)
    options = parser.parse_args(arguments)
    if not CHECKPOINT.is_dir():
        build_checkpoint()
    rows, versions = [], versions_of("onnxruntime")
    for number in options.reports:
        row, peers = _row(read_annotated()[:number], options.python)
        rows.append(row)
        versions |= peers
    publish("ingest", table(HEAD, rows), write=options.write, versions=versions)


def _row(reports: Sequence[GoldReport], python: Path) -> tuple[list[str], dict[str, str]]:
    texts = passages_of([Report(id=g.id, title=g.title or "", text=g.text) for g in reports])
    with TemporaryDirectory() as folder:
        own = take(reports, Path(folder))
        peer = take_by_txtai(texts, Path(folder), python)
    cells = [
        f"{len(reports):,}",
        f"{len(texts):,}",
        f"{own.first:.1f}",
        f"{len(reports) / own.first * 60:.0f}",
        f"{own.again:.1f}",
        f"{own.disk:.1f}",
        f"{peer['seconds']:.1f}",
        f"{peer['seconds'] / own.first:.1f}",
    ]
    return cells, peer["versions"]


if __name__ == "__main__":
    main()
