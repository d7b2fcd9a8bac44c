"""Phrases of reports, which are suggested while somebody types."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; the phrases of the stored reports are taken afterwards, bit by bit."""
    op.create_table(
        "report_phrases",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("phrase", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("reports_of_phrase", "report_phrases", ["phrase"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("report_phrases")
