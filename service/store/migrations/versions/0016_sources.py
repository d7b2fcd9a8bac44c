"""Where the reports of files came from, so that two files of one name stay two reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; of reports stored before nobody knows: their files take them over."""
    op.create_table(
        "report_sources",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("stem", sa.String, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )
    op.create_index("sources_of_stem", "report_sources", ["stem"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("report_sources")
