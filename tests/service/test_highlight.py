"""The words that are marked are those a reader would mark."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import tokens
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
        ("Prof. Dr. Sommer", "Frau Prof. Dr. Sommer und Dr. Winter sprachen.", ["Sommer"]),
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
        ("Elternarbeit", "Die Arbeit mit den Eltern zählt.", ["Arbeit", "Eltern"]),
        ("Arbeit mit Eltern", "Elternarbeit lohnt.", ["Elternarbeit"]),
        ("Sprachförderung", "Wer Sprache spielerisch fördert", ["Sprache", "fördert"]),
        ("Sprache fördern", "Sprachförderung in Kitas", ["Sprachförderung"]),
        ("Kitaplatz", "Plätze in der Kita", ["Plätze", "Kita"]),
        (
            "Förderung",
            "foerdern, gefördert, Foerderung, Förderverein, Sprachfo\u0308rderung",
            ["foerdern", "gefördert", "Foerderung", "Förderverein", "Sprachfo\u0308rderung"],
        ),
        (
            "Muetter",
            "Mütter, Mutter, Mu\u0308tter, MÜTTERCAFÉ",
            ["Mütter", "Mutter", "Mu\u0308tter", "MÜTTERCAFÉ"],
        ),
        (
            "Mentor*innen",
            "Mentor, Mentoren, Mentorin, MentorInnen, Mentor(inn)en, Mentor_innen",
            ["Mentor", "Mentoren", "Mentorin", "MentorInnen", "Mentor(inn)en", "Mentor_innen"],
        ),
        (
            "Ärzte",
            "Arzt, Ärztin, Ärzt:innen und Zahnärzte",
            ["Arzt", "Ärztin", "Ärzt:innen", "Zahnärzte"],
        ),
        ("Orientierung", "Berufsorientierungsmaßnahme", ["Berufsorientierungsmaßnahme"]),
        ("Kommune", "kommunale Träger und Kommunen", ["kommunale", "Kommunen"]),
        ("Zentrum", "Familienzentren und Zentren", ["Familienzentren", "Zentren"]),
        ("Kita", "Kitas, Kitaplätze, Kitaleitung", ["Kitas", "Kitaplätze", "Kitaleitung"]),
        (
            "Schule",
            "Schulhof, Hochschulen, Schultoiletten, Schuldienst",
            ["Schulhof", "Hochschulen", "Schultoiletten", "Schuldienst"],
        ),
        ("entwickeln", "Entwicklung, entwickelte", ["Entwicklung", "entwickelte"]),
        ("Café", "Elterncafés und Elterncafe", ["Elterncafés", "Elterncafe"]),
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
        ("Schule", "Schüler mit Schulden klopften sich auf die Schulter."),
        ("Förderung", "Die Forderung fordert viele."),
        ("Verein", "Eine Vereinbarung wurde vereinfacht."),
        ("Elternarbeit", "Die Arbeit begann. Dann kam viel Arbeit, und sie lohnte."),
        ("Alter", "Eine Alternative"),
        ("Konzert", "Der Konzern"),
        ("Zahlen", "Sie zählen Küchen."),
        ("Arbeit", "Die Mitarbeiter erarbeiten das."),
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


PIECES = [
    "Eltern", "Elternarbeit", "Arbeit", "mit", "den", "Mentor:innen", "Mu\u0308tter", "Mütter",
    "🎈", "\n", ", ", ". ", " ", "-", "(", "Sprachförderung", "Sprache", "fördern", "ß", "2013",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)), st.integers(0, 20), st.lists(st.sampled_from(PIECES)))
def test_marks_are_whole_words_of_the_passage_in_order_and_apart(
    pieces: list[str], start: int, asked: list[str]
) -> None:
    text = "".join(pieces)
    passage = Span(start=min(start, len(text)), end=len(text))
    terms = [token.word for token in tokens(" ".join(asked))]
    marks = highlights(text, passage, terms)
    words = {(passage.start + t.start, passage.start + t.end) for t in tokens(passage.of(text))}
    assert {(mark.start, mark.end) for mark in marks} <= words
    assert list(marks) == sorted(set(marks))
    assert not {mark.of(text).lower() for mark in marks} & STOP_WORDS


def test_a_long_text_takes_time_in_proportion() -> None:
    for hostile in (
        "a" * 50_000,
        "eltern" * 8_000,
        "Mentor:innen:" * 4_000,
        "Arbeit Eltern " * 4_000,
    ):
        started = process_time()
        highlights(hostile, Span(start=0, end=len(hostile)), ("elternarbeit", "eltern"))
        assert process_time() - started < 3


@given(st.text(max_size=200), st.integers(0, 50), st.lists(st.text(min_size=1, max_size=10)))
def test_marks_stay_inside_the_passage_in_order_and_apart(
    text: str, start: int, terms: list[str]
) -> None:
    passage = Span(start=min(start, len(text)), end=len(text))
    spans = highlights(text, passage, terms)
    edges = [passage.start, *(edge for span in spans for edge in (span.start, span.end))]
    assert edges == sorted(edges)
    assert all(span.start < span.end <= passage.end for span in spans)
