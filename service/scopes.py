"""What a key may do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Scope = Literal["read", "tag", "write", "admin", "persons"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# Whoever writes gets the analysis as an answer. Names of persons are released by their own scope.
INCLUDED: dict[Scope, tuple[Scope, ...]] = {
    "write": ("read", "tag"),
    "admin": ("read", "tag", "write"),
}


def with_included(scopes: Iterable[Scope]) -> frozenset[Scope]:
    """The scopes and those that they bring along."""
    given = frozenset(scopes)
    return given.union(*(INCLUDED.get(scope, ()) for scope in given))
