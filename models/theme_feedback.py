"""Learns from editors' feedback: an adjustment on top of the model that comes along.

For each concept that editors have spoken about, a logistic regression whose offset is what the
model says already: a bias and a direction among report vectors, both held near zero, so that a
few votes move little. Fitted in the space of reports (Rasmussen and Williams 2006, algorithm 3.1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.scores import Numbers
from nlp.theme_feedback import Adjustment, chances_of, log_odds
from nlp.types import Vector

BIAS_RIDGE, TAUGHT_RIDGE, UNTAUGHT_RIDGE = 8.0, 10.0, 1.0
IMPLICIT_WEIGHT = 1.0
MOST_EXPLICIT, MOST_IMPLICIT = 2_000, 500
MOST_STEPS, SMALL_STEP = 30, 1e-6
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How stiff a concept is against votes, and how much silence counts beside one.

    Concepts that the model has no examples of give way more easily. Chosen on training reports.
    """

    bias: float = BIAS_RIDGE
    taught: float = TAUGHT_RIDGE
    untaught: float = UNTAUGHT_RIDGE
    implicit: float = IMPLICIT_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A report that editors have seen. ``chances``: what the model says without any feedback.

    ``report``: (dimensions,), its centred vector; ``right``, ``wrong``: ids of concepts that were
    accepted or added, and rejected. Of all others nobody said anything: they count as rejected.
    """

    id: str
    report: Vector
    chances: Mapping[str, float]
    right: frozenset[str]
    wrong: frozenset[str]


def fit_adjustment(
    reviewed: Sequence[Reviewed],
    *,
    taught: Collection[str] = (),
    strength: Strength | None = None,
) -> Adjustment:
    """The adjustment that the votes speak for; reports in any order give the same.

    ``taught``: ids of the concepts that the model has examples of.
    """
    ordered = sorted(reviewed, key=lambda one: one.id)
    voted = sorted({concept for one in ordered for concept in one.right | one.wrong})
    known = [c for c in voted if any(c in one.chances for one in ordered)]
    width = len(ordered[0].report) if ordered else 0
    use = strength or Strength()
    stiff = [use.taught if concept in taught else use.untaught for concept in known]
    fitted = [
        _fitted(concept, ordered, use, ridge) for concept, ridge in zip(known, stiff, strict=True)
    ]
    return Adjustment(
        concepts=tuple(known),
        bias=np.array([bias for bias, _ in fitted], dtype=np.float32),
        directions=np.array([row for _, row in fitted], dtype=np.float32).reshape(
            len(known), width
        ),
    )


def adjusted_chances(one: Reviewed, adjustment: Adjustment) -> dict[str, float]:
    """What the model says with an adjustment, by concept."""
    ids = list(one.chances)
    shift = adjustment.bias_of(ids).astype(np.float64)
    if adjustment.concepts:
        shift += adjustment.directions_of(ids) @ one.report
    odds = log_odds(np.array(list(one.chances.values()))) + shift
    return dict(zip(ids, chances_of(odds).tolist(), strict=True))


def cross_validated(
    reviewed: Sequence[Reviewed],
    *,
    taught: Collection[str] = (),
    strength: Strength | None = None,
    folds: int = FOLDS,
) -> list[dict[str, float]]:
    """For each report the chances by an adjustment that has not seen it."""
    at = [_fold(one.id, folds) for one in reviewed]
    fitted = {
        fold: fit_adjustment(
            [one for one, own in zip(reviewed, at, strict=True) if own != fold],
            taught=taught,
            strength=strength,
        )
        for fold in set(at)
    }
    return [adjusted_chances(one, fitted[own]) for one, own in zip(reviewed, at, strict=True)]


def review_loss(reviewed: Sequence[Reviewed], chances: Sequence[Mapping[str, float]]) -> float:
    """Mean logarithmic loss of a report, over all its concepts: lower is better."""
    losses = [
        -np.log(max(chance if concept in one.right else 1 - chance, 1e-6))
        for one, told in zip(reviewed, chances, strict=True)
        for concept, chance in told.items()
    ]
    return float(np.sum(losses)) / max(1, len(reviewed))


def _fitted(
    concept: str, reviewed: Sequence[Reviewed], strength: Strength, ridge: float
) -> tuple[float, Vector]:
    """Bias and direction of one concept."""
    examples = list(_examples(concept, reviewed))
    rows = np.array([one.report for one in examples], dtype=np.float64)
    wanted = np.array([concept in one.right for one in examples], dtype=np.float64)
    spoken = np.array([concept in one.right | one.wrong for one in examples])
    weights = np.where(spoken, 1.0, strength.implicit)
    offsets = log_odds(np.array([one.chances[concept] for one in examples]))
    kernel = rows @ rows.T / ridge + 1 / strength.bias
    pull = _pulls(kernel, offsets, wanted, weights)
    direction = (rows.T @ pull / ridge).astype(np.float32)
    return float(pull.sum() / strength.bias), direction


def _examples(concept: str, reviewed: Iterable[Reviewed]) -> Iterable[Reviewed]:
    """Reports with a vote, and of the silent ones those that the model is least sure about."""
    known = [one for one in reviewed if concept in one.chances]
    spoken = [one for one in known if concept in one.right | one.wrong]
    silent = [one for one in known if concept not in one.right | one.wrong]
    likely = sorted(silent, key=lambda one: (-one.chances[concept], one.id))
    return [*spoken[:MOST_EXPLICIT], *likely[:MOST_IMPLICIT]]


def _pulls(kernel: Numbers, offsets: Numbers, wanted: Numbers, weights: Numbers) -> Numbers:
    """(examples,): how strongly each pulls, by Newton's method."""
    shift = np.zeros(len(offsets))
    pull = np.zeros(len(offsets))
    for _ in range(MOST_STEPS):
        chances = chances_of(offsets + shift)
        curve = weights * chances * (1 - chances)
        root = np.sqrt(curve)
        target = curve * shift + weights * (wanted - chances)
        inner = np.eye(len(root)) + root[:, None] * kernel * root[None, :]
        pull = target - root * np.linalg.solve(inner, root * (kernel @ target))
        moved = kernel @ pull
        done = float(np.abs(moved - shift).max()) < SMALL_STEP
        shift = moved
        if done:
            break
    return pull


def _fold(report_id: str, folds: int) -> int:
    return int(hashlib.sha256(f"feedback {report_id}".encode()).hexdigest(), 16) % folds
