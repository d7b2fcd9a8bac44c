"""What goes in and out of ``/v1/persons``."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from nlp.person_names import MOST_LETTERS
from nlp.speakers import SOMEBODY
from service.schemas import MAX_ID, Schema

MOST_REPORTS = 1_000

Name = Field(min_length=1, max_length=MOST_LETTERS, examples=["Eva Muster"])


class PersonWish(Schema):
    """Whom to look for: given name and surname. ``reports``: only in these."""

    name: str = Name
    reports: list[str] = Field(
        default_factory=list, max_length=MOST_REPORTS, examples=[["fachtag-2013"]]
    )


class ErasureWish(PersonWish):
    """Whom to erase, and what is to stand in the place of the name."""

    stand_in: str = Field(SOMEBODY, max_length=MOST_LETTERS, examples=[SOMEBODY])


class PersonCounts(Schema):
    """How often a report names the person, by the form of the name.

    ``full``: given name and surname, ``titled``: surname behind Herr, Frau or a title,
    ``initials``: „E. Muster“, ``mail``: e-mail addresses, ``address``: web addresses, ids and
    names of files, ``surname``: the surname alone, where the report names the person otherwise.
    """

    full: int = 0
    titled: int = 0
    initials: int = 0
    mail: int = 0
    address: int = 0
    surname: int = 0


class PersonReport(Schema):
    """A report that names the person."""

    report: str = Field(max_length=MAX_ID, examples=["fachtag-2013"])
    title: str
    link: str = Field(examples=["/berichte/fachtag-2013"])
    counts: PersonCounts
    total: int = Field(examples=[3])


class PersonFound(Schema):
    """All reports that name a person."""

    reports: list[PersonReport]
    total: int = Field(examples=[3], description="Stellen in allen Berichten zusammen.")


class ErasedReport(Schema):
    """A report without the name; its id is another where it held the name."""

    report: str = Field(examples=["fachtag-2013"])
    link: str = Field(examples=["/berichte/fachtag-2013"])
    places: int = Field(examples=[3])


class PersonErased(Schema):
    """What became of an erasure."""

    reports: list[ErasedReport]
    left: int = Field(
        examples=[0], description="So viele Berichte fehlen noch: bitte noch einmal senden."
    )
    elsewhere: int = Field(
        examples=[0], description="Einträge neben den Berichten, die bereinigt wurden."
    )
    clean: bool = Field(
        description="Ob die Datenbank neu geschrieben wurde, sodass in ihren Dateien nichts bleibt."
    )


class Erasure(Schema):
    """That something was erased, without the name; ``key``: with which key."""

    id: int = Field(examples=[1])
    at: datetime
    key: str | None = Field(None, examples=["p581birt"])
    reports: int = Field(examples=[2])
    places: int = Field(examples=[5])


class ErasureLog(Schema):
    """All erasures, the latest first."""

    erasures: list[Erasure]
