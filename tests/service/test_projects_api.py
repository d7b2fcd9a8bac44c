"""/v1/projects: entries with every mention, proposals, and decisions that need the key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.store import Store
from tests.service.databases import url_in
from tests.service.fakes import KEY
from tests.service.projects import client_over, put

pytestmark = pytest.mark.usefixtures("each_database")

BEARER = {"Authorization": f"Bearer {KEY}".encode()}
EVIL = "<script>alert(1)</script>'; DROP TABLE reports; --"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_in(tmp_path)) as opened:
        put(opened, "kiel", "Lotsen", places=("Kiel",), year=2012)
        put(opened, "hamm", "Lotsen", places=("Hamm",), programme="XENOS")
        put(opened, "a", "Brückenbau Gaarden", "Brückenbau", places=("Kiel",), year=2013)
        put(opened, "b", "Brückenbau Gaarden", programme="XENOS")
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return client_over(store, admin_key=KEY)


def post(client: TestClient, what: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = client.post(f"/v1/projects/{what}", json=body, headers=BEARER)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def listed(client: TestClient, **params: Any) -> list[str]:
    page = client.get("/v1/projects", params=params).json()
    return [project["id"] for project in page["projects"]]


def test_projects_are_listed_filtered_and_paged(client: TestClient) -> None:
    assert listed(client) == ["brueckenbau-gaarden", "lotsen-hamm", "lotsen-kiel"]
    assert listed(client, q="lots") == ["lotsen-hamm", "lotsen-kiel"]
    assert listed(client, place="Kiel") == ["brueckenbau-gaarden", "lotsen-kiel"]
    assert listed(client, programme="Xenos") == ["brueckenbau-gaarden", "lotsen-hamm"]
    first = client.get("/v1/projects", params={"limit": 2}).json()
    assert (first["total"], len(first["projects"])) == (3, 2)
    assert listed(client, limit=2, after=first["next"]) == ["lotsen-kiel"]


def test_an_entry_holds_variants_places_years_programme_and_every_mention(
    client: TestClient,
) -> None:
    entry = client.get("/v1/projects/brueckenbau-gaarden").json()
    assert entry["name"] == "Brückenbau Gaarden"
    assert entry["variants"] == [
        {"form": "Brückenbau Gaarden", "reports": 2},
        {"form": "Brückenbau", "reports": 1},
    ]
    assert [place["name"] for place in entry["places"]] == ["Kiel"]
    assert (entry["years"], entry["programme"], entry["themes"]) == (
        [2013, 2014],
        "XENOS",
        ["elternarbeit"],
    )
    assert [(m["report"], m["text"]) for m in entry["mentions"]] == [
        ("a", "Brückenbau Gaarden"),
        ("a", "Brückenbau"),
        ("b", "Brückenbau Gaarden"),
    ]
    for mention in entry["mentions"]:
        report = client.get(f"/v1/reports/{mention['report']}").json()
        around = mention["passage"]
        assert report["text"][mention["start"] : mention["end"]] == mention["text"]
        assert report["text"][around["start"] : around["end"]] == around["text"]
        assert mention["text"] in around["text"]
        assert mention["title"] == report["title"]
        assert mention["link"].endswith(f"#f-{mention['start']}-{mention['end']}")


def test_a_report_tells_the_programme_of_its_projects(client: TestClient) -> None:
    (project,) = client.get("/v1/reports/b").json()["projects"]
    assert project["programme"] == "XENOS"


def test_proposals_say_why_and_show_evidence(client: TestClient) -> None:
    page = client.get("/v1/projects/proposals").json()
    (proposal,) = page["proposals"]
    assert (page["total"], page["next"]) == (1, None)
    assert proposal["reason"] == "common_name"
    assert proposal["against"] == ["places"]
    assert "„Lotsen“" in proposal["sentence"]
    assert "verschiedene Orte" in proposal["sentence"]
    assert {(e["entry"], e["report"], *e["places"]) for e in proposal["evidence"]} == {
        ("lotsen-kiel", "kiel", "Kiel"),
        ("lotsen-hamm", "hamm", "Hamm"),
    }
    shown = client.get("/v1/projects/lotsen-kiel").json()["proposals"]
    assert shown == page["proposals"]


def test_merge_undo_and_split_by_way_of_the_api(client: TestClient) -> None:
    wish = {"entries": ["lotsen-kiel", "lotsen-hamm"], "by": "Redaktion"}
    merged = post(client, "merge", wish)
    assert merged["state"] == "decided"
    assert sorted(merged["entries"][0]["reports"]) == ["hamm", "kiel"]
    assert post(client, "merge", wish)["state"] == "unchanged"
    for former in wish["entries"]:
        entry = client.get(f"/v1/projects/{former}").json()
        assert entry["id"] == merged["entries"][0]["id"]
        assert [d["id"] for d in entry["decisions"]] == [merged["decision"]["id"]]
    undone = post(client, "undo", {"decision": merged["decision"]["id"]})
    assert {entry["id"] for entry in undone["entries"]} == set(wish["entries"])
    assert post(client, "undo", {"decision": merged["decision"]["id"]})["state"] == "unchanged"
    wish = {
        "entry": "brueckenbau-gaarden",
        "members": [{"report": "b", "project": "Brückenbau Gaarden"}],
    }
    assert {tuple(e["reports"]) for e in post(client, "split", wish)["entries"]} == {
        ("a",),
        ("b",),
    }
    assert post(client, "split", wish)["state"] == "unchanged"
    page = client.get("/v1/projects/decisions").json()
    assert [(d["kind"], d["in_force"]) for d in page["decisions"]] == [
        ("split", True),
        ("undo", True),
        ("merge", False),
    ]


def test_entries_can_be_held_apart(client: TestClient) -> None:
    wish = {"entries": ["lotsen-kiel", "lotsen-hamm"]}
    assert post(client, "keep-apart", wish)["state"] == "decided"
    assert client.get("/v1/projects/proposals").json()["proposals"] == []
    assert post(client, "keep-apart", wish)["state"] == "unchanged"


def test_who_decided_is_told_only_where_persons_are_released(store: Store) -> None:
    wish = {"entries": ["lotsen-kiel", "lotsen-hamm"], "by": "Gesine Friedrichs"}
    closed = client_over(store, admin_key=KEY)
    assert post(closed, "merge", wish)["decision"]["by"] is None
    assert "Friedrichs" not in closed.get("/v1/projects/decisions").text
    released = client_over(store, admin_key=KEY, release_persons=True)
    (decision,) = released.get("/v1/projects/decisions").json()["decisions"]
    assert decision["by"] == "Gesine Friedrichs"


@pytest.mark.parametrize("what", ["merge", "split", "keep-apart", "undo"])
def test_nobody_decides_without_the_key(client: TestClient, store: Store, what: str) -> None:
    wishes: dict[str, dict[str, Any]] = {
        "split": {"entry": "lotsen-kiel", "members": [{"report": "kiel", "project": "Lotsen"}]},
        "undo": {"decision": 1},
    }
    wish = wishes.get(what, {"entries": ["lotsen-kiel", "lotsen-hamm"]})
    assert client.post(f"/v1/projects/{what}", json=wish).status_code == 401
    answer = client_over(store).post(f"/v1/projects/{what}", json=wish, headers=BEARER)
    assert (answer.status_code, answer.json()["code"]) == (403, "read-only")
    assert store.projects.decisions() == []


@pytest.mark.parametrize(
    ("what", "body", "status", "code"),
    [
        ("merge", {"entries": ["lotsen-kiel", "fehlt"]}, 404, "not-found"),
        ("merge", {"entries": ["lotsen-kiel", "lotsen-kiel"]}, 422, "bad-input"),
        ("merge", {"entries": ["lotsen-kiel"]}, 422, "invalid"),
        ("merge", {"entries": "lotsen-kiel"}, 422, "invalid"),
        ("merge", {"entries": ["lotsen-kiel", EVIL]}, 404, "not-found"),
        ("merge", {"entries": ["a", "b"], "who": "x"}, 422, "invalid"),
        ("keep-apart", {"entries": ["lotsen-kiel", "fehlt"]}, 404, "not-found"),
        ("split", {"entry": "lotsen-kiel", "members": []}, 422, "invalid"),
        (
            "split",
            {"entry": "lotsen-kiel", "members": [{"report": "kiel", "project": "Lotsen"}]},
            422,
            "bad-input",
        ),
        (
            "split",
            {"entry": "lotsen-kiel", "members": [{"report": EVIL, "project": EVIL}]},
            404,
            "not-found",
        ),
        ("undo", {"decision": 99}, 404, "not-found"),
        ("undo", {"decision": 2**63}, 422, "invalid"),
        ("undo", {"decision": 0}, 422, "invalid"),
    ],
)
def test_wrong_wishes_get_problem_details(
    client: TestClient, what: str, body: dict[str, Any], status: int, code: str
) -> None:
    problem = post(client, what, body, status)
    assert problem["code"] == code
    assert problem["instance"] == f"/v1/projects/{what}"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/projects/fehlt", 404),
        ("/v1/projects/merge", 404),
        ("/v1/projects/a/b", 404),
        ("/v1/projects?after=Unsinn", 422),
        ("/v1/projects?after=%ff%00", 422),
        ("/v1/projects?after=WzEsMl0=", 200),
        ("/v1/projects?limit=0", 422),
        ("/v1/projects?q=" + "x" * 300, 422),
        ("/v1/projects/proposals?after=Unsinn", 422),
        ("/v1/projects/decisions?after=Unsinn", 422),
    ],
)
def test_wrong_questions_get_problem_details(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"


def test_proposals_and_decisions_are_paged(client: TestClient, store: Store) -> None:
    put(store, "c", "KODEX", places=("Kiel",))
    put(store, "d", "KODEX", places=("Hamm",))
    seen, after = [], None
    for _ in range(2):
        params = {"limit": 1} | ({"after": after} if after else {})
        page = client.get("/v1/projects/proposals", params=params).json()
        seen += [proposal["reason"] for proposal in page["proposals"]]
        after = page["next"]
    assert (sorted(seen), after) == (["acronym", "common_name"], None)


def test_proposals_go_on_though_those_seen_are_decided(client: TestClient, store: Store) -> None:
    for number in range(3):
        for place in ("Kiel", "Hamm"):
            put(store, f"{number}{place}", f"KODEX{number}", places=(place,))
    seen, after = [], None
    for _ in range(4):
        params = {"limit": 1} | ({"after": after} if after else {})
        page = client.get("/v1/projects/proposals", params=params).json()
        (proposal,) = page["proposals"]
        seen += proposal["forms"]
        post(client, "merge", {"entries": proposal["entries"]})
        after = page["next"]
    assert (seen, after) == (["KODEX0", "KODEX1", "KODEX2", "Lotsen"], None)


def test_the_description_says_which_of_them_need_the_key(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for what in ("merge", "split", "keep-apart", "undo"):
        assert paths[f"/v1/projects/{what}"]["post"]["security"]
    for path in ("", "/proposals", "/decisions", "/{project_id}"):
        assert "security" not in paths[f"/v1/projects{path}"]["get"]


def test_a_hostile_name_is_only_a_name(client: TestClient, store: Store) -> None:
    put(store, "evil", EVIL)
    (found,) = listed(client, q=EVIL)
    entry = client.get(f"/v1/projects/{found}").json()
    assert entry["name"] == EVIL
    assert client.get("/v1/reports").json()["total"] == 5
