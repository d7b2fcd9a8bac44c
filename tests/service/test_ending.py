"""SIGTERM: no longer ready at once, requests are finished, jobs pause and go on, exit code 0."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from service.applier import Applier
from service.index.memory import MemoryIndex
from service.store import Store
from tests.fakes import DIMENSIONS, analysed_document
from tests.ports import held_port, number
from tests.service.test_jobs import Service, line, ndjson
from tests.service.test_processes import until

ROOT = Path(__file__).parents[2]
KEY = "ein langer Schlüssel".encode().hex()
SERVICE = """
import sys, time
from service.cli import main
from tests.fakes import FakeAnalyser, FakeModels

class Slow(FakeAnalyser):
    def analyse(self, reports):
        for analysis in super().analyse(reports):
            time.sleep(3 if "langsam" in analysis.text else 0.1)
            yield analysis

class Models(FakeModels):
    def analyser(self, settings):
        return Slow(self.encoder(settings), version="1")

sys.exit(main(sys.argv[1:], Models()))
"""
TEXT = "Fachtag in Kiel\n\nDie Lotsen haben die Eltern am Schultor angesprochen: Nummer {}."


class Running:
    """The command ``serve`` in a process of its own, with models that are slow."""

    def __init__(self, folder: Path) -> None:
        self._held = held_port()
        self._port = number(self._held)
        self._log = folder / "log"
        arguments = ["serve", "--data", str(folder), "--port", str(self._port)]
        settings = {"FUNDSTELLE_ADMIN_KEY": KEY, "FUNDSTELLE_LOG": "json"}
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVICE, *arguments],
                cwd=ROOT,
                env=os.environ | settings,
                stderr=log,
            )

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> Any:
        """Status and body; None where nobody answers."""
        headers = {"X-API-Key": KEY, "Content-Type": kind}
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)) as http_:
                http_.request(method, path, body, headers)
                answer = http_.getresponse()
                return answer.status, json.loads(answer.read())
        except OSError:
            return None

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in self._log.read_text().splitlines()]


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    service = Running(folder)
    try:
        assert until(lambda: service.ask("GET", "/health/ready"), seconds=60)
        yield service
    finally:
        service.process.kill()
        service.process.wait()
        service._held.close()


@pytest.mark.slow
def test_on_sigterm_it_finishes_what_runs_pauses_its_jobs_and_goes_on_later(tmp_path) -> None:
    rows = [json.dumps({"id": f"d{n:02}", "text": TEXT.format(n)}) for n in range(30)]
    with running(tmp_path) as first, ThreadPoolExecutor() as pool:
        _, job = first.ask("POST", "/v1/imports", "\n".join(rows).encode(), "application/x-ndjson")
        path = f"/v1/jobs/{job['id']}"
        assert until(lambda: first.ask("GET", path)[1]["position"] > 3, seconds=30)
        slow = json.dumps({"text": "langsam: " + TEXT}).encode()
        asked = pool.submit(first.ask, "POST", "/v1/tag", slow)
        time.sleep(0.6)
        first.process.send_signal(signal.SIGTERM)
        assert until(lambda: first.ask("GET", "/health/ready")[0] == 503, seconds=2)
        _, health = first.ask("GET", "/health/ready")
        assert health["checks"][0]["name"] == "service"
        assert first.process.wait(30) == 0
        status, tagged = asked.result()
        assert status == 200
        assert tagged["text"].startswith("langsam")
        told = {line["message"] for line in first.lines()}
        assert {"job started", "job paused", "POST /v1/tag 200"} <= told
    with running(tmp_path) as second:
        assert until(lambda: second.ask("GET", path)[1]["state"] == "done", seconds=60)
        _, job = second.ask("GET", path)
        assert (job["new"], job["changed"], job["unchanged"], job["refused"]) == (30, 0, 0, 0)
        assert job["position"] == 30
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(10) == 0
        assert "index updated" in {line["message"] for line in second.lines()}


def test_a_job_pauses_between_two_documents_and_each_is_told_once(tmp_path) -> None:
    service = Service(tmp_path)
    rows = [line(f"d{n}", TEXT.format(n)) for n in range(4)]
    rows.insert(1, "{kaputt")
    job = service.send(ndjson(*rows))
    importer = service.importer()
    importer.stop = lambda: len(service.ids()) >= 2
    importer.run_next()
    assert service.ids() == ["d0", "d1"]
    paused = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (paused["state"], paused["position"], paused["new"]) == ("running", 3, 2)
    service.run()
    done = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (done["state"], done["new"], done["unchanged"], done["refused"]) == ("done", 4, 0, 1)
    service.store.close()


def test_the_applier_stops_between_batches_and_goes_on_later(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("service.applier.BATCH", 2)
    with Store(f"sqlite:///{tmp_path / 'f.db'}") as store:
        for number in range(5):
            store.put(*analysed_document(f"d{number}", TEXT.format(number)))
        index = MemoryIndex(DIMENSIONS)
        applier = Applier(store, index)
        asked = iter((False, True))
        assert applier.apply(stop=lambda: next(asked)) == 2
        assert store.backlog().rows == 3
        assert applier.apply() == 3
        assert applier.agrees()
