"""The journey of an editor: paste, look at proposals with their evidence, decide, publish."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.running import Running
from tests.e2e.tour import page_routes
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.skipif("/redaktion" not in page_routes(), reason="there is no desk")
TITLE = "Hebammenlotsen in Einbeck – Fachgespräch"
TEXT = (
    f"{TITLE}\n\nAm 8. Juni 2022 trafen sich in Einbeck 18 Fachkräfte. Das Projekt „Lotsenboot“ "
    "(Einbeck) begleitet junge Familien nach der Geburt.\n\nEntscheidend war, dass die Klinik die "
    "Lotsinnen auf der Station vorstellt."
)


def test_a_report_is_pasted_reviewed_and_published(visitor: Visitor, service: Running) -> None:
    visitor.log_in(service.key)
    page = visitor.visit("/redaktion")
    if not page.get_by_label("Text des Berichts").is_visible():
        page.get_by_text("Neuer Bericht").click()
    page.get_by_label("Text des Berichts").fill(TEXT)
    page.get_by_role("button", name="Auswerten und als Entwurf anlegen").click()
    page.wait_for_url(re.compile("/redaktion/."))

    said = page.get_by_role("status")
    current = page.get_by_role("group", name=re.compile("Projekt.*Lotsenboot"))
    page.get_by_role("button", name=re.compile("Projekt.*Lotsenboot")).click()
    expect(current.get_by_role("blockquote")).to_contain_text("Lotsenboot")
    page.keyboard.press("a")
    expect(said).to_contain_text("„Lotsenboot“ angenommen")
    page.get_by_role("button", name=re.compile("Erfahrung.*Gelingensbedingung")).click()
    page.keyboard.press("x")
    expect(said).to_contain_text("abgelehnt")
    assert not _is_found(service)

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Der Bericht steht jetzt in Suche")).to_be_visible()
    page.get_by_role("status").get_by_role("link", name="Bericht ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hebammenlotsen in Einbeck")
    expect(page.get_by_role("region", name="Projekte")).to_contain_text("Lotsenboot")
    lessons = page.get_by_role("region", name="Erfahrungen")
    expect(lessons).not_to_contain_text("Entscheidend war")
    with service.client() as client:
        report = next(each.id for each in client.reports() if each.title.startswith("Hebammenl"))
        client.delete_report(report)


def _is_found(service: Running) -> bool:
    with service.client() as client:
        found = client.search("Hebammenlotsen in Einbeck", limit=3).hits
        return any(hit.title.startswith("Hebammenlotsen") for hit in found)
