"""What goes in and out of ``/v1/search`` and ``/v1/facets``.

Offsets are half-open code points into ``Report.text``, those of what was understood into the
question as it is given back.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nlp.types import DocKind, LessonKind
from nlp.wishes import ResultKind
from service.project_schemas import ProjectEntry
from service.schemas import Event, Range, Schema
from service.search.request import Sort

MAX_CURSOR = 8_000
MAX_VALUES = 50


class FoundPassage(Range):
    """A passage; ``answer`` is the sentence in it that answers, where one stands out."""

    text: str = Field(
        description="Der Absatz; ohne Namen von Personen, wo sie nicht freigegeben sind."
    )
    heading: str = Field(description="Überschrift darüber; leer, wo keine ist.")
    highlights: list[Range] = Field(description="Wörter, die zur Frage passen.")
    answer: Range | None = Field(
        default=None, description="Der Satz, der antwortet, wo einer hervorsticht."
    )


class Why(Schema):
    """The shares of words and of meaning in the score, and a German sentence that says so."""

    words: float = Field(description="Anteil der Wörter, von 0 bis 1.")
    meaning: float = Field(description="Anteil des Sinns, von 0 bis 1.")
    matched: list[str] = Field(
        description="Wörter des Textes, die antworten.", examples=[["Eltern"]]
    )
    themes: list[str] = Field(
        default_factory=list, description="Bezeichnungen der Themen des Berichts, die antworten."
    )
    fits: list[str] = Field(
        default_factory=list,
        description="Bezeichnungen dessen, was verstanden wurde und diesen Treffer hebt.",
    )
    sentence: str = Field(description="Dasselbe als deutscher Satz.")


class AlsoIn(Range):
    """Another report that holds (nearly) the same passage."""

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    link: str = Field(description="Adresse der Stelle auf der Seite des Berichts.")


class Hit(FoundPassage):
    """A report that answers, with its best passage; highlights count from the report's start."""

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    doc_kind: DocKind = Field(description="Art des Dokuments.")
    event: Event = Field(description="Die Veranstaltung, von der er handelt.")
    themes: list[str] = Field(description="Bezeichnungen der Themen.")
    score: float = Field(description="Wie gut er passt; höher ist besser.")
    why: Why = Field(description="Warum er gefunden wurde.")
    lines: list[Range] = Field(
        default_factory=list,
        description="Die Zeilen des Absatzes, wo nach ihnen gefragt ist: zusammengewachsene "
        "getrennt, umbrochene verbunden.",
    )
    more: list[FoundPassage] = Field(description="Weitere Absätze des Berichts, die antworten.")
    also_in: list[AlsoIn] = Field(
        description="Andere Berichte mit (fast) demselben Absatz.", default_factory=list
    )
    link: str = Field(
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001#f-120-480"],
    )


class ProjectFound(Schema):
    """A project of the registry that passages which answer mention."""

    project: ProjectEntry = Field(description="Das Projekt.")
    score: float = Field(description="Wie gut es passt; höher ist besser.")
    evidence: list[Hit] = Field(description="Die Stellen, die es nennen, die besten zuerst.")


class LessonFound(Range):
    """An experience that answers; ``source`` is the organisation that says so."""

    text: str = Field(description="Die Sätze, die davon berichten.")
    kind: LessonKind = Field(description="Art der Erfahrung.")
    source: str | None = Field(
        None, description="Wer es sagt: eine Einrichtung, oder ein Mensch mit seinem Amt."
    )
    themes: list[str] = Field(description="Kennungen der Themen.", examples=[["elternarbeit"]])
    score: float = Field(description="Wie gut sie passt; höher ist besser.")
    hit: Hit = Field(description="Der Absatz, in dem sie steht.")
    link: str = Field(
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001#f-120-198"],
    )


class FacetValue(Schema):
    """A value to filter by, and in how many reports that match it is found."""

    value: str = Field(description="Wert für die Adresse.", examples=["elternarbeit"])
    label: str = Field(description="Bezeichnung.", examples=["Elternarbeit"])
    count: int = Field(description="In wie vielen Berichten.")
    chosen: bool = Field(False, description="Ob die Anfrage danach filtert.")


class Facet(Schema):
    """The values of a facet; ``name`` is also the name of the parameter that filters by it.

    They are counted without the filter on the facet itself.
    """

    name: Literal["theme", "state", "programme", "year", "lesson_kind", "doc_kind"] = Field(
        description="Name der Angabe, mit der danach gefiltert wird."
    )
    values: list[FacetValue] = Field(description="Ihre Werte, die häufigsten zuerst.")


class Understood(Range):
    """A part of the question that was understood: ``query[start:end]``.

    ``id`` goes into ``without`` to take it back. ``certain`` ones restrict the result, others
    only raise what fits.
    """

    id: str = Field(description="Wert für „without“, um es zurückzunehmen.")
    label: str = Field(description="Was verstanden wurde.", examples=["Thüringen"])
    text: str = Field(description="Die Wörter der Frage.", examples=["in Thüringen"])
    certain: bool = Field(
        description="Ob es die Treffer einschränkt; sonst hebt es nur, was passt."
    )
    applied: bool = Field(description="Ob es angewendet wurde.")


class Notice(Schema):
    """What a reader has to know about the result: ``text`` is a German sentence."""

    code: Literal["relaxed", "few", "nothing", "meaning"] = Field(
        description="Art des Hinweises, für Programme."
    )
    text: str = Field(
        description="Der Hinweis als deutscher Satz.",
        examples=["Keine Treffer für „in Thüringen“; gezeigt wird ohne diese Einschränkung."],
    )


class Slip(Range):
    """A word of the question (``query[start:end]``) that no report has, and what may be meant.

    Both are looked for.
    """

    word: str = Field(description="Das Wort, wie es getippt wurde.", examples=["elternarbiet"])
    meant: str = Field(description="Das Wort, das gemeint sein kann.", examples=["elternarbeit"])


class Matches(Schema):
    """How many match, in which facets, and what was understood."""

    query: str = Field(description="Die Frage, wie sie gelesen wurde.")
    kind: ResultKind = Field("reports", description="Was aufgelistet wird.")
    total: int = Field(0, description="Wie viele passen.")
    more_than: bool = Field(False, description="Ob es mehr sind als das.")
    facets: list[Facet] = Field(
        default_factory=list, description="Filter mit der Zahl der Berichte."
    )
    understood: list[Understood] = Field(
        description="Was an der Frage verstanden wurde.", default_factory=list
    )
    slips: list[Slip] = Field(default_factory=list, description="Für „Meinten Sie …?“.")
    notices: list[Notice] = Field(
        description="Was zu den Treffern zu wissen ist.", default_factory=list
    )


class FacetPage(Matches):
    """The facets of a search without its hits."""


class SearchPage(Matches):
    """One page of what matches: ``hits`` are reports or passages, and empty where projects or
    lessons are asked for.

    ``next`` is the value of ``cursor`` for the page behind it.
    """

    sort: Sort = Field("relevance", description="Reihenfolge der Treffer.")
    hits: list[Hit] = Field(
        description="Berichte oder Absätze; leer, wo nach Projekten oder Erfahrungen gefragt ist."
    )
    projects: list[ProjectFound] = Field(
        description="Projekte, wo nach ihnen gefragt ist.", default_factory=list
    )
    lessons: list[LessonFound] = Field(
        description="Erfahrungen, wo nach ihnen gefragt ist.", default_factory=list
    )
    next: str | None = Field(
        None, description="Wert für „cursor“, um die nächste Seite zu holen; leer auf der letzten."
    )
    clicks: str | None = Field(
        None, description="Kennzeichen für `POST /v1/clicks`, wo dieser Server Klicks aufbewahrt."
    )
