"""Retrieval quality (XQuAD-de) and speed of the checkpoint and of the int8 artefact."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.onnx_reader import OnnxReader
from models.sentence_encoder import SentenceTransformerEncoder
from nlp.encoder import Encoder
from nlp.types import Matrix

PASSAGES, QUERIES = 40, 100


def evaluate(folder: Path, *, checkpoint: Path, artefact: Path) -> None:
    """Print nDCG@10 and seconds of both, with one thread and with two."""
    paragraphs, questions, gold = read_xquad(folder / "xquad-de.json")
    exact = SentenceTransformerEncoder(str(checkpoint))
    quantised = OnnxReader.load(artefact)
    for label, encoder in (("fp32", exact), ("int8", quantised)):
        found = ndcg(encoder.encode_passages(paragraphs), encoder.encode_queries(questions), gold)
        _say(f"XQuAD-de nDCG@10 {label}: {found:.2f}")
    compare_speed(exact, artefact, paragraphs[:PASSAGES], questions[:QUERIES])


def read_xquad(path: Path) -> tuple[list[str], list[str], npt.NDArray[np.int64]]:
    """Paragraphs, questions and, for each question, its paragraph's position."""
    paragraphs: list[str] = []
    questions: list[str] = []
    gold: list[int] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [one["question"] for one in paragraph["qas"]]
            gold += [len(paragraphs)] * len(paragraph["qas"])
            paragraphs.append(paragraph["context"])
    return paragraphs, questions, np.array(gold)


def ndcg(passages: Matrix, queries: Matrix, gold: npt.NDArray[np.int64]) -> float:
    """nDCG@10 in per cent with one relevant passage a query."""
    scores = queries @ passages.T
    own = scores[np.arange(len(gold)), gold]
    ranks = (scores > own[:, None]).sum(axis=1)
    return float(np.where(ranks < 10, 1 / np.log2(ranks + 2), 0).mean() * 100)


def compare_speed(
    exact: Encoder, artefact: Path, passages: Sequence[str], queries: Sequence[str]
) -> None:
    """Print wall and processor seconds for the same texts."""
    import torch

    for threads in (1, 2):
        torch.set_num_threads(threads)
        _time(f"fp32, {threads} thread(s)", exact, passages, queries)
        for budget in (0, 4096):
            reader = OnnxReader.load(artefact, threads=threads, batch_tokens=budget)
            _time(f"int8, {threads} thread(s), {budget} tokens", reader, passages, queries)


def _time(label: str, encoder: Encoder, passages: Sequence[str], queries: Sequence[str]) -> None:
    wall, processor = _seconds(lambda: encoder.encode_passages(passages))
    _say(f"{label}: {len(passages)} passages {wall:.2f} s (processor {processor:.2f} s)")
    wall, processor = _seconds(lambda: encoder.encode_queries(queries))
    _say(f"{label}: {len(queries)} queries together {wall:.2f} s (processor {processor:.2f} s)")
    wall, _ = _seconds(lambda: [encoder.encode_queries([query]) for query in queries[:20]])
    _say(f"{label}: one query {wall / 20 * 1000:.1f} ms")


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
