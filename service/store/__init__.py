"""The system of record."""

from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import Change, Fingerprint, StoredPassage, StoredReport
from service.store.store import Store
from service.store.themes import (
    FeedbackDocument,
    Learning,
    LoadedVocabulary,
    ThemeStore,
    Vote,
)

__all__ = [
    "Change",
    "FeedbackDocument",
    "Fingerprint",
    "Learning",
    "LoadedVocabulary",
    "LoggedSearch",
    "PrintStore",
    "ProjectStore",
    "SearchLog",
    "Store",
    "StoredPassage",
    "StoredReport",
    "ThemeStore",
    "Vote",
]
