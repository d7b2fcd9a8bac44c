"""An example for everything that an operation takes and gives, out of its own description.

What a schema names as an example is taken, else something of its type that fits: new operations
have their examples without anybody writing them, and none can fall behind its schema.
"""

from __future__ import annotations

from typing import Any

from service.api.example_values import BY_NAME, FALLBACK, FILES

Json = Any
DEEPEST = 12
BY_FORMAT = {
    "binary": "Werkstattgespräch zur Elternarbeit …",
    "date": "2014-05-02",
    "date-time": "2014-05-02T09:30:00Z",
}
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
}


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
    for known in (name, name.rpartition(".")[2]):
        if _fits(BY_NAME.get(known), schema):
            return BY_NAME[known]
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
        return BY_FORMAT.get(schema.get("format", ""), FALLBACK)
    if kind == "integer":
        return int(schema.get("minimum", 1))
    return {"number": schema.get("minimum", 0.5), "boolean": True}.get(kind or "")


def _of_object(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> dict[str, Json]:
    owner = schema.get("title", "")
    return {
        name: example_of(own, schemas, name=f"{owner}.{name}", depth=depth + 1)
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
    if not media.get("schema") or "example" in media:
        return
    if kind in FILES:
        media["example"] = FILES[kind]
    elif "json" in kind or kind in FORMS:
        media["example"] = example_of(media["schema"], schemas)
