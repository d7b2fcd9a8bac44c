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

    report: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    state: ReviewState = Field(description="Ob er Entwurf, in Prüfung oder veröffentlicht ist.")
    decided: int = Field(description="Über so viel ist entschieden.", examples=[12])
    items: int | None = Field(
        None,
        description="So viel ist zu prüfen; leer, solange niemand hineingesehen hat.",
        examples=[30],
    )
    ahead: bool = Field(description="Ob seit dem Veröffentlichen etwas entschieden wurde.")
    by: str | None = Field(
        None, description="Name des Schlüssels, mit dem zuletzt etwas geändert wurde."
    )
    updated: datetime = Field(description="Wann zuletzt etwas geändert wurde.")
    published: datetime | None = Field(None, description="Wann er zuletzt veröffentlicht wurde.")
    link: str = Field(
        description="Adresse der Seite, auf der er geprüft wird.",
        examples=["/redaktion/report-001"],
    )


class ReviewCounts(Schema):
    """How many there are in each state."""

    draft: int = Field(description="Entwürfe.")
    in_review: int = Field(description="In Prüfung.")
    published: int = Field(description="Veröffentlicht.")


class ReviewPage(Schema):
    """Drafts first, then published reports, the last changed first; ``next`` as elsewhere."""

    counts: ReviewCounts = Field(description="Wie viele es in jedem Stand sind.")
    reviews: list[ReviewEntry] = Field(description="Entwürfe zuerst, dann Veröffentlichtes.")
    next: int | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class ReviewValue(Schema):
    """What is proposed or decided; which fields count depends on the subject.

    ``text`` is the title, kind, ISO date, name or label; ``source`` of a lesson is an office where
    it is or may be a person and persons are not released (``hidden_source``).
    """

    text: str = Field(
        description="Titel, Art, Tag, Name oder Bezeichnung, je nach „subject“.",
        examples=["Elternarbeit"],
    )
    kind: LessonKind | None = Field(None, description="Art der Erfahrung.")
    source: str | None = Field(None, description="Wer eine Erfahrung berichtet.")
    hidden_source: bool = Field(False, description="Ob statt eines Namens das Amt dasteht.")
    place: Place | None = Field(None, description="Ort, der gemeint ist.")
    places: list[Place] = Field(
        description="Orte, an denen ein Projekt arbeitet.", default_factory=list
    )
    programme: str | None = Field(
        None, description="Förderprogramm eines Projekts.", examples=["XENOS"]
    )


class ReviewItem(Schema):
    """One thing to look at. ``proposed`` is the machine's value where another was decided.

    ``probability`` is the machine's, where it gives one. ``open``: why a decision has no effect
    on the text as it is now.
    """

    subject: Subject = Field(description="Worum es geht.")
    key: str = Field(description="Kennzeichen innerhalb von „subject“.", examples=["elternarbeit"])
    state: ItemState = Field(
        description="Ob es vorgeschlagen, angenommen, abgelehnt, berichtigt oder hinzugefügt ist."
    )
    value: ReviewValue = Field(description="Was jetzt gilt.")
    evidence: list[Range] = Field(description="Stellen im Text.")
    probability: float | None = Field(
        None,
        description="Wie sicher der Vorschlag ist, von 0 bis 1, wo das geschätzt wird.",
        examples=[0.83],
    )
    proposed: ReviewValue | None = Field(
        None, description="Was vorgeschlagen war, wo anders entschieden ist."
    )
    decision: int | None = Field(None, description="Nummer der Entscheidung.", examples=[17])
    by: str | None = Field(None, description="Name des Schlüssels, mit dem entschieden wurde.")
    at: datetime | None = Field(None, description="Wann entschieden wurde.")
    open: Literal["vanished", "covered"] | None = Field(
        None,
        description="Warum die Entscheidung gerade nicht wirkt: Die Wörter fehlen, oder eine "
        "spätere hat die Stelle.",
    )


class ReviewProgress(Schema):
    """How far a review is, without the text: what comes back after each change."""

    report: str = Field(description="Kennung des Berichts.")
    state: ReviewState = Field(description="Ob er Entwurf, in Prüfung oder veröffentlicht ist.")
    version: int = Field(description="Der Stand, auch im „ETag“.", examples=[3])
    ahead: bool = Field(description="Ob seit dem Veröffentlichen etwas entschieden wurde.")
    decided: int = Field(description="Über so viel ist entschieden.")
    items: list[ReviewItem] = Field(description="Alles, was zu prüfen ist, in fester Reihenfolge.")
    resting: list[str] = Field(
        default_factory=list,
        description="Themen, über die entschieden ist und die das Vokabular gerade nicht hat: "
        "Die Entscheidungen gelten wieder, sobald es sie hat.",
        examples=[["Elternarbeit"]],
    )
    made: list[int] = Field(description="Nummern der Entscheidungen dieser Anfrage.")
    by: str | None = Field(
        None, description="Name des Schlüssels, mit dem zuletzt etwas geändert wurde."
    )
    updated: datetime = Field(description="Wann zuletzt etwas geändert wurde.")
    published: datetime | None = Field(None, description="Wann er zuletzt veröffentlicht wurde.")
    published_by: str | None = Field(None, description="Name des Schlüssels, mit dem das geschah.")


class ReviewLine(Range):
    """A line of the text and what it is."""

    kind: BlockKind = Field(description="Überschrift, Listenpunkt, Absatz oder Beiwerk der Seite.")


class ReportReview(ReviewProgress):
    """A report with everything that is to be looked at, in one order."""

    title: str = Field(description="Titel des Berichts.")
    name: str = Field(description="Name der Datei.", examples=["elternabend.pdf"])
    text: str = Field(description="Der ganze Text, in dem alle Stellen zählen.")
    lines: list[ReviewLine] = Field(description="Seine Zeilen.")
    nearly_there: list[NearReport] = Field(
        description="Gespeicherte Berichte mit fast demselben Text."
    )


class NewDecision(Schema):
    """What an editor says of one thing. What is left out stays as it is.

    „accepted“, „rejected“ and „corrected“ need ``subject`` and ``key`` of an item; „added“ takes
    a theme by its ``key``, anything else by ``spans``. ``place`` and ``places`` are ids of the
    gazetteer (``GET /v1/gazetteer``).
    """

    model_config = ConfigDict(extra="forbid")

    subject: Subject = Field(description="Worum es geht.")
    key: str = Field(
        "",
        description="Kennzeichen des Vorschlags; bei einem neuen Thema dessen Kennung.",
        max_length=500,
    )
    verdict: Literal["accepted", "rejected", "corrected", "added"] = Field(
        description="Was entschieden wird."
    )
    text: str = Field(
        "", description="Neuer Titel, Tag oder Name, je nach „subject“.", max_length=MAX_TITLE
    )
    kind: LessonKind | None = Field(None, description="Art der Erfahrung.")
    source: str | None = Field(
        None, description="Wer eine Erfahrung berichtet.", max_length=MAX_TITLE
    )
    place: str | None = Field(
        None, description="Kennung des Ortes, der gemeint ist.", max_length=MAX_ID
    )
    places: list[Annotated[str, Field(max_length=MAX_ID)]] = Field(
        [], description="Kennungen der Orte, an denen ein Projekt arbeitet.", max_length=50
    )
    programme: str | None = Field(
        None, description="Förderprogramm eines Projekts.", max_length=MAX_TITLE
    )
    spans: list[Range] = Field([], description="Stellen im Text.", max_length=50)


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

    decisions: list[NewDecision] = Field(
        [], description="Neue Entscheidungen.", max_length=MAX_DECISIONS
    )
    undo: list[Number] = Field(
        [],
        description="Nummern von Entscheidungen, die zurückgenommen werden.",
        max_length=MAX_DECISIONS,
    )


class PlaceChoices(Schema):
    """Places of the gazetteer, the most likely first."""

    places: list[Place] = Field(description="Orte, der wahrscheinlichste zuerst.")
