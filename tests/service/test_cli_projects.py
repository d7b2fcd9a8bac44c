"""``fundstelle projects`` lists the registry for people and programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli import main
from service.store import Store
from tests.fakes import FakeModels
from tests.service.databases import url_in
from tests.service.projects import put


def called(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["projects", *map(str, arguments)], FakeModels())
    return code, *capsys.readouterr()


def test_projects_are_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    name = "Brückenbau Gaarden"
    with Store(url_in(tmp_path)) as store:
        put(store, "a", name, places=("Kiel",), programme="XENOS", year=2012)
        put(store, "b", name)
        put(store, "c", "Lern\nwelle Nord")
    code, out, _ = called(capsys, "--data", tmp_path)
    assert code == 0
    assert out.splitlines() == [
        "Brückenbau Gaarden [brueckenbau-gaarden] · Kiel · 2012, 2014 · XENOS · 2 Berichte",
        "Lern welle Nord [lern-welle-nord] · 2014 · 1 Bericht",
    ]
    code, out, _ = called(capsys, "--data", tmp_path, "--json")
    first, _ = (json.loads(line) for line in out.splitlines())
    assert list(first) == [
        *("id", "name", "variants", "places", "years"),
        *("programme", "programmes", "themes", "mentions"),
    ]
    assert (first["id"], first["places"], first["years"], first["programme"]) == (
        "brueckenbau-gaarden",
        ["Kiel"],
        [2012, 2014],
        "XENOS",
    )
    assert [mention["report"] for mention in first["mentions"]] == ["a", "b"]
    with Store(url_in(tmp_path)) as store:
        for mention in first["mentions"]:
            text = store.get(mention["report"]).analysis.text
            assert text[mention["start"] : mention["end"]] == name


def test_an_empty_store_has_no_projects(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Store(url_in(tmp_path)).close()
    assert called(capsys, "--data", tmp_path)[:2] == (0, "Noch kein Projekt.\n")
    assert called(capsys, "--data", tmp_path, "--json")[:2] == (0, "")


def test_a_folder_without_a_store_is_a_clear_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = called(capsys, "--data", tmp_path / "nichts")
    assert (code, out) == (1, "")
    assert "noch kein Bestand" in err
