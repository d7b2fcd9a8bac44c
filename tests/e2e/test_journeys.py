"""What people come for, from beginning to end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from service.client import FundstelleClient
from service.webhooks import verify
from tests.e2e.portal import Portal, a_portal
from tests.e2e.running import Running
from tests.e2e.states import PLAN
from tests.e2e.stock import HARD
from tests.e2e.visitor import Visitor

REPORT = (
    "Lesepatinnen in Gifhorn – Werkstattgespräch\n\n"
    "Am 12. Mai 2022 kamen in Gifhorn 25 Ehrenamtliche zusammen. Das Projekt „Lesebrücke Aller“ "
    "(Gifhorn) begleitet Kinder mit wenig Deutschkenntnissen.\n\n"
    "Ausschlaggebend war, dass die Grundschule einen festen Raum zur Verfügung stellt. Gescheitert "
    "ist dagegen der Versuch, die Termine auf den Nachmittag zu legen. Wir empfehlen, Patinnen vor "
    "dem ersten Treffen zu schulen."
)


@pytest.fixture
def portal(service: Running, portal_port: int) -> Iterator[Portal]:
    with a_portal(portal_port, service.base) as running:
        yield running


def test_an_editor_sees_what_a_text_holds_with_the_place_that_says_so(visitor: Visitor) -> None:
    page = visitor.visit("/")
    page.get_by_role("link", name="Einen Text oder eine Datei auswerten").click()
    page.get_by_label("Text des Berichts").fill(REPORT)
    page.get_by_role("button", name="Auswerten").click()
    facts = page.get_by_role("complementary")
    expect(facts.get_by_role("region", name="Projekte")).to_contain_text("Lesebrücke Aller")
    expect(facts.get_by_role("region", name="Orte")).to_contain_text("Gifhorn")
    expect(page.get_by_role("main")).to_contain_text("12. Mai 2022")
    expect(
        facts.get_by_role("region", name="Themen").get_by_role("progressbar").first
    ).to_be_visible()
    lessons = page.get_by_role("region", name="Erfahrungen")
    expect(lessons).to_contain_text("Ausschlaggebend war, dass die Grundschule")
    expect(lessons).to_contain_text("Wir empfehlen, Patinnen vor dem ersten Treffen zu schulen.")
    lessons.get_by_role("link", name="Zur Stelle im Text").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.locator(":target").inner_text() in REPORT


def test_an_editor_is_told_of_a_report_that_is_there_already(visitor: Visitor) -> None:
    page = visitor.visit("/analyse")
    page.get_by_label("Text des Berichts").fill(HARD["text"])
    page.get_by_role("button", name="Auswerten").click()
    warning = page.get_by_role("status").filter(has_text="vielleicht schon aufgenommen")
    expect(warning.get_by_role("link")).to_contain_text("Fachgespräch in Mecklenburg-Vorpommern")


def test_an_officer_finds_practice_by_a_question_with_place_and_time(visitor: Visitor) -> None:
    page = visitor.visit("/")
    page.get_by_role("combobox").fill("Wie gewinnt man Eltern in Kiel seit 2010?")
    page.get_by_role("button", name="Suchen").click()
    chips = page.get_by_role("list", name="Verstanden:")
    expect(chips).to_contain_text("in Kiel")
    expect(chips).to_contain_text("ab 2010")
    hit = page.get_by_role("article").first
    expect(hit).to_contain_text("Warum?")
    quoted = hit.get_by_role("blockquote").first.inner_text()
    hit.get_by_role("link", name="„Elternabend war gestern“").first.click()
    passage = page.locator(":target")
    expect(passage).to_be_in_viewport()
    assert quoted.splitlines()[0] in passage.inner_text()


def test_an_officer_narrows_down_by_a_facet_and_takes_it_back(visitor: Visitor) -> None:
    page = visitor.visit("/?q=Eltern")
    before = page.get_by_role("article").count()
    page.get_by_role("checkbox", name="Elternarbeit").check()
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.get_by_role("list", name="Filter:")).to_contain_text("Thema: Elternarbeit")
    narrowed = page.get_by_role("article").count()
    assert 0 < narrowed < before
    page.get_by_role("link", name="Filter Thema: Elternarbeit entfernen").click()
    expect(page.get_by_role("article")).to_have_count(before)


def test_an_officer_goes_from_a_project_to_similar_ones(visitor: Visitor) -> None:
    page = visitor.visit("/projekte")
    page.get_by_label("Name oder Kurzform").fill("Elternbegleitung")
    page.get_by_role("button", name="Filtern").click()
    page.get_by_role("link", name="Elternbegleitung im Vogelviertel").click()
    expect(page.get_by_role("region", name="Angaben")).to_contain_text("Neubrandenburg")
    expect(page.get_by_role("region", name="Nennungen")).to_contain_text("spricht Eltern am")
    similar = page.get_by_role("region", name="Ähnliche Vorhaben")
    expect(similar.get_by_role("listitem").first).to_contain_text("Gemeinsam:")
    similar.get_by_role("link", name="Ähnliche Vorhaben vergleichen").click()
    first = page.get_by_role("article").first
    expect(first).to_contain_text("Anders")
    first.get_by_role("heading", level=3).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_officer_describes_a_plan_and_compares_others(visitor: Visitor) -> None:
    page = visitor.visit("/aehnlich")
    page.get_by_label("Ihr Vorhaben").fill(PLAN)
    page.get_by_role("button", name="Ähnliche finden").click()
    first = page.get_by_role("article").first
    expect(first).to_contain_text("Gemeinsam")
    expect(first).to_contain_text("Eltern")
    expect(page.get_by_label("Ihr Vorhaben")).to_have_value(PLAN)


def test_a_portal_searches_imports_hears_of_the_end_and_exports(
    service: Running, portal: Portal
) -> None:
    hook = httpx.post(
        f"{service.base}/v1/webhooks",
        json={"url": f"{portal.base}/hook"},
        headers={"Authorization": f"Bearer {service.key}"},
    ).raise_for_status()
    with service.client() as client:
        assert client.search("Wie erreicht man Eltern?").hits[0].highlights
        title, _, _ = REPORT.partition("\n")
        report = {"id": "gifhorn", "title": title, "text": REPORT}
        job = client.wait_for(client.import_reports([report]).id, seconds=60, pause=0.2)
        assert (job.state, job.new) == ("done", 1)
        message = portal.messages.get(timeout=30)
        secret = hook.json()["secret"]
        signature = message.headers["Fundstelle-Signature"]
        assert verify(secret, message.body, signature, now=int(time.time()))
        assert json.loads(message.body)["job"]["id"] == job.id
        _until_found(client, "Lesepatinnen in der Grundschule in Gifhorn", "gifhorn")
        assert "gifhorn" in {each.id for each in client.export_reports()}
        client.delete_report("gifhorn")
        assert "gifhorn" not in {each.id for each in client.export_reports()}
    httpx.delete(
        f"{service.base}/v1/webhooks/{hook.json()['id']}",
        headers={"Authorization": f"Bearer {service.key}"},
    ).raise_for_status()


def _until_found(client: FundstelleClient, question: str, report: str) -> None:
    """As soon as the index has what was stored, it is the best hit."""
    for _ in range(50):
        if [hit.report for hit in client.search(question, limit=1).hits] == [report]:
            return
        time.sleep(0.1)
    raise AssertionError(f"„{question}“ does not find {report}")
