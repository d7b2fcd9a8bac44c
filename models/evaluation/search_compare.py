"""Two runs side by side, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.evaluation.search import MEASURES, Question, Ranking
from models.evaluation.search_run import Run
from models.metrics import Interval, mean, mean_interval
from nlp.errors import BadInputError

SHUFFLES = 10_000
SHUFFLED_TOGETHER = 500
TIE = 1e-9
MOST_CHANGES = 10
TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question and what each side made of it."""

    question: Question
    before: float
    after: float
    ranking_before: Ranking
    ranking_after: Ranking

    @property
    def difference(self) -> float:
        """Positive where the second is better."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The questions that both runs measure, in the order of the first."""

    measure: str
    changes: Sequence[Change]

    @property
    def wins(self) -> int:
        """Questions that the second answers better."""
        return sum(change.difference > TIE for change in self.changes)

    @property
    def losses(self) -> int:
        """Questions that the second answers worse."""
        return sum(change.difference < -TIE for change in self.changes)

    @property
    def ties(self) -> int:
        """Questions that make no difference."""
        return len(self.changes) - self.wins - self.losses

    @property
    def difference(self) -> float:
        """Mean of the second less mean of the first."""
        return mean([change.difference for change in self.changes])

    @property
    def interval(self) -> Interval | None:
        """95 % of the difference: the bootstrap over questions, both sides of one together."""
        return mean_interval([change.difference for change in self.changes])

    @property
    def p_value(self) -> float:
        """Two-sided, of no difference."""
        return permutation_p([change.difference for change in self.changes])

    def biggest(self, most: int = MOST_CHANGES) -> list[Change]:
        """The questions that changed most, of those the first."""
        changed = [change for change in self.changes if abs(change.difference) > TIE]
        return sorted(changed, key=lambda change: -abs(change.difference))[:most]


def compare(
    before: Run, after: Run, *, measure: str, systems: tuple[str, str] = ("full", "full")
) -> Comparison:
    """One system of each run; BadInputError where nothing can be compared.

    A question counts where id and text are in both. Both sides are measured by the judgments of
    both runs, the later ones first.
    """
    first, second = _by_id(before, systems[0]), _by_id(after, systems[1])
    changes = [
        change
        for id_, own in first.items()
        if id_ in second and (change := _change_of(own, second[id_], measure))
    ]
    if not changes:
        raise BadInputError(f"Beide Messungen haben keine Frage gemeinsam mit „{measure}“.")
    return Comparison(measure=measure, changes=changes)


def permutation_p(differences: Sequence[float]) -> float:
    """Fisher's paired randomisation test of the mean: signs drawn at random, ten thousand times.

    Smucker, Allan and Carterette, A Comparison of Statistical Significance Tests for Information
    Retrieval Evaluation (2007). The draw that was observed counts as one of them.
    """
    moved = np.array([d for d in differences if abs(d) > TIE], dtype=np.float64)
    if not len(moved):
        return 1.0
    seen, as_far = abs(moved.sum()), 0
    random = np.random.default_rng(7)
    for _ in range(SHUFFLES // SHUFFLED_TOGETHER):
        signs = random.integers(0, 2, (SHUFFLED_TOGETHER, len(moved)), dtype=np.int8) * 2 - 1
        as_far += int((np.abs(signs @ moved) >= seen - TIE).sum())
    return (as_far + 1) / (SHUFFLES + 1)


Entry = tuple[Question, Ranking]


def _by_id(run: Run, system: str) -> dict[str, Entry]:
    if system not in run.rankings:
        known = ", ".join(f"„{name}“" for name in run.rankings)
        raise BadInputError(f"Die Messung kennt „{system}“ nicht, nur: {known}.")
    pairs = zip(run.questions, run.rankings[system], strict=True)
    return {question.id: (question, ranking) for question, ranking in pairs}


def _change_of(first: Entry, second: Entry, measure: str) -> Change | None:
    question = replace(second[0], grades={**first[0].grades, **second[0].grades})
    before, after = MEASURES[measure](question, first[1]), MEASURES[measure](question, second[1])
    if first[0].text != second[0].text or before is None or after is None:
        return None
    return Change(
        question=question,
        before=before,
        after=after,
        ranking_before=first[1],
        ranking_after=second[1],
    )


def report(comparison: Comparison, *, names: tuple[str, str]) -> str:
    """As text: the sums, then the biggest changes with both rankings' first three."""
    c = comparison
    before, after = (mean([getattr(x, side) for x in c.changes]) for side in ("before", "after"))
    low, high = c.interval or (c.difference, c.difference)
    lines = [
        f"{c.measure}: {names[0]} {before:.3f}, {names[1]} {after:.3f}, n = {len(c.changes)}",
        f"difference {c.difference:+.3f} (95 % {low:+.3f} to {high:+.3f}), p = {c.p_value:.4f}",
        f"wins {c.wins}, losses {c.losses}, ties {c.ties}",
    ]
    for change in c.biggest():
        lines += ["", *_change(change, names)]
    return "\n".join(lines)


def _change(change: Change, names: tuple[str, str]) -> list[str]:
    question = change.question
    head = f"{change.difference:+.3f}  {question.id} ({question.kind}): {question.text}"
    first = _top(names[0], change.before, change.ranking_before, question)
    return [head, *first, *_top(names[1], change.after, change.ranking_after, question)]


def _top(name: str, value: float, ranking: Ranking, question: Question) -> list[str]:
    """A star marks a report that answers."""
    lines = [
        f"    {rank}.{'*' if found.report in question.relevant else ' '} "
        f"{found.title} [{found.report}]"
        for rank, found in enumerate(ranking[:TOP], start=1)
    ]
    return [f"  {name}: {value:.3f}", *(lines or ["    –"])]
