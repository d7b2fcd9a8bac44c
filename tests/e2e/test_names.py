"""What a screen reader says of the pages that people use most."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor


def test_the_search_form(visitor: Visitor) -> None:
    page = visitor.visit("/")
    expect(page.get_by_role("search")).to_match_aria_snapshot("""
      - search:
        - text: Frage, Stichwörter oder Beschreibung Ihres Vorhabens
        - searchbox "Frage, Stichwörter oder Beschreibung Ihres Vorhabens"
        - button "Suchen"
    """)


def test_the_head_and_the_foot(visitor: Visitor) -> None:
    page = visitor.visit("/berichte")
    expect(page.get_by_role("banner")).to_match_aria_snapshot("""
      - banner:
        - link "Fundstelle":
          - /url: /
        - navigation "Hauptnavigation":
          - list:
            - listitem:
              - link "Suche"
    """)
    expect(page.get_by_role("contentinfo").get_by_role("navigation")).to_have_accessible_name(
        "Weitere Seiten"
    )


def test_chips_say_what_they_do(visitor: Visitor) -> None:
    page = visitor.visit("/?q=Eltern in Kiel seit 2010&thema=Elternarbeit")
    expect(page.get_by_role("list", name="Verstanden:")).to_match_aria_snapshot("""
      - list "Verstanden:":
        - listitem:
          - link "Einschränkung in Kiel entfernen"
        - listitem:
          - link "Einschränkung ab 2010 entfernen"
    """)
    expect(page.get_by_role("list", name="Filter:")).to_match_aria_snapshot("""
      - list "Filter:":
        - listitem:
          - 'link "Filter Thema: Elternarbeit entfernen"'
        - listitem:
          - link "Alle Filter entfernen"
    """)


def test_the_kinds_and_orders_of_hits(visitor: Visitor) -> None:
    page = visitor.visit("/?q=Eltern")
    kinds = page.get_by_role("navigation", name="Was gesucht wird")
    expect(kinds.get_by_role("link")).to_have_count(4)
    expect(kinds.locator("[aria-current=page]")).to_contain_text("Berichte")
    orders = page.get_by_role("navigation", name="Reihenfolge")
    expect(orders.locator("[aria-current=true]")).to_have_text("Beste zuerst")


def test_facets_are_groups_of_named_boxes(visitor: Visitor) -> None:
    page = visitor.visit("/?q=Eltern")
    side = page.get_by_role("complementary", name="Eingrenzen")
    themes = side.get_by_role("group", name="Thema, mit der Zahl der Berichte")
    expect(themes.get_by_role("checkbox", name="Elternarbeit")).not_to_be_checked()
    expect(side.get_by_role("button", name="Filter anwenden")).to_be_visible()


def test_a_hit_is_an_article_named_by_its_title(visitor: Visitor) -> None:
    page = visitor.visit("/?q=Eltern+in+Kiel")
    title = "„Elternabend war gestern“ – Werkstattgespräch zur Elternarbeit am Übergang"
    hit = page.get_by_role("article", name=title)
    expect(hit).to_match_aria_snapshot("""
      - article:
        - heading /Elternabend war gestern/ [level=3]:
          - link /Elternabend war gestern/
        - list
        - blockquote
        - paragraph: /Warum.*/
    """)
    expect(hit.get_by_role("progressbar")).to_have_accessible_name(
        "Anteil der Bedeutung an der Bewertung, der Rest sind gemeinsame Wörter"
    )
    expect(hit.get_by_role("list", name="Themen").get_by_role("link").first).to_be_visible()


def test_a_report(visitor: Visitor) -> None:
    page = visitor.visit("/berichte/report-001")
    side = page.get_by_role("complementary", name="Was in diesem Bericht vorkommt")
    for name in ("Themen", "Projekte", "Orte", "Organisationen"):
        expect(side.get_by_role("region", name=name)).to_be_visible()
    lessons = page.get_by_role("region", name="Erfahrungen")
    names = [link.inner_text() for link in lessons.get_by_role("link").all()]
    assert names
    assert len(set(names)) == len(names)  # each says which place it leads to
    switches = page.get_by_role("group", name="Hervorhebungen im Text")
    expect(switches.get_by_role("checkbox", name="Namen hervorheben:")).to_be_checked()
    expect(switches.get_by_role("checkbox", name="Erfahrungen hervorheben")).to_be_checked()
    expect(page.get_by_role("region", name="Ähnliche Berichte")).to_be_visible()


def test_a_project(visitor: Visitor) -> None:
    page = visitor.visit("/projekte?name=Elternbegleitung")
    page.get_by_role("link", name="Elternbegleitung im Vogelviertel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Elternbegleitung im Vogelviertel")
    side = page.get_by_role("complementary", name="Angaben zum Projekt")
    expect(side.get_by_role("region", name="Angaben")).to_match_aria_snapshot("""
      - region "Angaben":
        - heading "Angaben" [level=2]
        - term: Orte
        - definition:
          - link "Neubrandenburg"
        - term: Jahre
        - definition
        - term: Förderprogramm
        - definition
    """)
    expect(side.get_by_role("region", name="Schreibweisen")).to_be_visible()
    mentions = page.get_by_role("region", name="Nennungen").get_by_role("link", name=", Nennung 1")
    expect(mentions.first).to_be_visible()


def test_an_error_of_a_form_is_said_with_its_field(visitor: Visitor) -> None:
    page = visitor.visit("/analyse")
    visitor.expect(422)
    page.get_by_role("button", name="Auswerten").click()
    expect(page.get_by_role("alert")).to_contain_text("Kein Text gefunden")
    expect(page).to_have_title("Fehler: Text auswerten – Fundstelle")
    field = page.get_by_label("Text des Berichts")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "Die Eingabe ist leer: Bitte einen Text einfügen oder eine Datei wählen."
    )
