"""What goes out of ``/v1/statistics``."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from service.schemas import Schema


class Count(Schema):
    """How many there are of something."""

    value: str = Field(description="Wert für die Adresse.", examples=["Hessen"])
    label: str = Field(description="Bezeichnung.", examples=["Hessen"])
    count: int = Field(description="Wie viele es sind.", examples=[12])


def counted(value: str, label: str) -> list[dict[str, str | int]]:
    """An example of one thing counted."""
    return [{"value": value, "label": label, "count": 12}]


class ReviewNumbers(Schema):
    """How sure the themes of the reports are, as far as that is estimated by now (``known``).

    ``publishable``: reports whose themes are wholly right with a probability of 0.9 or more.
    ``bands``: how many have at least the probability ``value``, and less than the band before.
    """

    known: int = Field(description="Berichte, für die geschätzt ist, ob alle Themen stimmen.")
    publishable: int = Field(description="Davon mit einer Wahrscheinlichkeit von 0,9 oder mehr.")
    expected: float = Field(description="Anteil, bei dem vermutlich alles stimmt.", examples=[0.44])
    bands: list[Count] = Field(
        description="Wie viele mindestens so wahrscheinlich sind und weniger als das Band davor.",
        examples=[counted("0.9", "mindestens 90 %")],
    )


class Gaps(Schema):
    """States and themes with few reports; ``few_themes``: the first of ``total_themes``."""

    states: list[Count] = Field(description="Bundesländer mit wenigen Berichten.")
    few_themes: list[Count] = Field(
        description="Themen mit wenigen Berichten, die ersten.",
        examples=[counted("mentoring", "Mentoring")],
    )
    total_themes: int = Field(description="So viele Themen haben wenige Berichte.")
    unused: int = Field(description="So viele Themen haben keinen Bericht.")


class Statistics(Schema):
    """The stock in numbers.

    ``lessons``: how often reports tell of an experience; ``statements``: how many different ones
    these are; ``corroborated``: those that several reports make; ``contradicted``: those to which
    a report says the opposite.
    """

    reports: int = Field(description="Berichte.")
    last: datetime | None = Field(None, description="Wann der letzte neue Bericht kam.")
    years: list[Count] = Field(
        description="Berichte nach Jahr.", examples=[counted("2013", "2013")]
    )
    undated: int = Field(description="Berichte ohne Jahr.")
    states: list[Count] = Field(description="Berichte nach Bundesland.")
    abroad: int = Field(description="Berichte mit Orten außerhalb Deutschlands.")
    stateless: int = Field(description="Berichte ohne Land.")
    doc_kinds: list[Count] = Field(
        description="Berichte nach Art des Dokuments.",
        examples=[counted("report", "Veranstaltungsbericht")],
    )
    programmes: list[Count] = Field(
        description="Die häufigsten Förderprogramme.", examples=[counted("XENOS", "XENOS")]
    )
    programmes_total: int = Field(description="So viele Förderprogramme sind genannt.")
    themes: list[Count] = Field(
        description="Die häufigsten Themen.", examples=[counted("elternarbeit", "Elternarbeit")]
    )
    themes_total: int = Field(description="So viele Themen hat das Vokabular.")
    themes_used: int = Field(description="So viele davon haben Berichte.")
    lesson_kinds: list[Count] = Field(
        description="Erfahrungen nach ihrer Art.",
        examples=[counted("success_factor", "Gelingensbedingung")],
    )
    lessons: int = Field(description="So oft berichten Berichte von einer Erfahrung.")
    statements: int = Field(description="So viele verschiedene Aussagen sind das.")
    corroborated: int = Field(description="So viele davon macht mehr als ein Bericht.")
    contradicted: int = Field(description="Zu so vielen sagt ein Bericht das Gegenteil.")
    projects: int = Field(description="Projekte.")
    shared_projects: int = Field(description="Projekte, die mehrere Berichte nennen.")
    places: int = Field(description="Orte.")
    review: ReviewNumbers = Field(description="Wie sicher die Themen sind.")
    gaps: Gaps = Field(description="Wozu es wenig gibt.")
