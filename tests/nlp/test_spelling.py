"""Slips of the hand are told; words that occur or may be right are left alone."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.german.spelling import Speller
from nlp.query import parse, with_slips

WORDS = {
    "schule": 9, "förderung": 5, "sprachförderung": 3, "bildung": 8, "beratung": 7, "mentor": 4,
    "eltern": 9, "arbeit": 9, "frühe": 2, "hilfen": 3, "geflüchtete": 4, "straße": 2, "knast": 1,
    "landkreis": 4, "projekte": 5, "kommune": 6,
}  # fmt: skip


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(WORDS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("shcule", "schule"),
        ("bilding", "bildung"),
        ("bildunng", "bildung"),
        ("bildng", "bildung"),
        ("berstung", "beratung"),
        ("förderugn", "förderung"),
        ("foerderugn", "förderung"),
        ("gefluechtee", "geflüchtete"),
        ("strasße", "straße"),
        ("landkries", "landkreis"),
    ],
)
def test_one_slip_is_told(speller: Speller, written: str, meant: str) -> None:
    assert speller.meant(written) == meant


@pytest.mark.parametrize(
    "word",
    ["schule", "schulen", "foerderung", "mentorinnen", "mentorin", "strasse", "elternarbeit",
     "bildungsberatung", "frühhilfen", "projekt", "projektes", "welche", "quantenphysik", "abc",
     "2013", "kommunen"],
)  # fmt: skip
def test_words_that_occur_or_may_be_right_are_left_alone(speller: Speller, word: str) -> None:
    assert speller.meant(word) is None


def test_the_question_keeps_its_words_and_tells_what_is_meant(speller: Speller) -> None:
    query = with_slips(parse("Welche Shcule bietet Bildunng?"), speller.meant)
    assert [(slip.word, slip.meant) for slip in query.slips] == [
        ("shcule", "schule"), ("bildunng", "bildung")
    ]  # fmt: skip
    assert [query.text[slip.start : slip.end] for slip in query.slips] == ["Shcule", "Bildunng"]
    assert query.text == "Welche Shcule bietet Bildunng?"
    assert query.encoded == "Welche Schule bietet Bildung?"
    assert {"shcule", "schule", "bildunng", "bildung"} <= set(query.terms)
    assert query.meant == {"shcule": "schule", "bildunng": "bildung"}


def test_a_question_without_slips_stays_as_it_is(speller: Speller) -> None:
    query = parse("Welche Schule?")
    assert with_slips(query, speller.meant) == query
    assert query.encoded == query.text


@given(st.text(max_size=60))
def test_no_word_does_harm(word: str) -> None:
    meant = Speller(WORDS).meant(word.lower())
    assert meant is None or meant in WORDS


def test_a_hostile_question_takes_no_longer(speller: Speller) -> None:
    many = " ".join(f"a{'bcdefgh'[number % 7] * 30}z" for number in range(40))
    started = process_time()
    for number in range(50):
        with_slips(parse(f"{'xq' * 900} {many}{number}"), speller.meant)
    assert process_time() - started < 5
