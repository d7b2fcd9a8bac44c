"""What a search answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from nlp.query import Slip
from nlp.registry import Entry
from nlp.types import Lesson, Span
from nlp.wishes import ResultKind
from service.hits import Hit, Why
from service.search.request import Sort

FacetName = Literal["theme", "state", "programme", "year", "lesson_kind", "doc_kind"]
FACETS: tuple[FacetName, ...] = ("theme", "state", "programme", "year", "lesson_kind", "doc_kind")
NoticeCode = Literal["relaxed", "few", "nothing", "meaning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value to filter by; ``count``: in how many reports that match, ``label``: in German."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of one facet, the most frequent first, years the latest first.

    They are counted without the filter on the facet itself, so that more can be chosen.
    """

    name: FacetName
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Span):
    """A part of the question that was understood; ``text`` is ``question[start:end]``.

    ``applied``: whether it has a say in the result: as a restriction where it is ``certain``,
    else by raising what fits. A restriction that left nothing is not applied.
    """

    id: str
    label: str
    text: str
    certain: bool
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader has to know about the result; ``text`` is a German sentence."""

    code: NoticeCode
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectHit:
    """A project of the registry, with the passages that answer and mention it, best first."""

    entry: Entry
    score: float
    evidence: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonHit:
    """A lesson with the passage that it lies in.

    ``source``: who said it, without a name of a person; the lesson's own is one only where names
    are released.
    """

    lesson: Lesson
    score: float
    hit: Hit
    source: str | None = None


AnyHit = Hit | ProjectHit | LessonHit


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One page. ``hits`` are reports or passages; ``projects`` and ``lessons`` where those are
    asked for.

    ``question`` is the question as it was read. ``total``: how many of the ``kind`` match;
    ``more_than``: there are more, which were not looked at. ``next``: the cursor of the page
    behind it. ``slips``: words that seem to be misspelt, as spans of the question.
    """

    question: str
    kind: ResultKind
    sort: Sort
    total: int
    more_than: bool = False
    hits: tuple[Hit, ...] = ()
    projects: tuple[ProjectHit, ...] = ()
    lessons: tuple[LessonHit, ...] = ()
    facets: tuple[Facet, ...] = ()
    understood: tuple[Part, ...] = ()
    slips: tuple[Slip, ...] = ()
    notices: tuple[Notice, ...] = ()
    next: str | None = None

    @property
    def reasons(self) -> tuple[Why, ...]:
        """Why each of them was found."""
        evidence = (hit for found in self.projects for hit in found.evidence[:1])
        own = (found.hit for found in self.lessons)
        return tuple(hit.why for hit in chain(self.hits, evidence, own))


def filled(result: SearchResult, found: Sequence[AnyHit]) -> SearchResult:
    """The result with its hits, each of its kind."""
    return replace(
        result,
        hits=tuple(hit for hit in found if isinstance(hit, Hit)),
        projects=tuple(hit for hit in found if isinstance(hit, ProjectHit)),
        lessons=tuple(hit for hit in found if isinstance(hit, LessonHit)),
    )
