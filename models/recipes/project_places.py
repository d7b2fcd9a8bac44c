"""Trains where projects work, writes ``models/artefacts/project-places``.

    python -m models.recipes.project_places [--reports FILE …] [--folder FOLDER]

Boosted trees on the pairs of project and place in development reports, with names and events as
annotated. Prints F1 by cross-validation and on the held-out reports.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
from nlp.trees import Trees
from nlp.types import Mention, Place, Project

FOLDER = ARTEFACTS / "project-places"
COUNT, LEAVES, RATE, BAGS = 100, 16, 0.1, 3
THRESHOLD = 0.4
FOLDS = 5
SHARE = 0.8
"""Of the best mention's probability: what says less is not what the annotator went by."""
Relation = tuple[int | str, str]
"""The number of a project, and a place."""
Labelled = tuple[Pair, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page, its pairs and whether they hold, and all that is annotated on it.

    A project that ``group_projects`` does not know stands by its name: it counts as missed.
    """

    page: Page
    pairs: tuple[Labelled, ...]
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
    print(f"cross-validated: {_shown(total(cross_validated(training)))}")
    trained = fit(training)
    print(f"held-out: {_shown(total(scores(held_out, trained)))}")
    write(options.folder, trained)


def fit(cases: Iterable[Case]) -> ProjectPlaces:
    """Trees over the pairs of all cases.

    A relation is annotated once, its place may be named often: of the mentions, those that say
    less than ``SHARE`` of what the best one says are left out. What they say comes from trees
    that did not see their page (multiple instance learning; Andrews et al. 2002).
    """
    seen = [case for case in cases if case.pairs]
    first = [_learnt(other.pairs for other in _others(seen, fold)) for fold in range(FOLDS)]
    telling = (_telling(case, first[at % FOLDS]) for at, case in enumerate(seen))
    return ProjectPlaces(trees=_learnt(telling), threshold=THRESHOLD)


def _others(cases: Sequence[Case], fold: int) -> Iterator[Case]:
    return (case for at, case in enumerate(cases) if at % FOLDS != fold)


def _telling(case: Case, learnt: Trees) -> list[Labelled]:
    """The pairs of a case without those that only share their names with a relation."""
    scores = learnt.probabilities([pair.features for pair, _ in case.pairs])
    best: dict[tuple[int, str], float] = defaultdict(float)
    for (pair, _), score in zip(case.pairs, scores, strict=True):
        best[pair.number, pair.place] = max(best[pair.number, pair.place], float(score))
    return [
        (pair, holds)
        for (pair, holds), score in zip(case.pairs, scores, strict=True)
        if not holds or score >= SHARE * best[pair.number, pair.place]
    ]


def _learnt(cases: Iterable[Sequence[Labelled]]) -> Trees:
    pairs_ = [labelled for case in cases for labelled in case]
    return trees.fit(
        [pair.features for pair, _ in pairs_],
        [holds for _, holds in pairs_],
        count=COUNT,
        leaves=LEAVES,
        rate=RATE,
        bags=BAGS,
    )


def cross_validated(cases: Sequence[Case]) -> list[Counts]:
    """Counts of each case, found by trees that did not see it; ``cases`` are dealt in turn."""
    found: list[Counts] = []
    for fold in range(FOLDS):
        found.extend(scores(cases[fold::FOLDS], fit(_others(cases, fold))))
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
        source="trained on the annotated reports and pages of corpus/data",
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
    wanted = frozenset((numbers.get(r.project, r.project), r.place) for r in gold.located_in)
    labelled = tuple((pair, (pair.number, pair.place) in wanted) for pair in pairs(page))
    return Case(page=page, pairs=labelled, wanted=wanted)


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
