"""Annotation is read whole, checked against the text, written back the same, split for good."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from corpus.gold import (
    QUERIES,
    REPORTS,
    GoldLesson,
    GoldMention,
    GoldPlace,
    GoldReport,
    GoldTheme,
    held_out,
    problems,
    read_annotated,
    read_gold,
    read_queries,
    read_seeds,
    split,
    write_gold,
)
from nlp.errors import DamagedFileError, NotFoundError
from nlp.types import Event, LocatedIn

TEXT = "Das Projekt „Lotse“ aus Kiel zeigt: Feste Ansprechpersonen sind der Schlüssel."
LOTSE = GoldMention(start=13, end=18, text="Lotse", label="PROJECT")
KIEL = GoldMention(
    start=24,
    end=28,
    text="Kiel",
    label="PLACE",
    place=GoldPlace(name="Kiel", kind="municipality", state="Schleswig-Holstein"),
)
GOOD = GoldReport(
    id="a",
    title=None,
    doc_kind="report",
    text=TEXT,
    event=Event(start="2019-05-01", end="2019-05-02", kind="workshop", place="Kiel"),
    mentions=(LOTSE, KIEL),
    located_in=(LocatedIn(project="Lotse", place="Kiel"),),
    themes=(GoldTheme(id="netzwerkarbeit", grade=2),),
    lessons=(
        GoldLesson(
            start=36,
            end=78,
            text="Feste Ansprechpersonen sind der Schlüssel.",
            kind="success_factor",
            source="Lotse",
        ),
    ),
)


@pytest.fixture(scope="module")
def corpus() -> list[GoldReport]:
    return read_gold(REPORTS)


def test_the_annotation_has_no_problems() -> None:
    annotated = read_annotated()
    found = {report.id: problems(report) for report in annotated}
    assert {key: value for key, value in found.items() if value} == {}
    assert len({report.id for report in annotated}) == len(annotated) > 800


def test_writing_gives_back_the_same_file(corpus: list[GoldReport], tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    write_gold(path, corpus)
    assert path.read_bytes() == REPORTS.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["reports.jsonl"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("alt")
    broken = dataclasses.replace(GOOD, title=object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_gold(path, [GOOD, broken])
    assert path.read_text() == "alt"
    assert [each.name for each in tmp_path.iterdir()] == ["reports.jsonl"]


def test_queries_follow_their_report_and_quote_it(corpus: list[GoldReport]) -> None:
    texts = {report.id: report.text for report in corpus}
    queries = read_queries(QUERIES)
    assert len({query.id for query in queries}) == len(queries) > 1_000
    assert all(query.doc in texts for query in queries)
    assert all(query.passage in texts[query.doc] for query in queries if query.passage)


def test_the_split_is_stable_and_about_a_fifth(corpus: list[GoldReport]) -> None:
    training, rest = split(corpus)
    assert len(training) + len(rest) == len(corpus)
    assert 0.15 < len(rest) / len(corpus) < 0.25
    assert all(held_out(report.id) for report in rest)
    assert not held_out("report-001") and held_out("report-003")


def test_a_good_report_passes() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": TEXT.replace("Lotse", "Hafen")}, "steht „Hafen“"),
        ({"text": " "}, "Text ist leer"),
        ({"doc_kind": "brief"}, "Art des Dokuments"),
        ({"event": Event(start="1.5.2019")}, "ISO-Datum"),
        ({"event": Event(start="2019-05-02", end="2019-05-01")}, "vor ihrem Beginn"),
        ({"event": Event(kind="party")}, "Art der Veranstaltung"),  # type: ignore[arg-type]
        ({"mentions": (LOTSE, LOTSE, KIEL)}, "überschneiden"),
        ({"mentions": (dataclasses.replace(LOTSE, start=12, text="„Lotse"), KIEL)}, "am Rand"),
        ({"mentions": (LOTSE, dataclasses.replace(KIEL, label="ORG"))}, "Nur ein PLACE"),
        ({"mentions": (dataclasses.replace(LOTSE, end=999), KIEL)}, "außerhalb"),
        ({"mentions": (LOTSE,)}, "„Kiel“ ist im Text nicht markiert"),
        ({"located_in": (LocatedIn(project="Boje", place="Kiel"),)}, "„Boje“"),
        ({"located_in": GOOD.located_in * 2}, "zweimal"),
        ({"themes": ()}, "0 Themen"),
        ({"themes": (GoldTheme(id="raketen", grade=2),)}, "nicht im Vokabular"),
        ({"themes": (GoldTheme(id="bildung", grade=2),)}, "Oberbegriff"),
        ({"themes": (GoldTheme(id="wohnen", grade=3),)}, "Stufe 3"),
        ({"lessons": GOOD.lessons * 2}, "überschneiden"),
        ({"lessons": (dataclasses.replace(GOOD.lessons[0], source="Boje"),)}, "Quelle „Boje“"),
    ],
)
def test_every_mistake_is_named(change: dict[str, object], says: str) -> None:
    found = problems(dataclasses.replace(GOOD, **change))
    assert any(says in problem for problem in found), found


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{kaputt", "Zeile 2: Das ist kein gültiges JSON"),
        ("[1]", "JSON-Objekt"),
        ('{"id": "x"}', "Das Feld 'title' fehlt"),
        ('{"id": "x", "title": "", "doc_kind": "report", "text": "", "event": 3}', "Typ"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    write_gold(path, [GOOD])
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(DamagedFileError, match=says.replace("(", r"\(")):
        read_gold(path)
    with pytest.raises(NotFoundError):
        read_gold(tmp_path / "fehlt.jsonl")


def test_texts_may_stand_in_files_of_their_own(tmp_path: Path) -> None:
    for folder in ("docs", "gold"):
        (tmp_path / folder).mkdir()
    write_gold(tmp_path / "gold" / "a.json", [dataclasses.replace(GOOD, text="")])
    (tmp_path / "docs" / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read_seeds(tmp_path) == [GOOD]
