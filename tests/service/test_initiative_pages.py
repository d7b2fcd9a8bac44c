"""The page of similar initiatives: a described plan, a project or a report, and what is alike."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from nlp.comparisons import Common, Comparison, Difference
from nlp.errors import NotFoundError
from nlp.portraits import Evidence, Fact
from nlp.types import Span
from service.initiative_schemas import MAX_PLAN
from service.initiatives import Initiative, Shown
from tests.service.fakes import TEXT, TITLE, a_client, an_analysis
from tests.service.search_results import projects_result
from tests.service.test_pages import EVIL, open_page

PLAN = "In Trier sollen Beraterinnen Mütter und Väter zu Hause besuchen."
ENTRY = projects_result().projects[0].entry
PASSAGE = an_analysis().passages[-1]


def a_fact(aspect, label, report="kiel"):
    start = TEXT.index("Lehrkräfte")  # nothing that the report's page marks by itself
    shown = Span(start=start, end=start + 10)
    evidence = Evidence(report=report, start=shown.start, end=shown.end)
    return Fact(aspect=aspect, value=label.lower(), label=label, evidence=(evidence,))


def an_initiative(**changes):
    parents = a_fact("target_groups", "Eltern"), a_fact("target_groups", "Eltern", report="")
    compared = Comparison(
        common=(Common(aspect="target_groups", label="Eltern", here=parents[1], there=parents[0]),),
        different=(
            Difference(
                aspect="phases",
                here=(a_fact("phases", "Erprobung", report=""),),
                there=(a_fact("phases", "Regelbetrieb"),),
            ),
            Difference(aspect="themes", here=(), there=(a_fact("themes", "Wohnen"),)),
            Difference(aspect="states", here=(a_fact("states", "Saarland", report=""),), there=()),
        ),
        unsaid=(a_fact("programmes", "XENOS"),),
    )
    shown = Shown(
        start=PASSAGE.start,
        end=PASSAGE.end,
        text=PASSAGE.of(TEXT),
        heading=PASSAGE.heading,
        highlights=(),
    )
    made = Initiative(
        entry=ENTRY,
        report="kiel",
        title=TITLE,
        passages=(shown, shown, shown),
        score=1.1,
        compared=compared,
    )
    return replace(made, **changes)


class FakeInitiatives:
    """Finds the same for everything, and keeps what it was asked with."""

    def __init__(self, *found: Initiative) -> None:
        self.found = list(found)
        self.asked: list[object] = []

    def like_plan(self, plan, *, limit, persons):
        self.asked.append(plan.text)
        return self.found

    def like_report(self, report_id, *, limit, persons):
        self.asked.append(report_id)
        return self.found

    def like_project(self, entry_id, *, limit, persons):
        self.asked.append(entry_id)
        return self.found


class FakeRegistry:
    """Knows one project."""

    def entry(self, entry_id):
        if entry_id != ENTRY.id:
            raise NotFoundError(f"Ein Projekt „{entry_id}“ gibt es nicht.")
        return ENTRY

    def in_reports(self, ids):
        return {name: [] for name in ids}


@pytest.fixture
def client():
    client = a_client(an_analysis(), an_analysis("luebeck"))
    own = an_initiative(), an_initiative(entry=None)
    client.app.state.parts.initiatives = FakeInitiatives(*own)
    client.app.state.parts.registry = FakeRegistry()
    return client


def words_of(page):
    return " ".join(page.text.split())


def test_a_described_plan_gets_similar_ones_with_what_is_alike_and_what_differs(client):
    page = open_page(client, "/aehnlich", data={"text": PLAN})
    assert client.app.state.parts.initiatives.asked == [PLAN]
    words = re.sub(f", Beleg in (Brückenbau Gaarden|{TITLE})|[=≠+] ", "", words_of(page))
    for shown in (
        "Brückenbau Gaarden",
        "Gemeinsam Zielgruppe: Eltern",
        "Anders Phase: hier Erprobung; dort Regelbetrieb",
        "Land: hier auch Saarland",
        "Thema: dort auch Wohnen",
        "Nur dort genannt Förderprogramm: XENOS",
        "Bericht ohne genanntes Projekt",
        "2 weitere Stellen",
        PLAN,
    ):
        assert shown in words


def test_every_link_leads_to_its_place(client):
    page = open_page(client, "/aehnlich", data={"text": PLAN})
    links = {a["href"] for a in page.all("a")}
    assert "/projekte/bruecke%20gaarden" in links
    places = [link for link in links if "#f-" in link]
    assert any("?stelle=" in link for link in places)
    for link in places:
        path, _, name = link.partition("#")
        assert name in open_page(client, path).ids


@pytest.mark.parametrize(
    ("address", "asked", "named"),
    [
        ("/aehnlich?projekt=bruecke%20gaarden", "bruecke gaarden", "Brückenbau Gaarden"),
        ("/aehnlich?bericht=kiel", "kiel", TITLE),
    ],
)
def test_a_project_and_a_report_lead_to_similar_ones(client, address, asked, named):
    page = open_page(client, address)
    assert client.app.state.parts.initiatives.asked == [asked]
    assert named in page.text
    assert "2 Vorhaben, die ähnlichsten zuerst" in page.text


@pytest.mark.parametrize("address", ["/aehnlich?projekt=fehlt", "/aehnlich?bericht=fehlt"])
def test_what_there_is_not_gets_a_page_that_says_so(client, address):
    assert "„fehlt“ gibt es nicht" in open_page(client, address, 404).text


def test_report_pages_lead_to_similar_initiatives(client):
    assert "/aehnlich?bericht=kiel" in [
        a["href"] for a in open_page(client, "/berichte/kiel").all("a")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "mit einigen Wörtern"),
        (" ?! ", "mit einigen Wörtern"),
        ("Wort " * (MAX_PLAN // 5 + 1), "höchstens 20.000 Zeichen"),
    ],
)
def test_a_plan_that_cannot_be_read_is_kept_and_refused_on_the_page(client, text, words):
    page = open_page(client, "/aehnlich", 422, data={"text": text})
    assert words in page.text
    assert text.strip()[:50] in page.text
    assert client.app.state.parts.initiatives.asked == []


def test_nothing_similar_gets_advice(client):
    client.app.state.parts.initiatives.found = []
    assert "ausführlicher" in open_page(client, "/aehnlich", data={"text": PLAN}).text
    assert "kein Vorhaben" in open_page(client, "/aehnlich?bericht=kiel").text


def test_a_script_is_shown_and_never_run(client):
    fact = a_fact("themes", EVIL)
    bad = an_initiative(
        entry=replace(ENTRY, name=EVIL),
        title=EVIL,
        compared=Comparison(different=(Difference(aspect="themes", here=(), there=(fact,)),)),
    )
    client.app.state.parts.initiatives.found = [bad]
    page = open_page(client, "/aehnlich", data={"text": f"</textarea>{EVIL}"})
    assert page.all("script") == []
    assert len(page.all("img")) == 1
    assert page.text.count("alert(1)") >= 4


def test_pages_can_be_used_without_eyes_mouse_and_script(client):
    pages = [
        open_page(client, "/aehnlich"),
        open_page(client, "/aehnlich?bericht=kiel"),
        open_page(client, "/aehnlich", data={"text": PLAN}),
        open_page(client, "/aehnlich", 422, data={"text": ""}),
    ]
    for page in pages:
        assert page.headings[0] == 1
        assert len(page.ids) == len(set(page.ids))
        named = [
            a[k] for _, a in page.tags for k in ("aria-labelledby", "aria-describedby") if k in a
        ]
        assert set(named) <= set(page.ids)
        assert {field["id"] for field in page.all("textarea")} <= {
            label.get("for") for label in page.all("label")
        }


class Prints:
    """Holds one report with this text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def alike(self, drawn, *, limit, without=""):
        return ["luebeck"]

    def texts(self, ids):
        return {"luebeck": (EVIL, self.text)}


def test_a_report_that_is_nearly_there_is_told_before_it_is_entered(client):
    client.app.state.parts.store.prints = Prints(TEXT)
    page = open_page(client, "/analyse", data={"text": TEXT})
    assert "vielleicht schon aufgenommen" in page.text
    assert re.search(r"\d\d+\s% des kürzeren Textes", page.text)
    assert EVIL in page.text
    assert "/berichte/luebeck" in [a["href"] for a in page.all("a")]


def test_a_report_like_no_other_is_not_warned_of(client):
    client.app.state.parts.store.prints = Prints("Etwas ganz anderes steht hier. " * 20)
    assert "schon aufgenommen" not in open_page(client, "/analyse", data={"text": TEXT}).text
