"""What goes in and out of ``/v1/projects``: the registry, proposals and decisions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from service.schemas import MAX_ID, MAX_LIMIT, Event, Range, Schema


class ProjectForm(Schema):
    """A form of a project's name and in how many reports it stands."""

    form: str = Field(description="Ein Name, wie er in Berichten steht.", examples=["Brückenbau"])
    reports: int = Field(description="In wie vielen Berichten er steht.")


class ProjectPlace(Schema):
    """A place where a project works."""

    id: str = Field(description="Kennung im Ortsverzeichnis.")
    name: str = Field(description="Name.", examples=["Kiel"])
    state: str | None = Field(None, description="Bundesland.", examples=["Schleswig-Holstein"])


class ProjectEntry(Schema):
    """A project of the registry: what several reports call one project is one entry."""

    id: str = Field(description="Kennung des Projekts.", examples=["brueckenbau-gaarden"])
    name: str = Field(description="Sein häufigster Name.", examples=["Brückenbau Gaarden"])
    variants: list[ProjectForm] = Field(description="Alle Namen, die häufigsten zuerst.")
    places: list[ProjectPlace] = Field(description="Orte, an denen es arbeitet.")
    years: list[int] = Field(description="Jahre der Veranstaltungen.", examples=[[2012, 2014]])
    programme: str | None = Field(
        None, description="Das Förderprogramm, das am häufigsten genannt ist.", examples=["XENOS"]
    )
    programmes: list[str] = Field(
        description="Alle genannten Förderprogramme, die häufigsten zuerst."
    )
    themes: list[str] = Field(description="Kennungen der Themen.", examples=[["elternarbeit"]])
    reports: list[str] = Field(description="Kennungen der Berichte, die es nennen.")
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.",
        examples=["/projekte/brueckenbau-gaarden"],
    )


class ProjectPage(Schema):
    """One page of projects by name; ``next`` is the value of ``after`` for the page behind it."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    projects: list[ProjectEntry] = Field(description="Projekte nach ihrem Namen.")
    next: str | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class AroundMention(Range):
    """The passage that a mention stands in."""

    text: str = Field(description="Der Absatz, in dem die Nennung steht.")
    heading: str = Field(description="Überschrift darüber; leer, wo keine ist.")


class ProjectMention(Range):
    """A mention in a report; offsets count from the report's start."""

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    event: Event = Field(description="Die Veranstaltung, von der er handelt.")
    text: str = Field(description="Die Nennung, wie sie dasteht.")
    passage: AroundMention = Field(description="Der Absatz um sie.")
    link: str = Field(
        description="Adresse der Stelle auf der Seite des Berichts.",
        examples=["/berichte/report-001#f-120-200"],
    )


class ProjectEvidence(Schema):
    """What one report says, as evidence for a proposal."""

    entry: str = Field(description="Kennung des Eintrags im Register.")
    report: str = Field(description="Kennung des Berichts.")
    project: str = Field(description="Wie der Bericht das Projekt nennt.")
    places: list[str] = Field(description="Namen der Orte, an denen es nach ihm arbeitet.")
    programme: str | None = Field(None, description="Förderprogramm, das er nennt.")


class ProjectProposal(Schema):
    """Entries that may be one project; ``sentence`` says why, in German."""

    id: str = Field(description="Kennung des Vorschlags.")
    entries: list[str] = Field(description="Kennungen der Einträge, die eines sein können.")
    reason: Literal[
        "common_name",
        "acronym",
        "name_only",
        "contradiction",
        "acronym_of",
        "longer_title",
        "spelling",
    ] = Field(description="Warum sie es sein können.")
    sentence: str = Field(description="Dasselbe als deutscher Satz.")
    forms: list[str] = Field(description="Die Namen, um die es geht.")
    against: list[Literal["places", "programmes", "states", "years"]] = Field(
        description="Was dagegen spricht."
    )
    evidence: list[ProjectEvidence] = Field(description="Was die Berichte dazu sagen.")


class ProposalPage(Schema):
    """Proposals; ``next`` is the value of ``after`` for the page behind it."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    proposals: list[ProjectProposal] = Field(description="Die Vorschläge.")
    next: str | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class ProjectRef(Schema):
    """A project of a report by report id and plain form of its name."""

    report: str = Field(description="Kennung des Berichts.")
    key: str = Field(description="Vereinfachte Form des Namens, den das Projekt dort hat.")


class ProjectDecision(Schema):
    """What an editor decided. A merge holds all groups together, a split each apart from the
    others, an undo takes back the decision ``target``."""

    id: int = Field(description="Nummer der Entscheidung.")
    kind: Literal["merge", "split", "undo"] = Field(
        description="Zusammenführen, trennen oder zurücknehmen."
    )
    in_force: bool = Field(description="Ob sie gilt.")
    groups: list[list[ProjectRef]] = Field(
        description="Projekte der Berichte, die je beisammen sind."
    )
    target: int | None = Field(
        None, description="Nummer der Entscheidung, die zurückgenommen wird."
    )
    by: str | None = Field(
        None, description="Wer entschieden hat; leer, wo Namen nicht freigegeben sind."
    )
    at: str | None = Field(None, description="Wann.", examples=["2026-03-01T09:30:00+00:00"])


class DecisionPage(Schema):
    """Decisions, the latest first; ``next`` is the value of ``after`` for the page behind it."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    decisions: list[ProjectDecision] = Field(description="Entscheidungen, die jüngste zuerst.")
    next: str | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class ProjectDetail(ProjectEntry):
    """One entry with every mention, and what is proposed and decided about it."""

    mentions: list[ProjectMention] = Field(description="Alle Nennungen mit ihrer Stelle.")
    proposals: list[ProjectProposal] = Field(description="Was zu diesem Eintrag vorgeschlagen ist.")
    decisions: list[ProjectDecision] = Field(description="Was über ihn entschieden ist und gilt.")


class Wish(Schema):
    """What all decisions have in common; ``by`` is who decides."""

    model_config = ConfigDict(extra="forbid")

    by: str | None = Field(
        None, description="Wer entscheidet.", max_length=MAX_ID, examples=["Redaktion"]
    )


EntryId = Annotated[str, Field(min_length=1, max_length=MAX_ID)]


class Entries(Wish):
    """Entries to make one, or to hold apart."""

    entries: list[EntryId] = Field(
        description="Kennungen der Einträge.",
        min_length=2,
        max_length=MAX_LIMIT,
        examples=[["lotsen-kiel", "lotsen-hamm"]],
    )


class Member(Schema):
    """A project of a report by its name there."""

    model_config = ConfigDict(extra="forbid")

    report: str = Field(
        description="Kennung des Berichts.", min_length=1, max_length=500, examples=["report-001"]
    )
    project: str = Field(
        description="Wie der Bericht das Projekt nennt.",
        min_length=1,
        max_length=10_000,
        examples=["Lotsen"],
    )


class Split(Wish):
    """Members to part from an entry."""

    entry: EntryId = Field(description="Kennung des Eintrags.")
    members: list[Member] = Field(
        description="Was von ihm getrennt wird.", min_length=1, max_length=1_000
    )


class Undo(Wish):
    """A decision to take back; an undo may be taken back as well."""

    decision: int = Field(description="Nummer der Entscheidung.", strict=True, ge=1, le=2**53)


class Decided(Schema):
    """What became of a wish: ``decision`` is empty where there was nothing to do."""

    state: Literal["decided", "unchanged"] = Field(description="Ob etwas zu entscheiden war.")
    decision: ProjectDecision | None = Field(None, description="Die Entscheidung.")
    entries: list[ProjectEntry] = Field(description="Die Einträge danach.")
