"""How probable it is that a report's themes need no correction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; it is filled afterwards, bit by bit, while the service runs."""
    op.create_table(
        "theme_reviews",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("updated", sa.DateTime, nullable=False),
        sa.Column("probability", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("theme_reviews")
