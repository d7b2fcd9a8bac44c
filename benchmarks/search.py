"""How fast search is: `python -m benchmarks.search --passages N [--peers SIDES] [--write]`.

Hybrid search with filter and facets, including the encoding of the question, over passages made by
``benchmarks.material``; each side in a process of its own, one after the other, with the same
vectors, texts, questions and filters. Recall@10 is that of the search by meaning under the filter,
against exact comparison. Peers run in ``benchmarks/.venv`` (`make benchmarks/.venv`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.material import make
from benchmarks.page import add_write, publish, table
from benchmarks.questions import Question, as_tuples, read_passages, read_questions, read_vectors
from benchmarks.sides import SIDES, WARM_UP, Outcome
from nlp.types import Matrix
from service.index.filters import passes
from service.index.port import Payload

ROOT = Path(__file__).parent.parent
PEERS = ROOT / "benchmarks" / ".venv" / "bin" / "python"
OWN = "fundstelle"
MADE = Path("data") / "benchmarks"
HEAD = ("", "build, s", "on disk, MB", "memory, MB", "median, ms", "p95, ms", "recall@10")


def run_side(side: str, folder: Path, questions: int, python: Path) -> Outcome:
    """Build in one process, ask in another."""
    work = folder / side
    command = [str(python), "-m", "benchmarks.sides", side, str(folder), str(work), str(questions)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    built = subprocess.run([*command, "--build-only"], env=environment, cwd=ROOT, check=False)
    if built.returncode:
        raise SystemExit(f"{side}: the index could not be built")
    asked = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return Outcome(**json.loads(asked.stdout.splitlines()[-1]))


def exact(folder: Path, questions: Sequence[Question]) -> list[set[int]]:
    """The ten nearest under each question's filter, by comparing all."""
    from models.load import load_encoder

    encoder = load_encoder()
    asked = encoder.encode_queries([question.text for question in questions])
    passing = _passing(folder, questions)
    vectors = read_vectors(folder, encoder.dimensions)
    return [
        set(_nearest(vectors, vector, passing[question.where]))
        for question, vector in zip(questions, asked, strict=True)
    ]


def _passing(folder: Path, questions: Sequence[Question]) -> dict[Any, list[int]]:
    rows: dict[Any, list[int]] = {question.where: [] for question in questions}
    for number, (_, fields) in enumerate(read_passages(folder)):
        payload = Payload(**as_tuples(fields))
        for where, passing in rows.items():
            if passes(payload, where):
                passing.append(number)
    return rows


def _nearest(vectors: Matrix, vector: Any, rows: list[int]) -> list[int]:
    scores = np.concatenate([vectors[rows[at : at + 50_000]] @ vector
                             for at in range(0, len(rows), 50_000)])  # fmt: skip
    return [rows[at] for at in np.argsort(-scores, kind="stable")[:10]]


def recall(outcome: Outcome, right: Sequence[set[int]]) -> float:
    """The mean share of the right ones that were found."""
    pairs = zip(outcome.nearest, right, strict=True)
    return float(np.mean([len(set(found) & own) / max(1, len(own)) for found, own in pairs]))


def lines(outcomes: dict[str, Outcome], right: Sequence[set[int]]) -> list[str]:
    """A table in Markdown, and how many times faster than each peer."""
    rows = []
    for side, one in outcomes.items():
        median, p95 = (np.percentile(one.seconds, share) * 1000 for share in (50, 95))
        found = recall(one, right)
        sizes = (f"{size:.0f}" for size in (one.build, one.disk, one.memory))
        rows.append([side, *sizes, f"{median:.1f}", f"{p95:.1f}", f"{found:.3f}"])
    told = [*table(HEAD, rows), ""]
    own = outcomes[OWN]
    for side, one in outcomes.items():
        if side != OWN:
            ratios = [
                np.percentile(one.seconds, s) / np.percentile(own.seconds, s) for s in (50, 95)
            ]
            told.append(f"- {side} / {OWN}: median {ratios[0]:.1f}, p95 {ratios[1]:.1f}")
    return told


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument(
        "--peers", nargs="*", choices=SIDES, default=["lancedb", "lancedb-ivf", "txtai"]
    )
    parser.add_argument("--python", type=Path, default=PEERS, help="the peers' interpreter")
    parser.add_argument("--folder", type=Path, default=MADE, help="for passages and indexes")
    add_write(parser)
    options = parser.parse_args(arguments)
    folder = (options.folder / str(options.passages)).resolve()
    make(folder, options.passages)
    outcomes = {OWN: run_side(OWN, folder, options.questions, Path(sys.executable))}
    for side in options.peers:
        outcomes[side] = run_side(side, folder, options.questions, options.python)
    asked = read_questions(folder)[WARM_UP : WARM_UP + options.questions]
    versions = {k: v for one in outcomes.values() for k, v in one.versions.items()}
    told = lines(outcomes, exact(folder, asked))
    publish(f"search-{options.passages}", told, write=options.write, versions=versions)


if __name__ == "__main__":
    main()
