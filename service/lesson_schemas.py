"""What goes out of the API about lessons, who else says them, and practice cards."""

from __future__ import annotations

from pydantic import Field

from nlp.practice_card import Section
from nlp.types import LessonKind
from service.schemas import Range, Schema


class LessonGroup(Schema):
    """The reports that say the same; ``against``: how many say the opposite.

    Reports of nearly the same text count as one.
    """

    id: str = Field(examples=["5f1c0e9a7b21"])
    sentence: str = Field(examples=["7 Berichte, 4 Programme, 3 Länder, 2011–2019"])
    reports: int
    programmes: int
    states: int
    since: int | None = None
    until: int | None = None
    against: int
    copies: int = Field(0, description="Weitere Berichte mit fast gleichem Text, nicht gezählt.")


class ListedLesson(Range):
    """A lesson with its place. ``source`` is an organisation, or a person by role."""

    report: str
    title: str
    text: str = Field(description="Ohne Namen von Personen, wo der Server sie nicht freigibt.")
    kind: LessonKind
    themes: list[str]
    source: str | None = Field(None, examples=["Koordinatorin"])
    day: str | None = Field(None, description="Beginn der Veranstaltung.", examples=["2013-11-14"])
    place: str | None = Field(None, description="Ort der Veranstaltung.", examples=["Kiel"])
    group: LessonGroup
    same_text_as: str | None = Field(
        None,
        description="Bericht mit fast gleichem Text, der dasselbe sagt und statt seiner zählt.",
        examples=["report-001"],
    )
    link: str = Field(examples=["/berichte/report-001#f-120-200"])


class LessonList(Schema):
    """Lessons; ``next`` is the value of ``after`` for the page behind it."""

    total: int
    lessons: list[ListedLesson]
    next: int | None = None


class Voices(LessonGroup):
    """What reports say together, each with its evidence, and who says the opposite."""

    lessons: list[ListedLesson]
    opposite: list[ListedLesson]


class CardEvidence(Range):
    """Where a sentence of a card stands."""

    report: str
    title: str
    link: str = Field(examples=["/berichte/report-001#f-120-200"])


class CardExtract(Schema):
    """A sentence as a report has it; ``evidence``: every report that has it, or nearly so."""

    text: str
    evidence: list[CardEvidence]


class CardSection(Schema):
    """What the reports say of one side of a project; empty where they say nothing."""

    section: Section
    title: str = Field(examples=["Ausgangslage"])
    extracts: list[CardExtract]


class PracticeCard(Schema):
    """A project at a glance, in the words of the reports."""

    project: str
    name: str
    sections: list[CardSection]


class SharedLessons(LessonGroup):
    """A statement and who makes it; ``lessons`` holds the first voices, the latest first."""

    day: str | None = Field(None, description="Wann zuletzt davon berichtet wurde.")
    lessons: list[ListedLesson]


class ValueCount(Schema):
    """How many groups there are with a value."""

    value: str = Field(examples=["Hessen"])
    label: str = Field(examples=["Hessen"])
    count: int = Field(examples=[12])


class LessonCounts(Schema):
    """For each filter how many groups its values leave, the other filters as they are."""

    theme: list[ValueCount]
    kind: list[ValueCount]
    state: list[ValueCount]
    programme: list[ValueCount]
    year: list[ValueCount]


class LessonGroupPage(Schema):
    """Some groups; ``next`` is the value of ``cursor`` for the page behind it."""

    total: int
    groups: list[SharedLessons]
    counts: LessonCounts
    next: str | None = Field(None, examples=["WyJuZXdlc3QiLCAtMjAxOTA1MDEsIC0xLCAiNWYxYyJd"])
