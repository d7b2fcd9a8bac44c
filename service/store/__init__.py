"""The system of record."""

from service.store.lessons import Chorus, LessonPage, LessonStore, ReadLessons, StoredLesson
from service.store.prints import PrintStore
from service.store.projects import ProjectStore
from service.store.query_log import LoggedSearch, SearchLog
from service.store.records import Change, Fingerprint, StoredPassage, StoredReport
from service.store.store import Store

__all__ = [
    "Change",
    "Chorus",
    "Fingerprint",
    "LessonPage",
    "LessonStore",
    "LoggedSearch",
    "PrintStore",
    "ProjectStore",
    "ReadLessons",
    "SearchLog",
    "Store",
    "StoredLesson",
    "StoredPassage",
    "StoredReport",
]
