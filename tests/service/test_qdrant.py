"""A stock whose index lies in a cluster: commands, takeovers, and a cluster that fails."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from fastapi.testclient import TestClient

from nlp.errors import BadInputError, StoreError
from service.app import create_app
from service.cli import main
from service.fusion import fuse
from service.index.lock import IndexBusyError
from service.index.memory import MemoryIndex
from service.index.port import Index, Payload, Point, Sparse
from service.index.unreachable import IndexUnreachableError
from service.ingest import ingest
from service.places import opened_place
from service.rebuild import about_of, prepare
from service.settings import Settings, load_settings
from service.store import Store
from service.verify import verified
from service.workspace import Purpose, open_workspace
from tests.fakes import FakeAnalyser, FakeModels, FakeReader, document_of
from tests.service import clusters
from tests.service.qdrant_server import FakeServer, running

pytestmark = clusters.QUIET
TEXTS = {
    f"r{n:02}": f"Fachtag {n} in Kiel\n\nDie Eltern kamen zum Thema {n}.\n\nDas half {n} Kindern."
    for n in range(45)
}
OTHER = FakeReader("fake-2", dimensions=48)
KEY = "geheim-und-lang-genug"


@pytest.fixture
def cluster() -> Iterator[FakeServer]:
    with running() as server:
        yield server


@pytest.fixture
def settings(cluster: FakeServer, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", index_url=cluster.url, index_key=KEY)


def fill(settings: Settings, *names: str, text: str = "") -> None:
    documents = [document_of(name, text or TEXTS[name]) for name in names or TEXTS]
    with open_workspace(settings, FakeReader(), purpose="ingest") as space:
        ingest(documents, store=space.store, analyser=FakeAnalyser(), applier=space.applier)


def answers(
    settings: Settings, question: str = "Eltern zum Thema 7", purpose: Purpose = "search"
) -> list[str]:
    with open_workspace(settings, FakeReader(), purpose=purpose) as space:
        return [hit.report_id for hit in space.finder.find(question, limit=5)]


def collections(cluster: FakeServer) -> list[str]:
    return sorted(each.name for each in cluster.client.get_collections().collections)


def target(cluster: FakeServer) -> str:
    (alias,) = cluster.client.get_aliases().aliases
    assert alias.alias_name == "fundstelle"
    return alias.collection_name


def faults(settings: Settings) -> list[str]:
    found = verified(settings, FakeReader(), version=lambda _: "1")
    return [f.what for f in found if f.fault and "Original" not in f.what]


# Commands


@pytest.mark.slow
def test_all_commands_work_with_a_cluster(
    cluster: FakeServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FUNDSTELLE_INDEX_URL", cluster.url)
    (tmp_path / "berichte").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "berichte" / f"{name}.txt").write_text(text, encoding="utf-8")
    data, models = str(tmp_path / "data"), FakeModels()
    assert main(["ingest", str(tmp_path / "berichte"), "--data", data], models) == 0
    assert "45 neu" in capsys.readouterr().out
    assert list((tmp_path / "data" / "index").glob("segments*")) == []
    before = target(cluster)
    assert main(["search", "Thema 7", "--data", data, "--limit", "1"], models) == 0
    assert "[r07]" in capsys.readouterr().out
    assert main(["reindex", "--data", data], models) == 0
    assert "in Betrieb: 45 Berichte" in capsys.readouterr().out
    assert collections(cluster) == [target(cluster)] != [before]
    assert main(["search", "Thema 7", "--data", data, "--limit", "1"], models) == 0
    assert "[r07]" in capsys.readouterr().out
    main(["verify", "--data", data], models)
    assert "Suchindex" not in capsys.readouterr().out
    assert main(["ingest", str(tmp_path / "berichte"), "--data", data], models) == 0
    assert "45 unverändert" in capsys.readouterr().out


def test_the_client_is_not_loaded_without_the_setting(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from service.settings import Settings;"
        "from service.workspace import open_workspace; from tests.fakes import FakeReader\n"
        f"with open_workspace(Settings(data=Path({str(tmp_path)!r})), FakeReader(), "
        "purpose='serve'): pass\n"
        "import service.cli, service.serve, service.verify, service.rebuild\n"
        "sys.exit('qdrant_client' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_plain_name_of_the_setting_counts_too(tmp_path: Path) -> None:
    assert load_settings({"INDEX_URL": "http://a:6333"}).index_url == "http://a:6333"
    both = {"INDEX_URL": "http://a:6333", "FUNDSTELLE_INDEX_URL": "http://b:6333"}
    assert load_settings(both).index_url == "http://b:6333"


def test_secrets_may_stand_in_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    read = load_settings({"FUNDSTELLE_INDEX_KEY_FILE": str(tmp_path / "key")})
    assert read.index_key == KEY
    assert KEY not in repr(read)
    with pytest.raises(BadInputError, match="FUNDSTELLE_INDEX_KEY_FILE"):
        load_settings({"FUNDSTELLE_INDEX_KEY_FILE": str(tmp_path / "missing")})


@pytest.mark.parametrize("url", ["ftp://x:1", "http://[", "http://x:123456789"])
def test_a_wrong_address_is_told(tmp_path: Path, url: str) -> None:
    wrong = Settings(data=tmp_path, index_url=url)
    with pytest.raises(BadInputError, match="FUNDSTELLE_INDEX_URL"), opened_place(wrong):
        pass


# Both indexes alike


def a_corpus(size: int) -> list[Point]:
    chance = np.random.default_rng(11)
    return [
        Point(
            id=number,
            vector=_unit(chance.standard_normal(32)),
            sparse=_words(chance, int(chance.integers(5, 60))),
            payload=Payload(report=f"r{number // 5}", doc_kind="report"),
        )
        for number in range(1, size + 1)
    ]


def _unit(vector: np.ndarray) -> np.ndarray:
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def _words(chance: np.random.Generator, many: int) -> Sparse:
    # Few words are frequent, most are rare.
    terms = np.unique(chance.zipf(1.3, size=many) % 5000)
    weights = chance.uniform(0.2, 1.9, size=len(terms))
    return Sparse(indices=tuple(terms.tolist()), values=tuple(weights.tolist()))


def best(index: Index, vector: np.ndarray, words: Sparse) -> list[tuple[int, float]]:
    fused = fuse(index.dense(vector, 100), index.lexical(words, 100))
    return [(each.id, each.score) for each in fused[:10]]


def test_a_cluster_ranks_as_the_embedded_index_does() -> None:
    points, chance = a_corpus(400), np.random.default_rng(12)
    (elsewhere, _), here = clusters.an_index(clusters.OneAtATime(), 32), MemoryIndex(32)
    for index in (elsewhere, here):
        index.upsert(points)
        index.delete(range(1, 40, 3))
    for _ in range(30):
        asked = _unit(chance.standard_normal(32)), _words(chance, 20)
        one, other = best(elsewhere, *asked), best(here, *asked)
        assert [id_ for id_, _ in one] == [id_ for id_, _ in other]
        assert dict(one) == pytest.approx(dict(other), abs=1e-5)


# Takeovers


def test_a_stock_finds_its_index_again(cluster: FakeServer, settings: Settings) -> None:
    fill(settings)
    first = target(cluster)
    writes = [each for each in cluster.asked if each.startswith("PUT")]
    assert answers(settings)[0] == "r07"
    assert [each for each in cluster.asked if each.startswith("PUT")] == writes
    assert target(cluster) == first
    assert cluster.keys == {KEY}


def test_there_is_no_gap_while_another_index_takes_over(
    cluster: FakeServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNDSTELLE_INDEX_URL", cluster.url)
    fill(settings)
    before = target(cluster)
    seen: list[list[str]] = []
    over = Event()

    def search() -> None:
        with open_workspace(settings, FakeReader(), purpose="serve") as space:
            while not over.is_set():
                hits = space.finder.find("Eltern zum Thema 7", limit=1)
                seen.append([hit.report_id for hit in hits])

    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(search)
        while not seen and not searching.done():
            time.sleep(0.01)
        code = main(["reindex", "--data", str(settings.data)], FakeModels())
        over.set()
        searching.result()
    assert code == 0
    assert target(cluster) != before
    assert set(map(tuple, seen)) == {("r07",)}


def test_a_running_service_goes_on_with_the_new_index_and_feeds_it(
    cluster: FakeServer, settings: Settings
) -> None:
    fill(settings)
    before = target(cluster)
    with open_workspace(settings, FakeReader(), purpose="serve") as space:
        with Store(settings.store_url) as store:
            assert prepare(settings, store, FakeReader())
            reindexed(settings, store)
        assert target(cluster) != before
        assert space.applier
        ingest(
            [document_of("neu", "Fachtag in Jena\n\nRobben am Strand.")],
            store=space.store,
            analyser=FakeAnalyser(),
            applier=space.applier,
        )
        assert space.finder.find("Robben am Strand", limit=1)[0].report_id == "neu"
    assert faults(settings) == []
    assert collections(cluster) == [target(cluster)]


def reindexed(settings: Settings, store: Store) -> None:
    from service.rebuild import is_ready, switch_over

    end = time.monotonic() + 60
    while is_ready(settings, about_of(store, FakeReader())):
        assert time.monotonic() < end
        try:
            with opened_place(settings) as place:
                switch_over(place, store, FakeReader())
        except IndexBusyError:
            time.sleep(0.05)


def test_what_was_interrupted_is_gone_on_with_or_removed(
    cluster: FakeServer, settings: Settings
) -> None:
    fill(settings)
    with Store(settings.store_url) as store:
        done: list[int] = []
        assert not prepare(
            settings, store, FakeReader(), progress=done.append, stop=lambda: bool(done)
        )
        (begun,) = set(collections(cluster)) - {target(cluster)}
        # Whoever holds the index meanwhile leaves it alone.
        assert answers(settings)[0] == "r07"
        assert begun in collections(cluster)
        assert prepare(settings, store, FakeReader())
        assert begun in collections(cluster)
        reindexed(settings, store)
        assert collections(cluster) == [begun] == [target(cluster)]
        with opened_place(settings) as place:
            place.shared.create("fundstelle-0badc0de", about_of(store, FakeReader()))
            place.shared.create(
                "fundstelle-00000001", replace(about_of(store, FakeReader()), store="x")
            )
    assert answers(settings)[0] == "r07"
    assert collections(cluster) == sorted([begun, "fundstelle-00000001"])


def test_an_index_of_another_model_is_refused_and_reindex_builds_one(
    cluster: FakeServer, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(settings)
    with Store(settings.store_url) as store:
        # As if the reports had been read with another model elsewhere.
        cluster.client.update_collection(target(cluster), metadata={"encoder": "fake-0"})
        for purpose in ("serve", "search"):
            with pytest.raises(StoreError, match=r"anderen Sprachmodell.*fake-0.*reindex"):
                answers(settings, purpose=purpose)
        assert prepare(settings, store, FakeReader())
        reindexed(settings, store)
    assert answers(settings)[0] == "r07"


def test_new_vectors_come_in_with_the_new_index(cluster: FakeServer, settings: Settings) -> None:
    fill(settings)
    refused = pytest.raises(StoreError, match="anderen Sprachmodell")
    with refused, open_workspace(settings, OTHER, purpose="serve"):
        pass
    with Store(settings.store_url) as store:
        assert prepare(settings, store, OTHER)
    with open_workspace(settings, OTHER, purpose="serve") as space:
        assert space.finder.find("Eltern zum Thema 7", limit=1)[0].report_id == "r07"
    assert collections(cluster) == [target(cluster)]
    assert cluster.client.get_collection("fundstelle").config.params.vectors["meaning"].size == 48


def test_the_index_of_another_stock_is_never_touched(
    cluster: FakeServer, settings: Settings, tmp_path: Path
) -> None:
    fill(settings)
    other = replace(settings, data=tmp_path / "other")
    with pytest.raises(StoreError, match="FUNDSTELLE_INDEX_NAME"):
        fill(other)
    fill(replace(other, index_name="zweite"), "r01")
    assert len(answers(settings)) == 5


# What index and store know of each other


def test_an_index_that_was_put_back_is_built_again(cluster: FakeServer, settings: Settings) -> None:
    fill(settings)
    name = target(cluster)
    fill(settings, "r03", text="Fachtag 3 in Kiel\n\nVon Robben war die Rede.\n\nViele kamen.")
    assert answers(settings, "Robben")[0] == "r03"
    # As many passages as before, but those of before.
    heard = cluster.client.get_collection(name).config.metadata["heard"]
    cluster.client.update_collection(name, metadata={"heard": heard - 1})
    assert answers(settings, "Robben")[0] == "r03"
    assert target(cluster) != name


def test_a_database_that_was_put_back_gets_an_index_of_its_own(
    cluster: FakeServer, settings: Settings
) -> None:
    fill(settings)
    name, kept = target(cluster), settings.database_file.read_bytes()
    fill(settings, "r03", text="Fachtag 3 in Kiel\n\nVon Robben war die Rede.\n\nViele kamen.")
    settings.database_file.write_bytes(kept)
    assert "r03" in answers(settings, "Thema 3")
    assert target(cluster) != name
    assert faults(settings) == []


@pytest.mark.slow
def test_changing_the_place_back_and_forth_leaves_no_index_behind(
    cluster: FakeServer, settings: Settings
) -> None:
    here = replace(settings, index_url="")
    for at, each in enumerate((settings, here, settings, here)):
        # The same number of passages each time, with the same numbers.
        with open_workspace(each, FakeReader(), purpose="ingest") as space:
            ingest(
                [document_of("a", f"Fachtag\n\nStand {at} der Robben.")],
                store=space.store,
                analyser=FakeAnalyser(),
                applier=space.applier,
            )
        assert faults(each) == []
        assert answers(each, f"Stand {at} der Robben") == ["a"]


def test_verify_tells_passages_that_are_missing_or_other(
    cluster: FakeServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.verify.index.PAUSE", 0.01)
    fill(settings)
    assert faults(settings) == []
    cluster.client.delete(target(cluster), points_selector=[1, 2])
    cluster.client.set_payload(target(cluster), {"themes": ["x"]}, points=[3])
    found = faults(settings)
    assert any("2 Passagen" in what and "fehlen" in what for what in found)
    assert any("1 Passage" in what and "anders" in what for what in found)


# A cluster that fails


@pytest.fixture
def refusing() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_cluster_that_is_not_there_is_told_at_the_start(
    refusing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch
) -> None:
    monkeypatch.setenv("FUNDSTELLE_INDEX_URL", refusing)
    monkeypatch.setenv("FUNDSTELLE_INDEX_KEY", KEY)
    (tmp_path / "a.txt").write_text(TEXTS["r01"], encoding="utf-8")
    data = str(tmp_path / "data")
    assert main(["ingest", str(tmp_path / "a.txt"), "--data", data], FakeModels()) == 1
    said = capsys.readouterr().err
    assert "Fehler: Der Suchindex im Cluster antwortet nicht." in said
    assert KEY not in said


@pytest.mark.slow
@pytest.mark.parametrize("how", ["down", "hangs", "error"])
def test_a_cluster_that_fails_while_it_is_asked_gives_503_and_loses_nothing(
    cluster: FakeServer, settings: Settings, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    fill(settings)
    if how == "hangs":
        settings = replace(settings, index_timeout=1)
    with open_workspace(settings, FakeReader(), purpose="serve") as space:
        app = create_app(
            replace(settings, admin_key="k" * 20),
            finder=space.finder,
            store=space.store,
            analyser=FakeAnalyser(),
            applier=space.applier,
        )
        client = TestClient(app, headers={"Authorization": "Bearer " + "k" * 20})
        assert client.get("/v1/search", params={"q": "Thema 7"}).status_code == 200
        broken(cluster, how)
        answer = client.get("/v1/search", params={"q": "Thema 7"})
        assert (answer.status_code, answer.json()["code"]) == (503, "index")
        assert int(answer.headers["Retry-After"]) > 0
        assert "Suchindex im Cluster" in answer.json()["detail"]
        sent = {"title": "Robben", "text": "Fachtag in Jena\n\nRobben am Strand von Jena."}
        answer = client.put("/v1/reports/neu", json=sent)
        assert (answer.status_code, answer.json()["code"]) == (503, "index")
        assert space.store.pending() != []
        page = client.get("/", params={"q": "Thema 7"}, headers={"Accept": "text/html"})
        assert page.status_code == 503
        mended(cluster)
        assert waited_for(client, "Robben am Strand") == "neu"
        assert space.store.pending() == []
    assert KEY not in caplog.text


def broken(cluster: FakeServer, how: str) -> None:
    if how == "down":
        cluster.stop()
    cluster.hangs = how == "hangs"
    cluster.fault = 500 if how == "error" else None


def mended(cluster: FakeServer) -> None:
    cluster.hangs, cluster.fault = False, None
    cluster.over.set()
    if cluster._http is None:
        cluster.start()


def waited_for(client: TestClient, question: str) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        answer = client.get("/v1/search", params={"q": question})
        if answer.status_code == 200 and answer.json()["hits"]:
            best_hit = answer.json()["hits"][0]
            if "Robben" in json.dumps(best_hit):
                return str(best_hit["report"])
        time.sleep(0.2)
    raise AssertionError("not found in time")


def test_a_cluster_that_hangs_is_not_asked_again_and_again(
    cluster: FakeServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    fill(settings)
    settings = replace(settings, index_timeout=1)
    with Store(settings.store_url) as store, opened_place(settings) as place:
        index = place.found(lambda: about_of(store, FakeReader()))
        cluster.hangs = True
        before, begun = len(cluster.asked), time.monotonic()
        for _ in range(40):
            with pytest.raises(IndexUnreachableError):
                index.count()
        assert len(cluster.asked) - before == 3
        assert time.monotonic() - begun < 20  # one second for each would be 40
    assert caplog.text.count("nicht benutzbar") == 1


def test_a_key_that_is_refused_is_told(cluster: FakeServer, settings: Settings) -> None:
    cluster.fault = 401
    with pytest.raises(StoreError, match="FUNDSTELLE_INDEX_KEY"):
        answers(settings)


def test_a_busy_cluster_is_not_an_absent_one(cluster: FakeServer, settings: Settings) -> None:
    cluster.fault = 429
    with pytest.raises(IndexUnreachableError, match="ausgelastet"):
        answers(settings)


def test_an_answer_of_another_program_is_told(tmp_path: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>")

    Thread(target=answer, daemon=True).start()
    wrong = Settings(data=tmp_path, index_url=f"http://127.0.0.1:{listener.getsockname()[1]}")
    with pytest.raises(StoreError, match="etwas anderes als ein Cluster"):
        answers(wrong)
    listener.close()
