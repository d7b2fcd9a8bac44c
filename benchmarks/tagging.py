"""Themes beside Annif's: `python -m benchmarks.tagging [--seeds FOLDER] [--write]`.

The same reports to learn from, the same to judge. Annif's projects run in an environment of their
own (`make benchmarks/.venv-annif`). For each of its backends the analyser of words, for their
ensemble (weighted mean, as its ensemble backend has it) the weights, and for each the least score
of a theme and the most themes are chosen on a fifth of the training reports; then they are trained
on all. Fundstelle's artefact was trained on the same reports; nothing of it is chosen here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from benchmarks.page import add_write, publish, table
from corpus.gold import (
    FURTHER_PAGES,
    PAGES,
    REPORTS,
    GoldReport,
    read_gold,
    read_seeds,
    split,
)
from corpus.vocabulary import THEMES, default_vocabulary
from models.evaluate import analysed
from models.load import load_analyser
from models.metrics import exact, mean, ndcg, total
from models.recipes.theme_training import fold_of
from nlp.pipeline import Analyser
from nlp.segment import blocks, sentences
from nlp.themes import ThemeTagger
from nlp.types import Analysis

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / "benchmarks" / ".venv-annif" / "bin" / "python"
FILES = (REPORTS, PAGES, FURTHER_PAGES)
MADE = ROOT / "data" / "benchmarks" / "annif"
THRESHOLDS = [step / 50 for step in range(50)]
LIMITS = range(1, 7)
WEIGHTS = (0.0, 1.0, 2.0, 4.0)
ENSEMBLE = "ensemble"

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one system says of reports: for each a score by theme; seconds for all of them."""

    scores: Sequence[Scores]
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen for one of Annif's systems."""

    projects: Mapping[str, float]
    threshold: float = 0.0
    limit: int = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, help="a folder of annotated real reports")
    parser.add_argument("--python", type=Path, default=PYTHON, help="Annif's interpreter")
    parser.add_argument("--folder", type=Path, default=MADE)
    add_write(parser)
    options = parser.parse_args(arguments)
    parts = {path.stem: split(read_gold(path)) for path in FILES}
    train = [report for development, _ in parts.values() for report in development]
    tests = {name: test for name, (_, test) in parts.items()}
    if options.seeds:
        tests["seeds"] = read_seeds(options.seeds)
    chosen = choose(train, options.folder / "choosing", options.python)
    asked = [report for test in tests.values() for report in test]
    told = run_annif(options.folder / "judging", options.python, train, asked)
    systems = {name: _of(one, told) for name, one in chosen.items()}
    lines = [*_table(tests, chosen, systems), "", *_means(chosen, systems)]
    versions = json.loads((options.folder / "judging" / "told.json").read_text())["versions"]
    publish("tagging", lines, write=options.write, versions=versions)


def _table(
    tests: Mapping[str, Sequence[GoldReport]],
    chosen: Mapping[str, Chosen],
    systems: Mapping[str, Told],
) -> list[str]:
    head = ["", *(f"{name} ({len(test)}): F1, nDCG@5" for name, test in tests.items())]
    cells: dict[str, list[str]] = {name: [] for name in chosen}
    own, at, analyser = [], 0, load_analyser()
    for test in tests.values():
        rows = slice(at, at + len(test))
        for name, one in chosen.items():
            cells[name].append(_cell(test, systems[name].scores[rows], one))
        own.append(_own(test, analyser))
        at += len(test)
    return table(head, [["fundstelle", *own], *([name, *row] for name, row in cells.items())])


def _means(chosen: Mapping[str, Chosen], systems: Mapping[str, Told]) -> list[str]:
    """What was chosen for each of Annif's, and its seconds for all reports."""
    return [
        f"- {name}: {', '.join(f'{part} {weight:g}' for part, weight in one.projects.items())};"
        f" scores from {one.threshold:.2f}, at most {one.limit} themes;"
        f" {systems[name].seconds:.1f} s for all reports"
        for name, one in chosen.items()
    ]


def choose(train: Sequence[GoldReport], folder: Path, python: Path) -> dict[str, Chosen]:
    """For each backend the better analyser, for the ensemble its weights."""
    judged = [report for report in train if fold_of(report.id, "annif", 5) == 0]
    taught = [report for report in train if fold_of(report.id, "annif", 5) != 0]
    told = run_annif(folder, python, taught, judged)
    backends: dict[str, Chosen] = {}
    for backend in dict.fromkeys(name.partition("-")[0] for name in told):
        names = [name for name in told if name.partition("-")[0] == backend]
        best = max(names, key=lambda name: _gain(judged, told[name].scores))
        backends[backend] = _cut(judged, told, Chosen(projects={best: 1.0}))
    single = [next(iter(one.projects)) for one in backends.values()]
    mixed = [
        {name: weight for name, weight in zip(single, weights, strict=True) if weight}
        for weights in product(WEIGHTS, repeat=len(single))
        if any(weights) and max(weights) == max(WEIGHTS)
    ]
    best_mix = max(mixed, key=lambda mix: _gain(judged, _mixed(mix, told)))
    return backends | {ENSEMBLE: _cut(judged, told, Chosen(projects=best_mix))}


def run_annif(
    folder: Path, python: Path, train: Sequence[GoldReport], asked: Sequence[GoldReport]
) -> dict[str, Told]:
    """What each of its projects says of ``asked``, by the ids of concepts."""
    folder.mkdir(parents=True, exist_ok=True)
    uris = {concept.id: concept.uri for concept in default_vocabulary().concepts}
    (folder / "vocabulary.ttl").write_bytes(THEMES.read_bytes())
    rows = ({"text": _text(r), "themes": [uris[t.id] for t in r.themes]} for r in train if r.themes)
    _write(folder / "train.jsonl", rows)
    _write(folder / "ask.jsonl", ({"text": _text(report)} for report in asked))
    script = ROOT / "benchmarks" / "side_annif.py"
    subprocess.run([str(python), str(script), str(folder)], check=True)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    ids = {uri: one for one, uri in uris.items()}
    return {
        name: Told(
            scores=[{ids[uri]: score for uri, score in row.items()} for row in one["scores"]],
            seconds=one["asking"],
        )
        for name, one in told["projects"].items()
    }


def _own(test: Sequence[GoldReport], analyser: Analyser) -> str:
    pairs = analysed(analyser, list(test))
    chosen = [{theme.id for theme in analysis.themes} for _, analysis in pairs]
    told = [_weighed(analysis, analyser.themes) for _, analysis in pairs]
    return f"{_f1(test, chosen):.3f}, {_gain(test, told):.3f}"


def _weighed(analysis: Analysis, tagger: ThemeTagger) -> dict[str, float]:
    lines = sentences(analysis.text, blocks(analysis.text))
    return tagger.scores(analysis.text, analysis.title, analysis.passages, analysis.vectors, lines)


def _cell(test: Sequence[GoldReport], scores: Sequence[Scores], one: Chosen) -> str:
    f1 = _f1(test, [_kept(row, one.threshold, one.limit) for row in scores])
    return f"{f1:.3f}, {_gain(test, scores):.3f}"


def _of(one: Chosen, told: Mapping[str, Told]) -> Told:
    seconds = sum(told[name].seconds for name in one.projects)
    return Told(scores=_mixed(one.projects, told), seconds=seconds)


def _mixed(weights: Mapping[str, float], told: Mapping[str, Told]) -> list[dict[str, float]]:
    """The weighted means of scores; what a project does not name has 0 there."""
    whole = sum(weights.values())
    mixed: list[dict[str, float]] = [{} for _ in next(iter(told.values())).scores]
    for name, weight in weights.items():
        for own, row in zip(mixed, told[name].scores, strict=True):
            for theme, score in row.items():
                own[theme] = own.get(theme, 0.0) + weight / whole * score
    return mixed


def _cut(judged: Sequence[GoldReport], told: Mapping[str, Told], one: Chosen) -> Chosen:
    """With the least score and the most themes that give the highest F1."""
    scores = _mixed(one.projects, told)
    threshold, limit = max(
        product(THRESHOLDS, LIMITS),
        key=lambda cut: _f1(judged, [_kept(row, *cut) for row in scores]),
    )
    return replace(one, threshold=threshold, limit=limit)


def _kept(scores: Scores, threshold: float, limit: int) -> set[str]:
    ranked = sorted(scores, key=lambda theme: -scores[theme])[:limit]
    return {theme for theme in ranked if scores[theme] >= threshold}


def _f1(reports: Sequence[GoldReport], chosen: Sequence[set[str]]) -> float:
    pairs = zip(reports, chosen, strict=True)
    return total(exact(own, {theme.id for theme in report.themes}) for report, own in pairs).f1


def _gain(reports: Sequence[GoldReport], told: Sequence[Scores]) -> float:
    return mean(
        [
            ndcg(sorted(row, key=lambda t: -row[t]), {t.id: t.grade for t in r.themes}, depth=5)
            for r, row in zip(reports, told, strict=True)
            if r.themes
        ]
    )


def _text(report: GoldReport) -> str:
    return f"{report.title or ''}\n{report.text}"


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
