"""The desk by keyboard alone: all that an editor does, what is said of it, and two at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visiting
from tests.e2e.running import Running
from tests.e2e.visitor import Visitor

TITLE = "Lesepaten Nord in Lübeck 🎉 – Werkstatt"
TEXT = (
    f"{TITLE}\n\nAm 3. Mai 2024 trafen sich in Lübeck 40 Fachkräfte. 🎉 Das Projekt „Lesepaten "
    "Nord“ arbeitet in Lübeck und Kiel. Die Gäste lobten den Gesprächskreis Mühlentor.\n\n"
    "Entscheidend war, dass dieselbe Beraterin über Jahre blieb. Das half allen sehr."
)
CARET = """([words]) => {
  const walk = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at >= 0) return getSelection().collapse(walk.currentNode, at);
  }
}"""
"""Where many arrow keys would take the caret."""


@pytest.fixture
def draft(service: Running) -> Iterator[str]:
    """The id of a draft, gone afterwards."""
    name = "werkstatt-der-lesepaten"
    keyed = {"Authorization": f"Bearer {service.key}"}
    address = f"{service.base}/v1/reports/{name}"
    httpx.put(
        f"{address}?draft=true", json={"text": TEXT}, headers=keyed, timeout=60
    ).raise_for_status()
    yield name
    httpx.delete(address, headers=keyed).raise_for_status()


def opened(visitor: Visitor, service: Running, name: str) -> Page:
    visitor.log_in(service.key)
    page = visitor.visit(f"/redaktion/{name}")
    expect(page.locator("#aktuell")).to_be_visible()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def said(page: Page, words: str) -> None:
    expect(page.locator("#meldung")).to_contain_text(words)


def current(page: Page, words: str | re.Pattern[str]) -> None:
    """The current proposal has the focus, and its words."""
    expect(page.locator("#aktuell")).to_contain_text(words)
    expect(page.locator("#aktuell")).to_be_focused()


def go_to(page: Page, words: str) -> None:
    for key in "j" * 30 + "k" * 30:
        shown = page.locator("#aktuell-titel, #aktuell-stelle mark").all_inner_texts()
        if any(words in each for each in shown):
            return
        press(page, key)
    raise AssertionError(f"no proposal says „{words}“")


def test_proposals_are_decided_one_after_the_other(
    visitor: Visitor, service: Running, draft: str
) -> None:
    page = opened(visitor, service, draft)
    press(page, "j", "ArrowDown", "k", "ArrowUp")
    expect(page.locator("#aktuell")).to_contain_text("Titel")
    press(page, "a")
    said(page, "angenommen.")
    current(page, "Art des Dokuments")
    press(page, "x")
    said(page, "Das lässt sich nur berichtigen")
    go_to(page, "Beginn")
    press(page, "e")
    page.get_by_label("Tag").fill("2024-05-04")
    press(page, "Enter")
    said(page, "Beginn „4. Mai 2024“ berichtigt.")
    go_to(page, "Ende")
    press(page, "x")
    said(page, "abgelehnt.")
    press(page, "u")
    said(page, "Zurückgenommen.")
    current(page, re.compile("Ende.*Vorschlag", re.DOTALL))
    expect(page.locator("#stand")).to_contain_text("2 von")
    expect(page.locator("#stand")).to_contain_text("in Prüfung")


def test_the_evidence_is_shown_in_the_text(visitor: Visitor, service: Running, draft: str) -> None:
    page = opened(visitor, service, draft)
    go_to(page, "Projekt Lesepaten Nord")
    mark = page.locator("#text mark")
    expect(mark).to_have_text("Lesepaten Nord")
    press(page, "b")
    said(page, "Stelle 2 von 2.")
    expect(mark).to_have_text("Lesepaten Nord")
    expect(mark).to_be_in_viewport()
    page.locator("#text").get_by_text("Kiel", exact=True).click()
    expect(page.locator("#aktuell")).to_contain_text("Kiel (Schleswig-Holstein)")


def test_a_selection_becomes_a_project_and_its_place_is_moved_by_words(
    visitor: Visitor, service: Running, draft: str
) -> None:
    page = opened(visitor, service, draft)
    press(page, "t")
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()
    page.evaluate(CARET, ["Gesprächskreis"])
    press(page, "Control+Shift+ArrowRight", "n")
    dialog = page.get_by_role("dialog", name="Ergänzen")
    expect(dialog.get_by_role("blockquote")).to_have_text("Gesprächskreis")
    expect(dialog.get_by_label("Was")).to_be_focused()
    press(page, "Tab", "Enter")
    said(page, "Projekt ergänzt.")
    current(page, "Gesprächskreis")

    press(page, "e", "Shift+ArrowRight")
    expect(page.get_by_label("Name")).to_have_value("Gesprächskreis Mühlentor")
    press(page, "Shift+ArrowUp", "Shift+ArrowDown", "Enter")
    said(page, "Projekt „Gesprächskreis Mühlentor“ berichtigt.")

    go_to(page, "Projekt Gesprächskreis Mühlentor")
    press(page, "e")
    box = page.get_by_role("combobox", name="Weiterer Ort")
    box.focus()
    page.keyboard.type("lübe")
    # The first one waits until the gazetteer is read.
    choice = page.get_by_role("listbox").get_by_role("option").first
    expect(choice).to_be_visible(timeout=15_000)
    press(page, "ArrowDown", "Enter")
    expect(page.get_by_role("list", name="Arbeitet in")).to_contain_text("Lübeck")
    press(page, "Escape")
    expect(page.locator("#aktuell form")).to_have_count(0)


def test_a_lesson_takes_what_is_selected(visitor: Visitor, service: Running, draft: str) -> None:
    page = opened(visitor, service, draft)
    go_to(page, "Entscheidend war")
    press(page, "e")
    page.evaluate(CARET, ["Das half"])
    page.locator("#text").focus()
    page.evaluate(CARET, ["Das half"])
    press(page, "Control+Shift+End")
    page.get_by_role("button", name="Auswahl übernehmen").click()
    said(page, "Das half allen sehr.")
    page.get_by_label("Art der Erfahrung").select_option("insight")
    page.get_by_role("button", name="Speichern").click()
    said(page, "Erfahrung „Erkenntnis“ berichtigt.")
    go_to(page, "Das half allen sehr.")


def test_a_theme_is_added_without_a_place_and_all_sure_ones_at_once(
    visitor: Visitor, service: Running, draft: str
) -> None:
    page = opened(visitor, service, draft)
    press(page, "n")
    page.get_by_role("combobox", name="Thema").fill("mentor")
    choices = page.get_by_role("dialog").get_by_role("listbox").get_by_role("option")
    expect(choices.first).to_contain_text("Mentoring")
    press(page, "Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("aus der Liste")
    press(page, "ArrowDown", "Enter", "Enter")
    said(page, "Thema ergänzt.")
    page.get_by_label("Ab welcher Wahrscheinlichkeit").select_option("0.8")
    page.get_by_role("button", name="Alle sicheren annehmen").click()
    said(page, "angenommen. Mit „Rückgängig“ nehmen Sie das zurück.")
    page.get_by_role("button", name="Rückgängig").click()
    said(page, "zurückgenommen.")


def test_keys_can_be_switched_off_and_writing_is_no_shortcut(
    visitor: Visitor, service: Running, draft: str
) -> None:
    page = opened(visitor, service, draft)
    press(page, "e")
    page.get_by_role("textbox", name="Titel").fill("")
    page.keyboard.type("Axj ?")
    expect(page.get_by_role("textbox", name="Titel")).to_have_value("Axj ?")
    press(page, "Escape", "?")
    page.get_by_role("dialog", name="Tasten").get_by_role("checkbox").press("Space")
    press(page, "Escape", "a", "j")
    expect(page.locator("#stand")).to_contain_text("0 von")
    expect(page.locator("#aktuell")).to_contain_text("Titel")
    page.get_by_role("button", name="Tasten").click()
    page.get_by_role("checkbox").press("Space")
    press(page, "Escape", "j")
    expect(page.locator("#aktuell")).to_contain_text("Art des Dokuments")


def test_of_two_editors_one_is_told_and_loses_nothing(
    visiting: Visiting, service: Running, draft: str
) -> None:
    first, second = visiting(), visiting()
    one, other = opened(first, service, draft), opened(second, service, draft)
    press(one, "a")
    said(one, "angenommen.")
    go_to(other, "Art der Veranstaltung")
    press(other, "e")
    other.get_by_label("Art", exact=True).select_option("network")
    press(other, "Enter")
    other.get_by_role("button", name="Speichern").click()
    said(other, "inzwischen jemand anderes gearbeitet")
    other.get_by_role("button", name="Neu laden").click()
    said(other, "Der jetzige Stand ist geladen.")
    expect(other.get_by_label("Art", exact=True)).to_have_value("network")
    other.get_by_role("button", name="Speichern").click()
    said(other, "Netzwerktreffen“ berichtigt.")
    second.problems = [line for line in second.problems if "412" not in line]


def test_a_report_is_published_withdrawn_and_exported(
    visitor: Visitor, service: Running, draft: str
) -> None:
    page = opened(visitor, service, draft)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Der Bericht steht jetzt in Suche")).to_be_visible()
    assert httpx.get(f"{service.base}/v1/reports/{draft}").status_code == 200
    page.get_by_text("Herunterladen").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON", exact=True).click()
    assert json.loads(download.value.path().read_bytes())["id"] == draft
    page.get_by_role("button", name="Zurückziehen").click()
    said(page, "Zurückgezogen")
    assert httpx.get(f"{service.base}/v1/reports/{draft}").status_code == 404


def test_a_bad_file_leaves_what_was_typed(visitor: Visitor, service: Running) -> None:
    visitor.log_in(service.key)
    page = visitor.visit("/redaktion")
    page.get_by_text("Neuer Bericht").click()
    page.get_by_label("Titel", exact=False).first.fill("Mein Titel")
    page.get_by_label("Text des Berichts").fill("Mein Text")
    picture = {"name": "bild.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Datei auswählen").click()
    chooser.value.set_files(picture)
    page.get_by_role("button", name="Auswerten und als Entwurf anlegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Das ist ein Bild")
    expect(page.get_by_label("Text des Berichts")).to_have_value("Mein Text")
    visitor.problems = [line for line in visitor.problems if "415" not in line]


def test_a_report_nearly_as_another_draft_names_that_as_a_draft(
    visitor: Visitor, service: Running, draft: str
) -> None:
    visitor.log_in(service.key)
    page = visitor.visit("/redaktion")
    page.get_by_text("Neuer Bericht").click()
    page.get_by_label("Text des Berichts").fill(TEXT.replace("40 Fachkräfte", "41 Fachkräfte"))
    page.get_by_role("button", name="Auswerten und als Entwurf anlegen").click()
    near = page.get_by_role("listitem").filter(has=page.locator(f"[href='/redaktion/{draft}']"))
    expect(near.first).to_contain_text("(Entwurf)")
    page.get_by_role("button", name="Entwurf verwerfen").click()
    expect(page.get_by_text("Der Entwurf ist verworfen.")).to_be_visible()
