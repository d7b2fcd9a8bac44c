"""The system of record."""

from service.store.choruses import Chorus
from service.store.desk import DeskStore, StoredReview
from service.store.desk_list import ReviewSummary, ShownState
from service.store.erasures import ErasedName, Erasure, ErasureStore
from service.store.found import Card, FoundLesson, FoundStore, Outline
from service.store.jobs import Job, JobDocument, JobStore
from service.store.keys import KeyStore, StoredKey
from service.store.lease import Lease
from service.store.lesson_outline import LessonCounts, LessonOutline, LessonPlace
from service.store.lesson_rows import ReadLessons, StoredLesson
from service.store.lessons import LessonPage, LessonStore
from service.store.phrases import PhraseStore
from service.store.places import PlaceStore, ReportPlaces
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import (
    Backlog,
    Change,
    Expected,
    Fingerprint,
    StoredPassage,
    StoredReport,
)
from service.store.retries import Retry, RetryStore
from service.store.sessions import SessionStore, StoredSession
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
    "Backlog",
    "Card",
    "Change",
    "Chorus",
    "Delivery",
    "DeskStore",
    "ErasedName",
    "Erasure",
    "ErasureStore",
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
    "Lease",
    "LessonCounts",
    "LessonOutline",
    "LessonPage",
    "LessonPlace",
    "LessonStore",
    "LoadedVocabulary",
    "LoggedSearch",
    "Outline",
    "PhraseStore",
    "PlaceStore",
    "PrintStore",
    "ProjectStore",
    "ReadLessons",
    "ReportPlaces",
    "Retry",
    "RetryStore",
    "ReviewSummary",
    "SearchLog",
    "SessionStore",
    "ShownState",
    "Store",
    "StoredKey",
    "StoredLesson",
    "StoredPassage",
    "StoredReport",
    "StoredReview",
    "StoredSession",
    "ThemeStore",
    "Vote",
    "Webhook",
    "WebhookStore",
]
