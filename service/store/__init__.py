"""The system of record."""

from service.store.found import Card, FoundLesson, FoundStore, Outline
from service.store.jobs import Job, JobDocument, JobStore
from service.store.keys import KeyStore, StoredKey
from service.store.lessons import Chorus, LessonPage, LessonStore, ReadLessons, StoredLesson
from service.store.phrases import PhraseStore
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
from service.store.webhooks import Delivery, Webhook, WebhookStore

__all__ = [
    "Card",
    "Change",
    "Chorus",
    "Delivery",
    "Expected",
    "FeedbackDocument",
    "Fingerprint",
    "FoundLesson",
    "FoundStore",
    "Job",
    "JobDocument",
    "JobStore",
    "KeyStore",
    "Learning",
    "LessonPage",
    "LessonStore",
    "LoadedVocabulary",
    "LoggedSearch",
    "Outline",
    "PhraseStore",
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
    "ThemeStore",
    "Vote",
    "Webhook",
    "WebhookStore",
]
