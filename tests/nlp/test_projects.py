"""Forms of one project belong together."""

from __future__ import annotations

import re

import pytest

from nlp.projects import group_projects
from nlp.types import Mention, Place, PlaceKind


def projects_in(text: str, *names: str) -> list[Mention]:
    return [
        Mention(start=m.start(), end=m.end(), text=m[0], label="PROJECT")
        for m in re.finditer("|".join(map(re.escape, sorted(names, key=len, reverse=True))), text)
    ]


def places_in(text: str, places: dict[str, PlaceKind]) -> list[Mention]:
    return [
        Mention(
            start=m.start(),
            end=m.end(),
            text=name,
            label="PLACE",
            place=Place(id=name, name=name, kind=kind),
        )
        for name, kind in places.items()
        for m in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LOTSE", "Lernen ohne Tadel - LOTSE"),
        ("Buchstabenhafen", "Buchstabenhafen Veddel"),
        ("HAI", "Hilfe & Ausbildung Ilmtal (HAI)"),
        ("Lernweg Hafen", "Lernwegs Hafen"),
        ("Anker – Halt finden", "Anker-Halt finden"),
        ("Bildungspakt", "Bildungspakts"),
        ("Frühe Hilfen Elbe", "Netzwerk Frühe Hilfen Elbe"),
        ("ELAN", "ELAN – Eltern aktiv im Anschluss"),
        ("Runde Tisch", "Runden Tisch"),
        ("Jobfüxe", "Jobfüxen"),
        ("Stadtteilmütter", "Stadtteilmüttern"),
        ("Familienladen Zoberberg", "Familienladens Zoberberg"),
        ("Bürgerrathaus", "Bürger-Rat-Haus"),
        ("Deutsch & PC", "Deutsch und PC"),
        ("Zeitbank", "Apoldaer Zeitbank"),
        ("Werkstatt", "WAIDLA-Werkstatt"),
        ("Vier vom Ring", "Die Vier vom Ring"),
        ("IQ Netzwerk", "IQ Netzwerks Niedersachsen"),
        ("Learn4Work", "Learn4Work/Leren voor werk"),
        ("BIWAQ", "BIWAQ-Projekt"),
        ("KAUSA", "KAUSA Servicestelle"),
    ],
)
def test_forms_of_one_name(short: str, long: str) -> None:
    text = f"Zuerst {long}; dann {short}."
    (project,) = group_projects(projects_in(text, short, long), text=text)
    assert project.name == max(short, long, key=len)
    assert set(project.aliases) == {min(short, long, key=len)}
    assert len(project.mentions) == 2


def test_a_beginning_shared_by_two_names_joins_neither() -> None:
    text = "Lernhaus Nord, Lernhaus Süd und das Lernhaus."
    assert (
        len(
            group_projects(
                projects_in(text, "Lernhaus Nord", "Lernhaus Süd", "Lernhaus"), text=text
            )
        )
        == 3
    )


def test_an_end_shared_by_two_names_joins_neither() -> None:
    names = ("Nordhafen Werkstatt", "Südhafen Werkstatt", "Werkstatt")
    assert len(group_projects(projects_in(", ".join(names), *names))) == 3


def test_an_acronym_is_of_the_name_that_holds_it() -> None:
    names = ("Modulare Nachqualifizierung Kreis Ahr", "MoNA – Modulare Nachqualifizierung", "MoNA")
    first, second = group_projects(projects_in("; ".join(names), *names))
    assert not first.aliases
    assert second.aliases == ("MoNA",)


def test_a_beginning_shared_by_the_spellings_of_one_name_joins() -> None:
    names = ("DRAUSSENSCHULE SOLLING", "Draußenschule Solling", "Draussenschule")
    (project,) = group_projects(projects_in(" und ".join(names), *names))
    assert len(project.aliases) == 2


def test_an_acronym_in_brackets_belongs_to_the_name_before() -> None:
    text = "Gemeinsam lernen im Kreis (Quapo) und Blickwinkel."
    mentions = projects_in(text, "Gemeinsam lernen im Kreis", "Quapo", "Blickwinkel")
    found = group_projects(mentions, text=text)
    assert [(p.name, p.aliases) for p in found] == [
        ("Gemeinsam lernen im Kreis", ("Quapo",)),
        ("Blickwinkel", ()),
    ]


def test_indices_point_into_the_mentions_handed_in() -> None:
    text = "Kiel: Blickwinkel und noch einmal Blickwinkel."
    mentions = [*places_in(text, {"Kiel": "municipality"}), *projects_in(text, "Blickwinkel")]
    (project,) = group_projects(mentions, text=text)
    assert [mentions[index].text for index in project.mentions] == ["Blickwinkel"] * 2
