"""The pages: German, whole without JavaScript, every link to a place in a text arrives."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest

from nlp.types import Event, Mention, Span, Theme
from service.app import STATIC
from service.web.api_examples import call
from service.web.marks import highlighted_lines
from service.web.overview import overview
from service.web.reading import sections
from service.web.words import (
    begins,
    certainty,
    closed,
    german_number,
    german_period,
    percent,
    titled,
)
from tests.service.fakes import TEXT, a_client, a_hit, an_analysis
from tests.service.search_results import a_result, lessons_result, projects_result

VOID = {"meta", "link", "input", "img", "br", "hr", "wbr"}
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Page(HTMLParser):
    """A parsed page: fails on tags that do not fit; keeps what the tests ask for."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def strange_scripts(self):
        """Those that are not modules of our own, loaded by their address."""
        ours = re.compile(r"/static/[a-z-]+\.js")
        return [
            attrs
            for attrs in self.all("script")
            if not ours.fullmatch(attrs.get("src", ""))
            or {**attrs, "src": ""} not in ({"type": "module", "src": ""}, {"src": "", "defer": ""})
        ]

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if attrs.get("id")]

    @property
    def headings(self):
        return [int(name[1]) for name, _ in self.tags if re.fullmatch("h[1-6]", name)]


def open_page(client, path, status=200, **send):
    answer = client.request("POST" if send else "GET", path, **send)
    assert answer.status_code == status
    return Page(answer.text)


@pytest.fixture
def client():
    return a_client(an_analysis(), an_analysis("luebeck"))


def every_page(client):
    yield from (
        open_page(client, path)
        for path in ("/", "/?q=Eltern", "/berichte", "/berichte/kiel", "/analyse", "/docs")
    )
    yield open_page(client, "/nichts", 404)
    yield open_page(client, "/analyse", data={"text": TEXT})
    yield open_page(client, "/analyse", 422, data={"text": ""})
    yield open_page(a_client(), "/?q=nichts")
    yield open_page(client, "/?q=Eltern&von=gestern", 422)
    for result in (a_result(), projects_result(), lessons_result()):
        client.app.state.parts.finder.result = result
        yield open_page(client, "/?q=Eltern&thema=elternarbeit&ort=&weiter=x")


def test_every_page_can_be_used_without_eyes_mouse_and_script(client):
    for page in every_page(client):
        assert page.all("html") == [{"lang": "de"}]
        assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1
        assert page.all("a")[0]["href"] == "#inhalt"
        assert page.all("main")[0]["id"] == "inhalt"
        assert page.strange_scripts == page.all("style") == []
        assert not [a for _, a in page.tags if any(k == "style" or k[:2] == "on" for k in a)]


def test_headings_are_in_order_and_ids_are_unique(client):
    for page in every_page(client):
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(low - high <= 1 for high, low in pairwise(page.headings))
        assert len(page.ids) == len(set(page.ids))


def test_every_field_has_a_label_and_every_reference_its_target(client):
    for page in every_page(client):
        labelled = {label.get("for") for label in page.all("label")}
        fields = page.all("input") + page.all("textarea")
        own = [f for f in fields if f.get("type") not in ("checkbox", "hidden")]
        assert all(f["id"] in labelled for f in own)
        named = [
            a[k] for _, a in page.tags for k in ("aria-labelledby", "aria-describedby") if k in a
        ]
        assert set(named) <= set(page.ids)
        inside = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
        assert set(inside) <= set(page.ids)


def test_the_field_for_a_file_may_run_its_script_and_no_other(client):
    for send in ({}, {"data": {"text": TEXT}}):
        answer = client.request("POST" if send else "GET", "/analyse", **send)
        (script,) = Page(answer.text).all("script")
        assert script["src"] == "/static/file-field.js"
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        assert client.get(script["src"]).status_code == 200


def test_the_description_of_the_api_leads_to_each_address(client):
    page = open_page(client, "/docs")
    wanted = {f"#{each['aria-labelledby']}" for each in page.all("section")}
    links = {a["href"] for a in page.all("a")}
    assert {each for each in wanted if not each.startswith("#schema-")} <= links


def test_the_description_of_the_api_shows_how_each_address_is_asked(client):
    calls = {
        (path, method): call("https://x.example", method, path, operation)
        for path, methods in client.app.openapi()["paths"].items()
        for method, operation in methods.items()
    }
    assert [at for at, said in calls.items() if "{" in said.split(" -d ", maxsplit=1)[0]] == []
    assert calls["/v1/suggest", "get"] == "curl 'https://x.example/v1/suggest?q=elternb'"
    assert "-F 'file=@themen.ttl'" in calls["/v1/vocabularies", "post"]
    assert "If-Match" in calls["/v1/reports/{report_id}/review", "patch"]
    assert calls["/v1/imports", "post"].endswith("--data-binary '@berichte.ndjson'")
    page = client.get("/docs").text
    assert page.count("curl -X DELETE") == 3
    assert "`" not in page
    assert "Vorgabe False" not in page


def test_nothing_is_asked_of_another_server(client):
    for page in every_page(client):
        wanted = [a.get("src") or a.get("href") for t, a in page.tags if t in ("link", "img")]
        assert all(address.startswith("/static/") for address in wanted)
        for address in wanted:
            assert client.get(address).status_code == 200


def test_the_style_sheets_ask_nothing_of_another_server_either(client):
    for name in ("kern/fonts.css", "kern/kern.min.css", "fundstelle.css"):
        style = client.get(f"/static/{name}").text
        assert "@import" not in style
        for address in re.findall(r"url\(\"?([^)\"]+)", style):
            assert address.startswith(("data:", "fonts/"))
            assert (
                address.startswith("data:")
                or client.get(f"/static/kern/{address}").status_code == 200
            )


# Reports


def test_the_list_leads_through_all_reports():
    client = a_client(*(an_analysis(f"bericht {i:02}") for i in range(30)))
    seen, address = set(), "/berichte"
    while address:
        page = open_page(client, address)
        seen |= {a["href"] for a in page.all("a") if a["href"].startswith("/berichte/")}
        address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), "")
    assert len(seen) == 30
    assert client.get(min(seen)).status_code == 200


def test_a_report_shows_its_text_letter_for_letter():
    html = "".join(str(p.html) for section in sections(an_analysis()) for p in section.paragraphs)
    assert "".join(Page(html).text.split()) == "".join(TEXT.split())


def test_every_name_lesson_and_passage_can_be_linked_to(client):
    ids = set(open_page(client, "/berichte/kiel").ids)
    analysis = an_analysis()
    places = [*analysis.lessons, *analysis.passages, *analysis.themes[0].evidence]
    places += [m for m in analysis.mentions if m.label != "PERSON"]
    assert {f"f-{p.start}-{p.end}" for p in places} <= ids


def test_what_a_report_holds_is_listed_with_its_place(client):
    words = " ".join(open_page(client, "/berichte/kiel").text.split())
    for shown in (
        "Brückenbau Gaarden in Kiel",
        "2 Nennungen",
        "Kiel Schleswig-Holstein",
        "XENOS",
        "Sicherheit 83 %",
        "„Hausbesuche“",
        "Gelingensbedingungen",
        "Hürden",
        "Empfehlungen",
        "Quelle: Bildungsagentur Kiel",
    ):
        assert shown in words


def test_lessons_say_what_they_are_not_only_by_colour(client):
    notes = [a["data-note"] for a in open_page(client, "/berichte/kiel").all("mark")]
    assert sorted(notes) == ["Empfehlung", "Gelingensbedingung", "Hürde"]


def test_persons_stay_in_the_text_and_stand_nowhere_else(client):
    page = open_page(client, "/berichte/kiel")
    assert page.text.count("Tomke Harmsen") == 1
    assert "so [Name]." in page.text  # the lesson that quotes it
    assert "Quelle: eine beteiligte Person" in page.text
    assert "fs-person" not in str(page.tags)


def test_persons_are_listed_and_marked_where_the_server_releases_them():
    page = open_page(a_client(an_analysis(), release_persons=True), "/berichte/kiel")
    assert "Personen" in page.text
    assert "Quelle: Tomke Harmsen" in page.text
    assert "fs-name fs-person" in str(page.tags)


def test_similar_reports_stand_at_the_end(client):
    page = open_page(client, "/berichte/kiel")
    assert "/berichte/luebeck" in [a["href"] for a in page.all("a")]


def test_a_passage_of_several_paragraphs_stands_out_as_one(client):
    passage = an_analysis().passages[-1]
    (section,) = [s for s in sections(an_analysis()) if s.id == f"f-{passage.start}-{passage.end}"]
    assert len(section.paragraphs) == 2


def test_a_passage_that_begins_inside_a_paragraph_is_marked_there():
    words = "Es brauche feste Stellen"
    start = TEXT.index(words)
    inside = replace(an_analysis().passages[1], start=start, end=start + len(words))
    html = "".join(
        str(p.html) for s in sections(an_analysis(passages=(inside,))) for p in s.paragraphs
    )
    assert f'id="f-{inside.start}-{inside.end}"' in html


@pytest.mark.parametrize("place", ["5-9999999", "9-5", "0-0", "999999999-999999999"])
def test_a_place_that_there_is_not_leaves_the_text_as_it_is(client, place):
    page = open_page(client, f"/berichte/kiel?stelle={place}")
    assert "Das Projekt „Brückenbau Gaarden“ arbeitet" in page.text


@pytest.mark.parametrize("place", ["x", "1-", "-1-2", "1-2-3", "٣-٤", "1" * 20 + "-2"])
def test_a_place_that_is_none_gets_a_page_that_says_so(client, place):
    assert "stelle" in open_page(client, f"/berichte/kiel?stelle={place}", 422).text


def test_an_unknown_report_gets_a_german_page(client):
    assert "„fehlt“ gibt es nicht" in open_page(client, "/berichte/fehlt", 404).text


def test_evidence_is_shown_once_for_each_wording():
    twice = (Span(start=0, end=10), Span(start=13, end=28), Span(start=0, end=10))
    theme = Theme(id="x", label="X", score=1.4, evidence=twice)
    (box,) = overview(an_analysis(themes=(theme,))).themes
    assert [quote.text for quote in box.evidence] == ["Startseite", "Veranstaltungen"]
    assert box.percent == 100


# Analysis


def test_a_pasted_text_is_shown_with_what_is_in_it_and_kept_in_the_field(client):
    page = open_page(client, "/analyse", data={"text": TEXT, "title": "Elternarbeit"})
    for shown in ("Brückenbau Gaarden", "Hürden", "nicht gespeichert", "Elternarbeit"):
        assert shown in page.text
    assert client.get("/health/ready").json()["reports"] == 2


def test_a_file_is_read_as_well(client):
    page = open_page(client, "/analyse", files={"file": ("Kiel.txt", TEXT.encode())})
    assert "Brückenbau Gaarden" in page.text


ENGLISH = "The workshop was held in London, and many of the people who came were teachers. " * 5


@pytest.mark.parametrize(
    ("text", "file", "status", "words"),
    [
        ("", None, 422, "Kein Text gefunden"),
        (" \n\t ", None, 422, "Kein Text gefunden"),
        (ENGLISH, None, 422, "Der Text ist nicht deutsch"),
        ("Kiel <b>", ("bild.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 99), 415, "Bild"),
        ("Kiel", ("b.pdf", b"%PDF-1.7 kaputt"), 422, "Die Datei ist beschädigt"),
        ("Kiel", ("leer.docx", b""), 422, "Kein Text gefunden"),
    ],
)
def test_what_cannot_be_analysed_gets_its_reason_and_keeps_the_text(
    client, text, file, status, words
):
    files = {"file": file} if file else None
    page = open_page(client, "/analyse", status, data={"text": text, "title": "T"}, files=files)
    assert words in page.text
    assert page.all("title")
    assert text.strip() in page.text
    assert "kern-alert--danger" in str(page.tags)


def test_a_text_over_the_limit_is_refused_on_the_page(client):
    answer = client.post("/analyse", data={"text": "Die Kita in Kiel. " * 400_000})
    assert answer.status_code == 413
    assert "zu groß" in answer.text


# Safety


def test_a_script_is_shown_and_never_run():
    start = len("Das ist ein Bericht. ")
    text = f"Das ist ein Bericht. {EVIL} Er endet hier."
    bad = an_analysis(
        "böse<1>",
        title=EVIL,
        text=text,
        mentions=(),
        projects=(),
        lessons=(),
        themes=(
            Theme(id="x", label=EVIL, score=0.5, evidence=(Span(start=start, end=len(text)),)),
        ),
        passages=(
            replace(an_analysis().passages[-1], start=0, end=start, heading=EVIL),
            replace(an_analysis().passages[-1], start=start, end=len(text), heading=EVIL),
        ),
        event=Event(start=EVIL, place=EVIL),
    )
    client = a_client(bad, hits=[a_hit(bad)])
    for path in ("/berichte", f"/berichte/{bad.id}", f"/?q={EVIL}"):
        page = open_page(client, path)
        assert page.strange_scripts == []
        assert [i for i in page.all("img") if i["src"] != "/static/icon.svg"] == []
        assert "alert(1)" in page.text


def test_a_script_that_is_sent_in_is_shown_and_never_run(client):
    page = open_page(client, "/analyse", data={"text": f"</textarea>{EVIL}", "title": EVIL})
    assert page.strange_scripts == []
    assert EVIL in page.text


# German


@pytest.mark.parametrize(
    ("start", "end", "german"),
    [
        ("2013-11-14", "2013-11-14", "14. November 2013"),
        ("2013-11-14", None, "14. November 2013"),
        (None, "2013-11-14", "14. November 2013"),
        ("2014-05-06", "2014-05-07", "6. bis 7. Mai 2014"),
        ("2014-02-28", "2014-03-02", "28. Februar bis 2. März 2014"),
        ("2013-12-30", "2014-01-02", "30. Dezember 2013 bis 2. Januar 2014"),
        ("2012-10-01", "2012-10-31", "Oktober 2012"),
        ("2012-10-01", "2012-12-31", "Oktober bis Dezember 2012"),
        ("2012-10-01", "2013-03-31", "Oktober 2012 bis März 2013"),
        ("2012-01-01", "2012-12-31", "2012"),
        ("9999-12-01", "9999-12-31", "Dezember 9999"),
        ("2014-05-07", "2014-05-06", "7. Mai 2014"),
        (None, None, ""),
        ("irgendwann", None, ""),
    ],
)
def test_dates_are_written_as_germans_write_them(start, end, german):
    said = german_period(Event(start=start, end=end))
    assert said == re.sub(r"\. (?!bis)", ".\N{NO-BREAK SPACE}", german)


def test_numbers_and_shares_are_written_as_germans_write_them():
    assert german_number(1234567) == "1.234.567"
    assert [percent(share) for share in (-0.1, 0.384, 1.2)] == [0, 38, 100]


def test_what_is_shown_as_90_per_cent_sure_is_no_less() -> None:
    assert [certainty(score) for score in (0.8999, 0.9, 0.29, 0.57, 0.9994, 1.0)] == [
        *(89, 90, 29, 57),
        *(99, 100),
    ]


# How things are said and set


def test_a_hard_wrapped_sentence_is_one_line_of_a_quote():
    text = (
        "Gefördert wird der Elterntreff durch eine Stiftung, und\n"
        "bei polnischen Familien besteht Interesse.\n\nAnmeldung im Landratsamt."
    )
    start = text.index("bei")
    first, second = highlighted_lines(text, [Span(start=start + 7, end=start + 10)], offset=7)
    assert " ".join(first.split()).endswith(
        "Stiftung, und <mark>bei</mark> polnischen Familien besteht Interesse."
    )
    assert second == "Anmeldung im Landratsamt."


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [("Läuft der Dienst?", "Läuft der Dienst?"), ("Ähnliche Berichte", "Ähnliche Berichte.")],
)
def test_a_sentence_ends_once(sentence, shown):
    assert closed(sentence) == shown


def test_a_line_of_a_title_never_begins_with_a_dash():
    assert titled("Fachtag – Ergebnisse 2017–2020") == "Fachtag\u00a0– Ergebnisse 2017–2020"


def test_many_names_of_a_kind_are_folded_but_all_there():
    names = [f"Stiftung {letter}" for letter in "ABCDEFGHIJ"]
    text = ", ".join(names) + " waren da. " + TEXT
    mentions = tuple(
        Mention(start=text.index(n), end=text.index(n) + len(n), text=n, label="ORG", score=0.9)
        for n in names
    )
    client = a_client(replace(an_analysis("viele"), mentions=mentions, text=text), hits=[])
    page = open_page(client, "/berichte/viele")
    assert "2 weitere Organisationen" in " ".join(page.text.split())
    assert all(f"#f-{m.start}-{m.end}" in {a["href"] for a in page.all("a")} for m in mentions)


def test_the_description_of_the_api_names_no_empty_default(client):
    assert "Vorgabe ." not in open_page(client, "/docs").text


def test_a_class_has_its_look_in_one_sheet():
    """Two sheets of one page that mean different things by a class spoil each other."""
    sheets = (STATIC / name for name in ("fundstelle.css", "karte.css", "redaktion/redaktion.css"))
    own = [set(re.findall(r"^(\.[\w-]+) \{", sheet.read_text(), re.MULTILINE)) for sheet in sheets]
    assert [a & b for a, b in combinations(own, 2)] == [set()] * 3


def test_who_is_refused_is_told_the_way_on(client):
    sent = open_page(client, "/abmelden", 403, headers={"Origin": "https://anderswo.example"})
    assert "wieder zu Ihrer Eingabe" in sent.text


def test_a_heading_is_known_again_where_a_name_in_it_is_masked():
    assert begins("Forum 4 ([Name]\u2060\u2060, Kiel)\nEs ging um …", "Forum 4 ([Name], Kiel)")
    assert not begins("Es ging um …", "Forum 4")
