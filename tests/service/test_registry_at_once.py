"""Where the registry takes long to build, a decision is answered and seen before it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from nlp.errors import NotFoundError
from service.registry import Outcome, ProjectRegistry
from service.registry_builder import Built, RegistryBuilder
from service.store import Store
from tests.service.databases import url_in
from tests.service.projects import put
from tests.service.test_processes import until


class Slow:
    """Builds when it may; what it then builds is of the moment at which it was asked."""

    def __init__(self, store: Store) -> None:
        self._builder = RegistryBuilder(store)
        self.may, self.asked, self.built = Event(), Event(), 0
        self.may.set()

    def build(self) -> Built:
        built = self._builder.build()
        self.asked.set()
        assert self.may.wait(20)
        self.built += 1
        return built


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        for town in ("Kiel", "Hamm", "Unna"):
            put(opened, town.lower(), "Lotsen", places=(town,))
        for report in "abc":
            put(opened, report, "Brückenbau Gaarden", places=("Kiel",))
        put(opened, "d", "Brückenbau Gaarden Plus", places=("Kiel",))
        put(opened, "e", "Ankerplatz Hafen")
        yield opened


@pytest.fixture
def slow(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    monkeypatch.setattr("service.registry.MANY", 0)
    builder = Slow(store)
    yield builder
    builder.may.set()


@pytest.fixture
def registry(store: Store, slow: Slow) -> ProjectRegistry:
    """Built once, and taken for slow; from now on nothing is built."""
    registry = ProjectRegistry(store, apart=slow, long=0.0)
    registry.all()
    slow.may.clear()
    return registry


def one(registry: ProjectRegistry, report: str) -> str:
    """The id of the entry of a report."""
    return next(entry.id for entry in registry.all() if report in entry.reports)


def merge(registry: ProjectRegistry) -> Outcome:
    return registry.merge([one(registry, "kiel"), one(registry, "hamm")])


def merge_others(registry: ProjectRegistry) -> Outcome:
    return registry.merge([one(registry, "a"), one(registry, "e")])


def keep_apart(registry: ProjectRegistry) -> Outcome:
    return registry.keep_apart([one(registry, "kiel"), one(registry, "unna")])


def split(registry: ProjectRegistry) -> Outcome:
    return registry.split(one(registry, "c"), [("c", "Brückenbau Gaarden")])


def undo_last(registry: ProjectRegistry) -> Outcome:
    return registry.undo(registry.decisions()[0][0].id)


Wish = Callable[[ProjectRegistry], Outcome]
WISHES: tuple[tuple[Wish, ...], ...] = (
    (merge, undo_last, undo_last, split, undo_last, keep_apart, undo_last),
    (keep_apart, merge, split, merge_others),
)


@pytest.mark.parametrize("wishes", WISHES, ids=lambda some: some[0].__name__)
def test_what_is_seen_at_once_is_what_is_built_later(
    registry: ProjectRegistry, store: Store, slow: Slow, wishes: tuple[Wish, ...]
) -> None:
    for wish in wishes:
        outcome = wish(registry)
        assert outcome.decision
        later = ProjectRegistry(store)
        assert registry.all() == later.all()
        assert registry.decisions() == later.decisions()
        assert outcome.entries == tuple(later.entry(each.id) for each in outcome.entries)
        assert all(registry.detail(entry.id) for entry in registry.all())
        assert all(len(entries) > 1 for _, entries in registry.proposals())
    assert slow.built == 1


@pytest.mark.usefixtures("each_database")
def test_what_is_decided_is_no_longer_proposed(registry: ProjectRegistry) -> None:
    """What else is proposed follows when all is built."""
    towns = {town: one(registry, town) for town in ("kiel", "hamm", "unna")}
    assert [set(proposal.entries) for proposal, _ in registry.proposals()] == [set(towns.values())]
    merged = registry.merge([towns["kiel"], towns["hamm"]]).entries[0]
    assert [set(proposal.entries) for proposal, _ in registry.proposals()] == [
        {merged.id, towns["unna"]}
    ]
    registry.keep_apart([merged.id, towns["unna"]])
    assert registry.proposals() == ()


def test_the_same_wish_again_is_no_decision(registry: ProjectRegistry, store: Store) -> None:
    before = [one(registry, "kiel"), one(registry, "hamm")]
    merged = registry.merge(before)
    assert registry.merge(before).decision is None
    assert registry.entry(before[1]) == registry.entry(before[0]) == merged.entries[0]
    assert split(registry).decision
    assert registry.split(one(registry, "a"), [("c", "Brückenbau Gaarden")]).decision is None
    assert keep_apart(registry).decision
    assert keep_apart(registry).decision is None
    assert len(store.projects.decisions()) == 3


def test_what_was_being_built_meanwhile_does_not_take_it_back(
    registry: ProjectRegistry, store: Store, slow: Slow
) -> None:
    """It was begun before two decisions, and ends after them."""
    slow.asked.clear()
    put(store, "f", "Ankerplatz Hafen")
    assert until(lambda: registry.all() and slow.asked.is_set(), seconds=20)
    merge(registry)
    merge_others(registry)
    slow.may.set()
    assert until(lambda: any("f" in each.reports for each in registry.all()), seconds=20)
    assert one(registry, "kiel") == one(registry, "hamm") != one(registry, "unna")
    assert one(registry, "a") == one(registry, "e")
    assert until(lambda: registry.all() == ProjectRegistry(store).all(), seconds=20)


def test_an_entry_that_is_not_known_yet_is_waited_for(
    registry: ProjectRegistry, store: Store, slow: Slow
) -> None:
    put(store, "g", "Sprachinsel", places=("Kiel",))
    new = one(ProjectRegistry(store), "g")
    with pytest.raises(NotFoundError):
        registry.entry(new)
    slow.may.set()
    assert registry.merge([new, one(registry, "e")]).decision
    with pytest.raises(NotFoundError):
        registry.merge([new, "fehlt"])
