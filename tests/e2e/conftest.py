"""One service and one browser for all tests of this folder; a new tab for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.chromium import MISSING, a_browser, chromium, is_needed
from tests.e2e.running import Running, a_service, filled, ingested
from tests.e2e.visitor import Visitor, a_visitor
from tests.ports import held_port, number

Visiting = Callable[..., Visitor]


# Scope „package“, so that they end with this folder: a live Playwright keeps an event loop in
# the thread of the tests.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium; skipped where there is none, unless CI is set."""
    if chromium() is None:
        (pytest.fail if is_needed() else pytest.skip)(MISSING)
    with a_browser() as launched:
        yield launched


@pytest.fixture(scope="package")
def portal_port() -> Iterator[int]:
    """Where another site, the portal, is served from."""
    with held_port() as held:
        yield number(held)


@pytest.fixture(scope="package")
def service(
    browser: Browser, portal_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The running service with its stock; the portal may ask it, and hears of its jobs."""
    settings = {
        "CORS": f"http://127.0.0.1:{portal_port}",
        "WEBHOOK_HOSTS": "127.0.0.1",
        "WEBHOOK_HTTP": "ja",
        "RATE": "0",
    }
    with a_service(ingested(tmp_path_factory.mktemp("dienst") / "daten"), **settings) as running:
        yield filled(running)


@pytest.fixture
def visiting(browser: Browser, service: Running) -> Iterator[Visiting]:
    """Makes visitors, with the options of ``a_visitor``; what went wrong fails the test."""
    with ExitStack() as open_tabs:

        def visitor(**options: Any) -> Visitor:
            return open_tabs.enter_context(a_visitor(browser, service.base, **options))

        yield visitor


@pytest.fixture
def visitor(visiting: Visiting) -> Visitor:
    """One in a wide, light window."""
    return visiting()
