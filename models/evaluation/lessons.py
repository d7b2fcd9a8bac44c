"""Lessons: their sentences, kinds and sources.

Baseline: every sentence with a cue word of advice or difficulty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.gold import GoldReport
from models.evaluation.rows import Pairs, Row, averaged, counted
from models.metrics import exact, total
from nlp.german.lessons import CUES
from nlp.segment import blocks, sentences
from nlp.types import Analysis, Span

LOUD = ("proved", "condition", "difficulty", "advice")


def lesson_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    """F1 of the sentences that hold lessons; kind and source of the lessons found."""
    found, cued, kinds, sources = [], [], list[float](), list[float]()
    for gold, analysis in pairs:
        lines = sentences(gold.text, blocks(gold.text))
        wanted = _edges(s for s in lines if any(s.overlaps(x) for x in gold.lessons))
        found.append(exact(_edges(_in(lines, analysis.lessons)), wanted))
        cued.append(exact(_edges(s for s in lines if _has_cue(s.of(gold.text))), wanted))
        for same_kind, same_source in _compared(gold, analysis):
            kinds.append(same_kind)
            sources.append(same_source)
    yield counted(part, "lesson sentences F1", found, cue_words=total(cued).f1)
    yield averaged(part, "lesson kind", kinds)
    yield averaged(part, "lesson source", sources)


def _compared(gold: GoldReport, analysis: Analysis) -> Iterator[tuple[float, float]]:
    for lesson in gold.lessons:
        own = next((x for x in analysis.lessons if x.overlaps(lesson)), None)
        if own:
            yield float(own.kind == lesson.kind), float(own.source == lesson.source)


def _edges(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _in(lines: Iterable[Span], lessons: Iterable[Span]) -> list[Span]:
    chosen = list(lessons)
    return [line for line in lines if any(line.overlaps(lesson) for lesson in chosen)]


def _has_cue(sentence: str) -> bool:
    return any(CUES[cue].search(sentence) for cue in LOUD)
