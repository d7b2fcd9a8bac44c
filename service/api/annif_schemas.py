"""What Annif's interface takes and gives: its fields, by its OpenAPI description."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PROJECT, LANGUAGE = "fundstelle", "de"
MOST_DOCUMENTS = 32


class Wish(BaseModel):
    """How many suggestions, and how probable at least."""

    limit: int = Field(10, ge=0, description="Höchstens so viele Vorschläge.")
    threshold: float = Field(0.0, ge=0, le=1, description="Nur mindestens so sichere, von 0 bis 1.")
    language: str = Field(LANGUAGE, description="Sprache der Bezeichnungen.")


class TextWish(Wish):
    """A form: a text and what is wished of it."""

    model_config = ConfigDict(extra="allow")
    text: str = Field(description="Der Text.")


class Document(BaseModel):
    """A text with its own id."""

    text: str = Field(description="Der Text.")
    document_id: str | None = Field(
        None, description="Eigene Kennung; sie kommt mit der Antwort zurück."
    )
    metadata: dict[str, str] = Field(
        description="Angaben zum Text; „title“ wird als Titel gelesen.", default_factory=dict
    )


class Batch(BaseModel):
    """Up to 32 texts."""

    documents: list[Document] = Field(max_length=MOST_DOCUMENTS, description="Die Texte.")


class Subject(BaseModel):
    """A concept by its URI."""

    uri: str = Field(description="Adresse (URI) des Themas.")
    label: str | None = Field(None, description="Bezeichnung.")


class IndexedDocument(BaseModel):
    """A text with its known subjects; without either nothing is learnt from it."""

    text: str | None = Field(None, description="Der Text.")
    metadata: dict[str, str] = Field(
        description="Angaben zum Text; „title“ wird als Titel gelesen.", default_factory=dict
    )
    subjects: list[Subject] | None = Field(None, description="Seine Themen.")


class LanguageQuestion(BaseModel):
    """A text and the languages that it may be in, by ISO 639 codes."""

    text: str = Field(description="Der Text.")
    languages: Annotated[
        list[Annotated[str, Field(min_length=2, max_length=3)]], Field(min_length=1, max_length=5)
    ] = Field(description="Sprachen, die in Frage kommen (ISO 639).")


class LanguageShare(BaseModel):
    """How much speaks for a language; none for no language at all."""

    language: str | None = Field(
        description="Sprache (ISO 639); leer für „keine von ihnen“.", examples=["de"]
    )
    score: float = Field(description="Wie wahrscheinlich, von 0 bis 1.")


class DetectedLanguages(BaseModel):
    """The most likely first."""

    results: list[LanguageShare] = Field(description="Die wahrscheinlichste zuerst.")


class ApiInfo(BaseModel):
    """What answers here."""

    title: str = Field(description="Name des Programms.", examples=["Fundstelle"])
    version: str = Field(description="Seine Version.", examples=["0.1.0"])


class Vocab(BaseModel):
    """The vocabulary in use."""

    vocab_id: str = Field(description="Kennung des Vokabulars.", examples=["themes"])
    languages: list[str] = Field(description="Sprachen der Bezeichnungen.")
    size: int | None = Field(None, description="So viele Themen.")
    loaded: bool = Field(description="Ob es geladen ist.")


class VocabList(BaseModel):
    """All vocabularies in use: one."""

    vocabs: list[Vocab] = Field(description="Das Vokabular, das gilt.")


class Backend(BaseModel):
    """What finds the subjects."""

    backend_id: str = Field(description="Kennung des Verfahrens.")


class AnnifProject(BaseModel):
    """What texts are tagged by."""

    project_id: str = Field(
        description="Kennung, unter der es angesprochen wird.", examples=[PROJECT]
    )
    name: str = Field(description="Name.")
    language: str = Field(description="Sprache der Texte.")
    backend: Backend = Field(description="Das Verfahren.")
    vocab: Vocab | None = Field(description="Das Vokabular.")
    vocab_language: str | None = Field(description="Sprache der Bezeichnungen.")
    is_trained: bool | None = Field(description="Ob es benutzt werden kann.")
    modification_time: str | None = Field(description="Wann es zuletzt gelernt hat.")


class ProjectList(BaseModel):
    """All projects: one."""

    projects: list[AnnifProject] = Field(
        description="Alles, womit Texte verschlagwortet werden können."
    )


class AnnifSuggestion(BaseModel):
    """A theme with its probability."""

    uri: str = Field(description="Adresse (URI) des Themas.")
    label: str = Field(description="Bezeichnung.")
    notation: str | None = Field(default=None, description="Notation; hier leer.")
    score: float = Field(description="Wie sicher, von 0 bis 1.")


class Suggestions(BaseModel):
    """The most probable first."""

    results: list[AnnifSuggestion] = Field(description="Themen, die sichersten zuerst.")


class BatchSuggestions(Suggestions):
    """With the id of its document."""

    document_id: str | None = Field(None, description="Kennung des Textes, wie sie gesendet wurde.")
