"""One message to one address: no redirects, no proxies, nothing of the answer but its status."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Timer

from service.webhooks.address import Target

PATIENCE = 5.0
"""Seconds for each step."""
DEADLINE = 10.0
"""Seconds for the whole exchange, however the other side dawdles."""


class _Pinned(http.client.HTTPConnection):
    """Calls the address that was checked, under the name that was asked for."""

    def __init__(self, target: Target, context: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE)
        self._target = target
        self._context = context

    def connect(self) -> None:
        """To that address alone."""
        where = (self._target.address, self._target.port)
        self.sock = socket.create_connection(where, PATIENCE)
        if self._context is not None:
            # Known to the deadline before the handshake begins.
            self.sock = self._context.wrap_socket(
                self.sock, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer; OSError or http.client.HTTPException where there is none."""
    context = ssl.create_default_context() if target.scheme == "https" else None
    connection = _Pinned(target, context)
    late = Event()
    guard = Timer(DEADLINE, _cut, [connection, late])
    guard.daemon = True
    guard.start()
    try:
        connection.request(
            "POST",
            target.path,
            body=body,
            headers={**headers, "Host": target.authority, "Connection": "close"},
        )
        status = connection.getresponse().status
        if late.is_set():
            raise TimeoutError
        return status
    finally:
        guard.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection, late: Event) -> None:
    late.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
