"""Runs the web application: one process, one address, models loaded before the first request."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from nlp.errors import BadInputError
from service.api.parts import open_parts
from service.app import create_app
from service.settings import Settings

GRACE = 10
"""Seconds that running requests have after Ctrl-C or SIGTERM."""


def run(settings: Settings) -> None:
    """Serves until Ctrl-C or SIGTERM. FundstelleError where address, data or models fail.

    Only for the main thread.
    """
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        with bind(settings.host, settings.port) as listener, open_parts(settings) as parts:
            serve(create_app(settings, parts=parts), listener, settings)
    except KeyboardInterrupt:
        print("Fundstelle ist beendet.", file=sys.stderr)
    finally:
        signal.signal(signal.SIGTERM, before)


def serve(app: FastAPI, listener: socket.socket, settings: Settings) -> None:
    """Answers on the socket until a signal comes, and lets running requests finish."""
    config = uvicorn.Config(
        app,
        timeout_graceful_shutdown=GRACE,
        log_level="info" if settings.debug else "warning",
        server_header=False,
    )
    _Server(config, address_of(settings.host, listener)).run(sockets=[listener])


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
    """Says where it listens once it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening."""
        await super().startup(sockets=sockets)
        if self.started:
            print(f"Fundstelle läuft: {self._address}  (Ende mit Strg+C)", file=sys.stderr)


def _cannot_bind(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} ist schon belegt: Bitte mit --port einen anderen wählen."
    if error.errno == errno.EACCES:
        return f"Port {port} darf hier nicht benutzt werden: Bitte einen über 1023 wählen."
    return f"Die Adresse „{host}“ lässt sich nicht benutzen: Bitte mit --host eine andere wählen."


def _leave(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM as an ordinary end, so that store and index are closed."""
    sys.exit(0)
