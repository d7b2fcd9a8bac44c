"""Which groups of people a text speaks of, in whatever form it names them."""

from __future__ import annotations

from time import process_time

import pytest

from nlp.german.target_groups import LABELS, PHRASES, WORDS
from nlp.segment import blocks, sentences
from nlp.target_groups import BROADER, find_groups
from nlp.types import Span


def groups(text: str) -> set[str]:
    return {hit.group for hit in find_groups(text, sentences(text, blocks(text)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eltern mit Einwanderungsgeschichte", {"eltern", "einwanderung"}),
        ("Elternlotsinnen sprechen Mütter an.", {"eltern", "muetter"}),
        ("Pflegeeltern und Väter", {"eltern", "vaeter"}),
        (
            "Sie berät Alleinerziehende und allein erziehende Väter.",
            {"alleinerziehende", "eltern", "vaeter"},
        ),
        ("Schüler:innen, Schüler*innen, SchülerInnen", {"schueler"}),
        ("Hauptschülern fehlt Zeit.", {"schueler"}),
        ("Jugendliche ohne Schulabschluss", {"jugendliche", "schulabbruch"}),
        ("Hilfe am Übergang Schule – Beruf", {"uebergang"}),
        ("junge Geflüchtete und ihre Familien", {"gefluechtete", "familien"}),
        ("Flüchtlingsfrauen lernen Deutsch.", {"gefluechtete", "frauen"}),
        ("für Langzeitarbeitslose", {"langzeitarbeitslose", "arbeitslose"}),
        ("ältere Menschen im Dorf, Seniorenkreis", {"senioren"}),
        ("Lehrkräften und Grundschullehrerinnen", {"lehrkraefte"}),
        ("ehrenamtlich Engagierte", {"ehrenamtliche"}),
        ("kleine und mittlere Unternehmen", {"kleine-betriebe", "betriebe"}),
        ("Menschen mit geistiger Behinderung", {"behinderung"}),
        ("An- und Ungelernte", {"ungelernte"}),
        ("pflegende Angehörige von Menschen mit Demenz", {"pflegende", "demenz"}),
        ("Sechs Häftlinge lernten tischlern.", {"haft"}),
        ("Jungen und Mädchen", {"jungen", "maedchen"}),
    ],
)
def test_groups_are_found_in_all_forms(text: str, expected: set[str]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Frau Harmsen ging in Elternzeit.",
        "die jungen Kräfte der Verwaltung",
        "Der Regelbetrieb wird von der Stadt betrieben.",
        "Das Jugendamt zahlt.",
        "Ihre Muttersprache, der Kindergarten, die Kauffrauen.",
        "34 Lehrkräfte kamen im Rathaus zusammen.",
        "Eingeladen hatten Vertreter der Betriebe, 80 Fachleute tagten.",
    ],
)
def test_what_names_no_group(text: str) -> None:
    assert groups(text) == set()


def test_the_name_of_a_ministry_names_no_group() -> None:
    text = "Das Bundesministerium für Familie, Senioren, Frauen und Jugend fördert Väter."
    line = Span(start=0, end=len(text))
    ministry = Span(start=4, end=text.index(" fördert"))
    found = find_groups(text, [line], names=[ministry])
    assert {hit.group for hit in found} == {"eltern", "vaeter"}


def test_the_words_that_name_a_group_are_shown() -> None:
    text = "Vorab.\n\nDas Café lädt kleine Betriebe ein."
    found = find_groups(text, sentences(text, blocks(text)))
    assert ("kleine-betriebe", "kleine Betriebe") in {(hit.group, hit.of(text)) for hit in found}


def test_every_group_has_a_name_and_words() -> None:
    assert set(WORDS) | set(PHRASES) == set(LABELS)
    assert {group for pair in BROADER.items() for group in (pair[0], *pair[1])} <= set(LABELS)
    assert len(LABELS) >= 40


@pytest.mark.parametrize("piece", ["junge ", "a-", "Menschen mit ", "elternx", "vor a ", "nahmen "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    lines = sentences(text, blocks(text))
    begun = process_time()
    find_groups(text, lines)
    assert process_time() - begun < 5
