"""Who is logged in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("key_id", sa.String, nullable=False),
        sa.Column("proof", sa.String, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
    )
    op.create_index("ix_sessions_key_id", "sessions", ["key_id"])
    op.create_index("ix_sessions_ends", "sessions", ["ends"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("sessions")
