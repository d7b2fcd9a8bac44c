"""What Prometheus gets: counts that hold, few series whatever is asked, and not for everybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from nlp.errors import StoreError
from service.app import create_app
from service.index.folder import About, IndexFolder
from service.index.state import state_of
from service.settings import Settings
from service.stages import watched
from service.store import Store
from service.store.records import Backlog
from tests.fakes import analysed_document
from tests.service.fakes import KEY, TEXT, FakeAnalyser, FakeFinder
from tests.service.test_jobs import Service, line, ndjson

HERE = ("127.0.0.1", 50000)
ROOT = Path(__file__).parents[2]


def a_watched_client(folder: Path, **settings: object) -> TestClient:
    settings = Settings(data=folder, metrics=True, admin_key=KEY, **settings)
    store = Store(f"sqlite:///{folder / 'f.db'}")
    app = create_app(settings, store=store, finder=FakeFinder(), analyser=FakeAnalyser())
    return TestClient(app, raise_server_exceptions=False, client=HERE)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with a_watched_client(tmp_path) as opened:
        yield opened
    opened.app.state.parts.store.close()


def numbers(client: TestClient) -> dict[tuple[str, ...], float]:
    """Values by name and labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_method_and_class(client) -> None:
    client.get("/v1/reports/eins")
    client.get("/v1/reports/zwei")
    client.get("/v1/themes")
    found = numbers(client)
    requests = "fundstelle_requests_total"
    assert found[requests, "GET", "/v1/reports/{report_id}", "4xx"] == 2
    assert found[requests, "GET", "/v1/themes", "2xx"] == 1
    assert found["fundstelle_request_seconds_count", "/v1/reports/{report_id}"] == 2


class Meeting(FakeFinder):
    """A finder whose searches all wait for one another and for the test, twice."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self.all_here = Barrier(many, timeout=20)

    def search(self, request):
        self.all_here.wait()
        self.all_here.wait()
        return super().search(request)


def test_while_all_that_may_be_asked_is_asked_the_watchers_get_their_answers(tmp_path) -> None:
    most = 45  # the framework's own pool has forty threads
    client = a_watched_client(tmp_path, concurrency=most, searches=most, rate=0)
    client.app.state.parts.finder = finder = Meeting(most + 1)
    with client, ThreadPoolExecutor(most) as askers:
        asked = [askers.submit(client.get, "/v1/search?q=x") for _ in range(most)]
        finder.all_here.wait()
        assert client.get("/v1/reports").status_code == 503
        assert client.get("/health/live").status_code == 200
        refused = numbers(client)["fundstelle_refused_requests_total", "overloaded", "503"]
        assert refused == 1
        finder.all_here.wait()
        assert {each.result().status_code for each in asked} == {200}
    client.app.state.parts.store.close()


def test_a_thousand_addresses_and_methods_make_no_more_series(client) -> None:
    for path in ("/v1/reports/0", "/gibt/es/0", "/static/0", "/v1/themes/0/0"):
        client.get(path)
    client.request("ERFUNDEN0", "/v1/themes")
    before = len(numbers(client))
    before = len(numbers(client))
    for number in range(1, 251):
        client.get(f"/v1/reports/{number}")
        client.get(f"/gibt/es/{number}?x={number}")
        client.get(f"/static/{number}")
        client.request(f"ERFUNDEN{number}", "/v1/themes", headers={"X-Request-ID": f"r{number}"})
    assert len(numbers(client)) == before


def test_texts_that_are_analysed_are_counted(client) -> None:
    assert client.post("/v1/tag", json={"text": TEXT}).status_code == 200
    texts = {"texts": [{"text": TEXT}, {"text": "Noch ein Bericht über den Fachtag in Kiel."}]}
    assert client.post("/v1/tag/batch", json=texts).status_code == 200
    found = numbers(client)
    assert found["fundstelle_tags_total",] == 3
    assert found["fundstelle_stage_seconds_count", "analysis"] == 3


def test_refusals_are_counted_with_their_reason(tmp_path: Path) -> None:
    client = a_watched_client(tmp_path, rate=1)
    client.get("/v1/themes")
    assert client.get("/v1/themes").status_code == 429
    text = client.app.state.metrics.text().decode()
    assert 'fundstelle_refused_requests_total{problem="too-many",status="429"} 1.0' in text
    client.app.state.parts.store.close()


def test_the_state_of_the_stock_is_told(client) -> None:
    store = client.app.state.parts.store
    store.put(*analysed_document("eins", "Fachtag in Kiel mit Eltern."))
    found = numbers(client)
    assert found["fundstelle_reports",] == 1
    assert found["fundstelle_outbox_rows",] == 1
    assert 0 <= found["fundstelle_outbox_oldest_seconds",] < 60
    assert found["fundstelle_jobs", "queued"] == 0
    assert found["fundstelle_database_up",] == 1
    assert found["fundstelle_models_info", "fake", "fake"] == 1
    assert found["process_resident_memory_bytes",] > 1_000_000
    store.settle(store.pending())
    assert numbers(client)["fundstelle_outbox_oldest_seconds",] == 0


class GoneStore:
    def count(self):
        raise StoreError("weg")


def test_every_metric_is_described_and_none_is_made_up(client, tmp_path: Path) -> None:
    IndexFolder(tmp_path / "index", About(encoder="x", dimensions=3, store="s")).close()
    text = client.get("/metrics").text
    types = re.findall(r"^# TYPE (fundstelle\S+)", text, re.MULTILINE)
    told = {name.removesuffix("_total") for name in types}
    operation = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    described = {
        name.removesuffix("_total").removesuffix("_bucket")
        for name in re.findall(r"fundstelle_[a-z_]+", operation)
    }
    assert described == told


def test_without_a_database_the_rest_is_told(client) -> None:
    client.app.state.parts.store, store = GoneStore(), client.app.state.parts.store
    found = numbers(client)
    client.app.state.parts.store = store
    assert found["fundstelle_database_up",] == 0
    assert ("fundstelle_reports",) not in found


def test_imports_are_counted_by_what_became_of_them(tmp_path: Path) -> None:
    service = Service(tmp_path, metrics=True)
    service.send(ndjson(line("a"), "{kaputt", line("b")))
    metrics = service.client.app.state.metrics
    with watched(metrics):
        service.run()
    text = metrics.text().decode()
    assert 'fundstelle_imported_documents_total{outcome="new"} 2.0' in text
    assert 'fundstelle_imported_documents_total{outcome="refused"} 1.0' in text
    assert 'fundstelle_ended_jobs_total{state="done"} 1.0' in text
    assert 'fundstelle_jobs{state="done"} 1.0' in text
    service.store.close()


def test_the_index_tells_how_far_it_is(tmp_path: Path) -> None:
    assert state_of(tmp_path) is None
    folder = IndexFolder(tmp_path, About(encoder="x", dimensions=3, store="s"))
    state = state_of(tmp_path)
    assert state
    assert state.generation == 0
    assert abs(datetime.now(UTC).timestamp() - state.written) < 60
    folder.close()


@pytest.mark.parametrize(
    ("headers", "who", "status"),
    [
        ({}, HERE, 200),
        ({}, ("::1", 1), 200),
        ({}, ("192.0.2.7", 1), 401),
        ({"X-Forwarded-For": "127.0.0.1"}, HERE, 401),
        ({"Forwarded": "for=127.0.0.1"}, HERE, 401),
        ({"X-API-Key": KEY.encode()}, ("192.0.2.7", 1), 200),
    ],
)
@pytest.mark.parametrize("open_reading", [True, False])
def test_only_this_machine_and_keys_for_everything_may_see_it(
    tmp_path: Path, headers, who, status, open_reading
) -> None:
    client = a_watched_client(tmp_path, open_reading=open_reading)
    asking = TestClient(client.app, raise_server_exceptions=False, client=who)
    answer = asking.get("/metrics", headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["code"] == "key-missing"
    client.app.state.parts.store.close()


def test_it_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    service = Service(tmp_path)
    asking = TestClient(service.client.app, client=HERE, raise_server_exceptions=False)
    assert asking.get("/metrics").status_code == 404
    service.store.close()


def test_what_is_not_wanted_is_not_loaded() -> None:
    code = """
import sys
from service.app import create_app
from service.settings import Settings
create_app(Settings())
print([name for name in sys.modules if name.startswith(("prometheus_client", "service.telemetry"))])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_several_processes_count_together(tmp_path: Path) -> None:
    code = """
from service.exchange import Exchange
from service.metrics import Metrics
metrics = Metrics(lambda: None)
metrics.hear(Exchange(method="GET", route="/", status=200, seconds=0.1, sent=3))
print(metrics.text().decode())
"""
    shared = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for many in (1, 2):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=shared, capture_output=True, check=True
        )
        line = f'fundstelle_requests_total{{method="GET",route="/",status="2xx"}} {many}.0'
        assert line in done.stdout.decode()


def test_the_age_of_what_waits() -> None:
    now = datetime(2026, 5, 2, tzinfo=UTC)
    assert Backlog(rows=0).age(now) == 0
    assert Backlog(rows=2, oldest=now - timedelta(minutes=2)).age(now) == 120
    assert Backlog(rows=2, oldest=now + timedelta(minutes=2)).age(now) == 0
