"""What goes out of ``/v1/suggest``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from service.schemas import Range, Schema
from service.suggest import SuggestionKind

MAX_TYPED = 200
MAX_SUGGESTIONS = 20


class SuggestedFilter(Schema):
    """The parameter of ``/v1/search`` that finds the same reports, and its value."""

    name: Literal["theme", "state", "place", "programme"] = Field(
        description="Name der Angabe von `/v1/search`.", examples=["theme"]
    )
    value: str = Field(description="Ihr Wert.", examples=["elternarbeit"])


class Suggestion(Schema):
    """Words that may be meant, and what they stand for."""

    text: str = Field(description="Was ins Suchfeld kommt.", examples=["Elternbildung"])
    kind: SuggestionKind = Field(description="Art, für Programme.", examples=["theme"])
    id: str = Field(
        description="Kennung des Themas, Orts oder Projekts, sonst der Name.",
        examples=["elternarbeit"],
    )
    label: str = Field(description="Wofür es steht.", examples=["Elternarbeit"])
    kind_label: str = Field(description="Die Art auf Deutsch.", examples=["Thema"])
    reports: int = Field(
        ge=0,
        description="Wie viele Berichte dazu gehören; 0 bei Fragen, die nicht gezählt werden.",
        examples=[42],
    )
    highlights: list[Range] = Field(description="Die getroffenen Wörter in „text“.")
    filter: SuggestedFilter | None = Field(
        None, description="Womit `/v1/search` dieselben Berichte findet."
    )
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.", examples=["/?thema=elternarbeit"]
    )


class SuggestionPage(Schema):
    """The best suggestions first."""

    query: str = Field(description="Was getippt war.", examples=["elternb"])
    suggestions: list[Suggestion] = Field(description="Die besten zuerst.")
