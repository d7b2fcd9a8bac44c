"""Everything can be done with the keyboard alone, and the focus is where one expects it."""

from __future__ import annotations

import re
from contextlib import closing

from playwright.sync_api import Browser, Page, expect

from tests.e2e.chromium import launched
from tests.e2e.conftest import Visiting
from tests.e2e.running import Running
from tests.e2e.visitor import Visitor, a_visitor

QUESTION = "Eltern in Kiel seit 2010"
MOST_STEPS = 120
FOCUSED = """() => {
  const e = document.activeElement;
  return (e.labels?.[0] ?? e).textContent.replace(/\\s+/g, " ").trim();
}"""


def test_the_skip_link_comes_first_and_leads_to_the_content(visitor: Visitor) -> None:
    page = visitor.visit("/berichte")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()


def test_a_search_from_question_to_passage_and_back(browser: Browser, service: Running) -> None:
    # With the cache of former pages that browsers have, which tests go without otherwise.
    own = launched(browser.browser_type, cache=True)
    with closing(own), a_visitor(own, service.base) as visitor:
        page = visitor.visit("/")
        _go_to(page, "Frage, Stichwörter oder Beschreibung Ihres Vorhabens")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Bericht")).to_be_visible()
        _go_to(page, "„Elternabend war gestern“ – Werkstattgespräch zur Elternarbeit am Übergang")
        page.keyboard.press("Enter")
        page.wait_for_url("**/berichte/report-001#f-*")
        expect(page.locator(":target")).to_be_in_viewport()
        page.evaluate("history.back()")
        expect(page).to_have_url(re.compile(r"/\?q="))
        assert page.evaluate(FOCUSED).startswith("„Elternabend war gestern“")


def test_facets_are_walked_and_applied(visitor: Visitor) -> None:
    page = visitor.visit("/?q=Eltern")
    _go_to(page, "Elternarbeit (")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Elternarbeit")).to_be_checked()
    _go_to(page, "Programm")
    page.keyboard.press("Enter")
    assert page.locator("details.fs-facet", has_text="Programm").first.get_attribute("open") == ""
    _go_to(page, "Filter anwenden")
    page.keyboard.press("Enter")
    page.wait_for_url("**thema=elternarbeit**")
    expect(page.get_by_role("list", name="Filter:")).to_contain_text("Thema: Elternarbeit")


def test_chips_are_removed(visitor: Visitor) -> None:
    page = visitor.visit(f"/?q={QUESTION}&thema=Elternarbeit")
    understood = page.get_by_role("list", name="Verstanden:")
    assert understood.get_by_role("listitem").count() == 2
    _go_to(page, "Einschränkung in Kiel entfernen")
    page.keyboard.press("Enter")
    expect(understood.get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("list", name="Nicht berücksichtigt:")).to_contain_text("in Kiel")
    _go_to(page, "Filter Thema: Elternarbeit entfernen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Filter:")).to_have_count(0)


def test_evidence_of_a_theme_is_opened_and_followed(visitor: Visitor) -> None:
    page = visitor.visit("/berichte/report-001")
    _go_to(page, "Beleg")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    quote = page.evaluate(FOCUSED).strip("„“ …")
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()
    assert quote[:20] in page.locator(":target").inner_text()


def test_highlights_of_names_are_switched_off(visitor: Visitor) -> None:
    page = visitor.visit("/berichte/report-001")
    name = page.locator(".fs-text .fs-project").first
    assert "underline" in name.evaluate("e => getComputedStyle(e).textDecorationLine")
    _go_to(page, "Namen hervorheben:")
    page.keyboard.press("Space")
    assert name.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"


def test_the_folded_menu_of_a_phone_needs_no_script(visiting: Visiting) -> None:
    page = visiting(width=320, java_script_enabled=False).visit("/berichte")
    navigation = page.get_by_role("navigation", name="Hauptnavigation")
    expect(navigation).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Menü")).to_be_focused()
    page.keyboard.press("Enter")
    expect(navigation).to_be_visible()
    page.keyboard.press("Tab")
    expect(navigation.get_by_role("link").first).to_be_focused()


def test_the_menu_of_a_wide_window_lies_open(visitor: Visitor) -> None:
    page = visitor.visit("/berichte")
    expect(page.locator("summary", has_text="Menü")).to_be_hidden()
    here = page.get_by_role("navigation", name="Hauptnavigation").locator("[aria-current=page]")
    expect(here).to_have_text("Berichte")


def _go_to(page: Page, name: str) -> None:
    """Steps on until something whose text or label begins so has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"„{name}“ cannot be reached by keyboard")
