"""What is said of an initiative has its place in the text, and only that is compared."""

from __future__ import annotations

import re

import pytest

from nlp.comparisons import Comparison, compare
from nlp.initiatives import project_subject, report_subject
from nlp.portraits import Evidence, Fact, Portrait, portrait_of
from nlp.registry.records import records_of
from nlp.types import Analysis, Event, LocatedIn, Mention, Passage, Place, Project, Span, Theme
from service.initiative_words import sentences_of

KIEL = Place(
    id="de:kiel", name="Kiel", kind="municipality", state="Schleswig-Holstein", population=246_000
)
UNNA = Place(id="de:unna", name="Kreis Unna", kind="district", state="Nordrhein-Westfalen")
WIEN = Place(id="at:wien", name="Wien", kind="municipality", state="Österreich", country="AT")
TEXT = (
    "Bericht von 2013 aus Wien.\n\n"
    "Das Projekt Lotsen berät in Kiel seit 2011 Eltern mit Einwanderungsgeschichte. "
    "Gefördert wird es von XENOS. Seit einem Jahr läuft es im Regelbetrieb.\n\n"
    "Anker in Kreis Unna wird derzeit für Jugendliche erprobt."
)
LABELS = {"Lotsen": "PROJECT", "Anker": "PROJECT", "XENOS": "PROGRAMME"}
PLACES = {"Kiel": KIEL, "Kreis Unna": UNNA, "Wien": WIEN}


def an_analysis() -> Analysis:
    pattern = "|".join((*LABELS, *PLACES))
    mentions = tuple(
        Mention(
            start=m.start(),
            end=m.end(),
            text=m[0],
            label=LABELS.get(m[0], "PLACE"),  # type: ignore[arg-type]
            place=PLACES.get(m[0]),
        )
        for m in re.finditer(pattern, TEXT)
    )
    at = {mention.text: number for number, mention in enumerate(mentions)}
    parts = [m.span() for m in re.finditer(r"[^\n]+", TEXT)]
    beratung = TEXT.index("berät")
    return Analysis(
        id="r1",
        title="Bericht",
        text=TEXT,
        doc_kind="report",
        event=Event(start="2013-05-02", place="Wien"),
        mentions=mentions,
        projects=(
            Project(name="Lotsen", mentions=(at["Lotsen"],), places=("Kiel",), programme="XENOS"),
            Project(name="Anker", mentions=(at["Anker"],), places=("Kreis Unna",)),
        ),
        located_in=(
            LocatedIn(project="Lotsen", place="Kiel"),
            LocatedIn(project="Anker", place="Kreis Unna"),
        ),
        themes=(
            Theme(
                id="beratung",
                label="Beratung",
                score=0.9,
                evidence=(Span(start=beratung, end=beratung + 5),),
            ),
            Theme(id="ohne", label="Ohne Beleg", score=0.4),
        ),
        passages=tuple(Passage(start=start, end=end) for start, end in parts),
    )


@pytest.fixture
def portraits() -> dict[str, Portrait]:
    analysis = an_analysis()
    return {
        record.name: portrait_of([project_subject(analysis, record)])
        for record in records_of(analysis)
    }


def said(portrait: Portrait) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in portrait.facts:
        found.setdefault(fact.aspect, []).append(fact.label)
    return found


def test_what_is_said_of_each_project(portraits: dict[str, Portrait]) -> None:
    assert said(portraits["Lotsen"]) == {
        "themes": ["Beratung"],
        "target_groups": ["Eltern", "Menschen mit Einwanderungsgeschichte"],
        "settlements": ["Großstadt"],
        "states": ["Schleswig-Holstein"],
        "phases": ["Regelbetrieb"],
        "programmes": ["XENOS"],
        "periods": ["seit 2011"],
    }
    assert said(portraits["Anker"]) == {
        "target_groups": ["Jugendliche"],
        "settlements": ["Kreis"],
        "states": ["Nordrhein-Westfalen"],
        "phases": ["Erprobung"],
        "periods": ["Bericht von 2013"],
    }


def test_every_statement_has_its_place_in_the_text(portraits: dict[str, Portrait]) -> None:
    for portrait in portraits.values():
        for fact in portrait.facts:
            assert fact.evidence
            for shown in fact.evidence:
                assert shown.report == "r1"
                assert 0 <= shown.start < shown.end <= len(TEXT)
    shown = {f.label: f.evidence[0].of(TEXT) for f in portraits["Lotsen"].facts}
    assert shown == {
        "Beratung": "berät",
        "Eltern": "Eltern",
        "Menschen mit Einwanderungsgeschichte": "Einwanderungsgeschichte",
        "Großstadt": "Kiel",
        "Schleswig-Holstein": "Kiel",
        "Regelbetrieb": "Regelbetrieb",
        "XENOS": "XENOS",
        "seit 2011": "seit 2011",
    }


def test_a_report_as_a_whole_says_what_its_projects_do() -> None:
    found = said(portrait_of([report_subject(an_analysis())]))
    assert found["settlements"] == ["Großstadt", "Kreis"]
    assert found["states"] == ["Schleswig-Holstein", "Nordrhein-Westfalen"]
    assert "Jugendliche" in found["target_groups"]


def test_two_projects_compared(portraits: dict[str, Portrait]) -> None:
    compared = compare(portraits["Lotsen"], portraits["Anker"])
    assert sentences_of(compared) == (
        "Beide: Zeitraum: 2013.",
        "Anders: hier Eltern, Menschen mit Einwanderungsgeschichte, dort Jugendliche; "
        "hier Großstadt, dort Kreis; hier Schleswig-Holstein, dort Nordrhein-Westfalen; "
        "hier Regelbetrieb, dort Erprobung.",
    )
    back = compare(portraits["Anker"], portraits["Lotsen"])
    assert sentences_of(back)[-1] == "Nur dort genannt: Beratung; gefördert durch XENOS."


def test_the_same_project_differs_in_nothing(portraits: dict[str, Portrait]) -> None:
    compared = compare(portraits["Lotsen"], portraits["Lotsen"])
    assert compared.different == compared.unsaid == ()
    assert len(compared.common) == len(portraits["Lotsen"].facts)


def fact(aspect: str, value: str, label: str = "") -> Fact:
    shown = Evidence(report="r", start=0, end=1)
    return Fact(
        aspect=aspect,  # type: ignore[arg-type]
        value=value,
        label=label or value,
        evidence=(shown,),
    )


def of(*facts: Fact) -> Portrait:
    return Portrait(facts=facts)


@pytest.mark.parametrize(
    ("here", "there", "common"),
    [
        ("2011/2014", "2013/2016", "2013 bis 2014"),
        ("2011/", "2013/", "seit 2013"),
        ("/2014", "/2012", "bis 2012"),
        ("2011/2011", "2011/", "2011"),
        ("2011/2012", "2013/", None),
    ],
)
def test_periods_agree_where_they_overlap(here: str, there: str, common: str | None) -> None:
    compared = compare(of(fact("periods", here)), of(fact("periods", there)))
    assert [each.label for each in compared.common] == ([common] if common else [])


def test_a_kreis_and_a_landkreis_are_of_one_kind() -> None:
    westphalian, hessian = (
        fact("settlements", "district", name) for name in ("Kreis", "Landkreis")
    )
    (common,) = compare(of(hessian), of(westphalian)).common
    assert common.label == "Kreis"


def test_programmes_agree_in_any_spelling() -> None:
    compared = compare(
        of(fact("programmes", "XENOS")),
        of(fact("programmes", "Bundesprogramm XENOS – Integration und Vielfalt")),
    )
    assert [each.label for each in compared.common] == ["XENOS"]


def test_what_only_one_side_adds_is_said_so() -> None:
    here = of(fact("target_groups", "eltern", "Eltern"))
    there = of(*here.facts, fact("target_groups", "kinder", "Kinder"))
    assert sentences_of(compare(here, there)) == ("Beide: Eltern.", "Anders: dort auch Kinder.")
    assert sentences_of(compare(there, here)) == ("Beide: Eltern.", "Anders: hier auch Kinder.")


def test_where_nothing_is_said_nothing_is_compared() -> None:
    assert compare(of(), of()) == Comparison()
    assert sentences_of(compare(of(fact("phases", "trial", "Erprobung")), of())) == ()
