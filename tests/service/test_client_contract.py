"""The Python client beside the description of the API: what it asks, and what it makes of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from service.client import FundstelleClient

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text("utf-8"))
Call = Callable[[FundstelleClient], object]

CALLS: dict[str, list[Call]] = {
    "GET /v1/search": [
        lambda c: c.search("Eltern", kind="projects", state="Hessen", theme=["a", "b"]),
        lambda c: list(c.hits("Eltern", since="2013-01-01")),
    ],
    "GET /v1/facets": [lambda c: c.facets("Eltern", year="2013")],
    "GET /v1/suggest": [lambda c: c.suggest("elternb", limit=5)],
    "GET /v1/reports/{report_id}/similar": [lambda c: c.similar("r 1/2", limit=3)],
    "GET /v1/projects/{project_id}/similar": [lambda c: c.similar_projects("p", limit=3)],
    "POST /v1/similar": [lambda c: c.similar_to_text("Ein Vorhaben", title="T", limit=3)],
    "POST /v1/tag": [lambda c: c.tag("Text", title="T", max_themes=3, min_score=0.2)],
    "POST /v1/tag/batch": [lambda c: c.tag_batch(["Text", "Noch einer"], max_themes=3)],
    "GET /v1/reports": [lambda c: list(c.reports(batch=7))],
    "GET /v1/reports/{report_id}": [lambda c: c.report("r 1/2")],
    "POST /v1/reports": [
        lambda c: c.add_report("Text", title="T", id="r", draft=True, once="einmal"),
        lambda c: c.upload_report(Path(__file__), title="T", draft=True),
    ],
    "PUT /v1/reports/{report_id}": [lambda c: c.replace_report("r", "Text", draft=True)],
    "DELETE /v1/reports/{report_id}": [lambda c: c.delete_report("r")],
    "GET /v1/reviews": [lambda c: list(c.reviews(state="draft"))],
    "GET /v1/reports/{report_id}/review": [lambda c: c.review("r")],
    "GET /v1/reports/{report_id}/review/export": [lambda c: c.export_review("r", "csv")],
    "POST /v1/reports/{report_id}/review/publish": [lambda c: c.publish_report("r", version=3)],
    "POST /v1/reports/{report_id}/review/withdraw": [lambda c: c.withdraw_report("r")],
    "POST /v1/feedback": [lambda c: c.give_feedback("r", "t", "accepted", by="Redaktion")],
    "GET /v1/projects": [lambda c: list(c.projects(place="Kiel"))],
    "GET /v1/projects/{project_id}": [lambda c: c.project("p")],
    "GET /v1/projects/{project_id}/card": [lambda c: c.card("p")],
    "GET /v1/lessons": [lambda c: list(c.lessons(kind="obstacle"))],
    "GET /v1/lesson-groups": [lambda c: list(c.statements(sort="newest", state="Hessen"))],
    "GET /v1/lessons/{group}": [lambda c: c.voices("g")],
    "GET /v1/themes": [lambda c: c.themes()],
    "GET /v1/places": [lambda c: c.places(state="Hessen")],
    "GET /v1/statistics": [lambda c: c.statistics()],
    "POST /v1/imports": [lambda c: c.import_reports([{"text": "Text"}], name="zwei")],
    "GET /v1/jobs": [lambda c: list(c.jobs())],
    "GET /v1/jobs/{job_id}": [lambda c: c.job("j")],
    "DELETE /v1/jobs/{job_id}": [lambda c: c.delete_job("j")],
    "GET /v1/jobs/{job_id}/documents": [lambda c: list(c.job_documents("j", outcome="refused"))],
    "POST /v1/jobs/{job_id}/cancel": [lambda c: c.cancel_job("j")],
    "POST /v1/jobs/{job_id}/resume": [lambda c: c.resume_job("j")],
    "GET /v1/webhooks": [lambda c: c.webhooks()],
    "POST /v1/webhooks": [lambda c: c.add_webhook("https://portal.example.org/hook")],
    "DELETE /v1/webhooks/{webhook_id}": [lambda c: c.delete_webhook("w")],
    "GET /v1/export": [lambda c: list(c.export("csv", theme="a", state="Hessen"))],
}

LEFT_TO_CALL = (
    r"\w+ /annif/.*",
    r"GET /health/.*",
    r"PATCH /v1/reports/\{report_id\}/review",
    r"\w+ /v1/(clicks|gazetteer|reviews/export|themes\.jsonld|vocabularies.*)",
    r"GET /v1/feedback(/export)?",
    r"POST /v1/feedback/learn",
    r"\w+ /v1/persons/.*",
    r"\w+ /v1/projects/(proposals|decisions|merge|split|keep-apart|undo)",
    r"GET /v1/themes/.*",
    r"GET /v1/webhooks/\{webhook_id\}/deliveries",
)
"""For the desk, the operator and other interfaces: ``call`` reaches them."""


class Server:
    """Answers with the examples of the description, if the request is as it says."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().partition("?")[0]
        name = f"{request.method} {_template(path)}"
        operation = DOCUMENT["paths"][_template(path)][request.method.lower()]
        self.seen.add(name)
        _check(request, operation)
        status = next(code for code in operation["responses"] if code.startswith("2"))
        content = operation["responses"][status].get("content", {})
        example = next((media.get("example", "") for media in content.values()), "")
        return httpx.Response(int(status), text=json.dumps(_last(example)) if content else "")


def _template(path: str) -> str:
    fits = (each for each in DOCUMENT["paths"] if re.fullmatch(_pattern(each), path))
    return min(fits, key=lambda each: each.count("{"))


def _pattern(template: str) -> str:
    return re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))


def _check(request: httpx.Request, operation: dict[str, Any]) -> None:
    parameters = operation.get("parameters", [])
    known = {each["name"] for each in parameters if each["in"] == "query"}
    assert set(request.url.params) <= known
    needed = {each["name"] for each in parameters if each["in"] == "header" and each["required"]}
    assert needed <= set(request.headers)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body and request.headers.get("content-type") == "application/json":
        schema = body["schema"] | {"components": DOCUMENT["components"]}
        Draft202012Validator(schema).validate(json.loads(request.read()))


def _last(example: Any) -> Any:
    return example | {"next": None} if isinstance(example, dict) and "next" in example else example


def _records(found: object) -> Iterator[object]:
    if isinstance(found, (list, tuple)):
        for each in found:
            yield from _records(each)
    elif is_dataclass(found):
        yield found
        for field in fields(found):
            if field.name != "raw":
                yield from _records(getattr(found, field.name))


@pytest.mark.parametrize(
    ("name", "call"), [(name, call) for name, calls in CALLS.items() for call in calls]
)
def test_each_call_asks_what_is_described_and_makes_records_of_it(name: str, call: Call) -> None:
    server = Server()
    http = httpx.Client(transport=httpx.MockTransport(server.answer))
    found = call(FundstelleClient("http://fundstelle.test", key="k", http=http))
    assert server.seen == {name}
    for record in _records(found):
        for field in fields(record):  # type: ignore[arg-type]
            value = getattr(record, field.name)
            assert value is not None or "None" in str(field.type), (record, field.name)
            assert field.name == "raw" or not isinstance(value, (dict, list)), field.name


def test_whatever_is_not_called_is_left_out_on_purpose() -> None:
    every = {
        f"{method.upper()} {path}"
        for path, methods in DOCUMENT["paths"].items()
        for method in methods
    }
    left = every - set(CALLS)
    assert set(CALLS) <= every
    assert [each for each in left if not any(re.fullmatch(one, each) for one in LEFT_TO_CALL)] == []
    assert [one for one in LEFT_TO_CALL if not any(re.fullmatch(one, each) for each in left)] == []


def test_any_other_address_can_be_called() -> None:
    server = Server()
    http = httpx.Client(transport=httpx.MockTransport(server.answer))
    client = FundstelleClient("http://fundstelle.test", http=http)
    assert client.call("GET", "/v1/gazetteer", params={"q": "Neust"})["places"]
