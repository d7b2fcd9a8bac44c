"""The stock in other programs' formats: complete, without persons, harmless."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Namespace
from rdflib.namespace import SKOS

from corpus.vocabulary import default_vocabulary, read_vocabulary
from nlp.hiding import FILL, HIDDEN
from nlp.types import Event, Mention, Place
from service.api.persons import for_export
from service.cli import main
from service.exports.csv import safe_cell
from service.store import Store
from tests.fakes import FakeModels, document_of
from tests.service.databases import url_in
from tests.service.fakes import TEXT, an_analysis
from tests.service.projects import client_over, put

pytestmark = pytest.mark.usefixtures("each_database")

SCHEMA = Namespace("https://schema.org/")
CHURCH = Place(
    id="g7",
    name="Hamm",
    kind="municipality",
    state="Nordrhein-Westfalen",
    ags="05915000",
    lat=51.67,
    lon=7.81,
)


def keep(store: Store, report_id: str, **changes: Any) -> None:
    analysis = an_analysis(report_id, **changes)
    vectors = np.eye(len(analysis.passages), 64, dtype=np.float32)
    store.put(replace(analysis, vectors=vectors), document_of(report_id, TEXT))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        keep(opened, "kiel/1")
        keep(
            opened,
            "hamm",
            title='=HYPERLINK("http://boese.example";"Klick")',
            doc_kind="announcement",
            event=Event(start="2014-05-01", place="Hamm", venue="Lutherhaus"),
            mentions=(Mention(start=0, end=4, text="Hamm", label="PLACE", place=CHURCH),),
            projects=(),
            located_in=(),
            themes=(),
        )
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return client_over(store)


def exported(client: TestClient, file_format: str, **params: str) -> str:
    answer = client.get("/v1/export", params={"format": file_format, **params})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_json_lines_are_the_reports_of_the_contract(store: Store, client: TestClient) -> None:
    lines = [json.loads(line) for line in exported(client, "jsonl").splitlines()]
    assert [line["id"] for line in lines] == ["hamm", "kiel/1"]
    one = client.get("/v1/reports/kiel/1").json()
    assert list(lines[1]) == list(one)
    released = exported(client_over(store, release_persons=True), "jsonl").splitlines()
    whole = client_over(store, release_persons=True).get("/v1/reports/kiel/1").json()
    assert json.loads(released[1]) == whole


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({"theme": "elternarbeit"}, ["kiel/1"]),
        ({"theme": "Elternarbeit"}, ["kiel/1"]),
        ({"theme": "sport"}, []),
        ({"state": "nordrhein-westfalen"}, ["hamm"]),
        ({"doc_kind": "announcement"}, ["hamm"]),
        ({"doc_kind": "announcement", "state": "Schleswig-Holstein"}, []),
    ],
)
def test_a_part_of_the_stock_is_exported(
    client: TestClient, params: dict[str, str], ids: list[str]
) -> None:
    lines = exported(client, "jsonl", **params).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids


@pytest.mark.parametrize("file_format", ["jsonl", "csv", "jsonld", "geojson"])
def test_no_export_names_a_person_that_is_not_released(
    client: TestClient, file_format: str
) -> None:
    written = exported(client, file_format)
    assert "Kiel" in written
    assert "Harmsen" not in written


@pytest.mark.parametrize("file_format", ["jsonl", "csv"])
def test_exports_of_texts_name_persons_where_the_server_releases_them(
    store: Store, file_format: str
) -> None:
    freed = exported(client_over(store, release_persons=True), file_format)
    assert "so Tomke Harmsen." in freed
    assert HIDDEN not in freed
    assert ('"PERSON"' in freed) is (file_format == "jsonl")


def test_places_hold_in_a_text_without_persons(client: TestClient) -> None:
    report = json.loads(exported(client, "jsonl").splitlines()[1])
    text = report["text"]
    assert len(text) == len(TEXT)
    assert text.replace(FILL, "") == TEXT.replace("Tomke Harmsen", HIDDEN)
    for each in (*report["mentions"], *report["lessons"]):
        assert text[each["start"] : each["end"]] == each["text"]
    assert [text[e["start"] : e["end"]] for t in report["themes"] for e in t["evidence"]]


def test_lessons_of_a_table_are_as_they_are_read(client: TestClient) -> None:
    written = exported(client, "csv")
    assert "so [Name]." in written
    assert FILL not in written


def test_what_is_called_after_somebody_keeps_its_name() -> None:
    text = "Anna Muster sprach im Haus der Anna-Muster-Stiftung. Die Anna Muster Schule kam auch."
    names = (
        ("Anna Muster", "PERSON"),
        ("Anna-Muster-Stiftung", "ORG"),
        ("Anna Muster Schule", "ORG"),
    )
    mentions = tuple(
        Mention(start=text.index(name), end=text.index(name) + len(name), text=name, label=label)
        for name, label in names
    )
    analysis = an_analysis("haus", text=text, mentions=mentions, projects=(), lessons=(), themes=())
    shown = for_export(analysis)
    assert [each.text for each in shown.mentions] == ["Anna-Muster-Stiftung", "Anna Muster Schule"]
    assert shown.text.replace(FILL, "") == text.replace("Anna Muster sprach", "[Name] sprach")


def test_csv_is_read_by_a_spreadsheet_and_computes_nothing(client: TestClient) -> None:
    written = exported(client, "csv")
    assert written.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";"))
    assert [row["id"] for row in rows] == ["hamm", "kiel/1"]
    assert rows[0]["title"].startswith("'=HYPERLINK")
    assert rows[1]["projects"] == "Brückenbau Gaarden"
    assert rows[1]["states"] == "Schleswig-Holstein"


@pytest.mark.parametrize(
    "value", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "\uff1d1"]
)
def test_a_cell_that_looks_like_a_formula_is_text(value: str) -> None:
    assert safe_cell(value) == "'" + value


@pytest.mark.parametrize("value", ["Kiel", "a=b", "", "„Zitat“", "2013-11-14"])
def test_other_cells_stay_as_they_are(value: str) -> None:
    assert safe_cell(value) == value


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_json_ld_is_a_graph_of_events_projects_and_concepts(client: TestClient) -> None:
    graph = Graph().parse(data=exported(client, "jsonld"), format="json-ld")
    names = {str(name) for name in graph.objects(None, SCHEMA.name)}
    assert {"Brückenbau Gaarden", "Lutherhaus"} <= names
    (project,) = graph.subjects(RDF.type, SCHEMA.Project)
    assert str(project) == "http://testserver/projekte/brueckenbau-gaarden"
    events = list(graph.subjects(RDF.type, SCHEMA.Event))
    assert {str(graph.value(event, SCHEMA.startDate)) for event in events} == {
        "2013-11-14",
        "2014-05-01",
    }
    concept = default_vocabulary()["elternarbeit"].uri
    assert concept in {str(found) for found in graph.subjects(RDF.type, SKOS.Concept)}
    assert any(str(o) == concept for o in graph.objects(None, SCHEMA.about))
    report = next(graph.subjects(SCHEMA.mentions, project))
    assert str(report) == "http://testserver/berichte/kiel%2F1"


def test_geojson_holds_places_with_reports_and_projects(client: TestClient) -> None:
    document = json.loads(exported(client, "geojson"))
    by_name = {f["properties"]["name"]: f for f in document["features"]}
    assert by_name["Hamm"]["geometry"] == {"type": "Point", "coordinates": [7.81, 51.67]}
    assert by_name["Kiel"]["geometry"] is None
    kiel = by_name["Kiel"]["properties"]
    assert kiel["report_ids"] == ["kiel/1"]
    assert kiel["project_list"] == [{"id": "brueckenbau-gaarden", "name": "Brückenbau Gaarden"}]


def test_places_are_counted_anew_when_the_stock_changes(store: Store, client: TestClient) -> None:
    def counts() -> dict[str, tuple[int, int]]:
        answer = client.get("/v1/places")
        assert answer.headers["content-type"] == "application/geo+json"
        found = [feature["properties"] for feature in answer.json()["features"]]
        return {p["name"]: (p["reports"], p["projects"]) for p in found}

    assert counts() == {"Hamm": (1, 0), "Kiel": (1, 1)}
    put(store, "unna", "Lotsen", places=("Unna", "Hamm"))
    assert counts()["Unna"] == (1, 1)
    store.delete("hamm")
    store.delete("unna")
    assert counts() == {"Kiel": (1, 1)}
    states = client.get("/v1/places", params={"state": "Hessen"}).json()
    assert states["features"] == []


def test_an_empty_stock_is_exported_as_an_empty_file(tmp_path: Path) -> None:
    with Store(url_in(tmp_path / "leer")) as empty:
        client = client_over(empty)
        assert exported(client, "jsonl") == ""
        assert len(exported(client, "csv").splitlines()) == 1
        assert json.loads(exported(client, "jsonld"))["@graph"] == []
        assert json.loads(exported(client, "geojson"))["features"] == []


def test_the_vocabulary_comes_back_from_its_json_ld(client: TestClient, tmp_path: Path) -> None:
    answer = client.get("/v1/themes.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    path = tmp_path / "themen.jsonld"
    path.write_bytes(answer.content)
    own, back = default_vocabulary(), read_vocabulary(path)
    assert {c.id: (c.label, c.definition, set(c.broader)) for c in back.concepts} == {
        c.id: (c.label, c.definition, set(c.broader)) for c in own.concepts
    }
    assert {c.id for c in back.concepts if c.top} == {c.id for c in own.concepts if c.top}


def test_an_unknown_format_is_refused_in_german(client: TestClient) -> None:
    answer = client.get("/v1/export", params={"format": "xlsx"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "format"


@pytest.mark.parametrize("file_format", ["jsonl", "csv", "jsonld", "geojson"])
def test_the_command_line_writes_the_same(
    store: Store,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    file_format: str,
) -> None:
    monkeypatch.setenv("FUNDSTELLE_DATABASE_URL", url_in(tmp_path))
    call = ["export", "--format", file_format, "--data", str(tmp_path), "--theme", "Elternarbeit"]
    assert main(call, FakeModels()) == 0
    written = capsys.readouterr().out
    over_http = exported(client_over(store), file_format, theme="Elternarbeit")
    same = over_http.replace(', "@base": "http://testserver/"', "").replace("\r\n", "\n")
    assert written.replace("\r\n", "\n") == same
