"""When each change was noted that the index has yet to hear of."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what waits now waits from now on."""
    op.add_column("outbox", sa.Column("created", sa.DateTime, nullable=True))
    outbox = sa.table("outbox", sa.column("created", sa.DateTime))
    op.execute(sa.update(outbox).values(created=datetime.now(UTC).replace(tzinfo=None)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("outbox", "created")
