"""The lessons board: what several reports say stands once, and every voice leads to its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from nlp.types import Mention, Project
from service.keys import create_key
from service.lesson_board import LessonBoard, Wanted
from service.search.catalogue import Catalogue
from service.store import Store
from tests.fakes import document_of
from tests.service.projects import client_over, url_in
from tests.service.search_results import lessons_result
from tests.service.test_lessons import HESSEN, OPPOSITE, OTHER, SAME, SAME_TOO, caught_up, put
from tests.service.test_pages import EVIL, Page, open_page


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        put(opened, "a", SAME, year=2011)
        put(opened, "b", SAME_TOO, year=2014, place=HESSEN)
        put(opened, "c", OPPOSITE, year=2013)
        put(opened, "d", OTHER, year=2016)
        yield caught_up(opened)


@pytest.fixture
def client(store: Store) -> TestClient:
    return client_over(store)


def listed(client: TestClient, **params: Any) -> dict[str, Any]:
    answer = client.get("/v1/lesson-groups", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def first_reports(found: dict[str, Any]) -> list[str]:
    return [group["lessons"][0]["report"] for group in found["groups"]]


def shared_group(client: TestClient) -> str:
    """The only one with several voices."""
    (group,) = listed(client, corroborated=True)["groups"]
    return str(group["id"])


def put_project(store: Store, name: str) -> None:
    """A report that names a project in what others have learnt too."""
    put(store, name, SAME)
    stored = store.get(name, vectors=True).analysis
    at = stored.text.index("Ansprechpartner")
    mention = Mention(start=at, end=at + 15, text="Ansprechpartner", label="PROJECT")
    own = Project(name="Ansprechpartner", mentions=(len(stored.mentions),))
    changed = replace(stored, mentions=(*stored.mentions, mention), projects=(own,))
    store.put(changed, document_of(name, stored.text))


def links(page: Page) -> list[str]:
    return [a["href"] for a in page.all("a")]


def told(page: Page) -> str:
    return " ".join(page.text.split())


def test_what_several_say_stands_once_and_first(client: TestClient) -> None:
    found = listed(client)
    assert found["total"] == 3
    assert first_reports(found) == ["b", "d", "c"]
    assert found["groups"][0]["sentence"].startswith("2 Berichte, 1 Programm, 2 Länder, 2011–2014")
    assert [each["report"] for each in found["groups"][0]["lessons"]] == ["b", "a"]
    assert first_reports(listed(client, sort="newest")) == ["d", "b", "c"]


@pytest.mark.parametrize(
    ("params", "reports"),
    [
        ({"kind": "obstacle"}, ["d"]),
        ({"state": "Hessen"}, ["b"]),
        ({"programme": "XENOS", "since": 2014}, ["b", "d"]),
        ({"until": 2011}, ["b"]),
        ({"since": 2012, "until": 2013}, ["c"]),
        ({"corroborated": True}, ["b"]),
        ({"theme": "elternarbeit", "kind": "obstacle"}, ["d"]),
        ({"theme": "bildung"}, ["b", "d", "c"]),
        ({"theme": "wohnen"}, []),
        ({"state": "Hessen", "until": 2012}, []),
    ],
)
def test_one_lesson_of_a_group_must_be_as_wanted(
    client: TestClient, params: dict[str, Any], reports: list[str]
) -> None:
    assert first_reports(listed(client, **params)) == reports


def test_counts_say_what_other_values_of_a_filter_would_leave(client: TestClient) -> None:
    counts = listed(client, state="Hessen")["counts"]
    assert {each["value"]: each["count"] for each in counts["state"]} == {
        "Hessen": 1,
        "Schleswig-Holstein": 3,
    }
    assert {each["value"] for each in counts["kind"]} == {"success_factor"}


@pytest.mark.parametrize("sort", ["corroboration", "newest"])
def test_pages_show_every_group_once(client: TestClient, sort: str) -> None:
    seen, cursor = [], ""
    while True:
        page = listed(client, sort=sort, limit=1, cursor=cursor)
        seen += [group["id"] for group in page["groups"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == [group["id"] for group in listed(client, sort=sort)["groups"]]


def test_a_cursor_that_is_none_is_refused_in_german(client: TestClient) -> None:
    other = listed(client, limit=1)["next"]
    for params in ({"cursor": "x"}, {"cursor": "ä"}, {"cursor": other, "sort": "newest"}):
        answer = client.get("/v1/lesson-groups", params=params)
        assert answer.status_code == 422
        assert "von vorn" in answer.json()["detail"]
    assert "Zum Anfang" in open_page(client, "/erfahrungen?weiter=Unsinn", 422).text


def test_a_statement_without_a_theme_of_its_own_has_those_of_its_report(store: Store) -> None:
    stored = store.get("d").analysis
    bare = replace(stored, lessons=tuple(replace(each, themes=()) for each in stored.lessons))
    found = LessonBoard(store, Catalogue(store.found))
    assert store.retag(bare, version="2", since=store.fingerprints()["d"].version)
    page = found.find(Wanted(themes=frozenset({"elternarbeit"})), sort="newest")
    assert page.total == 3


def test_lessons_have_the_themes_of_another_vocabulary_after_it_is_used(store: Store) -> None:
    stored = store.get("d").analysis
    others = tuple(replace(each, themes=("klima",)) for each in stored.lessons)
    themes = tuple(replace(each, id="klima") for each in stored.themes)
    changed = replace(stored, lessons=others, themes=themes)
    store.retag(changed, version="2", since=store.fingerprints()["d"].version)
    assert store.lessons.find(theme="klima").total == 1
    assert store.lessons.find(theme="elternarbeit").total == 3


# Pages


def test_the_board_shows_each_statement_with_its_report_date_place_and_speaker(
    client: TestClient,
) -> None:
    page = open_page(client, "/erfahrungen")
    for shown in ("1. Mai 2014", "Kassel", "gesagt von: Leiterin", "3 Aussagen", "2 Berichte,"):
        assert shown in told(page)
    assert "Tomke Harmsen" not in page.text
    places = [href for href in links(page) if href.startswith("/berichte/")]
    for href in places:
        address, _, anchor = href.partition("#")
        assert anchor in open_page(client, address).ids


def test_the_passage_around_a_statement_holds_no_names_either(store: Store) -> None:
    put(store, "e", OTHER, SAME_TOO, year=2020)
    page = open_page(client_over(caught_up(store)), "/erfahrungen?von=2020&art=huerde")
    assert "Im Zusammenhang lesen" in page.text
    assert "so Leiterin [Name]." in page.text
    assert "Harmsen" not in page.text


def test_a_key_with_the_scope_sees_the_names(store: Store) -> None:
    _, secret = create_key(store.keys, name="Portal", scopes=["read", "persons"])
    page = client_over(store).get("/erfahrungen", headers={"X-API-Key": secret}).text
    assert "gesagt von: Tomke Harmsen" in page


def test_filters_of_the_form_are_kept_and_taken_off(client: TestClient) -> None:
    page = open_page(client, "/erfahrungen?land=Hessen&von=2012&art=gelingensbedingung&mehrfach=ja")
    chosen = [o["value"] for o in page.all("option") if "selected" in o]
    assert chosen == ["Hessen"]
    assert "/erfahrungen?art=gelingensbedingung&von=2012&mehrfach=ja" in links(page)
    fields = {field.get("name"): field for field in page.all("input")}
    assert fields["von"]["value"] == "2012"
    assert "checked" in fields["mehrfach"]
    assert fields["art"]["value"] == "gelingensbedingung"


@pytest.mark.parametrize("year", ["gestern", "20", "1899", "٢٠١٢"])
def test_a_year_that_is_none_is_told_and_kept_in_its_field(client: TestClient, year: str) -> None:
    page = open_page(client, f"/erfahrungen?von={year}", 422)
    assert "ist kein Jahr" in page.text
    assert year in [field.get("value") for field in page.all("input")]


def test_a_group_shows_all_voices_beside_those_who_say_the_opposite(client: TestClient) -> None:
    page = open_page(client, f"/erfahrungen/{shared_group(client)}")
    assert "Das sagen 2 Berichte" in told(page)
    assert "Das Gegenteil sagt ein Bericht" in told(page)
    assert "einer sagt das Gegenteil" in told(page)
    reports = [h.partition("#")[0] for h in links(page) if h.startswith("/berichte/")]
    assert reports == ["/berichte/b", "/berichte/a", "/berichte/c"]


def test_a_text_that_comes_again_is_shown_and_said_to_be_no_voice_of_its_own(store: Store) -> None:
    text = store.get("d").analysis.text.rpartition("\n\n")[2]
    put(store, "e", OTHER, year=2018, words=text)
    client = client_over(caught_up(store))
    board = open_page(client, "/erfahrungen?art=huerde")
    assert "1 Bericht (dazu ein fast gleicher Text)" in told(board)
    (group,) = listed(client, kind="obstacle")["groups"]
    assert [each["report"] for each in group["lessons"]] == ["d", "e"]
    page = open_page(client, f"/erfahrungen/{group['id']}")
    assert "Das sagt ein Bericht" in told(page)
    assert "Fast gleicher Text wie Bericht aus Kiel: zählt nicht als eigene Stimme." in told(page)
    assert {"/berichte/d", "/berichte/e"} <= {href.partition("#")[0] for href in links(page)}


def test_an_unknown_group_gets_a_german_page(client: TestClient) -> None:
    assert "„fehlt“ gibt es nicht" in open_page(client, "/erfahrungen/fehlt", 404).text


def test_lessons_lead_to_what_others_say_of_the_same(store: Store) -> None:
    put_project(store, "e")
    client = client_over(caught_up(store))
    here = f"/erfahrungen/{shared_group(client)}"
    assert here in links(open_page(client, "/berichte/a"))
    assert here in links(open_page(client, "/projekte/ansprechpartner"))
    result = lessons_result()
    stored = store.get("a").analysis
    hit = replace(result.lessons[0].hit, report_id="a")
    found = replace(result.lessons[0], lesson=stored.lessons[0], hit=hit)
    client.app.state.parts.finder.result = replace(result, lessons=(found,))  # type: ignore[attr-defined]
    assert here in links(open_page(client, "/?art=erfahrungen&q=feste"))
    alone = links(open_page(client, "/berichte/d"))
    assert not [href for href in alone if href.startswith("/erfahrungen/")]


def test_nothing_that_is_shown_becomes_markup(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        put(store, "evil", f"Feste Ansprechpartner {EVIL} waren entscheidend.")
        stored = store.get("evil", vectors=True).analysis
        evil = replace(
            stored,
            title=EVIL,
            event=replace(stored.event, place=EVIL),
            themes=tuple(replace(each, id=EVIL, label=EVIL) for each in stored.themes),
            lessons=tuple(replace(each, source=EVIL, themes=(EVIL,)) for each in stored.lessons),
            projects=tuple(replace(each, programme=EVIL) for each in stored.projects),
        )
        store.put(evil, document_of("evil", "Zweite Fassung"))
        client = client_over(caught_up(store))
        group = listed(client)["groups"][0]["id"]
        for path in ("/erfahrungen", f"/erfahrungen/{group}", "/statistik", "/berichte/evil"):
            page = open_page(client, path)
            assert page.all("script") == []
            assert not [a for _, a in page.tags if "onerror" in a]
        for field in ("thema", "land", "programm", "von", "weiter"):
            answer = client.get("/erfahrungen", params={field: EVIL[:18]})
            assert Page(answer.text).all("script") == []


def test_an_empty_stock_says_so_and_what_to_do(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        page = open_page(client_over(store), "/erfahrungen")
        assert "noch kein Bericht aufgenommen" in told(page)
        assert "fundstelle ingest" in page.text
        put(store, "a", SAME)
        assert "gerade verglichen" in open_page(client_over(store), "/erfahrungen").text


def test_filters_that_leave_nothing_say_what_may_help(client: TestClient) -> None:
    page = open_page(client, "/erfahrungen?land=Bremen")
    assert "Dazu sagt kein Bericht etwas" in page.text
    assert "/erfahrungen" in links(page)
