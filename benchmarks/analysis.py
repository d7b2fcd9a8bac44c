"""How long a whole analysis takes: `python -m benchmarks.analysis [--reports N] [--write]`.

Against the int8 encoder alone on the same passages, and against three separate torch fp32 models
(vectors, names, sentences), each of which would read every passage once: a tagger and a sentence
classifier on the same encoder cost what the encoder costs, so one fp32 pass is timed and counted
three times. The fp32 checkpoint is built by ``models.recipes.encoder`` where it is not there yet.
Rounds take turns, the fastest round of each counts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.page import add_write, publish, versions_of
from corpus.gold import REPORTS, read_gold
from models.load import load_analyser, load_reader
from nlp.segment import blocks, passages, sentences
from nlp.types import Report
from nlp.windows import windows
from service.cli import TURN

MODELS = 3
BATCH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds for the same reports."""

    analysis: float
    encoder: float
    fp32: float | None

    def lines(self, reports: int) -> list[str]:
        """What the numbers mean, a line each."""
        told = [
            f"- {reports} reports, {reports / self.analysis * 60:.0f} a minute analysed",
            f"- whole analysis / int8 encoder alone: {self.analysis / self.encoder:.2f}",
        ]
        if self.fp32 is not None:
            ratio = MODELS * self.fp32 / self.analysis
            told.append(f"- reports a minute, against three torch fp32 models: {ratio:.1f} times")
        return told


def passages_of(reports: Sequence[Report]) -> list[str]:
    """The texts of all windows, as the encoder gets them."""
    texts = []
    for report in reports:
        parts = blocks(report.text)
        tiles = passages(report.text, parts, sentences(report.text, parts))
        texts += [f"{w.context}\n{w.text}".strip() for w in windows(report, tiles)]
    return texts


def measure(reports: Sequence[Report], *, rounds: int, with_fp32: bool) -> Times:
    """The fastest of some rounds for each."""
    texts = passages_of(reports)
    analyser, reader = load_analyser(), load_reader()
    tasks: dict[str, Callable[[], object]] = {
        "analysis": lambda: list(analyser.analyse(reports)),
        "encoder": lambda: reader.encode_passages(texts),
    }
    if with_fp32:
        tasks["fp32"] = _fp32(texts)
    taken = [{name: _seconds(task) for name, task in tasks.items()} for _ in range(rounds)]
    best = {name: min(times[name] for times in taken) for name in tasks}
    return Times(analysis=best["analysis"], encoder=best["encoder"], fp32=best.get("fp32"))


def _seconds(task: Callable[[], object]) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def _fp32(texts: list[str]) -> Callable[[], object]:
    from sentence_transformers import SentenceTransformer

    from models.recipes.encoder import CHECKPOINT, build_checkpoint

    if not CHECKPOINT.is_dir():
        build_checkpoint()
    model = SentenceTransformer(str(CHECKPOINT), device="cpu")
    return lambda: model.encode_document(texts, batch_size=BATCH, show_progress_bar=False)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-fp32", action="store_true", help="without the torch models")
    add_write(parser)
    options = parser.parse_args(arguments)
    sys.setswitchinterval(TURN)
    golds = read_gold(REPORTS)[:: max(1, len(read_gold(REPORTS)) // options.reports)]
    reports = [Report(id=g.id, title=g.title or "", text=g.text) for g in golds[: options.reports]]
    times = measure(reports, rounds=options.rounds, with_fp32=not options.no_fp32)
    versions = versions_of("onnxruntime", "torch")
    publish("analysis", times.lines(len(reports)), write=options.write, versions=versions)


if __name__ == "__main__":
    main()
