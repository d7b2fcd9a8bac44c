"""What goes in and out of the API where texts are analysed without being stored."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from service.initiative_schemas import Tagged
from service.schemas import Problem, Schema, Text

MAX_THEMES = 100
MAX_TEXTS = 32
MAX_BATCH = 2_000_000

ThemeId = Annotated[str, Field(min_length=1, max_length=200)]


class TagOptions(Schema):
    """Which themes are wanted."""

    exclude_themes: list[ThemeId] = Field(
        default_factory=list,
        max_length=1_000,
        description="Kennungen von Themen, die nicht vergeben werden sollen.",
        examples=[["elternarbeit"]],
    )
    max_themes: int | None = Field(
        None,
        strict=True,
        ge=0,
        le=MAX_THEMES,
        description="Höchstens so viele, die sichersten.",
        examples=[5],
    )
    min_score: float = Field(
        0,
        strict=True,
        ge=0,
        le=1,
        description="Nur Themen, die mindestens so sicher sind; die Vorgabe des Modells gilt "
        "daneben.",
        examples=[0.3],
    )


EXAMPLE = "Am 14. November 2013 kamen in Kiel 34 Lehrkräfte zusammen. …"


class TagText(Text, TagOptions):
    """A text to analyse without storing it, and which themes are wanted."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": EXAMPLE, "max_themes": 5, "min_score": 0.3}]},
    )


class TagBatch(TagOptions):
    """Several texts to analyse, and which themes are wanted for all of them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "texts": [
                        {"title": "Elternarbeit", "text": EXAMPLE},
                        {"text": "Der Beratungsbus hält jede Woche in denselben Dörfern. …"},
                    ],
                    "max_themes": 5,
                }
            ]
        },
    )

    texts: list[Text] = Field(description="Die Texte.", min_length=1, max_length=MAX_TEXTS)


class TagOutcome(Schema):
    """What was read out of one text, or why nothing was."""

    tagged: Tagged | None = Field(default=None, description="Was gelesen wurde.")
    problem: Problem | None = Field(default=None, description="Warum nichts gelesen wurde.")


class TagOutcomes(Schema):
    """One for each text, in their order."""

    results: list[TagOutcome] = Field(description="Eines für jeden Text, in ihrer Reihenfolge.")
