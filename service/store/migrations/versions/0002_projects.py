"""Projects of reports, decisions about them, ids of registry entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables, and fill the records from the stored analyses."""
    op.create_table(
        "project_records",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column(
            "report_id", sa.String, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("projects_of_report", "project_records", ["report_id", "ordinal"], unique=True)
    op.create_table(
        "project_decisions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("target", NUMBER, nullable=True),
        sa.Column("by", sa.Text, nullable=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("groups", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "project_homes",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("entry", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("home_of_project", "project_homes", ["report_id", "key"], unique=True)
    _fill(op.get_bind())


def downgrade() -> None:
    """Drop them."""
    for name in ("project_homes", "project_decisions", "project_records"):
        op.drop_table(name)


def _fill(connection: sa.Connection) -> None:
    """One report at a time: the analyses of all would not fit into memory."""
    from nlp.registry import records_of
    from service.store.codec import json_to_analysis
    from service.store.projects import record_row

    written = sa.table(
        "project_records", *map(sa.column, ("report_id", "ordinal", "key", "name", "record"))
    )
    stored = sa.table("reports", *map(sa.column, ("id", "analysis")))
    for (name,) in connection.execute(sa.select(stored.c.id)).all():
        query = sa.select(stored.c.analysis).where(stored.c.id == name)
        data = connection.execute(query).scalar_one()
        records = records_of(json_to_analysis(data, id=name, title="", text=""))
        if rows := [record_row(record, at) for at, record in enumerate(records)]:
            connection.execute(sa.insert(written), rows)
