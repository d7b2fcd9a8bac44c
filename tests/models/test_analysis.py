"""Whole analyses with the models that come along: golden files, evidence, floors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import REPORTS, GoldReport, read_gold, read_seeds
from models.evaluate import Row, measure, small_parts, table, with_floors
from nlp.pipeline import AHEAD, BATCH, Analyser
from nlp.types import Analysis, Report
from service.document import analysis_to_dict

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def golds() -> dict[str, GoldReport]:
    return {gold.id: gold for gold in read_gold(REPORTS)}


def report_of(gold: GoldReport) -> Report:
    return Report(id=gold.id, title=gold.title or "", text=gold.text)


def one(analyser: Analyser, text: str, title: str = "") -> Analysis:
    return next(analyser.analyse([Report(id="x", title=title, text=text)]))


def without_scores(value: Any) -> Any:
    """Scores differ in the last digits between processors."""
    if isinstance(value, dict):
        return {key: without_scores(item) for key, item in value.items() if key != "score"}
    return [without_scores(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["report-006", "profile-006", "page-006"])
def test_an_analysis_is_as_it_was(
    name: str, analyser: Analyser, golds: dict[str, GoldReport], update_golden: bool
) -> None:
    """After a deliberate change: pytest tests/models/test_analysis.py --update-golden"""
    found = without_scores(
        analysis_to_dict(one(analyser, golds[name].text, golds[name].title or ""))
    )
    path = GOLDEN / f"{name}.json"
    if update_golden:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8")) | {"id": "x"}


def test_everything_shows_where_it_stands(analyser: Analyser, golds: dict[str, GoldReport]) -> None:
    reports = [report_of(gold) for gold in list(golds.values())[::40]]
    for analysis in analyser.analyse(reports):
        text = analysis.text
        assert all(text[m.start : m.end] == m.text for m in analysis.mentions)
        assert all(text[x.start : x.end] == x.text for x in analysis.lessons)
        assert all(theme.evidence for theme in analysis.themes)
        assert all(0 <= s.start < s.end <= len(text) for t in analysis.themes for s in t.evidence)
        assert all(
            analysis.mentions[at].label == "PROJECT" for p in analysis.projects for at in p.mentions
        )
        assert len(analysis.vectors) == len(analysis.passages)


def test_the_company_of_other_reports_changes_nothing(
    analyser: Analyser, golds: dict[str, GoldReport]
) -> None:
    some = [report_of(gold) for gold in list(golds.values())[:5]]
    together = [analysis_to_dict(analysis) for analysis in analyser.analyse(some)]
    alone = [analysis_to_dict(next(analyser.analyse([report]))) for report in some]
    assert together == alone


def test_reports_are_drawn_only_some_way_ahead_and_errors_come_in_their_turn(
    analyser: Analyser,
) -> None:
    drawn: list[str] = []

    def reports() -> Iterator[Report]:
        for number in range(5 * BATCH + 3):
            drawn.append(str(number))
            yield Report(id=str(number), title="", text=f"Bericht {number} aus Kiel.")
        raise OSError("das Laufwerk ist fort")

    found: list[str] = []
    analyses = analyser.analyse(reports())
    found.append(next(analyses).id)
    assert len(drawn) <= (AHEAD + 2) * BATCH + 1
    with pytest.raises(OSError, match="Laufwerk"):
        found.extend(analysis.id for analysis in analyses)
    assert found == drawn[: len(found)]
    assert len(found) == 5 * BATCH


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "Kiel",
        "•",
        "„“",
        "Startseite › Projekte",
        "x" * 5000,
        "Wort " * 2000,
        "😀" * 300,
    ],
)
def test_odd_texts_are_read_without_complaint(text: str, analyser: Analyser) -> None:
    analysis = one(analyser, text)
    assert analysis.text == text


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Das Projekt „Raum 07“ (Kiel) endet 2014. Es berät Eltern.", "Raum 07", "Kiel"),
        (
            "Dort stellten sich die Projekte „Klartext im Betrieb“ (Lübeck) und „Lernhaus“ vor.",
            "Klartext im Betrieb",
            "Lübeck",
        ),
    ],
)
def test_a_quoted_title_before_a_place_in_brackets_is_a_project_there(
    text: str, name: str, place: str, analyser: Analyser
) -> None:
    analysis = one(analyser, text)
    assert (name, place) in {(r.project, r.place) for r in analysis.located_in}


def failures(rows: list[Row]) -> str:
    return table([row for row in rows if not row.holds])


@pytest.mark.slow
def test_quality_on_the_held_out_reports_keeps_its_floors(analyser: Analyser) -> None:
    """On some of them; ``make evaluate`` holds all to their floors."""
    parts = small_parts()
    rows = with_floors(measure(analyser, parts))
    assert {row.part for row in rows if row.floor is not None} == set(parts)
    assert all(row.holds for row in rows), failures(rows)


def test_quality_on_real_reports_keeps_its_floors(analyser: Analyser, seeds: Path) -> None:
    rows = with_floors(measure(analyser, {"seeds": read_seeds(seeds)}))
    assert any(row.floor is not None for row in rows)
    assert all(row.holds for row in rows), failures(rows)
