"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from models.load import load_analyser
from nlp.pipeline import Analyser

E2E = Path("tests/e2e")

# Machines are busy at times: property tests have no deadline.
settings.register_profile("fundstelle", deadline=None)
settings.load_profile("fundstelle")


class OneBrowser(LoadFileScheduling):
    """Where files go to several processes, those with a browser go to one: they share a service
    that takes long to start."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return str(E2E) if E2E in Path(file).parents else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """For ``--dist loadfile``."""
    return OneBrowser(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The real one, with the models that come along; loaded once."""
    return load_analyser()


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Five real reports that are no part of the project; where they are absent, skip."""
    folder = Path(__file__).parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the real reports are not at hand")
    return folder
