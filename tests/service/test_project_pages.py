"""The pages of projects: German, usable without script, every link to a mention arrives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from fastapi.testclient import TestClient

from service.registry import ProjectRegistry
from service.store import Store
from tests.service.databases import url_in
from tests.service.projects import client_over, put
from tests.service.test_pages import EVIL, Page, open_page


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        put(opened, "kiel", "Lotsen", places=("Kiel",), year=2012)
        put(opened, "hamm", "Lotsen", places=("Hamm",))
        name = "Brückenbau Gaarden"
        put(opened, "a 1", name, "Brückenbau", places=("Kiel",), year=2013)
        body = f"Ein Tag\n\n{name} und noch einmal {name}.\n\nSpäter: {name}."
        put(opened, "b", name, programme="XENOS", text=body)
        put(opened, "evil", EVIL)
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return client_over(store)


def every_page(client: TestClient) -> Iterator[Page]:
    for path in (
        "/projekte",
        "/projekte?name=lots&ort=Kiel",
        "/projekte?name=nichts",
        "/projekte/brueckenbau-gaarden",
        "/projekte/lotsen-kiel",
    ):
        yield open_page(client, path)
    yield open_page(client, "/projekte/fehlt", 404)
    yield open_page(client, "/projekte?nach=Unsinn", 422)
    yield open_page(client, f"/projekte?name={'x' * 300}", 422)


def links(page: Page) -> list[str]:
    return [a["href"] for a in page.all("a")]


def test_every_page_can_be_used_without_eyes_mouse_and_script(client: TestClient) -> None:
    for page in every_page(client):
        assert page.all("html") == [{"lang": "de"}]
        assert page.all("script") == page.all("style") == []
        assert not [a for _, a in page.tags if any(k == "style" or k[:2] == "on" for k in a)]
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(low - high <= 1 for high, low in pairwise(page.headings))
        assert len(page.ids) == len(set(page.ids))
        labelled = {label["for"] for label in page.all("label")}
        assert {field["id"] for field in page.all("input")} <= labelled
        named = {a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a}
        assert named <= set(page.ids)


def test_projects_are_in_the_navigation(client: TestClient) -> None:
    assert "/projekte" in links(open_page(client, "/"))
    page = open_page(client, "/projekte/lotsen-kiel")
    (here,) = [a["href"] for a in page.all("a") if "aria-current" in a]
    assert here == "/projekte"


def test_the_list_shows_and_filters(client: TestClient) -> None:
    page = open_page(client, "/projekte")
    assert "4 Projekte" in page.text
    assert {"/projekte/brueckenbau-gaarden", "/projekte/lotsen-kiel"} <= set(links(page))
    assert "auch: Brückenbau" in " ".join(page.text.split())
    found = open_page(client, "/projekte?ort=Kiel&name=lots")
    assert "1 Projekt," in found.text
    assert "/projekte/lotsen-kiel" in links(found)
    assert "/projekte/lotsen-hamm" not in links(found)
    assert {field["id"]: field["value"] for field in found.all("input")} == {
        "name": "lots",
        "ort": "Kiel",
        "programm": "",
    }
    assert "kein Projekt verzeichnet" in open_page(client, "/projekte?name=nichts").text


def test_a_report_shows_the_programme_of_its_project(client: TestClient) -> None:
    assert "Förderprogramm: XENOS" in open_page(client, "/berichte/b").text


def test_an_empty_registry_says_so(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        page = open_page(client_over(store), "/projekte")
    assert "noch kein Projekt" in page.text


def test_the_list_goes_on_page_by_page_with_its_filters(client: TestClient, store: Store) -> None:
    for number in range(30):
        put(store, f"n{number}", f"Sprachband Veddel {number:02}", places=("Unna",))
    first = open_page(client, "/projekte?ort=Unna")
    (following,) = [a["href"] for a in first.all("a") if a.get("rel") == "next"]
    second = open_page(client, following)
    listed = [
        {h for h in links(page) if h.startswith("/projekte/sprachband")} for page in (first, second)
    ]
    assert [len(some) for some in listed] == [25, 5]
    assert not listed[0] & listed[1]
    assert not [a for a in second.all("a") if a.get("rel") == "next"]


def test_a_project_shows_what_the_reports_say(client: TestClient) -> None:
    text = " ".join(open_page(client, "/projekte/brueckenbau-gaarden").text.split())
    for words in (
        "5 Nennungen in 2 Berichten",
        "Kiel",
        "2013, 2014",
        "XENOS",
        "Elternarbeit",
        "Brückenbau in 1 Bericht",
    ):
        assert words in text


def test_a_project_leads_to_similar_ones(client: TestClient) -> None:
    links = [a["href"] for a in open_page(client, "/projekte/brueckenbau-gaarden").all("a")]
    assert "/aehnlich?projekt=brueckenbau-gaarden" in links


def test_a_report_leads_to_the_pages_of_its_projects(client: TestClient) -> None:
    links = [a["href"] for a in open_page(client, "/berichte/a 1").all("a")]
    assert "/projekte/brueckenbau-gaarden" in links


def test_every_mention_is_marked_and_its_link_arrives(client: TestClient, store: Store) -> None:
    page = open_page(client, "/projekte/brueckenbau-gaarden")
    assert len(page.all("mark")) == 5
    wanted = {
        f"f-{m.start}-{m.end}"
        for m in ProjectRegistry(store).detail("brueckenbau-gaarden").mentions
    }
    mentions = [h for h in links(page) if urldefrag(h).fragment in wanted]
    assert len(mentions) == 5
    for href in mentions:
        address, fragment = urldefrag(href)
        assert fragment in open_page(client, address).ids


def test_a_proposal_leads_to_the_other_entry_and_its_report(client: TestClient) -> None:
    page = open_page(client, "/projekte/lotsen-kiel")
    assert "Vielleicht dasselbe Projekt" in page.text
    assert {"/projekte/lotsen-hamm", "/berichte/hamm"} <= set(links(page))
    assert "/projekte/lotsen-kiel" not in links(page)


def test_a_former_address_leads_to_the_present_one(client: TestClient, store: Store) -> None:
    merged = ProjectRegistry(store).merge(["lotsen-kiel", "lotsen-hamm"]).entries[0].id
    (former,) = {"lotsen-kiel", "lotsen-hamm"} - {merged}
    answer = client.get(f"/projekte/{former}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/projekte/{merged}")


def test_of_an_endless_name_headings_show_the_beginning(client: TestClient, store: Store) -> None:
    put(store, "lang", "Lernwelle " * 500 + "Nord")
    (own,) = [h for h in links(open_page(client, "/projekte")) if "/projekte/lernwelle" in h]
    assert len(open_page(client, "/projekte").text) < 5000
    html = client.get(own).text
    for tag in ("title", "h1"):
        assert 0 < len(re.findall(f"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)[0]) < 200


def test_a_hostile_name_is_shown_as_text(client: TestClient) -> None:
    page = open_page(client, "/projekte")
    assert EVIL in page.text
    (own,) = [h for h in links(page) if re.match("/projekte/script", h)]
    shown = open_page(client, own)
    assert EVIL in shown.text
    assert shown.all("img") == page.all("img")
    assert EVIL in open_page(client, f"/projekte?name={EVIL}").all("input")[0]["value"]
