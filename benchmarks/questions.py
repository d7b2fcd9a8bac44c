"""Reads what ``benchmarks.material`` wrote; needs little, for it also runs beside the peers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nlp.types import Matrix
from service.index.port import Filter

VECTORS, PASSAGES, QUESTIONS = "vectors.f32", "passages.jsonl", "questions.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the sample corpus with the filter that it is asked with."""

    text: str
    where: Filter


def read_vectors(folder: Path, dimensions: int) -> Matrix:
    """(passages, dimensions), on disk."""
    flat: Matrix = np.memmap(folder / VECTORS, dtype=np.float32, mode="r")
    return flat.reshape(-1, dimensions)


def read_passages(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Texts with the fields of their payloads."""
    with (folder / PASSAGES).open() as lines:
        for line in lines:
            text, payload = json.loads(line)
            yield text, payload


def read_questions(folder: Path) -> list[Question]:
    """In the order in which they are asked."""
    rows = map(json.loads, (folder / QUESTIONS).read_text().splitlines())
    return [Question(text=row["text"], where=Filter(**as_tuples(row["where"]))) for row in rows]


def as_tuples(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields out of JSON as those of a Payload or Filter."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}
