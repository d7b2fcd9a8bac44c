"""Reports and what was read out of them, as records."""

from __future__ import annotations

from dataclasses import dataclass

from service.client.decoding import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """``text[start:end]`` of a report."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the gazetteer."""

    id: str
    name: str
    kind: str
    state: str | None
    ags: str | None
    nuts: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Range):
    """A name in the text; ``label``: PROJECT, PROGRAMME, PLACE, ORG or PERSON."""

    text: str
    label: str
    score: float
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """When (ISO dates), what and where."""

    start: str | None
    end: str | None
    kind: str | None
    place: str | None
    venue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProject:
    """A project that a report names; ``mentions`` are indices into those of the report."""

    name: str
    aliases: tuple[str, ...]
    mentions: tuple[int, ...]
    places: tuple[str, ...]
    programme: str | None
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedIn:
    """A project works in a place, both by name."""

    project: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with the places in the text that show it; ``score``: 0 to 1."""

    id: str
    label: str
    score: float
    evidence: tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Range):
    """An experience; ``source``: the organisation, or a person's office."""

    text: str
    kind: str
    score: float
    source: str | None
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearReport:
    """A stored report of nearly the same text; ``share`` of the shorter one."""

    report: str
    title: str
    share: float
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was read out of a text; ``raw`` is all that the server said.

    ``nearly_there`` is told of texts that are analysed without being stored.
    """

    id: str
    title: str
    text: str
    doc_kind: str
    event: Event
    mentions: tuple[Mention, ...]
    projects: tuple[ReportProject, ...]
    located_in: tuple[LocatedIn, ...]
    themes: tuple[Theme, ...]
    lessons: tuple[Lesson, ...]
    nearly_there: tuple[NearReport, ...] = ()
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a text of several was not analysed: ``detail`` is German, ``code`` for programs."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one text of several: one of both is there."""

    tagged: Report | None
    problem: Refused | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A report in a list; ``themes`` by their labels."""

    id: str
    title: str
    doc_kind: str
    event: Event
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a report that was sent: ``new``, ``changed`` or ``unchanged``."""

    id: str
    state: str
    link: str
    report: Report
    nearly_there: tuple[NearReport, ...]
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How far the review of a report is: ``draft``, ``in_review`` or ``published``."""

    report: str
    title: str
    state: str
    decided: int
    items: int | None
    ahead: bool
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A theme of the vocabulary; ``broader`` by ids."""

    id: str
    label: str
    synonyms: tuple[str, ...]
    definition: str
    broader: tuple[str, ...]
