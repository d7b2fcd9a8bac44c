"""A SQLite database copied as it is at one moment, while others read and write it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nlp.errors import StoreError
from service.media import FAILING, FULL

PAGES = 256
"""So many are copied between two looks at whether to stop."""


class Stopped(Exception):  # noqa: N818 - no error
    """Somebody wants it to end."""


@contextmanager
def pinned(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees one moment of the database; nobody has to wait for it."""
    with translated(), closing(_opened(path)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def copy(
    source: sqlite3.Connection,
    target: Path,
    *,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> None:
    """All pages, whole: StoreError where source or copy is damaged; Stopped."""

    def told(_status: int, left: int, total: int) -> None:
        progress(total - left, total)
        if stop():
            raise Stopped

    with translated(), closing(sqlite3.connect(target)) as made:
        source.backup(made, pages=PAGES, progress=told, sleep=0)
        # A copy of its own, without the files beside it that the journal of the source needs.
        made.execute("PRAGMA journal_mode=DELETE")
        check(made)


def check(connection: sqlite3.Connection) -> None:
    """StoreError where the database is damaged."""
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        raise StoreError("Die Datenbank ist beschädigt; „fundstelle verify“ sagt mehr.")


@contextmanager
def translated() -> Iterator[None]:
    """What the database refuses, in our words."""
    try:
        yield
    except sqlite3.Error as error:
        message = str(error)
        if "full" in message:
            raise StoreError(FULL) from error
        if "not a database" in message or "malformed" in message:
            raise StoreError(
                "Die Datenbank ist beschädigt; „fundstelle verify“ sagt mehr."
            ) from error
        raise StoreError(FAILING) from error


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    connection.execute("PRAGMA query_only=ON")
    return connection
