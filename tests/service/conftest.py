"""What the tests of the service share."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest

from service.log import OURS, SERVER, LogHandler
from tests.service.databases import Postgres, postgres_in_use, programs


@pytest.fixture(autouse=True)
def _lines_end_with_their_test() -> Iterator[None]:
    """What a command says of itself would go on to a stream that is closed by then."""
    levels = {name: logging.getLogger(name).level for name in (*OURS, SERVER)}
    yield
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, LogHandler)]:
        root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server of the tests' own; where PostgreSQL is not installed, skip."""
    found = programs()
    if found is None and os.environ.get("CI"):
        pytest.fail("PostgreSQL is not installed: “make postgres” does it")
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with Postgres(found) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runs on both; ``url_in`` says where."""
    if request.param == "sqlite":
        yield
        return
    with postgres_in_use(request.getfixturevalue("postgres")):
        yield
