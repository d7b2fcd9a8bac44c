"""How well lessons of the same meaning are told from related and opposite ones.

``python -m models.evaluation.lesson_pairs`` prints both parts of the pairs beside a baseline: the
cosine of the vectors with the threshold that is best for F1 on the part that may be looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.gold import held_out
from corpus.lesson_pairs import GoldPair, GoldStatement, read_pairs
from nlp.corroboration import Relation, Statement, read_statement, relation
from nlp.encoder import Encoder
from nlp.types import Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """Precision and recall of „same“ and of „opposite“, and what must be 0."""

    pairs: int
    precision: float
    recall: float
    opposite_precision: float
    opposite_recall: float
    opposites_merged: int


def scores(pairs: Sequence[GoldPair], found: Sequence[Relation]) -> PairScores:
    """Of relations found for pairs, in their order."""
    gold = [pair.relation for pair in pairs]
    same = _precision_recall([g == "same" for g in gold], [f == "same" for f in found])
    other = _precision_recall([g == "opposite" for g in gold], [f == "opposite" for f in found])
    merged = sum(g == "opposite" and f == "same" for g, f in zip(gold, found, strict=True))
    return PairScores(
        pairs=len(pairs),
        precision=same[0],
        recall=same[1],
        opposite_precision=other[0],
        opposite_recall=other[1],
        opposites_merged=merged,
    )


def found_relations(pairs: Sequence[GoldPair], encoder: Encoder) -> list[Relation]:
    """As the service finds them."""
    statements = [(_read(pair.one), _read(pair.other)) for pair in pairs]
    return [
        relation(one, other, float(cosine))
        for (one, other), cosine in zip(statements, cosines(pairs, encoder), strict=True)
    ]


def by_cosine(pairs: Sequence[GoldPair], encoder: Encoder, *, least: float) -> list[Relation]:
    """The baseline: the same where the vectors are this close."""
    return ["same" if cosine >= least else "other" for cosine in cosines(pairs, encoder)]


def best_cosine(pairs: Sequence[GoldPair], encoder: Encoder) -> float:
    """The threshold of the baseline with the best F1 of „same“."""
    known = cosines(pairs, encoder)
    same = np.array([pair.relation == "same" for pair in pairs])
    return float(max(known, key=lambda least: _f1(same, known >= least)))


def cosines(pairs: Sequence[GoldPair], encoder: Encoder) -> Vector:
    """(pairs,)"""
    one = encoder.encode_passages([pair.one.text for pair in pairs])
    other = encoder.encode_passages([pair.other.text for pair in pairs])
    return np.asarray((one * other).sum(axis=1), dtype=np.float32)


def _read(statement: GoldStatement) -> Statement:
    return read_statement(statement.text, statement.kind)


def _f1(gold: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]) -> float:
    return 2 * float((gold & found).sum()) / max(float(gold.sum() + found.sum()), 1.0)


def _precision_recall(gold: Sequence[bool], found: Sequence[bool]) -> tuple[float, float]:
    both = sum(g and f for g, f in zip(gold, found, strict=True))
    return both / max(sum(found), 1), both / max(sum(gold), 1)


def main() -> None:
    """The table."""
    from models.load import load_encoder

    encoder, pairs = load_encoder(), read_pairs()
    parts = {
        "looked at": [pair for pair in pairs if not held_out(pair.id)],
        "held out": [pair for pair in pairs if held_out(pair.id)],
    }
    least = best_cosine(parts["looked at"], encoder)
    for name, part in parts.items():
        _show(name, "lessons", scores(part, found_relations(part, encoder)))
        _show(name, f"cosine {least:.3f}", scores(part, by_cosine(part, encoder, least=least)))


def _show(part: str, system: str, found: PairScores) -> None:
    sys.stdout.write(
        f"{part:10} {system:14} n={found.pairs:<4} same P={found.precision:.2f} "
        f"R={found.recall:.2f}  opposite P={found.opposite_precision:.2f} "
        f"R={found.opposite_recall:.2f}  opposites merged={found.opposites_merged}\n"
    )


if __name__ == "__main__":
    main()
