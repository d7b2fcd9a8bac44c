"""Quality of the analysis against gold annotation, beside baselines, held to floors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.gold import FURTHER_PAGES, PAGES, REPORTS, GoldReport, read_gold, read_seeds, split
from models.evaluation.errors import error_table
from models.evaluation.events import event_rows
from models.evaluation.lessons import lesson_rows
from models.evaluation.names import NameBaselines, linked_row, name_rows
from models.evaluation.projects import project_rows
from models.evaluation.rows import Pairs, Row, table
from models.evaluation.themes import theme_rows
from nlp.types import Report

if TYPE_CHECKING:
    from nlp.pipeline import Analyser
    from nlp.themes import ThemeTagger

__all__ = [
    "Row",
    "analysed",
    "error_report",
    "held_out_parts",
    "judged_themes",
    "measure",
    "measured",
    "parts",
    "small_parts",
    "table",
    "with_floors",
]

FLOORS = Path(__file__).with_name("floors.json")
SOME = 40
"""Reports of a part that are looked at between two whole evaluations."""


def parts(seeds: Path | None) -> dict[str, list[GoldReport]]:
    """What is measured on: the held-out fifths of the corpus, and real reports where there are.

    ``seeds`` is a folder with ``docs/`` and ``gold/``, or a JSON Lines file of annotated reports.
    """
    chosen = held_out_parts()
    if seeds and seeds.is_dir():
        chosen["seeds"] = read_seeds(seeds)
    elif seeds and seeds.is_file():
        chosen[seeds.stem] = read_gold(seeds)
    return chosen


def held_out_parts() -> dict[str, list[GoldReport]]:
    """The reports that nothing is trained on: of the sample corpus, and pages in real style."""
    files = {
        "held-out": REPORTS,
        "held-out pages": PAGES,
        "held-out further pages": FURTHER_PAGES,
    }
    return {part: split(read_gold(path))[1] for part, path in files.items()}


def small_parts() -> dict[str, list[GoldReport]]:
    """Some of each, for a look between two whole evaluations."""
    return {
        f"{part}, {SOME} of them": golds[:: max(1, len(golds) // SOME)][:SOME]
        for part, golds in held_out_parts().items()
    }


def measure(analyser: Analyser, chosen: dict[str, list[GoldReport]]) -> Iterator[Row]:
    """All rows of all parts."""
    read = {part: analysed(analyser, golds) for part, golds in chosen.items()}
    return measured(read, judged_themes(analyser))


def judged_themes(analyser: Analyser) -> ThemeTagger | None:
    """The tagger, where the vectors of its analyses are those that it goes by."""
    return analyser.themes if analyser.keeps_vectors else None


def analysed(analyser: Analyser, golds: list[GoldReport]) -> Pairs:
    """Annotated reports, each with its analysis."""
    reports = [Report(id=g.id, title=g.title or "", text=g.text) for g in golds]
    return list(zip(golds, analyser.analyse(reports), strict=True))


def measured(read: Mapping[str, Pairs], themes: ThemeTagger | None = None) -> Iterator[Row]:
    """All rows of all parts, from reports that are analysed.

    ``themes``: the tagger of the analyses, for its baselines and calibration.
    """
    baselines = _baselines()
    for part, pairs in read.items():
        yield from _rows(part, pairs, baselines, themes)


def error_report(read: Mapping[str, Pairs]) -> str:
    """Markdown: what goes wrong with names, by category, for each part."""
    head = "# Errors in names, by category\n\nWritten by `fundstelle evaluate --errors FILE`.\n"
    parts_ = (f"\n## {part}: {len(ps)} reports\n\n{error_table(ps)}" for part, ps in read.items())
    return head + "".join(parts_)


def _rows(
    part: str, pairs: Pairs, baselines: NameBaselines, themes: ThemeTagger | None
) -> Iterator[Row]:
    """All rows of one part."""
    yield from name_rows(part, pairs, baselines)
    yield linked_row(part, pairs, baselines.gazetteer)
    yield from project_rows(part, pairs)
    yield from event_rows(part, pairs)
    yield from theme_rows(part, pairs, themes)
    yield from lesson_rows(part, pairs)


def with_floors(rows: Iterable[Row], path: Path = FLOORS) -> list[Row]:
    """The rows with the floors of ``floors.json``: part, then name."""
    floors = json.loads(path.read_text(encoding="utf-8"))
    return [replace(row, floor=floors.get(row.part, {}).get(row.name)) for row in rows]


def _baselines() -> NameBaselines:
    from corpus.gazetteer import load_gazetteer
    from models.general_names import load_general_names

    return NameBaselines(gazetteer=load_gazetteer(), general=load_general_names())
