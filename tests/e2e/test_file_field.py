"""The field for a file: in German, by keyboard, by drop; without scripts the browser's own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import Visiting
from tests.e2e.running import Running
from tests.e2e.stock import HARD
from tests.e2e.visitor import Visitor

NONE = "Keine Datei ausgewählt"
REPORT = FilePayload(name="bericht.txt", mimeType="text/plain", buffer=HARD["text"].encode())
DROP = """([box, name]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File(["Text"], name));
  dropped.items.add(new File(["Text"], "zweite.txt"));
  for (const type of ["dragover", "drop"]) {
    box.dispatchEvent(new DragEvent(type, {dataTransfer: dropped, cancelable: true}));
  }
}"""


def test_a_file_is_chosen_sent_and_taken_away_by_keyboard(visitor: Visitor) -> None:
    page = visitor.visit("/analyse")
    # From now on Playwright takes the browser's dialog; a key would come before it is ready.
    page.on("filechooser", lambda _: None)
    choose = page.get_by_role("button", name="Oder eine Datei – freiwillig Datei auswählen")
    expect(choose).to_have_accessible_description(re.compile(f"^{NONE} Text, HTML, PDF"))
    page.get_by_label("Text des Berichts").focus()
    page.keyboard.press("Tab")
    expect(choose).to_be_focused()
    _choose_by_key(page, REPORT)
    expect(page.get_by_role("status")).to_have_text("bericht.txt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(NONE)
    expect(choose).to_be_focused()
    _choose_by_key(page, REPORT)
    page.get_by_role("button", name="Auswerten").click()
    expect(page.locator("#ergebnis")).to_contain_text("Fachgespräch in Mecklenburg-Vorpommern")


def test_the_first_of_dropped_files_is_taken(visitor: Visitor) -> None:
    page = visitor.visit("/analyse")
    page.evaluate(DROP, [page.query_selector(".fs-file"), "gezogen.txt"])
    expect(page.get_by_role("status")).to_have_text("gezogen.txt")
    assert page.evaluate("document.forms[0].elements.file.files.length") == 1


def test_the_label_opens_the_choice(visitor: Visitor) -> None:
    page = visitor.visit("/analyse")
    with page.expect_file_chooser():
        page.get_by_text("Oder eine Datei").click()


def test_a_job_without_a_file_is_refused_in_german(visitor: Visitor, service: Running) -> None:
    visitor.log_in(service.key)
    page = visitor.visit("/auftraege")
    visitor.expect(422)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie eine Datei")
    choose = page.get_by_role("button", name="Datei mit Berichten Datei auswählen")
    expect(choose).to_have_accessible_description(re.compile("Bitte wählen Sie eine Datei"))


@pytest.mark.parametrize("width", [1280, 320])
def test_without_scripts_the_field_is_the_browsers_own(visiting: Visiting, width: int) -> None:
    page = visiting(width=width, java_script_enabled=False).visit("/analyse")
    expect(page.get_by_label("Oder eine Datei")).to_have_attribute("type", "file")
    expect(page.get_by_label("Oder eine Datei")).to_be_visible()


def _choose_by_key(page: Page, file: FilePayload) -> None:
    with page.expect_file_chooser() as opened:
        page.keyboard.press("Enter")
    opened.value.set_files(file)
