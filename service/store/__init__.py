"""The system of record."""

from service.store.found import Card, FoundLesson, FoundStore, Outline
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import Change, Fingerprint, StoredPassage, StoredReport
from service.store.store import Store

__all__ = [
    "Card",
    "Change",
    "Fingerprint",
    "FoundLesson",
    "FoundStore",
    "LoggedSearch",
    "Outline",
    "PrintStore",
    "ProjectStore",
    "SearchLog",
    "Store",
    "StoredPassage",
    "StoredReport",
]
