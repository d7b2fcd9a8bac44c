"""A script in every stored field, on every page: shown as text, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from nlp.types import Event, Lesson, Mention, Place, Project, Theme
from service.app import create_app
from service.settings import Settings
from service.store import Store
from tests.fakes import FakeAnalyser, FakeReader, analysis_of, document_of
from tests.service.corpus import a_finder
from tests.service.test_pages import EVIL, Page

NAME = f"Kiel {EVIL}"
TEXT = f"{NAME}\n\nDie Eltern kamen zum Treffen. {NAME} half den Eltern. Das war gut so."


def evil_analysis(name: str):
    from nlp.types import Report

    analysis = analysis_of(Report(id=name, title=NAME, text=TEXT), FakeReader())
    start = TEXT.index(NAME, 10)
    span = {"start": start, "end": start + len(NAME)}
    place = Place(id="boese", name=NAME, kind="municipality", state=NAME, parents=(NAME,))
    return replace(
        analysis,
        event=Event(start="2020-01-01", end="2020-01-02", place=NAME, venue=NAME),
        mentions=tuple(
            Mention(**span, text=NAME, label=label, place=place if label == "PLACE" else None)
            for label in ("PROJECT", "PLACE", "ORG", "PROGRAMME", "PERSON")
        ),
        projects=(
            Project(
                name=NAME,
                aliases=(EVIL,),
                mentions=(0,),
                places=(NAME,),
                programme=NAME,
                themes=("x",),
            ),
        ),
        themes=(Theme(id=EVIL, label=NAME, score=0.9),),
        lessons=(
            Lesson(**span, text=NAME, kind="obstacle", score=0.9, source=NAME, themes=(EVIL,)),
        ),
    )


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with Store(f"sqlite:///{tmp_path / 'boese.db'}") as store:
        for name in ("eins", "zwei", EVIL):
            store.put(evil_analysis(name), document_of(name, TEXT))
        settings = Settings(data=tmp_path, release_persons=True, log_queries=True)
        finder = a_finder(store)
        app = create_app(settings, store=store, finder=finder, analyser=FakeAnalyser())
        app.state.parts.suggester.refresh()
        yield TestClient(app, raise_server_exceptions=False)


def addresses(client: TestClient) -> Iterator[str]:
    """Of all pages that show what is stored, as far as links lead."""
    seen = {"/", "/?q=Eltern", "/?q=Eltern&art=projekte", "/?q=Eltern&art=erfahrungen"}
    seen |= {"/?art=stellen&q=Eltern", "/?art=projekte", f"/berichte/{quote(EVIL, safe='')}"}
    waiting = sorted(seen)
    while waiting:
        address = waiting.pop()
        yield address
        page = client.get(address)
        if not page.headers["content-type"].startswith("text/html") or len(seen) > 60:
            continue
        for link in Page(page.text).all("a"):
            href = link.get("href", "").partition("#")[0]
            if href.startswith("/") and href not in seen and not href.startswith("/static"):
                seen.add(href)
                waiting.append(href)


def test_no_page_runs_what_a_report_brings(client: TestClient) -> None:
    shown = 0
    for address in addresses(client):
        answer = client.get(address)
        assert answer.status_code < 500, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = Page(answer.text)
        assert page.strange_scripts == [], address
        images = [image["src"] for image in page.all("img")]
        assert set(images) <= {"/static/icon.svg"}, address
        names = {name for _, attributes in page.tags for name in attributes}
        assert not {name for name in names if name.startswith("on") or name == "style"}, address
        links = [link.get("href", "") for link in page.all("a")]
        assert all(href.startswith(("/", "#")) and href[:2] != "//" for href in links), address
        assert "unsafe" not in answer.headers["content-security-policy"]
        shown += "alert(1)" in page.text
    assert shown >= 5


def test_what_programs_get_is_never_taken_for_a_page(client: TestClient) -> None:
    paths = ("/v1/reports", "/v1/search?q=Eltern", "/v1/projects", "/v1/suggest?q=alert")
    exports = [f"/v1/export?format={kind}" for kind in ("jsonl", "csv", "jsonld", "geojson")]
    for path in (*paths, *exports, "/vorschlaege?q=alert", "/v1/places", "/v1/themes"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "html" not in answer.headers["content-type"], path
        assert answer.headers["x-content-type-options"] == "nosniff"
