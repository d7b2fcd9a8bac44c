"""How fast texts become vectors: `python -m benchmarks.encoding [--passages N…] [--write]`.

The shipped int8 encoder on ONNX Runtime against the checkpoint it was made from in
sentence-transformers (torch, fp32): the same texts, each side in a process of its own with all
cores. The checkpoint is built by ``models.recipes.encoder`` where it is not there yet.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.analysis import passages_of
from benchmarks.page import add_write, publish, table, versions_of
from benchmarks.sides import memory
from corpus.gold import QUERIES, REPORTS, read_gold
from nlp.types import Matrix, Report

OWN, PEER = "fundstelle", "sentence-transformers"
BATCH = 16
ROUNDS = 2
QUESTIONS = 100
WARM_UP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Seconds for each number of passages and for each question alone; MB."""

    start: float
    passages: dict[str, float]
    questions: list[float]
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What encodes."""

    passages: Callable[[list[str]], Matrix]
    question: Callable[[str], Matrix]


def own_side() -> Side:
    """The encoder as it is shipped, without the upper layers that only questions have."""
    from models.load import load_base_encoder

    encoder = load_base_encoder()
    return Side(
        passages=encoder.encode_passages, question=lambda text: encoder.encode_queries([text])
    )


def peer_side() -> Side:
    """The same weights in torch."""
    from sentence_transformers import SentenceTransformer

    from models.recipes.encoder import CHECKPOINT

    model = SentenceTransformer(str(CHECKPOINT), device="cpu")
    quiet: dict[str, Any] = {"show_progress_bar": False, "normalize_embeddings": True}
    return Side(
        passages=lambda texts: model.encode_document(texts, batch_size=BATCH, **quiet),
        question=lambda text: model.encode_query([text], **quiet),
    )


SIDES = {OWN: own_side, PEER: peer_side}


def measure(make: Callable[[], Side], sizes: Sequence[int], vectors: Path) -> Outcome:
    """In a process of its own; the vectors of the fewest passages are kept for comparison."""
    began = time.perf_counter()
    side = make()
    side.question("Was hilft?")
    start = time.perf_counter() - began
    texts = sample_passages()
    np.save(vectors, side.passages(texts[: min(sizes)]))
    return Outcome(
        start=start,
        passages={str(n): _fastest(side, list(islice(cycle(texts), n))) for n in sizes},
        questions=[_spent(side.question, text) for text in sample_questions()][WARM_UP:],
        memory=memory(),
    )


def sample_passages() -> list[str]:
    """Of the sample corpus, with their context, as an analysis encodes them."""
    golds = read_gold(REPORTS)
    return passages_of([Report(id=g.id, title=g.title or "", text=g.text) for g in golds])


def sample_questions() -> list[str]:
    """Of the sample corpus."""
    rows = map(json.loads, QUERIES.read_text(encoding="utf-8").splitlines())
    return [row["text"] for row in islice(rows, QUESTIONS + WARM_UP)]


def _fastest(side: Side, texts: list[str]) -> float:
    return min(_spent(side.passages, texts) for _ in range(ROUNDS))


def _spent(encode: Callable[[Any], Matrix], texts: object) -> float:
    began = time.perf_counter()
    encode(texts)
    return time.perf_counter() - began


def run_side(name: str, sizes: Sequence[int], vectors: Path) -> Outcome:
    """Its outcome from another process."""
    command = [sys.executable, "-m", "benchmarks.encoding", "--side", name, "--vectors"]
    told = subprocess.run(
        [*command, str(vectors), "--passages", *map(str, sizes)], check=True, stdout=subprocess.PIPE
    )
    return Outcome(**json.loads(told.stdout.splitlines()[-1]))


def lines(own: Outcome, peer: Outcome, cosines: Matrix) -> list[str]:
    """The table, the ratios, and how alike the vectors are."""
    head = ["", *(f"{int(n):,} passages, a second" for n in own.passages)]
    head += ["question, ms", "start, s", "memory, MB"]
    rows = [[name, *_cells(one)] for name, one in ((OWN, own), (PEER, peer))]
    ratios = ", ".join(f"{peer.passages[n] / own.passages[n]:.1f}" for n in own.passages)
    question = np.median(peer.questions) / np.median(own.questions)
    return [
        *table(head, rows),
        "",
        f"{PEER} takes {ratios} times as long for passages and {question:.1f} times for a question."
        f" Cosine between both vectors of a passage: mean {cosines.mean():.4f},"
        f" lowest {cosines.min():.4f} ({len(cosines)} passages).",
    ]


def _cells(one: Outcome) -> list[str]:
    return [
        *(f"{int(n) / seconds:.0f}" for n, seconds in one.passages.items()),
        f"{np.median(one.questions) * 1000:.1f}",
        f"{one.start:.1f}",
        f"{one.memory:.0f}",
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--vectors", type=Path, help=argparse.SUPPRESS)
    add_write(parser)
    options = parser.parse_args(arguments)
    if options.side:
        outcome = measure(SIDES[options.side], options.passages, options.vectors)
        print(json.dumps(asdict(outcome)))
        return
    _compare(options.passages, write=options.write)


def _compare(sizes: Sequence[int], *, write: bool) -> None:
    from models.recipes.encoder import CHECKPOINT, build_checkpoint

    if not CHECKPOINT.is_dir():
        build_checkpoint()
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.npy" for name in SIDES]
        own, peer = (run_side(n, sizes, f) for n, f in zip(SIDES, files, strict=True))
        cosines = (np.load(files[0]) * np.load(files[1])).sum(axis=1)
    used = versions_of("onnxruntime", "sentence-transformers", "torch")
    publish("encoding", lines(own, peer, cosines), write=write, versions=used)


if __name__ == "__main__":
    main()
