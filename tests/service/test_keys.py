"""Keys are shown once, stored as digests, do what their scopes say, and end when revoked."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from nlp.errors import BadInputError, NotFoundError, StoreError
from service.cli import main
from service.keys import NOTED_EVERY, Caller, KeyRing, create_key, now
from service.log import Lines
from service.settings import Settings
from service.store import Store
from tests.fakes import FakeModels
from tests.service.databases import raw, url_in
from tests.service.fakes import KEY, TEXT, FakeKeys, a_client, an_analysis

pytestmark = pytest.mark.usefixtures("each_database")

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


def client_with(*scopes: str, **settings):
    """A client of a service that has a key with these scopes, and what sends it along."""
    client = a_client(an_analysis(), **settings)
    _, secret = create_key(client.app.state.parts.store.keys, name="Portal", scopes=scopes)
    return client, {"Authorization": f"Bearer {secret}"}


# What is kept


def test_the_database_never_holds_the_key(store: Store, tmp_path: Path) -> None:
    _, secret = create_key(store.keys, name="Portal", scopes=["read"])
    with raw(url_in(tmp_path)) as connection:
        rows = str(connection.execute(text("SELECT * FROM api_keys")).all())
    assert secret[:12] == f"fst_{store.keys.all()[0].id}"
    assert secret[12:] not in rows
    assert secret not in rows
    assert len(secret) == 56


def test_a_key_is_recognised_until_it_is_revoked(store: Store) -> None:
    key, secret = create_key(store.keys, name="Portal", scopes=["write", "persons"])
    ring = KeyRing(store.keys)
    caller = ring.caller(secret.encode())
    assert caller == Caller(
        id=key.id, name="Portal", scopes=frozenset({"read", "tag", "write", "persons"})
    )
    assert store.keys.revoke(key.id, now())
    assert not store.keys.revoke(key.id, now())
    assert ring.caller(secret.encode()) is None
    assert ring.is_empty()


@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + "x", lambda s: s.swapcase()])
def test_a_key_that_is_nearly_right_is_wrong(store: Store, change) -> None:
    _, secret = create_key(store.keys, name="Portal", scopes=["read"])
    assert KeyRing(store.keys).caller(change(secret).encode()) is None


def test_a_right_prefix_with_another_secret_is_wrong(store: Store) -> None:
    key, _ = create_key(store.keys, name="eins", scopes=["read"])
    _, other = create_key(store.keys, name="zwei", scopes=["admin"])
    assert KeyRing(store.keys).caller(f"fst_{key.id}{other[12:]}".encode()) is None


def test_the_key_of_the_settings_may_do_all_but_see_persons() -> None:
    caller = KeyRing(FakeKeys(), setting=KEY).caller(KEY.encode())
    assert caller
    assert caller.scopes == {"admin", "write", "tag", "read"}


@pytest.mark.parametrize("given", [b"", b"fst_", b"\xff\x00", b"x" * 10_000])
def test_anything_else_is_nobodys_key(given: bytes) -> None:
    assert KeyRing(FakeKeys()).caller(given) is None
    assert KeyRing(FakeKeys(), setting=KEY).caller(given) is None


@pytest.mark.parametrize(
    ("name", "scopes", "words"),
    [
        ("Portal", ["alles"], "alles"),
        ("Portal", [], "braucht ein Recht"),
        (" ", ["read"], "Namen"),
        ("x" * 101, ["read"], "Namen"),
        ("\x1b[2J", ["read"], "Namen"),
    ],
)
def test_unfit_keys_are_not_made(name: str, scopes: list[str], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        create_key(FakeKeys(), name=name, scopes=scopes)


def test_the_last_use_is_written_now_and_then() -> None:
    keys, times = FakeKeys(), iter(START + timedelta(seconds=s) for s in (0, 1, 299, 301))
    key, secret = create_key(keys, name="Portal", scopes=["read"])
    ring = KeyRing(keys, clock=lambda: next(times))
    caller = ring.caller(secret.encode())
    assert caller
    for _ in range(4):
        ring.note_use(caller)
    assert keys.uses == 2
    assert keys.keys[key.id].used == START + timedelta(seconds=301)
    assert timedelta(seconds=300) == NOTED_EVERY


def test_a_database_that_cannot_be_written_does_not_stop_a_reader(caplog) -> None:
    class Locked(FakeKeys):
        def note_use(self, key_id, at):
            raise StoreError("gesperrt")

    keys = Locked()
    key, secret = create_key(keys, name="Portal", scopes=["read"])
    ring = KeyRing(keys)
    ring.note_use(Caller(id=key.id))
    assert ring.caller(secret.encode())
    assert "StoreError" in caplog.text


def test_settings_show_no_secret() -> None:
    shown = repr(Settings(admin_key=KEY, database_url="postgresql://u:geheim@db/f"))
    assert "geheim" not in shown


def test_an_unreadable_database_address_is_told_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        Store("kein-treiber://nutzer:geheim@db/fundstelle")
    assert "geheim" not in str(caught.value)
    assert "db/fundstelle" in str(caught.value)


# On the command line


def test_keys_are_made_listed_and_revoked(tmp_path: Path, capsys) -> None:
    def keys(*arguments: str) -> tuple[int, str, str]:
        code = main(["keys", *arguments, "--data", str(tmp_path / "data")], FakeModels())
        return code, *capsys.readouterr()

    code, out, err = keys("create", "--name", "Portal", "--scope", "tag, read")
    secret = out.strip()
    assert (code, len(secret)) == (0, 56)
    assert "Portal" in err
    assert secret not in err
    _, out, _ = keys("list")
    assert secret[:12] in out
    assert secret[12:] not in out
    assert "Portal\tread,tag\tangelegt" in out
    assert "nie benutzt\tgilt" in out
    assert keys("revoke", secret)[0] == 0
    assert "widerrufen" in keys("list")[1]
    assert "schon widerrufen" in keys("revoke", secret[:12])[2]
    assert keys("revoke", "fst_nichtsda")[0] == 1
    assert keys("create", "--name", "x", "--scope", "alles")[0] == 1


def test_revoking_an_unknown_key_is_an_error(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.keys.revoke("nichtsda", now())


# Over HTTP


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        (["read"], {"read"}),
        (["tag"], {"tag"}),
        (["write"], {"read", "tag", "write"}),
        (["admin"], {"read", "tag", "write"}),
        (["persons"], set()),
    ],
)
def test_a_key_does_what_its_scopes_say(scopes, allowed) -> None:
    client, headers = client_with(*scopes, open_reading=False)
    asked = {
        "read": client.get("/v1/reports/kiel", headers=headers),
        "tag": client.post("/v1/tag", json={"text": TEXT}, headers=headers),
        "write": client.put("/v1/reports/neu", json={"text": TEXT}, headers=headers),
    }
    assert {name for name, answer in asked.items() if answer.is_success} == allowed
    for name, answer in asked.items():
        if name not in allowed:
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
            assert "insufficient_scope" in answer.headers["www-authenticate"]


def test_a_key_may_come_as_x_api_key() -> None:
    client, headers = client_with("write")
    key = headers["Authorization"].removeprefix("Bearer ")
    assert client.delete("/v1/reports/kiel", headers={"X-API-Key": key}).status_code == 204


def test_a_key_in_the_address_counts_for_nothing() -> None:
    client, headers = client_with("write")
    key = headers["Authorization"].removeprefix("Bearer ")
    for name in ("key", "api_key", "access_token", "X-API-Key"):
        assert client.delete("/v1/reports/kiel", params={name: key}).status_code == 401


def test_a_wrong_key_is_refused_even_where_none_is_needed() -> None:
    client, _ = client_with("read")
    answer = client.get("/v1/reports/kiel", headers={"Authorization": "Bearer falsch"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/v1/reports/kiel").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_writing_is_never_open(method) -> None:
    client, _ = client_with("write", open_reading=True)
    answer = client.request(method, "/v1/reports/kiel", json={"text": TEXT})
    assert (answer.status_code, answer.json()["code"]) == (401, "key-missing")


def test_persons_are_released_by_their_own_scope_alone() -> None:
    client, headers = client_with("read", "persons")
    named = client.get("/v1/reports/kiel", headers=headers)
    assert "PERSON" in {m["label"] for m in named.json()["mentions"]}
    held_back = client.get("/v1/reports/kiel")
    assert "PERSON" not in {m["label"] for m in held_back.json()["mentions"]}
    assert named.headers["etag"] != held_back.headers["etag"]
    assert "X-API-Key" in named.headers["vary"]
    assert "private" in named.headers["cache-control"]
    client, headers = client_with("admin")
    report = client.get("/v1/reports/kiel", headers=headers).json()
    assert "PERSON" not in {m["label"] for m in report["mentions"]}


CLOSED = ["/", "/berichte", "/berichte/kiel", "/projekte", "/analyse", "/v1/reports", "/nichts"]
OPEN = ["/health/live", "/docs", "/openapi.json", "/static/fundstelle.css"]


@pytest.mark.parametrize("path", [*CLOSED, *OPEN])
def test_closed_reading_leaves_open_only_what_says_how_to_get_in(path) -> None:
    client, _ = client_with("read", open_reading=False)
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code in (303, 401)) == (path in CLOSED)
    if path.startswith("/v1/"):
        assert answer.headers["www-authenticate"] == "Bearer"
    elif path in CLOSED:
        assert answer.headers["location"].startswith("/anmelden?zurueck=%2F")
        sent = client.post("/analyse", data={"text": TEXT}, follow_redirects=False)
        assert sent.headers["www-authenticate"].startswith("Basic")


def login(headers) -> dict[str, str]:
    key = headers["Authorization"].removeprefix("Bearer ")
    return {"Authorization": "Basic " + base64.b64encode(f"ich:{key}".encode()).decode()}


def test_a_browser_logs_in_with_a_key_but_cannot_be_made_to_write() -> None:
    client, headers = client_with("write", open_reading=False)
    assert client.get("/berichte/kiel", headers=login(headers)).status_code == 200
    assert client.get("/v1/reports/kiel", headers=login(headers)).status_code == 401
    assert client.delete("/v1/reports/kiel", headers=login(headers)).status_code == 401


def test_pages_need_the_scope_to_read() -> None:
    client, headers = client_with("tag", open_reading=False)
    assert client.get("/berichte/kiel", headers=login(headers)).status_code == 403


@pytest.mark.parametrize("given", ["Basic ich:du", "Basic %%%", "Basic aWNoOmR1", "Negotiate x"])
def test_a_login_for_a_proxy_in_front_is_passed_over(given) -> None:
    client, _ = client_with("read")
    assert client.get("/berichte", headers={"Authorization": given}).status_code == 200


def test_guessing_is_slowed_down_also_for_the_right_key() -> None:
    client, headers = client_with("read")
    wrong = {"Authorization": "Bearer geraten"}
    codes = [client.get("/v1/reports", headers=wrong).status_code for _ in range(12)]
    assert codes == [401] * 10 + [429] * 2
    answer = client.get("/v1/reports", headers=headers)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert client.get("/v1/reports").status_code == 200


def test_no_key_stands_in_the_log(caplog) -> None:
    client, headers = client_with("read")
    key = headers["Authorization"].removeprefix("Bearer ")
    with caplog.at_level(logging.DEBUG):
        client.get("/v1/search", params={"q": "Geheimfrage"}, headers=headers)
        client.get("/v1/reports", headers={"X-API-Key": key + "x"})
    ours = [Lines().format(r) for r in caplog.records if r.name.startswith("fundstelle")]
    assert any(f"key={key[4:12]}" in line for line in ours)
    assert key[13:] not in "".join(ours)
    assert "Geheimfrage" not in "".join(ours)


def test_the_use_of_a_key_is_noted() -> None:
    client, headers = client_with("read")
    for _ in range(3):
        client.get("/v1/reports", headers=headers)
    keys = client.app.state.parts.store.keys
    assert keys.uses == 1
