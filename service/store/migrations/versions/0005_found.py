"""What search asks of all reports: cards, lessons, sketches of passages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create them, and fill them from the stored reports: about a millisecond a passage."""
    for name in ("sketch", "sentences"):
        op.add_column("passages", sa.Column(name, sa.LargeBinary, nullable=True))
    op.create_table(
        "cards",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("card", sa.Text, nullable=False),
    )
    op.create_table(
        "lessons",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column(
            "report_id", sa.String, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("lessons_of_report", "lessons", ["report_id", "ordinal"], unique=True)
    _fill(op.get_bind())


def downgrade() -> None:
    """Drop them."""
    op.drop_table("lessons")
    op.drop_table("cards")
    with op.batch_alter_table("passages") as table:
        table.drop_column("sentences")
        table.drop_column("sketch")


def _fill(connection: sa.Connection) -> None:
    """One report at a time: the analyses of all would not fit into memory."""
    from service.store.codec import json_to_analysis
    from service.store.found import passage_sentences, passage_sketch, write_found

    stored = sa.table("reports", *map(sa.column, ("id", "title", "analysis", "text")))
    columns = ("id", "report_id", "start", "end", "sketch", "sentences")
    pieces = sa.table("passages", *map(sa.column, columns))
    for (name,) in connection.execute(sa.select(stored.c.id)).all():
        row = connection.execute(sa.select(stored).where(stored.c.id == name)).one()
        write_found(
            connection,
            json_to_analysis(row.analysis, id=name, title=row.title, text=row.text),
        )
        own = sa.select(pieces.c.id, pieces.c.start, pieces.c.end).where(pieces.c.report_id == name)
        for number, start, end in connection.execute(own).all():
            text = row.text[start:end]
            made = {"sketch": passage_sketch(text), "sentences": passage_sentences(text)}
            connection.execute(sa.update(pieces).where(pieces.c.id == number).values(made))
