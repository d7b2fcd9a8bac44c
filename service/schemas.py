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

    start: Offset = Field(description="Beginn: erstes Zeichen (Unicode-Codepunkt), ab 0 gezählt.")
    end: Offset = Field(description="Ende: erstes Zeichen dahinter.")


class Place(Schema):
    """An entry of the gazetteer."""

    id: str = Field(description="Kennung im Ortsverzeichnis.")
    name: str = Field(description="Name.", examples=["Kiel"])
    kind: PlaceKind = Field(description="Art des Ortes.")
    state: str | None = Field(
        None,
        description="Bundesland; bei Orten im Ausland der Staat.",
        examples=["Schleswig-Holstein"],
    )
    ags: str | None = Field(
        None, description="Amtlicher Gemeinde- oder Kreisschlüssel.", examples=["01002000"]
    )
    nuts: str | None = Field(None, description="NUTS-Schlüssel.", examples=["DEF02"])
    lat: float | None = Field(None, description="Breite in Grad (WGS 84).", examples=[54.32])
    lon: float | None = Field(None, description="Länge in Grad (WGS 84).", examples=[10.13])


class Mention(Range):
    """A name in the text. Persons are left out unless this server releases them."""

    text: str = Field(description="Der Name, wie er dasteht.", examples=["Kieler"])
    label: Label = Field(description="Was so heißt.")
    score: float = Field(description="Wie sicher, von 0 bis 1.")
    place: Place | None = Field(None, description="Der Ort, der gemeint ist.")


class Event(Schema):
    """When (ISO dates), what and where."""

    start: str | None = Field(
        None,
        description="Erster Tag (ISO 8601).",
        examples=["2013-11-14"],
    )
    end: str | None = Field(None, description="Letzter Tag.", examples=["2013-11-14"])
    kind: EventKind | None = Field(None, description="Art der Veranstaltung.")
    place: str | None = Field(None, description="Name des Ortes.", examples=["Kiel"])
    venue: str | None = Field(None, description="Das Haus, wie der Bericht es nennt.")


class Project(Schema):
    """A project; ``mentions`` are indices into the report's mentions."""

    name: str = Field(description="Name des Projekts.", examples=["Brückenbau Gaarden"])
    aliases: list[str] = Field(description="Andere Namen in diesem Bericht.")
    mentions: list[int] = Field(
        description="Nummern seiner Nennungen in „mentions“ des Berichts, ab 0."
    )
    places: list[str] = Field(description="Namen der Orte, an denen es arbeitet.")
    programme: str | None = Field(None, description="Programm, das es fördert.", examples=["XENOS"])
    themes: list[str] = Field(description="Kennungen der Themen.")


class LocatedIn(Schema):
    """A project works in a place."""

    project: str = Field(description="Name des Projekts.")
    place: str = Field(description="Name des Ortes.")


class Theme(Schema):
    """A theme of the report with the places in the text that show it."""

    id: str = Field(description="Kennung des Themas.", examples=["elternarbeit"])
    label: str = Field(description="Bezeichnung.", examples=["Elternarbeit"])
    score: float = Field(description="Wie sicher, von 0 bis 1.")
    evidence: list[Range] = Field(description="Stellen, die es zeigen.")


class Lesson(Range):
    """An experience that others could act on; ``source`` is the organisation that says so."""

    text: str = Field(description="Die Sätze, die davon berichten.")
    kind: LessonKind = Field(description="Art der Erfahrung.")
    score: float = Field(description="Wie sicher, von 0 bis 1.")
    source: str | None = Field(
        None, description="Wer es sagt: eine Einrichtung, oder ein Mensch mit seinem Amt."
    )
    themes: list[str] = Field(description="Kennungen der Themen.")


class Report(Schema):
    """Everything that was read out of one report."""

    id: str = Field(description="Kennung des Berichts.", examples=["report-001"])
    title: str = Field(description="Titel des Berichts.")
    text: str = Field(description="Der ganze Text, in dem alle Stellen zählen.")
    doc_kind: DocKind = Field(description="Art des Dokuments.")
    event: Event = Field(description="Die Veranstaltung, von der er handelt.")
    mentions: list[Mention] = Field(description="Namen im Text.")
    projects: list[Project] = Field(description="Projekte, die er nennt.")
    located_in: list[LocatedIn] = Field(description="Welches Projekt wo arbeitet.")
    themes: list[Theme] = Field(description="Seine Themen.")
    lessons: list[Lesson] = Field(description="Erfahrungen, die er festhält.")


class ReportSummary(Schema):
    """A report in a list."""

    id: str = Field(description="Kennung des Berichts.")
    title: str = Field(description="Titel des Berichts.")
    doc_kind: DocKind = Field(description="Art des Dokuments.")
    event: Event = Field(description="Die Veranstaltung, von der er handelt.")
    themes: list[str] = Field(description="Bezeichnungen der Themen.", examples=[["Elternarbeit"]])


class ReportPage(Schema):
    """One page of all reports; ``next`` is the value of ``after`` for the page behind it."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    reports: list[ReportSummary] = Field(description="Berichte in der Reihenfolge ihrer Kennungen.")
    next: str | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class Click(Schema):
    """Which report of a result list was opened."""

    model_config = ConfigDict(extra="forbid")

    clicks: str = Field(
        min_length=1, max_length=100, description="Das Kennzeichen „clicks“ der Trefferliste."
    )
    report: str = Field(
        description="Kennung des geöffneten Berichts.",
        min_length=1,
        max_length=500,
        examples=["report-001"],
    )


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

    id: str | None = Field(
        None, description="Kennung; ohne sie wird eine aus dem Titel gebildet.", pattern=ID_PATTERN
    )
    title: str = Field(
        "", description="Titel; leer für den, der im Text steht.", max_length=MAX_TITLE
    )
    text: str = Field(description="Der Text.", min_length=1)


class Text(Schema):
    """A text to analyse without storing it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"text": "Am 14. November 2013 kamen in Kiel 34 Lehrkräfte zusammen. …"}]
        },
    )

    title: str = Field(
        "", description="Titel; leer für den, der im Text steht.", max_length=MAX_TITLE
    )
    text: str = Field(description="Der Text.", min_length=1)


class Stored(Schema):
    """What became of a report that was sent in."""

    id: str = Field(description="Kennung, unter der er gespeichert ist.")
    state: Literal["new", "changed", "unchanged"] = Field(
        description="Ob er neu, geändert oder schon da war."
    )
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.", examples=["/berichte/elternabend-kiel"]
    )
    report: Report = Field(description="Was aus ihm gelesen wurde.")


class Concept(Schema):
    """A concept of the vocabulary of themes."""

    id: str = Field(description="Kennung des Themas.")
    label: str = Field(description="Bezeichnung.")
    synonyms: list[str] = Field(description="Andere Bezeichnungen.")
    definition: str = Field(description="Was gemeint ist.")
    broader: list[str] = Field(description="Kennungen der weiteren Themen.")


class ConceptPage(Schema):
    """The vocabulary that themes come from."""

    version: str = Field(description="Kennzeichen des Vokabulars.")
    themes: list[Concept] = Field(description="Alle Themen.")


class HealthCheck(Schema):
    """One of the things that must hold; ``reason``: a German sentence where it does not."""

    name: Literal["service", "models", "database", "index", "disk"] = Field(
        description="Was geprüft wurde."
    )
    state: Literal["ok", "failed"] = Field(description="Ob es in Ordnung ist.")
    reason: str = Field(
        description="Was nicht in Ordnung ist, als deutscher Satz; sonst leer.", examples=[""]
    )


class Health(Schema):
    """Whether the service runs, and how many reports it holds."""

    status: Literal["ok", "failed"] = Field(description="Ob der Dienst in Ordnung ist.")
    reports: int | None = Field(default=None, description="So viele Berichte.")
    checks: list[HealthCheck] = Field(default=[], description="Was im Einzelnen geprüft wurde.")


class InvalidField(Schema):
    """A field of the request and what is wrong with it."""

    field: str = Field(description="Name des Feldes.")
    detail: str = Field(description="Was daran nicht stimmt, auf Deutsch.")


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

    type: str = Field(description="Adresse der Erklärung.")
    title: str = Field(description="Um welche Art von Fehler es geht, auf Deutsch.")
    status: int = Field(description="Status von HTTP.")
    detail: str = Field(description="Was nicht ging, auf Deutsch.")
    detail_en: str = Field(description="Dasselbe auf Englisch.")
    instance: str = Field(description="Pfad der Anfrage.")
    code: str = Field(description="Art des Fehlers, für Programme.")
    errors: list[InvalidField] | None = Field(
        None, description="Felder, deren Angaben nicht stimmen."
    )
    request_id: str | None = Field(None, description="Kennung der Anfrage, auch im Protokoll.")


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """JSON schema of a model, with references to the components of an OpenAPI document."""
    return model.model_json_schema(ref_template="#/components/schemas/{model}")
