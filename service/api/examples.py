"""An example for everything that an operation takes and gives, out of its own description.

What a schema names as an example is taken, else something of its type that fits: new operations
have their examples without anybody writing them, and none can fall behind its schema.
"""

from __future__ import annotations

from typing import Any

Json = Any
DEEPEST = 12
# For fields that name no example of their own, by what they are called everywhere.
BY_NAME: dict[str, Json] = {
    "after": "report-001",
    "as_text": "Kiel",
    "by": "Redaktion",
    "code": "not-found",
    "detail": "Einen Bericht mit der Kennung „report-999“ gibt es nicht.",
    "detail_en": "There is nothing at this address.",
    "end": 138,
    "heading": "Zwei Praxisbeispiele",
    "id": "report-001",
    "instance": "/v1/reports/report-999",
    "label": "Elternarbeit",
    "link": "/berichte/report-001",
    "matched": ["Eltern"],
    "meaning": 0.62,
    "name": "Brückenbau Gaarden",
    "place": "Kiel",
    "project": "Brückenbau Gaarden",
    "project_id": "brueckenbau-gaarden",
    "q": "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "query": "Wie erreicht man Eltern, die nicht zu Elternabenden kommen?",
    "report": "report-001",
    "report_id": "report-001",
    "request_id": "portal-42",
    "score": 0.83,
    "sentence": "Die Passage nennt „Eltern“ und passt dem Sinn nach.",
    "share": 0.82,
    "start": 120,
    "status": 404,
    "text": "Erst als die Beraterinnen zum Schultor gingen, füllten sich die Gesprächsrunden.",
    "themes": ["elternarbeit"],
    "title": "Werkstattgespräch zur Elternarbeit",
    "words": 0.38,
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
}
FORMATS = {"date": "2014-05-02", "date-time": "2014-05-02T09:30:00Z"}


def add_examples(document: dict[str, Any]) -> None:
    """Put them into the description, where there are none yet."""
    schemas = document.get("components", {}).get("schemas", {})
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                _add_to_parameter(parameter, schemas)
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for kind, media in body.get("content", {}).items():
                    _add_to_media(kind, media, schemas)


def example_of(
    schema: dict[str, Any], schemas: dict[str, Any], *, name: str = "", depth: int = 0
) -> Json:
    """Something that fits the schema."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if schema.get("examples"):
        return schema["examples"][0]
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return _of_choices(choices, schemas, name, depth)
    if _fits(BY_NAME.get(name), schema):
        return BY_NAME[name]
    return _of_type(schema, schemas, depth)


def _of_choices(
    choices: list[dict[str, Any]], schemas: dict[str, Any], name: str, depth: int
) -> Json:
    """Of what may be absent, too deep within, nothing: schemas may hold themselves."""
    some = [each for each in choices if each.get("type") != "null"]
    if len(some) < len(choices) and depth >= DEEPEST // 2:
        return None
    return example_of(some[0], schemas, name=name, depth=depth)


def _of_type(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> Json:
    kind = schema.get("type")
    if "default" in schema:
        return schema["default"]
    if kind in ("object", "array"):
        return (_of_object if kind == "object" else _of_array)(schema, schemas, depth)
    if kind == "string":
        return FORMATS.get(schema.get("format", ""), "Kiel")
    if kind == "integer":
        return int(schema.get("minimum", 1))
    return {"number": schema.get("minimum", 0.5), "boolean": True}.get(kind or "")


def _of_object(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> dict[str, Json]:
    return {
        name: example_of(own, schemas, name=name, depth=depth + 1)
        for name, own in schema.get("properties", {}).items()
    }


def _of_array(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> list[Json]:
    if depth >= DEEPEST or schema.get("maxItems") == 0:
        return []
    items = schema.get("items", {})
    return [
        example_of(items, schemas, depth=depth + 1) for _ in range(schema.get("minItems", 1) or 1)
    ]


def _fits(value: Json, schema: dict[str, Any]) -> bool:
    expected = TYPES.get(schema.get("type", ""))
    if value is None or expected is None or not isinstance(value, expected):
        return False
    return not isinstance(value, list) or schema.get("items", {}).get("type") == "string"


def _add_to_parameter(parameter: dict[str, Any], schemas: dict[str, Any]) -> None:
    if "example" not in parameter and "examples" not in parameter:
        schema = parameter["schema"]
        parameter["example"] = example_of(schema, schemas, name=parameter["name"])


def _add_to_media(kind: str, media: dict[str, Any], schemas: dict[str, Any]) -> None:
    if "json" in kind and "example" not in media and media.get("schema"):
        media["example"] = example_of(media["schema"], schemas)
