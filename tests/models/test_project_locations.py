"""Projects work where the report says so: the trees that come along, on names given here.

A text is written with its names marked: ``[Aufwind]`` is a project, ``<Unna>`` a place, whose
kind and country may follow (``<Kreis Olpe|district>``).
"""

from __future__ import annotations

import re

import pytest

from models.load import ARTEFACTS
from models.project_places import load_project_places
from nlp.place_pairs import MOST_IN_LINE, NEAR, pairs
from nlp.project_pages import page_of
from nlp.project_places import ProjectPlaces
from nlp.projects import group_projects
from nlp.segment import blocks, sentences
from nlp.types import DocKind, Event, Mention, Place

MARK = re.compile(r"\[([^\]]+)\]|<([^>|]+)(?:\|(\w+))?(?:\|(\w+))?>")


@pytest.fixture(scope="module")
def finder() -> ProjectPlaces:
    return load_project_places(ARTEFACTS / "project-places")


def read(marked: str) -> tuple[str, list[Mention]]:
    """The text without its marks, and what was marked."""
    text, mentions, end = "", list[Mention](), 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        name, end = mark[1] or mark[2], mark.end()
        mentions.append(_mention(len(text), name, mark))
        text += name
    return text + marked[end:], mentions


def _mention(start: int, name: str, mark: re.Match[str]) -> Mention:
    place = Place(id=name, name=name, kind=mark[3] or "municipality", state=mark[4] or "Hessen")  # type: ignore[arg-type]
    return Mention(
        start=start,
        end=start + len(name),
        text=name,
        label="PROJECT" if mark[1] else "PLACE",
        place=None if mark[1] else place,
    )


def located(
    finder: ProjectPlaces, marked: str, kind: DocKind = "report", event_place: str | None = None
) -> set[tuple[str, str]]:
    text, mentions = read(marked)
    parts = blocks(text)
    relations = finder.locate(
        text,
        blocks=parts,
        sentences=sentences(text, parts),
        mentions=mentions,
        projects=group_projects(mentions, text=text),
        title=text.partition("\n")[0],
        doc_kind=kind,
        event=Event(place=event_place),
    )
    return {(relation.project, relation.place) for relation in relations}


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        pytest.param(
            "Dabei sind die Projekte „[Aufwind]“ (<Unna>), „[Weitblick]“ (<Soest>) und „[Lotse]“.",
            {("Aufwind", "Unna"), ("Weitblick", "Soest")},
            id="brackets",
        ),
        pytest.param(
            "„[Aufwind]“ aus <Neumünster> setzt auf Lotsinnen. [Weitblick] arbeitet anders.",
            {("Aufwind", "Neumünster")},
            id="apposition",
        ),
        pytest.param(
            "Aus den Projekten\n\n[Aufwind] – Caritas – <Unna>\n[Weitblick] – Diakonie – <Soest>\n"
            "[Lotse] – Awo – <Olpe>\n",
            {("Aufwind", "Unna"), ("Weitblick", "Soest"), ("Lotse", "Olpe")},
            id="lines with carrier and place",
        ),
        pytest.param(
            "Unsere Projekte\n\n[Aufwind]\nWo? <Unna>\nWer? Caritas\nWas? Beratung am Abend\n\n"
            "[Weitblick]\nWo? <Soest>\nWer? Diakonie\nWas? Ein offenes Café\n",
            {("Aufwind", "Unna"), ("Weitblick", "Soest")},
            id="labels under a heading",
        ),
        pytest.param(
            "Protokoll vom 3. Mai\n\nVorgestellt wurden drei Vorhaben aus dem Kreis, die "
            "seit einem Jahr laufen.\n\na) <Unna>: [Aufwind]. Das Konzept liegt vor.\n"
            "b) <Soest>: „[Weitblick]“ pausiert bis zum Herbst.\nc) <Olpe>: [Lotse]. Es fehlen "
            "noch Räume.\n\nIm Anschluss wurde über den Haushalt beraten.",
            {("Aufwind", "Unna"), ("Weitblick", "Soest"), ("Lotse", "Olpe")},
            id="place before the project",
        ),
        pytest.param(
            "Rundgang\n\nDas Projekt [Aufwind] begleitet Familien. Dort arbeiten drei Lotsinnen, "
            "und zwar in <Unna>. Das Projekt [Weitblick] gibt es seit 2014 in <Soest>.",
            {("Aufwind", "Unna"), ("Weitblick", "Soest")},
            id="the sentence after",
        ),
    ],
)
def test_where_projects_work(
    finder: ProjectPlaces, marked: str, wanted: set[tuple[str, str]]
) -> None:
    assert located(finder, marked) == wanted


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        pytest.param(
            "Am 3. Mai 2014 trafen sich 40 Teilnehmende in <Hagen> zur Tagung.\n"
            "Vorgestellt wurden „[Aufwind]“ (<Unna>) und „[Weitblick]“ (<Soest>).",
            "Hagen",
            id="venue of the event",
        ),
        pytest.param(
            "Rückblick auf den Fachtag\n\nAm Vormittag stellte Ute Meier das Projekt „[Aufwind]“ "
            "(<Unna>) vor, in dem Ehrenamtliche Familien begleiten. Unter den 80 Gästen waren "
            "Fachkräfte aus <Soest> und <Olpe>, die ähnliche Vorhaben planen.\n",
            "Olpe",
            id="origin of guests",
        ),
        pytest.param(
            "Am Nachmittag stellte sich das Projekt [Aufwind] (<Unna>) vor. Zum Schluss luden die "
            "Gastgeber zum nächsten Treffen am 4. Juni nach <Soest> ein.",
            "Soest",
            id="next meeting",
        ),
    ],
)
def test_places_of_other_things(finder: ProjectPlaces, marked: str, place: str) -> None:
    found = located(finder, marked, event_place="Hagen")
    assert found
    assert place not in {where for _, where in found}


def test_a_profile_tells_of_its_one_project(finder: ProjectPlaces) -> None:
    marked = (
        "[Aufwind]\n\nIn <Zeitz> lernen Kinder nach der Schule gemeinsam mit Studierenden. Zweimal "
        "in der Woche treffen sie sich in der alten Post, kochen und machen Hausaufgaben. Die "
        "Kosten von 30.000 Euro trägt das Land <Sachsen-Anhalt|state>, die Räume stellt die Stadt."
    )
    assert located(finder, marked, "profile") == {("Aufwind", "Zeitz")}


def test_an_enumeration_stands_or_falls_together(finder: ProjectPlaces) -> None:
    marked = (
        "[Aufwind]\n\nDas Projekt [Aufwind] arbeitet in <Unna>, <Soest> und im "
        "<Kreis Olpe|district>."
    )
    found = located(finder, marked, "profile")
    assert {place for _, place in found} == {"Unna", "Soest", "Kreis Olpe"}


def test_without_projects_there_is_no_relation(finder: ProjectPlaces) -> None:
    assert located(finder, "In <Unna> war es schön.") == set()


def test_each_place_is_weighed_with_few_projects() -> None:
    """One endless line of names, as hostile text holds them."""
    marked = " ".join(f"[Raum {number}] <Ort{number}>" for number in range(400))
    text, mentions = read(marked)
    parts = blocks(text)
    lines = sentences(text, parts)
    projects = group_projects(mentions, text=text)
    page = page_of(text, "", "report", None, parts, lines, mentions, projects)
    assert len(list(pairs(page))) <= 400 * (MOST_IN_LINE + 2 * NEAR + 1)
