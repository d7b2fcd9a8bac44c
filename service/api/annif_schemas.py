"""What Annif's interface takes and gives: its fields, by its OpenAPI description."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PROJECT, LANGUAGE = "fundstelle", "de"
MOST_DOCUMENTS = 32


class Wish(BaseModel):
    """How many suggestions, and how probable at least."""

    limit: Annotated[int, Field(ge=0)] = 10
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    language: str = LANGUAGE


class TextWish(Wish):
    """A form: a text and what is wished of it."""

    model_config = ConfigDict(extra="allow")
    text: str


class Document(BaseModel):
    """A text with its own id."""

    text: str
    document_id: str | None = None
    metadata: dict[str, str] = Field(default_factory=dict)


class Batch(BaseModel):
    """Up to 32 texts."""

    documents: Annotated[list[Document], Field(max_length=MOST_DOCUMENTS)]


class Subject(BaseModel):
    """A concept by its URI."""

    uri: str
    label: str | None = None


class IndexedDocument(BaseModel):
    """A text with its known subjects; without either nothing is learnt from it."""

    text: str | None = None
    metadata: dict[str, str] = Field(default_factory=dict)
    subjects: list[Subject] | None = None


class LanguageQuestion(BaseModel):
    """A text and the languages that it may be in, by ISO 639 codes."""

    text: str
    languages: Annotated[
        list[Annotated[str, Field(min_length=2, max_length=3)]], Field(min_length=1, max_length=5)
    ]


class LanguageShare(BaseModel):
    """How much speaks for a language; none for no language at all."""

    language: str | None = Field(examples=["de"])
    score: float


class DetectedLanguages(BaseModel):
    """The most likely first."""

    results: list[LanguageShare]


class ApiInfo(BaseModel):
    """What answers here."""

    title: str = Field(examples=["Fundstelle"])
    version: str = Field(examples=["0.1.0"])


class Vocab(BaseModel):
    """The vocabulary in use."""

    vocab_id: str = Field(examples=["themes"])
    languages: list[str]
    size: int | None = None
    loaded: bool


class VocabList(BaseModel):
    """All vocabularies in use: one."""

    vocabs: list[Vocab]


class Backend(BaseModel):
    """What finds the subjects."""

    backend_id: str


class AnnifProject(BaseModel):
    """What texts are tagged by."""

    project_id: str = Field(examples=[PROJECT])
    name: str
    language: str
    backend: Backend
    vocab: Vocab | None
    vocab_language: str | None
    is_trained: bool | None
    modification_time: str | None


class ProjectList(BaseModel):
    """All projects: one."""

    projects: list[AnnifProject]


class AnnifSuggestion(BaseModel):
    """A theme with its probability."""

    uri: str
    label: str
    notation: str | None = None
    score: float


class Suggestions(BaseModel):
    """The most probable first."""

    results: list[AnnifSuggestion]


class BatchSuggestions(Suggestions):
    """With the id of its document."""

    document_id: str | None = None
