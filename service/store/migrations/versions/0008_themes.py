"""Vocabularies, feedback on themes, and what was learnt from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "vocabularies",
        sa.Column("version", sa.String, primary_key=True),
        sa.Column("vocabulary", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("concepts", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("loaded", sa.DateTime, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("theme", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("by", sa.Text, nullable=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("vocabulary", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("feedback_of_report", "feedback", ["report_id", "theme"])
    op.create_table(
        "feedback_documents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "theme_adjustments",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("vocabulary", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("last_feedback", NUMBER, nullable=False),
        sa.Column("in_force", sa.Boolean, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("arrays", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("theme_adjustments", "feedback_documents", "feedback", "vocabularies"):
        op.drop_table(table)
