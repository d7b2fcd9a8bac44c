"""What goes into the API to replace a report."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from service.schemas import MAX_ID, MAX_TITLE, Schema


class Replacement(Schema):
    """A report to analyse and store under the id in the address; ``id`` may repeat that."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "title": "Werkstattgespräch zur Elternarbeit",
                    "text": "Am 14. November 2013 kamen in Kiel 34 Lehrkräfte zusammen. …",
                }
            ]
        },
    )

    id: str | None = Field(
        None,
        description="Kennung, falls angegeben dieselbe wie in der Adresse.",
        max_length=MAX_ID,
        examples=["elternabend-kiel"],
    )
    title: str = Field(
        "", description="Titel; leer für den, der im Text steht.", max_length=MAX_TITLE
    )
    text: str = Field(description="Der Text.", min_length=1)
