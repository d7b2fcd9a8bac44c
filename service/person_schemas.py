"""What goes in and out of ``/v1/persons``."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from nlp.person_names import MOST_LETTERS
from nlp.speakers import SOMEBODY
from service.schemas import MAX_ID, Schema

MOST_REPORTS = 1_000


class PersonWish(Schema):
    """Whom to look for: given name and surname. ``reports``: only in these."""

    name: str = Field(
        min_length=1,
        max_length=MOST_LETTERS,
        description="Vor- und Nachname.",
        examples=["Eva Muster"],
    )
    reports: list[str] = Field(
        description="Nur in diesen Berichten (Kennungen); leer für alle.",
        default_factory=list,
        max_length=MOST_REPORTS,
        examples=[["fachtag-2013"]],
    )


class ErasureWish(PersonWish):
    """Whom to erase, and what is to stand in the place of the name."""

    stand_in: str = Field(
        SOMEBODY,
        description="Was an der Stelle des Namens stehen soll.",
        max_length=MOST_LETTERS,
        examples=[SOMEBODY],
    )


class PersonCounts(Schema):
    """How often a report names the person, by the form of the name.

    ``full``: given name and surname, ``titled``: surname behind Herr, Frau or a title,
    ``initials``: „E. Muster“, ``mail``: e-mail addresses, ``address``: web addresses, ids and
    names of files, ``surname``: the surname alone, where the report names the person otherwise.
    """

    full: int = Field(0, description="Vor- und Nachname.")
    titled: int = Field(0, description="Nachname mit Anrede oder Titel.")
    initials: int = Field(0, description="Initiale und Nachname.")
    mail: int = Field(0, description="E-Mail-Adressen.")
    address: int = Field(0, description="Webadressen, Kennungen und Dateinamen.")
    surname: int = Field(
        0, description="Nachname allein, wo der Bericht die Person auch anders nennt."
    )


class PersonReport(Schema):
    """A report that names the person."""

    report: str = Field(
        description="Kennung des Berichts.", max_length=MAX_ID, examples=["fachtag-2013"]
    )
    title: str = Field(description="Titel des Berichts.")
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.", examples=["/berichte/fachtag-2013"]
    )
    counts: PersonCounts = Field(description="Wie oft sie genannt ist, nach der Form des Namens.")
    total: int = Field(description="Wie oft insgesamt.", examples=[3])


class PersonFound(Schema):
    """All reports that name a person."""

    reports: list[PersonReport] = Field(description="Berichte, die sie nennen.")
    total: int = Field(examples=[3], description="Stellen in allen Berichten zusammen.")


class ErasedReport(Schema):
    """A report without the name; its id is another where it held the name."""

    report: str = Field(
        description="Kennung des Berichts; eine andere als zuvor, wo sie den Namen enthielt.",
        examples=["fachtag-2013"],
    )
    link: str = Field(
        description="Adresse der Seite, ohne Rechnernamen.", examples=["/berichte/fachtag-2013"]
    )
    places: int = Field(description="So viele Stellen wurden ersetzt.", examples=[3])


class PersonErased(Schema):
    """What became of an erasure."""

    reports: list[ErasedReport] = Field(description="Berichte, in denen der Name ersetzt wurde.")
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

    id: int = Field(description="Nummer der Löschung.", examples=[1])
    at: datetime = Field(description="Wann.")
    key: str | None = Field(
        None,
        description="Kennung des Schlüssels, mit dem sie verlangt wurde.",
        examples=["p581birt"],
    )
    reports: int = Field(description="In so vielen Berichten.", examples=[2])
    places: int = Field(description="An so vielen Stellen.", examples=[5])


class ErasureLog(Schema):
    """All erasures, the latest first."""

    erasures: list[Erasure] = Field(description="Alle Löschungen, die jüngste zuerst.")
