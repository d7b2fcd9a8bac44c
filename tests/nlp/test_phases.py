"""How far a project has come is told by what is said of it, not by what is denied or wished."""

from __future__ import annotations

from time import process_time

import pytest

from nlp.periods import find_years
from nlp.phases import find_phases, phase_of
from nlp.segment import blocks, sentences


def phase(text: str, year: int | None = None) -> str | None:
    return phase_of(find_phases(text, sentences(text, blocks(text)), year=year))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein zweiter Treff in Wanne ist geplant.", "planning"),
        ("Das Elterncafé soll im Herbst in der Bücherei starten.", "planning"),
        ("Die Stadt will eine Anlaufstelle einrichten.", "planning"),
        ("Im Januar ist das Patenprojekt mit zwölf Ehrenamtlichen gestartet.", "start"),
        ("Das Netzwerk ist noch im Aufbau.", "start"),
        ("Derzeit wird das Verfahren an drei Schulen erprobt.", "trial"),
        ("Das Modellprojekt begleitet 40 Familien.", "trial"),
        ("Seit 2014 läuft das Angebot im Regelbetrieb.", "regular"),
        ("Inzwischen ist die Stelle verstetigt.", "regular"),
        ("Die Verstetigung ist nach langem Ringen gelungen.", "regular"),
        ("Seither trägt der Landkreis die Kosten.", "regular"),
        ("Die Lotsen sind dauerhaft im Jugendamt verankert.", "regular"),
        ("Die Förderung ist im Sommer ausgelaufen.", "ended"),
        ("Das Angebot wurde 2015 nach zwei Jahren eingestellt.", "ended"),
        ("Der Bus wurde mangels Geld nicht fortgeführt.", "ended"),
        ("Nach der Pilotphase ist das Café nun fester Bestandteil der Schule.", "regular"),
        ("Die Förderung ist ausgelaufen. Inzwischen ist das Café verstetigt.", "regular"),
        ("Zunächst war die Stelle unbefristet. Dann wurde sie nicht verlängert.", "ended"),
        ("Geplant wurde lange, nun ist das Projekt gestartet und wird erprobt.", "trial"),
    ],
)
def test_what_a_report_says_of_a_project(text: str, expected: str) -> None:
    assert phase(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Das Projekt ist nicht verstetigt.",
        "Die Stelle soll verstetigt werden.",
        "Ob das Angebot in den Regelbetrieb geht, ist offen.",
        "Ohne Regelförderung bleibt es bei Einzelfällen.",
        "Von einer Pilotphase kann keine Rede sein, es gab keine Erprobung.",
        "Das nächste Treffen ist für Mai in Rendsburg geplant.",
        "Die Tagung begann mit einem Grußwort.",
        "ELAN endet im Dezember 2014, über eine Anschlussfinanzierung wird noch verhandelt.",
        "Eine Sozialpädagogin wurde eingestellt.",
        "Das Team begleitet rund 60 Familien.",
        "Der Workshop ist abgeschlossen.",
        "Nach der Erprobung half ein fester Termin.",
        "",
    ],
)
def test_what_says_nothing_of_the_phase(text: str) -> None:
    assert phase(text) is None


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("Das Projekt startete 2011 mit zwei Schulen.", 2016, None),
        ("Das Projekt startete 2016 mit zwei Schulen.", 2016, "start"),
        ("Das Projekt begann vor vier Jahren.", 2016, None),
    ],
)
def test_an_old_beginning_is_no_start(text: str, year: int, expected: str | None) -> None:
    assert phase(text, year) == expected


def test_the_words_that_say_so_are_shown() -> None:
    text = "Vorab.\n\nSeit 2014 läuft das Angebot im Regelbetrieb."
    (hit,) = find_phases(text, sentences(text, blocks(text)))
    assert hit.of(text) == "Regelbetrieb"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Projekt arbeitet seit 2011 auf dem Ostufer.", (2011, None)),
        ("Gefördert wurde es von 2012 bis 2014.", (2012, 2014)),
        ("Laufzeit: 2012–2014", (2012, 2014)),
        ("Laufzeit: 10/2012 – 12/2014", (2012, 2014)),
        ("Im Schuljahr 2012/13 kamen 40 Kinder.", (2012, 2013)),
        ("Die Mobilberatung wurde bis Juni 2014 aus dem ESF finanziert.", (None, 2014)),
        ("zwischen Herbst 2011 und Ende 2013", (2011, 2013)),
        ("Rund 2000 Menschen kamen bis 20 Uhr.", None),
        ("Telefon 0431 2014-2016", None),
    ],
)
def test_the_years_in_which_a_project_runs(
    text: str, expected: tuple[int | None, int | None] | None
) -> None:
    found = find_years(text, sentences(text, blocks(text)))
    assert [(years.since, years.until) for years in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "piece", ["soll ", "wird ", "ist a ", "vor a ", "nicht, ", "2012 bis ", "–"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    lines = sentences(text, blocks(text))
    begun = process_time()
    find_phases(text, lines)
    find_years(text, lines)
    assert process_time() - begun < 5
