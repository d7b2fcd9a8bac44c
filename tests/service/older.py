"""Databases as earlier versions left them."""

from __future__ import annotations

import sqlite3


def without_found(connection: sqlite3.Connection) -> None:
    """Takes away what migration 0005 adds."""
    for table in ("cards", "lessons"):
        connection.execute(f"DROP TABLE {table}")
    for column in ("sketch", "sentences"):
        connection.execute(f"ALTER TABLE passages DROP COLUMN {column}")
