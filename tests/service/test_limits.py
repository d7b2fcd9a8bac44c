"""Too much, too often, too slow, too deep: a clear answer, and the service lives on."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPResponse

import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Match

from nlp.errors import BadInputError
from service import serve
from service.api.guard import BodyLimit
from service.api.nesting import MOST, is_too_deep
from service.api.overload import Lane, lanes_of
from service.log import Lines
from service.quota import MOST_KNOWN, Limiter, network_of
from service.refusals import OverloadedError
from service.settings import Settings, load_settings
from tests.service.fakes import TEXT, FakeFinder, a_client, an_analysis

# Rate


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills_evenly() -> None:
    clock = Clock()
    limiter = Limiter(limit=6, clock=clock)
    assert [limiter.take("a").remaining for _ in range(6)] == [5, 4, 3, 2, 1, 0]
    refused = limiter.take("a")
    assert (refused.wait, refused.reset, refused.limit) == (10, 60, 6)
    assert limiter.take("b").wait == 0
    clock.now += 10
    assert limiter.take("a").wait == 0
    assert limiter.take("a").wait == 10
    clock.now += 1000
    assert limiter.take("a").remaining == 5


def test_a_charge_is_owed() -> None:
    clock = Clock()
    limiter = Limiter(limit=6, clock=clock)
    limiter.take("a")
    limiter.charge("a", 8)
    assert limiter.look("a").wait == 40
    clock.now += 40
    assert limiter.take("a").wait == 0


def test_what_is_remembered_is_bounded() -> None:
    limiter = Limiter(limit=1)
    for number in range(MOST_KNOWN + 10):
        limiter.take(str(number))
    assert len(limiter._known) == MOST_KNOWN


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("testclient", "testclient", True),
    ],
)
def test_addresses_of_one_network_count_together(one, other, same) -> None:
    assert (network_of(one) == network_of(other)) == same


def test_every_answer_says_how_much_is_left_and_429_when_to_come_back() -> None:
    client = a_client(an_analysis(), rate=3)
    answers = [client.get("/v1/reports") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert [a.headers["ratelimit-remaining"] for a in answers] == ["2", "1", "0", "0"]
    assert {a.headers["ratelimit-limit"] for a in answers} == {"3"}
    assert int(answers[0].headers["ratelimit-reset"]) == 20
    assert int(answers[3].headers["retry-after"]) in (19, 20)
    problem = answers[3].json()
    assert (problem["code"], problem["status"]) == ("too-many", 429)
    assert "in der Minute" in problem["detail"]
    assert "Retry-After" in problem["detail_en"]
    page = client.get("/berichte?nach=x")
    assert (page.status_code, page.headers["content-type"][:9]) == (429, "text/html")
    assert '<a href="/berichte?nach=x">Noch einmal versuchen</a>' in page.text
    assert client.get("/health/live").status_code == 200
    assert client.get("/static/fundstelle.css").status_code == 200


def test_refusals_say_as_well_how_much_is_left() -> None:
    assert "ratelimit-remaining" in a_client().get("/v1/reports/fehlt").headers


def test_without_a_limit_nothing_is_counted() -> None:
    client = a_client(an_analysis(), rate=0)
    assert "ratelimit-limit" not in client.get("/v1/reports").headers


# At once, in time


def test_who_comes_beside_too_many_is_told_when_to_come_back() -> None:
    client = a_client(an_analysis(), concurrency=1)
    client.app.state.parts.finder = Waiting()
    with client, Waiting.one(client):
        answer = client.get("/v1/reports")
        assert (answer.status_code, answer.json()["code"]) == (503, "overloaded")
        assert answer.headers["retry-after"] == "5"
        assert "content-security-policy" in answer.headers
        assert client.get("/health/live").status_code == 200
    assert client.get("/v1/reports").status_code == 200


def test_what_takes_too_long_is_answered_and_keeps_its_place() -> None:
    client = a_client(an_analysis(), timeout=1, concurrency=1)
    client.app.state.parts.finder = finder = Waiting()
    with client:
        answer = client.get("/v1/search", params={"q": "Eltern"})
        assert (answer.status_code, answer.json()["code"]) == (503, "timeout")
        assert answer.headers["retry-after"] == "30"
        assert client.get("/v1/reports").json()["code"] == "overloaded"
        finder.go.set()
        assert eventually(lambda: client.get("/v1/reports").status_code == 200)


class Waiting(FakeFinder):
    """A finder that finds nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.here, self.go = threading.Event(), threading.Event()

    def search(self, request):
        self.here.set()
        self.go.wait(20)
        return super().search(request)

    @staticmethod
    @contextmanager
    def one(client):
        finder = client.app.state.parts.finder
        asking = threading.Thread(target=lambda: client.get("/v1/search", params={"q": "x"}))
        asking.start()
        assert finder.here.wait(10)
        try:
            yield
        finally:
            finder.go.set()
            asking.join(10)


def eventually(check, *, within: float = 60.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.02)
    return False


def test_a_text_that_waits_for_its_turn_is_told_when_to_come_back() -> None:
    client = a_client(analysis_patience=0)
    with client.app.state.parts.turn():
        answer = client.post("/v1/tag", json={"text": TEXT})
    assert (answer.json()["code"], answer.headers["retry-after"]) == ("busy", "10")


def a_lane(**limits) -> Lane:
    return Lane({}, refusal=lambda: OverloadedError("Voll."), **limits)


def test_of_a_kind_so_many_are_answered_so_many_wait_and_others_are_refused() -> None:
    async def used(lane: Lane, here: asyncio.Event, go: asyncio.Event) -> None:
        async with lane.place():
            here.set()
            await go.wait()

    async def three() -> None:
        lane, go = a_lane(at_once=1, waiting=1, patience=60), asyncio.Event()
        here = [asyncio.Event(), asyncio.Event()]
        first = asyncio.create_task(used(lane, here[0], go))
        await here[0].wait()
        second = asyncio.create_task(used(lane, here[1], go))
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError):
            await used(lane, asyncio.Event(), go)
        assert not here[1].is_set()
        go.set()
        await asyncio.gather(first, second)
        await used(lane, here[1], go)

    asyncio.run(three())


def test_who_waits_in_vain_or_goes_away_leaves_no_place_taken() -> None:
    async def used(lane: Lane) -> None:
        async with lane.place():
            pass

    async def many() -> None:
        hasty = a_lane(at_once=1, waiting=5, patience=0)
        async with hasty.place():
            for _ in range(9):
                with pytest.raises(OverloadedError):
                    await used(hasty)
        await used(hasty)
        patient = a_lane(at_once=1, waiting=1, patience=60)
        async with patient.place():
            for _ in range(9):
                gone = asyncio.create_task(used(patient))
                await asyncio.sleep(0)
                gone.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await gone
        await used(patient)

    asyncio.run(many())


def test_readers_who_waited_in_vain_are_not_told_of_anything_to_be_stored() -> None:
    client = a_client(an_analysis(), timeout=1)
    client.app.state.parts.finder = finder = Waiting()
    with client:
        page = client.get("/", params={"q": "Eltern"})
        finder.go.set()
    assert page.status_code == 503
    assert "Die Antwort kam nicht rechtzeitig." in page.text
    assert "zu speichern" not in page.text


def test_many_searches_leave_room_for_everything_else() -> None:
    client = a_client(an_analysis(), searches=1, search_queue=0)
    client.app.state.parts.finder = Waiting()
    with client, Waiting.one(client):
        refused = client.get("/v1/search", params={"q": "Eltern"})
        assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
        assert refused.json()["detail_en"]
        page = client.get("/", params={"q": "Eltern"})
        assert (page.status_code, page.headers["retry-after"]) == (503, "5")
        assert page.headers["content-type"].startswith("text/html")
        assert "Gerade ausgelastet" in page.text
        again = '<a href="/?q=Eltern">Noch einmal versuchen</a> können Sie es in 5 Sekunden.'
        assert again in page.text
        # Who asks was not looked up yet: perhaps somebody who has logged in.
        assert "Anmelden" not in page.text
        assert client.post("/v1/tag", json={"text": TEXT}).status_code == 200
        assert client.get("/v1/reports").status_code == 200
    assert client.get("/v1/search", params={"q": "Eltern"}).status_code == 200


def let_in(client):
    """The answer to a text that is sent until it is not refused."""
    while (answer := client.post("/v1/tag", json={"text": TEXT})).status_code == 503:
        time.sleep(0.02)
    return answer


def test_many_texts_leave_room_for_searches_whatever_may_wait() -> None:
    client = a_client(an_analysis(), concurrency=2, analysis_queue=100)
    with client, ThreadPoolExecutor(1) as sender:
        with client.app.state.parts.turn():
            waiting = sender.submit(let_in, client)
            assert eventually(lambda: client.post("/v1/tag", json={"text": ""}).status_code == 503)
            refused = client.post("/v1/tag", json={"text": TEXT})
            assert (refused.json()["code"], refused.headers["retry-after"]) == ("busy", "10")
            assert client.get("/v1/search", params={"q": "Eltern"}).status_code == 200
        assert waiting.result(10).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/", "search"),
        ("GET", "/karte", "search"),
        ("GET", "/berichte/ein/bericht", "search"),
        ("GET", "/v1/search", "search"),
        ("HEAD", "/zeitleiste", "search"),
        ("GET", "/v1/facets", "search"),
        ("GET", "/v1/reports/ein/bericht/similar", "search"),
        ("GET", "/v1/projects/p1/similar", "search"),
        ("POST", "/v1/tag", "analysis"),
        ("POST", "/v1/tag/batch", "analysis"),
        ("POST", "/v1/similar", "analysis"),
        ("POST", "/v1/reports", "analysis"),
        ("PUT", "/v1/reports/ein/bericht", "analysis"),
        ("POST", "/annif/v1/projects/fundstelle-de/suggest", "analysis"),
        ("POST", "/annif/v1/projects/fundstelle-de/suggest-batch", "analysis"),
        ("GET", "/v1/reports/ein/bericht", ""),
        ("POST", "/v1/reports/ein/bericht/review/publish", ""),
        ("POST", "/analyse", ""),
        ("POST", "/v1/imports", ""),
    ],
)
def test_requests_are_told_apart_by_what_they_cost(method, path, kind) -> None:
    searches, analyses = lanes_of(Settings())
    app = a_client(an_analysis()).app
    assert searches.leads(method, path) == (kind == "search")
    assert analyses.leads(method, path) == (kind == "analysis")
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
    assert any(route.matches(scope)[0] is Match.FULL for route in app.routes)


# Size, depth, pace


def nested(depth: int) -> bytes:
    return b'{"text": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def test_json_that_is_too_deep_is_refused() -> None:
    client = a_client()
    headers = {"Content-Type": "application/json"}
    for path in ("/v1/tag", "/v1/similar"):
        answer = client.post(path, content=nested(MOST + 1), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "too-deep")
        assert client.post(path, content=nested(MOST), headers=headers).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 20_000_000,
        b'{"a":' * 1_000_000,
        b"[{" * 500_000 + b"}]" * 500_000,
        b"[" * 20_000_000 + b"]" * 100,
    ],
)
def test_huge_nesting_is_seen_at_once(body) -> None:
    begun = time.process_time()
    assert is_too_deep(body)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("piece", [b"[],", b'"a",', b'\\\\"[",', b"{},[", b'"'])
def test_time_is_linear_whatever_the_body(piece) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        is_too_deep(piece * count)
        return time.process_time() - begun

    long, short = (min(seconds(count) for _ in range(3)) for count in (4_000_000, 500_000))
    assert long < 24 * max(short, 0.01)


@pytest.mark.parametrize(
    "text",
    ["[" * 100, '"' + "{" * 100, "\\" * 5 + '"' + "[" * 99, "\n[" * 100, '\\"[' * 100, "ä[" * 80],
)
def test_brackets_in_texts_do_not_count(text) -> None:
    assert not is_too_deep(json.dumps({"text": text, "n": [[1], {}]}).encode())
    assert not is_too_deep(json.dumps({"text": text}, ensure_ascii=False).encode())


def depth(value) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(
    st.recursive(
        st.none() | st.text('[]{}"\\a', max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{}"\\'), inner, max_size=3)
        ),
        max_leaves=12,
    ),
    st.integers(0, 4),
)
def test_depth_is_that_of_the_value(value, most) -> None:
    assert is_too_deep(json.dumps(value).encode(), most=most) == (depth(value) > most)


def test_the_size_of_a_request_can_be_set() -> None:
    client = a_client(max_megabytes=1)
    answer = client.post("/v1/tag", json={"text": "Kiel " * 250_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_a_body_that_stops_coming_is_given_up(kind) -> None:
    async def app(scope, receive, send):
        while (await receive()).get("more_body"):
            pass

    async def receive():
        if sent:
            await asyncio.sleep(60)
        sent.append(1)
        return {"type": "http.request", "body": b"{", "more_body": True}

    sent: list[int] = []
    scope = {"type": "http", "headers": [(b"content-type", kind.encode())]}
    begun = time.monotonic()
    with pytest.raises(Exception) as caught:
        asyncio.run(BodyLimit(app, stall=0.1)(scope, receive, None))
    assert caught.value.status_code == 408
    assert time.monotonic() - begun < 30


@contextmanager
def served(**settings):
    """A running server, and its address."""
    app = a_client(an_analysis(), **settings).app
    config = uvicorn.Config(app, http=serve.PatientProtocol, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    with serve.bind("127.0.0.1", 0) as listener:
        running = threading.Thread(target=lambda: server.run(sockets=[listener]))
        running.start()
        assert eventually(lambda: server.started)
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            running.join(10)


ASKED = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("sent", [b"", b"GET /health/li", ASKED[:-2], ASKED + b"GET /he"])
def test_a_connection_that_never_asks_is_closed(sent, monkeypatch) -> None:
    monkeypatch.setattr(serve, "BEGINNING", 0.3)
    with served() as address, socket.create_connection(address, timeout=10) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        assert (b"200 OK" in received) == sent.startswith(ASKED)


def test_a_slow_answer_is_not_taken_for_a_slow_client(monkeypatch) -> None:
    monkeypatch.setattr(serve, "BEGINNING", 0.8)
    with served() as address, socket.create_connection(address, timeout=10) as connection:
        body = json.dumps({"text": TEXT}).encode()
        head = f"POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode())
        time.sleep(1.2)
        connection.sendall(body)
        assert status_of_answer(connection) == 200
        connection.sendall(ASKED)
        assert status_of_answer(connection) == 200


def status_of_answer(connection: socket.socket) -> int:
    """When all of the answer is there."""
    answer = HTTPResponse(connection)
    answer.begin()
    answer.read()
    return answer.status


# Other sites, requests in the log, settings


def test_other_sites_get_nothing_unless_they_are_named() -> None:
    headers = {"Origin": "https://portal.example"}
    assert (
        "access-control-allow-origin" not in a_client().get("/v1/reports", headers=headers).headers
    )
    client = a_client(cors="https://portal.example, http://localhost:3000", rate=1)
    for expected in (200, 429):
        answer = client.get("/v1/reports", headers=headers)
        assert answer.status_code == expected
        assert answer.headers["access-control-allow-origin"] == "https://portal.example"
        assert "RateLimit-Remaining" in answer.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in answer.headers
    other = client.get("/health/live", headers={"Origin": "https://boese.example"})
    assert "access-control-allow-origin" not in other.headers


def test_a_browser_may_ask_before_it_sends_a_key() -> None:
    client = a_client(cors="https://portal.example", open_reading=False)
    answer = client.options(
        "/v1/reports/kiel",
        headers={
            "Origin": "https://portal.example",
            "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "authorization,if-match,content-type",
        },
    )
    assert answer.status_code == 200
    assert "PUT" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CORS", "portal.example"),
        ("CORS", "https://portal.example/pfad"),
        ("RATE", "-1"),
        ("TIMEOUT", "0"),
        ("CONCURRENCY", "0"),
        ("SEARCHES", "0"),
        ("SEARCH_QUEUE", "-1"),
        ("MAX_MEGABYTES", "0"),
        ("OPEN_READING", "vielleicht"),
    ],
)
def test_unfit_settings_are_named(name, value) -> None:
    with pytest.raises(BadInputError, match=f"FUNDSTELLE_{name}"):
        load_settings({f"FUNDSTELLE_{name}": value})


def test_a_request_is_logged_with_its_id_and_without_its_question(caplog) -> None:
    client = a_client(an_analysis())
    with caplog.at_level(logging.INFO, "fundstelle.access"):
        client.get("/v1/search?q=geheim", headers={"X-Request-ID": "portal-42"})
        client.get("/v1/reports/%0Agefaelscht", headers={"X-Request-ID": "portal\n43"})
    first, second = (Lines().format(record) for record in caplog.records)
    assert "GET /v1/search 200 " in first
    assert "geheim" not in first
    assert "\n" not in second
    assert "GET - 404 " in second
    assert "gefaelscht" not in second


def test_who_starts_the_service_is_told_who_can_use_it() -> None:
    assert serve.hints(Settings()) == []
    assert "OPEN_READING" in serve.hints(Settings(host="0.0.0.0"))[0]
    said = " ".join(serve.hints(Settings(admin_key="kurz")))
    assert "fundstelle keys create" in said
    assert "leicht zu erraten" in said
    assert "kurz " not in said.replace("kürzer", "")


def test_what_is_compressed_already_is_left_alone() -> None:
    client = a_client(an_analysis())
    headers = {"Accept-Encoding": "gzip"}
    font = client.get("/static/kern/fonts/FiraSans-Regular.woff2", headers=headers)
    assert font.status_code == 200
    assert "content-encoding" not in font.headers
    answer = client.get("/v1/themes", headers=headers)
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/health/live", headers=headers).headers
