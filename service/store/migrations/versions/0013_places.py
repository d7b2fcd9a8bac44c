"""The places of each report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and fill it from the stored reports."""
    op.create_table(
        "report_places",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("places", sa.Text, nullable=False),
    )
    _fill(op.get_bind())


def downgrade() -> None:
    """Drop it."""
    op.drop_table("report_places")


def _fill(connection: sa.Connection) -> None:
    """One report at a time: the analyses of all would not fit into memory."""
    from service.store.codec import json_to_analysis
    from service.store.places import write_places

    stored = sa.table("reports", *map(sa.column, ("id", "title", "analysis", "text")))
    for (name,) in connection.execute(sa.select(stored.c.id)).all():
        row = connection.execute(sa.select(stored).where(stored.c.id == name)).one()
        analysis = json_to_analysis(row.analysis, id=name, title=row.title, text=row.text)
        write_places(connection, analysis)
