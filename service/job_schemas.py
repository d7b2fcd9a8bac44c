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

    id: str = Field(
        description="Kennung des Auftrags.", examples=["0f3c8a7be6d94a5fb0f6d4a3f1f0c5d2"]
    )
    name: str = Field(description="Name der Datei.", examples=["berichte-2013.zip"])
    format: JobFormat = Field(description="Format der Datei.")
    state: State = Field(description="Wie es um ihn steht.")
    total: int = Field(description="So viele Zeilen oder Dateien hat er.", examples=[1200])
    position: int = Field(description="So viele davon sind begonnen.", examples=[310])
    new: int = Field(description="So viele Berichte waren neu.")
    changed: int = Field(description="So viele waren geändert.")
    unchanged: int = Field(description="So viele waren schon da.")
    refused: int = Field(description="So viele Dokumente wurden abgelehnt.")
    message: str | None = Field(None, description="Warum er fehlschlug, auf Deutsch.")
    created: datetime = Field(description="Wann er kam.")
    started: datetime | None = Field(None, description="Wann er begann.")
    finished: datetime | None = Field(None, description="Wann er endete.")


class JobPage(Schema):
    """Some jobs, the latest first; ``next`` is the value of ``before`` for the page behind it."""

    jobs: list[Job] = Field(description="Aufträge, die jüngsten zuerst.")
    next: int | None = Field(
        None, description="Wert für „before“, um die nächste Seite zu holen; leer auf der letzten."
    )


class JobDocument(Schema):
    """What became of one document. ``nearly_there``: reports that hold much of it already."""

    name: str = Field(
        description="Name der Datei oder Nummer der Zeile.", examples=["2013/werkstatt.pdf"]
    )
    outcome: DocumentOutcome = Field(description="Was daraus wurde.")
    report: str | None = Field(None, description="Kennung des Berichts.", examples=["werkstatt"])
    code: str | None = Field(
        None, description="Warum es abgelehnt wurde, für Programme.", examples=["not-german"]
    )
    detail: str | None = Field(None, description="Dasselbe auf Deutsch.")
    nearly_there: list[str] = Field(
        description="Kennungen von Berichten, die viel davon schon enthalten.", default_factory=list
    )


class JobDocumentPage(Schema):
    """Some documents of a job; ``next`` is the value of ``after`` for the page behind it."""

    documents: list[JobDocument] = Field(
        description="Dokumente in der Reihenfolge, in der sie gelesen wurden."
    )
    next: int | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class NewWebhook(Schema):
    """An address that is to hear of finished jobs."""

    url: str = Field(
        description="Adresse, an die gesendet wird.",
        min_length=1,
        max_length=MAX_URL,
        examples=["https://portal.example.org/fundstelle"],
    )


class Webhook(Schema):
    """A registered address."""

    id: str = Field(description="Kennung des Webhooks.")
    url: str = Field(description="Adresse, an die gesendet wird.")
    created: datetime = Field(description="Wann sie angemeldet wurde.")


class CreatedWebhook(Webhook):
    """With the secret that signs its messages; it is shown this once."""

    secret: str = Field(
        description="Geheimnis, mit dem Sendungen unterschrieben sind; nur dieses eine Mal."
    )


class WebhookList(Schema):
    """All webhooks."""

    webhooks: list[Webhook] = Field(description="Alle angemeldeten Adressen.")


class Delivery(Schema):
    """A message to a webhook: sent, or to be sent again at ``due``."""

    id: int = Field(description="Nummer der Sendung, auch in „Fundstelle-Delivery“.")
    job: str = Field(description="Kennung des Auftrags.")
    event: str = Field(description="Was geschehen ist.", examples=["job.done"])
    state: Literal["pending", "delivered", "failed"] = Field(
        description="Ob sie wartet, angekommen oder gescheitert ist."
    )
    attempts: int = Field(description="So viele Versuche bisher.")
    status: int | None = Field(None, description="Status von HTTP der letzten Antwort.")
    error: str | None = Field(None, description="Warum keine Antwort kam, auf Deutsch.")
    created: datetime = Field(description="Wann es geschah.")
    due: datetime | None = Field(None, description="Wann der nächste Versuch ansteht.")
    finished: datetime | None = Field(None, description="Wann sie ankam oder aufgegeben wurde.")


class DeliveryPage(Schema):
    """Some messages, the latest first; ``next`` is the value of ``before`` for the next page."""

    deliveries: list[Delivery] = Field(description="Sendungen, die jüngsten zuerst.")
    next: int | None = Field(
        None, description="Wert für „before“, um die nächste Seite zu holen; leer auf der letzten."
    )
