"""Every page, at the width of a desk and of a phone, light and dark, enlarged and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.e2e import checks
from tests.e2e.conftest import Visiting
from tests.e2e.running import Running
from tests.e2e.states import STATES
from tests.e2e.tour import Tour, page_routes, tour
from tests.e2e.visitor import Scheme, Visitor

WIDE, NARROW = 1280, 320
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
Check = Callable[[Page], list[str]]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(browser: Browser, service: Running) -> Tour:
    """All pages that links lead to from the first one."""
    return tour(service.base, "/")


@pytest.fixture(scope="module")
def openings(pages: Tour) -> Mapping[str, Callable[[Visitor], Page]]:
    """How to get to one page of each kind, and to the states behind forms.

    Combinations in a query look as its parts do.
    """
    first = [found[0] for (_, names), found in pages.pages.items() if len(names) < 2]
    return {address: _opening(address) for address in first} | STATES


def test_no_link_leads_nowhere(pages: Tour) -> None:
    assert pages.broken == []


def test_every_page_can_be_reached_by_links(pages: Tour, service: Running) -> None:
    """A new page is led to by others; then all tests of this module look at it."""
    scripts = {"/static/fundstelle-search.js"}
    assert set(page_routes()) - pages.routes - pages.others - scripts == set()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_no_violation(
    openings: Mapping[str, Callable[[Visitor], Page]], visiting: Visiting, width: int
) -> None:
    found = []
    for name, visitor, page in _all(openings, visiting(width=width)):
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{name}, {scheme}: {line}" for line in visitor.violations()]
    assert found == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_is_cut_and_everything_is_seen(
    openings: Mapping[str, Callable[[Visitor], Page]], visiting: Visiting, width: int
) -> None:
    looked: tuple[Check, ...] = (
        checks.structure,
        checks.cut,
        checks.cut_when_spaced,
        checks.unseen_focus,
        checks.moving,
    )
    found = []
    for name, _, page in _all(openings, visiting(width=width)):
        found += [f"{name}: {line}" for check in looked for line in check(page)]
    assert found == []


def test_letters_of_twice_the_size_leave_all_to_be_read(
    openings: Mapping[str, Callable[[Visitor], Page]], visiting: Visiting
) -> None:
    """Enlarged letters in a wide window; a window enlarged as a whole is a narrow one."""
    found = []
    for name, _, page in _all(openings, visiting(width=WIDE)):
        found += [f"{name}: {line}" for line in checks.cut_when_large(page)]
    assert found == []


def test_on_paper_there_is_the_content_alone(
    openings: Mapping[str, Callable[[Visitor], Page]], visiting: Visiting
) -> None:
    found = []
    for name, _, page in _all(openings, visiting(width=WIDE)):
        found += [f"{name}: {line}" for line in checks.printed_needlessly(page)]
    assert found == []


@pytest.mark.parametrize("name", ["report", "answers", "similar-to-plan"])
def test_a_printed_page_holds_what_the_page_says(visitor: Visitor, name: str) -> None:
    page = STATES[name](visitor)
    said = page.locator(".fs-quote, .fs-text p").first.inner_text()
    printed = "".join(each.extract_text() for each in PdfReader(io.BytesIO(page.pdf())).pages)
    assert _letters(page.inner_text("h1")) in _letters(printed)
    assert _letters(said)[:60] in _letters(printed)
    assert "Hauptnavigation" not in printed
    assert "Ähnliche Vorhaben vergleichen" in printed or name != "report"


def _opening(address: str) -> Callable[[Visitor], Page]:
    return lambda visitor: visitor.visit(address)


def _all(
    openings: Mapping[str, Callable[[Visitor], Page]], visitor: Visitor
) -> Iterator[tuple[str, Visitor, Page]]:
    for name, opened in openings.items():
        yield name, visitor, opened(visitor)


def _letters(text: str) -> str:
    """Without what line breaks change."""
    return "".join(filter(str.isalnum, text))
