"""Over HTTP a search takes its filters by name, and tells what it counted and understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from nlp.types import Passage
from nlp.wishes import PlaceWish
from service.app import create_app
from service.search.request import Filters
from service.settings import Settings
from tests.service.corpus import FakeQuestions, a_finder, a_store
from tests.service.fakes import FakeAnalyser, a_client, an_analysis

THURINGIA = PlaceWish(ids=("de:land:16",))


@pytest.fixture
def stock(tmp_path: Path):
    with a_store(tmp_path) as store:
        yield store


def client_of(store, **settings: object) -> TestClient:
    questions = FakeQuestions(("in Thüringen", "ort:16", THURINGIA, True))
    app = create_app(
        Settings(**settings),
        store=store,
        finder=a_finder(store, questions),
        analyser=FakeAnalyser(),
    )
    return TestClient(app)


@pytest.fixture
def client(stock) -> TestClient:
    return client_of(stock)


def test_every_parameter_reaches_the_search():
    client = a_client(an_analysis())
    client.get(
        "/v1/search",
        params={
            "q": "Eltern",
            "kind": "lessons",
            "theme": ["Elternarbeit", "mentoring"],
            "state": ["Thüringen", "Hessen"],
            "place": "de:land:16",
            "programme": "Programm XENOS",
            "year": ["2013", "2014"],
            "lesson_kind": ["obstacle", "insight"],
            "doc_kind": "report",
            "since": "2013-05",
            "until": "2014",
            "without": ["a", "b"],
            "sort": "oldest",
            "limit": 7,
        },
    )
    [request] = client.app.state.parts.finder.asked
    assert request.filters == Filters(
        themes=("elternarbeit", "mentoring"),
        states=("Thüringen", "Hessen"),
        places=("de:land:16",),
        programmes=("XENOS",),
        years=(2013, 2014),
        lesson_kinds=("obstacle", "insight"),
        doc_kinds=("report",),
        since="2013-05",
        until="2014",
    )
    assert (request.question, request.kind, request.without) == ("Eltern", "lessons", ("a", "b"))
    assert (request.sort, request.limit) == ("oldest", 7)


def test_a_page_tells_how_many_match_and_what_was_understood(client: TestClient):
    page = client.get("/v1/search", params={"q": "Eltern in Thüringen"}).json()
    assert (page["kind"], page["total"], page["more_than"], page["next"]) == (
        "reports",
        1,
        False,
        None,
    )
    assert page["understood"] == [
        {
            "start": 7,
            "end": 19,
            "id": "ort:16",
            "label": "Thüringen",
            "text": "in Thüringen",
            "certain": True,
            "applied": True,
        }
    ]
    assert page["notices"][0]["code"] == "few"
    assert [facet["name"] for facet in page["facets"]] == [
        "theme",
        "state",
        "programme",
        "year",
        "lesson_kind",
        "doc_kind",
    ]


def test_the_name_of_a_facet_is_the_parameter_that_filters_by_its_values(client: TestClient):
    for facet in client.get("/v1/search", params={"q": "Eltern"}).json()["facets"]:
        for value in facet["values"]:
            params = {"q": "Eltern", facet["name"]: value["value"]}
            assert client.get("/v1/search", params=params).json()["total"] == value["count"]


def test_facets_come_without_hits(client: TestClient):
    params = {"q": "Eltern", "state": "Hessen"}
    page, counts = (
        client.get(f"/v1/{name}", params=params).json() for name in ("search", "facets")
    )
    assert counts["facets"] == page["facets"]
    assert (counts["total"], "hits" in counts) == (page["total"], False)


def test_without_a_question_the_newest_are_listed(client: TestClient):
    page = client.get("/v1/search").json()
    assert [hit["report"] for hit in page["hits"]] == ["kassel", "jena", "kiel", "ohne"]
    assert page["sort"] == "newest"


def test_projects_and_lessons_link_to_their_places(client: TestClient):
    params = {"q": "Schultor", "kind": "projects", "limit": 1}
    page = client.get("/v1/search", params=params).json()
    [found] = page["projects"]
    assert (page["hits"], found["project"]["name"]) == ([], "Brückenbau")
    assert found["evidence"][0]["link"].startswith("/berichte/kiel#f-")
    params = {"q": "Hausbesuche", "kind": "lessons", "limit": 1}
    [lesson] = client.get("/v1/search", params=params).json()["lessons"]
    assert lesson["link"] == f"/berichte/kiel#f-{lesson['start']}-{lesson['end']}"


@pytest.mark.parametrize(
    ("released", "source"), [(False, "eine beteiligte Person"), (True, "Tomke Harmsen")]
)
def test_a_person_as_source_of_a_lesson_is_named_only_where_released(stock, released, source):
    client = client_of(stock, release_persons=released)
    params = {"q": "Hausbesuche", "kind": "lessons", "limit": 1}
    [lesson] = client.get("/v1/search", params=params).json()["lessons"]
    assert lesson["source"] == source


def test_pages_follow_each_other(client: TestClient):
    params = {"q": "Eltern", "limit": "2"}
    first = client.get("/v1/search", params=params).json()
    second = client.get("/v1/search", params=params | {"cursor": first["next"]}).json()
    names = [hit["report"] for page in (first, second) for hit in page["hits"]]
    assert len(set(names)) == 4
    assert second["next"] is None


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"cursor": "quatsch"}, "„cursor“ ist kein Wert von „next“"),
        ({"theme": "raumfahrt"}, "Das Thema „raumfahrt“ gibt es nicht"),
        ({"since": "gestern"}, "„gestern“ ist kein Datum"),
        ({"until": "2015-13"}, "„2015-13“ ist kein Datum"),
        ({"since": "2015-02-30"}, "kein Datum"),
        ({"q": "?!"}, "Frage ist leer"),
    ],
)
def test_what_cannot_be_searched_by_is_said_in_german(client: TestClient, params, words):
    answer = client.get("/v1/search", params=params)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-input")
    assert words in answer.json()["detail"]


def test_the_description_of_the_api_names_all_parameters(client: TestClient):
    operation = client.get("/openapi.json").json()["paths"]["/v1/search"]["get"]
    names = {parameter["name"] for parameter in operation["parameters"]}
    assert names == {
        "q", "kind", "theme", "state", "place", "programme", "year", "lesson_kind", "doc_kind",
        "since", "until", "without", "sort", "limit", "lines", "cursor",
    }  # fmt: skip
    assert all(parameter.get("description") for parameter in operation["parameters"])


def test_the_lines_of_a_passage_are_told_where_they_are_asked_for() -> None:
    text = "Was Eltern suchen – und was sie findenDen Vortrag hielt die VHS.\nSie kam aus Kiel."
    client = a_client(an_analysis(text=text, passages=(Passage(start=0, end=len(text)),) * 2))
    assert client.get("/v1/search?q=Eltern").json()["hits"][0]["lines"] == []
    (hit,) = client.get("/v1/search?q=Eltern&lines=true&limit=1").json()["hits"]
    assert [text[line["start"] : line["end"]] for line in hit["lines"]] == [
        "Was Eltern suchen – und was sie finden",
        "Den Vortrag hielt die VHS.",
        "Sie kam aus Kiel.",
    ]


def test_the_same_text_in_another_report_is_linked(stock):
    analysis = stock.get("kiel").analysis
    from tests.service.corpus import put

    put(stock, "kopie", text=analysis.text.replace("Elternarbeit in Kiel", "Abschrift"))
    page = client_of(stock).get("/v1/search", params={"q": "Schultor", "limit": 1}).json()
    [other] = page["hits"][0]["also_in"]
    assert {other["report"], page["hits"][0]["report"]} == {"kiel", "kopie"}
    assert other["link"] == f"/berichte/{other['report']}#f-{other['start']}-{other['end']}"
