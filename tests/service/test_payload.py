"""What filters find a passage by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nlp.types import Event, Mention, Place, Project
from service.index.memory import MemoryIndex
from service.index.port import Filter
from service.payload import payload_of, programmes_of
from tests.service.fakes import TEXT, an_analysis, mention

GAARDEN = Place(
    id="q:gaarden",
    name="Gaarden",
    kind="quarter",
    state="Schleswig-Holstein",
    parents=("de:01002000", "de:land:01", "country:DE"),
)
KIEL = Place(
    id="de:01002000",
    name="Kiel",
    kind="municipality",
    state="Schleswig-Holstein",
    parents=("de:land:01", "country:DE"),
)
THUERINGEN = Place(id="de:land:16", name="Thüringen", kind="state", parents=("country:DE",))
PARIS = Place(id="fr:paris", name="Paris", kind="municipality", state="Frankreich", country="FR")


def programme(name: str) -> Mention:
    return Mention(start=0, end=len(name), text=name, label="PROGRAMME")


def placed(*mentions: Mention, **changes: object) -> tuple:
    """The payloads of both searchable passages."""
    analysis = replace(
        an_analysis(), mentions=mentions, projects=(), event=Event(), located_in=(), **changes
    )
    return tuple(payload_of(analysis, passage) for passage in analysis.passages[1:])


def test_a_place_of_the_passage_itself_with_all_that_it_lies_in() -> None:
    first, second = placed(mention("Kieler", "PLACE", GAARDEN))
    assert (first.places, first.states) == ((), ())
    assert second.places == ("q:gaarden", "de:01002000", "de:land:01", "country:DE")
    assert second.states == ("Schleswig-Holstein",)


def test_places_of_event_and_projects_are_those_of_every_passage() -> None:
    analysis = replace(
        an_analysis(),
        mentions=(mention("Kieler", "PLACE", KIEL), mention("Zwei", "PLACE", THUERINGEN)),
        event=Event(place="Thüringen"),
        projects=(Project(name="B", places=("Kiel", "Nirgendwo")),),
    )
    found = payload_of(analysis, analysis.passages[1])
    assert set(found.places) == {"de:01002000", "de:land:01", "country:DE", "de:land:16"}
    assert set(found.states) == {"Schleswig-Holstein", "Thüringen"}


def test_a_country_stands_for_the_state_of_a_foreign_place() -> None:
    assert placed(mention("Kieler", "PLACE", PARIS))[1].states == ("Frankreich",)


def test_only_lessons_of_the_passage_itself() -> None:
    analysis = an_analysis()
    first, second = (payload_of(analysis, passage) for passage in analysis.passages[1:])
    assert first.lesson_kinds == ()
    assert second.lesson_kinds == ("success_factor", "obstacle", "recommendation")


def test_themes_dates_and_kind_are_the_reports() -> None:
    analysis = an_analysis()
    found = payload_of(analysis, analysis.passages[1])
    assert (found.report, found.doc_kind, found.themes) == ("kiel", "report", ("elternarbeit",))
    assert (found.start, found.end) == ("2013-11-14", "2013-11-15")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["XENOS", "XENOS – Integration und Vielfalt", "XENOS-Programm"], {"XENOS"}),
        (["IQ", "Integration durch Qualifizierung (IQ)"], {"Integration durch Qualifizierung"}),
        (["Europäischen Sozialfonds", "ESF"], {"Europäischer Sozialfonds"}),
        (["Bildungsketten", "LEADER"], {"Bildungsketten", "LEADER"}),
        (["Bundesprogramms „Demokratie leben!“"], {"Demokratie leben!"}),
        ([], set()),
    ],
)
def test_programmes_of_mentions_and_projects_in_one_spelling(
    names: list[str], expected: set[str]
) -> None:
    told = an_analysis(mentions=tuple(map(programme, names)), projects=())
    funded = an_analysis(
        mentions=(), projects=tuple(Project(name=f"P{n}", programme=n) for n in names)
    )
    assert set(programmes_of(told)) == set(programmes_of(funded)) == expected


def test_every_filter_finds_a_passage_of_an_analysis_that_fits() -> None:
    from service.applier import point
    from service.store.records import StoredPassage
    from tests.service.fakes import stored

    analysis = an_analysis(mentions=(mention("Kieler", "PLACE", KIEL), programme("XENOS")))
    passage = analysis.passages[2]
    at = StoredPassage(
        id=7,
        report_id="kiel",
        ordinal=2,
        start=passage.start,
        end=min(passage.end, len(TEXT)),
        vector=np.array([1, 0], dtype=np.float32),
    )
    index = MemoryIndex(2)
    index.upsert([point(stored(analysis), at)])
    where = Filter(
        places=("de:land:01",),
        states=("Schleswig-Holstein",),
        programmes=("XENOS",),
        lesson_kinds=("obstacle",),
        themes=("elternarbeit",),
        doc_kinds=("report",),
        since="2013-11-15",
        until="2013-12-31",
    )
    assert index.count(where) == 1
    assert index.count(replace(where, since="2014-01-01")) == 0
