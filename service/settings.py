"""What can be set, by environment variables (``FUNDSTELLE_…``) or by the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from nlp.errors import BadInputError
from service.fusion import DENSE_WEIGHT

PREFIX = "FUNDSTELLE_"
PLAIN = {"database_url": "DATABASE_URL", "index_url": "INDEX_URL"}
"""Settings that are known under a shorter name as well; the longer one counts where both are."""
FROM_FILE = "_FILE"
SECRETS = frozenset({"database_url", "admin_key", "index_key"})
"""Settings that may stand in a file, whose path is the value of the name with ``_FILE``."""
TRUE = frozenset({"1", "true", "ja", "yes", "on"})
RANGES = {
    "rate": (0, 1_000_000),
    "concurrency": (1, 10_000),
    "searches": (1, 10_000),
    "search_queue": (0, 10_000),
    "search_patience": (0, 3600),
    "analysis_queue": (0, 10_000),
    "analysis_patience": (0, 3600),
    "timeout": (1, 3600),
    "max_megabytes": (1, 1000),
    "index_timeout": (1, 600),
    "index_shards": (1, 1000),
    "index_replicas": (1, 20),
    "database_connections": (2, 500),
    "database_timeout": (1, 3600),
    "drain": (0, 60),
    "ready_behind": (0, 86_400),
    "ready_free": (0, 10_000_000),
}
ORIGIN = re.compile(
    r"\*|https?://[\w.\-]+(:\d{1,5})?|https?://\[[0-9a-fA-F:]+\](:\d{1,5})?", re.ASCII
)
INDEX_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", re.ASCII)
LOGS = ("", "text", "json")
FALSE = frozenset({"", "0", "false", "nein", "no", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings with their defaults; each is read from FUNDSTELLE_ and its name in capitals.

    ``data``: folder of database and index. ``database_url``: another database than the one in
    that folder. ``encoder``: a sentence-transformers model by path or hub name in place of the
    one that comes along. ``dense_weight``: share of meaning in the score, the rest is words.
    ``admin_key``: a key that may do everything, beside those of ``fundstelle keys``.
    ``open_reading``: whether reading and analysing need no key. ``release_persons``: whether names
    of persons are shown and handed out. ``log_queries``: whether questions and clicks are kept for
    measuring, ``log_days``: for how many days.

    ``database_connections``: connections to PostgreSQL that a process keeps open;
    ``database_timeout``: seconds that one question to it may take.

    ``index_url``: a Qdrant cluster that holds the search index, in place of the folder;
    ``index_key``: its key, ``index_name``: under which name it holds the index of this stock,
    ``index_timeout``: seconds until a search there is given up. New indexes are spread over
    ``index_shards``, kept ``index_replicas`` times, and with ``index_quantised`` only bytes of
    vectors stay in memory.

    ``max_import``: megabytes of one bulk import. ``webhook_hosts``: names of hosts, divided by
    commas, that may hear of finished jobs though their address is not public;
    ``webhook_http``: whether webhooks may do without encryption.
    ``theme_threshold``: themes less probable are left out; ``theme_back_off``: whether a broader
    concept stands in where none of several narrower ones is sure. ``learn_after``: after so many
    votes on themes the service learns from them by itself; 0 for never.

    ``rate``: requests a minute of one key or address, 0 for any number. ``concurrency``: requests
    that are answered at once or wait. Of these ``searches`` are searches that are carried out,
    ``search_queue`` others wait for that, ``search_patience`` seconds at most; ``analysis_queue``
    texts wait for the one that is analysed, ``analysis_patience`` seconds at most. ``timeout``:
    seconds for a request. ``max_megabytes``: size of one.
    ``cors``: web sites (``https://…``, with commas between) whose scripts may use the API, ``*``
    for all. ``proxies``: addresses of proxies that say whom they ask for.

    ``log``: "text" or "json" for a line a request and event, "" for what goes wrong alone;
    ``log_addresses``: whether lines name network addresses. ``metrics``: whether ``/metrics``
    answers; ``telemetry``: whether traces are sent. ``ready_behind``: seconds that the index may be
    behind while the service counts as ready, 0 for any; ``ready_free``: megabytes that must be
    free. ``drain``: seconds for which it goes on answering after SIGTERM, no longer ready.
    """

    data: Path = Path("data")
    database_url: str = field(default="", repr=False)
    database_connections: int = 10
    database_timeout: int = 60
    host: str = "127.0.0.1"
    port: int = 8000
    encoder: str = ""
    dense_weight: float = DENSE_WEIGHT
    admin_key: str = field(default="", repr=False)
    open_reading: bool = True
    release_persons: bool = False
    log_queries: bool = False
    log_days: int = 90
    index_url: str = ""
    index_key: str = field(default="", repr=False)
    index_name: str = "fundstelle"
    index_timeout: int = 10
    index_shards: int = 1
    index_replicas: int = 1
    index_quantised: bool = False
    max_import: int = 500
    webhook_hosts: str = ""
    webhook_http: bool = False
    theme_threshold: float = 0.0
    theme_back_off: bool = False
    learn_after: int = 0
    rate: int = 3000
    concurrency: int = 64
    searches: int = 8
    search_queue: int = 24
    search_patience: int = 5
    analysis_queue: int = 8
    analysis_patience: int = 30
    timeout: int = 120
    max_megabytes: int = 25
    cors: str = ""
    proxies: str = "127.0.0.1"
    log: str = ""
    log_addresses: bool = False
    metrics: bool = False
    telemetry: bool = False
    ready_behind: int = 60
    ready_free: int = 100
    drain: int = 1
    debug: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.dense_weight <= 1:
            raise BadInputError(f"{PREFIX}DENSE_WEIGHT muss zwischen 0 und 1 liegen.")
        if not 0 <= self.theme_threshold <= 1:
            raise BadInputError(f"{PREFIX}THEME_THRESHOLD muss zwischen 0 und 1 liegen.")
        if not 0 < self.port < 65536:
            raise BadInputError(f"{PREFIX}PORT muss zwischen 1 und 65535 liegen.")
        if not 0 < self.log_days <= 3650:
            raise BadInputError(f"{PREFIX}LOG_DAYS muss zwischen 1 und 3650 liegen.")
        for name, (least, most) in RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise BadInputError(
                    f"{PREFIX}{name.upper()} muss zwischen {least} und {most} liegen."
                )
        if not INDEX_NAME.fullmatch(self.index_name):
            raise BadInputError(
                f"{PREFIX}INDEX_NAME besteht aus Buchstaben ohne Umlaute, Ziffern, „_“, „-“, „.“."
            )
        if self.log not in LOGS:
            raise BadInputError(f"{PREFIX}LOG muss „text“ oder „json“ sein: „{self.log}“.")
        if bad := [origin for origin in self.origins if not ORIGIN.fullmatch(origin)]:
            raise BadInputError(
                f"{PREFIX}CORS: „{bad[0]}“ ist keine Herkunft wie „https://portal.example“."
            )

    @property
    def origins(self) -> tuple[str, ...]:
        """The web sites whose scripts may use the API."""
        return tuple(origin for each in self.cors.split(",") if (origin := each.strip()))

    @property
    def store_url(self) -> str:
        """The address of the database: ``data/fundstelle.db`` where no other is set."""
        return self.database_url or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path | None:
        """The file of that database, None where another address is set."""
        return None if self.database_url else self.data.absolute() / "fundstelle.db"

    @property
    def has_store(self) -> bool:
        """Whether something was ever stored; another database is taken at its word."""
        return self.database_file is None or self.database_file.exists()

    @property
    def index_folder(self) -> Path:
        """Where the search index lies; it can be deleted and is built again."""
        return self.data / "index"

    @property
    def imports_folder(self) -> Path:
        """Where files of bulk imports wait until they are read."""
        return self.data / "imports"

    @property
    def max_import_bytes(self) -> int:
        """Bytes of one bulk import."""
        return self.max_import * 1_000_000

    @property
    def judgments_file(self) -> Path:
        """Where judgments of answers are kept for measuring the search."""
        return self.data / "judgments.csv"


def load_settings(environment: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Defaults, over them the environment, over it what is given and not None; BadInputError."""
    defaults = {field.name: field.default for field in fields(Settings)}
    read = {
        name: _value(name, environment[PREFIX + name.upper()], default)
        for name, default in defaults.items()
        if PREFIX + name.upper() in environment
    }
    for name, plain in PLAIN.items():
        if environment.get(plain):
            read.setdefault(name, environment[plain])
    for name in SECRETS - read.keys():
        if path := environment.get(f"{PREFIX}{name.upper()}{FROM_FILE}"):
            read[name] = _secret(name, Path(path))
    chosen = {name: value for name, value in given.items() if value is not None}
    return Settings(**{**read, **chosen})


def _secret(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise BadInputError(
            f"Die Datei, die {PREFIX}{name.upper()}{FROM_FILE} nennt, ist nicht lesbar."
        ) from error


def _value(name: str, written: str, default: object) -> object:
    if isinstance(default, bool):
        return _truth(name, written)
    try:
        return type(default)(written)  # type: ignore[call-arg]
    except ValueError as error:
        raise BadInputError(f"{PREFIX}{name.upper()} ist keine Zahl: „{written}“.") from error


def _truth(name: str, written: str) -> bool:
    answer = written.strip().lower()
    if answer not in TRUE | FALSE:
        raise BadInputError(f"{PREFIX}{name.upper()} ist weder „ja“ noch „nein“: „{written}“.")
    return answer in TRUE
