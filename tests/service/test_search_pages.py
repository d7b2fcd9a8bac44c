"""The search page: what was understood can be taken back, what was chosen removed, all without
a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from nlp.errors import BadInputError
from nlp.query import Slip, parse
from nlp.wishes import PlaceWish, Understood
from service.applier import Applier
from service.find import Finder
from service.index.memory import MemoryIndex
from service.ingest import ingest
from service.search.result import Notice
from service.store import Store
from tests.fakes import DIMENSIONS, FakeReader, document_of
from tests.fakes import FakeAnalyser as WholeAnalyser
from tests.service.fakes import TITLE, a_client, an_analysis
from tests.service.search_results import (
    ANSWER,
    PLACE,
    QUESTION,
    a_result,
    lessons_result,
    projects_result,
)
from tests.service.test_pages import EVIL, Page, open_page


@pytest.fixture
def client():
    return a_client(an_analysis(), an_analysis("luebeck"))


def client_with(result, **settings):
    client = a_client(an_analysis(), an_analysis("luebeck"), **settings)
    client.app.state.parts.finder.result = result
    return client


class Links(Page):
    """A page that knows the whole text of every link, heard as it is by a screen reader."""

    def __init__(self, html: str) -> None:
        self.links: list[list[str]] = []
        self.hidden = False
        super().__init__(html)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        given = dict(attrs)
        self.hidden = given.get("aria-hidden") == "true"
        if tag == "a":
            self.links.append([given["href"], ""])

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        self.hidden = False

    def handle_data(self, data):
        super().handle_data(data)
        if "a" in self.open and not self.hidden:
            self.links[-1][1] += data

    def named(self, words):
        """The query of the one link with this name."""
        (found,) = [href for href, text in self.links if " ".join(text.split()) == words]
        return parse_qs(urlsplit(found).query)


def links_of(client, path):
    return Links(client.get(path).text)


def fields(page):
    return {(f["name"], f["value"]) for f in page.all("input") if f.get("type") == "hidden"}


# The question and its hits


def test_the_first_page_invites_and_gives_examples(client):
    page = open_page(client, "/")
    assert "2 Berichte" in page.text
    examples = [a["href"] for a in page.all("a") if a["href"].startswith("/?q=")]
    assert len(examples) >= 3


def test_a_hit_shows_everything_that_helps_to_choose(client):
    page = open_page(client, "/?q=Hausbesuche")
    words = " ".join(page.text.split())
    for shown in (
        TITLE,
        "Veranstaltungsbericht",
        "Workshop",
        "14. bis 15. November 2013",
        "Kiel",
        "Elternarbeit",
        "Abschnitt „Zwei Praxisbeispiele“",
        "nennt „Hausbesuche“",
        "Gewicht: Bedeutung 62 %",
        "Wörter 38 %",
        "Eine weitere Stelle",
        "2 Berichte",
    ):
        assert shown in words
    assert page.all("input")[0]["value"] == "Hausbesuche"


def test_the_words_asked_for_are_marked(client):
    assert "<mark>Hausbesuche</mark>" in client.get("/?q=Hausbesuche").text


def test_the_sentence_that_answers_is_told_apart_in_words():
    html = client_with(a_result()).get("/?q=Eltern").text
    assert f'<mark class="fs-answer" data-note="Passender Satz">{ANSWER}</mark>' in html


def test_every_link_of_a_hit_arrives_in_the_report():
    for result in (a_result(), projects_result(), lessons_result()):
        client = client_with(result)
        page = open_page(client, "/?q=Eltern")
        links = [a["href"] for a in page.all("a") if a["href"].startswith("/berichte/")]
        assert len(links) >= 2
        for link in links:
            path, _, name = link.partition("#")
            assert name in open_page(client, path).ids


def test_reports_with_nearly_the_same_text_are_named_a_few_openly():
    page = open_page(client_with(a_result()), "/?q=Eltern")
    assert page.text.count("Abschrift") == 5
    assert "3 weitere Berichte mit fast demselben Text" in page.text


def test_a_project_leads_to_its_page_and_shows_where_it_is_named():
    page = open_page(client_with(projects_result()), "/?q=Eltern&art=projekte")
    assert "/projekte/bruecke%20gaarden" in [a["href"] for a in page.all("a")]
    words = " ".join(page.text.split())
    for shown in (
        "Brückenbau Gaarden",
        "Kiel",
        "2012 bis 2014",
        "XENOS",
        "1 Projekt",
        "2 weitere Stellen",
    ):
        assert shown in words


def test_an_experience_shows_its_kind_its_source_and_no_person():
    words = " ".join(open_page(client_with(lessons_result()), "/?q=Eltern").text.split())
    assert "Hürde Für Hausbesuche fehle die Zeit" in words
    assert "Quelle: eine beteiligte Person" in words
    assert "Quelle: Bildungsagentur Kiel" in words
    assert "Quelle: Tomke Harmsen" not in words


def test_a_person_is_the_source_where_the_server_releases_names():
    released = client_with(lessons_result(), release_persons=True)
    assert "Quelle: Tomke Harmsen" in open_page(released, "/?q=Eltern").text


# What was understood


def test_what_was_understood_can_be_taken_back_by_a_link_that_says_so():
    page = links_of(client_with(a_result()), f"/?q={QUESTION}&thema=elternarbeit")
    asked = page.named("Einschränkung in Thüringen entfernen")
    assert asked["ohne"] == [PLACE.id]
    assert (asked["q"], asked["thema"]) == ([QUESTION], ["elternarbeit"])


def test_what_only_raises_says_that_it_does():
    hint = replace(PLACE, certain=False, label="Thüringen")
    page = links_of(client_with(a_result(understood=(hint,))), f"/?q={QUESTION}")
    assert page.named("bevorzugt: Thüringen entfernen")["ohne"] == [PLACE.id]


def test_what_was_given_up_is_not_shown_as_if_it_held():
    gone = replace(PLACE, applied=False)
    relaxed = Notice(code="relaxed", text="Keine Treffer für „in Thüringen“.")
    page = open_page(client_with(a_result(understood=(gone,), notices=(relaxed,))), "/?q=Eltern")
    assert "Keine Treffer für „in Thüringen“." in page.text
    assert "Verstanden:" not in page.text


class Understanding:
    """Understands one place."""

    def read(self, text, *, without=()):
        wish = PlaceWish(ids=("de:land:16",))
        part = Understood(start=13, end=25, id=PLACE.id, label="in Thüringen", wish=wish)
        return replace(parse(text), understood=() if part.id in without else (part,))

    def place_ids(self, name):
        raise BadInputError(f"Einen Ort „{name}“ kennt das Ortsverzeichnis nicht.")


def test_what_was_taken_back_can_be_put_back():
    client = client_with(a_result(understood=()))
    client.app.state.parts.finder.questions = Understanding()
    page = links_of(client, f"/?q={QUESTION}&ohne={PLACE.id}&ohne=sonst")
    assert "Nicht berücksichtigt:" in page.text
    assert page.named("Einschränkung in Thüringen wieder anwenden")["ohne"] == ["sonst"]


def test_few_hits_offer_to_do_without_the_restriction():
    page = links_of(client_with(a_result()), f"/?q={QUESTION}")
    assert page.named("Ohne diese Einschränkung suchen")["ohne"] == [PLACE.id]


def test_a_misspelt_word_gets_the_question_that_may_be_meant():
    slip = Slip(start=0, end=12, word="elternarbiet", meant="elternarbeit")
    result = a_result(question="Elternarbiet in Kiel", slips=(slip,), understood=())
    page = links_of(client_with(result), "/?q=Elternarbiet+in+Kiel&thema=elternarbeit")
    assert "Meinten Sie" in page.text
    assert page.named("Elternarbeit in Kiel")["q"] == ["Elternarbeit in Kiel"]
    assert "Meinten Sie" not in open_page(client_with(a_result()), "/?q=Eltern").text


def test_a_new_question_keeps_filters_and_forgets_what_was_taken_back(client):
    page = open_page(client, "/?q=Eltern&thema=elternarbeit&art=berichte&ohne=ort:1&weiter=")
    first = client.get("/?q=Eltern&thema=elternarbeit&art=berichte&ohne=ort:1").text
    form = Page(first[first.index("<form") : first.index("</form>") + len("</form>")])
    assert fields(form) == {("art", "berichte"), ("thema", "elternarbeit")}
    assert ("ohne", "ort:1") in fields(page)  # the form that narrows down keeps it


# Kinds, filters, order


def test_kinds_of_results_are_links_and_the_present_one_has_its_number():
    page = links_of(client_with(a_result(more_than=True)), "/?q=Eltern&thema=elternarbeit")
    assert page.named("Berichte über 1.234")["art"] == ["berichte"]
    for kind in ("Projekte", "Erfahrungen", "Fundstellen"):
        hrefs = [href for href, text in page.links if text == kind]
        assert any(f"art={kind.lower().replace('fund', '')}" in href for href in hrefs)
    assert [a["aria-current"] for a in page.all("a") if a.get("aria-current")][1:] == [
        "page",
        "true",
    ]


def test_the_address_asks_the_finder_for_what_it_says():
    client = client_with(lessons_result())
    open_page(
        client,
        "/?q=Eltern&art=erfahrungen&thema=Elternarbeit&land=Hamburg&ort=&programm=XENOS&jahr=2013"
        "&erfahrung=huerde&dokument=portraet&von=2011&bis=&ohne=x&sortierung=aelteste",
    )
    (asked,) = client.app.state.parts.finder.asked
    chosen = asked.filters
    assert (asked.question, asked.kind, asked.sort) == ("Eltern", "lessons", "oldest")
    assert (chosen.themes, chosen.states, chosen.places) == (("elternarbeit",), ("Hamburg",), ())
    assert (chosen.programmes, chosen.years) == (("XENOS",), (2013,))
    assert (chosen.lesson_kinds, chosen.doc_kinds) == (("obstacle",), ("profile",))
    assert (chosen.since, chosen.until, asked.without) == ("2011", None, ("x",))


def test_filters_alone_list_what_passes(client):
    page = open_page(client, "/?thema=elternarbeit")
    assert TITLE in page.text
    assert "Beste zuerst" not in page.text


def test_every_filter_can_be_removed_by_itself_and_all_together(client):
    page = links_of(client, "/?q=Eltern&thema=elternarbeit&land=Hamburg&land=Berlin&von=2011")
    assert page.named("Filter Land: Hamburg entfernen")["land"] == ["Berlin"]
    assert "von" not in page.named("Filter Ab: 2011 entfernen")
    assert "thema" not in page.named("Filter Thema: Elternarbeit entfernen")
    assert page.named("Alle Filter entfernen") == {"q": ["Eltern"]}


def test_facets_are_boxes_with_numbers_the_chosen_ones_first_and_the_rest_folded():
    html = client_with(a_result()).get("/?q=Eltern&thema=schulentwicklung&ohne=x").text
    form = Page(html[html.rindex("<form") : html.rindex("</form>") + len("</form>")])
    boxes = [f for f in form.all("input") if f.get("type") == "checkbox"]
    themes = [f["value"] for f in boxes if f["name"] == "thema"]
    assert len(themes) == 12
    assert themes[0] == "thema-9"
    assert [f["value"] for f in boxes if "checked" in f] == ["thema-9"]
    assert [f["value"] for f in boxes if f["name"] == "erfahrung"] == ["huerde"]
    words = " ".join(form.text.split())
    assert "Thema Nummer 0 (20)" in words
    assert "7 weitere Werte für Thema" in words
    assert fields(form) == {("q", "Eltern"), ("ohne", "x")}


def test_the_order_can_be_chosen(client):
    page = links_of(client, "/?q=Eltern&sortierung=titel")
    assert page.named("Neueste zuerst")["sortierung"] == ["neueste"]
    assert "sortierung" not in page.named("Beste zuerst")
    assert [text for href, text in page.links if "sortierung=titel" in href][-1] == "Titel"


# Nothing found, and what is refused


def test_no_hits_gets_advice():
    client = a_client(an_analysis(), hits=[])
    page = open_page(client, "/?q=Quantenphysik&thema=elternarbeit&art=projekte")
    assert "Dazu wurde nichts gefunden" in page.text
    for advice in ("weniger Wörter", "Alle Filter entfernen", "Unter den Berichten suchen"):
        assert advice in page.text


def test_filters_that_leave_nothing_can_be_removed_from_the_notice():
    nothing = Notice(code="nothing", text="Mit diesen Filtern gibt es keine Treffer.")
    result = a_result(hits=(), total=0, understood=(), notices=(nothing,))
    page = open_page(client_with(result), "/?q=Eltern&land=Bremen")
    # The one filter, all filters, the notice.
    assert [a["href"] for a in page.all("a")].count("/?q=Eltern") == 3


def test_an_empty_store_says_how_reports_come_in():
    assert "fundstelle ingest" in open_page(a_client(), "/?q=Eltern").text
    assert "fundstelle ingest" in open_page(a_client(), "/berichte").text


def test_a_question_too_long_is_kept_and_refused_on_the_page(client):
    page = open_page(client, "/?q=" + "Eltern+" * 400, 422)
    assert "höchstens 2.000 Zeichen" in page.text
    assert page.all("input")[0]["value"].startswith("Eltern Eltern")


def test_a_question_without_words_is_refused_on_the_page(client):
    class Picky(type(client.app.state.parts.finder)):
        def search(self, request):
            raise BadInputError("Die Frage enthält keine Wörter.")

    client.app.state.parts.finder = Picky()
    page = open_page(client, "/?q=%3F%3F", 422)
    assert "Die Frage enthält keine Wörter." in page.text
    assert page.all("input")[0]["aria-invalid"] == "true"
    assert "gibt es nicht (mehr)" in open_page(client, "/?q=Eltern&weiter=x", 422).text


@pytest.mark.parametrize(
    ("filter_", "words"),
    [
        ("thema=nichts", "Das Thema „nichts“ gibt es nicht"),
        ("von=gestern", "„gestern“ ist kein Datum"),
        ("ort=Nirgends", "Einen Ort „Nirgends“ kennt das Ortsverzeichnis nicht"),
    ],
)
def test_a_filter_that_is_none_is_refused_on_the_page_and_can_be_corrected(client, filter_, words):
    client.app.state.parts.finder.questions = Understanding()
    page = open_page(client, f"/?q=Eltern&{filter_}", 422)
    assert words in page.text
    assert "/?q=Eltern" in [a["href"] for a in page.all("a")]
    assert {"ort", "von", "bis"} <= set(page.ids)


@pytest.mark.parametrize(
    "field", ["jahr=null", "jahr=7", "art=alles", "sortierung=x", "erfahrung=obstacle"]
)
def test_a_value_that_is_none_gets_a_page_that_says_so(client, field):
    assert field.split("=")[0] in open_page(client, f"/?q=Eltern&{field}", 422).text


HOSTILE = [EVIL, "{{ 7*7 }}${7*7}", '" onfocus="alert(1)', "javascript:alert(1)", "%00\x00&q=2#x"]


@pytest.mark.parametrize("evil", HOSTILE)
def test_what_is_asked_is_shown_as_text_and_nothing_else(evil):
    part = replace(PLACE, label=evil, text=evil, id=evil)
    result = a_result(understood=(part,), notices=(Notice(code="few", text=evil),))
    client = client_with(result)
    asked = {"q": evil, "land": evil, "programm": evil, "von": "2011", "ohne": evil}
    page = Links(client.get("/", params=asked).text)
    assert page.strange_scripts == []
    assert [i for i in page.all("img") if i["src"] != "/static/icon.svg"] == []
    assert not [k for _, a in page.tags for k in a if k.startswith("on")]
    assert all(href.startswith(("/", "#")) for href, _ in page.links)
    shown = " ".join(evil.split())
    assert page.all("input")[0]["value"] == shown
    assert any(shown in " ".join(text.split()) for _, text in page.links)


# Page by page


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'f.db'}") as opened:
        yield opened


def test_all_hits_come_page_by_page_each_once(store: Store, client):
    index = MemoryIndex(DIMENSIONS)
    topics = [f"Thema {i:02}\n\nElternarbeit der Sorte {i:02}, ganz eigen." for i in range(25)]
    documents = [document_of(f"r{i:02}", text) for i, text in enumerate(topics)]
    ingest(documents, store=store, analyser=WholeAnalyser(), applier=Applier(store, index))
    client.app.state.parts.finder = Finder(store, index, FakeReader())
    for start in ("/?q=Elternarbeit+%26+wer%3F", "/?art=stellen", "/?q=Eltern&sortierung=titel"):
        seen, address, pages = [], start, 0
        while address:
            page = open_page(client, address)
            seen += re.findall(
                r'fs-hit__title" id="[^>]*><a href="([^"]+)', client.get(address).text
            )
            address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), "")
            pages += 1
            assert ("Zum Anfang" in page.text) == (pages > 1)
        assert len(seen) == len(set(seen)) >= 25
        assert pages == -(-len(seen) // 10)


def test_a_page_of_another_search_leads_to_the_beginning(store: Store, client):
    client.app.state.parts.finder = Finder(store, MemoryIndex(DIMENSIONS), FakeReader())
    page = open_page(client, "/?q=Eltern&weiter=unsinn", 422)
    assert "/?q=Eltern" in [a["href"] for a in page.all("a")]
