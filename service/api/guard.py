"""What holds for every request: a limit for its body, an id, safe headers, no bare errors."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable, Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
_ID = re.compile(r"[\w\-]{1,64}", re.ASCII)

ErrorAnswer = Callable[[Request, Exception], Response]


class Guard:
    """The outermost layer: request id and headers on every answer, errors never bare."""

    def __init__(self, app: ASGIApp, *, answer: ErrorAnswer) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = request_id
        reply = _Reply(send, request_id)
        try:
            await self._app(scope, receive, reply)
        except ClientDisconnect:
            return
        except Exception as error:
            if reply.started:
                raise
            await self._answer(Request(scope), error)(scope, receive, reply)


class _Reply:
    """``send`` with the headers added; knows whether the answer has begun."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._id = request_id
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._id
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
        await self._send(message)


class BodyLimit:
    """Refuses a body of more than ``most`` bytes with 413, whatever its header announces.

    ``without``: paths that count on their own.
    """

    def __init__(
        self, app: ASGIApp, *, most: int = MAX_BODY, without: Collection[str] = ()
    ) -> None:
        self._app = app
        self._most = most
        self._without = without

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"] in self._without:
            await self._app(scope, receive, send)
            return
        await self._app(scope, _counted(receive, self._most), send)


def _counted(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            await _drain(receive, message, most * PATIENCE - seen)
            raise HTTPException(413)
        return message

    return counted


async def _drain(receive: Receive, message: Message, most: int) -> None:
    while message.get("more_body") and most > 0:
        message = await receive()
        most -= len(message.get("body", b""))


def _request_id(given: str) -> str:
    return given if _ID.fullmatch(given) else uuid.uuid4().hex
