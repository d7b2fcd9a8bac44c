"""The system of record."""

from service.store.found import Card, FoundLesson, FoundStore, Outline
from service.store.keys import KeyStore, StoredKey
from service.store.lessons import Chorus, LessonPage, LessonStore, ReadLessons, StoredLesson
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import Change, Expected, Fingerprint, StoredPassage, StoredReport
from service.store.retries import Retry, RetryStore
from service.store.store import Store

__all__ = [
    "Card",
    "Change",
    "Chorus",
    "Expected",
    "Fingerprint",
    "FoundLesson",
    "FoundStore",
    "KeyStore",
    "LessonPage",
    "LessonStore",
    "LoggedSearch",
    "Outline",
    "PrintStore",
    "ProjectStore",
    "ReadLessons",
    "Retry",
    "RetryStore",
    "SearchLog",
    "Store",
    "StoredKey",
    "StoredLesson",
    "StoredPassage",
    "StoredReport",
]
