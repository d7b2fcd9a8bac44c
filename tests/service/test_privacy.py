"""Names of persons leave the service only where they are released, on every way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from nlp.hiding import FILL
from nlp.theme_proposals import Shown, TermProposal
from nlp.types import Mention, Project, Report, Span
from service.app import create_app
from service.corroboration import LessonReader
from service.exports import FORMATS
from service.keys import create_key
from service.proposed_terms import with_text
from service.search.request import SearchRequest
from service.settings import Settings
from service.store import Store
from tests.fakes import FakeReader, analysis_of, document_of
from tests.service.corpus import _lessons, a_finder, a_store
from tests.service.fakes import FakeAnalyser

HEAD = "Tomke Harmsen"
TEXT = (
    f"Rückschau\n\n{HEAD}\n\n"
    "Das Projekt Brückenbau sprach die Eltern an, berichtete Frau Harmsen, Leiterin der VHS.\n\n"
    "Für Hausbesuche bei den Eltern fehlte die Zeit, so Tomke Harmsen. Das war die Hürde."
)


def _mention(words: str, label: str, after: int = 0) -> Mention:
    start = TEXT.index(words, after)
    return Mention(start=start, end=start + len(words), text=words, label=label)


MENTIONS = (
    _mention(HEAD, "PERSON"),
    _mention("Brückenbau", "PROJECT"),
    _mention("Harmsen", "PERSON", TEXT.index("Frau")),
    _mention(HEAD, "PERSON", TEXT.index("Zeit")),
)
OWN = ("/v1/reports/harmsen", "/berichte/harmsen")
"""Where a report is asked for by its id, its text stands as it was published."""


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as store:
        store.delete("kiel")
        analysis = analysis_of(Report(id="harmsen", title="Rückschau", text=TEXT), FakeReader())
        store.put(
            replace(
                analysis,
                mentions=MENTIONS,
                projects=(Project(name="Brückenbau", mentions=(1,), themes=("elternarbeit",)),),
                lessons=tuple(_lessons(TEXT)),
                passages=tuple(replace(p, heading=HEAD) for p in analysis.passages),
            ),
            document_of("harmsen", TEXT, title="Rückschau"),
        )
        LessonReader(store, FakeReader()).catch_up()
        yield store


def client_of(store: Store, **settings: object) -> TestClient:
    app = create_app(
        Settings(**settings),
        store=store,
        finder=a_finder(store),
        analyser=FakeAnalyser(),
    )
    return TestClient(app)


def ways_out(client: TestClient) -> Iterator[str]:
    project = client.get("/v1/projects").json()["projects"][0]["id"]
    yield from (
        f"/v1/search?q=Eltern+Hausbesuche+Harmsen&kind={kind}"
        for kind in ("reports", "projects", "lessons", "passages")
    )
    yield "/v1/search"
    yield from ("/?q=Hausbesuche", "/?q=Hausbesuche&art=erfahrungen", "/?q=Eltern&art=projekte")
    yield from ("/v1/facets", "/v1/lessons", "/v1/reports", "/v1/places", "/v1/themes.jsonld")
    yield from (f"/v1/export?format={kind}" for kind in FORMATS)
    yield from (f"/v1/projects/{project}{part}" for part in ("", "/card", "/similar"))
    yield from (f"/projekte/{project}", "/projekte", "/berichte", f"/aehnlich?projekt={project}")
    yield from ("/v1/themes/proposals", "/v1/suggest?q=Harm", "/v1/suggest?q=tomke")
    yield from ("/v1/reports/jena/similar", "/aehnlich?bericht=jena")
    group = client.get("/v1/lessons").json()["lessons"][0]["group"]["id"]
    yield from (f"/v1/lessons/{group}", f"/erfahrungen/{group}", "/erfahrungen?q=Hausbesuche")
    yield from ("/themen/elternarbeit", "/v1/themes/elternarbeit")


def test_no_way_out_shows_a_name_that_is_not_released(stock: Store) -> None:
    client = client_of(stock)
    shown = {path: client.get(path) for path in ways_out(client)}
    assert {path: answer.status_code for path, answer in shown.items() if answer.is_error} == {}
    for path, answer in shown.items():
        # What was asked is told back.
        text = answer.text.replace("Eltern Hausbesuche Harmsen", "")
        assert "Harmsen" not in text, path
    assert sum("[Name]" in answer.text for answer in shown.values()) >= 8


def test_no_address_without_parameters_shows_one_either(stock: Store) -> None:
    """Whatever is added later is asked as well."""
    client = client_of(stock)
    routes = (route for route in iter_route_contexts(client.app.routes) if route.methods)
    paths = {r.path_format for r in routes if "GET" in r.methods and "{" not in r.path_format}
    assert len(paths) > 25
    for path in sorted(paths):
        assert "Harmsen" not in client.get(path).text, path


@pytest.mark.parametrize("path", OWN)
def test_a_report_as_a_whole_stands_as_it_was_published(stock: Store, path: str) -> None:
    text = client_of(stock).get(path).text
    assert "berichtete Frau Harmsen" in text
    assert '"label": "PERSON"' not in text.replace('":"', '": "')


def test_beside_the_text_of_a_report_nobody_is_named(stock: Store) -> None:
    page = client_of(stock).get("/berichte/harmsen").text
    beside, text = page.split('class="fs-reader"')
    assert "Harmsen" not in beside
    assert "so [Name]" in beside
    assert FILL not in page
    assert "so Tomke Harmsen." in " ".join(re.sub("<[^>]+>", "", text).split())
    freed = client_of(stock, release_persons=True).get("/berichte/harmsen").text
    assert "so Tomke Harmsen" in freed.split('class="fs-reader"')[0]


def test_speakers_appear_by_their_office(stock: Store) -> None:
    client = client_of(stock)
    for path in ("/v1/search?q=Hausbesuche&kind=lessons", "/v1/lessons", *OWN):
        assert "Leiterin der VHS" in client.get(path).text
    [lesson] = client.get("/v1/reports/harmsen").json()["lessons"]
    assert lesson["source"] == "Leiterin der VHS"


def test_every_way_out_shows_the_name_to_whom_it_is_released(stock: Store) -> None:
    _, secret = create_key(stock.keys, name="Redaktion", scopes=["read", "persons"])
    for client, headers in (
        (client_of(stock, release_persons=True), {}),
        (client_of(stock), {"X-API-Key": secret}),
    ):
        for path in ways_out(client):
            answer = client.get(path, headers=headers)
            assert "[Name]" not in answer.text, path
            assert FILL not in answer.text, path
        found = client.get("/v1/search?q=Hausbesuche&kind=lessons", headers=headers).json()
        assert found["lessons"][0]["source"] == "Tomke Harmsen"
        assert "Harmsen" in client.get("/v1/lessons", headers=headers).text


def test_who_is_logged_in_with_the_scope_sees_names_on_pages(stock: Store) -> None:
    client = client_of(stock)
    _, secret = create_key(stock.keys, name="Redaktion", scopes=["read", "persons"])
    assert "Harmsen" not in client.get("/?q=Hausbesuche").text
    client.post("/anmelden", data={"schluessel": secret})
    assert "Harmsen" in client.get("/?q=Hausbesuche").text
    assert "fs-person" in client.get("/berichte/harmsen").text


def test_extracts_are_as_long_as_what_they_stand_for(stock: Store) -> None:
    client = client_of(stock)
    text = client.get("/v1/reports/harmsen").json()["text"]
    for hit in client.get("/v1/search?q=Hausbesuche&kind=passages").json()["hits"]:
        if hit["report"] != "harmsen":
            continue
        assert len(hit["text"]) == hit["end"] - hit["start"]
        for mark in hit["highlights"]:
            own = hit["text"][mark["start"] - hit["start"] : mark["end"] - hit["start"]]
            assert own == text[mark["start"] : mark["end"]]


def test_a_question_for_a_name_marks_and_matches_nothing(stock: Store) -> None:
    for hit in client_of(stock).get("/v1/search?q=Harmsen&kind=passages").json()["hits"]:
        assert "Harmsen" not in hit["text"]
        assert hit["why"]["matched"] == []


def test_a_heading_that_is_only_a_name_is_no_title(stock: Store) -> None:
    page = client_of(stock).get("/v1/search?q=Hausbesuche&kind=passages").json()
    assert {hit["heading"] for hit in page["hits"] if hit["report"] == "harmsen"} == {""}


def test_names_are_held_back_unless_somebody_says_otherwise() -> None:
    assert Settings().release_persons is False
    assert SearchRequest().persons is False


def test_sentences_that_show_a_proposed_term_hold_no_names(stock: Store) -> None:
    start = TEXT.index("Für Hausbesuche")
    shown = Shown(report="harmsen", span=Span(start=start, end=len(TEXT)))
    proposal = TermProposal(term="Hausbesuche", reports=1, count=1, score=1.0, evidence=(shown,))
    for persons in (False, True):
        [evidence] = with_text(stock, proposal, persons=persons)["evidence"]
        assert ("Harmsen" in evidence["text"]) is persons
        assert len(evidence["text"]) == evidence["end"] - evidence["start"]
