"""Vocabularies, feedback and Annif's interface over HTTP.

What Annif answers is written down here by hand from its OpenAPI description.
"""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from corpus.vocabulary import default_vocabulary
from service.app import create_app
from service.find import Finder
from service.index.memory import MemoryIndex
from service.ingest import ingest
from service.settings import Settings
from service.store import Store
from service.theme_desk import ThemeDesk
from tests.fakes import FakeReader, document_of
from tests.service.databases import url_in
from tests.service.test_vocabularies import CLIMATE, HEAT, RAIN
from tests.service.theme_fakes import ThemedAnalyser, tagger_of

pytestmark = pytest.mark.usefixtures("each_database")

KEY = {"Authorization": "Bearer k"}
PROJECT = {
    "project_id": str,
    "name": str,
    "language": str,
    "backend": dict,
    "vocab": (dict, type(None)),
    "vocab_language": (str, type(None)),
    "is_trained": (bool, type(None)),
    "modification_time": (str, type(None)),
}
VOCAB = {"vocab_id": str, "languages": list, "size": (int, type(None)), "loaded": bool}
SUGGESTION = {"uri": str, "label": str, "score": float, "notation": (str, type(None))}
PARENTS = "Elternarbeit\n\nDie Elternarbeit beginnt am Schultor. Eltern kommen zum Elternabend."


@pytest.fixture
def client(tmp_path):
    settings = Settings(data=tmp_path, admin_key="k")
    with Store(url_in(tmp_path, "store.db")) as store:
        analyser = ThemedAnalyser(tagger_of(default_vocabulary()))
        documents = [document_of("kiel", HEAT), document_of("ulm", RAIN)]
        ingest(documents, store=store, analyser=analyser)
        finder = Finder(store, MemoryIndex(64), FakeReader())
        app = create_app(settings, store=store, finder=finder, analyser=analyser)
        app.state.parts.desk = ThemeDesk(store, settings, tagger_of=tagger_of)
        yield TestClient(app, raise_server_exceptions=False)


def has(fields, answer) -> bool:
    return answer.keys() == fields.keys() and all(
        isinstance(answer[name], kind) for name, kind in fields.items()
    )


def load(client, **query):
    file = {"file": ("klima.csv", CLIMATE.encode(), "text/csv")}
    return client.post("/v1/vocabularies", files=file, params=query, headers=KEY)


def test_a_vocabulary_is_loaded_used_and_tags_again(client) -> None:
    answer = load(client)
    version = answer.json()["vocabulary"]["version"]
    assert answer.status_code == 201 and load(client).status_code == 200
    assert client.post(f"/v1/vocabularies/{version}/use", headers=KEY).json()["active"]
    page = client.get("/v1/vocabularies").json()
    assert [v["reports"] for v in page["vocabularies"]] == [0, 2] and page["outdated"] == 0
    assert client.get("/v1/reports/kiel").json()["themes"][0]["id"] == "hitze"
    for path in ("/v1/themes.jsonld", "/v1/export?format=jsonld"):
        labels = [node.get("prefLabel") for node in client.get(path).json()["@graph"]]
        assert "Hitzeschutz" in labels, path
    assert client.post("/v1/vocabularies/standard/use", headers=KEY).status_code == 200
    assert client.get("/v1/vocabularies").json()["vocabularies"][0]["reports"] == 2


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/v1/vocabularies"),
        ("post", "/v1/vocabularies/standard/use"),
        ("post", "/v1/vocabularies/retag"),
        ("post", "/v1/feedback"),
        ("post", "/v1/feedback/learn"),
        ("get", "/v1/feedback/export"),
        ("post", "/annif/v1/projects/fundstelle/learn"),
    ],
)
def test_writing_needs_the_key(client, method, path) -> None:
    operations = client.get("/openapi.json").json()["paths"]
    assert client.request(method, path).status_code == 401
    described = path.replace("standard", "{version}").replace("s/fundstelle", "s/{project_id}")
    assert operations[described][method]["security"]


def test_themes_are_called_as_in_the_vocabulary_in_use(client) -> None:
    version = load(client, use=True).json()["vocabulary"]["version"]
    page = client.get("/v1/themes").json()
    assert page["version"] == version and "hitze" in {theme["id"] for theme in page["themes"]}
    assert client.get("/v1/facets", params={"theme": "Hitzeschutz"}).status_code == 200
    client.post("/v1/vocabularies/standard/use", headers=KEY)
    assert client.get("/v1/facets", params={"theme": "Hitzeschutz"}).status_code == 422


def test_in_place_of_an_excluded_theme_come_others_and_nothing_narrower(client) -> None:
    load(client, use=True)
    sent = {"text": "In der Hitze\n\nEine Pflege bei Hitze. Das Pflegeheim plant die Begrünung."}
    found = client.post("/v1/tag", json=sent).json()["themes"]
    assert found[0]["id"] in ("hitze", "pflege")
    rest = client.post("/v1/tag", json=sent | {"exclude_themes": ["hitze"]}).json()["themes"]
    assert rest and not {"hitze", "pflege", "kita"} & {theme["id"] for theme in rest}


def test_a_bad_vocabulary_is_refused_in_german(client) -> None:
    file = {"file": ("k.csv", b"id;label;broader\na;Hitze;Wetter\n", "text/csv")}
    answer = client.post("/v1/vocabularies", files=file, headers=KEY)
    assert answer.status_code == 422 and "„Wetter“" in answer.json()["detail"]
    assert client.post("/v1/vocabularies/zzz/use", headers=KEY).status_code == 404


def test_feedback_is_kept_and_hides_who_said_it(client) -> None:
    said = {"report": "kiel", "theme": "elternarbeit", "verdict": "added", "by": "Frau Ott"}
    answer = client.post("/v1/feedback", json=said, headers=KEY)
    assert answer.status_code == 201 and answer.json()["by"] is None
    page = client.get("/v1/feedback", params={"report": "kiel"}).json()
    assert (page["total"], page["waiting"], page["feedback"][0]["verdict"]) == (1, 1, "added")
    wrong = client.post("/v1/feedback", json=said | {"verdict": "vielleicht"}, headers=KEY)
    assert wrong.status_code == 422
    assert '"right": ["elternarbeit"]' in client.get("/v1/feedback/export", headers=KEY).text
    assert client.post("/v1/feedback/learn", headers=KEY).status_code == 422  # one is too few


def test_proposals_and_review_answer(client) -> None:
    assert client.get("/v1/themes/proposals").json()["proposals"] == []
    answer = client.get("/v1/themes/review", params={"report": "kiel"}).json()
    assert 0 <= answer["probability"] <= 1
    assert client.get("/v1/themes/review", params={"report": "x"}).status_code == 404


# Annif


def test_annif_says_what_it_is_and_has(client) -> None:
    info = client.get("/annif/v1/").json()
    assert has({"title": str, "version": str}, info)
    [vocab] = client.get("/annif/v1/vocabs").json()["vocabs"]
    [project] = client.get("/annif/v1/projects").json()["projects"]
    assert has(VOCAB, vocab) and has(PROJECT, project) and has(VOCAB, project["vocab"])
    assert has({"backend_id": str}, project["backend"])
    assert client.get("/annif/v1/projects/fundstelle").json() == project


def test_annif_suggests_for_a_form(client) -> None:
    path = "/annif/v1/projects/fundstelle/suggest"
    answer = client.post(path, data={"text": PARENTS}).json()
    assert answer.keys() == {"results"} and len(answer["results"]) == 10
    assert all(has(SUGGESTION, one) for one in answer["results"])
    best = answer["results"][0]
    assert best["uri"] == default_vocabulary()["elternarbeit"].uri
    scores = [one["score"] for one in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    fewer = client.post(path, data={"text": PARENTS, "limit": 3, "threshold": best["score"] - 0.01})
    assert 1 <= len(fewer.json()["results"]) <= 3
    for empty in ("", " ", "!", "The report is about the parents and what they said to them."):
        nothing = client.post(path, data={"text": empty, "limit": 3})
        assert (nothing.status_code, nothing.json()) == (200, {"results": []})
    assert client.post(path, data={"text": PARENTS, "limit": 0}).json() == {"results": []}
    usual = client.post(
        path, data={"text": PARENTS, "limit": "", "language": "", "metadata_x": "y"}
    )
    assert usual.json() == answer


@pytest.mark.parametrize(
    "wish",
    [{}, {"limit": "-1"}, {"limit": "x"}, {"threshold": "1.5"}, {"language": "fi"}],
)
def test_annif_answers_400_for_a_wrong_wish(client, wish) -> None:
    data = {"text": PARENTS} | wish if wish else {}
    answer = client.post("/annif/v1/projects/fundstelle/suggest", data=data)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_annif_suggests_for_a_batch(client) -> None:
    path = "/annif/v1/projects/fundstelle/suggest-batch"
    documents = [{"text": PARENTS, "document_id": "eins"}, {"text": ""}]
    found = client.post(path, json={"documents": documents}, params={"limit": 2}).json()
    assert [one["document_id"] for one in found] == ["eins", None]
    assert [len(one["results"]) for one in found] == [2, 0]
    too_many = {"documents": [{"text": "x"}] * 33}
    assert client.post(path, json=too_many).status_code == 400
    assert client.post(path, content=b"{").status_code == 400


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"limit": -1}, 400),
        ({"limit": "x"}, 400),
        ({"threshold": 1.5}, 400),
        ({"threshold": "x"}, 400),
        ({"language": "fi"}, 400),
        ({"language": "de"}, 200),
        ({"language": ""}, 200),
        ({"limit": 0, "threshold": 1}, 200),
    ],
)
def test_annif_has_the_same_wishes_for_a_batch(client, query, status) -> None:
    path = "/annif/v1/projects/fundstelle/suggest-batch"
    documents = {"documents": [{"text": PARENTS, "metadata": {"title": "Eltern"}}]}
    assert client.post(path, json=documents, params=query).status_code == status


@pytest.mark.parametrize("body", [{}, {"documents": [{}]}, {"documents": "x"}, [], None])
def test_annif_answers_400_for_a_wrong_batch(client, body) -> None:
    answer = client.post("/annif/v1/projects/fundstelle/suggest-batch", json=body)
    assert answer.status_code == 400
    assert PROBLEM.keys() <= answer.json().keys()


PROBLEM = {"type": str, "title": str, "status": int, "detail": str, "instance": str}
OPERATIONS = {
    ("get", "/"): {200},
    ("get", "/vocabs"): {200},
    ("get", "/projects"): {200},
    ("get", "/projects/{project_id}"): {200, 404},
    ("post", "/projects/{project_id}/suggest"): {200, 400, 404, 413, 503},
    ("post", "/projects/{project_id}/suggest-batch"): {200, 400, 404, 413, 503},
    ("post", "/projects/{project_id}/learn"): {204, 403, 404, 413, 503},
    ("post", "/detect-language"): {200, 400, 413},
}
"""Of Annif's description: its operations and what they answer."""


def test_every_operation_of_annif_is_there_and_answers_with_its_status(client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for (method, path), statuses in OPERATIONS.items():
        own = described[f"/annif/v1{path}"][method]
        success = {int(status) for status in own["responses"] if status.isdecimal()}
        assert success == {status for status in statuses if status < 300}


def test_annif_tells_languages_apart(client) -> None:
    def told(text: str, *languages: str):
        body = {"text": text, "languages": languages}
        answer = client.post("/annif/v1/detect-language", json=body)
        assert answer.status_code == 200
        results = answer.json()["results"]
        assert all(has({"language": (str, type(None)), "score": float}, one) for one in results)
        assert {one["language"] for one in results} == {*languages, None}
        return results[0]["language"] if results[0]["score"] else None

    assert told(PARENTS, "de", "en", "fr") == "de"
    assert told("A quick brown fox jumped over the lazy dog and was gone.", "de", "en") == "en"
    assert told("Les enfants sont dans la cour avec leurs parents.", "en", "fr", "de") == "fr"
    assert told("", "de", "en") is None
    assert told("12345 !", "de") is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "x"},
        {"languages": ["de"]},
        {"text": "x", "languages": []},
        {"text": "x", "languages": ["de"] * 6},
        {"text": "x", "languages": ["d"]},
        {"text": "x", "languages": ["deutsch"]},
        {"text": "x", "languages": ["xx"]},
        {"text": 1, "languages": ["de"]},
    ],
)
def test_annif_answers_400_for_languages_that_are_none(client, body) -> None:
    answer = client.post("/annif/v1/detect-language", json=body)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(isinstance(answer.json()[name], kind) for name, kind in PROBLEM.items())


@pytest.mark.parametrize("path", ["", "/suggest", "/suggest-batch", "/learn"])
def test_annif_knows_one_project(client, path) -> None:
    send = {"data": {"text": "x"}} if path == "/suggest" else {"json": {"documents": []}}
    send = {"json": []} if path == "/learn" else send
    url = f"/annif/v1/projects/anderes{path}"
    answer = client.post(url, headers=KEY, **send) if path else client.get(url)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_annif_learns_and_forgets_nothing(client) -> None:
    uri = default_vocabulary()["ehrenamt"].uri
    sent = [{"text": f"{PARENTS} {n}", "subjects": [{"uri": uri}]} for n in range(3)]
    sent += [{"text": "ohne Themen"}, {"subjects": [{"uri": uri}]}]
    path = "/annif/v1/projects/fundstelle/learn"
    answer = client.post(path, json=sent, headers=KEY)
    assert (answer.status_code, answer.content) == (204, b"")
    total = client.get("/v1/feedback").json()["total"]
    assert total >= 3 and client.get("/v1/feedback").json()["waiting"] == 0
    client.post(path, json=sent, headers=KEY)
    assert client.get("/v1/feedback").json()["total"] == total
    assert client.get("/v1/reports").json()["total"] == 2  # no reports come of it
    assert client.get("/annif/v1/projects/fundstelle").json()["modification_time"]
