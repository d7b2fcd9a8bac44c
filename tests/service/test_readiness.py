"""Whether the service is ready is said with each reason, cheaply, and even where it is busy."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nlp.errors import StoreError
from service.readiness import Readiness, findings_of
from service.store import Store
from service.store.records import Backlog
from tests.fakes import analysed_document
from tests.service.databases import url_in
from tests.service.fakes import FakeStore, a_client, an_analysis


def checks(client) -> dict[str, str]:
    """Those that fail, with their reasons."""
    answer = client.get("/health/ready")
    body = answer.json()
    failed = {c["name"]: c["reason"] for c in body["checks"] if c["state"] == "failed"}
    assert (answer.status_code, body["status"]) == ((503, "failed") if failed else (200, "ok"))
    assert ("retry-after" in answer.headers) == bool(failed)
    return failed


def test_all_that_must_hold_is_named() -> None:
    body = a_client(an_analysis()).get("/health/ready").json()
    assert (body["status"], body["reports"]) == ("ok", 1)
    names = ["service", "models", "database", "index", "disk"]
    assert body["checks"] == [{"name": n, "state": "ok", "reason": ""} for n in names]


@dataclass
class GoneStore(FakeStore):
    def count(self):
        raise StoreError("Die Datenbank ist nicht erreichbar.")


def test_without_a_database_it_is_not_ready_and_says_so() -> None:
    client = a_client()
    client.app.state.parts.store = GoneStore()
    assert checks(client) == {"database": "Die Datenbank ist nicht erreichbar."}
    assert client.get("/health/live").status_code == 200


@dataclass
class LateStore(FakeStore):
    def backlog(self):
        return Backlog(rows=3, oldest=datetime.now(UTC) - timedelta(seconds=90))


@pytest.mark.parametrize(("most", "ready"), [(60, False), (100, True), (0, True)])
def test_an_index_that_is_far_behind_is_not_ready(most, ready) -> None:
    client = a_client(ready_behind=most)
    client.app.state.parts.store = LateStore()
    failed = checks(client)
    assert ready or failed == {"index": "Der Suchindex hinkt 90 Sekunden nach."}
    assert bool(failed) != ready


def test_a_disk_that_is_full_is_not_ready(tmp_path: Path) -> None:
    client = a_client(data=tmp_path / "noch" / "nicht" / "da", ready_free=10_000_000)
    assert "Megabyte frei" in checks(client)["disk"]


def test_while_it_ends_and_before_it_is_built_it_is_not_ready() -> None:
    client = a_client()
    assert checks(client) == {}
    client.app.state.parts.ending.set()
    assert list(checks(client)) == ["service"]
    del client.app.state.parts
    assert list(checks(client)) == ["models"]


@dataclass
class CountingStore(FakeStore):
    asked: int = 0

    def count(self):
        self.asked += 1
        return 0


def test_it_is_looked_at_once_a_second() -> None:
    client = a_client()
    client.app.state.parts.store = store = CountingStore()
    now = [100.0]
    client.app.state.readiness = Readiness(lambda: client.app.state.parts, clock=lambda: now[0])
    for _ in range(5):
        assert checks(client) == {}
    assert store.asked == 1
    now[0] += 1
    assert checks(client) == {}
    assert store.asked == 2


@dataclass
class StuckStore(FakeStore):
    def __post_init__(self):
        self.go = threading.Event()

    def count(self):
        assert self.go.wait(20)
        return 0


def test_a_database_that_does_not_answer_holds_up_nobody() -> None:
    client = a_client()
    client.app.state.parts.store = store = StuckStore()
    client.app.state.readiness = Readiness(lambda: client.app.state.parts, patience=0.05)
    begun = time.monotonic()
    for _ in range(3):
        assert checks(client) == {"database": "Die Datenbank antwortet nicht rechtzeitig."}
    assert time.monotonic() - begun < 10
    looking = [t for t in threading.enumerate() if t.name == "fundstelle-readiness"]
    assert len(looking) == 1
    store.go.set()
    looking[0].join(10)
    assert checks(client) == {}


@pytest.mark.usefixtures("each_database")
def test_the_store_knows_what_waits_and_since_when(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        assert store.backlog() == Backlog(rows=0)
        store.put(*analysed_document("eins", "Fachtag in Kiel."))
        first = store.backlog()
        store.put(*analysed_document("zwei", "Fachtag in Kiel."))
        assert store.backlog() == Backlog(rows=2, oldest=first.oldest)
        assert first.age(datetime.now(UTC)) < 60
        store.settle(store.pending())
        assert store.backlog() == Backlog(rows=0)


def test_what_is_found_is_of_the_parts() -> None:
    client = a_client(an_analysis())
    assert findings_of(client.app.state.parts).reports == 1
