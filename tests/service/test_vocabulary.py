"""The words of the stored reports, as they come in."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

from service.ingest import ingest
from service.store import Store
from service.vocabulary import Refresher, Vocabulary
from tests.fakes import FakeAnalyser, document_of


def put(store: Store, name: str, text: str) -> None:
    ingest([document_of(name, text)], store=store, analyser=FakeAnalyser())


def test_words_are_known_once_they_have_been_read(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'f.db'}") as store:
        vocabulary = Vocabulary(store)
        put(store, "eins", "Netzwerke\n\nNetzwerke tragen.")
        assert vocabulary.meant("netzwreke") is None
        vocabulary.refresh()
        assert vocabulary.meant("netzwreke") == "netzwerke"
        put(store, "zwei", "Patenschaften\n\nDie Patenschaften.")
        put(store, "eins", "Netzwreke\n\nSo heißt der Verein.")
        vocabulary.refresh()
        assert vocabulary.meant("patenschafetn") == "patenschaften"
        assert vocabulary.meant("netzwreke") is None, "a word that exists is never replaced"


def test_many_reports_are_all_read(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'f.db'}") as store:
        documents = [document_of(f"r{n:04}", f"Bericht{n:04}\n\nText.") for n in range(501)]
        ingest(documents, store=store, analyser=FakeAnalyser())
        assert len({written.id for written in store.texts()}) == 501


def test_a_running_service_learns_by_itself(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'f.db'}") as store:
        vocabulary = Vocabulary(store)
        with Refresher(vocabulary, pause=0.01):
            put(store, "eins", "Netzwerke\n\nNetzwerke tragen.")
            until = monotonic() + 5
            while vocabulary.meant("netzwreke") is None and monotonic() < until:
                sleep(0.01)
            assert vocabulary.meant("netzwreke") == "netzwerke"
