"""What is wrong with the fields of a request, in German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# pydantic's error types, each as a German sentence; {} takes the values of its context.
_INVALID: dict[str, str] = {
    "missing": "Diese Angabe fehlt.",
    "string_too_long": "Höchstens {max_length} Zeichen sind erlaubt.",
    "string_too_short": "Diese Angabe ist leer oder zu kurz.",
    "string_unicode": "Hier stehen Zeichen, die kein gültiges Unicode sind.",
    "string_type": "Hier wird ein Text erwartet.",
    "string_pattern_mismatch": "Diese Angabe enthält Zeichen, die hier nicht erlaubt sind.",
    "too_short": "Hier fehlt etwas: mindestens {min_length}.",
    "too_long": "Das ist zu viel: höchstens {max_length}.",
    "list_type": "Hier wird eine Liste erwartet.",
    "int_parsing": "Hier wird eine ganze Zahl erwartet.",
    "int_type": "Hier wird eine ganze Zahl erwartet.",
    "greater_than_equal": "Der kleinste Wert ist {ge}.",
    "less_than_equal": "Der größte Wert ist {le}.",
    "float_parsing": "Hier wird eine Zahl erwartet.",
    "float_type": "Hier wird eine Zahl erwartet.",
    "finite_number": "Hier wird eine endliche Zahl erwartet.",
    "json_invalid": "Das ist kein gültiges JSON.",
    "model_attributes_type": "Hier wird ein JSON-Objekt erwartet.",
    "extra_forbidden": "Diese Angabe ist nicht bekannt.",
}
MOST_FIELDS = 50
"""So many wrong fields are named: an answer is not to be much larger than what was asked."""
_ANY_INVALID = "Dieser Wert ist nicht gültig."


def invalid_fields(errors: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Field and German sentence for the first of pydantic's errors."""
    return tuple((_field(e["loc"]), _sentence(e)) for e in errors[:MOST_FIELDS])


def _field(location: Sequence[Any]) -> str:
    named = [str(part) for part in location if part not in ("query", "path", "body")]
    return ".".join(named) or "Inhalt"


def _sentence(error: Mapping[str, Any]) -> str:
    pattern = _INVALID.get(error["type"], _ANY_INVALID)
    return pattern.format_map(error.get("ctx") or {})
