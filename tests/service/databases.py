"""The databases that tests of the store run on: SQLite, and a PostgreSQL of their own."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine

from service.store import Store
from service.store.engine import open_engine
from service.store.tables import metadata
from tests.ports import held_port, number

ROLE, PASSWORD = "fundstelle", "streng/geheim@1"
TEMPLATE = "vorlage"
# What a careless server may have: another order of letters, another time of day.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "timezone=Asia/Kathmandu",
    "max_connections=60",
    "shared_buffers=64MB",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)
LOCALE = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=de")

END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
RESTART = (
    "SELECT setval(quote_ident(schemaname) || '.' || quote_ident(sequencename), 1, false) "
    "FROM pg_sequences"
)

_in_use: list[Postgres] = []


def programs() -> Path | None:
    """Where the programs of a PostgreSQL server are, the newest first; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version, reverse=True)
    named = shutil.which("initdb")
    return found[0].parent if found else Path(named).parent if named else None


class Postgres:
    """A server on 127.0.0.1 with a folder of its own, for as long as a ``with`` lasts."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._user = "postgres" if _exists("postgres") else "nobody"
        self.folder = Path(tempfile.mkdtemp(prefix="fst-pg-"))
        self._held = held_port()
        self.port = number(self._held)
        self._names: dict[Path, str] = {}
        self._lent: list[str] = []
        self._free: list[str] = []
        self._altered: set[str] = set()
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Postgres:
        try:
            if os.geteuid() == 0:
                shutil.chown(self.folder, self._user)
            self._run("initdb", "-D", self._data, "--auth=trust", "-U", "postgres", "-N", *LOCALE)
            hba = f"local all all trust\nhost all {ROLE} 127.0.0.1/32 scram-sha-256\n"
            (self.folder / "data" / "pg_hba.conf").write_text(hba)
            self.start()
            self.sql(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
            self.sql(f"CREATE DATABASE {TEMPLATE} OWNER {ROLE}")
            Store(self.url(TEMPLATE)).close()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        """Until it takes connections."""
        options = [word for setting in SETTINGS for word in ("-c", setting)]
        where = ("-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.folder))
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *self._as_nobody(),
                    str(self._bin / "postgres"),
                    "-D",
                    self._data,
                    *where,
                    *options,
                ],
                stdout=log,
                stderr=log,
            )
        for _ in range(600):
            with suppress(Exception):
                self.sql("SELECT 1")
                return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """At once; what was committed stays."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=30)
            self._process = None

    def url(self, name: str) -> str:
        """The address of a database, as a person would write it."""
        return (
            f"postgresql://{ROLE}:{PASSWORD.replace('/', '%2F').replace('@', '%40')}"
            f"@127.0.0.1:{self.port}/{name}"
        )

    def new(self, template: str = TEMPLATE) -> str:
        """The address of a fresh database; ``template0``: an empty one."""
        if template == TEMPLATE and self._free:
            name = self._free.pop()
        else:
            self._count += 1
            name = f"t{self._count}"
            self.sql(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template}")
        self._lent.append(name)
        if template != TEMPLATE:
            self._altered.add(name)
        return self.url(name)

    def note_altered(self, name: str) -> None:
        """Its tables may be others: nobody gets it again."""
        self._altered.add(name)

    def url_in(self, place: Path) -> str:
        """The address of the database that stands for a file."""
        if place not in self._names:
            self._names[place] = self.new()
        return self._names[place]

    def tidy(self) -> None:
        """Empty what tests have filled, for the next ones; remove what they have altered."""
        for name in self._lent:
            if name in self._altered:
                self.sql(f"DROP DATABASE {name} WITH (FORCE)")
            else:
                self._empty(name)
                self._free.append(name)
        self._lent.clear()
        self._names.clear()

    def _empty(self, name: str) -> None:
        with _connected(self._admin_url(name)) as connection:
            connection.exec_driver_sql(END_OTHERS)
            connection.exec_driver_sql("SET session_replication_role = replica")
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f'DELETE FROM "{table.name}"')
            connection.exec_driver_sql(RESTART)

    def sql(self, statement: str) -> None:
        """As the administrator."""
        with _connected(self._admin_url("postgres")) as connection:
            connection.exec_driver_sql(statement.replace("%", "%%"))

    def _admin_url(self, name: str) -> str:
        path = self.folder / f".s.PGSQL.{self.port}"
        return f"postgresql+pg8000://postgres@/{name}?unix_sock={path}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_nobody(), str(self._bin / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)

    def _as_nobody(self) -> list[str]:
        """The server refuses to run as root."""
        if os.geteuid() != 0:
            return []
        return ["setpriv", f"--reuid={self._user}", "--regid=nogroup", "--clear-groups"]


@contextmanager
def postgres_in_use(server: Postgres) -> Iterator[None]:
    """``url_in`` gives databases of that server meanwhile."""
    _in_use.append(server)
    try:
        yield
    finally:
        _in_use.pop()
        server.tidy()


def url_in(folder: Path, name: str = "fundstelle.db") -> str:
    """The address of a test's database: a file in its folder, or one of the server in use."""
    if _in_use:
        return _in_use[-1].url_in(folder / name)
    return f"sqlite:///{folder / name}"


def url_of_empty(folder: Path, name: str = "leer.db") -> str:
    """The same, of a database without tables."""
    return _in_use[-1].new("template0") if _in_use else url_in(folder, name)


def is_postgres() -> bool:
    """Whether the test at hand runs on PostgreSQL."""
    return bool(_in_use)


@contextmanager
def raw(url: str) -> Iterator[Connection]:
    """A transaction past the store, as another program would have it."""
    engine = open_engine(url)
    if _in_use and engine.url.database:
        _in_use[-1].note_altered(engine.url.database)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _version(path: Path) -> int:
    written = path.parts[-3]
    return int(written) if written.isdecimal() else 0


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
