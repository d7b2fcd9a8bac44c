"""Bulk imports: nothing that was taken in is lost, and nothing harmful is taken in."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.imports import ImportDesk, Worker, parcel
from service.imports.importer import Importer
from service.settings import Settings
from service.store import Store
from tests.fakes import FakeAnalyser
from tests.service.databases import url_in
from tests.service.fakes import KEY, FakeFinder

pytestmark = pytest.mark.usefixtures("each_database")

BEARER = {"Authorization": f"Bearer {KEY}".encode()}
TEXT = "Auf dem Treffen ging es um die Frage, wie man die Eltern in Kiel erreicht."


class Service:
    """The application over a folder, with its jobs run when the test says so."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.settings = Settings(data=folder, admin_key=KEY, **settings)
        self.store = Store(url_in(folder))
        self.analyser = FakeAnalyser()
        app = create_app(
            self.settings, store=self.store, finder=FakeFinder(), analyser=self.analyser
        )
        self.desk: ImportDesk = app.state.parts.imports
        self.client = TestClient(app, raise_server_exceptions=False)

    def send(self, data: bytes, status: int = 202, **params: str) -> dict[str, Any]:
        answer = self.client.post("/v1/imports", content=data, params=params, headers=BEARER)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def call(self, method: str, path: str, status: int = 200) -> dict[str, Any]:
        answer = self.client.request(method, path, headers=BEARER)
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def importer(self, turns: int = 10_000) -> Importer:
        """Does so many turns, then behaves as if the program were about to end."""
        left = iter(range(turns))

        @contextmanager
        def turn() -> Iterator[bool]:
            yield next(left, None) is not None

        return Importer(desk=self.desk, store=self.store, analyser=lambda: self.analyser, turn=turn)

    def run(self, turns: int = 10_000) -> None:
        self.importer(turns).run_next()

    def ids(self) -> list[str]:
        return sorted(self.store.fingerprints())


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    opened = Service(tmp_path)
    yield opened
    opened.store.close()


def line(name: str | None, text: str = TEXT, **more: Any) -> str:
    own = {"id": name} if name else {}
    return json.dumps({**own, "text": text, **more}, ensure_ascii=False)


def ndjson(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def zipped(files: dict[str, str | bytes], **options: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_ndjson_is_taken_in_and_every_bad_line_is_told(service: Service) -> None:
    data = ndjson(line("a"), "", "{kaputt", line("b"), line("c", "This is plain English text."))
    job = service.send(data, name="alt.ndjson")
    assert (job["state"], job["total"], job["name"]) == ("queued", 4, "alt.ndjson")
    service.run()
    job = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (job["state"], job["new"], job["refused"], job["position"]) == ("done", 2, 2, 4)
    assert service.ids() == ["a", "b"]
    bad = service.call("GET", f"/v1/jobs/{job['id']}/documents?outcome=refused")["documents"]
    assert [(each["name"], each["code"]) for each in bad] == [
        ("Zeile 3", "damaged-file"),
        ("Zeile 5", "not-german"),
    ]
    assert "JSON" in bad[0]["detail"]


def test_a_zip_is_taken_in_file_by_file(service: Service) -> None:
    files: dict[str, str | bytes] = {
        "2013/kiel.txt": TEXT,
        "2014/kiel.txt": TEXT + " Ein anderes Jahr.",
        "bild.png": b"\x89PNG....",
        "liste.jsonl": ndjson(line("x"), line("y")),
        ".versteckt.txt": TEXT,
        "__MACOSX/kiel.txt": TEXT,
    }
    job = service.send(zipped(files))
    assert (job["format"], job["total"]) == ("zip", 4)
    service.run()
    assert service.ids() == ["kiel", "kiel-2", "x", "y"]
    documents = service.call("GET", f"/v1/jobs/{job['id']}/documents")["documents"]
    assert [(d["name"], d["outcome"]) for d in documents] == [
        ("2013/kiel.txt", "new"),
        ("2014/kiel.txt", "new"),
        ("bild.png", "refused"),
        ("liste.jsonl", "new"),
        ("liste.jsonl, y", "new"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        ndjson(line("a"), line(None, TEXT, title="Ohne Kennung"), line(None, TEXT + " Mehr.")),
        zipped({"a.txt": TEXT, "b/a.txt": TEXT + " Mehr."}),
    ],
)
def test_the_same_file_sent_twice_changes_nothing(service: Service, data: bytes) -> None:
    service.send(data)
    service.run()
    before = service.store.fingerprints()
    read = list(service.analyser.read)
    job = service.send(data)
    service.run()
    job = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (job["new"], job["changed"], job["unchanged"]) == (0, 0, len(before))
    assert service.store.fingerprints() == before
    assert service.analyser.read == read


def test_entries_without_id_do_not_replace_those_of_another_file(service: Service) -> None:
    for words in ("Erste Sendung.", "Zweite Sendung."):
        service.send(ndjson(line(None, f"{TEXT} {words}", title="Rückblick")))
        service.run()
    assert len(service.ids()) == 2
    assert all(name.startswith("rückblick-") for name in service.ids())


def test_one_id_for_different_documents_of_a_file_loses_none(service: Service) -> None:
    rows = [line("a"), line("a", TEXT + " Zweite Fassung."), line("a")]
    job = service.send(ndjson(*rows))
    service.run()
    assert service.ids() == ["a", "a-2"]
    job = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (job["new"], job["unchanged"]) == (2, 1)


def unsafe(name: str) -> bytes:
    """An archive whose one file has exactly this name."""
    stand_in = "x" * len(name.encode())
    return zipped({stand_in: TEXT}).replace(stand_in.encode(), name.encode())


@pytest.mark.parametrize(
    "name",
    ["../../etc/cron.d/boese", "/etc/passwd", "a/../../b.txt", "C:\\boese.txt", "..\\boese.txt"],
)
def test_a_name_that_leads_out_of_its_folder_is_refused(service: Service, name: str) -> None:
    problem = service.send(unsafe(name), 422)
    assert "unzulässigen Dateinamen" in problem["detail"]
    assert list((service.folder / "imports").iterdir()) == []
    assert service.call("GET", "/v1/jobs")["jobs"] == []


def test_an_archive_that_swells_is_refused_before_anything_is_unpacked(service: Service) -> None:
    problem = service.send(zipped({"bombe.txt": b"a" * 30_000_000}), 413)
    assert "ausgepackt zu groß" in problem["detail"]


def test_an_archive_that_lies_about_its_sizes_gives_no_more_than_it_says(service: Service) -> None:
    data = bytearray(zipped({"bombe.txt": b"a " * 10_000_000, "gut.txt": TEXT}))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"gut.txt"))
    first = data.index(b"PK\x01\x02")
    assert first <= at
    data[first + 24 : first + 28] = (1000).to_bytes(4, "little")
    job = service.send(bytes(data))
    service.run()
    job = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (job["state"], job["new"], job["refused"]) == ("done", 1, 1)


def test_a_list_of_contents_too_long_is_not_read(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "MAX_DIRECTORY", 100)
    assert service.send(zipped({f"{i}.txt": TEXT for i in range(9)}), 413)["code"] == "too-large"


def test_links_and_locked_files_in_an_archive_are_refused_one_by_one(service: Service) -> None:
    link = zipfile.ZipInfo("verweis.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("gut.txt", TEXT)
        archive.writestr("zu.txt", TEXT)
    data = bytearray(out.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + offset] |= 1
    job = service.send(bytes(data))
    service.run()
    documents = service.call("GET", f"/v1/jobs/{job['id']}/documents")["documents"]
    assert {d["name"]: d["outcome"] for d in documents} == {
        "gut.txt": "new",
        "verweis.txt": "refused",
        "zu.txt": "refused",
    }
    assert "Kennwort" in documents[-1]["detail"]


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 422, "leer"),
        (b"  \n\n", 415, "weder NDJSON"),
        (b"Ein Text", 415, "weder NDJSON"),
        (b"PK\x03\x04 kaputt", 422, "beschädigt"),
        (zipped({}), 422, "leer"),
        (zipped({"ordner/": b""}), 422, "kein Dokument"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), 415, "einzelnes Dokument"),
    ],
)
def test_what_is_no_such_file_is_refused_at_once(
    service: Service, data: bytes, status: int, words: str
) -> None:
    assert words in service.send(data, status)["detail"]
    assert list((service.folder / "imports").iterdir()) == []


def test_a_file_over_the_limit_is_refused_and_nothing_of_it_stays(tmp_path: Path) -> None:
    service = Service(tmp_path, max_import=1)
    problem = service.send(ndjson(*[line(str(i)) for i in range(20_000)]), 413)
    assert "größer als 1 MB" in problem["detail"]
    service.store.close()
    assert list((service.folder / "imports").iterdir()) == []


def test_a_file_larger_than_other_bodies_may_be_is_taken(service: Service) -> None:
    job = service.send(ndjson(line("a", TEXT + " wie" * 4_000_000), *[line("b")] * 1_200))
    assert job["total"] == 1201


def test_too_many_documents_are_refused(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "MAX_PARTS", 3)
    assert service.send(ndjson(*[line(str(i)) for i in range(4)]), 413)["code"] == "too-large"
    files: dict[str, str | bytes] = {f"{i}.txt": TEXT for i in range(4)}
    assert service.send(zipped(files), 413)["code"] == "too-large"


def test_a_line_without_end_is_refused_alone(service: Service) -> None:
    limits = parcel.Limits(max_bytes=1000)
    path = service.folder / "lang.ndjson"
    path.write_bytes(ndjson(line("a"), line("b", "x" * 5000), line("c")))
    with parcel.open_parcel(path, "ndjson", name="", limits=limits) as opened:
        found = [type(piece.found).__name__ for piece in opened.pieces(0)]
    assert found == ["Document", "Refusal", "Document"]


@pytest.mark.parametrize("path", ["/v1/imports", "/v1/jobs/x/cancel", "/v1/jobs/x/resume"])
def test_without_the_key_nothing_is_sent_in(service: Service, path: str) -> None:
    assert service.client.post(path, content=ndjson(line("a"))).status_code == 401
    assert service.client.get("/v1/jobs").status_code == 401
    assert not (service.folder / "imports").exists()


def test_an_unknown_job_is_not_found(service: Service) -> None:
    for method, path in (("GET", ""), ("POST", "/cancel"), ("POST", "/resume"), ("DELETE", "")):
        assert service.call(method, f"/v1/jobs/fehlt{path}", 404)["code"] == "not-found"


def test_jobs_are_listed_page_by_page_the_latest_first(service: Service) -> None:
    sent = [service.send(ndjson(line(name)))["id"] for name in "abc"]
    first = service.call("GET", "/v1/jobs?limit=2")
    assert [job["id"] for job in first["jobs"]] == [sent[2], sent[1]]
    second = service.call("GET", f"/v1/jobs?limit=2&before={first['next']}")
    assert [job["id"] for job in second["jobs"]] == [sent[0]]
    assert second["next"] is None


def test_a_job_is_cancelled_and_resumed_without_doing_anything_twice(service: Service) -> None:
    names = [f"d{i:02}" for i in range(20)]
    job = service.send(ndjson(*map(line, names)))
    path = f"/v1/jobs/{job['id']}"
    service.run(turns=2)
    assert service.call("GET", path)["state"] == "running"
    assert service.call("POST", f"{path}/cancel")["state"] == "cancelling"
    service.run()
    stopped = service.call("GET", path)
    assert (stopped["state"], stopped["new"]) == ("cancelled", 8)
    assert service.call("POST", f"{path}/resume")["state"] == "queued"
    service.run()
    done = service.call("GET", path)
    assert (done["state"], done["new"], done["unchanged"]) == ("done", 20, 0)
    assert service.ids() == names
    assert service.analyser.read == names
    assert service.call("POST", f"{path}/cancel", 409)["code"] == "conflict"
    assert service.call("POST", f"{path}/resume", 409)["code"] == "conflict"


def test_a_job_that_waits_is_cancelled_at_once(service: Service) -> None:
    job = service.send(ndjson(line("a")))
    assert service.call("POST", f"/v1/jobs/{job['id']}/cancel")["state"] == "cancelled"
    service.run()
    assert service.ids() == []


def test_an_ended_job_is_forgotten_with_its_file(service: Service) -> None:
    job = service.send(ndjson(line("a")))
    path = f"/v1/jobs/{job['id']}"
    assert "abbrechen" in service.call("DELETE", path, 409)["detail"]
    service.call("POST", f"{path}/cancel")
    service.call("DELETE", path, 204)
    service.call("GET", path, 404)
    assert list((service.folder / "imports").iterdir()) == []


def test_a_report_that_cannot_be_analysed_does_not_stop_the_others(service: Service) -> None:
    job = service.send(ndjson(line("a"), line("b", TEXT + " ☠"), line("c")))
    service.run()
    job = service.call("GET", f"/v1/jobs/{job['id']}")
    assert (job["state"], job["new"], job["refused"]) == ("done", 2, 1)


def test_a_job_whose_program_ended_goes_on_in_the_next_one(tmp_path: Path) -> None:
    names = [f"d{i:02}" for i in range(30)]
    first = Service(tmp_path)
    job = first.send(zipped({f"{name}.txt": f"{TEXT} {name}" for name in names}))
    first.run(turns=3)
    first.store.close()
    second = Service(tmp_path)
    second.desk.sweep()
    second.run()
    assert second.ids() == names
    done = second.call("GET", f"/v1/jobs/{job['id']}")
    assert (done["state"], done["new"], done["unchanged"]) == ("done", 30, 0)
    second.store.close()
    assert list((tmp_path / "imports").iterdir()) == []


def test_a_job_is_read_by_the_analyser_that_is_in_use_then(service: Service) -> None:
    importer = service.importer()
    service.send(ndjson(line("a")))
    importer.run_next()
    before, service.analyser = service.analyser, FakeAnalyser()
    service.send(ndjson(line("b")))
    importer.run_next()
    assert (before.read, service.analyser.read) == (["a"], ["b"])


def test_half_a_file_that_a_program_left_behind_is_swept_away(service: Service) -> None:
    kept = service.send(ndjson(line("a")))["id"]
    (service.folder / "imports" / "abc.part").write_bytes(b"{")
    (service.folder / "imports" / "verwaist").write_bytes(b"{")
    service.desk.sweep()
    assert [path.name for path in (service.folder / "imports").iterdir()] == [kept]


def test_the_worker_waits_for_its_turn_and_lets_others_in(service: Service) -> None:
    turns = Semaphore(1)
    turns.acquire()
    job = service.send(ndjson(line("a"), line("b")))
    with Worker(service.desk, store=service.store, analyser=lambda: service.analyser, turns=turns):
        time.sleep(0.2)
        assert service.analyser.read == []
        turns.release()
        assert until(lambda: service.store.jobs.get(job["id"]).state == "done")
        assert turns.acquire(timeout=1)


def until(holds: Callable[[], bool], *, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


RUN = """
import sys, time
from pathlib import Path
from threading import Semaphore
from service.imports import ImportDesk, Worker
from service.store import Store
from tests.fakes import FakeAnalyser

class Slow(FakeAnalyser):
    def analyse(self, reports):
        for analysis in super().analyse(reports):
            time.sleep(0.003)
            yield analysis

folder = Path(sys.argv[1])
store = Store(sys.argv[2])
desk = ImportDesk(store, folder / "imports", most=10**9)
with Worker(desk, store=store, analyser=Slow, turns=Semaphore(1)):
    print("works", flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
def test_killed_at_any_moment_a_job_loses_and_doubles_nothing(service: Service) -> None:
    names = [f"d{i:03}" for i in range(60)]
    rows = [line(name, f"{TEXT} Nummer {name}.") for name in names]
    rows.insert(25, "{kaputt")
    job = service.send(ndjson(*rows))
    kills = 0
    for pause in (0.02, 0.15, 0.3, 60):
        command = [sys.executable, "-c", RUN, str(service.folder), url_in(service.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            until(lambda: service.store.jobs.get(job["id"]).state == "done", seconds=pause)
            kills += service.store.jobs.get(job["id"]).state != "done"
            os.kill(process.pid, signal.SIGKILL)
    done = service.call("GET", f"/v1/jobs/{job['id']}")
    assert kills >= 2
    assert done["state"] == "done"
    assert (done["new"] + done["unchanged"], done["changed"], done["refused"]) == (60, 0, 1)
    assert service.ids() == names
    assert all(len(service.store.passages_of(name)) == 1 for name in names)
