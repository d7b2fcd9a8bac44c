"""Keys for programs, and requests that may be sent again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("used", sa.DateTime, nullable=True),
        sa.Column("revoked", sa.DateTime, nullable=True),
    )
    op.create_table(
        "retries",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("report_id", sa.String, nullable=True),
        sa.Column("state", sa.String, nullable=True),
    )
    op.create_index("retries_at", "retries", ["at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("retries")
    op.drop_table("api_keys")
