"""The system of record."""

from service.store.found import Card, FoundLesson, FoundStore, Outline
from service.store.keys import KeyStore, StoredKey
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import Change, Expected, Fingerprint, StoredPassage, StoredReport
from service.store.retries import Retry, RetryStore
from service.store.store import Store
from service.store.themes import (
    FeedbackDocument,
    Learning,
    LoadedVocabulary,
    ThemeStore,
    Vote,
)

__all__ = [
    "Card",
    "Change",
    "Expected",
    "FeedbackDocument",
    "Fingerprint",
    "FoundLesson",
    "FoundStore",
    "KeyStore",
    "Learning",
    "LoadedVocabulary",
    "LoggedSearch",
    "Outline",
    "PrintStore",
    "ProjectStore",
    "Retry",
    "RetryStore",
    "SearchLog",
    "Store",
    "StoredKey",
    "StoredPassage",
    "StoredReport",
    "ThemeStore",
    "Vote",
]
