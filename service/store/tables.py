"""The tables of the system of record."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC inside and outside, whatever the database keeps of time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time as it is written: UTC without a zone."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time as it is read: UTC with its zone."""
        return value and value.replace(tzinfo=UTC)


metadata = MetaData()
Number = BigInteger().with_variant(Integer, "sqlite")

# The long columns come last: SQLite then reaches the short ones without reading through them.
reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("version", String, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("analysis", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("original", LargeBinary, nullable=False),
)

# Numbers are never given twice (AUTOINCREMENT): an index that lags behind cannot mix up passages.
passages = Table(
    "passages",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("searchable", Boolean, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("sketch", LargeBinary, nullable=True),
    Column("sentences", LargeBinary, nullable=True),
    Index("passages_of_report", "report_id", "ordinal", unique=True),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", String, nullable=False),
    Column("removed", Text, nullable=False),
    Column("created", Moment, nullable=True),
    sqlite_autoincrement=True,
)

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

# The columns that are read least come last.
project_records = Table(
    "project_records",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("projects_of_report", "report_id", "ordinal", unique=True),
)

# Never changed, only added to: an undo is a row of its own.
project_decisions = Table(
    "project_decisions",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("target", Number, nullable=True),
    Column("by", Text, nullable=True),
    Column("at", Moment, nullable=False),
    Column("groups", Text, nullable=False),
    sqlite_autoincrement=True,
)

# No foreign key: an id outlasts the deletion of a report and is its own again when it returns.
project_homes = Table(
    "project_homes",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", String, nullable=False),
    Column("key", String, nullable=False),
    Column("entry", String, nullable=False),
    Index("home_of_project", "report_id", "key", unique=True),
    sqlite_autoincrement=True,
)

# What search asks of all reports at once: one short row each, in place of the long analyses.
cards = Table(
    "cards",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("card", Text, nullable=False),
)

# The places of a report: that of its event, and all that it names.
report_places = Table(
    "report_places",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("places", Text, nullable=False),
)

lessons = Table(
    "lessons",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Index("lessons_of_report", "report_id", "ordinal", unique=True),
)

# Nothing here says who asked or when in the day. ``key`` is forgotten when a click can no longer
# come, so that no list that somebody still holds leads to its row.
query_log = Table(
    "query_log",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("key", String, nullable=True),
    Column("day", Date, nullable=False),
    Column("question", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("clicked", Text, nullable=False),
    Index("query_log_key", "key", unique=True),
    Index("query_log_day", "day"),
)

prints = Table(
    "prints",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
)

# Without a foreign key, which would need an index of its own: who removes a print knows its bands.
print_bands = Table(
    "print_bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

# One row with an empty phrase for a report that has none.
report_phrases = Table(
    "report_phrases",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("phrase", String, primary_key=True),
    Index("reports_of_phrase", "phrase"),
    sqlite_with_rowid=False,
)

# Of reports that were files. ``stem``: the id that the file asked for.
report_sources = Table(
    "report_sources",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("stem", String, nullable=False),
    Column("source", Text, nullable=False),
    Index("sources_of_stem", "stem"),
)

# The key itself is not here: ``digest`` is its SHA-256.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("scopes", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("created", Moment, nullable=False),
    Column("used", Moment, nullable=True),
    Column("revoked", Moment, nullable=True),
)

# Who is logged in: neither the token of the cookie nor the key is here. ``digest``: SHA-256 of the
# token; ``proof`` binds it to the key as it was. No foreign key: one key is in the settings.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("key_id", String, nullable=False, index=True),
    Column("proof", String, nullable=False),
    Column("ends", Moment, nullable=False, index=True),
)

# ``key`` is a digest of who sent which Idempotency-Key. No foreign key: a report may be deleted.
retries = Table(
    "retries",
    metadata,
    Column("key", String, primary_key=True),
    Column("body", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("report_id", String, nullable=True),
    Column("state", String, nullable=True),
    Index("retries_at", "at"),
)

# What of a report was read for its lessons, by which encoder and rules, and its facts as a witness.
lesson_reads = Table(
    "lesson_reads",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("reader", String, nullable=False),
    Column("voice", Text, nullable=False),
)

# ``words``: what is searched, without names of persons; ``shown``: the text without them.
lesson_statements = Table(
    "lesson_statements",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("group", String, nullable=False),
    Column("themes", Text, nullable=False),
    Column("source", Text, nullable=True),
    Column("role", Text, nullable=True),
    Column("words", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Index("statements_of_report", "report_id", "ordinal", unique=True),
    Index("statements_of_group", "group"),
    sqlite_autoincrement=True,
)

# Both directions of each pair.
lesson_opposites = Table(
    "lesson_opposites",
    metadata,
    Column("one", ForeignKey("lesson_statements.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "other",
        ForeignKey("lesson_statements.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)

# ``position`` counts the parts of the file (lines, files of an archive) that were begun; a job
# goes on with the last of them.
jobs = Table(
    "jobs",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Number, nullable=False, unique=True),
    Column("format", String, nullable=False),
    Column("state", String, nullable=False),
    Column("cancel_wanted", Boolean, nullable=False),
    Column("total", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("started", Moment, nullable=True),
    Column("finished", Moment, nullable=True),
    Column("name", Text, nullable=False),
    Column("message", Text, nullable=False),
    Index("jobs_by_state", "state", "number"),
)

# No foreign key to reports: what became of a document is told though its report is deleted.
job_documents = Table(
    "job_documents",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("job_id", ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("item", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("report_id", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("code", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("near", Text, nullable=False),
    Index("document_of_job", "job_id", "part", "item", unique=True),
    Index("job_documents_by_outcome", "job_id", "outcome", "part", "item"),
)

# The secret is kept as it is: every message is signed with it.
webhooks = Table(
    "webhooks",
    metadata,
    Column("id", String, primary_key=True),
    Column("created", Moment, nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", String, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("webhook_id", ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False),
    Column("job_id", String, nullable=False),
    Column("event", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("created", Moment, nullable=False),
    Column("finished", Moment, nullable=True),
    Column("status", Integer, nullable=True),
    Column("error", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("deliveries_due", "state", "due"),
    Index("deliveries_of_webhook", "webhook_id", "id"),
    sqlite_autoincrement=True,
)

# A vocabulary that is replaced stays: analyses of before name its version.
vocabularies = Table(
    "vocabularies",
    metadata,
    Column("version", String, primary_key=True),
    Column("vocabulary", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("concepts", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("digest", String, nullable=False),
    Column("loaded", Moment, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# Only added to: the last word on a report's theme counts. Without a foreign key: what an editor
# said outlasts a deletion and is there again when the report returns.
feedback = Table(
    "feedback",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("by", Text, nullable=True),
    Column("at", Moment, nullable=False),
    Column("vocabulary", String, nullable=False),
    Index("feedback_of_report", "report_id", "theme"),
    sqlite_autoincrement=True,
)

# Texts that were sent to learn from and are no reports.
feedback_documents = Table(
    "feedback_documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)

theme_adjustments = Table(
    "theme_adjustments",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("vocabulary", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("last_feedback", Number, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("summary", Text, nullable=False),
    Column("arrays", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# ``updated``: of the report as it was then; what was estimated before it changed is void.
theme_reviews = Table(
    "theme_reviews",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("updated", Moment, nullable=False),
    Column("probability", Float, nullable=False),
)

# Only added to. The name of whoever was erased is not here; ``key`` is the id of a key.
erasures = Table(
    "erasures",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("key", String, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("places", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# Keyed digests of parts of names: a document that brings an erased name again is recognised.
erased_names = Table(
    "erased_names",
    metadata,
    Column("digest", String, primary_key=True),
    Column("scope", String, primary_key=True),
    Column("stand_in", Text, nullable=False),
)

# What editors say of a report, beside what the machine read: ``title`` and ``analysis`` are the
# machine's, ``shown`` is the title as decided. ``through``: the last decision that the published
# form knows; ``last``: the last one of all. Without a foreign key: a draft is no report yet.
reviews = Table(
    "reviews",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("last", Number, nullable=False),
    Column("through", Number, nullable=False),
    Column("items", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("published", Moment, nullable=True),
    Column("by", String, nullable=False),
    Column("published_by", String, nullable=False),
    Column("shown", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("analysis", Text, nullable=False),
    Index("reviews_by_state", "state", "updated"),
)

# Never changed, only added to: an undo is a row of its own.
review_decisions = Table(
    "review_decisions",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("report_id", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("key", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("target", Number, nullable=True),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("vocabulary", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("anchors", Text, nullable=False),
    Index("review_decisions_of_report", "report_id", "id"),
    sqlite_autoincrement=True,
)

# A report that is not published: nothing of it stands in any other table, so nothing finds it.
drafts = Table(
    "drafts",
    metadata,
    Column("report_id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("version", String, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
    Column("original", LargeBinary, nullable=False),
)
