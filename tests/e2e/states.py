"""Pages that no link leads to: what forms answer, refusals, empty results, opened boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from playwright.sync_api import Page

from tests.e2e.running import KEY
from tests.e2e.stock import HARD, LONG
from tests.e2e.visitor import Visitor

PLAN = (
    "Wir möchten in Rostock Eltern mit Einwanderungsgeschichte für den Übergang ihrer Kinder in "
    "die Ausbildung gewinnen: mit Hausbesuchen, am Schultor und in Elterncafés."
)


def report(visitor: Visitor) -> Page:
    """A report with one long word, and everything unfolded."""
    return _unfolded(visitor.visit(f"/berichte/{quote(HARD['id'], safe='')}"))


def answers(visitor: Visitor) -> Page:
    """Hits with chips, filters, notices, and everything unfolded."""
    return _unfolded(
        visitor.visit("/?q=Eltern+in+Kiel+seit+2010&thema=Elternarbeit&von=2011&sortierung=neueste")
    )


def analysed(visitor: Visitor) -> Page:
    """What is read out of a pasted text that is nearly there already."""
    page = visitor.visit("/analyse")
    page.fill("#text", HARD["text"])
    page.get_by_role("button", name="Auswerten").click()
    page.wait_for_selector("#ergebnis")
    return _unfolded(page)


def analysed_nothing(visitor: Visitor) -> Page:
    """The refusal of an empty form."""
    page = visitor.visit("/analyse")
    visitor.expect(422)
    page.get_by_role("button", name="Auswerten").click()
    page.wait_for_selector("#fehler")
    return page


def similar_to_plan(visitor: Visitor) -> Page:
    """What is like a described plan."""
    page = visitor.visit("/aehnlich")
    page.get_by_label("Ihr Vorhaben").fill(PLAN)
    page.get_by_role("button", name="Ähnliche finden").click()
    page.wait_for_selector(".fs-hit")
    return _unfolded(page)


def menu_open(visitor: Visitor) -> Page:
    """The head of a phone, unfolded; on a wide window it has no fold."""
    page = visitor.visit("/projekte")
    page.evaluate("document.querySelector('.fs-menu').open = true")
    return page


def embedded_answers(visitor: Visitor) -> Page:
    """The page on embedding with hits in its preview."""
    page = visitor.visit("/einbetten")
    page.get_by_label("Gute Praxis suchen").fill("Wie erreicht man Eltern?")
    page.get_by_label("Gute Praxis suchen").press("Enter")
    page.get_by_role("list", name="Treffer").get_by_role("listitem").first.wait_for()
    return page


def for_editors(address: str) -> Callable[[Visitor], Page]:
    """A page that is there only for those who have logged in, when its scripts are done."""

    def opened(visitor: Visitor) -> Page:
        visitor.log_in(KEY)
        page = visitor.visit(address)
        page.wait_for_load_state("networkidle")
        return page

    return opened


def _at(path: str, status: int = 200) -> Callable[[Visitor], Page]:
    return lambda visitor: _unfolded(visitor.visit(path, status=status))


STATES: Mapping[str, Callable[[Visitor], Page]] = {
    "report": report,
    "answers": answers,
    "analysed": analysed,
    "analysed-nothing": analysed_nothing,
    "similar-to-plan": similar_to_plan,
    "menu-open": menu_open,
    "embedded-answers": embedded_answers,
    "projects-found": _at("/?q=Projekte+für+Eltern&art=projekte"),
    "lessons-found": _at("/?q=Hausbesuche&art=erfahrungen"),
    "nothing-found": _at("/?q=Eltern&thema=Elternarbeit&land=Hamburg&bis=1999"),
    "long-word-asked": _at(f"/?q={LONG}"),
    "unreadable-filter": _at("/?q=Eltern&von=neulich", 422),
    "question-too-long": _at(f"/?q={'x' * 2001}", 422),
    "page-of-hits-gone": _at("/?q=Eltern&weiter=quatsch", 422),
    "no-such-project": _at("/projekte?name=gibtesnicht"),
    "page-of-projects-gone": _at("/projekte?nach=quatsch", 422),
    "not-found": _at("/berichte/gibt-es-nicht", 404),
    "no-such-page": _at(f"/{LONG}", 404),
}


def _unfolded(page: Page) -> Page:
    page.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
    return page
