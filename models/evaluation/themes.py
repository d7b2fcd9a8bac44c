"""Themes: those assigned, and their order."""

from __future__ import annotations

from collections.abc import Iterator

from models.evaluation.rows import Pairs, Row, averaged, counted
from models.metrics import exact, ndcg


def theme_rows(part: str, pairs: Pairs) -> Iterator[Row]:
    """F1 of the assigned themes, nDCG@5 by their grades."""
    sets = [exact({t.id for t in a.themes}, {t.id for t in g.themes}) for g, a in pairs]
    yield counted(part, "themes F1", sets)
    gains = [
        ndcg([t.id for t in a.themes], {t.id: float(t.grade) for t in g.themes}, depth=5)
        for g, a in pairs
        if g.themes
    ]
    yield averaged(part, "themes nDCG@5", gains)
