"""The places where a project works.

``locate`` weighs each pair of a project and a place mention by what stands around both; the
weights are those of a logistic regression that ``models.recipes.project_places`` trains.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from nlp.place_pairs import pairs
from nlp.project_pages import Page, page_of
from nlp.types import Block, DocKind, Event, LocatedIn, Mention, Project, Span

THRESHOLD = 0.45
"""Probability from which a project is said to work in a place."""
WEIGHTS: dict[str, float] = {
    "adjective": 0.19,
    "after_org": -0.46,
    "alone": 0.53,
    "alone_profile": 0.53,
    "alone_profile_state": -1.45,
    "anaphora": 0.29,
    "apposition": 1.59,
    "apposition_other": -1.34,
    "between": -0.3,
    "bias": -3.48,
    "block": 0.53,
    "block_alone": 0.19,
    "bracket": 2.37,
    "bracket_other": -2.18,
    "dated": -0.47,
    "early": 0.66,
    "elsewhere": -0.45,
    "event": -0.54,
    "event_place": 0.14,
    "first": 1.2,
    "follows": 0.47,
    "from": -0.99,
    "funding": -0.24,
    "guests": -0.57,
    "heading": 0.84,
    "in_title": 0.2,
    "kind_country": -1.81,
    "kind_district": 0.5,
    "kind_quarter": 0.66,
    "kind_region": -0.48,
    "kind_river": -1.25,
    "kind_state": -1.1,
    "label": 0.82,
    "land": -0.42,
    "last": 1.53,
    "last_far": -1.25,
    "line_start": 0.84,
    "main": 0.27,
    "next_line": 0.29,
    "person_before": 0.13,
    "profile": -0.16,
    "repeated": 1.35,
    "sentence": 1.11,
    "sentence_alone": 1.19,
    "speaker": -0.11,
}


def locate(  # noqa: PLR0913 - all that a relation is read from
    text: str,
    *,
    blocks: Sequence[Block],
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    projects: Sequence[Project],
    title: str | None = None,
    doc_kind: DocKind = "report",
    event: Event | None = None,
) -> tuple[LocatedIn, ...]:
    """Where the report says that its projects work: project name and gazetteer name.

    ``projects`` are those of ``group_projects`` over the same ``mentions``.
    """
    page = page_of(text, title, doc_kind, event, blocks, sentences, mentions, projects)
    return tuple(LocatedIn(project=projects[n].name, place=place) for n, place in chosen(page))


def chosen(page: Page, weights: Mapping[str, float] = WEIGHTS) -> list[tuple[int, str]]:
    """Numbers of projects and gazetteer names of the places where they work."""
    weighed = [(pair, _probability(pair.features, weights)) for pair in pairs(page)]
    best: dict[tuple[int, int], float] = {}
    for pair, probability in weighed:
        key = (pair.number, pair.series)
        best[key] = max(best.get(key, 0.0), probability)
    found = (p for p, _ in weighed if best[p.number, p.series] >= THRESHOLD)
    return list(dict.fromkeys((pair.number, pair.place) for pair in found))


def _probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
