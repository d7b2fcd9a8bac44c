"""Reviews of reports: drafts, and what editors decide."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables; all reports that are there are published."""
    op.create_table(
        "reviews",
        sa.Column("report_id", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("last", NUMBER, nullable=False),
        sa.Column("through", NUMBER, nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("updated", sa.DateTime, nullable=False),
        sa.Column("published", sa.DateTime, nullable=True),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("published_by", sa.String, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("analysis", sa.Text, nullable=False),
    )
    op.create_index("reviews_by_state", "reviews", ["state", "updated"])
    op.create_table(
        "review_decisions",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("target", NUMBER, nullable=True),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("vocabulary", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("anchors", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("review_decisions_of_report", "review_decisions", ["report_id", "id"])
    op.create_table(
        "drafts",
        sa.Column("report_id", sa.String, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.Column("vectors", sa.LargeBinary, nullable=False),
        sa.Column("original", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("drafts", "review_decisions", "reviews"):
        op.drop_table(table)
