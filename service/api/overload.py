"""More at once than can be done, and what takes too long."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nlp.errors import FundstelleError
from service.refusals import TOO_MANY_TEXTS, BusyError, OverloadedError, TooSlowError

if TYPE_CHECKING:
    from service.settings import Settings

WATCHED = ("/health/", "/metrics", "/static/")
"""Answered at any time: whoever watches over the service must learn that it lives."""
FULL = "full"
_SEARCHED = re.compile(
    r"/|/karte|/zeitleiste|/v1/search|/v1/facets|/v1/(?:reports|projects)/.+/similar"
    r"|/(?:berichte|projekte)/.+"
)
_READ = re.compile(
    r"/v1/(?:tag|tag/batch|similar|reports)|/annif/v1/projects/.+/suggest(?:-batch)?"
)
SEARCHES = {"GET": _SEARCHED, "HEAD": _SEARCHED}
ANALYSES = {"POST": _READ, "PUT": re.compile(r"/v1/reports/.+")}
"""By method. Forms of pages are not among them: a refusal there has to keep what was typed in."""

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
    """Answers 503 to whoever comes while ``most`` requests are here, or too many of their kind.

    Whoever waits for others of the kind holds no thread meanwhile. ``FULL`` in a request's state:
    there are too many connections.
    """

    def __init__(self, app: ASGIApp, *, most: int, lanes: Sequence[Lane] = ()) -> None:
        self._app = app
        self._most = most
        self._lanes = lanes
        self._here = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"].startswith(WATCHED):
            await self._app(scope, receive, send)
            return
        if self._here >= self._most or FULL in scope.get("state", {}):
            raise OverloadedError("Gerade kommen zu viele Anfragen auf einmal.")
        self._here += 1
        try:
            async with self._lane_of(scope):
                await self._app(scope, receive, send)
        finally:
            self._here -= 1

    def _lane_of(self, scope: Scope) -> AbstractAsyncContextManager[None]:
        own = (lane for lane in self._lanes if lane.leads(scope["method"], scope["path"]))
        lane = next(own, None)
        return lane.place() if lane else nullcontext()


class Lane:
    """Requests of one kind: ``at_once`` are answered, ``waiting`` others wait for ``patience``
    seconds at most; ``refusal`` answers whoever comes beside them or waits in vain.

    ``paths``: what leads here, by method.
    """

    def __init__(
        self,
        paths: Mapping[str, re.Pattern[str]],
        *,
        at_once: int,
        waiting: int,
        patience: float,
        refusal: Callable[[], FundstelleError],
    ) -> None:
        self._paths = paths
        self._room = at_once + waiting
        self._patience = patience
        self._refusal = refusal
        self._here = 0
        self._places = asyncio.Semaphore(at_once)

    def leads(self, method: str, path: str) -> bool:
        """Whether such a request belongs here."""
        own = self._paths.get(method)
        return own is not None and own.fullmatch(path) is not None

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """While entered, one of the places; the refusal where none is free in time."""
        if self._here >= self._room:
            raise self._refusal()
        self._here += 1
        try:
            await self._turn()
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._here -= 1

    async def _turn(self) -> None:
        patience = self._patience if self._places.locked() else None
        try:
            await asyncio.wait_for(self._places.acquire(), patience)
        except TimeoutError:
            raise self._refusal() from None


def lanes_of(settings: Settings) -> tuple[Lane, ...]:
    """Searches and analyses, so that many of one kind leave room for the others.

    Texts wait for their turn with the models where they are analysed (``Parts.turn``).
    """
    texts = min(settings.analysis_queue + 1, max(1, settings.concurrency // 2))
    return (
        Lane(
            SEARCHES,
            at_once=settings.searches,
            waiting=settings.search_queue,
            patience=settings.search_patience,
            refusal=lambda: OverloadedError("Gerade wird sehr viel gesucht."),
        ),
        Lane(
            ANALYSES,
            at_once=texts,
            waiting=0,
            patience=0,
            refusal=lambda: BusyError(TOO_MANY_TEXTS),
        ),
    )


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
