"""Logging in: a cookie in place of the key, for our own pages only, and never for longer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from service.keys import KeyRing, create_key, now
from service.log import Lines
from service.sessions import LIFETIME, SessionDesk
from service.store import Store
from service.web.addresses import own_address
from tests.service.databases import raw, url_in
from tests.service.fakes import KEY, TEXT, FakeKeys, FakeSessions, a_client, an_analysis

START = datetime(2026, 3, 1, tzinfo=UTC)
OWN = {"Sec-Fetch-Site": "same-origin"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://evil.example"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "null"},
    {"Referer": "http://testserver/berichte"},
    {},
]


def client_and_key(*scopes: str, **settings) -> tuple[TestClient, str]:
    client = a_client(an_analysis(), **settings)
    client.follow_redirects = False
    _, secret = create_key(client.app.state.parts.store.keys, name="Redaktion", scopes=scopes)
    return client, secret


def log_in(client: TestClient, key: str, back: str = "", **headers: str):
    sent = {"schluessel": key} | ({"zurueck": back} if back else {})
    return client.post("/anmelden", data=sent, headers=headers)


def logged_in(*scopes: str, **settings) -> TestClient:
    client, key = client_and_key(*scopes, **settings)
    assert log_in(client, key).status_code == 303
    return client


# What is kept


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


@pytest.mark.usefixtures("each_database")
def test_neither_token_nor_key_is_stored_and_a_revoked_key_ends_its_sessions(
    store: Store, tmp_path: Path
) -> None:
    key, secret = create_key(store.keys, name="Redaktion", scopes=["write"])
    ring = KeyRing(store.keys)
    desk = SessionDesk(store.sessions, ring)
    token = desk.open(ring.caller(secret.encode()))
    assert desk.caller(token) == ring.caller(secret.encode())
    with raw(url_in(tmp_path)) as connection:
        rows = str(connection.execute(text("SELECT * FROM sessions")).all())
    assert key.id in rows
    assert token not in rows
    assert secret[12:] not in rows
    store.keys.revoke(key.id, now())
    assert desk.caller(token) is None
    with raw(url_in(tmp_path)) as connection:
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 0


@pytest.mark.usefixtures("each_database")
def test_a_session_ends_after_its_time_however_often_it_is_used(store: Store) -> None:
    _, secret = create_key(store.keys, name="Redaktion", scopes=["write"])
    ring = KeyRing(store.keys)
    at = START
    desk = SessionDesk(store.sessions, ring, clock=lambda: at)
    token = desk.open(ring.caller(secret.encode()))
    for hours in (1, 6, 11.99):
        at = START + timedelta(hours=hours)
        assert desk.caller(token)
    at = START + LIFETIME
    assert desk.caller(token) is None
    at = START
    assert desk.caller(token) is None


def test_ended_sessions_are_deleted_with_the_next_login() -> None:
    keys, kept, at = FakeKeys(), FakeSessions(), START
    _, secret = create_key(keys, name="Redaktion", scopes=["write"])
    ring = KeyRing(keys)
    desk = SessionDesk(kept, ring, clock=lambda: at)
    caller = ring.caller(secret.encode())
    desk.open(caller)
    at = START + LIFETIME
    desk.open(caller)
    assert len(kept.kept) == 1
    at += LIFETIME
    desk.forget()
    assert kept.kept == {}


def test_another_key_in_the_settings_ends_sessions_of_the_old_one() -> None:
    kept = FakeSessions()
    ring = KeyRing(FakeKeys(), setting=KEY)
    token = SessionDesk(kept, ring).open(ring.caller(KEY.encode()))
    assert SessionDesk(kept, ring).caller(token)
    for other in ("", "another"):
        again = SessionDesk(FakeSessions(dict(kept.kept)), KeyRing(FakeKeys(), setting=other))
        assert again.caller(token) is None


# The form


def test_somebody_logs_in_reads_and_logs_out() -> None:
    client, key = client_and_key("write", open_reading=False)
    sent = client.get("/berichte?nach=a%20b")
    assert sent.status_code == 303
    assert sent.headers["location"] == "/anmelden?zurueck=%2Fberichte%3Fnach%3Da%2520b"
    form = client.get(sent.headers["location"])
    assert 'value="/berichte?nach=a%20b"' in form.text
    answer = log_in(client, key, "/berichte?nach=a%20b")
    assert (answer.status_code, answer.headers["location"]) == (303, "/berichte?nach=a%20b")
    page = client.get("/berichte")
    assert page.status_code == 200
    assert "Abmelden" in page.text
    assert "(Redaktion)" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    left = client.post("/abmelden", headers=OWN)
    assert (left.status_code, left.headers["location"]) == (303, "/")
    assert client.get("/berichte").status_code == 303
    assert client.app.state.parts.store.sessions.kept == {}


def test_the_cookie_is_for_nobody_but_this_service() -> None:
    client, key = client_and_key("read")
    cookie = log_in(client, key).headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"httponly", "max-age=43200", "path=/", "samesite=strict"}
    secure = TestClient(client.app, base_url="https://testserver", follow_redirects=False)
    assert "; Secure" in log_in(secure, key).headers["set-cookie"]
    assert key not in cookie


def test_pages_without_a_login_may_be_cached_but_not_for_others() -> None:
    client = logged_in("read")
    assert "Cookie" in client.get("/berichte").headers["vary"]
    client.cookies.clear()
    page = client.get("/berichte")
    assert "Anmelden" in page.text
    assert "no-store" not in page.headers.get("cache-control", "")
    assert "Cookie" in page.headers["vary"]
    assert "no-store" in client.get("/anmelden").headers["cache-control"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "Bitte geben Sie Ihren Schlüssel ein"),
        ("falsch", "gilt hier nicht"),
        ("x" * 5000, "zu lang"),
        ("\x00ü", "gilt hier nicht"),
    ],
)
def test_a_wrong_key_is_told_in_german_and_opens_nothing(given: str, words: str) -> None:
    client, _ = client_and_key("read")
    answer = log_in(client, given, "/projekte")
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="/projekte"' in answer.text
    assert "set-cookie" not in answer.headers
    if len(given) > 1:
        assert given not in answer.text


def test_a_service_without_keys_says_so() -> None:
    client = a_client(an_analysis())
    answer = log_in(client, "irgendeiner")
    assert answer.status_code == 403
    assert "noch keinen Schlüssel" in answer.text


def test_guessing_in_the_form_counts_as_guessing_anywhere() -> None:
    client, key = client_and_key("read")
    codes = [log_in(client, "geraten").status_code for _ in range(5)]
    wrong = {"Authorization": "Bearer geraten"}
    codes += [client.get("/v1/reports", headers=wrong).status_code for _ in range(5)]
    assert codes == [422] * 5 + [401] * 5
    answer = log_in(client, key)
    assert answer.status_code == 429
    assert "zu viele falsche" in answer.text
    assert int(answer.headers["retry-after"]) >= 1


def test_the_key_of_the_settings_works_for_the_login() -> None:
    client = a_client(an_analysis(), admin_key=KEY)
    client.follow_redirects = False
    assert log_in(client, KEY).status_code == 303
    assert "(Verwaltung)" in client.get("/berichte").text
    answer = client.delete("/v1/reports/kiel", headers=OWN)
    assert answer.status_code == 204


def test_a_new_login_ends_the_one_before() -> None:
    client, key = client_and_key("read")
    log_in(client, key)
    log_in(client, key, **OWN)
    assert len(client.app.state.parts.store.sessions.kept) == 1


def test_neither_key_nor_token_stands_in_the_log(caplog) -> None:
    client, key = client_and_key("read")
    with caplog.at_level(logging.DEBUG):
        log_in(client, key + "x")
        log_in(client, key)
        client.get("/berichte")
    ours = "".join(Lines().format(r) for r in caplog.records if r.name.startswith("fundstelle"))
    assert f"key={key[4:12]}" in ours
    assert key[13:] not in ours
    assert client.cookies["fundstelle"] not in ours


# Back to where somebody came from


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/abmelden",
        "/anmelden?zurueck=/",
        "/v1/reports",
        "/" + "x" * 3000,
        "/ü",
        "",
    ],
)
def test_nobody_is_led_elsewhere_after_the_login(address: str) -> None:
    client, key = client_and_key("read")
    answer = log_in(client, key, address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    asked = client.get("/anmelden", params={"zurueck": address})
    assert "location" not in asked.headers
    if "evil" in address:
        assert "evil" not in asked.text.split("<main")[1]


@given(st.text(alphabet="/\\.:@ \t\nevilü%?#", max_size=12))
def test_an_own_address_is_read_as_one_by_browsers(address: str) -> None:
    # As the URL standard has it: tabs and line breaks are dropped, a backslash is a slash.
    read = "".join(c for c in address.strip() if c not in "\t\r\n").replace("\\", "/")
    if own_address(address):
        assert read.startswith("/")
        assert not read.startswith("//")


def test_who_is_logged_in_goes_on_from_the_form() -> None:
    client = logged_in("read", open_reading=False)
    assert client.get("/anmelden?zurueck=/projekte").headers["location"] == "/projekte"
    assert "Sie sind angemeldet" in client.get("/anmelden").text


def test_a_link_from_elsewhere_does_not_ask_who_is_logged_in_for_the_key_again() -> None:
    client, _ = client_and_key("read")
    form = client.get("/anmelden?zurueck=/projekte", headers={"Sec-Fetch-Site": "cross-site"})
    assert form.headers["refresh"] == "0"
    assert "refresh" not in client.get("/anmelden", headers=OWN).headers
    assert "refresh" not in client.get("/anmelden").headers


# What the cookie is good for


def test_scripts_of_our_pages_may_do_what_the_key_may() -> None:
    client = logged_in("write", "persons", open_reading=False)
    report = client.get("/v1/reports/kiel", headers=OWN)
    assert "PERSON" in {m["label"] for m in report.json()["mentions"]}
    assert "Cookie" in report.headers["vary"]
    new = client.put(
        "/v1/reports/neu", json={"text": TEXT}, headers={"Origin": "http://testserver"}
    )
    assert new.status_code == 201
    assert client.get("/v1/vocabularies", headers=OWN).status_code != 401
    assert client.post("/v1/webhooks", json={}, headers=OWN).status_code == 403


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/v1/reports/kiel"),
        ("PUT", "/v1/reports/neu"),
        ("POST", "/v1/tag"),
        ("POST", "/annif/v1/projects/fundstelle/suggest"),
        ("POST", "/analyse"),
        ("POST", "/abmelden"),
    ],
)
def test_no_other_site_can_change_anything_with_the_cookie(headers, method, path) -> None:
    client = logged_in("admin")
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == 403
    assert "Seiten dieses Dienstes" in answer.text
    assert client.get("/v1/reports/kiel").status_code == 200
    assert len(client.app.state.parts.store.sessions.kept) == 1


@pytest.mark.parametrize("headers", [h for h in FOREIGN if "Referer" not in h])
def test_the_api_answers_others_as_if_there_were_no_cookie(headers) -> None:
    client = logged_in("read", "persons", open_reading=False)
    assert client.get("/v1/reports/kiel", headers=headers).status_code == 401


def test_where_no_encryption_is_the_referer_tells_who_reads() -> None:
    client = logged_in("read", open_reading=False)
    own = {"Referer": "http://testserver/berichte?x=1"}
    assert client.get("/v1/reports/kiel", headers=own).status_code == 200
    for other in ("http://testserver.evil.example/", "http://evil.example/http://testserver/"):
        answer = client.get("/v1/reports/kiel", headers={"Referer": other})
        assert answer.status_code == 401


@pytest.mark.parametrize("headers", FOREIGN[:2] + FOREIGN[3:8])
def test_no_other_site_can_log_somebody_in(headers) -> None:
    client, key = client_and_key("read")
    answer = log_in(client, key, **headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_key_in_a_header_goes_before_the_cookie() -> None:
    client = logged_in("admin")
    _, other = create_key(client.app.state.parts.store.keys, name="Leser", scopes=["read"])
    headers = {"Authorization": f"Bearer {other}"} | OWN
    assert client.delete("/v1/reports/kiel", headers=headers).status_code == 403
    assert client.get("/v1/reports", headers={"X-API-Key": "falsch"} | OWN).status_code == 401


@pytest.mark.parametrize("token", ["x", "a" * 43, "ü" * 43, "", "a" * 43 + ";"])
def test_a_made_up_cookie_is_nobodys(token: str) -> None:
    client = a_client(an_analysis(), open_reading=False)
    answer = client.get(
        "/v1/reports/kiel", headers={"Cookie": f"fundstelle={quote(token, safe=';')}"} | OWN
    )
    assert answer.status_code == 401


def test_sessions_end_over_http_when_the_key_does() -> None:
    client, key = client_and_key("read", open_reading=False)
    log_in(client, key)
    client.app.state.parts.store.keys.revoke(key[4:12], now())
    assert client.get("/berichte").status_code == 303
    assert client.app.state.parts.store.sessions.kept == {}


def test_a_cookie_of_something_else_on_the_same_host_is_passed_over() -> None:
    client = a_client(an_analysis())
    answer = client.get("/berichte", headers={"Cookie": "PHPSESSID=abc; x"})
    assert answer.status_code == 200
