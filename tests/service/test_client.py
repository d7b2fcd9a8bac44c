"""The Python client against the application itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from service.client import FundstelleApiError, FundstelleClient, FundstelleUnreachableError
from tests.service.fakes import KEY, TEXT, a_client, an_analysis
from tests.service.test_jobs import TEXT as GERMAN
from tests.service.test_jobs import Service

ADDRESS = "http://fundstelle.test"


class Through(httpx.BaseTransport):
    """Requests go straight into an application."""

    def __init__(self, app: object) -> None:
        self._transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        sent = httpx.Request(
            request.method, request.url, headers=request.headers, content=request.read()
        )
        answer = await self._transport.handle_async_request(sent)
        data = b"".join([piece async for piece in answer.stream])  # type: ignore[union-attr]
        return httpx.Response(answer.status_code, headers=answer.headers, content=data)


def over(app: object, key: str = "") -> FundstelleClient:
    return FundstelleClient(ADDRESS, key=key, http=httpx.Client(transport=Through(app)))


@pytest.fixture
def reader() -> FundstelleClient:
    return over(a_client(an_analysis(), an_analysis("lübeck am meer/2")).app)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    opened = Service(tmp_path)
    yield opened
    opened.store.close()


def test_search_gives_hits_with_their_places(reader: FundstelleClient) -> None:
    found = reader.search("Eltern", limit=1)
    (hit,) = found.hits
    assert (found.total, found.more_than) == (found.raw["total"], False)
    assert [each.report for each in reader.hits("Eltern")] == ["kiel", "lübeck am meer/2"]
    assert reader.facets("Eltern").total == found.total
    assert hit.text == TEXT[hit.start : hit.end]
    assert [TEXT[h.start : h.end] for h in hit.highlights] == ["Hausbesuche"]
    assert hit.themes == ("Elternarbeit",)
    assert hit.link.startswith("/berichte/kiel#")


def test_reports_are_read_and_listed_over_all_pages(reader: FundstelleClient) -> None:
    assert [each.id for each in reader.reports(batch=1)] == ["kiel", "lübeck am meer/2"]
    assert reader.report("lübeck am meer/2").text == TEXT
    assert reader.similar("kiel").report == "kiel"


def test_what_is_read_out_of_a_text_comes_as_records(reader: FundstelleClient) -> None:
    read = reader.tag(TEXT, max_themes=1)
    (project,) = read.projects
    assert project.name == "Brückenbau Gaarden"
    assert read.mentions[project.mentions[0]].text in (*project.aliases, project.name)
    assert [TEXT[e.start : e.end] for e in read.themes[0].evidence] == ["Hausbesuche"]
    assert {lesson.kind for lesson in read.lessons} >= {"obstacle", "recommendation"}
    place = next(mention.place for mention in read.mentions if mention.place)
    assert (place.name, place.state) == ("Kiel", "Schleswig-Holstein")
    (first, second) = reader.tag_batch([TEXT, " "])
    assert (first.tagged and first.tagged.id, first.problem) == (read.id, None)
    assert second.tagged is None
    assert second.problem is not None
    assert second.problem.detail.endswith(".")


@pytest.mark.parametrize(
    ("call", "status", "code", "words"),
    [
        (lambda c: c.report("fehlt"), 404, "not-found", "gibt es nicht"),
        (lambda c: c.search("x", limit=0), 422, "invalid", "limit: "),
        (lambda c: c.delete_report("kiel"), 403, "read-only", "keinen Schlüssel"),
        (lambda c: list(c.export_reports(doc_kind="brief")), 422, "invalid", "doc_kind"),
    ],
)
def test_a_refusal_is_an_exception_in_german(
    reader: FundstelleClient,
    call: Callable[[FundstelleClient], object],
    status: int,
    code: str,
    words: str,
) -> None:
    with pytest.raises(FundstelleApiError, match=words) as raised:
        call(reader)
    assert (raised.value.status, raised.value.code) == (status, code)


def test_a_refusal_says_when_to_come_back() -> None:
    busy = httpx.MockTransport(
        lambda request: httpx.Response(503, headers={"Retry-After": "7"}, json={"code": "busy"})
    )
    with pytest.raises(FundstelleApiError) as raised:
        FundstelleClient(ADDRESS, http=httpx.Client(transport=busy)).themes()
    assert raised.value.retry_after == 7.0


def test_no_answer_and_a_foreign_answer_are_told_in_german() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(FundstelleUnreachableError, match="nicht erreichbar"):
        FundstelleClient(ADDRESS, http=httpx.Client(transport=httpx.MockTransport(refuse))).themes()
    gateway = httpx.MockTransport(lambda request: httpx.Response(502, text="<html>"))
    with pytest.raises(FundstelleApiError, match="mit 502 geantwortet"):
        FundstelleClient(ADDRESS, http=httpx.Client(transport=gateway)).themes()


def test_reports_are_stored_and_forgotten(service: Service) -> None:
    client = over(service.client.app, KEY)
    entered = client.add_report(GERMAN, title="Ein Treffen", id="treffen")
    assert (entered.id, entered.state) == ("treffen", "new")
    path = service.folder / "bericht.txt"
    path.write_text(GERMAN, encoding="utf-8")
    assert client.upload_report(path, title="Aus einer Datei").id == "bericht"
    client.delete_report("treffen")
    assert [each.id for each in client.reports()] == ["bericht"]


def test_a_draft_is_published_and_taken_back(service: Service) -> None:
    client = over(service.client.app, KEY)
    entered = client.add_report(GERMAN, title="Ein Treffen", id="treffen", draft=True, once="a")
    assert entered.draft
    assert list(client.reports()) == []
    assert client.add_report(GERMAN, title="Ein Treffen", id="treffen", draft=True, once="a").draft
    assert [(each.report, each.state) for each in client.reviews()] == [("treffen", "draft")]
    client.publish_report("treffen", version=client.review("treffen")["version"])
    assert [each.id for each in client.reports()] == ["treffen"]
    assert json.loads(client.export_review("treffen"))["id"] == "treffen"
    with pytest.raises(FundstelleApiError) as raised:
        client.withdraw_report("treffen", version=99)
    assert raised.value.status == 412
    client.withdraw_report("treffen")
    assert list(client.reports()) == []
    assert (
        client.replace_report("treffen", GERMAN + " Gut.", title="Ein Treffen").state == "changed"
    )


def test_a_bulk_import_is_sent_watched_and_exported(service: Service) -> None:
    client = over(service.client.app, KEY)
    texts = (GERMAN, "This is plain English text.")
    sent = ({"id": f"d{i}", "text": text} for i, text in enumerate(texts))
    job = client.import_reports(sent, name="zwei")
    assert (job.state, job.total, job.has_ended) == ("queued", 2, False)
    with pytest.raises(TimeoutError):
        client.wait_for(job.id, seconds=0, pause=0)
    service.run()
    done = client.wait_for(job.id)
    assert (done.state, done.new, done.refused) == ("done", 1, 1)
    (bad,) = client.job_documents(job.id, outcome="refused")
    assert (bad.name, bad.code) == ("Zeile 2", "not-german")
    assert [each.id for each in client.export_reports()] == ["d0"]
    assert json.loads(b"".join(client.export("geojson")))["type"] == "FeatureCollection"
    path = service.folder / "mehr.ndjson"
    path.write_text(json.dumps({"id": "m", "text": GERMAN}), encoding="utf-8")
    second = client.import_file(path)
    assert client.cancel_job(second.id).state == "cancelled"
    assert client.resume_job(second.id).state == "queued"
    assert [each.name for each in client.jobs()] == ["mehr.ndjson", "zwei"]


def test_an_export_that_breaks_off_is_no_whole_one() -> None:
    broken = httpx.MockTransport(lambda request: httpx.Response(200, text='{"id":"a"}\n{"id'))
    client = FundstelleClient(ADDRESS, http=httpx.Client(transport=broken))
    with pytest.raises(FundstelleApiError, match="abgebrochen"):
        list(client.export_reports())
