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

    id: str = Field(description="Kennung der Aussage.", examples=["5f1c0e9a7b21"])
    sentence: str = Field(
        description="Wer es sagt, als deutscher Satz.",
        examples=["7 Berichte, 4 Programme, 3 Länder, 2011–2019"],
    )
    reports: int = Field(description="So viele Berichte sagen es.")
    programmes: int = Field(description="Aus so vielen Förderprogrammen.")
    states: int = Field(description="Aus so vielen Bundesländern.")
    since: int | None = Field(None, description="Jahr des frühesten Berichts.")
    until: int | None = Field(None, description="Jahr des spätesten.")
    against: int = Field(description="So viele Berichte sagen das Gegenteil.")
    copies: int = Field(0, description="Weitere Berichte mit fast gleichem Text, nicht gezählt.")


class ListedLesson(Range):
    """A lesson with its place. ``source`` is an organisation, or a person by role."""

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    text: str = Field(description="Ohne Namen von Personen, wo der Server sie nicht freigibt.")
    kind: LessonKind = Field(description="Art der Erfahrung.")
    themes: list[str] = Field(description="Kennungen der Themen.")
    source: str | None = Field(
        None,
        description="Wer es sagt: eine Einrichtung, oder ein Mensch mit seinem Amt.",
        examples=["Koordinatorin"],
    )
    day: str | None = Field(None, description="Beginn der Veranstaltung.", examples=["2013-11-14"])
    place: str | None = Field(None, description="Ort der Veranstaltung.", examples=["Kiel"])
    group: LessonGroup = Field(description="Was gemeinsam damit gesagt wird.")
    same_text_as: str | None = Field(
        None,
        description="Bericht mit fast gleichem Text, der dasselbe sagt und statt seiner zählt.",
        examples=["report-001"],
    )
    link: str = Field(
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001#f-120-200"],
    )


class LessonList(Schema):
    """Lessons; ``next`` is the value of ``after`` for the page behind it."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    lessons: list[ListedLesson] = Field(description="Die Erfahrungen.")
    next: int | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class Voices(LessonGroup):
    """What reports say together, each with its evidence, and who says the opposite."""

    lessons: list[ListedLesson] = Field(description="Alle, die es sagen.")
    opposite: list[ListedLesson] = Field(description="Alle, die das Gegenteil sagen.")


class CardEvidence(Range):
    """Where a sentence of a card stands."""

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    link: str = Field(
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001#f-120-200"],
    )


class CardExtract(Schema):
    """A sentence as a report has it; ``evidence``: every report that has it, or nearly so."""

    text: str = Field(description="Der Satz, wie er im Bericht steht.")
    evidence: list[CardEvidence] = Field(description="Alle Stellen, an denen er (fast) so steht.")


class CardSection(Schema):
    """What the reports say of one side of a project; empty where they say nothing."""

    section: Section = Field(description="Abschnitt der Karte, für Programme.")
    title: str = Field(description="Seine Überschrift.", examples=["Ausgangslage"])
    extracts: list[CardExtract] = Field(
        description="Sätze der Berichte; leer, wo sie nichts sagen."
    )


class PracticeCard(Schema):
    """A project at a glance, in the words of the reports."""

    project: str = Field(description="Kennung des Projekts.")
    name: str = Field(description="Sein Name.")
    sections: list[CardSection] = Field(description="Die Abschnitte in fester Reihenfolge.")


class SharedLessons(LessonGroup):
    """A statement and who makes it; ``lessons`` holds the first voices, the latest first."""

    day: str | None = Field(None, description="Wann zuletzt davon berichtet wurde.")
    lessons: list[ListedLesson] = Field(description="Die ersten Stimmen, die jüngsten zuerst.")


class ValueCount(Schema):
    """How many groups there are with a value."""

    value: str = Field(description="Wert für die Adresse.", examples=["Hessen"])
    label: str = Field(description="Bezeichnung.", examples=["Hessen"])
    count: int = Field(description="So viele Aussagen.", examples=[12])


class LessonCounts(Schema):
    """For each filter how many groups its values leave, the other filters as they are."""

    theme: list[ValueCount] = Field(description="Nach Thema.")
    kind: list[ValueCount] = Field(description="Nach Art der Erfahrung.")
    state: list[ValueCount] = Field(description="Nach Bundesland.")
    programme: list[ValueCount] = Field(description="Nach Förderprogramm.")
    year: list[ValueCount] = Field(description="Nach Jahr.")


class LessonGroupPage(Schema):
    """Some groups; ``next`` is the value of ``cursor`` for the page behind it."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    groups: list[SharedLessons] = Field(description="Die Aussagen.")
    counts: LessonCounts = Field(description="Wie viele es mit anderen Filtern sind.")
    next: str | None = Field(
        None,
        description="Wert für „cursor“, um die nächste Seite zu holen; leer auf der letzten.",
        examples=["WyJuZXdlc3QiLCAtMjAxOTA1MDEsIC0xLCAiNWYxYyJd"],
    )
