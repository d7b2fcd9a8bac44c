"""Names that rules may be sure of, and the helpers that put spans in order."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.names_rules import abbreviates, merge, propagate, quotes, rule_mentions, snap
from nlp.types import Label, Mention, Place, Span


def mention(text: str, name: str, label: Label, *, score: float = 1.0) -> Mention:
    start = text.index(name)
    place = Place(id=name, name=name, kind="municipality") if label == "PLACE" else None
    return Mention(
        start=start, end=start + len(name), text=name, label=label, score=score, place=place
    )


def found(text: str, *places: str) -> list[tuple[str, str]]:
    linked = [
        Mention(start=m.start(), end=m.end(), text=place, label="PLACE")
        for place in places
        for m in re.finditer(place, text)
    ]
    return [(m.text, m.label) for m in rule_mentions(text, places=linked)]


@pytest.mark.parametrize(
    ("text", "place", "names"),
    [
        ("Das Projekt „Neue Ufer“ berät Eltern.", None, ["Neue Ufer"]),
        ("die Initiative »Lese:Lust« liest vor", None, ["Lese:Lust"]),
        ("das Netzwerk“Offene Türen”lud ein", None, ["Offene Türen"]),
        ("das Netzwerk “Offene Türen” lud ein", None, ["Offene Türen"]),
        ("im Modellprojekt ‚Guter Start‘ lernen", None, ["Guter Start"]),
        ('Dabei war "Move it!" (Saarlouis).', "Saarlouis", ["Move it!"]),
        (
            'Beteiligt sind die Projekte "Anker - Halt finden" (Kiel), "BASIS" und "Lotse".',
            "Kiel",
            ["Anker - Halt finden", "BASIS", "Lotse"],
        ),
        ("„Blickwinkel“ heißt das Projekt der Stadt.", None, ["Blickwinkel"]),
        ("Das Vorhaben NetzLotsen hilft.", None, ["NetzLotsen"]),
        ("Projektname: Hafenklang\n", None, ["Hafenklang"]),
        (
            "Vorgestellt wurden zwei Projekte:\n• Lernboot (Kiel)\n• Die Brücke Nord (Kiel)\n",
            "Kiel",
            ["Lernboot", "Die Brücke Nord"],
        ),
    ],
)
def test_projects_that_are_marked(text: str, place: str | None, names: list[str]) -> None:
    projects = [
        name for name, label in found(text, *([place] if place else [])) if label == "PROJECT"
    ]
    assert projects[: len(names)] == names
    assert bool(projects) == bool(names)


@pytest.mark.parametrize(
    "text",
    [
        "Unter dem Motto „Gemeinsam stark“ wurde gefeiert.",
        "Im Workshop „Neue Wege“ wurde diskutiert.",
        "Workshop 3: „Neue Wege“ (Kiel)",
        "Der Film „Neue Wege“ lief im Kino.",
        "Die Broschüre „Neue Wege“ ist da.",
        "„Wir haben lange darauf gewartet, dass sich etwas ändert.“, sagte sie.",
        "Die Rolle des „Kümmerers“ ist wichtig.",
        "Sie nannte den Austausch „überfällig“.",
        "„Was bleibt?“ (Kiel)",
    ],
)
def test_other_quotations_are_no_projects(text: str) -> None:
    places = ["Kiel"] if "Kiel" in text else []
    assert found(text, *places) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Projektleiterin Anke Petersen berichtete.", "Anke Petersen"),
        ("Frau Özdemir-Krause dankte.", "Özdemir-Krause"),
        ("Es sprach Prof. Dr. Ulf Hansen von der Hochschule.", "Prof. Dr. Ulf Hansen"),
        ("Dr. Gesine Althaus moderierte.", "Dr. Gesine Althaus"),
        ("Agnieszka Nowak vom Verein kam.", "Agnieszka Nowak"),
        ("so Karl-Heinz von der Heide.", "Karl-Heinz von der Heide"),
        ("Das sagte Mehmet AksoyIm Anschluss gab es Tee.", "Mehmet Aksoy"),
        ("Foto: A. Lohmann", "A. Lohmann"),
    ],
)
def test_people(text: str, name: str) -> None:
    assert (name, "PERSON") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Robert Bosch Stiftung fördert.",
        "Die Anne Frank Schule öffnet.",
        "in der Albrecht-Thaer-Straße",
        "Im August Ferien machen.",
        "Der Martin-Luther-Platz ist voll.",
    ],
)
def test_what_only_looks_like_people(text: str) -> None:
    assert "PERSON" not in [label for _, label in found(text)]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("im Bundesprogramm „Zusammen wachsen“ gefördert", "Zusammen wachsen", "PROGRAMME"),
        ("gefördert durch „Demokratie leben!“.", "Demokratie leben!", "PROGRAMME"),
        ("aus Mitteln des Europäischen Sozialfonds", "Europäischen Sozialfonds", "PROGRAMME"),
        ("Die BIWAQ-Projekte trafen sich.", "BIWAQ", "PROGRAMME"),
        (
            "das Bundesministerium für Familie, Senioren, Frauen und Jugend und der ESF",
            "Bundesministerium für Familie, Senioren, Frauen und Jugend",
            "ORG",
        ),
        (
            "vom Bundesministerium für Arbeit und Soziales (BMAS) und anderen",
            "BMAS",
            "ORG",
        ),
        ("das Jobcenter Kiel und andere", "Jobcenter Kiel", "ORG"),
        ("Der Verein Lernhaus Mitte e. V. lud ein.", "Lernhaus Mitte e. V.", "ORG"),
    ],
)
def test_programmes_and_organisations(text: str, name: str, label: Label) -> None:
    assert (name, label) in found(text)


def test_the_gazetteer_decides_what_follows_an_office() -> None:
    text = "Das Jobcenter Kautionen verspätet."
    assert rule_mentions(text, is_place=lambda name: name == "Kiel") == []


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Das Projekt „Neue Wege NRW“ begann.", "Neue Wege NR", "Neue Wege NRW"),
        ("(„Aufwind“), ein Projekt", "„Aufwind“),", "Aufwind"),
        ("gefördert durch „Demokratie leben!“.", "Demokratie leben", "Demokratie leben!"),
        ("„Netzwerk Bildung (BUS)“ lädt ein", "Netzwerk Bildung (BU", "Netzwerk Bildung (BUS)"),
        (
            "„KIS – Kultur im Sozialraum“ stellte",
            "Kultur im Sozialraum",
            "KIS – Kultur im Sozialraum",
        ),
        ("der Verein Ufer e. V. lud", "Ufer e. V.", "Ufer e. V."),
        ("nach Kiel. Dort", "Kiel.", "Kiel"),
        ("die BIWAQ-Projekte", "BIWAQ", "BIWAQ"),
    ],
)
def test_snap_gives_the_name_as_written(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert snap(text, Span(start=start, end=start + len(part))).of(text) == whole


@given(st.text(alphabet='ab „“"»«().!-–Z\n', max_size=60), st.data())
def test_snap_stays_inside_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = snap(text, Span(start=start, end=end))
    assert 0 <= span.start <= span.end <= len(text)
    assert span.of(text) == span.of(text).strip()


@given(st.text(alphabet='ab „“"»«‚‘\n', max_size=80))
def test_quotes_are_ordered_and_inside_their_marks(text: str) -> None:
    marked = quotes(text)
    assert all(q.outer.start < q.start < q.end < q.outer.end for q in marked)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(marked))


def test_a_name_is_found_wherever_it_stands() -> None:
    text = "„ELAN – Eltern aktiv“ begann. ELAN wirkt, auch ELANs Vorbild und das ELAN-Team."
    names = propagate(text, [mention(text, "ELAN – Eltern aktiv", "PROJECT")])
    assert [m.text for m in names] == ["ELAN – Eltern aktiv", "ELAN", "ELAN"]
    assert {m.label for m in names} == {"PROJECT"}


def test_a_surname_stands_for_the_person_but_not_for_others() -> None:
    text = "Anke Koch sprach. Dr. Koch lobte den Koch, Eva Koch nicht, so Koch."
    names = propagate(text, [mention(text, "Anke Koch", "PERSON")])
    assert [m.text for m in names] == ["Anke Koch", "Dr. Koch", "Koch"]


def test_places_are_not_spread() -> None:
    text = "Unna liegt dort. Unna ist schön."
    assert len(propagate(text, [mention(text, "Unna", "PLACE")])) == 1


def test_merge_keeps_the_longer_and_the_surer() -> None:
    text = "XENOS Werkstatt Süd in Berlin"
    short = mention(text, "XENOS", "PROGRAMME", score=0.9)
    whole = mention(text, "XENOS Werkstatt Süd", "PROJECT", score=0.8)
    place = mention(text, "Berlin", "PLACE", score=0.9)
    doubt = mention(text, "Berlin", "ORG", score=0.4)
    assert merge([short, place], [whole, doubt]) == [whole, place]


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("BMAS", "Bundesministerium für Arbeit und Soziales", True),
        ("UfeR", "Unterwegs für Reinickendorf", True),
        ("LPMitte", "Lotsen Portal Mitte", True),
        ("ABC", "Zentrum Übergang", False),
        ("Kiel", "Koordination im Landkreis", False),
    ],
)
def test_acronyms(short: str, name: str, fits: bool) -> None:
    assert abbreviates(short, name) is fits


@given(st.text(alphabet="Aa Dr.„“()BFrau-ünd\n", max_size=120))
def test_rules_never_overlap(text: str) -> None:
    names = rule_mentions(text)
    assert all(m.text == text[m.start : m.end] and m.text for m in names)
    assert all(a.end <= b.start for a, b in pairwise(names))


@pytest.mark.parametrize("bait", ["Anna Maria ", "Dr. ", "„a", "Ministerium für A, ", "• A (B\n"])
def test_bait_takes_linear_time(bait: str) -> None:
    text = bait * (60_000 // len(bait))
    started = time.process_time()
    propagate(text, rule_mentions(text))
    assert time.process_time() - started < 10
