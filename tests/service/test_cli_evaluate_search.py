"""The workbench of search from the command line, over a tiny store."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.evaluation.judgments import read_judgments
from service.store import LoggedSearch, Store
from tests.service.test_cli import Run, data, files, run

__all__ = ["data", "files", "run"]

QUERIES = [
    {
        "id": "q1",
        "kind": "passage",
        "text": "Wie erreicht man Eltern am Schultor?",
        "doc": "eltern",
        "passage": "Wir haben die Eltern am Schultor angesprochen",
    },
    {"id": "q2", "kind": "keyword", "text": "Beratungsbus Dörfer", "doc": "bus"},
]


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    path = tmp_path / "fragen.jsonl"
    path.write_text("".join(json.dumps(query) + "\n" for query in QUERIES))
    return path


def measure(run: Run, data: Path, queries: Path, *more: object) -> str:
    code, out, err = run("evaluate", "search", "--data", data, "--queries", queries, *more)
    assert code == 0, err
    return out


def test_all_systems_are_measured_in_one_run(
    run: Run, data: Path, queries: Path, tmp_path: Path
) -> None:
    out = measure(run, data, queries, "--out", tmp_path / "a.json")
    head, first, *_ = out.splitlines()
    assert head.split() == ["n", "full", "BM25", "stems", "encoder", "RRF"]
    assert first.split()[:4] == ["nDCG@10", "2", "1.000", "1.00–1.00"]
    assert "passage in first three, passage" in out
    written = json.loads((tmp_path / "a.json").read_text())
    assert set(written["systems"]) == {"full", "BM25 stems", "encoder", "RRF"}
    assert written["about"]["reports"] == 2
    assert written["systems"]["full"][0]["ranking"][0]["report"] == "eltern"


def test_two_runs_are_compared(run: Run, data: Path, queries: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    measure(run, data, queries, "--out", path)
    code, out, _ = run("evaluate", "search", "--compare", path, path, "--systems", "RRF", "full")
    assert code == 0
    assert "wins 0, losses 0, ties 2" in out
    code, _, err = run("evaluate", "search", "--compare", path, path, "--measure", "F1")
    assert (code, "nDCG@10" in err) == (1, True)


def test_judgments_go_out_and_come_back(
    run: Run, data: Path, queries: Path, tmp_path: Path
) -> None:
    table = tmp_path / "urteile.csv"
    measure(run, data, queries, "--export", table)
    rows = read_judgments(table)
    assert {(row.query, row.report): row.grade for row in rows} == {
        ("q1", "eltern"): 3,
        ("q1", "bus"): None,
        ("q2", "bus"): 3,
        ("q2", "eltern"): None,
    }
    text = table.read_text(encoding="utf-8-sig")
    assert "Beratung auf Rädern | " in text
    table.write_text(
        "query;text;report;grade;judge\nq2;Beratungsbus Dörfer;eltern;2;Anna\n", encoding="cp1252"
    )
    code, _, err = run("evaluate", "search", "--data", data, "--import", table)
    assert (code, "1 Urteile übernommen" in err) == (0, True)
    out = measure(run, data, queries)
    assert "judged@10" in out
    judged = next(line for line in out.splitlines() if line.startswith("judged@10, keyword"))
    assert judged.split()[3] == "1.000"


def test_a_query_whose_report_is_missing_is_told_and_counts(
    run: Run, data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "fragen.jsonl"
    path.write_text(json.dumps(QUERIES[0] | {"doc": "fort"}))
    code, out, err = run("evaluate", "search", "--data", data, "--queries", path)
    assert (code, "Bei 1 von 1 Fragen fehlt" in err) == (0, True)
    assert out.splitlines()[1].split()[2] == "0.000"


def test_clicks_become_judgments(run: Run, data: Path, tmp_path: Path) -> None:
    with Store(f"sqlite:///{data / 'fundstelle.db'}") as store:
        for n in range(6):
            store.searches.add(
                LoggedSearch(
                    day=date.today() - timedelta(days=n),
                    question="Eltern erreichen",
                    shown=("bus", "eltern"),
                    clicked=("eltern",),
                ),
                key=str(n),
            )
    table = tmp_path / "klicks.csv"
    call = ("evaluate", "search", "--data", data, "--from-log", "--export", table)
    code, _, err = run(*call)
    assert (code, "6 Suchen: 2 Urteile zu 1 Fragen" in err) == (0, True)
    assert {row.report: row.grade for row in read_judgments(table)} == {"eltern": 2, "bus": 0}
    _, _, err = run(*call, "--floor", "7")
    assert "6 Suchen: 0 Urteile" in err


def test_without_a_store_there_is_nothing_to_measure(run: Run, tmp_path: Path) -> None:
    code, _, err = run("evaluate", "search", "--data", tmp_path / "none")
    assert (code, "noch kein Bestand" in err) == (1, True)


def test_the_held_out_questions_and_the_restricted_ones_are_the_default(
    run: Run, data: Path
) -> None:
    code, out, err = run("evaluate", "search", "--data", data, "--sample", "3")
    assert code == 0
    assert "Bei 3 von 3 Fragen fehlt" in err
    assert "obeys@10" in out
    assert "event or project there" in out
