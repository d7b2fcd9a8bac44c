"""The map and the time line as pages: they count what the search finds, by links alone."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from nlp.types import Event, Place
from service.app import create_app
from service.settings import Settings
from service.store import Store
from tests.service.corpus import FakeQuestions, a_finder, a_store, put
from tests.service.fakes import FakeAnalyser
from tests.service.older import DESK_TABLES, FILE_TABLES, MAP_TABLES
from tests.service.test_pages import EVIL, open_page

KIEL = Place(
    id="2891122",
    name="Kiel",
    kind="municipality",
    state="Schleswig-Holstein",
    lat=54.32,
    lon=10.14,
    parents=("de:land:01", "DE"),
)
JENA = replace(KIEL, id="2895044", name="Jena", state="Thüringen", lat=50.93, lon=11.59)
WIEN = replace(KIEL, id="wien", name="Wien", state="Österreich", country="AT", lat=48.2, lon=16.4)
HARZ = replace(KIEL, id="harz", name="Harz", kind="region", state=None, lat=51.7, lon=10.7)
NOWHERE = replace(KIEL, id="name:hof", name="Hof am Berg", kind="other", lat=None, lon=None)


def place(words: str, text: str, at: Place):
    from nlp.types import Mention

    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words, label="PLACE", place=at)


def add(store: Store, name: str, at: Place, day: str | None = "2014-05-01", **changes) -> None:
    text = f"{name} in {at.name}\n\nEltern kamen nach {at.name}, alle Eltern."
    put(
        store,
        name,
        text=text,
        event=Event(start=day, end=day, place=at.name),
        mentions=(place(at.name, text, at),),
        **changes,
    )


def client_of(store: Store) -> TestClient:
    finder = a_finder(store, FakeQuestions())
    app = create_app(
        Settings(),
        store=store,
        finder=finder,
        analyser=FakeAnalyser(),
        registry=finder.registry,
    )
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path / 'karte.db'}") as store:
        for number in range(3):
            add(store, f"kiel-{number}", KIEL, f"201{3 + number}-05-01")
        add(store, "jena", JENA, "2014-11-30")
        add(store, "wien", WIEN, None)
        add(store, "harz", HARZ, "2018-01-01")
        add(store, "hof", NOWHERE, "2018-02-01")
        yield store


@pytest.fixture
def client(store):
    return client_of(store)


def marks(client: TestClient, path: str) -> dict[str, str]:
    """The circles: what is heard, and where they lead."""
    page = open_page(client, path)
    return {a["aria-label"]: a["href"] for a in page.all("a") if "fs-map__mark" in str(a)}


def words(client: TestClient, path: str) -> str:
    return " ".join(open_page(client, path).text.split())


def test_circles_say_how_much_is_where(client):
    found = marks(client, "/karte")
    assert set(found) == {"Kiel: 3 Berichte, Liste zeigen", "Jena: 1 Bericht, Liste zeigen"}


def test_a_circle_leads_to_the_list_of_its_place(client):
    href = marks(client, "/karte")["Kiel: 3 Berichte, Liste zeigen"]
    path, _, anchor = href.partition("#")
    page = open_page(client, path)
    assert anchor in page.ids
    reports = [a["href"] for a in page.all("a") if a["href"].startswith("/berichte/kiel-")]
    assert len(reports) == 3
    assert "In der Suche: alles, was Kiel nennt" in " ".join(page.text.split())


def test_the_list_says_the_same_as_the_map(client):
    text = words(client, "/karte")
    assert "Kiel Schleswig-Holstein 3" in text
    assert "Jena Thüringen 1" in text
    assert "7 Berichte insgesamt" in text


def test_what_is_no_point_in_germany_stands_below(client):
    text = words(client, "/karte")
    assert "Außerhalb Deutschlands Wien 1 Bericht" in text
    assert "Länder, Regionen und Flüsse Harz 1 Bericht" in text
    assert "Ohne bekannte Lage Hof am Berg 1 Bericht" in text


def test_the_filters_of_the_search_hold(client):
    assert set(marks(client, "/karte?von=2014&bis=2014")) == {
        "Kiel: 1 Bericht, Liste zeigen",
        "Jena: 1 Bericht, Liste zeigen",
    }
    assert set(marks(client, "/karte?land=Thüringen")) == {"Jena: 1 Bericht, Liste zeigen"}


def test_a_state_is_shown_from_near(client):
    far = open_page(client, "/karte")
    near = open_page(client, "/karte?land=Thüringen")
    assert width(near) < width(far) / 2


def width(page) -> float:
    (svg,) = [s for s in page.all("svg") if "data-ausschnitt" in s]
    return float(svg["data-ausschnitt"].split(",")[2])


def test_steps_lead_nearer_and_keep_the_filters(client):
    page = open_page(client, "/karte?von=2014&orte=alle")
    (near,) = [a["href"] for a in page.all("a") if a.get("data-schritt") == "Näher heran"]
    asked = parse_qs(urlsplit(near).query)
    assert asked["von"] == ["2014"]
    assert asked["orte"] == ["alle"]
    assert width(open_page(client, near)) == pytest.approx(width(page) / 2, abs=0.1)


def test_a_circle_of_several_places_leads_nearer(store):
    for number in range(5):
        near = replace(KIEL, id=f"n{number}", name=f"Dorf {number}", lat=54.3 + number / 50)
        add(store, f"dorf-{number}", near)
    client = client_of(store)
    path, seen = "/karte", 0
    while True:
        found = marks(client, path)
        opens = [href for title, href in found.items() if title.endswith("näher heran")]
        if not opens:
            break
        before = width(open_page(client, path))
        path, seen = opens[0], seen + 1
        assert width(open_page(client, path)) <= before / 2 + 0.1
    assert 1 <= seen <= 8
    assert any("Dorf" in title for title in found)


def test_places_on_one_point_lead_to_one_list(store):
    for number in range(3):
        add(store, f"q{number}", replace(KIEL, id=f"q{number}", name=f"Viertel {number}"))
    found = marks(client_of(store), "/karte?ausschnitt=0,-360,16")
    (href,) = [h for title, h in marks(client_of(store), "/karte").items() if "Kiel" in title]
    assert "näher heran" not in "".join(found)
    assert len(parse_qs(urlsplit(href).query)["punkt"]) == 4


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/karte?ausschnitt=quatsch", "Der Ausschnitt ist nicht zu lesen"),
        ("/karte?von=gestern", "„gestern“ ist kein Datum"),
        ("/karte?thema=gibtesnicht", "Das Thema „gibtesnicht“ gibt es nicht"),
        ("/zeitleiste?bis=2015-13", "„2015-13“ ist kein Datum"),
        ("/karte?q=...", "Frage"),
        (f"/zeitleiste?q={'x' * 2001}", "Die Frage ist zu lang"),
    ],
)
def test_what_cannot_be_read_is_told(client, path, said):
    answer = client.get(path)
    assert answer.status_code == 422
    assert said in answer.text.replace("&#34;", '"')


def test_an_unknown_place_chooses_none(client):
    assert client.get("/karte?punkt=unbekannt").status_code == 200


def test_the_search_leads_to_the_map_and_back(client):
    page = open_page(client, "/?q=Eltern&von=2014")
    (there,) = [a["href"] for a in page.all("a") if a["href"].startswith("/karte?")]
    assert parse_qs(urlsplit(there).query) == {"q": ["Eltern"], "von": ["2014"]}
    back = [a["href"] for a in open_page(client, there).all("a")]
    assert "/?q=Eltern&von=2014" in back


def test_a_question_is_counted_as_the_search_counts_it(client):
    shown = words(client, "/?q=Eltern")
    total = re.search(r"Berichte (?:über )?(\d+)", shown)
    assert total
    assert f"{total[1]} Berichte insgesamt" in words(client, "/karte?q=Eltern")


def test_lessons_and_projects_can_be_counted(tmp_path):
    client = client_of(a_store(tmp_path))
    assert "Erfahrung" in words(client, "/karte?art=erfahrungen")
    assert "2 Projekte insgesamt" in words(client, "/karte?art=projekte")
    assert "Projekt" in words(client, "/zeitleiste?art=projekte")


def test_the_only_script_moves_the_map(client):
    answer = client.get("/karte")
    assert re.findall(r"<script[^>]*>", answer.text) == [
        '<script type="module" src="/static/karte.js">'
    ]
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert client.get("/static/karte.js").status_code == 200
    assert "style=" not in answer.text
    assert "script-src" not in client.get("/zeitleiste").headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/karte", "/zeitleiste"])
def test_an_empty_stock_is_told(tmp_path, path):
    with Store(f"sqlite:///{tmp_path / 'leer.db'}") as store:
        assert "Es ist noch kein Bericht aufgenommen" in words(client_of(store), path)


def test_names_of_places_are_text(store):
    add(store, "boese", replace(KIEL, id=EVIL, name=EVIL, lat=48.1, lon=11.5), title=EVIL)
    client = client_of(store)
    for path in ("/karte", f"/karte?punkt={quote(EVIL)}", "/karte?orte=alle", "/berichte/boese"):
        page = open_page(client, path)
        assert all("onerror" not in each for each in page.all("img"))
        assert len(page.all("script")) == (1 if path.startswith("/karte") else 0)
        assert EVIL in page.text


def test_a_deleted_report_is_gone_from_the_map(store, client):
    assert "Jena: 1 Bericht, Liste zeigen" in marks(client, "/karte")
    store.delete("jena")
    assert "Jena: 1 Bericht, Liste zeigen" not in marks(client, "/karte")


def test_a_store_of_an_earlier_version_gets_its_places(tmp_path):
    import sqlite3

    path = tmp_path / "alt.db"
    with Store(f"sqlite:///{path}") as store:
        add(store, "kiel", KIEL)
        before = store.places.all()
    with sqlite3.connect(path) as connection:
        for table in (*MAP_TABLES, *DESK_TABLES, *FILE_TABLES):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE outbox DROP COLUMN created")
        connection.execute("UPDATE alembic_version SET version_num = '0012'")
    connection.close()
    with Store(f"sqlite:///{path}") as store:
        assert store.places.all() == before
        assert before[0].event == before[0].named[0] == KIEL


def test_maps_that_are_kept_follow_the_registry(tmp_path):
    store = a_store(tmp_path)
    client = client_of(store)
    before = words(client, "/karte?art=projekte")
    assert words(client, "/karte?art=projekte") == before
    entries = [entry.id for entry in client.app.state.parts.registry.all()]
    client.app.state.parts.registry.merge(entries)
    assert "2 Projekte insgesamt" in before
    assert "1 Projekt insgesamt" in words(client, "/karte?art=projekte")


# Time line


def bars(client: TestClient, path: str) -> dict[str, dict]:
    page = open_page(client, path)
    return {
        a["aria-label"]: parse_qs(urlsplit(a["href"]).query)
        for a in page.all("a")
        if a["href"].startswith("/zeitleiste") and "title" in a
    }


def test_bars_count_by_years_and_choose_one(client):
    found = bars(client, "/zeitleiste")
    assert [title.split(",")[0] for title in found] == [
        "2013: 1 Bericht",
        "2014: 2 Berichte",
        "2015: 1 Bericht",
        "2016: 0 Berichte",
        "2017: 0 Berichte",
        "2018: 2 Berichte",
    ]
    assert found["2014: 2 Berichte, dieses Jahr wählen"] == {"von": ["2014"], "bis": ["2014"]}
    assert "Ohne Datum und deshalb nicht gezeigt: 1 Bericht." in words(client, "/zeitleiste")


def test_a_click_outside_the_period_widens_it(client):
    found = bars(client, "/zeitleiste?von=2014&bis=2015")
    (title,) = [t for t in found if t.startswith("2018")]
    assert title == "2018: 2 Berichte, Zeitraum auf 2014 bis 2018 erweitern"
    assert found[title] == {"von": ["2014"], "bis": ["2018"]}


def test_a_year_shows_its_months_and_its_reports_in_order(client):
    path = "/zeitleiste?von=2014&bis=2014"
    found = bars(client, path)
    assert found["November 2014: 1 Bericht, diesen Monat wählen"] == {
        "von": ["2014-11"],
        "bis": ["2014-11"],
    }
    text = words(client, path)
    assert text.index("Mai 2014 kiel-1 in Kiel") < text.index("November 2014 jena in Jena")
    assert "Berichte: November 2014" in words(client, "/zeitleiste?von=2014-11&bis=2014-11")


def test_the_years_stay_while_a_period_is_chosen(client):
    assert len(bars(client, "/zeitleiste?von=2018&bis=2018&q=Eltern")) == 6 + 12


def test_a_project_shows_its_years_and_phases(tmp_path):
    client = client_of(a_store(tmp_path))
    (link,) = [
        a["href"]
        for a in open_page(client, "/projekte").all("a")
        if a["href"].startswith("/projekte/") and "rueckenbau" in a["href"]
    ]
    assert "2013 eine Nennung in einem Bericht" in words(client, link)


def test_a_report_shows_where_it_was(client):
    page = open_page(client, "/berichte/kiel-0")
    (svg,) = [s for s in page.all("svg") if s.get("role") == "img"]
    assert svg["aria-label"] == "Karte von Deutschland: Kiel"
    assert not [s for s in open_page(client, "/berichte/wien").all("svg") if "role" in s]
