"""The tests see what they are meant to see: a visitor notes what goes wrong."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.e2e.running import Running
from tests.e2e.visitor import HEIGHT, Visitor


def test_a_sound_page_has_no_problems(visitor: Visitor) -> None:
    assert "Gute Praxis finden" in visitor.visit("/").inner_text("h1")
    assert visitor.violations() == []


def test_a_visitor_notes_what_a_page_must_not_do(browser: Browser, service: Running) -> None:
    context = browser.new_context(viewport={"width": 800, "height": HEIGHT})
    seen = Visitor(page=context.new_page(), base=service.base)
    page = seen.visit("/berichte")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.evaluate("new Promise(r => Object.assign(new Image(), {onerror: r, src: '/nichts.png'}))")
    page.evaluate("console.error('kaputt')")
    with page.expect_request("http://localhost:9/"):
        page.evaluate("location = 'http://localhost:9/'")
    noted = "\n".join(seen.problems)
    for sign in ("Content Security Policy", "404", "asks another host", "kaputt"):
        assert sign in noted
    context.close()


def test_axe_finds_what_is_wrong(visitor: Visitor) -> None:
    page = visitor.visit("/berichte")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(line.startswith("button-name: ") for line in visitor.violations())
