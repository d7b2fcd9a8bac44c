"""The tagging desk: drafts that nobody finds, decisions that last, and what is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from corpus.documents import Document
from corpus.gold import _report as gold_report
from corpus.gold import checked, problems
from nlp.errors import ChangedError, NotFoundError
from nlp.types import Passage, Report, Theme
from service.app import create_app
from service.applier import Applier
from service.find import Finder
from service.index.memory import MemoryIndex
from service.keys import create_key
from service.retag import outdated
from service.settings import Settings
from service.store import Store, Vote
from service.theme_desk import ThemeDesk
from tests.fakes import DIMENSIONS, FakeReader, document_of
from tests.service.databases import url_in
from tests.service.fakes import TEXT, an_analysis
from tests.service.theme_fakes import tagger_of

LONGER = "Vorab ein neuer Absatz, der zwei Zeilen lang ist und nichts sagt.\n\n" + TEXT
OTHER = "Die Feuerwehr zog um.\n\nAm Abend kamen viele Gäste und aßen Kuchen."


class Reader:
    """Finds something of everything in ``TEXT``, nothing in any other; vectors are real."""

    version = "1"
    keeps_vectors = True

    def analyse(self, reports):
        for report in reports:
            yield read(report)


def read(report: Report, **changes):
    if report.text == TEXT:
        analysis = an_analysis(report.id, title=report.title)
    else:
        whole = Passage(start=0, end=len(report.text))
        analysis = an_analysis(
            report.id,
            title=report.title,
            text=report.text,
            mentions=(),
            projects=(),
            located_in=(),
            themes=(),
            lessons=(),
            passages=(whole,),
        )
    texts = [passage.of(report.text) for passage in analysis.passages]
    return replace(analysis, vectors=FakeReader().encode_passages(texts), **changes)


@dataclass
class Desk:
    """A service over a real store and index, and an editor's key."""

    client: TestClient
    store: Store
    key: str
    etag: str = ""

    def ask(self, method: str, path: str, **options):
        headers = {"Authorization": f"Bearer {self.key}"} | options.pop("headers", {})
        return self.client.request(method, path, headers=headers, **options)

    def add(self, text: str = TEXT, *, title: str = "Elternarbeit in Kiel", draft=True, **more):
        body = {"title": title, "text": text} | more
        return self.ask("POST", f"/v1/reports?draft={str(draft).lower()}", json=body)

    def review(self, name: str) -> dict:
        answer = self.ask("GET", f"/v1/reports/{quote(name)}/review")
        assert answer.status_code == 200, answer.text
        self.etag = answer.headers["etag"]
        return answer.json()

    def change(self, name: str, *decisions, undo=(), status=200, etag=None) -> dict:
        answer = self.ask(
            "PATCH",
            f"/v1/reports/{quote(name)}/review",
            json={"decisions": list(decisions), "undo": list(undo)},
            headers={"If-Match": etag or self.etag},
        )
        assert answer.status_code == status, answer.text
        self.etag = answer.headers.get("etag", self.etag)
        return answer.json()

    def act(self, name: str, what: str, *, status: int = 200) -> dict:
        answer = self.ask(
            "POST", f"/v1/reports/{quote(name)}/review/{what}", headers={"If-Match": self.etag}
        )
        assert answer.status_code == status, answer.text
        self.etag = answer.headers.get("etag", self.etag)
        return answer.json()

    def draft(self, text: str = TEXT) -> str:
        name = self.add(text).json()["id"]
        self.review(name)
        return name


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store(url_in(tmp_path)) as store:
        index = MemoryIndex(DIMENSIONS)
        applier = Applier(store, index)
        app = create_app(
            Settings(data=tmp_path, rate=0),
            store=store,
            finder=Finder(store, index, FakeReader()),
            analyser=Reader(),
            applier=applier,
        )
        _, key = create_key(store.keys, name="Redaktion Nord", scopes=["write"])
        yield Desk(client=TestClient(app, raise_server_exceptions=False), store=store, key=key)


def item(review: dict, subject: str, number: int = 0) -> dict:
    return [each for each in review["items"] if each["subject"] == subject][number]


def said(subject: str, key: str = "", verdict: str = "accepted", **more) -> dict:
    return {"subject": subject, "key": key, "verdict": verdict} | more


def place_of(words: str, text: str = TEXT) -> dict:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def seen_by_everybody(desk: Desk) -> str:
    """Everything that somebody without a key can read about reports."""
    paths = (
        "/v1/reports", "/v1/search?q=Hausbesuche", "/v1/facets", "/v1/export", "/v1/projects",
        "/v1/places", "/berichte", "/?q=Hausbesuche", "/projekte", "/v1/export?format=jsonld",
        "/v1/export?format=geojson", "/v1/export?format=csv",
    )  # fmt: skip
    answers = [desk.client.get(path) for path in paths]
    assert all(answer.status_code == 200 for answer in answers)
    near = desk.client.post("/v1/tag", json={"text": TEXT}).json()["nearly_there"]
    return "\n".join(answer.text for answer in answers) + json.dumps(near)


# Drafts


def test_a_draft_is_found_by_nobody_but_editors(desk: Desk) -> None:
    entered = desk.add()
    assert entered.status_code == 201
    said_ = entered.json()
    assert (said_["draft"], said_["state"], said_["id"]) == (True, "new", "elternarbeit-in-kiel")
    assert entered.headers["location"] == "/v1/reports/elternarbeit-in-kiel/review"
    name = said_["id"]
    assert "Elternarbeit in Kiel" not in seen_by_everybody(desk)
    assert name not in seen_by_everybody(desk)
    assert desk.client.get(f"/v1/reports/{name}").status_code == 404
    assert desk.client.get(f"/berichte/{name}").status_code == 404
    assert desk.client.get(f"/v1/reports/{name}/review").status_code == 401
    assert desk.store.count() == 0
    assert desk.review(name)["state"] == "draft"


def test_published_it_is_found_and_withdrawn_it_is_not(desk: Desk) -> None:
    name = desk.draft()
    assert desk.act(name, "publish")["state"] == "published"
    assert name in seen_by_everybody(desk)
    assert desk.client.get(f"/v1/reports/{name}").json()["themes"][0]["id"] == "elternarbeit"
    assert desk.act(name, "withdraw")["state"] == "draft"
    assert name not in seen_by_everybody(desk)
    desk.act(name, "withdraw", status=409)
    desk.act(name, "publish")
    assert name in seen_by_everybody(desk)


@pytest.mark.usefixtures("each_database")
def test_a_withdrawn_report_keeps_text_file_and_vectors(desk: Desk) -> None:
    name = desk.draft()
    desk.act(name, "publish")
    before = desk.store.get(name, vectors=True)
    original = desk.store.original(name)
    desk.act(name, "withdraw")
    desk.act(name, "publish")
    after = desk.store.get(name, vectors=True)
    assert after.digest == before.digest
    assert desk.store.original(name) == original
    assert (after.analysis.vectors == before.analysis.vectors).all()


def test_reports_are_published_at_once_as_ever(desk: Desk) -> None:
    entered = desk.add(draft=False).json()
    assert (entered["draft"], entered["link"]) == (False, "/berichte/elternarbeit-in-kiel")
    assert desk.review(entered["id"])["state"] == "published"


def test_a_draft_without_an_id_of_its_own_replaces_nothing(desk: Desk) -> None:
    first = desk.add(draft=False).json()["id"]
    second = desk.add(OTHER).json()
    assert (second["id"], second["draft"]) == (f"{first}-2", True)
    assert desk.client.get(f"/v1/reports/{first}").json()["text"] == TEXT
    again = desk.add(OTHER).json()
    assert (again["id"], again["state"]) == (second["id"], "unchanged")


def test_a_published_report_cannot_be_made_a_draft_by_replacing_it(desk: Desk) -> None:
    desk.add(draft=False, id="a")
    assert desk.add(OTHER, id="a").status_code == 412
    assert desk.client.get("/v1/reports/a").json()["text"] == TEXT


def test_a_draft_stays_one_whoever_replaces_its_text(desk: Desk) -> None:
    name = desk.draft()
    put = desk.ask("PUT", f"/v1/reports/{name}", json={"text": OTHER})
    assert (put.json()["state"], put.json()["draft"]) == ("changed", True)
    only_new = {"If-None-Match": "*"}
    refused = desk.ask("PUT", f"/v1/reports/{name}", json={"text": TEXT}, headers=only_new)
    assert refused.status_code == 412
    assert desk.store.count() == 0
    assert desk.review(name)["text"] == OTHER


def test_another_draft_of_the_same_text_is_told_to_editors_only(desk: Desk) -> None:
    desk.draft()
    near = desk.add(TEXT + " Und Schluss.", title="Anders").json()["nearly_there"]
    assert [each["report"] for each in near] == ["elternarbeit-in-kiel"]
    assert near[0]["link"] == "/redaktion/elternarbeit-in-kiel"


@pytest.mark.usefixtures("each_database")
def test_a_draft_is_deleted_with_all_that_was_decided(desk: Desk) -> None:
    name = desk.draft()
    desk.change(name, said("doc_kind"))
    assert desk.ask("DELETE", f"/v1/reports/{name}").status_code == 204
    assert desk.ask("GET", f"/v1/reports/{name}/review").status_code == 404
    desk.draft()
    assert desk.review(name)["decided"] == 0


# Decisions


def test_an_editor_looks_through_everything_and_publishes(desk: Desk) -> None:
    name = desk.draft()
    review = desk.review(name)
    assert (review["decided"], len(review["items"])) == (0, 12)
    desk.change(name, said("title", verdict="corrected", text="Elternabend war gestern"))
    desk.change(name, said("theme", "elternarbeit", "rejected"))
    desk.change(name, said("theme", "mentoring", "added", spans=[place_of("Beraterinnen")]))
    project = item(review, "project")
    kiel = item(review, "place")
    after = desk.change(
        name,
        said("project", project["key"], "corrected", text="BBG", programme="XENOS", places=[]),
        said("place", kiel["key"]),
        said("event_start", verdict="corrected", text="2014-02-03"),
        said("event_end", verdict="rejected"),
        said("lesson", item(review, "lesson")["key"], "corrected", kind="insight"),
        said("lesson", item(review, "lesson", 1)["key"], "rejected"),
    )
    assert after["state"] == "in_review"
    assert after["decided"] == 9
    assert item(after, "title")["by"] == "Redaktion Nord"
    desk.act(name, "publish")
    report = desk.client.get(f"/v1/reports/{name}").json()
    assert report["title"] == "Elternabend war gestern"
    assert [theme["id"] for theme in report["themes"]] == ["mentoring"]
    assert (report["event"]["start"], report["event"]["end"]) == ("2014-02-03", None)
    assert (report["projects"][0]["name"], report["projects"][0]["places"]) == ("BBG", [])
    assert [lesson["kind"] for lesson in report["lessons"]] == ["insight", "recommendation"]
    assert desk.store.get(name).analysis.vocabulary == an_analysis().vocabulary


def test_search_facets_registry_and_export_use_what_was_decided(desk: Desk) -> None:
    name = desk.draft()
    project = item(desk.review(name), "project")
    desk.change(
        name,
        said("theme", "elternarbeit", "rejected"),
        said("theme", "mentoring", "added"),
        said("project", project["key"], "corrected", text="Brücken nach Gaarden"),
    )
    desk.act(name, "publish")
    found = desk.client.get("/v1/search?q=Hausbesuche&theme=mentoring").json()
    assert [hit["report"] for hit in found["hits"]] == [name]
    assert desk.client.get("/v1/search?q=Hausbesuche&theme=elternarbeit").json()["hits"] == []
    assert [p["name"] for p in desk.client.get("/v1/projects").json()["projects"]] == [
        "Brücken nach Gaarden"
    ]
    line = json.loads(desk.client.get("/v1/export").text)
    assert [theme["id"] for theme in line["themes"]] == ["mentoring"]
    assert "Brücken nach Gaarden" in desk.client.get(f"/berichte/{name}").text


@pytest.mark.usefixtures("each_database")
def test_changes_of_a_published_report_wait_for_the_next_publication(desk: Desk) -> None:
    name = desk.add(draft=False).json()["id"]
    desk.review(name)
    after = desk.change(name, said("theme", "elternarbeit", "rejected"))
    assert (after["state"], after["ahead"]) == ("published", True)
    assert desk.client.get(f"/v1/reports/{name}").json()["themes"]
    assert not desk.act(name, "publish")["ahead"]
    assert desk.client.get(f"/v1/reports/{name}").json()["themes"] == []


@pytest.mark.usefixtures("each_database")
def test_a_decision_is_taken_back_and_that_too(desk: Desk) -> None:
    name = desk.draft()
    [number] = desk.change(name, said("theme", "elternarbeit", "rejected"))["made"]
    undone = desk.change(name, undo=[number])
    assert item(undone, "theme")["state"] == "proposed"
    again = desk.change(name, undo=undone["made"])
    assert item(again, "theme")["state"] == "rejected"
    desk.change(name, undo=[number + 1], status=409)
    desk.change(name, undo=[999], status=404)


def test_of_two_editors_the_slower_one_is_told(desk: Desk) -> None:
    name = desk.draft()
    seen = desk.etag
    desk.change(name, said("doc_kind"))
    problem = desk.change(name, said("title"), etag=seen, status=412)
    assert problem["detail"] == "An diesem Bericht hat inzwischen jemand anderes gearbeitet."
    assert item(desk.review(name), "title")["state"] == "proposed"
    without = desk.ask("PATCH", f"/v1/reports/{name}/review", json={"decisions": []})
    assert (without.status_code, without.json()["code"]) == (428, "precondition-required")
    desk.change(name, said("title"), etag="*")


@pytest.mark.usefixtures("each_database")
def test_the_store_lets_only_one_of_two_through(desk: Desk) -> None:
    name = desk.draft()
    review = desk.store.desk.get(name)
    desk.store.publish(review, by="x")
    for late in (desk.store.publish, desk.store.withdraw):
        with pytest.raises(ChangedError):
            late(review, by="y")


@pytest.mark.parametrize(
    ("decision", "status", "told"),
    [
        (said("theme", "gibt-es-nicht", "added"), 422, "gibt es im Vokabular"),
        (said("theme", "mentoring"), 404, "Vorschlag gibt es nicht"),
        (said("title", verdict="rejected"), 422, "nur berichtigen"),
        (said("title", verdict="corrected", text=" "), 422, "Namen angeben"),
        (said("doc_kind", verdict="corrected", text="brief"), 422, "keine der Arten"),
        (said("event_start", verdict="corrected", text="3.2.2014"), 422, "kein Datum"),
        (said("event_start", verdict="added"), 422, "nur eines"),
        (said("project", verdict="added", text="X"), 422, "Stelle im Text"),
        (said("place", verdict="added", spans=[place_of("Gaarden")]), 422, "Ortsverzeichnis"),
        (said("lesson", verdict="added", spans=[place_of("Gaarden")]), 422, "Art der Erfahrung"),
        (said("place", verdict="added", spans=[{"start": 5, "end": 9_999}]), 422, "nicht im Text"),
        (said("lesson", verdict="added", spans=[{"start": 40, "end": 42}]), 422, "keine Wörter"),
        (said("place", verdict="added", place="x", spans=[place_of("Gaarden")]), 422, "„x“"),
    ],
)
def test_what_makes_no_sense_is_refused_in_german(desk: Desk, decision, status, told) -> None:
    name = desk.draft()
    assert told in desk.change(name, said("doc_kind"), decision, status=status)["detail"]
    assert desk.review(name)["decided"] == 0, "all or nothing"


def test_an_event_cannot_be_published_that_ends_before_it_begins(desk: Desk) -> None:
    name = desk.draft()
    desk.change(name, said("event_start", verdict="corrected", text="2015-01-01"))
    assert "endet vor ihrem Beginn" in desk.act(name, "publish", status=409)["detail"]


def test_a_project_is_added_wherever_the_text_names_it(desk: Desk) -> None:
    text = "Das Haus Lindenhof lud ein.\n\nDer Lindenhof öffnet um neun; Lindenhofer kamen."
    name = desk.draft(text)
    after = desk.change(name, said("project", verdict="added", spans=[place_of("Lindenhof", text)]))
    project = item(after, "project")
    assert project["value"]["text"] == "Lindenhof"
    assert [text[e["start"] : e["end"]] for e in project["evidence"]] == ["Lindenhof"] * 2


def test_a_place_of_the_gazetteer_is_added_and_filters_know_it(desk: Desk) -> None:
    name = desk.draft()
    [place] = [
        each
        for each in desk.client.get("/v1/gazetteer?q=Gaarden").json()["places"]
        if each["name"].startswith("Gaarden")
    ][:1]
    desk.change(
        name, said("place", verdict="added", spans=[place_of("Ostufer")], place=place["id"])
    )
    desk.act(name, "publish")
    named = {m["place"]["name"] for m in desk.client.get(f"/v1/reports/{name}").json()["mentions"]
             if m["place"]}  # fmt: skip
    assert place["name"] in named


def test_the_gazetteer_suggests_by_form_and_by_beginning(desk: Desk) -> None:
    def names(words: str) -> list[str]:
        found = desk.client.get("/v1/gazetteer", params={"q": words, "limit": 5}).json()
        return [place["name"] for place in found["places"]]

    assert names("Kieler")[0] == "Kiel"
    assert "Lübeck" in names("Lüb")
    assert names("–") == []


# What is read anew


@pytest.mark.usefixtures("each_database")
def test_decisions_outlast_another_text_and_another_reading(desk: Desk) -> None:
    name = desk.draft()
    review = desk.review(name)
    desk.change(
        name,
        said("project", item(review, "project")["key"]),
        said("theme", "elternarbeit"),
        said("lesson", item(review, "lesson")["key"]),
    )
    desk.act(name, "publish")
    replaced = desk.ask("PUT", f"/v1/reports/{name}", json={"text": LONGER})
    assert replaced.json()["state"] == "changed"
    report = desk.client.get(f"/v1/reports/{name}").json()
    assert [project["name"] for project in report["projects"]] == ["Brückenbau Gaarden"]
    assert [theme["id"] for theme in report["themes"]] == ["elternarbeit"]
    [lesson] = report["lessons"]
    assert LONGER[lesson["start"] : lesson["end"]] == lesson["text"]
    assert lesson["text"].startswith("Erst als die Beraterinnen")
    assert all(each["open"] is None for each in desk.review(name)["items"])


def test_decisions_on_words_that_are_gone_are_shown_as_open(desk: Desk) -> None:
    name = desk.draft()
    key = item(desk.review(name), "project")["key"]
    desk.change(name, said("project", key))
    desk.ask("PUT", f"/v1/reports/{name}", json={"text": OTHER})
    review = desk.review(name)
    project = item(review, "project")
    assert (project["open"], project["state"]) == ("vanished", "accepted")
    assert review["decided"] == 0
    desk.act(name, "publish")
    assert desk.client.get(f"/v1/reports/{name}").json()["projects"] == []
    desk.ask("PUT", f"/v1/reports/{name}", json={"text": TEXT})
    assert item(desk.review(name), "project")["open"] is None, "never lost"


def test_new_themes_of_the_machine_leave_decisions_alone(desk: Desk) -> None:
    name = desk.draft()
    desk.change(name, said("theme", "elternarbeit", "rejected"))
    desk.act(name, "publish")
    themes = (*an_analysis().themes, Theme(id="mentoring", label="Mentoring", score=0.6))
    as_read = desk.store.as_read(name)
    assert [theme.id for theme in as_read.themes] == ["elternarbeit"]
    assert desk.store.retag(replace(as_read, themes=themes), version="1+x", since="1")
    assert [t.id for t in desk.store.get(name).analysis.themes] == ["mentoring"]
    assert [t.id for t in desk.store.as_read(name).themes] == ["elternarbeit", "mentoring"]


VOCABULARY = "id;label\nhitze;Hitzeschutz\nregen;Starkregenvorsorge\n"


@pytest.mark.parametrize("published", [True, False])
def test_decisions_on_themes_rest_while_the_vocabulary_lacks_them(
    desk: Desk, *, published: bool
) -> None:
    name = desk.draft()
    desk.change(
        name, said("theme", "elternarbeit", "rejected"), said("theme", "mentoring", "added")
    )
    if published:
        desk.act(name, "publish")

    def themes_of(review: dict) -> list[tuple[str, str]]:
        return [(i["key"], i["state"]) for i in review["items"] if i["subject"] == "theme"]

    vocabularies = ThemeDesk(desk.store, Settings(), tagger_of=tagger_of)
    other, _ = vocabularies.load(VOCABULARY.encode(), name="hitze.csv", source="Test")
    vocabularies.use(other.version)
    assert themes_of(desk.review(name)) == [("elternarbeit", "rejected")], "not tagged yet"
    heat = Theme(id="hitze", label="Hitzeschutz", score=0.8)
    tagged = replace(desk.store.as_read(name), themes=(heat,), vocabulary=other.version)
    assert desk.store.retag(tagged, version="1+x", since="1")
    review = desk.review(name)
    assert themes_of(review) == [("hitze", "proposed")]
    assert len(review["resting"]) == 2 and review["decided"] == 0
    assert [theme.id for theme in desk.store.desk.decided(name).themes] == ["hitze"]
    login(desk)
    page = desk.client.get(f"/redaktion/{name}")
    assert page.status_code == 200 and "kennt nicht alle Themen" in page.text
    desk.change(name, said("theme", "mentoring"), status=404)
    desk.change(name, said("theme", "mentoring", "added"), status=422)
    desk.change(name, said("theme", "regen", "added"))
    desk.act(name, "publish")
    assert {t.id for t in desk.store.get(name).analysis.themes} == {"hitze", "regen"}
    vocabularies.use("standard")
    back = replace(desk.store.as_read(name), themes=an_analysis().themes)
    assert desk.store.retag(back, version="1", since="1+x")
    review = desk.review(name)
    assert themes_of(review) == [("elternarbeit", "rejected"), ("mentoring", "added")]
    assert review["resting"] == ["Starkregenvorsorge"]
    assert {t.id for t in desk.store.get(name).analysis.themes} == {"mentoring"}


def test_drafts_are_retagged_and_known_to_ingest_as_well(desk: Desk) -> None:
    name = desk.draft()
    assert set(outdated(desk.store, "1+x")) == {name}
    as_read = desk.store.as_read(name)
    assert as_read.vectors.shape == (3, DIMENSIONS)
    assert desk.store.retag(replace(as_read, themes=()), version="1+x", since="1")
    assert not desk.store.retag(replace(as_read, themes=()), version="1+y", since="1")
    assert [i for i in desk.review(name)["items"] if i["subject"] == "theme"] == []
    source: Document = desk.store.source(name)
    assert (source.text, source.title, source.original) == (
        TEXT,
        "Elternarbeit in Kiel",
        TEXT.encode(),
    )


# What is learnt and handed out


@pytest.mark.usefixtures("each_database")
def test_what_is_published_of_themes_goes_into_the_feedback(desk: Desk) -> None:
    name = desk.draft()
    desk.change(
        name, said("theme", "elternarbeit", "rejected"), said("theme", "mentoring", "added")
    )
    assert desk.store.themes.votes() == []
    desk.act(name, "publish")

    def votes() -> list[tuple[str, str]]:
        return [(vote.theme, vote.verdict) for vote in desk.store.themes.votes(report=name)]

    assert votes() == [("elternarbeit", "rejected"), ("mentoring", "added")]
    assert {vote.by for vote in desk.store.themes.votes()} == {"Redaktion Nord"}
    desk.change(name, said("doc_kind"))
    desk.act(name, "publish")
    assert len(votes()) == 2, "said once"
    rejection = item(desk.review(name), "theme")
    assert rejection["state"] == "rejected"
    desk.change(name, undo=[rejection["decision"]])
    desk.act(name, "publish")
    assert votes()[-1] == ("elternarbeit", "accepted")


def test_a_report_is_exported_as_it_will_be_published(desk: Desk) -> None:
    name = desk.draft()
    desk.change(name, said("title", verdict="corrected", text="Neuer Titel"))

    def exported(file_format: str) -> str:
        answer = desk.ask("GET", f"/v1/reports/{name}/review/export?format={file_format}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        return answer.text

    assert json.loads(exported("json"))["title"] == "Neuer Titel"
    nodes = json.loads(exported("jsonld"))["@graph"]
    assert nodes[0]["name"] == "Neuer Titel"
    assert '"Neuer Titel"' in exported("csv")
    for file_format in ("json", "jsonld", "csv", "gold"):
        assert "Harmsen" not in exported(file_format)


def test_what_is_wholly_reviewed_becomes_annotation(desk: Desk) -> None:
    name = desk.draft()
    review = desk.review(name)
    _, admin = create_key(desk.store.keys, name="Leitung", scopes=["admin"])
    headers = {"Authorization": f"Bearer {admin}"}
    assert desk.client.get("/v1/reviews/export", headers=headers).text == ""
    every = [said(each["subject"], each["key"]) for each in review["items"]]
    assert desk.change(name, *every)["decided"] == len(every)
    line = json.loads(desk.client.get("/v1/reviews/export", headers=headers).text)
    assert "Harmsen" not in json.dumps(line)
    assert problems(checked(gold_report, line, "Zeile 1")) == []
    _, both = create_key(desk.store.keys, name="Training", scopes=["admin", "persons"])
    freed = desk.client.get("/v1/reviews/export", headers={"Authorization": f"Bearer {both}"})
    gold = checked(gold_report, json.loads(freed.text), "Zeile 1")
    assert problems(gold) == []
    assert (gold.id, gold.text, gold.themes[0].id) == (name, TEXT, "elternarbeit")
    assert desk.ask("GET", "/v1/reviews/export").status_code == 403


def test_who_said_a_lesson_is_held_back_and_kept(desk: Desk) -> None:
    name = desk.draft()
    lesson = item(desk.review(name), "lesson", 1)
    assert lesson["value"]["hidden_source"]
    assert lesson["value"]["source"] == "eine beteiligte Person"
    desk.change(name, said("lesson", lesson["key"], "corrected", kind="insight"))
    desk.act(name, "publish")
    assert desk.store.get(name).analysis.lessons[1].source == "Tomke Harmsen"
    shown = desk.client.get(f"/v1/reports/{name}").json()["lessons"][1]["source"]
    assert shown == "eine beteiligte Person"


# Lists


@pytest.mark.usefixtures("each_database")
def test_reviews_are_listed_by_state_and_title(desk: Desk) -> None:
    desk.add(OTHER, title="Feuerwehr", draft=False)
    desk.add(OTHER + " Ende.", title="Entwurf 1")
    name = desk.draft()
    desk.change(name, said("doc_kind"))

    def listed(query: str = "") -> list[tuple[str, str]]:
        page = desk.ask("GET", f"/v1/reviews?{query}").json()
        return [(each["title"], each["state"]) for each in page["reviews"]]

    assert listed() == [
        ("Elternarbeit in Kiel", "in_review"),
        ("Entwurf 1", "draft"),
        ("Feuerwehr", "published"),
    ]
    assert listed("state=draft") == [("Entwurf 1", "draft")]
    assert listed("q=feuer") == [("Feuerwehr", "published")]
    page = desk.ask("GET", "/v1/reviews?limit=1").json()
    assert page["counts"] == {"draft": 1, "in_review": 1, "published": 1}
    entry = page["reviews"][0]
    assert (entry["by"], entry["decided"], entry["items"]) == ("Redaktion Nord", 1, 12)
    assert listed(f"limit=1&after={page['next']}") == [("Entwurf 1", "draft")]
    assert desk.client.get("/v1/reviews").status_code == 401


def test_an_id_may_hold_slashes_and_signs(desk: Desk) -> None:
    name = "a/b & ü"
    document = document_of(name, TEXT)
    desk.store.put(read(Report(id=name, title="T", text=TEXT)), document, version="1")
    desk.review(name)
    assert desk.change(name, said("title"))["decided"] == 1
    assert desk.act(name, "withdraw")["state"] == "in_review"
    assert desk.act(name, "publish")["state"] == "published"


# Pages


def login(desk: Desk) -> None:
    own = {"Origin": "http://testserver"}
    desk.client.post("/anmelden", data={"schluessel": desk.key}, headers=own)


def test_the_pages_need_a_login_that_may_write(desk: Desk) -> None:
    for path in ("/redaktion", "/redaktion/x"):
        answer = desk.client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/anmelden?zurueck=")
    _, desk.key = create_key(desk.store.keys, name="Leser", scopes=["read"])
    login(desk)
    assert desk.client.get("/redaktion").status_code == 403


def test_the_list_shows_states_and_leads_on(desk: Desk) -> None:
    desk.draft()
    login(desk)
    page = desk.client.get("/redaktion")
    assert "script-src 'self'; connect-src 'self'" in page.headers["content-security-policy"]
    assert 'href="/redaktion/elternarbeit-in-kiel"' in page.text
    assert 'Entwurf <span class="fs-quiet">1</span>' in page.text
    published = desk.client.get("/redaktion?stand=veroeffentlicht").text
    assert "In diesem Stand ist kein Bericht" in published


def test_without_scripts_proposals_can_be_read(desk: Desk) -> None:
    name = desk.draft()
    desk.change(name, said("theme", "elternarbeit", "rejected"))
    login(desk)
    page = desk.client.get(f"/redaktion/{name}").text
    assert "Zum Bearbeiten braucht diese Seite JavaScript" in page
    assert 'Elternarbeit</span> <span class="fs-quiet">abgelehnt' in page
    assert "Brückenbau Gaarden" in page
    assert desk.client.get("/redaktion/gibt-es-nicht").status_code == 404


def test_without_scripts_a_report_can_be_entered(desk: Desk) -> None:
    login(desk)
    own = {"Origin": "http://testserver"}
    sent = {"title": "Neu", "text": TEXT}
    answer = desk.client.post("/redaktion", data=sent, headers=own, follow_redirects=False)
    assert answer.status_code == 303
    assert desk.store.count() == 0
    picture = {"file": ("bild.png", b"\x89PNG\r\n\x1a\n", "image/png")}
    refused = desk.client.post("/redaktion", data=sent, files=picture, headers=own)
    assert refused.status_code == 415
    assert "Das ist ein Bild" in refused.text
    assert "Das Projekt „Brückenbau Gaarden“" in refused.text, "what was typed is still there"


def test_a_cookie_lets_only_our_own_pages_write(desk: Desk) -> None:
    name = desk.draft()
    login(desk)
    path, body = f"/v1/reports/{name}/review", {"decisions": [said("title")]}
    etag = {"If-Match": desk.etag}
    foreign = desk.client.patch(path, json=body, headers=etag | {"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    own = desk.client.patch(path, json=body, headers=etag | {"Origin": "http://testserver"})
    assert own.status_code == 200


def test_votes_need_no_report(desk: Desk) -> None:
    """A vote that came another way is left as it is."""
    name = desk.draft()
    desk.store.themes.vote([Vote(report=name, theme="mentoring", verdict="added")])
    desk.act(name, "publish")
    assert len(desk.store.themes.votes(report=name)) == 1
    with pytest.raises(NotFoundError):
        desk.store.desk.get("gibt-es-nicht")
