"""The recipe for the trees of a project's places, on reports made up here."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.gold import GoldMention, GoldPlace, GoldReport, GoldTheme, write_gold
from models.project_places import load_project_places
from models.recipes.project_places import main
from nlp.types import Event, Label, LocatedIn

TOWNS = ("Hamm", "Unna", "Soest", "Celle", "Kiel", "Jena")


def _mention(text: str, name: str, label: Label) -> GoldMention:
    start = text.index(name)
    place = GoldPlace(name=name, kind="municipality") if label == "PLACE" else None
    return GoldMention(start=start, end=start + len(name), text=name, label=label, place=place)


def _report(number: int, town: str, guest: str) -> GoldReport:
    text = f"Das Projekt „Lotsen {number}“ ({town}) stellte sich vor.\n\nGäste kamen aus {guest}."
    project = f"Lotsen {number}"
    return GoldReport(
        id=f"report-{number}",
        title="Ein Projekt stellt sich vor",
        doc_kind="report",
        text=text,
        event=Event(),
        mentions=(
            _mention(text, project, "PROJECT"),
            _mention(text, town, "PLACE"),
            _mention(text, guest, "PLACE"),
        ),
        located_in=(LocatedIn(project=project, place=town),),
        themes=(GoldTheme(id="x", grade=2),),
    )


def test_trees_are_learnt_and_judged_on_reports_not_learnt_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    towns = [(town, guest) for town in TOWNS for guest in TOWNS if town != guest]
    path = tmp_path / "reports.jsonl"
    write_gold(path, [_report(number, *pair) for number, pair in enumerate(towns * 2)])
    main(["--reports", str(path), "--folder", str(tmp_path / "places")])
    assert capsys.readouterr().out.splitlines() == [
        "cross-validated: P 1.000, R 1.000, F1 1.000",
        "held-out: P 1.000, R 1.000, F1 1.000",
    ]
    assert load_project_places(tmp_path / "places").trees.roots.size
