"""Trains the choice of who said a lesson, on names and lessons as they are annotated.

    python -m models.recipes.lesson_sources

prints how many sources of held-out lessons are right; ``models.recipes.heads`` writes the choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.gold import GoldLesson, GoldReport, read_annotated, split
from models import choices
from models.metrics import mean
from nlp.choices import Choice
from nlp.segment import blocks, sentences
from nlp.sources import Told, candidates, features_of, source_of
from nlp.types import Mention

STRENGTH = 0.3


def fit(golds: Iterable[GoldReport]) -> Choice:
    """From the lessons whose source is nobody or a person of the report."""
    cases = (_case(told_of(gold), lesson) for gold in golds for lesson in gold.lessons)
    return choices.fit([case for case in cases if any(case.right)], strength=STRENGTH)


def told_of(gold: GoldReport) -> Told:
    """A report with the names that are annotated."""
    mentions = [
        Mention(start=m.start, end=m.end, text=m.text, label=m.label) for m in sorted(gold.mentions)
    ]
    return Told(
        text=gold.text, sentences=sentences(gold.text, blocks(gold.text)), mentions=mentions
    )


def _case(told: Told, lesson: GoldLesson) -> choices.Case:
    wanted = _full(told, lesson)
    return choices.Case(
        candidates=features_of(told, lesson),
        right=[name == wanted for name in (None, *candidates(told, lesson))],
    )


def _full(told: Told, lesson: GoldLesson) -> str | None:
    return told.names.get(lesson.source, lesson.source) if lesson.source else None


def right_ones(golds: Iterable[GoldReport], choice: Choice) -> Iterator[float]:
    """For each lesson 1 where the choice is right, else 0."""
    for gold in golds:
        told = told_of(gold)
        for lesson in gold.lessons:
            yield float(source_of(told, lesson, choice) == _full(told, lesson))


def main() -> None:
    """Fits, and prints a share."""
    training, held = split(read_annotated())
    right = list(right_ones(held, fit(training)))
    print(f"sources of {len(right)} held-out lessons, names as annotated: {mean(right):.3f} right")


if __name__ == "__main__":
    main()
