"""The OpenAPI document: what FastAPI derives, with our problem details for every refusal."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service import schemas
from service.problems import MEDIA_TYPE

SUMMARY = "Findet gute Praxis in deutschen Veranstaltungsberichten, jede mit ihrer Fundstelle."
DESCRIPTION = (
    "Alle Stellen (`start`, `end`) sind halboffene Bereiche aus Unicode-Codepunkten im Feld "
    "`text` des Berichts. Fehler kommen als `application/problem+json` (RFC 9457). "
    "Berichte aufnehmen und löschen und über Projekte entscheiden verlangt "
    "`Authorization: Bearer SCHLÜSSEL`."
)
_REFUSED = {
    "description": "Abgelehnt",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_KEY = {"Schlüssel": {"type": "http", "scheme": "bearer"}}
WRITING = (
    "add_report",
    "merge_projects",
    "split_project",
    "keep_apart",
    "undo_decision",
    "load_vocabulary",
    "use_vocabulary",
    "retag_reports",
    "add_feedback",
    "export_feedback",
    "learn_feedback",
    "annif_learn",
)
"""How the names of operations that need the key begin; deleting needs it always."""
_METHODS = {"get", "post", "put", "delete", "patch"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The document for ``/openapi.json``, made once."""
    if not app.openapi_schema:
        app.openapi_schema = _described(app)
    return app.openapi_schema


def _described(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=SUMMARY,
        description=DESCRIPTION,
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    components["schemas"] = _schemas(components.get("schemas", {}))
    components["securitySchemes"] = _KEY
    for path in document["paths"].values():
        for method in path.keys() & _METHODS:
            _with_refusals(path[method], needs_key=_writes(method, path[method]))
    return document


def _schemas(derived: dict[str, Any]) -> dict[str, Any]:
    found = {
        k: v for k, v in derived.items() if k not in ("HTTPValidationError", "ValidationError")
    }
    for model in (schemas.Problem, schemas.NewReport):
        schema = schemas.schema_of(model)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    return dict(sorted(found.items()))


def _with_refusals(operation: dict[str, Any], *, needs_key: bool) -> None:
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = _REFUSED
    if needs_key:
        operation["security"] = [{name: []} for name in _KEY]


def _writes(method: str, operation: dict[str, Any]) -> bool:
    return method == "delete" or operation.get("operationId", "").startswith(WRITING)
