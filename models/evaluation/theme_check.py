"""Whether what feedback has taught makes anything else worse: held-out reports judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.metrics import exact, mean, ndcg, total
from nlp.themes import ThemeTagger
from nlp.types import Matrix, Passage, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a tagger takes, with the graded themes of the report."""

    id: str
    title: str
    text: str
    passages: Sequence[Passage]
    vectors: Matrix
    sentences: Sequence[Span]
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """F1 of the assigned themes and nDCG@5 of the ranking, over so many reports."""

    reports: int
    f1: float
    ndcg: float

    def to_dict(self) -> dict[str, Any]:
        """As it is kept."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def quality(tagger: ThemeTagger, held: Sequence[Material]) -> Quality:
    """How well a tagger does on annotated reports."""
    told = [tagger.scores(*_parts(one)) for one in held]
    ranked = [sorted(scores, key=lambda concept: -scores[concept]) for scores in told]
    chosen = [[theme.id for theme in tagger.tag(*_parts(one))] for one in held]
    return Quality(
        reports=len(held),
        f1=total(exact(c, one.grades.keys()) for c, one in zip(chosen, held, strict=True)).f1,
        ndcg=mean([ndcg(r, one.grades, depth=5) for r, one in zip(ranked, held, strict=True)]),
    )


def _parts(one: Material) -> tuple[str, str, Sequence[Passage], Matrix, Sequence[Span]]:
    return one.text, one.title, one.passages, one.vectors, one.sentences
