"""A report that is there already is told when it comes again, a little changed or in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from corpus.gold import REPORTS, read_gold
from nlp.types import Passage
from service.ingest import Step, ingest
from service.print_taker import PrintTaker
from service.prints import Near, nearly_there
from service.store import Store
from tests.fakes import FakeAnalyser, analysed_document, document_of
from tests.service.databases import raw, url_in
from tests.service.older import without_found

pytestmark = pytest.mark.usefixtures("each_database")

CORPUS = {report.id: report.text for report in read_gold(REPORTS)[:22]}
TEXT = CORPUS["report-001"]
PARAGRAPHS = TEXT.split("\n\n")
SERIES = (
    "{number} Netzwerktreffen der Bildungsbüros\n\n"
    "Am {day} trafen sich die Bildungsbüros des Landes auf Einladung der Transferstelle in {town}. "
    "Moderiert wurde der Tag von der Transferstelle.\n\n{body}\n\n"
    "Das nächste Treffen wird rechtzeitig angekündigt. Das Netzwerk wird aus Mitteln des "
    "Europäischen Sozialfonds und des Landes unterstützt. Wir danken allen Beteiligten."
)
FIRST = SERIES.format(
    number="Erstes",
    day="3. März 2015",
    town="Hamm",
    body="Im Mittelpunkt stand die Frage, wie ein Bildungsbericht entsteht, den der Rat liest. Aus "
    "Herne kam der Rat, jedes Kapitel mit einer Frage zu beginnen und mit einem Vorschlag zu "
    "schließen. In Unna haben sich kurze Datenblätter bewährt, die vorab mit den Ämtern "
    "besprochen werden. Streit gab es um die Zahl der Indikatoren.",
)
SECOND = SERIES.format(
    number="Zweites",
    day="12. Mai 2016",
    town="Soest",
    body="Diesmal ging es um Übergänge von der Kita in die Grundschule. Lippstadt stellte seine "
    "Bildungspatenschaften vor, bei denen Drittklässler die Neuen durch das erste Halbjahr "
    "begleiten. Als Hürde erwies sich der Datenschutz; ein Bogen in einfacher Sprache half. Auch "
    "Väter kamen, seit die Treffen am Samstag sind.",
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return url_in(tmp_path, "f.db")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as opened:
        for name, text in CORPUS.items():
            opened.put(*analysed_document(name, text))
        yield opened


def near(store: Store, text: str, name: str = "neu") -> list[Near]:
    return list(nearly_there(analysed_document(name, text)[0], store))


def with_typing_errors(text: str) -> str:
    words = text.split(" ")
    return " ".join(w[:1] + w[2:] if at % 25 == 7 else w for at, w in enumerate(words))


@pytest.mark.parametrize(
    ("text", "least"),
    [
        (TEXT, 1.0),
        (TEXT.upper(), 0.98),
        (with_typing_errors(TEXT), 0.75),
        ("\n\n".join(reversed(PARAGRAPHS)), 0.9),
        ("Pressemitteilung der Stadt Kiel\n\nSperrfrist: 12 Uhr\n\n" + TEXT, 1.0),
        (re.sub(r"2013", "2014", TEXT), 0.85),
        ("\n\n".join(PARAGRAPHS[: len(PARAGRAPHS) // 2]), 0.95),
        ("\n\n".join((*PARAGRAPHS[: len(PARAGRAPHS) // 2], CORPUS["report-020"][:1500])), 0.4),
        ("\n\n".join((TEXT, CORPUS["report-020"], CORPUS["report-021"])), 1.0),
    ],
    ids=[
        "the same",
        "capitals",
        "typing errors",
        "paragraphs in another order",
        "another header",
        "another year",
        "its first half",
        "half of it quoted in another text",
        "a collection that holds it",
    ],
)
def test_a_report_that_is_there_is_named_with_its_share(
    store: Store, text: str, least: float
) -> None:
    found = {each.report: each for each in near(store, text)}
    assert found["report-001"].share >= least
    assert found["report-001"].title == PARAGRAPHS[0]


def test_other_reports_are_not_named(store: Store) -> None:
    assert near(store, FIRST) == []
    for name, text in CORPUS.items():
        assert near(store, text, name) == []


def test_two_reports_of_one_series_are_two(store: Store) -> None:
    store.put(*analysed_document("erstes", FIRST))
    assert near(store, SECOND) == []
    assert [each.report for each in near(store, FIRST)] == ["erstes"]


def test_navigation_and_footers_do_not_count(store: Store) -> None:
    frame = "Startseite › Termine › Berichte › Archiv der Veranstaltungen seit 2009 › Drucken. " * 6
    bodies = ("Ein kurzer Hinweis auf das Treffen in Hamm.", "Wir laden nach Unna ein.")
    analyses = []
    for name, body in zip("ab", bodies, strict=True):
        text = f"{frame}\n\n{body}"
        parts = (
            Passage(start=0, end=len(frame), searchable=False),
            Passage(start=len(frame) + 2, end=len(text)),
        )
        analysis, document = analysed_document(name, text)
        analyses.append((replace(analysis, passages=parts, vectors=analysis.vectors[:2]), document))
    store.put(*analyses[0])
    assert nearly_there(analyses[1][0], store) == ()


def test_a_text_without_words_is_near_to_nothing(store: Store) -> None:
    store.put(*analysed_document("striche", "– – –"))
    assert near(store, "– – –") == near(store, "…") == []


def test_the_prints_follow_their_reports(store: Store, url: str) -> None:
    store.put(*analysed_document("report-001", FIRST))
    assert near(store, TEXT) == []
    assert [each.report for each in near(store, FIRST)] == ["report-001"]
    store.delete("report-001")
    assert near(store, FIRST) == []
    for name in list(CORPUS)[1:]:
        store.delete(name)
    with raw(url) as connection:
        left = [connection.exec_driver_sql(f"SELECT count(*) FROM {t}").fetchone() for t in TABLES]
    assert left == [(0,), (0,)]


TABLES = ("prints", "print_bands")


def test_an_old_store_gets_its_prints_bit_by_bit(store: Store, url: str) -> None:
    with raw(url) as connection:
        for table in TABLES:
            connection.exec_driver_sql(f"DELETE FROM {table}")
    for at in range(70):
        store.put(*analysed_document(f"neu-{at:02}", f"{at} " * 20))
    with raw(url) as connection:
        for table in TABLES:
            connection.exec_driver_sql(f"DELETE FROM {table}")
    assert store.prints.missing() == 92
    asked = iter([False, True])
    store.prints.catch_up(stop=lambda: next(asked))
    assert store.prints.missing() == 42
    store.prints.catch_up()
    assert store.prints.missing() == 0
    assert [each.report for each in near(store, TEXT)] == ["report-001"]


def test_a_running_service_takes_the_prints_of_an_old_store(store: Store, url: str) -> None:
    with raw(url) as connection:
        for table in TABLES:
            connection.exec_driver_sql(f"DELETE FROM {table}")
    with PrintTaker(store.prints):
        begun = monotonic()
        while store.prints.missing() and monotonic() - begun < 60:
            sleep(0.02)
    assert store.prints.missing() == 0


def test_ingest_tells_what_is_nearly_the_same(store: Store) -> None:
    steps: list[Step] = []
    again = document_of("neu", TEXT.replace("2013", "2014"))
    for version in ("1", "2"):
        ingest(
            [again, document_of("erstes", FIRST)],
            store=store,
            analyser=FakeAnalyser(version=version),
            progress=steps.append,
        )
    told = [(step.name, [each.report for each in step.near]) for step in steps]
    assert told == [
        ("neu.txt", ["report-001"]),
        ("erstes.txt", []),
        ("neu.txt", []),
        ("erstes.txt", []),
    ]


def test_a_database_of_the_version_before_gets_its_tables(store: Store, url: str) -> None:
    with raw(url) as connection:
        for table in TABLES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        without_found(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    with Store(url) as opened:
        assert near(opened, TEXT) == []
        opened.prints.catch_up()
        assert [each.report for each in near(opened, TEXT)] == ["report-001"]
