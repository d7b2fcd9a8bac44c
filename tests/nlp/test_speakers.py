"""Who says something appears by office, never by name."""

from __future__ import annotations

import pytest

from nlp.speakers import SOMEBODY, shown_source
from nlp.types import Lesson, Mention

SAID = "Ohne feste Stellen geht es nicht."


def source_in(text: str, name: str, *, orgs: tuple[str, ...] = (), source: str = "") -> str | None:
    """What is shown for a lesson behind ``text`` that ``source`` said, else ``name``."""
    whole = f"{text} {SAID}"
    named = [(name, "PERSON"), *((org, "ORG") for org in orgs)]
    found = []
    for words, label in named:
        at = whole.find(words)
        while at >= 0:
            found.append(Mention(start=at, end=at + len(words), text=words, label=label))
            at = whole.find(words, at + 1)
    start = whole.index(SAID)
    lesson = Lesson(
        start=start,
        end=len(whole),
        text=SAID,
        kind="obstacle",
        score=1.0,
        source=source or name,
    )
    return shown_source(whole, lesson, sorted(found))


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        (
            "Dr. Eva Muster, Leiterin der VHS Kassel, sagte:",
            "Eva Muster",
            "Leiterin der VHS Kassel",
        ),
        (
            "Eva Muster, die Leiterin der VHS Kassel, sagte:",
            "Eva Muster",
            "Leiterin der VHS Kassel",
        ),
        ("Eva Muster, Leiterin der VHS Kassel sagte:", "Eva Muster", "Leiterin der VHS Kassel"),
        ("Eva Muster, Leiterin, sagte:", "Eva Muster", "Leiterin"),
        (
            "Eva Muster, stellvertretende Schulleiterin der Fröbelschule, sagte:",
            "Eva Muster",
            "Schulleiterin der Fröbelschule",
        ),
        (
            "Jan Probe, Dezernent für Bildung und Soziales, warnte:",
            "Jan Probe",
            "Dezernent für Bildung und Soziales",
        ),
        ("der Bürgermeister von Gera, Max Muster, sagte:", "Max Muster", "Bürgermeister von Gera"),
        ("Die Leiterin der VHS, Frau Dr. Muster, sagte:", "Muster", "Leiterin der VHS"),
        ("Die Koordinatorin Eva Muster sagte:", "Eva Muster", "Koordinatorin"),
        (
            "Es begrüßte der Oberbürgermeister der Stadt Hamm Jan Probe.",
            "Jan Probe",
            "Oberbürgermeister der Stadt Hamm",
        ),
        ("Muster (Jugendamt Gera) sagte:", "Muster", "Jugendamt Gera"),
        ("Eva Muster (Leiterin, VHS Kassel) sagte:", "Eva Muster", "Leiterin, VHS Kassel"),
        ("Eva Muster (Sozialarbeiterin) sagte:", "Eva Muster", "Sozialarbeiterin"),
    ],
)
def test_the_office_stands_for_the_name(text: str, name: str, office: str) -> None:
    assert source_in(text, name) == office


@pytest.mark.parametrize(
    ("text", "org", "office"),
    [
        (
            "Eva Muster, Standortleitung, Transferagentur Hessen, sagte:",
            "Transferagentur Hessen",
            "Standortleitung, Transferagentur Hessen",
        ),
        ("Eva Muster (Werkhof Gera) sagte:", "Werkhof Gera", "Werkhof Gera"),
        ("Eva Muster vom Jugendamt Gera sagte:", "Jugendamt Gera", "Jugendamt Gera"),
        ("Eva Muster von der Werkstatt Nord sagte:", "Werkstatt Nord", "Werkstatt Nord"),
    ],
)
def test_the_body_that_somebody_is_from_says_more(text: str, org: str, office: str) -> None:
    assert source_in(text, "Eva Muster", orgs=(org,)) == office


@pytest.mark.parametrize(
    "text",
    [
        "Eva Muster sagte:",
        "Eva Muster (Gera) sagte:",
        "Eva Muster (2012) sagte:",
        "Eva Muster (CDU) sagte:",
        "Eva Muster, Fraktionsvorsitzende der SPD, sagte:",
        "Eva Muster (Jan Probe) sagte:",
        "Eva Muster, die aus Gera kommt, sagte:",
        "Foto: Eva Muster.",
        "Die Leiterin begrüßte Eva Muster.",
        "Es kamen die Leiterin und Eva Muster.",
        "Das sagte die Leiterin. Eva Muster widersprach:",
        "Die Schule des Trägers, Eva Muster, sagte:",
    ],
)
def test_without_an_office_it_is_a_person_who_took_part(text: str) -> None:
    assert source_in(text, "Eva Muster") == SOMEBODY


def test_the_office_is_found_where_the_person_was_introduced() -> None:
    text = "Eva Muster, Leiterin der VHS Kassel, kam zuerst.\n\nMuster sagte:"
    for source in ("Eva Muster", "Muster", "Frau Muster", "Frau Dr. Muster"):
        assert source_in(text, "Eva Muster", source=source) == "Leiterin der VHS Kassel"


def test_an_organisation_is_named_and_nobody_stays_nobody() -> None:
    text = "Das Jugendamt Gera sagte:"
    assert source_in(text, "Eva Muster", orgs=("Jugendamt Gera",), source="Jugendamt Gera") == (
        "Jugendamt Gera"
    )
    assert source_in(text, "Eva Muster", source="Unbekannt") == SOMEBODY
    lesson = Lesson(start=0, end=3, text="Das", kind="insight", score=1.0)
    assert shown_source(text, lesson, []) is None
