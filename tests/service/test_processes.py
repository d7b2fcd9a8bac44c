"""Several processes on one PostgreSQL: one works beside the requests, all see what is written."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from nlp.errors import BadInputError
from service.settings import Settings
from service.store import Store
from service.workers import run_workers
from tests.fakes import analysed_document
from tests.ports import held_port, number
from tests.service.databases import Postgres

KEY = "ein langer Schlüssel".encode().hex()
SERVICE = """
import sys
from pathlib import Path
from service.api.parts import open_parts
from service.app import create_app
from service.serve import bind, serve
from service.settings import Settings
from tests.fakes import FakeModels

folder, url, port, key = sys.argv[1:]
settings = Settings(data=Path(folder), database_url=url, port=int(port), admin_key=key, rate=0)
with bind("127.0.0.1", settings.port) as listener, open_parts(settings, FakeModels()) as parts:
    serve(create_app(settings, parts=parts), listener, settings)
"""
TEXT = "Fachtag in Kiel\n\nDie Lotsen haben die Eltern am Schultor angesprochen: {name}."


class Process:
    """One of the processes, on a port of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self._held = held_port()
        self.port = number(self._held)
        command = [sys.executable, "-c", SERVICE, str(folder), url, str(self.port), KEY]
        self._process = subprocess.Popen(command)
        assert until(lambda: self.get("/health/live") is not None, seconds=60)

    def get(self, path: str) -> Any:
        try:
            return self.ask("GET", path)
        except OSError:
            return None

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Any:
        headers = {"X-API-Key": KEY, "Content-Type": kind or "application/json"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            data = answer.read()
        assert answer.status < 300, data
        return json.loads(data) if data else {}

    def put(self, name: str) -> None:
        body = json.dumps({"text": TEXT.format(name=name)}).encode()
        self.ask("PUT", f"/v1/reports/{name}", body)

    def finds(self, name: str) -> bool:
        found = self.ask("GET", f"/v1/search?q={quote(name)}&limit=50")
        return name in json.dumps(found)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._held.close()


def until(holds: Callable[[], object], *, seconds: float) -> float | None:
    """After how many seconds it holds, None where it does not."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if holds():
            return max(time.monotonic() - begun, 1e-9)
        time.sleep(0.02)
    return None


@pytest.fixture
def started(tmp_path: Path, postgres: Postgres) -> Iterator[Callable[[], Process]]:
    url = postgres.new()
    with ExitStack() as stack:

        def start() -> Process:
            process = Process(tmp_path, url)
            stack.callback(process.kill)
            return process

        yield start
    postgres.tidy()


@pytest.mark.slow
def test_what_one_process_stores_the_others_find_and_one_that_dies_is_replaced(
    started: Callable[[], Process], tmp_path: Path
) -> None:
    first, second = started(), started()
    for writer, reader, name in ((first, second, "amsel"), (second, first, "drossel")):
        writer.put(name)
        for each in (writer, reader):
            assert until(lambda: each.finds(name), seconds=10)  # noqa: B023
    lines = [json.dumps({"id": f"d{n:03}", "text": TEXT.format(name=n)}) for n in range(120)]
    job = second.ask("POST", "/v1/imports", "\n".join(lines).encode(), "application/x-ndjson")
    path = f"/v1/jobs/{job['id']}"
    assert until(lambda: second.ask("GET", path)["position"] > 10, seconds=30)
    first.kill()
    second.put("fink")
    waited = until(lambda: second.finds("fink"), seconds=20)
    assert waited
    assert waited < 5
    third = started()
    assert until(lambda: third.ask("GET", path)["state"] == "done", seconds=120), third.ask(
        "GET", path
    )
    done = third.ask("GET", path)
    assert (done["new"] + done["unchanged"], done["changed"], done["refused"]) == (120, 0, 0)
    assert done["unchanged"] <= 4  # what was stored, and not yet noted, when the first one died
    documents = third.ask("GET", f"{path}/documents?limit=100")
    assert len({each["report"] for each in documents["documents"]}) == 100
    assert third.ask("GET", "/v1/reports?limit=1")["total"] == 123
    assert until(lambda: third.finds("d119"), seconds=30)


def test_files_that_others_receive_are_not_swept_away(tmp_path: Path, postgres: Postgres) -> None:
    from service.imports import ImportDesk

    with Store(postgres.new()) as store:
        desk = ImportDesk(store, tmp_path, most=1000)
        incoming = desk.inbox.open()
        incoming.write(b"{")
        old = tmp_path / "alt.part"
        old.write_bytes(b"{")
        os.utime(old, (0, 0))
        desk.sweep(waits=60)
        assert [path.name for path in tmp_path.iterdir()] == [incoming.path.name]
        incoming.discard()
    postgres.tidy()


def test_a_job_is_ended_and_told_once(postgres: Postgres) -> None:
    from service.store import Webhook
    from service.store.jobs import JobDocument

    with Store(postgres.new()) as store:
        created = store.jobs.add("j", name="", format="zip", total=2).created
        store.webhooks.add(Webhook(id="w", url="https://x.de/", created=created, secret="s"))
        store.jobs.take()
        one = JobDocument(part=0, item=0, name="a", outcome="new", report_id="a")
        two = JobDocument(part=1, item=0, name="b", outcome="new", report_id="b")
        store.jobs.record("j", [one, two], position=2)
        store.jobs.record("j", [one], position=1)  # by one that was taken to be dead
        assert store.jobs.get("j").position == 2
        assert [each.name for each in store.jobs.documents("j", limit=9)] == ["a", "b"]
        assert store.jobs.finish("j", "done").state == "done"
        assert store.jobs.finish("j", "failed", "zu spät").state == "done"
        assert [each.event for each in store.webhooks.deliveries("w", limit=9)] == ["job.done"]
    postgres.tidy()


def test_several_processes_need_postgres() -> None:
    with socket.socket() as listener, pytest.raises(BadInputError, match="PostgreSQL"):
        run_workers(Settings(), listener, lambda *_: None, count=2)


def test_writing_goes_on_where_a_process_died_that_was_writing(postgres: Postgres) -> None:
    url = postgres.new()
    code = (
        "import sys, time; from service.store.engine import *; e = open_engine(sys.argv[1])\n"
        "with writing(e) as c: print('holds', flush=True); time.sleep(60)"
    )
    with (
        Store(url) as store,
        subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE) as other,
    ):
        assert other.stdout
        other.stdout.readline()
        other.kill()
        other.wait()
        assert store.put(*analysed_document("a", "Ein Absatz.")) == "new"
    postgres.tidy()
