"""Webhooks are signed, sent again, and lead nowhere but into the public net."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from nlp.errors import BadInputError
from service.app import create_app
from service.settings import Settings
from service.store import Store
from service.webhooks import Courier, Rule, Target, signature, verify
from service.webhooks.address import is_public
from service.webhooks.courier import ATTEMPTS, wait_after
from service.webhooks.post import post
from tests.service.databases import url_in
from tests.service.fakes import KEY, FakeAnalyser, FakeFinder

pytestmark = pytest.mark.usefixtures("each_database")

BEARER = {"Authorization": f"Bearer {KEY}".encode()}
URL = "https://portal.example.org/hook?a=1"
NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)


def public(host: str, port: int) -> list[str]:
    return ["93.184.216.34"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


@pytest.fixture
def client(store: Store, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    real = socket.getaddrinfo  # the database may be on this machine

    def found(host: str, port: int, *more: Any, **named: Any) -> list[Any]:
        if host == "127.0.0.1":
            return real(host, port, *more, **named)
        return [(0, 0, 0, "", (public(host, port)[0], 0))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    app = create_app(
        Settings(admin_key=KEY), store=store, finder=FakeFinder(), analyser=FakeAnalyser()
    )
    return TestClient(app, raise_server_exceptions=False)


def registered(client: TestClient, url: str = URL) -> dict[str, Any]:
    answer = client.post("/v1/webhooks", json={"url": url}, headers=BEARER)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def finished(store: Store, job: str = "j1") -> None:
    store.jobs.add(job, name="alt.zip", format="zip", total=3)
    store.jobs.take()
    store.jobs.finish(job, "done")


def deliveries(client: TestClient, webhook: str) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/webhooks/{webhook}/deliveries", headers=BEARER)
    found: list[dict[str, Any]] = answer.json()["deliveries"]
    return found


class Post:
    """Keeps what is sent; answers with one status after another, or fails."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[Target, bytes, Mapping[str, str]]] = []

    def __call__(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        self.sent.append((target, body, headers))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def courier(store: Store, send: Post, **rule: Any) -> Courier:
    return Courier(store.webhooks, rule=Rule(**{"resolve": public, **rule}), post=send)


def test_a_finished_job_is_told_signed_to_every_webhook(store: Store, client: TestClient) -> None:
    webhook = registered(client)
    registered(client, "https://zweites.example.org/")
    finished(store)
    send = Post(204, 204)
    assert courier(store, send).deliver(now=NOW + timedelta(days=9999)) == 2
    target, body, headers = send.sent[0]
    assert (target.host, target.address, target.path) == (
        "portal.example.org",
        "93.184.216.34",
        "/hook?a=1",
    )
    message = json.loads(body)
    assert (message["event"], message["job"]["id"]) == ("job.done", "j1")
    at = int((NOW + timedelta(days=9999)).timestamp())
    given = headers["Fundstelle-Signature"]
    assert verify(webhook["secret"], body, given, now=at + 60)
    assert not verify(webhook["secret"], body + b" ", given, now=at)
    assert not verify("whsec_falsch", body, given, now=at)
    assert not verify(webhook["secret"], body, given, now=at + 3600)
    (delivery,) = deliveries(client, webhook["id"])
    assert (delivery["state"], delivery["status"], delivery["attempts"]) == ("delivered", 204, 1)


@pytest.mark.parametrize("given", ["", "t=,v1=", "v1=abc", "t=²,v1=x", "t=1,v1=ü", "t=1e9,v1=x"])
def test_a_broken_signature_is_no_signature(given: str) -> None:
    assert not verify("whsec_x", b"{}", given, now=1)


def test_the_signature_is_the_documented_one() -> None:
    import hashlib
    import hmac

    expected = hmac.new(b"whsec_x", b'1700000000.{"a":1}', hashlib.sha256).hexdigest()
    assert signature("whsec_x", b'{"a":1}', at=1700000000) == f"t=1700000000,v1={expected}"


def test_nobody_there_means_again_later_and_in_the_end_no_more(
    store: Store, client: TestClient
) -> None:
    webhook = registered(client)["id"]
    finished(store)
    answers: list[int | Exception] = [ConnectionRefusedError(), TimeoutError(), 500, 302]
    answers += [http.client.BadStatusLine("geheim")] * 4
    send = Post(*answers)
    now, times = datetime.now(UTC) + timedelta(seconds=1), []
    while store.webhooks.deliveries(webhook, limit=1)[0].state == "pending":
        assert courier(store, send).deliver(now=now) == 1
        assert courier(store, send).deliver(now=now) == 0
        times.append(now)
        now = store.webhooks.deliveries(webhook, limit=1)[0].due
    waits = [b - a for a, b in pairwise(times)]
    assert waits == [wait_after(n) for n in range(1, ATTEMPTS)]
    assert waits == sorted(waits)
    (delivery,) = deliveries(client, webhook)
    assert (delivery["state"], delivery["attempts"], delivery["due"]) == ("failed", 8, None)
    assert "geheim" not in json.dumps(delivery)


def test_the_secret_is_shown_once_and_what_is_deleted_is_not_sent(
    store: Store, client: TestClient
) -> None:
    webhook = registered(client)
    assert webhook["secret"].startswith("whsec_")
    listed = client.get("/v1/webhooks", headers=BEARER)
    assert [each["url"] for each in listed.json()["webhooks"]] == [URL]
    assert webhook["secret"] not in listed.text
    finished(store)
    assert client.delete(f"/v1/webhooks/{webhook['id']}", headers=BEARER).status_code == 204
    assert courier(store, Post()).deliver(now=datetime.now(UTC)) == 0
    gone = client.get(f"/v1/webhooks/{webhook['id']}/deliveries", headers=BEARER)
    assert gone.status_code == 404


def test_a_cancelled_job_is_told_too(store: Store, client: TestClient) -> None:
    webhook = registered(client)["id"]
    store.jobs.add("j1", name="", format="zip", total=1)
    store.jobs.cancel("j1")
    assert [each["event"] for each in deliveries(client, webhook)] == ["job.cancelled"]


def test_without_the_key_no_webhook_is_seen_or_made(client: TestClient) -> None:
    assert client.post("/v1/webhooks", json={"url": URL}).status_code == 401
    assert client.get("/v1/webhooks").status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "ff02::1",
        "kein",
    ],
)
def test_an_address_inside_is_not_called(address: str) -> None:
    assert not is_public(address)
    rule = Rule(resolve=lambda host, port: ["93.184.216.34", address])
    with pytest.raises(BadInputError, match="öffentlichen Netz"):
        rule.target("https://boese.example.org/")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_a_public_address_is_called(address: str) -> None:
    assert is_public(address)


def test_a_name_that_changes_its_address_is_refused_at_the_message(
    store: Store, client: TestClient
) -> None:
    webhook = registered(client)["id"]
    finished(store)
    send = Post()
    inside = courier(store, send, resolve=lambda host, port: ["127.0.0.1"])
    inside.deliver(now=datetime.now(UTC))
    (delivery,) = deliveries(client, webhook)
    assert send.sent == []
    assert (delivery["state"], delivery["attempts"]) == ("pending", 1)
    assert "öffentlichen Netz" in delivery["error"]


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example.org/",
        "ftp://portal.example.org/",
        "file:///etc/passwd",
        "https://",
        "https://name:kennwort@portal.example.org/",
        "https://portal.example.org\\@intern/",
        "https://portal.example.org/\r\nX: 1",
        "https://portal.example.org/ä",
        "https://portal.example.org:99999/",
        "https://portal.example.org:0/",
        "https://[::1/",
        "//portal.example.org/",
        "https://" + "a" * 3000,
    ],
)
def test_an_unfit_address_is_refused_in_german(client: TestClient, url: str) -> None:
    answer = client.post("/v1/webhooks", json={"url": url}, headers=BEARER)
    assert answer.status_code == 422
    assert answer.json()["code"] in {"bad-input", "invalid"}


def test_a_host_of_the_own_network_needs_the_setting() -> None:
    inside = {"resolve": lambda host, port: ["10.0.0.5"]}
    rule = Rule.of(hosts=" Portal.intern ,andere", http=True)
    allowed = Rule(hosts=rule.hosts, http=rule.http, **inside)
    target = allowed.target("http://portal.intern:8080/x")
    assert (target.address, target.port, target.authority) == (
        "10.0.0.5",
        8080,
        "portal.intern:8080",
    )
    with pytest.raises(BadInputError):
        Rule(**inside).target("https://portal.intern/")
    with pytest.raises(BadInputError):
        allowed.target("https://portal.intern.boese.org/")


class Server:
    """Answers one connection with some bytes, however long that takes."""

    def __init__(self, *pieces: bytes, pause: float = 0) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.received = b""
        self._pieces, self._pause = pieces, pause
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Target:
        self._thread.start()
        port = self.listener.getsockname()[1]
        return Target(scheme="http", host="portal.test", port=port, path="/x", address="127.0.0.1")

    def __exit__(self, *_: object) -> None:
        self.listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        import time

        connection, _ = self.listener.accept()
        with connection:
            while b"\r\n\r\n{}" not in self.received:
                self.received += connection.recv(65536)
            try:
                for piece in self._pieces:
                    connection.sendall(piece)
                    time.sleep(self._pause)
            except OSError:
                return


def test_a_message_goes_to_the_checked_address_under_the_name_asked_for() -> None:
    server = Server(b"HTTP/1.1 204 No Content\r\n\r\n")
    with server as target:
        assert post(target, b"{}", {"Fundstelle-Event": "job.done"}) == 204
    assert b"POST /x HTTP/1.1" in server.received
    assert b"Host: portal.test:" in server.received


def test_a_redirect_is_not_followed() -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"
    with Server(answer) as target:
        assert post(target, b"{}", {}) == 302


def test_a_side_that_dawdles_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import time

    monkeypatch.setattr(sys.modules["service.webhooks.post"], "DEADLINE", 0.3)
    began = time.monotonic()
    pieces = (b"HTTP/1.1 200 OK\r\n", *[b"X: 1\r\n"] * 200)
    with Server(*pieces, pause=0.1) as target, pytest.raises((OSError, http.client.HTTPException)):
        post(target, b"{}", {})
    assert time.monotonic() - began < 10


def test_the_courier_works_while_it_is_entered(store: Store, client: TestClient) -> None:
    import time

    webhook = registered(client)["id"]
    finished(store)
    send = Post(200)
    with Courier(store.webhooks, rule=Rule(resolve=public), post=send, pause=0.01):
        end = time.monotonic() + 60
        while deliveries(client, webhook)[0]["state"] == "pending" and time.monotonic() < end:
            time.sleep(0.02)
    assert deliveries(client, webhook)[0]["state"] == "delivered"
