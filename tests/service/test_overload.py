"""A real server under a real burst: whoever cannot be answered is told so, at once."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from service import serve
from tests.service.fakes import TEXT, FakeAnalyser, FakeFinder, a_client, an_analysis

BURST = 60


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: str | None
    seconds: float


class SlowFinder(FakeFinder):
    def search(self, request):
        time.sleep(0.3)
        return super().search(request)


class SlowAnalyser(FakeAnalyser):
    """Counts how many wait or work at once."""

    def analyse(self, reports):
        time.sleep(0.5)
        yield from super().analyse(reports)


@contextmanager
def served(most: int | None = None, **settings):
    client = a_client(an_analysis(), rate=0, **settings)
    client.app.state.parts.finder = SlowFinder()
    client.app.state.parts.analyser = SlowAnalyser()
    client.app.add_api_route("/v1/lang", lambda: PlainTextResponse("x" * 30_000_000))
    config = uvicorn.Config(
        client.app,
        http=serve.PatientProtocol,
        log_level="critical",
        lifespan="off",
        limit_concurrency=most,
    )
    server = uvicorn.Server(config)
    with serve.bind("127.0.0.1", 0) as listener:
        running = threading.Thread(target=lambda: server.run(sockets=[listener]))
        running.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            running.join(20)


def asked(address, path: str, body: bytes | None = None) -> Answer:
    host, port = address
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://{host}:{port}{path}", data=body, headers=headers)
    begun = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            found = answer.status, answer.headers.get("Retry-After")
    except urllib.error.HTTPError as error:
        error.read()
        found = error.code, error.headers.get("Retry-After")
    return Answer(*found, time.monotonic() - begun)


def burst(ask: Callable[[], Answer], many: int = BURST) -> list[Answer]:
    with ThreadPoolExecutor(many) as clients:
        return list(clients.map(lambda _: ask(), range(many)))


def test_a_burst_is_answered_or_refused_and_leaves_nothing_behind() -> None:
    with served(concurrency=4) as address:
        answers = burst(lambda: asked(address, "/v1/search?q=Eltern"))
        statuses = Counter(answer.status for answer in answers)
        assert statuses.keys() == {200, 503}
        assert statuses[200] >= 4
        refused = [answer for answer in answers if answer.status == 503]
        assert {answer.retry_after for answer in refused} == {"5"}
        assert asked(address, "/health/live").status == 200
        assert asked(address, "/v1/search?q=Eltern").status == 200


def test_texts_that_wait_do_not_keep_searches_waiting() -> None:
    body = json.dumps({"text": TEXT}).encode()
    with served(concurrency=64) as address, ThreadPoolExecutor(BURST) as clients:
        tagging = [clients.submit(asked, address, "/v1/tag", body) for _ in range(BURST)]
        time.sleep(0.3)
        search = asked(address, "/v1/search?q=Eltern")
        assert search.status == 200
        assert not all(each.done() for each in tagging)
        answers = [each.result() for each in tagging]
    assert search.seconds < max(answer.seconds for answer in answers) / 2
    statuses = Counter(answer.status for answer in answers)
    assert statuses.keys() == {200, 503}
    assert {a.retry_after for a in answers if a.status == 503} == {"10"}


def test_too_many_connections_are_told_when_to_come_back() -> None:
    with served(most=5) as address:
        idle = [socket.create_connection(address) for _ in range(8)]
        try:
            time.sleep(0.2)
            answer = asked(address, "/v1/reports")
            assert (answer.status, answer.retry_after) == (503, "5")
        finally:
            for each in idle:
                each.close()
        time.sleep(0.2)
        assert asked(address, "/v1/reports").status == 200


def test_an_answer_that_nobody_reads_does_not_hold_its_place(monkeypatch) -> None:
    monkeypatch.setattr(serve, "READING", 0.3)
    with served(concurrency=1) as address, socket.socket() as lazy:
        lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        lazy.connect(address)
        lazy.sendall(b"GET /v1/lang HTTP/1.1\r\nHost: x\r\n\r\n")
        lazy.recv(100)
        answers = []
        for _ in range(100):
            answers.append(asked(address, "/v1/reports").status)
            if answers[-1] == 200:
                break
            time.sleep(0.1)
        assert answers[-1] == 200
        with pytest.raises(ConnectionError):
            while lazy.recv(1_000_000):
                pass
            raise ConnectionResetError
