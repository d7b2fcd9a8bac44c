"""Projects and experiences across reports, as records."""

from __future__ import annotations

from dataclasses import dataclass

from service.client.decoding import Json
from service.client.records import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectForm:
    """A form of a project's name and in how many reports it stands."""

    form: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlace:
    """A place where a project works."""

    id: str
    name: str
    state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project of the registry; ``themes`` and ``reports`` by ids.

    ``raw`` is all that the server said: of one project also mentions, proposals and decisions.
    """

    id: str
    name: str
    variants: tuple[ProjectForm, ...]
    places: tuple[ProjectPlace, ...]
    years: tuple[int, ...]
    programme: str | None
    programmes: tuple[str, ...]
    themes: tuple[str, ...]
    reports: tuple[str, ...]
    link: str
    raw: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEvidence(Range):
    """Where a sentence of a card stands."""

    report: str
    title: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardExtract:
    """A sentence as a report has it, with every place where it stands."""

    text: str
    evidence: tuple[CardEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSection:
    """One side of a project; empty where the reports say nothing."""

    section: str
    title: str
    extracts: tuple[CardExtract, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCard:
    """A project at a glance, in the words of the reports."""

    project: str
    name: str
    sections: tuple[CardSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What reports say together; ``against``: how many say the opposite."""

    id: str
    sentence: str
    reports: int
    programmes: int
    states: int
    since: int | None
    until: int | None
    against: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Range):
    """One report's words, with its place, and what is said together with it."""

    report: str
    title: str
    text: str
    kind: str
    themes: tuple[str, ...]
    source: str | None
    day: str | None
    place: str | None
    group: Statement
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStatement(Statement):
    """A statement with its first voices, the latest first."""

    lessons: tuple[Voice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices(Statement):
    """A statement with all who make it, and all who say the opposite."""

    lessons: tuple[Voice, ...]
    opposite: tuple[Voice, ...]
