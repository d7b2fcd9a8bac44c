"""The API keeps the contract, speaks German and holds back names of persons."""

import pytest

from nlp.speakers import SOMEBODY
from nlp.types import Span
from service.api.persons import without_persons
from tests.service.fakes import KEY, TEXT, a_client, a_hit, an_analysis, lesson, mention

BEARER = {"Authorization": f"Bearer {KEY}".encode()}


@pytest.fixture
def client():
    return a_client(an_analysis(), an_analysis("lübeck am meer"))


@pytest.fixture
def writer():
    return a_client(an_analysis(), admin_key=KEY)


def test_search_answers_with_passages_and_where_they_stand(client):
    page = client.get("/v1/search", params={"q": "Eltern", "limit": 1}).json()
    (hit,) = page["hits"]
    assert page["query"] == "Eltern"
    assert hit["text"] == TEXT[hit["start"] : hit["end"]]
    assert [TEXT[h["start"] : h["end"]] for h in hit["highlights"]] == ["Hausbesuche"]
    assert hit["link"] == f"/berichte/kiel#f-{hit['start']}-{hit['end']}"
    assert hit["why"]["words"] + hit["why"]["meaning"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("params", "field", "words"),
    [
        ({"q": "x" * 2001}, "q", "2000 Zeichen"),
        ({"q": "Eltern", "limit": "viele"}, "limit", "ganze Zahl"),
        ({"q": "Eltern", "limit": 0}, "limit", "kleinste Wert ist 1"),
        ({"q": "Eltern", "limit": 101}, "limit", "größte Wert ist 100"),
        ({"year": "früher"}, "year.0", "ganze Zahl"),
        ({"kind": "bücher"}, "kind", "nicht gültig"),
        ({"sort": "schön"}, "sort", "nicht gültig"),
        ({"lesson_kind": "erfolg"}, "lesson_kind.0", "nicht gültig"),
        ({"theme": [""]}, "theme.0", "leer"),
        ({"theme": ["t"] * 51}, "theme", "höchstens 50"),
    ],
)
def test_what_is_wrong_with_a_search_is_said_in_german(client, params, field, words):
    answer = client.get("/v1/search", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert words in error["detail"]


def test_a_report_is_the_object_of_the_contract(client):
    report = client.get("/v1/reports/kiel").json()
    assert list(report) == [
        "id",
        "title",
        "text",
        "doc_kind",
        "event",
        "mentions",
        "projects",
        "located_in",
        "themes",
        "lessons",
    ]
    for found in [*report["mentions"], *report["lessons"]]:
        assert report["text"][found["start"] : found["end"]] == found["text"]


def test_persons_are_left_out_and_the_indices_of_projects_still_fit(client):
    report = client.get("/v1/reports/kiel").json()
    assert {m["label"] for m in report["mentions"]} == {"ORG", "PROJECT", "PLACE", "PROGRAMME"}
    named = [report["mentions"][i]["text"] for i in report["projects"][0]["mentions"]]
    assert named == ["Brückenbau Gaarden", "Brückenbau Gaarden"]
    assert [each["source"] for each in report["lessons"]] == [
        None,
        "eine beteiligte Person",
        "Bildungsagentur Kiel",
    ]


def test_persons_are_handed_out_where_the_server_releases_them():
    report = a_client(an_analysis(), release_persons=True).get("/v1/reports/kiel").json()
    assert "PERSON" in {m["label"] for m in report["mentions"]}
    assert report["lessons"][1]["source"] == "Tomke Harmsen"


@pytest.mark.parametrize("source", ["Harmsen", "Frau Harmsen", "Unbekannt"])
def test_a_source_that_is_no_known_organisation_counts_as_a_person(source):
    words = "Für Hausbesuche fehle die Zeit, so Tomke Harmsen."
    analysis = an_analysis(lessons=(lesson(words, "obstacle", source),))
    assert without_persons(analysis).lessons[0].source == SOMEBODY


def test_a_name_that_is_read_as_both_is_held_back():
    words = "Für Hausbesuche fehle die Zeit, so Tomke Harmsen."
    analysis = an_analysis(
        mentions=(mention("Tomke Harmsen", "PERSON"), mention("Tomke Harmsen", "ORG")),
        projects=(),
        lessons=(lesson(words, "obstacle", "Tomke Harmsen"),),
    )
    assert without_persons(analysis).lessons[0].source == SOMEBODY


@pytest.mark.parametrize("path", ["/v1/reports/fehlt", "/v1/reports/a/b"])
def test_an_unknown_report_is_not_found(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "gibt es nicht" in answer.json()["detail"]


def test_ids_with_spaces_and_umlauts_are_reached(client):
    assert client.get("/v1/reports/lübeck am meer").json()["id"] == "lübeck am meer"


def test_reports_are_listed_page_by_page(client):
    first = client.get("/v1/reports", params={"limit": 1}).json()
    assert (first["total"], first["next"]) == (2, "kiel")
    assert first["reports"][0]["themes"] == ["Elternarbeit"]
    second = client.get("/v1/reports", params={"limit": 1, "after": first["next"]}).json()
    assert [r["id"] for r in second["reports"]] == ["lübeck am meer"]
    assert second["next"] is None


def test_similar_reports_leave_out_the_report_itself(client):
    page = client.get("/v1/reports/kiel/similar").json()
    assert [hit["report"] for hit in page["hits"]] == ["lübeck am meer"]


def test_a_text_is_tagged_and_not_stored(client):
    report = client.post("/v1/tag", json={"text": TEXT, "title": "Elternarbeit"}).json()
    assert report["title"] == "Elternarbeit"
    assert [theme["id"] for theme in report["themes"]] == ["elternarbeit"]
    assert client.get("/health/ready").json()["reports"] == 2


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": " \n "}, 422, "empty-document"),
        (
            {"text": "The meeting was held in London and the people were happy." * 9},
            422,
            "not-german",
        ),
        ({"txt": "Kiel"}, 422, "invalid"),
        ({"text": "!!! ???"}, 422, "empty-document"),
    ],
)
def test_a_text_that_cannot_be_tagged_gets_its_reason(client, body, status, code):
    answer = client.post("/v1/tag", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_broken_json_is_said_to_be_broken(client):
    answer = client.post("/v1/tag", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert "kein gültiges JSON" in answer.json()["errors"][0]["detail"]


def test_a_report_is_stored_replaced_and_deleted(writer):
    sent = {"id": "neu", "title": "Elternarbeit in Kiel", "text": TEXT}
    first = writer.post("/v1/reports", json=sent, headers=BEARER)
    assert (first.status_code, first.json()["state"]) == (201, "new")
    assert first.headers["location"] == "/v1/reports/neu"
    assert writer.get("/v1/reports/neu").json()["title"] == "Elternarbeit in Kiel"
    again = writer.post("/v1/reports", json=sent, headers=BEARER)
    assert (again.status_code, again.json()["state"]) == (200, "unchanged")
    assert writer.delete("/v1/reports/neu", headers=BEARER).status_code == 204
    assert writer.get("/v1/reports/neu").status_code == 404
    assert writer.delete("/v1/reports/neu", headers=BEARER).status_code == 404


def test_a_file_is_stored_under_its_name(writer):
    file = {"file": ("Elternabend Kiel.txt", TEXT.encode(), "text/plain")}
    stored = writer.post("/v1/reports", files=file, headers=BEARER).json()
    assert stored["id"] == "Elternabend Kiel"
    assert stored["link"] == "/berichte/Elternabend%20Kiel"
    assert writer.get("/berichte/Elternabend%20Kiel").status_code == 200


def test_a_broken_file_is_refused_with_its_reason(writer):
    file = {"file": ("bericht.pdf", b"%PDF-1.7 kaputt", "application/pdf")}
    answer = writer.post("/v1/reports", files=file, headers=BEARER)
    assert (answer.status_code, answer.json()["code"]) == (422, "damaged-file")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer falsch"}])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_nobody_writes_without_the_key(writer, method, headers):
    path = "/v1/reports" if method == "POST" else "/v1/reports/kiel"
    answer = writer.request(method, path, headers=headers, json={"text": TEXT})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert writer.get("/v1/reports/kiel").status_code == 200


def test_where_no_key_is_set_nothing_is_written(client):
    for given in ({}, {"Authorization": "Bearer "}, BEARER):
        answer = client.delete("/v1/reports/kiel", headers=given)
        assert (answer.status_code, answer.json()["code"]) == (403, "read-only")


def test_a_method_that_is_not_there_is_answered_with_those_that_are(client):
    answer = client.patch("/v1/reports/kiel")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "DELETE, GET, PUT"


def test_the_vocabulary_is_handed_out(client):
    themes = client.get("/v1/themes").json()["themes"]
    assert "Elternarbeit" in {theme["label"] for theme in themes}


def test_the_description_holds_every_route_and_its_problems(client):
    document = client.get("/openapi.json").json()
    assert {
        "/v1/search",
        "/v1/themes",
        "/v1/reports",
        "/v1/reports/{report_id}",
        "/v1/reports/{report_id}/similar",
        "/v1/projects/{project_id}/similar",
        "/v1/similar",
        "/v1/tag",
        "/health/live",
        "/health/ready",
    } <= set(document["paths"])
    assert "HTTPValidationError" not in document["components"]["schemas"]
    for path in document["paths"].values():
        for operation in path.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert document["paths"]["/v1/reports"]["post"]["security"]
    assert "security" not in document["paths"]["/v1/reports"]["get"]


def test_a_hit_on_an_untitled_part_is_a_hit(client):
    plain = a_hit(heading="", more=(), highlights=(Span(start=0, end=4),))
    hits = a_client(hits=[plain]).get("/v1/search", params={"q": "x"}).json()["hits"]
    assert hits[0]["heading"] == ""
