"""What a search finds, as records."""

from __future__ import annotations

from dataclasses import dataclass

from service.client.decoding import Json
from service.client.project_records import Project
from service.client.records import Event, Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something was found; ``sentence`` is German."""

    words: float
    meaning: float
    matched: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Range):
    """A passage; ``answer`` is the sentence in it that answers, where one stands out."""

    text: str
    heading: str
    highlights: tuple[Range, ...]
    answer: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Passage):
    """A report that answers, with its best passage; ``raw`` is all that the server said."""

    report: str
    title: str
    doc_kind: str
    event: Event
    themes: tuple[str, ...]
    score: float
    why: Why
    more: tuple[Passage, ...]
    link: str
    raw: Json

    @property
    def sentence(self) -> str:
        """Why it was found, in German."""
        return self.why.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProject:
    """A project with the passages that mention it, the best first."""

    project: Project
    score: float
    evidence: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLesson(Range):
    """An experience with the passage that it lies in."""

    text: str
    kind: str
    source: str | None
    themes: tuple[str, ...]
    score: float
    hit: Hit
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value to filter by, and how many reports have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of the filter ``name``."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood(Range):
    """A part of the question; ``id`` goes into ``without`` to take it back."""

    id: str
    label: str
    text: str
    certain: bool
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader has to know, as a German sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many match, with the values to filter by.

    ``more_than``: there are more than ``total``.
    """

    query: str
    kind: str
    total: int
    more_than: bool
    facets: tuple[Facet, ...]
    understood: tuple[Understood, ...]
    notices: tuple[Notice, ...]
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults(Facets):
    """One page, best first: of ``hits``, or by the kind asked for ``projects`` or ``lessons``.

    ``next`` asks for the page behind it.
    """

    hits: tuple[Hit, ...]
    projects: tuple[FoundProject, ...]
    lessons: tuple[FoundLesson, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """The filter of a search that finds the same reports."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Words that may be meant, and what they stand for."""

    text: str
    kind: str
    id: str
    label: str
    kind_label: str
    reports: int
    highlights: tuple[Range, ...]
    filter: Filter | None
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What two have in common and what differs, in German sentences; ``raw``: as data."""

    sentences: tuple[str, ...]
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPassage(Passage):
    """A passage with the link to it."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A similar project, or a report that names none, with the passages that show it."""

    kind: str
    project: Project | None
    report: str
    title: str
    passages: tuple[LinkedPassage, ...]
    score: float
    compared: Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedHit(Hit):
    """A report like another one, and how both compare."""

    compared: Compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Reports like a report, and projects of other reports like it, best first."""

    report: str
    hits: tuple[ComparedHit, ...]
    similar: tuple[Initiative, ...]
