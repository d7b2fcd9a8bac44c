"""What holds for every request: limits, headers, ids, errors that show nothing of the inside."""

import logging

import pytest

from nlp.errors import BadInputError
from service.api.guard import MAX_BODY
from service.serve import address_of, bind
from tests.service.fakes import TEXT, FakeFinder, a_client, an_analysis


@pytest.fixture
def client():
    return a_client(an_analysis())


SCRIPTED = ("/", "/?q=Eltern", "/analyse")
PAGES = [*SCRIPTED, "/berichte", "/berichte/kiel", "/docs", "/nichts"]


@pytest.mark.parametrize("path", [*PAGES, "/v1/search?q=Eltern", "/static/fundstelle.css"])
def test_every_answer_carries_the_safe_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    # Suggestions, and the field for files, have scripts of their own.
    assert ("script-src 'self';" if path in SCRIPTED else "") in policy
    assert policy.count("script-src") == (path in SCRIPTED)
    assert "unsafe-inline" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_a_request_keeps_the_id_that_it_brings(client):
    answer = client.get("/health/live", headers={"X-Request-ID": "portal-42"})
    assert answer.headers["x-request-id"] == "portal-42"


@pytest.mark.parametrize("given", ["", "a\tb", "x" * 65, "<script>"])
def test_an_unfit_id_is_replaced(client, given):
    answer = client.get("/health/live", headers={"X-Request-ID": given})
    assert len(answer.headers["x-request-id"]) == 32


def test_a_body_over_the_limit_is_refused_although_its_length_is_not_announced(client):
    chunks = (b"x" * 1_000_000 for _ in range(MAX_BODY // 1_000_000 + 1))
    answer = client.post("/v1/tag", content=chunks, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["code"] == "too-large"


def test_a_huge_upload_gets_the_page_that_says_so(client):
    answer = client.post("/analyse", files={"file": ("riesig.txt", b"Kiel " * 6_000_000)})
    assert answer.status_code == 413
    assert "Die Eingabe ist zu groß" in answer.text


class BrokenFinder(FakeFinder):
    def find(self, question, *, limit=10):
        raise RuntimeError("/srv/geheim")

    def search(self, request):
        raise RuntimeError("/srv/geheim")


@pytest.mark.parametrize("path", ["/?q=Eltern", "/v1/search?q=Eltern"])
def test_a_bug_is_logged_with_the_request_and_shows_nothing_of_the_inside(path, caplog):
    client = a_client()
    client.app.state.parts.finder = BrokenFinder()
    with caplog.at_level(logging.ERROR, "fundstelle"):
        answer = client.get(path, headers={"X-Request-ID": "vorgang-7"})
    assert answer.status_code == 500
    assert "Da ist etwas schiefgegangen" in answer.text
    assert "vorgang-7" in answer.text
    assert "geheim" not in answer.text
    assert "content-security-policy" in answer.headers
    assert "vorgang-7" in caplog.text
    assert "/srv/geheim" in caplog.text


def test_programs_get_problem_details_and_people_get_pages(client):
    program, person = client.get("/v1/nichts"), client.get("/nichts")
    assert program.status_code == person.status_code == 404
    assert program.headers["content-type"] == "application/problem+json"
    assert person.headers["content-type"].startswith("text/html")
    assert "Nicht gefunden" in person.text


def test_long_answers_are_compressed(client):
    answer = client.get("/docs", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


def test_the_service_says_that_it_lives_and_how_many_reports_it_holds(client):
    assert client.get("/health/live").json()["status"] == "ok"
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["reports"]) == ("ok", 1)


def test_one_analysis_waits_for_another_and_gives_up_in_german():
    client = a_client(an_analysis(), analysis_patience=0)
    with client.app.state.parts.turn():
        answer = client.post("/v1/tag", json={"text": TEXT})
    assert answer.status_code == 503
    assert answer.json()["code"] == "busy"
    assert client.post("/v1/tag", json={"text": TEXT}).status_code == 200


def test_a_port_that_is_taken_is_said_to_be_so_before_anything_is_loaded():
    with bind("127.0.0.1", 0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(BadInputError, match=f"Port {port} ist schon belegt"):
            bind("127.0.0.1", port)


def test_a_host_of_another_machine_is_refused_in_german():
    with pytest.raises(BadInputError, match="--host"):
        bind("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("localhost", "localhost")],
)
def test_the_address_that_is_told_can_be_opened_here(host, shown):
    with bind(host, 0) as listener:
        assert address_of(host, listener) == f"http://{shown}:{listener.getsockname()[1]}/"
