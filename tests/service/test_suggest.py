"""Suggestions while somebody types: what fits, in which order, and never a person's name."""

from __future__ import annotations

import random
import re
import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from nlp.german.forms import plain
from nlp.types import Analysis, Event, Mention, Passage, Place, Project, Theme
from service.app import create_app
from service.settings import Settings
from service.store import LoggedSearch, Store
from service.suggest import KINDS, Completion, Name
from service.suggest.completion import fitting
from tests.fakes import DIMENSIONS, document_of
from tests.service.fakes import FakeAnalyser, FakeFinder, a_client, a_hit, an_analysis

KIEL = Place(
    id="de:01002000",
    name="Kiel",
    kind="municipality",
    state="Schleswig-Holstein",
    parents=("de:land:01", "country:DE"),
)


def name(text: str, kind: str = "theme", *, reports: int = 5, stands_for: str = "") -> Name:
    label = stands_for or text
    return Name(text=text, kind=kind, id=label, label=label, reports=reports)


NAMES = (
    name("Elternarbeit"),
    name("Elternbildung", stands_for="Elternarbeit"),
    name("Mütterzentren und Väterarbeit", stands_for="Familienbildung"),
    name("Schülerinnenvertretung", stands_for="Beteiligung"),
    name("Mentorinnen", stands_for="Mentoring"),
    name("Großstadt an der Straße", "phrase"),
    name("Kiel", "place"),
    name("Kieler Bildungswerk", "project", reports=90),
    name("Brückenbau Gaarden", "project"),
    name("Berufsorientierung"),
)


def completed(typed: str, names=NAMES, limit: int = 8) -> list[str]:
    return [found.text for found in Completion(names).complete(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("elternb", "Elternbildung"),
        ("ELTERNA", "Elternarbeit"),
        ("muetter", "Mütterzentren und Väterarbeit"),
        ("Mütt", "Mütterzentren und Väterarbeit"),
        ("vaeter", "Mütterzentren und Väterarbeit"),
        ("väter mütter", "Mütterzentren und Väterarbeit"),
        ("gross", "Großstadt an der Straße"),
        ("Großs", "Großstadt an der Straße"),
        ("strasse", "Großstadt an der Straße"),
        ("Schülerin", "Schülerinnenvertretung"),
        ("Mentor:in", "Mentorinnen"),
        ("Mentor*", "Mentorinnen"),
        ("Mentor:inn", "Mentorinnen"),
        ("mentoren", "Mentorinnen"),
        ("gaard", "Brückenbau Gaarden"),
        ("Gaarden brück", "Brückenbau Gaarden"),
        ("Berufs Orient", "Berufsorientierung"),
        ("Eltrenarb", "Elternarbeit"),
        ("Gaadren", "Brückenbau Gaarden"),
        ("Brükenbau", "Brückenbau Gaarden"),
    ],
)
def test_what_is_typed_is_found_in_any_spelling(typed: str, expected: str) -> None:
    assert completed(typed)[0] == expected


@pytest.mark.parametrize("typed", ["", " ", "!?", "arbeit", "iel", "xyzqw", "Elternarbeit Kiel"])
def test_what_begins_no_word_suggests_nothing(typed: str) -> None:
    assert completed(typed) == []


def test_of_one_theme_only_one_name_comes_and_its_label_first() -> None:
    assert completed("eltern") == ["Elternarbeit"]


def test_a_name_that_is_meant_as_a_whole_comes_first() -> None:
    assert completed("kiel") == ["Kiel", "Kieler Bildungswerk"]


def test_kinds_go_before_numbers_and_numbers_tell_within_a_kind() -> None:
    names = [
        name("Ganztagsfest", "phrase", reports=4),
        name("Ganztagshaus", "project", reports=2),
        name("Ganztag A", reports=3),
        name("Ganztag B", reports=30),
    ]
    assert completed("ganz", names) == ["Ganztag B", "Ganztag A", "Ganztagshaus", "Ganztagsfest"]


def test_slips_are_looked_for_only_where_nothing_fits() -> None:
    assert completed("elter", [name("Elternarbeit"), name("Elmer")]) == ["Elternarbeit"]


def test_no_more_come_than_are_wanted() -> None:
    names = [name(f"Netzwerk {number}") for number in range(50)]
    assert len(completed("netz", names, limit=7)) == 7


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=12), st.data())
def test_every_beginning_of_a_word_finds_it(word: str, data) -> None:
    completion = Completion([name(f"Haus {word}")])
    cut = data.draw(st.integers(1, len(word)))
    typed = word[:cut]
    if plain(word.lower()).startswith(plain(typed.lower())) and fitting(f"Haus {word}", typed):
        assert completion.complete(typed, 1)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_an_error_and_ranges_lie_in_the_name(typed: str) -> None:
    for found in Completion(NAMES).complete(typed, 5):
        for start, end in fitting(found.text, typed):
            assert 0 <= start < end <= len(found.text)


# Over a store


def a_report(name: str, text: str, *, day: str = "2020-01-01", **changes) -> Analysis:
    passage = Passage(start=0, end=len(text))
    analysis = Analysis(
        id=name,
        title=name,
        text=text,
        doc_kind="report",
        event=Event(start=day, end=day),
        passages=(passage,),
        vectors=an_analysis().vectors,
    )
    return replace(analysis, **changes)


def put(store: Store, name: str, text: str, **changes) -> None:
    analysis = a_report(name, text, **changes)
    vectors = np.ones((1, DIMENSIONS), dtype=np.float32)
    store.put(replace(analysis, vectors=vectors), document_of(name, text))


def marked(text: str, words: str, label: str, place: Place | None = None) -> Mention:
    start = text.index(words)
    return Mention(start=start, end=start + len(words), text=words, label=label, place=place)


TEXT = (
    "In Kiel sprach Tomke Harmsen über den Übergang in den Beruf und frühkindliche Bildung. "
    "Sie lobte die Hausbesuche. Das Projekt Harmsens Garten zeigte es. Finanziert von XENOS."
)


def full(store: Store, *names: str) -> None:
    for each in names:
        mentions = (
            marked(TEXT, "Kiel", "PLACE", KIEL),
            marked(TEXT, "Tomke Harmsen", "PERSON"),
            marked(TEXT, "Harmsens Garten", "PROJECT"),
            marked(TEXT, "XENOS", "PROGRAMME"),
        )
        put(
            store,
            each,
            TEXT,
            mentions=mentions,
            projects=(
                Project(name="Harmsens Garten", mentions=(2,)),
                Project(name="Sabine Lehmann", mentions=()),
            ),
            themes=(Theme(id="elternarbeit", label="Elternarbeit", score=0.9),),
        )


def served(store: Store, **settings: object) -> TestClient:
    app = create_app(
        Settings(**settings),
        store=store,
        finder=FakeFinder([a_hit(an_analysis("a"))]),
        analyser=FakeAnalyser(),
    )
    app.state.parts.suggester.refresh()
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def store(tmp_path: Path):
    with Store(f"sqlite:///{tmp_path / 'fundstelle.db'}") as opened:
        yield opened


def suggested(client: TestClient, typed: str, **more: object) -> list[dict]:
    answer = client.get("/v1/suggest", params={"q": typed, **more})
    assert answer.status_code == 200
    return answer.json()["suggestions"]


def test_each_says_what_it_stands_for_how_often_and_how_to_filter_by_it(store: Store) -> None:
    full(store, "a", "b", "c")
    client = served(store)
    (theme,) = suggested(client, "elternbet")
    assert theme == {
        "text": "Elternbeteiligung",
        "kind": "theme",
        "id": "elternarbeit",
        "label": "Elternarbeit",
        "kind_label": "Thema",
        "reports": 3,
        "highlights": [{"start": 0, "end": 17}],
        "filter": {"name": "theme", "value": "elternarbeit"},
        "link": "/?thema=elternarbeit",
    }
    place = suggested(client, "kie")[0]
    assert (place["kind"], place["filter"]) == ("place", {"name": "place", "value": "de:01002000"})
    assert place["kind_label"] == "Ort in Schleswig-Holstein"
    assert suggested(client, "schles")[0]["kind"] == "state"
    assert suggested(client, "xen")[0]["filter"] == {"name": "programme", "value": "XENOS"}
    project = suggested(client, "gart")[0]
    assert (project["kind"], project["reports"], project["filter"]) == ("project", 3, None)
    assert project["link"].startswith("/projekte/")


def test_what_reports_often_say_is_suggested(store: Store) -> None:
    full(store, "a", "b")
    client = served(store)
    assert suggested(client, "überg") == []
    full(store, "c")
    client.app.state.parts.suggester.refresh()
    assert "Übergang in den Beruf" in [s["text"] for s in suggested(client, "überg")]
    assert [s["text"] for s in suggested(client, "frühk")] == ["frühkindliche Bildung"]
    assert suggested(client, "hausb")[0]["kind"] == "phrase"


def test_names_of_persons_are_never_suggested(store: Store) -> None:
    full(store, "a", "b", "c", "d")
    client = served(store, release_persons=False)
    for typed in ("tomke", "harmsen", "sabine", "lehmann", "tom"):
        assert all(s["text"] == "Harmsens Garten" for s in suggested(client, typed))


def test_suggestions_follow_the_stock(store: Store) -> None:
    client = served(store)
    suggester = client.app.state.parts.suggester
    assert suggested(client, "kie") == []
    full(store, "a")
    assert suggester.refresh()
    assert suggested(client, "kie")[0]["reports"] == 1
    assert not suggester.refresh()
    store.delete("a")
    assert suggester.refresh()
    assert suggested(client, "kie") == []


def test_phrases_of_older_reports_are_taken_afterwards(store: Store, tmp_path: Path) -> None:
    full(store, "a", "b", "c")
    with closing(sqlite3.connect(tmp_path / "fundstelle.db")) as connection:
        connection.execute("DELETE FROM report_phrases")
        connection.commit()
    client = served(store)
    assert suggested(client, "überg") == []
    client.app.state.parts.suggester.catch_up()
    client.app.state.parts.suggester.refresh()
    assert suggested(client, "überg")[0]["reports"] == 3
    assert store.phrases.missing(10) == []


def asked(store: Store, question: str, days: int) -> None:
    for age in range(days):
        day = date.today() - timedelta(days=age)
        search = LoggedSearch(day=day, question=question, shown=("a",))
        store.searches.add(search, key=f"{question}{age}")


def test_questions_that_many_asked_are_suggested_only_where_they_are_kept(store: Store) -> None:
    asked(store, "Was hilft gegen Schulabsentismus?", 5)
    asked(store, "Was hilft gegen Langeweile?", 4)
    asked(store, "Was sagt [Person] zur Schule?", 6)
    client = served(store, log_queries=True)
    assert [s["text"] for s in suggested(client, "was")] == ["Was hilft gegen Schulabsentismus?"]
    assert suggested(served(store), "was") == []


def test_the_page_asks_for_the_same_and_what_is_too_long_is_refused(store: Store) -> None:
    full(store, "a")
    client = served(store)
    page = client.get("/vorschlaege", params={"q": "elternbet"}).json()
    assert page == client.get("/v1/suggest", params={"q": "elternbet"}).json()
    assert client.get("/v1/suggest", params={"q": "x" * 201}).status_code == 422
    assert client.get("/v1/suggest", params={"q": "x", "limit": 21}).status_code == 422


def test_a_login_for_pages_counts_for_their_suggestions(store: Store) -> None:
    client = served(store, open_reading=False, admin_key="fst_geheim")
    login = ("irgendwer", "fst_geheim")
    assert client.get("/vorschlaege?q=el").status_code == 401
    assert client.get("/vorschlaege?q=el", auth=login).status_code == 200


@pytest.mark.slow
def test_a_hundred_thousand_names_are_looked_through_at_once() -> None:
    draw = random.Random(7)
    parts = (
        "schul kind eltern bil dung jugend netz werk stadt land haus ar beit ler nen ta ges".split()
    )
    words = ["".join(draw.choices(parts, k=draw.randint(2, 4))) for _ in range(40_000)]
    names = [
        Name(
            text=" ".join(draw.choices(words, k=draw.randint(1, 4))).title(),
            kind=draw.choice(KINDS),
            id=str(number),
            label=str(number),
            reports=draw.randint(0, 500),
        )
        for number in range(100_000)
    ]
    completion = Completion(names)
    for typed in ("s", "schul", "shcul", "kind el", "jugendxx", "netz werk stadt", "a b c d"):
        assert min(_seconds(completion, typed) for _ in range(7)) < 0.03, typed


def _seconds(completion: Completion, typed: str) -> float:
    begun = time.process_time()
    completion.complete(typed, 10)
    return time.process_time() - begun


# The field


def test_the_search_page_may_run_its_script_and_nothing_else() -> None:
    client = a_client(an_analysis())
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'; connect-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert '<script type="module" src="/static/suggest.js"></script>' in page.text
    assert 'data-suggest="/vorschlaege"' in page.text
    others = client.get("/berichte").headers["content-security-policy"]
    assert "script-src" not in others


def test_the_script_makes_text_of_what_it_gets() -> None:
    source = Path("service/web/static/suggest.js").read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
        assert word not in source
    assert re.findall(r"https?://", source) == []


@pytest.mark.slow
def test_the_keyboard_leads_through_the_list_and_enter_asks(store: Store) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("there is no browser")
    full(store, "a", "b", "c")
    with running(served(store).app) as address, playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = opened.new_page()
        wrong: list[str] = []
        page.on("console", lambda message: wrong.append(message.text))
        page.goto(address)
        page.focus("#q")
        page.keyboard.type("elternb")
        page.wait_for_selector("[role=option]")
        assert page.get_attribute("#q", "aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        active = page.get_attribute("#q", "aria-activedescendant")
        assert page.get_attribute(f"#{active}", "aria-selected") == "true"
        page.keyboard.press("Escape")
        assert page.get_attribute("#q", "aria-expanded") == "false"
        assert page.input_value("#q") == "elternb"
        page.keyboard.type("e")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "?q=Elternbe" in page.url
        assert wrong == []
        opened.close()


@contextmanager
def running(app) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
