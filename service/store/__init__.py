"""The system of record."""

from service.store.found import Card, FoundLesson, FoundStore, Outline
from service.store.projects import ProjectStore
from service.store.records import Change, Fingerprint, StoredPassage, StoredReport
from service.store.store import Store

__all__ = [
    "Card",
    "Change",
    "Fingerprint",
    "FoundLesson",
    "FoundStore",
    "Outline",
    "ProjectStore",
    "Store",
    "StoredPassage",
    "StoredReport",
]
