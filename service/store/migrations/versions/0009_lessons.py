"""Lessons with their vectors and groups, and which of them say the opposite."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables; the lessons of the stored reports are read afterwards, bit by bit."""
    op.create_table(
        "lesson_reads",
        sa.Column("report_id", sa.String, _of("reports.id"), primary_key=True),
        sa.Column("reader", sa.String, nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
    )
    op.create_table(
        "lesson_statements",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.String, _of("reports.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("group", sa.String, nullable=False),
        sa.Column("themes", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=True),
        sa.Column("role", sa.Text, nullable=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "statements_of_report", "lesson_statements", ["report_id", "ordinal"], unique=True
    )
    op.create_index("statements_of_group", "lesson_statements", ["group"])
    op.create_table(
        "lesson_opposites",
        sa.Column("one", NUMBER, _of("lesson_statements.id"), primary_key=True),
        sa.Column("other", NUMBER, _of("lesson_statements.id"), primary_key=True),
    )
    op.create_index("ix_lesson_opposites_other", "lesson_opposites", ["other"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("lesson_opposites")
    op.drop_table("lesson_statements")
    op.drop_table("lesson_reads")


def _of(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")
