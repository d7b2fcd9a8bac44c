"""What goes out of ``/v1/statistics``."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from service.schemas import Schema


class Count(Schema):
    """How many there are of something."""

    value: str = Field(examples=["Hessen"])
    label: str = Field(examples=["Hessen"])
    count: int = Field(examples=[12])


def counted(value: str, label: str) -> list[dict[str, str | int]]:
    """An example of one thing counted."""
    return [{"value": value, "label": label, "count": 12}]


class ReviewNumbers(Schema):
    """How sure the themes of the reports are, as far as that is estimated by now (``known``).

    ``publishable``: reports whose themes are wholly right with a probability of 0.9 or more.
    ``bands``: how many have at least the probability ``value``, and less than the band before.
    """

    known: int
    publishable: int
    expected: float = Field(description="Anteil, bei dem vermutlich alles stimmt.", examples=[0.44])
    bands: list[Count] = Field(examples=[counted("0.9", "mindestens 90 %")])


class Gaps(Schema):
    """States and themes with few reports; ``few_themes``: the first of ``total_themes``."""

    states: list[Count]
    few_themes: list[Count] = Field(examples=[counted("mentoring", "Mentoring")])
    total_themes: int
    unused: int = Field(description="So viele Themen haben keinen Bericht.")


class Statistics(Schema):
    """The stock in numbers.

    ``lessons``: how often reports tell of an experience; ``statements``: how many different ones
    these are; ``corroborated``: those that several reports make; ``contradicted``: those to which
    a report says the opposite.
    """

    reports: int
    last: datetime | None = Field(None, description="Wann der letzte neue Bericht kam.")
    years: list[Count] = Field(examples=[counted("2013", "2013")])
    undated: int
    states: list[Count]
    abroad: int = Field(description="Berichte mit Orten außerhalb Deutschlands.")
    stateless: int = Field(description="Berichte ohne Land.")
    doc_kinds: list[Count] = Field(examples=[counted("report", "Veranstaltungsbericht")])
    programmes: list[Count] = Field(
        description="Die häufigsten.", examples=[counted("XENOS", "XENOS")]
    )
    programmes_total: int
    themes: list[Count] = Field(
        description="Die häufigsten.", examples=[counted("elternarbeit", "Elternarbeit")]
    )
    themes_total: int = Field(description="So viele Themen hat das Vokabular.")
    themes_used: int
    lesson_kinds: list[Count] = Field(examples=[counted("success_factor", "Gelingensbedingung")])
    lessons: int
    statements: int
    corroborated: int
    contradicted: int
    projects: int
    shared_projects: int = Field(description="Projekte, die mehrere Berichte nennen.")
    places: int
    review: ReviewNumbers
    gaps: Gaps
