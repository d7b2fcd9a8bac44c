"""The quality table and the error report say what they count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.gold import GoldMention, GoldPlace, GoldReport
from models.evaluation.errors import error_table, missed_by_setting, name_errors
from models.evaluation.events import event_rows
from models.evaluation.names import NameBaselines, linked_row, name_rows
from models.evaluation.projects import project_rows
from models.evaluation.rows import Row, counted, table
from models.metrics import exact
from nlp.gazetteer import Entry, Gazetteer
from nlp.types import Analysis, Event, Label, LocatedIn, Mention, Place, Project

TEXT = "Das Projekt „Lotse“ und Brücke e. V. aus Kiel.\nWegweiser"
KIEL = Place(id="de:1", name="Kiel", kind="municipality", state="Schleswig-Holstein")
HAMBURG = Place(id="de:2", name="Hamburg", kind="municipality", state="Hamburg")
MUENDEN = Place(id="de:3", name="Hann. Münden", kind="municipality", state="Niedersachsen")
BASEL = Place(id="ch:1", name="Basel", kind="municipality", state="Schweiz", country="CH")


def gold(*names: tuple[str, Label], located: tuple[LocatedIn, ...] = ()) -> GoldReport:
    mentions = tuple(
        GoldMention(
            start=TEXT.index(name), end=TEXT.index(name) + len(name), text=name, label=label
        )
        for name, label in names
    )
    return GoldReport(
        id="a",
        title=None,
        doc_kind="report",
        text=TEXT,
        event=Event(start="2019-05-01", end="2019-05-01", kind="workshop"),
        mentions=mentions,
        located_in=located,
    )


def analysis(*names: tuple[str, Label], located: tuple[LocatedIn, ...] = ()) -> Analysis:
    mentions = tuple(
        Mention(
            start=TEXT.index(name),
            end=TEXT.index(name) + len(name),
            text=name,
            label=label,
            place=KIEL if label == "PLACE" else None,
        )
        for name, label in names
    )
    projects = tuple(
        Project(name=name, mentions=(at,))
        for at, (name, label) in enumerate(names)
        if label == "PROJECT"
    )
    return Analysis(
        id="a",
        title="",
        text=TEXT,
        doc_kind="report",
        event=Event(start="2019-05-01", end="2019-05-02"),
        mentions=mentions,
        projects=projects,
        located_in=located,
    )


@pytest.mark.parametrize(
    ("found", "category"),
    [
        ((("Brücke e. V.", "ORG"),), "right"),
        ((("Brücke", "ORG"),), "wrong edges"),
        ((("Brücke", "PROJECT"),), "taken for PROJECT"),
        ((), "missed"),
    ],
)
def test_each_name_falls_into_one_category(
    found: tuple[tuple[str, Label], ...], category: str
) -> None:
    counts = name_errors([(gold(("Brücke e. V.", "ORG")), analysis(*found))])
    assert counts["ORG"] == {category: 1}


def test_a_name_where_none_stands_is_invented() -> None:
    counts = name_errors([(gold(), analysis(("Wegweiser", "PROJECT")))])
    assert counts["PROJECT"] == {"invented": 1}


def test_projects_are_counted_by_their_setting() -> None:
    pairs = [(gold(("Lotse", "PROJECT"), ("Wegweiser", "PROJECT")), analysis(("Lotse", "PROJECT")))]
    counts = missed_by_setting(pairs)
    assert counts["in quotation marks"] == (1, 1)
    assert counts["without quotation marks"] == (0, 1)
    assert counts["as a line of its own"] == (0, 1)
    assert "| PROJECT | 2 | 1 | 1 |" in error_table(pairs)


def test_names_stand_beside_the_rules_and_the_general_model() -> None:
    def general(texts: object) -> list[list[Mention]]:
        return [[Mention(start=0, end=3, text="Das", label="ORG")]]

    pairs = [(gold(("Brücke e. V.", "ORG")), analysis(("Brücke e. V.", "ORG")))]
    rows = name_rows("p", pairs, NameBaselines(gazetteer=Gazetteer([]), general=general))
    row = next(row for row in rows if row.name == "ORG exact F1")
    assert (row.value, row.size) == (1.0, 1)
    assert dict(row.baselines) == {"rules": 1.0, "general_NER": 0.0}


def test_relations_stand_beside_all_pairs_of_a_sentence() -> None:
    right = LocatedIn(project="Lotse", place="Kiel")
    names: tuple[tuple[str, Label], ...] = (("Lotse", "PROJECT"), ("Kiel", "PLACE"))
    pairs = [(gold(*names, located=(right,)), analysis(*names))]
    row = next(row for row in project_rows("p", pairs) if row.name == "located_in F1")
    assert row.value == 0.0
    assert dict(row.baselines) == {"same_sentence": 1.0}


def test_events_are_shares_of_documents() -> None:
    rows = {row.name: row for row in event_rows("p", [(gold(), analysis())])}
    assert rows["event start"].value == 1.0
    assert rows["event end"].value == 0.0
    assert dict(rows["event start"].baselines) == {"first_date": 0.0}


def test_the_table_shows_interval_baselines_and_what_is_below_its_floor() -> None:
    documents = [exact({1}, {1}), exact({2}, {3})]
    good = counted("p", "good", documents, rules=0.25)
    bad = Row(part="p", name="bad", value=0.5, size=3, floor=0.75)
    shown = table([good, bad])
    assert "0.500" in shown
    assert "rules 0.25" in shown
    assert "BELOW FLOOR" in shown.splitlines()[-1]


@pytest.mark.parametrize(
    ("found", "wanted", "is_right"),
    [
        (KIEL, GoldPlace(name="Kiel", kind="municipality", state="Schleswig-Holstein"), True),
        (KIEL, GoldPlace(name="Kiel", kind="municipality", state="Hessen"), False),
        (KIEL, GoldPlace(name="Kiel", kind="district", state="Schleswig-Holstein"), False),
        (HAMBURG, GoldPlace(name="Hamburg", kind="state", state="Hamburg"), True),
        (MUENDEN, GoldPlace(name="Hannoversch Münden", kind="municipality"), True),
        (BASEL, GoldPlace(name="Basel", kind="municipality", state="Basel-Stadt"), True),
    ],
)
def test_a_place_is_right_where_it_is_the_entry_that_is_meant(
    found: Place, wanted: GoldPlace, is_right: bool
) -> None:
    mention = GoldMention(start=41, end=45, text="Kiel", label="PLACE", place=wanted)
    report = replace(gold(), mentions=(mention,))
    own = Mention(start=41, end=45, text="Kiel", label="PLACE", place=found)
    gazetteer = Gazetteer([Entry(place=MUENDEN, names=("Hannoversch Münden",))])
    pairs = [(report, replace(analysis(), mentions=(own,)))]
    assert linked_row("p", pairs, gazetteer).value == float(is_right)
