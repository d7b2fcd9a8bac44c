"""What goes in and out of ``/v1/imports``, ``/v1/jobs`` and ``/v1/webhooks``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from service.schemas import Schema
from service.store.jobs import DocumentOutcome, JobFormat

State = Literal["queued", "running", "cancelling", "done", "failed", "cancelled"]
MAX_URL = 2_000


class Job(Schema):
    """A bulk import: how far it is, and how many of its documents became what.

    ``position`` of ``total`` parts (lines, or files of an archive) were begun; a part may hold
    several documents.
    """

    id: str = Field(examples=["0f3c8a7be6d94a5fb0f6d4a3f1f0c5d2"])
    name: str = Field(examples=["berichte-2013.zip"])
    format: JobFormat
    state: State
    total: int = Field(examples=[1200])
    position: int = Field(examples=[310])
    new: int
    changed: int
    unchanged: int
    refused: int
    message: str | None = Field(None, description="Why it failed, in German.")
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None


class JobPage(Schema):
    """Some jobs, the latest first; ``next`` is the value of ``before`` for the page behind it."""

    jobs: list[Job]
    next: int | None = None


class JobDocument(Schema):
    """What became of one document. ``nearly_there``: reports that hold much of it already."""

    name: str = Field(examples=["2013/werkstatt.pdf"])
    outcome: DocumentOutcome
    report: str | None = Field(None, examples=["werkstatt"])
    code: str | None = Field(None, examples=["not-german"])
    detail: str | None = None
    nearly_there: list[str] = Field(default_factory=list)


class JobDocumentPage(Schema):
    """Some documents of a job; ``next`` is the value of ``after`` for the page behind it."""

    documents: list[JobDocument]
    next: int | None = None


class NewWebhook(Schema):
    """An address that is to hear of finished jobs."""

    url: str = Field(
        min_length=1, max_length=MAX_URL, examples=["https://portal.example.org/fundstelle"]
    )


class Webhook(Schema):
    """A registered address."""

    id: str
    url: str
    created: datetime


class CreatedWebhook(Webhook):
    """With the secret that signs its messages; it is shown this once."""

    secret: str


class WebhookList(Schema):
    """All webhooks."""

    webhooks: list[Webhook]


class Delivery(Schema):
    """A message to a webhook: sent, or to be sent again at ``due``."""

    id: int
    job: str
    event: str = Field(examples=["job.done"])
    state: Literal["pending", "delivered", "failed"]
    attempts: int
    status: int | None = Field(None, description="HTTP status of the last answer.")
    error: str | None = Field(None, description="Why there was no answer, in German.")
    created: datetime
    due: datetime | None = None
    finished: datetime | None = None


class DeliveryPage(Schema):
    """Some messages, the latest first; ``next`` is the value of ``before`` for the next page."""

    deliveries: list[Delivery]
    next: int | None = None
