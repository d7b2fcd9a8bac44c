"""What goes in and out of the API about vocabularies, feedback and proposed terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from service.schemas import MAX_ID, Range, Schema

Verdict = Literal["accepted", "rejected", "added"]
MAX_BY = 200


class Vocabulary(Schema):
    """A vocabulary as it was loaded; ``loaded`` is missing for what comes along."""

    version: str = Field(description="Kennzeichen seines Inhalts.", examples=["a524683be462"])
    id: str = Field(description="Kennung des Vokabulars.", examples=["klima"])
    title: str = Field(description="Titel.", examples=["Klimaanpassung"])
    concepts: int = Field(description="So viele Begriffe.", examples=[15])
    name: str = Field(description="Name der Datei.", examples=["klima.csv"])
    source: str = Field(description="Woher es kam.", examples=["Schnittstelle"])
    digest: str = Field(description="SHA-256 der Datei.")
    loaded: datetime | None = Field(
        None, description="Wann es geladen wurde; leer bei dem, das mitkommt."
    )
    active: bool = Field(description="Ob Berichte damit ausgewertet werden.")
    reports: int = Field(description="So viele Berichte haben ihre Themen daraus.")


class VocabularyPage(Schema):
    """All vocabularies. ``outdated``: reports whose themes are still from another one."""

    vocabularies: list[Vocabulary] = Field(description="Alle geladenen Vokabulare.")
    outdated: int = Field(description="So viele Berichte haben ihre Themen noch aus einem anderen.")


class VocabularyLoaded(Schema):
    """``state``: whether it was there already."""

    state: Literal["new", "unchanged"] = Field(description="Ob es neu oder schon da war.")
    vocabulary: Vocabulary = Field(description="Das Vokabular.")


class Retagging(Schema):
    """Reports whose themes are found anew in the background."""

    outdated: int = Field(description="So viele Berichte bekommen im Hintergrund neue Themen.")


class NewFeedback(Schema):
    """What an editor says of one theme of a report."""

    report: str = Field(
        min_length=1, max_length=500, description="Kennung des Berichts.", examples=["kiel"]
    )
    theme: str = Field(
        min_length=1,
        max_length=MAX_ID,
        description="Kennung des Themas.",
        examples=["elternarbeit"],
    )
    verdict: Verdict = Field(description="Ob das Thema stimmt, nicht stimmt oder fehlte.")
    by: str | None = Field(None, max_length=MAX_BY, description="Wer das sagt; wird nicht gezeigt.")


class Feedback(Schema):
    """A vote as it is kept; ``by`` only where this server releases names."""

    id: int = Field(description="Nummer der Rückmeldung.")
    report: str = Field(description="Kennung des Berichts.")
    theme: str = Field(description="Kennung des Themas.")
    verdict: Verdict = Field(description="Ob das Thema stimmt, nicht stimmt oder fehlte.")
    by: str | None = Field(None, description="Wer das sagt; leer, wo Namen nicht freigegeben sind.")
    at: datetime = Field(description="Wann.")
    vocabulary: str = Field(description="Version des Vokabulars, als es gesagt wurde.")


class FeedbackPage(Schema):
    """Votes in the order in which they came; ``waiting``: nothing was learnt from these yet."""

    total: int = Field(description="Wie viele es insgesamt sind.")
    waiting: int = Field(description="Aus so vielen wurde noch nichts gelernt.")
    feedback: list[Feedback] = Field(
        description="Rückmeldungen in der Reihenfolge, in der sie kamen."
    )
    next: int | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class Learnt(Schema):
    """What was learnt, and whether it made the themes better."""

    sentences: list[str] = Field(description="Was gelernt wurde, in deutschen Sätzen.")
    report: dict[str, Any] = Field(description="Dasselbe in Zahlen.")


class Shown(Range):
    """A sentence of a report that holds a term."""

    report: str = Field(description="Kennung des Berichts.")
    text: str = Field(
        description="Der Satz; ohne Namen von Personen, wo sie nicht freigegeben sind."
    )


class ProposedTerm(Schema):
    """A frequent term that no concept is named by."""

    term: str = Field(description="Der Begriff.", examples=["Ernährungsrat"])
    reports: int = Field(description="In so vielen Berichten.")
    count: int = Field(description="So oft insgesamt.")
    score: float = Field(description="Wie gut er sich eignet; höher ist besser.")
    evidence: list[Shown] = Field(description="Sätze, in denen er steht.")


class ProposedTerms(Schema):
    """The best first."""

    vocabulary: str = Field(description="Kennzeichen des Vokabulars, dem sie fehlen.")
    proposals: list[ProposedTerm] = Field(description="Die besten zuerst.")


class ThemeReview(Schema):
    """Whether the themes of a report can be published without review.

    ``probability``: that every theme is right and no main theme is missing, estimated on the
    annotated training reports.
    """

    report: str = Field(description="Kennung des Berichts.")
    probability: float = Field(
        description="Wie wahrscheinlich alle Themen stimmen und kein Hauptthema fehlt, von 0 bis 1."
    )
    themes: list[str] = Field(description="Kennungen der Themen.")


class ThemeRef(Schema):
    """A theme by its id and what it is called."""

    id: str = Field(description="Kennung des Themas.", examples=["elternarbeit"])
    label: str = Field(description="Bezeichnung.", examples=["Elternarbeit"])


class ListedTheme(ThemeRef):
    """A theme with what the stock holds of it and of narrower ones.

    ``assignable``: whether reports may carry it; heads only group others.
    """

    assignable: bool = Field(
        description="Ob Berichte es haben können; sonst fasst es nur andere zusammen."
    )
    broader: list[str] = Field(description="Kennungen der weiteren Themen.")
    narrower: list[str] = Field(description="Kennungen der engeren Themen.")
    reports: int = Field(
        description="So viele Berichte, engere Themen eingeschlossen.", examples=[12]
    )
    lessons: int = Field(
        description="So viele Aussagen, engere Themen eingeschlossen.", examples=[30]
    )
    projects: int = Field(
        description="So viele Projekte, engere Themen eingeschlossen.", examples=[9]
    )
    found: str | None = Field(
        None, description="Das Synonym, das gesucht war.", examples=["Elternbildung"]
    )


class ThemeList(Schema):
    """Themes in alphabetical order; ``next`` is the value of ``after`` for the page behind it."""

    vocabulary: str = Field(description="Version des Vokabulars.", examples=["a524683be462"])
    title: str = Field(description="Titel des Vokabulars.", examples=["Themen"])
    total: int = Field(description="Wie viele es insgesamt sind.")
    themes: list[ListedTheme] = Field(description="Themen nach dem Alphabet.")
    next: int | None = Field(
        None, description="Wert für „after“, um die nächste Seite zu holen; leer auf der letzten."
    )


class ThemeValue(Schema):
    """How many reports of a theme there are with a value."""

    value: str = Field(description="Wert.", examples=["Hessen"])
    count: int = Field(description="So viele Berichte.", examples=[4])


class ThemeReport(Schema):
    """A report of a theme."""

    id: str = Field(description="Kennung des Berichts.", examples=["report-001"])
    title: str = Field(description="Titel des Berichts.")
    day: str | None = Field(
        None, description="Erster Tag der Veranstaltung.", examples=["2013-11-14"]
    )
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.", examples=["/berichte/report-001"]
    )


class ThemeProject(Schema):
    """A project of a theme."""

    id: str = Field(description="Kennung des Projekts.", examples=["brueckenbau-gaarden"])
    name: str = Field(description="Sein Name.")
    reports: int = Field(description="In so vielen Berichten des Themas.")
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.",
        examples=["/projekte/brueckenbau-gaarden"],
    )


class ThemeDetail(ListedTheme):
    """All about a theme; reports (the newest first) and projects: the first of them."""

    uri: str = Field(description="Adresse (URI) des Begriffs.")
    definition: str = Field(description="Was gemeint ist.")
    scope_note: str = Field(description="Wofür das Thema vergeben wird.")
    synonyms: list[str] = Field(description="Andere Bezeichnungen.")
    above: list[ThemeRef] = Field(description="Die weiteren Begriffe.")
    below: list[ThemeRef] = Field(description="Die engeren Begriffe.")
    related: list[ThemeRef] = Field(description="Die verwandten Begriffe.")
    states: list[ThemeValue] = Field(description="Berichte nach Bundesland.")
    years: list[ThemeValue] = Field(description="Berichte nach Jahr.")
    lesson_kinds: list[ThemeValue] = Field(description="Aussagen nach ihrer Art.")
    latest: list[ThemeReport] = Field(description="Die neuesten Berichte.")
    top_projects: list[ThemeProject] = Field(description="Die meistgenannten Projekte.")
