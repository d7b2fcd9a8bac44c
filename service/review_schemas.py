"""What goes in and out of the API about the review of reports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from nlp.editing import Subject
from nlp.types import BlockKind, LessonKind
from service.initiative_schemas import NearReport
from service.schemas import MAX_ID, MAX_TITLE, Place, Range, Schema

ReviewState = Literal["draft", "in_review", "published"]
ItemState = Literal["proposed", "accepted", "rejected", "corrected", "added"]
MAX_DECISIONS = 500
MAX_TEXT = 5_000

Number = Annotated[int, Field(strict=True, ge=1, le=2**53, examples=[17])]
Words = Annotated[str, Field(max_length=MAX_TEXT)]


class ReviewEntry(Schema):
    """A draft or report in the list; ``ahead``: something was decided since it was published.

    ``by`` is the name of the key that changed it last. ``items`` is missing where nobody has
    looked at it yet.
    """

    report: str
    title: str
    state: ReviewState
    decided: int = Field(examples=[12])
    items: int | None = Field(None, examples=[30])
    ahead: bool
    by: str | None = None
    updated: datetime
    published: datetime | None = None
    link: str = Field(examples=["/redaktion/report-001"])


class ReviewCounts(Schema):
    """How many there are in each state."""

    draft: int
    in_review: int
    published: int


class ReviewPage(Schema):
    """Drafts first, then published reports, the last changed first; ``next`` as elsewhere."""

    counts: ReviewCounts
    reviews: list[ReviewEntry]
    next: int | None = None


class ReviewValue(Schema):
    """What is proposed or decided; which fields count depends on the subject.

    ``text`` is the title, kind, ISO date, name or label; ``source`` of a lesson is an office where
    it is or may be a person and persons are not released (``hidden_source``).
    """

    text: str = Field(examples=["Elternarbeit"])
    kind: LessonKind | None = None
    source: str | None = None
    hidden_source: bool = False
    place: Place | None = None
    places: list[Place] = Field(default_factory=list)
    programme: str | None = Field(None, examples=["XENOS"])


class ReviewItem(Schema):
    """One thing to look at. ``proposed`` is the machine's value where another was decided.

    ``probability`` is the machine's, where it gives one. ``open``: why a decision has no effect
    on the text as it is now.
    """

    subject: Subject
    key: str = Field(examples=["elternarbeit"])
    state: ItemState
    value: ReviewValue
    evidence: list[Range]
    probability: float | None = Field(None, examples=[0.83])
    proposed: ReviewValue | None = None
    decision: int | None = Field(None, examples=[17])
    by: str | None = Field(None, description="Name des Schlüssels, mit dem entschieden wurde.")
    at: datetime | None = None
    open: Literal["vanished", "covered"] | None = None


class ReviewProgress(Schema):
    """How far a review is, without the text: what comes back after each change."""

    report: str
    state: ReviewState
    version: int = Field(description="Der Stand, auch im „ETag“.", examples=[3])
    ahead: bool
    decided: int
    items: list[ReviewItem]
    resting: list[str] = Field(
        default_factory=list,
        description="Themen, über die entschieden ist und die das Vokabular gerade nicht hat: "
        "Die Entscheidungen gelten wieder, sobald es sie hat.",
        examples=[["Elternarbeit"]],
    )
    made: list[int] = Field(description="Nummern der Entscheidungen dieser Anfrage.")
    by: str | None = None
    updated: datetime
    published: datetime | None = None
    published_by: str | None = None


class ReviewLine(Range):
    """A line of the text and what it is."""

    kind: BlockKind


class ReportReview(ReviewProgress):
    """A report with everything that is to be looked at, in one order."""

    title: str
    name: str = Field(description="Name der Datei.", examples=["elternabend.pdf"])
    text: str
    lines: list[ReviewLine]
    nearly_there: list[NearReport]


class NewDecision(Schema):
    """What an editor says of one thing. What is left out stays as it is.

    „accepted“, „rejected“ and „corrected“ need ``subject`` and ``key`` of an item; „added“ takes
    a theme by its ``key``, anything else by ``spans``. ``place`` and ``places`` are ids of the
    gazetteer (``GET /v1/gazetteer``).
    """

    model_config = ConfigDict(extra="forbid")

    subject: Subject
    key: str = Field("", max_length=500)
    verdict: Literal["accepted", "rejected", "corrected", "added"]
    text: str = Field("", max_length=MAX_TITLE)
    kind: LessonKind | None = None
    source: str | None = Field(None, max_length=MAX_TITLE)
    place: str | None = Field(None, max_length=MAX_ID)
    places: list[Annotated[str, Field(max_length=MAX_ID)]] = Field([], max_length=50)
    programme: str | None = Field(None, max_length=MAX_TITLE)
    spans: list[Range] = Field([], max_length=50)


class ReviewChange(Schema):
    """Decisions, and numbers of decisions that are taken back (also of such ones)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "decisions": [
                        {"subject": "theme", "key": "elternarbeit", "verdict": "accepted"},
                        {"subject": "event_start", "verdict": "corrected", "text": "2013-11-14"},
                    ],
                    "undo": [],
                }
            ]
        },
    )

    decisions: list[NewDecision] = Field([], max_length=MAX_DECISIONS)
    undo: list[Number] = Field([], max_length=MAX_DECISIONS)


class PlaceChoices(Schema):
    """Places of the gazetteer, the most likely first."""

    places: list[Place]
