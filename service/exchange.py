"""A request and its answer, as logs and metrics hear of them: without whatever was said."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from service.log import told

NOWHERE = "-"
FIXED = {"/openapi.json": "/openapi.json"}
FOLDERS = ("/static/",)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
OTHER = "OTHER"
ASKED_OFTEN = ("/health/", "/metrics")
"""By whoever watches over the service: told only where everything is."""
_log = logging.getLogger("fundstelle.access")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One answered request.

    ``route``: the address as the service describes it, with names in place of values; "-" where
    there is none. ``status``: 0 where whoever asked had gone. ``sent``: bytes of the answer's
    body. ``problem``: the code of a refusal. ``key``: the public id of the key; never the key.
    """

    method: str
    route: str
    status: int
    seconds: float
    sent: int
    problem: str = ""
    key: str = ""
    address: str = ""


Hears = Callable[[Exchange], None]


def route_of(scope: Mapping[str, Any]) -> str:
    """The route that a request was led to: one of those that there are, whatever was asked."""
    if route := scope.get("route"):
        return str(getattr(route, "path_format", NOWHERE))
    path = scope["path"]
    folder = next((each for each in FOLDERS if path.startswith(each)), NOWHERE)
    return FIXED.get(path, folder)


def method_of(scope: Mapping[str, Any]) -> str:
    """The method, or one name for all that nobody uses."""
    method = scope["method"]
    return method if method in METHODS else OTHER


def log_exchange(exchange: Exchange) -> None:
    """One line for each request."""
    level = logging.DEBUG if exchange.route.startswith(ASKED_OFTEN) else logging.INFO
    _log.log(
        level,
        "%s %s %d",
        exchange.method,
        exchange.route,
        exchange.status,
        extra=told(
            method=exchange.method,
            route=exchange.route,
            status=exchange.status,
            milliseconds=round(1000 * exchange.seconds, 1),
            bytes=exchange.sent,
            problem=exchange.problem or None,
            key=exchange.key or None,
            address=exchange.address or None,
        ),
    )
