"""A question finds the passage that answers, and each hit says where and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.errors import BadInputError, NotFoundError
from service.applier import Applier
from service.find import Finder, Hit
from service.index.memory import MemoryIndex
from service.ingest import ingest
from service.store import Store
from tests.fakes import DIMENSIONS, FakeAnalyser, FakeReader, document_of
from tests.service.databases import url_in

REPORTS = {
    "eltern": "Elternarbeit in Kiel\n\nWir haben die Eltern am Schultor angesprochen.\n\n"
    "Ein Café für Väter kam dazu.\n\nDie Eltern blieben dabei.\n\nAlle Eltern kamen wieder.",
    "bus": "Beratung auf Rädern\n\nDer Beratungsbus hält jede Woche in denselben Dörfern.",
    "azubi": "Ausbildung finden\n\n"
    "Mentor:innen begleiten Jugendliche in die Ausbildung 🎈 täglich.",
    "leer": "Grußwort\n\nDer Bürgermeister dankte allen.",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path, "f.db")) as opened:
        yield opened


@pytest.fixture
def index(store: Store) -> MemoryIndex:
    made = MemoryIndex(DIMENSIONS)
    documents = [document_of(name, text) for name, text in REPORTS.items()]
    ingest(documents, store=store, analyser=FakeAnalyser(), applier=Applier(store, made))
    return made


@pytest.fixture
def finder(store: Store, index: MemoryIndex) -> Finder:
    return Finder(store, index, FakeReader())


def ids(hits: list[Hit]) -> list[str]:
    return [hit.report_id for hit in hits]


@pytest.mark.parametrize(
    ("question", "report"),
    [
        ("Wie spricht man Eltern an?", "eltern"),
        ("Bus für die Beratung auf dem Dorf", "bus"),
        ("Mentorinnen für Azubis", "azubi"),
        ("Was sagte der Bürgermeister?", "leer"),
    ],
)
def test_the_report_that_answers_comes_first(finder: Finder, question: str, report: str) -> None:
    assert finder.find(question)[0].report_id == report


def test_every_offset_shows_its_place_in_the_text(finder: Finder) -> None:
    for question in ("Eltern", "Mentoren Ausbildung täglich", "Bus"):
        for hit in finder.find(question):
            text = REPORTS[hit.report_id]
            for part in (hit, *hit.more):
                assert text[part.start : part.end] == part.text
                marks = [mark.of(text) for mark in part.highlights]
                assert set(part.why.matched) <= set(marks)
                assert all(part.start <= m.start < m.end <= part.end for m in part.highlights)


def test_a_report_is_named_once_with_up_to_two_further_passages(finder: Finder) -> None:
    hits = finder.find("Eltern")
    assert len(ids(hits)) == len(set(ids(hits)))
    scores = [hits[0].score, *(part.score for part in hits[0].more)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_a_hit_carries_what_the_page_shows(finder: Finder) -> None:
    hit = finder.find("Eltern")[0]
    assert (hit.title, hit.doc_kind) == ("Elternarbeit in Kiel", "report")
    assert (hit.event.place, hit.event.start) == ("Kiel", "2013-11-14")
    assert [theme.id for theme in hit.themes] == ["elternarbeit"]


def test_the_reason_names_words_and_shares(finder: Finder) -> None:
    hit = finder.find("Eltern am Schultor")[0]
    assert hit.why.matched == ("Eltern", "Schultor")
    assert "„Eltern“ und „Schultor“" in hit.why.sentence
    assert hit.why.words + hit.why.meaning == pytest.approx(1)


def test_a_hit_by_meaning_alone_says_so(finder: Finder) -> None:
    hit = finder.find("Quantenphysik")[0]
    assert (hit.why.matched, hit.highlights) == ((), ())
    assert hit.why.sentence


def test_scores_fall_and_the_order_is_the_same_each_time(finder: Finder) -> None:
    first = finder.find("Eltern Bus Ausbildung")
    assert [h.score for h in first] == sorted((h.score for h in first), reverse=True)
    assert first == finder.find("Eltern Bus Ausbildung")


def test_of_equal_reports_the_first_by_id_is_shown_and_names_the_other(
    store: Store, finder: Finder
) -> None:
    twins = [document_of(name, "Zwillinge\n\nGanz gleicher Text.") for name in ("zz", "aa")]
    ingest(twins, store=store, analyser=FakeAnalyser(), applier=Applier(store, finder._index))
    hits = finder.find("Zwillinge ganz gleich")
    assert (hits[0].report_id, "zz" in ids(hits)) == ("aa", False)
    assert [other.report_id for other in hits[0].also_in] == ["zz"]


def test_no_more_than_asked_for(finder: Finder) -> None:
    assert len(finder.find("Eltern", limit=2)) == 2
    assert len(finder.find("Eltern", limit=50)) == 4
    with pytest.raises(BadInputError, match="mindestens 1"):
        finder.find("Eltern", limit=0)


def test_several_questions_are_answered_as_each_alone(finder: Finder) -> None:
    questions = ["Eltern", "Bus", "Ausbildung"] * 20
    assert finder.find_all(questions) == [finder.find(question) for question in questions]


@pytest.mark.parametrize("empty", ["", "  ", "\x00", "?!"])
def test_an_empty_question_is_refused(finder: Finder, empty: str) -> None:
    with pytest.raises(BadInputError, match="Frage ist leer"):
        finder.find(empty)


@pytest.mark.parametrize(
    "harmless",
    [
        "'; DROP TABLE reports; --",
        '" OR 1=1',
        "{{ 7*7 }} ${7*7} <script>alert(1)</script>",
        "%s %d %n {0} :id",
        "Eltern\x00\x1b[31m\ud800",
        "(" * 500 + "Eltern",
        "Eltern " * 5000,
        "🎈🎈 Eltern",
        "a",
    ],
)
def test_no_question_does_harm(finder: Finder, store: Store, harmless: str) -> None:
    assert len(finder.find(harmless)) == 4
    assert store.count() == 4


def test_an_empty_store_has_no_hits(tmp_path: Path) -> None:
    with Store(url_in(tmp_path, "empty.db")) as store:
        assert Finder(store, MemoryIndex(DIMENSIONS), FakeReader()).find("Eltern") == []


def test_what_is_gone_or_changed_since_the_index_was_fed_is_not_shown(
    finder: Finder, store: Store
) -> None:
    store.delete("eltern")
    changed = document_of("bus", "Kurz")
    ingest([changed], store=store, analyser=FakeAnalyser())
    assert set(ids(finder.find("Eltern Beratungsbus"))) == {"azubi", "leer"}


# Similar


def test_a_report_is_not_similar_to_itself(finder: Finder) -> None:
    assert set(ids(finder.similar(report_id="eltern"))) == {"bus", "azubi", "leer"}


def test_a_described_plan_finds_the_report_like_it(finder: Finder) -> None:
    plan = "Wir planen einen Bus, der jede Woche zur Beratung in die Dörfer fährt. " * 50
    hits = finder.similar(text=plan, limit=2)
    assert (hits[0].report_id, len(hits)) == ("bus", 2)
    assert "Beratungsbus" in hits[0].why.matched


def test_a_plan_without_words_is_refused(finder: Finder) -> None:
    for text in ("", None):
        with pytest.raises(BadInputError):
            finder.similar(text=text)


def test_an_unknown_report_is_not_found(finder: Finder) -> None:
    with pytest.raises(NotFoundError, match="„fehlt“"):
        finder.similar(report_id="fehlt")
