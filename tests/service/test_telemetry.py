"""Traces: requests and the stages of the work, with sizes and never a text."""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from nlp.errors import BadInputError
from service.app import create_app
from service.settings import Settings
from service.stages import stage, watched
from service.telemetry import Telemetry, telemetry_of
from service.workspace import open_workspace
from tests.fakes import FakeAnalyser, FakeReader, analysed_document

ROOT = Path(__file__).parents[2]
TEXT = "Fachtag in Kiel\n\nDie Lotsen haben die Eltern am Schultor angesprochen."


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def telemetry(spans: InMemorySpanExporter) -> Telemetry:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    return Telemetry(provider)


def test_a_search_is_told_in_its_stages_without_a_word_of_it(tmp_path, spans, telemetry) -> None:
    settings = Settings(data=tmp_path)
    reader = FakeReader()
    with open_workspace(settings, reader, purpose="ingest") as space:
        space.store.put(*analysed_document("kiel", TEXT), version="fake-1")
        space.applier.apply()
        app = create_app(
            settings,
            store=space.store,
            finder=space.finder,
            analyser=FakeAnalyser(reader),
            telemetry=telemetry,
        )
        parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        with TestClient(app) as client:
            headers = {"traceparent": parent, "X-Request-ID": "portal-42"}
            assert client.get("/v1/search?q=Geheimfrage+Eltern", headers=headers).json()["total"]
            client.post("/v1/tag", json={"text": TEXT})
            client.get("/health/live")
    found = spans.get_finished_spans()
    by_name = {span.name: span for span in found}
    assert {
        "GET /v1/search",
        "POST /v1/tag",
        "search",
        "search.plan",
        "search.encode",
        "search.rank",
        "search.page",
        "search.facets",
        "index.dense",
        "index.lexical",
        "store.read",
        "analysis",
    } == set(by_name)
    request, search = by_name["GET /v1/search"], by_name["search"]
    assert f"{request.context.trace_id:032x}" == "0af7651916cd43dd8448eb211c80319c"
    assert search.parent.span_id == request.context.span_id
    assert by_name["index.dense"].parent.span_id == by_name["search.rank"].context.span_id
    assert dict(request.attributes) == {
        "http.request.method": "GET",
        "http.route": "/v1/search",
        "http.response.status_code": 200,
        "fundstelle.request_id": "portal-42",
    }
    assert dict(search.attributes) == {"fundstelle.questions": 1, "fundstelle.hits": 1}
    assert by_name["analysis"].attributes["fundstelle.passages"] == 2
    written = json.dumps([span.to_json() for span in found])
    for word in ("Geheimfrage", "Lotsen", "Fachtag"):
        assert word not in written


def test_a_bug_is_told_by_its_kind_alone(spans, telemetry) -> None:
    with watched(telemetry), pytest.raises(RuntimeError), stage("search", questions=1):
        raise RuntimeError("Geheimfrage")
    (span,) = spans.get_finished_spans()
    assert (span.status.is_ok, span.status.description) == (False, "RuntimeError")
    assert "Geheimfrage" not in span.to_json()


def test_beside_the_requests_single_looks_at_the_store_are_not_told(spans, telemetry) -> None:
    with watched(telemetry):
        with stage("store.read", leaf=True):
            pass
        with stage("index.apply", changes=3), stage("store.read", leaf=True):
            pass
    assert [span.name for span in spans.get_finished_spans()] == ["store.read", "index.apply"]


def test_nobody_watches_after_the_end(spans, telemetry) -> None:
    with watched(telemetry):
        pass
    with stage("search"):
        pass
    assert spans.get_finished_spans() == ()


class Collector(BaseHTTPRequestHandler):
    """Takes what a collector of OpenTelemetry would."""

    taken: ClassVar[list[tuple[str, bytes]]] = []

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.taken.append((self.path, self.rfile.read(length)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


def test_spans_go_where_the_usual_variables_say(monkeypatch) -> None:
    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
        telemetry = telemetry_of()
        with watched(telemetry), stage("index.apply", changes=3):
            pass
        telemetry.close()
        server.shutdown()
        thread.join()
    ((path, body),) = Collector.taken
    assert path == "/v1/traces"
    for word in (b"service.name", b"fundstelle", b"index.apply", b"fundstelle.changes"):
        assert word in body


def test_an_exporter_that_is_not_there_is_named() -> None:
    telemetry_of({"OTEL_TRACES_EXPORTER": "none"}).close()
    with pytest.raises(BadInputError, match="OTEL_TRACES_EXPORTER: „brieftaube“"):
        telemetry_of({"OTEL_TRACES_EXPORTER": "brieftaube"})


def test_without_the_extra_it_says_what_to_install() -> None:
    code = """
import sys
sys.modules["opentelemetry.sdk"] = None
from service import serve
from service.settings import Settings
try:
    with serve._telemetry(Settings()) as nothing:
        assert nothing is None
    with serve._telemetry(Settings(telemetry=True)):
        pass
except Exception as error:
    print(ascii(str(error)))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert "fundstelle[telemetry]" in done.stdout.decode()
