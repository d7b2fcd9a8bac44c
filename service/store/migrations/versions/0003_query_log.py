"""Questions and clicks, where a service keeps them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "query_log",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("clicked", sa.Text, nullable=False),
    )
    op.create_index("query_log_key", "query_log", ["key"], unique=True)
    op.create_index("query_log_day", "query_log", ["day"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("query_log")
