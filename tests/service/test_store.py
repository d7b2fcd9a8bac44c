"""What is acknowledged stays, and comes back as it was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from nlp.errors import NotFoundError, StoreError
from nlp.types import Lesson, LocatedIn, Mention, Place, Project, Span, Theme
from service.store import Fingerprint, Store
from service.store.tables import metadata
from tests.fakes import analysed_document
from tests.service.databases import is_postgres, raw, url_in, url_of_empty

pytestmark = pytest.mark.usefixtures("each_database")

ELTERN = "Elternabend in Kiel\n\nWir haben die Eltern am Schultor angesprochen.\n\nDas half."
PLACE = Place(
    id="g1", name="Straßburg", kind="municipality", country="FR", population=9, parents=("FR",)
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return url_in(tmp_path / "store")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as opened:
        yield opened


def test_a_report_comes_back_as_it_was_analysed(store: Store) -> None:
    analysis, document = analysed_document("eltern", ELTERN)
    analysis = replace(
        analysis,
        mentions=(Mention(start=15, end=19, text="Kiel", label="PLACE", score=0.5, place=PLACE),),
        projects=(Project(name="ELAN", aliases=("E",), mentions=(0,), places=("Kiel",)),),
        located_in=(LocatedIn(project="ELAN", place="Kiel"),),
        themes=(Theme(id="t", label="T", score=0.25, evidence=(Span(start=0, end=4),)),),
        lessons=(Lesson(start=0, end=5, text="Elter", kind="insight", score=1.0, themes=("t",)),),
    )
    assert store.put(analysis, document) == "new"
    stored = store.get("eltern", vectors=True)
    assert replace(stored.analysis, vectors=analysis.vectors) == analysis
    np.testing.assert_allclose(stored.analysis.vectors, analysis.vectors, atol=1e-3)
    assert (stored.name, stored.media_type) == ("eltern.txt", "text/plain")
    assert store.original("eltern") == ELTERN.encode()
    assert stored.created == stored.updated
    assert stored.created.utcoffset() is not None


def test_vectors_are_only_read_where_asked_for(store: Store) -> None:
    store.put(*analysed_document("eltern", ELTERN))
    assert store.get("eltern").analysis.vectors.size == 0


def test_the_same_id_again_takes_the_place_of_the_old_report(store: Store) -> None:
    store.put(*analysed_document("a", ELTERN))
    old = store.passages_of("a")
    assert store.put(*analysed_document("a", "Nur noch ein Absatz.")) == "changed"
    assert store.count() == 1
    assert [p.of("Nur noch ein Absatz.") for p in store.passages_of("a")] == [
        "Nur noch ein Absatz."
    ]
    assert store.passages([p.id for p in old]) == []
    assert store.get("a").created <= store.get("a").updated


def test_numbers_of_passages_are_never_given_twice(store: Store) -> None:
    store.put(*analysed_document("a", ELTERN))
    used = {p.id for p in store.passages_of("a")}
    store.delete("a")
    store.put(*analysed_document("a", ELTERN))
    assert used.isdisjoint(p.id for p in store.passages_of("a"))


def test_each_change_leaves_word_for_the_index(store: Store) -> None:
    store.put(*analysed_document("a", ELTERN))
    numbers = tuple(p.id for p in store.passages_of("a"))
    store.delete("a")
    added, deleted = store.pending()
    assert (added.report_id, added.removed) == ("a", ())
    assert (deleted.report_id, deleted.removed) == ("a", numbers)
    store.settle([added])
    assert store.pending() == [deleted]


def test_a_failing_put_leaves_nothing_behind(store: Store) -> None:
    analysis, document = analysed_document("a", ELTERN)
    with pytest.raises(ValueError, match="zip"):
        store.put(replace(analysis, vectors=analysis.vectors[:1]), document)
    assert (store.count(), store.pending()) == (0, [])


def test_passages_come_in_the_order_asked_for_without_what_is_gone(store: Store) -> None:
    store.put(*analysed_document("a", ELTERN))
    first, second, third = (p.id for p in store.passages_of("a"))
    asked = store.passages([third, 999_999, first, second])
    assert [p.id for p in asked] == [third, first, second]


def test_more_reports_than_one_query_can_name(store: Store) -> None:
    ids = [f"r{n:04}" for n in range(1200)]
    store.put(*analysed_document("r0001", ELTERN))
    assert list(store.find(ids)) == ["r0001"]
    assert store.passages(range(1, 1200)) == store.passages_of("r0001")


def test_reports_are_listed_page_by_page(store: Store) -> None:
    for name in ("c", "a", "b"):
        store.put(*analysed_document(name, f"Bericht {name}"))
    assert [r.id for r in store.all(limit=2)] == ["a", "b"]
    assert [r.id for r in store.all(limit=2, after="b")] == ["c"]


def test_fingerprints_say_what_was_read_by_whom(store: Store) -> None:
    analysis, document = analysed_document("a", ELTERN)
    store.put(analysis, document, version="v7")
    assert store.digests() == {"a": document.digest}
    assert store.fingerprints() == {"a": Fingerprint(digest=document.digest, version="v7")}


@pytest.mark.parametrize("changed", [["b"], ["a", "b", "c", "d"]])
def test_cards_are_read_again_where_their_reports_have_changed(
    store: Store, changed: list[str]
) -> None:
    for name in "abcdx":
        store.put(*analysed_document(name, ELTERN))
    before = store.found.cards()
    for name in changed:
        analysis, document = analysed_document(name, ELTERN)
        store.put(replace(analysis, title=f"Neu: {name}"), document)
    store.delete("x")
    store.put(*analysed_document("aa", ELTERN))
    after = store.found.cards(before)
    assert after == store.found.cards()
    assert [card.report for card in after] == ["a", "aa", "b", "c", "d"]
    assert [card.report for card in after if card.title.startswith("Neu: ")] == changed
    kept = {id(card) for card in before}
    assert [card.report for card in after if id(card) in kept] == [
        name for name in "abcd" if name not in changed
    ]


@pytest.mark.parametrize("evil", ["'; DROP TABLE reports; --", "%", "_", "{{7*7}}", "ä/ö?#"])
def test_any_text_may_be_an_id(store: Store, evil: str) -> None:
    store.put(*analysed_document(evil, "Text mit ' und \" und %s und :name"))
    assert store.get(evil).analysis.text == "Text mit ' und \" und %s und :name"
    store.delete(evil)
    assert store.count() == 0


def test_unknown_reports_are_not_found(store: Store) -> None:
    for ask in (store.get, store.delete, store.original):
        with pytest.raises(NotFoundError, match="„fehlt“"):
            ask("fehlt")


def test_what_is_stored_is_there_after_reopening(url: str) -> None:
    with Store(url) as first:
        first.put(*analysed_document("a", ELTERN))
        first.set_note("encoder", "fake-1")
    with Store(url) as second:
        assert (second.count(), second.note("encoder")) == (1, "fake-1")
        assert second.note_once("encoder", "other") == "fake-1"


KILLED = """
import os, signal, sys
from service.store import Store
from tests.fakes import analysed_document
store = Store(sys.argv[1])
for number in range(100):
    store.put(*analysed_document(f"r{number}", "Ein Absatz."))
    print(number, flush=True)
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_kill_9_loses_nothing_acknowledged(url: str) -> None:
    command = [sys.executable, "-c", KILLED, url]
    run = subprocess.run(command, capture_output=True, text=True, cwd=Path.cwd(), check=False)
    assert run.returncode == -9, run.stderr
    with Store(url) as store:
        assert store.count() == len(run.stdout.split()) == 8
        assert len(store.pending()) == 8


def test_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    url = url_of_empty(tmp_path)
    Store(url).close()
    with raw(url) as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert found == []


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    Store(url).close()
    with raw(url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="neueren Version"):
        Store(url)


def test_a_damaged_database_is_a_clear_error(tmp_path: Path) -> None:
    if is_postgres():
        pytest.skip("a server looks after its files")
    (tmp_path / "f.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match="beschädigt"):
        Store(url_in(tmp_path, "f.db"))


@pytest.mark.parametrize("address", ["nonsense", "mongodb://x/y", ""])
def test_an_unusable_address_is_a_clear_error(address: str) -> None:
    with pytest.raises(StoreError, match="nicht lesbar"):
        Store(address)
