"""Bulk imports as the database keeps them: jobs, and what became of each of their documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from nlp.errors import NotFoundError
from service.store.again import done_again
from service.store.deliveries import announce
from service.store.engine import reading, writing
from service.store.tables import job_documents, jobs

JobState = Literal["queued", "running", "done", "failed", "cancelled"]
JobFormat = Literal["ndjson", "zip"]
DocumentOutcome = Literal["new", "changed", "unchanged", "refused"]
OUTCOMES: tuple[DocumentOutcome, ...] = get_args(DocumentOutcome)
OPEN: tuple[JobState, ...] = ("queued", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A bulk import. ``position`` of ``total`` parts of its file were begun.

    ``counts``: documents by what became of them. ``message``: a German sentence, where it failed.
    """

    id: str
    number: int
    name: str
    format: JobFormat
    state: JobState
    total: int
    position: int
    cancel_wanted: bool
    created: datetime
    started: datetime | None
    finished: datetime | None
    message: str
    counts: dict[DocumentOutcome, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDocument:
    """What became of one document of a job: item ``item`` of part ``part`` of its file.

    ``near``: ids of other reports that hold much of it. ``code`` and ``detail``: why it was
    refused.
    """

    part: int
    item: int
    name: str
    outcome: DocumentOutcome
    report_id: str = ""
    digest: str = ""
    code: str = ""
    detail: str = ""
    near: tuple[str, ...] = ()
    id: int = 0


@done_again
class JobStore:
    """Safe to share between threads; each change is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, job_id: str, *, name: str, format: JobFormat, total: int) -> Job:  # noqa: A002
        """A new job at the end of the queue."""
        with writing(self._engine) as connection:
            last = connection.execute(select(func.max(jobs.c.number))).scalar()
            row = {
                "id": job_id,
                "number": (last or 0) + 1,
                "name": name,
                "format": format,
                "state": "queued",
                "cancel_wanted": False,
                "total": total,
                "position": 0,
                "created": datetime.now(UTC),
                "message": "",
            }
            connection.execute(insert(jobs).values(row))
            return _job(connection, job_id)

    def get(self, job_id: str) -> Job:
        """NotFoundError where there is none."""
        with reading(self._engine) as connection:
            return _job(connection, job_id)

    def all(self, *, limit: int, before: int | None = None) -> list[Job]:
        """The latest first; ``before``: the number of the last one already seen."""
        query = select(jobs).order_by(jobs.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(jobs.c.number < before)
        with reading(self._engine) as connection:
            return _jobs(connection, query)

    def ids(self) -> dict[str, JobState]:
        """The state of each job."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(jobs.c.id, jobs.c.state)).all()
        return {row.id: row.state for row in rows}

    def states(self) -> dict[JobState, int]:
        """How many jobs there are in each state that any is in."""
        query = select(jobs.c.state, func.count().label("many")).group_by(jobs.c.state)
        with reading(self._engine) as connection:
            return {row.state: row.many for row in connection.execute(query)}

    def take(self) -> Job | None:
        """The oldest job that waits, or that ran when its program ended; it now runs."""
        query = select(jobs.c.id).where(jobs.c.state.in_(OPEN)).order_by(jobs.c.number).limit(1)
        with reading(self._engine) as connection:
            found = connection.execute(query).scalar()
        if found is None:
            return None
        with writing(self._engine) as connection:
            begun = func.coalesce(jobs.c.started, datetime.now(UTC).replace(tzinfo=None))
            connection.execute(
                update(jobs)
                .where(jobs.c.id == found, jobs.c.state.in_(OPEN))
                .values(state="running", started=begun)
            )
            return _job(connection, found)

    def is_cancelled(self, job_id: str) -> bool:
        """Whether somebody wants it to stop, or it is gone."""
        query = select(jobs.c.cancel_wanted).where(jobs.c.id == job_id)
        with reading(self._engine) as connection:
            wanted = connection.execute(query).scalar()
        return wanted is None or bool(wanted)

    def record(self, job_id: str, documents: Iterable[JobDocument], *, position: int) -> None:
        """Note what became of some documents, and how far the job is.

        What is noted already stays: a process that was taken to be dead changes nothing.
        """
        rows = [_document_row(job_id, each) for each in documents]
        with writing(self._engine) as connection:
            known = _known(connection, job_id, {row["part"] for row in rows})
            if fresh := [row for row in rows if (row["part"], row["item"]) not in known]:
                connection.execute(insert(job_documents), fresh)
            own = (jobs.c.id == job_id) & (jobs.c.position <= position)
            connection.execute(update(jobs).where(own).values(position=position))

    def finish(self, job_id: str, state: JobState, message: str = "") -> Job:
        """The end of a run; every webhook will hear of it, that is certain from now on.

        Once: where the job has ended already, it stays as it is.
        """
        changed: dict[str, Any] = {
            "state": state,
            "message": message,
            "cancel_wanted": False,
            "finished": datetime.now(UTC),
        }
        if state == "done":
            changed["position"] = jobs.c.total
        own = (jobs.c.id == job_id) & jobs.c.state.in_(OPEN)
        with writing(self._engine) as connection:
            ended = connection.execute(update(jobs).where(own).values(changed)).rowcount
            job = _job(connection, job_id)
            if ended:
                announce(connection, job_id, event=f"job.{state}", body=job_to_dict(job))
        return job

    def cancel(self, job_id: str) -> Job:
        """Stop a job that waits at once, one that runs soon; others stay as they are."""
        with writing(self._engine) as connection:
            job = _job(connection, job_id)
            own = update(jobs).where(jobs.c.id == job_id)
            if job.state == "running":
                connection.execute(own.values(cancel_wanted=True))
            elif job.state == "queued":
                connection.execute(own.values(state="cancelled", finished=datetime.now(UTC)))
                body = job_to_dict(_job(connection, job_id))
                announce(connection, job_id, event="job.cancelled", body=body)
            return _job(connection, job_id)

    def resume(self, job_id: str) -> Job:
        """Put a job that was cancelled or failed back in the queue; others stay as they are."""
        with writing(self._engine) as connection:
            job = _job(connection, job_id)
            values: dict[str, Any] = {"cancel_wanted": False}
            if job.state in {"cancelled", "failed"}:
                values |= {"state": "queued", "finished": None, "message": ""}
            connection.execute(update(jobs).where(jobs.c.id == job_id).values(values))
            return _job(connection, job_id)

    def remove(self, job_id: str) -> None:
        """Forget a job and what became of its documents; their reports stay."""
        with writing(self._engine) as connection:
            connection.execute(delete(job_documents).where(job_documents.c.job_id == job_id))
            connection.execute(delete(jobs).where(jobs.c.id == job_id))

    def documents(
        self, job_id: str, *, limit: int, after: int = 0, outcome: DocumentOutcome | None = None
    ) -> list[JobDocument]:
        """In the order they were done; ``after``: the id of the last one already seen."""
        query = select(job_documents).where(job_documents.c.job_id == job_id)
        query = query.where(job_documents.c.id > after)
        if outcome:
            query = query.where(job_documents.c.outcome == outcome)
        with reading(self._engine) as connection:
            _job(connection, job_id)
            rows = connection.execute(query.order_by(job_documents.c.id).limit(limit)).all()
        return [_document(row) for row in rows]

    def items(self, job_id: str, part: int) -> set[int]:
        """Which documents of a part are done."""
        own = (job_documents.c.job_id == job_id) & (job_documents.c.part == part)
        with reading(self._engine) as connection:
            return set(connection.execute(select(job_documents.c.item).where(own)).scalars())

    def taken(self, job_id: str) -> dict[str, str]:
        """The digest of each report id that a job has given."""
        columns = (job_documents.c.report_id, job_documents.c.digest)
        own = (job_documents.c.job_id == job_id) & (job_documents.c.report_id != "")
        with reading(self._engine) as connection:
            rows = connection.execute(select(*columns).where(own)).all()
        return {row.report_id: row.digest for row in rows}


def job_to_dict(job: Job) -> dict[str, Any]:
    """A job as programs read it."""
    return {
        "id": job.id,
        "name": job.name,
        "format": job.format,
        "state": "cancelling" if job.state == "running" and job.cancel_wanted else job.state,
        "total": job.total,
        "position": job.position,
        **{outcome: job.counts.get(outcome, 0) for outcome in OUTCOMES},
        "message": job.message or None,
        "created": _iso(job.created),
        "started": _iso(job.started),
        "finished": _iso(job.finished),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _known(connection: Connection, job_id: str, parts: set[int]) -> set[tuple[int, int]]:
    own = (job_documents.c.job_id == job_id) & job_documents.c.part.in_(parts)
    rows = connection.execute(select(job_documents.c.part, job_documents.c.item).where(own))
    return {(row.part, row.item) for row in rows}


def _job(connection: Connection, job_id: str) -> Job:
    found = _jobs(connection, select(jobs).where(jobs.c.id == job_id))
    if not found:
        raise NotFoundError(f"Einen Auftrag mit der Kennung „{job_id}“ gibt es nicht.")
    return found[0]


def _jobs(connection: Connection, query: Select[Any]) -> list[Job]:
    rows = connection.execute(query).all()
    counts = _counts(connection, [row.id for row in rows])
    return [_of_row(row, counts.get(row.id, {})) for row in rows]


def _of_row(row: Row[Any], counts: dict[DocumentOutcome, int]) -> Job:
    return Job(**row._mapping, counts=counts)


def _counts(connection: Connection, ids: Sequence[str]) -> dict[str, dict[DocumentOutcome, int]]:
    found: dict[str, dict[DocumentOutcome, int]] = {}
    own = job_documents.c.job_id.in_(ids)
    columns = (job_documents.c.job_id, job_documents.c.outcome)
    query = select(*columns, func.count().label("many")).where(own).group_by(*columns)
    for row in connection.execute(query):
        found.setdefault(row.job_id, {})[row.outcome] = row.many
    return found


def _document_row(job_id: str, document: JobDocument) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "part": document.part,
        "item": document.item,
        "outcome": document.outcome,
        "report_id": document.report_id,
        "digest": document.digest,
        "code": document.code,
        "name": document.name,
        "detail": document.detail,
        "near": json.dumps(document.near, ensure_ascii=False),
    }


def _document(row: Row[Any]) -> JobDocument:
    values = {name: value for name, value in row._mapping.items() if name != "job_id"}
    return JobDocument(**{**values, "near": tuple(json.loads(row.near))})
