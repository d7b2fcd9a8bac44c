"""Transactions that the database has undone are done again.

Each method of a store is one transaction, or several that may be repeated. Where PostgreSQL has
undone it for certain (a deadlock, a connection that broke before the end), nobody need hear of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isfunction, isgeneratorfunction
from random import uniform
from typing import Any, TypeVar

from nlp.errors import StoreUnavailableError

ATTEMPTS = 3
PAUSE = 0.05
"""Seconds before the second attempt; four times as long before the next."""

Kind = TypeVar("Kind", bound=type)


def done_again(kind: Kind) -> Kind:
    """The class, its public methods made to try again; those that yield stay as they are."""
    for name, method in list(vars(kind).items()):
        if isfunction(method) and not name.startswith("_") and not isgeneratorfunction(method):
            setattr(kind, name, _repeated(method))
    return kind


def _repeated(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def attempt(*arguments: Any, **named: Any) -> Any:
        arguments = tuple(map(_kept, arguments))
        named = {name: _kept(value) for name, value in named.items()}
        for failed in range(ATTEMPTS - 1):
            try:
                return method(*arguments, **named)
            except StoreUnavailableError as error:
                if not error.undone:
                    raise
                time.sleep(uniform(0.5, 1) * PAUSE * 4**failed)  # noqa: S311 - no secret
        return method(*arguments, **named)

    return attempt


def _kept(value: Any) -> Any:
    """What can be read once only is read now: the next attempt needs it as well."""
    return list(value) if isinstance(value, Iterator) else value
