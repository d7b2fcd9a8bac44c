"""An operation of the API as a command that can be tried, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

Operation = Mapping[str, Any]
FORM = "application/x-www-form-urlencoded"
FILES = {
    "application/x-ndjson": "berichte.ndjson",
    "application/zip": "berichte.zip",
    "multipart/form-data": "bericht.pdf",
}
VOCABULARY = "themen.ttl"
UNCONDITIONAL = "428"
"""A header without which an operation is refused says so."""
ASKED = "q"
"""A question may be left out, but shows best what is done."""


def call(base: str, method: str, path: str, operation: Operation) -> str:
    """The operation with its own examples, by ``curl``."""
    head = [_quoted(base + _filled(path, operation))]
    if method not in {"get", "post"} or (method == "post" and not _body(operation)):
        head.insert(0, f"-X {method.upper()}")
    options = [*_headers(operation), *_sent(operation)]
    return " \\\n  ".join([f"curl {' '.join(head)}", *options])


def answer(operation: Operation) -> str:
    """What comes back where it goes well; empty where nothing does."""
    some = (
        media["example"]
        for status, found in operation["responses"].items()
        if status.startswith("2")
        for media in found.get("content", {}).values()
        if "example" in media
    )
    return next(map(written, some), "")


def written(example: object) -> str:
    """As a reader of JSON writes it; texts as they are."""
    return (
        example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2)
    )


def _filled(path: str, operation: Operation) -> str:
    given = operation.get("parameters", ())
    for parameter in given:
        if parameter["in"] == "path":
            value = quote(str(parameter["example"]), safe="")
            path = path.replace(f"{{{parameter['name']}}}", value)
    asked = {p["name"]: p["example"] for p in given if p["in"] == "query" and _shows(p)}
    return f"{path}?{urlencode(asked)}" if asked else path


def _shows(parameter: Mapping[str, Any]) -> bool:
    return bool(parameter.get("required")) or parameter["name"] == ASKED


def _headers(operation: Operation) -> Iterator[str]:
    if "security" in operation:
        yield "-H 'Authorization: Bearer SCHLÜSSEL'"
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "header" and UNCONDITIONAL in parameter.get("description", ""):
            name, example = parameter["name"], parameter["example"]
            yield f"-H {_quoted(f'{name.title()}: {example}')}"


def _sent(operation: Operation) -> Iterator[str]:
    body = _body(operation)
    kind = next(iter(body), "")
    if kind == "application/json":
        yield "-H 'Content-Type: application/json'"
        yield f"-d {_quoted(json.dumps(body[kind]['example'], ensure_ascii=False))}"
    elif kind == "multipart/form-data":
        name = VOCABULARY if "vocabulary" in operation["operationId"] else FILES[kind]
        yield f"-F 'file=@{name}'"
    elif kind == FORM:
        text = body[kind]["example"]["text"]
        yield f"--data-urlencode {_quoted(f'text={text}')}"
    elif kind:
        yield f"-H 'Content-Type: {kind}'"
        yield f"--data-binary '@{FILES[kind]}'"


def _body(operation: Operation) -> Mapping[str, Any]:
    content: Mapping[str, Any] = operation.get("requestBody", {}).get("content", {})
    return content


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
