"""What of a report is about one of its projects."""

from __future__ import annotations

import pytest

from nlp.project_passages import is_alone, own_passages, own_sentences
from nlp.registry import ProjectRecord
from nlp.segment import blocks, passages, sentences
from nlp.types import Analysis, DocKind, Event, Passage, Project, Span

TEXT = """Netzwerktreffen der Lotsen

Das Projekt „Brückenbau“ arbeitet in Kiel. Es begleitet 60 Familien. „ELAN“ dagegen setzt auf Väter.

Praxis: Lernhaus

Hier lernen Kinder nachmittags. Zwei Lehrkräfte helfen mit.

Beteiligt sind:

• „Kompass“ in Unna für Jugendliche
• „Anker“ in Hamm für Frauen

Drucken | Nach oben"""


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def record(name: str, *aliases: str) -> ProjectRecord:
    return ProjectRecord(report="r", name=name, aliases=aliases, mentions=(span(name),))


def about(name: str, *, alone: bool = False) -> list[str]:
    lines = blocks(TEXT)
    parts = passages(TEXT, lines, sentences(TEXT, lines))
    names = ("Brückenbau", "ELAN", "Lernhaus", "Kompass", "Anker")
    others = [span(other) for other in names if other != name]
    own = own_passages(parts, record(name), alone=alone)
    found = own_sentences(TEXT, own, record(name), others=sorted(others), alone=alone)
    return [line.of(TEXT) for line in found]


def test_from_the_sentence_that_names_it_to_that_which_names_another() -> None:
    assert about("Brückenbau") == [
        "Das Projekt „Brückenbau“ arbeitet in Kiel.",
        "Es begleitet 60 Familien.",
    ]
    assert about("ELAN") == ["„ELAN“ dagegen setzt auf Väter."]


def test_all_under_a_heading_that_names_it() -> None:
    assert "Zwei Lehrkräfte helfen mit." in about("Lernhaus")
    assert not any("Familien" in line for line in about("Lernhaus"))


def test_an_item_of_a_list_ends_with_its_line() -> None:
    assert about("Kompass") == ["„Kompass“ in Unna für Jugendliche"]
    assert about("Anker") == ["„Anker“ in Hamm für Frauen"]


def test_the_only_project_has_the_whole_report() -> None:
    found = about("Brückenbau", alone=True)
    assert "Zwei Lehrkräfte helfen mit." in found


def test_navigation_is_about_nothing() -> None:
    parts = [Passage(start=0, end=26, searchable=False), Passage(start=27, end=60)]
    assert own_passages(parts, record("Brückenbau"), alone=True) == parts[1:]


@pytest.mark.parametrize(
    ("title", "kind", "projects", "expected"),
    [
        ("Rückblick auf die Tagung", "report", 1, False),
        ("Das Lernhaus öffnet", "report", 1, True),
        ("Unser Angebot", "profile", 1, True),
        ("Das Lernhaus öffnet", "profile", 2, False),
    ],
)
def test_when_a_report_is_about_one_project(
    title: str, kind: DocKind, projects: int, expected: bool
) -> None:
    analysis = Analysis(
        id="r",
        title=title,
        text=TEXT,
        doc_kind=kind,
        event=Event(),
        projects=(Project(name="Lernhaus"), Project(name="Anker"))[:projects],
    )
    assert is_alone(analysis, record("Lernhaus")) is expected
