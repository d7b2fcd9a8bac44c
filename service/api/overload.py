"""More at once than can be done, and what takes too long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problems import OverloadedError, TooSlowError

WATCHED = ("/health/", "/metrics", "/static/")
"""Answered at any time: whoever watches over the service must learn that it lives."""

_log = logging.getLogger("fundstelle")


class Deadline:
    """Answers 503 after so many seconds without the beginning of an answer.

    What is being worked on cannot be broken off and goes on to its end, in the place that it holds
    (see ``Crowd``). ``without``: paths whose requests may take long to arrive.
    """

    def __init__(self, app: ASGIApp, *, seconds: float, without: Collection[str] = ()) -> None:
        self._app = app
        self._seconds = seconds
        self._without = without
        self._left: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope.get("path") in self._without:
            await self._app(scope, receive, send)
            return
        reply = _Reply(send)
        task = asyncio.ensure_future(_run(self._app, scope, receive, reply))
        try:
            await asyncio.wait({task}, timeout=self._seconds)
            if task.done() or reply.started:
                await task
                return
        except asyncio.CancelledError:
            task.cancel()
            raise
        self._leave(task, reply)
        raise TooSlowError("Diese Anfrage dauert zu lange.")

    def _leave(self, task: asyncio.Task[None], reply: _Reply) -> None:
        reply.closed = True
        self._left.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._left.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a request failed after its time was up", exc_info=error)


class Crowd:
    """Answers 503 to whoever comes while ``most`` requests are being answered."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self._app = app
        self._most = most
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"].startswith(WATCHED):
            await self._app(scope, receive, send)
            return
        if self._here >= self._most:
            raise OverloadedError("Gerade kommen zu viele Anfragen auf einmal.")
        self._here += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._here -= 1


class _Reply:
    """``send`` that can be closed; knows whether the answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = self.closed = False

    async def __call__(self, message: Message) -> None:
        if not self.closed:
            self.started = True
            await self._send(message)


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
