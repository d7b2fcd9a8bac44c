"""What goes in and out of the API about similar initiatives and near duplicates."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from nlp.portraits import Aspect
from service.project_schemas import ProjectEntry
from service.schemas import MAX_LIMIT, MAX_TITLE, Range, Report, Schema, Stored
from service.search_schemas import FoundPassage, Hit

MAX_PLAN = 20_000


class Evidence(Range):
    """A place in the text of a report; without ``report`` in the text of the plan."""

    report: str | None = Field(
        None,
        description="Kennung des Berichts; leer, wo die Stelle im beschriebenen Vorhaben steht.",
    )
    link: str | None = Field(
        None,
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001?stelle=120-200#f-120-200"],
    )


class Fact(Schema):
    """A statement about an initiative, with the places in the text that show it."""

    aspect: Aspect = Field(description="Wovon die Rede ist.")
    value: str = Field(description="Was gesagt ist, für Programme.", examples=["eltern"])
    label: str = Field(description="Dasselbe auf Deutsch.", examples=["Eltern"])
    evidence: list[Evidence] = Field(description="Stellen, die es zeigen.")


class Common(Schema):
    """What both say; ``here`` and ``there`` show it on either side."""

    aspect: Aspect = Field(description="Wovon die Rede ist.")
    label: str = Field(description="Was beide sagen, auf Deutsch.", examples=["Eltern"])
    here: Fact = Field(description="Wie es diese Seite sagt.")
    there: Fact = Field(description="Wie es die andere sagt.")


class Difference(Schema):
    """What only one side says of an aspect that both speak of."""

    aspect: Aspect = Field(description="Wovon die Rede ist.")
    here: list[Fact] = Field(description="Was nur diese Seite sagt.")
    there: list[Fact] = Field(description="Was nur die andere sagt.")


class Compared(Schema):
    """Two initiatives compared: in German sentences, and as data.

    ``unsaid``: what is said there of aspects on which this side is silent.
    """

    sentences: list[str] = Field(
        description="Der Vergleich in deutschen Sätzen.",
        examples=[["Beide: Eltern; Großstadt.", "Anders: hier Erprobung, dort Regelbetrieb."]],
    )
    common: list[Common] = Field(description="Was beide sagen.")
    different: list[Difference] = Field(description="Was sie verschieden sagen.")
    unsaid: list[Fact] = Field(description="Was nur die andere Seite überhaupt sagt.")


class ShownPassage(FoundPassage):
    """A passage with the link to it."""

    link: str = Field(
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001#f-120-480"],
    )


class SimilarInitiative(Schema):
    """A similar project, or a report that names none; ``passages`` of one report show it."""

    kind: Literal["project", "report"] = Field(
        description="Ein Projekt, oder ein Bericht, der keines nennt."
    )
    project: ProjectEntry | None = Field(None, description="Das Projekt.")
    report: str = Field(description="Kennung des Berichts, aus dem die Absätze sind.")
    title: str = Field(description="Titel dieses Berichts.")
    passages: list[ShownPassage] = Field(description="Absätze, die die Ähnlichkeit zeigen.")
    score: float = Field(description="Wie ähnlich; höher ist ähnlicher.")
    compared: Compared = Field(description="Was beiden gemeinsam und was anders ist.")


class SimilarProjects(Schema):
    """Initiatives like a project of the registry, best first."""

    project: str = Field(description="Kennung des Projekts, von dem ausgegangen wird.")
    similar: list[SimilarInitiative] = Field(
        description="Ähnliche Vorhaben, die ähnlichsten zuerst."
    )


class ComparedHit(Hit):
    """A report like another one, and how both compare."""

    compared: Compared = Field(description="Was beiden gemeinsam und was anders ist.")


class SimilarReports(Schema):
    """Reports like one report, best first; ``similar``: the projects of other reports like it."""

    report: str = Field(description="Kennung des Berichts, von dem ausgegangen wird.")
    hits: list[ComparedHit] = Field(description="Ähnliche Berichte, die ähnlichsten zuerst.")
    similar: list[SimilarInitiative] = Field(
        description="Projekte anderer Berichte, die ihm ähneln."
    )


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

    title: str = Field("", description="Titel des Vorhabens.", max_length=MAX_TITLE)
    text: str = Field(description="Seine Beschreibung.", min_length=1, max_length=MAX_PLAN)
    limit: int = Field(10, description="So viele Treffer.", strict=True, ge=1, le=MAX_LIMIT)


class SimilarToPlan(Schema):
    """Initiatives like a plan, best first; ``text`` is the plan as it was read, which the evidence
    without a report counts in."""

    text: str = Field(description="Die Beschreibung, wie sie gelesen wurde.")
    similar: list[SimilarInitiative] = Field(
        description="Ähnliche Vorhaben, die ähnlichsten zuerst."
    )


class NearReport(Schema):
    """A stored report that holds much of another; ``share`` of the shorter text of both."""

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    share: float = Field(
        ge=0, le=1, description="Gemeinsamer Anteil am kürzeren der beiden Texte, von 0 bis 1."
    )
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.", examples=["/berichte/report-001"]
    )


class Entered(Stored):
    """What became of a report that was sent in, and which others are nearly the same.

    ``draft``: it is not published.
    """

    nearly_there: list[NearReport] = Field(
        description="Gespeicherte Berichte mit fast demselben Text."
    )
    draft: bool = Field(False, description="Ob er ein Entwurf ist, der nicht veröffentlicht ist.")


class Tagged(Report):
    """Everything that was read out of a text, and which reports are nearly the same."""

    nearly_there: list[NearReport] = Field(
        description="Gespeicherte Berichte mit fast demselben Text."
    )
