"""Many reports at once: each enters once and in order, whatever breaks, and as „ingest“ does."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document, Limits, Refusal, read_paths
from nlp.errors import BadInputError, EmptyDocumentError, NotFoundError
from nlp.pipeline import Analyser
from service.analyse import report_of
from service.bulk import Bounds, BulkError, Gauge, Recipe, Schedule, Sources
from service.bulk.ray_worker import Shipped
from service.cli import main
from service.commands.bulk import duration, take
from service.ingest import IngestReport, ingest
from service.settings import Settings
from service.store import Store
from service.workspace import open_workspace
from tests.fakes import FakeAnalyser, FakeModels, FakeReader, document_of
from tests.service.pools import CRASH, HANG, FakePool

BUS = "Der Beratungsbus hält jede Woche in denselben Dörfern, weil dort keine Bahn mehr fährt."
EMPTY = Refusal(name="leer.txt", error=EmptyDocumentError("Die Datei ist leer."))
ROOT = Path(__file__).parents[2]


def documents(count: int, **marked: str) -> list[Document]:
    return [
        document_of(f"r{n}", f"{BUS} Bericht {n} {marked.get(f'r{n}', '')}") for n in range(count)
    ]


def names(results: Iterable[object]) -> list[str]:
    return [each.name if isinstance(each, Refusal) else each[0].id for each in results]  # type: ignore[index]


def refused(results: Iterable[object]) -> dict[str, str]:
    found = {each[0].id: each[1] for each in results if isinstance(each, tuple)}
    return {name: str(error) for name, error in found.items() if isinstance(error, Exception)}


# In order, bounded


@given(
    count=st.integers(0, 40),
    size=st.integers(1, 4),
    batch=st.integers(1, 5),
    seed=st.integers(0, 1000),
    bad=st.sets(st.integers(0, 39), max_size=4),
)
def test_each_document_comes_back_once_and_in_order(
    count: int, size: int, batch: int, seed: int, bad: set[int]
) -> None:
    given_in = documents(count, **{f"r{n}": CRASH for n in bad})
    pool = FakePool(FakeAnalyser(), size=size, seed=seed)
    results = list(Schedule(pool, bounds=Bounds(batch=batch)).results([*given_in, EMPTY]))
    assert names(results) == [*(d.id for d in given_in), "leer.txt"]
    assert refused(results).keys() == {f"r{n}" for n in bad if n < count}


def test_only_so_much_is_under_way() -> None:
    drawn: list[str] = []

    def stream() -> Iterator[Document]:
        for each in documents(100):
            drawn.append(each.id)
            yield each

    bounds = Bounds(batch=3, batches=2)
    for done, _ in enumerate(Schedule(FakePool(FakeAnalyser()), bounds=bounds).results(stream())):
        assert len(drawn) - done <= 3 * 2 * 2
    drawn.clear()
    bounds = Bounds(batch=3, size=500)
    for done, _ in enumerate(Schedule(FakePool(FakeAnalyser()), bounds=bounds).results(stream())):
        assert len(drawn) - done <= 4
    assert len(drawn) == 100


# What breaks a worker


def test_a_document_that_breaks_its_workers_is_named_and_its_neighbours_are_read() -> None:
    pool = FakePool(FakeAnalyser(), size=2)
    results = list(Schedule(pool, bounds=Bounds(batch=4)).results(documents(10, r2=CRASH)))
    assert names(results) == [f"r{n}" for n in range(10)]
    assert refused(results) == {
        "r2": "Die Auswertung ist 3-mal abgebrochen, zuletzt: der Arbeitsprozess ist dabei "
        "abgestürzt. Ein neuer Aufruf versucht es wieder."
    }
    assert [batch for batch in pool.given if "r2" in batch] == [
        ["r0", "r1", "r2", "r3"],
        ["r2"],
        ["r2"],
    ]
    assert pool.gone == 3


def test_a_document_that_never_ends_is_given_up_after_its_time() -> None:
    now = [0.0]

    def passes(seconds: float) -> None:
        now[0] += seconds

    pool = FakePool(FakeAnalyser(), size=1, passes=passes)
    schedule = Schedule(pool, bounds=Bounds(batch=2, seconds=5), clock=lambda: now[0])
    results = list(schedule.results(documents(5, r1=HANG)))
    assert "nicht rechtzeitig" in refused(results)["r1"]
    assert names(results) == [f"r{n}" for n in range(5)] and 15 < now[0] < 20


def test_where_every_worker_breaks_the_run_ends() -> None:
    everything = {f"r{n}": CRASH for n in range(50)}
    results = Schedule(FakePool(FakeAnalyser())).results(documents(50, **everything))
    with pytest.raises(BulkError, match="immer wieder"):
        list(results)


# Into the store


def bulk(
    store: Store, pool: FakePool, given_in: Iterable[Document | Refusal], most: int = 999
) -> IngestReport:
    done: list[object] = []

    def stop() -> bool:
        return len(done) >= most

    schedule = Schedule(pool, bounds=Bounds(batch=3), stop=stop)
    return ingest(
        given_in,
        store=store,
        analyser=FakeAnalyser(),
        progress=done.append,
        stop=stop,
        reading=lambda documents, _: schedule.results(documents),
    )


def test_the_store_is_the_one_that_ingest_makes(tmp_path: Path) -> None:
    given_in = [*documents(8), EMPTY, document_of("gift", f"{BUS} ☠")]
    with Store(f"sqlite:///{tmp_path}/a.db") as plain, Store(f"sqlite:///{tmp_path}/b.db") as many:
        expected = ingest(given_in, store=plain, analyser=FakeAnalyser())
        report = bulk(many, FakePool(FakeAnalyser(), seed=3), given_in)
        assert (report.new, report.refused) == (expected.new, expected.refused) == (8, 2)
        for each in given_in[:8]:
            assert isinstance(each, Document)
            one, other = plain.get(each.id), many.get(each.id)
            assert (one.analysis.vectors == other.analysis.vectors).all()
            assert replace(one.analysis, vectors=other.analysis.vectors) == other.analysis
            assert many.original(each.id) == each.original


def test_after_an_end_at_any_moment_the_rest_is_taken_in_once(tmp_path: Path) -> None:
    given_in = documents(12)
    with Store(f"sqlite:///{tmp_path}/f.db") as store:
        for there, more in ((0, 1), (1, 4), (5, 3), (8, 4)):
            pool = FakePool(FakeAnalyser(), seed=more)
            report = bulk(store, pool, given_in, there + more)
            assert report.interrupted
            assert (report.new, report.unchanged) == (more, there)
            assert store.count() == there + more
        pool = FakePool(FakeAnalyser())
        assert bulk(store, pool, given_in).unchanged == 12 and pool.given == []


def test_the_second_call_says_what_was_there_and_the_search_finds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "viele.jsonl"
    texts = [f"{BUS} Bericht {n}" for n in range(6)] + [f"{BUS} {CRASH}"]
    source.write_text("\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(texts)))
    with open_workspace(Settings(data=tmp_path / "d"), FakeReader(), purpose="ingest") as space:
        for told in ("6 neu, 0 geändert, 0 schon da, 1", "0 neu, 0 geändert, 6 schon da, 1"):
            analyser = FakeAnalyser()
            take(space, analyser, Sources([str(source)]), FakePool(analyser), stop=lambda: False)
            out, err = capsys.readouterr()
            assert out.startswith(f"{told} abgewiesen (")
            assert "viele.jsonl [6]: Die Auswertung ist 3-mal abgebrochen" in err
            assert err.endswith("Nicht aufgenommen: viele.jsonl [6].\n")
        assert space.store.pending() == [] and space.finder.find("Beratungsbus")


# Sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "berichte"
    (folder / "alt").mkdir(parents=True)
    (folder / "alt" / "bus.txt").write_text(BUS)
    (folder / "bus.html").write_text(f"<html><body><p>{BUS}</p></body></html>")
    (folder / ".verborgen.txt").write_text(BUS)
    (folder / "leer.txt").write_text("")
    rows = [{"text": BUS}, {"id": "eigen", "text": BUS}, {"id": "eigen", "text": BUS}, {"text": ""}]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "liste.jsonl").write_text("\n\n".join([*lines, "{", lines[0]]))
    (folder / "liste2.csv").write_text(f"id;text\neigen;{BUS}\n")
    return folder


def told(found: Iterable[Document | Refusal]) -> list[tuple[str, str]]:
    return [(e.name, str(e.error) if isinstance(e, Refusal) else e.id) for e in found]


def compared(found: Iterable[Document | Refusal]) -> list[object]:
    return [e if isinstance(e, Document) else (e.name, str(e.error)) for e in found]


def test_sources_are_read_as_ingest_reads_them(folder: Path) -> None:
    expected = list(read_paths([folder]))
    sources = Sources([str(folder)])
    assert compared(sources) == compared(expected) and len(expected) == 10
    assert sources.read == sources.total == sum(p.stat().st_size for p in folder.rglob("[!.]*.*"))


def test_a_list_of_any_length_is_read_line_by_line_with_the_same_ids(folder: Path) -> None:
    path = folder / "liste.jsonl"
    expected = list(read_paths([path]))
    small = Limits(max_bytes=path.stat().st_size - 1)
    assert compared(Sources([str(path)], limits=small)) == compared(expected)
    tiny = Limits(max_bytes=60)
    assert {type(each) for each in Sources([str(path)], limits=tiny)} == {Refusal}


def test_an_archive_is_read_file_by_file(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "viele.zip"
    with ZipFile(archive, "w") as made:
        made.write(folder / "alt" / "bus.txt", "alt/bus.txt")
        made.writestr("leer.txt", "")
    sources = list(Sources([str(archive), str(folder / "alt")]))
    assert [name for name, _ in told(sources)] == ["bus.txt", "viele.zip, leer.txt", "bus.txt"]
    assert isinstance(sources[0], Document)
    assert sources[0].source == f"{archive}/alt/bus.txt"
    (tmp_path / "kaputt.zip").write_bytes(b"PK\x03\x04" + bytes(50))
    ((name, why),) = told(Sources([str(tmp_path / "kaputt.zip")]))
    assert name == "kaputt.zip" and "beschädigt" in why


def test_object_storage_is_read_as_a_folder_is(folder: Path, tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    bucket = f"/{tmp_path.name}"
    for path in sorted(folder.rglob("*.*")):
        system.pipe(f"{bucket}/{path.relative_to(folder)}", path.read_bytes())
    found = list(Sources([f"memory:/{bucket}"]))
    assert told(found) == told(read_paths([folder]))
    assert isinstance(found[0], Document)
    assert found[0].source == f"memory:/{bucket}/alt/bus.txt" and found[0].modified
    with ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("a.txt", BUS)
    system.pipe(f"{bucket}/z/a.zip", (tmp_path / "a.zip").read_bytes())
    assert told(Sources([f"memory:/{bucket}/z"])) == [("a.txt", "a")]
    assert told(Sources([f"file://{folder}/alt"])) == [("bus.txt", "bus")]
    system.rm(bucket, recursive=True)


def test_an_address_that_cannot_be_read_is_told_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("s3fs", "gcsfs"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        BadInputError, match="Für „s3://“ fehlt ein Paket: bitte „pip install s3fs“"
    ):
        Sources(["s3://eimer/berichte"])
    with pytest.raises(BadInputError, match="pip install gcsfs"):
        Sources(["gs://eimer/berichte"])
    with pytest.raises(BadInputError, match=r"Adressen mit „brieftaube://“ sind nicht bekannt"):
        Sources(["brieftaube://schlag"])
    with pytest.raises(NotFoundError, match=r"Unter „memory://nirgends“ liegt keine Datei"):
        Sources(["memory://nirgends"])
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(BadInputError, match=r"pip install 'fundstelle\[ray\]'"):
        Sources(["s3://eimer"])


# What is told


def test_the_rest_of_the_time_is_that_of_the_bytes_to_come() -> None:
    now, read = [0.0], [0]
    gauge = Gauge(lambda: read[0], 1000, clock=lambda: now[0])
    assert gauge.seconds_left() is None

    def items() -> Iterator[int]:
        for number in range(10):
            yield number
            read[0] += 100

    for number in gauge.arrived(iter(list(gauge.drawn(items())))):
        now[0] += 10
        assert gauge.share == number / 10
        left = gauge.seconds_left()
        assert (
            left is None if number == 0 else left == pytest.approx((10 - number) * 10 * 1.1, rel=1)
        )
    assert gauge.share == 1


def test_a_duration_is_told_in_words() -> None:
    assert [duration(seconds) for seconds in (0.2, 60, 90, 5000, 7200)] == [
        "1 Sekunde",
        "60 Sekunden",
        "2 Minuten",
        "83 Minuten",
        "2 Stunden",
    ]


def test_without_ray_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["bulk", str(tmp_path), "--data", str(tmp_path / "d")], FakeModels()) == 1
    assert "pip install 'fundstelle[ray]'" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def called(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False
    )


def test_neither_ray_nor_fsspec_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, service.cli, service.commands.bulk, service.bulk.ray_pool; "
        "service.cli.build_parser(); print({'ray', 'fsspec'} & sys.modules.keys())"
    )
    done = called("-c", code)
    assert done.stdout.strip() == "set()", done.stderr


# With models, with Ray


def test_another_process_analyses_by_the_recipe_as_this_one(analyser: Analyser) -> None:
    report = document_of("bus", BUS)
    taught = analyser.with_themes(analyser.themes.adjusted(None), "andere")
    sent = pickle.dumps(Shipped(Recipe.of(taught, Settings(admin_key="zq7xk"))))
    assert b"zq7xk" not in sent
    there = pickle.loads(sent)()
    assert there.version == taught.version != analyser.version
    (here,), (found,) = (list(each.analyse([report_of(report)])) for each in (taught, there))
    assert found.themes == here.themes and (found.vectors == here.vectors).all()
    assert Recipe.of(analyser, Settings()) == Recipe(encoder="")


@pytest.mark.slow
def test_ray_reads_as_ingest_does_and_outlives_what_breaks_its_workers(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray ist nicht installiert (Extra „ray“)")
    done = called("-m", "tests.service.with_ray", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "new": 20,
        "refused": ["absturz", "haengt"],
        "same": True,
        "reachable": [],
    }
