"""A project belongs to a programme where the report says so, and only there."""

from __future__ import annotations

import re
import time

import pytest

from nlp.programme_names import in_nominative, is_fund, same_programme
from nlp.project_programmes import name_programmes
from nlp.projects import group_projects
from nlp.segment import blocks, sentences
from nlp.types import Label, Mention

PROJECTS = ("Aufwind", "Weitblick", "Brückenbau", "Lotse")
PROGRAMMES = (
    "XENOS – Integration und Vielfalt",
    "XENOS",
    "BIWAQ",
    "JUGEND STÄRKEN",
    "Europäischen Sozialfonds",
    "Demokratie leben!",
)


def mentions_of(text: str, names: tuple[str, ...], label: Label) -> list[Mention]:
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return [
        Mention(start=m.start(), end=m.end(), text=m[0], label=label)
        for m in re.finditer(pattern, text)
    ]


def funded(text: str) -> dict[str, str | None]:
    mentions = [
        *mentions_of(text, PROJECTS, "PROJECT"),
        *mentions_of(text, PROGRAMMES, "PROGRAMME"),
    ]
    parts = blocks(text)
    projects = group_projects(mentions, text=text)
    found = name_programmes(
        text,
        blocks=parts,
        sentences=sentences(text, parts),
        mentions=mentions,
        projects=projects,
    )
    return {p.name: programme for p, programme in zip(projects, found, strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "Das XENOS-Projekt „Aufwind“ geht zu Ende.",
        "Das XENOS-geförderte Projekt Aufwind geht zu Ende.",
        "„Aufwind“ ist ein XENOS-Projekt aus Celle.",
        "Vorgestellt wurde „Aufwind“ (XENOS).",
        "Vorgestellt wurde „Aufwind“ (Kiel, gefördert aus XENOS).",
        "Aufwind wird im Rahmen des Bundesprogramms XENOS gefördert.",
        "Aufwind wird im Rahmen von XENOS durch das Ministerium gefördert.",
        "Gefördert wird Aufwind über das Bundesprogramm „XENOS“.",
        "Das Angebot Aufwind hält 16 Plätze vor und wird aus dem Programm XENOS finanziert.",
        "Bei Aufwind werden Jugendliche begleitet; die Förderung erfolgt über XENOS.",
        "Aus dem Programm XENOS wird seit 2012 das Projekt Aufwind gefördert.",
        "„Aufwind“ ist Teil des Bundesprogramms „XENOS“.",
        "Aufwind ist dem Programm XENOS zugeordnet.",
        "In Kiel begann 2011 das Projekt Aufwind. Das Projekt wird aus XENOS gefördert.",
        "Wir stellen Aufwind vor. Finanziert wird es durch das Programm XENOS.",
        "Viele Kinder kommen zu Aufwind.\n\nFörderung: XENOS",
    ],
)
def test_ways_to_say_it(text: str) -> None:
    assert funded(text) == {"Aufwind": "XENOS"}


@pytest.mark.parametrize(
    "text",
    [
        "Aufwind stellte sich vor. Frau Kern erläuterte das Programm XENOS.",
        "Aufwind wird nicht aus XENOS gefördert.",
        "Für Aufwind wurde ein Antrag auf Förderung durch XENOS gestellt.",
        "Aufwind hofft auf Mittel aus XENOS.",
        "Auf der Tagung zu XENOS sprach auch Aufwind.",
        "Aufwind und Weitblick kamen. Das Projekt wird aus XENOS gefördert.",
    ],
)
def test_a_programme_beside_a_project_is_not_its_own(text: str) -> None:
    assert set(funded(text).values()) == {None}


def test_lists_belong_to_their_programme() -> None:
    text = "Die XENOS-Projekte „Aufwind“, „Weitblick“ (Unna) und „Lotse“ kamen, auch Brückenbau."
    assert funded(text) == {
        "Aufwind": "XENOS",
        "Weitblick": "XENOS",
        "Lotse": "XENOS",
        "Brückenbau": None,
    }


def test_a_plural_verb_speaks_of_all_that_are_listed() -> None:
    text = "Aufwind, Weitblick und Lotse werden aus BIWAQ gefördert. Brückenbau läuft aus."
    assert funded(text) == {
        "Aufwind": "BIWAQ",
        "Weitblick": "BIWAQ",
        "Lotse": "BIWAQ",
        "Brückenbau": None,
    }


def test_the_nearer_project_is_meant() -> None:
    text = "Aufwind arbeitet in Kiel, und Weitblick wird aus BIWAQ gefördert."
    assert funded(text) == {"Aufwind": None, "Weitblick": "BIWAQ"}


def test_a_heading_names_the_programme_of_what_stands_under_it() -> None:
    text = (
        "Projekte im Programm BIWAQ\n\nIm Lernhaus stellte sich Aufwind vor.\n\n"
        "Projekte im Programm XENOS\n\nAus Celle kam Weitblick dazu.\n\n"
        "Ausblick\n\nIm Herbst kommt Lotse dazu."
    )
    assert funded(text) == {"Aufwind": "BIWAQ", "Weitblick": "XENOS", "Lotse": None}


def test_one_programme_for_all_projects() -> None:
    text = (
        "Es kamen Aufwind aus Kiel, Lotse aus Hamm.\n\n"
        "Alle vorgestellten Projekte werden durch das Bundesprogramm XENOS gefördert."
    )
    assert funded(text) == {"Aufwind": "XENOS", "Lotse": "XENOS"}


def test_for_all_there_may_be_no_second_programme() -> None:
    text = (
        "Es kamen Aufwind aus Kiel, Lotse aus Hamm. Zu Gast war BIWAQ.\n\n"
        "Alle vorgestellten Projekte werden durch das Bundesprogramm XENOS gefördert."
    )
    assert set(funded(text).values()) == {None}


def test_a_programme_goes_before_the_fund_behind_it() -> None:
    text = (
        "Aufwind wird durch den Europäischen Sozialfonds finanziert. "
        "Das XENOS-Projekt „Aufwind“ begann 2012."
    )
    assert funded(text) == {"Aufwind": "XENOS"}
    assert funded("Aufwind wird durch den Europäischen Sozialfonds finanziert.") == {
        "Aufwind": "Europäischer Sozialfonds"
    }


def test_the_longest_form_of_the_programme_is_its_name() -> None:
    text = "Das XENOS-Projekt „Aufwind“ begann. XENOS – Integration und Vielfalt läuft bis 2014."
    assert funded(text) == {"Aufwind": "XENOS – Integration und Vielfalt"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("XENOS", "XENOS – Integration und Vielfalt", True),
        ("Bundesprogramm XENOS", "xenos", True),
        ("BIWAQ", "Bildung, Wirtschaft, Arbeit im Quartier", True),
        ("Demokratie leben!", "„Demokratie leben“", True),
        ("XENOS", "BIWAQ", False),
        ("JUGEND STÄRKEN", "JUGEND STÄRKEN im Quartier", True),
        ("Lernen vor Ort", "Stärken vor Ort", False),
    ],
)
def test_names_of_one_programme(first: str, second: str, same: bool) -> None:
    assert same_programme(first, second) is same
    assert same_programme(second, first) is same


def test_funds_and_their_nominative() -> None:
    assert is_fund("ESF Plus")
    assert is_fund("Europäischer Sozialfonds")
    assert not is_fund("ESF-Bundesprogramm BIWAQ")
    assert in_nominative("Europäischen Sozialfonds") == "Europäischer Sozialfonds"
    assert in_nominative("Lernen vor Ort") == "Lernen vor Ort"


@pytest.mark.parametrize(
    "piece",
    [
        "Aufwind, ",
        "Aufwind (XENOS ",
        "aus dem Programm XENOS ",
        "Das XENOS-Projekt „Aufwind“ und ",
        "Alle Projekte werden aus XENOS gefördert. Aufwind\n",
        "Projekte XENOS\n\nAufwind\n\n",
    ],
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    began = time.process_time()
    funded(text)
    assert time.process_time() - began < 15
