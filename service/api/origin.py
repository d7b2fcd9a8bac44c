"""Whether a request comes from a page of this service, as the browser says.

Browsers send ``Sec-Fetch-Site`` over https and on this machine, ``Origin`` with whatever may
change something and ``Referer`` with what only reads; no page can forge them. What says nothing is
not from a page of ours.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def is_own(scope: Scope) -> bool:
    """Whether a page of this very origin asks."""
    headers = Headers(scope=scope)
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    if origin := headers.get("origin"):
        return origin == own_origin(scope)
    if scope["method"] in READING and (referer := headers.get("referer")):
        return _origin_of(referer) == own_origin(scope)
    return False


def is_foreign(scope: Scope) -> bool:
    """Whether the browser says that a page of somewhere else asks, or one that hides where."""
    headers = Headers(scope=scope)
    if site := headers.get("sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin != own_origin(scope)


def own_origin(scope: Scope) -> str:
    """``https://host:port`` as the browser knows it."""
    return f"{scope['scheme']}://{Headers(scope=scope).get('host', '')}"


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
