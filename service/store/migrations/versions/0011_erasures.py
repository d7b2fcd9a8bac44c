"""Erasures of persons: when, how much, and what is to be recognised when it comes again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "erasures",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "erased_names",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("scope", sa.String, primary_key=True),
        sa.Column("stand_in", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("erased_names")
    op.drop_table("erasures")
