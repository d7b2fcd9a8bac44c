"""What goes in and out of ``/v1/search`` and ``/v1/facets``.

Offsets are half-open code points into ``Report.text``, those of what was understood into the
question as it is given back.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nlp.types import DocKind, LessonKind
from nlp.wishes import ResultKind
from service.schemas import Event, ProjectEntry, Range, Schema
from service.search.request import Sort

MAX_CURSOR = 8_000
MAX_VALUES = 50


class FoundPassage(Range):
    """A passage; ``answer`` is the sentence in it that answers, where one stands out."""

    text: str
    heading: str
    highlights: list[Range]
    answer: Range | None = None


class Why(Schema):
    """The shares of words and of meaning in the score, and a German sentence that says so."""

    words: float
    meaning: float
    matched: list[str] = Field(description="Words of the text that answer.", examples=[["Eltern"]])
    themes: list[str] = Field(
        default_factory=list, description="Labels of the report's themes that answer."
    )
    fits: list[str] = Field(
        default_factory=list, description="Labels of what was understood and raises this hit."
    )
    sentence: str


class AlsoIn(Range):
    """Another report that holds (nearly) the same passage."""

    report: str
    title: str
    link: str


class Hit(FoundPassage):
    """A report that answers, with its best passage; highlights count from the report's start."""

    report: str = Field(description="The report's id.")
    title: str
    doc_kind: DocKind
    event: Event
    themes: list[str]
    score: float
    why: Why
    more: list[FoundPassage]
    also_in: list[AlsoIn] = Field(default_factory=list)
    link: str = Field(examples=["/berichte/report-001#f-120-480"])


class ProjectFound(Schema):
    """A project of the registry that passages which answer mention."""

    project: ProjectEntry
    score: float
    evidence: list[Hit] = Field(description="Those passages, the best first.")


class LessonFound(Range):
    """An experience that answers; ``source`` is the organisation that says so."""

    text: str
    kind: LessonKind
    source: str | None = None
    themes: list[str] = Field(description="Ids of themes.", examples=[["elternarbeit"]])
    score: float
    hit: Hit = Field(description="The passage that it lies in.")
    link: str = Field(examples=["/berichte/report-001#f-120-198"])


class FacetValue(Schema):
    """A value to filter by, and in how many reports that match it is found."""

    value: str = Field(examples=["elternarbeit"])
    label: str = Field(examples=["Elternarbeit"])
    count: int
    chosen: bool = Field(False, description="Whether the request filters by it.")


class Facet(Schema):
    """The values of a facet; ``name`` is also the name of the parameter that filters by it.

    They are counted without the filter on the facet itself.
    """

    name: Literal["theme", "state", "programme", "year", "lesson_kind", "doc_kind"]
    values: list[FacetValue]


class Understood(Range):
    """A part of the question that was understood: ``query[start:end]``.

    ``id`` goes into ``without`` to take it back. ``certain`` ones restrict the result, others
    only raise what fits.
    """

    id: str
    label: str = Field(examples=["Thüringen"])
    text: str = Field(examples=["in Thüringen"])
    certain: bool
    applied: bool


class Notice(Schema):
    """What a reader has to know about the result: ``text`` is a German sentence."""

    code: Literal["relaxed", "few", "nothing", "meaning"]
    text: str = Field(
        examples=["Keine Treffer für „in Thüringen“; gezeigt wird ohne diese Einschränkung."]
    )


class Slip(Range):
    """A word of the question (``query[start:end]``) that no report has, and what may be meant.

    Both are looked for.
    """

    word: str = Field(examples=["elternarbiet"])
    meant: str = Field(examples=["elternarbeit"])


class Matches(Schema):
    """How many match, in which facets, and what was understood."""

    query: str = Field(description="The question as it was read.")
    kind: ResultKind = Field("reports", description="What is listed.")
    total: int = Field(0, description="How many match.")
    more_than: bool = Field(False, description="Whether there are more than that.")
    facets: list[Facet] = Field(default_factory=list, description="Counted in reports.")
    understood: list[Understood] = Field(default_factory=list)
    slips: list[Slip] = Field(default_factory=list, description="For „Meinten Sie …?“.")
    notices: list[Notice] = Field(default_factory=list)


class FacetPage(Matches):
    """The facets of a search without its hits."""


class SearchPage(Matches):
    """One page of what matches: ``hits`` are reports or passages, and empty where projects or
    lessons are asked for.

    ``next`` is the value of ``cursor`` for the page behind it.
    """

    sort: Sort = "relevance"
    hits: list[Hit]
    projects: list[ProjectFound] = Field(default_factory=list)
    lessons: list[LessonFound] = Field(default_factory=list)
    next: str | None = None
    clicks: str | None = Field(
        None, description="Token for `POST /v1/clicks`, where this server keeps clicks."
    )
