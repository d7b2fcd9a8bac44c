"""The socket that systemd hands over: it stays open while one service takes another's place."""

from __future__ import annotations

import os
import socket
from collections.abc import MutableMapping

from nlp.errors import BadInputError

FIRST = 3
"""Number of the first file that is handed over (sd_listen_fds(3))."""
NAMES = ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")


def handed_over(
    environ: MutableMapping[str, str] = os.environ, *, first: int = FIRST
) -> socket.socket | None:
    """None where nothing is; BadInputError where it is anything but one address of TCP."""
    pid, count, _ = (environ.pop(name, "") for name in NAMES)  # not for processes of our own
    if pid != str(os.getpid()) or count in {"", "0"}:
        return None
    if count != "1":
        raise BadInputError("systemd übergibt mehrere Adressen; bitte nur eine in der .socket.")
    handed = socket.socket(fileno=first)
    if handed.family not in {socket.AF_INET, socket.AF_INET6} or handed.type != socket.SOCK_STREAM:
        handed.close()
        raise BadInputError("Die Adresse von systemd muss eine für TCP sein, etwa 127.0.0.1:8000.")
    handed.set_inheritable(False)
    return handed
