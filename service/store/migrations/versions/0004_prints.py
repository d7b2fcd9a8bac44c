"""Sketches of reports, and their bands, by which nearly the same reports are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; the prints of the stored reports are taken afterwards, bit by bit."""
    op.create_table(
        "prints",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "print_bands",
        sa.Column("band", sa.BigInteger, primary_key=True),
        sa.Column("report_id", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("print_bands")
    op.drop_table("prints")
