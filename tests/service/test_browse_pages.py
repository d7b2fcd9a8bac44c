"""Themes, statistics: pages that lead through the stock, whatever the vocabulary."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.vocabulary import default_vocabulary, parse_vocabulary
from nlp.types import Analysis, Event, Mention, Place, Theme
from service.patience import LEAST
from service.registry import ProjectRegistry
from service.review_reader import ReviewReader
from service.search.catalogue import Catalogue
from service.statistics import Statistics
from service.store import Card, Store
from tests.fakes import analysed_document, document_of
from tests.service.projects import client_over, put, url_in
from tests.service.test_lessons import SAME, SAME_TOO, caught_up
from tests.service.test_lessons import put as put_lessons
from tests.service.test_pages import EVIL, Page, open_page

MANY = "Berichten?|Projekten?|Themen|Orten?|Aussagen|Erfahrungen|Stimmen|Nennungen|Programme"
PATHS = ("/erfahrungen", "/themen", "/themen?q=eltern", "/themen/elternarbeit", "/statistik")
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://beispiel.example/> .
:klima a skos:Concept ; skos:prefLabel "Klima"@de ; skos:related :wasser .
:hitze a skos:Concept ; skos:prefLabel "Hitze"@de ; skos:broader :klima .
:wasser a skos:Concept ; skos:prefLabel "Wasser"@de .
:beides a skos:Concept ; skos:prefLabel "Starkregen"@de ; skos:broader :klima , :wasser .
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        put(opened, "kiel", "Lotsen", places=("Kiel",), year=2012)
        put(opened, "hamm", "Lotsen", places=("Hamm",), year=2015, programme="XENOS")
        put_lessons(opened, "a", SAME, year=2011)
        put_lessons(opened, "b", SAME_TOO, year=2014)
        yield caught_up(opened)


@pytest.fixture
def client(store: Store) -> TestClient:
    return client_over(store)


def links(page: Page) -> list[str]:
    return [a["href"] for a in page.all("a")]


def told(page: Page) -> str:
    return " ".join(page.text.split())


def use(client: TestClient, data: str, name: str = "klima.ttl") -> None:
    parts = client.app.state.parts  # type: ignore[attr-defined]
    loaded, _ = parts.desk.load(data.encode(), name=name, source="Test")
    parts.desk.use(loaded.version)


def test_every_page_can_be_used_without_eyes_mouse_and_script(client: TestClient) -> None:
    for path in PATHS:
        page = open_page(client, path)
        assert page.all("script") == page.all("style") == []
        assert not [a for _, a in page.tags if any(k == "style" or k[:2] == "on" for k in a)]
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(low - high <= 1 for high, low in pairwise(page.headings))
        assert len(page.ids) == len(set(page.ids))
        labelled = {label.get("for") for label in page.all("label")}
        fields = [f for f in page.all("input") if f.get("type") not in ("hidden", "checkbox")]
        assert {field["id"] for field in (*fields, *page.all("select"))} <= labelled
        named = {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a}
        assert named <= set(page.ids)


def test_every_link_of_these_pages_leads_somewhere(client: TestClient) -> None:
    found = {href.partition("#")[0] for path in PATHS for href in links(open_page(client, path))}
    for href in sorted(found - {""}):
        assert client.get(href, follow_redirects=False).status_code in (200, 303, 403), href


# Themes


def test_the_tree_counts_what_is_narrower_too(client: TestClient) -> None:
    page = open_page(client, "/themen")
    assert "Bildung 4 Berichte, 1 Aussage, 2 Projekte" in told(page)
    listed = client.get("/v1/themes/stock", params={"q": "Elternarbeit"}).json()["themes"]
    assert (listed[0]["reports"], listed[0]["lessons"], listed[0]["projects"]) == (4, 1, 2)
    heads = client.get("/v1/themes/stock", params={"parent": "bildung", "used": True}).json()
    assert [each["id"] for each in heads["themes"]] == ["elternarbeit"]


def test_themes_are_found_by_label_and_synonym(client: TestClient) -> None:
    page = open_page(client, "/themen?q=elternabend")
    assert "/themen/elternarbeit" in links(page)
    assert "auch: Elternabend" in page.text
    assert "enthält „xyzzy“" in open_page(client, "/themen?q=xyzzy").text


def test_only_what_occurs_is_shown_on_demand(client: TestClient) -> None:
    page = open_page(client, "/themen?nur=belegt")
    shown = {href for href in links(page) if href.startswith("/themen/")}
    assert shown == {"/themen/bildung", "/themen/elternarbeit"}


def test_a_theme_shows_what_there_is_of_it(client: TestClient) -> None:
    page = open_page(client, "/themen/elternarbeit")
    for shown in ("Gelingensbedingungen", "Feste Ansprechpartner", "Schleswig-Holstein", "2015"):
        assert shown in told(page)
    reports = [h for h in links(page) if h.startswith("/berichte/") and "#" not in h]
    assert reports == ["/berichte/hamm", "/berichte/b", "/berichte/kiel", "/berichte/a"]
    assert "/?thema=elternarbeit" in links(page)
    detail = client.get("/v1/themes/elternarbeit").json()
    assert [each["id"] for each in detail["latest"]] == ["hamm", "b", "kiel", "a"]
    assert [each["id"] for each in detail["above"]] == ["bildung"]
    assert {each["value"]: each["count"] for each in detail["years"]}["2015"] == 1


def test_a_head_is_searched_by_what_is_below_it(client: TestClient) -> None:
    (href,) = {h for h in links(open_page(client, "/themen/bildung")) if h.startswith("/?thema")}
    assert "thema=elternarbeit" in href
    assert client.get(href).status_code == 200


def test_the_reports_of_a_theme_go_on_page_by_page(client: TestClient, store: Store) -> None:
    for number in range(30):
        put(store, f"n{number:02}", "Sprachband", year=2000)
    seen, address = [], "/themen/elternarbeit"
    while address:
        page = open_page(client, address)
        seen += [h for h in links(page) if h.startswith("/berichte/") and "#" not in h]
        address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), "")
    assert len(seen) == len(set(seen)) == 34


def test_an_unknown_theme_gets_a_german_page(client: TestClient) -> None:
    assert "„fehlt“ gibt es" in open_page(client, "/themen/fehlt", 404).text
    assert client.get("/v1/themes/fehlt").status_code == 404


def test_another_vocabulary_is_browsed_as_soon_as_it_is_used(client: TestClient) -> None:
    use(client, TURTLE)
    page = open_page(client, "/themen")
    assert "4 Berichte haben Themen aus einem anderen Vokabular" in told(page)
    assert links(page).count("/themen/beides") == 2  # under each of its broader ones
    klima = open_page(client, "/themen/klima")
    assert "/themen/wasser" in links(klima)  # related
    assert "/themen/klima" in links(open_page(client, "/themen/wasser"))
    assert "Noch kein Bericht" in klima.text


def test_related_concepts_do_not_make_another_vocabulary() -> None:
    without = TURTLE.replace(" ; skos:related :wasser", "")
    one, other = (parse_vocabulary(t.encode(), name="a.ttl") for t in (TURTLE, without))
    assert one.version == other.version
    assert one["wasser"].related == ("klima",)


def test_thousands_of_themes_without_definitions_are_browsed_in_pieces(client: TestClient) -> None:
    rows = "".join(f"Begriff {n:04};Gruppe {n % 90:02}\n" for n in range(3000))
    groups = "".join(f"Gruppe {n:02};\n" for n in range(90))
    use(client, f"label;broader\n{groups}{rows}", name="gross.csv")
    answer = client.get("/themen")
    assert len(answer.content) < 200_000
    page = Page(answer.text)
    shown = {h for h in links(page) if h.startswith("/themen/")}
    assert 90 <= len(shown) <= 500
    assert "33 engere Themen" in page.text or "34 engere Themen" in page.text
    leaf = next(h for h in links(open_page(client, "/themen?q=2999")) if h[:8] == "/themen/")
    assert "Begriff 2999" in open_page(client, leaf).text


def test_a_flat_list_of_themes_goes_on_page_by_page(client: TestClient) -> None:
    use(client, "label\n" + "".join(f"Begriff {n:03}\n" for n in range(250)), name="flach.csv")
    seen: set[str] = set()
    address = "/themen"
    while address:
        page = open_page(client, address)
        seen |= {h for h in links(page) if h.startswith("/themen/")}
        address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), "")
    assert len(seen) == 250


def test_labels_of_a_vocabulary_never_become_markup(client: TestClient) -> None:
    plain = EVIL.replace('"', "").replace("'", "")
    row = f'"{plain}";"{plain} zwei";"{plain} drei"'
    use(client, f"label;synonyms;definition\n{row}\n", "boese.csv")
    listed = client.get("/v1/themes/stock").json()["themes"]
    for path in ("/themen", "/themen?q=script", f"/themen/{listed[0]['id']}", "/statistik"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert Page(answer.text).all("script") == []
        assert not [a for _, a in Page(answer.text).tags if "onerror" in a]
    assert Page(client.get("/themen", params={"q": EVIL}).text).all("script") == []


# Statistics


def test_the_statistics_count_the_stock(client: TestClient) -> None:
    numbers = client.get("/v1/statistics").json()
    assert (numbers["reports"], numbers["projects"], numbers["lessons"]) == (4, 4, 2)
    assert (numbers["statements"], numbers["corroborated"]) == (1, 1)
    assert {y["value"]: y["count"] for y in numbers["years"]} == {
        "2011": 1,
        "2012": 1,
        "2013": 0,
        "2014": 1,
        "2015": 1,
    }
    states = {each["value"]: each["count"] for each in numbers["states"]}
    assert len(states) == 16
    assert (states["Schleswig-Holstein"], states["Nordrhein-Westfalen"]) == (3, 1)
    assert numbers["themes"] == [{"value": "elternarbeit", "label": "Elternarbeit", "count": 4}]
    assert "Bayern" in [each["value"] for each in numbers["gaps"]["states"]]
    assert numbers["gaps"]["unused"] == len(default_vocabulary().assignable()) - 1


def test_the_page_says_in_words_what_the_bars_show(client: TestClient) -> None:
    page = open_page(client, "/statistik")
    assert len(page.all("caption")) == len(page.all("table")) >= 7
    assert len(page.all("svg")) == len([a for a in page.all("svg") if a["aria-hidden"] == "true"])
    for shown in ("Schleswig-Holstein 3", "Gelingensbedingungen 2", "noch nicht geschätzt"):
        assert shown in told(page)


def test_numbers_follow_the_stock(client: TestClient, store: Store) -> None:
    assert client.get("/v1/statistics").json()["reports"] == 4
    store.delete("kiel")
    assert client.get("/v1/statistics").json()["reports"] == 3


def test_numbers_follow_the_stock_where_its_cards_take_a_while_to_read(store: Store) -> None:
    class Slow:
        revision = staticmethod(store.found.revision)

        @staticmethod
        def cards(before: Iterable[Card]) -> list[Card]:
            time.sleep(1.2 * LEAST)
            return store.found.cards(before)

    catalogue = Catalogue(Slow())  # type: ignore[arg-type]
    numbers = Statistics(store, catalogue, ProjectRegistry(store), default_vocabulary).numbers
    assert (numbers().reports, len(catalogue.cards())) == (4, 4)
    store.delete("kiel")
    assert len(catalogue.cards()) == 4, "lists may lag"
    assert numbers().reports == 3


def test_the_file_for_spreadsheets_computes_nothing(client: TestClient, store: Store) -> None:
    put(store, "boese", "Lotsen", programme="=HYPERLINK(1)")
    answer = client.get("/v1/statistics?format=csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert ["Berichte", "", "5"] in rows
    assert ["Berichte nach Land", "Schleswig-Holstein", "3"] in rows
    assert all(not cell.startswith("=") for row in rows for cell in row)


def test_an_empty_stock_says_so_and_what_to_do(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as empty:
        client = client_over(empty)
        for path in ("/themen", "/statistik"):
            page = open_page(client, path)
            assert "noch kein Bericht aufgenommen" in told(page)
            assert "fundstelle ingest" in page.text
        assert "Noch kein Bericht handelt davon" in open_page(client, "/themen/elternarbeit").text
        assert client.get("/v1/statistics").json()["last"] is None


def test_one_of_a_kind_is_said_in_the_singular(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as single:
        put(single, "kiel", "Lotsen", places=("Kiel",), year=2012)
        client = client_over(caught_up(single))
        for path in (*PATHS, "/berichte", "/projekte", "/projekte/lotsen", "/berichte/kiel"):
            words = re.sub(r"<[^>]+>", "|", client.get(path).text)
            assert not re.search(rf"(?<![\d.,–-])1 (?:{MANY})\b", words), path


class FakeTagger:
    """As sure of every theme as it is told."""

    def __init__(self, sure: float) -> None:
        self.sure = sure
        self.asked = 0

    def scores(self, *_: Any) -> dict[str, float]:
        self.asked += 1
        if self.sure < 0:
            raise ValueError("vectors of another model")
        return {"elternarbeit": self.sure, "wohnen": 0.0}


class FakeAnalyser:
    keeps_vectors = True

    def __init__(self, sure: float) -> None:
        self.themes = FakeTagger(sure)


def estimated(store: Store, sure: float) -> FakeTagger:
    analyser: Any = FakeAnalyser(sure)
    reader = ReviewReader(store, analyser=lambda: analyser, turns=Semaphore(1), breath=0)
    reader.catch_up()
    tagger: FakeTagger = analyser.themes
    return tagger


def test_how_sure_the_themes_are_is_estimated_once_and_again_after_a_change(store: Store) -> None:
    assert estimated(store, 0.99).asked == 4
    assert estimated(store, 0.99).asked == 0
    review = client_over(store).get("/v1/statistics").json()["review"]
    assert review["known"] == 4 == sum(band["count"] for band in review["bands"])
    assert 0 < review["expected"] < 1
    put(store, "kiel", "Andere", year=2012)
    assert client_over(store).get("/v1/statistics").json()["review"]["known"] == 3
    assert estimated(store, 0.1).asked == 1
    store.delete("kiel")
    assert client_over(store).get("/v1/statistics").json()["review"]["known"] == 3


def test_a_report_that_cannot_be_estimated_does_not_stop_the_others(store: Store) -> None:
    assert estimated(store, -1).asked == 4
    assert estimated(store, 0.9).asked == 0


@pytest.mark.slow
def test_ten_thousand_reports_are_counted_while_somebody_waits(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        fill(store, 10_000)
        client = client_over(store, rate=0)
        for path in ("/v1/statistics", "/statistik", "/themen", "/themen/elternarbeit"):
            client.get(path)
            assert min(seconds(client, path) for _ in range(3)) < 0.3, path


def seconds(client: TestClient, path: str) -> float:
    begun = time.process_time()
    assert client.get(path).status_code == 200
    return time.process_time() - begun


def fill(store: Store, number: int) -> None:
    """Reports of all years, states and themes, straight into the tables that are counted."""
    from sqlalchemy import insert

    from service.store.engine import writing
    from service.store.found import card_of
    from service.store.report_rows import report_row
    from service.store.tables import cards, reports

    themes = [concept.id for concept in default_vocabulary().assignable()]
    rows, found = [], []
    for at in range(number):
        analysis = synthetic(at, themes)
        row = report_row(analysis, document_of(analysis.id, analysis.text), "1")
        rows.append(row | {"created": row["updated"]})
        found.append({"report_id": analysis.id, "card": card_of(analysis)})
    with writing(store._engine) as connection:
        connection.execute(insert(reports), rows)
        connection.execute(insert(cards), found)


STATES = ("Hessen", "Bayern", "Sachsen", "Berlin", "Bremen")


def synthetic(at: int, themes: list[str]) -> Analysis:
    analysis, _ = analysed_document(f"r{at:05}", f"Bericht {at} aus Ort")
    state = STATES[at % len(STATES)]
    place = Place(id=f"de:{at % 700}", name="Ort", kind="municipality", state=state)
    return replace(
        analysis,
        event=Event(start=f"{2005 + at % 18}-05-01"),
        mentions=(Mention(start=0, end=7, text="Ort", label="PLACE", place=place),),
        themes=tuple(
            Theme(id=themes[(at * 7 + step) % len(themes)], label="x", score=0.9)
            for step in range(4)
        ),
    )
