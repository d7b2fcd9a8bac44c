"""What is searched for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from nlp.types import DocKind, LessonKind
from nlp.wishes import ResultKind

Sort = Literal["relevance", "newest", "oldest", "title"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "title")
RESULT_KINDS: tuple[ResultKind, ...] = ("reports", "projects", "lessons", "passages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What was chosen: each condition that is given holds, by any of its values.

    ``themes`` and ``places`` are ids, ``states`` and ``programmes`` names as facets give them.
    ``since``, ``until``: ISO dates, both inclusive.
    """

    themes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    lesson_kinds: tuple[LessonKind, ...] = ()
    doc_kinds: tuple[DocKind, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search; without a question all reports are listed, the newest first.

    ``kind``: what is listed; None leaves it to the question, else reports. ``without``: ids of
    understood parts that were taken back. ``cursor``: the ``next`` of the page before.
    ``facets``: whether they are counted. ``persons``: whether names of persons are shown; they are
    veiled in what is shown else, and no reason to show it.
    """

    question: str = ""
    kind: ResultKind | None = None
    filters: Filters = field(default_factory=Filters)
    without: tuple[str, ...] = ()
    sort: Sort = "relevance"
    limit: int = 10
    cursor: str | None = None
    facets: bool = True
    persons: bool = False
