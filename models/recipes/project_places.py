"""Trains where projects work: ``python -m models.recipes.project_places [--reports FILE …]``.

Logistic regression on the pairs of project and place in development reports, with names and
events as annotated. Prints F1 of the weights in ``nlp.project_places`` and of the new ones, then
the new table: ``nlp`` reads no files, so whoever prefers the new weights puts them there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.gold import REPORTS, GoldMention, GoldPlace, GoldReport, read_gold, split
from models.metrics import exact, total
from nlp.place_pairs import pairs
from nlp.project_pages import Page, page_of
from nlp.project_places import WEIGHTS, chosen
from nlp.projects import group_projects
from nlp.segment import blocks, sentences
from nlp.types import Mention, Place, Project

STRENGTH = 0.5
"""Scikit-learn's ``C``."""
Relation = tuple[int | str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what is annotated on it: the number of a project and a place.

    A project that ``group_projects`` does not know stands by its name: it counts as missed.
    """

    page: Page
    wanted: frozenset[Relation]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, then print scores and weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, nargs="*", default=[REPORTS])
    options = parser.parse_args(arguments)
    reports = [report for path in options.reports for report in read_gold(path)]
    training, held_out = ([_case(gold) for gold in part] for part in split(reports))
    trained = fit(training)
    for name, weights in (("present", WEIGHTS), ("trained", trained)):
        print(f"{name}: {_scores(training, weights)}; held-out {_scores(held_out, weights)}")
    print(_table(trained))


def fit(cases: Iterable[Case], strength: float = STRENGTH) -> dict[str, float]:
    """Weights by name of their feature, rounded, without those that round to nothing."""
    from sklearn.linear_model import LogisticRegression

    rows = [(pair, case.wanted) for case in cases for pair in pairs(case.page)]
    names = sorted({name for pair, _ in rows for name in pair.features})
    features = np.array([[pair.features.get(name, 0.0) for name in names] for pair, _ in rows])
    labels = [(pair.number, pair.place) in wanted for pair, wanted in rows]
    # The features hold their own bias.
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    weights = model.fit(features, labels).coef_[0]
    rounded = ((name, round(float(w), 2)) for name, w in zip(names, weights, strict=True))
    return {name: weight for name, weight in rounded if weight}


def _case(gold: GoldReport) -> Case:
    mentions = [_mention(mention) for mention in gold.mentions]
    projects = group_projects(mentions, text=gold.text)
    parts = blocks(gold.text)
    lines = sentences(gold.text, parts)
    page = page_of(
        gold.text, gold.title, gold.doc_kind, gold.event, parts, lines, mentions, projects
    )
    numbers = _numbers(projects)
    wanted = ((numbers.get(r.project, r.project), r.place) for r in gold.located_in)
    return Case(page=page, wanted=frozenset(wanted))


def _mention(gold: GoldMention) -> Mention:
    place = _place(gold.place) if gold.place else None
    return Mention(start=gold.start, end=gold.end, text=gold.text, label=gold.label, place=place)


def _place(gold: GoldPlace) -> Place:
    return Place(id=f"{gold.kind}:{gold.name}", name=gold.name, kind=gold.kind, state=gold.state)


def _numbers(projects: Sequence[Project]) -> dict[str, int | str]:
    """Every name of a project with its number; where two share a name, the first has it."""
    named = [(name, n) for n, p in enumerate(projects) for name in (p.name, *p.aliases)]
    return dict(reversed(named))


def _scores(cases: Iterable[Case], weights: Mapping[str, float]) -> str:
    counts = total(exact(chosen(case.page, weights), case.wanted) for case in cases)
    return f"P {counts.precision:.3f}, R {counts.recall:.3f}, F1 {counts.f1:.3f}"


def _table(weights: Mapping[str, float]) -> str:
    lines = (f'    "{name}": {weight},' for name, weight in weights.items())
    return "\n".join(("WEIGHTS: dict[str, float] = {", *lines, "}"))


if __name__ == "__main__":
    main()
