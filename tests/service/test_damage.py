"""What breaks is told in German, with what to do, and loses nothing that was stored."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from models.load import ARTEFACTS
from models.manifest import verify
from nlp.errors import ArtefactError, StoreError
from service.app import create_app
from service.cli import main
from service.index.disk import DiskIndex
from service.ingest import ingest
from service.settings import Settings
from service.store import Store
from service.verify.rest import check_models
from service.workspace import open_workspace
from tests.fakes import FakeAnalyser, FakeModels, FakeReader, analysed_document, document_of
from tests.service.fakes import KEY, FakeFinder

ELTERN = "Elternabend in Kiel\n\nWir haben die Eltern am Schultor angesprochen."
BUS = "Beratungsbus im Landkreis\n\nDer Bus hält jede Woche an denselben Orten."
NOBODY = 65534
FULL = "kein Platz mehr|ob er voll oder schadhaft ist"


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'fundstelle.db'}"


def fill(folder: Path) -> None:
    documents = [document_of("eltern", ELTERN), document_of("bus", BUS)]
    with open_workspace(Settings(data=folder), FakeReader(), purpose="ingest") as space:
        ingest(documents, store=space.store, analyser=FakeAnalyser(), applier=space.applier)


def found(folder: Path) -> list[tuple[str, float]]:
    with open_workspace(Settings(data=folder), FakeReader(), purpose="search") as space:
        hits = space.finder.find("Eltern am Schultor")
    return [(hit.report_id, round(hit.score, 6)) for hit in hits]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    fill(folder)
    return folder


# A full disk


@contextmanager
def room_for(store: Store, pages: int) -> Iterator[None]:
    """As if the disk took only so many pages more."""
    with store._engine.connect() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={now + pages}")

    event.listen(store._engine, "connect", limit)
    store._engine.dispose()
    yield
    event.remove(store._engine, "connect", limit)
    store._engine.dispose()


def test_a_full_disk_refuses_a_report_and_keeps_all_others(tmp_path: Path) -> None:
    long = "Elternarbeit in Kiel\n\n" + "\n\n".join(f"Absatz {n} der Eltern." for n in range(200))
    with Store(url_of(tmp_path)) as store:
        store.put(*analysed_document("a", ELTERN))
        with room_for(store, 10), pytest.raises(StoreError, match="kein Platz mehr"):
            store.put(*analysed_document("b", long))
        assert (list(store.times()), len(store.pending())) == (["a"], 1)
        store.put(*analysed_document("b", long))
        assert store.count() == 2


def test_over_the_api_a_full_disk_is_told_and_the_service_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    long = "Elternarbeit in Kiel\n\n" + "\n\n".join(
        f"Im Absatz {n} geht es um die Arbeit mit den Eltern." for n in range(200)
    )
    settings = Settings(data=tmp_path, admin_key=KEY)
    with Store(url_of(tmp_path)) as store:
        app = create_app(settings, store=store, finder=FakeFinder(), analyser=FakeAnalyser())
        client = TestClient(app, raise_server_exceptions=False)
        key = {"Authorization": f"Bearer {KEY}".encode()}
        with room_for(store, 10):
            answer = client.put("/v1/reports/lang", json={"text": long}, headers=key)
            assert answer.status_code == 503, answer.text
            assert "kein Platz mehr" in caplog.text, "whoever runs the service reads it"
            assert client.get("/v1/reports").json()["total"] == 0
        assert client.put("/v1/reports/lang", json={"text": long}, headers=key).status_code == 201


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from service.cli import main
from tests.fakes import FakeModels
sys.exit(main(sys.argv[2:], FakeModels()))
"""


def limited(size: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command that may write no file larger than that."""
    command = [sys.executable, "-c", LIMITED, str(size), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("size", [4_096, 200_000])
def test_a_command_on_a_full_disk_says_so_and_goes_on_later(tmp_path: Path, size: int) -> None:
    files = tmp_path / "berichte"
    files.mkdir()
    for number in range(12):
        text = "\n\n".join(f"Die Eltern kamen zum Absatz {n} in Kiel." for n in range(20))
        (files / f"r{number}.txt").write_text(f"Elternarbeit {number}\n\n{text}")
    end = limited(size, "ingest", files, "--data", tmp_path / "data")
    assert end.returncode == 1, end.stderr
    assert any(word in end.stderr for word in FULL.split("|")), end.stderr
    assert "Traceback" not in end.stderr
    assert main(["ingest", str(files), "--data", str(tmp_path / "data")], FakeModels()) == 0
    with Store(url_of(tmp_path / "data")) as store:
        assert (store.count(), store.pending()) == (12, [])
    assert found(tmp_path / "data")


@pytest.mark.slow
def test_a_backup_on_a_full_disk_leaves_nothing_behind(tmp_path: Path, data: Path) -> None:
    (tmp_path / "sicherungen").mkdir()
    end = limited(20_000, "backup", "--data", data, "--to", tmp_path / "sicherungen" / "eins")
    assert end.returncode == 1
    assert any(word in end.stderr for word in FULL.split("|")), end.stderr
    assert list((tmp_path / "sicherungen").iterdir()) == []


# A folder that may not be written


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of an administrator, whom the system refuses nothing."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked() -> Iterator[Path]:
    """A filled data folder that may be read only."""
    folder = Path(tempfile.mkdtemp(prefix="fundstelle-"))
    folder.chmod(0o755)
    fill(folder / "data")
    paths = [folder / "data", *(folder / "data").rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder / "data"
    for path in paths:
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("command", ["ingest", "search", "reindex", "verify"])
def test_a_folder_that_may_only_be_read_is_told(
    locked: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    what = {"ingest": [__file__], "search": ["Eltern"]}.get(command, [])
    with as_nobody():
        code = main([command, *what, "--data", str(locked)], FakeModels())
    shown = "".join(capsys.readouterr())
    assert code == 1
    assert "bitte Rechte prüfen" in shown, shown
    assert "Unerwarteter Fehler" not in shown


# A damaged index


def flip(path: Path, share: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    data[int(share * (len(data) - 1))] ^= 0x10
    path.write_bytes(data)


HARM: dict[str, Callable[[Path], object]] = {
    "truncated": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: os.truncate(path, 0),
    "flipped": flip,
    "missing": Path.unlink,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
@pytest.mark.parametrize("name", ["about.json", "segments/manifest.json", "segments/*.segment"])
def test_a_damaged_index_is_told_and_built_again_from_the_store(
    data: Path, name: str, harm: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    before = found(data)
    harm(next((data / "index").glob(name)))
    caplog.clear()
    assert found(data) == before
    if name != "about.json":
        assert "Der Suchindex ist beschädigt; er wird aus dem Bestand neu gebaut." in caplog.text
    assert found(data) == before


def test_an_index_that_cannot_be_opened_says_that_it_is_damaged(data: Path) -> None:
    flip(next((data / "index" / "segments").glob("*.segment")))
    with pytest.raises(StoreError, match="Suchindex ist beschädigt"):
        DiskIndex(data / "index" / "segments", 64, create=False)


# A damaged model


def test_a_damaged_model_is_named_with_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(ARTEFACTS / "heads", tmp_path / "heads")
    assert list(check_models(tmp_path)) == []
    largest = max((tmp_path / "heads").iterdir(), key=lambda path: path.stat().st_size)
    flip(largest)
    with pytest.raises(ArtefactError, match=r"„heads“ ist beschädigt.*installieren Sie"):
        verify(tmp_path / "heads")
    [finding] = check_models(tmp_path)
    assert finding.fault


# A damaged database

BREAK: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"Das ist keine Datenbank. " * 400),
    "half of it": lambda path: os.truncate(path, path.stat().st_size // 2),
    "its first page": lambda path: path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:]),
}


@pytest.mark.parametrize("harm", BREAK.values(), ids=BREAK.keys())
@pytest.mark.parametrize("command", ["verify", "search", "backup"])
def test_a_damaged_database_is_refused_with_what_to_do(
    data: Path,
    tmp_path: Path,
    harm: Callable[[Path], object],
    command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    harm(data / "fundstelle.db")
    what = {"search": ["Eltern"], "backup": ["--to", str(tmp_path / "b")]}.get(command, [])
    code = main([command, *what, "--data", str(data)], FakeModels())
    shown = "".join(capsys.readouterr())
    assert code == 1, shown
    assert "beschädigt" in shown, shown
    assert "wiederherstellen" in shown or "restore" in shown or "verify" in shown
    assert not (tmp_path / "b").exists()


# A database that another program holds

HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


@contextmanager
def held(folder: Path, seconds: float) -> Iterator[None]:
    command = [sys.executable, "-c", HOLD, str(folder / "fundstelle.db"), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield
        process.kill()


def test_whoever_writes_waits_for_another_program_that_does(tmp_path: Path) -> None:
    with Store(url_of(tmp_path)) as store, held(tmp_path, 0.5):
        store.put(*analysed_document("a", ELTERN))
        assert store.count() == 1


def test_a_database_that_stays_locked_is_told_and_nothing_is_half_done(tmp_path: Path) -> None:
    with Store(url_of(tmp_path)) as store:
        store.put(*analysed_document("a", ELTERN))

        def impatient(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA busy_timeout=100")

        event.listen(store._engine, "connect", impatient)
        store._engine.dispose()
        with held(tmp_path, 60):
            assert store.get("a").analysis.text == ELTERN, "readers never wait"
            with pytest.raises(StoreError, match="durch ein anderes Programm gesperrt"):
                store.put(*analysed_document("b", BUS))
        assert list(store.times()) == ["a"]
        store.put(*analysed_document("b", BUS))
        assert sorted(store.times()) == ["a", "b"]
