"""A backup holds everything, and what is restored answers as before."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from nlp.errors import BadInputError, DamagedFileError
from service.backup import restore, save
from service.cli import main
from service.ingest import ingest
from service.keys import create_key
from service.settings import Settings
from service.store import Store, Vote
from service.verify import verified
from service.workspace import open_workspace
from tests.fakes import FakeAnalyser, FakeModels, FakeReader, analysed_document, document_of

TEXTS = {f"r{n:02}": f"Fachtag {n} in Kiel\n\nDie Eltern kamen zum Thema {n}." for n in range(30)}
QUESTIONS = ("Eltern zum Thema 7", "Fachtag in Kiel", "Thema 21")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    documents = [document_of(name, text) for name, text in TEXTS.items()]
    with open_workspace(Settings(data=folder), FakeReader(), purpose="ingest") as space:
        ingest(documents, store=space.store, analyser=FakeAnalyser(), applier=space.applier)
        space.store.themes.vote([Vote(report="r01", theme="t", verdict="added", by="Redaktion")])
        create_key(space.store.keys, name="Portal", scopes=["read"])
        space.store.jobs.add("offen", name="alt", format="ndjson", total=1)
    (folder / "imports").mkdir()
    (folder / "imports" / "offen").write_text('{"text": "…"}')
    (folder / "imports" / "verwaist").write_text("x")
    (folder / "judgments.csv").write_text("a;b\n")
    return folder


OWN_INDEX = "INSERT INTO \"meta\" VALUES('index'"


def answers(folder: Path) -> list[list[tuple[str, str, float]]]:
    with open_workspace(Settings(data=folder), FakeReader(), purpose="search") as space:
        found = space.finder.find_all(QUESTIONS, limit=8)
    return [[(hit.report_id, hit.text, hit.score) for hit in hits] for hits in found]


def dump(folder: Path) -> list[str]:
    """All rows of all tables, but for which index is theirs: it is built anew."""
    connection = sqlite3.connect(folder / "fundstelle.db")
    lines = sorted(line for line in connection.iterdump() if OWN_INDEX not in line)
    connection.close()
    return lines


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments], FakeModels())


@pytest.mark.parametrize("name", ["sicherung", "sicherung.tar", "sicherung.tar.gz"])
def test_what_is_restored_answers_as_before(tmp_path: Path, data: Path, name: str) -> None:
    before, rows = answers(data), dump(data)
    assert run("backup", "--data", data, "--to", tmp_path / name) == 0
    shutil.rmtree(data)
    assert run("restore", "--from", tmp_path / name, "--data", data) == 0
    assert answers(data) == before
    assert dump(data) == rows
    kept = {p.relative_to(data).as_posix() for p in data.rglob("*") if p.is_file()}
    assert {"fundstelle.db", "imports/offen", "judgments.csv"} <= kept
    assert "imports/verwaist" not in kept
    assert not any(".wiederherstellung" in name for name in kept)


def test_a_backup_says_what_it_holds_and_no_secret(tmp_path: Path, data: Path) -> None:
    settings = Settings(data=data, admin_key="ganz-geheim", database_url="")
    contents = save(settings, tmp_path / "b")
    assert contents
    written = (tmp_path / "b" / "backup.json").read_text()
    assert json.loads(written)["counts"]["reports"] == 30
    assert (contents.counts["feedback"], contents.counts["api_keys"]) == (1, 1)
    assert contents.about["encoder"] == "fake-1"
    assert contents.about["vocabulary_in_use"] == "standard"
    assert "ganz-geheim" not in written
    assert (tmp_path / "b").stat().st_mode & 0o077 == 0, "it holds names of persons"


def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path, data: Path) -> None:
    over = Event()

    def write() -> None:
        with Store(Settings(data=data).store_url) as store:
            number = 0
            while not over.is_set():
                number += 1
                store.put(*analysed_document(f"neu{number}", f"Neu {number}\n\nNoch etwas."))

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            contents = save(Settings(data=data), tmp_path / f"b{number}")
            with sqlite3.connect(tmp_path / f"b{number}" / "fundstelle.db") as copy:
                assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
                query = "SELECT count(*) FROM cards"
                assert contents
                assert copy.execute(query).fetchone()[0] == contents.counts["reports"]
    finally:
        over.set()
        writer.join()


def test_what_is_changed_in_the_data_later_does_not_change_the_backup(
    tmp_path: Path, data: Path
) -> None:
    save(Settings(data=data), tmp_path / "b")
    with (data / "imports" / "offen").open("r+") as file:
        file.write("geändert")
    assert restore(Settings(data=tmp_path / "neu"), tmp_path / "b")
    assert (tmp_path / "neu" / "imports" / "offen").read_text() == '{"text": "…"}'


def test_what_is_stopped_leaves_nothing(tmp_path: Path, data: Path) -> None:
    assert save(Settings(data=data), tmp_path / "b", stop=lambda: True) is None
    assert {path.name for path in tmp_path.iterdir()} == {"data"}


@pytest.mark.parametrize(
    ("target", "words"), [("da", "gibt es schon"), ("data/in", "nicht im Datenordner")]
)
def test_a_place_that_is_taken_or_unfit_is_refused(
    tmp_path: Path, data: Path, target: str, words: str
) -> None:
    (tmp_path / "da").mkdir()
    with pytest.raises(BadInputError, match=words):
        save(Settings(data=data), tmp_path / target)


def test_another_database_is_saved_by_its_own_means(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="postgresql://host/db")
    with pytest.raises(BadInputError, match="pg_dump"):
        save(settings, tmp_path / "b")


def test_a_stock_is_not_overwritten_without_a_word_and_kept_aside(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(Settings(data=data), tmp_path / "b")
    with Store(Settings(data=data).store_url) as store:
        store.put(*analysed_document("später", "Später gekommen"))
    rows = dump(data)
    assert run("restore", "--from", tmp_path / "b", "--data", data) == 1
    assert "--replace" in capsys.readouterr().err
    assert dump(data) == rows
    assert run("restore", "--from", tmp_path / "b", "--data", data, "--replace") == 0
    [aside] = data.glob("vorher-*")
    assert dump(aside) == rows
    assert run("restore", "--from", tmp_path / "b", "--data", tmp_path / "neu") == 0
    found = verified(Settings(data=data), FakeReader(), version=lambda _: "1")
    assert [f.what for f in found if f.fault and "Original" not in f.what] == []


def test_who_was_erased_since_the_backup_is_told(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(Settings(data=data), tmp_path / "b")
    connection = sqlite3.connect(data / "fundstelle.db")
    connection.execute(
        "INSERT INTO erasures (at, key, reports, places) VALUES ('2999-01-01', '', 1, 1)"
    )
    connection.commit()
    connection.close()
    assert run("restore", "--from", tmp_path / "b", "--data", data, "--replace") == 0
    assert "wurden Namen gelöscht (1-mal)" in capsys.readouterr().out


def test_numbers_that_are_given_again_do_not_meet_an_index_of_before(
    tmp_path: Path, data: Path
) -> None:
    save(Settings(data=data), tmp_path / "b")
    with open_workspace(Settings(data=data), FakeReader(), purpose="ingest") as space:
        ingest(
            [document_of("falsch", "Ganz anderes")],
            store=space.store,
            analyser=FakeAnalyser(),
            applier=space.applier,
        )
    restore(Settings(data=data), tmp_path / "b", replace=True)
    with Store(Settings(data=data).store_url) as store:
        store.put(*analysed_document("richtig", "Nochmals anderes"))
    with open_workspace(Settings(data=data), FakeReader(), purpose="search") as space:
        assert "falsch" not in {
            payload.report for payload in space.finder._index.payloads(range(200)).values()
        }


def test_nothing_is_restored_under_a_running_service(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(Settings(data=data), tmp_path / "b")
    with open_workspace(Settings(data=data), FakeReader(), purpose="serve"):
        assert run("restore", "--from", tmp_path / "b", "--data", data, "--replace") == 1
    assert "anderen Programm benutzt" in capsys.readouterr().err


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


HARM: dict[str, Callable[[Path], object]] = {
    "a bit of the database": lambda b: flip(b / "fundstelle.db"),
    "half of it": lambda b: os.truncate(b / "fundstelle.db", 5000),
    "no database": lambda b: (b / "fundstelle.db").unlink(),
    "another file": lambda b: (b / "judgments.csv").unlink(),
    "no list": lambda b: (b / "backup.json").unlink(),
    "half a list": lambda b: os.truncate(b / "backup.json", 100),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_a_damaged_backup_is_refused_and_changes_nothing(
    tmp_path: Path, data: Path, harm: Callable[[Path], object]
) -> None:
    save(Settings(data=data), tmp_path / "b")
    harm(tmp_path / "b")
    rows = dump(data)
    with pytest.raises(DamagedFileError, match="Sicherung"):
        restore(Settings(data=data), tmp_path / "b", replace=True)
    assert dump(data) == rows


def test_a_damaged_archive_is_refused(tmp_path: Path, data: Path) -> None:
    save(Settings(data=data), tmp_path / "b.tar.gz")
    os.truncate(tmp_path / "b.tar.gz", 3000)
    with pytest.raises(DamagedFileError, match="beschädigt"):
        restore(Settings(data=tmp_path / "neu"), tmp_path / "b.tar.gz")
    assert not (tmp_path / "neu" / "fundstelle.db").exists()


def test_a_list_that_leads_out_of_the_folder_is_refused(tmp_path: Path, data: Path) -> None:
    save(Settings(data=data), tmp_path / "b")
    listed = tmp_path / "b" / "backup.json"
    listed.write_text(listed.read_text().replace('"judgments.csv"', '"../../boese"'))
    with pytest.raises(DamagedFileError):
        restore(Settings(data=tmp_path / "neu"), tmp_path / "b")


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with tarfile.open(tmp_path / "x.tar", "w") as archive:
        archive.add(tmp_path / "x", arcname="x")
    with pytest.raises(DamagedFileError, match="keine Sicherung"):
        restore(Settings(data=tmp_path / "neu"), tmp_path / "x.tar")
