"""Reports are replaced and deleted as they were seen, and a request sent twice is done once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from nlp.errors import ChangedError, NotFoundError
from service.store import Expected, Store
from tests.fakes import analysed_document
from tests.service.databases import url_in
from tests.service.fakes import KEY, TEXT, FakeAnalyser, a_client, an_analysis
from tests.service.projects import client_over

pytestmark = pytest.mark.usefixtures("each_database")

KEYED = {"Authorization": f"Bearer {KEY}".encode()}
SENT = {"title": "Elternarbeit in Kiel", "text": TEXT}
OTHER = {"title": "Elternarbeit in Kiel", "text": TEXT + " Und mehr."}
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


@pytest.fixture(params=["fake", "real"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TestClient]:
    """Over a store in memory, and over a database."""
    if request.param == "fake":
        yield a_client(admin_key=KEY, rate=0)
        return
    with Store(url_in(tmp_path)) as store:
        client = client_over(store, admin_key=KEY, rate=0)
        client.app.state.parts.analyser = PassageLess()
        yield client


class PassageLess(FakeAnalyser):
    """The database wants a vector for each passage: this one finds none."""

    def analyse(self, reports):
        from dataclasses import replace

        for analysis in super().analyse(reports):
            yield replace(analysis, passages=())


def put(client, body, name="neu", **headers):
    return client.put(f"/v1/reports/{name}", json=body, headers=KEYED | headers)


def post(client, body, **headers):
    return client.post("/v1/reports", json=body, headers=KEYED | headers)


# PUT, DELETE, GET with conditions


def test_a_report_is_put_replaced_and_left_alone(client) -> None:
    first = put(client, SENT)
    assert (first.status_code, first.json()["state"]) == (201, "new")
    assert first.headers["location"] == "/v1/reports/neu"
    assert first.headers["etag"] == client.get("/v1/reports/neu").headers["etag"]
    same = put(client, SENT)
    assert (same.status_code, same.json()["state"]) == (200, "unchanged")
    assert same.headers["etag"] == first.headers["etag"]
    changed = put(client, OTHER)
    assert (changed.status_code, changed.json()["state"]) == (200, "changed")
    assert changed.headers["etag"] != first.headers["etag"]
    assert client.get("/v1/reports/neu").json()["text"] == OTHER["text"]


def test_the_same_report_is_not_analysed_again(client) -> None:
    put(client, SENT)

    class Refusing:
        version = client.app.state.parts.analyser.version

        def analyse(self, reports):
            raise AssertionError

    client.app.state.parts.analyser = Refusing()
    assert put(client, SENT).json()["state"] == "unchanged"


def test_a_file_is_put_under_the_id_of_the_address(client) -> None:
    file = {"file": ("ganz anders.txt", TEXT.encode(), "text/plain")}
    answer = client.put("/v1/reports/kiel", files=file, headers=KEYED)
    assert (answer.status_code, answer.json()["id"]) == (201, "kiel")


def test_an_id_in_the_body_must_be_that_of_the_address(client) -> None:
    assert put(client, SENT | {"id": "neu"}).status_code == 201
    assert put(client, SENT | {"id": "alt"}).status_code == 422


@pytest.mark.parametrize("name", ["a%2Fb", "x" * 201, "a%00b", "a%1Bb"])
def test_a_new_id_must_fit_into_an_address(client, name) -> None:
    assert put(client, SENT, name).status_code == 422


def test_nobody_replaces_what_they_have_not_seen(client) -> None:
    seen = put(client, SENT).headers["etag"]
    assert put(client, OTHER, **{"If-Match": seen}).status_code == 200
    late = put(client, SENT, **{"If-Match": seen})
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    assert client.get("/v1/reports/neu").json()["text"] == OTHER["text"]
    gone = client.delete("/v1/reports/neu", headers=KEYED | {"If-Match": seen})
    assert gone.status_code == 412
    now = client.get("/v1/reports/neu").headers["etag"]
    assert client.delete("/v1/reports/neu", headers=KEYED | {"If-Match": now}).status_code == 204
    assert client.delete("/v1/reports/neu", headers=KEYED).status_code == 404


@pytest.mark.parametrize(
    ("condition", "there", "status"),
    [
        ({"If-Match": "*"}, True, 200),
        ({"If-Match": "*"}, False, 412),
        ({"If-Match": '"anders"'}, True, 412),
        ({"If-Match": '"anders", "noch-anders"'}, True, 412),
        ({"If-Match": "ohne Anführung"}, True, 422),
        ({"If-None-Match": "*"}, True, 412),
        ({"If-None-Match": "*"}, False, 201),
        ({"If-None-Match": '"anders"'}, True, 200),
        ({"If-None-Match": ","}, True, 422),
    ],
)
def test_conditions_hold(client, condition, there, status) -> None:
    if there:
        put(client, SENT)
    condition = {name: value.encode() for name, value in condition.items()}
    assert put(client, OTHER, **condition).status_code == status


def test_a_weak_tag_never_lets_anybody_write(client) -> None:
    seen = put(client, SENT).headers["etag"]
    assert put(client, OTHER, **{"If-Match": f"W/{seen}"}).status_code == 412
    assert put(client, OTHER, **{"If-Match": f'"x" , {seen}'}).status_code == 200


def test_a_new_report_may_ask_to_be_the_first(client) -> None:
    sent = SENT | {"id": "neu"}
    assert post(client, sent, **{"If-None-Match": "*"}).status_code == 201
    assert post(client, sent, **{"If-None-Match": "*"}).status_code == 412


def test_what_somebody_has_already_is_not_sent_again(client) -> None:
    put(client, SENT)
    first = client.get("/v1/reports/neu")
    tag = first.headers["etag"]
    for condition in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = client.get("/v1/reports/neu", headers={"If-None-Match": condition})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert "X-API-Key" in again.headers["vary"]
    put(client, OTHER)
    assert client.get("/v1/reports/neu", headers={"If-None-Match": tag}).status_code == 200


def test_the_tag_of_whoever_sees_persons_lets_them_write_too() -> None:
    client = a_client(an_analysis(), admin_key=KEY)
    closed = client.get("/v1/reports/kiel").headers["etag"]
    seen = a_client(an_analysis(), release_persons=True).get("/v1/reports/kiel").headers["etag"]
    assert seen != closed
    assert put(client, OTHER, "kiel", **{"If-Match": seen}).status_code == 200


# The store itself


def test_the_store_compares_and_changes_in_one(store: Store) -> None:
    analysis, document = analysed_document("a", "Elternabend in Kiel")
    store.put(analysis, document, expected=Expected(updated=None))
    with pytest.raises(ChangedError):
        store.put(analysis, document, expected=Expected(updated=None))
    seen = store.get("a").updated
    store.put(analysis, document, expected=Expected(updated=seen))
    with pytest.raises(ChangedError):
        store.put(analysis, document, expected=Expected(updated=seen))
    with pytest.raises(ChangedError):
        store.delete("a", expected=Expected(updated=seen))
    with pytest.raises(ChangedError):
        store.delete("b", expected=Expected(updated=seen))
    with pytest.raises(NotFoundError):
        store.delete("b")
    store.delete("a", expected=Expected(updated=store.get("a").updated))


def test_of_two_who_write_at_once_one_is_told(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as store:
        client = client_over(store, admin_key=KEY)
        client.app.state.parts.analyser = PassageLess()
        seen = put(client, SENT).headers["etag"]
        bodies = [SENT | {"text": f"{TEXT} Fassung {n}."} for n in range(6)]
        codes: list[int] = []

        def write(body) -> None:
            codes.append(put(client, body, **{"If-Match": seen}).status_code)

        writers = [threading.Thread(target=write, args=(body,)) for body in bodies]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert sorted(codes) == [200, 412, 412, 412, 412, 412]


# The same again


def test_two_texts_without_a_name_do_not_share_an_id(client) -> None:
    one, other = post(client, {"text": TEXT}), post(client, {"text": TEXT + " Mehr."})
    assert one.status_code == other.status_code == 201
    assert one.json()["id"] != other.json()["id"]
    assert post(client, {"text": TEXT}).json()["state"] == "unchanged"


def test_a_request_sent_twice_is_done_once(client) -> None:
    key = {"Idempotency-Key": "vorgang-1"}
    first = post(client, SENT, **key)
    again = post(client, SENT, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["location"] == first.headers["location"]


def test_a_file_sent_twice_is_the_same_whatever_its_boundaries(client) -> None:
    file = {"file": ("kiel.txt", TEXT.encode(), "text/plain")}
    for _ in range(2):
        headers = KEYED | {"Idempotency-Key": "datei"}
        answer = client.post("/v1/reports", files=file, headers=headers)
        assert answer.status_code == 201


def test_a_key_for_something_else_is_refused(client) -> None:
    post(client, SENT, **{"Idempotency-Key": "vorgang-1"})
    other = post(client, OTHER, **{"Idempotency-Key": "vorgang-1"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-mismatch")
    assert post(client, OTHER, **{"Idempotency-Key": "vorgang-2"}).status_code == 200


def test_what_was_refused_may_be_sent_again(client) -> None:
    key = {"Idempotency-Key": "vorgang-1"}
    assert post(client, {"text": "!!!"}, **key).status_code == 422
    assert post(client, SENT, **key).status_code == 201


def test_a_deleted_report_leaves_no_copy(client) -> None:
    key = {"Idempotency-Key": "vorgang-1"}
    name = post(client, SENT, **key).json()["id"]
    client.delete(f"/v1/reports/{name}", headers=KEYED)
    assert post(client, SENT, **key).status_code == 404


def test_while_the_first_is_answered_the_second_has_to_wait(client) -> None:
    parts, begun, go = client.app.state.parts, threading.Event(), threading.Event()
    fast = parts.analyser

    class Slow:
        version = fast.version

        def analyse(self, reports):
            begun.set()
            go.wait(20)
            return fast.analyse(reports)

    parts.analyser = Slow()
    answers = []
    key = {"Idempotency-Key": "vorgang-1"}
    first = threading.Thread(target=lambda: answers.append(post(client, SENT, **key)))
    first.start()
    assert begun.wait(10)
    second = post(client, SENT, **key)
    go.set()
    first.join(20)
    assert (second.status_code, second.json()["code"]) == (409, "idempotency-running")
    assert second.headers["retry-after"] == "5"
    assert answers[0].status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "mit leer", "ä"])
def test_an_unfit_key_is_refused(client, key) -> None:
    answer = post(client, SENT, **{"Idempotency-Key": key.encode()})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_requests_are_forgotten_after_a_day_and_broken_ones_sooner(store: Store) -> None:
    retries = store.retries
    assert retries.claim("a", "1", now=NOW) is None
    running = retries.claim("a", "1", now=NOW + timedelta(minutes=14))
    assert running
    assert running.report_id is None
    assert retries.claim("a", "1", now=NOW + timedelta(minutes=16)) is None
    retries.settle("a", report_id="kiel", state="new")
    done = retries.claim("a", "2", now=NOW + timedelta(hours=23))
    assert done
    assert (done.body, done.report_id, done.state) == ("1", "kiel", "new")
    assert retries.claim("a", "2", now=NOW + timedelta(days=1, minutes=17)) is None
    assert retries.count() == 1
    retries.release("a")
    assert retries.count() == 0
