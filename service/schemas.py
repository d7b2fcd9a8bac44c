"""What goes in and out of the API under ``/v1``: the contract's JSON, with its examples.

Offsets are half-open code points into ``Report.text``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.types import DocKind, EventKind, Label, LessonKind, PlaceKind

MAX_QUESTION = 2_000
MAX_TITLE = 500
MAX_LIMIT = 100
MAX_ID = 200
ID_PATTERN = r"^[\w.\-]{1,200}$"

Offset = Annotated[int, Field(ge=0)]


class Schema(BaseModel):
    """The base of all."""


class Range(Schema):
    """A place in the text: ``text[start:end]``."""

    start: Offset
    end: Offset


class Place(Schema):
    """An entry of the gazetteer."""

    id: str
    name: str = Field(examples=["Kiel"])
    kind: PlaceKind
    state: str | None = Field(None, examples=["Schleswig-Holstein"])
    ags: str | None = Field(None, examples=["01002000"])
    lat: float | None = Field(None, examples=[54.32])
    lon: float | None = Field(None, examples=[10.13])


class Mention(Range):
    """A name in the text. Persons are left out unless this server releases them."""

    text: str = Field(examples=["Kieler"])
    label: Label
    score: float
    place: Place | None = None


class Event(Schema):
    """When (ISO dates), what and where."""

    start: str | None = Field(None, examples=["2013-11-14"])
    end: str | None = Field(None, examples=["2013-11-14"])
    kind: EventKind | None = None
    place: str | None = Field(None, examples=["Kiel"])
    venue: str | None = Field(None, description="Das Haus, wie der Bericht es nennt.")


class Project(Schema):
    """A project; ``mentions`` are indices into the report's mentions."""

    name: str = Field(examples=["Brückenbau Gaarden"])
    aliases: list[str]
    mentions: list[int]
    places: list[str]
    programme: str | None = Field(
        None, description="Programme that finances it.", examples=["XENOS"]
    )
    themes: list[str]


class LocatedIn(Schema):
    """A project works in a place."""

    project: str
    place: str


class Theme(Schema):
    """A theme of the report with the places in the text that show it."""

    id: str = Field(examples=["elternarbeit"])
    label: str = Field(examples=["Elternarbeit"])
    score: float
    evidence: list[Range]


class Lesson(Range):
    """An experience that others could act on; ``source`` is the organisation that says so."""

    text: str
    kind: LessonKind
    score: float
    source: str | None = None
    themes: list[str]


class Report(Schema):
    """Everything that was read out of one report."""

    id: str = Field(examples=["report-001"])
    title: str
    text: str
    doc_kind: DocKind
    event: Event
    mentions: list[Mention]
    projects: list[Project]
    located_in: list[LocatedIn]
    themes: list[Theme]
    lessons: list[Lesson]


class ReportSummary(Schema):
    """A report in a list."""

    id: str
    title: str
    doc_kind: DocKind
    event: Event
    themes: list[str] = Field(description="Labels of the themes.", examples=[["Elternarbeit"]])


class ReportPage(Schema):
    """One page of all reports; ``next`` is the value of ``after`` for the page behind it."""

    total: int
    reports: list[ReportSummary]
    next: str | None = None


class Click(Schema):
    """Which report of a result list was opened."""

    model_config = ConfigDict(extra="forbid")

    clicks: str = Field(min_length=1, max_length=100, description="Token of the result list.")
    report: str = Field(min_length=1, max_length=500, examples=["report-001"])


class ProjectForm(Schema):
    """A form of a project's name and in how many reports it stands."""

    form: str = Field(examples=["Brückenbau"])
    reports: int


class ProjectPlace(Schema):
    """A place where a project works."""

    id: str
    name: str = Field(examples=["Kiel"])
    state: str | None = Field(None, examples=["Schleswig-Holstein"])


class ProjectEntry(Schema):
    """A project of the registry: what several reports call one project is one entry."""

    id: str = Field(examples=["brueckenbau-gaarden"])
    name: str = Field(examples=["Brückenbau Gaarden"])
    variants: list[ProjectForm]
    places: list[ProjectPlace]
    years: list[int] = Field(description="Years of the events.", examples=[[2012, 2014]])
    programme: str | None = Field(None, description="The most frequent.", examples=["XENOS"])
    programmes: list[str]
    themes: list[str] = Field(description="Ids of themes.", examples=[["elternarbeit"]])
    reports: list[str] = Field(description="Ids of the reports.")
    link: str = Field(examples=["/projekte/brueckenbau-gaarden"])


class ProjectPage(Schema):
    """One page of projects by name; ``next`` is the value of ``after`` for the page behind it."""

    total: int
    projects: list[ProjectEntry]
    next: str | None = None


class AroundMention(Range):
    """The passage that a mention stands in."""

    text: str
    heading: str


class ProjectMention(Range):
    """A mention in a report; offsets count from the report's start."""

    report: str
    title: str
    event: Event
    text: str
    passage: AroundMention
    link: str = Field(examples=["/berichte/report-001#f-120-200"])


class ProjectEvidence(Schema):
    """What one report says, as evidence for a proposal."""

    entry: str
    report: str
    project: str
    places: list[str]
    programme: str | None = None


class ProjectProposal(Schema):
    """Entries that may be one project; ``sentence`` says why, in German."""

    id: str
    entries: list[str]
    reason: Literal[
        "common_name",
        "acronym",
        "name_only",
        "contradiction",
        "acronym_of",
        "longer_title",
        "spelling",
    ]
    sentence: str
    forms: list[str]
    against: list[Literal["places", "programmes", "states", "years"]]
    evidence: list[ProjectEvidence]


class ProposalPage(Schema):
    """Proposals; ``next`` is the value of ``after`` for the page behind it."""

    total: int
    proposals: list[ProjectProposal]
    next: str | None = None


class ProjectRef(Schema):
    """A project of a report by report id and plain form of its name."""

    report: str
    key: str


class ProjectDecision(Schema):
    """What an editor decided. A merge holds all groups together, a split each apart from the
    others, an undo takes back the decision ``target``."""

    id: int
    kind: Literal["merge", "split", "undo"]
    in_force: bool
    groups: list[list[ProjectRef]]
    target: int | None = None
    by: str | None = None
    at: str | None = Field(None, examples=["2026-03-01T09:30:00+00:00"])


class DecisionPage(Schema):
    """Decisions, the latest first; ``next`` is the value of ``after`` for the page behind it."""

    total: int
    decisions: list[ProjectDecision]
    next: str | None = None


class ProjectDetail(ProjectEntry):
    """One entry with every mention, and what is proposed and decided about it."""

    mentions: list[ProjectMention]
    proposals: list[ProjectProposal]
    decisions: list[ProjectDecision]


class Wish(Schema):
    """What all decisions have in common; ``by`` is who decides."""

    model_config = ConfigDict(extra="forbid")

    by: str | None = Field(None, max_length=MAX_ID, examples=["Redaktion"])


EntryId = Annotated[str, Field(min_length=1, max_length=MAX_ID)]


class Entries(Wish):
    """Entries to make one, or to hold apart."""

    entries: list[EntryId] = Field(
        min_length=2, max_length=MAX_LIMIT, examples=[["lotsen-kiel", "lotsen-hamm"]]
    )


class Member(Schema):
    """A project of a report by its name there."""

    model_config = ConfigDict(extra="forbid")

    report: str = Field(min_length=1, max_length=500, examples=["report-001"])
    project: str = Field(min_length=1, max_length=10_000, examples=["Lotsen"])


class Split(Wish):
    """Members to part from an entry."""

    entry: EntryId
    members: list[Member] = Field(min_length=1, max_length=1_000)


class Undo(Wish):
    """A decision to take back; an undo may be taken back as well."""

    decision: int = Field(strict=True, ge=1, le=2**53)


class Decided(Schema):
    """What became of a wish: ``decision`` is empty where there was nothing to do."""

    state: Literal["decided", "unchanged"]
    decision: ProjectDecision | None = None
    entries: list[ProjectEntry]


class NewReport(Schema):
    """A report to analyse and store; without ``id`` one is made from the title."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "id": "elternabend-kiel",
                    "title": "Werkstattgespräch zur Elternarbeit",
                    "text": "Am 14. November 2013 kamen in Kiel 34 Lehrkräfte zusammen. …",
                }
            ]
        },
    )

    id: str | None = Field(None, pattern=ID_PATTERN)
    title: str = Field("", max_length=MAX_TITLE)
    text: str = Field(min_length=1)


class Text(Schema):
    """A text to analyse without storing it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "Am 14. November 2013 kamen in Kiel 34 Lehrkräfte zusammen. …"}]
        },
    )

    title: str = Field("", max_length=MAX_TITLE)
    text: str = Field(min_length=1)


class Stored(Schema):
    """What became of a report that was sent in."""

    id: str
    state: Literal["new", "changed", "unchanged"]
    link: str = Field(examples=["/berichte/elternabend-kiel"])
    report: Report


class Concept(Schema):
    """A concept of the vocabulary of themes."""

    id: str
    label: str
    synonyms: list[str]
    definition: str
    broader: list[str]


class ConceptPage(Schema):
    """The vocabulary that themes come from."""

    version: str
    themes: list[Concept]


class HealthCheck(Schema):
    """One of the things that must hold; ``reason``: a German sentence where it does not."""

    name: Literal["service", "models", "database", "index", "disk"]
    state: Literal["ok", "failed"]
    reason: str = Field(examples=[""])


class Health(Schema):
    """Whether the service runs, and how many reports it holds."""

    status: Literal["ok", "failed"]
    reports: int | None = None
    checks: list[HealthCheck] = []


class InvalidField(Schema):
    """A field of the request and what is wrong with it."""

    field: str
    detail: str


class Problem(Schema):
    """RFC 9457 problem details; ``title`` and ``detail`` are German."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/docs#problem-invalid",
                    "title": "Die Angaben sind nicht gültig",
                    "status": 422,
                    "detail": "Bitte prüfen Sie die genannten Felder.",
                    "detail_en": "The request is not valid.",
                    "instance": "/v1/search",
                    "code": "invalid",
                    "errors": [{"field": "limit", "detail": "Der größte Wert ist 100."}],
                    "request_id": "portal-42",
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    detail_en: str
    instance: str
    code: str
    errors: list[InvalidField] | None = None
    request_id: str | None = None


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """JSON schema of a model, with references to the components of an OpenAPI document."""
    return model.model_json_schema(ref_template="#/components/schemas/{model}")
