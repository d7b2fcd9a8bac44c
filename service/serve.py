"""Runs the web application: one address, models loaded before the first request.

One process; several where the database is one that they can share.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Timer
from types import FrameType
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from nlp.errors import BadInputError
from service.activation import handed_over
from service.api.overload import FULL
from service.api.parts import open_parts
from service.app import create_app
from service.background import end_all
from service.collector import collector_at_rest
from service.log import log_as
from service.settings import Settings
from service.workers import run_workers

if TYPE_CHECKING:
    from service.loading import Models
    from service.telemetry import Telemetry

GRACE = 5
"""Seconds that running requests have to end."""
LAST = 8.5
"""Seconds after which whatever still runs is left: nothing that was acknowledged is lost by it."""
BEGINNING = 15
"""Seconds within which a connection must have asked for something."""
READING = 60
"""Seconds for which an answer may wait to be read on."""
CONNECTIONS = 16
"""So many connections for each request that is answered at once: most of them only wait."""
SWITCH = 0.001
"""Seconds after which a thread that works in the background lets a request go on."""
SHORT = 16
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def run(settings: Settings, *, workers: int = 1, models: Models | None = None) -> None:
    """Serves until Ctrl-C or SIGTERM. FundstelleError where address, data or models fail.

    On the socket that systemd hands over, else on the address of the settings. Only for the main
    thread. ``workers``: so many processes, which need PostgreSQL. ``models``: others than those
    that come along, for one process.
    """
    log_as(settings)
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        with handed_over() or bind(settings.host, settings.port) as listener:
            if workers > 1:
                run_workers(settings, listener, _work, count=workers)
            else:
                _answer(settings, listener, models)
    except KeyboardInterrupt:
        _tell(settings, "Fundstelle ist beendet.")
    finally:
        signal.signal(signal.SIGTERM, before)


def _work(settings: Settings, listener: socket.socket) -> None:
    """One of several processes."""
    log_as(settings)
    signal.signal(signal.SIGTERM, _leave)
    _answer(settings, listener)


def _answer(settings: Settings, listener: socket.socket, models: Models | None = None) -> None:
    sys.setswitchinterval(SWITCH)
    ending = Event()
    try:
        with _telemetry(settings) as telemetry, ExitStack() as opened:
            with collector_at_rest():
                parts = opened.enter_context(open_parts(settings, models))
                ending = parts.ending
                app = create_app(settings, parts=parts, telemetry=telemetry)
            serve(app, listener, settings)
    except (SystemExit, KeyboardInterrupt) as signalled:
        if not ending.is_set():
            raise
        if isinstance(signalled, KeyboardInterrupt):
            _tell(settings, "Fundstelle ist beendet.")
        _hurry()


@contextmanager
def _telemetry(settings: Settings) -> Iterator[Telemetry | None]:
    """Loaded only where it is wanted; BadInputError where it is not installed."""
    if not settings.telemetry:
        yield None
        return
    try:
        from service.telemetry import telemetry_of
    except ImportError as error:
        raise BadInputError(
            "FUNDSTELLE_TELEMETRY braucht Zusätzliches: „pip install 'fundstelle[telemetry]'“."
        ) from error
    telemetry = telemetry_of()
    try:
        yield telemetry
    finally:
        telemetry.close()


def serve(app: FastAPI, listener: socket.socket, settings: Settings) -> None:
    """Answers on the socket until a signal comes, and lets running requests finish."""
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=settings.concurrency * CONNECTIONS,
        forwarded_allow_ips=settings.proxies,
        log_config=None,
        # Its lines would hold questions; the application writes its own, without them.
        access_log=False,
        server_header=False,
    )
    for line in hints(settings):
        _tell(settings, line)
    _Server(config, listener, settings, ending=app.state.parts.ending).run(sockets=[listener])


def _tell(settings: Settings, line: str) -> None:
    """Whoever has started the service; as JSON where all is."""
    if settings.log == "json":
        logging.getLogger("fundstelle").info(line)
    else:
        print(line, file=sys.stderr)


def hints(settings: Settings) -> list[str]:
    """What whoever starts the service should know about who can use it."""
    said = []
    if settings.open_reading and settings.host not in LOOPBACK:
        said.append(
            "Wer diese Adresse erreicht, kann lesen und auswerten; "
            "FUNDSTELLE_OPEN_READING=nein verlangt dafür einen Schlüssel."
        )
    if settings.admin_key:
        said.append(
            "FUNDSTELLE_ADMIN_KEY gilt als Schlüssel mit dem Recht „admin“. Schlüssel mit "
            "einzelnen Rechten, die sich widerrufen lassen, legt „fundstelle keys create“ an."
        )
    if settings.admin_key and len(settings.admin_key) < SHORT:
        said.append(f"FUNDSTELLE_ADMIN_KEY ist kürzer als {SHORT} Zeichen und leicht zu erraten.")
    return said


class PatientProtocol(H11Protocol):
    """HTTP that lets nobody hold a connection without asking for anything or reading the answer.

    Whoever comes while there are too many connections is told when to come back.
    """

    _beginning: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What the framework answers says nothing of when to come back.
        self._most, self.limit_concurrency = self.limit_concurrency, None
        self._own, self.app = self.app, self._answer

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        if self._most is not None and len(self.connections) > self._most:
            scope["state"][FULL] = True
            send = _closing(send)
        await self._own(scope, receive, send)

    def pause_writing(self) -> None:
        """Nobody reads any more."""
        super().pause_writing()
        self._writing = self._writing or self.loop.call_later(READING, self.transport.abort)

    def resume_writing(self) -> None:
        """Somebody does."""
        super().resume_writing()
        self._stop_writing()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._beginning = self.loop.call_later(BEGINNING, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Something arrives; after an answer the next request has its own time to begin."""
        if self._beginning is None and self._is_between():
            self._beginning = self.loop.call_later(BEGINNING, self._give_up)
        super().data_received(data)
        if not self._is_between():
            self._forget()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody has gone."""
        self._forget()
        self._stop_writing()
        super().connection_lost(exc)

    def _is_between(self) -> bool:
        return self.conn.their_state is h11.IDLE

    def _give_up(self) -> None:
        self._beginning = None
        if self._is_between() and not self.transport.is_closing():
            self.transport.close()

    def _stop_writing(self) -> None:
        if self._writing:
            self._writing.cancel()
            self._writing = None

    def _forget(self) -> None:
        if self._beginning:
            self._beginning.cancel()
            self._beginning = None


def _closing(send: Any) -> Any:
    """Ends the connection with the answer."""

    async def closing(message: Any) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        await send(message)

    return closing


def bind(host: str, port: int) -> socket.socket:
    """A socket on the address, taken before the models are loaded; BadInputError, in German."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise BadInputError(_cannot_bind(error, host, port)) from error
    return listener


def address_of(host: str, listener: socket.socket) -> str:
    """The URL for a browser on this machine."""
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


class _Server(uvicorn.Server):
    """Says where it listens once it answers, and ends in order when it is asked to.

    On SIGTERM it is no longer ready at once (``ending``), but goes on answering for a moment so
    that a proxy can see that; then running requests are finished. A second signal hurries it.
    """

    def __init__(
        self, config: uvicorn.Config, listener: socket.socket, settings: Settings, *, ending: Event
    ) -> None:
        super().__init__(config)
        self._address = address_of(settings.host, listener)
        self._settings = settings
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal to end."""
        first = not self._ending.is_set()
        self._ending.set()
        end_all()
        drain = self._settings.drain if first and sig == signal.SIGTERM else 0
        if first:
            _later(drain + LAST, os._exit, 0)
        if drain:
            _later(drain, super().handle_exit, sig, frame)
        else:
            super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening."""
        await super().startup(sockets=sockets)
        if self.started:
            _tell(self._settings, f"Fundstelle läuft: {self._address}  (Ende mit Strg+C)")


def _later(seconds: float, do: Callable[..., object], *arguments: object) -> None:
    timer = Timer(seconds, do, arguments)
    timer.daemon = True
    timer.start()


def _cannot_bind(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} ist schon belegt: Bitte mit --port einen anderen wählen."
    if error.errno == errno.EACCES:
        return f"Port {port} darf hier nicht benutzt werden: Bitte einen über 1023 wählen."
    return f"Die Adresse „{host}“ lässt sich nicht benutzen: Bitte mit --host eine andere wählen."


def _hurry() -> None:
    """Ends the process without taking the models apart piece by piece, which takes seconds.

    All that holds data is closed.
    """
    logging.shutdown()
    sys.stderr.flush()
    os._exit(0)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM as an ordinary end, so that store and index are closed."""
    sys.exit(0)
