"""What a ranking of reports is worth: its measures for one question, and over many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.evaluation.rows import Row, averaged
from models.metrics import mean, ndcg
from nlp.types import Span

DEPTH = 10
NEAR = 3
RELEVANT = 1.0
ALL = "all"
JUDGED = "judged@10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report in a ranking with the passages that are shown of it, the best first."""

    report: str
    title: str = ""
    spans: tuple[Span, ...] = ()


Ranking = Sequence[Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A passage that answers."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``grades``: of every report that was judged, 0 (beside the point) to 3 (answers fully).

    ``answers`` is empty where no passage was named.
    """

    id: str
    kind: str
    text: str
    grades: Mapping[str, float] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()

    @property
    def relevant(self) -> frozenset[str]:
        """The reports of grade 1 and more."""
        return frozenset(report for report, grade in self.grades.items() if grade >= RELEVANT)


Measure = Callable[[Question, Ranking], float | None]


def gain(question: Question, ranking: Ranking) -> float | None:
    """nDCG@10 with linear gain; None where nothing is relevant."""
    if not question.relevant:
        return None
    return ndcg([found.report for found in ranking], question.grades, depth=DEPTH)


def recall(question: Question, ranking: Ranking) -> float | None:
    """Share of the relevant reports among the first ten; None where nothing is relevant."""
    wanted = question.relevant
    if not wanted:
        return None
    return len(wanted & {found.report for found in ranking[:DEPTH]}) / len(wanted)


def reciprocal_rank(question: Question, ranking: Ranking) -> float | None:
    """One over the rank of the first relevant report of ten, 0 where none is relevant."""
    wanted = question.relevant
    if not wanted:
        return None
    shown = enumerate(ranking[:DEPTH], start=1)
    return next((1 / rank for rank, found in shown if found.report in wanted), 0.0)


def answer_in(depth: int) -> Measure:
    """Whether the first ``depth`` reports show a passage that answers; None without a passage."""

    def answered(question: Question, ranking: Ranking) -> float | None:
        if not question.answers:
            return None
        return float(any(_shows(found, question.answers) for found in ranking[:depth]))

    return answered


def judged(question: Question, ranking: Ranking) -> float | None:
    """Share of the first ten that anybody has judged: of the rest nothing is known."""
    shown = ranking[:DEPTH]
    return mean([float(found.report in question.grades) for found in shown]) if shown else None


def _shows(found: Found, answers: Iterable[Answer]) -> bool:
    return any(
        answer.report == found.report and any(span.overlaps(answer.span) for span in found.spans)
        for answer in answers
    )


MEASURES: dict[str, Measure] = {
    "nDCG@10": gain,
    "recall@10": recall,
    "MRR": reciprocal_rank,
    "passage in first ten": answer_in(DEPTH),
    "passage in first three": answer_in(NEAR),
    JUDGED: judged,
}
Values = dict[str, float]


def values(question: Question, ranking: Ranking) -> Values:
    """All measures that apply to the question, by name."""
    measured = ((name, measure(question, ranking)) for name, measure in MEASURES.items())
    return {name: value for name, value in measured if value is not None}


def rows(part: str, questions: Sequence[Question], measured: Sequence[Values]) -> list[Row]:
    """A row for each measure over all questions, and for each kind of question."""
    kinds = sorted({question.kind for question in questions})
    pairs = list(zip(questions, measured, strict=True))
    found: list[Row] = []
    for name in MEASURES:
        for kind in (ALL, *kinds):
            own = [v[name] for q, v in pairs if name in v and kind in (ALL, q.kind)]
            if own:
                found.append(averaged(part, label(name, kind), own))
    return found


def label(measure: str, kind: str = ALL) -> str:
    """How a row is called."""
    return measure if kind == ALL else f"{measure}, {kind}"


def systems_table(rows_of: Mapping[str, Sequence[Row]]) -> str:
    """Systems side by side as text: each value with its 95 % interval, a line for each row."""
    systems = list(rows_of)
    by_name = [{row.name: row for row in found} for found in rows_of.values()]
    names = list(dict.fromkeys(name for found in by_name for name in found))
    widest = max(map(len, names), default=0)
    lines = [f"{'':<{widest}}{'n':>6}" + "".join(f"{system:>19}" for system in systems)]
    for name in names:
        found = [known.get(name) for known in by_name]
        size = max(row.size for row in found if row)
        lines.append(f"{name:<{widest}}{size:>6}" + "".join(map(_cell, found)))
    return "\n".join(lines) + "\n"


def _cell(row: Row | None) -> str:
    if row is None:
        return f"{'–':>19}"
    interval = f" {row.interval[0]:.2f}–{row.interval[1]:.2f}" if row.interval else " " * 10
    return f"{row.value:>9.3f}{interval}"
