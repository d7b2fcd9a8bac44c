"""Unusual HTTP against a running server: bytes as nobody's client would send them."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from service import serve
from tests.service.fakes import KEY, TEXT, a_client, an_analysis

Address = tuple[str, int]


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    app = a_client(an_analysis(), admin_key="geheim", rate=0).app
    config = uvicorn.Config(
        app, http=serve.PatientProtocol, ws="none", log_level="critical", lifespan="off"
    )
    server = uvicorn.Server(config)
    with serve.bind("127.0.0.1", 0) as listener:
        running = threading.Thread(target=lambda: server.run(sockets=[listener]))
        running.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()
        server.should_exit = True
        running.join(10)


def answered(address: Address, request: bytes, *, wait: float = 3) -> bytes:
    """All that comes back before the server closes or says no more."""
    with socket.create_connection(address, timeout=wait) as connection:
        received = b""
        try:
            connection.sendall(request)
            while piece := connection.recv(65536):
                received += piece
        except (TimeoutError, ConnectionResetError, BrokenPipeError):
            pass
    return received


def statuses(received: bytes) -> list[int]:
    lines = [line for line in received.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    return [int(line.split()[1]) for line in lines]


def lives(address: Address) -> bool:
    request = b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    return statuses(answered(address, request)) == [200]


BODY = json.dumps({"text": TEXT}).encode()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /v1/reports HTTP/1.1\r\n\r\n",
        b"GET /v1/reports HTTP/9.9\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 200,
        b"GET /v1/rep\x00orts HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded: header\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 6\r\n\r\nabcdef",
        b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_and_the_service_lives_on(address, request_) -> None:
    received = answered(address, request_)
    assert all(status < 500 or status == 501 for status in statuses(received))
    assert b"Traceback" not in received
    assert lives(address)


def test_no_second_request_hides_in_the_body_of_the_first(address) -> None:
    """Length and chunks at once: what one server takes for a body another takes for a request."""
    hidden = b"GET /v1/reports HTTP/1.1\r\nHost: x\r\n\r\n"
    head = b"POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    both = head + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden
    found = answered(address, both)
    assert b'"reports"' not in found or statuses(found)[0] >= 400
    late = head + b"Content-Length: " + str(len(hidden)).encode() + b"\r\n\r\n" + hidden
    assert len(statuses(answered(address, late))) == 1


@pytest.mark.parametrize(
    "header",
    [
        b"X-HTTP-Method-Override: DELETE",
        b"X-HTTP-Method: DELETE",
        b"X-Method-Override: DELETE",
        b"X-Original-URL: /v1/webhooks",
        b"X-Rewrite-URL: /v1/webhooks",
    ],
)
def test_no_header_makes_another_request_of_it(address, header) -> None:
    received = answered(
        address,
        b"GET /v1/reports/kiel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + b"\r\n\r\n",
    )
    assert statuses(received) == [200]
    assert b'"id":"kiel"' in received


@pytest.mark.parametrize("method", [b"TRACE", b"CONNECT", b"PROPFIND", b"BREW", b"OPTIONS"])
def test_strange_methods_do_nothing(address, method) -> None:
    request_ = (
        method
        + b" /v1/reports/kiel HTTP/1.1\r\nHost: x\r\nX-Secret: abc\r\nConnection: close\r\n\r\n"
    )
    received = answered(address, request_)
    assert statuses(received) in ([405], [400], [404])
    assert b"X-Secret" not in received


@pytest.mark.parametrize(
    "target",
    [b"http://boese.example/v1/reports", b"//boese.example/..", b"*", b"/%2e%2e/%2e%2e/etc/passwd"],
)
def test_a_strange_target_leads_nowhere(address, target) -> None:
    request_ = b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = answered(address, request_)
    assert statuses(received)[0] in (400, 404)
    assert b"root:" not in received
    assert not any(line.lower().startswith(b"location:") for line in received.split(b"\r\n"))


STATIC = (
    b"../app.py",
    b"..%2fapp.py",
    b"%2e%2e/app.py",
    b"..%5capp.py",
    b"....//app.py",
    b"//etc/passwd",
)


@pytest.mark.parametrize("path", STATIC)
def test_no_file_outside_of_its_folder_is_handed_out(address, path) -> None:
    request_ = b"GET /static/" + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = answered(address, request_)
    assert statuses(received)[0] in (400, 404)
    assert b"create_app" not in received


@pytest.mark.parametrize(
    "host", [b"boese.example", b"boese.example:99", b'"><script>alert(1)</script>', b"a b", b""]
)
def test_the_name_that_a_client_gives_the_server_leads_nobody_away(address, host) -> None:
    for path in (b"/", b"/einbetten", b"/docs", b"/berichte/kiel"):
        request_ = b"GET " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
        received = answered(address, request_)
        assert all(status in (200, 400) for status in statuses(received))
        assert b"<script>alert" not in received
        for link in received.split(b'href="')[1:]:
            assert link.startswith((b"/", b"#"))


def test_forwarded_headers_of_anybody_change_no_address(address) -> None:
    headers = b"X-Forwarded-Host: boese.example\r\nForwarded: host=boese.example\r\n"
    for path in (b"/", b"/einbetten", b"/docs"):
        request_ = b"GET " + path + b" HTTP/1.1\r\nHost: gut.example\r\nConnection: close\r\n"
        received = answered(address, request_ + headers + b"\r\n")
        assert b"boese.example" not in received


@pytest.mark.parametrize(
    "identity", [b"a%0d%0aSet-Cookie:%20x=1", b"a\tb", b"x" * 5000, b"\xc3\xa4", b"<script>"]
)
def test_what_comes_back_in_a_header_is_harmless(address, identity) -> None:
    request_ = b"GET /v1/reports?after=" + b"%0d%0aX-Boese:%201" + b" HTTP/1.1\r\nHost: x\r\n"
    received = answered(
        address, request_ + b"Connection: close\r\nX-Request-ID: " + identity + b"\r\n\r\n"
    )
    head = received.partition(b"\r\n\r\n")[0].lower()
    assert b"x-boese" not in head
    assert b"set-cookie" not in head
    assert b"<script>" not in head


def test_of_two_keys_in_one_request_none_slips_through(address) -> None:
    key = KEY.encode()
    for headers in (
        b"X-API-Key: falsch\r\nX-API-Key: " + key,
        b"Authorization: Bearer falsch\r\nX-API-Key: " + key,
        b"Authorization: Bearer falsch\r\nAuthorization: Bearer auch-falsch",
    ):
        request_ = b"DELETE /v1/reports/kiel HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        received = answered(address, request_ + headers + b"\r\n\r\n")
        assert statuses(received)[0] in (401, 429)


# Slow clients


@contextmanager
def slow_clients(address: Address, many: int) -> Iterator[list[socket.socket]]:
    opened = [socket.create_connection(address, timeout=20) for _ in range(many)]
    try:
        yield opened
    finally:
        for each in opened:
            each.close()


def test_headers_that_trickle_in_are_cut_off_and_others_are_answered(address, monkeypatch) -> None:
    monkeypatch.setattr(serve, "BEGINNING", 1.0)
    with slow_clients(address, 100) as slow:
        begun = time.monotonic()
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        closed = 0
        while time.monotonic() - begun < 8 and closed < len(slow):
            assert lives(address)
            for each in list(slow):
                try:
                    each.sendall(b"X: y\r\n")
                except OSError:
                    closed += 1
                    slow.remove(each)
                    each.close()
            time.sleep(0.3)
        assert slow == []
