"""A file that is sent again is the same report; another one of its name never takes its place."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from corpus.documents import read_paths
from nlp.types import Report
from service.imports import ImportDesk
from service.imports.importer import Importer
from service.ingest import ingest
from service.naming import Naming
from service.store import Store
from tests.fakes import FakeAnalyser, document_of

KIEL, JENA, MORE = (
    "Auf dem Treffen in Kiel ging es darum, wie man die Eltern der Kinder besser erreicht.",
    "In Jena sprachen die Patinnen über ihre Arbeit mit den Kindern und was ihnen dabei hilft.",
    "Später kamen noch die Ergebnisse der Umfrage hinzu, die alle sehr gefreut haben.",
)


@pytest.fixture
def store(tmp_path: Path):
    with Store(f"sqlite:///{tmp_path / 'fundstelle.db'}") as opened:
        yield opened


def written(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def took(store: Store, *paths: Path) -> dict[str, int]:
    naming = Naming(store, alike=False)
    report = ingest(read_paths(paths), store=store, analyser=FakeAnalyser(), naming=naming)
    counts = {name: getattr(report, name) for name in ("new", "changed", "unchanged", "refused")}
    return {name: many for name, many in counts.items() if many}


def texts(store: Store) -> dict[str, str]:
    return {report.id: report.analysis.text for report in store.all()}


def test_files_of_one_name_in_two_folders_stay_two_reports(store: Store, tmp_path: Path) -> None:
    one = written(tmp_path / "a", bericht=KIEL)
    other = written(tmp_path / "b", bericht=JENA)
    assert took(store, one) == {"new": 1}
    assert took(store, other) == {"new": 1}
    assert texts(store) == {"bericht": KIEL, "bericht-2": JENA}
    for paths in ((one,), (other,), (one, other), (other, one)):
        assert took(store, *paths) == {"unchanged": len(paths)}
    written(tmp_path / "b", bericht=f"{JENA} {MORE}")
    assert took(store, other) == {"changed": 1}
    assert texts(store) == {"bericht": KIEL, "bericht-2": f"{JENA} {MORE}"}


def test_the_same_file_elsewhere_changes_nothing(store: Store, tmp_path: Path) -> None:
    took(store, written(tmp_path / "a", bericht=KIEL))
    assert took(store, written(tmp_path / "umgezogen", bericht=KIEL)) == {"unchanged": 1}


def test_two_files_of_one_run_are_two_reports_and_one_given_twice_is_one(
    store: Store, tmp_path: Path
) -> None:
    one, other = (written(tmp_path / name, bericht=KIEL) for name in "ab")
    assert took(store, one, other) == {"new": 2}
    assert took(store, one, other) == {"unchanged": 2}
    file = written(tmp_path / "c", neu=JENA) / "neu.txt"
    assert took(store, file, file)["new"] == 1
    assert set(texts(store)) == {"bericht", "bericht-2", "neu"}


def test_a_number_that_is_taken_is_passed_over(store: Store, tmp_path: Path) -> None:
    took(store, written(tmp_path / "a", bericht=KIEL))
    took(store, written(tmp_path / "c", **{"bericht-2": MORE}))
    took(store, written(tmp_path / "b", bericht=JENA))
    assert texts(store) == {"bericht": KIEL, "bericht-2": MORE, "bericht-3": JENA}


def test_a_report_of_another_origin_is_not_replaced(store: Store, tmp_path: Path) -> None:
    [analysis] = FakeAnalyser().analyse([_report("bericht", JENA)])
    store.put(analysis, document_of("anderes", JENA))
    took(store, written(tmp_path / "a", bericht=KIEL))
    assert texts(store) == {"bericht": JENA, "bericht-2": KIEL}


def _report(name: str, text: str) -> Report:
    return Report(id=name, title=name, text=text)


def test_reports_of_before_are_taken_over_by_their_files(store: Store, tmp_path: Path) -> None:
    folder = written(tmp_path / "a", bericht=KIEL)
    took(store, folder)
    with closing(sqlite3.connect(tmp_path / "fundstelle.db")) as connection:
        connection.execute("DELETE FROM report_sources")
        connection.commit()
    assert took(store, written(tmp_path / "a", bericht=f"{KIEL} {MORE}")) == {"changed": 1}
    assert took(store, written(tmp_path / "b", bericht=JENA)) == {"new": 1}


def test_a_deleted_report_leaves_its_id(store: Store, tmp_path: Path) -> None:
    took(store, written(tmp_path / "a", bericht=KIEL))
    store.delete("bericht")
    took(store, written(tmp_path / "b", bericht=JENA))
    assert texts(store) == {"bericht": JENA}


# Archives


def archive(**files: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "/") + ".txt", text)
    return data.getvalue()


def imported(store: Store, folder: Path, data: bytes, *, name: str = "") -> dict[str, str]:
    """By report, what became of it."""
    desk = ImportDesk(store, folder / "imports", most=10**7)
    incoming = desk.inbox.open()
    incoming.write(data)
    job = desk.accept(incoming, name=name)

    @contextmanager
    def turn():
        yield True

    importer = Importer(desk=desk, store=store, analyser=FakeAnalyser, turn=turn)
    assert importer.run_next()
    page = store.jobs.documents(job.id, limit=100)
    return {each.report_id: each.outcome for each in page}


def test_archives_with_files_of_one_name_do_not_replace_each_other(
    store: Store, tmp_path: Path
) -> None:
    one, other = archive(bericht=KIEL), archive(bericht=JENA)
    assert imported(store, tmp_path, one, name="a.zip") == {"bericht": "new"}
    assert imported(store, tmp_path, other, name="b.zip") == {"bericht-2": "new"}
    assert imported(store, tmp_path, one, name="a.zip") == {"bericht": "unchanged"}
    assert imported(store, tmp_path, other, name="b.zip") == {"bericht-2": "unchanged"}
    assert imported(store, tmp_path, other, name="c.zip") == {"bericht-2": "unchanged"}
    newer = archive(bericht=f"{JENA} {MORE}")
    assert imported(store, tmp_path, newer, name="b.zip") == {"bericht-2": "changed"}
    assert texts(store)["bericht"] == KIEL


def test_an_archive_without_a_name_replaces_nothing(store: Store, tmp_path: Path) -> None:
    assert imported(store, tmp_path, archive(bericht=KIEL)) == {"bericht": "new"}
    assert imported(store, tmp_path, archive(bericht=JENA)) == {"bericht-2": "new"}
    assert imported(store, tmp_path, archive(bericht=KIEL)) == {"bericht": "unchanged"}
    assert imported(store, tmp_path, archive(bericht=MORE), name="x.zip") == {"bericht-3": "new"}


def test_folders_in_an_archive_are_told_apart_in_any_order(store: Store, tmp_path: Path) -> None:
    both = archive(a__bericht=KIEL, b__bericht=JENA)
    assert imported(store, tmp_path, both, name="z.zip") == {"bericht": "new", "bericht-2": "new"}
    swapped = archive(a__bericht=JENA, b__bericht=f"{JENA} {MORE}")
    imported(store, tmp_path, swapped, name="z.zip")
    assert texts(store) == {"bericht": JENA, "bericht-2": f"{JENA} {MORE}"}
