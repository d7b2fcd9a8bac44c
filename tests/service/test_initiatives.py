"""From a project, a report or a plan to similar projects, over the index, the API and the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from nlp.errors import BadInputError, NotFoundError
from nlp.types import Passage
from service.app import create_app
from service.applier import Applier
from service.find import Finder
from service.index.memory import MemoryIndex
from service.initiatives import Initiative, Initiatives
from service.registry import ProjectRegistry
from service.settings import Settings
from service.store import Store
from tests.fakes import DIMENSIONS, FakeAnalyser, FakeReader, analysed_document, analysis_of
from tests.service.databases import url_in
from tests.service.fakes import KEY
from tests.service.projects import put

LOTSEN = (
    "Elternarbeit am Hafen\n\n"
    "Lotsen spricht in Kiel Eltern am Schultor an und besucht sie zu Hause. "
    "Das Projekt wird derzeit erprobt.\n\n"
    "Die Tagung endete mit einem Rundgang durch den Hafen und mit Fischbrötchen."
)
TREFF = (
    "Familien in Hamm\n\n"
    "Elterntreff spricht in Hamm Eltern am Schultor an und lädt sie zum Frühstück ein. "
    "Seit 2012 läuft das Angebot im Regelbetrieb.\n\n"
    "Der Abend klang mit Musik aus."
)
WERKSTATT = (
    "Holz und Haft\n\n"
    "Werkbank lehrt in Unna Gefangene das Tischlern, vor und nach der Entlassung.\n\n"
    "Ein Rundgang durch den Hafen mit Fischbrötchen beendete die Tagung."
)
OHNE = "Ansprache am Schultor\n\nWer Eltern am Schultor anspricht, erreicht fast alle."
PLAN = "Wir wollen Eltern am Schultor ansprechen und zum Frühstück einladen."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        put(opened, "hafen", "Lotsen", places=("Kiel",), text=LOTSEN)
        put(opened, "familien", "Elterntreff", places=("Hamm",), text=TREFF, programme="XENOS")
        put(opened, "haft", "Werkbank", places=("Unna",), text=WERKSTATT)
        analysis, document = analysed_document("ohne", OHNE)
        opened.put(replace(analysis, themes=()), document)
        yield opened


@pytest.fixture
def finder(store: Store) -> Finder:
    index = MemoryIndex(DIMENSIONS)
    Applier(store, index).fill()
    return Finder(store, index, FakeReader())


@pytest.fixture
def initiatives(store: Store, finder: Finder) -> Initiatives:
    return Initiatives(store, ProjectRegistry(store), finder.nearby)


@pytest.fixture
def client(store: Store, finder: Finder) -> TestClient:
    app = create_app(Settings(admin_key=KEY), store=store, finder=finder, analyser=FakeAnalyser())
    return TestClient(app, raise_server_exceptions=False)


def names(found: list[Initiative]) -> list[str]:
    return [each.entry.id if each.entry else each.report for each in found]


def test_a_project_leads_to_projects_and_to_reports_without_one(
    initiatives: Initiatives,
) -> None:
    found = initiatives.like_project("lotsen-kiel")
    assert names(found)[:2] == ["elterntreff-hamm", "ohne"]
    assert "lotsen-kiel" not in names(found)
    assert [each.entry is None for each in found[:2]] == [False, True]


def test_what_is_asked_with_are_the_passages_of_the_project_alone(
    initiatives: Initiatives, store: Store
) -> None:
    """Of two projects of one report each finds its own kin."""
    both = "Zwei Projekte\n\n{}\n\n{}".format(LOTSEN.split("\n\n")[1], WERKSTATT.split("\n\n")[1])
    put(store, "zwei", "Lotsen", text=both)
    found = initiatives.like_project("elterntreff-hamm")
    assert "werkbank-unna" not in names(found)[:2]


def test_the_passage_that_shows_it_is_the_projects_own(initiatives: Initiatives) -> None:
    (treff,) = [
        each for each in initiatives.like_project("lotsen-kiel") if each.report == "familien"
    ]
    best = treff.passages[0]
    assert best.text == TREFF[best.start : best.end]
    assert "Elterntreff" in best.text
    assert {mark.of(TREFF) for mark in best.highlights} >= {"Eltern", "Schultor"}


def test_a_project_named_in_passing_is_shown_where_it_is_named(
    store: Store, tmp_path: Path
) -> None:
    text = (
        "Frühstück\n\nWir wollen Eltern am Schultor ansprechen und zum Frühstück einladen.\n\n"
        "Auf dem Markt stellte sich Kompass vor.\n\nAuch Anker war da."
    )
    put(store, "passing", "Kompass", text=text)
    put_two(store, "passing", text, ("Kompass", "Anker"))
    index = MemoryIndex(DIMENSIONS)
    Applier(store, index).fill()
    finder = Finder(store, index, FakeReader())
    found = Initiatives(store, ProjectRegistry(store), finder.nearby).like_plan(plan())
    passing = [each for each in found if each.report == "passing"]
    assert passing
    for each in passing:
        assert each.entry is not None
        assert each.entry.name in each.passages[0].text


def put_two(store: Store, report: str, text: str, projects: tuple[str, ...]) -> None:
    from nlp.types import Mention, Project

    analysis, document = analysed_document(report, text)
    mentions = tuple(
        Mention(
            start=text.index(name), end=text.index(name) + len(name), text=name, label="PROJECT"
        )
        for name in projects
    )
    own = tuple(Project(name=name, mentions=(at,)) for at, name in enumerate(projects))
    store.put(replace(analysis, mentions=mentions, projects=own), document)


def plan(text: str = PLAN) -> Any:
    from nlp.types import Report

    return analysis_of(Report(id="egal", title="", text=text))


def test_both_sides_are_compared_with_their_evidence(initiatives: Initiatives) -> None:
    (treff,) = [
        each for each in initiatives.like_project("lotsen-kiel") if each.report == "familien"
    ]
    common = {each.label: each for each in treff.compared.common}
    assert "Eltern" in common
    (here, *_), (there, *_) = common["Eltern"].here.evidence, common["Eltern"].there.evidence
    assert (here.report, here.of(LOTSEN)[:6]) == ("hafen", "Eltern")
    assert (there.report, there.of(TREFF)[:6]) == ("familien", "Eltern")
    phases = [each for each in treff.compared.different if each.aspect == "phases"]
    assert [fact.label for each in phases for fact in (*each.here, *each.there)] == [
        "Erprobung",
        "Regelbetrieb",
    ]


def test_a_plan_is_evidence_without_a_report(initiatives: Initiatives) -> None:
    found = initiatives.like_plan(plan())
    assert names(found)[0] in {"elterntreff-hamm", "ohne"}
    shown = [s for each in found for c in each.compared.common for s in c.here.evidence]
    assert {(each.report, each.of(PLAN)) for each in shown} == {("", "Eltern")}


def test_a_report_leads_to_projects_of_others(initiatives: Initiatives) -> None:
    found = initiatives.like_report("hafen")
    assert "hafen" not in {each.report for each in found}
    assert "elterntreff-hamm" in names(found)


def test_a_report_that_has_changed_is_compared_as_it_is_now(
    store: Store, initiatives: Initiatives
) -> None:
    def shared() -> set[str]:
        compared = initiatives.compared("familien", ["hafen"])["hafen"]
        return {each.aspect for each in compared.common}

    assert "phases" not in shared()
    changed = LOTSEN.replace("Das Projekt wird derzeit erprobt", "Es läuft im Regelbetrieb")
    put(store, "hafen", "Lotsen", places=("Kiel",), text=changed)
    assert "phases" in shared()
    store.delete("hafen")
    assert initiatives.compared("familien", ["hafen"]) == {}


def test_agreement_in_kind_raises_what_is_as_near(store: Store) -> None:
    for name, group in (("Morgenrot", "Gefangene"), ("Abendrot", "Eltern")):
        put(store, name.lower(), name, text=f"Bericht\n\n{name} lädt {group} zum Kochen ein.")
    index = MemoryIndex(DIMENSIONS)
    Applier(store, index).fill()
    finder = Finder(store, index, FakeReader())
    initiatives = Initiatives(store, ProjectRegistry(store), finder.nearby)
    for text, first in (("Kochen mit Müttern", "abendrot"), ("Kochen für Häftlinge", "morgenrot")):
        both = [n for n in names(initiatives.like_plan(plan(text))) if n.endswith("rot")]
        assert both[0] == first


def test_limits_and_unknown_ids(initiatives: Initiatives) -> None:
    assert len(initiatives.like_project("lotsen-kiel", limit=1)) == 1
    for ask in (initiatives.like_project, initiatives.like_report):
        with pytest.raises(NotFoundError):
            ask("fehlt")
    with pytest.raises(BadInputError):
        initiatives.like_plan(plan("…"))
    with pytest.raises(BadInputError):
        initiatives.like_project("lotsen-kiel", limit=0)


def test_a_project_whose_passages_are_not_searched_is_asked_for_by_name(store: Store) -> None:
    put(store, "fuss", "Fußnote", text="Fußnote\n\nFußnote spricht Eltern an.")
    stored = store.get("fuss", vectors=True)
    parts = tuple(
        Passage(start=p.start, end=p.end, searchable=False) for p in stored.analysis.passages
    )
    _, document = analysed_document("fuss", stored.analysis.text)
    store.put(replace(stored.analysis, passages=parts), document)
    index = MemoryIndex(DIMENSIONS)
    Applier(store, index).fill()
    initiatives = Initiatives(
        store, ProjectRegistry(store), Finder(store, index, FakeReader()).nearby
    )
    assert "fussnote" not in names(initiatives.like_project("fussnote"))


# The API


def test_similar_projects_over_http(client: TestClient) -> None:
    page = client.get("/v1/projects/lotsen-kiel/similar", params={"limit": 2}).json()
    assert page["project"] == "lotsen-kiel"
    first, second = page["similar"]
    assert (first["kind"], first["project"]["id"], first["report"]) == (
        "project",
        "elterntreff-hamm",
        "familien",
    )
    assert (second["kind"], second["project"], second["report"]) == ("report", None, "ohne")
    passage = first["passages"][0]
    assert passage["text"] == TREFF[passage["start"] : passage["end"]]
    assert passage["link"] == f"/berichte/familien#f-{passage['start']}-{passage['end']}"
    compared = first["compared"]
    assert compared["sentences"][0].startswith("Beide: ")
    for each in compared["common"]:
        for shown in (*each["here"]["evidence"], *each["there"]["evidence"]):
            text = client.get(f"/v1/reports/{shown['report']}").json()["text"]
            assert 0 <= shown["start"] < shown["end"] <= len(text)
            assert shown["link"].endswith(f"#f-{shown['start']}-{shown['end']}")


def test_similar_reports_keep_their_shape_and_are_compared(client: TestClient) -> None:
    page = client.get("/v1/reports/hafen/similar").json()
    assert page["report"] == "hafen"
    assert {"report", "title", "text", "start", "end", "why", "link"} <= set(page["hits"][0])
    assert all(hit["compared"]["sentences"] is not None for hit in page["hits"])
    assert "elterntreff-hamm" in {
        each["project"]["id"] for each in page["similar"] if each["project"]
    }


def test_a_plan_over_http(client: TestClient) -> None:
    answer = client.post("/v1/similar", json={"text": PLAN, "limit": 1}).json()
    assert answer["text"] == PLAN
    (first,) = answer["similar"]
    (common,) = [c for c in first["compared"]["common"] if c["aspect"] == "target_groups"]
    (shown,) = common["here"]["evidence"]
    assert (shown["report"], shown["link"]) == (None, None)
    assert answer["text"][shown["start"] : shown["end"]] == "Eltern"
    assert client.get("/health/ready").json()["reports"] == 4


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": ""}, 422, "leer"),
        ({"text": " \n "}, 422, "einigen Wörtern"),
        ({"text": "?!"}, 422, "einigen Wörtern"),
        ({"text": "x" * 20_001}, 422, "Höchstens 20000 Zeichen"),
        ({"text": "Eltern", "limit": 0}, 422, "kleinste Wert ist 1"),
        ({"text": "Eltern", "mehr": 1}, 422, "nicht bekannt"),
        ({}, 422, "fehlt"),
    ],
)
def test_a_plan_that_cannot_be_read_is_a_german_problem(
    client: TestClient, body: dict[str, Any], status: int, words: str
) -> None:
    answer = client.post("/v1/similar", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.text


@pytest.mark.parametrize("path", ["/v1/projects/fehlt/similar", "/v1/reports/fehlt/similar"])
def test_unknown_ids_are_problems(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_report_that_is_nearly_there_is_told_on_entry(client: TestClient) -> None:
    bearer = {"Authorization": f"Bearer {KEY}".encode()}
    again = {"id": "neu", "text": LOTSEN.replace("Fischbrötchen", "Krabben")}
    sent = client.post("/v1/reports", json=again, headers=bearer).json()
    (near,) = sent["nearly_there"]
    assert (near["report"], near["link"]) == ("hafen", "/berichte/hafen")
    assert near["title"] == "Elternarbeit am Hafen"
    assert 0.8 < near["share"] < 1
    tagged = client.post("/v1/tag", json={"text": LOTSEN}).json()
    assert {each["report"] for each in tagged["nearly_there"]} == {"hafen", "neu"}
    other = client.post("/v1/tag", json={"text": "Ein ganz anderer Bericht über Bienen."}).json()
    assert other["nearly_there"] == []
    page = client.post("/analyse", data={"text": LOTSEN}).text
    assert "vielleicht schon aufgenommen" in page
    assert "/berichte/hafen" in page
