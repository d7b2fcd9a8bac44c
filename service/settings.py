"""What can be set, by environment variables (``FUNDSTELLE_…``) or by the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from nlp.errors import BadInputError
from service.fusion import DENSE_WEIGHT

PREFIX = "FUNDSTELLE_"
TRUE = frozenset({"1", "true", "ja", "yes", "on"})
FALSE = frozenset({"", "0", "false", "nein", "no", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings with their defaults; each is read from FUNDSTELLE_ and its name in capitals.

    ``data``: folder of database and index. ``database_url``: another database than the one in
    that folder. ``encoder``: a sentence-transformers model by path or hub name in place of the
    one that comes along. ``dense_weight``: share of meaning in the score, the rest is words.
    ``admin_key``: what a program must send to write over HTTP; without one nothing is written.
    ``release_persons``: whether names of persons are shown and handed out. ``log_queries``:
    whether questions and clicks are kept for measuring, ``log_days``: for how many days.
    ``theme_threshold``: themes less probable are left out; ``theme_back_off``: whether a broader
    concept stands in where none of several narrower ones is sure. ``learn_after``: after so many
    votes on themes the service learns from them by itself; 0 for never.
    """

    data: Path = Path("data")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    encoder: str = ""
    dense_weight: float = DENSE_WEIGHT
    admin_key: str = ""
    release_persons: bool = False
    log_queries: bool = False
    log_days: int = 90
    theme_threshold: float = 0.0
    theme_back_off: bool = False
    learn_after: int = 0
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
    chosen = {name: value for name, value in given.items() if value is not None}
    return Settings(**{**read, **chosen})


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
