"""Ports for servers that are started by number."""

from __future__ import annotations

import socket


def held_port() -> socket.socket:
    """A port of this machine, until it is closed.

    No other program is given it meanwhile, but whoever asks for it by number may listen on it.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


def number(held: socket.socket) -> int:
    """Of the port."""
    port: int = held.getsockname()[1]
    return port
