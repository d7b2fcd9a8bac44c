"""Annotated reports cut and encoded for the training of themes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.gold import GoldReport
from models.manifest import atomic_path
from models.onnx_reader import OnnxReader
from nlp.encoder import Window
from nlp.segment import blocks, passages, sentences
from nlp.title import title_of
from nlp.types import Matrix, Passage, Report, Span, Vector
from nlp.windows import windows

CACHE = Path(__file__).parents[1] / "build" / "theme-passages.npz"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report ready for tagging with the grades of its themes."""

    id: str
    text: str
    title: str
    passages: tuple[Passage, ...]
    sentences: tuple[Span, ...]
    vectors: Matrix
    grades: Mapping[str, int]


def documents(reports: Sequence[GoldReport], encoder: OnnxReader) -> list[Document]:
    """Cut and encode reports as the pipeline does."""
    cut = [_cut(report) for report in reports]
    texts = [
        [
            (w.context, w.text)
            for w in windows(Report(id=d.id, title=d.title, text=d.text), d.passages)
        ]
        for d in cut
    ]
    known = _encoded([pair for pairs in texts for pair in pairs], encoder)
    return [
        replace(one, vectors=np.array([known[pair] for pair in pairs], dtype=np.float32))
        for one, pairs in zip(cut, texts, strict=True)
    ]


def _cut(report: GoldReport) -> Document:
    parts = blocks(report.text)
    lines = sentences(report.text, parts)
    return Document(
        id=report.id,
        text=report.text,
        title=report.title or title_of(report.text),
        passages=passages(report.text, parts, lines),
        sentences=lines,
        vectors=np.zeros((0, 0), dtype=np.float32),
        grades={theme.id: theme.grade for theme in report.themes},
    )


def parts_of(one: Document) -> tuple[str, str, Sequence[Passage], Matrix, Sequence[Span]]:
    """What a reader or tagger of themes takes, in its order."""
    return one.text, one.title, one.passages, one.vectors, one.sentences


def _encoded(pairs: Sequence[Pair], encoder: OnnxReader) -> dict[Pair, Vector]:
    """Vectors of windows, kept between runs."""
    stored = _cached(encoder.name)
    keys = {pair: hashlib.sha256("\0".join(pair).encode()).hexdigest() for pair in pairs}
    new = [pair for pair, key in keys.items() if key not in stored]
    if new:
        _say(f"encoding {len(new)} passages")
        encodings = encoder.read([Window(context=c, text=t) for c, t in new])
        stored |= {keys[p]: e.vector for p, e in zip(new, encodings, strict=True)}
        _keep(encoder.name, stored)
    return {pair: stored[key] for pair, key in keys.items()}


def _cached(encoder: str) -> dict[str, Vector]:
    if not CACHE.is_file():
        return {}
    with np.load(CACHE, allow_pickle=False) as arrays:
        if str(arrays["encoder"]) != encoder:
            return {}
        return dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))


def _keep(encoder: str, stored: Mapping[str, Vector]) -> None:
    with atomic_path(CACHE) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            encoder=np.array(encoder),
            keys=np.array(list(stored)),
            vectors=np.array(list(stored.values())),
        )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
