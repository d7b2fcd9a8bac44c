"""Who asks, and whether they may: keys, scopes, and how often somebody may ask.

Reading and analysing without a key is a setting (``open_reading``); whatever changes something
needs a key, always. A key comes in ``Authorization: Bearer …`` or ``X-API-Key``, never in an
address. Browsers may send it as the password of a login (Basic), but only for pages: a browser
sends a login along with what other sites make it ask for, so it must not let anybody write.

Who has logged in at ``/anmelden`` brings a cookie in place of the key. It counts where a page of
this service asks (``service.api.origin``), and for reading pages; what would change something is
refused when it comes with a cookie and not from a page of ours. A key in a header goes first.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.guesses import Guesses
from service.api.origin import READING, is_own
from service.keys import Caller, KeyRing
from service.quota import Limiter, Quota, network_of
from service.refusals import ForbiddenError, KeyMissingError, ReadOnlyError, TooManyError
from service.scopes import Scope as KeyScope
from service.web.words import german_number

if TYPE_CHECKING:
    from service.sessions import SessionDesk
    from service.settings import Settings

COOKIE = "fundstelle"
UNLIMITED = ("/static/", "/health/")
ALWAYS_OPEN = ("/static/", "/health/", "/docs", "/openapi.json", "/anmelden", "/abmelden")
OWN_RULE = ("/metrics",)
"""What is there looks for itself who asks."""
FOR_PROGRAMS = ("/v1/", "/annif/", "/health/", "/metrics", "/openapi.json")
OPEN_SCOPES: frozenset[KeyScope] = frozenset({"read", "tag"})


class Gate:
    """Finds out who asks, and refuses wrong keys, guessing, and too many requests."""

    def __init__(self, app: ASGIApp, *, settings: Settings, guesses: Guesses) -> None:
        self._app = app
        self._settings = settings
        self._limiter = Limiter(limit=settings.rate) if settings.rate else None
        self._guesses = guesses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"].startswith(UNLIMITED):
            await self._app(scope, receive, send)
            return
        ring = _ring(scope)
        caller = await self._caller(scope, ring)
        scope["state"]["caller"] = caller
        self._count(scope, caller)
        if not self._settings.open_reading and not caller.id:
            _only_open(scope["path"])
        await self._app(scope, receive, send)
        if caller.id and ring:
            await run_in_threadpool(ring.note_use, caller)

    async def _caller(self, scope: Scope, ring: KeyRing | None) -> Caller:
        if ring is None:
            return Caller()
        if key := key_in(Headers(scope=scope), page=is_page(scope["path"])):
            address = address_of(scope)
            found = await run_in_threadpool(self._guesses.recognised, ring, key, address=address)
            return found or Caller()
        if caller := await _logged_in(scope):
            scope["state"]["session"] = True
            return caller
        return Caller()

    def _count(self, scope: Scope, caller: Caller) -> None:
        if self._limiter is None:
            return
        name = f"key {caller.id}" if caller.id else f"address {address_of(scope)}"
        quota = self._limiter.take(name)
        scope["state"]["quota"] = quota
        scope["state"]["charge"] = partial(self._limiter.charge, name)
        if quota.wait:
            raise TooManyError(
                f"Mehr als {german_number(quota.limit)} Anfragen in der Minute beantwortet dieser "
                "Server nicht.",
                retry_after=quota.wait,
            )


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency of a route: lets a request pass whose key has the scope."""

    scope: KeyScope

    def __call__(self, request: Request) -> None:
        """KeyMissingError, ForbiddenError or ReadOnlyError where it may not."""
        settings: Settings = request.app.state.parts.settings
        caller = caller_of(request)
        if self.scope in caller.scopes or self.is_open(settings):
            return
        if request.url.path in ALWAYS_OPEN:
            return
        if caller.id:
            raise ForbiddenError(f"Diesem Schlüssel fehlt das Recht „{self.scope}“.")
        ring: KeyRing = request.app.state.parts.keyring
        if ring.is_empty():
            raise ReadOnlyError(
                "Auf diesem Server gibt es noch keinen Schlüssel („fundstelle keys create“): "
                "Berichte lassen sich nur mit „fundstelle ingest“ aufnehmen."
            )
        raise KeyMissingError("Bitte senden Sie „Authorization: Bearer SCHLÜSSEL“ mit.")

    def is_open(self, settings: Settings) -> bool:
        """Whether no key is needed."""
        return settings.open_reading and self.scope in OPEN_SCOPES


async def _logged_in(scope: Scope) -> Caller | None:
    """Who the session of a request belongs to, where it counts; ForbiddenError."""
    token = token_in(Headers(scope=scope))
    caller = await run_in_threadpool(_sessions(scope).caller, token) if token else None
    if caller is None or is_own(scope):
        return caller
    if scope["method"] not in READING:
        raise ForbiddenError(
            "Mit einer Anmeldung im Browser lässt sich nur von den Seiten dieses Dienstes aus "
            "etwas ändern."
        )
    return caller if is_page(scope["path"]) else None


def is_page(path: str) -> bool:
    """Whether people read what is there."""
    return not path.startswith(FOR_PROGRAMS)


def token_in(headers: Headers) -> str:
    """The token of a session that a request brings; empty where there is none."""
    return cookie_parser(headers.get("cookie", "")).get(COOKIE, "")


def caller_of(request: Request) -> Caller:
    """Who sent the request."""
    caller: Caller = getattr(request.state, "caller", Caller())
    return caller


def may_see_persons(request: Request) -> bool:
    """Whether names of persons may leave the service: by its setting or the key's scope."""
    settings: Settings = request.app.state.parts.settings
    return settings.release_persons or "persons" in caller_of(request).scopes


def charge(request: Request, cost: int) -> None:
    """Count a request as so many more."""
    if hasattr(request.state, "charge"):
        request.state.charge(cost)


def quota_headers(quota: Quota) -> dict[str, str]:
    """https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-07"""
    return {
        "RateLimit-Limit": str(quota.limit),
        "RateLimit-Remaining": str(quota.remaining),
        "RateLimit-Reset": str(quota.reset),
    }


def key_in(headers: Headers, *, page: bool) -> bytes:
    """The key that a request brings, as it was sent; empty where there is none."""
    scheme, _, rest = headers.get("authorization", "").partition(" ")
    given = ""
    if scheme.lower() == "bearer":
        given = rest.strip()
    elif scheme.lower() == "basic" and page:
        return _password(rest)
    return (given or headers.get("x-api-key", "").strip()).encode("latin-1")


def address_of(scope: Scope) -> str:
    """Where a request comes from."""
    client = scope.get("client")
    return network_of(client[0]) if client else ""


def _password(written: str) -> bytes:
    """Of a login. Another one, for a proxy in front, is none of ours: only our own keys count."""
    try:
        password = base64.b64decode(written.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""
    return password if password.startswith(b"fst_") else b""


def _only_open(path: str) -> None:
    if not path.startswith(ALWAYS_OPEN + OWN_RULE):
        raise KeyMissingError("Dieser Server gibt nur gegen einen Schlüssel Auskunft.")


def _ring(scope: Scope) -> KeyRing | None:
    parts = getattr(scope["app"].state, "parts", None)
    return parts.keyring if parts else None


def _sessions(scope: Scope) -> SessionDesk:
    sessions: SessionDesk = scope["app"].state.parts.sessions
    return sessions


PersonsDep = Annotated[bool, Depends(may_see_persons)]
READ, TAG, WRITE, ADMIN = (
    Depends(Needs("read")),
    Depends(Needs("tag")),
    Depends(Needs("write")),
    Depends(Needs("admin")),
)
