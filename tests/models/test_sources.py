"""Who said a lesson: whom the text lets speak, near by or some sentences before."""

from __future__ import annotations

import time
from functools import cache

import pytest

from corpus.gold import read_annotated, split
from models import choices
from models.heads import SOURCES
from models.load import ARTEFACTS
from models.recipes.lesson_sources import right_ones
from nlp.choices import Choice
from nlp.segment import blocks, sentences
from nlp.sources import Told, candidates, features_of, full_names, source_of
from nlp.types import Mention, Span


@cache
def choice() -> Choice:
    """The one that comes along."""
    return choices.load(ARTEFACTS / "heads" / SOURCES)


def told(text: str, *persons: str) -> Told:
    found = []
    for name in persons:
        at = text.find(name)
        while at >= 0:
            found.append(Mention(start=at, end=at + len(name), text=name, label="PERSON"))
            at = text.find(name, at + len(name))
    longest = [
        m for m in found if not any(m != o and o.start <= m.start and m.end <= o.end for o in found)
    ]
    return Told(text=text, sentences=sentences(text, blocks(text)), mentions=sorted(longest))


def said_by(text: str, lesson: str, *persons: str) -> str | None:
    at = text.index(lesson)
    return source_of(told(text, *persons), Span(start=at, end=at + len(lesson)), choice())


@pytest.mark.parametrize(
    ("text", "lesson", "expected"),
    [
        (
            "Man müsse früh anfangen, so Ute Bremer vom Jugendamt.",
            "Man müsse früh anfangen, so Ute Bremer vom Jugendamt.",
            "Ute Bremer",
        ),
        (
            "Ute Bremer leitet das Haus in Gera. Sie habe gelernt, dass ohne Hausbesuche niemand "
            "komme. Im zweiten Jahr sei man deshalb zu den Familien gegangen.",
            "Sie habe gelernt, dass ohne Hausbesuche niemand komme.",
            "Ute Bremer",
        ),
        (
            "Dr. Ute Bremer berichtete aus Gera. Die Gruppe treffe sich montags. Räume stelle die "
            "Stadt. Schwierig sei es gewesen, Väter zu gewinnen.",
            "Schwierig sei es gewesen, Väter zu gewinnen.",
            "Dr. Ute Bremer",
        ),
        (
            "Ute Bremer leitet das Haus in Gera.\n\nBewährt hat sich ein fester Ort.",
            "Bewährt hat sich ein fester Ort.",
            None,
        ),
        (
            "Ute Bremer eröffnete. Jan Tal aus Jena stellte die Patenschaften vor. Ohne feste "
            "Stelle breche die Begleitung nach einem Jahr ab.",
            "Ohne feste Stelle breche die Begleitung nach einem Jahr ab.",
            "Jan Tal",
        ),
    ],
)
def test_who_is_let_speak(text: str, lesson: str, expected: str | None) -> None:
    assert said_by(text, lesson, "Dr. Ute Bremer", "Ute Bremer", "Jan Tal") == expected


def test_a_surname_stands_for_the_whole_name() -> None:
    text = "Ute Bremer kam. „Ohne Geduld geht es nicht“, sagte Bremer."
    lesson = "„Ohne Geduld geht es nicht“, sagte Bremer."
    assert said_by(text, lesson, "Ute Bremer", "Bremer") == "Ute Bremer"


@pytest.mark.parametrize(
    ("forms", "full"),
    [
        (["Bremer", "Ute Bremer"], {"Bremer": "Ute Bremer", "Ute Bremer": "Ute Bremer"}),
        (
            ["Dr. Bremer", "Dr. Ute Bremer"],
            {"Dr. Bremer": "Dr. Ute Bremer", "Dr. Ute Bremer": "Dr. Ute Bremer"},
        ),
        (["Bremer", "Ute Bremerhaus"], {"Bremer": "Bremer", "Ute Bremerhaus": "Ute Bremerhaus"}),
    ],
)
def test_forms_of_one_name(forms: list[str], full: dict[str, str]) -> None:
    assert full_names(forms) == full


def test_nobody_can_be_named_where_no_person_is() -> None:
    text = "Man müsse früh anfangen."
    span = Span(start=0, end=len(text))
    assert candidates(told(text), span) == []
    assert len(features_of(told(text), span)) == 1
    assert source_of(told(text), span, choice()) is None


@pytest.mark.slow
def test_most_sources_of_held_out_lessons_are_right() -> None:
    right = list(right_ones(split(read_annotated())[1], choice()))
    assert len(right) > 400
    assert sum(right) / len(right) > 0.85


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Ohne Geduld geht es gar nicht“, sagte er.", True),
        ("»Ohne Geduld geht es gar nicht«, sagte er.", True),
        ('"Ohne Geduld geht es gar nicht", sagte er.', True),
        ("Das Projekt „Neue Wege“ hilft.", False),
        ("Man müsse früh anfangen.", False),
    ],
)
def test_quoted_speech_is_known(text: str, expected: bool) -> None:
    rows = features_of(told(text), Span(start=0, end=len(text)))
    assert ("none_quoted" in rows[0]) is expected


def test_speech_that_began_before_goes_on_until_its_closing_mark() -> None:
    text = "„Es war schwer. Niemand kam. Alle warteten.“ Dann half die Stadt."
    kinds = [
        "none_quoted" in features_of(told(text), line)[0]
        for line in sentences(text, blocks(text))[1:]
    ]
    assert (kinds[0], kinds[-1]) == (True, False)


def test_endless_text_takes_linear_time() -> None:
    names = [f"Ute {first}{last}" for first in "BDFGHJ" for last in ("remer", "olden", "ahn")]

    def seconds(times: int) -> float:
        text = " ".join(f"{name} sagte, es sei gut. „Ja „aber" for name in names * times)
        report = told(text, *names)
        begun = time.process_time()
        for span in report.sentences:
            features_of(report, span)
        return time.process_time() - begun

    long, short = (min(seconds(times) for _ in range(3)) for times in (64, 4))
    assert long < 64 * short, "sixteen times the text: sixteen times the time, 256 if quadratic"
