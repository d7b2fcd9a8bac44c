"""Texts are analysed without being stored, with the themes that are wanted."""

from __future__ import annotations

import pytest

from nlp.types import Theme
from service.tag_schemas import MAX_TEXTS
from tests.service.fakes import TEXT, FakeAnalyser, a_client, an_analysis

THEMES = (
    Theme(id="sprache", label="Sprache", score=0.4),
    Theme(id="elternarbeit", label="Elternarbeit", score=0.9),
    Theme(id="schule", label="Schule", score=0.6),
)


class Themed(FakeAnalyser):
    """Finds three themes everywhere, and fails on one text."""

    def analyse(self, reports):
        for report in reports:
            if "☠" in report.text:
                raise RuntimeError("/srv/geheim")
            yield an_analysis(report.id, title=report.title, themes=THEMES)


@pytest.fixture
def client():
    client = a_client(rate=100)
    client.app.state.parts.analyser = Themed()
    return client


def themes(report) -> list[str]:
    return [theme["id"] for theme in report["themes"]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["sprache", "elternarbeit", "schule"]),
        ({"exclude_themes": ["schule", "gibt-es-nicht"]}, ["sprache", "elternarbeit"]),
        ({"max_themes": 2}, ["elternarbeit", "schule"]),
        ({"max_themes": 0}, []),
        ({"min_score": 0.6}, ["elternarbeit", "schule"]),
        ({"exclude_themes": ["elternarbeit"], "max_themes": 1, "min_score": 0.5}, ["schule"]),
    ],
)
def test_themes_are_those_that_are_wanted(client, options, expected) -> None:
    report = client.post("/v1/tag", json={"text": TEXT} | options).json()
    assert themes(report) == expected
    batch = client.post("/v1/tag/batch", json={"texts": [{"text": TEXT}]} | options).json()
    assert themes(batch["results"][0]["tagged"]) == expected


def test_lessons_speak_of_no_theme_that_is_not_wanted(client) -> None:
    sent = {"text": TEXT, "exclude_themes": ["elternarbeit"]}
    report = client.post("/v1/tag", json=sent).json()
    assert report["lessons"]
    assert [lesson["themes"] for lesson in report["lessons"]] == [[], [], []]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"max_themes": -1}, "max_themes"),
        ({"min_score": 1.1}, "min_score"),
        ({"min_score": "viel"}, "min_score"),
        ({"exclude_themes": "schule"}, "exclude_themes"),
        ({"exclude_themes": [""]}, "exclude_themes.0"),
        ({"themes": 3}, "themes"),
    ],
)
def test_unfit_options_are_named(client, options, field) -> None:
    answer = client.post("/v1/tag", json={"text": TEXT} | options)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_batch_answers_for_each_text_in_order(client) -> None:
    english = "The meeting was held in London and the people were happy." * 9
    texts = [TEXT, "!!!", english, TEXT + " ☠", TEXT]
    sent = {"texts": [{"title": str(n), "text": text} for n, text in enumerate(texts)]}
    answer = client.post("/v1/tag/batch", json=sent)
    assert answer.status_code == 200
    results = answer.json()["results"]
    codes = [each["problem"] and each["problem"]["code"] for each in results]
    assert codes == [None, "empty-document", "not-german", "error", None]
    assert [each["tagged"] and each["tagged"]["title"] for each in results] == [
        "0",
        None,
        None,
        None,
        "4",
    ]
    assert "geheim" not in answer.text


@pytest.mark.parametrize("count", [0, MAX_TEXTS + 1])
def test_a_batch_is_bounded(client, count) -> None:
    answer = client.post("/v1/tag/batch", json={"texts": [{"text": "Kiel"}] * count})
    assert answer.status_code == 422


def test_a_batch_is_bounded_in_all(client) -> None:
    sent = {"texts": [{"text": "Kiel " * 100_000}] * 5}
    answer = client.post("/v1/tag/batch", json=sent)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_batch_counts_as_its_texts(client) -> None:
    sent = {"texts": [{"text": TEXT}] * 10}
    client.post("/v1/tag/batch", json=sent)
    left = int(client.post("/v1/tag", json={"text": TEXT}).headers["ratelimit-remaining"])
    assert 89 <= left <= 91


def test_persons_are_held_back_in_a_batch(client) -> None:
    batch = client.post("/v1/tag/batch", json={"texts": [{"text": TEXT}]}).json()
    mentions = batch["results"][0]["tagged"]["mentions"]
    assert mentions
    assert "PERSON" not in {mention["label"] for mention in mentions}
