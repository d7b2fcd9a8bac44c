"""The search in a page of another web site."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visiting
from tests.e2e.portal import Portal, a_portal
from tests.e2e.running import Running
from tests.e2e.visitor import Visitor

QUESTION = "Wie erreicht man Eltern?"
CORS = {"Access-Control-Allow-Origin": "*"}


@pytest.fixture
def portal(service: Running, portal_port: int) -> Iterator[Portal]:
    with a_portal(portal_port, service.base) as running:
        yield running


def test_it_is_used_by_keyboard_and_leads_to_the_passage(
    portal: Portal, visitor: Visitor, service: Running
) -> None:
    visitor.others = (portal.base,)
    page = visitor.visit(portal.base)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    field = page.get_by_role("combobox", name="Gute Praxis suchen")
    expect(field).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    hits = page.get_by_role("list", name="Treffer").get_by_role("listitem")
    expect(hits).to_have_count(3)
    told = re.compile(r"^3 von (mehr als )?\d+ Treffern\.$")
    expect(page.get_by_role("status")).to_have_text(told)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    first = hits.first.get_by_role("heading", level=2).get_by_role("link")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{service.base}/berichte/**")
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_violation_inside(
    portal: Portal, visiting: Visiting, width: int, scheme: str
) -> None:
    visitor = visiting(width=width, scheme=scheme, others=(portal.base,))
    page = _with_hits(visitor, portal)
    assert visitor.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_looks_inside(portal: Portal, visitor: Visitor) -> None:
    visitor.others = (portal.base,)
    page = _with_hits(visitor, portal)
    page.locator("fundstelle-search").evaluate("e => e.shadowRoot.querySelector('label').remove()")
    assert any("label: " in line for line in visitor.violations())


def test_it_takes_the_looks_of_the_page(portal: Portal, visitor: Visitor) -> None:
    visitor.others = (portal.base,)
    page = _with_hits(visitor, portal)
    button = page.get_by_role("button", name="Suchen")
    expect(button).to_have_css("border-radius", "9px")
    expect(button).to_have_css("background-color", "rgb(26, 68, 128)")
    page.evaluate("document.body.className = 'bunt'")
    expect(button).to_have_css("background-color", "rgb(90, 0, 90)")
    expect(page.get_by_role("listitem").first).to_have_css("border-top-style", "dotted")


def test_all_hits_are_one_link_away(portal: Portal, visitor: Visitor, service: Running) -> None:
    visitor.others = (portal.base,)
    page = _with_hits(visitor, portal)
    page.get_by_role("link", name="Alle Treffer ansehen").click()
    page.wait_for_url(f"{service.base}/?q=*")
    expect(page.locator("#q")).to_have_value(QUESTION)


def test_a_passage_is_shown_line_by_line(portal: Portal, visitor: Visitor) -> None:
    visitor.others = (portal.base,)
    page = visitor.visit(portal.base)
    text = "Was 👪 suchenDen Vortrag hielt [Name]\u2060\u2060.\nSie kam."
    cut = text.index("Den")
    lines = [{"start": 100, "end": 100 + cut}, {"start": 100 + cut, "end": 100 + len(text)}]
    hit = {
        "title": "Fachtag",
        "text": text,
        "start": 100,
        "heading": "Was 👪 suchen",
        "highlights": [{"start": 100 + cut + 4, "end": 100 + cut + 11}],
        "lines": lines,
        "link": "/berichte/a#f-100-140",
    }
    answer = {"query": QUESTION, "total": 1, "hits": [hit]}
    page.route("**/v1/search?*", lambda route: route.fulfill(json=answer, headers=CORS))
    page.get_by_role("combobox").fill(QUESTION)
    page.get_by_role("combobox").press("Enter")
    told = page.get_by_role("listitem").locator(".text p")
    expect(told).to_have_text(["Was 👪 suchen", "Den Vortrag hielt [Name]. Sie kam."])
    assert told.locator("mark").all_inner_texts() == ["Vortrag"]
    assert "\u2060" not in page.get_by_role("listitem").inner_text()
    expect(page.get_by_role("link", name="Alle Treffer ansehen")).to_have_count(0)


def test_an_empty_question_is_said_and_gets_the_focus(portal: Portal, visitor: Visitor) -> None:
    visitor.others = (portal.base,)
    page = visitor.visit(portal.base)
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("status")).to_have_text(
        "Bitte geben Sie eine Frage oder Stichwörter ein."
    )
    expect(page.get_by_role("combobox")).to_be_focused()


def _with_hits(visitor: Visitor, portal: Portal) -> Page:
    page = visitor.visit(portal.base)
    page.get_by_role("combobox").fill(QUESTION)
    page.get_by_role("combobox").press("Enter")
    page.get_by_role("listitem").first.wait_for()
    return page
