"""The system of record."""

from service.store.jobs import Job, JobDocument, JobStore
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import Change, Fingerprint, StoredPassage, StoredReport
from service.store.store import Store
from service.store.webhooks import Delivery, Webhook, WebhookStore

__all__ = [
    "Change",
    "Delivery",
    "Fingerprint",
    "Job",
    "JobDocument",
    "JobStore",
    "LoggedSearch",
    "PrintStore",
    "ProjectStore",
    "SearchLog",
    "Store",
    "StoredPassage",
    "StoredReport",
    "Webhook",
    "WebhookStore",
]
