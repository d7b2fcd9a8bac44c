"""The system of record: reports, their passages with vectors, and what the index has to hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, func, insert, select, true, update

from nlp.errors import ChangedError
from nlp.types import Analysis
from service.store import outbox as box
from service.store.again import done_again
from service.store.codec import (
    json_to_analysis,
    vocabulary_of,
)
from service.store.desk import (
    DeskStore,
    StoredReview,
    check_draft,
    draft_of,
    draft_prints,
    is_draft,
    keep_draft,
    machine_of,
    mark_published,
    mark_withdrawn,
    published_form,
    remove_review,
    retag_draft,
)
from service.store.engine import open_engine, reading, writing
from service.store.erasures import ErasedName, ErasureStore, mark, remember, rename
from service.store.found import (
    FoundStore,
)
from service.store.inspection import Inspection
from service.store.jobs import JobStore
from service.store.keys import KeyStore
from service.store.lease import Lease, alone
from service.store.lesson_groups import remove_lessons
from service.store.lesson_outline import retag_lessons
from service.store.lessons import LessonStore
from service.store.migrate import migrate
from service.store.passage_rows import (
    MOST_IDS,
    in_batches,
    passage_rows,
    passages_of,
    stored_passage,
)
from service.store.phrases import PhraseStore
from service.store.places import PlaceStore
from service.store.postgres import speaks_postgres
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import SearchLog
from service.store.records import (
    Backlog,
    Change,
    Expected,
    Fingerprint,
    StoredPassage,
    StoredReport,
    WrittenText,
)
from service.store.report_rows import (
    Outcome,
    put_report,
    remove_report,
    report_row,
    rewrite_report,
    row_of,
    unknown_report,
    with_passages,
)
from service.store.retries import RetryStore
from service.store.reviews import ReviewStore
from service.store.sessions import SessionStore
from service.store.sources import SourceStore, write_source
from service.store.tables import meta, passages, reports
from service.store.themes import ThemeStore, Vote, write_votes
from service.store.webhooks import WebhookStore

if TYPE_CHECKING:
    from corpus.documents import Document

KEEPER = "keeper"


@done_again
class Store(AbstractContextManager["Store"]):
    """Reports in a database (SQLite or PostgreSQL); safe to share between threads.

    Each change is one transaction and durable when the call returns. StoreError where the
    database cannot be used.
    """

    def __init__(self, url: str, *, connections: int = 10, seconds: int = 60) -> None:
        """Opened and brought up to date. ``connections``, ``seconds``: see ``open_engine``."""
        self._engine = open_engine(url, connections=connections, seconds=seconds)
        try:
            migrate(self._engine)
        except BaseException:
            self._engine.dispose()
            raise
        self.projects = ProjectStore(self._engine)
        self.found = FoundStore(self._engine)
        self.searches = SearchLog(self._engine)
        self.prints = PrintStore(self._engine)
        self.phrases = PhraseStore(self._engine)
        self.sources = SourceStore(self._engine)
        self.keys = KeyStore(self._engine)
        self.erasures = ErasureStore(self._engine)
        self.sessions = SessionStore(self._engine)
        self.retries = RetryStore(self._engine)
        self.lessons = LessonStore(self._engine)
        self.jobs = JobStore(self._engine)
        self.webhooks = WebhookStore(self._engine)
        self.themes = ThemeStore(self._engine)
        self.inspection = Inspection(self._engine)
        self.desk = DeskStore(self._engine)
        self.reviews = ReviewStore(self._engine)
        self.places = PlaceStore(self._engine)

    def put(
        self,
        analysis: Analysis,
        document: Document,
        *,
        version: str = "",
        expected: Expected | None = None,
        draft: bool = False,
    ) -> Outcome:
        """Keep an analysed document, in place of what its id held before.

        What editors decided about it goes into what is published. A draft stays one, and so is a
        new report with ``draft``. ChangedError where the report is no longer as ``expected``, or
        where it is published and ``draft`` would hold it back.
        """
        rows = passage_rows(analysis)
        with writing(self._engine) as connection:
            _check(connection, analysis.id, expected)
            if draft and _is_published(connection, analysis.id):
                raise ChangedError(
                    "Dieser Bericht ist veröffentlicht; als Entwurf lässt er sich erst ersetzen, "
                    "wenn er zurückgezogen ist."
                )
            if draft or is_draft(connection, analysis.id):
                return keep_draft(connection, analysis, document, version)
            shown = published_form(connection, analysis)
            outcome = put_report(connection, shown, report_row(shown, document, version), rows)
            write_source(connection, analysis.id, document)
            return outcome

    def put_erased(
        self,
        analysis: Analysis,
        document: Document,
        *,
        version: str,
        before: StoredReport,
        names: Sequence[ErasedName],
    ) -> None:
        """Keep a report or draft without a name in place of the one with it, maybe under another
        id, with what editors decided of it.

        ``names``: what is to be recognised when it comes again. ChangedError where the report is
        no longer as ``before``.
        """
        rows = passage_rows(analysis)
        with writing(self._engine) as connection:
            held_back = is_draft(connection, before.id)
            if held_back:
                check_draft(connection, before)
            else:
                _check(connection, before.id, Expected(updated=before.updated))
            if before.id != analysis.id:
                rename(connection, before.id, analysis.id)
            if held_back:
                keep_draft(connection, analysis, document, version)
            else:
                if before.id != analysis.id:
                    removed = remove_report(connection, before.id)
                    box.announce(connection, analysis.id, removed)
                shown = published_form(connection, analysis)
                row = report_row(shown, document, version) | {"created": before.created}
                put_report(connection, shown, row, rows)
            remember(connection, names)
            mark(connection)

    def retag(self, analysis: Analysis, *, version: str, since: str) -> bool:
        """Keep other themes of a report as the machine read it (``as_read``); the text stays.

        False, and nothing is kept, where another version than ``since`` is stored by now, or
        another text.
        """
        own = (
            reports.c.id == analysis.id,
            reports.c.version == since,
            reports.c.text == analysis.text,
        )
        with writing(self._engine) as connection:
            if is_draft(connection, analysis.id):
                return retag_draft(connection, analysis, version=version, since=since)
            if connection.execute(select(reports.c.id).where(*own)).first() is None:
                return False
            shown = published_form(connection, analysis)
            rewrite_report(connection, shown, version=version)
            retag_lessons(connection, shown)
        return True

    def publish(self, review: StoredReview, *, by: str, votes: Sequence[Vote] = ()) -> None:
        """Publish a report as it was decided, with what that says of themes; ChangedError."""
        with writing(self._engine) as connection:
            held_back = draft_of(connection, review.report)
            mark_published(connection, review, by=by)
            shown = review.applied().analysis
            if held_back:
                read, content = held_back
                row = row_of(shown, content) | {"version": content.version}
                rows = passage_rows(replace(shown, vectors=read.vectors))
                put_report(connection, shown, row, rows)
            else:
                rewrite_report(connection, shown)
                remove_lessons(connection, shown.id)
            write_votes(connection, votes)

    def withdraw(self, review: StoredReview, *, by: str) -> None:
        """Make a draft of a published report, with all that was decided; ChangedError."""
        with writing(self._engine) as connection:
            query = select(reports).where(reports.c.id == review.report)
            content = connection.execute(query).first()
            if content is None:
                raise ChangedError("Dieser Bericht ist nicht mehr veröffentlicht.")
            [stored] = with_passages(connection, [content], vectors=True)
            machine = replace(review.machine, vectors=stored.analysis.vectors)
            kept = {name: getattr(content, name) for name in _CONTENT}
            mark_withdrawn(connection, review, machine, kept, by=by)
            removed = remove_report(connection, review.report)
            box.announce(connection, review.report, removed)

    def delete(self, report_id: str, *, expected: Expected | None = None) -> None:
        """Forget a report or draft and what was decided of it.

        NotFoundError where there is none, ChangedError as with ``put``.
        """
        with writing(self._engine) as connection:
            _check(connection, report_id, expected)
            if not remove_review(connection, report_id):
                removed = remove_report(connection, report_id)
                box.announce(connection, report_id, removed)

    def get(self, report_id: str, *, vectors: bool = False) -> StoredReport:
        """One report with its passages; NotFoundError where there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(select(*_FIELDS).where(reports.c.id == report_id)).first()
            if row is None:
                raise unknown_report(report_id)
            return with_passages(connection, [row], vectors=vectors)[0]

    def as_read(self, report_id: str) -> Analysis:
        """A report or draft with its vectors as the machine read it; NotFoundError."""
        with reading(self._engine) as connection:
            if held_back := draft_of(connection, report_id):
                return held_back[0]
            row = connection.execute(select(*_FIELDS).where(reports.c.id == report_id)).first()
            if row is None:
                raise unknown_report(report_id)
            analysis = with_passages(connection, [row], vectors=True)[0].analysis
            title, written = machine_of(connection, report_id) or (row.title, row.analysis)
        read = json_to_analysis(
            written, id=report_id, title=title, text=row.text, passages=analysis.passages
        )
        return replace(read, vectors=analysis.vectors)

    def source(self, report_id: str) -> Document:
        """What a report or draft was read from; NotFoundError."""
        from corpus.documents import Document

        read = self.as_read(report_id)
        with reading(self._engine) as connection:
            held_back = draft_of(connection, report_id)
            query = select(reports).where(reports.c.id == report_id)
            row = held_back[1] if held_back else connection.execute(query).one()
        return Document(
            id=report_id,
            title=read.title,
            text=read.text,
            name=row.name,
            media_type=row.media_type,
            original=bytes(row.original),
            digest=row.digest,
        )

    def find(self, ids: Iterable[str]) -> dict[str, StoredReport]:
        """Those of the reports that are there, by id."""
        found: dict[str, StoredReport] = {}
        with reading(self._engine) as connection:
            for some in in_batches(ids):
                query = select(*_FIELDS).where(reports.c.id.in_(some)).order_by(reports.c.id)
                rows = connection.execute(query).all()
                found |= {r.id: r for r in with_passages(connection, rows, vectors=False)}
        return found

    def all(self, *, limit: int = 100, after: str | None = None) -> list[StoredReport]:
        """Reports in the order of their ids, the next after ``after``."""
        query = select(*_FIELDS).order_by(reports.c.id).limit(limit)
        if after is not None:
            query = query.where(reports.c.id > after)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
            return with_passages(connection, rows, vectors=False)

    def original(self, report_id: str) -> bytes:
        """The bytes as they came; NotFoundError where there is no such report."""
        with reading(self._engine) as connection:
            query = select(reports.c.original).where(reports.c.id == report_id)
            data = connection.execute(query).scalar_one_or_none()
        if data is None:
            raise unknown_report(report_id)
        return bytes(data)

    def count(self) -> int:
        """How many reports there are."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.count()).select_from(reports)).scalar_one()

    def revision(self) -> str:
        """Changes whenever a report is stored or deleted, whatever the clock says."""
        return self.found.revision()

    def times(self, ids: Sequence[str] | None = None) -> dict[str, datetime]:
        """When each report, or each of a few, was stored last, by id."""
        query = select(reports.c.id, reports.c.updated)
        if ids is not None:
            query = query.where(reports.c.id.in_(ids))
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return {row.id: row.updated for row in rows}

    def numbers(self, *, searchable: bool = False) -> set[int]:
        """The numbers of all passages, or of those that the index should hold."""
        query = select(passages.c.id)
        if searchable:
            query = query.where(passages.c.searchable)
        with reading(self._engine) as connection:
            return set(connection.execute(query).scalars())

    def take_vectors(self, vectors: Iterable[tuple[int, bytes]], *, key: str, value: str) -> None:
        """Other vectors for all passages and a remark that says so, in one step.

        ChangedError, and nothing is changed, where a passage would be left without one.
        """
        own = update(passages).where(passages.c.id == bindparam("p"))
        with writing(self._engine) as connection:
            left = set(connection.execute(select(passages.c.id)).scalars())
            rows = ({"p": number, "v": data} for number, data in vectors if number in left)
            for some in in_batches(rows):
                connection.execute(own.values(vector=bindparam("v")), some)
                left.difference_update(row["p"] for row in some)
            if left:
                raise ChangedError("Der Bestand hat sich inzwischen geändert.")
            _write_note(connection, key, value)

    def last_came(self) -> datetime | None:
        """When the last new report came in; None where there is none."""
        query = select(func.max(reports.c.created))
        with reading(self._engine) as connection:
            return connection.execute(query).scalar()

    def digests(self) -> dict[str, str]:
        """The digest of each report's original, by id."""
        return {id: print_.digest for id, print_ in self.fingerprints().items()}  # noqa: A001

    def fingerprints(self, ids: Sequence[str] | None = None) -> dict[str, Fingerprint]:
        """What each report and draft, or each of a few, was made from, by id."""
        query = select(reports.c.id, reports.c.digest, reports.c.version).order_by(reports.c.id)
        some_of = list(in_batches(ids)) if ids is not None else [None]
        found: dict[str, Fingerprint] = {}
        with reading(self._engine) as connection:
            for some in some_of:
                own = true() if some is None else reports.c.id.in_(some)
                for row in connection.execute(query.where(own)):
                    found[row.id] = Fingerprint(digest=row.digest, version=row.version)
                found |= draft_prints(connection, some)
        return found

    def vocabularies_of_reports(self) -> Iterator[str]:
        """For each report the version of the vocabulary that its themes are from."""
        query = select(reports.c.analysis)
        with reading(self._engine) as connection:
            for written in connection.execute(query).scalars():
                yield vocabulary_of(written)

    def texts(self, ids: Iterable[str] | None = None) -> Iterator[WrittenText]:
        """What the reports, or these of them, say.

        Read in batches, so that nobody who writes has to wait.
        """
        columns = (reports.c.id, reports.c.updated, reports.c.title, reports.c.text)
        for some in in_batches(self.times() if ids is None else ids):
            with reading(self._engine) as connection:
                rows = connection.execute(select(*columns).where(reports.c.id.in_(some))).all()
            for row in rows:
                yield WrittenText(id=row.id, updated=row.updated, text=f"{row.title}\n{row.text}")

    def passages(self, ids: Iterable[int]) -> list[StoredPassage]:
        """The passages of these numbers in the order asked for; what is gone is left out."""
        wanted = list(dict.fromkeys(ids))
        found: dict[int, StoredPassage] = {}
        with reading(self._engine) as connection:
            for some in in_batches(wanted):
                rows = connection.execute(select(passages).where(passages.c.id.in_(some)))
                found |= {row.id: stored_passage(row) for row in rows}
        return [found[number] for number in wanted if number in found]

    def passages_of(self, report_id: str) -> list[StoredPassage]:
        """All passages of a report, in the order of its text."""
        with reading(self._engine) as connection:
            return passages_of(connection, [report_id]).get(report_id, [])

    def count_searchable(self) -> int:
        """How many passages the index should hold."""
        query = select(func.count()).select_from(passages).where(passages.c.searchable)
        with reading(self._engine) as connection:
            return connection.execute(query).scalar_one()

    def pending(self, limit: int = MOST_IDS) -> list[Change]:
        """Changes that the index has yet to hear of, oldest first."""
        with reading(self._engine) as connection:
            return box.pending(connection, limit)

    def backlog(self) -> Backlog:
        """How many changes the index has yet to hear of, and since when."""
        with reading(self._engine) as connection:
            return box.backlog(connection)

    def settle(self, changes: Sequence[Change]) -> None:
        """Forget changes that the index holds durably."""
        with writing(self._engine) as connection:
            for some in in_batches(changes):
                box.settle(connection, some)

    def note(self, key: str) -> str | None:
        """A remark about the whole store, such as the encoder that its vectors are from."""
        with reading(self._engine) as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()

    def set_note(self, key: str, value: str) -> None:
        """Write a remark about the whole store."""
        with writing(self._engine) as connection:
            _write_note(connection, key, value)

    def note_once(self, key: str, value: str) -> str:
        """The remark as it is, or as it is now written for good where there was none."""
        with writing(self._engine) as connection:
            query = select(meta.c.value).where(meta.c.key == key)
            written = connection.execute(query).scalar()
            if written is None:
                connection.execute(insert(meta).values(key=key, value=value))
        return value if written is None else str(written)

    @property
    def shared(self) -> bool:
        """Whether several processes may serve from it."""
        return speaks_postgres(self._engine.dialect)

    def keeper(self) -> Lease:
        """The role of the process that keeps the index and works beside the requests."""
        return Lease(self._engine, KEEPER)

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """True where no other process does what has that name at the moment."""
        with alone(self._engine, name) as first:
            yield first

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __exit__(self, *_: object) -> None:
        self.close()


_CONTENT = ("name", "media_type", "digest", "version", "original")
_FIELDS = tuple(column for column in reports.c if column.name != "original")


def _check(connection: Connection, report_id: str, expected: Expected | None) -> None:
    if expected is None:
        return
    query = select(reports.c.updated).where(reports.c.id == report_id).with_for_update()
    if connection.execute(query).scalar_one_or_none() != expected.updated:
        raise ChangedError(f"Der Bericht „{report_id}“ wurde inzwischen geändert.")
    if expected.updated is None and is_draft(connection, report_id):
        raise ChangedError(f"Unter der Kennung „{report_id}“ gibt es einen Entwurf.")


def _write_note(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


def _is_published(connection: Connection, report_id: str) -> bool:
    query = select(reports.c.id).where(reports.c.id == report_id)
    return connection.execute(query).first() is not None
