"""Reports, passages, outbox and meta."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "reports",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("updated", sa.DateTime, nullable=False),
        sa.Column("analysis", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("original", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column(
            "report_id", sa.String, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("searchable", sa.Boolean, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("passages_of_report", "passages", ["report_id", "ordinal"], unique=True)
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("removed", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("meta", "outbox", "passages", "reports"):
        op.drop_table(name)
