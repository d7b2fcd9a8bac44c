"""Trains where projects work, writes ``models/artefacts/project-places``.

    python -m models.recipes.project_places [--reports FILE …] [--folder FOLDER]

Boosted trees on the pairs of project and place in development reports, with names and events as
annotated. Prints F1 by cross-validation and on the held-out reports.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.gold import GoldMention, GoldPlace, GoldReport, read_annotated, read_gold, split
from models import trees
from models.load import ARTEFACTS
from models.manifest import Manifest, describe, write_manifest
from models.metrics import Counts, exact, total
from models.project_places import TREES
from nlp.place_pairs import Pair, pairs
from nlp.project_pages import Page, page_of
from nlp.project_places import ProjectPlaces
from nlp.projects import group_projects
from nlp.segment import blocks, sentences
from nlp.types import Mention, Place, Project

FOLDER = ARTEFACTS / "project-places"
COUNT, LEAVES, RATE = 120, 16, 0.1
THRESHOLD = 0.5
FOLDS = 5
Relation = tuple[int | str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page, its pairs and what is annotated on it: the number of a project and a place.

    A project that ``group_projects`` does not know stands by its name: it counts as missed.
    """

    page: Page
    pairs: tuple[Pair, ...]
    wanted: frozenset[Relation]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print scores and write the trees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, nargs="*", default=[])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    reports = [report for path in options.reports for report in read_gold(path)]
    reports = reports or read_annotated()
    training, held_out = ([case_of(gold) for gold in part] for part in split(reports))
    print(f"cross-validated: {_shown(total(cross_validated(training, fit)))}")
    trained = fit(training)
    print(f"held-out: {_shown(total(scores(held_out, trained)))}")
    write(options.folder, trained)


def fit(cases: Iterable[Case]) -> ProjectPlaces:
    """Trees over the pairs of all cases."""
    rows = [(pair, case.wanted) for case in cases for pair in case.pairs]
    trained = trees.fit(
        [pair.features for pair, _ in rows],
        [(pair.number, pair.place) in wanted for pair, wanted in rows],
        count=COUNT,
        leaves=LEAVES,
        rate=RATE,
    )
    return ProjectPlaces(trees=trained, threshold=THRESHOLD)


def cross_validated(
    cases: Sequence[Case], learn: Callable[[Iterable[Case]], ProjectPlaces], folds: int = FOLDS
) -> list[Counts]:
    """Counts of each case, found by trees that did not see it; ``cases`` are dealt in turn."""
    found: list[Counts] = []
    for fold in range(folds):
        others = (case for at, case in enumerate(cases) if at % folds != fold)
        found.extend(scores(cases[fold::folds], learn(others)))
    return found


def scores(cases: Iterable[Case], finder: ProjectPlaces) -> list[Counts]:
    """Counts of each case."""
    return [exact(finder.chosen(case.page), case.wanted) for case in cases]


def write(folder: Path, trained: ProjectPlaces) -> None:
    """The trees and their manifest."""
    trees.save(folder / TREES, trained.trees)
    manifest = Manifest(
        name="project-places",
        version=describe(folder / TREES).sha256[:12],
        source="trained on corpus/data/reports.jsonl and pages.jsonl",
        licence="CC0",
        recipe="python -m models.recipes.project_places",
        settings={"threshold": trained.threshold},
    )
    write_manifest(folder, manifest, files=[TREES])


def case_of(gold: GoldReport) -> Case:
    """A report with the names and the event that are annotated."""
    mentions = [_mention(mention) for mention in gold.mentions]
    projects = group_projects(mentions, text=gold.text)
    parts = blocks(gold.text)
    lines = sentences(gold.text, parts)
    page = page_of(
        gold.text, gold.title, gold.doc_kind, gold.event, parts, lines, mentions, projects
    )
    numbers = _numbers(projects)
    wanted = ((numbers.get(r.project, r.project), r.place) for r in gold.located_in)
    return Case(page=page, pairs=tuple(pairs(page)), wanted=frozenset(wanted))


def _mention(gold: GoldMention) -> Mention:
    place = _place(gold.place) if gold.place else None
    return Mention(start=gold.start, end=gold.end, text=gold.text, label=gold.label, place=place)


def _place(gold: GoldPlace) -> Place:
    return Place(id=f"{gold.kind}:{gold.name}", name=gold.name, kind=gold.kind, state=gold.state)


def _numbers(projects: Sequence[Project]) -> dict[str, int | str]:
    """Every name of a project with its number; where two share a name, the first has it."""
    named = [(name, n) for n, p in enumerate(projects) for name in (p.name, *p.aliases)]
    return dict(reversed(named))


def _shown(counts: Counts) -> str:
    return f"P {counts.precision:.3f}, R {counts.recall:.3f}, F1 {counts.f1:.3f}"


if __name__ == "__main__":
    main()
