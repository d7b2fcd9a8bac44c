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
from tests.e2e.states import STATES, for_editors
from tests.e2e.tour import LOGIN, Tour, has_login, page_routes, tour
from tests.e2e.visitor import Visitor

WIDE, NARROW = 1280, 320
TOOLS = (LOGIN, "/redaktion")
"""Pages that are there to do something: nobody prints them."""
Check = Callable[[Page], list[str]]
Opening = Callable[[Visitor], Page]
EVERYWHERE: tuple[Check, ...] = (
    checks.structure,
    checks.cut,
    checks.cut_when_spaced,
    checks.unseen_focus,
    checks.moving,
)
# Enlarged letters in a wide window; a window enlarged as a whole is a narrow one.
CHECKS: Mapping[int, tuple[Check, ...]] = {
    WIDE: (*EVERYWHERE, checks.cut_when_large, checks.printed_needlessly),
    NARROW: EVERYWHERE,
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(browser: Browser, service: Running) -> Tour:
    """All pages that links lead to from the first one."""
    return tour(service.base)


@pytest.fixture(scope="module")
def pages_of_editors(pages: Tour, service: Running) -> Tour:
    """The same for somebody who has logged in."""
    return tour(service.base, key=service.key, known=pages.pages) if has_login() else Tour()


@pytest.fixture(scope="module")
def openings(pages: Tour, pages_of_editors: Tour) -> Mapping[str, Opening]:
    """How to get to one page of each kind, and to the states behind forms.

    Combinations in a query look as its parts do. What needs a login comes last.
    """
    first = {kind: found[0] for kind, found in pages.pages.items() if len(kind[1]) < 2}
    further = [found[0] for kind, found in pages_of_editors.pages.items() if kind not in first]
    return (
        {address: _opening(address) for address in first.values()}
        | STATES
        | {address: for_editors(address) for address in further if address.count("=") < 2}
    )


def test_no_link_leads_nowhere(pages: Tour, pages_of_editors: Tour) -> None:
    assert pages.broken + pages_of_editors.broken == []


def test_every_page_can_be_reached_by_links(pages: Tour, pages_of_editors: Tour) -> None:
    """A new page is led to by others; then all tests of this module look at it."""
    scripts = {"/static/fundstelle-search.js", "/vorschlaege"}
    seen = pages.routes | pages.others | pages_of_editors.routes | pages_of_editors.others
    assert set(page_routes()) - seen - scripts == set()


@pytest.mark.parametrize("width", CHECKS)
def test_nothing_is_amiss_on_any_page(
    openings: Mapping[str, Opening], visiting: Visiting, width: int
) -> None:
    """Each page is opened once for all that is looked at.

    axe-core, which takes longest, looks once at each path and in the wide, light window at each
    of ``STATES``: other queries make no other elements.
    """
    found, paths = [], set()
    visitor = visiting(width=width)
    for name, opened in openings.items():
        page, path = opened(visitor), name.partition("?")[0]
        scans = _scans(visitor, width, is_new=path not in paths, is_state=name in STATES)
        for label, scan in scans:
            found += [f"{name}: axe, {label}: {line}" for line in scan()]
        paths.add(path)
        for check in CHECKS[width]:
            if check is not checks.printed_needlessly or not name.startswith(TOOLS):
                found += [f"{name}: {check.__name__}: {line}" for line in check(page)]
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


def _opening(address: str) -> Opening:
    return lambda visitor: visitor.visit(address)


def _scans(
    visitor: Visitor, width: int, *, is_new: bool, is_state: bool
) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """What axe-core looks at on the open page; colours do not differ between widths."""
    if width == WIDE and (is_new or is_state):
        yield "light", visitor.violations
    if width == WIDE and is_new:
        yield "dark", visitor.violations_in_the_dark
    if width == NARROW and is_new:
        yield "narrow", visitor.violations_but_colours


def _letters(text: str) -> str:
    """Without what line breaks change."""
    return "".join(filter(str.isalnum, text))
