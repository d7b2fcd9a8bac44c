"""Whether what is shown obeys a place or a time, by the annotation."""

from __future__ import annotations

import pytest

from corpus.gazetteer import load_gazetteer
from corpus.gold import REPORTS, GoldMention, GoldPlace, GoldReport, GoldTheme, read_gold
from corpus.restricted import Around, RestrictedQuery, read_restricted
from corpus.vocabulary import default_vocabulary
from models.evaluation.restrictions import Answering, Judge, in_period, restricted_rows
from models.evaluation.search import Found
from nlp.gazetteer import Gazetteer
from nlp.types import Event, LocatedIn


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def a_report(
    name: str, place: GoldPlace | None = None, *, start: str | None = None, end: str | None = None
) -> GoldReport:
    mentions = (GoldMention(start=0, end=3, text="dort", label="PLACE", place=place),)
    return GoldReport(
        id=name,
        title=name,
        doc_kind="report",
        text="dort war etwas",
        event=Event(start=start, end=end),
        mentions=mentions if place else (),
        themes=(GoldTheme(id="ehrenamt", grade=1),),
    )


def query(**changes: object) -> RestrictedQuery:
    return RestrictedQuery(
        **{"id": "r", "kind": "state", "text": "t", "theme": "ehrenamt", **changes}
    )


SACHSEN = {"names": ("Sachsen",), "areas": ("14",)}
RUHR = {"names": ("Ruhrgebiet",), "areas": ("05911", "05562")}


@pytest.mark.parametrize(
    ("place", "asked", "obeys"),
    [
        (GoldPlace(name="Sachsen", kind="state", state="Sachsen"), SACHSEN, True),
        (GoldPlace(name="Plauen", kind="municipality", state="Sachsen"), SACHSEN, True),
        (GoldPlace(name="Lausitz", kind="region", state="Sachsen"), SACHSEN, True),
        (GoldPlace(name="Sachsen-Anhalt", kind="state", state="Sachsen-Anhalt"), SACHSEN, False),
        (GoldPlace(name="Gera", kind="municipality", state="Thüringen"), SACHSEN, False),
        (GoldPlace(name="Bochum", kind="municipality", state="Nordrhein-Westfalen"), RUHR, True),
        (GoldPlace(name="Herten", kind="municipality", state="Nordrhein-Westfalen"), RUHR, True),
        (GoldPlace(name="Ruhrgebiet", kind="region"), RUHR, True),
        (GoldPlace(name="Köln", kind="municipality", state="Nordrhein-Westfalen"), RUHR, False),
        (GoldPlace(name="Kreis Recklinghausen", kind="district"), RUHR, True),
        (None, RUHR, False),
    ],
)
def test_an_area_holds_what_lies_in_it(
    gazetteer: Gazetteer, place: GoldPlace | None, asked: dict[str, object], obeys: bool
) -> None:
    judge = Judge([a_report("a", place)], gazetteer)
    assert bool(judge.answering(query(**asked)).obeying) is obeys


@pytest.mark.parametrize(("town", "near"), [("Göttingen", True), ("Hannover", False)])
def test_a_surrounding_ends_at_its_radius(gazetteer: Gazetteer, town: str, near: bool) -> None:
    place = GoldPlace(name=town, kind="municipality", state="Niedersachsen")
    judge = Judge([a_report("a", place)], gazetteer)
    asked = query(kind="around", around=Around(lat=51.31, lon=9.49, km=50))
    assert bool(judge.answering(asked).obeying) is near


@pytest.mark.parametrize(
    ("start", "end", "obeys"),
    [
        ("2015-01-01", None, True),
        ("2014-12-30", "2015-01-02", True),
        ("2016-12-31", "2017-01-02", True),
        ("2014-12-31", "2014-12-31", False),
        ("2017-01-01", None, False),
        (None, None, False),
    ],
)
def test_an_event_is_in_a_period_by_any_of_its_days(
    start: str | None, end: str | None, obeys: bool
) -> None:
    asked = query(kind="period", since="2015-01-01", until="2016-12-31")
    assert in_period(a_report("a", start=start, end=end), asked) is obeys


def test_a_place_that_is_only_named_is_not_where_the_event_is(gazetteer: Gazetteer) -> None:
    plauen = GoldPlace(name="Plauen", kind="municipality", state="Sachsen")
    named = a_report("named", plauen)
    there = GoldReport(
        id="there",
        title="t",
        doc_kind="report",
        text=named.text,
        event=Event(),
        mentions=named.mentions,
        located_in=(LocatedIn(project="P", place="Plauen"),),
    )
    found = Judge([named, there], gazetteer).answering(query(**SACHSEN))
    assert found.obeying == {"named", "there"}
    assert found.there == {"there"}
    assert found.on_theme == {"named"}


def test_shares_by_hand() -> None:
    answering = Answering(
        obeying=frozenset("abcd"), there=frozenset("ab"), on_theme=frozenset("ad")
    )
    shown = {"full": [[Found(report=name) for name in "axby"]], "none": [[]]}
    found = restricted_rows([query()], shown, [answering])
    values = {row.name: row.value for row in found["full"]}
    assert values == {
        "obeys@10": 0.5,
        "event or project there": 0.5,
        "obeying found@10": 0.5,
        "on theme found@10": 0.5,
        "obeys@10, state": 0.5,
    }
    assert {row.value for row in found["none"]} == {0.0}


def test_every_question_can_be_obeyed_and_has_a_theme(gazetteer: Gazetteer) -> None:
    queries = read_restricted()
    judge = Judge(read_gold(REPORTS), gazetteer)
    themes = {concept.id for concept in default_vocabulary().assignable()}
    assert len(queries) >= 60
    assert len({asked.id for asked in queries}) == len(queries)
    assert {asked.theme for asked in queries} <= themes
    for asked in queries:
        assert len(judge.answering(asked).obeying) >= 5, asked.id
        assert asked.areas or asked.around or asked.since or asked.until, asked.id
