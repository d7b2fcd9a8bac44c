"""What goes in and out of the API about similar initiatives and near duplicates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from nlp.portraits import Aspect
from service.schemas import (
    MAX_LIMIT,
    MAX_TITLE,
    ProjectEntry,
    Range,
    Report,
    Schema,
    Stored,
)
from service.search_schemas import FoundPassage, Hit

MAX_PLAN = 20_000


class Evidence(Range):
    """A place in the text of a report; without ``report`` in the text of the plan."""

    report: str | None = None
    link: str | None = Field(None, examples=["/berichte/report-001?stelle=120-200#f-120-200"])


class Fact(Schema):
    """A statement about an initiative, with the places in the text that show it."""

    aspect: Aspect
    value: str = Field(examples=["eltern"])
    label: str = Field(examples=["Eltern"])
    evidence: list[Evidence]


class Common(Schema):
    """What both say; ``here`` and ``there`` show it on either side."""

    aspect: Aspect
    label: str = Field(examples=["Eltern"])
    here: Fact
    there: Fact


class Difference(Schema):
    """What only one side says of an aspect that both speak of."""

    aspect: Aspect
    here: list[Fact]
    there: list[Fact]


class Compared(Schema):
    """Two initiatives compared: in German sentences, and as data.

    ``unsaid``: what is said there of aspects on which this side is silent.
    """

    sentences: list[str] = Field(
        examples=[["Beide: Eltern; Großstadt.", "Anders: hier Erprobung, dort Regelbetrieb."]]
    )
    common: list[Common]
    different: list[Difference]
    unsaid: list[Fact]


class ShownPassage(FoundPassage):
    """A passage with the link to it."""

    link: str = Field(examples=["/berichte/report-001#f-120-480"])


class SimilarInitiative(Schema):
    """A similar project, or a report that names none; ``passages`` of one report show it."""

    kind: Literal["project", "report"]
    project: ProjectEntry | None = None
    report: str = Field(description="Id of the report that the passages are from.")
    title: str = Field(description="Title of that report.")
    passages: list[ShownPassage]
    score: float
    compared: Compared


class SimilarProjects(Schema):
    """Initiatives like a project of the registry, best first."""

    project: str
    similar: list[SimilarInitiative]


class ComparedHit(Hit):
    """A report like another one, and how both compare."""

    compared: Compared


class SimilarReports(Schema):
    """Reports like one report, best first; ``similar``: the projects of other reports like it."""

    report: str
    hits: list[ComparedHit]
    similar: list[SimilarInitiative]


class Plan(Schema):
    """A described plan."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "In Trier sollen Beraterinnen Mütter und Väter zu Hause besuchen, "
                    "damit sie ihren Kindern bei der Suche nach einer Lehrstelle helfen können.",
                    "limit": 5,
                }
            ]
        },
    )

    title: str = Field("", max_length=MAX_TITLE)
    text: str = Field(min_length=1, max_length=MAX_PLAN)
    limit: int = Field(10, strict=True, ge=1, le=MAX_LIMIT)


class SimilarToPlan(Schema):
    """Initiatives like a plan, best first; ``text`` is the plan as it was read, which the evidence
    without a report counts in."""

    text: str
    similar: list[SimilarInitiative]


class NearReport(Schema):
    """A stored report that holds much of another; ``share`` of the shorter text of both."""

    report: str
    title: str
    share: Annotated[float, Field(ge=0, le=1)]
    link: str = Field(examples=["/berichte/report-001"])


class Entered(Stored):
    """What became of a report that was sent in, and which others are nearly the same.

    ``draft``: it is not published.
    """

    nearly_there: list[NearReport]
    draft: bool = False


class Tagged(Report):
    """Everything that was read out of a text, and which reports are nearly the same."""

    nearly_there: list[NearReport]
