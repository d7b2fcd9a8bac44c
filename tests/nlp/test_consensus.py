"""What a report as a whole says of a name outweighs a single passage."""

from __future__ import annotations

import re

import numpy as np
import pytest

from nlp.consensus import agreed
from nlp.gazetteer import Gazetteer
from nlp.names import Tagged
from nlp.naming import read_names
from nlp.types import Label, Mention, Span
from nlp.votes import Votes
from nlp.words import words

TAGS = ("O", "B-PROJECT", "I-PROJECT", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON")
SURE: dict[Label, float] = {"PROJECT": 0.5, "PROGRAMME": 0.5, "ORG": 0.5, "PERSON": 0.5}


def votes_of(text: str, shares: dict[int, tuple[str, float]]) -> Votes:
    """Votes in which the word at a place has a tag with a probability, all others ``O``."""
    spans = list(words(text))
    scores = np.full((len(spans), len(TAGS)), 1e-6, dtype=np.float32)
    scores[:, 0] = 1.0
    for row, span in enumerate(spans):
        if span.start in shares:
            tag, share = shares[span.start]
            scores[row, 0], scores[row, TAGS.index(tag)] = 1 - share, share
    return Votes([Tagged(mentions=[], words=spans, scores=np.log(scores))], TAGS)


def at(text: str, name: str, label: Label, score: float, number: int = 0) -> Mention:
    start = -1
    for _ in range(number + 1):
        start = text.index(name, start + 1)
    return Mention(start=start, end=start + len(name), text=name, label=label, score=score)


def test_a_share_is_the_mean_over_the_words_of_a_span() -> None:
    text = "Haus Nord"
    votes = votes_of(text, {0: ("B-PROJECT", 0.9), 5: ("I-PROJECT", 0.4)})
    assert votes.share(Span(start=0, end=9), "PROJECT") == pytest.approx(0.6, abs=0.01)
    assert votes.share(Span(start=0, end=4), "PROJECT") == pytest.approx(0.9, abs=0.01)
    assert votes.share(Span(start=0, end=9), "ORG") < 0.01


def test_a_span_without_words_has_no_share() -> None:
    assert votes_of("", {}).share(Span(start=0, end=0), "ORG") == 0.0
    assert Votes([], TAGS).share(Span(start=0, end=3), "ORG") == 0.0


def test_a_name_half_believed_in_three_places_is_a_name() -> None:
    text = "Startbahn hilft. Die Startbahn wirkt. Zur Startbahn kommt man."
    starts = [0, 21, 42]
    votes = votes_of(text, dict.fromkeys(starts, ("B-PROJECT", 0.55)))
    tagged = [at(text, "Startbahn", "PROJECT", 0.55)]
    assert [m.start for m in agreed(text, tagged, votes, SURE)] == starts


def test_a_word_taken_for_a_name_once_and_for_nothing_elsewhere_is_none() -> None:
    text = "Bildung hilft. " + "Mit Bildung beginnt Bildung. " * 5
    votes = votes_of(text, {0: ("B-PROJECT", 0.7)})
    assert agreed(text, [at(text, "Bildung", "PROJECT", 0.7)], votes, SURE) == []


def test_a_name_is_not_marked_where_the_tagger_sees_a_plain_word() -> None:
    text = "Das Projekt Brücken lief. Brücken e. V. trug Brücken. Die Brücken über den Fluss."
    starts = [m.start() for m in re.finditer("Brücken", text)]
    shares = dict.fromkeys(starts[:3], ("B-PROJECT", 0.95))
    found = agreed(text, [at(text, "Brücken", "PROJECT", 0.95)], votes_of(text, shares), SURE)
    assert [m.start for m in found] == starts[:3]


def test_the_label_that_most_places_speak_for_wins() -> None:
    text = "FATMA lernt. FATMA hilft. FATMA endet."
    shares = {0: ("B-ORG", 0.6), 13: ("B-PROJECT", 0.9), 26: ("B-PROJECT", 0.9)}
    tagged = [at(text, "FATMA", "ORG", 0.6), at(text, "FATMA", "PROJECT", 0.9, 1)]
    votes = votes_of(text, shares)
    assert {m.label for m in agreed(text, tagged, votes, SURE)} == {"PROJECT"}


def test_persons_are_judged_place_by_place() -> None:
    text = "Anna Groß kam. Groß war die Freude."
    votes = votes_of(text, {})
    tagged = [at(text, "Anna Groß", "PERSON", 0.9), at(text, "Groß", "PERSON", 0.3, 1)]
    assert [m.text for m in agreed(text, tagged, votes, SURE)] == ["Anna Groß"]


def test_what_a_certain_rule_says_of_a_name_holds_wherever_it_stands() -> None:
    text = "Das Projekt „Panorama Bund“ lädt ein. Panorama Bund wird gefördert."
    start = text.rindex("Panorama")
    votes = votes_of(text, {start: ("B-ORG", 0.9), start + 9: ("I-ORG", 0.9)})
    tagged = [at(text, "Panorama Bund", "ORG", 0.9, 1)]
    found = read_names(text, tagged, votes, Gazetteer([]))
    assert [(m.text, m.label) for m in found] == [("Panorama Bund", "PROJECT")] * 2
