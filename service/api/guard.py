"""What holds for every request: limits for its body, an id, safe headers, no bare errors."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections.abc import Callable, Collection, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.access import address_of, quota_headers
from service.api.nesting import is_too_deep
from service.exchange import Exchange, Hears, log_exchange, method_of, route_of
from service.log import request_id
from service.refusals import TooDeepError

MAX_BODY = 25_000_000
PATIENCE = 8
"""A body up to this many times over the limit is read to its end, so that browsers show the
answer instead of a broken connection."""

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STALL = 20.0
"""Seconds that the next piece of a body may take."""
LEAST_PACE = 20_000
"""Bytes a second that a body must come with, after the first ``STALL``."""
FOR_ALL = ("/static/", "/health/")
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
QUICK = 100_000
"""A body up to so many bytes is looked through at once, not in a thread."""
_ID = re.compile(r"[\w\-]{1,64}", re.ASCII)

ErrorAnswer = Callable[[Request, Exception], Response]


class Guard:
    """The outermost layer: request id and headers on every answer, errors never bare.

    ``hear``: told of each request when it is answered.
    """

    def __init__(
        self, app: ASGIApp, *, answer: ErrorAnswer, hear: Sequence[Hears] = (log_exchange,)
    ) -> None:
        self._app = app
        self._answer = answer
        self._hear = hear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        own = _request_id(Headers(scope=scope).get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = own
        request_id.set(own)
        reply = _Reply(send, own, scope)
        try:
            await self._app(scope, receive, reply)
        except ClientDisconnect:
            return
        except Exception as error:
            if reply.started:
                raise
            await self._answer(Request(scope), error)(scope, receive, reply)
        finally:
            exchange = reply.exchange()
            for hears in self._hear:
                hears(exchange)


class _Reply:
    """``send`` with the headers added; knows whether the answer has begun."""

    def __init__(self, send: Send, own_id: str, scope: Scope) -> None:
        self._send = send
        self._id = own_id
        self._scope = scope
        self._begun = time.perf_counter()
        self._status = 0
        self._sent = 0

    @property
    def started(self) -> bool:
        """Whether the answer has begun."""
        return self._status > 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._add_headers(MutableHeaders(scope=message))
        self._sent += len(message.get("body", b""))
        await self._send(message)

    def _add_headers(self, headers: MutableHeaders) -> None:
        headers["X-Request-ID"] = self._id
        state = self._scope["state"]
        own = quota_headers(state["quota"]) if "quota" in state else {}
        if self._scope["path"].startswith("/v1/"):
            # What is shown may depend on the key.
            own |= {"Cache-Control": "private, no-cache"}
            headers.add_vary_header("Authorization")
            headers.add_vary_header("X-API-Key")
        if not self._scope["path"].startswith(FOR_ALL):
            headers.add_vary_header("Cookie")
        if self._is_known() and not self._scope["path"].startswith("/v1/"):
            own |= {"Cache-Control": "private, no-store"}
        for name, value in (SECURITY | own).items():
            headers.setdefault(name, value)

    def _is_known(self) -> bool:
        caller = self._scope["state"].get("caller")
        return bool(caller and caller.id)

    def exchange(self) -> Exchange:
        """The request as it was answered. Without the query: questions are nobody's business."""
        state = self._scope["state"]
        caller = state.get("caller")
        return Exchange(
            method=method_of(self._scope),
            route=route_of(self._scope),
            status=self._status,
            seconds=time.perf_counter() - self._begun,
            sent=self._sent,
            problem=state.get("problem", ""),
            key=(caller.id or "") if caller else "",
            address=address_of(self._scope),
        )


class BodyLimit:
    """Refuses a body that is too large (413), too slow (408), or JSON that is too deep (400).

    Whatever its headers announce: the bytes are counted. A form is read as it comes, any other
    body is here as a whole before the application begins. ``without``: paths that count and wait
    on their own, whose bodies are read as they come.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        most: int = MAX_BODY,
        stall: float = STALL,
        without: Collection[str] = (),
    ) -> None:
        self._app = app
        self._most = most
        self._stall = stall
        self._without = without

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope.get("path") in self._without:
            await self._app(scope, receive, send)
            return
        counted = Counted(receive, most=self._most, stall=self._stall)
        if not Headers(scope=scope).get("content-type", "").lower().startswith(FORMS):
            body = await _whole(counted)
            if len(body) <= QUICK:
                deep = is_too_deep(body)
            else:
                deep = await run_in_threadpool(is_too_deep, body)
            if deep:
                raise TooDeepError("Das JSON ist zu tief verschachtelt oder hat zu viele Werte.")
            await self._app(scope, _Replayed(body, receive), send)
            return
        await self._app(scope, counted, send)


class Counted:
    """``receive`` that counts what comes and does not wait for ever."""

    def __init__(self, receive: Receive, *, most: int, stall: float) -> None:
        self._receive = receive
        self._most = most
        self._stall = stall
        self._seen = 0
        self._begun = time.monotonic()
        self._complete = False

    async def __call__(self) -> Message:
        if self._complete:
            return await self._receive()
        message = await self._next()
        self._seen += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self._seen > self._most:
            await self._drain()
            raise HTTPException(413)
        return message

    async def _next(self) -> Message:
        late = self._begun + self._stall + self._seen / LEAST_PACE - time.monotonic()
        try:
            return await asyncio.wait_for(self._receive(), min(self._stall, max(late, 0.0)))
        except TimeoutError:
            raise HTTPException(408) from None

    async def _drain(self) -> None:
        while not self._complete and self._seen < self._most * PATIENCE:
            message = await self._next()
            self._seen += len(message.get("body", b""))
            self._complete = not message.get("more_body", False)


class _Replayed:
    """``receive`` for a body that is here already."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


async def _whole(receive: Receive) -> bytes:
    pieces: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces)


def _request_id(given: str) -> str:
    return given if _ID.fullmatch(given) else uuid.uuid4().hex
