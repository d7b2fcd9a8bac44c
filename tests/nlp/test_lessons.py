"""Which sentences are lessons, how they are joined, and who said them."""

from __future__ import annotations

import numpy as np

from nlp import lesson_kinds
from nlp.choices import Choice
from nlp.encoder import Encoding
from nlp.german.lessons import CUES
from nlp.lesson_kinds import LessonKinds
from nlp.lessons import LessonFinder, Sentences, features, sentence_vectors
from nlp.linear import Linear
from nlp.segment import blocks, sentences
from nlp.types import Passage, Span

TEXT = (
    "Das Projekt begann 2011.\n"
    "Bewährt hat sich ein fester Ort. Bewährt hat sich auch die Ruhe dort. "
    "Rund 60 Familien kamen bis heute.\n"
    "Bewährt haben sich kurze Wege zum Amt.\n"
    "Drucken | E-Mail\n"
)


def read(text: str) -> Sentences:
    parts = blocks(text)
    lines = sentences(text, parts)
    vectors = np.zeros((len(lines), 4), dtype=np.float32)
    return Sentences(text=text, spans=lines, blocks=parts, vectors=vectors)


def by_cue() -> Linear:
    """„sollte“ makes a recommendation, all else is an insight."""
    width = lesson_kinds.features(["Ein Satz."]).shape[1]
    weights = np.zeros((2, width), dtype=np.float32)
    weights[1, width - len(CUES) + list(CUES).index("advice")] = 20
    zeros, ones = np.zeros(width, dtype=np.float32), np.ones(width, dtype=np.float32)
    bias = np.array([0, -10], dtype=np.float32)
    classes = ("insight", "recommendation")
    return Linear(classes=classes, weights=weights, bias=bias, mean=zeros, scale=ones)


def undecided() -> Linear:
    """A names branch that leaves all to the others."""
    classes = ("none", "insight", "recommendation")
    nothing = np.zeros((3, 2), dtype=np.float32)
    bias = np.log(np.array([0.5, 0.25, 0.25], dtype=np.float32))
    zeros, ones = np.zeros(2, dtype=np.float32), np.ones(2, dtype=np.float32)
    return Linear(classes=classes, weights=nothing, bias=bias, mean=zeros, scale=ones)


def finder() -> LessonFinder:
    """Takes each sentence with „bewährt“ for a lesson, all of them insights."""
    width = features(read("Ein Satz.")).shape[1]
    column = 3 * 2 + list(CUES).index("proved")
    weights = np.zeros((2, width), dtype=np.float32)
    weights[1, column] = 20
    zeros, ones = np.zeros(width, dtype=np.float32), np.ones(width, dtype=np.float32)
    bias = np.array([0, -10], dtype=np.float32)
    return LessonFinder(
        holds=Linear(
            classes=("none", "lesson"), weights=weights, bias=bias, mean=zeros, scale=ones
        ),
        branch=undecided(),
        kinds=LessonKinds(by_cue()),
        sources=Choice(weights={"inside": 1.0}),
        threshold=0.5,
    )


def test_neighbouring_sentences_of_a_paragraph_make_one_lesson() -> None:
    found = finder().find(read(TEXT), [])
    assert [lesson.text for lesson in found] == [
        "Bewährt hat sich ein fester Ort. Bewährt hat sich auch die Ruhe dort.",
        "Bewährt haben sich kurze Wege zum Amt.",
    ]
    assert all(TEXT[lesson.start : lesson.end] == lesson.text for lesson in found)
    assert {lesson.kind for lesson in found} == {"insight"}


def test_a_change_of_kind_begins_a_new_lesson() -> None:
    text = "Bewährt hat sich ein fester Ort. Bewährt hat sich: Man sollte früh anfangen."
    found = finder().find(read(text), [])
    assert [(lesson.kind, lesson.text) for lesson in found] == [
        ("insight", "Bewährt hat sich ein fester Ort."),
        ("recommendation", "Bewährt hat sich: Man sollte früh anfangen."),
    ]


def test_headings_and_navigation_hold_no_lesson() -> None:
    text = (
        "Bewährt › Startseite › Kontakt\nBewährt in Kiel\n"
        "Das Lerncafé liegt am Hafen und hat jeden Tag auf.\n"
    )
    assert finder().find(read(text), []) == ()


def test_an_empty_report_has_none() -> None:
    assert finder().find(read(""), []) == ()


def test_a_sentence_is_the_mean_of_its_tokens() -> None:
    text = "Eins zwei. Drei."
    states = np.array([[1, 0], [3, 0], [5, 5]], dtype=np.float32)
    encoding = Encoding(
        vector=states[0],
        offsets=np.array([[0, 4], [5, 9], [11, 15]], dtype=np.int32),
        states=states,
        tags=states[:, :0],
        features=states[:, :1],
    )
    spans = [Span(start=0, end=10), Span(start=11, end=16)]
    vectors = sentence_vectors(spans, [Passage(start=0, end=len(text))], [encoding])
    assert vectors.tolist() == [[2, 0, 2], [5, 5, 5]]
