"""What goes in and out of the API about vocabularies, feedback and proposed terms."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from service.schemas import MAX_ID, Range, Schema

Verdict = Literal["accepted", "rejected", "added"]
MAX_BY = 200


class Vocabulary(Schema):
    """A vocabulary as it was loaded; ``loaded`` is missing for what comes along."""

    version: str = Field(description="Kennzeichen seines Inhalts.", examples=["a524683be462"])
    id: str = Field(examples=["klima"])
    title: str = Field(examples=["Klimaanpassung"])
    concepts: int = Field(description="So viele Begriffe.", examples=[15])
    name: str = Field(description="Name der Datei.", examples=["klima.csv"])
    source: str = Field(description="Woher es kam.", examples=["Schnittstelle"])
    digest: str = Field(description="SHA-256 der Datei.")
    loaded: datetime | None = None
    active: bool = Field(description="Ob Berichte damit ausgewertet werden.")
    reports: int = Field(description="So viele Berichte haben ihre Themen daraus.")


class VocabularyPage(Schema):
    """All vocabularies. ``outdated``: reports whose themes are still from another one."""

    vocabularies: list[Vocabulary]
    outdated: int


class VocabularyLoaded(Schema):
    """``state``: whether it was there already."""

    state: Literal["new", "unchanged"]
    vocabulary: Vocabulary


class Retagging(Schema):
    """Reports whose themes are found anew in the background."""

    outdated: int


class NewFeedback(Schema):
    """What an editor says of one theme of a report."""

    report: Annotated[str, Field(min_length=1, max_length=500, examples=["kiel"])]
    theme: Annotated[str, Field(min_length=1, max_length=MAX_ID, examples=["elternarbeit"])]
    verdict: Verdict
    by: Annotated[
        str | None, Field(max_length=MAX_BY, description="Wer das sagt; wird nicht gezeigt.")
    ] = None


class Feedback(Schema):
    """A vote as it is kept; ``by`` only where this server releases names."""

    id: int
    report: str
    theme: str
    verdict: Verdict
    by: str | None = None
    at: datetime
    vocabulary: str = Field(description="Version des Vokabulars, als es gesagt wurde.")


class FeedbackPage(Schema):
    """Votes in the order in which they came; ``waiting``: nothing was learnt from these yet."""

    total: int
    waiting: int
    feedback: list[Feedback]
    next: int | None = None


class Learnt(Schema):
    """What was learnt, and whether it made the themes better."""

    sentences: list[str]
    report: dict[str, Any]


class Shown(Range):
    """A sentence of a report that holds a term."""

    report: str
    text: str


class ProposedTerm(Schema):
    """A frequent term that no concept is named by."""

    term: str = Field(examples=["Ernährungsrat"])
    reports: int
    count: int
    score: float
    evidence: list[Shown]


class ProposedTerms(Schema):
    """The best first."""

    vocabulary: str
    proposals: list[ProposedTerm]


class ThemeReview(Schema):
    """Whether the themes of a report can be published without review.

    ``probability``: that every theme is right and no main theme is missing, estimated on the
    annotated training reports.
    """

    report: str
    probability: float
    themes: list[str]


class ThemeRef(Schema):
    """A theme by its id and what it is called."""

    id: str = Field(examples=["elternarbeit"])
    label: str = Field(examples=["Elternarbeit"])


class ListedTheme(ThemeRef):
    """A theme with what the stock holds of it and of narrower ones.

    ``assignable``: whether reports may carry it; heads only group others.
    """

    assignable: bool
    broader: list[str]
    narrower: list[str]
    reports: int = Field(description="So viele Berichte.", examples=[12])
    lessons: int = Field(description="So viele Aussagen.", examples=[30])
    projects: int = Field(description="So viele Projekte.", examples=[9])
    found: str | None = Field(
        None, description="Das Synonym, das gesucht war.", examples=["Elternbildung"]
    )


class ThemeList(Schema):
    """Themes in alphabetical order; ``next`` is the value of ``after`` for the page behind it."""

    vocabulary: str = Field(description="Version des Vokabulars.", examples=["a524683be462"])
    title: str = Field(examples=["Themen"])
    total: int
    themes: list[ListedTheme]
    next: int | None = None


class ThemeValue(Schema):
    """How many reports of a theme there are with a value."""

    value: str = Field(examples=["Hessen"])
    count: int = Field(examples=[4])


class ThemeReport(Schema):
    """A report of a theme."""

    id: str = Field(examples=["report-001"])
    title: str
    day: str | None = Field(None, examples=["2013-11-14"])
    link: str = Field(examples=["/berichte/report-001"])


class ThemeProject(Schema):
    """A project of a theme."""

    id: str = Field(examples=["brueckenbau-gaarden"])
    name: str
    reports: int
    link: str = Field(examples=["/projekte/brueckenbau-gaarden"])


class ThemeDetail(ListedTheme):
    """All about a theme; reports (the newest first) and projects: the first of them."""

    uri: str
    definition: str
    scope_note: str
    synonyms: list[str]
    above: list[ThemeRef] = Field(description="Die weiteren Begriffe.")
    below: list[ThemeRef] = Field(description="Die engeren Begriffe.")
    related: list[ThemeRef] = Field(description="Die verwandten Begriffe.")
    states: list[ThemeValue]
    years: list[ThemeValue]
    lesson_kinds: list[ThemeValue]
    latest: list[ThemeReport]
    top_projects: list[ThemeProject]
