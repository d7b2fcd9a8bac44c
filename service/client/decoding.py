"""What the service says, made into records."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Json = dict[str, Any]
RAW = "raw"
T = TypeVar("T")


def made(kind: type[T], found: Json) -> T:
    """A record of what the server said; what later versions add is left out.

    A field ``raw`` takes all of it.
    """
    told = {
        name: found if name == RAW else _value(hint, found.get(name))
        for name, hint in _fields(cast(Hashable, kind)).items()
    }
    return kind(**told)


@cache
def _fields(kind: Any) -> dict[str, Any]:
    """By the names of its fields, what each is."""
    return get_type_hints(kind)


def _value(hint: Any, found: Any) -> Any:
    """Lists as tuples, objects as records."""
    origin = get_origin(hint)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in found or ())
    if found is None:
        return None
    if origin in {Union, UnionType}:
        return _value(get_args(hint)[0], found)
    return made(hint, found) if is_dataclass(hint) and isinstance(hint, type) else found
