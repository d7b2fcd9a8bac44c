"""Questions and clicks: kept only where that is wanted, and never with who asked."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import inspect

from nlp.errors import BadInputError, StoreError
from nlp.types import Span
from service.app import create_app
from service.query_log import LONGEST, QueryLog, read_searches
from service.settings import Settings
from service.store import LoggedSearch, Store
from tests.service.databases import is_postgres, raw, url_in
from tests.service.fakes import FakeAnalyser, FakeFinder, a_hit, an_analysis

pytestmark = pytest.mark.usefixtures("each_database")

DAY = date(2026, 3, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


class Calendar:
    def __init__(self) -> None:
        self.day = DAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def log(store: Store, calendar: Calendar) -> QueryLog:
    return QueryLog(store, days=30, today=calendar)


def kept(store: Store) -> list[LoggedSearch]:
    return list(store.searches.all(since=date.min))


# What is kept


def test_the_table_has_no_room_for_who_asked_or_when(store: Store, tmp_path: Path) -> None:
    with raw(url_in(tmp_path)) as connection:
        columns = inspect(connection).get_columns("query_log")
    assert {column["name"]: str(column["type"]).partition(" COLLATE")[0] for column in columns} == {
        "id": "BIGINT" if is_postgres() else "INTEGER",
        "key": "VARCHAR",
        "day": "DATE",
        "question": "TEXT",
        "shown": "TEXT",
        "clicked": "TEXT",
    }


def test_a_search_and_its_clicks_are_kept_by_day(store: Store, log: QueryLog) -> None:
    token = log.token()
    assert log.keep(token, " Was sagt Tomke Harmsen\u00ad zur Elternarbeit? ", ["a", "b"])
    log.click(token, "b")
    log.click(token, "b")
    assert kept(store) == [
        LoggedSearch(
            day=DAY,
            question="Was sagt [Person] zur Elternarbeit?",
            shown=("a", "b"),
            clicked=("b",),
        )
    ]


def test_persons_that_a_reader_finds_are_taken_out(store: Store) -> None:
    log = QueryLog(store, days=30, namer=lambda text: [Span(start=0, end=4)], today=lambda: DAY)
    log.keep(log.token(), "Quux und Elternarbeit", ["a"])
    assert kept(store)[0].question == "[Person] und Elternarbeit"


def test_long_questions_and_empty_answers_are_not_kept(store: Store, log: QueryLog) -> None:
    assert not log.keep(log.token(), "x" * (LONGEST + 1), ["a"])
    assert not log.keep(log.token(), "Elternarbeit", [])
    assert log.keep(log.token(), "x" * LONGEST, ["a"])
    assert len(kept(store)) == 1


def test_a_search_is_lost_rather_than_kept_with_names(store: Store) -> None:
    def busy(text: str) -> list[Span]:
        raise StoreError("belegt")

    log = QueryLog(store, days=30, namer=busy, today=lambda: DAY)
    assert not log.keep(log.token(), "Was sagt Quux?", ["a"])
    assert kept(store) == []


def test_a_day_has_room_for_so_many(store: Store) -> None:
    search = LoggedSearch(day=DAY, question="q", shown=("a",))
    assert store.searches.add(search, key="1", most=1)
    assert not store.searches.add(search, key="2", most=1)


# Clicks


@pytest.mark.parametrize("token", ["", "x", "ä", "A" * 43, "====", "A" * 1000])
def test_a_made_up_token_is_refused(log: QueryLog, token: str) -> None:
    with pytest.raises(BadInputError, match="nicht gültig"):
        log.click(token, "a")


def test_a_changed_token_and_that_of_another_server_are_refused(
    log: QueryLog, tmp_path: Path
) -> None:
    token = log.token()
    log.keep(token, "Elternarbeit", ["a"])
    raw = bytearray(base64.urlsafe_b64decode(token + "=="))
    raw[0] ^= 1
    with Store(url_in(tmp_path, "other.db")) as other:
        foreign = QueryLog(other, days=30).token()
    for wrong in (base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="), foreign):
        with pytest.raises(BadInputError):
            log.click(wrong, "a")


def test_only_what_was_shown_can_be_clicked(store: Store, log: QueryLog) -> None:
    token = log.token()
    log.keep(token, "Elternarbeit", ["a"])
    with pytest.raises(BadInputError, match="andere Berichte"):
        log.click(token, "b")
    with pytest.raises(BadInputError, match="andere Berichte"):
        log.click(log.token(), "a")
    assert kept(store)[0].clicked == ()


def test_a_list_is_closed_after_the_next_day(
    store: Store, log: QueryLog, calendar: Calendar
) -> None:
    token = log.token()
    log.keep(token, "Elternarbeit", ["a", "b"])
    calendar.day = DAY + timedelta(days=1)
    log.click(token, "a")
    calendar.day = DAY + timedelta(days=2)
    with pytest.raises(BadInputError):
        log.click(token, "b")
    assert kept(store)[0].clicked == ("a",)


# How long


def test_what_is_too_old_is_forgotten(store: Store, log: QueryLog, calendar: Calendar) -> None:
    log.keep(log.token(), "Elternarbeit", ["a"])
    calendar.day = DAY + timedelta(days=30)
    log.keep(log.token(), "Ehrenamt", ["a"])
    assert [search.question for search in kept(store)] == ["Elternarbeit", "Ehrenamt"]
    calendar.day = DAY + timedelta(days=31)
    log.keep(log.token(), "Ganztag", ["a"])
    assert [search.question for search in kept(store)] == ["Ehrenamt", "Ganztag"]


def test_reading_forgets_what_is_too_old(store: Store, tmp_path: Path) -> None:
    for age in (0, 5, 6):
        search = LoggedSearch(
            day=date.today() - timedelta(days=age), question=f"q{age}", shown=("a",)
        )
        store.searches.add(search, key=str(age))
    found = read_searches(Settings(data=tmp_path, database_url=url_in(tmp_path), log_days=5))
    assert [search.question for search in found] == ["q0", "q5"]
    assert len(kept(store)) == 2


# Over HTTP


def a_client(store: Store, **settings: object) -> TestClient:
    app = create_app(
        Settings(**settings),
        store=store,
        finder=FakeFinder([a_hit(an_analysis("a")), a_hit(an_analysis("b"))]),
        analyser=FakeAnalyser(),
    )
    return TestClient(app, raise_server_exceptions=False)


def test_nothing_is_kept_unless_that_is_set(store: Store) -> None:
    client = a_client(store)
    assert client.get("/v1/search", params={"q": "Elternarbeit"}).json()["clicks"] is None
    refused = client.post("/v1/clicks", json={"clicks": "x", "report": "a"})
    assert refused.status_code == 404
    assert kept(store) == []


def test_a_click_comes_with_the_token_of_its_list(store: Store) -> None:
    client = a_client(store, log_queries=True)
    token = client.get("/v1/search", params={"q": "Elternarbeit"}).json()["clicks"]
    answer = client.post("/v1/clicks", json={"clicks": token, "report": "b"})
    assert (answer.status_code, answer.content) == (204, b"")
    (search,) = kept(store)
    assert (search.question, search.shown, search.clicked) == ("Elternarbeit", ("a", "b"), ("b",))


def test_each_list_has_a_token_of_its_own(store: Store) -> None:
    client = a_client(store, log_queries=True)
    asked = [client.get("/v1/search", params={"q": "Elternarbeit"}).json() for _ in range(2)]
    assert asked[0]["clicks"] != asked[1]["clicks"]


@pytest.mark.parametrize(
    "body",
    [{"clicks": "x", "report": "a"}, {"clicks": "x"}, {"clicks": "x", "report": "a", "ip": 1}],
)
def test_a_wrong_click_is_refused_in_german(store: Store, body: dict[str, object]) -> None:
    refused = a_client(store, log_queries=True).post("/v1/clicks", json=body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"


# From the pages


def test_searches_of_the_page_are_kept_like_those_of_the_api(store: Store) -> None:
    client = a_client(store, log_queries=True)
    page = client.get("/", params={"q": "Was sagt Tomke Harmsen zur Elternarbeit?"})
    (search,) = kept(store)
    assert search.question == "Was sagt [Person] zur Elternarbeit?"
    assert search.shown == ("a", "b")
    assert "set-cookie" not in page.headers
    token = re.search(r'data-clicks="([\w-]+)"', page.text)[1]
    assert re.findall(r'data-report="(\w+)"', page.text) == ["a", "b"]
    assert '<script type="module" src="/static/clicks.js"></script>' in page.text
    told = client.post("/klicks", data={"liste": token, "bericht": "b"})
    assert (told.status_code, told.content) == (204, b"")
    assert kept(store)[0].clicked == ("b",)


def test_the_page_keeps_and_sends_nothing_unless_that_is_set(store: Store) -> None:
    client = a_client(store)
    page = client.get("/", params={"q": "Elternarbeit"}).text
    assert "data-clicks" not in page
    assert "clicks.js" not in page
    assert client.post("/klicks", data={"liste": "x", "bericht": "a"}).status_code == 404
    assert kept(store) == []


def test_a_page_without_a_question_or_hits_is_not_kept(store: Store) -> None:
    client = a_client(store, log_queries=True)
    for path in ("/", "/?art=berichte", "/?land=Hessen"):
        assert "data-clicks" not in client.get(path).text
    assert kept(store) == []


@pytest.mark.parametrize(
    "told",
    [{}, {"liste": "x" * 500, "bericht": "a"}, {"liste": "", "bericht": ""}, {"bericht": "a"}],
)
def test_made_up_clicks_of_a_page_are_refused(store: Store, told: dict[str, str]) -> None:
    client = a_client(store, log_queries=True)
    client.get("/", params={"q": "Elternarbeit"})
    assert client.post("/klicks", data=told).status_code == 422
    assert kept(store)[0].clicked == ()
