"""A large registry is built in another process: the same one, of which only what is new is sent."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.errors import StoreError
from service.registry import ProjectRegistry
from service.registry_builder import Built, RegistryBuilder
from service.registry_pieces import put_together, taken_apart
from service.registry_process import RegistryProcess
from service.settings import Settings
from service.store import Store
from tests.service.databases import url_in
from tests.service.projects import put
from tests.service.test_processes import until


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        put(opened, "kiel", "Lotsen", places=("Kiel",), year=2012)
        put(opened, "hamm", "Lotsen", places=("Hamm",))
        put(opened, "a", "Brückenbau Gaarden", "Brückenbau", places=("Kiel",), programme="XENOS")
        put(opened, "b", "Brückenbau Gaarden", year=2014)
        yield opened


def sent(built: Built, known: frozenset[bytes] = frozenset()) -> tuple[object, list[object]]:
    """As another process would."""
    outline, *pieces = pickle.loads(pickle.dumps(list(taken_apart(built, known))))
    return outline, pieces


def test_what_is_taken_apart_is_put_together_as_it_was(store: Store) -> None:
    built = RegistryBuilder(store).build()
    outline, pieces = sent(built)
    again, known = put_together(outline, pieces, {})
    assert again == built
    assert len(again.registry.proposals) == 1
    assert len(known) == len(built.registry.entries) + len(built.registry.proposals)


def test_places_that_several_entries_share_are_there_once(store: Store) -> None:
    again, _ = put_together(*sent(RegistryBuilder(store).build()), {})
    kiel = [place for entry in again.registry.entries for place in entry.places if place.id]
    same = [place for place in kiel if place.name == "Kiel"]
    assert len(same) == 2
    assert same[0] is same[1]


def test_only_what_has_changed_is_sent_and_what_is_gone_is_forgotten(store: Store) -> None:
    first, known = put_together(*sent(RegistryBuilder(store).build()), {})
    put(store, "b", "Ankerplatz Hafen", year=2014)
    built = RegistryBuilder(store).build()
    outline, pieces = sent(built, frozenset(known))
    names = {entry.name for entry in built.registry.entries}
    assert sum(map(len, pieces)) == 2  # that of report a, and the new one
    second, known = put_together(outline, pieces, known)
    assert second == built
    assert names == {"Lotsen", "Brückenbau Gaarden", "Ankerplatz Hafen"}
    kept = {id(entry) for entry in first.registry.entries}
    assert sum(id(entry) in kept for entry in second.registry.entries) == 2
    assert len(known) == len(outline.entries) + len(outline.proposals)


def test_the_other_process_builds_the_same_and_follows_the_store(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.registry.MANY", 0)
    process = RegistryProcess(Settings(database_url=url_in(tmp_path)))
    registry = ProjectRegistry(store, apart=process)
    assert registry.all() == RegistryBuilder(store).build().registry.entries
    store.delete("hamm")
    # What takes long to build is built beside those who ask.
    assert until(lambda: all("hamm" not in each.reports for each in registry.all()), seconds=60)
    assert process.build() == RegistryBuilder(store).build()


def test_where_it_breaks_the_service_builds_it_itself(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("service.registry.MANY", 0)
    monkeypatch.setattr("service.registry_process._build", _dies)
    registry = ProjectRegistry(
        store, apart=RegistryProcess(Settings(database_url=url_in(tmp_path)))
    )
    assert len(registry.all()) == 3
    assert "beside requests" in caplog.text


def test_where_the_store_cannot_be_read_it_says_so(tmp_path: Path) -> None:
    nowhere = Settings(data=tmp_path, database_url="sqlite:////proc/nirgends/x.db")
    with pytest.raises(StoreError):
        RegistryProcess(nowhere).build()


def _dies(*_: object) -> Iterator[None]:
    os._exit(1)
    yield
