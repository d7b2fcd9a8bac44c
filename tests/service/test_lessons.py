"""Lessons of all reports: grouped as reports come and go, found, shown without names."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest

from nlp.types import Event, Lesson, Mention, Place, Project
from service.corroboration import BATCH, LessonReader, LessonWatcher
from service.keys import create_key
from service.store import Store
from tests.fakes import FakeReader, analysed_document
from tests.service.databases import raw, url_in
from tests.service.older import LATER_TABLES, without_outbox_times
from tests.service.projects import client_over

pytestmark = pytest.mark.usefixtures("each_database")

SAME = "Feste Ansprechpartner in den Schulen waren entscheidend."
SAME_TOO = "Feste Ansprechpartner in den Schulen sind entscheidend, so Leiterin Tomke Harmsen."
OPPOSITE = "Feste Ansprechpartner in den Schulen waren nicht entscheidend."
OTHER = "Der Bus am Abend fehlt den Familien im Dorf."
HESSEN = Place(id="h", name="Kassel", kind="municipality", state="Hessen")
KIEL = Place(id="k", name="Kiel", kind="municipality", state="Schleswig-Holstein")


def put(
    store: Store,
    name: str,
    *lessons: str,
    year: int = 2012,
    place: Place = KIEL,
    words: str = "",
) -> None:
    """``words``: of the rest of the text, of its own for each name where they are not given."""
    rest = words or " ".join(f"{name}{at}" for at in range(30))
    text = f"Bericht aus {place.name}\n\n" + " ".join(lessons) + f"\n\n{rest}"
    analysis, document = analysed_document(name, text)
    person = [
        Mention(start=at, end=at + 13, text="Tomke Harmsen", label="PERSON")
        for at in [text.find("Tomke Harmsen")]
        if at >= 0
    ]
    at = text.index(place.name)
    where = Mention(start=at, end=at + len(place.name), text=place.name, label="PLACE", place=place)
    found = [
        Lesson(
            start=text.index(each),
            end=text.index(each) + len(each),
            text=each,
            kind="obstacle" if each == OTHER else "success_factor",
            score=0.9,
            source="Tomke Harmsen" if "Tomke" in each else None,
            themes=("elternarbeit",),
        )
        for each in lessons
    ]
    changed = replace(
        analysis,
        event=Event(start=f"{year}-05-01", place=place.name),
        mentions=(where, *person),
        projects=(Project(name="Lotsen", programme="XENOS"),),
        lessons=tuple(found),
    )
    store.put(changed, document)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        yield opened


def caught_up(store: Store) -> Store:
    LessonReader(store, FakeReader()).catch_up()
    return store


def listed(store: Store, **params: Any) -> dict[str, Any]:
    answer = client_over(store).get("/v1/lessons", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def groups(store: Store) -> dict[str, str]:
    return {each["report"]: each["group"]["id"] for each in listed(store)["lessons"]}


def test_reports_that_say_the_same_are_one_group_and_the_opposite_is_told(store: Store) -> None:
    put(store, "a", SAME, year=2011)
    put(store, "b", SAME_TOO, year=2014, place=HESSEN)
    put(store, "c", OPPOSITE)
    put(store, "d", OTHER)
    lessons = {each["report"]: each for each in listed(caught_up(store))["lessons"]}
    assert lessons["a"]["group"]["id"] == lessons["b"]["group"]["id"]
    assert len({each["group"]["id"] for each in lessons.values()}) == 3
    assert lessons["a"]["group"]["sentence"] == (
        "2 Berichte, 1 Programm, 2 Länder, 2011–2014; einer sagt das Gegenteil"
    )
    group = client_over(store).get(f"/v1/lessons/{lessons['a']['group']['id']}").json()
    assert [each["report"] for each in group["lessons"]] == ["a", "b"]
    assert [each["report"] for each in group["opposite"]] == ["c"]


def test_reports_of_nearly_the_same_text_are_one_voice_and_stay_listed(store: Store) -> None:
    words = "Zum Treffen kamen Lehrkräfte, Eltern und Träger aus dem ganzen Kreis zusammen. " * 3
    put(store, "a", SAME, year=2011, words=words)
    put(store, "b", SAME, year=2015, words=f"Pressemitteilung {words}")
    lessons = listed(caught_up(store))["lessons"]
    assert [each["group"]["sentence"] for each in lessons] == [
        "1 Bericht (dazu ein fast gleicher Text), 1 Programm, 1 Land, 2011"
    ] * 2
    assert [each["same_text_as"] for each in lessons] == [None, "a"]
    put(store, "c", SAME_TOO, year=2014, place=HESSEN)
    put(store, "d", OPPOSITE, words="Kurz und gut war es, sagten alle am Ende des Tages.")
    put(store, "e", OPPOSITE, words="Kurz und gut war es, sagten alle am Ende des Tages.")
    group = listed(caught_up(store))["lessons"][0]["group"]
    assert group["sentence"] == (
        "2 Berichte (dazu ein fast gleicher Text), 1 Programm, 2 Länder, 2011–2014; "
        "einer sagt das Gegenteil"
    )
    voices = client_over(store).get(f"/v1/lessons/{group['id']}").json()
    assert [(each["report"], each["same_text_as"]) for each in voices["lessons"]] == [
        ("a", None),
        ("b", "a"),
        ("c", None),
    ]
    assert [each["same_text_as"] for each in voices["opposite"]] == [None, "d"]
    assert (voices["reports"], voices["copies"], voices["against"]) == (2, 1, 1)


def test_who_repeats_a_text_corroborates_nothing(store: Store) -> None:
    put(store, "a", SAME, words="Zum Treffen kamen Eltern und Träger aus dem Kreis zusammen.")
    put(store, "b", SAME, words="Zum Treffen kamen Eltern und Träger aus dem Kreis zusammen!")
    client = client_over(caught_up(store))
    assert client.get("/v1/lesson-groups?corroborated=true").json()["total"] == 0
    assert client.get("/v1/statistics").json()["corroborated"] == 0
    store.delete("a")
    put(store, "a", SAME)
    caught_up(store)
    assert client.get("/v1/lesson-groups?corroborated=true").json()["total"] == 1
    assert client.get("/v1/statistics").json()["corroborated"] == 1
    assert listed(store)["lessons"][0]["group"]["reports"] == 2


def test_each_lesson_is_shown_at_its_place_and_persons_by_their_role(store: Store) -> None:
    put(store, "b", SAME_TOO)
    shown = listed(caught_up(store))["lessons"][0]
    text = store.get("b").analysis.text
    assert text[shown["start"] : shown["end"]] == SAME_TOO
    assert shown["link"] == f"/berichte/b#f-{shown['start']}-{shown['end']}"
    assert shown["source"] == "Leiterin"
    assert shown["text"].endswith("so Leiterin [Name].")
    assert listed(store, q="Harmsen")["total"] == 0
    released = client_over(store, release_persons=True).get("/v1/lessons").json()["lessons"][0]
    assert (released["source"], released["text"]) == ("Tomke Harmsen", SAME_TOO)


def test_a_key_with_the_scope_sees_who_said_it(store: Store) -> None:
    put(store, "b", SAME_TOO)
    caught_up(store)
    client = client_over(store)
    for scopes, source in ((["read"], "Leiterin"), (["read", "persons"], "Tomke Harmsen")):
        _, secret = create_key(store.keys, name="Portal", scopes=scopes)
        answer = client.get("/v1/lessons", headers={"X-API-Key": secret}).json()
        assert answer["lessons"][0]["source"] == source


def test_where_reading_is_closed_a_key_needs_its_scope(store: Store) -> None:
    put(store, "b", SAME_TOO)
    group = groups(caught_up(store))["b"]
    client = client_over(store, open_reading=False)
    _, secret = create_key(store.keys, name="Portal", scopes=["persons"])
    for address in ("/v1/lessons", f"/v1/lessons/{group}", "/v1/projects/lotsen/card"):
        assert client.get(address).status_code == 401
        assert client.get(address, headers={"X-API-Key": secret}).status_code == 403


def test_groups_follow_reports_that_come_change_and_go(store: Store) -> None:
    put(store, "a", SAME)
    before = groups(caught_up(store))["a"]
    put(store, "b", SAME_TOO)
    assert groups(caught_up(store)) == {"a": before, "b": before}
    store.delete("a")
    assert groups(store) == {"b": before}
    put(store, "a", SAME)
    assert groups(caught_up(store)) == {"a": before, "b": before}
    put(store, "a", OTHER)
    found = listed(caught_up(store), kind="success_factor")
    assert [each["group"]["reports"] for each in found["lessons"]] == [1]


def test_the_opposite_is_forgotten_with_its_report(store: Store) -> None:
    put(store, "a", SAME)
    put(store, "c", OPPOSITE)
    assert listed(caught_up(store))["lessons"][0]["group"]["against"] == 1
    store.delete("c")
    assert listed(store)["lessons"][0]["group"]["against"] == 0


def test_lessons_are_filtered_and_paged(store: Store) -> None:
    put(store, "a", SAME, OTHER)
    put(store, "b", SAME_TOO)
    caught_up(store)
    assert listed(store, kind="obstacle")["total"] == 1
    assert listed(store, theme="elternarbeit")["total"] == 3
    assert listed(store, theme="eltern")["total"] == 0
    assert listed(store, q="ansprech schulen")["total"] == 2
    assert listed(store, q="%")["total"] == 3
    first = listed(store, limit=2)
    assert (first["total"], len(first["lessons"])) == (3, 2)
    rest = listed(store, limit=2, after=first["next"])
    assert [each["report"] for each in rest["lessons"]] == ["b"]
    assert rest["next"] is None


def test_reports_without_lessons_are_done_at_once(store: Store) -> None:
    put(store, "a", SAME)
    caught_up(store)
    put(store, "b")
    reader = LessonReader(store, FakeReader())
    reader.catch_up()
    assert store.lessons.missing(reader.name) == 0


def test_an_unknown_group_is_not_found(store: Store) -> None:
    assert client_over(store).get("/v1/lessons/none").status_code == 404


def test_reports_of_an_older_store_are_read_afterwards_and_after_a_stop(store: Store) -> None:
    for number in range(BATCH + 5):
        put(store, f"r{number}", SAME)
    reader, asked = LessonReader(store, FakeReader()), iter([False, True])
    reader.catch_up(stop=lambda: next(asked))
    assert store.lessons.missing(reader.name) == 5
    LessonReader(store, FakeReader()).catch_up()
    assert store.lessons.missing(reader.name) == 0
    assert len(set(groups(store).values())) == 1


def test_a_store_without_the_tables_gets_them(tmp_path: Path) -> None:
    with Store(url_in(tmp_path)) as old:
        put(old, "a", SAME)
    with raw(url_in(tmp_path)) as connection:
        for table in LATER_TABLES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        without_outbox_times(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0008'")
    with Store(url_in(tmp_path)) as upgraded:
        assert listed(caught_up(upgraded))["total"] == 1


def test_another_encoder_reads_all_lessons_again_and_never_mixes_vectors(store: Store) -> None:
    put(store, "a", SAME)
    put(store, "b", SAME_TOO)
    caught_up(store)
    put(store, "c", OPPOSITE)
    reader = LessonReader(store, FakeReader(name="fake-2", dimensions=32))
    reader.catch_up()
    assert store.lessons.missing(reader.name) == 0
    lessons = {each["report"]: each["group"] for each in listed(store)["lessons"]}
    assert lessons["a"] == lessons["b"]
    assert (lessons["a"]["reports"], lessons["a"]["against"]) == (2, 1)


def test_comparing_lessons_leaves_half_of_the_time_to_requests() -> None:
    class Worker:
        """Works twice for a while and asks each time whether it is to stop."""

        def __init__(self) -> None:
            self.rests: list[float] = []
            self.done = Signal()

        def waiting(self):
            return 1

        def catch_up(self, *, stop):
            for _ in range(2):
                begun = time.monotonic()
                time.sleep(0.05)
                worked = time.monotonic()
                assert not stop()
                self.rests.append((time.monotonic() - worked) / (worked - begun))
            self.done.set()
            stop()

    worker = Worker()
    with LessonWatcher(worker, pause=60):
        assert worker.done.wait(30)
    assert min(worker.rests) > 0.9


def test_while_a_service_runs_new_reports_are_read(store: Store) -> None:
    with LessonWatcher(LessonReader(store, FakeReader()), pause=0.01):
        put(store, "a", SAME)
        until = time.monotonic() + 60
        while not listed(store)["total"] and time.monotonic() < until:
            time.sleep(0.01)
    assert listed(store)["total"] == 1
