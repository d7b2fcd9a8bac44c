"""Words that belong together share letters; words that do not share few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.german.ngrams import gram_counts, grams_of, passage_weights, question_weights
from nlp.german.stems import stem
from nlp.german.stopwords import STOP_WORDS
from nlp.german.tokens import folded, tokens


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    "written",
    ["Mentor:innen", "Mentor*innen", "Mentor_innen", "Mentor/innen", "Mentor/-innen",
     "Mentor(innen)", "MentorInnen", "Mentor·innen", "Mentorinnen"],
)  # fmt: skip
def test_all_gender_forms_are_one_word(written: str) -> None:
    assert words(f"die {written}, bitte") == ["die", "mentorinnen", "bitte"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jede:r Schüler*in", ["jeder", "schülerin"]),
        ("Eltern/Kinder", ["eltern", "kinder"]),
        ("und/oder in/nach", ["und", "oder", "in", "nach"]),
        ("Elternarbeit: in Kiel", ["elternarbeit", "in", "kiel"]),
        ("Schulen (in Kiel)", ["schulen", "in", "kiel"]),
        ("Land: innovativ", ["land", "innovativ"]),
        ("KAUSA-Projekt 2.0", ["kausa", "projekt", "2", "0"]),
        ("Be\u00adrufs\u00adwahl", ["berufswahl"]),
    ],
)
def test_words_end_where_readers_see_them_end(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_offsets_of_words_are_exact(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start].lower()[0] == token.word[0]
        end = token.end


@pytest.mark.parametrize(
    ("word", "plain"), [("straße", "strasse"), ("mütter", "muetter"), ("café", "cafe")]
)
def test_words_are_folded_to_plain_letters(word: str, plain: str) -> None:
    assert folded(word) == plain


def test_both_spellings_of_an_umlaut_have_the_same_grams() -> None:
    assert grams_of("mütter") == grams_of("muetter")


def shared(one: str, other: str) -> float:
    mine, theirs = set(grams_of(one)), set(grams_of(other))
    return len(mine & theirs) / len(mine)


def test_parts_of_compounds_share_grams() -> None:
    assert shared("eltern", "elternarbeit") > 0.7
    assert shared("beratung", "erstberatung") > 0.7
    assert shared("eltern", "verwaltung") == 0


@pytest.mark.parametrize("word", ["a", "in", "äö", "1"])
def test_short_words_have_grams_too(word: str) -> None:
    assert len(grams_of(word)) >= 1


@given(st.text(max_size=300))
def test_weights_are_finite_and_hashes_fit_32_bits(text: str) -> None:
    weights = passage_weights(gram_counts(text)) | question_weights(words(text))
    assert all(0 <= gram < 2**32 and 0 < weight < 1e6 for gram, weight in weights.items())


def test_a_word_said_often_weighs_more_but_never_much_more() -> None:
    once = max(passage_weights(gram_counts("Kiel " + "Wort " * 50)).values())
    often = passage_weights(gram_counts("Kiel " * 20 + "Wort " * 30))
    assert 1 < max(often.values()) / min(often.values()) < 1.5
    assert once < 2


@pytest.mark.parametrize("pair", ["väter vater", "projekte projekt", "schulen schule"])
def test_forms_of_a_word_share_their_stem(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) == stem(other)


def test_a_word_that_may_be_meant_shares_the_weight() -> None:
    alone = question_weights(["bildung"])
    both = question_weights(["bidlung"], meant={"bidlung": "bildung"})
    assert all(weight / 2 <= both[gram] <= weight for gram, weight in alone.items())
    assert set(question_weights(["bidlung"])) <= set(both)


def test_what_says_little_weighs_less_than_what_says_much() -> None:
    little, much = question_weights(["welche"]), question_weights(["verein"])
    assert max(little.values()) < max(much.values())


def test_stop_words_are_lower_case_and_say_nothing_about_topics() -> None:
    assert all(word == word.lower() for word in STOP_WORDS)
    assert STOP_WORDS.isdisjoint({"eltern", "schule", "kommune", "gut", "erfolg", "land"})
