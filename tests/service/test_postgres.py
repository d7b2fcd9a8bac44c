"""PostgreSQL as system of record: what is its own, and what happens when it fails."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url

from nlp.errors import StoreError, StoreUnavailableError
from service.problem_kinds import KINDS
from service.settings import Settings, load_settings
from service.store import LoggedSearch, Store
from service.store.again import ATTEMPTS
from service.store.engine import open_engine, reading, without_password, writing
from service.store.postgres import with_driver
from service.store.tables import feedback, meta
from tests.fakes import analysed_document
from tests.service.databases import PASSWORD, Postgres, raw
from tests.service.projects import client_over

OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = '{name}' AND pid <> pg_backend_pid()"
)


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    yield postgres.new()
    postgres.tidy()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as opened:
        yield opened


def cut_all(postgres: Postgres, url: str) -> None:
    """End every connection to a database."""
    postgres.sql(OTHERS.format(name=make_url(url).database))


# Addresses


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("postgresql://a:b@h:1/d", "postgresql+pg8000://a:b@h:1/d"),
        ("postgres://a@h/d?sslmode=require", "postgresql+pg8000://a@h/d"),
        ("postgresql+pg8000://a@/d?host=/run/postgresql", "postgresql+pg8000://a@/d"),
    ],
)
def test_plain_addresses_are_understood(written: str, used: str) -> None:
    assert with_driver(make_url(written)).render_as_string(hide_password=False) == used


def test_the_plain_name_of_the_setting_counts_where_the_other_is_not_set() -> None:
    assert load_settings({"DATABASE_URL": "postgresql://a/b"}).store_url == "postgresql://a/b"
    both = {"DATABASE_URL": "postgresql://a/b", "FUNDSTELLE_DATABASE_URL": "postgresql://c/d"}
    assert load_settings(both).store_url == "postgresql://c/d"
    assert load_settings({"DATABASE_URL": ""}).store_url.startswith("sqlite")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://rolle:ge/heim@h/d",
        "postgresql://rolle:ge@heim@h/d",
        "kaputt://rolle:geheim@h:xx/d",
        "postgresql://h/d?password=geheim",
        "postgresql+geheim://h/d?password=geheim&x=1",
    ],
)
def test_no_password_is_ever_shown(address: str) -> None:
    assert "heim@" not in without_password(address)
    assert "=geheim" not in without_password(address)
    assert "geheim" not in repr(Settings(database_url=address))


def test_what_goes_wrong_at_the_start_is_told_in_german(postgres: Postgres, url: str) -> None:
    wrong = url.replace("streng", "falsch")
    missing = url.rpartition("/")[0] + "/gibtesnicht"
    closed = make_url(url).set(port=1).render_as_string(hide_password=False)
    for address, words in (
        (wrong, "Anmeldung"),
        (missing, "gibt es auf dem Server nicht"),
        (closed, "nicht erreichbar"),
        (url + "?sslmode=vielleicht", "sslmode"),
    ):
        with pytest.raises(StoreError, match=words) as raised:
            Store(address)
        shown = f"{raised.value} {raised.value.__cause__} {raised.value.__cause__!r}"
        assert PASSWORD not in shown
        assert "streng" not in shown


# What is stored


def test_letters_sort_by_code_points_whatever_the_server_thinks(store: Store, url: str) -> None:
    names = ["a", "Z", "ä", "ß", "z", "B-1", "B1", "_"]
    for name in names:
        store.put(*analysed_document(name, "Ein Absatz."))
    with raw(url) as connection:
        usual = connection.execute(text("SELECT 'a' < 'Z'")).scalar()
    assert usual, "the server of the tests sorts as dictionaries do"
    assert [report.id for report in store.all()] == sorted(names)
    assert list(store.fingerprints()) == sorted(names)


def test_times_are_utc_whatever_the_server_thinks(store: Store) -> None:
    store.put(*analysed_document("a", "Ein Absatz."))
    created = store.get("a").created
    assert created.utcoffset().total_seconds() == 0
    assert abs(created.timestamp() - time.time()) < 60


def test_a_nul_becomes_a_sign_that_moves_nothing(store: Store) -> None:
    store.set_note("x", "vor\0nach")
    assert store.note("x") == "vor�nach"
    store.put(*analysed_document("a\0b", "Text"))
    assert store.get("a\0b").analysis.text == "Text"
    assert list(store.find(["a\0b"])) == ["a�b"]


def test_the_first_start_by_several_makes_the_tables_once(postgres: Postgres) -> None:
    url = postgres.new("template0")
    code = "import sys; from service.store import Store; Store(sys.argv[1]).close()"
    runs = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(3)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0, 0]
    with raw(url) as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    postgres.tidy()


def test_many_writers_at_once_lose_nothing(url: str) -> None:
    stores = [Store(url), Store(url)]
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(
                lambda n: stores[n % 2].jobs.add(f"j{n}", name="", format="zip", total=1),
                range(40),
            )
        )
        list(pool.map(lambda n: stores[n % 2].put(*analysed_document("r", f"T {n}")), range(12)))
    assert sorted(job.number for job in made) == list(range(1, 41))
    assert len(stores[0].passages_of("r")) == 1
    for each in stores:
        each.close()


def test_an_erasure_leaves_nothing(store: Store, url: str) -> None:
    added = [{"report_id": "r", "theme": "t", "by": "Tomke Harmsen"}]
    with raw(url) as connection:
        row = {"verdict": "added", "vocabulary": "", "at": datetime.now(UTC)}
        connection.execute(insert(feedback), [each | row for each in added])
    changed = store.erasures.sweep(
        "Harmsen", lambda t: t.replace("Tomke Harmsen", "…"), asked=lambda _: True
    )
    assert changed == 1
    assert store.themes.votes()[0].by == "…"
    assert store.erasures.scrub()
    assert store.themes.votes()[0].by == "…"


# What fails


def test_a_connection_that_was_cut_is_replaced(store: Store, postgres: Postgres, url: str) -> None:
    store.set_note("x", "1")
    cut_all(postgres, url)
    assert store.note("x") == "1"


def test_a_transaction_that_is_cut_in_the_middle_leaves_nothing_and_says_so(
    postgres: Postgres, url: str
) -> None:
    engine = open_engine(url)
    with pytest.raises(StoreUnavailableError, match="abgerissen") as raised, writing(engine) as one:
        one.execute(insert(meta).values(key="x", value="1"))
        cut_all(postgres, url)
        one.execute(insert(meta).values(key="y", value="1"))
    assert raised.value.undone
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM meta")).scalar() == 0
    engine.dispose()


def test_what_was_undone_is_done_again(postgres: Postgres, url: str) -> None:
    store = CutOnce(url)
    store.cut = lambda: cut_all(postgres, url)
    assert store.put(*analysed_document("a", "Ein Absatz.")) == "new"
    assert [report.id for report in store.all()] == ["a"]
    store.close()


class CutOnce(Store):
    """Loses its connection in the middle of the first transaction that writes a report."""

    cut: Callable[[], None] | None = None

    def put(self, analysis, document, **options):  # type: ignore[no-untyped-def]
        return super().put(Cutting(analysis, self), document, **options)


class Cutting:
    """An analysis; the first look at its lessons cuts the connection."""

    def __init__(self, analysis: object, store: CutOnce) -> None:
        self._analysis, self._store = analysis, store

    def __getattr__(self, name: str) -> object:
        if name == "lessons" and self._store.cut:
            cut, self._store.cut = self._store.cut, None
            cut()
        return getattr(self._analysis, name)


def test_a_statement_that_takes_too_long_is_given_up(url: str) -> None:
    engine = open_engine(url, seconds=1)
    with pytest.raises(StoreUnavailableError, match="rechtzeitig"), reading(engine) as connection:
        connection.execute(text("SELECT pg_sleep(20)"))
    engine.dispose()


def test_who_waits_too_long_for_the_others_is_told(url: str) -> None:
    engine = open_engine(url, seconds=1)
    with (
        writing(engine),
        pytest.raises(StoreUnavailableError, match=r"gesperrt|rechtzeitig"),
        writing(engine),
    ):
        pass
    engine.dispose()


def test_without_a_free_connection_one_is_told_so(url: str, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("service.store.postgres.PATIENCE", 0.05)
    monkeypatch.setattr("service.store.postgres.SPARE", 0)
    engine = open_engine(url, connections=1)
    with (
        reading(engine),
        pytest.raises(StoreUnavailableError, match="keine freie"),
        reading(engine),
    ):
        pass
    engine.dispose()


def test_deadlocks_are_done_again(store: Store) -> None:
    calls = []

    def vote(*_: object) -> str:
        calls.append(1)
        if len(calls) < ATTEMPTS:
            raise StoreUnavailableError("…", undone=True)
        return "done"

    from service.store.again import done_again

    kind = done_again(type("Some", (), {"vote": vote}))
    assert kind().vote() == "done"
    assert len(calls) == ATTEMPTS


def test_while_the_server_is_away_the_api_says_503_and_then_goes_on(postgres: Postgres) -> None:
    url = postgres.new()
    with Store(url) as store:
        store.put(*analysed_document("a", "Ein Absatz."))
        store.searches.add(
            LoggedSearch(day=store.get("a").created.date(), question="q", shown=()), key="k"
        )
        client: TestClient = client_over(store)
        assert client.get("/v1/reports/a").status_code == 200
        postgres.stop()
        refused = client.get("/v1/reports/a")
        assert refused.status_code == KINDS["store"].status == 503
        assert refused.headers["Retry-After"] == "5"
        assert refused.json()["title"] == "Der Bestand ist nicht erreichbar"
        postgres.start()
        assert client.get("/v1/reports/a").status_code == 200
        assert store.put(*analysed_document("b", "Ein Absatz.")) == "new"
    postgres.tidy()


# Roles


def test_a_role_is_one_process_s_until_its_connection_ends(
    postgres: Postgres, url: str, store: Store
) -> None:
    with Store(url) as other:
        mine, theirs = store.keeper(), other.keeper()
        assert mine.take()
        assert mine.take()
        assert not theirs.take()
        with raw(url) as connection:
            waiting = text("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'")
            assert connection.execute(waiting).scalar() == 0
        cut_all(postgres, url)
        assert not mine.holds()
        assert theirs.take()
        assert not mine.take()
        theirs.release()
        assert mine.take()
        mine.release()


def test_what_one_does_alone_others_leave_to_it(url: str, store: Store) -> None:
    with Store(url) as other, store.alone("learn") as first, other.alone("learn") as second:
        assert (first, second) == (True, False)
        with other.alone("retag") as third:
            assert third
