"""The words that are marked are those a reader would mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.query import parse
from nlp.types import Span
from service.highlight import highlights, matched_words


def marked(question: str, text: str) -> list[str]:
    terms = parse(question).terms
    return [span.of(text) for span in highlights(text, Span(start=0, end=len(text)), terms)]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (
            "Wie erreicht man Eltern?",
            "Die Eltern kamen, die Elternteile nicht.",
            ["Eltern", "Elternteile"],
        ),
        ("Elternarbeit", "Eltern, Elternabend und Arbeit", ["Eltern"]),
        ("Väter", "Ein Vater und zwei Väter, aber kein Verein", ["Vater", "Väter"]),
        (
            "Beratung",
            "Erstberatung, Beratungen, Beratungsstelle",
            ["Erstberatung", "Beratungen", "Beratungsstelle"],
        ),
        (
            "Mentoren",
            "Die Mentor:innen und Mentor*innen trafen sich.",
            ["Mentor:innen", "Mentor*innen"],
        ),
        ("Schülerinnen", "Schüler/-innen und Schüler(innen)", ["Schüler/-innen", "Schüler(innen)"]),
        ("KAUSA Projekte", "Das KAUSA-Projekt begann.", ["KAUSA", "Projekt"]),
        ("Förderung 2013", "2013 gab es Fördermittel, 20134 nicht.", ["2013", "Fördermittel"]),
        ("Straße", "In der STRASSE und den Straßen", ["STRASSE", "Straßen"]),
    ],
)
def test_forms_and_compound_parts_of_asked_words_are_marked(
    question: str, text: str, expected: list[str]
) -> None:
    assert marked(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Wie kann man das machen?", "Das kann man so machen, wie wir."),
        ("und oder nicht", "und oder nicht"),
        ("Ort", "Der Sport am Vorort ist sofort wichtig."),
        ("Amt", "Das Ehrenamt und alle gesamt"),
        ("Reich", "Im Bereich der Streicher"),
    ],
)
def test_stop_words_and_chance_letters_are_not_marked(question: str, text: str) -> None:
    assert marked(question, text) == []


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Eltern 🎈 davor. Und hier: die Eltern."
    passage = Span(start=text.index("Und"), end=len(text))
    assert highlights(text, passage, ("eltern",)) == (Span(start=30, end=36),)
    assert text[30:36] == "Eltern"


def test_matched_words_are_named_once_as_first_written() -> None:
    text = "Eltern, ELTERN und Elternabend"
    spans = highlights(text, Span(start=0, end=len(text)), ("eltern",))
    assert matched_words(text, spans) == ("Eltern", "Elternabend")


@given(st.text(max_size=200), st.integers(0, 50), st.lists(st.text(min_size=1, max_size=10)))
def test_marks_stay_inside_the_passage_in_order_and_apart(
    text: str, start: int, terms: list[str]
) -> None:
    passage = Span(start=min(start, len(text)), end=len(text))
    spans = highlights(text, passage, terms)
    edges = [passage.start, *(edge for span in spans for edge in (span.start, span.end))]
    assert edges == sorted(edges)
    assert all(span.start < span.end <= passage.end for span in spans)
