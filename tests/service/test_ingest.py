"""A run over documents can be repeated, interrupted and killed; the index always catches up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from corpus.documents import Document, Refusal
from nlp.errors import EmptyDocumentError, StoreError
from service.applier import Applier
from service.find import Finder
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.ingest import IngestReport, Step, ingest
from service.reanalyse import reanalyse, stale
from service.settings import Settings
from service.store import Store
from service.watcher import Watcher
from service.workspace import PATIENCE, open_workspace
from tests.fakes import DIMENSIONS, FakeAnalyser, FakeReader, analysed_document, document_of
from tests.service.databases import url_in

pytestmark = pytest.mark.usefixtures("each_database")

ELTERN = document_of(
    "eltern", "Elternabend in Kiel\n\nWir haben die Eltern am Schultor angesprochen."
)
BUS = document_of("bus", "Beratungsbus im Landkreis\n\nDer Bus hält jede Woche an denselben Orten.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path, "f.db")) as opened:
        yield opened


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.refused


def run(store: Store, *documents: Document | Refusal, version: str = "1") -> IngestReport:
    return ingest(documents, store=store, analyser=FakeAnalyser(version=version))


def test_the_second_run_finds_nothing_to_do(store: Store) -> None:
    assert counts(run(store, ELTERN, BUS)) == (2, 0, 0, 0)
    analyser = FakeAnalyser()
    report = ingest([ELTERN, BUS], store=store, analyser=analyser)
    assert counts(report) == (0, 0, 2, 0)
    assert analyser.read == []


def test_only_what_changed_is_read_again(store: Store) -> None:
    run(store, ELTERN, BUS)
    other = document_of("bus", "Beratungsbus\n\nDer Bus fährt nicht mehr.")
    assert counts(run(store, ELTERN, other)) == (0, 1, 1, 0)
    assert store.get("bus").analysis.text == other.text


def test_another_version_of_the_analyser_reads_all_again(store: Store) -> None:
    run(store, ELTERN, BUS, version="1")
    assert counts(run(store, ELTERN, BUS, version="2")) == (0, 2, 0, 0)


def test_a_document_named_twice_is_read_once(store: Store) -> None:
    assert counts(run(store, ELTERN, ELTERN)) in {(1, 0, 1, 0), (1, 1, 0, 0)}
    assert store.count() == 1


def test_bad_documents_are_named_and_the_rest_goes_through(store: Store) -> None:
    empty = Refusal(name="leer.txt", error=EmptyDocumentError("Die Datei ist leer."))
    poisoned = document_of("gift", "Gift ☠")
    seen: list[Step] = []
    report = ingest(
        [ELTERN, empty, poisoned, BUS],
        store=store,
        analyser=FakeAnalyser(),
        progress=seen.append,
    )
    assert counts(report) == (2, 0, 0, 2)
    assert [(step.name, step.outcome) for step in seen] == [
        ("eltern.txt", "new"),
        ("leer.txt", "refused"),
        ("gift.txt", "refused"),
        ("bus.txt", "new"),
    ]
    assert [step.name for step in report.failures] == ["leer.txt", "gift.txt"]
    assert "interner Fehler" in str(report.failures[1].error)


def test_a_wish_to_stop_is_met_after_the_report_at_hand(store: Store) -> None:
    documents = [document_of(f"r{n}", f"Bericht {n}") for n in range(40)]
    stops = iter([False, False] + [True] * 9)
    report = ingest(documents, store=store, analyser=FakeAnalyser(), stop=lambda: next(stops))
    assert (report.new, report.interrupted, store.count()) == (3, True, 3)
    assert counts(run(store, *documents)) == (37, 0, 3, 0)


def test_a_wish_to_stop_is_met_among_unchanged_reports(store: Store) -> None:
    run(store, ELTERN, BUS)
    asked: list[Step] = []
    report = ingest(
        [ELTERN, BUS],
        store=store,
        analyser=FakeAnalyser(),
        progress=asked.append,
        stop=lambda: bool(asked),
    )
    assert report.interrupted
    assert counts(report) == (0, 0, 1, 0)


def test_a_full_disk_stops_the_run(store: Store, tmp_path: Path) -> None:
    class FullStore(Store):
        def put(self, *args: object, **options: object) -> str:
            raise StoreError("Auf dem Datenträger ist kein Platz mehr.")

    full = FullStore(url_in(tmp_path, "f.db"))
    with pytest.raises(StoreError, match="kein Platz"):
        run(full, ELTERN)
    full.close()


def test_stored_reports_can_be_read_again_without_their_files(store: Store) -> None:
    run(store, ELTERN, BUS, version="1")
    assert set(stale(store, "2")) == {"eltern", "bus"}
    assert reanalyse(store, FakeAnalyser(version="2")).done == 2
    assert stale(store, "2") == []
    assert store.original("eltern") == ELTERN.original


# The index follows


def indexed(store: Store, index: MemoryIndex) -> set[str]:
    everything = index.dense(FakeReader().encode_queries(["Kiel"])[0], 1000)
    return {passage.report_id for passage in store.passages(id_ for id_, _ in everything)}


def test_the_index_hears_of_new_changed_and_deleted_reports(store: Store) -> None:
    index = MemoryIndex(DIMENSIONS)
    applier = Applier(store, index)
    ingest([ELTERN, BUS], store=store, analyser=FakeAnalyser(), applier=applier)
    assert (indexed(store, index), store.pending()) == ({"eltern", "bus"}, [])
    store.delete("eltern")
    run(store, document_of("bus", "Nur ein Absatz"))
    assert applier.apply() == 2
    assert (index.count(), store.count_searchable()) == (1, 1)


def test_applying_a_change_twice_changes_nothing(store: Store) -> None:
    index = MemoryIndex(DIMENSIONS)
    run(store, ELTERN)
    changes = store.pending()
    Applier(store, index).apply()
    once = index.count()
    run(store, document_of("eltern", "Ganz anders"))
    store.delete("eltern")
    run(store, ELTERN)
    assert len(changes) == 1
    Applier(store, index).apply()
    Applier(store, index).fill()
    assert (index.count(), once) == (2, 2)


class DyingIndex(MemoryIndex):
    """Ends the program, as it were, in the middle of the work."""

    def upsert(self, points: object) -> None:
        raise SystemExit


def test_a_kill_between_commit_and_index_is_made_up_for(store: Store) -> None:
    with pytest.raises(SystemExit):
        ingest(
            [ELTERN], store=store, analyser=FakeAnalyser(), applier=Applier(store, DyingIndex(64))
        )
    assert (store.count(), len(store.pending())) == (1, 1)
    index = MemoryIndex(DIMENSIONS)
    assert Applier(store, index).apply() == 1
    assert (indexed(store, index), store.pending()) == ({"eltern"}, [])


def test_passages_that_are_not_for_search_are_not_indexed(store: Store) -> None:
    analysis, document = analysed_document("a", "Inhalt\n\nImpressum")
    footer = replace(analysis.passages[1], searchable=False)
    store.put(replace(analysis, passages=(analysis.passages[0], footer)), document)
    index = MemoryIndex(DIMENSIONS)
    Applier(store, index).apply()
    assert (index.count(), store.count_searchable()) == (1, 1)


# A data folder


def settings_of(folder: Path) -> Settings:
    return Settings(data=folder)


def fill(folder: Path, *documents: Document, encoder: FakeReader | None = None) -> None:
    with open_workspace(settings_of(folder), encoder or FakeReader(), purpose="ingest") as space:
        ingest(documents, store=space.store, analyser=FakeAnalyser(), applier=space.applier)


def found(finder: Finder, question: str = "Eltern am Schultor") -> list[str]:
    return [hit.report_id for hit in finder.find(question)]


def test_what_was_ingested_is_found_later(tmp_path: Path) -> None:
    fill(tmp_path, ELTERN, BUS)
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as space:
        assert found(space.finder) == ["eltern", "bus"]
        assert found(space.finder, "Bus im Landkreis") == ["bus", "eltern"]


def test_a_deleted_index_is_built_again(tmp_path: Path) -> None:
    fill(tmp_path, ELTERN, BUS)
    shutil.rmtree(tmp_path / "index")
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as space:
        assert found(space.finder) == ["eltern", "bus"]


def test_a_damaged_index_is_built_again(tmp_path: Path) -> None:
    fill(tmp_path, ELTERN, BUS)
    (tmp_path / "index" / "segments" / "manifest.json").write_text("{")
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as space:
        assert found(space.finder) == ["eltern", "bus"]


def test_an_index_that_lost_points_is_built_again(tmp_path: Path) -> None:
    fill(tmp_path, ELTERN, BUS)
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as space:
        space.finder._index.delete([1, 2])
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as space:
        assert found(space.finder) == ["eltern", "bus"]


def test_changes_left_over_are_applied_on_opening(tmp_path: Path) -> None:
    fill(tmp_path, BUS)
    with Store(settings_of(tmp_path).store_url) as store:
        run(store, ELTERN)
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as space:
        assert found(space.finder) == ["eltern", "bus"]
        assert space.store.pending() == []


def test_while_a_service_runs_others_search_and_store_and_it_follows(tmp_path: Path) -> None:
    fill(tmp_path, BUS)
    with open_workspace(settings_of(tmp_path), FakeReader(), purpose="serve") as service:
        with open_workspace(settings_of(tmp_path), FakeReader(), purpose="ingest") as other:
            assert other.applier is None
            ingest([ELTERN], store=other.store, analyser=FakeAnalyser(), applier=other.applier)
        with open_workspace(settings_of(tmp_path), FakeReader(), purpose="search") as other:
            assert found(other.finder) == ["eltern", "bus"]
        assert service.applier is not None
        service.applier.apply()
        assert found(service.finder) == ["eltern", "bus"]


def test_a_watcher_outlives_an_unforeseen_error() -> None:
    class Failing(Applier):
        """Fails once as no one has thought of."""

        calls = 0

        def __init__(self) -> None:
            """Without store and index."""

        def apply(self, *, stop: object = None) -> int:
            """Counts."""
            self.calls += 1
            if self.calls == 1:
                raise RuntimeError("once")
            return 0

    applier = Failing()
    with Watcher(applier, pause=0.01):
        deadline = monotonic() + 60
        while applier.calls < 2 and monotonic() < deadline:
            sleep(0.01)
    assert applier.calls >= 2


def test_a_watcher_brings_the_index_up_to_date_by_itself(store: Store) -> None:
    index = MemoryIndex(DIMENSIONS)
    with Watcher(Applier(store, index), pause=0.01):
        run(store, ELTERN)
        deadline = monotonic() + 60
        while store.pending() and monotonic() < deadline:
            sleep(0.01)
    assert indexed(store, index) == {"eltern"}


def test_a_second_service_is_refused_in_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PATIENCE, "serve", 0.0)
    first = open_workspace(settings_of(tmp_path), FakeReader(), purpose="serve")
    second = open_workspace(settings_of(tmp_path), FakeReader(), purpose="serve")
    with first, pytest.raises(IndexBusyError, match="anderen Programm"), second:
        pass


def test_vectors_of_another_encoder_are_not_searched_but_read_again(tmp_path: Path) -> None:
    fill(tmp_path, ELTERN, BUS)
    other = FakeReader("fake-2", dimensions=32)
    refused = open_workspace(settings_of(tmp_path), other, purpose="search")
    with pytest.raises(StoreError, match="fundstelle ingest"), refused:
        pass
    with open_workspace(settings_of(tmp_path), other, purpose="ingest") as space:
        assert not space.all_alike()
        analyser = FakeAnalyser(other, version="2")
        assert reanalyse(space.store, analyser, applier=space.applier).done == 2
        space.mark_alike()
    with open_workspace(settings_of(tmp_path), other, purpose="search") as space:
        assert found(space.finder) == ["eltern", "bus"]
