"""Databases as earlier versions left them."""

from __future__ import annotations

from sqlalchemy import Connection

FOUND = ("cards", "lessons")
LESSON_TABLES = ("lesson_opposites", "lesson_statements", "lesson_reads")
"""Of migration 0009, in the order in which they can be dropped."""
AFTER_LESSONS = ("sessions", "erasures", "erased_names", "theme_reviews")
DESK_TABLES = ("drafts", "review_decisions", "reviews")
"""Of the migrations after 0009: each new one adds its own."""
JOB_TABLES = ("deliveries", "webhooks", "job_documents", "jobs")
THEME_TABLES = ("vocabularies", "feedback", "feedback_documents", "theme_adjustments")
MAP_TABLES = ("report_places",)
FILE_TABLES = ("report_phrases", "report_sources")
LATER_TABLES = (*LESSON_TABLES, *AFTER_LESSONS, *MAP_TABLES, *DESK_TABLES, *FILE_TABLES)
AFTER_FOUND = ("api_keys", "retries", *JOB_TABLES, *THEME_TABLES, *LATER_TABLES)
"""Tables of the migrations after 0005: each new one adds its own."""


def without_found(connection: Connection) -> None:
    """Takes away what migration 0005 and those after it add."""
    for table in (*FOUND, *AFTER_FOUND):
        connection.exec_driver_sql(f"DROP TABLE {table}")
    for column in ("sketch", "sentences"):
        connection.exec_driver_sql(f"ALTER TABLE passages DROP COLUMN {column}")
    without_outbox_times(connection)


def without_outbox_times(connection: Connection) -> None:
    """Takes away what migration 0017 adds."""
    connection.exec_driver_sql("ALTER TABLE outbox DROP COLUMN created")
