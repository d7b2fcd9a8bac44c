"""Questions are read with the store's programmes, and say what they demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.gazetteer import load_gazetteer
from corpus.regions import load_regions
from nlp.errors import BadInputError
from nlp.gazetteer import Gazetteer
from nlp.types import Project
from nlp.understanding import Areas
from service.index.port import Filter
from service.questions import KEPT, Questions, open_questions
from service.store import Store
from tests.fakes import analysed_document
from tests.service.databases import url_in


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def areas(gazetteer: Gazetteer) -> Areas:
    return Areas(gazetteer, load_regions(gazetteer))


@pytest.fixture
def names() -> list[str]:
    return ["XENOS", "XENOS – Integration und Vielfalt", "BIWAQ"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def questions(gazetteer: Gazetteer, areas: Areas, names: list[str], clock: Clock) -> Questions:
    return Questions(
        gazetteer, areas, lambda: list(names), today=lambda: date(2021, 6, 15), clock=clock
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


def test_parts_are_taken_back_by_their_ids(questions: Questions) -> None:
    text = "Tandems in Thüringen nach 2015"
    assert [part.id for part in questions.read(text).understood] == ["ort:de:land:16", "zeit:2016-"]
    rest = questions.read(text, without=["zeit:2016-"])
    assert [part.id for part in rest.understood] == ["ort:de:land:16"]


def test_an_empty_question_is_refused(questions: Questions) -> None:
    with pytest.raises(BadInputError, match="Die Frage ist leer"):
        questions.read("…")


def test_what_is_certain_restricts(questions: Questions) -> None:
    query = questions.read("Woran scheitert Elternarbeit in Thüringen nach 2015 im Programm XENOS?")
    assert questions.restriction(query) == Filter(
        places=("de:land:16",),
        programmes=("XENOS", "XENOS – Integration und Vielfalt"),
        lesson_kinds=("obstacle",),
        since="2016-01-01",
    )


def test_periods_hold_together_and_places_are_alternatives(questions: Questions) -> None:
    query = questions.read("Tandems in Kassel seit 2011 oder auch nur in Fulda bis 2013")
    restriction = questions.restriction(query)
    assert restriction is not None
    assert restriction.places == ("de:06611000", "de:06631009")
    assert (restriction.since, restriction.until) == ("2011-01-01", "2013-12-31")


@pytest.mark.parametrize("text", ["Elternarbeit", "Mitbestimmung Eifel 2013", "XENOS Verstetigung"])
def test_what_is_uncertain_restricts_nothing(questions: Questions, text: str) -> None:
    assert questions.restriction(questions.read(text)) is None


def test_new_programmes_are_known_after_a_while(
    questions: Questions, names: list[str], clock: Clock
) -> None:
    text = "IdA Verstetigung"
    assert not questions.read(text).understood
    names.append("IdA")
    assert not questions.read(text).understood
    clock.now = KEPT + 1
    assert [part.id for part in questions.read(text).understood] == ["programm:ida"]


@pytest.mark.usefixtures("each_database")
def test_the_programmes_of_a_store_are_known(store: Store) -> None:
    for number, name in enumerate(["BIWAQ", "XENOS", "XENOS", None]):
        analysis, document = analysed_document(f"r{number}", "Ein Bericht aus Kiel.")
        project = Project(name=f"P{number}", programme=name)
        store.put(replace(analysis, projects=(project,)), document)
    assert store.projects.programmes() == ["XENOS", "BIWAQ"]
    (part,) = open_questions(store).read("XENOS Verstetigung").understood
    assert part.id == "programm:xenos"
