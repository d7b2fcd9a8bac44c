"""The OpenAPI document: what FastAPI derives, with our problem details for every refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from service import schemas
from service.api.access import Needs
from service.api.examples import add_examples
from service.problems import MEDIA_TYPE
from service.report_schemas import Replacement

if TYPE_CHECKING:
    from service.settings import Settings

SUMMARY = "Findet gute Praxis in deutschen Veranstaltungsberichten, jede mit ihrer Fundstelle."
DESCRIPTION = (
    "Alle Stellen (`start`, `end`) sind halboffene Bereiche aus Unicode-Codepunkten im Feld "
    "`text` des Berichts. Fehler kommen als `application/problem+json` (RFC 9457), deutsch "
    "(`detail`) und englisch (`detail_en`). Was etwas ändert, verlangt einen Schlüssel, als "
    "`Authorization: Bearer SCHLÜSSEL` oder `X-API-Key`; welches Recht er braucht, sagt "
    "`x-scope`. Wie viele Anfragen noch frei sind, sagen `RateLimit-Limit`, "
    "`RateLimit-Remaining` und `RateLimit-Reset`; 429 und 503 sagen mit `Retry-After`, wann es "
    "weitergeht. Auszüge nennen keine Personen (`[Name]`), soweit deren Namen nicht freigegeben "
    "sind."
)
_REFUSED = {
    "description": "Abgelehnt",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_KEYS = {
    "Bearer": {"type": "http", "scheme": "bearer"},
    "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_METHODS = {"get", "post", "put", "delete", "patch"}


def describe(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The document for ``/openapi.json``, made once."""
    if not app.openapi_schema:
        app.openapi_schema = _described(app, settings)
    return app.openapi_schema


def _described(app: FastAPI, settings: Settings) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=SUMMARY,
        description=DESCRIPTION,
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    components["schemas"] = _schemas(components.get("schemas", {}))
    components["securitySchemes"] = _KEYS
    for path in document["paths"].values():
        for method in path.keys() & _METHODS:
            _with_refusals(path[method])
    _say_what_keys_are_for(app, document, settings)
    add_examples(document)
    return document


def needs_of(app: FastAPI) -> dict[tuple[str, str], Needs]:
    """By path and method which scope an operation needs; without those that need none."""
    return {
        (route.path_format or "", method.lower()): dependency.call
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
        for method in route.methods or ()
        for dependency in route.dependant.dependencies
        if isinstance(dependency.call, Needs)
    }


def _say_what_keys_are_for(app: FastAPI, document: dict[str, Any], settings: Settings) -> None:
    for (path, method), needed in needs_of(app).items():
        operation = document["paths"].get(path.replace(":path}", "}"), {}).get(method)
        if operation:
            operation["x-scope"] = needed.scope
        if operation and not needed.is_open(settings):
            operation["security"] = [{name: []} for name in _KEYS]


def _schemas(derived: dict[str, Any]) -> dict[str, Any]:
    found = {
        k: v for k, v in derived.items() if k not in ("HTTPValidationError", "ValidationError")
    }
    for model in (schemas.Problem, schemas.NewReport, Replacement):
        schema = schemas.schema_of(model)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    return dict(sorted(found.items()))


def _with_refusals(operation: dict[str, Any]) -> None:
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = _REFUSED
