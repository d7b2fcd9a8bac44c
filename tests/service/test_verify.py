"""Each kind of damage is found and named, and nothing else is."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from corpus.documents import Document
from service.cli import main
from service.ingest import ingest
from service.settings import Settings
from service.verify import verified
from service.workspace import open_workspace
from tests.crash.reader import RuleAnalyser, a_document, encoder_of
from tests.fakes import FakeReader
from tests.service.older import without_found

WORDS = "Auf dem Treffen in Kiel sprach das Projekt „ElternTalk“. Kurze Wege haben sich bewährt."
TEXTS = {f"r{n}": f"Fachtag {n}\n\n{WORDS}\n\nNummer {n} half den Eltern." for n in range(5)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    encoder = encoder_of("fake-1")
    with open_workspace(Settings(data=tmp_path), encoder, purpose="ingest") as space:
        ingest(
            [a_document(name, text) for name, text in TEXTS.items()],
            store=space.store,
            analyser=RuleAnalyser(encoder),
            applier=space.applier,
        )
        space.lessons.catch_up()
    return tmp_path


def told(folder: Path, *, faults: bool = True) -> list[str]:
    found = verified(Settings(data=folder), FakeReader(), version=lambda _: "fake-1")
    return [finding.what for finding in found if finding.fault == faults]


def change(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / "fundstelle.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_what_is_whole_is_said_to_be(data: Path) -> None:
    assert told(data) == []
    assert told(data, faults=False) == []


SHIFTED = """UPDATE reports SET analysis = json_set(analysis, '$.mentions[0].start',
    json_extract(analysis, '$.mentions[0].start') + 1) WHERE id = 'r2'"""
DAMAGE: dict[str, tuple[str, str]] = {
    "offset": (SHIFTED, "Stellenangaben passen nicht zum Text: „r2“."),
    "text": ("UPDATE reports SET text = 'x' || text WHERE id = 'r1'", "Stellenangaben"),
    "analysis": ("UPDATE reports SET analysis = '{' WHERE id = 'r1'", "nicht lesbar: „r1“"),
    "original": ("UPDATE reports SET original = 'x' WHERE id = 'r1'", "Das Original ist nicht"),
    "vector": ("UPDATE passages SET vector = x'00' WHERE report_id = 'r3'", "Vektoren"),
    "passage": ("DELETE FROM passages WHERE report_id = 'r3' AND ordinal = 0", "unvollständig"),
    "searchable": (
        "UPDATE passages SET searchable = 0 WHERE report_id = 'r3'",
        "die es nicht mehr",
    ),
    "card": ("DELETE FROM cards WHERE report_id = 'r4'", "Angaben für Filter"),
    "lessons": ("DELETE FROM lessons WHERE report_id = 'r4'", "Liste der Erfahrungen"),
    "records": ("DELETE FROM project_records WHERE report_id = 'r4'", "Verzeichnis der Projekte"),
    "bands": ("DELETE FROM print_bands WHERE report_id = 'r4'", "Abdruck"),
    "places": ("UPDATE report_places SET places = '{}' WHERE report_id = 'r4'", "der Orte"),
    "statements": ("UPDATE lesson_statements SET themes = '|x|'", "Verglichene Erfahrungen"),
    "orphans": ("UPDATE lessons SET report_id = 'weg' WHERE report_id = 'r4'", "zu nichts mehr"),
    "themes": ("INSERT INTO meta VALUES ('themes_vocabulary', 'weg')", "verwendete Vokabular"),
    "job": (
        """INSERT INTO jobs (id, number, format, state, cancel_wanted, total, position, created,
           name, message)
           VALUES ('j', 1, 'zip', 'queued', 0, 1, 0, '2024-01-01 00:00:00', '', '')""",
        "Dateien offener Einfuhren fehlen: „j“",
    ),
    "decision": (
        """INSERT INTO project_decisions (kind, at, groups)
           VALUES ('merge', '2024-01-01 00:00:00', '{')""",
        "Entscheidungen zu Projekten sind nicht lesbar",
    ),
    "schema": ("UPDATE alembic_version SET version_num = '9999'", "neueren Version"),
}


@pytest.mark.parametrize(("statement", "words"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found(data: Path, statement: str, words: str) -> None:
    change(data, statement)
    assert any(words in what for what in told(data)), told(data)


def test_what_an_earlier_version_derived_otherwise_is_no_fault(data: Path) -> None:
    change(data, "UPDATE cards SET card = '{}'", "UPDATE reports SET version = 'alt'")
    assert told(data) == []
    hints = told(data, faults=False)
    assert hints[0] == "5 Berichte hat eine andere Version ausgewertet."
    assert hints[1].startswith("Angaben für Filter sind nicht auf dem Stand")


def test_an_older_database_is_left_as_it_is(data: Path) -> None:
    engine = create_engine(f"sqlite:///{data / 'fundstelle.db'}")
    with engine.begin() as connection:
        without_found(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    engine.dispose()
    assert told(data) == ["Die Datenbank stammt von einer älteren Version von Fundstelle."]
    assert told(data) != []


POINTS: dict[str, tuple[Callable[..., object], str]] = {
    "missing": (lambda index, some: index.delete([some[0].id]), "1 Passage fehlt"),
    "surplus": (lambda index, some: index.upsert([replace(some[0], id=999)]), "nicht mehr gibt"),
    "payload": (
        lambda index, some: index.upsert(
            [replace(some[0], payload=replace(some[0].payload, themes=("x",)))]
        ),
        "steht anders",
    ),
    "vector": (
        lambda index, some: index.upsert([replace(some[0], vector=some[1].vector)]),
        "steht anders",
    ),
    "words": (
        lambda index, some: index.upsert([replace(some[0], sparse=some[1].sparse)]),
        "steht anders",
    ),
}


@pytest.mark.parametrize(("harm", "words"), POINTS.values(), ids=POINTS.keys())
def test_an_index_that_differs_is_found(
    data: Path, harm: Callable[..., object], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.verify.index.PAUSE", 0.0)
    with open_workspace(Settings(data=data), FakeReader(), purpose="ingest") as space:
        index = space.finder._index._index  # type: ignore[attr-defined]
        harm(index, list(index.points()))
    assert any(words in what for what in told(data)), told(data)


def test_what_is_pending_is_no_fault_while_nothing_runs(data: Path) -> None:
    from service.store import Store

    with Store(Settings(data=data).store_url) as store:
        store.delete("r1")
    assert told(data) == []
    assert told(data, faults=False) == ["1 Änderung wartet auf den Suchindex."]


def test_beside_a_running_service_it_changes_nothing(data: Path) -> None:
    with open_workspace(Settings(data=data), FakeReader(), purpose="serve") as space:
        before = sorted((data / "index").rglob("*"))
        assert told(data) == []
        assert sorted((data / "index").rglob("*")) == before
        assert space.finder.find("Eltern")


class Models:
    """What the command needs."""

    def encoder(self, settings: object) -> FakeReader:
        return encoder_of("fake-1")

    def analyser(self, settings: object) -> RuleAnalyser:
        return RuleAnalyser(encoder_of("fake-1"))


def test_the_command_lists_findings_with_what_to_do(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verify", "--data", str(data)]
    assert main(arguments, Models()) == 0  # type: ignore[arg-type]
    assert capsys.readouterr().out == "Alles ist unversehrt.\n"
    change(data, SHIFTED)
    assert main(arguments, Models()) == 1  # type: ignore[arg-type]
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Fehler: Stellenangaben passen nicht zum Text: „r2“.",
        "    Abhilfe: „fundstelle reindex --report KENNUNG“ wertet den Bericht neu aus.",
        "1 Fehler gefunden.",
    ]
    assert main([*arguments, "--json"], Models()) == 1  # type: ignore[arg-type]
    assert json.loads(capsys.readouterr().out)["fault"] is True


def test_the_advice_for_a_report_mends_it(data: Path) -> None:
    change(data, SHIFTED)
    assert main(["reindex", "--report", "r2", "--data", str(data)], Models()) == 0  # type: ignore[arg-type]
    assert told(data) == []


def test_a_title_that_came_beside_the_text_is_part_of_the_digest(tmp_path: Path) -> None:
    text = TEXTS["r1"]
    document: Document = replace(a_document("r1", text), title="Eigener Titel")
    digest = hashlib.sha256(b"Eigener Titel\n" + document.original).hexdigest()
    encoder = encoder_of("fake-1")
    with open_workspace(Settings(data=tmp_path), encoder, purpose="ingest") as space:
        ingest(
            [replace(document, digest=digest)],
            store=space.store,
            analyser=RuleAnalyser(encoder),
            applier=space.applier,
        )
    assert told(tmp_path) == []
