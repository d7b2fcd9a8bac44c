"""Moments at which a program may end: each write to a file, each statement to the database.

``end_at`` kills the process at the n-th of them, so that every moment can be reached on purpose.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

FILES = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "sqlite3.connect"}
)
CHANGING = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|REPLACE|BEGIN IMM)", re.I)


def end_at(moment: int | None, folder: Path, counted: int) -> None:
    """Kill this process at that moment, None for never.

    ``counted``: a file descriptor that every moment writes a byte to, so that others know how
    many there were.
    """
    numbers = count(1)
    inside = os.fspath(folder)

    def here() -> None:
        os.write(counted, b".")
        if next(numbers) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(name: str, arguments: tuple[object, ...]) -> None:
        if name == "open":
            path, mode, flags = arguments
            writes = isinstance(mode, str) and set(mode) & set("wax+")
            changes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            if isinstance(path, str) and path.startswith(inside) and (writes or changes):
                here()
        elif name in FILES and arguments and inside in str(arguments[0]):
            here()

    real = os.fsync

    def fsync(handle: int) -> None:
        here()
        real(handle)
        here()

    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(hear)
    event.listen(Engine, "before_cursor_execute", lambda *a: CHANGING.match(a[2]) and here())
    event.listen(Engine, "commit", lambda _: here())
    event.listen(Pool, "checkin", lambda *_: here())
