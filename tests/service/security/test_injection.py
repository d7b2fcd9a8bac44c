"""SQL, templates and headers in every parameter and field that the description names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, inspect

from service.api.examples import example_of
from service.app import create_app
from service.settings import Settings
from service.store import Store
from tests.fakes import FakeAnalyser
from tests.service.corpus import TEXTS, FakeQuestions, a_finder, a_store

KEY = "ein-schluessel-fuer-die-probe"
PAYLOADS = {
    "sql": "x' OR '1'='1'; DROP TABLE reports; --",
    "like": "%_\\%' UNION SELECT key, value FROM meta --",
    "template": "{{1337*7331}}${1337*7331}#{1337*7331}<%= 1337*7331 %>{% for x in y %}",
    "header": "a\r\nSet-Cookie: boese=1\r\n\r\n<html>",
    "format": "%s%n%x{0.__class__.__mro__}",
    "nothing": "\x00",
    "odd": "\u202e\ufeff\ud7ff\U0010ffff",
    "path": "../../../../etc/passwd",
}
COUNTED = str(1337 * 7331)
"""What a template would make of it."""
LEFT_OUT = {"/v1/imports", "/v1/feedback/learn", "/v1/themes/review"}
"""What takes lines of JSON, or models that the fakes do not have."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("injection")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with a_store(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(store: Store, folder: Path) -> TestClient:
    app = create_app(
        Settings(data=folder, admin_key=KEY, rate=0),
        store=store,
        finder=a_finder(store, FakeQuestions()),
        analyser=FakeAnalyser(),
    )
    app.state.parts.suggester.refresh()
    return TestClient(
        app, raise_server_exceptions=False, headers={"X-API-Key": KEY}, follow_redirects=False
    )


def operations() -> list[tuple[str, str]]:
    document = create_app(Settings()).openapi()
    return [
        (method, path)
        for path, methods in document["paths"].items()
        for method in methods
        if path not in LEFT_OUT and method != "delete"
    ]


def attacked(value: Any, payload: str) -> Any:
    """The same with every text in it replaced."""
    if isinstance(value, str):
        return payload
    if isinstance(value, list):
        return [attacked(each, payload) for each in value]
    if isinstance(value, dict):
        return {name: attacked(each, payload) for name, each in value.items()}
    return value


def send(client: TestClient, method: str, path: str, payload: str):
    document = client.app.openapi()
    described = document["paths"][path][method]
    query: dict[str, Any] = {}
    for parameter in described.get("parameters", ()):
        name, schema = parameter["name"], parameter["schema"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(payload, safe=""))
        elif parameter["in"] == "query" and _is_text(schema):
            query[name] = payload
    content = described.get("requestBody", {}).get("content", {})
    kind, media = next(iter(content.items()), ("", {}))
    options: dict[str, Any] = {}
    if "json" in kind:
        sent = example_of(media.get("schema", {}), document["components"]["schemas"])
        options = {"content": json.dumps(attacked(sent, payload)).encode()}
        options["headers"] = {"Content-Type": kind}
    elif kind:
        options = {"data": {"text": payload, "title": payload, "language": payload}}
    return client.request(method, path, params=query, **options)


def _is_text(schema: dict[str, Any]) -> bool:
    items = schema.get("items", schema)
    kinds = [items, *items.get("anyOf", ())]
    return any(one.get("type") == "string" and "enum" not in one for one in kinds)


@pytest.mark.parametrize(("method", "path"), operations())
def test_nothing_that_is_sent_is_carried_out(client, store, folder, method, path) -> None:
    for name, payload in PAYLOADS.items():
        answer = send(client, method, path, payload)
        assert answer.status_code < 500, (name, answer.text)
        assert "set-cookie" not in answer.headers, name
        assert all("\n" not in value for value in answer.headers.values()), name
        shown = answer.headers.get("content-type", "")
        assert not shown.startswith("text/html"), name
        assert COUNTED not in answer.text, name
        assert "root:x:0" not in answer.text, name
        assert "sqlite3." not in answer.text and "Traceback" not in answer.text, name
    tables = inspect(create_engine(f"sqlite:///{folder / 'suche.db'}")).get_table_names()
    assert {"reports", "passages", "meta"} <= set(tables)
    assert set(TEXTS) <= {report.id for report in store.all()}


PAGES = ("/", "/berichte", "/projekte", "/aehnlich", "/vorschlaege", "/berichte/{}", "/projekte/{}")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_out_what_its_address_says(client, path) -> None:
    names = ("q", "thema", "land", "ort", "programm", "ohne", "von", "nach", "name", "bericht")
    for name, payload in PAYLOADS.items():
        answer = client.get(
            path.format(quote(payload, safe="")), params=dict.fromkeys(names, payload)
        )
        assert answer.status_code < 500, (name, answer.text[:500])
        assert "set-cookie" not in answer.headers, name
        assert COUNTED not in answer.text, name
        assert "Traceback" not in answer.text, name
