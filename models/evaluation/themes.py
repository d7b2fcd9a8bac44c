"""Themes: those assigned, their order, and whether their probabilities mean what they say.

Baselines: the concepts' names in the text alone; closeness of the passages to names and
definitions alone (zero-shot), of which as many count as reports have themes on average.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.gold import GoldReport
from models.evaluation.rows import Pairs, Row, averaged, counted
from models.metrics import calibration, exact, mean, ndcg, total
from nlp.segment import blocks, sentences
from nlp.themes import ThemeTagger
from nlp.types import Analysis

TOP = 3
LIKELY = 0.05
"""Pairs of report and concept less probable than this say nothing of the calibration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Of one report: ids as they were ranked and chosen, and the chance of each concept."""

    ranked: Sequence[str]
    chosen: Sequence[str]
    chances: Mapping[str, float]


def theme_rows(part: str, pairs: Pairs, tagger: ThemeTagger | None = None) -> Iterator[Row]:
    """F1 of the assigned themes, nDCG@5 by their grades; with a ``tagger`` what else it says.

    The tagger has to be the one of the analyses, and their vectors those it was trained with.
    """
    golds = [gold for gold, _ in pairs]
    assigned = [[theme.id for theme in analysis.themes] for _, analysis in pairs]
    others = _others(tagger, pairs) if tagger else {}
    f1s = {name: _f1(golds, [t.chosen for t in told]) for name, told in others.items()}
    gains = {name: mean(_gains(golds, [t.ranked for t in told])) for name, told in others.items()}
    sets = [exact(set(own), _wanted(gold)) for gold, own in zip(golds, assigned, strict=True)]
    yield counted(part, "themes F1", sets, **_but(f1s, "ranking"))
    yield averaged(part, "themes nDCG@5", _gains(golds, assigned), **_but(gains, "ranking"))
    if tagger:
        ranked = [told.ranked for told in others["ranking"]]
        yield averaged(part, "themes nDCG@5, all ranked", _gains(golds, ranked))
        yield _calibration_row(part, golds, others["ranking"])


def _others(tagger: ThemeTagger, pairs: Pairs) -> dict[str, list[_Told]]:
    named = tagger.by_names()
    return {
        "ranking": [_told(tagger, analysis) for _, analysis in pairs],
        "names_alone": [_told(named, analysis) for _, analysis in pairs],
        "zero_shot_alone": [_close(tagger, analysis) for _, analysis in pairs],
    }


def _told(tagger: ThemeTagger, analysis: Analysis) -> _Told:
    lines = sentences(analysis.text, blocks(analysis.text))
    read = (analysis.text, analysis.title, analysis.passages, analysis.vectors, lines)
    chances = tagger.scores(*read)
    chosen = [theme.id for theme in tagger.tag(*read)]
    return _Told(ranked=_ranked(chances), chosen=chosen, chances=chances)


def _close(tagger: ThemeTagger, analysis: Analysis) -> _Told:
    ranked = _ranked(tagger.closeness(analysis.passages, analysis.vectors))
    return _Told(ranked=ranked, chosen=ranked[:TOP], chances={})


def _calibration_row(part: str, golds: Sequence[GoldReport], told: Sequence[_Told]) -> Row:
    """The mean distance of what was said from what was right; the curve stands beside it."""
    judged = [
        (chance, concept in _wanted(gold))
        for gold, one in zip(golds, told, strict=True)
        for concept, chance in one.chances.items()
        if chance >= LIKELY
    ]
    bins = calibration([chance for chance, _ in judged], [right for _, right in judged])
    error = sum(b.size * abs(b.said - b.right) for b in bins) / max(1, len(judged))
    curve = "  ".join(f"{b.said:.2f}→{b.right:.2f} ({b.size})" for b in bins)
    return Row(
        part=part,
        name="themes calibration error",
        value=error,
        size=len(judged),
        note=f"said→right: {curve}",
    )


def _gains(golds: Sequence[GoldReport], ranked: Sequence[Sequence[str]]) -> list[float]:
    return [
        ndcg(own, {t.id: float(t.grade) for t in gold.themes}, depth=5)
        for gold, own in zip(golds, ranked, strict=True)
        if gold.themes
    ]


def _f1(golds: Sequence[GoldReport], chosen: Sequence[Sequence[str]]) -> float:
    pairs = zip(golds, chosen, strict=True)
    return total(exact(set(own), _wanted(gold)) for gold, own in pairs).f1


def _wanted(gold: GoldReport) -> set[str]:
    return {theme.id for theme in gold.themes}


def _ranked(scores: Mapping[str, float]) -> list[str]:
    ids = list(scores)
    return [ids[at] for at in np.argsort([-scores[one] for one in ids], kind="stable")]


def _but(values: Mapping[str, float], name: str) -> dict[str, float]:
    return {other: value for other, value in values.items() if other != name}
