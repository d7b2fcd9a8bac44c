"""The description of the API is current, complete, and its examples are right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import TypeAdapter

from service.api.contract import needs_of
from service.api.example_values import END, FALLBACK, SENTENCE, START, TEXT
from service.openapi import described
from service.report_schemas import Replacement
from service.schemas import NewReport
from tests.service.fakes import a_client

FILE = Path(__file__).parents[2] / "docs" / "openapi.json"
DOCUMENT = a_client().app.openapi()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def fields(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every schema, wherever it stands."""
    if isinstance(schema, list):
        for inner in schema:
            yield from fields(inner, at)
    elif isinstance(schema, dict):
        here = schema.get("properties", {}) if schema.get("type", "object") == "object" else {}
        yield from ((f"{at}.{name}", field) for name, field in here.items())
        for name, inner in schema.items():
            if name not in ("example", "examples"):
                yield from fields(inner, f"{at}.{name}")


def test_the_file_is_current() -> None:
    written = json.loads(FILE.read_text(encoding="utf-8"))
    now = json.loads(described())
    assert written | {"info": None} == now | {"info": None}, (
        "python -m service.openapi > docs/openapi.json"
    )
    assert now["openapi"].startswith("3.1.")


def test_no_schema_is_named_by_the_module_that_it_stands_in() -> None:
    assert [name for name in DOCUMENT["components"]["schemas"] if "__" in name] == []


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_every_operation_is_described_with_examples(path, method, operation) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    for parameter in operation.get("parameters", ()):
        assert "example" in parameter or parameter["schema"].get("examples"), parameter["name"]
    contents = [operation.get("requestBody", {}), *operation["responses"].values()]
    for content in contents:
        for kind, media in content.get("content", {}).items():
            assert kind == "application/zip" or media["example"], (path, method, kind)


def test_the_examples_fit_what_they_are_examples_of() -> None:
    count = 0
    for route in iter_route_contexts(a_client().app.routes):
        if not isinstance(route.original_route, APIRoute) or not route.include_in_schema:
            continue
        operation = DOCUMENT["paths"][route.path_format][next(iter(route.methods)).lower()]
        answer = operation["responses"].get(str(route.status_code or 200), {})
        files = route.response_model is None
        for kind, media in () if files else answer.get("content", {}).items():
            if "json" not in kind:
                continue
            TypeAdapter(route.response_model).validate_python(media["example"])
            count += 1
        if route.body_field:
            body = operation["requestBody"]["content"]["application/json"]["example"]
            TypeAdapter(route.body_field.field_info.annotation).validate_python(body)
            count += 1
    assert count >= 20


def test_examples_say_what_could_be() -> None:
    """Every text is one that somebody wrote, and its places are those of the text."""
    found = [at for at, value in _values(DOCUMENT["paths"]) if value == FALLBACK]
    assert [at for at in found if ".example" in at] == []
    assert TEXT[START:END] == SENTENCE


def _values(found: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from _values(inner, f"{at}.{name}")
    elif isinstance(found, list):
        for inner in found:
            yield from _values(inner, at)
    else:
        yield at, found


@pytest.mark.parametrize(
    ("path", "method", "model"),
    [("/v1/reports", "post", NewReport), ("/v1/reports/{report_id}", "put", Replacement)],
)
def test_the_examples_of_reports_fit(path, method, model) -> None:
    body = DOCUMENT["paths"][path][method]["requestBody"]["content"]["application/json"]
    model.model_validate(body["example"])


def test_every_operation_of_the_api_says_what_it_needs() -> None:
    """A new route without a scope would be open to everybody."""
    needs = needs_of(a_client().app)
    for path, method, operation in operations():
        if path.startswith("/v1/"):
            assert operation.get("x-scope"), (method, path)
    for (_, method), need in needs.items():
        assert method not in ("put", "delete", "patch") or need.scope in ("write", "admin")


def test_every_field_of_every_schema_is_described() -> None:
    found = list(fields(DOCUMENT["components"]["schemas"])) + list(fields(DOCUMENT["paths"]))
    assert len(found) > 700
    assert [at for at, field in found if not field.get("description")] == []
    assert [at for at, field in found if not field["description"].endswith((".", "?“."))] == []


def test_names_of_components_are_allowed_ones() -> None:
    for kind in DOCUMENT["components"].values():
        assert all(name.isascii() and name.replace("_", "").isalnum() for name in kind)
