"""Addresses that a page is left for and comes back to."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

MOST = 2_000
ELSEWHERE = ("/anmelden", "/abmelden", "/v1/", "/annif/", "/static/", "/health/")


def own_address(given: str) -> str:
    """A page of ours as path and query; empty where it is anything else.

    Browsers read ``\\`` as ``/`` and pass over control characters, so that ``/\\evil.example``
    would lead away.
    """
    if len(given) > MOST or not given.startswith("/") or given.startswith("//"):
        return ""
    if "\\" in given or any(not " " < letter < "\x7f" for letter in given):
        return ""
    parts = urlsplit(given)
    if parts.scheme or parts.netloc or parts.path.startswith((*ELSEWHERE, "//")):
        return ""
    return given


def return_address(request: Request) -> str:
    """Where somebody reads, to come back to; empty for what was sent with a form."""
    if request.method not in ("GET", "HEAD"):
        return ""
    path, query = request.scope.get("raw_path") or b"", request.scope.get("query_string") or b""
    written = path.partition(b"?")[0] + (b"?" + query if query else b"")
    return own_address(written.decode("latin-1"))
